"""Somebody demanded another item or result: kept for director and supervisors alone (PPL-ASR-165)."""

from datetime import date, datetime

from models.complaints.who import account
from models.conduct import queries
from models.conduct.queries import TOLD_OF_PRESSURE
from models.conduct.recording import Findings, day_faults, today
from models.conduct.tables import PressureReport
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.kinds import Code, Day, Moment, Text
from resources.texts import _

REPORT = Subject("report", _("干预报告"), PressureReport, queries.find_pressure)


@command("conduct.report_pressure", _("登记干预考评"), row=27, rules=("PPL-ASR-165", "SYS-002"), params=(
    Param("assessor", _("报告人"), Text(60), help=_("考评员姓名")), Param("demanded_by", _("提出要求的人"), Text(60)),
    Param("happened_at", _("时间"), Moment(), default=lambda context, _record: context.now), Param("content", _("要求的内容"), Text(4000, 5)),
    Param("batch", _("批次或场次"), Code(60), required=False), Param("witness", _("在场人"), Text(60), required=False),
))  # fmt: skip
def report_pressure(unit: Unit, assessor: str, demanded_by: str, happened_at: datetime, content: str, batch: str | None,
                    witness: str | None) -> Findings:  # fmt: skip
    """Anybody on duty takes the report; afterwards only director and supervisors see it, and never he whom it names."""
    if happened_at > unit.now:
        yield from unit.rules["SYS-002"].found("happened_at", label=_("时间"), found=happened_at, expected=_("不晚于现在"))
    user = account(unit.db, demanded_by)
    unit.add(PressureReport(
        assessor=assessor, demanded_by=demanded_by, demander_login=user.login if user else "", happened_at=happened_at, content=content,
        batch=batch or "", witness=witness or "", entered_by=unit.actor.login,
    ))  # fmt: skip


def _unsettled(context: Context, one: PressureReport) -> Findings:
    if one is not None and one.settled_on is not None:
        yield from context.rules["SYS-002"].found("", label=REPORT.label, found=one.settled_on, expected=_("尚未处理的报告"))


@command("conduct.settle_pressure", _("登记处理情况"), subject=REPORT, row=27, only=TOLD_OF_PRESSURE, guard=_unsettled, rules=("PPL-ASR-165",), params=(
    Param("measure", _("处理情况"), Text(4000, 4)), Param("on", _("日期"), Day(), default=today)))  # fmt: skip
def settle_pressure(unit: Unit, one: PressureReport, measure: str, on: date) -> Findings:
    """What was done about it."""
    yield from day_faults(unit, "on", _("日期"), on, one.happened_at.date())
    one.measure, one.settled_on, one.settled_by = measure, on, unit.actor.login
