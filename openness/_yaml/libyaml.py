"""libyaml through PyYAML, with the scalar rules of YAML 1.2: positions, and what the Rust parser refuses."""

from __future__ import annotations

import re
from typing import Any

import yaml

from openness import _limits
from openness._yaml import YamlDocument, YamlProblem, beyond_limits, is_deep, too_many_keys

try:  # the C loader is part of every PyYAML wheel; a source build without libyaml lacks it
    from yaml import CSafeLoader as _Base
except ImportError:  # pragma: no cover - only on a PyYAML built without libyaml
    from yaml import SafeLoader as _Base  # type: ignore[assignment]


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


_HARMLESS = 1000
"""Brackets, or columns of one line's beginning: less deep than either parser's stack is in any thread."""


class _Untyped(_Base):
    """The tree of nodes with their places; the types of scalars are not resolved, which takes half of the time."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own class attribute


def _integer(loader: Any, node: yaml.ScalarNode) -> int:
    text = str(loader.construct_scalar(node)).replace("+", "")
    if len(text) > 2 * _limits.DIGITS:
        raise ValueError(f"a number of more than {_limits.DIGITS} digits")
    return int(text, 0) if text.lower().startswith(("0x", "0o")) else int(text)


def _number(loader: Any, node: yaml.ScalarNode) -> float:
    text = str(loader.construct_scalar(node)).lower()
    return float(text.replace(".inf", "inf").replace(".nan", "nan"))


_Loader12.add_constructor("tag:yaml.org,2002:int", _integer)
_Loader12.add_constructor("tag:yaml.org,2002:float", _number)


def load_by_libyaml(text: str) -> YamlDocument:
    """As `openness._yaml.load`, by the slower parser."""
    try:
        node = compose(text)
    except yaml.MarkedYAMLError as error:
        return YamlDocument(value=None, problems=(_syntax_problem(error),))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return YamlDocument(value=None, problems=(YamlProblem(kind="syntax", message=_one_line(error)),))
    duplicates = tuple(_duplicates(node)) if node is not None else ()
    if any(one.kind == "too-complex" for one in duplicates):
        return YamlDocument(value=None, problems=duplicates)
    if node is not None and _size(node) > _limits.NODES:
        message = f"more than {_limits.NODES} values, aliases resolved"
        return YamlDocument(value=None, problems=(*duplicates, YamlProblem(kind="too-complex", message=message)))
    try:
        value = yaml.load(text, Loader=_Loader12)  # noqa: S506 - a subclass of SafeLoader
    except yaml.MarkedYAMLError as error:
        return YamlDocument(value=None, problems=(*duplicates, _syntax_problem(error)))
    except (yaml.YAMLError, RecursionError, ArithmeticError, AttributeError, ValueError, TypeError) as error:
        return YamlDocument(value=None, problems=(*duplicates, YamlProblem(kind="syntax", message=_one_line(error))))
    if (beyond := beyond_limits(value)) is not None:
        return YamlDocument(value=None, problems=(*duplicates, beyond))
    return YamlDocument(value=value, problems=duplicates)


def compose(text: str) -> yaml.Node | None:
    """The document's nodes with their marks (counted from 0); raises PyYAML's errors, for what nests too deep as well."""
    if is_deep(text):
        raise yaml.YAMLError(f"nested deeper than {_limits.DEPTH} levels")
    return yaml.compose(text, Loader=_Untyped)


def is_deep_by_events(text: str) -> bool:
    """Whether a text nests too deep, by libyaml's events, which come one after the other. What is no YAML may be deep."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Untyped):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > _limits.DEPTH:
                    return True
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except (yaml.YAMLError, ValueError):
        # The other parser may read on where this one stops: only what cannot harm it is left to it.
        return text.count("[") + text.count("{") > _HARMLESS or _widest(text) > _HARMLESS
    return False


def _widest(text: str) -> int:
    return max((len(line) - len(line.lstrip(" \t-?:")) for line in text.splitlines()), default=0)


def _size(root: yaml.Node) -> int:
    """How many values a tree holds where each alias counts as what it stands for; endless where one holds itself."""
    sizes: dict[int, int] = {}
    open_: set[int] = set()
    todo: list[tuple[yaml.Node, bool]] = [(root, False)]
    while todo:
        node, done = todo.pop()
        key = id(node)
        parts = _parts(node)
        if done:
            sizes[key] = 1 + sum(sizes[id(one)] for one in parts)
            open_.discard(key)
        elif key in open_:
            return _limits.NODES + 1
        elif key not in sizes:
            open_.add(key)
            todo.append((node, True))
            todo.extend((one, False) for one in parts if id(one) not in sizes)
    return sizes[id(root)]


def _parts(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return node.value if isinstance(node, yaml.SequenceNode) else []


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
    """Keys that stand twice in one mapping, each with the line of its first place; a mapping of too many alone."""
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
            if len(node.value) > _limits.KEYS:
                return [too_many_keys(len(node.value))]
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


class Positions:
    """Where the values of a text stand; the text is parsed once. ValueError for what is no YAML."""

    def __init__(self, text: str) -> None:
        """Parse the text."""
        try:
            self._root = compose(text)
        except (yaml.YAMLError, RecursionError) as error:
            raise ValueError(_one_line(error)) from None

    def span(self, path: tuple[str | int, ...]) -> tuple[int, int] | None:
        """Offsets of the value at a path of keys and positions, None where it is not."""
        found = _walk(self._root, path)
        return _node_span(found) if found else None


def _walk(node: yaml.Node | None, path: tuple[str | int, ...]) -> tuple[yaml.Node, yaml.Node] | None:
    """The (key or item, value) nodes at the end of a path."""
    holder = node
    for step in path:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in reversed(node.value) if getattr(k, "value", None) == str(step)), None)
            if pair is None:
                return None
            holder, node = pair
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            holder = node = node.value[step]
        elif isinstance(node, yaml.ScalarNode) and step == 0:
            holder = node
        else:
            return None
    return (holder, node) if node is not None and holder is not None else None


def _node_span(pair: tuple[yaml.Node, yaml.Node]) -> tuple[int, int]:
    holder, node = pair
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.CollectionNode) and holder is not node and not node.flow_style:
        start, end = holder.start_mark.index, holder.end_mark.index
    if end <= start:
        start, end = holder.start_mark.index, holder.end_mark.index
    return start, end
