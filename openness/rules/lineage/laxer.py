"""The rule about a licence that promises more than the base model's gives, and what makes it milder."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern, simple
from openness.licenses import License, find, resolve
from openness.licenses.inheritance import Inheritance, covers, inherited, is_permissive, restricts_more
from openness.rules.lineage.upstream import MADE_FROM, Upstream, is_on_top, line_of, short_name, upstreams
from openness.rules.rule import Confidence, Finding, Rule, Severity, Subject
from openness.rules.wording import declaration, prose_holds


class LicenseLaxerThanBaseModel(Rule):
    """
    A licence that promises more than the base model's licence gives.

    Who fine-tunes, merges or quantizes a model passes its weights on, and with them its licence's limits. A bare
    `apache-2.0` over Llama 2 tells users that they are free of a threshold and a use policy that still bind them.

    Instead of:

        ---
        license: apache-2.0
        base_model: meta-llama/Llama-2-7b-hf
        base_model_relation: finetune
        ---

    Use:

        ---
        license: llama2
        base_model: meta-llama/Llama-2-7b-hf
        base_model_relation: finetune
        ---

    It is a warning where the prose names the base's licence beside the tag: who reads the card is told, and who reads the
    tag is misled. The tag of an adapter (LoRA, ControlNet) may describe the delta only: a warning as well, because the
    base's licence binds its use all the same, and nothing where the prose says so. A T2I adapter or a textual inversion
    is trained beside the base and holds none of its weights: whether it is a derivative is contested, and an info. So is
    whether share-alike of a text that was not written for models reaches what was trained further.
    """

    family = "lineage"
    severity = "error"
    of_record = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Compare the card's licence with every ancestor's; gaps give nothing."""
        own = subject.license
        if own is None:
            return
        seen: set[str] = set()
        for up in upstreams(subject):
            text = up.license
            if text is None or text.id in seen or up.is_own or covers(own, text) or _is_of_two_generations(subject, up):
                continue
            bond = inherited(text, up.relation, downstream=own)
            if bond.bond not in ("keep", "blocked", "contested"):
                continue
            matters = restricts_more(text, own)
            if not matters or up.relation == "distillation" or _is_named_beside(subject, text):
                continue
            seen.add(text.id)
            told = _is_told(subject, up, text)
            delta = up.relation == "adapter" or is_on_top(subject)
            if delta and told:
                continue
            severity, confidence = self._grade(up.relation, bond.bond, own)
            if severity == "error" and (up.is_named_only or delta or told):
                severity, confidence = "warning", "medium"
            if (delta and _is_beside(subject)) or matters == ("share-alike",):
                severity, confidence = "info", "low"
            message, hint = _words(subject, up, text, bond, delta=delta)
            yield self.finding(
                subject,
                "license",
                message,
                hint=hint,
                value=f"{own.id} {text.id} {up.model}",
                severity=severity,
                confidence=confidence,
                grounds=(up.evidence,),
                related=(
                    (
                        subject.card.path,
                        line_of(up.evidence),
                        f"made from {up.model} ({up.relation}); licence read from {up.source}",
                    ),
                ),
            )

    @staticmethod
    def _grade(relation: str, bond: str, own: License) -> tuple[Severity, Confidence]:
        if relation == "adapter" or bond == "contested":
            return "warning", "medium"
        return ("error", "high") if is_permissive(own) or relation in MADE_FROM else ("warning", "medium")


def _words(subject: Subject, up: Upstream, text: License, bond: Inheritance, *, delta: bool) -> tuple[str, str]:
    """What is wrong, and what to do: the base's licence alone mends it only where the card's own asks for nothing more."""
    clauses = f" (clauses {bond.clauses})" if bond.clauses else ""
    of_base = f"`{short_name(text)}` of {up.path}"
    if bond.bond == "blocked":
        message = f"{of_base} lets nobody pass on what is made from it{clauses}, and `{subject.license_name}` does"
        return message, f"ask the owner of {up.model} for leave, and say in the prose that you have it"
    own = subject.license
    matters = ", ".join(restricts_more(text, own)) if own is not None else ""
    message = f"`{subject.license_name}` allows more than {of_base}: {matters}{clauses}"
    if delta:
        return message, f"declare {declaration(text)}, or say in the prose that it binds who uses this with {up.model}"
    if own is not None and set(restricts_more(own, text)) - {"share-alike"}:
        return message, "declare `other`, and name both licences in `license_name` and in the prose"
    return message, f"declare {declaration(text)}, or `other` with both licences"


def _is_told(subject: Subject, up: Upstream, text: License) -> bool:
    """Whether the prose names or links the base's licence, with or without its number, so that a reader knows of it."""
    facts = subject.release.license
    told = (*(one.license for one in facts.in_text), *(one.license for one in facts.parts))
    if any((found := find(one)) is not None and covers(found, text) for one in told):
        return True
    words = simple(r"[a-z]+").findall(short_name(text).casefold())
    numbers = r"(?:[-_. ]*\d[\d.]*)?"
    name = rf"\b{r'[-_. ]*'.join(words)}{numbers}\b"
    licence = r"\b(?:licen[cs]\w*|agreement|terms)\b"
    follows = rf"{name}[\])*_`\"”']*(?:\([^)\n]*\))?[^\w\n]*(?:\w+ ){{0,3}}{licence}"
    linked = rf"\[[^\]\n]*licen[cs][^\]\n]*\]\([^)\s]*/{re.escape(up.model)}\b"
    named = rf"|{follows}|{licence}[^.,;|\n]{{0,80}}?{name}" if words else ""
    return prose_holds(subject, rf"{linked}|{_OF_THE_BASE}{named}")


_OF_THE_BASE = r"\b(?:original|base|parent|upstream)(?: base)? models?(?:['’]s)? licen[cs]e\b"


def _is_named_beside(subject: Subject, text: License) -> bool:
    """Whether a card under a licence of its own (`other`) says in the prose that the base's licence binds as well."""
    declared = subject.release.license.declared
    if len(declared) != 1 or resolve(declared[0]).kind != "sentinel":
        return False
    words = r"[-_. ]*".join(simple(r"[a-z]+|\d+").findall(short_name(text).casefold()))
    return prose_holds(
        subject,
        rf"\b(?:also|additionally|as well as|in addition)\b[^.\n]{{0,80}}\b{words}[-_ ]*(?:community )?licen[cs]e",
    )


def _is_beside(subject: Subject) -> bool:
    """Whether the repository holds, by its name or tags, what is trained beside a base and has none of its weights."""
    about = subject.release.subject
    tags = [tag for tag, _ in subject.card.front_matter.texts("tags")]
    return _BESIDE.search(" ".join((about.id or "", about.name or "", *tags))) is not None


_BESIDE = pattern(r"\bt2i[-_ ]?adapters?\b|\btextual[-_ ]inversions?\b", re.IGNORECASE)


def _is_of_two_generations(subject: Subject, up: Upstream) -> bool:
    """Whether the base is known by a sentence alone, and another one says that it is of another generation."""
    family = simple(r"[A-Za-z]+").match(up.model)
    if not up.is_named_only or family is None or up.license is None or not up.license.generation:
        return False
    body = subject.card.body
    told = pattern(
        rf"\b(?:trained|tuned|based|built) (?:up)?on (?:the |an? )?(?:\w+ )?{family[0]}[- ]?(?P<number>\d(?:\.\d)?)\b"
        rf"|\bbase (?:model )?{family[0]}[- ]?(?P<base>\d(?:\.\d)?)\b",
        re.IGNORECASE,
    )
    return len({match["number"] or match["base"] for match in told.finditer(body.text, body.start)}) > 1


RULES: tuple[Rule, ...] = (LicenseLaxerThanBaseModel(),)
