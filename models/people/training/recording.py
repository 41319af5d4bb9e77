"""What became of a training: leave, attendance, hours, result, closing, and the director's decision about a miss."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Day, Flag, Many, Score, Text
from models.people import eligibility
from models.people.commands import RENEWAL_BARS, withdraw_card
from models.people.guards import not_about_oneself
from models.people.queries import CANCELLED as CANCELLED_BY
from models.people.tables import Application, Qualification
from models.people.terms import ASSESSOR
from models.people.training import queries, rules, terms
from models.people.training.planning import TRAINING, call, not_over, of_own_kind, today
from models.people.training.tables import Trainee, Training, TrainingCause
from models.people.training.terms import (
    ABSENT,
    ATTENDANCE,
    CANCELLED,
    EDUCATED,
    EDUCATION,
    EXAM_KIND,
    PRESENT,
    QUALIFICATION,
    RESULT,
    SETTLEMENT,
    TOPICS,
    UPGRADE,
)
from resources.texts import _

Findings = Iterator[Finding]
TRAINEE = Subject("trainee", _("参训人员"), Trainee, queries.find_trainee)
_LONGEST = 1000  # lesson hours one may type; no limit of any regulation


def _no_longer(found: object, expected: str) -> Finding:
    return Finding("SYS-002", Severity.BLOCK, "", {"label": _("参训记录"), "found": str(found), "expected": expected})


def _open(context: Context, trainee: Trainee) -> Findings:
    """Nothing changes in a training that was given up, or once a miss was decided."""
    if trainee is None:
        return
    if trainee.training.cancelled_on:
        yield _no_longer(trainee.training.cancelled_on, _("未取消的培训"))
    if trainee.settled_on:
        yield _no_longer(trainee.settled_on, _("未作决定的记录"))


def _may_record(context: Context, trainee: Trainee) -> Findings:
    if trainee is not None:
        yield from of_own_kind(context, trainee.training.audience)
    yield from _open(context, trainee)


# -- leave -----------------------------------------------------------------------------------------------------------


@command("people.ask_training_leave", _("登记培训请假"), subject=TRAINEE, row=18, letters="C", guard=_open, rules=("PPL-ASR-044",), params=(
    Param("why", _("请假原因"), Text(200)), Param("asked_on", _("请假日期"), Day(), default=today),
))  # fmt: skip
def ask_leave(unit: Unit, trainee: Trainee, why: str, asked_on: date) -> Findings:
    """Somebody asks not to come."""
    trainee.leave_why, trainee.leave_asked_on = why, asked_on
    trainee.leave_answer = trainee.leave_answered_on = None
    yield from ()


def _asked(context: Context, trainee: Trainee) -> Findings:
    yield from _open(context, trainee)
    if trainee is not None and trainee.leave_asked_on is None:
        yield _no_longer(_("没有请假"), _("已登记的请假"))
    if trainee is not None:
        yield from not_about_oneself(context, trainee.person_id)


@command("people.answer_training_leave", _("批复培训请假"), subject=TRAINEE, row=18, letters="A", guard=_asked,
         rules=("PPL-ASR-044", "PPL-ORG-004", "SYS-014"), params=(
    Param("grant", _("准假"), Flag(), default=True), Param("answered_on", _("批复日期"), Day(), default=today),
))  # fmt: skip
def answer_leave(unit: Unit, trainee: Trainee, grant: bool, answered_on: date) -> Findings:
    """Leave is granted up to the last day of the training; what comes later is settled as a miss (PPL-ASR-044)."""
    if grant and answered_on > trainee.training.ends_on:
        expected = _("≤ {day}（结束后用“处理缺席”）").format(day=trainee.training.ends_on)
        yield from unit.rules["SYS-014"].found("answered_on", label=_("批复日期"), found=answered_on, other=_("培训结束日期"), expected=expected)
    trainee.leave_answer, trainee.leave_answered_on = (terms.GRANTED if grant else "denied"), answered_on


# -- attendance and result -------------------------------------------------------------------------------------------

_HOURS = (
    Param("theory_hours", _("理论学时"), Score(0, _LONGEST), required=False, default=lambda _context, one: getattr(one, "theory_hours", None)),
    Param("assessing_hours", _("考评学时"), Score(0, _LONGEST), required=False, default=lambda _context, one: getattr(one, "assessing_hours", None)),
    Param("practice_hours", _("实习学时"), Score(0, _LONGEST), required=False, default=lambda _context, one: getattr(one, "practice_hours", None),
          help=_("不计入规定学时")),
)  # fmt: skip


@command("people.record_trainee", _("登记出勤与结果"), subject=TRAINEE, row=5, letters="C", guard=_may_record,
         rules=("PPL-ASR-040", "PPL-ASR-043", "PPL-ASR-044", "PPL-ASR-090", "PPL-SUP-018"), params=(
    Param("attendance", _("出勤"), ATTENDANCE, default=PRESENT), *_HOURS,
    Param("exam_kind", _("考核方式"), EXAM_KIND, required=False), Param("score", _("成绩"), Score(), required=False),
    Param("result", _("结果"), RESULT, required=False),
))  # fmt: skip
def record_trainee(unit: Unit, trainee: Trainee, attendance: str, result: str | None, **given: Any) -> Findings:
    """Whether somebody came, for how many lesson hours, and with which result. Who was absent has neither."""
    if attendance == ABSENT and (result or any(given.values())):
        yield Finding("SYS-002", Severity.BLOCK, "attendance", {"label": _("出勤"), "found": ATTENDANCE.show(ABSENT), "expected": _("缺席的没有学时和结果")})
        return
    trainee.attendance, trainee.result = attendance, result
    for name, value in given.items():
        setattr(trainee, name, value)
    if trainee.training.closed_on:
        unit.db.flush()
        _carry_hours(unit, [trainee])


def _may_record_all(context: Context, training: Training) -> Findings:
    if training is not None:
        yield from of_own_kind(context, training.audience)
        yield from not_over(training)


@command("people.record_present", _("其余登记为到课"), subject=TRAINING, row=5, letters="C", guard=_may_record_all, rules=("PPL-ASR-043",), params=(
    *_HOURS, Param("result", _("结果"), RESULT, required=False),
))  # fmt: skip
def record_present(unit: Unit, training: Training, **given: Any) -> Findings:
    """All whose attendance is not entered yet came, with the same hours and result."""
    open_ones = select(Trainee).where(Trainee.training_id == training.id, Trainee.attendance.is_(None))
    for trainee in unit.db.scalars(open_ones):
        trainee.attendance = PRESENT
        for name, value in given.items():
            setattr(trainee, name, value)
    yield from ()


# -- closing ---------------------------------------------------------------------------------------------------------


@command("people.close_training", _("办结培训"), subject=TRAINING, row=5, letters="C", guard=_may_record_all,
         rules=("PPL-ASR-040", "PPL-ASR-041", "PPL-ASR-042", "PPL-ASR-043", "PPL-ASR-090", "PPL-SUP-010", "PPL-SUP-018", "PPL-EXM-026", "PPL-EXP-012"), params=(
    Param("topics", _("已讲授内容"), Many(), required=False,
          options=lambda context, one: terms.topics(one.audience if one else ASSESSOR, context.centre.profile) or {"other": _("其他内容")}),
    Param("methods", _("培训方式"), Many(), required=False, options=lambda context, _one: terms.methods(context.centre.profile) or {"lectures": _("集中授课")}),
    Param("content", _("内容摘要"), Text(1000, 4), required=False),
    Param("closed_on", _("办结日期"), Day(), default=today),
))  # fmt: skip
def close_training(unit: Unit, training: Training, topics: list[str] | None, methods: list[str] | None, content: str | None,
                   closed_on: date) -> Findings:  # fmt: skip
    """Everything of a training is entered: applications move on with their hours, who was obliged to continuing education
    and stayed away is on record, causes of an upgrade training are met."""
    if training.ends_on > closed_on:
        yield from unit.rules["SYS-014"].found("closed_on", label=_("办结日期"), found=closed_on, other=_("结束日期"), expected=f"≥ {training.ends_on}")
    if training.kind in (QUALIFICATION, terms.STAFF, terms.WRITING):
        names = terms.topics(training.audience, unit.centre.profile)
        yield from rules.unticked(topics or (), names, unit.rules[TOPICS[training.audience]])
    trainees = list(unit.db.scalars(select(Trainee).where(Trainee.training_id == training.id)))
    yield from rules.unrecorded((one.person.name for one in trainees if _unentered(training, one)), unit.rules["PPL-ASR-043"])
    training.topics, training.methods, training.content, training.closed_on = topics, methods, content, closed_on
    if training.kind == EDUCATION:
        _obliged_but_away(unit, training)
    elif training.kind == QUALIFICATION:
        unit.db.flush()
        _carry_hours(unit, trainees)
    elif training.kind == UPGRADE:
        _meet_causes(unit, training)


def _unentered(training: Training, one: Trainee) -> bool:
    return one.attendance is None or (training.kind == EDUCATION and one.attendance == PRESENT and one.result is None)


def _obliged_but_away(unit: Unit, training: Training) -> None:
    """PPL-ASR-090: the year's first event decides who is obliged; who was not even called is on record as absent."""
    first = queries.first_event(unit.db, training.audience, training.starts_on.year)
    if first is None or first.id != training.id or not unit.rules[EDUCATED[training.audience]].active:
        return
    call(unit, training, [(person, name, None) for person, name in queries.holders_on(unit, training.audience, training.starts_on)], None)
    for one in unit.db.scalars(select(Trainee).where(Trainee.training_id == training.id, Trainee.attendance.is_(None))):
        one.attendance = ABSENT


def _carry_hours(unit: Unit, trainees: list[Trainee]) -> None:
    """PPL-ASR-040: the hours of all closed trainings of an application; it moves on when they are enough."""
    for application in {one.application_id for one in trainees if one.application_id}:
        found = unit.db.get_one(Application, application)
        parts = select(Trainee.theory_hours, Trainee.assessing_hours).join(Training).where(
            Trainee.application_id == application, Training.closed_on.is_not(None), Trainee.attendance == PRESENT)  # fmt: skip
        hours = rules.counted_hours((theory, assessing) for theory, assessing in unit.db.execute(parts))
        if found.state not in ("reviewed", "trained"):
            continue
        found.training_hours = hours
        too_few = found.kind == ASSESSOR and eligibility.training_enough(hours, unit.rules["PPL-ASR-040"])
        found.state = "reviewed" if too_few or not hours else "trained"


def _meet_causes(unit: Unit, training: Training) -> None:
    """PPL-ASR-042: a training of an occupation answers the changes of it that came before; one of all also those of policy."""
    covered = TrainingCause.occupation == training.occupation if training.occupation else or_(
        TrainingCause.occupation.is_(None), TrainingCause.occupation.is_not(None))  # fmt: skip
    statement = select(TrainingCause).where(TrainingCause.met_by_id.is_(None), TrainingCause.noted_on <= training.starts_on, covered)
    for cause in unit.db.scalars(statement):
        cause.met_by_id = training.id


# -- what a miss costs -----------------------------------------------------------------------------------------------


def _is_open(context: Context, trainee: Trainee) -> Findings:
    if trainee is None:
        return
    yield from not_about_oneself(context, trainee.person_id)
    yield from _open(context, trainee)
    if queries.open_case(context, trainee) is None and not queries.is_missed(context, trainee):
        yield _no_longer(_("没有待决定的缺席"), _("无故缺席，或当年继续教育未合格"))


def _listing_is_usual(context: Context, trainee: Trainee) -> bool:
    return trainee is not None and bool(context.rules[CANCELLED_BY[trainee.training.audience]].value("blacklist"))


def rule_of(context: Context, trainee: Trainee) -> str:
    """By which rule a miss is judged: continuing education by its own, any other training by PPL-ASR-044."""
    return EDUCATED[trainee.training.audience] if trainee.training.kind == EDUCATION else "PPL-ASR-044"


@command("people.settle_training", _("处理缺席"), subject=TRAINEE, row=9, letters="A", guard=_is_open, danger=True,
         rules=("PPL-ASR-044", "PPL-ASR-090", "PPL-SUP-018", "PPL-ASR-160", "PPL-ASR-161", "PPL-SUP-050", "PPL-SUP-051", "PPL-ORG-004"), params=(
    Param("settlement", _("决定"), SETTLEMENT), Param("why", _("理由"), Text(400, 3), help=_("如病假证明、补训安排")),
    Param("document", _("决定文号"), Text(100)), Param("decided_on", _("决定日期"), Day(), default=today),
    Param("blacklist", _("列入失信黑名单"), Flag(), default=_listing_is_usual),
))  # fmt: skip
def settle_training(unit: Unit, trainee: Trainee, settlement: str, why: str, document: str, decided_on: date, blacklist: bool) -> Findings:
    """The director's decision about a miss: the qualification stays for a reason, or ends by the rule's own cause."""
    rule, kind = unit.rules[rule_of(unit, trainee)], trainee.training.audience
    if settlement == CANCELLED:
        for holder in _held(unit, trainee.person_id, kind):
            told = withdraw_card(unit, holder, rule.value("cause"), why, document, decided_on, blacklist, None) or ()
            yield from (one for one in told if isinstance(one, Finding))
    trainee.settlement, trainee.settled_on, trainee.settled_why = settlement, decided_on, f"{why} {document}"


def _held(unit: Unit, person_id: int, kind: str) -> list[Qualification]:
    alive = select(Qualification).where(Qualification.person_id == person_id, Qualification.kind == kind, Qualification.ended_on.is_(None),
                                        Qualification.card_number != "")  # fmt: skip
    return list(unit.db.scalars(alive))


RENEWAL_BARS.append(queries.education_gaps)
