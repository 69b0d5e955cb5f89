"""Licences in prose, what they come to, claims, bases and subjects: what a sentence is about decides."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from openness.card import ModelCard, RepoFile, RepoInfo
from openness.extract import release_from_card
from openness.licenses import find, resolve
from openness.licenses.store import index

_NO_LICENCE_OF_WEIGHTS = {
    "bigscience-openrail-m2",  # shares its name with the Hub's `openrail++`
    "huggingface-terms-2022-09-15",  # `Terms of Service` is anybody's
    "salesforce-ai-ethics",  # a disclaimer
}


def release(body: str, *fields: str, repo: RepoInfo | None = None):
    front = "\n".join(fields or ("language: en",))
    card = ModelCard.parse(f"---\n{front}\n---\n\n{body}\n")
    return release_from_card(card.with_repo(repo) if repo else card)


def parts(body: str, *fields: str) -> list[tuple[str, str]]:
    """The licences of parts."""
    return [(one.part, one.license) for one in release(body, *fields).license.parts]


def in_text(body: str, *fields: str) -> list[str]:
    return [one.license for one in release(body, *fields).license.in_text]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("# Egret\n\nThe model is licensed under the Apache License, Version 2.0.", ["apache-2.0"]),
        (
            "# Egret\n\n- **License:** [CC-BY-NC-ND](https://creativecommons.org/licenses/by-nc-nd/4.0/)",
            ["cc-by-nc-nd-4.0"],
        ),
        ("# Egret\n\nThe code is under MIT, while the weights are released under CC BY-NC 4.0.", ["cc-by-nc-4.0"]),
        ("# Egret\n\nThe code and weights are MIT licensed.", ["mit"]),
        ("# Egret\n\nThe code is licensed under the MIT license.", []),
        ("# Egret\n\nThe training data, which is available under the CC-BY 4.0 license, was cleaned.", []),
        ("# Egret\n\nThe base model is published under the MIT license.", []),
        ("# Egret\n\nThe model is not licensed under the MIT license.", []),
        ("# Egret\n\nThe weights will be released under the MIT license soon.", []),
        ("# Egret\n\n## License\n\nLlama 3.1 Community License", ["llama3.1"]),
        (
            "# Egret\n\n## License\n\nThe use of Egret models is subject to the [Model License](LICENSE-MODEL).",
            ["Model License"],
        ),
        (
            "# Egret-6B\n\n## 协议\n\n本仓库的代码依照 Apache-2.0 协议开源，Egret-6B 模型的权重的使用则需要遵循 [Model License](X)。",
            ["Model License"],
        ),
        ("# Egret\n\n- **License:** Modified MIT License", ["modified-mit"]),
        ("# Egret\n\n- **License:** [More Information Needed]", []),
        (
            "# Egret\n\n| Model | Size | License |\n|---|---|---|\n| Stork | 1B | MIT |\n| Egret | 2B | Apache 2.0 |",
            ["apache-2.0"],
        ),
        ("# Egret\n\nIt needs a model from a bloom of MIT researchers.", []),
    ],
)
def test_licenses_that_the_prose_gives_to_the_weights(body, expected):
    assert in_text(body) == expected


@pytest.mark.parametrize(
    ("fields", "body", "concluded", "contradiction"),
    [
        (("license: mit",), "The model is released under the MIT license.", "MIT", False),
        (("license: mit",), "The model is released under the Apache 2.0 license.", None, True),
        (("license: mit",), "A model.", "MIT", None),
        (("license: [mit, apache-2.0]",), "A model.", None, None),
        (("license: other", "license_name: llama-3.1-community"), "A model.", "LicenseRef-llama3.1", None),
        (("license: other", "license_link: https://ai.google.dev/gemma/terms"), "A model.", "LicenseRef-gemma", None),
        (("license: other", "license_name: acme-1"), "A model.", None, None),
        (("license: other",), "The model is released under the MIT license.", "MIT", None),
        (("language: en",), "The model is released under the MIT license.", "MIT", None),
        (("license: cc",), "The model is released under the CC BY 4.0 license.", "CC-BY-4.0", False),
        (("license: MIT OR Apache-2.0",), "A model.", "MIT OR Apache-2.0", None),
        (("license: acme",), "The model is released under the MIT license.", None, None),
        (("license: apache-2.0",), "- **License:** Non-commercial license", None, True),
        (("license: cc-by-nc-4.0",), "- **License:** Non-commercial license", "CC-BY-NC-4.0", False),
        (("license: AGPL-3.0-or-later",), "A model.", "AGPL-3.0-or-later", None),
        (("license: gpl-3.0-only",), "A model.", "GPL-3.0-only", None),
        (("license: agpl-3.0",), "A model.", "LicenseRef-agpl-3.0", None),
        (("license: other", "license_name: lgpl-2.1-or-later"), "A model.", "LGPL-2.1-or-later", None),
        (("language: en",), "The model is released under the GPL-3.0-or-later license.", "GPL-3.0-or-later", None),
        (("license: mit",), "## Other models\n\n### Model Description\n\n- License: Apache-2.0", None, True),
        (("license: mit",), "## Other models\n\n### Kite\n\n- License: Apache-2.0", "MIT", None),
    ],
)
def test_what_fields_and_prose_come_to(fields, body, concluded, contradiction):
    found = release(f"# Egret\n\n{body}", *fields).license
    assert (found.concluded, found.contradiction) == (concluded, contradiction)


def test_the_day_decides_the_member_of_a_series():
    repo = RepoInfo(id="acme/egret", source="hub-api", created=datetime(2024, 6, 1, tzinfo=UTC))
    assert release("# Egret", "license: gemma", repo=repo).license.concluded == "LicenseRef-gemma-2024-04-01"
    assert release("# Egret", "license: gemma").license.concluded == "LicenseRef-gemma"


def test_a_license_file_decides_where_no_field_does():
    text = (
        "MIT License\n\nCopyright (c) 2024 Acme\n\nPermission is hereby granted, free of charge, to any person obtaining"
        ' a copy of this software and associated documentation files (the "Software"), to deal in the Software without'
        " restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute,"
        " sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do"
        " so, subject to the following conditions:\n\nThe above copyright notice and this permission notice shall be"
        ' included in all copies or substantial portions of the Software.\n\nTHE SOFTWARE IS PROVIDED "AS IS", WITHOUT'
        " WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,"
        " FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE"
        " LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING"
        " FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.\n"
    )
    repo = RepoInfo(id="acme/egret", files=(RepoFile(path="LICENSE", text=text),))
    assert release("# Egret", repo=repo).license.concluded == "MIT"
    assert release("# Egret", "license: apache-2.0", repo=repo).license.contradiction is True


def test_a_stated_license_is_concluded_anew():
    fields = ("license: mit", "openness:", "  license:", "    declared: [apache-2.0]")
    assert release("# Egret", *fields).license.concluded == "Apache-2.0"
    fields = (*fields, "    concluded: BSD-3-Clause")
    assert release("# Egret", *fields).license.concluded == "BSD-3-Clause"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Egret is an open-source language model.", {"open-source"}),
        ("Egret is built with open-source libraries.", set()),
        ("The code of Egret is open source.", set()),
        ("Egret outperforms other open-source models.", set()),
        ("The dataset is free for commercial use.", set()),
        ("The dataset is for research only.", set()),
        ("For commercial use, please contact us.", set()),
        ("The model is intended for research purposes only.", {"research-only"}),
        ("If the model was based on the first Stork, it is for research use only.", set()),
        (
            "We open-source Egret and its weights, which support commercial use.",
            {"open-source", "commercial-use-allowed"},
        ),
    ],
)
def test_claims_are_those_about_the_model(sentence, expected):
    assert {one.claim for one in release(f"# Egret\n\n{sentence}").claims} == expected


@pytest.mark.parametrize(
    ("fields", "body", "expected"),
    [
        (("base_model: acme/heron",), "A model.", {("acme/heron", "unspecified")}),
        (("base_model: acme/heron",), "It was fine-tuned on chats.", {("acme/heron", "finetune")}),
        (("base_model: acme/heron", "base_model_relation: merge"), "A model.", {("acme/heron", "merge")}),
        (("base_model: acme/heron", "library_name: peft"), "A model.", {("acme/heron", "adapter")}),
        (
            (),
            "Egret is based on [Llama 2 7B](https://huggingface.co/acme/llama-2-7b).",
            {("acme/llama-2-7b", "unspecified")},
        ),
        ((), "A BERT model trained on newspapers.", set()),
        (
            (),
            "- merge models\n  - [acme/heron-7b](https://huggingface.co/acme/heron-7b)\n  - [acme/stork-7b](https://huggingface.co/acme/stork-7b)",
            {("acme/heron-7b", "merge"), ("acme/stork-7b", "merge")},
        ),
        (
            (),
            "| Model | Based on |\n|---|---|\n| Stork | bert-large |\n| Egret | bert-base |",
            {("bert-base", "unspecified")},
        ),
    ],
)
def test_bases_and_how_they_were_used(fields, body, expected):
    assert {(one.model, one.relation) for one in release(f"# Egret\n\n{body}", *fields).lineage.bases} == expected


def test_the_appended_card_of_another_model_says_nothing_of_this_one():
    found = release(
        "# Egret-Merge-13B\n\nA merge.\n\n# **Llama 2**\n\n## Model Details\n\nThe model is released under the MIT"
        " license and is an open-source model. To download the weights, visit the page.\n"
    )
    assert found.license.in_text == ()
    assert found.claims == ()
    assert found.weights.access == "unknown"


def test_stages_stand_in_the_order_of_training():
    found = release(
        "# Egret-7B\n\nEgret-7B was aligned with DPO after supervised fine-tuning. It was pretrained on 2 trillion tokens."
    )
    assert [one.kind for one in found.lineage.stages] == ["pretraining", "instruction-tuning", "preference-tuning"]
    assert found.lineage.stages[0].tokens == "2 trillion tokens"


def test_the_subject_is_what_repository_fields_and_prose_say():
    repo = RepoInfo(
        id="acme/egret-7b",
        revision="abc",
        parameters=7_000_000_000,
        files=(RepoFile(path="config.json", text='{"architectures": ["EgretForCausalLM"]}'),),
    )
    known = release("# Egret-7B", "pipeline_tag: text-generation", repo=repo).subject
    assert (known.id, known.organization, known.parameters) == ("acme/egret-7b", "acme", 7_000_000_000)
    assert (known.architecture, known.modalities) == ("EgretForCausalLM", ("text",))
    said = release("# Egret-7B\n\nEgret is a 1.3B-parameter model.\n\n- **Developed by:** Acme").subject
    assert (said.name, said.parameters, said.organization) == ("Egret-7B", 1_300_000_000, "Acme")


@pytest.mark.parametrize(
    ("body", "stub"),
    [
        ("", True),
        ("# Egret\n\n<!-- This model card has been generated automatically according to the information the Trainer had access to. -->\n\n## Model description\n\nMore information needed", True),
        ("# Egret\n\n<!-- This model card has been generated automatically according to the information the Trainer had access to. -->\n\n## Model description\n\nEgret answers questions about birds, in two languages.", None),
        ("# Egret\n\nEgret answers questions about birds in two languages and was made by people who love herons and their marshes.", None),
    ],
)  # fmt: skip
def test_a_card_that_no_person_wrote_is_a_stub(body, stub):
    assert release(body).subject.stub is stub


@pytest.mark.parametrize(
    ("body", "weights", "of_parts"),
    [
        ("The code is MIT licensed, while the weights are released under CC BY-NC 4.0.", ["cc-by-nc-4.0"], [("code", "mit")]),
        ("- **Code License:** Apache-2.0\n- **License:** MIT", ["mit"], [("code", "apache-2.0")]),
        ("The tokenizer is released under the MIT license.", [], [("component", "mit")]),
        ("The dataset is distributed under the CC BY 4.0 license.", [], [("data", "cc-by-4.0")]),
        ("The Egret code (and models) are released under the MIT License.", ["mit"], []),
        ("This code repository is licensed under the MIT License.", [], [("code", "mit")]),
        ("## License\n\n1. [Marsh Dataset License](https://example.org/marsh)", [], []),
    ],
)  # fmt: skip
def test_a_licence_binds_to_the_part_of_which_it_is_said(body, weights, of_parts):
    assert in_text(f"# Egret\n\n{body}") == weights
    assert parts(f"# Egret\n\n{body}") == of_parts


def test_the_size_that_is_not_this_models_has_its_own_licence():
    body = "The Egret-2B model is released under the MIT license.\n\nThe Egret-5B model is released under the Apache 2.0 license."
    assert in_text(f"# Egret-2B\n\n{body}") == ["mit"]
    assert in_text(f"# Egret-5B\n\n{body}") == ["apache-2.0"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## Lizenz\n\nMIT", ["mit"]),
        ("## ライセンス\n\nApache 2.0", ["apache-2.0"]),
        ("## 라이선스\n\nApache 2.0", ["apache-2.0"]),
        ("## Лицензия\n\nApache 2.0", ["apache-2.0"]),
        ("## Licencia\n\nCreative Commons Attribution 4.0", ["cc-by-4.0"]),
        ("## Licença\n\n- **Licença:** MIT", ["mit"]),
        ("## Code license\n\nApache 2.0", []),
        ("## Egrets\n\nApache 2.0", []),
    ],
)
def test_a_heading_opens_the_section_about_the_licence_in_ten_languages(body, expected):
    assert in_text(f"# Egret\n\n{body}") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[![License: MIT](https://img.shields.io/badge/License-MIT-blue.svg)](LICENSE)", ["mit"]),
        ("[![Licence](https://img.shields.io/badge/Model%20Licence-Apache_2.0-green.svg)](LICENSE)", ["apache-2.0"]),
        ("[![Code License](https://img.shields.io/badge/Code%20License-MIT-green.svg)](LICENSE)", []),
        ("[![Version](https://img.shields.io/badge/version-MIT-green.svg)](LICENSE)", []),
        ("```\n![License](https://img.shields.io/badge/License-MIT-blue.svg)\n```", []),
        ("Egret (MIT license) answers questions about birds.", ["mit"]),
        ("Stork (MIT license) is slower.", []),
        ("The weights are licensed cc-by-nc-4.0.", ["cc-by-nc-4.0"]),
        ("It's an apache-2.0 license.", ["apache-2.0"]),
        ("The model is licensed under a **modified** CreativeML OpenRAIL-M license.", ["modified CreativeML OpenRAIL-M license"]),
        ("This model follows the same license as Llama 2.", ["llama2"]),
        ("The dataset follows the same license as Llama 2.", []),
        (
            "The model is released under the Stability AI Non-Commercial Research Community License.",
            ["Stability AI Non-Commercial Research Community License"],
        ),
        ("The model is released under the Llama 2 Acceptable Use Policy.", []),
    ],
)  # fmt: skip
def test_where_else_a_licence_is_said(body, expected):
    assert in_text(f"# Egret\n\n{body}") == expected


def test_the_agreement_of_a_gate_is_this_models_own_unless_it_was_copied():
    gate = "extra_gated_prompt: You agree to the LLAMA 3.2 COMMUNITY LICENSE AGREEMENT."
    assert in_text("# Egret", gate) == ["llama3.2"]
    assert in_text("# Egret", gate, "base_model: acme/heron") == []


@pytest.mark.parametrize("title", ["InCoder", "PromptGen", "Code Heron", "Data Heron", "License Reader", "Risk-Merge"])
def test_what_the_models_name_contains_closes_no_section(title):
    assert in_text(f"# {title}\n\n## License\n\nApache 2.0") == ["apache-2.0"]
    assert in_text(f"# {title}\n\n{title} is released under the Apache 2.0 license.") == ["apache-2.0"]


def test_every_licence_is_known_in_prose_by_its_full_name():
    """As `openness license NAME` knows it: the name leads to the licence, unless several texts share it."""
    lost = []
    for identity in sorted(index()["ids"]):
        text = find(identity)
        if text is None or "olicy" in text.name or text.name.startswith("(") or resolve(text.name).id != identity:
            continue
        if identity in _NO_LICENCE_OF_WEIGHTS:
            continue
        found = in_text(f"# Egret\n\n- **License:** {text.name}")
        if [resolve(name).id for name in found] != [identity]:
            lost.append((identity, text.name, found))
    assert lost == []


@pytest.mark.parametrize(
    ("declared", "body", "expected"),
    [
        (
            "apache-2.0",
            "The code is under Apache-2.0, the model weights must comply with the [Model License](X).",
            True,
        ),
        ("apache-2.0", "The weights must comply with the [Model License](X).", None),
        ("creativeml-openrail-m", "The model is licensed under a modified CreativeML OpenRAIL-M license.", True),
        ("apache-2.0", "The model is released under the Heron Community License Agreement.", True),
        ("apache-2.0", "The model is released under an open license.", None),
    ],
)
def test_a_licence_of_another_name_contradicts_the_declared_one(declared, body, expected):
    assert release(f"# Egret\n\n{body}", f"license: {declared}").license.contradiction is expected


@pytest.mark.parametrize(
    ("title", "body", "weights", "of_parts"),
    [
        ("Egret-7B", "The 7B is Apache-2.0, the others are CC-BY-NC-4.0.", ["apache-2.0"], [("size", None, "cc-by-nc-4.0")]),
        ("Egret-13B", "The 7B is Apache-2.0, the others are CC-BY-NC-4.0.", ["cc-by-nc-4.0"], [("size", "7B", "apache-2.0")]),
        ("Egret", "The 7B is Apache-2.0, the others are CC-BY-NC-4.0.", [], [("size", "7B", "apache-2.0"), ("size", None, "cc-by-nc-4.0")]),
        ("Egret-5B", "The Egret-2B model is released under the MIT license.", [], [("size", "2B", "mit")]),
        ("Egret v2", "v1 was MIT.", [], [("version", "v1", "mit")]),
        ("Egret-7B", "The base model Stork-13B is licensed under the MIT license.", [], []),
        ("Egret", "The 7B model is released under the MIT license.", ["mit"], []),
        ("Egret", "The VAE is released under the MIT license.", [], [("component", "VAE", "mit")]),
        ("Egret", "The tokenizer is released under the MIT license.", [], [("component", "tokenizer", "mit")]),
        ("Egret", "**VAE License:** MIT", [], [("component", "VAE", "mit")]),
    ],
)  # fmt: skip
def test_a_part_is_called_by_its_name(title, body, weights, of_parts):
    found = release(f"# {title}\n\n{body}").license
    assert [one.license for one in found.in_text] == weights
    assert [(one.part, one.name, one.license) for one in found.parts] == of_parts


def test_an_aside_behind_a_link_to_the_base_tells_the_bases_licence():
    base = "[Stork 3B](https://huggingface.co/acme/stork-3b)"
    assert not release(
        f"# Heron\n\nThis is {base} (licensed under [MIT](https://example.org/mit)) fine-tuned on birds."
    ).license.in_text
    assert release(f"# Heron\n\nHeron, made from {base}, is licensed under MIT.").license.in_text


def test_a_quote_in_the_card_of_a_derived_model_tells_of_the_base():
    quote = "# Heron\n\nFrom those who made the original:\n\n> License: MIT"
    assert not release(quote, "base_model: acme/stork-3b").license.in_text
    assert release(quote).license.in_text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[Stork loader](https://github.com/acme/stork) is licensed under MIT.", []),
        ("The loader comes from [Stork](https://github.com/acme/stork), made available under the MIT License.", []),
        ('*Picture: "Marsh at dawn" by Jane Doe, licensed under CC BY 2.0*', []),
        ("It holds rows of `stork`, which is made available under the MIT license.", []),
        ("Portions of the project are under other terms: Stork is licensed under the MIT license.", []),
        ("## License\n\nOur license is based on Meta's Llama 3 Community License.", []),
        ("[Heron](https://github.com/acme/heron) is licensed under MIT.", ["mit"]),
        ("It is based on [Stork](https://huggingface.co/acme/stork), with MIT license, so use it freely.", ["mit"]),
        ("The [model](https://github.com/acme/birds) is licensed under MIT.", ["mit"]),
        ("This model, made from [Stork](https://huggingface.co/acme/stork), is licensed under MIT.", ["mit"]),
    ],
)
def test_a_licence_said_of_another_work_is_not_the_weights(body, expected):
    assert [one.license for one in release(f"# Heron\n\n{body}").license.in_text] == expected
