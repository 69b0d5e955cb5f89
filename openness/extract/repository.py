"""What the Hub says of the repository, its base models and its datasets: facts that no card holds, with their time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from openness.card import Ancestor, DatasetInfo
from openness.extract.draft import Draft, Evidence
from openness.extract.lineage_base_license import base_license
from openness.licenses import License
from openness.release import QUOTE_LIMIT
from openness.release.hub_ids import may_be_hub_id

_COUNTED_SINCE: Final = date(2022, 3, 2)
"""The Hub gives this day as the creation of every repository that is older."""


def read(draft: Draft) -> None:
    """Add what is known; what the card itself says stands."""
    repo = draft.card.repo
    if repo is None:
        return
    _subject(draft)
    ancestors = {one.id.casefold(): one for one in repo.ancestors if one.card is not None}
    for base in draft.items("lineage.bases"):
        found = ancestors.get(str(base["model"]).casefold())
        if found is not None and not base.get("license"):
            _base(base, found)
        if found is not None:
            base["evidence"].extend(_above(found, ancestors))
    looked_up = {one.id.casefold(): one for one in repo.datasets}
    for item in draft.items("data.datasets"):
        info = looked_up.get(str(item.get("id") or "").casefold())
        if info is not None and info.exists:
            _dataset(draft, item, info)


def _subject(draft: Draft) -> None:
    repo = draft.card.repo
    if repo is None or repo.id is None:
        return
    draft.put("subject", "id", repo.id, draft.at_hub(f"id: {repo.id}"))
    if repo.revision:
        draft.put("subject", "revision", repo.revision, draft.at_hub(f"sha: {repo.revision}"))
    if "/" in repo.id:
        draft.put("subject", "organization", repo.id.split("/")[0], draft.at_hub(f"id: {repo.id}"))
    if repo.created is not None and repo.created.date() > _COUNTED_SINCE:
        evidence = draft.at_hub(f"createdAt: {repo.created.isoformat()}")
        draft.put("subject", "released", repo.created.date(), {**evidence, "confidence": "likely"})
    if repo.parameters:
        draft.put("subject", "parameters", repo.parameters, draft.at_hub(f"safetensors.total: {repo.parameters}"))


def _base(base: dict[str, Any], found: Ancestor) -> None:
    """The licence of a base model that was looked up, with the line or the file that says it."""
    card = found.card
    known = base_license(found.id, card=card)
    if card is None or known is None:
        return
    if known.key is not None:
        value = str(card.front_matter.get(known.key))
        line = card.front_matter.place(known.key).line
        # Of a gated model only the Hub's fields were seen, and no line of its card.
        seen = {"source": "hub-api"} if found.reason else {"source": "ancestor", "line": line}
        base["license"] = value if known.key == "license" else _spelled(known.license)
        base["evidence"].append(_evidence(found, card.path, f"{known.key}: {value}", **seen))
    elif known.file is not None:
        base["license"] = _spelled(known.license)
        quote = next(line.strip() for line in (known.file.text or "").splitlines() if line.strip())
        base["evidence"].append(_evidence(found, f"{found.id}/{known.file.path}", quote, source="license-text"))


def _above(found: Ancestor, ancestors: dict[str, Ancestor]) -> list[Evidence]:
    """
    Where it stands what a base was made from itself, each followed by where its licence stands, all the way up.

    Only what the cards' own fields say, and only what takes weights along. `release.above` reads it.
    """
    places: list[Evidence] = []
    waiting, seen = [found], {found.id.casefold()}
    while waiting:
        one = waiting.pop(0)
        for name, place in _made_from(one):
            if name.casefold() in seen:
                continue
            seen.add(name.casefold())
            places.append(place)
            above = ancestors.get(name.casefold())
            if above is not None:
                told: dict[str, Any] = {"evidence": []}
                _base(told, above)
                places += told["evidence"]
                waiting.append(above)
    return places


def _made_from(one: Ancestor) -> Iterator[tuple[str, Evidence]]:
    matter = one.card.front_matter if one.card is not None else None
    if matter is None or one.card is None or str(matter.get("base_model_relation")).strip().casefold() == "adapter":
        return
    adapted = {tag.removeprefix("base_model:adapter:").casefold() for tag, _ in matter.texts("tags")}
    for value, path in matter.texts("base_model"):
        name = value.strip()
        if may_be_hub_id(name) and "/" in name and name.casefold() not in adapted:
            line = matter.place(*path).line
            yield name, _evidence(one, one.card.path, f"base_model: {name}", source="ancestor", line=line)


def _spelled(text: License) -> str:
    return (text.hub_ids or (text.id,))[0]


def _evidence(found: Ancestor, path: str, quote: str, **more: Any) -> Evidence:
    repo = found.card.repo if found.card else None
    when = repo.retrieved if repo else None
    return {"path": path, "quote": quote[:QUOTE_LIMIT], "confidence": "certain", "retrieved": when, **more}


def _dataset(draft: Draft, item: dict[str, Any], info: DatasetInfo) -> None:
    facts: list[str] = []
    if not item.get("license") and len(info.license) == 1:
        item["license"] = info.license[0]
        facts.append(f"license: {info.license[0]}")
    if item.get("access", "unknown") == "unknown":
        item["access"] = "obtainable" if info.gated else "public"
        facts.append(f"gated: {info.gated or 'false'}")
    if facts:
        item["evidence"].append({**draft.at_hub("; ".join(facts)), "path": f"datasets/{info.id}"})
