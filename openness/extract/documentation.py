"""What documents come with the model: limitations, intended use, usage, contact, datasheet, training code."""

from __future__ import annotations

import re

from openness.extract import _parts
from openness.extract._draft import Draft
from openness.extract._vocabulary import Hit

_FIELDS = ("limitations", "intended_use", "usage", "contact", "datasheet")
_CODE_HOST = re.compile(r"github\.com/|gitlab|colab\.research|kaggle\.com/|bitbucket|\.ipynb\b|\.py\b|/tree/|gitee", re.IGNORECASE)


def read(draft: Draft) -> None:
    """Read what the prose documents."""
    for field in _FIELDS:
        _stated(draft, field)
    _training_code(draft)


def _stated(draft: Draft, field: str) -> None:
    for hit in draft.hits(f"documentation.{field}"):
        if hit.value == "heading":
            first = _parts.said_under(draft, hit)
            if first is None and not (field == "usage" and _code_under(draft, hit)):
                continue
            evidence = [draft.at_hit(hit)] + ([draft.at_sentence(first)] if first else [])
            draft.put("documentation", field, "stated", *evidence)
            return
        if hit.value == "label" and not _parts.beside_label(hit.sentence):
            continue
        if _parts.is_placeholder(hit.sentence.text):
            continue
        draft.put("documentation", field, "stated", draft.at_hit(hit))
        return


def _code_under(draft: Draft, hit: Hit) -> bool:
    section = hit.sentence.section
    return section is not None and any(
        span.kind == "code" and section.start <= span.start < section.end for span in draft.card.body.spans
    )


def _training_code(draft: Draft) -> None:
    hits = draft.hits("documentation.training_code")
    for value in ("withheld", "released"):
        for hit in hits:
            if hit.value != value:
                continue
            url = _code_url(hit)
            draft.put("documentation", "training_code", {"value": value, "url": url}, draft.at_hit(hit))
            return


def _code_url(hit: Hit) -> str | None:
    links = [link.url for link in hit.sentence.links if _CODE_HOST.search(link.url)]
    return links[0] if links else None
