"""Quotes of the catalogue stand in the texts they are from, on the line that is given, where the text is at hand."""

from __future__ import annotations

import re

from openness import catalog

HUB = re.compile(r"https://huggingface\.co/(?P<id>[^/]+/[^/]+)/blob/main/README\.md")
BESIDE = {
    "https://github.com/meta-llama/llama/blob/main/MODEL_CARD.md": "cards/no-front-matter/meta-llama__llama--MODEL_CARD.md",
    "https://github.com/meta-llama/codellama/blob/main/MODEL_CARD.md": "cards/no-front-matter/meta-llama__codellama--MODEL_CARD.md",
    "https://github.com/meta-llama/llama/blob/main/LICENSE": "licenses/texts/llama-2-license-2023.txt",
    "https://github.com/meta-llama/llama-models/blob/main/models/llama3_1/MODEL_CARD.md": "cards/no-front-matter/meta-llama__llama-models--models__llama3_1__MODEL_CARD.md",
    "https://github.com/meta-llama/llama-models/blob/main/models/llama4/MODEL_CARD.md": "cards/no-front-matter/meta-llama__llama-models--models__llama4__MODEL_CARD.md",
    "https://www.llama.com/llama4/use-policy/": "licenses/texts/llama-4-acceptable-use-policy.txt",
    "https://mistral.ai/licenses/MRL-0.1.md": "licenses/texts/MRL-0.1.txt",
    "https://ai.google.dev/gemma/terms": "licenses/texts/Gemma-Terms-of-Use-20250324.txt",
    "https://openai.com/policies/row-terms-of-use/": "licenses/texts/openai-tou-20241211.txt",
    "https://openai.com/policies/terms-of-use": "licenses/texts/openai-tou-20230314.txt",
}
OTHER_NAMES = {
    "meta-llama/Llama-2-70b-hf": "Llama-2-70B",
    "mistralai/Mixtral-8x7B-v0.1": "Mixtral-8x7B-v0.1",
    "openai/gpt-oss-120b": "out/research-openai-gpt-oss-120b/sources/huggingface",
    "Qwen/Qwen3-32B": "out/research-qwen-qwen3-32b/sources/huggingface",
    "google/gemma-3-1b-it": "out/research-google-gemma-3-1b-it/sources/huggingface",
    "mistralai/Magistral-Small-2509": "out/research-mistralai-magistral-small-2509/sources/huggingface",
    "allenai/OLMo-7B": "verified_model_cards/allenai@OLMo-7B/1_raw",
}


def test_quotes_stand_where_they_are_said_to(shared, real_cards):
    cards = {(row["modelId"], row["snapshot"]): row["card"].decode("utf-8", "replace") for row in real_cards}
    compared = 0
    for name in catalog.names():
        texts = {}
        for source in catalog.sources(name):
            if source.url in BESIDE:
                texts[source.key] = (shared / "data" / BESIDE[source.url]).read_text(encoding="utf-8")
            elif hub := HUB.fullmatch(source.url):
                text = cards.get((OTHER_NAMES.get(hub["id"], hub["id"]), source.published))
                assert text is not None, f"{name}: no card of {hub['id']} of {source.published}"
                texts[source.key] = text
        for fact in catalog.facts(name):
            for key, evidence in zip(fact.sources, fact.evidence, strict=True):
                if key not in texts or evidence.quote is None:
                    continue
                compared += 1
                assert evidence.line is not None, f"{name}: {fact.field} gives no line"
                line = texts[key].split("\n")[evidence.line - 1]
                assert evidence.quote in line, f"{name}: {fact.field}, line {evidence.line}"
    assert compared > 400
