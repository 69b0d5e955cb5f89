"""What is known of the data behind a model where its record states no licence: the dataset's own card, and who wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from openness._base import Frozen
from openness.licenses import License, find
from openness.licenses.details import details
from openness.licenses.publishers import Service, service_of
from openness.release import Evidence, ModelRelease
from openness.rules.data.origin import known_limit
from openness.rules.lineage.outputs import generated_by


class OutputsUsed(Frozen):
    """A model whose outputs are among the data, and what its terms say of training on them."""

    generator: str
    """The model that wrote the data."""
    datasets: tuple[str, ...] = ()
    """The datasets that it wrote, or nothing where the record names the model alone."""
    terms: str
    """Name of the terms of service that the outputs came under."""
    license: str | None = None
    """Their id, where they are among the licences here."""
    clause: str
    """Where they speak of it."""
    bars: str
    """What may not be trained, in our own words."""
    url: str
    """Where they stand."""
    apart: str | None = None
    """What those terms leave to another document, such as the calls of a provider's interface; null where nothing."""
    versions: tuple[str, ...] = ()
    """Ids of their versions that are known here, oldest first: the one in force when the outputs were made binds."""


def known_license(dataset: str) -> tuple[License, str] | None:
    """The licence that a much-used dataset's own card declares, and where; None where nobody has noted it."""
    known = known_limit(dataset)
    text = find(known.license) if known is not None else None
    return None if text is None or known is None else (text, known.source)


def outputs_used(release: ModelRelease, told: Iterable[Service] = ()) -> tuple[OutputsUsed, ...]:
    """
    The served models whose outputs are among a release's data, each with its datasets; not the provider's own.

    `told`: services of which the card says in its own words that data were made with them.
    """
    found: dict[str, tuple[str, Service, list[str]]] = {}
    own = (release.subject.organization or "").casefold()
    for generator, dataset in _written(release):
        service = service_of(generator)
        if service is None or service.provider.casefold() in own:
            continue
        _, _, datasets = found.setdefault(generator.casefold(), (generator, service, []))
        if dataset is not None and dataset not in datasets:
            datasets.append(dataset)
    named = {service.provider for _, service, _ in found.values()}
    for service in told:
        if service.provider not in named and service.provider.casefold() not in own:
            found[service.provider] = (f"{service.provider}'s service", service, [])
    return tuple(
        OutputsUsed(
            generator=generator,
            datasets=tuple(datasets),
            terms=service.terms,
            license=service.license,
            clause=service.clause,
            bars=service.bars,
            url=service.url,
            apart=_apart(service.license),
            versions=tuple(_versions(service.license)),
        )
        for generator, service, datasets in found.values()
    )


def _apart(license_id: str | None) -> str | None:
    text = find(license_id) if license_id is not None else None
    told = [one.what for one in details(text).points if one.about == "apart"] if text is not None else []
    return "; ".join(told) or None


def _versions(license_id: str | None) -> list[str]:
    """A licence and those before it, oldest first."""
    found: list[str] = []
    while license_id is not None and license_id not in found:
        found.append(license_id)
        text = find(license_id)
        license_id = text.predecessor if text is not None else None
    return found[::-1]


def licence_place(evidence: tuple[Evidence, ...], license_: str) -> Evidence:
    """Of the places of a dataset the one that names its licence; the first where none quotes it."""
    wanted = _folded(license_)
    return next((one for one in evidence if wanted in _folded(one.quote or "")), evidence[0])


def _folded(text: str) -> str:
    return text.casefold().replace("-", " ")


def _written(release: ModelRelease) -> Iterator[tuple[str, str | None]]:
    for item in release.data.datasets:
        name = item.id or item.name
        if (maker := generated_by(name)) is not None:
            yield maker, name
    for one in release.data.generators:
        yield one.model, None
