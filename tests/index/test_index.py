"""An index of models: rows in both shapes, the file, look-ups, and bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openness.cli import main
from openness.errors import TargetError
from openness.index import Entry, Index, MadeFrom, build, entry_of, open_source, row_of, update
from openness.index.build import parted
from openness.index.lookup import Models
from openness.index.store import PAGE, as_differences, differences
from openness.index.walk import ancestors
from openness.licenses import publishers

ROWS = [
    {"id": "acme/heron", "cardData": '{"license": "llama3"}', "tags": ["license:llama3"], "downloads": 10},
    {
        "id": "birds/Heron-Chat",
        "cardData": '{"license": "apache-2.0", "base_model": "acme/heron"}',
        "baseModels": {"relation": "finetune", "models": [{"id": "acme/heron"}]},
        "lastModified": "2026-01-02T03:04:05Z",
    },
    {"id": "birds/heron-gguf", "cardData": '{"base_model": "birds/heron-chat"}', "tags": ["gguf"]},
    {"id": "birds/egret", "cardData": '{"license": "other", "license_name": "gemma", "base_model": ["old/heron", "gone/owl"]}',
     "baseModels": {"relation": "merge", "models": [{"id": "acme/heron"}]}},
    {"id": "loop/a", "cardData": '{"license": "mit", "base_model": "loop/b"}'},
    {"id": "loop/b", "cardData": '{"license": "mit", "base_model": ["loop/a", "loop/b"]}'},
]  # fmt: skip


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "hub.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return path


@pytest.fixture
def index(tmp_path: Path, lines: Path) -> Path:
    path = tmp_path / "hub.index"
    source = open_source(str(lines))
    build((entry_of(row) for unit in source.units() for row in source.rows(unit)), path, source="hub.jsonl")
    return path


def test_what_a_row_says_is_found_again_in_any_case(index: Path) -> None:
    with Index(index) as found:
        assert len(found) == len(ROWS)
        chat = found.find("BIRDS/heron-chat")
        assert chat is not None
        assert chat == Entry(
            model="birds/Heron-Chat",
            declared=("apache-2.0",),
            bases=(MadeFrom(model="acme/heron", relation="finetune"),),
            modified=date(2026, 1, 2),
        )
        assert found.find("acme/her") is None
        assert found.find("") is None
        assert list(found.children("ACME/Heron")) == ["birds/egret", "birds/Heron-Chat"]
        assert found.child_count("acme/heron") == 2


@pytest.mark.parametrize(
    ("name", "link", "kept"),
    [
        ("tongyi-qianwen", "https://huggingface.co/Qwen/Qwen2.5-72B-Instruct/blob/main/LICENSE", "qwen"),
        ("tongyi-qianwen", "https://huggingface.co/birds/jay/blob/main/LICENSE", "tongyi-qianwen"),
        ("tongyi-qianwen", "LICENSE", "tongyi-qianwen"),
        ("jay-license", "https://huggingface.co/Qwen/Qwen2.5-72B-Instruct/blob/main/LICENSE", "jay-license"),
        ("qwen", None, "qwen"),
    ],
)
def test_a_text_that_is_linked_decides_which_of_a_publishers_licences_a_name_means(name, link, kept) -> None:
    said = {"license": "other", "license_name": name, "license_link": link}
    row = row_of({"id": "zoo/chat", "cardData": json.dumps(said)}, where="hub.jsonl")
    assert entry_of(row).name == kept


def test_a_renamed_base_and_one_that_is_gone_are_named(index: Path) -> None:
    with Index(index) as found:
        egret = found.find("birds/egret")
    assert egret is not None
    assert [(one.model, one.standing, one.written) for one in egret.bases] == [
        ("acme/heron", "renamed", "old/heron"),
        ("gone/owl", "unlisted", None),
    ]


def test_what_the_table_does_not_say_is_inferred_as_the_hub_does(index: Path) -> None:
    with Index(index) as found:
        packed = found.find("birds/heron-gguf")
    assert packed is not None
    assert packed.bases == (MadeFrom(model="birds/heron-chat", relation="quantized"),)
    assert packed.silent


def test_the_way_up_ends_in_a_circle_that_is_named(index: Path) -> None:
    with Index(index) as found:
        models = Models(found)
        start = models.entry("loop/a")
        assert start is not None
        states = [(step.base.model, step.state) for step in ancestors(models, start)]
    assert states == [("loop/b", "known"), ("loop/a", "cycle"), ("loop/b", "self")]


def test_a_card_and_the_same_card_as_metadata_give_one_record() -> None:
    from openness.extract import release_from_card

    matter = {
        "license": "llama3",
        "base_model": ["acme/heron"],
        "base_model_relation": "finetune",
        "datasets": ["acme/nests"],
        "tags": ["chat"],
    }
    text = "---\n" + "".join(f"{key}: {json.dumps(value)}\n" for key, value in matter.items()) + "---\n"
    as_card = row_of({"id": "birds/x", "card": text}, where="-")
    as_data = row_of({"id": "birds/x", "cardData": json.dumps(matter)}, where="-")
    assert entry_of(as_card) == entry_of(as_data)
    one, other = (release_from_card(row.card).model_dump(mode="json") for row in (as_card, as_data))
    assert one == other


def test_the_later_of_two_rows_counts_and_an_update_takes_newer_ones(index: Path) -> None:
    newer = Entry(model="birds/Heron-Chat", declared=("llama3",), modified=date(2026, 2, 1))
    older = replace(newer, declared=("mit",), modified=date(2020, 1, 1))
    update([older, newer, Entry(model="new/one", modified=date(2026, 1, 1))], index, source="later")
    with Index(index) as found:
        chat = found.find("birds/heron-chat")
        assert chat is not None
        assert chat.declared == ("llama3",)
        assert found.find("new/one") is not None
        assert len(found) == len(ROWS) + 1
        assert list(found.children("acme/heron")) == ["birds/egret"]


def test_an_index_is_asked_before_the_table_of_publishers(index: Path) -> None:
    with Index(index) as found:
        publishers.consult(Models(found).published)
        try:
            assert publishers.published("birds/heron-chat") == publishers.Published(
                license="apache-2.0", source="index"
            )
            silent = publishers.published("birds/heron-gguf")
            assert silent == publishers.Published(license="apache-2.0", via="birds/heron-chat", source="index")
            assert publishers.published("meta-llama/Meta-Llama-3-8B") == publishers.Published(license="llama3")
        finally:
            publishers.consult(None)
    assert publishers.published("birds/heron-chat") is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PAR1 and no more", "no Parquet file"),
        (b"neither", "neither Parquet"),
        (b'{"id": 3, "cardData": "{}"}\n', "`id` is no model's id"),
        (b'{"id": "a/b", "cardData": "{broken"}\n', "`cardData` is no JSON"),
        (b'{"id": "a/b", "tags": "mit"}\n', "`tags` is str"),
        (b'{"id": "a/b", "baseModels": [1]}\n', "`baseModels` is list"),
        (b'{"id": \n', "no line of JSON"),
    ],
)
def test_bad_input_is_one_line_and_leaves_nothing(tmp_path: Path, capsys, content: bytes, words: str) -> None:
    path = tmp_path / ("t.jsonl" if content.startswith(b"{") else "t.bin")
    path.write_bytes(content)
    out = tmp_path / "out"
    out.mkdir()
    assert main(["index", "build", str(path), "-o", str(out / "x.index")]) == 2
    said = capsys.readouterr().err.strip().splitlines()
    assert len(said) == 1
    assert words in said[0]
    assert list(out.iterdir()) == []


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"name": ["a/b"]}, "no column of ids"),
        ({"id": ["a/b"]}, "none of `cardData`"),
        ({"id": ["a/b"], "tags": [1]}, "column `tags` holds number"),
    ],
)
def test_a_table_without_its_columns_is_refused(tmp_path: Path, capsys, columns: dict, words: str) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    pq.write_table(pa.table(columns), tmp_path / "t.parquet")
    assert main(["index", "build", str(tmp_path / "t.parquet"), "-o", str(tmp_path / "x.index")]) == 2
    assert words in capsys.readouterr().err


def test_a_file_that_is_no_index_is_told_apart(tmp_path: Path, capsys) -> None:
    (tmp_path / "x").write_text("no")
    assert main(["index", "show", str(tmp_path / "x")]) == 2
    assert "no index of models" in capsys.readouterr().err
    assert main(["index", "show", str(tmp_path / "y")]) == 2
    assert "no such index" in capsys.readouterr().err


def test_a_missing_package_is_named_with_its_install_line(monkeypatch, tmp_path: Path, capsys) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    (tmp_path / "t.parquet").write_bytes(b"PAR1")
    assert main(["index", "build", str(tmp_path / "t.parquet"), "-o", str(tmp_path / "x.index")]) == 2
    assert "pip install 'openness[census]'" in capsys.readouterr().err


def test_a_look_up_unpacks_one_block(tmp_path: Path, monkeypatch) -> None:
    from openness.index import store

    build((Entry(model=f"a/m{n:05}", declared=("mit",)) for n in range(1000)), tmp_path / "x", source="x")
    unpacked: list[int] = []
    real = store.unpacked
    monkeypatch.setattr(store, "unpacked", lambda data: unpacked.append(1) or real(data))
    with Index(tmp_path / "x") as found:
        assert found.find("a/m00777") is not None
    assert len(unpacked) == 1


def test_a_source_is_cut_the_same_way_and_loses_no_row(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"id": f"a/m{n}", "tags": ["x" * 500]}) + "\n" for n in range(9000)))
    source = open_source(str(path))
    units = list(source.units())
    assert len(units) > 2
    assert [row.id for unit in units for row in source.rows(unit)] == [f"a/m{n}" for n in range(9000)]


def test_a_folder_of_cards_names_models_by_place(tmp_path: Path) -> None:
    for name in ("acme/heron/README.md", "acme/owl.md", "birds--egret.md", "birds__rail.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("---\nlicense: mit\n---\n# x\n")
    source = open_source(str(tmp_path))
    rows = [row for unit in source.units() for row in source.rows(unit)]
    assert sorted(row.id for row in rows) == ["acme/heron", "acme/owl", "birds/egret", "birds/rail"]
    assert all(entry_of(row).declared == ("mit",) for row in rows)


@given(st.lists(st.integers(0, 10**7), unique=True))
def test_numbers_come_back(numbers: list[int]) -> None:
    assert list(differences(as_differences(sorted(numbers)))) == sorted(numbers)


@settings(max_examples=15, deadline=None)
@given(
    st.dictionaries(
        st.from_regex(r"[A-Za-z0-9._-]{1,12}/[A-Za-z0-9._-]{1,12}", fullmatch=True),
        st.sampled_from(["mit", "gemma", "x, y"]),
        max_size=200,
    )
)
def test_whatever_is_put_in_is_found(tmp_path_factory, declared: dict[str, str]) -> None:
    once = {name.lower(): (name, said) for name, said in declared.items()}
    path = tmp_path_factory.mktemp("index") / "x"
    build((Entry(model=name, declared=(said,)) for name, said in once.values()), path, source="x")
    with Index(path) as index:
        assert [one.model for one in index] == [once[key][0] for key in sorted(once)]
        for name, said in once.values():
            found = index.find(name)
            assert found is not None
            assert found.declared == (said,)


def test_every_reference_of_the_real_table_is_in_the_index(tmp_path: Path, shared: Path) -> None:
    import pyarrow.parquet as pq

    table = shared / "data" / "hub" / "hub-stats-sample.parquet"
    source = open_source(str(table))
    build((entry_of(row) for unit in source.units() for row in source.rows(unit)), tmp_path / "x", source="x")
    with Index(tmp_path / "x") as index:
        for row in pq.read_table(table, columns=["id", "baseModels"]).to_pylist():
            named = {one["id"].casefold() for one in (row["baseModels"] or {}).get("models") or ()}
            entry = index.find(row["id"])
            assert entry is not None
            assert named <= {one.model.casefold() for one in entry.bases}


def test_check_and_license_know_bases_by_an_index(tmp_path: Path, index: Path, capsys, monkeypatch) -> None:
    """A permissive label over a model whose own base is under Llama 3, which the index alone knows."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "README.md").write_text(
        "---\nlicense: mit\nbase_model: birds/heron-chat\nbase_model_relation: finetune\n---\n# Owl\n"
    )
    words = [
        "check",
        "model/README.md",
        "--assume-card",
        "--format",
        "concise",
        "--select",
        "license-laxer-than-base-model",
    ]
    assert main(words) == 0
    assert "llama3" not in capsys.readouterr().out
    assert main([*words, "--index", str(index)]) == 1
    assert "llama3" in capsys.readouterr().out
    (tmp_path / "openness.toml").write_text('index = "hub.index"\n')
    assert main(["license", "model/README.md", "--assume-card", "--offline", "--format", "json"]) == 0
    sources = json.loads(capsys.readouterr().out)["results"][0]["sources"]
    assert [one["name"] for one in sources if one["role"] == "base"] == ["birds/heron-chat", "acme/heron"]
    assert publishers.published("birds/heron-chat") is None


def test_a_table_of_the_hub_is_read_through_its_filesystem(lines: Path, monkeypatch) -> None:
    """`hf://` paths: a filesystem that stands for the Hub's serves a file of this machine."""
    from openness.hub import files

    class System:
        def isdir(self, name: str) -> bool:
            return not name.endswith(".jsonl")

        def find(self, name: str) -> list[str]:
            return ["datasets/acme/stats/hub.jsonl"] if name == "hf://datasets/acme/stats" else []

        def open(self, name: str, mode: str):
            if name != "hf://datasets/acme/stats/hub.jsonl":
                raise FileNotFoundError(name)
            return lines.open(mode)

        def info(self, name: str) -> dict:
            assert name
            return {"size": lines.stat().st_size, "blob_id": "1"}

    monkeypatch.setattr(files, "_system", System)
    source = open_source("hf://datasets/acme/stats")
    assert [row.id for unit in source.units() for row in source.rows(unit)] == [row["id"] for row in ROWS]
    assert source.fingerprint() == open_source("hf://datasets/acme/stats").fingerprint()
    with pytest.raises(TargetError, match="no file of the Hub"):
        open_source("hf://datasets/acme/none")
    with pytest.raises(TargetError, match="not on the Hub"):
        list(open_source("hf://datasets/acme/gone.jsonl").units())


@given(st.lists(st.text("ab-é", min_size=1, max_size=6), min_size=2, max_size=9, unique=True))
def test_the_first_letters_of_a_block_part_it_from_the_one_before(keys: list[str]) -> None:
    keys.sort()
    for before, key in zip(["", *keys], keys, strict=False):
        assert before < parted(before, key) <= key
        assert key.startswith(parted(before, key))


def test_models_on_both_sides_of_a_block_are_found(tmp_path: Path) -> None:
    models = [Entry(model=f"owner-{n % 7}/model-{n}", bases=(MadeFrom(model=f"b/{n // 2}", relation="merge"),)) for n in range(500)]  # fmt: skip
    build(models, tmp_path / "x.index", source="-")
    with Index(tmp_path / "x.index") as found:
        assert [found.find(one.model) for one in models] == models
        assert sorted(found.children("B/7")) == ["owner-0/model-14", "owner-1/model-15"]
        assert found.find("owner-0/model-1400") is found.find("a") is found.find("z/z") is None
        assert found._one("PRAGMA page_size") == PAGE


_BUILT = """
import sys
from openness.index import Entry, build
build((Entry(model=f"o{n * 7919 % 99991}/m{n}", name="word " * 120) for n in range(int(sys.argv[1]))), sys.argv[2], source="-")
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
def test_memory_of_a_build_does_not_grow_with_its_rows(tmp_path: Path) -> None:
    some, many = (
        int(subprocess.run([sys.executable, "-c", _BUILT, str(n), str(tmp_path / "x.index")], capture_output=True, check=True).stdout)
        for n in (15_000, 45_000)
    )  # fmt: skip
    assert many < some * 1.1
