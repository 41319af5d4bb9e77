"""Score lists of both shapes: who is taken over, what is refused, what the scores say against the written result."""

from datetime import date

import pytest

from models.assessment.candidates.queries import Sanction
from models.assessment.candidates.tables import Enrolment
from models.assessment.scores import queries
from models.assessment.scores.rules import Standard, outcome, required, single_pass_ends, struck
from models.assessment.scores.tables import AssessorMark, Score, ScoreEntry
from models.assessment.scores.terms import Mark, ScoreCell, tenths_of
from models.core.kinds import BadValue
from models.core.registers import REGISTERS, View, may_read, page
from models.core.rulebook import Rulebook
from tests.assessment.scores.lists import PEOPLE, batches, take, wide, written
from tests.centres import TODAY, seat
from tests.certificates.desk import some

SCORES = "assessment.scores"


@pytest.mark.parametrize(("text", "tenths"), [("60", 600), ("59.9", 599), ("60.0", 600), ("100.0", 1000), ("0", 0), ("８６", 860), ("79.5分", 795)])
def test_asm_pas_001_points_are_kept_in_tenths(text, tenths):
    assert tenths_of(text) == tenths


@pytest.mark.parametrize("text", ["100.1", "-0.1", "101", "59.95", "nan", "优"])
def test_asm_pas_001_what_is_no_score(text):
    with pytest.raises(ValueError):
        tenths_of(text)


@pytest.mark.parametrize(("text", "mark"), [("缺考", Mark(0, "absent")), ("作弊", Mark(0, "cheat")), ("缓考", Mark(None, "deferred")), (68.5, Mark(685)),
                                            ("—", None), ("", None)])  # fmt: skip
def test_a_cell_of_a_score_list(text, mark):
    assert ScoreCell().parse(text, TODAY) == mark


def test_a_cell_that_says_neither_points_nor_a_status():
    with pytest.raises(BadValue):
        ScoreCell().parse("正常", TODAY)


def standard(profile: str) -> Standard:
    return Standard.of(Rulebook(profile))


@pytest.mark.parametrize("profile", ["sport", "fujian", "hunan", "henan", "chongqing"])
@pytest.mark.parametrize(("tenths", "passed"), [(600, True), (599, False), (1000, True)])  # Ex: 60.0, 59.9, 100.0
def test_asm_pas_001_the_pass_mark_itself_passes(profile, tenths, passed):
    assert standard(profile).passes(Mark(tenths)) is passed


def test_asm_pas_001_a_status_never_passes():
    assert not standard("henan").passes(Mark(900, "cheat"))


@pytest.mark.parametrize(("profile", "theory", "skill", "result"), [
    ("henan", Mark(600), Mark(600), "passed"),
    ("henan", Mark(1000), Mark(595), "partial"),  # 100 / 59.5: theory kept
    ("sport", Mark(720), Mark(0, "absent"), "failed"),  # ASM-STC-001 Ex 2: no validity there
    ("hunan", Mark(720), Mark(0, "absent"), "partial"),  # Ex 1
    ("chongqing", Mark(550), Mark(800), "partial"),  # Ex 3
    ("henan", Mark(0, "cheat"), Mark(800), "partial"),  # Ex 4
    ("henan", Mark(590), Mark(590), "failed"),
])  # fmt: skip
def test_asm_pas_002_every_subject_has_to_be_passed(profile, theory, skill, result):
    assert outcome(["theory", "skill"], {"theory": theory, "skill": skill}, standard(profile)) == result


@pytest.mark.parametrize(("profile", "theory", "skill", "subject", "effects", "result"), [
    ("sport", Mark(850), Mark(900), "theory", ("ALL", "BAN-Y"), "cancelled"),  # ASM-STC-001 Ex 5: SP-D2-02 in theory
    ("fujian", Mark(790), Mark(790), None, (), "passed"),  # Ex 6
    ("fujian", Mark(790), Mark(790), "skill", ("OUT", "PROJ"), "cancelled"),
    ("hunan", Mark(720), Mark(800), None, ("QUAL", "OUT"), "cancelled"),
    ("henan", Mark(720), Mark(800), "theory", ("CHEAT0",), "partial"),  # Ex 4: the practical is kept
    ("hunan", Mark(720), Mark(800), "theory", ("SUBJ",), "partial"),
    ("sport", Mark(720), Mark(800), "theory", ("SUBJ",), "failed"),  # ASM-PAS-002 Ex: SUBJ in theory, nothing is kept there
    ("henan", Mark(720), Mark(800), "theory", ("WARN1",), "passed"),
    ("henan", Mark(720), Mark(800), "skill", ("VOID",), "partial"),
    ("henan", Mark(720), Mark(800), None, ("SUBJ",), "failed"),  # no subject named: each
])  # fmt: skip
def test_asm_stc_001_what_a_decided_sanction_does_to_the_result(profile, theory, skill, subject, effects, result):
    decided = [Sanction(subject, effects, "")]
    assert outcome(["theory", "skill"], {"theory": theory, "skill": skill}, standard(profile), decided) == result


def test_asm_stc_001_a_cancelled_assessment_waits_for_no_further_subject():
    assert outcome(["theory", "skill"], {"theory": Mark(900)}, standard("sport"), [Sanction("theory", ("ALL",), "")]) == "cancelled"
    assert outcome(["theory", "skill"], {"theory": Mark(900)}, standard("sport"), [Sanction("theory", ("SUBJ",), "")]) is None


def test_asm_stc_001_an_absence_stays_one_whatever_was_decided():
    assert struck("theory", Mark(0, "absent"), [Sanction(None, ("SUBJ",), "")]) == Mark(0, "absent")


def test_asm_pas_002_no_result_before_the_last_subject():
    assert outcome(["theory", "skill"], {"theory": Mark(900)}, standard("henan")) is None


@pytest.mark.parametrize(("profile", "level", "needed"), [("hunan", 2, True), ("hunan", 3, False), ("chongqing", 1, True), ("henan", 1, False)])
def test_asm_pas_003_high_levels_need_a_review(profile, level, needed):
    assert ("review" in required(["theory", "skill"], level, standard(profile))) is needed


@pytest.mark.parametrize(("profile", "ends"), [("hunan", date(2027, 3, 15)), ("henan", date(2026, 3, 15)), ("chongqing", date(2026, 3, 15)),
                                               ("sport", None), ("fujian", None)])  # fmt: skip
def test_asm_val_001_how_long_a_single_pass_counts(profile, ends):
    assert single_pass_ends(date(2025, 3, 15), standard(profile)) == ends


def test_an_old_list_is_taken_over_with_its_people(centre, tmp_path):
    work = centre(login="exam")
    batches(work, tmp_path, "B1")
    path = written(tmp_path / "old.csv", *wide((80, 70, "合格"), (90, 59.9, "合格"), ("缺考", "缺考", "不合格"), (101, 80, "合格"), (60, "作弊", "不合格")))
    report = take(work, SCORES, path, history=True)
    assert (report.new, [(one.row, one.column, one.rule) for one in report.rejected]) == (4, [(5, "理论成绩", "ASM-PAS-001")])
    assert [(one.row, one.found, one.expected, one.rule) for one in report.marked] == [(3, "合格", "单科合格", "ASM-PAS-002")]
    assert report.found == {"rows": 5, "people": 4, "batches": 1, "present": 3, "absent": 1, "contradictions": 1, "passed": 1}
    people = {one.name: one for one in some(work, Enrolment)}
    assert {name: one.result for name, one in people.items()} == {"甲一": "passed", "乙二": "partial", "丙三": "failed", "戊五": "partial"}
    assert people["乙二"].result_valid_to == date(2027, 6, 10) and people["甲一"].history and people["甲一"].level == 4
    assert {(one.subject, one.tenths, one.status) for one in some(work, Score) if one.enrolment_id == people["戊五"].id} == {
        ("theory", 600, "normal"), ("skill", 0, "cheat")}  # fmt: skip
    again = take(work, SCORES, path, history=True)
    assert (again.new, again.unchanged, len(again.marked)) == (0, 4, 1)


def test_the_denominators_of_an_old_list(centre, tmp_path):
    work = centre(login="exam")
    batches(work, tmp_path, "B1")
    take(work, SCORES, written(tmp_path / "old.csv", *wide((80, 70, "合格"), (90, "缺考", ""), ("缺考", "缺考", ""), (10, 80, ""))), history=True)
    with work.reading() as context:
        counted = queries.denominators(context.db)
        subjects = queries.subject_passes(context.db, 600)
    assert {base: one.n for base, one in counted.items()} == {
        "applied": 4, "admitted": 4, "present": 3, "absent": 1, "cancelled": 0, "theory": 3, "practical": 2, "review": 0, "both": 2,
        "first_sit": 3, "resit": 0, "carried": 0, "direct": 0}  # fmt: skip
    assert counted["present"].rate == pytest.approx(1 / 3)
    assert (counted["both"].passed, counted["carried"].rate) == (1, None)
    assert (subjects["theory"].n, subjects["theory"].passed, subjects["skill"].passed) == (3, 2, 2)


def test_asm_mrk_009_a_running_batch_knows_its_candidates(centre, tmp_path):
    work = centre(login="exam")
    batches(work, tmp_path, "B1", day=TODAY)
    path = written(tmp_path / "new.csv", *wide((80, 70, "合格")))
    [fault] = take(work, SCORES, path).rejected
    assert (fault.rule, fault.found) == ("ASM-MRK-009", "T001")
    assert take(work, SCORES, path, history=True).new == 1


def test_a_batch_that_is_over_and_never_had_candidates_is_an_old_list_anyhow(centre, tmp_path):
    work = centre(login="exam")
    batches(work, tmp_path, "B1")
    assert take(work, SCORES, written(tmp_path / "old.csv", *wide((80, 70, "合格")))).new == 1


def test_asm_mrk_009_batch_and_person_have_to_be_those_of_the_list(centre, tmp_path):
    work = centre(login="exam")
    batches(work, tmp_path, "B1")
    header = ("批次编号", "准考证号", "姓名", "身份证号", "理论成绩")
    take(work, SCORES, written(tmp_path / "a.csv", header, ("B1", *PEOPLE[0], 80)), history=True)
    rows = [("B9", *PEOPLE[1], 80), ("B1", PEOPLE[0][0], "别人", PEOPLE[0][2], 80), ("B1", "T009", "", "", 80), ("B1", *PEOPLE[2], "")]
    report = take(work, SCORES, written(tmp_path / "b.csv", header, *rows), history=True)
    assert [(one.row, one.column, one.rule) for one in report.rejected] == [
        (2, "批次编号", "ASM-MRK-009"), (3, "姓名", "ASM-MRK-009"), (4, "姓名", "SYS-002"), (4, "身份证号", "SYS-002"), (5, "成绩", "ASM-MRK-009"),
    ]  # fmt: skip


def test_asm_mrk_011_a_second_list_changes_no_settled_score(centre, tmp_path):
    work = centre(login="exam")
    batches(work, tmp_path, "B1")
    take(work, SCORES, written(tmp_path / "a.csv", *wide((80, 70, "合格"))), history=True)
    [fault] = take(work, SCORES, written(tmp_path / "b.csv", *wide((80, 75, "合格"))), history=True).rejected
    assert (fault.rule, fault.column, fault.found, fault.expected) == ("ASM-MRK-011", "实操成绩", "75", "70")


def test_one_subject_a_row_with_the_marks_of_the_assessors(centre, tmp_path):
    work = centre(login="exam")
    batches(work, tmp_path, "B1")
    header = ("批次名称", "准考证号", "姓名", "证件号码", "科目", "考评员1", "考评员2", "考评员3", "成绩", "成绩状态", "0分备注", "评定", "检录人", "检录日期")
    rows = [("B1 批次", *PEOPLE[0], "理论", "", "", "", 86, "正常", "", "合格", "某检录", "2026-06-12"),
            ("B1 批次", *PEOPLE[0], "技能", 78, 80, 79, 79, "正常", "", "合格", "某检录", "2026-06-12"),
            ("B1 批次", *PEOPLE[1], "理论", "", "", "", 0, "缺考", "缺考", "不合格", "某检录", "2026-06-12"),
            ("B1 批次", *PEOPLE[1], "技能", 50, 50, 50, 50, "正常", "", "合格", "某检录", "2026-06-12")]  # fmt: skip
    report = take(work, SCORES, written(tmp_path / "long.csv", header, *rows, encoding="utf-8"), history=True)
    assert (report.new, report.found["people"], report.found["passed"], [one.row for one in report.marked]) == (4, 2, 1, [5])
    assert [(one.slot, one.tenths) for one in some(work, AssessorMark)] == [(1, 780), (2, 800), (3, 790), (1, 500), (2, 500), (3, 500)]
    [absent] = [one for one in some(work, Score) if one.status == "absent"]
    assert (absent.zero_reason, absent.recorder, absent.recorded_on) == ("absent", "某检录", date(2026, 6, 12))
    assert {one.name: one.result for one in some(work, Enrolment)} == {"甲一": "passed", "乙二": "failed"}


def test_a_later_list_brings_the_other_subject_and_the_result(centre, tmp_path):
    work = centre(login="exam")
    batches(work, tmp_path, "B1")
    header = ("批次编号", "准考证号", "姓名", "身份证号", "科目", "成绩")
    take(work, SCORES, written(tmp_path / "a.csv", header, ("B1", *PEOPLE[0], "理论", 80)), history=True)
    assert some(work, Enrolment)[0].result == "passed"  # an old list is taken as it was
    take(work, SCORES, written(tmp_path / "b.csv", header, ("B1", *PEOPLE[0], "技能", 40)), history=True)
    [one] = some(work, Enrolment)
    assert (one.subjects, one.result) == (["theory", "skill"], "partial")


def enrolled(work, tmp_path):
    """A running batch with one candidate of its own."""
    batches(work, tmp_path, "B1", day=TODAY)
    take(work, SCORES, written(tmp_path / "a.csv", *wide((80, 70, "合格"))), history=True)
    with work.engine.begin() as db:
        db.exec_driver_sql("DELETE FROM score")
        db.exec_driver_sql("UPDATE enrolment SET history = 0, result = NULL")


def test_asm_mrk_007_a_list_of_a_running_batch_is_one_entry(centre, tmp_path):
    work = centre(login="exam")
    enrolled(work, tmp_path)
    assert take(work, SCORES, written(tmp_path / "b.csv", *wide((80, 70, "")))).new == 1
    assert (len(some(work, ScoreEntry)), len(some(work, Score))) == (2, 0)
    [fault] = take(seat(work, "general"), SCORES, written(tmp_path / "c.csv", *wide((80, 70, "")))).rejected
    assert fault.rule == "PPL-ORG-010"


def test_sec_006_asm_mrk_010_before_publication_only_those_who_make_results_see_them(centre, tmp_path):
    work = centre(login="exam")
    batches(work, tmp_path, "B1")
    take(work, SCORES, written(tmp_path / "a.csv", *wide((80, 70, "合格"))), history=True)
    with work.engine.begin() as db:
        db.exec_driver_sql("UPDATE score SET public = 0 WHERE subject = 'skill'")
    seen = {}
    for login in ("exam", "director", "supervisor", "general", "archive", "finance"):
        with seat(work, login).reading() as context:
            assert may_read(context, REGISTERS[SCORES])
            seen[login] = [one.subject for one in page(context, REGISTERS[SCORES], View())]
    assert seen == {login: ["skill", "theory"] if login in ("exam", "director", "supervisor") else ["theory"] for login in seen}


def test_a_list_of_scores_is_filtered_by_who_sat(centre, tmp_path):
    work = centre(login="exam")
    batches(work, tmp_path, "B1")
    take(work, SCORES, written(tmp_path / "a.csv", *wide((80, 70, "合格"), (50, 50, ""))), history=True)
    with work.reading() as context:
        assert {one.enrolment.name for one in page(context, REGISTERS[SCORES], View(text="乙二"))} == {"乙二"}
        assert [one.subject for one in queries.find_score(context.db, "T001 理论")] == ["theory"]
