"""The answer for a model on a terminal: one line a licence, the verdict, what to carry along, what is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from openness.cli._carried_text import carried_items, place
from openness.cli._license_text import COLOURS, asks_of_use, barred, bullet, disclaimer, terminal, uses, wrapped
from openness.cli._terminal import safe
from openness.licenses import License
from openness.licenses.expression import parse
from openness.licenses.questions import (
    Reason,
    what_ends_rights,
    what_holds_for_outputs,
    what_is_agreed,
    what_is_allowed_anyway,
)
from openness.policy import Breach, LicenseSource, ModelAnswer
from openness.policy.sources import superseded_by

if TYPE_CHECKING:
    from openness.cli._answered import Result
    from openness.policy.answer import Verdict
    from openness.policy.data_sources import OutputsUsed

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
    for line in _lines(answer.sources, answer.also_named) if answer.kind == "model" else _names(answer.own):
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
    texts = {text.id: text for source in answer.binding for text in source.texts}
    alone = next(iter(texts)) if len(texts) == 1 and all(one.texts for one in answer.binding) else None
    whom = ", for whoever is not barred" if any(bar.whole for bar in answer.bars) else ""
    _in_short(console, texts.values(), whom or (", for whoever passes it on, too" if answer.private else ""))
    _why(console, answer, alone)
    _of_texts(console, "outputs", what_holds_for_outputs, texts.values(), alone)
    _of_texts(console, "what is allowed all the same", what_is_allowed_anyway, texts.values(), alone)
    _carry(console, answer, whom)
    _of_texts(console, "what ends the rights", what_ends_rights, texts.values(), alone)
    _of_texts(console, "what else is agreed", what_is_agreed, texts.values(), alone)
    if answer.open_points:
        console.print("\nwhat would settle what is not known:", style="bold")
        for point in answer.open_points:
            bullet(console, safe(point))
    _data(console, answer)
    if asks_of_use([one.reply for one in answer.verdicts]):
        for text in texts.values():
            uses(console, text)


def _apart(answer: ModelAnswer, verdict: Verdict) -> str:
    """What stands beside a verdict's word: the case in which it is no, or what those licences say that are known."""
    cases = [f"no if {one}" for one in dict.fromkeys(why.no_if for why in verdict.reply.reasons if why.no_if)]
    apart = answer.by_what_is_known(verdict)
    if apart is None:
        return f" ({'; '.join(cases)})" if cases else ""
    known = dict.fromkeys(_short(one.license) for one in answer.binding if one.license is not None)
    doubt = f", though the card names {' and '.join(answer.also_named)} too" if answer.also_named else ""
    alone = f"{apart} by {' and '.join(known)} alone{doubt}"
    return f" ({'; '.join((alone, *cases))})"


def _lines(sources: Iterable[LicenseSource], also_named: tuple[str, ...] = ()) -> Iterator[str]:
    """One line a licence that binds; data's stand apart, below. `also_named`: what the card calls its licence besides."""
    listed = list(sources)
    doubt = f"; but the card also says {' and '.join(also_named)}" if also_named else ""
    for one in listed:
        if one.role == "own":
            yield f"own licence: {_license(one)}{doubt}"
        elif one.role == "base":
            by = f" ({one.relation}{', through ' + ', '.join(one.through) if one.through else ''})"
            yield f"base {one.name}{by}: {_license(one)}"
    if not any(one.role == "base" for one in listed) and listed[0].evidence:
        yield "base: none is named"


def _names(source: LicenseSource) -> Iterator[str]:
    """A licence or expression that was asked about by itself, in full."""
    for number, choice in enumerate(source.expression.alternatives if source.expression else (), 1):
        names = [text.name for text in choice.licenses] + [f"{name} (unknown)" for name in choice.unknown]
        either = f"choice {number}: " if source.expression and len(source.expression.alternatives) > 1 else "licence: "
        yield f"{either}{' and '.join(names)}"


def _in_short(console: Console, texts: Iterable[License], whom: str) -> None:
    """What each licence comes to in a sentence or two, or that nobody has read it, and where it stands."""
    for number, text in enumerate(texts):
        if not number:
            console.print(f"\nin short{whom}:", style="bold")
        address = f" {text.url}" if text.url else ""
        unread = "" if text.text_read else f" Nobody here has read its text:{address or ' no address is noted'}"
        bullet(console, safe(f"{text.id}: {text.summary or f'{text.name}.'}{unread}"))


def _of_texts(
    console: Console,
    title: str,
    of: Callable[[License], tuple[Reason, ...]],
    texts: Iterable[License],
    alone: str | None,
) -> None:
    """What each licence says on one matter, under a title; nothing where none speaks of it."""
    found = [why for text in texts for why in of(text)]
    if found:
        console.print(f"\n{title}:", style="bold")
    for why in found:
        bullet(console, safe(f"{why.text} {_where(why, alone)}"))


def _license(source: LicenseSource) -> str:
    if source.license is None:
        return f"{source.state}: {source.reason}" if source.binds else f"none: {source.reason}"
    read = f" ({source.read_in})" if source.read_in else ""
    apart = f"; {source.reason}" if source.reason else ""
    dated = [len(text.members) for text in source.texts if text.members]
    which = f"; which of its {dated[0]} versions holds is not known" if dated and source.binds else ""
    later = next((one for text in source.texts if (one := superseded_by(text)) is not None), None)
    if later is not None:
        return f"{_short(source.license)}{read}, since superseded by {later.id}{apart}"
    return f"{_short(source.license)}, known{read}{which}{apart}"


def _short(expression: str) -> str:
    """The expression, or our id where it is one licence without an SPDX id."""
    texts = parse(expression).licenses
    return texts[0].id if expression.startswith("LicenseRef-") and len(texts) == 1 else expression


def _why(console: Console, answer: ModelAnswer, alone: str | None) -> None:
    """Each ground once, with the purposes that it bears on; what is to be carried along stands below."""
    grounds: dict[Reason, list[str]] = {}
    dark = {f"{one.name}: {one.reason}": one for one in answer.binding if one.license is None}
    for verdict in answer.verdicts:
        unknown = [one for why in verdict.reply.reasons if (one := dark.get(why.text)) is not None]
        for reason in dict.fromkeys(one.reason for one in unknown):
            names = ", ".join(one.name for one in unknown if one.reason == reason)
            grounds.setdefault(Reason(text=f"{names}: {reason}", license=""), []).append(verdict.about)
        for why in verdict.reply.reasons:
            if why.text in dark or any(why == bar.reason for bar in answer.bars):
                continue
            if not why.text.startswith(("required: ", "once shared, required: ")):
                grounds.setdefault(why, []).append(verdict.about)
    if grounds:
        console.print("\nwhy:", style="bold")
    for why, about in grounds.items():
        on = "" if len(about) == len(answer.verdicts) else f"{', '.join(about)}: "
        bullet(console, safe(f"{on}{why.text} {_where(why, alone)}".rstrip()))


def _where(why: Reason, alone: str | None) -> str:
    """Where a ground stands. `alone`: the one licence that binds, whose clauses need not be told whose they are."""
    if why.clause is None:
        return f"({why.license})" if why.license else ""
    return f"({place(why.clause, None if why.license == alone else why.license, why.certainty)})"


def _carry(console: Console, answer: ModelAnswer, whom: str = "") -> None:
    console.print(f"\nwhat must be carried along{whom}:", style="bold")
    for state in ("contradicted", "unknown"):
        names = [one.name for one in answer.binding if one.license is None and one.state == state]
        whose = "its licence is" if len(names) == 1 else "their licences are"
        if names:
            wrapped(console, "  ", safe(f"for {', '.join(names)}: not known, as {whose} {state}"))
    for one in answer.carry:
        choice = f", where it is chosen from {one.choice}" if one.choice else ""
        under = "" if answer.kind == "license" else f" under {one.license}"
        models = one.license if answer.kind == "license" else ", ".join(one.models)
        head = f"for {models}{under}{choice}:"
        wrapped(console, "  ", safe(head))
        if one.note:
            wrapped(console, "    ", safe(one.note), style="dim")
        if not one.text_read:
            wrapped(console, "    - ", f"not known: nobody here has read its text{f'; {one.url}' if one.url else ''}")
        for lead, words in carried_items(one.items, one.license, indent="    "):
            wrapped(console, lead, words)
        if one.text_read and not one.items:
            wrapped(console, "    - ", "nothing, as nothing is passed on" if answer.private else "nothing")


def _data(console: Console, answer: ModelAnswer) -> None:
    """The licences of the data, apart: what they come to for the weights is contested."""
    data = [(n, one) for n, one in enumerate(answer.sources) if one.role == "data"]
    if not data and not answer.outputs_used:
        return
    console.print("\ncontested is whether the data's licences bind the model; not counted above:", style="bold")
    silent = [one.name for _, one in data if one.license is None and not one.written]
    for number, one in data:
        if one.license is None and not one.written:
            continue
        if one.license is None:
            bullet(console, safe(f"{one.name}: {', '.join(one.written)}, which is no one licence we know"))
            continue
        says = [f"{v.about}: {v.by_source[number].answer}" for v in answer.verdicts]
        read = f", read in {one.read_in}" if one.read_in else ""
        bullet(console, safe(f"{one.name}: {_short(one.license)}{read}; by itself {'; '.join(says)}"))
    if silent:
        ask = "its own card" if len(silent) == 1 else "their own cards"
        bullet(
            console,
            safe(f"no licence is stated here for {', '.join(silent)}; {ask}, or who made them, would settle it"),
        )
    by_terms: dict[tuple[str, str], list[OutputsUsed]] = {}
    for used in answer.outputs_used:
        by_terms.setdefault((used.terms, used.clause), []).append(used)
    for together in by_terms.values():
        first = together[0]
        what = "; ".join(
            f"{', '.join(one.datasets)}, which {one.generator} wrote" if one.datasets else f"outputs of {one.generator}"
            for one in together
        )
        terms = f"the {first.terms} bar {first.bars} ({place(first.clause, first.license)}; {first.url})"
        known = f" (known here: {', '.join(first.versions)})" if len(first.versions) > 1 else ""
        whom = (
            "such terms bind who made the outputs under them; whether also who trains on such data later is contested"
        )
        apart = f"; {first.apart}" if first.apart else ""
        bullet(console, safe(f"{what}: {terms}{apart}; {whom}; which version{known} was in force then, nobody states"))


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
