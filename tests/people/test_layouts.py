"""Rosters as centres really keep them: other headers, other places, other notations; the same people come in."""

from datetime import date, datetime

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from models.people.tables import Person
from tests.people.makers import (
    HEADERS,
    SUPERVISORS,
    adds_up,
    an_id,
    card,
    faults,
    holder,
    ids,
    looked_at,
    people,
    person,
    stored,
    table,
    take,
    text_file,
    workbook,
)


@pytest.fixture
def henan(centre):
    return centre("henan")


def taken_whole(centre, path, count=3, **how):
    """All rows came in, once: the second time nothing is new."""
    report = take(centre, path, **how)
    assert (report.rows, report.new, faults(report)) == (count, count, []), report.summary()
    assert adds_up(report)
    again = take(centre, path, **how)
    assert (again.new, again.changed, again.unchanged) == (0, 0, count)
    return report


@pytest.mark.parametrize("above", [0, 2, 6])
def test_the_header_stands_below_titles(henan, tmp_path, above):
    titles = [["考评人员花名册"], ["填报单位（盖章）：某中心", "", "", "2026年11月"], [], ["说明：", "按证书填写"], [], ["附件3"]]
    path = workbook(tmp_path / "a.xlsx", [*titles[:above], *table(people(3))])
    report = taken_whole(henan, path)
    assert report.plans[0].header_rows == (above + 1,)


def test_the_header_at_row_seven_below_nothing_at_all(henan, tmp_path):
    report = taken_whole(henan, workbook(tmp_path / "a.xlsx", [[]] * 6 + table(people(3))))
    assert report.plans[0].header_rows == (7,)


def test_the_table_may_begin_in_another_column(henan, tmp_path):
    rows = [["", "", *row] for row in table([*people(2), person(3, 身份证号="#N/A")])]
    path = workbook(tmp_path / "a.xlsx", rows)
    from openpyxl import load_workbook

    book = load_workbook(path)
    book.active["F4"].data_type = "e"
    book.save(path)
    report = take(henan, path)
    assert (report.new, [(fault.row, fault.column, fault.found) for fault in report.rejected]) == (
        2, [(4, "身份证号", "#N/A")])  # fmt: skip


def test_a_header_of_two_merged_rows(henan, tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.append(["考评人员花名册"])
    sheet.merge_cells("A1:I1")
    sheet.append(["序号", "基本情况", "", "", "考评资格", "", "证卡", "", "", "联系电话"])
    sheet.append(["", "姓名", "性别", "身份证号", "类别", "考评职业", "编号", "发证日期", "有效期至", ""])
    for area in ("A2:A3", "B2:D2", "E2:F2", "G2:I2", "J2:J3"):
        sheet.merge_cells(area)
    for one in people(3):
        sheet.append([one[name] for name in HEADERS])
    book.save(tmp_path / "a.xlsx")
    report = taken_whole(henan, tmp_path / "a.xlsx")
    assert report.plans[0].header_rows == (2, 3)
    assert holder(henan, 1).card_number == card(1)


def test_a_validity_of_two_columns_under_one_head(henan, tmp_path):
    rows = [
        ["姓名", "身份证号码", "类别", "职业", "证卡编号", "有效期", ""],
        ["", "", "", "", "", "起", "止"],
        *([one["姓名"], one["身份证号"], "考评员", "电工", one["证卡编号"], "2025.3.1", "2028.2.29"] for one in people(3)),
    ]
    taken_whole(henan, workbook(tmp_path / "a.xlsx", rows))
    assert (holder(henan, 1).valid_from, holder(henan, 1).valid_to) == (date(2025, 3, 1), date(2028, 2, 29))


@pytest.mark.parametrize(
    "renamed",
    [
        {"姓名": "姓  名", "身份证号": "身份证号码（18位）", "发证日期": "发证\n日期", "有效期至": "有效期（止）"},
        {"姓名": "人员姓名", "身份证号": "公民身份号码", "类别": "级别", "考评职业": "考评职业（工种）", "证卡编号": "证卡号"},
        {"身份证号": "证件号码*", "类别": "考评级别", "考评职业": "工种", "证卡编号": "考评员证卡编号", "联系电话": "手机"},
        {"姓名": "姓名（必填）", "发证日期": "有效期（起）", "有效期至": "有效期（止）", "考评职业": "考评职业（工种）及等级"},
        {"姓名": "●姓名", "身份证号": "●身份证号", "类别": "考评员类别：", "发证日期": "核发时间", "有效期至": "到期日期"},
    ],
)
def test_other_words_for_the_same(henan, tmp_path, renamed):
    rows = table(people(3))
    rows[0] = [renamed.get(name, name) for name in rows[0]]
    report = taken_whole(henan, workbook(tmp_path / "a.xlsx", rows))
    assert list(report.plans[0].unknown) == []
    one = holder(henan, 1)
    assert (one.grade, one.card_number, one.valid_from, one.valid_to, one.person.phone) == (
        "assessor", card(1), date(2025, 3, 1), date(2028, 2, 29), "13800000001")  # fmt: skip


def test_columns_in_any_order_and_some_unknown_ones(henan, tmp_path):
    rows = table(people(3, first=1), headers=[*reversed(HEADERS), "绩效系数", "课时费"])
    report = taken_whole(henan, workbook(tmp_path / "a.xlsx", rows))
    assert list(report.plans[0].unknown) == ["绩效系数", "课时费"]


def test_two_hundred_columns(henan, tmp_path):
    rows = table(people(3), headers=[*(f"附加{n}" for n in range(190)), *HEADERS])
    report = taken_whole(henan, workbook(tmp_path / "a.xlsx", rows))
    assert len(report.plans[0].unknown) == 190


def test_blank_rows_and_cells_of_blanks_are_no_rows(henan, tmp_path):
    head, *rest = table(people(3))
    path = workbook(tmp_path / "a.xlsx", [head, rest[0], [], ["  ", "\u3000"], rest[1], [], [], rest[2]])
    report = taken_whole(henan, path)
    assert report.ignored == []


def test_a_formatted_cell_in_the_last_row_of_the_sheet_costs_nothing(henan, tmp_path):
    from openpyxl import load_workbook

    path = workbook(tmp_path / "a.xlsx", table(people(3)))
    book = load_workbook(path)
    book.active["A1048576"].font = Font(bold=True)
    book.active["A1048576"].value = None
    book.save(path)
    taken_whole(henan, path)


def test_a_million_formatted_empty_rows(henan, tmp_path):
    path = tmp_path / "a.xlsx"
    book = Workbook(write_only=True)
    sheet = book.create_sheet("名册")
    for row in table(people(3)):
        sheet.append(row)
    for _n in range(100_000):
        sheet.append([" "])
    book.save(path)
    taken_whole(henan, path)


def test_notes_below_and_the_header_again_on_each_page_are_ignored_and_said_so(henan, tmp_path):
    head, *rest = table(people(3))
    path = workbook(
        tmp_path / "a.xlsx",
        [head, rest[0], head, rest[1], ["第 1 页，共 2 页"], head, rest[2], ["合计：3人"], ["制表人：张三", "", "", "审核人：李四"],
         ["填报单位负责人：", "王五", "", "经办人：", "赵六", "", "2026-11-20"]],
    )  # fmt: skip
    report = taken_whole(henan, path)
    assert [row for _sheet, row, _text in report.ignored] == [3, 5, 6, 8, 9, 10]
    assert [text for _sheet, _row, text in report.ignored][3] == "合计：3人"


def test_both_rows_of_a_two_row_header_again(henan, tmp_path):
    head = [["序号", "基本情况", "", "", "考评资格", "", "证卡", "", "", "联系电话"],
            ["", "姓名", "性别", "身份证号", "类别", "考评职业", "编号", "发证日期", "有效期至", ""]]  # fmt: skip
    rows = [[one[name] for name in HEADERS] for one in people(3)]
    report = taken_whole(henan, workbook(tmp_path / "a.xlsx", [*head, rows[0], *head, *rows[1:]]))
    assert [row for _sheet, row, _text in report.ignored] == [4, 5]


def test_of_several_sheets_the_fitting_one_is_taken(henan, tmp_path):
    other: list[list[object]] = [["序号", "设备名称", "数量"], [1, "车床", 3], [2, "钻床", 1]]
    path = workbook(tmp_path / "a.xlsx", [["填报说明"], ["请按证书填写"]], other, table(people(3)), names=("说明", "设备", "考评员"))
    report = taken_whole(henan, path)
    assert [plan.sheet for plan in report.plans] == ["考评员"]


def test_two_fitting_sheets_are_both_taken(henan, tmp_path):
    path = workbook(tmp_path / "a.xlsx", table(people(2)), table(people(2, first=2)), names=("2024", "2025"))
    report = take(henan, path)
    assert (report.rows, report.new, len(report.duplicates)) == (4, 3, 1)  # the second person stands in both
    assert len(stored(henan, Person)) == 3
    assert adds_up(report)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_tables_of_all_sorts(henan, tmp_path, encoding, delimiter):
    rows = table([person(1, 工作单位="第一,分校;南区"), person(2, 工作单位='"老"厂'), person(3, 工作单位="东区\n西门")])
    path = text_file(tmp_path / "名册.csv", [["考评人员花名册"], [], *rows], encoding, delimiter)
    taken_whole(henan, path)
    assert [holder(henan, key).person.employer for key in ids(henan)] == ["第一,分校;南区", '"老"厂', "东区 西门"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2025-03-01", True), ("2025.3.1", True), ("2025/3/1", True), ("2025年3月1日", True), ("20250301", True),
        ("2025 年 3 月 1 日", True), ("2025年03月01号", True), ("２０２５．３．１", True), ("2025-03-01 00:00:00", True),
        ("2025-03-01T00:00:00", True), (date(2025, 3, 1), True), (datetime(2025, 3, 1, 8, 30), True), (45717, True),
        ("'2025-03-01", True), ("2025.3.1.", True), (20250301, True),
        ("3.1", False), ("0301", False), ("25.3.1", False), ("2025-3", False), ("01/03/2025", False), ("去年三月", False),
        ("2025-02-30", False), ("2025-13-01", False), (3.1, False), ("长期", False),
    ],
)  # fmt: skip
def test_days_in_all_notations_and_none_guessed(henan, tmp_path, written, read):
    path = workbook(tmp_path / "a.xlsx", table([person(1, 发证日期=written)]))
    report = take(henan, path)
    if read:
        assert holder(henan, 1).valid_from == date(2025, 3, 1)
    else:
        [fault] = report.rejected
        assert (fault.column, fault.rule, report.new) == ("发证日期", "PPL-ASR-064", 0)
        assert fault.expected


@pytest.mark.parametrize(
    "cell",
    ["2025.3.1-2028.2.29", "2025-03-01至2028-02-29", "2025年3月1日—2028年2月29日", "20250301-20280229",
     "自2025.3.1起至2028.2.29止", "2025/3/1 ~ 2028/2/29"],
)  # fmt: skip
@pytest.mark.parametrize("header", ["有效期", "有效期限", "有效期起止日期", "证卡有效期"])
def test_one_cell_may_hold_the_whole_validity(henan, tmp_path, cell, header):
    one = {name: value for name, value in person(1).items() if name not in ("发证日期", "有效期至")}
    headers = [name for name in HEADERS if name in one]
    taken_whole(henan, workbook(tmp_path / "a.xlsx", table([one | {header: cell}], headers)), 1)
    assert (holder(henan, 1).valid_from, holder(henan, 1).valid_to) == (date(2025, 3, 1), date(2028, 2, 29))


@pytest.mark.parametrize("cell", ["2026.3.1-2027.2.28", "2026年3月1日至2027年2月28日"])
def test_one_cell_may_hold_the_whole_term(henan, tmp_path, cell):
    take(henan, workbook(tmp_path / "a.xlsx", table([person(1, 聘期=cell)])), reason="一年一聘")
    [term] = holder(henan, 1).appointments
    assert (term.starts_on, term.ends_on) == (date(2026, 3, 1), date(2027, 2, 28))


@pytest.mark.parametrize(
    ("header", "written", "field", "stored_as"),
    [
        ("联系电话", 13812345678.0, "phone", "13812345678"),
        ("手机号", "138-1234-5678", "phone", "13812345678"),
        ("手机", "+86 13812345678", "phone", "13812345678"),
        ("联系方式", "０３７３－１２３４５６７", "phone", "0373-1234567"),
        ("文化程度", "大学本科", "education", "bachelor"),
        ("政治面貌", "党员", "politics", "party"),
        ("工龄", "12年", "work_years", 12),
        ("是否本单位职工", "√", "own_staff", True),
        ("姓名", "赵 安平", "name", "赵安平"),
        ("姓名", "阿卜杜拉·买买提", "name", "阿卜杜拉·买买提"),
        ("性别", "男性", "sex", "male"),
    ],
)
def test_values_as_people_write_them(henan, tmp_path, header, written, field, stored_as):
    one = person(1, **{header: written})
    if header in ("手机号", "手机", "联系方式"):
        del one["联系电话"]
    headers = [name for name in HEADERS if name in one]
    taken_whole(henan, workbook(tmp_path / "a.xlsx", table([one], headers)), 1)
    assert getattr(holder(henan, 1).person, field) == stored_as


@pytest.mark.parametrize(
    ("written", "grade", "number"),
    [("高级", "senior", card(1, 2)), ("高级考评员", "senior", card(1, 2)), ("考评员", "assessor", card(1)),
     (" 考 评 员 ", "assessor", card(1)), ("普通考评员", "assessor", card(1))],
)  # fmt: skip
def test_grades_as_people_write_them(henan, tmp_path, written, grade, number):
    taken_whole(henan, workbook(tmp_path / "a.xlsx", table([person(1, 类别=written, 证卡编号=number)])), 1)
    assert holder(henan, 1).grade == grade


@pytest.mark.parametrize(
    ("written", "occupations"),
    [
        ("电工", ["电工"]), ("电工三级", ["电工"]), ("电工（三级/高级工）", ["电工"]), ("电工（三级）、车工（四级）", ["电工", "车工"]),
        ("电工;车工", ["电工", "车工"]), ("电工/车工", ["电工", "车工"]), ("电工\n车工", ["电工", "车工"]), ("电工，电工", ["电工"]),
        ("美容师", ["美容师"]), ("高级茶艺师", ["高级茶艺师"]), ("电工高级工、钳工", ["电工", "钳工"]),
        ("汽车维修工（汽车机械维修工）", ["汽车维修工（汽车机械维修工）"]), ("电工五级至三级", ["电工"]), ("电工（五级至三级）", ["电工"]),
    ],
)  # fmt: skip
def test_occupations_with_levels_behind_them(henan, tmp_path, written, occupations):
    path = workbook(tmp_path / "a.xlsx", table([person(1, 考评职业=written)]))
    take(henan, path, reason="职业相近")
    assert [one.occupation for one in holder(henan, 1).occupations] == occupations


@pytest.mark.parametrize("kind", ["内督", "内部", "内部督导员", "内部质量督导员", "校内"])
def test_supervisors_of_all_words(henan, tmp_path, kind):
    one = person(1, 证卡编号="Y00004102900100001", 类别=kind)
    taken_whole(henan, workbook(tmp_path / "a.xlsx", table([one])), 1, register=SUPERVISORS)
    assert holder(henan, 1).grade == "internal"


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        (an_id(1).lower(), "resident"), ("’" + an_id(1), "resident"), ("'" + an_id(1), "resident"),
        (f" {an_id(1)[:6]} {an_id(1)[6:]} ", "resident"),
        ("".join(chr(ord(c) + 0xFEE0) for c in an_id(1)), "resident"),
        ("410102850312001", "resident15"), (410102850312001, "resident15"), ("H1234567890", "hk_macau"), ("12345678", "taiwan"),
        ("E12345678", "passport"),
    ],
)  # fmt: skip
def test_identity_documents_of_all_kinds(henan, tmp_path, written, kind):
    one = person(1, 身份证号=written, 性别="")
    taken_whole(henan, workbook(tmp_path / "a.xlsx", table([one])), 1)
    assert holder(henan, 1).person.id_kind == kind


def test_a_roster_with_three_columns_is_taken_and_incomplete(henan, tmp_path):
    rows = [["姓名", "身份证号", "类别", "考评职业"], *([one["姓名"], one["身份证号"], "考评员", "电工"] for one in people(3))]
    report = looked_at(henan, workbook(tmp_path / "a.xlsx", rows))
    assert (report.new, report.faults) == (3, [])
    taken_whole(henan, workbook(tmp_path / "a.xlsx", rows))
    assert holder(henan, 1).card_number == ""
