"""
YAML by the rules of YAML 1.2, as the Hub's own server reads it: `no` is text, not false.

Two well-kept parsers share the work. `yaml-rs` (Rust) gives the values: fast, and bounded against alias bombs.
libyaml through PyYAML gives positions, and reads what the Rust parser refuses but the Hub accepts (a quoted text whose
continuation lines start in the first column); it is loaded when first needed. See docs/decisions/0002-yaml.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml_rs

from openness import _limits
from openness._value import dataclass

if TYPE_CHECKING:
    import yaml

    from openness._yaml.libyaml import Positions

_INDENT = " \t-?:"
"""What may stand in a line before something that nests deeper than the line above."""
_BITS = int(_limits.DIGITS * 3.3219281)
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


_TOO_DEEP = YamlProblem(kind="too-complex", message=f"nested deeper than {_limits.DEPTH} levels")


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlDocument:
    """What a text holds, and what was wrong with it. `value` is None where nothing could be read."""

    value: Any
    problems: tuple[YamlProblem, ...] = ()


def load(text: str) -> YamlDocument:
    """Read a YAML text; a broken one is a document with problems, never an exception."""
    if is_deep(text):
        return YamlDocument(value=None, problems=(_TOO_DEEP,))
    try:
        value = yaml_rs.loads(text, parse_datetime=False)
    except yaml_rs.YAMLDecodeError as error:
        refused = str(error)
    except (ValueError, OverflowError, TypeError) as error:  # its bounds, and keys that no dictionary can hold
        refused = str(error)
    else:
        beyond = beyond_limits(value)
        return YamlDocument(value=value) if beyond is None else YamlDocument(value=None, problems=(beyond,))
    first = refused.splitlines()[0] if refused else ""
    if any(word in first.casefold() for word in _BOUNDS):
        return YamlDocument(value=None, problems=(YamlProblem(kind="too-complex", message=first[:200]),))
    from openness._yaml.libyaml import load_by_libyaml

    return load_by_libyaml(text)


def is_deep(text: str) -> bool:
    """
    Whether a text nests deeper than any parser here is asked to follow: both are recursive, and one has no bound.

    Most texts are told by their indentation and brackets alone; of the others the events are counted.
    """
    opened = text.count("[") + text.count("{")
    if opened < _limits.DEPTH:
        deepest = max((len(line) - len(line.lstrip(_INDENT)) for line in text.splitlines()), default=0)
        if opened + 2 * deepest < _limits.DEPTH:  # a list may stand at its key's own column
            return False
    from openness._yaml.libyaml import is_deep_by_events

    return is_deep_by_events(text)


def beyond_limits(root: Any) -> YamlProblem | None:
    """The first limit that a value breaks: how many values, keys and digits, and how long a key; asked without recursion."""
    todo, count = [root], 0
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            if len(one) > _limits.KEYS:
                return too_many_keys(len(one))
            for key in one:
                if isinstance(key, str):
                    if len(key) > _limits.KEY:
                        return _too_complex(f"a key of {len(key)} characters; at most {_limits.KEY} are read")
                elif (wrong := _of_scalar(key)) is not None:
                    return wrong
            count += len(one)
            todo.extend(one.values())
        elif isinstance(one, list):
            count += len(one)
            todo.extend(one)
        elif (wrong := _of_scalar(one)) is not None:
            return wrong
        if count > _limits.NODES:
            return _too_complex(f"more than {_limits.NODES} values, aliases resolved")
    return None


def _of_scalar(value: Any) -> YamlProblem | None:
    if isinstance(value, int) and value.bit_length() > _BITS:
        return _too_complex(f"a number of more than {_limits.DIGITS} digits")
    return None


def too_many_keys(count: int) -> YamlProblem:
    """What is said of a mapping that breaks the limit."""
    return _too_complex(f"a mapping of {count} keys; at most {_limits.KEYS} are read")


def _too_complex(message: str) -> YamlProblem:
    return YamlProblem(kind="too-complex", message=message)


def compose(text: str) -> yaml.Node | None:
    """The document's nodes with their marks (counted from 0); raises PyYAML's errors, for what nests too deep as well."""
    from openness._yaml import libyaml

    return libyaml.compose(text)


def is_null(node: yaml.ScalarNode) -> bool:
    """Whether a node of `compose` is null by YAML 1.2's core schema: plain, and empty or one of its words."""
    return not node.style and node.value in ("", "~", "null", "Null", "NULL")


def positions(text: str) -> Positions:
    """Where the values of a text stand; ValueError for what is no YAML."""
    from openness._yaml import libyaml

    return libyaml.Positions(text)
