"""What stands against going on with the scores of a batch: entries, signatures, zeros, veto items, records of the marking."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from models.assessment.plans.steps import require, rules_of
from models.assessment.scores.batches import Line, confirmed_by, differences, lacking, records_of, sheet
from models.assessment.scores.panel import veto_faults
from models.assessment.scores.rules import Standard
from models.assessment.scores.tables import AssessorMark, Correction, MarkingRecord, Score
from models.assessment.scores.terms import ABSENT, MARKING, NORMAL, REVIEW, SKILL, SUBJECT, THEORY, ZERO_REASON
from models.assessment.tables import Batch
from models.core.centre import Context
from models.core.findings import Finding
from models.core.rulebook import Rule, Rulebook
from resources.texts import _

Records = Mapping[str, Sequence[MarkingRecord]]
_NAMED = 5  # candidates named in one refusal; the page lists them all


def marking_faults(rules: Rulebook, records: Records, batch: Batch, subject: str) -> Iterator[Finding]:
    """Whether scores of a subject may be taken down: the marking is approved (ASM-MRK-003, SEC-014), whoever marked has
    signed the secrecy agreement (SEC-013). What a computer marked needs neither."""
    if subject == THEORY and batch.theory_mode == "computer":
        return
    if "approved" not in records:
        yield from rules["ASM-MRK-003"].found("", found="", expected=MARKING.show("approved"))
    if "opened" not in records and "approved" in records:
        yield from rules["SEC-014"].found("", found="", expected=MARKING.show("opened"))
    signed = [one for one in records.get("marker", ()) if one.agreement and one.subject in (None, subject)]
    if not signed:
        yield from rules["SEC-013"].found("", found=SUBJECT.show(subject), expected=MARKING.show("marker"))


def zero_faults(status: str, zero_reason: str | None, rule: Rule) -> list[Finding]:
    """A zero's remark fits its status: 缺考 goes with absence and nothing else (ASM-MRK-008)."""
    if zero_reason is not None and (zero_reason == "absent") == (status == ABSENT):
        return []
    return rule.found("zero_reason", found=ZERO_REASON.show(zero_reason) or _("未填"),
                      expected=ZERO_REASON.show("absent") if status == ABSENT else _("缺考以外的备注"))  # fmt: skip


def _people(lines: Iterable[tuple[Line, str]]) -> str:
    told = [f"{line.enrolment.ticket or line.enrolment.name} {SUBJECT.show(subject)}" for line, subject in lines]
    more = _(" 等 {n} 项").format(n=len(told)) if len(told) > _NAMED else ""
    return "、".join(told[:_NAMED]) + more


def _lines(context: Context, batch: Batch) -> list[Line]:
    return sheet(context.db, batch, Standard.of(rules_of(context, batch)))


def complete(context: Context, batch: Batch) -> Iterator[Finding]:
    """Every candidate has one score or status a subject (ASM-MRK-009) on which two entries agree (ASM-MRK-007)."""
    rules, lines = rules_of(context, batch), _lines(context, batch)
    differ = [(line, subject) for line, subject, _first, _second in differences(lines)]
    if differ:
        yield from rules["ASM-MRK-007"].found("", found=_people(differ), count=len(differ))
    missing = lacking(lines)
    once = [(line, subject) for line, subject in missing if line.entries.get(subject)]
    never = [(line, subject) for line, subject in missing if not line.entries.get(subject)]
    unasked = [one for one in never if one[1] not in one[0].enrolment.subjects]  # the level demands it, nobody applied for it
    never = [one for one in never if one not in unasked]
    if once:
        yield from rules["ASM-MRK-007"].found("", found=_people(once), count=len(once))
    if never:
        yield from rules["ASM-MRK-009"].found("", found=_people(never), expected=_("每科一个成绩或状态"))
    if unasked:
        yield from rules["ASM-PAS-003"].found("", found=_people(unasked))


def signed(context: Context, batch: Batch) -> Iterator[Finding]:
    """Practical and review scores carry the signature of whoever gave them, on the mark or on the summary table (ASM-MRK-002)."""
    records = records_of(context.db, batch.id)
    subjects = {one.subject for one in records.get("signed", ())}
    if None in subjects:
        return
    wanted = [one for one in (SKILL, REVIEW) if one not in subjects]
    marked = select(AssessorMark.id).where(AssessorMark.enrolment_id == Score.enrolment_id, AssessorMark.subject == Score.subject,
                                           AssessorMark.signed_on.is_not(None)).exists()  # fmt: skip
    unsigned = select(func.count()).select_from(Score).where(
        Score.batch_id == batch.id, Score.subject.in_(wanted), Score.status == NORMAL, Score.carried_from_id.is_(None), ~marked)  # fmt: skip
    count = context.db.scalar(unsigned) or 0
    if count:
        yield from rules_of(context, batch)["ASM-MRK-002"].found("", found=_("{n} 个成绩没有签字").format(n=count), expected=MARKING.show("signed"))


def zeros(context: Context, batch: Batch) -> Iterator[Finding]:
    """Every zero is reviewed (ASM-MRK-008, SRQ-008), and the failing scores were looked at once more."""
    rules = rules_of(context, batch)
    for score in context.db.scalars(open_zeros(batch.id)):
        yield from rules["ASM-MRK-008"].found("", found=f"{score.enrolment.ticket or score.enrolment.name} {SUBJECT.show(score.subject)} 0",
                                              expected=_("复核并选定备注"))  # fmt: skip
    records = records_of(context.db, batch.id)
    if "failing" not in records:
        yield from rules["ASM-MRK-008"].found("", found="", expected=MARKING.show("failing"))


def open_zeros(batch_id: int) -> Any:
    """Zeros of a batch that nobody has reviewed (SRQ-008)."""
    return select(Score).where(Score.batch_id == batch_id, Score.tenths == 0, Score.zero_checked_on.is_(None)).order_by(Score.id)


def vetoes(context: Context, batch: Batch) -> Iterator[Finding]:
    """A veto item that not all have confirmed holds the submission (ASM-MRK-005)."""
    rule = rules_of(context, batch)["ASM-MRK-005"]
    confirmed = confirmed_by(context.db, batch.id)
    for names in confirmed.values():
        yield from veto_faults(names, len(names), rule)


def _kept(rule: str, kind: str) -> Any:
    """A check that a record of a kind is there."""

    def check(context: Context, batch: Batch) -> Iterator[Finding]:
        if kind not in records_of(context.db, batch.id):
            yield from rules_of(context, batch)[rule].found("", found="", expected=MARKING.show(kind))

    return check


def undecided(context: Context, batch: Batch) -> Iterator[Finding]:
    """Corrections that somebody asked for and nobody has decided hold the batch (ASM-MRK-011)."""
    waiting = select(func.count()).select_from(Correction).where(Correction.batch_id == batch.id, Correction.state == "asked")
    count = context.db.scalar(waiting) or 0
    if count:
        yield from rules_of(context, batch)["ASM-MRK-011"].found("", found=_("{n} 件更正未决定").format(n=count))


require("score", "scores_complete", complete)
require("score", "scores_signed", signed)
require("report", "zeros_reviewed", zeros, profiles=("sport",))
require("report", "vetoes_confirmed", vetoes, profiles=("sport",))
require("report", "assessors_rated", _kept("ASM-MRK-013", "rated"), profiles=("sport",))
for _event in ("report", "notice", "publish", "certify"):
    require(_event, "corrections_decided", undecided)
