"""Rules about the keys of the front matter and their values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from typing import cast

from openness.card.hub_keys import hub_keys
from openness.card.languages import is_language_code
from openness.card.model_index import missing_keys
from openness.licenses.store import is_on_hub, resolve
from openness.rules.rule import Edit, Finding, Rule, Severity, Subject


class BooleanLanguage(Rule):
    """
    A language code that YAML 1.1 reads as a truth value: `no` for Norwegian.

    The Hub reads YAML 1.2, where `no` is text. Python tools mostly read YAML 1.1, where it is false; writing the card
    back with them turns Norwegian into `false`. Quoting it is safe for both.

    Instead of:

        ---
        language: no
        ---

    Use:

        ---
        language: "no"
        ---
    """

    family = "metadata"
    severity = "warning"
    fixes = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Look at the plain scalars under `language`, and at a value that already became false."""
        matter = subject.card.front_matter
        value = matter.get("language")
        items = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for position, item in items:
            path = ("language",) if position is None else ("language", position)
            if item is False:
                yield self.finding(
                    subject,
                    matter.place(*path),
                    "`language` is false: a tool read Norwegian `no` as a truth value",
                    hint='write `"no"`',
                    value="false",
                )
                continue
            if not isinstance(item, str) or item.casefold() not in _TRUTH:
                continue
            span = matter.span(*path)
            written = subject.card.text[slice(*span)] if span else ""
            if span is None or written != item:
                continue
            yield self.finding(
                subject,
                matter.place(*path),
                f"`{item}` is read as a truth value by YAML 1.1 tools",
                hint=f'write `"{item}"`',
                value=item,
                fix=(Edit(span[0], span[1], f'"{item}"'),),
            )


_TRUTH = frozenset({"no", "yes", "on", "off", "y", "n"})


class MisspelledKey(Rule):
    """
    A key that the Hub does not know, one slip away from one it does.

    The Hub ignores unknown keys without a word: with `licence: mit` the model has no licence.

    Instead of:

        licence: mit

    Use:

        license: mit
    """

    family = "metadata"
    severity = "warning"
    fixes = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Compare every unknown top-level key with the Hub's; rename it only where its value is accepted there."""
        matter, known = subject.card.front_matter, hub_keys()
        for key in matter:
            if key in known.documented:
                continue
            folded = key.casefold().replace(" ", "_")
            meant = known.misspelled.get(folded) or (folded if folded in known.documented else None)
            sure = meant is not None
            if meant is None and len(key) > 5:
                near = get_close_matches(folded, known.guessed, n=1, cutoff=0.86)
                meant = near[0] if near else None
            if meant is None or meant in matter.values:
                continue
            lacks = _lacks(meant, matter.get(key))
            yield self.finding(
                subject,
                matter.key_place(key),
                f"the Hub does not know the key `{key}` and ignores it",
                hint=f"write `{meant}`" + (f"; there {lacks}" if lacks else ""),
                value=key,
                fix=_renamed(subject, key, meant) if sure and lacks is None else (),
            )


def _renamed(subject: Subject, key: str, meant: str) -> tuple[Edit, ...]:
    """The edit that gives a key its name; none where it is written in a way of its own."""
    text, place = subject.card.text, subject.card.front_matter.key_place(key)
    start = subject.card.lines.starts[place.line - 1] + place.column - 1
    return (Edit(start, start + len(key), meant),) if text[start : start + len(key)] == key else ()


def _lacks(key: str, value: object) -> str | None:
    """What a value still needs before it can stand under a key of the Hub; None where it is accepted as it is."""
    known = hub_keys()
    if value is None:
        return None
    if key == "model-index":
        if not isinstance(value, list):
            return "it must be a list of entries with `name` and `results`"
        path, name = next(missing_keys(value), ((), ""))
        return f"`{'.'.join(('model-index', *map(str, path)))}` needs `{name}`" if name else None
    if key in known.mappings:
        return None if isinstance(value, list) else "it must be a list"
    items = value if isinstance(value, list) and key in known.list else [value]
    if key in (*known.text, *known.list) and not all(isinstance(item, str) for item in items):
        return "it must be text" + (" or a list of texts" if key in known.list else "")
    wrong = next((item for item in items if isinstance(item, str) and not _is_accepted(key, item)), None)
    if wrong is None:
        return None
    known_as = resolve(wrong).hub_id if key == "license" else None
    return f"`{wrong}` is `{known_as}`" if known_as else f"`{wrong}` must be one of the Hub's values"


def _is_accepted(key: str, value: str) -> bool:
    """Whether the Hub takes a text under a key of which it knows the values."""
    if key == "language":
        return is_language_code(value)
    if key == "license":
        return is_on_hub(value)
    allowed = hub_keys().values.get(key)
    return allowed is None or value in allowed


class WrongType(Rule):
    """
    A value of a type that the Hub does not accept there.

    `license_name` takes text, `tags` and `datasets` take text or a list of texts. A number, a date or a nested
    mapping there is refused on upload or silently dropped.

    Instead of:

        tags:
          topic: chemistry

    Use:

        tags:
          - chemistry
    """

    family = "metadata"
    severity = "error"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Look at the keys whose types the Hub fixes; the items of a list once a kind of fault."""
        matter = subject.card.front_matter
        for key in hub_keys().text:
            value = matter.get(key)
            if value is not None and not isinstance(value, str):
                yield self._wrong(subject, (key,), value, "text")
        for key in hub_keys().list:
            value = matter.get(key)
            if isinstance(value, dict):
                yield self._wrong(subject, (key,), value, "text or a list of texts")
            elif isinstance(value, list):
                yield from self._items(subject, key, value)
        for key in hub_keys().mappings:
            value = matter.get(key)
            if value is not None and not isinstance(value, list):
                yield self._wrong(subject, (key,), value, "a list")
        emissions = matter.get("co2_eq_emissions")
        if emissions is not None and (isinstance(emissions, bool) or not isinstance(emissions, (int, float, dict))):
            yield self._wrong(
                subject, ("co2_eq_emissions",), emissions, "a number of grams, or a mapping with `emissions`"
            )
        index = matter.get("model-index")
        if index is not None and not isinstance(index, list):
            yield self._wrong(subject, ("model-index",), index, "a list")
        yield from self._of_results(subject, index)

    def _of_results(self, subject: Subject, index: object) -> Iterator[Finding]:
        """Numbers where a result names the configuration, split or revision of its dataset; once a card."""
        for n, model in enumerate(index if isinstance(index, list) else ()):
            results = model.get("results") if isinstance(model, dict) else None
            for m, result in enumerate(results if isinstance(results, list) else ()):
                dataset = result.get("dataset") if isinstance(result, dict) else None
                wrong = [
                    key
                    for key in ("config", "split", "revision")
                    if isinstance(dataset, dict) and dataset.get(key) is not None and not isinstance(dataset[key], str)
                ]
                if wrong and isinstance(dataset, dict):
                    path = ("model-index", n, "results", m, "dataset", wrong[0])
                    kind, _ = _KINDS.get(type(dataset[wrong[0]]), (type(dataset[wrong[0]]).__name__, ""))
                    more = f", and {len(wrong) - 1} more beside it" if len(wrong) > 1 else ""
                    yield self.finding(
                        subject,
                        subject.card.front_matter.place(*path),
                        f"`dataset.{wrong[0]}` of a result is {kind}{more}; the Hub takes text",
                        hint=_QUOTE,
                        value=".".join(str(step) for step in path),
                    )
                    return

    def _items(self, subject: Subject, key: str, items: list[object]) -> Iterator[Finding]:
        empty = [n for n, item in enumerate(items) if item is None]
        wrong = [n for n, item in enumerate(items) if item not in (None, False) and not isinstance(item, str)]
        for places, severity in ((wrong, "error"), (empty, "warning")):
            if places:
                first = self._wrong(subject, (key, places[0]), items[places[0]], "text", more=len(places) - 1)
                yield replace(first, severity=cast("Severity", severity))

    def _wrong(
        self, subject: Subject, path: tuple[str | int, ...], value: object, wanted: str, *, more: int = 0
    ) -> Finding:
        found, hint = _KINDS.get(type(value), (type(value).__name__, ""))
        key = f"`{path[0]}`"
        where = f"item {int(path[1]) + 1} of {key}" if len(path) > 1 else key
        others = f", and {more} more" if more else ""
        if isinstance(value, dict) and len(value) == 1 and list(value.values()) == [None]:
            hint = f"fill in the template's `{{{next(iter(value))}}}`, or take the key out"
        return self.finding(
            subject,
            subject.card.front_matter.place(*path),
            f"{where} is {found}{others}; the Hub takes {wanted}",
            hint=_IDS
            if path[0] in _OF_IDS and isinstance(value, dict)
            else hint
            if hint and wanted.startswith("text")
            else f"write {wanted}",
            value=".".join(str(step) for step in path),
        )


_OF_IDS = ("datasets", "base_model")
_IDS = "write ids of the Hub, `org/name`, one an item; other words belong into the prose"
_QUOTE = "quote it if it is meant as text"
_KINDS: dict[type, tuple[str, str]] = {
    dict: ("a mapping", "write plain text; quote what holds `{` or `: `"),
    list: ("a list", "write one text"),
    bool: ("a truth value", _QUOTE),
    int: ("a number", _QUOTE),
    str: ("text", ""),
    float: ("a number", _QUOTE),
    type(None): ("empty", "write the text, or remove the item"),
}
"""What a value of the wrong type is called, and what to do about it."""


RULES: tuple[Rule, ...] = (BooleanLanguage(), MisspelledKey(), WrongType())
