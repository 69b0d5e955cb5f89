"""What lies beside a card, answered once: for the library and for the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

import openness
from openness.card import ModelCard, license_file_covers

UNLICENSE = """\
This is free and unencumbered software released into the public domain.

Anyone is free to copy, modify, publish, use, compile, sell, or
distribute this software, either in source code form or as a compiled
binary, for any purpose, commercial or non-commercial, and by any
means.

In jurisdictions that recognize copyright laws, the author or authors
of this software dedicate any and all copyright interest in the
software to the public domain. We make this dedication for the benefit
of the public at large and to the detriment of our heirs and
successors. We intend this dedication to be an overt act of
relinquishment in perpetuity of all present and future rights to this
software under copyright law.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND,
EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT.
IN NO EVENT SHALL THE AUTHORS BE LIABLE FOR ANY CLAIM, DAMAGES OR
OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR
OTHER DEALINGS IN THE SOFTWARE.

For more information, please refer to <https://unlicense.org>
"""


@pytest.mark.parametrize(
    ("path", "covers"),
    [
        ("LICENSE", "weights"),
        ("LICENCE.txt", "weights"),
        ("UNLICENSE", "weights"),
        ("COPYING", "weights"),
        ("MODEL_LICENSE", "weights"),
        ("MODEL_LICENCE.txt", "weights"),
        ("LICENSE-MODEL.md", "weights"),
        ("LICENSE_llama.txt", "weights"),
        ("LICENSE-CODE", "code"),
        ("LICENSE_data.txt", "data"),
        ("USE_POLICY.md", "use-policy"),
        ("acceptable-use-policy.txt", "use-policy"),
        ("NOTICE", "notice"),
        ("THIRD_PARTY_NOTICES.md", "notice"),
        ("license.py", None),
        ("licensed-images.md", None),
        ("LICENSES/MIT.txt", None),
        ("POLICY.md", None),
        ("README.md", None),
        ("license.pdf", None),
    ],
)
def test_a_file_name_says_what_is_licensed(path: str, covers: str | None) -> None:
    assert license_file_covers(path) == covers


@pytest.mark.parametrize(
    "name",
    ["LICENSE", "UNLICENSE", "COPYING", "MODEL_LICENSE", "MODEL_LICENCE.txt", "LICENSE_llama.txt", "licence.md"],
)
def test_any_licence_file_beside_the_card_contradicts_another_licence(tmp_path: Path, run_cli, name: str) -> None:
    card = tmp_path / "README.md"
    card.write_text("---\nlicense: mit\n---\n# Heron 7B\n\nA model of wading birds.\n")
    (tmp_path / name).write_text(UNLICENSE)
    report = openness.check(ModelCard.read(card))
    assert "license-text-mismatch" in [finding.rule for finding in report.findings]
    code, shown, _ = run_cli("check", "--format", "concise", str(card))
    assert code == 1
    assert f"`{name}` holds The Unlicense" in shown


@pytest.mark.parametrize("name", ["LICENSE-CODE", "LICENSE_data.txt"])
def test_the_licence_of_code_or_data_does_not(tmp_path: Path, name: str) -> None:
    (tmp_path / "README.md").write_text("---\nlicense: mit\n---\n# Heron 7B\n\nA model of wading birds.\n")
    (tmp_path / name).write_text(UNLICENSE)
    report = openness.check(ModelCard.read(tmp_path / "README.md"))
    assert "license-text-mismatch" not in [finding.rule for finding in report.findings]


@pytest.mark.parametrize("name", ["LICENSE", "MODEL_LICENSE", "UNLICENSE", "COPYING"])
def test_a_card_without_a_licence_is_concluded_from_the_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "README.md").write_text("---\nlanguage: en\n---\n# Heron 7B\n\nA model of wading birds.\n")
    (tmp_path / name).write_text(UNLICENSE)
    release = openness.release_from_card(ModelCard.read(tmp_path / "README.md"))
    assert release.license.concluded == "Unlicense"


def test_a_folder_that_is_no_downloaded_repository_is_not_searched(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\nlicense: mit\n---\n# Heron\n")
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "model.safetensors").write_bytes(b"")
    card = ModelCard.read(tmp_path / "README.md")
    assert card.repo is not None
    assert [file.path for file in card.repo.files] == ["README.md"]
    assert not card.repo.files_known
