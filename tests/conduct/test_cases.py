"""The way of a case by commands: recorded, taken off at once, decided, told, appealed against, archived; and who may know of it."""

from datetime import date

import pytest

from models.assignment.tables import Assignment
from models.conduct.tables import MisconductCase, PressureReport
from models.core.acts import call
from models.core.due import due_items
from models.core.registers import REGISTERS, View, known, may_read, records
from models.people.standing import faults_on, timeline
from models.people.tables import Person
from tests.assignment.test_team import drawn_team, team
from tests.centres import TODAY, seat
from tests.people.makers import a_name, act, an_id, done, hired, person, refused_by, stored, wants_reason

NAME = a_name(1)
WAYS = {"facts": "考试中向考生提示答案。", "discovered_by": "周见闻", "post": "监考", "evidence": "监控录像 1 段"}


@pytest.fixture
def make(centre):
    return centre


def recorded(here, code, login="exam", name=NAME, **given):
    return done(act(here, login, "conduct.record", person=name, code=code, **(WAYS | given))).record_id


def one(here, key=1):
    return stored(here, MisconductCase, id=key)[0]


def decide(here, key, login="director", reason="", **given):
    return act(here, login, "conduct.decide", key, reason=reason, **({"sanctions": "警告", "decision": "给予处分。"} | given))


def rule_of_person(here, person_id, day):
    with here.reading() as context:
        return {finding.rule for finding in faults_on(context, context.db.get_one(Person, person_id), "assessor", day)}


# -- recording and what acts at once ----------------------------------------------------------------------------------


def test_ppl_mis_003_the_person_leaves_his_assignments_at_once_and_somebody_may_stand_in(make, tmp_path):
    here, session = drawn_team(make, tmp_path)
    victim = team(here, session)[1]
    key = recorded(here, "WN-3", name=victim[1])
    assert [state for _id, name, _post, state in team(here, session)] == ["proposed", "proposed"]
    assert stored(here, Assignment, id=victim[0])[0].state == "withdrawn"
    assert one(here, key).suspended_on == TODAY
    others = {a_name(n) for n in range(1, 6)} - {name for _id, name, *_rest in team(here, session)} - {victim[1]}
    done(act(here, "exam", "assignment.substitute", victim[0], person=sorted(others)[0], reason="首批认定"))
    assert len(team(here, session)) == 3


def test_ppl_mis_003_another_item_leaves_the_assignment_as_it_is(make, tmp_path):
    here, session = drawn_team(make, tmp_path)
    key = recorded(here, "SH-1", name=team(here, session)[1][1])
    assert len(team(here, session)) == 3
    assert one(here, key).suspended_on is None


def test_ppl_mis_006_suspended_until_decided_and_then_up_to_the_day(make, tmp_path):
    here = make("henan")
    hired(here, tmp_path)
    key = recorded(here, "WN-3")
    person_id = one(here, key).person_id
    assert "PPL-MIS-006" in rule_of_person(here, person_id, date(2027, 6, 1))
    assert "PPL-MIS-006" not in rule_of_person(here, person_id, date(2026, 11, 19))
    assert refused_by(decide(here, key, sanctions="终止考务工作")) == {"PPL-MIS-006"}
    done(decide(here, key, sanctions="终止考务工作", again_on="2027-06-01"))
    assert "PPL-MIS-006" in rule_of_person(here, person_id, date(2027, 5, 31))
    assert "PPL-MIS-006" not in rule_of_person(here, person_id, date(2027, 6, 1))


def test_ppl_mis_006_a_dropped_case_ends_the_suspension(make, tmp_path):
    here = make("henan")
    hired(here, tmp_path)
    key = recorded(here, "WN-3")
    done(act(here, "director", "conduct.drop", key, decision="查无实据。"))
    assert "PPL-MIS-006" not in rule_of_person(here, one(here, key).person_id, TODAY)
    assert refused_by(decide(here, key)) == {"SYS-002"}


def test_ppl_mis_001_without_evidence_nothing_is_decided_and_a_file_is_evidence(make, tmp_path):
    here = make("hunan")
    hired(here, tmp_path)
    key = recorded(here, "WH-5", evidence="")
    assert refused_by(decide(here, key)) == {"PPL-MIS-001"}
    proof = tmp_path / "说明.txt"
    proof.write_text("情况说明", encoding="utf-8")
    done(act(here, "exam", "core.attach", subject=f"misconduct_case:{key}", file=str(proof), kind="证明材料"))
    done(act(here, "exam", "conduct.add_note", key, text="我当时离开了五分钟。"))
    assert refused_by(act(here, "exam", "conduct.add_note", key, kind="interview", text="问答")) == {"SYS-002"}
    done(act(here, "exam", "conduct.add_note", key, kind="interview", text="问答", asked_by="何组长"))
    done(decide(here, key))


def test_ppl_mis_001_a_clearer_item_acts_at_once_too(make, tmp_path):
    here = make("henan")
    hired(here, tmp_path)
    key = recorded(here, "SH-1")
    done(act(here, "exam", "conduct.amend", key, code="WN-6"))
    assert (one(here, key).code, one(here, key).suspended_on) == ("WN-6", TODAY)


# -- deciding ---------------------------------------------------------------------------------------------------------


def test_ppl_mis_002_who_found_or_recorded_it_does_not_decide(make, tmp_path):
    here = make("hunan")
    hired(here, tmp_path)
    by_director = recorded(here, "WH-5", login="director")
    found_by_director = recorded(here, "WH-5", discovered_by="中心主任")
    assert refused_by(decide(here, by_director)) == refused_by(decide(here, found_by_director)) == {"PPL-MIS-002"}
    assert refused_by(decide(here, by_director, login="general")) == {"PPL-ORG-010"}
    done(decide(here, recorded(here, "WH-5")))


def test_ppl_mis_002_nobody_knows_of_the_case_about_himself(make, tmp_path):
    here = make("hunan")
    hired(here, tmp_path)
    key = recorded(here, "WH-5")
    done(act(here, "director", "people.link_account", stored_user(here, "supervisor"), person=an_id(1)))
    assert refused_by(act(here, "supervisor", "conduct.add_note", key, text="x")) == {"SYS-005"}
    assert numbers(here, "supervisor") == []
    assert numbers(here, "general") == ["WJ-2026-0001"]


def stored_user(here, login):
    from models.core.tables import User

    return stored(here, User, login=login)[0].id


def numbers(here, login):
    with seat(here, login).reading() as context:
        return [case.number for case in records(context, REGISTERS["conduct.cases"], View())]


def test_ppl_mis_the_question_bank_knows_of_the_cases_it_recorded_and_the_archive_of_none(make, tmp_path):
    here = make("hunan")
    hired(here, tmp_path)
    recorded(here, "WH-5")
    recorded(here, "QB-1", login="bank")
    assert numbers(here, "bank") == ["WJ-2026-0002"]
    with seat(here, "archive").reading() as context:
        assert not may_read(context, REGISTERS["conduct.cases"])


def test_ppl_mis_005_a_sanction_the_item_does_not_list_wants_a_reason(make, tmp_path):
    here = make("hunan")
    hired(here, tmp_path)
    key = recorded(here, "WH-5")
    assert wants_reason(decide(here, key, sanctions="调离岗位")) == {"PPL-MIS-005"}
    done(decide(here, key, sanctions="调离岗位", reason="情节特殊，党委会议定"))
    assert one(here, key).sanctions == ["transfer"]


# -- what follows -----------------------------------------------------------------------------------------------------


def told(here, login="general"):
    with seat(here, login).reading() as context:
        return {(item.rule, item.requirement, item.due) for item in due_items(context) if item.area == "conduct"}


def test_ppl_mis_004_external_staff_are_reported_to_their_employer_and_dismissed(make, tmp_path):
    here = make("hunan")
    hired(here, tmp_path, person(1, 是否本单位职工="否"))
    key = recorded(here, "WH-5")
    assert told(here) == set()
    done(decide(here, key))
    by = date(2026, 11, 27)  # five working days after Friday 20 November
    assert told(here) == {("PPL-MIS-004", "通报所在单位", by), ("PPL-MIS-004", "解聘", by)}
    assert refused_by(act(here, "general", "conduct.close", key, archive_no="DA-1")) == {"SYS-002"}
    for step in ("employer", "released", "delivered"):
        done(act(here, "general", "conduct.note_step", key, step=step, letter="鉴函1号"))
    assert told(here) == set()
    done(act(here, "general", "conduct.close", key, archive_no="DA-1"))
    assert one(here, key).state == "closed"


def test_ppl_asr_163_falsification_is_told_and_a_crime_handed_on(make, tmp_path):
    here = make("hunan")
    hired(here, tmp_path, person(1, 是否本单位职工="是"))
    key = recorded(here, "WH-34")
    done(decide(here, key, sanctions="调离岗位、移送司法机关"))
    assert {(rule, what) for rule, what, _day in told(here)} == {("PPL-ASR-163", "通报所在单位"), ("PPL-ASR-163", "移送司法机关")}
    done(act(here, "general", "conduct.note_step", key, step="judicial"))
    assert {what for _rule, what, _day in told(here)} == {"通报所在单位"}


def test_ppl_apl_003_an_appeal_from_the_case_and_its_result(make, tmp_path):
    here = make("henan")
    hired(here, tmp_path)
    key = recorded(here, "WN-3")
    done(decide(here, key, sanctions="终止考务工作", never=True))
    done(act(here, "general", "conduct.note_step", key, step="delivered"))
    done(act(here, "general", "conduct.appeal", key, claim="处理过重，请求撤销。"))
    assert one(here, key).appeal == stored_appeal(here).number
    assert stored_appeal(here).delivered_on == TODAY
    assert refused_by(act(here, "director", "conduct.change", key, revoked=True, decision="按结果撤销")) == {"SYS-002"}
    done(act(here, "general", "complaints.forward_appeal", stored_appeal(here).id))
    done(act(here, "general", "complaints.record_appeal_result", stored_appeal(here).id, result="revoked", letter="纪函3号"))
    done(act(here, "director", "conduct.change", key, revoked=True, decision="按申诉结果撤销。"))
    assert one(here, key).state == "revoked"
    assert "PPL-MIS-006" not in rule_of_person(here, one(here, key).person_id, TODAY)


def stored_appeal(here):
    from models.complaints.tables import StaffAppeal

    return stored(here, StaffAppeal)[0]


def test_ppl_apl_002_a_late_appeal_from_the_case_wants_a_reason(make, tmp_path):
    here = make("henan")
    hired(here, tmp_path)
    key = recorded(here, "SH-1")
    done(decide(here, key, sanctions="上报单位"))
    done(act(here, "general", "conduct.note_step", key, step="delivered"))
    late = call(seat(here, "general", date(2026, 12, 21)), "conduct.appeal", key, claim="过重")
    assert wants_reason(late) == {"PPL-APL-002"}
    done(call(seat(here, "general", date(2026, 12, 20)), "conduct.appeal", key, claim="过重"))


def test_ppl_mis_the_timeline_shows_a_sanction_to_who_may_know(make, tmp_path):
    here = make("hunan")
    hired(here, tmp_path)
    key = recorded(here, "WH-5")
    done(decide(here, key))
    for login, seen in (("general", True), ("exam", False)):
        with seat(here, login).reading() as context:
            words = [event.words for event in timeline(context, context.db.get_one(Person, one(here, key).person_id))]
            assert any("违纪处理" in word for word in words) is seen


# -- pressure ---------------------------------------------------------------------------------------------------------


def test_ppl_asr_165_a_report_of_pressure_is_seen_by_director_and_supervisors_alone(make):
    here = make("hunan")
    given = {"assessor": "林知远", "demanded_by": "综合管理", "content": "要求把 58 分改为 60 分。", "happened_at": "2026-11-19 15:20"}
    key = done(act(here, "exam", "conduct.report_pressure", **given)).record_id
    report = stored(here, PressureReport)[0]
    for login, seen in (("director", True), ("supervisor", True), ("exam", False), ("general", False), ("archive", False)):
        with seat(here, login).reading() as context:
            assert bool(known(context, PressureReport, [context.db.get_one(PressureReport, report.id)])) is seen, login
            assert may_read(context, REGISTERS["conduct.pressure"]) is seen, login
    assert refused_by(act(here, "exam", "conduct.settle_pressure", key, measure="x")) == {"PPL-ORG-010"}
    done(act(here, "supervisor", "conduct.settle_pressure", key, measure="约谈，成绩未改。"))
    assert refused_by(act(here, "director", "conduct.settle_pressure", key, measure="再次")) == {"SYS-002"}


def test_ppl_asr_165_whom_it_names_does_not_see_it(make):
    here = make("hunan")
    done(act(here, "exam", "conduct.report_pressure", assessor="林知远", demanded_by="director", content="改分", happened_at="2026-11-19 15:20"))
    with here.reading() as context:
        assert list(records(context, REGISTERS["conduct.pressure"], View())) == []
    assert refused_by(act(here, "director", "conduct.settle_pressure", 1, measure="x")) == {"SYS-005"}
