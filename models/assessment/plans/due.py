"""What is due for the batches on their way: every step of their legal calendars that has a day and is not done."""

from collections.abc import Iterator

from sqlalchemy import select

from models.assessment.plans.legal import Step, legal_calendar
from models.assessment.plans.queries import facts_of, rules_of, running
from models.assessment.plans.tables import AnnualPlan
from models.assessment.plans.yearly import REPORTED, limit_of
from models.assessment.tables import Batch
from models.core.centre import Context
from models.core.dates import months_plus
from models.core.due import AREAS, DueItem
from models.core.roles import DIRECTOR, EXAM
from resources.texts import _

REGISTER = "assessment.batches"
ELSEWHERE = ("filing",)  # the archive asks for it itself


def due(context: Context) -> Iterator[DueItem]:
    """One item a step: its limit is the last day in time; what is the candidates' right is no to-do."""
    yield from _yearly(context)
    batches = running(context.db)
    facts = facts_of(context.db, batches) if batches else {}
    for batch in batches:
        for step in legal_calendar(rules_of(context, batch), context.calendar, facts[batch.id]):
            if step.limit and not step.done and not step.right and step.name not in ELSEWHERE:
                yield _item(context, batch, step)


def _yearly(context: Context) -> Iterator[DueItem]:
    """The next annual plan to report, drafted or not, from its notice on; and those that were drafted and never reported."""
    kept = {plan.year: plan for plan in context.db.scalars(select(AnnualPlan))}
    ahead = ((year, limit_of(context.rules, year)) for year in range(context.today.year, context.today.year + 3))
    coming = next((year for year, found in ahead if found and found[2] >= context.today), None)
    for year in sorted({coming or 0, *(year for year, plan in kept.items() if plan.state != REPORTED)} - {0}):
        found, plan = limit_of(context.rules, year), kept.get(year)
        early = found and plan is None and context.today < months_plus(found[2], -context.rules[found[0]].value("notice"))
        if found and not early and (plan is None or plan.state != REPORTED):
            title = _("{year} 年度计划").format(year=year)
            yield DueItem("assessment", "assessment.plans", plan.id if plan else 0, str(year), title, found[2], found[0], _("编制、定稿并报送年度计划"),
                          EXAM, _("年度计划"))  # fmt: skip


def _item(context: Context, batch: Batch, step: Step) -> DueItem:
    assert step.limit is not None
    title = f"{batch.code} {batch.name or batch.occupation or ''}".strip()
    what = step.label if not step.exact else _("{label}（当天办理）").format(label=step.label)
    role = step.role or DIRECTOR
    return DueItem("assessment", REGISTER, batch.id, batch.code, title, step.limit, step.rule, what, role, step.label, step.provisional)


AREAS["assessment"] = due
