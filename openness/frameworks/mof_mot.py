"""
The Model Openness Framework exactly as the Model Openness Tool computes it, odd corners included.

Source: lfai/model_openness_tool, commit 8b5d30e: ModelUpdater.php (reading), ModelEvaluator.php (buckets, classes),
LicenseHandler.php (which ids count as open). Being listed is being included; comparison of licence ids is exact.
"""

from __future__ import annotations

from dataclasses import field
from functools import lru_cache
from typing import Any

from openness._base import Frozen, Number
from openness._trusted import made
from openness._value import dataclass
from openness.formats import MofComponent, MofField, MofFile
from openness.frameworks._base import Answer, Assessment, Met, Verdict, silent
from openness.frameworks._mof_classes import CLASSES, WORDS, Classes, Part, is_fit, is_open, parts
from openness.licenses import find
from openness.release import Component, ModelRelease, license_in_force
from openness.release.open_record import understood

_REPORT, _PAPER = "Technical report", "Research paper"


class Progress(Frozen):
    """How far each class of the Model Openness Framework is reached, in percent, as the Model Openness Tool counts."""

    class_1: Number
    """Class I, open science."""
    class_2: Number
    """Class II, open tooling."""
    class_3: Number
    """Class III, open model."""


class ToolAssessment(Assessment):
    """What the tool says, with its progress."""

    progress: Progress
    """How far each class is reached."""

    def notes(self) -> tuple[str, ...]:
        """The progress in one line."""
        percent = self.progress
        return (f"progress: class III {percent.class_3:.0f} %, II {percent.class_2:.0f} %, I {percent.class_1:.0f} %",)


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
    return _buckets(_named(file))


def _named(file: MofFile) -> dict[str, str | None]:
    """Every component that the tool stores, with the licence that counts for it."""
    stored = recorded(file)
    return {part.name: resolved(part, stored, file) for part in parts() if part.name in stored}


def _buckets(named: dict[str, str | None]) -> dict[int, Buckets]:
    found = {level: Buckets() for level in CLASSES}
    for level in CLASSES:
        here = found[level]
        for part in parts():
            if part.class_ < level:
                continue
            if part.name not in named:
                if part.required:
                    here.missing.append(part.name)
                continue
            name = named[part.name]
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


class ModelOpennessTool(Classes):
    """
    What the Model Openness Tool says of a model file.

    What the Model Openness Tool computes, bit for bit, at the commit named above. It reads the tool's own YAML files, exactly
    as written; a record is first written as the file that its publisher would enter.

    ## How it decides

    The tool sees names and licence ids, nothing else, and has corners of its own, all of them kept:

    | in the file | what the tool makes of it |
    |---|---|
    | a component is listed | it is included; there is no other flag |
    | a name that the tool does not know | stored as Datasets |
    | a component twice | the last one counts |
    | licence absent or null | inherited: first the global licence of its type, then the distribution's |
    | licence empty, `unlicensed` or `0` | no licence, and no inheritance |
    | `apache-2.0`, `MIT License`, `MIT OR Apache-2.0` | not open: ids are compared letter by letter |
    | `OpenMDW-1.0` | open for everything; `OpenMDW-1.1` is not known |
    | a licence that is open but not made for the type | counts; the tool only warns |
    | a paper and no report | the report is no longer missing, even if the paper's own licence is closed |

    Progress is the share of required components that are open, 0 while a weaker class is incomplete. A class is reached at
    100 percent.

    ## Limits

    - Unknown does not exist here: what is not listed is missing. Use [`mof`](mof.md) for an answer that keeps the two apart.
    - Renaming a licence to another spelling changes the result, because the tool compares letters.
    """

    name = "mof-mot"
    of_license = ("model-parameters-final",)
    version = "1.0 (2024-12-15), as computed at commit 8b5d30e"
    title = "Model Openness Framework, as the Model Openness Tool computes it"
    url = "https://github.com/lfai/model_openness_tool"
    verdicts = (
        Verdict("class-i", "Class I - Open Science Model", "green", "the tool's Class I, open science model"),
        Verdict("class-ii", "Class II - Open Tooling Model", "green", "the tool's Class II, open tooling model"),
        Verdict("class-iii", "Class III - Open Model", "green", "the tool's Class III, open model"),
        Verdict("unclassified", "Unclassified", "grey", "the tool reaches no class"),
    )
    silence = "unmet"

    def assess_file(self, file: MofFile) -> ToolAssessment:
        """The tool's class and progress of a model file."""
        named = _named(file)
        found = _buckets(named)
        percent = {level: progress(found, level) for level in CLASSES}
        level = next((one for one in (1, 2, 3) if percent[one] == 100), 0)
        answers = tuple(self._answer(part, found[1], named.get(part.name)) for part in parts())
        return made(
            ToolAssessment,
            **dict(self.concluded(WORDS.get(level, "unclassified"), answers)),
            progress=made(Progress, class_1=percent[1], class_2=percent[2], class_3=percent[3]),
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
        return silent(part.kind, answer, reason)

    def assess(self, release: ModelRelease) -> ToolAssessment:
        """The tool's computation over a record, written as the model file that a publisher would enter."""
        return self.assess_file(file_of(understood(release)))

    def conclude(self, answers: tuple[Answer, ...]) -> ToolAssessment:
        """Not how the tool works: it computes from the file; kept so that every framework has both steps."""
        listed = [
            MofComponent(fields=(MofField(key="name", text=part.name), MofField(key="license", text="MIT")))
            for part in parts()
            if any(one.id == part.kind and one.answer == "met" for one in answers)
        ]
        return self.assess_file(MofFile(components=tuple(listed)))


def file_of(release: ModelRelease) -> MofFile:
    """A record as a model file: what is released, with the licence as an SPDX id where one is known."""
    force = license_in_force(release)
    declared = next(iter(release.license.declared), None) if force.state == "unknown" else None
    weights = force.expression or declared
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
            components += [_file_component(part.name, one.license, url=one.url) for one in listed]
        elif given:  # of several, a publisher would enter the one that counts
            license_, url = max(given, key=lambda one: one[0] is not None and is_open(one[0]))
            components.append(_file_component(part.name, license_, url=url))
    subject = release.subject
    about = (
        ("name", subject.name or subject.id),
        ("date", subject.released.isoformat() if subject.released else None),
        ("architecture", subject.architecture),
        ("producer", subject.organization),
        ("huggingface", f"https://huggingface.co/{subject.id}" if (subject.id or "").count("/") == 1 else None),
    )
    return made(
        MofFile,
        release=tuple(made(MofField, key=key, text=text) for key, text in about if text or key == "name"),
        components=tuple(components),
    )


def _is_listed(component: Component, part: Part) -> bool:
    """Whether a component was read from a model file: it bears the tool's own name, and its licence is the tool's word."""
    return component.name == part.name and component.evidence[0].source == "repo-file"


@lru_cache(maxsize=4096)
def _file_component(name: str, license_: str | None, *, url: str | None = None) -> MofComponent:
    said = (("name", name), ("license", license_ or "unlicensed"), ("component_path", url))
    return made(MofComponent, fields=tuple(made(MofField, key=key, text=text) for key, text in said if text))


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


__all__ = [
    "ModelOpennessTool",
    "Progress",
    "ToolAssessment",
    "buckets",
    "criteria_of",
    "file_of",
    "is_fit",
    "is_open",
    "parts",
    "progress",
]
