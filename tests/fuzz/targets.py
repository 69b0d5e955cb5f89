"""What is done with a mutated file: a command line in a folder, as a user or a registry would run it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.fuzz import corpus, mutators

PLAIN = b"---\nlicense: mit\nlibrary_name: transformers\n---\n# A\n\nTrained on our own data.\n"


@dataclass(frozen=True)
class Case:
    """One input: the files of a folder and the commands that are run there."""

    target: str
    files: dict[str, bytes]
    commands: list[list[str]]


def case(seed: int, number: int) -> Case:
    """The input of a number: the same for the same seed, on every machine."""
    random = Random(f"{seed}:{number}")
    return random.choice(TARGETS)(random)


def _one_of(random: Random, files: list[bytes]) -> bytes:
    return mutators.mutated(random, random.choice(files), files)


def card(random: Random) -> Case:
    """A card, sometimes with a licence text and a configuration beside it, in each format of a report."""
    files = {"README.md": _one_of(random, corpus.cards())}
    if random.random() < 0.3:
        files[random.choice(("LICENSE", "LICENSE.md", "NOTICE", "USE_POLICY.md"))] = _one_of(random, corpus.licences())
    if random.random() < 0.3:
        names = ("config.json", "adapter_config.json", "generation_config.json", "model.safetensors.index.json")
        files[random.choice(names)] = _one_of(random, corpus.companions())
    form = random.choice(("text", "concise", "json", "sarif", "github", "junit", "html"))
    check = ["check", "README.md", "--assume-card", "--show", "info", "--format", form]
    other = random.choice(
        (["check", "README.md", "--assume-card", "--diff"], ["assess", "README.md"], ["notice", "README.md"])
    )
    return Case("card", files, [check, other] if random.random() < 0.2 else [check])


def identify(random: Random) -> Case:
    """A licence text."""
    return Case("identify", {"TEXT": _one_of(random, corpus.licences())}, [["license", "identify", "TEXT"]])


def settings(random: Random) -> Case:
    """A settings file or policy beside a plain card."""
    name = random.choice(("openness.toml", "pyproject.toml", "policy.toml"))
    files = {"README.md": PLAIN, name: _one_of(random, corpus.SETTINGS), "baseline.json": b"{}"}
    asked = ["license", "mit", "--policy", name] if name == "policy.toml" else ["check", "README.md"]
    return Case("settings", files, [asked])


def baseline(random: Random) -> Case:
    files = {"README.md": PLAIN, "baseline.json": _one_of(random, corpus.baselines())}
    return Case("baseline", files, [["check", "README.md", "--baseline", "baseline.json"]])


def statement(random: Random) -> Case:
    """An `openness.yaml` beside a plain card."""
    files = {"README.md": PLAIN, "openness.yaml": _one_of(random, corpus.statements())}
    return Case("statement", files, [["check", ".", "--format", "json"], ["validate", "openness.yaml"]])


def record(random: Random) -> Case:
    name = random.choice(("record.json", "record.json", "record.yaml"))
    files = {name: _one_of(random, corpus.records())}
    return Case("record", files, [["describe", name], ["describe", name, "--format", "json"], ["validate", name]])


TARGETS: list[Callable[[Random], Case]] = [card, card, card, card, identify, settings, baseline, statement, record]
"""Cards four times, as there is most to read in them."""
