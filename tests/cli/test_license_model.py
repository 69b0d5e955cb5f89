"""`openness license` for models and policies: text, JSON, many targets, exit codes."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from openness.card import ModelCard

EXAMPLES = Path(__file__).parent.parent / "policy"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the example cards and their policy, above which no settings stand."""
    shutil.copytree(EXAMPLES / "models", tmp_path / "models")
    shutil.copy(EXAMPLES / "policy.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)  # read once, at import
    return tmp_path


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_answer_for_a_model_from_its_licence_to_what_would_settle_it(run_cli) -> None:
    code, out, err = run_cli("license", "models/laundered.md", "--purpose", "commercial", "--users", "800e6")
    assert (code, err) == (0, "")
    assert out.splitlines()[:8] == [
        "models/laundered.md (Acme Chat)",
        "",
        "own licence: Apache-2.0, known (front matter, line 2)",
        "base meta-llama/Llama-2-7b-hf (finetune): llama2, known",
        "(meta-llama/Llama-2-7b-hf's publisher)",
        "",
        "barred: no right under llama2 to use it commercially, host it, modify it, pass",
        "        it on or train another model on its outputs: 800 million are above 700",
    ]
    assert "(clause 2 of llama2)\n\nmay it be used commercially? no\n\nin short, for whoever is not barred:\n" in out
    assert words(out).count("are above 700 million monthly") == 1
    assert "for meta-llama/Llama-2-7b-hf under llama2:" in out
    assert "“Llama 2 is licensed under the LLAMA 2 Community License," in out


@pytest.mark.parametrize("name", ["contradicted", "family", "silent", "nobodys-base", "noncommercial", "laundered"])
def test_lines_fit_80_columns_and_nothing_is_cut(run_cli, name: str) -> None:
    _, out, _ = run_cli("license", f"models/{name}.md")
    assert [line for line in out.splitlines() if len(line) > 80 and "http" not in line] == []
    assert "…" not in out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "contradicted",
            "own licence: contradicted: its places disagree: front matter, line 2 says “license: mit”; line 8",
        ),
        ("contradicted", "mit would say yes, cc-by-nc-4.0 would say no"),
        ("silent", "own licence: unknown: no licence is declared"),
        ("silent", "for Acme Silent: not known, as its licence is unknown"),
        ("silent", "the model's own licence: a licence file in its repository, or its publisher's word"),
        ("nobodys-base", "base nobody/knows (finetune): unknown: this card does not say under which licence it is"),
        ("nobodys-base", "may it be used commercially? unknown (yes by MIT alone)"),
        ("apache", "contested is whether the data's licences bind the model; not counted above:"),
        ("apache", "no licence is stated here for acme/news"),
    ],
)
def test_what_is_not_known_is_said(run_cli, name: str, said: str) -> None:
    assert said in words(run_cli("license", f"models/{name}.md")[1])


def test_a_series_an_unread_text_and_a_second_licence_in_the_prose_are_said(run_cli, home: Path) -> None:
    """A product's counsel needs no other page: which version, what is not read, what else the card names."""
    front = "---\nlicense: gemma\n---\n\n# Acme Tern\n\n"
    terms = "**Terms of use**: [Terms](https://ai.google.dev/gemma/terms)\n\n- License: Apache-2.0\n"
    (home / "tern.md").write_text(front + terms)
    said = words(run_cli("license", "tern.md", "--assume-card")[1])
    assert "own licence: gemma, known (front matter, line 2); which of its 3 versions holds is not known" in said
    assert "- which version of gemma holds: gemma-2024-02-21, gemma-2024-04-01, gemma-2025-03-24;" in said
    assert "- whether apache-2.0 binds too: line 9 says “License: Apache-2.0”" in said
    assert "what ends the rights: - a breach, if the licensor terminates (clause 4.5)" in said
    (home / "kite.md").write_text("---\nlicense: other\nlicense_name: h-research\n---\n\n# Acme Kite\n")
    said = words(run_cli("license", "kite.md", "--assume-card")[1])
    assert "under h-research: - not known: nobody here has read its text; https://" in said
    assert "- nothing" not in said


def test_bases_whose_licences_nobody_knows_are_named_once(run_cli, home: Path) -> None:
    bases = "base_model:\n- nobody/one\n- nobody/two\n"
    (home / "merge.md").write_text(f"---\nlicense: llama2\n{bases}tags:\n- merge\n---\n\n# Acme Gull\n")
    out = run_cli("license", "merge.md", "--assume-card")[1]
    said = words(out)
    assert "for nobody/one, nobody/two: not known, as their licences are unknown" in said
    assert "- the licences of nobody/one, nobody/two: their own cards or licence files;" in said
    assert "nobody/one, nobody/two: this card does not say under which licence it is" in said
    assert "what llama-2-use-policy forbids:" in out  # a condition by what is known has its list, too


def test_weights_that_are_not_simply_there_are_said(run_cli) -> None:
    out = run_cli("license", "catalog:gpt-4")[1]
    assert "\nweights: api-only; there is nothing to download: the provider's terms of service\n" in out
    for purpose in ("hosted for others", "modified", "redistributed"):
        assert f"\nmay it be {purpose}? no\n" in out
    assert "there is no copy to pass on" in words(out)
    assert "openai-terms-2024-12-11 came later, by which commercial: unknown" in words(out)
    assert "its provider may change them (clause 9(f))" in words(out)
    assert "\nweights: " not in run_cli("license", "catalog:olmo-2-7b")[1]


def test_a_licence_stays_a_licence_and_a_path_is_a_model(run_cli) -> None:
    shutil.copy("models/noncommercial.md", "mit")
    assert run_cli("license", "mit")[1].startswith("MIT\n")
    assert run_cli("license", "./mit", "--assume-card")[1].startswith("./mit (Acme Voice)\n")
    assert run_cli("license", "https://spdx.org/licenses/MIT.html")[1].startswith("MIT\n")


@pytest.mark.parametrize(
    ("target", "asked"),
    [
        ("acme/x", ("acme/x", None)),
        ("acme/x@v2", ("acme/x", "v2")),
        ("https://huggingface.co/acme/x", ("acme/x", None)),
        ("https://huggingface.co/acme/x/tree/main", ("acme/x", "main")),
        ("https://hf.co/acme/x/blob/v2/README.md?raw=1", ("acme/x", "v2")),
    ],
)
def test_the_hub_is_asked_for_ids_and_urls(
    run_cli, monkeypatch: pytest.MonkeyPatch, target: str, asked: tuple[str, str | None]
) -> None:
    seen = []

    def fetch(repo_id: str, revision: str | None = None, *, offline: bool = False) -> ModelCard:
        seen.append((repo_id, revision, offline))
        return ModelCard.read("models/llama.md")

    monkeypatch.setattr("openness.hub.fetch", fetch)
    code, out, _ = run_cli("license", target, "--offline", "--purpose", "distill")
    assert (code, seen) == (0, [(*asked, True)])
    assert "may its outputs train another model? with-conditions" in out


@pytest.mark.parametrize(
    ("target", "complaint"),
    [
        ("nobody/knows", "nobody/knows: "),
        ("https://huggingface.co/nobody/knows/tree/main", "nobody/knows"),
        ("https://huggingface.co/datasets/acme/x", "https://huggingface.co/datasets/acme/x: a dataset of the Hub"),
        ("https://acme.example/model", "https://acme.example/model: neither a model of the Hub nor"),
        ("models/none.md", "models/none.md: no such file or folder"),
        ("catalog:llama-2-70", "catalog:llama-2-70: no such system; did you mean"),
    ],
)
def test_what_cannot_be_read_is_one_line(run_cli, target: str, complaint: str) -> None:
    code, out, err = run_cli("license", target, "--offline")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert complaint in err


def test_many_targets_one_of_which_cannot_be_read(run_cli) -> None:
    code, out, err = run_cli("license", "mit", "models/none.md", "catalog:phi-2", "--purpose", "host")
    assert code == 2
    assert "models/none.md: no such file or folder" in err
    assert out.count("may it be hosted for others?") == 2


def test_targets_from_a_file(run_cli, home: Path) -> None:
    (home / "list.txt").write_text("# ours\nmodels/apache.md  # the small one\n\nllama2\n")
    code, out, _ = run_cli("license", "--from-file", "list.txt", "--format", "json")
    assert code == 0
    assert [one["target"] for one in json.loads(out)["results"]] == ["models/apache.md", "llama2"]
    assert run_cli("license", "--from-file", "none.txt")[0] == 2
    assert run_cli("license")[0] == 2


def test_the_answer_as_json(run_cli) -> None:
    _, out, _ = run_cli("license", "models/laundered.md", "--purpose", "distill", "--format", "json")
    value = json.loads(out)
    assert (value["format"], value["version"], "policy" in value) == ("openness-license", "1.0", False)
    (row,) = value["results"]
    assert [(one["role"], one["license"], one["answers"]) for one in row["sources"]] == [
        ("own", "Apache-2.0", {"distill": "yes"}),
        ("base", "LicenseRef-llama2", {"distill": "with-conditions"}),
    ]
    assert [(one["about"], one["answer"]) for one in row["answers"]] == [("distill", "with-conditions")]
    assert row["carry"][1]["items"][0]["clause"] == "1.b.i"


# Policy.

EXPECTED = {
    "adapter": (True, []),
    "apache": (True, []),
    "choice": (True, []),
    "contradicted": (False, ["fails, license: own licence: its places disagree"]),
    "family": (False, ["fails, deny: own licence: bigscience-openrail-m is denied: `use-restricted`"]),
    "laundered": (False, ["fails, deny: base meta-llama/Llama-2-7b-hf: llama2 is denied: `use-restricted`"]),
    "llama": (False, ["fails, deny: own licence: llama2 is denied: `use-restricted`"]),
    "nobodys-base": (True, ["not known, license: base nobody/knows: its licence is not known"]),
    "noncommercial": (
        False,
        [
            "fails, purpose.commercial: own licence: may it be used commercially? no: commercial use is not granted",
            "fails, deny: own licence: cc-by-nc-4.0 is denied: `non-commercial` (commercial use: forbidden)",
        ],
    ),
    "silent": (True, ["not known, license: own licence: its licence is not known: no licence is declared"]),
}
"""Of each example card whether it meets the policy, and how the lines begin that say why."""


def test_a_policy_over_a_folder(run_cli) -> None:
    code, out, err = run_cli("license", "models", "--policy", "policy.toml")
    assert (code, err) == (1, "")
    body, _, summary = out.rstrip("\n").rpartition("\n\n")
    assert summary == "5 of 10 do not meet the policy of policy.toml"
    found = {}
    for block in body.split("models/")[1:]:
        name, _, said = words(block).partition(".md: ")
        found[name] = said
    assert set(found) == set(EXPECTED)
    for name, (met, lines) in EXPECTED.items():
        said = found[name]
        assert said.startswith("meets the policy" if met else "does not meet the policy"), name
        for line in lines:
            assert f"- {line}" in said, name
        assert lines or said.strip() == "meets the policy", name


def test_a_policy_that_is_met(run_cli) -> None:
    assert run_cli("license", "models/apache.md", "models/choice.md", "--policy", "policy.toml")[0] == 0
    code, out, _ = run_cli("license", "models/apache.md", "--policy", "policy.toml")
    assert code == 0
    assert "models/apache.md: meets the policy\n" in out
    assert out.startswith("models/apache.md (Acme 1B)\n"), "of one model the whole answer is shown too"


def test_on_unknown_decides_the_exit_code(run_cli, home: Path) -> None:
    for word, code in (("fail", 1), ("warn", 0), ("pass", 0)):
        (home / "p.toml").write_text(f'deny = ["llama2"]\non-unknown = "{word}"\n')
        assert run_cli("license", "models/silent.md", "--policy", "p.toml")[0] == code


def test_the_settings_hold_a_policy(run_cli, home: Path) -> None:
    assert run_cli("license", "models/llama.md")[0] == 0
    (home / "pyproject.toml").write_text('[tool.openness.policy]\ndeny = ["llama2"]\n')
    assert run_cli("license", "models/llama.md")[0] == 1
    assert run_cli("license", "models/llama.md", "--policy", "pyproject.toml")[0] == 1
    (home / "openness.toml").write_text('[policy]\ndeny = ["mit"]\n')
    assert run_cli("license", "models/llama.md")[0] == 0
    assert run_cli("license", "llama2")[0] == 0, "a licence alone is judged where --policy asks for it"
    assert run_cli("license", "mit", "--policy", "openness.toml")[0] == 1


def test_the_command_line_goes_before_the_policy(run_cli, home: Path) -> None:
    (home / "p.toml").write_text('purpose = "commercial"\nusers = 1e6\n')
    assert run_cli("license", "models/llama.md", "--policy", "p.toml")[0] == 0
    assert run_cli("license", "models/llama.md", "--policy", "p.toml", "--users", "800e6")[0] == 1


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('denny = ["mit"]', "p.toml: unknown key `denny`; did you mean `deny`?"),
        ("deny = [", "p.toml: not TOML"),
    ],
)
def test_a_wrong_policy_is_wrong_usage(run_cli, home: Path, text: str, complaint: str) -> None:
    (home / "p.toml").write_text(text)
    code, out, err = run_cli("license", "models/apache.md", "--policy", "p.toml")
    assert (code, out) == (2, "")
    assert complaint in err


def test_a_policy_that_is_not_there(run_cli, home: Path) -> None:
    assert run_cli("license", "mit", "--policy", "none.toml")[0] == 2
    (home / "pyproject.toml").write_text("[tool.other]\n")
    assert "no table [tool.openness.policy]" in run_cli("license", "mit", "--policy", "pyproject.toml")[2]


def test_a_wrong_policy_in_the_settings_is_told_by_every_command_that_reads_them(run_cli, home: Path) -> None:
    (home / "openness.toml").write_text('[policy]\non-unknown = "perhaps"\n')
    code, _, err = run_cli("check", "models/apache.md")
    assert code == 2
    assert "openness.toml: policy: `on-unknown` takes fail, warn, pass, found 'perhaps'" in err
    (home / "openness.toml").write_text("policy = 3\n")
    assert "`policy` takes a table, found 3" in run_cli("check", "models/apache.md")[2]


def test_a_policy_as_json(run_cli) -> None:
    _, out, _ = run_cli("license", "models/laundered.md", "--policy", "policy.toml", "--format", "json")
    value = json.loads(out)
    assert value["policy"] == {"file": "policy.toml", "met": False}
    (breach,) = value["results"][0]["policy"]["breaches"]
    assert (breach["source"], breach["license"], breach["clause"]) == ("meta-llama/Llama-2-7b-hf", "llama2", "1.b.iv")


def test_a_card_cannot_steer_the_terminal(run_cli, home: Path) -> None:
    (home / "evil.md").write_text('---\nlicense: "acme\\e[31m"\nbase_model: "acme/x\\e[0m"\n---\n# A\n')
    _, out, _ = run_cli("license", "evil.md")
    assert "\x1b" not in out


def test_the_page_about_models_runs_as_written(run_cli, root: Path) -> None:
    page = (root / "docs/licenses/models.md").read_text(encoding="utf-8")
    fences = re.findall(r"^```sh\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    commands = [
        line.partition("  #") for fence in fences for line in fence.splitlines() if line.startswith("openness ")
    ]
    assert len(commands) >= 5
    for command, _, remark in commands:
        code, _, err = run_cli(*shlex.split(command)[1:])
        assert code == (1 if "exit code 1" in remark else 0), f"{command}: {code}: {err}"


def test_no_name_is_left_out_where_a_family_says_what_its_texts_agree_on(run_cli, home: Path) -> None:
    front = "---\nlicense: other\nlicense_name: yi-license\nbase_model: acme/heron\n---\n# Acme Egret\n"
    (home / "egret.md").write_text(front)
    _, text, _ = run_cli("license", "egret.md", "--assume-card")
    out = words(text)
    assert "may it be used commercially? no" in out
    told = (
        "may it be hosted for others? unknown (with-conditions by each known text of yi-license alone; no if the use is"
    )
    assert f"{told} commercial)" in out
    assert "by  alone" not in text
    assert "for Acme Egret under yi-license: if it is one of the texts known by that name, at least this" in out
    assert "the law that governs: CN: mainland law (clause 5 of yi-license)" in out
    assert "what each known text of yi-license forbids: - first of all: you may not enable or help" in out
    notice = words(run_cli("notice", "egret.md", "--assume-card")[1])
    assert "attribute the source clearly to the licensor (clause 2.4)" in notice


def test_a_long_answer_has_what_counts_on_its_first_page_and_says_nothing_twice(run_cli, home: Path) -> None:
    """What may be done, what must be carried along and what is not known come before grounds and lists."""
    lora = "---\nlicense: other\nlicense_name: flux-1-dev-non-commercial-license\nbase_model: black-forest-labs/FLUX.1-dev\ntags:\n- lora\n---\n# Acme Tern\n"
    (home / "tern.md").write_text(lora)
    _, out, _ = run_cli("license", "tern.md", "--assume-card")
    heads = [
        "may it be used",
        "in short",
        "what must be carried",
        "what would settle",
        "why:",
        "what ends",
        "what flux-1-dev forbids",
    ]
    found = [out.index(f"\n{head}") for head in heads]
    assert found == sorted(found)
    assert out[: found[4]].count("\n") < 75
    assert out.count("\n") < 215
    items = [words(item) for item in re.split(r"\n\s*- ", out[found[-1] :])]
    assert len(items) == len(set(items))
    for each in ("military purposes (clause 4.a(ii))", "a breach, at once (clause 8.a)", "clause 3.b"):
        assert each in words(out)


def test_a_place_that_is_shut_out_is_told_with_whom_it_means(run_cli) -> None:
    """The policy of Llama 4 leaves out who is based in the EU, for multimodal models, and exempts end users."""
    out = words(run_cli("license", "catalog:llama-4-maverick", "--country", "FR", "--multimodal")[1])
    told = "may it be used by who is based in FR? no: multimodal models: individuals domiciled in, and companies"
    assert told in out
    assert "exempt: end users of a product" in out[out.index(told) : out.index("in short")]
    out = words(run_cli("license", "catalog:llama-4-maverick", "--country", "FR")[1])
    asked = "based in FR? with-conditions (no if the model is multimodal and you are not exempt)"
    assert asked in out
