"""The facts that a bill of materials states of a model, gathered with the key that says each; what it leaves out stays unknown."""

from __future__ import annotations

from typing import Any, get_args
from urllib.parse import unquote

from openness._pattern import pattern
from openness.errors import InvalidLicenseExpressionError
from openness.licenses import find
from openness.licenses.expression import parse
from openness.release import QUOTE_LIMIT, SCHEMA_VERSION, ModelRelease
from openness.release.hub_ids import may_be_hub_id
from openness.release.subject import Modality

_PURL = pattern(r"pkg:huggingface/(?P<id>[^@?#]+)(?:@(?P<revision>[^?#]+))?")
_ON_HUB = pattern(
    r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/(?P<data>datasets/)?(?P<id>[\w.-]+/[\w.-]+)(?:[/?#].*)?"
)
_ARXIV = pattern(r"https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/(?P<id>\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?/?")
_MODALITIES: frozenset[str] = frozenset(get_args(Modality))
_NOTHING = frozenset({"", "noassertion", "none", "unknown", "n/a", "null"})
"""Words by which these formats say that nothing is said."""


class BomRecord:
    """A record in the making. Every fact is given with the key and the words that state it."""

    def __init__(self, path: str) -> None:
        """`path`: the file that is read."""
        self.path = path
        self.sections: dict[str, dict[str, Any]] = {}
        self.components: dict[str, list[dict[str, Any]]] = {}
        self.declared: dict[str, None] = {}
        self._urls: set[str] = set()

    def shown(self, words: str) -> list[dict[str, Any]]:
        """Evidence: a field of the file."""
        return [{"source": "repo-file", "path": self.path, "quote": words[:QUOTE_LIMIT], "confidence": "certain"}]

    def put(self, section: str, field: str, value: Any, words: str) -> None:
        """A fact, unless the field is stated already."""
        facts = self._section(section)
        if value not in (None, "", [], ()) and field not in facts:
            facts[field] = value
            facts["evidence"][field] = self.shown(words)

    def add(self, section: str, field: str, item: dict[str, Any], words: str) -> None:
        """A member of a list."""
        self._section(section).setdefault(field, []).append({**item, "evidence": self.shown(words)})

    def component(self, kind: str, item: dict[str, Any], words: str) -> None:
        """A part of the release."""
        self.components.setdefault(kind, []).append({**item, "evidence": self.shown(words)})

    def identity(self, name: str | None, group: str | None, purl: str | None, version: str | None) -> None:
        """Name, Hub id and revision."""
        found = _PURL.fullmatch(purl or "")
        identity = unquote(found["id"]) if found else f"{group}/{name}" if group and name else None
        if identity is not None and found and may_be_hub_id(identity):
            self.put("subject", "id", identity, f"purl: {purl}")
        self.put("subject", "name", name, f"name: {name}")
        if found and found["revision"]:
            self.put("subject", "revision", unquote(found["revision"]), f"purl: {purl}")
        self.put("subject", "revision", _said(version), f"version: {version}")

    def declare(self, license_: str, key: str = "license") -> None:
        """A licence that the file says its publisher declares."""
        if _said(license_) is None or license_ in self.declared:
            return
        self.declared[license_] = None
        facts = self._section("license")
        facts.setdefault("declared", []).append(license_)
        facts["evidence"].setdefault("declared", []).extend(self.shown(f"{key}: {license_}"))

    def conclude(self, license_: str, key: str) -> None:
        """A licence that the file's author concluded, where it is one that we know."""
        if (expression := expression_of(license_)) is not None:
            self.put("license", "concluded", expression, f"{key}: {license_}")

    def model(self, name: str, license_: str | None, words: str, *, purl: str | None = None) -> None:
        """A model that this one was made from."""
        found = _PURL.fullmatch(purl or "")
        base = {"model": unquote(found["id"]) if found else name, "license": license_}
        self.add("lineage", "bases", base, words)

    def dataset(self, name: str, words: str, **facts: Any) -> None:
        """A dataset that it was trained on; its id is read off an address of the Hub."""
        url = _said(facts.pop("url", None))
        found = _ON_HUB.fullmatch(url or "")
        identity = found["id"] if found and found["data"] else None
        self.add("data", "datasets", {"name": name, "url": url, "id": identity, **facts}, words)

    def link(self, kind: str, url: str) -> None:
        """An address: a paper of arXiv, the model's page on the Hub, or the place of its download."""
        paper, page = _ARXIV.fullmatch(url), _ON_HUB.fullmatch(url)
        if paper:
            self.add("documentation", "papers", {"ref": paper["id"], "kind": "preprint"}, f"{kind}: {url}")
        elif page and not page["data"] and url not in self._urls:
            self._urls.add(url)
            self.add("distribution", "channels", {"kind": "hub", "url": url}, f"{kind}: {url}")

    def modalities(self, words: list[str], key: str) -> None:
        """Modalities whose names are the record's own."""
        found = [one for one in dict.fromkeys(word.casefold() for word in words) if one in _MODALITIES]
        self.put("subject", "modalities", found, f"{key}: {', '.join(words)}")

    def release(self) -> ModelRelease:
        """The record: one declared licence that is known is the one concluded; datasets make the data listed or released."""
        if len(self.declared) == 1:
            self.conclude(next(iter(self.declared)), "license")
        datasets = self._section("data").get("datasets")
        if datasets:
            placed = all(one["id"] or one["url"] for one in datasets)
            self.put("data", "disclosure", "released" if placed else "listed", datasets[0]["evidence"][0]["quote"])
        if self._section("lineage").get("bases"):
            base = self.sections["lineage"]["bases"][0]
            self.put("lineage", "from_scratch", value=False, words=base["evidence"][0]["quote"])
        sections = {name: facts for name, facts in self.sections.items() if len(facts) > 1}
        return ModelRelease.model_validate(
            {"schema_version": SCHEMA_VERSION, **sections, "components": self.components}
        )

    def _section(self, name: str) -> dict[str, Any]:
        return self.sections.setdefault(name, {"evidence": {}})


def expression_of(license_: str | None) -> str | None:
    """The SPDX expression of a known licence or of an expression of known ones; None for any other words."""
    text = find(license_)
    if text is not None:
        return text.expression
    try:
        parsed = parse(license_ or "")
    except InvalidLicenseExpressionError:
        return None
    return parsed.expression if parsed.licenses and not parsed.unknown else None


def _said(words: str | None) -> str | None:
    return None if words is None or words.strip().casefold() in _NOTHING else words.strip()
