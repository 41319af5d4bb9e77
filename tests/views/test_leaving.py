"""What leaves the program from a page: exports, previews, prints."""

import io
from pathlib import Path

import pytest
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from models.core.progress import Work
from models.core.registers import REGISTERS, View
from models.core.tables import AuditEntry, PrintedDocument
from tests.centres import seat
from tests.views.conftest import SmallShell
from tests.views.people import fill, id_number
from views.kit.exporting import ExportDialog
from views.kit.pdf_pages import Pdf
from views.kit.print_preview import PreviewDialog, can_show
from views.kit.printing import PrintMenu

REGISTER = REGISTERS["people.assessors"]


def pdf_of(pages: int) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, A4)
    for number in range(pages):
        canvas.drawString(100, 700, f"page {number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def preview(shell: SmallShell, qtbot: QtBot) -> PreviewDialog:
    made = PreviewDialog(shell, "名册", pdf_of(3))
    qtbot.addWidget(made, before_close_func=lambda _dialog: made.document.close())
    made.show()
    return made


def pages_in(path: Path) -> int:
    document = Pdf(path.read_bytes())
    document.close()
    return len(document.sizes)


def cells(path: Path) -> list[list[object]]:
    from openpyxl import load_workbook

    return [[cell.value for cell in row] for row in load_workbook(path).worksheets[0].iter_rows()]


def test_an_export_is_masked_as_the_list_is(shell: SmallShell, qtbot: QtBot, tmp_path: Path) -> None:
    fill(shell.centre, 20)
    dialog = ExportDialog(shell, REGISTER, View(order="card_number"))
    qtbot.addWidget(dialog)
    dialog.export_to(tmp_path / "名册")
    content = cells(tmp_path / "名册.xlsx")
    assert len(content) == 21
    assert id_number(1) not in map(str, content[1])
    assert shell.said[-1][1] == "good" and not dialog.isVisible()


def test_gen_003_whole_numbers_leave_with_their_purpose(shell: SmallShell, qtbot: QtBot, tmp_path: Path) -> None:
    fill(shell.centre, 2)
    dialog = ExportDialog(shell, REGISTER, View(order="card_number"))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.purpose.isHidden()
    dialog.full.setChecked(True)
    assert dialog.purpose.isVisible()
    dialog.purpose.editor.fill("报送省平台")
    dialog.export_to(tmp_path / "名册.xlsx")
    assert id_number(1) in cells(tmp_path / "名册.xlsx")[1]
    with shell.centre.reading() as context:
        last = context.db.query(AuditEntry).order_by(AuditEntry.seq.desc()).first()
        assert last is not None and last.command == "core.record_export" and "报送省平台" in last.detail


def test_who_may_not_see_whole_numbers_is_not_asked(shell: SmallShell, qtbot: QtBot) -> None:
    shell.centre = seat(shell.centre, "bank")
    dialog = ExportDialog(shell, REGISTER, View())
    qtbot.addWidget(dialog)
    assert dialog.full.isHidden()


def test_a_workbook_open_elsewhere_is_said_not_thrown(shell: SmallShell, qtbot: QtBot, tmp_path: Path) -> None:
    fill(shell.centre, 1)
    dialog = ExportDialog(shell, REGISTER, View())
    qtbot.addWidget(dialog)
    (tmp_path / "名册.xlsx").mkdir()
    dialog.export_to(tmp_path / "名册.xlsx")
    assert shell.said == [("写不进这个文件，它可能正在 Excel 或 WPS 中打开", "danger")]
    assert dialog.go.isEnabled()


def test_the_preview_shows_its_pages_and_zooms(preview: PreviewDialog, qtbot: QtBot) -> None:
    assert len(preview.document.sizes) == 3
    wide = preview.pages._sheets[0].width()
    preview.pages.set_zoom(0.5)
    assert preview.pages._sheets[0].width() == round(595.2756 * 0.5 * 96 / 72) < wide
    qtbot.waitUntil(lambda: preview.pages.verticalScrollBar().maximum() > 500)
    preview.pages.go_to(3)
    assert preview.pages.page() == 3
    assert preview._where.text() == "第 3 页，共 3 页"
    preview._larger()
    assert preview.pages.zoom == 0.75


def test_a_page_is_drawn_as_it_is(preview: PreviewDialog) -> None:
    image = preview.document.image(0, 72)
    assert (image.width(), image.height()) == (596, 842)
    inked = [image.pixelColor(x, y).lightness() for x in range(100, 140) for y in range(130, 145)]
    assert min(inked) < 90 and image.pixelColor(5, 5).lightness() == 255


def test_what_is_saved_is_the_final_paper_made_once(shell: SmallShell, qtbot: QtBot, tmp_path: Path) -> None:
    made = []

    def final() -> Work[tuple[bytes, str]]:
        made.append(1)
        yield from ()
        return pdf_of(1), ""

    dialog = PreviewDialog(shell, "名册", pdf_of(3), None, final)
    qtbot.addWidget(dialog)
    for name in ("一.pdf", "二.pdf"):
        dialog.save_to(tmp_path / name)
        assert pages_in(tmp_path / name) == 1
    assert made == [1]


def test_a_refused_paper_does_not_leave(shell: SmallShell, qtbot: QtBot, tmp_path: Path) -> None:
    def final() -> Work[tuple[bytes, str]]:
        yield from ()
        return b"", "没有权限"

    dialog = PreviewDialog(shell, "名册", pdf_of(1), None, final)
    qtbot.addWidget(dialog)
    dialog.save_to(tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists() and shell.said == [("没有权限", "danger")]


def test_chosen_pages_go_to_the_printer(preview: PreviewDialog, shell: SmallShell, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFromTo(2, 3)
    preview.print_on(printer)
    assert pages_in(tmp_path / "out.pdf") == 2
    assert shell.said[-1] == ("已送往打印机：2 页", "good")


def test_a_picture_is_shown_by_the_same_preview(shell: SmallShell, qtbot: QtBot) -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (96, 48), "navy").save(out, "PNG")
    dialog = PreviewDialog(shell, "照片.png", out.getvalue())
    qtbot.addWidget(dialog)
    assert dialog.document.sizes == [(72.0, 36.0)]
    assert can_show("扫描.PDF") and not can_show("表.xlsx")


def test_a_form_is_a_draft_until_it_leaves(shell: SmallShell, qtbot: QtBot, tmp_path: Path) -> None:
    fill(shell.centre, 2)
    shell.centre = seat(shell.centre, "director")
    menu = PrintMenu(shell, REGISTER, REGISTER.forms, 1)
    qtbot.addWidget(menu)
    assert [action.data() for action in menu.menu_of_forms().actions()] == list(REGISTER.forms)
    menu.preview("F-BADGE")
    dialog = menu.window().findChildren(PreviewDialog)[-1]
    with shell.centre.reading() as context:
        assert context.db.query(PrintedDocument).count() == 0
    dialog.save_to(tmp_path / "证卡.pdf")
    with shell.centre.reading() as context:
        assert [one.form for one in context.db.query(PrintedDocument)] == ["F-BADGE"]
    dialog.close()


def test_a_list_prints_what_is_shown(shell: SmallShell, qtbot: QtBot) -> None:
    fill(shell.centre, 8)
    shell.centre = seat(shell.centre, "director")
    menu = PrintMenu(shell, REGISTER, REGISTER.list_forms)
    qtbot.addWidget(menu)
    menu.view = View(order="name", facets={"grade": "senior"})
    menu.preview("W-ASSESSOR")
    dialog = menu.window().findChildren(PreviewDialog)[-1]
    dialog.document.image(0, 36)
    text = "".join(page.get_textpage().get_text_range() for page in dialog.document._document)
    assert "Y000041029001200004" in text and "Y000041029001200003" not in text
    dialog.close()
