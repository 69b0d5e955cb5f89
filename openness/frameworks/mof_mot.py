"""
The Model Openness Framework exactly as the Model Openness Tool computes it, odd corners included.

Source: lfai/model_openness_tool, commit 8b5d30e: ModelUpdater.php (reading), ModelEvaluator.php (buckets, classes),
LicenseHandler.php (which ids count as open). Being listed is being included; comparison of licence ids is exact.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from openness.formats import MofComponent, MofField, MofFile, component_table
from openness.frameworks._base import Answer, Assessment, Framework, Met, Progress, Undetermined
from openness.licenses import find
from openness.release import Component, ModelRelease
from openness.release.open_record import understood

_DATA = Path(__file__).with_name("data")
CLASSES = (3, 2, 1)
"""From the weakest to the strongest: Class III, II, I."""
_REPORT, _PAPER = "Technical report", "Research paper"
_VERDICTS = {1: "class-i", 2: "class-ii", 3: "class-iii", 0: "unclassified"}
_LABELS = {
    1: "Class I - Open Science Model",
    2: "Class II - Open Tooling Model",
    3: "Class III - Open Model",
    0: "Unclassified",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A component of the framework, as the tool configures it."""

    name: str
    kind: str
    type: str
    class_: int
    required: bool


@cache
def parts() -> tuple[Part, ...]:
    """The seventeen components in the tool's order, which starts with Datasets."""
    return tuple(
        Part(name=one["name"], kind=one["kind"], type=one["type"], class_=one["class"], required=one["required"])
        for one in component_table()
    )


def verb(part: Part) -> str:
    """The verb that goes with a component's name: the datasets are, the model card is."""
    return "are" if part.name.partition(" (")[0].endswith("s") else "is"


@cache
def _license_table() -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    table = json.loads((_DATA / "mot_licenses.json").read_text(encoding="utf-8"))
    return frozenset(table["open"]), {kind: frozenset(names) for kind, names in table["fit"].items()}


def is_open(name: str) -> bool:
    """Whether the tool counts a licence id as open. Exact: case, blanks and expressions count."""
    return name in _license_table()[0]


def is_fit(name: str, content: str) -> bool:
    """Whether the tool counts a licence id as made for `code`, `data` or `document`."""
    return name in _license_table()[1][content]


@dataclass(slots=True)
class Buckets:
    """Where the evaluator puts the components of one class."""

    included: list[str] = field(default_factory=list)
    optional: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    invalid: list[str] = field(default_factory=list)
    unlicensed: list[str] = field(default_factory=list)


def recorded(file: MofFile) -> dict[str, str | None]:
    """
    The components that the tool stores: name to licence; None where the licence is inherited.

    An unknown name is stored as Datasets: the tool's search fails, and the first of its list is Datasets.
    """
    names = {part.name for part in parts()}
    stored: dict[str, str | None] = {}
    for entry in file.components:
        name = entry.name if entry.name in names else parts()[0].name
        license_ = entry.license
        stored.pop(name, None)
        stored[name] = "" if license_ == "unlicensed" else license_
    return stored


def resolved(part: Part, stored: dict[str, str | None], file: MofFile) -> str | None:
    """The licence that counts for a component: its own, else its type's, else the distribution's; None for none."""
    own = stored[part.name]
    if own is not None:
        return own if own not in ("", "0") else None
    for kind in (part.type, "distribution"):
        name = file.global_license(kind)
        if name not in (None, "", "0"):
            return name
    return None


def buckets(file: MofFile) -> dict[int, Buckets]:
    """The evaluator's buckets for Class III, II and I; each class holds the components of the weaker ones too."""
    stored = recorded(file)
    found = {level: Buckets() for level in CLASSES}
    for level in CLASSES:
        here = found[level]
        for part in parts():
            if part.class_ < level:
                continue
            if part.name not in stored:
                if part.required:
                    here.missing.append(part.name)
                continue
            name = resolved(part, stored, file)
            if name is None or name == "unlicensed":
                here.unlicensed.append(part.name)
            elif is_open(name):
                (here.included if part.required else here.optional).append(part.name)
            else:
                here.invalid.append(part.name)
    _let_the_paper_stand_in(found)
    return found


def _let_the_paper_stand_in(found: dict[int, Buckets]) -> None:
    """A listed paper removes a missing report, whatever the paper's licence; it joins its own bucket below."""
    if _REPORT in found[3].included:
        return
    held = next((name for name in ("included", "invalid", "unlicensed") if _PAPER in getattr(found[1], name)), None)
    if held is None:
        return
    for level in CLASSES:
        if _REPORT in found[level].missing:
            found[level].missing.remove(_REPORT)
    for level in (2, 3):
        getattr(found[level], held).append(_PAPER)


def progress(found: dict[int, Buckets], level: int) -> float:
    """Percent of one class; 0 while a weaker class is incomplete."""
    total, count = 0, 0
    for here in range(3, level - 1, -1):
        total += sum(1 for part in parts() if part.class_ == here and part.required)
        count = len(found[here].included)
        if count < total:
            if here > level:
                return 0.0
            break
    if level == 1 and _REPORT not in found[1].included and _PAPER in found[1].included:
        total -= 1
    return min(100.0, 100 * count / total)


class ModelOpennessTool(Framework):
    """What the Model Openness Tool says of a model file."""

    name = "mof-mot"
    version = "1.0 (2024-12-15), as computed at commit 8b5d30e"
    title = "Model Openness Framework, as the Model Openness Tool computes it"
    url = "https://github.com/lfai/model_openness_tool"

    def assess_file(self, file: MofFile) -> Assessment:
        """The tool's class and progress of a model file."""
        found = buckets(file)
        percent = {level: progress(found, level) for level in CLASSES}
        level = next((one for one in (1, 2, 3) if percent[one] == 100), 0)
        stored = recorded(file)
        named = {part.name: resolved(part, stored, file) for part in parts() if part.name in stored}
        return Assessment(
            framework=self.name,
            version=self.version,
            verdict=_VERDICTS[level],
            label=_LABELS[level],
            progress=Progress(class_1=percent[1], class_2=percent[2], class_3=percent[3]),
            criteria=tuple(self._answer(part, found[1], named.get(part.name)) for part in parts()),
        )

    @staticmethod
    def _answer(part: Part, here: Buckets, name: str | None) -> Answer:
        answer: Met
        if part.name in here.included or part.name in here.optional:
            answer, reason = "met", f"listed under {name}"
            if name is not None and not is_fit(name, part.type):
                reason += f", which is not made for {part.type}"
        elif part.name in here.invalid:
            answer, reason = "unmet", f"listed under {name}, which the tool does not count as open"
        elif part.name in here.unlicensed:
            answer, reason = "unmet", "listed without a licence"
        elif part.name in here.missing:
            answer, reason = "unmet", "not listed"
        else:
            answer, reason = "not-applicable", "not listed, and not needed"
        return Answer(id=part.kind, answer=answer, reason=reason)

    def assess(self, release: ModelRelease) -> Assessment:
        """The tool's computation over a record, written as the model file that a publisher would enter."""
        return self.assess_file(file_of(understood(release)))

    def conclude(self, answers: tuple[Answer, ...]) -> Assessment:
        """Not how the tool works: it computes from the file; kept so that every framework has both steps."""
        listed = [
            MofComponent(fields=(MofField(key="name", text=part.name), MofField(key="license", text="MIT")))
            for part in parts()
            if any(one.id == part.kind and one.answer == "met" for one in answers)
        ]
        return self.assess_file(MofFile(components=tuple(listed)))

    def open_questions(self, answers: tuple[Answer, ...]) -> tuple[Undetermined, ...]:  # noqa: ARG002 - the base's signature
        """The tool knows no unknown: what is not listed is missing."""
        return ()


def file_of(release: ModelRelease) -> MofFile:
    """A record as a model file: what is released, with the licence as an SPDX id where one is known."""
    weights = release.license.concluded or next(iter(release.license.declared), None)
    components = []
    for part in parts():
        kind: Any = part.kind
        inherited = weights if part.type != "document" else None
        released = [one for one in release.component(kind) if one.availability == "released"]
        listed = [one for one in released if _is_listed(one, part)]
        given = [(_spdx(one.license or inherited), one.url) for one in released]
        if part.kind == "model-card" and not given and _has_card(release):
            given = [(_spdx(weights), None)]
        if listed:
            components += [_entry(part.name, one.license, url=one.url) for one in listed]
        elif given:  # of several, a publisher would enter the one that counts
            license_, url = max(given, key=lambda one: one[0] is not None and is_open(one[0]))
            components.append(_entry(part.name, license_, url=url))
    subject = release.subject
    about = (
        ("name", subject.name or subject.id),
        ("date", subject.released.isoformat() if subject.released else None),
        ("architecture", subject.architecture),
        ("producer", subject.organization),
        ("huggingface", f"https://huggingface.co/{subject.id}" if (subject.id or "").count("/") == 1 else None),
    )
    return MofFile(
        release=tuple(MofField(key=key, text=text) for key, text in about if text or key == "name"),
        components=tuple(components),
    )


def _is_listed(component: Component, part: Part) -> bool:
    """Whether a component was read from a model file: it bears the tool's own name, and its licence is the tool's word."""
    return component.name == part.name and component.evidence[0].source == "repo-file"


def _entry(name: str, license_: str | None, *, url: str | None = None) -> MofComponent:
    said = (("name", name), ("license", license_ or "unlicensed"), ("component_path", url))
    return MofComponent(fields=tuple(MofField(key=key, text=text) for key, text in said if text))


def _has_card(release: ModelRelease) -> bool:
    return bool(release.documentation.evidence) and not release.subject.stub


@lru_cache(maxsize=1024)
def _spdx(name: str | None) -> str | None:
    found = find(name)
    if found is not None:
        return found.spdx or (found.spdx_candidates[0] if found.spdx_candidates else name)
    return name


def criteria_of(file: MofFile) -> tuple[Answer, ...]:
    """Every component of a model file, answered."""
    return ModelOpennessTool().assess_file(file).criteria


__all__ = ["ModelOpennessTool", "buckets", "criteria_of", "file_of", "is_fit", "is_open", "parts", "progress", "verb"]
