"""
Write or check what README shows as output, by running the commands.

Usage: python tools/readme_outputs.py [--check]

A block ```text after `<!-- output: COMMAND -->` holds what COMMAND prints. A model of the Hub is taken from the table of
real cards in ../shared, and is left as it stands where that folder is absent.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
CARDS = ROOT.parent / "shared" / "data" / "cards" / "cards.parquet"
_BLOCK = re.compile(r"(<!-- output: (.+?) -->\n```text\n)(.*?)(```)", re.DOTALL)
_HUB = re.compile(r"(?<=\s)[\w-]+/[\w.-]+(?=\s|$)")


def output(command: str) -> str | None:
    """What a command prints; None where it needs a card that is not here."""
    model = next((word for word in _HUB.findall(command) if not (ROOT / word).exists()), None)
    with tempfile.TemporaryDirectory() as folder:
        if model is not None:
            card = _card(model)
            if card is None:
                return None
            path = Path(folder) / "README.md"
            path.write_bytes(card)
            command = command.replace(model, str(path))
        words = shlex.split(command)
        run = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, check=False)
        text = run.stdout + run.stderr
        return text.replace(str(Path(folder) / "README.md"), f"{model}/README.md") if model else text


def _card(model: str) -> bytes | None:
    if not CARDS.exists():
        return None
    import pyarrow.parquet as pq

    rows = pq.read_table(CARDS, columns=["modelId", "card"], filters=[("modelId", "=", model)]).to_pylist()
    return bytes(rows[0]["card"]) if rows else None


def rendered(text: str) -> str:
    """README with every output as it is today."""

    def replace(match: re.Match[str]) -> str:
        printed = output(match[2])
        return match[0] if printed is None else f"{match[1]}{printed.strip(chr(10))}\n{match[4]}"

    return _BLOCK.sub(replace, text)


def main() -> int:
    """Write README; with --check compare only."""
    text = README.read_text(encoding="utf-8")
    wanted = rendered(text)
    if "--check" in sys.argv:
        if wanted != text:
            print("README.md shows output that is no longer so; run: python tools/readme_outputs.py")
            return 1
        return 0
    README.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
