"""
Whether a model's licence may stand on its base model's: what binds, what the licence loses, how to mend it.

    conflict(get("llama3"), get("apache-2.0"), "finetune")   -> keep, does not fit: fields of use, size, outputs are lost
    conflict(get("mit"), get("apache-2.0"), "finetune")      -> free, fits: the notices travel
    conflict(get("gpl-3.0"), get("mit"), "adapter")          -> contested: the adapter alone and with its base differ

Three sources, in this order: the pairs that a text itself settles (`tables/compatibility.toml`), what of a licence binds
for a relation (`inheritance`), and the terms of both. Not legal advice.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Literal

from openness._base import Frozen
from openness.licenses._lost import lost_limits
from openness.licenses.inheritance import Bond, Inheritance, inherited
from openness.licenses.model import License
from openness.licenses.questions import Reason, must_carry

Relation = Literal["finetune", "adapter", "quantized", "merge", "distillation"]
Fit = Literal["yes", "no", "contested", "unknown"]
RELATIONS: tuple[Relation, ...] = ("finetune", "adapter", "quantized", "merge", "distillation")
"""How a model may be made from another: the Hub's four words, and training on its outputs."""
_ON_OUTPUTS = {
    "allowed": "outputs may train other models",
    "allowed-with-condition": "outputs may train other models on a condition",
    "forbidden": "outputs may not train other models",
    "silent": "the text does not speak of training on outputs",
}


class Conflict(Frozen):
    """What comes of a downstream licence on an upstream one."""

    upstream: str
    """The base model's licence: its id or SPDX id; `unknown` where nobody knows it."""
    downstream: str
    """The model's own licence, likewise."""
    relation: str
    """How the model was made from the base."""
    answer: Bond
    """What of the upstream licence binds: `keep`, `free`, `blocked`, `contested`, `unknown`."""
    fits: Fit
    """Whether the downstream licence may be the model's only label."""
    clauses: str | None = None
    """Clauses of the upstream text that decide what binds."""
    reasons: tuple[Reason, ...] = ()
    """Why it fits or does not, beyond what is lost."""
    lost: tuple[Reason, ...] = ()
    """Limits of the upstream licence of which the downstream one says nothing."""
    carried: tuple[Reason, ...] = ()
    """Duties that travel with what is made, whatever its label; for outputs (distillation) none."""
    mend: str | None = None
    """What would settle it, where it does not fit."""


def conflict(upstream: License | None, downstream: License | None, relation: str) -> Conflict:
    """
    Hold a model's licence against its base's, for one way of making it; None is a licence that nobody knows.

    A pair that is not known, or a term that nobody verified, gives `unknown`: never a permission.
    """
    bond = inherited(upstream, relation, downstream=downstream)
    found = Conflict(
        upstream=_name(upstream),
        downstream=_name(downstream),
        relation=relation,
        answer=bond.bond,
        fits="unknown",
        clauses=bond.clauses or (_clause(upstream) if bond.bond != "unknown" else None),
        carried=must_carry(upstream) if upstream is not None and relation != "distillation" else (),
    )
    if upstream is None or downstream is None:
        missing = (
            "find the base model's licence" if upstream is None else f"declare a licence; the base is {found.upstream}"
        )
        return found.model_copy(update={"mend": missing})
    pair = None if relation == "distillation" else _pair(upstream, downstream)
    binding = pair is None and bond.bond in ("keep", "contested")
    lost = lost_limits(upstream, downstream, relation) if binding else ()
    fits = _fits(upstream, downstream, bond, lost) if pair is None or bond.bond == "blocked" else _by_pair(pair, bond)
    reasons = (*_settled(pair), *_bound(upstream, bond), *_apart(relation, fits))
    mend = None if fits == "yes" else _mend(upstream, found.downstream, bond, fits)
    return found.model_copy(update={"fits": fits, "reasons": reasons, "lost": lost, "mend": mend})


def _by_pair(pair: dict[str, Any], bond: Inheritance) -> Fit:
    """What the texts settle; of an adapter a no is contested, for its label may describe the delta alone."""
    answer: Fit = pair["answer"]
    return "contested" if answer == "no" and bond.relation == "adapter" else answer


def _fits(upstream: License, downstream: License, bond: Inheritance, lost: tuple[Reason, ...]) -> Fit:
    """Whether the label may stand by what binds, and then by what is lost."""
    settled: dict[Bond, Fit] = {"unknown": "unknown", "blocked": "no", "free": "yes"}
    if bond.bond in settled:
        return settled[bond.bond]
    if same(upstream, downstream):
        return "yes" if bond.bond == "keep" or not _is_limited_to_copies(upstream) else "contested"
    if not lost:
        return "yes" if downstream.terms.commercial_use is not None else "unknown"
    firm = any(one.certainty != "contested" for one in lost)
    return "no" if firm and bond.bond == "keep" and bond.relation != "adapter" else "contested"


def same(one: License, other: License) -> bool:
    """Whether two names lead to one licence, or one is a dated version of the other."""
    return one.id == other.id or one.id in other.members or other.id in one.members


def _is_limited_to_copies(text: License) -> bool:
    """Whether changed versions may not be shared at all, so that even the same label settles nothing."""
    term = text.terms.modification
    return term is not None and term.value in ("forbidden", "private-only", "unclear")


@cache
def _pairs() -> tuple[dict[str, Any], ...]:
    path = Path(__file__).with_name("tables") / "compatibility.toml"
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["pair"])


def _pair(upstream: License, downstream: License) -> dict[str, Any] | None:
    """The first pair of the table that names both; None for a licence on itself in any form."""
    ups, downs = {upstream.id, upstream.spdx}, {downstream.id, downstream.spdx}
    found = (one for one in _pairs() if not ups.isdisjoint(one["upstream"]) and not downs.isdisjoint(one["downstream"]))
    return next(found, None)


def _name(text: License | None) -> str:
    return "unknown" if text is None else text.spdx or text.id


def _clause(text: License | None) -> str | None:
    term = None if text is None else text.terms.derivative_license
    return None if term is None else term.clause


def _settled(pair: dict[str, Any] | None) -> Iterable[Reason]:
    if pair is not None:
        sure: Literal["contested", "certain"] = "contested" if pair["answer"] == "contested" else "certain"
        yield Reason(text=pair["why"], clause=pair["clause"], license=pair["of"], certainty=sure)


def _bound(upstream: License, bond: Inheritance) -> Iterable[Reason]:
    """Of outputs what the text says on them; of everything else the note on what binds."""
    outputs = upstream.terms.outputs_train_other_models
    if bond.relation == "distillation" and outputs is not None:
        note = f": {outputs.note}" if outputs.note else ""
        said = f"{_ON_OUTPUTS[str(outputs.value)]}{note}"
        yield Reason(text=said, clause=outputs.clause, license=upstream.id, certainty=outputs.certainty)
    elif bond.note:
        sure: Literal["contested", "certain"] = "contested" if bond.bond == "contested" else "certain"
        yield Reason(text=bond.note, clause=bond.clauses or _clause(upstream), license=upstream.id, certainty=sure)


def _apart(relation: str, fits: Fit) -> Iterable[Reason]:
    """For an adapter both answers: of the delta alone, and of what runs."""
    if relation == "adapter" and fits == "contested":
        words = "the label may describe the adapter alone; with its base the limits of the base bind"
        yield Reason(text=words, license="adapter", certainty="contested")


def _mend(upstream: License, downstream: str, bond: Inheritance, fits: Fit) -> str:
    """What would settle a pair that does not fit."""
    base = _name(upstream)
    if fits == "unknown":
        return "read the clauses: nobody has verified the terms that decide"
    if bond.bond == "blocked":
        return _ON_BLOCK.get(bond.relation, "ask the licensor: changed versions may not be shared")
    if bond.relation == "distillation":
        return f"keep to {base} in what is passed on, or train on other outputs"
    if bond.bond == "free":
        return f"choose a licence that takes the conditions of {base}, or {base} itself"
    if bond.relation == "adapter":
        return f"say that {downstream} covers the adapter alone and that its base is under {base}"
    own = upstream.terms.derivative_license
    if own is not None and own.value in ("free", "additional-terms"):
        return f"declare {base}, or `other` with both licences: own terms may be added, not put in its place"
    return f"declare {base}"


_ON_BLOCK = {"distillation": "train on outputs whose terms allow it, or ask the licensor"}
