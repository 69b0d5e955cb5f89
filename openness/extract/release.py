"""`release_from_card`: the one door from a card to the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from openness import _limits
from openness._pattern import given_up
from openness.card import ModelCard, Place
from openness.extract import (
    claims,
    data,
    data_datasets,
    data_synthetic,
    documentation_code,
    forms,
    front_matter,
    license,  # noqa: A004 - the room's name
    lineage,
    repository,
    subject,
    weights,
)
from openness.extract import statement as stated
from openness.extract.draft import Draft
from openness.phrases.matcher import stated_fields, vocabulary
from openness.prose.sentences import Text
from openness.release import ModelRelease

Reader = Callable[[Draft], None]

_FOR_RULES: tuple[Reader, ...] = (
    front_matter.read,
    subject.read,
    lineage.read,
    weights.read,
    license.read,
    claims.read,
    forms.read,
    documentation_code.read,
    data_datasets.read,
    data.read,
    data_synthetic.read,
    repository.read,
)
"""The readers of what rules ask, in their order among all."""


@cache
def _readers() -> tuple[Reader, ...]:
    """Who reads what, in order: a later reader may use what an earlier one put into the draft."""
    from openness.extract import compute, distribution, documentation, documentation_papers, evaluation, lineage_stages

    return (
        front_matter.read,
        subject.read,
        lineage.read,
        lineage_stages.read,
        weights.read,
        license.read,
        claims.read,
        forms.read,
        documentation.read,
        documentation_code.read,
        data_datasets.read,
        data.read,
        data_synthetic.read,
        documentation_papers.read,
        evaluation.read,
        compute.read,
        distribution.read,
        repository.read,
    )


TOO_MANY = f"the card has more than {_limits.SENTENCES} sentences that may state something; from here on none is read"
GIVEN_UP = "a sentence here repeats itself so often that a search was given up; of what it says some is not read"
_RULES_ASK = frozenset({"claims", "form", "documentation.training_code"})
_RULES_ASK_IN = frozenset({"subject", "lineage", "weights", "license", "data"})


def release_from_card(card: ModelCard, *, statement: bool = True, guesses: bool = True) -> ModelRelease:
    """
    The record of what a card (and, where known, its repository) says.

    Every fact carries evidence; what nobody said is `unknown` or null. What the publisher states wins over what was
    read, unless `statement` is false; without `guesses` only what a pattern found is a fact, and the second reader is
    not asked. Never raises for what a card contains.
    """
    ModelCard.expect(card, "openness.release_from_card")
    with given_up():
        draft = Draft(card)
        for read in _readers():
            read(draft)
        if guesses:
            from openness.extract import second_reader

            second_reader.read(draft)
        if statement:
            stated.apply(draft)
        return draft.release()


def release_for_rules(card: ModelCard) -> ModelRelease:
    """
    The record without what no rule asks: documents, papers, results, compute, channels, stages, and without guesses.

    Reading everything takes half as long again, and a hook shows findings alone. A plugin's rule that needs more is
    given the whole record by `check(card, release=release_from_card(card))`.
    """
    with given_up():
        draft = Draft(card, asked=_fields_for_rules())
        for read in _FOR_RULES:
            read(draft)
        stated.apply(draft)
        return draft.release()


def unread(
    card: ModelCard, given_up_in: Sequence[str] = (), *, asked: frozenset[str] | None = None
) -> Iterator[tuple[Place, str]]:
    """
    From where a card is not read, and why: it holds too many sentences, or a search was given up.

    `given_up_in` are the texts in which one was (without their markup), `asked` the fields that were read (None: all).
    """
    body = card.body
    for problem in card.problems:
        if problem.kind == "overlong-body":
            yield problem.place, problem.message
    if len(body.text) - body.start > _limits.WHOLE:
        sentence = vocabulary(asked).unread(Text(card))
        if sentence is not None:
            yield body.place(sentence.start, sentence.start + 1), TOO_MANY
    if given_up_in:
        begin = max(body.text.find(given_up_in[0].lstrip()[:20], body.start), body.start)
        yield body.place(begin, min(begin + 1, len(body.text))), GIVEN_UP


def unread_for_rules(card: ModelCard, given_up_in: Sequence[str] = ()) -> Iterator[tuple[Place, str]]:
    """As `unread`, of what `release_for_rules` reads."""
    return unread(card, given_up_in, asked=_fields_for_rules())


@cache
def _fields_for_rules() -> frozenset[str]:
    return frozenset(
        field for field in stated_fields() if field in _RULES_ASK or field.partition(".")[0] in _RULES_ASK_IN
    )
