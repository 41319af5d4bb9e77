"""The demo centre: it holds together, and the benchmark runs on it."""

import json
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

import models  # noqa: F401
from models.assessment.candidates.tables import Ban, Enrolment, Violation
from models.assessment.candidates.terms import CASE_STATE
from models.assessment.scores.batches import differences, sheet
from models.assessment.scores.rules import Standard
from models.assessment.scores.tables import Correction as ScoreCorrection
from models.assessment.scores.tables import Score
from models.assessment.tables import Batch
from models.certificates.closing import light
from models.certificates.marks import book
from models.certificates.tables import BlankLot, Certificate, LockedMonth, ReconFinding, ReconRun, Reissue
from models.certificates.tables_life import BlankDraw, Consignment, Correction, Custodian, SealUse
from models.core.due import AREAS, PAGES, due_items
from models.core.opening import TRAINING_PASSWORD, open_centre
from models.core.progress import to_the_end
from models.core.registers import REGISTERS, View, count, page
from models.core.search import search
from models.core.tables import Attachment, AuditEntry, RuleValue
from models.core.verifying import verify
from models.demo import make_demo
from models.demo.inventing import people
from models.people.tables import Application, Person
from models.people.terms import APPLICATION_STATE
from models.statistics.queries import Chosen, funnel
from models.statistics.severity import severities
from models.statistics.tables import Snapshot
from tests.tree import ROOT

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "centre"
    return folder, to_the_end(make_demo(folder, "s", TODAY))


@pytest.fixture
def context(made):
    centre = open_centre(str(made[0]), "director", TRAINING_PASSWORD, on=TODAY)
    with centre.reading() as context:
        yield context
    centre.close()


def test_the_demo_verifies_clean(context):
    assert to_the_end(verify(context)) == []


def test_the_demo_has_people_in_every_state_the_screens_show(made, context):
    assert made[1]["person"] == context.db.scalar(select(func.count(Person.id)))
    states = {state for state, in context.db.execute(select(Application.state))}
    assert states == set(APPLICATION_STATE.options)
    assessors, supervisors = REGISTERS["people.assessors"], REGISTERS["people.supervisors"]
    assert count(context, assessors, View()) == 59
    assert count(context, supervisors, View()) == 18
    for facet, answer in (("state", "expired"), ("state", "withdrawn"), ("expiring", "90"), ("complete", "no")):
        assert count(context, assessors, View(facets={facet: answer})) > 1, (facet, answer)
    assert count(context, REGISTERS["people.blacklist"], View(facets={"now": "on"})) == 1
    assert count(context, REGISTERS["people.blacklist"], View(facets={"now": "off"})) == 1


def test_every_register_of_the_demo_opens(context):
    for register in REGISTERS.values():
        rows = page(context, register, View())
        assert len(rows) == min(100, count(context, register, View())), register.key
        assert all(field.shown(context, row) is not None for row in rows for field in register.shown)


def test_the_day_has_something_of_every_kind(context):
    kinds = Counter(item.kind for item in due_items(context))
    assert {"证卡到期", "聘期届满", "证卡收回", "平台录入"} <= kinds.keys()
    assert {item.state(TODAY) for item in due_items(context)} == {"overdue", "today", "soon", "later"}


def test_what_is_due_stands_in_a_register_that_exists(context):
    """One that nobody may read, as none may read what does not exist, would be due for nobody."""
    named = {item.register for answer in AREAS.values() for item in answer(context)}
    assert named <= REGISTERS.keys() | PAGES.keys()


def test_the_past_was_written_by_commands_in_the_order_of_its_days(context):
    entries = list(context.db.scalars(select(AuditEntry).order_by(AuditEntry.seq)))
    assert [entry.at.date() for entry in entries] == sorted(entry.at.date() for entry in entries)
    assert entries[-1].at.date() <= TODAY
    assert Counter(entry.outcome for entry in entries)["refused"] >= 1
    assert len({entry.command for entry in entries}) > 15
    assert context.db.scalar(select(func.count(RuleValue.id))) == 4
    assert context.db.scalar(select(func.count(Attachment.id))) > 20


def test_the_story_does_not_depend_on_the_hour_at_which_it_is_told(context):
    acted = context.db.scalars(select(AuditEntry.at).where(AuditEntry.command.startswith("people.")))
    assert {(at.hour, at.minute) for at in acted} == {(18, 0)}


def test_nobody_of_the_demo_can_be_real(context):
    for id_no, phone in context.db.execute(select(Person.id_no, Person.phone)):
        assert id_no.startswith("4199")  # a district that does not exist
        assert phone is None or phone.startswith("154")  # a prefix never given out


def test_invented_people_are_always_the_same_and_never_the_same_twice():
    first = list(people(7, 3_000))
    assert first == list(people(7, 3_000))
    assert len({one.id_no for one in first}) == len(first)


def test_a_person_is_found_by_name_initials_and_number(context):
    one = context.db.scalars(select(Person).where(Person.phone.is_not(None)).limit(1)).one()
    for words in (one.name, one.id_no[6:14], one.phone[-6:]):
        assert any(one.name in hit.title for hit in search(context.db, words))


@pytest.mark.parametrize("name", ["due", "jump"])
def test_the_benchmark_runs_at_size_s(name):
    line = [sys.executable, "-m", "bench", "--size", "s", "--only", name, "--json"]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert {result["name"] for result in answer["results"]} == {name}
    assert all(result["ours"] > 0 for result in answer["results"])
    assert list((Path(ROOT) / "build" / "bench").glob("s-*.json"))


def test_the_certificates_of_the_demo_add_up_and_show_every_state(context):
    """The blanks balance, every state stands there, one month is locked, and the differences are those the story made."""
    assert {state for state, in context.db.execute(select(Certificate.state))} == {"planned", "numbered", "valid", "revoked", "void"}
    assert {form for form, in context.db.execute(select(Certificate.form))} == {"paper", "electronic"}
    lot = context.db.scalars(select(BlankLot).where(BlankLot.name == "RK-01")).one()
    assert book(context, lot) == {"B": 43, "F": 3, "O": 11, "W": 1, "D": 2} and sum(book(context, lot).values()) == 60
    assert [light(context, month) for month in context.db.scalars(select(LockedMonth))] == ["locked"]
    run = context.db.scalars(select(ReconRun).order_by(ReconRun.id.desc())).first()
    assert run.counts == {"REC-39": 1, "REC-44": 1, "REC-50": 1, "REC-53": 1, "REC-54": 2}
    assert {state for state, in context.db.execute(select(ReconFinding.state))} == {"open", "explained"}
    for table in (SealUse, Correction, BlankDraw, Custodian, Consignment, Reissue):
        assert context.db.scalar(select(func.count()).select_from(table)) > 0, table


def test_the_demo_has_candidates_and_violations_at_every_step(context):
    states = {state for state, in context.db.execute(select(Enrolment.state))}
    assert states >= {"draft", "applied", "incomplete", "rejected", "withdrawn", "reviewed", "admitted"}
    assert {state for state, in context.db.execute(select(Violation.state))} == set(CASE_STATE.options)
    assert context.db.scalar(select(func.count(Ban.id)).where(Ban.last_day.is_(None))) == 1
    assert {item.role for item in due_items(context) if item.register == "assessment.violations"} == {"EXM", "DIR"}


def test_the_scores_of_the_demo_stand_at_every_step(context):
    """Typed once, differing, sent up, published with a correction; lists of three years before."""
    states = Counter(state for state, in context.db.execute(select(Batch.state)))
    assert states["exam_done"] == 2 and states["reported"] == states["published"] == 1
    results = Counter(one.result for one in context.db.scalars(select(Enrolment).where(Enrolment.history.is_(True))))
    assert results.total() == 12 * 24 + 2 * 36 and results["passed"] > results["partial"] > results["failed"] > 0
    [waiting] = [batch for batch in context.db.scalars(select(Batch).where(Batch.state == "exam_done"))
                 if differences(sheet(context.db, batch, Standard.of(context.rules)))]  # fmt: skip
    lines = sheet(context.db, waiting, Standard.of(context.rules))
    assert len(differences(lines)) == 3 and sum("theory" in line.scores for line in lines) == 37
    [fixed] = context.db.scalars(select(ScoreCorrection))
    assert (fixed.state, context.db.get_one(Score, fixed.score_id).enrolment.result) == ("done", "passed")


def test_the_demo_has_a_strict_assessor_and_numbered_snapshots(context):
    found = severities(context, Chosen())
    assert [one.outside for one in found] == [False, False, False, True]
    assert found[-1].mean < -5 < found[-2].mean
    assert sorted(one.kind for one in context.db.scalars(select(Snapshot))) == ["month", "year"]
    assert any(point.outside for point in funnel(context, Chosen()).points)
