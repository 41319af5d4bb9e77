"""Meetings of the people of a batch: before the exam with its agenda and who was there, afterwards with what was said (PPL-EXM-014)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from models.assessment.commands import BATCH
from models.assessment.exams.arranging import split
from models.assessment.onsite import queries
from models.assessment.onsite.tables import Meeting
from models.assessment.onsite.terms import CLOSING, MEETING, agenda
from models.assessment.plans.steps import rules_of
from models.assessment.tables import Batch
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Many, Moment, PersonName, Text
from resources.texts import _

Findings = Iterator[Finding]
HELD = Subject("meeting", _("会议记录"), Meeting, queries.find_meeting)


def _agenda(_context: Context, record: Any) -> Mapping[str, str]:
    batch = record.batch if isinstance(record, Meeting) else record
    return agenda(batch.profile) if batch is not None else {}


def _expected(context: Context, record: Any) -> str:
    return "、".join(queries.expected(context.db, record.id)) if isinstance(record, Batch) else "、".join(record.present) if record else ""


def _kept(name: str) -> Any:
    return lambda _context, record: getattr(record, name) if isinstance(record, Meeting) else None


def _now(context: Context, record: Any) -> datetime:
    return record.held_at if isinstance(record, Meeting) else context.now


_TOLD = (
    Param("held_at", _("时间"), Moment(), default=_now), Param("place", _("地点"), Text(60), default=_kept("place")),
    Param("chair", _("主持人"), PersonName(), default=_kept("chair")), Param("recorder", _("记录人"), PersonName(), required=False, default=_kept("recorder")),
    Param("agenda", _("已办议程"), Many(), required=False, options=_agenda, default=_kept("agenda")),
    Param("present", _("参会人员"), Text(2000, 3), default=_expected, help=_("用顿号分开，默认为有岗位的全部人员，删去缺席的")),
    Param("said", _("会议内容、统一的评分标准"), Text(4000, 6), required=False, default=_kept("said")),
    Param("wishes", _("问题与建议"), Text(2000, 4), required=False, help=_("考后总结会填写"), default=_kept("wishes")),
)  # fmt: skip


def _faults(unit: Unit, batch: Batch, kind: str, held_at: datetime, done: list[str] | None, present: list[str]) -> Findings:
    """Held, not planned; what was not gone through and who was not there are shown and kept (PPL-EXM-014)."""
    rule = rules_of(unit, batch)["PPL-EXM-014"]
    if held_at > unit.now:
        yield from unit.rules["SYS-014"].found("held_at", label=_("时间"), found=held_at, other=_("现在"), expected=unit.now)
    left = [] if kind == CLOSING else [words for code, words in agenda(batch.profile).items() if code not in (done or [])]
    if left:
        yield from rule.found("agenda", Severity.RECORD, found=_("议程未办：{list}").format(list="、".join(left)))
    absent = [name for name in queries.expected(unit.db, batch.id) if name not in present]
    if absent:
        yield from rule.found("present", Severity.RECORD, found=_("未到：{list}").format(list="、".join(absent)))


@command("assessment.note_meeting", _("登记考前会、总结会"), subject=BATCH, row=36, rules=("PPL-EXM-014", "PPL-ASR-045", "SYS-014"),
         params=(Param("kind", _("会议"), MEETING, default="prepare"), *_TOLD))  # fmt: skip
def note_meeting(unit: Unit, batch: Batch, kind: str, held_at: datetime, agenda: list[str] | None, present: str, **given: Any) -> Findings:
    """A meeting of the people of a batch that was held, with its signed list."""
    names = split(present)
    yield from _faults(unit, batch, kind, held_at, agenda, names)
    unit.add(Meeting(batch_id=batch.id, kind=kind, held_at=held_at, agenda=agenda or [], present=names, **given))


@command("assessment.correct_meeting", _("更正会议记录"), subject=HELD, row=36, rules=("PPL-EXM-014", "SYS-014"), params=_TOLD)
def correct_meeting(unit: Unit, one: Meeting, held_at: datetime, agenda: list[str] | None, present: str, **given: Any) -> Findings:
    """The minutes as they should be; what stood there before stays in the trail."""
    names = split(present)
    yield from _faults(unit, one.batch, one.kind, held_at, agenda, names)
    one.held_at, one.agenda, one.present = held_at, agenda or [], names
    for name, value in given.items():
        setattr(one, name, value)
