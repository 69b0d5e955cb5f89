"""`ModelCard`: what a card says, with the place of everything in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from openness.card import decoding, front_matter
from openness.card.body import Body
from openness.card.front_matter import FrontMatter
from openness.card.place import LineIndex
from openness.card.problems import CardProblem
from openness.card.repo_info import RepoInfo
from openness.errors import TargetError

SIZE_LIMIT = 20_000_000
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

    @classmethod
    def parse(cls, text: str | bytes, *, path: str = "README.md") -> ModelCard:
        """A card from text or bytes. Raises TargetError only for data that is no text at all."""
        encoding: tuple[CardProblem, ...] = ()
        if isinstance(text, bytes):
            text, encoding = decoding.decode(text, path)
        elif text.startswith("\ufeff"):
            text = text[1:]
        index = LineIndex(text)
        matter, start, position = front_matter.find(text, index)
        return cls(
            text=text,
            path=path,
            front_matter=matter,
            body=Body(text, index, start),
            lines=index,
            problems=(*encoding, *position, *matter.problems),
        )

    @classmethod
    def read(cls, path: str | Path) -> ModelCard:
        """
        A card from a file.

        Raises TargetError for a missing, unreadable, binary or oversized file. An `openness.yaml` beside it is read
        as the publisher's statement.
        """
        file = Path(path)
        try:
            if file.stat().st_size > SIZE_LIMIT:
                raise TargetError(f"{path}: larger than {SIZE_LIMIT // 1_000_000} MB, not a model card")
            data = file.read_bytes()
        except OSError as error:
            raise TargetError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from None
        card = cls.parse(data, path=str(path))
        beside = file.with_name("openness.yaml")
        if beside != file and beside.is_file():
            try:
                stated = beside.read_text(encoding="utf-8", errors="replace")
            except OSError as error:
                raise TargetError(f"{beside}: {(error.strerror or 'cannot be read').lower()}") from None
            card = replace(card, statement=stated, statement_path=str(beside))
        return card

    def with_repo(self, repo: RepoInfo) -> ModelCard:
        """The same card with what is known of its repository."""
        return replace(self, repo=repo)
