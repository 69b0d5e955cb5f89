"""
The EU's public summary of training content as a filled template: which numbered sections are there, and which are empty.

Source: the Commission's template, C(2025) 5235 of 24 July 2025, for Article 53(1)(d) of Regulation (EU) 2024/1689.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from openness._pattern import pattern, simple
from openness._value import dataclass

_LINE = pattern(
    r"^[ \t]*(?:#{1,6}[ \t]+|[-*+][ \t]+|\|[ \t]*)?(?:\*\*|__)?(?:section[ \t]+)?(?P<number>[1-3]\.[1-9](?:\.[1-9])?)(?:\b|\.)(?P<title>[^\n|]*)",
    re.IGNORECASE | re.MULTILINE,
)
_HEADING = pattern(r"^[ \t]*#{1,6}[ \t]", re.MULTILINE)
_SAID = simple(r"[^\W_]")
_UNFILLED = pattern(
    r"^[\s_*>|:.\-]*(?:to be (?:filled|completed|added|provided)\b[^\n]*|tbd|tbc|todo|fixme|x{3,}|placeholder|\[[^\]\n]*\]|<[^>\n]*>)[\s_*>|:.\-]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TemplateSection:
    """One numbered section of the template."""

    number: str
    title: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A section of the template that a summary does not fill."""

    section: TemplateSection
    at: tuple[int, int] | None
    """Where its heading stands in the text, from and to; null where the section is not there at all."""


@cache
def template() -> tuple[dict[str, Any], ...]:
    """The fields of the template, as the data file holds them."""
    path = Path(__file__).with_name("data") / "eu_training_summary.toml"
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["field"])


@cache
def sections() -> tuple[TemplateSection, ...]:
    """The numbered sections, each once: fields of one section share its number."""
    found: dict[str, TemplateSection] = {}
    for field in template():
        number = ".".join(part for part in field["number"].split(".") if part.isdigit())
        title = field["section"] if "section" in field else field["title"]
        found.setdefault(number, TemplateSection(number, title, bool(field.get("optional"))))
    return tuple(found.values())


def gaps(text: str) -> tuple[Gap, ...]:
    """
    The sections that a filled template leaves out or empty, in the template's order; optional ones are never missing.

    A section is filled where words stand below its number or below that of a part of it (`1.3` by `1.3.1`). What is
    still marked as to be filled is empty; `no` and `not applicable` are answers.
    """
    filled, seen = _read(text)
    missing = []
    for section in sections():
        if section.optional or any(_is_within(number, section.number) for number in filled):
            continue
        parent = section.number.rpartition(".")[0]
        undivided = section.number.count(".") > 1 and not any(_is_within(one, parent) and one != parent for one in seen)
        if undivided and parent in filled:
            continue  # told under the whole
        at = next((place for number, place in seen.items() if _is_within(number, section.number)), None)
        missing.append(Gap(section, at))
    return tuple(missing)


def numbers(text: str) -> frozenset[str]:
    """The template's numbers with which lines of a text begin."""
    return frozenset(match["number"] for match in _LINE.finditer(text))


def _read(text: str) -> tuple[set[str], dict[str, tuple[int, int]]]:
    """The numbers below which something stands, and where each number stands first."""
    found = list(_LINE.finditer(text))
    filled: set[str] = set()
    seen: dict[str, tuple[int, int]] = {}
    for match, following in zip(found, [*found[1:], None], strict=False):
        number = match["number"]
        seen.setdefault(number, (match.start(), match.end()))
        end = following.start() if following is not None else len(text)
        _, colon, same_line = match["title"].partition(":")
        below = text[match.end() : end]
        heading = _HEADING.search(below)
        below = below[: heading.start()] if heading else below
        if _is_told((same_line if colon else "") + "\n" + below):
            filled.add(number)
    return filled, seen


def _is_told(words: str) -> bool:
    return any(_SAID.search(line) and not _UNFILLED.fullmatch(line.strip()) for line in words.splitlines())


def _is_within(number: str, whole: str) -> bool:
    return number == whole or number.startswith(f"{whole}.")
