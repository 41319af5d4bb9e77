"""What every step of a case shares: where it may be taken, who stands aside, who signs, which date judged it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from models.complaints import clock, queries, rules
from models.complaints.rules import Who
from models.complaints.tables import Complaint, Notice
from models.complaints.terms import CLOSED, MOVED, NOTICE, STATE, WAY
from models.complaints.who import accused, director_accused, directors, locked, stored, tainted, who
from models.core.acts import Param, Subject, Unit
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Choice, Code, Day, Text
from models.core.queries import attachments, documents
from models.core.roles import DIRECTOR, GENERAL, titles
from resources.texts import _

Findings = Iterator[Finding]
Guard = Callable[[Context, Any], Findings]
CASE = Subject("case", _("投诉举报"), Complaint, queries.find_case)
SIGNERS = frozenset({DIRECTOR, GENERAL})  # general affairs only records what the level above signed (CMP-011)
JUDGED_BY = ("CMP-006", "CMP-007", "CMP-014")
SIGNED_BY = Param("signed_by", _("上级决定人"), Text(60), required=False, help=_("主任被投诉时，由上级具名决定"))


def today(context: Context, _record: Any) -> date:
    return context.today


def now(context: Context, _record: Any) -> datetime:
    return context.now.replace(second=0)


def at(*states: str, step: str = "", free: bool = False) -> Guard:
    """A guard: the case stands at one of these states, is not locked, and the person is not complained of.

    step: the column of who did this step; it may be repeated later where that person is now complained of (CMP-010).
    free: also while the case is locked (the appointment of another handler).
    """

    def guard(context: Context, case: Complaint) -> Findings:
        yield from in_state(
            context, case.state, states, STATE, repeated=bool(step) and case.state not in (CLOSED, MOVED) and step in tainted(context, case)
        )
        if not free and locked(context, case):
            yield from context.rules["CMP-010"].found("handler", list=_("承办人"))
        me = Who(context.actor.login, context.actor.name, context.actor.person_id)
        yield from stands_aside(context, case, me)

    return guard


def in_state(context: Context, state: str, states: tuple[str, ...], kind: Choice, *, repeated: bool = False) -> list[Finding]:
    """CMP-021 for a closed record, which is read-only; SYS-031 for a step out of its order."""
    if state in states or repeated:
        return []
    expected = "、".join(kind.show(one) for one in states)
    if state == CLOSED:
        return [Finding("CMP-021", Severity.BLOCK, "", {"list": _("已办结，只读")})]
    return [Finding("SYS-031", Severity.BLOCK, "", {"found": kind.show(state), "expected": expected})]


def stands_aside(context: Context, case: Complaint, somebody: Who, about: str = "") -> list[Finding]:
    """CMP-009; where it is switched off, PPL-APL-004 still says the same of the people rules."""
    recusal = context.rules["CMP-009"]
    return rules.recused(somebody, accused(case), recusal if recusal.active else context.rules["PPL-APL-004"], about)


def signs(guard: Guard) -> Guard:
    """The same guard for what the director decides: general affairs may record it only where the director is accused."""

    def signed(context: Context, case: Complaint) -> Findings:
        yield from guard(context, case)
        if DIRECTOR not in context.actor.roles and not director_accused(context, case):
            yield Finding("PPL-ORG-010", Severity.BLOCK, "",
                          {"action": _("由主任决定的步骤"), "row": 68, "found": titles(context.actor.roles),
                                                              "expected": titles({DIRECTOR})})  # fmt: skip

    return signed


def signer(unit: Unit, case: Complaint, signed_by: str | None) -> tuple[str, list[Finding]]:
    """Who answers for a decision, as it is stored, and what stands against it (CMP-009, CMP-011)."""
    named = signed_by if director_accused(unit, case) else None
    somebody = who(unit.db, named or unit.actor.login)
    findings = rules.director_may_not(somebody, directors(unit.db), accused(case), named, unit.rules["CMP-011"])
    findings += stands_aside(unit, case, somebody, "signed_by") if named else []
    return stored(unit.db, named or unit.actor.login), findings


def in_time_order(unit: Unit, about: str, label: str, day: date, other: str, first: date | None) -> list[Finding]:
    """A day of a step: not before what it follows, not in the future."""
    return rules.out_of_order(about, label, day, other, first, unit.today, unit.rules["SYS-014"])


def judged(unit: Unit, case: Complaint, step: str) -> clock.Stop:
    """The date a step is judged by now."""
    return next(stop for stop in clock.stops(case, unit.calendar, unit.rules) if stop.step == step)


def stamp(unit: Unit, case: Complaint) -> None:
    """Keep with the case which rules and which calendar it was judged by."""
    years = sorted({case.received_on.year, unit.today.year})
    calendars = " ".join(f"{year}:{unit.calendar.versions.get(year, '-')}" for year in years)
    case.judged_by = f"{unit.rules.versions(*JUDGED_BY)} {calendars}"[:400]


def told_dates(unit: Unit, case: Complaint) -> Findings:
    """The dates the case now has, with their reason: what the program answers to a registration."""
    reckoned = ((rules_id, reckon(case.received_on)) for rules_id, reckon in (
        ("CMP-006", lambda day: clock.screening_due(day, unit.calendar, unit.rules)),
        ("CMP-014", lambda day: clock.decision_due(day, None, unit.calendar, unit.rules))))  # fmt: skip
    for rule_id, reckoning in reckoned:
        yield from unit.rules[rule_id].found("", Severity.DUE, due=reckoning.day.isoformat(),
                                             expected=clock.explained(case.received_on, reckoning),
                                             provisional=reckoning.provisional)  # fmt: skip


NOTICE_PARAMS = (
    Param("way", _("送达方式"), WAY),
    Param("letter_no", _("通知书文号"), Code(40), required=False, help=_("留空则取最近打印的通知书编号")),
    Param("recipient", _("收件人"), Text(60), required=False, default=lambda _context, case: case.complainant),
)  # fmt: skip
_FORM_OF = {"preliminary": "F-COMPLAINT-NOTICE", "extension": "F-COMPLAINT-EXT", "outcome": "F-COMPLAINT-RESULT"}


def sent_on(label: str) -> Param:
    return Param("sent_on", label, Day(), default=today, help=_("发出或送达之日"))


def give_notice(unit: Unit, case: Complaint, kind: str, sent: date, way: str, letter_no: str | None, recipient: str | None,
                due: date | None = None, extension_id: int | None = None) -> list[Finding]:  # fmt: skip
    """Record a notice, with its number or the printed copy (CMP-008, CMP-030), or the memo of an anonymous case."""
    letter_no = letter_no or printed_number(unit, case, kind)
    kept = any(one.kind == NOTICE.show(kind) for one in attachments(unit, case))
    findings = rules.notice_faults(way, letter_no, kept, case.anonymous, unit.rules["CMP-008"])
    if not findings:
        unit.add(Notice(complaint=case, kind=kind, sent_on=sent, way=way, letter_no=letter_no, recipient=recipient,
                        signed_by=unit.actor.login,
                        due=due, extension_id=extension_id))  # fmt: skip
    return findings


def printed_number(context: Context, case: Complaint, kind: str) -> str | None:
    """CMP-030: the number of the last notice of this kind that was printed for the case."""
    printed = [one for one in documents(context, case) if one.form == _FORM_OF[kind]]
    return printed[0].number if context.rules["CMP-030"].active and printed else None
