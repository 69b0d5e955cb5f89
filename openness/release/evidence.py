"""Where a fact comes from, and the invariant that no fact stands without it."""

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from openness._base import Count, Frozen, Moment

QUOTE_LIMIT = 160
"""A quote is at most this many characters long."""

Source = Literal[
    "front-matter",
    "prose",
    "repo-file",
    "hub-api",
    "license-text",
    "ancestor",
    "statement",
    "catalog",
]
Confidence = Literal["certain", "likely", "guess"]


class Evidence(Frozen):
    """One place that shows a fact."""

    source: Source
    """Kind of place that shows the fact."""
    path: str | None = None
    """The file (relative to the repository) or the URL, with `#page=` for a page of a PDF; null where the place has no name."""
    line: Count | None = None
    """Line in that file, counted from 1; null where it has no lines."""
    column: Count | None = None
    """Column in that line, counted from 1, in characters."""
    quote: str | None = Field(default=None, max_length=QUOTE_LIMIT)
    """The words that show it, verbatim, at most 160 characters (Unicode code points); null where no words stand there."""
    confidence: Confidence = "likely"
    """How sure the reading is."""
    retrieved: Moment | None = None
    """When the place was read, for places that change (Hub, web); RFC 3339 with offset, null for a file at hand."""


EvidenceList = tuple[Evidence, ...]
Places = Annotated[EvidenceList, Field(min_length=1)]


def is_stated(value: Any) -> bool:
    """Whether a field holds a fact: not null, not `unknown`, not an empty list."""
    return value not in (None, "unknown", (), {})


class Item(Frozen):
    """A member of a list in the record; it carries its own evidence."""

    evidence: EvidenceList = Field(min_length=1)
    """The places that show this item."""


class Section(Frozen):
    """
    A section of the record: bare scalars, and beside them `evidence` by field name.

    A value other than null or `unknown` whose name is missing in `evidence` is refused.
    Lists of items carry their evidence themselves; `own_evidence` names those fields.
    """

    own_evidence: ClassVar[frozenset[str]] = frozenset()

    evidence: dict[str, Places] = Field(default_factory=dict)
    """For each stated field of this section, by the field's name, the places that show it."""

    @model_validator(mode="after")
    def _no_fact_without_evidence(self) -> Self:
        fields = type(self).model_fields
        for name in fields:
            if name == "evidence" or name in self.own_evidence:
                continue
            if is_stated(getattr(self, name)) and not self.evidence.get(name):
                raise ValueError(f"`{name}` is stated without evidence")
        for name in self.evidence:
            closed = self.model_config.get("extra") != "allow"
            if name == "evidence" or (closed and name not in fields):
                raise ValueError(f"`evidence` names `{name}`, which is no field of this section")
        return self
