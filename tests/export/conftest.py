"""Records to export: ten real cards, every catalogue record, and an empty one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from openness import ModelCard, ModelRelease, catalog, release_from_card
from openness.release import SCHEMA_VERSION

sys.path.insert(0, str(Path(__file__).parent))

TEN = 10


@pytest.fixture(scope="session")
def ten_records(cards) -> dict[str, ModelRelease]:
    """Ten cards, spread over the list, that name a base, a dataset and a licence; what own examples there are, else."""
    records = {}
    for row in cards[:: max(1, len(cards) // 300)]:
        card = ModelCard.parse(row["card"], path="README.md")
        release = release_from_card(card)
        if release.lineage.bases and release.data.datasets and release.license.declared:
            records[str(row["modelId"])] = release
        if len(records) == TEN:
            break
    assert len(records) == TEN or (records and len(cards) < 1000)
    return records


@pytest.fixture(scope="session")
def catalogue() -> dict[str, ModelRelease]:
    return {name: catalog.load(name) for name in catalog.names()}


@pytest.fixture(scope="session")
def every_record(ten_records, catalogue) -> dict[str, ModelRelease]:
    empty = ModelRelease(schema_version=SCHEMA_VERSION)
    return {**ten_records, **catalogue, "empty": empty}
