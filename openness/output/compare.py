"""Models side by side: licence, weights, data, code, documents, and what each standard says of them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from openness._inert import markdown, shown, uncommanded
from openness._value import dataclass
from openness.errors import InvalidLicenseExpressionError
from openness.frameworks import Assessment, assess
from openness.frameworks.why import why
from openness.licenses import License
from openness.licenses.expression import ask, parse
from openness.licenses.questions import Reply, may_train_on_outputs, may_use_commercially, spoken_threshold
from openness.release import ModelRelease, license_in_force

UNKNOWN = "?"
"""What a cell shows where nobody said anything."""
FORMATS = ("text", "html", "markdown")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the matrix."""

    group: str
    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole comparison: one column a model."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]


def matrix(models: Sequence[tuple[str, ModelRelease]], *, reasons: bool = False) -> Matrix:
    """The comparison of several records; with `reasons`, each verdict says what holds it back."""
    rows = [
        Row(group, label, tuple(shown(cell(release)) or UNKNOWN for _, release in models))
        for group, label, cell in _FACTS
    ]
    verdicts: list[dict[str, Assessment]] = []
    for _, release in models:
        verdicts.append({one.framework: one for one in assess(release)})
    rows += [
        Row("standards", name, tuple(shown(_verdict(column[name], reasons=reasons)) for column in verdicts))
        for name in verdicts[0]
    ]
    return Matrix(names=tuple(shown(name) for name, _ in models), rows=tuple(rows))


def render(found: Matrix, form: str, *, width: int | None = None, colour: bool = False) -> str:
    """The matrix as `text`, `html` or `markdown`."""
    if form != "text":
        return {"html": _html, "markdown": _markdown}[form](found)
    return uncommanded(_text_table(found, width, colour=colour))


def _verdict(assessment: Assessment, *, reasons: bool) -> str:
    said = assessment.verdict or assessment.label or UNKNOWN
    if not reasons:
        return said
    held = [f"{one.id}: {one.reason}" for one in why(assessment)]
    return "; ".join([said, *held])


def _licenses(release: ModelRelease) -> tuple[License, ...]:
    expression = license_in_force(release).expression
    if expression is None:
        return ()
    try:
        return parse(expression).licenses
    except InvalidLicenseExpressionError:
        return ()


def _license(release: ModelRelease) -> str:
    found = license_in_force(release)
    if found.state == "contradicted":
        return f"contradicted: declared {', '.join(release.license.declared) or 'nothing'}, but its places disagree"
    if found.expression is None:
        return ", ".join(release.license.declared)
    named = _licenses(release)
    name = ", ".join(text.name for text in named)
    return f"{found.expression} ({name})" if name and name != found.expression else found.expression


def _thresholds(release: ModelRelease) -> str:
    named = _licenses(release)
    if not named:
        return ""
    said = [f"{spoken_threshold(one)} (clause {one.clause})" for text in named for one in text.thresholds]
    if said:
        return "; ".join(said)
    return "none" if all(text.terms.commercial_use is not None for text in named) else ""


def _asked(question: Callable[[License], Reply]) -> Callable[[ModelRelease], str]:
    def cell(release: ModelRelease) -> str:
        if not _licenses(release):
            return ""
        reply = ask(str(license_in_force(release).expression), question)
        return "" if reply.answer == "unknown" else reply.answer

    return cell


def _known(value: str | None) -> str:
    return "" if value in (None, "unknown") else str(value)


def _weights(release: ModelRelease) -> str:
    weights = release.weights
    said = _known(weights.access)
    return f"{said} ({weights.form})" if said and weights.form not in ("unknown", "full") else said


def _datasets(release: ModelRelease) -> str:
    names = [one.name for one in release.data.datasets]
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


def _data(release: ModelRelease) -> str:
    data = release.data
    said = _known(data.disclosure)
    return f"{said}: {data.reason}" if said == "undisclosed" and data.reason else said


def _lineage(release: ModelRelease) -> str:
    lineage = release.lineage
    if lineage.from_scratch:
        return "from scratch"
    return ", ".join(f"{one.model} ({one.relation})" for one in lineage.bases)


def _stages(release: ModelRelease) -> str:
    return " → ".join(one.kind for one in release.lineage.stages)


def _papers(release: ModelRelease) -> str:
    return ", ".join(
        f"{one.ref} ({one.kind})" if one.kind != "unknown" else one.ref for one in release.documentation.papers[:3]
    )


def _compute(release: ModelRelease) -> str:
    compute = release.compute
    parts = (
        f"{compute.flops:.1e} operations" if compute.flops else "",
        f"{compute.hours:,.0f} device hours" if compute.hours else "",
        compute.hardware or "",
    )
    return ", ".join(part for part in parts if part) or ("stated" if compute.reported == "stated" else "")


def _code(release: ModelRelease) -> str:
    code = release.documentation.training_code
    return _known(code.value)


def _documents(release: ModelRelease) -> str:
    documents = release.documentation
    names = ("datasheet", "limitations", "intended_use", "usage")
    return ", ".join(name.replace("_", " ") for name in names if getattr(documents, name) == "stated")


_FACTS: tuple[tuple[str, str, Callable[[ModelRelease], str]], ...] = (
    ("model", "publisher", lambda one: one.subject.organization or ""),
    ("model", "parameters", lambda one: f"{one.subject.parameters:,}" if one.subject.parameters else ""),
    ("model", "released", lambda one: one.subject.released.isoformat() if one.subject.released else ""),
    ("licence", "licence", _license),
    ("licence", "threshold", _thresholds),
    ("licence", "commercial use", _asked(may_use_commercially)),
    ("licence", "train on outputs", _asked(may_train_on_outputs)),
    ("weights", "access to weights", _weights),
    ("weights", "checkpoints", lambda one: _known(one.weights.checkpoints)),
    ("data", "training data", _data),
    ("data", "datasets", _datasets),
    ("data", "data size", lambda one: one.data.size or ""),
    ("data", "data cut-off", lambda one: one.data.cutoff or ""),
    ("data", "deduplication", lambda one: _known(one.data.deduplication)),
    ("lineage", "made from", _lineage),
    ("lineage", "training stages", _stages),
    ("code", "training code", _code),
    ("code", "compute", _compute),
    ("documents", "papers", _papers),
    ("documents", "documented", _documents),
    ("documents", "evaluation by others", lambda one: _known(one.evaluation.outsiders)),
    ("distribution", "price", lambda one: one.distribution.price or ""),
)


def _text_table(found: Matrix, width: int | None, *, colour: bool) -> str:
    from rich.console import Console
    from rich.table import Table

    table = Table(show_lines=False, expand=False, highlight=False)
    table.add_column("", style="bold" if colour else None, no_wrap=True)
    for name in found.names:
        table.add_column(name, overflow="fold")
    group = ""
    for row in found.rows:
        if row.group != group:
            group = row.group
            table.add_section()
        table.add_row(row.label, *row.cells)
    stream = io.StringIO()
    Console(
        file=stream,
        width=width or 120,
        color_system="standard" if colour else None,
        no_color=not colour,
        force_terminal=colour,
        markup=False,
    ).print(table)
    return stream.getvalue()


def _markdown(found: Matrix) -> str:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cells) + " |"

    lines = [line(["", *map(markdown, found.names)]), line(["---"] * (len(found.names) + 1))]
    lines += [line([f"**{row.label}**", *map(markdown, row.cells)]) for row in found.rows]
    return "\n".join(lines) + "\n"


def _html(found: Matrix) -> str:
    from openness.output.html import page

    return page("compare.html.j2", matrix=found) + "\n"
