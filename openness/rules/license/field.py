"""Rules about the licence as the front matter declares it: is it there, and is it one that the Hub knows?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness import _limits
from openness._pattern import pattern
from openness._value import dataclass
from openness.card import Place, license_files
from openness.licenses import find, resolve
from openness.release import Evidence
from openness.rules.license.declared import declared, in_prose, is_expression, is_hedged, of_the_base, proposals
from openness.rules.rule import Edit, Finding, Rule, Subject
from openness.rules.wording import licensors_name

_BROKEN_KEYS = ("licence", "licenses")


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
        said = _said(subject)
        message = "the front matter declares no licence" + (f"; {said.words}" if said else "")
        held = _of_the_file(subject)
        if held is not None:
            hint = f"add {held[0]}, which is the text of {held[1]}"
        elif said is not None:
            hint = f"add {said.declaration}"
        else:
            of_base = of_the_base(subject)
            hint = "add `license:` with an id of the Hub's list" + (
                f"; if it is the base model's: {of_base}" if of_base else ""
            )
        yield self.finding(subject, said.at if said is not None else matter.place(), message, hint=hint)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a tag or the prose says of the licence, and how that is declared."""

    words: str
    declaration: str
    at: Place | Evidence


def _said(subject: Subject) -> _Said | None:
    """The licence that a tag names, or the prose names or links; None where all are silent, or name several."""
    for tag, path in subject.card.front_matter.texts("tags"):
        tagged = resolve(tag.removeprefix("license:").strip()).hub_id if tag.startswith("license:") else None
        if tagged is not None:
            return _Said(f"a tag says `{tagged}`", f"`license: {tagged}`", subject.card.front_matter.place(*path))
    told = subject.release.license.in_text
    names = list(dict.fromkeys(one.license for one in told))
    at = told[0].evidence[0] if told else None
    hub_id = in_prose(subject)
    if at is not None and hub_id is not None:
        return _Said(f"the prose says `{names[0]}`", f"`license: {hub_id}`", at)
    if at is not None and len(names) == 1 and not is_hedged(subject):
        return _Said(
            f"the prose says `{names[0]}`",
            f"`license: other`, with `license_name` and `license_link` for `{names[0]}`",
            at,
        )
    if at is not None:
        return _Said(
            f"the prose says {' and '.join(f'`{name}`' for name in names[:2])}",
            "`license:` for the weights; `other` with `license_name` and `license_link` for one that is not on the Hub's list",
            at,
        )
    body = subject.card.body
    for section in body.sections:
        if _LICENSE_TITLE.fullmatch(section.title):
            link = _LINKED.search(body.text, section.start, section.end)
            if link is not None:
                return _Said(
                    f"the prose links it ({link['url']})",
                    "`license:` with its id, or `other` with `license_name` and that `license_link`",
                    body.place(link.start("url"), link.end("url")),
                )
    return None


_LICENSE_TITLE = pattern(r"\W*(?:model )?licen[sc]e(?: information)?\W*", re.IGNORECASE)
_LINKED = pattern(r"\]\((?P<url>[^)\s]*licen[sc]e[^)\s]*)\)", re.IGNORECASE)


def _of_the_file(subject: Subject) -> tuple[str, str] | None:
    """How to declare the licence whose text lies beside the card, and that file's name; None where none does for certain."""
    from openness.licenses.identification import licence_of_file

    files = list(license_files(subject.card.repo.files if subject.card.repo else ()))
    match = licence_of_file(files[0].text) if len(files) == 1 else None
    text = find(match.license) if match is not None and match.kind == "license" else None
    if text is None:
        return None
    if text.hub_ids:
        return f"`license: {text.hub_ids[0]}`", files[0].path
    name, path = licensors_name(text), files[0].path
    return f"`license: other` with `license_name: {name}` and `license_link: {path}`", path


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
        asked = 0
        for path, value, found in declared(subject):
            if found.kind != "unknown" or is_expression(value):
                continue
            asked += 1
            near = proposals(value) if asked <= _limits.PROPOSALS else ()
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
        for path, value, found in declared(subject):
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


class LicenseNotOnHub(Rule):
    """
    A licence that is known and has no id on the Hub.

    The Hub takes the ids of its own list in `license`, and refuses every other one on upload: there the licence is
    `other`, and its name and text stand in the two keys beside it.

    Instead of:

        ---
        license: flux-1-nc
        ---

    Use:

        ---
        license: other
        license_name: flux-1-nc
        license_link: LICENSE
        ---

    See: https://huggingface.co/docs/hub/repositories-licenses
    """

    family = "license"
    severity = "error"
    fixes = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Licences that resolve and have no id of the Hub; families are another rule's."""
        matter = subject.card.front_matter
        for path, value, found in declared(subject):
            if found.kind not in ("license", "series") or found.hub_id is not None:
                continue
            span = matter.span(*path)
            written = subject.card.text[slice(*span)] if span else ""
            simple = len(path) == 1 and span is not None and written == value and "license_name" not in matter.values
            yield self.finding(
                subject,
                matter.place(*path),
                f"`{value}` is no id of the Hub, which refuses it",
                hint=f"write `license: other` and `license_name: {value}`, with `license_link`",
                value=value,
                fix=(Edit(span[0], span[1], f"other\nlicense_name: {value}"),) if simple and span else (),
            )


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
        for path, value, found in declared(subject):
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


RULES: tuple[Rule, ...] = (
    MissingLicense(),
    UnknownLicense(),
    MisspelledLicense(),
    LicenseNotOnHub(),
    NotALicense(),
)
