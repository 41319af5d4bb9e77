"""An old complaints book: clear rows go in as they stood, unclear dates are named, contradictions refused."""

from datetime import date, datetime
from pathlib import Path

import pytest

from models.complaints.loose import OldDay, OldMoment, Unclear, read
from models.complaints.queries import lateness
from models.complaints.tables import Complaint
from models.core.intake import Report, carry_out
from models.core.kinds import BadValue
from models.core.registers import REGISTERS
from tests.centres import seat
from tests.complaints.conftest import Desk

CASES = REGISTERS["complaints.cases"]
TODAY = date(2026, 11, 20)
HEADS = ("登记编号", "受理时间", "投诉方式", "考生姓名", "单位", "联系方式", "事项类别", "被投诉人", "投诉内容", "证据份数", "承办人",
         "初查期限",
         "是否调查", "书面通知日期", "办理期限", "延长至", "处理结果", "办结日期", "归档档号", "备注")  # fmt: skip
CLOSED = ("TS-2022-001", "2022-07-04 09:20", "电话", "匿名", "", "0371-00000041", "3 工作不规范、态度恶劣", "考点引导人员", "误入考场",
          "0", "沈国安",
          "2022-07-07", "是", "2022-07-06", "2022-07-13", "", "已道歉", "2022-07-12", "2022-TS-001", "虚构")  # fmt: skip
RUNNING = ("TS-2022-002", "2022-07-06 15:05", "信件", "刘子豪", "示例职业学院", "023-00000033", "1 侵犯合法权益", "", "缺考登记有异议",
           "1", "罗静宜",
           "2022-07-11", "是", "2022-07-08", "2022-07-15", "", "", "", "", "")  # fmt: skip
REFUSED = ("TS-2022-003", "2022-07-08 10:40", "口头", "陈思雨", "示例职业学院", "0371-00000032", "3", "", "等候时间较长", "0", "沈国安",
           "2022-07-13", "否",
           "2022-07-11", "2022-07-19", "", "不予调查", "2022-07-11", "2022-TS-003", "")  # fmt: skip


def changed(row: tuple[str, ...], **cells: str) -> tuple[str, ...]:
    return tuple(cells.get(head, value) for head, value in zip(HEADS, row, strict=True))


def take(desk: Desk, folder: Path, rows: list[tuple[str, ...]], reason: str = "") -> Report:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["投诉举报登记簿"])
    book.active.append(list(HEADS))
    for row in rows:
        book.active.append(list(row))
    path = folder / "旧登记簿.xlsx"
    book.save(path)
    outcome = carry_out(seat(desk.centre, "general", TODAY), CASES, path, reason=reason)
    assert outcome.value is not None, outcome.findings
    return outcome.value


def stored(desk: Desk) -> dict[str, Complaint]:
    with desk.centre.reading() as context:
        found = {one.number: one for one in context.db.query(Complaint)}
        context.db.expunge_all()
        return found


def test_the_sample_book_comes_in_with_each_case_where_it_stood(desk, tmp_path):
    report = take(desk, tmp_path, [CLOSED, RUNNING, REFUSED])
    assert (report.new, report.held, report.rejected) == (3, [], [])
    cases = stored(desk)
    assert {number: case.state for number, case in cases.items()} == {
        "TS-2022-001": "closed", "TS-2022-002": "investigating", "TS-2022-003": "closed"}  # fmt: skip
    first = cases["TS-2022-001"]
    assert (first.anonymous, first.grounds, first.decision_due) == (True, ["CG3"], date(2022, 7, 13))
    assert cases["TS-2022-003"].investigate is False
    assert desk.due(TODAY) == {"作出处理结果": date(2022, 7, 15)}


def test_the_same_book_again_changes_nothing(desk, tmp_path):
    take(desk, tmp_path, [CLOSED, RUNNING])
    again = take(desk, tmp_path, [CLOSED, RUNNING])
    assert (again.new, again.unchanged, again.rejected) == (0, 2, [])


def test_the_next_number_follows_the_old_book(desk, tmp_path):
    take(desk, tmp_path, [CLOSED, RUNNING])
    case = desk.receive("2022-07-11 09:00", on=TODAY)
    assert desk.case(case).number == "TS-2022-0003"


@pytest.mark.parametrize(
    ("cells", "rule", "column"),
    [
        ({"受理时间": "七月上旬"}, "SYS-002", "受理时间"),
        ({"受理时间": "2026-11-21 09:00"}, "SYS-014", "受理时间"),  # in the future
        ({"办结日期": "2022-07-01"}, "SYS-014", "办结日期"),  # before receipt
        ({"书面通知日期": "2022-07-03"}, "SYS-014", "书面通知日期"),
        ({"承办人": "考点引导人员"}, "CMP-009", "承办人"),
        ({"延长至": "2022-07-13"}, "CMP-015", "延长至"),
        ({"事项类别": "态度"}, "SYS-002", "事项类别"),
        ({"投诉方式": "烽火"}, "SYS-002", "投诉方式"),
        ({"登记编号": "第一号"}, "SYS-002", "登记编号"),
    ],
)
def test_a_row_with_a_fault_is_named_and_the_others_go_in(desk, tmp_path, cells, rule, column):
    report = take(desk, tmp_path, [changed(CLOSED, **cells), RUNNING])
    assert (report.new, [(fault.rule, fault.column, fault.row) for fault in report.rejected]) == (1, [(rule, column, 3)])


@pytest.mark.parametrize("written", ["7月6日", "七月上旬", "口头告知", "07-06"])
def test_an_unclear_date_is_held_and_taken_with_a_reason_as_it_was_written(desk, tmp_path, written):
    row = changed(RUNNING, 书面通知日期=written)
    report = take(desk, tmp_path, [row])
    assert report.rejected == []
    assert (report.new, [(fault.column, fault.found) for fault in report.held]) == (0, [("书面通知日期", written)])
    assert take(desk, tmp_path, [row], reason="原登记簿只写到月").new == 1
    case = stored(desk)["TS-2022-002"]
    assert case.notified_on is None and written in (case.note or "")
    assert case.state == "preliminary"


def test_cmp_016_an_old_extension_without_notice_wants_a_reason(desk, tmp_path):
    row = changed(RUNNING, 延长至="2022-07-29")
    assert [fault.rule for fault in take(desk, tmp_path, [row]).held] == ["CMP-016"]
    assert take(desk, tmp_path, [row], reason="当时电话告知").new == 1
    assert desk.due(TODAY) == {"作出处理结果（延长）": date(2022, 7, 29)}


def test_an_old_case_keeps_its_lateness(desk, tmp_path):
    take(desk, tmp_path, [changed(CLOSED, 书面通知日期="2022-07-08", 办结日期="2022-07-14")])
    with desk.centre.reading() as context:
        case = context.db.query(Complaint).one()
        assert lateness(context, case) == ["初步了解迟 1 个工作日", "书面通知迟 1 个工作日", "作出处理结果迟 1 个工作日"]


def test_a_contradiction_with_what_is_registered_is_refused(desk, tmp_path):
    take(desk, tmp_path, [RUNNING])
    report = take(desk, tmp_path, [changed(RUNNING, 考生姓名="刘子强")])
    assert [fault.rule for fault in report.rejected] == ["SYS-014"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2022年7月4日上午9点20分", datetime(2022, 7, 4, 9, 20)), ("2022.7.4", datetime(2022, 7, 4)),
        ("2022/7/4 下午3时", datetime(2022, 7, 4, 15)),
        ("22-7-4 9:20", datetime(2022, 7, 4, 9, 20)), ("二〇二二年七月十四日", datetime(2022, 7, 14)),
        ("2022年十二月二十一日", datetime(2022, 12, 21)),
        ("2022年7月4日（周一）晚上8点半", datetime(2022, 7, 4, 20, 30)), ("2022年2月30日", None), ("七月上旬", None), ("7月4日", None),
        ("国庆后", None),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(text, moment):
    assert read(text) == moment


def test_a_day_cell_a_serial_and_a_shape_of_ours_are_read_too():
    assert OldMoment().parse(datetime(2022, 7, 4, 9), TODAY) == datetime(2022, 7, 4, 9)
    assert OldMoment().parse("2022-07-04", TODAY) == datetime(2022, 7, 4)
    assert OldDay().parse(date(2022, 7, 4), TODAY) == date(2022, 7, 4)
    assert OldDay().parse("20220704", TODAY) == date(2022, 7, 4)
    assert OldDay().parse("0704", TODAY) == Unclear("0704")
    with pytest.raises(BadValue):
        OldMoment().parse("当天", TODAY)
