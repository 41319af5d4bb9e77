"""After the work: each assessor's record form, its way to the centre, the duties answered as a checklist (PPL-ASR-130, 131, 180)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from models.assessment.exams.arranging import wrong
from models.assessment.exams.hooks import END, demand
from models.assessment.exams.tables import ExamSession
from models.assessment.onsite.terms import lists
from models.assessment.plans.steps import rules_of
from models.assignment import queries
from models.assignment.commands import SENT, in_state
from models.assignment.tables import Assignment, DutyCheck, SceneMove, SceneRecord
from models.assignment.terms import ASSESSING, ATTENDED
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.due import AREAS, DueItem
from models.core.findings import Finding, Severity
from models.core.kinds import Choice, Day, Many, Moment, PersonName, Text
from models.core.roles import EXAM, SUPERVISOR
from models.core.search import SEARCHED, Line
from models.people.tables import Person
from resources.texts import _, pick

Findings = Iterator[Finding]
RECORDS = "assignment.records"
COLLECT, DELIVER, UPLOAD = "collect", "deliver", "upload"
STEP = Choice({COLLECT: _("组长收齐"), DELIVER: _("督导员交回评价机构"), UPLOAD: _("上传服务平台")})
PHASE = Choice({"before": _("考前"), "during": _("考中"), "after": _("考后"), "always": _("始终")})


def find_record(db: Session, words: str) -> Sequence[SceneRecord]:
    """By session and name (2026-03-1/李红), or by name; the newest first."""
    code, _slash, name = words.strip().rpartition("/")
    statement = (
        select(SceneRecord)
        .join(Assignment, Assignment.id == SceneRecord.assignment_id)
        .join(Person)
        .where(or_(Person.name == name, Person.id_no == name))
    )
    if code:
        statement = statement.join(ExamSession, ExamSession.id == SceneRecord.session_id).where(ExamSession.code == code)
    return list(db.scalars(statement.order_by(SceneRecord.id.desc())))


SCENE = Subject("record", _("现场考评记录"), SceneRecord, find_record)


def _today(context: Context, _record: Any) -> date:
    return context.today


def record_of(db: Session, assignment_id: int) -> SceneRecord | None:
    return db.scalar(select(SceneRecord).where(SceneRecord.assignment_id == assignment_id))


def moves_of(db: Session, session_id: int) -> dict[str, SceneMove]:
    """The hand-overs of a session's forms, by step."""
    return {one.step: one for one in db.scalars(select(SceneMove).where(SceneMove.session_id == session_id))}


# -- the record form ------------------------------------------------------------------------------------------------


def _said(context: Context, one: Any) -> str | None:
    stored = record_of(context.db, one.id) if isinstance(one, Assignment) else None
    return stored.said if stored else None


@command("assignment.write_record", _("填写现场考评记录"), subject=SENT, row=14, letters="C", guard=in_state(ATTENDED), rules=("PPL-ASR-130",), params=(
    Param("said", _("场地设施设备检测工具准备情况及考核情况"), Text(4000, 6), default=_said),
    Param("signed_on", _("考评员签字日期"), Day(), required=False, default=_today, help=_("未签字的留空")),
))  # fmt: skip
def write_record(unit: Unit, one: Assignment, said: str, signed_on: date | None) -> Findings:
    """PPL-ASR-130: one form for each assessor, never one for the team; written again until the leader has collected it."""
    if one.post not in ASSESSING:
        yield wrong("", _("岗位"), one.post, _("考评员或考评组长"))
        return
    if moves_of(unit.db, one.session_id):
        yield wrong("", _("现场考评记录"), STEP.show(COLLECT), _("尚未收齐的记录"))
        return
    stored = record_of(unit.db, one.id)
    if stored is None:
        unit.add(SceneRecord(assignment_id=one.id, session_id=one.session_id, sort_name=one.sort_name, said=said, signed_on=signed_on))
    else:
        stored.said, stored.signed_on = said, signed_on


@command("assignment.give_opinion", _("填写督导意见"), subject=SCENE, row=72, letters="C", rules=("PPL-ASR-130", "PPL-ASR-131"), params=(
    Param("opinion", _("对鉴定过程的总体评价"), Text(2000, 4), default=lambda _context, one: one and one.opinion),
    Param("opinion_by", _("督导员"), PersonName(), default=lambda context, _record: context.actor.name), Param("on", _("签字日期"), Day(), default=_today),
))  # fmt: skip
def give_opinion(_unit: Unit, one: SceneRecord, opinion: str, opinion_by: str, on: date) -> Findings:
    """The supervisor's part of the form, signed."""
    one.opinion, one.opinion_by, one.opinion_on = opinion, opinion_by, on
    yield from ()


@command("assignment.hand_over_records", _("交接现场考评记录"), subject=SCENE, row=14, letters="C", rules=("PPL-ASR-131",), params=(
    Param("step", _("环节"), STEP, default=COLLECT), Param("giver", _("交出人"), PersonName()), Param("receiver", _("接收人"), PersonName()),
    Param("at", _("时间"), Moment(), default=lambda context, _record: context.now),
))  # fmt: skip
def hand_over_records(unit: Unit, one: SceneRecord, step: str, giver: str, receiver: str, at: datetime) -> Findings:
    """PPL-ASR-131: all forms of the session go one step on, in the order of the steps; what the supervisor delivers has his opinion."""
    known, order = moves_of(unit.db, one.session_id), list(STEP.options)
    expected = next((each for each in order if each not in known), None)
    if step != expected:
        yield wrong("step", _("环节"), STEP.show(step), STEP.show(expected) or _("已全部交接"))
        return
    forms = list(unit.db.scalars(select(SceneRecord).where(SceneRecord.session_id == one.session_id)))
    lacking = [each.assignment.person.name for each in forms if step == DELIVER and each.opinion_on is None]
    if lacking:
        yield wrong("step", _("督导意见"), "、".join(lacking), _("每份记录都有督导意见"))
        return
    unit.add(SceneMove(session_id=one.session_id, step=step, at=at, giver=giver, receiver=receiver, count=len(forms)))
    unit.value = {"count": len(forms)}


# -- duties ---------------------------------------------------------------------------------------------------------


def duties(profile: str, phase: str | None = None) -> dict[str, str]:
    """The checklist of an assessor in a region, of one phase or of all, by the ids of the catalogue."""
    rows = lists()["check"].get(profile, {})
    return {code: pick(row) for code, row in rows.items() if phase in (None, row["phase"])}


def _items(_context: Context, one: Any) -> Mapping[str, str]:
    return duties(one.session.batch.profile) if isinstance(one, Assignment) else {}


def check_of(db: Session, assignment_id: int) -> DutyCheck | None:
    return db.scalar(select(DutyCheck).where(DutyCheck.assignment_id == assignment_id))


def unanswered(profile: str, check: DutyCheck | None) -> list[str]:
    """The items of the region's list that nobody has answered."""
    given = {*check.done, *check.not_done, *check.skipped} if check else set[str]()
    return [code for code in duties(profile) if code not in given]


@command("assignment.answer_checklist", _("核对职责清单"), subject=SENT, row=14, letters="C", guard=in_state(ATTENDED), rules=("PPL-ASR-180",), params=(
    Param("phase", _("阶段"), PHASE, required=False, help=_("留空为全部阶段；没有列出的项目记为已做到")),
    Param("not_done", _("没有做到的"), Many(), required=False, options=_items), Param("skipped", _("不适用的"), Many(), required=False, options=_items),
    Param("note", _("说明"), Text(200), required=False),
))  # fmt: skip
def answer_checklist(
    unit: Unit, one: Assignment, phase: str | None, not_done: list[str] | None, skipped: list[str] | None, note: str | None
) -> Findings:
    """PPL-ASR-180: the items of a phase are answered together: what is not named was done."""
    yield from ()
    asked = duties(one.session.batch.profile, phase)
    missed = [code for code in not_done or [] if code in asked]
    beside = [code for code in skipped or [] if code in asked and code not in missed]
    done = [code for code in asked if code not in missed and code not in beside]
    stored = check_of(unit.db, one.id)
    if stored is None:
        stored = DutyCheck(assignment_id=one.id, done=[], not_done=[], skipped=[], answered_by=unit.actor.login, answered_at=unit.now)
        unit.db.add(stored)
    for name, codes in (("done", done), ("not_done", missed), ("skipped", beside)):
        setattr(stored, name, [code for code in getattr(stored, name) if code not in asked] + codes)
    stored.note, stored.answered_by, stored.answered_at = note or stored.note, unit.actor.login, unit.now
    unit.value = {"open": len(unanswered(one.session.batch.profile, stored))}


# -- what the end of a session waits for, what is due ---------------------------------------------------------------


def _served(context: Context, one: ExamSession) -> list[Assignment]:
    return [each for each in queries.team_of(context.db, one.id) if each.state == ATTENDED and each.post in ASSESSING]


def written(context: Context, one: ExamSession) -> Findings:
    """PPL-ASR-130: no session closes while the form of somebody who assessed is missing or not signed."""
    rule = rules_of(context, one.batch)["PPL-ASR-130"]
    signed = {
        each.assignment_id for each in context.db.scalars(select(SceneRecord).where(SceneRecord.session_id == one.id)) if each.signed_on
    }
    lacking = [each.person.name for each in _served(context, one) if each.id not in signed]
    if lacking:
        yield from rule.found("", who="、".join(lacking))


def checked(context: Context, one: ExamSession) -> Findings:
    """PPL-ASR-180: items nobody answered want a reason."""
    for each in _served(context, one):
        left = unanswered(one.batch.profile, check_of(context.db, each.id))
        if left:
            yield from rules_of(context, one.batch)["PPL-ASR-180"].found(
                "", Severity.WARN, who=each.person.name, found=_("{n} 项").format(n=len(left))
            )


_WAITING = select(func.min(SceneRecord.id)).where(
    SceneRecord.session_id.not_in(select(SceneMove.session_id).where(SceneMove.step == UPLOAD))).group_by(SceneRecord.session_id)  # fmt: skip


def due(context: Context) -> Iterator[DueItem]:
    """PPL-ASR-131: the forms of a session are collected on its day, get the supervisor's opinion, go up."""
    waiting = [key for (key,) in context.rows(_WAITING)]
    forms = select(SceneRecord).where(SceneRecord.id.in_(waiting)).options(joinedload(SceneRecord.session).joinedload(ExamSession.batch))
    for one in context.db.scalars(forms.order_by(SceneRecord.id)) if waiting else ():
        rule = rules_of(context, one.session.batch)["PPL-ASR-131"]
        if not rule.active:
            continue
        day, known = one.session.starts_at.date(), moves_of(context.db, one.session_id)
        step = next(each for each in STEP.options if each not in known)
        by = None if step == COLLECT else context.calendar.plus(day, rule.value(f"{step}_workdays"))
        yield DueItem("assignment", RECORDS, one.id, one.session.code, one.session.code, by.day if by else day, rule.id, STEP.show(step),
                      SUPERVISOR if step == DELIVER else EXAM, _("现场考评记录"), by.provisional if by else False)  # fmt: skip


def _line(db: Session, one: SceneRecord) -> Iterator[Line]:
    person = db.get_one(Assignment, one.assignment_id).person
    yield Line(RECORDS, one.id, f"{person.name} {_('现场考评记录')}", [person.name])


demand(END, written)
demand(END, checked)
AREAS["assignment.records"] = due
SEARCHED[SceneRecord] = _line
