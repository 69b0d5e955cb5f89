"""
From a catalogue file to a record.

A file has `sources` (short name: title, url, published, read) and beside them the record's sections. Every fact says
in the same breath what is so and where that is written:

    license:
      link: {is: https://example.org/LICENSE, see: card, line: 27, quote: "A custom commercial license"}
    lineage:
      stages:
        - {kind: pretraining, tokens: 2.0T, see: card, line: 19}

`is` holds the value of a plain field; an item of a list has its fields beside the mark. The mark: `see` (a source),
`line`, `page`, `at` (section in words), `quote` (verbatim), `sure` (`likely` unless said), `also` (further marks).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from openness import _yaml
from openness.catalog._files import Entry, Fact, Source, text_of
from openness.errors import InvalidRecordError
from openness.release import SCHEMA_VERSION, Evidence
from openness.release.reading import read_record

_MARKS = frozenset({"see", "line", "page", "at", "quote", "sure", "also"})
_SECTIONS_OF_ITEMS = frozenset({"claims", "attestations"})


def read_entry(name: str, text: str | None = None) -> Entry:
    """The entry `name` from its file, or from `text`; raises InvalidRecordError for a file that breaks the form."""
    document = _yaml.load(text_of(name) if text is None else text)
    if document.problems or not isinstance(document.value, dict):
        said = document.problems[0].message if document.problems else "no mapping"
        raise InvalidRecordError(f"catalog:{name}: {said}")
    body = dict(document.value)
    reader = _Reader(name, _sources(name, body.pop("sources", {})))
    record = reader.record(body)
    return Entry(
        name=name,
        release=read_record(record, name=f"catalog:{name}"),
        facts=tuple(reader.facts),
        sources=tuple(reader.sources.values()),
    )


def _sources(name: str, written: dict[str, dict[str, Any]]) -> dict[str, Source]:
    try:
        return {
            key: Source(key=key, **{**one, "published": str(one["published"]), "read": date.fromisoformat(one["read"])})
            for key, one in written.items()
        }
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidRecordError(f"catalog:{name}: a source is not complete: {error}") from None


class _Reader:
    """Takes the marks off a file's sections and turns them into evidence."""

    def __init__(self, name: str, sources: dict[str, Source]) -> None:
        self.name = name
        self.sources = sources
        self.facts: list[Fact] = []

    def record(self, body: dict[str, Any]) -> dict[str, Any]:
        record: dict[str, Any] = {"schema_version": SCHEMA_VERSION}
        for section, value in body.items():
            if section == "components":
                record[section] = {kind: self._items(f"{section}.{kind}", items) for kind, items in value.items()}
            elif section in _SECTIONS_OF_ITEMS:
                record[section] = self._items(section, value)
            else:
                record[section] = self._section(section, value)
        return record

    def _section(self, section: str, fields: dict[str, Any]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        evidence: dict[str, list[Evidence]] = {}
        for field, written in fields.items():
            path = f"{section}.{field}"
            if isinstance(written, list):
                made[field] = self._items(path, written)
                continue
            if not isinstance(written, dict) or "is" not in written:
                raise InvalidRecordError(f"catalog:{self.name}: `{path}` needs `is` and `see`")
            made[field] = written["is"]
            evidence[field] = self._evidence(path, written["is"], written)
        return {**made, "evidence": evidence}

    def _items(self, path: str, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        made = []
        for number, written in enumerate(items):
            item = {key: value for key, value in written.items() if key not in _MARKS}
            made.append({**item, "evidence": self._evidence(f"{path}[{number}]", item, written)})
        return made

    def _evidence(self, path: str, value: Any, written: dict[str, Any]) -> list[Evidence]:
        marks = list(_marks(written))
        for mark in marks:
            if mark.get("see") not in self.sources:
                raise InvalidRecordError(f"catalog:{self.name}: `{path}` sees {mark.get('see')!r}, which is no source")
        evidence = [self._evidence_of_mark(mark) for mark in marks]
        self.facts.append(
            Fact(
                field=path,
                value=value,
                evidence=tuple(evidence),
                sources=tuple(mark["see"] for mark in marks),
                places=tuple(mark.get("at") for mark in marks),
            )
        )
        return evidence

    def _evidence_of_mark(self, mark: dict[str, Any]) -> Evidence:
        source = self.sources[mark["see"]]
        return Evidence(
            source="catalog",
            path=f"{source.url}#page={mark['page']}" if "page" in mark else source.url,
            line=mark.get("line"),
            quote=mark.get("quote"),
            confidence=mark.get("sure", "likely"),
            retrieved=datetime.combine(source.read, time(), UTC),
        )


def _marks(written: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield {key: value for key, value in written.items() if key in _MARKS and key != "also"}
    yield from written.get("also", ())
