"""What leaves on paper goes to Chinese offices: the forms are the same whatever language the window speaks."""

import json
import subprocess
import sys

import pytest

from resources import texts
from tests.tree import ROOT


@pytest.fixture(scope="module")
def forms(demo_folder):
    def printed(language):
        line = [sys.executable, "-m", "tests.official", language, str(demo_folder)]
        done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return {language: printed(language) for language in texts.LANGUAGES}


def test_printed_forms_are_chinese_when_the_program_speaks_english(forms):
    assert len(forms["zh"]) > 20
    assert {name for name, text in forms["zh"].items() if forms["en"][name] != text} == set()


def test_only_what_is_said_officially_stays_chinese():
    texts.use("en")
    try:
        english = texts._("是")
        assert english == "yes"
        with texts.officially():
            assert (texts._("是"), texts.said(english), f"{english}", texts.pick({"zh": "甲", "en": "A"})) == ("是", "是", "是", "甲")
        assert (f"{english}", texts.pick({"zh": "甲", "en": "A"})) == ("yes", "A")
    finally:
        texts.use("zh")
