"""The Hub's front matter: a card that states the facts gives back the same facts."""

from __future__ import annotations

from typing import Any

import yaml

from openness import ModelCard, check, export, release_from_card

FOLLOWS = frozenset({".license.contradiction", ".lineage.from_scratch", ".lineage.stages", ".subject.stub"})
"""What may be filled on the way back: it follows from what is stated, as tuning from a base that the front matter names."""


def bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: bare(item) for key, item in value.items() if key not in ("evidence", "attestations")}
    return [bare(item) for item in value] if isinstance(value, list) else value


def differences(one: Any, two: Any, path: str = ""):
    if isinstance(one, dict) and isinstance(two, dict):
        for key in one.keys() | two.keys():
            yield from differences(one.get(key), two.get(key), f"{path}.{key}")
    elif one != two:
        yield path, one, two


def back(release):
    return release_from_card(ModelCard.parse(export.render(release, "front-matter"), path="README.md"))


def test_the_same_facts_come_back(every_record, cards):
    some = [ModelCard.parse(row["card"], path="README.md") for row in cards[5 :: max(1, len(cards) // 150)]]
    assert len(some) >= 150
    for release in (*every_record.values(), *map(release_from_card, some)):
        found = list(differences(bare(release.model_dump(mode="json")), bare(back(release).model_dump(mode="json"))))
        lost = [one for one in found if not (one[0] in FOLLOWS and one[1] in (None, []))]
        assert not lost, (release.subject.id, lost)


def test_every_fact_is_then_a_statement(every_record):
    for release in every_record.values():
        again = back(release)
        for base in again.lineage.bases:
            assert {one.source for one in base.evidence} == {"statement"}
        assert {one.source for places in again.weights.evidence.values() for one in places} <= {"statement"}


def test_the_statement_is_valid(every_record):
    for release in every_record.values():
        card = ModelCard.parse(export.render(release, "front-matter"), path="README.md")
        assert not [one for one in check(card, assume_card=True).findings if one.rule == "invalid-statement"]


def test_a_guess_is_no_key_of_the_hub():
    text = "---\nlicense: mit\n---\n# M\n\nA model based on BART.\n"
    release = release_from_card(ModelCard.parse(text, path="README.md"))
    assert release.lineage.bases
    made = yaml.safe_load(export.render(release, "front-matter").strip("-\n"))
    assert "base_model" not in made
    assert made["openness"]["lineage"]["bases"][0]["model"] == "BART"


def test_the_hubs_keys():
    text = "---\nlicense: apache-2.0\nbase_model: org/base\nbase_model_relation: quantized\ndatasets: [org/data]\n---\n# M\n"
    made = yaml.safe_load(
        export.render(release_from_card(ModelCard.parse(text, path="README.md")), "front-matter").strip("-\n")
    )
    assert made["license"] == "apache-2.0"
    assert made["base_model"] == "org/base"
    assert made["base_model_relation"] == "quantized"
    assert made["datasets"] == ["org/data"]
