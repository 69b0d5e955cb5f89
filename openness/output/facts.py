"""The record for a person: each stated fact with the words that show it; what nobody said is listed last."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from openness._inert import shown, uncommanded, whole
from openness.card import ModelCard
from openness.output._style import Style
from openness.release import SECTIONS, Evidence, Item, ModelRelease, Section, is_stated

_WIDTH = 110


def render(release: ModelRelease, card: ModelCard | None = None, *, style: Style | None = None) -> str:
    """All facts, section by section."""
    paint = style or Style()
    lines: list[str] = []
    unknown: list[str] = []
    for name in SECTIONS:
        section: Section = getattr(release, name)
        facts = list(_facts(section))
        silent = [field for field in type(section).model_fields if field != "evidence" and not _said(section, field)]
        unknown.extend(f"{name}.{field}" for field in silent)
        if facts:
            lines.append(paint("bold", name))
            for field, value, evidence in facts:
                lines.append(f"  {field}: {paint('green', value)}")
                lines.extend(
                    f"    {paint('dim', shown)}" for one in evidence[:3] for shown in _evidence_lines(one, card)
                )
    if release.claims:
        lines.append(paint("bold", "claims"))
        for claim in release.claims:
            lines.append(f"  {paint('green', claim.claim)}")
            lines.extend(
                f"    {paint('dim', shown)}" for one in claim.evidence[:2] for shown in _evidence_lines(one, card)
            )
    for kind, parts in release.components.items():
        for part in parts:
            lines.append(
                f"{paint('bold', f'components.{kind}')}: {paint('green', part.availability)} {shown(part.url or '')}"
            )
            lines.extend(
                f"    {paint('dim', shown)}" for one in part.evidence[:2] for shown in _evidence_lines(one, card)
            )
    if unknown:
        lines.append(paint("bold", "nobody said"))
        lines.extend(wrap(", ".join(unknown), _WIDTH, initial_indent="  ", subsequent_indent="  "))
    return uncommanded("\n".join(lines))


def _said(section: Section, field: str) -> bool:
    value = getattr(section, field)
    if field == "training_code":
        return bool(value.value != "unknown")
    return is_stated(value)


def _facts(section: Section) -> Iterator[tuple[str, str, tuple[Evidence, ...]]]:
    for field in type(section).model_fields:
        if field == "evidence" or not _said(section, field):
            continue
        value = getattr(section, field)
        if isinstance(value, tuple) and value and isinstance(value[0], Item):
            for item in value:
                yield field, shown(_item(item)), item.evidence
        else:
            yield field, shown(_plain(value)), section.evidence.get(field, ())


def _item(item: Item) -> str:
    values = item.model_dump(mode="json", exclude={"evidence"}, exclude_defaults=True)
    return ", ".join(
        _plain(value) if n == 0 else f"{key} {_plain(value)}" for n, (key, value) in enumerate(values.items())
    )


def _plain(value: Any) -> str:
    if isinstance(value, (tuple, list)):
        return ", ".join(map(str, value))
    if hasattr(value, "model_dump"):
        return ", ".join(str(part) for part in value.model_dump(mode="json", exclude_none=True).values())
    return str(value).lower() if isinstance(value, bool) else str(value)


def _evidence_lines(evidence: Evidence, card: ModelCard | None) -> Iterator[str]:
    """Where a fact stands and, if that is in the card at hand, the card's line."""
    place = shown(evidence.path or evidence.source)
    if evidence.line:
        place += f":{evidence.line}"
    sure = "" if evidence.confidence == "certain" else f", {evidence.confidence}"
    here = card is not None and evidence.line is not None and evidence.path == whole(card.path)
    if not here and evidence.quote:
        yield f"{place} ({evidence.source}{sure}) “{shown(evidence.quote)}”"
        return
    yield f"{place} ({evidence.source}{sure})"
    if card is not None and evidence.line is not None and here:
        line = shown(card.lines.line_text(evidence.line).strip().replace("\t", " "))
        yield f"  {evidence.line} | {line if len(line) <= _WIDTH else line[: _WIDTH - 1] + '…'}"
