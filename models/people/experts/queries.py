"""What can be asked about experts: how one stands on a day, who leads a group, who was trained, what the conditions look at."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.search import SEARCHED, Line
from models.people.advice import rank_from
from models.people.experts import rules, terms
from models.people.experts.rules import Candidate
from models.people.experts.tables import Expert, ExpertApplication, ExpertGroup, ExpertPanel, ExpertTask, ExpertTerm
from models.people.experts.terms import LEADER
from models.people.queries import state_in_history
from models.people.staff.queries import on_duty
from models.people.staff.tables import StaffPost
from models.people.standing import EVENTS, Event
from models.people.tables import Person
from models.people.terms import ASSESSOR, DECISION, SENIOR
from models.people.training.tables import Trainee, Training
from resources.texts import _

EXPERTS, APPLICATIONS, TERMS = "people.experts", "people.expert_applications", "people.expert_terms"
GROUPS, TASKS, PANELS = "people.expert_groups", "people.expert_tasks", "people.expert_panels"
NEVER = date.max  # term_to of an expert who was never appointed: sorts last, never due
MANAGER, TECHNICIAN = "bank", "technician"  # posts of the staff register (PPL-EXP-016, 017)


# -- states ----------------------------------------------------------------------------------------------------------------


def state_of(one: Expert, day: date) -> str:
    """How the status stands on a day near today, from the columns a list has at hand."""
    if one.ended_on is not None and one.ended_on <= day:
        return "ended"
    if one.term_to == NEVER:
        return "none"
    if one.term_from is not None and day < one.term_from:
        return "future"
    return "serving" if day <= one.term_to else "over"


def state_where(state: str, day: date | BindParameter[Any]) -> ColumnElement[bool]:
    """The same as `state_of`, as a condition of the database."""
    live = or_(Expert.ended_on.is_(None), Expert.ended_on > day)
    began = or_(Expert.term_from.is_(None), Expert.term_from <= day)
    return {
        "ended": Expert.ended_on <= day, "none": and_(live, Expert.term_to == NEVER),
        "future": and_(live, Expert.term_to != NEVER, Expert.term_from > day),
        "serving": and_(live, began, Expert.term_to != NEVER, Expert.term_to >= day),
        "over": and_(live, began, Expert.term_to < day),
    }[state]  # fmt: skip


def term_state(one: ExpertTerm, day: date) -> str:
    if one.ended_on is not None and one.ended_on < day:
        return "ended"
    if day < one.starts_on:
        return "future"
    return "running" if day <= one.ends_on else "over"


# -- what the conditions look at --------------------------------------------------------------------------------------------


def candidate(context: Context, one: Expert | ExpertApplication, starts_on: date) -> Candidate:
    """The values the conditions ask for on the day a term starts. What a roster left out is read from the title as written,
    from the person's assessor cards, and from what this centre ended an expert for."""
    person = one.person
    held = [each for each in person.qualifications if each.kind == ASSESSOR]
    carded = [term.starts_on for each in held for card in each.cards for term in card.terms if term.starts_on]
    senior = any(each.grade == SENIOR and state_in_history(each, starts_on)[0] == "valid" for each in held)
    return Candidate(
        starts_on, one.cert_level if one.cert_level is not None else level_from(person.post_title), one.match or "related",
        one.title_rank or rank_from(person.post_title), person.education, one.work_since, one.assessing_since or min(carded, default=None),
        getattr(one, "assess_years", None), _past(context, one), senior)  # fmt: skip


def _past(context: Context, one: Expert | ExpertApplication) -> str | None:
    broke = select(Expert.id).where(Expert.person_id == one.person_id, Expert.ended_cause == "XC-N1")
    return "secrecy" if context.db.scalar(broke.limit(1)) else one.past


def level_from(words: str | None) -> int | None:
    """The level a title as written names: 教授/高级技师 is 1, 讲师/技师 is 2."""
    return 1 if "高级技师" in (words or "") else 2 if "技师" in (words or "") else None


def lost_before(context: Context, person_id: int) -> list[Finding]:
    """PPL-EXP-009: who lost the status in this centre is taken again only with a reason."""
    ended = context.db.scalar(select(Expert).where(Expert.person_id == person_id, Expert.ended_on.is_not(None)).order_by(Expert.ended_on.desc()).limit(1))
    if ended is None:
        return []
    told = _("{day} 因{cause}取消专家资格").format(day=ended.ended_on, cause=cause_text(ended.ended_cause))
    return context.rules["PPL-EXP-009"].found("person", Severity.WARN, found=told)


def cause_text(code: str | None) -> str:
    return terms.causes().get(code or "", code or "")


# -- the bank's people, groups, training, tasks -----------------------------------------------------------------------------


def on_post(context: Context, post: str, day: date) -> bool:
    """Whether somebody of the staff holds a post on a day."""
    return context.db.scalar(select(StaffPost.id).where(StaffPost.post == post, on_duty(day)).limit(1)) is not None


def bank_faults(context: Context, day: date) -> list[Finding]:
    """PPL-EXP-016: work on items, the bank or its acceptance only with a named manager; PPL-EXP-017: technicians are kept."""
    found = [] if on_post(context, MANAGER, day) else context.rules["PPL-EXP-016"].found("task", Severity.BLOCK, found=_("没有在岗的题库管理人员"))
    if not on_post(context, TECHNICIAN, day):
        found += context.rules["PPL-EXP-017"].found("task", Severity.RECORD, found=_("没有在岗的题库技术人员"))
    return found


def bank_tasks(context: Context) -> Sequence[str]:
    return context.rules["PPL-EXP-002"].value("bank") or ()


def group_of(db: Session, occupation: str) -> ExpertGroup | None:
    """The group of an occupation that is not dissolved."""
    same = select(ExpertGroup).where(ExpertGroup.occupation == occupation, ExpertGroup.dissolved_on.is_(None))
    return db.scalar(same.order_by(ExpertGroup.id.desc()).limit(1))


def ungrouped(occupation: str) -> Select[Expert]:
    """The experts of an occupation that are in no group."""
    return select(Expert).where(Expert.occupation == occupation, Expert.group_id.is_(None), Expert.ended_on.is_(None))


def leader_of(db: Session, group_id: int) -> Expert | None:
    same = select(Expert).where(Expert.group_id == group_id, Expert.group_post == LEADER, Expert.ended_on.is_(None))
    return db.scalar(same.order_by(Expert.id).limit(1))


def trained_topics(context: Context, person_id: int, day: date) -> set[str] | None:
    """The topics of the closed trainings of experts that a person attended up to a day (inclusive); None without any."""
    taught = select(Training.topics).join(Trainee).where(
        Trainee.person_id == person_id, Trainee.attendance == "present", Training.audience == "expert", Training.closed_on.is_not(None),
        Training.ends_on <= day)  # fmt: skip
    found = list(context.db.scalars(taught))
    return {code for topics in found for code in topics or ()} if found else None


def training_gaps(context: Context, person_id: int, day: date) -> list[Finding]:
    """PPL-EXP-012: what an expert has not been trained in before work on items or the bank."""
    rule = context.rules["PPL-EXP-012"]
    wanted = rule.value("topics") or ()
    if not rule.active or not wanted:
        return []
    had, names = trained_topics(context, person_id, day), terms.listed("topic", context.centre.profile)
    if had is None:
        return rule.found("task", Severity.WARN, found=_("未参加专家培训"))
    missing = [names.get(code, code) for code in wanted if code not in had]
    return rule.found("task", Severity.WARN, list="、".join(missing)) if missing else []


def silent_since(context: Context, one: Expert) -> date | None:
    """The first call that went unanswered where an expert took no part for long (PPL-EXP-009)."""
    rule = context.rules["PPL-EXP-009"]
    if not rule.active:
        return None
    tasks = context.db.execute(select(ExpertTask.held_on, ExpertTask.attendance).where(ExpertTask.expert_id == one.id)).all()
    return rules.silent_since([(row.held_on, row.attendance) for row in tasks], context.today, rule.value("inactive_months"), one.kept_on)


def lacks(one: Expert) -> list[str]:
    """PPL-EXP-013: what the database of experts asks for and does not have of somebody."""
    person = one.person
    asked = ((_("职务/职称/技能等级"), person.post_title), (_("学历"), person.education), (_("是否本单位职工"), person.own_staff))
    return [label for label, value in asked if value is None]


# -- finding ----------------------------------------------------------------------------------------------------------------


def _named(words: str) -> tuple[ColumnElement[bool], str]:
    """Name or identity number, and the occupation after a slash: 顾振华/车工."""
    who, _slash, occupation = words.strip().partition("/")
    return or_(Person.id_no == who.upper(), Person.name == who), occupation


def find_expert(db: Session, words: str) -> Sequence[Expert]:
    same, occupation = _named(words)
    statement = select(Expert).join(Person).where(same)
    return list(db.scalars((statement.where(Expert.occupation == occupation) if occupation else statement).order_by(Expert.id)))


def find_application(db: Session, words: str) -> Sequence[ExpertApplication]:
    same, occupation = _named(words)
    statement = select(ExpertApplication).join(Person).where(same)
    statement = statement.where(ExpertApplication.occupation == occupation) if occupation else statement
    return list(db.scalars(statement.order_by(ExpertApplication.id.desc())))


def find_term(db: Session, words: str) -> Sequence[ExpertTerm]:
    same, occupation = _named(words)
    statement = select(ExpertTerm).join(Expert).join(Person).where(or_(same, ExpertTerm.agreement_number == words.strip()))
    statement = statement.where(Expert.occupation == occupation) if occupation else statement
    return list(db.scalars(statement.order_by(ExpertTerm.id.desc())))


def find_group(db: Session, words: str) -> Sequence[ExpertGroup]:
    same = or_(ExpertGroup.name == words.strip(), ExpertGroup.occupation == words.strip())
    return list(db.scalars(select(ExpertGroup).where(same).order_by(ExpertGroup.dissolved_on.is_not(None), ExpertGroup.id.desc())))


def find_task(db: Session, words: str) -> Sequence[ExpertTask]:
    same, _occupation = _named(words)
    statement = select(ExpertTask).join(Expert).join(Person).where(or_(same, ExpertTask.title == words.strip()))
    return list(db.scalars(statement.order_by(ExpertTask.held_on.desc(), ExpertTask.id.desc())))


def find_panel(db: Session, words: str) -> Sequence[ExpertPanel]:
    return list(db.scalars(select(ExpertPanel).where(ExpertPanel.title == words.strip()).order_by(ExpertPanel.id.desc())))


def members_count(db: Session, group_id: int) -> int:
    return int(db.scalar(select(func.count(Expert.id)).where(Expert.group_id == group_id, Expert.ended_on.is_(None))) or 0)


def lines(_db: Session, one: Expert) -> list[Line]:
    from models.core.names import initials

    person = one.person
    words = [person.name, *initials(person.name), person.id_no, one.occupation, person.phone or ""]
    return [Line(EXPERTS, one.id, f"{person.name} {_('专家')} {one.occupation}", words)]


# -- the person's timeline --------------------------------------------------------------------------------------------------


def events(context: Context, person: Person) -> Iterator[Event]:
    """Applied, appointed, called, and what became of the status."""
    for asked in context.db.scalars(select(ExpertApplication).where(ExpertApplication.person_id == person.id)):
        yield Event(asked.applied_on, _("申报{occupation}专家").format(occupation=asked.occupation))
    for one in context.db.scalars(select(Expert).where(Expert.person_id == person.id)):
        yield from _of_expert(one)
        for task in context.db.scalars(select(ExpertTask).where(ExpertTask.expert_id == one.id)):
            told = _("专家任务：{task} {attendance}").format(task=terms.TASK.show(task.task), attendance=terms.ATTENDANCE.show(task.attendance))
            yield Event(task.held_on, told.strip(), "caution" if task.attendance == terms.ABSENT else "plain")


def _of_expert(one: Expert) -> Iterator[Event]:
    for term in one.terms:
        yield Event(term.starts_on, _("聘为{occupation}专家，至 {day}").format(occupation=one.occupation, day=term.ends_on), "good")
        if term.decision and term.decided_on:
            yield Event(term.decided_on, DECISION.show(term.decision))
    if one.ended_on:
        yield Event(one.ended_on, _("取消专家资格：{cause}").format(cause=cause_text(one.ended_cause)), "danger")


SEARCHED |= {Expert: lines}
EVENTS.append(events)
