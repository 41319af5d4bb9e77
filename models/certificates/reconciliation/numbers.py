"""(b) the register by itself: numbers, persons, scope, contents: REC-10 … REC-23."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Integer, String, cast, func, or_, select

from models.assessment.terms import LEVELS
from models.certificates.marks import position_tables
from models.certificates.numbers import outside_tables, parts
from models.certificates.reconciliation import normal
from models.certificates.reconciliation.finding import Difference, Differences, Run
from models.certificates.tables import Certificate as C
from models.certificates.tables import Roster


def register(run: Run) -> Differences:
    yield from _twice(run)
    if run.numbered_here:
        yield from _positions(run)
        yield from _sequences(run)
    yield from _two_of_a_kind(run)
    yield from _scope(run)
    yield from _contents(run)


def _twice(run: Run) -> Differences:
    for number in run.repeated:
        rows = run.context.db.execute(select(C.id, C.name, C.serial, C.source_row).where(C.number == number).order_by(C.id)).all()
        told = [f"{row.name} {row.serial} {row.source_row or ''}".strip() for row in rows]
        yield Difference("REC-10", number, told[0], "；".join(told[1:]), certificate_id=rows[0].id)


def _positions(run: Run) -> Differences:
    """Only rows whose positions disagree are read: format, agency, year and level code. The index alone tells which."""
    filing_no, tables = run.context.centre.filing_no, position_tables(run.context)
    year, level = func.substr(C.scope, 14, 2), cast(func.substr(C.scope, 16, 1), Integer)
    odd = or_(C.sequence.is_(None), C.sequence == 0, func.substr(C.scope, 1, len(filing_no)) != filing_no,
              year != func.substr(cast(C.issued_on, String), 3, 2), level != C.level)  # fmt: skip
    shaped = select(C.id, C.number, C.issued_on, C.level, C.batch_code).where(C.id.in_(select(C.id).where(odd)), C.number != "")
    for row in run.context.db.execute(shaped.order_by(C.number, C.id)):
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


def _sequences(run: Run) -> Differences:
    """One walk through the scopes in their order. RCN-015: every number from 1 to the highest that stands in no row is a
    gap, neighbours are one range. REC-23: a higher sequence must not have an earlier date than any before it."""
    odd_scopes = _odd_scopes(run)
    if not odd_scopes:
        return
    order = (C.sequence, C.issued_on, C.level, C.id)
    before = func.lag(C.sequence, 1, 0).over(partition_by=C.scope, order_by=order)
    latest = func.max(C.issued_on).over(partition_by=C.scope, order_by=order, rows=(None, -1))
    inner = select(C.id, C.scope, C.sequence, C.issued_on, before.label("before"), latest.label("latest")).where(
        C.sequence.is_not(None), C.scope.in_(odd_scopes)).subquery()  # fmt: skip
    odd = select(inner, C.number, C.batch_code).join(C, C.id == inner.c.id).where(
        or_(inner.c.sequence > inner.c.before + 1, inner.c.issued_on < inner.c.latest))  # fmt: skip
    wrong: dict[str, list[str]] | None = None
    for row in run.context.db.execute(odd.order_by(inner.c.scope, inner.c.sequence)):
        if row.latest is not None and row.issued_on < row.latest:
            yield Difference("REC-23", row.number, str(row.issued_on), str(row.latest), certificate_id=row.id)
        if row.sequence > row.before + 1 and row.scope.startswith(run.context.centre.filing_no):
            wrong = _miscoded(run) if wrong is None else wrong
            first, last = f"{row.scope}{row.before + 1:06d}", f"{row.scope}{row.sequence - 1:06d}"
            yield Difference("REC-11", first if first == last else f"{first}–{last[-6:]}", "", f"{row.sequence - row.before - 1}",
                             batch=row.batch_code, hint="、".join(wrong.get(row.batch_code, ())))  # fmt: skip


def _odd_scopes(run: Run) -> list[str]:
    """Scopes with a gap or an order to look into. Sums over the index tell, without a walk through each scope."""
    sums = select(C.scope, func.count(C.sequence.distinct()), func.max(C.sequence)).where(C.sequence.is_not(None)).group_by(C.scope)
    odd = {scope for scope, count, last in run.context.db.execute(sums) if count != last}
    spans = select(C.scope, func.min(C.sequence), func.max(C.sequence)).where(C.sequence.is_not(None)).group_by(C.scope, C.issued_on)
    reached: dict[str, int] = {}
    lowest: Any
    highest: Any  # never None: rows without a sequence are left out
    for scope, lowest, highest in run.context.db.execute(spans.order_by(C.scope, C.issued_on)):
        if lowest < reached.get(scope, 0):
            odd.add(scope)
        reached[scope] = max(highest, reached.get(scope, 0))
    return sorted(odd)


def _miscoded(run: Run) -> dict[str, list[str]]:
    """Numbers with a wrong year or level code, by batch: they may fill a gap."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in _positions(run):
        if one.kind in ("REC-14", "REC-15"):
            found[one.batch].append(one.key)
    return found


def _two_of_a_kind(run: Run) -> Differences:
    """REC-16. People with two certificates of one level are few: the index finds them, only their rows are compared."""
    again = select(C.id_no).group_by(C.id_no, C.level).having(func.count() > 1)
    columns = (C.id, C.number, C.name, C.id_no, C.occupation, C.job, C.level)
    mine: dict[tuple[Any, ...], dict[str, Any]] = defaultdict(dict)
    for row in run.context.db.execute(select(*columns).where(C.state == "valid", C.id_no.in_(again)).order_by(C.number, C.id)):
        mine[row.id_no, row.occupation, normal.job(row.job), row.level].setdefault(row.number, row)
    for rows in mine.values():
        *others, last = rows.values()
        if others:
            yield Difference("REC-16", last.number, f"{last.name} {last.number}", "、".join(one.number for one in others), certificate_id=last.id)


def _scope(run: Run) -> Differences:
    """REC-17, 18, 19: judged once for each combination that occurs, then the rows of the bad ones are read."""
    if not run.scope.rows:
        return
    for occupation, job, level, batch in sorted(run.combinations):
        kinds = list(_scope_kinds(run, occupation, job, level, run.last_days.get(batch)))
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
    """REC-20 another agency, REC-21 empty fields, REC-22 no approved roster (of this program's own: an old ledger has none).
    Judged once for each group that occurs, then the rows of the odd ones are read."""
    name, fields = run.context.centre.name, ("name", "id_no", "occupation", "number", "agency")
    columns = (C.id, *(getattr(C, field) for field in fields), C.batch_code, C.history, Roster.approved_on)
    approved = set(run.context.db.scalars(select(Roster.id).where(Roster.approved_on.is_not(None))))
    for group in (one for one in run.groups if one.state == "valid" and _is_odd(one, name, approved)):
        same = (C.batch_code == group.batch_code, C.state == "valid", C.occupation == group.occupation, C.agency.is_not_distinct_from(group.agency),
                C.history.is_(group.history), C.roster_id.is_not_distinct_from(group.roster_id))  # fmt: skip
        for row in run.context.db.execute(select(*columns).outerjoin(Roster).where(*same).order_by(C.id)):
            yield from _content_faults(row, name, fields)


def _is_odd(group: Any, agency: str, approved: set[int]) -> bool:
    own = not group.history and (group.agency is None or group.roster_id not in approved)
    return own or group.has_empty or group.agency not in (None, agency)


def _content_faults(row: Any, name: str, fields: tuple[str, ...]) -> Differences:
    about = {"batch": row.batch_code, "certificate_id": row.id}
    if row.agency and row.agency != name:
        yield Difference("REC-20", row.number, row.agency, name, **about)
    missing = [field for field in fields if getattr(row, field) == "" or (field == "agency" and row.agency is None and not row.history)]
    if missing:
        yield Difference("REC-21", row.number or row.id_no, "", "、".join(missing), **about)
    if not row.history and row.approved_on is None:
        yield Difference("REC-22", row.number, row.name, "", **about)
