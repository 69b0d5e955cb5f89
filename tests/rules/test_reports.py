"""
What people met with cards, and what must be said: the shapes of public bug reports, each as a small card of our own.

A line is the card (front matter, prose), the finding that must stand there, and what its words or hint must hold.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from openness import rules
from openness.card import ModelCard, RepoFile, RepoInfo
from openness.rules import Finding

CARDS = Path(__file__).parents[1] / "cards"


def check(matter: str, prose: str = "", *, files: dict[str, str] | None = None) -> tuple[Finding, ...]:
    card = ModelCard.parse(f"---\n{matter}---\n# Heron 7B\n\n{prose}\n")
    if files is not None:
        held = tuple(RepoFile(path=name, text=text) for name, text in files.items())
        card = replace(card, repo=RepoInfo(files=held))
    return rules.check(card, assume_card=True).findings


def said(findings: tuple[Finding, ...], rule: str) -> str:
    return " ".join(f"{one.severity} {one.message} => {one.hint}" for one in findings if one.rule == rule)


GEMMA = "base_model: google/gemma-2-9b-it\nbase_model_relation: finetune\n"
REPORTS = [
    pytest.param(
        "license: apache-2.0\n",
        "If you want to use it for commercial use, please contact me first.",
        "noncommercial-claim-under-permissive-license",
        "or say that asking is a wish and no condition",
        id="commerce that waits for leave has two ways out",
    ),
    pytest.param(
        "license: mit\nlanguage: [ga, ga-IE]\n",
        "",
        "invalid-language",
        "remove it, or move it to `language_bcp47` as `ga-IE`: `ga` is listed already",
        id="a region beside its language",
    ),
    pytest.param(
        "license: mit\nlanguage: [en, de, en-de]\n",
        "",
        "invalid-language",
        "remove it: `en` and `de` are listed already",
        id="a pair beside its languages",
    ),
    pytest.param(
        "license: mit\n",
        "The model is a pruned version of the [Heron model](https://huggingface.co/acme/heron).",
        "missing-base-model",
        "add `base_model: acme/heron`",
        id="a pruned model has its base's weights",
    ),
    pytest.param(
        "license: apache-2.0\n",
        "Commercial use is prohibited.",
        "noncommercial-claim-under-permissive-license",
        "error the prose forbids commercial use",
        id="permissive tag, the prose forbids commerce",
    ),
    pytest.param(
        "license: gpl-3.0\n",
        "Model weights are licensed only for research purposes and any commercial use is prohibited.",
        "noncommercial-claim-under-permissive-license",
        "error",
        id="copyleft tag, weights for research only",
    ),
    pytest.param(
        "license: apache-2.0\n",
        "## License\nThe model weights are released under CC-BY-NC 4.0. Commercial use is prohibited.",
        "license-prose-mismatch",
        "`cc-by-nc-4.0`",
        id="weights under another licence in the prose",
    ),
    pytest.param(
        "license: apache-2.0\n",
        "## License\nThe pre-trained model is licensed under the CC-BY-NC due to its training data.",
        "license-prose-mismatch",
        "`cc-by-nc`",
        id="a family without its version contradicts as well",
    ),
    pytest.param(
        "license: apache-2.0\n",
        "## License\nThis project is Apache 2.0. The pre-trained weights are made available under a non-commercial licence.",
        "license-prose-mismatch",
        "error",
        id="project Apache, weights non-commercial",
    ),
    pytest.param(
        f"license: llama3.3\n{GEMMA}",
        "",
        "replaced-base-license",
        "error `llama3.3` replaces `gemma`",
        id="Gemma under a Llama agreement",
    ),
    pytest.param(
        f"license: creativeml-openrail-m\n{GEMMA}",
        "",
        "replaced-base-license",
        "clauses 1.1, 3.1, 3.2",
        id="Gemma under a RAIL licence",
    ),
    pytest.param(
        "license: cc-by-nc-4.0\nbase_model: meta-llama/Llama-3.1-8B\nbase_model_relation: finetune\n",
        "",
        "license-laxer-than-base-model",
        "fields of use",
        id="non-commercial over Llama 3.1",
    ),
    pytest.param(
        "license: cc-by-nc-4.0\nbase_model: meta-llama/Llama-3.1-8B\nbase_model_relation: finetune\n",
        "",
        "missing-display-notice",
        "Built with Llama",
        id="Llama 3.1 without its notice",
    ),
    pytest.param(
        "license: apache-2.0\nbase_model: meta-llama/Llama-3.1-8B-Instruct\nbase_model_relation: finetune\n",
        "",
        "license-laxer-than-base-model",
        "error",
        id="a trainer's template says apache-2.0",
    ),
    pytest.param(
        "license: apache-2.0\nbase_model: unsloth/meta-llama-3.1-8b-instruct-bnb-4bit\nbase_model_relation: finetune\n",
        "",
        "license-laxer-than-base-model",
        "`llama3.1`",
        id="the same through a mirror",
    ),
    pytest.param(
        "license: [apache-2.0, llama2]\n",
        "",
        "multiple-licenses",
        "2 licences",
        id="two licences and no word how they combine",
    ),
    pytest.param(
        "license: other\nlicense_name: llama2\nlicense_link: LICENSE\n",
        "",
        "other-license-with-hub-id",
        "write `license: llama2`",
        id="other with a name that has an id",
    ),
    pytest.param(
        "widget:\n  text: a photo of a cat\n",
        "",
        "wrong-type",
        "`widget` is a mapping",
        id="widget as a mapping",
    ),
    pytest.param(
        "model-index:\n- name: x\n  results:\n  - task: {type: t}\n    dataset: {name: a, type: a, config: 2023, revision: 5}\n"
        "    metrics: [{type: accuracy, value: 1}]\n",
        "",
        "wrong-type",
        "`dataset.config` of a result is a number",
        id="config and revision as numbers",
    ),
    pytest.param(
        'eval_results: "FID 23.1 on my own split"\n',
        "",
        "wrong-type",
        "`eval_results` is text",
        id="evaluation results as text",
    ),
    pytest.param("datasets: /var/data/images/\n", "", "local-path", "/var/data/images/", id="a path as only dataset"),
    pytest.param(
        "datasets:\n- ./train.jsonl\n- acme/one\n", "", "local-path", "./train.jsonl", id="a path among datasets"
    ),
    pytest.param(
        "base_model: /home/me/models/Meta-Llama-3.1-8B\n", "", "local-path", "no model of the Hub", id="a path as base"
    ),
    pytest.param(
        "license: mit\n",
        "This model was merged using the [TIES](https://arxiv.org/abs/2306.01708) merge method using ./local/base as a base.",
        "local-path",
        "nobody can look it up",
        id="a merge with a local parent",
    ),
    pytest.param("language: protein\n", "", "invalid-language", "tags", id="protein is no language"),
    pytest.param(
        "language: fr-BE\n",
        "",
        "invalid-language",
        "`fr`, and `fr-BE` in `language_bcp47`",
        id="a region of a language",
    ),
    pytest.param(
        "base_model: acme/base\nbase_model_relation: fine-tune\n",
        "",
        "unknown-value",
        "write `finetune`",
        id="fine-tune",
    ),
    pytest.param("new_version: acme/m v2\n", "", "invalid-hub-id", "`acme/m v2`", id="a new version that is no id"),
    pytest.param(
        "license: mit\nbase_model: mistralai/Mistral-7B-v0.1\nbase_model_relation: quantized\n",
        "",
        "replaced-base-license",
        "info",
        id="mit for a packed copy of an Apache model",
    ),
    pytest.param(
        "license: apache-2.0\ndatasets: [acme/alpaca, acme/sharegpt]\n",
        "",
        "outputs-trained-against-license",
        "contested",
        id="datasets that OpenAI's models wrote",
    ),
    pytest.param(
        "license: apache-2.0\nlanguage: zh\n",
        "A Chinese instruction LoRA on decapoda-research/llama-7b-hf.",
        "missing-base-model",
        "`base_model: decapoda-research/llama-7b-hf`",
        id="a base named in the prose, with its id",
    ),
    pytest.param(
        "license: apache-2.0\n",
        "Heron VLM is an open-source chatbot trained by fine-tuning Vicuna-7B v1.5 on GPT-generated instruction data.\n\n"
        "## License\nLlama 2 is licensed under the LLAMA 2 Community License, Copyright (c) Meta Platforms, Inc.",
        "license-prose-mismatch",
        "comes under `llama2`",
        id="the notice of a base's agreement below a permissive tag",
    ),
    pytest.param(
        "license: apache-2.0\nbase_model: lmsys/vicuna-7b-v1.5\n",
        "Trained on GPT-generated multimodal instruction data.",
        "outputs-trained-against-license",
        "OpenAI",
        id="data that GPT wrote",
    ),
    pytest.param(
        "license: apache-2.0\nbase_model: black-forest-labs/FLUX.1-Fill-dev\n",
        "A LoRA of rank 32, trained on 50K edits. All code and weights are Apache 2.0, commercial use is welcome.",
        "license-laxer-than-base-model",
        "warning `apache-2.0` allows more than `flux-1-dev`",
        id="an adapter over a base that is not for commerce",
    ),
    pytest.param(
        "license: apache-2.0\n",
        "This model was fine-tuned on the Alpaca and ShareGPT datasets.",
        "outputs-trained-against-license",
        "OpenAI Terms of Use",
        id="datasets named in the prose that OpenAI's models wrote",
    ),
    pytest.param(
        "license: bsd-3-clause\nbase_model: huggyllama/llama-13b\n",
        "We only release the delta weights: get the original LLaMA weights and apply our delta to them.",
        "license-laxer-than-base-model",
        "`llama1`",
        id="delta weights over LLaMA under a permissive tag",
    ),
    pytest.param(
        "license: bsd-3-clause\nbase_model: huggyllama/llama-13b\n",
        "It was trained on synthetic pairs generated by ChatGPT.",
        "outputs-trained-against-license",
        "outputs of ChatGPT",
        id="pairs that ChatGPT wrote",
    ),
    pytest.param(
        "license: mit\n",
        "The model is released under MIT. The training data is licensed under CC BY-NC 4.0.",
        "license-per-component",
        "info the data is under `cc-by-nc-4.0`",
        id="data under a stricter licence than the tag",
    ),
    pytest.param(
        "license: apache-2.0\n",
        "The code is under the Apache 2.0 license, while the use of the model weights must comply with the [Model License](MODEL_LICENSE).",
        "license-prose-mismatch",
        "a model licence of their own",
        id="a model licence beside the code's",
    ),
    pytest.param(
        "license: apache-2.0\n",
        "The weights are open to academic research. For commercial use, please fill out this form.",
        "noncommercial-claim-under-permissive-license",
        "asks to apply",
        id="commerce that waits for leave",
    ),
    pytest.param(
        "language: en\nwidget:\n- text: a\n",
        "",
        "missing-license",
        "warning the front matter declares no licence",
        id="front matter without a licence",
    ),
    pytest.param("language: en-de\n", "", "invalid-language", "`[en, de]`", id="two languages in one value"),
]


@pytest.mark.parametrize(
    ("matter", "prose", "rule"),
    [
        pytest.param(
            "license: cc-by-nc-4.0\n",
            "- The code is released under the MIT license.\n- The model weights are released under CC-BY-NC 4.0.",
            "license-prose-mismatch",
            id="code and weights apart, the tag is the weights'",
        ),
        pytest.param(
            "license: cc-by-nc-4.0\n",
            "- The code is released under the MIT license.\n- The model weights are released under CC-BY-NC 4.0.",
            "license-per-component",
            id="a part that is freer than the tag",
        ),
        pytest.param(
            "license: [mit, cc-by-nc-4.0]\n",
            "The code is released under the MIT license. The model weights are released under CC-BY-NC 4.0.",
            "multiple-licenses",
            id="two licences, each told what it covers",
        ),
        pytest.param(
            "license: llama2\n",
            "- these small open source models will not write as well as what one pays for",
            "open-source-claim-under-restricted-license",
            id="models at large",
        ),
        pytest.param(
            "license: agpl-3.0\nextra_gated_eu_disallowed: true\n",
            "",
            "undisclosed-gating",
            id="a territory is no gate",
        ),
    ],
)
def test_what_is_no_fault_is_not_said(matter: str, prose: str, rule: str) -> None:
    assert not said(check(matter, prose), rule)


@pytest.mark.parametrize(("matter", "prose", "rule", "words"), REPORTS)
def test_what_people_met_is_said(matter: str, prose: str, rule: str, words: str) -> None:
    assert words in said(check(matter, prose), rule)


def test_a_licence_file_beside_the_card_is_hinted() -> None:
    mit = (CARDS / "missing-license" / "bad-with-file" / "LICENSE").read_text(encoding="utf-8")
    assert "`license: mit`" in said(check("language: en\n", files={"LICENSE": mit}), "missing-license")


def test_the_base_of_an_adapter_is_read_from_its_configuration() -> None:
    files = {"adapter_config.json": '{"base_model_name_or_path": "meta-llama/Llama-2-7b-hf"}'}
    found = check("license: apache-2.0\nlibrary_name: peft\n", files=files)
    assert "`base_model: meta-llama/Llama-2-7b-hf`" in said(found, "missing-base-model")
    assert not said(found, "delta-weights-without-base")


@pytest.mark.parametrize("weights", ["LICENSE_weights", "WEIGHTS_LICENSE", "LICENSE-MODEL"])
def test_a_plain_licence_beside_the_weights_own_is_the_codes(weights: str) -> None:
    mit = (CARDS / "missing-license" / "bad-with-file" / "LICENSE").read_text(encoding="utf-8")
    apache = (CARDS / "license-text-mismatch" / "bad-apache-file" / "LICENSE").read_text(encoding="utf-8")
    found = check("license: apache-2.0\n", files={"LICENSE": mit, weights: apache})
    assert not said(found, "license-text-mismatch")
    assert "holds MIT" in said(
        check("license: apache-2.0\n", files={"LICENSE": apache, weights: mit}), "license-text-mismatch"
    )


def test_a_guess_grounds_no_error() -> None:
    """Whatever a rule's severity: what rests on a guess is a warning."""
    rule = rules.get("license-laxer-than-base-model")
    card = ModelCard.parse("---\nlicense: mit\n---\n# Heron\n")
    release = rules.check(card, assume_card=True).release
    assert release is not None
    subject = rules.Subject(card=card, release=release)
    sure = release.license.evidence["declared"][0]
    guess = sure.model_copy(update={"confidence": "guess"})
    assert rule.finding(subject, "license", "x", hint="y", grounds=(sure,)).severity == "error"
    assert rule.finding(subject, "license", "x", hint="y", grounds=(guess,)).severity == "warning"
    assert rule.finding(subject, guess, "x", hint="y").severity == "warning"


@pytest.mark.parametrize(
    "prose",
    [
        "The training data is not disclosed.",
        "Trained on 300 billion tokens of English web text.",
        "What it learnt from lies on [Kaggle](https://www.kaggle.com/acme/birds).",
        "This is a GGUF quantization of another model.",
        "| dataset | size |\n|---|---|\n| fish | 10 |",
    ],
)
def test_a_card_that_says_anything_of_its_data_is_not_called_silent(prose: str) -> None:
    assert not said(check("license: mit\n", prose), "undisclosed-training-data")


def test_no_hint_proposes_an_id_that_the_hub_refuses() -> None:
    from openness.licenses.store import index, is_on_hub

    for name in ("flux1-nc", "lama-2", "deepsek", "stabilityai-comunity", "gema", "appache"):
        for found in check(f"license: {name}\n"):
            hint = found.hint
            if found.rule == "unknown-license" and hint.startswith("write `") and "if that is meant" in hint:
                assert is_on_hub(hint.split("`")[1]), hint
    assert all(is_on_hub(hub_id) for hub_id in index()["hub_ids"].values())
    assert not is_on_hub("flux-1-dev")
