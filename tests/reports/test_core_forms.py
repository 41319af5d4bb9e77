"""Papers about the centre: recovery code, audit trail, rules, what is due."""

from datetime import date

import pytest
from sqlalchemy import select

from models.core.acts import call
from models.core.due import DueItem
from models.core.registers import REGISTERS, View
from models.core.tables import AuditEntry
from reports import forms
from reports.core.due import desk_pdf
from reports.core.recovery import recovery_sheet
from tests.reports.conftest import CENTRE_NAME, FILING_NO, TODAY
from tests.reports.paper import A4, fonts_not_embedded, in_order, outside, sizes, text

CODE = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ2"


def test_every_form_a_register_names_is_declared_and_every_declared_form_has_its_register():
    declared = forms.load()
    named = {name for register in REGISTERS.values() for name in (*register.forms, *register.list_forms)}
    assert named - declared.keys() == set()
    assert {key for form in declared.values() for key in form.registers} - REGISTERS.keys() == set()
    for register in REGISTERS.values():
        assert all(declared[name].one for name in register.forms)
        assert all(declared[name].many for name in register.list_forms)


def test_the_recovery_sheet_shows_each_group_and_two_places_to_sign():
    pdf = recovery_sheet(CENTRE_NAME, FILING_NO, CODE, date(2026, 11, 20))
    labels = [
        "恢复码",
        "机构名称",
        CENTRE_NAME,
        "备案号",
        FILING_NO,
        "2026-11-20",
        *CODE.split("-"),
        "保险柜",
        "交付人（签字）",
        "保管人（签字）",
    ]
    assert in_order(pdf, labels) == ""
    assert sizes(pdf) == [A4]
    assert outside(pdf) == fonts_not_embedded(pdf) == []


def test_the_recovery_sheet_has_no_footer_because_it_is_registered_nowhere():
    assert "打印时间" not in text(recovery_sheet(CENTRE_NAME, FILING_NO, CODE, date(2026, 11, 20)))


def test_the_audit_trail_lists_every_entry_with_its_link(centre, assessor):
    forms.render(centre, "F-ASSESSOR-FILE", assessor("留痕示例"))
    with centre.reading() as context:
        links = list(context.db.scalars(select(AuditEntry.hash)))
    found = text(forms.render_list(centre, "AUDIT").pdf)
    assert all(link[:16] in found for link in links)
    assert "新增：考评员档案留痕示例" in found


def test_the_audit_trail_of_a_period_leaves_out_the_rest(centre):
    from datetime import datetime

    view = View(ranges={"at": (datetime(2030, 1, 1), None)})
    found = text(forms.render_list(centre, "AUDIT", view).pdf)
    assert "2030-01-01至…" in found
    assert "共0条" in found


def test_gen_002_the_history_of_a_record_shows_what_changed_from_what_to_what(centre, as_user, assessor):
    key = assessor("变更示例", employer="旧单位")
    with centre.reading() as context:
        from models.people.tables import Qualification

        version = context.db.get_one(Qualification, key).version
    outcome = call(as_user("general"), "people.edit_person", key, version, employer="新单位", reason="调动")
    assert outcome.done, outcome.findings
    found = text(forms.render(centre, "HISTORY", key, "people.assessors").pdf)
    assert "工作单位：旧单位→新单位" in found


@pytest.mark.parametrize("form", ["AUDIT", "ABNORMAL"])
def test_ppl_org_010_only_director_and_supervisor_print_the_trail(form, as_user):
    assert not forms.render_list(as_user("finance"), form).pdf
    assert forms.render_list(as_user("supervisor"), form).pdf


def test_abnormal_operations_carry_their_reason(centre):
    from models.core import store
    from models.core.tables import AbnormalOperation

    with store.writing(centre.engine) as db:
        db.add(AbnormalOperation(at=centre.now(), actor="exam", command="people.renew_card", subject="qualification:1",
                                 rule="PPL-ASR-064", sentence="有效期与规定不符",
                                 reason="主管部门批复延长"))  # fmt: skip
        db.commit()
    assert (
        in_order(forms.render_list(centre, "ABNORMAL").pdf, ["异常操作记录", "理由", "PPL-ASR-064", "有效期与规定不符"])
        == ""
    )
    assert "主管部门批复延长" in text(forms.render_list(centre, "ABNORMAL").pdf)


def test_the_rule_sheet_shows_sentence_clause_and_the_centres_own_value(as_user):
    outcome = call(as_user("director"), "core.set_rule_value", rule="PPL-ASR-085", param=own_param(as_user), value="5",
                   from_day="2026-11-01", why="本校职业多")  # fmt: skip
    assert outcome.done, outcome.findings
    found = text(forms.render_list(as_user("exam"), "RULES").pdf)
    with as_user("exam").reading() as context:
        rule = context.rules["PPL-ASR-064"]
        assert all("".join(part.split()) in found for part in (rule.id, rule.title, rule.clause))
    assert "5（本中心自2026-11-01起，director：本校职业多）" in found


def test_ppl_org_010_the_matrix_on_paper_shows_letters_notes_and_clauses(as_user):
    found = text(forms.render_list(as_user("exam"), "MATRIX").pdf)
    assert "建立和维护人员档案" in found
    assert "质量督导员（限本类人员）河南内部质量督导组职责1)" in found
    assert "共87行" in found


def own_param(as_user) -> str:
    """A parameter of PPL-ASR-085 that is a whole number."""
    with as_user("director").reading() as context:
        rule = context.rules["PPL-ASR-085"]
        return next(
            name for name in rule.params if isinstance(rule.value(name), int) and not isinstance(rule.value(name), bool)
        )


def test_the_due_list_keeps_its_order_and_says_what_is_provisional(centre):
    def item(title: str, due: date, provisional: bool = False) -> DueItem:
        return DueItem(
            "people",
            "people.assessors",
            1,
            "1",
            title,
            due,
            "PPL-ASR-064",
            "重新核发或收回",
            "EXM",
            "证卡到期",
            provisional,
        )

    with centre.reading() as context:
        pdf = desk_pdf(context, [item("甲", date(2026, 11, 18)), item("乙", TODAY), item("丙", date(2027, 1, 4), True)])
    assert (
        in_order(pdf, ["2026-11-18", "逾期2天", "甲", "2026-11-20", "今日到期", "乙", "2027-01-04（暂定）", "丙"]) == ""
    )
    assert sizes(pdf) == [A4[::-1]]
