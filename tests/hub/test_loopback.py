"""The loopback Hub speaks the Hub's protocol: the huggingface-hub client works with it unchanged."""

from __future__ import annotations

import os
import subprocess
import sys

import huggingface_hub as client
import pytest
from huggingface_hub import errors
from loopback import TOKEN, Hub

CARD = "---\nlicense: mit\nbase_model: org/base\n---\n# Small\n"


@pytest.fixture
def small(hub: Hub) -> Hub:
    hub.add("org/small", {"README.md": CARD, "config.json": "{}", "sub/model.safetensors": b"\0" * 5000})
    return hub


def test_model_info(small: Hub) -> None:
    info = client.HfApi(endpoint=small.url).model_info("org/small", files_metadata=True)
    assert info.id == "org/small"
    assert info.gated is False
    assert info.card_data is not None
    assert info.card_data.license == "mit"
    sizes = {one.rfilename: (one.size, one.lfs and one.lfs.size) for one in info.siblings or []}
    assert sizes == {"README.md": (len(CARD), None), "config.json": (2, None), "sub/model.safetensors": (5000, 5000)}
    expanded = client.HfApi(endpoint=small.url).model_info("org/small", expand=["gated", "sha"])
    assert expanded.sha == info.sha
    assert expanded.siblings is None


def test_tree(small: Hub) -> None:
    api = client.HfApi(endpoint=small.url)
    assert {one.path for one in api.list_repo_tree("org/small")} == {"README.md", "config.json", "sub"}
    assert "sub/model.safetensors" in {one.path for one in api.list_repo_tree("org/small", recursive=True)}
    assert [one.path for one in api.get_paths_info("org/small", ["config.json"])] == ["config.json"]


def test_downloads_go_through_both_hosts(small: Hub, environment: dict[str, str]) -> None:
    """In a process of its own, as the client reads HF_ENDPOINT when it is imported."""
    code = (
        "import huggingface_hub as h; p = h.snapshot_download('org/small');"
        "print(sorted(open(p + '/README.md').read().split())[0]);"
        "import os; print(os.path.getsize(p + '/sub/model.safetensors'))"
    )
    env = environment | {"HF_HUB_DISABLE_XET": "1", "HF_TOKEN": TOKEN}
    run = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == ["#", "5000"]
    assert {one.host for one in small.log} == {"hub", "cdn"}
    assert all(one.token is None for one in small.log if one.host == "cdn"), "the token stays with the Hub"


def test_cards_are_loaded_and_validated(small: Hub) -> None:
    card = client.ModelCard(CARD)
    card.validate()
    meta = client.get_hf_file_metadata(f"{small.url}/org/small/resolve/main/README.md")
    assert meta.size == len(CARD)
    assert meta.commit_hash == client.HfApi(endpoint=small.url).model_info("org/small").sha


def test_lists_and_collections(hub: Hub) -> None:
    for number in range(230):
        hub.add(f"org/m{number:03}", {"README.md": CARD})
    (hub.root / "collections.json").write_text('{"org/some-0123456789abcdef": ["org/m001", "datasets/org/d"]}')
    api = client.HfApi(endpoint=hub.url)
    assert len(list(api.list_models(author="org"))) == 230
    assert len([one for one in hub.requests() if one == "GET /api/models"]) == 3
    items = api.get_collection("org/some-0123456789abcdef").items
    assert [(one.item_type, one.item_id) for one in items] == [("model", "org/m001"), ("dataset", "org/d")]


def test_refusals(hub: Hub) -> None:
    hub.add("org/gated", {"README.md": CARD}, gated="manual")
    hub.add("org/hidden", {"README.md": CARD}, private=True)
    hub.add("org/off", {"README.md": CARD}, disabled=True)
    hub.add("org/old", {"README.md": CARD}, moved_to="org/new")
    hub.add("org/new", {"README.md": CARD})
    hub.add("datasets/org/data", {"README.md": "---\nlicense: cc-by-4.0\n---\n"})
    api = client.HfApi(endpoint=hub.url)
    assert api.model_info("org/gated").gated == "manual"
    with pytest.raises(errors.GatedRepoError):
        client.get_hf_file_metadata(f"{hub.url}/org/gated/resolve/main/README.md")
    assert client.get_hf_file_metadata(f"{hub.url}/org/gated/resolve/main/README.md", token=TOKEN).size
    for name in ("org/hidden", "org/nothing"):
        with pytest.raises(errors.RepositoryNotFoundError):
            api.model_info(name)
    assert api.model_info("org/hidden", token=TOKEN).private is True
    with pytest.raises(errors.DisabledRepoError):
        api.model_info("org/off")
    assert api.model_info("org/old").id == "org/new"
    with pytest.raises(errors.RevisionNotFoundError):
        api.model_info("org/gated", revision="v9")
    with pytest.raises(errors.RemoteEntryNotFoundError):
        client.get_hf_file_metadata(f"{hub.url}/org/new/resolve/main/nothing.txt")
    assert api.dataset_info("org/data").card_data["license"] == "cc-by-4.0"
    with pytest.raises(errors.HfHubHTTPError, match="401"):
        api.model_info("org/new", token="hf_wrong")
    assert "HF_TOKEN" not in os.environ
