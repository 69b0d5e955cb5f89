"""
The phrases that state something (`*.toml` of one folder), and whether every word in them is one that somebody reads.

A phrase is lost without a sound if its `field` is read by nobody, or if a word of `refuse`, `about` or `kinds` is none
that the matcher asks for. `_fields.toml` beside the phrases lists each field with the file that reads it; both sides of
that list are held against the source of the readers.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, Field

from checked.complaints import Complaint, named, parsed_toml, validated, wrong_word
from openness._base import Flag, Frozen
from openness._pattern import Conditions, Pattern
from openness.phrases.matcher import Refusal
from openness.prose.blocks import Kind
from openness.prose.scope import About
from openness.release import ModelRelease
from openness.release.vocabulary import DatasetKind as DatasetSource

FOLDER = Path("openness/phrases")
"""The phrases, from the root."""
READERS = Path("openness/extract")
"""The files that read them, from the root."""
FIELDS = "_fields.toml"
WORDS = "_words.toml"

_WORD = re.compile(r"<<([^<>]*)>>")
_GROUP = re.compile(r"\(\?P<(\w+)>")
_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_Text = Annotated[str, Field(min_length=1)]


def _anchor(value: str) -> str:
    if value != value.lower() or (len(value) < 2 and value.isascii()):
        raise ValueError("an anchor is in lower case and not a single letter")
    return value


class Phrase(Frozen):
    """One `[[pattern]]`; the keys are described in the folder's README."""

    id: Annotated[str, Field(pattern=_ID)]
    field: _Text
    value: _Text | None = None
    anchors: Annotated[tuple[Annotated[str, AfterValidator(_anchor)], ...], Field(min_length=1)]
    regex: _Text
    before: _Text | dict[str, _Text] | None = None
    not_before: _Text | dict[str, _Text] | None = None
    after: _Text | dict[str, _Text] | None = None
    not_after: _Text | dict[str, _Text] | None = None
    not_in: _Text | dict[str, _Text] | None = None
    each: Flag = False
    needs: tuple[tuple[_Text, ...], ...] = ()
    digits: Flag = False
    kinds: tuple[Kind, ...] | None = None
    sections: _Text | None = None
    not_sections: _Text | None = None
    refuse: tuple[Refusal, ...] | None = None
    about: tuple[About | Literal["any"], ...] | None = None
    confidence: Literal["likely", "guess"] = "likely"
    examples: Annotated[tuple[_Text, ...], Field(min_length=1)]
    counter_examples: tuple[_Text, ...] = ()
    note: _Text | None = None


class LicenseLink(Frozen):
    """An address at which a licence's text stands."""

    url: _Text
    license: _Text


class Pipeline(Frozen):
    """Pipelines of the Hub, and what goes into and out of them."""

    modalities: tuple[_Text, ...]
    names: tuple[_Text, ...]


class PlainWord(Frozen):
    """A licence's name that is a word of everyday language too, and what must stand beside it."""

    word: _Text
    asks: _Text


class StubMark(Frozen):
    """Words that only a card written by a script has."""

    text: _Text
    person: Flag = False


class BareFamily(Frozen):
    """The name of a family of licences that stands without a version."""

    word: _Text


class LicenseHeading(Frozen):
    """What the heading of a section about the licence holds, in one language."""

    word: _Text
    language: _Text


class Domain(Frozen):
    """Words for the domain of a specialised model."""

    names: tuple[_Text, ...]


class DatasetFamily(Frozen):
    """Datasets that cards name without calling them one."""

    kind: DatasetSource
    names: tuple[_Text, ...]
    written: Flag = False
    expected: Flag = False


class DatasetKind(Frozen):
    """Parts of a dataset's name, folded, that tell what kind of data it is."""

    kind: DatasetSource
    parts: tuple[_Text, ...]
    but: tuple[_Text, ...] = ()


class DatasetWords(Frozen):
    """Words in, around and instead of a dataset's name; `about` says what they have in common."""

    about: _Text | None = None
    words: tuple[_Text, ...]


class SyntheticTags(Frozen):
    """Tags that say that data was made by models, or name the model that made it."""

    kind: Literal["says", "generator"]
    names: tuple[_Text, ...]


class Tables(Frozen):
    """Every `[[table.NAME]]` that a reader looks up."""

    license_links: tuple[LicenseLink, ...] = ()
    pipelines: tuple[Pipeline, ...] = ()
    plain_words: tuple[PlainWord, ...] = ()
    stub_marks: tuple[StubMark, ...] = ()
    bare_families: tuple[BareFamily, ...] = ()
    license_headings: tuple[LicenseHeading, ...] = ()
    domains: tuple[Domain, ...] = ()
    dataset_families: tuple[DatasetFamily, ...] = ()
    dataset_kinds: tuple[DatasetKind, ...] = ()
    dataset_tails: tuple[DatasetWords, ...] = ()
    dataset_placeholders: tuple[DatasetWords, ...] = ()
    dataset_lead_words: tuple[DatasetWords, ...] = ()
    no_dataset_words: tuple[DatasetWords, ...] = ()
    synthetic_tags: tuple[SyntheticTags, ...] = ()


class PhraseFile(Frozen):
    """One file of phrases."""

    words: dict[str, str] = Field(default_factory=dict)
    pattern: tuple[Phrase, ...] = ()
    table: Tables = Tables()


def check(root: Path) -> list[Complaint]:
    """Everything that is wrong in the folder of phrases."""
    fields, found = parsed_toml(root, root / FOLDER / FIELDS)
    shared, more = parsed_toml(root, root / FOLDER / WORDS)
    found += more
    sources = {path.stem: asked(path.read_text(encoding="utf-8")) for path in sorted((root / READERS).glob("*.py"))}
    stated: set[str] = set()
    ids: Counter[str] = Counter()
    for path in sorted((root / FOLDER).glob("[!_]*.toml")):
        table, more = parsed_toml(root, path)
        found += more
        file = named(root, path)
        found += validated(PhraseFile, table, file)[1]
        words = {**shared, **_mapping(table.get("words"))}
        for phrase in _mappings(table.get("pattern")):
            found += _phrase(phrase, file, fields, words)
            if (reader := sources.get(fields.get(str(phrase.get("field"))) or "")) is not None:
                found += _unread(phrase, file, reader)
            stated.add(str(phrase.get("field")))
            ids[str(phrase.get("id"))] += 1
            if ids[str(phrase.get("id"))] == 2:
                found.append(Complaint(file, f"pattern[{phrase.get('id')}].id", "this id is used twice"))
    return [*found, *_readers(named(root, root / FOLDER / FIELDS), fields, stated, sources)]


def _phrase(phrase: Mapping[str, Any], file: str, fields: Iterable[str], words: Mapping[str, str]) -> list[Complaint]:
    """What the class cannot say: fields that are read, values of the record, words of `[words]`, sound expressions."""
    found: list[Complaint] = []
    at = f"pattern[{phrase.get('id')}]"
    if isinstance(field := phrase.get("field"), str) and field not in fields:
        found.append(wrong_word(file, f"{at}.field", field, fields))
    for key, expression in expressions(phrase):
        filled, unknown = expanded(expression, words)
        found += [wrong_word(file, f"{at}.{key}", word, words) for word in unknown]
        if not unknown and (fault := _fault(filled)):
            found.append(Complaint(file, f"{at}.{key}", fault))
    groups = _GROUP.findall(expanded(str(phrase.get("regex")), words)[0])
    for kind in Conditions.KINDS:
        named_groups = phrase[kind] if isinstance(phrase.get(kind), dict) else {}
        found += [wrong_word(file, f"{at}.{kind}", name, groups) for name in named_groups if name not in groups]
    return found


def expressions(phrase: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Every expression of a phrase, with its key."""
    for key in ("regex", "sections", "not_sections", *Conditions.KINDS):
        value = phrase.get(key)
        if isinstance(value, str):
            yield key, value
        elif key in Conditions.KINDS and isinstance(value, dict):
            yield from ((f"{key}.{name}", str(one)) for name, one in value.items())


def filled(phrase: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    """The phrase with the meaning of each `<<word>>` in its place, in every expression of it."""
    entry = dict(phrase)
    for key, expression in expressions(phrase):
        kind, _, name = key.partition(".")
        text = expanded(expression, words)[0]
        entry[kind] = {**entry[kind], name: text} if name else text
    return entry


def expanded(expression: str, words: Mapping[str, str]) -> tuple[str, list[str]]:
    """The expression with the meaning of each `<<word>>` in its place, and the words that have none."""
    for _ in range(len(words) + 1):  # words may hold words, never themselves
        if not _WORD.search(expression):
            break
        expression = _WORD.sub(lambda match: f"(?:{words[match[1]]})" if match[1] in words else match[0], expression)
    if "\n" in expression:  # written over several lines
        expression = "".join(part.strip() for part in expression.splitlines())
    return expression, _WORD.findall(expression)


def _fault(expression: str) -> str | None:
    try:
        Pattern(expression, re.IGNORECASE, {}).check()
    except (ValueError, re.error) as error:
        return f"no expression that runs in linear time: {error}"
    return None


@cache
def record_values(field: str) -> tuple[str, ...]:
    """The closed values of a field of the record; nothing for a reader's own word and for a field that takes any text."""
    section, _, name = field.partition(".")
    if section not in ModelRelease.model_fields:
        return ()
    inner = getattr(ModelRelease.model_fields[section].annotation, "model_fields", {})
    options = get_args(inner[name].annotation) if name in inner else ()
    return options if all(isinstance(one, str) for one in options) else ()


def _readers(file: str, fields: Mapping[str, Any], stated: set[str], sources: Mapping[str, Asked]) -> list[Complaint]:
    """Whether each listed field is read by its file and stated by a phrase, and each field that is read is listed."""
    found: list[Complaint] = []
    for field, reader in fields.items():
        if reader not in sources:
            found.append(wrong_word(file, f'"{field}"', str(reader), sources))
        elif not sources[reader].may_ask(field):
            found.append(Complaint(file, f'"{field}"', f"{READERS.as_posix()}/{reader}.py does not read it"))
        if field not in stated:
            found.append(Complaint(file, f'"{field}"', "no phrase states it"))
    for name, source in sources.items():
        unlisted = sorted(source.direct - set(fields))
        found += [wrong_word(f"{READERS.as_posix()}/{name}.py", "hits", field, fields) for field in unlisted]
    return found


def _unread(phrase: Mapping[str, Any], file: str, reader: Asked) -> list[Complaint]:
    """What its reader does nothing with: a value that is neither the record's nor the reader's, a group without a taker."""
    at, value, regex = f"pattern[{phrase.get('id')}]", phrase.get("value"), phrase.get("regex")
    found: list[Complaint] = []
    known = record_values(str(phrase.get("field")))
    if known and isinstance(value, str) and value not in {*known, *reader.constants}:
        found.append(wrong_word(file, f"{at}.value", value, known))
    if isinstance(regex, str):
        unread = [name for name in _GROUP.findall(regex) if name not in reader.constants and name not in _asked(phrase)]
        names = {one for one in reader.constants if one.isidentifier()}
        found += [wrong_word(file, f"{at}.regex", name, names) for name in dict.fromkeys(unread)]
    return found


def _asked(phrase: Mapping[str, Any]) -> set[str]:
    """The groups that conditions and the matcher speak of."""
    return {"beyond"} | {
        name for kind in Conditions.KINDS if isinstance(phrase.get(kind), dict) for name in phrase[kind]
    }


class Asked(Frozen):
    """The fields that a reader's source asks for, as far as the source tells them."""

    direct: frozenset[str]
    """Written out in a call of `hits`."""
    constants: frozenset[str]
    """Every string in the source: a loop over names asks for each."""
    prefixes: frozenset[str]
    """What stands before the name in `hits(f"data.{name}")`."""

    def may_ask(self, field: str) -> bool:
        """Whether the source can be seen to ask for a field."""
        rests = (field.removeprefix(prefix) for prefix in self.prefixes if field.startswith(prefix))
        return field in self.direct or field in self.constants or any(rest in self.constants for rest in rests)


@cache
def asked(source: str) -> Asked:
    """What a reader's source asks for."""
    nodes = list(ast.walk(ast.parse(source)))
    calls = [
        node.args[0]
        for node in nodes
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "hits"
        and node.args
    ]
    starts = [call.values[0] for call in calls if isinstance(call, ast.JoinedStr) and call.values]
    return Asked(
        direct=frozenset(_strings(calls)), constants=frozenset(_strings(nodes)), prefixes=frozenset(_strings(starts))
    )


def _strings(nodes: Iterable[ast.AST]) -> Iterable[str]:
    return (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


def _mapping(value: Any) -> dict[str, str]:
    return {key: str(one) for key, one in value.items()} if isinstance(value, dict) else {}


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
