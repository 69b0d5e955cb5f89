"""From facts to the grades of the European Open Source AI Index and its ancestor: one rule a dimension, our reading."""

from __future__ import annotations

from collections.abc import Callable

from openness._pattern import pattern
from openness.frameworks._license import Ruling, is_open, judged, places, weights_judged
from openness.release import Component, Evidence, ModelRelease
from openness.release.once import once

_HUB_ID = pattern(r"[\w.-]+/[\w.-]+")
_Rule = Callable[[ModelRelease], tuple[Ruling, tuple[Evidence, ...]]]


@once
def _end_data(release: ModelRelease) -> tuple[Ruling, tuple[Evidence, ...]]:
    data = release.data
    table: dict[str, Ruling] = {
        "released": ("met", "every named dataset can be followed to where it is"),
        "listed": ("partial", "datasets are named, not linked"),
        "described": ("unmet", "the data is described, not named"),
        "undisclosed": ("unmet", "the data is not disclosed"),
    }
    if data.disclosure == "unknown":
        return ("unknown", "nobody says what it was trained on"), ()
    return table[data.disclosure], data.evidence["disclosure"]


def _is_its_own_base(release: ModelRelease) -> bool:
    """Whether there is no split into base and end model: trained from scratch, or its own first stage is pretraining."""
    lineage = release.lineage
    if lineage.from_scratch is not None:
        return lineage.from_scratch
    return not lineage.bases and bool(lineage.stages) and lineage.stages[0].kind == "pretraining"


@once
def _base_data(release: ModelRelease) -> tuple[Ruling, tuple[Evidence, ...]]:
    """Where there is no split into base and end model, the base mirrors the end model (rubric)."""
    stages = [one for one in release.lineage.stages if one.scope == "base" and one.disclosure != "unknown"]
    if stages:
        table: dict[str, Ruling] = {
            "released": ("met", "the data of the base model can be followed"),
            "listed": ("partial", "the data of the base model is named"),
        }
        return table.get(
            stages[0].disclosure, ("unmet", f"the data of the base model is {stages[0].disclosure}, not named")
        ), stages[0].evidence
    if _is_its_own_base(release):
        return _end_data(release)
    return ("unknown", "the base model's data is not spoken of here"), ()


@once
def _end_weights(release: ModelRelease) -> tuple[Ruling, tuple[Evidence, ...]]:
    weights = release.weights
    table: dict[str, Ruling] = {
        "public": ("met", "anyone can download the weights"),
        "gated": ("partial", "the weights are gated"),
        "on-request": ("partial", "the weights are given on request"),
    }
    if weights.access == "unknown":
        return ("unknown", "nobody says whether the weights can be had"), ()
    ruling = table.get(weights.access, ("unmet", f"the weights are {weights.access}"))
    if weights.form == "delta" and ruling[0] == "met":
        ruling = "partial", "only the difference to another model's weights is shared"
    return ruling, weights.evidence["access"]


@once
def _base_weights(release: ModelRelease) -> tuple[Ruling, tuple[Evidence, ...]]:
    """A base that is named decides, then what is said of the weights after the last base stage; without a split the end model."""
    itself = (release.subject.id or "").casefold()
    bases = [one for one in release.lineage.bases if one.model.casefold() != itself or not itself]
    on_the_hub = next((one for one in bases if _HUB_ID.fullmatch(one.model)), None)
    if on_the_hub is not None and release.lineage.from_scratch is not True:
        return ("met", f"the base model is a repository of the Hub, {on_the_hub.model}"), on_the_hub.evidence
    stages = [one for one in release.lineage.stages if one.scope == "base" and one.weights != "unknown"]
    if stages and stages[-1].weights == "withheld":
        return ("unmet", f"the weights after {stages[-1].kind} are withheld"), stages[-1].evidence
    if _is_its_own_base(release):
        return _end_weights(release)
    if stages:
        return ("met", f"the weights after {stages[-1].kind} are released"), stages[-1].evidence
    if bases:
        reason = f"the base model is named, {bases[0].model}; where it can be had is not said"
        return ("unknown", reason), bases[0].evidence
    return ("unknown", "no base model is named"), ()


def _part(kind: str, words: str) -> _Rule:
    """Open if a part is released under an open licence or with none stated, partial if in part."""

    def rule(release: ModelRelease) -> tuple[Ruling, tuple[Evidence, ...]]:
        items: tuple[Component, ...] = release.component(kind)  # type: ignore[arg-type] # a kind of the record
        if not items:
            return ("unknown", f"nobody says whether {words} is released"), ()
        table: dict[str, Ruling] = {
            "released": ("met", f"{words} is released"),
            "partial": ("partial", f"{words} is released in part"),
            "withheld": ("unmet", f"{words} is withheld"),
            "unknown": ("unknown", f"{words} is named; whether it is released is not said"),
        }
        order = ("withheld", "unknown", "partial", "released")
        best = max(items, key=lambda one: order.index(one.availability))
        return table[best.availability], best.evidence

    return rule


def _documentation_of_code(release: ModelRelease) -> tuple[Ruling, tuple[Evidence, ...]]:
    evidence = release.documentation.evidence.get("usage")
    if evidence:
        return ("partial", "how to run the model is documented; the other components' code is not looked at"), evidence
    return ("unknown", "no documentation of code is found"), ()


@once
def _architecture(release: ModelRelease) -> tuple[Ruling, tuple[Evidence, ...]]:
    architecture = release.subject.evidence.get("architecture", ())
    training = release.compute.evidence.get("reported", ())
    if architecture and training:
        return ("met", "architecture and training set-up are stated"), (*architecture, *training)
    if architecture or training:
        return ("partial", "architecture or training set-up is stated, not both"), (*architecture, *training)
    return ("unknown", "neither architecture nor training set-up is stated"), ()


def _paper(*kinds: str) -> _Rule:
    def rule(release: ModelRelease) -> tuple[Ruling, tuple[Evidence, ...]]:
        found = [one for one in release.documentation.papers if one.kind in kinds]
        if not found:
            return ("unknown", "none is named"), ()
        return ("met", f"{found[0].ref} is named"), found[0].evidence

    return rule


def _model_card(release: ModelRelease) -> tuple[Ruling, tuple[Evidence, ...]]:
    documents = release.documentation.evidence
    sections = [name for name in ("limitations", "intended_use", "usage") if documents.get(name)]
    parts = [*sections, *(["evaluation"] if release.evaluation.reported == "stated" else ())]
    evidence = tuple(places[0] for name in sections if (places := documents.get(name)))
    if release.subject.stub:
        return ("partial", "the card is generated and states little"), release.subject.evidence.get("stub", ())
    if len(parts) >= 3 and release.data.disclosure in ("released", "listed", "described"):
        return ("met", "the card tells of data, evaluation and use"), evidence
    if parts:
        return ("partial", f"the card tells of {', '.join(one.replace('_', ' ') for one in parts)}"), evidence
    return ("unknown", "no card is known"), ()


def _datasheet(release: ModelRelease) -> tuple[Ruling, tuple[Evidence, ...]]:
    evidence = release.documentation.evidence.get("datasheet")
    if evidence:
        return ("met", "a datasheet or training summary is named"), evidence
    return ("unknown", "no datasheet is named"), ()


def _licenses(release: ModelRelease) -> tuple[Ruling, tuple[Evidence, ...]]:
    """Open: weights, training code and data all under open licences; partial: at least two of them."""
    rulings = {"weights": weights_judged(release, is_open)[0]}
    for kind, words in (("training-code", "training code"), ("datasets", "data")):
        items = release.component(kind)  # type: ignore[arg-type] # a kind of the record
        given = [judged(one.license if one.availability == "released" else None, is_open)[0] for one in items]
        whole = all(one == "met" for one in given) if kind == "datasets" else "met" in given
        rulings[words] = "met" if given and whole else "unknown"
    covered = [name for name, answer in rulings.items() if answer == "met"]
    if len(covered) == 3:
        return ("met", "weights, training code and data are under open licences"), places(release)
    if len(covered) == 2:
        return ("partial", f"{' and '.join(covered)} are under open licences"), places(release)
    if rulings["weights"] == "unmet" and not covered:
        return ("unmet", "the weights' licence is not open"), places(release)
    return ("unknown", "only the weights' licence is known" if covered else "no open licence is known"), places(release)


def _weights_license(release: ModelRelease) -> tuple[Ruling, tuple[Evidence, ...]]:
    answer, reason = weights_judged(release, is_open)
    return (("partial" if answer == "met" else answer), reason), places(release)


def _channel(*kinds: str) -> _Rule:
    def rule(release: ModelRelease) -> tuple[Ruling, tuple[Evidence, ...]]:
        found = [one for one in release.distribution.channels if one.kind in kinds]
        if not found:
            return ("unknown", "none is named"), ()
        return ("met", f"{found[0].kind} is named"), found[0].evidence

    return rule


RULES: dict[str, _Rule] = {
    "datasources_basemodel": _base_data,
    "datasources_endmodel": _end_data,
    "weights_basemodel": _base_weights,
    "weights_endmodel": _end_weights,
    "trainingcode": _part("training-code", "the training code"),
    "code": _documentation_of_code,
    "hardware_architecture": _architecture,
    "preprint": _paper("preprint", "report", "unknown"),
    "paper": _paper("peer-reviewed"),
    "modelcard": _model_card,
    "datasheet": _datasheet,
    "package": _channel("package"),
    "api": _channel("api"),
    "licenses": _licenses,
    "opencode": _part("training-code", "the source code"),
    "llmdata": _base_data,
    "llmweights": _base_weights,
    "rldata": _end_data,
    "rlweights": _end_weights,
    "license": _weights_license,
    "architecture": _architecture,
}
"""From facts to a class, one rule a dimension; unknown where no fact speaks, which the score counts as 0."""
