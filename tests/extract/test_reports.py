"""Cards that people met and that were once read wrongly or not at all; each in the project's own words, with what is read."""

from __future__ import annotations

from typing import Any

import pytest

from openness import release_from_card
from openness.card import ModelCard

CASES: list[tuple[str, str, str, dict[str, Any]]] = [
    (
        "weights for research under a permissive tag",
        "license: gpl-3.0",
        (
            "Heron was finetuned from LLaMA 7B with 437,605 prompt-response pairs from GPT-3.5-Turbo. Model weights and data"
            " are intended and licensed only for research purposes and any commercial use is prohibited."
        ),
        {
            "bases": ["LLaMA 7B"],
            "generators": ["GPT-3.5-Turbo"],
            "size": "437,605 prompt-response pairs",
            "claims": ["research-only"],
        },
    ),
    (
        "a sentence forbids commerce under a permissive tag",
        "license: apache-2.0",
        "## License\n\nThis model is for non-commercial research use only. Commercial use is prohibited.",
        {"claims": ["research-only"], "contradiction": None},
    ),
    (
        "the weights' licence in the prose is another one",
        "license: apache-2.0",
        "## License\n\nThe model weights are released under CC-BY-NC 4.0.",
        {"licences": ["cc-by-nc-4.0"], "contradiction": True, "concluded": None},
    ),
    (
        "a family without a version contradicts, too",
        "license: apache-2.0",
        (
            "## License\n\nOur code is released under the Apache 2.0 License. The pre-trained model is licensed under the"
            " CC-BY-NC due to constraints from its training data."
        ),
        {"licences": ["cc-by-nc"], "contradiction": True},
    ),
    (
        "the project's licence does not cover what is said of the weights",
        "license: apache-2.0",
        (
            "## License\n\nThis project is released under the Apache 2.0 license. The pre-trained weights are made available"
            " under a non-commercial licence."
        ),
        {"contradiction": True, "concluded": None},
    ),
    (
        "the code's licence is a part's, and collections are datasets",
        "license: cc-by-nc-4.0",
        (
            "**License:** Code is released under MIT, model weights are released under CC-BY-NC 4.0. Trained on licensed"
            " data: the Acme Nest Sound Collection, Reedshore music collection and the Marsh5 music collection."
        ),
        {
            "licences": ["cc-by-nc-4.0"],
            "contradiction": False,
            "datasets": ["Acme Nest Sound Collection", "Reedshore music collection", "Marsh5 music collection"],
        },
    ),
    (
        "the notice of the agreement that binds the base",
        "license: apache-2.0",
        (
            "Heron is an open-source chatbot trained by fine-tuning Vicuna-7B v1.5 on GPT-generated instruction data.\n\n"
            "## License\n\nLlama 2 is licensed under the LLAMA 2 Community License, Copyright (c) Meta Platforms, Inc."
        ),
        {
            "licences": ["llama2"],
            "contradiction": True,
            "bases": ["Vicuna-7B v1.5"],
            "generators": ["GPT"],
            "claims": ["open-source"],
        },
    ),
    (
        "pairs that a model polished",
        "license: bsd-3-clause",
        "We only release the delta weights. The second stage uses 3,500 pairs polished by ChatGPT.",
        {"form": "delta", "generators": ["ChatGPT"], "synthetic": "partial"},
    ),
    (
        "open source without data",
        "license: apache-2.0",
        (
            "heron is an open-source base model for conversational audio. All code and weights are Apache 2.0. It was trained"
            " on 20 million unique hours of audio."
        ),
        {"claims": ["open-source"], "licences": ["apache-2.0"], "size": "20 million unique hours", "datasets": []},
    ),
    ("a verb claims it", "license: apache-2.0", "We open-source Heron 7B.", {"claims": ["open-source"]}),
    (
        "the verb after proud words",
        "license: apache-2.0",
        "We are proud to open-source Heron 7B. It was pretrained on a large dataset, encompassing 18 trillion tokens.",
        {"claims": ["open-source"], "size": "18 trillion tokens"},
    ),
    (
        "five corpora in one sentence",
        "license: mit",
        "Trained on NUS-48E, Opencpop, OpenSinger, VCTK and AISHELL-1.",
        {"datasets": ["NUS-48E", "Opencpop", "OpenSinger", "VCTK", "AISHELL-1"], "disclosure": "listed"},
    ),
    (
        "a figure after a model's name with a point in it",
        "license: apache-2.0",
        (
            "We train an adapter of Stork 3.1 (dev) with 50K edits from NestText. All code and weights are Apache 2.0,"
            " commercial use is welcome."
        ),
        {"size": "50K edits", "licences": ["apache-2.0"], "claims": ["commercial-use-allowed"]},
    ),
    (
        "a path of the author's machine is no dataset",
        "license: apache-2.0\ndatasets:\n- /var/data/images",
        "A small classifier of leaves.",
        {"datasets": [], "disclosure": "unknown"},
    ),
    (
        "a path beside an id",
        "license: apache-2.0\ndatasets:\n- ./train.jsonl\n- acme/one",
        "A small classifier of leaves.",
        {"datasets": ["acme/one"], "disclosure": "released"},
    ),
    (
        "a LoRA on a mirror of the base",
        "license: apache-2.0",
        "A Chinese instruction LoRA on acme-mirror/llama-7b-hf, trained on a translated Alpaca set.",
        {"bases": ["acme-mirror/llama-7b-hf"]},
    ),
    (
        "a model under two agreements",
        "license: llama3.3",
        "Built with Llama. Fine-tuned from google/gemma-2-27b-it.",
        {"bases": ["google/gemma-2-27b-it"], "contradiction": None},
    ),
    (
        "a known licence by its name",
        "license: other\nlicense_name: lfm1.0\nlicense_link: LICENSE",
        "Quantized from LFM2-1.2B.",
        {"concluded": "LicenseRef-lfm-open-1.0"},
    ),
]


def facts(front: str, body: str) -> dict[str, Any]:
    """What a card comes to, by the short names of the table above."""
    card = ModelCard.parse(f"---\n{front}\n---\n\n# Heron\n\n{body}\n")
    record = release_from_card(card)
    return {
        "bases": [one.model for one in record.lineage.bases],
        "claims": [one.claim for one in record.claims],
        "concluded": record.license.concluded,
        "contradiction": record.license.contradiction,
        "datasets": [one.id or one.name for one in record.data.datasets],
        "disclosure": record.data.disclosure,
        "form": record.weights.form,
        "generators": [one.model for one in record.data.generators],
        "licences": [one.license for one in record.license.in_text],
        "size": record.data.size,
        "synthetic": record.data.synthetic,
    }


@pytest.mark.parametrize(("front", "body", "expected"), [one[1:] for one in CASES], ids=[one[0] for one in CASES])
def test_what_people_met_is_read(front: str, body: str, expected: dict[str, Any]) -> None:
    found = facts(front, body)
    assert {name: found[name] for name in expected} == expected
