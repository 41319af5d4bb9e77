"""The forms of plans and batches, read back from the page: every label in its order, one page, nothing outside it."""

from datetime import date

import pytest

from models.assessment.plans.tables import BatchLine
from reports import forms
from tests.assessment.batches import done, new_batch, put_at
from tests.assessment.test_batches import FULL, STAMP, add
from tests.reports.paper import A4, fonts_not_embedded, in_order, outside, sizes, text


def printed(centre, form, key, labels):
    made = forms.render(centre, form, key)
    assert made.pdf, made.findings
    assert in_order(made.pdf, labels) == ""
    assert (outside(made.pdf), fonts_not_embedded(made.pdf)) == ([], [])
    assert len(sizes(made.pdf)) == 1
    return made.pdf


@pytest.fixture
def sport(centre):
    work = centre("sport", "exam")
    batch = new_batch(
        work, first=date(2027, 1, 18), occupation="滑雪", level=5, region="北京", planned=40, theory_mode="纸笔", site="滑雪场"
    )
    add(work, BatchLine(batch_id=batch, occupation="滑雪", job="--", level=5, theory=30, skill=32, **STAMP),
        BatchLine(batch_id=batch, occupation="滑雪", job="--", level=2, theory=8, skill=8, **STAMP))  # fmt: skip
    return work, batch


def test_asm_bat_005_f_batch_plan_has_its_columns_and_those_of_further_levels(sport):
    work, batch = sport
    done(work, "assessment.submit_batch", batch)
    labels = ["体育职业技能鉴定计划申请表", "类型：计划申请", "批次名称", "2027-01 北京批次 1_滑雪_鉴定", "批次申请人", "批次申请时间",
              "2026-11-20", "鉴定工种名称", "滑雪",
              "理论考试方式", "纸笔考试", "鉴定级别和人数", "科目人数", "五级", "四级", "三级", "二级", "理论人数", "30", "8",
              "技能人数", "32", "8", "理论考试时间",
              "技能考核时间", "工作人员安排计划", "考评员", "考务负责人", "鉴定站审核意见", "申请日期"]  # fmt: skip
    assert sizes(printed(work, "F-BATCH-PLAN", batch, labels)) == [A4]


def test_asm_bat_008_f_batch_cancel_says_papers_postponement_and_reason(sport):
    work, batch = sport
    put_at(work, batch, "approved")
    done(
        work,
        "assessment.request_void_batch",
        batch,
        postponed="是",
        first_day="2027-02-20",
        why="雪道关闭",
        papers="sealed",
        reason="雪道关闭",
    )
    labels = ["类型：批次作废申请", "批次名称", "工种", "滑雪", "级别", "五级、二级", "申报人数", "40", "是否收到试卷", "封存待用",
              "是否延期", "延期时间", "2027-02-20",
              "不开展鉴定原因", "雪道关闭", "鉴定站审核意见"]  # fmt: skip
    printed(work, "F-BATCH-CANCEL", batch, labels)


def test_f_batch_impl_holds_what_henan_wants_in_a_plan(centre):
    work = centre("henan", "exam")
    batch = new_batch(work, name="电工四级认定", site="实训楼")
    labels = ["职业技能等级认定实施计划", "认定机构", "备案号", "Y000041029001", "批次名称", "电工四级认定", "评价方式",
              "认定的时间安排", "考场安排", "认定的工种、等级、人数",
              "电工", "20人", "监考人员", "考评员", "内部督导员", "工作人员", "实施方案", "认定机构意见", "职业技能鉴定指导中心意见"]  # fmt: skip
    printed(work, "F-BATCH-IMPL", batch, labels)
    assert forms.render(work, "F-BATCH-PLAN", batch).findings  # that is the sport region's


def test_f_notice_prints_the_items_as_published(centre):
    work = centre("chongqing", "exam")
    batch = new_batch(work, first=date(2027, 5, 15))
    done(work, "assessment.publish_announcement", batch, **FULL | {"conditions": "连续从事本职业一年以上"})
    printed(
        work, "F-NOTICE", 1, ["鉴定公告", "GG-2026-001", "职业（工种）和等级", "申报条件", "连续从事本职业一年以上", "收费标准", "（盖章）"]
    )


def test_f_plan_year_lists_its_lines_with_the_contact(centre):
    work = centre("chongqing", "exam")
    plan = done(work, "assessment.draft_plan", year=2027).record_id
    given = {"contact": "王敏", "phone": "023-60000001", "address": "人民路1号"}
    done(work, "assessment.add_plan_line", plan, month="2027-05-15", occupation="电工", level=4, planned=60, **given)
    done(work, "assessment.add_plan_line", plan, month="2027-06-15", occupation="茶艺", planned=30)
    labels = [
        "2027年度鉴定计划",
        "鉴定职业（工种）及等级",
        "专项职业能力名称",
        "电工",
        "四级",
        "2027-05",
        "60",
        "茶艺",
        "2027-06",
        "30",
        "联系人",
        "王敏",
        "023-60000001",
        "人民路1号",
        "单位负责人",
    ]
    printed(work, "F-PLAN-YEAR", plan, labels)


def test_the_legal_calendar_of_a_batch_on_paper(centre):
    work = centre("henan", "exam", on=date(2026, 12, 7))
    batch = new_batch(work, first=date(2026, 12, 18))
    pdf = printed(work, "F-BATCH-CALENDAR", batch, ["批次法定日程", "事项", "最迟日期", "依据", "上报实施计划", "2026-12-04", "逾期3天"])
    assert "ASM-PLN-011" in text(pdf)


def test_asm_pap_004_f_paper_apply_asks_for_a_copy_for_everybody(centre):
    work = centre("chongqing", "exam")
    batch = new_batch(work, first=date(2026, 12, 18), occupation="重庆小面制作", level=None, planned=30)
    labels = ["考核试卷使用申请表", "鉴定机构", "演练职业技能评价中心", "联系人/电话", "专项职业能力名称", "重庆小面制作", "考核日期", "2026-12-18",
              "应考人数", "申请试卷份数", "30", "领卷人", "领卷日期", "2026-12-17", "鉴定机构意见", "市职鉴中心意见"]  # fmt: skip
    printed(work, "F-PAPER-APPLY", batch, labels)


def test_asm_ven_003_f_site_equip_names_the_rooms_of_the_site(centre):
    work = centre("fujian")
    batch = new_batch(work, level=None, occupation="沙县小吃制作", site="一号实训室")
    for code, kind in (("A1", "theory"), ("A2", "practical")):
        done(work, "assessment.add_room", site="一号实训室", code=code, kind=kind, capacity=20)
    done(work, "assessment.add_room", site="别处", code="B1", kind="theory", capacity=20)
    labels = ["专项职业能力考核考场设施设备申报表", "鉴定机构", "考核地点", "一号实训室", "考核项目", "沙县小吃制作", "预估报考人数", "20",
              "联系人", "联系电话", "考核场地", "场地名称", "场地类型", "面积", "A1", "理论考场", "A2", "实操考场", "设施设备",
              "名称", "型号规格", "数量", "考评员意见", "（签字）", "鉴定站意见", "（盖章）"]  # fmt: skip
    assert "B1" not in text(printed(work, "F-SITE-EQUIP", batch, labels))
