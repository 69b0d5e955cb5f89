"""What a licence text is: every known text through every disturbance, and unknown texts that stay unknown."""

from __future__ import annotations

import csv
import importlib.util
import random
import re
import subprocess
import sys
import tomllib
import zlib
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openness.errors import TargetError
from openness.licenses import _fingerprints
from openness.licenses import identification as module
from openness.licenses._fingerprints import SHINGLE, shingles
from openness.licenses._normalise import LARGEST, decode, places, prepare
from openness.licenses._normalise import words as _words
from openness.licenses.identification import identify, nearest

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


@cache
def text_of(file: str) -> str:
    text = decode((TEXTS / file).read_bytes())
    return re.sub(r"^\[(?:For (?:the|a copy of)|The original copy)\b[^\]\n]*\]\s*$", "", text, flags=re.MULTILINE)


# --- every known text -------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("shared")
def test_every_text_file_is_accounted_for():
    assert {path.name for path in TEXTS.iterdir()} == set(EXPECTED)


@pytest.mark.usefixtures("shared")
def test_every_text_is_itself_exactly_without_the_collectors_note():
    wrong = {}
    for file in KNOWN:
        match = identify(text_of(file))
        kind = KINDS.get(EXPECTED[file], "license")
        found = (match.verdict, match.license, match.similarity, match.kind, match.concludes, match.changes)
        if found != ("exact", EXPECTED[file], 1.0, kind, True, ()):
            wrong[file] = found[:4]
    assert not wrong


# What stands around a licence, and what is missing of it, is said; the rest is layout.
EXPECTED_VERDICTS = {"preface and afterword": {"contains"}, "in a model card": {"contains"}}
# Attachments with use restrictions bind; what only tells how to apply a licence does not.
MAY_BE_MODIFIED = {"appendix missing": 30, "rewrapped": 14, "upper case": 6}


@pytest.mark.usefixtures("shared")
def test_every_text_is_itself_after_every_disturbance():
    for disturbance in DISTURBANCES:
        disturbed(disturbance)


def disturbed(disturbance: str) -> None:
    wrong, not_concluded = {}, []
    for file in KNOWN:
        match = identify(DISTURBANCES[disturbance](text_of(file)))
        expected = REMAINDERS.get((file, disturbance), EXPECTED[file])
        if match.concludes and match.license != expected:
            wrong[file] = match.license
        if match.resembles not in {expected, EXPECTED[file]}:
            wrong[file] = match.resembles
        if match.verdict not in EXPECTED_VERDICTS.get(disturbance, {"exact", "same"}):
            not_concluded.append(file)

    assert not wrong
    assert len(not_concluded) <= MAY_BE_MODIFIED.get(disturbance, 0), not_concluded


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("half", ["first", "last", "middle"])
def test_half_a_text_is_never_concluded(half):
    wrong = {}
    for file in KNOWN:
        text = text_of(file)
        quarter = len(text) // 4
        part = {"first": text[: 2 * quarter], "last": text[2 * quarter :], "middle": text[quarter : 3 * quarter]}[half]
        match = identify(part)
        # Half of what is licence and policy, or licence and appendix, may be the whole of one of them.
        if match.concludes and match.license != EXPECTED[file]:
            wrong[file] = match.license

    assert not wrong


@pytest.mark.usefixtures("shared")
def test_a_pointer_is_no_licence():
    assert [file for file in POINTERS if identify((TEXTS / file).read_bytes()).verdict != "unknown"] == []


@pytest.mark.usefixtures("shared")
def test_a_file_with_licence_and_policy_holds_both():
    both = text_of("llama-2-aup-orig.txt") + "\n\n" + text_of("llama-2-community-license-orig.txt")

    match = identify(both)

    assert (match.verdict, match.license) == ("contains", None)
    assert [(s.license, s.kind) for s in match.stretches] == [("llama-2-use-policy", "policy"), ("llama2", "license")]


@pytest.mark.usefixtures("shared")
def test_two_ids_for_one_text_are_both_named():
    match = identify(text_of("flux-1-nc.txt"))

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
def test_a_text_with_other_numbers_or_terms_is_modified(file, old, new):
    text = text_of(file)
    assert old in text

    match = identify(text.replace(old, new))

    assert (match.verdict, match.license, match.resembles) == ("modified", None, EXPECTED[file])
    assert nearest(text.replace(old, new))[0].license == EXPECTED[file]


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("file", ["s-lab-1.0.txt", "moonshot-ai-modified-mit-2025.txt", "minimax-mit-variant-2025.txt"])
def test_what_was_made_from_a_licence_is_not_that_licence(file):
    assert identify(text_of(file)).license not in {"mit", "bsd-3-clause"}


@pytest.mark.usefixtures("shared")
def test_a_text_taken_away_is_never_concluded_to_be_another(monkeypatch):
    # The honest test of "unknown": each licence as if nobody had read it, with its nearest relatives in place.
    index = _fingerprints.load()
    concluded = {}
    for file in KNOWN:
        name = EXPECTED[file]
        keep = tuple(tuple(n for n in group if index.references[n].license != name) for group in index.groups)
        digests = {key: n for key, n in index.digests.items() if index.references[n].license != name}
        lacking = replace(index, groups=keep, digests=digests)
        monkeypatch.setattr(module, "load", lambda lacking=lacking: lacking)
        match = identify(text_of(file))
        if match.concludes:
            concluded[name] = match.license

    # Texts that are, word for word, another one whose title or appendix may be missing.
    assert concluded == SAME_BODY


SAME_BODY = {
    "falcon-2-11b-early": "falcon-2-11b",
    "llama-guard-4": "llama4",
    "llama4": "llama-guard-4",
}


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
    assert {identify(card).verdict for card in unrelated} == {"unknown"}


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("words_kept", [60, 150])
def test_the_opening_of_a_code_licence_is_no_ai_licence(words_kept):
    for file in CODE:
        assert identify(" ".join(text_of(file).split()[:words_kept])).verdict in {"unknown", "modified"}


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


def words(text: str) -> list[str]:
    return _words(prepare(text, frozenset()))


def index_of(texts: dict[str, str]) -> _fingerprints.Index:
    """An index that knows these texts and no others."""
    rows = {name: words(text) for name, text in texts.items()}
    vocabulary = sorted({word for row in rows.values() for word in row})
    numbers = {word: number for number, word in enumerate(vocabulary, 1)}
    streams = [[numbers[word] for word in row] for row in rows.values()]
    references = tuple(
        _fingerprints.Reference(name, "license", _fingerprints.digest(row), len(row), title=5, names=frozenset(row[:5]))
        for name, row in rows.items()
    )
    stored = zlib.decompress(_fingerprints.pack_streams(streams))
    runs = _fingerprints.pack([_fingerprints.kept(stream) for stream in streams])
    return _fingerprints.unpack(references, (("", *vocabulary), frozenset(vocabulary)), stored, runs)


@pytest.fixture
def garden(monkeypatch):
    """An index that knows one text of our own, and a longer one made from it."""
    longer = (
        OURS + "6. " + "Snails are to be carried to the meadow behind the church, one by one and with due respect. " * 2
    )
    index = index_of({"garden": OURS, "garden-and-snails": longer})
    monkeypatch.setattr(module, "load", lambda: index)
    return longer


@pytest.mark.usefixtures("garden")
def test_an_own_text_is_found_whole_and_in_the_middle_of_others():
    match = identify(OURS)
    assert (match.verdict, match.license, match.similarity, match.changes) == ("exact", "garden", 1.0, ())

    text = f"{SONG}\n\n{OURS}\n\n{SONG}"
    inside = identify(text)
    assert (inside.verdict, inside.license, inside.resembles) == ("contains", None, "garden")
    (stretch,) = inside.stretches
    assert text[stretch.start : stretch.end] == OURS.strip().rstrip(".")
    assert (stretch.line, stretch.end_line) == (4, 10)
    assert [change.what for change in inside.changes] == ["added", "added"]
    assert inside.changes[0].found == SONG.rstrip(".")


def test_the_longer_relative_is_not_the_shorter_one(garden):
    assert identify(garden).license == "garden-and-snails"
    assert identify(f"{SONG}\n{garden}").resembles == "garden-and-snails"


@pytest.mark.usefixtures("garden")
@pytest.mark.parametrize(
    ("old", "new", "what", "known", "found"),
    [
        ("You may not sell", "You may sell", "lost", "not", ""),
        ("a can that does", "a green can that does", "added", "", "green"),
        ("every day", "2 days", "changed", "every day", "2 days"),
        ("Whoever replants", "Nobody replants", "changed", "whoever", "Nobody"),
        ("in any season of the year", "in summer", "changed", "any season of the year", "summer"),
        ("came by.", "came by. Dogs are not welcome.", "added", "", "Dogs are not welcome"),
    ],
)
def test_each_word_that_differs_is_told_with_its_place(old, new, what, known, found):
    text = OURS.replace(old, new)
    match = identify(text)

    assert (match.verdict in {"modified", "contains"}, match.license) == (True, None)
    (change,) = match.changes
    assert (change.what, change.known, change.found) == (what, known, found)
    assert text[change.start : change.end] == found
    assert text.count("\n", 0, change.start) + 1 == change.line


@pytest.mark.usefixtures("garden")
def test_another_text_is_unknown():
    assert identify(SONG).verdict == "unknown"
    assert identify(SONG).stretches == ()
    assert nearest(OURS.replace("every day", "2 days"))[0].license == "garden"
    assert nearest(SONG) == ()


@pytest.mark.usefixtures("garden")
@pytest.mark.parametrize("disturbance", DISTURBANCES)
def test_an_own_text_stands_every_disturbance(disturbance):
    match = identify(DISTURBANCES[disturbance](OURS))

    assert match.resembles == "garden"
    assert match.verdict in EXPECTED_VERDICTS.get(disturbance, {"exact", "same"})


LAYOUTS = {
    "page numbers": lambda text: text.replace("3. Whoever", "\n12\n\n3. Whoever").replace(
        "gate that", "gate\n- 7 -\nthat"
    ),
    "page of pages": lambda text: text.replace("4. The", "\f Page 3 of 9\n4. The"),
    "hyphens at line ends": lambda text: text.replace("gardener", "garde-\nner").replace(
        "conditions", "condi\u00ad\ntions"
    ),
    "other numbering": lambda text: text.replace("1. ", "(a) ").replace("2. ", "b) ").replace("3. ", "iii. "),
    "no numbering": lambda text: re.sub(r"(?m)^\d\. ", "", text),
    "a list in HTML": lambda text: "<ol>" + re.sub(r"(?m)^\d\. (.*)$", r"<li>\1</li>", text) + "</ol>",
    "bold and links": lambda text: text.replace("water", "**water**").replace(
        "the gate", "[the gate](http://g.example)"
    ),
    "ligatures": lambda text: text.replace("fl", "\ufb02"),
    "full width": lambda text: text.replace("The", "\uff34\uff48\uff45"),
    "zero width": lambda text: text.replace("roses", "ro\u200bses"),
    "entities": lambda text: text.replace("the roses", "the&nbsp;roses").replace("step", "st&#101;p"),
    "quotes and dashes": lambda text: text.replace("the can", "\u201cthe can\u201d").replace(", ", " \u2014 "),
    "notices": lambda text: (
        f"Copyright (c) 2024-2026 Will May & Sons Ltd. <may@sons.example>\nAll rights reserved.\n\n{text}"
    ),
    "notice in capitals": lambda text: f"COPYRIGHT (C) 2024 ACME INC.\n\n{text}",
    "a heading": lambda text: f"rosetool -- a tool for growers\n\n{text}",
    "margin": lambda text: "\n".join(f" * {line}" for line in text.splitlines()),
    "one line": lambda text: " ".join(text.split()),
}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The de\u00beivative of 2.0.", ["The", "de\u00be", "\u00beivative", "of", "2.0"]),  # a fraction is two numbers
        ("of\ufb01ce", ["of\ufb01ce"]),
        ("cafe\u0301s", ["cafe\u0301s"]),  # an accent that is a sign of its own
        ("a\u00b4b", ["a", "b"]),  # one that stands alone unfolds into a blank and an accent
        ("a \u5b57\u5b58 b", ["a", "\u5b57", "\u5b58", "b"]),
        ("\u1112\u1161\u11ab", ["\u1112\u1161\u11ab"]),  # three signs become one
        ("free\0 of", ["free", "of"]),
    ],
)
def test_each_word_has_a_place(text, written):
    assert len(_words(text)) == len(places(text))
    assert [text[start:end] for start, end in places(text)] == written


@given(
    st.text(st.sampled_from("ab1. \n\0\u00be\ufb01e\u0301\u00b4\u1112\u1161\u11ab\u5b57\uff76\uff9e\u00aa\u00a0\u06f4"))
)
def test_there_are_as_many_places_as_words(text):
    found = places(text)
    assert len(found) == len(_words(text))
    assert found == sorted(found)
    assert all(text[start:end] for start, end in found)


@pytest.mark.usefixtures("garden")
@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout_changes_nothing(layout):
    text = LAYOUTS[layout](OURS)
    assert text != OURS

    match = identify(text)

    assert match.verdict in {"exact", "same"}, match.changes
    assert match.license == "garden"


@pytest.mark.usefixtures("garden")
@pytest.mark.parametrize(
    "rider",
    [
        "Copyright (c) 2024 Acme Inc. For research only.",
        "Copyright (c) 2024 Acme Inc. Not for sale.",
        "(c) 2024 Acme, non-commercial use",
        "<!-- Commercial use is prohibited. -->",
        "<not for commercial use>",
        "All rights reserved. No part may be copied.",
        "5\nusers at most",
    ],
)
def test_what_looks_like_a_notice_or_markup_and_binds_is_read(rider):
    for text in (f"{rider}\n\n{OURS}", f"{OURS}\n\n{rider}\n"):
        match = identify(text)
        assert not match.concludes
        assert match.changes


@pytest.mark.usefixtures("garden")
def test_several_licences_are_told_with_what_each_covers(monkeypatch):
    other = SONG.replace("Twelve tins", "The Tea Licence: twelve tins")
    index = index_of({"garden": OURS, "tea": f"{other} {SONG.upper()} You may drink all of it, and nobody will mind."})
    monkeypatch.setattr(module, "load", lambda: index)
    tea = f"{other} {SONG.upper()} You may drink all of it, and nobody will mind."
    text = f"The code is under these terms:\n\n{OURS}\n\nThe weights and the dataset are given as follows.\n\n{tea}"

    match = identify(text)

    assert (match.verdict, match.license) == ("contains", None)
    assert [(s.license, s.verdict, s.covers) for s in match.stretches] == [
        ("garden", "exact", ("code",)),
        ("tea", "exact", ("weights", "data")),
    ]
    assert [s.said for s in match.stretches] == [
        "The code is under these terms:",
        "The weights and the dataset are given as follows.",
    ]


@pytest.mark.usefixtures("garden")
def test_a_text_said_twice_is_two_stretches():
    match = identify(f"{OURS}\n\n{OURS}")

    assert [stretch.license for stretch in match.stretches] == ["garden", "garden"]
    assert match.verdict == "contains"


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

    assert (match.license, match.concludes) == ("garden", True)


def answered(text):
    try:
        return identify(text), ""
    except TargetError as error:
        return None, str(error)


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1, max_size=2000))
def test_any_text_has_an_answer_or_one_line(text):
    answer, said = answered(text)
    assert answer is None or not answer.concludes
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
    with pytest.raises(TargetError, match=says) as caught:
        identify(bad)

    assert "\n" not in str(caught.value)


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
def test_hostile_repetition_comes_to_an_end(piece):
    # Were the work quadratic, this would not end while anybody waits; benchmarks/identify.py has the times.
    assert not identify((piece * (LARGEST // len(piece)))[:LARGEST]).concludes


@pytest.mark.usefixtures("garden")
def test_two_byte_text_and_eight_bit_text_are_read():
    assert identify(OURS.encode("utf-16")).license == "garden"
    assert identify((OURS + "caf\u00e9").encode("cp1252")).resembles == "garden"
    assert identify(b"\xef\xbb\xbf" + OURS.encode()).exact


def test_a_text_of_a_few_words_is_nothing():
    assert identify("MIT").verdict == "unknown"
    assert len(shingles(range(SHINGLE - 1))) == 0
    assert len(shingles(range(SHINGLE))) == 1


def test_importing_reads_no_fingerprints():
    code = (
        "import openness.licenses.identification, openness.licenses._fingerprints as f;"
        "assert f.load.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_the_stored_fingerprints_are_sound():
    index = _fingerprints.load()

    assert [len(stream) for stream in index.streams] == [reference.size for reference in index.references]
    assert [len(_fingerprints.kept(stream)) for stream in index.streams] == list(index.sizes)
    assert {reference.kind for reference in index.references} == {"license", "policy", "terms"}
    ids = {reference.license for reference in index.references} | {
        name for reference in index.references for name in reference.same
    }
    assert ids == {row["id"] for row in (*table("texts.tsv"), *table("wordings.tsv"))}


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


def applied(**changed: str) -> str:
    """The project's own licence, and below it what its appendix tells to put before a work, filled in for one."""
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    notice = "   Copyright" + text.rpartition("   Copyright")[2]
    filled = {"[yyyy]": "2024", "[name of copyright owner]": "The Heron Project", **changed}
    for old, new in filled.items():
        assert old in notice
        notice = notice.replace(old, new)
    return f"{text}\n\n{notice}"


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({}, "same"),
        ({"The Heron Project": "The Heron Project\n   Copyright 2025 The Wren Project"}, "same"),
        ({"you may not use": "you may not use or sell"}, "contains"),
        ({"Licensed under": "Never licensed under"}, "contains"),
        ({"limitations under the License.": "limitations under the License.\nYou may not sell herons."}, "contains"),
        ({"The Heron Project": "The Heron Project, whoever it may be that keeps it"}, "contains"),
    ],
)
def test_the_notice_of_the_appendix_may_be_filled_in_and_says_no_more(changed: dict[str, str], verdict: str) -> None:
    match = identify(applied(**changed))
    assert match.verdict == verdict
    assert match.license == ("apache-2.0" if verdict == "same" else None)


def test_a_part_of_the_notice_is_the_notice_and_words_of_ones_own_beside_it_are_not() -> None:
    text, _, notice = applied().rpartition("   Copyright")
    part = "Copyright" + "\n".join(notice.split("\n")[:4])
    assert identify(text + part).license == "apache-2.0"
    own = "Herons are grey birds that stand in water for hours and wait until a fish comes by, whatever the weather.\n"
    assert identify(text + own + part).verdict == "contains"
