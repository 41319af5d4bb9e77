"""What can be asked about rooms, sessions, seats, duties and papers."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from models.assessment.candidates.tables import Enrolment
from models.assessment.exams.rules import EXAMINERS, Need, Post
from models.assessment.exams.tables import Duty, ExamSession, Room, Seat, StepDone
from models.assessment.exams.tables_day import PaperBag, RoomRecord
from models.assessment.exams.terms import ROOM_KIND, SUBJECT, plain_room
from models.core.centre import Context
from models.core.search import SEARCHED, Line
from models.incidents.tables import Incident, MakeUp

ROOMS, SESSIONS, SEATS, STAFF, PAPERS, RECORDS = (
    "assessment.rooms", "assessment.sessions", "assessment.seats", "assessment.staff", "assessment.papers", "assessment.room_records",
)  # fmt: skip
_AROUND = timedelta(hours=6)  # an incident's make-up belongs to a session that far around it


# -- finders --------------------------------------------------------------------------------------------------------


def find_room(db: Session, text: str) -> Sequence[Room]:
    """A room by its code, or by site and code with a blank between."""
    site, _blank, code = text.strip().rpartition(" ")
    statement = select(Room).where(Room.code == code)
    return list(db.scalars(statement.where(Room.site == site) if site else statement))


def find_session(db: Session, text: str) -> Sequence[ExamSession]:
    return list(db.scalars(select(ExamSession).where(ExamSession.code == text.strip())))


def find_seat(db: Session, text: str) -> Sequence[Seat]:
    """A seat by session and place (2026-03-1/01-07), or by the candidate's ticket, ID number or name."""
    session, _slash, place = text.strip().rpartition("/")
    statement = select(Seat).where(Seat.number.is_not(None)).order_by(Seat.id)
    if session:
        return list(db.scalars(statement.join(ExamSession).where(ExamSession.code == session, Seat.place == place)))
    return list(
        db.scalars(statement.join(Enrolment).where((Enrolment.ticket == place) | (Enrolment.id_no == place) | (Enrolment.name == place)))
    )


def find_duty(db: Session, text: str) -> Sequence[Duty]:
    """Duties by session and name (2026-03-1/李红), or by name."""
    session, _slash, name = text.strip().rpartition("/")
    statement = select(Duty).where(Duty.name == name, Duty.ended_on.is_(None)).order_by(Duty.id)
    return list(db.scalars(statement.join(ExamSession).where(ExamSession.code == session) if session else statement))


def find_bag(db: Session, text: str) -> Sequence[PaperBag]:
    return list(db.scalars(select(PaperBag).where(PaperBag.number == text.strip())))


def find_record(db: Session, text: str) -> Sequence[RoomRecord]:
    return list(db.scalars(select(RoomRecord).where(RoomRecord.place == text.strip())))


# -- one session ----------------------------------------------------------------------------------------------------


def seats_of(db: Session, session_id: int, room_id: int | None = None) -> list[Seat]:
    """The seats of a session in their order, with room and candidate."""
    statement = (
        select(Seat)
        .join(Room)
        .where(Seat.session_id == session_id, Seat.number.is_not(None))
        .options(joinedload(Seat.enrolment), joinedload(Seat.room))
        .order_by(Room.code, Seat.number)
    )
    return list(db.scalars(statement.where(Seat.room_id == room_id) if room_id else statement))


def rooms_of(db: Session, session_id: int) -> list[tuple[Room, int]]:
    """The rooms of a session with the number of candidates in each, in the order of their codes."""
    statement = (
        select(Room, func.count())
        .join(Seat, Seat.room_id == Room.id)
        .where(Seat.session_id == session_id, Seat.number.is_not(None))
        .group_by(Room.id)
        .order_by(Room.code)
    )
    return [(room, int(count)) for room, count in db.execute(statement)]


def attendance(db: Session, session_id: int) -> dict[int, dict[str, int]]:
    """By room: how many candidates are present, absent, refused and (under "") not recorded yet."""
    statement = (
        select(Seat.room_id, Seat.attendance, func.count())
        .where(Seat.session_id == session_id, Seat.number.is_not(None))
        .group_by(Seat.room_id, Seat.attendance)
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for room, state, count in db.execute(statement):
        found[room][state or ""] = int(count)
    return dict(found)


def duties_of(db: Session, session_id: int) -> list[Duty]:
    statement = select(Duty).where(Duty.session_id == session_id, Duty.ended_on.is_(None)).options(joinedload(Duty.room))
    return list(db.scalars(statement.order_by(Duty.id)))


def examiners_of(db: Session, batch_id: int, duties: Sequence[str] = EXAMINERS) -> list[str]:
    """The names of those who examine in a batch; [] where nobody was entered. duties: ("leader",) for the leaders alone."""
    named = select(Duty.name).join(ExamSession).where(ExamSession.batch_id == batch_id, Duty.duty.in_(duties), Duty.ended_on.is_(None))
    return sorted(db.scalars(named.distinct()))


def bags_of(db: Session, session_id: int) -> list[PaperBag]:
    return list(db.scalars(select(PaperBag).where(PaperBag.session_id == session_id, PaperBag.content == "papers").order_by(PaperBag.number)))


def duties_of_person(db: Session, name: str, starts: datetime, ends: datetime) -> list[Duty]:
    """What a person of this name does in sessions that share a moment with a span."""
    statement = select(Duty).join(ExamSession).where(Duty.name == name, Duty.ended_on.is_(None), ExamSession.starts_at < ends)
    return list(db.scalars(statement.where(ExamSession.ends_at > starts).options(joinedload(Duty.session)).order_by(Duty.id)))


def posts_of(db: Session, session_id: int) -> list[Post]:
    return [
        Post(one.duty, one.name, one.room.code if one.room else None, one.source, one.is_senior) for one in duties_of(db, session_id)
    ]


def need_of(db: Session, one: ExamSession) -> Need:
    statement = select(Enrolment.level).join(Seat).where(Seat.session_id == one.id, Seat.number.is_not(None)).distinct()
    rooms = {room.code: count for room, count in rooms_of(db, one.id)}
    return Need(one.subject, rooms, frozenset(db.scalars(statement)), one.ratio, one.parallel_modules)


def steps_of(db: Session, session_id: int) -> dict[str, StepDone]:
    return {one.step: one for one in db.scalars(select(StepDone).where(StepDone.session_id == session_id))}


def overlapping(db: Session, starts: datetime, ends: datetime, but: int = 0) -> list[ExamSession]:
    """Other sessions that share a moment with a span."""
    statement = select(ExamSession).where(ExamSession.starts_at < ends, ExamSession.ends_at > starts, ExamSession.id != but)
    return list(db.scalars(statement))


def end_of(context: Context, one: ExamSession, room: Room | None = None, seat: Seat | None = None) -> datetime:
    """When a session ends for a room or candidate: the announced end, recorded delays, and what incidents grant that place."""
    delay = one.lost_minutes + (seat.lost_minutes if seat is not None else 0)
    return max([one.ends_at + timedelta(minutes=delay), *(end for _place, end in grants_of(context, one, room, seat))])


def grants_of(context: Context, one: ExamSession, room: Room | None = None, seat: Seat | None = None) -> list[tuple[str, datetime]]:
    """(place, new end) of the make-up time that incidents granted in this session; of one room or candidate when given."""
    statement = (
        select(MakeUp.place, MakeUp.new_end)
        .join(Incident)
        .where(
            Incident.site == one.site,
            Incident.is_drill.is_(False),
            MakeUp.scheduled_end == one.ends_at,
            MakeUp.starts_at >= one.starts_at - _AROUND,
            MakeUp.starts_at <= one.ends_at + _AROUND,
        )
    )
    found = [(place, end) for place, end in context.db.execute(statement)]
    if room is None and seat is None:
        return found
    names = {plain_room(room.code), plain_room(room.name or room.code)} if room is not None else set()
    people = {seat.enrolment.name, seat.enrolment.ticket or ""} if seat is not None else set()
    return [(place, end) for place, end in found if plain_room(place) in names or place in people]


def record_of(db: Session, session_id: int, room_id: int) -> RoomRecord | None:
    return db.scalar(select(RoomRecord).where(RoomRecord.session_id == session_id, RoomRecord.room_id == room_id))


def sessions_of(db: Session, batch_id: int) -> list[ExamSession]:
    return list(db.scalars(select(ExamSession).where(ExamSession.batch_id == batch_id).order_by(ExamSession.starts_at, ExamSession.id)))


# -- search ---------------------------------------------------------------------------------------------------------


def lines_of_room(db: Session, room: Room) -> Iterator[Line]:
    title = f"{room.site} {room.code} {room.name or ''}".strip()
    yield Line(ROOMS, room.id, f"{title} · {ROOM_KIND.show(room.kind)}", [room.site, room.code, room.name or ""])


def lines_of_session(db: Session, one: ExamSession) -> Iterator[Line]:
    told = f"{SUBJECT.show(one.subject)} {one.starts_at:%m-%d %H:%M}"
    yield Line(SESSIONS, one.id, f"{one.code} {told}", [one.code, one.site])


def lines_of_duty(db: Session, one: Duty) -> Iterator[Line]:
    from models.assessment.exams.terms import DUTY

    yield Line(STAFF, one.id, f"{one.name} {DUTY.show(one.duty)}", [one.name])


def lines_of_bag(db: Session, one: PaperBag) -> Iterator[Line]:
    yield Line(PAPERS, one.id, one.number, [one.number])


SEARCHED |= {Room: lines_of_room, ExamSession: lines_of_session, Duty: lines_of_duty, PaperBag: lines_of_bag}
