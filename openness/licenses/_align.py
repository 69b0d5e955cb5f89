"""
Where do two rows of words agree? The longest chain of common runs, found in almost linear time, and the gaps between.

What is said here is only where the two are equal; whatever is outside the blocks differs. So a conclusion that every
gap is harmless does not depend on how well the blocks were chosen.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, NamedTuple

RUN: Final = 4  # words; a run that occurs once in the known text ties the two together
FINE: Final = 160  # words on both sides of a gap together, up to which each word is looked at


class Block(NamedTuple):
    """Equal words: from `known` on in one row, from `found` on in the other."""

    known: int
    found: int
    size: int


def anchors(known: Sequence[int]) -> dict[bytes, int]:
    """Return the runs of a known text with their places; -1 where one occurs twice."""
    numbers = array("H", known)
    buffer, width = numbers.tobytes(), 2 * RUN
    places: dict[bytes, int] = {}
    for at in range(len(numbers) - RUN + 1):
        run = buffer[2 * at : 2 * at + width]
        places[run] = -1 if run in places else at
    return places


def blocks(known: Sequence[int], found: array[int], places: Mapping[bytes, int]) -> list[Block]:
    """Return blocks of equal words, in the order of the given text: each as long as it can be, anywhere."""
    buffer, width = found.tobytes(), 2 * RUN
    result: list[Block] = []
    at, last = 0, len(found) - RUN
    get = places.get
    while at <= last:
        place = get(buffer[2 * at : 2 * at + width], -1)
        if place < 0:
            at += 1
            continue
        size = RUN + _common(known, found, place + RUN, at + RUN)
        result.append(Block(place, at, size))
        at += size
    return result


def _common(known: Sequence[int], found: Sequence[int], one: int, two: int) -> int:
    """How many words are equal from these places on."""
    size, step = 0, 64
    while known[one + size : one + size + step] == found[two + size : two + size + step]:
        if one + size + step > len(known) or two + size + step > len(found):
            break
        size += step
    end = min(len(known) - one, len(found) - two)
    while size < end and known[one + size] == found[two + size]:
        size += 1
    return size


def chain(candidates: Sequence[Block]) -> list[Block]:
    """Return the blocks that stand in the same order in both rows and together hold the most words."""
    ends: list[int] = []  # places in the known text where a chain may end, ascending
    best: list[tuple[int, int]] = []  # the words of the best chain that ends there, and its last block
    taken: list[Block] = []
    before: list[int] = []
    held: list[int] = []
    for number, candidate in enumerate(candidates):
        block = candidate
        at = bisect_right(ends, block.known)
        words, previous = best[at - 1] if at else (0, -1)
        words += block.size
        # The block before may have run into words that belong here: a phrase said twice. This one loses its head.
        over = taken[-1].known + taken[-1].size - block.known if taken else 0
        if 0 < over < block.size and held[-1] + block.size - over > words:
            block = Block(block.known + over, block.found + over, block.size - over)
            words, previous = held[-1] + block.size, number - 1
        taken.append(block)
        before.append(previous)
        held.append(words)
        end = block.known + block.size
        at = bisect_right(ends, end)
        if at and best[at - 1][0] >= words:
            continue
        while at < len(ends) and best[at][0] <= words:
            del ends[at], best[at]
        if at and ends[at - 1] == end:
            best[at - 1] = (words, number)
        else:
            ends.insert(at, end)
            best.insert(at, (words, number))
    result: list[Block] = []
    number = best[-1][1] if best else -1
    while number >= 0:
        result.append(taken[number])
        number = before[number]
    return result[::-1]


def densest(chained: Sequence[Block]) -> list[Block]:
    """Return the stretch that holds the most equal words, where a word between two blocks costs half of one."""
    best, start, end = 0, 0, 0
    score, begin, last = 0, 0, 0
    for number, block in enumerate(chained):
        score -= block.found - last if number > begin else 0
        if score <= 0:
            score, begin = 0, number
        score += 2 * block.size
        last = block.found + block.size
        if score > best:
            best, start, end = score, begin, number + 1
    return list(chained[start:end])


def filled(known: Sequence[int], found: Sequence[int], chained: Sequence[Block], first: int, last: int) -> list[Block]:
    """Return the blocks of a stretch of the given text, with what is equal inside each gap added."""
    result: list[Block] = []
    sides = (Block(0, first, 0), *chained, Block(len(known), last, 0))
    for block, following in pairwise(sides):
        if block.size:
            result.append(block)
        result += _inside(known, found, block, following)
    return result


def _inside(known: Sequence[int], found: Sequence[int], before: Block, after: Block) -> list[Block]:
    one, two = before.known + before.size, before.found + before.size
    length, width = after.known - one, after.found - two
    if length <= 0 or width <= 0:
        return []
    if length + width <= FINE:
        matcher = SequenceMatcher(None, known[one : after.known], found[two : after.found], autojunk=False)
        return [Block(one + b.a, two + b.b, b.size) for b in matcher.get_matching_blocks() if b.size]
    head = 0
    while head < min(length, width) and known[one + head] == found[two + head]:
        head += 1
    tail = 0
    while tail < min(length, width) - head and known[after.known - 1 - tail] == found[after.found - 1 - tail]:
        tail += 1
    ends = (Block(one, two, head), Block(after.known - tail, after.found - tail, tail))
    return [block for block in ends if block.size]


def gaps(chained: Sequence[Block], first: int, last: int, length: int) -> list[tuple[int, int, int, int]]:
    """Return what lies between the blocks: known from, to, found from, to."""
    result = []
    one, two = 0, first
    for block in (*chained, Block(length, last, 0)):
        if block.known > one or block.found > two:
            result.append((one, block.known, two, block.found))
        one, two = block.known + block.size, block.found + block.size
    return result
