"""
What changes where one term does: a licence made up that grants everything, and each value that a term may take instead.

`one_term.txt` has, for each change, the answers that are others than without it, with their grounds. `python
tests/licenses/test_one_term.py` prints it, to be read and kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from openness.licenses import questions
from openness.licenses.conflicts import Conflict, conflict
from openness.licenses.model import License, Terms
from openness.licenses.questions import Reply
from openness.licenses.vocabulary import TERMS

KEPT = Path(__file__).with_name("one_term.txt")
GRANTED = {
    "commercial_use": "allowed",
    "research_only": "no",
    "use_restrictions": "none",
    "flow_down": "none",
    "outputs_train_other_models": "allowed",
    "outputs_rights": "not-claimed",
    "derivative_name_prefix": "none",
    "display_notice": "none",
    "notice_file": "none",
    "license_copy": "none",
    "change_notices": "none",
    "redistribution": "allowed",
    "modification": "allowed",
    "hosting": "allowed",
    "derivative_license": "free",
    "share_alike": "none",
    "patent_grant": "express",
    "litigation_termination": "none",
    "litigation_scope": "none",
    "breach_termination": "silent",
    "revocable": "irrevocable",
    "remote_restriction": "no",
    "latest_version_duty": "none",
    "terms_may_change": "no",
    "geographic_exclusion": "none",
    "governing_law": "none",
    "acceptance": "none",
    "applies_to": ("weights",),
    "indemnity": "no",
}
FREE = {
    "derivative_name_prefix": ("Heron",),
    "display_notice": ("Built with Heron",),
    "geographic_exclusion": ("embargo-only", "EU,GB"),
    "governing_law": ("US-CA",),
}
"""Values of the terms that may hold any text."""
SIZE: dict[str, Any] = {
    "metric": "monthly_active_users",
    "operator": ">",
    "number": 5_000,
    "unit": "users",
    "measured": "snapshot",
    "date": "2024-03-01",
    "consequence": "separate-license-needed",
    "clause": "9",
}
Change = tuple[str, dict[str, Any], dict[str, Any]]


def heron(terms: dict[str, Any], more: dict[str, Any], name: str = "heron") -> License:
    stated = {
        term: {"clause": f"§{number}", **(value if isinstance(value, dict) else {"value": value})}
        for number, (term, value) in enumerate({**GRANTED, **terms}.items(), 1)
        if value is not None
    }
    return License(
        id=name, name=name.title(), readings=2, text_read="2026-01-01", terms=Terms.model_validate(stated), **more
    )


def changes() -> Iterator[Change]:
    """Each value of each term in place of the one that grants; a term that nobody verified; readings that are contested."""
    for name, meanings in TERMS.items():
        if name == "applies_to":
            continue
        for value in (*(meanings or FREE[name]), None):
            if value != GRANTED[name]:
                yield f"{name} = {value or 'not verified'}", {name: value}, {}
    for name, value in CONTESTED.items():
        yield f"{name} = {value}, contested", {name: {"value": value, "certainty": "contested", "note": "so some"}}, {}
    for words, terms in SILENT.items():
        yield f"outputs silent, {words}", {"outputs_train_other_models": "silent", **terms}, {}
    for changed in ({}, {"consequence": "display-duty"}, {"consequence": "rights-end", "measured": "continuing"}):
        words = ", ".join(changed.values()) or "another licence above it"
        yield f"a size: {words}", {"commercial_use": "allowed-with-threshold"}, {"thresholds": [{**SIZE, **changed}]}


CONTESTED = {
    "commercial_use": "forbidden",
    "outputs_train_other_models": "forbidden",
    "redistribution": "forbidden",
    "share_alike": "work",
    "license_copy": "required",
}
SILENT: dict[str, dict[str, Any]] = {
    "all else granted": {},
    "research only": {"research_only": "yes"},
    "commerce forbidden": {"commercial_use": "forbidden"},
    "commerce with another licence": {"commercial_use": "separate-license-needed"},
    "commerce silent": {"commercial_use": "silent"},
    "commerce not verified": {"commercial_use": None},
    "rights not verified": {"outputs_rights": None},
    "rights restricted": {"outputs_rights": "restricted"},
    "uses restricted": {"use_restrictions": "inline"},
    "contested": {"outputs_train_other_models": {"value": "silent", "certainty": "contested", "note": "so some"}},
}
WHO: dict[str, dict[str, Any]] = {
    "": {},
    " for research": {"use": "research"},
    " without commerce": {"use": "non-commercial"},
    " for commerce": {"use": "commercial"},
    " in private": {"private": True},
    " with 9,000 users": {"users": 9_000},
}
ASKED: dict[str, Callable[..., Reply]] = {
    "commerce": questions.may_use_commercially,
    "host": questions.may_host,
    "modify": questions.may_modify,
    "share": questions.may_redistribute,
    "outputs": questions.may_train_on_outputs,
}
TOLD: dict[str, Callable[[License], Any]] = {
    "in the EU": partial(questions.may_use_in, country="EU"),
    "carry": questions.must_carry,
    "ends": questions.what_ends_rights,
    "agreed": questions.what_is_agreed,
    "forbidden": questions.what_is_forbidden,
    "outputs hold": questions.what_holds_for_outputs,
    "allowed anyway": questions.what_is_allowed_anyway,
    "binds others": questions.what_binds_others,
}
RELATIONS = ("finetune", "adapter", "quantized", "merge", "distillation")


def grounds(reasons: Any) -> str:
    return "; ".join(
        f"{one.text} [{one.clause or '-'} {one.license or '-'}{'' if one.certainty == 'certain' else f' {one.certainty}'}]"
        for one in reasons
    )


def told(found: Any) -> str:
    if isinstance(found, Reply):
        return f"{found.answer}: {grounds(found.reasons)}"
    if isinstance(found, Conflict):
        words = f"{found.answer}, fits {found.fits}: {grounds(found.reasons)}"
        words += f" | lost: {grounds(found.lost)}" if found.lost else ""
        return words + (f" | mend: {found.mend}" if found.mend else "")
    return grounds(found)


def answers(text: License) -> dict[str, str]:
    """Every answer by its question."""
    found = {f"{name}{who}": told(ask(text, **asker)) for name, ask in ASKED.items() for who, asker in WHO.items()}
    found |= {name: told(ask(text)) for name, ask in TOLD.items()}
    wren = heron({}, {}, "wren")
    for relation in RELATIONS:
        found[f"{relation} of it under wren"] = told(conflict(text, wren, relation))
    found["finetune of wren under it"] = told(conflict(wren, text, "finetune"))
    return found


def lines() -> Iterator[str]:
    plain = answers(heron({}, {}))
    yield "everything granted"
    yield from (f"  {question}: {answer}" for question, answer in plain.items())
    for words, terms, more in changes():
        yield words
        before: dict[str, str] = {}
        for question, answer in answers(heron(terms, more)).items():
            alone = question.split(" ", 1)[0] if question.split(" ", 1)[0] in ASKED else ""
            if answer != plain[question] and before.get(alone) != answer:
                yield f"  {question}: {answer}"
            if question == alone:
                before[alone] = answer


def test_what_one_term_changes() -> None:
    assert list(lines()) == KEPT.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    print("\n".join(lines()))
