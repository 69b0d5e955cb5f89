"""Whether and how the weights can be had."""

from openness.release.evidence import Section
from openness.release.vocabulary import Access, Checkpoints, Form, Gating


class Weights(Section):
    """Access to the model's parameters."""

    access: Access = "unknown"
    """`public` (anyone can download), `gated` (a click or form on the Hub), `on-request` (form or e-mail elsewhere), `api-only` (callable by program), `hosted-only` (a web page), `withheld` (said to be kept), `unknown`."""
    form: Form = "unknown"
    """`full` weights, a `delta` to be added to another model's, or an `adapter`."""
    gating: Gating | None = None
    """How access to a gated repository is granted: `auto` (at once) or `manual` (by a person)."""
    formats: tuple[str, ...] = ()
    """File formats of the weights, for example `safetensors`, `gguf`."""
    checkpoints: Checkpoints = "unknown"
    """Intermediate checkpoints of the training."""
