"""The parts that several commands on incidents share: a new line, a report on its way up, the guards of the course."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from models.core.acts import Param, Subject, Unit
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Moment
from models.incidents import queries, rules, terms
from models.incidents.tables import Incident, IncidentEntry
from resources.texts import _

Findings = Iterator[Finding]
INCIDENT = Subject("incident", _("突发事件"), Incident, queries.find_incident)
CLOCK = Moment(seconds=True)


def now(context: Context, _record: Any) -> datetime:
    return context.now


def at_param(label: str = "", required: bool = True) -> Param:
    """The event's own time, apart from the time of entry."""
    return Param("at", label or _("时间"), CLOCK, required=required, default=now)


def add_line(unit: Unit, incident: Incident, kind: str, at: datetime, text: str | None = "", **more: Any) -> IncidentEntry:
    """A new line of the timeline; times of entry and writer are the unit's own."""
    given = {name: value for name, value in more.items() if value is not None}
    line = IncidentEntry(incident_id=incident.id, at=at, entered_at=unit.now, entered_by=unit.actor.login, kind=kind, text=text or "",
                         **given)
    unit.add(line)
    unit.db.expire(incident, ["entries"])
    return line


def time_faults(context: Context, incident: Incident, at: datetime | None, about: str = "at") -> list[Finding]:
    """INC-001: not before the discovery, not in the future."""
    times = [("discovered_at", _("发现时间"), incident.discovered_at), (about, _("时间"), at)]
    return rules.times_in_order(times, max(queries.latest(context), incident.discovered_at), context.rules["INC-001"])


def told(unit: Unit, incident: Incident, addressee: str, at: datetime, means: str | None, from_whom: str | None, to_whom: str | None,
         text: str | None = "") -> Findings:  # fmt: skip
    """A report on its way up: its line, its lateness (INC-020, 021), its chain (INC-022, 023), the step of the course."""
    wrong = time_faults(unit, incident, at)
    yield from wrong
    if wrong:
        return
    yield from rules.first_report_faults(addressee, incident.discovered_at, at, unit.rules)
    if addressee == terms.HEAD and incident.disorder and rules_late(unit, incident, at):
        yield from unit.rules["INC-038"].found("at", Severity.WARN, found=rules.clock(at))
    yield from rules.chain_notes(incident.rank, queries.told(incident), addressee, unit.rules)
    add_line(unit, incident, "report", at, text, code=addressee, means=means, who=from_whom, to_whom=to_whom)
    if addressee == terms.SITE:
        incident.site_told_at = incident.site_told_at or at
    if addressee == terms.GROUP:
        incident.group_told_at = incident.group_told_at or at
    advance(incident, addressee)


def rules_late(context: Context, incident: Incident, at: datetime) -> bool:
    """INC-038: whether the head learned of a disorder too late; False where the rule does not hold."""
    rule = context.rules["INC-038"]
    return bool(rule.active and rules.minutes_late(incident.discovered_at, at, rule))


def advance(incident: Incident, addressee: str) -> None:
    """DISCOVERED → REPORTED_SITE → REPORTED_GROUP, and CLASSIFIED where exam affairs has already confirmed kind and class."""
    if addressee == terms.SITE and incident.state == "discovered":
        incident.state = "reported_site"
    if addressee == terms.GROUP and incident.state in ("discovered", "reported_site"):
        incident.state = "classified" if incident.classified_by else "reported_group"


def stands_in(*states: str) -> Callable[[Context, Incident], Findings]:
    """A guard: the course must stand at one of these states."""

    def guard(context: Context, incident: Incident) -> Findings:
        if incident.state not in states:
            expected = "、".join(terms.STATE.show(state) for state in states)
            yield Finding("INC-043", Severity.BLOCK, "state", {"found": terms.STATE.show(incident.state), "expected": expected})

    return guard


RUNNING = stands_in(*terms.RUNNING)
NOT_OVER = stands_in(*terms.NOT_OVER)
