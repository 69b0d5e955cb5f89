"""What kind of repository a card describes, from tags, fields, file names and its first heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern
from openness._value import dataclass
from openness.card import Section
from openness.extract.draft import Draft, Evidence
from openness.prose import title

_QUANTIZED = pattern(
    r"(?:^|[\s_.\-/(])(?:i?gguf|ggml|gptq|awq|exl2|exl3|hqq|aqlm|bnb|bitsandbytes|imat(?:rix)?|nf4|int[48]|fp8|nvfp4|mxfp4|"
    r"w\d+a\d+|\d(?:\.\d+)?bpw|[2-8]-?bits?|q[2-8]_[k01]\w*|quanti[sz]ed|quants?|autoawq|autogptq|compressed-tensors)",
    re.IGNORECASE,
    after=r"$|[\s_.\-/):,]",
)
_CONVERTED = frozenset(
    {"mlx", "onnx", "openvino", "coreml", "core-ml", "ctranslate2", "ct2", "rkllm", "tflite", "transformers.js"}
)
_CONVERTED_NAME = pattern(
    r"(?:^|[\s_.\-/(])(?:mlx|onnx|openvino|coreml|ct2|ctranslate2|tflite)", re.IGNORECASE, after=r"$|[\s_.\-/):,]"
)
_ADAPTER = frozenset(
    {
        "lora",
        "adapter",
        "peft",
        "qlora",
        "adapter-transformers",
        "dreambooth-lora",
        "text-to-image-lora",
        "dora",
        "adapterhub",
    }
)
_MERGE = frozenset({"merge", "mergekit", "moerge", "lazymergekit", "merged", "frankenmerge", "merge-kit"})


_LOADED = pattern(
    r"(?:from_pretrained|pipeline|SentenceTransformer|CrossEncoder|snapshot_download|hf_hub_download|from_hparams|load_model|load_from_hub|SequenceTagger\.load|"
    r"(?:model|repo|checkpoint|ckpt)_?(?:id|name|path|name_or_path|dir|checkpoint)?\s*=|--model)[^\n\"']{0,50}[\"' ]"
    r"(?P<id>[A-Za-z0-9][\w-]+/[\w.-]{2,96})[\"'\s,)]"
)
_EXAMPLE_ORG = pattern(r"(?:path|your|my|user|org|models?|output|\.)[\w-]*/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kind:
    """How a repository was made, where its fields tell."""

    relation: str
    """`quantized`, `conversion`, or empty."""
    adapter: bool
    merge: bool


def tags(draft: Draft) -> list[str]:
    """The card's tags and, where it is known, the Hub's."""
    own = [value for value, _ in draft.card.front_matter.texts("tags")]
    return own + list(draft.card.repo.tags if draft.card.repo else ())


def kind(draft: Draft) -> Kind:
    """How a repository was made."""
    matter = draft.card.front_matter
    lowered = {tag.strip().lower() for tag in tags(draft)}
    library = str(matter.get("library_name") or "").lower()
    names = " ".join(own_names(draft))
    quantized = bool(_QUANTIZED.search("\n".join((*lowered, names)))) or matter.get("quantized_by") is not None
    converted = bool(lowered & _CONVERTED) or library in _CONVERTED or bool(_CONVERTED_NAME.search(names))
    adapter = library in _ADAPTER or bool(lowered & _ADAPTER) or _has_file(draft, "adapter_config.json")
    merged = _has_file(draft, "model.safetensors") or bool(lowered & {"merged"})
    return Kind(
        relation="quantized" if quantized else "conversion" if converted else "",
        adapter=adapter and not merged,
        merge=bool(lowered & _MERGE),
    )


def adapter_evidence(draft: Draft) -> Evidence | None:
    """What shows that the repository holds an adapter; None if nothing does."""
    if not kind(draft).adapter:
        return None
    matter = draft.card.front_matter
    if str(matter.get("library_name") or "").lower() in _ADAPTER:
        return draft.at_key("library_name")
    for value, path in matter.texts("tags"):
        if value.strip().lower() in _ADAPTER:
            return draft.at_key(*path)
    return draft.at_hub("adapter_config.json")


def _has_file(draft: Draft, path: str) -> bool:
    return draft.card.repo is not None and draft.card.repo.file(path) is not None


def own_names(draft: Draft) -> tuple[str, ...]:
    """What the model calls itself: repository, first heading, `model-index`, `model_name`."""
    known: tuple[str, ...] | None = draft.cache.get("own_names")
    if known is None:
        known = draft.cache["own_names"] = tuple(dict.fromkeys(_own_names(draft)))
    return known


def _own_names(draft: Draft) -> Iterator[str]:
    card = draft.card
    if card.repo and card.repo.id:
        yield card.repo.id
    index = card.front_matter.get("model-index")
    if isinstance(index, list) and index and isinstance(index[0], dict) and isinstance(index[0].get("name"), str):
        yield index[0]["name"]
    name = card.front_matter.get("model_name")
    if isinstance(name, str):
        yield name
    heading = title_section(draft)
    if heading is not None:
        yield heading.title


def title_section(draft: Draft) -> Section | None:
    """The heading that names the model, if any does."""
    if "title" not in draft.cache:
        draft.cache["title"] = title.title_section(draft.card)
    known: Section | None = draft.cache["title"]
    return known


def shown_id(draft: Draft) -> str | None:
    """The id that the card's own snippets load: a guess at the model's id where nothing else tells it."""
    if "shown_id" not in draft.cache:
        draft.cache["shown_id"] = _shown_id(draft)
    known: str | None = draft.cache["shown_id"]
    return known


def _shown_id(draft: Draft) -> str | None:
    body = draft.card.body
    bases = {value.strip().lower() for value, _ in draft.card.front_matter.texts("base_model")}
    for span in body.spans:
        if span.kind == "code":
            for match in _LOADED.finditer(body.text, span.start, span.end):
                if match["id"].lower() not in bases and not _EXAMPLE_ORG.match(match["id"]):
                    return match["id"]
    return None
