"""Whether the prose's base is a sibling's: of another size than this model, or one of those on which a family's versions are based."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern
from openness.release import Base, Evidence
from openness.rules.rule import Subject
from openness.rules.wording import prose_holds, sentence_of

_FROM_ONE = frozenset({"finetune", "adapter", "quantized", "conversion", "continued-pretraining", "unspecified"})
"""Relations by which a model keeps the size of what it was made from."""


def is_of_a_sibling(subject: Subject, base: Base) -> bool:
    """Whether a base that prose alone tells is that of another member of the family."""
    if any(one.source in ("front-matter", "statement") for one in base.evidence):
        return False
    return is_of_another_size(subject, base) or is_one_of_a_family(subject, base)


def is_how_it_is_built(subject: Subject, base: Base) -> bool:
    """
    Whether a name is that of an architecture, of a tool or of what the training gave, and no base at all.

    `based on U-Net convolutional architecture`, `on hardware that fits, based on Alpaca-LoRA`, `训练得到的 X 模型`.
    """
    if "/" in base.model or _NUMBERED.search(base.model):
        return False
    if base.relation != "adapter" and _TOOL.search(base.model):
        return True
    return all(_is_built(subject.card.lines.line_text(one.line or 1), base, one) for one in base.evidence)


def _is_built(line: str, base: Base, evidence: Evidence) -> bool:
    held = line.find(base.model, max((evidence.column or 1) - 1, 0))
    if held < 0:
        return False
    return _GIVEN.search(line[:held]) is not None or _ARCHITECTURE.match(line, held + len(base.model)) is not None


_NUMBERED = pattern(r"\d")
_TOOL = pattern(r"[-_ ]q?lora$", re.IGNORECASE)
_GIVEN = pattern(r"(?:训练|微调)得到的? ?\W?$")
_ARCHITECTURE = pattern(r"\W{0,3}(?: [a-z]+){0,2} architectures?\b", re.IGNORECASE)


def is_of_another_size(subject: Subject, base: Base) -> bool:
    """
    Whether the name of a base tells another size than this model's name: no training makes a 30B of a 13B.

    The Trainer writes the id that it loaded, whatever the repository is called; what is named beside another base is a
    part of the model.
    """
    about = subject.release.subject
    own = {size for name in (about.id, about.name) if name for size in _sizes(name)}
    theirs = set(_sizes(base.model))
    if base.relation not in _FROM_ONE or not own or not theirs or _by_the_trainer(subject):
        return False
    if _RESIZED.search(subject.card.text) is not None or _stands_beside_another(subject, base):
        return False
    return not any(min(one, other) / max(one, other) > _ALIKE for one in own for other in theirs)


def _sizes(name: str) -> Iterator[float]:
    """The numbers of parameters that a name tells, in billions; of `8x7b` those of an expert and of all."""
    for match in _SIZE.finditer(name.rpartition("/")[2]):
        one = float(match["number"]) * (1 if match["unit"] in "bB" else 0.001)
        if one > 0:
            yield one
            yield one * float(match["experts"] or 1) or one


_SIZE = pattern(
    r"(?P<begin>)(?:(?P<experts>\d{1,2})x)?(?P<number>\d{1,4}(?:\.\d{1,3})?)(?P<unit>[bBmM])(?P<end>)",
    not_before={"begin": r"[\w.]"},
    not_after={"end": r"[A-Za-z\d]"},
)
_ALIKE = 0.75
"""Of two sizes that are one: a `6.7b` is called 7B, a `33b` 30B."""
_RESIZED = pattern(
    r"\bprun(?:ed|ing)\b|\bup-?scal(?:ed|ing)\b|\bexpan(?:ded|sion)\b|\bdistil|\blayers? (?:removed|added|dropped|stacked|duplicated)\b"
    r"|\bfranken|\bpassthrough\b|\bmerg(?:e|ed|ing)\b|\bexperts\b|\bmoe\b|\bself-?merge",
    re.IGNORECASE,
)
"""Words of a card by which a model was made larger or smaller than what it was made from."""


def _by_the_trainer(subject: Subject) -> bool:
    return any(tag == "generated_from_trainer" for tag, _ in subject.card.front_matter.texts("tags"))


def _stands_beside_another(subject: Subject, base: Base) -> bool:
    """Whether the line that names a base names another one as well."""
    lines = {one.line for one in base.evidence}
    others = (one for one in subject.release.lineage.bases if one.model != base.model)
    return any(evidence.line in lines for other in others for evidence in other.evidence)


def is_one_of_a_family(subject: Subject, base: Base) -> bool:
    """Whether its sentence offers several versions, each based on another model: which was made from which is not said."""
    if base.relation == "merge" or not _stands_beside_another(subject, base):
        return False
    return all(_OFFERS.search(sentence_of(subject, one)) is not None for one in base.evidence)


_OFFERS = pattern(
    r"\b(?:(?:offer|provide|release|publish|have|come|available|exist)\w*\b[^.]{0,60}?\b(?:versions|variants|models|sizes|flavou?rs|editions)"
    r"|(?:versions|variants|models) (?:are|were|have been))\b (?:\w+ )?(?:based|built|tuned|trained)\b",
    re.IGNORECASE,
)
"""`We offer versions based on Heron 7b, Egret and Stork`; `the models are trained on Heron and Egret`."""


def is_short_for_another(subject: Subject, base: Base) -> bool:
    """Whether a family's bare name, with or without a size, is that of the generation which the card names elsewhere."""
    bare = _BARE.match(base.model)
    if bare is None:
        return False
    return prose_holds(subject, rf"\b{bare['family']}[-_ ]?[1-9](?:\.\d)?(?:[^\w.]|\.\s|$)")


_BARE = pattern(r"(?P<family>[A-Za-z]{4,20})(?:[-_ ]+\d+(?:\.\d+)?[bB])?$")
