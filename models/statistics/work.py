"""How the centre's other work stands, as counts: complaints in time, incidents, cards by expiry, loans, stock.

Each part is left out for whom its register is closed, and counts only what this person may know of.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, and_, case, extract, func, select

from models.archives.queries import visible as items_seen
from models.archives.tables import ArchiveItem, ArchiveLoan
from models.certificates.marks import book
from models.certificates.tables import BlankLot
from models.complaints.queries import timeliness
from models.core.centre import Context
from models.core.dates import months_plus
from models.core.registers import REGISTERS, may_read
from models.incidents.queries import visible as incidents_seen
from models.incidents.tables import Incident
from models.incidents.terms import MAJOR, themes
from models.people.queries import state_criterion
from models.people.tables import Qualification
from resources.texts import _

COMPLAINTS, INCIDENTS, CARDS, LOANS, STOCK = "complaints", "incidents", "cards", "loans", "stock"
_OPENS = {COMPLAINTS: "complaints.cases", INCIDENTS: "incidents.log", CARDS: "people.assessors", LOANS: "archives.loans",
          STOCK: "certificates.stock"}  # fmt: skip
_SPAN = 12  # months shown


@dataclass(frozen=True)
class Count:
    """One bar: how many; worth a look where `late` of them are late, ended or low."""

    key: str
    label: str
    n: int
    late: int = 0


@dataclass(frozen=True)
class Part:
    """One chart: what it counts, the register behind it, its bars."""

    name: str
    register: str
    counts: tuple[Count, ...]


def parts(context: Context) -> list[Part]:
    asked = {COMPLAINTS: _complaints, INCIDENTS: _incidents, CARDS: _cards, LOANS: _loans, STOCK: _stock}
    return [
        Part(name, _OPENS[name], tuple(count(context))) for name, count in asked.items() if may_read(context, REGISTERS[_OPENS[name]])
    ]


def _first(context: Context) -> date:
    return months_plus(context.today.replace(day=1), 1 - _SPAN)


def _months(first: date) -> list[str]:
    return [f"{months_plus(first, at):%Y-%m}" for at in range(_SPAN)]


def _complaints(context: Context) -> Iterator[Count]:
    """Complaints received in a month; late: those with a step late or overdue."""
    first = _first(context)
    found = {share.key: share for share in timeliness(context, "month", first, context.today)}
    for month in _months(first):
        share = found.get(month)
        yield Count(month, month, share.cases if share else 0, share.late + share.overdue if share else 0)


def _incidents(context: Context) -> Iterator[Count]:
    """Real incidents of the last twelve months by theme; late: the major ones."""
    since = datetime.combine(_first(context), time())
    counted = (Incident.theme, func.count(), func.sum(_one(Incident.rank == MAJOR)))
    statement = select(*counted).where(Incident.is_drill.is_(False), Incident.discovered_at >= since, incidents_seen(context))
    names = themes()
    for theme, n, major in context.db.execute(statement.group_by(Incident.theme).order_by(func.count().desc(), Incident.theme)):
        yield Count(theme, names.get(theme, _("未分类")), n, int(major or 0))


def _one(criterion: ColumnElement[bool]) -> ColumnElement[int]:
    return case((criterion, 1), else_=0)


def _cards(context: Context) -> Iterator[Count]:
    """Valid cards of assessors and supervisors by the month in which they end, the next twelve months; those ended: late."""
    q, first = Qualification, context.today.replace(day=1)
    ended = context.db.scalar(select(func.count()).select_from(q).where(state_criterion("expired", context.today))) or 0
    if ended:
        yield Count("expired", _("已过期"), ended, ended)
    month = (extract("year", q.valid_to), extract("month", q.valid_to))
    until = months_plus(first, _SPAN)
    statement = select(*month, func.count()).where(state_criterion("valid", context.today), q.valid_to < until).group_by(*month)
    found = {f"{int(year)}-{int(number):02d}": n for year, number, n in context.db.execute(statement)}
    for one in _months(first):
        yield Count(one, one, found.get(one, 0))


def _loans(context: Context) -> Iterator[Count]:
    """Archive loans handed out by month; those still out past their day: late."""
    loan, first = ArchiveLoan, _first(context)
    seen = loan.item_id.in_(select(ArchiveItem.id).where(items_seen(context)))
    month = (extract("year", loan.lent_on), extract("month", loan.lent_on))
    late = func.sum(_one(and_(loan.state == "lent", loan.due_on < context.today)))
    statement = select(*month, func.count(), late).where(loan.lent_on >= first, seen).group_by(*month)
    found = {f"{int(year)}-{int(number):02d}": (n, int(past or 0)) for year, number, n, past in context.db.execute(statement)}
    for one in _months(first):
        yield Count(one, one, *found.get(one, (0, 0)))


def _stock(context: Context) -> Iterator[Count]:
    """Blank certificates left in each lot; a lot below the low mark of LDG-003 while it is the last with any: late."""
    left = [(lot.name, book(context, lot)["B"]) for lot in context.db.scalars(select(BlankLot).order_by(BlankLot.first))]
    low = (context.rules["LDG-003"].value("low_stock") or 0) if context.rules["LDG-003"].active else 0
    scarce = sum(n for _name, n in left) < low
    for name, n in left:
        if n:
            yield Count(name, name, n, n if scarce else 0)
