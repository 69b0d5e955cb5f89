"""The datasets of a training run whose configuration or command stands in a code block of the card."""

from __future__ import annotations

import re

from openness._pattern import pattern
from openness.extract.draft import Draft, Evidence
from openness.naming import dataset_names
from openness.naming.datasets import NamedDataset

_RUN = pattern(
    r"^[ \t]*(?:base_model|sequence_len|micro_batch_size|num_epochs|lora_r|adapter)[ \t]*:|--(?:do_train|num_train_epochs|max_train_steps)\b",
    re.MULTILINE,
)
"""What a block that trains a model says, besides the data."""
_LIST = pattern(
    r"^(?P<indent>[ \t]*)datasets[ \t]*:[ \t]*\n(?P<rows>(?:(?P=indent)[ \t-][^\n]*\n?|[ \t]*\n)*)", re.MULTILINE
)
_PATH = pattern(r"^[ \t-]*path[ \t]*:[ \t]*[\"']?(?P<path>[^\s\"'#]+)", re.MULTILINE)
_OPTION = pattern(r"--dataset(?:_name|_id)?[ =]+[\"']?(?P<path>[A-Za-z0-9][\w./-]*)")
_ID = pattern(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_FILE = pattern(r"\.(?:jsonl?|csv|tsv|parquet|txt|arrow|gz|zst|py|sh)$", re.IGNORECASE)


def read(draft: Draft) -> list[tuple[NamedDataset, Evidence]]:
    """What the blocks of a card name, up to where another model's card begins."""
    found: list[tuple[NamedDataset, Evidence]] = []
    raw = draft.card.body.text
    for span in draft.card.body.spans:
        if span.kind != "code" or span.start >= draft.text.appended_from:
            continue
        block = raw[span.start : span.end]
        if "dataset" not in block or not _RUN.search(block):
            continue
        for start, path in _paths(block):
            if (_ID.fullmatch(path) or dataset_names.is_known(path)) and not _FILE.search(path):
                begin = span.start + start
                evidence = draft.at_text(begin, begin + len(path))
                found.append((NamedDataset(path, path, None, start, start + len(path)), evidence))
    return found


def _paths(block: str) -> list[tuple[int, str]]:
    places = [
        (rows.start("rows") + path.start("path"), path["path"])
        for rows in _LIST.finditer(block)
        for path in _PATH.finditer(rows["rows"])
    ]
    return places + [(match.start("path"), match["path"]) for match in _OPTION.finditer(block)]
