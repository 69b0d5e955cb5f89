"""What the loopback Hub answers: the Hub's own paths, statuses and headers, and its misbehaviour."""

from __future__ import annotations

import hashlib
import json
import time
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, unquote, urlsplit

import yaml

_LARGE = (".safetensors", ".gguf", ".bin", ".pt", ".onnx")
_PAGE = 100


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"

    def __init__(self, hub, host, *args) -> None:
        self.hub, self.host = hub, host
        super().__init__(*args)

    def log_message(self, *_: object) -> None:
        """Only `hub.log` is kept."""

    def do_GET(self) -> None:
        self._serve()

    do_HEAD = do_POST = do_GET  # noqa: N815

    def _serve(self) -> None:
        self._body = self.rfile.read(int(self.headers.get("content-length") or 0))
        self.fault = self.hub.faults.draw(self.path)
        self.arrived = time.monotonic()
        if self.fault == "latency":
            time.sleep(self.hub.faults.latency)
        if self.fault == "drop":
            self._log(0)
            self.close_connection = True
            return
        if self.fault == "throttle":
            again = self.hub.faults.retry_after
            self._send(429, b"too many requests", {"Retry-After": again, "RateLimit": f'"api";r=0;t={again}'})
        elif self.fault == "broken":
            self._send(503, b"<html>bad gateway</html>", {"Content-Type": "text/html"})
        elif self.fault == "redirects":
            path = self.path.split("#")[0]
            self._send(302, b"", {"Location": path + ("&" if "?" in path else "?") + "again=1"})
        elif self.fault == "html":
            self._send(200, b"<!doctype html><title>Log in</title>" * 20, {"Content-Type": "text/html"})
        elif self.fault == "gigabyte":
            self._endless()
        else:
            self._route()

    # --- routes ---------------------------------------------------------------------------------------------------

    def _route(self) -> None:
        parts = [unquote(part) for part in urlsplit(self.path).path.split("/") if part]
        if self.host == "cdn":
            self._large(parts)
        elif parts[:2] == ["api", "validate-yaml"]:
            self._validate()
        elif parts[:2] == ["api", "whoami-v2"]:
            self._whoami()
        elif parts[:2] == ["api", "models"] and len(parts) == 2:
            self._listing()
        elif parts[:2] == ["api", "collections"] and len(parts) == 4:
            self._collection("/".join(parts[2:]))
        elif parts[:2] in (["api", "models"], ["api", "datasets"]):
            self._api(parts[1], parts[2:])
        elif "resolve" in parts or "raw" in parts:
            kind, rest = ("datasets", parts[1:]) if parts[0] == "datasets" else ("models", parts)
            cut = rest.index("resolve") if "resolve" in rest else rest.index("raw")
            self._resolve(kind, "/".join(rest[:cut]), rest[cut + 1], "/".join(rest[cut + 2 :]))
        else:
            self._send(404, b"not found")

    def _api(self, kind: str, parts: list[str]) -> None:
        words = ("revision", "tree", "paths-info")
        cut = next((index for index, part in enumerate(parts) if part in words), len(parts))
        repo = self._repo(kind, "/".join(parts[:cut]), gate=cut < len(parts) and parts[cut] != "revision")
        if repo is None:
            return
        word, rest = (parts[cut], parts[cut + 1 :]) if cut < len(parts) else ("", [])
        if rest and not repo.knows(rest[0]):
            self._refuse(404, "RevisionNotFound", f"Invalid rev id: {rest[0]}")
        elif word == "tree":
            recursive = self._asked("recursive") in ("True", "true", "1")
            self._json(list(repo.entries("/".join(rest[1:]), recursive=recursive)))
        elif word == "paths-info":
            asked = set(parse_qs(self._body.decode()).get("paths", []))
            self._json([one for one in repo.entries("", recursive=True) if one["path"] in asked])
        else:
            info = repo.info(blobs=self._asked("blobs") in ("True", "true", "1"))
            expand = self._asked_all("expand")
            if expand:
                info = {key: value for key, value in info.items() if key in {"_id", "id", *expand}}
            self._json(info)

    def _listing(self) -> None:
        names = self.hub.models_of(self._asked("author") or "")
        start = int(self._asked("cursor") or 0)
        size = min(int(self._asked("limit") or _PAGE), _PAGE)
        headers = {}
        if start + size < len(names):
            query = f"author={self._asked('author')}&limit={size}&cursor={start + size}"
            headers["Link"] = f'<{self.hub.url}/api/models?{query}>; rel="next"'
        page = [self.hub.repo("models", name) for name in names[start : start + size]]
        self._json([repo.info(short=True) for repo in page if repo], headers)

    def _collection(self, slug: str) -> None:
        ids = self.hub.collection(slug)
        if ids is None:
            self._refuse(404, "", "Collection not found")
            return
        items = [
            {"_id": str(n), "position": n, "type": "dataset" if one.startswith("datasets/") else "model"}
            | {"id": one.removeprefix("datasets/"), "repoType": "dataset" if "datasets/" in one else "model"}
            for n, one in enumerate(ids)
        ]
        facts = {
            "slug": slug,
            "title": "A collection",
            "owner": {"name": slug.split("/", maxsplit=1)[0]},
            "items": items,
        }
        self._json(facts | {"lastUpdated": "2024-01-02T03:04:05.000Z", "gating": False, "private": False, "theme": "blue"}
                   | {"upvotes": 0, "position": 0, "isUpvotedByUser": False})  # fmt: skip

    def _resolve(self, kind: str, repo_id: str, revision: str, name: str) -> None:
        repo = self._repo(kind, repo_id, gate=True)
        if repo is None:
            return
        if not repo.knows(revision):
            self._refuse(404, "RevisionNotFound", f"Invalid rev id: {revision}")
            return
        path = repo.files.get(name)
        commit = {"X-Repo-Commit": repo.commit}
        if path is None:
            self._refuse(404, "EntryNotFound", "Entry not found", commit)
            return
        data = path.read_bytes()
        if name.endswith(_LARGE):
            sha = hashlib.sha256(data).hexdigest()
            linked = {"X-Linked-Size": str(len(data)), "X-Linked-Etag": f'"{sha}"'}
            where = f"{self.hub.cdn}/{kind}/{repo_id}/{name}?Signature=secret"
            self._send(302, b"", {**commit, **linked, "Location": where})
            return
        etag = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
        self._body_of(data, {**commit, "ETag": f'"{etag}"', "Content-Type": "text/plain"})

    def _large(self, parts: list[str]) -> None:
        repo = self.hub.repo(parts[0], "/".join(parts[1:3])) if len(parts) > 3 else None
        path = repo.files.get("/".join(parts[3:])) if repo else None
        if path is None:
            self._send(404, b"")
        else:
            data = path.read_bytes()
            self._body_of(data, {"ETag": f'"{hashlib.sha256(data).hexdigest()}"', "Accept-Ranges": "bytes"})

    def _validate(self) -> None:
        text = json.loads(self._body).get("content", "")
        try:
            data = yaml.safe_load(text.split("---")[1]) if text.startswith("---") else {}
            errors = [] if isinstance(data, dict) else [{"message": "not a mapping"}]
        except yaml.YAMLError:
            errors = [{"message": "bad YAML"}]
        self._json({"errors": errors, "warnings": []}, status=400 if errors else 200)

    def _whoami(self) -> None:
        if self._token() == _good():
            self._json({"type": "user", "name": "loopback", "orgs": [], "auth": {}})
        else:
            self._refuse(401, "", "Invalid credentials in Authorization header")

    # --- who may see what -----------------------------------------------------------------------------------------

    def _token(self) -> str | None:
        head = self.headers.get("authorization") or ""
        return head.removeprefix("Bearer ") if head.startswith("Bearer ") else None

    def _repo(self, kind: str, repo_id: str, *, gate: bool):
        token = self._token()
        if token is not None and token != _good():
            self._refuse(401, "", "Invalid credentials in Authorization header")
            return None
        repo = self.hub.repo(kind, repo_id)
        facts = repo.facts if repo else {}
        if repo is None or (facts.get("private") and token is None):
            # Without a token nobody learns whether it exists.
            self._refuse(404 if token else 401, "RepoNotFound", "Repository not found")
        elif facts.get("moved_to"):
            where = self.path.replace(repo_id, facts["moved_to"], 1)
            self._send(307, b"", {"Location": where})
        elif facts.get("disabled"):
            self._refuse(403, "", "Access to this resource is disabled.")
        elif facts.get("gated") and (gate or facts.get("closed")) and token is None:
            self._refuse(401, "GatedRepo", f"Access to model {repo_id} is restricted. You must be authenticated.")
        elif facts.get("gated") and (gate or facts.get("closed")) and facts.get("not_granted"):
            self._refuse(403, "GatedRepo", f"Access to model {repo_id} is restricted and you are not authorized.")
        else:
            return repo
        return None

    # --- the wire -------------------------------------------------------------------------------------------------

    def _asked(self, name: str) -> str | None:
        return self.hub.wanted(self.path, name)

    def _asked_all(self, name: str) -> list[str]:
        query = parse_qs(urlsplit(self.path).query)
        return query.get(name, []) + query.get(f"{name}[]", [])

    def _refuse(self, status: int, code: str, message: str, headers: dict[str, str] | None = None) -> None:
        said = {"X-Error-Message": message} | ({"X-Error-Code": code} if code else {})
        self._send(status, json.dumps({"error": message}).encode(), {**(headers or {}), **said})

    def _json(self, value: object, headers: dict[str, str] | None = None, *, status: int = 200) -> None:
        data = json.dumps(value).encode()
        etag = f'W/"{hashlib.sha1(data).hexdigest()[:20]}"'
        if self.headers.get("if-none-match") == etag:
            self._send(304, b"", {"ETag": etag})
        else:
            self._body_of(data, {"Content-Type": "application/json", "ETag": etag, **(headers or {})}, status=status)

    def _body_of(self, data: bytes, headers: dict[str, str], *, status: int = 200) -> None:
        if self.fault == "garbage":
            data = b"\xff\xfe\x80" * (len(data) // 3 + 1)
        length = {"too-long": len(data) + 1000, "too-short": max(len(data) - 7, 0)}.get(self.fault, len(data))
        cut = len(data) // 2 if self.fault == "truncate" else len(data)
        self._send(status, data[:cut], headers, length=length)
        if self.fault in ("truncate", "too-long", "too-short"):
            self.close_connection = True

    def _send(
        self, status: int, data: bytes, headers: dict[str, str] | None = None, *, length: int | None = None
    ) -> None:
        self._log(status)
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("X-Request-Id", "loopback")
        if status != 304:
            self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _endless(self) -> None:
        self._log(200)
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.close_connection = True
        block = b"%x\r\n" % 65536 + b"x" * 65536 + b"\r\n"
        for _ in range(16384):
            self.wfile.write(block)

    def _log(self, status: int) -> None:
        from loopback import Logged

        one = Logged(
            self.arrived, self.command, self.path, self.host, self._token(), status, self.fault,
            self.headers.get("user-agent") or "",
        )  # fmt: skip
        self.hub.log.append(one)


def _good() -> str:
    from loopback import TOKEN

    return TOKEN
