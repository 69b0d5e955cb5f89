"""Rules about whether the weights can be had."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern
from openness.naming.models import is_family
from openness.rules.lineage.bases import configured_base
from openness.rules.rule import Finding, Rule, Subject
from openness.rules.wording import place_in_prose

WEIGHT_SUFFIXES = (
    ".safetensors", ".gguf", ".ggml", ".bin", ".pt", ".pth", ".ckpt", ".onnx", ".h5", ".msgpack", ".tflite", ".pkl",
    ".joblib", ".npz", ".nemo", ".mlmodel", ".mlpackage", ".keras", ".pb", ".tar", ".zip", ".params", ".ot", ".model",
    ".pdparams", ".mar", ".engine", ".task", ".litertlm", ".mlpackage/Manifest.json", ".skops", ".pickle",
)  # fmt: skip
"""Suffixes under which weights are published."""


class MissingWeights(Rule):
    """
    A model repository without weights.

    The card describes a model, but no file of the repository looks like weights. Announced and withheld models are
    told apart only if the card says which it is.

    Instead of a card that is silent, use:

        The weights are released on request to researchers: fill in the form at example.org/acme.

    Remedy: upload the weights, or say in the card where they are and who can have them.
    """

    family = "weights"
    severity = "warning"
    confidence = "medium"
    needs_hub = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Silent where the card says that access is on request, by API, hosted or withheld."""
        repo = subject.card.repo
        if repo is None or not repo.files_known or any(one.path.endswith(WEIGHT_SUFFIXES) for one in repo.files):
            return
        if subject.release.weights.access in ("on-request", "api-only", "hosted-only", "withheld"):
            return
        where = subject.card.front_matter.place() if subject.has_front_matter else None
        yield self.finding(
            subject,
            where,
            f"the repository holds no weights ({len(repo.files)} other files)",
            hint="upload them, or say where they are and who can have them",
        )


class UndisclosedGating(Rule):
    """
    A gated repository whose card does not say so.

    Who builds on a gated model needs an account, an accepted form and a token in every pipeline. The card is where
    they look first.

    Instead of a card that is silent, use:

        extra_gated_prompt: You agree to the licence ...

    or a sentence in the prose that says how access is granted.
    """

    family = "weights"
    severity = "info"
    needs_hub = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Compare the Hub's flag with the card's keys and prose."""
        repo = subject.card.repo
        if repo is None or not repo.gated:
            return
        if any(key.startswith("extra_gated") for key in subject.card.front_matter):
            return
        if any(one.source in ("front-matter", "prose") for one in subject.release.weights.evidence.get("access", ())):
            return
        how = "by a person" if repo.gated == "manual" else "at once"
        yield self.finding(
            subject,
            subject.card.front_matter.place() if subject.has_front_matter else None,
            f"the download is gated (granted {how}), the card does not say so",
            hint="add `extra_gated_prompt`, or say in the prose how access is granted",
            value=str(repo.gated),
        )


_APPLIED_TO = pattern(
    r"\b(?:adapters?|lora|delta|diff|apply)\b[^\n]{0,80}?\b(?:for|to|with|on|of)\b (?:top of )?(?:the )?(?:original )?"
    r"[`\[*]*(?-i:[\w-]+/[\w.-]+|[A-Z]\w*\d[\w.-]*|[A-Z]+[a-z]*[A-Z][\w.-]*)",
    re.IGNORECASE,
)
"""A sentence that says to which model an adapter belongs, though no base could be read from it."""


class DeltaWeightsWithoutBase(Rule):
    """
    Delta weights or an adapter without the model they belong to.

    Both are useless without the exact base model, and that model's licence binds whoever uses them.

    Instead of:

        library_name: peft

    Use:

        library_name: peft
        base_model: org/name
    """

    family = "weights"
    severity = "warning"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """`form` is delta or adapter and no base is named anywhere in the card."""
        weights = subject.release.weights
        called = None if weights.form in ("delta", "adapter") else place_in_prose(subject, _THIS_ADAPTER)
        at = weights.evidence["form"][0] if weights.form in ("delta", "adapter") else called
        if at is None or subject.release.lineage.bases or configured_base(subject):
            return
        if _APPLIED_TO.search(subject.card.body.text, subject.card.body.start) or is_family(subject.card.body.markdown):
            return  # the model is named, though in words that no base could be read from
        word = "a delta" if weights.form == "delta" else "an adapter"
        yield self.finding(
            subject,
            at,
            f"{word}, and the model to apply it to is not named",
            hint="add `base_model:` with its Hub id to the front matter",
            value="delta" if weights.form == "delta" else "adapter",
        )


_THIS_ADAPTER = r"\bthis (?:lora|lycoris|locon|hypernetwork) (?:is|was|has|helps|adds|makes|works|does|lets|gives|reproduces|takes)\b"
"""Words by which a repository of adapters speaks of one of them."""

RULES: tuple[Rule, ...] = (MissingWeights(), UndisclosedGating(), DeltaWeightsWithoutBase())
