"""The datasets of a training run whose configuration or command stands in a code block of the card."""

from __future__ import annotations

import re

from openness._pattern import pattern, simple
from openness.extract.draft import Draft, Evidence
from openness.naming import dataset_names
from openness.naming.datasets import NamedDataset

_RUN = pattern(
    r"^[ \t]*(?:base_model|sequence_len|micro_batch_size|num_epochs|lora_r|adapter)[ \t]*:|--(?:do_train|num_train_epochs|max_train_steps)\b",
    re.MULTILINE,
)
"""What a block that trains a model says, besides the data."""
_LIST = pattern(r"^(?P<indent>[ \t]*)datasets[ \t]*:[ \t]*\n", re.MULTILINE)
_PATH = pattern(r"^[ \t-]*path[ \t]*:[ \t]*[\"']?(?P<path>[^\s\"'#]+)", re.MULTILINE)
_OPTION = pattern(r"--dataset(?:_name|_id)?[ =]+[\"']?(?P<path>[A-Za-z0-9][\w./-]*)")
_ID = pattern(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_FILE = simple(r"\.(?:jsonl?|csv|tsv|parquet|txt|arrow|gz|zst|py|sh)$", re.IGNORECASE)


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
    places: list[tuple[int, str]] = []
    done = 0
    for head in _LIST.finditer(block):
        if head.start() >= done:  # a list within a list was read with it
            done = _rows_end(block, head.end(), head["indent"])
            places += [(path.start("path"), path["path"]) for path in _PATH.finditer(block, head.end(), done)]
    return places + [(match.start("path"), match["path"]) for match in _OPTION.finditer(block)]


def _rows_end(block: str, start: int, indent: str) -> int:
    """Where the rows below a key end: the lines that stand deeper or are items, and empty lines among them."""
    while start < len(block):
        end = block.find("\n", start)
        end = len(block) if end < 0 else end + 1
        line = block[start:end]
        if line.strip(" \t") != "\n" and not (line.startswith(indent) and line[len(indent) :][:1] in tuple(" \t-")):
            break
        start = end
    return start
