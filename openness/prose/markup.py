"""Inline Markdown and HTML: the words a reader sees, where each stands in the file, and the links among them."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from functools import cached_property, lru_cache

from openness._pattern import pattern, simple
from openness._value import dataclass
from openness.prose.marks import marks
from openness.prose.scope import Signs, signs

_MARKED = simple(r"[\[\]<*`~&\\\n\r\t\u00a0]")
_UNDERLINED = simple(r"^_|[^A-Za-z0-9]_|_[^A-Za-z0-9]|_$")
_TRAILING = ".,;:!?*_"
_HUB = pattern(
    r"^https?://(?:www\.)?(?:huggingface\.co|hf\.co|hf-mirror\.com)/(?P<set>datasets/)?"
    r"(?P<id>[A-Za-z0-9][\w.-]*(?:/[\w.-]+)?)(?P<rest>[/?#].*)?$",
    re.IGNORECASE,
)
_HUB_PAGES = frozenset({
    "docs", "blog", "spaces", "papers", "models", "datasets", "tasks", "collections", "join", "login", "settings",
    "learn", "course", "new", "pricing", "transformers", "assets", "front", "organizations", "organisations",
    "inference-endpoints", "posts", "chat", "enterprise", "about",
})  # fmt: skip
_ARXIV = simple(r"(?:arxiv\.org/(?:abs|pdf|html)/|arxiv:\s?|huggingface\.co/papers/)(\d{4}\.\d{4,5})", re.IGNORECASE)
_GITHUB = pattern(r"^https?://(?:www\.)?github\.com/([\w.-]+)/([\w.-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A link: the words it stands under (offsets in the clean text) and where it leads."""

    start: int
    end: int
    label: str
    url: str

    @property
    def model_id(self) -> str | None:
        """The Hub model it leads to, if any."""
        return hub_model(self.url)

    @property
    def dataset_id(self) -> str | None:
        """The Hub dataset it leads to, if any."""
        return hub_dataset(self.url)


class Words:
    """Text without inline markup, wherever it stands: offsets count from its own beginning."""

    def __init__(self, raw: str) -> None:
        """Take the markup off."""
        self.links: tuple[Link, ...] = ()
        self.codes: tuple[tuple[int, int], ...] = ()
        self.clean = [0]
        self.file = [0]
        self.size = len(raw)
        if not _is_marked(raw):
            self.text = raw
            return
        self._out: list[str] = []
        self._ticks: list[int] = []
        self._length = 0
        found: list[tuple[int, int, str]] = []
        self._feed(raw, 0, found)
        self.text = "".join(self._out)
        del self._out
        marks = self._ticks
        self.codes = tuple(zip(marks[::2], marks[1::2], strict=False))
        self.links = tuple(Link(begin, end, self.text[begin:end].strip(), url) for begin, end, url in found)

    @cached_property
    def folded(self) -> str:
        """The words in lower case."""
        return self.text.lower()

    @cached_property
    def signs(self) -> Signs:
        """What in them could disown a statement."""
        return signs(self.folded)

    @cached_property
    def links_by_end(self) -> dict[int, Link]:
        """Links by the end of their words."""
        return {link.end: link for link in self.links}

    def _feed(self, raw: str, offset: int, found: list[tuple[int, int, str]]) -> None:  # noqa: C901, PLR0915 - one branch a kind of markup
        position = 0
        anchor: tuple[int, str] | None = None
        for kind, begin, end, match in marks(raw):
            if kind == "emphasis" and end - begin == 1 and raw[begin] == "_" and _amid_word(raw, begin):
                continue
            if begin > position:
                self._keep(raw[position:begin], offset + position)
            position = end
            if kind == "space":
                self._put(" ", offset + begin)
            elif match is None:
                continue
            elif kind == "emphasis":
                if raw[begin] == "`":
                    self._ticks.append(self._length)
            elif kind == "link":
                here = self._length
                self._feed(match["label"], offset + match.start("label"), found)
                found.append((here, self._length, match["url"].strip("<>")))
            elif kind == "reference":
                self._feed(match["name"], offset + match.start("name"), found)
            elif kind == "anchor":
                anchor = (self._length, match["href"])
            elif kind == "tag":
                name = match.group().lower()
                if anchor and name == "</a>":
                    found.append((anchor[0], self._length, anchor[1]))
                    anchor = None
                elif name.startswith(("<td", "<th")) and not name.startswith("<thead"):
                    self._put_bar(offset + begin)
                elif name.startswith(("<br", "</td", "</th", "<li", "<p", "</p", "<div", "</div", "<tr")):
                    self._put(" ", offset + begin)
            elif kind == "auto":
                here = self._length
                self._keep(match["address"], offset + match.start("address"))
                found.append((here, self._length, match["address"]))
            elif kind == "bare":
                url = match.group().rstrip(_TRAILING)
                here = self._length
                self._keep(url, offset + begin)
                found.append((here, self._length, url))
                position = begin + len(url)
                if position < end:  # what trails a bare address is punctuation or emphasis
                    rest = raw[position:end].strip("*_")
                    self._keep(rest, offset + end - len(rest))
                    position = end
            elif kind == "entity":
                self._put(html.unescape(match.group()).replace("\u00a0", " "), offset + begin)
            elif kind == "escaped":
                self._keep(match["escaped"], offset + match.start("escaped"))
        if position < len(raw):
            self._keep(raw[position:], offset + position)

    def _keep(self, text: str, at: int) -> None:
        if not text:
            return
        self.clean.append(self._length)
        self.file.append(at)
        self._out.append(text)
        self._length += len(text)

    def _put_bar(self, at: int) -> None:
        """Part two cells of an HTML table as Markdown does."""
        if self._out:
            self._put(" ", at)
            self._keep("| ", at)

    def _put(self, text: str, at: int) -> None:
        if text == " " and (not self._out or self._out[-1].endswith(" ")):
            return
        self._keep(text, at)


def _is_marked(raw: str) -> bool:
    """Whether anything in a text may be markup; one expression for all of it would cost three times as much."""
    return (
        _MARKED.search(raw) is not None
        or "  " in raw
        or "http:" in raw
        or "https:" in raw
        or ("_" in raw and _UNDERLINED.search(raw) is not None)
    )


class Clean:
    """Text without inline markup. `origin` leads from its offsets back to those of the file."""

    __slots__ = ("_start", "codes", "links", "text", "words")

    def __init__(self, raw: str, start: int) -> None:
        """Take the markup off a stretch that begins at an offset of the file."""
        self.words = words = Words(raw)
        self.text = words.text
        self.links = words.links
        self.codes = words.codes
        """Stretches that stand between backticks."""
        self._start = start

    def origin(self, position: int) -> int:
        """The offset in the file of a character of the clean text."""
        words = self.words
        here = bisect_right(words.clean, position) - 1
        return self._start + min(words.file[here] + position - words.clean[here], words.size)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the file that a stretch of the clean text comes from."""
        begin = self.origin(start)
        return begin, max(self.origin(end - 1) + 1, begin + 1) if end > start else begin

    @property
    def links_by_end(self) -> dict[int, Link]:
        """Links by the end of their words."""
        return self.words.links_by_end

    def link_at(self, start: int, end: int) -> Link | None:
        """The first link whose words overlap a stretch."""
        return next((link for link in self.links if link.start < end and start < max(link.end, link.start + 1)), None)


@lru_cache(maxsize=4096)
def hub_model(url: str) -> str | None:
    """`org/name` (or an old one-word id) of a link to a Hub model; None for anything else."""
    match = _HUB.match(url.strip())
    if match is None or match["set"]:
        return None
    identity = match["id"].rstrip(".")
    first, slash, _ = identity.partition("/")
    if first.lower() in _HUB_PAGES or (not slash and match["rest"] and match["rest"][0] == "/"):
        return None
    return identity


@lru_cache(maxsize=4096)
def hub_dataset(url: str) -> str | None:
    """`org/name` of a link to a Hub dataset; None for anything else."""
    match = _HUB.match(url.strip())
    return match["id"].rstrip(".") if match and match["set"] else None


def arxiv_id(text: str) -> str | None:
    """The arXiv id (without version) that a link or a reference names."""
    match = _ARXIV.search(text)
    return match[1] if match else None


def github_repo(url: str) -> str | None:
    """`owner/name` of a link to GitHub."""
    match = _GITHUB.match(url.strip())
    return f"{match[1]}/{match[2].removesuffix('.git')}" if match else None


def _amid_word(raw: str, at: int) -> bool:
    """Whether letters or digits stand on both sides: `snake_case`."""
    before, after = raw[at - 1 : at], raw[at + 1 : at + 2]
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
