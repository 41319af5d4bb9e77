"""What of a training is printed: the class, its sign-in sheet, a person's hours, the proof."""

from datetime import date

from models.people.training.terms import topics
from reports import forms
from tests.centres import seat
from tests.people.makers import a_name, done, hired, person
from tests.people.test_training import LONG, call, close, note, plan, row
from tests.reports.paper import in_order, text


def held(make, tmp_path):
    """A continuing education of three days for three: passed, failed, absent."""
    centre = make("hunan", on=date(2024, 1, 10))
    hired(centre, tmp_path, *(person(n, **LONG) for n in (1, 2, 3)))
    key = plan(centre, ends_on=date(2024, 5, 23), teachers="周老师", syllabus="2024 大纲", reader="考评员读本", courseware="课件一", place="示例楼 201")
    done(call(centre, key))
    end = date(2024, 5, 23)
    done(note(centre, key, 1, end, attendance="present", theory_hours=20, assessing_hours=4.5, practice_hours=8, exam_kind="written",
              score=88, result="passed"))  # fmt: skip
    done(note(centre, key, 2, end, attendance="present", theory_hours=24, result="failed"))
    done(note(centre, key, 3, end, attendance="absent"))
    done(close(centre, key, end, topics="、".join(list(topics("assessor", "hunan").values())[:2]), methods="集中授课"))
    return seat(centre, "exam", end), key


def test_the_record_of_a_training_has_everybody_with_hours_and_result(centre, tmp_path):
    made, key = held(centre, tmp_path)
    pdf = forms.render(made, "F-TRAINING", key).pdf
    assert in_order(pdf, ["考评人员培训（继续教育）登记表", "PX-2024-001", "周老师", "2024大纲", "证卡编号", "学时", "成绩", "结果", "签字"]) == ""
    words = text(pdf)
    assert all(one in words for one in (a_name(1), a_name(2), a_name(3), "24.5", "88", "不合格", "缺席"))


def test_the_sign_in_sheet_has_a_column_for_each_day(centre, tmp_path):
    made, key = held(centre, tmp_path)
    words = text(forms.render(made, "F-TRAINING-SIGN", key).pdf)
    assert all(f"2024-05-{day}" in words for day in (20, 21, 22, 23)) and words.count(a_name(3)) == 2


def test_ppl_asr_040_the_hours_of_a_person_leave_practice_out(centre, tmp_path):
    made, key = held(centre, tmp_path)
    words = text(forms.render(made, "F-TRAINING-HOURS", row(made, key, 1).id).pdf)
    assert "合计：24.5" in words.replace(" ", "") and a_name(1) in words


def test_a_proof_is_only_for_who_passed(centre, tmp_path):
    made, key = held(centre, tmp_path)
    words = text(forms.render(made, "F-TRAINING-PROOF", row(made, key, 1).id).pdf).replace("\n", "")
    assert a_name(1) in words and "24.5学时" in words.replace(" ", "") and "继续教育" in words
    refused = forms.render(made, "F-TRAINING-PROOF", row(made, key, 2).id)
    assert refused.pdf is None or not refused.pdf
