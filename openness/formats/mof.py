"""
Model files of the Model Openness Tool (`*.yml`), exactly as written.

Every scalar keeps its words, so that `1.0`, `MIT` and a quoted text stay what they are; a key that stands twice stays
twice; null, empty and absent are three things. Source: lfai/model_openness_tool, schema/sample_model.yml.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from openness._base import Frozen
from openness._yaml.written import serialize
from openness.formats._nodes import root_of
from openness.formats.extension import Kept, kept_in, written

_MAP, _LIST = "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"
_RESOLVER = yaml.resolver.Resolver()
_WIDE = 1_000_000
"""No folding: one line a value."""
_NULL = frozenset({"", "~", "null", "Null", "NULL"})


class MofField(Frozen):
    """One key as written. `text` is null for a YAML null, and for values that are no scalar."""

    key: str
    """The key."""
    text: str | None
    """The scalar's words."""
    plain: bool = True
    """False for a quoted scalar."""


class MofComponent(Frozen):
    """One entry of `release.components`."""

    fields: tuple[MofField, ...]
    """Its keys in order, doubles included."""

    def get(self, key: str) -> str | None:
        """The last value of a key; None for null, absent, or no scalar."""
        return next((one.text for one in reversed(self.fields) if one.key == key), None)

    @property
    def name(self) -> str | None:
        """Display name of the component, as written."""
        return self.get("name")

    @property
    def license(self) -> str | None:
        """Its licence as written; None where it inherits the release's."""
        return self.get("license")


class MofFile(Frozen):
    """A model file."""

    framework: tuple[MofField, ...] = ()
    """`framework`: name, version, date."""
    release: tuple[MofField, ...] = ()
    """Scalars of `release`."""
    global_licenses: tuple[tuple[str, MofComponent], ...] = ()
    """`release.license`: `distribution`, `code`, `data`, `document`, each with `name` and `path`."""
    components: tuple[MofComponent, ...] = ()
    """`release.components` in order, doubles included."""
    kept: Kept | None = None
    """The record that `openness export` keeps in the file."""

    def value(self, key: str) -> str | None:
        """A scalar of `release`."""
        return next((one.text for one in reversed(self.release) if one.key == key), None)

    def global_license(self, kind: str) -> str | None:
        """The name of a release-wide licence: `distribution`, `code`, `data` or `document`."""
        return next((entry.get("name") for name, entry in reversed(self.global_licenses) if name == kind), None)


@cache
def component_table() -> tuple[dict[str, Any], ...]:
    """The seventeen components as the tool configures them: `id`, `name`, `kind`, `type`, `class`, `required`."""
    path = Path(__file__).with_name("data") / "mof_components.toml"
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["component"])


def read_mof(text: str, *, name: str = "file") -> MofFile:
    """A model file from its text; InvalidRecordError with the place if it is no YAML."""
    root = root_of(text, name=name)
    release = _child(root, "release")
    licenses = _child(release, "license")
    components = _child(release, "components")
    return MofFile(
        framework=_fields(_child(root, "framework")),
        release=_fields(release),
        global_licenses=tuple(
            (key.value, MofComponent(fields=_fields(value)))
            for key, value in (licenses.value if isinstance(licenses, yaml.MappingNode) else ())
            if isinstance(key, yaml.ScalarNode)
        ),
        components=tuple(
            MofComponent(fields=_fields(item))
            for item in (components.value if isinstance(components, yaml.SequenceNode) else ())
        ),
        kept=kept_in(text),
    )


def write_mof(file: MofFile, *, kept: dict[str, Any] | None = None) -> str:
    """
    A model file as YAML that `read_mof` reads as the same file: plain stays plain, quoted stays quoted, doubles stay.

    `kept` is what stands under `openness:`, a key that the Model Openness Tool does not look at.
    """
    licenses = yaml.MappingNode(
        _MAP, [(_scalar(kind, plain=True), _mapping(one.fields)) for kind, one in file.global_licenses]
    )
    components = yaml.SequenceNode(_LIST, [_mapping(one.fields) for one in file.components], flow_style=False)
    release = _mapping(file.release)
    if not any(one.key == "license" for one in file.release):
        release.value.append((_scalar("license", plain=True), licenses))
    release.value.append((_scalar("components", plain=True), components))
    root = yaml.MappingNode(_MAP, [(_scalar("release", plain=True), release)], flow_style=False)
    if file.framework:
        root.value.insert(0, (_scalar("framework", plain=True), _mapping(file.framework)))
    text = serialize(root, width=_WIDE)
    if kept is not None:
        text += written(kept)
    return text


def looks_like_mof(value: Any) -> bool:
    """Whether parsed YAML has the shape of a model file."""
    return isinstance(value, dict) and isinstance(value.get("release"), dict) and "components" in value["release"]


def _mapping(fields: tuple[MofField, ...]) -> yaml.MappingNode:
    pairs = [(_scalar(one.key, plain=True), _scalar(one.text, plain=one.plain)) for one in fields]
    return yaml.MappingNode(_MAP, pairs, flow_style=False)


def _scalar(text: str | None, *, plain: bool) -> yaml.ScalarNode:
    """A scalar that keeps its form; a text that would be read as null is quoted."""
    if text is None:
        return yaml.ScalarNode("tag:yaml.org,2002:null", "null")
    if not plain or text in _NULL:
        return yaml.ScalarNode("tag:yaml.org,2002:str", text, style="'")
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call] # untyped in its stubs
    if tag.endswith(":yaml"):  # a lone `!`, `&` or `*` cannot stand plain
        return yaml.ScalarNode("tag:yaml.org,2002:str", text, style="'")
    return yaml.ScalarNode(tag, text)


def _child(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in reversed(node.value) if name.value == key), None)


def _fields(node: yaml.Node | None) -> tuple[MofField, ...]:
    if not isinstance(node, yaml.MappingNode):
        return ()
    return tuple(
        MofField(key=str(key.value), text=_scalar_text(value), plain=not value.style)
        for key, value in node.value
        if isinstance(value, yaml.ScalarNode)
    )


def _scalar_text(node: yaml.ScalarNode) -> str | None:
    return None if not node.style and node.value in _NULL else str(node.value)
