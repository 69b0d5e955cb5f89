"""Wrong data is refused with its file, its key and the nearest word; the tree's own data is as it should be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from checked import licenses, pages, phrases, readings
from checked.complaints import Complaint, hint, validated
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
PHRASES = phrases.FOLDER.as_posix()
FIRST, SECOND = "docs/readings/first/mit.toml", "docs/readings/second/mit.toml"
DECISIONS = "docs/readings/decisions/others.toml"
MIT = "openness/licenses/data/mit.toml"
NAMES = "openness/licenses/data/_names.toml"
TABLES = "openness/licenses/tables"
AMBER = "openness/catalog/data/amber-7b.yaml"
PHRASE = """
[[pattern]]
id = "spoilt"
field = "data.undisclosed"
anchors = ["the heron"]
regex = '''\\bthe heron\\b'''
refuse = ["negation"]
about = ["data"]
examples = ["the heron"]
"""


def lines(complaints: list[Complaint]) -> list[str]:
    return [str(one) for one in complaints]


@pytest.mark.parametrize("check", [phrases.check, readings.check, licenses.check, pages.check])
def test_the_tree_s_own_data_is_as_it_should_be(check):
    assert lines(check(ROOT)) == []


# Phrases.


def test_a_sound_phrase_is_taken(tree):
    tree.add(f"{PHRASES}/data.toml", PHRASE)
    assert lines(phrases.check(tree.root)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"data.undisclosed"', '"data.undisclosd"', "field: found 'data.undisclosd', did you mean 'data.undisclosed'?"),
        ('["data"]', '["daat"]', "about[0]: found 'daat', did you mean 'data'?"),
        ('["negation"]', '["negatoin"]', "refuse[0]: found 'negatoin', did you mean 'negation'?"),
        ("about =", "abuot =", "abuot: found 'abuot', did you mean 'about'?"),
        ("about =", 'kinds = ["tabel"]\nabout =', "kinds[0]: found 'tabel', did you mean 'table'?"),
        ("about =", 'confidence = "likley"\nabout =', "confidence: found 'likley', did you mean 'likely'?"),
        ("the heron\\b", "<<this_modle>>", "regex: found 'this_modle', did you mean 'this_model'?"),
        ("the heron\\b", "(?P<qwxz>heron)", "regex: found 'qwxz', which is not known"),
        ('examples = ["the heron"]', "", "examples: missing"),
        ('["the heron"]', '["The Heron"]', "anchors[0]: found 'The Heron': an anchor is in lower case and not a single letter"),
        ("about =", 'each = "yes"\nabout =', "each: found 'yes': input should be a valid boolean"),
    ],
)  # fmt: skip
def test_a_phrase_s_wrong_word_is_named(tree, old, new, said):
    assert old in PHRASE
    tree.add(f"{PHRASES}/data.toml", PHRASE.replace(old, new, 1))
    assert lines(phrases.check(tree.root)) == [f"{PHRASES}/data.toml: pattern[spoilt].{said}"]


def test_a_value_that_the_record_does_not_have_is_refused(tree):
    tree.add(f"{PHRASES}/weights.toml", PHRASE.replace('"data.undisclosed"', '"weights.access"\nvalue = "publik"'))
    assert lines(phrases.check(tree.root)) == [
        f"{PHRASES}/weights.toml: pattern[spoilt].value: found 'publik', did you mean 'public'?"
    ]


def test_an_expression_that_does_not_compile_is_refused(tree):
    tree.add(f"{PHRASES}/data.toml", PHRASE.replace("the heron\\b", "the (heron"))
    [line] = lines(phrases.check(tree.root))
    assert line.startswith(f"{PHRASES}/data.toml: pattern[spoilt].regex: no expression that runs in linear time: ")


def test_an_id_used_twice_is_refused(tree):
    tree.add(f"{PHRASES}/data.toml", PHRASE + PHRASE)
    assert lines(phrases.check(tree.root)) == [f"{PHRASES}/data.toml: pattern[spoilt].id: this id is used twice"]


def test_a_table_that_no_reader_looks_up_is_refused(tree):
    tree.add(f"{PHRASES}/license.toml", '\n[[table.plain_wrods]]\nword = "heron"\nasks = "x"\n')
    tree.spoil(f"{PHRASES}/license.toml", "asks =", "aks =")
    found = lines(phrases.check(tree.root))
    assert f"{PHRASES}/license.toml: table.plain_wrods: found 'plain_wrods', did you mean 'plain_words'?" in found
    assert f"{PHRASES}/license.toml: table.plain_words[0].aks: found 'aks', did you mean 'asks'?" in found


def test_the_list_of_fields_is_what_the_readers_ask_for(tree):
    tree.spoil(f"{PHRASES}/_fields.toml", '"data.cutoff" = "data"', '"data.cutof" = "data"\n"claims.x" = "clams"')
    found = lines(phrases.check(tree.root))
    assert f'{PHRASES}/_fields.toml: "data.cutof": openness/extract/data.py does not read it' in found
    assert f'{PHRASES}/_fields.toml: "data.cutof": no phrase states it' in found
    assert f"{PHRASES}/_fields.toml: \"claims.x\": found 'clams', did you mean 'claims'?" in found
    assert "openness/extract/data.py: hits: found 'data.cutoff', did you mean 'data.cutof'?" in found
    assert any(line.endswith(".field: found 'data.cutoff', did you mean 'data.cutof'?") for line in found)


# Readings.


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[terms.commercial_use]", "[terms.comercial_use]", "terms.comercial_use: found 'comercial_use', did you mean 'commercial_use'?"),
        ("clause =", "clasue =", "terms.commercial_use.clasue: found 'clasue', did you mean 'clause'?"),
        ('certainty = "certain"', 'certainty = "certian"', "terms.commercial_use.certainty: found 'certian', did you mean 'certain'?"),
        ('kind = "license"', 'kind = "licence"', "kind: found 'licence', did you mean 'license'?"),
        ('id = "mit"', 'id = "mti"', "id: found 'mti', but the file is mit's"),
        ("read =", "raed =", "raed: found 'raed', did you mean 'read'?"),
        ('read = "2026-11-23"\n', "", "read: missing"),
    ],
)  # fmt: skip
def test_a_reading_s_wrong_word_is_named(tree, old, new, said):
    tree.spoil(FIRST, old, new)
    assert f"{FIRST}: {said}" in lines(readings.check(tree.root))


def test_a_value_outside_the_vocabulary_is_refused(tree):
    for file in (FIRST, SECOND):
        tree.spoil(file, 'value = "allowed"', 'value = "forbiden"')
    assert lines(readings.check(tree.root)) == [
        f"{file}: terms.commercial_use.value: found 'forbiden', did you mean 'forbidden'?" for file in (FIRST, SECOND)
    ]


def test_a_part_of_a_list_outside_the_vocabulary_is_refused(tree):
    tree.add(FIRST, "")
    for file in (FIRST, SECOND):
        text = (tree.root / file).read_text(encoding="utf-8")
        at = text.index("value = [", text.index("[terms.applies_to]"))
        (tree.root / file).write_text(text[:at] + text[at:].replace('"code"', '"cod"', 1), encoding="utf-8")
    assert lines(readings.check(tree.root)) == [
        f"{file}: terms.applies_to.value: found 'cod', did you mean 'code'?" for file in (FIRST, SECOND)
    ]


def test_a_missing_and_an_empty_clause_are_refused(tree):
    clause = next(one for one in (tree.root / FIRST).read_text("utf-8").splitlines() if one.startswith("clause ="))
    tree.spoil(FIRST, f"{clause}\n", "")
    assert lines(readings.check(tree.root)) == [f"{FIRST}: terms.commercial_use.clause: missing"]
    tree.spoil(FIRST, "[terms.commercial_use]\n", '[terms.commercial_use]\nclause = ""\n')
    assert lines(readings.check(tree.root)) == [
        f"{FIRST}: terms.commercial_use.clause: found '': string should have at least 1 character"
    ]


def test_readings_that_differ_need_a_decision(tree):
    tree.spoil(SECOND, 'value = "allowed"', 'value = "forbidden"')
    assert lines(readings.check(tree.root)) == [
        f"{SECOND}: terms.commercial_use.value: found 'forbidden', but {FIRST} has 'allowed'; decide it in docs/readings/decisions"
    ]
    tree.add(
        "docs/readings/decisions/standard.toml",
        '\n[mit.commercial_use]\nvalue = "allowed"\nclause = "1"\nwhy = "The grant names no limit."\n',
    )
    assert lines(readings.check(tree.root)) == []


def test_what_the_text_cannot_settle_stays_absent_whatever_the_readers_say(tree):
    tree.spoil(SECOND, 'value = "allowed"', 'value = "forbidden"')
    tree.add(
        "docs/readings/decisions/standard.toml",
        '\n[mit.left_out]\nterms = ["commercial_use"]\nwhy = "Another document rules on it too."\n',
    )
    found = readings.read(tree.root)
    assert lines(found.complaints) == []
    assert found.left_out("mit") == {"commercial_use"}
    assert found.left_out("isc") == frozenset()


def test_thresholds_that_differ_need_a_decision(tree):
    file = "docs/readings/second/llama2.toml"
    tree.spoil(file, "number = 700000000", "number = 70000000")
    assert lines(readings.check(tree.root)) == [
        f"{file}: thresholds: not those of docs/readings/first/llama2.toml; decide them in docs/readings/decisions"
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[mti.hosting]\nvalue = "silent"\nclause = "1"\nwhy = "x"', "\"mti\": found 'mti', did you mean 'mit'?"),
        ('[mit.hostin]\nvalue = "silent"\nclause = "1"\nwhy = "x"', "\"mit\".hostin: found 'hostin', did you mean 'hosting'?"),
        ('[mit.hosting]\nvalue = "slient"\nclause = "1"\nwhy = "x"', "\"mit\".hosting.value: found 'slient', did you mean 'silent'?"),
        ('[mit.hosting]\nvalue = "silent"\nclause = "1"', '"mit".hosting.why: missing'),
        ('[mit.left_out]\nterms = ["hostin"]\nwhy = "x"', "\"mit\".left_out.terms[0]: found 'hostin', did you mean 'hosting'?"),
        ('["afl-3.0".hosting]\nvalue = "silent"\nclause = "1"\nwhy = "x"', '"afl-3.0": docs/readings/decisions/others.toml decides on this text too'),
    ],
)  # fmt: skip
def test_a_decision_s_wrong_word_is_named(tree, text, said):
    tree.add(DECISIONS, f"\n{text}\n")
    assert any(
        line.startswith("docs/readings/decisions/") and line.endswith(said) for line in lines(readings.check(tree.root))
    )


def test_a_reading_of_a_licence_without_a_file_is_refused(tree):
    (tree.root / FIRST).rename(tree.root / "docs/readings/first/mti.toml")
    assert "docs/readings/first/mti.toml: found 'mti', did you mean 'mit'?" in lines(readings.check(tree.root))


# Licences and the tables beside them.


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (MIT, 'kind = "license"', 'kind = "licence"', "kind: found 'licence', did you mean 'license'?"),
        (MIT, "hub_ids", "hub_id", "hub_id: found 'hub_id', did you mean 'hub_ids'?"),
        (MIT, 'value = "allowed"', 'value = "alowed"', "terms.commercial_use.value: found 'alowed', did you mean 'allowed'?"),
        ("openness/licenses/data/llama3.toml", 'predecessor = "llama2"', 'predecessor = "lama2"', "predecessor: found 'lama2', did you mean 'llama2'?"),
        (NAMES, '"openrail++"', '"openrail+"', "families.openrail: found 'openrail+', did you mean 'openrail++'?"),
        (NAMES, "sentinels =", "sentinel =", "hub.sentinel: found 'sentinel', did you mean 'sentinels'?"),
        (f"{TABLES}/inheritance.toml", 'finetune = "keep"', 'finetune = "kept"', "upstream[0].finetune: found 'kept', did you mean 'keep'?"),
        (f"{TABLES}/inheritance.toml", '["llama2"]', '["llama2x"]', "upstream[0].licenses: found 'llama2x', did you mean 'llama2'?"),
        (f"{TABLES}/models.toml", 'license = "llama2"', 'license = "lama2"', "model[0].license: found 'lama2', did you mean 'llama2'?"),
        (f"{TABLES}/territories.toml", "[also]", "[alos]", "alos: found 'alos', did you mean 'also'?"),
        ("docs/readings/texts.tsv", "llama2\t", "lama2\t", "line 2.id: found 'lama2', did you mean 'llama2'?"),
        ("docs/readings/texts.tsv", "id\ttext", "id\ttxt", "line 2.txt: found 'txt', did you mean 'text'?"),
        ("docs/readings/equals.tsv", "\tpointer\t", "\tpiontr\t", "line 8.equals: found 'piontr', did you mean 'pointer'?"),
        ("docs/readings/kinds.tsv", "\tpolicy", "\tpolcy", "line 2.kind: found 'polcy', did you mean 'policy'?"),
    ],
)  # fmt: skip
def test_a_wrong_word_beside_the_licences_is_named(tree, file, old, new, said):
    tree.spoil(file, old, new)
    assert f"{file}: {said}" in lines(licenses.check(tree.root))


def test_a_table_that_nothing_reads_is_refused(tree):
    (tree.root / TABLES / "model.toml").write_text("", encoding="utf-8")
    assert lines(licenses.check(tree.root)) == [f"{TABLES}/model.toml: found 'model.toml', did you mean 'models.toml'?"]


# Frameworks, catalogue, pages.


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("docs/catalog/published.toml", 'outcome = "pass"', 'outcome = "pas"', "osi[Pythia].outcome: found 'pas', did you mean 'pass'?"),
        ("docs/catalog/published.toml", '"pythia-12b"', '"pythia-12"', "osi[Pythia].catalog: found 'pythia-12', did you mean 'pythia-12b'?"),
        ("docs/catalog/published.toml", 'instrument = "oucg-14"', 'instrument = "oucg14"', "osai[0].instrument: found 'oucg14', did you mean 'oucg-14'?"),
        ("openness/formats/data/mof_components.toml", 'type = "data"', 'type = "dta"', "component[15].type: found 'dta', did you mean 'data'?"),
        ("openness/formats/data/eu_training_summary.toml", "from =", "form =", "field[1.1].form: found 'form', did you mean 'from'?"),
        (AMBER, "published:", "publishd:", "sources.card.publishd: found 'publishd', did you mean 'published'?"),
        (AMBER, "weights:", "weigths:", "weigths: found 'weigths', did you mean 'weights'?"),
        (AMBER, "{is: public, see: card", "{is: pubic, see: card", "weights.access: found 'pubic', did you mean 'public'?"),
        (AMBER, "{is: public, see: card", "{is: public, see: crad", "weights.access.see: found 'crad', did you mean 'card'?"),
        (AMBER, "{is: public, see: card", "{is: public, sea: card", "weights.access: found 'sea', did you mean 'see'?"),
        (AMBER, "  inference-code:", "  inferense-code:", "components.inferense-code: found 'inferense-code', did you mean 'inference-code'?"),
        (AMBER, "{kind: pretraining,", "{kind: pretrainig,", "lineage.stages[0].kind: found 'pretrainig', did you mean 'pretraining'?"),
    ],
)  # fmt: skip
def test_a_wrong_word_of_frameworks_and_catalogue_is_named(tree, file, old, new, said):
    tree.spoil(file, old, new)
    assert f"{file}: {said}" in lines(pages.check(tree.root))


# The tools.


def run(tool: str, *words: str) -> tuple[int, list[str]]:
    done = subprocess.run([sys.executable, ROOT / "tools" / tool, *words], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def test_each_tool_that_reads_data_refuses_it_and_writes_nothing(tree):
    tree.add(
        f"{PHRASES}/data.toml", PHRASE.replace("data.undisclosed", "data.undisclosd").replace("negation", "negatoin")
    )
    tree.spoil(SECOND, 'value = "allowed"', 'value = "forbiden"')
    tree.spoil(MIT, "hub_ids", "hub_id")
    before = {path: path.read_bytes() for path in tree.root.rglob("*") if path.is_file()}
    phrase = [
        f"{PHRASES}/data.toml: pattern[spoilt].refuse[0]: found 'negatoin', did you mean 'negation'?",
        f"{PHRASES}/data.toml: pattern[spoilt].field: found 'data.undisclosd', did you mean 'data.undisclosed'?",
    ]
    reading = [
        f"{SECOND}: terms.commercial_use.value: found 'forbiden', did you mean 'forbidden'?",
        f"{SECOND}: terms.commercial_use.value: found 'forbiden', but {FIRST} has 'allowed'; decide it in docs/readings/decisions",
    ]
    license_ = [f"{MIT}: hub_id: found 'hub_id', did you mean 'hub_ids'?"]
    root = ("--root", str(tree.root))
    assert run("vocabulary_index.py", *root) == (1, phrase)
    assert run("license_terms.py", *root) == (1, reading)
    assert run("license_index.py", *root) == (1, license_)
    assert run("data_files.py", *root) == (1, [*phrase, *reading, *license_]), "all of them, not only the first"
    assert {path: path.read_bytes() for path in tree.root.rglob("*") if path.is_file()} == before


def test_the_tools_take_the_tree_as_it_is(tree):
    for tool in ("vocabulary_index.py", "license_terms.py", "license_index.py"):
        assert run(tool, "--check", "--root", str(tree.root)) == (0, [])


def test_the_text_was_read_on_the_day_of_the_later_reading(tree):
    tree.spoil(FIRST, 'read = "2026-11-23"', 'read = "2026-11-20"')
    tree.spoil(SECOND, 'read = "2026-11-23"', 'read = "2027-02-01"')
    assert run("license_terms.py", "--check", "--root", str(tree.root)) == (
        1,
        [f"{MIT} is not up to date; run: python tools/license_terms.py"],
    )
    assert run("license_terms.py", "--root", str(tree.root)) == (0, [])
    assert 'text_read = "2027-02-01"' in (tree.root / MIT).read_text(encoding="utf-8")


def test_a_reading_that_was_not_blind_counts_for_no_rate_of_agreement(tree):
    page = tree.root / "docs/readings/agreement.md"
    tree.spoil(SECOND, "version = ", 'met_before = "a page made from the first"\nversion = ')
    blind = int(
        next(
            line for line in page.read_text(encoding="utf-8").splitlines() if " texts were read by both" in line
        ).split()[0]
    )
    assert run("license_terms.py", "--root", str(tree.root)) == (0, [])
    text = page.read_text(encoding="utf-8")
    assert f"{blind - 1} texts were read by both" in text
    assert "- `mit`: one reader had met a page made from the first" in text
    assert "readings = 2" in (tree.root / MIT).read_text(encoding="utf-8")


# How a complaint is worded.


def test_words_that_are_far_from_every_other_get_the_list_while_it_is_short():
    assert hint("xyzzy", ["negation", "future"]) == ", known: future, negation"
    assert hint("xyzzy", [f"word-{number}" for number in range(40)]) == ", which is not known"
    assert hint("NEGATION", ["negation"]) == ", did you mean 'negation'?"


@given(st.sampled_from(["negation", "future", "comparison", "question"]), st.data())
def test_a_word_with_two_letters_changed_places_finds_itself(word, data):
    at = data.draw(st.integers(0, len(word) - 2))
    typo = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if typo != word:
        assert hint(typo, ["negation", "future", "comparison", "many", "question"]) == f", did you mean '{word}'?"


@given(
    st.dictionaries(
        st.text(max_size=6), st.one_of(st.integers(), st.text(max_size=4), st.lists(st.integers(), max_size=2))
    )
)
def test_any_table_is_read_or_complained_about(table):
    read, found = validated(phrases.Phrase, table, "x.toml")
    assert (read is None) == bool(found)
    assert all(str(one).startswith("x.toml: ") and "\n" not in str(one) for one in found)
