"""
The Open Source AI Definition 1.0 of the Open Source Initiative.

Source: opensource.org/ai/open-source-ai-definition, version 1.0, 28 October 2024. Pass, fail or undetermined; the
definition knows no partial credit. It is our reading, not a certification: the Initiative certifies nobody.
"""

from __future__ import annotations

from openness.frameworks._base import ALL_OR_NOTHING, Answer, Assessment, Framework, Met, criterion, said
from openness.frameworks._data import followed, is_told_by_size_alone
from openness.frameworks._license import (
    change_for_any_purpose,
    code_released,
    free_use,
    is_open,
    places,
    sharing_for_any_purpose,
    weights_judged,
    worst,
)
from openness.release import ModelRelease

_CODE = ("training-code", "data-preprocessing-code", "inference-code")
_ASKING = frozenset({"on-request"})
_KEPT = frozenset({"api-only", "hosted-only", "withheld"})


class OpenSourceAiDefinition(Framework):
    """
    The four freedoms, and the three parts of the preferred form for modification.

    The Open Source Initiative's definition asks whether anybody may use, study, modify and share an AI system without asking,
    and whether the preferred form for modification is there: information on the data, the code, the parameters. All of it or
    nothing; there is no partial credit.

    ## How it decides

    - The freedoms follow from the terms of the weights' licence, each refusal with its clause. A user threshold, a field of
      use or a non-commercial clause refuses *use*, and with it *modify* and *share* for any purpose.
    - A gated download meets *parameters*; weights given on request do not, since permission must be asked.
    - A contested term leaves the freedom unknown.

    ## Limits

    - The Initiative certifies nobody; this is our reading.
    - Whether a description of the data is complete cannot be read off a card that names some datasets. Only data whose every
      named set can be followed to its place counts as met; anything less than that is unknown, unless it is said to be kept.
    - Training, data preparation and inference code are looked for; validation code and tokenizers are not told apart.
    """

    name = "osaid-1.0"
    of_license = ("use", "modify", "share", "parameters")
    version = "1.0 (2024-10-28)"
    title = "Open Source AI Definition"
    url = "https://opensource.org/ai/open-source-ai-definition"
    verdicts = ALL_OR_NOTHING

    @criterion("use", settle="name the weights' licence, and publish its text if it is no known one")
    def use(self, release: ModelRelease) -> Answer:
        """Use the system for any purpose and without having to ask for permission."""
        return self._freedom("use", release, *weights_judged(release, free_use))

    @criterion("study", settle="say whether the weights can be downloaded")
    def study(self, release: ModelRelease) -> Answer:
        """Study how the system works and inspect its components."""
        weights = release.weights
        if weights.access == "unknown":
            return said("study", "unknown", "nobody says whether the weights can be had")
        evidence = weights.evidence["access"]
        if weights.access in _KEPT:
            return said("study", "unmet", "the weights cannot be had, so they cannot be inspected", evidence)
        return said("study", "met", "the weights can be had and inspected", evidence)

    @criterion("modify", settle="name the weights' licence, and publish its text if it is no known one")
    def modify(self, release: ModelRelease) -> Answer:
        """Modify the system for any purpose, including to change its output."""
        return self._freedom("modify", release, *weights_judged(release, change_for_any_purpose))

    @criterion("share", settle="name the weights' licence, and publish its text if it is no known one")
    def share(self, release: ModelRelease) -> Answer:
        """Share the system for others to use with or without modifications, for any purpose."""
        return self._freedom("share", release, *weights_judged(release, sharing_for_any_purpose))

    @criterion(
        "data-information", settle="list every training dataset with where it can be had, and how it was processed"
    )
    def data_information(self, release: ModelRelease) -> Answer:
        """
        Enough detail on the training data that a skilled person can build a substantially equivalent system.

        A complete description of all data, a list of publicly available data and where to obtain it, and a list of
        data obtainable from third parties. Completeness cannot be read off a card that merely names some datasets.
        """
        data = release.data
        if data.disclosure == "unknown":
            return said("data-information", "unknown", "nobody says what it was trained on")
        evidence = data.evidence["disclosure"]
        if data.disclosure == "undisclosed":
            why = f": {data.reason}" if data.reason else ""
            return said("data-information", "unmet", f"the training data is not disclosed{why}"[:200], evidence)
        if data.disclosure == "released" and followed(release):
            reason = "every named dataset can be followed to where it is"
            return said("data-information", "met", reason, evidence, *(one.evidence for one in data.datasets))
        told = "told by its size alone" if is_told_by_size_alone(release) else data.disclosure
        reason = f"the training data is {told}; whether that is all of it, and where it can be had, is not said"
        return said("data-information", "unknown", reason, evidence)

    @criterion(
        "code", settle="release the code for data processing, training and inference under an OSI-approved licence"
    )
    def code(self, release: ModelRelease) -> Answer:
        """The complete source code used to train and run the system, under OSI-approved licences."""
        rulings = {kind: code_released(release.component(kind), kind) for kind in _CODE}  # type: ignore[arg-type]
        answer, reason = worst(*(ruling for ruling, _ in rulings.values()))
        if answer == "met":
            reason = "code for data processing, training and inference is released under open licences"
        return said("code", answer, reason, *(evidence for _, evidence in rulings.values()))

    @criterion("parameters", settle="say whether the weights can be downloaded, and under which terms")
    def parameters(self, release: ModelRelease) -> Answer:
        """The model parameters, such as weights, under OSI-approved terms."""
        weights = release.weights
        if weights.access == "unknown":
            return said("parameters", "unknown", "nobody says whether the weights can be had")
        evidence = weights.evidence["access"]
        if weights.access in _KEPT:
            return said("parameters", "unmet", f"the weights are {weights.access}", evidence)
        if weights.access in _ASKING:
            return said(
                "parameters", "unmet", "the weights are given on request, so permission must be asked", evidence
            )
        answer, reason = weights_judged(release, is_open)
        return said("parameters", answer, f"the weights are {weights.access}; {reason}", evidence, places(release))

    @staticmethod
    def _freedom(name: str, release: ModelRelease, answer: Met, reason: str) -> Answer:
        return said(name, answer, reason, places(release))

    def conclude(self, answers: tuple[Answer, ...]) -> Assessment:
        """Fail on any unmet criterion, pass if all are met, undetermined otherwise."""
        return self.all_or_nothing(answers)
