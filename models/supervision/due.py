"""What is due about supervision: form, feedback, report, platform, badges, rectification, cases."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select

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
    columns = [step[1] for step in asked]
    statement = select(S.id, S.number, S.batch, S.site, S.ends_on, *columns).where(
        S.closed_on == OPEN, S.ends_on < context.today, S.ends_on >= context.today - BACK
    )
    for key, number, batch, site, ends_on, *done in context.db.execute(statement):
        for (rule, _column, requirement, kind), day in zip(asked, done, strict=True):
            if day == OPEN:
                by, provisional = _by(context, rule, ends_on)
                yield DueItem(AREA, VISITS, key, number, f"{number} {batch or site}", by, rule, requirement, SUPERVISOR, kind, provisional)


def _badges(context: Context) -> Iterator[DueItem]:
    rule, m = context.rules["PPL-SUP-016"], SupervisionMember
    if not rule.active:
        return
    statement = select(S.id, S.number, m.name, S.ends_on).join(m, m.supervision_id == S.id).where(m.badge_back_on == OPEN)
    for key, number, name, ends_on in context.db.execute(statement.where(S.ends_on <= context.today)):
        by, provisional = _by(context, rule.id, ends_on)
        yield DueItem(AREA, VISITS, key, number, f"{number} {name}", by, rule.id, _("交回胸卡"), EXAM, _("胸卡交回"), provisional)


def _findings(context: Context) -> Iterator[DueItem]:
    """To be rectified by the day of the letter; once done, to be verified (PPL-SUP-045)."""
    rule, r = context.rules["PPL-SUP-045"], Rectification
    if not rule.active:
        return
    statement = select(r.id, r.number, r.responsible, r.due_on, r.done_on).where(r.verified_on == OPEN)
    for key, number, responsible, due_on, done_on in context.db.execute(statement):
        if done_on == OPEN:
            yield DueItem(AREA, FINDINGS, key, number, f"{number} {responsible}", due_on, rule.id, _("整改并登记"), EXAM, _("督导整改"))
        else:
            yield DueItem(AREA, FINDINGS, key, number, f"{number} {responsible}", due_on, rule.id, _("核实整改"), SUPERVISOR, _("督导整改"))


def _cases(context: Context) -> Iterator[DueItem]:
    c = SupervisionCase
    for key, kind, name, raised_on in context.db.execute(select(c.id, c.kind, c.name, c.raised_on).where(c.decided_on == OPEN)):
        rule = context.rules["PPL-SUP-047" if kind == OBSTRUCT else "PPL-SUP-033"]
        if rule.active:
            by = context.calendar.plus(raised_on, rule.value("workdays"))
            yield DueItem(AREA, CASES, key, name, f"{name} {CASE.show(kind)}", by.day, rule.id, _("作出决定"), DIRECTOR, _("督导案件"),
                          by.provisional)  # fmt: skip


AREAS[AREA] = due
