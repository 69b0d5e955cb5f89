"""Countries and the territories that licences name, and what an excluded territory means for who asks."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from openness.errors import UnknownNameError
from openness.licenses._answers import Asker, Ground, Reason, ground, unverified
from openness.licenses.model import Exclusion, License


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    path = Path(__file__).with_name("tables") / "territories.toml"
    table: dict[str, dict[str, list[str]]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return table


def place(name: str) -> str:
    """
    The code of a country, or `EU`.

    Raises UnknownNameError: a country that is not understood must not pass for one that no licence excludes.
    """
    code = name.strip().upper()
    code = _table()["also"].get(code, [code])[0]
    if code not in _table()["territories"] and code not in _table()["countries"]["codes"]:
        raise UnknownNameError(f"{name}: no country code; write the two letters of ISO 3166 (FR), or EU")
    return code


def based_in(code: str) -> str:
    """The question on a place in words: texts ask where somebody is domiciled, not where the model runs."""
    return f"may it be used by who is based in {code}"


def within(code: str, territories: Iterable[str]) -> bool:
    """Whether a place lies in one of these territories, or one of them in it."""
    members = _table()["territories"]
    return any(
        code == one or code in members.get(one, ()) or (code in members and one in members[code]) for one in territories
    )


def territory(text: License, asker: Asker) -> Iterator[Ground]:
    """What the text says on the country of somebody who asks about nothing else."""
    code = asker.country or ""
    hit = [one for one in text.exclusions if within(code, one.territories)]
    if hit:
        for exclusion in hit:
            yield from _excluded(text, exclusion, multimodal=asker.multimodal)
        return
    term = text.terms.geographic_exclusion
    if term is None:
        yield unverified(text, "excluded territories")
    elif term.value == "none":
        yield ground(text, "yes", term, "no territory is excluded")
    elif term.value == "embargo-only":
        yield ground(text, "with-conditions", term, "places under embargo are excluded")
    else:
        named = tuple(str(term.value).split(","))
        out = within(code, named)
        yield ground(text, "no" if out else "yes", term, f"{'' if out else 'only '}{', '.join(named)} excluded")


def excluded_places(text: License, asker: Asker) -> Iterator[Ground]:
    """What the exclusions come to for any right: who is left out has none, and who does not say where he is may be."""
    for exclusion in text.exclusions:
        if exclusion.covers == "multimodal" and asker.multimodal is False:
            continue
        if asker.country is None:
            words = f"not for {', '.join(exclusion.territories)}: {_whom(exclusion)}"
            yield "with-conditions", _because(text, exclusion, words)
        elif within(asker.country, exclusion.territories):
            yield from _excluded(text, exclusion, multimodal=asker.multimodal)


def _excluded(text: License, exclusion: Exclusion, *, multimodal: bool | None) -> Iterator[Ground]:
    """What an exclusion that names the place means for a model."""
    whom = _because(text, exclusion, _whom(exclusion))
    if exclusion.covers == "all" or multimodal:
        yield "no", whom
    elif multimodal is None:
        apart = " and you are not exempt" if exclusion.exempt else ""
        yield "with-conditions", whom.model_copy(update={"no_if": f"the model is multimodal{apart}"})
        yield "with-conditions", _because(text, exclusion, "it concerns multimodal models only")
    else:
        yield "yes", _because(text, exclusion, "the exclusion concerns multimodal models only")


def _whom(exclusion: Exclusion) -> str:
    only = "multimodal models: " if exclusion.covers == "multimodal" else ""
    return f"{only}{exclusion.who}{f'; exempt: {exclusion.exempt}' if exclusion.exempt else ''}"


def _because(text: License, exclusion: Exclusion, words: str) -> Reason:
    return Reason(text=words, clause=exclusion.clause, license=exclusion.document or text.id)
