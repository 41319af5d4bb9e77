"""(c) blanks, copies and the journal: REC-29 … REC-39."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import aliased

from models.certificates.books import Books, Line, LotBook
from models.certificates.ledger import BLANK, FINISHED, OUT, WAITING, ranges, written
from models.certificates.reconciliation.finding import Difference, Differences, Run
from models.certificates.tables import BlankLot, Copy, Movement, Reissue, StockCount
from models.certificates.tables import Certificate as C
from models.certificates.terms import BUCKET

_TOGETHER = 2_000  # copies read at once
DONE_REISSUES = ("approved", "printed", "closed")


def paper(run: Run) -> Differences:
    lots = list(run.context.db.scalars(select(BlankLot).order_by(BlankLot.first, BlankLot.id)))
    books = Books([(lot.first, lot.last) for lot in lots])
    books.take(_lines(run))
    yield from _overlapping(lots)
    longest = run.context.db.scalar(select(func.max(Movement.last - Movement.first))) or 0
    for lot, book in zip(lots, books.lots, strict=True):
        yield from _equations(lot, book)
        yield from _counted(run, lot, book, longest)
    if lots:
        for bucket in BUCKET.options:
            kept = run.context.db.connection().execute(select(Copy.serial).where(Copy.bucket == bucket).order_by(Copy.serial))
            for serials in kept.scalars().partitions(_TOGETHER):
                books.keep(bucket, serials)
        yield from _not_as_booked(books, lots[0].digits)
    yield from _serials(run, lots)
    yield from _waiting(run)
    yield from _destroyed(run)
    yield from _reissues(run)
    yield from _revoked_outside(run)


def _lines(run: Run, *where: ColumnElement[bool]) -> Iterator[Line]:
    """The journal as it is replayed: receipts first, for an old ledger may be read in before its lots."""
    statement = select(Movement.code, Movement.first, Movement.last, Movement.bucket_from, Movement.bucket_to).where(*where)
    for chosen in (Movement.code == "RCV", Movement.code != "RCV"):
        yield from run.context.db.execute(statement.where(chosen).order_by(Movement.id))


def _overlapping(lots: list[BlankLot]) -> Differences:
    for earlier, later in pairwise(lots):
        if later.first <= earlier.last:
            yield Difference("REC-29", written(later.first, later.digits), earlier.name, later.name)


def _equations(lot: BlankLot, book: LotBook) -> Differences:
    """REC-30 over the whole life of a lot: opening zero, so that E5 is asked too."""
    for name, (left, right) in book.balance().equations().items():
        if left != right:
            yield Difference("REC-30", lot.name, str(left), str(right), about=name)


def _not_as_booked(books: Books, digits: int) -> Differences:
    """The copies as they are kept against the copies as the journal says; untouched blanks have no row of their own."""
    differ = {serial: (kept, booked) for serial, kept, booked in books.differing()}
    for first, last in ranges(differ):
        kept, booked = differ[first]
        yield Difference("REC-30", written(first, digits), BUCKET.show(kept), BUCKET.show(booked), about=written(last, digits))


def _counted(run: Run, lot: BlankLot, book: LotBook, longest: int) -> Differences:
    """REC-31 against the last count; REC-32 what is in no movement and was not counted. Without a count, a blank that
    was passed over while later ones of its lot were used. longest: the widest line of the journal, last - first."""
    count = run.context.db.scalar(select(StockCount).where(StockCount.lot_id == lot.id).order_by(StockCount.day.desc(), StockCount.id.desc()))
    if count is None:
        highest = book.highest_moved()
        lost = [serial for serial in book.untouched() if serial < highest]
    else:
        then = _book_at(run, lot, count.day, longest)
        for bucket in (BLANK, FINISHED, WAITING):
            found = {serial for first, last in count.found.get(bucket, ()) for serial in range(first, last + 1)}
            booked = then.serials(bucket)
            if found != booked:
                odd = "、".join(written(first, lot.digits) for first, _last in ranges(found ^ booked)[:10])
                yield Difference("REC-31", lot.name, f"{len(booked)}", f"{len(found)}（{len(found) - len(booked):+d}）", about=BUCKET.show(bucket), hint=odd)
        blanks = {serial for first, last in count.found.get(BLANK, ()) for serial in range(first, last + 1)}
        lost = [serial for serial in book.untouched() if serial not in blanks]
    for serial in lost:
        yield Difference("REC-32", written(serial, lot.digits), lot.name, "")


def _book_at(run: Run, lot: BlankLot, day: date, longest: int) -> LotBook:
    books = Books([(lot.first, lot.last)])
    books.take(_lines(run, Movement.day <= day, Movement.first.between(lot.first - longest, lot.last), Movement.last >= lot.first))
    return books.lots[0]


def _serials(run: Run, lots: list[BlankLot]) -> Differences:
    """REC-33: one serial on two rows or in two printings; REC-34: on a certificate, but in no lot."""
    db = run.context.db
    twice = set(db.scalars(select(C.serial).where(C.serial != "").group_by(C.serial).having(func.count() > 1)))
    printed = select(Movement.first, Movement.digits).where(Movement.code.in_(("ISS", "REI")), Movement.first == Movement.last,
                                                           ~_reversed()).group_by(Movement.first, Movement.digits).having(func.count() > 1)  # fmt: skip
    twice |= {written(serial, digits) for serial, digits in db.execute(printed)}
    for serial in sorted(twice):
        rows = db.execute(select(C.id, C.number, C.name).where(C.serial == serial).order_by(C.id)).all()
        told = [f"{row.number} {row.name}" for row in rows]
        yield Difference("REC-33", serial, told[0] if told else "", "；".join(told[1:]), certificate_id=rows[0].id if rows else None)
    if not lots:
        return
    known = or_(*(and_(C.serial.between(written(lot.first, lot.digits), written(lot.last, lot.digits)), func.length(C.serial) == lot.digits)
                  for lot in lots))  # fmt: skip
    for row in db.execute(select(C.id, C.number, C.serial).where(C.serial != "", not_(known)).order_by(C.serial)):
        yield Difference("REC-34", row.serial, row.number, "", certificate_id=row.id)


def _reversed() -> ColumnElement[bool]:
    other = aliased(Movement)
    return select(other.id).where(other.reverses == Movement.id).exists()


def _waiting(run: Run) -> Differences:
    days = run.context.rules["REC-35"].value("days")
    old = select(Copy.serial, Copy.since).where(Copy.bucket == WAITING, Copy.since < run.as_of - timedelta(days=days))
    digits = run.context.rules["LDG-003"].value("digits")
    waiting: dict[date, list[int]] = defaultdict(list)
    for serial, since in run.context.db.execute(old):
        waiting[since].append(serial)
    for since, serials in sorted(waiting.items()):
        for first, last in ranges(serials):
            yield Difference("REC-35", written(first, digits), f"{since}", f"{last - first + 1}", about=written(last, digits))


def _destroyed(run: Run) -> Differences:
    """REC-36: list, approval and two different persons. An old book without those columns is not asked."""
    bad = or_(Movement.document.is_(None), Movement.approved_by.is_(None), Movement.by.is_(None), Movement.second.is_(None),
              Movement.by == Movement.second)  # fmt: skip
    for line in run.context.db.scalars(select(Movement).where(Movement.code == "DST", Movement.history.is_(False), bad)):
        yield Difference("REC-36", written(line.first, line.digits), line.document or "", f"{line.by or ''}／{line.second or ''}")


def _reissues(run: Run) -> Differences:
    db = run.context.db
    causes = run.context.rules["CRT-052"].value("causes") or []
    recovered = set(db.scalars(select(Movement.first).where(Movement.code == "RCY")))
    decided = set(db.execute(select(C.number, Reissue.new_serial).join(Reissue.certificate).where(Reissue.state.in_(DONE_REISSUES))))
    for line in db.scalars(select(Movement).where(Movement.code == "REI", Movement.history.is_(False), ~_reversed()).order_by(Movement.id)):
        if line.cause in causes and line.old_serial and int(line.old_serial) not in recovered:
            yield Difference("REC-37", line.old_serial, line.number or "", written(line.first, line.digits))
        if (line.number, written(line.first, line.digits)) not in decided:
            yield Difference("REC-38", line.number or written(line.first, line.digits), line.document or "", "")


def _revoked_outside(run: Run) -> Differences:
    """REC-39. Where an old ledger's paper is, nobody recorded: it is asked only of copies that were handed out here."""
    statement = select(C.id, C.number, C.serial, C.ended_on).join(Copy, Copy.certificate_id == C.id).where(
        C.state == "revoked", Copy.bucket == OUT, Copy.state != "old", Copy.lost_on.is_(None)).order_by(C.serial)  # fmt: skip
    for row in run.context.db.execute(statement):
        yield Difference("REC-39", row.serial, row.number, str(row.ended_on or ""), certificate_id=row.id)
