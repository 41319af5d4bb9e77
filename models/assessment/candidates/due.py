"""What is due for candidates: violations to decide and to confirm, corrections to confirm, wrong certificates to send back.

No text gives these a period: a decision belongs into the room's record of the day, the rest is asked for as soon as it can be done,
so each is due on the day it came up.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from models.assessment.candidates.cases import PROPOSED, RECORDED
from models.assessment.candidates.correcting import AFTER
from models.assessment.candidates.tables import Correction, Enrolment, Violation
from models.assessment.candidates.terms import CORRECTED
from models.core.centre import Context
from models.core.due import AREAS, DueItem
from models.core.roles import DIRECTOR, EXAM
from resources.texts import _

CASES, CORRECTIONS = "assessment.violations", "assessment.enrolment_corrections"


_CASES = select(Violation.id, Violation.number, Violation.name, Violation.at, Violation.decided_on, Violation.state).where(
    Violation.state.in_((RECORDED, PROPOSED)), Violation.who == "candidate")  # fmt: skip
_CORRECTIONS = select(Correction.id, Correction.field, Correction.registered_on, Enrolment.name).join(Correction.enrolment)


def due(context: Context) -> Iterator[DueItem]:
    """One item a case that nobody decided, and one a correction that is not through."""
    waiting = {RECORDED: (EXAM, _("提出违纪处理意见")), PROPOSED: (DIRECTOR, _("确认或退回违纪处理意见"))}
    for case in context.rows(_CASES):
        role, what = waiting[case.state]
        day = case.decided_on if case.state == PROPOSED else case.at.date()
        yield DueItem("assessment", CASES, case.id, case.number, f"{case.number} {case.name}", day, "ASM-DIS-003", what, role, _("违纪处理"))
    yield from _corrections(context) if context.rules["ASM-REG-015"].active else ()


def _corrections(context: Context) -> Iterator[DueItem]:
    for one in context.rows(_CORRECTIONS.where(Correction.confirmed_on.is_(None))):
        yield _item(one, _("登记平台维护人员的确认"))
    for one in context.rows(_CORRECTIONS.where(Correction.phase == AFTER, Correction.wrong_sent_on.is_(None))):
        yield _item(one, _("寄回错证并登记快递单号"))


def _item(one: Any, what: str) -> DueItem:
    title = f"{one.name} {CORRECTED.show(one.field)}"
    return DueItem("assessment", CORRECTIONS, one.id, one.name, title, one.registered_on, "ASM-REG-015", what, EXAM, _("信息更正"))


AREAS["candidates"] = due
