"""Tickets: numbers given once and never used again, published, and issued anew where a seat changed."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import bindparam, func, select, update

from models.assessment.candidates.guards import barred
from models.assessment.candidates.tables import Enrolment
from models.assessment.exams import queries
from models.assessment.exams.arranging import Findings, left_out, not_begun, wrong
from models.assessment.exams.rules import EXAMINERS
from models.assessment.exams.subjects import SESSION
from models.assessment.exams.tables import ExamSession, Seat
from models.assessment.exams.terms import DUTY
from models.assessment.plans.steps import reached, rules_of
from models.core.acts import Unit, command
from models.core.centre import Context
from models.core.findings import Severity
from models.core.rulebook import Rule
from models.core.search import put_lines
from resources.texts import _

_NEEDED = (("name", _("姓名")), ("id_no", _("证件号码")), ("occupation", _("职业")))


def _arranged(context: Context, one: Any) -> Findings:
    if one is None:
        return
    yield from not_begun(context, one)
    if one.arranged_on is None:
        yield wrong("", _("座位"), _("未编排"), _("已编排座位的场次"))


def missing(seats: list[Seat], rule: Rule) -> list[str]:
    """ASM-ROM-007: who lacks what on the ticket, in words; [] where the rule does not hold."""
    found = []
    for seat in seats if rule.active else ():
        lacking = [label for name, label in _NEEDED if not getattr(seat.enrolment, name)]
        found += [f"{seat.enrolment.name or seat.place}：{'、'.join(lacking)}"] if lacking else []
    return found


@command("assessment.issue_tickets", _("发放准考证"), subject=SESSION, row=35, guard=_arranged,
         rules=("ASM-ROM-006", "ASM-ROM-007", "ASM-ROM-009", "ASM-STC-001", "ASM-FEE-001", "ASM-REG-018", "PPL-ASR-113"))  # fmt: skip
def issue_tickets(unit: Unit, one: ExamSession) -> Findings:
    """ASM-ROM-006, ASM-ROM-007, ASM-ROM-009: everybody of the session who has no number yet gets the next one of the day; tickets
    whose seat changed since are issued again. A candidate with a ticket is admitted (ASM-STC-001 row 10);
    who was banned or is not paid any more gives the seat back first."""
    own = rules_of(unit, one.batch)
    if not reached(one.batch, "approved"):
        yield from own["ASM-ROM-006"].found("", found=one.batch.code)
    yield from _roster(unit, one, own["PPL-ASR-113"])
    seats = queries.seats_of(unit.db, one.id)
    mine = {seat.enrolment_id for seat in seats}
    yield from left_out({id_: told for id_, told in barred(unit, one.batch).items() if id_ in mine}, Severity.BLOCK)
    lacking = missing(seats, own["ASM-ROM-007"])
    if lacking:
        yield from own["ASM-ROM-007"].found("", list="；".join(lacking[:10]))
        return
    rows = list(_numbered(unit, one, seats, own["ASM-ROM-007"].value("digits")))
    again = sum(1 for seat in seats if seat.moved_on)
    _store(unit, one.batch_id, rows)
    unit.db.execute(update(Seat).where(Seat.session_id == one.id, Seat.moved_on.is_not(None)).values(moved_on=None))
    unit.db.expire_all()
    one.tickets_on = unit.today
    unit.value = unit.detail["tickets"] = {"new": len(rows), "again": again, "all": len(seats)}


def _numbered(unit: Unit, one: ExamSession, seats: list[Seat], digits: int) -> Iterator[dict[str, Any]]:
    """The next free numbers of the day, in the order of the seats: day and running number. What was given once is never given again."""
    day = one.batch.first_exam_day.strftime("%Y%m%d")
    pattern = Enrolment.ticket.like(day + "_" * digits + "%")
    last = unit.db.scalar(select(func.max(Enrolment.ticket)).where(pattern, func.length(Enrolment.ticket) == len(day) + digits))
    serial = int(last[len(day) :]) if last and last[len(day) :].isdigit() else 0
    for seat in seats:
        if seat.enrolment.ticket is None:
            serial += 1
            yield {"key": seat.enrolment_id, "ticket": f"{day}{serial:0{digits}d}"}


def _roster(context: Context, one: ExamSession, rule: Rule) -> Findings:
    """PPL-ASR-113: the batch has its assessors, wherever they serve, and somebody in charge on site."""
    named = {each.duty for other in queries.sessions_of(context.db, one.batch_id) for each in queries.duties_of(context.db, other.id)}
    lacking = [] if named.intersection(EXAMINERS) else [DUTY.show("assessor")]
    lacking += [] if one.batch.leader or "chief" in named else [DUTY.show("chief")]
    if lacking:
        yield from rule.found("", list="、".join(lacking))


def _store(unit: Unit, batch_id: int, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    table = Enrolment.__table__
    statement = update(table).where(table.c.id == bindparam("key")).values(  # type: ignore[arg-type]
        ticket=bindparam("ticket"), state="admitted", version=table.c.version + 1, entry=unit.seq
    )  # fmt: skip
    unit.db.connection().execute(statement, rows)
    unit.touched.wrote(Enrolment, batch_id)
    unit.db.expire_all()
    from models.core.search import SEARCHED

    lines = SEARCHED.get(Enrolment)
    if lines is not None:
        ids = [row["key"] for row in rows]
        for first in range(0, len(ids), 500):
            found = unit.db.scalars(select(Enrolment).where(Enrolment.id.in_(ids[first : first + 500])))
            put_lines(unit.db.connection(), [line for each in found for line in lines(unit.db, each)], replace=True)
