"""Badges are well-formed SVG that says in words what it shows."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness import catalog, frameworks, licenses
from openness.output import badge

SVG = "{http://www.w3.org/2000/svg}"


def parts(picture: str) -> tuple[str, str, str]:
    """Label, message and colour; every text lies within its field."""
    root = ET.fromstring(picture)
    assert root.tag == f"{SVG}svg"
    label, message = root.iter(f"{SVG}text")
    width = int(root.get("width", "0"))
    end = int(message.get("x", "0")) + int(message.get("textLength", "0"))
    assert end <= width
    assert int(label.get("x", "0")) + int(label.get("textLength", "0")) <= int(message.get("x", "0"))
    assert root.get("aria-label") == root.findtext(f"{SVG}title") == f"{label.text}: {message.text}"
    (path,) = root.iter(f"{SVG}path")
    return label.text or "", message.text or "", path.get("fill", "")


@pytest.mark.parametrize("name", frameworks.NAMES)
def test_every_framework(name):
    label, message, _ = parts(badge.of_assessment(frameworks.get(name).assess(catalog.load("llama-2-7b"))))
    assert label == name
    assert message


@pytest.mark.parametrize(
    ("name", "message", "colour"),
    [
        ("apache-2.0", "allowed", badge.GREEN),
        ("cc-by-nc-4.0", "forbidden", badge.RED),
        ("llama2", "allowed up to 700 million monthly active users", badge.YELLOW),
    ],
)
def test_commercial_use(name, message, colour):
    assert parts(badge.of_license(licenses.get(name))) == (f"{name}: commercial use", message, colour)


def test_every_licence_has_a_badge_and_unread_ones_are_grey():
    for text in licenses.all_licenses():
        _, message, colour = parts(badge.of_license(text))
        if text.terms.commercial_use is None:
            assert (message, colour) == ("not verified", badge.GREY)


@given(st.text(), st.text())
def test_any_words_are_escaped(label, message):
    parts(badge.render(label, message, badge.BLUE))


@pytest.mark.parametrize("colour", [badge.GREEN, badge.YELLOW, badge.RED, badge.GREY, badge.BLUE])
def test_white_text_can_be_read_on_every_colour(colour):
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    assert 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5


def test_the_command(run_cli, tmp_path):
    code, out, _ = run_cli("badge", "catalog:llama-2-7b", "--framework", "osaid-1.0")
    assert code == 0
    assert parts(out)[:2] == ("osaid-1.0", "fail")
    target = tmp_path / "badge.svg"
    assert run_cli("badge", "--license", "mit", "-o", target)[0] == 0
    assert parts(target.read_text(encoding="utf-8"))[1] == "allowed"


@pytest.mark.parametrize(
    "words",
    [(), ("catalog:llama-2-7b",), ("--license", "nothing-known"), ("catalog:llama-2-7b", "--license", "mit"),
     ("catalog:llama-2-7b", "--framework", "nothing"), ("--license", "mit", "-o", "/nowhere/x.svg")],
)  # fmt: skip
def test_bad_words(words, run_cli):
    code, out, err = run_cli("badge", *words)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
