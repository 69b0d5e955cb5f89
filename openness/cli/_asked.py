"""What is asked of licences on the command line, held against itself."""

from __future__ import annotations

from openness.errors import TargetError
from openness.policy.asked import SHARES, Asked


def consistent(asked: Asked) -> Asked:
    """What was asked, as it is. Raises TargetError for something private that is to be hosted or passed on."""
    if asked.private and not asked.keeps:
        shares = " and ".join(one for one in asked.purposes if one in SHARES)
        raise TargetError(
            f"--private says that nothing is passed on or offered, --purpose {shares} that it is: ask one of them"
        )
    return asked
