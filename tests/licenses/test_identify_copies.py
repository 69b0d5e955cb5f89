"""True copies of licences, as packages carry them: never taken for another, and nearly all known."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from openness.licenses import identify


def load(name: str):
    spec = spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    loaded = module_from_spec(spec)
    sys.modules[name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


true_texts = load("true_texts")
disturbances = load("disturbances").DISTURBANCES
KNOWN = 0.97
HARMLESS = sorted({*disturbances} - {"preface and afterword", "in a model card", "appendix missing"})


def told(copies):
    """Return how many are known, and which are taken for another or not known."""
    wrong, missed = [], []
    for copy in copies:
        match = identify(copy.text)
        if match.concludes and match.license != copy.license:
            wrong.append((copy.source, copy.name, match.license))
        elif not match.concludes:
            missed.append((copy.source, copy.name, match.verdict))
    return len(copies) - len(wrong) - len(missed), wrong, missed


def test_copies_that_come_with_the_development_packages():
    copies = [*true_texts.from_identify(), *true_texts.from_system()]
    known, wrong, missed = told(copies)

    print(f"{len(copies)} copies of `identify` and the system: {known} known, {len(wrong)} wrong; missed: {missed}")
    assert wrong == []
    assert known >= KNOWN * len(copies)
    assert len(copies) >= 30


@pytest.mark.parametrize("disturbance", HARMLESS)
def test_copies_in_another_layout(disturbance):
    changed = disturbances[disturbance]
    copies = [copy._replace(text=changed(copy.text)) for copy in true_texts.from_identify()]
    known, wrong, missed = told(copies)

    print(f"{len(copies)} copies, {disturbance}: {known} known, {len(wrong)} wrong; missed: {missed}")
    assert wrong == []
    assert known >= KNOWN * len(copies)


def test_licence_files_of_installed_packages_are_what_the_package_declares():
    declared = true_texts.declared()
    concluded = {}
    for name, text in true_texts.of_packages():
        match = identify(text)
        if match.concludes:
            concluded[name] = match.license
    against = {
        name: found
        for name, found in concluded.items()
        if (said := declared.get(name.partition(":")[0])) is not None and said != found
    }

    print(f"{len(concluded)} licence files of packages concluded; against what the package declares: {against}")
    assert against == {}
    assert len(concluded) >= 40


@pytest.mark.usefixtures("shared")
def test_copies_of_scancode_and_all_together():
    copies = true_texts.from_scancode()
    if not copies:
        pytest.skip("scancode-toolkit-mini (group `texts`) is not installed")
    copies = [*copies, *true_texts.from_identify(), *true_texts.from_system(), *true_texts.from_shared()]
    known, wrong, missed = told(copies)

    print(f"{len(copies)} copies of all sources: {known} known, {len(wrong)} wrong; missed: {missed}")
    assert wrong == []
    assert known >= KNOWN * len(copies)
    assert len(copies) >= 300
