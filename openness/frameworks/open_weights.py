"""
The Open Weights Definition (Heather Meeker and others).

Source: github.com/Open-Weights/Definition, commit 099e232, 17 October 2024 (CC0).
"""

from __future__ import annotations

from openness.frameworks._base import ALL_OR_NOTHING, Answer, Assessment, Framework, criterion, said
from openness.frameworks._data import is_told_by_size_alone
from openness.frameworks._license import all_freedoms, code_released, places, weights_judged
from openness.release import Evidence, ModelRelease

_HAD = frozenset({"public", "gated"})


class OpenWeightsDefinition(Framework):
    """
    Access to the weights, information on how they came to be, a free licence, open training software.

    A short community definition of what *open weights* should mean: the weights can be had, everyone may use, change and
    share them, the training software is open, and architecture, method, hyperparameters and data are described.

    ## How it decides

    - A gated download counts as access; weights given on request leave it unknown, because to whom is not said.
    - Data told by its size alone is not described.
    - A paper about the model counts as a description of architecture, method and hyperparameters; its content is not read.

    ## Limits

    - The definition has no steward who judges systems; this is our reading.
    - How good a description is, is not judged, only whether there is one.
    """

    name = "open-weights-definition"
    of_license = ("license",)
    version = "099e232 (2024-10-17)"
    title = "Open Weights Definition"
    url = "https://github.com/Open-Weights/Definition"
    verdicts = ALL_OR_NOTHING

    @criterion("access-to-weights", settle="say whether the weights can be downloaded")
    def access_to_weights(self, release: ModelRelease) -> Answer:
        """The weights are made available."""
        weights = release.weights
        if weights.access == "unknown":
            return said("access-to-weights", "unknown", "nobody says whether the weights can be had")
        evidence = weights.evidence["access"]
        if weights.access in _HAD:
            return said("access-to-weights", "met", f"the weights are {weights.access}", evidence)
        if weights.access == "on-request":
            return said(
                "access-to-weights", "unknown", "the weights are given on request; to whom is not said", evidence
            )
        return said("access-to-weights", "unmet", f"the weights are {weights.access}", evidence)

    @criterion(
        "information", settle="describe architecture, training method, hyperparameters, and the data and its provenance"
    )
    def information(self, release: ModelRelease) -> Answer:
        """Architecture, training method, data description and provenance, and hyperparameters are told."""
        told, missing = _information(release)
        if release.data.disclosure == "undisclosed":
            reason = "the training data is not disclosed"
            return said("information", "unmet", reason, release.data.evidence["disclosure"])
        if missing:
            return said("information", "unknown", f"not found: {', '.join(missing)}", *told)
        return said(
            "information", "met", "architecture, training method, hyperparameters and data are described", *told
        )

    @criterion("license", settle="name the weights' licence, and publish its text if it is no known one")
    def license(self, release: ModelRelease) -> Answer:
        """Everyone may use, modify and pass on the weights, for any purpose, without discrimination."""
        answer, reason = weights_judged(release, all_freedoms)
        return said("license", answer, reason, places(release))

    @criterion("training-software", settle="release the training code under an open licence")
    def training_software(self, release: ModelRelease) -> Answer:
        """The software used for training is open source or in the public domain."""
        (answer, reason), evidence = code_released(release.component("training-code"), "training-code")
        return said("training-software", answer, reason, evidence)

    def conclude(self, answers: tuple[Answer, ...]) -> Assessment:
        """Fail on any unmet criterion, pass if all are met, undetermined otherwise."""
        return self.all_or_nothing(answers)


def _information(release: ModelRelease) -> tuple[list[tuple[Evidence, ...]], list[str]]:
    """Evidence of what is told, and the names of what is not."""
    told: list[tuple[Evidence, ...]] = []
    missing: list[str] = []
    papers = tuple(place for paper in release.documentation.papers for place in paper.evidence)
    parts: tuple[tuple[str, tuple[Evidence, ...]], ...] = (
        ("architecture", release.subject.evidence.get("architecture", ()) or papers),
        ("training method", tuple(place for stage in release.lineage.stages for place in stage.evidence) or papers),
        (
            "hyperparameters",
            tuple(place for stage in release.lineage.stages if stage.hyperparameters for place in stage.evidence)
            or papers,
        ),
        ("data and provenance", () if is_told_by_size_alone(release) else release.data.evidence.get("disclosure", ())),
    )
    for name, evidence in parts:
        if evidence:
            told.append(evidence)
        else:
            missing.append(name)
    return told, missing
