"""Whether a model's outputs may train another model, also where the text does not speak of outputs."""

from collections.abc import Iterator

from openness.licenses._answers import Answer, Ground, Reason, binds, certain, ground, reason, unverified
from openness.licenses._duties import arises, when
from openness.licenses._uses import fields_of_use
from openness.licenses.details import Use
from openness.licenses.model import License, Term

_SAID: dict[str, tuple[Answer, str]] = {
    "allowed": ("yes", "training on outputs is allowed"),
    "allowed-with-condition": ("with-conditions", "training on outputs is allowed on a condition"),
    "forbidden": ("no", "outputs may not train other models"),
}


_RIGHTS = {
    "claimed-by-licensor": "the licensor claims rights in outputs",
    "not-claimed": "the licensor claims no rights in outputs",
    "restricted": "limits of the text reach outputs",
    "silent": "the text does not say whose the outputs are, nor limits them",
}


def outputs_term(text: License, *, limits: bool = False) -> Iterator[Reason]:
    """What the term on rights in outputs says, as one ground. `limits`: only where it says that limits reach them."""
    term = text.terms.outputs_rights
    if term is not None and (term.value == "restricted" or not limits):
        found = reason(text, term, _RIGHTS[str(term.value)])
        yield found.model_copy(update={"clause": None}) if term.clause == "no clause" else found


def on_outputs(text: License, use: Use | None, *, private: bool = False) -> Iterator[Ground]:
    """
    What a text says on training with outputs; what its grant of use comes to where it is silent.

    `private`: nothing is passed on, so that no name is due.
    """
    term = text.terms.outputs_train_other_models
    if term is None:
        yield unverified(text, "outputs")
        return
    if term.value == "silent":
        yield from _silent(text, term, use)
        return
    answer, words = _SAID[str(term.value)]
    _, case = binds(text, "outputs_train_other_models", "distill", term.clause, use=use, default=True)
    if case and answer == "no":  # a ban on one kind of model leaves the others free
        found = reason(text, term, words).model_copy(update={"text": f"{words} if {case}", "no_if": case})
        yield certain("with-conditions", term), found
        return
    yield ground(text, answer, term, words)
    prefix = text.terms.derivative_name_prefix
    named = prefix is not None and arises(when(text, "derivative_name_prefix"), private=private)
    if answer == "with-conditions" and named and prefix is not None and prefix.value != "none":
        yield ground(text, answer, prefix, f"the model's name must begin with `{prefix.value}`")


def _silent(text: License, term: Term, use: Use | None) -> Iterator[Ground]:
    """
    A text that does not speak of training on outputs.

    Where it grants use for any purpose and limits neither outputs nor fields, nothing in it stands in the way. Making
    outputs is still a use of the model, so that a grant for some purposes only covers outputs made for those.
    """
    commerce, research, rights = text.terms.commercial_use, text.terms.research_only, text.terms.outputs_rights
    silent = reason(text, term, "the text does not speak of training on outputs")
    if research is not None and research.value == "yes":
        answer: Answer = "yes" if use == "research" else "with-conditions"
        yield _likely(answer, silent)
        yield ground(text, answer, research, "the model may be used for research only")
    elif commerce is not None and commerce.value in ("forbidden", "separate-license-needed"):
        answer = "yes" if use in ("research", "non-commercial") else "with-conditions"
        yield _likely(answer, silent)
        yield ground(text, answer, commerce, "the model may not be used commercially")
    elif commerce is None or commerce.value == "silent" or rights is None:
        yield "unknown", silent
        return
    elif rights.value == "restricted":
        yield _likely("with-conditions", silent)
        yield ground(text, "with-conditions", rights, "other limits of the text reach outputs")
    else:
        note = f": {term.note}" if term.note else ""
        yield _likely("yes", silent.model_copy(update={"text": f"the text restricts no outputs{note}"}))
    yield from fields_of_use(text, use)


def _likely(answer: Answer, why: Reason) -> Ground:
    """Silence settles nothing for certain."""
    sure = "likely" if why.certainty == "certain" else why.certainty
    return "contested" if sure == "contested" else answer, why.model_copy(update={"certainty": sure})
