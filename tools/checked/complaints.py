"""
What is wrong in a data file, as one line: `file: key: found 'negatoin', did you mean 'negation'?`.

`validated` holds a table against a pydantic class and turns each of its errors into such a line. The class is the only
place that says which keys and values there are; the nearest word is looked up there.
"""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

ROOT = Path(__file__).resolve().parent.parent.parent
"""The tree that these tools belong to."""

Key = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)

_QUOTED = re.compile(r"'([^']*)'")
_PLAIN = re.compile(r"[\w /-]+")
_SHOWN = 12
"""So many known words are listed where none is near; beyond that a list tells nobody anything."""

_LONG = 60
"""Characters of a wrong value that are shown."""


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """One thing that is wrong: the file by its path from the root, the key in it, and what is the matter."""

    file: str
    key: str
    said: str

    def __str__(self) -> str:
        """The line that is printed."""
        return ": ".join(part for part in (self.file, self.key, self.said) if part)


def given_root(arguments: Sequence[str]) -> Path:
    """The tree that a tool works on: what stands after `--root`, else the tool's own."""
    words = list(arguments)
    return Path(words[words.index("--root") + 1]).resolve() if "--root" in words else ROOT


def hint(found: str, known: Iterable[str]) -> str:
    """The nearest known word as a question, or the known words where none is near and they are few."""
    words = sorted(set(known))
    near = get_close_matches(found, words, n=1, cutoff=0.6) or [
        one for one in words if one.casefold() == found.casefold()
    ]
    if near:
        return f", did you mean '{near[0]}'?"
    return f", known: {', '.join(words)}" if 0 < len(words) <= _SHOWN else ", which is not known"


def wrong_word(file: str, key: str, found: str, known: Iterable[str]) -> Complaint:
    """A word that is none of those known."""
    return Complaint(file, key, f"found {found!r}{hint(found, known)}")


def one_of(value: str, known: Iterable[str], *, below: str = "") -> str:
    """The value, if it is known; for validators, `below` is the key under the validated one that holds it."""
    if value in (words := tuple(known)):
        return value
    raise PydanticCustomError("one_of", "found '{found}'", {"found": value, "known": words, "below": below})


def parsed_toml(root: Path, path: Path) -> tuple[dict[str, Any], list[Complaint]]:
    """A TOML file's table, or the complaint that it cannot be read."""
    file = named(root, path)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")), []
    except FileNotFoundError:
        return {}, [Complaint(file, "", "the file is missing")]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return {}, [Complaint(file, "", f"not readable as TOML: {error}")]


def parsed_tsv(root: Path, path: Path) -> tuple[list[dict[str, str]], list[Complaint]]:
    """The rows of a table with tabs; a cell too few is left out, a cell too many has a number for its key."""
    if not path.is_file():
        return [], [Complaint(named(root, path), "", "the file is missing")]
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    keys = [*header, *(f"cell {number}" for number in range(len(header) + 1, 100))]
    return [dict(zip(keys, row, strict=False)) for row in rows], []


def named(root: Path, path: Path) -> str:
    """A file's name in a complaint: its path from the root."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def validated(model: type[Model], value: Any, file: str, *, at: str = "") -> tuple[Model | None, list[Complaint]]:
    """The value as the class reads it, or what is wrong with it; `at` is the key of the value itself."""
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        found: dict[str, Complaint] = {}
        explained = [(one["type"], *_explained(model, value, one)) for one in error.errors()]
        for kind, key, said in explained:
            if kind == "too_short" and any(
                len(inner) > len(key) == len([*_common(inner, key)]) for _, inner, _ in explained
            ):
                continue  # too short only because an entry was refused
            name = _joined(at, shown(key, value))
            found.setdefault(name, Complaint(file, name, said))  # a union complains once for each of its branches
        return None, list(found.values())


def _explained(model: type[BaseModel], value: Any, error: Any) -> tuple[Key, str]:
    kind, context, given = error["type"], error.get("ctx", {}), error["input"]
    key = tuple(_within(value, error["loc"], keep_last=kind == "missing"))
    if kind == "missing":
        return key, "missing"
    if kind == "extra_forbidden":
        return key, f"found {key[-1]!r}{hint(str(key[-1]), _keys_of(model, key[:-1]))}"
    if kind == "literal_error" and isinstance(given, str):
        return key, f"found {given!r}{hint(given, _QUOTED.findall(context['expected']))}"
    if kind == "one_of":
        below = (context["below"],) if context["below"] else ()
        return (*key, *below), f"found {context['found']!r}{hint(context['found'], context['known'])}"
    if kind == "license_term" and "value" in context:  # the words of `openness.licenses.model`
        return (*key, "value"), f"found {context['value']!r}{hint(context['value'], context['allowed'].split(', '))}"
    said = error["msg"].removeprefix("Value error, ")
    return key, said if isinstance(
        given, (dict, BaseModel)
    ) else f"found {repr(given)[:_LONG]}: {said[:1].lower()}{said[1:]}"


def _within(value: Any, place: Key, *, keep_last: bool) -> Iterator[str | int]:
    """The steps of an error's place that are keys of the value; pydantic names the branches of unions among them."""
    for number, step in enumerate(place):
        inside = (isinstance(value, dict) and step in value) or (
            isinstance(value, (list, tuple)) and isinstance(step, int) and step < len(value)
        )
        if inside:
            value = value[step]
            yield step
        elif keep_last and number == len(place) - 1:
            yield step


def _common(one: Key, other: Key) -> Iterator[str | int]:
    """The steps that two keys begin with."""
    for left, right in zip(one, other, strict=False):
        if left != right:
            return
        yield left


def _keys_of(model: type[BaseModel], path: Key) -> set[str]:
    """The keys that may stand at a place of a class."""
    at = {model}
    for step in path:
        at = {
            inner
            for one in at
            for inner in (_classes(one.model_fields[step].annotation) if step in one.model_fields else {one})
        }
    return {field.alias or name for one in at for name, field in one.model_fields.items()}


def _classes(annotation: Any) -> set[type[BaseModel]]:
    """The classes that an annotation speaks of, in unions, lists and mappings."""
    if isinstance(annotation, type) and not get_args(annotation):
        return {annotation} if issubclass(annotation, BaseModel) else set()
    return {found for part in get_args(annotation) for found in _classes(part)}


def shown(key: Key, value: Any) -> str:
    """A key with dots; an entry of a list goes by its own `id`, `system` or `number` where it has one."""
    parts: list[str] = []
    for step in key:
        if isinstance(step, int):
            value = value[step] if isinstance(value, (list, tuple)) else None
            name = (
                next((value[one] for one in ("id", "system", "number") if one in value), step)
                if isinstance(value, dict)
                else step
            )
            parts.append(f"[{name}]")
        else:
            value = value.get(step) if isinstance(value, dict) else None
            name = step if _PLAIN.fullmatch(step) else json.dumps(step, ensure_ascii=False)
            parts.append(f".{name}" if parts else name)
    return "".join(parts)


def _joined(at: str, key: str) -> str:
    return f"{at}{'' if key.startswith('[') or not at or not key else '.'}{key}"
