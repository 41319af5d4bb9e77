"""What can be asked about supervision: how a record is found, the form as it stands, what a year says of a person."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.assessment.exams.tables import Duty, ExamSession, Seat
from models.assessment.queries import find_batch
from models.assessment.tables import Batch
from models.core.centre import Context
from models.core.search import SEARCHED, Line
from models.people.queries import find_qualified
from models.people.tables import Qualification
from models.people.terms import ASSESSOR
from models.supervision import rules, terms
from models.supervision.rules import Answer
from models.supervision.tables import (
    OPEN,
    AssessorRating,
    Rectification,
    Supervision,
    SupervisionCase,
    SupervisionMember,
    SupervisionWording,
)  # fmt: skip
from resources.texts import _

VISITS, FINDINGS, CASES = "supervision.visits", "supervision.findings", "supervision.cases"


def find_supervision(db: Session, text: str) -> Sequence[Supervision]:
    """By number or batch, the latest first."""
    words = text.strip().upper()
    same = or_(Supervision.number == words, Supervision.batch == words)
    return list(db.scalars(select(Supervision).where(same).order_by(Supervision.id.desc())))


def find_finding(db: Session, text: str) -> Sequence[Rectification]:
    return list(db.scalars(select(Rectification).where(Rectification.number == text.strip().upper())))


def find_case(db: Session, text: str) -> Sequence[SupervisionCase]:
    """By the person's name, the latest first."""
    return list(db.scalars(select(SupervisionCase).where(SupervisionCase.name == text.strip()).order_by(SupervisionCase.id.desc())))


def find_member(db: Session, text: str) -> Sequence[SupervisionMember]:
    """By "编号 姓名"."""
    number, _blank, name = text.strip().partition(" ")
    statement = select(SupervisionMember).join(Supervision).where(Supervision.number == number.upper())
    return list(db.scalars(statement.where(SupervisionMember.name == name.strip())))


def next_number(context: Context) -> str:
    """The next running number of the year: DD2026-001."""
    prefix = f"DD{context.today.year}-"
    last = context.db.scalar(select(func.max(Supervision.number)).where(Supervision.number.startswith(prefix)))
    return f"{prefix}{int(last[len(prefix) :]) + 1 if last else 1:03d}"


def names(text: str | None) -> list[str]:
    """Names as people list them, each once, in their order."""
    return list(dict.fromkeys(part for part in re.split(r"[、,，;；\s]+", text or "") if part))


@dataclass(frozen=True)
class Known:
    """What a batch's sessions tell a supervision; the numbers are None before attendance is recorded."""

    batch: Batch
    starts_on: date
    ends_on: date
    has_theory: bool
    has_defence: bool
    assessors: list[str]


def known_of(db: Session, code: str) -> Known | None:
    """The facts of a batch by its number, None where no such batch is known."""
    batch = next(iter(find_batch(db, code)), None)
    if batch is None:
        return None
    subjects = set(db.scalars(select(ExamSession.subject).where(ExamSession.batch_id == batch.id)))
    serving = select(Duty.name).join(ExamSession).where(ExamSession.batch_id == batch.id, Duty.source == ASSESSOR, Duty.ended_on.is_(None))
    return Known(batch, batch.first_exam_day, batch.last_exam_day, "theory" in subjects or not subjects,
                 batch.level == 1 and "review" in subjects, sorted(set(db.scalars(serving))))  # fmt: skip


def attendance_of(db: Session, code: str) -> tuple[int, int, int] | None:
    """(expected, present, absent) candidates of a batch's seats, None before attendance is recorded."""
    statement = select(Seat.enrolment_id, Seat.attendance).join(ExamSession).join(Batch).where(Batch.code == code, Seat.number.is_not(None))
    there: dict[int, bool] = {}
    for enrolment, attendance in db.execute(statement):
        if attendance is None:
            return None
        there[enrolment] = there.get(enrolment, False) or attendance == "present"
    return (len(there), sum(there.values()), len(there) - sum(there.values())) if there else None


def holder_of(db: Session, name: str) -> int | None:
    """The assessor of a name, where there is exactly one."""
    found = find_qualified(ASSESSOR, db, name)
    return found[0].id if len(found) == 1 else None


def answers_of(visit: Supervision) -> dict[int, Answer]:
    return {one.item: Answer(one.grade, one.remark) for one in visit.answers}


def ratings_of(visit: Supervision) -> dict[str, str]:
    return {one.name: one.grade for one in visit.ratings}


def wording(db: Session) -> dict[int, str]:
    """Item → its words: the centre's official ones where they are loaded, else our own short ones."""
    own = {row.item: row.text for row in db.execute(select(SupervisionWording.item, SupervisionWording.text))}
    return {item.number: own.get(item.number, item.text) for item in terms.items()}


def summary(context: Context, visit: Supervision) -> str:
    """A/B/C counts per section in one line (PPL-FRM-002, without the items of PPL-FRM-005)."""
    titles = terms.sections()
    sums = rules.counted(answers_of(visit), terms.items(), context.rules)
    shown = (f"{titles[code]} " + " ".join(f"{grade}{count}" for grade, count in row.items() if count) for code, row in sums.items())
    return "；".join(shown)


def unverified(visit: Supervision) -> list[Rectification]:
    return [one for one in visit.findings if one.verified_on == OPEN]


def unsigned(visit: Supervision) -> list[str]:
    return [one.name for one in visit.members if one.signed_on is None]


def said_of(db: Session, holder: Qualification, year: int) -> str:
    """What the year's supervisions said of a person: ratings of item 34 and cases; "" where nothing was said."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rated = select(AssessorRating.grade).join(Supervision).where(
        AssessorRating.qualification_id == holder.id, AssessorRating.grade != "", Supervision.inspected_on.between(first, last)
    )  # fmt: skip
    raised = select(SupervisionCase.kind).where(
        SupervisionCase.qualification_id == holder.id, SupervisionCase.raised_on.between(first, last)
    )
    words = [_("{what} {n} 次").format(what=terms.RATING.show(grade), n=n) for grade, n in Counter(db.scalars(rated)).items()]
    words += [_("{what} {n} 次").format(what=terms.CASE.show(kind), n=n) for kind, n in Counter(db.scalars(raised)).items()]
    return "、".join(words)


def lines_of_visit(_db: Session, one: Supervision) -> Iterator[Line]:
    yield Line(VISITS, one.id, f"{one.number} {one.batch or one.site}", [one.number, one.batch, one.site, one.occupation])


def lines_of_finding(_db: Session, one: Rectification) -> Iterator[Line]:
    yield Line(FINDINGS, one.id, f"{one.number} {one.problem[:30]}", [one.number, one.problem[:60], one.responsible])


SEARCHED |= {Supervision: lines_of_visit, Rectification: lines_of_finding}
