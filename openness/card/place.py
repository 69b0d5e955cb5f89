"""Places in a text: offsets to lines and columns."""

from __future__ import annotations

from bisect import bisect_right

from openness._pattern import simple
from openness._value import dataclass

_LINE_END = simple(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a file. Lines and columns count from 1, in characters; the end column is one past the last character."""

    line: int
    column: int = 1
    end_line: int | None = None
    end_column: int | None = None


class LineIndex:
    """The line starts of one text, for CRLF, LF and CR endings alike."""

    __slots__ = ("starts", "text")

    def __init__(self, text: str) -> None:
        """Find every line start once."""
        self.text = text
        if "\r" in text:
            self.starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        else:
            starts = [0]
            find, position = text.find, text.find("\n")
            while position >= 0:
                starts.append(position + 1)
                position = find("\n", position + 1)
            self.starts = starts

    def line_of(self, offset: int) -> int:
        """The line (from 1) that holds a character offset."""
        return bisect_right(self.starts, offset)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column (both from 1) of a character offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def place(self, start: int, end: int) -> Place:
        """The place of the characters from `start` up to `end`."""
        line, column = self.position(start)
        end_line, end_column = self.position(end)
        return Place(line=line, column=column, end_line=end_line, end_column=end_column)

    def line_text(self, line: int) -> str:
        """One line (from 1) without its ending; empty past the end."""
        if not 1 <= line <= len(self.starts):
            return ""
        start = self.starts[line - 1]
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def __len__(self) -> int:
        """Number of lines."""
        return len(self.starts)
