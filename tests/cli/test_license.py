"""`openness license`: terms, answers, expressions, list, compare, identify."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from openness import licenses
from openness.licenses import all_licenses


def error_of(run_cli, *words: str) -> str:
    """The complaint of a command that fails: one line, exit 2, nothing on standard output."""
    code, out, err = run_cli("license", *words)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    return str(err).removeprefix("openness: error: ").rstrip("\n")


def answers(run_cli, *words: str) -> dict[str, str]:
    code, out, _ = run_cli("license", *words, "--format", "json")
    assert code == 0
    return {one["question"]: one["answer"] for one in json.loads(out)["answers"]}


# One licence.


def test_terms_with_clauses(run_cli) -> None:
    code, out, err = run_cli("license", "llama2")
    assert (code, err) == (0, "")
    assert out.startswith("Llama 2 Community License Agreement\n")
    assert "outputs may train other models: forbidden (clause 1.b.v)" in out
    assert "threshold: > 700 million monthly active users, counted once, on 2023-07-18" in out
    assert "what llama-2-use-policy forbids:\n  - first of all: you may not allow others" in out
    assert (
        "planning or promoting it included,\n    such as (clause 1.1):\n    - violence or terrorism (clause 1.1.1)\n"
        in out
    )
    assert "\n  - harassing, abusing, threatening or bullying people (clause 1.2)\n" in out, "it hangs on nothing"
    assert "Not legal advice." in out


@pytest.mark.parametrize("words", [("Apache License 2.0",), ("Apache", "License", "2.0"), ("APACHE-2.0",)])
def test_a_spelling_leads_to_the_licence(run_cli, words: tuple[str, ...]) -> None:
    code, out, _ = run_cli("license", *words, "--format", "json")
    assert code == 0
    assert json.loads(out)["id"] == "apache-2.0"


def test_a_text_that_nobody_read_says_so(run_cli) -> None:
    unread = next(text.id for text in all_licenses() if not text.readings)
    assert "Nobody has read its text yet" in run_cli("license", unread)[1]
    assert set(answers(run_cli, unread, "--purpose", "host", "--country", "FR").values()) == {"unknown"}


def test_the_answers_for_you(run_cli) -> None:
    found = answers(run_cli, "llama3.1", "--users", "800e6", "--country", "FR", "--purpose", "distill")
    assert found == {
        "may it be used commercially": "no",
        "may it be used by who is based in FR": "no",
        "may its outputs train another model": "no",
    }


def test_who_is_shut_out_by_size_reads_that_first(run_cli) -> None:
    code, out, _ = run_cli("license", "llama3.1", "--users", "800e6", "--country", "FR")
    said = " ".join(out.split())
    none = (
        "barred: no right under llama3.1 to use it commercially, host it, modify it, pass it on or train another model"
    )
    assert (code, said.index(none) < said.index("may it be used by who is based in FR? no")) == (0, True)
    assert "today's does not count" in said
    bars = json.loads(run_cli("license", "llama3.1", "--users", "800e6", "--format", "json")[1])["bars"]
    assert [one["reason"]["clause"] for one in bars] == ["2"]
    assert "barred" not in run_cli("license", "llama3.1", "--users", "5e6", "--country", "FR")[1]


@pytest.mark.parametrize("purpose", ["host", "redistribute"])
def test_what_is_private_is_not_offered_to_others(run_cli, purpose: str) -> None:
    for target in ("gemma", "catalog:llama-2-70b"):
        code, out, err = run_cli("license", target, "--private", "--purpose", purpose)
        assert (code, out, len(err.splitlines())) == (2, "", 1)
        assert f"--private says that nothing is passed on or offered, --purpose {purpose} that it is" in err


def test_the_answers_in_text_carry_clauses(run_cli) -> None:
    _, out, _ = run_cli("license", "llama4", "--country", "FR", "--multimodal")
    assert "may it be used by who is based in FR? no" in out
    assert "(closing paragraph of llama-4-use-policy)" in " ".join(out.split())


@pytest.mark.parametrize(
    ("purpose", "question"),
    [
        ("commercial", "may it be used commercially"),
        ("host", "may it be hosted for others"),
        ("modify", "may it be modified"),
        ("redistribute", "may it be redistributed"),
        ("distill", "may its outputs train another model"),
    ],
)
def test_each_purpose_is_one_question(run_cli, purpose: str, question: str) -> None:
    assert list(answers(run_cli, "mit", "--purpose", purpose, "--purpose", purpose)) == [question]


@pytest.mark.parametrize("number", ["800e6", "800_000_000", "800,000,000"])
def test_numbers_as_people_write_them(run_cli, number: str) -> None:
    assert answers(run_cli, "llama2", "--users", number) == {"may it be used commercially": "no"}


def test_a_family_names_its_members(run_cli) -> None:
    assert error_of(run_cli, "openrail").startswith(
        "openrail: a family of licences, not one text; it may mean bigscience"
    )


def test_an_unknown_name_suggests_the_nearest(run_cli) -> None:
    assert error_of(run_cli, "llama3.11").startswith("llama3.11: unknown licence; did you mean llama3.1")


@pytest.mark.parametrize("name", ["other", "unlicensed", "qqqqqqqq"])
def test_what_is_no_licence(run_cli, name: str) -> None:
    assert error_of(run_cli, name).startswith(f"{name}: ")


def test_what_is_no_country(run_cli) -> None:
    assert error_of(run_cli, "hunyuan-3d-2.0", "--country", "Korea").startswith("Korea: no country code")


# Expressions.


def test_of_or_the_most_generous_of_and_the_strictest(run_cli) -> None:
    assert answers(run_cli, "MIT OR llama2", "--users", "8e8") == {"may it be used commercially": "yes"}
    assert answers(run_cli, "MIT AND llama2", "--users", "8e8") == {"may it be used commercially": "no"}
    assert answers(run_cli, "MIT OR llama2 AND CC-BY-NC-4.0", "--users", "8e8") == {
        "may it be used commercially": "yes"
    }
    assert answers(run_cli, "MIT AND no-such-thing", "--users", "1") == {"may it be used commercially": "unknown"}


def test_an_expression_shows_its_choices(run_cli) -> None:
    code, out, _ = run_cli("license", "mit OR apache-2.0 AND nobody-knows")
    assert code == 0
    assert out.splitlines() == [
        "MIT OR (Apache-2.0 AND nobody-knows)",
        "choice 1: MIT",
        "choice 2: Apache license 2.0 and nobody-knows (unknown)",
        "ask with --users, --revenue, --country or --purpose what it allows",
    ]


@pytest.mark.parametrize("text", ["MIT OR (", "(MIT", "MIT AND OR Apache-2.0"])
def test_what_is_no_expression(run_cli, text: str) -> None:
    assert "no licence expression" in error_of(run_cli, text)


def test_an_expression_of_nothing_known_is_an_unknown_name(run_cli) -> None:
    assert error_of(run_cli, "foo OR bar").startswith("foo: unknown licence")


# List and compare.


def test_the_list_has_all_83_ids_and_counts_what_was_read(run_cli) -> None:
    code, out, _ = run_cli("license", "list", "--format", "json")
    assert code == 0
    value = json.loads(out)
    assert value["summary"]["hub_ids"] == len(value["hub_ids"]) == 83
    known = {row["id"]: row for row in value["licenses"]}
    for name, target in value["hub_ids"].items():
        assert target["kind"] in ("license", "series", "family", "sentinel"), name
        if target["kind"] in ("license", "series"):
            assert name in known[target["id"]]["hub_ids"], name
            assert known[target["id"]]["name"]
    counts = value["summary"]["read_by"]
    assert sum(counts.values()) == len(known) == value["summary"]["texts"]
    assert counts["2"] >= value["summary"]["every_term_by_two"] == sum(row["verified_by_two"] for row in known.values())
    assert value["summary"]["every_term_by_two"] > 100


def test_the_list_in_text_ends_with_the_counts(run_cli) -> None:
    _, out, _ = run_cli("license", "list")
    assert "llama3.1" in out
    assert out.rstrip().splitlines()[-1].endswith("by nobody")


def test_what_changed_from_llama_2_to_llama_3_1(run_cli) -> None:
    code, out, _ = run_cli("license", "compare", "llama2", "llama3.1")
    assert code == 0
    at = out.splitlines().index("outputs may train other models")
    assert [line.split() for line in out.splitlines()[at + 1 : at + 3]] == [
        ["llama2:", "forbidden", "(1.b.v)"],
        ["llama3.1:", "allowed-with-condition", "(1.b.i)"],
    ]
    rows = json.loads(run_cli("license", "compare", "llama2", "llama3.1", "--format", "json")[1])
    assert ("derivative_name_prefix", "none", "Llama") in [(one["term"], one["before"], one["after"]) for one in rows]


def test_the_same_terms(run_cli) -> None:
    assert "give the same terms" in run_cli("license", "compare", "mit", "mit")[1]


@pytest.mark.parametrize("words", [("compare", "mit"), ("compare", "mit", "isc", "zlib"), ("list", "mit")])
def test_too_few_or_too_many_words(run_cli, words: tuple[str, ...]) -> None:
    assert "takes" in error_of(run_cli, *words)


# Identify.


def test_a_known_text(run_cli, a_strict_text: tuple[str, str], tmp_path: Path) -> None:
    identity, text = a_strict_text
    path = tmp_path / "LICENSE"
    path.write_text(text, encoding="utf-8")
    code, out, _ = run_cli("license", "identify", str(path))
    assert code == 0
    assert f"{identity} (license: {licenses.get(identity).name}), exact" in " ".join(out.split())
    shown = json.loads(run_cli("license", "identify", str(path), "--format", "json")[1])
    assert shown[0]["match"]["license"] == identity


def test_a_text_that_is_none(run_cli, tmp_path: Path) -> None:
    path = tmp_path / "LICENSE"
    path.write_text("You may do what you like on Tuesdays.\n" * 40)
    code, out, err = run_cli("license", "identify", str(path))
    assert (code, err) == (1, "")
    assert "no known licence text" in out


def test_a_changed_text_is_told_word_by_word_and_is_a_finding(run_cli, root: Path, tmp_path: Path) -> None:
    path = tmp_path / "LICENSE"
    text = (root / "LICENSE").read_text(encoding="utf-8")
    path.write_text(text.replace("hereby grants to You a perpetual", "hereby grants to You no perpetual", 1))
    code, out, err = run_cli("license", "identify", str(path))
    assert (code, err) == (1, "")
    assert f"{path}: modified apache-2.0; not concluded" in out
    assert "changed: a -> no" in out
    match = json.loads(run_cli("license", "identify", str(path), "--format", "json")[1])[0]["match"]
    assert (match["verdict"], match["license"], match["stretches"][0]["license"]) == ("modified", None, "apache-2.0")


def test_two_licences_in_one_file_are_listed_with_what_they_cover(run_cli, root: Path, tmp_path: Path) -> None:
    path = tmp_path / "LICENSE"
    text = (root / "LICENSE").read_text(encoding="utf-8")
    path.write_text(f"The weights are under these terms:\n\n{text}\n\nThe data come with the same:\n\n{text}")
    code, out, _ = run_cli("license", "identify", str(path))
    assert code == 1
    assert f"{path}: contains apache-2.0; not concluded" in out
    assert "said to cover: weights" in out
    assert "said to cover: data" in out
    assert all(len(line) <= 80 or str(path) in line for line in out.splitlines())


@pytest.mark.parametrize(
    "content",
    [b"", b"   \n\n", b"\x00\x01\x02\xff" * 400, b"word " * 10_000_000],
    ids=["empty", "blank", "binary", "50 MB"],
)
def test_a_file_that_cannot_be_a_licence_is_refused_with_one_line(run_cli, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "LICENSE"
    path.write_bytes(content)
    assert error_of(run_cli, "identify", str(path)).startswith(f"{path}: ")


def test_a_file_that_is_not_there(run_cli, tmp_path: Path) -> None:
    assert "no such file" in error_of(run_cli, "identify", str(tmp_path / "nothing"))
    assert "is a directory" in error_of(run_cli, "identify", str(tmp_path))


# Words that a stranger tries.


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("identify",), "`license identify` takes at least one file"),
        (("",), "an empty name; see `openness license list`"),
        (("qqqqqqqq",), "qqqqqqqq: unknown licence; see `openness license list`"),
        (("compare", "MIT OR isc", "mit"), "MIT OR isc: an expression; `license compare` takes two single licences"),
        (("llama2", "--users", "nan"), "argument --users: 'nan' is no number of 0 or more"),
        (("llama2", "--users=-5"), "argument --users: '-5' is no number of 0 or more"),
        (("llama2", "--revenue", "1e999"), "argument --revenue: '1e999' is no number of 0 or more"),
    ],
)
def test_a_wrong_word_is_told_the_right_one(run_cli, words: tuple[str, ...], message: str) -> None:
    assert error_of(run_cli, *words).startswith(message)


def test_the_list_has_one_licence_a_line(run_cli) -> None:
    lines = run_cli("license", "list")[1].splitlines()
    assert len(lines) == len(list(all_licenses())) + 2
    (line,) = (line for line in lines if line.startswith("apache-2.0 "))
    assert line.split(maxsplit=4) == ["apache-2.0", "license", "Apache-2.0", "2", "Apache license 2.0"]


def test_nothing_is_cut_and_no_line_is_longer_than_80_columns(run_cli) -> None:
    for words in (["llama4"], ["llama4", "--users", "8e8", "--purpose", "host"], ["compare", "llama2", "llama4"],
                  ["falcon", "--purpose", "commercial"], ["command-r", "--purpose", "distill"]):  # fmt: skip
        lines = run_cli("license", *words)[1].splitlines()
        assert [line for line in lines if len(line) > 80 and not line.startswith("https://")] == []
        assert not any("…" in line for line in lines)


def test_a_family_answers_where_its_members_agree(run_cli) -> None:
    for purpose, answer in (("commercial", "with-conditions"), ("host", "unknown")):
        code, out, _ = run_cli("license", "falcon", "--purpose", purpose, "--format", "json")
        value = json.loads(out)
        assert (code, value["members"]) == (0, ["falcon-180b", "falcon-2-11b", "falcon-3"])
        assert value["answers"][0]["answer"] == answer
    code, out, _ = run_cli("license", "falcon", "--purpose", "host")
    assert "a family of licences; it may mean falcon-180b, falcon-2-11b, falcon-3" in out
    value = json.loads(run_cli("license", "llama2", "--format", "json")[1])
    assert value["forbidden"][2]["under"].startswith("illegal or unlawful activity")


def test_a_model_s_name_says_what_it_stands_for(run_cli) -> None:
    code, out, _ = run_cli("license", "gpt-oss", "--purpose", "commercial")
    assert code == 0
    assert out.splitlines()[:2] == ["Apache-2.0", "OpenAI publishes the gpt-oss models under it."]
    assert json.loads(run_cli("license", "gpt-oss", "--format", "json")[1])["meant_by"]["name"] == "gpt-oss"


def test_what_is_forbidden_and_carried_stands_in_json(run_cli) -> None:
    value = json.loads(run_cli("license", "llama3.1", "--format", "json")[1])
    assert {"text": "breaking applicable law, trade rules included", "clause": "1.b.iv", "license": "llama3.1",
            "certainty": "certain"} in value["forbidden"]  # fmt: skip
    assert any("word for word" in one["text"] for one in value["must_carry"])


def test_a_spelling_of_an_spdx_id_stays_what_it_is(run_cli) -> None:
    assert "AGPL-3.0-or-later" in run_cli("license", "AGPL-3.0-or-later")[1].splitlines()[1]


def test_lines_end_with_a_word_and_reasons_hang_together(run_cli) -> None:
    out = "".join(run_cli("license", *words)[1] for words in (["mit"], ["llama3.1"], ["llama3.1", "--users", "8e8"]))
    assert [line for line in out.splitlines() if line != line.rstrip()] == []
    assert "    2024-07-23: another licence must be asked for; the size given is taken as\n" in out


def test_options_may_stand_before_the_file(run_cli, root: Path) -> None:
    out = run_cli("license", "identify", "--format", "json", str(root / "LICENSE"))[1]
    assert json.loads(out)[0]["match"]["license"] == "apache-2.0"


def test_what_is_forbidden_stands_where_something_is_allowed_and_a_contested_reading_says_so(run_cli) -> None:
    refused = " ".join(run_cli("license", "flux-1-dev", "--purpose", "commercial")[1].split())
    assert "may it be used commercially? no" in refused
    assert "for outputs contested: 2.d allows any purpose" in refused
    assert "forbids:" not in refused, "a plain no has its reason; a list of what else is forbidden hides it"
    allowed = " ".join(run_cli("license", "flux-1-dev", "--purpose", "modify")[1].split())
    assert "(clause 4.a(i), 2.d, read as contested)" in allowed


def test_the_duties_say_when_they_are_due(run_cli) -> None:
    out = run_cli("license", "llama3.1")[1]
    shared = out.split("  when copies or changed versions are passed on:\n")[1].split("  when ")[0]
    assert "this text, word for word" in shared
    assert "  when it is used at all, also privately:\n  - the Llama 3.1 Acceptable Use Policy" in out
    assert "  - once they have ended: delete all copies and stop using it (clause 6)" in out


def test_private_use_is_bound_by_no_duty_of_sharing(run_cli) -> None:
    ask = ("license", "llama3.1", "--purpose", "commercial", "--format", "json")
    reasons = [why["text"] for why in json.loads(run_cli(*ask)[1])["answers"][0]["reasons"]]
    assert any("Built with Llama" in why for why in reasons)
    private = [why["text"] for why in json.loads(run_cli(*ask, "--private")[1])["answers"][0]["reasons"]]
    assert [why[:40] for why in private if why.startswith("required")] == ["required: keep to the licensor's brand g"]
    assert any(why.startswith("fields of use are restricted") for why in private)
    assert run_cli("license", "zlib", "--private", "--purpose", "modify")[1].count("with-conditions") == 1
