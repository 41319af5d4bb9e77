"""What can be asked about scope, batches and passes."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.assessment.rules import Scope
from models.assessment.tables import Batch, PassRow, ScopeRow
from models.core.centre import Context
from models.core.names import initials
from models.core.search import SEARCHED, Line
from models.people.filing.queries import FILED


def filed_occupations(context: Context) -> set[str]:
    """Occupations of the filed scope that hold today, for the people part of the filing check (PPL-ORG-013)."""
    day = context.today
    holds = or_(ScopeRow.valid_from.is_(None), ScopeRow.valid_from <= day) & or_(ScopeRow.valid_to.is_(None), ScopeRow.valid_to >= day)
    return set(context.db.scalars(select(ScopeRow.occupation).where(holds).distinct()))


def filed_scope(db: Session) -> Scope:
    """The whole filed scope as a lookup."""
    scope = Scope()
    columns = (ScopeRow.occupation, ScopeRow.job, ScopeRow.level, ScopeRow.valid_from, ScopeRow.valid_to)
    for occupation, job, level, starts, ends in db.execute(select(*columns)):
        scope.add((occupation, job, level), starts, ends)
    return scope


def exam_days(db: Session, batch_code: str) -> list[date]:
    """First and last exam day of a batch; [] when nobody entered the batch."""
    found = db.execute(select(Batch.first_exam_day, Batch.last_exam_day).where(Batch.code == batch_code)).first()
    return list(found) if found else []


def find_scope(db: Session, text: str) -> Sequence[ScopeRow]:
    return list(db.scalars(select(ScopeRow).where(or_(ScopeRow.occupation == text, ScopeRow.job == text)).order_by(ScopeRow.id)))


def find_batch(db: Session, text: str) -> Sequence[Batch]:
    return list(db.scalars(select(Batch).where(or_(Batch.code == text.strip(), Batch.name == text.strip()))))


def find_pass(db: Session, text: str) -> Sequence[PassRow]:
    words = text.strip()
    return list(db.scalars(select(PassRow).where(or_(PassRow.id_no == words.upper(), PassRow.name == words)).order_by(PassRow.id)))


def lines_of_batch(db: Session, batch: Batch) -> Iterator[Line]:
    yield Line("assessment.batches", batch.id, f"{batch.code} {batch.name or ''}".strip(), [batch.code, batch.name or ""])


def lines_of_pass(db: Session, row: PassRow) -> Iterator[Line]:
    yield Line("assessment.pass_list", row.id, f"{row.name} {row.occupation}", [row.name, *initials(row.name), row.id_no, row.batch_code])


SEARCHED |= {Batch: lines_of_batch, PassRow: lines_of_pass}
FILED.append(filed_occupations)
