"""The people of a session through the commands: meetings, pledges, deficiencies, leaving, presence, what is due."""

from datetime import date, datetime

import pytest

from models.assessment.exams import queries as exams
from models.assessment.exams.register_day import is_late
from models.assessment.onsite import due as owed
from models.assessment.onsite.people import away
from models.assessment.onsite.tables import Meeting, SiteNote
from models.assessment.tables import Batch
from models.core.findings import Severity
from reports.forms import render
from tests.assessment.exams.makers import DAY, EVE, at, batch, do, done, met, prepared, refused, seated, signed_in, staffed
from tests.assessment.exams.test_day import started
from tests.centres import seat
from tests.certificates.desk import some
from tests.people.makers import an_id
from tests.reports.paper import text


def due(made, day):
    with seat(made, "exam", day).reading() as context:
        return {(one.key, one.rule): one.due for one in owed.due(context)}


def ready(made, subject="skill", **given):
    """A session that waits only for its people; answers its code."""
    code = seated(made, 4, subject, rooms=(("J1", 10),) if subject == "skill" else (("01", 30),), **given)
    staffed(made, code, ("leader", "考评甲", "J1"), ("assessor", "考评乙", "J1"), ("clerk", "考务甲"))
    with made.reading() as context:  # rooms and numbers of staff are tested with the exam day
        one = exams.find_session(context.db, code)[0].id
    from models.core import store

    with store.writing(made.engine) as db:
        db.get_one(exams.ExamSession, one).ready_at = at("18:00", EVE)
        db.commit()
    return code


def start(made, code, **given):
    return do(made, "exam", DAY, "assessment.start_session", code, at="09:00", **given)


# -- meetings -------------------------------------------------------------------------------------------------------


def test_ppl_exm_014_ppl_asr_045_a_start_without_a_meeting_wants_a_reason(centre):
    made = centre("hunan", on=EVE)
    code = ready(made)
    assert refused(start(made, code)) == {"PPL-EXM-014", "PPL-ASR-045"}
    met(made, code, "staff")  # the staff met, the team was not briefed
    assert refused(start(made, code)) == {"PPL-ASR-045"}
    met(made, code, "team")
    assert start(made, code).done


def test_ppl_exm_014_the_record_shows_who_was_absent_and_what_was_left_out(centre):
    made = centre("henan", on=EVE)
    code = ready(made)
    given = {"kind": "prepare", "held_at": str(at("16:00", EVE)), "place": "会议室", "chair": "周主任"}
    outcome = do(made, "exam", EVE, "assessment.note_meeting", "2026-11", **given, agenda="岗位职责、试卷和设备", present="考评甲、考务甲")
    assert outcome.done
    told = [str(one.params["found"]) for one in outcome.findings]
    assert any("突发事件" in each for each in told) and any(each == "未到：考评乙" for each in told)
    [one] = some(made, Meeting)
    assert one.agenda == ["duties"] and one.present == ["考评甲", "考务甲"]
    later = do(made, "exam", EVE, "assessment.note_meeting", "2026-11", **given | {"held_at": str(at("09:00"))})
    assert refused(later) == {"SYS-014"}  # not held yet
    done(made, "exam", EVE, "assessment.correct_meeting", one.id, present="考评甲、考评乙、考务甲", agenda="全部", said="按统一标准评分")
    words = text(render(seat(made, "exam", EVE), "F-MEETING", one.id, "assessment.meetings").pdf)
    assert all(word in words for word in ("会议记录", "考评乙", "周主任", "按统一标准评分", "宣读分组和人员"))
    with made.reading() as context:
        blank = text(render(seat(made, "exam", EVE), "F-MEETING", context.db.query(Batch).one().id, "assessment.batches").pdf)
    assert "考务甲" in blank and "周主任" not in blank
    assert code


# -- pledges, deficiencies ------------------------------------------------------------------------------------------


def test_ppl_asr_114_no_practical_starts_before_every_pledge(centre):
    made = centre("chongqing", on=EVE)
    code = ready(made)
    met(made, code)
    assert refused(start(made, code)) == {"PPL-ASR-114"}
    done(made, "exam", DAY, "assessment.sign_pledge", f"{code}/考评甲")
    assert refused(start(made, code)) == {"PPL-ASR-114"}
    done(made, "exam", DAY, "assessment.sign_pledge", f"{code}/考评乙")
    assert start(made, code).done


def test_ppl_asr_116_a_deficiency_is_put_right_or_explained(centre):
    made = centre("henan", on=EVE)
    code = ready(made)
    met(made, code)
    given = {"kind": "defect", "by_name": "考评甲", "at": str(at("15:00", EVE))}
    done(made, "exam", EVE, "assessment.note_on_site", code, **given, about="3号车床", said="卡盘松动", is_grave=True)
    done(made, "exam", EVE, "assessment.note_on_site", code, **given, about="照明", said="灯管不亮")
    assert refused(start(made, code)) == {"ASM-VEN-011", "PPL-ASR-116"}
    grave, _lamp = some(made, SiteNote)
    assert due(made, EVE)[code, "PPL-ASR-116"] == DAY or due(made, EVE)[code, "PPL-ASR-116"] == date(2026, 11, 27)
    assert refused(do(made, "exam", EVE, "assessment.settle_on_site", grave.id, settlement="已紧固", settled_by="设备甲", at=str(at("14:59", EVE)))) == {
        "SYS-014"}  # fmt: skip
    done(made, "exam", EVE, "assessment.settle_on_site", grave.id, settlement="已紧固", settled_by="设备甲", at=str(at("16:00", EVE)))
    assert refused(start(made, code)) == {"PPL-ASR-116"}
    assert start(made, code, reason="自然光充足").done
    assert not do(made, "exam", EVE, "assessment.settle_on_site", grave.id, settlement="再次", settled_by="设备甲").done


def test_ppl_asr_116_in_henan_the_site_is_checked_a_day_before(centre):
    made = centre("henan", on=EVE)
    code = ready(made)
    assert due(made, EVE)[code, "PPL-ASR-116"] == date(2026, 11, 27)
    done(made, "exam", EVE, "assessment.tick_step", code, step="accepted")
    assert (code, "PPL-ASR-116") not in due(made, EVE)
    other = centre("hunan", on=EVE)
    assert (ready(other), "PPL-ASR-116") not in due(other, EVE)


@pytest.mark.parametrize(("profile", "stops"), [("henan", True), ("sport", True), ("hunan", False)])
def test_ppl_asr_118_who_may_stop_and_who_may_propose(centre, profile, stops):
    made = centre(profile, on=EVE)
    code = ready(made)
    given = {"by_name": "考评甲", "said": "砂轮碎裂", "at": str(at("09:40"))}
    assert do(made, "exam", DAY, "assessment.note_on_site", code, kind="stop", **given).done is stops
    done(made, "exam", DAY, "assessment.note_on_site", code, kind="proposal", **given)
    assert due(made, DAY)[code, "PPL-ASR-118"] == DAY


def test_ppl_exm_034_an_act_against_staff_names_who_and_is_decided_the_same_day(centre):
    made = centre("hunan", on=EVE)
    code = ready(made)
    given = {"kind": "offence", "by_name": "监考甲", "said": "推搡监考员", "witnesses": "考生二人", "at": str(at("10:00"))}
    assert refused(do(made, "exam", DAY, "assessment.note_on_site", code, **given)) == {"SYS-002"}
    done(made, "exam", DAY, "assessment.note_on_site", code, **given, about="考生家长")
    assert due(made, DAY)[code, "PPL-EXM-034"] == DAY
    done(made, "exam", DAY, "assessment.settle_on_site", code, settlement="已报警", settled_by="主考人", at=str(at("10:20")))
    assert (code, "PPL-EXM-034") not in due(made, DAY)


# -- coming and leaving ---------------------------------------------------------------------------------------------


def test_ppl_exm_016_ppl_exm_015_who_never_signed_in_and_who_came_late(centre):
    made = centre("sport", on=EVE)
    code = started(made, "sport", subject="theory")
    with made.reading() as context:
        one = exams.find_session(context.db, code)[0]
        assert not any(is_late(context, duty) for duty in exams.duties_of(context.db, one.id))
    late = do(made, "exam", DAY, "assessment.sign_in_staff", f"{code}/监考甲", arrived_at=str(at("08:01")))
    assert late.done and [one.rule for one in late.findings] == ["PPL-EXM-015"]
    with made.reading() as context:
        assert [is_late(context, duty) for duty in exams.find_duty(context.db, f"{code}/监考甲")] == [True]


def test_ppl_exm_016_the_end_of_a_session_asks_for_signatures(centre):
    made = centre("henan", on=EVE)
    code = ready(made)
    met(made, code)
    done(made, "exam", DAY, "assessment.start_session", code, at="09:00")
    assert refused(do(made, "exam", DAY, "assessment.end_session", code)) == {"ASM-ATT-010", "PPL-EXM-016"}
    signed_in(made, code)
    assert refused(do(made, "exam", DAY, "assessment.end_session", code)) == {"ASM-ATT-010"}


def test_ppl_exm_013_ppl_exm_017_ppl_asr_115_badge_and_leaving_the_post(centre):
    made = centre("henan", on=EVE)
    code = ready(made)
    done(made, "exam", EVE, "assessment.hand_badge", f"{code}/考务甲", badge_no="KW-07")
    gone = {"left_at": str(at("10:30")), "why": "突发疾病"}
    assert refused(do(made, "exam", DAY, "assessment.leave_duty", f"{code}/考务甲", **gone)) == {"SYS-002"}  # never arrived
    signed_in(made, code)
    assert refused(do(made, "exam", DAY, "assessment.leave_duty", f"{code}/考务甲", **gone)) == {"PPL-EXM-017"}
    assert refused(do(made, "exam", DAY, "assessment.leave_duty", f"{code}/考评甲", **gone)) == {"PPL-ASR-115"}
    done(made, "exam", DAY, "assessment.leave_duty", f"{code}/考务甲", **gone, consent="周主任")
    with made.reading() as context:
        [one] = exams.find_duty(context.db, f"{code}/考务甲")
        assert (one.badge_no, one.left_with, one.left_at) == ("KW-07", "周主任", at("10:30"))
    assert refused(do(made, "exam", DAY, "assessment.leave_duty", f"{code}/考务甲", **gone, consent="周主任")) == {"SYS-002"}


def test_ppl_exm_003_the_owner_signs_in_and_out(centre):
    made = centre("sport", on=EVE)
    ready(made)
    done(made, "exam", DAY, "assessment.come_on_site", "2026-11", name="王敏", arrived_at=str(at("08:00")))
    assert refused(do(made, "exam", DAY, "assessment.come_on_site", "2026-11", name="王敏", arrived_at=str(at("08:30")))) == {"SYS-031"}
    assert refused(do(made, "exam", DAY, "assessment.leave_site", "2026-11/王敏", left_at=str(at("07:00")))) == {"SYS-014"}
    gone = do(made, "exam", DAY, "assessment.leave_site", "2026-11/王敏", left_at=str(at("10:00")))
    assert gone.done and ["10:00" in str(one.params["found"]) for one in gone.findings] == [True]
    done(made, "exam", DAY, "assessment.come_on_site", "2026-11", name="王敏", arrived_at=str(at("10:00")))
    with made.reading() as context:
        assert away(context, context.db.query(Batch).one(), datetime.combine(DAY, datetime.min.time())) == []


def test_ppl_exm_003_one_owner_one_batch_at_a_time(centre):
    made = centre("sport", on=EVE)
    ready(made)
    from models.core import store

    batch(made, 2, "2026-12", subjects=("theory",))
    with store.writing(made.engine) as db:
        for one in db.query(Batch):
            one.owner = "exam"
        db.commit()
    given = {"batch": "2026-12", "subject": "theory", "site": "第二考点", "ends_at": str(at("12:00"))}
    assert refused(do(made, "exam", EVE, "assessment.plan_session", **given, starts_at=str(at("10:29")))) == {"PPL-EXM-003"}
    assert do(made, "exam", EVE, "assessment.plan_session", **given, starts_at=str(at("10:30"))).done


def test_ppl_asr_113_no_ticket_before_the_roster_in_sport(centre):
    made = centre("sport", on=EVE)
    code = prepared(made, 2, "skill", rooms=(("J1", 10),), roster=False)
    done(made, "exam", EVE, "assessment.arrange_seats", code, seed=7)
    outcome = do(made, "exam", EVE, "assessment.issue_tickets", code)
    assert refused(outcome) == {"PPL-ASR-113"} and outcome.findings[0].params["list"] == "考评员、主考/现场负责人"
    staffed(made, code, ("assessor", "考评甲"), ("chief", "主考人"))
    done(made, "exam", EVE, "assessment.issue_tickets", code)


def a_head(made):
    appoint = {"name": "林站长", "id_no": an_id(71), "post": "主任", "time": "专职", "duty": "全面工作", "post_title": "讲师",
               "education": "本科", "phone": "13800000071", "starts_on": "2026-01-01"}  # fmt: skip
    done(made, "general", EVE, "people.appoint_staff", **appoint)


@pytest.mark.parametrize(("profile", "chief", "severity"), [
    ("fujian", "林站长", None), ("fujian", "陈副站长", Severity.BLOCK), ("hunan", "林站长", None), ("hunan", "陈副站长", Severity.WARN),
    ("henan", "陈副站长", None),
])  # fmt: skip
def test_asm_stf_007_the_chief_is_the_head_of_the_centre(centre, profile, chief, severity):
    made = centre(profile, on=EVE)
    code = ready(made)
    staffed(made, code, ("chief", chief))
    assert about_the_chief(made, code) == []  # nobody is registered as head: nothing to compare with
    a_head(made)
    assert about_the_chief(made, code) == ([severity] if severity else [])


@pytest.mark.parametrize(("told", "severity"), [
    ({"matter": "2026-11"}, Severity.WARN), ({"matter": "2026-12"}, Severity.BLOCK), ({"matter": "2026-12", "class_name": "别班"}, Severity.BLOCK),
])  # fmt: skip
def test_asm_stf_007_a_head_who_taught_the_batch_leaves_the_post_to_another_with_a_reason(centre, told, severity):
    made = centre("fujian", on=EVE)
    code = ready(made)
    staffed(made, code, ("chief", "陈副站长"))
    a_head(made)
    done(made, "exam", EVE, "people.declare_interest", person=an_id(71), kind="trainer", **told)
    assert about_the_chief(made, code) == [severity]


def about_the_chief(made, code):
    outcome = do(made, "exam", EVE, "assessment.ready_session", code)
    return [one.severity for one in outcome.findings if one.rule == "ASM-STF-007" and "expected" in one.params]


def test_ppl_exm_023_in_henan_the_people_are_named_ten_working_days_before(centre):
    made = centre("henan", on=EVE)
    code = ready(made)
    assert due(made, EVE)["2026-11", "PPL-EXM-023"] == date(2026, 11, 16)  # ten working days before Saturday, the 28th
    staffed(made, code, ("inv1", "监考甲"), ("supervisor", "督导甲"))
    assert ("2026-11", "PPL-EXM-023") not in due(made, EVE)


def test_ppl_exm_019_in_fujian_the_sexes_of_invigilators_are_asked_when_known(centre):
    made = centre("fujian", on=EVE)
    code = ready(made)
    staffed(made, code, ("inv", "监考甲", "J1"))
    outcome = do(made, "exam", EVE, "assessment.ready_session", code)
    assert "PPL-EXM-019" not in {one.rule for one in outcome.findings}  # nobody knows who 监考甲 is


def test_ppl_asr_106_only_a_leader_of_the_batch_decides_a_dispute(centre):
    made = centre("hunan", on=EVE)
    ready(made)
    given = {"kind": "dispute", "day": str(EVE), "said": "3号件尺寸超差，按图纸扣2分"}
    assert refused(do(made, "exam", EVE, "assessment.note_marking", "2026-11", **given, person="考评乙")) == {"PPL-ASR-106"}
    done(made, "exam", EVE, "assessment.note_marking", "2026-11", **given, person="考评甲")
