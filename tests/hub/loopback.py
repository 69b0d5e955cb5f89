"""
A Hub on this machine: repositories are folders, and the huggingface-hub client works with it unchanged (HF_ENDPOINT).

    root/org/name/...            a model; root/datasets/org/name/... a dataset
    root/org/name/.hub.json      what no file says: gated, private, disabled, tags, safetensors, moved_to, revisions
    root/collections.json        {"slug": ["org/name", ...]}

Large files (.safetensors, .gguf, .bin) are served by a second host, as the Hub does. Every request is logged. `Faults`
makes it misbehave. It can be run alone: `python tests/hub/loopback.py FOLDER`.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

from answers import Handler
from faults import Faults

LARGE = (".safetensors", ".gguf", ".bin", ".pt", ".onnx")
TOKEN = "hf_loopbackGoodToken"  # opens what is private or gated
_WHEN = "2024-01-02T03:04:05.000Z"


@dataclass(frozen=True)
class Logged:
    """One request as it arrived."""

    at: float
    method: str
    path: str
    host: str  # `hub` or `cdn`
    token: str | None
    status: int
    fault: str | None = None
    agent: str = ""


@dataclass
class Repo:
    """A folder as a repository; read anew at every request, so that a test may change it."""

    id: str
    kind: str
    folder: Path

    @property
    def facts(self) -> dict:
        path = self.folder / ".hub.json"
        return json.loads(path.read_text()) if path.is_file() else {}

    @property
    def files(self) -> dict[str, Path]:
        found = (path for path in sorted(self.folder.rglob("*")) if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path for path in found if path.name != ".hub.json"}

    @property
    def commit(self) -> str:
        digest = hashlib.sha1()
        for name, path in self.files.items():
            digest.update(name.encode() + b"\0" + git_blob(path.read_bytes()).encode())
        return digest.hexdigest()

    def knows(self, revision: str) -> bool:
        return revision in ("main", self.commit, *self.facts.get("revisions", []))

    def sibling(self, name: str, *, blobs: bool) -> dict:
        one: dict = {"rfilename": name}
        if blobs:
            data = self.files[name].read_bytes()
            one |= {"size": len(data), "blobId": git_blob(data)}
            if name.endswith(LARGE):
                one["lfs"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 130}
        return one

    def entries(self, under: str, *, recursive: bool) -> Iterable[dict]:
        folders = set()
        for name, path in self.files.items():
            if under and not name.startswith(under + "/"):
                continue
            rest = name[len(under) + 1 :] if under else name
            if "/" in rest and not recursive:
                folders.add((under + "/" if under else "") + rest.split("/")[0])
                continue
            data = path.read_bytes()
            one = {"type": "file", "oid": git_blob(data), "size": len(data), "path": name}
            if name.endswith(LARGE):
                one["lfs"] = {"oid": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 130}
            yield one
        yield from ({"type": "directory", "oid": "0" * 40, "size": 0, "path": name} for name in sorted(folders))

    def card_data(self) -> dict:
        import yaml

        readme = self.folder / "README.md"
        text = readme.read_bytes().decode("utf-8", "replace") if readme.is_file() else ""
        parts = text.split("---", 2)
        try:
            value = yaml.safe_load(parts[1]) if text.startswith("---") and len(parts) == 3 else None
        except (yaml.YAMLError, ValueError, RecursionError):
            value = None
        return json.loads(json.dumps(value, default=str)) if isinstance(value, dict) else {}

    def tags(self, data: dict) -> list[str]:
        def texts(key: str) -> list[str]:
            value = data.get(key)
            return [str(one) for one in (value if isinstance(value, list) else [value] if value else [])]

        tags = texts("tags") + [f"license:{one}" for one in texts("license")]
        return tags + [f"base_model:{one}" for one in texts("base_model")] + self.facts.get("tags", [])

    def info(self, *, blobs: bool = False, short: bool = False) -> dict:
        facts, data, commit = self.facts, self.card_data(), self.commit
        value = {
            "_id": commit[:24],
            "id": self.id,
            "sha": commit,
            "author": self.id.split("/")[0],
            "private": facts.get("private", False),
            "gated": facts.get("gated", False),
            "disabled": facts.get("disabled", False),
            "createdAt": facts.get("created", _WHEN),
            "lastModified": facts.get("modified", _WHEN),
            "tags": self.tags(data),
            "downloads": 0,
            "likes": 0,
        }
        if self.kind == "models":
            value |= {"modelId": self.id}
            for key in ("library_name", "pipeline_tag"):
                if isinstance(data.get(key), str):
                    value[key] = data[key]
            if "safetensors" in facts:
                value["safetensors"] = facts["safetensors"]
        if not short:
            value |= {"cardData": data, "siblings": [self.sibling(name, blobs=blobs) for name in self.files]}
        return value


def git_blob(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


@dataclass
class Hub:
    """Two hosts on loopback: the Hub itself and the one with the large files. Use as a context manager."""

    root: Path
    faults: Faults = field(default_factory=Faults)
    log: list[Logged] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._servers = [_Server(("127.0.0.1", 0), partial(Handler, self, host)) for host in ("hub", "cdn")]
        for server in self._servers:
            threading.Thread(target=partial(server.serve_forever, poll_interval=0.02), daemon=True).start()
        self.url, self.cdn = (f"http://127.0.0.1:{server.server_address[1]}" for server in self._servers)
        return self

    def __exit__(self, *_: object) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def add(self, repo_id: str, files: dict[str, str | bytes] | None = None, **facts: object) -> Path:
        """A repository (`datasets/org/name` for a dataset) with files and facts."""
        folder = self.root / repo_id
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in (files or {}).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        if facts:
            (folder / ".hub.json").write_text(json.dumps(facts))
        return folder

    def repo(self, kind: str, repo_id: str) -> Repo | None:
        base = self.root if kind == "models" else self.root / kind
        folder = base / repo_id
        inside = repo_id and ".." not in repo_id.split("/") and folder.is_dir()
        marked = inside and any(path.is_file() for path in folder.iterdir())
        return Repo(repo_id, kind, folder) if marked else None

    def models_of(self, author: str) -> list[str]:
        folder = self.root / author
        names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
        return [f"{author}/{name}" for name in names]

    def collection(self, slug: str) -> list[str] | None:
        path = self.root / "collections.json"
        return json.loads(path.read_text()).get(slug) if path.is_file() else None

    def requests(self, *, since: int = 0) -> list[str]:
        """What was asked: `GET /api/models/org/name`, without the query."""
        return [f"{one.method} {unquote(urlsplit(one.path).path)}" for one in self.log[since:]]

    def wanted(self, path: str, name: str) -> str | None:
        """One parameter of a query."""
        return next(iter(parse_qs(urlsplit(path).query).get(name, [])), None)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address) -> None:
        """A client that left is no event."""


if __name__ == "__main__":
    import sys

    with Hub(Path(sys.argv[1])) as hub:
        print(f"HF_ENDPOINT={hub.url}", flush=True)
        while True:
            time.sleep(60)
