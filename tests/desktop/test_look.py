"""The two themes: the same names, readable everywhere; and a picture of every page."""

import itertools

import pytest
from PySide6.QtGui import QColor, QImage

from desktop import pages
from desktop.shots import shots
from views.kit import theme

READABLE = 4.5  # WCAG 2.2 AA for text of this size
INKS = {
    "card": ("ink", "muted", "accent", "danger", "caution", "good"),
    "ground": ("ink", "muted", "accent", "danger", "caution", "good"),
    "accent_ground": ("ink", "accent"),
    "danger_ground": ("danger", "ink", "plain"),
    "caution_ground": ("caution", "ink", "plain"),
    "good_ground": ("good", "ink"),
    "plain_ground": ("plain", "ink"),
    "primary": ("on_primary",),
    "navigation": ("navigation_ink", "navigation_muted"),
    "navigation_chosen": ("navigation_ink",),
}
PAIRS = [(ink, ground) for ground, inks in INKS.items() for ink in inks]


def luminance(name):
    def linear(part):
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    color = QColor(name)
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


@pytest.mark.parametrize(("look", "pair"), list(itertools.product((theme.LIGHT, theme.DARK), PAIRS)), ids=str)
def test_text_can_be_read_on_its_ground(look, pair):
    ink, ground = (luminance(theme.tokens(look)[name]) for name in pair)
    contrast = (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05)
    assert contrast >= READABLE


def test_both_themes_name_the_same_colours():
    assert theme.tokens(theme.LIGHT).keys() == theme.tokens(theme.DARK).keys()


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK])
def test_the_style_sheet_leaves_no_name_open(look):
    assert "$" not in theme.style_sheet(look)


def test_a_theme_is_put_on_and_announced(qapp, qtbot):
    with qtbot.waitSignal(theme.watch.changed):
        theme.apply(qapp, theme.DARK)
    assert theme.in_use() == theme.DARK
    assert theme.color("card").name() == theme.tokens(theme.DARK)["card"]


def test_a_picture_of_every_page(demo, tmp_path):
    centre = demo("general")
    drawn = shots(tmp_path / "pictures", centre, "1280x760", theme.DARK)
    names = {path.name.removesuffix("-dark-1280x760.png") for path in drawn}
    expected = {page.key for page in pages.readable(centre.actor.roles)}
    assert expected | {"palette", "sign-in", "first-run", "new-centre", "recovery", "locked"} <= names
    assert "people.assessors-import" in names
    for path in drawn:
        picture = QImage(str(path))
        assert (picture.width(), picture.height()) == (1280, 760)
        colours = {picture.pixelColor(x, y).name() for x in range(0, 1280, 16) for y in range(0, 760, 8)}
        assert len(colours) > 3, f"{path.name} is empty"


def test_only_the_pages_asked_for_are_drawn(demo, tmp_path):
    drawn = shots(tmp_path / "pictures", demo("director"), "1000x600", theme.LIGHT, ["desk", "sign-in"])
    assert [path.name for path in drawn] == ["desk-light-1000x600.png", "sign-in-light-1000x600.png"]
