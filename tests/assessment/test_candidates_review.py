"""The review of an application: materials, conditions, ways, photos, the office above. Worked examples of the catalogue."""

import io
from datetime import date

import pytest
from PIL import Image

from models.assessment.candidates import rules
from models.assessment.candidates.photos import photo_faults
from models.assessment.candidates.rules import Evidence
from models.core.dates import WorkCalendar, published
from tests.assessment.candidates import batch, do, done, enter, one, refused, rule
from tests.assessment.test_candidates_fees import standing

DAY = date(2025, 3, 14)


def submitted(centre, **given):
    key = enter(centre, **given)
    done(centre, "assessment.submit_candidate", key, confirmed="是")
    return key


def review(centre, key, **given):
    return do(centre, "assessment.review_candidate", key, **{"condition": "standard", "stamped": "是", "reason": "人手不足"} | given)


def proofs(centre, key, *items, **more):
    for item in items:
        done(centre, "assessment.note_proof", key, item=item, returned="是", **more)


# -- who may apply by which way ---------------------------------------------------------------------------------------

FINAL = date(2025, 6, 30)


def student(way, group, level, graduates_on=FINAL, exam=date(2025, 3, 14), **items):
    return [one.rule for one in rules.student_faults(way, group, level, graduates_on, exam, items, rule("henan", "ASM-WAY-002"))]


def test_asm_way_002_ex_1_secondary_by_exam_applies_for_level_5_only():
    assert student("exam", "secondary", 4) == ["ASM-WAY-002"]
    assert student("exam", "secondary", 5) == []
    assert student("exam", "secondary", 3) == ["ASM-WAY-002"]  # only who is excellent
    assert student("exam", "secondary", 3, X5=Evidence()) == []


def test_asm_way_002_ex_2_a_junior_1x_certificate_gives_level_4():
    assert student("direct", "secondary", 4, X1=Evidence("junior")) == []
    assert student("direct", "secondary", 3, X1=Evidence("junior")) == ["ASM-WAY-002"]
    assert student("direct", "secondary", 3, X1=Evidence("middle")) == []


def test_asm_way_002_ex_3_a_student_of_the_second_of_three_years_is_refused():
    assert student("exam", "college", 3, graduates_on=date(2026, 6, 30)) == ["ASM-WAY-002"]
    assert student("exam", "college", 3) == []


def test_asm_way_002_ex_4_a_failed_practical_course_is_not_enough():
    assert student("process", "secondary", 4, X2=Evidence(both_passed=False)) == ["ASM-WAY-002"]
    assert student("process", "secondary", 4, X2=Evidence(both_passed=True)) == []


@pytest.mark.parametrize(("way", "asked", "fits"), [("exam", "henan", True), ("direct", "henan", True), ("direct", "sport", False)])
def test_asm_way_001_only_henan_knows_four_ways(way, asked, fits):
    assert (rules.way_faults(way, None, rule(asked, "ASM-WAY-001")) == []) is fits


def test_asm_way_001_the_way_is_that_of_the_batch():
    assert rules.way_faults("direct", "exam", rule("henan", "ASM-WAY-001"))


@pytest.mark.parametrize(
    ("graduates_on", "exam_day", "way", "severity"),
    [
        (FINAL, date(2025, 10, 18), "exam", "warn"),
        (FINAL, date(2026, 1, 10), "exam", "block"),
        (FINAL, date(2025, 10, 18), "direct", "block"),
        (FINAL, date(2024, 10, 12), "exam", None),
        (FINAL, FINAL, "exam", None),
    ],
)
def test_asm_way_009_graduates_of_the_year_want_a_reason(graduates_on, exam_day, way, severity):
    found = rules.graduate_faults(way, graduates_on, exam_day, rule("henan", "ASM-WAY-009"))
    assert [str(one.severity) for one in found] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("day", "inside"), [(date(2024, 8, 31), False), (date(2024, 9, 1), True), (FINAL, True), (date(2025, 7, 1), False)]
)
def test_asm_way_009_the_graduation_year_begins_in_september(day, inside):
    assert rules.graduation_year(FINAL, day) is inside


@pytest.mark.parametrize(
    ("grade", "issued", "ceiling"),
    [
        ("junior", date(2022, 3, 14), 2), ("junior", date(2022, 3, 15), None), ("middle", date(2024, 1, 10), 2),
        ("middle", date(2022, 1, 10), 1), ("senior", date(2025, 3, 1), 1), ("senior", date(2025, 3, 15), None),
    ],
)  # fmt: skip
def test_asm_way_007_ex_a_title_is_a_ceiling(grade, issued, ceiling):
    known = rule("henan", "ASM-WAY-007")
    assert rules.title_ceiling(Evidence(grade, issued), DAY, known) == ceiling
    if ceiling:
        assert rules.title_faults(ceiling, ceiling, known) == []
        assert rules.title_faults(ceiling + 1, ceiling, known) == []  # a lower level may be chosen
        assert (rules.title_faults(ceiling - 1, ceiling, known) != []) is True
    else:
        assert rules.title_faults(5, ceiling, known)


def test_asm_way_004_a_1x_certificate_is_mapped_to_the_occupation():
    known = rule("henan", "ASM-WAY-004", mapped={"数控车铣加工": "车工"})
    whole = Evidence("middle", DAY, name="数控车铣加工", number="X-1")
    assert rules.certificate_faults("车工", whole, known) == []
    assert rules.certificate_faults("钳工", whole, known)
    assert rules.certificate_faults("车工", Evidence("middle", DAY, name="数控车铣加工"), known)  # without its number
    assert rules.certificate_faults("车工", None, known)


def test_asm_way_006_a_contest_needs_its_rules_on_file():
    known = rule("henan", "ASM-WAY-006", contests={"车工": 3})
    assert rules.contest_faults("车工", 3, known) == [] and rules.contest_faults("车工", 4, known) == []
    assert rules.contest_faults("车工", 2, known) and rules.contest_faults("钳工", 4, known)


@pytest.mark.parametrize(("applied", "met"), [(date(2025, 3, 14), True), (date(2025, 3, 13), False)])
def test_asm_reg_008_ex_five_full_years_after_the_certificate(applied, met):
    assert (rules.work_years_faults(4, date(2020, 3, 14), applied, rule("hunan", "ASM-REG-008")) == []) is met
    assert rules.work_years_faults(5, None, applied, rule("hunan", "ASM-REG-008")) == []  # of level 4 only


@pytest.mark.parametrize(
    ("uploaded", "sent", "found"),
    [
        (date(2025, 2, 27), date(2025, 2, 28), None), (date(2025, 2, 27), date(2025, 3, 3), "warn"),
        (date(2025, 2, 28), date(2025, 2, 27), "block"), (date(2025, 2, 28), date(2025, 2, 28), None),
    ],
)  # fmt: skip
def test_asm_reg_011_ex_first_the_upload_then_the_forms_in_time(uploaded, sent, found):
    told = rules.delivery_faults(uploaded, sent, DAY, WorkCalendar(published()), rule("chongqing", "ASM-REG-011"))
    assert [str(one.severity) for one in told] == ([found] if found else [])


# -- the photo --------------------------------------------------------------------------------------------------------


def photo(size=(90, 110), mode="RGB", form="JPEG", pad=0):
    out = io.BytesIO()
    Image.new(mode, size, 200).save(out, form)
    return out.getvalue().ljust(pad, b"\0")


@pytest.mark.parametrize(
    ("name", "content", "fits"),
    [
        ("a.jpg", photo(pad=20_479), True), ("a.JPG", photo(), True), ("a.jpg", photo(pad=20_480), False), ("a.jpg", photo((110, 90)), False),
        ("a.jpg", photo(form="PNG"), False), ("a.jpg", photo(mode="L"), False), ("a.jpg", b"no picture", False), ("a.jpeg", photo(), False),
    ],
)  # fmt: skip
def test_asm_pho_001_ex_the_electronic_photo(name, content, fits):
    assert (photo_faults(name, content, rule("fujian", "ASM-PHO-001")) == []) is fits
    assert photo_faults(name, content, rule("sport", "ASM-PHO-001")) == []  # no limits there


def test_asm_pho_002_asm_pho_003_what_only_an_eye_can_see_is_ticked(centre, tmp_path):
    made = centre("fujian")
    batch(made)
    key = enter(made, level=0)
    (tmp_path / "a.jpg").write_bytes(photo())
    told = do(made, "assessment.set_photo", key, file=str(tmp_path / "a.jpg"))
    assert "ASM-PHO-003" in refused(told)
    assert "ASM-PHO-002" in {one.rule for one in told.findings}
    done(made, "assessment.set_photo", key, file=str(tmp_path / "a.jpg"), looks_right="是", original="是")
    assert made.files.get(one(made, key).photo) == photo()


# -- the way of an application ----------------------------------------------------------------------------------------


def test_asm_stc_001_asm_reg_006_from_draft_to_reviewed_with_a_second_pair_of_eyes(centre):
    made = centre("sport")
    batch(made)
    key = enter(made)
    assert refused(review(made, key)) == {"ASM-STC-001"}  # a draft is not reviewed
    unconfirmed = do(made, "assessment.submit_candidate", key)
    assert unconfirmed.done and {one.rule for one in unconfirmed.findings} == {"ASM-REG-009"}  # kept, not refused
    alone = do(made, "assessment.review_candidate", key, condition="standard")
    assert alone.needs_reason and {one.rule for one in alone.findings} == {"ASM-REG-006"}  # who typed it reviews it
    assert review(made, key).done
    found = one(made, key)
    assert (found.state, found.condition, found.reviewed_on) == ("reviewed", "standard", date(2025, 2, 10))


def test_asm_reg_001_asm_reg_016_hunan_wants_its_materials(centre):
    made = centre("hunan")
    batch(made)
    key = enter(made)
    assert {one.rule for one in do(made, "assessment.submit_candidate", key).findings} == {"ASM-REG-009", "ASM-REG-016"}
    told = review(made, key, condition="prior")
    assert refused(told) - {"ASM-REG-006"} == {"ASM-REG-001"}
    assert "国家职业资格证书" in next(one.params["list"] for one in told.findings if one.rule == "ASM-REG-001")
    proofs(made, key, "H1", "H4")
    assert review(made, key, condition="prior").done


def test_asm_reg_002_a_result_online_stands_for_the_document_where_the_region_says_so(centre):
    made = centre("hunan")
    batch(made)
    key = submitted(made)
    assert "SYS-002" in refused(do(made, "assessment.note_proof", key, item="H1", how="online"))  # without its source
    done(made, "assessment.note_proof", key, item="H1", how="online", source="学信网")
    assert review(made, key).done
    other = centre("fujian")
    batch(other)
    key = enter(other, level=0)
    assert "SYS-002" in refused(do(other, "assessment.note_proof", key, item="F2", how="online", source="学信网"))


def test_asm_reg_008_years_of_work_are_counted_at_the_review(centre):
    made = centre("hunan")
    batch(made)
    key = submitted(made)
    proofs(made, key, "H1", "H5")
    proofs(made, key, "H4", issued_on="2020-02-11")
    assert "ASM-REG-008" in refused(review(made, key, condition="years"))
    proofs(made, key, "H4", issued_on="2020-02-10")
    assert review(made, key, condition="years").done


def test_asm_reg_005_asm_reg_014_fujian_reviews_on_the_spot_a_form_that_is_complete(centre, tmp_path):
    made = centre("fujian")
    batch(made)
    key = enter(made, level=0)
    assert refused(do(made, "assessment.submit_candidate", key, confirmed="是")) == {"ASM-REG-014"}
    (tmp_path / "a.jpg").write_bytes(photo())
    done(made, "assessment.set_photo", key, file=str(tmp_path / "a.jpg"), looks_right="是", original="是")
    facts = one(made, key)
    kept = {"education": facts.education, "category": facts.category, "employer": facts.employer, "phone": facts.phone, "sex": "男"}
    done(made, "assessment.change_candidate", key, address="示例路1号", postcode="350000", birth="2000-05-01", **kept)
    done(made, "assessment.submit_candidate", key, confirmed="是")
    proofs(made, key, "F1", "F3")
    done(made, "assessment.note_proof", key, item="F2")  # the original is still here
    assert "ASM-REG-005" in refused(review(made, key))
    proofs(made, key, "F2")
    assert "ASM-REG-005" in {one.rule for one in review(made, key, stamped="否").findings}
    assert review(made, key).done
    assert do(made, "assessment.recheck_candidate", key, passed="是", document="复核单 1 号").done
    assert one(made, key).state == "rechecked"


def test_asm_reg_003_asm_reg_004_chongqing_level_2_wants_its_form_and_the_technical_summary(centre):
    made = centre("chongqing")
    batch(made)
    key = submitted(made, level=2)
    proofs(made, key, "C1", "C2", "C4")
    assert {"ASM-REG-003", "ASM-REG-004"} <= refused(review(made, key, form_kind="student"))
    proofs(made, key, "C5")
    assert refused(review(made, key, form_kind="student")) == {"ASM-REG-003"} | {"ASM-REG-006"}
    assert review(made, key, form_kind="general").done
    assert refused(do(made, "assessment.recheck_candidate", key, passed="是", document="复审单")) == {"ASM-REG-011"}  # never delivered
    done(made, "assessment.send_forms", key, uploaded_on="2025-02-10")
    done(made, "assessment.recheck_candidate", key, passed="否", document="材料不实")
    assert (one(made, key).state, one(made, key).ended_why) == ("rejected", "材料不实")


def test_asm_reg_012_level_4_is_not_sent_to_the_office_above(centre):
    made = centre("chongqing")
    batch(made)
    key = submitted(made)
    assert "ASM-STC-001" in refused(do(made, "assessment.send_forms", key, uploaded_on="2025-02-10"))


def test_asm_reg_007_hunan_downgrades_and_keeps_the_first_application(centre):
    made = centre("hunan")
    batch(made)
    key = submitted(made)
    proofs(made, key, "H1")
    assert refused(do(made, "assessment.downgrade_candidate", key, level="三级", why="条件不符")) == {"SYS-002"}  # that is higher
    lower = done(made, "assessment.downgrade_candidate", key, level="五级", why="条件不符")
    assert (one(made, key).state, one(made, key).ended_why) == ("downgraded", "条件不符")
    found = one(made, lower)
    assert (found.state, found.level, found.downgraded_from_id) == ("applied", 5, key)
    assert review(made, lower).done  # its proofs came along
    other = centre("sport")
    batch(other)
    assert refused(do(other, "assessment.downgrade_candidate", submitted(other), level="五级", why="条件不符")) == {"ASM-STC-001"}


def test_asm_stc_001_missing_materials_are_told_and_brought(centre):
    made = centre("sport")
    batch(made)
    key = submitted(made)
    done(made, "assessment.mark_incomplete", key, list="身份证复印件")
    assert refused(review(made, key)) == {"ASM-STC-001"}
    done(made, "assessment.complete_materials", key)
    done(made, "assessment.reject_candidate", key, why="不符合条件")
    assert one(made, key).state == "rejected"
    assert refused(do(made, "assessment.withdraw_candidate", key, why="迟了")) == {"ASM-STC-001"}


@pytest.mark.parametrize(("more", "withdrawn"), [({}, True), ({"result": "passed"}, False), ({"history": True}, False)])
def test_asm_stc_001_nobody_withdraws_after_the_result(centre, more, withdrawn):
    made = centre("sport")
    batch(made)
    key = standing(made, "admitted", **more)
    outcome = do(made, "assessment.withdraw_candidate", key, why="本人要求")
    assert outcome.done if withdrawn else refused(outcome) == {"ASM-STC-001"}
