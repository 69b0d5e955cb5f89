"""
A label and a record as the same thing: sets of facts by field, so that they can be compared.

A label says what a person read in a card (keys as in the guidelines of the labelled cards); a record is what the library
read. A model's, dataset's or licence's name is compared without its organisation and in one spelling; of what is told in
free words (a size, a period, limitations) only that it is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from openness.licenses.store import index

NOTHING = (None, "unknown", "not-stated", "none", "", False)
_NO_SPELLING = re.compile(r"[^a-z0-9.+]+")
_ARXIV = re.compile(r"\d{4}\.\d{4,5}")
_ADDRESS = re.compile(r"^https?://(www\.)?")
_ITEMS = {"claims": "claim", "license_in_text": "license", "base_models": "model"}


def spelled(name: object) -> str:
    """A model's or dataset's name without its organisation, in one spelling."""
    return _NO_SPELLING.sub("-", str(name).strip().rstrip("/").casefold().split("/")[-1]).strip("-")


def license_name(name: object) -> str:
    """A licence's Hub id, or `custom`: a name that the Hub does not have is spelled as anybody likes."""
    text = str(name).strip().casefold()
    return text if text in set(index()["hub_ids"].values()) - {"other", "unknown"} else "custom"


def paper(reference: object) -> str:
    """A paper's arXiv id, else its address."""
    text = str(reference).casefold()
    match = _ARXIV.search(text)
    return match.group() if match else _ADDRESS.sub("", text).rstrip("/.")


def _said(value: object) -> set[str]:
    return set() if value in NOTHING else {str(value)}


def _told(value: object) -> set[str]:
    return set() if value in NOTHING else {"yes"}


def _flag(value: bool | None) -> set[str]:
    return set() if value is None else {str(value).lower()}


def facts_of_label(label: Mapping[str, Any]) -> dict[str, set[str]]:
    """The facts of a label, by field."""
    bases = label["base_models"]
    return {
        "license_declared": {str(one) for one in label["license_declared"]},
        "license_in_text": {license_name(one["license"]) for one in label["license_in_text"]},
        "license_contradiction": _told(label["license_contradiction"]),
        "claims": {one["claim"] for one in label["claims"]},
        "weights_access": _said(label["weights_access"]["value"]),
        "base_models": {spelled(one["model"]) for one in bases},
        "base_relations": {f"{spelled(one['model'])} {one['relation']}" for one in bases},
        "from_scratch": _flag(label["from_scratch"]),
        "data_disclosure": _said(label["data_disclosure"]),
        "datasets": {spelled(one) for one in label["datasets"]},
        "data_size": _told(label["data_size"]),
        "data_cutoff": _told(label["data_cutoff"]),
        "deduplication": _said(label["deduplication"]),
        "filtering": _told(label["filtering"]),
        "synthetic_data": _said(label["synthetic_data"]),
        "synthetic_generators": {spelled(one) for one in label["synthetic_generators"]},
        "training_code": _said(label["training_code"]["value"]),
        "training_compute": _told(label["training_compute"]),
        "emissions": _told(label["emissions"]),
        "evaluation_results": _told(label["evaluation_results"]),
        "papers": {paper(one) for one in label["papers"]},
        "limitations": _told(label["limitations"]),
        "intended_use": _told(label["intended_use"]),
    }


def facts_of_record(record: Mapping[str, Any]) -> dict[str, set[str]]:
    """The facts of a record (as JSON), by the fields of a label."""
    terms, data, lineage, documents = (record[key] for key in ("license", "data", "lineage", "documentation"))
    weights = record["weights"]
    return {
        "license_declared": {str(one) for one in terms["declared"]},
        "license_in_text": {license_name(one["license"]) for one in terms["in_text"]},
        "license_contradiction": _told(terms["contradiction"]),
        "claims": {one["claim"] for one in record["claims"]},
        "weights_access": {"delta"} if weights["form"] == "delta" else _said(weights["access"]),
        "base_models": {spelled(one["model"]) for one in lineage["bases"]},
        "base_relations": {f"{spelled(one['model'])} {one['relation']}" for one in lineage["bases"]},
        "from_scratch": _flag(lineage["from_scratch"]),
        "data_disclosure": _said(data["disclosure"]),
        "datasets": {spelled(one["id"] or one["name"]) for one in data["datasets"]},
        "data_size": _told(data["size"]),
        "data_cutoff": _told(data["cutoff"]),
        "deduplication": _said(data["deduplication"]),
        "filtering": _told(data["filtering"]),
        "synthetic_data": _said(data["synthetic"]),
        "synthetic_generators": {spelled(one["model"]) for one in data["generators"]},
        "training_code": _said(documents["training_code"]["value"]),
        "training_compute": _told(record["compute"]["reported"]),
        "emissions": _told(record["compute"]["emissions_reported"]),
        "evaluation_results": _told(record["evaluation"]["reported"]),
        "papers": {paper(one["ref"]) for one in documents["papers"]},
        "limitations": _told(documents["limitations"]),
        "intended_use": _told(documents["intended_use"]),
    }


def places_of_label(label: Mapping[str, Any], text: str) -> dict[str, list[int]]:
    """Line and column (both from 1) of the words that show each fact; the words themselves are not kept."""
    places: dict[str, list[int]] = {}
    for field, words in (label.get("quotes") or {}).items():
        quotes = words if isinstance(words, list) else [words]
        start = next((at for quote in quotes if isinstance(quote, str) and (at := text.find(quote)) >= 0), -1)
        if start >= 0:
            line = text.count("\n", 0, start)
            places[field] = [line + 1, start - (text.rfind("\n", 0, start) + 1) + 1]
    return places
