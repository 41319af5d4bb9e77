"""Experts: applications, the database of experts, their terms, groups and tasks; panels that accept a bank or review a norm."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.core.tables import Record
from models.people.tables import Person


class ExpertGroup(Record):
    """专业专家组 of one occupation (PPL-EXP-001). is_new: the occupation is newly developed (PPL-EXP-006)."""

    __tablename__ = "expert_group"
    __table_args__ = (Index("ix_expert_group_occupation", "occupation", "id"),)

    occupation: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(120))
    is_new: Mapped[bool] = mapped_column(default=False)
    formed_on: Mapped[date]
    dissolved_on: Mapped[date | None]  # its last day
    members: Mapped[list["Expert"]] = relationship(back_populates="group", order_by="Expert.sort_name")


class Expert(Record):
    """A person as an expert of one occupation (PPL-EXP-013). `term_from`, `term_to` repeat the latest term, so that a list
    sorts and filters without joining; the state is computed from them, never stored."""

    __tablename__ = "expert"
    __table_args__ = (
        UniqueConstraint("person_id", "occupation"),
        Index("ix_expert_name", "sort_name", "id"),
        Index("ix_expert_term_to", "term_to", "id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    sort_name: Mapped[str] = mapped_column(String(160))
    occupation: Mapped[str] = mapped_column(String(60))
    cert_level: Mapped[int | None]  # 1 = 高级技师 … 5 = 初级工
    match: Mapped[str | None] = mapped_column(String(8))  # of certificate and title: own · related · other
    title_rank: Mapped[str | None] = mapped_column(String(20))
    work_since: Mapped[date | None]  # work in the occupation without a break
    assessing_since: Mapped[date | None]
    assess_years: Mapped[int | None]  # 考评年限 as a roster states it
    past: Mapped[str | None] = mapped_column(String(8))  # earlier item work
    honour: Mapped[str | None] = mapped_column(String(80))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("expert_group.id"), index=True)
    group_post: Mapped[str | None] = mapped_column(String(8))  # leader · member
    post_since: Mapped[date | None]
    secrecy_on: Mapped[date | None]  # the confidentiality agreement was signed
    term_from: Mapped[date | None]
    term_to: Mapped[date] = mapped_column(default=date.max)  # NOT NULL for sorting; date.max = never appointed
    case_cause: Mapped[str | None] = mapped_column(String(8))  # XC-*: a loss of the status was proposed
    case_facts: Mapped[str | None] = mapped_column(Text)
    case_on: Mapped[date | None]
    kept_on: Mapped[date | None]  # the director kept the status on this day
    ended_on: Mapped[date | None]  # the status was lost from this day on
    ended_cause: Mapped[str | None] = mapped_column(String(8))
    ended_why: Mapped[str | None] = mapped_column(Text)
    judicial: Mapped[str | None] = mapped_column(String(80))  # to which judicial organ the case went, under which number
    note: Mapped[str | None] = mapped_column(String(100))

    person: Mapped[Person] = relationship()
    group: Mapped[ExpertGroup | None] = relationship(back_populates="members")
    terms: Mapped[list["ExpertTerm"]] = relationship(back_populates="expert", order_by="ExpertTerm.starts_on")


class ExpertTerm(Record):
    """One appointment of an expert, both days inclusive, with agreement and letter (PPL-EXP-008)."""

    __tablename__ = "expert_term"
    __table_args__ = (Index("ix_expert_term_ends_on", "ends_on", "id"), Index("ix_expert_term_name", "sort_name", "id"))

    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    sort_name: Mapped[str] = mapped_column(String(160))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    agreement_number: Mapped[str | None] = mapped_column(String(40))
    agreed_on: Mapped[date | None]
    letter_on: Mapped[date | None]
    decision: Mapped[str | None] = mapped_column(String(10))  # renew · release
    decided_on: Mapped[date | None]
    ended_on: Mapped[date | None]  # ended early; this is its last day
    ended_why: Mapped[str | None] = mapped_column(Text)
    judged_by: Mapped[str] = mapped_column(String(200), default="")
    expert: Mapped[Expert] = relationship(back_populates="terms")


class ExpertApplication(Record):
    """An application as expert of one occupation: evidence, declarations, review (PPL-EXP-003, 004, 007)."""

    __tablename__ = "expert_application"
    __table_args__ = (
        Index("ix_expert_application_name", "sort_name", "id"),
        Index("ix_expert_application_applied_on", "applied_on", "id"),
        Index("ix_expert_application_rank", "rank", "id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    sort_name: Mapped[str] = mapped_column(String(160))
    occupation: Mapped[str] = mapped_column(String(60))
    way: Mapped[str] = mapped_column(String(12))  # recommended · chosen
    applied_on: Mapped[date]
    starts_on: Mapped[date]  # the term that is asked for begins here: conditions are judged on this day
    state: Mapped[str] = mapped_column(String(10))
    rank: Mapped[int] = mapped_column(default=1)  # 0: holder of an honour, preferred (PPL-EXP-010)
    cert_level: Mapped[int | None]
    match: Mapped[str | None] = mapped_column(String(8))
    title_rank: Mapped[str | None] = mapped_column(String(20))
    work_since: Mapped[date | None]
    assessing_since: Mapped[date | None]
    past: Mapped[str | None] = mapped_column(String(8))
    honour: Mapped[str | None] = mapped_column(String(80))
    declared: Mapped[list[str] | None]
    resume: Mapped[str | None] = mapped_column(Text)
    review: Mapped[str | None] = mapped_column(Text)
    reviewed_on: Mapped[date | None]
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("expert.id"))
    judged_by: Mapped[str] = mapped_column(String(200), default="")
    person: Mapped[Person] = relationship()


class ExpertTask(Record):
    """What an expert was called to, and whether he took part (PPL-EXP-002, 009)."""

    __tablename__ = "expert_task"
    __table_args__ = (Index("ix_expert_task_held_on", "held_on", "id"), Index("ix_expert_task_expert", "expert_id", "held_on"))

    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"))
    sort_name: Mapped[str] = mapped_column(String(160))
    task: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(120))
    called_on: Mapped[date]
    held_on: Mapped[date]
    attendance: Mapped[str | None] = mapped_column(String(10))  # attended · absent · excused
    result: Mapped[str | None] = mapped_column(String(200))
    expert: Mapped[Expert] = relationship()


class ExpertPanel(Record):
    """People who decide together: acceptance of a bank (PPL-EXP-014), review of an own norm (PPL-EXP-015)."""

    __tablename__ = "expert_panel"
    __table_args__ = (Index("ix_expert_panel_held_on", "held_on", "id"),)

    kind: Mapped[str] = mapped_column(String(10))  # acceptance · norm
    title: Mapped[str] = mapped_column(String(80))
    occupation: Mapped[str] = mapped_column(String(60))
    edition: Mapped[str | None] = mapped_column(String(40))
    held_on: Mapped[date]
    place: Mapped[str | None] = mapped_column(String(80))
    conclusion: Mapped[str | None] = mapped_column(String(8))  # passed · failed
    opinion: Mapped[str | None] = mapped_column(Text)
    concluded_on: Mapped[date | None]
    filed_on: Mapped[date | None]  # a norm: filed with the province
    filed_number: Mapped[str | None] = mapped_column(String(60))
    entered: Mapped[list["PanelMember"]] = relationship(back_populates="panel", order_by="PanelMember.id")

    @property
    def members(self) -> list["PanelMember"]:
        """Who belongs to the panel, without those taken off again."""
        return [one for one in self.entered if one.left_on is None]


class PanelMember(Record):
    """One member of a panel. expert_id: the entry of the database of experts, where the member is one."""

    __tablename__ = "panel_member"

    panel_id: Mapped[int] = mapped_column(ForeignKey("expert_panel.id"), index=True)
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("expert.id"))
    name: Mapped[str] = mapped_column(String(60))
    employer: Mapped[str] = mapped_column(String(80), default="")
    post_title: Mapped[str | None] = mapped_column(String(60))
    field: Mapped[str | None] = mapped_column(String(12))
    vote: Mapped[str | None] = mapped_column(String(8))
    signed_on: Mapped[date | None]
    left_on: Mapped[date | None]  # taken off before the conclusion
    panel: Mapped[ExpertPanel] = relationship(back_populates="entered")
