"""
Examples are the tests: tests/cards/<rule-id>/ holds good and bad cards of that rule.

A bad card has its expected findings beside it in `<name>.findings.txt`: the lines of `--format concise` for that rule,
without the path, and below each its hint, its confidence, what its fingerprint is made of, what `--fix` writes and the other
places that belong to it. `python tests/rules/test_examples.py RULE` prints them, to be read and kept. A good card gives none of that rule's findings. A folder instead of a file is a repository snapshot:
its README.md is the card, and what lies beside it is what the repository holds. `repo.json` in it says what else the
Hub would answer: fields of `RepoInfo`, `files` as further names, and `card` of an ancestor as a file of the folder.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from openness import rules
from openness.card import Ancestor, DatasetInfo, ModelCard, RepoFile, RepoInfo, repo_of_folder

CARDS = Path(__file__).parents[1] / "cards"
EXAMPLES = sorted(path for path in CARDS.glob("*/*") if path.suffix == ".md" or path.is_dir())


def card_of(path: Path) -> ModelCard:
    if path.is_dir():
        return ModelCard.read(path / "README.md").with_repo(repo_of(path))
    return ModelCard.parse(path.read_bytes(), path=path.name)


def repo_of(folder: Path) -> RepoInfo:
    repo = replace(repo_of_folder(folder), files_known=True)  # an example is a whole repository
    if repo.file("repo.json") is None:
        return repo
    facts = json.loads((folder / "repo.json").read_text(encoding="utf-8"))
    cards = {one["card"] for one in facts.get("ancestors", ()) if "card" in one}
    files = [one for one in repo.files if one.path != "repo.json" and one.path not in cards]
    files += [RepoFile(path=name) for name in facts.pop("files", ())]
    ancestors = [
        Ancestor(**{**one, "card": ModelCard.read(folder / one["card"]) if "card" in one else None})
        for one in facts.pop("ancestors", ())
    ]
    datasets = [DatasetInfo(**{**one, "license": tuple(one.get("license", ()))}) for one in facts.pop("datasets", ())]
    return replace(
        repo, source="hub-api", files=tuple(files), ancestors=tuple(ancestors), datasets=tuple(datasets), **facts
    )


def found(path: Path, rule: str) -> list[str]:
    report = rules.check(card_of(path), rules=frozenset({rule}), assume_card=True)
    return [line for one in report.findings for line in _lines(one)]


def _lines(one: rules.Finding) -> Iterator[str]:
    yield f"{one.place.line}:{one.place.column}: {one.severity}[{one.rule}] {one.message}"
    yield f"  hint: {one.hint}"
    yield f"  confidence: {one.confidence}"
    if one.value:
        yield f"  value: {one.value}"
    for edit in one.fix:
        yield f"  fix: {edit.start}-{edit.end} {edit.text!r}"
    for path, place, words in one.related:
        yield f"  related: {Path(path).name}:{place.line if place else '-'} {words}"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_example(path: Path) -> None:
    expected = path.with_name(f"{path.stem if path.is_file() else path.name}.findings.txt")
    if path.name.startswith("bad-"):
        assert found(path, path.parent.name) == expected.read_text(encoding="utf-8").splitlines()
    else:
        assert path.name.startswith("good-"), f"{path}: an example is named good-* or bad-*"
        assert found(path, path.parent.name) == []


@pytest.mark.parametrize(
    "path", [path for path in EXAMPLES if path.name.startswith("bad-")], ids=lambda path: path.name
)
def test_a_finding_ends_behind_its_beginning_and_within_the_card(path: Path) -> None:
    card = card_of(path)
    lines = card.text.splitlines() or [""]
    for one in rules.check(card, rules=frozenset({path.parent.name}), assume_card=True).findings:
        begin, place = (one.place.line, one.place.column), one.place
        end = (place.end_line or place.line, place.end_column or place.column)
        assert begin <= end
        assert end[0] <= len(lines) + 1
        assert end[0] > len(lines) or end[1] <= len(lines[end[0] - 1]) + 1


@pytest.mark.parametrize("rule", rules.ALL_RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_good_and_a_bad_example(rule: rules.Rule) -> None:
    names = [path.name for path in EXAMPLES if path.parent.name == rule.id]
    assert any(name.startswith("bad-") for name in names), f"tests/cards/{rule.id}/ has no bad-* example"
    assert any(name.startswith("good-") for name in names), f"tests/cards/{rule.id}/ has no good-* example"


@pytest.mark.parametrize("rule", rules.ALL_RULES, ids=lambda rule: rule.id)
def test_a_rule_without_its_body_fails_its_examples(rule: rules.Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples notice when a rule stops working."""
    monkeypatch.setattr(type(rule), "check", lambda _self, _subject: iter(()))
    bad = [path for path in EXAMPLES if path.parent.name == rule.id and path.name.startswith("bad-")]
    assert all(found(path, rule.id) == [] for path in bad)
    assert all(
        path.with_name(f"{path.stem if path.is_file() else path.name}.findings.txt").read_text().strip() for path in bad
    ), "a bad example without an expected finding proves nothing"


def test_ids_are_unique_and_every_folder_belongs_to_a_rule() -> None:
    ids = [rule.id for rule in rules.ALL_RULES]
    assert len(ids) == len(set(ids))
    assert {path.name for path in CARDS.iterdir() if path.is_dir()} <= set(ids)


@pytest.mark.parametrize("rule", rules.ALL_RULES, ids=lambda rule: rule.id)
def test_a_rule_explains_itself(rule: rules.Rule) -> None:
    page = type(rule).__doc__ or ""
    assert page.strip(), "the class docstring is the rule's page"
    assert "Instead of" in page or "Remedy" in page, "a page ends with what to do"
    assert rule.severity in ("error", "warning", "info")
    assert rule.family


if __name__ == "__main__":
    if unknown := set(sys.argv[1:]) - {rule.id for rule in rules.ALL_RULES}:
        sys.exit(f"{', '.join(sorted(unknown))}: no rule; its instance stands in no `RULES`, or it is called otherwise")
    for example in EXAMPLES:
        if example.parent.name in sys.argv[1:] and example.name.startswith("bad-"):
            print(f"# {example.parent.name}/{example.name}", *found(example, example.parent.name), sep="\n")
