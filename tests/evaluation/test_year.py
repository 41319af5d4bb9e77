"""From the evaluation after a round to the decision after a year, as accounts of a centre do it."""

from datetime import date

import pytest

from models.core.due import due_items
from models.core.tables import User
from models.evaluation.tables import AnnualReview, RoundEvaluation
from models.people.tables import Qualification
from tests.centres import seat
from tests.people.makers import SUPERVISORS, a_name, act, an_id, done, hired, holder, person, refused_by, stored, wants_reason

DECEMBER = date(2026, 12, 10)
CARD = {"发证日期": "2026-01-01", "有效期至": "2028-12-31"}
EXTERNAL = {"类别": "内督", "证卡编号": "Y00004102900100001", "发证日期": "2026-01-01", "有效期至": "2028-12-31"}


def evaluated(centre, who="exam", day=DECEMBER, **given):
    values = {"assessor": a_name(1), "round": "2026-03", "ended_on": "2026-11-20", "candidates": 20, "score": 59} | given
    return act(centre, who, "evaluation.evaluate", None, day, **values)


def reviewed(centre, day=DECEMBER, year=2026):
    """The only review of a year."""
    done(act(centre, "director", "evaluation.draw_up", None, day, year=year))
    [review] = stored(centre, AnnualReview, year=year)
    return review.id


def confirmed(centre, key, day=DECEMBER, **given):
    done(act(centre, "exam", "evaluation.hand_in_summary", key, day, summary="本年度考评四次"))
    done(act(centre, "general", "evaluation.give_manager_opinion", key, day, opinion="按时到岗"))
    done(act(centre, "supervisor", "evaluation.give_supervisor_opinion", key, day, opinion="评分规范"))
    return act(centre, "director", "evaluation.confirm", key, day, **given)


def review_of(centre, key):
    return stored(centre, AnnualReview, id=key)[0]


def due_rules(centre, day):
    with seat(centre, "director", day).reading() as context:
        return {(item.rule, item.due) for item in due_items(context) if item.area == "evaluation"}


@pytest.fixture
def henan(centre, tmp_path):
    made = centre("henan")
    [key] = hired(made, tmp_path, person(1, **CARD))
    done(act(made, "director", "people.appoint", key, starts_on="2026-01-01"))
    return made


def test_ppl_asr_132_only_exam_affairs_and_supervisors_evaluate(henan):
    for who in ("general", "finance", "director"):
        assert refused_by(evaluated(henan, who)) == {"PPL-ORG-010"}
    done(evaluated(henan, "supervisor"))


def test_ppl_asr_132_nobody_evaluates_himself_or_his_team(henan, tmp_path):
    done(evaluated(henan))
    [one] = stored(henan, RoundEvaluation)
    hired(henan, tmp_path, person(2, **CARD))
    [exam] = stored(henan, User, login="exam")
    done(act(henan, "director", "people.link_account", exam.id, DECEMBER, person=an_id(1)))
    assert refused_by(act(henan, "exam", "evaluation.correct", one.id, DECEMBER, score=99)) == {"PPL-ASR-132"}
    assert refused_by(evaluated(henan, assessor=a_name(2))) == {"PPL-ASR-132"}
    done(evaluated(henan, assessor=a_name(2), round="2026-04"))


@pytest.mark.parametrize("wrong", [
    {"score": None}, {"score": 101}, {"attendance": "no_show"}, {"candidates": 0}, {"ended_on": "2026-12-11"}, {"assessor": "无此人"},
])  # fmt: skip
def test_what_does_not_read_is_refused(henan, wrong):
    assert refused_by(evaluated(henan, **wrong)) == {"SYS-002"}


def test_a_round_is_evaluated_once_and_corrected(henan):
    done(evaluated(henan))
    assert refused_by(evaluated(henan)) == {"PPL-ASR-132"}
    key = reviewed(henan)
    assert (review_of(henan, key).score, review_of(henan, key).grade) == (59.0, "unqualified")
    [one] = stored(henan, RoundEvaluation)
    done(act(henan, "exam", "evaluation.correct", one.id, DECEMBER, score=95))
    assert (review_of(henan, key).grade, review_of(henan, key).derivation) == ("excellent", "(95×20)÷20＝95.00")


def test_ppl_asr_135_the_leader_analyses_within_five_working_days(henan):
    done(evaluated(henan, is_leader=True))
    assert ("PPL-ASR-135", date(2026, 11, 27)) in due_rules(henan, DECEMBER)
    [one] = stored(henan, RoundEvaluation)
    done(act(henan, "exam", "evaluation.analyse", one.id, DECEMBER, analysis="评分尺度一致"))
    assert "PPL-ASR-135" not in {rule for rule, _day in due_rules(henan, DECEMBER)}
    done(evaluated(henan, round="2026-04"))
    other = stored(henan, RoundEvaluation, round="2026-04")[0]
    assert refused_by(act(henan, "exam", "evaluation.analyse", other.id, DECEMBER, analysis="x")) == {"PPL-ASR-135"}


def test_ppl_asr_140_the_computed_grade_is_not_rewritten(henan):
    done(evaluated(henan))
    key = reviewed(henan)
    assert refused_by(confirmed(henan, key, grade="good")) == {"PPL-ASR-140"}
    done(act(henan, "director", "evaluation.confirm", key, DECEMBER))
    [one] = stored(henan, RoundEvaluation)
    assert refused_by(act(henan, "exam", "evaluation.correct", one.id, DECEMBER, score=95)) == {"PPL-ASR-140"}
    assert refused_by(act(henan, "director", "evaluation.confirm", key, DECEMBER)) == {"PPL-ASR-145"}


def test_ppl_asr_144_a_missing_summary_wants_a_reason_and_is_due(henan):
    done(evaluated(henan, score=70))
    assert ("PPL-ASR-140", date(2026, 12, 31)) in due_rules(henan, DECEMBER)
    assert ("PPL-ASR-140", date(2026, 12, 31)) not in due_rules(henan, date(2026, 11, 30))
    key = reviewed(henan)
    assert due_rules(henan, DECEMBER) == {("PPL-ASR-144", date(2026, 12, 31))}
    done(act(henan, "general", "evaluation.give_manager_opinion", key, DECEMBER, opinion="好"))
    done(act(henan, "supervisor", "evaluation.give_supervisor_opinion", key, DECEMBER, opinion="好"))
    assert wants_reason(act(henan, "director", "evaluation.confirm", key, DECEMBER)) == {"PPL-ASR-144"}
    done(act(henan, "director", "evaluation.confirm", key, DECEMBER, reason="本人住院"))
    assert due_rules(henan, DECEMBER) == set()


def test_ppl_asr_145_two_opinions_stand_before_the_grade(henan):
    done(evaluated(henan, score=70))
    key = reviewed(henan)
    done(act(henan, "exam", "evaluation.hand_in_summary", key, DECEMBER, summary="小结"))
    assert due_rules(henan, DECEMBER) == {("PPL-ASR-145", date(2027, 1, 31))}
    done(act(henan, "general", "evaluation.give_manager_opinion", key, DECEMBER, opinion="好"))
    assert refused_by(act(henan, "director", "evaluation.confirm", key, DECEMBER)) == {"PPL-ASR-145"}
    assert refused_by(act(henan, "exam", "evaluation.give_supervisor_opinion", key, DECEMBER, opinion="好")) == {"PPL-ORG-010"}


def test_ppl_asr_146_an_excellent_year_is_commended(henan):
    done(evaluated(henan, score=90))
    key = reviewed(henan)
    done(confirmed(henan, key))
    assert due_rules(henan, DECEMBER) == {("PPL-ASR-146", date(2026, 12, 24))}
    done(act(henan, "director", "evaluation.commend", key, DECEMBER, commendation="优秀考评员"))
    assert due_rules(henan, DECEMBER) == set() and review_of(henan, key).outcome == "done"


def test_ppl_asr_147_who_is_unqualified_is_retrained_before_new_work(henan):
    done(evaluated(henan))
    key = reviewed(henan)
    done(confirmed(henan, key))
    [holder_id] = [one.id for one in stored(henan, Qualification)]
    assert ("PPL-ASR-147", date(2027, 1, 7)) in due_rules(henan, DECEMBER)
    assert "PPL-ASR-147" in refused_by(act(henan, "director", "people.appoint", holder_id, DECEMBER, starts_on="2029-01-01"))
    done(act(henan, "exam", "evaluation.retrain", key, DECEMBER, criticism="当面批评", training="评分规范 8 学时，合格"))
    outcome = act(henan, "director", "people.appoint", holder_id, DECEMBER, starts_on="2029-01-01")
    assert "PPL-ASR-147" not in {one.rule for one in outcome.findings}


def test_ppl_asr_148_a_second_unqualified_year_is_decided_by_the_director(henan):
    for year, day in ((2026, DECEMBER), (2027, date(2027, 12, 10))):
        done(evaluated(henan, day=day, round=f"{year}-03", ended_on=f"{year}-11-20"))
        key = reviewed(henan, day, year)
        done(confirmed(henan, key, day))
    review = review_of(henan, key)
    assert (review.proposal, review.proposed_by) == ("dismiss_cancel", "PPL-ASR-148")
    assert refused_by(act(henan, "exam", "evaluation.decide", key, day, outcome="done")) == {"PPL-ORG-010"}
    assert refused_by(act(henan, "director", "evaluation.decide", key, day, outcome="declined")) == {"PPL-ASR-148"}
    done(act(henan, "director", "evaluation.decide", key, day, outcome="done"))
    assert "PPL-ASR-148" in refused_by(act(henan, "director", "people.appoint", review.qualification_id, day, starts_on="2029-01-01"))


def test_ppl_asr_149_hunan_opens_a_case_and_the_director_may_decline_with_a_reason(centre, tmp_path):
    hunan = centre("hunan")
    [holder_id] = hired(hunan, tmp_path, person(1, **CARD))
    done(evaluated(hunan))
    key = reviewed(hunan)
    assert refused_by(act(hunan, "director", "evaluation.confirm", key, DECEMBER)) == {"SYS-002"}  # no formula there
    done(act(hunan, "director", "evaluation.confirm", key, DECEMBER, grade="unqualified"))
    assert review_of(hunan, key).proposed_by == "PPL-ASR-149"
    assert "PPL-ASR-149" in refused_by(act(hunan, "director", "people.appoint", holder_id, DECEMBER))
    done(act(hunan, "director", "evaluation.decide", key, DECEMBER, outcome="declined", why="首次，已整改"))
    outcome = act(hunan, "director", "people.appoint", holder_id, DECEMBER)
    assert "PPL-ASR-149" not in {one.rule for one in outcome.findings}


@pytest.mark.parametrize(("grade", "proposal"), [("excellent", "commend"), ("qualified", ""), ("unqualified", "cancel")])
def test_ppl_sup_020_supervisors_are_graded_by_january(centre, tmp_path, grade, proposal):
    hunan = centre("hunan")
    [key] = hired(hunan, tmp_path, person(1, **EXTERNAL), register=SUPERVISORS)
    done(act(hunan, "director", "people.appoint", key, starts_on="2026-01-01", reason="按聘书"))
    assert holder(hunan, key).kind == "supervisor"
    review = reviewed(hunan)
    assert due_rules(hunan, DECEMBER) == {("PPL-SUP-020", date(2027, 1, 31))}
    done(act(hunan, "director", "evaluation.confirm", review, DECEMBER, grade=grade))
    assert review_of(hunan, review).proposal == proposal


def test_a_year_is_drawn_up_once_and_never_ahead(henan):
    reviewed(henan)
    reviewed(henan)
    assert refused_by(act(henan, "director", "evaluation.draw_up", None, DECEMBER, year=2027)) == {"SYS-002"}
