"""What one row inherits: every ancestor held against the model's own label."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from openness._value import dataclass
from openness.graph import RANK, Given, Judgement, judged
from openness.graph.judge import owner_of
from openness.graph.terms import duty_of, kind_of
from openness.index import Entry
from openness.index.lookup import Label, Models
from openness.index.walk import Step, ancestors

DUTIES_SHOWN: Final = {
    "missing-derivative-name": "name of derivatives",
    "missing-display-notice": "display notice",
    "missing-license-text": "licence text",
}
"""Findings that show a duty of a base's licence to be missing, and the duty."""


@dataclass(frozen=True, slots=True)
class _Held:
    step: Step
    above: Label
    judgement: Judgement | None


def lineage(
    entry: Entry, own: Label, models: Models, findings: Sequence[str] = ()
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The lineage columns of a row, and its edges."""
    steps = tuple(ancestors(models, entry))
    given = Given(models, steps)
    held = [_held(entry, own, step, models, given) for step in steps]
    told = [one for one in held if one.judgement is not None and one.step.state != "seen"]
    direct = [one for one in held if one.step.depth == 1]
    bad = [one for one in told if _fits(one) == "no"]
    nearest = min(bad, key=lambda one: one.step.depth, default=None)
    worst = max(told, key=lambda one: (RANK.index(_fits(one)), len(_lost(one)), -one.step.depth), default=None)
    settled = [
        one.judgement
        for one in direct
        if one.judgement is not None and one.judgement.upstream and own.names and one.above.names
    ]
    row: dict[str, Any] = {
        "relation": entry.bases[0].relation if entry.bases else None,
        "bases": [one.model for one in entry.bases],
        "bases_unknown": sum(one.step.state == "unknown" for one in direct),
        "depth": max((one.step.depth for one in held if one.step.state == "known"), default=0),
        "circle": any(one.step.state in ("cycle", "self") for one in held),
        "license_omitted": bool(entry.bases) and own.origin == "silent",
        "drift": any(one.drift for one in settled) if settled else None,
        "fits": _fits(worst) if worst is not None else None,
        "conflicts": len(bad),
        "dropped_terms": sorted({kind for one in bad for kind in _lost(one)}),
        "duties": sorted({duty_of(why) for one in told if one.judgement for why in one.judgement.carried}),
        "missing_duties": [words for rule, words in DUTIES_SHOWN.items() if rule in findings],
        **_place("nearest", nearest),
        **_place("worst", worst if worst is not None and _fits(worst) in ("no", "contested") else None),
    }
    return row, [_edge(entry, one) for one in held if one.step.state != "seen"]


def _held(entry: Entry, own: Label, step: Step, models: Models, given: Given) -> _Held:
    above = models.label(step.base.model, step.entry)
    if step.state in ("cycle", "self"):
        return _Held(step, above, None)
    others = given.to(step.base.model, owner_of(entry.model))
    return _Held(step, above, judged(entry.model, own, step.base, above, step.relation, given=others))


def _fits(one: _Held) -> Any:
    return one.judgement.fits if one.judgement is not None else "unknown"


def _lost(one: _Held) -> list[str]:
    return sorted({kind_of(why) for why in one.judgement.lost}) if one.judgement is not None else []


def _place(which: str, one: _Held | None) -> dict[str, Any]:
    if one is None or one.judgement is None:
        return {}
    step = one.step
    said = {"base": step.base.model, "relation": step.relation, "depth": step.depth, "upstream": one.judgement.upstream}
    return {f"{which}_{name}": value for name, value in said.items()}


def _edge(entry: Entry, one: _Held) -> dict[str, Any]:
    step, found = one.step, one.judgement
    row: dict[str, Any] = {
        "model": entry.model,
        "base": step.base.model,
        "relation": step.relation,
        "depth": step.depth,
        "via": list(step.via),
        "standing": step.base.standing,
        "state": step.state,
        "upstream_origin": one.above.origin,
        "downloads": entry.downloads,
    }
    if found is None:
        return row
    return row | {
        "downstream": found.downstream or None,
        "upstream": found.upstream or None,
        "fits": found.fits,
        "answer": found.answer,
        "why": found.why,
        "clauses": found.clauses,
        "dropped_terms": _lost(one),
        "mend": found.mend,
        "omitted": found.omitted,
        "drift": found.drift,
    }
