"""Writing YAML in which no text begins a line, hides or steers: such a text is quoted, on one line, with YAML's own escapes."""

from __future__ import annotations

from typing import Any, Final

import yaml

from openness._inert import steers, whole
from openness._pattern import pattern, simple

_COMMAND: Final = simple(r"(?:^|\s)::")
"""What could come to the start of a line where a text is folded."""
_OWN: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_LOGGED: Final = pattern(r"##([A-Za-z]*)\[")


class _Dumper(yaml.SafeDumper):
    """PyYAML's own, but for texts that would steer whoever reads the file in a log."""

    def choose_scalar_style(self) -> str:
        """Double quotes for such a text, whatever was asked for."""
        return '"' if _is_odd(getattr(self.event, "value", "")) else str(super().choose_scalar_style())

    def write_double_quoted(self, text: str, split: bool = True) -> None:
        """On one line, each odd character by its number."""
        if not _is_odd(text):
            super().write_double_quoted(text, split)
            return
        escaped = "".join(
            _OWN.get(one) or (one if _stays(one, bool(self.allow_unicode)) else _number(one)) for one in whole(text)
        )
        self.write_indicator(f'"{_LOGGED.sub(lambda match: chr(92) + "x23#" + match[1] + "[", escaped)}"', True)


def _is_odd(text: str) -> bool:
    return steers(text) or _COMMAND.search(text) is not None


def _stays(char: str, unicode: bool) -> bool:
    return char.isprintable() and (unicode or char.isascii())


def _number(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def dump(value: Any, *, width: int = 120, ascii_only: bool = False) -> str:
    """Plain data as YAML, keys in their order; with `ascii_only` every other character by its number."""
    text: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=not ascii_only, sort_keys=False, width=width)
    return text


def serialize(node: yaml.Node, *, width: int) -> str:
    """Nodes as YAML, each scalar in its own style unless it would steer."""
    text: str = yaml.serialize(node, Dumper=_Dumper, allow_unicode=True, width=width)
    return text


_Dumper.add_multi_representer(dict, yaml.SafeDumper.represent_dict)
"""A record's dictionaries may be of a class that never changes."""
