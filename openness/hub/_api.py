"""The API's JSON as an `Entry`: every field is checked, because anything may answer at an endpoint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from openness.hub._cache import Entry, Kind, Listed
from openness.hub._refusals import Again

_METADATA = (
    "license",
    "license_name",
    "license_link",
    "base_model",
    "base_model_relation",
    "library_name",
    "pipeline_tag",
    "datasets",
    "language",
    "extra_gated_prompt",
)
"""Keys of `cardData` that are kept: a gated model shows no more of its card than these."""


def entry_of(data: Any, *, repo_id: str, kind: Kind, what: str, etag: str | None, authenticated: bool) -> Entry:
    """Return what the API says of a repository. Raises HubError if it is no answer about one."""
    if not isinstance(data, dict) or not _text_or_none(data.get("sha")):
        raise Again(f"{what}: the answer is about no repository; is HF_ENDPOINT a Hub?")
    metadata = data.get("cardData")
    metadata = metadata if isinstance(metadata, dict) else {}
    tags = tuple(_texts(data.get("tags")))
    safetensors = data.get("safetensors")
    return Entry(
        id=repo_id,
        kind=kind,
        retrieved=datetime.now(UTC).replace(microsecond=0),
        authenticated=authenticated,
        etag=etag,
        commit=_text_or_none(data.get("sha")),
        gated=_gated(data.get("gated")),
        private=_truth(data.get("private")),
        disabled=_truth(data.get("disabled")),
        created=_time(data.get("createdAt")),
        modified=_time(data.get("lastModified")),
        tags=tags,
        library=_text_or_none(data.get("library_name")),
        pipeline_tag=_text_or_none(data.get("pipeline_tag")),
        parameters=_number(safetensors.get("total")) if isinstance(safetensors, dict) else None,
        license=tuple(_texts(metadata.get("license"))) or tuple(_tagged(tags, "license:")),
        base_models=tuple(dict.fromkeys((*_bases(data.get("baseModels")), *_tagged_bases(tags)))),
        metadata={key: metadata[key] for key in _METADATA if key in metadata},
        files=tuple(_files(data.get("siblings"))),
        listed=isinstance(data.get("siblings"), list),
    )


def _files(siblings: Any) -> Iterator[Listed]:
    for one in siblings if isinstance(siblings, list) else ():
        path = _text_or_none(one.get("rfilename")) if isinstance(one, dict) else None
        if path is None:
            continue
        large = one.get("lfs")
        large = large if isinstance(large, dict) else {}
        yield Listed(
            path=path,
            size=_number(one.get("size")) if large.get("size") is None else _number(large.get("size")),
            blob=_text_or_none(large.get("sha256")) or _text_or_none(one.get("blobId")),
        )


def _bases(value: Any) -> Iterator[str]:
    """Ids of `baseModels`: `{"relation": ..., "models": [{"id": ...}]}`."""
    models = value.get("models") if isinstance(value, dict) else None
    for one in models if isinstance(models, list) else ():
        if isinstance(one, dict) and (name := _text_or_none(one.get("id"))):
            yield name


def _tagged_bases(tags: Iterable[str]) -> Iterator[str]:
    """Ids of tags `base_model:org/name` and `base_model:finetune:org/name`."""
    for rest in _tagged(tags, "base_model:"):
        yield rest.rpartition(":")[2]


def _tagged(tags: Iterable[str], head: str) -> Iterator[str]:
    return (tag.removeprefix(head) for tag in tags if tag.startswith(head))


def metadata_card(entry: Entry) -> str:
    """Return a card with what the Hub shows of one that may not be read; empty where it shows nothing."""
    import yaml

    shown: Mapping[str, Any] = entry.metadata
    if not shown:
        shown = {
            key: list(values)
            for key, values in (("license", entry.license), ("base_model", entry.base_models))
            if values
        }
    if not shown:
        return ""
    return f"---\n{yaml.safe_dump(dict(shown), allow_unicode=True, sort_keys=False)}---\n"


def _gated(value: Any) -> Literal["auto", "manual", False] | None:
    if value in ("auto", "manual"):
        return value  # type: ignore[no-any-return] # one of the two
    if value is True:
        return "manual"
    return False if value is False else None


def _text_or_none(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _texts(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else (value,):
        if isinstance(one, str) and one:
            yield one


def _truth(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _time(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
