"""What the training took: hardware, hours, operations, emissions."""

from openness._base import Amount
from openness.release.evidence import Section
from openness.release.vocabulary import Stated


class Compute(Section):
    """What the training took."""

    reported: Stated = "unknown"
    """Whether hardware, hours or operations are stated."""
    hardware: str | None = None
    """Hardware as written, for example `64 A100-80GB`; null where not stated."""
    hours: Amount | None = None
    """Device hours (accelerators times wall-clock hours), as stated; null where not stated."""
    flops: Amount | None = None
    """Floating-point operations of the whole training (a count, not a rate), as stated; null where not stated."""
    emissions_reported: Stated = "unknown"
    """Whether energy or emissions are stated."""
    emissions: str | None = None
    """Energy or CO2 as written, with its unit (kWh, kg CO2eq); null where not stated."""
