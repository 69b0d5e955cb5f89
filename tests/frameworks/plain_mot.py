"""
What the Model Openness Tool computes, a second time and as plainly as can be.

Written from a description of the tool's behaviour and from nothing in `openness`; only the list of licences that the tool
counts as open is shared, and a test of its own holds that list.
"""

from __future__ import annotations

OTHERS = 0  # the place in the list that an unknown name falls back to

# name, type, class, required; in the order of the tool's configuration, which starts with the data sets
COMPONENTS = [
    ("Datasets", "data", 1, True),
    ("Data preprocessing code", "code", 1, True),
    ("Model architecture", "code", 3, True),
    ("Model parameters (Final)", "data", 3, True),
    ("Model parameters (Intermediate)", "data", 1, True),
    ("Model metadata", "data", 1, False),
    ("Training code", "code", 2, True),
    ("Inference code", "code", 2, True),
    ("Evaluation code", "code", 2, True),
    ("Evaluation data", "data", 2, True),
    ("Evaluation results", "document", 3, True),
    ("Supporting libraries and tools", "code", 2, False),
    ("Model card", "document", 3, True),
    ("Data card", "document", 3, True),
    ("Technical report", "document", 3, True),
    ("Research paper", "document", 1, True),
    ("Sample model outputs", "document", 3, False),
]
NAMES = [row[0] for row in COMPONENTS]
TYPE = {row[0]: row[1] for row in COMPONENTS}
REPORT = "Technical report"
PAPER = "Research paper"


def read(model: dict) -> tuple[dict[str, dict], dict]:
    """The components of a file by name, and its global licences."""
    release = model["release"]
    record: dict[str, dict] = {}
    for entry in release["components"]:
        name = entry["name"] if entry["name"] in NAMES else NAMES[OTHERS]
        record[name] = {}
        if entry.get("license") is not None:
            record[name]["license"] = "" if entry["license"] == "unlicensed" else entry["license"]
    return record, release.get("license") or {}


def is_empty(text: str | None) -> bool:
    return text is None or text == "" or text == "0"  # noqa: PLR1714 - as PHP lists it


def resolve(name: str, record: dict, release_wide: dict) -> str | None:
    if "license" in record[name]:
        own = record[name]["license"]
        return None if is_empty(own) else own
    for key in (TYPE[name], "distribution"):
        chosen = (release_wide.get(key) or {}).get("name")
        if not is_empty(chosen):
            return chosen
    return None


def bucket(name: str, record: dict, release_wide: dict, open_ids: frozenset[str]) -> str:
    if name not in record:
        return "missing"
    chosen = resolve(name, record, release_wide)
    if chosen in open_ids:
        return "included"
    if chosen is None or chosen == "unlicensed":
        return "unlicensed"
    return "invalid"


def evaluate(model: dict, open_ids: frozenset[str]) -> dict[int, dict[str, set[str]]]:
    """For each class the names that are included, invalid, unlicensed and missing."""
    record, release_wide = read(model)
    classes: dict[int, dict[str, set[str]]] = {}
    for level in (3, 2, 1):
        found: dict[str, set[str]] = {"included": set(), "invalid": set(), "unlicensed": set(), "missing": set()}
        for name, _, class_, required in COMPONENTS:
            if required and class_ >= level:
                found[bucket(name, record, release_wide, open_ids)].add(name)
        classes[level] = found
    stand_in(classes)
    return classes


def stand_in(classes: dict[int, dict[str, set[str]]]) -> None:
    """A paper that is listed takes the place of a report that is not included."""
    if REPORT in classes[3]["included"]:
        return
    for word in ("included", "invalid", "unlicensed"):
        if PAPER in classes[1][word]:
            for level in (1, 2, 3):
                classes[level]["missing"].discard(REPORT)
            classes[2][word].add(PAPER)
            classes[3][word].add(PAPER)
            return


def progress(level: int, classes: dict[int, dict[str, set[str]]]) -> float:
    total = 0
    number = 0
    for weaker in range(3, level - 1, -1):
        total += sum(1 for _, _, class_, required in COMPONENTS if required and class_ == weaker)
        number = len(classes[weaker]["included"])
        if number < total:
            if weaker > level:
                return 0.0
            break
    included = classes[1]["included"]
    if level == 1 and REPORT not in included and PAPER in included:
        total -= 1
    return min(100.0, 100 * number / total)


def judge(model: dict, open_ids: frozenset[str]) -> tuple[int, dict[str, float]]:
    """Class (0 to 3) and progress by class."""
    classes = evaluate(model, open_ids)
    reached = {level: progress(level, classes) for level in (1, 2, 3)}
    best = next((level for level in (1, 2, 3) if reached[level] == 100), 0)
    return best, {f"class_{level}": percent for level, percent in reached.items()}
