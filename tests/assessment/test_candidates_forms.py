"""The papers of candidates: each region has its own application, lists carry seats, a decision reads as a sentence."""

import pypdfium2
import pytest

import models  # noqa: F401
from models.assessment.candidates.tables import Enrolment
from models.core import store
from models.core.registers import REGISTERS
from reports import forms
from tests.assessment.candidates import batch, done, enter
from tests.assessment.exams.makers import seated
from tests.assessment.test_candidates_cases import case, propose
from tests.assessment.test_candidates_fees import correct, scan, standing  # noqa: F401  (scan is a fixture)


def words(rendered):
    assert rendered.pdf, rendered.findings
    pages = pypdfium2.PdfDocument(rendered.pdf)
    return "".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", ""), len(pages)


def offered(centre, register, key):
    with centre.reading() as context:
        one = context.db.get_one(REGISTERS[register].table, key)
        return {each.id for each in forms.forms_for(REGISTERS[register], one)}


@pytest.mark.parametrize(("profile", "own"), [("henan", "F-CAND-RECORD"), ("fujian", "F-CAND-SPECIAL"), ("chongqing", "F-CAND-CQ"), ("hunan", None)])
def test_each_region_has_its_own_application(centre, profile, own):
    made = centre(profile)
    batch(made)
    key = enter(made)
    assert offered(made, "assessment.candidates", key) == {"F-CAND-CHECKLIST", "F-CAND-WORKCERT"} | ({own} if own else set())
    if own:
        text, pages = words(forms.render(made, own, key))
        assert "林晓峰" in text and pages == (2 if profile == "henan" else 1)  # one copy for the school, one for the candidate


@pytest.mark.parametrize(("level", "category", "title", "second"), [
    (0, None, "专项职业能力考核", False), (4, "student", "国家职业资格学生鉴定", False), (3, None, "国家职业资格鉴定", True),
])  # fmt: skip
def test_chongqing_has_three_forms_and_a_second_review_from_level_3_up(centre, level, category, title, second):
    made = centre("chongqing")
    batch(made)
    key = enter(made)
    with store.writing(made.engine) as db:
        one = db.get_one(Enrolment, key)
        one.level, one.category = level, category
        db.commit()
    text, _pages = words(forms.render(made, "F-CAND-CQ", key))
    assert f"重庆市{title}申报表" in text and ("复审意见" in text) is second and ("已取得证书" in text) is (level != 0)


def test_materials_are_told_at_once_with_what_came_in(centre):
    made = centre("chongqing")
    batch(made)
    text, _pages = words(forms.render(made, "F-CAND-CHECKLIST", enter(made)))
    assert "受理人签字" in text and "技术总结" in text


def test_the_roster_names_room_and_seat(centre):
    made = centre("henan")
    seated(made, 2, rooms=(("01", 30),))
    text, pages = words(forms.render_list(made, "F-CAND-ROSTER"))
    assert "考生00001" in text and "01-" in text.replace(" ", "") and pages == 1
    assert "更正内容" in words(forms.render_list(made, "F-CAND-CONFIRM"))[0]


def test_a_decision_is_told_only_when_it_holds(centre):
    made = centre("sport")
    batch(made)
    key = case(made)
    assert "手机放在座位旁" in words(forms.render(made, "F-VIOLATION", key))[0]
    assert offered(made, "assessment.violations", key) == {"F-VIOLATION"}
    assert propose(made, key, code="SP-D2-02").done
    done(made, "assessment.confirm_sanction", key, who="director")
    text, _pages = words(forms.render(made, "F-VIOLATION-NOTICE", key))
    assert "不得参加至 2025-12-31" in text and "SP-D2-02" not in text  # the clause, not our code


def test_a_correction_is_printed_with_its_explanation(centre, scan):  # noqa: F811
    made = centre("sport")
    batch(made)
    kept = correct(made, standing(made, "reviewed"), file=scan).value
    text, _pages = words(forms.render(made, "F-CAND-CORRECT", kept))
    assert "林小峰" in text and "录入错误" in text and "说明.pdf" in text
