"""Rules about the licence's text: the file or page that is linked, the text beside the card."""

from __future__ import annotations

from collections.abc import Iterator

from openness.card import Place, RepoInfo, license_file_covers, license_files
from openness.licenses import find
from openness.rules.lineage.upstream import is_licensor
from openness.rules.rule import Finding, Rule, Subject
from openness.rules.weights import WEIGHT_SUFFIXES
from openness.rules.wording import declaration


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


RULES: tuple[Rule, ...] = (DanglingLicenseLink(), LicenseTextMismatch(), MissingLicenseText())
