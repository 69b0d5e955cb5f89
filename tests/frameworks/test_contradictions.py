"""
What `check` calls an error is no ground for a verdict: no standard, export or answer is positive where a finding contradicts it.

Every rule of the licence and lineage families at error level is asked with the faulty card of its own page and with its
bad examples. All else that a standard asks for is filled in as open, so that the licence alone decides.
"""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from records import every_component, record

from openness import assess, export, release_from_card, rules
from openness.card import ModelCard
from openness.frameworks import NAMES, get, verdict_of
from openness.frameworks._license import CONTRADICTED
from openness.output import badge, compare
from openness.policy import answer_for
from openness.release import ModelRelease, license_in_force

sys.path.insert(0, str(Path(__file__).parents[1] / "rules"))

from test_examples import CARDS, card_of
from test_pages import block
from test_pages import card as card_of_page

FAMILIES = ("license", "lineage")
FORM = {
    "misspelled-license": "which licence is meant is clear; only its name is written wrongly",
    "license-not-on-hub": "the licence is known; only the Hub has no id for it",
    "license-expression-on-hub": "the expression says what is meant; only the Hub takes none",
    "dangling-license-link": "the tag names the licence; only its text is not where the link says",
}
"""Rules whose findings say nothing against the licence."""
OF_LINEAGE = {"base-model-cycle"}
"""Rules that say nothing of the licence, but that there is no such base."""
ASKED = [
    rule
    for rule in rules.ALL_RULES
    if (rule.family in FAMILIES and rule.severity == "error")
    or rule.id == "noncommercial-claim-under-permissive-license"
]
AGAINST_THE_LICENSE = [rule for rule in ASKED if rule.id not in FORM and rule.id not in OF_LINEAGE]
UNSAID = {"mof-mot", "osai-12", "osai-14"}
"""The tool knows no unknown, and the index asks one question about several licences."""
CONCLUDED = ("cyclonedx", "cyclonedx-1.7", "spdx")
NO_ASSERTION = "NoAssertionLicense"


def open_else(release: ModelRelease) -> ModelRelease:
    """The same release with everything released openly but for its licence, lineage and claims."""
    full = record(
        weights={"access": "public"},
        data={"disclosure": "released", "datasets": [{"name": "set", "id": "a/set", "license": "CC0-1.0"}]},
        compute={"flops": 1e24},
        evaluation={"reported": "stated"},
        documentation={
            **dict.fromkeys(("datasheet", "limitations", "intended_use", "usage"), "stated"),
            "papers": [{"ref": "2403.1", "kind": "preprint"}],
        },
        subject={"architecture": "transformer", "modalities": ["text"]},
        lineage={"stages": [{"kind": "pretraining", "scope": "base", "hyperparameters": "lr 3e-4"}]},
        components={
            kind: one
            for kind, one in every_component("MIT").items()
            if kind not in ("datasets", "model-parameters-final")
        },
    )
    subject = full.subject.model_copy(update={"id": release.subject.id, "name": release.subject.name})
    return full.model_copy(
        update={
            "subject": subject,
            "license": release.license,
            "lineage": release.lineage.model_copy(update={"stages": full.lineage.stages}),
            "claims": release.claims,
        }
    )


def faulty(rule: rules.Rule) -> Iterator[tuple[str, ModelCard]]:
    """The rule's own bad cards: that of its page, and those of its examples."""
    page = block(inspect.cleandoc(type(rule).__doc__ or ""), "Instead of")
    if page is not None:
        yield "page", card_of_page(page)
    for path in sorted((CARDS / rule.id).glob("bad-*")):
        if path.suffix == ".md" or path.is_dir():
            yield path.name, card_of(path)


def errors(rule: rules.Rule) -> list[tuple[str, ModelCard]]:
    """Those of them that the rule finds an error in."""
    found = []
    for name, card in faulty(rule):
        report = rules.check(card, rules=frozenset({rule.id}), assume_card=True)
        if any(one.severity == "error" for one in report.findings):
            found.append((name, card))
    return found


CASES = [(rule.id, name, card) for rule in AGAINST_THE_LICENSE for name, card in errors(rule)]


def test_every_rule_is_asked_with_a_card_that_it_finds_an_error_in() -> None:
    assert {rule for rule, _, _ in CASES} == {rule.id for rule in AGAINST_THE_LICENSE}
    assert set(FORM) | OF_LINEAGE < {rule.id for rule in ASKED}
    assert [name for name in NAMES if not get(name).of_license] == [], (
        "a framework says in `of_license` what the licence decides"
    )


@pytest.mark.parametrize(("rule", "name", "card"), CASES, ids=[f"{rule}/{name}" for rule, name, _ in CASES])
def test_nothing_is_positive_where_a_finding_contradicts_the_licence(rule: str, name: str, card: ModelCard) -> None:
    release = open_else(release_from_card(card))
    answers = answer_for(release, card=card).verdicts
    assert "yes" not in {one.reply.answer for one in answers}, [(one.about, one.reply.answer) for one in answers]
    assert license_in_force(release).expression is None, f"{rule}/{name}"
    for assessment in assess(release):
        verdict = verdict_of(assessment)
        assert verdict is None or not verdict.complies, f"{assessment.framework}: {assessment.verdict}"
        for criterion in get(assessment.framework).of_license:
            answer = assessment.answer(criterion)
            assert answer.answer != "met", f"{assessment.framework} {criterion}: {answer.reason}"
            if license_in_force(release).state == "contradicted" and assessment.framework not in UNSAID:
                assert answer.answer == "unmet" or (answer.answer == "unknown" and CONTRADICTED in answer.reason), (
                    answer.reason
                )
                assert len(answer.evidence) > 1, f"{assessment.framework} {criterion} shows one place"
        assert badge.GREEN not in badge.of_assessment(assessment)
    for to in CONCLUDED:
        assert not concluded(json.loads(export.render(release, to))), to
    table = compare.render(compare.matrix([("m", release)]), "text")
    assert license_in_force(release).state == "unknown" or "contradicted" in table


def concluded(document: dict[str, Any]) -> list[Any]:
    """The licences that a bill of materials concludes for the model."""
    if "@graph" in document:
        ends = [
            end
            for one in document["@graph"]
            if one.get("relationshipType") == "hasConcludedLicense" and one["from"].endswith("#model")
            for end in one["to"]
        ]
        return [one for one in ends if not one.endswith(NO_ASSERTION)]
    choices = document["metadata"]["component"].get("licenses", [])
    return [
        one
        for one in choices
        if "concluded" in (one.get("acknowledgement"), one.get("license", {}).get("acknowledgement"))
    ]


def test_the_same_release_under_an_uncontradicted_licence_is_positive() -> None:
    release = open_else(record(license={"concluded": "Apache-2.0", "declared": ["apache-2.0"]}))
    for assessment in assess(release):
        verdict = verdict_of(assessment)
        assert verdict is None or verdict.complies, f"{assessment.framework}: {assessment.verdict}"
        for criterion in get(assessment.framework).of_license:
            assert assessment.answer(criterion).answer in ("met", "partial"), f"{assessment.framework} {criterion}"
    for to in CONCLUDED:
        assert concluded(json.loads(export.render(release, to))), to
    assert {one.reply.answer for one in answer_for(release).verdicts} <= {"yes", "with-conditions"}


def test_both_places_are_shown() -> None:
    card = ModelCard.parse("---\nlicense: apache-2.0\nbase_model: meta-llama/Llama-2-7b-hf\n---\n# Heron 7B\n")
    force = license_in_force(release_from_card(card))
    assert force.state == "contradicted"
    assert [one.line for one in force.places] == [2, 3]
    alone = license_in_force(release_from_card(card), bases=False)
    assert (alone.state, alone.expression) == ("known", "Apache-2.0")


@pytest.mark.parametrize(
    ("declared", "answer"), [("apache-2.0", "unknown"), ("cc-by-nc-4.0", "unmet"), ("gemma", "unmet")]
)
def test_what_the_base_refuses_as_well_is_refused(declared: str, answer: str) -> None:
    card = ModelCard.parse(f"---\nlicense: {declared}\nbase_model: meta-llama/Llama-3.1-8B\n---\n# Heron 7B\n")
    release = release_from_card(card)
    assert license_in_force(release).state == "contradicted"
    assert get("osaid-1.0").assess(release).answer("use").answer == answer
    assert get("mof").assess(open_else(release)).answer("model-parameters-final").answer == answer
    assert get("g7-2026").assess(open_else(release)).verdict == (
        "undetermined" if answer == "unknown" else "weights-available"
    )


UNCONTRADICTED = [
    ("llama2", "base_model: meta-llama/Llama-2-7b-hf\n", "the base's own licence"),
    ("apache-2.0", "base_model: meta-llama/Llama-2-7b-hf\nbase_model_relation: adapter\n", "an adapter's own licence"),
    ("apache-2.0", "base_model: mistralai/Mistral-7B-v0.1\n", "a base that takes nothing"),
    ("apache-2.0", "base_model: nobody/knows-it\n", "a base whose licence nobody knows"),
    ("cc-by-nc-4.0", "base_model: mistralai/Mistral-7B-v0.1\n", "stricter than its base"),
]


@pytest.mark.parametrize(("declared", "base", "why"), UNCONTRADICTED)
def test_what_contradicts_nothing(declared: str, base: str, why: str) -> None:
    card = ModelCard.parse(f"---\nlicense: {declared}\n{base}---\n# Heron 7B\n")
    assert license_in_force(release_from_card(card)).state == "known", why


def test_a_model_that_is_its_own_base_has_none_that_could_be_had() -> None:
    release = open_else(record(lineage={"bases": [{"model": "org/heron"}]}, subject={"id": "org/heron"}))
    for name in ("osai-12", "osai-14"):
        assert get(name).assess(release).answer("weights_basemodel").answer == "unknown"
    other = open_else(record(lineage={"bases": [{"model": "org/crane"}]}, subject={"id": "org/heron"}))
    assert get("osai-14").assess(other).answer("weights_basemodel").answer == "met"
