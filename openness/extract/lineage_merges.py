"""The models of a merge: as a sentence lists them, as the list below it, as mergekit's recipe."""

from __future__ import annotations

import re

from openness._pattern import pattern
from openness.extract import subject_kind
from openness.extract.draft import Draft
from openness.extract.lineage_bases import LOCAL, Candidate, about_other, aside, candidate
from openness.naming import models
from openness.naming.models import Named
from openness.phrases.matcher import Hit


def said(draft: Draft) -> list[Candidate]:
    """What sentences, lists and recipes say; unsorted."""
    found: list[Candidate] = []
    for hit in draft.hits("lineage.merge"):
        found.extend(_merged(draft, hit))
    for hit in draft.hits("lineage.merge_list"):
        found.extend(_listed(draft, hit))
    return [*found, *_merge_recipes(draft)]


def _merged(draft: Draft, hit: Hit) -> list[Candidate]:
    if aside(draft, hit.sentence) or about_other(draft, hit, hit.match.start()):
        return []
    text = hit.sentence.text.lower()
    if "merg" not in text and not subject_kind.kind(draft).merge and "merge" not in draft.card.text[:3000].lower():
        return []  # `a combination of X and Y` is about data more often than about weights
    found = [
        candidate(draft, hit, Named(link.model_id, link.start, link.end, sure=True), "merge", 3)
        for link in hit.sentence.links
        if link.start >= hit.match.end() - 1 and link.model_id
    ]
    if not found:
        found = [candidate(draft, hit, named, "merge", 3) for named in models.listed(hit.sentence, hit.match.end())]
    return found


def _listed(draft: Draft, hit: Hit) -> list[Candidate]:
    """The models of the list that follows a sentence such as `The following models were included in the merge:`."""
    found: list[Candidate] = []
    if hit.pattern.id == "base-merge-heading" and not (
        "lora" in hit.match.group().lower()
        or subject_kind.kind(draft).merge
        or draft.hits("lineage.merge")
        or "merg" in draft.card.text.lower()
    ):
        return []
    for sentence in draft.text.following(hit.sentence, 30):
        ids = [link for link in sentence.links if link.model_id]
        if not ids and sentence.kind not in ("list", "table"):
            if hit.sentence.kind == "heading" and len(sentence.text.split()) <= 8:
                continue  # a name, whose link stands on the next line
            break
        named = [Named(link.model_id or "", link.start, link.end, sure=True) for link in ids]
        if not named:
            one = models.anywhere(sentence)
            named = [one] if one is not None else []
        if not named and found and sentence.kind != "table":
            break
        found.extend(Candidate(one, "merge", 3, draft.at_sentence(sentence), sentence.start) for one in named)
    return found


_RECIPE = pattern(r"\bmerge_method\b|\blayer_range\b|\bexperts:|^\s*-\s*model:.*\n\s*parameters:", re.MULTILINE)
_INGREDIENT = pattern(r"^[ \t-]*(?:model|source_model):[ \t]*[\"']?(?P<id>[\w.-]+/[\w.-]+)", re.MULTILINE)


def _merge_recipes(draft: Draft) -> list[Candidate]:
    """The models of mergekit's YAML, which cards show in a code block."""
    found: list[Candidate] = []
    raw = draft.card.body.text
    if not any(sign in raw for sign in ("merge_method", "layer_range", "experts:", "- model:")):
        return found
    end = draft.text.appended_from
    for span in draft.card.body.spans:
        if span.kind != "code" or span.start >= end or not _RECIPE.search(raw, span.start, span.end):
            continue
        for match in _INGREDIENT.finditer(raw, span.start, span.end):
            identity = match["id"]
            if not LOCAL.search(identity) and not identity.lower().startswith(("output/", "models/", "merges/")):
                named = Named(identity, match.start("id"), match.end("id"), sure=True)
                evidence = draft.at_text(match.start("id"), match.end("id"))
                found.append(Candidate(named, "merge", 3, evidence, match.start("id")))
    return found
