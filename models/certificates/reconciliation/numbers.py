"""(b) the register by itself: numbers, persons, scope, contents: REC-10 … REC-23."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Integer, cast, func, or_, select

from models.assessment.terms import LEVELS
from models.certificates.marks import position_tables
from models.certificates.numbers import outside_tables, parts
from models.certificates.reconciliation import normal
from models.certificates.reconciliation.finding import Difference, Differences, Run
from models.certificates.reconciliation.passes import last_days, plain_job
from models.certificates.tables import Certificate as C
from models.certificates.tables import Roster


def register(run: Run) -> Differences:
    yield from _twice(run)
    if run.numbered_here:
        yield from _positions(run)
        yield from _gaps(run)
        yield from _order(run)
    yield from _two_of_a_kind(run)
    yield from _scope(run)
    yield from _contents(run)
    yield from _rosters(run)


def _twice(run: Run) -> Differences:
    repeated = select(C.number).where(C.number != "").group_by(C.number).having(func.count() > 1).order_by(C.number)
    for number in run.context.db.scalars(repeated):
        rows = run.context.db.execute(select(C.id, C.name, C.serial, C.source_row).where(C.number == number).order_by(C.id)).all()
        told = [f"{row.name} {row.serial} {row.source_row or ''}".strip() for row in rows]
        yield Difference("REC-10", number, told[0], "；".join(told[1:]), certificate_id=rows[0].id)


def _positions(run: Run) -> Differences:
    """Only rows whose positions disagree are read: format, agency, year and level code."""
    filing_no, tables = run.context.centre.filing_no, position_tables(run.context)
    year, level = cast(func.substr(C.scope, 14, 2), Integer), cast(func.substr(C.scope, 16, 1), Integer)
    odd = or_(C.sequence.is_(None), C.sequence == 0, C.scope.notlike(f"{filing_no}%"),
              year != func.extract("year", C.issued_on) % 100, level != C.level)  # fmt: skip
    shaped = select(C.id, C.number, C.issued_on, C.level, C.batch_code).where(C.number != "", odd).order_by(C.number, C.id)
    for row in run.context.db.execute(shaped):
        yield from _position_faults(row, filing_no, tables)


def _position_faults(row: Any, filing_no: str, tables: list[dict[str, Any]]) -> Differences:
    about = {"batch": row.batch_code, "certificate_id": row.id}
    read = parts(row.number)
    if read is None or outside_tables(row.number, tables):
        yield Difference("REC-12", row.number, row.number, f"{len(row.number)}", **about)
    if read is None:
        return
    if read.agency != filing_no:
        yield Difference("REC-13", row.number, read.agency, filing_no, **about)
    if read.year != row.issued_on.year % 100:
        yield Difference("REC-14", row.number, f"{read.year:02d}", row.issued_on.isoformat(), **about)
    if read.level != row.level:
        yield Difference("REC-15", row.number, str(read.level), LEVELS.get(row.level, ""), **about)


def _gaps(run: Run) -> Differences:
    """RCN-015: per scope, every number from 1 to the highest that stands in no row; neighbours are one range."""
    before = func.lag(C.sequence, 1, 0).over(partition_by=C.scope, order_by=C.sequence)
    inner = select(C.scope, C.sequence, C.batch_code, before.label("before")).where(
        C.sequence.is_not(None), C.scope.like(f"{run.context.centre.filing_no}%")).subquery()  # fmt: skip
    holes = select(inner).where(inner.c.sequence > inner.c.before + 1).order_by(inner.c.scope, inner.c.sequence)
    wrong = _miscoded(run)
    for row in run.context.db.execute(holes):
        first, last = f"{row.scope}{row.before + 1:06d}", f"{row.scope}{row.sequence - 1:06d}"
        hint = "、".join(wrong.get(row.batch_code, ()))
        yield Difference("REC-11", first if first == last else f"{first}–{last[-6:]}", "", f"{row.sequence - row.before - 1}",
                         batch=row.batch_code, hint=hint)  # fmt: skip


def _miscoded(run: Run) -> dict[str, list[str]]:
    """Numbers with a wrong year or level code, by batch: they may fill a gap."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in _positions(run):
        if one.kind in ("REC-14", "REC-15"):
            found[one.batch].append(one.key)
    return found


def _order(run: Run) -> Differences:
    """REC-23: inside a scope a higher sequence must not have an earlier date than any before it."""
    latest = func.max(C.issued_on).over(partition_by=C.scope, order_by=(C.sequence, C.id), rows=(None, -1))
    inner = select(C.id, C.number, C.issued_on, latest.label("latest")).where(C.sequence.is_not(None)).subquery()
    for row in run.context.db.execute(select(inner).where(inner.c.issued_on < inner.c.latest).order_by(inner.c.number)):
        yield Difference("REC-23", row.number, str(row.issued_on), str(row.latest), certificate_id=row.id)


def _two_of_a_kind(run: Run) -> Differences:
    job = plain_job(C.job)
    twice = (
        select(C.id_no, C.occupation, job.label("job"), C.level).where(C.state == "valid").group_by(C.id_no, C.occupation, job, C.level)
        .having(func.count(C.number.distinct()) > 1)
    )  # fmt: skip
    for row in run.context.db.execute(twice):
        mine = select(C.id, C.number, C.name).where(C.id_no == row.id_no, C.occupation == row.occupation, job == row.job,
                                                    C.level == row.level, C.state == "valid").order_by(C.number)  # fmt: skip
        rows = run.context.db.execute(mine).all()
        yield Difference("REC-16", rows[-1].number, f"{rows[-1].name} {rows[-1].number}", "、".join(one.number for one in rows[:-1]),
                         certificate_id=rows[-1].id)  # fmt: skip


def _scope(run: Run) -> Differences:
    """REC-17, 18, 19: judged once for each combination that occurs, then the rows of the bad ones are read."""
    if not run.scope.rows:
        return
    days = last_days(run)
    combinations = select(C.occupation, C.job, C.level, C.batch_code).where(C.state == "valid").distinct()
    for occupation, job, level, batch in run.context.db.execute(combinations):
        kinds = list(_scope_kinds(run, occupation, job, level, days.get(batch)))
        if not kinds:
            continue
        rows = select(C.id, C.number).where(C.occupation == occupation, C.job == job, C.level == level, C.batch_code == batch, C.state == "valid")
        for row in run.context.db.execute(rows.order_by(C.number)):
            for kind in kinds:
                if kind == "REC-17" and _level_mistyped(run, row.number, occupation, job, level):
                    continue
                yield Difference(kind, row.number, f"{occupation} {job} {LEVELS.get(level, level)}", "", batch=batch, certificate_id=row.id)


def _level_mistyped(run: Run, number: str, occupation: str, job: str, level: int) -> bool:
    """Whether the number itself says another level, and that one is filed: then the level is wrong (REC-15), not the scope."""
    read = parts(number)
    return read is not None and read.level != level and run.scope.is_filed((occupation, normal.job(job), read.level))


def _scope_kinds(run: Run, occupation: str, job: str, level: int, day: Any) -> list[str]:
    key = (occupation, normal.job(job), level)
    tidied = (normal.name(occupation), normal.name(key[1]), level)
    filed = {(normal.name(name), normal.name(work), rank): (name, work, rank) for name, work, rank in run.scope.rows}
    kinds = []
    exact = filed.get(tidied)
    if exact is None:
        kinds.append("REC-17")
    else:
        if not run.scope.in_force(exact, day):
            kinds.append("REC-17" if run.scope.valid_on(day) else "REC-18")
        if not job or (occupation, job) != exact[:2]:
            kinds.append("REC-19")
    if exact is None and day is not None and not run.scope.valid_on(day):
        kinds.append("REC-18")
    return kinds


def _contents(run: Run) -> Differences:
    name, valid = run.context.centre.name, C.state == "valid"
    for row in run.context.db.execute(select(C.id, C.number, C.agency, C.batch_code).where(valid, C.agency != name, C.agency != "")):
        yield Difference("REC-20", row.number, row.agency, name, batch=row.batch_code, certificate_id=row.id)
    own_agency = (C.history.is_(False)) & or_(C.agency.is_(None), C.agency == "")
    empty = or_(C.name == "", C.id_no == "", C.occupation == "", C.number == "", C.agency == "", own_agency)
    for bare in run.context.db.scalars(select(C).where(valid, empty)):
        missing = [field for field in ("name", "id_no", "occupation", "number", "agency") if getattr(bare, field) in ("", None)]
        yield Difference("REC-21", bare.number or bare.id_no, "", "、".join(missing), batch=bare.batch_code, certificate_id=bare.id)


def _rosters(run: Run) -> Differences:
    """REC-22: only certificates of this program; an old ledger has no rosters."""
    off = select(C.id, C.number, C.name, C.batch_code).outerjoin(Roster).where(
        C.state == "valid", C.history.is_(False), Roster.approved_on.is_(None))  # fmt: skip
    for row in run.context.db.execute(off):
        yield Difference("REC-22", row.number, row.name, "", batch=row.batch_code, certificate_id=row.id)


