"""A base that calls itself freer than what it was made from frees nobody: the models above weigh in every verdict."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from openness import assess, export, release_from_card, rules
from openness.card import Ancestor, ModelCard, RepoInfo
from openness.cli import main
from openness.frameworks import get, verdict_of
from openness.index import Index, build, entry_of, open_source
from openness.index.lookup import Models
from openness.licenses import publishers
from openness.release import ModelRelease, license_in_force

OWN = "---\nlicense: apache-2.0\nbase_model: acme/base\nbase_model_relation: {}\n---\n# Heron\n\nA model.\n"
BASE = "---\nlicense: {}\nbase_model: {}\nbase_model_relation: {}\n---\n# Base\n"
LLAMA = "meta-llama/Llama-2-7b-hf"


def above(model: str, text: str | None, depth: int, via: str) -> Ancestor:
    card = ModelCard.parse(text, path=f"{model}/README.md") if text else None
    return Ancestor(id=model, depth=depth, card=card, via=via, reason=None if text else "gated")


def heron(*ancestors: Ancestor, relation: str = "finetune") -> ModelCard:
    repo = RepoInfo(id="birds/heron", source="hub-api", ancestors=ancestors, files_known=True)
    return ModelCard.parse(OWN.format(relation), path="README.md").with_repo(repo)


def state(card: ModelCard) -> str:
    return license_in_force(release_from_card(card)).state


def found(card: ModelCard) -> bool:
    report = rules.check(card, rules=frozenset({"license-laxer-than-base-model"}), assume_card=True)
    return any(one.severity == "error" for one in report.findings)


LAUNDERED = heron(
    above("acme/base", BASE.format("apache-2.0", LLAMA, "finetune"), 1, "birds/heron"),
    above(LLAMA, None, 2, "acme/base"),
)
FURTHER = heron(
    above("acme/base", BASE.format("apache-2.0", "acme/first", "finetune"), 1, "birds/heron"),
    above("acme/first", BASE.format("mit", "acme/zero", "quantized"), 2, "acme/base"),
    above("acme/zero", "---\nlicense: cc-by-nc-4.0\n---\n# Zero\n", 3, "acme/first"),
)
CARDS = {
    "a base that calls itself free": (LAUNDERED, True),
    "three up, by its own card": (FURTHER, True),
    "a base that declares none": (
        heron(above("acme/base", BASE.format("other", LLAMA, "finetune"), 1, "birds/heron")),
        True,
    ),
    "an adapter in between": (
        heron(above("acme/base", BASE.format("apache-2.0", LLAMA, "adapter"), 1, "birds/heron")),
        False,
    ),
    "an adapter itself": (
        heron(above("acme/base", BASE.format("apache-2.0", LLAMA, "finetune"), 1, "birds/heron"), relation="adapter"),
        False,
    ),
    "free all the way": (
        heron(above("acme/base", BASE.format("apache-2.0", "acme/zero", "finetune"), 1, "birds/heron")),
        False,
    ),
}


@pytest.mark.parametrize("name", CARDS)
def test_the_licence_in_force_follows_the_chain_as_the_rule_does(name: str) -> None:
    card, contradicted = CARDS[name]
    assert found(card) is contradicted
    assert state(card) == ("contradicted" if contradicted else "known")


def test_no_verdict_and_no_export_concludes_and_the_places_are_shown() -> None:
    release = release_from_card(LAUNDERED)
    assert [one.license for one in release.lineage.bases] == ["apache-2.0"]  # what its card says stays a fact
    force = license_in_force(release)
    assert force.places[-1].path == "acme/base/README.md"
    assert force.places[-1].quote == f"base_model: {LLAMA}"
    assert set(force.all_bind) == {"Apache-2.0", "LicenseRef-llama2"}
    for assessment in assess(release):
        verdict = verdict_of(assessment)
        assert verdict is None or not verdict.complies, assessment.framework
    assert get("osaid-1.0").assess(release).answer("use").answer == "unknown"  # two places, not one
    document = json.loads(export.render(release, "cyclonedx"))
    roles = {one["license"].get("acknowledgement") for one in document["metadata"]["component"]["licenses"]}
    assert roles == {"declared"}


def test_the_record_alone_is_enough() -> None:
    again = ModelRelease.model_validate_json(release_from_card(FURTHER).model_dump_json())
    assert license_in_force(again).state == "contradicted"


ROWS = [
    {"id": "acme/zero", "cardData": '{"license": "cc-by-nc-4.0"}'},
    {"id": "acme/base", "cardData": '{"license": "apache-2.0", "base_model": "acme/zero"}',
     "baseModels": {"relation": "finetune", "models": [{"id": "acme/zero"}]}},
    {"id": "acme/lora", "cardData": '{"license": "apache-2.0", "base_model": "acme/zero"}',
     "baseModels": {"relation": "adapter", "models": [{"id": "acme/zero"}]}},
    {"id": "loop/a", "cardData": '{"license": "apache-2.0", "base_model": "loop/a"}',
     "baseModels": {"relation": "finetune", "models": [{"id": "loop/a"}]}},
]  # fmt: skip


@pytest.fixture
def index(tmp_path: Path) -> Path:
    lines, path = tmp_path / "hub.jsonl", tmp_path / "hub.index"
    lines.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    source = open_source(str(lines))
    build((entry_of(row) for unit in source.units() for row in source.rows(unit)), path, source="hub.jsonl")
    return path


@pytest.fixture
def consulted(index: Path) -> Iterator[None]:
    with Index(index) as opened:
        models = Models(opened)
        publishers.consult(models.published, models.above)
        yield
        publishers.consult(None)


@pytest.mark.parametrize(
    ("base", "expected"),
    [("acme/base", "contradicted"), ("acme/lora", "known"), ("loop/a", "known"), ("nobody/knows", "known")],
)
@pytest.mark.usefixtures("consulted")
def test_an_index_knows_what_a_base_was_made_from(base: str, expected: str) -> None:
    card = ModelCard.parse(f"---\nlicense: apache-2.0\nbase_model: {base}\n---\n# Heron\n")
    assert license_in_force(release_from_card(card)).state == expected


def test_without_an_index_nobody_is_asked() -> None:
    assert publishers.bases_of("acme/base") == ()


SHOWN = {
    ("assess", "--framework", "osaid-1.0"): "? use: places give the weights licences that contradict",
    ("badge", "--framework", "g7-2026"): "svg",
    (
        "export",
        "--to",
        "spdx-2.3",
        "--created",
        "2026-05-01T00:00:00Z",
    ): "places give the weights licences that contradict",
    ("compare",): "contradicted",
}


@pytest.mark.parametrize("command", SHOWN)
def test_commands_ask_the_index_that_is_meant(
    command: tuple[str, ...], index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = tmp_path / "README.md"
    card.write_text("---\nlicense: apache-2.0\nbase_model: acme/base\n---\n# Heron\n\nA model.\n", encoding="utf-8")
    call = [command[0], *[str(card)] * (2 if command == ("compare",) else 1), *command[1:]]
    printed = []
    for more in ([], ["--index", str(index)], []):
        assert main([*call, *more]) == 0
        printed.append(capsys.readouterr().out)
    plain, asked, again = printed
    assert SHOWN[command] in asked
    assert SHOWN[command] not in plain or command[0] == "badge"
    assert again == plain  # a command that ended leaves no index behind
