"""The roster of experts (W-EXPERT): what it takes, what it holds back, what it refuses."""

from datetime import date

import pytest

from models.core.registers import REGISTERS
from models.people.experts.tables import Expert, ExpertGroup, ExpertTerm
from models.people.tables import Person
from reports.workbooks.template import template
from tests.centres import seat
from tests.people.makers import a_name, act, an_id, done, faults, looked_at, refused_by, stored, table, take, workbook

EXPERTS = REGISTERS["people.experts"]
ROW = {"职务/职称/技能等级": "教授/高级技师", "学历": "硕士", "专业（职业）": "车工", "是否本单位职工": "否", "专家组": "车工专业专家组", "组内职务": "成员",
       "考评年限": 12, "聘期起": "2025-01-01", "聘期止": "2027-12-31"}  # fmt: skip


@pytest.fixture
def make(centre):
    return centre


def roster(tmp_path, *rows):
    """A W-EXPERT workbook of these rows: (n, changes)."""
    found = [{"姓名": a_name(n), "身份证号": an_id(n)} | ROW | changes for n, changes in rows]
    return workbook(tmp_path / f"专家{len(list(tmp_path.iterdir()))}.xlsx", table(found, ("姓名", "身份证号")))


def test_ppl_exp_013_w_expert_is_taken_once_and_completes_later(make, tmp_path):
    centre = make("henan")
    rows = [(1, {"组内职务": "组长"}), (2, {}), (3, {"专业（职业）": "保育师", "专家组": ""})]
    report = take(centre, roster(tmp_path, *rows), register=EXPERTS)
    assert (report.new, report.bad_rows, report.found["leaders"]) == (3, 0, 1)
    assert {(one.occupation, one.group_post) for one in stored(centre, Expert)} == {("车工", "leader"), ("车工", "member"), ("保育师", "member")}
    assert [one.name for one in stored(centre, ExpertGroup)] == ["车工专业专家组", "演练职业技能评价中心职业技能等级认定保育师专业专家组"]
    again = take(centre, roster(tmp_path, *rows), register=EXPERTS)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 3)
    further = {"组内职务": "组长", "聘期起": "2028-01-01", "聘期止": "2030-12-31", "备注": "续聘"}
    later = take(centre, roster(tmp_path, (1, further)), register=EXPERTS)
    assert later.changed == 1 and len(stored(centre, ExpertTerm)) == 4
    one = stored(centre, Expert, note="续聘")[0]
    assert (one.term_from, one.term_to, len(stored(centre, Person))) == (date(2028, 1, 1), date(2030, 12, 31), 3)


def test_w_expert_needs_only_who_and_which_occupation(make, tmp_path):
    centre = make("hunan")
    path = workbook(tmp_path / "专家.xlsx", [["姓名", "身份证号", "专业"], [a_name(1), an_id(1), "车工"]])
    assert take(centre, path, register=EXPERTS).new == 1
    assert stored(centre, Expert)[0].term_to == date.max and stored(centre, ExpertGroup) == []


@pytest.mark.parametrize(("changes", "expected"), [
    ({"聘期止": "2027-12-30"}, {"PPL-EXP-008"}), ({"聘期止": "2024-12-31"}, {"PPL-EXP-008"}), ({"聘期起": ""}, {"SYS-002"}),
    ({"聘期止": ""}, set()), ({"聘期起": "2024-02-29", "聘期止": "2027-02-28"}, set()), ({"聘期起": "2024-02-29", "聘期止": "2027-03-01"}, {"PPL-EXP-008"}),
    ({"身份证号": "110101199003070000"}, {"SYS-018"}), ({"组内职务": "主任"}, {"SYS-002"}), ({"身份证号": an_id(8, birth="19590101")}, {"PPL-EXP-005"}),
    ({"身份证号": an_id(8, birth="19590102")}, set()),
])  # fmt: skip
def test_ppl_exp_005_008_faults_of_a_row_come_back_with_it(make, tmp_path, changes, expected):
    centre = make("henan")
    assert {name for _serial, name in faults(looked_at(centre, roster(tmp_path, (8, changes)), EXPERTS))} == expected


def test_ppl_exp_001_a_second_leader_and_another_name_are_refused(make, tmp_path):
    centre = make("henan")
    leaders = roster(tmp_path, (1, {"组内职务": "组长"}), (2, {"组内职务": "组长"}), (3, {"专业（职业）": "焊工", "组内职务": "组长", "专家组": "焊工组"}))
    report = take(centre, leaders, register=EXPERTS)
    assert report.new == 2 and [name for _serial, name in faults(report)] == ["PPL-EXP-001"]
    assert [name for _serial, name in faults(take(centre, roster(tmp_path, (2, {"组内职务": "组长"})), register=EXPERTS))] == ["PPL-EXP-001"]
    assert [name for _serial, name in faults(take(centre, roster(tmp_path, (1, {"姓名": a_name(9)})), register=EXPERTS))] == ["SYS-014"]


def test_an_imported_expert_is_judged_by_title_and_years_when_appointed_again(make, tmp_path):
    centre = make("henan")
    take(centre, roster(tmp_path, (1, {}), (2, {"考评年限": 0})), register=EXPERTS)
    for term in stored(centre, ExpertTerm):
        done(act(centre, "director", "people.decide_expert_term", term.id, decision="renew"))
    first, second = stored(centre, ExpertTerm)
    done(act(centre, "director", "people.reappoint_expert", first.id))
    assert refused_by(act(centre, "director", "people.reappoint_expert", second.id)) == {"PPL-EXP-003"}


def test_supervisors_do_not_import_experts(make, tmp_path):
    centre = make("henan")
    outcome = act(centre, "supervisor", "people.import_experts", file=str(roster(tmp_path, (1, {}))))
    assert outcome.value.new == 0 and [name for _serial, name in faults(outcome.value)] == ["PPL-ORG-010"]


def test_the_template_offers_the_columns_of_w_expert(make):
    from io import BytesIO

    from openpyxl import load_workbook

    with seat(make("henan"), "bank").reading() as context:
        content = template(EXPERTS, context)
    rows = [[str(cell.value or "").rstrip(" *●○") for cell in row] for row in load_workbook(BytesIO(content)).worksheets[0].iter_rows(max_row=3)]
    assert any([head for head in row if head][-12:] == ["姓名", "身份证号", *ROW, "备注"] for row in rows)
