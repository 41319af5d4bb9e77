"""The dashboard at many scores: any filter against the bare SQL aggregate of the same rows."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bench import timing
from bench.places import DAY, Place
from bench.results import HISTORY, Result
from models.assessment.candidates.tables import Enrolment
from models.assessment.scores.tables import Score
from models.assessment.tables import Batch
from models.core.acts import COMMANDS, Command, Unit, call
from models.core.centre import Centre, Context
from models.core.opening import TRAINING_PASSWORD, create_embedded, open_centre
from models.core.roles import DIRECTOR
from models.statistics import queries, severity
from models.statistics.queries import Chosen

_SCORES = {"s": 20_000, "m": 200_000, "l": 1_000_000}
_A_BATCH, _TIMES, _BUDGET = 100, 7, 3.0
_KINDS = tuple((occupation, level) for occupation in ("车工", "电工", "保育师", "中式烹调师") for level in (3, 4, 5))
_FILTERS = {
    "all": Chosen(), "a year": Chosen(DAY - timedelta(days=365), DAY), "an occupation": Chosen(occupation="电工"),
    "a level": Chosen(level=4), "a class": Chosen(training_class="三班"), "a month": Chosen(DAY - timedelta(days=30), DAY),
}  # fmt: skip
_BARE = """SELECT b.code, count(*), sum(e.result = 'passed') FROM enrolment e JOIN batch b ON b.id = e.batch_id
           JOIN score s ON s.enrolment_id = e.id AND s.subject = 'theory' GROUP BY b.code"""


def measure(place: Place) -> Iterator[Result]:
    folder = HISTORY / f"scores-{place.size}"
    shutil.rmtree(folder, ignore_errors=True)
    centre = _filled(folder, _SCORES[place.size])
    try:
        bare = timing.Times()
        with centre.reading() as context:
            for _ in range(3):
                bare.take(lambda: context.db.execute(text(_BARE)).all())
        worst, name = 0.0, ""
        for told, chosen in _FILTERS.items():
            times = timing.Times()
            for _ in range(_TIMES):
                with centre.reading() as context:
                    times.take(lambda chosen=chosen: _asked(context, chosen))  # type: ignore[misc]
            if timing.median(times.cpu) > worst:
                worst, name = timing.median(times.cpu), told
        facts = {"slowest filter": name, "batches": f"{_SCORES[place.size] // 2 // _A_BATCH:,}"}
        yield Result("dashboard", "dashboard, slowest filter", f"{_SCORES[place.size]:,} scores", worst, _BUDGET, timing.median(bare.cpu),
                     "bare SQL aggregate", facts)  # fmt: skip
    finally:
        centre.close()
        shutil.rmtree(folder, ignore_errors=True)


def _asked(context: Context, chosen: Chosen) -> None:
    """What the page asks when a filter changes."""
    queries.overall(context, chosen)
    queries.months(context, chosen)
    queries.funnel(context, chosen)
    queries.rates(context, chosen, queries.KIND)
    severity.severities(context, chosen)


def _filled(folder: Path, scores: int) -> Centre:
    """A training centre with so many scores, two a candidate, a hundred candidates a batch."""
    settings = {"profile": "henan", "filing_no": "Y000041029001", "name": "演示", "training": "1"}
    create_embedded(folder, settings, TRAINING_PASSWORD, on=DAY)
    centre = open_centre(str(folder), "director", TRAINING_PASSWORD, on=DAY)
    COMMANDS["bench.scores"] = Command("bench.scores", "bench", lambda unit: _write(unit, scores), only=frozenset({DIRECTOR}), internal=True)
    try:
        assert call(centre, "bench.scores").done
    finally:
        del COMMANDS["bench.scores"]
    return centre


def _write(unit: Unit, scores: int) -> None:
    stamp = {"version": 1, "first_entry": unit.seq, "entry": unit.seq}
    connection = unit.db.connection()
    for batch in range(1, scores // 2 // _A_BATCH + 1):
        occupation, level = _KINDS[batch % len(_KINDS)]
        day = DAY - timedelta(days=batch % 1400)
        unit.db.add(Batch(id=batch, code=f"P{batch:06d}", occupation=occupation, job="--", level=level, first_exam_day=day, last_exam_day=day,
                          profile="henan"))  # fmt: skip
    unit.db.flush()
    for first in range(0, scores // 2, 20_000):
        people, marks = [], []
        for number in range(first, min(first + 20_000, scores // 2)):
            batch, (occupation, level) = number // _A_BATCH + 1, _KINDS[(number // _A_BATCH + 1) % len(_KINDS)]
            tenths = [400 + number * step % 600 for step in (7919, 104729)]
            people.append({
                "id": number + 1, "batch_id": batch, "id_kind": "other", "id_no": f"N{number:09d}", "name": f"考生{number}", "sort_name": str(number),
                "training_class": "一二三四"[number % 4] + "班", "occupation": occupation, "job": "--", "level": level, "subjects": '["theory", "skill"]',
                "way": "exam", "state": "published", "result": "passed" if min(tenths) >= 600 else "failed", "history": 1, **stamp,
            })  # fmt: skip
            marks += [{"enrolment_id": number + 1, "batch_id": batch, "subject": subject, "tenths": mark, "status": "normal", "public": 1, **stamp}
                      for subject, mark in zip(("theory", "skill"), tenths, strict=True)]  # fmt: skip
        _past(connection, Enrolment.__table__, people)
        _past(connection, Score.__table__, marks)


def _past(connection: Any, table: Any, rows: list[dict[str, Any]]) -> None:
    """Rows as they are stored, lists as JSON text."""
    names = list(rows[0])
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    connection.exec_driver_sql(statement, [tuple(row.values()) for row in rows])
