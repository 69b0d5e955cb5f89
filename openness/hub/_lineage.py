"""What a card descends from and was trained on, looked up: base models upwards, and datasets."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from openness import _input
from openness._value import dataclass
from openness.card import Ancestor, DatasetInfo, ModelCard, license_file_covers
from openness.errors import HubError, TargetError
from openness.hub import _names
from openness.hub._api import metadata_card
from openness.hub._cache import Entry
from openness.hub._reader import Reader
from openness.hub._repo import card_of

MAX_DEPTH: Final = 8
"""Steps upwards; the longest chains seen on the Hub have five."""
MAX_ANCESTORS: Final = 32
"""Base models looked up for one card; merges of merges have many parents."""
MAX_DATASETS: Final = 32
"""Datasets looked up for one card."""
_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class _Step:
    """A base model to be looked up, and the models between it and the card."""

    name: str
    path: tuple[str, ...]


def ancestors(root: Entry, card: ModelCard, reader: Reader) -> Iterator[Ancestor]:
    """Every base model upwards, nearest first; each is looked up once."""
    todo = deque(_Step(name, (root.id,)) for name in _bases(root, card))
    seen: set[str] = set()
    count = 0
    while todo:
        step = todo.popleft()
        name = _names.as_id(step.name)
        key = (name or step.name).casefold()
        found = Ancestor(id=name or step.name, depth=len(step.path), via=step.path[-1])
        if key in {one.casefold() for one in step.path}:
            yield replace(found, reason="cycle")
        elif key not in seen:
            seen.add(key)
            count += 1
            if name is None:
                yield replace(found, reason="malformed")
            elif len(step.path) > MAX_DEPTH:
                yield replace(found, reason="too-deep")
            elif count > MAX_ANCESTORS:
                yield replace(found, reason="too-many")
                return
            else:
                found, entry = _look_up(found, reader)
                yield found
                if entry is not None and found.card is not None:
                    todo.extend(_Step(further, (*step.path, name)) for further in _bases(entry, found.card))


def _look_up(found: Ancestor, reader: Reader) -> tuple[Ancestor, Entry | None]:
    try:
        entry = reader.entry("models", found.id, wanted=_is_license_file, recent=True)
        reason = entry.reason or ("disabled" if entry.disabled else None) or entry.unread.get(_names.README)
        if reason is None:
            return replace(found, card=card_of(entry)), entry
    except HubError as error:
        if error.reason == "wrong-token":
            raise
        return replace(found, reason=error.reason), None
    except TargetError:
        return replace(found, reason="unreadable"), None
    shown = metadata_card(entry)
    return replace(found, card=card_of(entry, text=shown.encode()) if shown else None, reason=reason), entry


def _is_license_file(path: str) -> bool:
    """Of a base model only what its licence says is read."""
    return license_file_covers(path) is not None


def _bases(entry: Entry, card: ModelCard) -> tuple[str, ...]:
    """What the card names; else what its adapter's configuration or the Hub names."""
    written = [value for value, _ in card.front_matter.texts("base_model")]
    if not written and (configuration := entry.texts.get("adapter_config.json")):
        try:
            named = _input.load_json(configuration).get("base_model_name_or_path")
        except (ValueError, AttributeError):
            named = None
        # A path on somebody's disk is no name.
        written = [named] if isinstance(named, str) and _names.as_id(named) and "/" in named else []
    written = written or list(entry.base_models)
    return tuple(dict.fromkeys(name.strip()[:_LONGEST_NAME] for name in written if name.strip()))


def datasets(card: ModelCard, reader: Reader) -> Iterator[DatasetInfo]:
    """Every dataset of the front matter."""
    written = (value.strip()[:_LONGEST_NAME] for value, _ in card.front_matter.texts("datasets"))
    named = dict.fromkeys(name for name in written if name)
    for name in list(named)[:MAX_DATASETS]:
        repo_id = _names.as_id(name)
        if repo_id is None:
            yield DatasetInfo(id=name, exists=None, reason="malformed")
            continue
        try:
            entry = reader.entry("datasets", repo_id, recent=True)
        except HubError as error:
            if error.reason == "wrong-token":
                raise
            yield DatasetInfo(id=name, exists=None, reason=error.reason)
            continue
        missing = entry.reason == "private-or-missing"
        yield DatasetInfo(
            id=name,
            exists=not missing,
            gated=entry.gated or None,
            license=entry.license,
            reason=entry.reason,
        )
