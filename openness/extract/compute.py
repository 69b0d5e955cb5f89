"""What the training took: hardware, device hours, operations, energy and emissions."""

from __future__ import annotations

import re

from openness._pattern import pattern, simple
from openness.extract.draft import Draft, Evidence
from openness.phrases.matcher import Hit
from openness.prose import parts

_CHIP = pattern(
    r"\b(?:[AHVPTBL]\d{1,4}s?(?:x\d+)?\b|TPU|GPU|RTX|GTX|MI\d{3}|Gaudi|Trainium|CPU|nodes?\b|Tesla|GeForce|\d090|Pod|M[123]\b|Cerebras|"
    r"AWS|GCP|Azure|Colab|Kaggle)",
    re.IGNORECASE,
)
_POSSIBLE = pattern(
    r"\b(?:even when|can be|could be) (?:pre-?|fine-?)?trained\b|\byou (?:can|could|may|might|should|need)\b|\byour (?:own )?(?:gpus?|machine|hardware|data)\b",
    re.IGNORECASE,
)
_UNKNOWN = pattern(r"^\W*(?:unknown|n/?a|not (?:stated|specified|available)|none|tbd)\b", re.IGNORECASE)
_AMOUNT = pattern(r"^([\d.,]+)\s*([kmb]?)$", re.IGNORECASE)
_SCALE = {"": 1.0, "k": 1e3, "m": 1e6, "b": 1e9}
_FLOPS = pattern(r"^([\d.,]+)\s*(?:e\+?(\d+)|[x×*]\s?10\^?\{?(\d+)\}?)?\s*(peta|exa|zetta|yotta)?$", re.IGNORECASE)
_PREFIX = {"": 1.0, "peta": 1e15, "exa": 1e18, "zetta": 1e21, "yotta": 1e24}
_UNNAMED = pattern(
    r"(?:(?:an?|one|two|four|eight|single|multiple|several|[\d,]+)(?: ?[x×*])? ?)*(?:gpus?|nodes?|accelerators?|chips?|cores?)",
    re.IGNORECASE,
)
"""Devices of no name, however many: nothing tells what the training took."""
_MAXIMUM = 160
_DEVICE = pattern(
    r"(?:\d+ ?[x×*] ?)?(?:(?:NVIDIA|Tesla|GeForce|Google|Cloud|AMD|Intel)[ -])*(?:[AHVPL]\d{2,3}|RTX|GTX|TPU|MI\d{3}|Gaudi|T4)"
    r"(?:[ -]?(?:v\d[\w-]*|\d+ ?GB|\d{3,4}\w*|SXM\d?|PCIe))*(?: (?:GPUs?|TPUs?|pods?|chips?))?",
)
_VERSION = pattern(r"[a-z]\d{1,2}", re.IGNORECASE)
_SENTENCE = 70
"""Characters beyond which a value is a sentence, of which only the device is kept."""
_OF_SEVERAL = pattern(
    r"\b(?:in aggregate|cumulative\w*|all (?:\d+|nine|of the|the) [\w ]{0,20}models)\b", re.IGNORECASE
)
_FOR_YOU = pattern(r"\b(?:you|your|can|could|should|need|requires?|recommend\w*|batch|per)\b", re.IGNORECASE)
"""Advice to those who train it themselves, in a section on the training."""
_WAITING = simple(r"\b(?:speed|inference|latency|throughput|runtime|search boost)\b", re.IGNORECASE)
"""A column or a line on running the model."""

_BARE = pattern(r"\d+\s?CO2", re.IGNORECASE)
"""A number run into the gas, by a formula: no mass."""


def read(draft: Draft) -> None:
    """Read compute and emissions."""
    _hardware(draft)
    _hours(draft)
    _flops(draft)
    _emissions(draft)


def _reported(draft: Draft, evidence: Evidence) -> None:
    draft.put("compute", "reported", "stated", evidence)


def _hardware(draft: Draft) -> None:
    for hit in draft.hits("compute.hardware"):
        if hit.value == "heading":
            _under_heading(draft, hit)
            continue
        hardware = hit.group("hardware").strip(" *")
        if hit.sentence.text[: max(hit.match.start("hardware"), 0)].endswith("per "):
            continue  # a batch per device
        if _in_name(hit) or _UNNAMED.fullmatch(hardware):
            continue
        if _POSSIBLE.search(hit.sentence.text) or (" | " in hit.sentence.text and _WAITING.search(hit.sentence.text)):
            continue
        if hit.value == "section" and _FOR_YOU.search(hit.sentence.text):
            continue
        if hit.value == "label":
            hardware = hit.sentence.value
            if not _CHIP.search(hardware) or parts.is_placeholder(hardware) or _UNKNOWN.match(hardware):
                continue
        evidence = draft.at_hit(hit, "hardware")
        draft.put("compute", "hardware", _device(hardware), evidence)
        _reported(draft, evidence)


def _in_name(hit: Hit) -> bool:
    """Whether a short device is a version within a name: the `v3` of `deberta-v3-base`."""
    start, end = hit.match.span("hardware")
    return _VERSION.fullmatch(hit.group("hardware")) is not None and (
        hit.sentence.text[max(start - 1, 0) : start] in ("-", "_", "/")
        or hit.sentence.text[end : end + 1] in ("-", "_")
    )


def _device(said: str) -> str:
    """The devices within a sentence; anything short as it is written."""
    found = _DEVICE.search(said) if len(said) > _SENTENCE else None
    return (found.group().strip() if found else said)[:_MAXIMUM]


def _under_heading(draft: Draft, hit: Hit) -> None:
    section = hit.sentence.section
    told = [
        sentence
        for sentence in (parts.under(draft.text, section) if section else ())
        if _CHIP.search(sentence.text) and not (_POSSIBLE.search(sentence.text) or sentence.key.startswith("carbon"))
    ]
    # Before a whole sentence about `our own cluster` comes the one that names the device.
    sentence = next((one for one in told if len(one.value) <= _SENTENCE or _DEVICE.search(one.value)), None)
    sentence = sentence or next(iter(told), None)
    if sentence is not None:
        evidence = draft.at_sentence(sentence)
        draft.put("compute", "hardware", _device(sentence.value), evidence)
        _reported(draft, evidence)


def _hours(draft: Draft) -> None:
    for hit in draft.hits("compute.hours"):
        hours = _number(hit.group("hours"))
        evidence = draft.at_hit(hit, "hours")
        if hours is not None and not _OF_SEVERAL.search(hit.sentence.text):
            draft.put("compute", "hours", hours, evidence)
        _reported(draft, evidence)
    for hit in draft.hits("compute.hours_used"):
        said = hit.group("hours") or hit.group("said")
        if parts.is_placeholder(said) or _UNKNOWN.match(said) or not simple(r"\d").search(said):
            continue
        evidence = draft.at_hit(hit, "hours", "said")
        hours = _number(said.strip())
        if hours is not None:
            draft.put("compute", "hours", hours, evidence)
        _reported(draft, evidence)


def _number(words: str) -> float | None:
    match = _AMOUNT.match(words.strip())
    if match is None:
        return None
    try:
        return float(match[1].rstrip(".,").replace(",", "")) * _SCALE[match[2].lower()]
    except ValueError:
        return None


def _flops(draft: Draft) -> None:
    for hit in draft.hits("compute.flops"):
        match = _FLOPS.match(hit.group("flops"))
        if match is None:
            continue
        try:
            number = float(match[1].replace(",", ""))
        except ValueError:
            continue
        flops = number * 10.0 ** int(match[2] or match[3] or 0) * _PREFIX[(match[4] or "").lower()]
        if flops < 1e15:  # operations per token or per second, not of a training
            continue
        evidence = draft.at_hit(hit, "flops")
        draft.put("compute", "flops", flops, evidence)
        _reported(draft, evidence)


def _emissions(draft: Draft) -> None:
    field = draft.card.front_matter.get("co2_eq_emissions")
    if isinstance(field, dict):
        field = field.get("emissions")
    if isinstance(field, int | float | str) and not isinstance(field, bool) and str(field).strip():
        evidence = draft.at_key("co2_eq_emissions")
        draft.put("compute", "emissions_reported", "stated", evidence)
        draft.put("compute", "emissions", f"{field} g CO2eq" if not isinstance(field, str) else field, evidence)
    for hit in draft.hits("compute.emissions"):
        said = hit.group("figure") or hit.group("after") or hit.group("energy")
        if hit.value == "table":
            rows = draft.text.following(hit.sentence, 3)
            if not any(pattern(r"\|\s*\d").search(row.text) for row in rows if row.kind == "table"):
                continue
        evidence = draft.at_hit(hit)
        draft.put("compute", "emissions_reported", "stated", evidence)
        if said and not _BARE.fullmatch(said.strip()) and not _OF_SEVERAL.search(hit.sentence.text):
            draft.put("compute", "emissions", said[:_MAXIMUM], evidence)
