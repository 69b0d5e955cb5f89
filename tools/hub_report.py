"""
Write docs/hub-report.md from a census of a table of the Hub; or draw edges for somebody to judge.

Usage: python tools/hub_report.py CENSUS_FOLDER [--draw FILE [--seed N] [--without FILE]...]

`--draw` writes 60 edges with a conflict and 60 without, drawn by lot among direct bases where both models name a licence,
and mixed; of one owner's models with the same two licences and relation one, for such a series has one card. Without our
answer, so that a judge sees models, relation and licences alone; answers go to FILE.answers. `--without` leaves out the
edges of a draw (its first two columns) that was looked at before.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tomllib
import zlib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from openness.census.query import Answer, Table, as_text  # noqa: E402
from openness.census.report import report  # noqa: E402
from openness.output.census import percent, told  # noqa: E402

_SHOWN = ("fits-by-relation", "conflicts-by-pair", "dropped-terms", "omitted", "drift", "far-conflicts")
_HEAD = """\
# What descent says of the Hub

A census of {rows:,} models of a public table of the Hub (`{source}`), {edges:,} steps of descent. Written by
`tools/hub_report.py` from `openness census`; how each answer comes about: [the census](census.md). Not legal advice.

## Rates that others print

| rate | here | models | there | definitions |
|---|---|---|---|---|
"""
_DRAWN = """
WITH one AS (
    SELECT *, row_number() OVER (
        PARTITION BY fits = 'no', split_part(model, '/', 1), downstream, upstream, relation
        ORDER BY hash(model || base || '{seed}')
    ) AS nth
    FROM edges
    WHERE depth = 1 AND state = 'known' AND NOT omitted AND downstream IS NOT NULL
        AND upstream_origin IN ('declared', 'publisher', 'unread')
)
SELECT model, base, relation, downstream, upstream, upstream_origin, fits, why FROM one
WHERE nth = 1 AND fits {fits}
ORDER BY hash(model || base || '{seed}')
"""
_EACH = 60


def main() -> int:
    """Write the page, or the two drawn lists."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--draw", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", type=Path, action="append", default=[])
    args = parser.parse_args()
    if args.draw is not None:
        _draw(args.folder, args.draw, args.seed, args.without)
        return 0
    found = report(args.folder)
    lines = [_HEAD.format(rows=found.rows, edges=found.edges, source=Path(found.source).name)]
    for one in found.rates:
        counted = f"{one.count:,} of {one.of:,}"
        lines.append(f"| {one.title} | {percent(one.share)} | {counted} | {one.theirs} | {one.definition} |\n")
    shown = (one for one in found.questions if one.id in _SHOWN)
    lines += [f"\n## {one.title}\n\n{one.note}\n\n{_table(one.answer)}" for one in shown]
    lines.append(
        _judged(tomllib.loads((ROOT / "docs" / "hub-report-judged.toml").read_text(encoding="utf-8"))["judged"])
    )
    (ROOT / "docs" / "hub-report.md").write_text("".join(lines), encoding="utf-8")
    return 0


def _judged(draws: list[dict[str, Any]]) -> str:
    lines = [
        "\n## Judged by others\n\nEdges by lot, judged from cards and licence texts by somebody who saw none of these answers.\n"
    ]
    for one in draws:
        ours, other = one["conflict"], one["other"]
        lines.append(
            f"\n{one['date']}, by {one['judge']} ({one['drawn']}). Of {ours['drawn']} conflicts {ours['conflict']} were judged so "
            f"({ours['conflict'] / ours['drawn']:.3f}; LISCAN.AI prints 0.929 for its own), {ours['contested']} contested and "
            f"{ours['none']} none. Of {other['drawn']} edges without one {other['conflict']} was judged a conflict "
            f"({other['conflict'] / other['drawn']:.1%}). Where the answers part:\n\n"
        )
        lines += [f"- {difference}.\n" for difference in one["differs"]]
    return "".join(lines)


def _table(found: Answer) -> str:
    rows = [found.columns, ["---"] * len(found.columns), *([told(cell) for cell in row] for row in found.rows)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _draw(folder: Path, out: Path, seed: int, without: list[Path]) -> None:
    seen = {tuple(row[:2]) for path in without for row in csv.reader(path.read_text(encoding="utf-8").splitlines())}
    with Table(folder) as table:
        drawn = [table.ask(_DRAWN.format(fits=fits, seed=seed)) for fits in ("= 'no'", "<> 'no'")]
    both = [row for one in drawn for row in [row for row in one.rows if row[:2] not in seen][:_EACH]]
    both.sort(key=lambda row: zlib.crc32(f"{row[0]} {row[1]} {seed}".encode()))
    given = Answer(drawn[0].columns[:5], tuple(row[:5] for row in both))
    out.write_text(as_text(given, "csv") + "\n", encoding="utf-8")
    answers = as_text(Answer(drawn[0].columns, tuple(both)), "csv")
    Path(f"{out}.answers").write_text(answers + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
