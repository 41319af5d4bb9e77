"""(d) who received the paper: REC-40 … REC-46 (matching: RCN-013)."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, exists, func, or_, select

from models.certificates.ledger import FINISHED
from models.certificates.reconciliation import normal
from models.certificates.reconciliation.finding import Difference, Differences, Run
from models.certificates.tables import Certificate as C
from models.certificates.tables import Copy, SignOff
from models.certificates.tables_life import Correction
from models.certificates.terms import WAY

S = SignOff


def signoffs(run: Run) -> Differences:
    db = run.context.db
    signed = exists().where(S.number == C.number, S.serial == C.serial, S.undone_on.is_(None))
    for row in db.execute(select(C.id, C.number, C.serial, C.handed_on, C.batch_code).where(C.handed_on.is_not(None), ~signed).order_by(C.number)):
        yield Difference("REC-40", row.number, f"{row.serial} {row.handed_on}", "", batch=row.batch_code, certificate_id=row.id)
    yield from _unknown(run)
    twice = select(S.number, S.serial, func.count()).where(S.undone_on.is_(None)).group_by(S.number, S.serial).having(func.count() > 1)
    for number, serial, count in db.execute(twice):
        yield Difference("REC-42", number, serial, str(count))
    yield from _each(run)
    yield from _left_lying(run)


def _unknown(run: Run) -> Differences:
    stray = select(S.number, S.signer, S.day).where(~exists().where(C.number == S.number)).order_by(S.number, S.id)
    seen = set()
    for row in run.context.db.execute(stray):
        if row.number not in seen:
            seen.add(row.number)
            yield Difference("REC-41", row.number, "", f"{row.signer or ''} {row.day}".strip())


def _each(run: Run) -> Differences:
    """The certificate of a sign-off is the row with its serial, else the one row of its number."""
    columns = (S.id, S.number, S.serial, S.day, S.way, S.signer, S.authorisation, S.courier, S.receipt, C.id.label("certificate_id"),
               C.name, C.issued_on, C.serial.label("current"))  # fmt: skip
    alone = ~exists().where(_other(C)).correlate(S)
    odd = or_(S.signer != C.name, S.day < C.issued_on, and_(S.way == "courier", or_(S.courier.is_(None), S.courier == "")),
              and_(S.way == "institution", or_(S.receipt.is_(None), S.receipt == "")))  # fmt: skip
    joined = select(*columns).join(C, and_(C.number == S.number, or_(C.serial == S.serial, alone))).where(odd).order_by(S.number, S.id)
    former = _former_names(run)
    seen: set[tuple[str, str]] = set()
    for row in run.context.db.execute(joined):
        names = {normal.name(row.name)} | {name for name, until in former.get(row.certificate_id, ()) if row.day <= until}
        for one in _faults(row, names):
            if (one.kind, one.key) not in seen:
                seen.add((one.kind, one.key))
                yield one


def _former_names(run: Run) -> dict[int, list[tuple[str, date]]]:
    """Names that were corrected, each with the day until which it stood: whoever signed with it by then was the holder."""
    corrected = select(Correction.certificate_id, Correction.old, Correction.decided_on).where(
        Correction.field == "name", Correction.state == "approved")  # fmt: skip
    former: dict[int, list[tuple[str, date]]] = {}
    for row in run.context.db.execute(corrected):
        former.setdefault(row.certificate_id, []).append((normal.name(row.old), row.decided_on))
    return former


def _other(_table: Any) -> Any:
    from sqlalchemy.orm import aliased

    other = aliased(C)
    return and_(other.number == S.number, other.serial == S.serial)


def _faults(row: Any, names: set[str]) -> Differences:
    differs = bool(row.signer) and normal.name(row.signer) not in names
    if row.way != "courier" and differs and not row.authorisation:
        yield Difference("REC-43", row.number, row.name, f"{row.signer}（{WAY.show(row.way)}）", certificate_id=row.certificate_id)
    if row.day < row.issued_on:
        yield Difference("REC-45", row.number, str(row.issued_on), str(row.day), certificate_id=row.certificate_id)
    if (row.way == "courier" and not row.courier) or (row.way == "institution" and not row.receipt):
        yield Difference("REC-46", row.number, WAY.show(row.way), "", certificate_id=row.certificate_id)


def _left_lying(run: Run) -> Differences:
    """REC-44: finished, on hand, older than the days of CRT-038. An old ledger that never says who got what is not asked."""
    days = run.context.rules["CRT-038"].value("days")
    old = select(C.id, C.number, C.name, C.issued_on, C.batch_code).join(Copy, Copy.certificate_id == C.id).where(
        Copy.bucket == FINISHED, C.state == "valid", C.handed_on.is_(None), C.form != "electronic",
        C.issued_on < run.as_of - timedelta(days=days)).distinct()  # fmt: skip
    for row in run.context.db.execute(old.order_by(C.number)):
        yield Difference("REC-44", row.number, f"{row.name} {row.issued_on}", f"{(run.as_of - row.issued_on).days}",
                         batch=row.batch_code, certificate_id=row.id)  # fmt: skip
