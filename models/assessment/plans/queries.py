"""What can be asked about the course of batches: facts for the legal calendar, calendars, counts of due steps."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from models.archives.tables import ArchiveFile
from models.assessment.exams.tables import ExamSession
from models.assessment.plans.course import LISTED, OVER, SET_ASIDE, course, lists
from models.assessment.plans.legal import Done, Facts, Step, legal_calendar
from models.assessment.plans.tables import BatchLine, BatchStep
from models.assessment.tables import Batch
from models.core.centre import Context, own_values
from models.core.rulebook import Rulebook

UNFOLLOWED = (LISTED, *OVER, *SET_ASIDE)


def rules_of(context: Context, batch: Batch) -> Rulebook:
    """The rules a batch follows: those of the region it was made under (ASM-GEN-001)."""
    if batch.profile == context.rules.profile:
        return context.rules
    return Rulebook(batch.profile, own_values(context.db), context.today)


def calendar_of(context: Context, batch: Batch) -> list[Step]:
    """The legal calendar of one batch as it stands."""
    return legal_calendar(rules_of(context, batch), context.calendar, facts_of(context.db, [batch])[batch.id])


# What the desk asks at each look, put together once.
_THESE: Any = bindparam("ids", expanding=True)
_RUNNING = select(Batch).where(Batch.state.in_(bindparam("states", expanding=True))).order_by(Batch.first_exam_day, Batch.id)
_LEVELS = select(BatchLine.batch_id, BatchLine.level).where(BatchLine.batch_id.in_(_THESE))
_TIMES = select(ExamSession.batch_id, ExamSession.starts_at, func.coalesce(ExamSession.ended_at, ExamSession.ends_at)).where(
    ExamSession.batch_id.in_(_THESE))  # fmt: skip
_STEPS = select(BatchStep.batch_id, BatchStep.name, BatchStep.to_state, BatchStep.done_on, BatchStep.late).where(
    BatchStep.batch_id.in_(_THESE)).order_by(BatchStep.id)  # fmt: skip
_FILED = select(ArchiveFile.batch, ArchiveFile.completed_on).where(
    ArchiveFile.batch.in_(bindparam("codes", expanding=True)), ArchiveFile.completed_on.is_not(None))  # fmt: skip


def running(db: Session) -> Sequence[Batch]:
    """The batches whose course is followed and not over."""
    return db.scalars(_RUNNING, {"states": [state for state in lists()["state"] if state not in UNFOLLOWED]}).all()


def facts_of(db: Session, batches: Sequence[Batch]) -> dict[int, Facts]:
    """Facts of several batches, with one question each for steps, sessions, lines and files."""
    ids = [batch.id for batch in batches]
    done, sessions = _done(db, batches), _sessions(db, ids)
    levels: dict[int, set[int]] = {}
    for batch_id, level in db.execute(_LEVELS, {"ids": ids}):
        levels.setdefault(batch_id, set()).add(level)
    return {batch.id: _facts(batch, done.get(batch.id, {}), sessions.get(batch.id, ()), levels.get(batch.id, set())) for batch in batches}


def _facts(batch: Batch, done: Mapping[str, Done], sessions: Sequence[tuple[datetime, datetime]], levels: Iterable[int]) -> Facts:
    starts = min((start.time() for start, _end in sessions if start.date() == batch.first_exam_day), default=None)
    days = {batch.first_exam_day, batch.last_exam_day, *(start.date() for start, _end in sessions)}
    last = max([batch.last_exam_day, *(end.date() for _start, end in sessions)])
    own = {batch.level} if batch.level is not None else set()
    return Facts(batch.first_exam_day, last, tuple(sorted(days)), starts, frozenset({*levels} or own), done)


def _sessions(db: Session, ids: Sequence[int]) -> dict[int, list[tuple[datetime, datetime]]]:
    found: dict[int, list[tuple[datetime, datetime]]] = {}
    for batch_id, start, end in db.execute(_TIMES, {"ids": ids}):
        found.setdefault(batch_id, []).append((start, end))
    return found


def _done(db: Session, batches: Sequence[Batch]) -> dict[int, dict[str, Done]]:
    """The last time each step was done; a move counts only while the batch has not been sent back behind it."""
    at = {batch.id: batch for batch in batches}
    found: dict[int, dict[str, Done]] = {}
    for batch_id, name, to_state, on, late in db.execute(_STEPS, {"ids": list(at)}):
        batch = at[batch_id]
        if to_state is None or course(batch.profile).reached(batch.state, to_state) or to_state == batch.state:
            found.setdefault(batch_id, {})[name] = Done(on, late)
    ended = {batch.code: batch.id for batch in batches}
    for code, filed_on in db.execute(_FILED, {"codes": list(ended)}):
        if code and filed_on:
            found.setdefault(ended[code], {})["filing"] = Done(filed_on)
    return found


def steps_of(db: Session, batch_id: int) -> Sequence[BatchStep]:
    """Everything done for a batch, in order."""
    return db.scalars(select(BatchStep).where(BatchStep.batch_id == batch_id).order_by(BatchStep.id)).all()
