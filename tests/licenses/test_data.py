"""The data files: every term with a clause, every Hub id with one place to go, every file as its schema says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from openness.errors import FamilyError, UnknownNameError
from openness.licenses import all_licenses, find, get, ids, nearest, of_model, resolve, store
from openness.licenses.model import License, Terms
from openness.licenses.questions import must_carry, what_ends_rights
from openness.licenses.vocabulary import SPOKEN, TERMS
from openness.schema import json_schema

DATA = Path(store.__file__).with_name("data")
SILENCE = {"none", "silent", "no", "not-stated", "unclear"}
FAMILIES = {"openrail", "cc", "bsd", "gpl", "lgpl", "gfdl"}
HUB_IDS = (
    "apache-2.0", "mit", "openrail", "bigscience-openrail-m", "creativeml-openrail-m", "bigscience-bloom-rail-1.0",
    "bigcode-openrail-m", "afl-3.0", "artistic-2.0", "bsl-1.0", "bsd", "bsd-2-clause", "bsd-3-clause",
    "bsd-3-clause-clear", "c-uda", "cc", "cc0-1.0", "cc-by-2.0", "cc-by-2.5", "cc-by-3.0", "cc-by-4.0",
    "cc-by-sa-3.0", "cc-by-sa-4.0", "cc-by-nc-2.0", "cc-by-nc-3.0", "cc-by-nc-4.0", "cc-by-nd-4.0",
    "cc-by-nc-nd-3.0", "cc-by-nc-nd-4.0", "cc-by-nc-sa-2.0", "cc-by-nc-sa-3.0", "cc-by-nc-sa-4.0",
    "cdla-sharing-1.0", "cdla-permissive-1.0", "cdla-permissive-2.0", "wtfpl", "ecl-2.0", "epl-1.0", "epl-2.0",
    "etalab-2.0", "eupl-1.1", "eupl-1.2", "agpl-3.0", "gfdl", "gpl", "gpl-2.0", "gpl-3.0", "lgpl", "lgpl-2.1",
    "lgpl-3.0", "isc", "h-research", "intel-research", "lppl-1.3c", "ms-pl", "apple-ascl", "apple-amlr", "mpl-2.0",
    "odc-by", "odbl", "openmdw-1.0", "openmdw-1.1", "openrail++", "osl-3.0", "postgresql", "ofl-1.1", "ncsa",
    "unlicense", "zlib", "pddl", "lgpl-lr", "deepfloyd-if-license", "fair-noncommercial-research-license", "llama2",
    "llama3", "llama3.1", "llama3.2", "llama3.3", "llama4", "grok2-community", "gemma", "unknown", "other",
)  # fmt: skip


def table(identity: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{identity}.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    return Draft202012Validator(json_schema("license-terms"))


@pytest.mark.parametrize("identity", ids())
def test_a_file_is_as_its_schema_and_its_model_say(identity: str, validator: Draft202012Validator) -> None:
    given = table(identity)
    assert [fault.message for fault in validator.iter_errors(given)] == []
    read = License.model_validate(given)
    assert read.id == identity
    assert [fault.message for fault in validator.iter_errors(get(identity).model_dump(mode="json"))] == []
    if read.kind != "series":
        assert get(identity) == read, "built without a validator as with one"


@pytest.mark.parametrize(
    "change",
    [
        {"terms": {"commercial_use": {"value": "perhaps", "clause": "1"}}},
        {"terms": {"commercial_use": {"value": "allowed"}}},
        {"terms": {"commercial_use": {"value": "allowed", "clause": ""}}},
        {"terms": {"applies_to": {"value": ["weights", "mood"], "clause": "1"}}},
        {"terms": {"colour": {"value": "red", "clause": "1"}}},
        {"kind": "song"},
        {"readings": 3},
    ],
)
def test_the_schema_and_the_model_refuse_what_is_wrong(change: dict[str, Any], validator: Draft202012Validator) -> None:
    wrong = {**table("mit"), **change}
    assert list(validator.iter_errors(wrong))
    with pytest.raises(ValueError, match="validation error"):
        License.model_validate(wrong)


def test_every_term_and_threshold_has_a_clause_and_was_read() -> None:
    terms = 0
    for text in all_licenses():
        for name, term in text.terms.stated():
            terms += 1
            assert term.clause.strip(), (text.id, name)
            assert text.text_read, (text.id, name)
            assert text.readings >= 1, (text.id, name)
            if term.clause == "no clause":
                assert term.value in SILENCE, (text.id, name, term.value)
        for one in (*text.thresholds, *text.exclusions):
            assert one.clause.strip(), text.id
    assert terms > 4000


def test_a_text_that_nobody_read_has_no_terms() -> None:
    for text in all_licenses():
        assert bool(text.text_read) == (text.readings > 0), text.id
        if not text.readings:
            assert list(text.terms.stated()) == [], text.id
            assert text.thresholds == (), text.id


def test_a_threshold_says_when_it_counts() -> None:
    for text in all_licenses():
        for one in text.thresholds:
            assert one.number > 0, text.id
            assert one.measured == "snapshot" or one.date is None, f"{text.id}: a continuing count has no date"
            assert one.consequence in {"separate-license-needed", "rights-end", "display-duty", "royalty", "payment"}, (
                text.id
            )
        use = text.terms.commercial_use
        if text.kind != "series" and use is not None and use.value == "allowed-with-threshold":
            assert text.thresholds, f"{text.id}: a threshold without its number"


def test_an_exclusion_stands_in_a_document_that_the_licence_incorporates() -> None:
    for text in all_licenses():
        for one in text.exclusions:
            assert one.document is None or one.document in text.policies, text.id


def test_what_a_file_points_to_exists() -> None:
    known = set(ids())
    for text in all_licenses():
        assert {*text.policies, *text.members, *([text.predecessor] if text.predecessor else [])} <= known, text.id
        assert all(get(policy).kind == "policy" for policy in text.policies), text.id
        assert (text.kind == "series") == bool(text.members), text.id


def test_no_licence_is_its_own_ancestor() -> None:
    for text in all_licenses():
        seen, at = {text.id}, text.predecessor
        while at:
            assert at not in seen, text.id
            seen.add(at)
            at = get(at).predecessor


def test_members_of_a_series_have_dates_in_order() -> None:
    for text in all_licenses():
        dates = [get(member).date for member in text.members]
        known = [date for date in dates if date]
        assert known == sorted(known), text.id


# Hub ids.


def test_the_hub_s_list_is_the_one_we_hold(shared: Path) -> None:
    listed = json.loads((shared / "data/licenses/hub-ids.json").read_text(encoding="utf-8"))["ids"]
    assert sorted(listed) == sorted(HUB_IDS)


def test_there_are_83() -> None:
    assert len(HUB_IDS) == len(set(HUB_IDS)) == 83


@pytest.mark.parametrize("hub_id", HUB_IDS)
def test_a_hub_id_leads_to_one_place(hub_id: str) -> None:
    found = resolve(hub_id)
    if hub_id in FAMILIES:
        assert (found.kind, found.hub_id) == ("family", hub_id)
        assert all(get(member).kind == "license" for member in found.members)
        with pytest.raises(FamilyError) as caught:
            get(hub_id)
        assert caught.value.near == found.members
        return
    if hub_id in ("other", "unknown"):
        assert found.kind == "sentinel"
        return
    owners = [text.id for text in all_licenses() if hub_id in text.hub_ids]
    assert owners == [found.id]
    assert found.kind in ("license", "series")
    assert get(hub_id).id == found.id
    assert get(hub_id.upper()).id == found.id


def test_our_spdx_ids_are_those_of_the_hub_s_list(shared: Path) -> None:
    listed = json.loads((shared / "data/licenses/hub-ids.json").read_text(encoding="utf-8"))["ids"]
    for hub_id, entry in listed.items():
        if entry["spdx"] and (text := find(hub_id)):
            assert text.spdx == entry["spdx"], hub_id


# Names.


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("Apache License 2.0", "apache-2.0"),
        ("  apache-2.0\n", "apache-2.0"),
        ("The MIT License", "mit"),
        ("Llama 3.1 Community License Agreement", "llama3.1"),
        ("LicenseRef-openrail-plus-plus", "openrail++"),
        ("s-lab", "s-lab-1.0"),
        ("dinov3-license", "dinov3"),
        ("Kolors", "kolors"),
        ("lfm", "lfm-open-1.0"),
        ("lfm1.0", "lfm-open-1.0"),
        ("fish-audio-research-license", "fish-audio-research"),
        ("funasr", "funasr-1.1"),
        ("The ChatGLM3-6B License", "chatglm3"),
        ("cogvlm2", "cogvlm2"),
    ],
)
def test_spellings(name: str, identity: str) -> None:
    assert get(name).id == identity


@pytest.mark.parametrize("name", ["", "  ", "no such licence at all", "llama9", "unlicensed", "other", "x" * 100_000])
def test_no_licence_for_what_is_none(name: str) -> None:
    assert find(name) is None
    with pytest.raises(UnknownNameError):
        get(name)


def test_near_names_of_a_slip() -> None:
    assert nearest("lama3.1")[0] == "llama3.1"
    assert nearest("apach-2.0")[0] == "apache-2.0"
    assert nearest("qqqqqqqq") == ()


def test_a_known_model_s_licence() -> None:
    for model, identity in (("meta-llama/Llama-2-7b-hf", "llama2"), ("META-LLAMA/llama-3.1-8B", "llama3.1")):
        found = of_model(model)
        assert found is not None
        assert found.id == identity
    assert of_model("nobody/nothing") is None


# Loading.


OPENED = """
import sys
from pathlib import Path
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import openness.licenses
openness.licenses.get(sys.argv[1])
openness.licenses.get(sys.argv[1])
print(*(Path(name).name for name in opened if name.endswith(".toml")))
"""


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("llama3.1", ["llama3.1.toml"]),
        ("Apache License 2.0", ["apache-2.0.toml"]),
        ("gemma", ["gemma.toml", "gemma-2024-02-21.toml", "gemma-2024-04-01.toml", "gemma-2025-03-24.toml"]),
    ],
)
def test_loading_a_licence_reads_one_file_once_and_a_series_those_of_its_members(name: str, files: list[str]) -> None:
    run = subprocess.run([sys.executable, "-c", OPENED, name], capture_output=True, text=True, check=True)
    assert run.stdout.split() == files


def test_a_series_says_what_its_members_say_alike() -> None:
    series = get("gemma")
    members = [get(member) for member in series.members]
    for name in TERMS:
        values = {getattr(text.terms, name) and getattr(text.terms, name).value for text in members}
        stated = getattr(series.terms, name)
        assert (stated.value if stated else None) == (values.pop() if len(values) == 1 else None), name


def test_every_term_has_words_for_a_person() -> None:
    assert set(SPOKEN) == set(TERMS)


def texts_of(root: Path, shared: Path) -> dict[str, str]:
    """The text of each licence that the table of texts gives first, in single spaces."""
    found: dict[str, str] = {}
    for line in (root / "docs" / "readings" / "texts.tsv").read_text(encoding="utf-8").splitlines():
        identity, _, rest = line.partition("\t")
        path = shared / "data" / "licenses" / "texts" / rest.partition("\t")[0]
        if not line.startswith("#") and identity not in found and path.is_file() and find(identity) is not None:
            found[identity] = " ".join(path.read_text(encoding="utf-8", errors="replace").split())
    return found


_ANOTHER = {"huggingface-terms-2022-09-15"}
"""What is to be destroyed there is confidential information alone."""
_AT_THE_END = re.compile(
    r"(?:upon|after|if)\b[^.]{0,90}(?:terminat|expir|revo)[^.]{0,200}\b(?:delet|destroy|ceas|stop)"
    r"|terminate Your rights under this License and You shall promptly delete",
    re.IGNORECASE,
)
_OF_ALL_USERS = re.compile(r"shall require all of your users", re.IGNORECASE)
_BY_A_MACHINE = re.compile(r"(?:disclaiming|identifying) that the [^.;]{0,60}machine generated", re.IGNORECASE)


@pytest.mark.parametrize(
    ("said_so", "words", "least"),
    [
        (_AT_THE_END, ("once they have ended",), 60),
        (_OF_ALL_USERS, ("users must be bound", "users must be required", "have all your users"), 9),
        (_BY_A_MACHINE, ("a machine made it",), 7),
    ],
    ids=["at the end", "of all users", "by a machine"],
)
def test_a_duty_that_texts_state_in_common_words_is_in_their_answers(
    root: Path, shared: Path, said_so: re.Pattern[str], words: tuple[str, ...], least: int
) -> None:
    texts = {name: text for name, text in texts_of(root, shared).items() if get(name).kind != "policy"}
    stating = {name for name, text in texts.items() if said_so.search(text)} - _ANOTHER
    assert len(stating) >= least
    told = {name: (*must_carry(get(name)), *what_ends_rights(get(name))) for name in stating}
    assert [name for name in stating if not any(word in one.text for one in told[name] for word in words)] == []


def test_a_value_that_a_term_cannot_have_is_refused_with_those_that_it_can() -> None:
    with pytest.raises(ValidationError, match=r"`indemnity` is `perhaps`, not one of: yes, no"):
        Terms.model_validate({"indemnity": {"value": "perhaps", "clause": "1"}})
    with pytest.raises(ValidationError, match=r"`applies_to` is a list"):
        Terms.model_validate({"applies_to": {"value": "weights", "clause": "1"}})
    with pytest.raises(ValidationError, match=r"`indemnity` is one value"):
        Terms.model_validate({"indemnity": {"value": ["yes"], "clause": "1"}})
