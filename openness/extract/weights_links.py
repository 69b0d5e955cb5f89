"""Which link of the prose leads to weights of this model: another format of it on the Hub, a file, a `Download` cell."""

from __future__ import annotations

import re

from openness._pattern import pattern, simple
from openness.extract import about, subject_kind
from openness.extract.draft import Draft, Evidence
from openness.naming import models
from openness.prose.markup import Link, hub_model
from openness.prose.sentences import Sentence

_ADDRESS = pattern(r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/[\w.-]+/[\w.-]+", re.IGNORECASE)
_QUANTIZED = r"ggufs?|ggml|gptq|awq|exl[23]|[2-8](?:\.\d+)?-?bpw"
_FORM = pattern(
    rf"[-_.](?:i\d-|imat(?:rix)?-)?(?:(?P<sure>{_QUANTIZED})|[2-8]-?bits?|int[48]|fp(?:8|16|32)|bf16|hf|onnx|openvino|mlx|quants?)",
    re.IGNORECASE,
    after=r"$|[-_.]",
)
"""Where a repository's name ends being the model's and tells the form of the weights."""
_ASIDE = simple(
    r"related|acknowledg|credit|thank|dataset|training|merg|citation|limitation|comparison|other models|changelog"
)
_ORIGIN = pattern(
    r"\b(?:based on|built on|from|using|uses|used|merge of|base(?: model)?|trained|fine-?tun\w+|thanks?|license)\b",
    re.IGNORECASE,
)
"""Words before a link that make it what this model was made from."""
_CELL = pattern(r"\W*(?:model |weights? )?(?:downloads?|weights?|checkpoints?)(?: links?| url)?\W*", re.IGNORECASE)
"""The header of a column whose cells lead to weights."""
_NO_WEIGHTS = simple(r"/datasets?/|arxiv\.org|\.(?:pdf|txt|json|png|jpe?g|py|md)$", re.IGNORECASE)
_ROWS = 12


def read(draft: Draft) -> Evidence | None:
    """What shows that the card links to weights of its model; None if no link does."""
    return _formats(draft) or _column(draft)


def _formats(draft: Draft) -> Evidence | None:
    """A link to a repository of the Hub that is called after this model and a form of weights."""
    raw = draft.card.body.text
    for match in _ADDRESS.finditer(raw):
        identity = hub_model(match.group())
        if identity is None:
            continue
        form = _FORM.search(identity)
        if form is None or not _is_own(draft, identity, identity[: form.start()], sure=bool(form["sure"])):
            continue
        sentence = draft.text.at(match.start())
        if sentence is not None and _offers(sentence, identity) and (not form["sure"] or _by_maker(draft, identity)):
            return draft.at_text(*match.span())
    return None


def _by_maker(draft: Draft, identity: str) -> bool:
    """Whether the organisation is the model's own: what somebody else converted does not tell that its maker gives it."""
    shown = subject_kind.shown_id(draft) or ""
    names = [shown, *(name for name in subject_kind.own_names(draft) if "/" in name)]
    owners = {name.partition("/")[0].casefold() for name in names if "/" in name}
    return identity.partition("/")[0].casefold() in owners


def _is_own(draft: Draft, identity: str, core: str, *, sure: bool) -> bool:
    """Whether a repository is another form of this model; `sure`: no base would be given in that form."""
    name, whole, names = models.comparable(core), models.comparable(identity), about.own(draft)
    bases = {models.comparable(str(base["model"])) for base in draft.items("lineage.bases")}
    if name in bases or whole in bases or whole in names:
        return False
    if not sure:
        return name in names
    return not names or any(name in own or own in name for own in names)


def _offers(sentence: Sentence, identity: str) -> bool:
    if sentence.appended or _ASIDE.search(sentence.path):
        return False
    before = next((sentence.text[: link.start] for link in sentence.links if identity in link.url), None)
    if before is None:
        before = sentence.text.partition(identity)[0]
    return not _ORIGIN.search(before)


def _column(draft: Draft) -> Evidence | None:
    """A cell with a link below the header `Download` or `Weights`."""
    for hit in draft.hits("weights.column"):
        header = hit.sentence
        place = next((number for number, cell in enumerate(header.cells) if _CELL.fullmatch(cell)), None)
        if place is None or not about.of_this(header):
            continue
        for row in draft.text.following(header, _ROWS):
            if row.kind != "table":
                break
            if len(row.cells) > place and any(_in_cell(row, link, place) for link in row.links):
                return draft.at_sentence(row)
    return None


def _in_cell(row: Sentence, link: Link, place: int) -> bool:
    return bool(link.label) and link.label in row.cells[place] and not _NO_WEIGHTS.search(link.url)
