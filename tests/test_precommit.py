"""The real pre-commit in a git repository of its own, against this checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
BAD = "---\nlicense: apache 2\n---\n# Acme\n\nText.\n"
WARNS = "---\nlicense: apache-2.0\nlanguage: no\ndatasets: [acme/a]\n---\n# Acme\n\nTrained on [acme/a](https://huggingface.co/datasets/acme/a).\n"
GOOD = "---\nlicense: apache-2.0\ndatasets: [acme/a]\n---\n# Acme\n\nTrained on [acme/a](https://huggingface.co/datasets/acme/a).\n"


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    identity = ["-c", "user.name=acme", "-c", "user.email=acme@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *identity, *words], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, lacking: Callable[..., NoReturn]) -> Path:
    """A repository with the hook installed, from a snapshot of this checkout as it is."""
    if not (ROOT / ".git").exists():
        lacking("git")
    source = tmp_path_factory.mktemp("openness")
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").stdout.split("\0")
    for name in listed:
        if (
            name
            and (ROOT / name).is_file()
            and name.startswith(("openness/", "schema/", "pyproject", "README", "LICENSE", ".pre-commit-hooks"))
        ):
            target = source / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "snapshot"]):
        run = git(source, *words)
        assert run.returncode == 0, run.stderr
    commit = git(source, "rev-parse", "HEAD").stdout.strip()

    folder = tmp_path_factory.mktemp("project")
    git(folder, "init", "-q")
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {source}\n    rev: {commit}\n    hooks:\n      - id: openness-check\n      - id: openness-validate\n"
    )
    install = subprocess.run(
        [sys.executable, "-m", "pre_commit", "install", "--install-hooks"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert install.returncode == 0, install.stdout + install.stderr
    return folder


def commit(project: Path, files: dict[str, str]) -> subprocess.CompletedProcess[str]:
    git(project, "rm", "-q", "--cached", "-r", "--ignore-unmatch", ".")
    for name, text in files.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        git(project, "add", "-f", name)
    return git(project, "commit", "-q", "--allow-empty", "-m", "a card")


def test_a_bad_card_blocks_the_commit_with_its_place(project: Path) -> None:
    run = commit(
        project, {".pre-commit-config.yaml": (project / ".pre-commit-config.yaml").read_text(), "README.md": BAD}
    )
    assert run.returncode == 1
    assert "README.md:2:10: error[misspelled-license]" in run.stdout + run.stderr
    assert git(project, "log", "--oneline").stdout == ""


def test_a_good_card_and_an_ordinary_readme_pass(project: Path) -> None:
    config = (project / ".pre-commit-config.yaml").read_text()
    run = commit(
        project, {".pre-commit-config.yaml": config, "README.md": GOOD, "docs/README.md": "# A library\n\nText.\n"}
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_a_warning_passes_and_is_shown(project: Path) -> None:
    config = (project / ".pre-commit-config.yaml").read_text()
    run = commit(project, {".pre-commit-config.yaml": config, "README.md": WARNS})
    shown = run.stdout + run.stderr
    assert run.returncode == 0, shown
    assert "README.md:3:11: warning[boolean-language]" in shown


def test_new_findings_fail_and_known_ones_pass(project: Path) -> None:
    """The hook for projects with old cards; a baseline that is missing says in one line how it is written."""
    before = (project / ".pre-commit-config.yaml").read_text()
    files = {
        ".pre-commit-config.yaml": before.replace("id: openness-check\n", "id: openness-check-new\n"),
        "old/README.md": BAD,
    }
    baseline = project / ".openness-baseline.json"
    try:
        run = commit(project, files)
        (said,) = [line for line in (run.stdout + run.stderr).splitlines() if "openness: error:" in line]
        assert run.returncode == 1
        words = said.split("`")[1].split()
        assert words[0] == "openness"
        written = subprocess.run(
            [sys.executable, "-m", *words], cwd=project, capture_output=True, text=True, check=False,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert (written.returncode, baseline.is_file()) == (0, True), written.stderr
        known = commit(project, files)
        assert known.returncode == 0, known.stdout + known.stderr
        run = commit(project, files | {"old/README.md": BAD.replace("apache 2", "mit license")})
        assert run.returncode == 1
        assert "old/README.md:2:10: error[misspelled-license]" in run.stdout + run.stderr
    finally:
        baseline.unlink(missing_ok=True)
        shutil.rmtree(project / "old", ignore_errors=True)
        (project / ".pre-commit-config.yaml").write_text(before)


def test_a_bad_statement_blocks_the_commit(project: Path) -> None:
    config = (project / ".pre-commit-config.yaml").read_text()
    run = commit(project, {".pre-commit-config.yaml": config, "openness.yaml": "weights:\n  access: publik\n"})
    assert run.returncode == 1
    assert "openness.yaml:2:11" in run.stdout + run.stderr


def test_the_projects_own_configuration_is_valid_and_runs_the_quick_checks() -> None:
    words = [sys.executable, "-m", "pre_commit", "validate-config", ".pre-commit-config.yaml"]
    run = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    hooks = {
        hook["id"]: hook["entry"].removeprefix(".venv/bin/python ").removesuffix(" --force-exclude")
        for repo in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
        for hook in repo["hooks"]
    }
    ci = (ROOT / ".ci/run").read_text()
    own = {one["id"]: one["entry"] for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    new = own.pop("openness-check-new")  # for projects with a baseline: this one has none
    assert new == own["openness-check"].replace("--format", "--baseline .openness-baseline.json --format")
    for name, entry in own.items():
        assert hooks.pop(name) == f"-m {entry}"
    assert all(f"$py {entry}" in ci for entry in hooks.values()), hooks
    assert ci.index("quick") < ci.index("tools/generate.py") < ci.index('step "tests')
