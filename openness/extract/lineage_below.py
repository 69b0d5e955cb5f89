"""The bases that stand in the layout: below a label, in a column of a table."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from openness._pattern import pattern
from openness.extract import about
from openness.extract.draft import Draft
from openness.extract.lineage_candidates import Candidate
from openness.extract.lineage_scope import own_name
from openness.naming import families, mentions, models
from openness.naming.models import Named
from openness.phrases.matcher import Hit
from openness.prose import parts

_BASE_CELL = pattern(
    r"^\W*(?:based on|base(?: model)?|backbone|parent(?: model)?|initiali[sz]ed from)\W*$", re.IGNORECASE
)
_BOTH = 2
_BESIDE = 3
"""Sentences, the telling one included, in which a link may stand for the model that it tells of."""


def below(draft: Draft, hit: Hit, strength: int) -> list[Candidate]:
    """The models that stand below a label: `**Base Model**` alone on its line, a heading `Base models` above a list."""
    sentence = hit.sentence
    if hit.pattern.field != "lineage.key" or sentence.text[hit.match.end() :].strip(" *:：_|"):
        return []
    found: list[Candidate] = []
    beside = parts.following(sentence) if sentence.kind != "heading" else None
    for one in (
        (beside,) if beside is not None and beside.section is sentence.section else draft.text.following(sentence, 8)
    ):
        names = [named for named in mentions.mentions(one) if named.sure]
        if not names or len(one.text) > len(names[0].model) + 60:
            break
        for named in names[:1]:
            evidence = draft.at_name(one.clean, named.start, named.end)
            found.append(Candidate(named, hit.value or "unspecified", strength, evidence, one.start, sentence.start))
        if one.kind not in ("list", "table") and sentence.kind != "heading":
            break
    return found


def column(draft: Draft, hit: Hit) -> list[Candidate]:
    """The base that a table gives in the row of this model."""
    header = hit.sentence
    place = next((n for n, cell in enumerate(header.cells) if _BASE_CELL.search(cell)), None)
    if place is None or len(header.cells) < 2 or header.appended:
        return []
    own = about.own(draft)
    for row in draft.text.following(header, 12):
        cells = row.cells
        if len(cells) > place and place and any(models.comparable(cell) in own for cell in cells[:place] if cell):
            begin = row.text.rfind(cells[place])
            named = models.after(row, begin, weak=True)
            if named is None:
                return []
            evidence = draft.at_name(row.clean, named.start, named.end)
            return [Candidate(named, "unspecified", 2, evidence, row.start)]
    return []


def same_weights(draft: Draft) -> list[Candidate]:
    """The model whose weights stand here in another form, where the sentence leaves its name to a link beside it."""
    found: list[Candidate] = []
    for hit in draft.hits("lineage.same_weights"):
        sentence = hit.sentence
        beside = (one for one in draft.text if one.start >= sentence.start and one.section == sentence.section)
        near = tuple(islice(beside, _BESIDE))
        linked = [
            (one, link) for one in near for link in one.links if link.model_id and not own_name(draft, link.model_id)
        ]
        if sentence.appended or len({link.model_id for _, link in linked}) != 1:
            continue
        place, link = linked[0]
        how = (hit.group("how") or "").lower()
        relation = "conversion" if how.startswith("convert") else "quantized"
        named = Named(link.model_id or "", link.start, link.end, sure=True)
        found.append(Candidate(named, relation, 2, draft.at_sentence(place), sentence.start))
    return found


def joined_parts(draft: Draft) -> list[Candidate]:
    """The two models that an encoder-decoder was joined from: `Encoder: X`, `Decoder: Y`. One alone is a component."""
    found: dict[str, Candidate] = {}
    for hit in draft.hits("lineage.parts"):
        part, sentence = (hit.group("part") or "").lower(), hit.sentence
        named = models.after(sentence, hit.match.end(), weak=False)
        if named is None or part in found or sentence.appended or not _is_one_model(hit, named):
            continue
        evidence = draft.at_name(sentence.clean, named.start, named.end)
        found[part] = Candidate(named, hit.value or "unspecified", 3, evidence, sentence.start)
    if len(found) < _BOTH:
        return []
    first = min(one.start for one in found.values())
    return [replace(one, said_at=first) for one in found.values()]


def _is_one_model(hit: Hit, named: Named) -> bool:
    """Whether a name is that of one set of weights: the link to it on the Hub, or no mere architecture."""
    linked = any(link.model_id == named.model for link in hit.sentence.links)
    return linked or (named.sure and not families.is_architecture(named.model))
