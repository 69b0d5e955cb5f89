"""The models of a merge: as a sentence lists them, as the list below it, as a recipe in code, as the card's links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from openness._pattern import pattern, simple
from openness.card import Section
from openness.extract import lineage_mixed, subject_kind
from openness.extract.draft import Draft
from openness.extract.lineage_candidates import LOCAL, Candidate, candidate
from openness.extract.lineage_scope import about_other, aside, own_name
from openness.naming import families, mentions, models
from openness.naming.models import Named
from openness.phrases.matcher import Hit
from openness.prose.sentences import Sentence

_CLEAR = 3
_LINE = 8
"""Words of a line that does no more than name a model."""
_ENOUGH = 2
"""Models of a list that make it whole."""
_RECIPE = pattern(
    r"\bmerge_method\b|\blayer_range\b|\bexperts:|^\s*-\s*model:.*\n\s*parameters:|--merge\b|\bmerge_scale\b",
    re.MULTILINE,
)
_INGREDIENT = pattern(
    r"^[ \t-]*(?:(?:model|source_model|base_model):|lora:)[ \t]*[\"']?(?P<id>[^\s\"'#]+)|--merge[ =](?P<merged>[^\s\"']+)",
    re.MULTILINE,
)
_EXPERT = pattern(r"[ \t-]*(?:source_model|base_model):")
_SHARE = pattern(r"^[ \t*-]*(?P<name>[A-Za-z][\w.-]{3,80}?)[ \t]*[:=][ \t]*(?:0?\.\d+|\d{1,2} ?%)[ \t]*$", re.MULTILINE)
_SHARED_BASE = pattern(
    r"^[ \t*-]*base(?:[ _]model)?[ \t]*[:=][ \t]*(?P<name>[A-Za-z][\w./-]{3,80})[ \t]*$", re.MULTILINE | re.IGNORECASE
)
_PERCENT = pattern(r"\s*\d{1,3}(?:\.\d+)? ?%\s*")
_WHOLE = (95, 105)
"""Per cent that the shares of a merge come to."""
_ONLY_OF_MERGES = ("base-merge-heading", "base-merge-label")
"""Lead-ins that tell of a merge only where the card does so elsewhere."""
_OUTPUT = simple(r"^(?:local_path|path|output|models?|merges?|temp|tmp|test|part|step)s?/", re.IGNORECASE)
_COPY = pattern(
    r"(?:gguf|gptq|awq|exl2|exl3|ggml|-i1|bpw|mlx|onnx|imat(?:rix)?|-?quants?|4bit|8bit|int4|fp8)",
    re.IGNORECASE,
    not_after=r"[a-z]",
)
"""Marks of a repository that holds another form of a model."""
_MERGES = pattern(r"\bmerg(?:e|es|ed|er|ing)\b|frankenmerge|\bslerp\b|\bblend(?:ed)?\b|\bmix of\b", re.IGNORECASE)
_FROM_HERE = simple(
    r"\b(?:quant|gguf|gptq|thank|credit|leaderboard|prompt|template|format|recommend|inspired|succeed|instead|vae\b|upscaler)",
    re.IGNORECASE,
)


def said(draft: Draft) -> list[Candidate]:
    """What sentences, lists and recipes say; unsorted."""
    found: list[Candidate] = []
    for hit in draft.hits("lineage.merge"):
        found.extend(_merged(draft, hit))
    found.extend(_slots(draft))
    found.extend(_share_table(draft))
    lists = [one for hit in draft.hits("lineage.merge_list") for one in _listed(draft, hit)]
    found.extend(lists)
    whole = len({one.named.model for one in found if "/" in one.named.model or one in lists}) >= _ENOUGH
    # A recipe of several steps names what lies between them too; of a list that is whole only the base is left out.
    found.extend(one for one in _recipes(draft) if not whole or _is_base(draft, one))
    named = [one for one in found if "/" in one.named.model]
    if len(named) < _ENOUGH and is_merge(draft):
        # Paths on the author's machine stand for models that the card links elsewhere.
        linked = _gathered(draft)
        return [*named, *linked] if linked else found
    return [_owned(one) for one in found]


def _owned(one: Candidate) -> Candidate:
    """The id of a model whose folder's name holds it: programs that load models call `acme/heron-7b` `acme_heron-7b`."""
    owner, _, rest = one.named.model.partition("_")
    known = families.is_known(rest) and not families.is_family(owner) and models.ID.fullmatch(f"{owner}/{rest}")
    return replace(one, named=replace(one.named, model=f"{owner}/{rest}")) if known and "/" not in rest else one


def _is_base(draft: Draft, one: Candidate) -> bool:
    """Whether a recipe names a model as the base of the merge."""
    raw = draft.card.body.text
    line = raw[raw.rfind("\n", 0, one.start) + 1 : one.start]
    return line.strip(" \t\"'").startswith("base_model:")


def is_merge(draft: Draft) -> bool:
    """Whether the card is one of a merge: by its tags, or because its introduction says so."""
    return subject_kind.kind(draft).merge or any(
        "merg" in hit.match.group().lower()
        and not hit.sentence.appended
        and not aside(draft, hit.sentence)
        and not about_other(draft, hit, hit.match.start())
        for hit in draft.hits("lineage.merge")
    )


def _merged(draft: Draft, hit: Hit) -> list[Candidate]:
    if aside(draft, hit.sentence) or about_other(draft, hit, hit.match.start()):
        return []
    if hit.pattern.id == lineage_mixed.PATTERN:
        return lineage_mixed.parts(draft, hit)
    text = hit.sentence.text.lower()
    if "merg" not in text and not subject_kind.kind(draft).merge and "merge" not in draft.card.text[:3000].lower():
        return []  # `a combination of X and Y` is about data more often than about weights
    found = [
        candidate(draft, hit, Named(link.model_id, link.start, link.end, sure=True), "merge", _CLEAR)
        for link in hit.sentence.links
        if link.start >= hit.match.end() - 1 and link.model_id
    ]
    if not found:
        found = [
            candidate(draft, hit, named, "merge", _CLEAR) for named in models.listed(hit.sentence, hit.match.end())
        ]
    if not found:
        found = [candidate(draft, hit, named, "merge", _CLEAR) for named in _before(hit)]
    return found


def _before(hit: Hit) -> list[Named]:
    """`the A and B merge`: the models named right before the word."""
    names = [named for named in mentions.mentions(hit.sentence) if named.end <= hit.match.start() + 1]
    chain = mentions.joined(hit.sentence, names[-2]) if len(names) > 1 else []
    near = bool(chain) and not hit.sentence.text[chain[-1].end : hit.match.start()].strip(" *_")
    return chain if near and len(chain) > 1 else []


def _listed(draft: Draft, hit: Hit) -> list[Candidate]:
    """The models of the list that follows a sentence such as `The following models were included in the merge:`."""
    found: list[Candidate] = []
    if hit.pattern.id in _ONLY_OF_MERGES and not (
        "lora" in hit.match.group().lower()
        or subject_kind.kind(draft).merge
        or draft.hits("lineage.merge")
        or "merg" in draft.card.text.lower()
    ):
        return []
    skipped = rows = False
    for sentence in draft.text.following(hit.sentence, 30):
        ids = [link for link in sentence.links if link.model_id]
        if not ids and sentence.kind not in ("list", "table"):
            if hit.sentence.kind == "heading" and len(sentence.text.split()) <= 8:
                continue  # a name, whose link stands on the next line
            if found or skipped:
                break
            skipped = True  # one line between the lead-in and its list: the method, its settings
            continue
        named = [Named(link.model_id or "", link.start, link.end, sure=True) for link in ids]
        if not named:
            one = models.anywhere(sentence)
            named = [one] if one is not None else []
        long = sentence.kind == "prose" and len(sentence.text.split()) > _LINE + 3 * len(named)
        if long or (not named and found and sentence.kind != "table"):
            break
        rows = sentence.kind == "table"
        found.extend(Candidate(one, "merge", _CLEAR, draft.at_sentence(sentence), sentence.start) for one in named)
    known = [one for one in found if "/" in one.named.model]
    return known if rows and len(known) >= _ENOUGH else found  # a row without an id beside rows with one is the result


def _slots(draft: Draft) -> list[Candidate]:
    """The models of a merger's form: `Model A: Heron 1.1`, `Model B: Stork 1.0`."""
    found: list[Candidate] = []
    for hit in draft.hits("lineage.merge_slot"):
        named = models.after(hit.sentence, hit.match.end(), weak=True)
        if named is not None and not hit.sentence.appended:
            found.append(candidate(draft, hit, named, "merge", _CLEAR))
    return found if len(found) >= _ENOUGH else []


# --- recipes ----------------------------------------------------------------------------------------------------


def _recipes(draft: Draft) -> list[Candidate]:
    """The models of mergekit's YAML and of other recipes, which cards show in a code block."""
    raw = draft.card.body.text
    if not any(
        sign in raw for sign in ("merge_method", "layer_range", "experts:", "- model:", "--merge", "merge_scale")
    ):
        return _shares(draft)
    found: list[Candidate] = []
    end = draft.text.appended_from
    blocks = [(span.start, span.end) for span in draft.card.body.spans if span.kind == "code"]
    blocks += [(section.start, section.end) for section in _bare(draft.card.body.sections, raw)]
    for start, stop in blocks:
        if start >= end or not _RECIPE.search(raw, start, stop):
            continue
        for match in _INGREDIENT.finditer(raw, start, stop):
            expert = _EXPERT.match(match[0]) is not None and "experts:" in raw[start:stop]
            for part in (match["id"] or match["merged"]).split("+"):
                name = _ingredient(part) or (part if expert and _is_expert(part) else "")
                if name:
                    begin = match.start("id" if match["id"] else "merged")
                    named = Named(name, begin, begin + len(part), sure=True)
                    found.append(Candidate(named, "merge", _CLEAR, draft.at_text(begin, begin + len(part)), begin))
    return found


def _bare(sections: tuple[Section, ...], raw: str) -> Iterator[Section]:
    """Sections in which a recipe stands without a fence around it."""
    for section in sections:
        if "merge_method" in raw[section.start : section.end] and "```" not in raw[section.start : section.end]:
            yield section


def _ingredient(path: str) -> str:
    """The model of a recipe's path: an id, or the name at the end of a local path where it is one."""
    path = path.strip("/,[]\\")
    parts = simple(r"[/\\]").split(path)
    if len(parts) == 2 and not LOCAL.search(path) and not _OUTPUT.match(path):
        return path if models.ID.fullmatch(path) else ""
    name = parts[-1]
    return name if len(parts) > 1 and families.is_family(name) and models.is_name(name) and len(name) > 5 else ""


def _is_expert(name: str) -> bool:
    """Whether an expert's bare word, which may be a folder's, is the name of one set of weights."""
    return "/" not in name and "\\" not in name and families.is_checkpoint(name) and models.is_name(name)


def _shares(draft: Draft) -> list[Candidate]:
    """The models of a recipe that gives each its share: `Heron-13B: 0.27`."""
    if not is_merge(draft):
        return []
    raw = draft.card.body.text
    found: list[Candidate] = []
    for span in draft.card.body.spans:
        if span.kind != "code" or span.start >= draft.text.appended_from:
            continue
        rows = list(_SHARE.finditer(raw, span.start, span.end))
        if len(rows) < 2:
            continue
        for match in (*_SHARED_BASE.finditer(raw, span.start, span.end), *rows):
            named = Named(match["name"], match.start("name"), match.end("name"), sure=True)
            evidence = draft.at_text(match.start("name"), match.end("name"))
            found.append(Candidate(named, "merge", _CLEAR, evidence, match.start("name")))
    return found


def _share_table(draft: Draft) -> list[Candidate]:
    """The models of a table that gives the share of each in this model's column; the shares come to a whole."""
    raw = draft.card.body.text
    if raw.count("%") < _ENOUGH or "merg" not in raw.lower():
        return []
    own = [
        known
        for name in (*subject_kind.own_names(draft), subject_kind.shown_id(draft) or "")
        if (known := models.comparable(name))
    ]
    place, rows = 0, list[tuple[Sentence, str, float]]()
    for sentence in draft.text:
        if sentence.appended:
            break
        if sentence.kind != "table":
            continue
        cells = sentence.cells
        columns = [n for n, cell in enumerate(cells) if n and _is_own(cell, own)]
        if columns:
            place, rows = (columns[0] if len(columns) == 1 else 0), list[tuple[Sentence, str, float]]()
        elif place and len(cells) > place and _PERCENT.fullmatch(cells[place]) and cells[0]:
            rows.append((sentence, cells[0], float(cells[place].strip(" %"))))
    if len(rows) < _ENOUGH or not _WHOLE[0] <= sum(share for _, _, share in rows) <= _WHOLE[1]:
        return []
    return [
        Candidate(Named(name, 0, 0, sure=True), "merge", _CLEAR, draft.at_sentence(sentence), sentence.start)
        for sentence, name, _ in rows
    ]


def _is_own(cell: str, own: list[str]) -> bool:
    """Whether the head of a column is this model's name, which the repository's may continue."""
    head = models.comparable(cell.partition("(")[0])
    return len(head) > _ENOUGH and any(known.startswith(head) for known in own)


# --- links ------------------------------------------------------------------------------------------------------


def _gathered(draft: Draft) -> list[Candidate]:
    """Where a merge's card tells its parts in no known form: the models it links in its own words, copies left out."""
    found: list[Candidate] = []
    for sentence in draft.text:
        if sentence.appended:
            break
        if sentence.kind in ("table", "heading") or aside(draft, sentence, weak=True) or not _tells(sentence):
            continue
        for named in mentions.mentions(sentence):
            if _is_part(draft, sentence, named):
                evidence = draft.at_name(sentence.clean, named.start, named.end, confidence="guess")
                found.append(Candidate(named, "merge", 1, evidence, sentence.start))
    return found if len(found) > 1 else []


def _is_part(draft: Draft, sentence: Sentence, named: Named) -> bool:
    """Whether a name may be one of the merged models: a Hub id, neither a copy in another form nor the model itself."""
    if "/" not in named.model or _COPY.search(named.model) or own_name(draft, named.model):
        return False
    known = models.comparable(named.model)
    if any(models.comparable(own).startswith(known) for own in subject_kind.own_names(draft)):
        return False
    linked = any(link.model_id == named.model for link in sentence.links)
    return linked or families.is_family(named.model) or "-" in named.model


def _tells(sentence: Sentence) -> bool:
    """Whether a sentence may tell of a part: it speaks of merging, or is an item of a list, or a line with a link only."""
    if _FROM_HERE.search(sentence.text):
        return False
    raw = sentence.text_of.raw
    if raw[raw.rfind("\n", 0, sentence.start) + 1 : sentence.start].startswith((" ", "\t")):
        return False  # the parts of a part
    return sentence.kind == "list" or _MERGES.search(sentence.text) is not None or len(sentence.text.split()) <= 6
