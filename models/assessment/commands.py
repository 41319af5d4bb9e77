"""What a person may do with batches and passes: public notice, objections, cancelled results."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from models.assessment.queries import find_batch, find_pass
from models.assessment.tables import Batch, PassRow
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding
from models.core.kinds import Day, Text
from models.core.names import sort_key
from resources.texts import _

Findings = Iterator[Finding]
BATCH = Subject("batch", _("批次"), Batch, find_batch)
PASSED = Subject("person", _("合格人员"), PassRow, find_pass)


def _today(context: Context, _record: Any) -> date:
    return context.today


@command("assessment.note_notice", _("登记公示"), subject=BATCH, row=46, rules=("CRT-032",),
         params=(Param("starts_on", _("公示第一天"), Day(), default=_today),))  # fmt: skip
def note_notice(unit: Unit, batch: Batch, starts_on: date) -> Findings:
    """The first day of the public notice of results; numbers wait until it is over."""
    if starts_on < batch.last_exam_day:
        yield from unit.rules["SYS-014"].found("starts_on", label=_("公示第一天"), found=starts_on, other=_("最后考试日"), expected=batch.last_exam_day)
    batch.notice_from = starts_on


@command("assessment.note_objection", _("登记异议"), subject=BATCH, row=47, rules=("CRT-032",), params=(
    Param("received_on", _("收到异议日期"), Day(), default=_today),
    Param("closed_on", _("办结日期"), Day(), required=False, help=_("未办结则留空")),
))  # fmt: skip
def note_objection(unit: Unit, batch: Batch, received_on: date, closed_on: date | None) -> Findings:
    """An objection during public notice holds the batch until it is closed (CRT-032)."""
    batch.objection_on, batch.objection_closed_on = received_on, closed_on
    yield from ()


@command("assessment.cancel_pass", _("取消合格"), subject=PASSED, row=40, letters="A", danger=True, rules=("REC-06",), params=(
    Param("why", _("理由"), Text(400, 3)), Param("decided_on", _("决定日期"), Day(), default=_today),
))  # fmt: skip
def cancel_pass(unit: Unit, row: PassRow, why: str, decided_on: date) -> Findings:
    """The result is declared void; a certificate that is out is found by the next reconciliation (REC-06)."""
    row.state, row.cancelled_on, row.why = "cancelled", decided_on, why
    yield from ()


@command("assessment.explain_pass", _("说明未发证"), subject=PASSED, row=48, rules=("LDG-018",),
         params=(Param("why", _("未发证的原因"), Text(400, 3)),))  # fmt: skip
def explain_pass(unit: Unit, row: PassRow, why: str) -> Findings:
    """Why a person who passed has no certificate: counted in the balance of the batch (E9)."""
    row.why = why
    yield from ()


def correct_pass(row: PassRow, field: str, value: str) -> None:
    """What an approved correction of a certificate changes in the pass list too, inside that command: name, id_no,
    occupation or job of the person."""
    setattr(row, field, value)
    if field == "name":
        row.sort_name = sort_key(value)
