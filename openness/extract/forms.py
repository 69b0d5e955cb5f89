"""Documents of a known form, read by their places: numbered training summaries, makers' tables, generated cards."""

from __future__ import annotations

import re
from collections.abc import Callable

from openness._pattern import pattern, simple
from openness.extract.draft import Draft, Evidence
from openness.phrases.matcher import Hit
from openness.prose import parts
from openness.prose.sentences import Sentence

_LIMIT = 300
_NO = pattern(r"^\W*(?:no|none|not applicable|n/?a)\b", re.IGNORECASE)
_YES = pattern(r"^\W*yes\b", re.IGNORECASE)
_FIGURE = simple(r"\d|billion|million|trillion|thousand", re.IGNORECASE)
_CELL_WORDS = pattern(r"^\W*$")


def read(draft: Draft) -> None:
    """Read the forms a card holds; what they state comes before what sentences say."""
    for hit in draft.hits("form"):
        reader = _READERS.get(hit.value or "")
        if reader is not None:
            reader(draft, hit)


# --- huggingtweets ----------------------------------------------------------------------------------------------

_TWEETS = pattern(r"trained on (?P<name>tweets from .+?|\S.*? tweets)\.?$")


def _generator(draft: Draft, hit: Hit) -> None:
    """The tool that trained the model and filled its card."""
    code = next((link.url for link in hit.sentence.links if "github.com" in link.url), None)
    draft.put("documentation", "training_code", {"value": "released", "url": code}, draft.at_hit(hit))


def _huggingtweets(draft: Draft, hit: Hit) -> None:
    """A generated card: whose tweets, how many were kept, by which code."""
    draft.cache["form"] = "huggingtweets"
    _generator(draft, hit)
    section = next((one for one in draft.card.body.sections if one.title.lower() == "training data"), None)
    if section is None:
        return
    name: tuple[str, Evidence] | None = None
    url: str | None = None
    for sentence in parts.sentences(draft.text, section.start, section.end):
        match = _TWEETS.search(sentence.text)
        if match and name is None:
            name = (match["name"], draft.at_text(*sentence.clean.span(*match.span("name"))))
            url = next((link.url for link in sentence.links), None)
        if sentence.text.lstrip("| ").startswith("Retweets"):  # which the pipeline drops, like those that are too short
            draft.put("data", "filtering", "stated", draft.at_sentence(sentence))
        url = url or next((link.url for link in sentence.links if "artifacts" in link.url), None)
        if "Tweets kept" in sentence.text:
            figures = pattern(r"Tweets kept\W*(\d[\d\s|]*)").search(sentence.text)
            said = figures[1].strip(" |") if figures else _next_figure(sentence)
            if said:
                draft.put("data", "size", f"{said} tweets", draft.at_sentence(sentence))
    if name is not None:
        item = {"name": name[0], "url": url, "kind": "user-data"}
        draft.add("data.datasets", item, name[1])


def _next_figure(sentence: Sentence) -> str:
    after = parts.following(sentence)
    match = pattern(r"\W*(\d+)").match(after.text) if after else None
    return match[1] if match else ""


# --- the EU's summary of training content, with numbered keys ----------------------------------------------------


def _summary(draft: Draft, hit: Hit) -> None:
    """A line such as `2.4.1 Was any synthetic AI-generated data used to train the model? Yes`."""
    key = hit.group("key")
    question, said, evidence = _answer(draft, hit)
    if not said or parts.is_placeholder(said):
        return
    reader = next((read for start, read in _SUMMARY if key.startswith(start)), None)
    if reader is not None:
        reader(draft, question, said[:_LIMIT], evidence)


def _answer(draft: Draft, hit: Hit) -> tuple[str, str, Evidence]:
    sentence = hit.sentence
    text = sentence.text[hit.match.end() :]
    mark = simple(r"[:?]\s*").search(text)
    if mark and text[mark.end() :].strip():
        return text[: mark.start()], text[mark.end() :].strip(), draft.at_sentence(sentence)
    after = parts.following(sentence)
    if after is None or pattern(r"\W*[1-3]\.\d").match(after.text):
        return text, "", draft.at_sentence(sentence)
    return text, after.text.strip(), draft.at_sentence(after)


def _summary_size(draft: Draft, question: str, said: str, evidence: Evidence) -> None:
    if "size" in question.lower() and _FIGURE.search(said) and not _NO.match(said):
        draft.put("data", "size", said, evidence)


def _summary_cutoff(draft: Draft, question: str, said: str, evidence: Evidence) -> None:
    if "date" in question.lower() and simple(r"\d{4}").search(said):
        draft.put("data", "cutoff", said, evidence)


def _summary_source(draft: Draft, question: str, said: str, evidence: Evidence) -> None:
    words = question.lower()
    if "crawl" in words:
        draft.put("data", "crawling", said, evidence)
    elif "personal" in words:
        draft.put("data", "personal_data", said, evidence)
    elif "synthetic" in words:
        if _YES.match(said):
            draft.put("data", "synthetic", "partial", evidence)
        elif _NO.match(said):
            draft.put("data", "synthetic", "none", evidence)
    elif "publicly available" in words and _YES.match(said):
        draft.put("data", "disclosure", "described", evidence)


def _summary_processing(draft: Draft, question: str, said: str, evidence: Evidence) -> None:
    words = question.lower()
    if "clean" in words or "illegal" in words:
        if not _NO.match(said):
            draft.put("data", "filtering", "stated", evidence)
    elif "reservation" in words or "mining" in words or "opt" in words:
        draft.put("data", "opt_out", said, evidence)


_SUMMARY: tuple[tuple[str, Callable[[Draft, str, str, Evidence], None]], ...] = (
    ("1.3.1", _summary_size),
    ("1.3.2", _summary_cutoff),
    ("2.", _summary_source),
    ("3.", _summary_processing),
)


# --- makers' tables ---------------------------------------------------------------------------------------------


def _properties(draft: Draft, hit: Hit) -> None:
    """NVIDIA's `Properties (Quantity, ...)`: the figure stands beside the label or below it."""
    rest = hit.sentence.text[hit.match.end() :].strip()
    if _FIGURE.search(rest):
        draft.put("data", "size", rest[:_LIMIT], draft.at_sentence(hit.sentence))
        return
    after = parts.following(hit.sentence)
    if after is not None and _FIGURE.search(after.text) and not rest:
        draft.put("data", "size", after.text.strip()[:_LIMIT], draft.at_sentence(after))


def _training_table(draft: Draft, hit: Hit) -> None:
    """Meta's table of a family: columns for training data, tokens and cut-off."""
    row = next(
        (one for one in draft.text.following(hit.sentence, 2) if "|" in one.text and simple(r"\w").search(one.text)),
        None,
    )
    if row is None:
        return
    # Leading bars are list markers to the reader, so columns are counted from the right.
    cells, heads = _cells(row), _cells(hit.sentence)
    for back in range(1, min(len(heads), len(cells)) + 1):
        head, cell = heads[-back].lower(), cells[-back]
        evidence = draft.at_cell(row, -back)
        if _CELL_WORDS.match(cell):
            continue
        if simple(r"\btokens?\b").search(head) and simple(r"\d").search(cell):
            draft.put("data", "size", f"{cell} tokens" if "token" not in cell.lower() else cell, evidence)
        elif "cutoff" in head and simple(r"\d{4}").search(cell):
            draft.put("data", "cutoff", cell, evidence)
        elif "training data" in head and not draft.items("data.datasets"):
            draft.put("data", "disclosure", "described", evidence)


def _cells(row: Sentence) -> tuple[str, ...]:
    """The cells of a row, empty ones too."""
    if row.row is not None:
        return row.cells
    return tuple(cell.strip() for cell in row.text.strip().rstrip("|").split("|"))


def _row(draft: Draft, hit: Hit) -> None:
    draft.put("data", "size", hit.group("said").strip(" |"), draft.at_hit(hit))


_READERS: dict[str, Callable[[Draft, Hit], None]] = {
    "huggingtweets": _huggingtweets,
    "huggingartists": _generator,
    "summary": _summary,
    "properties": _properties,
    "training-table": _training_table,
    "row": _row,
}
