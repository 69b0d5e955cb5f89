"""Rules about what a card says of its training data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from openness._pattern import pattern, simple
from openness.licenses import find
from openness.naming.appended import appended_from
from openness.release.data import Dataset
from openness.rules.rule import Finding, Rule, Subject
from openness.rules.wording import place_in_prose, prose_holds, speaks_of_data

_NOT_TRAINED = frozenset({"quantized", "conversion", "merge"})
"""Relations to a base model by which nothing was trained."""
_MERGE_TAGS = frozenset({"merge", "mergekit", "model merge", "model-merge", "mixed"})
"""Tags of models that were mixed and not trained."""
_NOTHING_TRAINED = (
    r"\b(?:franken-?)?merg(?:e|es|ed|ing)\b|\bmergekit\b|\bquanti[sz](?:ed|ation)\b|\bquants?\b|\b(?:gguf|ggml|gptq|awq|exl2|exl3|imatrix)\b"
    r"|\bconver(?:ted|sion)\b|\b(?:onnx|openvino|ctranslate2|coreml|tflite|mlx)\b|\b(?:re-?upload|mirror|backup|(?:exact )?copy|clone|fork|port|export)(?:ed)?\b"
    r"|\bpruned\b|\brandom(?:ly)?[- ](?:initiali[sz]ed|weights)\b|\b(?:dummy|tiny[- ]random)\b|量化|转换"
)
"""Words of the prose by which a model was mixed, packed or copied and not trained."""
_LEFT_OPEN = r"\bon (?:an unknown|the none|an? unspecified) data ?set\b"
"""What the Trainer writes where nobody told it the dataset."""


class UndisclosedTrainingData(Rule):
    """
    A card that says nothing of what the model was trained on.

    Without the data one cannot know what a model can do, what it is biased to, or whose rights it touches. A card
    that says "not disclosed" is honest; a card that says nothing leaves the reader to guess.

    The rule is silent beside any name, link, table or sentence about data, and where nothing was trained: merges,
    quantizations, conversions, copies. It is an info on cards that a script wrote.

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
    severity = "warning"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """A warning where a person wrote the card, an info where a script did."""
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
        where = subject.card.front_matter.place() if subject.has_front_matter else None
        yield self.finding(
            subject,
            left_open or where,
            "the dataset is left open where the card should name it"
            if left_open
            else "the card does not say what the model was trained on",
            hint="add the ids to `datasets:`, or a sentence that says what the data is or why it is not disclosed",
            severity="info" if subject.is_stub or left_open else "warning",
            value="silent",
        )


def _is_of_another(subject: Subject) -> bool:
    """Whether nothing was trained for it, or it carries the card of another model."""
    if any(base.relation in _NOT_TRAINED for base in subject.release.lineage.bases):
        return True
    tags = {tag.strip().casefold() for tag, _ in subject.card.front_matter.texts("tags")}
    if tags & _MERGE_TAGS or appended_from(subject.card) <= len(subject.card.text):
        return True
    name = f"{subject.release.subject.id or ''} {subject.release.subject.name or ''} {' '.join(tags)}"
    return prose_holds(subject, _NOTHING_TRAINED) or pattern(_NOTHING_TRAINED, re.IGNORECASE).search(name) is not None


class UnlistedDataset(Rule):
    """
    A training dataset of the Hub that the prose names and `datasets:` does not.

    The Hub links a model and its data, and others find who trained on what, through `datasets:` only.

    Instead of:

        ---
        license: mit
        ---
        # Heron
        Heron was trained on [acme/fish](https://huggingface.co/datasets/acme/fish).

    Use:

        ---
        license: mit
        datasets:
          - acme/fish
        ---
        # Heron
        Heron was trained on [acme/fish](https://huggingface.co/datasets/acme/fish).
    """

    family = "data"
    severity = "info"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Ids that the prose links, on a card with front matter and without the key; one finding a card."""
        if not subject.has_front_matter or "datasets" in subject.card.front_matter.values:
            return
        loose = [item for item in subject.release.data.datasets if item.id and _is_linked(subject, item.id)]
        if not loose:
            return
        ids = list(dict.fromkeys(item.id for item in loose if item.id))
        yield self.finding(
            subject,
            loose[0].evidence[0],
            f"dataset `{ids[0]}`{f' and {len(ids) - 1} more' if len(ids) > 1 else ''} of the Hub is not listed in `datasets`",
            hint=f"add `datasets: [{', '.join(ids)}]` to the front matter",
            value=ids[0],
        )


def _is_linked(subject: Subject, dataset: str) -> bool:
    return f"huggingface.co/datasets/{dataset}".casefold() in subject.card.text.casefold()


class UnlinkedDataset(Rule):
    """
    A training dataset named in a way that fits several, without an id or a link.

    There are several "Alpaca" and "ShareGPT" datasets on the Hub, with different licences: the name alone does not say
    which was used, and so not what binds.

    Instead of:

        # Heron
        Heron was fine-tuned on the ShareGPT dataset.

    Use:

        # Heron
        Heron was fine-tuned on [ShareGPT](https://huggingface.co/datasets/org/sharegpt).
    """

    family = "data"
    severity = "info"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Only names that several datasets share, and that nothing in the card leads on from; one finding a card."""
        loose = [
            item
            for item in subject.release.data.datasets
            if not item.id and not item.url and self._is_loose(subject, item)
        ]
        if not loose:
            return
        first = loose[0]
        more = f" and {len(loose) - 1} more" if len(loose) > 1 else ""
        yield self.finding(
            subject,
            first.evidence[0],
            f"dataset `{first.name}`{more}: several are published under that name, and the card gives no id or link",
            hint="link the one that was used, or add its Hub id to `datasets:`",
            value=first.name,
        )

    @staticmethod
    def _is_loose(subject: Subject, item: Dataset) -> bool:
        """Whether several datasets have the name, and no link or id of the card holds it (`in the Alpaca format` names none)."""
        name = _LAST_WORDS.sub("", item.name.strip().casefold().removeprefix("the ")).strip()
        if name not in _shared_names():
            return False
        evidence = item.evidence[0]
        line = subject.card.lines.line_text(evidence.line or 1)
        rest = line[(evidence.column or 1) - 1 :]
        after = rest[len(evidence.quote or "") :]
        if _HERE.search(rest) or _FORM.search(rest) or _FORM.match(after):
            return False
        word = re.escape(name).replace(r"\-", "[-_ ]?").replace(r"\ ", "[-_ ]?")
        leads_on = rf"https?://\S*{word}|\b[\w.-]+/[\w.-]*{word}"
        return pattern(leads_on, re.IGNORECASE).search(subject.card.text) is None


@cache
def _shared_names() -> frozenset[str]:
    path = Path(__file__).with_name("tables") / "shared_dataset_names.toml"
    return frozenset(tomllib.loads(path.read_text(encoding="utf-8"))["names"])


_LAST_WORDS = simple(r"\b(?:data ?sets?|data|corpus)\b")
_HERE = pattern(r"\[(?:available )?(?:here|this|link)\b[^\]]*\]\(", re.IGNORECASE)
_FORM = pattern(r"\W*(?:\w+\W+)?(?:formats?|style|template|prompt)\b", re.IGNORECASE)


class DanglingDataset(Rule):
    """
    A dataset id that does not exist on the Hub.

    Remedy: correct the id; if the dataset was deleted or is private, say so in the prose.

    Instead of:

        datasets:
          - org/nmae

    Use the id under which the dataset can be opened.
    """

    family = "data"
    severity = "warning"
    needs_hub = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Look at the datasets that were looked up; one that could not be looked up gives nothing."""
        repo = subject.card.repo
        for info in repo.datasets if repo else ():
            if info.exists is not False:
                continue
            place = next(
                (path for value, path in subject.card.front_matter.texts("datasets") if value == info.id), None
            )
            yield self.finding(
                subject,
                subject.card.front_matter.place(*place) if place else None,
                f"dataset `{info.id}` is not on the Hub, or private",
                hint="correct the id, or say that it is private",
                value=info.id,
            )


class UnnamedSyntheticGenerator(Rule):
    """
    Synthetic training data without the model that made it.

    The terms of the generating model may forbid training others on its outputs (Llama 2, OpenAI), or ask for a name
    (Llama 3.1). Who made the data decides which terms those are.

    Instead of:

        Trained on synthetic instructions.

    Use:

        Trained on instructions generated by mistralai/Mixtral-8x7B-Instruct-v0.1.
    """

    family = "data"
    severity = "info"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """`synthetic` is stated and no generator is named."""
        data = subject.release.data
        if data.synthetic not in ("all", "partial") or data.generators:
            return
        evidence = data.evidence["synthetic"][0]
        line = subject.card.lines.line_text(evidence.line or 1)
        if not _WRITTEN.search(line) or _OTHERWISE_MADE.search(line) or _GENERATOR.search(subject.card.text):
            return
        yield self.finding(
            subject,
            evidence,
            "synthetic training data, and the model that made it is not named",
            hint="name the generating model",
            value=data.synthetic,
        )


_WRITTEN = pattern(
    r"\bsynthetic(?:ally)?[- ](?:generated )?(?:\w+ ){0,2}?(?:instructions?|conversations?|dialogues?|prompts?|answers|responses|textbooks?|stories|q&a|chats?)\b"
    r"|\b(?:llm|ai|model)[- ](?:generated|written)\b|\bgenerated (?:by|with|using) (?:an? |large )*(?:language models?|llms?|ai)\b",
    re.IGNORECASE,
)
"""Words by which a language model wrote the data."""
_OTHERWISE_MADE = pattern(
    r"\b(?:table|tabular|counterfactual|pseudo|labell?ed|labels|voice|speech|audio|tts|images?|translat\w+|negatives?|augment\w*|noise|noisy|tokens?|render\w*|simulat\w*|masks?|rule-based|templates?|typos?|errors?|ocr)\b",
    re.IGNORECASE,
)
"""Words by which something else made it: rules, a renderer, a translator, a labeller."""
_GENERATOR = pattern(
    r"\b(?:chat)?gpt\b|\bopenai\b|\bclaude\b|\bgemini\b|\bpalm\b|\bdavinci\b|\b(?:llama|mistral|mixtral|qwen|deepseek|nemotron|gemma|phi|wizardlm|falcon|magpie)[-\s]?v?\d"
    r"|\b(?:cosmopedia|ultrachat|openhermes|sharegpt|alpaca|evol-?instruct|magpie|orca)\b",
    re.IGNORECASE,
)
"""A maker of synthetic data that the card names, if only by its family, or a dataset whose maker is known."""


class NoncommercialDataset(Rule):
    """
    A training dataset whose licence forbids commercial use, on a card that does not say so.

    Whether such a licence reaches the weights is contested: it depends on what training needed permission for, and
    on the law of the place. This finding reports the dataset's licence and decides nothing.

    Instead of:

        ---
        license: apache-2.0
        datasets:
          - tatsu-lab/alpaca
        ---
        # Heron 7B

    Use:

        ---
        license: apache-2.0
        datasets:
          - tatsu-lab/alpaca
        ---
        # Heron 7B
        The dataset tatsu-lab/alpaca is for non-commercial use (CC-BY-NC-4.0).

    Remedy: none is needed; say in the card that the dataset is non-commercial, so that others can decide.
    """

    family = "data"
    severity = "info"
    confidence = "low"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Licences of datasets as stated, as found on the Hub, or as known of much-used ones; silent under a licence that forbids it too."""
        own = subject.license
        if own is not None and own.terms.commercial_use is not None and own.terms.commercial_use.value in _NO_COMMERCE:
            return
        if prose_holds(subject, _SAID_NONCOMMERCIAL):
            return
        repo = subject.card.repo
        looked_up = {info.id: info.license for info in repo.datasets} if repo else {}
        for item in subject.release.data.datasets:
            known = _dataset_licenses().get((item.id or "").casefold())
            for name in (item.license, *looked_up.get(item.id or "", ()), known):
                license_ = find(name)
                if license_ is None or license_.terms.commercial_use is None:
                    continue
                if license_.terms.commercial_use.value not in _NO_COMMERCE:
                    continue
                yield self.finding(
                    subject,
                    item.evidence[0],
                    f"dataset `{item.id or item.name}` is `{name}`; its effect on the weights is contested",
                    hint="say in the card that this dataset is non-commercial",
                    value=f"{item.id or item.name} {name}",
                )
                break


_NO_COMMERCE = ("forbidden", "separate-license-needed")
_SAID_NONCOMMERCIAL = r"\bnon-?\s?commercial|\bcc[- ]by[- ]nc\b|\bresearch (?:purposes? )?only\b|非商业"
"""Words by which a card says itself that not everything is free for commerce."""


@cache
def _dataset_licenses() -> dict[str, str]:
    path = Path(__file__).with_name("tables") / "dataset_licenses.toml"
    table: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))["licenses"]
    return table


RULES: tuple[Rule, ...] = (
    UndisclosedTrainingData(),
    UnlistedDataset(),
    UnlinkedDataset(),
    DanglingDataset(),
    UnnamedSyntheticGenerator(),
    NoncommercialDataset(),
)
