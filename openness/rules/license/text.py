"""Rules about the licence outside its field: the file or page that is linked, the text beside the card, the prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openness._pattern import pattern
from openness.card import Place, RepoInfo, license_file_covers, license_files
from openness.licenses import find, resolve
from openness.licenses.inheritance import restricts_more
from openness.naming.appended import appended_from
from openness.release import Evidence
from openness.rules.lineage.upstream import is_licensor, short_name
from openness.rules.rule import Finding, Rule, Subject
from openness.rules.weights import WEIGHT_SUFFIXES
from openness.rules.wording import cells, declaration


class DanglingLicenseLink(Rule):
    """
    A `license_link` that leads nowhere: a file the repository does not hold.

    Remedy: add the file, or link to where the text is published.

    Instead of:

        license_link: LICENCE.txt   # the repository holds LICENSE

    Use:

        license_link: LICENSE
    """

    family = "license"
    severity = "error"
    needs_hub = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Relative links are looked up among the repository's files."""
        link = subject.card.front_matter.get("license_link")
        repo = subject.card.repo
        if not isinstance(link, str) or repo is None or not repo.files_known:
            return
        target = _file_of(link, repo)
        if target is None or not target or repo.file(target) is not None:
            return
        names = [one.path for one in repo.files if license_file_covers(one.path) == "weights"]
        hint = f"link to `{names[0]}`" if names else "add the file, or link to where the text is published"
        yield self.finding(subject, "license_link", f"the repository holds no file `{target}`", hint=hint, value=link)


def _file_of(link: str, repo: RepoInfo) -> str | None:
    """The repository file a link means; None for links elsewhere."""
    if "://" not in link:
        return None if link.startswith(("#", "mailto:", "www.")) else link.removeprefix("./").split("#")[0]
    if repo.id is None:
        return None
    for kind in ("blob", "resolve", "raw"):
        head = f"huggingface.co/{repo.id}/{kind}/"
        if head in link:
            tail = link.split(head, 1)[1].split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]
            return tail.split("/", 1)[1] if "/" in tail else None
    return None


class LicenseTextMismatch(Rule):
    """
    A licence file whose text is another licence than the card declares.

    What binds is the text that comes with the model; the card's tag is what people filter by. If they differ, one
    of them misleads.

    Instead of:

        license: mit          # and beside the card a LICENSE that opens with "Apache License, Version 2.0"

    Use:

        license: apache-2.0

    Remedy: declare the licence of the file, or replace the file.
    """

    family = "license"
    severity = "error"
    needs_hub = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Identify each licence file beside the card and compare."""
        from openness.licenses.identification import licence_of_file

        repo, declared = subject.card.repo, subject.license
        if repo is None or declared is None:
            return
        accepted = {declared.id, *declared.members}
        for file in license_files(repo.files):
            match = licence_of_file(file.text)
            if match is None or match.kind != "license" or match.license in accepted:
                continue
            other = find(match.license)
            if other is None or (other.spdx and other.spdx == declared.spdx):
                continue
            yield self.finding(
                subject,
                "license",
                f"the card says `{declared.id}`, `{file.path}` holds {other.name}",
                hint=f"declare {declaration(other)}, or replace the file",
                value=f"{declared.id} {other.id}",
                related=((_beside(subject.card.path, file.path), _first_line(file.text or ""), other.name),),
            )


def _beside(card: str, path: str) -> str:
    """A file of the repository, shown as the card is."""
    return card[: card.rfind("/") + 1] + path


def _first_line(text: str) -> Place:
    before = text[: len(text) - len(text.lstrip())]
    return Place(line=before.count("\n") + 1)


class LicenseProseMismatch(Rule):
    """
    Front matter and prose give the weights different licences.

    A reader who follows one of them breaks the other.

    Instead of:

        ---
        license: mit
        ---
        # Heron 7B
        The weights are released under the Llama 2 license.

    Remedy: make both say the same; if the prose speaks of code or data, say so.
    """

    family = "license"
    severity = "error"
    confidence = "medium"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """The first licence of the prose that is known and another one, else a notice that another one prescribes."""
        found = next(self._said(subject), None) or next(self._displayed(subject), None)
        if found is not None:
            yield found

    def _displayed(self, subject: Subject) -> Iterator[Finding]:
        """A notice that the model comes under an agreement which allows less than the declared licence."""
        own, body = subject.license, subject.card.body
        if own is None:
            return
        for match in _NOTICE.finditer(body.text, body.start, min(appended_from(subject.card), len(body.text))):
            text = find(match["name"].strip())
            place = body.place(match.start(), match.end())
            line = subject.card.lines.line_text(place.line)
            if text is None or text.id in (own.id, *own.members) or own.id in text.members:
                continue
            if not restricts_more(text, own) or _ADDS.search(line) or line.lstrip().startswith(">"):
                continue
            yield self.finding(
                subject,
                place,
                f"the notice says that it comes under `{short_name(text)}`, the front matter `{subject.license_name}`",
                hint=f"declare {declaration(text)}, or say what the notice covers",
                value=f"{text.id} {own.id}",
                severity="warning",
                related=((subject.card.path, subject.card.front_matter.place("license"), own.name),),
            )

    def _said(self, subject: Subject) -> Iterator[Finding]:
        """Where the record says `contradiction`."""
        facts = subject.release.license
        if not facts.contradiction or not facts.declared:
            return
        if any(resolve(value).kind == "family" for value in facts.declared):
            return  # another rule asks for one licence of the family
        named = [value for value in (*facts.declared, facts.name) if value]
        unknown = [said.license for said in facts.in_text if find(said.license) is None]
        if any(_words(said) <= _words(name) or _words(name) <= _words(said) for said in unknown for name in named):
            return  # `NVIDIA Open Model` is meant by `nvidia-open-model-license`, a `Modified MIT` may be tagged `mit`
        declared = {_identity(value) for value in named}
        for said in facts.in_text:
            if (
                not _is_known(said.license)
                or _identity(said.license) in declared
                or _speaks_of_else(subject, said.evidence[0])
            ):
                continue
            yield self.finding(
                subject,
                said.evidence[0],
                f"the prose says `{said.license}`, the front matter `{subject.license_name}`",
                hint="make both say the same, or say what the prose's licence covers",
                value=f"{said.license} {facts.declared[0]}",
                related=((subject.card.path, subject.card.front_matter.place("license"), facts.declared[0]),),
            )
            return


_ELSE = pattern(r"\b(?:also|additionally|in addition|used under|code|variants?|models with|as well)\b", re.IGNORECASE)
"""Words by which a sentence adds a licence, or gives one to something else than the weights."""
_NOTICE = pattern(
    r"\b(?:is|are) licensed under (?:the )?(?P<name>[^,.\n]{3,60}(?:\.\d)?[^,.\n]{0,40}), copyright\b", re.IGNORECASE
)
"""The notice that an agreement prescribes word for word."""
_ADDS = pattern(r"\b(?:also|additionally) (?:follow|comply|respect|abide|observe|subject)\b", re.IGNORECASE)
"""Words by which an earlier sentence of the line says that what follows comes on top."""
_NON_COMMERCIAL = pattern(r"\bnon-?\s?commercial\b", re.IGNORECASE)


def _speaks_of_else(subject: Subject, evidence: Evidence) -> bool:
    line = subject.card.lines.line_text(evidence.line or 1)
    begin = (evidence.column or 1) - 1
    if cells(line) > 2 or _ADDS.search(line, 0, begin):
        return True
    return _ELSE.search(line[max(line.rfind(". ", 0, begin), 0) : begin] + (evidence.quote or "")) is not None


def _is_known(name: str) -> bool:
    """Whether a name of the prose says enough to contradict another."""
    return find(name) is not None or resolve(name).kind == "family" or _NON_COMMERCIAL.search(name) is not None


def _words(name: str) -> set[str]:
    return set(re.findall(r"[a-z0-9.]+", name.casefold())) - {"license", "licence"}


def _identity(name: str) -> str:
    found = find(name)
    return found.id if found else name.casefold()


class MissingLicenseText(Rule):
    """
    A licence whose text must travel with the weights, in a repository that does not hold it.

    A Llama, Gemma or Stability agreement asks whoever passes the model on to give a copy along. A tag or a link on the
    card is not that copy.

    Instead of:

        license: llama3.1     # and beside the card no LICENSE

    Use the same card with the agreement beside it as a file LICENSE, and:

        license_link: LICENSE
    """

    family = "license"
    severity = "warning"
    confidence = "medium"
    needs_hub = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Only agreements of one licensor, on others' repositories that hold weights and whose files are all known."""
        repo, text = subject.card.repo, subject.license
        if repo is None or not repo.files_known or text is None or text.licensor is None or is_licensor(subject, text):
            return
        duty = text.terms.license_copy
        if (
            duty is None
            or duty.value != "required"
            or not any(one.path.endswith(WEIGHT_SUFFIXES) for one in repo.files)
        ):
            return
        if any(license_file_covers(one.path.rpartition("/")[2]) == "weights" for one in repo.files):
            return
        yield self.finding(
            subject,
            "license",
            f"`{subject.license_name}` asks to pass its text on (clause {duty.clause}), and the repository does not hold it",
            hint=f"add the text as LICENSE{f' (from {text.url})' if text.url else ''}",
            value=text.id,
        )


RULES: tuple[Rule, ...] = (DanglingLicenseLink(), LicenseTextMismatch(), LicenseProseMismatch(), MissingLicenseText())
