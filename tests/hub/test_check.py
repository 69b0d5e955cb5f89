"""`openness check org/name`: findings that need the Hub, cache, offline, tokens, bad input."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from loopback import TOKEN, Hub

Run = Callable[..., subprocess.CompletedProcess[str]]
Here = Callable[..., tuple[int, str, str]]
WEIGHTS = {"model.safetensors": b"\0" * 100}
FINETUNE = (
    "---\nlicense: apache-2.0\nbase_model: codellama/CodeLlama-7b-hf\nbase_model_relation: finetune\n---\n# Mine\n"
)


@pytest.fixture
def chain(hub: Hub) -> Hub:
    hub.add("my-org/finetune", {"README.md": FINETUNE} | WEIGHTS)
    code = "---\nlicense: llama2\nbase_model: meta-llama/Llama-2-7b-hf\nbase_model_relation: finetune\n---\n# Code\n"
    hub.add("codellama/CodeLlama-7b-hf", {"README.md": code} | WEIGHTS)
    llama = "---\nlicense: llama2\nextra_gated_prompt: Agree.\n---\n# Base\n"
    hub.add("meta-llama/Llama-2-7b-hf", {"README.md": llama} | WEIGHTS, gated="manual")
    return hub


def test_the_finding_names_the_ancestor_the_clause_and_the_mend(chain: Hub, openness: Run) -> None:
    run = openness("check", "my-org/finetune", HF_TOKEN=TOKEN)
    assert run.returncode == 1, run.stderr
    lines = run.stdout.splitlines()
    first = next(line for line in lines if "codellama/CodeLlama-7b-hf: " in line)
    assert first.startswith("my-org/finetune/README.md:2:10: error[license-laxer-than-base-model] `apache-2.0`")
    assert "clauses 1.b.i" in first
    assert "commercial use" in first
    assert "hint: declare `llama2`" in run.stdout
    assert "through codellama" not in run.stdout, "an ancestor under the same licence is not told again"
    assert "unresolved-base-model" not in run.stdout, "with the token it could be read"
    assert any(one.token == TOKEN for one in chain.log)


@pytest.mark.parametrize("closed", [False, True])
def test_gated_ancestor_without_a_token_is_unknown_and_said_so(chain: Hub, openness: Run, closed: bool) -> None:
    chain.add("meta-llama/Llama-2-7b-hf", gated="manual", closed=closed)
    run = openness("check", "my-org/finetune", "--show", "info")
    said = next(line for line in run.stdout.splitlines() if "unresolved-base-model" in line)
    assert "`meta-llama/Llama-2-7b-hf`, the base of `codellama/CodeLlama-7b-hf`, is gated: its licence" in said
    assert "unknown" in said
    assert "HF_TOKEN" in run.stdout


def test_an_unknown_gated_ancestor(hub: Hub, openness: Run) -> None:
    hub.add("my-org/finetune", {"README.md": FINETUNE.replace("codellama/CodeLlama-7b-hf", "acme/closed")} | WEIGHTS)
    hub.add("acme/closed", {"README.md": "---\nlicense: llama2\n---\n"}, gated="auto", closed=True)
    run = openness("check", "my-org/finetune", "--show", "info")
    assert "`acme/closed` is gated: its licence is unknown" in run.stdout
    assert "license-laxer" not in run.stdout, "unknown is not no"


def test_an_ancestor_without_a_tag_is_read_from_its_licence_file(
    hub: Hub, openness: Run, a_strict_text: tuple[str, str]
) -> None:
    identity, text = a_strict_text
    hub.add("my-org/finetune", {"README.md": FINETUNE.replace("codellama/CodeLlama-7b-hf", "acme/base")} | WEIGHTS)
    hub.add("acme/base", {"README.md": "# Base\n", "LICENSE.txt": text})
    run = openness("check", "my-org/finetune", "--show", "info")
    # An error, or where the text only asks for the same licence again (a share-alike, contested) an info.
    assert f"[license-laxer-than-base-model] `apache-2.0` allows more than `{identity}` of acme/base" in run.stdout
    assert "licence read from acme/base's LICENSE.txt" in run.stdout


def test_license_text_mismatch_with_both_places(hub: Hub, openness: Run, a_strict_text: tuple[str, str]) -> None:
    identity, text = a_strict_text
    hub.add("org/mit", {"README.md": "---\nlicense: mit\n---\n# A\n", "LICENSE.txt": text} | WEIGHTS)
    run = openness("check", "org/mit")
    assert run.returncode == 1
    assert "org/mit/README.md:2:10: error[license-text-mismatch] the card says `mit`, `LICENSE.txt` holds" in run.stdout
    assert "also: org/mit/LICENSE.txt:1:" in run.stdout
    assert f"hint: declare `{identity}`, or replace the file" in run.stdout


def test_every_rule_that_needs_the_hub(hub: Hub, openness: Run) -> None:
    card = "---\nlicense: other\nlicense_name: a\nlicense_link: LICENCE\nbase_model: org/bad\ndatasets: [org/none]\n---\n# A\n"
    hub.add("org/bad", {"README.md": card}, gated="auto")
    hub.add("org/worse", {"README.md": "---\nbase_model: org/none\n---\n"})
    wanted = {"dangling-license-link", "missing-weights", "undisclosed-gating", "dangling-dataset", "base-model-cycle"}
    run = openness("check", "--format", "json", "org/bad", "org/worse", HF_TOKEN=TOKEN)
    results = json.loads(run.stdout)["results"]
    assert wanted <= {one["rule"] for one in results[0]["findings"]}
    assert "unresolved-base-model" in {one["rule"] for one in results[1]["findings"]}
    assert [one["target"] for one in results] == ["org/bad", "org/worse"]


def test_warm_cache_one_revalidation_offline_none(chain: Hub, openness: Run) -> None:
    first = openness("check", "my-org/finetune")
    asked = len(chain.log)
    assert asked > 3
    warm = openness("check", "my-org/finetune")
    assert warm.stdout == first.stdout
    assert chain.requests(since=asked) == ["GET /api/models/my-org/finetune"]
    assert chain.log[-1].status == 304
    for offline in (
        openness("check", "--offline", "my-org/finetune"),
        openness("check", "my-org/finetune", HF_HUB_OFFLINE="1"),
    ):
        assert offline.stdout == first.stdout, offline.stderr
    assert len(chain.log) == asked + 1


def test_a_new_commit_is_noticed_and_only_what_changed_is_read(chain: Hub, openness: Run) -> None:
    chain.add("my-org/finetune", {"LICENSE": "Acme's own."})
    openness("check", "my-org/finetune")
    asked = len(chain.log)
    chain.add("my-org/finetune", {"README.md": FINETUNE.replace("apache-2.0", "llama2")})
    run = openness("check", "my-org/finetune")
    assert "license-laxer-than-base-model" not in run.stdout
    assert [path.split("/")[-1] for path in chain.requests(since=asked)] == ["finetune", "README.md"]


def test_a_changed_gate_is_noticed_at_the_same_commit(chain: Hub, openness: Run) -> None:
    openness("check", "my-org/finetune", HF_TOKEN=TOKEN)
    chain.add("my-org/finetune", gated="auto")
    assert "undisclosed-gating" in openness("check", "my-org/finetune", "--show", "info", HF_TOKEN=TOKEN).stdout


def test_offline_without_a_cache(chain: Hub, openness: Run) -> None:
    run = openness("check", "--offline", "my-org/finetune")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == "openness: error: my-org/finetune: offline, and not in the cache\n"
    assert chain.log == []


def test_what_the_hub_client_downloaded_serves_offline(chain: Hub, openness: Run, environment: dict[str, str]) -> None:
    code = "import huggingface_hub as h; print(h.snapshot_download('my-org/finetune'))"
    env = environment | {"HF_HUB_DISABLE_XET": "1"}
    folder = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    ).stdout.strip()
    asked = len(chain.log)
    for target in ("my-org/finetune", folder):
        run = openness("check", "--offline", "--format", "json", target)
        assert run.returncode == 1, run.stderr
        assert "license-laxer-than-base-model" in run.stdout
    assert len(chain.log) == asked


@pytest.mark.usefixtures("chain")
def test_a_damaged_cache_counts_as_none(openness: Run, tmp_path: Path) -> None:
    first = openness("check", "my-org/finetune")
    entries = sorted((tmp_path / "home/assets/openness").rglob("*.json"))
    assert len(entries) == 3
    for path, content in zip(entries, (b"", b"[1]", b'{"format": 1, "id": 3}'), strict=True):
        path.write_bytes(content)
    assert openness("check", "my-org/finetune").stdout == first.stdout


@pytest.mark.parametrize(
    "target",
    [
        "org/../x",
        "../org/x",
        "org/%2e%2e",
        "%2e%2e/%2e%2e/etc",
        "org/x@../../y",
        "org/x@%2e%2e",
        "org/x@",
        "org/na me",
        "org//x",
    ],
)
def test_malformed_targets_are_one_line_and_exit_2(hub: Hub, here: Here, target: str) -> None:
    code, out, errors = here("check", target)
    assert (code, out) == (2, "")
    assert errors.count("\n") == 1
    assert errors.startswith("openness: error: ")
    assert hub.log == []


def test_missing_repository_and_wrong_token(hub: Hub, openness: Run) -> None:
    hub.add("org/x", {"README.md": "x"})
    for run, words in (
        (openness("check", "org/none"), "not on the Hub, or private"),
        (openness("check", "org/x", HF_TOKEN="hf_wrongwrongwrong"), "the token is not accepted"),
        (openness("check", "org/x@v9"), "no such revision"),
    ):
        assert run.returncode == 2
        assert run.stderr.count("\n") == 1
        assert words in run.stderr
        assert "hf_wrong" not in run.stderr


MOST_TRIES = 8


def tries(silent: socket.socket) -> int:
    """How many connections wait at a server that took none of them."""
    for number in range(1000):
        try:
            silent.accept()[0].close()
        except BlockingIOError:
            return number
    return 1000


def test_unreachable_endpoints_end_within_the_time_out(openness: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections, never answers
        port = silent.getsockname()[1]
        for endpoint in (f"http://127.0.0.1:{port}", "http://127.0.0.1:9", "http://no-such-host.invalid", "nonsense"):
            run = openness("check", "org/x", HF_ENDPOINT=endpoint, HF_HUB_DOWNLOAD_TIMEOUT="1")
            assert run.returncode == 2
            assert run.stderr.count("\n") == 1, run.stderr
            assert run.stderr.startswith(("openness: error: org/x: ", "openness: error: HF_ENDPOINT: "))
        silent.settimeout(0)
        assert 1 <= tries(silent) <= MOST_TRIES, "each try waits for its time-out, so their number bounds the wait"


def test_an_endpoint_with_a_password_is_shown_and_kept_without(chain: Hub, openness: Run, tmp_path: Path) -> None:
    endpoint = chain.url.replace("http://", "http://user:secretpassword@")
    assert openness("check", "my-org/finetune", HF_ENDPOINT=endpoint).returncode == 1
    run = openness("check", "org/none", HF_ENDPOINT=endpoint)
    assert "secretpassword" not in run.stderr
    assert not [path for path in (tmp_path / "home").rglob("*") if "secretpassword" in str(path)]


FAILING = """
import openness

def test_on_purpose(tmp_path):
    note = "locals are shown"
    openness.fetch("org/none")

def test_with_the_token_given(tmp_path):
    import os
    openness.fetch("org/none", token=os.environ["HF_TOKEN"])

def test_at_a_broken_place(tmp_path):
    openness.fetch("org/broken")
"""


def test_the_token_is_nowhere(chain: Hub, openness: Run, environment: dict[str, str], tmp_path: Path) -> None:
    """Not in stdout, stderr, cache or JSON Lines, nor in the tracebacks of tests that fail, with all locals shown."""
    ids = tmp_path / "ids.txt"
    ids.write_text("my-org/finetune\norg/none\nmeta-llama/Llama-2-7b-hf\n")
    runs = [
        openness("check", "my-org/finetune", HF_TOKEN=TOKEN, HF_DEBUG="1"),
        openness("check", "org/none", HF_TOKEN=TOKEN),
        openness("check", "--from-file", ids, "--output", tmp_path / "out.jsonl", HF_TOKEN=TOKEN),
    ]
    chain.faults.only, chain.faults.script = "org/broken", ["drop"] * 20
    failing = tmp_path / "test_failing.py"
    failing.write_text(FAILING)
    words = [
        sys.executable,
        "-m",
        "pytest",
        "-l",
        "--tb=long",
        "-p",
        "no:cacheprovider",
        "--log-level=DEBUG",
        str(failing),
    ]
    env = environment | {"HF_TOKEN": TOKEN}
    runs.append(subprocess.run(words, env=env, capture_output=True, text=True, check=False, cwd=tmp_path))
    assert "3 failed" in runs[-1].stdout
    for run in runs:
        assert TOKEN not in run.stdout + run.stderr
    assert any(one.token == TOKEN for one in chain.log), "it was used all the same"
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.suffix == ".json" for path in kept)
    assert any(path.suffix == ".jsonl" for path in kept)
    assert not [path for path in kept if TOKEN.encode() in path.read_bytes()]
