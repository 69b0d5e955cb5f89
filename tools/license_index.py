"""
Write or check `openness/licenses/index.json`, the map from every spelling to a licence's id.

Usage: python tools/license_index.py [--check] [--root DIR]

Nothing is written from licences that break their schema (tools/checked/licenses.py).
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parent.parent), str(Path(__file__).resolve().parent)]

from checked import licenses  # noqa: E402
from checked.complaints import given_root  # noqa: E402

from openness.licenses.store import normalise  # noqa: E402

ROOT = given_root(sys.argv)
DATA = ROOT / licenses.FOLDER / "data"
INDEX = ROOT / licenses.FOLDER / "index.json"


def build() -> dict[str, Any]:  # noqa: C901 - one check a kind of name
    """The index from the data files; a spelling that two licences claim is an error."""
    special = tomllib.loads((DATA / "_names.toml").read_text(encoding="utf-8"))
    names: dict[str, list[str]] = {}
    owner: dict[str, str] = {}
    hub_ids: dict[str, str] = {}
    series: list[str] = []
    identities: list[str] = []
    files = sorted(path for path in DATA.glob("*.toml") if not path.name.startswith("_"))
    tables = [(path.stem, tomllib.loads(path.read_text(encoding="utf-8"))) for path in files]

    def claim(spelling: str, identity: str, kind: str) -> None:
        key = normalise(spelling)
        if owner.setdefault(key, identity) != identity:
            raise SystemExit(f"{identity}.toml: `{spelling}` also belongs to {owner[key]}")
        names.setdefault(key, [identity, kind])

    for stem, table in tables:
        identities.append(stem)
        if table.get("kind") == "series":
            series.append(stem)
        for hub_id in table.get("hub_ids", ()):
            claim(hub_id, stem, "hub-id")
            hub_ids.setdefault(stem, hub_id)
    for stem, table in tables:
        for spdx in [*([table["spdx"]] if table.get("spdx") else []), *table.get("spdx_candidates", ())]:
            claim(spdx, stem, "spdx-id")
        claim(stem, stem, "own-id")
        claim("LicenseRef-" + stem.replace("+", "-plus"), stem, "spdx-id")
    for stem, table in tables:
        for alias in table.get("aliases", ()):
            claim(alias, stem, "alias")
    named = Counter(normalise(table["name"]) for _, table in tables)
    for stem, table in tables:
        key = normalise(table["name"])
        if named[key] == 1 and key not in owner:  # a name that two texts share decides nothing
            claim(key, stem, "alias")
    families = {normalise(key): value for key, value in special["families"].items()}
    for key in special["models"]:
        if normalise(key) in names or normalise(key) in families:
            raise SystemExit(f"_names.toml: `{key}` is a model there and a licence's name elsewhere")
    for key in families:
        if key in names:
            raise SystemExit(f"_names.toml: family `{key}` is also a licence's name")
    return {
        "names": dict(sorted(names.items())),
        "hub_ids": dict(sorted(hub_ids.items())),
        "series": series,
        "families": families,
        "hub_families": special["hub"]["families"],
        "models": {normalise(key): value for key, value in special["models"].items()},
        "sentinels": special["hub"]["sentinels"],
        "not_licenses": sorted({normalise(word) for word in special["not_licenses"]["words"]}),
        "ids": identities,
    }


def main() -> int:
    """Write the index, or with --check compare it."""
    if complaints := licenses.check(ROOT):
        print(*complaints, sep="\n")
        return 1
    text = json.dumps(build(), ensure_ascii=False, indent=0) + "\n"
    if "--check" in sys.argv[1:]:
        if not INDEX.exists() or INDEX.read_text(encoding="utf-8") != text:
            print("openness/licenses/index.json is not up to date; run: python tools/license_index.py")
            return 1
        return 0
    INDEX.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
