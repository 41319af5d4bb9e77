"""Exam days of the demo centre: one session that was held, with attendance, papers and its record; one that is being prepared."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any

from models.assessment.candidates.tables import Enrolment
from models.assessment.exams import queries
from models.assessment.onsite.queries import find_note
from models.assessment.queries import find_batch
from models.assessment.tables import Batch
from models.core.acts import Param, Unit, command
from models.core.findings import Finding
from models.core.kinds import Code, Day, Whole
from models.core.names import sort_key
from models.core.roles import DIRECTOR
from models.demo.inventing import person
from models.demo.stage import Act, Stage
from resources.texts import _

HELD, AHEAD, CANDIDATES = 9, -8, 34  # days before today
_SEED, _SITE = 20_271, "第一考点"
_ROOMS = (("101", "theory", 30, "教学楼一层"), ("102", "theory", 30, "教学楼一层"), ("S1", "practical", 20, "实训楼一层"),
          ("S2", "practical", 20, "实训楼一层"))  # fmt: skip
_STEPS = (("HE-T-01", "08:30"), ("HE-T-02", "08:40"), ("HE-T-03", "08:55"), ("HE-T-04", "09:00"), ("HE-T-05", "09:30"),
          ("HE-T-06", "10:15"), ("HE-T-07", "10:30"))  # fmt: skip
_STAFF = (("chief", ""), ("clerk", ""), ("clerk", ""), ("supervisor", ""), ("supervisor", ""), ("supervisor", ""), ("medical", ""), ("guard", ""),
          ("inv", "101"), ("inv", "101"), ("inv", "102"), ("inv", "102"))  # fmt: skip


def acts(stage: Stage) -> list[Act]:
    """Rooms first, then the session that was held, then the one to come, in the order of their days."""
    told = [Act(40, "assessment.add_room", None, {"site": _SITE, "code": code, "kind": kind, "capacity": seats, "place": place}, by="exam")
            for code, kind, seats, place in _ROOMS]  # fmt: skip
    told += [Act(39, "assessment.accept_room", _find(stage, queries.find_room, code), {"spacing_cm": 85 if kind == "theory" else None}, by="exam")
             for code, kind, _seats, _place in _ROOMS]  # fmt: skip
    for ago, first in ((HELD, 0), (AHEAD, 100)):
        code = f"KW{stage.day(ago):%Y%m%d}"
        given = {"code": code, "exam_day": stage.day(ago).isoformat(), "count": CANDIDATES, "first": first}
        told.append(Act(HELD + 6 if ago > 0 else 5, "demo.fill_exam", None, given, by="director"))
        told += _planned(stage, ago, code)
    return [*told, *_held(stage, f"KW{stage.day(HELD):%Y%m%d}-1")]


def _find(stage: Stage, finder: Callable[..., Any], words: str) -> Callable[[], int]:
    def find() -> int:
        with stage.centre.reading() as context:
            return int(finder(context.db, words)[0].id)

    return find


def _at(stage: Stage, ago: int, clock: str) -> str:
    return str(datetime.combine(stage.day(ago), time.fromisoformat(clock)))


def _planned(stage: Stage, ago: int, code: str) -> Iterator[Act]:
    """Two sessions, seats by lot, tickets, people of the theory session."""
    when, one = HELD + 5 if ago > 0 else 3, _find(stage, queries.find_session, f"{code}-1")
    for subject, starts, ends in (("theory", "09:00", "10:30"), ("skill", "14:00", "17:00")):
        given = {"batch": code, "subject": subject, "site": _SITE, "starts_at": _at(stage, ago, starts), "ends_at": _at(stage, ago, ends)}
        yield Act(when, "assessment.plan_session", None, given, by="exam")
    for number in (1, 2):
        yield Act(when, "assessment.arrange_seats", _find(stage, queries.find_session, f"{code}-{number}"), {"seed": 20260 + number}, by="exam")
    yield Act(when, "assessment.issue_tickets", one, by="exam")
    for number, (duty, room) in enumerate(_STAFF):
        who = person(_SEED, 500 + number)
        post: dict[str, Any] = {"duty": duty, "name": who.name, "phone": who.phone, "employer": who.employer, "room": room or None}
        yield Act(when, "assessment.assign_duty", one, post, by="exam")


def _held(stage: Stage, code: str) -> Iterator[Act]:
    """Papers, attendance, steps and records of the theory session that was held."""
    one, two = _find(stage, queries.find_session, code), _find(stage, queries.find_session, f"{code[:-2]}-2")
    for room, copies in (("101", 30), ("102", 4)):
        bag = {"number": f"SJ-{code}-{room}", "room": room, "copies": copies, "keeper": "题库管理员", "printed_under": "冯晓兰"}
        yield Act(HELD + 2, "assessment.pack_papers", one, bag, by="bank")
        found = _find(stage, queries.find_bag, f"SJ-{code}-{room}")
        yield Act(HELD, "assessment.hand_over_papers", found, {"step": "pickup", "at": _at(stage, HELD, "07:50"), "receiver": "考务甲"}, by="exam")
        yield Act(HELD, "assessment.hand_over_papers", found, {"step": "to_inv", "at": _at(stage, HELD, "08:30"), "receiver": "监考甲"}, by="exam")
    yield Act(HELD + 1, "assessment.tick_step", one, {"step": "accepted", "done_at": _at(stage, HELD + 1, "16:00")}, by="exam")
    yield Act(HELD + 1, "assessment.ready_session", one, {"at": _at(stage, HELD + 1, "16:30")}, "候考室设在 103 教室", by="exam")
    yield from _people(stage, code, one)
    for step, clock in _STEPS[:3]:
        yield Act(HELD, "assessment.tick_step", one, {"step": step, "done_at": _at(stage, HELD, clock)}, by="exam")
    for number in range(CANDIDATES):
        seat = _seat(stage, code, number)
        if number % 11 != 7:
            yield Act(HELD, "assessment.mark_present", seat, {"arrived_at": _at(stage, HELD, f"08:{41 + number % 14}")}, by="exam")
    yield Act(HELD, "assessment.start_session", one, {"at": _at(stage, HELD, "09:00")}, by="exam")
    yield Act(HELD, "assessment.close_gate", one, {"at": _at(stage, HELD, "09:30")}, by="exam")
    for step, clock in _STEPS[3:]:
        yield Act(HELD, "assessment.tick_step", one, {"step": step, "done_at": _at(stage, HELD, clock)}, by="exam")
    for room in ("101", "102"):
        yield from _record(stage, code, room, one)
    yield Act(HELD, "assessment.end_session", one, by="exam")
    yield Act(HELD, "assessment.delay_session", two, {"lost_from": _at(stage, HELD, "14:10"), "lost_to": _at(stage, HELD, "14:18"), "minutes": 8,
              "why": "实训楼断电", "decided_by": "主考"}, by="exam")  # fmt: skip


def _people(stage: Stage, code: str, one: Callable[[], int]) -> Iterator[Act]:
    """The meeting before the exam, a deficiency that was put right, badges, everybody signs in."""
    batch, names = _find(stage, find_batch, code[:-2]), [person(_SEED, 500 + number).name for number in range(len(_STAFF))]
    met = {"kind": "prepare", "held_at": _at(stage, HELD + 1, "15:00"), "place": "考务室", "chair": names[0], "recorder": names[1], "agenda": "全部",
           "present": "、".join(names[:-1]), "said": "明确分工；机房故障时启用备用机。"}  # fmt: skip
    yield Act(HELD + 1, "assessment.note_meeting", batch, met, by="exam")
    found = {"kind": "defect", "about": "102 教室", "said": "后排照明不亮", "by_name": names[10], "at": _at(stage, HELD + 1, "15:40")}
    yield Act(HELD + 1, "assessment.note_on_site", one, found, by="exam")
    mended = {"settlement": "已更换灯管", "settled_by": names[1], "at": _at(stage, HELD + 1, "16:10")}
    yield Act(HELD + 1, "assessment.settle_on_site", _find(stage, find_note, code), mended, by="exam")
    for number, name in enumerate(names):
        duty = _find(stage, queries.find_duty, f"{code}/{name}")
        yield Act(HELD, "assessment.hand_badge", duty, {"badge_no": f"KW-{number + 1:02d}"}, by="exam")
        yield Act(HELD, "assessment.sign_in_staff", duty, {"arrived_at": _at(stage, HELD, f"08:{number % 12 + 5:02d}")}, by="exam")


def _record(stage: Stage, code: str, room: str, one: Callable[[], int]) -> Iterator[Act]:
    """The record of a room as its attendance stands. The rooms of the story are the first four of the centre."""
    numbers = range(30) if room == "101" else range(30, CANDIDATES)
    present = sum(1 for number in numbers if number % 11 != 7)
    given = {"opened": len(numbers), "answered": present, "spare": len(numbers) - present, "ended_at": _at(stage, HELD, "10:30"),
             "signers": "监考甲、监考乙", "recording": "考务室硬盘2"}  # fmt: skip
    yield Act(HELD, "assessment.close_room", one, given | {"room": str(1 + [each[0] for each in _ROOMS].index(room))}, by="exam")


def _seat(stage: Stage, code: str, number: int) -> Callable[[], int]:
    def find() -> int:
        with stage.centre.reading() as context:
            one = queries.find_session(context.db, code)[0]
            return queries.seats_of(context.db, one.id)[number].id

    return find


@command("demo.fill_exam", _("填充演练考生"), only=frozenset({DIRECTOR}), internal=True, params=(
    Param("code", _("批次编号"), Code(40)), Param("exam_day", _("考试日期"), Day()), Param("count", _("人数"), Whole(1)), Param("first", _("序号"), Whole()),
))  # fmt: skip
def fill_exam(unit: Unit, code: str, exam_day: date, count: int, first: int) -> Iterator[Finding]:
    """Invent a batch whose applications were found good, a training centre only."""
    if not unit.centre.training:
        yield from unit.rules["SYS-009"].found("")
        return
    one = unit.add(Batch(code=code, name=f"{exam_day:%Y-%m} 院校批次_车工_认定", occupation="车工", job="--", level=4, first_exam_day=exam_day, way="exam",
                         last_exam_day=exam_day, planned=count, profile=unit.centre.profile, state="approved", owner="exam", site=_SITE))  # fmt: skip
    for number in range(first, first + count):
        who = person(_SEED, number)
        unit.db.add(Enrolment(batch_id=one.id, id_kind="resident", id_no=who.id_no, name=who.name, sort_name=sort_key(who.name), sex=who.sex,
                              occupation="车工", job="--", level=4, subjects=["theory", "skill"], way="exam", state="reviewed", education="college",
                              category="student", training_class=f"车工{number % 3 + 1}班", phone=who.phone))  # fmt: skip
    unit.db.flush()
