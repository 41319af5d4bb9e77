"""Finding whom a row of a score list is about, in both shapes a list may have: one subject a row, or one person a row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from models.assessment.candidates.tables import Enrolment
from models.assessment.scores.rules import Standard, outcome, required
from models.assessment.scores.tables import Score
from models.assessment.scores.terms import NORMAL, REVIEW, SKILL, THEORY, Mark, worded
from models.assessment.tables import Batch
from models.core.centre import Context
from models.core.findings import Finding
from models.core.intake import Row
from resources.texts import _

SUBJECTS = (THEORY, SKILL, REVIEW)
SLOTS = ("mark1", "mark2", "mark3")


@dataclass
class Candidate:
    """Who a row is about. `stored`: marks the centre has; `given`: those the file brings, with their row. id None: nobody
    has entered this person yet."""

    batch: Any
    id: int | None
    name: str
    id_no: str
    ticket: str | None
    level: int
    subjects: list[str]
    history: bool
    values: dict[str, Any] = field(default_factory=dict)
    stored: dict[str, Mark] = field(default_factory=dict)
    given: dict[str, tuple[Mark, Row]] = field(default_factory=dict)

    @property
    def marks(self) -> dict[str, Mark]:
        return self.stored | {subject: mark for subject, (mark, _row) in self.given.items()}

    def outcome(self, standard: Standard) -> str | None:
        """The result its marks give. An old list is taken as it was: no subject is demanded that it does not name."""
        wanted = {*self.subjects, *self.given}
        return outcome(required(wanted, 0 if self.history else self.level, standard), self.marks, standard)


def marks_of(row: Row) -> dict[str, Mark]:
    """The marks a row brings: of one subject (科目, 成绩, 成绩状态) or of several in columns of their own."""
    values = row.values
    wide = {subject: values[subject] for subject in SUBJECTS if values.get(subject)}
    if not values.get("subject"):
        return wide
    status, mark = values.get("status", NORMAL), values.get("score")
    if status != NORMAL and (mark is None or mark.status == NORMAL):
        mark = worded(status)
    return {values["subject"]: mark} if mark else {}


class Roll:
    """The candidates of a centre as far as a file asks for them."""

    def __init__(self, context: Context):
        self._context = context
        batches = list(context.db.execute(select(Batch.id, Batch.code, Batch.name, Batch.occupation, Batch.job, Batch.level,
                                                 Batch.first_exam_day, Batch.last_exam_day)))  # fmt: skip
        self._batches = {batch.name: batch for batch in batches if batch.name} | {batch.code: batch for batch in batches}
        self._tickets: dict[tuple[int, str], Candidate] = {}
        self._numbers: dict[tuple[int, str], Candidate] = {}
        self.ids: dict[int, Candidate] = {}
        self._over: dict[int, bool] = {}

    def batch(self, row: Row) -> Any:
        """The batch a row names by number or name; None where nobody entered it."""
        told = row.values.get("batch") or ""
        return self._batches.get(told) or self._batches.get(told.upper())

    def look_up(self, rows: Sequence[Row]) -> None:
        for name, column in (("ticket", Enrolment.ticket), ("id_no", Enrolment.id_no)):
            wanted = sorted({str(row.values[name]) for row in rows if row.values.get(name)})
            self._read(column.in_(wanted))

    def _read(self, criterion: Any) -> None:
        columns = (Enrolment.id, Enrolment.batch_id, Enrolment.name, Enrolment.id_no, Enrolment.ticket, Enrolment.level,
                   Enrolment.subjects, Enrolment.history)  # fmt: skip
        batches = {batch.id: batch for batch in self._batches.values()}
        fresh = []
        for found in self._context.db.execute(select(*columns).where(criterion)):
            if found.id not in self.ids and found.batch_id in batches:
                self.know(Candidate(batches[found.batch_id], found.id, found.name, found.id_no, found.ticket, found.level,
                                    list(found.subjects), found.history))  # fmt: skip
                fresh.append(found.id)
        scores = select(Score.enrolment_id, Score.subject, Score.tenths, Score.status, Score.barred).where(Score.enrolment_id.in_(fresh))
        for score in self._context.db.execute(scores):
            self.ids[score.enrolment_id].stored[score.subject] = Mark(score.tenths, score.status, score.barred)

    def is_over(self, batch: Any) -> bool:
        """Whether a batch is past and was never run here: nobody applied for it, its people are known from old lists."""
        if batch.id not in self._over:
            applied = select(Enrolment.id).where(Enrolment.batch_id == batch.id, Enrolment.history.is_(False)).limit(1)
            self._over[batch.id] = batch.last_exam_day < self._context.today and self._context.db.scalar(applied) is None
        return self._over[batch.id]

    def know(self, one: Candidate) -> Candidate:
        if one.id is not None:
            self.ids[one.id] = one
        if one.ticket:
            self._tickets[one.batch.id, one.ticket] = one
        self._numbers.setdefault((one.batch.id, one.id_no), one)
        return one

    def find(self, batch: Any, row: Row) -> Candidate | None:
        """By ticket, else by identity number."""
        ticket, id_no = row.values.get("ticket"), row.values.get("id_no")
        return (self._tickets.get((batch.id, ticket)) if ticket else None) or (self._numbers.get((batch.id, id_no)) if id_no else None)


def identity_faults(context: Context, one: Candidate, row: Row) -> Iterator[Finding]:
    """Ticket, name and number of a row are those of one person (ASM-MRK-009)."""
    for name, known in (("name", one.name), ("id_no", one.id_no), ("ticket", one.ticket)):
        told = row.values.get(name)
        if told and known and told != known:
            yield from context.rules["ASM-MRK-009"].found(name, found=told, expected=known)


def day_of_exam(batch: Any) -> date:
    last: date = batch.last_exam_day
    return last


def ordered(subjects: Iterable[str]) -> list[str]:
    wanted = set(subjects)
    return [one for one in SUBJECTS if one in wanted]


def nobody(context: Context, row: Row) -> list[Finding]:
    """The refusal of a row whose candidate is not entered."""
    told = row.values.get("ticket") or row.values.get("id_no") or ""
    return context.rules["ASM-MRK-009"].found("ticket", found=told, expected=_("批次内已登记的考生；旧名单按“历史数据”导入"))
