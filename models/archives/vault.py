"""试卷保密室: papers in the vault, shifts of at least two persons without gap, the log closed when all is covered."""

from datetime import datetime

from models.archives import custody, queries
from models.archives.custody import Duty
from models.archives.handing import names
from models.archives.keeping import Findings
from models.archives.tables_work import VaultShift, VaultStay
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity, blocked
from models.core.kinds import Moment, PersonName, Text, Whole
from models.core.roles import ARCHIVE, BANK, EXAM, GENERAL
from resources.texts import _

STAY = Subject("stay", _("试卷在室"), VaultStay, queries.find_stay)
_GUARDS = frozenset({EXAM, GENERAL, ARCHIVE, BANK})


@command("archives.papers_in", _("试卷入室"), row=61, only=_GUARDS, rules=("SEC-011", "VLT-004", "VLT-006"), params=(
    Param("vault", _("保密室"), Text(40), default=_("试卷保密室")), Param("batch", _("批次"), Text(80)),
    Param("subject", _("科目"), Text(60), required=False),
    Param("arrived_at", _("入室时间"), Moment(), default=lambda context, _record: context.now),
    Param("bags", _("袋数"), Whole(1)), Param("sets", _("套数"), Whole(), required=False),
    Param("received_by", _("接收人"), PersonName()), Param("key_holder", _("钥匙保管人"), PersonName()),
    Param("gate_guards", _("门岗"), Text(120), required=False), Param("patrol_guards", _("流动保卫"), Text(120), required=False),
))  # fmt: skip
def papers_in(unit: Unit, **values: object) -> Findings:
    """Papers arrive under a named keeper; from now on the shifts must cover every minute."""
    made = VaultStay(**values)
    unit.add(made)
    unit.value = made.id
    missing = [label for label, name in ((_("门岗"), "gate_guards"), (_("流动保卫"), "patrol_guards")) if not values[name]]
    if missing:
        yield from unit.rules["VLT-006"].found("gate_guards", Severity.WARN, list="、".join(missing))


def _is_open(context: Context, stay: VaultStay) -> Findings:
    if stay.closed_on is not None:
        yield Finding("VLT-002", Severity.BLOCK, "", {"found": _("值班记录已于 {day} 办结").format(day=stay.closed_on)})


def duties(stay: VaultStay) -> list[Duty]:
    return [Duty(one.begins_at, one.ends_at, tuple(one.persons)) for one in stay.shifts]


@command("archives.add_shift", _("登记班次"), subject=STAY, row=61, only=_GUARDS, guard=_is_open, rules=("VLT-001", "VLT-003", "VLT-005"),
        params=(
    Param("begins_at", _("起"), Moment(), default=lambda _context,
        stay: (stay.shifts[-1].ends_at if stay.shifts else stay.arrived_at) if stay else None),
    Param("ends_at", _("止"), Moment()), Param("persons", _("值班人员"), Text(120), help=_("至少两人，用顿号分开")),
    Param("bags", _("试卷袋数"), Whole(), required=False, default=lambda _context, stay: stay.bags if stay else None),
    Param("seal", _("门窗、封条、监控情况"), Text(60), required=False), Param("entries", _("出入人员及事由"), Text(400, 3), required=False),
    Param("events", _("事件"), Text(400, 3), required=False), Param("handed_by", _("交班人"), PersonName(), required=False),
    Param("taken_by", _("接班人"), PersonName(), required=False),
))  # fmt: skip
def add_shift(unit: Unit, stay: VaultStay, begins_at: datetime, ends_at: datetime, persons: str, **values: object) -> Findings:
    """One shift [begins_at, ends_at). A shift with one name is refused; more than the longest duty wants a reason."""
    duty = Duty(begins_at, ends_at, tuple(names(persons)))
    findings = custody.shift_faults(duty, unit.rules)
    if not findings:
        findings += custody.long_duty_faults([*duties(stay), duty], unit.rules["VLT-005"])
    yield from findings
    if not blocked(findings):
        unit.db.add(VaultShift(stay=stay, begins_at=begins_at, ends_at=ends_at, persons=names(persons), **values))


def _still_in(context: Context, stay: VaultStay) -> Findings:
    yield from _is_open(context, stay)
    if stay.left_at is not None:
        yield Finding("VLT-004", Severity.BLOCK, "", {"found": _("已于 {at} 出室").format(at=stay.left_at)})


@command("archives.papers_out", _("试卷出室"), subject=STAY, row=61, only=_GUARDS, guard=_still_in, rules=("VLT-004",), params=(
    Param("left_at", _("出室时间"), Moment(), default=lambda context, _stay: context.now),
    Param("bags_out", _("出室袋数"), Whole(), default=lambda _context, stay: stay.bags if stay else None),
    Param("issued_to", _("领取人"), PersonName()),
))  # fmt: skip
def papers_out(unit: Unit, stay: VaultStay, left_at: datetime, bags_out: int, issued_to: str) -> Findings:
    """Papers are handed out or returned; another number of bags than came in wants a reason (VLT-004)."""
    if left_at <= stay.arrived_at:
        yield from unit.rules["SYS-002"].found("left_at", label=_("出室时间"), found=left_at, expected=f"> {stay.arrived_at}")
        return
    if bags_out != stay.bags:
        yield from unit.rules["VLT-004"].found(
            "bags_out", Severity.WARN, found=_("入 {n} 袋，出 {out} 袋").format(n=stay.bags, out=bags_out)
        )
    stay.left_at, stay.bags_out, stay.issued_to = left_at, bags_out, issued_to


@command(
    "archives.close_vault", _("办结值班记录"), subject=STAY, row=61, only=_GUARDS, guard=_is_open, rules=("VLT-001", "VLT-002", "VLT-003")
)
def close_vault(unit: Unit, stay: VaultStay) -> Findings:
    """Close the log: from arrival to issue every minute is covered by a shift (VLT-002)."""
    if stay.left_at is None:
        yield from unit.rules["VLT-002"].found("", found=_("试卷尚未出室"))
        return
    findings = custody.gap_faults(duties(stay), stay.arrived_at, stay.left_at, unit.rules["VLT-002"])
    yield from findings
    if not findings:
        stay.closed_on, stay.closed_by = unit.today, unit.actor.login


def log_gaps(context: Context, stay: VaultStay) -> list[Finding]:
    """What the log lacks up to now: gaps, and persons on duty too long."""
    until = stay.left_at or context.now
    findings = custody.gap_faults(duties(stay), stay.arrived_at, until, context.rules["VLT-002"]) if until > stay.arrived_at else []
    return findings + custody.long_duty_faults(duties(stay), context.rules["VLT-005"])
