"""The training pipeline: which steps a card tells of, in the order in which such steps are taken."""

from __future__ import annotations

import re
from typing import Any

from openness._pattern import pattern, simple
from openness.extract import about
from openness.extract.draft import Draft, Evidence
from openness.phrases.matcher import Hit
from openness.prose import parts
from openness.prose.sentences import Sentence

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


_ACRONYM = simple(r"dpo|sft|rlhf|rlaif|ppo|orpo|kto|simpo|grpo|rlvr|reinforcement learning \w+", re.IGNORECASE)
_JOINED = pattern(
    r"[-/_](?P<train_align>)\w",
    re.IGNORECASE,
    not_after={"train_align": r"\s|(?:tun|train|align|ed\b|based|style|optimi)"},
)
_TRAINING = simple(
    r"train|tun|align|optimi|\bstages?\b|\bphase|\bus(?:ed|ing|es)\b|\bwith\b|\bvia\b|through|\bby\b|method|\bsteps?\b|\bdid\b|\bafter\b"
    r"|appl|perform|version|model",
    re.IGNORECASE,
)
_INGREDIENT = pattern(r"\b(?:\d+|one|two|an?) $", re.IGNORECASE)
_VARIANT = pattern(r" (?:\w+ )?(?:variants?|counterparts?|siblings?)\b", re.IGNORECASE)
_GENERAL = pattern(
    r"\btransfer learning, where\b|\b(?:where|when|since|if|while|unlike) (?:an? |the )?(?:\w+ )?models? (?:is|are)\b"
    r"|\bhuman preference alignment\b|\bperformance on\W*$",
    re.IGNORECASE,
)
"""What is said of such models at large, not of this one."""
_ADVICE = pattern(
    r"\b(?:you|users|one) (?:can|could|may|might|should|must)\b|\b(?:can|could|should|may|might) be (?:(?:\w+ly )?(?:applied|used|further)\b|\W*$)"
    r"|trainer_type",
    re.IGNORECASE,
)
"""What is left to others to do."""
_IN_GENERAL = pattern(r"\b(?:is|are|was|were|been) (?:proposed|widely|commonly|often)\b|\bversions:\W*$", re.IGNORECASE)


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


def _is_told(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a method's name stands in a sentence about training, not in a name, a table or a heading of others."""
    text = sentence.text
    if sentence.kind == "table" or text[start - 1 : start] in ("-", "/", "_", ".") or _JOINED.match(text, end):
        return False
    if _INGREDIENT.search(text[:start]) and text[end : end + 6] == " model":
        return False  # `1 DPO model was used for the merge`
    return _TRAINING.search(text) is not None and not _IN_GENERAL.search(text)


def _counts(draft: Draft, hit: Hit) -> bool:
    sentence = hit.sentence
    if not about.of_this(sentence):
        return False
    if sentence.kind == "heading" and parts.said_under(sentence) is None:
        return False  # an empty section tells of no step
    if _GENERAL.search(sentence.text[: hit.match.end() + 10]):
        return False
    if _ACRONYM.fullmatch(hit.match.group()) and not _is_told(sentence, *hit.match.span()):
        return False
    if _VARIANT.match(sentence.text, hit.match.end()) or _ADVICE.search(sentence.text[: hit.match.start()]):
        return False
    aux = bool(hit.group("aux") or hit.group("aux2"))
    return not aux or about.is_model(draft, sentence, hit.match.start(), aux=True)
