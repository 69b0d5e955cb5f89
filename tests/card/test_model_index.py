"""The keys that readers of `model-index` need are those without which `huggingface_hub` refuses a card."""

from __future__ import annotations

import copy

import pytest

from openness.card.model_index import missing_keys

WHOLE = {
    "name": "heron",
    "results": [
        {
            "task": {"type": "text-generation", "name": "Text"},
            "dataset": {"type": "acme/fish", "name": "Fish"},
            "metrics": [{"type": "accuracy", "value": 0.5}],
        }
    ],
}
PATHS: list[tuple[str | int, ...]] = [
    ("name",),
    ("results",),
    ("results", 0, "task"),
    ("results", 0, "task", "type"),
    ("results", 0, "task", "name"),
    ("results", 0, "dataset"),
    ("results", 0, "dataset", "type"),
    ("results", 0, "dataset", "name"),
    ("results", 0, "metrics"),
    ("results", 0, "metrics", 0, "type"),
    ("results", 0, "metrics", 0, "value"),
]


def test_a_whole_entry_lacks_nothing() -> None:
    assert list(missing_keys([WHOLE])) == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: ".".join(map(str, path)))
def test_a_key_is_missed_where_huggingface_hub_misses_it(path: tuple[str | int, ...]) -> None:
    """Each key left out by itself."""
    read = pytest.importorskip("huggingface_hub.repocard_data").model_index_to_eval_results
    entry = copy.deepcopy(WHOLE)
    inner: object = entry
    for step in path[:-1]:
        inner = inner[step]  # type: ignore[index]
    del inner[path[-1]]  # type: ignore[attr-defined]
    try:
        read([entry])
        refused = False
    except (KeyError, TypeError):
        refused = True
    assert bool(list(missing_keys([entry]))) == refused


@pytest.mark.parametrize("entry", ["heron", {"name": "heron", "results": ["x"]}, {"name": None, "results": []}])
def test_what_is_no_entry_lacks_its_keys(entry: object) -> None:
    assert list(missing_keys([entry]))
