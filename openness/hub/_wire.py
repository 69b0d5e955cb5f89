"""
One way to ask the Hub: a bounded GET through huggingface_hub's own session.

The session, the endpoint, the token and the offline switch are huggingface_hub's; so proxies and certificates that a
program set up for it hold here as well. What it leaves open is closed here: bodies are streamed up to a limit, every
request ends within a deadline, and repeats wait as the Hub asks. Why: docs/decisions/0005-hub.md.
"""

from __future__ import annotations

import platform
import queue
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import cache
from http import HTTPStatus
from importlib import import_module
from importlib.metadata import version
from typing import Any, Final, Self, TypeVar
from urllib.parse import quote, urlsplit, urlunsplit

from openness import _input
from openness._value import dataclass
from openness.errors import HubError
from openness.hub._pace import Pace
from openness.hub._refusals import Again, asked_pause, refusal
from openness.hub._secret import Secret

MAX_REDIRECTS: Final = 5
JSON_LIMIT: Final = 32_000_000
"""Bytes of an API answer: a repository with 100,000 files stays below."""
LARGE: Final = 1_000_000
"""Bytes from which a body counts as large."""
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait, in seconds, and how often to try."""

    connect: float = 5.0
    read: float = 10.0
    total: float = 45.0
    """For one request with all its repeats and pauses."""
    transfer: float = 30.0
    """For one answer from its first byte to its last, however steadily it drips."""
    attempts: int = 3
    first_wait: float = 0.3
    longest_wait: float = 20.0

    @classmethod
    def for_one(cls) -> Self:
        """Return the patience of somebody who waits in front of a terminal."""
        from huggingface_hub import constants

        return cls(read=float(constants.HF_HUB_DOWNLOAD_TIMEOUT))

    @classmethod
    def for_many(cls) -> Self:
        """Return the patience of a long run: the Hub's windows of 300 seconds are waited for."""
        from huggingface_hub import constants

        return cls(read=float(constants.HF_HUB_DOWNLOAD_TIMEOUT), total=1200.0, attempts=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back."""

    data: bytes
    etag: str | None = None
    next_page: str | None = None
    unchanged: bool = False
    """The Hub says that the answer is the one whose ETag was given; `data` is empty then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer of the API, read as JSON."""

    value: Any
    etag: str | None = None
    next_page: str | None = None
    unchanged: bool = False


class Wire:
    """Asks one endpoint, politely."""

    def __init__(
        self,
        *,
        token: Secret | None = None,
        endpoint: str | None = None,
        pace: Pace | None = None,
        patience: Patience | None = None,
    ) -> None:
        """`endpoint` is huggingface_hub's (HF_ENDPOINT) unless given."""
        from huggingface_hub import constants

        self._endpoint = checked_address((endpoint or constants.ENDPOINT).rstrip("/"))
        self._token = token
        self._pace = pace or Pace()
        self._patience = patience or Patience.for_one()
        self._large = threading.BoundedSemaphore(2)
        """Who reads a large body waits for one of two places: memory stays bounded, however many read at once."""

    @property
    def authenticated(self) -> bool:
        """Whether a token goes with the requests."""
        return self._token is not None

    def stop(self) -> None:
        """Ask no more, and cut waiting short."""
        self._pace.stopped.set()

    @property
    def endpoint(self) -> str:
        """The endpoint as it may be shown: without user and password."""
        parts = urlsplit(self._endpoint)
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment=""))

    def json(self, path: str, *, what: str, params: Mapping[str, Any] | None = None, etag: str | None = None) -> Reply:
        """Return the JSON of an API path, or of the address of a next page; with `etag` only if it has changed."""

        def parsed(answer: Answer) -> Reply:
            if answer.unchanged:
                return Reply(value=None, etag=etag, unchanged=True)
            try:
                value = _input.load_json(answer.data)
            except ValueError:
                raise _Terms(what).no_json(self.endpoint) from None
            return Reply(value=value, etag=answer.etag, next_page=answer.next_page)

        address = path if "://" in path else f"{self._endpoint}{path}"
        headers = {"if-none-match": etag} if etag else {}
        return self._ask(
            address, what=what, limit=JSON_LIMIT, is_json=True, accept=parsed, params=params, headers=headers
        )

    def file(
        self,
        repo_id: str,
        path: str,
        *,
        commit: str,
        limit: int,
        size: int | None,
        accept: Callable[[bytes, str | None], bool],
    ) -> bytes:
        """Return a file at a commit; `size` and `accept` say whether the bytes are those that the Hub announced."""
        what = f"{repo_id}/{path}"

        def whole(answer: Answer) -> bytes:
            if not accept(answer.data, (answer.etag or "").removeprefix("W/").strip('"') or None):
                raise Again(f"{what}: arrived damaged, its hash or size is not the announced one")
            return answer.data

        address = f"{self._endpoint}/{repo_id}/resolve/{commit}/{quote(path)}"
        headers = {"accept-encoding": "identity"}
        return self._ask(address, what=what, limit=limit, size=size, accept=whole, headers=headers)

    def _ask(
        self,
        address: str,
        *,
        what: str,
        limit: int,
        accept: Callable[[Answer], _Value],
        headers: Mapping[str, str],
        size: int | None = None,
        is_json: bool = False,
        params: Mapping[str, Any] | None = None,
    ) -> _Value:
        import tenacity

        patience = self._patience
        deadline = time.monotonic() + patience.total
        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(patience.attempts) | tenacity.stop_after_delay(patience.total),
            wait=tenacity.wait_random_exponential(multiplier=patience.first_wait, max=patience.longest_wait),
            retry=tenacity.retry_if_exception_type(Again),
            sleep=tenacity.sleep_using_event(self._pace.stopped),
            reraise=True,
        )

        def once() -> _Value:
            terms = _Terms(what, limit, size, deadline, self.endpoint, is_json=is_json)
            return accept(self._once(address, terms, params=params, headers=headers))

        return retrying(once)

    def _once(
        self, address: str, terms: _Terms, *, params: Mapping[str, Any] | None, headers: Mapping[str, str]
    ) -> Answer:
        from huggingface_hub import get_session

        http, what = _http(), terms.what
        timeout = http.Timeout(self._patience.read, connect=self._patience.connect)
        try:
            session = get_session()
            request = session.build_request(
                "GET", address, params=params, headers={**_headers(), **headers}, timeout=timeout
            )
            if self._token is not None and _same_place(address, self._endpoint):
                self._token.authorize(request.headers)
            for _ in range(MAX_REDIRECTS + 1):
                if not self._pace.wait(terms.deadline):
                    raise HubError(f"{what}: {self.endpoint} asks to wait longer than we do; try again later")
                # A redirect is a request too, so they are followed one by one; httpx drops the token between hosts.
                response = _sent(
                    session, request, terms, min(terms.deadline, time.monotonic() + self._patience.transfer)
                )
                try:
                    if response.next_request is not None:
                        request = response.next_request
                        continue
                    return self._read(response, terms)
                finally:
                    response.close()
        except http.TimeoutException:
            raise Again(f"{what}: {self.endpoint} did not answer in time") from None
        except http.ConnectError:
            raise Again(f"{what}: {self.endpoint} cannot be reached") from None
        except (http.HTTPError, http.InvalidURL, http.StreamError, OSError, ValueError, RuntimeError):
            raise Again(f"{what}: {self.endpoint} broke off or spoke no HTTP") from None
        raise Again(f"{what}: {self.endpoint} redirects without end")

    def _read(self, response: Any, terms: _Terms) -> Answer:
        what = terms.what
        if (seconds := asked_pause(response)) is not None:
            self._pace.pause(seconds)
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            return Answer(data=b"", unchanged=True)
        if response.status_code != HTTPStatus.OK:
            raise refusal(response, what=what, endpoint=self.endpoint, authenticated=self.authenticated)
        announced = response.headers.get("content-length", "")
        if announced.isdigit() and int(announced) > terms.most:
            raise terms.too_large()
        following = response.links.get("next", {}).get("url")
        return Answer(data=self._body(response, terms), etag=response.headers.get("etag"), next_page=following)

    def _body(self, response: Any, terms: _Terms) -> bytes:
        """Read up to the limit, in time; what begins unlike JSON where JSON was asked for is not read on."""
        end = min(terms.deadline, time.monotonic() + self._patience.transfer)
        data = bytearray()
        with ExitStack() as stack:
            for chunk in response.iter_bytes():
                if len(data) <= LARGE < len(data) + len(chunk):
                    if not self._large.acquire(timeout=max(0.0, end - time.monotonic())):
                        raise Again(f"{terms.what}: {self.endpoint} sends too much at once")
                    stack.callback(self._large.release)
                data += chunk
                if len(data) > terms.most:
                    raise terms.too_large()
                if terms.is_json and bytes(data[:20]).lstrip()[:1] not in (b"{", b"[", b""):
                    raise terms.no_json(self.endpoint)
                if time.monotonic() > end:
                    raise Again(f"{terms.what}: {self.endpoint} did not finish its answer in time")
            return bytes(data)


@dataclass(frozen=True, slots=True)
class _Terms:
    """What one request may cost, and what it is called."""

    what: str
    limit: int = 0
    size: int | None = None
    """Bytes that the Hub announced in its list of files: not one more is read."""
    deadline: float = 0.0
    endpoint: str = ""
    is_json: bool = False

    @property
    def most(self) -> int:
        return self.limit if self.size is None else min(self.size, self.limit)

    def no_json(self, endpoint: str) -> HubError:
        """A page of a proxy that asks to log in, mostly."""
        return Again(f"{self.what}: {endpoint} answered with something that is no JSON")

    def too_large(self) -> HubError:
        """Longer than announced is damage, which may pass; longer than the limit is not."""
        if self.size is not None and self.size <= self.limit:
            return Again(f"{self.what}: arrived damaged, longer than announced")
        return HubError(f"{self.what}: larger than {self.limit // 1_000_000} MB, not read", reason="too-large")


def _sent(session: Any, request: Any, terms: _Terms, end: float) -> Any:
    """
    The answer's head, by a moment at the latest.

    A timeout of the session begins anew with each byte, so that headers which drip would never meet it. The thread that
    waits for them is left behind; it closes what comes after all.
    """
    answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
    late = threading.Event()

    def send() -> None:
        try:
            answer = session.send(request, stream=True, follow_redirects=False)
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            answer = error
        answers.put(answer)
        if late.is_set() and not isinstance(answer, BaseException):
            answer.close()

    threading.Thread(target=send, name="openness-wire", daemon=True).start()
    try:
        answer = answers.get(timeout=max(0.01, end - time.monotonic()))
    except queue.Empty:
        late.set()
        raise Again(f"{terms.what}: {terms.endpoint} did not answer in time") from None
    if isinstance(answer, BaseException):
        raise answer
    return answer


def checked_address(address: str) -> str:
    """The address of a Hub, if it can be one; HubError otherwise."""
    try:
        parts = urlsplit(address)
        _ = parts.port, address.encode()
    except ValueError:
        parts = None
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        shown = address.encode("unicode_escape").decode("ascii").rpartition("@")[2][:100]
        raise HubError(f"HF_ENDPOINT: {shown!r} is no address of a Hub (expected https://...)", reason="malformed")
    return address


def _same_place(address: str, endpoint: str) -> bool:
    """Whether an address is the endpoint's own: the next page of a list may lead anywhere."""
    try:
        there, here = urlsplit(address), urlsplit(endpoint)
    except ValueError:
        return False
    return (there.scheme, there.netloc) == (here.scheme, here.netloc)


@cache
def _headers() -> dict[str, str]:
    # huggingface_hub's build_hf_headers may ask the Hub for a list of agents first; ours ask nobody.
    agent = f"openness/{version('openness')}; hf_hub/{version('huggingface_hub')}; python/{platform.python_version()}"
    return {"user-agent": agent}


@cache
def _http() -> Any:
    """Return the HTTP library that huggingface_hub uses: httpx up to its version 1, httpx2 after."""
    from huggingface_hub.errors import HfHubHTTPError

    return import_module(HfHubHTTPError.__bases__[0].__module__.partition(".")[0])
