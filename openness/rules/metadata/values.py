"""Rules about values that the Hub refuses or ignores: closed values, ids that cannot be, paths of one machine."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from openness._pattern import pattern, simple
from openness.card.hub_keys import hub_keys
from openness.release.hub_ids import is_local, may_be_hub_id
from openness.rules.rule import Edit, Finding, Rule, Subject
from openness.rules.wording import place_in_prose


class UnknownValue(Rule):
    """
    A value outside the Hub's list, in a key that takes one of a list.

    `pipeline_tag` decides under which task the model is found, `base_model_relation` where it stands in the tree of its
    base model. What is not on the list is refused or does nothing.

    Instead of:

        ---
        base_model: org/name
        base_model_relation: fine-tune
        ---

    Use:

        ---
        base_model: org/name
        base_model_relation: finetune
        ---

    See: https://huggingface.co/tasks
    """

    family = "metadata"
    severity = "warning"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Compare the values of the closed keys with the Hub's."""
        matter, known = subject.card.front_matter, hub_keys()
        for key, allowed in known.values.items():
            value = matter.get(key)
            if not isinstance(value, str) or not value.strip() or value in allowed:
                continue
            folded = value.strip().casefold().replace(" ", "-").replace("_", "-")
            meant = folded if folded in allowed else known.meant[key].get(folded)
            near = [meant] if meant else get_close_matches(folded, allowed, n=1, cutoff=0.8)
            few = f"write one of {', '.join(sorted(allowed))}" if len(allowed) < 9 else "write a task of the Hub's list"
            yield self.finding(
                subject,
                matter.place(key),
                f"`{value}` is no `{key}` of the Hub",
                hint=f"write `{near[0]}`" if near else few,
                value=f"{key} {value}",
            )


_IDS = {"base_model": "model", "datasets": "dataset", "new_version": "model"}
"""Keys that take ids of the Hub, and of what."""
_ADDRESS = pattern(r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/(?:datasets/)?(?P<id>[\w.-]+(?:/[\w.-]+)?)/?")


class LocalPath(Rule):
    """
    A path of the author's machine where others need an id or a link.

    Tools that write cards fill in what they were started with. `/home/me/models/x` leads nobody to the base model, and
    so to no licence; the Hub refuses it where it takes ids.

    Instead of:

        ---
        base_model: /home/me/models/Meta-Llama-3.1-8B
        ---

    Use:

        ---
        base_model: meta-llama/Llama-3.1-8B
        ---
    """

    family = "metadata"
    severity = "error"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """The keys that take ids, a `license_link` to an absolute path, and what the Trainer and mergekit write."""
        matter = subject.card.front_matter
        found = False
        for key, kind in _IDS.items():
            for value, path in matter.texts(key):
                if is_local(value):
                    found = True
                    yield self.finding(
                        subject,
                        matter.place(*path),
                        f"`{value}` is a path, no {kind} of the Hub",
                        hint="write the id under which others find it, or leave it out and say in the prose what it is",
                        value=f"{key} {value}",
                    )
        link = matter.get("license_link")
        if isinstance(link, str) and _ABSOLUTE.match(link):
            yield self.finding(
                subject,
                "license_link",
                f"`{link}` is a path of one machine",
                hint="name the file of the repository, for example `LICENSE`, or the address of the text",
                value=f"license_link {link}",
            )
        place = None if found else place_in_prose(subject, _WRITTEN_BY_TOOLS)
        if place is not None:
            yield self.finding(
                subject,
                place,
                "the model that this one was made from is a path of one machine, or `None`: nobody can look it up",
                hint="write the id under which others find it",
                value="prose",
                severity="warning",
            )


_ABSOLUTE = simple(r"/(?:home|mnt|content|tmp|root|Users|workspace|data)/|[A-Za-z]:[\\/]|file:|~/")
_PATH = r"(?:\.{0,2}/[\w.~-]+/|~/|[A-Za-z]:\\|(?:content|mnt|home|workspace|root)/)"
_WRITTEN_BY_TOOLS = (
    rf"\bfine-tuned version of \[(?:{_PATH}[^\]]*|None)\]\("
    rf"|\bmerge method using `?{_PATH}\S*"
    rf"|(?m:^)[*-] `?{_PATH}[\w./~-]+`?[ \t]*(?m:$)"
)
"""Sentences and lists of the Trainer and of mergekit that name a model by its path."""


class InvalidHubId(Rule):
    """
    A value that cannot be an id of the Hub, in a key that takes ids.

    An id is `owner/name` or an old `name`, without blanks. The Hub refuses everything else there, and with it the commit;
    what has no id can be told in the prose.

    Instead of:

        ---
        datasets:
          - librispeech 960h
        ---

    Use:

        ---
        datasets:
          - openslr/librispeech_asr
        ---
    """

    family = "metadata"
    severity = "error"
    fixes = True

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding a key: the first value and how many more; paths are another rule's."""
        matter = subject.card.front_matter
        for key, kind in _IDS.items():
            wrong = [
                (value, path) for value, path in matter.texts(key) if not may_be_hub_id(value) and not is_local(value)
            ]
            if not wrong:
                continue
            value, path = wrong[0]
            address = _ADDRESS.fullmatch(value.strip())
            more = f", and {len(wrong) - 1} more" if len(wrong) > 1 else ""
            span = matter.span(*path)
            plain = span is not None and subject.card.text[slice(*span)] == value
            yield self.finding(
                subject,
                matter.place(*path),
                f"`{value}` cannot be the id of a {kind} on the Hub{more}",
                hint=f"write `{address['id']}`"
                if address
                else "write its id (`owner/name`), or tell in the prose what has none",
                value=f"{key} {value}",
                fix=(Edit(span[0], span[1], address["id"]),) if address and plain and span else (),
            )


RULES: tuple[Rule, ...] = (UnknownValue(), LocalPath(), InvalidHubId())
