"""Reading records of other versions: steps, the reader's rules, and what the standards make of words they do not know."""

from __future__ import annotations

import copy
from typing import Any

import pytest

import openness
from openness.release import COMPONENT_KINDS, SCHEMA_VERSION, ModelRelease
from openness.release.open_record import open_class
from openness.release.reading import read_record, version_note
from openness.release.upgrade import STEPS, upgrade
from openness.schema._examples import example
from openness.schema._meanings import MEANINGS

MEMBERS = {one for members in MEANINGS for one in members}
OLD = {
    "schema_version": "0.9",
    "weights": {"access": "public", "evidence": {"access": [{"source": "prose"}], "form": []}},
    "claims": [],
}


def _novel(value: Any, key: str = "") -> Any:
    """The same record as a newer version may write it: each member of an enumeration is one that nobody knows yet."""
    if isinstance(value, dict):
        return {name: _novel(inner, name) for name, inner in value.items()} | {"novelty": {"of": key}}
    if isinstance(value, list):
        return [_novel(one, key) for one in value]
    return (
        f"novel-{value}"
        if isinstance(value, str) and value in MEMBERS and key not in ("name", "id", "stage")
        else value
    )


def _newer() -> dict[str, Any]:
    sections = {name: example(field.annotation.__name__) for name, field in ModelRelease.model_fields.items()
                if isinstance(field.annotation, type) and name != "schema_version"}  # fmt: skip
    made = {name: _novel(section) for name, section in sections.items()}
    for section in made.values():
        del section["evidence"]["novelty"]
    parts = {kind: [_novel(example("Component"))] for kind in (*COMPONENT_KINDS, "tokenizer")}
    return {"schema_version": "1.4", **made, "components": parts, "claims": [_novel(example("Claim"))]}


def test_a_step_is_pure_and_leads_on() -> None:
    before = copy.deepcopy(OLD)
    new = upgrade(OLD)
    assert before == OLD
    assert new == {
        **OLD,
        "schema_version": "1.1",
        "weights": {"access": "public", "evidence": {"access": [{"source": "prose"}]}},
    }
    assert upgrade(new) is new


def test_every_step_leads_to_this_version() -> None:
    for version in STEPS:
        assert upgrade({"schema_version": version})["schema_version"] == SCHEMA_VERSION


def test_an_older_record_is_read_as_one_of_this_version() -> None:
    release = read_record(OLD)
    assert release.schema_version == SCHEMA_VERSION
    assert release.weights.access == "public"
    assert version_note(release.schema_version) is None


def test_a_newer_record_is_kept_word_for_word() -> None:
    newer = _newer()
    release = read_record(newer)
    assert isinstance(release, ModelRelease)
    assert release.weights.access == "novel-gated"
    assert release.data.datasets[0].kind == "novel-web-crawl"
    assert release.components["tokenizer"][0].availability == "novel-released"  # type: ignore[index]
    written = release.model_dump(mode="json", exclude_unset=True)
    assert written == newer
    assert read_record(written) == release
    assert "1.4" in str(version_note(release.schema_version))


def test_what_is_newer_is_never_read_as_unknown() -> None:
    text = read_record(_newer()).model_dump_json(exclude_unset=True)
    assert '"unknown"' not in text


def test_the_standards_answer_and_take_no_word_for_another() -> None:
    """A member that nobody knows yet meets nothing, and denies nothing."""
    release = read_record(_newer())
    for assessment in openness.assess(release):
        assert assessment.criteria
    for kind in COMPONENT_KINDS:
        release.component(kind)
    known = read_record(
        {"schema_version": "1.4", "weights": {"access": "torrent", "evidence": {"access": [{"source": "prose"}]}}}
    )
    nothing = ModelRelease(schema_version="1.1")
    for left, right in zip(openness.assess(known), openness.assess(nothing), strict=True):
        assert left.verdict == right.verdict, left.framework


def test_a_newer_record_is_frozen_and_needs_evidence() -> None:
    release = read_record(_newer())
    with pytest.raises(ValueError, match="frozen"):
        release.weights.access = "public"
    with pytest.raises(openness.OpennessError, match="without evidence"):
        read_record({"schema_version": "1.2", "weights": {"access": "torrent"}})


@pytest.mark.parametrize("version", ["2.0", "10.3"])
def test_a_newer_major_version_is_refused(version: str) -> None:
    with pytest.raises(openness.OpennessError, match="pip install --upgrade openness"):
        read_record({"schema_version": version})


def test_the_open_class_is_made_once_and_has_every_field() -> None:
    assert open_class() is open_class()
    assert open_class().model_fields.keys() == ModelRelease.model_fields.keys()


def test_every_export_of_a_newer_record_is_written() -> None:
    from openness import export

    release = read_record(_newer())
    for name in export.names():
        assert export.render(release, name), name
