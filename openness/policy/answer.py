"""The answer for a model: every licence that binds it, what they come to together, what to carry along, what is open."""

from __future__ import annotations

from openness._base import Flag, Frozen
from openness.card import ModelCard
from openness.errors import UnknownNameError
from openness.licenses.questions import ANSWERS_WORST_FIRST, Answer, Bar, Reason, Reply
from openness.policy.asked import PURPOSES, Asked, Question
from openness.policy.card_words import Above, Stated, further_up, services_told, stated_limits
from openness.policy.carry import Carry, carry
from openness.policy.data_sources import OutputsUsed, outputs_used
from openness.policy.open_points import also_named, open_points, origin
from openness.policy.replies import reply_of
from openness.policy.service import as_served, ended
from openness.policy.sources import LicenseSource, of_license, sources
from openness.release import ModelRelease


class Verdict(Frozen):
    """One question with its answer for the model and that of each licence."""

    about: str
    """The purpose, or `country`."""
    reply: Reply
    """What all binding licences come to together."""
    by_source: tuple[Reply, ...]
    """What each licence says by itself, in the order of `ModelAnswer.sources`; data's too, which does not count."""


class ModelAnswer(Frozen):
    """What may be done with one model."""

    target: str
    """The target as given."""
    name: str
    """The model."""
    kind: str
    """`model`, or `license` where a licence was asked about by itself."""
    sources: tuple[LicenseSource, ...]
    """The licences: the model's own first, then its bases', then its data's."""
    verdicts: tuple[Verdict, ...]
    """The questions asked, answered."""
    carry: tuple[Carry, ...]
    """What must be carried along, licence by licence."""
    open_points: tuple[str, ...]
    """What would settle what is unknown."""
    weights: str | None = None
    """How the weights are got, where they are not simply there: `gated`, `api-only`, `withheld`; null where nobody says."""
    outputs_used: tuple[OutputsUsed, ...] = ()
    """Served models whose outputs are among its data, with what their terms say of that; contested, and not counted."""
    above: tuple[Above, ...] = ()
    """Where a base's licence is not known: the models that the card names further up, whose terms may bind too."""
    stated: tuple[Stated, ...] = ()
    """Limits on use that the card states in its own words; contested is whether they bind who takes it under its licence."""
    also_named: tuple[str, ...] = ()
    """Other licences that the card's prose calls the model's, where another place settles its own."""
    bars: tuple[Bar, ...] = ()
    """What shuts who asks out of rights under a licence that binds, by his size or place: it counts before every verdict."""
    origin: str | None = None
    """Where no base is named: what is known of where it comes from, in words; null where a base is named."""
    private: Flag = False
    """Whether nothing is passed on, so that `carry` holds only what is due all the same."""

    @property
    def own(self) -> LicenseSource:
        """The model's own licence."""
        return self.sources[0]

    @property
    def binding(self) -> tuple[LicenseSource, ...]:
        """The licences that count in the verdict."""
        return tuple(one for one in self.sources if one.binds)

    def by_what_is_known(self, verdict: Verdict) -> Answer | None:
        """For an unknown verdict what those licences come to that do answer; None where there are none."""
        if verdict.reply.answer != "unknown":
            return None
        replies = [reply for source, reply in zip(self.sources, verdict.by_source, strict=True) if source.binds]
        known = {reply.answer for reply in replies} - {"unknown"}
        return next((one for one in ANSWERS_WORST_FIRST if one in known), None)


def answer_for(
    release: ModelRelease, *, card: ModelCard | None = None, target: str = "", asked: Asked | None = None
) -> ModelAnswer:
    """
    The answer for a model from its own licence, its bases' and, apart, its data's.

    Where nothing is asked, every purpose is. Raises UnknownNameError for a country that is none.
    """
    found = sources(release, card=card, name=target)
    if release.weights.access == "api-only":
        found = as_served(found, ended(release))
    asked = asked or Asked()
    questions = asked.questions(default=PURPOSES)
    verdicts = _verdicts(found, questions)
    private = asked.keeps
    return ModelAnswer(
        target=target,
        name=found[0].name,
        kind="model",
        sources=found,
        verdicts=verdicts,
        carry=carry(found, card=card, release=release, private=private),
        open_points=open_points(release, found, [one.reply for one in verdicts], questions, card),
        weights=None if release.weights.access in ("public", "unknown") else release.weights.access,
        outputs_used=outputs_used(release, services_told(card) if card is not None else ()),
        above=further_up(card, [one.name for one in found]) if card is not None and _is_dark(found) else (),
        stated=stated_limits(card) if card is not None else (),
        also_named=also_named(release, found[0]),
        bars=_bars(found, asked),
        origin=origin(release, found),
        private=private,
    )


def answer_for_license(text: str, *, asked: Asked | None = None) -> ModelAnswer:
    """The same for a licence or expression by itself. Raises UnknownNameError or InvalidLicenseExpressionError."""
    source = of_license(text)
    if not source.texts:
        raise UnknownNameError(f"{text}: unknown licence")
    asked = asked or Asked()
    verdicts = _verdicts((source,), asked.questions(default=PURPOSES))
    private = asked.keeps
    return ModelAnswer(
        target=text,
        name=text,
        kind="license",
        sources=(source,),
        verdicts=verdicts,
        carry=carry((source,), private=private),
        open_points=(),
        bars=_bars((source,), asked),
        private=private,
    )


def _is_dark(found: tuple[LicenseSource, ...]) -> bool:
    """Whether a base counts whose licence nobody knows."""
    return any(one.role == "base" and one.binds and one.license is None for one in found)


def _bars(found: tuple[LicenseSource, ...], asked: Asked) -> tuple[Bar, ...]:
    """What bars who asks; of an expression that leaves a choice nothing does, as another licence may be chosen."""
    binding = [one for one in found if one.binds and not one.of_outputs]
    texts = [text for one in binding if one.expression and len(one.expression.alternatives) == 1 for text in one.texts]
    return tuple(dict.fromkeys(bar for text in texts for bar in asked.bars(text)))


def _verdicts(found: tuple[LicenseSource, ...], questions: tuple[Question, ...]) -> tuple[Verdict, ...]:
    return tuple(_verdict(found, question) for question in questions)


def _verdict(found: tuple[LicenseSource, ...], question: Question) -> Verdict:
    replies = tuple(reply_of(source, question, own=found[0]) for source in found)
    binding = [_as_known(source, reply) for source, reply in zip(found, replies, strict=True) if source.binds]
    return Verdict(about=question.about, reply=_together(question, binding), by_source=replies)


def _as_known(source: LicenseSource, reply: Reply) -> Reply:
    """
    What a source's reply counts for: where its text stands behind a link that nobody has read, for nothing known.

    The texts that go by its name may be all of one mind; the page may hold a later one.
    """
    if source.link is None or reply.answer == "unknown":
        return reply
    unread = Reason(text=f"{source.name}: {source.reason}", license="")
    return Reply(question=reply.question, answer="unknown", reasons=(unread, *reply.reasons))


def _together(question: Question, replies: list[Reply]) -> Reply:
    """
    All bind: the strictest answer counts, and unless it is a no, the conditions of the others stay beside it.

    Under an `unknown` a yes has its ground, too: what the known licences say is told with it.
    """
    ordered = sorted(replies, key=lambda one: ANSWERS_WORST_FIRST.index(one.answer))
    worst = ordered[0].answer
    silent = ("yes",) if worst != "unknown" else ()
    kept = [one for one in ordered if one.answer == worst or (worst != "no" and one.answer not in silent)]
    reasons: dict[Reason, None] = dict.fromkeys(why for one in kept for why in one.reasons)
    return Reply(question=question.words, answer=worst, reasons=tuple(reasons))
