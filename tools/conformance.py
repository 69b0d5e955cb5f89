"""
Write or check `schema/conformance/`: cases in the manner of the JSON Schema test suite, for any implementation.

Usage: python tools/conformance.py [--check]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from conformance_cases import (  # noqa: E402
    COMPONENT_KINDS,
    SECTIONS,
    SEEN,
    Case,
    bad,
    changed,
    good,
    record,
    release_cases,
    whole,
    without,
)

from openness.release import SCHEMA_VERSION  # noqa: E402
from openness.schema import BASE_URL, file_name  # noqa: E402
from openness.schema._examples import example  # noqa: E402

HOME = ROOT / "schema" / "conformance"


def reader_cases() -> Iterator[Case]:
    """Records of newer minor versions, by the reader schema."""
    yield good("a record of this version", whole())
    yield good("a newer minor version", {"schema_version": "1.2"})
    yield good("a much newer minor version", {"schema_version": "1.27"})
    yield bad("a newer major version", {"schema_version": "2.0"}, "/schema_version", "pattern")
    yield bad("an older version", {"schema_version": "0.9"}, "/schema_version", "pattern")
    yield bad("a version with leading zeros", {"schema_version": "1.01"}, "/schema_version", "pattern")
    newer = {**whole(), "schema_version": "1.2"}
    yield good("an unknown key at the top", {**newer, "energy": {"kwh": 12}})
    for name in SECTIONS:
        yield good(f"an unknown key in `{name}`", changed(newer, name, "energy", to=12))
    yield good("an unknown key in evidence", changed(newer, "weights", "evidence", "access", 0, "page", to=3))
    yield good("an unknown member", changed(newer, "weights", "access", to="torrent"))
    yield good("an unknown member or null", changed(newer, "weights", "gating", to="lottery"))
    yield good("an unknown source", changed(newer, "weights", "evidence", "access", 0, "source", to="satellite"))
    yield good("an unknown kind of component", changed(newer, "components", "tokenizer", to=[example("Component")]))
    energy = changed(newer, "weights", "evidence", "energy", to=SEEN)
    yield good("evidence of an unknown field", energy)
    empty = changed(energy, "weights", "evidence", "energy", to=[])
    yield bad("evidence of an unknown field without a place", empty, "/weights/evidence/energy", "minItems")
    unseen = without(changed(newer, "weights", "access", to="torrent"), "weights", "evidence", "access")
    yield bad("an unknown member without evidence", unseen, "/weights/evidence", "required")
    yield bad("a known key of another type", changed(newer, "weights", "access", to=3), "/weights/access", "type")
    yield bad("an item without evidence", {**newer, "claims": [{"claim": "free-beer"}]}, "/claims/0", "required")
    strange = changed(newer, "components", "model-card", to="released")
    yield bad("a known kind of component of another type", strange, "/components/model-card", "type")


def statement_cases() -> Iterator[Case]:
    """What a publisher states."""
    yield good("nothing", {})
    yield good("the example of the schema", example("Statement"))
    stated = {name: example(f"Stated{class_.__name__}") for name, class_ in SECTIONS.items()}
    yield good("every section", {"schema_version": "1.1", **stated})
    yield good("every kind of component", {"components": {kind: [{}] for kind in COMPONENT_KINDS}})
    yield good("a section that is null states nothing", {"weights": None})
    yield good("a field that is null states nothing", {"weights": {"access": None}})
    yield bad("evidence is not stated", {"weights": {"evidence": {}}}, "/weights", "additionalProperties")
    yield bad("grades are others' to give", {"attestations": []}, "", "additionalProperties")
    yield bad("an unknown key at the top", {"colour": "red"}, "", "additionalProperties")
    for name in SECTIONS:
        yield bad(f"an unknown key in `{name}`", {name: {"colour": 1}}, f"/{name}", "additionalProperties")
    yield bad("an unknown member", {"weights": {"access": "publik"}}, "/weights/access", "oneOf")
    yield bad("an unknown kind of component", {"components": {"tokenizer": []}}, "/components", "additionalProperties")
    yield bad("a dataset without name", {"data": {"datasets": [{}]}}, "/data/datasets/0", "required")
    yield bad("a list that is text", {"data": {"datasets": "c4"}}, "/data/datasets", "type")
    yield bad("parameters in quotes", {"subject": {"parameters": "7"}}, "/subject/parameters", "type")
    yield bad("no parameters", {"subject": {"parameters": 0}}, "/subject/parameters", "minimum")
    yield bad("a day that does not exist", {"subject": {"released": "2023-02-29"}}, "/subject/released", "format")
    yield bad("a version in numbers", {"schema_version": 1.1}, "/schema_version", "const")
    yield bad("a statement that is a list", [], "", "type")


def assessment_cases() -> Iterator[Case]:
    """The JSON of `openness assess`."""
    shown = example("AssessmentReport")
    yield good("the example of the schema", shown)
    yield good("no target", {**shown, "results": []})
    at = ("results", 0, "assessments", 0)
    pointer = "/results/0/assessments/0"
    yield good("an instrument that does not judge", changed(shown, *at, "verdict", to=None))
    yield good("a score", changed(shown, *at, "score", to=example("Score")))
    yield bad("no verdict", without(shown, *at, "verdict"), pointer, "required")
    yield bad(
        "an answer that is no member",
        changed(shown, *at, "criteria", 0, "answer", to="maybe"),
        f"{pointer}/criteria/0/answer",
        "oneOf",
    )
    yield bad(
        "a score in quotes",
        changed(shown, *at, "score", to={**example("Score"), "value": "8"}),
        f"{pointer}/score/value",
        "type",
    )
    yield bad("an unknown key", changed(shown, *at, "colour", to="red"), pointer, "additionalProperties")
    yield bad("another format", {**shown, "format": "openness-report"}, "/format", "const")
    yield bad("another version", {**shown, "version": "2.0"}, "/version", "const")


def report_cases() -> Iterator[Case]:
    """The JSON of `openness check`."""
    shown = example("ReportV1")
    yield good("the example of the schema", shown)
    yield good("a target that was skipped", changed(shown, "results", 0, "release", to=None))
    at = ("results", 0, "findings", 0)
    pointer = "/results/0/findings/0"
    yield bad(
        "a severity that is no member", changed(shown, *at, "severity", to="fatal"), f"{pointer}/severity", "oneOf"
    )
    yield bad("lines are counted from 1", changed(shown, *at, "line", to=0), f"{pointer}/line", "minimum")
    yield bad("fixable in words", changed(shown, *at, "fixable", to="no"), f"{pointer}/fixable", "type")
    yield bad("no fingerprint", without(shown, *at, "fingerprint"), pointer, "required")
    unseen = changed(shown, "results", 0, "release", to=record(weights={"access": "public"}))
    yield bad("a record with a fact without evidence", unseen, "/results/0/release/weights", "required")


def license_cases() -> Iterator[Case]:
    """Licences and their terms."""
    shown = example("License")
    yield good("the example of the schema", shown)
    yield good("a licence that nobody read", {"id": "heron-1.0", "name": "Heron License 1.0"})
    term = shown["terms"]["commercial_use"]
    covers = {**term, "value": ["weights", "code"]}
    yield good("what it covers is a list", changed(shown, "terms", "applies_to", to=covers))
    one = changed(shown, "terms", "applies_to", to={**term, "value": "weights"})
    yield bad("what it covers as text", one, "/terms/applies_to/value", "type")
    many = changed(shown, "terms", "commercial_use", "value", to=["allowed"])
    yield bad("a term with two values", many, "/terms/commercial_use/value", "oneOf")
    maybe = changed(shown, "terms", "commercial_use", "value", to="maybe")
    yield bad("a value outside the vocabulary", maybe, "/terms/commercial_use/value", "oneOf")
    yield bad(
        "a term without clause",
        without(shown, "terms", "commercial_use", "clause"),
        "/terms/commercial_use",
        "required",
    )
    yield bad(
        "an empty clause",
        changed(shown, "terms", "commercial_use", "clause", to=""),
        "/terms/commercial_use/clause",
        "minLength",
    )
    yield good("a month is exact enough", {**shown, "date": "2023-07"})
    yield bad("a date in words", {**shown, "date": "July 2023"}, "/date", "pattern")
    yield bad("three readers", changed(shown, "readings", to=3), "/readings", "maximum")
    yield bad(
        "a threshold in words", changed(shown, "thresholds", 0, "number", to="many"), "/thresholds/0/number", "type"
    )
    yield bad("an unknown term", changed(shown, "terms", "colour", to=term), "/terms", "additionalProperties")


GROUPS: dict[str, tuple[tuple[str, str, str, Iterable[Case]], ...]] = {
    "model-release": (("model-release", "", "records, for a writer", release_cases()),
                      ("model-release", "reader", "records, for a reader", reader_cases())),
    "statement": (("statement", "", "statements", statement_cases()),),
    "assessment": (("assessment", "", "assessments", assessment_cases()),),
    "report": (("report", "", "reports", report_cases()),),
    "license-terms": (("license-terms", "", "licences", license_cases()),),
}  # fmt: skip


def files() -> dict[Path, str]:
    """Every file of the suite: a list of groups, each with its schema and its tests."""
    made = {}
    for name, groups in GROUPS.items():
        value: list[dict[str, Any]] = [
            {
                "description": words,
                "schema": {"$ref": f"{BASE_URL}/{SCHEMA_VERSION}/{file_name(schema, kind)}"},
                "tests": list(cases),
            }
            for schema, kind, words, cases in groups
        ]
        made[HOME / SCHEMA_VERSION / f"{name}.json"] = _text(value)
    return made


def _text(groups: list[dict[str, Any]]) -> str:
    """One test a line: a suite is read by searching."""
    parts = []
    for group in groups:
        head = json.dumps({key: value for key, value in group.items() if key != "tests"}, ensure_ascii=False)
        lines = ",\n    ".join(json.dumps(test, ensure_ascii=False) for test in group["tests"])
        parts.append(f'{head[:-1]}, "tests": [\n    {lines}\n  ]}}')
    return "[\n  " + ",\n  ".join(parts) + "\n]\n"


def main() -> int:
    """Write the suite; with --check compare only."""
    code = 0
    for path, text in files().items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if "--check" in sys.argv:
            print(f"{path.relative_to(ROOT)} is not up to date; run: python tools/conformance.py")
            code = 1
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
