"""`ModelCard`: what a card says, with the place of everything in it, and what is known of its repository."""

from __future__ import annotations

from dataclasses import field, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from openness import _input, _limits
from openness._value import dataclass
from openness.card import companions, decoding, front_matter
from openness.card.body import Body
from openness.card.front_matter import FrontMatter
from openness.card.place import LineIndex
from openness.card.problems import CardProblem
from openness.card.repository import DatasetInfo, RepoFile
from openness.errors import TargetError

SIZE_LIMIT = _limits.CARD
"""Cards above this many bytes are refused: the Hub's largest are below one megabyte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCard:
    """
    A model card as written. A broken card is a card with `problems`, never an exception.

    Offsets count characters of `text`; lines and columns count from 1 in the file.
    """

    text: str
    """The whole file as text, line endings as written."""
    path: str
    """Name shown for it: the path as given, `org/name/README.md` of the Hub, or `-`."""
    front_matter: FrontMatter
    """The YAML at the top."""
    body: Body
    """The Markdown below."""
    lines: LineIndex
    """Line starts of `text`."""
    problems: tuple[CardProblem, ...] = ()
    """What could not be read as it stands."""
    repo: RepoInfo | None = None
    """What the repository holds beside the card, where that is known."""
    statement: str | None = None
    """Text of `openness.yaml` beside the card."""
    statement_path: str | None = None
    """Where that text comes from."""
    file: Path | None = None
    """The file that it was read from; None for a card of the Hub or a text."""

    @classmethod
    def parse(cls, text: str | bytes, *, path: str = "README.md") -> ModelCard:
        """A card from text or bytes. Raises TargetError only for data that is no text at all, or too large for a card."""
        encoding: tuple[CardProblem, ...] = ()
        if len(text) > SIZE_LIMIT:
            raise TargetError(f"{path}: larger than {_input.size(SIZE_LIMIT)}, not a model card")
        if isinstance(text, bytes):
            text, encoding = decoding.decode(text, path)
        else:
            text, encoding = decoding.writable(text.removeprefix("\ufeff"))
        index = LineIndex(text)
        matter, start, position = front_matter.find(text, index)
        end = start + _limits.BODY
        return cls(
            text=text,
            path=path,
            front_matter=matter,
            body=Body(text[:end], index, start),
            lines=index,
            problems=(*encoding, *position, *matter.problems, *_overlong(text, index, end)),
        )

    @classmethod
    def expect(cls, value: object, call: str) -> None:
        """TypeError that says how a card is read, for a path or text given to `call` in a card's place."""
        if not isinstance(value, cls):
            name = value if isinstance(value, (str, Path)) and len(str(value)) < _limits.NAME else "README.md"
            raise TypeError(
                f"{call} takes a ModelCard, not {type(value).__name__}: "
                f"{call}(openness.ModelCard.read({str(name)!r})), or ModelCard.parse(text)"
            )

    @classmethod
    def read(cls, path: str | Path, *, within: str | Path | None = None) -> ModelCard:
        """
        A card from a file.

        Raises TargetError for a missing, unreadable, binary or oversized file, for what is no regular file, and for a
        link that leads out of `within` (None: the file's own folder). An `openness.yaml` beside it is read as the
        publisher's statement; beside a `README.md` the folder is looked at too (`card.repo`).
        """
        file = Path(path)
        within = file.absolute().parent if within is None else Path(within).absolute()
        data = _input.read_bytes(file, SIZE_LIMIT, within=within, what="not a model card")
        card = replace(cls.parse(data, path=_input.shown(path)), file=file)
        beside = file.with_name("openness.yaml")
        if beside != file and beside.is_file():
            stated = _input.read_text(beside, _limits.STATEMENT, within=within, what="no statement")
            card = replace(card, statement=stated, statement_path=_input.shown(beside))
        if file.name.casefold() == "readme.md":
            card = card.with_repo(repo_of_folder(file.absolute().parent, within=within))
        return card

    def with_repo(self, repo: RepoInfo) -> ModelCard:
        """The same card with what is known of its repository."""
        return replace(self, repo=repo)


def _overlong(text: str, index: LineIndex, end: int) -> tuple[CardProblem, ...]:
    """The problem of a body that goes on where reading ends."""
    if not text[end:].strip():
        return ()
    message = f"the body has more than {_limits.BODY:,} characters; what follows here is not read"
    return (CardProblem(kind="overlong-body", message=message, place=index.place(end, end + 1)),)


def repo_of_folder(folder: Path, *, within: Path | None = None) -> RepoInfo:
    """What a folder says of the repository that it is, or holds a part of; no link is followed out of `within`."""
    found = companions.read_folder(folder, within=within)
    return RepoInfo(
        id=found.id, revision=found.revision, files=found.files, files_known=found.complete, notes=found.notes
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ancestor:
    """A base model that was looked up: its card, or the reason why there is none."""

    id: str
    depth: int
    card: ModelCard | None = None
    """Its card. With reason `gated` it holds only what the Hub shows of the card's fields."""
    reason: str | None = None
    """`gated`, `private-or-missing`, `disabled`, `unreachable`, `unreadable`, `not-cached`, `malformed`, `cycle`,
    `too-deep` or `too-many`; None where the card was read."""
    via: str | None = None
    """The model that names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepoInfo:
    """What the Hub (or a folder) says of a repository. None where nobody said."""

    id: str | None = None
    revision: str | None = None
    source: Literal["hub-api", "folder"] = "folder"
    gated: Literal["auto", "manual", False] | None = None
    private: bool | None = None
    disabled: bool | None = None
    created: datetime | None = None
    modified: datetime | None = None
    tags: tuple[str, ...] = ()
    library: str | None = None
    pipeline_tag: str | None = None
    parameters: int | None = None
    files: tuple[RepoFile, ...] = ()
    files_known: bool = True
    ancestors: tuple[Ancestor, ...] = ()
    datasets: tuple[DatasetInfo, ...] = ()
    retrieved: datetime | None = None
    endpoint: str | None = None
    notes: tuple[str, ...] = field(default=())

    def file(self, path: str) -> RepoFile | None:
        """One file by its path."""
        return next((one for one in self.files if one.path == path), None)

    def texts(self) -> tuple[RepoFile, ...]:
        """The files whose text was read."""
        return tuple(one for one in self.files if one.text is not None)
