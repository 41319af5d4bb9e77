"""Rooms, sessions and seats: entered, accepted, arranged by lot, changed by hand with a reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from models.assessment.candidates.guards import barred
from models.assessment.candidates.tables import Enrolment
from models.assessment.candidates.terms import SITTING
from models.assessment.exams import lot, queries, rules
from models.assessment.exams.hooks import PLAN, demanded
from models.assessment.exams.subjects import ROOM, SEAT, SESSION
from models.assessment.exams.tables import ExamSession, Room, Seat
from models.assessment.exams.terms import ROOM_KIND, ROOMS_OF, SKILL, SUBJECT
from models.assessment.plans.steps import rules_of
from models.assessment.queries import find_batch
from models.assessment.terms import LevelList
from models.core.acts import Param, Unit, command
from models.core.bulk import fresh_ids
from models.core.centre import Context
from models.core.files import digest_of
from models.core.findings import Finding, Severity
from models.core.kinds import Code, Flag, Moment, Text, Whole
from models.core.store import insert_many
from resources.texts import _

Findings = Iterator[Finding]

_NAMED = 10  # candidates named in one answer
_SEPARATORS = str.maketrans("，,;； ", "、、、、、")


def wrong(about: str, label: str, found: object, expected: object) -> Finding:
    return Finding("SYS-002", Severity.BLOCK, about, {"label": label, "found": str(found), "expected": str(expected)})


def split(words: str | None) -> list[str]:
    """01、02 or 01 02 as a list, each once, in the order written."""
    return list(dict.fromkeys(part.strip() for part in (words or "").translate(_SEPARATORS).split("、") if part.strip()))


# -- rooms ----------------------------------------------------------------------------------------------------------

_ROOM_PARAMS = (
    Param("name", _("考场名称"), Text(60), required=False), Param("kind", _("类型"), ROOM_KIND),
    Param("capacity", _("座位或工位数"), Whole(1, 5000)), Param("columns", _("列数"), Whole(1, 50), default=5),
    Param("place", _("楼、层、室"), Text(60), required=False),
)  # fmt: skip


@command("assessment.add_room", _("登记考场"), row=35, rules=("ASM-ROM-001",),
         params=(Param("site", _("考点"), Text(60)), Param("code", _("考场编号"), Code(20)), *_ROOM_PARAMS))  # fmt: skip
def add_room(unit: Unit, site: str, code: str, **given: Any) -> Findings:
    """A room of a site with its seats; its code is unique within the site."""
    if any(one.site == site for one in queries.find_room(unit.db, code)):
        yield wrong("code", _("考场编号"), code, _("本考点未用的编号"))
        return
    unit.add(Room(site=site, code=code, **given))


@command("assessment.edit_room", _("修改考场"), subject=ROOM, row=35, rules=("ASM-ROM-001",), params=tuple(
    Param(one.name, one.label, one.kind, one.required, lambda _context, room, name=one.name: getattr(room, name, None)) for one in _ROOM_PARAMS
))  # fmt: skip
def edit_room(unit: Unit, room: Room, **given: Any) -> Findings:
    """What a room is; seats already arranged stay where they are."""
    for name, value in given.items():
        setattr(room, name, value)
    yield from ()


@command("assessment.accept_room", _("验收考场"), subject=ROOM, row=36, rules=("ASM-VEN-006", "ASM-VEN-013"), params=(
    Param("spacing_cm", _("最小间距（厘米）"), Whole(0, 1000), required=False, help=_("理论考场必填，四个方向取最小值")),
    Param("has_camera", _("监控可用"), Flag(), default=True),
))  # fmt: skip
def accept_room(unit: Unit, room: Room, spacing_cm: int | None, has_camera: bool) -> Findings:
    """ASM-VEN-006, ASM-VEN-013: the measured distance and working surveillance."""
    yield from rules.spacing_faults(room.kind, spacing_cm, unit.rules["ASM-VEN-006"])
    if not has_camera and room.kind != "waiting":
        yield from unit.rules["ASM-VEN-013"].found("has_camera", Severity.BLOCK, found=room.code)
    room.spacing_cm, room.has_camera = spacing_cm, has_camera


# -- sessions -------------------------------------------------------------------------------------------------------


def _times(unit: Unit, starts_at: datetime, ends_at: datetime) -> Findings:
    if ends_at <= starts_at:
        yield from unit.rules["SYS-014"].found("ends_at", label=_("结束时间"), found=ends_at, other=_("开考时间"), expected=starts_at)


@command("assessment.plan_session", _("安排场次"), row=35, rules=("SYS-014", "PPL-EXM-003"), params=(
    Param("batch", _("批次编号"), Code(40)), Param("subject", _("科目"), SUBJECT), Param("site", _("考点"), Text(60)),
    Param("starts_at", _("开考时间"), Moment()), Param("ends_at", _("结束时间"), Moment()),
    Param("ratio", _("每名考评员对应考生"), Whole(1, 1000), required=False, help=_("国家职业标准的配比")),
    Param("parallel_modules", _("同时进行的模块数"), Whole(1, 50), required=False),
))  # fmt: skip
def plan_session(unit: Unit, batch: str, starts_at: datetime, ends_at: datetime, **given: Any) -> Findings:
    """One subject of a batch in one time slot at one site; it gets the batch's next running number."""
    named = find_batch(unit.db, batch)
    if not named:
        yield Finding("SYS-005", Severity.BLOCK, "batch", {"label": _("批次"), "key": batch})
        return
    yield from _times(unit, starts_at, ends_at)
    one = named[0]
    if not one.first_exam_day <= starts_at.date() <= one.last_exam_day:
        days = f"{one.first_exam_day} – {one.last_exam_day}"
        yield from unit.rules["SYS-014"].found("starts_at", label=_("开考时间"), found=starts_at, other=_("批次的考试日期"), expected=days)
    count = len(unit.db.scalars(select(ExamSession.id).where(ExamSession.batch_id == one.id)).all())
    made = unit.add(ExamSession(batch_id=one.id, code=f"{one.code}-{count + 1}", starts_at=starts_at, ends_at=ends_at, **given))
    yield from demanded(PLAN, unit, made)  # type: ignore[arg-type]
    unit.value = made.code  # type: ignore[attr-defined]


def not_begun(context: Context, one: Any) -> Findings:
    """A session that has started is not arranged any more."""
    if one is not None and one.started_at is not None:
        yield wrong("", _("场次"), _("已开考"), _("未开考的场次"))


@command("assessment.change_session", _("调整场次"), subject=SESSION, row=35, rules=("ASM-ROM-009", "SYS-014", "PPL-EXM-003"), guard=not_begun, params=(
    Param("starts_at", _("开考时间"), Moment(), default=lambda _context, one: one and one.starts_at),
    Param("ends_at", _("结束时间"), Moment(), default=lambda _context, one: one and one.ends_at),
    Param("site", _("考点"), Text(60), default=lambda _context, one: one and one.site),
))  # fmt: skip
def change_session(unit: Unit, one: ExamSession, starts_at: datetime, ends_at: datetime, site: str) -> Findings:
    """Another time or site. Published tickets become invalid and are issued again (ASM-ROM-009)."""
    yield from _times(unit, starts_at, ends_at)
    if one.tickets_on and (one.starts_at, one.site) != (starts_at, site):
        unit.db.execute(update(Seat).where(Seat.session_id == one.id, Seat.number.is_not(None)).values(moved_on=unit.today))
    one.starts_at, one.ends_at, one.site = starts_at, ends_at, site
    unit.db.flush()
    yield from demanded(PLAN, unit, one)


# -- seats by lot ---------------------------------------------------------------------------------------------------


@command("assessment.arrange_seats", _("编排座位"), subject=SESSION, row=35, guard=not_begun,
         rules=("ASM-ROM-001", "ASM-ROM-002", "ASM-ROM-004", "ASM-ROM-009", "ASM-STC-001", "ASM-FEE-001", "ASM-REG-018"), params=(
    Param("rooms", _("考场编号"), Text(400), required=False, help=_("用顿号分开；留空则用本考点全部空闲考场")),
    Param("levels", _("级别"), LevelList(), required=False, help=_("留空则为全部级别")),
    Param("seed", _("抽签号"), Whole(1), required=False, help=_("同一抽签号得到同一编排；留空由程序给出")),
))  # fmt: skip
def arrange_seats(unit: Unit, one: ExamSession, rooms: str | None, levels: list[int] | None, seed: int | None) -> Findings:
    """ASM-ROM-001, ASM-ROM-002: everybody who sits in this subject gets a seat by a seeded lot that is kept and can be drawn again.
    Whoever may not sit (ASM-STC-001 row 10: not re-checked, fee open, banned) gets none and is named; going on without them wants a
    reason. Whoever has a seat in another session of the subject keeps it. With drawn workstations the number is only the order."""
    own = rules_of(unit, one.batch)
    halls = yield from _halls(unit, one, split(rooms), own)
    stopped = barred(unit, one.batch)
    sitters = [each for each in _sitters(unit, one, set(levels or ())) if each.id not in stopped]
    yield from left_out(stopped, Severity.WARN)
    if not halls or not sitters or sum(hall.capacity for hall in halls) < len(sitters):
        seats = _("{n} 个座位").format(n=sum(hall.capacity for hall in halls))
        yield wrong("rooms", _("考场"), seats, _("{n} 名考生").format(n=len(sitters)))
        return
    drawn = seed or unit.seq
    apart = own["ASM-ROM-002"].active and bool(own["ASM-ROM-002"].value("apart"))
    placed = lot.seated(sitters, halls, drawn, apart)
    _store(unit, one, placed)
    one.arranged_by_lot, one.arranged_on = drawn, unit.today
    told = "\n".join(f"{each.sitter} {each.room} {each.number}" for each in placed)
    pairs = lot.together(placed, {each.id: each.group for each in sitters}, {hall.id: hall.rows for hall in halls})
    unit.value = {"seats": len(placed), "rooms": len({each.room for each in placed}), "seed": drawn, "beside": pairs}
    unit.detail["arrangement"] = unit.value | {"digest": digest_of(told.encode())}


def left_out(stopped: Mapping[int, tuple[str, list[Finding]]], severity: Severity) -> Findings:
    """What stands against those who get no seat or ticket, the first of them by name."""
    for name, faults in [*stopped.values()][:_NAMED]:
        yield from (replace(each, severity=severity, about="", params={**each.params, "who": name}) for each in faults)


def _halls(unit: Unit, one: ExamSession, named: Sequence[str], own: Any) -> Any:
    """The rooms the lot may fill, in the order named or of their codes: of the site, of the right kind, free at the time."""
    fitting = unit.db.scalars(select(Room).where(Room.site == one.site, Room.kind.in_(ROOMS_OF[one.subject])).order_by(Room.code)).all()
    others = [other.id for other in queries.overlapping(unit.db, one.starts_at, one.ends_at, one.id)]
    used = set(unit.db.scalars(select(Seat.room_id).where(Seat.session_id.in_(others), Seat.number.is_not(None)).distinct()))
    free = {room.code: room for room in fitting if room.id not in used}
    for code in named:
        if code not in free:
            yield wrong("rooms", _("考场"), code, "、".join(free) or _("本考点空闲且类型相符的考场"))
    chosen = [free[code] for code in named if code in free] if named else list(free.values())
    return [lot.Hall(room.id, rules.room_limit(room.kind, room.capacity, own["ASM-ROM-001"]), room.columns) for room in chosen]


def _sitters(unit: Unit, one: ExamSession, levels: set[int]) -> list[lot.Sitter]:
    """Who sits in this session: applications of the batch that may sit and have the subject, not seated in another session of it."""
    same = select(ExamSession.id).where(ExamSession.batch_id == one.batch_id, ExamSession.subject == one.subject, ExamSession.id != one.id)
    elsewhere = set(unit.db.scalars(select(Seat.enrolment_id).where(Seat.session_id.in_(same), Seat.number.is_not(None))))
    columns = (Enrolment.id, Enrolment.occupation, Enrolment.job, Enrolment.level, Enrolment.subjects, Enrolment.training_class, Enrolment.employer)
    found = unit.db.execute(select(*columns).where(Enrolment.batch_id == one.batch_id, Enrolment.state.in_(SITTING)))
    return [
        lot.Sitter(id_, (occupation, job, level), group or employer or "")
        for id_, occupation, job, level, subjects, group, employer in found
        if one.subject in subjects and id_ not in elsewhere and (not levels or level in levels)
    ]


def place_of(room_code: str, number: int) -> str:
    return f"{room_code}-{number:02d}"


def _store(unit: Unit, one: ExamSession, placed: Sequence[lot.Placed]) -> None:
    """Write the seats at once. A seat once given stays as a record: the same person's is used again, others are given up.
    All are lifted first, so that two who change places never meet on one seat."""
    mine = select(Seat.enrolment_id, Seat.id, Seat.place, Seat.number).where(Seat.session_id == one.id)
    stored = {enrolment: (id_, place if number else "") for enrolment, id_, place, number in unit.db.execute(mine)}
    unit.db.execute(update(Seat).where(Seat.session_id == one.id).values(number=None, station=None))
    codes = {room.id: room.code for room in unit.db.scalars(select(Room))}
    fresh, kept = [], []
    for each in placed:
        place = place_of(codes[each.room], each.number)
        id_, before = stored.get(each.sitter, (0, ""))
        moved = unit.today if one.tickets_on and before != place else None
        row = {"room_id": each.room, "number": each.number, "place": place, "moved_on": moved}
        if id_:
            kept.append(row | {"key": id_})
        else:
            fresh.append(row | {"session_id": one.id, "enrolment_id": each.sitter, "lost_minutes": 0})
    table, connection = Seat.__table__, unit.db.connection()
    if kept:
        values: dict[str, Any] = {name: bindparam(name) for name in ("room_id", "number", "place", "moved_on")}
        statement = update(table).where(table.c.id == bindparam("key")).values(version=table.c.version + 1, entry=unit.seq, **values)  # type: ignore[arg-type]
        connection.execute(statement, kept)
    stamp = {"version": 1, "first_entry": unit.seq, "entry": unit.seq}
    insert_many(connection, table, [row | stamp | {"id": id_} for id_, row in zip(fresh_ids(unit, Seat, len(fresh)), fresh, strict=True)])
    unit.db.expire_all()


# -- seats by hand --------------------------------------------------------------------------------------------------


def _session_not_begun(context: Context, seat: Any) -> Findings:
    if seat is not None:
        yield from not_begun(context, seat.session)


@command("assessment.move_seat", _("调整座位"), subject=SEAT, row=35, guard=_session_not_begun,
         rules=("ASM-ROM-001", "ASM-ROM-002", "ASM-ROM-009"), params=(
    Param("room", _("考场编号"), Code(20), default=lambda _context, seat: seat and seat.room.code), Param("number", _("座位号"), Whole(1, 5000)),
))  # fmt: skip
def move_seat(unit: Unit, seat: Seat, room: str, number: int) -> Findings:
    """ASM-ROM-002: another seat by hand, with a reason; two people on one seat change places."""
    own, one = rules_of(unit, seat.session.batch), seat.session
    target = next((each for each in queries.find_room(unit.db, room) if each.site == one.site), None)
    if target is None or target.kind not in ROOMS_OF[one.subject] or number > target.capacity:
        yield wrong("room", _("考场"), f"{room}-{number}", _("本考点类型相符的考场和座位"))
        return
    there = [each for each in queries.seats_of(unit.db, one.id, target.id) if each.id != seat.id]
    taken = next((each for each in there if each.number == number), None)
    if taken is None:
        yield from rules.capacity_faults(len(there) + 1, target.kind, target.capacity, own["ASM-ROM-001"])
    yield from own["ASM-ROM-002"].found("room", found=seat.place, expected=place_of(target.code, number))
    old_room, old_number = seat.room, seat.number
    seat.number = None
    unit.db.flush()
    if taken is not None:
        _sit(unit, taken, old_room, old_number or 0)
    _sit(unit, seat, target, number)


def _sit(unit: Unit, seat: Seat, room: Room, number: int) -> None:
    seat.room, seat.number, seat.place = room, number, place_of(room.code, number)
    seat.moved_on = unit.today if seat.session.tickets_on else None
    unit.db.flush()


@command("assessment.free_seat", _("退回座位"), subject=SEAT, row=35, guard=_session_not_begun, rules=("ASM-ROM-002",))
def free_seat(unit: Unit, seat: Seat) -> Findings:
    """A candidate who withdrew gives the seat up; the record stays without a number."""
    yield from rules_of(unit, seat.session.batch)["ASM-ROM-002"].found("", found=seat.place, expected=_("不再参加"))
    seat.number = None


@command("assessment.draw_station", _("抽取工位"), subject=SEAT, row=36, rules=("ASM-ROM-004",), params=(
    Param("station", _("抽到的工位"), Whole(1, 5000)), Param("witness", _("见证人"), Text(30)),
    Param("signed", _("考生已签字"), Flag(), default=True),
))  # fmt: skip
def draw_station(unit: Unit, seat: Seat, station: int, witness: str, signed: bool) -> Findings:
    """ASM-ROM-004: the station a candidate drew on site, once each; drawing again needs a reason."""
    rule = rules_of(unit, seat.session.batch)["ASM-ROM-004"]
    if seat.session.subject != SKILL or station > seat.room.capacity:
        yield wrong("station", _("工位"), station, _("实操考场的工位号"))
        return
    taken = [each for each in queries.seats_of(unit.db, seat.session_id, seat.room_id) if each.station == station and each.id != seat.id]
    if taken or not signed:
        yield from rule.found("station", Severity.BLOCK, found=station, expected=_("未抽出的工位，考生签字")) or [
            wrong("station", _("工位"), station, _("未抽出的工位，考生签字"))
        ]
        return
    if seat.station is not None:
        yield from rule.found("station", Severity.WARN, found=seat.station, expected=_("只抽一次"))
    seat.station, seat.drawn_before = station, witness
