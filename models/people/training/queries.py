"""What can be asked about trainings: who is obliged, whose year stays open, what stands against whom."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select, text
from sqlalchemy.orm import Session, joinedload

from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.people.experts.tables import Expert
from models.people.queries import state_criterion
from models.people.standing import BARS, EVENTS, Event
from models.people.tables import Application, Person, Qualification, QualifiedOccupation
from models.people.terms import ASSESSOR, EXPERT, INTERNAL, SUPERVISOR
from models.people.training import rules
from models.people.training.rules import Taken
from models.people.training.tables import UNMET, Trainee, Training, TrainingCause
from models.people.training.terms import (
    ABSENT,
    ATTENDANCE,
    CANCELLED,
    EDUCATED,
    EDUCATION,
    KIND,
    QUALIFICATION,
    RESULT,
)
from resources.texts import _

HELD = and_(Training.cancelled_on.is_(None), Training.closed_on.is_not(None))
AHEAD = and_(Training.cancelled_on.is_(None), Training.closed_on.is_(None))


@dataclass(frozen=True)
class Case:
    """A year of continuing education that stays unmet: from `from_on` (inclusive) on the person gets no new work, until
    it is settled. trainee_id: the latest of the person's rows of that year."""

    person_id: int
    kind: str
    year: int
    from_on: date
    trainee_id: int
    settled_on: date | None

    def stands(self, day: date) -> bool:
        return self.from_on <= day and (self.settled_on is None or self.settled_on > day)


def state_of(training: Training, day: date) -> str:
    if training.cancelled_on or training.closed_on:
        return "cancelled" if training.cancelled_on else "closed"
    if day < training.starts_on:
        return "planned"
    return "running" if day <= training.ends_on else "to_close"


def first_event(db: Session, audience: str, year: int) -> Training | None:
    """The year's first continuing education of an audience that was not cancelled: its first day decides who is obliged."""
    within = Training.starts_on.between(date(year, 1, 1), date(year, 12, 31))
    statement = select(Training).where(Training.kind == EDUCATION, Training.audience == audience, Training.cancelled_on.is_(None), within)
    return db.scalar(statement.order_by(Training.starts_on, Training.id).limit(1))


def holders_on(context: Context, kind: str, day: date, occupation: str | None = None) -> Sequence[tuple[int, str]]:
    """(person, name for sorting) of all whose card of a kind is valid on a day; of supervisors the internal ones only.
    Of experts: all whose term runs on that day."""
    if kind == EXPERT:
        return _experts_on(context, day, occupation)
    statement = select(Qualification.person_id, Qualification.sort_name).where(Qualification.kind == kind, state_criterion("valid", day))
    if kind == SUPERVISOR:
        statement = statement.where(Qualification.grade == INTERNAL)
    if occupation:
        statement = statement.join(QualifiedOccupation).where(QualifiedOccupation.occupation == occupation)
    return [(person, name) for person, name in context.db.execute(statement.distinct().order_by(Qualification.sort_name))]


def _experts_on(context: Context, day: date, occupation: str | None) -> Sequence[tuple[int, str]]:
    serving = and_(Expert.term_from <= day, Expert.term_to >= day, or_(Expert.ended_on.is_(None), Expert.ended_on > day))
    statement = select(Expert.person_id, Expert.sort_name).where(serving)
    statement = statement.where(Expert.occupation == occupation) if occupation else statement
    return [(person, name) for person, name in context.db.execute(statement.distinct().order_by(Expert.sort_name))]


def applicants(context: Context, training: Training) -> Sequence[Application]:
    """Whose application waits for the training: reviewed, or trained with hours that may still be too few."""
    statement = select(Application).where(Application.kind == training.audience, Application.state == "reviewed")
    if training.occupation:
        statement = statement.where(Application.occupation == training.occupation)
    return list(context.db.scalars(statement.order_by(Application.sort_name)))


# -- years that stay open -------------------------------------------------------------------------------------------


def cases(context: Context, people: Collection[int] | None = None, settled: bool = False) -> list[Case]:
    """The unmet years of continuing education, settled ones only when asked for. people: ids, None for all."""
    active = [kind for kind, rule in EDUCATED.items() if context.rules[rule].active]
    found = _unmet_years(context.db, active, people) if active else {}
    if not found:
        return []
    taken = _taken(context.db, active, {person for _kind, person, _year in found})
    planned = _planned(context.db, active)
    told = []
    for (kind, person, year), (trainee, settled_on) in found.items():
        from_on = rules.case_from(year, taken.get((kind, person, year), ()), planned.get((kind, year)))
        if from_on is not None and (settled or settled_on is None):
            told.append(Case(person, kind, year, from_on, trainee, settled_on))
    return told


_Key = tuple[str, int, int]


def _unmet_years(db: Session, kinds: Collection[str], people: Collection[int] | None) -> dict[_Key, tuple[int, date | None]]:
    """By audience, person and year: the latest row that was missed or failed, and the day its year was settled."""
    columns = (Training.audience, Trainee.person_id, Training.ends_on, Trainee.id, Trainee.settled_on)
    statement = select(*columns).join(Training, Trainee.training_id == Training.id).where(
        text(f"({UNMET})"), Training.kind == EDUCATION, Training.audience.in_(kinds), Training.cancelled_on.is_(None))  # fmt: skip
    if people is not None:
        statement = statement.where(Trainee.person_id.in_(people))
    found: dict[_Key, tuple[int, date | None]] = {}
    for kind, person, ends_on, id_, settled_on in db.execute(statement.order_by(Training.ends_on, Trainee.id)):
        key = kind, person, ends_on.year
        before = found.get(key, (0, None))[1]
        found[key] = id_, settled_on or before
    return found


def _taken(db: Session, kinds: Collection[str], people: Collection[int]) -> Mapping[_Key, list[Taken]]:
    columns = (Training.audience, Trainee.person_id, Training.ends_on, Trainee.attendance, Trainee.result)
    statement = select(*columns).join(Training, Trainee.training_id == Training.id).where(
        Trainee.person_id.in_(people), Training.kind == EDUCATION, Training.audience.in_(kinds), Training.cancelled_on.is_(None),
        or_(Trainee.attendance.is_not(None), Trainee.result.is_not(None)))  # fmt: skip
    found: dict[_Key, list[Taken]] = defaultdict(list)
    for kind, person, ends_on, attendance, result in db.execute(statement):
        found[kind, person, ends_on.year].append(Taken(ends_on, None if attendance == ABSENT else result))
    return found


def _planned(db: Session, kinds: Collection[str]) -> Mapping[tuple[str, int], date]:
    """By audience and year the first day of the last event that is not closed yet."""
    statement = select(Training.audience, Training.starts_on).where(Training.kind == EDUCATION, Training.audience.in_(kinds), AHEAD)
    return {(kind, starts_on.year): starts_on for kind, starts_on in db.execute(statement.order_by(Training.starts_on))}


def missed(db: Session, context: Context) -> list[Trainee]:
    """PPL-ASR-044: absences without leave from trainings other than continuing education that nobody has settled."""
    if not context.rules["PPL-ASR-044"].active:
        return []
    statement = select(Trainee).join(Training).where(
        text(f"({UNMET})"), Trainee.attendance == ABSENT, Trainee.settled_on.is_(None), Trainee.called_on.is_not(None),
        Training.audience == ASSESSOR, Training.kind.not_in((EDUCATION, QUALIFICATION)), Training.cancelled_on.is_(None),
    ).options(joinedload(Trainee.training), joinedload(Trainee.person))  # fmt: skip
    return [one for one in db.scalars(statement)
            if rules.unexcused(one.attendance, one.leave_answer, one.leave_answered_on, one.training.ends_on)]  # fmt: skip


def open_case(context: Context, trainee: Trainee) -> Case | None:
    """The case of continuing education that this row belongs to, when it stands today."""
    training = trainee.training
    if training.kind != EDUCATION:
        return None
    same = [one for one in cases(context, [trainee.person_id]) if (one.kind, one.year) == (training.audience, training.ends_on.year)]
    return next((one for one in same if one.stands(context.today)), None)


def is_missed(context: Context, trainee: Trainee) -> bool:
    return any(one.id == trainee.id for one in missed(context.db, context))


def education_gaps(context: Context, person_id: int, kind: str, day: date) -> list[Finding]:
    """What continuing education says against new work or a renewal of one person on a day."""
    standing = [one for one in cases(context, [person_id], settled=True) if one.kind == kind and one.stands(day)]
    return [finding for one in standing for finding in _told(context, one)]


def _told(context: Context, case: Case) -> list[Finding]:
    words = _("{year} 年未合格，自 {day} 起").format(year=case.year, day=case.from_on)
    return context.rules[EDUCATED[case.kind]].found("person", Severity.BLOCK, found=words)


def bars(context: Context, people: Collection[int], day: date) -> Mapping[int, list[Finding]]:
    """For standing.BARS: the unmet years that stand on a day, by person."""
    found: dict[int, list[Finding]] = defaultdict(list)
    for one in cases(context, people, settled=True):
        if one.stands(day):
            found[one.person_id] += _told(context, one)
    return found


def events(context: Context, person: Person) -> Iterator[Event]:
    statement = select(Trainee).join(Training).where(Trainee.person_id == person.id, Training.cancelled_on.is_(None))
    for one in context.db.scalars(statement.options(joinedload(Trainee.training))):
        told = [KIND.show(one.training.kind), ATTENDANCE.show(one.attendance), RESULT.show(one.result)]
        tone = "danger" if one.attendance == ABSENT or one.result == "failed" else "good" if one.result else "plain"
        yield Event(one.training.ends_on, " ".join(filter(None, told)), tone)
        if one.settled_on:
            yield Event(one.settled_on, _("培训缺席处理：取消资格") if one.settlement == CANCELLED else _("培训缺席处理：保留资格"))


# -- finding ---------------------------------------------------------------------------------------------------------


def find_training(db: Session, words: str) -> Sequence[Training]:
    same = or_(Training.number == words.strip(), Training.title == words.strip())
    return list(db.scalars(select(Training).where(same).order_by(Training.id.desc())))


def find_trainee(db: Session, words: str) -> Sequence[Trainee]:
    """By name or identity number, newest first; `number/name` names one training."""
    number, _slash, who = words.strip().rpartition("/")
    statement = select(Trainee).join(Person).join(Training, Trainee.training_id == Training.id)
    statement = statement.where(or_(Person.id_no == who.upper(), Person.name == who))
    if number:
        statement = statement.where(Training.number == number)
    return list(db.scalars(statement.order_by(Trainee.id.desc())))


def find_cause(db: Session, words: str) -> Sequence[TrainingCause]:
    statement = select(TrainingCause).where(or_(TrainingCause.occupation == words.strip(), TrainingCause.facts == words.strip()))
    return list(db.scalars(statement.order_by(TrainingCause.id.desc())))


def next_number(db: Session, year: int) -> str:
    """PX-2026-001: the next of a year."""
    prefix = f"PX-{year}-"
    last = db.scalar(select(func.max(Training.number)).where(Training.number.startswith(prefix)))
    return f"{prefix}{int(last.rpartition('-')[2]) + 1 if last else 1:03d}"


def hours_of(trainee: Trainee) -> float:
    return rules.counted_hours([(trainee.theory_hours, trainee.assessing_hours)])


BARS.append(bars)
EVENTS.append(events)
