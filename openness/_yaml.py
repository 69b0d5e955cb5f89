"""
YAML by the rules of YAML 1.2, as the Hub's own server reads it: `no` is text, not false.

Two well-kept parsers share the work. `yaml-rs` (Rust) gives the values: fast, and bounded against alias bombs.
libyaml through PyYAML gives positions, and reads what the Rust parser refuses but the Hub accepts (a quoted text whose
continuation lines start in the first column). See docs/decisions/0002-yaml.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml
import yaml_rs

try:  # the C loader is part of every PyYAML wheel; a source build without libyaml lacks it
    from yaml import CSafeLoader as _Base
except ImportError:  # pragma: no cover - only on a PyYAML built without libyaml
    from yaml import SafeLoader as _Base  # type: ignore[assignment]

_BOMB = re.compile(r"alias|replay|depth|recursion|limit", re.IGNORECASE)


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


class _Loader12(_Base):
    """PyYAML with the scalar rules of YAML 1.2's core schema."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own class attribute


_Loader12.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
_Loader12.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$"), list("-+0123456789")
)
_Loader12.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(
        r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$"
    ),
    list("-+0123456789."),
)
_Loader12.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])


def _integer(loader: Any, node: yaml.ScalarNode) -> int:
    text = str(loader.construct_scalar(node)).replace("+", "")
    return int(text, 0) if text.lower().startswith(("0x", "0o")) else int(text)


def _number(loader: Any, node: yaml.ScalarNode) -> float:
    text = str(loader.construct_scalar(node)).lower()
    return float(text.replace(".inf", "inf").replace(".nan", "nan"))


_Loader12.add_constructor("tag:yaml.org,2002:int", _integer)
_Loader12.add_constructor("tag:yaml.org,2002:float", _number)


def load(text: str) -> YamlDocument:
    """Read a YAML text; a broken one is a document with problems, never an exception."""
    try:
        return YamlDocument(value=yaml_rs.loads(text, parse_datetime=False))
    except yaml_rs.YAMLDecodeError as error:
        refused = str(error)
    except ValueError as error:  # bounds of the Rust parser
        refused = str(error)
    if _BOMB.search(refused.splitlines()[0]):
        return YamlDocument(value=None, problems=(YamlProblem(kind="too-complex", message=refused.splitlines()[0]),))
    return _load_by_libyaml(text)


def _load_by_libyaml(text: str) -> YamlDocument:
    try:
        node = compose(text)
    except yaml.MarkedYAMLError as error:
        return YamlDocument(value=None, problems=(_syntax_problem(error),))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return YamlDocument(value=None, problems=(YamlProblem(kind="syntax", message=_one_line(error)),))
    duplicates = tuple(_duplicates(node)) if node is not None else ()
    try:
        value = yaml.load(text, Loader=_Loader12)  # noqa: S506 - a subclass of SafeLoader
    except yaml.MarkedYAMLError as error:
        return YamlDocument(value=None, problems=(*duplicates, _syntax_problem(error)))
    except (yaml.YAMLError, RecursionError, ValueError, TypeError) as error:
        return YamlDocument(value=None, problems=(*duplicates, YamlProblem(kind="syntax", message=_one_line(error))))
    return YamlDocument(value=value, problems=duplicates)


def compose(text: str) -> yaml.Node | None:
    """The document's nodes with their marks (counted from 0); raises PyYAML's errors."""
    return yaml.compose(text, Loader=_Loader12)


def _syntax_problem(error: yaml.MarkedYAMLError) -> YamlProblem:
    mark = error.problem_mark or error.context_mark
    message = " ".join(part for part in (error.context, error.problem) if part)
    return YamlProblem(
        kind="syntax",
        message=_one_line(message),
        line=mark.line + 1 if mark else None,
        column=mark.column + 1 if mark else None,
    )


def _one_line(error: object) -> str:
    return " ".join(str(error).split())[:200]


def _duplicates(root: yaml.Node) -> list[YamlProblem]:
    """Keys that stand twice in one mapping, each with the line of its first place."""
    found: list[YamlProblem] = []
    seen_nodes: set[int] = set()
    todo = [root]
    while todo:
        node = todo.pop()
        if id(node) in seen_nodes:
            continue
        seen_nodes.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            todo.extend(node.value)
        elif isinstance(node, yaml.MappingNode):
            first: dict[str, int] = {}
            for key, value in node.value:
                todo.append(value)
                if not isinstance(key, yaml.ScalarNode):
                    continue
                line = key.start_mark.line + 1
                if key.value in first:
                    found.append(
                        YamlProblem(
                            kind="duplicate-key",
                            message=f"key `{key.value}` stands twice",
                            line=line,
                            column=key.start_mark.column + 1,
                            key=key.value,
                            first_line=first[key.value],
                        )
                    )
                else:
                    first[key.value] = line
    return sorted(found, key=lambda problem: (problem.line or 0, problem.column or 0))
