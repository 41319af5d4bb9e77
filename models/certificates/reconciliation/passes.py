"""(a) the approved pass list against (b) the register: REC-01 … REC-08 (matching order: RCN-010, RCN-011)."""

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, or_, select

from models.assessment.rules import notice_over
from models.assessment.tables import Batch, PassRow
from models.assessment.terms import LEVELS
from models.certificates.grades import grade_note
from models.certificates.reconciliation import normal
from models.certificates.reconciliation.finding import Difference, Differences, Run
from models.certificates.tables import Certificate as C

P = PassRow
EMPTY_JOBS = ("", "-", "—", "——", "无")


def plain_job(column: Any) -> ColumnElement[str]:
    """RCN-004 in the database."""
    return case((column.in_(EMPTY_JOBS), "--"), else_=column)


def _same() -> ColumnElement[bool]:
    return and_(P.id_no == C.id_no, P.level == C.level, P.occupation == C.occupation, plain_job(P.job) == plain_job(C.job))


def _in_run(run: Run, column: Any) -> list[ColumnElement[bool]]:
    return [column.in_(run.batches)] if run.batches else []


def passes(run: Run) -> Differences:
    """Nothing is compared while no pass list was ever entered."""
    db = run.context.db
    if db.scalar(select(P.id).limit(1)) is None:
        return
    yield from _pairs(run)
    without, unpassed = _alone(run)
    cancelled = {row.id for row in unpassed if _was_cancelled(run, row)}
    for row in unpassed:
        if row.id in cancelled:
            yield Difference("REC-06", row.number, row.name, "", batch=row.batch_code, certificate_id=row.id)
    yield from _paired_by_less(run, without, [row for row in unpassed if row.id not in cancelled])


def _alone(run: Run) -> tuple[list[Any], list[Any]]:
    """Approved rows without a valid certificate, and valid certificates without an approved row.

    Whose certificate was revoked has had one: the revocation answers for the row.
    """
    db = run.context.db
    has_certificate = exists().where(_same(), C.state.in_(("valid", "revoked")))
    columns = (P.id, P.batch_code, P.id_no, P.name, P.occupation, P.job, P.level, P.approved_on, P.why)
    without = db.execute(select(*columns).where(P.state == "approved", ~has_certificate, *_in_run(run, P.batch_code)).order_by(P.id)).all()
    has_pass = exists().where(_same(), P.state == "approved")
    own = (C.id, C.batch_code, C.id_no, C.name, C.occupation, C.job, C.level, C.number)
    unpassed = db.execute(select(*own).where(C.state == "valid", ~has_pass, *_in_run(run, C.batch_code)).order_by(C.id)).all()
    return list(without), list(unpassed)


def _was_cancelled(run: Run, row: Any) -> bool:
    statement = select(P.job).where(P.id_no == row.id_no, P.level == row.level, P.occupation == row.occupation, P.state == "cancelled")
    return any(normal.job(job) == normal.job(row.job) for job in run.context.db.scalars(statement))


def _triple(row: Any) -> tuple[str, str, int]:
    return row.occupation, normal.job(row.job), row.level


def _words(row: Any) -> str:
    return f"{row.occupation} {normal.job(row.job)} {LEVELS.get(row.level, row.level)}"


def _paired_by_less(run: Run, without: list[Any], unpassed: list[Any]) -> Differences:
    by_name: dict[Any, list[Any]] = defaultdict(list)
    by_person: dict[Any, list[Any]] = defaultdict(list)
    for row in without:
        by_name[row.batch_code, normal.name(row.name), _triple(row)].append(row)
        by_person[row.batch_code, row.id_no].append(row)
    taken: set[int] = set()
    rest = []
    for row in unpassed:
        twin = _first(by_name[row.batch_code, normal.name(row.name), _triple(row)], taken)
        if twin is None:
            rest.append(row)
        else:
            yield Difference("REC-04", row.number, row.id_no, twin.id_no, batch=row.batch_code, certificate_id=row.id)
    for row in rest:
        twin = _first(by_person[row.batch_code, row.id_no], taken)
        if twin is None:
            yield Difference("REC-02", row.number, f"{row.name} {_words(row)}", "", batch=row.batch_code, certificate_id=row.id)
        else:
            yield Difference("REC-05", row.number, _words(row), _words(twin), batch=row.batch_code, certificate_id=row.id)
    yield from _missing(run, [row for row in without if row.id not in taken])


def _first(rows: list[Any], taken: set[int]) -> Any | None:
    found = next((row for row in rows if row.id not in taken), None)
    if found is not None:
        taken.add(found.id)
    return found


def _missing(run: Run, without: list[Any]) -> Differences:
    """REC-01 once the term has run out; who is still within it is only pending. A written reason answers for the row."""
    days = run.last_days
    seen = set()
    for row in without:
        last_day = days.get(row.batch_code) or row.approved_on
        if not row.why and run.late(last_day) and row.id_no not in seen:
            seen.add(row.id_no)
            yield Difference("REC-01", row.id_no, "", f"{row.name} {_words(row)}", batch=row.batch_code,
                             hint=f"{last_day} → {run.deadline(last_day)}" if last_day else "")  # fmt: skip


def _pairs(run: Run) -> Differences:
    """Name, date and grade inside the pairs of the same person, occupation, job and level."""
    columns = (C.id, C.number, C.name, C.batch_code, C.issued_on, C.grade_note, P.name.label("passed"), P.approved_on, P.skill)
    paired = select(*columns).join(P, _same()).where(C.state == "valid", P.state == "approved")
    db = run.context.db
    for row in db.execute(paired.where(or_(C.name != P.name, C.issued_on < P.approved_on))):
        if normal.name(row.name) != normal.name(row.passed):
            yield Difference("REC-03", row.number, row.name, row.passed, batch=row.batch_code, certificate_id=row.id)
        if row.approved_on is not None and row.issued_on < row.approved_on:
            yield Difference("REC-07", row.number, str(row.issued_on), str(row.approved_on), batch=row.batch_code, certificate_id=row.id)
    yield from _during_notice(run)
    grading = run.context.rules["CRT-019"]
    if grading.active:
        for row in db.execute(paired.where(P.skill.is_not(None))):
            note = grade_note(row.skill, grading)
            if (row.grade_note or "") != note:
                yield Difference("REC-08", row.number, row.grade_note or "", note, batch=row.batch_code, certificate_id=row.id)


def _during_notice(run: Run) -> Differences:
    for code, notice_from in run.context.db.execute(select(Batch.code, Batch.notice_from).where(Batch.notice_from.is_not(None))):
        last = notice_over(notice_from, run.context.rules["CRT-032"], run.context.calendar)
        if last is None:
            continue
        early = select(C.id, C.number, C.issued_on).where(C.batch_code == code, C.state == "valid", C.issued_on <= last)
        for row in run.context.db.execute(early):
            yield Difference("REC-07", row.number, str(row.issued_on), str(last), batch=code, certificate_id=row.id)
