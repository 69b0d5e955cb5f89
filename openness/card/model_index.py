"""What the readers of `model-index` need of it: the keys without which `huggingface_hub.ModelCard` refuses the card."""

from __future__ import annotations

from collections.abc import Iterator

Path = tuple[str | int, ...]


def missing_keys(index: list[object]) -> Iterator[tuple[Path, str]]:
    """Each key that is missing, with the path below `model-index` where it belongs."""
    for n, model in enumerate(index):
        if not isinstance(model, dict):
            yield (n,), "name"
            continue
        if model.get("name") is None:
            yield (n,), "name"
        results = model.get("results")
        if not isinstance(results, list):
            yield (n,), "results"
            continue
        for m, result in enumerate(results):
            yield from _of_result((n, "results", m), result)


def _of_result(here: Path, result: object) -> Iterator[tuple[Path, str]]:
    if not isinstance(result, dict):
        yield here, "task"
        return
    for key, needed in (("task", ("type",)), ("dataset", ("type", "name"))):
        part = result.get(key)
        if not isinstance(part, dict):
            yield here, key
            continue
        for name in needed:
            if name not in part:
                yield (*here, key), name
    metrics = result.get("metrics")
    if not isinstance(metrics, list):
        yield here, "metrics"
        return
    for k, metric in enumerate(metrics):
        for name in ("type", "value"):
            if not isinstance(metric, dict) or name not in metric:
                yield (*here, "metrics", k), name
