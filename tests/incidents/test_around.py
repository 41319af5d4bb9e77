"""Who may know of an incident, what is due, leak reports, preparedness."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from models.core.acts import call
from models.core.due import due_items
from models.core.registers import REGISTERS, View, find_hits, may_know, page
from models.incidents.preparing import gaps
from models.incidents.tables import LeakReport, Preparation
from tests.centres import seat
from tests.incidents.makers import act, done, ids, reported, severities


@pytest.fixture
def exam(centre):
    return centre("hunan", "exam")


def due(centre, kind=None):
    with centre.reading() as context:
        return {one.rule: one for one in due_items(context) if one.area == "incidents" and kind in (None, one.kind)}


# -- INC-034 ------------------------------------------------------------------------------------------------------


def test_inc_034_only_insiders_and_participants_know_of_an_incident(exam):
    key = reported(exam, told_group_at="")
    log = REGISTERS["incidents.log"]
    seen = {}
    for login in ("director", "exam", "supervisor", "general", "archive", "finance", "bank"):
        with seat(exam, login).reading() as context:
            listed = [one.id for one in page(context, log, View())]
            found = find_hits(context, "SJ-2026", [log])
            seen[login] = (bool(listed), may_know(context, log, key), bool(found),
                           bool([i for i in due_items(context) if i.record_id == key]))
    assert {login for login, what in seen.items() if all(what)} == {"director", "exam", "supervisor"}
    assert {what for login, what in seen.items() if login in ("general", "archive", "finance", "bank")} == {(False, False, False, False)}


def test_inc_034_who_reported_it_or_was_named_opens_it(exam):
    general = seat(exam, "general")
    key = reported(general)
    log = REGISTERS["incidents.log"]
    with general.reading() as context:
        assert may_know(context, log, key)
    archive = seat(exam, "archive")
    assert ids(act(archive, "note", key, text="来看看").findings) == ["SYS-005"]  # as if there were none
    done(exam, "name_participant", key, login="archive")
    assert act(archive, "note", key, text="卷宗已收").done


# -- due ----------------------------------------------------------------------------------------------------------


def test_inc_020_021_what_was_not_reported_is_due_at_its_minute(exam):
    reported(exam, told_site_at="", told_group_at="")
    items = due(exam)
    assert items["INC-020"].at == items["INC-021"].at == datetime(2026, 11, 20, 9, 22)
    assert items["INC-020"].due == date(2026, 11, 20)


def test_inc_020_what_was_reported_is_not_due(exam):
    reported(exam)
    assert not {"INC-020", "INC-021"} & set(due(exam))


def test_inc_027_028_041_reports_fall_due_after_the_end(exam):
    key = reported(exam, "M6")
    done(exam, "fix_measures", key, text="送医", at="2026-11-20 09:20")
    assert "INC-026" in due(exam)  # a staged report every half hour
    done(exam, "restore", key, at="2026-11-20 10:00", confirmed_by="马志强")
    items = due(exam)
    found = {rule: str(items[rule].due) for rule in ("INC-027", "INC-028", "INC-041")}
    assert found == {"INC-028": "2026-11-25", "INC-027": "2026-11-27", "INC-041": "2026-12-04"}


def test_inc_028_submitted_late_wants_a_reason(exam):
    key = reported(exam)
    done(exam, "fix_measures", key, text="启用备用电源", at="2026-11-20 09:18")
    done(exam, "restore", key, at="2026-11-20 09:26", confirmed_by="马志强")
    parts = {"cause": "插座过载", "course": "09:20 恢复", "result": "有效", "social_effect": "无"}
    assert act(seat(exam, "exam", date(2026, 11, 26)), "submit_report", key, **parts).needs_reason
    assert act(seat(exam, "exam", date(2026, 11, 25)), "submit_report", key, **parts).done


def test_inc_029_the_written_account_of_s3_is_due_and_done(centre):
    sport = centre("sport", "exam")
    key = reported(sport, "S3")
    assert str(due(sport)["INC-029"].due) == "2026-11-25"
    done(sport, "hand_up", key, what="account", to="总局职鉴中心", at="2026-11-20 18:00")
    assert "INC-029" not in due(sport)


def test_inc_030_a_practical_event_is_reported_to_the_station(centre):
    from models.incidents.queries import notes, whole

    sport = centre("sport", "exam")
    key = reported(sport, "S6", practical="是")
    with sport.reading() as context:
        assert "INC-030" in ids(notes(context, whole(context.db, key)))
    done(sport, "tell", key, to="office", at="2026-11-20 09:30")
    with sport.reading() as context:
        assert "INC-030" not in ids(notes(context, whole(context.db, key)))


def test_inc_031_032_in_fujian_the_supervisor_reports_and_hands_in_the_form(centre):
    fujian = centre("fujian", "exam")
    key = reported(fujian, "F5")
    items = due(fujian)
    assert items["INC-031"].at == datetime(2026, 11, 20, 9, 22)
    assert str(items["INC-032"].due) == "2026-11-23"  # Friday: the first working day after is Monday
    done(fujian, "tell", key, to="supervisor", at="2026-11-20 09:20")
    done(fujian, "hand_up", key, what="form", to="质量督导科", at="2026-11-20 18:00")
    assert not {"INC-031", "INC-032"} & set(due(fujian))


def test_inc_033_037_an_open_incident_reminds_of_posts_and_instructions(centre):
    from models.incidents.queries import notes, whole

    for profile, kinds, rule in (("hunan", "G3", "INC-037"), ("henan", "A1", "INC-033")):
        at_work = centre(profile, "exam")
        key = reported(at_work, kinds)
        with at_work.reading() as context:
            assert rule in ids(notes(context, whole(context.db, key)))


def test_inc_038_a_disorder_is_due_to_the_head(exam):
    key = reported(exam, "G6", disorder="是")
    assert due(exam)["INC-038"].at == datetime(2026, 11, 20, 9, 22)
    done(exam, "tell", key, to="head", at="2026-11-20 09:20")
    assert "INC-038" not in due(exam)


def test_inc_043_h03_denied_without_proof_is_due_on_the_exam_day(centre):
    henan = centre("henan", "exam")
    key = reported(henan, "H03")
    assert "当日办理" not in {one.kind for one in due(henan).values()}
    done(henan, "answer_step", key, step="H03-2", at="2026-11-20 09:20")
    item = due(henan, "当日办理")["INC-043"]
    assert (item.due, item.requirement) == (date(2026, 11, 20), "考后由主考带至办公室调查")
    done(henan, "answer_step", key, step="H03-3", at="2026-11-20 12:00")
    assert due(henan, "当日办理") == {}


def test_inc_066_a_drill_makes_no_clock_run(exam):
    reported(exam, "M7", drill="是", told_site_at="", told_group_at="")
    assert not {"INC-020", "INC-021", "INC-066"} & set(due(exam))  # and counts as this year's drill


def test_inc_052_the_waiver_stays_due_until_it_is_done(exam):
    key = reported(exam)
    approved = {"decided_by": "领导小组", "approved_by": "秦校长", "approved_at": "2026-11-20 09:30", "approved_how": "oral"}
    done(exam, "decide", key, code="D10", at="2026-11-20 09:30", **approved)
    item = due(exam)["INC-052"]
    done(exam, "end_follow_up", item.record_id, told="12 名考生已登记")
    assert "INC-052" not in due(exam)


# -- leaks --------------------------------------------------------------------------------------------------------

LEAK = {"department": "考务组", "leaked": "papers", "material": "2026-11 车工四级 A 卷", "course": "押运途中密封袋破损",
        "discovered_at": "2026-11-20 08:00", "oral_at": "2026-11-20 08:10", "group_at": "2026-11-20 08:10"}  # fmt: skip


def leak_of(centre, **given):
    outcome = call(centre, "incidents.report_leak", **(LEAK | given))
    assert outcome.done, outcome.findings
    assert outcome.record_id is not None
    return outcome.record_id


def test_inc_070_the_oral_report_has_ten_minutes_and_the_form_a_working_day(exam):
    assert call(exam, "incidents.report_leak", **(LEAK | {"oral_at": "2026-11-20 08:10:01"})).needs_reason
    key = leak_of(exam)
    assert str(due(exam)["INC-070"].due) == "2026-11-23"
    assert call(seat(exam, "exam", date(2026, 11, 24)), "incidents.submit_leak", key, to="秦校长", at="2026-11-24 09:00").needs_reason
    assert call(exam, "incidents.submit_leak", key, to="秦校长", at="2026-11-20 16:00").done
    assert "INC-070" not in due(exam)


def test_inc_071_a_leak_not_told_to_the_group_is_noted(exam):
    key = leak_of(exam, group_at="")
    assert severities(done(exam, "submit_leak", key, to="秦校长", at="2026-11-20 16:00").findings) == {"INC-071": "record"}


def test_inc_072_073_074_a_leak_report_goes_its_way_with_its_incident(exam):
    incident, key = reported(exam, "M1"), leak_of(exam)
    director = seat(exam, "director")
    assert ids(act(director, "close_leak", key).findings)[0] == "INC-072"  # still a draft
    done(exam, "submit_leak", key, to="秦校长", at="2026-11-20 16:00")
    assert ids(act(director, "decide_leak", key, decision="启用 B 卷").findings) == ["INC-074"]
    done(exam, "link_leak", key, number="SJ-2026-0001")
    done(director, "decide_leak", key, decision="启用 B 卷")
    handled = done(director, "handle_persons", key, persons="押运员", measure="warning")
    assert severities(handled.findings) == {"INC-073": "record"}  # no self-criticism yet
    assert ids(act(director, "close_leak", key).findings) == ["INC-074"]
    approved = {"decided_by": "领导小组", "approved_by": "秦校长", "approved_at": "2026-11-20 09:30", "approved_how": "oral"}
    done(exam, "decide", incident, code="D03", at="2026-11-20 09:30", **approved)
    done(director, "close_leak", key)
    with exam.reading() as context:
        assert context.db.scalars(select(LeakReport)).one().state == "closed"


# -- preparedness -------------------------------------------------------------------------------------------------

ROSTER = {"site_head": "马志强", "patrol": "杨淑兰", "officer": "郑海涛", "reporter": "郑海涛", "handlers": "郑海涛、林若溪",
          "phone": "0371-60000000", "on_duty": "林若溪"}  # fmt: skip


def prepared(centre, kind, **given):
    outcome = call(centre, "incidents.prepare", kind=kind, reason="先登记", site="第一考点", **given)
    assert outcome.done, outcome.findings
    return outcome


@pytest.mark.parametrize("gap", list(ROSTER))
def test_inc_012_a_gap_in_the_roster_keeps_the_day_from_being_ready(exam, gap):
    key = prepared(exam, "roster", **{name: who for name, who in ROSTER.items() if name != gap}).record_id
    assert "INC-012" in ids(act(exam, "confirm_ready", key).findings)


def test_inc_007_010_without_plan_and_group_a_reason_is_asked(exam):
    key = prepared(exam, "roster", **ROSTER).record_id
    outcome = act(exam, "confirm_ready", key)
    assert severities(outcome.findings) == {"INC-007": "warn", "INC-010": "warn", "INC-008": "record", "INC-015": "record"}
    prepared(exam, "plan")
    prepared(exam, "group", leader="秦校长", members="主任、各部门负责人")
    prepared(exam, "meeting", ticks="incidents")
    prepared(exam, "site")
    assert done(exam, "confirm_ready", key).findings == []


def test_inc_008_the_meeting_is_noted_where_it_is_stated(centre):
    henan = centre("henan", "exam")
    prepared(henan, "plan")
    prepared(henan, "group", leader="秦校长", members="主任")
    key = prepared(henan, "roster", **ROSTER).record_id
    assert "INC-008" in ids(done(henan, "confirm_ready", key).findings)
    prepared(henan, "meeting", ticks="incidents")
    assert "INC-008" not in ids(done(henan, "confirm_ready", key).findings)


@pytest.mark.parametrize(
    ("kind", "rule"),
    [("group", "INC-011"), ("evacuation", "INC-014"), ("site", "INC-015"), ("room", "INC-067")],
)
def test_inc_011_014_015_067_open_points_are_listed(kind, rule):
    from models.incidents import terms
    from tests.incidents.makers import rules

    points = [tick["id"] for tick in terms.preparation_row(kind)["ticks"]]
    named = {"leader": "秦校长", "members": "主任"}
    assert rule in ids(gaps(kind, named | {"ticks": points[1:]}, rules()))
    assert rule not in ids(gaps(kind, named | {"ticks": points}, rules()))


def test_spr_008_paperless_centres_keep_files_to_print():
    from tests.incidents.makers import rules

    assert ids(gaps("roster", ROSTER, rules("sport"))) == ["SPR-008"]
    assert gaps("roster", ROSTER | {"ticks": ["copies"]}, rules("sport")) == []


def test_inc_064_068_safety_officer_and_medical_staff_are_noted(exam):
    noted = severities(prepared(exam, "roster", **ROSTER).findings)
    assert noted["INC-064"] == noted["INC-068"] == "record"
    whole = prepared(exam, "roster", **ROSTER, safety_officer="周明远", medical="校医 一人", guards="保卫处 两人")
    assert not {"INC-064", "INC-068"} & set(ids(whole.findings))


def test_inc_014_an_evacuation_plan_is_due_the_day_before_the_exam(exam):
    prepared(exam, "roster", held_on="2026-11-28", **ROSTER)
    assert str(due(exam)["INC-014"].due) == "2026-11-27"
    prepared(exam, "evacuation", held_on="2026-11-28", posted_on="2026-11-27")
    assert "INC-014" not in due(exam)


def test_inc_014_posted_on_the_exam_day_wants_a_reason(exam):
    late = call(exam, "incidents.prepare", kind="evacuation", held_on="2026-11-28", posted_on="2026-11-28", site="第一考点")
    assert late.needs_reason


def test_inc_013_065_066_yearly_duties_come_due_once_the_register_is_kept(exam):
    assert due(exam) == {}
    prepared(exam, "inspection", held_on="2026-08-31", findings="无")
    assert {rule: str(one.due) for rule, one in due(exam).items()} == {
        "INC-013": "2026-12-31", "INC-066": "2026-12-31", "INC-065": "2026-11-30"}  # fmt: skip
    prepared(exam, "training", participants="全体考务")
    assert "INC-013" not in due(exam)


def test_inc_013_a_training_without_participants_wants_a_reason(exam):
    assert call(exam, "incidents.prepare", kind="training").needs_reason


def test_inc_012_a_roster_is_completed_and_then_ready(exam):
    key = prepared(exam, "roster", **(ROSTER | {"on_duty": ""})).record_id
    act(exam, "complete_preparation", key, "补值守人", **ROSTER)
    assert "INC-012" not in ids(act(exam, "confirm_ready", key, "预案另存").findings)
    with exam.reading() as context:
        assert context.db.get(Preparation, key).ready_on == date(2026, 11, 20)
