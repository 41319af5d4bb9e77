"""Taking a room plan made elsewhere (W-ROOMPLAN): who sits where in which session. What the sheet places by hand is held to the
same limits as the lot; a session it names for the first time is made from its own times."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from models.assessment.candidates.guards import barred
from models.assessment.candidates.tables import Enrolment
from models.assessment.candidates.terms import SITTING
from models.assessment.exams import queries, rules
from models.assessment.exams.arranging import place_of
from models.assessment.exams.tables import ExamSession, Room, Seat
from models.assessment.exams.terms import ROOMS_OF, SKILL, SUBJECT, plain_room
from models.assessment.plans.steps import rules_of
from models.assessment.tables import Batch
from models.core.acts import Unit
from models.core.centre import Context
from models.core.findings import Finding, blocked
from models.core.intake import CHANGED, NEW, UNCHANGED, Row
from resources.texts import _


@dataclass
class Sitting:
    """A session as the sheet knows it. `seats`: (room, number) → application, of what is stored and of the rows so far."""

    batch: Batch
    code: str
    subject: str
    site: str
    starts_at: datetime
    ends_at: datetime
    stored: ExamSession | None = None
    seats: dict[tuple[int, int], int] = field(default_factory=dict)
    mine: dict[int, Seat] = field(default_factory=dict)  # seats already stored, by application
    rows: list[tuple[Row, Enrolment, Room]] = field(default_factory=list)


class RoomPlan:
    """The `Taking` of assessment.seats. A person's stored seat that the sheet changes is a change by hand (ASM-ROM-002)."""

    def __init__(self, context: Context):
        self.context, self.db = context, context.db
        self._batches = {name: one for one in self.db.scalars(select(Batch).order_by(Batch.id)) for name in (one.name, one.code) if name}
        self._people: dict[int, list[Enrolment]] = {}
        self._barred: dict[int, dict[int, tuple[str, list[Finding]]]] = {}
        self._sittings: dict[str, Sitting] = {}
        self._rooms = list(self.db.scalars(select(Room).order_by(Room.code)))
        self._busy: dict[str, set[int]] = {}

    def look_up(self, rows: Sequence[Row]) -> None:
        for batch in {self._batches[name].id: self._batches[name] for row in rows if (name := row.values.get("batch")) in self._batches}.values():
            if batch.id not in self._people:
                wanted = select(Enrolment).where(Enrolment.batch_id == batch.id, Enrolment.state.in_(SITTING))
                self._people[batch.id] = list(self.db.scalars(wanted))
                self._barred[batch.id] = barred(self.context, batch)

    def judge(self, row: Row) -> str:
        batch = self._batches.get(row.values.get("batch") or "")
        if batch is None:
            return self._no(row, "batch", _("批次"), row.values.get("batch") or "", _("已登记的批次"))
        one = self._sitting(batch, row) if not blocked(row.findings) else None
        who = self._person(batch, row, one) if one is not None else None
        room = self._room(row, one) if one is not None else None
        if one is None or who is None or room is None or blocked(row.findings):
            return NEW
        number = row.values["number"]
        self._seat_faults(row, one, room, number, who)
        if blocked(row.findings):
            return NEW
        before = one.mine.get(who.id)
        one.seats[room.id, number] = who.id
        if before is not None and (before.room_id, before.number) == (room.id, number):
            return UNCHANGED
        row.values["chosen"] = (one, who, room)
        if before is None:
            return NEW
        row.findings += rules_of(self.context, batch)["ASM-ROM-002"].found("number", found=before.place, expected=place_of(room.code, number))
        return CHANGED

    def _no(self, row: Row, about: str, label: str, found: Any, expected: Any) -> str:
        row.findings += self.context.rules["SYS-002"].found(about, label=label, found=str(found), expected=str(expected))
        return NEW

    # -- which session, who, where ------------------------------------------------------------------------------------

    def _sitting(self, batch: Batch, row: Row) -> Sitting | None:
        told, subject = str(row.values["session"]), row.values["subject"]
        code = told if told.startswith(f"{batch.code}-") else f"{batch.code}-{told}"
        one = self._sittings.get(code) or self._known(batch, code) or self._new(batch, code, row)
        if one is None:
            return None
        self._sittings[code] = one
        if one.stored is not None and one.stored.started_at is not None:
            self._no(row, "session", _("场次"), code, _("未开考的场次"))
        if one.subject != subject:
            self._no(row, "subject", _("科目"), SUBJECT.show(subject), SUBJECT.show(one.subject))
        for name, label, kept in (("starts_at", _("考试时间起"), one.starts_at), ("ends_at", _("考试时间止"), one.ends_at)):
            if row.values.get(name) and row.values[name] != kept:
                self._no(row, name, label, f"{row.values[name]:%Y-%m-%d %H:%M}", f"{kept:%Y-%m-%d %H:%M}")
        return one

    def _known(self, batch: Batch, code: str) -> Sitting | None:
        found = next(iter(queries.find_session(self.db, code)), None)
        if found is None or found.batch_id != batch.id:
            return None
        one = Sitting(batch, code, found.subject, found.site, found.starts_at, found.ends_at, found)
        for seat in queries.seats_of(self.db, found.id):
            one.seats[seat.room_id, seat.number or 0] = seat.enrolment_id
            one.mine[seat.enrolment_id] = seat
        return one

    def _new(self, batch: Batch, code: str, row: Row) -> Sitting | None:
        starts, ends, site = row.values.get("starts_at"), row.values.get("ends_at"), row.values.get("site") or batch.site
        for name, label, value in (("starts_at", _("考试时间起"), starts), ("ends_at", _("考试时间止"), ends), ("site", _("考点"), site)):
            if not value:
                self._no(row, name, label, "", _("新场次须写明{label}").format(label=label))
        if blocked(row.findings) or starts is None or ends is None:
            return None
        if ends <= starts:
            row.findings += self.context.rules["SYS-014"].found("ends_at", label=_("考试时间止"), found=ends, other=_("考试时间起"), expected=starts)
        if not batch.first_exam_day <= starts.date() <= batch.last_exam_day:
            days = f"{batch.first_exam_day} – {batch.last_exam_day}"
            row.findings += self.context.rules["SYS-014"].found("starts_at", label=_("考试时间起"), found=starts, other=_("批次的考试日期"), expected=days)
        return None if blocked(row.findings) else Sitting(batch, code, row.values["subject"], str(site), starts, ends)

    def _person(self, batch: Batch, row: Row, one: Sitting) -> Enrolment | None:
        ticket, id_no, name = row.values.get("ticket"), row.values.get("id_no"), row.values.get("name")
        about, label, told = ("ticket", _("准考证号"), ticket) if ticket else ("id_no", _("证件号码"), id_no) if id_no else ("name", _("姓名"), name)
        found = [who for who in self._people[batch.id] if getattr(who, about) == told]
        if len(found) != 1:
            self._no(row, about, label, told or "", _("本批次可以参加考试的一名考生"))
            return None
        who = found[0]
        if name and who.name != name:
            self._no(row, "name", _("姓名"), name, who.name)
        if row.values.get("level") is not None and row.values["level"] != who.level:
            self._no(row, "level", _("级别"), row.values["level"], who.level)
        if one.subject not in who.subjects:
            self._no(row, "subject", _("科目"), SUBJECT.show(one.subject), "、".join(map(SUBJECT.show, who.subjects)))
        row.findings += self._barred[batch.id].get(who.id, ("", []))[1]
        return who

    def _room(self, row: Row, one: Sitting) -> Room | None:
        fitting = [room for room in self._rooms if room.site == one.site and room.kind in ROOMS_OF[one.subject]]
        told = row.values["room"]
        room = next((each for each in fitting if told in (each.code, each.name)), None)
        room = room or next((each for each in fitting if plain_room(each.code) == plain_room(told)), None)
        if room is None:
            known = "、".join(each.code for each in fitting)
            self._no(row, "room", _("考场"), told, known or _("先登记{site}类型相符的考场").format(site=one.site))
        elif room.id in self._taken(one):
            self._no(row, "room", _("考场"), room.code, _("此时空闲的考场"))
        return room

    def _taken(self, one: Sitting) -> set[int]:
        """Rooms of sessions at the same time, stored ones and those of this sheet."""
        if one.code not in self._busy:
            others = [each.id for each in queries.overlapping(self.db, one.starts_at, one.ends_at, one.stored.id if one.stored else 0)]
            seats = select(Seat.room_id).where(Seat.session_id.in_(others), Seat.number.is_not(None)).distinct()
            self._busy[one.code] = set(self.db.scalars(seats))
        beside = (each for each in self._sittings.values() if each is not one and each.starts_at < one.ends_at and one.starts_at < each.ends_at)
        return self._busy[one.code] | {room for each in beside if each.stored is None for room, _number in each.seats}

    def _seat_faults(self, row: Row, one: Sitting, room: Room, number: int, who: Enrolment) -> None:
        seated = [at for at, other in one.seats.items() if other == who.id]
        before = one.mine.get(who.id)
        stored = (before.room_id, before.number or 0) if before is not None else None
        if number > room.capacity or one.seats.get((room.id, number), who.id) != who.id:
            self._no(row, "number", _("座位号"), number, _("{room} 考场未占用的座位，1 至 {n}").format(room=room.code, n=room.capacity))
        if [at for at in seated if at not in (stored, (room.id, number))] or self._elsewhere(one, who):
            self._no(row, "ticket", _("考生"), who.name, _("每科只有一个座位"))
        if stored in one.seats and stored != (room.id, number) and not blocked(row.findings):
            del one.seats[stored]
        count = sum(each == room.id for each, _number in one.seats) + ((room.id, number) not in one.seats)
        row.findings += rules.capacity_faults(count, room.kind, room.capacity, rules_of(self.context, one.batch)["ASM-ROM-001"])

    def _elsewhere(self, one: Sitting, who: Enrolment) -> bool:
        """Whether the candidate has a seat in another session of the subject."""
        stated = (each for each in self._sittings.values() if each is not one and each.batch is one.batch and each.subject == one.subject)
        if any(who.id in each.seats.values() for each in stated):
            return True
        same = select(Seat.id).join(ExamSession).where(Seat.enrolment_id == who.id, Seat.number.is_not(None), ExamSession.subject == one.subject,
                                                       ExamSession.batch_id == one.batch.id, ExamSession.code != one.code)  # fmt: skip
        return self.db.scalar(same.limit(1)) is not None

    # -- taking -------------------------------------------------------------------------------------------------------

    def accept(self, row: Row, verdict: str) -> None:
        if verdict != UNCHANGED:
            one, who, room = row.values["chosen"]
            one.rows.append((row, who, room))

    def tally(self) -> dict[str, int]:
        return {"sessions": len(self._sittings), "seats": sum(len(one.seats) for one in self._sittings.values())}

    def store(self) -> list[dict[str, Any]]:
        unit = self.context
        assert isinstance(unit, Unit)
        for one in self._sittings.values():
            if one.rows:
                self._seat_all(unit, one)
        unit.db.flush()
        return [change for change in unit.changes.collected if "before" in change]

    def _seat_all(self, unit: Unit, one: Sitting) -> None:
        """Seats that move are lifted first, so that two who change places never meet on one seat."""
        session = one.stored
        if session is None:
            session = ExamSession(batch_id=one.batch.id, code=one.code, subject=one.subject, site=one.site, starts_at=one.starts_at, ends_at=one.ends_at)
            unit.add(session)
        given_up = {seat.enrolment_id: seat for seat in unit.db.scalars(select(Seat).where(Seat.session_id == session.id))}
        for _row, who, _room in one.rows:
            if who.id in given_up:
                given_up[who.id].number = None
        unit.db.flush()
        drawn = one.subject == SKILL and rules_of(unit, one.batch)["ASM-ROM-004"].active
        for row, who, room in one.rows:
            seat = given_up.get(who.id)
            if seat is None:
                seat = Seat(session_id=session.id, enrolment_id=who.id, room_id=room.id, place="")
                unit.db.add(seat)
            seat.room_id, seat.number, seat.place = room.id, row.values["number"], place_of(room.code, row.values["number"])
            seat.station = row.values["number"] if drawn else None
            seat.moved_on = unit.today if session.tickets_on else None
        session.arranged_on = session.arranged_on or unit.today
