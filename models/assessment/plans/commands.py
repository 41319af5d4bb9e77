"""Making a batch, and its moves as commands: one for each event of plans_lists.toml, `assessment.approve_batch` …"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from models.assessment.commands import BATCH
from models.assessment.plans import steps
from models.assessment.plans.course import event_name, events
from models.assessment.queries import find_batch
from models.assessment.tables import Batch
from models.assessment.terms import NO_JOB, WAY, Job, Level
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import Finding
from models.core.kinds import Code, Day, Text, Whole
from resources.texts import _

ASKED_ELSEWHERE = ("request_void",)  # has more to say than a day and a number: voiding.py
MOVES = tuple(event for event in events() if event not in ASKED_ELSEWHERE)
DATED = {
    "submit": ("ASM-BAT-002", "ASM-PLN-011"), "approve": ("ASM-BAT-010",), "send_back": ("ASM-BAT-010",), "announce": ("ASM-PLN-006",),
    "report": ("ASM-PUB-001",), "confirm": ("ASM-PUB-001",), "publish": ("ASM-PUB-001",),
}  # fmt: skip  # the rules a move's limit may come from
PARAMS = (
    Param("on", _("日期"), Day(), default=lambda context, _record: context.today, help=_("上级的决定填文件日期")),
    Param("document", _("文号"), Text(60), required=False),
    Param("note", _("说明"), Text(200), required=False),
)


@command("assessment.create_batch", _("新建批次"), row=31, rules=("ASM-GEN-001", "SYS-014"), params=(
    Param("code", _("批次编号"), Code(40)), Param("name", _("批次名称"), Text(100), required=False),
    Param("occupation", _("职业"), Text(60)), Param("job", _("工种/方向"), Job(), default=NO_JOB), Param("level", _("级别"), Level(), required=False),
    Param("first_exam_day", _("考试日期"), Day()), Param("last_exam_day", _("考试结束日期"), Day(), required=False),
    Param("planned", _("计划人数"), Whole(1), required=False), Param("way", _("评价方式"), WAY, default="exam"),
))  # fmt: skip
def create_batch(unit: Unit, first_exam_day: date, last_exam_day: date | None, **given: Any) -> Iterator[Finding]:
    """A draft under the region the centre works in now, which is then fixed (ASM-GEN-001)."""
    last = last_exam_day or first_exam_day
    if last < first_exam_day:
        yield from unit.rules["SYS-014"].found(
            "last_exam_day", label=_("考试结束日期"), found=last, other=_("考试日期"), expected=first_exam_day
        )
        return
    if find_batch(unit.db, given["code"]):
        yield from unit.rules["SYS-014"].found(
            "code", label=_("批次编号"), found=given["code"], other=_("已有批次"), expected=_("另取一个编号")
        )
        return
    unit.add(
        Batch(
            profile=unit.centre.profile, state="draft", owner=unit.actor.login, first_exam_day=first_exam_day, last_exam_day=last, **given
        )
    )


def name_of(event: str) -> str:
    """The command of an event."""
    return f"assessment.{event}_batch"


def _declare(event: str) -> None:
    def guard(context: Context, batch: Any) -> Iterable[Finding]:
        return steps.against(context, batch, event)

    @command(name_of(event), event_name(event), subject=BATCH, row=events()[event]["row"], guard=guard,
             rules=("ASM-STM-001", "ASM-STM-002", *DATED.get(event, ())), params=PARAMS, danger=event in ("void", "cancel"))  # fmt: skip
    def move(unit: Unit, batch: Batch, on: date, document: str | None, note: str | None) -> Iterator[Finding]:
        yield from steps.move(unit, batch, event, on, document, note, asked=True)


for _event in MOVES:
    _declare(_event)
