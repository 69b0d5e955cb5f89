"""
What lies beside a card: which files are read with it, and which of them are licence files, and whose.

The one answer for the Hub, for folders, for the conclusion, for the rules and for exports.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Literal

from openness import _input, _limits
from openness._pattern import pattern, simple
from openness._value import dataclass
from openness.card.repository import RepoFile
from openness.errors import TargetError

Covers = Literal["weights", "code", "data", "use-policy", "notice"]
"""What a licence file is about: a part of the release, what it may be used for, or what must be carried along."""

_WORD = simple(r"[a-z]+")
_LICENSE_WORDS: Final = frozenset(
    {"license", "licence", "licenses", "licences", "lisence", "licensing", "copying", "unlicense", "unlicence"}
)
_WEIGHTS_WORDS: Final = frozenset({"weight", "weights", "model", "models", "checkpoint", "checkpoints"})
_NOTICE_WORDS: Final = frozenset({"notice", "notices"})
_POLICY_WORDS: Final = frozenset({"policy", "aup", "restrictions"})
_USE_WORDS: Final = frozenset({"use", "usage", "aup"})
_PARTS: Final[tuple[tuple[Covers, frozenset[str]], ...]] = (
    # `LICENSE-MODEL`, `LICENSE_llama`, `LICENSE`: what is not said to be of code or data is of the weights.
    ("code", frozenset({"code", "software", "source", "src", "inference"})),
    ("data", frozenset({"data", "dataset", "datasets", "corpus"})),
)
_NO_TEXT = simple(
    r"\.(?:safetensors|gguf|bin|pt|pth|ckpt|onnx|h5|zip|gz|tar|png|jpe?g|gif|svg|pdf|docx?|py|js|ts|json|ya?ml|toml|ipynb)\Z"
)
_READ: Final = frozenset(
    {
        "config.json",
        "adapter_config.json",
        "generation_config.json",
        "model.safetensors.index.json",
        "citation.cff",
        "openness.yaml",
        "data_summary_card.md",
    }
)
_MODEL_FILES: Final = frozenset({"config.json", "adapter_config.json", "model_index.json"})
_WEIGHTS: Final = (".safetensors", ".gguf")
_ANY_WEIGHTS: Final = (
    *_WEIGHTS,
    ".bin",
    ".pt",
    ".pth",
    ".ckpt",
    ".onnx",
    ".h5",
    ".msgpack",
    ".tflite",
    ".pkl",
)
_SNAPSHOT = pattern(r"/models--(?:(?P<owner>[\w.-]+?)--)?(?P<name>[\w.-]+)/snapshots/(?P<commit>[0-9a-f]{40})\Z")


def license_file_covers(path: str) -> Covers | None:
    """
    What a file of a repository licenses, by its name; None for a file that is no licence file.

    Only files beside the card count: `LICENSES/MIT.txt` is a library's, and nobody says for what.
    """
    name = path.casefold()
    if "/" in path or _NO_TEXT.search(name):
        return None
    words = set(_WORD.findall(name))
    if words & _POLICY_WORDS and words & _USE_WORDS:
        return "use-policy"
    if words & _NOTICE_WORDS and not words & _LICENSE_WORDS:
        return "notice"
    if not words & _LICENSE_WORDS:
        return None
    return next((part for part, said in _PARTS if words & said), "weights")


def license_files(files: Iterable[RepoFile], covers: Covers = "weights") -> Iterator[RepoFile]:
    """
    The licence files of one part whose text was read and is not empty.

    Beside a file that names the weights (`LICENSE_weights`, `LICENSE-MODEL`), a plain `LICENSE` is not theirs.
    """
    found = [file for file in files if (file.text or "").strip() and license_file_covers(file.path) == covers]
    named = [file for file in found if set(_WORD.findall(file.path.casefold())) & _WEIGHTS_WORDS]
    yield from (named if covers == "weights" and named else found)


def is_companion(path: str) -> bool:
    """Whether a file beside the card is read: licences, policies and small configuration, never weights."""
    return "/" not in path and (path.casefold() in _READ or license_file_covers(path) is not None)


def limit_of(path: str) -> int:
    """Bytes above which a file beside the card is not read: those of a licence are held against every known text."""
    return _limits.COMPANION if license_file_covers(path) in (None, "notice") else _limits.LICENSE_TEXT


def holds_a_model(files: Iterable[RepoFile]) -> bool:
    """Whether weights, a configuration or a statement lie directly in a folder."""
    names = [file.path.casefold() for file in files if "/" not in file.path]
    return any(name in _MODEL_FILES or name == "openness.yaml" or name.endswith(_ANY_WEIGHTS) for name in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """What a folder tells of a repository."""

    files: tuple[RepoFile, ...]
    """Of a downloaded repository every file; of any other folder those beside the card."""
    complete: bool
    """Whether a file that is not listed is not in the repository."""
    id: str | None = None
    """The repository, where the folder's name in the Hub client's cache tells it."""
    revision: str | None = None
    """The commit, likewise."""
    notes: tuple[str, ...] = ()
    """Companion files that were not read, each with its reason."""


def read_folder(folder: Path, *, within: Path | None = None) -> Folder:
    """
    What lies beside a card: names and sizes, and the text of small companion files.

    A folder with a configuration or weights is a downloaded repository and is listed whole; of any other folder
    (a checkout of code, say) only what lies beside the card is looked at. Unreadable files have no text,
    and neither have links out of `within` (None: the folder itself).
    """
    within = folder if within is None else within
    notes: list[str] = []
    beside = sorted(_beside(folder), key=lambda entry: entry.name)
    names = {entry.name for entry in beside}
    downloaded = bool(names & _MODEL_FILES) or any(name.endswith(_WEIGHTS) for name in names)
    paths = _below(folder) if downloaded else (Path(entry.path) for entry in beside)
    files = [_file(path, path.relative_to(folder).as_posix(), within, notes) for path in paths]
    # Not resolved: in the Hub client's cache a card is a link to a nameless file.
    known = _SNAPSHOT.search(folder.absolute().as_posix())
    if known is None:
        return Folder(files=tuple(files), complete=downloaded, notes=tuple(notes))
    # Perhaps only some files were downloaded, so what is missing says nothing.
    name = f"{known['owner']}/{known['name']}" if known["owner"] else known["name"]
    return Folder(files=tuple(files), complete=False, id=name, revision=known["commit"], notes=tuple(notes))


def _beside(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".") and entry.is_file()]
    except OSError:
        return []


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def _file(path: Path, name: str, within: Path, notes: list[str]) -> RepoFile:
    size = text = None
    try:
        size = path.stat().st_size
        if is_companion(name):
            text = _input.read_text(path, limit_of(name), within=within)
    except OSError:
        pass
    except TargetError as error:
        notes.append(f"{_input.shown(name)} was not read: {str(error).removeprefix(_input.shown(path) + ': ')}")
    return RepoFile(path=_input.shown(name), size=size, text=text)
