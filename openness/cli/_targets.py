"""From a TARGET on the command line to cards: a path, a folder, a Hub id, `catalog:NAME`, or `-`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openness import _input, _limits
from openness._pattern import pattern
from openness._value import dataclass
from openness.card import ModelCard, skip_reason
from openness.cli._gitignore import GitIgnores
from openness.cli._reading import read
from openness.cli._terminal import complain, tell
from openness.errors import TargetError
from openness.release import ModelRelease

_HUB_ID = pattern(r"(?P<id>[A-Za-z0-9][\w.-]*/[A-Za-z0-9_][\w.-]*)(?:@(?P<revision>[\w./-]+))?\Z")
_MARKDOWN = (".md", ".markdown")
_LEFT_OUT = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One thing to work on: its shown name, and a card, or a record, or why it is skipped or cannot be read."""

    name: str
    card: ModelCard | None = None
    release: ModelRelease | None = None
    skipped: str | None = None
    failure: str | None = None
    bom: bool = False
    """Whether the record was read from a bill of materials."""


def add_target_arguments(parser: argparse.ArgumentParser, *, many: bool = True) -> None:
    """The arguments that every command with targets shares."""
    parser.add_argument(
        "targets", metavar="TARGET", nargs="*" if many else 1, help="path, org/name[@revision], catalog:NAME or -"
    )
    parser.add_argument("--assume-card", action="store_true", help="treat every file as a model card")
    parser.add_argument("--offline", action="store_true", help="never ask the Hub; use its local cache alone")


def resolve(target: str, args: argparse.Namespace) -> Iterator[Target]:
    """The cards of one target. Raises TargetError with one line for what cannot be read."""
    assume = bool(getattr(args, "assume_card", False))
    if target == "-":
        yield _from_card("-", ModelCard.parse(sys.stdin.buffer.read(_limits.CARD + 1), path="-"), assume=assume)
        return
    if target.startswith("catalog:"):
        from openness import catalog

        yield Target(name=target, release=catalog.load(target.removeprefix("catalog:")))
        return
    path = Path(target)
    if path.is_dir():
        yield from _folder(path, assume=assume)
    elif os.path.lexists(path):
        yield from _file(path, target, assume=assume)
    elif (hub := _HUB_ID.match(target)) and not target.casefold().endswith(_MARKDOWN):
        yield _from_hub(hub["id"], hub["revision"], target, args)
    else:
        raise TargetError(f"{_input.shown(target)}: no such file or folder{_not_an_id(target)}")


def cards_or_records(target: str, args: argparse.Namespace, *, failures: list[str] | None = None) -> Iterator[Target]:
    """
    What can be read of a target: in a folder, what is no card is passed over; TargetError if nothing is left.

    With `failures` a file of a folder that cannot be read is noted there, and the others are handed out all the same.
    """
    passed = None
    empty = True
    folder = Path(target).is_dir()
    for found in resolve(target, args):
        if found.skipped is None and found.failure is None:
            empty = False
            yield found
        elif folder and found.failure is None:
            passed = passed or found
        elif folder and failures is not None:
            failures.append(str(found.failure))
        else:
            raise TargetError(found.failure or _why_skipped(found))
    if empty and failures:
        raise TargetError(failures.pop())
    if empty:
        assert passed is not None
        raise TargetError(_why_skipped(passed))


def one_target(target: str, args: argparse.Namespace) -> Target:
    """The card or record of a single target, of a folder its README.md; TargetError for what is none or several."""
    path = Path(target)
    own = path / "README.md"
    if path.is_dir() and own.is_file():
        return next(cards_or_records(str(own), args))
    found = list(cards_or_records(target, args))
    if len(found) > 1:
        raise TargetError(f"{target}: {len(found)} model cards in this folder; name one, for example {found[0].name}")
    return found[0]


def _why_skipped(target: Target) -> str:
    return f"{target.name}: skipped, {target.skipped} (--assume-card reads it all the same)"


def release_of(target: Target) -> ModelRelease:
    """The record of a target that is not skipped."""
    if target.release is not None:
        return target.release
    assert target.card is not None
    return read(target.card)


def one_release(target: str, args: argparse.Namespace) -> ModelRelease:
    """The record of a single target; TargetError for what is skipped or empty."""
    return release_of(one_target(target, args))


def _not_an_id(target: str) -> str:
    if target.count("/") == 1 and not target.startswith((".", "/", "~")) and not target.casefold().endswith(_MARKDOWN):
        return ", and no Hub id (expected org/name)"
    return ""


def _file(path: Path, target: str, *, assume: bool, within: Path | None = None) -> Iterator[Target]:
    target = _input.shown(target)
    suffix = path.suffix.casefold()
    if suffix in (".json", ".yaml", ".yml"):
        record = None if path.name == "openness.yaml" else _record(path) or _foreign_record(path)
        bom = _bom(path) if record is None and suffix == ".json" else None
        if record is not None or bom is not None:
            yield Target(name=target, release=record or bom, bom=bom is not None)
            return
        if path.name == "openness.yaml":
            beside = path.with_name("README.md")
            if beside.is_file():
                yield from _file(beside, str(beside), assume=assume, within=within)
                return
            yield _from_card(target, _statement_alone(path), assume=True)
            return
        if (meant := _of_the_catalog(path)) is not None:
            raise TargetError(f"{target}: a file in the form of the catalogue, no model card; {meant}")
        if not assume:
            _complain_of_json(path)
            words = "neither a model card (Markdown) nor a record (`schema_version` is missing)"
            raise TargetError(f"{target}: {words}; add `schema_version`, or name a catalogue record as `catalog:NAME`")
    card = ModelCard.read(path, within=within)
    yield _from_card(target, card, assume=assume)


def _of_the_catalog(path: Path) -> str | None:
    """For a file of facts as the catalogue holds them: under which name its record is asked for; None for any other."""
    from openness import _yaml, catalog

    try:
        value = _yaml.load(_text(path)).value
    except ValueError:
        return None
    if not (
        isinstance(value, dict) and isinstance(value.get("sources"), dict) and isinstance(value.get("subject"), dict)
    ):
        return None
    near = [name for name in catalog.names() if name in path.name.casefold()]
    return f"did you mean `catalog:{max(near, key=len)}`?" if near else "name a catalogue record as `catalog:NAME`"


def _complain_of_json(path: Path) -> None:
    """TargetError with the place where a JSON file stops being one; nothing for what can be read."""
    if path.suffix.casefold() != ".json":
        return
    try:
        _input.load_json(_text(path))
    except ValueError as error:
        raise TargetError(f"{_input.shown(path)}: no JSON: {error}") from None


def _from_card(name: str, card: ModelCard, *, assume: bool) -> Target:
    return Target(name=name, card=card, skipped=None if assume else skip_reason(card))


def _statement_alone(path: Path) -> ModelCard:
    from dataclasses import replace

    text = _input.read_text(path, _limits.STATEMENT, within=path.absolute().parent, what="no statement")
    shown = _input.shown(path)
    return replace(ModelCard.parse("", path=shown), statement=text, statement_path=shown, problems=())


def _folder(folder: Path, *, assume: bool) -> Iterator[Target]:
    for path in files(folder):
        yield from in_folder(path, folder, assume=assume)


def files(folder: Path) -> list[Path]:
    """The Markdown files of a folder, in order; TargetError where there is none."""
    ignored = GitIgnores(folder)
    found = sorted(_markdown_files(folder, ignored))
    if not found:
        left_out = " that git does not ignore" if ignored.met else ""
        raise TargetError(f"{folder}: no Markdown file in this folder{left_out}")
    return found


def in_folder(path: Path, folder: Path, *, assume: bool) -> Iterator[Target]:
    """What one file of a folder is: one that cannot be read does not hide the others."""
    try:
        yield from _file(path, str(path), assume=assume, within=folder.absolute())
    except TargetError as error:
        yield Target(name=_input.shown(path), failure=str(error))
    except Exception as error:  # noqa: BLE001 - nor does one that our own code cannot read
        yield Target(name=_input.shown(path), failure=f"{_input.shown(path)}: {our_error(error)}")


def _markdown_files(folder: Path, ignored: GitIgnores) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        here = Path(root)
        ignored.enter(here)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in _LEFT_OUT and not ignored.holds(here / name, folder=True)
        )
        for name in names:
            if name.casefold().endswith(_MARKDOWN) and not ignored.holds(here / name):
                yield here / name


def _record(path: Path) -> ModelRelease | None:
    """A record file; None if the file is something else."""
    from openness import _yaml

    text = _text(path)
    if "schema_version" not in text:
        return None
    try:
        value = _input.load_json(text) if path.suffix.casefold() == ".json" else _yaml.load(text).value
    except ValueError:
        return None
    if isinstance(value, dict) and "results" in value and value.get("format") == "openness-report":
        value = _first_record(value["results"])
    if not isinstance(value, dict) or "schema_version" not in value:
        return None
    from openness.release.reading import read_record, version_note

    release = read_record(value, name=_input.shown(path))
    if note := version_note(release.schema_version, name=_input.shown(path)):
        complain(note, "warning")
    return release


def _first_record(results: Any) -> Any:
    found = results if isinstance(results, list) else ()
    return next((one["release"] for one in found if isinstance(one, dict) and one.get("release")), None)


def _text(path: Path) -> str:
    return _input.read_text(path, _limits.RECORD, within=path.absolute().parent, what="no record")


def our_error(error: Exception) -> str:
    """What is said of a failure that is ours: its kind and where, in one line."""
    import traceback

    last = traceback.extract_tb(error.__traceback__)[-1:]
    where = f" ({Path(last[0].filename).name}:{last[0].lineno})" if last else ""
    return f"an error of ours, {type(error).__name__}{where}; please report it"


def _foreign_record(path: Path) -> ModelRelease | None:
    """The record that another project's YAML file holds: a MOF file, a file of the index."""
    from openness.formats import MofFile, OsaiRecord, recognise, release_from_mof, release_from_osai

    if path.name == "openness.yaml" or path.suffix.casefold() == ".json":
        return None
    foreign = recognise(_text(path), name=_input.shown(path))
    if isinstance(foreign, MofFile):
        return release_from_mof(foreign, path=_input.shown(path))
    if isinstance(foreign, OsaiRecord):
        return release_from_osai(foreign, path=_input.shown(path))
    return None


def _bom(path: Path) -> ModelRelease | None:
    """The record of a bill of materials in JSON, ours or another tool's; what was not read of it is said on standard error."""
    from openness.formats.bom import is_bom, read_bom

    try:
        value = _input.load_json(_text(path))
    except ValueError:
        return None
    if not is_bom(value):
        return None
    bom = read_bom(value, name=_input.shown(path))
    if bom.unread:
        complain(f"{_input.shown(path)}: read as {bom.format}; not read: {', '.join(bom.unread)}", "note")
    return bom.release


def _from_hub(repo_id: str, revision: str | None, target: str, args: argparse.Namespace) -> Target:
    from openness import hub

    card = hub.fetch(repo_id, revision=revision, offline=bool(getattr(args, "offline", False)))
    at = f" at {card.repo.revision}" if card.repo is not None and card.repo.revision else ""
    tell(f"{target}: read from the Hub{at}")
    return Target(name=target, card=card)
