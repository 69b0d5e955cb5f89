"""
Licence expressions with meaning: `OR` lets the user choose, `AND` binds to both, `WITH` adds permissions.

    parse("mit OR llama2").expression                    -> "MIT OR LicenseRef-llama2"
    ask("MIT OR CC-BY-NC-4.0", may_use_commercially)     -> yes: the user may choose MIT
    ask("MIT AND CC-BY-NC-4.0", may_use_commercially)    -> no: both bind

The grammar is license-expression's, the canonical form of SPDX ids is packaging's; what the licences mean is ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from openness.errors import InvalidLicenseExpressionError
from openness.licenses.model import License
from openness.licenses.questions import ANSWERS_WORST_FIRST, Reason, Reply
from openness.licenses.store import find

_OPERATORS = (" and ", " or ", " with ", "(")
_REF = "licenseref-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One choice of an expression: everything in it binds at once."""

    licenses: tuple[License, ...]
    """The licences that are known."""
    unknown: tuple[str, ...] = ()
    """Ids that lead to no licence we know."""
    exceptions: tuple[str, ...] = ()
    """Exceptions named after `WITH`; they only add permissions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A parsed expression."""

    expression: str
    """Canonical form; licences without an SPDX id as `LicenseRef-` and our id."""
    alternatives: tuple[Alternative, ...]
    """What the user may choose from, at least one."""

    @property
    def licenses(self) -> tuple[License, ...]:
        """Every known licence in it, each once, in order."""
        return tuple({text.id: text for choice in self.alternatives for text in choice.licenses}.values())

    @property
    def unknown(self) -> tuple[str, ...]:
        """Every id that leads to no licence we know."""
        return tuple(dict.fromkeys(name for choice in self.alternatives for name in choice.unknown))


def is_compound(text: str) -> bool:
    """Whether a text has operators, so that it is more than one licence's name."""
    lowered = text.casefold()
    return any(word in lowered for word in _OPERATORS)


@cache
def parse(text: str) -> Expression:
    """
    An expression of SPDX ids, `LicenseRef-` ids, Hub ids or our own ids.

    Raises InvalidLicenseExpressionError with the place for what is no expression.
    """
    single = _named(text.strip())
    if single is not None:
        return Expression(expression=_spelled(text.strip()), alternatives=(Alternative(licenses=(single,)),))
    from license_expression import ExpressionError, ExpressionParseError, Licensing

    grammar = Licensing()
    try:
        tree = grammar.parse(text, validate=False)
    except (ExpressionParseError, ExpressionError) as error:
        raise InvalidLicenseExpressionError(f"{text!r}: no licence expression ({_fault(error)})") from None
    if tree is None:
        raise InvalidLicenseExpressionError(f"{text!r}: no licence expression (it is empty)")
    choices = grammar.dnf(tree)
    branches = choices.args if type(choices).__name__ == "OR" else (choices,)
    return Expression(expression=_canonical(tree), alternatives=tuple(_alternative(branch) for branch in branches))


def ask(text: str | Expression, question: Callable[[License], Reply]) -> Reply:
    """
    What a question about one licence comes to for an expression.

    Where several bind, the strictest answer counts; where the user may choose, the most generous one.
    """
    expression = parse(text) if isinstance(text, str) else text
    replies = [_together(choice, question) for choice in expression.alternatives]
    return max(replies, key=lambda one: ANSWERS_WORST_FIRST.index(one.answer))


def _together(choice: Alternative, question: Callable[[License], Reply]) -> Reply:
    replies = [question(text) for text in choice.licenses]
    replies += [
        Reply(question="", answer="unknown", reasons=(Reason(text="no licence we know", license=name),))
        for name in choice.unknown
    ]
    worst = min(replies, key=lambda one: ANSWERS_WORST_FIRST.index(one.answer))
    name = next((one.question for one in replies if one.question), worst.question)
    binding = tuple(reason for one in replies if one.answer == worst.answer for reason in one.reasons)
    return Reply(question=name, answer=worst.answer, reasons=binding)


def _named(name: str) -> License | None:
    if name.casefold().startswith(_REF):
        return find(name[len(_REF) :].replace("-plus", "+")) or find(name[len(_REF) :])
    return find(name)


def _alternative(branch: Any) -> Alternative:
    parts = branch.args if type(branch).__name__ == "AND" else (branch,)
    known: list[License] = []
    unknown: list[str] = []
    exceptions: list[str] = []
    for part in parts:
        symbol = part
        if hasattr(part, "exception_symbol"):
            exceptions.append(str(part.exception_symbol.key))
            symbol = part.license_symbol
        found = _named(str(symbol.key))
        if found is None:
            unknown.append(str(symbol.key))
        else:
            known.append(found)
    return Alternative(licenses=tuple(known), unknown=tuple(unknown), exceptions=tuple(exceptions))


def _spelled(key: str) -> str:
    """The SPDX spelling of a name; an id such as `GPL-2.0-or-later`, of which we hold one text, stays what it says."""
    found = _named(key)
    if found is None:
        return key
    said = next((one for one in found.spdx_candidates if one.casefold() == key.casefold()), None)
    return said or found.expression


def _canonical(tree: Any) -> str:
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    for symbol in tree.symbols:
        plain = getattr(symbol, "license_symbol", symbol)
        plain.key = _spelled(str(plain.key))
    rendered: str = tree.render("{symbol.key}")
    try:
        return str(canonicalize_license_expression(rendered))
    except InvalidLicenseExpression:  # an id that SPDX does not know stays as it was written
        return rendered


def _fault(error: Any) -> str:
    token = getattr(error, "token_string", "") or ""
    position = getattr(error, "position", -1)
    where = f" at column {position + 1}" if isinstance(position, int) and position >= 0 else ""
    return f"`{token}`{where}" if token else f"the parts do not fit together{where}"
