"""Taking over the old log of incidents (W-INCIDENT): what is clear comes in, the rest is named by row, column and rule."""

from datetime import datetime

import pytest
from sqlalchemy import select

from models.core.registers import REGISTERS, View, find_hits, page
from models.incidents.tables import Incident


@pytest.fixture
def exam(centre):
    return centre("hunan", "exam")


HEADERS = ("事件编号", "批次名称", "考点/考场", "类别", "级别", "发生时间", "发现时间", "初次报告时间", "报告人", "报告方式", "情况简述",
           "采取措施",
           "原因", "处理经过", "处理结果", "社会影响", "补足时间（分钟）", "办结日期", "备注")  # fmt: skip
ROWS = [
    ("SJ-2022-001", "2022-05 车工", "第一考点 02机房", "一般 3 断电停电设备故障", "一般", "2022-05-28 09:12", "2022-05-28 09:12",
     "2022-05-28 09:15",
     "马志强", "电话", "机房跳闸，停电 8 分钟", "启用备用电源", "插座过载", "09:20 恢复", "考试有效", "无", 8, "2022-05-30", "虚构示例"),
    ("SJ-2022-003", "2022-05 车工", "第一考点 数控实训室", "重大 6 危重疾病/疑似传染", "重大", "2022-05-28 14:30", "2022-05-28 14:31",
     "2022-05-28 14:36", "郑海涛", "电话", "1 名考生晕倒", "停考就医", "", "", "", "", "", "", "虚构示例"),
]  # fmt: skip


@pytest.fixture
def book(tmp_path):
    def write(*rows):
        from openpyxl import Workbook

        made = Workbook()
        sheet = made.active
        sheet.title = "数据"
        for row in (HEADERS, *rows):
            sheet.append(row)
        path = tmp_path / "突发事件登记簿.xlsx"
        made.save(path)
        return path

    return write


def taken(centre, path, reason=""):
    from models.core.intake import carry_out

    return carry_out(centre, REGISTERS["incidents.log"], path, reason=reason).value


def changed(row, **cells):
    named = {name.replace("（分钟）", ""): at for at, name in enumerate(HEADERS)}
    made = list(row)
    for name, value in cells.items():
        made[named[name]] = value
    return tuple(made)


def test_w_incident_takes_an_old_register_and_a_second_time_changes_nothing(exam, book):
    path = book(*ROWS)
    first, second = taken(exam, path), taken(exam, path)
    assert (first.new, first.rejected, first.held) == (2, [], [])
    assert (second.new, second.changed, second.unchanged) == (0, 0, 2)
    with exam.reading() as context:
        power, ill = context.db.scalars(select(Incident).order_by(Incident.id))
        assert (power.kinds, power.rank, power.state, power.site, power.rooms) == (["G3"], "general", "closed", "第一考点", "02机房")
        assert [(one.lost, one.granted) for one in power.makeups] == [(8, 8)]
        assert (ill.kinds, ill.state, ill.site_told_at) == (["M6"], "follow_up", datetime(2022, 5, 28, 14, 36))
        assert [one.kind for one in power.entries] == ["found", "report", "measures", "makeup"]
        assert find_hits(context, "SJ-2022-003", [REGISTERS["incidents.log"]])


@pytest.mark.parametrize(
    ("cells", "rule", "column"),
    [
        ({"发现时间": "上周三上午"}, "INC-001", "发现时间"),  # free text
        ({"发生时间": "2022-05-28 09:13"}, "INC-001", "发现时间"),  # found before it happened
        ({"初次报告时间": "2022-05-28 09:11"}, "INC-001", "初次报告时间"),
        ({"级别": "重大"}, "INC-003", "类别"),
        ({"类别": "奇怪的事"}, "INC-003", "类别"),
        ({"补足时间": 181}, "MKT-002", "补足时间（分钟）"),
        ({"办结日期": "2022-05-27"}, "INC-001", "办结日期"),
    ],
)
def test_w_incident_names_row_column_and_rule_of_what_it_refuses(exam, book, cells, rule, column):
    report = taken(exam, book(ROWS[1], changed(ROWS[0], **cells)))
    assert report.new == 1
    assert [(one.row, one.column, one.rule) for one in report.rejected] == [(3, column, rule)]


def test_w_incident_a_late_first_report_is_held_until_a_reason_is_given(exam, book):
    late = book(changed(ROWS[0], 初次报告时间="2022-05-28 09:23"))
    assert [(one.rule, one.column) for one in taken(exam, late).held] == [("INC-020", "初次报告时间")]
    assert taken(exam, late, reason="按原登记收入").new == 1


def test_w_incident_a_row_needs_only_when_and_where(exam, book):
    bare = tuple("2022-05-28 09:12" if name == "发现时间" else "第一考点" if name == "考点/考场" else "" for name in HEADERS)
    assert taken(exam, book(bare)).new == 1
    with exam.reading() as context:
        made = context.db.scalars(select(Incident)).one()
        assert made.number == "SJ-2022-0001"
        assert [one.id for one in page(context, REGISTERS["incidents.log"], View(facets={"complete": "no"}))] == [made.id]


def test_w_incident_mkt_004_005_minutes_that_may_not_be_made_up_are_refused(centre, book):
    for profile, kind, rule in (("henan", "H10", "MKT-004"), ("fujian", "F6", "MKT-005")):
        report = taken(centre(profile, "exam"), book(changed(ROWS[0], 类别=kind)))
        assert [one.rule for one in report.rejected] == [rule]
