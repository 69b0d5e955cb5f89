"""
Write or check the published schemas: `schema/<version>/`, `schema/latest/` and `schema/digests.txt`.

A version whose files stand in `digests.txt` is frozen: it is compared, never written. What the classes say now must be
what this version publishes; a change to them asks for a new version (docs/schema.md).

Usage: python tools/schema_files.py [--check | --freeze]
"""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from openness.release import SCHEMA_VERSION  # noqa: E402
from openness.schema import generated  # noqa: E402

HOME = ROOT / "schema"
DIGESTS = HOME / "digests.txt"


def digests(version: str) -> str:
    """One line a file: sha256 and path below `schema/`, as `sha256sum` writes them."""
    paths = sorted((HOME / version).glob("*.json"))
    return "".join(f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(HOME).as_posix()}\n" for path in paths)


def frozen() -> str:
    """The digests on file."""
    return DIGESTS.read_text(encoding="utf-8") if DIGESTS.exists() else ""


def outdated(files: dict[Path, str]) -> list[Path]:
    """The files that do not hold what they should."""
    return [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]


def main() -> int:
    """Generate every schema; with --check compare only; with --freeze close this version for ever."""
    made = generated()
    ours = {HOME / SCHEMA_VERSION / name: text for name, text in made.items()}
    latest = {HOME / "latest" / name: text for name, text in made.items()}
    is_frozen = f"  {SCHEMA_VERSION}/" in frozen()
    wrong = outdated(ours) if is_frozen or "--check" in sys.argv else []
    if wrong:
        cure = (
            "it is frozen: raise SCHEMA_VERSION (docs/schema.md)" if is_frozen else "run: python tools/schema_files.py"
        )
        for path in wrong:
            print(f"{path.relative_to(ROOT)} is not what the classes say; {cure}")
    if "--check" in sys.argv:
        stale = outdated(latest)
        for path in stale:
            print(f"{path.relative_to(ROOT)} is not up to date; run: python tools/schema_files.py")
        return 1 if wrong or stale else 0
    if wrong:
        return 1
    for path in outdated({**ours, **latest}):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text({**ours, **latest}[path], encoding="utf-8")
    if "--freeze" in sys.argv and not is_frozen:
        DIGESTS.write_text(frozen() + digests(SCHEMA_VERSION), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
