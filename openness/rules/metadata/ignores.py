"""Rules about the ignore comments themselves: do they still cover something?"""

from __future__ import annotations

from collections.abc import Iterator

from openness.rules.rule import Finding, Rule, Subject


class UnusedIgnore(Rule):
    """
    An ignore comment that covers nothing.

    The finding that it once silenced is mended, or the comment names a rule that does not exist. Left there it hides
    the same fault when it comes back, and tells the next reader of a problem that is none. Rules whose answer depends
    on the repository or on the models above this one are judged only where the Hub was asked.

    Instead of:

        license: apache-2.0  # openness: ignore[misspelled-license] our own name

    Use:

        license: apache-2.0

    Remedy: remove the comment, or the rule's name from its list.
    """

    family = "metadata"
    severity = "info"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield one finding for each rule that a comment names in vain."""
        for name, place, known in subject.unused_ignores:
            yield self.finding(
                subject,
                place,
                f"the comment ignores `{name}`, which finds nothing here"
                if known
                else f"the comment ignores `{name}`, which is no rule",
                hint="remove the comment, or this name from its list",
                value=name,
            )


RULES: tuple[Rule, ...] = (UnusedIgnore(),)
