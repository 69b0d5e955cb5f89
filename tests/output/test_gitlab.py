"""GitLab's Code Quality report: what its documentation asks of each problem, and fingerprints that hold."""

from __future__ import annotations

import json

from openness.card import ModelCard
from openness.output import Result, render
from openness.rules import check

BAD = """---
license: Apache 2.0
language: no
---
# Acme

Acme is a model for [More Information Needed].
"""


def problems(*texts: tuple[str, str]) -> list[dict[str, object]]:
    cards = [ModelCard.parse(text, path=path) for path, text in texts]
    results = [Result(target=card.path, report=check(card), card=card) for card in cards]
    found: list[dict[str, object]] = json.loads(render(results, "gitlab"))
    return found


def test_each_problem_holds_what_gitlab_asks_for() -> None:
    found = problems(("models/a.md", BAD))
    assert {one["check_name"] for one in found} >= {"misspelled-license", "boolean-language"}
    for one in found:
        assert set(one) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert one["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert one["location"] == {"path": "models/a.md", "lines": {"begin": one["location"]["lines"]["begin"]}}  # type: ignore[index]


def test_a_fingerprint_stays_when_lines_move_and_is_one_cards_alone() -> None:
    def keys(found: list[dict[str, object]]) -> set[object]:
        return {one["fingerprint"] for one in found}

    here = keys(problems(("a.md", BAD)))
    assert here == keys(problems(("a.md", BAD.replace("license:", "tags:\n- acme\nlicense:"))))
    both = problems(("a.md", BAD), ("b.md", BAD))
    assert len(keys(both)) == len(both) == 2 * len(here)
    assert here < keys(both)


def test_the_same_finding_twice_in_one_card_has_two_fingerprints() -> None:
    found = problems(("a.md", BAD + "\nMore: [More Information Needed]\n\n## Data\n\n[More Information Needed]\n"))
    assert len({str(one["fingerprint"]) for one in found}) == len(found)


def test_a_card_that_cannot_be_read_is_a_problem_too() -> None:
    lost = Result(target="gone.md", report=None, failure="gone.md: no such file")
    (one,) = json.loads(render([lost], "gitlab"))
    assert (one["check_name"], one["severity"], one["location"]["path"]) == ("unread", "blocker", "gone.md")
