"""
The four levels of the G7 Vision on AI Openness.

Source: "G7 Vision on AI Openness Opportunities and Shared Language", G7 Digital and Technology Ministers, Paris, 29 May
2026; g7.utoronto.ca/ict/260529-vision.html. Non-binding, and no body judges systems by it: this is our reading.
"""

from __future__ import annotations

from openness.frameworks._base import Answer, Assessment, Framework, Met, Verdict, criterion, said
from openness.frameworks._data import followed, is_told_by_size_alone
from openness.frameworks._libraries import named_libraries
from openness.frameworks._license import Ruling, code_released, is_open, judged, places, weights_judged
from openness.frameworks._price import asks_money
from openness.release import Evidence, ModelRelease

_KEPT = frozenset({"api-only", "hosted-only", "withheld"})
_FLOOR = ("free-of-charge", "weights", "deployment-code")
_OPEN = ("license", "deployment-code-license")
_BEST_LAST: tuple[Met, ...] = ("unmet", "unknown", "met")

_NO_LICENSE = "under which licence is not said"


class G7Vision(Framework):
    """
    Open Source AI with Open Data, Open Source AI, Open Weights AI, Weights Available AI: one shared language for four levels.

    The digital ministers of the G7 adopted four labels in Paris on 29 May 2026, with the Open Source Initiative as knowledge
    partner. All four are released free of charge with weights and deployment code. Weights Available AI is under a licence
    that restricts use; Open Weights AI is under an open source licence. Open Source AI adds the training code and the full
    training data, or information on what cannot be shared; with all of the data it is Open Source AI with Open Data.

    ## How it decides

    - The verdict is the highest level all of whose criteria are met. What is unknown above it is listed: it could raise it.
    - Weights that anyone can download, or that a form of the Hub gives out, are free of charge; a price for a service beside
      them changes nothing. Weights that can be had by no one, or for money only, are none of the four.
    - A licence is open source if the Open Source Initiative approved it, the Free Software Foundation calls it free, or its
      terms give use, change and sharing to everyone without limits. One that restricts use makes it Weights Available, and so
      does deployment code that comes under such a licence alone. A contradicted licence is unknown, with both places.
    - A general library that the card names as what runs the model is deployment code, under the library's own licence.
    - Full training data: every named dataset can be followed to where it is. The exception asks for a statement that a
      dataset cannot be shared and for a data card; a ground that somebody states for keeping data is for a person to weigh.

    ## Limits

    - The Vision is non-binding, has no steward who judges systems, and defines neither *deployment code* nor *full*.
    - By the Open Source Initiative's list alone, weights under CC0 or CC-BY would stand on no level: no restriction binds them.
    - Whether the named datasets are all of the data is taken as the publisher tells it.
    - What the licence of deployment code or data says is read; the files behind their links are not.
    """

    name = "g7-2026"
    of_license = ("license",)
    version = "2026-05-29"
    title = "G7 Vision on AI Openness"
    url = "https://g7.utoronto.ca/ict/260529-vision.html"
    verdicts = (
        Verdict(
            "open-source-ai-open-data",
            "Open Source AI with Open Data",
            "green",
            "weights, deployment code, training code and all training data are released under open licences",
        ),
        Verdict(
            "open-source-ai",
            "Open Source AI",
            "green",
            "the same without data that cannot legally or technically be shared, on which there is information instead",
        ),
        Verdict(
            "open-weights", "Open Weights AI", "green", "weights and deployment code are under open source licences"
        ),
        Verdict(
            "weights-available",
            "Weights Available AI",
            "yellow",
            "weights and deployment code can be had free of charge, under a licence that restricts their use",
        ),
        Verdict(
            "undetermined",
            "Undetermined",
            "grey",
            "nothing rules out the lowest level, and whether it can be had, runs or is restricted is not known",
        ),
        Verdict("none", "None of the four levels", "red", "weights or deployment code cannot be had free of charge"),
    )

    @criterion("free-of-charge", settle="say whether the weights can be downloaded, and whether that costs anything")
    def free_of_charge(self, release: ModelRelease) -> Answer:
        """Released free of charge."""
        weights, distribution = release.weights, release.distribution
        if distribution.paid_only:
            evidence = distribution.evidence["paid_only"]
            return said("free-of-charge", "unmet", "it can be had only for money", evidence)
        if weights.access == "public":
            return said("free-of-charge", "met", "anyone can download the weights", weights.evidence["access"])
        if weights.access == "gated" and not asks_money(distribution.price):
            reason = "a form gives the weights out, and no price is mentioned"
            return said("free-of-charge", "met", reason, weights.evidence["access"])
        if weights.access in _KEPT:
            reason = "the weights cannot be had at all"
            return said("free-of-charge", "not-applicable", reason, weights.evidence["access"])
        reason = "nobody says whether the weights can be had, and for what"
        if weights.access != "unknown":
            reason = f"the weights are {weights.access}; whether free of charge is not said"
        return said("free-of-charge", "unknown", reason, weights.evidence.get("access", ()))

    @criterion("weights", settle="say whether the weights can be downloaded by anyone")
    def weights(self, release: ModelRelease) -> Answer:
        """Released along with its weights."""
        weights = release.weights
        if weights.access == "unknown":
            return said("weights", "unknown", "nobody says whether the weights can be had")
        evidence = weights.evidence["access"]
        if weights.access in _KEPT:
            return said("weights", "unmet", f"the weights are {weights.access}", evidence)
        if weights.access not in ("public", "gated"):
            return said(
                "weights", "unknown", f"the weights are {weights.access}; to whom they are given is not said", evidence
            )
        if weights.form == "delta":
            reason = "only the difference to another model's weights is released"
            return said("weights", "unknown", reason, evidence, weights.evidence["form"])
        return said("weights", "met", f"the weights are {weights.access}", evidence)

    @criterion("deployment-code", settle="release the code that runs the model, or name the library that does")
    def deployment_code(self, release: ModelRelease) -> Answer:
        """Released along with its deployment code."""
        items = release.component("inference-code")
        released = [one for one in items if one.availability == "released"]
        if released:
            return said("deployment-code", "met", "the code that runs it is released", released[0].evidence)
        libraries = named_libraries(release)
        if libraries:
            library, evidence = libraries[0]
            return said("deployment-code", "met", f"{library.name}, a general library, runs it", evidence)
        if not items:
            return said("deployment-code", "unknown", "nobody says which code runs it")
        if any(one.availability == "unknown" for one in items):
            return said(
                "deployment-code", "unknown", "whether the code that runs it is released is not said", items[0].evidence
            )
        reason = (
            f"the code that runs it is {'withheld' if items[0].availability == 'withheld' else 'released in part only'}"
        )
        return said("deployment-code", "unmet", reason, items[0].evidence)

    @criterion("license", settle="name the weights' licence, and publish its text if it is no known one")
    def license(self, release: ModelRelease) -> Answer:
        """The weights are under an open source licence, not one with restrictions on how they can be used."""
        answer, reason = weights_judged(release, is_open)
        return said("license", answer, reason, places(release))

    @criterion("deployment-code-license", settle="say under which licence the code that runs the model is released")
    def deployment_code_license(self, release: ModelRelease) -> Answer:
        """The deployment code is under an open source licence."""
        known: list[tuple[Ruling, tuple[Evidence, ...]]] = []
        for one in release.component("inference-code"):
            if one.availability == "released" and one.license is not None:
                answer, reason = judged(one.license, is_open)
                known.append(((answer, f"the deployment code: {reason}"), one.evidence))
        for library, evidence in named_libraries(release):
            answer, reason = judged(library.license, is_open)
            known.append(((answer, f"{library.name}: {reason}"), evidence))
        if not known:
            return said("deployment-code-license", "unknown", "under which licence the deployment code is, is not said")
        (answer, reason), evidence = max(known, key=lambda one: _BEST_LAST.index(one[0][0]))
        return said("deployment-code-license", answer, reason, evidence)

    @criterion("training-code", settle="release the training code under an open licence")
    def training_code(self, release: ModelRelease) -> Answer:
        """The training code is released under an open source licence."""
        (answer, reason), evidence = code_released(release.component("training-code"), "training-code")
        return said("training-code", answer, reason, evidence)

    @criterion("training-data", settle="say of every training dataset where it can be had, and under which licence")
    def training_data(self, release: ModelRelease) -> Answer:
        """The full training data is released."""
        data = release.data
        if data.disclosure == "unknown":
            return said("training-data", "unknown", "nobody says what it was trained on")
        evidence = data.evidence["disclosure"]
        if data.disclosure == "undisclosed":
            return said("training-data", "unmet", "the training data is not disclosed", evidence)
        kept = [one for one in data.datasets if one.access == "unshareable"]
        if kept:
            return said("training-data", "unmet", f"{kept[0].name} cannot be shared", kept[0].evidence)
        if data.disclosure != "released" or not followed(release):
            reason = f"the training data is {data.disclosure}; whether all of it can be had is not said"
            return said("training-data", "unknown", reason, evidence)
        for one in data.datasets:
            answer, reason = judged(one.license, is_open) if one.license is not None else ("unknown", _NO_LICENSE)
            if answer == "unmet":
                return said("training-data", "unmet", f"{one.name}: {reason}", one.evidence)
            if answer != "met":
                return said("training-data", "unknown", f"{one.name}: {reason}", one.evidence)
        reason = "every named dataset can be followed to where it is, under an open licence"
        return said("training-data", "met", reason, evidence, *(one.evidence for one in data.datasets))

    @criterion(
        "data-information", settle="say which data cannot be shared, why that is impossible, and describe it in full"
    )
    def data_information(self, release: ModelRelease) -> Answer:
        """Where sharing is legally or technically impossible: information on the data that cannot be had, in its place."""
        data = release.data
        evidence = data.evidence.get("disclosure", ())
        if data.disclosure == "undisclosed":
            return said("data-information", "unmet", "the training data is not disclosed", evidence)
        if data.disclosure == "unknown" or is_told_by_size_alone(release):
            words = "nobody says what it was trained on" if data.disclosure == "unknown" else "only its size is told"
            return said("data-information", "unknown", words, evidence)
        if self.training_data(release).answer == "met":
            return said("data-information", "met", "all of the data is released: nothing stands in its place", evidence)
        kept = [one for one in data.datasets if one.access == "unshareable"]
        if kept and followed(release, but=kept):
            card = next((one for one in release.component("data-card") if one.availability == "released"), None)
            if card is None:
                reason = f"{kept[0].name} cannot be shared; whether there is information on it is not said"
                return said("data-information", "unknown", reason, kept[0].evidence)
            reason = (
                f"{kept[0].name} cannot be shared, a data card tells of it, and every other dataset can be followed"
            )
            return said("data-information", "met", reason, *(one.evidence for one in kept), card.evidence)
        if data.reason is not None:
            reason = (
                f"a ground for keeping it is stated; whether it makes sharing impossible is for a person: {data.reason}"
            )
            return said("data-information", "partial", reason[:200], data.evidence["reason"])
        return said("data-information", "unknown", "nobody says that sharing the data is impossible", evidence)

    def conclude(self, answers: tuple[Answer, ...]) -> Assessment:
        """The highest level all of whose criteria are met; none where the lowest is refused."""
        known = {one.id: one.answer for one in answers}
        floor, opened = {known[one] for one in _FLOOR}, {known[one] for one in _OPEN}
        if "unmet" in floor:
            word = "none"
        elif floor != {"met"}:
            word = "undetermined"
        elif "unmet" in opened:
            word = "weights-available"
        elif opened != {"met"}:
            word = "undetermined"
        elif known["training-code"] == "met" and known["training-data"] == "met":
            word = "open-source-ai-open-data"
        elif known["training-code"] == "met" and known["data-information"] == "met":
            word = "open-source-ai"
        else:
            word = "open-weights"
        return self.concluded(word, answers)
