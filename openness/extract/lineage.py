"""What the model was made from: fields first, then sentences, each base with its relation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from openness.extract import _names, _repo
from openness.extract._draft import Draft, Evidence
from openness.extract._names import Named, same_model
from openness.extract._vocabulary import Hit

_RELATIONS = frozenset({"finetune", "adapter", "quantized", "merge"})
_FROM_WEIGHTS = frozenset({"finetune", "adapter", "quantized", "merge", "distillation", "continued-pretraining"})
_LOCAL = re.compile(r"^(?:[./~\\]|\w:\\|content/|models?/|mnt/|home/|none$|null$|unknown$|n/?a$|-$)|/(?:checkpoint-\d+|\.)", re.IGNORECASE)
_REFINE = (
    ("merge", re.compile(r"\bmerg(?:ed?|ing)\b|\bmergekit\b", re.IGNORECASE)),
    ("continued-pretraining", re.compile(r"continu\w+ pre-?train|continual|further pre-?train|additional pre-?training|继续预训练|增量预训练", re.IGNORECASE)),
    ("quantized", re.compile(r"quanti[sz]|\bgptq\b|\bgguf\b|\bawq\b|量化", re.IGNORECASE)),
    ("distillation", re.compile(r"distill|蒸馏", re.IGNORECASE)),
    ("finetune", re.compile(r"fine-?\s?tun|instruction[- ]tun|\bsft\b|\bdpo\b|\brlhf\b|微调", re.IGNORECASE)),
)
_ASIDE = re.compile(
    r"evaluat|benchmark|results?\b|performance|comparison|related|citation|cite|referenc|acknowledg|\bnews\b|model zoo|"
    r"other (?:models|versions)|usage|how to|example|prompt|limitation|bias|licen[cs]e|changelog|updates?$|inference|"
    r"provided files|compatib|repositories available|download|thanks",
    re.IGNORECASE,
)
_SELF_WORDS = re.compile(
    r"\b(?:this|these|our|we|i|it|its|here|the (?:\w+ )?(?:models?|checkpoints?|weights|repo\w*|adapter|file\w*)|model)\b"
    r"|本|该|我们|模型|here",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\W*(?:(?:(?:this|it|here|these|they|the following|there)(?: (?:model|repo\w*|files?|checkpoint|version|adapter|card))*(?:['’]s| is| are| was| were|(?= (?:an?|the)\b)"
    r"| contains?| hosts?| holds?| offers?| provides?| has)?|model|weights|we (?:release|provide|present|introduce))\W*(?:(?:an?|the|our|model|weights|version|of|for|is|one|instance)\W+)*"
    r"(?:\w+(?:-\w+)? ){0,2})?\W*$",
    re.IGNORECASE,
)
_THIS_IS = re.compile(r"(?:this|the|our) (?:[\w.-]+ ){0,2}?model (?:is|was|has been)\b|this is\b", re.IGNORECASE)
_OF_OTHERS = re.compile(r"\b(?:dataset|data|tokenizer|code|paper|demo|space|library|tool|benchmark|prompts?|script)\b(?! model)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Candidate:
    named: Named
    relation: str
    strength: int
    evidence: Evidence
    start: int


def read(draft: Draft) -> None:
    """Read bases, their relations and whether the model was trained from scratch."""
    declared = _declared(draft)
    said = _said(draft)
    kind = _repo.kind(draft)
    bases = _joined(draft, declared, said, kind)
    for base in bases:
        draft.add("lineage.bases", {"model": base.named.model, "relation": base.relation}, base.evidence)
    _from_scratch(draft, bases)


# --- fields -----------------------------------------------------------------------------------------------------


def _declared(draft: Draft) -> list[_Candidate]:
    matter = draft.card.front_matter
    found = []
    for key in ("base_model", "base_models", "model_base", "finetuned_from"):
        for value, path in matter.texts(key):
            name = value.strip().removeprefix("https://huggingface.co/").strip("/")
            if _LOCAL.search(name) or len(name) > 120:
                continue
            named = Named(name, 0, 0, sure=True)
            found.append(_Candidate(named, _tagged(draft, name), 9, draft.at_key(*path), 0))
    return found


def _tagged(draft: Draft, name: str) -> str:
    """The relation that a field or a tag states; empty where none does."""
    relation = draft.card.front_matter.get("base_model_relation")
    if isinstance(relation, str) and relation.strip().lower() in _RELATIONS:
        return relation.strip().lower()
    for tag in _repo.tags(draft):
        head, _, rest = tag.partition(":")
        if head == "base_model" and rest.lower().endswith(f":{name.lower()}"):
            relation = rest.partition(":")[0]
            if relation in _RELATIONS:
                return relation
    return ""


# --- sentences --------------------------------------------------------------------------------------------------


def _said(draft: Draft) -> list[_Candidate]:
    found: list[_Candidate] = []
    for hit in draft.hits("lineage.after"):
        found.extend(_after(draft, hit, 3))
    for hit in draft.hits("lineage.key"):
        found.extend(_after(draft, hit, 3))
    for hit in draft.hits("lineage.before"):
        found.extend(_before(draft, hit))
    for hit in draft.hits("lineage.merge"):
        found.extend(_merged(draft, hit))
    for hit in draft.hits("lineage.merge_list"):
        found.extend(_listed(draft, hit))
    found.extend(_merge_recipes(draft))
    for hit in draft.hits("lineage.weak"):
        found.extend(_after(draft, hit, 1))
    for hit in draft.hits("lineage.xbased"):
        named = _names.before(hit.sentence, hit.match.start())
        if named is not None and named.sure and _early(draft, hit) and not _about_other(draft, hit, named.start):
            found.append(_candidate(draft, hit, named, _refined(hit, "unspecified"), 1))
    found.sort(key=lambda one: (-one.strength, one.start))
    return found


def _after(draft: Draft, hit: Hit, strength: int) -> list[_Candidate]:
    aside = _ASIDE.search(hit.sentence.title) and not _THIS_IS.match(hit.sentence.text)
    if aside or _about_other(draft, hit, hit.match.start()):
        return []
    weak = strength == 3 or hit.sentence.start < _introduction(draft)
    named = _names.after(hit.sentence, hit.match.end(), weak=weak)
    if hit.pattern.id == "base-fine-tuned-on-model" and named is not None:
        rest = hit.sentence.text[named.end : named.end + 40]
        if not _names.is_family(named.model) or re.match(r"[\s'’]*(?:\w+ ){0,3}(?:data|corp|conversation|example)", rest):
            return []
    if named is None or _in_title(hit) or (strength == 1 and not (named.sure or _early(draft, hit))):
        return []
    return [_candidate(draft, hit, named, _refined(hit, hit.value or "unspecified"), strength)]


def _in_title(hit: Hit) -> bool:
    """Whether the phrase stands in the words of a link that leads to no model: the title of a paper or a post."""
    link = hit.sentence.clean.link_at(*hit.match.span())
    return link is not None and link.start <= hit.match.start() and hit.match.end() < link.end and not link.model_id


def _before(draft: Draft, hit: Hit) -> list[_Candidate]:
    sentence = hit.sentence
    named = _names.before(sentence, hit.match.start())
    if named is None or not named.sure or _ASIDE.search(sentence.title):
        return []
    lead = sentence.text[: named.start].strip(" *\"'([")
    opens = _OPENS.match(lead + " ") is not None or (sentence.text[: named.start].endswith("(") and _early(draft, hit)) or (sentence.kind == "heading" and len(lead.split()) <= 5)
    first = sentence.kind == "heading" and sentence.start < _introduction(draft)
    if not (opens and (first or sentence.kind != "heading")):
        return []
    if hit.pattern.id == "base-trained-again" and not re.match(r"(?:this|it) is\b|$", lead, re.IGNORECASE):
        return []
    if not lead and not first and not _early(draft, hit):
        return []
    if _own_name(draft, named.model) and not any(link.model_id for link in sentence.links):
        return []
    strength = 3 if "/" in named.model else 2
    return [_candidate(draft, hit, named, hit.value or "unspecified", strength)]


def _merged(draft: Draft, hit: Hit) -> list[_Candidate]:
    if _ASIDE.search(hit.sentence.title) or _about_other(draft, hit, hit.match.start()):
        return []
    text = hit.sentence.text.lower()
    if "merg" not in text and not _repo.kind(draft).merge and "merge" not in draft.card.text[:3000].lower():
        return []  # `a combination of X and Y` is about data more often than about weights
    found = [
        _candidate(draft, hit, Named(link.model_id, link.start, link.end, sure=True), "merge", 3)
        for link in hit.sentence.links
        if link.start >= hit.match.end() - 1 and link.model_id
    ]
    if not found:
        found = [
            _candidate(draft, hit, named, "merge", 3)
            for named in _names.listed(hit.sentence, hit.match.end())
        ]
    return found


def _listed(draft: Draft, hit: Hit) -> list[_Candidate]:
    """The models of the list that follows a sentence such as `The following models were included in the merge:`."""
    found: list[_Candidate] = []
    if hit.pattern.id == "base-merge-heading" and not (
        _repo.kind(draft).merge or draft.hits("lineage.merge") or "merg" in draft.card.text.lower()
    ):
        return []
    for sentence in draft.text.following(hit.sentence, 24):
        if sentence.kind not in ("list", "table") and not sentence.links:
            break
        named = _names.anywhere(sentence)
        if named is None:
            if found and sentence.kind != "table":
                break
            continue
        evidence = draft.at_sentence(sentence)
        found.append(_Candidate(named, "merge", 3, evidence, sentence.start))
    return found


_RECIPE = re.compile(r"\bmerge_method\b|\blayer_range\b|\bexperts:|^\s*-\s*model:.*\n\s*parameters:", re.MULTILINE)
_INGREDIENT = re.compile(r"^[ \t-]*(?:model|source_model):[ \t]*[\"']?(?P<id>[\w.-]+/[\w.-]+)", re.MULTILINE)


def _merge_recipes(draft: Draft) -> list[_Candidate]:
    """The models of mergekit's YAML, which cards show in a code block."""
    found: list[_Candidate] = []
    raw, end = draft.card.body.text, draft.text.appended_from
    for span in draft.card.body.spans:
        if span.kind != "code" or span.start >= end or not _RECIPE.search(raw, span.start, span.end):
            continue
        for match in _INGREDIENT.finditer(raw, span.start, span.end):
            identity = match["id"]
            if not _LOCAL.search(identity) and not identity.lower().startswith(("output/", "models/", "merges/")):
                named = Named(identity, match.start("id"), match.end("id"), sure=True)
                evidence = draft.at_text(match.start("id"), match.end("id"))
                found.append(_Candidate(named, "merge", 3, evidence, match.start("id")))
    return found


def _candidate(draft: Draft, hit: Hit, named: Named, relation: str, strength: int) -> _Candidate:
    clean = hit.sentence.clean
    start, end = min(hit.match.start(), named.start), max(hit.match.end(), named.end)
    evidence = draft.at_text(*clean.span(start, end), confidence="likely" if strength > 1 else "guess")
    return _Candidate(named, relation, strength, evidence, clean.origin(start))


def _refined(hit: Hit, relation: str) -> str:
    """A relation that the match leaves open, from the rest of its sentence."""
    if relation not in ("unspecified", "initialized"):
        return relation
    if relation == "initialized":
        again = re.search(r"pre-?\s?train(?:ed|ing)? (?:on|with|for|using)|further pre", hit.sentence.text[hit.match.end() :], re.IGNORECASE)
        return "continued-pretraining" if again and not _REFINE[-1][1].search(hit.sentence.text) else "finetune"
    text = hit.sentence.text
    # What a relative clause tells of the base ("based on X, which was further pre-trained ...") is the base's own.
    clause = re.search(r",? (?:which|that|who) ", text[hit.match.end() :])
    near = text[: hit.match.end() + clause.start()] if clause else text
    for name, words in _REFINE:
        if words.search(text if name == "finetune" else near):
            return name
    return relation


def _introduction(draft: Draft) -> int:
    """Offset up to which a card introduces its model: the third heading."""
    sections = draft.card.body.sections
    return sections[3].start if len(sections) > 3 else len(draft.card.text)


def _early(draft: Draft, hit: Hit) -> bool:
    return hit.sentence.start < _introduction(draft)


def _own_name(draft: Draft, name: str) -> bool:
    names = _repo.own_names(draft)
    # A heading may give the family's name; what `model-index` or the repository says is the model's own.
    return any(_names.comparable(own) == _names.comparable(name) for own in (names[:-1] or names))


def _about_other(draft: Draft, hit: Hit, start: int) -> bool:
    """Whether the subject of the sentence is some other model, a dataset or a tool."""
    lead = hit.sentence.text[:start]
    if not lead.strip(" *-|:\"'([") or _SELF_WORDS.search(lead):
        return bool(_OF_OTHERS.search(lead[-40:])) and "model" not in lead.lower()
    if _OF_OTHERS.search(lead):
        return True
    if any(_names.comparable(own)[:8] in _names.comparable(lead) for own in _repo.own_names(draft) if len(own) > 2):
        return False
    return not _early(draft, hit)


# --- both -------------------------------------------------------------------------------------------------------


def _joined(
    draft: Draft, declared: list[_Candidate], said: list[_Candidate], kind: _repo.Kind
) -> list[_Candidate]:
    said = [one for one in said if not _of_itself(draft, one)]
    if declared:
        several = len(declared) > 1
        return [_with_relation(one, said, kind, several=several) for one in declared]
    strongest = max((one.strength for one in said), default=0)
    if strongest == 1:
        said = said[:1]
    merges = [one for one in said if one.relation == "merge"]
    chosen: list[_Candidate] = []
    ids = any("/" in one.named.model for one in said)
    for one in said:
        if one.strength == 2 and ids and "/" not in one.named.model:
            continue  # a name in a heading, where a sentence gives the id
        if one.strength < 2 and strongest >= 2:
            continue
        if merges and one.relation not in ("merge", "quantized"):
            continue
        here = next((n for n, known in enumerate(chosen) if same_model(known.named.model, one.named.model)), None)
        if here is None:
            chosen.append(one)
        elif "/" in one.named.model and "/" not in chosen[here].named.model:
            known = chosen[here]
            relation = one.relation if known.relation == "unspecified" else known.relation
            chosen[here] = _Candidate(one.named, relation, known.strength, one.evidence, one.start)
    if not merges:
        chosen = chosen[:2]
    return [_with_relation(one, said, kind, several=len(chosen) > 1) for one in chosen]


def _of_itself(draft: Draft, one: _Candidate) -> bool:
    """Whether the name is this model's own, or that of a model made from it."""
    same = ("quantized", "conversion")  # such a repository keeps its model's name
    if one.relation in same or one.strength == 3 and "/" in one.named.model and not _own_name(draft, one.named.model):
        pass
    elif _own_name(draft, one.named.model):
        return True
    if one.relation in same:
        return False
    name = _names.comparable(one.named.model)
    own = [_names.comparable(known) for known in _repo.own_names(draft)]
    return any(len(known) >= 5 and name.startswith(known) and len(name) > len(known) for known in own)


def _with_relation(
    base: _Candidate, said: list[_Candidate], kind: _repo.Kind, *, several: bool
) -> _Candidate:
    relation = base.relation
    if base.strength == 9 and not relation:
        stated = [one.relation for one in said if same_model(one.named.model, base.named.model)]
        relation = next((one for one in stated if one != "unspecified"), "")
        if not relation and several and kind.merge:
            relation = "merge"
        if not relation:
            relation = kind.relation or "finetune"
    if relation in ("unspecified", "finetune", "conversion") and base.strength != 9 and kind.relation == "quantized":
        relation = "quantized" if relation != "finetune" else relation
    if relation in ("finetune", "unspecified") and kind.adapter:
        relation = "adapter"
    return _Candidate(base.named, relation, base.strength, base.evidence, base.start)


def _from_scratch(draft: Draft, bases: list[_Candidate]) -> None:
    # A conversion is the same model, and `based on` may mean the architecture: neither says how training began.
    descended = [one for one in bases if one.relation in _FROM_WEIGHTS]
    hits = draft.hits("lineage.from_scratch")
    if descended:
        draft.put("lineage", "from_scratch", False, descended[0].evidence)
    elif hits:
        draft.put("lineage", "from_scratch", True, draft.at_hit(hits[0]))


def stages(_: Draft) -> list[dict[str, Any]]:
    """Placeholder for the training pipeline."""
    return []
