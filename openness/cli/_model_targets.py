"""Which words on the command line are licences and which are models: files, folders, Hub ids and URLs, `catalog:NAME`."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openness import _input, _limits
from openness.errors import InvalidLicenseExpressionError, OpennessError, TargetError
from openness.licenses.expression import is_compound, parse
from openness.licenses.store import meant_by
from openness.licenses.store import resolve as resolve_license

if TYPE_CHECKING:
    from openness.cli._targets import Target

_HUB_URL = re.compile(
    r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/(?P<kind>datasets/|spaces/)?"
    r"(?P<id>[\w.-]+/[\w.-]+)(?:/(?:tree|blob|resolve|raw|commit)/(?P<revision>[\w.-]+))?(?:[/?#].*)?\Z"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options on targets that may be models."""
    parser.add_argument(
        "--from-file", metavar="FILE", help="more targets, one a line; `#` begins a comment; - is stdin"
    )
    parser.add_argument("--assume-card", action="store_true", help="treat every file as a model card")
    parser.add_argument("--offline", action="store_true", help="never ask the Hub; use its local cache alone")


def wanted(words: Sequence[str], args: argparse.Namespace) -> list[str]:
    """
    The targets: each word is one, unless all of them are one licence's name (`Apache License 2.0`).

    Raises TargetError for a list of targets that cannot be read.
    """
    joined = " ".join(words).strip()
    one_name = len(words) > 1 and not any(map(is_model, words)) and (is_license(joined) or _is_near_one(joined, words))
    targets = [joined] if one_name else [word.strip() for word in words if word.strip()]
    listed = list(_listed(args.from_file)) if args.from_file else []
    if args.from_file and not listed and not targets:
        raise TargetError(f"{args.from_file}: names no target")
    return [*targets, *listed]


def _is_near_one(joined: str, words: Sequence[str]) -> bool:
    """A name in several words that nobody knows is one misspelt name unless each word is a licence by itself."""
    return not all(is_license(word) for word in words) or is_compound(joined)


def _listed(name: str) -> Iterator[str]:
    limit, what = _limits.TARGETS, "no list of targets"
    if name == "-":
        data = _input.bounded(sys.stdin.buffer.read(limit + 1), limit, name=name, what=what)
    else:
        data = _input.read_bytes(name, limit, what=what)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TargetError(f"{name}: cannot be read") from None
    for line in text.splitlines():
        target = re.split(r"(?:^|\s)#", line, maxsplit=1)[0].strip()
        if target:
            yield target


def is_license(word: str) -> bool:
    """Whether a word is a licence's, family's or expression's name."""
    if resolve_license(word).kind != "unknown" or meant_by(word) is not None:
        return True
    if not is_compound(word):
        return False
    try:
        return bool(parse(word).licenses)
    except InvalidLicenseExpressionError:
        return False


def is_model(word: str) -> bool:
    """Whether a word is a model's: a licence's name stays a licence; a path that exists or has a `/` is a model."""
    if word == "-" or word.startswith("catalog:"):
        return True
    if is_license(word) or _of_link(word) is not None:
        return False
    return "/" in word or Path(word).exists()


def license_of_link(word: str) -> str:
    """The licence whose published text a URL leads to; any other word as it is."""
    return _of_link(word) or word


def _of_link(word: str) -> str | None:
    if not word.startswith(("https://", "http://")) or _HUB_URL.match(word):
        return None
    from openness.naming.licenses import of_link

    return of_link(word)


def models(target: str, args: argparse.Namespace, *, failures: list[str] | None = None) -> Iterator[Target]:
    """
    The models of one target, each a card or a record. Raises TargetError for what cannot be read.

    With `failures` a file of a folder that cannot be read is noted there.
    """
    url = _HUB_URL.match(target)
    if url is not None and url["kind"]:
        raise TargetError(f"{target}: a {url['kind'][:-2]} of the Hub, not a model")
    if url is None and target.startswith(("https://", "http://")):
        raise TargetError(f"{target}: neither a model of the Hub nor a licence's known address")
    from openness.cli import _targets

    name = target if url is None else url["id"] + (f"@{url['revision']}" if url["revision"] else "")
    yield from _targets.cards_or_records(name, args, failures=failures)


def complain(error: OpennessError | str) -> None:
    """One line on standard error: the other targets are answered all the same."""
    from openness.cli import _terminal

    _terminal.complain(str(error))
