"""Rules about a release whose parts come under different licences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern
from openness.licenses import find
from openness.licenses.inheritance import restricts_more
from openness.naming.licenses import is_plain
from openness.release import Evidence
from openness.rules.rule import Finding, Rule, Subject


class LicensePerComponent(Rule):
    """
    A part of the release under a licence that allows less than the declared one.

    `license` holds one answer, and filters, badges and tools take it for everything in the repository. Who takes the data,
    the code or a component along on its word goes too far where that part's own licence is stricter. A part that is freer
    than the declared licence gives no finding.

    Instead of:

        ---
        license: apache-2.0
        ---
        # Heron 7B
        The weights are released under Apache 2.0. The training data is licensed under CC BY-NC 4.0.

    Use, if the part is meant to be taken along:

        ---
        license: cc-by-nc-4.0
        ---
        # Heron 7B
        The weights are released under CC BY-NC 4.0. The training data is licensed under CC BY-NC 4.0.

    Remedy: keep the part in a repository of its own with its own `license`, or declare the stricter licence.
    """

    family = "license"
    severity = "info"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding a card: the first part whose licence limits more."""
        own = subject.license
        if own is None or _LICENSED.search(subject.card.body.text, subject.card.body.start) is None:
            return
        for part, name, evidence in _parts(subject):
            text = None if is_plain(name) else find(name)
            if text is None or text.id == own.id or text.id in own.members:
                continue
            matters = restricts_more(text, own)
            if not matters:
                continue
            yield self.finding(
                subject,
                evidence,
                f"the {part} is under `{name}`, which allows less than `{subject.license_name}`: {', '.join(matters)}",
                hint="keep it in a repository of its own, or declare the stricter licence",
                value=f"{part} {text.id}",
                related=((subject.card.path, subject.card.front_matter.place("license"), own.name),),
            )
            return


_LICENSED = pattern(r"licen[cs]", re.IGNORECASE)
"""Without which no part's licence can be read."""


def _parts(subject: Subject) -> Iterator[tuple[str, str, Evidence]]:
    for one in subject.release.license.parts:
        yield one.part, one.license, one.evidence[0]


RULES: tuple[Rule, ...] = (LicensePerComponent(),)
