"""
Put an `openness` record beside a model in the MLflow registry: short tags to search by, the whole record as an artifact.

    client = MlflowClient()
    record_version(client, "heron-7b", "3", release)
    client.search_model_versions("tags.`openness.weights.access` = 'public'")

Tags have limits (250 characters a key, and a value's limit by server); a value that would not fit is not cut, because half
a licence expression is another licence: the tag is left out and the artifact holds it.
"""

from __future__ import annotations

import json
from typing import Any

from mlflow import MlflowClient
from mlflow.utils.validation import MAX_MODEL_REGISTRY_TAG_KEY_LENGTH, MAX_MODEL_REGISTRY_TAG_VALUE_LENGTH

import openness
from openness.release.reading import read_record

ARTIFACT = "openness/record.json"
"""Where the record lies among the artifacts of the run that made the model."""
PREFIX = "openness."
LONGEST_VALUE = min(MAX_MODEL_REGISTRY_TAG_VALUE_LENGTH, 5000)
"""Servers differ: 5000 characters fit into all of them."""


def tags(release: openness.ModelRelease) -> dict[str, str]:
    """The facts and verdicts that people search by; what nobody said has no tag, so unknown is not no."""
    found = openness.assess(release)
    assert isinstance(found, tuple)
    facts: dict[str, Any] = {
        "schema_version": release.schema_version,
        "license": release.license.concluded,
        "weights.access": release.weights.access,
        "data.disclosure": release.data.disclosure,
        "lineage.bases": " ".join(base.model for base in release.lineage.bases),
        **{f"verdict.{one.framework}": one.verdict for one in found},
    }
    written = {PREFIX + name: str(value) for name, value in facts.items() if value not in (None, "", "unknown")}
    return {name: value for name, value in written.items() if _fits(name, value)}


def _fits(name: str, value: str) -> bool:
    return len(name) <= MAX_MODEL_REGISTRY_TAG_KEY_LENGTH and len(value) <= LONGEST_VALUE


def record_version(client: MlflowClient, name: str, version: str, release: openness.ModelRelease) -> dict[str, str]:
    """Write the record of one version of a registered model; tags of an earlier record that no longer hold go away."""
    model = client.get_model_version(name, version)
    if not model.run_id:
        raise ValueError(f"{name} {version} has no run, so there is no place for {ARTIFACT}")
    text = json.dumps(release.model_dump(mode="json", exclude_unset=True), indent=2, ensure_ascii=False)
    client.log_text(model.run_id, text, ARTIFACT)
    written = tags(release)
    for stale in [key for key in model.tags if key.startswith(PREFIX) and key not in written]:
        client.delete_model_version_tag(name, version, stale)
    for key, value in written.items():
        client.set_model_version_tag(name, version, key, value)
    return written


def read_version(client: MlflowClient, name: str, version: str) -> openness.ModelRelease:
    """The record of one version, validated as it is read."""
    import tempfile
    from pathlib import Path

    run_id = client.get_model_version(name, version).run_id
    with tempfile.TemporaryDirectory() as folder:
        path = Path(client.download_artifacts(run_id, ARTIFACT, folder))
        return read_record(json.loads(path.read_text(encoding="utf-8")), name=f"{name} {version}")
