"""The papers of incidents: every label in its order, nothing outside the page, what was late says so."""

import pytest

from models.core.acts import call
from reports import forms
from tests.centres import seat
from tests.incidents.makers import done, ids, reported
from tests.reports.paper import A4, fonts_not_embedded, in_order, outside, sizes, text

PARTS = {"cause": "插座过载，分路断路器跳闸", "result": "考试有效，补足时间", "social_effect": "无"}


@pytest.fixture
def exam(centre):
    return centre("hunan", "exam")


@pytest.fixture
def handled(exam):
    key = reported(exam, occurred_at="2026-11-20 09:11", batch="2026-11 车工四级", subject="theory")
    done(exam, "fix_measures", key, text="启用备用电源", at="2026-11-20 09:18")
    done(exam, "name_tracker", key, tracker="杨淑兰")
    done(exam, "report_stage", key, text="已恢复 20 台", state="处置中", at="2026-11-20 09:20")
    done(exam, "grant_time", key, starts_at="2026-11-20 09:12", ends_at="2026-11-20 09:20")
    done(exam, "restore", key, at="2026-11-20 09:26", confirmed_by="马志强")
    return key


def test_f_incident_first_has_each_label_and_says_the_principles(exam, handled):
    pdf = forms.render(exam, "F-INCIDENT-FIRST", handled).pdf
    labels = ["突发事件初次报告", "统一领导", "事件编号", "SJ-2026-0001", "事件类别", "发生时间", "报告时间", "考点/考场", "批次/科目",
              "报告人/电话",
              "接报人", "报告方式", "级别", "情况简述", "机房跳闸", "已采取措施", "启用备用电源", "需协助事项", "签字",
              "报告经过"]  # fmt: skip
    assert in_order(pdf, labels) == ""
    assert sizes(pdf) == [A4]
    assert outside(pdf) == []
    assert fonts_not_embedded(pdf) == []


def test_f_incident_first_says_how_late_it_was(exam):
    key = reported(exam, reason="电话占线", told_site_at="2026-11-20 09:25")
    assert "（迟3分钟）" in text(forms.render(exam, "F-INCIDENT-FIRST", key).pdf)


def test_inc_006_a_form_of_fujian_is_addressed_to_the_chief_examiner(centre):
    fujian = centre("fujian", "exam")
    key = reported(fujian, "F1", told_site_at="", told_group_at="")
    assert "主考" in text(forms.render(fujian, "F-INCIDENT-FIRST", key).pdf)


def test_inc_060_an_accident_is_headed_by_the_safety_principles(centre):
    henan = centre("henan", "exam")
    assert "以人为本、安全第一" in text(forms.render(henan, "F-INCIDENT-FIRST", reported(henan, "A1")).pdf)


def test_f_incident_stage_lists_decisions_with_their_deciders(exam, handled):
    pdf = forms.render(exam, "F-INCIDENT-STAGE", handled).pdf
    labels = ["突发事件阶段性报告", "第1次", "时间", "决定/措施", "决定人", "执行人", "结果", "启用备用电源", "已恢复20台", "补足8分钟",
              "当前状态",
              "报告人："]  # fmt: skip
    assert in_order(pdf, labels) == ""


def test_f_incident_stage_waits_for_something_to_report(exam):
    refused = forms.render(exam, "F-INCIDENT-STAGE", reported(exam))
    assert ids(refused.findings) == ["SYS-002"]


def test_f_incident_final_prints_itself_from_the_timeline(exam, handled):
    done(exam, "submit_report", handled, **PARTS)
    pdf = forms.render(exam, "F-INCIDENT-FINAL", handled).pdf
    labels = ["突发事件报告", "事件编号/类别/级别", "SJ-2026-0001", "发生时间、地点", "原因", "插座过载", "处理经过", "09:18启用备用电源",
              "处理结果",
              "补足8分钟，10:38结束", "社会影响", "经验教训及整改", "责任认定/表扬", "报告人/评价机构负责人", "签字："]  # fmt: skip
    assert in_order(pdf, labels) == ""
    assert len(sizes(pdf)) == 1


def test_f_incident_final_puts_a_long_course_on_an_annex_and_cuts_nothing(exam, handled):
    course = "\n".join(f"第 {n} 步：逐台检查机房供电和考生作答情况，记录并向领导小组报告。" for n in range(1, 81))
    done(exam, "submit_report", handled, course=course, **PARTS)
    pdf = forms.render(exam, "F-INCIDENT-FINAL", handled).pdf
    assert in_order(pdf, ["见附页", "附页：处理经过", "第1步", "第80步"]) == ""
    assert len(sizes(pdf)) > 1
    assert outside(pdf) == []


def test_f_secret_leak_has_each_label_and_the_linked_incident(exam):
    reported(exam, "M1")
    key = call(exam, "incidents.report_leak", department="考务组", leaked="papers", material="车工四级 A 卷", course="密封袋破损",
               spread="无",
               measures="封存", discovered_at="2026-11-20 08:00").record_id or 0  # fmt: skip
    done(exam, "submit_leak", key, to="秦校长", at="2026-11-20 16:00", oral_at="2026-11-20 08:05")
    done(exam, "link_leak", key, number="SJ-2026-0001")
    director = seat(exam, "director")
    done(director, "decide_leak", key, decision="启用 B 卷")
    done(director, "handle_persons", key, persons="押运员", measure="warning", self_criticism="是")
    pdf = forms.render(exam, "F-SECRET-LEAK", key).pdf
    labels = ["失泄密报告单", "关联事件：SJ-2026-0001", "泄密部门", "考务组", "报告时间", "发现时间", "发现人", "失泄密资料名称/编号",
              "密级/数量", "经过",
              "密封袋破损", "可能的扩散范围", "已采取的措施", "封存", "责任人及书面检查", "行政警告", "部门负责人", "评价机构负责人意见",
              "启用B卷"]  # fmt: skip
    assert in_order(pdf, labels) == ""
    assert sizes(pdf) == [A4]


def test_w_incident_counts_drills_apart(exam, handled):
    reported(exam, "M7", drill="是")
    pdf = forms.render_list(exam, "W-INCIDENT").pdf
    assert "事件1起，演练1次" in text(pdf)
    assert set(sizes(pdf)) == {A4[::-1]}
