"""(b) the register against (e) the national query system: REC-50 … REC-58 (matching: RCN-012)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, or_, select

from models.assessment.terms import LEVELS
from models.certificates.reconciliation import normal
from models.certificates.reconciliation.finding import Difference, Differences, Run
from models.certificates.reconciliation.online import NET, Export
from models.certificates.reconciliation.passes import plain_job
from models.certificates.tables import Certificate as C
from resources.texts import _

N = NET.c
FIELDS = {"occupation": _("职业"), "job": _("工种"), "level": _("等级"), "agency": _("评价机构"), "issued_on": _("发证日期")}


def online(run: Run, export: Export) -> Differences:
    repeated = set(run.context.db.scalars(select(C.number).where(C.number != "").group_by(C.number).having(func.count() > 1)))
    yield from _not_online(run, repeated)
    stray = select(N.number, N.name, N.id_no).outerjoin(C, C.number == N.number).where(C.id.is_(None)).order_by(N.number, N.id)
    yield from _once(Difference("REC-51", row.number, "", f"{row.name} {row.id_no}") for row in run.context.db.execute(stray))
    twice = select(N.number, func.count().label("n")).group_by(N.number).having(func.count() > 1).order_by(N.number)
    for row in run.context.db.execute(twice):
        yield Difference("REC-52", row.number, "1", str(row.n))
    ended = select(C.id, C.number, C.name, C.ended_on, C.batch_code).join(NET, N.number == C.number).where(C.state.in_(("revoked", "void")))
    yield from _once(Difference("REC-53", row.number, f"{row.name} {row.ended_on or ''}".strip(), row.number, batch=row.batch_code, certificate_id=row.id)
                     for row in run.context.db.execute(ended.order_by(C.number)))  # fmt: skip
    yield from _once(_pairs(run, export, repeated))
    yield from _late(run)
    too_old = run.context.rules["REC-58"].value("days")
    if run.exported_on is not None and run.exported_on < run.as_of - timedelta(days=too_old):
        yield Difference("REC-58", str(run.exported_on), str(run.as_of), str(run.exported_on))


def _once(found: Iterable[Difference]) -> Differences:
    """The same class and key is listed once in a run (RCN-016)."""
    seen = set()
    for one in found:
        if (one.kind, one.key, one.about) not in seen:
            seen.add((one.kind, one.key, one.about))
            yield one


def _not_online(run: Run, repeated: set[str]) -> Differences:
    """REC-50 for a number that is nowhere, and for the other rows of a number that belongs to somebody else online."""
    days = run.last_days
    columns = (C.id, C.number, C.name, C.id_no, C.batch_code, C.issued_on)
    nowhere = select(*columns).outerjoin(NET, N.number == C.number).where(C.state == "valid", C.number != "", N.id.is_(None))
    found = [(row, "") for row in run.context.db.execute(nowhere.order_by(C.number, C.id))]
    for number in sorted(repeated):
        found += [(row, owner) for row, owner in _others(run, number, columns)]
    for row, owner in found:
        if run.late(days.get(row.batch_code) or row.issued_on):
            yield Difference("REC-50", row.number, f"{row.name} {row.id_no}", owner, batch=row.batch_code, certificate_id=row.id)


def _others(run: Run, number: str, columns: tuple[Any, ...]) -> list[tuple[Any, str]]:
    db = run.context.db
    exported = db.execute(select(N.id_no, N.name).where(N.number == number)).all()
    rows = db.execute(select(*columns).where(C.number == number, C.state == "valid").order_by(C.id)).all()
    online_ids = {row.id_no for row in exported}
    mine = {row.id for row in rows if row.id_no in online_ids} or {row.id for row in rows[:1]}
    return [(row, f"{exported[0].name} {exported[0].id_no}") for row in rows if exported and row.id not in mine]


def _pairs(run: Run, export: Export, repeated: set[str]) -> Differences:
    """REC-54, 55, 56: the database finds what is not equal as written, the comparison of values decides."""
    differs: list[ColumnElement[bool]] = [C.name != N.name, C.id_no != N.id_no]
    compared: dict[str, ColumnElement[bool]] = {
        "occupation": C.occupation != N.occupation, "job": plain_job(C.job) != N.job, "level": or_(N.level.is_(None), C.level != N.level),
        "agency": C.agency != N.agency, "issued_on": cast(C.issued_on, String) != N.issued_on,
    }  # fmt: skip
    fields = [name for name in compared if name in export.has]
    columns = [getattr(C, name) for name in ("id", "number", "name", "id_no", "batch_code", *FIELDS)]
    theirs = [N[name].label(f"net_{name}") for name in ("name", "id_no", *FIELDS)]
    statement = select(*columns, *theirs).join(NET, N.number == C.number).where(
        C.state == "valid", or_(*differs, *(compared[name] for name in fields)))  # fmt: skip
    for row in run.context.db.execute(statement.order_by(C.number, C.id)):
        if row.number in repeated and row.id_no != row.net_id_no:
            continue  # RCN-012: the export row belongs to another row of this number
        yield from _faults(row, fields)


def _faults(row: Any, fields: list[str]) -> Differences:
    about = {"batch": row.batch_code, "certificate_id": row.id}
    if normal.name(row.name) != row.net_name:
        yield Difference("REC-54", row.number, row.name, row.net_name, **about)
    if normal.code(row.id_no) != row.net_id_no:
        yield Difference("REC-55", row.number, row.id_no, row.net_id_no, **about)
    for name in fields:
        mine, theirs = getattr(row, name), getattr(row, f"net_{name}")
        if mine is not None and _plain(name, mine) != theirs:
            shown = (LEVELS.get(mine, ""), LEVELS.get(theirs, str(theirs or ""))) if name == "level" else (str(mine), str(theirs))
            yield Difference("REC-56", row.number, *shown, about=FIELDS[name], batch=row.batch_code, certificate_id=row.id)


def _plain(name: str, value: Any) -> Any:
    if name == "level":
        return value
    return value.isoformat() if name == "issued_on" else normal.job(value) if name == "job" else normal.name(value)


def _late(run: Run) -> Differences:
    days = run.last_days
    for row in run.context.db.execute(select(C.id, C.number, C.submitted_on, C.batch_code).where(C.submitted_on.is_not(None))):
        day = days.get(row.batch_code)
        if day is not None and row.submitted_on > run.deadline(day):
            yield Difference("REC-57", row.number, str(row.submitted_on), str(run.deadline(day)), batch=row.batch_code, certificate_id=row.id)
