"""Filed scope, batches and pass lists from workbooks of any layout; a certificate ledger taken over as it was."""

from datetime import date

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from models.assessment.rules import Scope, scope_faults
from models.assessment.tables import Batch, PassRow, ScopeRow
from models.assessment.terms import job_of, level_of
from models.certificates.tables import Certificate, Copy, Movement
from models.core import store
from models.core.intake import carry_out
from models.core.registers import REGISTERS
from models.core.rulebook import Rulebook
from tests.certificates.desk import some
from tests.views.people import id_number


@pytest.fixture
def book(tmp_path):
    """Makes a workbook of sheets of rows."""

    def make(*sheets):
        made = Workbook()
        made.remove(made.active)
        for n, rows in enumerate(sheets, 1):
            sheet = made.create_sheet(f"表{n}")
            for row in rows:
                sheet.append(row)
        made.save(tmp_path / "book.xlsx")
        return tmp_path / "book.xlsx"

    return make


def taken(centre, register, path):
    outcome = carry_out(centre, REGISTERS[register], path)
    return outcome.value


@pytest.mark.parametrize(("word", "level"), [("一级/高级技师", 1), ("技师", 2), ("三级/高级", 3), ("高级工", 3), ("四级", 4), ("中级工", 4), ("四级/中级工", 4),
                                             ("五级/初级", 5), ("1", 1), ("6", None), ("三级/中级", None), ("", None)])  # fmt: skip
def test_rcn_005_levels(word, level):
    assert level_of(word) == level


@pytest.mark.parametrize("word", ["", "-", "—", "无", "--"])
def test_rcn_004_an_empty_job(word):
    assert job_of(word) == "--"


def test_fil_002_a_scope_list_with_gaps_and_exchanged_headings(centre, book):
    work = centre()
    path = book([["职业编号", "职业名称", "工种/职业方向", "级别", "评价标准"],
                 ["车工", "6-18-01-01", "数控车床", "4、3", "国标"], [None, None, "普通车床", "5.4", "国标"]])
    report = taken(work, "assessment.scope", path)
    assert (report.new, len(report.rejected)) == (2, 0)
    rows = {(row.occupation, row.code, row.job, row.level) for row in some(work, ScopeRow)}
    assert rows == {("车工", "6-18-01-01", job, level) for job, levels in (("数控车床", (4, 3)), ("普通车床", (5, 4))) for level in levels}
    assert taken(work, "assessment.scope", path).unchanged == 2
    bad = book([["职业名称", "职业编号", "级别", "工种"], ["车工", "618", "4", ""]])
    assert [fault.rule for fault in taken(work, "assessment.scope", bad).rejected] == ["FIL-002"]


@pytest.mark.parametrize(("key", "days", "fine"), [
    (("车工", "--", 5), [date(2022, 3, 1), date(2025, 2, 28)], True), (("车工", "--", 5), [date(2025, 2, 28), date(2025, 3, 1)], False),
    (("车工", "--", 4), [date(2023, 1, 1)], False), (("车工", "数控车床", 5), [date(2023, 1, 1)], False), (("车工", "--", 5), [], True),
])  # fmt: skip
def test_fil_010_every_exam_day_counts(key, days, fine):
    """FIL-003, CRT-030: occupation, job and level together."""
    scope = Scope()
    scope.add(("车工", "--", 5), date(2022, 3, 1), date(2025, 2, 28))
    assert (scope_faults(scope, key, days, Rulebook("henan")["FIL-010"]) == []) is fine


def test_a_batch_plan_is_corrected_by_a_later_file(centre, book):
    work = centre()
    head = ["批次号", "名称", "考试日期", "人数"]
    assert taken(work, "assessment.batches", book([head, ["P1", "第一批", "2026年3月10日", 30]])).new == 1
    assert taken(work, "assessment.batches", book([head, ["P1", "第一批", "2026-03-12", 30]])).changed == 1
    assert [(batch.first_exam_day, batch.last_exam_day) for batch in some(work, Batch)] == [(date(2026, 3, 12), date(2026, 3, 12))]


def test_a_pass_list_with_other_headers(centre, book):
    work = centre()
    path = book([["合格人员"], ["等级", "职业", "工种", "身份证号码", "考生姓名", "批次"], ["四级", "电工", "", id_number(7), "王敏", "P1"]])
    assert taken(work, "assessment.pass_list", path).new == 1
    row = some(work, PassRow)[0]
    assert (row.level, row.job, row.batch_code, row.name) == (4, "--", "P1", "王敏")
    assert taken(work, "assessment.pass_list", path).unchanged == 1


def test_an_old_ledger_comes_in_with_its_faults_on_all_its_sheets(centre, book):
    work = centre()
    head = ["证书编号", "姓名", "证件号码", "职业名称", "工种", "等级", "发证日期", "批次编号", "空白证书号", "状态"]
    good = ["Y000041029001264000001", "王敏", id_number(7), "电工", "--", "四级/中级工", "2026-02-18", "P1", "10000001", "正常"]
    short = ["Y00004102900126400002", "李静", "410102", "电工", "--", "四级", "2026-02-18", "P1", "10000002", "撤销"]
    path = book([head, good, good], [head, short])
    report = taken(work, "certificates.register", path)
    assert (report.new, len(report.rejected), len(report.duplicates)) == (3, 0, 0)
    assert [(one.number[-6:], one.state, one.history) for one in some(work, Certificate)] == [("000001", "valid", True)] * 2 + [("400002", "revoked", True)]
    assert [copy.serial for copy in some(work, Copy)] == [10000001, 10000002]
    assert [(line.code, line.first, line.last) for line in some(work, Movement)] == [("OPN", 10000001, 10000002)]
    with work.reading() as context:
        notes = REGISTERS["certificates.register"].notes(context, context.db.get(Certificate, 3))
        assert {one.rule for one in notes} >= {"CRT-001"}
    assert taken(work, "certificates.register", path).unchanged == 3


def test_an_old_book_of_blanks(centre, book):
    work = centre()
    path = book([["空白证书"], ["类别", "日期", "起号", "止号", "数量"],
                 ["入库", "2026-01-05", "10000001", "10000100", 100], ["印废", "2026-02-01", "10000007", "", 1],
                 ["入库", "2026-03-01", "10000100", "10000200", 101], ["作废", "2026-03-01", "10000050", "10000051", 3]])  # fmt: skip
    report = taken(work, "certificates.stock", path)
    assert report.new == 2
    assert [fault.rule for fault in report.rejected + report.held] == ["LDG-003", "SYS-014"]
    assert taken(work, "certificates.stock", path).unchanged == 2


def test_a_plan_that_contradicts_itself_or_the_scope_is_marked_and_taken(centre, book):
    work = centre()
    taken(work, "assessment.scope", book([["职业名称", "工种/职业方向", "级别"], ["电工", "--", "4、3"]]))
    head = ["批次编号", "批次名称", "职业", "工种/方向", "级别", "考试日期", "计划人数"]
    rows = [["P1", "2025年第1批电工四级", "电工", "--", "四级", "2026-01-24", 30],
            ["P2", "2026年第2批电工三级", "电工", "--", "四级", "2026-02-24", 30],
            ["P3", "2026年第3批车工四级", "车工", "--", "四级", "2026-03-24", 30],
            ["P4", "2026年第4批电工四级", "电工", "--", "四级", "2026-12-24", 30]]  # fmt: skip
    report = taken(work, "assessment.batches", book([head, *rows]))
    assert (report.new, [(one.row, one.rule) for one in report.marked]) == (4, [(2, "SYS-014"), (3, "SYS-014"), (4, "ASM-SCO-001")])
    assert [one.state for one in some(work, Batch)] == ["listed", "listed", "listed", "draft"]  # what lies ahead is followed


def test_asm_gen_001_a_later_list_does_not_change_a_batch_of_another_region(centre, book):
    work = centre()
    head = ["批次编号", "批次名称", "职业", "考试日期"]
    taken(work, "assessment.batches", book([head, ["P1", "春季", "电工", "2026-01-24"]]))
    with store.writing(work.engine) as db:
        db.scalars(select(Batch)).one().profile = "sport"
        db.commit()
    report = taken(work, "assessment.batches", book([head, ["P1", "春季改", "电工", "2026-01-25"]]))
    assert [one.rule for one in report.rejected] == ["ASM-GEN-001"]
    assert some(work, Batch)[0].name == "春季"


def test_fil_002_a_scope_of_projects_without_levels(centre, book):
    work = centre("fujian")
    report = taken(work, "assessment.scope", book([["职业名称", "级别"], ["沙县小吃制作", "专项职业能力"], ["寿山石雕刻", "不分等级"]]))
    assert (report.new, len(report.rejected)) == (2, 0)
    assert {(row.occupation, row.level) for row in some(work, ScopeRow)} == {("沙县小吃制作", 0), ("寿山石雕刻", 0)}
