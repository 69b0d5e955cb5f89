"""
The Hub's front matter with the record as an `openness:` mapping, so that what was read can be stated by the publisher.

The Hub's own keys come first (`license`, `license_name`, `license_link`, `base_model`, `base_model_relation`,
`datasets`), bases only by Hub id and where more than a guess shows them; the mapping holds the stated facts of every
section, without evidence: a statement is its own evidence. docs/exports/front-matter.md says what comes back.
"""

from __future__ import annotations

from typing import Any

from openness._yaml.written import dump
from openness.export._facts import hub_url
from openness.release import SECTIONS, Item, ModelRelease, is_stated

SUFFIX = ".yaml"
_RELATIONS = frozenset({"finetune", "adapter", "quantized", "merge"})


def render(release: ModelRelease) -> str:
    """A YAML block between `---` lines."""
    return f"---\n{dump(front_matter(release))}---\n"


def front_matter(release: ModelRelease) -> dict[str, Any]:
    """The Hub's keys and the `openness` mapping."""
    declared = release.license.declared
    named = [one for one in release.lineage.bases if hub_url(one.model) and not _is_guess(one)]
    bases = [one.model for one in named]
    relations = {one.relation for one in named} & _RELATIONS
    known: dict[str, Any] = {
        "license": declared[0] if len(declared) == 1 else list(declared),
        "license_name": release.license.name,
        "license_link": release.license.link,
        "base_model": bases[0] if len(bases) == 1 else bases,
        "base_model_relation": relations.pop() if len(relations) == 1 else None,
        "datasets": [one.id for one in release.data.datasets if one.id],
    }
    kept = {key: value for key, value in known.items() if value}
    return {**kept, "openness": statement(release)}


def _is_guess(item: Item) -> bool:
    """Whether only a guess shows it: it may be stated under `openness`, the Hub's own keys say what is sure."""
    return all(one.confidence == "guess" for one in item.evidence)


def statement(release: ModelRelease) -> dict[str, Any]:
    """Every stated fact as a statement: the record's keys, without evidence."""
    found: dict[str, Any] = {}
    for name in SECTIONS:
        section = _plain(getattr(release, name).model_dump(mode="json", exclude_defaults=True))
        if section:
            found[name] = section
    claims = [one.claim for one in release.claims]
    if release.components:
        found["components"] = _plain(
            {kind: [one.model_dump(mode="json") for one in items] for kind, items in release.components.items()}
        )
    if claims:
        found["claims"] = [{"claim": claim} for claim in claims]
    return found


def _plain(value: Any) -> Any:
    """A value without evidence and without what nobody said."""
    if isinstance(value, dict):
        return {
            key: plain
            for key, item in value.items()
            if key != "evidence" and is_stated(plain := _plain(item)) and plain != []
        }
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value
