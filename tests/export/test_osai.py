"""Files of the Open Source AI Index: as written, the index's grades as its own, facts marked as such."""

from __future__ import annotations

import json

import yaml

from openness import ModelCard, catalog, export, release_from_card
from openness.export.osai import record_of
from openness.formats import DIMENSIONS, OsaiRecord, read_osai, recognise, release_from_osai
from openness.formats.osai import write_osai
from openness.frameworks import get


def test_every_record_of_the_index_is_written_as_it_was(shared):
    rows = [json.loads(line) for line in (shared / "data/osai/records.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 418
    for row in rows:
        body = {"system": {"name": row["system"]}, "org": row["org"], **row["dimensions"]}
        record = read_osai(yaml.safe_dump(body, allow_unicode=True))
        assert read_osai(write_osai(record)) == record, row["file"]
        release = release_from_osai(record, path="x")
        text = export.render(release, "osai")
        again = read_osai(text)
        assert {one.name: one.grade for one in again.dimensions} == {
            one.name: one.grade for one in record.dimensions if one.grade is not None
        }
        assert release_from_osai(again, path="x") == release
        bare = release_from_osai(again.model_copy(update={"kept": None}), path="x")
        assert bare.attestations == release.attestations
        framework = get(row["instrument"])
        assert framework.assess_record(again).score == framework.assess_record(record).score


def test_facts_are_marked_as_such_and_unknown_is_no_class():
    record = record_of(release_from_card(ModelCard.parse("---\nlicense: mit\n---\n# M\n", path="README.md")))
    assert tuple(one.name for one in record.dimensions) == DIMENSIONS["osai-12"]
    assert all((one.notes or "").startswith("Answered by openness from facts") for one in record.dimensions)
    assert any(one.grade is None for one in record.dimensions)
    assert not any(one.grade == "closed" for one in record.dimensions)


def test_an_answer_from_facts_is_the_frameworks(every_record):
    for name, release in every_record.items():
        if any(one.framework in DIMENSIONS for one in release.attestations):
            continue
        text = export.render(release, "osai")
        record = recognise(text)
        assert isinstance(record, OsaiRecord), name
        assert release_from_osai(record, path="x") == release, name
        assert get("osai-12").assess_record(record).score == get("osai-12").assess(release).score, name


def test_what_the_index_asks_of_a_system():
    system = record_of(catalog.load("code-llama-34b")).system
    assert system["endmodelname"] == "CodeLlama-34b-hf"
    assert system["endmodellicense"] == "LicenseRef-llama2"
    assert system["releasedate"] == "2023-08"
    assert "Llama" in system["basemodelname"]
