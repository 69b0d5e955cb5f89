"""What the Hub says of the repository, its base models and its datasets: facts that no card holds, with their time."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from openness.card import Ancestor, DatasetInfo
from openness.extract._draft import Draft, Evidence
from openness.licenses import find
from openness.licenses.identification import identify
from openness.release import QUOTE_LIMIT

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
    """The licence of a base model: its card's, else what its licence file is."""
    card = found.card
    if card is None:
        return
    declared = card.front_matter.texts("license")
    if len(declared) == 1 and (find(declared[0][0]) or not card.repo):
        value, path = declared[0]
        line = card.front_matter.place(*path).line
        # Of a gated model only the Hub's fields were seen, and no line of its card.
        seen = {"source": "hub-api"} if found.reason else {"source": "ancestor", "line": line}
        base["license"] = value
        base["evidence"].append(_evidence(found, card.path, f"license: {value}", **seen))
        return
    for file in card.repo.texts() if card.repo else ():
        match = identify(file.text or "") if "licen" in file.path.casefold() else None
        text = find(match.license) if match and match.kind == "license" else None
        if text is not None:
            base["license"] = (text.hub_ids or (text.id,))[0]
            quote = next(line.strip() for line in (file.text or "").splitlines() if line.strip())
            base["evidence"].append(_evidence(found, f"{found.id}/{file.path}", quote, source="license-text"))
            return


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
