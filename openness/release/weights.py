"""Whether and how the weights can be had."""

from typing import ClassVar

from pydantic import Field

from openness._base import Count
from openness.release.evidence import Item, Section
from openness.release.vocabulary import Access, Checkpoints, Form, Gating


class WeightFile(Item):
    """A file of the weights in the repository, as the Hub or a folder lists it."""

    path: str
    """Where the file lies, relative to the repository."""
    size: Count | None = None
    """Length in bytes; null where nobody said."""
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    """SHA-256 of the file in lower-case hexadecimal digits, as the Hub announces it; null where nobody said."""


class Weights(Section):
    """Access to the model's parameters."""

    own_evidence: ClassVar[frozenset[str]] = frozenset({"files"})

    access: Access = "unknown"
    """Who can get the weights, and how."""
    form: Form = "unknown"
    """What is in the files: all weights, or a difference to those of another model."""
    gating: Gating | None = None
    """How access to a gated repository is granted, as the Hub says; null where it is not gated or nobody said."""
    excluded_territories: tuple[str, ...] = ()
    """Territories in which access is refused, as ISO 3166 codes or `EU`; empty where nobody said. Since schema 1.1."""
    formats: tuple[str, ...] = ()
    """File formats of the weights, for example `safetensors`, `gguf`; told from file names or the card."""
    checkpoints: Checkpoints = "unknown"
    """Whether intermediate checkpoints of the training are released."""
    files: tuple[WeightFile, ...] = ()
    """The files of the weights in the repository at `subject.revision`; empty where no repository was read. Since schema 1.1."""
