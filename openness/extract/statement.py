"""Facts that the publisher states, in `openness:` or `openness.yaml`: they win over what was read from the card."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from openness import _yaml
from openness._value import dataclass
from openness.card import ModelCard
from openness.extract import license_conclusion
from openness.extract.draft import Draft, Evidence
from openness.release import QUOTE_LIMIT, SCHEMA_VERSION
from openness.release.reading import is_newer, version_fault
from openness.release.statement import statement_class
from openness.release.upgrade import upgrade

_ITEM_LISTS = frozenset(
    {"datasets", "generators", "bases", "stages", "papers", "channels", "results", "in_text", "parts", "files"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFault:
    """What is wrong with a statement: where (path of keys) and what."""

    path: tuple[str | int, ...]
    message: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A publisher's statement: its values, and what is wrong with it."""

    values: dict[str, Any]
    source: str
    """Path of the file it stands in."""
    in_front_matter: bool
    faults: tuple[StatementFault, ...] = ()


@lru_cache(maxsize=64)
def _validate_cached(text: str, path: str) -> Stated:
    document = _yaml.load(text)
    if document.problems:
        fault = document.problems[0]
        return Stated(
            values={},
            source=path,
            in_front_matter=False,
            faults=(StatementFault(path=(), message=fault.message, line=fault.line),),
        )
    return _validated(document.value, path, in_front_matter=False)


def read_statement(card: ModelCard) -> Stated | None:
    """The statement of a card: `openness.yaml` beside it, else `openness:` in its front matter; None without one."""
    if card.statement is not None:
        return _validate_cached(card.statement, card.statement_path or "openness.yaml")
    value = card.front_matter.get("openness")
    return None if value is None else _validated(value, card.path, in_front_matter=True)


def _validated(value: Any, path: str, *, in_front_matter: bool) -> Stated:
    if value is None:
        value = {}
    if not isinstance(value, dict):
        fault = StatementFault(path=(), message=f"a statement is a mapping, found {type(value).__name__}")
        return Stated(values={}, source=path, in_front_matter=in_front_matter, faults=(fault,))
    if "schema_version" in value and (wrong := version_fault(value)):
        fault = StatementFault(path=("schema_version",), message=wrong)
        return Stated(values={}, source=path, in_front_matter=in_front_matter, faults=(fault,))
    newer = is_newer(value.get("schema_version"))
    value = {**value, "schema_version": SCHEMA_VERSION} if newer else upgrade(value)
    try:
        statement_class().model_validate(value)
    except ValidationError as error:
        why = " (the statement follows a newer schema: pip install --upgrade openness)" if newer else ""
        faults = tuple(StatementFault(path=_places(one["loc"]), message=one["msg"] + why) for one in error.errors())
        return Stated(values={}, source=path, in_front_matter=in_front_matter, faults=faults)
    return Stated(values=value, source=path, in_front_matter=in_front_matter)


def _places(location: tuple[int | str, ...]) -> tuple[str | int, ...]:
    return tuple(step for step in location if not (isinstance(step, str) and "[" in step))


def apply(draft: Draft) -> None:
    """Put every stated fact into the draft; a stated list replaces the read one, a stated scalar the read scalar."""
    stated = read_statement(draft.card)
    if stated is None or not stated.values:
        return
    for section, fields in stated.values.items():
        if section == "schema_version" or fields is None:
            continue
        if section == "claims":
            draft.items("claims").clear()
            for item in fields:
                draft.add("claims", item, _evidence(draft, stated, "claims"))
        elif section == "components":
            for kind, parts in fields.items():
                draft.items(f"components.{kind}").clear()
                for part in parts or ():
                    draft.add(f"components.{kind}", part, _evidence(draft, stated, "components", kind))
        else:
            _apply_section(draft, stated, section, fields)
    _conclude_again(draft, stated.values.get("license") or {})


def _conclude_again(draft: Draft, stated: dict[str, Any]) -> None:
    """What follows from a stated licence follows anew, unless it is stated itself."""
    if not stated.keys() & {"declared", "name", "link", "in_text"}:
        return
    kept = {field: draft.evidence("license", field) for field in ("concluded", "contradiction") if field in stated}
    values = {field: draft.value("license", field) for field in kept}
    license_conclusion.conclude(draft)
    for field, evidence in kept.items():
        if values[field] is not None:
            draft.put("license", field, values[field], *evidence, replace=True)


def _apply_section(draft: Draft, stated: Stated, section: str, fields: dict[str, Any]) -> None:
    for field, value in fields.items():
        if value is None:
            continue
        evidence = _evidence(draft, stated, section, field)
        if field in _ITEM_LISTS:
            draft.items(f"{section}.{field}").clear()
            for item in value:
                draft.add(f"{section}.{field}", item, evidence)
        else:
            draft.put(section, field, value, evidence, replace=True)


def _evidence(draft: Draft, stated: Stated, *path: str) -> Evidence:
    card = draft.card
    line, quote = None, None
    if stated.in_front_matter:
        span = card.front_matter.span("openness", *path)
        if span:
            line = card.lines.line_of(span[0])
            quote = card.lines.line_text(line).strip()
    elif card.statement:
        line, quote = _line_in(card.statement, path)
    return {
        "source": "statement",
        "path": stated.source,
        "line": line,
        "quote": quote[:QUOTE_LIMIT] if quote else None,
        "confidence": "certain",
    }


def _line_in(text: str, path: tuple[str, ...]) -> tuple[int | None, str | None]:
    import yaml

    node, lines = _composed(text)
    line = None
    for step in path:
        if not isinstance(node, yaml.MappingNode):
            break
        pair = next(((key, value) for key, value in node.value if key.value == step), None)
        if pair is None:
            break
        line, node = pair[0].start_mark.line + 1, pair[1]
    return line, lines[line - 1].strip() if line and line <= len(lines) else None


@lru_cache(maxsize=4)
def _composed(text: str) -> tuple[Any, tuple[str, ...]]:
    """The nodes and the lines of a statement, which each of its facts asks for."""
    import yaml

    try:
        return _yaml.compose(text), tuple(text.splitlines())
    except yaml.YAMLError:
        return None, ()
