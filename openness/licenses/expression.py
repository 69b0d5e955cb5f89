"""
Licence expressions with meaning: `OR` lets the user choose, `AND` binds to both, `WITH` adds permissions.

    parse("mit OR llama2").expression                    -> "MIT OR LicenseRef-llama2"
    ask("MIT OR CC-BY-NC-4.0", may_use_commercially)     -> yes: the user may choose MIT
    ask("MIT AND CC-BY-NC-4.0", may_use_commercially)    -> no: both bind

The grammar is license-expression's, the canonical form of SPDX ids is packaging's; what the licences mean is ours.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from openness._value import dataclass
from openness.errors import InvalidLicenseExpressionError
from openness.licenses.model import License
from openness.licenses.questions import ANSWERS_WORST_FIRST, Reason, Reply
from openness.licenses.store import find, meant_by

_OPERATORS = (" and ", " or ", " with ", "(")
_REF = "licenseref-"
_MOST_CHOICES = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One choice of an expression: everything in it binds at once."""

    licenses: tuple[License, ...]
    """The licences that are known."""
    unknown: tuple[str, ...] = ()
    """Ids that lead to no licence we know, and licences `WITH` an exception that SPDX does not list."""
    exceptions: tuple[str, ...] = ()
    """Exceptions of SPDX's list named after `WITH`; they only add permissions."""


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


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """
    An expression of SPDX ids, `LicenseRef-` ids, Hub ids or our own ids.

    Raises InvalidLicenseExpressionError with the place for what is no expression, and for more than 256 choices.
    """
    single = _named(text.strip())
    if single is None and (meaning := meant_by(text)) is not None:
        return parse(meaning.expression)
    if single is not None:
        return Expression(expression=_spelled(text.strip()), alternatives=(Alternative(licenses=(single,)),))
    from license_expression import ExpressionError, ExpressionParseError, Licensing

    try:
        tree = Licensing().parse(text, validate=False)
        if tree is None:
            raise InvalidLicenseExpressionError(f"{_short(text)}: no licence expression (it is empty)")
        choices = _choices(tree)
        least = [one for one in choices if not any(other.keys() < one.keys() for other in choices)]
        alternatives = tuple(_alternative(choice) for choice in least)
        return Expression(expression=_canonical(tree), alternatives=alternatives)
    except (ExpressionParseError, ExpressionError) as error:
        raise InvalidLicenseExpressionError(f"{_short(text)}: no licence expression ({_fault(error)})") from None
    except (_TooManyError, RecursionError):
        raise InvalidLicenseExpressionError(f"{_short(text)}: a licence expression with too many choices") from None


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
    ordered = sorted(replies, key=lambda one: ANSWERS_WORST_FIRST.index(one.answer))
    worst = ordered[0].answer
    name = next((one.question for one in replies if one.question), "")
    # all bind: a licence that allows on conditions keeps its conditions where another one is stricter, save under a no
    binding = tuple(
        reason
        for one in ordered
        if one.answer == worst or (worst != "no" and one.answer != "yes")
        for reason in one.reasons
    )
    return Reply(question=name, answer=worst, reasons=binding)


def _named(name: str) -> License | None:
    if name.casefold().startswith(_REF):
        return find(name[len(_REF) :].replace("-plus", "+")) or find(name[len(_REF) :])
    return find(name)


class _TooManyError(Exception):
    """An expression with more choices than anybody would offer."""


def _choices(node: Any) -> list[dict[str, Any]]:
    """Every way to satisfy an expression, in the order written; each holds the symbols that bind at once, by their text."""
    kind = type(node).__name__
    if kind == "OR":
        found = [choice for part in node.args for choice in _choices(part)]
    elif kind == "AND":
        found = [{}]
        for part in node.args:
            here = _choices(part)
            if len(found) * len(here) > _MOST_CHOICES:
                raise _TooManyError
            found = [{**one, **other} for one in found for other in here]
    else:
        return [{node.render("{symbol.key}").casefold(): node}]
    if len(found) > _MOST_CHOICES:
        raise _TooManyError
    return list({frozenset(one): one for one in found}.values())


def _alternative(choice: dict[str, Any]) -> Alternative:
    known: list[License] = []
    unknown: list[str] = []
    exceptions: list[str] = []
    for part in choice.values():
        exception = getattr(part, "exception_symbol", None)
        name = str(getattr(part, "license_symbol", part).key)
        found = _named(name)
        if exception is not None and not _adds_permissions(str(exception.key)):
            unknown.append(f"{name} WITH {exception.key}")
            continue
        if exception is not None:
            exceptions.append(str(exception.key))
        if found is None:
            unknown.append(name)
        else:
            known.append(found)
    return Alternative(licenses=tuple(known), unknown=tuple(unknown), exceptions=tuple(exceptions))


def _adds_permissions(exception: str) -> bool:
    """Whether SPDX lists an exception; what stands after `WITH` otherwise may as well take rights away."""
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    try:
        canonicalize_license_expression(f"MIT WITH {exception}")
    except InvalidLicenseExpression:
        return False
    return True


def _spelled(key: str) -> str:
    """The SPDX spelling of a name; an id such as `GPL-2.0-or-later`, of which we hold one text, stays what it says."""
    found = _named(key)
    return key if found is None else found.expression


def _canonical(tree: Any) -> str:
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    for symbol in tree.get_symbols():
        plain = getattr(symbol, "license_symbol", symbol)
        plain.key = _spelled(str(plain.key))
    rendered: str = tree.render("{symbol.key}")
    try:
        return str(canonicalize_license_expression(rendered))
    except InvalidLicenseExpression:  # an id that SPDX does not know stays as it was written
        return rendered


def _short(text: str) -> str:
    return repr(text if len(text) <= 120 else f"{text[:119]}…")


def _fault(error: Any) -> str:
    token = getattr(error, "token_string", "") or ""
    position = getattr(error, "position", -1)
    where = f" at column {position + 1}" if isinstance(position, int) and position >= 0 else ""
    return f"`{token}`{where}" if token else f"the parts do not fit together{where}"
