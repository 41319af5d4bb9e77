"""A supervision from plan to close, as accounts of a centre do it; periods on both sides."""

from datetime import date

import pytest

from models.core.due import due_items
from models.people.tables import Qualification
from models.supervision.queries import said_of
from models.supervision.tables import AssessorRating, Rectification, Supervision, SupervisionCase, SupervisionMember, SupervisionWording
from tests.centres import seat
from tests.people.makers import SUPERVISORS, a_name, act, done, person, refused_by, stored, table, take, wants_reason, workbook

FRIDAY = date(2024, 6, 14)
CARD = {"发证日期": "2024-01-01", "有效期至": "2026-12-31"}
GOOD = "1-28 A\n30-33 A\n35-37 A"


def supervisor(n, profile):
    return person(n, 类别="外督" if profile == "fujian" else "内督", 证卡编号=f"Y0000410290010{n:04d}", **CARD)


@pytest.fixture
def at(centre, tmp_path):
    """A centre with three supervisors and one assessor: at("henan")."""

    def made(profile):
        here = centre(profile, on=FRIDAY)
        got = take(here, workbook(tmp_path / "s.xlsx", table([supervisor(n, profile) for n in (41, 42, 43)])), register=SUPERVISORS, reason="按证书原件登记")
        assert got.new == 3, got.faults
        take(here, workbook(tmp_path / "a.xlsx", table([person(1, **CARD)])), reason="按证书原件登记")
        return here

    return made


def planned(here, who="supervisor", day=FRIDAY, **given):
    names = "、".join(a_name(n) for n in (41, 42, 43))
    return act(
        here, who, "supervision.plan", None, day, **{"members": names, "site": "一号考点", "starts_on": FRIDAY, "has_defence": True} | given
    )


def visit(here):
    return stored(here, Supervision)[-1]


def filled(here, lines=GOOD, day=FRIDAY, **given):
    return act(
        here, "supervisor", "supervision.fill_in", visit(here).id, day, answers=lines, **{"leader": "李负责", "good": a_name(1)} | given
    )


def signed_form(here, lines=GOOD, day=FRIDAY, **given):
    done(filled(here, lines, day, **given))
    return act(here, "supervisor", "supervision.submit_form", visit(here).id, day)


def step(here, name, day=FRIDAY, login="supervisor", **given):
    return act(here, login, f"supervision.{name}", visit(here).id, day, **given)


def due_on(here, day):
    with seat(here, "director", day).reading() as context:
        return {(item.rule, item.due) for item in due_items(context) if item.area == "supervision"}


def test_ppl_sup_040_forms_and_methods_come_from_the_lists(at):
    done(planned(at("hunan"), kind="annual", methods="听取汇报、查阅资料"))
    assert refused_by(planned(at("henan"), kind="annual")) == {"PPL-SUP-040"}


def test_ppl_sup_015_a_member_has_a_valid_card_on_every_day(at):
    here = at("henan")
    done(planned(here, ends_on="2026-12-31", day=date(2024, 6, 14)))
    assert refused_by(planned(here, ends_on="2027-01-01")) == {"PPL-SUP-015"}
    assert refused_by(planned(here, members="无此人")) == {"SYS-002"}


def test_only_supervisors_plan_and_fill_in(at):
    here = at("henan")
    for who in ("general", "exam", "archive"):
        assert refused_by(planned(here, who)) == {"PPL-ORG-010"}
    done(planned(here))
    assert refused_by(act(here, "director", "supervision.fill_in", visit(here).id, FRIDAY, answers=GOOD)) == {"PPL-ORG-010"}


def test_ppl_frm_002_the_form_is_signed_only_when_complete(at):
    here = at("fujian")
    done(planned(here))
    assert refused_by(signed_form(here, "1-28 A\n30-33 A\n35-36 A")) == {"PPL-FRM-002"}
    done(filled(here, "37 A"))
    done(act(here, "supervisor", "supervision.submit_form", visit(here).id, FRIDAY))
    assert visit(here).state == "inspected"
    assert refused_by(filled(here, "1 B 太晚")) == {"PPL-SUP-041"}


def test_ppl_frm_003_a_difference_of_numbers_wants_a_reason(at):
    here = at("fujian")
    done(planned(here))
    assert wants_reason(signed_form(here, expected=30, present=28, absent=1)) == {"PPL-FRM-003"}
    done(filled(here, "", expected=30, present=28, absent=2))
    done(step(here, "submit_form"))


def test_ppl_asr_134_every_assessor_is_rated_once(at):
    here = at("fujian")
    done(planned(here))
    assert refused_by(filled(here, fair=a_name(1))) == {"PPL-ASR-134"}
    done(filled(here))
    done(filled(here, "", good=""))
    assert refused_by(step(here, "submit_form")) == {"PPL-ASR-134"}
    done(filled(here, "", good="", excellent=a_name(1)))
    done(step(here, "submit_form"))
    [one] = stored(here, AssessorRating)
    assert (one.grade, one.qualification_id is not None) == ("excellent", True)


def test_ppl_sup_045_each_c_becomes_an_item_and_another_person_verifies_it(at):
    here = at("hunan")
    done(planned(here))
    done(step(here, "notify"))
    done(signed_form(here, GOOD + "\n3 C 安全通道堆物\n5 B 签到不全"))
    [one] = stored(here, Rectification)
    assert (one.item, one.problem, one.number, one.due_on) == (3, "安全通道堆物", "DD2024-001-1", date(2024, 6, 28))  # 10 working days
    verify = lambda who="director", **given: act(here, who, "supervision.verify", one.id, FRIDAY, **given)  # noqa: E731
    assert refused_by(verify()) == {"PPL-SUP-045"}  # nothing was done yet
    assert refused_by(act(here, "supervisor", "supervision.rectify", one.id, FRIDAY, measure="清空", proof="照片")) == {"PPL-ORG-010"}
    done(act(here, "exam", "supervision.rectify", one.id, FRIDAY, measure="清空通道", proof="照片 2 张"))
    assert refused_by(verify(accepted=False)) == {"PPL-SUP-045"}
    done(verify(accepted=False, note="照片看不清"))
    done(act(here, "exam", "supervision.rectify", one.id, FRIDAY, measure="清空通道", proof="新照片"))
    done(verify("supervisor"))
    assert refused_by(verify()) == {"PPL-SUP-045"}


def test_ppl_sup_045_the_responsible_person_does_not_verify(at):
    here = at("henan")
    done(planned(here))
    done(signed_form(here))
    with seat(here, "director").reading() as context:
        own = context.actor.name
    done(step(here, "add_finding", problem="台账缺页", responsible=own))
    [one] = stored(here, Rectification)
    done(act(here, "general", "supervision.rectify", one.id, FRIDAY, measure="补齐", proof="台账"))
    assert refused_by(act(here, "director", "supervision.verify", one.id, FRIDAY)) == {"PPL-SUP-045"}
    done(act(here, "supervisor", "supervision.verify", one.id, FRIDAY))


def test_ppl_sup_041_no_step_is_skipped_in_hunan(at):
    here = at("hunan")
    done(planned(here))
    assert refused_by(filled(here)) == {"PPL-SUP-041"}  # no notice yet
    done(step(here, "notify", login="general"))
    done(signed_form(here, GOOD + "\n3 C 安全通道堆物"))
    assert refused_by(step(here, "report")) == {"PPL-SUP-041"}  # no letter yet
    done(step(here, "feed_back", opinion="限期整改", received_by="王主任"))
    assert refused_by(step(here, "report")) == {"PPL-SUP-041"}  # not rectified yet
    [one] = stored(here, Rectification)
    done(act(here, "exam", "supervision.rectify", one.id, FRIDAY, measure="清空", proof="照片"))
    done(act(here, "supervisor", "supervision.verify", one.id, FRIDAY))
    done(step(here, "report"))
    done(step(here, "close"))
    assert refused_by(step(here, "close")) == {"PPL-SUP-041"}


def test_ppl_sup_041_a_letter_without_finding_needs_no_rectification(at):
    here = at("hunan")
    done(planned(here))
    done(step(here, "notify"))
    done(signed_form(here))
    done(step(here, "feed_back", opinion="未发现问题", received_by="王主任"))
    done(step(here, "report"))


def test_ppl_sup_042_the_report_within_two_days_signed_by_all(at):
    """Ex: last day Fri 2024-06-14, due Sun 06-16; handed in on time with 2 of 3 signatures it is not closed."""
    here = at("henan")
    done(planned(here))
    assert due_on(here, date(2024, 6, 16)) >= {("PPL-SUP-042", date(2024, 6, 16))}
    done(signed_form(here))
    two = "、".join(a_name(n) for n in (41, 42))
    done(step(here, "report", date(2024, 6, 16), signed=two))
    assert "PPL-SUP-042" not in {rule for rule, _day in due_on(here, date(2024, 6, 17))}
    assert refused_by(step(here, "close", date(2024, 6, 16))) == {"PPL-SUP-042"}
    done(step(here, "sign", date(2024, 6, 17), signed=a_name(43)))
    done(step(here, "close", date(2024, 6, 17)))


def test_ppl_sup_042_overdue_the_day_after(at):
    here = at("henan")
    done(planned(here))
    with seat(here, "director", date(2024, 6, 17)).reading() as context:
        [item] = [item for item in due_items(context) if item.rule == "PPL-SUP-042"]
        assert (item.state(date(2024, 6, 16)), item.state(date(2024, 6, 17))) == ("today", "overdue")


@pytest.mark.parametrize(("last", "due"), [
    (date(2024, 6, 14), date(2024, 6, 17)),  # Friday → Monday
    (date(2024, 5, 10), date(2024, 5, 11)),  # a Saturday worked in exchange
    (date(2024, 9, 30), date(2024, 10, 8)),  # before the October holiday
])  # fmt: skip
def test_ppl_sup_043_the_form_on_the_first_working_day(at, last, due):
    here = at("fujian")
    done(planned(here, starts_on=last, day=last))
    assert ("PPL-SUP-043", due) in due_on(here, due)
    done(signed_form(here, day=last))
    done(step(here, "hand_in_form", due))
    assert "PPL-SUP-043" not in {rule for rule, _day in due_on(here, due)}
    assert refused_by(step(here, "hand_in_form", due)) == {"PPL-SUP-043"}


@pytest.mark.parametrize(("profile", "asked"), [("chongqing", True), ("henan", True), ("sport", False)])
def test_ppl_sup_044_written_feedback_where_the_region_wants_it(at, profile, asked):
    here = at(profile)
    done(planned(here))
    assert (("PPL-SUP-044", date(2024, 6, 21)) in due_on(here, date(2024, 6, 21))) is asked
    done(signed_form(here))
    done(step(here, "feed_back", opinion="总体良好", received_by="王主任"))
    assert "PPL-SUP-044" not in {rule for rule, _day in due_on(here, date(2024, 6, 21))}


def test_ppl_sup_046_the_result_goes_to_the_platform(at):
    here = at("hunan")
    done(planned(here))
    assert ("PPL-SUP-046", date(2024, 6, 21)) in due_on(here, date(2024, 6, 21))
    assert refused_by(step(here, "upload")) == {"PPL-SUP-046"}  # nothing inspected yet
    done(step(here, "notify"))
    done(signed_form(here))
    done(step(here, "upload", date(2024, 6, 21)))
    assert (visit(here).uploaded_on, visit(here).uploaded_by) == (date(2024, 6, 21), "supervisor")
    assert "PPL-SUP-046" not in {rule for rule, _day in due_on(here, date(2024, 6, 22))}


def test_ppl_sup_016_badges_go_out_and_come_back(at):
    here = at("henan")
    done(planned(here))
    done(step(here, "hand_out_badges"))
    assert ("PPL-SUP-016", date(2024, 6, 17)) in due_on(here, FRIDAY)  # next working day
    assert refused_by(step(here, "take_back_badges", badge_back_on="2024-06-13")) == {"PPL-SUP-016"}
    done(step(here, "take_back_badges", date(2024, 6, 17), who=a_name(41)))
    assert len([one for one in stored(here, SupervisionMember) if one.badge_back_on == date(2024, 6, 17)]) == 1
    done(step(here, "take_back_badges", date(2024, 6, 17)))
    assert "PPL-SUP-016" not in {rule for rule, _day in due_on(here, date(2024, 6, 17))}


def raised(here, who="supervisor", **given):
    values = {"kind": "criticise", "name": a_name(1), "facts": "未逐项评分"} | given
    return act(here, who, "supervision.raise_case", None, FRIDAY, **values)


def test_ppl_sup_033_a_proposal_becomes_a_case_the_director_decides(at):
    here = at("hunan")
    done(raised(here, kind="cancel"))
    [case] = stored(here, SupervisionCase)
    assert ("PPL-SUP-033", date(2024, 6, 21)) in due_on(here, date(2024, 6, 21))
    decide = lambda who, **given: act(here, who, "supervision.decide_case", case.id, FRIDAY, decision="约谈", **given)  # noqa: E731
    assert refused_by(decide("supervisor")) == {"PPL-ORG-010"}
    assert refused_by(decide("director", decided_on="2024-06-13")) == {"SYS-002"}
    done(decide("director"))
    assert refused_by(decide("director")) == {"PPL-SUP-033"}
    assert not due_on(here, date(2024, 6, 21))


def test_ppl_sup_047_obstruction_has_one_of_six_causes(at):
    here = at("hunan")
    assert refused_by(raised(here, kind="obstruct")) == {"PPL-SUP-047"}
    assert refused_by(raised(here, cause="OB-1")) == {"PPL-SUP-047"}
    for number in range(1, 7):
        done(raised(here, kind="obstruct", cause=f"OB-{number}", name="考务组"))
    assert refused_by(raised(here, kind="obstruct", cause="OB-7")) == {"SYS-002"}
    assert ("PPL-SUP-047", date(2024, 6, 21)) in due_on(here, date(2024, 6, 21))


def test_ppl_asr_140_what_supervision_said_stands_beside_the_year(at):
    here = at("fujian")
    done(planned(here))
    done(signed_form(here, good="", excellent=a_name(1)))
    done(raised(here))
    with seat(here, "director").reading() as context:
        holder = context.db.get_one(Qualification, stored(here, AssessorRating)[0].qualification_id)
        assert said_of(context.db, holder, 2024) == "优秀 1 次、批评 1 次"
        assert said_of(context.db, holder, 2025) == ""


def test_ppl_frm_001_the_official_wording_has_as_many_lines_as_items(at, tmp_path):
    here = at("fujian")
    path = tmp_path / "表述.txt"
    path.write_text("\n".join(f"{n}、第 {n} 项" for n in range(1, 38)), encoding="utf-8")
    load = lambda who="director": act(here, who, "supervision.load_wording", None, FRIDAY, file=str(path))  # noqa: E731
    assert refused_by(load()) == {"PPL-FRM-001"}
    path.write_text("\n".join(f"{n}、第 {n} 项" for n in range(1, 39)), encoding="utf-8")
    assert refused_by(load("exam")) == {"PPL-ORG-010"}
    done(load())
    done(load())  # loading again replaces
    assert len(stored(here, SupervisionWording)) == 38
