"""True copies of licence texts as packages carry them, with the id that each must be given. Nothing of them is kept here."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
READINGS = ROOT / "docs" / "readings"
SHARED = ROOT.parent / "shared" / "data" / "licenses" / "texts"
SYSTEM = Path("/usr/share/common-licenses")
PROVENANCE = re.compile(r"^\[(?:For (?:the|a copy of)|The original copy)\b[^\]\n]*\]\s*$", re.MULTILINE)

# What lies in /usr/share/common-licenses under another name than SPDX's, of the licences that we hold.
SYSTEM_IDS = {
    "Apache-2.0": "apache-2.0",
    "BSD": "bsd-3-clause",
    "CC0-1.0": "cc0-1.0",
    "GFDL-1.3": "gfdl-1.3",
    "GPL-2": "gpl-2.0",
    "GPL-3": "gpl-3.0",
    "LGPL-2.1": "lgpl-2.1",
    "LGPL-3": "lgpl-3.0",
    "MPL-2.0": "mpl-2.0",
}


class Copy(NamedTuple):
    """A true copy: where it is from, the id it must be given, the text."""

    source: str
    name: str
    license: str
    text: str


def table(name: str) -> list[dict[str, str]]:
    with (READINGS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def by_spdx() -> dict[str, str]:
    """Our id for each SPDX id that we hold, `-only` and `-or-later` and bare ones."""
    found = {}
    for row in table("wordings.tsv"):
        bare = row["spdx"].removesuffix("-only")
        found |= dict.fromkeys((bare, f"{bare}-only", f"{bare}-or-later"), row["id"])
    return found


@cache
def from_identify() -> tuple[Copy, ...]:
    """Of the package `identify`, which pre-commit brings: choosealicense.com's texts."""
    from identify.vendor.licenses import LICENSES

    held = by_spdx()
    return tuple(Copy("identify", name, held[name], text) for name, text in LICENSES if name in held)


@cache
def from_scancode() -> tuple[Copy, ...]:
    """Of scancode-toolkit-mini (group `texts`): one text a licence; empty where the package is not installed."""
    spec = find_spec("licensedcode")
    if spec is None or not spec.submodule_search_locations:
        return ()
    folder = Path(next(iter(spec.submodule_search_locations))) / "data" / "licenses"
    own = {row["text"].removesuffix(".txt"): row["id"] for row in table("texts.tsv")}
    own |= {
        row["text"].removesuffix(".txt"): row["equals"] for row in table("equals.tsv") if row["equals"] != "pointer"
    }
    found = []
    for path in sorted(folder.glob("*.LICENSE")):
        parts = path.read_text(encoding="utf-8").split("---\n", 2)
        if len(parts) < 3:  # a licence without a text
            continue
        _, head, text = parts
        key = re.search(r"^spdx_license_key: (.*)$", head, re.MULTILINE)
        name = by_spdx().get(key[1].strip() if key else "") or own.get(path.stem)
        if name and text.strip():
            found.append(Copy("scancode", path.stem, name, text))
    return tuple(found)


@cache
def from_system() -> tuple[Copy, ...]:
    """Of the system's folder of common licences, where there is one."""
    return tuple(
        Copy("system", name, held, (SYSTEM / name).read_text(encoding="utf-8", errors="replace"))
        for name, held in SYSTEM_IDS.items()
        if (SYSTEM / name).is_file()
    )


@cache
def from_shared() -> tuple[Copy, ...]:
    """Of the folder beside the repository, from which the fingerprints were made."""
    names = {row["text"]: row["id"] for row in table("texts.tsv")}
    names |= {row["text"]: row["equals"] for row in table("equals.tsv") if row["equals"] != "pointer"}
    return tuple(
        Copy("shared", file, name, PROVENANCE.sub("", (SHARED / file).read_text(encoding="utf-8", errors="replace")))
        for file, name in sorted(names.items())
        if (SHARED / file).is_file()
    )


@cache
def of_packages() -> tuple[tuple[str, str], ...]:
    """The different licence files of all packages that are installed: (place, text)."""
    from importlib.metadata import distributions

    found: dict[str, str] = {}
    for one in distributions():
        for file in one.files or ():
            named = re.search(r"licen[cs]e|copying", file.name, re.IGNORECASE)
            path = Path(str(one.locate_file(file)))
            # What a package carries along (`_vendor`) is under its makers' licences, not under the package's.
            own = any(part.endswith(".dist-info") for part in file.parts) and "_vendor" not in file.parts
            if named and own and file.suffix not in {".py", ".pyc"} and path.is_file():
                text = path.read_text(encoding="utf-8", errors="replace")
                if text.strip() and "\x00" not in text:
                    found.setdefault(text, f"{one.metadata['Name']}: {file.name}")
    return tuple((name, text) for text, name in sorted(found.items()))


def declared() -> dict[str, str]:
    """Our id for each installed package that declares one SPDX id."""
    from importlib.metadata import distributions

    held, found = by_spdx(), {}
    for one in distributions():
        said = one.metadata.get("License-Expression") or ""
        if said in held:
            found[one.metadata["Name"]] = held[said]
    return found
