"""English beside the Chinese source: complete, with the same placeholders, and chosen by settings or environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from resources import texts as spoken
from tests import texts


def test_every_text_is_written_out_where_it_is_said():
    assert [place for place, text in texts.said() if text is None] == [], "`_()` of something computed is never translated"


def test_every_text_has_english():
    known = texts.translations()
    missing = [f"{place}: {text}" for text, place in texts.source_texts().items() if not known.get(text, "").strip()]
    assert missing == [], "`python -m tests.texts` prints the lines to fill in"


def test_a_translation_keeps_the_placeholders_of_its_source():
    wrong = {text: english for text, english in texts.translations().items() if texts.placeholders(text) != texts.placeholders(english)}
    assert wrong == {}


def test_a_translation_keeps_the_blank_that_joins_it_to_the_next_word():
    assert [text for text, english in texts.translations().items() if text.endswith(" ") and not english.endswith(" ")] == []


def test_a_translation_still_knows_its_source():
    spoken.use("en")
    try:
        label = spoken._("姓名")
        assert (label, spoken.source_of(label)) == ("Name", "姓名")
    finally:
        spoken.use("zh")
    assert spoken.source_of(spoken._("姓名")) == "姓名"


def _run(*line: str, **environment: str) -> str:
    done = subprocess.run([sys.executable, *line], cwd=texts.ROOT, env={**os.environ, "PYTHONUTF8": "1", **environment},
                          capture_output=True, encoding="utf-8", check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_in_english_a_chinese_workbook_is_still_read_and_no_two_columns_share_a_heading():
    answer = json.loads(_run("-m", "tests.english"))
    assert answer["registers"] > 0
    assert (answer["clashes"], answer["unread"]) == ([], [])


@pytest.mark.parametrize(("settings", "variable", "english"), [
    ("zh", "", False),
    ("en", "", True),
    ("zh", "en", True),  # the variable wins over the settings
    ("en", "zh", False),
    ("en", "fr", False),  # no texts in that language: the source
])  # fmt: skip
def test_the_command_line_answers_in_the_language_of_the_settings_or_of_the_run(tmp_path: Path, settings: str, variable: str, english: bool):
    (tmp_path / "settings.json").write_text(json.dumps({"language": settings}), encoding="utf-8")
    told = _run("-m", "desktop.main", "workdays", "2026-09-28", "+7", JIANTAI_SETTINGS=str(tmp_path), JIANTAI_LANGUAGE=variable)
    assert ("2026-10-13 Tu" in told, "2026-10-13 周二" in told) == (english, not english)
