"""ASM-DAY-006: the minutes of a defence, its slot in a session, its form."""

from datetime import datetime

import pytest

from models.assessment.exams.rules import defence_faults, defence_slot
from models.assessment.scores.defending import minute_faults
from models.assessment.scores.tables import Defence
from models.core.acts import COMMANDS, stands_against
from models.core.findings import Severity
from models.core.rulebook import Rulebook
from reports.forms import render
from tests.assessment.scores.desk import OTHER, Desk
from tests.centres import TODAY, seat
from tests.certificates.desk import some
from tests.reports.paper import text

RULE = Rulebook("chongqing")["ASM-DAY-006"]
_TOLD = {"ticket": "T001", "introduction": 5, "answers": 20, "recorder": "钱记录"}


@pytest.mark.parametrize(
    ("introduction", "answers", "remark", "about"),
    [(5, 20, None, []), (6, 20, None, ["introduction"]), (5, 21, None, ["answers"]), (6, 21, None, ["introduction", "answers"]), (6, 21, "追问设备改造", [])],
)  # fmt: skip
def test_asm_day_006_longer_times_want_a_remark(introduction, answers, remark, about):
    found = minute_faults(introduction, answers, remark, RULE)
    assert [one.about for one in found] == about
    assert all(one.severity is Severity.WARN for one in found)


def test_asm_day_006_ex_eight_candidates_of_one_group_take_240_minutes():
    assert 8 * defence_slot(RULE) == 240
    assert defence_faults({"D1": 8}, 240, RULE) == []
    [short] = defence_faults({"D1": 8, "D2": 7}, 239, RULE)
    assert short.params["expected"] == "240 分钟"
    assert defence_faults({"D1": 8}, 1, Rulebook("henan")["ASM-DAY-006"]) == []


@pytest.fixture
def desk(centre):
    return Desk(centre, "chongqing", people=2, level="2")


def test_asm_day_006_the_minutes_are_kept_once_and_corrected(desk):
    assert desk.refused("assessment.record_defence", **_TOLD | {"answers": 25}) == {"ASM-DAY-006"}
    desk.done("assessment.record_defence", **_TOLD | {"answers": 25}, reason="追问较多")
    assert desk.refused("assessment.record_defence", **_TOLD) == {"SYS-031"}
    [one] = some(desk.centre, Defence)
    assert (one.introduction, one.answers, one.recorder, one.remark) == (5, 25, "钱记录", None)
    desk.done("assessment.correct_defence", one.id, answers=24, remark="追问较多")
    [one] = some(desk.centre, Defence)
    assert (one.answers, one.remark) == (24, "追问较多")
    backwards = {"began_at": datetime(2026, 11, 12, 9, 30), "ended_at": datetime(2026, 11, 12, 9, 0)}
    assert desk.refused("assessment.correct_defence", one.id, **backwards) == {"SYS-014"}


def test_asm_day_006_a_candidate_without_a_review_has_no_defence(centre):
    desk = Desk(centre, "chongqing", people=1, level="4")
    assert desk.refused("assessment.record_defence", **_TOLD) == {"ASM-MRK-009"}


def test_asm_day_006_only_exam_affairs_writes_the_minutes(desk):
    for login in ("supervisor", "bank", "finance", "admin", "archive"):
        assert desk.refused("assessment.record_defence", login=login, **_TOLD) == {"PPL-ORG-010"}
    with seat(desk.centre, "exam", TODAY).reading() as context:
        assert stands_against(context, COMMANDS["assessment.record_defence"]) == []


def test_asm_pas_004_the_record_prints_what_was_written_down(desk):
    desk.marker()
    desk.done("assessment.record_defence", **_TOLD, thesis="数控机床主轴温升的控制", asked="问：热源在哪里？答：前轴承。", material="82", oral="78.5",
              began_at=datetime(2026, 11, 12, 9, 0), ended_at=datetime(2026, 11, 12, 9, 25))  # fmt: skip
    for login in ("exam", OTHER):
        desk.done("assessment.record_panel", ticket="T001", marks="90、60、40", names="甲一、乙二、丙三", login=login)
    words = text(render(seat(desk.centre, "exam", TODAY), "F-SCORE-DEFENCE", desk.batch).pdf)
    assert all(
        word in words for word in ("主轴温升", "介绍5分钟，答辩20分钟", "09:00至09:25", "78.5", "90分", "丙三", "63.3", "T002", "钱记录")
    )
    [one] = some(desk.centre, Defence)
    alone = text(render(seat(desk.centre, "exam", TODAY), "F-SCORE-DEFENCE", one.id, "assessment.defences").pdf)
    assert "T001" in alone and "T002" not in alone
