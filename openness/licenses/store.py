"""
Licences by name: one data file a licence, found through a generated index.

`index.json` (written by `tools/license_index.py`) maps every known spelling to an id; loading a licence then reads
that one file. Names are compared without regard to case, white space and the words around the name.
"""

from __future__ import annotations

import json
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

from openness import _limits, plugins
from openness._pattern import pattern, simple
from openness._trusted import build
from openness._value import dataclass
from openness.errors import ConfigurationError, FamilyError, UnknownNameError
from openness.licenses.model import License

_DATA = Path(__file__).with_name("data")
_INDEX = Path(__file__).with_name("index.json")
_SPACE = simple(r"\s+")
_TRIM = pattern(r"^(?:the\s+)?(.*?)(?:[\s_-]+(?:community\s+)?(?:licen[cs]e|agreement|terms))*(?:\s*\([^)]*\))?$")

NameKind = Literal["license", "series", "family", "sentinel", "not-a-license", "unknown"]
Spelling = Literal["hub-id", "spdx-id", "own-id", "alias"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a name given as a licence leads to."""

    name: str
    """The name as given."""
    kind: NameKind
    """A licence, a series of dated licences, a family without a text, a sentinel of the Hub (`other`, `unknown`), a word that is no licence, or unknown."""
    id: str | None = None
    """Id of the licence, series or family."""
    spelling: Spelling | None = None
    """How the name is spelled: the Hub's id, an SPDX id, our own id, or an alias."""
    hub_id: str | None = None
    """The Hub's spelling, where the Hub has one."""
    members: tuple[str, ...] = ()
    """For a family: the licences it may mean."""


def normalise(name: str) -> str:
    """A name for comparison: NFKC, case folded, white space as single blanks."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", name)).strip().strip("\"'`").casefold()


@cache
def index() -> dict[str, Any]:
    """The generated index: `names`, `families`, `sentinels`, `not_licenses`, `ids`."""
    return json.loads(_INDEX.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def resolve(name: str) -> Resolution:
    """What a name leads to; never raises."""
    if len(name) > _limits.LICENSE_NAME:
        return Resolution(name=name, kind="unknown")
    known = index()
    wanted = normalise(name)
    for key in (wanted, _trimmed(wanted)):
        entry = known["names"].get(key)
        if entry is not None:
            identity, spelling = entry
            kind: NameKind = "series" if identity in known["series"] else "license"
            return Resolution(
                name=name, kind=kind, id=identity, spelling=spelling, hub_id=known["hub_ids"].get(identity)
            )
        if key in known["families"]:
            return Resolution(
                name=name,
                kind="family",
                id=key,
                hub_id=key if key in known["hub_families"] else None,
                members=tuple(known["families"][key]),
            )
        if key in known["sentinels"]:
            return Resolution(name=name, kind="sentinel", id=key, hub_id=key, spelling="hub-id")
        if key in known["not_licenses"]:
            return Resolution(name=name, kind="not-a-license")
        added = _added_names().get(key) if plugins.used(_GROUP) else None
        if added is not None:
            return Resolution(name=name, kind="license", id=added, spelling="own-id" if key == added else "alias")
    return Resolution(name=name, kind="unknown")


def _trimmed(wanted: str) -> str:
    match = _TRIM.match(wanted)
    return match[1] if match else wanted


def get(name: str) -> License:
    """
    The licence of a name: a Hub id, SPDX id, own id or known spelling.

    Raises FamilyError for a family (its members are in `near`) and UnknownNameError otherwise, with near names.
    """
    found = resolve(name)
    if found.id is not None and found.kind in ("license", "series"):
        return _as_named(_load(found.id), name)
    if found.kind == "family":
        raise FamilyError(
            f"{name}: a family of licences, not one text; it may mean {', '.join(found.members)}",
            near=found.members,
        )
    if found.kind == "not-a-license":
        raise UnknownNameError(f"{name}: not a licence")
    if found.kind == "sentinel":
        raise UnknownNameError(f"{name}: the Hub's word for a licence outside its list, not a licence")
    near = nearest(name)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    raise UnknownNameError(f"{name}: unknown licence{hint}", near=near)


def find(name: str | None) -> License | None:
    """As `get`, but None instead of an error."""
    if not name:
        return None
    found = resolve(name)
    if found.id is None or found.kind not in ("license", "series"):
        return None
    return _as_named(_load(found.id), name)


def _as_named(text: License, name: str) -> License:
    """The text with the SPDX id that the name is, where one text has several (`AGPL-3.0-only`, `AGPL-3.0-or-later`)."""
    wanted = normalise(name).removeprefix("licenseref-")
    names = (wanted, f"{wanted[:-1]}-or-later") if wanted.endswith("+") else (wanted,)
    said = next((one for one in text.spdx_candidates if one.casefold() in names), None)
    if said is None:
        return text
    url = text.url
    for one in text.spdx_candidates if url else ():
        url = url and url.replace(f"/{one}.", f"/{said}.")
    return text.model_copy(update={"spdx": said, "spdx_candidates": (), "url": url})


def nearest(name: str, *, count: int = 3) -> tuple[str, ...]:
    """Ids whose spelling is nearest to a name, best first; none for what is too long to be one."""
    if len(name) > _limits.NAME:
        return ()
    from difflib import get_close_matches

    known = index()
    spellings: dict[str, str] = {key: entry[0] for key, entry in known["names"].items()}
    spellings.update({key: key for key in known["families"]})
    close = get_close_matches(normalise(name), spellings, n=count * 3, cutoff=0.72)
    return tuple(dict.fromkeys(known["hub_ids"].get(spellings[key], spellings[key]) for key in close))[:count]


def is_on_hub(name: str) -> bool:
    """Whether the Hub takes a name as a licence: an id of its list, a family's id or a sentinel, exactly as it writes it."""
    known = index()
    return name in known["hub_families"] or name in known["sentinels"] or name in _hub_spellings()


@cache
def _hub_spellings() -> frozenset[str]:
    return frozenset(key for key, (_, spelling) in index()["names"].items() if spelling == "hub-id")


def share_a_family(one: str, other: str) -> bool:
    """Whether two licences, by their ids, are members of one family of names (`rail`, `llama`)."""
    return any(one in members and other in members for members in index()["families"].values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What the name of a model or publisher means where somebody asks for its licence."""

    expression: str
    """A licence expression."""
    why: str
    """Who says so, in our own words."""


def meant_by(name: str) -> Meaning | None:
    """What the name of a well-known model or publisher means as a licence (`gpt-oss`); None for every other name."""
    found = index()["models"].get(normalise(name))
    return None if found is None else Meaning(expression=found["means"], why=found["why"])


def ids() -> tuple[str, ...]:
    """All ids, sorted."""
    return tuple(sorted((*index()["ids"], *_added())))


def all_licenses() -> Iterator[License]:
    """Every licence, series and policy. Reads every data file."""
    for identity in ids():
        yield _load(identity)


_GROUP = "openness.licenses"


def _added() -> dict[str, License]:
    """The licences of the plugins in use, by id; an id of this package stays what it is."""
    found: dict[str, License] = {}
    for name, offered in plugins.used(_GROUP).items():
        texts = tuple(offered() if callable(offered) else offered)
        for text in texts:
            if not isinstance(text, License) or text.id in index()["ids"]:
                raise ConfigurationError(f"plugin licences `{name}`: {text!r:.80} is no new openness.licenses.License")
            found[text.id] = text
    return found


def _added_names() -> dict[str, str]:
    """Every spelling of an added licence, as compared."""
    return {
        normalise(word): text.id
        for text in _added().values()
        for word in (text.id, text.expression, text.name, *text.hub_ids, *text.aliases)
    }


def _load(identity: str) -> License:
    return _own(identity) if identity in index()["ids"] else _added()[identity]


@cache
def _own(identity: str) -> License:
    table = tomllib.loads((_DATA / f"{identity}.toml").read_text(encoding="utf-8"))
    if table.get("kind") == "series":
        table = {**table, **_common(tuple(table["members"]))}
    return build(License, table)


def _common(members: tuple[str, ...]) -> dict[str, Any]:
    """What all members of a series say alike; where they differ, nothing is said of the series."""
    texts = [_load(member) for member in members]
    first, rest = texts[0], texts[1:]
    terms = {
        name: term
        for name, term in first.terms.stated()
        if all((other := getattr(text.terms, name)) is not None and other.value == term.value for text in rest)
    }
    thresholds = first.thresholds if all(_sizes(text) == _sizes(first) for text in rest) else ()
    readings = min(text.readings for text in texts)
    return {
        "terms": terms,
        "thresholds": thresholds,
        "readings": readings,
        "text_read": min((text.text_read or "") for text in texts) or None,
        "policies": first.policies,
        "licensor": first.licensor if all(text.licensor == first.licensor for text in rest) else None,
    }


def _sizes(text: License) -> list[tuple[str, float, str]]:
    return [(one.metric, one.number, one.unit) for one in text.thresholds]


def of_model(model: str) -> License | None:
    """
    The licence that a model's publisher gives it, or that of the service which offers it; None for models nobody here knows.

    A mirror's model leads to the original's, a model that declares none to that of the model it was made from.
    """
    from openness.licenses import publishers

    found = publishers.published(model)
    return None if found is None else find(found.license)
