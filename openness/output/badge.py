"""Badges: a verdict, or a licence's commercial use, as a small SVG picture. Drawn here; nothing is asked of the network."""

from __future__ import annotations

import unicodedata
from functools import cache

from openness.frameworks import Assessment, Colour, verdict_of
from openness.licenses import License
from openness.licenses.spoken import spoken_threshold
from openness.output.html import page

GREEN, YELLOW, RED, GREY, BLUE = "#2a7d3f", "#8a6100", "#b3261e", "#5f6368", "#1a66a8"
"""All dark enough to carry white text at a contrast of 4.5 or more."""
_PAD = 6
_COLOURS: dict[Colour, str] = {"green": GREEN, "yellow": YELLOW, "red": RED, "grey": GREY}
_COMMERCIAL = {
    "allowed": ("allowed", GREEN),
    "allowed-with-threshold": ("allowed up to a size", YELLOW),
    "separate-license-needed": ("needs a separate licence", RED),
    "forbidden": ("forbidden", RED),
    "silent": ("not mentioned", GREY),
}
_WIDTHS = {
    " ijlI.,:;'|!-()[]ft/r1": 4.3,
    'abcdeghknopqsuvxyzTLFJ?_"*$023456789': 6.9,
    "ABCDEGHKNOPQRSUVXYZ&+=<>#": 8.1,
    "mwMW%@": 10.7,
}
"""Widths in pixels of Verdana at 11 pixels, in four classes; each text is then set to its width exactly."""


def of_assessment(one: Assessment) -> str:
    """The badge of a framework's verdict; of its points where it grades and does not judge."""
    message = (one.verdict or one.label or "graded").replace("-", " ")
    said = verdict_of(one)
    return render(one.framework, message, BLUE if one.verdict is None else _COLOURS[said.colour] if said else GREY)


def of_license(text: License) -> str:
    """The badge of what a licence says of commercial use; grey where nobody has verified it."""
    term = text.terms.commercial_use
    message, colour = _COMMERCIAL.get(str(term.value), ("not verified", GREY)) if term else ("not verified", GREY)
    limit = next((one for one in text.thresholds if one.consequence == "separate-license-needed"), None)
    if limit is not None and term is not None and term.value == "allowed-with-threshold":
        message = f"allowed up to {spoken_threshold(limit)}"
    if term is not None and term.certainty == "contested":
        message, colour = f"{message} (contested)", YELLOW
    return render(f"{text.hub_ids[0] if text.hub_ids else text.id}: commercial use", message, colour)


def render(label: str, message: str, colour: str) -> str:
    """A picture with two fields; every character is escaped, control characters are left out."""
    label, message = _clean(label), _clean(message)
    left, right = _width(label) + 2 * _PAD, _width(message) + 2 * _PAD
    return page(
        "badge.svg.j2",
        label=label,
        message=message,
        left=left,
        right=right,
        width=left + right,
        pad=_PAD,
        colour=colour,
    )


def _clean(text: str) -> str:
    return "".join(one for one in text if unicodedata.category(one)[0] != "C").strip() or "?"


def _width(text: str) -> int:
    return round(sum(_character(one) for one in text))


@cache
def _character(one: str) -> float:
    wide = 11.0 if unicodedata.east_asian_width(one) in "WF" else 7.0
    return next((width for characters, width in _WIDTHS.items() if one in characters), wide)
