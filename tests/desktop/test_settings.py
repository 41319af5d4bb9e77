"""What this computer remembers: kept, mended when it does not read, never in the way of a start."""

import tomllib

import pytest

import desktop
from desktop import settings
from desktop.main import main
from desktop.preferences import PreferencesDialog
from desktop.settings import RECENT, Recent, Settings
from tests.tree import ROOT


def test_settings_are_kept():
    chosen = Settings(theme="dark", scale=150, unfolded={"exam": ["people.assessors"]}, centres=[Recent("somewhere", "甲中心", True, "exam")])
    chosen.save()
    assert settings.load() == chosen


@pytest.mark.parametrize(
    "written",
    ["", "[]", "{", '{"theme": 3, "scale": "big", "unfolded": {"exam": 3}, "centres": [{"name": "no place"}, 4], "unknown": 1}'],
)
def test_what_does_not_read_has_its_usual_value(written):
    settings.folder().mkdir(parents=True)
    (settings.folder() / "settings.json").write_text(written, encoding="utf-8")
    assert settings.load() == Settings()


def test_the_centre_opened_last_stands_first_and_once():
    chosen = Settings()
    for number in range(RECENT + 2):
        chosen.remember(Recent(f"place {number}"))
    chosen.remember(Recent("place 5", "again"))
    places = [known.where for known in chosen.centres]
    assert places[0] == "place 5"
    assert len(places) == len(set(places)) == RECENT


def test_preferences_change_the_settings_only_when_saved(qtbot):
    chosen = Settings()
    dialog = PreferencesDialog(chosen)
    qtbot.addWidget(dialog)
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.scale.setCurrentIndex(dialog.scale.findData(150))
    assert chosen == Settings()
    dialog.accept()
    assert (chosen.theme, chosen.scale) == ("dark", 150)


def test_the_version_is_that_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert desktop.__version__ == project["version"]


@pytest.mark.parametrize("line", [["--centre"], ["--on", "tomorrow"], ["--centre", "x", "--as", "exam"]])
def test_wrong_use_of_the_window_is_said(line, capsys):
    assert main(line) == 2
    assert "--centre DIR" in capsys.readouterr().err
