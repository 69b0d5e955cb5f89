"""Classes whose methods are written with their first value: as `dataclasses` makes them, also for many threads at once."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from dataclasses import field

import pytest

from openness._value import dataclass

RACE = """
import sys, threading
sys.setswitchinterval(1e-6)
from openness import ModelCard, check, release_from_card
text = "---\\nlicense: apache-2.0\\nbase_model: a/b\\n---\\n# A\\n\\nFine-tuned from b on our data.\\n"
wrong, start = [], threading.Barrier(8)
def read():
    start.wait()
    try:
        card = ModelCard.parse(text)
        check(card), release_from_card(card)
    except BaseException as error:
        wrong.append(repr(error))
threads = [threading.Thread(target=read) for _ in range(8)]
[one.start() for one in threads], [one.join() for one in threads]
sys.exit("; ".join(wrong[:3]) or 0)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slotted:
    name: str
    more: tuple[str, ...] = ()


@dataclass(order=True)
class Plain:
    number: int
    parts: list[int] = field(default_factory=list)
    word: str = field(default="none", compare=False)


def test_the_first_value_is_as_every_other() -> None:
    one = Slotted(name="a")
    assert (repr(one), one == Slotted(name="a"), hash(one) == hash(Slotted(name="a"))) == (
        "Slotted(name='a', more=())",
        True,
        True,
    )
    assert not hasattr(one, "__dict__")
    assert dataclasses.replace(one, more=("b",)).more == ("b",)
    assert pickle.loads(pickle.dumps(one)) == copy.copy(one) == one
    for change in (lambda: setattr(one, "name", "b"), lambda: setattr(one, "other", "b"), lambda: delattr(one, "name")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()


def test_defaults_and_order_are_those_of_dataclasses() -> None:
    one, two = Plain(1), Plain(2, word="x")
    assert (one < two, one.parts, two.word, Plain.word) == (True, [], "x", "none")
    assert one.parts is not two.parts
    assert [one.name for one in dataclasses.fields(Plain)] == ["number", "parts", "word"]
    with pytest.raises(TypeError):
        hash(one)
    with pytest.raises(TypeError, match="missing 1 required"):
        Plain()  # type: ignore[call-arg]


@pytest.mark.parametrize("_", range(3))
def test_threads_that_meet_a_class_for_the_first_time_all_find_it_whole(_: int) -> None:
    run = subprocess.run([sys.executable, "-c", RACE], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
