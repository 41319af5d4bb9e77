"""Requests that wait for their answer (SYS-036)."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select

from models.core.centre import Context
from models.core.due import AREAS, DueItem
from models.core.roles import GENERAL
from models.people.personal.tables import PersonRequest
from models.people.personal.terms import ASKS
from resources.texts import _

REGISTER = "people.requests"


def last_day(context: Context, received_on: date) -> date:
    """The last day of the answer, inclusive: so many calendar days after the day the request came in."""
    return received_on + timedelta(days=context.rules["SYS-036"].value("days"))


def due(context: Context) -> Iterator[DueItem]:
    columns = (PersonRequest.id, PersonRequest.number, PersonRequest.name, PersonRequest.asks, PersonRequest.received_on)
    for id_, number, name, asks, received_on in context.db.execute(select(*columns).where(PersonRequest.done_on.is_(None))):
        yield DueItem("people", REGISTER, id_, number, f"{name} {ASKS.show(asks)}", last_day(context, received_on), "SYS-036",
                      _("答复个人信息申请"), GENERAL, _("个人信息申请"))  # fmt: skip


AREAS["people.personal"] = due
