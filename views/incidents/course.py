"""What the screen shows of an incident's course, gathered in one read: texts and times only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.core.centre import Context
from models.incidents import queries, rules, terms
from models.incidents.tables import Incident, IncidentEntry
from resources.texts import _

TONES = {"judgement": "caution", "decision": "plain", "stage": "plain", "report": "good", "correction": "caution", "press": "caution",
         "call": "danger"}
_LATER = 300  # seconds after which the time of entry is told apart from the event's


@dataclass(frozen=True)
class CourseLine:
    when: str
    kind: str
    tone: str
    text: str
    by: str
    entered: str = ""  # the time of entry, where it is another one
    corrected: bool = False


@dataclass(frozen=True)
class Hop:
    """A hop of the first report: late in started minutes, at None while it was not made."""

    addressee: str
    label: str
    at: datetime | None
    late: int = 0


@dataclass(frozen=True)
class Step:
    id: str
    text: str
    answer: str  # done · na · ""
    told: str = ""


@dataclass(frozen=True)
class Course:
    record_id: int
    version: int
    number: str
    title: str
    state: str
    running: bool  # the first report's clock still runs
    discovered_at: datetime
    deadline: datetime
    hops: Sequence[Hop]
    lines: Sequence[CourseLine]
    steps: Sequence[Step]
    ends: Sequence[str]  # 02机房 10:38 结束（补足 8 分钟）
    room_end: datetime | None
    over: bool


def course_of(context: Context, record_id: int) -> Course | None:
    """None where the person may not know of the incident, or there is none."""
    from models.core.registers import REGISTERS, may_know

    if not may_know(context, REGISTERS[queries.LOG], record_id):
        return None
    incident = queries.whole(context.db, record_id)
    told = queries.told(incident)
    hops = [_hop(context, incident, told, addressee, rule) for addressee, rule in ((terms.SITE, "INC-020"), (terms.GROUP, "INC-021"))]
    ends = [_("{place} 补足 {n} 分钟，{end} 结束").format(place=one.place, n=one.granted,
                                                          end=f"{one.new_end:%H:%M}") for one in incident.makeups]
    corrected = {one.refers_to for one in incident.entries if one.kind == "correction"}
    return Course(
        incident.id, incident.version, incident.number, f"{incident.site} {incident.rooms} · {terms.kind_names(incident.kinds)}",
        terms.STATE.show(incident.state), incident.state in terms.RUNNING and any(hop.at is None for hop in hops), incident.discovered_at,
        rules.deadline(incident.discovered_at, context.rules["INC-020"]), hops, [_line(one, corrected) for one in incident.entries],
        _steps(incident), ends, incident.makeups[-1].new_end if incident.makeups else incident.ends_at, incident.state in terms.OVER,
    )  # fmt: skip


def _hop(context: Context, incident: Incident, told: dict[str, datetime], addressee: str, rule: str) -> Hop:
    at = told.get(addressee)
    late = rules.minutes_late(incident.discovered_at, at, context.rules[rule]) if at else 0
    return Hop(addressee, terms.ADDRESSEE.show(addressee), at, late)


def _line(one: IncidentEntry, corrected: set[int | None]) -> CourseLine:
    text = one.text
    if one.kind == "report":
        text = _("报告{whom}（{means}）").format(whom=one.to_whom,
                                                 means=terms.MEANS.show(one.means or None)) + (f"：{one.text}" if one.text else "")
    if one.kind == "step":
        text = f"{one.code} {terms.ANSWER.show(one.means)} {one.text}".strip()
    approved = _("，{who} 批准").format(who=one.approved_by) if one.approved_by else ""
    later = abs((one.entered_at - one.at).total_seconds()) > _LATER
    return CourseLine(f"{one.at:%m-%d %H:%M}", terms.ENTRY.show(one.kind), TONES.get(one.kind, "plain"), text + approved, one.who,
                      _("{time} 录入").format(time=f"{one.entered_at:%m-%d %H:%M}") if later else "", one.id in corrected)  # fmt: skip


def _steps(incident: Incident) -> list[Step]:
    given = queries.answered(incident)
    found = []
    for step, row in terms.steps(incident.kinds).items():
        answer = given.get(step)
        told = f"{answer.at:%H:%M} {answer.who}" if answer else ""
        found.append(Step(step, terms.named(row), answer.means if answer else "", told))
    return found

