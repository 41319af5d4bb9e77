"""What can be asked about assignments: verdicts for a whole session, who is due for a decision, a person's events."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session, joinedload

from models.assessment.exams.tables import ExamSession
from models.assignment import facts
from models.assignment.guard import MISSED, Fellow, judge
from models.assignment.tables import TO_DECIDE, Assignment
from models.assignment.terms import ASSESSING, ATTENDED, DISPATCHED, NO, NO_SHOW, REASON, REFUSED, SERVING, STATE, SUPERVISING, YES
from models.core.centre import Context
from models.core.dates import days_plus
from models.core.due import AREAS, DueItem
from models.core.findings import Finding, blocked
from models.core.names import initials
from models.core.roles import DIRECTOR, EXAM
from models.core.search import SEARCHED, Line
from models.people.declaring import people_named
from models.people.standing import EVENTS, Event
from models.people.tables import Person
from resources.texts import _

TEAMS = "assignment.teams"


@dataclass(frozen=True)
class Verdict:
    """The guard's answer about one person: yes, with a reason, or no; with everything that stands against."""

    fellow: Fellow
    answer: str
    findings: tuple[Finding, ...]


def verdicts(context: Context, one: ExamSession, post: str, room_id: int | None = None, words: str = "") -> list[Verdict]:
    """Who may come into question for a post in a session, those who cover its occupation first. words: only the people of this
    name, identity or card number, whoever they are."""
    target = facts.target_of(context, one, room_id)
    people = [each.id for each in people_named(context.db, words)] if words else None
    return [verdict(fellow, judge(fellow, post, target, context.rules)) for fellow in facts.fellows(context, one, post, people)]


def verdict(fellow: Fellow, found: Sequence[Finding]) -> Verdict:
    return Verdict(fellow, NO if blocked(found) else REASON if found else YES, tuple(found))


def team_of(db: Session, session_id: int) -> list[Assignment]:
    """Who serves in a session, or is still expected to."""
    statement = select(Assignment).where(Assignment.session_id == session_id, Assignment.state.in_(SERVING)).order_by(Assignment.id)
    return list(db.scalars(statement.options(joinedload(Assignment.person), joinedload(Assignment.room))))


def serving(db: Session, person_id: int, since: date) -> list[Assignment]:
    """What a person is still expected for or serves in, in sessions from a day on (inclusive)."""
    return list(db.scalars(select(Assignment).where(
        Assignment.person_id == person_id, Assignment.starts_on >= since, Assignment.state.in_(SERVING)).order_by(Assignment.starts_on)))  # fmt: skip


def sent_to(db: Session, session_id: int) -> list[Assignment]:
    """Everybody ever assigned to a session: who serves first, then who left."""
    statement = select(Assignment).where(Assignment.session_id == session_id).order_by(Assignment.id)
    found = db.scalars(statement.options(joinedload(Assignment.person), joinedload(Assignment.room)))
    return sorted(found, key=lambda one: (one.state not in SERVING, one.post != "leader"))


def find_assignment(db: Session, words: str) -> Sequence[Assignment]:
    """Assignments by session and name (2026-03-1/李红), or by name or identity number; the newest first."""
    session, _slash, name = words.strip().rpartition("/")
    statement = select(Assignment).join(Person).where((Person.name == name) | (Person.id_no == name)).order_by(Assignment.id.desc())
    return list(db.scalars(statement.join(ExamSession).where(ExamSession.code == session) if session else statement))


# -- due ------------------------------------------------------------------------------------------------------------


_ASSIGNMENTS = select(Assignment.id, Assignment.person_id, Assignment.starts_on, Assignment.found_on, ExamSession.code, Person.name).join(
    Assignment.session).join(Assignment.person)  # fmt: skip
_TO_DECIDE = _ASSIGNMENTS.where(text(TO_DECIDE))
_UNANSWERED = _ASSIGNMENTS.where(Assignment.state == DISPATCHED, Assignment.starts_on >= bindparam("today"))
_MISSED = _ASSIGNMENTS.where(Assignment.state.in_((NO_SHOW, REFUSED))).order_by(Assignment.starts_on.desc())


def due(context: Context) -> Iterator[DueItem]:
    """Undeclared grounds to decide about, runs of missed dispatches, dispatches without an answer."""
    ground = context.rules["PPL-ASR-123"]
    for one in context.rows(_TO_DECIDE) if ground.active else ():
        assert one.found_on is not None
        yield DueItem("assignment", TEAMS, one.id, one.code, one.name, days_plus(one.found_on, ground.value("days")), ground.id,
                      _("对未申报回避作出处理"), DIRECTOR, _("回避处理"))  # fmt: skip
    yield from _runs(context, ASSESSING)
    yield from _runs(context, SUPERVISING)
    declared = context.rules["PPL-ASR-122"]
    for one in context.rows(_UNANSWERED, today=context.today) if declared.active else ():
        yield DueItem("assignment", TEAMS, one.id, one.code, one.name, one.starts_on, declared.id, _("接受派遣并申报回避"), EXAM, _("派遣答复"))


def _runs(context: Context, posts: Iterable[str]) -> Iterator[DueItem]:
    """PPL-ASR-150, PPL-SUP-023: dated on the first day of the round that made the run full."""
    rule = context.rules[MISSED[next(iter(posts))]]
    if not rule.active or not rule.value("limit"):
        return
    newest: dict[int, Any] = {}
    for one in context.rows(_MISSED.where(Assignment.post.in_(tuple(posts)))):
        newest.setdefault(one.person_id, one)
    runs = facts.missed(context, next(iter(posts)), list(newest)) if newest else {}
    for person, one in newest.items():
        if runs.get(person, 0) >= rule.value("limit"):
            yield DueItem("assignment", TEAMS, one.id, one.code, one.name, one.starts_on, rule.id,
                          _("连续未参加，作出资格决定"), DIRECTOR, _("资格处理"))  # fmt: skip


def _events(context: Context, person: Person) -> Iterator[Event]:
    statement = select(Assignment).where(Assignment.person_id == person.id, Assignment.state.in_((ATTENDED, NO_SHOW, REFUSED)))
    for one in context.db.scalars(statement.options(joinedload(Assignment.session))):
        yield Event(one.starts_on, f"{one.session.code} {STATE.show(one.state)}", "plain" if one.state == ATTENDED else "caution")


def lines_of_assignment(db: Session, one: Assignment) -> Iterator[Line]:
    person = db.get_one(Person, one.person_id)
    yield Line(TEAMS, one.id, f"{person.name} {STATE.show(one.state)}", [person.name, *initials(person.name)])


AREAS["assignment"] = due
EVENTS.append(_events)
SEARCHED[Assignment] = lines_of_assignment
