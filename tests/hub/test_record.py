"""What the Hub says becomes facts of the record, with evidence and the time of retrieval."""

from __future__ import annotations

import hashlib
from pathlib import Path

from loopback import TOKEN, Hub

import openness


def test_facts_of_the_repository(hub: Hub) -> None:
    card = "---\nlicense: mit\nbase_model: o/base\ndatasets: [o/free, o/asked, o/none]\n---\n# A\n\nA model.\n"
    hub.add("org/a", {"README.md": card, "model.safetensors": b"\0"}, safetensors={"total": 7}, gated="manual")
    hub.add("o/base", {"README.md": "---\nlicense: apache-2.0\n---\n"})
    hub.add("datasets/o/free", {"README.md": "---\nlicense: cc0-1.0\n---\n"})
    hub.add("datasets/o/asked", {"README.md": "---\n---\n"}, gated="auto")
    fetched = openness.fetch("org/a", token=TOKEN)
    assert fetched.repo is not None
    release = openness.release_from_card(fetched)
    assert (release.subject.id, release.subject.revision) == ("org/a", fetched.repo.revision)
    assert release.subject.parameters == 7
    (file,) = release.weights.files
    assert (file.path, file.size, file.sha256) == ("model.safetensors", 1, hashlib.sha256(b"\0").hexdigest())
    assert (release.weights.access, release.weights.gating) == ("gated", "manual")
    for section, field in ((release.subject, "revision"), (release.weights, "gating")):
        evidence = section.evidence[field][0]
        assert (evidence.source, evidence.retrieved) == ("hub-api", fetched.repo.retrieved)
    (base,) = release.lineage.bases
    assert base.license == "apache-2.0"
    said = base.evidence[-1]
    assert (said.source, said.path, said.line, said.quote) == ("ancestor", "o/base/README.md", 2, "license: apache-2.0")
    assert said.retrieved is not None
    known = {item.id: (item.license, item.access) for item in release.data.datasets}
    assert known["o/free"] == ("cc0-1.0", "public")
    assert known["o/asked"] == (None, "obtainable")
    assert known["o/none"][0] is None


def test_the_licence_file_of_a_base(hub: Hub) -> None:
    text = Path("/usr/share/common-licenses/Apache-2.0")
    hub.add("org/a", {"README.md": "---\nbase_model: o/base\n---\n"})
    hub.add("o/base", {"README.md": "# B\n", "LICENSE": text.read_bytes() if text.is_file() else b""})
    (base,) = openness.release_from_card(openness.fetch("org/a")).lineage.bases
    if text.is_file():
        assert base.license == "apache-2.0"
        assert (base.evidence[-1].source, base.evidence[-1].path) == ("license-text", "o/base/LICENSE")


def test_a_gated_base_has_no_line(hub: Hub) -> None:
    hub.add("org/a", {"README.md": "---\nbase_model: o/base\n---\n"})
    hub.add("o/base", {"README.md": "---\nlicense: llama2\n---\n"}, gated="manual")
    (base,) = openness.release_from_card(openness.fetch("org/a")).lineage.bases
    assert base.license == "llama2"
    assert (base.evidence[-1].source, base.evidence[-1].line) == ("hub-api", None)
