"""Paths of the author's machine, which stand where others need an id."""

from __future__ import annotations

from openness._pattern import pattern

_LOCAL = pattern(r"(?:[.~]{0,2}[/\\]|[A-Za-z]:[\\/]|file:)|(?:\.{1,2}|content|mnt|home|tmp|root|workspace|kaggle)/")
_LOCAL_FILE = pattern(r"[^\s]+\.(?:jsonl?|csv|tsv|parquet|arrow|txt|zip|safetensors|bin|pth?|ckpt|gguf)$")


def is_local(value: str) -> bool:
    """Whether a value is a path of a file system and no id."""
    name = value.strip()
    return "://" not in name.replace("file://", "") and (
        _LOCAL.match(name) is not None or _LOCAL_FILE.fullmatch(name) is not None
    )
