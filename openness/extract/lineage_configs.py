"""The base that a training configuration or a loading snippet in a code block gives: axolotl, diffusers, PEFT and others."""

from __future__ import annotations

import re

from openness._pattern import pattern, simple
from openness.extract import subject_kind
from openness.extract.draft import Draft
from openness.extract.lineage_candidates import LOCAL, Candidate
from openness.extract.lineage_scope import own_name
from openness.naming import families, models
from openness.naming.models import Named

_BESIDE = 0
"""Strength: a snippet speaks where no sentence does, and gives the id of what a sentence names."""
_ID = r"[\"'`]?(?P<id>[A-Za-z0-9][\w.-]*(?:/[A-Za-z0-9][\w.-]*)?)"
_ID_ENDS = r"[\s\"'`,)\\#]|$"
_EXAMPLE = pattern(
    r"(?:path|your|my|user|org|output|results?|checkpoints?|save|\.)[\w-]*/|.*/(?:checkpoint|output)", re.IGNORECASE
)
_TRAINED = pattern(
    r"(?:^|[\s\"'_-])(?:base_?model(?:_name_or_path|_id|_name|_path)?|base_model_config|base_checkpoint)[\"']?[ \t]*(?:[:=]|[ \t])[ \t]*"
    + _ID
    + r"(?P<end>)|(?:--|\")(?:pretrained_model_name_or_path|model_name_or_path|pretrained_model|model_checkpoint)(?:\"[ \t]*:|[ =])[ \t]*"
    + _ID.replace("<id>", "<option>")
    + r"(?P<option_end>)",
    re.MULTILINE,
    after={"end": _ID_ENDS, "option_end": _ID_ENDS},
)
"""Keys of a configuration or options of a command that name what training starts from."""
_NAMED = pattern(
    r"\b(?i:base_lm_model|base_lm|base_model_name|pretrained_model_name)[ \t]*=[ \t]*[\"']" + _ID + r"[\"']",
    re.MULTILINE,
)
"""Settings that a card lists: `base_LM_model = "heron-base"`."""
_ASSIGNED = pattern(r"\bbase[\w.]*[ \t]*=[ \t]*[\w.]+\.from_pretrained\(\s*" + _ID + r"[\"']", re.MULTILINE)
"""`base = AutoModel.from_pretrained("acme/heron")`."""
_PIPELINE = pattern(
    r"(?:Pipeline\w*|ForCausalLM|AutoModel\w*|UNet\w*)\.from_pretrained\(\s*" + _ID + r"[\"']", re.MULTILINE
)
_ADDED = simple(
    r"load_lora_weights|PeftModel|load_textual_inversion|ControlNetModel|load_attn_procs|load_ip_adapter|T2IAdapter|fuse_lora"
)
"""Calls that add an adapter to a model: what else the snippet loads is its base."""


def said(draft: Draft) -> list[Candidate]:
    """What code blocks of the model's own card say; in the order of the text."""
    raw, end = draft.card.body.text, draft.text.appended_from
    found: list[Candidate] = []
    for span in draft.card.body.spans:
        if span.kind != "code" or span.start >= end:
            continue
        for match in (*_ASSIGNED.finditer(raw, span.start, span.end), *_NAMED.finditer(raw, span.start, span.end)):
            found.extend(_candidate(draft, match))
        for match in _TRAINED.finditer(raw, span.start, span.end):
            found.extend(_candidate(draft, match))
        if _ADDED.search(raw, span.start, span.end):
            for match in _PIPELINE.finditer(raw, span.start, span.end):
                found.extend(_candidate(draft, match, adapter=True))
    return found


def _candidate(draft: Draft, match: re.Match[str], *, adapter: bool = False) -> list[Candidate]:
    group = "id" if match["id"] else "option"  # the second is one of a command
    name, start, end = match[group].rstrip("."), match.start(group), match.end(group)
    if group == "option" and name == subject_kind.shown_id(draft):
        return []
    if (
        subject_kind.kind(draft).merge
        or LOCAL.search(name)
        or _EXAMPLE.match(name)
        or own_name(draft, name)
        or not models.is_name(name)
    ):
        return []
    if not (models.id_like(name) or (families.is_family(name) and "-" in name)):
        return []
    known = models.comparable(name)
    if any(models.comparable(own) == known for own in subject_kind.own_names(draft)):
        return []
    relation = "adapter" if adapter else "unspecified"
    return [Candidate(Named(name, start, end, sure=True), relation, _BESIDE, draft.at_text(start, end), start, start)]
