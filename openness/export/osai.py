"""
A file of the European Open Source AI Index: a class, a link and notes for each dimension.

Grades that the index gave stay the index's. Without them the twelve dimensions of today are answered from facts, and
every note says so; a dimension that no fact speaks of gets no class. The whole record is kept under `openness`.
docs/exports/osai.md says what goes where.
"""

from __future__ import annotations

from typing import Any

from openness import frameworks
from openness.export._facts import hub_url, title, web
from openness.formats.extension import keep
from openness.formats.osai import DIMENSIONS, OsaiDimension, OsaiRecord, read_osai, write_osai
from openness.frameworks import Answer
from openness.release import Attestation, ModelRelease, license_in_force
from openness.release.open_record import understood

SUFFIX = ".yaml"
_INSTRUMENT = "osai-12"
_CLASSES = {"met": "open", "partial": "partial", "unmet": "closed"}
_TYPES = ("text", "image", "code", "video", "audio")


def render(release: ModelRelease) -> str:
    """The YAML."""
    record = record_of(release)
    return write_osai(record, kept=keep(read_osai(write_osai(record)), release))  # as a reader will find it


def record_of(release: ModelRelease) -> OsaiRecord:
    """A record as a file of the index."""
    graded = _graded(release)
    return OsaiRecord(
        system=_system(release),
        org={"name": release.subject.organization} if release.subject.organization else {},
        dimensions=tuple(graded or [_answered(one) for one in frameworks.get(_INSTRUMENT).answer(understood(release))]),
    )


def _system(release: ModelRelease) -> dict[str, Any]:
    subject = release.subject
    said = {
        "name": title(release),
        "link": hub_url(subject.id),
        "type": ", ".join(one for one in _TYPES if one in subject.modalities),
        "basemodelname": " & ".join(one.model for one in release.lineage.bases),
        "endmodelname": (subject.id or "").rpartition("/")[2] or subject.name,
        "endmodellicense": _license(release),
        "releasedate": subject.released.isoformat()[:7] if subject.released else None,
    }
    return {key: value for key, value in said.items() if value}


def _license(release: ModelRelease) -> str:
    """The licence in force, else what is declared; nothing where places contradict each other."""
    force = license_in_force(release)
    return force.expression or ("" if force.state == "contradicted" else ", ".join(release.license.declared))


def _graded(release: ModelRelease) -> list[OsaiDimension]:
    """The index's own grades, by one instrument, in the order given."""
    grades: dict[str, dict[str, Attestation]] = {}
    for one in release.attestations:
        if one.criterion in DIMENSIONS.get(one.framework, ()):
            grades.setdefault(one.framework, {})[one.criterion or ""] = one
    name = next((name for name in DIMENSIONS if name in grades), None)
    if name is None:
        return []
    return [
        OsaiDimension(
            name=dimension,
            grade=one.grade,
            links=(one.url,) if one.url else (),
            notes=f"Graded by {one.by}" + (f" on {one.date}" if one.date else ""),
        )
        for dimension, one in grades[name].items()
    ]


def _answered(answer: Answer) -> OsaiDimension:
    links = tuple(dict.fromkeys(url for one in answer.evidence if (url := web(one.path))))
    return OsaiDimension(
        name=answer.id,
        grade=_CLASSES.get(answer.answer),
        links=links,
        link_is_list=len(links) > 1,
        notes=f"Answered by openness from facts, not graded by the index: {answer.reason}",
    )
