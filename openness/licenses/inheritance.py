"""
What of a base model's licence binds a model made from it.

The table is data (`tables/inheritance.toml`): upstream licence and relation give `keep`, `free`, `blocked` or
`contested`, with clauses. A licence that the table does not list is judged by its verified terms, and gives `unknown`
where those do not settle it: a gap is never permissive.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

from openness._base import Frozen
from openness.licenses.model import License, Term
from openness.licenses.store import share_a_family

Bond = Literal["keep", "free", "blocked", "contested", "unknown"]
_COLUMN = {
    "continued-pretraining": "finetune",
    "conversion": "quantized",
    "unspecified": "finetune",
}
"""Relations that the table has no column for, and the one they follow."""


class Inheritance(Frozen):
    """What binds downstream, for one base and one relation."""

    upstream: str
    """Id of the base model's licence."""
    relation: str
    """How the model was made from the base."""
    bond: Bond
    """`keep`: the upstream terms still bind; `free`: any licence; `blocked`: not granted; `contested`; `unknown`."""
    clauses: str | None = None
    """Clauses of the upstream text."""
    note: str | None = None
    """In our own words."""


@cache
def _rows() -> dict[str, dict[str, Any]]:
    path = Path(__file__).with_name("tables") / "inheritance.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: row for row in table["upstream"] for name in row["licenses"]}


def inherited(upstream: License | None, relation: str, *, downstream: License | None = None) -> Inheritance:
    """What of a base's licence binds a model with that relation; `downstream` is the model's own licence, if known."""
    if upstream is None:
        return Inheritance(
            upstream="unknown", relation=relation, bond="unknown", note="the base model's licence is not known"
        )
    row = _rows().get(upstream.id)
    if row is None:
        return Inheritance(
            upstream=upstream.id, relation=relation, bond=_from_terms(upstream, relation), note="told from its terms"
        )
    column = _COLUMN.get(relation, relation)
    bond: Bond = row.get(column, "unknown")
    if bond == "blocked" and downstream is not None and downstream.id in row.get("same_family", ()):
        bond = "keep"
    note = row.get("note") if column in row.get("note_on", (column,)) else None
    return Inheritance(upstream=upstream.id, relation=relation, bond=bond, clauses=row.get("clauses"), note=note)


def _from_terms(upstream: License, relation: str) -> Bond:
    """For licences outside the table: only what the verified terms settle."""
    terms = upstream.terms
    if relation == "distillation":
        return _of_outputs(upstream)
    if terms.modification is not None and terms.modification.value in ("forbidden", "private-only"):
        return "blocked"
    if upstream.osi_approved and terms.share_alike is not None and terms.share_alike.value == "none":
        return "free"
    told = _bond(terms.derivative_license, _DERIVATIVES)
    if told == "unknown" and terms.flow_down is not None and terms.flow_down.value in _BOUND:
        return "keep" if terms.flow_down.certainty != "contested" else "contested"
    return told


def _of_outputs(upstream: License) -> Bond:
    """What outputs carry with them; nothing under a text that grants any use and limits neither outputs nor fields."""
    outputs = upstream.terms.outputs_train_other_models
    if outputs is None or outputs.value != "silent":
        return _bond(outputs, _OUTPUTS)
    from openness.licenses.questions import may_train_on_outputs

    return "free" if may_train_on_outputs(upstream).answer == "yes" else "unknown"


_OUTPUTS: dict[str, Bond] = {"allowed": "free", "allowed-with-condition": "keep", "forbidden": "blocked"}
_BOUND = frozenset({"explicit-clause", "restrictions-attach-to-derivatives"})
"""Values of `flow_down` under which the limits bind what is made from the model."""
_DERIVATIVES: dict[str, Bond] = {"free": "free", "same-license": "keep", "additional-terms": "keep"}


def _bond(term: Term | None, meanings: dict[str, Bond]) -> Bond:
    if term is None:
        return "unknown"
    return "contested" if term.certainty == "contested" else meanings.get(str(term.value), "unknown")


def is_permissive(text: License) -> bool:
    """Whether a licence promises commercial use of everything, without limits of size, field or share-alike."""
    terms = text.terms
    commercial, use, share = terms.commercial_use, terms.use_restrictions, terms.share_alike
    if commercial is None or commercial.value != "allowed":
        return False
    if use is None or use.value not in ("none", "law-and-export-only"):
        return False
    return share is not None and share.value == "none"


def restricts_more(upstream: License, downstream: License) -> tuple[str, ...]:
    """In which matters the upstream licence allows less than the downstream one says; empty if in none."""
    up, down = upstream.terms, downstream.terms
    found: list[str] = []
    if rank(COMMERCE, up.commercial_use) > rank(COMMERCE, down.commercial_use) >= 0:
        found.append("commercial use")
    if (up.research_only and up.research_only.value == "yes") and (
        down.research_only and down.research_only.value == "no"
    ):
        found.append("research only")
    if (up.use_restrictions and up.use_restrictions.value in RESTRICTED) and (
        down.use_restrictions and down.use_restrictions.value in ("none", "law-and-export-only")
    ):
        found.append("fields of use")
    if (up.share_alike and up.share_alike.value != "none") and (down.share_alike and down.share_alike.value == "none"):
        found.append("share-alike")
    return tuple(found)


def covers(own: License, base: License) -> bool:
    """Whether a model's licence is the base's, a series that it belongs to, or a member of the base's series."""
    return base.id == own.id or base.id in own.members or own.id in base.members


def replaces(own: License, base: License) -> bool:
    """Whether a licence is another one than the base's: another publisher's, and of no family with it."""
    if base.osi_approved or None in (base.licensor, own.licensor) or base.licensor == own.licensor:
        return False  # a template may carry the base's clauses among its own
    return not covers(own, base) and not share_a_family(own.id, base.id)


def is_of_another_generation(own: License, base: License) -> bool:
    """Whether both cover materials of one family by their generation, and these are two (`llama3` and `llama3.1`)."""
    if not own.generation or not base.generation or base.licensor is None or own.id == base.id:
        return False
    return _family(own.id) == _family(base.id)


def _family(identity: str) -> str:
    return identity[: next((at for at, sign in enumerate(identity) if sign in "0123456789.-"), len(identity))]


COMMERCE = ("allowed", "allowed-with-threshold", "separate-license-needed", "forbidden")
"""From the most that is allowed to the least."""
RESTRICTED = frozenset({"inline", "attached", "policy-by-reference", "research-purposes-only"})


def rank(order: tuple[str, ...], term: Any) -> int:
    """The place of a term's value in an order; -1 outside of it."""
    return order.index(term.value) if term is not None and term.value in order else -1
