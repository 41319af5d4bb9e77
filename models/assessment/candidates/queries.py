"""What can be asked about candidates: finders, lists of a batch, bans, search lines."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from models.assessment.candidates.rules import Evidence, ban_faults
from models.assessment.candidates.tables import Ban, Correction, Enrolment, Payment, Proof, Violation
from models.assessment.candidates.terms import OPEN, SITTING
from models.assessment.tables import Batch
from models.core.centre import Context
from models.core.findings import Finding
from models.core.identity import tidy
from models.core.names import initials
from models.core.search import SEARCHED, Line

REGISTER = "assessment.candidates"


def find(db: Session, text: str) -> Sequence[Enrolment]:
    """Applications a person names: by ticket, ID number, name, or name and batch code (“林晓峰@2026-03”), newest first."""
    words, _at, batch = text.strip().partition("@")
    number = tidy(words)
    statement = select(Enrolment).where(or_(Enrolment.ticket == number, Enrolment.id_no == number, Enrolment.name == words))
    if batch:
        statement = statement.join(Batch).where(Batch.code == batch)
    return list(db.scalars(statement.order_by(Enrolment.id.desc())))


def of_batch(db: Session, batch_id: int, states: Collection[str] = SITTING) -> list[Enrolment]:
    """The applications of a batch in these states (who may sit), by name."""
    statement = select(Enrolment).where(Enrolment.batch_id == batch_id, Enrolment.state.in_(states))
    return list(db.scalars(statement.order_by(Enrolment.sort_name, Enrolment.id)))


def counts(db: Session, batch_id: int) -> dict[str, int]:
    """How many applications of a batch stand in each state."""
    statement = select(Enrolment.state, func.count().label("n")).where(Enrolment.batch_id == batch_id).group_by(Enrolment.state)
    return {row.state: row.n for row in db.execute(statement)}


def open_of_person(db: Session, id_kind: str, id_no: str, key: tuple[str, str, int], but: int = 0) -> Sequence[Enrolment]:
    """Open applications of a person for one occupation, job and level (ASM-REG-017), without the one named `but`."""
    occupation, job, level = key
    statement = select(Enrolment).where(
        Enrolment.id_no == id_no, Enrolment.id_kind == id_kind, Enrolment.occupation == occupation, Enrolment.job == job,
        Enrolment.level == level, Enrolment.id != but,
        or_(and_(Enrolment.state.in_(OPEN), Enrolment.result.is_(None), Enrolment.history.is_(False))),
    )  # fmt: skip
    return list(db.scalars(statement))


def bans_of(db: Session, id_kind: str, id_no: str) -> list[tuple[date, date | None]]:
    """The bans of a person that nobody lifted: first and last covered day, both inclusive; None is without end."""
    statement = select(Ban.first_day, Ban.last_day).where(Ban.id_no == id_no, Ban.id_kind == id_kind, Ban.lifted_on.is_(None))
    return [(first, last) for first, last in db.execute(statement)]


def banned(context: Context, name: str, id_kind: str, id_no: str, starts: date, ends: date) -> list[Finding]:
    """ASM-REG-018 for a person and the exam days of a batch: whoever admits somebody to an exam asks this."""
    return ban_faults(name, bans_of(context.db, id_kind, id_no), starts, ends, context.rules["ASM-REG-018"])


def proofs_of(db: Session, enrolment_id: int) -> dict[str, Proof]:
    return {proof.item: proof for proof in db.scalars(select(Proof).where(Proof.enrolment_id == enrolment_id).order_by(Proof.id))}


def evidence(proof: Proof) -> Evidence:
    return Evidence(proof.grade, proof.issued_on, bool(proof.theory_passed and proof.skill_passed), proof.name, proof.number)


def open_corrections(db: Session, batch_id: int) -> list[Correction]:
    """Corrections that wait for the platform's keeper: certificates are not asked for until they are closed (ASM-REG-015)."""
    statement = select(Correction).join(Correction.enrolment).where(Enrolment.batch_id == batch_id, Correction.confirmed_on.is_(None))
    return list(db.scalars(statement.order_by(Correction.id)))


def corrections_of(db: Session, enrolment_id: int) -> list[Correction]:
    return list(db.scalars(select(Correction).where(Correction.enrolment_id == enrolment_id).order_by(Correction.id)))


def open_cases(db: Session, batch_id: int) -> list[Violation]:
    """Violations of a batch that are not decided yet; each holds the result of its candidate only (ASM-DIS-003)."""
    statement = select(Violation).where(Violation.batch_id == batch_id, Violation.state.in_(("recorded", "proposed")))
    return list(db.scalars(statement.order_by(Violation.id)))


def next_case(db: Session, year: int) -> str:
    """The next number of a violation in a year: WJ-2026-001."""
    prefix = f"WJ-{year}-"
    taken = [one.removeprefix(prefix) for one in db.scalars(select(Violation.number).where(Violation.number.startswith(prefix)))]
    return f"{prefix}{max((int(one) for one in taken if one.isdigit()), default=0) + 1:03d}"


def bans_of_case(db: Session, violation_id: int) -> list[Ban]:
    return list(db.scalars(select(Ban).where(Ban.violation_id == violation_id).order_by(Ban.id)))


@dataclass(frozen=True)
class Sanction:
    """The effects decided against a candidate in one subject (None: the batch as a whole)."""

    subject: str | None
    effects: tuple[str, ...]
    code: str


def sanctions(db: Session, enrolment_id: int) -> list[Sanction]:
    """What was decided against a candidate and not lifted, oldest first: scores and results follow it (ASM-DIS-003)."""
    return sanctions_of(db, Violation.enrolment_id == enrolment_id).get(enrolment_id, [])


def sanctions_of(db: Session, *where: ColumnElement[bool]) -> dict[int, list[Sanction]]:
    """Enrolment → what was decided and not lifted, oldest first, of all violations or those of a criterion."""
    columns = (Violation.enrolment_id, Violation.subject, Violation.effects, Violation.code)
    statement = select(*columns).where(Violation.enrolment_id.is_not(None), Violation.state == "decided", *where).order_by(Violation.id)
    found: dict[int, list[Sanction]] = {}
    for one in db.execute(statement):
        found.setdefault(one.enrolment_id, []).append(Sanction(one.subject, tuple(one.effects), one.code or ""))
    return found


def fees_of(db: Session, enrolment_id: int) -> list[Payment]:
    return list(db.scalars(select(Payment).where(Payment.enrolment_id == enrolment_id).order_by(Payment.id)))


def find_case(db: Session, text: str) -> Sequence[Violation]:
    words = text.strip()
    return list(db.scalars(select(Violation).where(or_(Violation.number == words, Violation.name == words)).order_by(Violation.id.desc())))


def find_ban(db: Session, text: str) -> Sequence[Ban]:
    words = text.strip()
    return list(db.scalars(select(Ban).where(or_(Ban.id_no == tidy(words), Ban.name == words)).order_by(Ban.id.desc())))


def find_correction(db: Session, text: str) -> Sequence[Correction]:
    words = text.strip()
    statement = select(Correction).join(Correction.enrolment).where(or_(Enrolment.id_no == tidy(words), Enrolment.name == words))
    return list(db.scalars(statement.order_by(Correction.id.desc())))


def words_of(values: dict[str, Any]) -> list[str]:
    """What an application is found by: name, pinyin initials, ID number, ticket."""
    return [values["name"], *initials(values["name"]), values["id_no"], values.get("ticket") or ""]


def title_of(values: dict[str, Any]) -> str:
    return f"{values['name']} {values['occupation']}"


def lines(db: Session, one: Enrolment) -> Iterator[Line]:
    values = {"name": one.name, "id_no": one.id_no, "ticket": one.ticket, "occupation": one.occupation}
    yield Line(REGISTER, one.id, title_of(values), words_of(values))


def lines_of_case(db: Session, one: Violation) -> Iterator[Line]:
    yield Line("assessment.violations", one.id, f"{one.number} {one.name}", [one.number, one.name, *initials(one.name), one.id_no])


def lines_of_ban(db: Session, one: Ban) -> Iterator[Line]:
    yield Line("assessment.bans", one.id, one.name, [one.name, *initials(one.name), one.id_no])


def lines_of_correction(db: Session, one: Correction) -> Iterator[Line]:
    name = one.enrolment.name
    yield Line("assessment.enrolment_corrections", one.id, name, [name, *initials(name), one.enrolment.id_no])


SEARCHED |= {Correction: lines_of_correction, Enrolment: lines, Violation: lines_of_case, Ban: lines_of_ban}
