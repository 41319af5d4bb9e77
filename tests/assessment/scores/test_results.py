"""From checked scores to published results: notice, objections, corrections, single passes, the pass list, the report form."""

from datetime import date, timedelta

import pytest

from models.assessment.candidates.tables import Enrolment
from models.assessment.scores import due, ledger
from models.assessment.scores.carrying import resit_faults
from models.assessment.scores.checking import zero_faults
from models.assessment.scores.confirming import rate
from models.assessment.scores.panel import band_of, mean_of, review_passed, veto_faults
from models.assessment.scores.results import notice_ends, on_notice
from models.assessment.scores.tables import Correction, Score, ScoreReport
from models.assessment.tables import Batch, PassRow
from models.complaints.tables import Recheck
from models.core.registers import REGISTERS, View, page
from models.core.rulebook import Rulebook
from tests.assessment.batches import new_batch, put_at
from tests.assessment.scores.desk import OTHER, Desk
from tests.centres import TODAY, seat
from tests.certificates.desk import some

REVIEWS = [((600, 600, 600), True, 600), ((900, 600, 550), True, 683), ((600, 600, 590), False, 597), ((1000, 590, 590), False, 727),
           ((610, 600, 590), True, 600)]  # fmt: skip


@pytest.mark.parametrize(("marks", "passed", "mean"), REVIEWS)
def test_asm_pas_004_two_thirds_and_the_mean(marks, passed, mean):
    assert (review_passed(marks, 600, Rulebook("chongqing")["ASM-PAS-004"]), mean_of(marks)) == (passed, mean)


@pytest.mark.parametrize(("tenths", "band"), [(900, "best"), (895, "better"), (800, "better"), (799, "good"), (600, "good"), (599, None)])
def test_asm_pas_005_grade_bands(tenths, band):
    assert band_of(tenths, Rulebook("fujian")["ASM-PAS-005"]) == band
    assert band_of(tenths, Rulebook("hunan")["ASM-PAS-005"]) is None


@pytest.mark.parametrize(("status", "remark", "refused"), [("normal", "absent", True), ("absent", "absent", False), ("absent", "actual", True),
                                                           ("normal", "actual", False), ("normal", None, True)])  # fmt: skip
def test_asm_mrk_008_the_remark_of_a_zero_fits_its_status(status, remark, refused):
    assert bool(zero_faults(status, remark, Rulebook("sport")["ASM-MRK-008"])) is refused


@pytest.mark.parametrize(("signatures", "refused"), [(0, False), (2, True), (3, False)])
def test_asm_mrk_005_a_veto_item_needs_three(signatures, refused):
    assert bool(veto_faults("甲乙丙"[:signatures], signatures, Rulebook("sport")["ASM-MRK-005"])) is refused


@pytest.mark.parametrize(("passed", "base", "shown"), [(31, 40, "77.5"), (31, 38, "81.6"), (3, 9, "33.3"), (1, 8, "12.5"), (0, 0, "—"), (6, 6, "100.0")])
def test_asm_cnf_002_the_rate_on_the_form(passed, base, shown):
    assert rate(passed, base) == shown


@pytest.mark.parametrize(("posted", "ends"), [(date(2025, 3, 10), date(2025, 3, 17)), (date(2025, 3, 15), date(2025, 3, 21)),
                                              (date(2025, 4, 28), date(2025, 5, 8))])  # fmt: skip
def test_asm_pub_002_srq_006_when_a_notice_ends(centre, posted, ends):
    desk = Desk(centre, "hunan", people=1)
    with desk.centre.reading() as context:
        assert notice_ends(context, context.db.get_one(Batch, desk.batch), posted).day == ends


def test_results_follow_the_scores_and_the_pass_list_is_written(centre):
    desk = Desk(centre, "chongqing", people=4)
    desk.full((80, 70), (55, 80), (50, 50), ("缺考", "缺考"))
    assert desk.results() == dict.fromkeys(("T001", "T002", "T003", "T004"))
    with seat(desk.centre, "general", TODAY).reading() as context:  # SEC-006, ASM-MRK-010
        assert not page(context, REGISTERS["assessment.scores"], View())
    desk.done("assessment.publish_batch", login="director")
    assert desk.results() == {"T001": "passed", "T002": "partial", "T003": "failed", "T004": "failed"}
    [row] = some(desk.centre, PassRow)
    assert (row.batch_code, row.theory, row.skill, row.state, row.approved_on, row.level) == ("B1", 80, 70, "approved", TODAY, 4)
    assert some(desk.centre, Enrolment)[1].result_valid_to == date(2027, 11, 12)  # ASM-VAL-001, from the exam day
    with seat(desk.centre, "general", TODAY).reading() as context:
        assert len(page(context, REGISTERS["assessment.scores"], View())) == 8


def test_asm_pas_003_a_level_2_batch_wants_its_reviews(centre):
    desk = Desk(centre, "chongqing", people=1, level="2")
    desk.marker()
    desk.both("theory", 80)
    desk.both("skill", 80)
    desk.sign()
    assert desk.refused("assessment.score_batch") == {"ASM-PAS-003"}
    for login in ("exam", OTHER):
        desk.done("assessment.record_panel", login=login, ticket="T001", subject="review", marks="100、59、59")
    desk.done("assessment.score_batch")
    desk.done("assessment.publish_batch", login="director")
    assert desk.results() == {"T001": "partial"}  # 72.7 on average, but one of three


@pytest.mark.parametrize(("profile", "rule"), [("henan", "ASM-PUB-003"), ("fujian", "ASM-PUB-004")])
def test_asm_pub_003_asm_pub_004_first_the_approval_from_above(centre, profile, rule):
    from models.assessment.scores.results import confirmed

    desk = Desk(centre, profile, people=1, state="reported")
    with desk.centre.reading() as context:
        batch = context.db.get_one(Batch, desk.batch)
        assert [one.rule for one in confirmed(context, batch)] == [rule]
        batch.state = "confirmed"
        assert not list(confirmed(context, batch))


def noticed(centre, *pairs):
    """A hunan batch on notice since Friday 2026-11-20: the fifth working day after it is the 27th."""
    desk = Desk(centre, "hunan", people=len(pairs), day=date(2026, 11, 10))
    desk.full(*pairs)
    desk.done("assessment.notice_batch", login="director")
    return desk


def test_asm_pub_002_publication_waits_for_the_end_of_the_notice(centre):
    desk = noticed(centre, (80, 70), (70, 50))
    assert desk.refused("assessment.publish_batch", login="director", on=date(2026, 11, 27)) == {"ASM-PUB-002"}
    desk.done("assessment.publish_batch", login="director", on=date(2026, 11, 28))
    assert desk.results() == {"T001": "passed", "T002": "partial"}


def test_asm_pub_002_the_notice_shows_no_scores(centre):
    desk = noticed(centre, (80, 70), (70, 50))
    with desk.centre.reading() as context:
        told = on_notice(context, context.db.get_one(Batch, desk.batch))
    assert [(masked[6:14], result) for _name, masked, result in told] == [("********", "passed"), ("********", "partial")]


def test_asm_pub_002_an_objection_holds_back_one_candidate(centre):
    desk = noticed(centre, (80, 70), (90, 90))
    name = some(desk.centre, Enrolment)[0].name
    day = date(2026, 11, 23)
    raised = {"batch": "B1", "contact": "某人", "published_on": TODAY, "applied_on": day, "request": "与评分表不符", "on": day}
    case = desk_call(desk, "complaints.raise_objection", candidate=name, **raised)
    value = desk.done("assessment.publish_batch", login="director", on=date(2026, 11, 28))
    assert desk.results() == {"T001": None, "T002": "passed"}
    desk.done("assessment.publish_held", on=date(2026, 11, 29))
    assert desk.results()["T001"] is None
    desk_call(desk, "complaints.review_objection", case, on=date(2026, 11, 30))
    desk_call(desk, "complaints.resolve_objection", case, login="director", finding="与评分表一致", on=date(2026, 12, 1))
    desk.done("assessment.publish_held", on=date(2026, 12, 1))
    assert desk.results() == {"T001": "passed", "T002": "passed"}
    assert value["held_back"] == 1 and len(some(desk.centre, PassRow)) == 2


def desk_call(desk, command, key=None, *, login="exam", on=TODAY, **given):
    from models.core.acts import call

    outcome = call(seat(desk.centre, login, on), command, key, **given)
    assert outcome.done, outcome.findings
    return outcome.record_id


def test_asm_pub_002_objection_recheck_correction_and_the_notice_again(centre):
    """The whole way: an objection holds one candidate, a recheck finds the mistake, two people change the score, and the
    result is open only after five more working days; once more for a result that was open already."""
    desk = noticed(centre, (80, 59), (90, 90))
    first, second = (one.name for one in some(desk.centre, Enrolment))
    wrong_sum = {"items": "wrong_sum", "result": "corrected", "second_by": "另一人"}
    objection = desk_call(desk, "complaints.raise_objection", candidate=first, batch="B1", contact="某人", published_on=TODAY, request="合计有误",
                          applied_on=date(2026, 11, 23), on=date(2026, 11, 23))  # fmt: skip
    desk.done("assessment.publish_batch", login="director", on=date(2026, 11, 28))
    number = recheck(desk, first, 59, date(2026, 11, 28), corrected_to="61", **wrong_sum)
    asked = {"ground": "recheck", "document": number, "why": "漏加2分", "on": date(2026, 11, 30)}
    score = desk.score("T001", "技能")
    assert desk.refused("assessment.ask_correction", score.id, corrected_to="62", **asked) == {"ASM-MRK-011"}  # the recheck says 61
    assert desk.refused("assessment.ask_correction", desk.score("T002", "技能").id, corrected_to="61", **asked) == {"ASM-MRK-011"}  # somebody else's
    desk.done("assessment.ask_correction", score.id, corrected_to="61", **asked)
    desk.done("assessment.decide_correction", some(desk.centre, Correction)[0].id, login="director", verdict="done", on=date(2026, 11, 30))
    desk_call(desk, "complaints.review_objection", objection, on=date(2026, 11, 30))
    desk_call(desk, "complaints.resolve_objection", objection, login="director", finding="合计有误，已更正", on=date(2026, 11, 30))
    reopened(desk, "T001", date(2026, 12, 7))  # a Monday; posted again on Monday the 30th
    number = recheck(desk, second, 90, date(2026, 12, 8), corrected_to="50", **wrong_sum)
    asked |= {"document": number, "on": date(2026, 12, 9)}
    desk.done("assessment.ask_correction", desk.score("T002", "技能").id, corrected_to="50", **asked)
    desk.done("assessment.decide_correction", some(desk.centre, Correction)[1].id, login="director", verdict="done", on=date(2026, 12, 9))
    assert sorted(row.state for row in some(desk.centre, PassRow)) == ["approved", "cancelled"]
    assert not desk.score("T002", "技能").public and desk.score("T002", "理论").public
    reopened(desk, "T002", date(2026, 12, 16))
    assert desk.results() == {"T001": "passed", "T002": "partial"}


def reopened(desk, ticket, last):
    """The candidate's result waits up to and including the last day of the new notice; from the next day on it is due."""
    assert desk.results()[ticket] is None
    desk.done("assessment.publish_held", on=last)
    assert desk.results()[ticket] is None
    for day, open_ in ((last, []), (last + timedelta(days=1), ["公布暂缓的成绩"])):
        with seat(desk.centre, "director", day).reading() as context:
            assert [item.kind for item in due.due(context)] == open_
    desk.done("assessment.publish_held", login="director", on=last + timedelta(days=1))
    assert desk.results()[ticket] is not None
    with seat(desk.centre, "director", last + timedelta(days=2)).reading() as context:
        assert not list(due.due(context)) and ledger.check(context) == []


def recheck(desk, name, score, day, **found):
    """A recheck from the application to its finding on one day; answers its number."""
    case = desk_call(desk, "complaints.apply_recheck", candidate=name, batch="B1", subject="技能", score=str(score), published_on=day, request="请核对",
                     applied_on=day, on=day)  # fmt: skip
    for command, given in (("accept_recheck", {}), ("check_recheck", found)):
        desk_call(desk, f"complaints.{command}", case, on=day, **given)
    return some(desk.centre, Recheck)[-1].number


def test_srq_006_an_objection_that_names_nobody_holds_the_batch(centre):
    desk = noticed(centre, (80, 70))
    desk_call(desk, "complaints.raise_objection", batch="B1", contact="匿名", published_on=TODAY, request="全部有疑问")
    assert desk.refused("assessment.publish_batch", login="director", on=date(2026, 11, 28)) == {"SRQ-006"}


def test_asm_mrk_011_a_correction_takes_two_people_and_a_paper(centre):
    desk = Desk(centre, "chongqing", people=1)
    desk.full((80, 59))
    desk.done("assessment.publish_batch", login="director")
    score = desk.score("T001", "技能")
    asked = {"corrected_to": "61", "document": "HQ-01", "why": "漏登2分"}
    assert desk.refused("assessment.ask_correction", score.id, ground="recheck", **asked) == {"ASM-MRK-011"}  # no such recheck
    desk.done("assessment.ask_correction", score.id, ground="signed", **asked)
    assert desk.refused("assessment.certify_batch", login="general") == {"ASM-MRK-011"}  # still open
    [open_] = some(desk.centre, Correction)
    assert desk.refused("assessment.decide_correction", open_.id, verdict="done") == {"PPL-ORG-010"}
    desk.done("assessment.decide_correction", open_.id, login="director", verdict="done")
    assert (desk.score("T001", "技能").tenths, desk.results()) == (610, {"T001": "passed"})
    assert [row.skill for row in some(desk.centre, PassRow)] == [61]
    score = desk.score("T001", "技能")
    desk.done("assessment.ask_correction", score.id, login="director", ground="signed", corrected_to="40", document="HQ-02", why="登错行")
    assert desk.refused("assessment.decide_correction", some(desk.centre, Correction)[1].id, login="director", verdict="done") == {"ASM-MRK-011"}


def test_a_corrected_failure_leaves_the_pass_list(centre):
    desk = Desk(centre, "chongqing", people=1)
    desk.full((80, 61))
    desk.done("assessment.publish_batch", login="director")
    desk.done("assessment.ask_correction", desk.score("T001", "技能").id, ground="signed", corrected_to="59.9", document="HQ-01", why="错统")
    desk.done("assessment.decide_correction", some(desk.centre, Correction)[0].id, login="director", verdict="done")
    assert (desk.results(), [row.state for row in some(desk.centre, PassRow)]) == ({"T001": "partial"}, ["cancelled"])


def test_ppl_org_011_in_hunan_only_a_recheck_changes_a_score(centre):
    desk = noticed(centre, (80, 59))
    score = desk.score("T001", "技能")
    asked = {"corrected_to": "61", "document": "HQ-01", "why": "漏登2分"}
    assert desk.refused("assessment.ask_correction", score.id, ground="signed", **asked) == {"PPL-ORG-011"}


@pytest.mark.parametrize(("profile", "day", "refused"), [("chongqing", date(2026, 3, 15), False), ("chongqing", date(2026, 3, 16), True),
                                                         ("hunan", date(2027, 3, 15), False), ("hunan", date(2027, 3, 16), True)])  # fmt: skip
def test_asm_val_001_a_resit_within_the_years(centre, profile, day, refused):
    desk = Desk(centre, profile, people=1)
    with desk.centre.reading() as context:
        one, batch = context.db.query(Enrolment).one(), context.db.get_one(Batch, desk.batch)
        one.result, one.result_valid_to = "partial", date(2026 + (profile == "hunan"), 3, 15)
        assert bool(list(resit_faults(context, one, batch, day))) is refused


def test_asm_val_002_asm_val_003_one_resit_of_what_is_missing(centre):
    desk = Desk(centre, "chongqing", people=1)
    desk.full((80, 50))
    desk.done("assessment.publish_batch", login="director")
    first = some(desk.centre, Enrolment)[0].id
    second = new_batch(desk.centre, "B2", date(2027, 5, 8))
    put_at(desk.centre, second, "announced")
    assert desk.refused("assessment.apply_resit", first, batch="B9") == {"SYS-005"}
    desk.done("assessment.apply_resit", first, batch="B2")
    resit = some(desk.centre, Enrolment)[1]
    assert (resit.subjects, resit.resit_of_id, resit.state) == (["skill"], first, "applied")
    [carried] = [one for one in some(desk.centre, Score) if one.enrolment_id == resit.id]
    assert (carried.subject, carried.tenths, carried.carried_from_id is not None) == ("theory", 800, True)
    third = new_batch(desk.centre, "B3", date(2027, 6, 8))
    put_at(desk.centre, third, "announced")
    assert desk.refused("assessment.apply_resit", first, batch="B3") == {"ASM-VAL-002"}


def test_asm_cnf_004_asm_cnf_001_asm_cnf_003_crt_034_srq_008_asm_mrk_013_the_closing_steps_of_sport(centre, tmp_path):
    desk = Desk(centre, "sport", people=3)
    desk.full((80, 70), (0, 80), ("缺考", "缺考"))
    assert desk.refused("assessment.report_batch") == {"ASM-MRK-008", "ASM-MRK-013", "ASM-CNF-001", "CRT-034"}
    assert desk.refused("assessment.make_score_report") == {"ASM-MRK-008"}
    assert desk.refused("assessment.review_zero", desk.score("T002", "理论").id, zero_reason="absent") == {"ASM-MRK-008"}
    assert desk.refused("assessment.review_zero", desk.score("T001", "理论").id, zero_reason="actual") == {"SYS-031"}
    desk.done("assessment.review_zero", desk.score("T002", "理论").id, zero_reason="actual")
    for subject in ("理论", "技能"):
        desk.done("assessment.review_zero", desk.score("T003", subject).id, zero_reason="absent")
    desk.done("assessment.note_marking", kind="failing")
    put_at(desk.centre, desk.batch, "exam_done")
    for name in ("甲", "乙"):
        desk.done("assessment.confirm_veto", ticket="T001", assessor=name)
    put_at(desk.centre, desk.batch, "scored")
    assert desk.refused("assessment.make_score_report") == {"ASM-MRK-005"}
    desk.done("assessment.confirm_veto", ticket="T001", assessor="丙")
    assert desk.score("T001", "技能").barred == "veto"
    desk.done("assessment.note_marking", kind="rated", person="某负责")
    assert desk.done("assessment.make_score_report") == {"number": "B1-CNF01", "rate": "0.0"}
    scan = tmp_path / "scan.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 32)
    [report] = some(desk.centre, ScoreReport)
    assert (report.registered, report.present, report.passed) == (3, 2, 0)
    assert desk.refused("assessment.report_batch") == {"ASM-CNF-001", "CRT-034"}
    desk.done("assessment.upload_score_report", report.id, file=str(scan), signed_by="某站长")
    desk.done("assessment.ask_correction", desk.score("T002", "理论").id, ground="signed", corrected_to="65", document="HQ-01", why="错登")
    desk.done("assessment.decide_correction", some(desk.centre, Correction)[0].id, login="director", verdict="done")
    assert desk.refused("assessment.report_batch") == {"ASM-CNF-003"}
    assert desk.refused("assessment.upload_score_report", report.id, file=str(scan), signed_by="某站长") == {"ASM-CNF-003"}
    assert desk.done("assessment.make_score_report") == {"number": "B1-CNF02", "rate": "33.3"}
    desk.done("assessment.upload_score_report", some(desk.centre, ScoreReport)[1].id, file=str(scan), signed_by="某站长")
    desk.done("assessment.report_batch")
    desk.done("assessment.confirm_batch", document="确〔2026〕1号")
    assert desk.results() == {"T001": "failed", "T002": "passed", "T003": "failed"}


def test_verify_finds_a_score_changed_behind_the_programs_back(centre):
    desk = Desk(centre, "chongqing", people=2)
    desk.full((80, 70), (55, 80))
    desk.done("assessment.publish_batch", login="director")
    with desk.centre.reading() as context:
        assert not ledger.check(context)
    with desk.centre.engine.begin() as db:
        db.exec_driver_sql("UPDATE score SET tenths = 400 WHERE subject = 'skill' AND enrolment_id = 1")
    with desk.centre.reading() as context:
        assert [(one.part, one.where) for one in ledger.check(context)] == [("scores", "enrolment:1")]


def dues(desk):
    with desk.centre.reading() as context:
        return [(one.rule, one.due, one.role) for one in due.due(context)]


def test_asm_pub_002_asm_mrk_012_what_is_due(centre):
    desk = Desk(centre, "hunan", people=1)
    assert dues(desk) == [("ASM-MRK-012", date(2026, 11, 12), "EXM")]  # on the day of the assessment
    desk.done("assessment.note_marking", kind="handed_in")
    assert dues(desk) == []
    desk.full((80, 70))
    desk.done("assessment.notice_batch", login="director")
    assert dues(desk) == [("ASM-PUB-002", date(2026, 11, 28), "DIR")]
