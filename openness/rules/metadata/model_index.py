"""Rules about `model-index`, the results that a card holds for tools: has every entry what their readers need?"""

from __future__ import annotations

from collections.abc import Iterator

from openness.card.model_index import asked, first_lack
from openness.rules.rule import Finding, Rule, Subject


class InvalidModelIndex(Rule):
    """
    A `model-index` entry without a key that its readers need.

    Each entry needs a `name` and `results`; each result a `task` with `type`, a `dataset` with `name` and `type`,
    and a list of `metrics` with `type` and `value`. `huggingface_hub.ModelCard`, with which most tools read cards, refuses the whole card otherwise.

    Instead of:

        model-index:
          - name: acme
            results:
              - task: {type: text-generation}
                metrics: [{type: accuracy, value: 0.5}]

    Use:

        model-index:
          - name: acme
            results:
              - task: {type: text-generation}
                dataset: {type: acme/questions, name: Acme Questions}
                metrics: [{type: accuracy, value: 0.5}]

    Remedy: add the missing key, or remove the entry.
    """

    family = "metadata"
    severity = "warning"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Walk the entries and name the first missing key of each result."""
        matter = subject.card.front_matter
        index = matter.get("model-index")
        if not isinstance(index, list):
            return
        found = first_lack(index)
        if found is None:
            return
        place, keys, others = found
        path = ".".join(("model-index", *map(str, place)))
        wanted = " and ".join(asked(index, place, key) for key in keys)
        yield self.finding(
            subject,
            matter.place("model-index", *place),
            f"`{path}` has no {' and no '.join(f'`{key}`' for key in keys)}{and_others(others)}",
            hint=f"add {wanted}, or remove the entry: huggingface_hub refuses the card as it is",
            value=f"{path}.{keys[0]}",
        )


def and_others(count: int) -> str:
    """How many keys are missing elsewhere."""
    return f", and {count} key{'s are' if count > 1 else ' is'} missing elsewhere" if count else ""


RULES: tuple[Rule, ...] = (InvalidModelIndex(),)
