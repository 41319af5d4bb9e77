"""Experts of a centre: from the application to the end of the status."""

from datetime import date

import pytest

from models.core.registers import REGISTERS, View, page
from models.people.experts import due as expert_due
from models.people.experts import queries
from models.people.experts.tables import Expert, ExpertApplication, ExpertGroup, ExpertPanel, ExpertTask, ExpertTerm
from models.people.standing import timeline
from models.people.tables import Person
from models.people.training.tables import Training
from reports import forms
from tests.centres import seat
from tests.people.makers import a_name, act, an_id, done, hired, person, refused_by, stored, wants_reason
from tests.reports.paper import in_order

EXPERTS = REGISTERS["people.experts"]
DECLARED, LEADER = "全部", "全部"
COPIES = ("diploma", "skill_certificate", "title_certificate", "assessor_card", "achievements")
TODAY = date(2026, 11, 20)


@pytest.fixture
def make(centre):
    return centre


def given(n=1, **changes):
    return {"name": a_name(n), "id_no": an_id(n), "occupation": "车工", "way": "单位推荐", "employer": "某厂", "phone": f"138{n:08d}",
            "post_title": "高级工程师", "education": "bachelor", "own_staff": "否", "cert_level": "1", "assessing_since": "2019-01-01",
            "work_since": "2010-01-01", "past": "clean", "declared": DECLARED} | changes  # fmt: skip


def apply(centre, n=1, login="bank", **changes):
    how = {"reason": changes.pop("reason")} if "reason" in changes else {}
    return act(centre, login, "people.apply_expert", **given(n, **changes), **how)


def applied(centre, n=1, **changes):
    """The key of a new application: the act also makes the person."""
    done(apply(centre, n, **changes))
    return stored(centre, ExpertApplication)[-1].id


def copies(centre, tmp_path, key, *kinds):
    path = tmp_path / "影印件.pdf"
    path.write_bytes(b"%PDF-1.4 x")
    for kind in kinds or COPIES:
        done(act(centre, "bank", "people.add_expert_evidence", key, kind=kind, file=str(path)))


def serving(centre, tmp_path, n=1, appoint=None, **changes):
    """An expert whose term runs; answers the key of his entry."""
    key = applied(centre, n, **changes)
    if centre.profile == "henan":
        copies(centre, tmp_path, key)
    done(act(centre, "director", "people.review_expert", key, opinion="同意"))
    done(act(centre, "director", "people.appoint_expert", key, **(appoint or {})))
    return stored(centre, ExpertApplication, id=key)[0].expert_id


def with_manager(centre, *posts):
    for at, post in enumerate(posts or ("bank", "technician"), 60):
        done(act(centre, "general", "people.appoint_staff", name=a_name(at), id_no=an_id(at), post=post, duty="题库", post_title="讲师",
                 education="bachelor", phone=f"138{at:08d}", reason="初次登记"))  # fmt: skip


def items(centre, on=TODAY, kind=None):
    with seat(centre, "director", on).reading() as context:
        return [one for one in expert_due.due(context) if kind in (None, one.kind)]


# -- application and appointment ---------------------------------------------------------------------------------------------


def test_ppl_exp_003_004_an_application_is_refused_without_conditions_or_declarations(make):
    centre = make("henan")
    assert refused_by(apply(centre, 1, cert_level="2", post_title="工程师")) == {"PPL-EXP-003"}
    assert refused_by(apply(centre, 1, declared="")) == {"PPL-EXP-004"}
    assert refused_by(apply(centre, 1, assessing_since="2025-11-21")) == {"PPL-EXP-003"}
    done(apply(centre, 1, assessing_since="2025-11-20"))


def test_ppl_exp_003_assessing_is_read_from_the_first_card(make, tmp_path):
    centre = make("henan")
    hired(centre, tmp_path, person(1))
    assert refused_by(apply(centre, 2, assessing_since="")) == {"PPL-EXP-003"}
    done(apply(centre, 1, assessing_since=""))  # card of 2025-03-01


def test_ppl_exp_005_an_older_applicant_wants_a_reason(make):
    centre = make("henan")
    old = an_id(1, birth="19601120")
    assert wants_reason(apply(centre, 1, id_no=old)) == {"PPL-EXP-005"}
    done(apply(centre, 2, id_no=an_id(2, birth="19601121")))
    done(apply(centre, 1, id_no=old, reason="行业急需"))


def test_ppl_exp_007_the_review_wants_the_copies_and_excuses_one_of_two_proofs(make, tmp_path):
    centre = make("henan")
    key = applied(centre, 1)
    assert refused_by(act(centre, "director", "people.review_expert", key, opinion="同意")) == {"PPL-EXP-007"}
    copies(centre, tmp_path, key, "diploma", "assessor_card", "achievements")
    assert refused_by(act(centre, "director", "people.review_expert", key, opinion="同意")) == {"PPL-EXP-007"}
    copies(centre, tmp_path, key, "skill_certificate")
    assert wants_reason(act(centre, "director", "people.review_expert", key, opinion="同意")) == {"PPL-EXP-007"}
    copies(centre, tmp_path, key, "title_certificate")
    done(act(centre, "director", "people.review_expert", key, opinion="同意"))
    assert refused_by(act(centre, "director", "people.review_expert", key, opinion="再审")) == {"SYS-002"}


def test_ppl_exp_008_a_term_of_three_years_also_from_29_february(make, tmp_path):
    centre = make("henan", on=date(2024, 2, 29))
    done(act(centre, "bank", "people.apply_expert", None, date(2024, 2, 29), **given(1)))
    key = stored(centre, ExpertApplication)[-1].id
    copies(centre, tmp_path, key)
    done(act(centre, "director", "people.review_expert", key, date(2024, 2, 29), opinion="同意"))
    assert refused_by(act(centre, "director", "people.appoint_expert", key, date(2024, 2, 29), ends_on="2027-03-01")) == {"PPL-EXP-008"}
    done(act(centre, "director", "people.appoint_expert", key, date(2024, 2, 29), agreement_number="ZJ-1"))
    term = stored(centre, ExpertTerm)[0]
    assert (term.starts_on, term.ends_on, term.agreed_on, term.letter_on) == (date(2024, 2, 29), date(2027, 2, 28), date(2024, 2, 29), date(2024, 2, 29))
    assert items(centre, date(2026, 11, 29), "专家聘期届满") == []
    one, = items(centre, date(2026, 11, 30), "专家聘期届满")  # ninety days before
    assert (one.due, one.role) == (date(2027, 2, 28), "DIR")


def test_ppl_exp_008_reappointed_as_often_as_wanted_after_a_decision(make, tmp_path):
    centre = make("henan")
    serving(centre, tmp_path)
    term = stored(centre, ExpertTerm)[0]
    assert refused_by(act(centre, "director", "people.reappoint_expert", term.id)) == {"SYS-002"}
    done(act(centre, "director", "people.decide_expert_term", term.id, decision="renew"))
    assert refused_by(act(centre, "director", "people.reappoint_expert", term.id, starts_on=term.ends_on)) == {"PPL-EXP-008"}
    done(act(centre, "director", "people.reappoint_expert", term.id))
    second = stored(centre, ExpertTerm)[1]
    assert second.starts_on == date(2029, 11, 20) and second.ends_on == date(2032, 11, 19)
    assert items(centre, date(2029, 11, 1), "专家聘期届满") == []
    assert stored(centre, Expert)[0].term_to == second.ends_on
    done(act(centre, "director", "people.end_expert_term", second.id, ended_on="2030-01-01", why="本人申请"))
    assert stored(centre, Expert)[0].term_to == date(2030, 1, 1)


def test_ppl_asr_022_a_blacklisted_assessor_is_no_expert(make, tmp_path):
    centre = make("henan")
    holder, = hired(centre, tmp_path, person(1))
    done(act(centre, "director", "people.list_black", holder, cause="AC-N1", facts="泄题"))
    assert "PPL-ASR-022" in refused_by(apply(centre, 1, reason="核对"))
    done(apply(centre, 2))


def test_ppl_exp_011_hunan_asks_an_item_writer(make, tmp_path):
    centre = make("hunan")
    assert refused_by(apply(centre, 1, cert_level="3", post_title="技术员", past="clean", declared="")) == {"PPL-EXP-011"}
    assert refused_by(apply(centre, 1, work_since="2021-11-21", declared="")) == {"PPL-EXP-011"}
    assert wants_reason(apply(centre, 1, past="", declared="")) == {"PPL-EXP-011"}
    serving(centre, tmp_path, 1, work_since="2021-11-20", declared="")


# -- groups ---------------------------------------------------------------------------------------------------------------------


def test_ppl_exp_001_006_a_group_has_one_leader_who_is_held_to_more(make, tmp_path):
    centre = make("henan")
    first, second = serving(centre, tmp_path, 1), serving(centre, tmp_path, 2, assessing_since="2024-01-01")
    assert refused_by(act(centre, "director", "people.set_group_post", first, post="组长", declared=LEADER)) == {"SYS-002"}
    group = done(act(centre, "bank", "people.form_expert_group", occupation="车工")).record_id
    assert stored(centre, ExpertGroup)[0].name == "演练职业技能评价中心职业技能等级认定车工专业专家组"
    assert {one.group_id for one in stored(centre, Expert)} == {group}
    assert refused_by(act(centre, "bank", "people.form_expert_group", occupation="车工")) == {"PPL-EXP-001"}
    assert refused_by(act(centre, "director", "people.set_group_post", second, post="组长", declared=LEADER)) == {"PPL-EXP-006"}
    assert refused_by(act(centre, "director", "people.set_group_post", first, post="组长")) == {"PPL-EXP-006"}
    assert refused_by(act(centre, "director", "people.set_group_post", first, post="组长", declared=LEADER, since="2026-11-19")) == {"SYS-002"}
    done(act(centre, "director", "people.set_group_post", first, post="组长", declared=LEADER))
    assert "PPL-EXP-001" in refused_by(act(centre, "director", "people.set_group_post", second, post="组长", declared=LEADER))
    third = serving(centre, tmp_path, 3)
    assert (stored(centre, Expert, id=third)[0].group_post, stored(centre, Expert, id=first)[0].group_post) == ("member", "leader")
    done(act(centre, "bank", "people.dissolve_expert_group", group))
    assert {one.group_id for one in stored(centre, Expert)} == {None}


# -- tasks, confidentiality, training, the bank's people -------------------------------------------------------------------------


def test_ppl_exp_009_016_a_bank_task_wants_confidentiality_and_the_manager(make, tmp_path):
    centre = make("henan")
    key = serving(centre, tmp_path)
    task = {"kind": "命题", "title": "车工三级理论题", "held_on": "2026-12-01"}
    assert refused_by(act(centre, "bank", "people.call_expert", key, **task)) == {"PPL-EXP-009", "PPL-EXP-016"}
    assert [one.key for one in items(centre, kind="专家保密协议")] == [f"{a_name(1)}/车工"]
    done(act(centre, "bank", "people.sign_expert_secrecy", key))
    assert items(centre, kind="专家保密协议") == []
    assert refused_by(act(centre, "bank", "people.call_expert", key, **task)) == {"PPL-EXP-016"}
    with_manager(centre, "bank")
    done(act(centre, "bank", "people.call_expert", key, **task))
    done(act(centre, "exam", "people.call_expert", key, kind="考务咨询", title="考场布置", held_on="2026-11-25"))
    late = act(centre, "bank", "people.call_expert", key, **task | {"held_on": "2029-11-20"})
    assert refused_by(late) == {"SYS-002"}  # the term ends on 2029-11-19


def test_ppl_exp_002_only_the_regions_kinds_of_tasks(make, tmp_path):
    centre = make("hunan")
    key = serving(centre, tmp_path, declared="")
    assert refused_by(act(centre, "bank", "people.call_expert", key, kind="考务咨询", title="咨询", held_on="2026-12-01")) == {"SYS-002"}


def test_ppl_exp_012_017_training_of_six_topics_comes_before_the_bank(make, tmp_path):
    centre = make("hunan")
    key = serving(centre, tmp_path, declared="")
    with_manager(centre, "bank")
    task = {"kind": "命题", "title": "理论题", "held_on": "2026-12-01"}
    outcome = act(centre, "bank", "people.call_expert", key, **task)
    assert wants_reason(outcome) == {"PPL-EXP-012"}
    assert "PPL-EXP-017" in {one.rule for one in outcome.findings}
    days = {"starts_on": "2026-11-20", "ends_on": "2026-11-20"}
    training = done(act(centre, "bank", "people.plan_training", kind="命题业务培训", audience="专家", title="命题培训", **days)).record_id
    assert refused_by(act(centre, "bank", "people.plan_training", kind="继续教育", audience="考评人员", title="年度", **days)) == {"PPL-ORG-010"}
    done(act(centre, "bank", "people.call_trainees", training))
    done(act(centre, "bank", "people.record_present", training))
    topics = "exp_rules、exp_theory、exp_format、exp_standard、exp_software"
    assert wants_reason(act(centre, "bank", "people.close_training", training, topics=topics)) == {"PPL-EXP-012"}
    assert wants_reason(act(centre, "bank", "people.call_expert", key, **task)) == {"PPL-EXP-012"}
    done(act(centre, "bank", "people.close_training", training, topics="全部"))
    assert len(stored(centre, Training)[0].topics) == 6
    done(act(centre, "general", "people.appoint_staff", name=a_name(70), id_no=an_id(70), post="题库技术人员", duty="题库", post_title="工程师",
             education="bachelor", phone="13800000070", reason="初次登记"))  # fmt: skip
    assert done(act(centre, "bank", "people.call_expert", key, **task)).findings == []


def test_ppl_exp_009_who_was_called_and_never_came_is_decided_by_the_director(make, tmp_path):
    centre = make("henan")
    key = serving(centre, tmp_path)
    done(act(centre, "exam", "people.call_expert", key, kind="考务咨询", title="考场布置", held_on="2026-11-20"))
    assert refused_by(act(centre, "director", "people.decide_expert_end", key, end="是", why="长期不参加")) == {"SYS-002"}
    task = stored(centre, ExpertTask)[0]
    done(act(centre, "exam", "people.record_expert_task", task.id, attendance="未参加"))
    one, = items(centre, kind="专家资格")
    assert (one.role, one.due) == ("DIR", date(2026, 12, 4))  # ten working days
    done(act(centre, "director", "people.decide_expert_end", key, end="否", why="当日另有公务"))
    assert items(centre, kind="专家资格") == [] and stored(centre, Expert)[0].kept_on == TODAY


def test_ppl_exp_009_a_proposed_loss_ends_term_and_group_and_is_remembered(make, tmp_path):
    centre = make("henan")
    key = serving(centre, tmp_path)
    done(act(centre, "bank", "people.form_expert_group", occupation="车工"))
    done(act(centre, "supervisor", "people.propose_expert_end", key, cause="XC-N1", facts="外传试题"))
    assert refused_by(act(centre, "exam", "people.propose_expert_end", key, cause="XC-N2", facts="又一件")) == {"SYS-002"}
    assert [one.kind for one in items(centre, kind="专家资格")] == ["专家资格"]
    done(act(centre, "director", "people.decide_expert_end", key, end="是", why="查实", judicial="某县公安局 2026-1"))
    one = stored(centre, Expert)[0]
    assert (one.ended_on, one.ended_cause, one.group_id, one.judicial) == (TODAY, "XC-N1", None, "某县公安局 2026-1")
    assert stored(centre, ExpertTerm)[0].ended_on == TODAY and items(centre, kind="专家聘期届满") == []
    assert refused_by(act(centre, "bank", "people.sign_expert_secrecy", key)) == {"SYS-002"}
    assert wants_reason(apply(centre, 1)) == {"PPL-EXP-009"}
    with seat(centre, "director").reading() as context:
        told = [event.words for event in timeline(context, context.db.get_one(Person, one.person_id))]
    assert told[-1] == "取消专家资格：违反保密规定" and any("聘为车工专家" in words for words in told)


# -- panels -----------------------------------------------------------------------------------------------------------------------


def panel(centre, kind, **changes):
    return act(centre, "bank", "people.form_panel", kind=kind, title="车工题库", occupation="车工", held_on="2026-11-20", **changes)


def test_ppl_exp_014_016_an_acceptance_wants_five_who_all_sign_and_a_manager(make):
    centre = make("hunan")
    assert refused_by(panel(centre, "题库技术验收")) == {"PPL-EXP-016"}
    with_manager(centre)
    key = done(panel(centre, "题库技术验收")).record_id
    for n in range(1, 5):
        done(act(centre, "bank", "people.add_panel_member", key, name=a_name(n), employer="某校", field="培训"))
    assert refused_by(act(centre, "bank", "people.add_panel_member", key, name=a_name(1), employer="某校")) == {"SYS-002"}
    done(act(centre, "bank", "people.sign_panel", key))
    assert refused_by(act(centre, "director", "people.conclude_panel", key, conclusion="通过", opinion="可用")) == {"PPL-EXP-014"}
    done(act(centre, "bank", "people.add_panel_member", key, name=a_name(5), employer="某校"))
    assert refused_by(act(centre, "director", "people.conclude_panel", key, conclusion="通过", opinion="可用")) == {"PPL-EXP-014"}
    assert refused_by(act(centre, "bank", "people.sign_panel", key, names="某某某")) == {"SYS-002"}
    done(act(centre, "bank", "people.sign_panel", key, names=a_name(5)))
    done(act(centre, "director", "people.conclude_panel", key, conclusion="通过", opinion="可用"))
    assert refused_by(act(centre, "bank", "people.add_panel_member", key, name=a_name(6), employer="某校")) == {"SYS-002"}
    assert refused_by(act(centre, "bank", "people.file_norm", key)) == {"SYS-002"}


def test_ppl_exp_015_a_norm_is_filed_after_five_experts_have_signed(make, tmp_path):
    centre = make("henan")
    for n in range(1, 7):
        serving(centre, tmp_path, n)
    key = done(panel(centre, "评价规范评审")).record_id
    assert refused_by(act(centre, "bank", "people.add_panel_member", key, name=a_name(9), employer="某校")) == {"SYS-002"}  # no expert
    for n in range(1, 7):
        done(act(centre, "bank", "people.add_panel_member", key, name=a_name(n)))
    done(act(centre, "bank", "people.sign_panel", key, names="、".join(a_name(n) for n in range(1, 6))))
    assert refused_by(act(centre, "bank", "people.conclude_panel", key, conclusion="通过", opinion="同意")) == {"PPL-EXP-015"}
    done(act(centre, "bank", "people.drop_panel_member", key, name=a_name(6)))
    assert refused_by(act(centre, "director", "people.file_norm", key)) == {"PPL-EXP-015"}
    done(act(centre, "bank", "people.conclude_panel", key, conclusion="通过", opinion="同意"))
    done(act(centre, "director", "people.file_norm", key, filed_number="豫人社备1"))
    assert stored(centre, ExpertPanel)[0].filed_on == TODAY
    pdf = forms.render(seat(centre, "bank"), "F-ORG-SPEC", key).pdf
    assert in_order(pdf, ["自主开发的评价规范", "车工题库", "序号", "姓名", "单位", "意见", "签字", a_name(1), "某厂", a_name(5), "意见：同意"]) == ""


# -- who may, lists, paper --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("login", "may"), [("bank", True), ("exam", True), ("supervisor", False), ("general", False), ("director", False)])
def test_ppl_org_010_experts_are_checked_by_the_bank_and_exam_affairs(make, login, may):
    outcome = apply(make("henan"), 1, login)
    assert outcome.done is may
    assert may or refused_by(outcome) == {"PPL-ORG-010"}


def test_ppl_exp_013_the_database_keeps_the_filing_lists_fields_and_says_what_lacks(make, tmp_path):
    centre = make("henan")
    key = serving(centre, tmp_path)
    with seat(centre, "bank").reading() as context:
        one, = page(context, EXPERTS, View(facets={"state": "serving", "complete": "yes"}))
        shown = {field.name: field.shown(context, one, clear=True) for field in EXPERTS.fields}
        assert [shown[name] for name in ("id_no", "post_title", "education", "occupation", "own_staff")] == [
            an_id(1), "高级工程师", "本科", "车工", "否"]  # fmt: skip
        assert {finding.rule for finding in EXPERTS.notes(context, one)} == {"PPL-EXP-009"}  # no confidentiality yet
    done(act(centre, "bank", "people.edit_expert", key, education=""))
    with seat(centre, "archive").reading() as context:
        one, = page(context, EXPERTS, View(facets={"complete": "no"}))
        assert "*" in EXPERTS.field("id_no").shown(context, one, clear=True)
        assert queries.lacks(one) == ["学历"]


def test_the_papers_of_an_expert_print(make, tmp_path):
    centre = make("henan")
    key = serving(centre, tmp_path)
    group = done(act(centre, "bank", "people.form_expert_group", occupation="车工")).record_id
    term, asked = stored(centre, ExpertTerm)[0].id, stored(centre, ExpertApplication)[0].id
    bank = seat(centre, "bank")
    letter = forms.render(bank, "F-CONTRACT", term, "people.expert_terms").pdf
    assert in_order(letter, ["聘书", "兹聘请", a_name(1), "车工专家", "2026年11月20日起至2029年11月19日止"]) == ""
    assert in_order(forms.render(bank, "F-EXPERT-APPLY", asked).pdf, ["专家申报表", "姓名", a_name(1), "单位推荐", "本人声明", "评价机构"]) == ""
    assert in_order(forms.render(bank, "F-EXPERT-AGREEMENT", term).pdf, ["专家聘用协议", "甲方", "乙方", a_name(1), "聘期", "命题"]) == ""
    assert in_order(forms.render(bank, "F-EXPERT-SECRECY", key).pdf, ["专家保密协议", a_name(1), "车工", "签字"]) == ""
    assert in_order(forms.render(bank, "F-EXPERT-GROUP", group).pdf, ["专业专家组", "序号", "姓名", "组内职务", a_name(1), "成员"]) == ""
    assert in_order(forms.render_list(bank, "F-EXPERT-ROSTER").pdf, ["专家信息库", "姓名", "身份证号", a_name(1), an_id(1), "车工"]) == ""
