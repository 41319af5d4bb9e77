"""What a person may do with scores before they count: type them, settle differences, enter what a panel gave, review zeros, keep
records of the marking."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from models.assessment.commands import BATCH
from models.assessment.exams.queries import examiners_of
from models.assessment.plans.steps import not_reached, rules_of
from models.assessment.scores.batches import Line, confirmed_by, named, records_of, sheet
from models.assessment.scores.checking import marking_faults, zero_faults
from models.assessment.scores.entering import Entered, Typed, enter, made
from models.assessment.scores.judges import Judges, split
from models.assessment.scores.panel import VETO, is_vetoed, together
from models.assessment.scores.queries import find_score
from models.assessment.scores.rules import Standard
from models.assessment.scores.tables import AssessorMark, MarkingRecord, Score
from models.assessment.scores.terms import MARKING, SUBJECT, ZERO_REASON, Mark, ScoreCell, shown, tenths_of
from models.assessment.tables import Batch
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import BadValue, Choice, Code, Day, Text
from models.core.roles import DIRECTOR
from resources.texts import _

Findings = Iterator[Finding]
SCORE = Subject("score", _("成绩"), Score, find_score)
_SHEET = 400_000  # characters: some ten thousand lines of a sheet


def _today(context: Context, _record: Any) -> date:
    return context.today


def _may_enter(context: Context, batch: Batch) -> Findings:
    yield from not_reached(context, batch, "exam_done", _("录入成绩"))


@command("assessment.enter_scores", _("录入成绩"), subject=BATCH, row=41, letters="C", also=frozenset({DIRECTOR}), guard=_may_enter,
         rules=("ASM-MRK-003", "ASM-MRK-007", "ASM-MRK-009", "ASM-PAS-001", "SEC-013", "SEC-014"), params=(
    Param("subject", _("科目"), SUBJECT),
    Param("scores", _("成绩"), Text(_SHEET, 20), help=_("每行一人：准考证号、空格、成绩（或 缺考、违纪、作弊、缓考）")),
))  # fmt: skip
def enter_scores(unit: Unit, batch: Batch, subject: str, scores: str) -> Findings:
    """What this person reads on the sheet. The entry of the other person is neither shown nor changed (ASM-MRK-007)."""
    rules = rules_of(unit, batch)
    yield from marking_faults(rules, records_of(unit.db, batch.id), batch, subject)
    lines = sheet(unit.db, batch, Standard.of(rules))
    typed = []
    for at, told in enumerate(filter(str.strip, scores.splitlines()), 1):
        ticket, _blank, cell = told.strip().replace("\t", " ").replace("=", " ").partition(" ")
        line, mark = named(lines, ticket), _read(cell, unit.today)
        if line is None or subject not in line.subjects:
            yield from rules["ASM-MRK-009"].found("scores", found=_("第 {n} 行 {text}").format(n=at, text=ticket), expected=_("本批次该科目的准考证号"))
        elif mark is None:
            yield from rules["ASM-PAS-001"].found("scores", found=_("第 {n} 行 {text}").format(n=at, text=told.strip()), expected=ScoreCell().hint)
        else:
            typed.append(Typed(line.enrolment.id, batch.id, subject, mark))
    unit.value = _told(enter(unit, typed))


def _read(cell: str, today: date) -> Mark | None:
    try:
        return ScoreCell().parse(cell, today)
    except BadValue:
        return None


def _told(entered: Entered) -> dict[str, int]:
    """The counts of an entry; whether two agree is said, what the other typed is not."""
    return entered._asdict()


def _line(unit: Unit, batch: Batch, ticket: str, subject: str) -> tuple[Line | None, list[Finding]]:
    rules = rules_of(unit, batch)
    line = named(sheet(unit.db, batch, Standard.of(rules)), ticket)
    if line is None or subject not in line.subjects:
        return None, rules["ASM-MRK-009"].found("ticket", found=ticket, expected=_("本批次该科目的准考证号"))
    return line, []


@command("assessment.settle_score", _("裁定成绩差异"), subject=BATCH, row=43, letters="C", also=frozenset({DIRECTOR}), guard=_may_enter,
         rules=("ASM-MRK-007", "ASM-MRK-009", "SYS-031"), params=(
    Param("ticket", _("准考证号"), Code(24)), Param("subject", _("科目"), SUBJECT),
    Param("score", _("核定成绩"), ScoreCell()), Param("why", _("依据"), Text(200), help=_("看原始评分表后写明哪一次录错")),
))  # fmt: skip
def settle_score(unit: Unit, batch: Batch, ticket: str, subject: str, score: Mark, why: str) -> Findings:
    """A third person looks at the sheet and decides between two entries; neither of the two may (ASM-MRK-007)."""
    line, wrong = _line(unit, batch, ticket, subject)
    yield from wrong
    if line is None:
        return
    if not line.differs(subject):
        yield from unit.rules["SYS-031"].found("ticket", found=_("没有差异"), expected=_("两次录入不一致"))
        return
    typists = {entry.by for entry in line.entries[subject].values()}
    if unit.actor.login in typists:
        yield from rules_of(unit, batch)["ASM-MRK-007"].found("", found=unit.actor.name, expected=_("两名录入人以外的第三人"))
        return
    barred = next((entry.barred for entry in line.entries[subject].values() if entry.tenths == score.tenths), None)
    record = made(Typed(line.enrolment.id, batch.id, subject, score._replace(barred=barred)))
    record.settled_by = unit.actor.login
    unit.add(record)
    unit.detail["settled"] = {"ticket": ticket, "why": why, "entries": {entry.by: shown(Mark(entry.tenths, entry.status))
                                                                       for entry in line.entries[subject].values()}}  # fmt: skip


@command("assessment.record_panel", _("录入考评员评分"), subject=BATCH, row=42, letters="C", also=frozenset({DIRECTOR}), guard=_may_enter,
         rules=("ASM-MRK-002", "ASM-MRK-003", "ASM-MRK-007", "ASM-MRK-009", "ASM-PAS-004", "ASM-PAS-007", "SEC-013", "SEC-014"), params=(
    Param("ticket", _("准考证号"), Code(24)),
    Param("subject", _("科目"), Choice({code: SUBJECT.options[code] for code in ("skill", "review")}, SUBJECT.also), default="review"),
    Param("marks", _("各考评员评分"), Text(100), help=_("用顿号或空格分开，如 78、80、79")),
    Param("names", _("考评员"), Text(200), required=False, help=_("与评分同序，用顿号分开")),
    Param("signed_on", _("签字日期"), Day(), required=False),
))  # fmt: skip
def record_panel(unit: Unit, batch: Batch, ticket: str, subject: str, marks: str, names: str | None, signed_on: date | None) -> Findings:
    """What each assessor gave; their mean is this person's entry (ASM-PAS-004, ASM-PAS-007)."""
    line, wrong = _line(unit, batch, ticket, subject)
    yield from wrong
    rules = rules_of(unit, batch)
    yield from marking_faults(rules, records_of(unit.db, batch.id), batch, subject)
    given, bad = _tenths(marks)
    if bad or not given:
        yield from rules["ASM-PAS-001"].found("marks", found=bad or "", expected=ScoreCell().hint)
        return
    if line is None:
        return
    if subject in line.scores:
        yield from rules["ASM-MRK-011"].found("ticket", found="、".join(map(shown, map(Mark, given))), expected=shown(line.marks[subject]))
        return
    _keep_marks(unit, line, subject, given, [*split(names), *[""] * len(given)], signed_on)
    standard = Standard.of(rules)
    unit.value = _told(enter(unit, [Typed(line.enrolment.id, batch.id, subject, together(subject, given, standard.mark, rules))]))


def _tenths(marks: str) -> tuple[list[int], str]:
    """The marks of a line, or the word that is none."""
    given = []
    for word in marks.replace("、", " ").replace(",", " ").replace("，", " ").split():
        try:
            given.append(tenths_of(word))
        except ValueError:
            return [], word
    return given, ""


def _keep_marks(unit: Unit, line: Line, subject: str, given: list[int], who: list[str], signed_on: date | None) -> None:
    same = (AssessorMark.enrolment_id == line.enrolment.id, AssessorMark.subject == subject)
    known = {mark.slot: mark for mark in unit.db.scalars(select(AssessorMark).where(*same))}
    judges = Judges(unit.db)
    for slot, (tenths, name) in enumerate(zip(given, who, strict=False), 1):
        mark = known.get(slot)
        if mark is None:
            mark = AssessorMark(enrolment_id=line.enrolment.id, batch_id=line.enrolment.batch_id, subject=subject, slot=slot)
            unit.db.add(mark)
        mark.tenths, mark.name, mark.signed_on = tenths, name or mark.name, signed_on or mark.signed_on
        mark.assessor_id = judges.person(mark.name)
    unit.db.flush()


@command("assessment.confirm_veto", _("确认否定项"), subject=BATCH, row=42, letters="C", guard=_may_enter,
         rules=("ASM-MRK-005", "ASM-MRK-009", "SYS-031"), params=(
    Param("ticket", _("准考证号"), Code(24)), Param("assessor", _("考评员"), Text(60)), Param("signed_on", _("签字日期"), Day(), default=_today),
))  # fmt: skip
def confirm_veto(unit: Unit, batch: Batch, ticket: str, assessor: str, signed_on: date) -> Findings:
    """One assessor signs that a veto item was failed. With all signatures the practical subject fails, whatever its score."""
    line, wrong = _line(unit, batch, ticket, "skill")
    yield from wrong
    if line is None:
        return
    score = line.scores.get("skill")
    if score is None:
        yield from unit.rules["SYS-031"].found("ticket", found=_("没有技能成绩"), expected=_("已核定的技能成绩"))
        return
    team = examiners_of(unit.db, batch.id)
    if team and assessor not in team:
        expected = _("本批次的考评员：{list}").format(list="、".join(team))
        yield from rules_of(unit, batch)["ASM-MRK-005"].found("assessor", found=assessor, expected=expected, who=assessor)
        return
    known = confirmed_by(unit.db, batch.id).get(line.enrolment.id, [])
    if assessor not in known:
        unit.add(MarkingRecord(batch_id=batch.id, enrolment_id=line.enrolment.id, kind="veto", subject="skill", day=signed_on, person=assessor,
                               by=unit.actor.login))  # fmt: skip
    if is_vetoed(len({*known, assessor}), rules_of(unit, batch)["ASM-MRK-005"]):
        score.barred = VETO
    unit.value = {"confirmed": len({*known, assessor})}


@command("assessment.review_zero", _("复核0分"), subject=SCORE, row=43, letters="C", rules=("ASM-MRK-008", "SRQ-008", "SYS-031"), params=(
    Param("zero_reason", _("0分备注"), ZERO_REASON), Param("on", _("复核日期"), Day(), default=_today),
))  # fmt: skip
def review_zero(unit: Unit, score: Score, zero_reason: str, on: date) -> Findings:
    """Why it is 0; the remark has to fit the status (ASM-MRK-008)."""
    if score.tenths != 0:
        yield from unit.rules["SYS-031"].found("", found=shown(Mark(score.tenths, score.status)), expected="0")
        return
    batch = unit.db.get_one(Batch, score.batch_id)
    yield from zero_faults(score.status, zero_reason, rules_of(unit, batch)["ASM-MRK-008"])
    score.zero_reason, score.zero_checked_by, score.zero_checked_on = zero_reason, unit.actor.login, on


@command("assessment.note_marking", _("登记阅卷评分事项"), subject=BATCH, row=43, letters="C",
         rules=("ASM-MRK-001", "ASM-MRK-003", "ASM-MRK-004", "ASM-MRK-006", "ASM-MRK-012", "ASM-MRK-013", "ASM-MRK-014",
                "PPL-ASR-106", "SEC-013", "SEC-014"),
         params=(
    Param("kind", _("事项"), MARKING), Param("subject", _("科目"), SUBJECT, required=False), Param("day", _("日期"), Day(), default=_today),
    Param("person", _("人员"), Text(60), required=False, help=_("阅卷人、签字人或裁定人")),
    Param("agreement", _("保密协议编号"), Code(40), required=False), Param("said", _("内容"), Text(500, 3), required=False),
))  # fmt: skip
def note_marking(unit: Unit, batch: Batch, kind: str, subject: str | None, day: date, person: str | None, agreement: str | None,
                 said: str | None) -> Findings:  # fmt: skip
    """A fact about the marking. Coded papers are opened only after the marking was approved (ASM-MRK-003, SEC-014)."""
    rules, known = rules_of(unit, batch), records_of(unit.db, batch.id)
    if kind == "opened" and "approved" not in known:
        yield from rules["ASM-MRK-003"].found("kind", found=MARKING.show(kind), expected=MARKING.show("approved"))
    if kind == "marker" and not (person and agreement):
        yield from rules["SEC-013"].found("agreement", found=person or "", expected=_("阅卷人姓名和保密协议编号"))
    if kind in ("dispute", "approved", "signed", "rated") and not person:
        yield from unit.rules["SYS-002"].found("person", label=_("人员"), found="", expected=_("写明是谁"))
    if kind == "dispute" and (leaders := examiners_of(unit.db, batch.id, ("leader",))) and person not in leaders:
        yield from rules["PPL-ASR-106"].found("person", Severity.BLOCK, found=person or "", expected="、".join(leaders))
    if day > unit.today:
        yield from unit.rules["SYS-014"].found("day", label=_("日期"), found=day, other=_("今天"), expected=unit.today)
    unit.add(MarkingRecord(batch_id=batch.id, kind=kind, subject=subject, day=day, person=person, agreement=agreement, said=said,
                           by=unit.actor.login))  # fmt: skip
