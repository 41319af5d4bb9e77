"""W-ROOMPLAN: a room plan made elsewhere, in the catalogue's layout and in others; each fault comes back with its row."""

import csv
from datetime import date

import pytest
from sqlalchemy import select

from models.assessment.candidates.tables import Ban, Enrolment
from models.assessment.exams.tables import ExamSession, Seat
from models.core import store
from models.core.intake import carry_out
from models.core.registers import REGISTERS
from tests.assessment.exams.makers import DAY, EVE, SITE, batch, done, of_session, seats
from tests.centres import seat

HEADS = ("批次名称", "场次", "科目", "考场编号", "座位号/工位号", "准考证号", "姓名", "等级", "考试时间起", "考试时间止", "备注")
TIMES = ("2026-11-28 09:00", "2026-11-28 10:30", "")
NAME = "2026-11 车工"
PEOPLE = ("", "林晓一", "林晓二", "林晓三", "林晓四")


@pytest.fixture
def work(centre):
    """A batch of four with tickets at a site of two theory rooms and a workshop."""
    made = centre("hunan", on=EVE)
    batch(made, 4)
    for code, kind, capacity in (("01", "theory", 3), ("02", "theory", 30), ("J1", "practical", 20)):
        done(made, "exam", EVE, "assessment.add_room", site=SITE, code=code, kind=kind, capacity=capacity)
    with store.writing(made.engine) as db:
        for one in db.scalars(select(Enrolment)):
            one.name, one.ticket, one.batch.site = PEOPLE[one.id], f"T{one.id}", SITE
        db.commit()
    return made


def row(who, room="01", number=1, *, session="1", subject="理论", name=None, level="四级", times=TIMES):
    return (NAME, session, subject, room, number, f"T{who}", name or PEOPLE[who % 5], level, *times)


def take(work, path, rows, heads=HEADS, reason="", who="exam"):
    with path.open("w", encoding="gb18030", newline="") as out:
        csv.writer(out).writerows([heads, *rows])
    return carry_out(seat(work, who, EVE), REGISTERS["assessment.seats"], path, reason=reason)


def faults(outcome):
    return {(one.row, one.column, one.rule) for one in outcome.value.faults}


def test_w_roomplan_makes_the_session_and_its_seats_and_the_second_time_nothing(work, tmp_path):
    rows = [row(1, number=1), row(2, number=2), row(3, "第01考场", 3), row(4, "02", 7), row(1, "J1", 5, session="2", subject="技能")]
    report = take(work, tmp_path / "plan.csv", rows).value
    assert (report.new, report.faults, report.found) == (5, [], {"rows": 5, "sessions": 2, "seats": 5})
    one = of_session(work, "2026-11-1")
    assert (one.site, f"{one.starts_at:%H:%M}", f"{one.ends_at:%H:%M}", one.arranged_on) == (SITE, "09:00", "10:30", EVE)
    assert [(each.place, each.enrolment.name) for each in seats(work, "2026-11-1")][-1] == ("02-07", "林晓四")
    assert [(each.place, each.station) for each in seats(work, "2026-11-2")] == [("J1-05", 5)]  # the workstation drawn
    again = take(work, tmp_path / "plan.csv", rows).value
    assert (again.new, again.changed, again.unchanged) == (0, 0, 5)
    done(work, "exam", EVE, "assessment.issue_tickets", "2026-11-1")


def test_w_roomplan_reads_another_layout_by_name_or_id_number(work, tmp_path):
    with work.reading() as context:
        number = context.db.get_one(Enrolment, 2).id_no
    heads = ("考场号", "座号", "考生姓名", "身份证号", "批次编号", "考试科目", "场次号", "考试地点", "开始时间", "结束时间")
    rows = [("1", 1, "林晓一", "", "2026-11", "理论", 1, SITE, *TIMES[:2]), ("1", 2, "林晓二", number, "2026-11", "理论", 1, SITE, *TIMES[:2])]
    report = take(work, tmp_path / "other.csv", rows, heads).value
    assert (report.new, report.faults) == (2, [])
    assert [each.place for each in seats(work, "2026-11-1")] == ["01-01", "01-02"]


@pytest.mark.parametrize(("bad", "column", "rule"), [
    (row(9), "准考证号", "SYS-002"), (row(2, name="别人"), "姓名", "SYS-002"), (row(2, level="三级"), "等级", "SYS-002"),
    (row(2, "09"), "考场编号", "SYS-002"), (row(2, "J1"), "考场编号", "SYS-002"), (row(2, number=4), "座位号/工位号", "SYS-002"),
    (row(2, number=1), "座位号/工位号", "SYS-002"), (row(1, number=2), "准考证号", "SYS-002"), (row(1, "02", 2, session="2"), "准考证号", "SYS-002"),
    (row(2, times=("2026-11-28 09:30", "2026-11-28 10:30", "")), "考试时间起", "SYS-002"),
    (row(2, "02", session="2", times=("2026-11-28 10:30", "2026-11-28 09:00", "")), "考试时间止", "SYS-014"),
    (row(2, "02", session="2", times=("2026-11-29 09:00", "2026-11-29 10:30", "")), "考试时间起", "SYS-014"),
    (row(2, session="2", times=("2026-11-28 10:00", "2026-11-28 11:00", "")), "考场编号", "SYS-002"),  # that room is taken
    (row(2, subject="技能"), "科目", "SYS-002"), (("别的批次", *row(2)[1:]), "批次名称", "SYS-002"),
])  # fmt: skip
def test_w_roomplan_names_row_and_column_of_each_fault(work, tmp_path, bad, column, rule):
    report = take(work, tmp_path / "plan.csv", [row(1), bad])
    assert (3, column, rule) in faults(report)
    assert report.value.new == 1 and len(seats(work, "2026-11-1")) == 1


@pytest.mark.parametrize(("count", "fits"), [(30, True), (31, False)])
def test_asm_rom_001_a_standard_room_holds_thirty_however_many_seats_it_has(centre, tmp_path, count, fits):
    made = centre("hunan", on=EVE)
    batch(made, count)
    done(made, "exam", EVE, "assessment.add_room", site=SITE, code="01", kind="theory", capacity=40)
    with made.reading() as context:
        numbers = list(context.db.scalars(select(Enrolment.id_no).order_by(Enrolment.id)))
    heads = (*HEADS[:5], "证件号码", "考点", *HEADS[8:10])
    rows = [(NAME, 1, "理论", "01", place, number, SITE, *TIMES[:2]) for place, number in enumerate(numbers, 1)]
    report = take(made, tmp_path / "plan.csv", rows, heads).value
    assert {one.rule for one in report.faults} == (set() if fits else {"ASM-ROM-001"})
    assert report.new == 30


def test_asm_rom_002_a_seat_that_the_sheet_changes_waits_for_a_reason(work, tmp_path):
    take(work, tmp_path / "first.csv", [row(1, number=1), row(2, number=2)])
    held = take(work, tmp_path / "second.csv", [row(1, number=3), row(2, number=1)])
    assert {one.rule for one in held.value.held} == {"ASM-ROM-002"} and held.value.changed == 0
    report = take(work, tmp_path / "second.csv", [row(1, number=3), row(2, number=1)], reason="考生行动不便").value
    assert report.changed == 2
    assert [(each.place, each.enrolment_id) for each in seats(work, "2026-11-1")] == [("01-01", 2), ("01-03", 1)]


def test_asm_reg_018_nobody_banned_gets_a_seat_from_a_sheet(work, tmp_path):
    with store.writing(work.engine) as db:
        who = db.get_one(Enrolment, 1)
        db.add(Ban(id_kind=who.id_kind, id_no=who.id_no, name=who.name, effect="BAN-Y", first_day=date(2026, 1, 1), last_day=DAY, first_entry=1, entry=1))
        db.commit()
    assert {one.rule for one in take(work, tmp_path / "plan.csv", [row(1), row(2, number=2)]).value.faults} == {"ASM-REG-018"}


def test_a_session_that_began_and_a_person_without_the_right_take_no_plan(work, tmp_path):
    assert not take(work, tmp_path / "plan.csv", [row(1)], who="finance").done
    take(work, tmp_path / "plan.csv", [row(1)])
    with store.writing(work.engine) as db:
        db.scalars(select(ExamSession)).one().started_at = one = db.scalars(select(ExamSession)).one().starts_at
        db.commit()
    assert one and (2, "场次", "SYS-002") in faults(take(work, tmp_path / "more.csv", [row(2, number=2)]))
    with work.reading() as context:
        assert len(list(context.db.scalars(select(Seat)))) == 1
