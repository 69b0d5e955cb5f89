"""Whether and how the weights can be had."""

from openness.release.evidence import Section
from openness.release.vocabulary import Access, Checkpoints, Form, Gating


class Weights(Section):
    """Access to the model's parameters."""

    access: Access = "unknown"
    """Who can get the weights, and how."""
    form: Form = "unknown"
    """What is in the files: all weights, or a difference to those of another model."""
    gating: Gating | None = None
    """How access to a gated repository is granted, as the Hub says; null where it is not gated or nobody said."""
    formats: tuple[str, ...] = ()
    """File formats of the weights, for example `safetensors`, `gguf`; told from file names or the card."""
    checkpoints: Checkpoints = "unknown"
    """Whether intermediate checkpoints of the training are released."""
