"""
May a model be used: the licences that bind it, one by one, what they come to together, and what a policy says of it.

    answer = answer_for(release, card=card, asked=Asked(purposes=("commercial",)))
    answer.replies[0].answer                                   -> "with-conditions"
    judged(read_policy({"deny": ["non-commercial"]}), answer)  -> Judgement(met=..., breaches=...)

Pure functions over records: nothing here prints, reads a file or asks the Hub.
"""

from __future__ import annotations

from openness.policy.answer import ModelAnswer, answer_for, answer_for_license
from openness.policy.asked import PURPOSES, Asked, Purpose
from openness.policy.judgement import Breach, Judgement, judged
from openness.policy.settings import Policy, read_policy
from openness.policy.sources import LicenseSource

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
