"""
YAML by the rules of YAML 1.2, as the Hub's own server reads it: `no` is text, not false.

Two well-kept parsers share the work. `yaml-rs` (Rust) gives the values: fast, and bounded against alias bombs.
libyaml through PyYAML gives positions, and reads what the Rust parser refuses but the Hub accepts (a quoted text whose
continuation lines start in the first column); it is loaded when first needed. See docs/decisions/0002-yaml.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml_rs

if TYPE_CHECKING:
    import yaml

    from openness._yaml.libyaml import Positions

_BOUNDS = ("alias", "replay", "depth", "recursion", "limit")
"""Words of the Rust parser's complaints about a text that is too complex."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlProblem:
    """A text that is no YAML, or a key that stands twice. Lines and columns count from 1."""

    kind: str  # "syntax" | "duplicate-key" | "too-complex"
    message: str
    line: int | None = None
    column: int | None = None
    key: str | None = None
    first_line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlDocument:
    """What a text holds, and what was wrong with it. `value` is None where nothing could be read."""

    value: Any
    problems: tuple[YamlProblem, ...] = ()


def load(text: str) -> YamlDocument:
    """Read a YAML text; a broken one is a document with problems, never an exception."""
    try:
        return YamlDocument(value=yaml_rs.loads(text, parse_datetime=False))
    except yaml_rs.YAMLDecodeError as error:
        refused = str(error)
    except ValueError as error:  # bounds of the Rust parser
        refused = str(error)
    if any(word in refused.splitlines()[0].casefold() for word in _BOUNDS):
        return YamlDocument(value=None, problems=(YamlProblem(kind="too-complex", message=refused.splitlines()[0]),))
    from openness._yaml.libyaml import load_by_libyaml

    return load_by_libyaml(text)


def compose(text: str) -> yaml.Node | None:
    """The document's nodes with their marks (counted from 0); raises PyYAML's errors."""
    from openness._yaml import libyaml

    return libyaml.compose(text)


def is_null(node: yaml.ScalarNode) -> bool:
    """Whether a node of `compose` is null by YAML 1.2's core schema: plain, and empty or one of its words."""
    return not node.style and node.value in ("", "~", "null", "Null", "NULL")


def positions(text: str) -> Positions:
    """Where the values of a text stand; ValueError for what is no YAML."""
    from openness._yaml import libyaml

    return libyaml.Positions(text)
