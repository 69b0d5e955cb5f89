"""One framework: each criterion is a method; the verdict follows from the answers alone."""

from openness.frameworks import Answer, Assessment, Framework, criterion
from openness.release import ModelRelease


class House(Framework):
    """What this house asks of a model before it is tried out."""

    name = "house-1"
    version = "1"
    title = "House rules, edition 1"
    url = "https://example.org/house-rules"

    @criterion("weights", settle="say whether the weights can be downloaded")
    def weights(self, release: ModelRelease) -> Answer:
        """The weights can be downloaded."""
        access = release.weights.access
        if access == "unknown":
            return Answer(id="weights", answer="unknown", reason="nobody said")
        met = access in ("public", "gated")
        return Answer(id="weights", answer="met" if met else "unmet", reason=f"access is {access}")

    def conclude(self, answers: tuple[Answer, ...]) -> Assessment:
        """Pass, fail, or undetermined where nobody said."""
        verdict = {"met": "pass", "unmet": "fail"}.get(answers[0].answer, "undetermined")
        return Assessment(
            framework=self.name,
            version=self.version,
            verdict=verdict,
            criteria=answers,
            undetermined=self.open_questions(answers),
        )
