"""A census: one row a model, lineage, the same whenever it was stopped, its page and its questions."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("duckdb")
import pyarrow.parquet as pq

from openness.census.batch import judged_row
from openness.census.query import ask
from openness.census.verdicts import verdicts
from openness.cli import main
from openness.index import open_source, row_of
from openness.index.lookup import Models

ROWS = [
    {"id": "acme/heron", "cardData": '{"license": "llama3"}', "downloads": 100, "createdAt": "2025-01-02T00:00:00Z"},
    {"id": "birds/chat", "cardData": '{"license": "apache-2.0", "base_model": "acme/heron"}', "tags": ["base_model:finetune:acme/heron"]},
    {"id": "zoo/gguf", "cardData": '{"license": "apache-2.0", "base_model": "birds/chat"}', "tags": ["gguf", "base_model:quantized:birds/chat"]},
    {"id": "zoo/lora", "cardData": '{"base_model": "acme/heron"}', "tags": ["base_model:adapter:acme/heron"]},
    {"id": "zoo/own", "cardData": "{}"},
]  # fmt: skip


def table(path: Path, copies: int = 1) -> Path:
    rows = [row | {"id": f"{row['id']}{n or ''}"} for n in range(copies) for row in ROWS]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def told(folder: Path, name: str = "rows") -> list[dict]:
    return sorted(pq.read_table(folder / name).to_pylist(), key=lambda one: (one["model"], one.get("base") or ""))


@pytest.fixture(scope="module")
def census(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("census")
    assert main(["census", str(table(folder / "hub.jsonl")), "--out", str(folder / "out"), "--workers", "1"]) == 0
    return folder / "out"


def test_one_row_a_model_with_its_lineage(census: Path) -> None:
    rows = {one["model"]: one for one in told(census)}
    assert len(rows) == len(ROWS)
    chat, packed, lora, own = (rows[name] for name in ("birds/chat", "zoo/gguf", "zoo/lora", "zoo/own"))
    assert (chat["fits"], chat["conflicts"], chat["nearest_depth"], chat["nearest_upstream"]) == ("no", 1, 1, "llama3")
    assert (
        chat["dropped_terms"] == ["agreement", "outputs", "scale-limit", "use-restrictions"]
        or "use-restrictions" in chat["dropped_terms"]
    )
    assert (packed["nearest_base"], packed["nearest_depth"], packed["depth"]) == ("acme/heron", 2, 2)
    assert (lora["relation"], lora["license_omitted"], lora["fits"]) == ("adapter", True, "unknown")
    assert (own["relation"], own["fits"], own["drift"], own["license_origin"]) == (None, None, None, "silent")
    assert (chat["drift"], packed["drift"]) == (True, False)


def test_a_row_without_text_has_no_finding_about_text(census: Path) -> None:
    assert not {"undisclosed-training-data", "missing-display-notice"} & {
        rule for one in told(census) for rule in one["findings"]
    }


def test_the_page_is_one_file_with_every_question(census: Path) -> None:
    from openness.census.report import asked

    page = (census / "index.html").read_text()
    assert "<script" not in page
    assert "src=" not in page
    assert 'href="http' not in page
    for one in (*asked()["question"], *asked()["rate"]):
        assert one["title"] in page
    assert "&lt;div" not in page, "what should be a drawing is text"
    assert page.count('class="bars"') >= len(asked()["question"])
    assert page.count("<pre>") == len(asked()["question"]) + len(asked()["rate"])


BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
MEASURED = """<script>
const said = [];
for (const one of document.querySelectorAll(".bar i")) if (one.getBoundingClientRect().width < 1) said.push("flat bar");
if (document.documentElement.scrollWidth > innerWidth) said.push("wider than the window");
for (const one of document.querySelectorAll(".rates td, .rates th"))
  if (one.getClientRects().length && one.getBoundingClientRect().width < 40) said.push("narrow cell");
for (const one of performance.getEntriesByType("resource")) said.push("request " + one.name);
document.title = "measured " + [document.querySelectorAll(".bar i").length, innerWidth, ...new Set(said)].join("; ");
</script>"""


@pytest.mark.parametrize("width", [500, 1600])
def test_a_browser_draws_every_plot_and_asks_for_nothing(tmp_path: Path, census: Path, lacking, width: int) -> None:
    """500 pixels are the narrowest window that a browser without a screen opens."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        lacking("browser", "a Chromium")
    page = (census / "index.html").read_text()
    (tmp_path / "page.html").write_text(page.replace("</body>", f"{MEASURED}</body>"))
    words = [
        browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--enable-logging=stderr",
        f"--user-data-dir={tmp_path / 'profile'}", f"--window-size={width},2000", "--dump-dom", (tmp_path / "page.html").as_uri(),
    ]  # fmt: skip
    run = subprocess.run(words, capture_output=True, text=True, check=True, timeout=120, env=os.environ | {"HOME": str(tmp_path)})  # fmt: skip
    assert ":CONSOLE" not in run.stderr
    assert f"<title>measured {page.count('<i class=') - page.count('<span><i class=')}; {width}</title>" in run.stdout


def test_questions_by_sql(census: Path, capsys) -> None:
    assert ask(census, "SELECT count(*) FROM rows").rows == ((len(ROWS),),)
    assert main(["census", "query", str(census), "SELECT model FROM rows ORDER BY 1 LIMIT 1", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"model": "acme/heron"}]
    assert main(["census", "query", str(census), "SELECT nothing FROM rows"]) == 2
    assert main(["census", "query", str(census), "SELECT * FROM read_text('/etc/hostname')"]) == 2
    assert main(["census", "query", str(census / "rows"), "SELECT 1"]) == 2
    assert all(line.startswith("openness: error: ") for line in capsys.readouterr().err.strip().splitlines())


def test_a_folder_of_something_else_is_refused(tmp_path: Path, census: Path, capsys) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    source = str(census.parent / "hub.jsonl")
    assert main(["census", source, "--out", str(tmp_path)]) == 2
    assert "holds other files" in capsys.readouterr().err
    other = table(tmp_path / "other.jsonl", copies=2)
    assert main(["census", str(other), "--out", str(census)]) == 2
    assert "a census with another fingerprint" in capsys.readouterr().err


def test_the_lineage_alone_is_the_same_lineage(tmp_path: Path, census: Path) -> None:
    source = str(census.parent / "hub.jsonl")
    assert (
        main(["census", source, "--out", str(tmp_path / "out"), "--workers", "1", "--only", "lineage", "--no-page"])
        == 0
    )
    assert told(tmp_path / "out", "edges") == told(census, "edges")
    for one, whole in zip(told(tmp_path / "out"), told(census), strict=True):
        assert one["findings"] is one["verdict_mof"] is None
        assert (one["fits"], one["drift"], one["license"]) == (whole["fits"], whole["drift"], whole["license"])


def test_standard_input_is_kept_and_counted(tmp_path: Path) -> None:
    data = table(tmp_path / "t.jsonl").read_bytes()
    words = [
        sys.executable,
        "-m",
        "openness",
        "census",
        "-",
        "--out",
        str(tmp_path / "out"),
        "--no-page",
        "--workers",
        "1",
    ]
    subprocess.run(words, input=data, check=True, capture_output=True)
    assert [one["model"] for one in told(tmp_path / "out")] == sorted(row["id"] for row in ROWS)


def test_cards_and_metadata_that_say_the_same_are_one_row() -> None:
    matter = {"license": "apache-2.0", "base_model": "acme/heron", "base_model_relation": "finetune"}
    text = "---\n" + "".join(f"{key}: {json.dumps(value)}\n" for key, value in matter.items()) + "---\n"
    rows = [row_of({"id": "birds/x", **said}, where="-") for said in ({"card": text}, {"cardData": json.dumps(matter)})]
    one, other = (judged_row(row, Models())[0] for row in rows)
    of_text = {"has_text", "findings", "errors", "warnings", "missing_duties"}  # a display is looked for in the text
    assert {key: value for key, value in one.items() if key not in of_text} == {
        key: value for key, value in other.items() if key not in of_text
    }


def test_a_verdict_that_was_kept_is_the_one_that_is_given(shared: Path) -> None:
    from openness.extract import release_from_card

    source = open_source(str(shared / "data" / "hub" / "hub-stats-sample.parquet"))
    rows = [row for unit in list(source.units(100))[::14] for row in source.rows(unit)]
    for row in rows:
        release = release_from_card(row.card, guesses=False)
        assert verdicts(release) == verdicts(release, keep=False), row.id
