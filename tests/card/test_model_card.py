"""Front matter by the Hub's rules, a broken card as a card with problems, and the place of everything in the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from openness.card import ModelCard, skip_reason
from openness.errors import TargetError

CARD = "---\nlicense: mit\nlanguage:\n  - en\n  - no\ndatasets: [acme/a, 'acme/b']\n---\n# Acme\n\nText.\n"

BOMB = (
    b"---\na: &a0 [x]\n"
    + b"".join(b"k%d: &a%d [%s]\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 10)) for n in range(1, 10))
    + b"---\n"
)


def kinds(card: ModelCard) -> set[str]:
    return {problem.kind for problem in card.problems}


@pytest.mark.parametrize(
    "text",
    [
        CARD,
        CARD.replace("\n", "\r\n"),
        CARD.replace("\n", "\r"),
        "\n\n" + CARD,
        CARD.replace("---\n", "---   \n"),
        CARD.removesuffix("\n# Acme\n\nText.\n"),
    ],
    ids=["plain", "crlf", "cr", "blank lines first", "spaces after the fence", "ends with the fence"],
)
def test_front_matter_by_the_rules_of_the_hub(text: str) -> None:
    card = ModelCard.parse(text)
    assert card.problems == ()
    assert card.front_matter.values == {"license": "mit", "language": ["en", "no"], "datasets": ["acme/a", "acme/b"]}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_value_has_its_place_in_the_file(ending: str) -> None:
    card = ModelCard.parse(CARD.replace("\n", ending))
    for path, line, column, text in (
        (("license",), 2, 10, "mit"),
        (("language", 0), 4, 5, "en"),
        (("language", 1), 5, 5, "no"),
        (("datasets", 0), 6, 12, "acme/a"),
        (("datasets", 1), 6, 20, "'acme/b'"),
    ):
        place = card.front_matter.place(*path)
        assert (place.line, place.column) == (line, column), path
        start, end = card.front_matter.span(*path)
        assert card.text[start:end] == text


def test_a_key_has_a_place_of_its_own() -> None:
    place = ModelCard.parse("---\n  \nlicence : mit\n---\n").front_matter.key_place("licence")
    assert (place.line, place.column, place.end_column) == (3, 1, 8)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"# Only text\n", "no-front-matter"),
        (b"---\nlicense: [mit\n---\n", "yaml-syntax"),
        (b"---\nlicense: mit\nlicense: gpl-3.0\n---\n", "duplicate-key"),
        (b"\xef\xbb\xbf---\nlicense: mit\n---\n", "byte-order-mark"),
        ("---\nlicense: mit\n---\n".encode("utf-16"), "utf-16"),
        (b"---\nlicense: mit\n---\ncaf\xe9\n", "invalid-bytes"),
        (b"# Title\n\n---\nlicense: mit\nlanguage: en\n---\n", "late-front-matter"),
        (b"```yaml\n---\nlicense: mit\n---\n```\n", "fenced-front-matter"),
        (b"---\nlicense: mit\n# Title\n", "unclosed-front-matter"),
        (b"---\n- license\n- mit\n---\n", "not-a-mapping"),
        (b"---\nonly words\n---\n", "not-a-mapping"),
        (BOMB, "yaml-too-complex"),
    ],
)
def test_a_broken_card_is_a_card_with_problems(data: bytes, problem: str) -> None:
    card = ModelCard.parse(data)
    assert problem in kinds(card)
    assert all(one.place.line >= 1 and one.place.column >= 1 for one in card.problems)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_what_can_be_decoded_is_read_all_the_same(encoding: str) -> None:
    card = ModelCard.parse("---\nlicense: mit\n---\n# Acme\n".encode(encoding))
    assert card.front_matter.get("license") == "mit"
    assert card.problems


def test_yaml_1_2_reads_no_as_text() -> None:
    values = ModelCard.parse("---\nlanguage: no\nother: yes\non: off\nx: true\ny: 0o17\n---\n").front_matter.values
    assert values == {"language": "no", "other": "yes", "on": "off", "x": True, "y": 15}


def test_sections_know_headings_code_and_tables() -> None:
    card = ModelCard.parse(
        "Intro\n\nTitle\n=====\n\n## Use ##\n\n```md\n# no heading\n```\n\n### Data\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    titles = [(section.level, section.title) for section in card.body.sections if section.level]
    assert titles == [(1, "Title"), (2, "Use"), (3, "Data")]


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("---\nlicense: mit\n---\n", "README.md", None),
        ("# A library\n\nInstall it.\n", "README.md", "no model card"),
        ("# A library\n", "MODEL_CARD.md", None),
        ("---\npretty_name: A\ntask_categories: [x]\nlicense: mit\n---\n", "README.md", "dataset card"),
        ("---\nsdk: gradio\nlicense: mit\n---\n", "README.md", "Space card"),
    ],
)
def test_what_is_a_model_card(text: str, name: str, reason: str | None) -> None:
    found = skip_reason(ModelCard.parse(text, path=name))
    assert found is None if reason is None else (found is not None and reason.split()[-1] in found)


def test_weights_beside_a_readme_make_it_a_card(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Acme\n")
    assert skip_reason(ModelCard.read(tmp_path / "README.md")) is not None
    (tmp_path / "model.safetensors").write_bytes(b"")
    assert skip_reason(ModelCard.read(tmp_path / "README.md")) is None


def test_a_missing_and_an_oversized_file_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="no such file") as caught:
        ModelCard.read(tmp_path / "no.md")
    assert "\n" not in str(caught.value)
    huge = tmp_path / "huge.md"
    with huge.open("wb") as stream:
        stream.truncate(30_000_000)
    with pytest.raises(TargetError, match="larger than 1 MB"):
        ModelCard.read(huge)


@given(st.binary(max_size=400))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    try:
        card = ModelCard.parse(data)
    except TargetError:
        event("refused as binary")
    else:
        assert card.lines.line_of(len(card.text)) >= 1


@given(st.text(alphabet="-: \n\r\tabc[]{}'\"#&*!|>%@`,0123456789", max_size=120))
def test_no_front_matter_makes_it_raise_and_spans_lie_in_the_text(yaml: str) -> None:
    card = ModelCard.parse(f"---\n{yaml}\n---\nbody\n")
    for key in card.front_matter.values:
        span = card.front_matter.span(key) if isinstance(key, str) else None
        if span is not None:
            assert 0 <= span[0] <= span[1] <= len(card.text)


WORD = st.from_regex(r"[a-z][a-z0-9./-]{0,12}", fullmatch=True)


@given(
    st.dictionaries(WORD, st.one_of(WORD, st.lists(WORD, min_size=1, max_size=3)), min_size=1, max_size=5),
    st.sampled_from(["\n", "\r\n"]),
)
def test_places_point_at_the_words(values: dict[str, str | list[str]], ending: str) -> None:
    lines = []
    for key, value in values.items():
        lines += [f"{key}: {value}"] if isinstance(value, str) else [f"{key}:", *(f"- {item}" for item in value)]
    card = ModelCard.parse(ending.join(["---", *lines, "---", "body", ""]))
    for key, value in card.front_matter.values.items():
        paths = [(key,)] if not isinstance(value, list) else [(key, n) for n in range(len(value))]
        for path, word in zip(paths, value if isinstance(value, list) else [value], strict=True):
            start, end = card.front_matter.span(*path)
            assert card.text[start:end] == str(word)
