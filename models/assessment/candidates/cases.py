"""Violations of candidates (ASM-DIS-001 to 014): recorded, a decision proposed by its code, confirmed by the head, told, lifted.

The code list of the region gives the effects; a ban among them is written with the decision (banning.py). What the effects do
to scores is read from `queries.sanctions` by scores. For the exam day: `record` is the body of the command, to be called with a seat.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from models.assessment.candidates import queries, rules
from models.assessment.candidates.banning import follow_up, impose
from models.assessment.candidates.guards import CANDIDATE, Findings
from models.assessment.candidates.tables import Enrolment, Violation
from models.assessment.candidates.terms import CASE_STATE, CERTIFICATE, ONE_SUBJECT, effect_words, effects, rows, violations
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, blocked
from models.core.kinds import Choice, Day, Many, Moment, PersonName, Text, Whole
from models.core.roles import DIRECTOR, SUPERVISOR
from resources.texts import _

CASE = Subject("violation", _("违纪违规"), Violation, queries.find_case)
ROW = 39
RECORDED, PROPOSED, DECIDED, LIFTED = "recorded", "proposed", "decided", "lifted"
LISTS = {"sport": "ASM-DIS-011", "fujian": "ASM-DIS-012", "hunan": "ASM-DIS-013", "henan": "ASM-DIS-014"}  # the rule of each list


def _now(context: Context, _record: object) -> datetime:
    return context.now


def _today(context: Context, _record: object) -> date:
    return context.today


def allowed_here(context: Context, _record: object = None) -> Findings:
    """Row 39 lets a supervisor act in Fujian only."""
    if context.actor.roles == {SUPERVISOR} and context.rules.profile != "fujian":
        yield from context.rules["PPL-ORG-010"].found("", role=_("质量督导员"))


def within(*states: str) -> Any:
    """A guard: the case stands in one of these states."""

    def guard(context: Context, case: Violation | None) -> Findings:
        yield from allowed_here(context)
        if case is not None and case.state not in states:
            expected = "、".join(map(CASE_STATE.show, states))
            yield from context.rules["SYS-002"].found("state", label=_("状态"), found=CASE_STATE.show(case.state), expected=expected)

    return guard


# -- recorded -----------------------------------------------------------------------------------------------------------


def record(unit: Unit, one: Enrolment, at: datetime, facts: str, **more: Any) -> Violation:
    """A violation on the day, not decided yet; until it is, the candidate's result is held (ASM-DIS-003).

    more: subject, room, seat, code, evidence, reminders, witnesses, statement, note.
    """
    year = at.year
    given = {"evidence": 0, "reminders": []} | {name: value for name, value in more.items() if value is not None}
    case = Violation(
        number=queries.next_case(unit.db, year), who="candidate", enrolment_id=one.id, batch_id=one.batch_id, name=one.name,
        id_kind=one.id_kind, id_no=one.id_no, at=at, facts=facts, state=RECORDED, effects=[], certificate="none", **given,
    )  # fmt: skip
    unit.add(case)
    return case


def _codes(context: Context, _record: object) -> Mapping[str, str]:
    return violations(context.rules.profile)


@command("assessment.record_violation", _("登记违纪"), subject=CANDIDATE, row=ROW, letters="C", also=frozenset({DIRECTOR}), guard=allowed_here,
         rules=("ASM-DIS-001", "PPL-ORG-010"), params=(
    Param("at", _("时间"), Moment(), default=_now), Param("facts", _("违纪事实"), Text(1000, 3)),
    Param("subject", _("科目"), ONE_SUBJECT, required=False), Param("room", _("考场"), Text(20), required=False),
    Param("seat", _("座位/工位"), Text(12), required=False),
    Param("code", _("拟适用条款"), Choice(), required=False, options=_codes, help=_("可在处理时确定")),
    Param("evidence", _("证据份数"), Whole(0, 99), default=0), Param("witnesses", _("见证人"), Text(80), required=False, help=_("两人，顿号分隔")),
    Param("statement", _("考生陈述"), Text(1000, 3), required=False),
))  # fmt: skip
def record_violation(unit: Unit, one: Enrolment, at: datetime, facts: str, **more: Any) -> Findings:
    """What happened, before anybody decides."""
    case = record(unit, one, at, facts, **more)
    unit.value = case.number
    yield from ()


@command("assessment.note_reminder", _("登记提醒"), subject=CASE, row=ROW, letters="C", also=frozenset({DIRECTOR}), guard=within(RECORDED),
         rules=("ASM-DIS-002", "PPL-ORG-010"), params=(
    Param("reminded_at", _("提醒时间"), Moment(), default=lambda _context, case: case and case.at),
))  # fmt: skip
def note_reminder(unit: Unit, case: Violation, reminded_at: datetime) -> Findings:
    """A reminder that was given, with its time; it counts when it came before the act was repeated."""
    case.reminders = sorted({*case.reminders, reminded_at.isoformat()})
    yield from ()


# -- decided ------------------------------------------------------------------------------------------------------------


def _listed_effects(_context: Context, _record: object) -> Mapping[str, str]:
    return effects()


@command("assessment.propose_sanction", _("提出处理意见"), subject=CASE, row=ROW, letters="C", also=frozenset({DIRECTOR}), guard=within(RECORDED),
         rules=("ASM-DIS-001", "ASM-DIS-002", "ASM-DIS-003", "ASM-DIS-007", "ASM-DIS-010", "ASM-DIS-011", "ASM-DIS-012", "ASM-DIS-013", "ASM-DIS-014",
                "PPL-ORG-010"), params=(
    Param("code", _("适用条款"), Choice(), required=False, options=_codes, default=lambda _context, case: case and case.code),
    Param("legal_basis", _("处理依据"), Text(200), required=False, help=_("本地区没有违纪条款清单时填写")),
    Param("effects", _("处理"), Many(), required=False, options=_listed_effects, help=_("有条款清单时按条款，不另选")),
    Param("decided_by", _("决定人"), PersonName(), help=_("主考或现场考务负责人")),
    Param("decided_on", _("决定日期"), Day(), default=_today),
))  # fmt: skip
def propose_sanction(unit: Unit, case: Violation, code: str | None, legal_basis: str | None, effects: list[str] | None, decided_by: str,
                     decided_on: date) -> Findings:  # fmt: skip
    """The chief's decision by the code of the list. A mere warning holds at once, everything else waits for the head."""
    profile = unit.rules.profile
    known = violations(profile)
    found = rules.violation_faults(code, known, legal_basis, unit.rules[LISTS.get(profile, "ASM-DIS-010")], unit.rules["ASM-DIS-010"])
    row = rows("violation").get(code or "", {})
    what = list(row.get("effects", ())) if known else list(effects or ())
    if not known and not what:
        found += unit.rules["ASM-DIS-010"].found("effects", found=_("未选处理"))
    found += rules.reminder_faults(case.reminders, case.at, bool(row.get("reminder")), unit.rules["ASM-DIS-002"])
    found += _impersonation(unit, case, code)
    if decided_on < case.at.date():
        found += unit.rules["SYS-002"].found("decided_on", label=_("决定日期"), found=decided_on, expected=case.at.date())
    yield from found
    if blocked(found):
        return
    yield from _lacking(unit, case)
    case.code, case.legal_basis, case.effects, case.decision = code, legal_basis, what, effect_words(what)
    case.decided_by, case.decided_on = decided_by, decided_on
    case.state = DECIDED if set(what) == {"WARN1"} else PROPOSED
    if case.state == DECIDED:
        follow_up(unit, case)


def _impersonation(context: Context, case: Violation, code: str | None) -> list[Finding]:
    """ASM-DIS-007: admitted and signed, or proved; until then the candidate finishes and the score is locked by the open case."""
    return context.rules["ASM-DIS-007"].found("statement") if code == "HE-D4-04" and not (case.statement or case.evidence) else []


def _lacking(context: Context, case: Violation) -> list[Finding]:
    """ASM-DIS-001: what a whole record of a case still lacks; kept, never in the way."""
    parts = {
        _("考场"): case.room,
        _("科目"): case.subject,
        _("证据"): case.evidence,
        _("见证人"): case.witnesses,
        _("考生陈述"): case.statement,
    }
    lacking = [label for label, value in parts.items() if not value]
    return context.rules["ASM-DIS-001"].found("", list="、".join(lacking)) if lacking else []


@command("assessment.confirm_sanction", _("确认处理决定"), subject=CASE, row=ROW, letters="A", guard=within(PROPOSED), danger=True,
         rules=("ASM-DIS-003", "ASM-DIS-004", "ASM-DIS-005", "ASM-DIS-006"), params=(
    Param("certificate", _("证书处理"), CERTIFICATE, default="none"),
    Param("transferred", _("移送情况"), Text(200), required=False, help=_("情节严重、移送有关部门时填写")),
))  # fmt: skip
def confirm_sanction(unit: Unit, case: Violation, certificate: str, transferred: str | None) -> Findings:
    """The head confirms: the effects hold from now on, bans run from the day of the violation."""
    passed = case.enrolment is not None and case.enrolment.result == "passed"
    found = rules.certificate_fate_faults(passed, case.effects, certificate, unit.rules["ASM-DIS-005"])
    yield from found
    if blocked(found):
        return
    case.state, case.confirmed_by, case.certificate, case.transferred = DECIDED, unit.actor.name, certificate, transferred
    if transferred:
        yield from unit.rules["ASM-DIS-006"].found("transferred", found=transferred)
    impose(unit, case)


@command("assessment.return_sanction", _("退回处理意见"), subject=CASE, row=ROW, letters="A", guard=within(PROPOSED), rules=("ASM-DIS-003",),
         params=(Param("why", _("理由"), Text(200)),))  # fmt: skip
def return_sanction(unit: Unit, case: Violation, why: str) -> Findings:
    """The head does not confirm: the case is open again."""
    case.state, case.effects, case.decision, case.decided_on, case.note = RECORDED, [], None, None, why[:100]
    yield from ()


@command("assessment.tell_candidate", _("登记送达"), subject=CASE, row=ROW, letters="C", also=frozenset({DIRECTOR}), guard=within(DECIDED),
         rules=("ASM-DIS-001", "PPL-ORG-010"), params=(Param("told_on", _("送达日期"), Day(), default=_today),))  # fmt: skip
def tell_candidate(unit: Unit, case: Violation, told_on: date) -> Findings:
    """The candidate was told the decision, not before it was taken."""
    if case.decided_on and told_on < case.decided_on:
        yield from unit.rules["SYS-002"].found("told_on", label=_("送达日期"), found=told_on, expected=case.decided_on)
        return
    case.told_on = told_on


@command("assessment.lift_sanction", _("撤销处理决定"), subject=CASE, row=ROW, letters="A", guard=within(DECIDED), danger=True,
         rules=("ASM-DIS-003", "ASM-DIS-004"), params=(Param("why", _("理由"), Text(200)),))  # fmt: skip
def lift_sanction(unit: Unit, case: Violation, why: str) -> Findings:
    """The decision falls: scores count and show again, its bans end today (ASM-DIS-003)."""
    case.state, case.lifted_on, case.lifted_why = LIFTED, unit.today, why
    lift_all(unit, queries.bans_of_case(unit.db, case.id), why)
    follow_up(unit, case)
    yield from ()


def lift_all(unit: Unit, bans: Iterable[Any], why: str) -> None:
    for ban in bans:
        if ban.lifted_on is None:
            ban.lifted_on, ban.lifted_why = unit.today, why
