"""What the model was made from: fields first, then sentences, each base with its relation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from openness._pattern import pattern, simple
from openness.extract import lineage_bases, lineage_below, lineage_configs, lineage_merges, subject_kind
from openness.extract.draft import Draft
from openness.extract.lineage_candidates import LOCAL, Candidate
from openness.extract.lineage_scope import is_pretrained_further, own_name, within_own_name
from openness.naming import families, models
from openness.naming.models import Named, same_model
from openness.phrases.matcher import Hit
from openness.prose.markup import hub_model

_RELATIONS = frozenset({"finetune", "adapter", "quantized", "merge"})
_SAME = frozenset({"quantized", "conversion"})
"""Relations to a model that is the same but for its form."""
_CLEAR = 3
"""Strength of a plain statement."""
_COMPARED = 64
"""Models whose names are compared with another's for being nearly the same; the very same is found among all."""
_FIELD = 9
"""Strength of a base that a field names."""
_ID = pattern(r"/|^[a-z][a-z\d.]*(?:[-_][\w.]+){2,}$")
"""A name spelled as the Hub spells: `acme/heron`, `heron-small-cased`."""
_TRAINED = simple(r"tun(?:ed|ing|e)\b|\btrain|\bsft\b|\bdpo\b|lora\b|训练|微调", re.IGNORECASE)
_LINKED = pattern(
    r"(?:\[(?P<label>[^\[\]\n]{2,60})\]\()?(?P<url>https?://huggingface\.co/(?P<id>[A-Za-z0-9][\w.-]*(?:/[A-Za-z0-9][\w.-]*)?))",
    after=r"[\s)\]>,;]|$",
)
_TUNING = simple(
    r"fine-?\s?tun(?:ed|ing)\b|finetun|\btrained (?:on|with|for|using)\b|\bsft\b|\bdpo\b|instruction[- ]tun|微调|精调|训练|学習|학습",
    re.IGNORECASE,
)
_CUT_DOWN = pattern(
    r"\b(?:small(?:er)?|thin(?:ner)?|cut[- ]?down|truncated|trimmed|reduced|shrunk|pruned|lightweight) (?:\w+ )?(?:versions?|variants?) of\b",
    re.IGNORECASE,
)
"""A model of which only parts were left: nothing was tuned for that."""
_SIZE = pattern(r"[-_ ]\d+(?:\.\d+)?[bB]\b")
_TELLING = 5
_LONG = 10
_OF_ANOTHER = simple(r"version|pre-?trained")
"""Words that tell of a model that was there before."""
"""Letters of a name that are no chance."""
_MARKED = simple(r"\d|-|/|_|[a-z][A-Z]")
"""What tells a name of no known family from a word."""
_OF_DATA = pattern(r"(?:^|[-_ .])(?:data[-_]?sets?|corpus|corpora)(?:[-_ .]|$)", re.IGNORECASE)
"""`acme/heron_reviews_dataset`: an id that calls itself data."""
_FROM_WEIGHTS = frozenset({"finetune", "adapter", "quantized", "merge", "distillation", "continued-pretraining"})


def read(draft: Draft) -> None:
    """Read bases, their relations and whether the model was trained from scratch."""
    declared = _declared(draft)
    said = [*lineage_bases.said(draft), *lineage_merges.said(draft), *lineage_configs.said(draft)]
    said += lineage_below.same_weights(draft)
    said.sort(key=lambda one: (-one.strength, one.start))
    kind = subject_kind.kind(draft)
    bases = _joined(draft, declared, said, kind)
    for base in bases:
        if not _may_name(base):
            continue  # that there was a base is said all the same
        draft.add("lineage.bases", {"model": _id_of(draft, base.named.model), "relation": base.relation}, base.evidence)
    _from_scratch(draft, bases)


def _may_name(base: Candidate) -> bool:
    """
    Whether what a sentence gives as the base can be a model's name.

    A plain word of no known family is a language, a person or a chapter far more often (`fine-tuning the Turkish ...`);
    the parts of a merge are listed, and there a plain word is a name.
    """
    name = base.named.model
    if base.strength == _FIELD:
        return True
    if _OF_DATA.search(name.rsplit("/", maxsplit=1)[-1]) or LOCAL.search(name):
        return False  # `heron-out/checkpoint-500` lies on the author's machine
    return base.relation == "merge" or families.is_family(name) or _MARKED.search(name) is not None


# --- fields -----------------------------------------------------------------------------------------------------


def _declared(draft: Draft) -> list[Candidate]:
    matter = draft.card.front_matter
    found = []
    for key in ("base_model", "base_models", "model_base", "finetuned_from"):
        for value, path in matter.texts(key):
            name = value.strip().removeprefix("https://huggingface.co/").strip("/")
            if LOCAL.search(name) or len(name) > 120:
                continue
            named = Named(name, 0, 0, sure=True)
            found.append(Candidate(named, _tagged(draft, name), _FIELD, draft.at_key(*path), 0))
    return found


def _tagged(draft: Draft, name: str) -> str:
    """The relation that a field or a tag states; empty where none does."""
    relation = draft.card.front_matter.get("base_model_relation")
    if isinstance(relation, str) and relation.strip().lower() in _RELATIONS:
        return relation.strip().lower()
    tagged = draft.cache.get("tagged relations")
    if tagged is None:
        tagged = draft.cache["tagged relations"] = _relations_by_name(subject_kind.tags(draft))
    return str(tagged.get(name.lower(), ""))


def _relations_by_name(tags: Iterable[str]) -> dict[str, str]:
    """The relation that a tag `base_model:finetune:org/name` states for a name; the first tag of two stands."""
    found: dict[str, str] = {}
    for tag in tags:
        head, _, rest = tag.partition(":")
        relation, _, name = rest.partition(":")
        if head == "base_model" and relation in _RELATIONS:
            for _ in range(3):  # a name holds no colon, and what does is none that anybody means
                found.setdefault(name.lower(), relation)
                name = name.partition(":")[2]
    return found


# --- both -------------------------------------------------------------------------------------------------------


def _joined(draft: Draft, declared: list[Candidate], said: list[Candidate], kind: subject_kind.Kind) -> list[Candidate]:
    said = [one for one in said if not _of_itself(draft, one)]
    said = [one for one in said if not families.is_closed(one.named.model)]
    if declared:
        several = len(declared) > 1
        known = [_with_relation(draft, one, said, kind, several=several) for one in declared]
        return known + _original(declared, said)
    merged = any(one.relation == "merge" for one in said)
    pool = [one for one in said if one.relation in ("merge", "quantized")] if merged else said
    chosen = _distinct(pool)
    if not merged:
        chosen = _first(chosen)
    return [_with_relation(draft, one, said, kind, several=len(chosen) > 1) for one in chosen]


def _original(declared: list[Candidate], said: list[Candidate]) -> list[Candidate]:
    """The repository that a card with a declared base says it was converted from."""
    found = [
        one
        for one in said
        if one.relation in _SAME
        and one.strength == _CLEAR
        and "/" in one.named.model
        and not any(same_model(one.named.model, known.named.model) for known in declared[:_COMPARED])
    ]
    return found[:1]


def _first(chosen: list[Candidate]) -> list[Candidate]:
    """What the strongest statement names, and the original where the model was converted besides."""
    if not chosen:
        return []
    best = max(one.strength for one in chosen)
    strongest = [one for one in chosen if one.strength == best]
    strongest.sort(key=lambda one: not one.named.sure)  # `fine-tuned from Jane Doe` beside a model's name
    if best < 3:
        strongest.sort(key=lambda one: (_ID.search(one.named.model) is None) + ("/" not in one.named.model))
    first = strongest[0]
    found = [one for one in chosen if one.said_at == first.said_at and one.strength == best]
    other = [one for one in strongest if (one.relation in _SAME) != (first.relation in _SAME) and one not in found]
    return found + [one for one in other if "/" in one.named.model][:1]


def _distinct(pool: list[Candidate]) -> list[Candidate]:
    """The candidates without those that name a model once more: the fuller name of two stands."""
    chosen: list[Candidate] = []
    places: dict[str, int] = {}
    for one in pool:
        key = models.comparable(one.named.model)
        first = enumerate(chosen[:_COMPARED])
        here = next((n for n, known in first if _names_same(known, one)), places.get(key))
        if here is None:
            chosen.append(one)
            places.setdefault(key, len(chosen) - 1)
        else:
            chosen[here] = _better(chosen[here], one)
    return chosen


def _names_same(known: Candidate, one: Candidate) -> bool:
    """Whether two candidates name one model; of the parts of a merge that stand as bare names, only the same name does."""
    names = (known.named.model, one.named.model)
    parts = known.relation == one.relation == "merge" and known.strength == one.strength == _CLEAR
    if parts and not any("/" in name for name in names) and all(families.is_checkpoint(name) for name in names):
        return models.comparable(names[0]) == models.comparable(names[1])
    return _is_same(*names)


def _is_same(one: str, other: str) -> bool:
    """Whether two names may mean one model; two ids do only where they differ in the organisation alone."""
    if "/" in one and "/" in other:
        return models.comparable(one) == models.comparable(other)
    return same_model(one, other) or _differ_in_size_told(one, other)


def _differ_in_size_told(one: str, other: str) -> bool:
    """Whether one of two names leaves out the size that the other tells: `Heron-beta` and `acme/heron-7b-beta`."""
    (sized, rest), (other_sized, other_rest) = _without_size(one), _without_size(other)
    return sized != other_sized and rest == other_rest and len(rest) > _TELLING


@lru_cache(maxsize=1024)
def _without_size(name: str) -> tuple[bool, str]:
    """Whether a name tells a size, and what it is without that; each name of a card is compared with many."""
    last = name.rsplit("/", maxsplit=1)[-1]
    rest, sizes = _SIZE.subn("", last)
    return bool(sizes), models.comparable(rest)


def _better(known: Candidate, other: Candidate) -> Candidate:
    """Two mentions of one model as one: the id of either, the relation of the one that tells it."""
    named = other if _is_fuller(other.named.model, known.named.model) else known
    relation = other.relation if known.relation == "unspecified" else known.relation
    return Candidate(named.named, relation, known.strength, named.evidence, named.start, known.said_at)


def _is_fuller(other: str, known: str) -> bool:
    """Whether a name says more than another for the same model: an id, or a checkpoint where the other is a family."""
    if ("/" in other) != ("/" in known):
        return "/" in other
    if families.is_architecture(known):
        return models.comparable(known) in models.comparable(other)
    rest = models.comparable(other).removeprefix(models.comparable(known))
    return rest != models.comparable(other) and rest[:1].isdigit()


def _of_itself(draft: Draft, one: Candidate) -> bool:
    """Whether the name is this model's own, or that of a model made from it."""
    same = ("quantized", "conversion")  # such a repository keeps its model's name
    if "/" in one.named.model and one.strength == _CLEAR and one.relation != "unspecified":
        # A plain statement that links a repository: only the repository itself, where it is known, is no base of itself.
        repo = draft.card.repo.id if draft.card.repo else None
        shown = one.named.model == subject_kind.shown_id(draft) and _is_own_snippet(draft)
        return one.named.model == repo or (shown and one.relation != "conversion")  # a copy keeps name and snippet
    if one.relation in same or (one.strength == 3 and "/" in one.named.model and not own_name(draft, one.named.model)):
        pass
    elif own_name(draft, one.named.model):
        return not (one.strength == 3 and "/" in one.named.model and _is_extended(draft, one.named.model))
    if one.relation in same or (one.relation == "merge" and one.strength == 3 and "/" in one.named.model):
        return False
    name = models.comparable(one.named.model)
    own = [models.comparable(known) for known in subject_kind.own_names(draft)]
    return any(len(known) >= 5 and name.startswith(known) and len(name) > len(known) for known in own)


def _is_own_snippet(draft: Draft) -> bool:
    """Whether the id that a snippet loads is the card's own: its name is, or the card has none to hold it against."""
    names = [known for name in subject_kind.own_names(draft) if (known := models.comparable(name))]
    shown = models.comparable(subject_kind.shown_id(draft) or "")
    return not names or shown in names


def _is_extended(draft: Draft, name: str) -> bool:
    """Whether the card's title is a longer name: `Heron 7B Chat` made from `Heron 7B`, though a field says `Heron 7B`."""
    title, known = (models.comparable(words) for words in (subject_kind.own_names(draft)[-1], name))
    return title.startswith(known) and title != known


def _with_relation(
    draft: Draft, base: Candidate, said: list[Candidate], kind: subject_kind.Kind, *, several: bool
) -> Candidate:
    relation = base.relation
    if base.strength == _FIELD and not relation:
        stated = [one.relation for one in said[:_COMPARED] if same_model(one.named.model, base.named.model)]
        relation = next((one for one in stated if one != "unspecified"), "")
        if not relation and several and kind.merge:
            relation = "merge"
        relation = relation or kind.relation or ("finetune" if _is_trained(draft) else "unspecified")
    elif relation == "unspecified":
        relation = kind.relation or ("finetune" if _is_tuned(draft, base) else relation)
    elif relation == "conversion" and kind.relation == "quantized":
        relation = "quantized"
    if relation == "initialized" or (relation == "finetune" and base.relation == "unspecified"):
        # Where training goes on as it began, nothing is tuned.
        relation = "continued-pretraining" if is_pretrained_further(draft) else "finetune"
    if relation in ("finetune", "unspecified") and kind.adapter and not draft.hits("lineage.merged_in"):
        relation = "adapter"
    return Candidate(base.named, relation, base.strength, base.evidence, base.start)


def _is_tuned(draft: Draft, base: Candidate) -> bool:
    """Whether a model that is `based on` another was trained further: the card says so, or tells what it was trained on."""
    if _is_built_alike(draft, base):
        return False
    if draft.hits("lineage.tuned"):
        return True
    if _CUT_DOWN.search(base.evidence.get("quote") or ""):
        return False  # and what it was trained on may be told of the model that was cut
    if families.is_architecture(base.named.model) and f"huggingface.co/{base.named.model})" not in draft.card.text:
        return False
    known = draft.cache.get("is tuned")
    if known is None:  # each base asks
        own = draft.card.text[: draft.text.appended_from]
        known = _TUNING.search(own) is not None or bool(draft.card.front_matter.texts("datasets"))
        draft.cache["is tuned"] = known
    return bool(known)


def _is_built_alike(draft: Draft, base: Candidate) -> bool:
    """Whether `based on T5` stands beside a vocabulary or sizes of the model's own: it is only built like T5."""
    vague = base.strength == 1 and "/" not in base.named.model
    return vague and bool(draft.hits("lineage.own_build"))


def _is_trained(draft: Draft) -> bool:
    """Whether a card with a declared base speaks of training at all, so that the base was trained further."""
    known = draft.cache.get("is trained")
    if known is None:  # each base asks
        known = draft.cache["is trained"] = _TRAINED.search(draft.card.text) is not None
    return bool(known)


def _is_descent(draft: Draft, base: Candidate) -> bool:
    """Whether a base says that training did not begin with nothing."""
    if base.relation == "conversion":
        return False  # the same model in another form
    if _is_built_alike(draft, base):
        return False
    vague = base.strength == 1 and "/" not in base.named.model
    if base.relation in _FROM_WEIGHTS and not (vague and not draft.hits("lineage.tuned")):
        return True
    return not families.is_architecture(base.named.model)


def _id_of(draft: Draft, name: str) -> str:
    """The Hub id that the card links for a name; the name itself where it links none."""
    raw = draft.card.body.text
    if "/" in name or "huggingface.co/" not in raw:
        return name
    known = models.comparable(name)
    linked: dict[str, str] | None = draft.cache.get("linked models")
    if linked is None:  # each base asks
        linked = draft.cache["linked models"] = {}
        for match in _LINKED.finditer(raw, draft.card.body.start, min(draft.text.appended_from, len(raw))):
            for words in (match["id"], match["label"] or ""):
                linked.setdefault(models.comparable(words), match["url"])
    found = hub_model(linked[known]) or name if known in linked else _longer(draft, known, linked) or name
    return found if "/" in found or models.comparable(found) == known else name  # a publisher's page is no model


def _longer(draft: Draft, known: str, linked: dict[str, str]) -> str | None:
    """The one id that the card links whose name goes on where a base's ends in a number: `heron-base-4096`."""
    if len(known) < _LONG:
        return None
    ids = {url: hub_model(url) for words, url in linked.items() if words.startswith(known)}
    longer = {one for one in ids.values() if one is not None and models.comparable(one).startswith(known)}
    one = longer.pop() if len(longer) == 1 else None
    goes_on = one is not None and models.comparable(one)[len(known) : len(known) + 1].isdigit()
    return one if goes_on and one is not None and not (own_name(draft, one) or within_own_name(draft, one)) else None


def _unnamed(draft: Draft) -> Hit | None:
    """Where the card says that it was made from another model whose name it does not give: `a fine-tuned version of`."""
    stages = {hit.value for hit in draft.hits("lineage.stage") if not hit.sentence.appended}
    for hit in draft.hits("lineage.unnamed"):
        # Who tells of pre-training too may have tuned what they pre-trained.
        if not hit.sentence.appended and (_OF_ANOTHER.search(hit.match.group()) or "pretraining" not in stages):
            return hit
    return None


def _from_scratch(draft: Draft, bases: list[Candidate]) -> None:
    # A port or a copy is the same model, and `based on` may mean the architecture: neither says how training began.
    descended = [one for one in bases if _is_descent(draft, one)]
    hits = draft.hits("lineage.from_scratch")
    if descended:
        draft.put("lineage", "from_scratch", False, descended[0].evidence)
    elif hits:
        draft.put("lineage", "from_scratch", True, draft.at_hit(hits[0]))
    elif not bases and (unnamed := _unnamed(draft)) is not None:
        draft.put("lineage", "from_scratch", False, draft.at_hit(unnamed))
    elif not bases and draft.hits("lineage.suite"):
        # A suite whose own pre-training is told began with nothing.
        told = next((hit for hit in draft.hits("lineage.pretrained") if not hit.sentence.appended), None)
        if told is not None:
            draft.put("lineage", "from_scratch", True, draft.at_hit(told))
