"""
May a model be used: the licences that bind it, one by one, what they come to together, and what a policy says of it.

    answer = answer_for(release, card=card, asked=Asked(purposes=("commercial",)))
    answer.verdicts[0].reply.answer                            -> "with-conditions"
    judged(read_policy({"deny": ["non-commercial"]}), answer)  -> Judgement(met=..., breaches=...)

Pure functions over records: nothing here prints, reads a file or asks the Hub. Names are loaded when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openness.policy.answer import ModelAnswer, answer_for, answer_for_license
    from openness.policy.asked import PURPOSES, Asked, Purpose
    from openness.policy.judgement import Breach, Judgement, judged
    from openness.policy.settings import Policy, read_policy
    from openness.policy.sources import LicenseSource

_HOMES = {
    "PURPOSES": "asked",
    "Asked": "asked",
    "Breach": "judgement",
    "Judgement": "judgement",
    "LicenseSource": "sources",
    "ModelAnswer": "answer",
    "Policy": "settings",
    "Purpose": "asked",
    "answer_for": "answer",
    "answer_for_license": "answer",
    "judged": "judgement",
    "read_policy": "settings",
}


def __getattr__(name: str) -> Any:
    """Load a name from the file that holds it: a question about one licence needs neither rules nor frameworks."""
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'openness.policy' has no attribute {name!r}")


__all__ = [
    "PURPOSES",
    "Asked",
    "Breach",
    "Judgement",
    "LicenseSource",
    "ModelAnswer",
    "Policy",
    "Purpose",
    "answer_for",
    "answer_for_license",
    "judged",
    "read_policy",
]
