"""Rules about a declared licence that is not one yet: `other` without a name, a family, a list, an expression."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern
from openness.licenses import find, resolve
from openness.licenses.store import is_on_hub
from openness.rules.license.declared import declared, in_prose, is_expression, of_the_base
from openness.rules.rule import Edit, Finding, Rule, Subject


class UnnamedOtherLicense(Rule):
    """
    `license: other` without a name or a link.

    The Hub accepts `other`, but it says nothing that a reader can act on.

    Instead of:

        license: other

    Use:

        license: other
        license_name: acme-1.0
        license_link: LICENSE
    """

    family = "license"
    severity = "warning"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """`other` needs `license_name` and `license_link`; in a list of licences another rule speaks first."""
        matter = subject.card.front_matter
        if len(matter.texts("license")) > 1:
            return
        said = in_prose(subject)
        of_base = None if said else of_the_base(subject)
        for path, value, found in declared(subject):
            if found.kind != "sentinel" or found.id != "other":
                continue
            missing = [key for key in ("license_name", "license_link") if not matter.get(key)]
            if missing:
                names = " and ".join(f"`{key}`" for key in missing)
                if missing == ["license_link"]:
                    # Its name says which licence it is: what is missing is where to read it.
                    linked, said, of_base = _linked_license(subject), None, None
                    names = f"`license_link: {linked}`" if linked else names
                yield self.finding(
                    subject,
                    matter.place(*path),
                    f"`license: {value}` without {' and '.join(f'`{key}`' for key in missing)}",
                    hint=f"add {names}"
                    + (f", or write `license: {said}`, which the prose names" if said else "")
                    + (f"; if it is the base model's: {of_base}" if of_base else ""),
                    value=value,
                )


def _linked_license(subject: Subject) -> str | None:
    """The one address that the prose links where it names the licence."""
    body = subject.card.body
    found = {match["url"] for match in _LICENSE_LINK.finditer(body.text, body.start)}
    return found.pop() if len(found) == 1 else None


_LICENSE_LINK = pattern(r"\blicen[sc]e\b\W{0,8}\[[^\]\n]*\]\((?P<url>https?://[^)\s]+)\)", re.IGNORECASE)


class AmbiguousLicenseFamily(Rule):
    """
    A family of licences instead of one licence: `openrail`, `cc`, `gpl`, `bsd`.

    The members differ in what they allow: `cc` may or may not permit commercial use; some RAIL licences oblige to
    use the latest version and some do not.

    Instead of:

        license: openrail

    Use:

        license: bigscience-openrail-m
    """

    family = "license"
    severity = "warning"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Families resolve to no text; the hint lists the members."""
        for path, value, found in declared(subject):
            if found.kind == "family":
                members = [one for one in found.members if is_on_hub(one)]
                refused = not is_on_hub(value)
                yield self.finding(
                    subject,
                    subject.card.front_matter.place(*path),
                    f"`{value}` is a family of licences, not one{', and the Hub refuses it' if refused else ''}",
                    hint=f"name the one you mean: {', '.join(members[:5])}"
                    if members
                    else f"write `license: other`, and as `license_name` the one you mean: {', '.join(found.members[:5])}",
                    value=value,
                    severity="error" if refused else None,
                )


class OtherLicenseWithHubId(Rule):
    """
    `license: other` with the name of a licence that has an id on the Hub.

    Filters, badges and tools read `license`; under `other` nobody finds the model, and nobody is told what binds.

    Instead of:

        ---
        license: other
        license_name: llama2
        license_link: LICENSE
        ---

    Use:

        ---
        license: llama2
        license_link: LICENSE
        ---
    """

    family = "license"
    severity = "warning"
    fixes = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Names that lead to one licence with an id; several texts under one id (`apache 2.0 with additions`) lead to none."""
        matter = subject.card.front_matter
        name = matter.get("license_name")
        values = matter.texts("license")
        if not isinstance(name, str) or len(values) != 1 or values[0][0] != "other":
            return
        found = resolve(name)
        if found.kind not in ("license", "series") or found.hub_id is None:
            return
        span = matter.span(*values[0][1])
        plain = span is not None and subject.card.text[slice(*span)] == "other"
        yield self.finding(
            subject,
            "license_name",
            f"`{name}` has an id on the Hub, and `license` says `other`",
            hint=f"write `license: {found.hub_id}`",
            value=name,
            fix=(Edit(span[0], span[1], found.hub_id),) if span and plain and found.spelling == "hub-id" else (),
        )


class MultipleLicenses(Rule):
    """
    A list of licences without saying how they combine.

    A list does not say whether a user may choose one, must follow all, or which part each covers.

    Instead of:

        license:
          - mit
          - cc-by-nc-4.0

    Use one id for the weights, and say in the prose what covers code and data.
    """

    family = "license"
    severity = "warning"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Two or more different declared licences."""
        values = list(dict.fromkeys(value for _, value, _ in declared(subject)))
        if len(values) > 1 and not (
            _COMBINED.search(subject.card.body.text, subject.card.body.start) or _is_told(subject)
        ):
            yield self.finding(
                subject,
                subject.card.front_matter.place("license"),
                f"{len(values)} licences, and the card does not say how they combine",
                hint="declare the weights' licence, and name those of code and data in the prose; or say that one may choose",
                value=" ".join(values),
            )


def _is_told(subject: Subject) -> bool:
    """Whether the prose tells of every declared licence what it covers: the weights or a part."""
    said = [one.license for one in subject.release.license.in_text]
    if not said:
        return False
    told = {
        found.id for name in (*said, *(one.license for one in subject.release.license.parts)) if (found := find(name))
    }
    return all((found := find(value)) is not None and found.id in told for _, value, _ in declared(subject))


_COMBINED = pattern(
    r"\bdual[- ]licen[cs]|\beither (?:of the )?licen[cs]e|\bat your (?:option|choice)\b|\blicen[cs]e\b[^\n]{0,160}\bwith an? (?:exten[st]ion|addition|addendum)\b"
    r"|デュアルライセンス|双许可|双重许可",
    re.IGNORECASE,
)
"""Words by which the prose says how two licences combine."""


class LicenseExpressionOnHub(Rule):
    """
    An SPDX expression (`MIT OR Apache-2.0`) where the Hub takes ids only.

    The Hub refuses expressions, and refuses `-or-later`.

    Instead of:

        license: MIT OR Apache-2.0

    Use:

        license: other
        license_name: MIT OR Apache-2.0
        license_link: LICENSE
    """

    family = "license"
    severity = "error"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Values with operators between names that resolve."""
        for path, value, found in declared(subject):
            if found.kind == "unknown" and is_expression(value):
                yield self.finding(
                    subject,
                    subject.card.front_matter.place(*path),
                    f"`{value}` is an expression; the Hub takes one id",
                    hint="write `other`, the expression in `license_name`, and `license_link`",
                    value=value,
                )


RULES: tuple[Rule, ...] = (
    UnnamedOtherLicense(),
    OtherLicenseWithHubId(),
    AmbiguousLicenseFamily(),
    MultipleLicenses(),
    LicenseExpressionOnHub(),
)
