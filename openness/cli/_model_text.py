"""The answer for a model on a terminal: one line a licence, the verdict, what to carry along, what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from openness.cli._carried_text import place
from openness.cli._license_text import COLOURS, disclaimer
from openness.cli._lines import bullet, terminal, wrapped
from openness.cli._model_sections import alike, carry, data, further, grounds, in_short, known_texts, of_texts, short
from openness.cli._terminal import safe
from openness.cli._uses_text import asks_of_use, barred, uses
from openness.licenses import License
from openness.licenses.questions import (
    Reason,
    what_binds_others,
    what_ends_rights,
    what_holds_for_outputs,
    what_is_agreed,
    what_is_allowed_anyway,
    what_is_forbidden,
)
from openness.policy import Breach, LicenseSource, ModelAnswer
from openness.policy.sources import NOT_NAMED, superseded_by

if TYPE_CHECKING:
    from openness.cli._answered import Result
    from openness.policy.answer import Verdict

_GOT = {
    "api-only": "; there is nothing to download: the provider's terms of service bind, as long as it offers the model",
    "gated": "; who wants them must accept the publisher's conditions first",
}
_LEVELS = {"fail": ("fails", "red"), "warn": ("not known", "yellow")}


def show(results: list[Result], policy: str | None) -> None:
    """Every model's answer; where a policy judges several models, its lines alone."""
    console = terminal()
    many = len(results) > 1
    for number, one in enumerate(results):
        if not (many and policy):
            if number:
                console.print()
            _answer(console, one.answer)
        if one.judgement is not None:
            _judgement(console, one, many=many)
    if policy is not None and many:
        unmet = sum(not one.judgement.met for one in results if one.judgement is not None)
        console.print()
        wrapped(console, "", f"{unmet} of {len(results)} do not meet the policy of {policy}", style="bold")
    if not (many and policy):
        console.print()
        texts = [text for one in results for source in one.answer.binding for text in source.texts]
        wrapped(console, "", disclaimer(texts), style="dim")


def _answer(console: Console, answer: ModelAnswer) -> None:
    title = answer.target if answer.target in ("", answer.name) else f"{answer.target} ({answer.name})"
    wrapped(console, "", safe(title or answer.name), style="bold")
    console.print()
    for line in _lines(answer) if answer.kind == "model" else _names(answer.own):
        wrapped(console, "", safe(line))
    if answer.weights:
        over = f"; but {answer.own.ended}" if answer.own.ended else ""
        wrapped(console, "", safe(f"weights: {answer.weights}{_GOT.get(answer.weights, '')}{over}"))
    barred(console, answer.bars, None)
    for verdict in answer.verdicts:
        reply = verdict.reply
        if verdict is answer.verdicts[0]:
            console.print()
        console.print(
            Text.assemble(
                (f"{reply.question}? ", "bold"),
                (reply.answer, f"bold {COLOURS[reply.answer]}"),
                safe(_apart(answer, verdict)),
            )
        )
    texts = known_texts(answer)
    alone = _alone(answer)
    whom = ", for whoever is not barred" if any(bar.whole for bar in answer.bars) else ""
    in_short(console, texts.values(), whom or (", for whoever passes it on, too" if answer.private else ""))
    carry(console, answer, alone, whom)
    if answer.open_points:
        console.print("\nwhat would settle what is not known:", style="bold")
        for point in (*answer.open_points, *map(further, answer.above)):
            bullet(console, safe(point))
    data(console, answer)
    grounds(console, answer, alone)
    of_texts(console, "outputs", what_holds_for_outputs, answer, alone)
    of_texts(console, "what is allowed all the same", what_is_allowed_anyway, answer, alone)
    of_texts(console, "what ends the rights", what_ends_rights, answer, alone)
    of_texts(console, "what else is agreed", what_is_agreed, answer, alone)
    if asks_of_use([one.reply for one in answer.verdicts]):
        for text in texts.values():
            uses(console, text)
        alike(console, "what each known text of {} forbids", _forbidden, answer)


def _forbidden(text: License) -> tuple[Reason, ...]:
    """What one may not let others do either, and what is forbidden."""
    others = (why.model_copy(update={"text": f"first of all: {why.text}"}) for why in what_binds_others(text))
    return (*others, *what_is_forbidden(text))


def _alone(answer: ModelAnswer) -> str | None:
    """The one text whose clauses need not be told whose they are: the only one that binds; of a series the newest."""
    texts = list(known_texts(answer).values())
    if len(texts) != 1 or not all(one.texts for one in answer.binding):
        return None
    return texts[0].members[-1] if texts[0].members else texts[0].id


def _apart(answer: ModelAnswer, verdict: Verdict) -> str:
    """What stands beside a verdict's word: the case in which it is no, or what those licences say that are known."""
    cases = [f"no if {one}" for one in dict.fromkeys(why.no_if for why in verdict.reply.reasons if why.no_if)]
    if verdict.about == "country" and verdict.reply.answer == "no" and verdict.reply.reasons:
        return f": {verdict.reply.reasons[0].text}"  # who is meant, and who is exempt: a bare no would say more
    apart = answer.by_what_is_known(verdict)
    if apart is None:
        return f" ({'; '.join(cases)})" if cases else ""
    known = dict.fromkeys(
        short(one.license) if one.license else f"each known text of {one.family}"
        for one in answer.binding
        if one.license or one.may_be
    )
    doubt = f", though the card names {' and '.join(answer.also_named)} too" if answer.also_named else ""
    alone = f"{apart} by {' and '.join(known)} alone{doubt}"
    return f" ({'; '.join((alone, *cases))})"


def _lines(answer: ModelAnswer) -> Iterator[str]:
    """One line a licence that binds, and where no base is named what is known of that; data's stand apart, below."""
    doubt = f"; but the card also says {' and '.join(answer.also_named)}" if answer.also_named else ""
    for one in answer.sources:
        if one.role == "own":
            yield f"own licence: {_license(one)}{doubt}"
        elif one.role == "base":
            by = (
                f" ({one.relation}{', through ' + ', '.join(one.through) if one.through else ''})"
                if one.name != NOT_NAMED
                else ""
            )
            yield f"base {one.name}{by}: {_license(one)}"
    if answer.origin:
        yield f"base: {answer.origin}"


def _names(source: LicenseSource) -> Iterator[str]:
    """A licence or expression that was asked about by itself, in full."""
    for number, choice in enumerate(source.expression.alternatives if source.expression else (), 1):
        names = [text.name for text in choice.licenses] + [f"{name} (unknown)" for name in choice.unknown]
        either = f"choice {number}: " if source.expression and len(source.expression.alternatives) > 1 else "licence: "
        yield f"{either}{' and '.join(names)}"


def _license(source: LicenseSource) -> str:
    if source.license is None:
        return f"{source.state}: {source.reason}" if source.binds else f"none: {source.reason}"
    read = f" ({source.read_in})" if source.read_in else ""
    apart = f"; {source.reason}" if source.reason else ""
    dated = [len(text.members) for text in source.texts if text.members]
    which = f"; which of its {dated[0]} versions holds is not known" if dated and source.binds else ""
    later = next((one for text in source.texts if (one := superseded_by(text)) is not None), None)
    if later is not None:
        return f"{short(source.license)}{read}, since superseded by {later.id}{apart}"
    return f"{short(source.license)}, known{read}{which}{apart}"


def _judgement(console: Console, result: Result, *, many: bool) -> None:
    judgement, answer = result.judgement, result.answer
    assert judgement is not None
    word, colour = ("meets the policy", "green") if judgement.met else ("does not meet the policy", "red")
    if judgement.met and judgement.breaches:
        word, colour = "meets the policy as far as is known", "yellow"
    if not many:
        console.print()
    wrapped(console, "", safe(f"{answer.target or answer.name}: {word}"), style=f"bold {colour}")
    merged: dict[tuple[str, str, str, str | None, str | None], list[Breach]] = {}
    for one in judgement.breaches:
        merged.setdefault((one.level, one.rule, one.message, one.license, one.clause), []).append(one)
    for (level, rule, message, license_id, clause), breaches in merged.items():
        whose = " and ".join(dict.fromkeys(_whose(one) for one in breaches))
        where = f" ({place(clause, license_id)})" if clause else ""
        words, paint = _LEVELS[level]
        wrapped(console, "  - ", safe(f"{words}, {rule}: {whose}: {message}{where}"), style=paint)


def _whose(breach: Breach) -> str:
    if breach.role == "release":
        return "the release"
    return f"base {breach.source}" if breach.role == "base" else "own licence"
