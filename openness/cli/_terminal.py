"""What may be shown: colour on a terminal, unless NO_COLOR says otherwise."""

from __future__ import annotations

import os
from typing import TextIO

from openness.output import Style


def style_for(stream: TextIO) -> Style:
    """Colour if the stream is a terminal and NO_COLOR is not set; FORCE_COLOR paints anyway."""
    if os.environ.get("NO_COLOR"):
        return Style(colour=False)
    if os.environ.get("FORCE_COLOR"):
        return Style(colour=True)
    return Style(colour=stream.isatty() and os.environ.get("TERM") != "dumb")
