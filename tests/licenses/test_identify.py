"""What a licence text is: every known text through every disturbance, and unknown texts that stay unknown."""

from __future__ import annotations

import csv
import importlib.util
import os
import random
import re
import subprocess
import sys
import time
import tomllib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openness.errors import TargetError
from openness.licenses import _fingerprints
from openness.licenses import identify as module
from openness.licenses._normalise import LARGEST, SHINGLE, decode, shingles, words
from openness.licenses.identification import Match, identify, nearest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
TEXTS = SHARED / "licenses" / "texts"
CARDS = SHARED / "cards" / "cards.parquet"

# What is left of this text without its own ending is, word for word, the licence it was made from.
REMAINDERS = {("internlm-license.txt", "appendix missing"): "apache-2.0"}


CODE = [
    *("apache-2.0.txt", "gpl-2.0.txt", "gpl-3.0.txt", "agpl-3.0.txt", "lgpl-2.1.txt", "lgpl-3.0.txt"),
    *("mpl-2.0.txt", "epl-2.0.txt", "eupl-1.2.txt", "ecl-2.0.txt", "osl-3.0.txt", "afl-3.0.txt"),
]


def load(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = loaded
    spec.loader.exec_module(loaded)
    return loaded


DISTURBANCES = load(Path(__file__).with_name("disturbances.py")).DISTURBANCES


def table(name: str) -> list[dict[str, str]]:
    with (ROOT / "docs" / "readings" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


EXPECTED = {row["text"]: row["id"] for row in table("texts.tsv")} | {
    row["text"]: row["equals"] for row in table("equals.tsv")
}
POINTERS = sorted(text for text, name in EXPECTED.items() if name == "pointer")
KNOWN = sorted(text for text, name in EXPECTED.items() if name != "pointer")
KINDS = {row["id"]: row["kind"] for row in table("kinds.tsv")}


@pytest.fixture
def shared() -> None:
    if not TEXTS.is_dir():
        reason = f"the shared licence texts are not beside the repository: {TEXTS}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


@cache
def text_of(file: str) -> str:
    text = decode((TEXTS / file).read_bytes())
    return re.sub(r"^\[(?:For (?:the|a copy of)|The original copy)\b[^\]\n]*\]\s*$", "", text, flags=re.MULTILINE)


# --- every known text -------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("shared")
def test_every_text_file_is_accounted_for():
    assert {path.name for path in TEXTS.iterdir()} == set(EXPECTED)


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("file", KNOWN)
def test_a_text_is_itself_as_it_was_collected(file):
    match = identify((TEXTS / file).read_bytes())

    assert match is not None
    assert match.license == EXPECTED[file]
    assert match.kind == KINDS.get(EXPECTED[file], "license")
    assert match.similarity > 0.97


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("file", KNOWN)
def test_a_text_is_itself_exactly_without_the_collectors_note(file):
    match = identify(text_of(file))

    assert match is not None
    assert (match.license, match.exact, match.similarity) == (EXPECTED[file], True, 1.0)
    assert not match.is_modified


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("disturbance", DISTURBANCES)
def test_every_text_is_itself_after_a_disturbance(disturbance):
    wrong = {}
    for file in KNOWN:
        match = identify(DISTURBANCES[disturbance](text_of(file)))
        expected = REMAINDERS.get((file, disturbance), EXPECTED[file])
        if match is None or match.license != expected or match.kind != KINDS.get(expected, "license"):
            wrong[file] = match

    assert not wrong


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("half", ["first", "last", "middle"])
def test_half_a_text_is_its_own_id_or_nothing(half):
    wrong = {}
    for file in KNOWN:
        text = text_of(file)
        quarter = len(text) // 4
        part = {"first": text[: 2 * quarter], "last": text[2 * quarter :], "middle": text[quarter : 3 * quarter]}[half]
        match = identify(part)
        if match is not None and match.license != EXPECTED[file]:
            wrong[file] = match

    assert not wrong


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("file", POINTERS)
def test_a_pointer_is_no_licence(file):
    assert identify((TEXTS / file).read_bytes()) is None


@pytest.mark.usefixtures("shared")
def test_a_file_with_licence_and_policy_is_the_licence():
    both = text_of("llama-2-aup-orig.txt") + "\n\n" + text_of("llama-2-community-license-orig.txt")

    match = identify(both)

    assert match is not None
    assert (match.license, match.kind) == ("llama2", "license")
    assert "llama-2-use-policy" in [near.license for near in match.also]


@pytest.mark.usefixtures("shared")
def test_two_ids_for_one_text_are_both_named():
    match = identify(text_of("flux-1-nc.txt"))

    assert match is not None
    assert match.license == "flux-1-dev-1f71c43"
    assert ("flux-1-nc", 1.0) in [(near.license, near.similarity) for near in match.also]


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("llama-3.3-community-license.txt", "3.3", "3.4"),
        ("gemma-tou-2025-03-24.txt", "Gemma", "Gemma 5"),
        ("qwen-2024.txt", "100 million", "5 million"),
        ("llama-2-community-license-orig.txt", "700 million", "7 million"),
        ("OpenMDW-1.1.txt", "Model Materials", "Model Artifacts"),
        ("mit.txt", "to deal", "to deal, but only on weekdays and for purposes approved by us in writing,"),
    ],
)
def test_a_text_with_other_numbers_or_terms_is_not_known(file, old, new):
    text = text_of(file)
    assert old in text

    assert identify(text.replace(old, new)) is None
    assert nearest(text.replace(old, new))[0].license == EXPECTED[file]


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(
    "note",
    [
        "Modified MIT License\n\n{}",
        "{}\n\nOur only modification is that you pay us once a year.",
        "{}\n\nThe following additional conditions bind you: share your profits.",
    ],
)
def test_a_text_that_calls_itself_modified_is_not_the_licence(note):
    assert identify(note.format(text_of("mit.txt"))) is None


@pytest.mark.usefixtures("shared")
def test_a_slip_of_the_pen_is_told():
    match = identify(text_of("llama-3.1-community-license.txt").replace("hereby", "herebye", 1))

    assert match is not None
    assert match.license == "llama3.1"
    assert match.is_modified
    assert not match.exact
    assert 0.99 < match.similarity < 1
    assert match.differences.changed > 0


@pytest.mark.usefixtures("shared")
def test_the_first_of_several_licences_is_the_files_own():
    match = identify(text_of("mit.txt") + "\n\nParts were taken from others:\n\n" + text_of("bsd-simplified.txt"))

    assert match is not None
    assert match.license == "mit"
    assert "bsd-2-clause" in [near.license for near in match.also]


@pytest.mark.usefixtures("shared")
def test_most_texts_are_unknown_when_their_own_fingerprint_is_taken_away(monkeypatch):
    # The honest test of "unknown": each licence as if nobody had read it, with its nearest relatives in place.
    index = _fingerprints.load()
    wrong = {}
    for file in KNOWN:
        name = EXPECTED[file]
        keep = tuple(tuple(n for n in group if index.references[n].license != name) for group in index.groups)
        digests = {key: n for key, n in index.digests.items() if index.references[n].license != name}
        lacking = _fingerprints.Index(index.references, keep, index.groups_of, index.shingles, digests)
        monkeypatch.setattr(module, "load", lambda lacking=lacking: lacking)
        match = identify(text_of(file))
        if match is not None:
            wrong[name] = match

    assert len(wrong) <= 26
    # Those that are taken for a relative are all but the same text, and the answer says that it is not exact.
    assert all(not match.exact and match.similarity > 0.8 for match in wrong.values())


# --- texts that are not licences --------------------------------------------------------------------------------------


def quoted(texts: list[str]) -> set[tuple[str, ...]]:
    """Runs of forty words of any known text, found without the code under test."""
    runs = set()
    for text in texts:
        plain = re.findall(r"[a-z]+", text.lower())
        runs |= {tuple(plain[at : at + 40]) for at in range(max(0, len(plain) - 39))}
    return runs


@pytest.mark.usefixtures("shared")
def test_none_of_500_unrelated_texts_is_a_licence():
    parquet = pytest.importorskip("pyarrow.parquet")
    runs = quoted([text_of(file) for file in KNOWN])
    cards = parquet.read_table(CARDS, columns=["card"])["card"].to_pylist()
    random.Random(2026).shuffle(cards)
    unrelated: list[bytes] = []
    for card in cards:
        plain = re.findall(r"[a-z]+", card.decode("utf-8", errors="replace").lower())
        if not card.strip() or any(tuple(plain[at : at + 40]) in runs for at in range(max(0, len(plain) - 39))):
            continue
        unrelated.append(card)
        if len(unrelated) == 500:
            break

    assert len(unrelated) == 500
    assert [identify(card) for card in unrelated] == [None] * 500


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("words_kept", [60, 150])
def test_the_opening_of_a_code_licence_is_no_ai_licence(words_kept):
    for file in CODE:
        assert identify(" ".join(text_of(file).split()[:words_kept])) is None


@pytest.mark.usefixtures("shared")
def test_a_policy_is_never_a_licence():
    policies = [file for file in KNOWN if KINDS.get(EXPECTED[file]) == "policy"]

    assert len(policies) >= 16
    assert {identify(text_of(file)).kind for file in policies} == {"policy"}


# --- small texts of our own, which need nothing beside the repository -------------------------------------------------

OURS = """The Garden Licence, version 7.3

1. You may water the roses on every day of the week, provided that the gardener has given you a can that does not leak.
2. You may not sell the roses to anybody who intends to throw them at a bad pianist during a concert in this town.
3. Whoever replants the roses must tell the next gardener which colour each of them had before the winter came.
4. The gardener gives no warranty for thorns, frost, snails or the taste of the neighbours in any season of the year.
5. These conditions end when you step on the flower bed, and you then have to leave through the gate that you came by.
"""

SONG = """Twelve tins of tea stood under the stairs, and nobody in the whole house remembered who had bought them or when.
The clock struck nine, the cat went out, and the rain began again before the baker had closed his crooked shutters."""


@pytest.fixture
def garden(monkeypatch):
    """An index that knows one text of our own, and a longer one made from it."""
    longer = (
        OURS + "6. " + "Snails are to be carried to the meadow behind the church, one by one and with due respect. " * 2
    )
    texts = [words(OURS), words(longer)]
    found = [set(shingles(tokens)) for tokens in texts]
    references = tuple(
        _fingerprints.Reference(name, "license", _fingerprints.digest(tokens), len(own))
        for name, tokens, own in zip(["garden", "garden-and-snails"], texts, found, strict=True)
    )
    index = _fingerprints.unpack(references, _fingerprints.pack(found))
    monkeypatch.setattr(module, "load", lambda: index)
    return longer


@pytest.mark.usefixtures("garden")
def test_an_own_text_is_found_whole_and_in_the_middle_of_others():
    assert identify(OURS) == Match(
        license="garden",
        kind="license",
        similarity=1.0,
        exact=True,
        differences={"changed": 0, "missing": 0, "around": 0},
        also=identify(OURS).also,
    )
    inside = identify(f"{SONG}\n\n{OURS}\n\n{SONG}")
    assert inside is not None
    assert (inside.license, inside.exact, inside.similarity, inside.is_modified) == ("garden", False, 1.0, False)
    assert inside.differences.around == 2 * len(words(SONG))


def test_the_longer_relative_is_not_the_shorter_one(garden):
    assert identify(garden).license == "garden-and-snails"
    assert identify(f"{SONG}\n{garden}").license == "garden-and-snails"


@pytest.mark.usefixtures("garden")
def test_a_clause_in_the_middle_and_another_version_make_it_unknown():
    assert identify(OURS.replace("3. Whoever", f"{SONG}\n3. Whoever")) is None
    assert identify(OURS.replace("every day", "2 days")) is None
    assert identify(SONG) is None
    assert nearest(OURS.replace("every day", "2 days"))[0].license == "garden"
    assert nearest(SONG) == ()


@pytest.mark.usefixtures("garden")
@pytest.mark.parametrize("disturbance", DISTURBANCES)
def test_an_own_text_stands_every_disturbance(disturbance):
    match = identify(DISTURBANCES[disturbance](OURS))

    assert match is not None
    assert match.license == "garden"


@pytest.mark.usefixtures("garden")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_white_space_and_case_never_matter(data):
    spaces = data.draw(
        st.lists(st.sampled_from([" ", "\n", "\r\n", "\t", "  ", "\u00a0", "\n> "]), min_size=1, max_size=9)
    )
    cases = data.draw(st.lists(st.sampled_from([str.upper, str.lower, str.title, str]), min_size=1, max_size=5))
    pieces = OURS.split()
    text = "".join(cases[at % len(cases)](piece) + spaces[at % len(spaces)] for at, piece in enumerate(pieces))

    match = identify(text)

    assert match is not None
    assert (match.license, match.exact) == ("garden", True)


def answered(text):
    try:
        return identify(text), ""
    except TargetError as error:
        return None, str(error)


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1, max_size=2000))
def test_any_text_has_an_answer_or_one_line(text):
    answer, said = answered(text)
    assert answer is None
    assert "\n" not in said


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=500))
def test_any_bytes_have_an_answer_or_one_line(data):
    assert "\n" not in answered(data)[1]


# --- what is refused, and how it behaves ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("", "empty"),
        (b"", "empty"),
        (" \n\t", "empty"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00", "binary"),
        (b"PK\x03\x04\xff\xfe\x00", "binary"),
        ("\x01\x02\x03\x04", "binary"),
        ("words " * 9_000_000, "too large"),
        (b"words " * 9_000_000, "too large"),
    ],
)
def test_a_bad_text_is_refused_in_one_line(bad, says):
    began = time.perf_counter()
    with pytest.raises(TargetError, match=says) as caught:
        identify(bad)

    assert "\n" not in str(caught.value)
    assert time.perf_counter() - began < 0.5


@pytest.mark.parametrize(
    "piece",
    [
        "<script>",
        "<!--",
        "<a ",
        "&lt;",
        "[x](http://",
        "](http:",
        "copyright (c) 2020 ",
        "in no event shall ",
        "((",
        "\\*",
    ],
)
def test_the_work_stays_linear(piece):
    text = (piece * (LARGEST // len(piece)))[:LARGEST]
    began = time.perf_counter()
    identify(text)

    assert time.perf_counter() - began < 10


@pytest.mark.usefixtures("garden")
def test_two_byte_text_and_eight_bit_text_are_read():
    assert identify(OURS.encode("utf-16")).license == "garden"
    assert identify((OURS + "caf\u00e9").encode("cp1252")).license == "garden"
    assert identify(b"\xef\xbb\xbf" + OURS.encode()).exact


def test_a_text_of_a_few_words_is_nothing():
    assert identify("MIT") is None
    assert len(shingles(words("one two three four"))) == 0
    assert len(shingles(words("one two three four five"))) == 6 - SHINGLE


def test_importing_reads_no_fingerprints():
    code = (
        "import openness.licenses.identify, openness.licenses._fingerprints as f;"
        "assert f.load.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_the_stored_fingerprints_are_sound():
    index = _fingerprints.load()

    sizes = [0] * len(index.references)
    for group in index.shingles.values():
        for number in index.groups[group]:
            sizes[number] += 1
    assert sizes == [reference.size for reference in index.references]
    assert {reference.kind for reference in index.references} == {"license", "policy", "terms"}
    ids = {reference.license for reference in index.references} | {
        name for reference in index.references for name in reference.same
    }
    assert ids == {row["id"] for row in table("texts.tsv")}


@pytest.mark.usefixtures("shared")
def test_the_stored_fingerprints_are_those_of_the_texts():
    tool = load(ROOT / "tools" / "fingerprints.py")

    for name, content in tool.compute().items():
        assert (tool.TARGET / name).read_bytes() == content, f"{name} is stale: run tools/fingerprints.py"


def test_kinds_are_those_of_the_licence_data():
    files = sorted((ROOT / "openness" / "licenses" / "data").glob("*.toml"))
    kinds = {
        data.get("id"): data.get("kind") for data in (tomllib.loads(file.read_text(encoding="utf-8")) for file in files)
    }

    for reference in _fingerprints.load().references:
        assert kinds[reference.license] == reference.kind
