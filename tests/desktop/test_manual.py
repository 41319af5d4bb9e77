"""F1: every page of the program has its page of the manual; what the manual links to is there, also in a bundle."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument

from desktop import manual, pages
from desktop.help import HelpWindow
from desktop.preferences import AboutDialog
from installer.build import ROOT
from tests.desktop.conftest import quiet
from views.kit import theme

_LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def linked(page: Path, pictures: bool) -> set[Path]:
    """What a page of the manual links to: its pictures, or other pages."""
    found = _LINK.findall(page.read_text(encoding="utf-8"))
    return {(page.parent / target).resolve() for mark, target in found if bool(mark) == pictures and "://" not in target}


def written() -> list[Path]:
    return sorted((manual.folder() / "manual").glob("*.md"))


def test_every_page_of_the_program_has_a_page_of_the_manual():
    lacking = [page.key for page in pages.pages() if not (manual.folder() / manual.page_of(page.key)).is_file()]
    assert not lacking
    assert (manual.folder() / manual.HOME).is_file()
    assert (manual.folder() / manual.BEFORE_SIGN_IN).is_file()


def test_every_exception_names_a_page_that_is():
    assert set(manual._EXCEPTIONS) <= {page.key for page in pages.pages()}


def test_an_unknown_area_has_no_page():
    with pytest.raises(KeyError):
        manual.page_of("nowhere.things")


def test_every_page_of_the_manual_is_reached_from_its_contents():
    seen: set[Path] = set()
    open_pages = [(manual.folder() / manual.HOME).resolve()]
    while open_pages:
        page = open_pages.pop()
        seen.add(page)
        open_pages += linked(page, pictures=False) - seen
    assert set(map(Path.resolve, written())) <= seen


@pytest.mark.parametrize("page", [*written(), manual.folder() / "manual.zh-CN.md"], ids=lambda page: page.name)
def test_pictures_and_links_of_a_page_exist_and_travel_with_the_program(page):
    carried = [ROOT / "docs" / "manual", ROOT / "docs" / "pictures", ROOT / "docs" / "manual.zh-CN.md"]
    for target in linked(page, pictures=True) | linked(page, pictures=False):
        assert target.is_file(), target
        assert any(target.is_relative_to(each) for each in carried), target


def test_the_bundle_carries_the_manual_where_the_program_looks():
    spec = (ROOT / "installer" / "jiantai.spec").read_text(encoding="utf-8")
    assert '"manual", "pictures"' in spec
    assert '"manual.zh-CN.md"' in spec
    assert manual.folder() == ROOT / "docs"


def test_a_sentence_over_two_lines_is_shown_without_a_space(tmp_path):
    page = tmp_path / "one.md"
    page.write_text("# 题目\n正文到此\n   为止。\n\n| 表 |\n|---|\n\n    命令\n    另一条\n", encoding="utf-8")
    assert manual.read(str(page)) == "# 题目\n正文到此为止。\n\n| 表 |\n|---|\n\n    命令\n    另一条"


# the window


@pytest.fixture
def shown(qtbot):
    made = HelpWindow()
    qtbot.addWidget(made)
    return made


def at(shown: HelpWindow) -> str:
    return shown.reader.source().fileName()


def test_links_lead_on_and_back(shown):
    shown.show_home()
    assert not shown.back.isEnabled()
    shown.reader.setSource(QUrl("10-certificates.md"))
    assert at(shown) == "10-certificates.md"
    assert "证书台账" in shown.reader.toPlainText()
    shown.back.click()
    assert at(shown) == "README.md"
    shown.forward.click()
    assert at(shown) == "10-certificates.md"


def test_only_the_manual_is_read(shown):
    shown.show_home()
    for elsewhere in ("../../README.md", "../../pyproject.toml", "https://example.org/a.md", "nothing.md"):
        shown.reader.setSource(QUrl(elsewhere))
        assert at(shown) == "README.md"


def test_pictures_are_no_wider_than_the_page(shown):
    shown.resize(600, 500)
    shown.show_page(manual.page_of("certificates.register"))
    name = QUrl("../pictures/certificates.register.png")
    picture = shown.reader.loadResource(QTextDocument.ResourceType.ImageResource.value, name)
    assert 200 <= picture.width() < shown.reader.viewport().width()


def test_colours_follow_the_theme(shown, qapp):
    shown.show_home()
    before = shown.reader.grab().toImage().pixelColor(5, 5)
    theme.apply(qapp, theme.DARK)
    assert at(shown) == "README.md"
    assert shown.reader.grab().toImage().pixelColor(5, 5).lightness() < before.lightness()


def test_escape_closes_it(shown, qtbot):
    shown.show_home()
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


# from the program


@pytest.fixture
def opened(window, demo, qtbot):
    made = window()
    made.enter(demo("director"))
    quiet(qtbot, made.jobs)
    return made


def press_f1(window, qtbot):
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F1)


def test_f1_opens_the_page_about_what_is_shown(opened, qtbot):
    opened.workspace.show_page("certificates.register")
    quiet(qtbot, opened.jobs)
    press_f1(opened, qtbot)
    assert opened.help.isVisible()
    assert at(opened.help) == "10-certificates.md"
    opened.workspace.show_page("core.rules")
    press_f1(opened, qtbot)
    assert at(opened.help) == "6-rules.md"


def test_f1_before_sign_in_tells_how_to_begin(window, qtbot):
    made = window()
    made.ask_first_run()
    press_f1(made, qtbot)
    assert at(made.help) == "1-start.md"


def test_f1_is_heard_in_a_dialog_and_the_manual_can_be_used_there(opened, qtbot):
    opened.workspace.show_page("certificates.register")
    quiet(qtbot, opened.jobs)
    opened.workspace.top.about_asked.emit()
    [dialog] = opened.findChildren(AboutDialog)
    qtbot.waitUntil(lambda: dialog.property("hears_f1") is True)
    for _twice in range(2):
        qtbot.keyClick(dialog, Qt.Key.Key_F1)
    [help_] = dialog.findChildren(HelpWindow)
    assert help_.isVisible() and at(help_) == "10-certificates.md"
    qtbot.mouseClick(help_.home, Qt.MouseButton.LeftButton)
    assert at(help_) == "README.md"
    dialog.close()
    assert not help_.isVisible()


def test_the_lock_covers_the_manual_too(opened, qtbot):
    opened.show_help()
    opened.lock()
    assert not opened.help.isVisible()
    opened.show_help()
    assert not opened.help.isVisible()


def test_the_menu_and_the_palette_open_it(opened, qtbot):
    opened.workspace.top.manual_asked.emit()
    assert at(opened.help) == "3-desk.md"
    opened.help.close()
    palette = opened.workspace.show_palette()
    palette.line.setText("手册")
    quiet(qtbot, opened.jobs)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert opened.help.isVisible()
