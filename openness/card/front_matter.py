"""The YAML between the two `---` lines: values by YAML 1.2, and the place of every key and item in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from openness import _yaml
from openness._pattern import pattern
from openness.card.place import LineIndex, Place
from openness.card.problems import CardProblem, ProblemKind

if TYPE_CHECKING:
    from openness._yaml.libyaml import Positions

Path = tuple[str | int, ...]

_OPEN = pattern(r"\s*?^---[ \t]*(?:\r\n|\n|\r)", re.MULTILINE)
_CLOSE = pattern(r"^---[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)
_CLOSE_CR = pattern(r"(?:^|(?P<after_cr>))---[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE, before={"after_cr": r"\r"})
_LATE = pattern(
    r"^---[ \t]*\r?\n((?:[ \t]*[A-Za-z_][\w-]*[ \t]*:.*\r?\n|[ \t]*-[ \t].*\r?\n|[ \t]+\S.*\r?\n){2,200}?)---[ \t]*$",
    re.MULTILINE,
)
_FENCED = pattern(r"\s*(?:```|~~~)[a-zA-Z]*[ \t]*\r?\n---[ \t]*\r?\n(.*?)\r?\n---[ \t]*\r?\n", re.DOTALL)
_TOP_KEY = pattern(
    r"""^(?:"(?P<d>[^"\n]+)"|'(?P<s>[^'\n]+)'|(?P<p>[^\s#'"\-\[\]{}&*!|>%@`?,:][^:\n\r]*?))[ \t]*:""",
    re.MULTILINE,
    after=r"[ \t\r\n]|\Z",
)
_MODEL_KEYS = pattern(
    r"^(?:license|language|tags|datasets|library_name|pipeline_tag|base_model|model-index|metrics|widget|inference)"
    r"[ \t]*:",
    re.MULTILINE,
)
_PLAIN = pattern(r"[ \t]*([A-Za-z0-9][\w ./+-]*?)[ \t]*(?:\r?\n|\r)?\Z")
_YAML_PROBLEMS: dict[str, ProblemKind] = {
    "syntax": "yaml-syntax",
    "too-complex": "yaml-too-complex",
    "duplicate-key": "duplicate-key",
}


class FrontMatter:
    """
    A card's front matter.

    `present` is false where there is none; `values` is then empty. Lines and columns are those of the file.
    """

    def __init__(self, *, text: str, index: LineIndex, start: int, end: int, present: bool) -> None:
        """Keep the whole text and the span of the YAML in it."""
        self._text = text
        self._index = index
        self.start = start
        """Offset of the first character of the YAML in the card's text."""
        self.end = end
        """Offset one past the last character of the YAML."""
        self.present = present
        """Whether the card opens with front matter."""
        self.raw = text[start:end]
        """The YAML as written."""
        document = _yaml.load(self.raw if "\r" not in self.raw else _uncarriage(self.raw)) if present else None
        value = document.value if document else None
        self.values: dict[Any, Any] = value if isinstance(value, dict) else {}
        """The mapping; empty where there is none or it could not be read."""
        problems = [self._from_yaml(problem) for problem in document.problems] if document else []
        if value is not None and not isinstance(value, dict):
            kind = "a list" if isinstance(value, list) else "text" if isinstance(value, str) else type(value).__name__
            problems.append(
                CardProblem(
                    kind="not-a-mapping",
                    message=f"the front matter is {kind}, not `key: value` pairs",
                    place=index.place(start, start),
                )
            )
        self.problems = tuple(problems)
        self._positions: dict[int, Positions | None] = {}
        self._texts: dict[str, tuple[tuple[str, Path], ...]] = {}

    def _from_yaml(self, problem: _yaml.YamlProblem) -> CardProblem:
        first = self._index.line_of(self.start)
        line = first + problem.line - 1 if problem.line else first
        message = problem.message
        if problem.first_line:
            message += f", first on line {first + problem.first_line - 1}"
        return CardProblem(
            kind=_YAML_PROBLEMS[problem.kind],
            message=message,
            place=Place(line=line, column=problem.column or 1),
            key=problem.key,
        )

    @cached_property
    def _key_spans(self) -> dict[str, tuple[int, int, int]]:
        """For each top-level key: offsets (in `raw`) of the key, its end, and the end of its value."""
        matches = list(_TOP_KEY.finditer(_uncarriage(self.raw) if "\r" in self.raw else self.raw))
        spans: dict[str, tuple[int, int, int]] = {}
        for here, match in enumerate(matches):
            name = match["d"] or match["s"] or match["p"]
            end = matches[here + 1].start() if here + 1 < len(matches) else len(self.raw)
            spans[name.strip()] = (match.start(), match.end() - 1, end)
        return spans

    def place(self, *path: str | int) -> Place:
        """
        Where the value at a path of keys and list positions stands; the key itself where the value is empty.

        `place("license")` is the value of `license`, `place("datasets", 1)` the second dataset, `place()` the opening
        `---`.
        """
        span = self.span(*path) if path else None
        if span is None:
            return self._opening if self.present else Place(1, 1)
        return self._index.place(*span)

    @property
    def _opening(self) -> Place:
        """The opening `---`: where a finding about the whole front matter stands."""
        line = max(1, self._index.line_of(self.start) - 1)
        return Place(line, 1, line, 4)

    def key_place(self, key: str) -> Place:
        """Where a top-level key itself stands."""
        span = self._key_spans.get(key)
        if span is None:
            return self.place(key)
        start = self.start + span[0]
        return self._index.place(start, start + len(self.raw[span[0] : span[1]].rstrip()))

    def span(self, *path: str | int) -> tuple[int, int] | None:
        """Offsets in the card's text of the value at a path; None where it cannot be found."""
        if not path:
            return (self.start, self.end)
        found = self._key_spans.get(str(path[0]))
        if found is None:
            return self._within(0, len(self.raw), path)
        begin, key_end, end = found
        plain = _plain_span(self.raw, key_end + 1, end) if len(path) == 1 else None
        if plain is not None:
            return (self.start + plain[0], self.start + plain[1])
        return self._within(begin, end, path, broken=(self.start + begin, self.start + key_end))

    def _within(
        self, begin: int, end: int, path: Path, *, broken: tuple[int, int] | None = None
    ) -> tuple[int, int] | None:
        """The span of a value in a stretch of the YAML, parsed once; `broken` where the stretch is no YAML."""
        if begin not in self._positions:
            try:
                self._positions[begin] = _yaml.positions(_uncarriage(self.raw[begin:end]))
            except ValueError:
                self._positions[begin] = None
        known = self._positions[begin]
        if known is None:
            return broken
        span = known.span(path)
        return (self.start + begin + span[0], self.start + begin + span[1]) if span else None

    def quote(self, *path: str | int) -> str:
        """The words at a path as written, one line, at most 160 characters."""
        span = self.span(*path)
        if span is None:
            return ""
        line = self._index.line_text(self._index.line_of(span[0])).strip()
        return line[:160]

    def texts(self, key: str) -> tuple[tuple[str, Path], ...]:
        """The strings under a key, one or a list of them, each with its path; other types are left out."""
        known = self._texts.get(key)
        if known is None:  # asked by many, and a list may be long
            value = self.values.get(key)
            listed = enumerate(value) if isinstance(value, list) else ()
            known = tuple((item, (key, n)) for n, item in listed if isinstance(item, str) and item.strip())
            if isinstance(value, str) and value.strip():
                known = ((value, (key,)),)
            self._texts[key] = known
        return known

    def get(self, key: str) -> Any:
        """The value of a top-level key, or None."""
        return self.values.get(key)

    def __iter__(self) -> Iterator[str]:
        """The top-level keys."""
        return (str(key) for key in self.values)


def find(text: str, index: LineIndex) -> tuple[FrontMatter, int, tuple[CardProblem, ...]]:
    """
    The front matter of a text, the offset at which its body starts, and the problems of its position.

    By the Hub's rules: blank lines may precede the first `---`; the fences may carry trailing spaces; CRLF, LF and CR
    all end a line.
    """
    opening = _OPEN.match(text)
    if opening:
        close = (_CLOSE_CR if "\r" in text else _CLOSE).search(text, opening.end())
        if close:
            end = close.start()
            matter = FrontMatter(text=text, index=index, start=opening.end(), end=end, present=True)
            return matter, close.end(), ()
        if _MODEL_KEYS.search(text, opening.end(), opening.end() + 4000):
            problem = CardProblem(
                kind="unclosed-front-matter",
                message="the front matter has no closing `---`",
                place=index.place(opening.start(), opening.end()),
            )
            return _absent(text, index), 0, (problem,)
        return _absent(text, index), 0, (_no_front_matter(),)
    fenced = _FENCED.match(text)
    if fenced and _MODEL_KEYS.search(fenced[1]):
        start = fenced.start(1)
        problem = CardProblem(
            kind="fenced-front-matter",
            message="the front matter stands inside a code fence, where the Hub does not read it",
            place=index.place(start, start),
        )
        return _absent(text, index), 0, (problem,)
    late = next((m for m in _LATE.finditer(text) if _MODEL_KEYS.search(m[1])), None)
    if late:
        problem = CardProblem(
            kind="late-front-matter",
            message="the front matter does not open the file, so the Hub does not read it",
            place=index.place(late.start(), late.start() + 3),
        )
        return _absent(text, index), 0, (problem,)
    return _absent(text, index), 0, (_no_front_matter(),)


def _no_front_matter() -> CardProblem:
    return CardProblem(kind="no-front-matter", message="the card has no front matter", place=Place(1, 1))


def _absent(text: str, index: LineIndex) -> FrontMatter:
    return FrontMatter(text=text, index=index, start=0, end=0, present=False)


def _uncarriage(raw: str) -> str:
    """Lone CR and CRLF as LF without moving any offset: CR of CRLF becomes a space before the LF."""
    return raw.replace("\r\n", " \n").replace("\r", "\n") if "\r" in raw else raw


def _plain_span(raw: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a plain one-line value stands; None for anything that needs a parser to tell."""
    match = _PLAIN.match(raw[start:end])
    return (start + match.start(1), start + match.end(1)) if match else None
