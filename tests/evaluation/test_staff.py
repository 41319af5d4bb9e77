"""The director assesses the staff of a year (PPL-EXM-029)."""

from datetime import date

import pytest

from models.core.due import due_items
from models.core.registers import REGISTERS, may_read
from models.evaluation.tables_staff import StaffReview
from reports.forms import render_list, render_named
from tests.centres import seat
from tests.people.makers import a_name, act, an_id, done, refused_by, stored
from tests.reports import paper


@pytest.fixture
def here(centre):
    return appointed(centre("hunan"))


def appointed(here, started="2025-03-01"):
    for n, post in ((1, "主任"), (2, "考务管理岗"), (3, "财务")):
        done(act(here, "general", "people.appoint_staff", name=a_name(n), id_no=an_id(n), post=post, time="专职", duty="日常工作", post_title="讲师",
                 education="本科", phone=f"138000000{n:02d}", starts_on=started))  # fmt: skip
    return here


def assess(here, n=2, login="director", **given):
    return act(here, login, "evaluation.assess_staff", person=a_name(n), **({"grade": "合格", "performance": "完成任务。"} | given))


def waiting(here, on):
    with seat(here, "director", on).reading() as context:
        return {(item.key, item.due) for item in due_items(context) if item.rule == "PPL-EXM-029"}


def test_ppl_exm_029_everybody_but_the_head_is_due_by_the_end_of_january(here):
    by = date(2027, 1, 31)
    assert waiting(here, date(2027, 1, 5)) == {(a_name(2), by), (a_name(3), by)}
    done(assess(here, year=2026))
    assert waiting(here, date(2027, 1, 5)) == {(a_name(3), by)}


def test_ppl_exm_029_who_came_after_the_year_or_left_is_not_due(centre):
    here = appointed(centre("hunan"), started="2027-01-01")
    assert waiting(here, date(2027, 1, 5)) == set()
    assert len(waiting(here, date(2028, 1, 5))) == 2
    from models.people.staff.tables import StaffPost

    posts = stored(here, StaffPost)
    done(act(here, "general", "people.end_staff_post", posts[1].id, date(2027, 12, 1), why="调离", reason="暂缺"))
    assert {name for name, _by in waiting(here, date(2028, 1, 5))} == {a_name(3)}


def test_ppl_exm_029_nothing_is_due_where_the_rule_is_not_asked(centre):
    assert waiting(appointed(centre("henan")), date(2027, 1, 5)) == set()


def test_ppl_exm_029_the_year_asked_is_the_last_one_until_december(here):
    done(act(here, "director", "evaluation.assess_staff", None, date(2026, 11, 30), person=a_name(2), grade="合格", performance="好"))
    done(act(here, "director", "evaluation.assess_staff", None, date(2026, 12, 1), person=a_name(2), grade="优秀", performance="好"))
    assert [(one.year, one.grade) for one in stored(here, StaffReview)] == [(2025, "qualified"), (2026, "excellent")]


def test_ppl_exm_029_a_head_of_department_is_appointed_on_or_released(here):
    assert refused_by(assess(here, leads=True)) == {"SYS-002"}
    assert refused_by(assess(here, opinion="聘任")) == {"SYS-002"}
    key = done(assess(here, leads=True, opinion="聘任", year=2026)).record_id
    assert refused_by(act(here, "director", "evaluation.correct_staff", key, opinion="")) == {"SYS-002"}
    done(act(here, "director", "evaluation.correct_staff", key, opinion="解聘"))
    assert stored(here, StaffReview)[0].opinion == "release"


def test_ppl_exm_029_once_a_year_and_only_who_was_on_duty(here):
    done(assess(here, year=2026))
    assert refused_by(assess(here, year=2026)) == {"SYS-002"}
    assert refused_by(assess(here, year=2024)) == {"SYS-002"}  # before the first day of duty
    assert refused_by(assess(here, year=2027)) == {"SYS-002"}


def test_ppl_exm_029_only_the_director_assesses_and_reads_and_nobody_himself(here):
    assert refused_by(assess(here, login="general")) == {"PPL-ORG-010"}
    with seat(here, "general").reading() as context:
        assert not may_read(context, REGISTERS["evaluation.staff"])
    from models.core.tables import User

    second = stored(here, User, login="director")[0]
    done(act(here, "admin", "core.add_user", login="deputy", name="副职", roles="DIR", password="jiantai-demo"))
    done(act(here, "deputy", "people.link_account", second.id, person=an_id(2)))
    assert refused_by(assess(here)) == {"PPL-ORG-004"}
    done(assess(here, n=3))


def test_ppl_exm_029_the_sheet_and_the_list_print_whole(here):
    done(assess(here, leads=True, opinion="聘任", year=2026, grade="优秀", summary="全年组织考试 12 场。"))
    sheet = render_named(here, "F-STAFF-ANNUAL", f"{a_name(2)} 2026")
    assert sheet.findings == () and paper.outside(sheet.pdf) == []
    assert paper.in_order(sheet.pdf, ["年度考核表", a_name(2), "考务管理岗", "全年组织考试 12 场", "完成任务", "优秀", "聘任", "中心主任"]) == ""
    assert paper.in_order(render_list(here, "W-STAFF-ANNUAL").pdf, ["一览表", "共 1 人", a_name(2), "优秀"]) == ""
