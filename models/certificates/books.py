"""The whole journal replayed at once, in one byte a serial: where each serial is, whether it ever moved, what moved per lot."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from models.certificates.ledger import BLANK, FLOWS, OUTSIDE, Balance

Line = tuple[str, int, int, str | None, str | None]  # code, first, last, bucket from and to where the line names them
NOWHERE = 0  # received by no line
_RECEIVED = "RCV"


@dataclass
class Span:
    """Serials first…last (inclusive) that lots cover without a hole; lots that touch or overlap share one."""

    first: int
    last: int
    places: bytearray
    moved: bytearray
    kept: bytearray


@dataclass
class LotBook:
    """A lot's part of its span, and the quantities of its movements by (code, from, to)."""

    span: Span
    first: int
    last: int
    quantities: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    @property
    def within(self) -> slice:
        return slice(self.first - self.span.first, self.last - self.span.first + 1)

    def closing(self) -> Counter[str]:
        """How many serials are in each bucket."""
        places = self.span.places[self.within]
        return Counter({chr(code): places.count(code) for code in set(places) if code != NOWHERE})

    def balance(self) -> Balance:
        """The book over the whole life of the lot: its opening is zero."""
        moved: Counter[str] = Counter()
        adjusted: Counter[str] = Counter()
        for (code, came_from, went_to), quantity in self.quantities.items():
            if code in ("ADJ", "REV"):
                adjusted[came_from] -= quantity
                adjusted[went_to] += quantity
            else:
                moved["RCF" if (came_from, went_to) == (OUTSIDE, "F") else code] += quantity
        return Balance(Counter(), moved, adjusted, self.closing())

    def untouched(self) -> Iterator[int]:
        """Serials no movement but the receipt ever named."""
        moved, offset = self.span.moved, self.span.first
        at = moved.find(0, self.first - offset, self.last - offset + 1)
        while at >= 0:
            yield at + offset
            at = moved.find(0, at + 1, self.last - offset + 1)

    def highest_moved(self) -> int:
        """The highest serial that moved; 0 when none did."""
        at = self.span.moved.rfind(1, self.first - self.span.first, self.last - self.span.first + 1)
        return at + self.span.first if at >= 0 else 0

    def serials(self, bucket: str) -> set[int]:
        places = self.span.places[self.within]
        return {self.first + at for at, code in enumerate(places) if code == ord(bucket)}


class Books:
    """The books of some lots. lots: (first, last) in the order of their first serials."""

    def __init__(self, lots: Sequence[tuple[int, int]]):
        self.beyond: dict[int, tuple[str, str]] = {}  # serials in no lot: (as booked, as kept)
        self._spans: list[Span] = []
        self.lots: list[LotBook] = []
        self._of_span: dict[int, list[LotBook]] = {}
        for first, last in _joined(lots):
            size = last - first + 1
            self._spans.append(Span(first, last, bytearray(size), bytearray(size), bytearray(BLANK.encode() * size)))
        self._firsts = [span.first for span in self._spans]
        for first, last in lots:
            span = self._spans[bisect_right(self._firsts, first) - 1]
            self.lots.append(LotBook(span, first, last))
            self._of_span.setdefault(span.first, []).append(self.lots[-1])

    def take(self, lines: Iterable[Line]) -> None:
        """Replay lines, receipts before the others and each in the order it was booked."""
        flows = {code: (*flow, ord(flow[1])) for code, flow in FLOWS.items()}
        for code, first, last, came, went in lines:
            came_from, went_to, mark = (came, went or "", ord(went or OUTSIDE)) if came else flows[code]
            span = self._span_of(first)
            if span is None or last > span.last:
                self._take_over_edges(code, first, last, came_from, went_to)
                continue
            at = first - span.first
            if first == last:
                span.places[at] = mark
                span.moved[at] |= code != _RECEIVED
            else:
                self._fill(span, at, last - first + 1, mark, code)
            self._count(span, code, first, last, came_from, went_to)

    def keep(self, bucket: str, serials: Sequence[int]) -> None:
        """What copies say of themselves: serials of one bucket, in order and each once."""
        span = self._span_of(serials[0])
        if span is not None and serials[-1] <= span.last and serials[-1] - serials[0] == len(serials) - 1:
            at = serials[0] - span.first
            span.kept[at : at + len(serials)] = bucket.encode() * len(serials)
            return
        for serial in serials:
            span = self._span_of(serial)
            if span is None:
                self.beyond[serial] = (self.beyond.get(serial, (BLANK, ""))[0], bucket)
            else:
                span.kept[serial - span.first] = ord(bucket)

    def differing(self) -> Iterator[tuple[int, str, str]]:
        """(serial, bucket as kept, bucket as booked) of every serial the two disagree on, in order."""
        for span in self._spans:
            booked = span.places.replace(bytes([NOWHERE]), BLANK.encode())
            if booked != span.kept:
                yield from ((span.first + at, chr(mine), chr(theirs)) for at, (mine, theirs) in enumerate(zip(span.kept, booked, strict=True))
                            if mine != theirs)  # fmt: skip
        yield from ((serial, kept or BLANK, booked) for serial, (booked, kept) in sorted(self.beyond.items()) if (kept or BLANK) != booked)

    def _span_of(self, serial: int) -> Span | None:
        at = bisect_right(self._firsts, serial) - 1
        if at < 0 or serial > self._spans[at].last:
            return None
        return self._spans[at]

    def _fill(self, span: Span, at: int, size: int, mark: int, code: str) -> None:
        span.places[at : at + size] = bytes([mark]) * size
        if code != _RECEIVED:
            span.moved[at : at + size] = b"\1" * size

    def _count(self, span: Span, code: str, first: int, last: int, came_from: str, went_to: str) -> None:
        for lot in self._of_span[span.first]:
            low, high = max(first, lot.first), min(last, lot.last)
            if low <= high:
                lot.quantities[code, came_from, went_to] += high - low + 1

    def _take_over_edges(self, code: str, first: int, last: int, came_from: str, went_to: str) -> None:
        """A line that leaves its span: cut at the spans; what lies in none is kept by serial."""
        at = first
        while at <= last:
            span = self._span_of(at)
            if span is None:
                self.beyond[at] = (went_to, self.beyond.get(at, ("", ""))[1])
                at += 1
                continue
            end = min(last, span.last)
            self._fill(span, at - span.first, end - at + 1, ord(went_to), code)
            self._count(span, code, at, end, came_from, went_to)
            at = end + 1


def _joined(lots: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lots in order, those that touch or overlap as one."""
    found: list[tuple[int, int]] = []
    for first, last in lots:
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found
