"""What is due about supervision: form, feedback, report, platform, badges, rectification, cases."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import bindparam, select

from models.core.centre import Context
from models.core.dates import days_plus
from models.core.due import AREAS, DueItem
from models.core.roles import DIRECTOR, EXAM, SUPERVISOR
from models.supervision.queries import CASES, FINDINGS, VISITS
from models.supervision.tables import OPEN, Rectification, Supervision, SupervisionCase, SupervisionMember
from models.supervision.terms import CASE, OBSTRUCT
from resources.texts import _

S = Supervision
AREA = "supervision"
# rule, the day that fulfils it, requirement, kind
STEPS = (
    ("PPL-SUP-042", S.reported_on, _("提交督导报告"), _("督导报告")),
    ("PPL-SUP-043", S.handed_on, _("上交督导情况表"), _("情况表上交")),
    ("PPL-SUP-044", S.fed_back_on, _("书面反馈督导结果"), _("督导反馈")),
    ("PPL-SUP-046", S.uploaded_on, _("上传督导结果"), _("督导上传")),
)
BACK = timedelta(days=366)  # older ones are history, no to-do any more

_HELD = select(S.id, S.number, S.batch, S.site, S.ends_on, *(step[1] for step in STEPS)).where(
    S.closed_on == OPEN, S.ends_on < bindparam("today"), S.ends_on >= bindparam("back"))  # fmt: skip
_M, _R, _C = SupervisionMember, Rectification, SupervisionCase
_BADGES = select(S.id, S.number, _M.name, S.ends_on).join(_M, _M.supervision_id == S.id).where(
    _M.badge_back_on == OPEN, S.ends_on <= bindparam("today"))  # fmt: skip
_FINDINGS = select(_R.id, _R.number, _R.responsible, _R.due_on, _R.done_on).where(_R.verified_on == OPEN)
_CASES = select(_C.id, _C.kind, _C.name, _C.raised_on).where(_C.decided_on == OPEN)


def due(context: Context) -> Iterator[DueItem]:
    """Everything of this area, from indexed columns."""
    yield from _steps(context)
    yield from _badges(context)
    yield from _findings(context)
    yield from _cases(context)


def _by(context: Context, rule_id: str, start: date) -> tuple[date, bool]:
    """The last day by a rule from the supervision's last day, and whether its year's calendar is not loaded."""
    rule = context.rules[rule_id]
    if rule_id == "PPL-SUP-042":
        return days_plus(start, rule.value("days")), False
    by = context.calendar.plus(start, rule.value("workdays"))
    return by.day, by.provisional


def _steps(context: Context) -> Iterator[DueItem]:
    asked = [step for step in STEPS if context.rules[step[0]].active]
    if not asked:
        return
    for key, number, batch, site, ends_on, *done in context.rows(_HELD, today=context.today, back=context.today - BACK):
        for step, day in zip(STEPS, done, strict=True):
            if day == OPEN and step in asked:
                rule, _column, requirement, kind = step
                by, provisional = _by(context, rule, ends_on)
                yield DueItem(AREA, VISITS, key, number, f"{number} {batch or site}", by, rule, requirement, SUPERVISOR, kind, provisional)


def _badges(context: Context) -> Iterator[DueItem]:
    rule = context.rules["PPL-SUP-016"]
    if not rule.active:
        return
    for key, number, name, ends_on in context.rows(_BADGES, today=context.today):
        by, provisional = _by(context, rule.id, ends_on)
        yield DueItem(AREA, VISITS, key, number, f"{number} {name}", by, rule.id, _("交回胸卡"), EXAM, _("胸卡交回"), provisional)


def _findings(context: Context) -> Iterator[DueItem]:
    """To be rectified by the day of the letter; once done, to be verified (PPL-SUP-045)."""
    rule = context.rules["PPL-SUP-045"]
    if not rule.active:
        return
    for key, number, responsible, due_on, done_on in context.rows(_FINDINGS):
        if done_on == OPEN:
            yield DueItem(AREA, FINDINGS, key, number, f"{number} {responsible}", due_on, rule.id, _("整改并登记"), EXAM, _("督导整改"))
        else:
            yield DueItem(AREA, FINDINGS, key, number, f"{number} {responsible}", due_on, rule.id, _("核实整改"), SUPERVISOR, _("督导整改"))


def _cases(context: Context) -> Iterator[DueItem]:
    for key, kind, name, raised_on in context.rows(_CASES):
        rule = context.rules["PPL-SUP-047" if kind == OBSTRUCT else "PPL-SUP-033"]
        if rule.active:
            by = context.calendar.plus(raised_on, rule.value("workdays"))
            yield DueItem(AREA, CASES, key, name, f"{name} {CASE.show(kind)}", by.day, rule.id, _("作出决定"), DIRECTOR, _("督导案件"),
                          by.provisional)  # fmt: skip


AREAS[AREA] = due
