"""What can be asked about evaluations: how a year stands, what keeps a person from new work, how a record is found."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.rulebook import Rulebook
from models.evaluation import rules
from models.evaluation.rules import Round
from models.evaluation.tables import OPEN, AnnualReview, RoundEvaluation
from models.evaluation.terms import CASES, NONE, RETRAIN, UNQUALIFIED
from models.people.hindrances import HINDRANCES
from models.people.tables import Appointment, Person, Qualification
from models.people.terms import ASSESSOR
from resources.texts import _

ROUNDS, REVIEWS = "evaluation.rounds", "evaluation.reviews"


def _of_person(db: Session, table: type[RoundEvaluation] | type[AnnualReview], text: str) -> Sequence[int]:
    words = text.strip()
    named = or_(Person.id_no == words.upper(), Person.name == words, Qualification.card_number == words)
    return list(db.scalars(select(Qualification.id).join(Person).where(named)))


def find_evaluation(db: Session, text: str) -> Sequence[RoundEvaluation]:
    """By "姓名", card or ID number, or "姓名 批次"; the latest round first."""
    who, _blank, which = text.strip().partition(" ")
    held = RoundEvaluation.qualification_id.in_(_of_person(db, RoundEvaluation, who))
    narrowed = [RoundEvaluation.round == which.strip()] if which.strip() else []
    return list(db.scalars(select(RoundEvaluation).where(held, *narrowed).order_by(RoundEvaluation.ended_on.desc())))


def find_review(db: Session, text: str) -> Sequence[AnnualReview]:
    """By "姓名", card or ID number, or "姓名 2026"; the latest year first."""
    who, _blank, year = text.strip().partition(" ")
    held = AnnualReview.qualification_id.in_(_of_person(db, AnnualReview, who))
    narrowed = [AnnualReview.year == int(year)] if year.strip().isdecimal() else []
    return list(db.scalars(select(AnnualReview).where(held, *narrowed).order_by(AnnualReview.year.desc())))


def evaluations_of(db: Session, holder_id: int, until: date | None = None) -> list[RoundEvaluation]:
    """All rounds of a person up to a day (inclusive), oldest first."""
    statement = (
        select(RoundEvaluation).where(RoundEvaluation.qualification_id == holder_id).order_by(RoundEvaluation.ended_on, RoundEvaluation.id)
    )
    return list(db.scalars(statement.where(RoundEvaluation.ended_on <= until) if until else statement))


def as_rounds(evaluations: Iterable[RoundEvaluation]) -> list[Round]:
    return [Round(one.ended_on, one.attendance, one.score, one.candidates) for one in evaluations]


def computed(book: Rulebook, rounds: Sequence[Round], year: int) -> tuple[float | None, str, str]:
    """(score, grade, derivation) of an assessor's year from all his rounds up to its end (PPL-ASR-140…143)."""
    own = [one for one in rounds if one.ended_on.year == year]
    scoring, banding = book["PPL-ASR-140"], book["PPL-ASR-141"]
    score = rules.annual_score(own, scoring) if scoring.active else None
    said = rules.derivation(own, scoring) if scoring.active else ""
    grade = rules.grade_of(score, banding) if score is not None and banding.active else NONE
    absent, idle = book["PPL-ASR-142"], book["PPL-ASR-143"]
    if absent.active and year in rules.years_of_absence(rounds, absent.value("times")):
        grade, said = UNQUALIFIED, said + _("；连续 {n} 次未按要求参加（PPL-ASR-142）").format(n=absent.value("times"))
    if idle.active and rules.never_there(own):
        grade, said = UNQUALIFIED, said + _("；全年未参加（PPL-ASR-143）")
    return None if score is None else float(score), grade, said


def recompute(db: Session, book: Rulebook, review: AnnualReview) -> None:
    """Score, grade and derivation of a review that is not confirmed yet; a supervisor's grade is given by a person."""
    if review.confirmed_on != OPEN or review.kind != ASSESSOR:
        return
    rounds = as_rounds(evaluations_of(db, review.qualification_id, date(review.year, 12, 31)))
    review.score, review.grade, review.derivation = computed(book, rounds, review.year)


def terms_of(holder: Qualification) -> list[rules.Span]:
    return [(one.starts_on, one.ended_on or one.ends_on) for one in holder.appointments]


def to_review(db: Session, year: int) -> list[Qualification]:
    """Who is reviewed for a year: a contract in it, or a round of it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    appointed = select(Appointment.qualification_id).where(Appointment.ends_on >= first, Appointment.starts_on <= last,
                                                           or_(Appointment.ended_on.is_(None), Appointment.ended_on >= first))  # fmt: skip
    seen = select(RoundEvaluation.qualification_id).where(RoundEvaluation.ended_on.between(first, last))
    return list(
        db.scalars(select(Qualification).where(or_(Qualification.id.in_(appointed), Qualification.id.in_(seen))).order_by(Qualification.id))
    )


def reviewed(db: Session, year: int) -> set[int]:
    return set(db.scalars(select(AnnualReview.qualification_id).where(AnnualReview.year == year)))


def unqualified_years(db: Session, review: AnnualReview) -> list[int]:
    """The other confirmed years in which the person was unqualified."""
    r = AnnualReview
    statement = select(r.year).where(
        r.qualification_id == review.qualification_id, r.year < review.year, r.grade == UNQUALIFIED, r.confirmed_on < OPEN
    )
    return list(db.scalars(statement))


def standing_against(context: Context, holder: Qualification, day: date) -> Iterator[Finding]:
    """No new work from an unqualified year on: until retraining is done, or a case is declined (PPL-ASR-147, 148, 149, PPL-SUP-020)."""
    r = AnnualReview
    untrained = and_(r.proposal == RETRAIN, r.settled_on > day)
    case = and_(r.proposal.in_(CASES), or_(r.settled_on > day, r.outcome != "declined"))
    open_ones = select(r).where(r.qualification_id == holder.id, r.confirmed_on <= day, or_(untrained, case))
    for review in context.db.scalars(open_ones):
        found = _("{year} 年度不合格").format(year=review.year)
        yield from context.rules[review.proposed_by].found("", Severity.BLOCK, found=found)


HINDRANCES.append(standing_against)
