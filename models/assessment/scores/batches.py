"""The scores of one batch: who has to have which, what two people typed, where they differ, what each result would be."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.assessment.candidates.queries import Sanction, sanctions_of
from models.assessment.candidates.tables import Enrolment, Violation
from models.assessment.scores.rules import Standard, outcome, required, struck, takes_all
from models.assessment.scores.tables import MarkingRecord, Score, ScoreEntry
from models.assessment.scores.terms import Mark
from models.assessment.tables import Batch

SITS = ("reviewed", "rechecked", "admitted")  # applications that may sit; what was withdrawn or rejected has no scores


@dataclass
class Line:
    """One candidate of a batch with what is known of each subject. `entries`: subject → turn → entry."""

    enrolment: Enrolment
    subjects: list[str]
    scores: dict[str, Score] = field(default_factory=dict)
    entries: dict[str, dict[int, ScoreEntry]] = field(default_factory=dict)
    sanctions: list[Sanction] = field(default_factory=list)

    @property
    def marks(self) -> dict[str, Mark]:
        """What counts for each subject, after what was decided against the candidate."""
        return {subject: struck(subject, mark_in(score), self.sanctions) for subject, score in self.scores.items()}

    def differs(self, subject: str) -> bool:
        """Whether two people typed something different and nobody has decided."""
        typed = self.entries.get(subject, {})
        return subject not in self.scores and len(typed) > 1 and mark_in(typed[1]) != mark_in(typed[2])

    def lacks(self, subject: str) -> bool:
        """Nobody waits for a score of somebody whose whole assessment is cancelled."""
        return subject not in self.scores and not self.differs(subject) and not takes_all(self.sanctions)

    def outcome(self, standard: Standard) -> str | None:
        return outcome(self.subjects, self.marks, standard, self.sanctions)


def mark_in(row: Score | ScoreEntry) -> Mark:
    return Mark(row.tenths, row.status, row.barred)


def sheet(db: Session, batch: Batch, standard: Standard) -> list[Line]:
    """All candidates who sit, by ticket number, with scores and entries."""
    statement = select(Enrolment).where(Enrolment.batch_id == batch.id, Enrolment.state.in_(SITS)).order_by(Enrolment.ticket, Enrolment.id)
    lines = {one.id: Line(one, _subjects(one, standard)) for one in db.scalars(statement)}
    for score in db.scalars(select(Score).where(Score.batch_id == batch.id)):
        if score.enrolment_id in lines:
            lines[score.enrolment_id].scores[score.subject] = score
    for entry in db.scalars(select(ScoreEntry).where(ScoreEntry.batch_id == batch.id)):
        if entry.enrolment_id in lines:
            lines[entry.enrolment_id].entries.setdefault(entry.subject, {})[entry.turn] = entry
    for enrolment_id, decided in sanctions_of(db, Violation.batch_id == batch.id).items():
        if enrolment_id in lines:
            lines[enrolment_id].sanctions = decided
    return list(lines.values())


def _subjects(one: Enrolment, standard: Standard) -> list[str]:
    """An old list is taken as it was; a resit stands on the subjects that were carried over, which have scores here."""
    return required(one.subjects, 0 if one.history or one.resit_of_id else one.level, standard)


def differences(lines: Iterable[Line]) -> list[tuple[Line, str, ScoreEntry, ScoreEntry]]:
    """Exactly the scores two people typed differently, in the order of the sheet."""
    return [
        (line, subject, line.entries[subject][1], line.entries[subject][2])
        for line in lines for subject in line.subjects if line.differs(subject)
    ]  # fmt: skip


def lacking(lines: Iterable[Line]) -> list[tuple[Line, str]]:
    """Scores that are not there yet, because one or both entries are missing."""
    return [(line, subject) for line in lines for subject in line.subjects if line.lacks(subject)]


def records_of(db: Session, batch_id: int) -> dict[str, list[MarkingRecord]]:
    """What is kept about the marking of a batch, by kind."""
    found = defaultdict[str, list[MarkingRecord]](list)
    for one in db.scalars(select(MarkingRecord).where(MarkingRecord.batch_id == batch_id).order_by(MarkingRecord.id)):
        found[one.kind].append(one)
    return dict(found)


def named(lines: Sequence[Line], words: str) -> Line | None:
    """A candidate by ticket, identity number or, where it is unmistakable, name."""
    told = words.strip().upper()
    found = [one for one in lines if told in (one.enrolment.ticket, one.enrolment.id_no)] or [one for one in lines if one.enrolment.name == words.strip()]
    return found[0] if len(found) == 1 else None


def confirmed_by(db: Session, batch_id: int) -> dict[int, list[str]]:
    """Enrolment → the different assessors who confirmed that a veto item was failed (ASM-MRK-005)."""
    found = defaultdict[int, list[str]](list)
    wanted = select(MarkingRecord.enrolment_id, MarkingRecord.person).where(MarkingRecord.batch_id == batch_id, MarkingRecord.kind == "veto")
    for enrolment_id, person in db.execute(wanted.distinct()):
        if enrolment_id and person:
            found[enrolment_id].append(person)
    return dict(found)
