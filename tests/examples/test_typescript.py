"""The TypeScript consumer: types generated from the published schema, compiled with `tsc --strict`, records read by ajv."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from openness.release import SCHEMA_VERSION
from openness.schema._examples import example

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "examples" / "registry-typescript"
SCHEMA = ROOT / "schema" / SCHEMA_VERSION / "model-release.reader.schema.json"


@pytest.fixture(scope="module")
def built(node_home: Path, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("registry") / "registry-typescript"
    shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns("node_modules", "build"))
    (folder / "node_modules").symlink_to(node_home / "node_modules")
    subprocess.run(["node", "generate.mjs", str(SCHEMA), "model-release.ts"], cwd=folder, check=True)
    tsc = folder / "node_modules" / "typescript" / "bin" / "tsc"
    run = subprocess.run(
        ["node", str(tsc), "--strict", "-p", "."], cwd=folder, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout
    return folder


def test_the_types_on_file_are_those_of_the_published_schema(built: Path) -> None:
    assert (built / "model-release.ts").read_text() == (SOURCE / "model-release.ts").read_text(), "npm run generate"


def test_the_types_are_narrow_where_the_schema_is(built: Path, node_home: Path) -> None:
    """What the compiler must refuse: a fact of another type, and an item without evidence."""
    head = 'import type { ModelRelease } from "./model-release";\nexport const release: ModelRelease = '
    texts = {
        "type.ts": '{ schema_version: "1.1", weights: { access: 3 } }',
        "evidence.ts": '{ schema_version: "1.1", claims: [{ claim: "open-source" }] }',
    }
    for name, text in texts.items():
        (built / name).write_text(f"{head}{text};\n")
    tsc = node_home / "node_modules" / "typescript" / "bin" / "tsc"
    words = ["node", str(tsc), "--strict", "--noEmit", "--skipLibCheck", *texts]
    run = subprocess.run(words, cwd=built, capture_output=True, text=True, check=False)
    for name in texts:
        assert f"{name}(2," in run.stdout, run.stdout


def test_records_are_read_refused_and_kept(built: Path) -> None:
    record = example("ModelRelease")
    place = [{"source": "satellite"}]
    records = {
        "plain": record,
        "empty": {"schema_version": "1.1"},
        "newer": {
            "schema_version": "1.1",
            "weights": {"access": "torrent", "evidence": {"access": place}},
            "energy": {},
        },
        "unshown": {"schema_version": "1.1", "weights": {"access": "public"}},
        "major": {"schema_version": "2.0"},
    }
    for name, value in records.items():
        (built / f"{name}.json").write_text(json.dumps(value))
    words = ["node", "build/registry.js", str(SCHEMA), *(f"{name}.json" for name in records)]
    run = subprocess.run(words, cwd=built, capture_output=True, text=True, check=True)
    said = dict(zip(records, map(json.loads, run.stdout.splitlines()), strict=True))
    assert said["plain"]["download"] == "yes"
    assert said["plain"]["license"] == record["license"]["concluded"]
    assert said["plain"]["because"] == ["README.md:14: "]
    assert said["empty"]["download"] == "nobody said"
    assert said["newer"]["download"] == "newer word: torrent"
    assert any(fault.startswith("/weights") for fault in said["unshown"]["faults"])
    assert any(fault.startswith("/schema_version") for fault in said["major"]["faults"])
