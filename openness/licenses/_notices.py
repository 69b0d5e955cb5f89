"""
What a licence leaves to fill in: who holds the copyright, since when, under which address. And what only looks like it.

A notice is taken out of a text only if every word of it can be part of a name. A rider written into a copyright line
("Copyright 2024 Acme, for research only") has words that are no names, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import Final

from openness._pattern import pattern, simple

LONGEST: Final = 60
"""Words of one filled-in place: names of a dozen holders."""

HEADING: Final = 8
"""Words of a line that names the work."""

# Words that grant, forbid, limit or deny something: no notice holds them, however they are written.
OPERATIVE: Final = frozenset(
    simple(r"\w+").findall("""
    not no non nor never none nothing nobody only solely exclusively without except excluding unless until if but
    than use used uses using user users usage commercial noncommercial commercially profit fee fees paid pay payment
    sale sell selling sold prohibited prohibit prohibits forbidden forbid restricted restriction restrictions
    restrict restricts limited limitation limitations permission permissions permitted permit permits allowed allow
    allows may might must shall should can cannot will would license licence licensed licenses licensing licensee
    licensees sublicense grant granted grants grantee subject term terms condition conditions conditional provided
    provide personal private internal evaluation purpose purposes copy copied copies modify modified modification
    modifications redistribute redistributed redistribution distribute distribution distributed derivative
    derivatives require required requires requirement agree agreement agreed consent approval approved written
    revoked revoke terminate terminated termination expire expires void warranty warranties liability liable
    indemnify indemnification is are be been was were has have had do does you your yours anyone anybody everyone
    everybody each such this that these every everything those which who whom whose them they it confidential
    proprietary trade secret withhold withheld contrary research academic academia education educational study
    teaching outside inside within territory export obligation obligations duty duties claim claims law laws
    """)
)
_OPEN_NAMES: Final = frozenset(
    {"limited", "commercial", "trade", "law", "private", "personal", "it", "will", "may", "grant", "do", "has"}
    | {"research", "academic", "academia", "education", "educational", "study", "teaching"}
)
"""Of these, the ones that names hold too, where they begin with a capital: Acme Research Limited."""

# Words of licences that stand in notices as well, in small letters.
_IN_NAMES: Final = frozenset(
    simple(r"\w+").findall("""
    and any the of by its their a an c contributor contributors author authors developer developers maintainer
    maintainers team teams project projects group groups community member members other others all rights reserved
    copyright copyrights inc ltd llc corp co company corporation foundation university universities institute center
    centre present portions part parts holder holders owner owners file files name names year years yyyy date
    respective in at for from to de la van von individual individuals affiliates subsidiaries software program
    programs text organization organisation library documentation package see et al regents board trustees st street
    floor suite avenue road state city usa i e s d b original initial creator first last current now entity entities
    works work licensor txt md rst
    """)
)
_LINK = pattern(r"<?\b(?:https?://|www\.|mailto:)\S{1,300}|<?\b[\w.+-]{1,80}@[\w.-]{1,80}>?", re.IGNORECASE)
_WORD = simple(r"[^\W\d_][^\W_]*")
_OPENING = pattern(
    r"[^\w\n©(]{0,20}(?:(?:portions|parts|some portions|license text|licence text|modifications|spdx-filecopyrighttext:)"
    r"[^\w\n©(]{1,4})?(?:(?:copyright|copyrighted|copr\.?)\b(?P<sure>[^\w\n©(]{0,4}(?:\(c\)|©|\d{4}|[\[<{]))?"
    r"|(?P<sign>©|\(c\)[^\w\n]{0,3}(?:\d{4}|copyright|(?P<here>)y)))",
    re.IGNORECASE,
    before={"here": r"[\[<{]"},
)
_SIGN = simple(r"©|\([cC]\)|[Cc]opr|SPDX")
_RESERVED = pattern(r"\ball\s{1,20}rights\s{1,20}reserved\b\.?", re.IGNORECASE)


def may_be_names(text: str, legal: Container[str]) -> bool:
    """
    Whether every word of a stretch can be part of a name, a year or an address.

    `legal` holds the words of the known licences: one of them in small letters is no name.
    """
    return names_until(text, legal) == len(text)


def names_until(text: str, legal: Container[str]) -> int:
    """Return where the first word stands that cannot be part of a name; the text's length if there is none."""
    masked = text
    if "@" in text or "/" in text or "www" in text:
        masked = _LINK.sub(lambda link: " " * len(link[0]), text)
    shouted = text.upper() == text
    for count, found in enumerate(_WORD.finditer(masked)):
        word = found[0]
        small = word.lower()
        if count >= LONGEST:
            return found.start()
        if len(word) == 1:
            continue
        if small in OPERATIVE and not (small in _OPEN_NAMES and word[0].isupper() and word[1:].islower()):
            return found.start()
        if (word == small and not shouted) and small in legal and small not in _IN_NAMES:
            return found.start()
    return len(text)


def is_heading(line: str, legal: Container[str]) -> bool:
    """Whether a line can be the name of a work, and nothing that a licence says."""
    found = [word.lower() for word in _WORD.findall(line)]
    return len(found) <= HEADING and not OPERATIVE.intersection(found) and may_be_names(line, legal)


def is_notice(text: str, legal: Container[str]) -> bool:
    """Whether a stretch is a copyright notice and nothing else."""
    text = _RESERVED.sub(" ", text)
    return _OPENING.match(text.lstrip()) is not None and may_be_names(text, legal)


def without_notices(text: str, legal: Container[str]) -> str:
    """
    Blank copyright notices, in a text of the same length.

    A line that begins so in the middle of a paragraph is kept unless it has a year or a sign of copyright: it may be
    the licence's own sentence, wrapped there.
    """
    lower = text.lower() if text.isascii() else ""
    if "reserved" in (lower or text.lower()):
        text = _RESERVED.sub(lambda found: " " * len(found[0]), text)
    if not (("copyright" in lower or "(c)" in lower) if lower else True):
        return text
    return "\n".join(_lines(text.split("\n"), legal))


def _lines(lines: list[str], legal: Container[str]) -> Iterable[str]:
    """Yield the lines, those of notices blanked."""
    open_before = True  # whether the line before was blank, a notice, or short as a title is
    in_notice = False
    for at, line in enumerate(lines):
        bare = line.strip()
        if not bare:
            yield line
            open_before, in_notice = True, False
            continue
        until = 0
        opening = _OPENING.match(line) if "opyright" in line or "OPYRIGHT" in line or _SIGN.search(line) else None
        if opening is not None and (opening["sure"] or opening["sign"]):
            # What goes on with other words is cut there: a paragraph that was wrapped anew has both on one line.
            until = names_until(line[:1000], legal)
            until = until if until > opening.end() or until == len(line) else 0
        elif opening is not None:
            until = len(line) if open_before and _closes(lines, at) and may_be_names(line, legal) else 0
        elif in_notice and len(bare) <= 120 and _goes_on(bare, legal):
            until = len(line)
        yield " " * until + line[until:]
        in_notice = until == len(line)
        open_before = in_notice or len(bare) <= 50


def _goes_on(line: str, legal: Container[str]) -> bool:
    """Whether a line below a notice belongs to it: it has a year, an address, or names in capitals."""
    if not may_be_names(line, legal):
        return False
    found = _WORD.findall(line)
    known = sum(word.lower() in legal and word.lower() not in _IN_NAMES for word in found)
    return known == 0 or any(map(str.isdigit, line)) or "@" in line or "/" in line or line.endswith(",")


def _closes(lines: list[str], at: int) -> bool:
    """Whether the paragraph ends after this line, or goes on with another notice."""
    following = lines[at + 1] if at + 1 < len(lines) else ""
    return not following.strip() or _OPENING.match(following) is not None
