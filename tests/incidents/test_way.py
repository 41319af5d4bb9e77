"""An incident from its first minute to the archive, by commands."""

import pytest
from sqlalchemy import select

from models.core.acts import call
from models.core.due import due_items
from models.core.tables import AbnormalOperation
from models.incidents import queries, terms
from models.incidents.tables import Incident, IncidentEntry
from tests.centres import seat
from tests.incidents.makers import act, done, ids, reported, severities


def incident(centre, key):
    with centre.reading() as context:
        found = queries.whole(context.db, key)
        context.db.expunge_all()
    return found


@pytest.fixture
def exam(centre):
    return centre("hunan", "exam")


PARTS = {"cause": "插座过载", "course": "09:20 恢复供电", "result": "考试有效，补足时间", "social_effect": "无"}
EVALUATION = {"investigators": "马志强、郑海涛", "consequences": "无", "lessons": "分路供电", "plan_changes": "增加备用电源",
              "accountability": "无", "commendation": "无"}  # fmt: skip
APPROVED = {"decided_by": "领导小组", "approved_by": "秦校长", "approved_at": "2026-11-20 09:30", "approved_how": "oral",
            "at": "2026-11-20 09:30"}


def answer_all(centre, key, by="马志强、杨淑兰"):
    for step in terms.steps(incident(centre, key).kinds):
        done(centre, "answer_step", key, step=step, by=by, at="2026-11-20 09:25")


def test_a_general_incident_goes_its_whole_way(exam):
    key = reported(exam)
    assert incident(exam, key).state == "classified"  # exam affairs entered kind and class, both hops were made
    done(exam, "fix_measures", key, text="启用备用电源", at="2026-11-20 09:18")
    done(exam, "grant_time", key, starts_at="2026-11-20 09:12", ends_at="2026-11-20 09:20")
    answer_all(exam, key)
    done(exam, "restore", key, at="2026-11-20 09:26", confirmed_by="马志强")
    done(exam, "submit_report", key, **PARTS)
    director = seat(exam, "director")
    done(director, "accept_report", key)
    assert incident(exam, key).state == "follow_up"
    done(exam, "hand_up", key, what="summary", to="上级主管部门", at="2026-11-20 17:00")
    done(exam, "close", key, file_number="K20-2026-001")
    found = incident(exam, key)
    assert (found.state, found.file_number, found.number) == ("closed", "K20-2026-001", "SJ-2026-0001")
    with seat(exam, "archive").reading() as context:
        handed = [(item.key, item.rule, item.title) for item in due_items(context) if item.kind == "案卷移交"]
    assert handed == [("K20-2026-001", "INC-043", "K20-2026-001 突发事件 SJ-2026-0001 案卷")]
    assert [one.new_end.strftime("%H:%M") for one in found.makeups] == ["10:38"]


def test_a_major_incident_is_evaluated_before_its_follow_up(exam):
    key = reported(exam, "M6", told_group_at="2026-11-20 09:19")
    done(exam, "decide", key, code="D15", **APPROVED)
    answer_all(exam, key)
    done(exam, "restore", key, at="2026-11-20 10:00", confirmed_by="马志强")
    done(exam, "submit_report", key, **PARTS)
    director = seat(exam, "director")
    done(director, "accept_report", key)
    assert incident(exam, key).state == "evaluation"
    assert "INC-043" in ids(act(exam, "close", key, file_number="K20-1").findings)
    done(exam, "evaluate", key, **EVALUATION)
    assert incident(exam, key).state == "follow_up"


def test_inc_042_an_evaluation_without_accountability_is_noted(exam):
    key = reported(exam, "M6")
    done(exam, "fix_measures", key, text="送医", at="2026-11-20 09:20")
    done(exam, "restore", key, at="2026-11-20 10:00", confirmed_by="马志强")
    outcome = done(exam, "evaluate", key, **{name: text for name, text in EVALUATION.items() if name != "commendation"})
    assert severities(outcome.findings) == {"INC-042": "record"}


def test_inc_043_an_open_checklist_keeps_an_incident_open(exam):
    key = reported(exam)
    refused = act(exam, "close", key, file_number="K20-1")
    assert ids(refused.findings) == ["INC-043"]
    assert "G3-1" in refused.findings[0].params["list"]
    assert "领导小组总结" in refused.findings[0].params["list"]


def test_inc_043_a_follow_up_must_be_done_or_transferred(exam):
    key = reported(exam)
    done(exam, "add_follow_up", key, what="更换插座", owner="后勤", due_on="2026-12-01")
    with exam.reading() as context:
        action = queries.find_follow_up(context.db, "更换插座")[0].id
    assert "更换插座" in act(exam, "close", key, file_number="K20-1").findings[0].params["list"]
    done(exam, "end_follow_up", action, outcome="transferred", told="移交后勤处")
    assert "更换插座" not in act(exam, "close", key, file_number="K20-1").findings[0].params["list"]
    assert not act(exam, "end_follow_up", action, told="再办一次").done


def test_inc_t2_a_late_second_hop_wants_a_reason_that_is_kept(exam):
    given = {"kinds": "G3", "site": "第一考点", "discovered_at": "2026-11-20 09:12", "told_site_at": "2026-11-20 09:15",
             "told_group_at": "2026-11-20 09:24"}  # fmt: skip
    waiting = call(exam, "incidents.report", **given)
    assert (waiting.done, waiting.needs_reason, ids(waiting.findings)[0]) == (False, True, "INC-021")
    assert call(exam, "incidents.report", reason="电话占线", **given).done
    with exam.reading() as context:
        kept = context.db.scalars(select(AbnormalOperation)).one()
        assert (kept.rule, kept.reason) == ("INC-021", "电话占线")


def test_inc_t3_three_hops_are_stored_with_their_times(exam):
    key = reported(exam, "M6", discovered_at="2026-11-20 10:00", told_site_at="2026-11-20 10:03", told_group_at="")
    done(exam, "tell", key, to="patrol", at="2026-11-20 10:05", by="郑海涛")
    outcome = done(exam, "tell", key, to="group", at="2026-11-20 10:09", by="巡考")
    assert outcome.findings == []
    told = queries.told(incident(exam, key))
    assert {name: moment.strftime("%H:%M") for name, moment in told.items()} == {"site": "10:03", "patrol": "10:05", "group": "10:09"}


def test_inc_t4_a_power_cut_is_no_major_incident(exam):
    refused = call(exam, "incidents.report", kinds="G3", rank="重大", site="第一考点", discovered_at="2026-11-20 09:12")
    assert (refused.done, ids(refused.findings)) == (False, ["INC-003"])
    assert call(exam, "incidents.report", kinds="G3", rank="一般", site="第一考点", discovered_at="2026-11-20 09:12").done


def test_inc_t5_d10_without_the_head_is_refused_and_with_him_waives_the_fee(exam):
    key = reported(exam)
    refused = act(exam, "decide", key, code="D10", decided_by="领导小组", at="2026-11-20 09:30")
    assert ids(refused.findings) == ["INC-050"]
    done(exam, "decide", key, code="D10", **APPROVED)
    follow_ups = incident(exam, key).actions
    assert [(one.rule, one.what) for one in follow_ups] == [("INC-052", "为该科目登记考生登记下次免收考试费")]


def test_inc_052_elsewhere_no_waiver_is_asked(centre):
    henan = centre("henan", "exam")
    key = reported(henan, "H06")
    done(henan, "decide", key, code="D10", **APPROVED)
    assert incident(henan, key).actions == []


def test_inc_002_without_an_entry_there_is_no_class(exam):
    from models.incidents.rules import class_faults
    from tests.incidents.makers import rules

    assert ids(class_faults(None, ["G6"], terms.kinds("hunan"), rules())) == ["INC-002"]


def test_inc_001_a_discovery_in_the_future_is_refused(exam):
    tomorrow = call(exam, "incidents.report", kinds="G3", site="第一考点", discovered_at="2026-11-21 09:12")
    assert (tomorrow.done, ids(tomorrow.findings)) == (False, ["INC-001"])
    early = call(exam, "incidents.report", kinds="G3", site="第一考点", discovered_at="2026-11-20 09:12", told_site_at="2026-11-20 09:11")
    assert (early.done, ids(early.findings)) == (False, ["INC-001"])


def test_inc_004_raising_the_class_names_the_decider_and_its_reason(exam):
    key = reported(exam, "G6")
    assert ids(act(exam, "classify", key, kinds="M8", rank="major", at="2026-11-20 09:40").findings) == ["INC-004"]
    waiting = act(exam, "classify", key, kinds="M8", rank="major", decided_by="领导小组", at="2026-11-20 09:40")
    assert waiting.needs_reason
    done(exam, "classify", key, "影响扩大", kinds="M8", rank="major", decided_by="领导小组", at="2026-11-20 09:40")
    assert incident(exam, key).rank == "major"
    assert incident(exam, key).entries[-1].text.startswith("一般 → 重大")


def test_inc_025_staged_reports_need_a_tracker_and_a_correction_is_a_new_line(exam):
    key = reported(exam)
    assert ids(act(exam, "report_stage", key, text="已恢复").findings) == ["INC-025"]
    done(exam, "name_tracker", key, tracker="杨淑兰")
    done(exam, "report_stage", key, text="已恢复 20 台", at="2026-11-20 09:30")
    line = next(one for one in incident(exam, key).entries if one.kind == "stage")
    done(exam, "correct", key, line=str(line.id), text="已恢复 18 台", at="2026-11-20 09:30")
    entries = incident(exam, key).entries
    assert [one.text for one in entries if one.kind in ("stage", "correction")] == ["已恢复 20 台", "已恢复 18 台"]
    assert next(one for one in entries if one.kind == "correction").refers_to == line.id


def test_inc_025_a_line_of_the_timeline_is_never_changed(exam):
    from models.core import store

    key = reported(exam)
    with store.writing(exam.engine) as db:
        line = db.scalars(select(IncidentEntry).where(IncidentEntry.incident_id == key)).first()
        assert line is not None
        line.text = "别的"
        with pytest.raises(RuntimeError, match="never changed"):
            db.flush()


def test_inc_026_a_staged_report_after_31_minutes_wants_a_reason(exam):
    key = reported(exam)
    done(exam, "name_tracker", key, tracker="杨淑兰")
    assert act(exam, "report_stage", key, text="已恢复", at="2026-11-20 09:42").done
    assert act(exam, "report_stage", key, text="继续观察", at="2026-11-20 10:12:01").needs_reason


def test_inc_024_a_report_is_acknowledged_in_a_line_of_its_own(exam):
    key = reported(exam)
    done(exam, "confirm_receipt", key, by="郑海涛", at="2026-11-20 09:17")
    lines = incident(exam, key).entries
    assert next(one for one in lines if one.kind == "received").refers_to == [one.id for one in lines if one.kind == "report"][-1]


def test_inc_035_nothing_is_released_without_an_approver(exam):
    key = reported(exam)
    assert ids(act(exam, "release_press", key, text="考试正常").findings) == ["INC-035"]
    done(exam, "release_press", key, text="考试正常", approved_by="秦校长")


def test_inc_038_a_disorder_told_to_the_head_too_late_wants_a_reason(exam):
    key = reported(exam, "G6", disorder="是")
    assert ids(act(exam, "tell", key, to="head", at="2026-11-20 09:22:01").findings) == ["INC-038"]
    assert act(exam, "tell", key, to="head", at="2026-11-20 09:22:00").done


def test_inc_040_restored_before_discovered_is_refused(exam):
    key = reported(exam)
    done(exam, "fix_measures", key, text="启用备用电源", at="2026-11-20 09:18")
    assert ids(act(exam, "restore", key, at="2026-11-20 09:00", confirmed_by="马志强").findings) == ["INC-040"]


def test_inc_043_persons_are_counted_where_a_step_asks_for_two(centre):
    henan = centre("henan", "exam")
    key = reported(henan, "H10")
    assert ids(act(henan, "answer_step", key, step="H10-3", by="马志强").findings) == ["INC-043"]
    done(henan, "answer_step", key, step="H10-3", by="马志强、杨淑兰")
    assert not act(henan, "answer_step", key, step="H10-4", answer="na").done  # without a reason
    done(henan, "answer_step", key, step="H10-4", answer="na", text="非传染病")


def test_inc_044_an_incident_is_linked_to_what_follows_from_it(exam):
    key = reported(exam)
    done(exam, "link", key, kind="violation", number="WJ-2026-003")
    assert "WJ-2026-003" in incident(exam, key).entries[-1].text


def test_inc_061_a_safety_accident_notes_the_missing_leader(centre):
    henan = centre("henan", "exam")
    key = reported(henan, "A1")
    outcome = done(henan, "classify", key)
    assert severities(outcome.findings) == {"INC-061": "record"}
    assert done(henan, "classify", key, decided_by="秦校长").findings == []


def test_inc_062_a_call_keeps_number_caller_and_situation(exam):
    key = reported(exam, "M5")
    done(exam, "call_help", key, number="110", text="第一考点东门，可疑包裹", at="2026-11-20 09:13")
    line = next(one for one in incident(exam, key).entries if one.kind == "call")
    assert (line.code, line.at.strftime("%H:%M")) == ("110", "09:13")


def test_inc_063_a_stop_for_danger_ends_only_by_the_site_head(centre):
    henan = centre("henan", "exam")
    key = reported(henan, "A1")
    done(henan, "decide", key, code="D27", decided_by="考评员 周明远", at="2026-11-20 09:20")
    assert ids(act(henan, "restore", key, at="2026-11-20 09:40", confirmed_by="马志强").findings) == ["INC-063"]
    assert ids(act(henan, "resume", key, text="漏电已排除", at="2026-11-20 09:35").findings) == ["INC-063"]
    done(henan, "resume", key, text="漏电已排除", resumed_by="马志强", at="2026-11-20 09:35")
    done(henan, "restore", key, at="2026-11-20 09:40", confirmed_by="马志强")


def test_mkt_007_beyond_the_limit_the_heads_decision_opens_the_way(exam):
    key = reported(exam)
    cut = {"starts_at": "2026-11-20 09:12:00", "ends_at": "2026-11-20 09:42:01"}
    assert ids(act(exam, "grant_time", key, **cut).findings) == ["MKT-007"]
    done(exam, "decide", key, code="D08", **APPROVED)
    assert done(exam, "grant_time", key, **cut).value == "2026-11-20 11:01"


def test_mkt_001_a_second_interruption_goes_on_from_the_new_end(exam):
    key = reported(exam)
    assert done(exam, "grant_time", key, starts_at="2026-11-20 09:12", ends_at="2026-11-20 09:20").value == "2026-11-20 10:38"
    assert done(exam, "grant_time", key, starts_at="2026-11-20 09:50", ends_at="2026-11-20 09:55").value == "2026-11-20 10:43"


def test_spr_001_a_difference_of_copies_wants_its_reason(exam):
    key = reported(exam, "G1")
    assert act(exam, "count_papers", key, received=32, spares=2, used=30, returned=1).needs_reason
    done(exam, "count_papers", key, received=32, spares=2, used=30, returned=2)
    assert not act(exam, "use_spares", key, count=1).done
    done(exam, "use_spares", key, count=1, consent_by="巡考 杨淑兰", consent_at="2026-11-20 09:20")


def test_inc_028_a_returned_report_goes_back_and_comes_again(exam):
    key = reported(exam)
    done(exam, "fix_measures", key, text="启用备用电源", at="2026-11-20 09:18")
    done(exam, "restore", key, at="2026-11-20 09:26", confirmed_by="马志强")
    assert ids(act(exam, "submit_report", key, **(PARTS | {"cause": ""})).findings) == ["INC-028"]
    done(exam, "submit_report", key, **PARTS)
    director = seat(exam, "director")
    assert not act(exam, "return_report", key, why="缺起止时间").done  # exam affairs may not accept its own report
    done(director, "return_report", key, why="缺起止时间")
    assert incident(exam, key).state == "handled"


def test_gen_002_a_cancelled_incident_stays(exam):
    key = reported(exam)
    done(seat(exam, "director"), "cancel", key, why="重复登记")
    with exam.reading() as context:
        assert context.db.get(Incident, key).state == "cancelled"
    assert not act(exam, "note", key, text="后来的话").done


def test_inc_066_drills_have_numbers_of_their_own_and_are_counted(exam):
    reported(exam)
    reported(exam, "M7", drill="是")
    with exam.reading() as context:
        assert [one.number for one in context.db.scalars(select(Incident))] == ["SJ-2026-0001", "YL-2026-0001"]
        assert queries.drills_in(context, 2026) == 1
