"""Does the card say at all what the model was trained on?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern
from openness.card import Place
from openness.naming.appended import appended_from
from openness.rules.rule import Finding, Rule, Subject
from openness.rules.wording import place_in_prose, prose_holds, speaks_of_data

_NOT_TRAINED = frozenset({"quantized", "conversion", "merge"})
"""Relations to a base model by which nothing was trained."""
_MERGE_TAGS = frozenset({"merge", "mergekit", "model merge", "model-merge", "mixed"})
"""Tags of models that were mixed and not trained."""
_NOTHING_TRAINED = (
    r"\b(?:franken-?)?merg(?:e|es|ed|ing)\b|\bmergekit\b|\bquanti[sz](?:ed|ation)\b|\bquants?\b|\b(?:gguf|ggml|gptq|awq|exl2|exl3|imatrix)\b"
    r"|\bconver(?:ted|sion)\b|\b(?:onnx|openvino|ctranslate2|coreml|tflite|mlx)\b|\b(?:re-?upload|mirror|backup|(?:exact )?copy|clone|fork|port|export)(?:ed)?\b"
    r"|\bagents? playing\b|\breinforcement-learning\b|\bmodified versions? of\b|\b(?:transformers|hf|pytorch|jax|diffusers) implementation of\b"
    r"|\boriginal model(?: is\b|\*{0,2}:)|\b(?:model|original) page\*{0,2}:|\babliterat\w*|\bllama\.cpp\b|\bfranken|\bmergebox\b|\b(?:checkpoints?|weights) (?:are|is|were) (?:untouched|unchanged)\b"
    r"|\blayer version\b|\bkeeping only\b|\bsmaller (?:checkpoint|versions?)\b|\bmoe\b|\bmixture of (?:the )?(?:\w+ )?models\b|\bpruned\b|\bnot (?:been )?(?:re)?trained\b|\buntrained\b|\brandom(?:ly)?[- ](?:initiali[sz]ed|weights)\b|\b(?:dummy|tiny[- ]random)\b|量化|转换"
)
"""Words of the prose by which a model was mixed, packed, copied, or learnt from a game and not from data."""
_KNOWN_DATA = r"\b(?:mnist|cifar-?10{1,2}|imagenet|squad|(?:multi|x)?nli|mnli|conll-?\d{4}|librispeech|common ?voice|ms ?coco|laion|wikitext)\b"
"""Names that everybody knows as those of datasets: a card for MNIST digits says what it learnt from."""
_WITHDRAWN = r"\b(?:model|version|checkpoint|repo(?:sitory)?|it) (?:is|has been|was) (?:now )?(?:deprecated|superseded|obsolete|discontinued|withdrawn)\b"
"""Words of a card that sends its readers to a successor."""
_TOLD_ELSEWHERE = r"\breadme\W{1,6}\[[^\]\n]*\]\(|\]\([^)\s]*/readme(?:\.md)?\)"
"""A link to another README, which describes the model."""
_LEFT_OPEN = r"\bon (?:an unknown|the none|an? unspecified) data ?set\b"
"""What the Trainer writes where nobody told it the dataset."""


class UndisclosedTrainingData(Rule):
    """
    A card that says nothing of what the model was trained on.

    Without the data one cannot know what a model can do, what it is biased to, or whose rights it touches. A card
    that says "not disclosed" is honest; a card that says nothing leaves the reader to guess.

    The rule is silent beside any name, link, table or sentence about data, where another README is linked or a successor
    named, and where nothing was trained: merges, quantizations, conversions, copies. It is an info: silence misleads nobody, and a word would be better.

    Instead of:

        # Acme 7B

        Acme 7B is a language model for chat. It answers questions about cooking in a friendly tone.

    Use:

        ---
        datasets:
          - org/name
        ---
        # Acme 7B

        Acme 7B is a language model for chat. It answers questions about cooking in a friendly tone.

    or a section "Training data" that says what it was, or that it is not disclosed and why.
    """

    family = "data"
    severity = "info"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding a card, at the words that leave the dataset open, else at the front matter."""
        release = subject.release
        if release.data.disclosure != "unknown" or release.data.datasets or release.data.size:
            return
        if subject.card.front_matter.get("datasets") or _is_of_another(subject):
            return
        if not subject.has_front_matter and not subject.card.body.sections:
            return
        if speaks_of_data(subject):
            return
        left_open = place_in_prose(subject, _LEFT_OPEN)
        if left_open is None and prose_holds(subject, rf"{_KNOWN_DATA}|{_WITHDRAWN}|{_TOLD_ELSEWHERE}"):
            return
        where = _empty_section(subject) or (subject.card.front_matter.place() if subject.has_front_matter else None)
        yield self.finding(
            subject,
            left_open or where,
            "the dataset is left open where the card should name it"
            if left_open
            else "the card does not say what the model was trained on",
            hint="add the ids to `datasets:`, or a sentence that says what the data is or why it is not disclosed",
            value="silent",
        )


def _empty_section(subject: Subject) -> Place | None:
    """The heading under which the data would stand, where the card has one."""
    body = subject.card.body
    section = next((one for one in body.sections if _DATA_TITLE.fullmatch(one.title)), None)
    return (
        body.place(section.start, section.start + len(body.text[section.start :].partition("\n")[0]))
        if section
        else None
    )


_DATA_TITLE = pattern(
    r"\W*(?:training(?: and evaluation|/evaluation| & evaluation)? (?:data|details|dataset)|data ?sets?|training)\W*",
    re.IGNORECASE,
)


def _is_of_another(subject: Subject) -> bool:
    """Whether nothing was trained for it, or it carries the card of another model."""
    if any(base.relation in _NOT_TRAINED for base in subject.release.lineage.bases):
        return True
    tags = {tag.strip().casefold() for tag, _ in subject.card.front_matter.texts("tags")}
    if tags & _MERGE_TAGS or appended_from(subject.card) <= len(subject.card.text):
        return True
    name = f"{subject.release.subject.id or ''} {subject.release.subject.name or ''} {' '.join(tags)}"
    if subject.card.body.spans and _RECIPE.search(subject.card.body.text, subject.card.body.start):
        return True
    called = name.replace("_", " ")
    return prose_holds(subject, _NOTHING_TRAINED) or pattern(_NOTHING_TRAINED, re.IGNORECASE).search(called) is not None


_RECIPE = pattern(
    r"\n\W*(?:merge_method|layer_slices|layer_range|slices|sources|models): *\n|\n *merge_method:|\n[^\n]*\(0\.\d+\) *[x+] *\[?[\w-]+/[\w.-]+"
    r"|\bmerge composition\b|\n *[\w./-]+ *: *0?\.\d+ *\n *[\w./-]+ *: *0?\.\d+ *\n",
    re.IGNORECASE,
)
"""How a merge is written down, also in a block of code."""


RULES: tuple[Rule, ...] = (UndisclosedTrainingData(),)
