"""
Which licence a model's publisher gives it: by pattern, by the table of known models, or by the model that a mirror copies.

`tables/models.toml` is written by hand. `tables/bases.txt` is written by `tools/base_table.py` from a table of the Hub
and is read when a model is asked for that no pattern names.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, Protocol

from openness._pattern import pattern, simple
from openness._value import dataclass
from openness.licenses.model import License

_TABLES = Path(__file__).with_name("tables")
_PACKED = pattern(
    r"(?:[-_.](?:bnb-4bit|unsloth|4bit|8bit|fp8|fp8-dynamic|bf16|fp16|gguf|gptq|awq|gptq-int4|awq-int4|int4|int8|imatrix|abliterated|abliterated-v\d))+$"
)
"""How the name of a packed copy ends."""


_LETTERS = simple(r"[^a-z]")
_LETTER_WORDS = simple(r"[a-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A model's licence and how it is known."""

    license: str
    """Id of the licence."""
    via: str | None = None
    """The model that says so, where this one says nothing itself: the original of a mirror, or what it was made from."""
    source: Literal["table", "index"] = "table"
    """Who was asked: the tables of this package, or the index that is consulted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A model that is called at its provider, and what the provider's terms say of training on outputs."""

    provider: str
    called: tuple[str, ...]
    """Words by which a card speaks of the service or its provider, in small letters."""
    terms: str
    """Name of the document."""
    license: str | None
    """Its id, where it is among the licences here."""
    clause: str
    bars: str
    """What may not be trained, in our own words."""
    url: str


class Consulted(Protocol):
    """Who is asked for a model's licence before the tables here: an index."""

    def __call__(self, model: str, *, steps: int = 40) -> Published | None:
        """The licence of a model by its id; None where it is not known."""


class Above(Protocol):
    """Who is asked from which models one was made: an index."""

    def __call__(self, model: str) -> tuple[tuple[str, str], ...]:
        """The bases that a model's own card names, each with how the model was made from it."""


_CONSULTED: list[Consulted] = []
_ABOVE: list[Above] = []


def consult(index: Consulted | None, above: Above | None = None) -> None:
    """Ask an index of models before the tables here, from now on in this process; None: the tables alone."""
    _CONSULTED[:] = [] if index is None else [index]
    _ABOVE[:] = [] if above is None else [above]
    _known.cache_clear()
    bases_of.cache_clear()


@lru_cache(maxsize=8192)
def bases_of(model: str) -> tuple[tuple[str, str], ...]:
    """
    The models from which one was made, as the consulted index has them, each with how; empty where nobody is asked.

    The tables here name a base only for a model without a licence of its own, and `published` follows that by itself.
    """
    return tuple(found for ask in _ABOVE for found in ask(model)) if "/" in model else ()


def published(model: str, *, steps: int = 40) -> Published | None:
    """The licence of a model by its id or name, as the consulted index or else the tables here have it; None where nobody says."""
    return _known(model, steps)


@lru_cache(maxsize=4096)
def _known(model: str, steps: int) -> Published | None:
    for ask in _CONSULTED:
        if "/" in model and (found := ask(model, steps=steps)) is not None:
            return found
    return listed(model, steps=steps)


def listed(model: str, *, steps: int = 40) -> Published | None:
    """The licence of a model as the tables of this package have it."""
    wanted = model.strip().casefold().removeprefix("https://huggingface.co/").rstrip("/")
    found = by_pattern(wanted)
    if found is not None:
        return Published(license=found)
    original = original_of(wanted)
    if original is not None and (found := by_pattern(original) or _table().own.get(original)) is not None:
        return Published(license=found, via=original)
    table = _table()
    if (found := table.own.get(wanted)) is not None:
        return Published(license=found)
    made_from = table.inherited.get(wanted)
    if made_from is not None and steps > 0:
        above = listed(made_from, steps=steps - 1)
        return Published(license=above.license, via=made_from) if above is not None else None
    service = service_of(model)
    return Published(license=service.license) if service is not None and service.license is not None else None


def told(model: str) -> tuple[str | None, str | None]:
    """Of a model in the package's own table the licence that it declares, or the model that it was made from."""
    wanted = model.strip().casefold()
    found = by_pattern(wanted)
    if found is not None:
        return found, None
    table = _table()
    return table.own.get(wanted), table.inherited.get(wanted)


def original_of(model: str, known: Mapping[str, str] | None = None) -> str | None:
    """The publisher's model that a mirror copies under its name (`unsloth/llama-3-8b-bnb-4bit`); None for no mirror."""
    owner, _, name = model.casefold().partition("/")
    if owner not in _by_hand().mirrors or not name:
        return None
    plain = _PACKED.sub("", name)
    own = _table().own if known is None else known
    for maker in _by_hand().makers:
        for candidate in (f"{maker}/{plain}", f"{maker}/meta-{plain}", f"{maker}/{plain}-hf"):
            if by_pattern(candidate) is not None or candidate in own:
                return candidate
    return None


def is_licensor(owner: str, text: License) -> bool:
    """
    Whether an owner on the Hub is the one who licenses under a text.

    By the first word of the licensor's name, or because the owner publishes models of its own under that text.
    """
    plain = _LETTERS.sub("", owner.casefold())
    words = _LETTER_WORDS.findall((text.licensor or "").casefold())
    named = bool(plain and words) and len(words[0]) > 3 and (plain.startswith(words[0]) or words[0] in plain)
    return named or (text.licensor is not None and text.id in _given_by(owner.casefold()))


@lru_cache(maxsize=1024)
def _given_by(owner: str) -> frozenset[str]:
    """Ids of the licences that an owner gives its own models, by the table that is written by hand; a mirror's are not its own."""
    table = _by_hand()
    if not owner or owner in table.mirrors:
        return frozenset()
    return frozenset(text for one, text in table.patterns if one.startswith(f"{owner}/"))


def service_of(model: str) -> Service | None:
    """The service that offers a model by its name (`GPT-4`, `Claude 3 Opus`); None for models that can be had."""
    wanted = model.strip().casefold()
    for service, patterns, others in _services():
        if any(fnmatchcase(wanted, one) for one in patterns) and not any(fnmatchcase(wanted, one) for one in others):
            return service
    return None


def service_called(words: str) -> Service | None:
    """The service of which a few words speak, by its or its provider's name; None where they speak of none."""
    folded = words.casefold()
    return next((service for service, _, _ in _services() for one in service.called if _is_word(one, folded)), None)


def _is_word(name: str, folded: str) -> bool:
    at = folded.find(name)
    while at >= 0:
        behind = at + len(name)
        if not folded[max(at - 1, 0) : at].isalnum() and not folded[behind : behind + 1].isalnum():
            return True
        at = folded.find(name, behind)
    return False


def address_of(terms: str) -> str | None:
    """Where the provider's terms of the day stand, for the id of a version of them; None where nobody has noted it."""
    return next((service.url for service, _, _ in _services() if service.license == terms), None)


def forget() -> None:
    """Read the tables anew when next asked: for the tool that writes them."""
    _known.cache_clear()
    _table.cache_clear()


def tables_read() -> int:
    """How many times the generated table was read since it was last forgotten: 0 or 1."""
    return _table.cache_info().currsize


@dataclass(frozen=True, slots=True)
class _ByHand:
    patterns: tuple[tuple[str, str], ...]
    mirrors: frozenset[str]
    makers: tuple[str, ...]
    also: tuple[tuple[str, frozenset[str]], ...]


@cache
def _by_hand() -> _ByHand:
    table = tomllib.loads((_TABLES / "models.toml").read_text(encoding="utf-8"))
    patterns = tuple((one, entry["license"]) for entry in table["model"] for one in entry["patterns"])
    makers = dict.fromkeys(one.partition("/")[0] for one, _ in patterns if "*" not in one.partition("/")[0])
    also = tuple(
        (one, frozenset(entry["also"])) for entry in table["model"] if "also" in entry for one in entry["patterns"]
    )
    return _ByHand(patterns, frozenset(table["mirrors"]["owners"]), tuple(makers), also)


@lru_cache(maxsize=4096)
def by_pattern(wanted: str) -> str | None:
    """The licence that the table written by hand gives a model, by its folded id."""
    return next((license_id for one, license_id in _by_hand().patterns if fnmatchcase(wanted, one)), None)


def also_published(model: str) -> frozenset[str]:
    """The licences under which a model's publisher gives the same weights elsewhere, beside that of its card."""
    wanted = model.strip().casefold()
    return next((others for one, others in _by_hand().also if fnmatchcase(wanted, one)), frozenset())


@cache
def _services() -> tuple[tuple[Service, tuple[str, ...], tuple[str, ...]], ...]:
    table = tomllib.loads((_TABLES / "services.toml").read_text(encoding="utf-8"))
    return tuple(
        (
            Service(
                provider=one["provider"],
                called=tuple(one["called"]),
                terms=one["terms"],
                license=one.get("license"),
                clause=one["clause"],
                bars=one["bars"],
                url=one["url"],
            ),
            tuple(one["patterns"]),
            tuple(one.get("not_patterns", ())),
        )
        for one in table["service"]
    )


@dataclass(frozen=True, slots=True)
class _Table:
    own: dict[str, str]
    """Model to licence, as its own card says."""
    inherited: dict[str, str]
    """Model without a licence of its own to the model that it says it was made from."""


@cache
def _table() -> _Table:
    """The generated table: lines of a licence (or `^` and a base), the owner, and the owner's models."""
    own: dict[str, str] = {}
    inherited: dict[str, str] = {}
    path = _TABLES / "bases.txt"
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        if line.startswith("#"):
            continue
        said, owner, names = line.split("\t")
        head = f"{owner}/" if owner else ""
        for name in names.split(" "):
            if said.startswith("^"):
                inherited[head + name] = said[1:]
            else:
                own[head + name] = said
    return _Table(own, inherited)
