"""The small parts: pace, pauses, names, cache, and the file of a long run."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.card.companions import is_companion
from openness.cli._journal import Done, Journal
from openness.errors import HubError, TargetError
from openness.hub import _names
from openness.hub._api import entry_of
from openness.hub._cache import Cache, Entry, Listed, git_blob, is_content
from openness.hub._pace import Pace
from openness.hub._refusals import Again, asked_pause
from openness.hub._secret import Secret


class Clock:
    """Time that passes by sleeping."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def paced(rate: float | None) -> tuple[Pace, Clock]:
    clock = Clock()
    return Pace(rate, clock=clock, sleep=clock.sleep), clock


def test_turns_keep_their_distance() -> None:
    pace, clock = paced(4.0)
    turns = [clock.now for _ in range(10) if pace.wait(1000.0)]
    assert all(later - earlier >= 0.25 for earlier, later in pairwise(turns))


def test_a_pause_holds_for_all_and_a_deadline_before_its_end_is_told_at_once() -> None:
    pace, clock = paced(None)
    pace.pause(30.0)
    pace.pause(5.0)
    assert not pace.wait(120.0)
    assert clock.now == 100.0
    assert pace.wait(200.0)
    assert clock.now >= 130.0


def test_threads_together_keep_the_rate() -> None:
    pace, moments = Pace(100.0), []
    lock = threading.Lock()

    def ask() -> None:
        for _ in range(5):
            assert pace.wait(time.monotonic() + 600)
            with lock:
                moments.append(time.monotonic())

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(moments) - min(moments) >= 39 / 100 - 0.02


def test_nobody_gets_a_turn_after_the_end() -> None:
    pace, _ = paced(1.0)
    pace.stopped.set()
    assert not pace.wait(1000.0)


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (200, {}, None),
        (429, {}, None),
        (429, {"retry-after": "7"}, 7),
        (503, {"retry-after": " 3 "}, 3),
        (500, {"retry-after": "3"}, None),
        (429, {"retry-after": "soon"}, None),
        (429, {"retry-after": "-1"}, None),
        (429, {"ratelimit": '"api";r=0;t=55', "retry-after": "7"}, 55),
        (200, {"ratelimit": '"api";r=0;t=55'}, 55),
        (200, {"ratelimit": '"api";r=12;t=55'}, None),
        (200, {"ratelimit": '"api";r=0;t='}, None),
    ],
)
def test_pauses_that_are_asked_for(status: int, headers: dict[str, str], seconds: float | None) -> None:
    assert asked_pause(SimpleNamespace(status_code=status, headers=headers)) == seconds


def test_a_pause_until_a_date() -> None:
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    pause = asked_pause(SimpleNamespace(status_code=429, headers={"retry-after": when}))
    assert pause is not None
    assert 15 < pause <= 20


@given(st.text(max_size=60) | st.from_regex(r"[\w.%/@-]{1,40}", fullmatch=True))
def test_no_id_leads_out_of_its_place(text: str) -> None:
    name, refusal = "x", ""
    try:
        name = _names.checked_id(text)
    except HubError as error:
        refusal = str(error)
    assert "\n" not in refusal
    assert ".." not in name
    assert "%" not in name
    assert name.isascii()
    assert not name.startswith(("/", "."))
    assert name.count("/") <= 1
    path = Cache(Path("/cache"))._path("models", name, "main")
    assert path.parent == Path("/cache/models")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("org/name", "org/name"),
        ("gpt2", "gpt2"),
        ("https://huggingface.co/org/name", "org/name"),
        ("https://huggingface.co/org/name/tree/main", "org/name"),
        ("https://huggingface.co/datasets/org/name", "org/name"),
        ("hf.co/org/name/", "org/name"),
        ("Llama 2", None),
        ("./here", None),
        ("/root/model", None),
        ("https://example.org/a/b", None),
    ],
)
def test_what_a_front_matter_means(written: str, meant: str | None) -> None:
    assert _names.as_id(written) == meant


@pytest.mark.parametrize("path", ["LICENSE", "license.txt", "USE_POLICY.md", "NOTICE", "config.json", "openness.yaml"])
def test_companions(path: str) -> None:
    assert is_companion(path)
    assert not is_companion(f"sub/{path}")


@pytest.mark.parametrize("path", ["model.safetensors", "LICENSE.pdf", "license.bin", "tokenizer.json", "README.md"])
def test_no_companions(path: str) -> None:
    assert not is_companion(path)


def test_an_entry_survives_the_cache(tmp_path: Path) -> None:
    entry = Entry(
        id="org/name", retrieved=datetime(2024, 1, 2, tzinfo=UTC), commit="c" * 40, gated="auto", tags=("a",),
        created=datetime(2023, 1, 2, tzinfo=UTC), license=("mit",), base_models=("o/b",), metadata={"x": [1]},
        files=(Listed(path="README.md", size=3, blob="b"),), texts={"README.md": b"\xff\x00a"}, unread={"L": "gated"},
    )  # fmt: skip
    cache = Cache(tmp_path)
    cache.write(entry)
    assert cache.read("models", "org/name") == entry
    assert cache.read("models", "org/name", "v1") is None
    assert cache.read("datasets", "org/name") is None
    assert [path.stat().st_mode & 0o077 for path in tmp_path.rglob("*.json")] == [0], "for the owner alone"


def test_a_cache_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    Cache(tmp_path / "file").write(Entry(id="a/b", retrieved=datetime.now(UTC)))


def test_content_is_known_by_its_hash() -> None:
    assert git_blob(b"") == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
    assert is_content(b"a", Listed(path="x", blob=git_blob(b"a")))
    assert not is_content(b"b", Listed(path="x", size=1, blob=git_blob(b"a")))
    assert not is_content(b"bb", Listed(path="x", size=1))


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = [
    "cardData",
    "gated",
    "private",
    "disabled",
    "createdAt",
    "tags",
    "safetensors",
    "siblings",
    "baseModels",
    "library_name",
]


@given(st.dictionaries(st.sampled_from(KEYS), ODD) | ODD)
def test_an_answer_may_be_anything(value: object) -> None:
    known = {**value, "sha": "a" * 40} if isinstance(value, dict) else value
    try:
        entry = entry_of(known, repo_id="o/n", kind="models", what="o/n", etag=None, authenticated=False)
    except Again:
        assert not isinstance(value, dict)
    else:
        assert entry.commit == "a" * 40


def test_a_secret_is_not_shown() -> None:
    secret = Secret("hf_abc")
    assert "hf_abc" not in f"{secret!r} {secret} {secret!s}"
    assert Secret.find(secret) is secret
    assert Secret.find(False) is None
    with pytest.raises(HubError) as caught:
        Secret.find(Secret("hf_abc\r\nx: y"))
    assert "hf_abc" not in str(caught.value)


def test_a_journal_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with Journal(str(path)) as journal:
        journal.write("a/b", reason=None, worst="error", rest={"findings": []})
        journal.write('odd "\u2028\udc80 name', reason="malformed", worst=None, rest={})
    whole = path.read_bytes()
    for cut in range(len(whole.splitlines(keepends=True)[0]) + 1, len(whole)):
        path.write_bytes(whole[:cut])
        with Journal(str(path)) as journal:
            assert journal.done == {"a/b": Done(None, "error")}
        assert path.read_bytes() == whole.splitlines(keepends=True)[0]
    path.write_bytes(whole)
    with Journal(str(path), again=lambda one: one.reason is not None) as journal:
        assert list(journal.done) == ["a/b"]
        journal.write("c/d", reason=None, worst=None, rest={})
    assert [line[:16] for line in path.read_text().splitlines()] == ['{"target": "a/b"', '{"target": "c/d"']


@pytest.mark.parametrize("content", [b"# a list\n", b"{}\n", b'{"target": 3}\n', b"\0\1\2", b"org/a\norg/b"])
def test_a_journal_leaves_other_files_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mine.txt"
    path.write_bytes(content)
    with pytest.raises(TargetError, match="no result file"), Journal(str(path)):
        pass
    assert path.read_bytes() == content
