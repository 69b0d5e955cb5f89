"""Reported quality: the results of `model-index`, and whether the prose or its tables give numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from openness._pattern import pattern, simple
from openness.extract import subject_kind
from openness.extract.draft import Draft
from openness.prose import parts
from openness.prose.sentences import Sentence

_FIGURE = pattern(r"[+-]?\d{1,4}(?:[.,]\d+)? ?%?", not_before=r"[\w.]", not_after=r"[\w]")
_CELL = pattern(
    r"\|[ *`~≈<>_±†‡+-]*\d{1,4}(?:\.\d+|(?P<here>),\d+|,\d{1,2}(?P<here_2>))?(?:[ %*`_†‡±)(]|/|\||$)",
    before={"here": r"[ |*]0"},
    not_after={"here_2": r"\d"},
)
_SIZES = simple(r"\b(?:GB|MB|GiB|params?|parameters|tokens?|epochs?|steps?|layers?|bits?)\b", re.IGNORECASE)
_DECIMAL = pattern(
    r"(?P<word>)\d{1,3}\.\d+(?P<word_2>)|\b\d{1,3} ?%", not_before={"word": r"[\w.]"}, not_after={"word_2": r"[\w.]"}
)
_QUALITY = simple(
    r"%|accura|score|loss|precision|recall|\bf1|bleu|rouge|\bwer\b|perplexity|auc\b|win|rate|average|pass@|correlation|error",
    re.IGNORECASE,
)
_NO_RESULT = pattern(
    r"aesthetic|(?:full|half|mixed|double|single|lower?|reduced) precision|\b\d+ ?[MG]B\b|contaminat|\breturns? \d|p_unsafe|threshold|learning rate|dropout|weight decay|watermark|filtered (?:to|using|with)|conditioning",
    re.IGNORECASE,
)
_WRITTEN = pattern(
    r"""^[^\n#=:]{0,40}?["']?\b(?:(?:eval|test|predict|val|valid)_(?P<split_ratio>)\w{2,20}|(?:\w{1,12}_)?(?:f1|exact_match|accuracy|bleu|rouge\w{0,4}|wer|cer|perplexity|pass@\d+|mcc|pearson|spearmanr?))["']?"""
    r"""\s*[:=]\s*["']?\d{1,3}\.\d+[^\n]{0,80}""",
    re.IGNORECASE | re.MULTILINE,
    not_after={"split_ratio": r"split|ratio|size|sample|rate|frac|steps|batch|interval|every|data|freq|set"},
)
"""A metric and its figure as programs print them."""
_REPORT = pattern(
    r"^[^\n]*\|\s*(?:acc|acc_norm|mc1|mc2|exact_match|f1|em|word_perplexity|pass@\d+)\s*\|[^\n|]{0,12}\|?\s*\d+\.\d+\s*\|[^\n]*|^\s*(?:label )?\s*precision +recall +f1(?:-score)?\b[^\n]*",
    re.IGNORECASE | re.MULTILINE,
)
"""A row of an evaluation harness's table, and the head of a classification report."""
_ROW = pattern(r"^[ |]*[A-Za-z][^\n=({\[]{0,110}?(?:[:|] *| {2,})\d{1,3}\.\d{2,}[^\n=({\[]{0,60}$", re.MULTILINE)
"""A name and its figure, kept as they are below a heading of results."""
_ROWS = 2
_TRAINED = simple(r"train|hyper|param|config|speed|latency|memory", re.IGNORECASE)
_HTML_CELL = pattern(r"<td[^<>]*>\s*(?:<\w+>\s*)?\d{1,3}\.\d+\s*%?\s*<", re.IGNORECASE)
_RESULT_LIMIT = 400
_UNFRAMED = "--|--"
"""The rule of a table that was written without bars at its sides, and read as prose."""


def read(draft: Draft) -> None:
    """Read results and whether any are reported."""
    _model_index(draft)
    for find in (_lines, _tables, _parts_said):
        if draft.has("evaluation", "reported"):
            return
        sentence = next(find(draft), None)
        if sentence is not None:
            draft.put("evaluation", "reported", "stated", draft.at_sentence(sentence))
    if not draft.has("evaluation", "reported"):
        _printed(draft)


def _model_index(draft: Draft) -> None:
    index = draft.card.front_matter.get("model-index")
    position = 0
    for benchmark, metric, value in islice(_results(index), _RESULT_LIMIT):
        _, position = draft.at_item("model-index", benchmark, position)
        evidence, position = draft.at_item("model-index", value, position)
        if benchmark:  # a figure of nobody knows what is no result to compare
            item = {"benchmark": benchmark, "metric": metric, "value": value}
            draft.add("evaluation.results", item, evidence)
        if not draft.has("evaluation", "reported"):
            draft.put("evaluation", "reported", "stated", evidence)


def _results(index: Any) -> Iterator[tuple[str, str | None, str]]:
    for model in index if isinstance(index, list) else ():
        results = model.get("results") if isinstance(model, dict) else None
        for result in results if isinstance(results, list) else ():
            if not isinstance(result, dict):
                continue
            dataset, metrics = result.get("dataset"), result.get("metrics")
            named = dataset if isinstance(dataset, dict) else {}
            benchmark = named.get("name") or named.get("type") or ""
            for metric in metrics if isinstance(metrics, list) else ():
                value = metric.get("value") if isinstance(metric, dict) else None
                if not _is_figure(value):
                    continue
                name = metric.get("name") or metric.get("type")
                yield str(benchmark), str(name) if name else None, str(value)


def _is_figure(value: Any) -> bool:
    if isinstance(value, bool) or value is None:
        return False
    return isinstance(value, int | float) or (isinstance(value, str) and bool(simple(r"\d").search(value)))


def _lines(draft: Draft) -> Iterator[Sentence]:
    for field in ("evaluation.line", "evaluation.sentence"):
        for hit in draft.hits(field):
            if not _NO_RESULT.search(hit.sentence.text):
                yield hit.sentence


def _tables(draft: Draft) -> Iterator[Sentence]:
    for hit in draft.hits("evaluation.table"):
        sentence = hit.sentence
        if (
            "quality loss" in sentence.text or "riterion" in sentence.text or _NO_RESULT.search(sentence.text)
        ):  # advice on quantized files and on prompts
            continue
        if _CELL.search(sentence.text) and not _SIZES.search(sentence.text):
            yield sentence
        for row in draft.text.following(sentence, 4):
            if row.kind != "table":
                break
            if _CELL.search("|" + row.text) and not _SIZES.search(row.text) and not _NO_RESULT.search(row.text):
                yield row


def _printed(draft: Draft) -> None:
    """What an evaluation script wrote, kept as it is in a code block: `'eval_f1': 0.88`, a report, a harness's table."""
    raw = draft.card.body.text
    parts_of = [hit.sentence.section for hit in draft.hits("evaluation.part")]
    results = [part for part in parts_of if part is not None and not _TRAINED.search(part.title)]
    for span in draft.card.body.spans:
        if span.kind != "code" or span.start >= draft.text.appended_from:
            continue
        found = _WRITTEN.search(raw, span.start, span.end) or _REPORT.search(raw, span.start, span.end)
        if found is None and any(part.start <= span.start < part.end for part in results):
            rows = list(islice(_ROW.finditer(raw, span.start, span.end), _ROWS))
            found = rows[0] if len(rows) == _ROWS else None
        if found is not None:
            draft.put("evaluation", "reported", "stated", draft.at_text(*found.span()))
            return


def _parts_said(draft: Draft) -> Iterator[Sentence]:
    """Figures under a heading such as `Results`."""
    if subject_kind.kind(draft).relation == "quantized":
        return  # such headings are about speed and size there
    for hit in draft.hits("evaluation.part"):
        section = hit.sentence.section
        for sentence in parts.under(draft.text, section) if section else ():
            if sentence.kind == "table" or _UNFRAMED in sentence.text:
                if _CELL.search("|" + sentence.text) and not _SIZES.search(sentence.text):
                    yield sentence
            elif _NO_RESULT.search(sentence.text):
                continue
            elif _is_row(draft, sentence):
                if not _SIZES.search(sentence.text):
                    yield sentence
            elif _DECIMAL.search(sentence.text) and _QUALITY.search(sentence.text) and not _SIZES.search(sentence.text):
                yield sentence


def _is_row(draft: Draft, sentence: Sentence) -> bool:
    """Whether a sentence is of a table in HTML and has a cell that is a figure."""
    words = draft.text.raw[sentence.start : sentence.end]
    return "<td" in words and _HTML_CELL.search(words) is not None
