"""Whether the training data was made by other models, and by which: sentences, tags and names of datasets."""

from __future__ import annotations

import re

from openness._pattern import pattern, simple
from openness.extract import subject_kind
from openness.extract.data import foreign
from openness.extract.draft import Draft, Evidence
from openness.extract.lineage_scope import own_name
from openness.naming import mentions
from openness.phrases.matcher import Hit, table
from openness.prose.markup import github_repo

_SHOWN = pattern(
    r"^\W*(?:the following|here|below|these|this|some|for the)\b.{0,50}\b(?:examples?|samples?|outputs?|images?|responses?|texts?)\b"
    r".{0,30}\b(?:generated|produced|created|written)\b",
    re.IGNORECASE,
)
"""Words of a card that shows what its model makes."""
_FORMAT = pattern(r"[\s-]*(?:\w+ )?(?:templates?|format|style|prompts?|syntax)\b", re.IGNORECASE)
_OUTPUT_TERMS = simple(r"terms of use|privacy practices", re.IGNORECASE)
_REFERENCE = pattern(
    r"\(\d{4}\)|\barxiv\b(?P<address>)|preprint|\bet al\b", re.IGNORECASE, not_after={"address": r"\.org"}
)
"""Signs of an entry of a list of literature, whose titles are no statements; a link to a paper is none."""
_PURPOSE = pattern(r"[\s-]*(?:generation|generator|pipeline|creation|use[- ]cases?)\b", re.IGNORECASE)
"""`synthetic data generation` is what a model is for."""
_MIXED = pattern(r"\b(?:and|or|mix\w*|some|also|partly|partially|mostly|additional|plus)\b", re.IGNORECASE)
"""What tells that data is not all of one kind."""
_NOT_SO = pattern(r"\bnon-$", re.IGNORECASE)
_ALMOST = pattern(r"\b(?:almost|nearly|mostly|largely|mainly|primarily|near)[ -]*$", re.IGNORECASE)
_DATED = pattern(r"-\d{4}(?:-\d\d-\d\d)?\b")
"""The date of a version, which follows a name: `gpt-4-0613`."""
_GROUPS = ("model", "second", "inside", "also")
_SYNTHETIC_NAME = pattern(r"(?:^|[-_/])synth(?:etic)?(?:$|[-_])", re.IGNORECASE)


def read(draft: Draft) -> None:
    """Read generators and whether data is synthetic; somebody else's model that was only converted has no data of its own."""
    if foreign(draft):
        return
    named = [hit for hit in draft.hits("data.generated_by") if _counts(hit) and _names(hit)]
    said = [hit for hit in draft.hits("data.synthetic") if _counts(hit) and not _is_purpose(hit)]
    marks = _tags(draft)
    _generators(draft, named, marks)
    whole = [hit for hit in draft.hits("data.all_synthetic") if _counts(hit) and _is_whole(hit)]
    if whole and (named or said or "generat" in whole[0].sentence.text):
        draft.put("data", "synthetic", "all", draft.at_hit(whole[0]))
    elif said or named:
        first = min(said[:1] + named[:1], key=lambda hit: hit.start)
        draft.put("data", "synthetic", "partial", draft.at_hit(first))
    elif marks:
        draft.put("data", "synthetic", "partial", next(iter(marks.values())))
    else:
        _by_name(draft)


def _counts(hit: Hit) -> bool:
    """Whether a statement is about data: no output on show, no reference, no card of another model."""
    sentence = hit.sentence
    raw = sentence.text_of.raw
    line = raw[raw.rfind("\n", 0, sentence.start) + 1 : sentence.end]
    if _NOT_SO.search(sentence.text[: hit.match.start()]):
        return False
    return not (sentence.appended or _SHOWN.match(sentence.text) or _REFERENCE.search(line))


def _is_whole(hit: Hit) -> bool:
    """Whether all of the data is meant: no other kind beside it, and not almost all of it."""
    return not _MIXED.search(hit.match.group()) and not _ALMOST.search(hit.sentence.text[: hit.match.start()])


def _is_purpose(hit: Hit) -> bool:
    return _PURPOSE.match(hit.sentence.text, hit.match.end()) is not None


def _generators(draft: Draft, named: list[Hit], marks: dict[str, Evidence]) -> None:
    seen: set[str] = set()
    for hit in named:
        if _OUTPUT_TERMS.search(hit.sentence.text) or _FORMAT.match(hit.sentence.text, hit.match.end()):
            continue
        for name in _names(hit):
            if subject_kind.shown_id(draft) == name or own_name(draft, name):
                continue
            # `Whisper` after `Whisper large-v2` is the same one.
            if name and not any(f"{known} ".startswith(f"{name.lower()} ") for known in seen):
                seen.add(name.lower())
                draft.add("data.generators", {"model": name}, _evidence(draft, hit, name))
    if not seen:
        for tag, evidence in marks.items():
            if tag in _of_tags("generator"):
                draft.add("data.generators", {"model": tag}, evidence)


def _evidence(draft: Draft, hit: Hit, name: str) -> Evidence:
    """The words of a statement, up to the name that is quoted for it."""
    start, end = hit.match.span()
    at = hit.sentence.text.find(name, start)
    if at < 0 or hit.sentence.row is not None:
        return draft.at_hit(hit)
    last = at + len(name)
    confidence = hit.pattern.confidence
    return draft.at_name(hit.sentence.clean, start, max(end, last), name=(at, last), confidence=confidence)


def _names(hit: Hit) -> list[str]:
    """The models that a statement names as makers: in its groups, and those that stand with them (`by A and B`)."""
    found: list[str] = []
    for group in _GROUPS:
        if not hit.group(group):
            continue
        start, end = hit.match.span(group)
        whole = next((one for one in mentions.mentions(hit.sentence) if one.start <= start < one.end), None)
        dated = _DATED.match(hit.sentence.text, end)
        found.append(hit.group(group).strip(" .,") + (dated.group() if dated else ""))
        if whole is not None:
            found.extend(one.model for one in mentions.joined(hit.sentence, whole)[1:] if one.start >= end)
    if not any(hit.group(group) for group in _GROUPS):
        first = mentions.after(hit.sentence, hit.match.end())
        link = hit.sentence.clean.link_at(first.start, first.end) if first is not None else None
        if link is not None and github_repo(link.url) is not None:
            return []  # a tool that asked a model
        found.extend(one.model for one in (mentions.joined(hit.sentence, first) if first is not None else ()))
    return found


# --- tags and names ---------------------------------------------------------------------------------------------


def _of_tags(kind: str) -> frozenset[str]:
    return frozenset(name for row in table("synthetic_tags") if row["kind"] == kind for name in row["names"])


def _tags(draft: Draft) -> dict[str, Evidence]:
    """The tags that say that data is synthetic or name who made it."""
    known = _of_tags("says") | _of_tags("generator")
    found: dict[str, Evidence] = {}
    for value, path in draft.card.front_matter.texts("tags"):
        if value.strip().lower() in known:
            found.setdefault(value.strip().lower(), draft.at_key(*path))
    return found


def _by_name(draft: Draft) -> None:
    """A dataset that is called synthetic."""
    if subject_kind.kind(draft).merge:
        return
    for item in draft.items("data.datasets"):
        if _SYNTHETIC_NAME.search(item.get("id") or item["name"]):
            draft.put("data", "synthetic", "partial", item["evidence"][0])
            return
