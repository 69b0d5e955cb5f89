"""Texts whose force was changed are never concluded to be the licence they were made from."""

from __future__ import annotations

import sys
from collections import Counter
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


true_texts, changed_texts = load("true_texts"), load("changed_texts")
COPIES = true_texts.from_identify()
# What the change is called is what the licence is called too: nothing is changed.
NO_CHANGE = {("called modified", "bsd-3-clause")}
# A rider goes into each seventh text here, into each third in benchmarks/identify.py.
EVERY = tuple(changed_texts.changes())


def corpus():
    """Yield (kind of change, licence, changed text): every edit of every text, and a seventh of the riders."""
    for number, copy in enumerate(COPIES):
        for at, (name, change) in enumerate(EVERY):
            if (name, copy.license) in NO_CHANGE:
                continue
            if name.startswith("rider") and (at + number) % 7:
                continue
            text = change(copy.text)
            if text is not None and text != copy.text:
                yield name, copy.license, text


def test_no_changed_text_is_concluded_and_what_was_changed_is_told():
    concluded, untold, verdicts, licenses, kinds = [], [], Counter(), set(), set()
    for name, held, text in corpus():
        match = identify(text)
        verdicts[match.verdict] += 1
        licenses.add(held)
        kinds.add(name)
        if match.concludes:
            concluded.append((name, held, match.license))
        elif match.verdict != "unknown" and not match.changes:
            untold.append((name, held))

    print(f"{verdicts.total()} changed texts of {len(licenses)} licences, {len(kinds)} kinds: {dict(verdicts)}")
    assert concluded == []
    assert untold == []
    assert verdicts.total() >= 200
    assert len(licenses) >= 20


@pytest.mark.parametrize("one", COPIES[:12], ids=lambda copy: copy.name)
def test_two_licences_in_one_file_are_both_listed(one):
    other = next(copy for copy in COPIES if copy.name == "Zlib")
    text = f"The code is under these terms.\n\n{one.text}\n\nThe documentation is under these.\n\n{other.text}"

    match = identify(text)

    assert match.verdict == "contains"
    assert match.license is None
    assert [stretch.license for stretch in match.stretches] == [one.license, "zlib"]
    assert [stretch.covers for stretch in match.stretches] == [("code",), ("documents",)]
    first, second = match.stretches
    assert first.end <= second.start
    assert text[second.start : second.end].rsplit(maxsplit=1)[-1].startswith("distribution")
