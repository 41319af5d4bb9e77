"""The score forms: what stands on them, and who may print them."""

from models.assessment.scores.tables import ScoreReport
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
