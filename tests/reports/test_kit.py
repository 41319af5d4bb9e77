"""What papers are made of: fonts found, words broken, grids read."""

import pytest
from reportlab.lib.units import mm

from models.core.refusals import Refused
from reports.kit import fonts, grid, marks, page, text
from tests.reports.paper import fonts_not_embedded, outside, sizes
from tests.reports.paper import text as text_of

SONG = fonts.face(fonts.SONG)


def points(characters: float, size: float = 10) -> float:
    return characters * size + 0.01


def test_no_line_is_wider_than_its_room_and_nothing_is_lost():
    written = "河南省示例市职业技能等级认定中心（Y000041009999）负责 2026 年度考评人员的聘任、培训和考核工作，" * 5
    broken = text.lines(written, SONG, 10, points(17))
    assert all(text.width(line, SONG, 10) <= points(17) for line in broken)
    assert "".join(broken).replace(" ", "") == written.replace(" ", "")


@pytest.mark.parametrize("mark", "，。、；）》”")
def test_no_line_begins_with_a_closing_mark(mark):
    assert text.lines(f"一二三四{mark}五六", SONG, 10, points(4)) == ["一二三", f"四{mark}五六"]


def test_no_line_ends_with_an_opening_bracket():
    assert text.lines("一二三（四五）", SONG, 10, points(4)) == ["一二三", "（四五）"]


def test_a_number_stays_whole_when_it_fits_into_a_line():
    assert text.lines("编号 HT20260001", SONG, 10, points(7)) == ["编号", "HT20260001"]


def test_words_are_set_smaller_until_a_number_is_whole():
    words = text.Words("410000198005160111", 10.5)
    words.wrap(22 * mm, 100)
    assert words._lines == ["410000198005160111"]
    assert text.SMALLEST <= words._size < 10.5


def test_words_shrink_to_the_height_they_are_given():
    words = text.Words("、".join(f"职业{n}" for n in range(20)), 10.5, tall=16 * mm)
    words.wrap(40 * mm, 100)
    assert words.height <= 16 * mm


def test_a_character_no_font_has_is_shown_as_missing():
    assert "".join(piece for _font, piece in SONG.runs("王\U0010fffd明")) == "王〓明"


def test_letters_and_rare_characters_come_from_fonts_that_have_them():
    used = {font for font, _piece in SONG.runs("龘 ABC 魏")}
    assert used <= {SONG.chinese, SONG.latin, *SONG.rare}
    assert SONG.runs("A")[0][0] == SONG.latin


def test_without_a_chinese_font_the_person_is_told_which_to_install(monkeypatch):
    monkeypatch.setattr(fonts, "_files", dict)
    fonts._registered.cache_clear()
    fonts.face.cache_clear()
    try:
        with pytest.raises(Refused, match="宋体、黑体"):
            fonts.face(fonts.SONG)
    finally:
        fonts._registered.cache_clear()
        fonts.face.cache_clear()


def test_a_grid_is_read_with_its_merged_cells():
    cells = grid._cells("| a | «b» | → |\n| ↑ | c | d |")
    assert [(cell.text, cell.rows, cell.columns) for cell in cells] == [
        ("a", 2, 1),
        ("«b»", 1, 2),
        ("c", 1, 1),
        ("d", 1, 1),
    ]


def test_a_grid_with_uneven_rows_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="same number"):
        grid._cells("| a | b |\n| c |")


def test_a_grids_rows_are_at_least_8_mm_and_tall_ones_share_what_is_left():
    table = grid.grid(
        "| a | «x» |\n| b | «x» |\n| c | «x» |", (40, 130), {"x": ""}, height=200 * mm, tall={1: 10, 2: 30}
    )
    assert table._rowHeights[0] == pytest.approx(8 * mm)
    assert table._rowHeights[1:] == pytest.approx([48 * mm, 144 * mm])


def test_page_numbers_count_all_pages_and_previews_say_so():
    from datetime import datetime

    table = grid.listing(("序号", "内容"), (20, 150), [[str(n), "一行"] for n in range(80)])
    pdf = page.Paper("清单", [table]).pdf(page.Footer("X-FORM", "", datetime(2026, 11, 20, 9, 30)))
    found = text_of(pdf)
    assert len(sizes(pdf)) == 3
    assert [f"第{n}页共3页" in found for n in (1, 2, 3)] == [True] * 3
    assert found.count("X-FORM预览") == 3
    assert outside(pdf) == fonts_not_embedded(pdf) == []
    assert b"/Helvetica" not in pdf


def test_the_same_paper_is_the_same_file():
    assert page.Paper("甲", [text.heading("甲")]).pdf() == page.Paper("甲", [text.heading("甲")]).pdf()


def test_a_ticked_box_is_drawn_not_written():
    pdf = page.Paper("勾选", [text.Words(marks.ticks({"a": "内督", "b": "外督"}, "b"))]).pdf()
    assert text_of(pdf) == "内督外督"
