"""What the frameworks say of a record, as CycloneDX definitions and declarations."""

from __future__ import annotations

from typing import Any

from openness import frameworks
from openness.frameworks import Answer, Assessment
from openness.release import ModelRelease

_SCORES = {"met": 1, "partial": 0.5, "unmet": 0}
"""Conformance of an answer; what nobody said and what does not apply have none."""
_US = "assessor-openness"


def standards(assessments: tuple[Assessment, ...]) -> list[dict[str, Any]]:
    """Each framework as a standard with its criteria as requirements."""
    return [_standard(one) for one in assessments]


def _standard(one: Assessment) -> dict[str, Any]:
    framework = frameworks.get(one.framework)
    return {
        "bom-ref": _ref(one),
        "name": framework.title,
        "version": framework.version,
        "requirements": [
            {"bom-ref": _ref(one, answer), "identifier": answer.id, "title": answer.id.replace("-", " ").replace("_", " ")}
            for answer in one.criteria
        ],
        "externalReferences": [{"type": "website", "url": framework.url}],
    }  # fmt: skip


def declarations(release: ModelRelease, assessments: tuple[Assessment, ...], target: str) -> dict[str, Any]:
    """Our assessments as attestations, and the grades that others gave as theirs."""
    others = tuple(dict.fromkeys(one.by for one in release.attestations))
    assessors = [{"bom-ref": _US, "thirdParty": True, "organization": {"name": "openness"}}]
    assessors += [
        {"bom-ref": f"assessor-{number}", "thirdParty": True, "organization": {"name": by}}
        for number, by in enumerate(others, 1)
    ]
    attestations = [_attestation(one) for one in assessments]
    for one in release.attestations:
        criterion = f", {one.criterion}" if one.criterion else ""
        attestations.append(
            {
                "summary": f"{one.framework}{criterion}: {one.grade}",
                "assessor": f"assessor-{others.index(one.by) + 1}",
            }
        )
    claims = [
        {
            "bom-ref": f"claim-{one.framework}",
            "target": target,
            "predicate": _predicate(one),
            "reasoning": "Computed from the facts of this record; see the map of the attestation for each criterion.",
        }
        for one in assessments
    ]
    return {"assessors": assessors, "attestations": attestations, "claims": claims}


def _predicate(one: Assessment) -> str:
    verdict = one.verdict if one.verdict is not None else "graded, no verdict"
    words = f"{one.framework} {one.version}: {verdict}"
    return f"{words} ({one.label})" if one.label and one.label != one.verdict else words


def _attestation(one: Assessment) -> dict[str, Any]:
    return {
        "summary": _predicate(one),
        "assessor": _US,
        "map": [
            {
                "requirement": _ref(one, answer),
                "claims": [f"claim-{one.framework}"],
                "conformance": _conformance(answer),
            }
            for answer in one.criteria
        ],
    }


def _conformance(answer: Answer) -> dict[str, Any]:
    rationale = f"{answer.answer}: {answer.reason}"
    if answer.answer in _SCORES:
        return {"score": _SCORES[answer.answer], "rationale": rationale}
    return {"rationale": rationale}


def _ref(one: Assessment, answer: Answer | None = None) -> str:
    return f"standard-{one.framework}" + (f"-{answer.id}" if answer else "")
