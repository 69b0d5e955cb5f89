"""`ModelRelease`: the record, facts with evidence and nothing else."""

from typing import Final, Literal, get_args

from pydantic import Field

from openness._base import Frozen
from openness._trusted import build
from openness.release.attestations import Attestation
from openness.release.components import Claim, Component
from openness.release.compute import Compute
from openness.release.data import Data
from openness.release.distribution import Distribution
from openness.release.documentation import Documentation
from openness.release.evaluation import Evaluation
from openness.release.evidence import EvidenceList, Section
from openness.release.license import LicenseFacts
from openness.release.lineage import Lineage
from openness.release.once import once
from openness.release.subject import Subject
from openness.release.vocabulary import Availability, ComponentKind
from openness.release.weights import Weights

SCHEMA_VERSION: Final = "1.1"
"""Version of the record's schema; it is not the package's version."""

COMPONENT_KINDS: tuple[ComponentKind, ...] = get_args(ComponentKind)


class ModelRelease(Frozen):
    """One published version of one model: typed facts, each with evidence."""

    schema_version: Literal["1.1"]
    """Version of the schema that this record follows; it is not the version of a program."""
    subject: Subject = Field(default_factory=Subject)
    """Which model this is."""
    license: LicenseFacts = Field(default_factory=LicenseFacts)
    """The weights' licence."""
    weights: Weights = Field(default_factory=Weights)
    """Access to the weights."""
    data: Data = Field(default_factory=Data)
    """The training data."""
    lineage: Lineage = Field(default_factory=Lineage)
    """Descent and training pipeline."""
    components: dict[ComponentKind, tuple[Component, ...]] = Field(default_factory=dict)
    """Parts of the release that no section holds, by kind."""
    claims: tuple[Claim, ...] = ()
    """What the publisher claims about openness."""
    compute: Compute = Field(default_factory=Compute)
    """What the training took."""
    evaluation: Evaluation = Field(default_factory=Evaluation)
    """Reported quality."""
    documentation: Documentation = Field(default_factory=Documentation)
    """Documents."""
    distribution: Distribution = Field(default_factory=Distribution)
    """Ways of distribution."""
    attestations: tuple[Attestation, ...] = ()
    """Grades by others, kept as theirs."""

    def component(self, kind: ComponentKind) -> tuple[Component, ...]:
        """
        What is known of one kind of component, from `components` and from the sections.

        Nothing is stored twice, so `datasets`, `model-parameters-final`, `model-parameters-intermediate`,
        `training-code`, `evaluation-results`, `technical-report`, `research-paper` and `data-card` are answered from
        their sections; items listed under `components` follow. Empty: nobody said anything.
        """
        found = _found(self)
        if kind not in found:
            found[kind] = (*self._from_sections(kind), *self.components.get(kind, ()))
        return found[kind]

    def _from_sections(self, kind: ComponentKind) -> tuple[Component, ...]:
        reader = _SECTION_READERS.get(kind)
        return tuple(reader(self)) if reader else ()


SECTIONS: tuple[str, ...] = tuple(
    name
    for name, field in ModelRelease.model_fields.items()
    if isinstance(field.annotation, type) and issubclass(field.annotation, Section)
)
"""Names of the record's sections, in its order."""


def _part(
    availability: Availability,
    evidence: EvidenceList,
    *,
    name: str | None = None,
    license: str | None = None,  # noqa: A002 - the field's name
    url: str | None = None,
) -> Component:
    """A part as a section tells it; built, not validated, so that a newer version's words pass as they are."""
    part = {"name": name, "availability": availability, "license": license, "url": url, "evidence": evidence}
    return build(Component, part)


@once
def _found(release: ModelRelease) -> dict[ComponentKind, tuple[Component, ...]]:  # noqa: ARG001 - kept beside it
    """The components of a record that were asked for so far: every standard asks for them again."""
    return {}


_WEIGHTS: dict[str, Availability] = {
    "public": "released",
    "gated": "released",
    "on-request": "partial",
    "api-only": "withheld",
    "hosted-only": "withheld",
    "withheld": "withheld",
}
_DATA: dict[str, Availability] = {
    "released": "released",
    "listed": "unknown",
    "described": "unknown",
    "undisclosed": "withheld",
}


def _weights(release: ModelRelease) -> list[Component]:
    weights = release.weights
    if weights.access == "unknown":
        return []
    availability: Availability = _WEIGHTS.get(weights.access, "unknown")
    if weights.form == "delta" and availability == "released":
        availability = "partial"
    return [_part(availability, weights.evidence["access"])]


def _checkpoints(release: ModelRelease) -> list[Component]:
    weights = release.weights
    if weights.checkpoints == "unknown":
        return []
    return [_part(weights.checkpoints, weights.evidence["checkpoints"])]


def _datasets(release: ModelRelease) -> list[Component]:
    data = release.data
    if data.datasets:
        followed = data.disclosure == "released"
        return [
            _part(
                "released" if followed and item.is_placed else "unknown",
                item.evidence,
                name=item.name,
                license=item.license,
                url=item.url,
            )
            for item in data.datasets
        ]
    if data.disclosure == "unknown":
        return []
    return [_part(_DATA.get(data.disclosure, "unknown"), data.evidence["disclosure"])]


def _training_code(release: ModelRelease) -> list[Component]:
    documentation = release.documentation
    code = documentation.training_code
    if code.value == "unknown":
        return []
    return [_part(code.value, documentation.evidence["training_code"], url=code.url)]


def _evaluation_results(release: ModelRelease) -> list[Component]:
    evaluation = release.evaluation
    if evaluation.reported == "unknown":
        return []
    return [_part("released", evaluation.evidence["reported"])]


def _papers(release: ModelRelease, kinds: frozenset[str]) -> list[Component]:
    return [
        _part("released", paper.evidence, name=paper.ref, url=paper.ref if "://" in paper.ref else None)
        for paper in release.documentation.papers
        if paper.kind in kinds
    ]


def _data_card(release: ModelRelease) -> list[Component]:
    documentation = release.documentation
    if documentation.datasheet == "unknown":
        return []
    return [_part("released", documentation.evidence["datasheet"])]


_SECTION_READERS = {
    "model-parameters-final": _weights,
    "model-parameters-intermediate": _checkpoints,
    "datasets": _datasets,
    "training-code": _training_code,
    "evaluation-results": _evaluation_results,
    "technical-report": lambda release: _papers(release, frozenset({"report"})),
    "research-paper": lambda release: _papers(release, frozenset({"preprint", "peer-reviewed", "unknown"})),
    "data-card": _data_card,
}
