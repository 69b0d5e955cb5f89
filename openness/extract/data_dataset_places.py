"""The datasets that one place of a card names: a sentence, a label, a list, a table, the part below a heading, a config."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from openness._pattern import pattern, simple
from openness.card import Section
from openness.extract import data_dataset_items as items
from openness.extract import subject_kind
from openness.extract.draft import Draft, Evidence
from openness.naming import dataset_names, dataset_series, datasets, models
from openness.naming.datasets import NamedDataset
from openness.phrases.matcher import Hit
from openness.prose import parts
from openness.prose.sentences import Sentence

_LIST_LIMIT = 40
_BESIDE = 12
"""Characters that may stand beside the link in an item."""
_TOLD_OF_DATA = simple(r"data|corp(?:us|ora)", re.IGNORECASE)
Found = list[tuple[NamedDataset, Evidence]]

_COMPARED = pattern(
    r"\b(?:outperform\w*|surpass\w*|beats?|compared (?:to|with)|unlike|than)\b[^.;]*\((?:which|that) (?:is|was|are|were)\b[^)]*$",
    re.IGNORECASE,
)
"""What a clause in brackets tells of the model that was beaten."""
_ORIGIN = pattern(
    r"\b(?:initiali[sz]ed (?:from|with)|results? of|weights of)\b[^.;]*\b(?:which|that|model)(?: (?:is|was|were|has been|had been))?(?: \w+)? $",
    re.IGNORECASE,
)
"""What is told of the model that training began with, or of another whose results are shown."""
_ASIDE = pattern(
    r"\b(?:compar\w+|outperform\w*|perform\w*|improv\w+|scor\w+|results?|achiev\w+|but we)\b", re.IGNORECASE
)
_HELD_OUT = pattern(
    r"\s*(?:the )?(?:dev|development|validation|test|held-out|evaluation) (?:set|split)s?\b", re.IGNORECASE
)

_REFERENCE = pattern(r"^\W*(?:\d+[.)] )?[A-Z][\w'-]+, [A-Z]\.,? .{5,200}?\((?:19|20)\d\d\)\.")
"""An entry of a list of references: `Doe, J., Roe, R. (2023). Title`."""
_AMOUNT_FROM = pattern(
    r"\s*(?:about |over |around |~)?\d[\d.,]*[km]? (?:[a-z-]+ )?[a-z-]+s (?:from|of) ", re.IGNORECASE
)
"""`with 50K edits from NestText and Marsh-2`."""


def _is_compared(hit: Hit) -> bool:
    """Whether a sentence tells on what models were measured or compared."""
    text = hit.sentence.text
    if hit.value == "trained" and (_ASIDE.search(hit.match.group()) or _HELD_OUT.match(text, hit.match.end())):
        return True
    before = text[: hit.match.start()]
    return "evaluat" in before.lower() or _COMPARED.search(before) is not None or _ORIGIN.search(before) is not None


def named(draft: Draft, hit: Hit) -> Found:
    """What a hit of the vocabulary names, where it tells of this model's training."""
    sentence = hit.sentence
    if sentence.kind == "table" and pattern(r"\W*v\d").match(sentence.text):
        return []  # a row of a change log tells of an older version
    if sentence.kind == "list" and _of_sibling(draft, sentence):
        return []
    if sentence.kind in ("list", "prose") and _REFERENCE.search(sentence.text):
        return []
    if hit.value != "link" and _is_compared(hit):
        return []
    if hit.value == "heading":
        return _under_heading(draft, hit)
    if hit.value == "list":
        return _listed(draft, hit)
    if hit.value == "column":
        return _columns(draft, hit)
    told = _SAID.get(hit.value or "")
    if told is not None:
        found = told(hit)
    else:
        found = [one for one in _trained_on(sentence, hit.match.end()) if not _is_a_model(draft, sentence, one)]
    below = _links_below(draft, sentence) if hit.value in ("trained", "linked", "includes") else []
    return [(named, _evidence(draft, sentence, named)) for named in found] + below


def _links_below(draft: Draft, sentence: Sentence) -> Found:
    """The list right below a sentence on training, where each item is no more than a link to a dataset of the Hub."""
    found: Found = []
    if sentence.kind != "prose" or not _TOLD_OF_DATA.search(sentence.text):
        return found
    for item in draft.text.following(sentence, _LIST_LIMIT):
        link = next(iter(item.links), None)
        if item.kind != "list" or link is None or len(item.text) > len(link.label) + _BESIDE:
            break
        one = datasets.from_link(link, item.text)
        if one is None or one.id is None:
            break
        found.append((one, _evidence(draft, item, one)))
    return found if len(found) > 1 else []


def _linked_there(hit: Hit) -> list[NamedDataset]:
    """The dataset that the words of a hit link."""
    sentence = hit.sentence
    found = [
        datasets.from_link(link, sentence.text)
        for link in sentence.links
        if link.start <= hit.match.end() + 1 and hit.match.start() <= link.end
    ]
    return [one for one in found if one is not None and one.id is not None]


def _beginning(hit: Hit) -> list[NamedDataset]:
    """The name at the beginning of a sentence: `NestText dataset holds 7,682 sentences`."""
    name = hit.group("name")
    return [NamedDataset(name, None, None, *hit.match.span("name"))] if dataset_names.acceptable(name) else []


def _used(hit: Hit) -> list[NamedDataset]:
    """What follows `we used` at once."""
    text = hit.sentence.text
    if _MEASURED.search(text):
        return []
    end = len(text)
    found = list(datasets.objects(hit.sentence, hit.match.end(), end, [], families=True))
    begin = datasets.past_leads(text, hit.match.end(), end)
    return found or [one for one in datasets.within(hit.sentence, begin, end) if one.start <= begin + 1][:1]


def _used_before(hit: Hit) -> list[NamedDataset]:
    """The names in the clause of which it is said that they were used for training."""
    if _MEASURED.search(hit.sentence.text):
        return []
    return list(datasets.within(hit.sentence, _clause(hit), hit.match.end()))


def _called(hit: Hit) -> list[NamedDataset]:
    """What the data is called."""
    match = _CALLED.match(hit.sentence.text, hit.match.end())
    return [NamedDataset(match["name"], None, None, *match.span("name"))] if match else []


def _of_the_hub(hit: Hit) -> list[NamedDataset]:
    """The datasets of the Hub that a sentence on training links."""
    sentence = hit.sentence
    if sentence.kind == "table" or _MEASURED.search(sentence.text) or _CALIBRATED.search(sentence.text):
        return []
    found = [datasets.from_link(link, sentence.text) for link in sentence.links if link.dataset_id is not None]
    return [one for one in found if one is not None and one.id is not None]


def _clause(hit: Hit) -> int:
    """Where the clause begins in which a hit says what was used."""
    cuts = [cut.end() for cut in _CLAUSE.finditer(hit.sentence.text, 0, hit.match.end())]
    return cuts[-1] if cuts else 0


_CLAUSE = pattern(r"[;:]\s|, (?:but|while|whereas|which)\b")


def _trained_on(sentence: Sentence, start: int) -> list[NamedDataset]:
    """What stands behind `trained on`: series first, then names one by one."""
    told = list(dataset_series.names(sentence, start, len(sentence.text)))
    told = told or dataset_series.at(sentence, datasets.past_leads(sentence.text, start + 1, len(sentence.text)))
    part = _AMOUNT_FROM.match(sentence.text, start)
    if not told and part is not None:
        told = list(datasets.objects(sentence, part.end(), len(sentence.text), []))
    spans = [(one.start, one.end) for one in told]
    told += [one for one in datasets.after(sentence, start) if not any(a < one.end and one.start < b for a, b in spans)]
    return told


def _is_a_model(draft: Draft, sentence: Sentence, one: NamedDataset) -> bool:
    """Whether a bare name is this model's or its base's: `trained on Stork-7B`; a model may be called after its data."""
    if one.id is not None or pattern(r"\s*(?:data ?set|corpus)", re.IGNORECASE).match(sentence.text[one.end :]):
        return False
    names = [*subject_kind.own_names(draft), *(base["model"] for base in draft.items("lineage.bases"))]
    return dataset_names.fold(one.name) in {dataset_names.fold(name.rpartition("/")[2]) for name in names}


def _of_sibling(draft: Draft, sentence: Sentence) -> bool:
    """Whether a list item begins with a link to some other model."""
    raw = draft.card.body.text
    start = max(raw.rfind(f"\n{mark} ", 0, sentence.start) for mark in "-*")
    item = draft.text.at(start + 3) if start >= 0 else None  # the sentence may be a later one of its item
    first = next(iter((item or sentence).links), None)
    if first is None or first.model_id is None or first.start > 3:
        return False
    return not any(models.same_model(first.model_id, own) for own in subject_kind.own_names(draft))


def _labelled(hit: Hit) -> list[NamedDataset]:
    sentence = hit.sentence
    if len(sentence.cells) > 2 or (sentence.kind == "table" and parts.is_table_head(sentence)):
        return []  # the head of a table
    if sentence.kind == "table" and "data" not in hit.match.group().lower() and "source" in hit.match.group().lower():
        return items.sources(sentence)
    rest = sentence.text[hit.match.end() :]
    found = items.joined_links(sentence, hit.match.end())
    linked = [(one.start, one.end) for one in found]
    for one in datasets.within(sentence, hit.match.end(), len(sentence.text)):
        if not any(a < one.end and one.start < b for a, b in linked):
            found.append(one)
    if not found and len(rest) <= 60 and not dataset_names.is_placeholder(rest.strip(" .|")):
        name = rest.strip(" .|*`")
        names = name.split(",") if pattern(r"[\w.+/-]+(?:, ?[\w.+/-]+)+").fullmatch(name) else [name]
        for word in (part.strip() for part in names):
            plain = sentence.kind == "list" and word.isalpha() and len(word) > 2 and not dataset_names.is_word(word)
            if (dataset_names.acceptable(word) or plain) and pattern(r"[\w.+/-]+(?: [\w.+-]+){0,2}").fullmatch(word):
                begin = sentence.text.find(word, hit.match.end())
                found.append(NamedDataset(word, None, None, begin, begin + len(word)))
    return found


def _listed(draft: Draft, hit: Hit) -> Found:
    """The items of the list after `trained on the following datasets:`."""
    found: Found = []
    depth = _depth(draft, hit.sentence) if hit.sentence.kind == "list" else -1
    level: int | None = None
    several = bool(_PLURAL.search(hit.sentence.text) or _FOLLOWING.search(hit.sentence.text)) and not _MEASURED.search(
        hit.sentence.text
    )
    for sentence in draft.text.following(hit.sentence, _LIST_LIMIT):
        if sentence.kind not in ("list", "table") or (sentence.kind == "list" and _depth(draft, sentence) <= depth):
            break  # the next item beside the one that introduced the list
        if sentence.kind == "list":
            level = _depth(draft, sentence) if level is None else level
            if not _opens_item(draft, sentence) or _depth(draft, sentence) > level:
                continue  # what is told of an item, and its parts
        found.extend(
            (one, _evidence(draft, sentence, one))
            for one in items.names(sentence, listed=several and sentence.kind == "list")
        )
    return found


def _depth(draft: Draft, sentence: Sentence) -> int:
    """How far a list item is indented."""
    line = draft.card.lines.line_text(draft.card.lines.line_of(sentence.start))
    return len(line) - len(line.lstrip())


def _opens_item(draft: Draft, sentence: Sentence) -> bool:
    """Whether a sentence is the first of its list item: the later ones tell of the dataset."""
    _, column = draft.card.lines.position(sentence.start)
    line = draft.card.lines.line_text(draft.card.lines.line_of(sentence.start))
    return not line[: column - 1].strip(" \t-*+•·>0123456789.)")


_CALLED = pattern(r"(?P<name>[A-Z][\w.+-]*(?: [A-Z\d][\w.+-]*){0,3})")


def _under_heading(draft: Draft, hit: Hit) -> Found:
    """The list items, the rows and the names below a heading such as `Training data`."""
    found: Found = []
    section = hit.sentence.section
    if section is None:
        return found
    several = _PLURAL.search(hit.sentence.text) is not None
    for sentence in islice(parts.sentences(draft.text, section.start, section.end), _LIST_LIMIT):
        if sentence.kind in ("list", "table"):
            if sentence.kind == "table" or _opens_item(draft, sentence):
                listed = several and sentence.kind == "list"
                found.extend((one, _evidence(draft, sentence, one)) for one in items.names(sentence, listed=listed))
        elif not _MEASURED.search(sentence.text):
            found.extend((one, _evidence(draft, sentence, one)) for one in _told(sentence))
    return found or _under_kinds(draft, section)


def _under_kinds(draft: Draft, section: Section) -> Found:
    """The lists below the headings under such a heading, each of one kind of data: `### English`, `### Faces`."""
    found: Found = []
    sections = draft.card.body.sections
    for one in sections[draft.card.body.number_of(section) + 1 :]:
        if one.level <= section.level:
            break
        if one.level > section.level + 1 or _NO_KIND.search(one.title):
            continue
        for sentence in islice(parts.sentences(draft.text, one.start, one.end), _LIST_LIMIT):
            if sentence.kind == "list" and _opens_item(draft, sentence):
                found.extend((name, _evidence(draft, sentence, name)) for name in items.names(sentence))
    return found


_NO_KIND = simple(
    r"eval|test|valid|result|process|procedure|param|token|statistic|format|licen|clean|filter|quality|limit|metric"
    r"|usage|code|step|setup|config|hardware|environment|model|method|label|class",
    re.IGNORECASE,
)
"""Headings under which no data is listed."""


_PLURAL = simple(r"datasets|corpora|sources", re.IGNORECASE)
_FOLLOWING = pattern(
    r"\b(?:following|below)\b(?: [\w-]+){0,4}? (?:data(?: ?set)?|corpus|texts|sources)\b"
    r"|(?:consist\w*|compris\w*|corpus|data(?: ?set)?|collection|mix(?:ture)?) of\b|以下|如下",
    re.IGNORECASE,
)
"""A lead-in whose items are data, not the classes or the steps that follow."""
_MEASURED = simple(
    r"evaluat|\btest|\bdev\b|benchmark|compar|validat|unlike|similar|other (?:models|datasets)|tokeniz", re.IGNORECASE
)
_CALIBRATED = pattern(r"calibrat|quanti[sz]|imatrix|gptq|awq|exl2|pruned", re.IGNORECASE)
"""What data may be used for besides training."""


_DATA_LABEL = pattern(r"\w[ -](?:data ?set|corp(?:us|ora)(?: collection)?)$", re.IGNORECASE)


_SERIES_OF_LINKS = pattern(
    r"\b(?:data ?sets|corpora|sources)(?:\s?[:(]|,? (?:including|such as|namely)) |\bcollected (?:by|from) (?:the )?",
    re.IGNORECASE,
)
"""What leads to links below a heading on the training data: `We aggregated existing corpora: [NestText](..), [Marsh](..)`."""


def _told(sentence: Sentence) -> list[NamedDataset]:
    """What a sentence below such a heading names: ids, and families unless only a part of something else is meant."""
    found = []
    for link in sentence.links:
        told = link.dataset_id is not None or _DATA_LABEL.search(link.label) or "kaggle.com/datasets/" in link.url
        told = told or dataset_names.is_known(link.label.strip("`*_ "))
        one = datasets.from_link(link, sentence.text) if told else None
        if one is not None:
            found.append(one)
    for opener in _SERIES_OF_LINKS.finditer(sentence.text) if len(sentence.links) > 1 else ():
        known = {one.start for one in found}
        found.extend(one for one in items.joined_links(sentence, opener.end()) if one.start not in known)
    if sentence.kind == "prose" and not parts.is_heading(sentence) and not sentence.signs.negation:
        taken = [(link.start, link.end) for link in sentence.links]
        found.extend(dataset_series.names(sentence, 0, len(sentence.text)))
        taken.extend((one.start, one.end) for one in found)
        found.extend(datasets.families(sentence.text, 0, len(sentence.text), taken))
    return found


def _columns(draft: Draft, hit: Hit) -> Found:
    """The column of a table whose head says `Dataset`; a table that also holds scores tells of results."""
    head = hit.sentence
    if not parts.is_table_head(head):
        return []
    if not _TRAINED_HEAD.search(head.text) and (_SCORES.search(head.text) or not _DATA_PATH.search(head.path)):
        return []
    heads = _cells(head)
    back = next((len(heads) - number for number, cell in enumerate(heads) if _HEAD.match(cell[1])), 0)
    found: Found = []
    for row in draft.text.following(head, _LIST_LIMIT):
        if row.kind != "table":
            break
        cells = _cells(row)
        if not 0 < back <= len(cells) or _MEASURED.search(row.text):
            continue
        start, cell = cells[-back]
        ones = items.with_row_id(row, _cell(row, start, start + len(cell)))
        found.extend((one, _evidence(draft, row, one)) for one in ones)
    return found


def _cells(row: Sentence) -> list[tuple[int, str]]:
    """The cells of a row with where they begin; leading bars are list markers, so columns count from the right."""
    cells, here = [], 0
    for cell in row.text.rstrip().rstrip("|").split("|"):
        cells.append((here, cell))
        here += len(cell) + 1
    return cells


_HEAD = pattern(
    r"\W*(?:train(?:ing)? |source )?(?:data ?sets?|corp(?:us|ora)|data sources?)(?: names?| id)?\W*$|\W*数据集(?:名称?)?\W*$",
    re.IGNORECASE,
)
_TRAINED_HEAD = pattern(r"\btrain(?:ing)? (?:data ?sets?|corp(?:us|ora))", re.IGNORECASE)
_DATA_PATH = simple(r"train|tun(?:ed|ing)|data|corp|数据|训练", re.IGNORECASE)
_SCORES = simple(
    r"accuracy|\bacc\b|\bf1\b|\bwer\b|\bcer\b|bleu|rouge|score|metric|precision|recall|\bmap\b|ndcg|mrr|test|eval|\bauc|perplexity|result|performance|model",
    re.IGNORECASE,
)


def _cell(row: Sentence, start: int, end: int) -> list[NamedDataset]:
    links = [link for link in row.links if start <= link.start < end]
    if links:
        found = [datasets.from_link(link, row.text + " dataset", expected=True) for link in links]
        return [one for one in found if one is not None]
    cell = row.text[start:end]
    name = items.SPLIT.sub("", simple(r" ?[(,;]").split(cell.strip(" *`"), maxsplit=1)[0].strip())
    told = dataset_names.strong(name) or dataset_names.is_known(name) or 2 <= len(name.split()) <= 5
    small = bool(row.links) and name.isalnum() and len(name) > 2 and not dataset_names.is_word(name)
    if ((told and dataset_names.acceptable(name)) or small) and not dataset_names.is_placeholder(name):
        begin = start + cell.index(name)
        return [
            NamedDataset(
                name, name if pattern(r"[\w-]+/[\w.-]+").fullmatch(name) else None, None, begin, begin + len(name)
            )
        ]
    return []


def _evidence(draft: Draft, sentence: Sentence, named: NamedDataset) -> Evidence:
    return draft.at_name(sentence.clean, named.start, named.end)


_SAID: dict[str, Callable[[Hit], list[NamedDataset]]] = {
    "link": _linked_there,
    "linked": _of_the_hub,
    "label": _labelled,
    "begins": _beginning,
    "used": _used,
    "before": _used_before,
    "called": _called,
}
"""How each kind of hit names datasets; any other says on what the model was trained."""
