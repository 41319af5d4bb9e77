"""A badge handed out, the post left during a session, the responsible person of a batch who comes and goes."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from models.assessment.commands import BATCH
from models.assessment.exams.arranging import wrong
from models.assessment.exams.rules import EXAMINERS
from models.assessment.exams.subjects import DUTY
from models.assessment.exams.tables import Duty
from models.assessment.onsite import queries, rules
from models.assessment.plans.steps import rules_of
from models.assessment.plans.tables import Presence
from models.assessment.tables import Batch
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Code, Moment, PersonName, Text
from resources.texts import _

Findings = Iterator[Finding]
THERE = Subject("presence", _("在场记录"), Presence, queries.find_presence)


def _now(context: Context, _record: Any) -> datetime:
    return context.now


@command("assessment.hand_badge", _("发放证卡"), subject=DUTY, row=16, rules=("PPL-EXM-013",), params=(
    Param("badge_no", _("证卡号"), Code(20)),))  # fmt: skip
def hand_badge(_unit: Unit, duty: Duty, badge_no: str) -> Findings:
    """PPL-EXM-013: which badge a person wears in this session."""
    duty.badge_no = badge_no
    yield from ()


def _is_on_post(_context: Context, duty: Any) -> Findings:
    if duty is not None and (duty.arrived_at is None or duty.left_at is not None):
        yield wrong("", _("到岗"), _("未到岗") if duty.arrived_at is None else _("已离岗"), _("在岗的人员"))


@command("assessment.leave_duty", _("登记中途离岗"), subject=DUTY, row=19, guard=_is_on_post, rules=("PPL-ASR-115", "PPL-EXM-017"), params=(
    Param("left_at", _("离岗时间"), Moment(), default=_now), Param("why", _("原因"), Text(200)),
    Param("consent", _("同意人"), PersonName(), required=False, help=_("评价机构负责人")),
))  # fmt: skip
def leave_duty(unit: Unit, duty: Duty, left_at: datetime, why: str, consent: str | None) -> Findings:
    """PPL-ASR-115, PPL-EXM-017: illness or another reason, with the consent of the head of the centre."""
    own = rules_of(unit, duty.session.batch)
    if duty.arrived_at and left_at < duty.arrived_at:
        yield from unit.rules["SYS-014"].found("left_at", label=_("离岗时间"), found=left_at, other=_("到岗时间"), expected=duty.arrived_at)
    yield from rules.leave_faults(consent, own["PPL-ASR-115" if duty.duty in EXAMINERS else "PPL-EXM-017"])
    duty.left_at, duty.left_why, duty.left_with = left_at, why, consent


# -- the responsible person of a batch ------------------------------------------------------------------------------


@command("assessment.come_on_site", _("批次负责人签到"), subject=BATCH, row=36, rules=("PPL-EXM-003", "SYS-031"), params=(
    Param("name", _("姓名"), PersonName(), default=lambda context, _record: context.actor.name), Param("arrived_at", _("到场时间"), Moment(), default=_now),
))  # fmt: skip
def come_on_site(unit: Unit, batch: Batch, name: str, arrived_at: datetime) -> Findings:
    """PPL-EXM-003: the responsible person of a batch is on site throughout; each coming and going is kept."""
    for one in queries.find_presence(unit.db, f"{batch.code}/{name}"):
        if one.left_at is None or one.left_at > arrived_at >= one.arrived_at:
            yield from unit.rules["SYS-031"].found("name", found=_("{name} 已在场").format(name=name), expected=_("先签退"))
            return
    unit.add(Presence(batch_id=batch.id, name=name, arrived_at=arrived_at))


def _is_there(_context: Context, one: Any) -> Findings:
    if one is not None and one.left_at is not None:
        yield wrong("", _("在场"), _("已签退"), _("在场的负责人"))


@command("assessment.leave_site", _("批次负责人签退"), subject=THERE, row=36, guard=_is_there, rules=("PPL-EXM-003", "SYS-014"), params=(
    Param("left_at", _("离场时间"), Moment(), default=_now),))  # fmt: skip
def leave_site(unit: Unit, one: Presence, left_at: datetime) -> Findings:
    """PPL-EXM-003: gone; who leaves before the last session ends is shown as not on site throughout."""
    if left_at < one.arrived_at:
        yield from unit.rules["SYS-014"].found("left_at", label=_("离场时间"), found=left_at, other=_("到场时间"), expected=one.arrived_at)
        return
    one.left_at = left_at
    unit.db.flush()
    yield from away(unit, one.batch, one.arrived_at)


def away(context: Context, batch: Batch, day: datetime) -> list[Finding]:
    """PPL-EXM-003: when of a day nobody who answers for the batch was on site. Nothing where nobody ever signed in."""
    span, there = queries.span_of(context.db, batch.id, day), queries.presences_of(context.db, batch.id, day)
    rule = rules_of(context, batch)["PPL-EXM-003"]
    if span is None or not there:
        return []
    return [found for starts, ends in rules.gaps(span, there)
            for found in rule.found("", Severity.RECORD, found=_("{a} 至 {b} 不在现场").format(a=f"{starts:%m-%d %H:%M}", b=f"{ends:%H:%M}"))]  # fmt: skip
