"""The catalogue and the loan book that a centre kept by hand: counts, marks and refusals as the answer key has them."""

from datetime import date, datetime, timedelta

import pytest
from openpyxl import Workbook

from models.core.intake import carry_out, preview
from models.core.progress import to_the_end
from models.core.registers import REGISTERS
from tests.archives.makers import do, item_of
from tests.centres import seat

DAY = date(2026, 11, 20)
ITEMS, LOANS = "archives.items", "archives.loans"
KINDS = ("理论试卷", "实操评分表", "成绩汇总表", "证书花名册", "现场录像", "签到表", "督导报告")


def book(folder, items=(), loans=()):
    """A workbook as centres keep them: titles above both headers, real dates."""
    made = Workbook()
    sheet = made.active
    sheet.title = "目录"
    for row in (("归档资料目录",), ("填报单位：某中心",), ("档号", "题名", "类别", "载体", "形成日期", "页数", "存放位置"), *items):
        sheet.append(row)
    sheet = made.create_sheet("借阅")
    for row in (("借阅登记",), (), ("序号", "档号", "借阅人", "借出日期", "借期（天）", "续借次数", "归还日期", "批准人"), *loans):
        sheet.append(row)
    path = folder / "档案.xlsx"
    made.save(path)
    return path


def catalogue(count=8):
    return [(f"DA-2025-{n:04d}", f"2025年第{n}批 {KINDS[n % 7]}", KINDS[n % 7], "电子" if n % 7 == 4 else "纸质",
             datetime(2025, 1, 5) + timedelta(days=8 * n), 10 + n, f"2025-{n:02d}柜") for n in range(1, count + 1)]  # fmt: skip


def loan(serial, number, days=3, renewals=0, lent=datetime(2026, 10, 8), back=datetime(2026, 10, 10), approver="李红", borrower="闫洋"):
    return serial, f"DA-2025-{number:04d}", borrower, lent, days, renewals, back, approver


def take(centre, register, path, who="archive", **how):
    outcome = carry_out(seat(centre, who, DAY), REGISTERS[register], path, **how)
    assert outcome.done, outcome.findings
    return outcome.value


def serials(faults, rule):
    return [int(fault.serial) for fault in faults if fault.rule == rule]


@pytest.fixture
def henan(centre):
    return centre("henan", on=DAY)


LOAN_ROWS = [
    loan(1, 1), loan(2, 2, renewals=1), loan(3, 3, days=5), loan(4, 4, renewals=2), loan(5, 5, renewals=3), loan(6, 6, approver=None),
    loan(7, 7, back=None, lent=datetime(2026, 11, 6)),
]  # fmt: skip


def test_a_catalogue_comes_in_with_kinds_and_dates(henan, tmp_path):
    report = take(henan, ITEMS, book(tmp_path, catalogue()))
    assert (report.new, len(report.rejected), report.found["items"]) == (8, 0, 8)
    paper, video = item_of(henan, "DA-2025-0001"), item_of(henan, "DA-2025-0004")
    assert (paper.kind, paper.medium, paper.pages, paper.destroy_from) == ("K08", "paper", 11, date(2028, 1, 14))
    assert (video.kind, video.medium, video.destroy_from) == ("K16", "electronic", date(2030, 2, 7))


def test_the_same_catalogue_again_changes_nothing(henan, tmp_path):
    path = book(tmp_path, catalogue())
    take(henan, ITEMS, path)
    again = take(henan, ITEMS, path)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 8)


@pytest.mark.parametrize(("limit", "over"), [(2, [4, 5]), (3, [5])])
def test_arc_041_arc_044_old_loans_are_marked_as_they_are(henan, tmp_path, limit, over):
    if limit == 3:
        assert do(henan, "director", DAY, "core.set_rule_value", rule="ARC-044", param="max_periods", value="3", why="按续借理解").done
    path = book(tmp_path, catalogue(), LOAN_ROWS)
    take(henan, ITEMS, path)
    report = take(henan, LOANS, path)
    assert (report.new, report.rejected, report.held, report.found["open_loans"]) == (7, [], [], 1)
    assert serials(report.marked, "ARC-041") == [3]
    assert serials(report.marked, "ARC-044") == over
    assert serials(report.marked, "ARC-040") == [6]


def test_arc_048_an_open_loan_is_out_and_due(henan, tmp_path):
    from models.core.due import due_items

    path = book(tmp_path, catalogue(), LOAN_ROWS)
    take(henan, ITEMS, path)
    take(henan, LOANS, path)
    assert item_of(henan, "DA-2025-0007").state == "on_loan"
    with seat(henan, "archive", DAY).reading() as context:
        due = [one for one in due_items(context) if one.rule == "ARC-042"]
    assert [(one.due, one.state(DAY)) for one in due] == [(date(2026, 11, 9), "overdue")]
    again = take(henan, LOANS, path)
    assert (again.new, again.unchanged) == (0, 7)


def test_rows_that_cannot_have_been_are_rejected(henan, tmp_path):
    rows = [loan(1, 99), loan(2, 2, lent=datetime(2026, 12, 1), back=None), loan(3, 3, back=datetime(2026, 10, 1)),
            loan(4, 4, back=None), loan(5, 4, back=None, borrower="于霞")]  # fmt: skip
    path = book(tmp_path, [*catalogue(), ("DA-2025-0100", "未来", "签到表", "纸质", datetime(2027, 1, 1), 3, "柜")], rows)
    catalogue_report = take(henan, ITEMS, path)
    assert [(one.rule, one.column) for one in catalogue_report.rejected] == [("ARC-010", "形成日期")]
    report = take(henan, LOANS, path)
    assert [(int(one.serial), one.rule) for one in report.rejected] == [(1, "ARC-010"), (2, "ARC-048"), (3, "ARC-048"), (5, "ARC-048")]


def test_two_titles_under_one_number_contradict(henan, tmp_path):
    rows = catalogue(2)
    rows.append((rows[0][0], "另一份材料", *rows[0][2:]))
    report = take(henan, ITEMS, book(tmp_path, rows))
    assert (report.new, [one.rule for one in report.rejected]) == (2, ["SYS-014"])


def test_arc_020_a_period_shorter_than_the_rule_is_marked_not_used(henan, tmp_path):
    made = Workbook()
    made.active.append(("档号", "题名", "类别", "载体", "形成日期", "保管期限", "份数/页数", "状态"))
    made.active.append(("A-1", "签到表", "签到表", "纸质", date(2025, 5, 10), "半年", "3页", "在库"))
    made.active.append(("A-2", "签到表二", "签到表", "纸质", date(2025, 5, 10), "10年", "3页", "已销毁"))
    made.save(tmp_path / "目录.xlsx")
    report = take(henan, ITEMS, tmp_path / "目录.xlsx")
    assert [(one.row, one.rule) for one in report.marked] == [(2, "ARC-020")]
    assert item_of(henan, "A-1").destroy_from == date(2028, 5, 11)
    assert item_of(henan, "A-2").state == "destroyed"


def test_a_preview_writes_nothing(henan, tmp_path):
    report = to_the_end(preview(seat(henan, "archive", DAY), REGISTERS[ITEMS], book(tmp_path, catalogue())))
    assert report.new == 8
    with henan.reading() as context:
        from models.archives.queries import find_item

        assert find_item(context.db, "DA-2025-0001") == []


def test_an_import_can_be_taken_back(henan, tmp_path):
    path = book(tmp_path, catalogue(), LOAN_ROWS)
    take(henan, ITEMS, path)
    outcome = carry_out(seat(henan, "archive", DAY), REGISTERS[LOANS], path)
    assert do(henan, "general", DAY, "core.undo_import", entry=outcome.entry).done
    assert item_of(henan, "DA-2025-0007").state == "in_archive"
