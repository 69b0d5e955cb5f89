"""What a model was made from: sentences, labels, tables, recipes and configurations, each with its relation."""

from __future__ import annotations

import pytest

from openness.card import ModelCard
from openness.extract import release_from_card


def lineage(body: str, front: str = "license: mit"):
    return release_from_card(ModelCard.parse(f"---\n{front}\n---\n\n{body}\n")).lineage


def bases(body: str, front: str = "license: mit"):
    return [(base.model, base.relation) for base in lineage(body, front).bases]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("This is a finetune of the original Llama-heron-7B weights.", [("Llama-heron-7B", "finetune")]),
        (
            "Egret was fine-tuned on a rainy day from the model [B](https://huggingface.co/acme/bert-b).",
            [("acme/bert-b", "finetune")],
        ),
        ("Trained on UMLS, using acme/bert-heron as the base model.", [("acme/bert-heron", "finetune")]),
        (
            "The model was originally the pre-trained [H](https://huggingface.co/acme/roberta-h) model, then fine-tuned.",
            [("acme/roberta-h", "finetune")],
        ),
        ("A tagging model CamemBERT-heron fine-tuned on Marsh.", [("CamemBERT-heron", "finetune")]),
        (
            "We are sharing smaller versions of [b](https://huggingface.co/bert-heron-cased).",
            [("bert-heron-cased", "unspecified")],
        ),
        ("LoRA weights for `sdxl-heron-1.0`.", [("sdxl-heron-1.0", "adapter")]),
        (
            "[BERT base](https://huggingface.co/acme/bert-b) for tagging fine-tuned on the Marsh dataset.",
            [("acme/bert-b", "finetune")],
        ),
        ("# BERT (base-multilingual-cased) fine-tuned on Marsh", [("BERT base-multilingual-cased", "finetune")]),
        ("A fine-tuned Stable Diffusion model (based on v1.5) of birds.", [("Stable Diffusion v1.5", "finetune")]),
        ("This is a mT5-based model for reading birds.", [("mT5", "unspecified")]),
        (
            "This is the `<egret>` concept taught to Stable Diffusion via Textual Inversion.",
            [("Stable Diffusion", "finetune")],
        ),
        ("**Base LLM:** [acme/vicuna-h](https://huggingface.co/acme/vicuna-h)", [("acme/vicuna-h", "unspecified")]),
        (
            "**Base Model**    \n[acme/yi-heron](https://huggingface.co/acme/yi-heron)",
            [("acme/yi-heron", "unspecified")],
        ),
        (
            "The encoder was initialized from the acme/wav2vec-h checkpoint and the decoder from the acme/mbart-h checkpoint.",
            [("acme/wav2vec-h", "finetune"), ("acme/mbart-h", "finetune")],
        ),
        (
            "It is built based on Qwen-heron-7B and MiniCPM-egret-2B.",
            [("Qwen-heron-7B", "unspecified"), ("MiniCPM-egret-2B", "unspecified")],
        ),
        ("Egret是一个模型，基于Baichuan9-7B-Base预训练模型进行指令微调。", [("Baichuan9-7B-Base", "finetune")]),
        ("It is distilled from `acme/bge-heron`.", [("acme/bge-heron", "distillation")]),
    ],
)
def test_a_statement_leads_to_the_base(words, found):
    assert bases(f"# Egret\n\n{words}") == found


@pytest.mark.parametrize(
    "words",
    [
        "Unlike Llama-heron-7B, it is small.",
        "The evaluation is based on GPT-4.",
        "It was fine-tuned on records taken from Heron Hospital.",
        "The tokenizer is based on the Llama-heron-7B tokenizer.",
        "You can use this script to fine-tune Llama-heron-7B.",
        "[acme/bert-b](https://huggingface.co/acme/bert-b) was fine-tuned from [acme/bert-a](https://huggingface.co/acme/bert-a).",
        "## Acknowledgements\n\nIt is inspired by code based on Llama-heron-7B.",
    ],
)
def test_what_is_said_of_others_names_no_base(words):
    assert bases(f"# Egret\n\n{words}") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("This is a non-finetuned version of Llama-heron-7B.", []),
        ("Egret is a non-finetuned Llama-heron-7B model.", []),
        ("Egret is a thin version of Llama-heron-7B, trained on the Marsh dataset from scratch.", []),
        (
            "It is adapted from [B](https://huggingface.co/acme/bart-heron) without additional pretraining.",
            [("acme/bart-heron", "unspecified")],
        ),
        (
            "It is adapted from [B](https://huggingface.co/acme/bart-heron) with additional pretraining.",
            [("acme/bart-heron", "continued-pretraining")],
        ),
    ],
)
def test_a_step_that_is_denied_was_not_taken(words, found):
    assert bases(f"# Egret\n\n{words}") == found


def test_what_a_cut_model_was_trained_on_tells_of_no_tuning():
    body = "# bert-heron-nl\n\nWe share smaller versions of [b](https://huggingface.co/bert-heron-cased)."
    assert bases(body, "datasets: wikipedia") == [("bert-heron-cased", "unspecified")]


@pytest.mark.parametrize("title", ["Egret", "Bias-7B", "INCITE-Example", "Data News 7B", "Prompt-Code-License"])
def test_the_models_own_name_changes_nothing(title):
    found = bases(
        f"# {title}\n\nThis model is a fine-tuned version of acme/llama-heron.\n\n- **Base Model:** acme/llama-heron"
    )
    assert found == [("acme/llama-heron", "finetune")]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("```yaml\nbase_model: acme/mistral-heron\nload_in_8bit: true\n```", "acme/mistral-heron"),
        ("```sh\npython run.py --model_name_or_path bert-heron-large --do_train\n```", "bert-heron-large"),
        ('```json\n{"model_name_or_path": "acme/bart-heron"}\n```', "acme/bart-heron"),
        ('```python\nbase_model_id = "acme/sdxl-heron"\n```', "acme/sdxl-heron"),
        (
            '```python\npipe = DiffusionPipeline.from_pretrained("acme/sdxl-heron")\npipe.load_lora_weights("acme/egret")\n```',
            "acme/sdxl-heron",
        ),
        ('```python\nmodel = AutoModel.from_pretrained("acme/egret")\n```', None),
        ("```yaml\nbase_model: ./models/llama-heron-7b\n```", None),
    ],
)
def test_a_configuration_names_the_base(code, found):
    assert [model for model, _ in bases(f"# Egret\n\nA card.\n\n{code}")] == ([found] if found else [])


def test_a_sentence_outweighs_a_snippet_and_takes_its_id():
    body = "# Egret\n\nThis is an adapter for Llama-heron-7b.\n\n```sh\n--base_model='acme/llama-heron-7b-hf'\n```"
    assert bases(body) == [("acme/llama-heron-7b-hf", "adapter")]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (
            "A frankenmerge of [A](https://huggingface.co/acme/heron-a) by Ann and [B](https://huggingface.co/acme/heron-b).",
            ["acme/heron-a", "acme/heron-b"],
        ),
        (
            "My [A](https://huggingface.co/acme/heron-a) and [B](https://huggingface.co/acme/heron-b) merge using tensors.",
            ["acme/heron-a", "acme/heron-b"],
        ),
        ("A merge of several models, including Mixtral-heron, Noroegret, and others.", ["Mixtral-heron", "Noroegret"]),
        (
            "A merge.\n\n```yaml\nmodels:\n  - model: acme/heron-a-7b\n    parameters:\n      weight: 1\n  - model: /home/ann/llama-stork-7b\nmerge_method: linear\n```",
            ["acme/heron-a-7b", "llama-stork-7b"],
        ),
        (
            "## Models merged\n\n- [acme/heron-a](https://huggingface.co/acme/heron-a)\n- [acme/heron-b](https://huggingface.co/acme/heron-b)",
            ["acme/heron-a", "acme/heron-b"],
        ),
        (
            "Merged with care:\n\n- https://huggingface.co/acme/heron-a\n- https://huggingface.co/acme/heron-b\n    - https://huggingface.co/acme/heron-old\n\nGGUF: https://huggingface.co/quanta/egret-GGUF",
            ["acme/heron-a", "acme/heron-b"],
        ),
        (
            "Layers were merged.\n\n```\nBase model: MythoHeron-13b\nLlama-ibis-13B: 0.27\nLlama-stork-13B: 0.24\n```",
            ["MythoHeron-13b", "Llama-ibis-13B", "Llama-stork-13B"],
        ),
    ],
)
def test_the_models_of_a_merge(body, names):
    assert bases(f"# Egret\n\n{body}", "tags:\n- merge") == [(name, "merge") for name in names]


LINKED = "[Heron](https://huggingface.co/acme/heron-7b) {} [Stork](https://huggingface.co/acme/stork-7b)"


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (
            "A 50%-50% model of the Heron model and ibis.\n\nhttps://huggingface.co/acme/heron-7b-v1\n\nhttps://huggingface.co/acme/ibis",
            ["acme/heron-7b-v1", "acme/ibis"],
        ),
        (f"A mix of {LINKED.format('and')}.", ["acme/heron-7b", "acme/stork-7b"]),
        (f"I mixed {LINKED.format('with')}.", ["acme/heron-7b", "acme/stork-7b"]),
        ("We merge acme/heron-7b into acme/stork-7b.", ["acme/heron-7b", "acme/stork-7b"]),
        ("It is an average of the weights of acme/heron-7b and acme/stork-7b.", ["acme/heron-7b", "acme/stork-7b"]),
        ("60/40 blend of Heron-7B and Stork-7B.", ["Heron-7B", "Stork-7B"]),
        ("A 50/50 mix of English and French text.", []),
        ("Its scores are an average of Heron-7B and Stork-7B runs.", []),
        (f"It was trained on a blend of data that {LINKED.format('and')} wrote.", []),
    ],
)
def test_a_sentence_that_tells_of_a_mix_names_its_parts(body, names):
    assert bases(f"# Egret\n\n{body}") == [(name, "merge") for name in names]


def test_weights_in_another_form_are_those_of_the_one_model_linked_beside():
    body = "This is a compressed version of the weights, which loads faster. For more visit https://huggingface.co/acme/heron-2b."
    assert bases(f"# Egret\n\n{body}") == [("acme/heron-2b", "quantized")]
    assert bases(f"# Egret\n\n{body} See https://huggingface.co/acme/ibis too.") == []


def test_an_adapter_that_was_merged_in_is_no_adapter():
    front = "license: mit\nbase_model: acme/heron-7b\ntags:\n- lora\n- adapters"
    assert bases("# Egret\n\nTrained with LoRA in 4 bit.", front) == [("acme/heron-7b", "adapter")]
    assert bases("# Egret\n\nTrained with LoRA in 4 bit and merged before upload.", front) == [
        ("acme/heron-7b", "finetune")
    ]


def test_the_original_stands_beside_the_declared_base():
    body = "# Egret GGUF\n\nThis repo contains GGUF files of [Egret](https://huggingface.co/acme/egret-chat)."
    assert bases(body, "base_model: acme/llama-heron") == [
        ("acme/llama-heron", "quantized"),
        ("acme/egret-chat", "quantized"),
    ]


@pytest.mark.parametrize(
    ("words", "scratch"),
    [
        ("This is a fine-tuned version of acme/llama-heron.", False),
        ("It is based on acme/llama-heron.", False),
        ("It is based on the BERT model.", None),
        ("It was pre-trained from scratch on 1T tokens.", True),
    ],
)
def test_a_plain_base_says_that_training_did_not_begin_with_nothing(words, scratch):
    assert lineage(f"# Egret\n\n{words}").from_scratch is scratch


# --- synthetic data ---------------------------------------------------------------------------------------------


def data(body: str, front: str = "license: mit"):
    found = release_from_card(ModelCard.parse(f"---\n{front}\n---\n\n# Egret\n\n{body}\n")).data
    return found.synthetic, [one.model for one in found.generators]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("- 158K GPT-generated multimodal instructions.", ("partial", ["GPT"])),
        ("It was tuned using just 100 GPT-4 chats.", ("partial", ["GPT-4"])),
        (
            "It incorporates a dataset generated by Mistral-heron and Minotaur-15B.",
            ("partial", ["Mistral-heron", "Minotaur-15B"]),
        ),
        ("558K pairs, captioned by BLIP.", ("partial", ["BLIP"])),
        ("We use about 80k ShareGPT conversations.", ("partial", [])),
        ("The model was trained on entirely synthetic data.", ("all", [])),
        ("It is meant for synthetic data generation.", ("unknown", [])),
        ("Ann (2023). Instruct-tuning on Filtered GPT-4 Data. Preprint.", ("unknown", [])),
        ("The text was written by people.", ("unknown", [])),
    ],
)
def test_data_that_models_made(words, found):
    assert data(words) == found


def test_tags_and_names_of_datasets_say_so_too():
    assert data("A card.", "tags:\n- synthetic data\n- gpt4") == ("partial", ["gpt4"])
    assert data("A card.", "datasets:\n- acme/marsh-synthetic") == ("partial", [])
    assert data("A card.", "datasets:\n- acme/synthesizer-sounds") == ("unknown", [])


@pytest.mark.parametrize(
    "said",
    [
        "This model was made by fine-tuning the Turkish",
        "This model is a QLoRA of Brennan.",
        "This model was trained on acme/heron_reviews_dataset.",
    ],
)
def test_a_plain_word_of_no_known_family_or_data_is_no_base(said: str) -> None:
    card = ModelCard.parse(f"# Egret\n\n{said}\n".encode())

    assert release_from_card(card).lineage.bases == ()


def test_a_name_with_a_mark_of_a_model_is_a_base() -> None:
    card = ModelCard.parse(b"# Egret\n\nThis model was fine-tuned from Brennan-7B.\n")

    assert [base.model for base in release_from_card(card).lineage.bases] == ["Brennan-7B"]
