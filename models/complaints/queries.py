"""What can be asked about complaints: numbers, what is due, how the clocks stand, lateness for ever, links, search lines."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session

from models.archives.queries import CONCEALED, OPEN_MATTERS
from models.archives.receiving import HANDED, TAKEN
from models.complaints import clock
from models.complaints.clock import DECISION, FILING, NOTICE, OUTCOME, RULE_OF, SCREENING, TITLES, Stop
from models.complaints.tables import OPEN_COLUMNS, Complaint, ComplaintLink, Recheck, Registrar, StaffAppeal
from models.complaints.terms import CLOSED, GROUND_SHORT, KIND, OBJECTION, PRELIMINARY, RESOLVED, STATE
from models.complaints.who import accuses, visible
from models.core.centre import Context
from models.core.due import AREAS, DueItem
from models.core.findings import Finding
from models.core.roles import ARCHIVE, DIRECTOR, GENERAL
from models.core.search import SEARCHED, Line
from resources.texts import _

CASES, RECHECKS, APPEALS = "complaints.cases", "complaints.rechecks", "complaints.appeals"
_PREFIX = {Complaint: "TS", Recheck: "FH", StaffAppeal: "SS"}
_ASKED = {SCREENING: _("作出是否调查的决定"), NOTICE: _("书面通知投诉人"), DECISION: _("作出处理结果"),
          OUTCOME: _("把结果告知投诉人"), FILING: _("整理案卷归档")}  # fmt: skip


# -- numbers and finders --------------------------------------------------------------------------------------------


def next_number(db: Session, table: Any, year: int) -> tuple[str, int]:
    """The next running number of a year: TS-2026-0001."""
    serial = (db.scalar(select(func.max(table.serial)).where(table.year == year)) or 0) + 1
    return f"{_PREFIX[table]}-{year}-{serial:04d}", serial


def find_case(db: Session, text: str) -> Sequence[Complaint]:
    """By number, or by the complainant's name."""
    words = text.strip()
    exact = list(db.scalars(select(Complaint).where(Complaint.number == words.upper())))
    return exact or list(db.scalars(select(Complaint).where(Complaint.complainant == words).order_by(Complaint.id.desc())))


def find_recheck(db: Session, text: str) -> Sequence[Recheck]:
    words = text.strip()
    found = or_(Recheck.number == words.upper(), Recheck.candidate == words, Recheck.id_no == words.upper())
    return list(db.scalars(select(Recheck).where(found).order_by(Recheck.id.desc())))


def find_appeal(db: Session, text: str) -> Sequence[StaffAppeal]:
    words = text.strip()
    found = or_(StaffAppeal.number == words.upper(), StaffAppeal.name == words)
    return list(db.scalars(select(StaffAppeal).where(found).order_by(StaffAppeal.id.desc())))


def registrars(context: Context) -> list[str]:
    """CMP-001: the accounts appointed to register complaints today."""
    r = Registrar
    statement = select(r.login).where(r.since <= context.today, or_(r.until.is_(None), r.until >= context.today))
    return list(dict.fromkeys(context.db.scalars(statement)))


def no_registrar(context: Context) -> list[Finding]:
    from models.core.findings import Severity

    return [] if registrars(context) else context.rules["CMP-001"].found("registrar", Severity.WARN)


def linked_to(db: Session, kind: str, target: str) -> list[Complaint]:
    """CMP-027 from the other side: the complaints that led to an action on this certificate, incident, person …"""
    statement = select(Complaint).join(ComplaintLink).where(ComplaintLink.kind == kind, ComplaintLink.target == target)
    return list(db.scalars(statement.order_by(Complaint.id)))


def pending_handovers(context: Context) -> list[Complaint]:
    """Closed dossiers the archive has not taken over yet (CMP-028)."""
    statement = select(Complaint).where(Complaint.filed_on.is_not(None), Complaint.taken_over_on.is_(None), visible(context))
    return list(context.db.scalars(statement.order_by(Complaint.filed_on)))


def open_objections(db: Session, batch: str) -> int:
    """SRQ-006: objections to a batch's results that nobody has resolved."""
    return len(objections_to(db, batch))


def objections_to(db: Session, *batch: str) -> list[str]:
    """The candidates named by each open objection to a batch's results; "" where one names nobody. batch: its number, its name."""
    unsolved = and_(Recheck.kind == OBJECTION, Recheck.batch.in_(batch), Recheck.resolved_on.is_(None), Recheck.state != RESOLVED)
    return [name or "" for name in db.scalars(select(Recheck.candidate).where(unsolved))]


# -- lateness -------------------------------------------------------------------------------------------------------


def late_criterion() -> ColumnElement[bool]:
    """Cases with a step that was done late: stays true for ever."""
    c = Complaint
    pairs = ((c.screened_on, c.screening_due), (c.notified_on, c.notice_due), (c.decided_on, c.decision_due),
             (c.outcome_on, c.outcome_due), (c.filed_on, c.filing_due))  # fmt: skip
    return or_(*(done > due for done, due in pairs))


def lateness(context: Context, case: Complaint) -> list[str]:
    """初步了解迟 1 个工作日 … for each step done late, and 逾期后延长."""
    found = [_("{step}迟 {n} 个工作日").format(step=TITLES[stop.step], n=clock.days_late(stop.due, stop.done, context.calendar))
             for stop in clock.stops(case, context.calendar, context.rules) if stop.late and stop.done]  # fmt: skip
    return found + [_("逾期后延长")] * case.extended_late


def next_stop(context: Context, case: Any) -> Stop | None:
    """What is due first."""
    return min(clock.pending(case, context.calendar, context.rules), key=lambda stop: stop.due, default=None)


# -- what is due ----------------------------------------------------------------------------------------------------

_COLUMNS = tuple(getattr(Complaint, name) for name in OPEN_COLUMNS)
_WHO = ("id", "number", "kind", "complainant")
_STANDS = ("received_on", *OPEN_COLUMNS[OPEN_COLUMNS.index("state") :])  # what the next step of a case and its day follow from
_OPEN = select(*(getattr(Complaint, name) for name in _WHO + _STANDS)).where(Complaint.is_open == true())


def due(context: Context) -> Iterator[DueItem]:
    """The steps that open cases expect. Cases that stand alike are counted once."""
    alike: dict[Any, list[tuple[Any, ...]]] = {}
    kinds, nobody = {code: KIND.show(code) for code in KIND.options}, _("匿名")
    for case in context.rows(_OPEN.where(visible(context))):
        key, number, kind, complainant = case[:4]
        stands = case[4:]
        if stands not in alike:
            alike[stands] = [_step(case, stop) for stop in clock.pending(case, context.calendar, context.rules)]
        title = f"{kinds[kind]} {number} {complainant or nobody}"
        for step in alike[stands]:
            yield DueItem("complaints", CASES, key, number, title, *step)
    from models.complaints.later import due_appeals, due_rechecks

    yield from due_rechecks(context)
    yield from due_appeals(context)


def _step(case: Any, stop: Stop) -> tuple[Any, ...]:
    """What an item says of the step, from its date on: the same for all cases that stand alike."""
    kind = TITLES[stop.step] + (_("（延长）") if stop.extended else "")
    return stop.due, RULE_OF[stop.step], _ASKED[stop.step], _whose(case, stop.step), kind, stop.provisional


def _whose(case: Any, step: str) -> str:
    if step == FILING:
        return ARCHIVE
    return DIRECTOR if step in (SCREENING, DECISION) and case.state not in ("received", "registered") else GENERAL


# -- in time or late ------------------------------------------------------------------------------------------------


@dataclass
class Share:
    """How many steps of a group were in time or late, and how many are open and overdue."""

    key: str
    label: str
    cases: int = 0
    in_time: int = 0
    late: int = 0
    overdue: int = 0

    @property
    def judged(self) -> int:
        return self.in_time + self.late + self.overdue


GROUPS = {"ground": _("事项"), "handler": _("承办人"), "kind": _("类别"), "month": _("月份")}


def timeliness(context: Context, by: str, first: date, last: date) -> list[Share]:
    """The monthly sheet: complaints received in a span (both days inclusive), each judged by all of its dated steps.

    A case is late when one of its steps was; overdue when none was but one is open past its date; open and in time counts
    among the cases only. by: ground (a case counts under each of its grounds), handler, kind, month.
    """
    from models.core.queries import user_names

    names = user_names(context)
    statement = select(*_COLUMNS, Complaint.grounds).where(
        Complaint.received_on >= first, Complaint.received_on <= last, Complaint.state != "moved", visible(context))  # fmt: skip
    shares: dict[str, Share] = {}
    for case in context.db.execute(statement.order_by(Complaint.received_on)):
        verdict = _verdict(context, case)
        for key, label in _keys(case, by, names):
            share = shares.setdefault(key, Share(key, label))
            share.cases += 1
            if verdict:
                setattr(share, verdict, getattr(share, verdict) + 1)
    return [shares[key] for key in sorted(shares)]


def _verdict(context: Context, case: Any) -> str:
    steps = clock.stops(case, context.calendar, context.rules)
    if any(stop.late for stop in steps):
        return "late"
    if any(stop.due < context.today for stop in clock.pending(case, context.calendar, context.rules)):
        return "overdue"
    return "in_time" if all(stop.done for stop in steps if stop.step != FILING) else ""


def _keys(case: Any, by: str, names: dict[str, str]) -> Iterable[tuple[str, str]]:
    if by == "ground":
        return [(code, GROUND_SHORT.get(code, code)) for code in case.grounds] or [("-", _("未分类"))]
    if by == "handler":
        return [(case.handler or "-", names.get(case.handler, case.handler) or _("未指定"))]
    if by == "kind":
        return [(case.kind, KIND.show(case.kind))]
    return [(f"{case.received_on:%Y-%m}", f"{case.received_on:%Y-%m}")]


# -- search ---------------------------------------------------------------------------------------------------------


def lines_of_case(_db: Session, case: Complaint) -> Iterator[Line]:
    from models.core.names import initials

    name = case.complainant or ""
    words = [
        case.number,
        name,
        *initials(name),
        case.employer or "",
        case.batch or "",
        case.certificate or "",
        *(one.name for one in case.accused),
    ]
    yield Line(CASES, case.id, f"{case.number} {name or _('匿名')}", words)


def lines_of_recheck(_db: Session, record: Recheck) -> Iterator[Line]:
    from models.core.names import initials

    name = record.candidate or ""
    yield Line(
        RECHECKS, record.id, f"{record.number} {name}", [record.number, name, *initials(name), record.id_no or "", record.batch or ""]
    )


def lines_of_appeal(_db: Session, record: StaffAppeal) -> Iterator[Line]:
    from models.core.names import initials

    yield Line(APPEALS, record.id, f"{record.number} {record.name}", [record.number, record.name, *initials(record.name)])


SEARCHED |= {Complaint: lines_of_case, Recheck: lines_of_recheck, StaffAppeal: lines_of_appeal}
AREAS["complaints"] = due
# The archive keeps what belongs to an open case's batch from destruction (ARC-025).
OPEN_MATTERS["complaint"] = lambda: select(Complaint.number, Complaint.batch).where(Complaint.is_open, Complaint.batch.is_not(None))
OPEN_MATTERS["recheck"] = lambda: select(Recheck.number, Recheck.batch).where(Recheck.state != CLOSED, Recheck.batch.is_not(None))


CONCEALED.append(lambda context: select(Complaint.archive_no).where(Complaint.archive_no.is_not(None), accuses(context)))


def taken_over(unit: Context, number: str) -> None:
    """CMP-028: the archive has the dossier of this archive number."""
    waiting = select(Complaint).where(Complaint.archive_no == number, Complaint.taken_over_on.is_(None))
    for case in unit.db.scalars(waiting):
        case.taken_over_on = unit.today


HANDED["K19"], TAKEN["K19"] = "CMP-028", taken_over


def state_words(context: Context, case: Complaint) -> str:
    """The state with what is due next: 初步了解 · 剩 2 天."""
    stop = next_stop(context, case)
    label = STATE.show(case.state)
    if stop is None:
        return label
    left = (stop.due - context.today).days
    if left < 0:
        return _("{state} · {step}逾期 {n} 天").format(state=label, step=TITLES[stop.step], n=-left)
    told = _("今日到期") if left == 0 else _("剩 {n} 天").format(n=left)
    return f"{label} · {told}" if case.state != PRELIMINARY else f"{label} · {TITLES[stop.step]}{told}"
