"""A running batch with candidates, two exam officers, and short hands for entering their scores."""

from datetime import date
from typing import Any

from models.assessment.candidates.tables import Enrolment
from models.assessment.scores.queries import find_score
from models.assessment.scores.tables import Score
from models.assessment.tables import Batch
from models.core import store
from models.core.acts import call
from models.core.names import sort_key
from tests.assessment.batches import new_batch, put_at
from tests.centres import TODAY, seat
from tests.fictional import number_of

DAY = date(2026, 11, 12)  # a Thursday, the exam day of these batches
OTHER = "wang"  # the second exam officer


class Desk:
    """A batch at `state` with `people` candidates T001 … who sit theory and practical."""

    def __init__(self, make: Any, profile: str = "henan", people: int = 3, state: str = "exam_done", level: str = "4", day: date = DAY,
                 subjects: tuple[str, ...] = ("theory", "skill")):  # fmt: skip
        self.centre = make(profile, login="exam")
        call(seat(self.centre, "admin", TODAY), "core.add_user", login=OTHER, name="王考务", roles="EXM", password="jiantai-demo-2")
        self.batch = new_batch(self.centre, "B1", day, on=TODAY, level=level)
        put_at(self.centre, self.batch, state)
        with store.writing(self.centre.engine) as db:
            db.get_one(Batch, self.batch).owner = None  # in the sport region an owned batch is its owner's alone
            for at in range(1, people + 1):
                name = f"考生{chr(0x4E00 + at * 7)}"
                db.add(Enrolment(batch_id=self.batch, id_kind="resident", id_no=number_of(serial=at), name=name, sort_name=sort_key(name),
                                 occupation="电工", job="--", level=int(level), subjects=list(subjects), way="exam", state="admitted",
                                 ticket=f"T{at:03d}", history=False, first_entry=1, entry=1))  # fmt: skip
            db.commit()

    def act(self, command: str, key: int | None = None, *, login: str = "exam", on: date = TODAY, reason: str = "", **given: Any) -> Any:
        return call(seat(self.centre, login, on), command, self.batch if key is None else key, reason=reason, **given)

    def done(self, command: str, key: int | None = None, **given: Any) -> Any:
        outcome = self.act(command, key, **given)
        assert outcome.done, [(one.rule, dict(one.params)) for one in outcome.findings]
        return outcome.value

    def refused(self, command: str, key: int | None = None, **given: Any) -> set[str]:
        outcome = self.act(command, key, **given)
        assert not outcome.done
        return {one.rule for one in outcome.findings}

    def marker(self, *subjects: str) -> None:
        """Markers with their secrecy agreement, and the approval to take scores down."""
        self.done("assessment.note_marking", kind="marker", person="某阅卷", agreement="BM-01")
        self.done("assessment.note_marking", kind="approved", person="某负责")
        self.done("assessment.note_marking", kind="opened")

    def enter(self, subject: str, *marks: Any, login: str = "exam", first: int = 1) -> Any:
        """Type marks for T001 … of a subject."""
        told = "\n".join(f"T{at:03d} {mark}" for at, mark in enumerate(marks, first))
        return self.done("assessment.enter_scores", login=login, subject=subject, scores=told)

    def both(self, subject: str, *marks: Any) -> None:
        """The same marks typed by two."""
        self.enter(subject, *marks)
        self.enter(subject, *marks, login=OTHER)

    def sign(self) -> None:
        self.done("assessment.note_marking", kind="signed", person="某组长")

    def full(self, *pairs: tuple[Any, Any]) -> None:
        """Theory and practical of everybody, signed and checked."""
        self.marker()
        self.both("theory", *(pair[0] for pair in pairs))
        self.both("skill", *(pair[1] for pair in pairs))
        self.sign()
        self.done("assessment.score_batch")

    def score(self, ticket: str, subject: str) -> Score:
        with self.centre.reading() as context:
            found = find_score(context.db, f"{ticket} {subject}")[0]
            context.db.expunge_all()
            return found

    def results(self) -> dict[str, str | None]:
        with self.centre.reading() as context:
            return {one.ticket or "": one.result for one in context.db.query(Enrolment).order_by(Enrolment.ticket)}

    def state(self) -> str:
        with self.centre.reading() as context:
            return context.db.get_one(Batch, self.batch).state


