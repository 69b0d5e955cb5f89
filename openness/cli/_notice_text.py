"""The file of what must be carried along, as text, Markdown or JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from openness._inert import markdown
from openness.cli._carried_text import place_of, said
from openness.licenses import find, get
from openness.licenses.notices import Carried, by_occasion
from openness.licenses.publishers import address_of
from openness.policy import LicenseSource, ModelAnswer
from openness.policy.carry import Carry, TextAtHand
from openness.policy.open_points import NOT_TOLD
from openness.policy.sources import superseded_by

_WIDTH = 80
_CARD = (".md", ".markdown")
_FOLD = "=" * _WIDTH
_NO_ADDRESS = "nobody has noted where its text is published: ask the licensor"
_ADD = "An address is no copy: put the text that stands there beside this file."
_CHECK = (
    "This file says what the licences ask for; it is no legal advice. Notices stand word for word as the licences "
    "prescribe them; what a licence leaves to fill in is left as it marks it."
)


def merged(answers: Sequence[ModelAnswer]) -> list[Carry]:
    """What all models ask for; a licence that several of them are under stands once, with all of them."""
    found: dict[tuple[str, str | None, str | None], Carry] = {}
    for answer in answers:
        for one in answer.carry:
            key = (one.license, one.choice, one.note)
            before = found.get(key)
            if before is not None:
                models = tuple(dict.fromkeys((*before.models, *one.models)))
                texts = tuple(dict.fromkeys((*before.texts, *one.texts)))
                one = before.model_copy(update={"models": models, "texts": texts})  # noqa: PLW2901 - the same, grown
            found[key] = one
    return list(found.values())


def unsettled(answers: Sequence[ModelAnswer]) -> list[LicenseSource]:
    """The binding licences that nobody knows: the file cannot say what they ask for."""
    unknown = [one for answer in answers for one in answer.binding if one.license is None]
    return list({(one.role, one.name): one for one in unknown}.values())


def partly_unknown(answers: Sequence[ModelAnswer]) -> list[tuple[str, str]]:
    """Licences of an expression that we do not know, with whose they are."""
    return [
        (source.name, name)
        for answer in answers
        for source in answer.binding
        for name in (source.expression.unknown if source.expression else ())
    ]


def _texts(found: Sequence[Carry]) -> list[TextAtHand]:
    return list(dict.fromkeys(text for one in found for text in one.texts))


def gaps(answers: Sequence[ModelAnswer]) -> Iterator[str]:
    """What the file cannot say."""
    for one in unsettled(answers):
        yield f"{one.name}: its licence is {one.state}: {one.reason}"
    for model, name in partly_unknown(answers):
        yield f"{model}: {name} is no licence we know"
    for asked in merged(answers):
        if not asked.text_read:
            yield f"{', '.join(asked.models)}: nobody has read the text of {asked.license}; what it asks for is not known"
        for policy in map(get, _policies(asked)):
            if not policy.text_read:
                yield f"{', '.join(asked.models)}: nobody has read the {policy.name}; what it forbids is not known"
        if asked.members:
            apart = any(item.versions for item in asked.items)
            besides = ", save for what is marked there as one version's" if apart else ""
            yield (
                f"{', '.join(asked.models)}: which of {', '.join(asked.members)} holds; "
                f"each asks for what stands above{besides}"
            )
        text = find(asked.license)
        if text is not None and (later := superseded_by(text)) is not None:
            today = address_of(later.id)
            yield (
                f"{', '.join(asked.models)}: what the terms of today ask for; {asked.license} was superseded by "
                f"{later.id}{f', and by whatever stands at {today}' if today else ''}"
            )
    for answer in answers:
        if answer.origin == NOT_TOLD and not answer.own.served:
            yield f"{answer.name}: whether it was made from another model, whose licence would have to be kept too"
        yield from _by_card(answer)


def _by_card(answer: ModelAnswer) -> Iterator[str]:
    """What the card names besides, of which nobody knows whether it binds."""
    for up in answer.above:
        under = f", which its publisher gives under {up.license}" if up.license else ""
        yield f"{answer.name}: whether it was made from {up.model}{under}, which line {up.line} of its card names"
    for limit in answer.stated:
        yield f"{answer.name}: line {limit.line} of its card says “{limit.quote}”; whether that binds beside its licence"
    for name in answer.also_named:
        yield f"{answer.name}: its card also calls {name} its licence; whether that binds too is not settled"


def _policies(asked: Carry) -> tuple[str, ...]:
    """The use policies of a licence; of a family's name, which is no one text's, none are told."""
    text = find(asked.license)
    return text.policies if text is not None else ()


def to_add(answers: Sequence[ModelAnswer]) -> list[tuple[str, str]]:
    """The licences, and the policies that are part of one, whose text must go along and is not in the file: name and address."""
    found: list[tuple[str, str]] = []
    for one in merged(answers):
        held = {text.covers for text in one.texts}
        if any(map(_needs_text, one.items)) and "weights" not in held:
            found.append((one.title, _own_address(one)))
        copied = {item.url for item in one.items if item.kind == "license-copy"}
        parts = [policy for policy in map(get, _policies(one)) if policy.url in copied and "use-policy" not in held]
        found += [(policy.name, policy.url or _NO_ADDRESS) for policy in parts]
    return found


def _own_address(one: Carry) -> str:
    """Where the text is that must go along: of one with the holder's own line the model's file, not a template."""
    if not one.own_notice:
        return _address(one)
    return one.own_copy or (
        f"the licence file of {_models(one)} itself, with its copyright line; {_address(one)} is a template without it"
    )


def _needs_text(item: Carried) -> bool:
    """Whether the whole text must go along: a link is no copy, unless the licence takes one."""
    return item.kind == "license-copy" and "a link to it" not in item.what


def as_json(answers: Sequence[ModelAnswer]) -> str:
    """The file for programs."""
    found = merged(answers)
    licenses = [one.model_dump(mode="json", exclude={"texts"}) for one in found]
    value = {
        "format": "openness-notice",
        "version": "1.0",
        "targets": [answer.target for answer in answers],
        "licenses": licenses,
        "texts": [text.model_dump(mode="json") for text in _texts(found)],
        "texts_to_add": [{"title": title, "url": url} for title, url in to_add(answers)],
        "unsettled": list(gaps(answers)),
    }
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def as_text(answers: Sequence[ModelAnswer]) -> str:
    """The file for people, 80 columns; prescribed words are never broken into lines."""
    found = merged(answers)
    lines = ["WHAT MUST BE CARRIED ALONG", "", *_wrap(_CHECK), ""]
    for one in found:
        lines += [_FOLD, *_wrap(one.title), *_wrap(f"for {_models(one)}"), *_wrap(_address(one)), ""]
        lines += [line for words in _remarks(one) for line in (*_wrap(words), "")]
        for when, together in by_occasion(one.items).items():
            lines += _wrap(f"{when[:1].upper()}{when[1:]}:")
            for item in together:
                lines += _wrap(f"- {_said(item, one)}", "  ")
                lines += ["", *(f"      {line}" for line in _block(item)), ""] if _block(item) else []
                lines += [f"  {item.url}"] if item.url else []
            lines.append("")
    if adding := to_add(answers):
        lines += [_FOLD, "TO BE ADDED: these texts must go along and are not in this file", "", *_wrap(_ADD), ""]
        lines += [line for title, url in adding for line in _wrap(f"- {title}: {url}", "  ")] + [""]
    lacking = list(gaps(answers))
    if lacking:
        lines += [_FOLD, "NOT KNOWN: for these points this file is not complete", ""]
        lines += [line for gap in lacking for line in _wrap(f"- {gap}", "  ")] + [""]
    for text in _texts(found):
        lines += [_FOLD, *_wrap(f"{text.path}, as it lies in {text.model}"), _FOLD, "", *_written(text), ""]
    return "\n".join(lines).rstrip() + "\n"


def as_markdown(answers: Sequence[ModelAnswer]) -> str:
    """The file as Markdown; prescribed words and texts stand in fences."""
    found = merged(answers)
    lines = ["# What must be carried along", "", _CHECK, ""]
    for one in found:
        address = f"<{one.url}>" if one.url else f"{_NO_ADDRESS}."
        lines += [f"## {_escaped(one.title)}", "", f"For {_escaped(_models(one))}. {address}", ""]
        lines += [line for words in _remarks(one) for line in (_escaped(words), "")]
        for when, together in by_occasion(one.items).items():
            lines += [f"{when[:1].upper()}{when[1:]}:", ""]
            for item in together:
                lines.append(f"- {_escaped(_said(item, one))}" + (f" <{item.url}>" if item.url else ""))
                lines += ["", *(f"  {line}" for line in _fenced(_block(item))), ""] if _block(item) else []
            lines.append("")
    if adding := to_add(answers):
        lines += ["## To be added", "", f"These texts must go along and are not in this file. {_ADD}", ""]
        lines += [f"- {_escaped(title)}: {_escaped(url)}" for title, url in adding] + [""]
    lacking = list(gaps(answers))
    if lacking:
        lines += ["## Not known", "", "For these points this file is not complete.", ""]
        lines += [f"- {_escaped(gap)}" for gap in lacking] + [""]
    for text in _texts(found):
        lines += [f"## `{text.path}` of {_escaped(text.model)}", "", *_fenced(_written(text)), ""]
    return "\n".join(lines).rstrip() + "\n"


FORMATS: Final[dict[str, Callable[[Sequence[ModelAnswer]], str]]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
}


def _written(text: TextAtHand) -> list[str]:
    """The lines of a text; a page's end is a line's."""
    return text.text.rstrip().replace("\f", "\n").splitlines()


def _models(one: Carry) -> str:
    """The models, a card that gives no name by its file: a path of this machine has no place in what is shipped."""
    return ", ".join(
        f"the model of {Path(name).name}" if name.casefold().endswith(_CARD) else name for name in one.models
    )


def _address(one: Carry) -> str:
    return one.url or _NO_ADDRESS


def _remarks(one: Carry) -> Iterator[str]:
    if one.choice:
        yield f"One of those to choose from in {one.choice}: only what is chosen binds."
    if one.members and find(one.license) is None:
        yield f"Which of the texts of that name it is is not known: {', '.join(one.members)}."
    elif one.members:
        yield f"Which of its versions holds is not known: {', '.join(one.members)}. Clauses are the newest version's."
    if one.note:
        yield f"{one.note[:1].upper()}{one.note[1:]}."
    if not one.text_read:
        yield "Nobody has read its text yet: what it asks for is not known."
    elif not one.items:
        yield "It asks for nothing to be carried along."


def _said(item: Carried, one: Carry) -> str:
    """What is to be done. Whether the model at hand does it is told to who writes the file, not to who receives it."""
    where = place_of(item, one.license)
    return f"{said(item.model_copy(update={'remark': None}))}{f' ({where})' if where else ''}"


def unmet(answers: Sequence[ModelAnswer]) -> list[str]:
    """The duties that the models at hand do not fulfil, with why."""
    return [
        f"{item.what}: {item.remark}"
        for one in merged(answers)
        for item in one.items
        if item.remark and item.fulfilled is False
    ]


def _wrap(words: str, indent: str = "") -> list[str]:
    return textwrap.wrap(words, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or [
        ""
    ]


def _block(item: Carried) -> list[str]:
    """The prescribed words on lines of their own, unless a short phrase stands in the sentence already."""
    return [] if item.verbatim is None or item.verbatim in item.what else item.verbatim.splitlines()


def _fenced(lines: list[str]) -> list[str]:
    fence = "```"
    while any(fence in line for line in lines):
        fence += "`"
    return [f"{fence}text", *lines, fence]


def _escaped(text: str) -> str:
    """Words in which nothing is markup, on one line."""
    return markdown(text)
