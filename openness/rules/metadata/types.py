"""The rule about types: is what stands under a key of the Hub a text, a list, a mapping, as the Hub takes it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from openness._value import dataclass
from openness.card import FrontMatter
from openness.card.hub_keys import hub_keys
from openness.rules.rule import Finding, Rule, Severity, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault:
    """A value that the Hub does not take where it stands."""

    path: tuple[str | int, ...]
    value: object
    where: str
    """What it is, for a reader: "`tags`", "item 2 of `tags`"."""
    wanted: str
    others: str = ""
    """How many more of its kind are told with it."""
    severity: Severity = "error"

    @property
    def blank(self) -> str | None:
        """The name in braces, where the value is a place of a template that nobody filled in: `{license}`."""
        if isinstance(self.value, dict) and len(self.value) == 1 and list(self.value.values()) == [None]:
            return f"{{{next(iter(self.value))}}}"
        return None


class WrongType(Rule):
    """
    A value of a type that the Hub does not accept there.

    `license_name` takes text, `tags` and `datasets` take text or a list of texts. A number, a date or a nested
    mapping there is refused on upload or silently dropped. A key with nothing behind it says that there is something to read,
    and there is not; behind `language:` the Hub refuses it, with every commit to come.

    Instead of:

        tags:
          topic: chemistry

    Use:

        tags:
          - chemistry

    See: https://github.com/espnet/espnet_model_zoo/pull/102
    """

    family = "metadata"
    severity = "error"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Each key once, the items of a list once a kind of fault; a template's braces once a card."""
        matter = subject.card.front_matter
        blanks: list[_Fault] = []
        for fault in (*_together(_of_keys(matter)), *_of_results(matter.get("model-index"))):
            if fault.blank is not None:
                blanks.append(fault)
                continue
            yield self.finding(
                subject,
                matter.place(*fault.path),
                f"{fault.where} is {_kind(fault.value)[0]}{fault.others}; the Hub takes {fault.wanted}",
                hint=_hint(fault),
                value=".".join(str(step) for step in fault.path),
                severity=fault.severity,
            )
        if blanks:
            first = min(blanks, key=lambda one: matter.place(*one.path).line)
            more = f", and {len(blanks) - 1} more like it" if len(blanks) > 1 else ""
            yield self.finding(
                subject,
                matter.place(*first.path),
                f"{first.where} is a mapping, `{first.blank}`{more}; the Hub takes {first.wanted}",
                hint="write what the template's braces stand for, or take the keys out"
                if more
                else f"write what the template's `{first.blank}` stands for, or take the key out",
                value=".".join(str(step) for step in first.path),
            )


def _together(faults: Iterator[_Fault]) -> Iterator[_Fault]:
    """The keys with nothing behind them that make a warning, told by the first."""
    empty: list[_Fault] = []
    for fault in faults:
        if fault.value is None and len(fault.path) == 1 and fault.severity == _WARNING:
            empty.append(fault)
        else:
            yield fault
    if empty:
        others = ", ".join(fault.where for fault in empty[1:])
        yield replace(empty[0], others=f", as {'are' if len(empty) > 2 else 'is'} {others}" if others else "")


def _of_keys(matter: FrontMatter) -> Iterator[_Fault]:
    """The keys whose types the Hub fixes."""
    for key in hub_keys().text:
        value = matter.get(key)
        if value is not None and not isinstance(value, str):
            yield _Fault(path=(key,), value=value, where=f"`{key}`", wanted="text")
    for key in hub_keys().list:
        value = matter.get(key)
        if isinstance(value, dict) or (value is None and key in matter.values and key != _TOLD_APART):
            severity = _WARNING if value is None and key not in _REFUSED_EMPTY else _ERROR
            yield _Fault(
                path=(key,), value=value, where=f"`{key}`", wanted="text or a list of texts", severity=severity
            )
        elif isinstance(value, list):
            yield from _of_items(key, value)
    for key in (*hub_keys().mappings, "model-index"):
        value = matter.get(key)
        if value is not None and not isinstance(value, list):
            yield _Fault(path=(key,), value=value, where=f"`{key}`", wanted="a list")
    emissions = matter.get("co2_eq_emissions")
    if emissions is not None and (isinstance(emissions, bool) or not isinstance(emissions, (int, float, dict))):
        yield _Fault(
            path=("co2_eq_emissions",),
            value=emissions,
            where="`co2_eq_emissions`",
            wanted="a number of grams, or a mapping with `emissions`",
        )


def _of_items(key: str, items: list[object]) -> Iterator[_Fault]:
    """The items of a list: those of a wrong type, told by the first; those of a template; those that are empty."""
    faults = [
        _Fault(path=(key, n), value=item, where=f"item {n + 1} of `{key}`", wanted="text")
        for n, item in enumerate(items)
        if item is not False and not isinstance(item, str)
    ]
    yield from (fault for fault in faults if fault.blank is not None)
    empty = [fault for fault in faults if fault.value is None]
    wrong = [fault for fault in faults if fault.value is not None and fault.blank is None]
    for alike, severity in ((wrong, _ERROR), (empty, _WARNING)):
        if alike:
            yield replace(alike[0], others=f", and {len(alike) - 1} more" if len(alike) > 1 else "", severity=severity)


_TOLD_APART = "license"
"""The key of which another rule says that it is empty."""
_REFUSED_EMPTY = frozenset({"language"})
"""Keys that are known to make the Hub refuse the card where nothing stands behind them."""
_ERROR: Severity = "error"
_WARNING: Severity = "warning"


def _of_results(index: object) -> Iterator[_Fault]:
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
                yield _Fault(
                    path=("model-index", n, "results", m, "dataset", wrong[0]),
                    value=dataset[wrong[0]],
                    where=f"`dataset.{wrong[0]}` of a result",
                    wanted="text",
                    others=f", and {len(wrong) - 1} more beside it" if len(wrong) > 1 else "",
                )
                return


def _kind(value: object) -> tuple[str, str]:
    return _KINDS.get(type(value), (type(value).__name__, ""))


def _hint(fault: _Fault) -> str:
    _, hint = _kind(fault.value)
    if fault.value is None and len(fault.path) == 1:
        return "write what belongs there, or remove the key"
    if fault.path[0] in _OF_IDS and isinstance(fault.value, dict):
        return _IDS
    return hint if hint and fault.wanted.startswith("text") else f"write {fault.wanted}"


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


RULES: tuple[Rule, ...] = (WrongType(),)
