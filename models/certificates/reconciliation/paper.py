"""(c) blanks, copies and the journal: REC-29 … REC-39."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import aliased

from models.certificates.ledger import BLANK, FINISHED, OUT, WAITING, Move, balance, ranges, replay, written
from models.certificates.queries import moves
from models.certificates.reconciliation.finding import Difference, Differences, Run
from models.certificates.tables import BlankLot, Copy, Movement, Reissue, StockCount
from models.certificates.tables import Certificate as C
from models.certificates.terms import BUCKET

DONE_REISSUES = ("approved", "printed", "closed")


def paper(run: Run) -> Differences:
    lots = list(run.context.db.scalars(select(BlankLot).order_by(BlankLot.first)))
    journal = moves(run.context.db)
    yield from _overlapping(lots)
    where, _wrong = replay(journal)
    for lot in lots:
        inside = {serial: bucket for serial, bucket in where.items() if lot.first <= serial <= lot.last}
        yield from _equations(lot, journal, inside)
        yield from _counted(run, lot, journal, inside)
    yield from _not_as_booked(run, where, lots)
    yield from _serials(run, lots)
    yield from _waiting(run)
    yield from _destroyed(run)
    yield from _reissues(run)
    yield from _revoked_outside(run)


def _overlapping(lots: list[BlankLot]) -> Differences:
    for earlier, later in pairwise(lots):
        if later.first <= earlier.last:
            yield Difference("REC-29", written(later.first, later.digits), earlier.name, later.name)


def _equations(lot: BlankLot, journal: list[Move], inside: dict[int, str]) -> Differences:
    """REC-30 over the whole life of a lot: opening zero, so that E5 is asked too."""
    book = balance(journal, lot.first, lot.last, date.min, date.max, Counter(inside.values()))
    for name, (left, right) in book.equations().items():
        if left != right:
            yield Difference("REC-30", lot.name, str(left), str(right), about=name)


def _not_as_booked(run: Run, where: dict[int, str], lots: list[BlankLot]) -> Differences:
    """The copies as they are kept against the copies as the journal says; untouched blanks have no row of their own."""
    if not lots:
        return
    kept = {row.serial: row.bucket for row in run.context.db.execute(select(Copy.serial, Copy.bucket))}
    digits = lots[0].digits
    differ = [serial for serial in where.keys() | kept.keys() if kept.get(serial, BLANK) != where.get(serial, BLANK)]
    for first, last in ranges(differ):
        name = lambda bucket: BUCKET.show(bucket) if bucket else ""  # noqa: E731
        yield Difference("REC-30", written(first, digits), name(kept.get(first)), name(where.get(first)), about=written(last, digits))


def _counted(run: Run, lot: BlankLot, journal: list[Move], inside: dict[int, str]) -> Differences:
    """REC-31 against the last count; REC-32 what is in no movement and was not counted. Without a count, a blank that
    was passed over while later ones of its lot were used."""
    count = run.context.db.scalar(select(StockCount).where(StockCount.lot_id == lot.id).order_by(StockCount.day.desc(), StockCount.id.desc()))
    moved = {serial for move in journal if move.code != "RCV" for serial in range(max(move.first, lot.first), min(move.last, lot.last) + 1)}
    untouched = [serial for serial in range(lot.first, lot.last + 1) if serial not in moved]
    if count is None:
        highest = max(moved, default=0)
        lost = [serial for serial in untouched if serial < highest]
    else:
        booked = _book_at(journal, lot, count.day)
        for bucket in (BLANK, FINISHED, WAITING):
            found = {serial for first, last in count.found.get(bucket, ()) for serial in range(first, last + 1)}
            book = booked[bucket]
            if len(found) != len(book) or found != book:
                odd = "、".join(written(first, lot.digits) for first, _last in ranges(found ^ book)[:10])
                yield Difference("REC-31", lot.name, f"{len(book)}", f"{len(found)}（{len(found) - len(book):+d}）", about=BUCKET.show(bucket), hint=odd)
        blanks = {serial for first, last in count.found.get(BLANK, ()) for serial in range(first, last + 1)}
        lost = [serial for serial in untouched if serial not in blanks]
    for serial in lost:
        yield Difference("REC-32", written(serial, lot.digits), lot.name, "")


def _book_at(journal: list[Move], lot: BlankLot, day: date) -> dict[str, set[int]]:
    where, _wrong = replay((move for move in journal if move.first <= lot.last and move.last >= lot.first), day)
    found: dict[str, set[int]] = defaultdict(set)
    for serial, bucket in where.items():
        if lot.first <= serial <= lot.last:
            found[bucket].add(serial)
    return found


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
