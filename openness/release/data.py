"""What is known of the training data."""

from typing import ClassVar

from openness._base import Flag
from openness.release.evidence import Item, Section
from openness.release.hub_ids import is_local, may_be_hub_id
from openness.release.vocabulary import (
    DatasetAccess,
    DatasetKind,
    Deduplication,
    Disclosure,
    Filtering,
    Synthetic,
)


class Dataset(Item):
    """One dataset that the model was trained on."""

    name: str
    """Name as written; for a Hub dataset its id."""
    id: str | None = None
    """Id on the Hub (`org/name`); null where it is not there or the card does not say."""
    url: str | None = None
    """Where it is described or can be had, as written."""
    license: str | None = None
    """Its licence as the card or its own page writes it; null where neither says."""
    access: DatasetAccess = "unknown"
    """How others can get it, in the classes of the Open Source AI Definition 1.0."""
    kind: DatasetKind = "unknown"
    """Kind of source, in the classes of the EU template for the summary of training content and what cards add."""
    stage: str | None = None
    """The training stage it was used in, as written, for example `pretraining`."""
    synthetic: Flag | None = None
    """Whether a model generated it; null where nobody said."""

    @property
    def is_placed(self) -> bool:
        """Whether it can be followed: an address on the web, or what can be an id of the Hub. A path of a machine leads nowhere."""
        if self.url is not None and "://" in self.url and not is_local(self.url):
            return True
        return self.id is not None and may_be_hub_id(self.id) and not is_local(self.id)


class Generator(Item):
    """A model that generated training data."""

    model: str
    """Hub id where the card gives one, else the name as written."""


class Data(Section):
    """The data of this release's own training."""

    own_evidence: ClassVar[frozenset[str]] = frozenset({"datasets", "generators"})

    disclosure: Disclosure = "unknown"
    """How far the publisher discloses the data of this release's own training, not of a base model's."""
    reason: str | None = None
    """The stated reason for not disclosing, as written; null where none is stated."""
    datasets: tuple[Dataset, ...] = ()
    """Named training datasets; evaluation-only sets are left out."""
    size: str | None = None
    """Stated size with its unit, as written (tokens, examples, hours, images); null where none is stated."""
    cutoff: str | None = None
    """Stated cut-off or collection period, as written; null where none is stated."""
    deduplication: Deduplication = "unknown"
    """What is said of removing duplicates from the training data."""
    filtering: Filtering = "unknown"
    """What is said of filtering or cleaning the training data."""
    synthetic: Synthetic = "unknown"
    """Share of the training data that a model generated."""
    generators: tuple[Generator, ...] = ()
    """The models that generated training data, as named."""
    crawling: str | None = None
    """What is said about crawlers and crawling, as written; null where nothing is."""
    opt_out: str | None = None
    """What is said about opt-outs and rights reservations, as written; null where nothing is."""
    personal_data: str | None = None
    """What is said about personal data, as written; null where nothing is."""
