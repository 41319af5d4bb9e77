"""W-NATIONAL: what a delivery tells the platform, as the workbook that is sent. Every cell is text; a number loses no digit."""

import io
from collections.abc import Sequence

from models.assessment.terms import LEVELS
from models.certificates.tables_uploads import Upload, UploadLine
from models.certificates.terms import UPLOAD_ACT
from models.core.acts import COMMANDS, Outcome, call, permission
from models.core.centre import Centre
from models.core.files import digest_of
from models.core.identity import NAMES
from reports.workbooks.look import column_width, put, style_header
from resources.texts import _

FORM = "W-NATIONAL"
HEADS = (_("序号"), _("姓名"), _("证件类型"), _("证件号码"), _("职业名称"), _("工种/职业方向"), _("职业技能等级"), _("证书编号"), _("评价机构"),
         _("发证日期"), _("操作类型"), _("备注"))  # fmt: skip
_WIDTHS = (60, 90, 110, 170, 140, 140, 120, 190, 240, 100, 80, 120)  # pixels


def workbook(lines: Sequence[UploadLine]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = _("上报数据")
    for column, (head, width) in enumerate(zip(HEADS, _WIDTHS, strict=True), 1):
        style_header(put(sheet, 1, column, head), strong=head == _("证书编号"))
        sheet.column_dimensions[get_column_letter(column)].width = column_width(width, head)
    for number, line in enumerate(lines, 1):
        for column, text in enumerate((str(number), *_cells(line)), 1):
            put(sheet, number + 1, column, text)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(line: UploadLine) -> tuple[str, ...]:
    level = LEVELS.get(line.level, str(line.level))
    return (line.name, NAMES.get(line.id_kind, line.id_kind), line.id_no, line.occupation, line.job or "--", level, line.number,
            line.agency or "", line.issued_on.isoformat(), UPLOAD_ACT.show(line.act), "")  # fmt: skip


def written(centre: Centre, upload_id: int) -> tuple[bytes, Outcome]:
    """The workbook of a delivery, whose making is noted in the audit trail; without content the findings say why not."""
    with centre.reading() as context:
        refused = permission(context, COMMANDS["certificates.send_upload"])
        if refused:
            return b"", Outcome(False, refused)
        upload = context.db.get_one(Upload, upload_id)
        content = workbook(upload.lines)
        title = _("上报数据 {number}").format(number=upload.number)
    outcome = call(centre, "core.record_document", form=FORM, subject=f"upload:{upload_id}", title=title, digest=digest_of(content))
    return (content if outcome.done else b""), outcome
