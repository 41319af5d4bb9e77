"""Workbooks out: templates people can fill in, exports that are the register, files back with their faults."""

import hashlib
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from models.core import intake
from models.core.progress import Progress, to_the_end
from models.core.registers import REGISTERS, View, allowed_values, records
from reports.workbooks import export as exports
from reports.workbooks.faults import fault_workbook
from reports.workbooks.template import template
from tests.reports.conftest import FILING_NO, id_number

WITH_IMPORT = [register for register in REGISTERS.values() if register.imports]
ASSESSORS = REGISTERS["people.assessors"]
NASTY = ("=1+1", "+86", "-1", "@SUM(A1)", '=HYPERLINK("x")')


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def formulas(workbook: openpyxl.Workbook) -> list[str]:
    return [cell.coordinate for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize("register", WITH_IMPORT, ids=lambda register: register.key)
def test_a_template_has_exactly_the_headers_frozen_and_filtered(register, centre):
    with centre.reading() as context:
        workbook = opened(template(register, context))
    assert workbook.sheetnames == ["数据", "字典", "填写说明"]
    data = workbook["数据"]
    assert [cell.value for cell in data[1]] == [field.label for field in register.imports]
    assert data.freeze_panes == "A2"
    assert data.auto_filter.ref.startswith("A1:")
    assert data.max_row == 1
    assert not formulas(workbook)


@pytest.mark.parametrize("register", WITH_IMPORT, ids=lambda register: register.key)
def test_a_templates_drop_downs_offer_the_values_an_import_takes(register, centre):
    with centre.reading() as context:
        workbook = opened(template(register, context))
    offered = {}
    for choice in workbook["数据"].data_validations.dataValidation:
        letter = str(choice.sqref).split(":")[0].rstrip("0123456789")
        sheet, _mark, cells = choice.formula1.replace("'", "").partition("!")
        label = workbook["数据"][f"{letter}1"].value
        offered[label] = [cell.value for (cell,) in workbook[sheet][cells.replace("$", "")]]
    assert offered == {
        field.label: allowed_values(field.kind) for field in register.imports if allowed_values(field.kind)
    }


def test_a_template_keeps_numbers_that_are_names_as_text_and_dates_as_dates(centre):
    with centre.reading() as context:
        data = opened(template(ASSESSORS, context))["数据"]
    formats = {cell.value: data.column_dimensions[cell.column_letter].number_format for cell in data[1]}
    assert {formats[name] for name in ("身份证号", "证卡编号", "联系电话", "资格证书编号")} == {"@"}
    assert {formats[name] for name in ("核发时间", "有效期至", "聘期起")} == {"yyyy-mm-dd"}


def test_a_templates_notes_say_what_is_needed_which_rules_and_by_whom(centre):
    with centre.reading() as context:
        notes = opened(template(ASSESSORS, context))["填写说明"]
        rows = [[cell.value or "" for cell in row] for row in notes.iter_rows()]
        sentence = context.rules["PPL-ASR-061"].sentence()
    marks = {row[0]: row[1] for row in rows}
    assert (marks["姓名"], marks["身份证号"], marks["工作单位"], marks["备注"]) == ("●", "●", "○", "")
    assert ["PPL-ASR-061", "不能导入", sentence] in [row[:3] for row in rows]
    assert any(row[0] == "生成" and row[2] for row in rows)
    assert not any("…" in row[2] for row in rows)


def test_a_filled_in_template_is_understood_by_the_import(centre, tmp_path):
    with centre.reading() as context:
        workbook = opened(template(ASSESSORS, context))
    data = workbook["数据"]
    columns = {cell.value: cell.column for cell in data[1]}
    given = {"姓名": "模板示例", "身份证号": id_number(901), "类别": "考评员", "考评职业": "车工", "性别": "男"}
    for label, value in given.items():
        data.cell(2, columns[label]).value = value
    path = tmp_path / "filled.xlsx"
    workbook.save(path)
    report = to_the_end(intake.preview(centre, ASSESSORS, path))
    assert (report.rows, report.new, report.rejected) == (1, 1, [])
    assert [plan.unknown for plan in report.plans] == [[]]


def exported(centre, full: bool = False, register=ASSESSORS) -> exports.Exported:
    with centre.reading() as context:
        return to_the_end(exports.export(context, register, View(), full))


def test_an_export_equals_the_register(centre, assessor):
    assessor("导出示例", ("车工", "钳工"))
    made = exported(centre, full=True)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made.content)).get_sheet_by_name("数据").to_python()
    fields = exports.exported(ASSESSORS)
    with centre.reading() as context:
        kept = [
            [field.shown(context, record, clear=True) for field in fields]
            for record in records(context, ASSESSORS, View())
        ]
    assert rows[0] == [field.label for field in fields]
    assert [[_text(cell) for cell in row] for row in rows[1:]] == kept
    assert made.rows == len(kept) > 0


def _text(cell: object) -> str:
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def test_an_export_carries_the_digest_of_its_rows(centre, assessor):
    assessor()
    made = exported(centre)
    workbook = opened(made.content)
    rows = [["" if cell.value is None else _text(cell.value) for cell in row] for row in workbook["数据"].iter_rows()]
    digest = hashlib.sha256("".join("\t".join(row) + "\n" for row in rows).encode()).hexdigest()
    assert made.digest == digest
    assert digest in [row[1].value for row in workbook["填写说明"].iter_rows(min_row=2)]


def test_an_export_is_masked_unless_asked_for_and_allowed(as_user, assessor):
    assessor()

    def numbers(login: str, full: bool) -> list[str]:
        data = opened(exported(as_user(login), full).content)["数据"]
        column = next(cell.column for cell in data[1] if cell.value == "身份证号")
        return [data.cell(row, column).value for row in range(2, data.max_row + 1)]

    assert all("********" in number for number in numbers("director", full=False))
    assert not any("*" in number for number in numbers("director", full=True))
    assert all("********" in number for number in numbers("archive", full=True))
    assert not exported(as_user("archive"), full=True).full


def test_exported_numbers_are_text_cells_and_dates_are_dates(centre, assessor):
    assessor()
    data = opened(exported(centre, full=True).content)["数据"]
    cells = {head.value: cell for head, cell in zip(data[1], data[2], strict=True)}
    assert {(cells[name].data_type, cells[name].number_format) for name in ("身份证号", "证卡编号", "联系电话")} == {
        ("s", "@")
    }
    assert (cells["核发时间"].is_date, cells["核发时间"].number_format) == (True, "yyyy-mm-dd")
    assert cells["工龄"].value == 20


@pytest.mark.parametrize("nasty", NASTY)
def test_a_text_never_becomes_a_formula_in_an_export(nasty, centre, assessor):
    assessor("公式示例", employer=nasty)
    workbook = opened(exported(centre).content)
    assert not formulas(workbook)
    assert nasty in [cell.value for row in workbook["数据"].iter_rows() for cell in row]


def test_signs_that_xml_forbids_do_not_break_an_export(centre, assessor):
    assessor("符号示例", employer='甲<乙>&"丙\x00\x0b丁')
    assert '甲<乙>&"丙丁' in [
        cell.value for row in opened(exported(centre).content)["数据"].iter_rows() for cell in row
    ]


def test_gen_003_an_export_is_refused_without_the_right_and_audited_with_it(as_user, assessor):
    from sqlalchemy import select

    from models.core.tables import AuditEntry

    assessor()
    refused = to_the_end(exports.exporting(as_user("admin"), ASSESSORS, View()))
    assert [finding.rule for finding in refused.findings] == ["PPL-ORG-010"]
    assert not refused.content
    made = to_the_end(exports.exporting(as_user("director"), ASSESSORS, View(), full=True, purpose="送审"))
    with as_user("director").reading() as context:
        detail = context.db.scalars(select(AuditEntry.detail).where(AuditEntry.command == "core.record_export")).all()[
            -1
        ]
    assert made.content
    assert made.digest in detail
    assert "送审" in detail


def test_an_empty_register_exports_its_headers(centre):
    made = exported(centre, register=REGISTERS["people.blacklist"])
    assert made.rows == 0
    assert opened(made.content)["数据"].max_row == 1


def test_a_long_export_tells_how_far_it_is(centre, assessor, monkeypatch):
    assessor()
    monkeypatch.setattr(exports, "_STRIDE", 1)
    with centre.reading() as context:
        steps = list(exports.export(context, ASSESSORS, View()))
    assert all(isinstance(step, Progress) for step in steps)
    assert (steps[-1].done, steps[-1].total) == (len(steps), len(steps))


def roster(path: Path) -> Path:
    """A roster as centres keep it: title, header in row 3, one wrong ID number, one unknown grade, one good row."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "花名册"
    sheet.append(["示例中心考评员花名册"])
    sheet.append([])
    sheet.append(["序号", "姓名", "身份证号", "类别", "考评职业", "工作单位"])
    good, wrong = id_number(801), id_number(802)
    wrong = wrong[:-1] + ("0" if wrong[-1] != "0" else "1")
    sheet.append([1, "甲示例", good, "考评员", "车工", "=危险"])
    sheet.cell(4, 6).data_type = "s"
    sheet.append([2, "乙示例", wrong, "考评员", "车工", "@单位"])
    sheet.append([3, "丙示例", id_number(803), "特级", "车工", "单位"])
    sheet["B5"].number_format = "@"
    sheet["C3"].font = openpyxl.styles.Font(bold=True)
    workbook.save(path)
    return path


def returned(centre, path: Path) -> tuple[intake.Report, openpyxl.Workbook]:
    report = to_the_end(intake.preview(centre, ASSESSORS, path))
    with centre.reading() as context:
        return report, opened(fault_workbook(path, report, context.rules["SYS-012"]))


def test_rejected_rows_come_back_below_their_headers_with_the_cells_marked(centre, tmp_path):
    report, workbook = returned(centre, roster(tmp_path / "花名册.xlsx"))
    sheet = workbook["花名册"]
    assert report.bad_rows == 2
    assert sheet["A1"].value == "示例中心考评员花名册"
    assert [cell.value for cell in sheet[3]] == ["序号", "姓名", "身份证号", "类别", "考评职业", "工作单位", "错误"]
    assert [sheet.cell(row, 2).value for row in range(4, sheet.max_row + 1)] == ["乙示例", "丙示例"]
    assert (sheet["C4"].fill.fgColor.rgb[-6:], sheet["D5"].fill.fgColor.rgb[-6:]) == ("FDECEA", "FDECEA")
    assert sheet["B4"].fill.fill_type is None
    assert sheet["G4"].value.startswith("不能导入 · 身份证号：")
    assert sheet["G5"].value.startswith("不能导入 · 类别：")
    assert sheet["C3"].font.b
    assert sheet["F4"].value == "@单位"
    assert not formulas(workbook)


def test_a_returned_file_put_right_can_be_imported_and_returned_again(centre, tmp_path):
    _report, workbook = returned(centre, roster(tmp_path / "一.xlsx"))
    sheet = workbook["花名册"]
    sheet["C4"].value = id_number(802)
    again = tmp_path / "二.xlsx"
    workbook.save(again)
    report, second = returned(centre, again)
    assert (report.new, report.bad_rows) == (1, 1)
    assert [cell.value for cell in second["花名册"][3]].count("错误") == 1
    assert second["花名册"].max_row == 4


def test_held_back_rows_are_marked_as_wanting_a_reason(centre, tmp_path):
    path = tmp_path / "五年.csv"
    card = f"{FILING_NO}10777"
    path.write_text(
        f"姓名,身份证号,类别,考评职业,证卡编号,核发时间,有效期至\n丁示例,{id_number(777)},考评员,车工,{card},2025-01-01,2029-12-31\n",
        "gb18030",
    )
    report, workbook = returned(centre, path)
    assert [fault.rule for fault in report.held] == ["PPL-ASR-064"]
    sheet = workbook["五年"]
    assert sheet["H2"].value.startswith("需写明理由 · 有效期至：")
    assert sheet["G2"].fill.fgColor.rgb[-6:] == "FEF4E6"
    assert sheet["B2"].value == id_number(777)
    assert sheet["B2"].number_format == "@"
