"""Rules about the base models that a card names: are they in the field, how were they used, does the configuration agree?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from openness import _input
from openness._pattern import pattern, simple
from openness.naming.models import comparable, same_model
from openness.release import Base
from openness.rules.lineage.base_names import (
    hub_id,
    is_ancestor,
    is_itself,
    is_no_name,
    is_of_another,
    is_teacher,
    is_what_it_loads,
    names_family,
    written_name,
)
from openness.rules.lineage.base_siblings import is_how_it_is_built, is_of_a_sibling
from openness.rules.rule import Edit, Finding, Rule, Subject
from openness.rules.wording import cells, sentence_of


def configured_base(subject: Subject) -> str | None:
    """The Hub id of the model that an adapter's configuration is made for; None where there is none."""
    held = subject.card.repo.file("adapter_config.json") if subject.card.repo else None
    return _configured(held.text, "base_model_name_or_path") if held is not None else None


class MissingBaseModel(Rule):
    """
    A base model named in the prose or in `adapter_config.json` only.

    Licence duties and search follow `base_model` in the front matter; a name in the prose reaches nobody.
    What the prose tells is advice; what `adapter_config.json` tells is certain, and a warning.

    Instead of:

        ---
        license: apache-2.0
        ---
        # Heron 7B
        Heron 7B is fine-tuned from mistralai/Mistral-7B-v0.1.

    Use:

        ---
        license: apache-2.0
        base_model: mistralai/Mistral-7B-v0.1
        ---
        # Heron 7B
        Heron 7B is fine-tuned from mistralai/Mistral-7B-v0.1.
    """

    family = "lineage"
    severity = "info"
    confidence = "medium"
    fixes = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Bases whose only evidence is prose or a file, on a card with front matter and without `base_model`."""
        if not subject.has_front_matter or "base_model" in subject.card.front_matter.values:
            return
        held = configured_base(subject)
        if held is not None:
            yield self.finding(
                subject,
                subject.card.front_matter.place(),
                f"`{held}` is named as the base model in adapter_config.json only",
                hint=f"add `base_model: {held}` to the front matter",
                value=held,
                severity="warning",
                fix=_added_line(subject, f"base_model: {held}"),
            )
            return
        loose = self._loose(subject)
        if not loose:
            return
        found = [hub_id(subject, base) for base in loose]
        ids = list(dict.fromkeys(one.id for one in found if one is not None))
        first = found[0].id if found[0] is not None else written_name(subject, loose[0])
        others = (
            f" and {len(loose) - 1} more are named as base models" if len(loose) > 1 else " is named as the base model"
        )
        value = ids[0] if len(ids) == 1 else f"[{', '.join(ids)}]"
        complete = all(one is not None for one in found)
        sure = all(one is not None and one.beside for one in found) and all(
            base.evidence[0].confidence != "guess" for base in loose
        )
        yield self.finding(
            subject,
            loose[0].evidence[0],
            f"`{first}`{others} in the prose only",
            hint=f"add `base_model: {value}` to the front matter"
            if complete
            else "add `base_model:` with its Hub id to the front matter",
            value=loose[0].model,
            fix=_added_line(subject, f"base_model: {value}") if sure else (),
        )

    def _loose(self, subject: Subject) -> list[Base]:
        """The bases that the prose alone names; beside the parents of a merge not what those descend from."""
        loose = [base for base in subject.release.lineage.bases if self._is_loose(subject, base)]
        parents = [base for base in loose if not is_ancestor(subject, base)]
        return parents if len(parents) > 1 else loose

    @staticmethod
    def _is_loose(subject: Subject, base: Base) -> bool:
        """Whether the prose alone names it, by more than the family (`based on BERT` may speak of the architecture)."""
        if any(one.source in ("front-matter", "statement") for one in base.evidence):
            return False
        if all(cells(subject.card.lines.line_text(one.line or 1)) > 2 for one in base.evidence):
            return False  # a row of a table over several models says which was made from which
        about = subject.release.subject
        own = [comparable(name.rpartition("/")[2]) for name in (about.id, about.name) if name]
        if comparable(base.model.rpartition("/")[2]) in own:
            return False
        if any(one(subject, base) for one in _OF_NONE):
            return False
        found = hub_id(subject, base)
        if found is None and any(one(subject, base) for one in (is_itself, names_family, is_no_name)):
            return False
        if (found is None or found.id == base.model) and _is_bare(subject, base) and _is_architecture(subject, base):
            return False
        return _is_id(base.model) or base.relation != "unspecified"


_OF_NONE = (is_teacher, is_of_another, is_what_it_loads, is_of_a_sibling, is_how_it_is_built)
"""What a name in prose may be instead of this model's base."""


def _is_bare(subject: Subject, base: Base) -> bool:
    """Whether a base has a name without an owner, and no link around it."""
    return "/" not in base.model and f"huggingface.co/{base.model}" not in subject.card.text


def _is_architecture(subject: Subject, base: Base) -> bool:
    """Whether a sentence says no more than `based on`, and a name without an owner may be that of an architecture."""
    sentence = _OWN_NAME.sub(" ", sentence_of(subject, base.evidence[0]))
    return _BASED_ON.search(sentence) is not None and _TAKEN_OVER.search(sentence) is None


_OWN_NAME = pattern(r"\S*_\S*")
"""A name in a sentence: `heron_t5_finetuned is based on ...` tells nothing by its last word."""
_BASED_ON = pattern(r"\bbased (?:up)?on\b", re.IGNORECASE)
_TAKEN_OVER = pattern(
    r"tun(?:ed|ing|e)\b|\bweights\b|\bcheckpoint|\binitiali[sz]|\bmerg|quanti|\bpre-?trained\b(?P<anew>)|\bconver(?:ted|sion)|\bfurther\b|\bcontinu",
    re.IGNORECASE,
    not_after={"anew": r" (?:on|using|from scratch)\b"},
)


def _added_line(subject: Subject, line: str) -> tuple[Edit, ...]:
    """The edit that adds a line to the end of the front matter; none where it is written on one line, in braces."""
    matter = subject.card.front_matter
    if matter.raw.lstrip().startswith("{") or not matter.raw.endswith(("\n", "\r")):
        return ()
    end = "\r\n" if "\r\n" in matter.raw else "\n"
    return (Edit(matter.end, matter.end, f"{line}{end}"),)


_ID = pattern(r"[\w.-]+/[\w.-]+|[a-z0-9]+(?:[-_.][a-z0-9]+)+")


def _is_id(name: str) -> bool:
    """Whether a name looks like one of the Hub: with an owner, or in small letters with hyphens."""
    return _ID.fullmatch(name) is not None


class UnspecifiedBaseRelation(Rule):
    """
    A base model, and not a word in the card how this one was made from it.

    A fine-tune, an adapter, a quantization and a merge carry different duties. Where neither a field nor a tag nor a
    sentence tells which it is, the Hub shows a fine-tune, and a reader has to guess.

    Instead of:

        ---
        license: mit
        base_model: org/name
        ---
        # Heron
        Heron is a small model for chat.

    Use:

        ---
        license: mit
        base_model: org/name
        base_model_relation: finetune
        ---
        # Heron
        Heron is a small model for chat.

    The other values are `adapter`, `quantized` and `merge`.
    """

    family = "lineage"
    severity = "info"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding a card, at `base_model`; a word anywhere in the card, its name or its files is enough."""
        matter = subject.card.front_matter
        loose = [base for base in subject.release.lineage.bases if base.relation == "unspecified"]
        if not loose or "base_model" not in matter.values or "base_model_relation" in matter.values:
            return
        repo = subject.card.repo
        files = " ".join(file.path for file in repo.files) if repo else ""
        if _HOW.search(f"{subject.card.text} {subject.release.subject.id or ''} {files}"):
            return
        yield self.finding(
            subject,
            "base_model",
            f"the card does not say how it was made from `{loose[0].model}`",
            hint="add `base_model_relation:` with finetune, adapter, quantized or merge",
            value=loose[0].model,
        )


_HOW = simple(
    r"tun(?:ed|ing|e)\b|\btrain|\bsft\b|\bdpo\b|\bgrpo\b|\brlhf\b|lora\b|adapter|\bpeft\b|quant|gguf|gptq|\bawq\b|exl[23]|\bmlx\b|onnx|\bfp8\b|\b\d-?bit|imatrix"
    r"|merg|slerp|convert|conversion|distil|abliterat|uncensor|derived|\bbased (?:on|upon)\b|variant|version of|control-?net|embedding|训练|微调|量化|合并",
    re.IGNORECASE,
)
"""Words by which a card tells how it was made, wherever they stand."""


class BaseModelMismatch(Rule):
    """
    A configuration file that names another base model than the card.

    `adapter_config.json` decides on which model PEFT puts an adapter; the card decides what people read and which
    licence they look up. If they differ, one of them misleads.

    Instead of:

        base_model: mistralai/Mistral-7B-v0.1       # and in adapter_config.json: meta-llama/Llama-2-7b-hf

    Use:

        base_model: meta-llama/Llama-2-7b-hf

    Remedy: name the model of the configuration, or correct the configuration.
    """

    family = "lineage"
    severity = "warning"
    needs_hub = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Compare Hub ids only; paths, mirrors of one model and a model's own name say nothing."""
        repo = subject.card.repo
        named = [value.strip() for value, _ in subject.card.front_matter.texts("base_model")]
        for file, key in _CONFIGURED:
            held = repo.file(file) if repo else None
            other = _configured(held.text if held else None, key)
            if held is None or other is None:
                continue
            if not named:
                return  # `missing-base-model` speaks
            own = (subject.release.subject.id or "", subject.release.subject.name or "")
            if any(_is_one_model(other, name) for name in (*named, *own) if name):
                continue
            yield self.finding(
                subject,
                "base_model",
                f"the card is made from `{', '.join(named)}`, `{file}` says `{other}`",
                hint=f"name `{other}`, or correct `{file}`",
                value=f"{named[0]} {other}",
                severity=None if file == "adapter_config.json" else "info",
                related=((subject.card.path[: subject.card.path.rfind("/") + 1] + file, None, other),),
            )
            return


_CONFIGURED = (("adapter_config.json", "base_model_name_or_path"), ("config.json", "_name_or_path"))
_PACKED = pattern(r"(?:[-_.](?:bnb|unsloth|4bit|8bit|fp8|bf16|fp16|hf|gguf|gptq|awq|int[48]))+$")


def _configured(text: str | None, key: str) -> str | None:
    """The Hub id that a configuration names under a key; None for a path, or where it is no JSON mapping."""
    try:
        values: Any = _input.load_json(text or "")
    except ValueError:
        return None
    named = values.get(key) if isinstance(values, dict) else None
    return named if isinstance(named, str) and _OWNED.fullmatch(named) else None


_OWNED = pattern(r"(?P<here>)[\w-][\w.-]*/[\w-][\w.-]*", not_after={"here": r"\."})


def _is_one_model(one: str, other: str) -> bool:
    """Whether two ids mean one model: the same, or the same name at a mirror or in another packing."""
    names = [_PACKED.sub("", name.rpartition("/")[2].casefold()).removeprefix("meta-") for name in (one, other)]
    return same_model(one, other) or comparable(names[0]) == comparable(names[1])


RULES: tuple[Rule, ...] = (MissingBaseModel(), UnspecifiedBaseRelation(), BaseModelMismatch())
