"""Other people's files are recognised by what they hold."""

from __future__ import annotations

import pytest

from openness.formats import MofFile, OsaiRecord, recognise, release_from_mof, release_from_osai

MOF = """\
framework: {name: Model Openness Framework, version: "1.0"}
release:
  name: Heron
  components:
    - name: Model parameters (Final)
      license: MIT
"""
OSAI = """\
system: {name: Heron, link: "https://example.org"}
datasources_basemodel: {class: closed, link: "", notes: nothing said}
code: {class: partial, link: "", notes: in part}
weights_basemodel: {class: open, link: "", notes: on the Hub}
"""


def test_a_file_of_the_model_openness_tool() -> None:
    found = recognise(MOF)
    assert isinstance(found, MofFile)
    assert release_from_mof(found, path="heron.yml").subject.name == "Heron"


def test_a_record_of_the_index() -> None:
    found = recognise(OSAI)
    assert isinstance(found, OsaiRecord)
    grades = {one.criterion: one.grade for one in release_from_osai(found, path="heron.yaml").attestations}
    assert grades["weights_basemodel"] == "open"


@pytest.mark.parametrize("text", ["", "a: 1", "- list", "[", "license: mit"])
def test_anything_else_is_nothing(text: str) -> None:
    assert recognise(text) is None
