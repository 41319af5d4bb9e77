"""What is said of people after their work: the evaluation of a round, the review of a year."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.core.tables import Record
from models.people.tables import Qualification

OPEN = date.max  # not confirmed, not settled: sorts last and never is a NULL in an index


class RoundEvaluation(Record):
    """职业技能等级认定考评人员认定表: one assessor in one round (batch and occupation), dated by its last day."""

    __tablename__ = "round_evaluation"
    __table_args__ = (
        UniqueConstraint("qualification_id", "round"),
        Index("ix_round_evaluation_name", "sort_name", "id"),
        Index("ix_round_evaluation_ended_on", "ended_on", "id"),
        Index("ix_round_evaluation_round", "round", "name"),
        Index("ix_round_evaluation_unanalysed", "is_leader", "analysed_on", "ended_on", "id"),
    )

    qualification_id: Mapped[int] = mapped_column(ForeignKey("qualification.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    sort_name: Mapped[str] = mapped_column(String(160))
    round: Mapped[str] = mapped_column(String(60))  # number of the batch, as exam affairs name it
    ended_on: Mapped[date]  # last day of the round
    attendance: Mapped[str] = mapped_column(String(8))  # attended · no_show · excused
    candidates: Mapped[int] = mapped_column(default=0)  # how many candidates the person scored in the round
    score: Mapped[float | None]  # 0–100, None for who was not there
    opinion: Mapped[str] = mapped_column(Text, default="")
    evaluated_by: Mapped[str] = mapped_column(String(40))  # login
    evaluated_on: Mapped[date]
    is_leader: Mapped[bool] = mapped_column(default=False)
    analysis: Mapped[str] = mapped_column(Text, default="")
    analysed_on: Mapped[date] = mapped_column(default=OPEN)

    qualification: Mapped[Qualification] = relationship()


class AnnualReview(Record):
    """年度考核 of an assessor or a supervisor. Score, grade and derivation are computed until the grade is confirmed."""

    __tablename__ = "annual_review"
    __table_args__ = (
        UniqueConstraint("qualification_id", "year"),
        Index("ix_annual_review_name", "sort_name", "id"),
        Index("ix_annual_review_year", "year", "id"),
        Index("ix_annual_review_confirmed_on", "confirmed_on", "id"),
        Index("ix_annual_review_settled_on", "settled_on", "id"),
    )

    qualification_id: Mapped[int] = mapped_column(ForeignKey("qualification.id"), index=True)
    sort_name: Mapped[str] = mapped_column(String(160))
    kind: Mapped[str] = mapped_column(String(10))  # assessor · supervisor
    year: Mapped[int]
    score: Mapped[float | None]
    grade: Mapped[str] = mapped_column(String(12))  # excellent · good · qualified · unqualified · none
    derivation: Mapped[str] = mapped_column(Text, default="")
    summary: Mapped[str] = mapped_column(Text, default="")  # 个人考评工作小结
    summary_on: Mapped[date | None]
    manager_opinion: Mapped[str] = mapped_column(Text, default="")
    manager_by: Mapped[str] = mapped_column(String(40), default="")
    supervisor_opinion: Mapped[str] = mapped_column(Text, default="")
    supervisor_by: Mapped[str] = mapped_column(String(40), default="")
    confirmed_on: Mapped[date] = mapped_column(default=OPEN)
    confirmed_by: Mapped[str] = mapped_column(String(40), default="")
    judged_by: Mapped[str] = mapped_column(String(200), default="")
    proposal: Mapped[str] = mapped_column(String(16), default="")  # commend · retrain · dismiss · dismiss_cancel · cancel
    proposed_by: Mapped[str] = mapped_column(String(20), default="")  # the rule
    settled_on: Mapped[date] = mapped_column(default=OPEN)  # commended, retrained or decided; at once where nothing follows
    outcome: Mapped[str] = mapped_column(String(10), default="")  # done · declined
    settlement: Mapped[str] = mapped_column(Text, default="")

    qualification: Mapped[Qualification] = relationship()
