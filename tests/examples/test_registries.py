"""The registries under examples/ do what docs/registries.md says, against the real FastAPI and a real MLflow store."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import openness
from openness.card import ModelCard
from openness.schema._examples import example

ROOT = Path(__file__).resolve().parents[2]
RECORD = example("ModelRelease")
NEWER = {**RECORD, "schema_version": "1.2", "energy": {"kwh": 12}}


def _load(folder: str, name: str) -> Any:
    path = ROOT / "examples" / folder / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def client():
    from fastapi.testclient import TestClient

    with TestClient(_load("registry-fastapi", "registry").create_app()) as one:
        yield one


def test_fastapi_stores_and_serves_a_record_as_it_came(client) -> None:
    assert client.put("/models/heron-lab/heron-7b", json=RECORD).status_code == 201
    served = client.get("/models/heron-lab/heron-7b").json()
    assert served == RECORD
    Draft202012Validator(openness.json_schema("model-release")).validate(served)
    assert client.get("/models").json() == ["heron-lab/heron-7b"]
    assert client.get("/models?access=gated").json() == []
    assert client.get("/models/heron-lab/heron-7b/verdicts").json()["osaid-1.0"] in ("pass", "fail", "undetermined")
    assert client.get("/models/heron-lab/heron-70b").status_code == 404


def test_fastapi_refuses_what_the_schema_refuses_and_names_every_place(client) -> None:
    wrong = {"schema_version": "1.1", "weights": {"access": "publik"}, "licence": {}}
    answer = client.put("/models/heron-lab/heron-7b", json=wrong)
    assert answer.status_code == 422
    assert {one.partition(":")[0] for one in answer.json()["detail"]["places"]} == {"weights.access", "licence"}
    assert client.put("/models/a/b", json=[1]).status_code == 422
    assert client.get("/models").json() == []


def test_fastapi_keeps_a_newer_minor_and_refuses_a_newer_major(client) -> None:
    answer = client.put("/models/heron-lab/heron-8b", json=NEWER)
    assert answer.status_code == 201
    assert "newer than 1.1" in answer.json()["note"]
    assert client.get("/models/heron-lab/heron-8b").json() == NEWER
    answer = client.put("/models/heron-lab/heron-9b", json={"schema_version": "2.0"})
    assert answer.status_code == 422
    assert "pip install --upgrade openness" in answer.text


def test_fastapi_shows_the_published_schema(client) -> None:
    document = client.get("/openapi.json").json()
    shown = document["components"]["schemas"]
    published = openness.json_schema("model-release", reader=True)
    assert document["openapi"].startswith("3.1")
    assert shown.keys() >= {"ModelRelease", *published["$defs"]}
    assert shown["ModelRelease"]["properties"].keys() == published["properties"].keys()
    body = document["paths"]["/models/{owner}/{name}"]["put"]["requestBody"]["content"]["application/json"]["schema"]
    resolver = Draft202012Validator({**body, "components": document["components"]})
    assert resolver.is_valid(RECORD)
    assert not resolver.is_valid({"schema_version": "1.1", "weights": {"access": "public"}})
    for name in openness.schema.NAMES:
        assert client.get(f"/schema/{name}").json() == openness.json_schema(name)
    assert client.get("/schema/model-release?reader=true").json() == published
    assert client.get("/schema/colour").status_code == 404


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """An MLflow file store with one version of one registered model."""
    monkeypatch.setenv("MLFLOW_ALLOW_FILE_STORE", "true")
    from mlflow import MlflowClient

    store = MlflowClient(tracking_uri=tmp_path.as_uri(), registry_uri=tmp_path.as_uri())
    run = store.create_run(store.create_experiment("training"))
    store.create_registered_model("heron-7b")
    store.create_model_version("heron-7b", source=run.info.artifact_uri, run_id=run.info.run_id)
    return store, _load("registry-mlflow", "openness_mlflow")


def test_mlflow_holds_tags_to_search_by_and_the_whole_record(registry) -> None:
    store, example_ = registry
    release = openness.release_from_card(ModelCard.read(ROOT / "examples" / "cards" / "acme-7b-chat.md"))
    example_.record_version(store, "heron-7b", "1", release)
    kept = store.get_model_version("heron-7b", "1").tags
    assert kept["openness.license"] == "LicenseRef-llama2"
    assert kept["openness.lineage.bases"] == "meta-llama/Llama-2-7b-hf"
    assert kept["openness.verdict.osaid-1.0"] == "fail"
    found = store.search_model_versions("tags.`openness.license` = 'LicenseRef-llama2'")
    assert [one.name for one in found] == ["heron-7b"]
    assert example_.read_version(store, "heron-7b", "1") == release


def test_mlflow_has_no_tag_for_what_nobody_said_and_drops_what_no_longer_holds(registry) -> None:
    store, example_ = registry
    store.set_model_version_tag("heron-7b", "1", "owner", "heron-lab")
    full = openness.release.reading.read_record(RECORD)
    example_.record_version(store, "heron-7b", "1", full)
    assert "openness.weights.access" in store.get_model_version("heron-7b", "1").tags
    example_.record_version(store, "heron-7b", "1", openness.ModelRelease(schema_version="1.1"))
    kept = store.get_model_version("heron-7b", "1").tags
    assert "openness.weights.access" not in kept
    assert "openness.license" not in kept
    assert kept["owner"] == "heron-lab"
    assert "unknown" not in kept.values()


def test_mlflow_limits_are_respected_and_the_artifact_holds_what_no_tag_does(registry) -> None:
    store, example_ = registry
    place = [{"source": "prose"}]
    bases = [{"model": f"heron-lab/heron-{number}", "evidence": place} for number in range(1000)]
    release = openness.release.reading.read_record({"schema_version": "1.1", "lineage": {"bases": bases}})
    written = example_.record_version(store, "heron-7b", "1", release)
    assert "openness.lineage.bases" not in written
    assert all(len(key) <= 250 and len(value) <= 5000 for key, value in written.items())
    assert len(example_.read_version(store, "heron-7b", "1").lineage.bases) == 1000


def test_mlflow_keeps_a_newer_record(registry) -> None:
    store, example_ = registry
    example_.record_version(store, "heron-7b", "1", openness.release.reading.read_record(NEWER))
    read = example_.read_version(store, "heron-7b", "1")
    assert json.loads(read.model_dump_json(exclude_unset=True)) == NEWER
