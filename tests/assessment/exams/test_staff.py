"""Who is needed in a session, and who may not be in two places (ASM-STF, PPL-EXM-030, ASM-ROM-005)."""

import pytest

from models.assessment.exams.rules import Need, Post, combinable, invigilators_needed, staffing_faults
from models.assessment.exams.terms import preparation, timeline
from tests.assessment.exams.makers import DAY, EVE, SITE, at, batch, do, done, prepared, refused, rules, seated, staffed


def posts(**wanted):
    """duty=n people of that duty in room 01: inv=2, assessor=3 …"""
    return [Post(duty, f"{duty}{n}", "01") for duty, count in wanted.items() for n in range(count)]


def found(profile, need, people):
    return {one.rule: str(one.severity) for one in staffing_faults(need, people, rules(profile))}


@pytest.mark.parametrize(("candidates", "needed"), [(1, 2), (30, 2), (31, 3), (45, 3), (46, 4)])
def test_asm_stf_001_sport_one_invigilator_for_fifteen(candidates, needed):
    assert invigilators_needed(candidates, rules("sport")["ASM-STF-001"]) == needed


@pytest.mark.parametrize(("profile", "people", "severity"), [
    ("sport", posts(chief=1, inv=1), "block"), ("sport", posts(chief=1, inv=2), None), ("henan", posts(chief=1, clerk=2, supervisor=3, inv=1), "block"),
    ("fujian", posts(chief=1, ext_supervisor=1, inv=1), "warn"), ("fujian", posts(chief=1, ext_supervisor=1, inv=2), None),
    ("hunan", posts(chief=1, supervisor=1, inv=2), "block"),  # a main and a deputy are named
    ("hunan", posts(chief=1, supervisor=1, inv1=1, inv2=1), None), ("chongqing", posts(chief=1, clerk=1, supervisor=1, rover=1), None),
])  # fmt: skip
def test_asm_stf_001_invigilators_of_a_theory_room(profile, people, severity):
    assert found(profile, Need("theory", {"01": 30}), people) == ({"ASM-STF-001": severity} if severity else {})


@pytest.mark.parametrize(("examiners", "parallel", "ok"), [(3, 5, False), (3, None, True), (3, 2, True), (2, None, False)])
def test_asm_stf_002_henan_three_examiners_and_one_a_module_at_the_same_time(examiners, parallel, ok):
    people = [*posts(chief=1, clerk=2, supervisor=3, leader=1), *posts(assessor=examiners - 1)]
    assert ("ASM-STF-002" not in found("henan", Need("skill", {"01": 10}, parallel_modules=parallel), people)) is ok


def test_asm_stf_002_hunan_three_in_each_room_with_a_leader_and_the_ratio():
    site = posts(chief=1, supervisor=1)
    assert "ASM-STF-002" in found("hunan", Need("skill", {"01": 10}), [*site, *posts(leader=1, assessor=1)])
    assert "ASM-STF-002" in found("hunan", Need("skill", {"01": 10}), [*site, *posts(assessor=3)])  # no leader
    three = [*site, *posts(leader=1, assessor=2)]
    assert "ASM-STF-002" not in found("hunan", Need("skill", {"01": 10}), three)
    assert "ASM-STF-002" in found("hunan", Need("skill", {"01": 10}, ratio=3), three)  # ceil(10/3) = 4
    assert found("chongqing", Need("skill", {"01": 10}, ratio=3), posts(chief=1, clerk=1, supervisor=1, rover=1, assessor=3)) == {"ASM-STF-002": "warn"}


def test_asm_stf_003_a_review_panel_has_three_senior_examiners_and_a_recorder():
    site = posts(chief=1, clerk=1, supervisor=1, rover=1)
    panel = [Post("leader", "甲", "01", is_senior=True), Post("assessor", "乙", "01", is_senior=True), Post("assessor", "丙", "01", is_senior=True)]
    recorder = Post("recorder", "丁", "01")
    need = Need("review", {"01": 8}, frozenset({2}))
    assert found("chongqing", need, [*site, *panel, recorder]) == {}
    assert "ASM-STF-003" in found("chongqing", need, [*site, *panel])
    assert "ASM-STF-003" in found("chongqing", need, [*site, *panel[:2], recorder])


@pytest.mark.parametrize(("level", "refused_"), [(2, True), (1, True), (3, False)])
def test_asm_stf_004_levels_two_and_one_need_senior_examiners(level, refused_):
    people = [*posts(chief=1, supervisor=1, leader=1, assessor=2)]
    assert ("ASM-STF-004" in found("hunan", Need("skill", {"01": 9}, frozenset({level})), people)) is refused_


@pytest.mark.parametrize(("profile", "count", "ok"), [("henan", 2, False), ("henan", 3, True), ("hunan", 1, True), ("hunan", 0, False), ("sport", 0, True)])
def test_asm_stf_005_supervisors_on_site(profile, count, ok):
    people = posts(chief=1, clerk=2, inv1=1, inv2=1, supervisor=count)
    assert ("ASM-STF-005" not in found(profile, Need("theory", {"01": 10}), people)) is ok


def test_asm_stf_006_a_supervisor_is_no_examiner_of_the_session(centre):
    both = [Post("supervisor", "李红"), Post("assessor", "李红", "01")]
    assert "ASM-STF-006" in found("henan", Need("skill", {"01": 9}), both)
    made = centre("henan", on=EVE)
    code = seated(made, 4, "skill", rooms=(("J1", 10),))
    staffed(made, code, ("supervisor", "李红"))
    outcome = do(made, "exam", EVE, "assessment.assign_duty", code, duty="assessor", name="李红", room="J1")
    assert "ASM-STF-006" in refused(outcome)


@pytest.mark.parametrize(("profile", "lacking"), [("henan", {"clerk": 1}), ("hunan", {"chief": 0}), ("sport", {"chief": 0}), ("fujian", {"chief": 0})])
def test_asm_stf_007_posts_of_a_site(profile, lacking):
    full = {"chief": 1, "clerk": 2, "supervisor": 3, "ext_supervisor": 1, "rover": 1, "inv1": 1, "inv2": 1}
    need = Need("theory", {"01": 10})
    assert "ASM-STF-007" not in found(profile, need, posts(**full))
    assert "ASM-STF-007" in found(profile, need, posts(**full | lacking))


def test_asm_stf_013_invigilators_in_sport_are_staff_or_examiners(centre):
    made = centre("sport", on=EVE)
    code = seated(made)
    given = {"duty": "inv", "name": "李红", "room": "01"}
    assert refused(do(made, "exam", EVE, "assessment.assign_duty", code, **given, source="other")) == {"ASM-STF-013"}
    done(made, "exam", EVE, "assessment.assign_duty", code, **given, source="assessor")


def test_ppl_exm_030_one_person_one_place(centre):
    rule = rules("henan")["PPL-EXM-030"]
    assert combinable("chief", "safety", rule) and not combinable("supervisor", "inv", rule)
    made = centre("henan", on=EVE)
    code = seated(made)
    batch(made, 4, "2026-12", subjects=("theory",))
    given = {"batch": "2026-12", "subject": "theory", "site": "第二考点"}
    other = done(made, "exam", EVE, "assessment.plan_session", **given, starts_at=str(at("10:29")), ends_at=str(at("11:30")))
    staffed(made, code, ("chief", "李红"), ("safety", "李红"))
    assert refused(do(made, "exam", EVE, "assessment.assign_duty", other, duty="inv", name="李红")) == {"PPL-EXM-030"}
    assert refused(do(made, "exam", EVE, "assessment.assign_duty", code, duty="inv", name="李红", room="01")) == {"PPL-EXM-030"}
    done(made, "exam", EVE, "assessment.change_session", other, starts_at=str(at("10:30")), ends_at=str(at("11:30")))  # the first one is over
    staffed(made, other, ("inv", "李红"))


def test_asm_rom_005_invigilators_draw_their_room_by_a_seed_that_is_kept(centre):
    made = centre("henan", on=EVE)
    code = seated(made, 40)
    staffed(made, code, ("inv", "甲红"), ("inv", "乙红"), ("inv", "丙红"), ("inv", "丁红"))

    def drawn():
        from models.assessment.exams import queries

        with made.reading() as context:
            one = queries.find_session(context.db, code)[0]
            return {each.name: (each.room.code, each.drawn_by_lot) for each in queries.duties_of(context.db, one.id)}

    done(made, "exam", EVE, "assessment.draw_invigilators", code, seed=5)
    first = drawn()
    assert sorted(room for room, _seed in first.values()) == ["01", "01", "02", "02"] and {seed for _room, seed in first.values()} == {5}
    done(made, "exam", EVE, "assessment.draw_invigilators", code, seed=5)
    assert drawn() == first


def test_asm_stf_012_in_chongqing_an_examiner_signs_the_pledge_first(centre):
    made = centre("chongqing", on=EVE)
    code = seated(made, 4, "skill", rooms=(("J1", 10),))
    staffed(made, code, ("assessor", "李红", "J1"), ("chief", "王强"))
    assert "SYS-002" in refused(do(made, "exam", DAY, "assessment.sign_in_staff", f"{code}/李红"))
    done(made, "exam", DAY, "assessment.sign_in_staff", f"{code}/王强")
    done(made, "exam", DAY, "assessment.sign_pledge", f"{code}/李红")
    done(made, "exam", DAY, "assessment.sign_in_staff", f"{code}/李红")


# -- what is prepared -----------------------------------------------------------------------------------------------

KEPT = {  # rule: where a step keeps it (profile, subject)
    "ASM-VEN-005": ("sport", "theory"), "ASM-VEN-007": ("henan", "theory"), "ASM-VEN-008": ("fujian", "skill"), "ASM-VEN-009": ("hunan", "skill"),
    "ASM-VEN-011": ("chongqing", "skill"), "ASM-VEN-014": ("sport", "skill"), "ASM-VEN-015": ("sport", "skill"), "ASM-VEN-016": ("chongqing", "review"),
    "ASM-VEN-017": ("hunan", "theory"), "ASM-ROM-011": ("sport", "theory"), "ASM-ROM-012": ("hunan", "theory"), "ASM-ROM-013": ("sport", "theory"),
    "ASM-STF-012": ("hunan", "theory"), "ASM-PAP-021": ("hunan", "theory"), "ASM-ATT-015": ("fujian", "skill"), "ASM-VEN-019": ("hunan", "skill"),
    "ASM-PAP-006": ("henan", "theory"), "ASM-PAP-009": ("henan", "theory"), "ASM-PAP-010": ("sport", "theory"), "ASM-PAP-013": ("hunan", "theory"),
    "ASM-PAP-014": ("sport", "theory"), "ASM-PAP-017": ("hunan", "theory"), "ASM-PAP-018": ("fujian", "skill"), "ASM-DAY-004": ("chongqing", "skill"),
    "ASM-ATT-004": ("sport", "theory"), "ASM-ATT-005": ("chongqing", "theory"), "ASM-ATT-014": ("henan", "theory"),
}  # fmt: skip


@pytest.mark.parametrize("rule", KEPT)
def test_what_must_be_kept_has_its_step(rule):
    profile, subject = KEPT[rule]
    assert rule in {step.rule for step in [*preparation(profile, subject), *timeline(profile, subject)]}


def test_every_rule_of_a_step_is_known():
    from models.assessment.exams.running import KEPT as OF_THE_DAY
    from models.assessment.exams.running import PREPARED

    for profile in ("sport", "fujian", "hunan", "henan", "chongqing"):
        for subject in ("theory", "skill", "review"):
            for step in [*preparation(profile, subject), *timeline(profile, subject)]:
                assert not step.rule or step.rule in (*PREPARED, *OF_THE_DAY)
                assert not step.rule or rules(profile)[step.rule].standing != "off", (profile, step.id)


def full_staff(made, code):
    staffed(made, code, ("chief", "主考人"), ("clerk", "考务甲"), ("clerk", "考务乙"), ("supervisor", "督导甲"), ("supervisor", "督导乙"),
            ("supervisor", "督导丙"), ("inv", "监考甲", "01"), ("inv", "监考乙", "01"))  # fmt: skip


def test_asm_ven_011_a_session_is_ready_when_accepted_prepared_and_staffed(centre):
    made = centre("henan", on=EVE)
    code = prepared(made, 4, rooms=(("01", 30),))
    assert refused(do(made, "exam", EVE, "assessment.ready_session", code)) == {"SYS-002"}
    done(made, "exam", EVE, "assessment.arrange_seats", code)
    assert {"ASM-VEN-006", "ASM-VEN-013", "ASM-VEN-011", "ASM-STF-001", "ASM-STF-005", "ASM-STF-007", "ASM-VEN-007"} <= refused(
        do(made, "exam", EVE, "assessment.ready_session", code)
    )
    done(made, "exam", EVE, "assessment.accept_room", f"{SITE} 01", spacing_cm=80)
    full_staff(made, code)
    done(made, "exam", EVE, "assessment.tick_step", code, step="accepted", is_fine=False, note="灯管损坏")
    assert "ASM-VEN-011" in refused(do(made, "exam", EVE, "assessment.ready_session", code))  # an open defect
    done(made, "exam", EVE, "assessment.tick_step", code, step="accepted")
    outcome = do(made, "exam", EVE, "assessment.ready_session", code)
    assert refused(outcome) == {"ASM-VEN-007"} and outcome.needs_reason  # function rooms: only with a reason
    assert {"ASM-VEN-018", "ASM-VEN-005", "ASM-STF-012"} <= {one.rule for one in outcome.findings}  # kept, not asked
    done(made, "exam", EVE, "assessment.ready_session", code, reason="借用邻楼医务室")
