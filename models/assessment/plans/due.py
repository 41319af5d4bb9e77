"""What is due for the batches on their way: every step of their legal calendars that has a day and is not done."""

from collections.abc import Iterator

from models.assessment.plans.legal import Step, legal_calendar
from models.assessment.plans.queries import facts_of, rules_of, running
from models.assessment.tables import Batch
from models.core.centre import Context
from models.core.due import AREAS, DueItem
from models.core.roles import DIRECTOR
from resources.texts import _

REGISTER = "assessment.batches"
ELSEWHERE = ("filing",)  # the archive asks for it itself


def due(context: Context) -> Iterator[DueItem]:
    """One item a step: its limit is the last day in time; what is the candidates' right is no to-do."""
    batches = running(context.db)
    facts = facts_of(context.db, batches) if batches else {}
    for batch in batches:
        for step in legal_calendar(rules_of(context, batch), context.calendar, facts[batch.id]):
            if step.limit and not step.done and not step.right and step.name not in ELSEWHERE:
                yield _item(context, batch, step)


def _item(context: Context, batch: Batch, step: Step) -> DueItem:
    assert step.limit is not None
    title = f"{batch.code} {batch.name or batch.occupation or ''}".strip()
    what = step.label if not step.exact else _("{label}（当天办理）").format(label=step.label)
    role = step.role or DIRECTOR
    return DueItem("assessment", REGISTER, batch.id, batch.code, title, step.limit, step.rule, what, role, step.label, step.provisional)


AREAS["assessment"] = due
