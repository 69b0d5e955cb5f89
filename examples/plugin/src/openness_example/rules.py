"""One rule: its class name is its id, its docstring is its page."""

from collections.abc import Iterator

from openness.rules import Finding, Rule, Subject


class ShoutedName(Rule):
    """
    A licence name is written in capitals only.

    A reader takes capitals for an abbreviation and looks for it in vain.

        license_name: MY-OWN-LICENCE     # write my-own-licence
    """

    family = "license"
    severity = "info"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield the name if it is shouted."""
        name = subject.release.license.name
        if name is not None and name.isupper():
            yield self.finding(
                subject,
                "license_name",
                f"`license_name` is written in capitals: {name}",
                hint=f"write {name.lower()}",
                value=name,
            )
