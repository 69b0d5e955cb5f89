"""One framework: each criterion is a method; the verdict follows from the answers alone."""

from openness.frameworks import Answer, Assessment, Framework, Verdict, criterion
from openness.release import ModelRelease


class House(Framework):
    """
    What this house asks of a model before it is tried out.

    ## How it decides

    One criterion, which decides alone.

    ## Limits

    An example, and no standard.
    """

    name = "house-1"
    version = "1"
    title = "House rules, edition 1"
    url = "https://example.org/house-rules"
    verdicts = (
        Verdict("welcome", "May be tried out", "green", "the weights can be downloaded"),
        Verdict("undetermined", "Undetermined", "grey", "nobody says whether the weights can be downloaded"),
        Verdict("turned-away", "May not be tried out", "red", "the weights cannot be downloaded"),
    )

    @criterion("weights", settle="say whether the weights can be downloaded")
    def weights(self, release: ModelRelease) -> Answer:
        """The weights can be downloaded."""
        access = release.weights.access
        if access == "unknown":
            return Answer(id="weights", answer="unknown", reason="nobody said")
        met = access in ("public", "gated")
        return Answer(id="weights", answer="met" if met else "unmet", reason=f"access is {access}")

    def conclude(self, answers: tuple[Answer, ...]) -> Assessment:
        """Welcome, turned away, or undetermined where nobody said."""
        words = {"met": "welcome", "unmet": "turned-away"}
        return self.concluded(words.get(answers[0].answer, "undetermined"), answers)
