"""The record for a person: each stated fact with the words that show it; what nobody said is listed last."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from openness._inert import shown, uncommanded, whole
from openness.card import ModelCard
from openness.output._style import Style
from openness.release import SECTIONS, Evidence, Item, ModelRelease, Section, is_stated


def render(release: ModelRelease, card: ModelCard | None = None, *, style: Style | None = None, width: int = 80) -> str:
    """All facts, section by section, each with every place that shows it, wrapped at `width`; nothing is cut."""
    paint = style or Style()
    lines: list[str] = []
    unknown: list[str] = []

    def tell(lead: str, value: str, places: tuple[Evidence, ...]) -> None:
        lines.extend(_fact(lead, value, width, paint))
        lines.extend(f"    {paint('dim', line)}" for one in places for line in _evidence_lines(one, card, width))

    for name in SECTIONS:
        section: Section = getattr(release, name)
        facts = list(facts_of(section))
        unknown.extend(f"{name}.{field}" for field in silent_in(section))
        if facts:
            lines.append(paint("bold", name))
            for field, value, evidence in facts:
                tell(f"  {field}: ", value, evidence)
    if release.claims:
        lines.append(paint("bold", "claims"))
        for claim in release.claims:
            tell("  ", claim.claim, claim.evidence)
    if release.components:
        lines.append(paint("bold", "components"))
        for kind, parts in release.components.items():
            for part in parts:
                tell(f"  {kind}: ", shown(f"{part.availability} {part.url or ''}".rstrip()), part.evidence)
    if unknown:
        lines.append(paint("bold", "nobody said"))
        lines.extend(wrap(", ".join(unknown), width, initial_indent="  ", subsequent_indent="  "))
    return uncommanded("\n".join(lines))


def _fact(lead: str, value: str, width: int, paint: Style) -> Iterator[str]:
    """A fact's name and value; what has no room on its line stands below."""
    told = _wrapped(value, width - len(lead)) if len(lead) + len(value) > width else [value]
    yield f"{lead}{paint('green', told[0])}"
    for line in _wrapped(" ".join(told[1:]), width - 4) if told[1:] else ():
        yield f"    {paint('green', line)}"


def _said(section: Section, field: str) -> bool:
    value = getattr(section, field)
    if field == "training_code":
        return bool(value.value != "unknown")
    return is_stated(value)


def silent_in(section: Section) -> list[str]:
    """The fields of a section on which nobody said anything."""
    return [field for field in type(section).model_fields if field != "evidence" and not _said(section, field)]


def facts_of(section: Section) -> Iterator[tuple[str, str, tuple[Evidence, ...]]]:
    """Every stated fact of a section: field, value in words, evidence; an item of a list is a fact."""
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
    """Its first value by itself, each other with its key; a name that stands twice once."""
    (_, first), *others = item.model_dump(mode="json", exclude={"evidence"}, exclude_defaults=True).items()
    return ", ".join([_plain(first), *(f"{key} {_plain(value)}" for key, value in others if value != first)])


def _plain(value: Any) -> str:
    if isinstance(value, (tuple, list)):
        return ", ".join(map(str, value))
    if hasattr(value, "model_dump"):
        return ", ".join(str(part) for part in value.model_dump(mode="json", exclude_none=True).values())
    return str(value).lower() if isinstance(value, bool) else str(value)


def _evidence_lines(evidence: Evidence, card: ModelCard | None, width: int) -> Iterator[str]:
    """Where a fact stands and, if that is in the card at hand, the card's line."""
    place = shown(evidence.path or evidence.source)
    if evidence.line:
        place += f":{evidence.line}"
    sure = "" if evidence.confidence == "certain" else f", {evidence.confidence}"
    here = card is not None and evidence.line is not None and evidence.path == whole(card.path)
    if not here and evidence.quote:
        yield from _wrapped(f"{place} ({evidence.source}{sure}) “{shown(evidence.quote)}”", width - 4)
        return
    yield f"{place} ({evidence.source}{sure})"
    if card is not None and evidence.line is not None and here:
        number = f"  {evidence.line} | "
        line = shown(card.lines.line_text(evidence.line).strip().replace("\t", " "))
        for count, part in enumerate(_wrapped(line, width - 4 - len(number)) if line else [""]):
            yield (f"{' ' * (len(number) - 2)}| " if count else number) + part


def _wrapped(text: str, width: int) -> list[str]:
    return wrap(text, max(width, 20), break_long_words=False, break_on_hyphens=False) or [text]
