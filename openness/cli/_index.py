"""`--index FILE` and the setting `index`: an index of models that a command asks for base models."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from openness.cli._terminal import tell

if TYPE_CHECKING:
    from openness.card import ModelCard
    from openness.cli._config import Settings
    from openness.index import Index


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The option."""
    words = "an index of models (`openness index build`), asked for base models offline (default: of the settings)"
    parser.add_argument("--index", metavar="FILE", help=words)


def path_of(args: argparse.Namespace, settings: Settings | None) -> Path | None:
    """The file that is meant: that of the command line, of OPENNESS_INDEX, or of the settings, beside which it is looked for."""
    named = getattr(args, "index", None) or os.environ.get("OPENNESS_INDEX")
    if named:
        return Path(named)
    if settings is None or settings.index is None:
        return None
    beside = settings.path.parent if settings.path is not None else Path()
    return beside / settings.index


def opened(args: argparse.Namespace, settings: Settings | None) -> Index | None:
    """The index; None where none is meant. Raises TargetError for what is none."""
    path = path_of(args, settings)
    if path is None:
        return None
    from openness.index import Index

    return Index(path)


_USED: dict[str, object] = {}


def use(args: argparse.Namespace, settings: Settings | None) -> None:
    """From now on in this process base models are looked up in the index that is meant, if one is."""
    path = path_of(args, settings)
    if path is None or _USED.get("path") == str(path):
        return
    from openness.index import Index
    from openness.index.lookup import Models
    from openness.licenses import publishers

    tell(f"base models are known from the index {path}")
    models = Models(Index(path))
    publishers.consult(models.published, models.above)
    _USED.update(path=str(path), models=models)


def stop() -> None:
    """Ask no index any more: a command ends, and another may run in the same process."""
    if _USED:
        from openness.licenses import publishers

        publishers.consult(None)
        _USED.clear()


def with_ancestors(card: ModelCard) -> ModelCard:
    """The card with the ancestors that the index in use knows."""
    models = _USED.get("models")
    if models is None:
        return card
    from openness.index.ancestry import with_ancestors as known
    from openness.index.lookup import Models

    assert isinstance(models, Models)
    return known(card, models)
