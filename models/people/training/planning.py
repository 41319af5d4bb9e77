"""Trainings are planned, called to and given up; what makes an upgrade training necessary is noted (PPL-ASR-041…043, 090)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from models.core.acts import Param, Subject, Unit, beyond, command
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Choice, Day, Text
from models.core.roles import BANK, EXAM
from models.core.roles import SUPERVISOR as SUPERVISING
from models.people import rules as people_rules
from models.people.declaring import people_named, person_faults
from models.people.experts.tables import Expert
from models.people.queries import find_application
from models.people.tables import Person, Qualification
from models.people.terms import ASSESSOR, EXPERT, SUPERVISOR
from models.people.training import queries
from models.people.training.tables import Trainee, Training, TrainingCause
from models.people.training.terms import AUDIENCE, CHANGE, EDUCATION, KIND, POLICY, QUALIFICATION, STAFF, WRITING
from resources.texts import _

Findings = Iterator[Finding]
TRAINING = Subject("training", _("培训"), Training, queries.find_training)
WHO = Choice({"all": _("全部应训人员"), "named": _("指定人员")})


def today(context: Context, _record: Any) -> date:
    return context.today


def of_own_kind(context: Context, audience: str) -> Findings:
    """Row 5 of the matrix: supervisors train supervisors, the question bank only experts."""
    own = {SUPERVISING: SUPERVISOR, BANK: EXPERT}
    if EXAM not in context.actor.roles and audience not in {own.get(role) for role in context.actor.roles}:
        yield beyond(context, _("计划并记录{audience}培训").format(audience=AUDIENCE.show(audience)), 5, frozenset({EXAM}))


def not_over(training: Training) -> Findings:
    """Nothing is planned or called any more in a training that is closed or was given up."""
    over = training.cancelled_on or training.closed_on
    if over:
        yield Finding("SYS-002", Severity.BLOCK, "", {"label": _("培训"), "found": str(over), "expected": _("未办结的培训")})


def _may_change(context: Context, training: Training) -> Findings:
    if training is not None:
        yield from of_own_kind(context, training.audience)
        yield from not_over(training)


_WORDS = (
    Param("title", _("培训名称"), Text(80), default=lambda _context, one: one.title if one else None),
    Param("starts_on", _("开始日期"), Day(), default=lambda _context, one: one.starts_on if one else None),
    Param("ends_on", _("结束日期"), Day(), default=lambda _context, one: one.ends_on if one else None),
    Param("place", _("地点"), Text(80), required=False, default=lambda _context, one: one.place if one else None),
    Param("organiser", _("组织单位"), Text(80), default=lambda context, one: one.organiser if one else context.centre.name),
    Param("teachers", _("授课人"), Text(200), required=False, default=lambda _context, one: one.teachers if one else None),
    Param("syllabus", _("培训大纲"), Text(120), required=False, default=lambda _context, one: one.syllabus if one else None),
    Param("reader", _("培训读本"), Text(120), required=False, default=lambda _context, one: one.reader if one else None),
    Param("courseware", _("课件"), Text(120), required=False, default=lambda _context, one: one.courseware if one else None),
)


def _day_faults(unit: Unit, starts_on: date, ends_on: date) -> list[Finding]:
    if ends_on >= starts_on:
        return []
    return unit.rules["SYS-014"].found("ends_on", label=_("结束日期"), found=ends_on, other=_("开始日期"), expected=f"≥ {starts_on}")


def _kind_faults(kind: str, audience: str) -> list[Finding]:
    """Staff and experts have their own kind of training, and only they; an upgrade training is for assessors."""
    fitting = {STAFF: (STAFF,), WRITING: (EXPERT,), QUALIFICATION: (ASSESSOR, SUPERVISOR), EDUCATION: (ASSESSOR, SUPERVISOR)}.get(kind, (ASSESSOR,))
    if audience in fitting:
        return []
    expected = "、".join(AUDIENCE.show(one) for one in fitting)
    return [Finding("SYS-002", Severity.BLOCK, "audience", {"label": _("参训对象"), "found": AUDIENCE.show(audience), "expected": expected})]


@command("people.plan_training", _("计划培训"), row=5, letters="C",
         rules=("PPL-ASR-043", "PPL-ASR-090", "PPL-SUP-018", "PPL-EXM-026", "PPL-EXP-012", "SYS-014"), params=(
    Param("kind", _("培训类型"), KIND), Param("audience", _("参训对象"), AUDIENCE), *_WORDS[:3],
    Param("occupation", _("职业"), Text(60), required=False, help=_("留空：全部职业")), *_WORDS[3:],
))  # fmt: skip
def plan_training(unit: Unit, kind: str, audience: str, starts_on: date, ends_on: date, **given: Any) -> Findings:
    """A training with its days (both inclusive), organiser and material. A second continuing education of a year is the
    make-up of the first."""
    wrong = [*of_own_kind(unit, audience), *_kind_faults(kind, audience), *_day_faults(unit, starts_on, ends_on)]
    yield from wrong
    if not wrong:
        number = queries.next_number(unit.db, starts_on.year)
        unit.add(Training(number=number, kind=kind, audience=audience, starts_on=starts_on, ends_on=ends_on, **given))


@command("people.edit_training", _("修改培训"), subject=TRAINING, row=5, letters="C", guard=_may_change, rules=("PPL-ASR-043", "SYS-014"),
         params=_WORDS)  # fmt: skip
def edit_training(unit: Unit, training: Training, **given: Any) -> Findings:
    """Days, place, teachers, material of a training that is not closed."""
    yield from _day_faults(unit, given["starts_on"], given["ends_on"])
    for name, value in given.items():
        setattr(training, name, value)


@command("people.cancel_training", _("取消培训"), subject=TRAINING, row=5, letters="C", guard=_may_change, danger=True,
         rules=("PPL-ASR-043",), params=(Param("why", _("原因"), Text(200)),))  # fmt: skip
def cancel_training(unit: Unit, training: Training, why: str) -> Findings:
    """A training that is not held: it obliges nobody and answers for nothing."""
    training.cancelled_on, training.cancelled_why = unit.today, why
    yield from ()


# -- calling --------------------------------------------------------------------------------------------------------


@command("people.call_trainees", _("通知参训"), subject=TRAINING, row=5, letters="C", guard=_may_change,
         rules=("PPL-ASR-030", "PPL-ASR-042", "PPL-ASR-090", "PPL-SUP-011", "PPL-SUP-018", "SYS-002", "SYS-005"), params=(
    Param("who", _("人员范围"), WHO, default="all"),
    Param("persons", _("人员"), Text(2000, 3), required=False, help=_("姓名、身份证号或证卡编号，用顿号分开")),
    Param("called_on", _("通知日期"), Day(), default=today),
))  # fmt: skip
def call_trainees(unit: Unit, training: Training, who: str, persons: str | None, called_on: date) -> Findings:
    """Who is to come: all the training is for (card valid on its first day; applications that wait for it), or named people.
    Who was called before stays as he is."""
    named = [words for words in (persons or "").replace("，", "、").replace("\n", "、").split("、") if words.strip()]
    if (who == "all" and training.audience == STAFF) or (who == "named" and not named):
        yield Finding("SYS-002", Severity.BLOCK, "persons", {"label": _("人员"), "found": "", "expected": _("姓名、身份证号或证卡编号")})
        return
    if who == "all":
        call(unit, training, _all(unit, training), called_on)
        return
    chosen, wrong = _named(unit, training, named)
    yield from wrong
    if not wrong:
        call(unit, training, chosen, called_on)


Called = list[tuple[int, str, int | None]]  # person, name for sorting, application


def _all(unit: Unit, training: Training) -> Called:
    if training.kind == QUALIFICATION:
        return [(one.person_id, one.sort_name, one.id) for one in queries.applicants(unit, training)]
    return [(person, name, None) for person, name in queries.holders_on(unit, training.audience, training.starts_on, training.occupation)]


def _named(unit: Unit, training: Training, named: list[str]) -> tuple[Called, list[Finding]]:
    chosen: Called = []
    wrong: list[Finding] = []
    for words in named:
        found = people_named(unit.db, words.strip())
        faults = person_faults(found, words.strip(), "persons") or list(_fits(unit, training, found[0]))
        wrong += faults
        if not faults:
            application = _application(unit, training, found[0])
            chosen.append((found[0].id, found[0].sort_name, application))
    return chosen, wrong


def _application(unit: Unit, training: Training, person: Person) -> int | None:
    if training.kind != QUALIFICATION:
        return None
    found = [one.id for one in find_application(unit.db, person.id_no) if one.kind == training.audience and one.state in ("reviewed", "trained")]
    return found[0] if found else None


def _fits(unit: Unit, training: Training, person: Person) -> Findings:
    """A named person must be one the training is for; external supervisors are educated by the higher body (PPL-SUP-011)."""
    if training.audience == STAFF:
        return
    if training.audience == EXPERT:
        if unit.db.scalar(select(Expert.id).where(Expert.person_id == person.id, Expert.ended_on.is_(None)).limit(1)) is None:
            yield Finding("SYS-005", Severity.BLOCK, "persons", {"label": AUDIENCE.show(EXPERT), "key": person.name})
        return
    if training.kind == QUALIFICATION:
        if _application(unit, training, person) is None:
            yield Finding("SYS-005", Severity.BLOCK, "persons", {"label": _("审核同意的申报"), "key": person.name})
        return
    held = list(unit.db.scalars(select(Qualification).where(Qualification.person_id == person.id, Qualification.kind == training.audience)))
    if not held:
        yield Finding("SYS-005", Severity.BLOCK, "persons", {"label": AUDIENCE.show(training.audience), "key": person.name})
    elif training.audience == SUPERVISOR:
        faults = [people_rules.own_cards_only(one.grade, unit.rules["PPL-SUP-011"]) for one in held]
        yield from next((each for each in faults if each), []) if all(faults) else ()


def call(unit: Unit, training: Training, people: Called, called_on: date | None) -> int:
    """Add these people to a training; answers how many were new. called_on: None for who was obliged but not called."""
    there = set(unit.db.scalars(select(Trainee.person_id).where(Trainee.training_id == training.id)))
    new = {person: (name, application) for person, name, application in people if person not in there}
    unit.db.add_all(Trainee(training_id=training.id, person_id=person, sort_name=name, application_id=application, called_on=called_on)
                    for person, (name, application) in new.items())  # fmt: skip
    unit.db.flush()
    return len(new)


# -- what makes an upgrade training necessary ------------------------------------------------------------------------


@command("people.note_change", _("登记业务提升事由"), row=5, letters="C", rules=("PPL-ASR-042", "SYS-002"), params=(
    Param("change", _("事由"), CHANGE), Param("occupation", _("职业"), Text(60), required=False, help=_("政策变化涉及全部职业，留空")),
    Param("facts", _("说明"), Text(400, 3), help=_("变化内容、文号")), Param("noted_on", _("变化日期"), Day(), default=today),
))  # fmt: skip
def note_change(unit: Unit, change: str, occupation: str | None, facts: str, noted_on: date) -> Findings:
    """A change after which the assessors of the occupation (of all, when policy changed) need upgrade training."""
    yield from of_own_kind(unit, ASSESSOR)
    if change != POLICY and not occupation:
        yield Finding("SYS-002", Severity.BLOCK, "occupation", {"label": _("职业"), "found": "", "expected": _("职业名称")})
        return
    unit.add(TrainingCause(change=change, occupation=None if change == POLICY else occupation, facts=facts, noted_on=noted_on))
