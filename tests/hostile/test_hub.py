"""A Hub that is none: addresses, headers that drip, surrogates, bodies without end."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from openness.errors import HubError
from openness.hub import fetch
from openness.hub._api import entry_of
from openness.hub._wire import Patience, Wire


@pytest.mark.parametrize(
    "address",
    ["http://[::1", "http://[", "ftp://x", "", "x", "http://", "http://a:b:c", "http://x:99999999", "http://\ud800"],
)
def test_an_address_that_is_none(address: str, run) -> None:
    try:
        env = {"HF_ENDPOINT": address, "HF_HUB_OFFLINE": "0"}
        done = run("check", "org/name", env=env)
    except UnicodeEncodeError:
        return
    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert "an error of ours" not in done.err


@pytest.mark.parametrize(
    "name", ["", " ", "/", "a/", "/a", "a/b/c", "..", "\ud800/x", "a" * 100_000, "a-" * 50_000, "a/" + "." * 100_000]
)
def test_a_name_that_is_none_ends_at_once(name: str) -> None:
    with pytest.raises(HubError) as caught:
        fetch(name)
    assert caught.value.reason == "malformed"
    assert str(caught.value).encode()


@contextmanager
def _server(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server of one's own on this machine that answers every connection in its own way."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        stopped = threading.Event()

        def serve() -> None:
            while not stopped.is_set():
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                threading.Thread(target=_answered, args=(connection, answer), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            stopped.set()


def _answered(connection: socket.socket, answer: Callable[[socket.socket], None]) -> None:
    with connection:
        try:
            connection.recv(65_536)
            answer(connection)
        except OSError:
            pass


def _dripping(connection: socket.socket) -> None:
    """A header without end, a byte at a time, each sooner than any single wait would end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nx-long: ")
    for _ in range(600):
        connection.sendall(b"a")
        time.sleep(0.1)


def _wire(endpoint: str, **patience: float) -> Wire:
    return Wire(endpoint=endpoint, patience=Patience(**{"first_wait": 0.01, "attempts": 2, **patience}))


def test_slow_headers_do_not_outlast_the_deadline() -> None:
    with _server(_dripping) as endpoint:
        began = time.monotonic()
        with pytest.raises(HubError) as caught:
            _wire(endpoint, total=1.0, transfer=1.0, read=0.5).json("/api/models/a/b", what="a/b")
        assert caught.value.reason == "unreachable"
        assert time.monotonic() - began < 20, "the server would drip for a minute"


@pytest.mark.parametrize(
    "head",
    [b"HTTP/1.1 302 Found\r\nlocation: /again\r\ncontent-length: 0\r\n\r\n", b"HTTP/1.1 302 Found\r\nlocation: http://[::1\r\ncontent-length: 0\r\n\r\n",
     b"HTTP/1.1 302 Found\r\nlocation: file:///etc/passwd\r\ncontent-length: 0\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 100_000,
     b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n[", b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\nabc",
     b"\0" * 1000, b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nlink: <http://[::1>; rel=next\r\n\r\n[]x", b"HTTP/9.9 999 No\r\n\r\n"],
)  # fmt: skip
def test_an_answer_that_is_none(head: bytes) -> None:
    with _server(lambda connection: connection.sendall(head)) as endpoint:
        wire = _wire(endpoint, total=3.0, transfer=1.0, read=0.5)
        try:
            value = wire.json("/api/models/a/b", what="a/b").value
        except HubError:
            value = []
        assert value == []


def test_a_small_body_that_unpacks_to_a_large_one_is_refused() -> None:
    import gzip

    body = gzip.compress(b"[" + b" " * 100_000_000)
    head = f"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {len(body)}\r\n\r\n".encode()
    with _server(lambda connection: connection.sendall(head + body)) as endpoint, pytest.raises(HubError) as caught:
        _wire(endpoint).json("/api/models/a/b", what="a/b")
    assert caught.value.reason == "too-large"


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"a":' * 100_000, b"[" + b"9" * 5000 + b"]", b'{"a": NaN'])
def test_json_that_is_deep_or_none(body: bytes) -> None:
    head = f"HTTP/1.1 200 OK\r\ncontent-length: {len(body)}\r\n\r\n".encode()
    with (
        _server(lambda connection: connection.sendall(head + body)) as endpoint,
        pytest.raises(HubError, match="no JSON"),
    ):
        _wire(endpoint).json("/api/models/a/b", what="a/b")


def test_surrogates_in_the_hubs_json_become_what_can_be_written() -> None:
    body = json.dumps({
        "sha": "a" * 40, "tags": ["\ud800"], "library_name": "\udfff", "cardData": {"license": "\ud800", "\ud801": ["\ud802"]},
        "siblings": [{"rfilename": "\ud800.md"}],
    }).encode()  # fmt: skip
    head = f"HTTP/1.1 200 OK\r\ncontent-length: {len(body)}\r\n\r\n".encode()
    with _server(lambda connection: connection.sendall(head + body)) as endpoint:
        value = _wire(endpoint).json("/api/models/a/b", what="a/b").value
    entry = entry_of(value, repo_id="a/b", kind="models", what="a/b", etag=None, authenticated=False)
    assert str(entry).encode()
    assert entry.files[0].path == "\ufffd.md"
