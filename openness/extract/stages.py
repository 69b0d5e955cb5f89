"""The training pipeline: which steps a card tells of, in the order in which such steps are taken."""

from __future__ import annotations

from typing import Any

from openness.extract import _subject
from openness.extract._draft import Draft, Evidence
from openness.extract._vocabulary import Hit

_ORDER = (
    "pretraining",
    "continued-pretraining",
    "long-context",
    "finetuning",
    "instruction-tuning",
    "preference-tuning",
    "distillation",
    "merging",
    "quantization",
)
_OF_BASE = frozenset({"pretraining", "continued-pretraining", "long-context"})
_BY_RELATION = {
    "finetune": "finetuning",
    "adapter": "finetuning",
    "merge": "merging",
    "distillation": "distillation",
    "continued-pretraining": "continued-pretraining",
    "quantized": "quantization",
}
_TUNINGS = frozenset({"finetuning", "instruction-tuning", "preference-tuning"})


def read(draft: Draft) -> None:
    """Read the stages; bases must have been read."""
    found: dict[str, tuple[dict[str, Any], Evidence]] = {}
    for hit in draft.hits("lineage.stage"):
        kind = hit.value or "other"
        if kind not in found and _counts(draft, hit):
            tokens = hit.group("tokens") or hit.group("tokens2") or hit.group("tokens3")
            found[kind] = ({"tokens": tokens} if tokens else {}, draft.at_hit(hit))
    bases = draft.items("lineage.bases")
    for base in bases:
        kind = _BY_RELATION.get(base["relation"], "")
        if not kind or (kind == "finetuning" and _TUNINGS & found.keys()):
            continue
        values, evidence = found.get(kind, ({}, base["evidence"][0]))
        found[kind] = ({**values, "model": base["model"]}, evidence) if "model" not in values else (values, evidence)
    if found.keys() & (_TUNINGS - {"finetuning"}) and "model" not in found.get("finetuning", ({},))[0]:
        found.pop("finetuning", None)  # the same step under its general name
    for kind in _ORDER:
        if kind in found:
            values, evidence = found[kind]
            derived = kind == "continued-pretraining" and bool(bases)
            scope = "base" if kind in _OF_BASE and not derived else "end"
            draft.add("lineage.stages", {"kind": kind, "scope": scope, **values}, evidence)


def _counts(draft: Draft, hit: Hit) -> bool:
    sentence = hit.sentence
    if not _subject.of_this(sentence):
        return False
    aux = bool(hit.group("aux") or hit.group("aux2"))
    return not aux or _subject.is_model(draft, sentence, hit.match.start(), aux=True)
