"""
Licence texts whose force was changed, made from true ones: what a reader would call another licence.

Each function takes a true text and returns a changed one, or None where it finds nothing to change. None of the results
may be concluded to be the licence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Change = Callable[[str], str | None]

# Sentences that limit what the licence grants. Each is put at several places of a text.
RIDERS = {
    "commerce": "You may not use the software for commercial purposes.",
    "commerce, shouted": "NON-COMMERCIAL USE ONLY.",
    "commerce, short": "No commercial use.",
    "research": "This grant is for academic research only.",
    "personal": "Only personal use is permitted.",
    "field": "The software must not be used for military purposes.",
    "field, positive": "Use is permitted in the field of agriculture only.",
    "size": "Companies with more than 100 employees need a separate licence from us.",
    "revenue": "If your yearly revenue exceeds one million dollars, you must pay us a fee.",
    "users": "This licence does not apply to services with more than 700 million monthly users.",
    "territory": "The rights granted above do not extend to persons in the European Union.",
    "time": "All rights granted here end after thirty days.",
    "fee": "A payment of 10 dollars per copy is due to the author.",
    "competition": "You shall not offer a product that competes with ours.",
    "training": "You will not use the outputs to train another model.",
    "naming": "Derivatives must bear our name at the beginning of their own.",
    "flow": "Every user must be bound by our Acceptable Use Policy, which we may change at any time.",
    "revocation": "We may revoke this licence at any time without giving a reason.",
    "Commons Clause": 'The grant of rights does not include the right to Sell the Software ("Commons Clause").',
    "no warranty waived": "The author warrants that the software is free of errors.",
}

# One pattern, what it becomes, and how often at most: words turned round or taken away inside the text.
EDITS: dict[str, tuple[str, str]] = {
    "hereby NOT granted": (r"\bhereby (granted?|permit)", r"hereby NOT \1"),
    "grants nothing": (r"\bhereby grants\b", "does not hereby grant"),
    "permitted is forbidden": (r"\bare permitted\b", "are forbidden"),
    "may becomes may not": (r"\b([Yy]ou) may\b", r"\1 may not"),
    "shall becomes shall not": (r"\bshall\b", "shall not"),
    "without becomes with": (r"\bwithout\b", "with"),
    "not is lost": (r"\bnot ", ""),
    "no is lost": (r"\b(?:NO|no) ", ""),
    "any purpose becomes one": (r"\bany purpose\b", "any noncommercial purpose"),
    "free of charge becomes paid": (r"\bfree of charge\b", "for a fee"),
    "commercial is lost": (r"\bcommercial (?=applications|use|purposes)", ""),
    "sublicense is lost": (r"\bsublicense,? ", ""),
    "sell is cut": (r"(?:and/or )?\bsell\b", ""),
    "modify is cut": (r"\bmodify,? ", ""),
    "distribute is cut": (r"\bdistribut\w+,? ", ""),
    "worldwide is Germany": (r"\bworldwide\b", "German"),
    "royalty-free is lost": (r"\broyalty-?free,? ", ""),
    "perpetual is lost": (r"\bperpetual,? ", ""),
    "irrevocable becomes revocable": (r"\birrevocable\b", "revocable"),
    "non-exclusive becomes exclusive": (r"\bnon-exclusive\b", "exclusive"),
    "any person becomes any employee": (r"\bany person\b", "any employee of Acme"),
    "or becomes and": (r" or ", " and "),
    "must becomes need not": (r"\bmust\b", "need not"),
    "provided becomes even if not": (r"\bprovided that\b", "whether or not"),
    "days": (r"\b30 days\b", "3 days"),
    "percent": (r"\bfifty percent\b", "five percent"),
    "section 4 becomes 5": (r"\b([Ss]ections?) ([1-9])\b", r"\1 9\2"),
    "software becomes documentation": (r"\b(the|this|THE) (?:Software|SOFTWARE)\b", r"\1 Documentation"),
}

PROPRIETARY = """ACME END USER AGREEMENT

This program belongs to Acme. You receive one copy for your own machine. You must not pass it on, take it apart, rent it
out or change it. Acme may end this agreement whenever it likes; you then delete the program. The courts of Bremen decide.

"""
NOTICE = "\n\nThis program contains parts of others, which come with the following notice:\n\n"


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text stand that have ten words or more."""
    found = re.finditer(r"(?<=[.;:]\s)[^\W\d_](?:[^.;:]|[.;:](?!\s)){60,}[.;]", text)
    return [one.span() for one in found]


def _paragraphs(text: str) -> list[str]:
    return re.split(r"\n[ \t]*\n", text.strip())


_APPENDIX = re.compile(r"END OF TERMS|APPENDIX|How to Apply|Creative Commons is not a party|Exhibit A - |ADDENDUM")


def _appendix(text: str) -> int:
    """Where what only tells how to apply the licence begins; the end of the text if there is no such part."""
    return next((one.start() for one in _APPENDIX.finditer(text) if one.start() > len(text) // 2), len(text))


def at_the_end(rider: str) -> Change:
    return lambda text: f"{text.rstrip()}\n\n{rider}\n"


def at_the_head(rider: str) -> Change:
    return lambda text: f"{rider}\n\n{text}"


def on_the_last_line(rider: str) -> Change:
    return lambda text: f"{text.rstrip()} {rider}\n"


def in_the_middle(rider: str) -> Change:
    def change(text: str) -> str | None:
        paragraphs = _paragraphs(text)
        if len(paragraphs) < 3:
            return None
        at = len(paragraphs) // 2
        return "\n\n".join([*paragraphs[:at], rider, *paragraphs[at:]])

    return change


def in_a_notice(rider: str) -> Change:
    return lambda text: f"Copyright (c) 2025 Acme Inc. {rider}\n\n{text}"


def in_a_comment(rider: str) -> Change:
    return lambda text: f"<!-- {rider} -->\n{text}"


def edited(pattern: str, replacement: str) -> Change:
    """The first place that is a part of the licence itself: not of its title, and before any appendix."""

    def change(text: str) -> str | None:
        body = re.search(r"\n[ \t]*\n", text)
        start = body.end() if body else 0
        # The Creative Commons texts open with what is said not to be part of them.
        opening = text.find("By exercising the Licensed Rights")
        start = max(start, opening)
        stop = _appendix(text)
        part, count = re.subn(pattern, replacement, text[start:stop], count=1)
        return text[:start] + part + text[stop:] if count else None

    return change


def sentence_cut(share: float) -> Change:
    def change(text: str) -> str | None:
        opening = max(0, text.find("By exercising the Licensed Rights"))
        stop = _appendix(text)
        inside = [span for span in sentences(text) if opening <= span[0] and span[1] < stop]
        if not inside:
            return None
        start, until = inside[int(share * (len(inside) - 1))]
        return text[:start] + text[until:]

    return change


def restricted_title(text: str) -> str:
    lines = text.strip().split("\n")
    return "\n".join([f"{lines[0]} with restrictions", *lines[1:]])


def called_modified(text: str) -> str:
    return f"Modified {text.strip()}"


def clause_added(text: str) -> str | None:
    """A numbered clause after the last one, as S-Lab's licence has it: BSD and something more."""
    found = re.search(r"\n[ \t]*\n(?=[ \t]*THIS SOFTWARE IS PROVIDED)", text)
    if found is None:
        return None
    clause = (
        "\n\n4. In the event that redistribution or use for commercial purpose is intended, ask the contributors.\n"
    )
    return text[: found.start()] + clause + text[found.start() :]


def foreign_with_notice(text: str) -> str:
    return f"{PROPRIETARY}{NOTICE}{text}"


def notice_then_foreign(text: str) -> str:
    return f"{text}\n\n{PROPRIETARY}"


def later_free(text: str) -> str:
    """As the Functional Source License: limited first, free after two years."""
    before = "You may use this for any purpose other than a competing one. On the second anniversary this also applies:"
    return f"Acme Source Licence\n\n{before}\n\n{text}"


def changes() -> Iterator[tuple[str, Change]]:
    """Yield every kind of change with its name."""
    for name, rider in RIDERS.items():
        yield f"rider {name}, end", at_the_end(rider)
        yield f"rider {name}, head", at_the_head(rider)
        yield f"rider {name}, last line", on_the_last_line(rider)
        yield f"rider {name}, middle", in_the_middle(rider)
        yield f"rider {name}, notice", in_a_notice(rider)
        yield f"rider {name}, comment", in_a_comment(rider)
    for name, (pattern, replacement) in EDITS.items():
        yield f"edit {name}", edited(pattern, replacement)
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        yield f"sentence at {share:.0%} cut", sentence_cut(share)
    yield "title with restrictions", restricted_title
    yield "called modified", called_modified
    yield "clause added", clause_added
    yield "foreign text, notice at the end", foreign_with_notice
    yield "notice, foreign text at the end", notice_then_foreign
    yield "free later", later_free
