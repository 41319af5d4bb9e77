"""The deputy decides in a delegated field for a time, as the director would (PPL-ORG-002): what is stored, and who stands in where."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.core.centre import Context
from models.core.roles import DIRECTOR, DOING, allowed, matrix
from models.core.tables import Record


class Delegation(Record):
    """One account decides in fields of the matrix (its groups) from a day to a day, both inclusive."""

    __tablename__ = "delegation"
    __table_args__ = (Index("ix_delegation_starts_on", "starts_on", "id"), Index("ix_delegation_login", "login", "ends_on"))

    login: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(60))
    fields: Mapped[list[str]]  # groups of the permission matrix
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    document: Mapped[str] = mapped_column(String(60), default="")
    given_by: Mapped[str] = mapped_column(String(40))


class DelegatedAct(Record):
    """One act somebody carried out for the director, for the director to take note of."""

    __tablename__ = "delegated_act"
    __table_args__ = (Index("ix_delegated_act_at", "at", "id"), Index("ix_delegated_act_noted_on", "noted_on", "id"))

    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegation.id"))
    at: Mapped[datetime]
    command: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80))  # table:id, as audit entries name it
    seq: Mapped[int]  # the audit entry
    noted_on: Mapped[date | None]
    noted_by: Mapped[str] = mapped_column(String(40), default="")

    delegation: Mapped[Delegation] = relationship()


def standing_in(context: Context, row: int, roles: frozenset[str]) -> int | None:
    """The delegation by which this person may do today what the director may in a row of the matrix; None where there is none, where the
    row is reserved to the head, or where the director himself could not. roles: who may do the act."""
    rule = context.rules["PPL-ORG-002"]
    director = DIRECTOR in roles and row and DIRECTOR in allowed(row, DOING, context.rules.profile)
    if not director or not rule.active or row in (rule.value("reserved") or ()):
        return None
    group = matrix()[row]["group"]
    return next((id_ for id_, fields in _live(context) if group in fields), None)


def _live(context: Context) -> list[tuple[int, list[str]]]:
    """The person's delegations of the day, read once a session: a panel asks for each of its buttons."""
    asked = ("delegations", context.actor.login, context.today)
    if asked not in context.db.info:
        today = context.today
        live = select(Delegation.id, Delegation.fields).where(
            Delegation.login == context.actor.login, Delegation.ends_on >= today, Delegation.starts_on <= today)  # fmt: skip
        context.db.info[asked] = [(id_, fields) for id_, fields in context.db.execute(live)]
    found: list[tuple[int, list[str]]] = context.db.info[asked]
    return found
