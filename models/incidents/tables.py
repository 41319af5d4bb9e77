"""Incidents with their append-only timeline, make-up time, spare papers, follow-ups; leak reports; preparedness."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.core.tables import Record

# Incomplete records are rare among many and have an index of their own: a query says this condition word for word.
LACKS = ("(theme = '' OR summary = '' OR discovered_by = '' OR (state = 'closed' AND"
         " (cause IS NULL OR course IS NULL OR result IS NULL OR social_effect IS NULL)))")  # fmt: skip


class Incident(Record):
    """One sudden event, or a drill on the same form. `theme` repeats that of the first kind for lists and sums."""

    __tablename__ = "incident"
    __table_args__ = (
        Index("ix_incident_number", "number", "id", unique=True),
        Index("ix_incident_discovered_at", "discovered_at", "id"),
        Index("ix_incident_state", "state", "id"),
        Index("ix_incident_drill", "is_drill", "discovered_at"),
        Index("ix_incident_lacking", "id", sqlite_where=text(LACKS), postgresql_where=text(LACKS)),
    )

    number: Mapped[str] = mapped_column(String(20))
    is_drill: Mapped[bool] = mapped_column(default=False)
    profile: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(20))
    rank: Mapped[str] = mapped_column(String(8))  # major · general
    kinds: Mapped[list[str]]
    theme: Mapped[str] = mapped_column(String(12))
    occurred_at: Mapped[datetime | None]
    discovered_at: Mapped[datetime]
    discovered_by: Mapped[str] = mapped_column(String(30), default="")
    recorded_at: Mapped[datetime]  # entry time, apart from the event's
    recorded_by: Mapped[str] = mapped_column(String(40))  # login
    site_told_at: Mapped[datetime | None]  # the first report's two hops, as the timeline has them
    group_told_at: Mapped[datetime | None]
    batch: Mapped[str] = mapped_column(String(80), default="")
    site: Mapped[str] = mapped_column(String(60))
    rooms: Mapped[str] = mapped_column(String(120), default="")
    subject: Mapped[str | None] = mapped_column(String(10))
    practical: Mapped[bool] = mapped_column(default=False)
    disorder: Mapped[bool] = mapped_column(default=False)  # quarrel, uproar, refusal of the exam (INC-038)
    starts_at: Mapped[datetime | None]  # scheduled start of the session
    ends_at: Mapped[datetime | None]  # scheduled end
    summary: Mapped[str] = mapped_column(Text)  # the raw fact
    affected: Mapped[str] = mapped_column(Text, default="")  # persons and candidates
    affected_count: Mapped[int | None]
    contents: Mapped[list[str] | None]  # what the report is about (INC-024)
    room_record: Mapped[str] = mapped_column(String(40), default="")  # 考场情况记录表 no.
    classified_by: Mapped[str] = mapped_column(String(40), default="")
    tracker: Mapped[str] = mapped_column(String(30), default="")
    restored_at: Mapped[datetime | None]  # HANDLED from here; its day starts the clocks
    restored_by: Mapped[str] = mapped_column(String(30), default="")
    cause: Mapped[str | None] = mapped_column(Text)
    course: Mapped[str | None] = mapped_column(Text)
    result: Mapped[str | None] = mapped_column(Text)
    social_effect: Mapped[str | None] = mapped_column(Text)
    lessons: Mapped[str | None] = mapped_column(Text)
    plan_changes: Mapped[str | None] = mapped_column(Text)
    consequences: Mapped[str | None] = mapped_column(Text)
    investigators: Mapped[str | None] = mapped_column(String(120))
    accountability: Mapped[str | None] = mapped_column(Text)
    commendation: Mapped[str | None] = mapped_column(Text)
    submitted_on: Mapped[date | None]
    accepted_on: Mapped[date | None]
    evaluated_on: Mapped[date | None]
    file_number: Mapped[str | None] = mapped_column(String(40))
    closed_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(String(100))
    judged_by: Mapped[str] = mapped_column(String(200), default="")
    source_row: Mapped[str | None] = mapped_column(String(40))  # row of the workbook it came from

    entries: Mapped[list["IncidentEntry"]] = relationship(back_populates="incident", order_by="IncidentEntry.at, IncidentEntry.id")
    makeups: Mapped[list["MakeUp"]] = relationship(back_populates="incident", order_by="MakeUp.id")
    counts: Mapped[list["PaperCount"]] = relationship(back_populates="incident", order_by="PaperCount.id")
    actions: Mapped[list["FollowUp"]] = relationship(back_populates="incident", order_by="FollowUp.id")
    participants: Mapped[list["Participant"]] = relationship(back_populates="incident", order_by="Participant.id")
    leaks: Mapped[list["LeakReport"]] = relationship(back_populates="incident", order_by="LeakReport.id")


class IncidentEntry(Record):
    """One line of the timeline: `at` when it happened, `entered_at` when it was typed. Never changed; a correction is a new line."""

    __tablename__ = "incident_entry"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    at: Mapped[datetime]
    entered_at: Mapped[datetime]
    entered_by: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(12))
    code: Mapped[str] = mapped_column(String(16), default="")  # addressee, decision, step, telephone number
    text: Mapped[str] = mapped_column(Text, default="")
    who: Mapped[str] = mapped_column(String(60), default="")
    to_whom: Mapped[str] = mapped_column(String(60), default="")
    means: Mapped[str] = mapped_column(String(10), default="")
    approved_by: Mapped[str] = mapped_column(String(30), default="")
    approved_at: Mapped[datetime | None]
    approved_how: Mapped[str] = mapped_column(String(10), default="")
    scope: Mapped[str] = mapped_column(String(200), default="")
    refers_to: Mapped[int | None]  # the line that is corrected or acknowledged

    incident: Mapped[Incident] = relationship(back_populates="entries")


class MakeUp(Record):
    """补足时间 of one room or candidate (MKT-001). Minutes are whole; `new_end` = scheduled end + granted."""

    __tablename__ = "incident_makeup"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    place: Mapped[str] = mapped_column(String(60))  # room or candidate
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    lost: Mapped[int]
    granted: Mapped[int]
    scheduled_end: Mapped[datetime]
    new_end: Mapped[datetime]
    decided_by: Mapped[str] = mapped_column(String(30))
    area_wide: Mapped[bool] = mapped_column(default=False)
    incident: Mapped[Incident] = relationship(back_populates="makeups")


class PaperCount(Record):
    """The papers of one room: what came and what became of it (SPR-001). All counts of copies."""

    __tablename__ = "incident_papers"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    room: Mapped[str] = mapped_column(String(60))
    received: Mapped[int]  # exam papers and spares together
    spares: Mapped[int] = mapped_column(default=0)
    copied: Mapped[int] = mapped_column(default=0)
    used: Mapped[int] = mapped_column(default=0)
    returned: Mapped[int] = mapped_column(default=0)
    withdrawn: Mapped[int] = mapped_column(default=0)
    missing: Mapped[int] = mapped_column(default=0)
    incident: Mapped[Incident] = relationship(back_populates="counts")


class FollowUp(Record):
    """A tracked action after an incident: done or transferred before it may be closed (INC-043)."""

    __tablename__ = "incident_follow_up"
    __table_args__ = (Index("ix_incident_follow_up_open", "ended_on", "due_on", "id"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    what: Mapped[str] = mapped_column(String(200))
    owner: Mapped[str] = mapped_column(String(30))
    rule: Mapped[str] = mapped_column(String(20), default="")  # where a rule asks for it
    due_on: Mapped[date]
    ended_on: Mapped[date] = mapped_column(default=date.max)  # NOT NULL for the index; date.max = open
    outcome: Mapped[str | None] = mapped_column(String(12))  # done · transferred
    told: Mapped[str] = mapped_column(Text, default="")
    incident: Mapped[Incident] = relationship(back_populates="actions")


class Participant(Record):
    """A person named to take part, who may then open the record (INC-034)."""

    __tablename__ = "incident_participant"
    __table_args__ = (UniqueConstraint("incident_id", "login"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    login: Mapped[str] = mapped_column(String(40), index=True)
    incident: Mapped[Incident] = relationship(back_populates="participants")


class LeakReport(Record):
    """失泄密报告单 (INC-070…074). Its course: draft, submitted, linked, decided, persons handled, closed."""

    __tablename__ = "leak_report"
    __table_args__ = (Index("ix_leak_report_number", "number", "id", unique=True),
                      Index("ix_leak_report_discovered_at", "discovered_at", "id"))

    number: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(16), index=True)
    department: Mapped[str] = mapped_column(String(40))
    filled_by: Mapped[str] = mapped_column(String(30))
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[datetime]
    discovered_at: Mapped[datetime]
    discovered_by: Mapped[str] = mapped_column(String(30))
    leaked: Mapped[str] = mapped_column(String(10))
    material: Mapped[str] = mapped_column(String(80))  # name and number of the material
    secrecy: Mapped[str] = mapped_column(String(40), default="")  # 密级/数量
    occupation: Mapped[str] = mapped_column(String(60), default="")
    medium: Mapped[str] = mapped_column(String(40), default="")
    course: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime | None]
    spread: Mapped[str] = mapped_column(Text, default="")
    measures: Mapped[str] = mapped_column(Text, default="")
    oral_at: Mapped[datetime | None]  # oral report to the head
    group_at: Mapped[datetime | None]  # told to the leading group (INC-071)
    submitted_at: Mapped[datetime | None]
    submitted_to: Mapped[str] = mapped_column(String(30), default="")
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    decision: Mapped[str | None] = mapped_column(Text)
    decided_on: Mapped[date | None]
    persons: Mapped[str | None] = mapped_column(Text)  # responsible persons
    self_criticism: Mapped[bool | None]
    measure: Mapped[str | None] = mapped_column(String(10))
    aggravated: Mapped[bool | None]
    closed_on: Mapped[date | None]
    incident: Mapped[Incident | None] = relationship(back_populates="leaks")


class Preparation(Record):
    """One thing done before incidents happen: plan, leading group, roster of a day, training, checks, inspection."""

    __tablename__ = "incident_preparation"
    __table_args__ = (Index("ix_incident_preparation_held_on", "held_on", "id"), Index("ix_incident_preparation_kind", "kind", "held_on"))

    kind: Mapped[str] = mapped_column(String(12))
    held_on: Mapped[date]  # the day it was done; of a roster or site check the exam day
    site: Mapped[str] = mapped_column(String(60), default="")
    posted_on: Mapped[date | None]
    ticks: Mapped[list[str] | None]
    leader: Mapped[str | None] = mapped_column(String(30))
    members: Mapped[str | None] = mapped_column(Text)
    participants: Mapped[str | None] = mapped_column(Text)
    site_head: Mapped[str | None] = mapped_column(String(30))
    patrol: Mapped[str | None] = mapped_column(String(30))
    officer: Mapped[str | None] = mapped_column(String(30))
    reporter: Mapped[str | None] = mapped_column(String(30))
    handlers: Mapped[str | None] = mapped_column(String(120))
    phone: Mapped[str | None] = mapped_column(String(20))
    on_duty: Mapped[str | None] = mapped_column(String(30))
    medical: Mapped[str | None] = mapped_column(String(120))
    guards: Mapped[str | None] = mapped_column(String(120))
    safety_officer: Mapped[str | None] = mapped_column(String(30))
    findings: Mapped[str | None] = mapped_column(Text)
    removed_on: Mapped[date | None]
    ready_on: Mapped[date | None]  # a roster: the exam day was confirmed ready


@event.listens_for(IncidentEntry, "before_update")
def _never_changed(*_given: Any) -> None:
    raise RuntimeError("lines of a timeline are never changed, a correction is a new line (INC-025)")
