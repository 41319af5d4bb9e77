"""The three forms of the demo centre: words in order, fonts embedded, nothing outside the page."""

from datetime import date

import pytest

from reports.forms import render_named
from tests.reports import paper

TODAY = date(2026, 11, 20)
WORDS = {
    "F-ASSESSOR-EVAL": ["考评人员认定表", "姓名", "证卡编号", "评价项目", "遵守纪律", "合计", "认定意见", "评价人"],
    "F-ASSESSOR-ANNUAL": ["年度考核评议表", "派遣次数", "(96×20＋91×20)÷40＝93.50", "管理人员", "督导员", "评定等次", "93.50 分，优秀"],
    "F-ASSESSOR-ANNUALS": ["年度考核册", "序号", "年度得分", "年度考核评议表"],
}


@pytest.mark.parametrize("form", WORDS)
def test_a_form_prints_whole(demo, form):
    key = {"F-ASSESSOR-EVAL": "唐萍琳 2026-09", "F-ASSESSOR-ANNUAL": "唐萍琳 2026"}.get(form, "all")
    rendered = render_named(demo, form, key)
    assert rendered.findings == ()
    assert paper.fonts_not_embedded(rendered.pdf) == [] and paper.outside(rendered.pdf) == []
    assert paper.in_order(rendered.pdf, WORDS[form]) == ""
