"""What is due after a decision: employer, dismissal, judicial organs (PPL-MIS-004, PPL-ASR-163)."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.conduct.queries import CASES, visible, wanted_steps
from models.conduct.tables import MisconductCase
from models.conduct.terms import DECIDED, STEP
from models.core.centre import Context
from models.core.due import AREAS, DueItem
from models.core.roles import GENERAL
from resources.texts import _

AREA = "conduct"
_ANY = select(MisconductCase.id).where(MisconductCase.state == DECIDED).limit(1)
_DECIDED = select(MisconductCase).where(MisconductCase.state == DECIDED).options(joinedload(MisconductCase.person))


def due(context: Context) -> Iterator[DueItem]:
    """From the index of states: decided cases are few, closed ones are not read."""
    decided = _DECIDED.where(visible(context)) if context.value(_ANY) is not None else None
    for case in context.db.scalars(decided) if decided is not None else ():
        for step, rule in wanted_steps(context, case).items():
            assert case.decided_on is not None
            by = context.calendar.plus(case.decided_on, context.rules[rule].value("workdays"))
            yield DueItem(AREA, CASES, case.id, case.number, f"{case.number} {case.person.name}", by.day, rule, STEP.show(step), GENERAL,
                          _("违纪处理"), by.provisional)  # fmt: skip


AREAS[AREA] = due
