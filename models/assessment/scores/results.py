"""From scores to results: lock, public notice, publication, the pass list; who is held back, and when that ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from models.assessment.candidates.banning import FOLLOWING
from models.assessment.candidates.queries import open_cases
from models.assessment.candidates.tables import Enrolment, Violation
from models.assessment.commands import BATCH
from models.assessment.exams.tables import ExamSession
from models.assessment.plans.steps import course_of, follow, not_reached, reached, require, rules_of
from models.assessment.plans.tables import BatchStep
from models.assessment.scores.batches import Line, sheet
from models.assessment.scores.rules import Standard, single_pass_ends
from models.assessment.scores.tables import Correction, Score
from models.assessment.scores.terms import CANCELLED, PARTIAL, PASSED, REVIEW, SKILL, THEORY, Mark
from models.assessment.tables import Batch, PassRow
from models.complaints import clock
from models.complaints.queries import objections_to
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.dates import Reckoning
from models.core.findings import Finding
from models.core.identity import masked
from models.core.kinds import Day
from resources.texts import _


def _moved_on(context: Context, batch: Batch) -> date:
    """The day of the batch's last move."""
    last = select(BatchStep.done_on).where(BatchStep.batch_id == batch.id).order_by(BatchStep.id.desc()).limit(1)
    return context.db.scalar(last) or context.today


def lock(unit: Unit, batch: Batch) -> Iterator[Finding]:
    """Checked scores are settled: from now on they change only by a correction (ASM-MRK-011)."""
    yield from ()
    on = _moved_on(unit, batch)
    for score in unit.db.scalars(select(Score).where(Score.batch_id == batch.id, Score.locked_on.is_(None))):
        score.locked_on = on


def post(unit: Unit, batch: Batch) -> Iterator[Finding]:
    """The first day of the public notice."""
    yield from ()
    batch.notice_from = _moved_on(unit, batch)


def notice_ends(context: Context, batch: Batch, posted_on: date) -> Reckoning | None:
    """The last day of a notice posted on a day, which is not counted itself (ASM-PUB-002, R10). None where none is demanded."""
    return clock.notice_end(posted_on, rules_of(context, batch)["SRQ-006"], context.calendar)


@command("assessment.publish_held", _("公布暂缓的成绩"), subject=BATCH, row=46, letters="CA", rules=("ASM-PUB-002", "ASM-STM-001"), params=(
    Param("on", _("公布日期"), Day(), default=lambda context, _record: context.today),))  # fmt: skip
def publish_held(unit: Unit, batch: Batch, on: date) -> Iterator[Finding]:
    """Results that waited while the others were published: now those whose objection is closed, whose notice is over."""
    opened = "published" if course_of(batch).knows("publish") else "confirmed"  # sport: the confirmation opens the results
    yield from not_reached(unit, batch, opened, _("公布暂缓的成绩"))
    publish(unit, batch, on)


@dataclass(frozen=True)
class Held:
    """Why a candidate's result waits while others are published."""

    name: str
    why: str
    until: date | None = None


def held_back(context: Context, batch: Batch, lines: list[Line]) -> dict[int, Held]:
    """Enrolment → why it waits: a violation that nobody has decided (ASM-DIS-003), an open objection that names the candidate,
    or a correction after which the notice runs again."""
    rules = rules_of(context, batch)
    held = {case.enrolment_id: Held(case.name, _("违纪未决定")) for case in open_cases(context.db, batch.id) if case.enrolment_id}
    if not rules["ASM-PUB-002"].active:
        return held
    named = {name for name in objections_to(context.db, batch.code, batch.name or batch.code) if name}
    corrected: dict[int, date] = {}
    statement = select(Score.enrolment_id, func.max(Correction.decided_on)).join(Correction, Correction.score_id == Score.id)
    for enrolment_id, day in context.db.execute(statement.where(Correction.batch_id == batch.id, Correction.state == "done").group_by(Score.enrolment_id)):
        if day:
            corrected[enrolment_id] = day
    for line in lines:
        one = line.enrolment
        if one.name in named:
            held[one.id] = Held(one.name, _("有未了结的异议"))
        elif one.id in corrected and batch.notice_from and corrected[one.id] >= batch.notice_from:
            ends = notice_ends(context, batch, corrected[one.id])
            if ends and context.today <= ends.day:
                held[one.id] = Held(one.name, _("成绩更正后重新公示"), ends.day)
    return held


def publishable(context: Context, batch: Batch) -> Iterator[Finding]:
    """The notice is over; an objection that names nobody holds the whole batch, one that names a candidate only that one."""
    rules = rules_of(context, batch)
    ends = notice_ends(context, batch, batch.notice_from) if batch.notice_from else None
    if rules["ASM-PUB-002"].active and (ends is None or context.today <= ends.day):
        found = context.today.isoformat() if ends else _("尚未公示")
        yield from rules["ASM-PUB-002"].found("", found=found, expected=_("{day} 之后").format(day=ends.day) if ends else _("先公示"))
    unnamed = sum(1 for name in objections_to(context.db, batch.code, batch.name or batch.code) if not name)
    if unnamed:
        yield from rules["SRQ-006"].found("", found=_("未了结异议 {n} 件").format(n=unnamed))


def confirmed(context: Context, batch: Batch) -> Iterator[Finding]:
    """Scores are told only after the authority above approved them (ASM-PUB-003, ASM-PUB-004)."""
    if not reached(batch, "confirmed"):
        for rule in ("ASM-PUB-003", "ASM-PUB-004"):
            yield from rules_of(context, batch)[rule].found("")


def publish(unit: Unit, batch: Batch, on: date) -> None:
    """Results follow from the scores and are open from this day; who passed goes to the pass list."""
    lines = sheet(unit.db, batch, Standard.of(rules_of(unit, batch)))
    held = held_back(unit, batch, lines)
    for line in lines:
        if line.enrolment.id not in held and line.enrolment.result is None:
            _open(unit, batch, line, on)
    unit.detail["held_back"] = [f"{one.name} {one.why}" for one in held.values()]
    unit.value = {"published": len(lines) - len(held), "held_back": len(held)}


def _open(unit: Unit, batch: Batch, line: Line, on: date) -> None:
    for score in line.scores.values():
        score.public = True
    _decide(unit, batch, line, on)


def settle_result(unit: Unit, batch: Batch, one: Enrolment, on: date) -> None:
    """Derive a published result again after a score was corrected."""
    standard = Standard.of(rules_of(unit, batch))
    line = next((line for line in sheet(unit.db, batch, standard) if line.enrolment.id == one.id), None)
    if line is not None:
        _decide(unit, batch, line, on)


def withdraw(unit: Unit, batch: Batch, score: Score, on: date) -> None:
    """A corrected score changes a result that was open. Where results stand on notice first, the candidate's notice runs again
    and `publish_held` opens the result after it (ASM-PUB-002); else the new result is open at once."""
    if not rules_of(unit, batch)["ASM-PUB-002"].active:
        settle_result(unit, batch, score.enrolment, on)
        return
    one = score.enrolment
    score.public, one.result, one.result_on, one.result_valid_to = False, None, None, None
    row = _passed(unit, batch, one)
    if row is not None and row.state == "approved":
        row.state, row.cancelled_on, row.why = "cancelled", on, _("成绩更正后重新公示")


def _passed(unit: Unit, batch: Batch, one: Enrolment) -> PassRow | None:
    return unit.db.scalar(select(PassRow).where(PassRow.batch_code == batch.code, PassRow.id_no == one.id_no, PassRow.occupation == one.occupation,
                                                PassRow.job == one.job, PassRow.level == one.level))  # fmt: skip


def _decide(unit: Unit, batch: Batch, line: Line, on: date) -> None:
    standard, one, marks = Standard.of(rules_of(unit, batch)), line.enrolment, line.marks
    one.result, one.result_on = line.outcome(standard), on
    one.result_valid_to = single_pass_ends(exam_day(unit, batch, marks, standard), standard) if one.result == PARTIAL else None
    row = _passed(unit, batch, one)
    if one.result == PASSED:
        values = pass_values(batch, one, marks, on)
        if row is None:
            unit.db.add(PassRow(**values))
        else:
            for name, value in values.items():
                setattr(row, name, value)
    elif row is not None and row.state == "approved":
        row.state, row.cancelled_on, row.why = "cancelled", on, _("成绩取消") if one.result == CANCELLED else _("成绩更正后不合格")


def follow_sanction(unit: Unit, case: Violation) -> None:
    """A violation decided or lifted after the results were opened changes them (ASM-STC-001 row 26). Old lists stay as they were."""
    one = case.enrolment
    if one is not None and one.result is not None and not one.history:
        settle_result(unit, unit.db.get_one(Batch, one.batch_id), one, unit.today)


def exam_day(context: Context, batch: Batch, marks: dict[str, Mark], standard: Standard) -> date:
    """The day the passed subject was taken: its last session, else the last exam day of the batch."""
    passed = [subject for subject, mark in marks.items() if standard.passes(mark)]
    last = context.db.scalar(select(func.max(ExamSession.starts_at)).where(ExamSession.batch_id == batch.id, ExamSession.subject.in_(passed)))
    return last.date() if last else batch.last_exam_day


def pass_values(batch: Batch, one: Enrolment, marks: dict[str, Mark], on: date) -> dict[str, object]:
    """A row of the pass list as certificates take it."""
    points = {name: marks[subject].tenths / 10 if subject in marks and marks[subject].tenths is not None else None  # type: ignore[operator]
              for name, subject in (("theory", THEORY), ("skill", SKILL), ("review", REVIEW))}  # fmt: skip
    return {
        "batch_code": batch.code, "id_no": one.id_no, "name": one.name, "sort_name": one.sort_name, "sex": one.sex, "occupation": one.occupation,
        "job": one.job, "level": one.level, "state": "approved", "approved_on": on, "cancelled_on": None, "why": None, **points,
    }  # fmt: skip


def on_notice(context: Context, batch: Batch) -> list[tuple[str, str, str]]:
    """What the public notice says of each candidate: name, masked number, result; no scores (ASM-PUB-002, C-27)."""
    standard = Standard.of(rules_of(context, batch))
    lines = sheet(context.db, batch, standard)
    return [(line.enrolment.name, masked(line.enrolment.id_no), line.outcome(standard) or "") for line in lines]


def publish_moved(unit: Unit, batch: Batch) -> Iterator[Finding]:
    """Publication as the batch moves; without a publication of its own (sport) the confirmation from above opens the results."""
    yield from ()
    if batch.state == "published" or not course_of(batch).knows("publish"):
        publish(unit, batch, _moved_on(unit, batch))


FOLLOWING.append(follow_sanction)
follow("score", lock)
follow("notice", post)
require("publish", "notice_over", publishable)
require("publish", "confirmed_above", confirmed, profiles=("henan", "fujian"))
follow("publish", publish_moved)
follow("confirm", publish_moved)
