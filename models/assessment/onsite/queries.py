"""What can be asked about the people on site."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.assessment.exams import queries as exams
from models.assessment.exams.tables import Duty, ExamSession
from models.assessment.onsite.rules import Span
from models.assessment.onsite.tables import Meeting, SiteNote
from models.assessment.onsite.terms import CLOSING, MEETING, NOTE
from models.assessment.plans.tables import Presence
from models.assessment.tables import Batch
from models.core.search import SEARCHED, Line

MEETINGS, NOTES, PRESENCES = "assessment.meetings", "assessment.site_notes", "assessment.presences"


def find_meeting(db: Session, text: str) -> Sequence[Meeting]:
    """The meetings of a batch by its number, the newest first."""
    joined = select(Meeting).join(Batch, Batch.id == Meeting.batch_id)
    return list(db.scalars(joined.where(Batch.code == text.strip()).order_by(Meeting.held_at.desc())))


def find_note(db: Session, text: str) -> Sequence[SiteNote]:
    """What was noted in a session, by its code; open ones first."""
    joined = select(SiteNote).join(ExamSession).where(ExamSession.code == text.strip())
    return list(db.scalars(joined.order_by(SiteNote.settled_at.is_not(None), SiteNote.id.desc())))


def find_presence(db: Session, text: str) -> Sequence[Presence]:
    """By batch number and name (2026-03/王敏), or by batch; who is still there first."""
    code, _slash, name = text.strip().partition("/")
    joined = select(Presence).join(Batch, Batch.id == Presence.batch_id).where(Batch.code == code)
    narrowed = joined.where(Presence.name == name) if name else joined
    return list(db.scalars(narrowed.order_by(Presence.left_at.is_not(None), Presence.id.desc())))


def meetings_before(db: Session, one: ExamSession) -> set[str]:
    """The kinds of meeting held for the batch up to the start of a session."""
    until = one.started_at or one.starts_at
    found = select(Meeting.kind).where(Meeting.batch_id == one.batch_id, Meeting.held_at <= until, Meeting.kind != CLOSING)
    return set(db.scalars(found))


def expected(db: Session, batch_id: int) -> list[str]:
    """Everybody with a duty in a session of the batch."""
    found = select(Duty.name).join(ExamSession).where(ExamSession.batch_id == batch_id, Duty.ended_on.is_(None)).distinct()
    return sorted(db.scalars(found))


def open_notes(db: Session, session_id: int, kind: str) -> list[SiteNote]:
    found = select(SiteNote).where(SiteNote.session_id == session_id, SiteNote.kind == kind, SiteNote.settled_at.is_(None))
    return list(db.scalars(found.order_by(SiteNote.id)))


def span_of(db: Session, batch_id: int, day: datetime) -> Span | None:
    """From the first start to the last end of a batch on a day; None where it has no session then."""
    starts, ends = datetime.combine(day.date(), datetime.min.time()), datetime.combine(day.date(), datetime.max.time())
    same = (ExamSession.batch_id == batch_id, ExamSession.starts_at.between(starts, ends))
    first, last = db.execute(select(func.min(ExamSession.starts_at), func.max(ExamSession.ends_at)).where(*same)).one()
    return (first, last) if first and last else None


def other_spans(db: Session, batch: Batch, day: datetime) -> list[tuple[str, Span]]:
    """The spans on a day of the other batches of the same owner (PPL-EXM-003)."""
    if not batch.owner:
        return []
    starts, ends = datetime.combine(day.date(), datetime.min.time()), datetime.combine(day.date(), datetime.max.time())
    statement = select(Batch.code, func.min(ExamSession.starts_at), func.max(ExamSession.ends_at)).join(ExamSession, ExamSession.batch_id == Batch.id)
    theirs = statement.where(Batch.owner == batch.owner, Batch.id != batch.id, ExamSession.starts_at.between(starts, ends)).group_by(Batch.code)
    return [(code, (first, last)) for code, first, last in db.execute(theirs)]


def presences_of(db: Session, batch_id: int, day: datetime) -> list[tuple[datetime, datetime | None]]:
    """When the responsible person of a batch came and left on a day."""
    found = db.scalars(select(Presence).where(Presence.batch_id == batch_id).order_by(Presence.arrived_at))
    return [(one.arrived_at, one.left_at) for one in found if one.arrived_at.date() == day.date()]


def unsigned(db: Session, session_id: int) -> list[str]:
    """Who has a duty in a session and never signed in (PPL-EXM-016)."""
    return sorted({one.name for one in exams.duties_of(db, session_id) if one.arrived_at is None})


def _of_meeting(_db: Session, one: Meeting) -> Iterator[Line]:
    yield Line(MEETINGS, one.id, f"{one.batch.code} {MEETING.show(one.kind)}", [one.batch.code])


def _of_note(_db: Session, one: SiteNote) -> Iterator[Line]:
    yield Line(NOTES, one.id, f"{one.session.code} {NOTE.show(one.kind)}", [one.session.code, one.by_name])


SEARCHED[Meeting] = _of_meeting
SEARCHED[SiteNote] = _of_note
