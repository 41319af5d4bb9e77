"""The journal of blanks and copies, as arithmetic: which bucket a movement takes a serial from and to, what the book
says per lot and period, and the equations E1–E6. Pure: a quantity is always a count of serials."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

BLANK, FINISHED, OUT, WAITING = "B", "F", "O", "W"
DESTROYED, SENT, OUTSIDE = "D", "S", "X"
BOOKED = (BLANK, FINISHED, OUT, WAITING)
FLOWS: Mapping[str, tuple[str, str]] = {
    "RCV": (OUTSIDE, BLANK), "TRF": (BLANK, OUTSIDE), "OPN": (BLANK, OUT), "ISS": (BLANK, FINISHED), "REI": (BLANK, FINISHED),
    "SPL": (BLANK, WAITING), "VOD": (FINISHED, WAITING), "HND": (FINISHED, OUT), "UND": (OUT, FINISHED), "RCY": (OUT, WAITING),
    "SND": (WAITING, SENT), "DST": (WAITING, DESTROYED),
}  # fmt: skip


@dataclass(frozen=True)
class Move:
    """One line of the journal. first, last: serials, both inclusive. An adjustment, a reversal and the receipt of finished
    certificates name their own buckets."""

    code: str
    first: int
    last: int
    day: date
    came_from: str = ""
    went_to: str = ""

    @property
    def flow(self) -> tuple[str, str]:
        return (self.came_from, self.went_to) if self.came_from else FLOWS[self.code]

    @property
    def quantity(self) -> int:
        return self.last - self.first + 1


def replay(moves: Iterable[Move], until: date | None = None) -> tuple[dict[int, str], list[tuple[Move, int]]]:
    """Where every serial is after the moves up to a day (inclusive), and the steps that did not fit: a move whose serial
    was not where it should have been, with the first such serial. moves: in the order they were booked."""
    where: dict[int, str] = {}
    wrong: list[tuple[Move, int]] = []
    for move in moves:
        if until is not None and move.day > until:
            continue
        came_from, went_to = move.flow
        for serial in range(move.first, move.last + 1):
            if where.get(serial, OUTSIDE) != came_from:
                wrong.append((move, serial))
                break
        where.update(dict.fromkeys(range(move.first, move.last + 1), went_to))
    return where, wrong


@dataclass
class Balance:
    """The book of one lot over one period, from quantities alone: opening and closing of each bucket, and what moved."""

    opening: Counter[str]
    moved: Counter[str]  # by movement code; RCF: finished certificates received
    adjusted: Counter[str]  # signed, by bucket: ADJ and reversals
    closing: Counter[str]

    def equations(self) -> dict[str, tuple[int, int]]:
        """E1–E5: (left, right); they hold when both are equal. E5 is cumulative and asks for an opening of zero."""
        m, a, o, c = self.moved, self.adjusted, self.opening, self.closing
        return {
            "E1": (c[BLANK], o[BLANK] + m["RCV"] - m["TRF"] - m["OPN"] - m["ISS"] - m["REI"] - m["SPL"] + a[BLANK]),
            "E2": (c[FINISHED], o[FINISHED] + m["RCF"] + m["ISS"] + m["REI"] + m["UND"] - m["HND"] - m["VOD"] + a[FINISHED]),
            "E3": (c[WAITING], o[WAITING] + m["SPL"] + m["VOD"] + m["RCY"] - m["DST"] - m["SND"] + a[WAITING]),
            "E4": (c[OUT], o[OUT] + m["OPN"] + m["HND"] - m["UND"] - m["RCY"] + a[OUT]),
            "E5": (
                sum(o[bucket] for bucket in BOOKED) + m["RCV"] + m["RCF"] - m["TRF"],
                sum(c[bucket] for bucket in BOOKED) + m["DST"] + m["SND"] - sum(a[bucket] for bucket in BOOKED),
            ),
        }


EQUATION_RULES = {"E1": "LDG-010", "E2": "LDG-011", "E3": "LDG-012", "E4": "LDG-013", "E5": "LDG-014"}


def balance(moves: Iterable[Move], first: int, last: int, begin: date, end: date, closing: Mapping[str, int]) -> Balance:
    """The book of a lot (serials first…last) over [begin, end]. closing: counts of serials by bucket, from the replay."""
    inside = [cut for cut in (_within(move, first, last) for move in moves) if cut is not None]
    before, _wrong = replay((move for move in inside if move.day < begin), None)
    moved: Counter[str] = Counter()
    adjusted: Counter[str] = Counter()
    for move in inside:
        if not begin <= move.day <= end:
            continue
        if move.code in ("ADJ", "REV"):
            came_from, went_to = move.flow
            adjusted[came_from] -= move.quantity
            adjusted[went_to] += move.quantity
        else:
            moved["RCF" if move.flow == (OUTSIDE, FINISHED) else move.code] += move.quantity
    return Balance(Counter(before.values()), moved, adjusted, Counter(closing))


def _within(move: Move, first: int, last: int) -> Move | None:
    low, high = max(move.first, first), min(move.last, last)
    return Move(move.code, low, high, move.day, move.came_from, move.went_to) if low <= high else None


def ranges(serials: Iterable[int]) -> list[tuple[int, int]]:
    """Serials as ranges, both ends inclusive."""
    found: list[list[int]] = []
    for serial in sorted(set(serials)):
        if found and found[-1][1] == serial - 1:
            found[-1][1] = serial
        else:
            found.append([serial, serial])
    return [(first, last) for first, last in found]


def written(serial: int, digits: int) -> str:
    return f"{serial:0{digits}d}"


def overlap(lots: Iterable[tuple[int, int]], first: int, last: int) -> bool:
    """Whether serials first…last touch any of the lots (LDG-003)."""
    return any(low <= last and first <= high for low, high in lots)
