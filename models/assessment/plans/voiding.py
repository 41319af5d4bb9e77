"""Voiding and postponing a batch: the application, and what its decision changes (ASM-BAT-007…009)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from models.assessment.commands import BATCH
from models.assessment.plans import rules, steps
from models.assessment.plans.commands import name_of
from models.assessment.plans.course import event_name
from models.assessment.plans.dating import new_days
from models.assessment.plans.legal import is_late, lateness, step_named
from models.assessment.plans.queries import calendar_of, rules_of
from models.assessment.plans.tables import VoidRequest
from models.assessment.tables import Batch
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity, blocked
from models.core.kinds import Choice, Day, Flag, Text
from resources.texts import _

PAPERS = Choice({"none": _("未收到"), "received": _("已收到，未处理"), "returned": _("已退回"), "sealed": _("封存待用")})
ASK, GRANT, RESUME = "request_void", "postpone", "resume"
DECISIONS = {GRANT: "postponed", "void": "voided", "refuse_void": "refused"}


def _guard(context: Context, batch: Any) -> Iterable[Finding]:
    return steps.against(context, batch, ASK)


@command(name_of(ASK), event_name(ASK), subject=BATCH, row=32, guard=_guard, rules=("ASM-STM-001", "ASM-BAT-007", "ASM-BAT-008", "ASM-BAT-009"), params=(
    Param("postponed", _("是否延期"), Flag()), Param("first_day", _("新考试日期"), Day(), required=False),
    Param("last_day", _("新结束日期"), Day(), required=False), Param("why", _("不开展的原因"), Text(200), required=False),
    Param("papers", _("试卷"), PAPERS, default="none"),
))  # fmt: skip
def request_void(
    unit: Unit, batch: Batch, postponed: bool, first_day: date | None, last_day: date | None, why: str | None, papers: str
) -> Iterator[Finding]:
    """The application to void or postpone a batch, in any state before the first session starts."""
    book = rules_of(unit, batch)
    found = rules.void_faults(postponed, first_day, why, papers, book["ASM-BAT-009"])
    if first_day and first_day < unit.today:
        found += unit.rules["SYS-014"].found("first_day", label=_("新考试日期"), found=first_day, other=_("今天"), expected=unit.today)
    if steps.reached(batch, "approved"):
        found += book["ASM-BAT-007"].found("", Severity.WARN, found=_("审批后变更"))
    if first_day:
        found += _window(unit, batch, first_day, last_day or first_day)
    yield from found
    if blocked(found):
        return
    unit.add(VoidRequest(batch_id=batch.id, requested_on=unit.today, requested_by=unit.actor.login, postponed=postponed, first_day=first_day,
                         last_day=last_day or first_day, why=why, papers=papers))  # fmt: skip
    yield from steps.move(unit, batch, ASK, note=why, asked=True)


def _window(unit: Unit, batch: Batch, first: date, last: date) -> list[Finding]:
    """The window of the new day, tested against the day of this application (ASM-BAT-009)."""
    book = rules_of(unit, batch)
    if not book["ASM-BAT-002"].active:
        return []
    probe = Batch(
        id=batch.id,
        code=batch.code,
        profile=batch.profile,
        state="draft",
        way=batch.way,
        level=batch.level,
        first_exam_day=first,
        last_exam_day=last,
    )
    step = step_named(calendar_of(unit, probe), "application")
    return lateness(step, unit.today, book, "first_day") if step and is_late(step, unit.today) else []


def open_request(context: Context, batch: Batch) -> VoidRequest | None:
    """The application that waits for its decision."""
    wanted = select(VoidRequest).where(VoidRequest.batch_id == batch.id).order_by(VoidRequest.id.desc())
    return context.db.scalars(wanted.limit(1)).first()


def _as_asked(postponed: bool) -> steps.Answer:
    def answer(context: Context, batch: Batch) -> list[Finding]:
        request = open_request(context, batch)
        if request is not None and request.postponed is not postponed:
            return rules_of(context, batch)["ASM-BAT-009"].found("", found=_("申请的是延期") if request.postponed else _("申请的是作废"))
        return []

    return answer


def _decided(event: str) -> steps.After:
    def after(unit: Unit, batch: Batch) -> Iterator[Finding]:
        request = open_request(unit, batch)
        if request is None:
            return
        if event == RESUME:
            assert request.first_day is not None
            yield from new_days(unit, batch, request.first_day, request.last_day or request.first_day, request.why or _("延期"))
        else:
            request.decision, request.decided_on = DECISIONS[event], unit.today

    return after


steps.require(GRANT, "postponement", _as_asked(True), profiles=("sport",))
steps.require("void", "voiding", _as_asked(False), profiles=("sport",))
for _event in (*DECISIONS, RESUME):
    steps.follow(_event, _decided(_event))
