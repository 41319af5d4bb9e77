"""What the guard asks of the database: everybody's facts in a handful of statements, the same number for one person as for 500."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import Select, func, or_, select, tuple_

from models.assessment.candidates.tables import Enrolment
from models.assessment.exams.tables import Duty, ExamSession, Seat
from models.assessment.plans.tables import BatchLine
from models.assessment.tables import Batch
from models.assignment.guard import Elsewhere, Fellow, Target, misses_in_a_row, round_event, run_of
from models.assignment.tables import Assignment
from models.assignment.terms import ASSESSING, ATTENDED, EXCUSED, NO_SHOW, REFUSED, SERVING, SUPERVISING
from models.core.centre import Context
from models.people.interests import Crowd, Other, ties_of
from models.people.standing import BARS
from models.people.tables import Application, BlacklistEntry, Card, CardTerm, Person, Qualification, QualifiedOccupation
from models.people.terms import ASSESSOR, SENIOR, SUPERVISOR

VOID = "voided"
COUNTED = (ATTENDED, NO_SHOW, REFUSED, EXCUSED)
MOST, _SPELT_OUT = 1_000, 5_000  # people of one answer; beyond so many ids the whole table is read
Rounds = Sequence[tuple[frozenset[str], frozenset[int]]]


def kind_of(post: str) -> str:
    return SUPERVISOR if post in SUPERVISING else ASSESSOR


# -- the place ------------------------------------------------------------------------------------------------------


def target_of(context: Context, one: ExamSession, room_id: int | None = None) -> Target:
    """What a session, or one room of it, wants; with the team of the round so far and that of the round before."""
    candidates = _candidates(context, one, room_id)
    crowd = Crowd(Other(name, id_no, class_name) for name, id_no, class_name, _level in candidates)
    levels = {level for *_who, level in candidates} or {one.batch.level or 0}
    occupation = one.batch.occupation or ""
    served = _served(context, occupation, one.batch)
    beside = [Other(person.name, person.id_no) for person in _team_people(context, one.id)]
    return Target(
        one.starts_at.date(), one.ends_at.date(), occupation, frozenset(level for level in levels if level), one.batch.code, crowd,
        served[-1][1] if served else None, _team(context, one.batch_id), _least(context, one), served[0][0] if served else None,
        _busy(context, one), Crowd(beside),
    )  # fmt: skip


def _candidates(context: Context, one: ExamSession, room_id: int | None) -> Sequence[tuple[str, str, str | None, int]]:
    """Those who sit there; before seats are arranged, all who may sit in the batch."""
    columns = (Enrolment.name, Enrolment.id_no, Enrolment.training_class, Enrolment.level)
    seated = select(*columns).join(Seat, Seat.enrolment_id == Enrolment.id).where(Seat.session_id == one.id, Seat.number.is_not(None))
    found = context.db.execute(seated.where(Seat.room_id == room_id) if room_id else seated).all()
    if not found and room_id is None:
        found = context.db.execute(select(*columns).where(Enrolment.batch_id == one.batch_id)).all()
    return [(name, id_no, class_name, level) for name, id_no, class_name, level in found]


def _team(context: Context, batch_id: int) -> frozenset[int]:
    statement = select(Assignment.person_id).join(ExamSession).where(ExamSession.batch_id == batch_id)
    return frozenset(context.db.scalars(statement.where(Assignment.post.in_(ASSESSING), Assignment.state.in_(SERVING))))


def _team_people(context: Context, session_id: int) -> Sequence[Person]:
    statement = select(Person).join(Assignment, Assignment.person_id == Person.id).where(Assignment.session_id == session_id)
    return list(context.db.scalars(statement.where(Assignment.post.in_(ASSESSING), Assignment.state.in_(SERVING))))


def _least(context: Context, one: ExamSession) -> int:
    """Assessors a round needs at least (ASM-STF-002, 003): rotation counts places still free as open to new members."""
    staff, panel = context.rules["ASM-STF-002"], context.rules["ASM-STF-003"]
    rooms = context.db.scalar(select(func.count(Seat.room_id.distinct())).where(Seat.session_id == one.id)) or 1
    return max(staff.value("per_occupation") or 0, (staff.value("per_room") or 0) * rooms, panel.value("panel") or 0, one.parallel_modules or 0)


def _busy(context: Context, one: ExamSession) -> Mapping[str, Sequence[Elsewhere]]:
    """Other duties by name: at overlapping times anywhere, and in the batch."""
    overlap = (ExamSession.starts_at < one.ends_at) & (ExamSession.ends_at > one.starts_at)
    statement = select(Duty.name, Duty.duty, ExamSession.code, ExamSession.site, overlap).join(ExamSession, Duty.session_id == ExamSession.id)
    found: dict[str, list[Elsewhere]] = defaultdict(list)
    for name, duty, code, site, crossing in context.db.execute(
        statement.where(Duty.ended_on.is_(None), or_(overlap, ExamSession.batch_id == one.batch_id))
    ):
        found[name].append(Elsewhere(duty, code, bool(crossing) and site == one.site, bool(crossing)))
    return found


# -- rounds ---------------------------------------------------------------------------------------------------------


def _batches(context: Context, before: Batch) -> list[tuple[int, date, frozenset[str]]]:
    """(id, first day, occupations) of the batches before one, oldest first, without void ones."""
    rows = context.db.execute(
        select(Batch.id, Batch.first_exam_day, Batch.occupation)
        .where(Batch.state != VOID, tuple_(Batch.first_exam_day, Batch.id) < (before.first_exam_day, before.id))
        .order_by(Batch.first_exam_day, Batch.id)
    ).all()
    lines: dict[int, set[str]] = defaultdict(set)
    for id_, occupation in context.db.execute(select(BatchLine.batch_id, BatchLine.occupation)):
        lines[id_].add(occupation)
    return [(id_, day, frozenset(lines[id_] | ({occupation} if occupation else set()))) for id_, day, occupation in rows]


def _serving(context: Context) -> Mapping[int, frozenset[int]]:
    """By batch: who assessed, or is still expected to. A round nobody was ever sent to is none."""
    statement = select(ExamSession.batch_id, Assignment.person_id).join(Assignment, Assignment.session_id == ExamSession.id)
    found: dict[int, set[int]] = defaultdict(set)
    for batch, person in context.db.execute(statement.where(Assignment.post.in_(ASSESSING), Assignment.state.in_(SERVING)).distinct()):
        found[batch].add(person)
    return {batch: frozenset(people) for batch, people in found.items()}


def _served(context: Context, occupation: str, batch: Batch) -> list[tuple[date, frozenset[int]]]:
    """(first day, team) of the earlier rounds of an occupation, oldest first."""
    serving = _serving(context)
    return [(day, serving[id_]) for id_, day, covered in _batches(context, batch) if occupation in covered and id_ in serving]


# -- the people -----------------------------------------------------------------------------------------------------


def fellows(context: Context, one: ExamSession, post: str, people: Collection[int] | None = None, most: int | None = MOST) -> list[Fellow]:
    """Who may come into question for a post, or the people named. At most `most`, None for all: who covers the occupation first,
    then the others, each in the order of their names."""
    asked = _people(context, post, one.batch.occupation or "", most) if people is None else _named(context, people)
    ids = list(asked) if len(asked) <= _SPELT_OUT else None
    spans, grades, covered = _cards(context, post, ids), _grades(context, post, ids), _occupations(context, ids)
    listed, ties, misses, since, at_work = _lists(context, post), ties_of(context.db, ids), missed(context, post, ids), *_since(context, ids)
    serving = _serving(context)
    rounds: Rounds = [(covers, serving[id_]) for id_, _day, covers in reversed(_batches(context, one.batch)) if id_ in serving]
    day = one.starts_at.date()
    bars = [bar(context, list(asked), day) for bar in BARS]
    return [
        Fellow(
            id_, name, SENIOR in grades.get(id_, ()), (mine := frozenset(covered.get(id_, ()))), tuple(spans.get(id_, ())), id_ in listed,
            tuple(ties.get(id_, ())), run_of(mine, rounds, id_), misses.get(id_, 0), since.get(id_), at_work.get(id_),
            tuple(each for bar in bars for each in bar.get(id_, ())), id_no,
        )
        for id_, (name, id_no) in asked.items()
    ]  # fmt: skip


People = dict[int, tuple[str, str]]  # name and identity number by id
_COLUMNS = (Person.id, Person.name, Person.id_no)


def _read(context: Context, statement: Select[int, str, str]) -> People:
    return {id_: (name, id_no) for id_, name, id_no in context.db.execute(statement.order_by(Person.sort_name, Person.id))}


def _named(context: Context, people: Collection[int]) -> People:
    return _read(context, select(*_COLUMNS).where(Person.id.in_(people)))


def _people(context: Context, post: str, occupation: str, most: int | None) -> People:
    """Assessors for those who assess, supervisors for those who supervise, anybody known here for the other posts."""
    everybody = select(*_COLUMNS).limit(most)
    if post not in (*ASSESSING, *SUPERVISING):
        return _read(context, everybody)
    holds = select(Qualification.person_id).where(Qualification.kind == kind_of(post))
    found: People = {}
    if post in ASSESSING and occupation:
        covering = holds.join(QualifiedOccupation).where(QualifiedOccupation.occupation == occupation)
        found = _read(context, everybody.where(Person.id.in_(covering)))
    if most is None or len(found) < most:
        found |= {id_: told for id_, told in _read(context, everybody.where(Person.id.in_(holds))).items() if id_ not in found}
    return dict(list(found.items())[:most])


def _cards(context: Context, post: str, ids: Collection[int] | None) -> Mapping[int, Sequence[tuple[date, date]]]:
    """Validities of the cards, cut off where a card was withdrawn or replaced."""
    statement = select(Qualification.person_id, CardTerm.starts_on, CardTerm.ends_on, Card.ended_on).join(Card, CardTerm.card_id == Card.id)
    statement = statement.join(Qualification, Card.qualification_id == Qualification.id).where(Qualification.kind == kind_of(post))
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for person, starts, ends, ended in context.db.execute(statement if ids is None else statement.where(Qualification.person_id.in_(ids))):
        last = ends if ended is None else min(ends, date.fromordinal(ended.toordinal() - 1))
        found[person].append((starts or date.min, last))
    return found


def _grades(context: Context, post: str, ids: Collection[int] | None) -> Mapping[int, set[str]]:
    statement = select(Qualification.person_id, Qualification.grade).where(Qualification.kind == kind_of(post), Qualification.ended_on.is_(None))
    found: dict[int, set[str]] = defaultdict(set)
    for person, grade in context.db.execute(statement if ids is None else statement.where(Qualification.person_id.in_(ids))):
        found[person].add(grade)
    return found


def _occupations(context: Context, ids: Collection[int] | None) -> Mapping[int, set[str]]:
    statement = select(Qualification.person_id, QualifiedOccupation.occupation).join(Qualification)
    found: dict[int, set[str]] = defaultdict(set)
    for person, occupation in context.db.execute(statement if ids is None else statement.where(Qualification.person_id.in_(ids))):
        found[person].add(occupation)
    return found


def _lists(context: Context, post: str) -> set[int]:
    listed = BlacklistEntry.list_kind == kind_of(post)
    return set(context.db.scalars(select(BlacklistEntry.person_id).where(listed, BlacklistEntry.removed_on.is_(None))))


def missed(context: Context, post: str, ids: Collection[int] | None) -> Mapping[int, int]:
    """The run of missed dispatches, one event a round: assessors in the order of the rounds, supervisors in that of the dispatch."""
    posts = SUPERVISING if post in SUPERVISING else ASSESSING
    order = Assignment.dispatched_on if post in SUPERVISING else Assignment.starts_on
    statement = select(Assignment.person_id, ExamSession.batch_id, Assignment.state).join(ExamSession)
    statement = statement.where(Assignment.post.in_(posts), Assignment.state.in_(COUNTED)).order_by(order, Assignment.id)
    rounds: dict[int, dict[int, list[str]]] = defaultdict(dict)
    for person, batch, state in context.db.execute(statement if ids is None else statement.where(Assignment.person_id.in_(ids))):
        rounds[person].setdefault(batch, []).append(state)
    return {person: misses_in_a_row(round_event(states) for states in had.values()) for person, had in rounds.items()}


def _since(context: Context, ids: Collection[int] | None) -> tuple[Mapping[int, date], Mapping[int, date]]:
    """First day of assessing, and of any assessment work: as applied with, and as attended here."""
    assessing: dict[int, date] = {}
    working: dict[int, date] = {}
    stated = select(Application.person_id, func.min(Application.assessing_since)).where(Application.assessing_since.is_not(None))
    came = select(Assignment.person_id, Assignment.post, func.min(Assignment.starts_on)).where(Assignment.state == ATTENDED)
    rows = [(person, "assessor", day) for person, day in context.db.execute(stated.group_by(Application.person_id)) if day]
    rows += [(person, post, day) for person, post, day in context.db.execute(came.group_by(Assignment.person_id, Assignment.post))]
    for person, post, day in rows:
        for into in (working, assessing) if post in ASSESSING else (working,):
            into[person] = min(day, into.get(person, day))
    return assessing, working
