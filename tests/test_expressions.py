"""Every expression of the package: which engine runs it, and that none that meets foreign text can go back in it."""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]

import pytest

import openness
from openness import _pattern
from openness._pattern import Conditions, Pattern, alphabet, encoded, kept, pattern, programs, search
from openness._pattern.encoded import Encoded
from openness._pattern.engine import ANYWHERE
from openness.errors import LimitError

ROOT = Path(openness.__file__).parent

OWN = {
    "_base.py": "dates of our own form, of fixed length",
    "_pattern/__init__.py": "what a type checker sees of `simple`",
    "_pattern/alphabet.py": "expressions about our own expressions",
    "_pattern/edges.py": "expressions about our own expressions",
    "_pattern/expression.py": "what we put in for a match",
    "_pattern/late.py": "those that are so plain that `re` cannot go back in them, as a test below proves",
    "_pattern/programs.py": "expressions about our own expressions",
    "_yaml/libyaml.py": "what PyYAML asks of one scalar of one line: no two parts of these can match the same sign",
    "cli/_gitignore.py": "lines of the project's own .gitignore",
    "cli/_journal.py": "the journal that we write",
    "cli/_model_targets.py": "arguments and lines that the caller gives",
    "hub/_cache.py": "hashes, and the first bytes of an answer",
    "hub/_names.py": "names that the caller gives",
    "hub/_refusals.py": "a header of the Hub",
    "hub/_secret.py": "the caller's own token",
    "rules/rule.py": "names of our own classes",
}
"""Files whose calls of `re` meet no text of a card, a licence or a repository, and what they meet."""

_CALLS = frozenset({"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"})
_ONE = frozenset({op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY, op.CATEGORY})


def _sources():
    return sorted(path for path in ROOT.rglob("*.py"))


def _calls(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node, node.func


def test_re_itself_is_asked_only_where_no_foreign_text_comes():
    asked = {
        path.relative_to(ROOT).as_posix()
        for path in _sources()
        for node, func in _calls(path)
        if isinstance(func, ast.Attribute)
        and isinstance(func.value, ast.Name)
        and func.value.id == "re"
        and func.attr in _CALLS
    }
    assert asked == set(OWN)


def test_no_other_engine_is_imported():
    engines = {"regex", "pcre2", "re2", "sre_compile", "sre_parse"}
    found = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in _sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names])
        if (name or "").split(".")[0] in engines
    }
    assert found == {("_pattern/engine.py", "re2")}


def _is_simple(items, *, last=True):
    """No look-around, no repetition of more than one sign, and an endless one only where a match ends."""
    for number, (kind, value) in enumerate(items):
        ends = last and number == len(items) - 1
        if kind in _ONE or kind is op.AT:
            continue
        if kind is op.SUBPATTERN and _is_simple(list(value[3]), last=ends):
            continue
        if kind is op.BRANCH and all(_is_simple(list(one), last=ends) for one in value[1]):
            continue
        if kind is op.MAX_REPEAT:
            low, high, body = value
            one = len(body) == 1 and body[0][0] in _ONE
            if one and (ends and low <= 3 if high is op.MAXREPEAT else high <= 12):
                continue
        return False
    return True


def simple_calls():
    for path in _sources():
        for node, func in _calls(path):
            if isinstance(func, ast.Name) and func.id == "simple":
                yield path.relative_to(ROOT).as_posix(), node


def test_what_is_called_simple_is_simple():
    found = 0
    for file, node in simple_calls():
        module = importlib.import_module("openness." + file.removesuffix(".py").replace("/", "."))
        expression = eval(ast.unparse(node.args[0]), vars(module))
        flags = 0
        for one in node.args[1:]:
            flags |= eval(ast.unparse(one), {"re": re})
        assert _is_simple(list(_parser.parse(expression, flags))), (file, node.lineno, expression)
        found += 1
    assert found > 100


@pytest.mark.parametrize("expression", [r"a+b", r"(?:ab|c)*", r"\s+$", r"(?=a)b", r"(a)\1", r"a{0,50}"])
def test_the_proof_refuses(expression):
    assert not _is_simple(list(_parser.parse(expression)))


def derived(monkeypatch):
    """Every `Pattern` that importing the package makes, and those of the phrases."""
    made: list[Pattern] = []
    begin = Pattern.__init__

    def noted(self, *args):
        begin(self, *args)
        made.append(self)

    monkeypatch.setattr(Pattern, "__init__", noted)
    _pattern._plain.cache_clear()
    for module in pkgutil.walk_packages(openness.__path__, "openness."):
        if not module.name.endswith("__main__"):
            spec = importlib.util.find_spec(module.name)
            exec(
                compile(Path(spec.origin).read_text(encoding="utf-8"), spec.origin, "exec"),
                {**vars(importlib.import_module(module.name))},
            )
    return made


def test_every_late_expression_compiles_on_the_linear_engine(monkeypatch):
    made = derived(monkeypatch)
    assert len(made) > 250
    for one in made:
        one.check()


def test_every_expression_that_is_written_out_compiles_on_the_linear_engine():
    """Those inside functions too, which no import makes."""
    found = 0
    for path in _sources():
        for node, func in _calls(path):
            if (
                isinstance(func, ast.Name)
                and func.id in ("pattern", "expression_of")
                and isinstance(node.args[0], ast.Constant)
            ):
                Pattern(node.args[0].value, 0, {}).check()
                found += 1
    assert found > 200


def test_every_phrase_compiles_on_the_linear_engine():
    entries = json.loads((ROOT / "phrases" / "index.json").read_text(encoding="utf-8"))["patterns"]
    for entry in entries:
        Pattern(
            entry["regex"], re.IGNORECASE, {kind: entry[kind] for kind in Conditions.KINDS if kind in entry}
        ).check()
        for key in ("sections", "not_sections"):
            if key in entry:
                Pattern(entry[key], re.IGNORECASE, {}).check()


@pytest.mark.parametrize("expression", ["(?=a)", "(?!a)", "(?<=a)b", "(?<!a)b", r"(a)\1", "a++", "(?>a)"])
def test_the_engine_refuses_what_is_not_linear(expression):
    with pytest.raises(ValueError, match=r"no argument|invalid|bad"):
        Pattern(expression, 0, {}).check()


@pytest.mark.parametrize(
    ("expression", "conditions", "text", "expected"),
    [
        (r"\bmerge of\b", {"not_after": " mergekit"}, "a merge of mergekit, a merge of two", [(23, 31)]),
        (r"\d+", {"not_before": r"[\w.]"}, "v1 .2 3", [(6, 7)]),
        (r"\w+", {"after": " x"}, "a b x", [(2, 3)]),
        (r"\w+", {"before": "x "}, "x a b", [(2, 3)]),
        (
            r"train[^.]{0,20}? (?:on|with)\b(?P<place>)",
            {"not_after": {"place": " gpus"}},
            "train on gpus with data",
            [(0, 18)],
        ),
        (
            r"our (?P<words>(?:\w+ ){0,3}?)models",
            {"not_in": {"words": "code"}},
            "our code models, our two models",
            [(17, 31)],
        ),
        (r"code|x", {"not_in": "(?P<but>code)|o"}, "code", [(0, 4)]),
        (r"open source(?P<then>)|source code", {"not_after": {"then": " code"}}, "open source code", [(5, 16)]),
        (r"é\w*", {"not_after": "!"}, "ééa! éb", [(0, 2), (5, 7)]),
        (r"\bmodel\b", {}, "émodel model 模型model modelé", [(7, 12)]),
    ],
)
def test_conditions(expression, conditions, text, expected):
    assert [match.span() for match in pattern(expression, **conditions).finditer(text)] == expected


@pytest.mark.parametrize(
    "text", ["", "a", "naïve café", "模型 is 100% ok", "a\u00a0b\u3000c", "İstanbul ß ﬁ", "x" * 700 + "é" * 700 + " y"]
)
@pytest.mark.parametrize(
    "expression", [r"\w+", r"\W+", r"\s", r"\S+", r"[^\W\d_]+", r"[\w.-]+", "", r"\b\w", r"(?P<a>\w)(?P<b>x)?"]
)
def test_answers_as_re_does(expression, text):
    if expression == r"\b\w" and not text.isascii():
        pytest.skip("a boundary before a letter beyond ASCII is not seen: docs/decisions/0012-linear-expressions.md")
    ours, theirs = Pattern(expression, 0, {}), re.compile(expression)
    assert [(m.span(), m.groups()) for m in ours.finditer(text)] == [
        (m.span(), m.groups()) for m in theirs.finditer(text)
    ]
    assert ours.split(text) == theirs.split(text)
    assert ours.sub("-", text) == theirs.sub("-", text)
    assert ours.findall(text) == theirs.findall(text)
    for name in ("match", "fullmatch", "search"):
        one, other = getattr(ours, name)(text), getattr(theirs, name)(text)
        assert (one and one.span()) == (other and other.span())


SIGNS = (
    "The “Heron” model’s data – 3 000 “éclairs” … • naïve ✅ trained on owls",
    "🔥 Egret ⚡ was fine-tuned on the ➡ Heron‑7B model — “as is” 🤗",
    "Größe: 7B · ≈ 3 GB → open weights ☑ under the MIT license 📄",
)


@pytest.mark.parametrize("text", SIGNS)
def test_a_byte_a_character_says_what_utf_8_says(text):
    entries = json.loads((ROOT / "phrases" / "index.json").read_text(encoding="utf-8"))["patterns"]
    assert len(alphabet.paged(text)) == len(text)
    for entry in entries:
        one = Pattern(entry["regex"], re.IGNORECASE, {kind: entry[kind] for kind in Conditions.KINDS if kind in entry})
        answers = []
        for named in (False, True):
            written = Encoded(text, named)
            assert written.wide is named
            found = search.Search(one, written).next(ANYWHERE, 0, len(written.data))
            answers.append(found and [tuple(span) for span in written.chars(found)])
        assert answers[0] == answers[1], entry["id"]


@pytest.mark.parametrize("text", ["模型", "Łódź", "a\u0085b", "🄰", "\ud800"])
def test_what_has_no_place_is_written_in_utf_8(text):
    assert alphabet.paged(text) is None


def test_an_expression_that_tells_pictures_apart_is_asked_in_utf_8():
    assert alphabet.names_symbols("🔥|⚡")
    assert [match.span() for match in pattern("🔥").finditer("🚀 🔥 é")] == [(2, 3)]
    assert not alphabet.names_symbols(r"[\u0080-\uffff]|✅|🤗")


def test_half_a_surrogate_pair_is_one_character():
    assert pattern("b").search("\ud800b").span() == (1, 2)


def test_a_search_that_is_given_up_says_so(monkeypatch):
    monkeypatch.setattr(search, "_WORK", 0)
    with pytest.raises(LimitError):
        pattern("a[^;]*", not_after="$").search("a" * 3000)


def test_programs_not_asked_lately_are_given_back(monkeypatch):
    """What many cards ask once each is not kept; who is asked again compiles again and says the same."""
    monkeypatch.setattr(kept, "_KEPT", 40)
    monkeypatch.setattr(programs, "kept", kept.Kept())
    made = [Pattern(f"heron{number}", 0, {"not_after": "x"} if number % 2 else {}) for number in range(200)]
    for number, one in enumerate(made):
        assert one.search(f"a heron{number}").span() == (2, 7 + len(str(number)))
    assert sum(any(one._programs) for one in made) <= 80
    assert all(one.search(f"é heron{number}") for number, one in enumerate(made[:4]))


def test_a_long_text_that_was_read_before_is_not_compared_at_each_question():
    """An equal text of another card is another object: it is compared once, and then known by what it is."""
    first, again = ("模型 " * 3000 for _ in range(2))
    assert first is not again
    kept = encoded.encoded(first, False)
    assert encoded.encoded(again, False) is kept
    assert encoded._same[id(again), False] == (again, kept)
    assert len(encoded._same) <= encoded._HELD
