"""Days of a batch as commands: a step of the legal calendar is noted, the exam days move."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from models.assessment.commands import BATCH
from models.assessment.plans import steps
from models.assessment.plans.course import event_name, lists, state_name
from models.assessment.plans.queries import calendar_of, rules_of
from models.assessment.plans.tables import BatchStep
from models.assessment.tables import Batch
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import Finding
from models.core.kinds import Choice, Day, Text
from resources.texts import _, pick

TAKEN_UP = "taken_up"
DAYS_MOVED = "new_days"  # the name of the step that keeps a change of the exam days
BY_HAND = ("filing", "recheck", "recheck_centre", "announcement")  # come from their own registers, or are nobody's act


def noted_by_hand(context: Context, batch: Any) -> dict[str, str]:
    """The steps of a batch's calendar that no move does."""
    return {step.name: step.label for step in calendar_of(context, batch) if not step.event and step.name not in BY_HAND}


_NOTED = ("ASM-GEN-002", "ASM-BAT-013", "ASM-VEN-002", "ASM-VEN-012", "ASM-PAP-002", "ASM-PAP-004", "ASM-SUP-001")


@command("assessment.note_step", _("登记期限事项"), subject=BATCH, row=31, rules=_NOTED, params=(
    Param("step", _("事项"), Choice(), options=noted_by_hand),
    Param("on", _("日期"), Day(), default=lambda context, _record: context.today),
    Param("document", _("文号"), Text(60), required=False), Param("note", _("说明"), Text(200), required=False),
))  # fmt: skip
def note_step(unit: Unit, batch: Batch, step: str, on: date, document: str | None, note: str | None) -> Iterator[Finding]:
    """What was done when: venue data sent, papers fetched, preparation notice received, report of the supervisors …"""
    yield from steps.mark(unit, batch, step, on, document, note)


def _may_move(context: Context, batch: Any) -> Iterator[Finding]:
    """ASM-BAT-006: a submitted batch of the sport region keeps its days; nowhere do the days of an exam move that has begun."""
    frozen = rules_of(context, batch)["ASM-BAT-006"]
    if frozen.active and batch.state not in ("draft", "returned", "listed"):
        yield from frozen.found("", found=lists()["state"][batch.state]["zh"])
    elif steps.followed(batch) and steps.reached(batch, "running"):
        yield from steps.refusal(context, batch, _("改期"))


@command("assessment.move_exam_days", _("改考试日期"), subject=BATCH, row=31, guard=_may_move, rules=("ASM-GEN-002", "ASM-BAT-006", "SYS-014"), params=(
    Param("first_day", _("考试日期"), Day()), Param("last_day", _("考试结束日期"), Day(), required=False),
    Param("why", _("改期原因"), Text(200)),
))  # fmt: skip
def move_exam_days(unit: Unit, batch: Batch, first_day: date, last_day: date | None, why: str) -> Iterator[Finding]:
    """New exam days. Open limits follow them; what was done keeps its mark, in time or late (ASM-GEN-002)."""
    yield from new_days(unit, batch, first_day, last_day or first_day, why)


def new_days(unit: Unit, batch: Batch, first_day: date, last_day: date, why: str) -> Iterator[Finding]:
    """Move the days of a batch and keep that it was done."""
    if last_day < first_day:
        yield from unit.rules["SYS-014"].found("last_day", label=_("考试结束日期"), found=last_day, other=_("考试日期"), expected=first_day)
        return
    note = _("{before} → {after}：{why}").format(before=batch.first_exam_day, after=first_day, why=why)
    batch.first_exam_day, batch.last_exam_day = first_day, last_day
    unit.add(
        BatchStep(
            batch_id=batch.id, name=DAYS_MOVED, done_on=unit.today, late=False, checks=[], note=note[:200], by=unit.actor.login, at=unit.now
        )
    )


def step_label(name: str) -> str:
    """What a kept step is called: an event, a step of the calendar, or a change of days."""
    if name == DAYS_MOVED:
        return _("改考试日期")
    if name == TAKEN_UP:
        return _("接续办理")
    row = lists()["step"].get(name)
    return pick(row["words"]) if row else event_name(name)


def _only_listed(context: Context, batch: Any) -> Iterator[Finding]:
    if steps.followed(batch):
        yield from steps.refusal(context, batch, _("接续办理"))


@command("assessment.take_up_batch", _("接续办理"), subject=BATCH, row=31, guard=_only_listed, rules=("ASM-STM-001",), params=(
    Param("state", _("现处状态"), Choice(), options=lambda _context, batch: {one: state_name(one) for one in steps.course_of(batch).path}),
    Param("why", _("依据"), Text(200), help=_("如：纸质批次材料已审批")),
))  # fmt: skip
def take_up_batch(unit: Unit, batch: Batch, state: str, why: str) -> Iterator[Finding]:
    """Follow the course of a batch that was only listed, from the state it stands at on paper."""
    before, batch.state = batch.state, state
    unit.add(BatchStep(batch_id=batch.id, name=TAKEN_UP, from_state=before, to_state=state, done_on=unit.today, late=False, checks=[], note=why,
                       by=unit.actor.login, at=unit.now))  # fmt: skip
    yield from ()
