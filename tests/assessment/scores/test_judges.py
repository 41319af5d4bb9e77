"""Names on a score sheet are tied to the registered assessors, so that STA-004 knows who marked: typed by a panel, or from a list."""

from datetime import date

import pytest

from models.assessment.scores.judges import Judges, split
from models.assessment.scores.tables import AssessorMark
from models.core import store
from models.people.tables import Person, Qualification
from models.statistics import severity
from models.statistics.queries import Chosen
from tests.assessment.scores.desk import Desk
from tests.assessment.scores.lists import batches, take, written
from tests.centres import TODAY
from tests.certificates.desk import some
from tests.fictional import number_of

NAMES = ("严师", "宽师", "同名", "同名")
CARD = "Y00004102900120001"


def registered(centre):
    with store.writing(centre.engine) as db:
        for at, name in enumerate(NAMES):
            one = Person(id_kind="resident", id_no=number_of(serial=900 + at), name=name, sort_name=name, first_entry=1, entry=1)
            db.add(one)
            db.flush()
            db.add(
                Qualification(
                    person_id=one.id,
                    kind="assessor",
                    grade="assessor",
                    card_number=CARD if at == 1 else f"C{at}",
                    sort_name=name,
                    first_entry=1,
                    entry=1,
                )
            )
        db.commit()
    return centre


def people(centre):
    with centre.reading() as context:
        return {one.name: one.id for one in context.db.query(Person).filter(Person.name != "同名")}


@pytest.mark.parametrize(("cell", "names"), [("严师、宽师", ["严师", "宽师"]), ("严师,，宽师", ["严师", "", "宽师"]), ("", []), (None, [])])
def test_names_stand_in_the_order_of_the_marks(cell, names):
    assert split(cell) == names


def test_a_name_that_two_people_have_is_not_guessed(centre):
    made = registered(centre("henan", "exam", TODAY))
    known = people(made)
    with made.reading() as context:
        judges = Judges(context.db)
        assert [judges.person(name) for name in ("严师", CARD, "同名", "没有此人", "")] == [known["严师"], known["宽师"], None, None, None]


def test_what_a_panel_gave_belongs_to_its_people(centre):
    desk = Desk(centre, people=1)
    registered(desk.centre)
    desk.marker()
    desk.done("assessment.record_panel", login="exam", ticket="T001", subject="skill", marks="78、80、79", names="严师、同名、宽师")
    known = people(desk.centre)
    assert [(one.name, one.assessor_id) for one in some(desk.centre, AssessorMark)] == [
        ("严师", known["严师"]), ("同名", None), ("宽师", known["宽师"])]  # fmt: skip


def test_sta_004_an_old_list_with_names_shows_who_marks_unlike_the_others(centre, tmp_path):
    made = registered(centre("henan", "exam", TODAY))
    batches(made, tmp_path, "B1", day=date(2026, 6, 10))
    header = ("批次编号", "准考证号", "姓名", "身份证号", "科目", "成绩", "考评员1", "考评员2", "考评员姓名")
    rows = [
        ("B1", f"T{at:03d}", f"考生{'甲乙丙丁戊'[at % 5]}", number_of(serial=at + 1), "技能", 72, 70 - at % 2, 74, "严师、宽师")
        for at in range(30)
    ]
    take(made, "assessment.scores", written(tmp_path / "s.csv", header, *rows), history=True)
    with made.reading() as context:
        found = severity.severities(context, Chosen())
    assert [(one.label, one.n, one.outside) for one in found] == [("宽师", 30, True), ("严师", 30, True)]
    assert [one.mean for one in found] == [pytest.approx(4.5), pytest.approx(-4.5)]
