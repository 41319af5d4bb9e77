"""Experts are appointed for a term with agreement and letter, kept, appointed again or let go (PPL-EXP-008)."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.dates import DAY, last_day_of_term
from models.core.findings import Finding, Severity, blocked
from models.core.kinds import Choice, Code, Day, Flag, Text
from models.people.experts import queries, rules
from models.people.experts.applying import APPLICATION, JUDGED_BY, judged
from models.people.experts.guards import may_check, not_ended, today, wrong
from models.people.experts.tables import Expert, ExpertApplication, ExpertTerm
from models.people.experts.terms import AGREED, APPLICATION_STATE, APPOINTED, MEMBER
from models.people.guards import not_about_oneself, not_listed
from models.people.terms import ASSESSOR, DECISION, LEVEL
from resources.texts import _

Findings = Iterator[Finding]
TERM = Subject("term", _("专家聘期"), ExpertTerm, queries.find_term)
_TAKEN_OVER = ("cert_level", "match", "title_rank", "work_since", "assessing_since", "past", "honour")
_RULES = ("PPL-EXP-003", "PPL-EXP-005", "PPL-EXP-008", "PPL-EXP-009", "PPL-EXP-010", "PPL-EXP-011", "PPL-ASR-022", "PPL-ORG-004")
_PAPERS = (
    Param("agreement_number", _("协议编号"), Code(40), required=False), Param("agreed_on", _("协议签订日期"), Day(), required=False, default=today),
    Param("letter_on", _("聘书颁发日期"), Day(), required=False, default=today),
    Param("approved", _("荣誉称号专家放宽年龄"), Flag(), required=False, default=False, help=_("由主任批准；仅对有荣誉称号且已设定放宽上限的")),
)  # fmt: skip


def _ready(context: Context, one: ExpertApplication | None) -> Findings:
    if one is None:
        return
    yield from not_about_oneself(context, one.person_id)
    yield from not_listed(context, one.person_id, ASSESSOR)
    if one.state != AGREED:
        yield wrong(_("进度"), APPLICATION_STATE.show(one.state), APPLICATION_STATE.show(AGREED))


@command("people.appoint_expert", _("聘任专家"), subject=APPLICATION, row=12, letters="A", guard=_ready, rules=_RULES, params=(
    Param("starts_on", _("聘期起"), Day(), default=lambda _context, one: one.starts_on),
    Param("ends_on", _("聘期止"), Day(), required=False, help=_("留空则按规定聘期")), *_PAPERS,
))  # fmt: skip
def appoint_expert(unit: Unit, one: ExpertApplication, starts_on: date, ends_on: date | None, approved: bool, **papers: object) -> Findings:
    """The applicant enters the database of experts and the group of the occupation; conditions once more on the first day."""
    found = judged(unit, one, starts_on, approved)
    yield from found
    if blocked(found):
        return
    expert = _entry(unit, one)
    signed = sign(unit, expert, starts_on, ends_on, **papers)
    yield from signed
    if not blocked(signed):
        one.state, one.expert_id = APPOINTED, expert.id


def _entry(unit: Unit, one: ExpertApplication) -> Expert:
    """The person's entry for the occupation, made or taken up again, with what the application proved."""
    same = select(Expert).where(Expert.person_id == one.person_id, Expert.occupation == one.occupation)
    expert = unit.db.scalar(same) or Expert(person_id=one.person_id, sort_name=one.sort_name, occupation=one.occupation)
    for name in _TAKEN_OVER:
        setattr(expert, name, getattr(one, name))
    expert.ended_on = expert.ended_cause = expert.ended_why = expert.judicial = None
    group = queries.group_of(unit.db, one.occupation)
    if expert.group_id is None and group is not None:
        expert.group_id, expert.group_post, expert.post_since = group.id, MEMBER, unit.today
    unit.add(expert)
    return expert


def sign(unit: Unit, expert: Expert, starts_on: date, ends_on: date | None, **papers: object) -> list[Finding]:
    """One more term. ends_on: None follows from the rule. A running term is not doubled."""
    rule = unit.rules["PPL-EXP-008"]
    ends_on = ends_on or last_day_of_term(starts_on, rule.value("term_years"))
    running = [one for one in expert.terms if (one.ended_on or one.ends_on) >= starts_on and one.starts_on <= ends_on]
    if running:
        found = _("{start} 至 {end}").format(start=running[0].starts_on, end=running[0].ended_on or running[0].ends_on)
        return [Finding(rule.id, Severity.BLOCK, "starts_on", {"found": found, "expected": _("与现有聘期不重叠")})]
    faults = rules.term_faults(starts_on, ends_on, rule)
    if not faults:
        judged_by = unit.rules.versions("PPL-EXP-008", *JUDGED_BY)[:200]
        unit.add(ExpertTerm(expert_id=expert.id, sort_name=expert.sort_name, starts_on=starts_on, ends_on=ends_on, judged_by=judged_by, **papers))
        if expert.term_to == queries.NEVER or ends_on > expert.term_to:
            expert.term_from, expert.term_to = starts_on, ends_on
    return faults


# -- before and at the end of a term ----------------------------------------------------------------------------------------


def _open(context: Context, term: ExpertTerm | None) -> Findings:
    if term is None:
        return
    yield from not_ended(context, term.expert)
    if term.ended_on is not None:
        yield wrong(_("专家聘期"), term.ended_on, _("未终止的聘期"))


def _may_prepare(context: Context, term: ExpertTerm | None) -> Findings:
    yield from may_check(11)(context, term)
    yield from _open(context, term)


@command("people.note_expert_papers", _("登记专家协议和聘书"), subject=TERM, row=11, letters="C", guard=_may_prepare, rules=("PPL-EXP-008",),
         params=_PAPERS[:3])  # fmt: skip
def note_papers(unit: Unit, term: ExpertTerm, agreement_number: str | None, agreed_on: date | None, letter_on: date | None) -> Findings:
    """Number and day of the agreement, day of the letter: for terms taken from a roster."""
    term.agreement_number, term.agreed_on, term.letter_on = agreement_number or term.agreement_number, agreed_on, letter_on
    yield from ()


@command("people.decide_expert_term", _("决定专家续聘"), subject=TERM, row=12, letters="A", guard=_open, rules=("PPL-EXP-008", "PPL-ORG-004"), params=(
    Param("decision", _("决定"), DECISION), Param("decided_on", _("决定日期"), Day(), default=today),
))  # fmt: skip
def decide_term(unit: Unit, term: ExpertTerm, decision: str, decided_on: date) -> Findings:
    """Whether the expert goes on after the term; the to-do is then done."""
    term.decision, term.decided_on = decision, decided_on
    yield from ()


def _may_renew(context: Context, term: ExpertTerm | None) -> Findings:
    yield from _open(context, term)
    if term is not None and term.decision != "renew":
        yield wrong(_("决定"), DECISION.show(term.decision) or "—", DECISION.show("renew"))
    if term is not None:
        yield from not_listed(context, term.expert.person_id, ASSESSOR)


@command("people.reappoint_expert", _("续聘专家"), subject=TERM, row=12, letters="A", guard=_may_renew, rules=_RULES, params=(
    Param("starts_on", _("聘期起"), Day(), default=lambda _context, term: term.ends_on + DAY),
    Param("ends_on", _("聘期止"), Day(), required=False, help=_("留空则按规定聘期")),
    Param("cert_level", _("证书等级"), Choice(LEVEL.options, LEVEL.also), required=False, help=_("有变化时填写")), *_PAPERS,
))  # fmt: skip
def reappoint(unit: Unit, term: ExpertTerm, starts_on: date, ends_on: date | None, cert_level: str | None, approved: bool, **papers: object) -> Findings:
    """A further term, as often as the centre wishes; the conditions are reviewed on its first day."""
    expert = term.expert
    expert.cert_level = int(cert_level) if cert_level else expert.cert_level
    yield from rules.conditions(queries.candidate(unit, expert, starts_on), unit.rules)
    yield from rules.age_faults(expert.person.birth, expert.person.sex, starts_on, approved and bool(expert.honour), unit.rules["PPL-EXP-005"])
    yield from sign(unit, expert, starts_on, ends_on, **papers)


@command("people.end_expert_term", _("终止专家聘期"), subject=TERM, row=12, letters="A", guard=_open, rules=("PPL-EXP-008", "PPL-ORG-004"), danger=True,
         params=(Param("ended_on", _("终止日期"), Day(), default=today), Param("why", _("原因"), Text(400, 3))))  # fmt: skip
def end_term(unit: Unit, term: ExpertTerm, ended_on: date, why: str) -> Findings:
    """End a term early; `ended_on` is its last day and lies within the term."""
    if not term.starts_on <= ended_on <= term.ends_on:
        yield wrong(_("终止日期"), ended_on, _("{start} 至 {end}").format(start=term.starts_on, end=term.ends_on), "ended_on")
        return
    term.ended_on, term.ended_why = ended_on, why
    if term.expert.term_to == term.ends_on:
        term.expert.term_to = ended_on
