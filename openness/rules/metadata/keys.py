"""Rules about the keys of the front matter: are they spelt as the Hub spells them?"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from openness.card.hub_keys import hub_keys
from openness.card.languages import is_language_code
from openness.card.model_index import asked, first_lack, holds_measured
from openness.licenses.store import is_on_hub, resolve
from openness.release.hub_ids import may_be_hub_id
from openness.rules.metadata.model_index import and_others
from openness.rules.rule import Edit, Finding, Rule, Subject


class MisspelledKey(Rule):
    """
    A key that the Hub does not know, one slip away from one it does.

    The Hub ignores unknown keys without a word: with `licence: mit` the model has no licence. A `model_index` without a
    metric would show nothing under its right name either: that is an info, and the key can go.

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
            if meant == "model-index" and not holds_measured(matter.get(key)):
                yield self.finding(
                    subject,
                    matter.key_place(key),
                    f"the Hub does not know the key `{key}`, and what it holds measures nothing",
                    hint=f"remove `{key}`, or write `model-index` with the dataset and the metrics of a result",
                    value=key,
                    severity="info",
                )
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
        found = first_lack(value)
        if found is None:
            return None
        path, names, others = found
        place = ".".join(("model-index", *map(str, path)))
        return f"`{place}` needs {' and '.join(asked(value, path, name) for name in names)}{and_others(others)}"
    if key in known.mappings:
        return None if isinstance(value, list) else "it must be a list"
    items = value if isinstance(value, list) and key in known.list else [value]
    if key in (*known.text, *known.list) and not all(isinstance(item, str) for item in items):
        return "it must be text" + (" or a list of texts" if key in known.list else "")
    if key in _OF_IDS:
        no_id = next((item for item in items if isinstance(item, str) and not may_be_hub_id(item.strip())), None)
        return f"`{no_id}` must be an id of the Hub, `org/name`" if no_id is not None else None
    wrong = next((item for item in items if isinstance(item, str) and not _is_accepted(key, item)), None)
    if wrong is None:
        return None
    known_as = resolve(wrong).hub_id if key == "license" else None
    return f"`{wrong}` is `{known_as}`" if known_as else f"`{wrong}` must be one of the Hub's values"


_OF_IDS = ("datasets", "base_model")


def _is_accepted(key: str, value: str) -> bool:
    """Whether the Hub takes a text under a key of which it knows the values."""
    if key == "language":
        return is_language_code(value)
    if key == "license":
        return is_on_hub(value)
    allowed = hub_keys().values.get(key)
    return allowed is None or value in allowed


RULES: tuple[Rule, ...] = (MisspelledKey(),)
