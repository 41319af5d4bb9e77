"""Seats by lot: the same people, rooms and seed always give the same seats. Pure functions, no database, no clock.

Seats are numbered column by column from the front left; neighbours sit in front, behind, at the left and right.
People of one paper (occupation, job, level) follow one another, so that a bag of papers serves as few rooms as possible.
"""

import heapq
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Sitter:
    """Who is to be seated. paper: what decides the paper; group: class or employer, "" when unknown."""

    id: int
    paper: tuple[str, str, int]
    group: str = ""


@dataclass(frozen=True)
class Hall:
    """A room as the lot sees it: how many it may take, how many columns it has."""

    id: int
    capacity: int
    columns: int

    @property
    def rows(self) -> int:
        return -(-self.capacity // max(self.columns, 1))


@dataclass(frozen=True)
class Placed:
    sitter: int
    room: int
    number: int


def seated(sitters: Sequence[Sitter], halls: Sequence[Hall], seed: int, apart: bool = True) -> list[Placed]:
    """One seat for each, room by room in the order given; those for whom there is no seat are left out."""
    draw = random.Random(seed)
    papers: dict[tuple[str, str, int], list[Sitter]] = defaultdict(list)
    for one in sorted(sitters, key=lambda one: one.id):
        papers[one.paper].append(one)
    places = _places(halls)
    taken: dict[tuple[int, int], str] = {}
    done: list[Placed] = []
    for paper in sorted(papers):
        pool = _Pool(papers[paper], draw, apart)
        while pool:
            place = next(places, None)
            if place is None:
                return done
            hall, number = place
            beside = {taken.get((hall.id, near), "") for near in neighbours(number, hall.rows)} - {""} if apart else set()
            one = pool.take(beside)
            taken[hall.id, number] = one.group
            done.append(Placed(one.id, hall.id, number))
    return done


def _places(halls: Sequence[Hall]) -> Iterator[tuple[Hall, int]]:
    for hall in halls:
        for number in range(1, hall.capacity + 1):
            yield hall, number


def neighbours(number: int, rows: int) -> list[int]:
    """The seats in front, behind, left and right of one; numbers outside the room are harmless."""
    found = [number - rows, number + rows]
    if rows > 1 and number % rows != 1:
        found.append(number - 1)
    if number % rows != 0:
        found.append(number + 1)
    return found


def together(placed: Sequence[Placed], groups: Mapping[int, str], rows: Mapping[int, int]) -> int:
    """How many pairs of neighbours share a group: 0 where the lot could keep all apart."""
    at = {(one.room, one.number): groups[one.sitter] for one in placed}
    pairs = [
        (group, at.get((room, near), ""))
        for (room, number), group in at.items()
        for near in neighbours(number, rows[room])
        if near > number
    ]
    return sum(1 for first, second in pairs if first and first == second)


class _Pool:
    """Who is still without a seat: the largest group goes first, chance decides among equals, so that none is left over at the end."""

    def __init__(self, sitters: Sequence[Sitter], draw: random.Random, apart: bool):
        self._draw, self._groups = draw, defaultdict[str, list[Sitter]](list)
        for one in sitters:
            self._groups[one.group if apart else ""].append(one)
        for members in self._groups.values():
            draw.shuffle(members)
        self._heap = [self._entry(group) for group in sorted(self._groups)]
        heapq.heapify(self._heap)

    def __bool__(self) -> bool:
        return bool(self._heap)

    def _entry(self, group: str) -> tuple[int, float, str]:
        return -len(self._groups[group]), self._draw.random(), group

    def take(self, beside: set[str]) -> Sitter:
        """The next one, from a group that does not sit beside wherever there is one."""
        passed = []
        while self._heap and self._heap[0][2] in beside:
            passed.append(heapq.heappop(self._heap))
        entry = heapq.heappop(self._heap) if self._heap else passed.pop(0)
        for other in passed:
            heapq.heappush(self._heap, other)
        one = self._groups[entry[2]].pop()
        if self._groups[entry[2]]:
            heapq.heappush(self._heap, self._entry(entry[2]))
        return one
