"""Of which kind a limit is that a label loses: the words that LISCAN.AI and others count by."""

from __future__ import annotations

from typing import Final

from openness._pattern import pattern
from openness.licenses.questions import Reason

KINDS: Final = (
    ("commercial-use", r"no commercial use|commercial use only"),
    ("research-only", r"research only"),
    ("use-restrictions", r"the uses that are forbidden"),
    ("scale-limit", r".* above (?:[A-Z]{3} )?[\d.,]+|.* above [\w.,]+ (?:million|billion)"),
    ("territories", r".* left out \("),
    ("outputs", r"no training of other models on outputs|the condition on training with outputs"),
    ("share-alike", r"share-alike|what is derived stays under"),
    ("agreement", r"the agreement itself"),
)
"""Each kind with the words by which `openness.licenses` speaks of it."""
_EACH: Final = tuple((kind, pattern(regex)) for kind, regex in KINDS)


def kind_of(lost: Reason) -> str:
    """The kind of a lost limit; `other` for one that nobody gave a kind."""
    return next((kind for kind, regex in _EACH if regex.match(lost.text)), "other")


def duty_of(carried: Reason) -> str:
    """A duty that travels, in the words before its particulars."""
    return carried.text.partition(":")[0].partition(" (")[0].strip()
