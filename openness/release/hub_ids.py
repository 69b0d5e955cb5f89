"""What can be an id of the Hub, and what is a path of somebody's machine that stands where others need an id."""

from __future__ import annotations

from openness._pattern import pattern

_LOCAL = pattern(r"(?:[.~]{0,2}[/\\]|[A-Za-z]:[\\/]|file:)|(?:\.{1,2}|content|mnt|home|tmp|root|workspace|kaggle)/")
_LOCAL_FILE = pattern(r"[^\s]+\.(?:jsonl?|csv|tsv|parquet|arrow|txt|zip|safetensors|bin|pth?|ckpt|gguf)$")
_ID = pattern(r"[\w-](?:[\w.-]{0,94}[\w-])?(?:/[\w-](?:[\w.-]{0,94}[\w-])?)?|[\w-]+/[\w.-]+")
_NO_ID = frozenset({"None", "none", "null", "N/A", "n/a", "-", "unknown", "TBD"})


def is_local(value: str) -> bool:
    """Whether a value is a path of a file system and no id."""
    name = value.strip()
    return "://" not in name.replace("file://", "") and (
        _LOCAL.match(name) is not None or _LOCAL_FILE.fullmatch(name) is not None
    )


def may_be_hub_id(value: str) -> bool:
    """Whether a value can be an id of the Hub: `owner/name` or an old `name`, without blanks."""
    name = value.strip()
    return name not in _NO_ID and _ID.fullmatch(name) is not None
