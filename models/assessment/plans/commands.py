"""The moves of a batch as commands: one for each event of plans_lists.toml, `assessment.approve_batch` …"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from models.assessment.commands import BATCH
from models.assessment.plans import steps
from models.assessment.plans.course import event_name, events
from models.assessment.tables import Batch
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import Finding
from models.core.kinds import Day, Text
from resources.texts import _

ASKED_ELSEWHERE = ("request_void",)  # has more to say than a day and a number: voiding.py
MOVES = tuple(event for event in events() if event not in ASKED_ELSEWHERE)
DATED = {
    "submit": ("ASM-BAT-002", "ASM-BAT-005", "ASM-PLN-011"), "approve": ("ASM-BAT-010",), "send_back": ("ASM-BAT-010",), "announce": ("ASM-PLN-006",),
    "close_registration": ("ASM-REG-010", "ASM-BAT-011"), "arrange": ("ASM-ROM-003",), "ticket": ("ASM-ROM-008",), "ready": ("ASM-VEN-004",),
    "report": ("ASM-PUB-001",), "confirm": ("ASM-PUB-001",), "publish": ("ASM-PUB-001",),
}  # fmt: skip  # the rules a move's limit may come from
PARAMS = (
    Param("on", _("日期"), Day(), default=lambda context, _record: context.today, help=_("上级的决定填文件日期")),
    Param("document", _("文号"), Text(60), required=False),
    Param("note", _("说明"), Text(200), required=False),
)


def name_of(event: str) -> str:
    """The command of an event."""
    return f"assessment.{event}_batch"


def _declare(event: str) -> None:
    def guard(context: Context, batch: Any) -> Iterable[Finding]:
        return steps.against(context, batch, event)

    @command(name_of(event), event_name(event), subject=BATCH, row=events()[event]["row"], guard=guard,
             rules=("ASM-STM-001", "ASM-STM-002", "ASM-GEN-004", *DATED.get(event, ())), params=PARAMS, danger=event in ("void", "cancel"))  # fmt: skip
    def move(unit: Unit, batch: Batch, on: date, document: str | None, note: str | None) -> Iterator[Finding]:
        yield from steps.move(unit, batch, event, on, document, note, asked=True)


for _event in MOVES:
    _declare(_event)
