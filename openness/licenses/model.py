"""`License`: identity and terms, each term with its clause. A term that nobody verified is absent."""

from collections.abc import Iterator
from datetime import date as Date  # noqa: N812 - the field is called `date`
from typing import Annotated, Any, Literal

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from openness._base import DateText, DayText, Flag, Frozen, Number, Whole
from openness._value import dataclass
from openness.licenses.vocabulary import TERMS

Kind = Literal["license", "policy", "terms", "series"]
Certainty = Literal["certain", "likely", "contested"]


class Term(Frozen):
    """What a text says on one matter, and where."""

    value: str | tuple[str, ...]
    """One of the closed values of this term, or the exact phrase, territory or law."""
    clause: str = Field(min_length=1)
    """Where it stands, as the text numbers it; `no clause` where the whole text was read and is silent."""
    certainty: Certainty = "certain"
    """How sure the reading of the clause is."""
    note: str | None = None
    """In our own words, where the value needs them."""
    readings: Whole = Field(default=2, ge=1, le=2)
    """How many independent readers agree on it, or 2 where a third look at the clause decided."""


@dataclass(frozen=True, slots=True)
class _Values:
    """The closed values that a term may take; a term whose table is None takes any text."""

    name: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        described = handler(schema)
        meanings = TERMS[self.name]
        if meanings is None:
            return described
        options = [{"const": value, "description": meaning} for value, meaning in meanings.items()]
        one: dict[str, Any] = {"oneOf": options}
        if self.name == "applies_to":
            one = {"type": "array", "items": one}
        return {"type": "object", "allOf": [described], "properties": {"value": one}}

    def _check(self, term: Term) -> Term:
        meanings = TERMS[self.name]
        if meanings is None:
            return term
        many = self.name == "applies_to"
        if isinstance(term.value, str) is many:
            raise PydanticCustomError(
                "license_term", "`{name}` is {form}", {"name": self.name, "form": "a list" if many else "one value"}
            )
        for value in (term.value,) if isinstance(term.value, str) else term.value:
            if value not in meanings:
                raise PydanticCustomError(
                    "license_term",
                    "`{name}` is `{value}`, not one of: {allowed}",
                    {"name": self.name, "value": value, "allowed": ", ".join(meanings)},
                )
        return term


class Terms(Frozen):
    """All terms of one licence. A field that is null was not verified by anybody."""

    commercial_use: Annotated[Term, _Values("commercial_use")] | None = None
    """Whether commercial use is granted."""
    research_only: Annotated[Term, _Values("research_only")] | None = None
    """Whether use is limited to research, evaluation, academic or personal use."""
    use_restrictions: Annotated[Term, _Values("use_restrictions")] | None = None
    """Restrictions on fields of use, and where they stand."""
    flow_down: Annotated[Term, _Values("flow_down")] | None = None
    """Whether restrictions must bind those downstream."""
    outputs_train_other_models: Annotated[Term, _Values("outputs_train_other_models")] | None = None
    """Whether outputs may train other models."""
    outputs_rights: Annotated[Term, _Values("outputs_rights")] | None = None
    """Who has rights in outputs."""
    derivative_name_prefix: Annotated[Term, _Values("derivative_name_prefix")] | None = None
    """The exact string that a derivative's name begins with, or `none`."""
    display_notice: Annotated[Term, _Values("display_notice")] | None = None
    """The exact phrase to display, or `none`."""
    notice_file: Annotated[Term, _Values("notice_file")] | None = None
    """The duty to carry a notice."""
    license_copy: Annotated[Term, _Values("license_copy")] | None = None
    """The duty to carry the licence."""
    change_notices: Annotated[Term, _Values("change_notices")] | None = None
    """The duty to mark changes."""
    redistribution: Annotated[Term, _Values("redistribution")] | None = None
    """Whether copies may be passed on."""
    modification: Annotated[Term, _Values("modification")] | None = None
    """Whether changed versions may be made."""
    hosting: Annotated[Term, _Values("hosting")] | None = None
    """Whether the model may be offered to others over a network."""
    derivative_license: Annotated[Term, _Values("derivative_license")] | None = None
    """Which terms a derivative may carry."""
    share_alike: Annotated[Term, _Values("share_alike")] | None = None
    """Share-alike and its reach."""
    patent_grant: Annotated[Term, _Values("patent_grant")] | None = None
    """Whether patents are licensed."""
    litigation_termination: Annotated[Term, _Values("litigation_termination")] | None = None
    """Which suit ends rights."""
    litigation_scope: Annotated[Term, _Values("litigation_scope")] | None = None
    """Which rights such a suit ends."""
    breach_termination: Annotated[Term, _Values("breach_termination")] | None = None
    """How rights end on a breach."""
    revocable: Annotated[Term, _Values("revocable")] | None = None
    """Whether the grant can be taken back."""
    remote_restriction: Annotated[Term, _Values("remote_restriction")] | None = None
    """Whether the licensor may restrict use remotely."""
    latest_version_duty: Annotated[Term, _Values("latest_version_duty")] | None = None
    """Whether the latest version must be used."""
    terms_may_change: Annotated[Term, _Values("terms_may_change")] | None = None
    """Whether the licensor may change the terms for what one already has."""
    geographic_exclusion: Annotated[Term, _Values("geographic_exclusion")] | None = None
    """`none`, `embargo-only`, or territories joined by commas (`EU,GB,KR`)."""
    governing_law: Annotated[Term, _Values("governing_law")] | None = None
    """ISO code of the country, with the state where named (`US-CA`), or `none`."""
    acceptance: Annotated[Term, _Values("acceptance")] | None = None
    """How the licence is accepted."""
    applies_to: Annotated[Term, _Values("applies_to")] | None = None
    """What it covers."""
    indemnity: Annotated[Term, _Values("indemnity")] | None = None
    """Whether the user indemnifies the licensor."""

    def stated(self) -> Iterator[tuple[str, Term]]:
        """The verified terms by name, in the order of the vocabulary."""
        for name in TERMS:
            term = getattr(self, name)
            if term is not None:
                yield name, term


class Threshold(Frozen):
    """A size above which the terms change."""

    metric: str
    """What is counted: `monthly_active_users`, `annual_revenue`, `monthly_revenue`, ..."""
    operator: Literal[">", ">="]
    """Whether the number itself is already above."""
    number: Number
    """The number, in `unit`."""
    unit: str
    """`users`, or an ISO 4217 currency."""
    measured: Literal["snapshot", "continuing"]
    """Looked at once on `date`, or for as long as the licence lasts."""
    date: DayText | None = None
    """Day of the snapshot, ISO 8601; null where it is not a snapshot."""
    window: str | None = None
    """The period that is counted, in our own words."""
    affiliates: Flag | None = None
    """Whether affiliates count; null where the text is silent."""
    consequence: str
    """`separate-license-needed`, `rights-end`, `display-duty`, `royalty`, `payment`."""
    clause: str
    """Where it stands."""
    note: str | None = None
    """In our own words."""
    readings: Whole = Field(default=2, ge=1, le=2)
    """How many independent readers agree on it."""


class Exclusion(Frozen):
    """Places or people that a licence or its use policy leaves out."""

    territories: tuple[str, ...]
    """ISO 3166 codes, or `EU`."""
    covers: Literal["all", "multimodal"]
    """Everything under the licence, or only multimodal models."""
    who: str
    """Whom it leaves out, in our own words."""
    exempt: str | None = None
    """Who is exempt all the same, in our own words."""
    clause: str
    """Where it stands."""
    document: str | None = None
    """Id of the policy in which it stands; null for the licence itself."""


class License(Frozen):
    """A licence, a use policy, terms of a service, or a declared series of dated versions of one licence."""

    id: str
    """Our id: the Hub's where it has one, else our own; the name of its data file."""
    name: str
    """Name as the text gives it."""
    kind: Kind = "license"
    """`license`, `policy` (acceptable use), `terms` (of a service), or `series` (dated versions under one Hub id)."""
    version: str | None = None
    """Version as the text names it."""
    date: DateText | None = None
    """Release or effective date in the text, ISO 8601, as exact as the text is; null where it has none."""
    licensor: str | None = None
    """Who licenses; null for a template that anybody may use."""
    hub_ids: tuple[str, ...] = ()
    """Ids of the Hub's list that lead here."""
    spdx: str | None = None
    """SPDX id, where SPDX has one."""
    spdx_candidates: tuple[str, ...] = ()
    """SPDX ids that the Hub id may mean, where it does not say which (`-only` or `-or-later`)."""
    url: str | None = None
    """Where the text is published."""
    aliases: tuple[str, ...] = ()
    """Other spellings that mean this licence."""
    predecessor: str | None = None
    """Id of the version before it."""
    policies: tuple[str, ...] = ()
    """Ids of the use policies it incorporates."""
    members: tuple[str, ...] = ()
    """For a series: ids of its members, oldest first."""
    generation: str | None = None
    """The product generation whose materials it covers, for example `3.1`; for licences that name one."""
    osi_approved: Flag | None = None
    """Whether the Open Source Initiative approved it; null where that is not known."""
    fsf_free: Flag | None = None
    """Whether the Free Software Foundation calls it free; null where that is not known."""
    summary: str | None = None
    """What it comes to, in our own plain words."""
    text_read: DayText | None = None
    """Day on which its text was read; null: nobody has read it, so it has no terms."""
    readings: Whole = Field(default=0, ge=0, le=2)
    """How many independent readers have read it."""
    terms: Terms = Field(default_factory=Terms)
    """What it allows and demands."""
    thresholds: tuple[Threshold, ...] = ()
    """Sizes above which the terms change."""
    exclusions: tuple[Exclusion, ...] = ()
    """Places or people left out."""
    prohibits: tuple[str, ...] = ()
    """For a policy: what it forbids, in our own short words."""

    @property
    def expression(self) -> str:
        """The SPDX expression for it: its SPDX id, or `LicenseRef-` and its own id."""
        return self.spdx or f"LicenseRef-{self.id.replace('+', '-plus')}"

    @property
    def verified_by_two(self) -> bool:
        """Whether two readers read its text and every term and threshold that it has stands on both."""
        stated = [term for _, term in self.terms.stated()]
        return (
            self.readings == 2
            and all(one.readings == 2 for one in stated)
            and all(one.readings == 2 for one in self.thresholds)
        )

    def valid_on(self, day: Date) -> bool:
        """Whether its date lies on or before a day; true where it has none."""
        return self.date is None or self.date <= day.isoformat()
