"""The annual plan: its lines, closing and reporting it, and when it is due (ASM-PLN-001…005, 013, ASM-STA-001)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.assessment.plans import rules, steps
from models.assessment.plans.queries import rules_of
from models.assessment.plans.tables import AnnualPlan, PlanLine
from models.assessment.queries import filed_scope
from models.assessment.tables import Batch
from models.assessment.terms import NO_JOB, Job, Level
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.dates import DAY
from models.core.findings import Finding, Severity, blocked
from models.core.kinds import Choice, Day, Phone, Text, Whole
from models.core.rulebook import Rulebook
from resources.texts import _

LIMITS = ("ASM-PLN-001", "ASM-PLN-003", "ASM-PLN-004")  # each region has one of them
PLAN_STATE = Choice({"drafting": _("编制中"), "closed": _("已定稿"), "reported": _("已报送")})
DRAFTING, CLOSED, REPORTED = "drafting", "closed", "reported"


def find_plan(db: Session, text: str) -> list[AnnualPlan]:
    return list(db.scalars(select(AnnualPlan).where(AnnualPlan.year == int(text)))) if text.strip().isdigit() else []


PLAN = Subject("plan", _("年度计划"), AnnualPlan, find_plan)


def limit_of(book: Rulebook, year: int) -> tuple[str, date, date] | None:
    """Rule, target and limit of reporting the plan of a year: the stated day itself is in time, the day before is aimed at (R11).
    None where the region gives no day."""
    for rule in (book[one] for one in LIMITS):
        if rule.active and rule.value("month"):
            limit = date(year + rule.value("years"), rule.value("month"), rule.value("day"))
            return rule.id, limit - DAY, limit
    return None


def _open(context: Context, plan: Any) -> Iterable[Finding]:
    if plan.state != DRAFTING:
        yield from context.rules["SYS-014"].found("", label=_("年度计划"), found=plan.year, other=_("状态"), expected=_("编制中"))


@command("assessment.draft_plan", _("编制年度计划"), row=30, letters="C", rules=("ASM-PLN-002",), params=(
    Param("year", _("年度"), Whole(2000, 2200), default=lambda context, _record: context.today.year + 1),
))  # fmt: skip
def draft_plan(unit: Unit, year: int) -> Iterator[Finding]:
    """An empty plan of a calendar year."""
    if find_plan(unit.db, str(year)):
        yield from unit.rules["SYS-014"].found("year", label=_("年度"), found=year, other=_("已有计划"), expected=_("另一年度"))
        return
    unit.add(AnnualPlan(year=year, state=DRAFTING))


@command("assessment.add_plan_line", _("添加计划项"), subject=PLAN, row=30, letters="C", guard=_open, rules=("ASM-PLN-002", "ASM-SCO-001"), params=(
    Param("month", _("鉴定日期"), Day(), help=_("可只到月：填该月任意一天")), Param("occupation", _("职业或项目"), Text(60)),
    Param("job", _("工种/方向"), Job(), default=NO_JOB), Param("level", _("级别"), Level(), required=False),
    Param("planned", _("计划人数"), Whole(1), required=False), Param("contact", _("联系人"), Text(40), required=False),
    Param("phone", _("联系电话"), Phone(), required=False), Param("address", _("联系地址"), Text(120), required=False),
))  # fmt: skip
def add_plan_line(unit: Unit, plan: AnnualPlan, month: date, level: int | None, **given: Any) -> Iterator[Finding]:
    """One assessment of the year, within the filed scope; its month is enough (ASM-PLN-002)."""
    found = rules.within_scope(filed_scope(unit.db), (given["occupation"], given["job"], level or 0), [month], unit.rules["ASM-SCO-001"])
    if month.year != plan.year:
        found += unit.rules["SYS-014"].found("month", label=_("鉴定日期"), found=month, other=_("年度"), expected=plan.year)
    yield from found
    if not blocked(found):
        unit.add(PlanLine(plan_id=plan.id, month=month.replace(day=1), level=level or 0, **given))


@command("assessment.close_plan", _("计划定稿"), subject=PLAN, row=30, letters="A", guard=_open, rules=("ASM-PLN-005",))
def close_plan(unit: Unit, plan: AnnualPlan) -> Iterator[Finding]:
    """The head closes the plan; fewer batches than the region wants need a reason."""
    rule = unit.rules["ASM-PLN-005"]
    lines = unit.db.scalar(select(func.count()).select_from(PlanLine).where(PlanLine.plan_id == plan.id)) or 0
    if rule.active and lines < rule.value("batches"):
        yield from rule.found("", found=lines, expected=rule.value("batches"))
    plan.state, plan.closed_on = CLOSED, unit.today


def _closed(context: Context, plan: Any) -> Iterable[Finding]:
    if plan.state == DRAFTING:
        yield from context.rules["SYS-014"].found("", label=_("年度计划"), found=plan.year, other=_("状态"), expected=_("先定稿"))


@command("assessment.report_plan", _("报送年度计划"), subject=PLAN, row=30, letters="AC", guard=_closed, rules=LIMITS, params=(
    Param("reported_on", _("报送日期"), Day(), default=lambda context, _record: context.today), Param("document", _("文号"), Text(60), required=False),
))  # fmt: skip
def report_plan(unit: Unit, plan: AnnualPlan, reported_on: date, document: str | None) -> Iterator[Finding]:
    """Filed with the authority, or issued; late wants a reason."""
    found = limit_of(unit.rules, plan.year)
    if found and reported_on > found[2]:
        yield from unit.rules[found[0]].found("reported_on", Severity.WARN, found=reported_on, expected=found[2])
    plan.state, plan.reported_on, plan.document = REPORTED, reported_on, document


def unplanned(context: Context, batch: Batch) -> list[Finding]:
    """ASM-PLN-013: a batch that matches no line of the reported plan of its year wants a reason; without a plan nothing is asked."""
    rule = rules_of(context, batch)["ASM-PLN-013"]
    first = batch.first_exam_day
    plan = context.db.scalars(select(AnnualPlan).where(AnnualPlan.year == first.year, AnnualPlan.state != DRAFTING)).first()
    if plan is None or not rule.active:
        return []
    key = (PlanLine.occupation == batch.occupation, PlanLine.job == (batch.job or NO_JOB), PlanLine.level == (batch.level or 0))
    if context.db.scalar(select(PlanLine.id).where(PlanLine.plan_id == plan.id, PlanLine.month == first.replace(day=1), *key).limit(1)):
        return []
    return rule.found("", found=f"{batch.occupation} {first:%Y-%m}")


for _event in ("submit", "announce"):
    steps.require(_event, "planned", unplanned, profiles=("chongqing", "hunan", "henan"))
