"""Whether and how the weights can be had, and in which form."""

from __future__ import annotations

import re

from openness._pattern import pattern, simple
from openness.extract import about, subject_kind, weights_links
from openness.extract.draft import Draft
from openness.naming import models
from openness.phrases.matcher import Hit

_FORMATS = {
    "safetensors": "safetensors",
    "gguf": "gguf",
    "ggml": "ggml",
    "onnx": "onnx",
    "openvino": "openvino",
    "coreml": "coreml",
    "core-ml": "coreml",
    "tflite": "tflite",
    "mlx": "mlx",
    "exl2": "exl2",
    "ckpt": "ckpt",
    "keras": "keras",
    "pytorch": "pytorch",
}
_SUFFIXES = {
    ".safetensors": "safetensors",
    ".gguf": "gguf",
    ".ggml": "ggml",
    ".onnx": "onnx",
    ".tflite": "tflite",
    ".mlmodel": "coreml",
    ".ckpt": "ckpt",
    ".pt": "pytorch",
    ".pth": "pytorch",
    ".h5": "keras",
    ".msgpack": "flax",
    ".bin": "pytorch",
}
# Which statement wins where a card makes several: what restricts says more than `we release`.
_CLOSED_TO_EU = "extra_gated_eu_disallowed"
"""The Hub's key that closes a repository to the European Union; alone it is no gate."""
_QUOTED = ("“", '"')
_ELSEWHERE = pattern(
    r"^\W*(?:quanti[sz]ed|other|related|gguf|gptq|awq|exl2) |^\W*(?:when|once|until|if)\b[^,]*\breleased|\b(?:smaller|larger|bigger|older) (?:[\d.]+[bm] )?(?:models?|versions?) (?:can|is|are)\b|\bthank(?P<to_our>)",
    re.IGNORECASE,
    not_after={"to_our": r"s to (?:an?|our|the)\b"},
)  # of others
_OURSELVES = simple(r"(?:we|i)\b", re.IGNORECASE)
"""A statement that names its own subject: what stands before it in the sentence is another clause."""
_MAKERS = simple(r"\b(?:developed|released)\b", re.IGNORECASE)
_NO_MODEL = simple(r"\b(?:dataset|data|code|benchmark|paper|corpus|tokenizer|report)\b", re.IGNORECASE)
"""Words that make what bears the model's name another thing."""
_OF_CODE = pattern(
    r"\b(?:library|toolkit|package|framework|demo|benchmark|leaderboard)\b,? (?:so|that|which|to|where)\b",
    re.IGNORECASE,
)
"""What is released where a model only follows: `a library, so that people can use the model`."""
_DEMO = pattern(r"\W*(?:on )?(?:(?:the )?hugging ?face |hf |🤗 )?spaces\b", re.IGNORECASE)
"""A place that runs the model and does not give it."""
_OF_TERMS = pattern(
    r"\b(?:the|a|any) licen[cs]e\s+(?:(?:that|which|under which)\s+)?(?:the|this|our)\s+\S+(?:\s+\S+)?\s*$|\bmajority of\b",
    re.IGNORECASE,
)
"""Before a statement: a clause about the licence (`the license the model is released under`), or one about a project."""
_SHORTEST = 4
_ORDER = ("gated", "on-request", "api-only", "public", "withheld")


def read(draft: Draft) -> None:
    """Read access, form, gating, formats and checkpoints."""
    _form(draft)
    _access(draft)
    _formats(draft)
    _files(draft)
    if draft.card.front_matter.get(_CLOSED_TO_EU) is True:
        draft.put("weights", "excluded_territories", ["EU"], draft.at_key(_CLOSED_TO_EU))
    for hit in draft.hits("weights.checkpoints"):
        draft.put("weights", "checkpoints", hit.value, draft.at_hit(hit))


def _access(draft: Draft) -> None:
    matter = draft.card.front_matter
    repo = draft.card.repo
    if repo is not None and repo.gated:
        draft.put("weights", "access", "gated", draft.at_hub(f"gated: {repo.gated}"))
        draft.put("weights", "gating", repo.gated, draft.at_hub(f"gated: {repo.gated}"))
    gates = [str(key) for key in matter.values if str(key).startswith("extra_gated") and str(key) != _CLOSED_TO_EU]
    key = gates[0] if gates else None
    if key is not None:
        draft.put("weights", "access", "gated", draft.at_key(key))
        return
    if (
        repo is not None
        and repo.gated is False
        and not repo.private
        and repo.source == "hub-api"
        and _has_weights(draft)
    ):
        draft.put("weights", "access", "public", draft.at_hub("gated: false"))
        return
    hits = [hit for hit in draft.hits("weights.access") if _counts(draft, hit)]
    hits += [hit for hit in draft.hits("weights.link") if _links_to_weights(hit)]
    hits += [hit for hit in draft.hits("weights.named") if _is_named(draft, hit)]
    for value in _ORDER:
        chosen = next((hit for hit in hits if hit.value == value), None)
        if chosen is not None:
            draft.put("weights", "access", value, draft.at_hit(chosen))
            return
    linked = weights_links.read(draft)
    if linked is not None:
        draft.put("weights", "access", "public", linked)


def _files(draft: Draft) -> None:
    """The files of the weights, where the Hub or the folder lists the repository."""
    repo = draft.card.repo
    for file in repo.files if repo is not None else ():
        if file.path.endswith(tuple(_SUFFIXES)):
            item = {"path": file.path, "size": file.size or None, "sha256": file.sha256}
            draft.add("weights.files", item, draft.at_hub(file.path))


def _has_weights(draft: Draft) -> bool:
    repo = draft.card.repo
    return repo is not None and any(file.path.endswith(tuple(_SUFFIXES)) for file in repo.files)


def _counts(draft: Draft, hit: Hit) -> bool:
    sentence = hit.sentence
    if sentence.appended:
        return False
    if hit.value != "public":
        return True
    if sentence.text.lstrip().startswith(_QUOTED):
        return False  # a whole sentence in quotation marks is somebody else's
    if _ELSEWHERE.search(sentence.text) or _OF_CODE.search(hit.match.group()):
        return False
    if _DEMO.match(sentence.text, hit.match.end()):
        return False
    if _MAKERS.search(hit.match.group()) and subject_kind.kind(draft).relation and draft.items("lineage.bases"):
        return False  # the copied card of the model that was quantized or converted here
    before = sentence.text[: hit.match.start()]
    if _OF_TERMS.search(before):
        return False
    if "this" not in hit.pattern.about or _OURSELVES.match(hit.match.group()):
        return True
    return about.model_is_meant(draft, before) and not about.foreign(draft, sentence.text[: hit.match.end()])


def _is_named(draft: Draft, hit: Hit) -> bool:
    """Whether what is released is called as the model is; a data set may share the beginning of its name."""
    said = models.comparable((hit.group("name") or "").replace("/", " "))
    names = [name for name in about.own(draft) if len(name) >= _SHORTEST]
    return (
        not hit.sentence.appended
        and any(said.startswith(name) for name in names)
        and not _NO_MODEL.search(hit.sentence.text, hit.match.end("name"))
        and not _NO_MODEL.search(hit.group("name") or "")
    )


def _links_to_weights(hit: Hit) -> bool:
    return not hit.sentence.appended and any(
        link.url.split("?")[0].endswith(tuple(_SUFFIXES)) or link.url.endswith(".nemo") for link in hit.sentence.links
    )


def _form(draft: Draft) -> None:
    for hit in draft.hits("weights.form"):
        draft.put("weights", "form", hit.value, draft.at_hit(hit))
        return
    evidence = subject_kind.adapter_evidence(draft)
    if evidence is not None:
        draft.put("weights", "form", "adapter", evidence)


def _formats(draft: Draft) -> None:
    found: dict[str, dict[str, object]] = {}
    repo = draft.card.repo
    for file in repo.files if repo else ():
        name = next((kind for suffix, kind in _SUFFIXES.items() if file.path.endswith(suffix)), None)
        if name and "tokenizer" not in file.path and "training_args" not in file.path:
            found.setdefault(name, draft.at_hub(file.path))
    for value, path in draft.card.front_matter.texts("tags"):
        name = _FORMATS.get(value.strip().lower())
        if name and not (repo and repo.files_known and repo.files):
            found.setdefault(name, draft.at_key(*path))
    if found:
        draft.put("weights", "formats", sorted(found), *found.values())
