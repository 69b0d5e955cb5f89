"""
The readings of the licence texts: `docs/readings/first`, `second` and `decisions`.

Each reading is closed: its terms and their values are those of `openness.licenses.vocabulary`, every term has its clause.
Between the two readings of a text nothing may stay open: where they differ, `decisions/` says which value holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, create_model
from pydantic_core import PydanticCustomError

from checked.complaints import Complaint, named, one_of, parsed_toml, validated, wrong_word
from openness._base import DateText, DayText, Flag, Frozen, Number
from openness.licenses.model import Certainty
from openness.licenses.vocabulary import TERMS

FOLDER = Path("docs/readings")
"""The readings, from the root."""
LICENSES = Path("openness/licenses/data")
"""The licences that they speak of, from the root."""
READERS = ("first", "second")
MANY = "applies_to"
"""The one term that is a list."""

_Text = Annotated[str, Field(min_length=1)]


def _term_name(name: str) -> str:
    """The name, if the vocabulary has it."""
    return one_of(name, TERMS)


class ReadTerm(Frozen):
    """What a reader found on one matter."""

    value: _Text | Annotated[tuple[_Text, ...], Field(min_length=1)]
    clause: _Text
    certainty: Certainty = "certain"
    note: str = ""


class DecidedTerm(ReadTerm):
    """What a third look at the clause gave, and why."""

    why: _Text


class LeftOut(Frozen):
    """Terms that the text cannot settle, because another document rules on them too; they stay absent."""

    terms: Annotated[tuple[Annotated[str, AfterValidator(_term_name)], ...], Field(min_length=1)]
    why: _Text


class ReadThreshold(Frozen):
    """A size above which the terms change, as a reader found it."""

    metric: _Text
    operator: Literal[">", ">="]
    number: Number
    unit: _Text
    measured: Literal["snapshot", "continuing"]
    date: DayText | None = None
    window: str = ""
    affiliates: Flag | None = None
    consequence: Literal["separate-license-needed", "rights-end", "display-duty", "royalty", "payment"]
    clause: _Text
    note: str = ""


def _closed(term: ReadTerm, *, name: str) -> ReadTerm:
    """The term, if its value is one that the vocabulary has for it."""
    if isinstance(term.value, str) is (name == MANY):
        raise PydanticCustomError("form", "the value is {form}", {"form": "a list" if name == MANY else "one word"})
    if (meanings := TERMS[name]) is not None:
        for value in (term.value,) if isinstance(term.value, str) else term.value:
            one_of(value, meanings, below="value")
    return term


def _terms(name: str, base: type[ReadTerm], **more: Any) -> type[Frozen]:
    """A class with one optional field for each term of the vocabulary."""
    fields: dict[str, Any] = {
        term: (Annotated[base, AfterValidator(partial(_closed, name=term))] | None, None) for term in TERMS
    }
    return create_model(name, __base__=Frozen, **fields, **more)


ReadTerms = _terms("ReadTerms", ReadTerm)
Decided = _terms(
    "Decided", DecidedTerm, thresholds=(tuple[ReadThreshold, ...] | None, None), left_out=(LeftOut | None, None)
)
"""The decisions on one text."""


class Reading(Frozen):
    """One reader's file on one text; `PROTOCOL.md` says what each key means."""

    id: _Text
    read: DayText
    title: _Text
    kind: Literal["license", "policy", "terms"]
    version: str
    date: DateText | Literal[""]
    licensor: str
    met_before: str = ""
    terms: ReadTerms = Field(default_factory=ReadTerms)  # type: ignore[valid-type]
    thresholds: tuple[ReadThreshold, ...] = ()
    prohibits: tuple[_Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """All readings of a tree as they were written, and what is wrong with them."""

    by_reader: dict[str, dict[str, dict[str, Any]]]
    """`first` and `second`: id to file."""
    decisions: dict[str, dict[str, Any]]
    """Id to the decisions on it."""
    complaints: list[Complaint] = field(default_factory=list)

    def of(self, identity: str) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
        """The two readings of one text."""
        return self.by_reader["first"].get(identity), self.by_reader["second"].get(identity)

    def decided(self, identity: str) -> dict[str, Any]:
        """What a third look settled of one text."""
        return self.decisions.get(identity, {})

    def left_out(self, identity: str) -> frozenset[str]:
        """The terms of one text that a third look found unsettled: whatever the readers say, they stay absent."""
        return frozenset(_table(self.decided(identity).get("left_out")).get("terms", ()))


def read(root: Path) -> Readings:
    """The readings of a tree."""
    found = Readings(by_reader={which: {} for which in READERS}, decisions={})
    known = {path.stem for path in (root / LICENSES).glob("[!_]*.toml")}
    for which in READERS:
        for path in sorted((root / FOLDER / which).glob("*.toml")):
            found.by_reader[which][path.stem] = _reading(root, path, known, found.complaints)
    decided_in: dict[str, str] = {}
    for path in sorted((root / FOLDER / "decisions").glob("*.toml")):
        _decisions(root, path, known, found, decided_in)
    for identity in sorted(set(found.by_reader["first"]) & set(found.by_reader["second"])):
        found.complaints.extend(_undecided(found, identity))
    return found


def check(root: Path) -> list[Complaint]:
    """Everything that is wrong with the readings of a tree."""
    return read(root).complaints


def _reading(root: Path, path: Path, known: set[str], complaints: list[Complaint]) -> dict[str, Any]:
    table, wrong = parsed_toml(root, path)
    file = named(root, path)
    complaints += wrong
    if not wrong:
        complaints += validated(Reading, table, file)[1]
        if path.stem not in known:
            complaints.append(wrong_word(file, "", path.stem, known))
        elif table.get("id") != path.stem:
            complaints.append(Complaint(file, "id", f"found '{table.get('id')}', but the file is {path.stem}'s"))
    return table


def _decisions(root: Path, path: Path, known: set[str], found: Readings, decided_in: dict[str, str]) -> None:
    table, wrong = parsed_toml(root, path)
    file = named(root, path)
    found.complaints.extend(wrong)
    for identity, decided in table.items():
        key = f'"{identity}"'
        found.complaints.extend(validated(Decided, decided, file, at=key)[1])
        if identity not in known:
            found.complaints.append(wrong_word(file, key, identity, known))
        if identity in decided_in:
            found.complaints.append(Complaint(file, key, f"{decided_in[identity]} decides on this text too"))
        decided_in[identity] = file
        found.decisions[identity] = decided if isinstance(decided, dict) else {}


def _undecided(found: Readings, identity: str) -> Iterator[Complaint]:
    """Where the two readings of a text differ and nobody has decided."""
    first, second = (one or {} for one in found.of(identity))
    decided = {*found.decided(identity), *found.left_out(identity)}
    file, other = (f"{FOLDER.as_posix()}/{which}/{identity}.toml" for which in ("second", "first"))
    for name in TERMS:
        one, two = (_table(reading.get("terms")).get(name) for reading in (first, second))
        if one and two and name not in decided and compared(one) != compared(two):
            said = f"found {_shown(two)}, but {other} has {_shown(one)}; decide it in {FOLDER.as_posix()}/decisions"
            yield Complaint(file, f"terms.{name}.value", said)
    if "thresholds" not in decided and sizes(first) != sizes(second):
        yield Complaint(file, "thresholds", f"not those of {other}; decide them in {FOLDER.as_posix()}/decisions")
    if first.get("kind") != second.get("kind"):
        yield Complaint(file, "kind", f"found '{second.get('kind')}', but {other} has '{first.get('kind')}'")


def compared(term: Any) -> Any:
    """A term's value for comparison: lists without order, text without case and outer quotes."""
    value = _table(term).get("value")
    if isinstance(value, list):
        return tuple(sorted(map(str, value)))
    return str(value).strip("\"'“” ").casefold()


def sizes(reading: dict[str, Any]) -> list[tuple[str, ...]]:
    """What the thresholds of a reading say, without the words around it."""
    keys = ("metric", "operator", "number", "unit", "measured", "consequence")
    return sorted(tuple(str(one.get(key)) for key in keys) for one in reading.get("thresholds", ()))


def _shown(term: Any) -> str:
    value = _table(term).get("value")
    return f"'{', '.join(map(str, value)) if isinstance(value, list) else value}'"


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
