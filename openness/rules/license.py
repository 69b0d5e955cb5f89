"""Rules about the licence as the front matter declares it: `license`, `license_name`, `license_link`."""

from __future__ import annotations

from collections.abc import Iterator

from openness.licenses import Resolution, find, nearest, resolve
from openness.rules._base import Edit, Finding, Rule, Subject

_BROKEN_KEYS = ("licence", "licenses")
_OPERATORS = frozenset({"AND", "OR", "WITH"})


def _declared(subject: Subject) -> Iterator[tuple[tuple[str | int, ...], str, Resolution]]:
    """Each declared licence with its path in the front matter and what it leads to."""
    for value, path in subject.card.front_matter.texts("license"):
        yield path, value, resolve(value)


class MissingLicense(Rule):
    """
    A card with front matter and no `license`.

    Without a licence nobody but the author may copy, change or pass on the model: "no licence" is not "free".
    Registries and companies skip such models.

    Instead of:

        ---
        language: en
        ---

    Use:

        ---
        language: en
        license: apache-2.0
        ---

    See: https://huggingface.co/docs/hub/repositories-licenses
    """

    family = "license"
    severity = "warning"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Silent without front matter, and where a misspelt key holds it."""
        matter = subject.card.front_matter
        if (
            not subject.has_front_matter
            or "license" in matter.values
            or any(key in matter.values for key in _BROKEN_KEYS)
        ):
            return
        said = _in_prose(subject)
        hint = (
            f"add `license: {said}`, which the prose names" if said else "add `license:` with an id of the Hub's list"
        )
        yield self.finding(subject, matter.place(), "the card declares no licence", hint=hint)


def _in_prose(subject: Subject) -> str | None:
    """The Hub's id of the one licence that the prose gives to the weights."""
    said = {resolve(one.license).hub_id for one in subject.release.license.in_text}
    return said.pop() if len(said) == 1 else None


class UnknownLicense(Rule):
    """
    A `license` that is no id of the Hub's list and no spelling we know.

    The Hub refuses it on upload, and no tool can tell what it allows.

    Instead of:

        license: acme-1.0

    Use:

        license: other
        license_name: acme-1.0
        license_link: LICENSE
    """

    family = "license"
    severity = "error"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Names that resolve to nothing; near names are suggested."""
        for path, value, found in _declared(subject):
            if found.kind != "unknown" or _is_expression(value):
                continue
            near = nearest(value)
            hint = (
                f"write `{near[0]}` if that is meant"
                if near
                else "write an id of the Hub's list, or `other` with `license_name` and `license_link`"
            )
            yield self.finding(
                subject,
                subject.card.front_matter.place(*path),
                f"`{value}` is no licence id of the Hub",
                hint=hint,
                value=value,
            )


class MisspelledLicense(Rule):
    """
    A licence under a name that the Hub does not take, though it is clear which is meant.

    `Apache 2.0`, `apache2` and `MIT License` are refused by the Hub; only the ids of its list count.

    Instead of:

        license: Apache 2.0

    Use:

        license: apache-2.0
    """

    family = "license"
    severity = "error"
    fixes = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Aliases and SPDX spellings of licences that the Hub has an id for."""
        matter = subject.card.front_matter
        for path, value, found in _declared(subject):
            if found.hub_id is None or found.kind not in ("license", "series") or value == found.hub_id:
                continue
            span = matter.span(*path)
            written = subject.card.text[slice(*span)] if span else ""
            plain = span is not None and written.strip("\"'") == value
            lossy = found.spelling == "spdx-id" and value.casefold() != found.hub_id.casefold()
            exact = not lossy or found.id is None
            yield self.finding(
                subject,
                matter.place(*path),
                f"`{value}` is not how the Hub writes this licence",
                hint=f"write `{found.hub_id}`",
                value=value,
                fix=(Edit(span[0], span[1], found.hub_id),) if span and plain and (exact or not _loses(value)) else (),
            )


def _loses(value: str) -> bool:
    """Whether the Hub's id says less than the name: it knows no `-or-later`."""
    return value.casefold().endswith(("-or-later", "+", "-only"))


class NotALicense(Rule):
    """
    A word in `license` that names no licence.

    `none`, `proprietary` or `research` tell a reader that there is something to know and not what.

    Instead of:

        license: proprietary

    Use:

        license: other
        license_name: acme-terms
        license_link: LICENSE
    """

    family = "license"
    severity = "error"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Words that are known to be no licence, and empty values."""
        matter = subject.card.front_matter
        for path, value, found in _declared(subject):
            if found.kind == "not-a-license":
                yield self.finding(
                    subject,
                    matter.place(*path),
                    f"`{value}` names no licence",
                    hint="write an id of the Hub's list, or `other` with `license_name` and `license_link`",
                    value=value,
                )
        if "license" in matter.values and matter.get("license") in (None, "", []):
            yield self.finding(
                subject,
                matter.place("license"),
                "`license` is empty",
                hint="write an id of the Hub's list, or remove the key",
                severity="warning",
            )


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
        """`other` needs `license_name` and `license_link`."""
        matter = subject.card.front_matter
        said = _in_prose(subject)
        for path, value, found in _declared(subject):
            if found.kind != "sentinel" or found.id != "other":
                continue
            missing = [key for key in ("license_name", "license_link") if not matter.get(key)]
            if missing:
                names = " and ".join(f"`{key}`" for key in missing)
                yield self.finding(
                    subject,
                    matter.place(*path),
                    f"`license: {value}` without {names}",
                    hint=f"add {names}" + (f", or write `license: {said}`, which the prose names" if said else ""),
                    value=value,
                )


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
        for path, value, found in _declared(subject):
            if found.kind == "family":
                yield self.finding(
                    subject,
                    subject.card.front_matter.place(*path),
                    f"`{value}` is a family of licences, not one",
                    hint=f"name the one you mean: {', '.join(found.members[:5])}",
                    value=value,
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
        values = list(dict.fromkeys(value for _, value, _ in _declared(subject)))
        if len(values) > 1:
            yield self.finding(
                subject,
                subject.card.front_matter.place("license"),
                f"{len(values)} licences and no word how they combine",
                hint="declare the weights' licence; name those of code and data in the prose",
                value=" ".join(values),
            )


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
        for path, value, found in _declared(subject):
            if found.kind == "unknown" and _is_expression(value):
                yield self.finding(
                    subject,
                    subject.card.front_matter.place(*path),
                    f"`{value}` is an expression; the Hub takes one id",
                    hint="write `other`, the expression in `license_name`, and `license_link`",
                    value=value,
                )


def _is_expression(value: str) -> bool:
    """Whether operators stand between words of which one at least is a licence."""
    words = value.replace("(", " ").replace(")", " ").split()
    return any(word.upper() in _OPERATORS for word in words[1:-1]) and any(find(word) for word in words)


RULES: tuple[Rule, ...] = (
    MissingLicense(),
    UnknownLicense(),
    MisspelledLicense(),
    NotALicense(),
    UnnamedOtherLicense(),
    AmbiguousLicenseFamily(),
    MultipleLicenses(),
    LicenseExpressionOnHub(),
)
