"""Releasing more under an open licence never lowers a verdict; an alias of a licence is the same licence."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from records import every_component, record

from openness.frameworks import NAMES, Assessment, Framework, get
from openness.frameworks.mof import ModelOpennessFramework
from openness.frameworks.mof_mot import ToolAssessment, parts
from openness.licenses import get as license_of
from openness.release import COMPONENT_KINDS

ANSWERS_WORST_FIRST = (("unmet", "not-applicable"), ("unknown",), ("partial",), ("met",))
FRAMEWORKS: list[tuple[str, Framework]] = [(name, get(name)) for name in NAMES]

OPEN = ("Apache-2.0", "MIT", "CC-BY-4.0", "CC0-1.0", "BSD-3-Clause", "GPL-3.0-only", "mit", "gpl-3.0")
ANY = (
    *OPEN, None, "CC-BY-NC-4.0", "CC-BY-ND-4.0", "LicenseRef-llama2", "LicenseRef-creativeml-openrail-m", "gemma",
    "LicenseRef-nobody-knows-it", "MIT OR CC-BY-NC-4.0", "MIT AND CC-BY-NC-4.0", "not ( a licence", "other",
)  # fmt: skip
FIT = {"code": ("MIT", "Apache-2.0"), "data": ("CDLA-Permissive-2.0",), "document": ("CC-BY-4.0", "Apache-2.0")}
TYPE = {part.kind: part.type for part in parts()}

ANY_LICENSE = st.sampled_from(ANY)
DISCLOSURE = st.sampled_from(["released", "listed", "described", "undisclosed", "unknown"])
STATED = st.sampled_from(["stated", "unknown"])
SECTIONS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "license": st.fixed_dictionaries({"concluded": ANY_LICENSE}),
    "weights": st.fixed_dictionaries(
        {},
        optional={
            "access": st.sampled_from(["public", "gated", "on-request", "api-only", "hosted-only", "withheld"]),
            "form": st.sampled_from(["full", "delta", "adapter"]),
            "checkpoints": st.sampled_from(["released", "withheld"]),
        },
    ),
    "data": st.fixed_dictionaries(
        {"disclosure": DISCLOSURE},
        optional={
            "datasets": st.lists(
                st.fixed_dictionaries(
                    {"name": st.just("set"), "license": ANY_LICENSE}, optional={"id": st.just("a/set")}
                ),
                max_size=2,
            ),
            "size": st.sampled_from(["2T tokens", "much"]),
        },
    ),
    "subject": st.fixed_dictionaries(
        {},
        optional={
            "architecture": st.just("transformer"),
            "parameters": st.sampled_from([100_000_000, 7_000_000_000]),
            "modalities": st.sampled_from([["text"], ["tabular"]]),
            "stub": st.booleans(),
        },
    ),
    "lineage": st.fixed_dictionaries({}, optional={"from_scratch": st.booleans()}),
    "compute": st.fixed_dictionaries({}, optional={"flops": st.sampled_from([1e22, 1e24, 1e26])}),
    "evaluation": st.fixed_dictionaries({"reported": STATED}),
    "distribution": st.fixed_dictionaries({}, optional={"price": st.just("$5"), "paid_only": st.booleans()}),
    "documentation": st.fixed_dictionaries(
        dict.fromkeys(("datasheet", "limitations", "intended_use", "usage"), STATED),
        optional={
            "training_code": st.fixed_dictionaries({"value": st.sampled_from(["released", "withheld"])}),
            "papers": st.lists(
                st.fixed_dictionaries({"ref": st.just("2403.1"), "kind": st.sampled_from(["preprint", "report"])}),
                max_size=2,
            ),
        },
    ),
}
ITEMS = st.one_of(
    ANY_LICENSE,
    st.tuples(st.sampled_from(["released", "partial", "withheld", "unknown"]), ANY_LICENSE),
)


@st.composite
def facts(draw: st.DrawFn) -> dict[str, Any]:
    """The facts of a record; a third are open in all components but a few, so that the high verdicts are met."""
    found = {name: draw(section) for name, section in SECTIONS.items() if draw(st.booleans())}
    components = draw(
        st.dictionaries(st.sampled_from(COMPONENT_KINDS), st.lists(ITEMS, min_size=1, max_size=2), max_size=6)
    )
    if draw(st.integers(0, 2)) == 0:
        gaps = tuple(draw(st.sets(st.sampled_from(COMPONENT_KINDS), max_size=3)))
        components = {
            **{kind: [license_] for kind, license_ in every_component("MIT", without=gaps).items()},
            **components,
        }
    return {**found, "components": components}


def with_component(before: dict[str, Any], kind: str, license_: str, *, first: bool) -> dict[str, Any]:
    after = deepcopy(before)
    items = after["components"].get(kind, [])
    after["components"][kind] = [license_, *items] if first else [*items, license_]
    return after


def with_weights(before: dict[str, Any], license_: str) -> dict[str, Any]:
    after = deepcopy(before)
    after["license"] = {"concluded": license_}
    after["weights"] = {**after.get("weights", {}), "access": "public", "form": "full", "checkpoints": "released"}
    return after


def with_dataset(before: dict[str, Any], license_: str) -> dict[str, Any]:
    after = deepcopy(before)
    data = after.setdefault("data", {})
    if not data.get("datasets"):  # else the others would be released with it, under whatever licence they have
        data["disclosure"] = "released"
    data["datasets"] = [*data.get("datasets", []), {"name": "new", "id": "a/new", "license": license_}]
    return after


def with_paper(before: dict[str, Any], kind: str) -> dict[str, Any]:
    after = deepcopy(before)
    documents = after.setdefault("documentation", {})
    documents["papers"] = [*documents.get("papers", []), {"ref": "2501.00001", "kind": kind}]
    return after


@st.composite
def releases_more(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    before = draw(facts())
    license_ = draw(st.sampled_from(OPEN))
    step = draw(st.sampled_from(["component", "component", "weights", "dataset", "paper"]))
    if step == "weights":
        return before, with_weights(before, license_)
    if step == "dataset":
        return before, with_dataset(before, license_)
    if step == "paper":
        return before, with_paper(before, draw(st.sampled_from(["preprint", "report", "peer-reviewed", "unknown"])))
    kind = draw(st.sampled_from(COMPONENT_KINDS))
    return before, with_component(before, kind, license_, first=draw(st.booleans()))


def lowered(before: Assessment, after: Assessment) -> list[str]:
    """Everything in which the second is worse than the first."""
    found = []
    framework = get(before.framework)
    old_rank, new_rank = framework.rank(before.verdict), framework.rank(after.verdict)
    if old_rank is not None and new_rank is not None and new_rank > old_rank:
        found.append(f"verdict {before.verdict} -> {after.verdict}")
    if before.verdict is not None and old_rank is None and new_rank is not None:
        found.append("in scope by a release")
    if before.score and after.score and after.score.value < before.score.value:
        found.append(f"score {before.score.value} -> {after.score.value}")
    if isinstance(before, ToolAssessment) and isinstance(after, ToolAssessment):
        pairs = zip(before.progress.model_dump().items(), after.progress.model_dump().values(), strict=True)
        found += [f"{key} {old} -> {new}" for (key, old), new in pairs if new < old]
    for old, new in zip(before.criteria, after.criteria, strict=True):
        if rank(new.answer) < rank(old.answer):
            found.append(f"{old.id} {old.answer} -> {new.answer}: {new.reason}")
    return found


def rank(answer: str) -> int:
    return next(place for place, words in enumerate(ANSWERS_WORST_FIRST) if answer in words)


@settings(max_examples=800, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(releases_more())
def test_releasing_more_under_an_open_licence_never_lowers_anything(
    pair: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    before, after = (record(**one) for one in pair)
    for name, framework in FRAMEWORKS:
        worse = lowered(framework.assess(before), framework.assess(after))
        assert not worse, f"{name}: {worse}"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(facts(), st.sampled_from(COMPONENT_KINDS), st.data())
def test_the_strict_reading_is_monotone_for_licences_made_for_the_type(
    before: dict[str, Any], kind: str, data: st.DataObject
) -> None:
    license_ = data.draw(st.sampled_from(FIT[TYPE[kind]]))
    strict = ModelOpennessFramework(strict=True)
    after = with_component(before, kind, license_, first=data.draw(st.booleans()))
    assert not lowered(strict.assess(record(**before)), strict.assess(record(**after)))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(facts())
def test_strict_is_never_more_generous_than_lenient(given_: dict[str, Any]) -> None:
    release = record(**given_)
    assert not lowered(ModelOpennessFramework(strict=True).assess(release), ModelOpennessFramework().assess(release))


@pytest.mark.parametrize("name", [name for name, framework in FRAMEWORKS if framework.verdicts])
def test_the_order_of_the_verdicts_is_no_empty_word(name: str) -> None:
    """The best of all facts gives a better rank than the worst, so that the property above can fail."""
    best = {
        "license": {"concluded": "MIT"},
        "weights": {"access": "public", "checkpoints": "released"},
        "data": {"disclosure": "released", "datasets": [{"name": "set", "id": "a/set", "license": "CC0-1.0"}]},
        "subject": {"architecture": "transformer", "parameters": 7_000_000_000, "modalities": ["text"]},
        "compute": {"flops": 1e24},
        "evaluation": {"reported": "stated"},
        "documentation": {
            **dict.fromkeys(("datasheet", "limitations", "intended_use", "usage"), "stated"),
            "papers": [{"ref": "2403.1", "kind": "preprint"}],
        },
        "lineage": {
            "from_scratch": True,
            "stages": [{"kind": "pretraining", "scope": "base", "hyperparameters": "lr 3e-4"}],
        },
        "components": {
            kind: [license_]
            for kind, license_ in every_component("MIT").items()
            if kind not in ("datasets", "model-parameters-final", "model-parameters-intermediate", "model-card")
        },
    }
    worst = {"license": {"concluded": "LicenseRef-llama2"}, "weights": {"access": "withheld"}}
    framework = get(name)
    top, bottom = (framework.rank(framework.assess(record(**one)).verdict) for one in (best, worst))
    assert top == 0
    assert bottom is not None
    assert bottom > top
    assert lowered(framework.assess(record(**best)), framework.assess(record(**worst)))


# -- aliases -------------------------------------------------------------------------------------------------------------

KNOWN = ("mit", "apache-2.0", "gpl-3.0", "cc-by-4.0", "cc-by-nc-4.0", "llama2", "creativeml-openrail-m", "cc0-1.0")


def spellings(identity: str) -> list[str]:
    text = license_of(identity)
    names = [identity, identity.upper(), text.expression, *text.hub_ids, *text.spdx_candidates, *text.aliases]
    return [name for name in dict.fromkeys(names) if license_of(name).id == text.id]


SPELLINGS = {identity: spellings(identity) for identity in KNOWN}


@st.composite
def renamed(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """The same facts twice, each licence in two spellings."""
    before = draw(facts())
    after = deepcopy(before)

    def two() -> tuple[str, str]:
        identity = draw(st.sampled_from(KNOWN))
        return draw(st.sampled_from(SPELLINGS[identity])), draw(st.sampled_from(SPELLINGS[identity]))

    for kind in before["components"]:
        old, new = two()
        before["components"][kind], after["components"][kind] = [old], [new]
    old, new = two()
    before["license"], after["license"] = {"concluded": old}, {"concluded": new}
    if "data" in before:
        for one, other in zip(before["data"].get("datasets", []), after["data"].get("datasets", []), strict=True):
            one["license"], other["license"] = two()
    return before, after


def heart(assessment: Assessment) -> Any:
    """Everything but the places."""
    shown = assessment.model_dump(exclude={"criteria"})
    return shown, [(one.id, one.answer, one.reason) for one in assessment.criteria]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(renamed())
def test_renaming_a_licence_to_its_alias_changes_nothing(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    before, after = (record(**one) for one in pair)
    for name, framework in FRAMEWORKS:
        if name != "mof-mot":  # exact on purpose
            assert heart(framework.assess(before)) == heart(framework.assess(after)), name


def test_the_aliases_are_more_than_one_each() -> None:
    assert all(len(names) >= 2 for names in SPELLINGS.values())
    assert sum(map(len, SPELLINGS.values())) > 30
