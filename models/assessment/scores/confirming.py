"""成绩上报确认单: the form with its figures, what makes it obsolete, and the signed copy without which nothing is submitted."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.assessment.commands import BATCH
from models.assessment.plans.steps import not_reached, require, rules_of
from models.assessment.scores.batches import sheet
from models.assessment.scores.checking import vetoes, zeros
from models.assessment.scores.queries import find_report
from models.assessment.scores.rules import Standard, was_there
from models.assessment.scores.tables import Score, ScoreReport
from models.assessment.scores.terms import PASSED
from models.assessment.tables import Batch
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.changes import name_of
from models.core.commands import add_attachment, file_faults
from models.core.findings import Finding
from models.core.kinds import Day, File, Text
from models.core.tables import AbnormalOperation
from resources.texts import _

Findings = Iterator[Finding]
REPORT = Subject("report", _("成绩上报确认单"), ScoreReport, find_report)


@dataclass(frozen=True)
class Figures:
    """Of one batch: who is registered, was there, would pass."""

    registered: int
    present: int
    passed: int

    def base(self, name: str) -> int:
        return self.registered if name == "registered" else self.present


def rate(passed: int, base: int) -> str:
    """passed ÷ base in percent with one decimal, halves up; — without anybody (ASM-CNF-002). Whole numbers throughout."""
    if not base:
        return "—"
    thousandths = (2000 * passed + base) // (2 * base)
    return f"{thousandths // 10}.{thousandths % 10}"


def figures(context: Context, batch: Batch) -> Figures:
    standard = Standard.of(rules_of(context, batch))
    lines = sheet(context.db, batch, standard)
    there = sum(was_there(line.marks.values()) for line in lines)
    return Figures(len(lines), there, sum(line.outcome(standard) == PASSED for line in lines))


def abnormal(db: Session, batch: Batch) -> list[AbnormalOperation]:
    """The abnormal operations of a batch, the oldest first."""
    return list(db.scalars(select(AbnormalOperation).where(AbnormalOperation.subject == name_of(batch)).order_by(AbnormalOperation.id)))


def digest(db: Session, batch: Batch) -> str:
    """What a form stands for: every score with its status, and the abnormal records. Any change gives another digest."""
    scores = db.execute(select(Score.enrolment_id, Score.subject, Score.tenths, Score.status, Score.barred, Score.zero_reason)
                        .where(Score.batch_id == batch.id).order_by(Score.enrolment_id, Score.subject))  # fmt: skip
    records = [[one.id, one.rule, one.reason] for one in abnormal(db, batch)]
    return hashlib.sha256(json.dumps([[list(row) for row in scores], records], ensure_ascii=False).encode()).hexdigest()


def is_current(db: Session, report: ScoreReport) -> bool:
    """Whether a form still says what the centre knows (ASM-CNF-003)."""
    return report.digest == digest(db, report.batch)


def latest(db: Session, batch_id: int) -> ScoreReport | None:
    return db.scalar(select(ScoreReport).where(ScoreReport.batch_id == batch_id).order_by(ScoreReport.id.desc()).limit(1))


def _may_make(context: Context, batch: Batch) -> Findings:
    yield from not_reached(context, batch, "scored", _("生成成绩上报确认单"))
    yield from zeros(context, batch)
    yield from vetoes(context, batch)


@command("assessment.make_score_report", _("生成成绩上报确认单"), subject=BATCH, row=44, letters="CA", guard=_may_make,
         rules=("ASM-CNF-002", "ASM-CNF-004", "ASM-MRK-005", "ASM-MRK-008"))  # fmt: skip
def make_score_report(unit: Unit, batch: Batch) -> Findings:
    """A form with a number of its own and the figures of this moment."""
    rules = rules_of(unit, batch)
    if not rules["ASM-CNF-002"].active:
        yield from unit.rules["SYS-031"].found("", found=_("本地区不用成绩上报确认单"), expected=_("体育"))
        return
    made, count = figures(unit, batch), unit.db.scalar(select(func.count()).select_from(ScoreReport).where(ScoreReport.batch_id == batch.id))
    base = rules["ASM-CNF-002"].value("base")
    report = unit.add(ScoreReport(batch_id=batch.id, number=f"{batch.code}-CNF{(count or 0) + 1:02d}", made_at=unit.now, made_by=unit.actor.login,
                                  registered=made.registered, present=made.present, passed=made.passed, base=base,
                                  digest=digest(unit.db, batch)))  # fmt: skip
    unit.value = {"number": report.number, "rate": rate(made.passed, made.base(base))}  # type: ignore[attr-defined]


@command("assessment.upload_score_report", _("上传签章确认单"), subject=REPORT, row=44, letters="CA",
         rules=("ASM-CNF-001", "ASM-CNF-003", "CRT-034", "SYS-003", "SYS-004"), params=(
    Param("file", _("扫描件"), File((".pdf", ".jpg", ".jpeg", ".png"))), Param("signed_by", _("负责人签字"), Text(60)),
    Param("signed_on", _("签字日期"), Day(), default=lambda context, _record: context.today),
))  # fmt: skip
def upload_score_report(unit: Unit, report: ScoreReport, file: str, signed_by: str, signed_on: date) -> Findings:
    """The signed and stamped copy. An obsolete form is not taken (ASM-CNF-003)."""
    if not is_current(unit.db, report):
        yield from rules_of(unit, report.batch)["ASM-CNF-003"].found("", found=report.number, expected=_("重新生成的确认单"))
        return
    wrong = file_faults(unit, Path(file))
    yield from wrong
    if wrong:
        return
    add_attachment(unit, name_of(report), Path(file), _("成绩上报确认单"))
    report.signed_by, report.signed_on, report.uploaded_by = signed_by, signed_on, unit.actor.login


def submittable(context: Context, batch: Batch) -> Findings:
    """Scores go up only with the signed form of exactly these scores (ASM-CNF-001, ASM-CNF-003, CRT-034)."""
    rules, report = rules_of(context, batch), latest(context.db, batch.id)
    if report is None or report.signed_on is None:
        found = report.number if report else ""
        yield from rules["ASM-CNF-001"].found("", found=found, expected=_("签字盖章后上传的确认单"))
        yield from rules["CRT-034"].found("", found=found)
    elif not is_current(context.db, report):
        yield from rules["ASM-CNF-003"].found("", found=report.number, expected=_("重新生成的确认单"))


require("report", "score_report_signed", submittable, profiles=("sport",))
