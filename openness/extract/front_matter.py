"""Facts that stand in fields of the front matter."""

from __future__ import annotations

from openness.extract.draft import Draft


def read(draft: Draft) -> None:
    """Read the fields of the front matter into the draft."""
    _license(draft)


def _license(draft: Draft) -> None:
    matter = draft.card.front_matter
    declared = matter.texts("license")
    if declared:
        evidence = [draft.at_key(*path) for _, path in declared]
        draft.put("license", "declared", [value for value, _ in declared], *evidence)
    for key, field in (("license_name", "name"), ("license_link", "link")):
        value = matter.get(key)
        if isinstance(value, str) and value.strip():
            draft.put("license", field, value, draft.at_key(key))
