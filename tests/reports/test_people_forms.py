"""Forms about people: every label in its order, nothing cut, cards that read back."""

import pytest
import zxingcpp

from reports import forms
from tests.reports.conftest import CENTRE_NAME, card_number, photograph
from tests.reports.paper import A4, fonts_not_embedded, in_order, outside, picture, sizes, text

LONG_NAME = "买买提·艾力·阿卜杜拉赫曼·麦麦提明"
LONG_EMPLOYER = "河南省示例市示例区职业教育与技能人才评价发展研究中心有限责任公司第二分公司"
TWENTY = tuple(f"示例职业第{n}工种" for n in range(1, 21))
ASSESSOR_LABELS = [
    "职业技能等级认定考评人员资格申报表", "姓名", "性别", "族别", "照片", "文化程度", "政治面貌", "专业", "工龄",
    "申报职业", "证书等级", "工作单位", "联系电话", "身份证号", "类别", "考评员", "高级考评员", "工作简历",
    "所在单位推荐意见", "（盖章）", "年月日",
    "评价机构审核意见", "（盖章）", "年月日", "证卡编号", "核发时间",
]  # fmt: skip
SUPERVISOR_LABELS = [
    "职业技能等级认定质量督导人员资格申报表", "姓名", "性别", "族别", "文化程度", "政治面貌", "专业", "工龄",
    "从事管理、技术或考评工作年限", "工作单位", "联系电话", "身份证号", "类别", "内督", "外督", "工作简历",
    "所在单位推荐意见",
    "评价机构审核意见", "证卡编号", "核发时间",
]  # fmt: skip


def qr_codes(pdf: bytes, page: int = 0) -> list[str]:
    return sorted(code.text for code in zxingcpp.read_barcodes(picture(pdf, 200, page)))


def test_ppl_asr_060_a_card_says_who_may_assess_what_until_when(centre, assessor):
    key = assessor("何丽萍", ("保育师", "育婴员"), grade="senior")
    pdf = forms.render(centre, "F-BADGE", key).pdf
    number = card_number(centre, key)
    labels = [CENTRE_NAME, "考评员证卡", "照片", "何丽萍", "高级考评员", "示例职业学院", number, "职业（工种）",
              "保育师、育婴员", "类别",
              "证卡编号", number, "有效期", "2025年6月1日至2028年5月31日", "发证机构", CENTRE_NAME]  # fmt: skip
    assert in_order(pdf, labels) == ""


def test_a_cards_code_reads_back_from_paper_at_200_dpi(centre, assessor):
    key = assessor()
    pdf = forms.render(centre, "F-BADGE", key).pdf
    assert qr_codes(pdf) == [f"JIANTAI;{card_number(centre, key)};2025-06-01;2028-05-31"]


def test_cards_never_have_a_footer_and_are_recorded_all_the_same(centre, assessor):
    printed = forms.render(centre, "F-BADGE", assessor())
    assert printed.number.startswith("DY2026-")
    assert printed.number not in text(printed.pdf)
    assert "第1页" not in text(printed.pdf)


def test_four_cards_stand_on_a_sheet_and_their_codes_are_all_different(centre, assessor):
    for _n in range(5):
        assessor()
    pdf = forms.render_list(centre, "F-BADGE-SHEET").pdf
    assert set(sizes(pdf)) == {A4[::-1]}
    first, second = qr_codes(pdf, 0), qr_codes(pdf, 1)
    assert len(set(first)) == 4
    assert not set(first) & set(second)


def test_a_supervisors_card_says_internal_or_external(centre, assessor):
    key = assessor("沈国安", kind="supervisor", grade="internal")
    pdf = forms.render(centre, "F-BADGE", key, "people.supervisors").pdf
    assert in_order(pdf, ["质量督导员证卡", "沈国安", "内督", "证卡编号", card_number(centre, key)]) == ""


def test_who_has_no_card_is_refused_one_with_the_reason(centre, assessor):
    refused = forms.render(centre, "F-BADGE", assessor(with_card=False))
    assert not refused.pdf
    assert [finding.rule for finding in refused.findings] == ["SYS-002"]
    assert refused.findings[0].params["expected"] == "已核发证卡的人员"


def test_a_photograph_is_printed_and_a_broken_one_is_an_empty_frame(centre, assessor):
    with_photo = forms.render(centre, "F-BADGE", assessor(photo=photograph())).pdf
    broken = forms.render(centre, "F-BADGE", assessor(photo=b"no picture at all")).pdf
    assert "照片" not in text(with_photo)
    assert "照片" in text(broken)


@pytest.mark.parametrize("form", ["F-BADGE", "F-ASSESSOR-APPLY", "F-ASSESSOR-CERT"])
def test_long_names_and_twenty_occupations_are_shrunk_or_wrapped_never_cut(form, centre, assessor):
    key = assessor(LONG_NAME, TWENTY, grade="senior", employer=LONG_EMPLOYER)
    pdf = forms.render(centre, form, key, "people.assessors").pdf
    found = text(pdf)
    assert LONG_NAME in found
    assert "、".join(TWENTY) in found
    assert form == "F-ASSESSOR-CERT" or LONG_EMPLOYER in found
    assert outside(pdf) == []
    assert len(sizes(pdf)) == 1


def test_f_assessor_apply_has_each_label_of_the_source_in_its_order(centre, application):
    printed = forms.render(centre, "F-ASSESSOR-APPLY", application(), "people.applications")
    labels = [label for label in ASSESSOR_LABELS if label != "照片"]  # read after its rows: it spans four of them
    assert in_order(printed.pdf, labels) == ""
    assert "照片" in text(printed.pdf)
    assert sizes(printed.pdf) == [A4]


def test_f_assessor_apply_carries_form_number_time_and_page(centre, application):
    printed = forms.render(centre, "F-ASSESSOR-APPLY", application(), "people.applications")
    assert in_order(printed.pdf, ["F-ASSESSOR-APPLY", printed.number, "打印时间2026-11-20", "第1页共1页"]) == ""


def test_f_assessor_apply_keeps_a_long_career_on_its_page(centre, application):
    resume = "\n".join(
        f"{year}年9月至{year + 1}年8月 示例职业学院机电工程系 实训教师，承担实训教学与设备管理"
        for year in range(1985, 2026)
    )
    pdf = forms.render(centre, "F-ASSESSOR-APPLY", application(resume=resume), "people.applications").pdf
    assert len(sizes(pdf)) == 1
    assert "2025年9月至2026年8月" in text(pdf)
    assert outside(pdf) == []


def test_f_supervisor_apply_has_its_own_labels_in_order(centre, application):
    key = application("supervisor", "internal", assessing_since=None, work_since=None)
    assert in_order(forms.render(centre, "F-SUPERVISOR-APPLY", key, "people.applications").pdf, SUPERVISOR_LABELS) == ""


@pytest.mark.parametrize(("form", "kind"), [("F-ASSESSOR-APPLY", "supervisor"), ("F-SUPERVISOR-APPLY", "assessor")])
def test_an_application_is_not_printed_on_the_other_kinds_form(form, kind, centre, application):
    assert not forms.render(centre, form, application(kind), "people.applications").pdf


def test_every_font_is_embedded(centre, assessor, application):
    printed = [forms.render(centre, "F-BADGE", assessor()), forms.render(centre, "F-ASSESSOR-CERT", assessor()),
               forms.render(centre, "F-ASSESSOR-APPLY", application(), "people.applications"),
               forms.render_list(centre, "W-ASSESSOR")]  # fmt: skip
    assert [fonts_not_embedded(one.pdf) for one in printed] == [[]] * 4


def test_w_assessor_is_a_landscape_list_whose_header_repeats(centre, assessor):
    for _n in range(30):
        assessor()
    pdf = forms.render_list(centre, "W-ASSESSOR").pdf
    assert set(sizes(pdf)) == {A4[::-1]}
    assert len(sizes(pdf)) > 1
    assert text(pdf).count("有效期至") == len(sizes(pdf))


def test_an_internal_roster_shows_numbers_whole_only_to_roles_that_may_see_them(as_user, assessor):
    key = assessor("名册示例")
    with as_user("director").reading() as context:
        from models.people.tables import Qualification

        number = context.db.get_one(Qualification, key).person.id_no
    assert number in text(forms.render_list(as_user("director"), "W-ASSESSOR").pdf)
    assert number not in text(forms.render_list(as_user("archive"), "W-ASSESSOR").pdf)


def test_gen_003_ppl_org_010_who_may_not_read_may_not_print(as_user, assessor):
    refused = forms.render(as_user("admin"), "F-BADGE", assessor())
    assert [finding.rule for finding in refused.findings] == ["PPL-ORG-010"]
    assert not refused.pdf


def test_f_blacklist_ticks_withdrawn_cards_and_platform_entries(centre, barred):
    pdf = forms.render_list(centre, "F-BLACKLIST").pdf
    labels = [
        "失信黑名单登记表",
        "序号",
        "名单类别",
        "姓名",
        "证件号码",
        "证卡编号",
        "违纪事实",
        "决定日期",
        "证卡撤回",
        "平台信息删除",
        "备注",
    ]
    assert "魏建国" in text(pdf)
    assert "泄露考核内容" in text(pdf)
    assert all(label in text(pdf) for label in labels)


def test_f_contract_names_person_occupation_and_term(centre, assessor):
    from sqlalchemy import select

    from models.people.tables import Appointment

    key = assessor("程示例", ("茶艺师",))
    with centre.reading() as context:
        appointment = context.db.scalars(select(Appointment.id).where(Appointment.qualification_id == key)).one()
    pdf = forms.render(centre, "F-CONTRACT", appointment).pdf
    assert (
        in_order(
            pdf, ["聘书", "编号：HT", "兹聘请程示例同志为", "茶艺师考评员", "2025年6月1日起至2028年5月31日止", "年月日"]
        )
        == ""
    )
    assert sizes(pdf) == [A4[::-1]]


def test_f_assessor_cert_is_a5_landscape(centre, assessor):
    pdf = forms.render(centre, "F-ASSESSOR-CERT", assessor()).pdf
    assert sizes(pdf) == [(595, 420)]
    assert (
        in_order(
            pdf, ["考评员资格证书", "姓名", "身份证号", "职业", "类别", "证书编号", "发证日期", "有效期", "发证机构"]
        )
        == ""
    )


def test_ppl_asr_087_a_file_lists_what_henan_wants_in_it(centre, assessor):
    pdf = forms.render(centre, "F-ASSESSOR-FILE", assessor()).pdf
    assert in_order(pdf, ["姓名", "类别", "证卡编号", "聘期", "序号", "材料名称", "有无", "考评人员资格申报表",
                          "考评人员认定表",
                          "考评人员年度考核评议表", "聘任合同", "年度个人考评工作小结"]) == ""  # fmt: skip


def test_a_form_is_printed_by_card_number_and_a_list_by_all(centre, assessor):
    key = assessor("命令行示例")
    assert "命令行示例" in text(forms.render_named(centre, "F-BADGE", card_number(centre, key)).pdf)
    assert "命令行示例" in text(forms.render_named(centre, "W-ASSESSOR", "all").pdf)
    unknown = forms.render_named(centre, "F-BADGE", "Y0000")
    assert [finding.rule for finding in unknown.findings] == ["SYS-005"]
    assert not unknown.pdf


def test_a_name_two_people_have_is_not_guessed(centre, assessor):
    assessor("同名同姓")
    assessor("同名同姓")
    assert not forms.render_named(centre, "F-BADGE", "同名同姓").pdf


def test_two_prints_get_two_numbers_and_both_are_kept(centre, assessor):
    from models.core.queries import documents
    from models.people.tables import Qualification

    key = assessor()
    numbers = {forms.render(centre, "F-ASSESSOR-FILE", key).number for _n in range(2)}
    with centre.reading() as context:
        kept = {document.number for document in documents(context, context.db.get_one(Qualification, key))}
    assert len(numbers) == 2
    assert numbers == kept
