"""What a checked repository's own settings may do, that it is counted, and that `--isolated` ignores them."""

from __future__ import annotations

from pathlib import Path

import pytest

CARD = "---\nlicense: apache 2\nlanguage: no\n---\n# Acme\n\nText.\n"
SETTINGS = {
    "ignore": 'ignore = ["misspelled-license"]\n',
    "extend-ignore": 'extend-ignore = ["misspelled-license"]\n',
    "select": 'select = ["boolean-language"]\n',
    "per-file-ignores": '[per-file-ignores]\n"*.md" = ["misspelled-license"]\n',
    "family": 'ignore = ["license"]\n',
}


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text(CARD)
    return tmp_path


@pytest.mark.parametrize("name", SETTINGS)
def test_what_settings_silence_is_counted_in_the_summary(checkout: Path, run_cli, name: str) -> None:
    (checkout / "openness.toml").write_text(SETTINGS[name])
    code, out, _ = run_cli("check", "README.md")
    assert code == 0
    assert "error[misspelled-license]" not in out
    assert "silenced by settings (--isolated shows them)" in out
    count = int(out.split(" silenced by settings")[0].rsplit("; ", 1)[1])
    assert count >= 1


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("file", ["openness.toml", "pyproject.toml"])
def test_isolated_ignores_settings_that_are_found(checkout: Path, run_cli, name: str, file: str) -> None:
    head = "[tool.openness]\n" if file == "pyproject.toml" else ""
    text = SETTINGS[name].replace("[per-file", "[tool.openness.per-file") if head else SETTINGS[name]
    (checkout / file).write_text(text if text.startswith("[tool") else head + text)
    plain = run_cli("check", "README.md", "--isolated")
    (checkout / file).unlink()
    assert plain == run_cli("check", "README.md")
    assert plain[0] == 1


def test_isolated_reads_nothing_of_a_broken_or_hostile_settings_file(checkout: Path, run_cli) -> None:
    (checkout / "openness.toml").write_text('plugins = ["evil"]\nbaseline = "/dev/zero"\n')
    assert run_cli("check", "README.md")[0] == 2
    assert run_cli("check", "README.md", "--isolated")[0] == 1


def test_isolated_takes_the_settings_that_its_caller_names(checkout: Path, run_cli) -> None:
    (checkout / "openness.toml").write_text('ignore = ["boolean-language"]\n')
    (checkout / "mine.toml").write_text('ignore = ["misspelled-license"]\n')
    _, out, _ = run_cli("check", "README.md", "--isolated", "--config", "mine.toml")
    assert "boolean-language" in out
    assert "error[misspelled-license]" not in out


def test_a_baseline_of_the_settings_is_counted_and_ignored_in_isolation(checkout: Path, run_cli) -> None:
    assert run_cli("check", "README.md", "--format", "json", "-o", "known.json", "--fail-on", "never")[0] == 0
    (checkout / "openness.toml").write_text('baseline = "known.json"\n')
    code, out, _ = run_cli("check", "README.md")
    assert code == 0
    assert "known to the baseline" in out
    assert run_cli("check", "README.md", "--isolated")[0] == 1


def test_an_excluded_file_is_told(checkout: Path, run_cli) -> None:
    (checkout / "openness.toml").write_text('exclude = ["*.md"]\n')
    assert "skipped README.md: excluded by settings" in run_cli("check", "README.md")[1]
    assert "1 file by `exclude`" in run_cli("check", "README.md", "--format", "concise")[2]


@pytest.mark.parametrize("form", ["concise", "json", "sarif", "github", "junit", "html"])
def test_a_format_without_a_summary_tells_it_on_standard_error(checkout: Path, run_cli, form: str) -> None:
    (checkout / "openness.toml").write_text(SETTINGS["ignore"])
    text = CARD.replace("language: no", "language: no  # openness: ignore[boolean-language] why")
    (checkout / "README.md").write_text(text)
    _, _, err = run_cli("check", "README.md", "--format", form)
    assert err.startswith("openness: note: kept silent: ")
    assert "1 finding by " in err
    assert "openness.toml" in err
    assert "1 finding by comments" in err
    assert run_cli("check", "README.md", "--format", form, "-q")[2] == ""


@pytest.mark.usefixtures("checkout")
def test_what_the_command_line_leaves_out_is_nobodys_silence(run_cli) -> None:
    _, out, _ = run_cli("check", "README.md", "--ignore", "misspelled-license")
    assert "silenced" not in out
    _, out, _ = run_cli("check", "README.md", "--select", "boolean-language")
    assert "silenced" not in out


def test_isolated_ignores_a_policy_that_is_found(checkout: Path, run_cli) -> None:
    (checkout / "openness.toml").write_text('[policy]\nallow = ["mit"]\n')
    (checkout / "README.md").write_text(CARD.replace("apache 2", "apache-2.0"))
    assert run_cli("license", "README.md")[0] == 1
    code, out, _ = run_cli("license", "README.md", "--isolated")
    assert (code, "policy" in out) == (0, False)


def test_mending_touches_nothing_of_a_rule_that_settings_switch_off(checkout: Path, run_cli) -> None:
    (checkout / "openness.toml").write_text(SETTINGS["ignore"])
    run_cli("check", "README.md", "--fix")
    assert "license: apache 2\n" in (checkout / "README.md").read_text()


def test_the_pages_say_which_to_use(root: Path) -> None:
    configuration = (root / "docs/configuration.md").read_text()
    for title in ("## pre-commit", "## GitHub Actions"):
        part = configuration.partition(title)[2].partition("\n## ")[0]
        assert "--isolated" in part, title
    assert "--isolated" in (root / "docs/security.md").read_text()
    assert "docs/security.md" in (root / "SECURITY.md").read_text()
