"""Where else than in a sentence a licence stands: a section about it, a badge, the prompt of a gate; and the parts' licences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import get_args
from urllib.parse import unquote

from openness._pattern import pattern, simple
from openness.card import Section
from openness.extract.draft import Draft, Evidence
from openness.naming import licenses
from openness.naming.licenses import NamedLicense
from openness.phrases.matcher import table
from openness.prose import scope
from openness.release.vocabulary import LicensedPart

_BADGE = pattern(
    r"(?:img\.shields\.io|badgen\.net)/(?:badge/|static/v1\?label=)(?P<label>[^\s/&)\"'>]*?licen[cs]e[^\s/&)\"'>-]*)(?:-|/|&message=)"
    r"(?:(?P<value>(?:[^-\s/&)\"'>?]|--)+-[^-\s/&)\"'>?]*)-|(?P<short>(?:[^-\s/&)\"'>?]|--)+))",
    re.IGNORECASE,
)
_COLOUR = pattern(r"-(?:[a-z]+|[0-9a-f]{3,6})(?:\.svg)?$", re.IGNORECASE)
_PROMPT = 300
"""Characters of a gate's prompt in which the agreement is named."""


_PARTS = frozenset(get_args(LicensedPart))


def keep_part(draft: Draft, part: str, license_name: str, evidence: Evidence, name: str | None = None) -> None:
    """Keep the licence of a part of the release, called by its name if it has one; the weights' own stays apart from it."""
    kept = draft.items("license.parts")
    if (
        part in _PARTS
        and license_name
        and not any((one["part"], one.get("name"), one["license"]) == (part, name, license_name) for one in kept)
    ):
        draft.add("license.parts", {"part": part, "name": name, "license": license_name}, evidence)


def names_a_part(name: str) -> bool:
    """Whether a licence nobody knows is called after a part: `Marsh Dataset License`."""
    return any(noun.kind in ("data", "code") for noun in scope.nouns(name))


@cache
def _headings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = [row["word"] for row in table("license_headings")]
    return (
        pattern("|".join(words), re.IGNORECASE),
        simple(r"\b(?:data|datasets?|code|original model|base model|third)\b", re.IGNORECASE),
    )


def is_about_licence(section: Section) -> bool:
    """Whether a heading, in one of the languages that `license.toml` lists, opens a section about the licence."""
    title = section.title
    if not title or len(title) > _TITLE:
        return False
    wanted, foreign = _headings()
    if wanted.search(title) is None:
        return False
    return not foreign.search(title) or "weight" in title.lower() or "model" in title.lower()


_TITLE = 48
"""Characters of a heading that is nothing else."""


def badges(draft: Draft) -> Iterator[tuple[NamedLicense, Evidence]]:
    """The licence that a badge shows (an image, which is no sentence)."""
    raw = draft.card.body.text
    at = raw.find("/badge/", draft.card.body.start)
    if at < 0 and "/static/v1" not in raw:
        return
    for match in _BADGE.finditer(raw, draft.card.body.start, min(draft.text.appended_from, len(raw))):
        if draft.text.in_code(match.start()):
            continue
        label = _shown(match["label"])
        part = "value" if match["value"] is not None else "short"
        value = _shown(_COLOUR.sub("", match[part]))
        named = licenses.by_name(value)
        if named is None:
            continue
        evidence = draft.at_text(match.start(), match.end(part))
        whose = scope.subject(label)
        one = NamedLicense(licenses.spelled(named), named, 0, 0)
        if whose is not None and whose.kind != "model":
            name = label[whose.start : whose.end] if whose.kind == "component" else None
            keep_part(draft, whose.kind, one.license, evidence, name)
        else:
            yield one, evidence


def _shown(words: str) -> str:
    """What a badge shows: `--` is a dash, `_` and `%20` are blanks."""
    return unquote(words).replace("--", "\0").replace("_", " ").replace("\0", "-").strip()


def gate(draft: Draft) -> Iterator[tuple[NamedLicense, Evidence]]:
    """The agreement whose words a gate's prompt shows; below a derived model it may be a copy of the base's gate."""
    if draft.items("lineage.bases"):
        return
    prompt = draft.card.front_matter.get("extra_gated_prompt")
    if isinstance(prompt, str):
        for one in licenses.named_in(prompt[:_PROMPT])[:1]:
            yield one, draft.at_item("extra_gated_prompt", prompt[one.start : one.end])[0]
