"""The facts that a bill of materials states of a model, gathered with the key that says each; what it leaves out stays unknown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, get_args
from urllib.parse import unquote

from openness._pattern import pattern
from openness.errors import InvalidLicenseExpressionError
from openness.licenses import find
from openness.licenses.expression import parse
from openness.licenses.identification import licence_of_file
from openness.naming import dataset_names
from openness.prose.markup import hub_dataset, hub_model
from openness.release import QUOTE_LIMIT, SCHEMA_VERSION, ModelRelease
from openness.release.hub_ids import may_be_hub_id
from openness.release.lineage import Base
from openness.release.subject import Modality

_PURL = pattern(
    r"pkg:huggingface(?:(?P<data>/datasets?/|-datasets?/)|/)(?P<id>[^@?#]+)(?:@(?P<revision>[^?#]+))?(?:[?#].*)?"
)
_COMMIT = pattern(r"https?://[^?#]*/(?:commit|tree|blob|resolve)/(?P<commit>[0-9a-f]{40})(?:[/?#].*)?")
_ARXIV = pattern(
    r"https?://(?:www\.)?(?:arxiv\.org/(?:abs|pdf)|(?:huggingface\.co|hf\.co)/papers)/(?P<id>\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?/?"
)
_BASE_TAG = pattern(r"base_model:(?:(?P<relation>[a-z]+):)?(?P<id>[^\s:]+)")
"""A tag of the Hub, which generators copy: `base_model:org/name`, `base_model:finetune:org/name`."""
_SHA256 = pattern(r"[0-9a-f]{64}")
_WEIGHTS = (".safetensors", ".gguf", ".bin", ".pt", ".pth", ".onnx", ".h5", ".ckpt", ".msgpack")
_RELATIONS: frozenset[str] = frozenset(get_args(Base.model_fields["relation"].annotation))
_MODALITIES: frozenset[str] = frozenset(get_args(Modality))
_NOTHING = frozenset(
    {"", "noassertion", "none", "unknown", "n/a", "null", "see model card", "not specified", "unspecified"}
)
"""Words by which these formats, and generators that fill every key, say that nothing is said."""
_UUID = pattern(r"(?P<name>.+)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A name that a generator made into an identifier."""
_WEB = pattern(r"https?://[^\s/]+(?:/\S*)?")
_PLACES = frozenset({"downloadLocation", "distribution"})
"""Keys by which these formats say where the thing itself can be had."""


class BomRecord:
    """A record in the making. Every fact is given with the key and the words that state it."""

    def __init__(self, path: str) -> None:
        """`path`: the file that is read."""
        self.path = path
        self.sections: dict[str, dict[str, Any]] = {}
        self.components: dict[str, list[dict[str, Any]]] = {}
        self.declared: dict[str, None] = {}
        self._group: str | None = None
        self._bases: dict[str, dict[str, Any]] = {}
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
        """Name, Hub id and revision. An address of the Hub that stands in place of a purl is read as one."""
        found = _PURL.fullmatch(purl or "")
        identity = unquote(found["id"]) if found and not found["data"] else None
        if identity is not None and may_be_hub_id(identity):
            self.put("subject", "id", identity, f"purl: {purl}")
        self.put("subject", "name", name, f"name: {name}")
        self._group = group
        if found and found["revision"]:
            self.put("subject", "revision", unquote(found["revision"]), f"purl: {purl}")
        self.put("subject", "revision", said(version), f"version: {version}")
        if purl and not found:
            self.link("purl", purl)

    def declare(self, license_: str, key: str = "license", words: str | None = None) -> None:
        """A licence that the file says its publisher declares; `words`: those of the file, where they are others."""
        if said(license_) is None or license_ in self.declared:
            return
        self.declared[license_] = None
        facts = self._section("license")
        facts.setdefault("declared", []).append(license_)
        facts["evidence"].setdefault("declared", []).extend(self.shown(f"{key}: {words or license_}"))

    def conclude(self, license_: str, key: str, words: str | None = None) -> None:
        """A licence that the file's author concluded, where it is one that we know; `words` as in `declare`."""
        if (expression := expression_of(license_)) is not None:
            self.put("license", "concluded", expression, f"{key}: {words or license_}")

    def model(
        self, name: str, license_: str | None, words: str, *, purl: str | None = None, relation: str | None = None
    ) -> None:
        """A model that this one was made from, once: a later mention can say how."""
        found = _PURL.fullmatch(purl or "")
        base = {"model": unquote(found["id"]) if found else hub_model(name) or name, "license": license_}
        if relation in _RELATIONS:
            base["relation"] = relation
        known = self._bases.get(str(base["model"]).casefold())
        if known is not None:
            more = {key: value for key, value in base.items() if value and not known.get(key)}
            if more:
                known.update(more)
                known["evidence"] += self.shown(words)
            return
        self.add("lineage", "bases", base, words)
        self._bases[str(base["model"]).casefold()] = self.sections["lineage"]["bases"][-1]

    def tags(self, words: list[str], key: str) -> bool:
        """Base models that tags of the Hub name; whether there are any among these words."""
        found = [match for one in words if (match := _BASE_TAG.fullmatch(one))]
        for match in found:
            if may_be_hub_id(match["id"]):
                self.model(match["id"], None, f"{key}: {match[0]}", relation=match["relation"])
        return bool(found)

    def dataset(self, name: str, words: str, **facts: Any) -> bool:
        """
        A dataset that it was trained on; its id is read off an address of the Hub.

        A word that names nothing is no dataset, though a generator took it for one (`for`, `the`): then False.
        """
        url = said(facts.pop("url", None))
        identity = hub_dataset(url) if url else dataset_of_purl(facts.pop("purl", None))
        facts.pop("purl", None)
        bare = _UUID.fullmatch(name)
        name = bare["name"] if bare else name
        if said(name) is None or dataset_names.is_placeholder(name) or _is_plain_word(name):
            return False
        self.add("data", "datasets", {"name": name, "url": url, "id": identity, **facts}, words)
        return True

    def file(self, path: str | None, hashes: Sequence[tuple[str, str]]) -> bool:
        """A file of the weights with its SHA-256; False for any other file, and where there is no such hash."""
        if path is None or not path.casefold().endswith(_WEIGHTS):
            return False
        for algorithm, content in hashes:
            digest = content.casefold()
            if algorithm.casefold().replace("-", "") == "sha256" and _SHA256.fullmatch(digest):
                self.add("weights", "files", {"path": path, "sha256": digest}, f"{path}: {algorithm} {digest}")
                return True
        return False

    def link(self, kind: str, url: str) -> None:
        """An address: a paper of arXiv, the model's page on the Hub with its id and commit, or the place of its download."""
        paper = _ARXIV.fullmatch(url)
        if paper and paper["id"] not in self._urls:
            self._urls.add(paper["id"])
            self.add("documentation", "papers", {"ref": paper["id"], "kind": "preprint"}, f"{kind}: {url}")
        page = None if paper else hub_model(url)
        if page is None or "/" not in page:
            if kind in _PLACES and not paper and not hub_dataset(url) and _WEB.fullmatch(url) and url not in self._urls:
                self._urls.add(url)
                self.add("distribution", "channels", {"kind": "other", "url": url}, f"{kind}: {url}")
            return
        subject = self._section("subject")
        if "id" not in subject and self._is_own(page, subject.get("name")):
            self.put("subject", "id", page, f"{kind}: {url}")
        commit = _COMMIT.fullmatch(url)
        if commit and page == subject.get("id") and commit["commit"].startswith(subject.get("revision") or ""):
            subject.pop("revision", None)
            self.put("subject", "revision", commit["commit"], f"{kind}: {url}")
        if page not in self._urls:
            self._urls.add(page)
            self.add("distribution", "channels", {"kind": "hub", "url": url}, f"{kind}: {url}")

    def _is_own(self, page: str, name: str | None) -> bool:
        """Whether a page of the Hub is that of the model itself: its name, or the name and the group before it."""
        full = f"{self._group}/{name}" if self._group and name and "/" not in name else name or ""
        return full.casefold() == (page if "/" in full else page.rpartition("/")[2]).casefold()

    def modalities(self, words: list[str], key: str) -> None:
        """Modalities whose names are the record's own."""
        found = [one for one in dict.fromkeys(word.casefold() for word in words) if one in _MODALITIES]
        self.put("subject", "modalities", found, f"{key}: {', '.join(words)}")

    def release(self) -> ModelRelease:
        """The record: one declared licence that is known is the one concluded; datasets make the data listed or released."""
        if len(self.declared) == 1 and (expression := expression_of(next(iter(self.declared)))) is not None:
            shown = self._section("license")["evidence"]["declared"][0]["quote"]
            self.put("license", "concluded", expression, shown)
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


def day_of(moment: str) -> str | None:
    """The day of a moment, where it is one."""
    try:
        return date.fromisoformat(moment[:10]).isoformat()
    except ValueError:
        return None


def _is_plain_word(name: str) -> bool:
    """Whether a name is one small word that names nothing and tells no kind of data: `for`, `size`, `8`; not `code`."""
    plain = " " not in name and name == name.casefold()
    return plain and dataset_names.is_word(name) and dataset_names.kind(name) is None


def dataset_of_purl(purl: str | None) -> str | None:
    """The id of the Hub dataset that a purl names."""
    found = _PURL.fullmatch(purl or "")
    identity = unquote(found["id"]) if found and found["data"] else None
    return identity if identity is not None and may_be_hub_id(identity) else None


def license_of_text(text: str) -> str | None:
    """The licence that a whole text is, by our id; None for the text of none that we know."""
    match = licence_of_file(text) if "\n" in text else None
    return match.license if match is not None and match.kind == "license" else None


def said(words: str | None) -> str | None:
    """Words that say something; None for those by which these formats say that nothing is said."""
    return None if words is None or words.strip().casefold() in _NOTHING else words.strip()
