"""The people part of the filing check: each condition with value and clause, on both sides of its boundary."""

from datetime import date

import pytest

from models.core.registers import REGISTERS
from models.people.filing import queries, rules
from models.people.filing.tables import OrgDocument
from reports import forms
from tests.centres import seat
from tests.people.makers import SUPERVISORS, a_name, act, an_id, card, done, person, refused_by, stored, table, take, workbook
from tests.people.test_experts import serving
from tests.reports.paper import in_order

RULES = ("rule_assessors", "rule_supervisors", "rule_experts", "code_staff", "code_assessors", "code_supervisors")
EVERY = ("founded", "leading", "supervising", *RULES)
NEEDED = 3  # assessors of an occupation, as Henan says it


@pytest.fixture
def make(centre):
    return centre


def check(centre, **wanted):
    """The conditions of a code by subject, or all by (code, subject)."""
    with centre.reading() as context:
        return {(one.code, one.subject): one for one in queries.conditions(context)}


def unmet(centre):
    return {code for (code, _subject), one in check(centre).items() if not one.met}


def document(centre, kind, login="general", **given):
    return act(centre, login, "people.register_document", kind=kind, title=f"关于{kind}的文件", dated_on="2026-03-01", **given)


def staff(centre, n, **changes):
    given = {"name": a_name(n), "id_no": an_id(n), "post": "exam", "time": "full", "duty": "考务", "post_title": "讲师", "education": "bachelor",
             "phone": f"138{n:08d}"} | changes  # fmt: skip
    done(act(centre, "general", "people.appoint_staff", **given))


@pytest.mark.parametrize(("found", "met"), [(2, False), (3, True), (4, True)])
def test_ppl_org_013_the_least_number_is_enough(found, met):
    assert rules.enough("x", "考评人员", "评估评分表", found, NEEDED).met is met


def test_ppl_org_013_nobody_may_fall_short():
    assert rules.nobody("x", "协议", "评估评分表", []).met
    assert rules.nobody("x", "协议", "评估评分表", ["顾振华"]).found == "1 人：顾振华"


def test_ppl_org_013_an_empty_centre_meets_only_what_asks_for_nobody(make):
    centre = make("henan")
    assert unmet(centre) == {*EVERY, "full_time", "staff", "supervisors", "experts"}
    assert all(one.clause.startswith("评估评分表") for one in check(centre).values())


def test_ppl_org_013_documents_count_while_they_are_in_force(make):
    centre = make("henan")
    for kind in EVERY:
        done(document(centre, kind, number="院发〔2026〕1号"))
    assert not unmet(centre) & set(EVERY)
    one = stored(centre, OrgDocument, kind="leading")[0]
    assert refused_by(act(centre, "general", "people.end_document", one.id, ended_on="2026-02-28")) == {"SYS-014"}
    done(act(centre, "general", "people.end_document", one.id, ended_on="2026-11-19"))
    assert "leading" in unmet(centre)
    assert refused_by(act(centre, "general", "people.end_document", one.id)) == {"SYS-002"}
    assert refused_by(document(centre, "leading", "supervisor")) == {"PPL-ORG-010"}
    done(document(centre, "leading"))
    assert "leading" not in unmet(centre)


def test_ppl_org_013_two_full_time_and_three_assessors_with_contracts(make, tmp_path):
    centre = make("henan")
    staff(centre, 61)
    assert {"full_time", "staff"} <= unmet(centre)
    staff(centre, 62, duty="考务与证书")
    assert not {"full_time", "staff", "duties"} & unmet(centre)
    assessors = [person(n, 证书等级="二级", **{"职务/职称/技能等级": "高级讲师"}) for n in (1, 2)]
    take(centre, workbook(tmp_path / "一.xlsx", table(assessors)), reason="按原件")
    found = check(centre)
    assert (found["assessors", "电工"].found, found["assessors", "电工"].met) == ("2 人", False)
    assert found["assessor_papers", ""].found.startswith("2 人：")
    take(centre, workbook(tmp_path / "二.xlsx", table([person(3, 证书等级="二级", 聘期起="2025-03-01", 聘期止="2028-02-29")])), reason="按原件")
    found = check(centre)
    assert found["assessors", "电工"].met and found["assessor_papers", ""].found.startswith("2 人：")


def test_ppl_org_013_an_occupation_that_is_filed_counts_without_anybody(make, tmp_path):
    centre = make("henan")
    scope = [["职业名称", "职业编码", "工种名称", "等级", "备案有效期起", "备案有效期止"], ["焊工", "6-18-02-04", "--", "五级", "2025-01-01", "2027-12-31"]]
    take(centre, workbook(tmp_path / "备案.xlsx", scope), register=REGISTERS["assessment.scope"])
    assert check(centre)["assessors", "焊工"].found == "0 人"


def test_ppl_org_013_internal_supervisors_and_experts_with_their_papers(make, tmp_path):
    centre = make("henan")
    row = {"姓名": a_name(8), "性别": "男", "身份证号": an_id(8), "督导类别": "内督", "证卡编号": f"{card(8)[:13]}00008", "核发时间": "2025-03-01",
           "有效期至": "2028-02-29", "是否本单位职工": "是"}  # fmt: skip
    take(centre, workbook(tmp_path / "督.xlsx", table([row], ("姓名", "身份证号"))), register=SUPERVISORS, reason="按原件")
    assert "supervisors" not in unmet(centre) and "supervisor_duties" in unmet(centre)
    serving(centre, tmp_path, 1)
    found = check(centre)
    assert found["experts", ""].met and found["expert_conditions", ""].met and found["expert_papers", ""].met
    serving(centre, tmp_path, 2, appoint={"letter_on": ""})
    assert check(centre)["expert_papers", ""].found == f"1 人：{a_name(2)}"


def test_ppl_org_013_the_check_answers_by_command_and_on_paper(make):
    centre = make("henan")
    outcome = done(act(centre, "director", "people.check_filing"))
    told = outcome.value["conditions"]
    assert outcome.value["on"] == "2026-11-20" and outcome.value["met"] == sum(one["met"] for one in told)
    assert {one.rule for one in outcome.findings} == {"PPL-ORG-013"} and len(outcome.findings) == len(told) - outcome.value["met"]
    assert not act(centre, "admin", "people.check_filing").done
    pdf = forms.render_list(seat(centre, "general"), "F-ORG-PEOPLE").pdf
    assert in_order(pdf, ["备案人员条件核对表", "序号", "条件", "依据", "要求", "实际", "认定中心设立文件", "未登记", "专职工作人员"]) == ""


def test_ppl_org_013_is_silent_where_the_region_does_not_ask(make):
    centre = make("fujian", on=date(2026, 11, 20))
    assert done(act(centre, "director", "people.check_filing")).findings == []
