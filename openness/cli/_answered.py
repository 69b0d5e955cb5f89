"""What `openness license` has to say of one target."""

from __future__ import annotations

from openness._value import dataclass
from openness.policy import Judgement, ModelAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One target's answer, and what the policy says of it."""

    answer: ModelAnswer
    judgement: Judgement | None = None
