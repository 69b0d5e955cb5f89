"""`openness.fetch`: what is read, what is not, and what is known of ancestors and datasets."""

from __future__ import annotations

from datetime import timedelta

import pytest
from loopback import TOKEN, Hub

import openness
from openness.errors import HubError
from openness.hub import Hub as Reader

FINETUNE = "---\nlicense: apache-2.0\nbase_model: codellama/CodeLlama-7b-hf\ndatasets:\n- org/data\n- org/none\n---\n# Mine\n\nFine-tuned.\n"
CODE = "---\nlicense: llama2\nbase_model: meta-llama/Llama-2-7b-hf\n---\n# Code\n\nA model of its own words.\n"
LLAMA = "---\nlicense: llama2\nextra_gated_prompt: Agree.\n---\n# Base\n"


@pytest.fixture
def chain(hub: Hub) -> Hub:
    weights = {"model.safetensors": b"\0" * 3000}
    hub.add(
        "my-org/finetune",
        {"README.md": FINETUNE, "LICENSE": "text", "config.json": "{}", "src/LICENSE": "not read"} | weights,
        safetensors={"parameters": {"F32": 42}, "total": 42},
        revisions=["v1"],
    )
    hub.add("codellama/CodeLlama-7b-hf", {"README.md": CODE, "LICENSE": "base text", "config.json": "{}"} | weights)
    hub.add("meta-llama/Llama-2-7b-hf", {"README.md": LLAMA} | weights, gated="manual")
    hub.add("datasets/org/data", {"README.md": "---\nlicense: cc-by-4.0\n---\n"}, gated="auto")
    return hub


def test_card_and_repository(chain: Hub) -> None:
    card = openness.fetch("my-org/finetune", revision="v1")
    repo = card.repo
    assert card.text == FINETUNE
    assert card.path == "my-org/finetune/README.md"
    assert repo is not None
    assert (repo.id, repo.source, repo.gated, repo.private) == ("my-org/finetune", "hub-api", False, False)
    assert repo.revision == chain.repo("models", "my-org/finetune").commit
    assert repo.parameters == 42
    assert repo.created is not None
    assert repo.retrieved is not None
    assert {one.path: one.size for one in repo.files}["model.safetensors"] == 3000
    assert {one.path: one.text for one in repo.texts()} == {"LICENSE": "text", "config.json": "{}"}


def test_weights_are_never_asked_for_and_everything_at_one_commit(chain: Hub) -> None:
    repo = openness.fetch("my-org/finetune").repo
    assert repo is not None
    files = [path for path in chain.requests() if "/resolve/" in path]
    assert not any("safetensors" in path for path in files)
    own = [path for path in files if "/my-org/" in path]
    assert own
    assert all(f"/resolve/{repo.revision}/" in path for path in own)
    assert all(one.host == "hub" for one in chain.log)


@pytest.mark.usefixtures("chain")
def test_chain() -> None:
    repo = openness.fetch("my-org/finetune", token=TOKEN).repo
    assert repo is not None
    code, llama = repo.ancestors
    assert (code.id, code.depth, code.via, code.reason) == ("codellama/CodeLlama-7b-hf", 1, "my-org/finetune", None)
    assert code.card is not None
    assert code.card.repo is not None
    assert [one.path for one in code.card.repo.texts()] == ["LICENSE"], "of a base model only what licenses it"
    assert (llama.id, llama.depth, llama.via, llama.reason) == (
        "meta-llama/Llama-2-7b-hf", 2, "codellama/CodeLlama-7b-hf", None,
    )  # fmt: skip
    assert llama.card is not None
    assert llama.card.text == LLAMA


@pytest.mark.usefixtures("chain")
def test_gated_ancestor_without_a_token() -> None:
    repo = openness.fetch("my-org/finetune").repo
    assert repo is not None
    llama = repo.ancestors[1]
    assert llama.reason == "gated"
    assert llama.card is not None
    assert "# Base" not in llama.card.text, "only what the Hub shows of it"


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"private": True}, "private-or-missing"),
        ({"disabled": True}, "disabled"),
        ({"gated": "auto", "closed": True}, "gated"),
    ],
)
def test_an_ancestor_that_cannot_be_read_has_a_reason(chain: Hub, facts: dict[str, object], reason: str) -> None:
    chain.add("codellama/CodeLlama-7b-hf", **facts)
    repo = openness.fetch("my-org/finetune").repo
    assert repo is not None
    assert [(one.id, one.reason) for one in repo.ancestors] == [("codellama/CodeLlama-7b-hf", reason)]


def test_cycles_are_named_and_end(hub: Hub) -> None:
    for own, base in (("o/a", "o/b"), ("o/b", "o/c"), ("o/c", "O/B")):
        hub.add(own, {"README.md": f"---\nbase_model: {base}\n---\n"})
    repo = openness.fetch("o/a").repo
    assert repo is not None
    assert [(one.id, one.reason, one.via) for one in repo.ancestors] == [
        ("o/b", None, "o/a"), ("o/c", None, "o/b"), ("O/B", "cycle", "o/c"),
    ]  # fmt: skip


def test_depth_and_number_are_bounded(hub: Hub) -> None:
    for number in range(20):
        hub.add(f"deep/m{number}", {"README.md": f"---\nbase_model: deep/m{number + 1}\n---\n"})
    many = "".join(f"- wide/m{number}\n" for number in range(100))
    hub.add("wide/merge", {"README.md": f"---\nbase_model:\n{many}---\n"})
    deep, wide = openness.fetch("deep/m0").repo, openness.fetch("wide/merge").repo
    assert deep is not None
    assert [one.reason for one in deep.ancestors] == [None] * 8 + ["too-deep"]
    assert wide is not None
    assert len(wide.ancestors) == 33
    assert wide.ancestors[-1].reason == "too-many"


def test_an_adapter_names_its_base_in_its_configuration(hub: Hub) -> None:
    hub.add("o/lora", {"README.md": "# A\n", "adapter_config.json": '{"base_model_name_or_path": "o/base"}'})
    hub.add("o/base", {"README.md": "---\nlicense: mit\n---\n"})
    repo = openness.fetch("o/lora").repo
    assert repo is not None
    assert [one.id for one in repo.ancestors] == ["o/base"]


def test_names_that_are_no_ids_are_not_asked_for(hub: Hub) -> None:
    hub.add("o/a", {"README.md": "---\nbase_model: [Llama 2 7B, ../../etc, ./out/model]\ndatasets: [some data]\n---\n"})
    repo = openness.fetch("o/a").repo
    assert repo is not None
    assert {one.reason for one in repo.ancestors} == {"malformed"}
    assert [(one.exists, one.reason) for one in repo.datasets] == [(None, "malformed")]
    assert len(hub.log) == 2


@pytest.mark.usefixtures("chain")
def test_datasets() -> None:
    repo = openness.fetch("my-org/finetune").repo
    assert repo is not None
    there, missing = repo.datasets
    assert (there.id, there.exists, there.gated, there.license) == ("org/data", True, "auto", ("cc-by-4.0",))
    assert (missing.id, missing.exists, missing.reason) == ("org/none", False, "private-or-missing")


def test_access_that_was_granted_is_noticed(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    from openness.hub import _cache

    hub.add("o/closed", {"README.md": "---\nlicense: mit\n---\n"}, gated="manual", not_granted=True)
    hub.add("o/tuned", {"README.md": "---\nbase_model: o/closed\n---\n"})
    with pytest.raises(HubError, match="accept its terms"):
        openness.fetch("o/closed", token=TOKEN)
    assert [one.reason for one in openness.fetch("o/tuned", token=TOKEN).repo.ancestors] == ["gated"]
    hub.add("o/closed", gated="manual")
    assert openness.fetch("o/closed", token=TOKEN).front_matter.get("license") == "mit"
    monkeypatch.setattr(_cache, "REFUSED_AGE", timedelta(0))
    assert [one.reason for one in openness.fetch("o/tuned", token=TOKEN).repo.ancestors] == [None]


def test_a_moved_repository_is_followed(chain: Hub) -> None:
    chain.add("old/name", {"README.md": "x"}, moved_to="my-org/finetune")
    assert openness.fetch("old/name").text == FINETUNE


@pytest.mark.parametrize(
    ("asked", "token", "reason", "words"),
    [
        ("org/none", None, "private-or-missing", "set HF_TOKEN"),
        ("org/none", TOKEN, "private-or-missing", "not on the Hub"),
        ("org/hidden", None, "private-or-missing", "set HF_TOKEN"),
        ("org/off", None, "disabled", "disabled"),
        ("org/gated", None, "gated", "set HF_TOKEN"),
        ("org/ungranted", TOKEN, "gated", "accept its terms"),
        ("org/hidden", "hf_wrong", "wrong-token", "not accepted"),
        ("org/hidden", "hf\nwrong", "wrong-token", "characters"),
        ("org/hidden@v3", TOKEN, "no-revision", "no such revision"),
    ],
)
def test_refusals_are_one_line_with_a_reason(hub: Hub, asked: str, token: str | None, reason: str, words: str) -> None:
    hub.add("org/hidden", {"README.md": "x"}, private=True)
    hub.add("org/gated", {"README.md": "x"}, gated="auto")
    hub.add("org/ungranted", {"README.md": "x"}, gated="manual", not_granted=True)
    hub.add("org/off", {"README.md": "x"}, disabled=True)
    name, _, revision = asked.partition("@")
    with pytest.raises(HubError) as caught:
        openness.fetch(name, revision or None, token)
    assert caught.value.reason == reason
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert token is None or token not in str(caught.value)


@pytest.mark.parametrize(
    "bad",
    ["../x", "org/../x", "org/%2e%2e", "%2e%2e/etc", "a/b/c", "", "/", "org/", "-x/y", "org/na me", "org/n\n", "org/x.git",
     "org/a--b", "org/a..b", "org/" + "x" * 97, "ör/x", "org\\x", "http://x/y", "org/x?y=1", "org/x#y"],
)  # fmt: skip
def test_malformed_ids_are_refused_unasked(hub: Hub, bad: str) -> None:
    with pytest.raises(HubError) as caught:
        openness.fetch(bad)
    assert caught.value.reason == "malformed"
    assert "\n" not in str(caught.value)
    for revision in ("../x", "a/../../b", "%2e%2e", "-x", "a b", ""):
        with pytest.raises(HubError, match="no revision"):
            openness.fetch("org/x", revision)
    assert hub.log == []


def test_a_repository_without_a_card_is_an_empty_card(hub: Hub) -> None:
    hub.add("o/bare", {"model.gguf": b"\0" * 10})
    card = openness.fetch("o/bare")
    assert card.text == ""
    assert openness.check(card).skipped is None


def test_a_card_in_no_encoding_is_a_card_with_a_problem(hub: Hub) -> None:
    hub.add("o/odd", {"README.md": b"---\nlicense: mit\n---\n# caf\xe9 \xff\xfe\n", "LICENSE": b"\xff\xfeM\0I\0T\0"})
    card = openness.fetch("o/odd")
    assert card.problems
    assert card.front_matter.get("license") == "mit"


def test_a_card_of_a_gigabyte_is_refused_unread(hub: Hub) -> None:
    hub.add("o/huge", {"README.md": b"x" * 21_000_000})
    with pytest.raises(HubError) as caught:
        openness.fetch("o/huge")
    assert caught.value.reason == "too-large"
    assert len(hub.log) == 1


@pytest.mark.usefixtures("chain")
def test_one_hub_serves_many() -> None:
    reader = Reader(token=False)
    assert reader.fetch("my-org/finetune").text == reader.fetch("my-org/finetune", "main").text


def test_a_hub_whose_list_holds_no_hashes(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    from loopback import Repo

    hub.add("o/a", {"README.md": "---\nlicense: mit\n---\n", "LICENSE": "text"})
    monkeypatch.setattr(Repo, "sibling", lambda self, name, **_: {"rfilename": name})  # noqa: ARG005
    hub.faults.only, hub.faults.script = "resolve", ["html", "garbage"]
    card = openness.fetch("o/a")
    assert card.front_matter.get("license") == "mit", "the hash in the ETag tells a card from a page"
    asked = len(hub.log)
    assert openness.fetch("o/a").text == card.text
    assert len(hub.log) == asked + 1
