"""The cases of `schema/conformance/`: what a validator must accept, and what it must refuse, where and by which keyword."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from openness.release import ModelRelease, Section
from openness.schema._examples import example
from openness.schema._meanings import MEANINGS

Case = dict[str, Any]
SEEN = [{"source": "prose", "path": "README.md", "line": 3}]
SECTIONS = {
    name: field.annotation
    for name, field in ModelRelease.model_fields.items()
    if isinstance(field.annotation, type) and issubclass(field.annotation, Section)
}
COMPONENT_KINDS = next(one for one in MEANINGS if "model-parameters-final" in one)


def good(description: str, data: Any) -> Case:
    """A case that every validator accepts."""
    return {"description": description, "data": data, "valid": True}


def bad(description: str, data: Any, path: str, keyword: str) -> Case:
    """A case that every validator refuses, with a failure at this path (a JSON pointer) by this keyword."""
    return {"description": description, "data": data, "valid": False, "fails": {"path": path, "keyword": keyword}}


def record(**sections: Any) -> dict[str, Any]:
    """A record of these sections."""
    return {"schema_version": "1.1", **sections}


def changed(value: Any, *steps: Any, to: Any) -> Any:
    """A copy in which one place holds another value."""
    made = deepcopy(value)
    place = made
    for step in steps[:-1]:
        place = place[step]
    place[steps[-1]] = to
    return made


def without(value: dict[str, Any], *steps: Any) -> dict[str, Any]:
    """A copy without one key."""
    made = deepcopy(value)
    place: Any = made
    for step in steps[:-1]:
        place = place[step]
    del place[steps[-1]]
    return made


def whole() -> dict[str, Any]:
    """A record with every section, every list and every kind of component."""
    return record(
        **{name: example(class_.__name__) for name, class_ in SECTIONS.items()},
        components={kind: [example("Component")] for kind in COMPONENT_KINDS},
        claims=[example("Claim")],
        attestations=[example("Attestation")],
    )


def release_cases() -> Iterator[Case]:
    """Records, by the writer schema."""
    yield good("nothing but the version: nobody said anything", record())
    yield good("the example of the schema", example("ModelRelease"))
    yield good("every section, every list, every kind of component", whole())
    for name, class_ in SECTIONS.items():
        yield good(f"`{name}` with every field", record(**{name: example(class_.__name__)}))
        yield good(f"`{name}` with nothing in it", record(**{name: {}}))
    yield from _evidence_cases()
    yield from _closed_cases()
    yield from _member_cases()
    yield from _evidence_values()
    yield from _subject_cases()
    yield from _shape_cases()


def _evidence_cases() -> Iterator[Case]:
    for name, class_ in SECTIONS.items():
        shown = example(class_.__name__)
        for field in [one for one in shown if one != "evidence" and one not in class_.own_evidence] + [
            one for one in ("training_code",) if one in shown
        ]:
            made = record(**{name: without(shown, "evidence", field)})
            yield bad(f"`{name}.{field}` is stated without evidence", made, f"/{name}/evidence", "required")
    yield bad("a section without `evidence`", record(weights={"access": "public"}), "/weights", "required")
    yield good("`unknown` asks for no evidence", record(weights={"access": "unknown", "gating": None, "formats": []}))
    yield bad("no is a fact too", record(distribution={"paid_only": False}), "/distribution", "required")
    yield bad("zero is a fact too", record(compute={"hours": 0}), "/compute", "required")
    empty = record(weights={"access": "public", "evidence": {"access": []}})
    yield bad("evidence without a place", empty, "/weights/evidence/access", "minItems")
    stray = record(weights={"evidence": {"colour": SEEN}})
    yield bad("evidence of what is no field", stray, "/weights/evidence", "additionalProperties")
    only_url = record(documentation={"training_code": {"url": "https://heron.example"}})
    yield bad("a place of the training code without evidence", only_url, "/documentation", "required")
    yield good("training code of which nobody spoke", record(documentation={"training_code": {"value": "unknown"}}))
    item = {"name": "heron-web", "evidence": []}
    yield bad("an item without a place", record(data={"datasets": [item]}), "/data/datasets/0/evidence", "minItems")
    bare = record(data={"datasets": [{"name": "heron-web"}]})
    yield bad("an item without `evidence`", bare, "/data/datasets/0", "required")


def _closed_cases() -> Iterator[Case]:
    yield bad("an unknown key at the top", record(colour="red"), "", "additionalProperties")
    for name in SECTIONS:
        yield bad(f"an unknown key in `{name}`", record(**{name: {"colour": 1}}), f"/{name}", "additionalProperties")
    stray = record(components={"tokenizer": [example("Component")]})
    yield bad("an unknown kind of component", stray, "/components", "additionalProperties")
    for path, made in _with_every_item():
        *steps, last = path
        pointer = "/" + "/".join(map(str, path))
        if isinstance(last, int):
            strange = changed(made, *path, "colour", to="red")
            yield bad(f"an unknown key in an item of `{steps[-1]}`", strange, pointer, "additionalProperties")
    strange = changed(example("ModelRelease"), "weights", "evidence", "access", 0, "colour", to="red")
    yield bad("an unknown key in evidence", strange, "/weights/evidence/access/0", "additionalProperties")


def _with_every_item() -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    for name, class_ in SECTIONS.items():
        shown = example(class_.__name__)
        for field in sorted(class_.own_evidence & shown.keys() - {"training_code"}):
            yield (name, field, 0), record(**{name: shown})
    yield ("components", "model-card", 0), record(components={"model-card": [example("Component")]})
    yield ("claims", 0), record(claims=[example("Claim")])
    yield ("attestations", 0), record(attestations=[example("Attestation")])


def _member_cases() -> Iterator[Case]:
    """Every member of every enumeration that stands bare in a section, and one that is none."""
    schema_fields = [
        (name, field, members)
        for name, class_ in SECTIONS.items()
        for field, info in class_.model_fields.items()
        if (members := _members(info.annotation))
    ]
    for name, field, members in schema_fields:
        for one in members:
            value = [one] if field == "modalities" else one
            yield good(f"`{name}.{field}` is `{one}`", record(**{name: {field: value, "evidence": {field: SEEN}}}))
        wrong: Any = ["no-such-member"] if field == "modalities" else "no-such-member"
        strange = record(**{name: {field: wrong, "evidence": {field: SEEN}}})
        pointer = f"/{name}/{field}" + ("/0" if field == "modalities" else "")
        yield bad(f"`{name}.{field}` is no member", strange, pointer, "oneOf")
    place = record(weights={"access": "public", "evidence": {"access": [{"source": "rumour"}]}})
    yield bad("evidence from no known source", place, "/weights/evidence/access/0/source", "oneOf")
    upper = record(weights={"access": "Public", "evidence": {"access": SEEN}})
    yield bad("members are kebab-case", upper, "/weights/access", "oneOf")
    claim = record(claims=[{"claim": "free-beer", "evidence": SEEN}])
    yield bad("an unknown claim", claim, "/claims/0/claim", "oneOf")


def _members(annotation: Any) -> tuple[str, ...]:
    from typing import get_args

    found = tuple(one for one in get_args(annotation) if isinstance(one, str))
    if found:
        return found
    return next((inner for one in get_args(annotation) if (inner := _members(one))), ())


def _evidence_values() -> Iterator[Case]:
    def evidence(**values: Any) -> dict[str, Any]:
        return record(weights={"access": "public", "evidence": {"access": [{"source": "prose", **values}]}})

    at = "/weights/evidence/access/0"
    yield good("a quote of 160 characters", evidence(quote="x" * 160))
    yield good("a quote of 160 characters outside the basic plane", evidence(quote="🪶" * 160))
    yield bad("a quote of 161 characters", evidence(quote="x" * 161), f"{at}/quote", "maxLength")
    yield good("a whole number may be written with a point", evidence(line=3.0))
    yield bad("half a line", evidence(line=2.5), f"{at}/line", "type")
    yield bad("lines are counted from 1", evidence(line=0), f"{at}/line", "minimum")
    yield bad("a line in quotes", evidence(line="3"), f"{at}/line", "type")
    yield bad("a line that is true", evidence(line=True), f"{at}/line", "type")
    yield good("a moment in UTC", evidence(retrieved="2025-03-14T09:26:53Z"))
    yield good("a moment with offset and fraction", evidence(retrieved="2025-03-14T09:26:53.589793+05:30"))
    yield bad("a moment without offset", evidence(retrieved="2025-03-14T09:26:53"), f"{at}/retrieved", "pattern")
    yield bad("a moment and a line break", evidence(retrieved="2025-03-14T09:26:53Z\n"), f"{at}/retrieved", "not")
    yield bad("hour 24", evidence(retrieved="2025-03-14T24:00:00Z"), f"{at}/retrieved", "pattern")
    yield bad("a day where a moment is asked for", evidence(retrieved="2025-03-14"), f"{at}/retrieved", "pattern")
    yield bad("a moment as a number", evidence(retrieved=1741944413), f"{at}/retrieved", "type")
    yield bad(
        "evidence without source",
        record(claims=[{"claim": "open-source", "evidence": [{}]}]),
        "/claims/0/evidence/0",
        "required",
    )


def _subject_cases() -> Iterator[Case]:
    def subject(field: str, value: Any) -> dict[str, Any]:
        return record(subject={field: value, "evidence": {field: SEEN}})

    yield good("a leap day", subject("released", "2024-02-29"))
    yield bad("a day that does not exist", subject("released", "2023-02-29"), "/subject/released", "format")
    yield bad("a day without leading zeros", subject("released", "2024-2-9"), "/subject/released", "pattern")
    yield bad("a day with a time", subject("released", "2024-02-09T00:00:00Z"), "/subject/released", "pattern")
    yield bad("a day and a line break", subject("released", "2024-02-09\n"), "/subject/released", "format")
    yield bad("parameters as text", subject("parameters", "7B"), "/subject/parameters", "type")
    yield bad("a number in quotes", subject("parameters", "7000000000"), "/subject/parameters", "type")
    yield bad("a model without parameters", subject("parameters", 0), "/subject/parameters", "minimum")
    yield good("more parameters than 32 bits count", subject("parameters", 1_800_000_000_000))
    yield bad("a name that is a number", subject("name", 7), "/subject/name", "type")
    yield bad("yes as text", subject("stub", "yes"), "/subject/stub", "type")
    yield bad("yes as a number", subject("stub", 1), "/subject/stub", "type")
    yield bad("a list that is text", subject("modalities", "text"), "/subject/modalities", "type")


def _shape_cases() -> Iterator[Case]:
    compute = record(compute={"hours": "86k", "evidence": {"hours": SEEN}})
    yield bad("hours as text", compute, "/compute/hours", "type")
    yield bad("negative hours", changed(compute, "compute", "hours", to=-1), "/compute/hours", "minimum")
    yield good("whole hours", changed(compute, "compute", "hours", to=86000))
    yield bad("`unknown` is a member, null is not", record(weights={"access": None}), "/weights/access", "type")
    yield bad(
        "`unknown` is no text where null is meant",
        record(license={"contradiction": "unknown"}),
        "/license/contradiction",
        "type",
    )
    yield bad("a section that is null", record(weights=None), "/weights", "type")
    yield bad("a section that is a list", record(data=[]), "/data", "type")
    yield bad(
        "a list of texts with null",
        record(license={"declared": [None], "evidence": {"declared": SEEN}}),
        "/license/declared/0",
        "type",
    )
    yield bad("a list of claims as a mapping", record(claims={}), "/claims", "type")
    yield bad(
        "an attestation without grade",
        record(attestations=[without(example("Attestation"), "grade")]),
        "/attestations/0",
        "required",
    )
    yield bad("a dataset without name", record(data={"datasets": [{"evidence": SEEN}]}), "/data/datasets/0", "required")
    yield bad("a stage without kind", record(lineage={"stages": [{"evidence": SEEN}]}), "/lineage/stages/0", "required")
    yield bad("no version", {}, "", "required")
    yield bad("an older version", {"schema_version": "0.9"}, "/schema_version", "const")
    yield bad("a newer version, for a writer", {"schema_version": "1.2"}, "/schema_version", "const")
    yield bad("a version that is a number", {"schema_version": 1.1}, "/schema_version", "const")
    yield bad("a record that is a list", [], "", "type")
    yield bad("a record that is null", None, "", "type")
