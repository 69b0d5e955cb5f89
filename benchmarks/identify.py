"""
Measure the identification of licence texts: right and wrong answers, and milliseconds a text.

    python benchmarks/identify.py           print the figures
    python benchmarks/identify.py --write   write them to docs/licenses/identification.md

Both need the folder of shared data beside the repository. The ratio to `licenseclassifier` comes from the same run.
"""

from __future__ import annotations

import argparse
import importlib.util
import platform
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from time import process_time
from types import ModuleType

import licenseclassifier
import pyarrow.parquet

from openness.errors import TargetError
from openness.licenses import _fingerprints
from openness.licenses.identification import Match, identify

ROOT = Path(__file__).resolve().parent.parent
CARDS = ROOT.parent / "shared" / "data" / "cards" / "cards.parquet"
PAGE = ROOT / "docs" / "licenses" / "identification.md"
SYSTEM_LICENSES = Path("/usr/share/common-licenses")


def loaded(path: Path) -> ModuleType:
    """Return a script of this repository as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path}: not a Python file")
    found = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = found
    spec.loader.exec_module(found)
    return found


# This script bears the name of a package whose texts it reads.
sys.path[:] = [place for place in sys.path if Path(place).resolve() != Path(__file__).resolve().parent]
TOOL = loaded(ROOT / "tools" / "fingerprints.py")
COPIES, CHANGES = (loaded(ROOT / "tests" / "licenses" / f"{name}.py") for name in ("true_texts", "changed_texts"))
DISTURBANCES: dict[str, Callable[[str], str]] = loaded(ROOT / "tests" / "licenses" / "disturbances.py").DISTURBANCES


def known() -> dict[str, tuple[str, str]]:
    """Return for each text file the id it should be given and its text."""
    names = {row["text"]: row["id"] for row in TOOL.table("texts.tsv")}
    names |= {row["text"]: row["equals"] for row in TOOL.table("equals.tsv")}
    return {file: (name, TOOL.text_of(file)) for file, name in sorted(names.items()) if name != "pointer"}


def _same(text: str) -> str:
    """Leave a text as it is."""
    return text


def outcome(match: Match, expected: str) -> str:
    """Return how an answer compares with what is right."""
    if match.concludes and match.license != expected:
        return "wrong"
    return match.verdict


VERDICTS = ("exact", "same", "modified", "contains", "unknown", "wrong")
HEAD = ("| | exact | same | modified | contains | unknown | concluded as another |", "|---|---|---|---|---|---|---|")


def row(name: str, counts: Counter[str]) -> str:
    """Return a row of a table of verdicts."""
    return f"| {name} | {' | '.join(str(counts[verdict]) for verdict in VERDICTS)} |"


def copies() -> Iterable[str]:
    """Count the answers for true copies, by where they are from."""
    yield from HEAD
    every = [*COPIES.from_scancode(), *COPIES.from_identify(), *COPIES.from_system(), *COPIES.from_shared()]
    total: Counter[str] = Counter()
    for source in dict.fromkeys(copy.source for copy in every):
        counts = Counter(outcome(identify(copy.text), copy.license) for copy in every if copy.source == source)
        total += counts
        yield row(source, counts)
    known = total["exact"] + total["same"]
    yield row("**all**", total)
    yield ""
    yield f"{len(every)} copies, {known} known ({known / len(every):.3f}), {total['wrong']} wrong."


def changed() -> Iterable[str]:
    """Count the answers for texts whose force was changed, by kind of change."""
    yield from HEAD
    total: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    for number, copy in enumerate(COPIES.from_identify()):
        for at, (name, change) in enumerate(CHANGES.changes()):
            if name.startswith("rider") and (at + number) % 3:
                continue  # a third of the riders goes into each text, another third into the next
            text = change(copy.text)
            if text is None or text == copy.text or (name, copy.license) == ("called modified", "bsd-3-clause"):
                continue
            kind = f"rider, {name.rpartition(', ')[2]}" if name.startswith("rider") else name.partition(" ")[0]
            verdict = identify(text).verdict
            kinds.setdefault(kind, Counter())[verdict] += 1
            total[verdict] += 1
    for kind, counts in kinds.items():
        yield row(kind, counts)
    yield row("**all**", total)
    yield ""
    concluded = total["exact"] + total["same"]
    yield f"{total.total()} changed texts of {len(COPIES.from_identify())} licences, {concluded} concluded."


def disturbed(texts: dict[str, tuple[str, str]]) -> Iterable[str]:
    """Count the answers for every text after every disturbance."""
    yield from HEAD
    for name, disturb in {"none": _same, **DISTURBANCES}.items():
        yield row(name, Counter(outcome(identify(disturb(text)), expected) for expected, text in texts.values()))


def cards() -> Iterable[str]:
    """Identify every card; those that quote a licence or policy whole should be the only ones with an answer."""
    found: Counter[tuple[str, str]] = Counter()
    number = 0
    began = process_time()
    for card in pyarrow.parquet.read_table(CARDS, columns=["card"])["card"].to_pylist():
        try:
            match = identify(card)
        except TargetError:
            continue
        number += 1
        for stretch in match.stretches:
            if stretch.verdict != "modified":
                found[stretch.license, stretch.kind] += 1
    spent = (process_time() - began) / number * 1000
    yield f"{number:,} cards, {sum(found.values())} texts whole in them, {spent:.1f} ms a card:"
    yield ""
    yield "| id | kind | cards |"
    yield "|---|---|---|"
    for (name, kind), count in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"| {name} | {kind} | {count} |"


def real_files() -> list[str]:
    """Return licence files as they lie about on a machine: installed packages' and the system's."""
    packages = Path(licenseclassifier.__file__).parent.parent
    paths = [*packages.glob("*.dist-info/**/LICEN[CS]E*"), *packages.glob("*.dist-info/**/COPYING*")]
    paths += SYSTEM_LICENSES.glob("*") if SYSTEM_LICENSES.is_dir() else []
    texts = {p.read_text(encoding="utf-8", errors="replace") for p in paths if p.is_file() and p.suffix != ".py"}
    return sorted(text for text in texts if text.strip())


def stem(spdx: str) -> str:
    """Return an SPDX id without its case and without "only" or "or later", which no text tells."""
    return spdx.casefold().removesuffix("-only").removesuffix("-or-later")


def compared(texts: dict[str, tuple[str, str]]) -> Iterable[str]:
    """Compare with licenseclassifier: on the standard texts, on real licence files, and in time."""
    hub_to_spdx = {}
    for line in (ROOT.parent / "shared/data/licenses/hub-to-spdx.tsv").read_text(encoding="utf-8").splitlines():
        hub, kind, spdx = line.split("\t")[:3]
        if kind == "spdx":
            hub_to_spdx[hub] = stem(spdx.partition("|")[0])
    other = licenseclassifier.identify_license
    standard = [(name, text) for name, text in texts.values() if name in hub_to_spdx]
    yield "| texts | `openness`: right / nothing / another | `licenseclassifier`: right / nothing / another |"
    yield "|---|---|---|"
    for label, disturb in {"as they are": _same, **DISTURBANCES}.items():
        own: Counter[str] = Counter()
        their: Counter[str] = Counter()
        for name, text in standard:
            changed = disturb(text)
            answer = outcome(identify(changed), name)
            own["right" if answer in {"exact", "same"} else "wrong" if answer == "wrong" else "nothing"] += 1
            ids = {stem(found.id) for found in other(changed)}
            their["right" if hub_to_spdx[name] in ids else "wrong" if ids else "nothing"] += 1
        mine, others = (" / ".join(str(c[key]) for key in ("right", "nothing", "wrong")) for c in (own, their))
        yield f"| {len(standard)} standard texts, {label} | {mine} | {others} |"
    files = real_files()
    ours, theirs = [identify(text) for text in files], [other(text) for text in files]
    both = [(a.license, {stem(found.id) for found in b}) for a, b in zip(ours, theirs, strict=True) if a.license and b]
    agreed = sum(hub_to_spdx.get(str(name), str(name)) in ids for name, ids in both)
    yield ""
    yield f"The {len(standard)} standard texts are those the fingerprints were made from, so the first column shows"
    yield "that disturbances do no harm; files that neither was made from are the fairer comparison:"
    yield ""
    yield (
        f"{len(files)} different licence files of installed packages and of the system: {sum(a.concludes for a in ours)} concluded "
        f"to `openness`, {sum(map(bool, theirs))} to `licenseclassifier` (which knows all of SPDX), "
        f"{len(both)} to both, and on {agreed} of these they agree."
    )


def speed(texts: dict[str, tuple[str, str]]) -> Iterable[str]:
    """Time both, text by text, in processor time, and take the median of five rounds."""
    corpus = [text for _, text in texts.values()]

    def per_text(run: Callable[[str], object]) -> float:
        rounds = []
        for _ in range(5):
            began = process_time()
            for text in corpus:
                run(text)
            rounds.append((process_time() - began) / len(corpus) * 1000)
        return median(rounds)

    _fingerprints.load.cache_clear()
    began = process_time()
    _fingerprints.load()
    start = (process_time() - began) * 1000
    own, other = per_text(identify), per_text(licenseclassifier.identify_license)
    size = sum(path.stat().st_size for path in TOOL.TARGET.iterdir())
    yield f"- `identify`: {own:.2f} ms of a processor a text (median of five rounds over {len(corpus)} texts)"
    yield f"- `licenseclassifier`: {other:.2f} ms a text in the same run; ratio {own / other:.1f}"
    yield f"- loading the fingerprints, once: {start:.0f} ms; on disk: {size / 1000:.0f} kB"


def page() -> str:
    """Return all figures as a page."""
    texts = known()
    _fingerprints.load()
    lines = [
        "# How well licence texts are identified",
        "",
        "Written by `python benchmarks/identify.py --write`; do not edit. What the figures decided is in",
        "[decision 0004](../decisions/0004-license-text-identification.md).",
        "",
        f"{len(texts)} text files, {len({name for name, _ in texts.values()})} different texts;",
        f"Python {platform.python_version()}.",
        "",
        "## True copies",
        "",
        "Read by tests/licenses/true_texts.py. What is not concluded has a notice or words of its own around it.",
        "",
        *copies(),
        "",
        "## Changed texts",
        "",
        "Made from the texts of the package `identify` by tests/licenses/changed_texts.py; none may be exact or same.",
        "",
        *changed(),
        "",
        "## Known texts, disturbed",
        "",
        "The rules of normalisation were refined until these passed, so this is a regression test, not an estimate.",
        "",
        *disturbed(texts),
        "",
        "Attachments with use restrictions bind: without them a text is modified.",
        "",
        "## Texts that are no licences",
        "",
        *cards(),
        "",
        "Each of these cards quotes that text, in its prose or in the prompt before a download.",
        "",
        "## Beside licenseclassifier",
        "",
        *compared(texts),
        "",
        "## Speed",
        "",
        *speed(texts),
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Print or write the figures."""
    parser = argparse.ArgumentParser(description="Measure the identification of licence texts.")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    options = parser.parse_args()
    if not (TOOL.TEXTS.is_dir() and CARDS.is_file()):
        sys.exit("the folder of shared data is not beside the repository")
    text = page()
    if options.write:
        PAGE.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
