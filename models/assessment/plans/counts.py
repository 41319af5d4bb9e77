"""How many: of a batch's applications, sessions, seats and scores; and whether as many came as were declared."""

from dataclasses import dataclass

from sqlalchemy import func, select

from models.assessment.candidates.tables import Enrolment
from models.assessment.exams.tables import ExamSession, Room, Seat
from models.assessment.plans import steps
from models.assessment.plans.queries import rules_of
from models.assessment.plans.rules import deviates
from models.assessment.plans.tables import BatchLine
from models.assessment.scores.tables import Score
from models.assessment.tables import Batch, PassRow
from models.core.centre import Context
from models.core.findings import Finding

REGISTERED = ("reviewed", "rechecked", "admitted")  # those whose application stands


@dataclass(frozen=True)
class Counts:
    """Numbers of persons, but rooms and sessions. declared is 0 where nobody said."""

    declared: int
    applied: int
    registered: int
    tickets: int
    sessions: int
    rooms: int
    seated: int
    present: int
    scored: int
    passed: int


def counts_of(context: Context, batch: Batch) -> Counts:
    """All numbers of a batch, each by one indexed question."""
    db, mine = context.db, Enrolment.batch_id == batch.id
    seats = select(Seat).join(ExamSession, Seat.session_id == ExamSession.id).where(ExamSession.batch_id == batch.id).subquery()

    def of(table: type[Enrolment], *where: object) -> int:
        return db.scalar(select(func.count()).select_from(table).where(mine, *where)) or 0  # type: ignore[arg-type]

    def people(*where: object) -> int:
        return db.scalar(select(func.count(func.distinct(seats.c.enrolment_id))).where(*where)) or 0  # type: ignore[arg-type]

    return Counts(
        declared=declared(context, batch), applied=of(Enrolment), registered=of(Enrolment, Enrolment.state.in_(REGISTERED)),
        tickets=of(Enrolment, Enrolment.ticket.is_not(None)),
        sessions=db.scalar(select(func.count()).select_from(ExamSession).where(ExamSession.batch_id == batch.id)) or 0,
        rooms=db.scalar(select(func.count(func.distinct(Room.id))).join(seats, seats.c.room_id == Room.id)) or 0,
        seated=people(), present=people(seats.c.attendance == "present"),
        scored=db.scalar(select(func.count(func.distinct(Score.enrolment_id))).where(Score.batch_id == batch.id)) or 0,
        passed=db.scalar(select(func.count()).select_from(PassRow).where(PassRow.batch_code == batch.code, PassRow.state == "approved")) or 0,
    )  # fmt: skip


def declared(context: Context, batch: Batch) -> int:
    """How many persons were declared: of each level the larger of theory and practical; else the plan's number."""
    lines = context.db.execute(select(BatchLine.theory, BatchLine.skill).where(BatchLine.batch_id == batch.id)).all()
    return sum(max(theory, skill) for theory, skill in lines) or batch.planned or 0


def head_count(context: Context, batch: Batch) -> list[Finding]:
    """ASM-BAT-011, asked when registration is uploaded and again when tickets are made."""
    registered = select(func.count()).select_from(Enrolment).where(Enrolment.batch_id == batch.id, Enrolment.state.in_(REGISTERED))
    return deviates(declared(context, batch), context.db.scalar(registered) or 0, rules_of(context, batch)["ASM-BAT-011"])


for _event in ("close_registration", "ticket"):
    steps.require(_event, "head_count", head_count)
