"""Counts follow the scores through every door; what was changed behind the program is found."""

from datetime import date

import pytest
from sqlalchemy import select, text, update

from models.assessment.candidates.tables import Enrolment
from models.assessment.scores.tables import AssessorMark, Score, ScoreEntry
from models.assessment.scores.terms import ABSENT, NORMAL
from models.core import store
from models.core.acts import COMMANDS, Command, call
from models.core.centre import Centre
from models.core.progress import to_the_end
from models.core.roles import DIRECTOR
from models.core.verifying import verify
from models.people.tables import Person
from models.statistics import counting, queries, sentences, severity
from models.statistics.queries import BASES, Chosen
from models.statistics.tables import ResultCount
from tests.assessment.scores.lists import batches, take, wide, written
from tests.centres import TODAY, seat

MARKS = ((70, 80, "合格"), (59.9, 90, "不合格"), ("缺考", "缺考", "不合格"), (60, 60, "合格"), ("作弊", 88, "不合格"))


@pytest.fixture
def held(any_centre, tmp_path):
    """A centre with one batch of five: two passed, one partly, one cheated, one absent."""
    centre = any_centre("henan", "exam")
    batches(centre, tmp_path, "B1")
    take(centre, "assessment.scores", written(tmp_path / "scores.csv", *wide(*MARKS)), history=True)
    return centre


def act(centre: Centre, body):
    """Carry out a command made for the occasion: whatever an area's command may do to the rows."""
    COMMANDS["test.act"] = Command("test.act", "试", body, only=frozenset({DIRECTOR}), internal=True)
    try:
        outcome = call(seat(centre, "director"), "test.act")
        assert outcome.done, outcome.findings
    finally:
        del COMMANDS["test.act"]


def faults(centre: Centre):
    with centre.reading() as context:
        return [fault.where for fault in to_the_end(verify(context)) if fault.part == "statistics"]


def rate(centre: Centre, base: str = "present", chosen: Chosen | None = None):
    with centre.reading() as context:
        found = queries.overall(context, chosen or Chosen())[base]
    return found.passed, found.n


def test_asm_sta_002_counts_of_an_imported_list(held):
    with held.reading() as context:
        counts = queries.headcount(context, Chosen())
        row = context.db.execute(select(ResultCount.__table__)).one()
    assert counts == {"applied": 5, "admitted": 5, "present": 4, "absent": 1, "passed": 2, "partial": counts["partial"], "failed": counts["failed"],
                      "cancelled": counts["cancelled"]}  # fmt: skip
    assert counts["present"] == counts["passed"] + counts["partial"] + counts["failed"] + counts["cancelled"]
    assert (row.theory, row.theory_passed, row.skill, row.skill_passed) == (4, 2, 4, 4)
    assert row.theory_tenths == 700 + 599 + 600
    assert row.struck == 1
    assert faults(held) == []


def test_every_denominator_says_whom_it_counts(held):
    assert {base: rate(held, base) for base in BASES} == {
        "present": (2, 4), "applied": (2, 5), "admitted": (2, 5), "theory": (2, 4), "practical": (4, 4), "both": (2, 4),
        "first_sit": (2, 4), "resit": (0, 0), "carried": (0, 0), "direct": (0, 0),
    }  # fmt: skip


def test_resits_and_carried_subjects_and_direct_recognition_have_denominators_of_their_own(held):
    def change(unit):
        first, second, *_rest, last = unit.db.scalars(select(Enrolment).order_by(Enrolment.id))
        second.resit_of_id = first.id
        last.way = "direct"
        unit.db.flush()
        theory = unit.db.scalars(select(Score).where(Score.enrolment_id == second.id, Score.subject == "theory")).one()
        theory.carried_from_id = theory.id

    act(held, change)
    assert rate(held, "resit") == (0, 1)
    assert rate(held, "first_sit") == (2, 3)
    assert rate(held, "carried") == (0, 1)
    assert rate(held, "direct") == (0, 1)
    assert rate(held, "theory")[1] == 3  # who carries theory did not sit it
    assert faults(held) == []


def test_a_changed_score_changes_the_figures(held):
    def better(unit):
        score = unit.db.scalars(select(Score).where(Score.tenths == 599)).one()
        score.tenths = 600
        unit.db.flush()
        score.enrolment.result = "passed"

    assert rate(held) == (2, 4)
    act(held, better)
    assert rate(held) == (3, 4)
    assert rate(held, "theory") == (3, 4)
    assert faults(held) == []


def test_rows_changed_by_a_statement_are_counted_too(held):
    act(held, lambda unit: unit.db.execute(update(Enrolment).where(Enrolment.result == "passed").values(result="cancelled", entry=unit.seq)) and ())
    assert rate(held) == (0, 4)
    assert faults(held) == []


def test_an_import_taken_back_takes_its_counts_along(held):
    with held.reading() as context:
        entry = context.db.scalar(select(Score.first_entry).limit(1))
    outcome = call(held, "core.undo_import", entry=entry)
    assert outcome.done, outcome.findings
    assert rate(held) == (0, 0)
    assert faults(held) == []


def test_a_refused_act_leaves_the_counts_alone(held):
    def refused(unit):
        unit.db.scalars(select(Score).where(Score.tenths == 599)).one().tenths = 1000
        unit.db.flush()
        return unit.rules["SYS-005"].found("", label="", key="")

    COMMANDS["test.act"] = Command("test.act", "试", refused, only=frozenset({DIRECTOR}), internal=True)
    assert not call(seat(held, "director"), "test.act").done
    del COMMANDS["test.act"]
    assert rate(held, "theory") == (2, 4)
    assert faults(held) == []


@pytest.mark.parametrize("statement", [
    "UPDATE score SET tenths = 990 WHERE tenths = 599", "UPDATE enrolment SET result = 'passed'", "UPDATE result_count SET passed = passed + 1",
    "DELETE FROM result_count",
])  # fmt: skip
def test_what_was_changed_behind_the_program_is_found(held, statement):
    with store.writing(held.engine) as db:
        db.execute(text(statement))
        db.commit()
    assert faults(held) == ["B1"]


def test_another_pass_mark_counts_everything_again(held):
    outcome = call(seat(held, "director"), "core.set_rule_value", rule="ASM-PAS-001", param="mark", value="75", why="试行", from_day=TODAY.isoformat())
    assert outcome.done, outcome.findings
    assert rate(held, "theory") == (0, 4)
    assert faults(held) == []


def judge(centre, n=40, bias=50):
    """n candidates of which two assessors give marks: the second `bias` tenths more on the odd ones, else the same."""

    def mark(unit):
        people = list(unit.db.scalars(select(Person).order_by(Person.id).limit(2)))
        enrolments = list(unit.db.scalars(select(Enrolment).order_by(Enrolment.id)))
        for at, enrolment in enumerate(enrolments[:n]):
            for slot, person in enumerate(people, 1):
                given = 700 + at + (bias if slot == 2 and at % 2 else 0)
                unit.db.add(AssessorMark(enrolment_id=enrolment.id, batch_id=enrolment.batch_id, subject="skill", slot=slot,
                                         assessor_id=person.id, tenths=given))  # fmt: skip

    act(centre, mark)


@pytest.fixture
def crowd(any_centre, tmp_path):
    """A batch of 40 with two assessors on the roster."""
    from tests.fictional import number_of

    centre = any_centre("henan", "exam")
    batches(centre, tmp_path, "B1")
    header, *_ = wide()
    rows = [("B1", f"T{at:03d}", f"考生{'甲乙丙丁戊己庚辛壬癸'[at % 10]}", number_of(serial=at + 1), 60 + at % 30, 65, "合格") for at in range(40)]
    take(centre, "assessment.scores", written(tmp_path / "scores.csv", header, *rows), history=True)

    def people(unit):
        for at, name in enumerate(("严师", "宽师")):
            unit.db.add(Person(id_kind="resident", id_no=number_of(serial=900 + at), name=name, sort_name=name))

    act(centre, people)
    return centre


def test_sta_004_who_marks_higher_than_the_others_is_named_with_the_interval(crowd):
    judge(crowd)
    with crowd.reading() as context:
        generous, strict = severity.severities(context, Chosen())
        said = list(sentences.of_assessors([generous, strict]))
        passes = queries.rates(context, Chosen(), queries.ASSESSOR)
    assert (generous.label, strict.label) == ("宽师", "严师")
    assert generous.mean == pytest.approx(2.5)  # half of the candidates 5 points more
    assert generous.mean == pytest.approx(-strict.mean)
    assert generous.lower < 2.5 < generous.upper
    assert generous.outside and len(said) == 2 and "宽师" in said[0] and "2.5" in said[0]
    assert [(one.n, one.passed) for one in passes] == [(40, 40), (40, 40)]
    assert faults(crowd) == []


@pytest.mark.parametrize(("marks", "listed"), [(29, 0), (30, 2)])  # STA-004: 30 shared marks are enough
def test_sta_004_few_shared_marks_are_not_listed(crowd, marks, listed):
    judge(crowd, marks)
    with crowd.reading() as context:
        assert len(severity.severities(context, Chosen())) == listed


def test_sta_004_a_small_deviation_wants_no_look(crowd):
    judge(crowd, bias=20)  # one point on average, clear of zero
    with crowd.reading() as context:
        found = severity.severities(context, Chosen())
    assert found[0].lower > 0 and not found[0].outside


def test_entries_and_assessors_agree_as_counted(crowd):
    judge(crowd, bias=0)

    def enter(unit):
        for at, enrolment in enumerate(unit.db.scalars(select(Enrolment).order_by(Enrolment.id).limit(20))):
            for turn in (1, 2):
                tenths = 700 if at < 15 else (500 if turn == 2 and at == 19 else 550)
                unit.db.add(ScoreEntry(enrolment_id=enrolment.id, batch_id=enrolment.batch_id, subject="theory", turn=turn, tenths=tenths,
                                       status=NORMAL if at else ABSENT, by=f"u{turn}", at=unit.now))  # fmt: skip

    act(crowd, enter)
    with crowd.reading() as context:
        entries, judges = severity.agreements(context, Chosen())
    assert (entries.n, entries.same, entries.value) == (20, 19 / 20, 1.0)
    assert judges.n == 40 and judges.value == pytest.approx(1.0)
    assert faults(crowd) == []


@pytest.mark.parametrize(("people", "small", "words"), [(9, True, "9/9"), (10, False, "100.0%")])
def test_sta_003_small_numbers_show_the_count(held, people, small, words):
    with held.reading() as context:
        found = queries.rated(context, "x", "x", people, people)
    assert (found.small, found.words()) == (small, words)


def test_filters_cut_by_day_occupation_level_and_batch(held, tmp_path):
    batches(held, tmp_path, "B2", day=date(2026, 7, 1), occupation="车工", level="三级")
    take(held, "assessment.scores", written(tmp_path / "two.csv", *wide((90, 90, "合格"), batch="B2")), history=True)
    assert rate(held) == (3, 5)
    assert rate(held, chosen=Chosen(first=date(2026, 7, 1))) == (1, 1)
    assert rate(held, chosen=Chosen(last=date(2026, 6, 30))) == (2, 4)
    assert rate(held, chosen=Chosen(occupation="车工", level=3)) == (1, 1)
    assert rate(held, chosen=Chosen(level=4)) == (2, 4)
    assert rate(held, chosen=Chosen(batch="B1")) == (2, 4)
    with held.reading() as context:
        assert [one.key for one in queries.rates(context, Chosen(), queries.MONTH)] == ["2026-06", "2026-07"]
        assert [one.label for one in queries.rates(context, Chosen(), queries.KIND)] == ["电工 四级", "车工 三级"]
        assert queries.choices(context.db).levels == [3, 4]


def test_counting_is_the_same_sql_for_one_batch_and_for_all(held):
    with held.reading() as context:
        standard = counting.Standard.of(context.rules)
        alone = [tuple(row) for row in context.db.execute(counting.results(standard, [1]))]
        whole = [tuple(row) for row in context.db.execute(counting.results(standard))]
    assert alone == whole != []
