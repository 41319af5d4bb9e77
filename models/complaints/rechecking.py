"""Score rechecks (R) and objections to a public notice (O): from the application to the reply (registers.md 1.6)."""

from datetime import date
from typing import Any

from models.archives.receiving import Dossier, hand_in
from models.complaints import clock, queries, rules, terms
from models.complaints.queries import next_number
from models.complaints.receiving import spawn_report
from models.complaints.steps import Findings, in_state, in_time_order, today
from models.complaints.tables import Recheck
from models.complaints.terms import (
    ACCEPTED,
    APPLIED,
    CAUSE,
    CHECKED,
    CLOSED,
    OBJECTION,
    RAISED,
    RECHECK,
    RECHECK_STATE,
    REFUSED,
    REPLIED,
    RESOLVED,
    RESULT,
    REVIEWING,
    SUBMITTED,
    WAY,
)  # fmt: skip
from models.complaints.who import stored
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Code, Day, Flag, IdNumber, Score, Text
from models.core.roles import ARCHIVE, DIRECTOR, EXAM, GENERAL
from resources.texts import _

RECORD = Subject("recheck", _("复核或异议"), Recheck, queries.find_recheck)
_EXAM, _CLOSING = frozenset({EXAM}), frozenset({ARCHIVE, GENERAL})
WINDOWS = ("SRQ-002", "SRQ-009")


def _at(*states: str, kind: str = "") -> Any:
    def guard(context: Context, record: Recheck) -> Findings:
        yield from in_state(context, record.state, states, RECHECK_STATE)
        if kind and record.kind != kind:
            yield Finding(
                "SYS-031", Severity.BLOCK, "", {"found": terms.RECHECK_KIND.show(record.kind), "expected": terms.RECHECK_KIND.show(kind)}
            )

    return guard


def _new(unit: Unit, kind: str, state: str, applied_on: date, facts: dict[str, Any]) -> Recheck:
    number, serial = next_number(unit.db, Recheck, applied_on.year)
    made = Recheck(number=number, year=applied_on.year, serial=serial, kind=kind, state=state, applied_on=applied_on,
                   entered_by=unit.actor.login,
                   **facts)  # fmt: skip
    made.wrong_identity = bool(made.wrong_identity)
    made.judged_by = unit.rules.versions("SRQ-002", "SRQ-003", "SRQ-004", "SRQ-009")[:400]
    unit.add(made)
    unit.value = {"number": number}
    return made


@command("complaints.apply_recheck", _("登记成绩复核申请"), row=47, only=frozenset({EXAM, GENERAL}),
         rules=("SRQ-001", "SRQ-004", "SYS-014"), params=(
    Param("candidate", _("考生姓名"), Text(60)), Param("id_no", _("证件号码"), IdNumber(), required=False),
    Param("contact", _("联系方式"), Text(60), required=False),
    Param("batch", _("批次"), Text(80)), Param("subject", _("科目"), Text(80)), Param("score", _("公布成绩"), Score()),
    Param("published_on", _("成绩公布日期"), Day()), Param("applied_on", _("申请日期"), Day(), default=today),
    Param("request", _("申请理由"), Text(1000, 2)),
    Param("wrong_identity", _("因信息填涂不准确得零分"), Flag(), default=False),
))  # fmt: skip
def apply_recheck(unit: Unit, published_on: date, applied_on: date, **facts: Any) -> Findings:
    """A candidate asks for a recheck. The window is judged when it is accepted or, for a station, when it is submitted."""
    yield from in_time_order(unit, "applied_on", _("申请日期"), applied_on, _("成绩公布日期"), published_on)
    yield from rules.little_in_hand(published_on, applied_on, unit.rules["SRQ-004"], unit.calendar)
    _new(unit, RECHECK, APPLIED, applied_on, facts | {"published_on": published_on})


def _may_accept(context: Context, record: Recheck) -> Findings:
    yield from _at(APPLIED, kind=RECHECK)(context, record)
    if record.wrong_identity:
        yield from context.rules["SRQ-007"].found("wrong_identity")
    if record.published_on:
        yield from rules.window_faults(record.published_on, record.applied_on, [context.rules[one] for one in WINDOWS], context.calendar)


@command("complaints.accept_recheck", _("受理复核"), subject=RECORD, row=47, only=_EXAM, guard=_may_accept,
         rules=(*WINDOWS, "SRQ-003", "SRQ-007", "SYS-014"), params=(Param("on", _("受理日期"), Day(), default=today),))  # fmt: skip
def accept_recheck(unit: Unit, record: Recheck, on: date) -> Findings:
    """APPLIED → ACCEPTED within the window (SRQ-002, 004, 009); the reply is due from this day (SRQ-003)."""
    yield from in_time_order(unit, "on", _("受理日期"), on, _("申请日期"), record.applied_on)
    record.accepted_on, record.state = on, ACCEPTED
    due = clock.reply_due(on, record.applied_on, unit.rules["SRQ-003"], unit.calendar)
    yield from unit.rules["SRQ-003"].found("", Severity.DUE, due=due.day.isoformat(), expected=clock.explained(on, due))


@command("complaints.refuse_recheck", _("不予受理复核"), subject=RECORD, row=47, only=_EXAM, guard=_at(APPLIED, kind=RECHECK), danger=True,
         rules=("SRQ-002",), params=(Param("why", _("理由"), Text(1000, 2)), Param("on", _("日期"), Day(), default=today)))  # fmt: skip
def refuse_recheck(unit: Unit, record: Recheck, why: str, on: date) -> Findings:
    record.refused_on, record.refused_why, record.state = on, why, REFUSED
    yield from ()


@command("complaints.submit_recheck", _("向中心报送复查"), subject=RECORD, row=47, only=_EXAM, guard=_at(ACCEPTED, kind=RECHECK),
         rules=("SRQ-004", "SYS-014"), params=(Param("on", _("报送日期"), Day(), default=today),))  # fmt: skip
def submit_recheck(unit: Unit, record: Recheck, on: date) -> Findings:
    """SRQ-004: the station files with the head office within its window; the day of submission counts."""
    yield from in_time_order(unit, "on", _("报送日期"), on, _("申请日期"), record.applied_on)
    if record.published_on:
        yield from rules.submission_faults(record.published_on, on, unit.rules["SRQ-004"], unit.calendar)
    record.submitted_on, record.state = on, SUBMITTED


def _may_check(context: Context, record: Recheck) -> Findings:
    station = context.rules["SRQ-004"].active
    yield from _at(SUBMITTED if station else ACCEPTED, kind=RECHECK)(context, record)


@command("complaints.check_recheck", _("登记复核结果"), subject=RECORD, row=47, only=_EXAM, guard=_may_check,
         rules=("SRQ-001", "SRQ-005", "SRQ-010", "SYS-014"), params=(
    Param("items", _("核对项目"), CAUSE), Param("result", _("结果"), RESULT),
    Param("corrected_to", _("更正后成绩"), Score(), required=False),
    Param("checked_by", _("核对人"), Text(60), default=lambda context, _record: context.actor.name),
    Param("second_by", _("另一核对人"), Text(60)),
    Param("scorer", _("原评分人"), Text(60), required=False), Param("on", _("核对日期"), Day(), default=today),
    Param("fraud", _("发现舞弊或滥用职权"), Text(1000, 2), required=False, help=_("填写发现的情况，将立一件举报")),
))  # fmt: skip
def check_recheck(unit: Unit, record: Recheck, items: list[str], result: str, corrected_to: float | None, checked_by: str, second_by: str,
                  scorer: str | None, on: date, fraud: str | None) -> Findings:  # fmt: skip
    """Two people check, not the original scorer; where the text says so only three causes are looked at (SRQ-005). Fraud
    that comes to light opens a report whose receipt is the day of the finding (SRQ-010)."""
    yield from in_time_order(unit, "on", _("核对日期"), on, _("受理日期"), record.accepted_on)
    yield from rules.cause_faults(items, unit.rules["SRQ-005"])
    yield from rules.checker_faults(checked_by, second_by, scorer, unit.rules["SRQ-001"])
    if result == "corrected" and corrected_to is None:
        yield from unit.rules["SYS-002"].found("corrected_to", label=_("更正后成绩"), found="", expected=_("0 至 100 的数"))
    record.items, record.result, record.corrected_to, record.finding = items, result, corrected_to, fraud
    record.checked_by, record.second_by, record.checked_on = stored(unit.db, checked_by), stored(unit.db, second_by), on
    record.state = CHECKED
    if fraud and unit.rules["SRQ-010"].active:
        report = spawn_report(unit, on, fraud, record.batch)
        record.complaint_id = report.id
        unit.value = {"report": report.number}


@command("complaints.reply_recheck", _("答复考生"), subject=RECORD, row=47, only=_EXAM, guard=_at(CHECKED, REFUSED, kind=RECHECK),
         rules=("SRQ-003", "SYS-014"), params=(Param("way", _("答复方式"), WAY),
                                               Param("on", _("答复日期"), Day(), default=today)))  # fmt: skip
def reply_recheck(unit: Unit, record: Recheck, way: str, on: date) -> Findings:
    """→ REPLIED. Late wants a reason and stays late (SRQ-003)."""
    rule = unit.rules["SRQ-003"]
    due = clock.reply_due(record.accepted_on, record.applied_on, rule, unit.calendar).day
    yield from in_time_order(unit, "on", _("答复日期"), on, _("核对日期"), record.checked_on or record.refused_on)
    if on > due:
        yield from rule.found("on", Severity.WARN, found=clock.late_words(due, on, unit.calendar), expected=_("最迟 {due}").format(due=due))
    record.replied_on, record.reply_way, record.reply_due, record.state = on, way, due, REPLIED


# -- objections -----------------------------------------------------------------------------------------------------


@command("complaints.raise_objection", _("登记公示异议"), row=47, only=frozenset({EXAM, GENERAL}), rules=("SRQ-006", "SYS-014"), params=(
    Param("batch", _("批次"), Text(80)), Param("candidate", _("所涉考生"), Text(60), required=False),
    Param("contact", _("提出人及联系方式"), Text(60)),
    Param("published_on", _("公示开始日期"), Day()), Param("applied_on", _("提出日期"), Day(), default=today),
    Param("request", _("异议内容"), Text(2000, 3)),
))  # fmt: skip
def raise_objection(unit: Unit, published_on: date, applied_on: date, **facts: Any) -> Findings:
    """An objection while results are on public notice: publication waits until it is resolved (SRQ-006)."""
    yield from in_time_order(unit, "applied_on", _("提出日期"), applied_on, _("公示开始日期"), published_on)
    _new(unit, OBJECTION, RAISED, applied_on, facts | {"published_on": published_on})
    yield from unit.rules["SRQ-006"].found("", Severity.RECORD)


@command("complaints.review_objection", _("核查异议"), subject=RECORD, row=47, only=_EXAM, guard=_at(RAISED, kind=OBJECTION),
         rules=("SRQ-006", "SYS-014"),
         params=(Param("supervisor_told_on", _("告知督导员日期"), Day(), default=today),))  # fmt: skip
def review_objection(unit: Unit, record: Recheck, supervisor_told_on: date) -> Findings:
    yield from in_time_order(unit, "supervisor_told_on", _("告知督导员日期"), supervisor_told_on, _("提出日期"), record.applied_on)
    record.supervisor_told_on, record.state = supervisor_told_on, REVIEWING


@command("complaints.resolve_objection", _("处理异议"), subject=RECORD, row=47, only=frozenset({DIRECTOR}),
         guard=_at(REVIEWING, kind=OBJECTION),
         rules=("SRQ-006", "SYS-014"), params=(Param("finding", _("处理结果"), Text(2000, 3)),
                                               Param("on", _("日期"), Day(), default=today)))  # fmt: skip
def resolve_objection(unit: Unit, record: Recheck, finding: str, on: date) -> Findings:
    yield from in_time_order(unit, "on", _("日期"), on, _("提出日期"), record.applied_on)
    record.finding, record.resolved_on, record.resolved_by, record.state = finding, on, unit.actor.login, RESOLVED


@command("complaints.close_recheck", _("复核归档办结"), subject=RECORD, row=69, only=_CLOSING, guard=_at(REPLIED, RESOLVED),
         rules=("CMP-028",),
         params=(Param("archive_no", _("归档档号"), Code(40)), Param("on", _("归档日期"), Day(), default=today)))  # fmt: skip
def close_recheck(unit: Unit, record: Recheck, archive_no: str, on: date) -> Findings:
    yield from in_time_order(unit, "on", _("归档日期"), on, _("办理完毕日期"), record.replied_on or record.resolved_on)
    dossier = Dossier(archive_no, _("{kind} {number} 案卷").format(kind=terms.RECHECK_KIND.show(record.kind), number=record.number),
                      unit.rules["CMP-028"].value("kind"), on, batch=record.batch,
                      parties=[(record.candidate, record.id_no)] if record.candidate else [])  # fmt: skip
    yield from hand_in(unit, dossier)
    record.archive_no, record.closed_on, record.state = archive_no, on, CLOSED


def publication_faults(context: Context, batch: str, posted_on: date) -> list[Finding]:
    """SRQ-006: what stands against publishing a batch's results today, for whoever publishes or makes certificates."""
    return rules.not_publishable(
        posted_on, context.today, queries.open_objections(context.db, batch), context.rules["SRQ-006"], context.calendar
    )
