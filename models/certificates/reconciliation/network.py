"""(b) the register against (e) the national query system: REC-50 … REC-58 (matching: RCN-012)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, func, or_, select

from models.assessment.terms import LEVELS
from models.certificates.reconciliation import normal
from models.certificates.reconciliation.finding import Difference, Differences, Run
from models.certificates.reconciliation.online import KIND, NET, Export
from models.certificates.reconciliation.passes import plain_job
from models.certificates.tables import Certificate as C
from models.core.identity import masked
from resources.texts import _

N, K = NET.c, KIND.c
FIELDS = {"occupation": _("职业"), "job": _("工种"), "level": _("等级"), "agency": _("评价机构"), "issued_on": _("发证日期")}


def online(run: Run, export: Export) -> Differences:
    yield from _once(_walk(run, export, set(run.repeated)))
    stray = select(N.number, N.name, N.id_no).outerjoin(C, C.number == N.number).where(C.id.is_(None)).order_by(N.number, N.id)
    yield from _once(Difference("REC-51", row.number, "", f"{row.name} {masked(row.id_no)}") for row in run.context.db.execute(stray))
    twice = select(N.number, func.count().label("n")).group_by(N.number).having(func.count() > 1).order_by(N.number)
    for row in run.context.db.execute(twice):
        yield Difference("REC-52", row.number, "1", str(row.n))
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


def _walk(run: Run, export: Export, repeated: set[str]) -> Differences:
    """One walk through the register with the export beside it: REC-50, 53, 54, 55, 56. The database finds what is not
    equal as written, the comparison of values decides."""
    compared: dict[str, ColumnElement[bool]] = {
        "occupation": C.occupation != K.occupation, "job": plain_job(C.job) != K.job, "level": or_(K.level.is_(None), C.level != K.level),
        "agency": C.agency != K.agency, "issued_on": cast(C.issued_on, String) != K.issued_on,
    }  # fmt: skip
    fields = [name for name in compared if name in export.has]
    differs = or_(C.name != N.name, C.id_no != N.id_no, *(compared[name] for name in fields))
    columns = [getattr(C, name) for name in ("id", "number", "name", "id_no", "batch_code", "state", "ended_on", *FIELDS)]
    theirs = [N.id.label("net_id"), *(N[name].label(f"net_{name}") for name in ("name", "id_no")), *(K[name].label(f"net_{name}") for name in FIELDS)]
    odd = or_(and_(C.state == "valid", or_(N.id.is_(None), differs)), and_(C.state.in_(("revoked", "void")), N.id.is_not(None)))
    beside = select(*columns, *theirs).outerjoin(NET, N.number == C.number).outerjoin(KIND, K.id == N.kind).where(C.number != "", odd)
    for row in run.context.db.execute(beside.order_by(C.number, C.id)):
        if row.net_id is None:
            yield from _missing(run, row, "")
        elif row.state != "valid":
            yield Difference("REC-53", row.number, f"{row.name} {row.ended_on or ''}".strip(), row.number, batch=row.batch_code,
                             certificate_id=row.id)  # fmt: skip
        elif row.number not in repeated or row.id_no == row.net_id_no:  # else RCN-012: it belongs to another row of this number
            yield from _faults(row, fields)
    for number in sorted(repeated):
        for row, owner in _others(run, number, (C.id, C.number, C.name, C.id_no, C.batch_code, C.issued_on)):
            yield from _missing(run, row, owner)


def _missing(run: Run, row: Any, owner: str) -> Differences:
    """REC-50 once the term has run out, for a number that is nowhere or whose row online is somebody else's."""
    if run.late(run.last_days.get(row.batch_code) or row.issued_on):
        yield Difference("REC-50", row.number, f"{row.name} {masked(row.id_no)}", owner, batch=row.batch_code, certificate_id=row.id)


def _others(run: Run, number: str, columns: tuple[Any, ...]) -> list[tuple[Any, str]]:
    db = run.context.db
    exported = db.execute(select(N.id_no, N.name).where(N.number == number)).all()
    rows = db.execute(select(*columns).where(C.number == number, C.state == "valid").order_by(C.id)).all()
    online_ids = {row.id_no for row in exported}
    mine = {row.id for row in rows if row.id_no in online_ids} or {row.id for row in rows[:1]}
    return [(row, f"{exported[0].name} {masked(exported[0].id_no)}") for row in rows if exported and row.id not in mine]


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
