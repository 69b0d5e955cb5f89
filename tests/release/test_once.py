"""What is kept for one record is told of that record alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from openness.release import ModelRelease
from openness.release.once import once


def record(**sections: Any) -> ModelRelease:
    return ModelRelease.model_validate({"schema_version": "1.1", **sections})


def test_a_record_is_asked_once_and_an_equal_one_again() -> None:
    asked: list[int] = []

    @once
    def number(release: ModelRelease) -> int:
        asked.append(id(release))
        return len(asked)

    one, other = record(), record()
    assert one == other
    assert [number(one), number(one), number(other), number(one)] == [1, 1, 2, 3]
    assert asked == [id(one), id(other), id(one)]


def test_what_is_nothing_is_kept_as_well() -> None:
    asked: list[ModelRelease] = []
    ask = once(asked.append)
    one = record()
    assert ask(one) is ask(one) is None
    assert len(asked) == 1


def test_threads_that_ask_in_turn_get_their_own_answer() -> None:
    records = [record(attestations=[{"by": str(n), "framework": "f", "grade": "g"}]) for n in range(8)]
    by = once(lambda release: release.attestations[0].by)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(by, records * 200)) == [str(n) for n in range(8)] * 200


def test_components_are_those_of_the_record_that_is_asked() -> None:
    place = [{"source": "prose", "path": "README.md"}]
    one = record(components={"training-code": [{"availability": "released", "evidence": place}]})
    other = one.model_copy(update={"components": {}})
    assert [len(each.component("training-code")) for each in (one, other, one)] == [1, 0, 1]
