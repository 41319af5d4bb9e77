"""The way of an application, from the person's request to the card: done in order, refused out of it."""

from datetime import date

import pytest

from models.people.queries import state_on
from models.people.tables import Application, Person, Qualification
from models.people.terms import declarations, listed
from tests.centres import TODAY
from tests.people.makers import (
    ASSESSORS,
    FILING_NO,
    act,
    an_id,
    card,
    done,
    hired,
    holder,
    person,
    refused_by,
    stored,
    wants_reason,
)

REQUEST = {
    "name": "赵安平", "id_no": an_id(1), "employer": "市第一技工学校", "phone": "13800000001", "grade": "考评员",
    "occupation": "电工", "cert_level": "三级", "title_rank": "中级", "work_since": "2010-09-01",
}  # fmt: skip
SENIOR = {"grade": "高级考评员", "cert_level": "一级", "title_rank": "副高级", "assessing_since": "2018-01-01"}


def request(profile, **changes):
    ticked = "、".join(declarations("assessor", profile).values())
    return REQUEST | {"declared": ticked} | changes


def applied(centre, profile, **changes):
    outcome = act(centre, "exam", "people.apply_assessor", **request(profile, **changes))
    return done(outcome).record_id and stored(centre, Application)[-1].id


def recommended(centre, profile, **changes):
    key = applied(centre, profile, **changes)
    done(act(centre, "exam", "people.recommend", key, opinion="同意推荐", on="2026-11-20"))
    return key


def copies(centre, tmp_path, key, *kinds):
    paper = tmp_path / "扫描件.pdf"
    paper.write_bytes(b"%PDF-1.7 fictional")
    for kind in kinds:
        done(act(centre, "exam", "people.tick_evidence", key, kind=kind, file=str(paper)))


def reviewed(centre, tmp_path, profile, **changes):
    key = recommended(centre, profile, **changes)
    copies(centre, tmp_path, key, *listed("evidence", profile))
    done(act(centre, "director", "people.review", key, opinion="符合条件"))
    return key


def passed(centre, tmp_path, profile, **changes):
    key = reviewed(centre, tmp_path, profile, **changes)
    done(act(centre, "exam", "people.record_training", key, hours="48"))
    done(act(centre, "exam", "people.record_exam", key, theory_score="80", practical_score="75"))
    return key


def application(centre, key):
    return next(one for one in stored(centre, Application) if one.id == key)


@pytest.mark.parametrize("profile", ["hunan", "henan"])
def test_ppl_asr_060_from_the_request_to_the_card(centre, tmp_path, profile):
    here = centre(profile)
    key = passed(here, tmp_path, profile)
    done(act(here, "director", "people.grant_card", key, decision="2026年第5次会议"))
    [only] = stored(here, Qualification)
    after = holder(here, only.id)
    assert (after.card_number, after.valid_from, after.valid_to) == (card(1), TODAY, date(2029, 11, 19))
    assert [one.occupation for one in after.occupations] == ["电工"]
    assert (after.cert_level, after.title_rank, after.person.sex) == (3, "intermediate", "male")
    one = application(here, key)
    assert (one.state, one.qualification_id) == ("carded", only.id)
    assert "PPL-ASR-013@" in one.judged_by


STEPS = (
    ("people.recommend", {"opinion": "同意"}),
    ("people.review", {"opinion": "同意"}),
    ("people.record_training", {"hours": "48"}),
    ("people.record_exam", {"theory_score": "80", "practical_score": "80"}),
    ("people.grant_card", {"decision": "会议"}),
)


@pytest.mark.parametrize("profile", ["hunan", "henan"])
def test_ppl_asr_030_ppl_asr_033_and_ppl_asr_060_no_step_is_skipped(centre, tmp_path, profile):
    here = centre(profile)
    key = applied(here, profile)
    copies(here, tmp_path, key, *listed("evidence", profile))
    for number, (name, given) in enumerate(STEPS):
        for later, more in STEPS[number + 1 :]:
            refused = refused_by(act(here, "director", later, key, **more)) if later != "people.record_training" else (
                refused_by(act(here, "exam", later, key, **more)))  # fmt: skip
            assert refused & {"PPL-ASR-030", "PPL-ASR-060"}
        login = "exam" if name in ("people.recommend", "people.record_training") else "director"
        done(act(here, login, name, key, **given))
    for name, given in STEPS:  # and none is taken twice
        login = "exam" if name in ("people.recommend", "people.record_training") else "director"
        assert refused_by(act(here, login, name, key, **given))


def test_ppl_asr_010_an_open_declaration_refuses_the_request(centre):
    here = centre("henan")
    most = "、".join(list(declarations("assessor", "henan").values())[:-1])
    assert refused_by(act(here, "exam", "people.apply_assessor", **request("henan", declared=most))) == {"PPL-ASR-010"}
    assert stored(here, Application) == stored(here, Person) == []


@pytest.mark.parametrize(
    ("changes", "hunan", "henan"),
    [
        ({}, "", ""),
        ({"title_rank": "无"}, "warn", ""),
        ({"title_rank": "助理级", "cert_level": "四级"}, "PPL-ASR-013", "PPL-ASR-013"),
        ({"own_occupation": "否"}, "warn", ""),
        ({"work_since": "2023-11-20"}, "", ""),  # three years today
        ({"work_since": "2023-11-21"}, "PPL-ASR-014", ""),
        ({"title_rank": "无", "cert_level": "五级", "exceptional": "省技术能手"}, "warn", "warn"),
    ],
)
def test_ppl_asr_013_to_ppl_asr_019_the_request_is_judged_on_its_day(centre, changes, hunan, henan):
    for profile, expected in (("hunan", hunan), ("henan", henan)):
        outcome = act(centre(profile), "exam", "people.apply_assessor", **request(profile, **changes))
        if expected == "warn":
            assert wants_reason(outcome) <= {"PPL-ASR-013", "PPL-ASR-019"}
        else:
            assert outcome.done if not expected else refused_by(outcome) == {expected}


def test_ppl_asr_022_a_listed_person_cannot_apply(centre, tmp_path):
    here = centre("hunan")
    [key] = hired(here, tmp_path, person(1, 姓名="赵安平"))
    done(act(here, "director", "people.list_black", key, cause="AC-H6", facts="徇私舞弊"))
    assert "PPL-ASR-022" in refused_by(act(here, "exam", "people.apply_assessor", **request("hunan")))


def test_ppl_asr_032_the_review_wants_the_copies(centre, tmp_path):
    here = centre("hunan")
    key = recommended(here, "hunan")
    assert refused_by(act(here, "director", "people.review", key, opinion="同意")) == {"PPL-ASR-032"}
    copies(here, tmp_path, key, "id_card", "diploma", "skill_certificate")
    assert refused_by(act(here, "director", "people.review", key, opinion="同意")) == {"PPL-ASR-032"}
    copies(here, tmp_path, key, "title_certificate")
    done(act(here, "director", "people.review", key, opinion="同意"))


def test_ppl_asr_032_the_copy_of_what_was_not_claimed_may_lack_with_a_reason(centre, tmp_path):
    here = centre("hunan")
    key = recommended(here, "hunan", title_rank="无", reason="主任同意按证书受理")
    copies(here, tmp_path, key, "id_card", "diploma", "skill_certificate")
    assert wants_reason(act(here, "director", "people.review", key, opinion="同意")) == {"PPL-ASR-013", "PPL-ASR-032"}
    done(act(here, "director", "people.review", key, opinion="同意", reason="本人无职称"))


def test_a_copy_that_is_not_what_it_claims_is_refused(centre, tmp_path):
    here = centre("hunan")
    key = applied(here, "hunan")
    fake = tmp_path / "身份证.pdf"
    fake.write_bytes(b"MZ\x90\x00")
    outcome = act(here, "exam", "people.tick_evidence", key, kind="id_card", file=str(fake))
    assert refused_by(outcome) == {"SYS-004"}
    outcome = act(here, "exam", "people.tick_evidence", key, kind="id_card", file=str(tmp_path / "没有.pdf"))
    assert refused_by(outcome) == {"SYS-002"}


@pytest.mark.parametrize(("on", "refused"), [("2026-11-19", True), ("2026-11-20", False)])
def test_ppl_asr_031_the_review_is_not_dated_before_the_recommendation(centre, on, refused):
    here = centre("henan")
    key = recommended(here, "henan")
    outcome = act(here, "director", "people.review", key, opinion="同意", on=on)
    assert (refused_by(outcome) == {"PPL-ASR-030"}) if refused else outcome.done


def test_a_rejected_application_ends_there(centre):
    here = centre("henan")
    key = recommended(here, "henan")
    done(act(here, "director", "people.review", key, agree="否", opinion="材料不实"))
    assert application(here, key).state == "rejected"
    assert refused_by(act(here, "exam", "people.record_training", key, hours="48")) == {"PPL-ASR-030"}


@pytest.mark.parametrize(
    ("profile", "hours", "refused"),
    [("henan", "47.5", True), ("henan", "48", False), ("hunan", "8", False)],
)
def test_ppl_asr_040_training_hours_before_the_exam(centre, tmp_path, profile, hours, refused):
    here = centre(profile)
    key = reviewed(here, tmp_path, profile)
    outcome = act(here, "exam", "people.record_training", key, hours=hours)
    assert (refused_by(outcome) == {"PPL-ASR-040"}) if refused else outcome.done


@pytest.mark.parametrize(
    ("profile", "theory", "practical", "state"),
    [
        ("hunan", "60", "60", "passed"),
        ("hunan", "59.5", "60", "failed"),
        ("hunan", "60", "59.5", "failed"),
        ("hunan", "60", None, "failed"),
        ("henan", "60", None, "passed"),
        ("henan", "59.5", None, "failed"),
    ],
)
def test_ppl_asr_050_a_card_needs_every_part_of_the_exam(centre, tmp_path, profile, theory, practical, state):
    here = centre(profile)
    key = reviewed(here, tmp_path, profile)
    done(act(here, "exam", "people.record_training", key, hours="48"))
    done(act(here, "exam", "people.record_exam", key, theory_score=theory, practical_score=practical))
    assert application(here, key).state == state
    outcome = act(here, "director", "people.grant_card", key, decision="会议")
    if state == "failed":
        assert refused_by(outcome) == {"PPL-ASR-060"}
        done(act(here, "exam", "people.record_exam", key, theory_score="60", practical_score="60"))  # the re-sit
        outcome = act(here, "director", "people.grant_card", key, decision="会议")
    done(outcome)


def test_ppl_asr_031_a_card_is_not_issued_before_the_review(centre, tmp_path):
    here = centre("henan")
    key = passed(here, tmp_path, "henan")
    outcome = act(here, "director", "people.grant_card", key, decision="会议", issued_on="2026-11-19")
    assert refused_by(outcome) == {"PPL-ASR-031"}


@pytest.mark.parametrize("profile", ["hunan", "henan"])
def test_ppl_asr_063_a_senior_gets_a_new_card_and_the_old_one_is_replaced_not_sanctioned(centre, tmp_path, profile):
    here = centre(profile)
    [old] = hired(here, tmp_path, person(1, 姓名="赵安平"))
    key = passed(here, tmp_path, profile, **SENIOR)
    done(act(here, "director", "people.grant_card", key, decision="会议"))
    lower, upper = holder(here, old), holder(here, stored(here, Qualification)[-1].id)
    assert (upper.grade, upper.card_number) == ("senior", card(1, grade=2))
    assert [(one.number, one.ended_how, one.ended_on) for one in lower.cards] == [(card(1), "replaced", TODAY)]
    assert (state_on(lower, TODAY), lower.ended_cause) == ("replaced", None)
    from models.core.registers import View, count

    with here.reading() as context:
        shown = {state: count(context, ASSESSORS, View(facets={"state": state}))
                 for state in ("valid", "replaced", "withdrawn")}  # fmt: skip
    assert shown == {"valid": 1, "replaced": 1, "withdrawn": 0}


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, None),
        ({"发证日期": "2023-11-20", "有效期至": "2026-11-19"}, "PPL-ASR-017"),  # the card ended yesterday
        ({"发证日期": "2023-11-21", "有效期至": "2026-11-20"}, None),
        ({"考评职业": "车工"}, "PPL-ASR-017"),  # a card of another occupation
    ],
)
def test_ppl_asr_017_the_card_held_is_valid_and_of_the_occupation(centre, tmp_path, changes, refused):
    here = centre("hunan")
    hired(here, tmp_path, person(1, 姓名="赵安平", **changes))
    outcome = act(here, "exam", "people.apply_assessor", **request("hunan", **SENIOR))
    assert refused_by(outcome) == {refused} if refused else outcome.done


@pytest.mark.parametrize(("top_level", "asked"), [("一级", True), ("二级", False)])
def test_ppl_asr_015_level_two_is_enough_where_the_occupation_ends_there(centre, tmp_path, top_level, asked):
    here = centre("hunan")
    hired(here, tmp_path, person(1, 姓名="赵安平"))
    outcome = act(here, "exam", "people.apply_assessor",
                  **request("hunan", **SENIOR | {"cert_level": "二级", "top_level": top_level}))  # fmt: skip
    assert (wants_reason(outcome) == {"PPL-ASR-013"}) if asked else outcome.done


def test_ppl_asr_062_who_holds_the_card_keeps_it_with_the_further_occupation(centre, tmp_path):
    here = centre("henan")
    [key] = hired(here, tmp_path, person(1, 姓名="赵安平"))
    way = passed(here, tmp_path, "henan", occupation="车工")
    outcome = act(here, "director", "people.grant_card", way, decision="会议")
    assert wants_reason(outcome) == {"PPL-ASR-004"}
    outcome = act(here, "director", "people.grant_card", way, decision="会议", number=card(9), reason="相近")
    assert refused_by(outcome) == {"PPL-ASR-062"}
    done(act(here, "director", "people.grant_card", way, decision="会议", reason="同属机电类"))
    after = holder(here, key)
    assert [one.number for one in after.cards] == [card(1)]
    assert (after.valid_to, len(after.cards[0].terms)) == (date(2028, 2, 29), 1)
    assert [one.occupation for one in after.occupations] == ["电工", "车工"]


def test_ppl_asr_066_the_way_prolongs_a_card_that_ran_out(centre, tmp_path):
    here = centre("henan")
    [key] = hired(here, tmp_path, person(1, 姓名="赵安平", 发证日期="2022-01-01", 有效期至="2024-12-31"))
    way = passed(here, tmp_path, "henan")
    done(act(here, "director", "people.grant_card", way, decision="会议"))
    after = holder(here, key)
    assert (after.card_number, after.valid_to, len(after.cards[0].terms)) == (card(1), date(2029, 11, 19), 2)


def test_ppl_asr_062_after_a_withdrawal_a_new_way_gives_a_new_number(centre, tmp_path):
    here = centre("henan")
    [key] = hired(here, tmp_path, person(1, 姓名="赵安平"))
    done(act(here, "director", "people.withdraw_card", key, cause="AC-N2", facts="x", document="y"))
    way = passed(here, tmp_path, "henan")
    done(act(here, "director", "people.grant_card", way, decision="会议"))
    after = holder(here, key)
    assert [(one.number, one.ended_how) for one in after.cards] == [(card(1), "withdrawn"), (card(2), None)]
    assert (state_on(after, TODAY), after.ended_cause) == ("valid", None)


def test_one_identity_number_is_one_person(centre, tmp_path):
    here = centre("henan")
    hired(here, tmp_path, person(1))
    assert refused_by(act(here, "exam", "people.apply_assessor", **request("henan"))) == {"SYS-014"}  # another name
    done(act(here, "exam", "people.apply_assessor", **request("henan", name=person(1)["姓名"], phone="13900000000")))
    [only] = stored(here, Person)
    assert only.phone == "13900000000"


INTERNAL = {
    "name": "钱清远", "id_no": an_id(2), "employer": "本校", "phone": "13800000002", "grade": "内督",
    "branch": "从事管理或技术工作", "work_since": "2015-01-01", "own_staff": "是",
}  # fmt: skip


@pytest.mark.parametrize("profile", ["hunan", "henan"])
def test_ppl_sup_005_ppl_sup_012_and_ppl_sup_013_an_internal_supervisor_from_request_to_card(centre, profile):
    here = centre(profile)
    ticked = "、".join(declarations("supervisor", profile).values())
    assert refused_by(act(here, "supervisor", "people.apply_supervisor", **INTERNAL)) == {"PPL-SUP-003"}
    done(act(here, "supervisor", "people.apply_supervisor", declared=ticked, **INTERNAL))
    [one] = stored(here, Application)
    assert refused_by(act(here, "director", "people.review", one.id, opinion="同意")) == {"PPL-SUP-005"}
    for login, name, given in (
        ("exam", "people.recommend", {"opinion": "同意"}),
        ("director", "people.review", {"opinion": "同意"}),
        ("supervisor", "people.record_training", {"hours": "16"}),
    ):
        done(act(here, login, name, one.id, **given))
    if profile == "hunan":
        done(act(here, "exam", "people.record_exam", one.id, theory_score="59.5"))
        assert refused_by(act(here, "director", "people.grant_card", one.id, decision="x")) == {"PPL-SUP-012"}
    done(act(here, "exam", "people.record_exam", one.id, theory_score="60"))
    done(act(here, "director", "people.grant_card", one.id, decision="会议"))
    [after] = stored(here, Qualification)
    assert (after.kind, after.grade, after.card_number) == ("supervisor", "internal", f"{FILING_NO}00001")


def test_ppl_sup_001_ppl_sup_002_and_ppl_sup_011_who_cannot_apply_here(centre):
    here = centre("henan")
    external = INTERNAL | {"grade": "外督", "own_staff": "否"}
    assert refused_by(act(here, "exam", "people.apply_supervisor", **external)) == {"PPL-SUP-011"}
    stranger = INTERNAL | {"own_staff": "否"}
    assert refused_by(act(here, "exam", "people.apply_supervisor", **stranger)) == {"PPL-SUP-002"}
    patrol = INTERNAL | {"grade": "巡考"}
    assert refused_by(act(here, "exam", "people.apply_supervisor", **patrol)) == {"SYS-002"}
    fujian = centre("fujian")
    assert refused_by(act(fujian, "exam", "people.apply_supervisor", **INTERNAL)) == {"PPL-SUP-001"}


def test_ppl_org_010_each_step_has_its_role(centre):
    here = centre("henan")
    assert refused_by(act(here, "general", "people.apply_assessor", **request("henan"))) == {"PPL-ORG-010"}
    key = recommended(here, "henan")
    for login in ("exam", "general", "supervisor", "admin"):
        assert refused_by(act(here, login, "people.review", key, opinion="同意")) == {"PPL-ORG-010"}
