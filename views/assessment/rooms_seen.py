"""What the page of rooms asks and does: sessions to choose from, one room's seats with who is there, counts. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from models.assessment.exams import queries, rules_day
from models.assessment.exams.listing import near
from models.assessment.exams.tables import ExamSession, Room
from models.assessment.exams.terms import ABSENT, ABSENT_WHY, ATTENDANCE, PRESENT, SUBJECT
from models.assessment.plans.steps import rules_of
from models.assessment.tables import Batch
from models.core.centre import Centre, Context
from models.core.progress import Work
from resources.texts import _

AROUND = timedelta(days=45)


@dataclass(frozen=True)
class Place:
    """One seat of the room. `seat` is the record's id; state: present · absent · refused · left · "" (not recorded)."""

    seat: int
    number: int
    name: str
    ticket: str
    state: str
    told: str


@dataclass(frozen=True)
class InRoom:
    """One room of a session: how many sit there, are present, absent, still open."""

    id: int
    code: str
    count: int
    present: int
    absent: int
    closed: bool

    @property
    def open(self) -> int:
        return self.count - self.present - self.absent


@dataclass(frozen=True)
class Seen:
    """One session as the page shows it, with the seats of one of its rooms."""

    id: int
    batch: int
    title: str
    times: str
    rooms: Sequence[InRoom]
    room: int
    columns: int
    rows: int
    places: Sequence[Place]


def sessions(context: Context) -> list[tuple[int, str]]:
    """The sessions around today, the next one first: id and what to call it."""
    found = near(context, AROUND)
    return [(one.id, f"{one.code}  {SUBJECT.show(one.subject)}  {one.starts_at:%m-%d %H:%M}  {one.site}") for one in found]


def seen(context: Context, session: int, room: int) -> Seen | None:
    """The session with the room asked for, or its first one; None when there is none."""
    one = context.db.get(ExamSession, session)
    if one is None:
        return None
    counts, halls = queries.attendance(context.db, one.id), queries.rooms_of(context.db, one.id)
    shown = next((hall for hall, _count in halls if hall.id == room), halls[0][0] if halls else None)
    rooms = [
        InRoom(hall.id, hall.code, count, counts.get(hall.id, {}).get(PRESENT, 0), counts.get(hall.id, {}).get(ABSENT, 0),
               queries.record_of(context.db, one.id, hall.id) is not None) for hall, count in halls
    ]  # fmt: skip
    title = f"{one.code}  {SUBJECT.show(one.subject)}  {one.starts_at:%Y-%m-%d %H:%M}–{one.ends_at:%H:%M}"
    places = _places(context, one, shown) if shown else []
    columns = shown.columns if shown else 1
    last = max((place.number for place in places), default=0)
    rows = -(-(shown.capacity if shown else 1) // columns)
    return Seen(one.id, one.batch_id, title, _times(context, one), rooms, shown.id if shown else 0, -(-last // rows), min(rows, max(last, 1)), places)


def _times(context: Context, one: ExamSession) -> str:
    """When the gate closes, when candidates may leave, when it ends: with what was granted."""
    rules, ends = rules_of(context, one.batch), queries.end_of(context, one)
    told = []
    closed = rules_day.gate(one.subject, one.starts_at, rules["ASM-ATT-006"])
    leave = rules_day.leaving_from(one.starts_at, ends, rules["ASM-ATT-007"])
    told += [_("{time} 封门").format(time=rules_day.clock(closed))] if closed else []
    told += [_("{time} 起可离场").format(time=rules_day.clock(leave))] if leave else []
    told.append(_("{time} 结束").format(time=rules_day.clock(ends)))
    told += [_("{place} 补时至 {time}").format(place=place, time=rules_day.clock(end)) for place, end in queries.grants_of(context, one)]
    return " · ".join(told)


def _places(context: Context, one: ExamSession, room: Room) -> list[Place]:
    found = []
    for seat in queries.seats_of(context.db, one.id, room.id):
        state = "left" if seat.left_at else seat.attendance or ""
        told = ATTENDANCE.show(seat.attendance)
        if seat.left_at:
            told = _("{time} 离场").format(time=rules_day.clock(seat.left_at))
        elif seat.absent_why:
            told = ABSENT_WHY.show(seat.absent_why)
        elif seat.arrived_at:
            told = f"{told} {rules_day.clock(seat.arrived_at)}"
        if seat.station:
            told = f"{told} {_('工位')} {seat.station}".strip()
        found.append(Place(seat.id, seat.number or 0, seat.enrolment.name, seat.enrolment.ticket or "", state, told))
    return found


def named(places: Sequence[Place], typed: str) -> Place | None:
    """The seat a person types or scans: its number, the ticket (its last four digits suffice), the name."""
    words = typed.strip()
    exact = [one for one in places if words in (str(one.number), f"{one.number:02d}", one.ticket, one.name)]
    ending = [one for one in places if len(words) >= 4 and one.ticket.endswith(words)]
    found = exact or ending
    return found[0] if len(found) == 1 else None


def set_of(centre: Centre, batch: int, path: Path) -> Work[str]:
    """All papers of a batch written to a file; answers what to tell: the page counts, or why not."""
    from reports.assessment.exams import whole

    rendered = yield from whole.saved(centre, batch, path)
    with centre.reading() as context:
        if rendered.findings:
            return "；".join(context.rules.describe(one)["text"] for one in rendered.findings)
        counts = whole.counted(context, context.db.get_one(Batch, batch))
    told = "，".join(_("{title} {n} 页").format(title=title, n=n) for title, n in counts.items())
    return _("已打印 {file}：{pages}").format(file=path.name, pages=told)
