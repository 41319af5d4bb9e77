"""The registers of announcements, annual plans and their lines."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select

from models.assessment.plans.announcing import ITEMS
from models.assessment.plans.tables import Announcement, AnnualPlan, PlanLine
from models.assessment.plans.yearly import PLAN_STATE, find_plan
from models.assessment.register import READERS
from models.assessment.terms import LEVELS, Job, Level
from models.core.centre import Context
from models.core.kinds import Code, Day, Text, Whole
from models.core.registers import Field, Register, declare
from resources.texts import _


def _line_count(context: Context, plan: Any) -> int:
    return context.db.scalar(select(func.count()).select_from(PlanLine).where(PlanLine.plan_id == plan.id)) or 0


def _plan_lines(context: Context, plan: Any) -> list[tuple[str, str, int]]:
    lines = context.db.scalars(select(PlanLine).where(PlanLine.plan_id == plan.id).order_by(PlanLine.month, PlanLine.id))
    return [(f"{one.month:%Y-%m} {one.occupation} {LEVELS.get(one.level, '')}".strip(), "assessment.plan_lines", one.id) for one in lines]


def _item(item: str) -> Callable[[Context, Any], str | None]:
    return lambda _context, one: one.content.get(item)


ANNOUNCEMENTS = declare(Register(
    "assessment.announcements", _("公告"), Announcement, row=33, order="published_on", descending=True, area="assessment", group=_("评价"), readers=READERS,
    joins=("batch",),
    fields=(
        Field("number", _("公告编号"), Code(30), width=120),
        Field("batch", _("批次编号"), Code(40), path="batch.code", width=120), Field("batch_name", _("批次名称"), Text(100), path="batch.name", width=220),
        Field("published_on", _("发布日期"), Day(), column=Announcement.published_on, sort=True, width=110), Field("channel", _("发布方式"), Text(60)),
        *(Field(item, label, Text(300), listed=False, compute=_item(item)) for item, label in ITEMS.items()),
    ),
    describe=lambda one: one.number, subtitle=lambda _context, one: one.batch.name or one.batch.code,
    forms=("F-NOTICE",), related=lambda _context, one: [(one.batch.code, "assessment.batches", one.batch_id)],
))  # fmt: skip


PLANS = declare(Register(
    "assessment.plans", _("年度计划"), AnnualPlan, row=30, order="year", descending=True, area="assessment", group=_("评价"),
    fields=(
        Field("year", _("年度"), Whole(), column=AnnualPlan.year, sort=True, width=80),
        Field("state", _("状态"), PLAN_STATE, width=100, tone=lambda _context, plan: "good" if plan.state == "reported" else "caution"),
        Field("closed_on", _("定稿日期"), Day()), Field("reported_on", _("报送日期"), Day()), Field("document", _("文号"), Text(60)),
        Field("lines", _("计划项"), Whole(), compute=_line_count, width=80),
    ),
    create=("assessment.draft_plan",), actions=("assessment.add_plan_line", "assessment.close_plan", "assessment.report_plan"),
    describe=lambda plan: str(plan.year), find=find_plan, related=_plan_lines, forms=("F-PLAN-YEAR",),
))  # fmt: skip

LINES = declare(Register(
    "assessment.plan_lines", _("计划项"), PlanLine, row=30, order="month", descending=True, area="assessment", group=_("评价"), joins=("plan",),
    fields=(
        Field("month", _("鉴定月份"), Day(), column=PlanLine.month, sort=True, width=110), Field("occupation", _("职业或项目"), Text(60), width=150),
        Field("job", _("工种/方向"), Job()), Field("level", _("级别"), Level(), width=110), Field("planned", _("计划人数"), Whole(), width=90),
        Field("contact", _("联系人"), Text(40)), Field("phone", _("联系电话"), Text(20)), Field("address", _("联系地址"), Text(120)),
    ),
    describe=lambda one: f"{one.month:%Y-%m} {one.occupation}", related=lambda _context, one: [(str(one.plan.year), "assessment.plans", one.plan_id)],
))  # fmt: skip
