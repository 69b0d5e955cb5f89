"""What one row says: facts of its record, findings of the rules, verdicts of the standards."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from openness import frameworks
from openness.census.columns import VERDICTS
from openness.census.verdicts import verdicts
from openness.extract import release_from_card
from openness.index import Row
from openness.index.lookup import Label
from openness.licenses import License
from openness.licenses.inheritance import is_permissive
from openness.release import ModelRelease, license_in_force
from openness.rules import ALL_RULES, check

NEED_THE_CARD: Final = frozenset(
    {
        "delta-weights-without-base",
        "misplaced-front-matter",
        "missing-display-notice",
        "missing-front-matter",
        "missing-license-text",
        "missing-weights",
        "undisclosed-gating",
        "undisclosed-training-data",
        "unlinked-dataset",
        "unstated-commercial-threshold",
    }
)
"""Rules that find something missing in a card's text, of which a row of metadata holds none: there it is unknown."""
_ALL: Final = frozenset(rule.id for rule in ALL_RULES)


def identity(row: Row, label: Label) -> dict[str, Any]:
    """The columns that the table itself says, and the licence's."""
    gate = row.gated
    return {
        "model": row.id,
        "owner": row.id.partition("/")[0] if "/" in row.id else None,
        "created": row.created.date() if row.created else None,
        "modified": row.modified.date() if row.modified else None,
        "downloads": row.downloads,
        "downloads_all_time": row.downloads_all_time,
        "likes": row.likes,
        "parameters": row.parameters,
        "pipeline_tag": row.pipeline_tag or _text(row.values.get("pipeline_tag")),
        "library": row.library or _text(row.values.get("library_name")),
        "gated": None if gate is None else gate or "no",
        "has_text": row.text is not None,
        "license_name": _text(row.values.get("license_name")),
        **_of_license(label),
    }


def facts(row: Row, label: Label) -> dict[str, Any]:
    """The columns of a row up to its lineage."""
    card = row.card
    release = release_from_card(card, guesses=False)
    rules = _ALL if row.text is not None else _ALL - NEED_THE_CARD
    found = check(card, release=release, rules=rules, assume_card=True).findings
    severities = Counter(one.severity for one in found)
    return {
        **identity(row, label),
        "findings": sorted({one.rule for one in found}),
        "errors": severities["error"],
        "warnings": severities["warning"],
        **_of_record(release),
        **_verdicts(release, whole=row.text is not None),
    }


def _of_record(release: ModelRelease) -> dict[str, Any]:
    force = license_in_force(release)
    return {
        "license_state": force.state,
        "license_concluded": release.license.concluded,
        "declared": list(release.license.declared),
        "license_name": release.license.name,
        "claims": sorted({one.claim for one in release.claims}),
        "access": release.weights.access,
        "form": release.weights.form,
        "data_disclosure": release.data.disclosure,
        "datasets": len(release.data.datasets),
        "training_code": release.documentation.training_code.value,
    }


def _of_license(label: Label) -> dict[str, Any]:
    text = label.license
    said = {"license": (text.hub_ids[0] if text.hub_ids else text.id) if text else None, "license_origin": label.origin}
    return {**said, **(_terms(text) if text else {})}


def _terms(text: License) -> dict[str, Any]:
    terms = text.terms
    return {
        "commercial_use": str(terms.commercial_use.value) if terms.commercial_use else None,
        "use_restrictions": str(terms.use_restrictions.value) if terms.use_restrictions else None,
        "permissive": is_permissive(text) if terms.commercial_use else None,
    }


def _verdicts(release: ModelRelease, *, whole: bool) -> dict[str, str | None]:
    words = verdicts(release, keep=not whole)
    return {column: words[name] for column, name in VERDICTS.items() if name in frameworks.NAMES}


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
