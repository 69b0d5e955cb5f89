"""Which words of a card are quoted for a name: such that the name stands in them, and where its link leads."""

from __future__ import annotations

from openness._pattern import pattern

_CLOSED = pattern(r"[*_~`]{0,4}\]\((?:[^()\s]|\([^()\s]*\))+(?:\s+\"[^\"\n]*\")?\)")
"""What ends a Markdown link behind its words."""
_OPENED = pattern(r"\[[*_~`]{0,4}$")
_CLOSED_TAG = pattern(r"(?:</\w+>){0,2}</a>")
_TAG = 400
"""Characters before the words of an HTML link in which its tag begins."""
_MARKS = 5


def linked(text: str, begin: int, stop: int) -> tuple[int, int]:
    """A stretch of a card with the whole of the link whose words end where it ends; as it is if none does."""
    closed = _CLOSED.match(text, stop)
    if closed is not None:
        opened = _OPENED.search(text, max(0, begin - _MARKS), begin)
        return (opened.start() if opened else begin), closed.end()
    closed = _CLOSED_TAG.match(text, stop)
    tag = text.rfind("<a ", max(0, begin - _TAG), stop) if closed is not None else -1
    if closed is None or tag < 0 or text.find("</a", tag, stop) >= 0:
        return begin, stop
    return min(begin, tag), closed.end()


def around(text: str, whole: tuple[int, int], name: tuple[int, int], limit: int) -> tuple[int, int]:
    """The part of a stretch, on one line and no longer than a quote may be, that holds the end of a name."""
    begin, stop = whole
    first, last = name
    begin = max(begin, text.rfind("\n", begin, last - 1) + 1)
    broken = text.find("\n", last, stop)
    stop = stop if broken < 0 else broken
    if stop - begin <= limit:
        return begin, stop
    if last - begin <= limit:
        return begin, begin + limit
    begin = last - limit
    blank = text.find(" ", begin, max(first, begin))
    if blank < 0:
        blank = text.find(" ", begin, last)
    return (blank + 1 if blank >= 0 else begin), last
