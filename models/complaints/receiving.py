"""Receiving, registering, routing: how a case begins (registers.md 1.1–1.3)."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from models.complaints import rules, terms
from models.complaints.queries import next_number
from models.complaints.rules import Who
from models.complaints.steps import CASE, Findings, at, now, stamp, today, told_dates
from models.complaints.tables import Accused, Complaint, Recheck, Registrar, StaffAppeal
from models.complaints.terms import (
    APPEAL,
    APPLIED,
    CHANNEL,
    CLAIM,
    ENQUIRY,
    FILED,
    GROUNDS,
    KIND,
    MOVED,
    OBJECTION,
    RAISED,
    RECEIVED,
    RECHECK,
    REGISTERED,
)
from models.complaints.who import accused, meant, roles_of
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.commands import USER, add_attachment, file_faults
from models.core.findings import Finding, Severity
from models.core.kinds import Code, Day, File, Flag, Moment, Text
from models.core.roles import BUSINESS, DIRECTOR, GENERAL, SUPERVISOR, titles
from models.core.tables import User
from resources.texts import _

FACTS = {"complainant": _("考生姓名"), "employer": _("单位"), "contact": _("联系方式"), "content": _("投诉内容"), "evidence": _("证据情况")}
_SEPARATORS = re.compile(r"[、,，;；/\n]+")
_RULES = ("CMP-001", "CMP-002", "CMP-003", "CMP-004", "CMP-005", "CMP-006", "CMP-009", "CMP-014", "PPL-ORG-012", "SYS-014")


def _own(name: str) -> Any:
    return lambda _context, case: getattr(case, name, None)


def _told(name: str, label: str, kind: Any, help_: str = "") -> Param:
    return Param(name, label, kind, required=False, default=_own(name), help=help_)


_COMPLAINT = (
    _told("complainant", FACTS["complainant"], Text(60)), _told("employer", FACTS["employer"], Text(80)),
    _told("contact", FACTS["contact"], Text(60)),
    Param("anonymous", _("匿名"), Flag(), required=False, default=lambda _context, case: getattr(case, "anonymous", False)),
    _told("content", FACTS["content"], Text(4000, 4)), _told("evidence", FACTS["evidence"], Text(1000, 2), _("没有证据写“无”")),
    _told("grounds", _("投诉事项"), GROUNDS),
    _told("batch", _("所涉批次"), Text(80)), _told("certificate", _("所涉证书编号"), Code(40)),
)  # fmt: skip


@command("complaints.receive", _("登记投诉举报"), row=65, only=frozenset(BUSINESS), rules=_RULES, params=(
    Param("kind", _("类别"), KIND, default="T"),
    Param("received_at", _("接到时间"), Moment(), default=now, help=_("接到之时，不是录入之时")),
    Param("channel", _("投诉方式"), CHANNEL, default="telephone"),
    *_COMPLAINT[:6],
    Param("accused", _("被投诉人"), Text(200), required=False, help=_("姓名、账号或证卡编号，多人用顿号隔开")),
    *_COMPLAINT[6:],
    Param("evidence_file", _("证据文件"), File(), required=False),
))  # fmt: skip
def receive(unit: Unit, kind: str, received_at: datetime, accused: str | None, evidence_file: str | None, **facts: Any) -> Findings:
    """A complaint reaches the centre. General affairs registers it in the same act when nothing is missing; whoever else
    takes it leaves it received. The clocks run from the day of receipt (接到), whatever the hour and whoever entered it."""
    findings = rules.out_of_order("received_at", _("接到时间"), received_at, "", None, unit.now, unit.rules["SYS-014"])
    findings += rules.channel_faults(facts["channel"], unit.rules["CMP-004"])
    findings += file_faults(unit, Path(evidence_file)) if evidence_file else []
    yield from findings
    if findings:
        return
    case = new_case(unit, kind, received_at, facts)
    yield from name_accused(unit, case, accused)
    if evidence_file:
        add_attachment(unit, f"{Complaint.__tablename__}:{case.id}", Path(evidence_file), _("证据"))
        case.evidence = rules.evidence_words(case.evidence, 1)
    yield from rules.anonymous_warning(case.anonymous, unit.rules["CMP-003"])
    if _registers(unit, case) and not list(_not_registrable(unit, case)):
        _register(unit, case)
    unit.value = {"number": case.number, "state": case.state}
    yield from told_dates(unit, case)


def new_case(unit: Unit, kind: str, received_at: datetime, facts: dict[str, Any]) -> Complaint:
    number, serial = next_number(unit.db, Complaint, received_at.year)
    case = Complaint(number=number, year=received_at.year, serial=serial, kind=kind, state=RECEIVED, received_at=received_at,
                     received_on=received_at.date(), entered_by=unit.actor.login,
                     **(facts | {"grounds": facts.get("grounds") or []}))  # fmt: skip
    case.anonymous = bool(case.anonymous)
    unit.add(case)
    return case


def name_accused(unit: Unit, case: Complaint, words: str | None) -> Findings:
    """Add the people a text names. A name that several bear wants the card or identity number; nobody names himself
    into a case he registers (CMP-009)."""
    for word in dict.fromkeys(part.strip() for part in _SEPARATORS.split(words or "") if part.strip()):
        person = meant(unit.db, word)
        if person is None:
            yield from unit.rules["SYS-002"].found(
                "accused", label=_("被投诉人"), found=word, expected=_("证卡编号或身份证号（有同名人员）")
            )
            continue
        if any(one.name == person.name and one.login == (person.login or None) and one.removed_on is None for one in case.accused):
            continue
        unit.add(Accused(complaint=case, name=person.name, login=person.login or None, person_id=person.person_id, added_on=unit.today))
        if case.state == RECEIVED:
            me = Who(unit.actor.login, unit.actor.name, unit.actor.person_id)
            yield from rules.recused(me, [person], unit.rules["CMP-009"], "accused")


def _registers(context: Context, case: Complaint) -> bool:
    """General affairs registers; the director, where somebody of general affairs is complained of."""
    if GENERAL in context.actor.roles:
        return True
    general = [Who(user.login, user.name, user.person_id) for user in context.db.scalars(select(User)) if GENERAL in user.roles]
    return DIRECTOR in context.actor.roles and any(one.is_same(person) for one in general for person in accused(case))


def _may_register(context: Context, case: Complaint) -> Findings:
    yield from at(RECEIVED, step="registered_by")(context, case)
    if not _registers(context, case):
        yield Finding("PPL-ORG-010", Severity.BLOCK, "", {"action": _("完成登记"), "row": 65, "found": titles(context.actor.roles),
                                                          "expected": titles({GENERAL})})  # fmt: skip


def _not_registrable(context: Context, case: Complaint) -> Findings:
    yield from rules.missing_facts(case, FACTS, context.rules["CMP-002"])
    yield from rules.ground_faults(case.kind, case.grounds, context.rules["CMP-005"])
    yield from rules.channel_faults(case.channel, context.rules["CMP-004"])
    if not case.channel:
        yield from context.rules["SYS-002"].found("channel", label=_("投诉方式"), found="", expected=CHANNEL.hint)


def _register(unit: Unit, case: Complaint) -> None:
    case.state, case.registered_by, case.registered_at = REGISTERED, unit.actor.login, unit.now
    stamp(unit, case)


@command("complaints.register", _("完成登记"), subject=CASE, row=65, only=frozenset({GENERAL, DIRECTOR}), guard=_may_register,
         rules=_RULES, params=(Param("channel", _("投诉方式"), CHANNEL, default=_own("channel")), *_COMPLAINT))  # fmt: skip
def register(unit: Unit, case: Complaint, **facts: Any) -> Findings:
    """RECEIVED → REGISTERED: complete by CMP-002, with a ground (CMP-005). Repeated by another registrar it keeps its state."""
    was_anonymous = case.anonymous
    _take(case, facts)
    wrong = list(_not_registrable(unit, case))
    yield from wrong
    if not was_anonymous:
        yield from rules.anonymous_warning(case.anonymous, unit.rules["CMP-003"])
    if not wrong:
        state = case.state
        _register(unit, case)
        case.state = case.state if state == RECEIVED else state
        yield from told_dates(unit, case)


def _take(case: Complaint, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        if value is not None:
            setattr(case, name, value)


@command("complaints.correct", _("更正登记内容"), subject=CASE, row=65, only=frozenset({GENERAL}), rules=_RULES,
         guard=at(*(state for state in terms.OPEN if state != RECEIVED)),
         params=(Param("why", _("更正原因"), Text(400, 2)), *_COMPLAINT))  # fmt: skip
def correct(unit: Unit, case: Complaint, why: str, **facts: Any) -> Findings:
    """Correct what was registered; the day of receipt is not among it. Before and after are in the audit trail."""
    _take(case, facts)
    yield from _not_registrable(unit, case)


@command("complaints.add_accused", _("增加被投诉人"), subject=CASE, row=67, only=frozenset({GENERAL, DIRECTOR, SUPERVISOR}),
         guard=at(*terms.OPEN, free=True), rules=("CMP-009", "CMP-010", "PPL-APL-004"),
         params=(Param("accused", _("被投诉人"), Text(200)),))  # fmt: skip
def add_accused(unit: Unit, case: Complaint, accused: str) -> Findings:
    """Somebody turns out to be complained of. If he handles the case it is locked until the director appoints another
    one; steps he did are marked to be repeated (CMP-010)."""
    from models.complaints.who import locked, tainted

    yield from name_accused(unit, case, accused)
    unit.db.flush()
    if locked(unit, case) or tainted(unit, case):
        yield from unit.rules["CMP-010"].found("accused", Severity.RECORD, list=accused)


@command("complaints.drop_accused", _("撤除被投诉人"), subject=CASE, row=67, only=frozenset({DIRECTOR}), guard=at(*terms.OPEN, free=True),
         rules=("CMP-010",), danger=True, params=(Param("name", _("姓名"), Text(60)), Param("why", _("原因"), Text(400, 2))))  # fmt: skip
def drop_accused(unit: Unit, case: Complaint, name: str, why: str) -> Findings:
    """A person was named by mistake. The entry stays with its reason."""
    mine = [one for one in case.accused if one.removed_on is None and name in (one.name, one.login)]
    if not mine:
        names = "、".join(one.name for one in accused(case))
        yield from unit.rules["SYS-002"].found("name", label=_("姓名"), found=name, expected=names)
    for one in mine:
        one.removed_on, one.removed_why = unit.today, why


# -- routing --------------------------------------------------------------------------------------------------------


@command("complaints.reroute", _("改转"), subject=CASE, row=65, only=frozenset({GENERAL}), guard=at(RECEIVED, REGISTERED), danger=True,
         rules=("CMP-005", "SRQ-001", "APL-001"), params=(
    Param("to", _("转为"), terms.REROUTE), Param("why", _("改转理由"), Text(400, 2)),
))  # fmt: skip
def reroute(unit: Unit, case: Complaint, to: str, why: str) -> Findings:
    """Not a complaint after all: a recheck, an objection, an appeal or an enquiry. The clock of the target starts at the
    original day of receipt; the record ends as moved and points there."""
    target = _target(unit, case, to)
    case.state, case.ended_how, case.ended_why, case.ended_on = MOVED, "moved", why, unit.today
    unit.value = {"moved_to": target.number if target is not None else ENQUIRY}
    yield from ()


def _target(unit: Unit, case: Complaint, to: str) -> Recheck | StaffAppeal | None:
    if to in (RECHECK, OBJECTION):
        number, serial = next_number(unit.db, Recheck, case.year)
        made: Any = Recheck(number=number, year=case.year, serial=serial, kind=to, state=APPLIED if to == RECHECK else RAISED,
                            candidate=case.complainant, contact=case.contact, batch=case.batch, applied_on=case.received_on,
                            request=case.content, complaint_id=case.id, entered_by=unit.actor.login)  # fmt: skip
    elif to in (APPEAL, CLAIM):
        number, serial = next_number(unit.db, StaffAppeal, case.year)
        made = StaffAppeal(number=number, year=case.year, serial=serial, kind=to, state=FILED, name=case.complainant or terms.ANONYMOUS,
                           claim=case.content or "", filed_on=case.received_on, owner=unit.actor.login, complaint_id=case.id,
                           entered_by=unit.actor.login)  # fmt: skip
    else:
        return None
    unit.add(made)
    return made


# -- who registers --------------------------------------------------------------------------------------------------


@command("complaints.appoint_registrar", _("指定投诉登记人"), subject=USER, row=65, only=frozenset({DIRECTOR}), rules=("CMP-001",), params=(
    Param("since", _("起"), Day(), default=today), Param("until", _("止"), Day(), required=False),
))  # fmt: skip
def appoint_registrar(unit: Unit, user: User, since: date, until: date | None) -> Findings:
    """CMP-001: a general-affairs user registers complaints; until empty: until further notice. Both days inclusive."""
    if GENERAL not in roles_of(unit.db, user.login):
        yield Finding("CMP-001", Severity.BLOCK, "user", {"found": user.name, "expected": _("综合管理岗")})
        return
    if until:
        yield from rules.out_of_order("until", _("止"), until, _("起始日期"), since, None, unit.rules["SYS-014"])
    unit.add(Registrar(login=user.login, since=since, until=until))


def spawn_report(unit: Unit, found_on: date, content: str, batch: str | None) -> Complaint:
    """SRQ-010: a report whose receipt is the day of the finding; the centre itself reports."""
    facts = {"channel": "oral", "complainant": unit.centre.name[:60], "employer": unit.centre.name[:80], "contact": unit.actor.name,
             "content": content, "evidence": _("成绩复核记录"), "grounds": ["CG2"], "batch": batch}  # fmt: skip
    case = new_case(unit, terms.REPORT, datetime.combine(found_on, datetime.min.time()), facts)
    _register(unit, case)
    return case
