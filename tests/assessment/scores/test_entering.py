"""Two people type, a third decides: what agrees counts, what differs is shown, nothing goes on before."""

import pytest

from models.assessment.scores.batches import differences, sheet
from models.assessment.scores.rules import Standard
from models.assessment.scores.tables import AssessorMark, MarkingRecord, Score, ScoreEntry
from models.core.acts import COMMANDS
from tests.assessment.scores.desk import OTHER, Desk
from tests.certificates.desk import some


def shown(desk):
    with desk.centre.reading() as context:
        from models.assessment.tables import Batch

        lines = sheet(context.db, context.db.get_one(Batch, desk.batch), Standard.of(context.rules))
        return [(line.enrolment.ticket, subject, one.tenths, two.tenths) for line, subject, one, two in differences(lines)]


def test_asm_mrk_007_two_officers_enter_200_scores_with_5_differences(centre):
    """Exactly those 5 are shown, and nobody can go on before a third decision on each."""
    desk = Desk(centre, people=100)
    desk.marker()
    theory, skill = [60 + at % 40 for at in range(100)], [50 + at % 50 for at in range(100)]
    assert desk.enter("theory", *theory)["first"] == 100
    desk.enter("skill", *skill)
    again = {("theory", 4): 59, ("theory", 50): "缺考", ("theory", 99): 61.5, ("skill", 0): 55, ("skill", 77): 0}
    counts = [desk.enter(subject, *(again.get((subject, at), mark) for at, mark in enumerate(marks)), login=OTHER)
              for subject, marks in (("theory", theory), ("skill", skill))]  # fmt: skip
    assert [(one["agreed"], one["differing"]) for one in counts] == [(97, 3), (98, 2)]
    assert shown(desk) == [("T001", "skill", 500, 550), ("T005", "theory", 640, 590), ("T051", "theory", 700, 0), ("T078", "skill", 770, 0),
                           ("T100", "theory", 790, 615)]  # fmt: skip
    desk.sign()
    assert desk.refused("assessment.score_batch") == {"ASM-MRK-007"}
    for at, (ticket, subject, one, _two) in enumerate(shown(desk)):
        given = {"ticket": ticket, "subject": subject, "score": str(one / 10), "why": "原始评分表"}
        assert desk.refused("assessment.settle_score", login="exam" if at % 2 else OTHER, **given) == {"ASM-MRK-007"}
        assert desk.refused("assessment.score_batch") == {"ASM-MRK-007"}
        desk.done("assessment.settle_score", login="director", **given)
    assert shown(desk) == []
    desk.done("assessment.score_batch")
    assert (len(some(desk.centre, Score)), desk.state()) == (200, "scored")
    assert {one.settled_by for one in some(desk.centre, Score)} == {None, "director"}


def test_asm_mrk_007_the_same_person_does_not_check_himself(centre):
    desk = Desk(centre, people=1)
    desk.marker()
    desk.enter("theory", 70)
    assert desk.enter("theory", 80)["first"] == 1  # the own entry, typed again
    assert [(one.turn, one.tenths, one.by) for one in some(desk.centre, ScoreEntry)] == [(1, 800, "exam")]
    assert not some(desk.centre, Score)
    desk.enter("theory", 80, login=OTHER)
    assert desk.enter("theory", 90)["left"] == 1  # settled: left alone
    assert [one.tenths for one in some(desk.centre, Score)] == [800]


def test_asm_mrk_009_each_candidate_has_one_score_or_status_a_subject(centre):
    desk = Desk(centre, people=2)
    desk.marker()
    desk.both("theory", 70, "缺考")
    desk.both("skill", 70)
    desk.sign()
    assert desk.refused("assessment.score_batch") == {"ASM-MRK-009"}
    assert desk.refused("assessment.enter_scores", subject="theory", scores="T009 80") == {"ASM-MRK-009"}
    desk.both("skill", 80)
    desk.enter("skill", 75, first=2)
    assert desk.refused("assessment.score_batch") == {"ASM-MRK-007"}  # entered once
    desk.enter("skill", 75, first=2, login=OTHER)
    desk.done("assessment.score_batch")
    assert all(one.locked_on for one in some(desk.centre, Score))


@pytest.mark.parametrize("told", ["T001 100.1", "T001 -0.1", "T001 六十"])
def test_asm_pas_001_what_cannot_be_entered(centre, told):
    desk = Desk(centre, people=1)
    desk.marker()
    assert desk.refused("assessment.enter_scores", subject="theory", scores=told) == {"ASM-PAS-001"}


def test_scores_are_entered_after_the_exam(centre):
    desk = Desk(centre, people=1, state="running")
    assert desk.refused("assessment.enter_scores", subject="theory", scores="T001 80") == {"ASM-STM-001"}


@pytest.mark.parametrize(("profile", "needed"), [("henan", True), ("chongqing", True), ("hunan", False), ("sport", False)])
def test_sec_013_no_scores_without_the_secrecy_agreement_of_a_marker(centre, profile, needed):
    desk = Desk(centre, profile, people=1)
    for kind in ("approved", "opened"):
        desk.done("assessment.note_marking", kind=kind, person="某负责")
    if needed:
        assert desk.refused("assessment.enter_scores", subject="theory", scores="T001 80") == {"SEC-013"}
        assert desk.refused("assessment.note_marking", kind="marker", person="某阅卷") == {"SEC-013"}
        desk.done("assessment.note_marking", kind="marker", person="某阅卷", agreement="BM-01")
    desk.enter("theory", 80)


def test_asm_mrk_003_sec_014_coded_papers_are_opened_after_the_approval(centre):
    desk = Desk(centre, "hunan", people=1)
    assert desk.refused("assessment.note_marking", kind="opened") == {"ASM-MRK-003"}
    assert desk.refused("assessment.enter_scores", subject="theory", scores="T001 80") == {"ASM-MRK-003"}
    desk.done("assessment.note_marking", kind="approved", person="某负责")
    assert desk.refused("assessment.enter_scores", subject="theory", scores="T001 80") == {"SEC-014"}
    desk.done("assessment.note_marking", kind="opened")
    desk.enter("theory", 80)


def test_asm_mrk_002_practical_scores_are_signed(centre):
    desk = Desk(centre, people=1)
    desk.marker()
    desk.both("theory", 70)
    desk.both("skill", 80)
    assert desk.refused("assessment.score_batch") == {"ASM-MRK-002"}
    desk.sign()
    desk.done("assessment.score_batch")


def test_asm_pas_007_the_mean_of_several_assessors_is_one_entry(centre):
    desk = Desk(centre, people=2)
    desk.marker()
    desk.both("theory", 70, 70)
    for login in ("exam", OTHER):
        desk.done("assessment.record_panel", login=login, ticket="T001", subject="skill", marks="78、80、79", names="甲、乙、丙", signed_on="2026-11-12")
        desk.done("assessment.record_panel", login=login, ticket="T002", subject="skill", marks="60 60 59.9", signed_on="2026-11-12")
    assert [(one.slot, one.tenths, one.name) for one in some(desk.centre, AssessorMark)][:3] == [(1, 780, "甲"), (2, 800, "乙"), (3, 790, "丙")]
    assert (desk.score("T001", "技能").tenths, desk.score("T001", "技能").barred) == (790, None)
    assert (desk.score("T002", "技能").tenths, desk.score("T002", "技能").barred) == (600, "panel")  # 59.97 is shown as 60.0 and is no pass
    desk.done("assessment.score_batch")  # the marks carry the signatures


@pytest.mark.parametrize(("rule", "kind"), [("ASM-MRK-001", "method"), ("ASM-MRK-004", "aligned"), ("ASM-MRK-004", "irregular"),
                                            ("ASM-MRK-006", "sheets"), ("ASM-MRK-012", "handed_in"), ("ASM-MRK-014", "in_paper")])  # fmt: skip
def test_what_is_kept_about_the_marking(centre, rule, kind):
    desk = Desk(centre, "hunan", people=1)
    assert rule in COMMANDS["assessment.note_marking"].rules
    desk.done("assessment.note_marking", kind=kind, subject="theory", said="照实登记")
    assert [(one.kind, one.said, one.by) for one in some(desk.centre, MarkingRecord)] == [(kind, "照实登记", "exam")]


def test_asm_mrk_004_a_dispute_names_who_decided_it(centre):
    desk = Desk(centre, people=1)
    assert desk.refused("assessment.note_marking", kind="dispute", said="评分细则第3项") == {"SYS-002"}
    desk.done("assessment.note_marking", kind="dispute", person="某组长", said="评分细则第3项按2分计")
    assert desk.refused("assessment.note_marking", kind="sheets", day="2026-11-21") == {"SYS-014"}
