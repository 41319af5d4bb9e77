"""The minutes of a defence in a comprehensive review: how long it took, what was asked, who wrote it down (ASM-DAY-006)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.assessment.candidates.tables import Enrolment
from models.assessment.commands import BATCH
from models.assessment.plans.steps import rules_of
from models.assessment.scores.batches import named, sheet
from models.assessment.scores.rules import Standard
from models.assessment.scores.tables import AssessorMark, Defence, Score
from models.assessment.scores.terms import REVIEW, Mark, Points
from models.assessment.tables import Batch
from models.core.acts import Param, Subject, Unit, command
from models.core.findings import Finding
from models.core.kinds import Code, Moment, PersonName, Text, Whole
from models.core.rulebook import Rule
from resources.texts import _

Findings = Iterator[Finding]


def minute_faults(introduction: int, answers: int, remark: str | None, rule: Rule) -> list[Finding]:
    """ASM-DAY-006: each part keeps to its minutes, the limit itself included; what took longer wants a remark."""
    found: list[Finding] = []
    for name, label, minutes in (("introduction", _("介绍"), introduction), ("answers", _("答辩"), answers)):
        limit = rule.value(f"{name}_max")
        if limit is not None and minutes > limit and not remark:
            found += rule.found(
                name, found=_("{part} {n} 分钟").format(part=label, n=minutes), expected=_("不超过 {n} 分钟").format(n=limit)
            )
    return found


def find_defence(db: Session, text: str) -> Sequence[Defence]:
    """By the candidate's ticket, identity number or name."""
    told = text.strip()
    same = or_(Enrolment.ticket == told, Enrolment.id_no == told.upper(), Enrolment.name == told)
    return list(db.scalars(select(Defence).join(Enrolment, Enrolment.id == Defence.enrolment_id).where(same).order_by(Defence.id)))


def defences_of(db: Session, batch_id: int) -> dict[int, Defence]:
    """The minutes of a batch, by enrolment."""
    return {one.enrolment_id: one for one in db.scalars(select(Defence).where(Defence.batch_id == batch_id))}


def panels_of(db: Session, batch_id: int) -> dict[int, list[AssessorMark]]:
    """What the members of the panel gave, in the order of the sheet, by enrolment."""
    found: dict[int, list[AssessorMark]] = {}
    statement = select(AssessorMark).where(AssessorMark.batch_id == batch_id, AssessorMark.subject == REVIEW).order_by(AssessorMark.slot)
    for one in db.scalars(statement):
        found.setdefault(one.enrolment_id, []).append(one)
    return found


def mark_of(context: Any, one: Defence) -> Mark | None:
    """The review's score that counts, as soon as there is one."""
    statement = select(Score.tenths, Score.status, Score.barred).where(Score.enrolment_id == one.enrolment_id, Score.subject == REVIEW)
    found = context.db.execute(statement).first()
    return Mark(*found) if found else None


def _stored(name: str) -> Any:
    """What a correction starts from; nothing where the minutes are new."""
    return lambda _context, record: getattr(record, name, None)


DEFENDED = Subject("defence", _("答辩记录"), Defence, find_defence)
_MINUTES = (
    Param("introduction", _("介绍用时（分钟）"), Whole(0, 600), default=_stored("introduction")),
    Param("answers", _("答辩用时（分钟）"), Whole(0, 600), default=_stored("answers")),
    Param("thesis", _("技术总结题目"), Text(100), required=False, default=_stored("thesis")),
    Param("began_at", _("开始时间"), Moment(), required=False, default=_stored("began_at")),
    Param("ended_at", _("结束时间"), Moment(), required=False, default=_stored("ended_at")),
    Param("asked", _("提问与回答"), Text(4000, 6), required=False, help=_("每位评委一般提 1–2 题"), default=_stored("asked")),
    Param("material", _("评审材料得分"), Points(), required=False, default=_stored("material")),
    Param("oral", _("答辩得分"), Points(), required=False, default=_stored("oral")),
    Param("recorder", _("记录员"), PersonName(), default=_stored("recorder")),
    Param("remark", _("超时说明"), Text(200), required=False, default=_stored("remark")),
)  # fmt: skip


def _order(unit: Unit, began_at: datetime | None, ended_at: datetime | None) -> Findings:
    if began_at and ended_at and ended_at < began_at:
        yield from unit.rules["SYS-014"].found("ended_at", label=_("结束时间"), found=ended_at, other=_("开始时间"), expected=began_at)


@command("assessment.record_defence", _("登记答辩记录"), subject=BATCH, row=42, letters="C",
         rules=("ASM-DAY-006", "ASM-MRK-009", "SYS-014", "SYS-031"), params=(Param("ticket", _("准考证号"), Code(24)), *_MINUTES))  # fmt: skip
def record_defence(unit: Unit, batch: Batch, ticket: str, introduction: int, answers: int, remark: str | None, **given: Any) -> Findings:
    """What the recorder wrote down of one candidate's defence; the panel's marks are entered by `record_panel` (ASM-DAY-006)."""
    rules = rules_of(unit, batch)
    line = named(sheet(unit.db, batch, Standard.of(rules)), ticket)
    if line is None or REVIEW not in line.subjects:
        yield from rules["ASM-MRK-009"].found("ticket", found=ticket, expected=_("本批次须综合评审的准考证号"))
        return
    if line.enrolment.id in defences_of(unit.db, batch.id):
        yield from unit.rules["SYS-031"].found("ticket", found=_("已有答辩记录"), expected=_("更正原记录"))
        return
    yield from minute_faults(introduction, answers, remark, rules["ASM-DAY-006"])
    yield from _order(unit, given["began_at"], given["ended_at"])
    unit.add(Defence(batch_id=batch.id, enrolment_id=line.enrolment.id, introduction=introduction, answers=answers, remark=remark, **given))


@command("assessment.correct_defence", _("更正答辩记录"), subject=DEFENDED, row=42, letters="C",
         rules=("ASM-DAY-006", "SYS-014"), params=_MINUTES)  # fmt: skip
def correct_defence(unit: Unit, one: Defence, introduction: int, answers: int, remark: str | None, **given: Any) -> Findings:
    """The minutes as they should have been written; what stood there before stays in the trail."""
    batch = unit.db.get_one(Batch, one.batch_id)
    yield from minute_faults(introduction, answers, remark, rules_of(unit, batch)["ASM-DAY-006"])
    yield from _order(unit, given["began_at"], given["ended_at"])
    for name, value in (given | {"introduction": introduction, "answers": answers, "remark": remark}).items():
        setattr(one, name, value)
