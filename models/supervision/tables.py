"""A supervision from its plan to its close: members, the form's answers, findings to rectify, cases; the centre's own wording."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.core.tables import Record
from models.people.tables import Qualification

OPEN = date.max  # not done yet: sorts last and never is a NULL in an index


class Supervision(Record):
    """One supervision (督导). Days of its steps are facts; OPEN where a step is not taken."""

    __tablename__ = "supervision"
    __table_args__ = (
        Index("ix_supervision_number", "number", "id", unique=True),
        Index("ix_supervision_ends_on", "ends_on", "id"),
        Index("ix_supervision_state", "state", "id"),
        Index("ix_supervision_closed_on", "closed_on", "ends_on", "id"),
        Index("ix_supervision_batch", "batch"),
    )

    number: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(8))  # on_site · special · annual
    methods: Mapped[list[str]]
    state: Mapped[str] = mapped_column(String(10))
    batch: Mapped[str] = mapped_column(String(40), default="")  # code, "" where no batch is supervised
    site: Mapped[str] = mapped_column(String(80))
    occupation: Mapped[str] = mapped_column(String(60), default="")
    level: Mapped[str] = mapped_column(String(20), default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]  # last day of the supervision: the periods run from here
    focus: Mapped[str] = mapped_column(Text, default="")
    has_theory: Mapped[bool]
    has_defence: Mapped[bool]  # a defence of level 1 is held (item 24)
    materials: Mapped[str] = mapped_column(Text, default="")  # to be prepared, as the notice says
    noticed_on: Mapped[date] = mapped_column(default=OPEN)
    leader: Mapped[str] = mapped_column(String(60), default="")  # in charge of exam affairs on site
    expected: Mapped[int | None]
    present: Mapped[int | None]
    absent: Mapped[int | None]
    papers_advice: Mapped[str] = mapped_column(Text, default="")  # item 29
    advice: Mapped[str] = mapped_column(Text, default="")  # item 38
    handling: Mapped[str] = mapped_column(Text, default="")  # abnormal events and what was done
    inspected_on: Mapped[date] = mapped_column(default=OPEN)  # the form is complete and signed
    handed_on: Mapped[date] = mapped_column(default=OPEN)  # form to the dispatching section, copy to the quality section
    fed_back_on: Mapped[date] = mapped_column(default=OPEN)  # opinion letter or feedback form received
    received_by: Mapped[str] = mapped_column(String(60), default="")
    opinion: Mapped[str] = mapped_column(Text, default="")
    reported_on: Mapped[date] = mapped_column(default=OPEN)
    situation: Mapped[str] = mapped_column(Text, default="")
    problems: Mapped[str] = mapped_column(Text, default="")
    uploaded_on: Mapped[date] = mapped_column(default=OPEN)
    uploaded_by: Mapped[str] = mapped_column(String(40), default="")
    closed_on: Mapped[date] = mapped_column(default=OPEN)
    judged_by: Mapped[str] = mapped_column(String(200), default="")

    members: Mapped[list["SupervisionMember"]] = relationship(back_populates="supervision", order_by="SupervisionMember.id")
    answers: Mapped[list["SupervisionAnswer"]] = relationship(back_populates="supervision", order_by="SupervisionAnswer.item")
    ratings: Mapped[list["AssessorRating"]] = relationship(back_populates="supervision", order_by="AssessorRating.id")
    findings: Mapped[list["Rectification"]] = relationship(back_populates="supervision", order_by="Rectification.id")


class SupervisionMember(Record):
    """A supervisor of the group, with the badge and the signature under the report."""

    __tablename__ = "supervision_member"
    __table_args__ = (UniqueConstraint("supervision_id", "qualification_id"), Index("ix_supervision_member_badge", "badge_back_on", "id"))

    supervision_id: Mapped[int] = mapped_column(ForeignKey("supervision.id"))
    qualification_id: Mapped[int] = mapped_column(ForeignKey("qualification.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    badge_out_on: Mapped[date | None]
    badge_back_on: Mapped[date | None]  # OPEN while the badge is out
    signed_on: Mapped[date | None]

    supervision: Mapped[Supervision] = relationship(back_populates="members")
    qualification: Mapped[Qualification] = relationship()


class SupervisionAnswer(Record):
    """The grade of one item of the form: A, B, C, or N where it does not apply."""

    __tablename__ = "supervision_answer"
    __table_args__ = (UniqueConstraint("supervision_id", "item"),)

    supervision_id: Mapped[int] = mapped_column(ForeignKey("supervision.id"))
    item: Mapped[int]
    grade: Mapped[str] = mapped_column(String(1))
    remark: Mapped[str] = mapped_column(String(400), default="")

    supervision: Mapped[Supervision] = relationship(back_populates="answers")


class AssessorRating(Record):
    """Item 34: one assessor of the supervised assessment as excellent, good, fair, or "" while not rated."""

    __tablename__ = "assessor_rating"
    __table_args__ = (UniqueConstraint("supervision_id", "name"),)

    supervision_id: Mapped[int] = mapped_column(ForeignKey("supervision.id"))
    name: Mapped[str] = mapped_column(String(60))
    qualification_id: Mapped[int | None] = mapped_column(ForeignKey("qualification.id"), index=True)
    grade: Mapped[str] = mapped_column(String(10), default="")

    supervision: Mapped[Supervision] = relationship(back_populates="ratings")


class Rectification(Record):
    """One finding of an opinion letter with what was done about it."""

    __tablename__ = "rectification"
    __table_args__ = (Index("ix_rectification_due_on", "verified_on", "due_on", "id"), Index("ix_rectification_number", "number", "id"))

    supervision_id: Mapped[int] = mapped_column(ForeignKey("supervision.id"), index=True)
    number: Mapped[str] = mapped_column(String(24))  # number of the supervision and running number
    item: Mapped[int | None]  # item of the form it came from
    problem: Mapped[str] = mapped_column(Text)
    clause: Mapped[str] = mapped_column(String(120), default="")
    demand: Mapped[str] = mapped_column(Text, default="")
    responsible: Mapped[str] = mapped_column(String(60))
    due_on: Mapped[date]
    measure: Mapped[str] = mapped_column(Text, default="")
    proof: Mapped[str] = mapped_column(String(200), default="")
    done_on: Mapped[date] = mapped_column(default=OPEN)
    verified_on: Mapped[date] = mapped_column(default=OPEN)
    verified_by: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(String(400), default="")  # why it was sent back

    supervision: Mapped[Supervision] = relationship(back_populates="findings")


class SupervisionCase(Record):
    """What a supervisor enters against a person, or an obstruction of the supervision; somebody decides it."""

    __tablename__ = "supervision_case"
    __table_args__ = (
        Index("ix_supervision_case_raised_on", "raised_on", "id"),
        Index("ix_supervision_case_decided_on", "decided_on", "id"),
    )

    supervision_id: Mapped[int | None] = mapped_column(ForeignKey("supervision.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))  # criticise · stop · punish · cancel · obstruct
    cause: Mapped[str] = mapped_column(String(8), default="")  # OB-1 … OB-6
    name: Mapped[str] = mapped_column(String(60))
    qualification_id: Mapped[int | None] = mapped_column(ForeignKey("qualification.id"), index=True)
    facts: Mapped[str] = mapped_column(Text)
    raised_on: Mapped[date]
    raised_by: Mapped[str] = mapped_column(String(60))
    decided_on: Mapped[date] = mapped_column(default=OPEN)
    decision: Mapped[str] = mapped_column(Text, default="")

    supervision: Mapped[Supervision | None] = relationship()


class SupervisionWording(Record):
    """The official wording of an item, loaded by the centre."""

    __tablename__ = "supervision_wording"

    item: Mapped[int] = mapped_column(unique=True)
    text: Mapped[str] = mapped_column(Text)
