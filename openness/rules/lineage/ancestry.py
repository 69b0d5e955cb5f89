"""Rules about the chain of base models as the Hub knows it: whether it can be followed, and where it ends."""

from __future__ import annotations

from collections.abc import Iterator

from openness.card import Ancestor, Place
from openness.rules.lineage.upstream import Upstream, upstreams
from openness.rules.rule import Finding, Rule, Severity, Subject

_WHY = {
    "gated": "is gated",
    "private-or-missing": "is not on the Hub, or private",
    "disabled": "was disabled by the Hub",
    "malformed": "is no Hub id",
    "too-large": "has a card too large to read",
    "unreadable": "has a card that cannot be read",
    "too-deep": "is too far up the chain to be followed",
    "too-many": "is one of too many base models to be followed",
    "unreachable": "could not be reached",
    "not-cached": "is not in the cache, and the Hub may not be asked",
}
_NOT_THE_CARDS_FAULT = frozenset({"unreachable", "not-cached", "too-deep", "too-many", "too-large"})
"""Reasons that say something of the check, not of the card."""


class UnresolvedBaseModel(Rule):
    """
    A base model that cannot be looked up: deleted, private, gated, or no Hub id at all.

    Its licence binds this model, and nobody can read it. That the licence is unknown does not make it a free one.
    A gated base model is no fault of the card: the finding then says only what could not be read.

    Instead of a name that leads nowhere:

        base_model: ./output/checkpoint-500

    write an id that others can open, with the licence you were given in `license`, `license_name` and `license_link`:

        base_model: org/name

    Remedy: correct the id; if the model was deleted or renamed, say so in the prose and name its licence. For a gated
    one, run the check with a token (HF_TOKEN) of an account that has accepted its terms.
    """

    family = "lineage"
    severity = "warning"
    needs_hub = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for each ancestor with a reason; cycles have a rule of their own."""
        repo = subject.card.repo
        known = {up.model.casefold(): up for up in upstreams(subject)} if repo and repo.ancestors else {}
        for one in repo.ancestors if repo else ():
            if one.reason is None or one.reason == "cycle":
                continue
            up = known.get(one.id.casefold())
            why = _WHY.get(one.reason, f"cannot be read ({one.reason})")
            through = "" if one.depth == 1 else f", the base of `{one.via}`,"
            yield self.finding(
                subject,
                base_place(subject, one),
                f"`{one.id}`{through} {why}: {_license_of(up)}",
                hint=_hint(one),
                value=f"{one.id} {one.reason}",
                severity=_severity(one),
            )


def _license_of(up: Upstream | None) -> str:
    """What is left to know of a licence that nobody could read."""
    if up is None or up.license is None:
        return "its licence is unknown"
    name = (up.license.hub_ids or (up.license.id,))[0]
    if up.source.endswith("publisher"):
        return f"its licence is unknown (`{name}` by its name)"
    return f"its licence text is unknown, its tag says `{name}`"


def _severity(one: Ancestor) -> Severity:
    """Mild where it is not the card that is wrong, or where it is another card."""
    mild = one.reason in _NOT_THE_CARDS_FAULT or one.reason == "gated" or one.depth > 1
    return "info" if mild else "warning"


def _hint(one: Ancestor) -> str:
    if one.reason == "gated":
        return "accept its terms on the Hub and check again with HF_TOKEN set"
    if one.reason in _NOT_THE_CARDS_FAULT:
        return "check again when it can be read, or read its licence yourself"
    return "correct the id, or say in the card where it went and which licence it was under"


class BaseModelCycle(Rule):
    """
    A model that is, through its base models, its own base.

    Descent cannot run in a circle: one of the cards names a wrong base, and no licence can be followed to its source.
    Often a repository names itself, where the name of the model that it was made from was meant.

    Instead of, in the card of org/name:

        base_model: org/name

    write the model that it was made from:

        base_model: org/original
    """

    family = "lineage"
    severity = "error"
    needs_hub = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Cycles through this card are its error; cycles further up are named and milder."""
        repo = subject.card.repo
        for one in repo.ancestors if repo else ():
            if one.reason != "cycle":
                continue
            own = repo is not None and one.id.casefold() == (repo.id or "").casefold()
            message = (
                f"`{one.id}` names itself as its base model"
                if one.via == one.id or one.depth == 1
                else f"`{one.id}` is its own base model, through `{one.via}`"
            )
            yield self.finding(
                subject,
                base_place(subject, one),
                message,
                hint="name the model that it was made from" if own else f"tell the owners of `{one.via}`",
                value=f"{one.id} {one.via}",
                severity="error" if own else "warning",
            )


def base_place(subject: Subject, one: Ancestor) -> Place | None:
    """The line where the card names an ancestor, or the base that leads to it."""
    matter = subject.card.front_matter
    named = {value.strip().casefold(): path for value, path in matter.texts("base_model")}
    repo = subject.card.repo
    above = {item.id.casefold(): (item.via or "") for item in repo.ancestors if item.reason != "cycle"} if repo else {}
    name: str = one.id if one.depth == 1 else (one.via or "")
    for _ in range(one.depth):
        if name.casefold() in named:
            return matter.place(*named[name.casefold()])
        name = above.get(name.casefold(), "")
    if "base_model" in matter.values:
        return matter.place("base_model")
    return matter.place() if subject.has_front_matter else None


RULES: tuple[Rule, ...] = (UnresolvedBaseModel(), BaseModelCycle())
