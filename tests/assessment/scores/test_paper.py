"""The score forms: what stands on them, and who may print them."""

import pytest

from models.assessment.candidates.tables import Enrolment
from models.assessment.scores.tables import ScoreReport
from models.core.acts import call
from reports.forms import render
from tests.assessment.batches import put_at
from tests.assessment.scores.desk import Desk
from tests.centres import TODAY, seat
from tests.certificates.desk import some
from tests.reports.paper import text


def printed(desk, form, record, login="exam"):
    return render(seat(desk.centre, login, TODAY), form, record)


def test_the_score_forms_of_a_batch(centre):
    desk = Desk(centre, "hunan", people=3)
    desk.full((80, 70), (90, 50), (0, "缺考"))
    summary = text(printed(desk, "F-SCORE-SUM", desk.batch).pdf)
    assert all(word in summary for word in ("T001", "不合格", "理论合格", "缺考", "考评组长"))
    posted = text(printed(desk, "F-SCORE-PUBLISH", desk.batch).pdf)
    assert "********" in posted and "理论" not in posted and "技能成绩" not in posted
    assert "T003" in text(printed(desk, "F-SCORE-ZERO", desk.batch).pdf)
    refused = printed(desk, "F-SCORE-SUM", desk.batch, "general")
    assert [one.rule for one in refused.findings] == ["PPL-ORG-010"]  # SEC-006


def test_asm_cnf_002_the_confirmation_form(centre):
    desk = Desk(centre, "sport", people=2)
    desk.full((80, 70), (70, 50))
    desk.done("assessment.note_marking", kind="failing")
    desk.done("assessment.make_score_report")
    put_at(desk.centre, desk.batch, "scored")
    words = text(printed(desk, "F-SCORE-CONFIRM", some(desk.centre, ScoreReport)[0].id).pdf)
    assert all(word in words for word in ("50.0", "B1-CNF01", "拟通过", "单位负责人签字"))


def test_slips_tell_open_results_only(centre):
    desk = Desk(centre, "chongqing", people=2)
    desk.full((80, 70), (90, 50))
    assert not printed(desk, "F-SCORE-SLIP", desk.batch).pdf
    assert all(word in text(printed(desk, "F-SCORE-REG", desk.batch).pdf) for word in ("T002", "汇总记分员", "不合格"))
    desk.done("assessment.publish_batch", login="director")
    slips = text(printed(desk, "F-SCORE-SLIP", desk.batch).pdf)
    assert all(word in slips for word in ("T001", "T002", "********", "2026-12-21（含）"))  # thirty days end on a Sunday
    [first, _second] = some(desk.centre, Enrolment)
    alone = text(render(seat(desk.centre, "exam", TODAY), "F-SCORE-SLIP", first.id, "assessment.candidates").pdf)
    assert "T001" in alone and "T002" not in alone


@pytest.mark.parametrize(("profile", "level", "fits"), [("chongqing", "2", True), ("chongqing", "3", False), ("henan", "2", False)])
def test_asm_pas_004_a_record_for_each_defence(centre, profile, level, fits):
    desk = Desk(centre, profile, people=2, level=level)
    made = printed(desk, "F-SCORE-DEFENCE", desk.batch)
    assert bool(made.pdf) is fits
    assert not fits or all(word in text(made.pdf) for word in ("T001", "T002", "算术平均"))


def test_the_application_for_a_recheck_with_its_answer(centre):
    desk = Desk(centre, "chongqing", people=1)
    given = {"candidate": "甲一", "batch": "B1", "subject": "技能", "score": "59", "published_on": TODAY, "request": "请核对合计"}
    case = call(seat(desk.centre, "exam", TODAY), "complaints.apply_recheck", **given).record_id
    asked = text(printed(desk, "F-SCORE-REVIEW", case).pdf)
    assert all(word in asked for word in ("甲一", "请核对合计", "2026-12-21（含）", "更正______"))
    for command, more in (("accept_recheck", {}), ("check_recheck", {"items": "wrong_sum", "result": "corrected", "corrected_to": "61", "second_by": "某人"})):
        assert call(seat(desk.centre, "exam", TODAY), f"complaints.{command}", case, **more).done
    assert "更正61" in text(printed(desk, "F-SCORE-REVIEW", case).pdf)
