"""
Compute the fingerprints of the known licence texts.

    python tools/fingerprints.py                  write openness/licenses/fingerprints/
    python tools/fingerprints.py --check          exit 1 if what is there is not what the texts give
    python tools/fingerprints.py --spdx FOLDER    take SPDX's wordings anew from there

The texts stay out of the repository; they are read from the folder of shared data beside it. These tables steer this,
all in docs/readings: `texts.tsv` (id, text file), `equals.tsv` (text file, the id it equals or `pointer`, a part to be
fingerprinted by itself), `kinds.tsv` (policies and terms), `wordings.tsv` (SPDX ids whose own wording is accepted too),
`variants.tsv` (wordings that differ from
these in a few words), `fill-ins.tsv` (places that a licence leaves to be filled in) and `optional.tsv` (stretches that may be missing).

SPDX's wordings come from the npm package `spdx-license-list`, unpacked, and a few that differ from choosealicense.com's
texts as the package `identify` has them. Where the folder is not given, the wordings that are stored already are kept.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import textwrap
import tomllib
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from identify.vendor.licenses import LICENSES

from openness.licenses import _fingerprints as store
from openness.licenses._normalise import SPELLINGS, decode, prepare, words

ROOT = Path(__file__).resolve().parent.parent
READINGS = ROOT / "docs" / "readings"
TEXTS = ROOT.parent / "shared" / "data" / "licenses" / "texts"
DATA = ROOT / "openness" / "licenses" / "data"
TARGET = ROOT / "openness" / "licenses" / "fingerprints"

# Whoever collected the texts noted in the first lines where each comes from; that note is no part of the licence.
PROVENANCE = re.compile(r"^\[(?:For (?:the|a copy of)|The original copy)\b[^\]\n]*\]\s*$", re.MULTILINE)
TITLE_LINE = 100  # characters; a longer line is no title
TITLE_WORDS = 18  # of one paragraph
TITLE_MOST = 40
COMMON = 5  # licences that have a word; a name may be a word that fewer have


@dataclass
class Wording:
    """One wording on its way into the store."""

    license: str
    source: str
    words: list[str]
    title: int
    slots: list[tuple[int, int]] = field(default_factory=list)
    optional: list[tuple[int, int]] = field(default_factory=list)
    same: list[str] = field(default_factory=list)


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the tables in docs/readings."""
    with (READINGS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def text_of(file: str) -> str:
    """Return a licence text without the collector's note."""
    return PROVENANCE.sub("", decode((TEXTS / file).read_bytes()))


def sources() -> list[tuple[str, str, str]]:
    """Return (id, text, where it is from) for every wording that the texts beside the repository give."""
    found = [(row["id"], text_of(row["text"]), row["text"]) for row in table("texts.tsv")]
    for row in table("equals.tsv"):
        if row["equals"] == "pointer":
            continue
        text = text_of(row["text"])
        if row["part"].startswith("before:"):
            text, mark, _ = text.partition(row["part"].removeprefix("before:"))
            if not mark:
                sys.exit(f"{row['text']}: the phrase that ends its part does not occur")
        found.append((row["equals"], text, row["text"]))
    return found


def spdx_sources(folder: Path) -> list[tuple[str, str, str]]:
    """Return the same for SPDX's wordings, from the unpacked package."""
    version = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
    found = []
    for row in table("wordings.tsv"):
        if row["from"] == "choosealicense":
            found.append((row["id"], dict(LICENSES)[row["spdx"]], f"SPDX {row['spdx']} (choosealicense.com)"))
            continue
        data = json.loads((folder / "licenses" / f"{row['spdx']}.json").read_text(encoding="utf-8"))
        found.append((row["id"], data["licenseText"], f"SPDX {row['spdx']} (spdx-license-list {version})"))
    return found


def canonical(text: str, legal: set[str]) -> list[str]:
    """Return the words of a text, each in one spelling."""
    return [SPELLINGS.get(word, word) for word in words(prepare(text, legal))]


def wording(name: str, text: str, source: str, legal: set[str]) -> Wording:
    """Return one wording with its title told from its body."""
    return Wording(name, source, canonical(text, legal), len(canonical(_title(text), legal)))


def _title(text: str) -> str:
    """The paragraphs at the head that are no sentences."""
    title, most = "", 0
    for paragraph in re.split(r"(\n[ \t]*\n)", text):
        bare = paragraph.strip()
        count = len(bare.split())
        long = any(len(line) > TITLE_LINE for line in paragraph.splitlines())
        if long or count > TITLE_WORDS or most + count > TITLE_MOST or bare.endswith((".", ";", ":", ",")):
            break
        title += paragraph
        most += count
    return title


def found_at(stream: list[str], phrase: list[str], start: int = 0) -> int:
    """Return where a phrase stands in a row of words; -1 if it does not."""
    for at in range(start, len(stream) - len(phrase) + 1):
        if stream[at : at + len(phrase)] == phrase:
            return at
    return -1


def mark(one: Wording) -> None:
    """Note what may be filled in and what may be missing."""
    for row in table("fill-ins.tsv"):
        if not _meant(row["ids"], one.license):
            continue
        before, after, at = row["before"].split(), row["after"].split(), 0
        while (start := found_at(one.words, before, at)) >= 0:
            at = start + len(before)
            end = found_at(one.words, after, at) if after else len(one.words)
            if 0 <= end - at <= int(row["most"]):
                one.slots.append((at, end))
    for row in table("optional.tsv"):
        if not _meant(row["ids"], one.license):
            continue
        start = found_at(one.words, row["from"].split()) if row["from"] else 0
        end = found_at(one.words, row["to"].split(), max(0, start)) if row["to"] else len(one.words)
        if 0 <= start < end:
            one.optional.append((start, end))


def _meant(ids: str, name: str) -> bool:
    return any(fnmatchcase(name, one) for one in ids.split())


def stream(one: Wording, numbers: dict[str, int]) -> tuple[list[int], int, list[list[int]]]:
    """Return a wording as numbers, with the places of its title and of what may be missing in those."""
    result: list[int] = []
    place: list[int] = []
    slots = sorted(one.slots)
    for at, word in enumerate(one.words):
        place.append(len(result))
        inside = next((slot for slot in slots if slot[0] <= at < slot[1]), None)
        if inside is None:
            result.append(numbers[word])
        elif at == inside[0]:
            result.append(store.SLOT)
    place.append(len(result))
    return result, place[one.title], [[place[start], place[end]] for start, end in sorted(one.optional)]


def rewrapped(text: str) -> str:
    """Return a text with its paragraphs filled anew: numbers at line ends stand elsewhere."""
    paragraphs = re.split(r"\n\s*\n", text)
    return "\n\n".join(textwrap.fill(" ".join(p.split()), 72, break_long_words=False) for p in paragraphs)


def legal_words(texts: list[tuple[str, str, str]]) -> set[str]:
    """Return the words that several licences have: those that a notice is told from a rider by."""
    licenses: dict[str, set[str]] = {}
    for name, text, _ in texts:
        for word in canonical(text, set()):
            licenses.setdefault(word, set()).add(name)
    return {word for word, found in licenses.items() if len(found) >= COMMON}


def wordings(spdx: Path | None) -> tuple[list[Wording], set[str]]:
    """Return all wordings, each once, and the words that are common among them."""
    texts = sources() + (spdx_sources(spdx) if spdx else [])
    legal = legal_words(sources())
    equal = {row["text"]: row["equals"] for row in table("equals.tsv")}
    files = {row["id"]: row["text"] for row in table("texts.tsv")}
    listed: dict[str, Wording] = {}
    candidates = [wording(name, text, source, legal) for name, text, source in texts]
    candidates += [wording(name, rewrapped(text), f"{source}, wrapped anew", legal) for name, text, source in texts]
    candidates += variants(candidates, legal)
    candidates += [] if spdx else stored_spdx()
    for one in candidates:
        known = listed.setdefault(store.digest(one.words), one)
        if known.license != one.license and one.license not in known.same:
            # Two ids for one text are possible (the text was published twice), but never by accident.
            if equal.get(files[one.license]) != known.license:
                sys.exit(f"{one.license} has the same words as {known.license}: say so in docs/readings/equals.tsv")
            known.same.append(one.license)
    for one in listed.values():
        if not one.source.startswith("stored "):
            mark(one)
    return sorted(listed.values(), key=lambda one: (one.source.startswith(("SPDX", "stored ")), one.source)), legal


def variants(every: list[Wording], legal: set[str]) -> list[Wording]:
    """Return the wordings that differ from one of these in a few words, all of them changed together."""
    found = []
    for row in table("variants.tsv"):
        old, new = canonical(row["words"], legal), canonical(row["instead"], legal)
        for one in every:
            if one.license != row["id"] or found_at(one.words, old) < 0:
                continue
            words, at = [], 0
            while (start := found_at(one.words, old, at)) >= 0:
                words += [*one.words[at:start], *new]
                at = start + len(old)
            source = f"{one.source}, {row['instead']}"
            found.append(Wording(one.license, source, [*words, *one.words[at:]], one.title))
    return found


def stored_spdx() -> list[Wording]:
    """Return SPDX's wordings as they are stored, to be kept."""
    index = store.load()
    found = []
    for reference, numbers in zip(index.references, index.streams, strict=True):
        if reference.source.startswith("SPDX"):
            one = Wording(reference.license, f"stored {reference.source}", [], reference.title)
            one.words = ["" if n == store.SLOT else index.vocabulary[n] for n in numbers]
            one.optional = list(reference.optional)
            found.append((one, reference.digest))
    return [_Kept.of(one, digest) for one, digest in found]


@dataclass
class _Kept(Wording):
    """A stored wording, whose digest cannot be computed again where places were filled in."""

    digest: str = ""

    @staticmethod
    def of(one: Wording, digest: str) -> _Kept:
        return _Kept(one.license, one.source, one.words, one.title, [], one.optional, [], digest)


def names(ids: set[str], every: list[Wording]) -> dict[str, str]:
    """Return the words of each licence's names, which a title may have."""
    found = {}
    for name in sorted(ids):
        data: dict[str, Any] = {}
        path = DATA / f"{name}.toml"
        if path.is_file():
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        spdx = [data.get("spdx", ""), *data.get("spdx_candidates", [])]
        said = " ".join([name, data.get("name", ""), *data.get("aliases", []), *data.get("hub_ids", []), *spdx])
        own = set(canonical(said.replace("-", " ").replace("_", " "), set())) | set(canonical(said, set()))
        own |= {word for one in every if one.license == name for word in one.words[: one.title]}
        found[name] = " ".join(sorted(own))
    return found


def compute(spdx: Path | None = None) -> dict[str, bytes]:
    """Return the files of fingerprints."""
    kinds = {row["id"]: row["kind"] for row in table("kinds.tsv")}
    every, legal = wordings(spdx)
    rest = {word for one in every for word in one.words if word} - legal
    vocabulary = [*sorted(legal), *sorted(rest)]
    if len(vocabulary) >= store.UNKNOWN:
        sys.exit("more words than two bytes can number")
    numbers = {word: number for number, word in enumerate(vocabulary, 1)} | {"": store.SLOT}
    listed, streams = [], []
    for one in every:
        found, title, optional = stream(one, numbers)
        streams.append(found)
        entry: dict[str, Any] = {
            "license": one.license,
            "kind": kinds.get(one.license, "license"),
            "digest": one.digest if isinstance(one, _Kept) else store.digest(one.words),
            "size": len(found),
            "source": one.source.removeprefix("stored "),
        }
        entry |= {"title": title} if title else {}
        entry |= {"optional": optional} if optional else {}
        entry |= {"same": one.same} if one.same else {}
        listed.append(entry)
    called = names({one.license for one in every}, every)
    lines = ",\n".join("  " + json.dumps(text, sort_keys=True) for text in listed)
    named = ",\n".join(f"  {json.dumps(name)}: {json.dumps(said)}" for name, said in called.items())
    head = json.dumps("Written by tools/fingerprints.py; do not edit.")
    texts = f'{{"note": {head}, "texts": [\n{lines}\n],\n"names": {{\n{named}\n}}}}\n'
    return {
        "texts.json": texts.encode(),
        "words.txt": ("\n".join(sorted(legal)) + "\n\n" + "\n".join(sorted(rest))).encode(),
        "wordings.bin": store.pack_streams(streams),
        "shingles.bin": store.pack([store.kept(found) for found in streams]),
    }


def main() -> int:
    """Write the fingerprints, or compare."""
    parser = argparse.ArgumentParser(description="Compute the fingerprints of the known licence texts.")
    parser.add_argument("--check", action="store_true", help="compare with what is there, write nothing")
    parser.add_argument("--spdx", type=Path, help="the npm package spdx-license-list, unpacked")
    options = parser.parse_args()
    if not TEXTS.is_dir():
        sys.exit(f"the licence texts are not there: {TEXTS}")
    stale = []
    for name, content in compute(options.spdx).items():
        path = TARGET / name
        if options.check:
            if not path.is_file() or path.read_bytes() != content:
                stale.append(name)
        else:
            TARGET.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            print(f"{path.relative_to(ROOT)}: {len(content):,} bytes")
    if stale:
        print(f"not what the texts give: {', '.join(stale)}; run tools/fingerprints.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
