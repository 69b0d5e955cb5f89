"""The library that the front matter names: a part that the model needs, of which the card does not say whether it is released."""

from __future__ import annotations

import pytest

from openness import ModelCard, assess, release_from_card


def read(matter: str):
    return release_from_card(
        ModelCard.parse(f"---\nlicense: mit\n{matter}---\n# Heron 7B\n\nThe weights can be downloaded.\n")
    )


def test_the_library_is_a_part_with_its_line() -> None:
    (one,) = read("library_name: transformers\n").components["supporting-libraries"]
    assert (one.name, one.availability, one.license) == ("transformers", "unknown", None)
    assert (one.evidence[0].source, one.evidence[0].line, one.evidence[0].confidence) == ("front-matter", 3, "certain")


@pytest.mark.parametrize("matter", ["", "library_name:\n", "library_name: 3\n", "library_name: [a]\n"])
def test_nothing_named_is_no_part(matter: str) -> None:
    assert "supporting-libraries" not in read(matter).components


@pytest.mark.parametrize(("library", "answer"), [("transformers", "met"), ("acme-runner", "unknown")])
def test_a_general_library_is_deployment_code(library: str, answer: str) -> None:
    assert assess(read(f"library_name: {library}\n"), "g7-2026").answer("deployment-code").answer == answer
