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


def holds_measured(value: object) -> bool:
    """Whether anything in an index is measured: a metric or a value that is not empty, however deep it lies."""
    if isinstance(value, list):
        return any(holds_measured(item) for item in value)
    if isinstance(value, dict):
        return any(value.get(key) for key in _MEASURED) or any(holds_measured(part) for part in value.values())
    return False


_MEASURED = ("metrics", "metric", "value", "values")


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


_INSTEAD = {"metrics": "metric", "dataset": "datasets", "task": "tasks", "results": "result", "value": "values"}
"""A key as people write it by mistake, by the key that they mean."""
_LISTS = frozenset({"metrics", "results"})


def asked(index: list[object], path: Path, key: str) -> str:
    """A missing key as one asks for it, with what stands in its place: "`metrics`, a list, in place of `metric`"."""
    here: object = index
    for step in path:
        here = here[step] if isinstance(here, (list, dict)) else None  # type: ignore[index]
    instead = _INSTEAD.get(key)
    if instead is None or not isinstance(here, dict) or instead not in here:
        return f"`{key}`"
    return f"`{key}`{', a list,' if key in _LISTS else ''} in place of `{instead}`"


def first_lack(index: list[object]) -> tuple[Path, tuple[str, ...], int] | None:
    """The first place that lacks keys, these, and how many are missing elsewhere; None where nothing is."""
    every = list(missing_keys(index))
    if not every:
        return None
    place = every[0][0]
    keys = tuple(key for path, key in every if path == place)
    return place, keys, len(every) - len(keys)
