"""Files of the Hub by `hf://` paths, through huggingface-hub's own filesystem: listed, opened, read by ranges."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from openness.errors import HubError


def _system() -> Any:
    from huggingface_hub import HfFileSystem

    return HfFileSystem()


@contextmanager
def _errors(name: str) -> Iterator[None]:
    """What the filesystem says of a path, as an error of ours; its words may hold a token's place, so its kind alone."""
    try:
        yield
    except FileNotFoundError:
        raise HubError(f"{name}: not on the Hub, or private", reason="private-or-missing") from None
    except (OSError, ValueError) as error:
        raise HubError(f"{name}: the Hub could not be read ({type(error).__name__})") from None


def list_files(name: str) -> list[str]:
    """The files of a path, folder or pattern, as `hf://` paths in order. Raises HubError."""
    with _errors(name):
        system = _system()
        found = system.glob(name) if any(sign in name for sign in "*?[") else None
        if found is None:
            found = system.find(name) if system.isdir(name) else [name.removeprefix("hf://")]
    if not found:
        raise HubError(f"{name}: no file of the Hub", reason="no-file")
    return sorted(f"hf://{one}" for one in found)


@contextmanager
def open_file(name: str) -> Iterator[IO[bytes]]:
    """A file, open for reading; only what is read is fetched. Raises HubError."""
    with _errors(name):
        file = _system().open(name, "rb")
    with file:
        yield file


def state_of_file(name: str) -> str:
    """What changes when a file does: its size and, of a large one, its hash. Raises HubError."""
    with _errors(name):
        known = _system().info(name)
    return f"{known.get('size')} {known.get('blob_id') or known.get('sha256') or ''}"
