"""Ways of distribution and their price, and the parts of the release that no section holds."""

from __future__ import annotations

import re

from openness._pattern import pattern
from openness.extract.draft import Draft
from openness.phrases.matcher import Hit
from openness.prose import parts

_SAID_LIMIT = 300
_OTHERS_CODE = pattern(r"\b(?:modified|adapted|borrowed|taken) (?:version )?(?:from|of)\b", re.IGNORECASE)
_CODE_HOST = pattern(r"https?://(?:www\.)?(?:github|gitlab)\.com/")
_CODE = pattern(r"github\.com/[^/]+/[^/]+/blob/|\.py$|config\.json$")
_SUFFIXES = (".safetensors", ".gguf", ".bin", ".pt", ".pth", ".onnx", ".h5", ".ckpt", ".msgpack")


def read(draft: Draft) -> None:
    """Read channels, prices and components."""
    _channels(draft)
    for field in ("price", "dual_licensing"):
        for hit in draft.hits(f"distribution.{field}")[:1]:
            draft.put("distribution", field, hit.sentence.text[:_SAID_LIMIT].strip(), draft.at_hit(hit))
    for hit in draft.hits("distribution.paid_only")[:1]:
        draft.put("distribution", "paid_only", True, draft.at_hit(hit))
    _components(draft)


def _channels(draft: Draft) -> None:
    repo = draft.card.repo
    if repo is not None and repo.id and any(file.path.endswith(_SUFFIXES) for file in repo.files):
        first = next(file.path for file in repo.files if file.path.endswith(_SUFFIXES))
        url = f"https://huggingface.co/{repo.id}"
        draft.add("distribution.channels", {"kind": "hub", "url": url}, draft.at_hub(first))
    seen: set[str] = set()
    for hit in draft.hits("distribution.channel"):
        kind = hit.value or "other"
        if kind in seen or (kind == "hosted" and (_url(hit) is None or "colab" in (_url(hit) or ""))):
            continue
        if kind == "hosted" and _CODE_HOST.match(_url(hit) or ""):
            continue  # the code of a demo
        seen.add(kind)
        draft.add("distribution.channels", {"kind": kind, "url": _url(hit)}, draft.at_hit(hit))


def _url(hit: Hit) -> str | None:
    """The address beside the phrase."""
    links = [link for link in hit.sentence.links if link.url.startswith("http")]
    near = [link for link in links if link.end >= hit.match.start() and link.start <= hit.match.end() + 80]
    return near[0].url if near else None


def _components(draft: Draft) -> None:
    seen: set[str] = set()
    for hit in draft.hits("components"):
        kind = hit.value or ""
        if kind in seen:
            continue
        url, evidence = _url(hit), draft.at_hit(hit)
        if kind == "model-architecture":
            told = parts.said_under(hit.sentence)
            url = next((link.url for link in told.links if _CODE.search(link.url)), None) if told else None
            if told is None or url is None:
                continue  # told of, not given
            evidence = draft.at_sentence(told)
        elif (kind == "evaluation-data" and url is None) or _OTHERS_CODE.search(hit.sentence.text):
            continue
        seen.add(kind)
        draft.add(f"components.{kind}", {"availability": "released", "url": url}, evidence)
    library = draft.card.front_matter.get("library_name")
    if isinstance(library, str) and library.strip():  # which one it needs; whether that is released is not said here
        draft.add("components.supporting-libraries", {"name": library.strip()}, draft.at_key("library_name"))
