"""The papers of the demo's cases: words in order, fonts embedded, nothing outside the page."""

from datetime import date

import pytest

from reports.forms import render_named
from tests.reports import paper

TODAY = date(2026, 11, 20)
WORDS = {
    "F-STAFF-DISCIPLINE": ["登记表", "姓名", "岗位", "违规事实", "逐台核对", "证明材料", "WN-10", "谈话记录", "终止考务工作、通报", "可再派遣", "决定人"],
    "F-STAFF-DECISION": ["处理决定书", "鉴处〔演示〕1号", "经查", "第五条10", "终止考务工作", "起可再派遣", "30 日内向单位纪检监察部门申诉", "本人签收"],
    "F-INTERVIEW": ["谈话笔录", "考务办公室", "何组长、周见闻", "事由", "只看了前三台", "被谈话人"],
    "W-DISCIPLINE": ["一览表", "共 4 件", "案件编号", "决定日期"],
}


@pytest.mark.parametrize("form", WORDS)
def test_ppl_mis_001_a_paper_prints_whole(demo, form):
    rendered = render_named(demo, form, "all" if form.startswith("W") else "WJ-2026-0001")
    assert rendered.findings == ()
    assert paper.fonts_not_embedded(rendered.pdf) == [] and paper.outside(rendered.pdf) == []
    assert paper.in_order(rendered.pdf, WORDS[form]) == ""


def test_ppl_mis_001_there_is_no_decision_before_it_is_decided(demo):
    refused = render_named(demo, "F-STAFF-DECISION", "WJ-2026-0004")
    assert refused.pdf == b"" and refused.findings
