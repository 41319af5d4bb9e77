"""Who may serve where: the verdicts of a whole team page, and a team by lot, in a centre with teams behind it. A centre of its own."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bench import timing
from bench.places import DAY, source_hash
from bench.places import Place as BenchPlace
from bench.results import HISTORY, Result
from models.assessment.candidates.tables import Enrolment
from models.assessment.exams.tables import Duty, ExamSession
from models.assessment.tables import Batch
from models.assignment import facts, lot
from models.assignment.queries import verdicts
from models.assignment.tables import Assignment
from models.core import store
from models.core.centre import Centre, Context
from models.core.opening import TRAINING_PASSWORD, create_embedded, open_centre
from models.people.tables import Card, CardTerm, Person, Qualification, QualifiedOccupation
from models.people.tables_interests import Interest

ASSESSORS, SESSIONS, ROUNDS, CANDIDATES, TEAM = 500, 40, 12, 400, 6
TIMES = 15
_SETTINGS = {"profile": "henan", "filing_no": "Y000041029001", "name": "派遣演示中心", "training": "1"}
_STAMP = {"version": 1, "first_entry": 1, "entry": 1}
_JOBS = ("车工", "焊工", "电工")


def measure(_place: BenchPlace) -> Iterator[Result]:
    shown = f"{ASSESSORS} assessors, {SESSIONS} sessions"
    centre = open_centre(str(_folder()), "exam", TRAINING_PASSWORD, on=DAY)
    try:
        for work, question, limit in (("team page: verdicts on everybody", _page, 100), ("a team by lot", _lot, 500)):
            times = timing.Times()
            for turn in range(TIMES):
                with centre.reading() as context:
                    one = _session(context, turn)
                    times.take(lambda context=context, one=one, question=question: question(context, one))  # type: ignore[misc]
            yield Result("teams", work, shown, timing.median(times.cpu), limit, facts={"the first": f"{times.cpu[0]:.3g} ms"})
    finally:
        centre.close()


def _session(context: Context, turn: int) -> ExamSession:
    ahead = select(ExamSession).where(ExamSession.starts_at > datetime.combine(DAY, time())).order_by(ExamSession.id)
    return list(context.db.scalars(ahead))[turn % SESSIONS]


def _page(context: Context, one: ExamSession) -> int:
    found = verdicts(context, one, "assessor")
    assert len(found) == ASSESSORS
    return sum(1 for each in found if each.answer == "yes")


def _lot(context: Context, one: ExamSession) -> int:
    target = facts.target_of(context, one)
    team = lot.drawn(facts.fellows(context, one, "assessor", most=None), target, context.rules, TEAM, seed=one.id)
    assert len(team) == TEAM, team
    return len(team)


# -- the centre -----------------------------------------------------------------------------------------------------


def _folder() -> Path:
    folder = HISTORY / f"teams-{source_hash()}"
    if not folder.exists():
        partial = HISTORY / "making-teams"
        for old in (partial, *HISTORY.glob("teams-*")):
            shutil.rmtree(old, ignore_errors=True)
        create_embedded(partial, _SETTINGS, TRAINING_PASSWORD)
        centre = open_centre(str(partial), "exam", TRAINING_PASSWORD, on=DAY)
        _fill(centre)
        centre.close()
        partial.rename(folder)
    return folder


def _fill(centre: Centre) -> None:
    people, batches = range(1, ASSESSORS + 1), range(1, ROUNDS + 2)
    with store.writing(centre.engine) as db:
        for table, rows in (
            (Person, [_person(n) for n in people]), (Qualification, [_qualified(n) for n in people]),
            (QualifiedOccupation, [_row(n, qualification_id=n, occupation=_JOBS[n % 3], added_on=date(2025, 1, 1)) for n in people]),
            (Card, [_row(n, qualification_id=n, kind="assessor", issued_on=date(2025, 1, 1), number=f"{n:018d}") for n in people]),
            (CardTerm, [_row(n, card_id=n, starts_on=date(2025, 1, 1), ends_on=date(2027, 12, 31)) for n in people]),
            (Interest, [_interest(n) for n in range(1, 201)]), (Batch, [_batch(n) for n in batches]),
            (Enrolment, [_candidate(n) for n in range(1, CANDIDATES + 1)]), (ExamSession, _sessions()), (Duty, _duties()), (Assignment, _assignments()),
        ):  # fmt: skip
            preset = {column.name: column.default.arg for column in table.__table__.columns if column.default is not None and column.default.is_scalar}
            store.insert_many(db.connection(), table.__table__, [preset | row for row in rows])
        db.commit()


def _row(n: int, **more: Any) -> dict[str, Any]:
    return {"id": n, **_STAMP, **more}


def _person(n: int) -> dict[str, Any]:
    return _row(n, id_kind="resident", id_no=f"4101{n:014d}", name=f"考评{n:04d}", sort_name=f"kaoping{n:04d}")


def _qualified(n: int) -> dict[str, Any]:
    return _row(n, person_id=n, kind="assessor", grade="senior" if n % 4 == 0 else "assessor", sort_name=f"kaoping{n:04d}",
                valid_from=date(2025, 1, 1), valid_to=date(2027, 12, 31), card_number=f"{n:018d}")  # fmt: skip


def _interest(n: int) -> dict[str, Any]:
    return _row(n, person_id=n, sort_name=f"kaoping{n:04d}", kind="kin", other_name=f"考生{n:04d}", source="own", declared_on=date(2026, 1, 1))


def _first_day(batch: int) -> date:
    return DAY + timedelta(days=14) if batch > ROUNDS else DAY - timedelta(days=20 * (ROUNDS + 1 - batch))


def _batch(n: int) -> dict[str, Any]:
    day = _first_day(n)
    return _row(n, code=f"P{n:02d}", name=f"第{n}批", occupation="车工", job="--", level=4, first_exam_day=day, last_exam_day=day + timedelta(days=9),
                profile="henan", state="ticketed", way="exam")  # fmt: skip


def _candidate(n: int) -> dict[str, Any]:
    return _row(n, batch_id=ROUNDS + 1, id_kind="resident", id_no=f"4102{n:014d}", name=f"考生{n:04d}", sort_name=f"kaosheng{n:04d}", sex="male",
                occupation="车工", job="--", level=4, subjects=["skill"], way="exam", state="reviewed")  # fmt: skip


def _sessions() -> list[dict[str, Any]]:
    """One session of each round before, and all those of the batch ahead: four a day."""
    rows = [(n, 1) for n in range(1, ROUNDS + 1)] + [(ROUNDS + 1, n) for n in range(1, SESSIONS + 1)]
    found = []
    for id_, (batch, number) in enumerate(rows, 1):
        starts = datetime.combine(_first_day(batch) + timedelta(days=(number - 1) // 4), time(8 + 2 * ((number - 1) % 4)))
        found.append(_row(id_, batch_id=batch, code=f"P{batch:02d}-{number}", subject="skill", site="第一考点", starts_at=starts,
                          ends_at=starts + timedelta(minutes=100)))  # fmt: skip
    return found


def _served() -> list[tuple[int, int]]:
    """(session, person) of the rounds before: another team each time."""
    return [(n, 1 + (n * 7 + 3 * k) % ASSESSORS) for n in range(1, ROUNDS + 1) for k in range(TEAM)]


def _duties() -> list[dict[str, Any]]:
    return [_row(n, session_id=session, duty="assessor", name=f"考评{person:04d}", source="assessor", is_senior=False)
            for n, (session, person) in enumerate(_served(), 1)]  # fmt: skip


def _assignments() -> list[dict[str, Any]]:
    return [_row(n, session_id=session, person_id=person, sort_name=f"kaoping{person:04d}", post="assessor", state="attended",
                 starts_on=_first_day(session), duty_id=n) for n, (session, person) in enumerate(_served(), 1)]  # fmt: skip
