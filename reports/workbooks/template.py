"""The empty workbook of a register: headers, drop-downs, formats, and a page that says how to fill it in."""

import io
from typing import TYPE_CHECKING, Any

from models.core.centre import Context
from models.core.findings import Severity
from models.core.kinds import Many
from models.core.registers import Field, Register, allowed_values
from models.core.rulebook import Rule
from models.core.rulebook import rows as rule_rows
from reports.workbooks import look
from resources.texts import _, pick

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_LAST_ROW = 1_048_576
_SEVERITY = {
    Severity.BLOCK: _("不能导入"),
    Severity.WARN: _("需写明理由"),
    Severity.DUE: _("列入待办"),
    Severity.RECORD: _("留痕"),
}
GAP = "…"  # in a sentence without its case


def template(register: Register, context: Context) -> bytes:
    """An .xlsx to fill in and import again: sheets 数据, 字典, 填写说明. Source: forms.md 4.0."""
    from openpyxl import Workbook

    workbook = Workbook()
    data = workbook.active
    data.title = look.DATA
    fields = register.imports
    _headers(data, fields)
    _dictionary(workbook, data, fields)
    look.lines(workbook.create_sheet(look.NOTES), notes(register, context), (22, 10, 44, 70))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _headers(sheet: "Worksheet", fields: tuple[Field, ...]) -> None:
    from openpyxl.utils import get_column_letter

    for column, field in enumerate(fields, 1):
        look.style_header(look.put(sheet, 1, column, field.label), strong=field.needed)
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = look.column_width(field.width, field.label)
        dimension.number_format = look.number_format(field.kind)
    sheet.row_dimensions[1].height = 26
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(fields))}1"


def _dictionary(workbook: "Workbook", data: "Worksheet", fields: tuple[Field, ...]) -> None:
    """A column of allowed values for each field that has them, and the drop-down in 数据 that reads it."""
    from openpyxl.utils import get_column_letter, quote_sheetname
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet = workbook.create_sheet(look.DICTIONARY)
    for column, field in enumerate(fields, 1):
        values = allowed_values(field.kind)
        if not values:
            continue
        place = sheet.max_column + 1 if sheet["A1"].value else 1
        look.style_header(look.put(sheet, 1, place, field.label))
        for row, value in enumerate(values, 2):
            look.put(sheet, row, place, value)
        own, letter = get_column_letter(place), get_column_letter(column)
        sheet.column_dimensions[own].width = look.column_width(field.width, field.label)
        source = f"{quote_sheetname(look.DICTIONARY)}!${own}$2:${own}${len(values) + 1}"
        several = isinstance(field.kind, Many)  # several may stand in one cell: the list only proposes
        choice = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=not several)
        choice.errorTitle, choice.error = field.label, _("请从列表中选择")
        choice.add(f"{letter}2:{letter}{_LAST_ROW}")
        data.add_data_validation(choice)
    sheet.freeze_panes = "A2"


def notes(register: Register, context: Context) -> list[tuple[str, ...]]:
    """The page of explanations: what each column wants, the rules of the import, by whom and when it was made."""
    rules = [context.rules[rule_id] for rule_id in _rules_of(register)]
    return [
        (_("{title}：填写说明").format(title=register.title),),
        (_("● 用来识别这一行，缺少则不能导入；○ 完整记录应有，可以后补；空白为选填。"),),
        (_("列"), _("要求"), _("填写格式"), _("说明")),
        *((field.label, _mark(field), field.kind.hint, field.note) for field in register.imports),
        (_("导入规则"),),
        *((rule.id, _SEVERITY[rule.severity], rule.sentence(), rule.clause) for rule in rules if _speaks(rule)),
        (_("版本"),),
        *_made(context, rules),
    ]


def _speaks(rule: Rule) -> bool:
    """Whether the rule holds here and its sentence says something without a case in hand."""
    return rule.active and GAP not in rule.sentence()


def _made(context: Context, rules: list[Rule]) -> list[tuple[str, ...]]:
    profile = pick(profile_row(context)["name"])
    return [
        (_("适用地区"), "", profile, ""),
        (_("机构"), "", context.centre.name, context.centre.filing_no),
        (_("规则版本"), "", max((rule.source_version for rule in rules), default=""), ""),
        (_("生成"), "", context.actor.name, context.now.strftime("%Y-%m-%d %H:%M")),
    ]


def profile_row(context: Context) -> dict[str, Any]:
    import resources

    row: dict[str, Any] = resources.toml("profiles.toml")[context.centre.profile]
    return row


def _mark(field: Field) -> str:
    return "●" if field.needed else "○" if field.complete else ""


def _rules_of(register: Register) -> list[str]:
    """The rules that the register's import asks."""
    from models.core.acts import COMMANDS

    if register.intake is None:
        return []
    return [rule_id for rule_id in COMMANDS[register.intake().command].rules if rule_id in rule_rows()]
