"""What turns a good file into a bad one: bytes, lines, repetition, nesting, numbers, and splices of two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

LARGEST = 990_000
"""Bytes of a mutated file: just below the limit of a card, so that it is read."""
SIGNS = [
    *(bytes([one]) for one in b"\0\t\n\r\x1b !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
    b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r\n", b"---\n", b"...\n", b"```\n", b"~~~", b"<!--", b"-->", b"::error",
    b"<pre>", b"</details>", b"&a ", b"*a", b"<<: ", b"!!binary ", b"!!set ", b"%YAML 1.1\n", b"| ", b"|-|-|\n", b"](", b"![", b"[^1]: ",
    b"\\ud800", b"null", b"true", b".nan", b"1e999", b"0x", b"2024-99-99", b"https://huggingface.co/", b"openness: ignore[",
    "\u202e".encode(), "\u200b".encode(), "\ufffe".encode(), "\u2028".encode(), "\u0130".encode(), "\U0001f600".encode(),
]  # fmt: skip
"""What has a meaning in YAML, JSON, TOML, Markdown or Unicode, alone or as the start of something."""
PAIRS = [
    (b"[", b"]"), (b"{", b"}"), (b"{a: ", b"}"), (b'{"a": ', b"}"), (b"(", b")"), (b"![", b"](x)"), (b"> ", b""), (b"- ", b""),
    (b"? ", b""), (b"* ", b""), (b"<div>", b"</div>"), (b"<details>\n", b"\n</details>"), (b"**", b"**"), (b"_", b"_"), (b"`", b"`"),
    (b"<!-- ", b" -->"), (b"'", b"'"), (b'"', b'"'), (b"a.", b""), (b"!", b""), (b"#", b""), (b"a: ", b""), (b"\\", b""), (b" ", b" "),
]  # fmt: skip
"""What opens and closes."""
Mutator = Callable[[Random, bytes, bytes], bytes]


def mutated(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """A file after one to six mutations; `others` are the files that it may be spliced with."""
    for _ in range(random.choice((1, 1, 2, 2, 3, 4, 6))):
        data = random.choice(MUTATORS)(random, data, random.choice(others))[:LARGEST]
    return data


def _stretch(random: Random, data: bytes) -> tuple[int, int]:
    """A place in a file: a short one, a line or more, or any."""
    at = random.randint(0, len(data))
    return at, min(len(data), at + random.choice((0, 1, 4, 16, 60, 200, 2000, len(data))))


def _count(random: Random, size: int) -> int:
    """How often: seldom as often as the largest file allows."""
    most = max(1, LARGEST // max(1, size))
    return min(most, int(10 ** random.uniform(0.3, random.choice((2, 3, 4, 5, 6)))))


def signs(random: Random, data: bytes, other: bytes) -> bytes:  # noqa: ARG001 - one signature for all
    """Signs put in or over others."""
    for _ in range(random.choice((1, 1, 3, 10))):
        at = random.randint(0, len(data))
        data = data[:at] + random.choice(SIGNS) + data[at + random.choice((0, 0, 1, 3)) :]
    return data


def some_bytes(random: Random, data: bytes, other: bytes) -> bytes:  # noqa: ARG001 - as above
    """Bytes that become any other."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 4, 30)) if changed else 0):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def left_out(random: Random, data: bytes, other: bytes) -> bytes:  # noqa: ARG001 - as above
    start, end = _stretch(random, data)
    return data[:start] + data[end:] if end - start < len(data) else data[: len(data) // 2]


def lines(random: Random, data: bytes, other: bytes) -> bytes:
    """A line doubled, left out, moved, indented, joined with the next, or taken from the other file."""
    parts = data.splitlines(keepends=True) or [b""]
    at, to = random.randrange(len(parts)), random.randrange(len(parts))
    match random.randrange(6):
        case 0:
            parts.insert(to, parts[at])
        case 1:
            del parts[at]
        case 2:
            parts.insert(to, parts.pop(at))
        case 3:
            until = at + random.choice((1, 5, 50))
            parts[at:until] = [b" " * random.choice((1, 2, 4, 8)) + one for one in parts[at:until]]
        case 4:
            parts[at] = parts[at].rstrip(b"\r\n") + random.choice((b"", b" ", b"\r"))
        case _:
            parts.insert(to, random.choice(other.splitlines(keepends=True) or [b""]))
    return b"".join(parts)


def repeated(random: Random, data: bytes, other: bytes) -> bytes:  # noqa: ARG001 - as above
    """A stretch, a line or a sign many times."""
    start, end = _stretch(random, data)
    if random.random() < 0.4:  # the line around it
        start, end = data.rfind(b"\n", 0, start) + 1, (data.find(b"\n", start) + 1 or len(data))
    part = data[start:end] if random.random() < 0.8 else random.choice(SIGNS)
    return data[:start] + part * _count(random, len(part)) + data[end:]


def numbered(random: Random, data: bytes, other: bytes) -> bytes:  # noqa: ARG001 - as above
    """A line many times with a number in it, so that no two are the same."""
    start, _ = _stretch(random, data)
    start, end = data.rfind(b"\n", 0, start) + 1, (data.find(b"\n", start) + 1 or len(data))
    line = data[start:end]
    at = random.randint(0, len(line.rstrip(b"\n")))
    many = range(_count(random, len(line) + 4))
    return data[:start] + b"".join(b"%s%d%s" % (line[:at], one, line[at:]) for one in many) + data[end:]


def nested(random: Random, data: bytes, other: bytes) -> bytes:  # noqa: ARG001 - as above
    """A stretch inside many pairs; sometimes none of them is closed."""
    start, end = _stretch(random, data)
    opening, closing = random.choice(PAIRS)
    count = min(20_000, _count(random, len(opening + closing)))
    after = closing * (count if random.random() < 0.7 else random.choice((0, 1, count // 2)))
    return data[:start] + opening * count + data[start:end] + after + data[end:]


def steps(random: Random, data: bytes, other: bytes) -> bytes:  # noqa: ARG001 - as above
    """Each line deeper than the one before."""
    start, _ = _stretch(random, data)
    word = random.choice((b"a:", b"- a", b"- - a", b"> a", b"1. a"))
    return (
        data[:start]
        + b"".join(b" " * one + word + b"\n" for one in range(random.choice((5, 90, 120, 1000))))
        + data[start:]
    )


def longer_number(random: Random, data: bytes, other: bytes) -> bytes:  # noqa: ARG001 - as above
    """Digits put in, or put behind one that is there."""
    places = [at for at, one in enumerate(data[:20_000]) if 48 <= one <= 57] or [random.randint(0, len(data))]
    at = random.choice(places)
    return data[:at] + random.choice((b"9", b"0", b"-1", b"1.", b"1_0")) * random.choice((3, 20, 310, 5000)) + data[at:]


def spliced(random: Random, data: bytes, other: bytes) -> bytes:
    """The start of one and the end of the other, or a stretch of the other within the first."""
    start, end = _stretch(random, data)
    if random.random() < 0.4:
        return data[:start] + other[random.randint(0, len(other)) :]
    first, last = _stretch(random, other)
    return data[:start] + other[first:last] + data[end:]


MUTATORS: list[Mutator] = [
    signs, signs, some_bytes, left_out, lines, lines, repeated, repeated, numbered, nested, steps, longer_number, spliced, spliced,
]  # fmt: skip
"""Each as often as it is drawn."""
