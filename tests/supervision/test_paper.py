"""The papers of the demo centre's supervisions: words in order, fonts embedded, nothing outside the page."""

from datetime import date

import pytest

from reports.forms import render_named
from tests.reports import paper

TODAY = date(2026, 11, 20)
WAITING, CLOSED = "DD2026-002", "DD2026-001"
FORMS = {
    "F-SUPERVISION-FJ": (WAITING, ["现场质量督导情况表", "技能中心考点", "26／24／2", "工作现场", "安全通道堆放备件", "考评员评价", "异常情况"]),
    "F-SUPERVISION-NOTICE": (WAITING, ["督导工作通知", "技能中心考点", "考场分布图"]),
    "F-SUPERVISION-OPINION": (WAITING, ["督导意见书", "安全通道堆放备件", "核对后重新张贴", "两项问题限期整改", "何组长"]),
    "F-SUPERVISION-HEN": (WAITING, ["督导情况反馈表", "工作现场 A6 C1", "存在问题", "签字盖章"]),
    "F-SUPERVISION-RECTIFY": (WAITING, ["整改情况报告", "备件移至仓库", "已核实", "待整改"]),
    "F-SUPERVISION-REPORT": (CLOSED, ["质量督导报告", "应考 30 人，实考 29 人，缺考 1 人", "未发现问题", "提交期限"]),
    "F-SUPERVISION-PLAN": ("all", ["质量督导计划", "DD2026-004", "DD2026-001", "制订人"]),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_prints_whole(demo, form):
    key, words = FORMS[form]
    rendered = render_named(demo, form, key)
    assert rendered.findings == ()
    assert paper.fonts_not_embedded(rendered.pdf) == [] and paper.outside(rendered.pdf) == []
    assert paper.in_order(rendered.pdf, words) == ""
