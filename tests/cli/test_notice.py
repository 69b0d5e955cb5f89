"""`openness notice`: complete, word for word, written whole or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

LLAMA_2 = (
    "Llama 2 is licensed under the LLAMA 2 Community License, Copyright (c) Meta Platforms, Inc. All Rights Reserved."
)

QUOTES = str.maketrans("“”’", '""\'')


def plain(text: str) -> str:
    return " ".join(text.split())


def test_two_models_under_one_licence(run_cli) -> None:
    code, out, err = run_cli("notice", "catalog:llama-2-70b", "catalog:code-llama-34b")
    assert (code, err.count("to be added by hand: the text of Llama 2 Community License Agreement")) == (1, 1)
    assert out.count("Llama 2 Community License Agreement") == 2, "its duties, and that its text is to be added"
    assert "An address is no copy" in out
    assert "for meta-llama/Llama-2-70b-hf, codellama/CodeLlama-34b-hf\n" in out
    assert f"\n      {LLAMA_2}\n" in out, "prescribed words stand on one line, unbroken"
    assert "When copies or changed versions are passed on:\n- a copy of the licence (clause 1.b.i)" in out
    assert "the Llama 2 Acceptable Use Policy" in out
    assert "https://ai.meta.com/llama/use-policy" in out


def test_it_is_complete_and_verbatim_against_the_text(run_cli, shared: Path) -> None:
    """Every clause of the agreement that asks to carry something along has its item; the notice is the text's own."""
    text = plain((shared / "data/licenses/texts/llama-2-community-license.txt").read_text(encoding="utf-8"))
    _, out, _ = run_cli("notice", "catalog:llama-2-70b", "catalog:code-llama-34b", "--format", "json")
    (one,) = json.loads(out)["licenses"]
    items = {(item["kind"], item["clause"]): item for item in one["items"]}
    assert len(items) == len(one["items"]), "nothing twice"
    assert set(items) == {
        ("license-copy", "1.b.i"),
        ("notice", "1.b.iii"),
        ("use-policy", "1.b.iv"),
        ("other", "1.b.i"),
    }
    quoted = items["notice", "1.b.iii"]["verbatim"]
    assert f'"{quoted}"' in text.replace("“", '"').replace("”", '"')


def test_every_prescribed_notice_stands_word_for_word_in_a_text(shared: Path) -> None:
    from openness.licenses import get
    from openness.licenses.details import detailed
    from openness.licenses.notices import carried

    texts = [
        plain(path.read_text(encoding="utf-8", errors="replace")).translate(QUOTES)
        for path in (shared / "data/licenses/texts").iterdir()
        if path.is_file()
    ]
    notices = [
        item
        for name in detailed()
        for item in carried(get(name))
        if item.kind == "notice" and item.verbatim is not None
    ]
    assert len(notices) >= 50
    lost = [one for one in notices if not any(plain(one.verbatim).translate(QUOTES) in text for text in texts)]
    assert lost == []


def test_displays_and_names(run_cli) -> None:
    out = plain(run_cli("notice", "llama3.1")[1])
    assert "display “Built with Llama”" in out
    assert "a name of derivatives that begins with “Llama”" in out
    assert "Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, Inc." in out


def test_a_choice_says_that_only_what_is_chosen_binds(run_cli) -> None:
    out = run_cli("notice", "MIT OR Apache-2.0")[1]
    assert out.count("One of those to choose from in MIT OR Apache-2.0: only what is chosen binds.") == 2


def test_texts_at_hand_are_carried_whole(run_cli, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\nlicense: apache-2.0\n---\n# Acme\n")
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "LICENSE").write_text("Words of a licence\n\n```\n  set as they are  \n")
    (tmp_path / "NOTICE").write_text("Copyright Acme\n")
    out = run_cli("notice", tmp_path)[1]
    assert "LICENSE, as it lies in Acme" in out
    assert "Words of a licence\n\n```\n  set as they are" in out
    assert "\nCopyright Acme\n" in out
    marked = run_cli("notice", tmp_path, "--format", "markdown")[1]
    assert "\n````text\nWords of a licence\n" in marked, "a fence is longer than any in the text"


def test_a_licence_that_is_not_known_makes_it_incomplete_and_says_so(run_cli, tmp_path: Path) -> None:
    card = tmp_path / "card.md"
    card.write_text("---\nlicense: mit\nbase_model: nobody/knows\n---\n# Acme\n")
    code, out, err = run_cli("notice", card)
    assert code == 1
    assert "NOT KNOWN: for these points this file is not complete" in out
    assert err.startswith("openness: warning: not in the notice: nobody/knows: its licence is unknown")
    assert run_cli("notice", "MIT AND LicenseRef-acme")[0] == 1


def test_a_licence_that_nobody_read(run_cli) -> None:
    from openness.licenses import all_licenses

    unread = next(text.id for text in all_licenses() if not text.text_read)
    assert "Nobody has read its text yet" in run_cli("notice", unread)[1]


def test_a_licence_that_asks_for_nothing(run_cli) -> None:
    assert "It asks for nothing to be carried along." in run_cli("notice", "wtfpl")[1] + run_cli("notice", "cc0-1.0")[1]


@pytest.mark.parametrize("format_", ["text", "markdown", "json"])
def test_written_to_a_file_as_it_is_printed(run_cli, tmp_path: Path, format_: str) -> None:
    target = tmp_path / "NOTICE"
    target.write_text("old")
    target.chmod(0o640)
    code, out, _ = run_cli("notice", "llama2", "-o", target, "--format", format_)
    assert (code, out) == (1, ""), "the licence's text is to be added by hand"
    assert target.read_text(encoding="utf-8") == run_cli("notice", "llama2", "--format", format_)[1]
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_nothing_is_written_where_a_target_cannot_be_read(run_cli, tmp_path: Path) -> None:
    target = tmp_path / "NOTICE"
    target.write_text("old")
    assert run_cli("notice", "llama2", tmp_path / "none.md", "-o", target)[0] == 2
    assert target.read_text() == "old"


def test_a_file_that_fails_half_way_stays_as_it_was(run_cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "NOTICE"
    target.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    code, _, err = run_cli("notice", "llama2", "-o", target)
    assert code == 2
    assert "no space left on device" in err
    assert (target.read_text(), list(tmp_path.iterdir())) == ("old", [target])


def test_where_nothing_can_be_written(run_cli, tmp_path: Path) -> None:
    assert run_cli("notice", "mit", "-o", tmp_path / "no" / "NOTICE")[0] == 2
    assert run_cli("notice")[0] == 2


def test_an_unread_text_and_a_second_licence_of_the_card_are_gaps(run_cli, tmp_path: Path) -> None:
    code, out, err = run_cli("notice", "h-research")
    assert (code, "nobody has read the text of h-research" in plain(out)) == (1, True)
    assert "not in the notice" in err
    out = plain(run_cli("notice", "catalog:falcon-180b")[1])
    assert "nobody has read the Acceptable Use Policy of Falcon-180B" in out
    card = tmp_path / "README.md"
    terms = "**Terms of use**: [Terms](https://ai.google.dev/gemma/terms)"
    front = "---\nlicense: gemma\n---\n\n# Acme Tern\n\n"
    card.write_text(f"{front}{terms}\n\n- License: Apache-2.0\n", encoding="utf-8")
    code, out, _ = run_cli("notice", str(card))
    assert (code, "its card also calls" in plain(out)) == (1, True)
    assert "Which of its versions holds is not known" in plain(out)


def test_a_text_that_lies_in_the_repository_need_not_be_added(run_cli, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(
        "---\nlicense: mit\n---\n# Acme Tern\n\nAcme Tern was trained from scratch.\n", encoding="utf-8"
    )
    code, out, _ = run_cli("notice", str(tmp_path / "README.md"))
    assert (code, "TO BE ADDED" in out) == (1, True)
    (tmp_path / "LICENSE").write_text("MIT License\n\nPermission is hereby granted, free of charge\n", encoding="utf-8")
    code, out, err = run_cli("notice", str(tmp_path / "README.md"))
    assert (code, "TO BE ADDED" in out, err) == (0, False, "")


def test_a_version_that_nobody_knows_and_terms_of_yesterday_leave_the_file_incomplete(run_cli) -> None:
    code, out, err = run_cli("notice", "gemma")
    assert (code, "which of gemma-2024-02-21, gemma-2024-04-01, gemma-2025-03-24 holds" in plain(out)) == (1, True)
    assert "not in the notice: gemma: which of" in err
    code, out, _ = run_cli("notice", "catalog:gpt-4")
    assert (code, "openai-terms-2023-03-14 was superseded by openai-terms-2024-12-11" in plain(out)) == (1, True)


def test_what_the_model_does_not_fulfil_is_told_to_who_writes_the_file_alone(run_cli, tmp_path: Path) -> None:
    front = "license: llama3.1\nbase_model: meta-llama/Llama-3.1-8B\nbase_model_relation: finetune\nmodel_name: Heron\n"
    (tmp_path / "README.md").write_text(f"---\n{front}---\n# Heron\n", encoding="utf-8")
    _, out, err = run_cli("notice", str(tmp_path / "README.md"))
    assert ("does not" in out, "not fulfilled: a name of derivatives that begins with “Llama”" in err) == (False, True)


def test_a_file_of_the_catalogue_is_no_card(run_cli, tmp_path: Path) -> None:
    path = tmp_path / "10-gpt-4.card.yaml"
    path.write_text("sources:\n  card: {title: X}\nsubject:\n  id: {is: x, see: card}\n", encoding="utf-8")
    for more in ((), ("--assume-card",)):
        code, _, err = run_cli("notice", str(path), *more)
        assert (code, "did you mean `catalog:gpt-4`?" in err) == (2, True)


def test_a_text_with_the_holders_own_line_is_the_models_file_and_no_template(run_cli, tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    card.write_text("---\nlicense: mit\n---\n# Acme Tern\n", encoding="utf-8")
    out = plain(run_cli("notice", str(card))[1])
    assert (
        "- MIT: the licence file of Acme Tern itself, with its copyright line; https://spdx.org/licenses/MIT.html is a"
        in out
    )
    link = "https://example.org/acme/tern/blob/main/LICENSE"
    card.write_text(f"---\nlicense: mit\nlicense_link: {link}\n---\n# Acme Tern\n", encoding="utf-8")
    assert f"- MIT: {link}" in plain(run_cli("notice", str(card))[1])
    card.write_text("---\nlicense: apache-2.0\n---\n# Acme Tern\n", encoding="utf-8")
    assert "https://spdx.org/licenses/Apache-2.0.html" in plain(run_cli("notice", str(card))[1])


def test_what_the_card_names_besides_is_not_in_the_notice_and_is_said(run_cli, tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    front = "---\nlicense: cc-by-4.0\nbase_model: acme/heron\n---\n# Acme Egret\n\n"
    above = "See the original [Llama 2](https://huggingface.co/meta-llama/Llama-2-13b-hf).\n\n"
    limit = "You must not use this model to build a competing product.\n"
    card.write_text(front + above + limit, encoding="utf-8")
    code, out, _ = run_cli("notice", str(card))
    assert code == 1
    assert "whether it was made from meta-llama/Llama-2-13b-hf, which its publisher gives under llama2" in plain(out)
    assert "line 9 of its card says “You must not use this model to build a competing product.”" in plain(out)


def test_a_policy_that_is_part_of_the_agreement_goes_along_with_it(run_cli) -> None:
    """Gemma's terms: the agreement, of which a copy must be given, has what it incorporates, and so its use policy."""
    out = run_cli("notice", "gemma")[1]
    adding = plain(out[out.index("TO BE ADDED") :])
    assert "- Gemma Prohibited Use Policy: https://ai.google.dev/gemma/prohibited_use_policy" in adding
    assert (
        "a copy of the Gemma Prohibited Use Policy, which is part of the agreement (clause 1.1(a), 3.1, 3.2"
        in plain(out)
    )
    assert "- Databricks Open Model Acceptable Use Policy" in run_cli("notice", "dbrx")[1]
    adding = run_cli("notice", "llama3.1")[1].partition("TO BE ADDED")[2]
    assert "Acceptable Use Policy" not in adding, "its agreement is what is set forth in it"


def test_what_one_version_asks_for_is_not_said_of_each(run_cli) -> None:
    assert "each asks for what stands above, save for what is marked there" in plain(run_cli("notice", "gemma")[1])


def test_an_origin_that_nobody_tells_is_a_gap(run_cli, tmp_path: Path) -> None:
    card = tmp_path / "card.md"
    card.write_text("---\nlicense: llama3\n---\n# Acme\n")
    code, out, _ = run_cli("notice", card)
    assert (code, "NOT KNOWN" in out) == (1, True)
    assert "Acme: whether it was made from another model, whose licence would have to be kept too" in plain(out)
    assert "whether it was made from another model" not in run_cli("notice", "catalog:llama-2-70b")[1]
    assert "whether it was made from another model" not in run_cli("notice", "llama3")[1]
