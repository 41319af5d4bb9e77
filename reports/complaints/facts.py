"""What papers about a complaint ask of it, in the words that stand on paper."""

from datetime import date

from models.complaints import clock
from models.complaints.tables import Complaint
from models.complaints.terms import ANONYMOUS, GROUNDS
from models.core.centre import Context
from models.core.queries import user_names
from resources.texts import _, said


def day(value: date | None) -> str:
    """2026年11月20日; empty for no day."""
    return _("{y}年{m}月{d}日").format(y=value.year, m=value.month, d=value.day) if value else ""


def complainant(case: Complaint) -> str:
    return ANONYMOUS if case.anonymous else case.complainant or ""


def named(context: Context, who: str | None) -> str:
    return user_names(context).get(who or "", who or "")


def accused(case: Complaint) -> str:
    return "、".join(one.name for one in case.accused if one.removed_on is None)


def grounds(case: Complaint) -> str:
    return "；".join(said(GROUNDS.options[code]) for code in case.grounds)


def due(context: Context, case: Complaint, step: str) -> date | None:
    """The last day of a step, as kept or as it stands today."""
    return next((stop.due for stop in clock.stops(case, context.calendar, context.rules) if stop.step == step), None)


def channel(context: Context) -> str:
    """CMP-026: where else a complainant may turn."""
    return str(context.rules["CMP-026"].value("channel"))
