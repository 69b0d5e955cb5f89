"""Export a record to another format."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from openness import _input, _limits
from openness.cli import _config, _index, _targets
from openness.cli._exit import OK
from openness.cli._terminal import formed, say
from openness.cli._written import write
from openness.errors import ConfigurationError

if TYPE_CHECKING:
    from openness.card import ModelCard


_FORMS = {".json": "json", ".yaml": "yaml", ".yml": "yaml"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `export`."""
    _targets.add_target_arguments(parser, many=False)
    parser.add_argument(
        "--to", required=True, metavar="FORMAT", help="cyclonedx, spdx, mof, ...; an unknown one lists all"
    )
    parser.add_argument(
        "--created",
        metavar="MOMENT",
        help="when a bill of materials is made: `now`, or as 2026-05-01T12:00:00Z (default: SOURCE_DATE_EPOCH)",
    )
    _index.add_arguments(parser)
    parser.add_argument("--output", "-o", metavar="FILE", help="write here instead of standard output")


def run(args: argparse.Namespace) -> int:
    """Print or write one record in the format asked for."""
    from openness import export

    export.get(args.to)
    _index.use(args, _config.load())
    text = _as_it_was(args.targets[0], args.to) or _rendered(args)
    form = _FORMS.get(Path(f"x{export.get(args.to).SUFFIX}").suffix, "text")
    if args.output is None:
        say(text, form, end="")
        return OK
    write(args.output, formed(text, form).encode())
    return OK


def _rendered(args: argparse.Namespace) -> str:
    from openness import export

    target = _targets.one_target(args.targets[0], args)
    card = target.card
    texts = _license_texts(card) if card is not None and card.repo is not None else {}
    return export.render(_targets.release_of(target), args.to, texts=texts, moment=_moment(args.created))


def _moment(words: str | None) -> datetime | None:
    """The moment that is asked for; ConfigurationError for words that give none."""
    if words is None:
        return None
    try:
        moment = datetime.now(UTC) if words == "now" else datetime.fromisoformat(words)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):  # the first and the last day of all have no hour before and behind them
        raise ConfigurationError(f"--created {words}: neither `now` nor a moment as 2026-05-01T12:00:00Z") from None


def _license_texts(card: ModelCard) -> dict[str, str]:
    """The licence texts that lie beside a card, by our licence id."""
    from openness.card import license_files
    from openness.licenses.identification import licence_of_file

    found = {}
    for file in license_files(card.repo.files if card.repo else ()):
        match = licence_of_file(file.text)
        if match is not None and match.kind == "license" and match.license is not None:
            found[match.license] = file.text or ""
    return found


def _as_it_was(target: str, to: str) -> str | None:
    """A file of the format asked for, written anew with everything it holds; None for any other target."""
    path = Path(target)
    if to not in ("mof", "osai") or path.suffix.casefold() not in (".yml", ".yaml") or not path.is_file():
        return None
    from openness.formats import MofFile, OsaiRecord, recognise
    from openness.formats.mof import write_mof
    from openness.formats.osai import write_osai

    foreign = recognise(_input.read_text(path, _limits.RECORD, what="no record"), name=target)
    kept = foreign.kept.model_dump() if foreign is not None and foreign.kept is not None else None
    if isinstance(foreign, MofFile) and to == "mof":
        return write_mof(foreign, kept=kept)
    if isinstance(foreign, OsaiRecord) and to == "osai":
        return write_osai(foreign, kept=kept)
    return None
