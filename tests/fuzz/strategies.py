"""Hypothesis strategies for whole cards: front matter and prose as people write them, with what nobody would write in between."""

from __future__ import annotations

from hypothesis import strategies as st

from openness.licenses.store import index
from tests.fuzz.mutators import PAIRS, SIGNS

NAMES = (
    "Acme-7B",
    "acme/lark-7b",
    "meta-llama/Llama-2-7b-hf",
    "GPT-4",
    "ImageNet",
    "acme/talks",
    "数据集",
    "é",
    "v1.0",
    "a" * 90,
)
KEYS = (
    "license", "license_name", "license_link", "base_model", "base_model_relation", "datasets", "tags", "language", "library_name",
    "pipeline_tag", "model-index", "extra_gated_prompt", "openness", "licence", "no", "widget", "metrics",
)  # fmt: skip
SENTENCES = (
    "{a} was trained on {b}.", "It is a fine-tuned version of {a} on the {b} dataset.", "The weights are released under {l}.",
    "The code is under {l}, the weights under {m}.", "Not for commercial use.", "{a} is open source.", "Trained from scratch on 2T tokens.",
    "Outputs of {a} were used to build {b}.", "| Dataset | Size |\n|---|---|\n| {a} | {b} |", "- **License:** {l}\n- **Base:** {a}",
    "### Training data\n\n- {a}\n- {b}", "[{a}](https://huggingface.co/{b})", "```yaml\nbase_model: {a}\ndatasets: [{b}]\n```",
    "<table><tr><td>{a}</td><td>{l}</td></tr></table>", "<!-- openness: ignore[{a}] {b} -->", "本模型基于 {a}，采用 {l} 协议。",
)  # fmt: skip
"""Each form of the reader at least once, with places for names and licences."""
SIGN = st.sampled_from([one.decode("utf-8", "replace") for one in SIGNS])
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


LICENSE = st.sampled_from(sorted(index()["hub_ids"].values())) | TEXT
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT | st.sampled_from(NAMES) | LICENSE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


def _written(value: object) -> str:
    """In YAML's flow style; texts are quoted or not, as luck has it, so that some of it is broken."""
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_written(key)}: {_written(one)}" for key, one in value.items()) + "}"
    return str(value)


@st.composite
def _block(draw: st.DrawFn) -> str:
    block = draw(st.sampled_from(SENTENCES)).format(
        a=draw(st.sampled_from(NAMES) | TEXT),
        b=draw(st.sampled_from(NAMES) | TEXT),
        l=draw(LICENSE),
        m=draw(LICENSE),
    )
    opening, closing = draw(st.sampled_from([(b"", b""), *PAIRS]))
    times = draw(st.sampled_from((1, 1, 1, 2, 30)))
    return opening.decode() * times + block + closing.decode() * times


@st.composite
def cards(draw: st.DrawFn) -> str:
    """A card: metadata of known keys and any values, blocks of known forms with any names, signs strewn in."""
    keys = draw(st.lists(st.sampled_from(KEYS) | TEXT, max_size=6))
    matter = "".join(f"{key}: {_written(draw(VALUE))}\n" for key in keys)
    blocks = draw(st.lists(_block() | SIGN, max_size=8))
    text = draw(st.sampled_from(("---\n{}---\n", "---\n{}", "# Title\n\n---\n{}---\n", "{}"))).replace("{}", matter)
    ending = draw(st.sampled_from(("\n", "\n", "\r\n", "\r")))
    whole = (text + "\n\n".join(blocks)).replace("\0", "")  # with a NUL it is a binary file: tests/card
    return whole.replace("\n", ending)
