"""How assessors mark against their colleagues, how entries and assessors agree, what neighbouring seats have in common."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import Select, func, select

from models.assessment.exams.tables import ExamSession, Room, Seat
from models.assessment.scores.tables import Score
from models.assessment.scores.terms import NORMAL, SUBJECT, THEORY
from models.assessment.tables import Batch
from models.core.centre import Context
from models.people.tables import Person, Qualification
from models.people.terms import ASSESSOR
from models.statistics import agreement, figures
from models.statistics.counting import ENTRY, MARKS
from models.statistics.queries import Chosen, Rate, rated
from models.statistics.tables import AgreementCount, AssessorCount
from resources.texts import _

_TENTHS = 10  # of a point
A, G = AssessorCount, AgreementCount


@dataclass(frozen=True)
class Severity:
    """An assessor against the mean of the others for the same candidates, in points; above 0 is generous.

    n: shared marks. lower, upper: the interval of STA-001's confidence; outside: STA-004 asks for a look. Candidates of one
    assessor are taken as independent, so the interval is narrow where a whole class was weak: one more reason to look, not to judge.
    """

    key: str
    label: str
    n: int
    mean: float
    lower: float
    upper: float
    outside: bool


def _batches(chosen: Chosen) -> list[Any]:
    """What is chosen, as far as a batch says it: its day, its number, its occupation and level."""
    tests: list[Any] = chosen.of_batch()
    if chosen.occupation:
        tests.append(Batch.occupation == chosen.occupation)
    if chosen.level is not None:
        tests.append(Batch.level == chosen.level)
    return tests


def severities(context: Context, chosen: Chosen) -> list[Severity]:
    """STA-004: the assessors with enough shared marks, the most generous first."""
    rule, confidence = context.rules["STA-004"], context.rules["STA-001"].value("confidence") / 1000
    others = A.judges - 1
    scaled: list[Any] = [func.sum(A.n), func.sum(A.total / (others * 1.0)), func.sum(A.squares / (others * others * 1.0))]
    statement: Select[Any] = select(A.assessor_id, Person.name, *scaled).join(Batch, Batch.id == A.batch_id).join(Person, Person.id == A.assessor_id)
    rows = context.db.execute(statement.where(A.judges > 1, *_batches(chosen)).group_by(A.assessor_id, Person.name))
    found = []
    for id_, name, n, total, squares in rows:
        if n < rule.value("marks"):
            continue
        total, squares = float(total) / _TENTHS, float(squares) / _TENTHS**2
        told, judged = (figures.mean_interval(n, total, squares, one) for one in (confidence, rule.value("outer") / 1000))
        if told and judged:
            outside = rule.active and not judged[1] <= 0 <= judged[2] and abs(told[0]) >= rule.value("points")
            found.append(Severity(str(id_), name, int(n), *told, outside))
    return sorted(found, key=lambda one: (-one.mean, one.key))


def pass_rates(context: Context, chosen: Chosen) -> list[Rate]:
    """Of the candidates each assessor marked: who passed that subject."""
    statement = select(A.assessor_id, Person.name, func.sum(A.decided), func.sum(A.passed))
    joined = statement.join(Batch, Batch.id == A.batch_id).join(Person, Person.id == A.assessor_id).where(*_batches(chosen))
    rows = context.db.execute(joined.group_by(A.assessor_id, Person.name).order_by(Person.name, A.assessor_id))
    return [rated(context, str(id_), name, int(n), int(passed)) for id_, name, n, passed in rows if n]


@dataclass(frozen=True)
class Agreement:
    """How two entries or several assessors of a subject agree. value: kappa of the entries, ICC of the assessors; None: no telling.
    same: share of entries that were equal; None for assessors."""

    key: str
    label: str
    n: int
    value: float | None
    same: float | None


def agreements(context: Context, chosen: Chosen) -> list[Agreement]:
    counted = [func.sum(getattr(G, name)) for name in ("n", "same", "both", "first", "second", "total", "candidate_squares", "squares")]
    statement = select(G.kind, G.subject, G.judges, *counted).join(Batch, Batch.id == G.batch_id).where(*_batches(chosen))
    found = []
    for kind, subject, judges, *row in context.db.execute(statement.group_by(G.kind, G.subject, G.judges).order_by(G.kind, G.subject, G.judges)):
        n, same, both, first, second, total, between, squares = (int(value) for value in row)
        if kind == ENTRY:
            value = agreement.kappa(both, first, second, n - both - first - second)
            label = _("{subject}：两次录入").format(subject=SUBJECT.show(subject))
            found.append(Agreement(f"{ENTRY}|{subject}", label, n, value, same / n))
        else:
            label = _("{subject}：{judges} 名考评员").format(subject=SUBJECT.show(subject), judges=judges)
            found.append(Agreement(f"{MARKS}|{subject}|{judges}", label, n, agreement.icc(judges, n, total, between, squares), None))
    return found


@dataclass(frozen=True)
class Neighbours:
    """The theory scores of one room (STA-006)."""

    key: str
    label: str
    n: int
    likeness: agreement.Likeness
    hint: bool


def neighbours(context: Context, batch_id: int) -> list[Neighbours]:
    """The rooms of a batch where enough people sat, the most alike first. Neighbours are consecutive seat numbers."""
    rule = context.rules["STA-006"]
    limit = figures.z_of(rule.value("outer") / 1000)
    found = []
    for (session, code), people in _rooms(context, batch_id):
        pairs = [(at, at + 1) for at, (one, other) in enumerate(pairwise(people)) if other[0] - one[0] == 1]
        alike = agreement.neighbours([score for _seat, score in people], pairs) if len(people) >= rule.value("people") else None
        if alike:
            label = _("{code} 考场").format(code=code)
            found.append(Neighbours(f"{session}|{code}", label, len(people), alike, rule.active and alike.z > limit))
    return sorted(found, key=lambda one: (-one.likeness.z, one.key))


def _rooms(context: Context, batch_id: int) -> Iterator[tuple[tuple[int, str], list[tuple[int, float]]]]:
    score = (Score.enrolment_id == Seat.enrolment_id) & (Score.subject == THEORY) & (Score.status == NORMAL)
    statement = (
        select(ExamSession.id, Room.code, Seat.number, Score.tenths)
        .join(Seat, Seat.session_id == ExamSession.id)
        .join(Room, Room.id == Seat.room_id)
        .join(Score, score)
    )
    wanted = statement.where(ExamSession.batch_id == batch_id, ExamSession.subject == THEORY, Score.tenths.is_not(None))
    rooms: dict[tuple[int, str], list[tuple[int, float]]] = {}
    for session, code, number, tenths in context.db.execute(wanted.order_by(ExamSession.id, Room.code, Seat.number)):
        if number is None:
            continue
        rooms.setdefault((session, code), []).append((number, (tenths or 0) / _TENTHS))
    yield from rooms.items()


def rooms_of(context: Context, code: str) -> list[Neighbours]:
    """The same by the batch's number; nothing for a batch that is not there."""
    id_ = context.db.scalar(select(Batch.id).where(Batch.code == code))
    return neighbours(context, id_) if id_ else []


ROOM_HEADS = (_("考场"), _("人数"), _("相邻座位"), _("相似指数"), _("偏离（σ）"), _("提示"))


def room_cells(one: Neighbours) -> tuple[str, ...]:
    told = one.likeness
    return one.label, f"{one.n}", f"{told.pairs}", f"{told.index:+.3f}", f"{told.z:+.2f}", _("核查监控") if one.hint else ""


def assessor_of(context: Context, person: int) -> int | None:
    """The record of the assessors' register that a person has; None where there is none."""
    wanted = (Qualification.person_id == person, Qualification.kind == ASSESSOR)
    return context.db.scalar(select(Qualification.id).where(*wanted).order_by(Qualification.id.desc()).limit(1))
