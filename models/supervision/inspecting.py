"""The on-site form: ticked item by item or all at once, then signed (PPL-FRM-001…005, PPL-ASR-134)."""

from datetime import date
from typing import Any

from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import Severity
from models.core.kinds import Day, Text, Whole
from models.people.rules import refused
from models.supervision import queries, rules, terms
from models.supervision.planning import VISIT, Findings, stands, today
from models.supervision.tables import AssessorRating, Rectification, Supervision, SupervisionAnswer
from models.supervision.terms import INSPECTED, NOT_APPLICABLE, NOT_MET, NOTICED, PLANNED
from resources.texts import _

RATINGS = ("excellent", "good", "fair")
NUMBERS = ("expected", "present", "absent")
TEXTS = ("leader", "papers_advice", "advice", "handling")


def _kept(name: str) -> Any:
    return lambda _context, visit: getattr(visit, name)


def _attendance(at: int) -> Any:
    def default(context: Context, visit: Supervision) -> int | None:
        known = getattr(visit, NUMBERS[at])
        counted = queries.attendance_of(context.db, visit.batch) if known is None and visit.batch else None
        return counted[at] if counted else known

    return default


def _rated(grade: str) -> Any:
    return lambda _context, visit: "、".join(one.name for one in visit.ratings if one.grade == grade)


@command("supervision.fill_in", _("填写情况表"), subject=VISIT, row=72, guard=stands(PLANNED, NOTICED),
         rules=("PPL-FRM-001", "PPL-FRM-002", "PPL-ASR-134", "PPL-SUP-041", "SYS-002"), params=(
    Param("answers", _("评级"), Text(8000, 8), required=False, help=_("每行一项：序号 等级 备注，如“3 B 标识不清”；可写“8-18 N”")),
    Param("expected", _("应考数"), Whole(0, 9999), required=False, default=_attendance(0)),
    Param("present", _("实考数"), Whole(0, 9999), required=False, default=_attendance(1)),
    Param("absent", _("缺考数"), Whole(0, 9999), required=False, default=_attendance(2)),
    Param("leader", _("考务负责人"), Text(60), required=False, default=_kept("leader")),
    Param("papers_advice", _("试卷建议（29）"), Text(2000, 3), required=False, default=_kept("papers_advice")),
    Param("excellent", _("考评员优秀（34）"), Text(800), required=False, default=_rated("excellent")),
    Param("good", _("考评员良好（34）"), Text(800), required=False, default=_rated("good")),
    Param("fair", _("考评员一般（34）"), Text(800), required=False, default=_rated("fair")),
    Param("advice", _("工作建议（38）"), Text(2000, 3), required=False, default=_kept("advice")),
    Param("handling", _("异常情况处理记录"), Text(4000, 3), required=False, default=_kept("handling")),
))  # fmt: skip
def fill_in(unit: Unit, visit: Supervision, answers: str | None, excellent: str | None, good: str | None, fair: str | None,
            **given: Any) -> Findings:  # fmt: skip
    """A draft of the form; lines of `answers` replace what the item had before."""
    if unit.rules["PPL-SUP-041"].active and visit.state == PLANNED:
        yield from unit.rules["PPL-SUP-041"].found("state", found=terms.STATE.show(visit.state), expected=terms.STATE.show(NOTICED))
    read, wrong = rules.read_answers(answers or "", terms.graded())
    if wrong:
        yield from unit.rules["SYS-002"].found("answers", label=_("评级"), found="；".join(wrong), expected=_("如“3 B 标识不清”“8-18 N”"))
    yield from _rate(unit, visit, {"excellent": excellent, "good": good, "fair": fair})
    for name in (*NUMBERS, *TEXTS):
        setattr(visit, name, given[name] if name in NUMBERS else given[name] or "")
    _answer(unit, visit, read)


def _answer(unit: Unit, visit: Supervision, read: dict[int, rules.Answer]) -> None:
    kept = {one.item: one for one in visit.answers}
    for number, answer in read.items():
        if number in kept:
            kept[number].grade, kept[number].remark = answer.grade, answer.remark
        else:
            unit.add(SupervisionAnswer(supervision_id=visit.id, item=number, grade=answer.grade, remark=answer.remark))
    unit.db.expire(visit, ["answers"])


def _rate(unit: Unit, visit: Supervision, named: dict[str, str | None]) -> Findings:
    """PPL-ASR-134: exactly one of the three; a name that stands twice is refused, one that stands nowhere is not rated."""
    grades: dict[str, str] = {}
    for grade, text in named.items():
        for name in queries.names(text):
            if name in grades:
                yield from refused(unit.rules["PPL-ASR-134"], grade, found=_("{name} 评了两档").format(name=name))
            grades[name] = grade
    for one in visit.ratings:
        one.grade = grades.pop(one.name, "")
    for name, grade in grades.items():
        unit.add(AssessorRating(supervision_id=visit.id, name=name, qualification_id=queries.holder_of(unit.db, name), grade=grade))
    unit.db.flush()
    unit.db.expire(visit, ["ratings"])


@command("supervision.submit_form", _("完成并签署情况表"), subject=VISIT, row=72, guard=stands(PLANNED, NOTICED),
         rules=("PPL-FRM-001", "PPL-FRM-002", "PPL-FRM-003", "PPL-FRM-005", "PPL-ASR-134", "PPL-SUP-041", "PPL-SUP-045"), params=(
    Param("inspected_on", _("签署日期"), Day(), default=today),
))  # fmt: skip
def submit_form(unit: Unit, visit: Supervision, inspected_on: date) -> Findings:
    """The form is complete: what did not take place is N, every C is a finding to rectify (PPL-FRM-002, PPL-SUP-045)."""
    if unit.rules["PPL-SUP-041"].active and visit.state == PLANNED:
        yield from unit.rules["PPL-SUP-041"].found("state", found=terms.STATE.show(visit.state), expected=terms.STATE.show(NOTICED))
    if inspected_on < visit.starts_on or inspected_on > unit.today:
        expected = _("{first} 至今天").format(first=visit.starts_on)
        yield from unit.rules["SYS-002"].found("inspected_on", label=_("签署日期"), found=inspected_on, expected=expected)
    items = terms.items()
    answers = queries.answers_of(visit)
    yield from rules.form_faults(answers, items, visit.has_theory, visit.has_defence, unit.rules["PPL-FRM-002"])
    yield from rules.numbers_fault(visit.expected, visit.present, visit.absent, unit.rules["PPL-FRM-003"])
    left = rules.unrated(queries.ratings_of(visit))
    if left:
        yield from unit.rules["PPL-ASR-134"].found("ratings", Severity.BLOCK, found=_("未评价"), list="、".join(left))
    gone = {
        item.number: rules.Answer(NOT_APPLICABLE)
        for item in items
        if item.needs and not rules.applies(item, visit.has_theory, visit.has_defence)
    }
    _answer(unit, visit, gone)
    visit.state, visit.inspected_on = INSPECTED, inspected_on
    visit.judged_by = unit.rules.versions("PPL-FRM-001", "PPL-FRM-002", "PPL-SUP-045")
    by = unit.calendar.plus(inspected_on, unit.rules["PPL-SUP-045"].value("workdays")).day
    for number, answer in answers.items():
        if answer.grade == NOT_MET and unit.rules["PPL-SUP-045"].active:
            add_finding_to(unit, visit, item=number, problem=answer.remark, responsible=visit.leader or _("考务负责人"), due_on=by)


def add_finding_to(unit: Unit, visit: Supervision, **given: Any) -> None:
    """One more item to rectify, numbered within the supervision: DD2026-001-1."""
    number = f"{visit.number}-{len(visit.findings) + 1}"
    unit.add(Rectification(supervision_id=visit.id, number=number, **given))
    unit.db.expire(visit, ["findings"])
