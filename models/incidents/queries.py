"""What can be asked about incidents: who may know of one, how its course stands, by which words it is found, sums."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select, text, true
from sqlalchemy.orm import Session, aliased, selectinload

from models.archives.queries import OPEN_MATTERS
from models.archives.receiving import HANDED
from models.core.centre import Context
from models.core.findings import Finding
from models.core.roles import DIRECTOR, EXAM, SUPERVISOR
from models.core.search import SEARCHED, Line
from models.incidents import rules, terms
from models.incidents.tables import LACKS, FollowUp, Incident, IncidentEntry, LeakReport, Participant, Preparation
from resources.texts import _

LOG, LEAKS, PREPARED = "incidents.log", "incidents.leaks", "incidents.preparations"
FOLLOW_UPS = "incidents.follow_ups"
INSIDERS = frozenset({DIRECTOR, EXAM, SUPERVISOR})


def visible(context: Context) -> ColumnElement[bool]:
    """INC-034: the incidents this person may know of: all for insiders, else those reported by or shared with the person."""
    if context.actor.roles & INSIDERS or not context.rules["INC-034"].active:
        return true()
    login = context.actor.login
    named = exists().where(Participant.incident_id == Incident.id, Participant.login == login)
    return or_(Incident.recorded_by == login, named)


def leak_visible(context: Context) -> ColumnElement[bool]:
    if context.actor.roles & INSIDERS or not context.rules["INC-034"].active:
        return true()
    return LeakReport.recorded_by == context.actor.login


def follow_up_visible(context: Context) -> ColumnElement[bool]:
    return FollowUp.incident_id.in_(select(Incident.id).where(visible(context)))


def latest(context: Context) -> datetime:
    """The last moment that is not in the future; in a training centre with a moved clock the end of its day."""
    return datetime.combine(context.today, time(23, 59, 59)) if context.centre.moved_to else context.now


def next_number(context: Context, table: type[Incident] | type[LeakReport], prefix: str, year: int) -> str:
    """SJ-2026-0001: one sequence a prefix and year, after the highest ever given."""
    start = f"{prefix}-{year}-"
    used = context.db.scalars(select(table.number).where(table.number.startswith(start)))
    highest = max((int(number[len(start):]) for number in used if number[len(start):].isdigit()), default=0)  # fmt: skip
    return f"{start}{highest + 1:04d}"


def find_incident(db: Session, text: str) -> Sequence[Incident]:
    """By number; a place or batch finds what is still open there."""
    words = text.strip()
    found = list(db.scalars(select(Incident).where(Incident.number == words.upper())))
    open_there = select(Incident).where(Incident.state.in_(terms.NOT_OVER), or_(Incident.site == words, Incident.batch == words))
    return found or list(db.scalars(open_there.order_by(Incident.id.desc())))


def find_leak(db: Session, text: str) -> Sequence[LeakReport]:
    return list(db.scalars(select(LeakReport).where(LeakReport.number == text.strip().upper())))


def find_follow_up(db: Session, text: str) -> Sequence[FollowUp]:
    words = text.strip()
    statement = select(FollowUp).join(Incident).where(or_(Incident.number == words.upper(), FollowUp.what == words))
    return list(db.scalars(statement.order_by(FollowUp.id)))


def find_preparation(db: Session, text: str) -> Sequence[Preparation]:
    """By kind and day (值守安排 2026-11-21), or by site."""
    word, _space, day = text.strip().partition(" ")
    codes = [code for code, name in terms.preparations().items() if word in (code, name)]
    statement = select(Preparation).where(Preparation.kind.in_(codes) if codes else Preparation.site == text.strip())
    return [one for one in db.scalars(statement.order_by(Preparation.id.desc())) if not (codes and day) or one.held_on.isoformat() == day]


@dataclass
class OpenIncident:
    """What the due list asks of an incident that is not over, without its texts. entries: rows in their order of time."""

    id: int
    number: str
    site: str
    kinds: list[str]
    state: str
    rank: str
    discovered_at: datetime
    restored_at: datetime | None
    evaluated_on: date | None
    disorder: bool
    is_drill: bool
    entries: list[Any] = field(default_factory=list)


def stands(one: OpenIncident) -> tuple[Any, ...]:
    """What an incident owes follows from this alone, as long as nothing was written down of it and it is not running."""
    return one.state, one.rank, *one.kinds, one.discovered_at.date(), one.restored_at and one.restored_at.date(), one.evaluated_on, one.disorder


_ASKED = ("handup", "step")  # kinds of lines the due list looks at
_ASKED_RUNNING = ("report", "stage", "decision", "measures")  # and of incidents that are still handled


_OPEN = select(*(getattr(Incident, name) for name in OpenIncident.__dataclass_fields__ if name != "entries")).where(
    Incident.state.in_(terms.NOT_OVER))  # fmt: skip
_LINES = select(IncidentEntry.incident_id, IncidentEntry.kind, IncidentEntry.code, IncidentEntry.at, IncidentEntry.means).join(Incident).where(
    Incident.state.in_(terms.NOT_OVER),
    or_(IncidentEntry.kind.in_(_ASKED), and_(IncidentEntry.kind.in_(_ASKED_RUNNING), Incident.state.in_(terms.RUNNING))),
).order_by(IncidentEntry.at, IncidentEntry.id)  # fmt: skip


def open_incidents(context: Context) -> list[OpenIncident]:
    """The real incidents (no drills) that are not over and that this person may know of, in two statements."""
    mine = visible(context)  # drills are left out below: their index would mislead the planner
    found = {row[0]: OpenIncident(*row) for row in context.rows(_OPEN.where(mine))}
    for line in context.rows(_LINES.where(mine)) if found else ():
        found[line.incident_id].entries.append(line)
    return [one for one in found.values() if not one.is_drill]


# -- how one stands ----------------------------------------------------------------------------------------------------


def whole(db: Session, incident_id: int) -> Incident:
    """An incident with everything a form or its timeline shows of it."""
    parts = (Incident.entries, Incident.makeups, Incident.counts, Incident.actions, Incident.leaks)
    return db.scalars(select(Incident).where(Incident.id == incident_id).options(*map(selectinload, parts))).one()


def told(incident: Incident | OpenIncident) -> dict[str, datetime]:
    """Addressee → when it was first told."""
    first: dict[str, datetime] = {}
    for entry in incident.entries:
        if entry.kind == "report":
            first.setdefault(entry.code, entry.at)
    return first


def answered(incident: Incident | OpenIncident) -> dict[str, IncidentEntry]:
    """Step id → its last answer."""
    return {entry.code: entry for entry in incident.entries if entry.kind == "step"}


def done_steps(incident: Incident | OpenIncident) -> set[str]:
    return {code for code, entry in answered(incident).items() if entry.means == "done"}


def open_steps(incident: Incident) -> list[str]:
    """Ids of the checklist's steps without an answer."""
    given = answered(incident)
    return [step for step in terms.steps(incident.kinds) if step not in given]


def decided(incident: Incident) -> list[str]:
    """Codes of the decisions in their order, with "resume" where the assessment was let go on."""
    return ["resume" if one.kind == "resume" else one.code for one in incident.entries if one.kind in ("decision", "resume")]


def approved(incident: Incident) -> list[str]:
    return [one.code for one in incident.entries if one.kind == "decision" and one.approved_by]


def handed_up(incident: Incident | OpenIncident) -> set[str]:
    return {one.code for one in incident.entries if one.kind == "handup"}


def last_told(incident: Incident | OpenIncident) -> datetime:
    """When the leading group last learned something: staged report or decision, else the start of handling."""
    moments = [one.at for one in incident.entries if one.kind in ("stage", "decision", "measures", "found")]
    return max(moments, default=incident.discovered_at)


@dataclass(frozen=True)
class ToHandUp:
    """What the rules want handed up after an incident: summary, account of some kinds, form (INC-027, 029, 032)."""

    summary: bool
    account_of: frozenset[str]
    form: bool

    def left(self, incident: Incident | OpenIncident) -> list[str]:
        """What was not handed up yet."""
        wanted = {"summary": self.summary, "form": self.form, "account": not self.account_of.isdisjoint(incident.kinds)}
        given = handed_up(incident)
        return [code for code, asked in wanted.items() if asked and code not in given]


def to_hand_up(context: Context) -> ToHandUp:
    asked = context.rules
    return ToHandUp(asked["INC-027"].active, frozenset(asked["INC-029"].value("kinds") or ()), asked["INC-032"].active)


def duties(context: Context, incident: Incident | OpenIncident) -> list[str]:
    """What must still be handed up after this incident."""
    return to_hand_up(context).left(incident)


def open_follow_ups(incident: Incident) -> list[FollowUp]:
    return [one for one in incident.actions if one.ended_on == date.max]


def restored_on(incident: Incident | OpenIncident) -> date | None:
    return incident.restored_at.date() if incident.restored_at else None


def incomplete(incident: Incident) -> list[str]:
    """What a complete record has and this one lacks; a closed one must have its four parts."""
    asked = {"kinds": _("类别"), "summary": _("情况简述"), "discovered_by": _("报告人")}
    if incident.state == "closed":
        asked |= terms.PARTS
    return [label for name, label in asked.items() if not getattr(incident, name)]


def lacking() -> ColumnElement[bool]:
    """The same as `incomplete`, as a condition of the database: by the index of just these, few among many."""
    one = aliased(Incident)
    return Incident.id.in_(select(one.id).where(text(LACKS)))


def notes(context: Context, incident: Incident) -> list[Finding]:
    """What the rules say of an incident now: the running clock, principles, incomplete record."""
    found: list[Finding] = []
    if incident.state in terms.RUNNING:
        reports = told(incident)
        for addressee, rule_id in ((terms.SITE, "INC-020"), (terms.GROUP, "INC-021")):
            if addressee not in reports and rules.minutes_late(incident.discovered_at, context.now, context.rules[rule_id]):
                found += context.rules[rule_id].found(
                    "", expected=rules.clock(rules.deadline(incident.discovered_at, context.rules[rule_id])))  # fmt: skip
        found += context.rules["INC-037"].found("")
    if incident.practical and context.rules["INC-030"].active and terms.OFFICE not in told(incident):
        found += context.rules["INC-030"].found("")
    if incident.rank == terms.MAJOR and terms.SUPERIOR not in told(incident) and incident.state in terms.RUNNING:
        found += context.rules["INC-033"].found("")
    missing = incomplete(incident)
    if missing:
        found += context.rules["INC-001"].found("complete", list="、".join(missing))
    return found


def running(context: Context, limit: int = 50) -> list[int]:
    """Ids of the incidents that are still handled and that this person may know of, newest first."""
    statement = select(Incident.id).where(Incident.state.in_(terms.RUNNING), visible(context))
    return list(context.db.scalars(statement.order_by(Incident.discovered_at.desc(), Incident.id.desc()).limit(limit)))


# -- drills and rosters ---------------------------------------------------------------------------------------------------------


_DRILLS = select(func.count()).where(
    Incident.is_drill, Incident.discovered_at >= bindparam("first"), Incident.discovered_at <= bindparam("last"), Incident.state != "cancelled")  # fmt: skip


def drills_in(context: Context, year: int) -> int:
    """Drills of a year (INC-066), cancelled ones left out."""
    return context.value(_DRILLS, first=datetime(year, 1, 1), last=datetime(year, 12, 31, 23, 59, 59)) or 0


def roster_of(context: Context, day: date, site: str = "") -> Preparation | None:
    """The emergency roster of an exam day: whom to call (INC-012). Of a site, else the last one of the day."""
    statement = select(Preparation).where(Preparation.kind == "roster", Preparation.held_on == day)
    if site:
        statement = statement.where(Preparation.site == site)
    return context.db.scalars(statement.order_by(Preparation.id.desc()).limit(1)).first()


def lines_of_incident(_db: Session, incident: Incident) -> Iterator[Line]:
    names = terms.kind_names(incident.kinds)
    words = [incident.number, incident.site, incident.rooms, incident.batch, names, incident.summary, incident.file_number or ""]
    yield Line(LOG, incident.id, f"{incident.number} {incident.site} {names}"[:120], words)


def lines_of_leak(_db: Session, leak: LeakReport) -> Iterator[Line]:
    yield Line(LEAKS, leak.id, f"{leak.number} {leak.material}"[:120], [leak.number, leak.department, leak.material])


SEARCHED |= {Incident: lines_of_incident, LeakReport: lines_of_leak}
# The archive keeps what belongs to an open incident's batch from destruction (ARC-025).
HANDED["K20"] = "INC-043"
OPEN_MATTERS["incident"] = lambda: select(Incident.number, Incident.batch).where(Incident.state.in_(terms.NOT_OVER), Incident.batch != "")
