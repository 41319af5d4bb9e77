"""The way of a case through the centre: handler, preliminary decision, notices, extension, facts, decision, filing."""

from datetime import date, datetime

from models.archives.keeping import read_upper
from models.archives.receiving import Dossier, hand_in
from models.complaints import clock, rules
from models.complaints.clock import DECISION, FILING, NOTICE, OUTCOME, SCREENING
from models.complaints.steps import (
    CASE,
    NOTICE_PARAMS,
    SIGNED_BY,
    SIGNERS,
    Findings,
    at,
    give_notice,
    in_time_order,
    judged,
    now,
    sent_on,
    signer,
    signs,
    stamp,
    stands_aside,
    today,
)  # fmt: skip
from models.complaints.tables import Complaint, Extension, StatementRequest
from models.complaints.terms import (
    ANSWER,
    CLOSED,
    DECIDED,
    FINDINGS,
    INVESTIGATING,
    NOT_INVESTIGATED,
    NOTIFIED,
    PRELIMINARY,
    PUBLIC,
    REGISTERED,
    RELATION,
    WITHDRAWN,
)  # fmt: skip
from models.complaints.who import identities, roles_of, stored, tainted, who
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Code, Day, Flag, Moment, Text, Whole
from models.core.roles import ARCHIVE, GENERAL, SUPERVISOR
from models.people import interests
from resources.texts import _

_ASSIGNABLE = (REGISTERED, PRELIMINARY, INVESTIGATING, FINDINGS)


@command("complaints.assign", _("指定承办人"), subject=CASE, row=66, only=SIGNERS, guard=signs(at(*_ASSIGNABLE, free=True)),
         rules=("CMP-009", "CMP-010", "CMP-011", "CMP-022", "CMP-023", "CMP-024", "PPL-SUP-048", "PPL-APL-004", "PPL-ORG-012"), params=(
    Param("handler", _("承办人"), Text(60), default=lambda _context, case: case.handler, help=_("账号或姓名")),
    Param("lead", _("调查牵头人"), Text(60), required=False, default=lambda _context, case: case.lead, help=_("群众举报由质量督导员牵头")),
    Param("relation", _("与当事人关系"), RELATION, default="none"), SIGNED_BY,
))  # fmt: skip
def assign(unit: Unit, case: Complaint, handler: str, lead: str | None, relation: str, signed_by: str | None) -> Findings:
    """REGISTERED → PRELIMINARY, or another handler later. Nobody complained of handles or leads; a supervisor leads public
    reports. A case locked because its handler became accused is open again (CMP-010)."""
    by, findings = signer(unit, case, signed_by)
    findings += stands_aside(unit, case, who(unit.db, handler), "handler") + rules.relation_faults(relation, unit.rules["CMP-024"])
    findings += [each for name in dict.fromkeys((handler, lead)) if name for each in _interested(unit, case, name)]
    yield from findings
    if lead:
        yield from _lead(unit, case, lead)
    elif case.kind == PUBLIC:
        yield from rules.lead_faults(case.kind, case.grounds, (), unit.rules["CMP-022"], unit.rules["CMP-023"])
    case.handler, case.lead, case.assigned_by = stored(unit.db, handler), stored(unit.db, lead) if lead else None, by
    if case.state == REGISTERED:
        case.state = PRELIMINARY


def _interested(unit: Unit, case: Complaint, name: str) -> list[Finding]:
    """CMP-024: what somebody has declared about the persons concerned, or about the case itself."""
    others = [interests.Other(*one) for one in identities(unit.db, case)]
    tied = interests.related(unit.db, who(unit.db, name).person_id, others, case.number)
    return unit.rules["CMP-024"].found("relation", found=f"{name} {tied[0].words}") if tied else []


def _lead(unit: Unit, case: Complaint, lead: str) -> Findings:
    """PPL-SUP-048 for a public report: the supervisor complained of does not investigate it; CMP-009 for every case."""
    mine = stands_aside(unit, case, who(unit.db, lead), "lead")
    if mine and case.kind == PUBLIC:
        mine += [Finding("PPL-SUP-048", Severity.BLOCK, "lead", {"who": lead})] if unit.rules["PPL-SUP-048"].active else []
    yield from mine
    yield from rules.lead_faults(case.kind, case.grounds, roles_of(unit.db, lead), unit.rules["CMP-022"], unit.rules["CMP-023"])


# -- preliminary decision -------------------------------------------------------------------------------------------


@command("complaints.screen", _("作出初步决定"), subject=CASE, row=66, only=SIGNERS, guard=signs(at(PRELIMINARY, step="screened_by")),
         rules=("CMP-006", "CMP-011", "SYS-014"), params=(
    Param("investigate", _("是否调查"), Flag()), Param("screening", _("初步了解情况"), Text(4000, 4)),
    Param("why", _("不予调查的理由"), Text(1000, 2), required=False), Param("on", _("决定日期"), Day(), default=today), SIGNED_BY,
))  # fmt: skip
def screen(unit: Unit, case: Complaint, investigate: bool, screening: str, why: str | None, on: date, signed_by: str | None) -> Findings:
    """Whether to investigate (CMP-006). The case moves on with the written notice (CMP-008)."""
    by, findings = signer(unit, case, signed_by)
    findings += in_time_order(unit, "on", _("决定日期"), on, _("接到日期"), case.received_on)
    if not investigate and not why:
        findings += unit.rules["SYS-002"].found("why", label=_("不予调查的理由"), found="", expected=_("理由"))
    yield from findings
    if findings:
        return
    due = clock.screening_due(case.received_on, unit.calendar, unit.rules).day
    yield from rules.late(SCREENING, due, on, unit.calendar, unit.rules)
    case.investigate, case.screening, case.screening_reason = investigate, screening, why
    case.screened_on, case.screened_by, case.screening_due = on, by, due
    stamp(unit, case)


def _screened(context: Context, case: Complaint) -> Findings:
    yield from at(PRELIMINARY)(context, case)
    if case.screened_on is None:
        yield from context.rules["CMP-008"].found("", found=_("尚未作出初步决定"))


@command("complaints.notify_preliminary", _("登记初步决定通知"), subject=CASE, row=66, only=SIGNERS, guard=_screened,
         rules=("CMP-003", "CMP-007", "CMP-008", "CMP-009", "CMP-030", "SYS-014"),
         params=(sent_on(_("通知日期")), *NOTICE_PARAMS))  # fmt: skip
def notify_preliminary(unit: Unit, case: Complaint, sent_on: date, way: str, letter_no: str | None, recipient: str | None) -> Findings:
    """PRELIMINARY → INVESTIGATING or NOT_INVESTIGATED. The notice counts on the day it is sent or handed over (CMP-007)."""
    rule = unit.rules["CMP-007"]
    due = clock.notice_due(case.received_on, unit.calendar, unit.rules).day
    findings = in_time_order(unit, "sent_on", _("通知日期"), sent_on, _("决定日期"), case.screened_on)
    findings += give_notice(unit, case, "preliminary", sent_on, way, letter_no, recipient, due)
    yield from findings
    if rule.active:
        yield from rules.late(NOTICE, due, sent_on, unit.calendar, unit.rules)
    case.notified_on, case.notice_due = sent_on, due
    case.state = INVESTIGATING if case.investigate else NOT_INVESTIGATED


# -- extension ------------------------------------------------------------------------------------------------------


@command("complaints.extend", _("延长办理"), subject=CASE, row=68, only=SIGNERS, guard=signs(at(INVESTIGATING, FINDINGS)),
         rules=("CMP-011", "CMP-015", "CMP-016", "CMP-017", "CMP-018", "SYS-014"), params=(
    Param("new_due", _("延长至"), Day()), Param("why", _("延长原因"), Text(1000, 2)), Param("on", _("决定日期"), Day(), default=today),
    SIGNED_BY,
))  # fmt: skip
def extend(unit: Unit, case: Complaint, new_due: date, why: str, on: date, signed_by: str | None) -> Findings:
    """A later decision date (CMP-015). It is in force once the complainant was told (CMP-016); until then the old one stands."""
    by, findings = signer(unit, case, signed_by)
    old_due = judged(unit, case, DECISION).due
    findings += in_time_order(unit, "on", _("决定日期"), on, _("接到日期"), case.received_on)
    findings += rules.extension_faults(old_due, new_due, on, why, len(case.extensions), unit.calendar, unit.rules)
    yield from findings
    made = Extension(complaint=case, reason=why, decided_on=on, decided_by=by, old_due=old_due, new_due=new_due)
    unit.add(made)
    case.extended_late = case.extended_late or on > old_due
    if not (unit.rules["CMP-016"].active and unit.rules["CMP-016"].value("required")):
        made.in_force_from, case.extended_to = on, new_due
    else:
        yield from unit.rules["CMP-016"].found("", Severity.DUE, expected=_("通知后生效，此前仍为 {due}").format(due=old_due))


def _awaits_notice(context: Context, case: Complaint) -> Findings:
    yield from at(INVESTIGATING, FINDINGS)(context, case)
    if not any(one.in_force_from is None for one in case.extensions):
        yield from context.rules["CMP-016"].found("", found=_("没有待通知的延长"))


@command("complaints.notify_extension", _("登记延期通知"), subject=CASE, row=68, only=SIGNERS, guard=_awaits_notice,
         rules=("CMP-008", "CMP-016", "CMP-017", "CMP-030", "SYS-014"), params=(sent_on(_("通知日期")), *NOTICE_PARAMS))  # fmt: skip
def notify_extension(unit: Unit, case: Complaint, sent_on: date, way: str, letter_no: str | None, recipient: str | None) -> Findings:
    """The notice puts the extension in force; after the date it extends it keeps the flag 逾期后延长 (CMP-017)."""
    extension = next(one for one in reversed(case.extensions) if one.in_force_from is None)
    findings = in_time_order(unit, "sent_on", _("通知日期"), sent_on, _("决定日期"), extension.decided_on)
    findings += give_notice(unit, case, "extension", sent_on, way, letter_no, recipient, extension.old_due, extension.id)
    yield from findings
    yield from rules.extended_late(extension.old_due, sent_on, unit.rules["CMP-017"])
    extension.in_force_from, case.extended_to = sent_on, extension.new_due
    case.extended_late = case.extended_late or sent_on > extension.old_due


# -- facts and decision ---------------------------------------------------------------------------------------------


@command("complaints.ask_accused", _("要求被投诉人说明"), subject=CASE, row=67, only=frozenset({GENERAL, SUPERVISOR}),
         guard=at(PRELIMINARY, INVESTIGATING, FINDINGS), rules=("CMP-013",), params=(
    Param("name", _("被投诉人"), Text(60)), Param("question", _("要求说明的内容"), Text(2000, 3)),
    Param("on", _("日期"), Day(), default=today),
))  # fmt: skip
def ask_accused(unit: Unit, case: Complaint, name: str, question: str, on: date) -> Findings:
    names = [one.name for one in case.accused if one.removed_on is None and name in (one.name, one.login)]
    if not names:
        known = "、".join(one.name for one in case.accused if one.removed_on is None)
        yield from unit.rules["SYS-002"].found("name", label=_("被投诉人"), found=name, expected=known)
        return
    unit.add(StatementRequest(complaint=case, name=names[0], asked_on=on, question=question))


def _unanswered(context: Context, case: Complaint) -> Findings:
    yield from at(PRELIMINARY, INVESTIGATING, FINDINGS)(context, case)
    if all(one.outcome for one in case.requests):
        yield Finding("SYS-031", Severity.BLOCK, "", {"found": _("没有待答复的要求"), "expected": _("已要求说明")})


@command("complaints.record_answer", _("登记被投诉人答复"), subject=CASE, row=67, only=frozenset({GENERAL, SUPERVISOR}), guard=_unanswered,
         rules=("CMP-013",), params=(
    Param("outcome", _("情形"), ANSWER, default="answered"), Param("answer", _("答复和材料"), Text(4000, 3), required=False),
    Param("name", _("被投诉人"), Text(60), required=False, help=_("留空则为最早一件")), Param("on", _("日期"), Day(), default=today),
))  # fmt: skip
def record_answer(unit: Unit, case: Complaint, outcome: str, answer: str | None, name: str | None, on: date) -> Findings:
    """A statement, or that there was none, or that it was obstructed (CMP-013)."""
    waiting = [one for one in case.requests if not one.outcome and name in (None, one.name)]
    if not waiting or (outcome == "answered" and not answer):
        yield from unit.rules["SYS-002"].found(
            "answer" if waiting else "name", label=_("答复和材料"), found=name or "", expected=_("答复内容")
        )
        return
    waiting[0].outcome, waiting[0].answer, waiting[0].answered_on = outcome, answer, on


@command("complaints.find_facts", _("写明查明事实"), subject=CASE, row=67, only=frozenset({GENERAL, SUPERVISOR}),
         guard=at(INVESTIGATING, FINDINGS, step="facts_by"), rules=("CMP-012", "CMP-013", "CMP-022", "CMP-023", "PPL-SUP-048", "SYS-014"),
         params=(
    Param("facts", _("查明事实"), Text(8000, 6), default=lambda _context, case: case.facts), Param("on", _("日期"), Day(), default=today),
))  # fmt: skip
def find_facts(unit: Unit, case: Complaint, facts: str, on: date) -> Findings:
    """INVESTIGATING → FINDINGS, by the lead: a supervisor for public reports, for fraud, scope and falsification."""
    yield from in_time_order(unit, "on", _("日期"), on, _("通知日期"), case.notified_on)
    yield from rules.lead_faults(case.kind, case.grounds, unit.actor.roles, unit.rules["CMP-022"], unit.rules["CMP-023"])
    silent = [one.name for one in case.requests if not one.outcome]
    if silent:
        yield Finding("CMP-013", Severity.BLOCK, "", {"list": "、".join(silent)})
    case.facts, case.facts_on, case.facts_by = facts, on, unit.actor.login
    if case.state == INVESTIGATING:
        case.state = FINDINGS


def _may_decide(context: Context, case: Complaint) -> Findings:
    yield from at(FINDINGS, step="decided_by")(context, case)
    repeat = [name for name in tainted(context, case) if name in ("screened_by", "facts_by")]
    if repeat:
        yield from context.rules["CMP-010"].found(
            "", list="、".join({"screened_by": _("初步决定"), "facts_by": _("查明事实")}[name] for name in repeat)
        )


@command("complaints.decide", _("作出处理决定"), subject=CASE, row=68, only=SIGNERS, guard=signs(_may_decide),
         rules=("CMP-009", "CMP-011", "CMP-012", "CMP-014", "SYS-014"), params=(
    Param("decision", _("处理结果"), Text(8000, 4)), Param("basis", _("依据"), Text(1000, 2), required=False),
    Param("measures", _("措施"), Text(2000, 2), required=False), Param("at", _("决定时间"), Moment(), default=now), SIGNED_BY,
))  # fmt: skip
def decide(
    unit: Unit, case: Complaint, decision: str, basis: str | None, measures: str | None, at: datetime, signed_by: str | None
) -> Findings:
    """FINDINGS → DECIDED. In time is the whole of the due day; a later decision wants a reason and stays late (CMP-014)."""
    by, findings = signer(unit, case, signed_by)
    findings += rules.out_of_order("at", _("决定时间"), at, _("接到时间"), case.received_at, unit.now, unit.rules["SYS-014"])
    if not case.facts:
        findings += [Finding("CMP-012", Severity.BLOCK, "decision", {})]
    yield from findings
    if findings:
        return
    due = judged(unit, case, DECISION).due if case.decided_on is None else case.decision_due or judged(unit, case, DECISION).due
    yield from rules.late(DECISION, due, at.date(), unit.calendar, unit.rules)
    case.decision, case.basis, case.measures = decision, basis, measures
    case.decided_at, case.decided_on, case.decided_by, case.decision_due = at, at.date(), by, due
    if case.state == FINDINGS:
        case.state = DECIDED
    stamp(unit, case)


@command("complaints.notify_outcome", _("登记结果告知"), subject=CASE, row=68, only=SIGNERS, guard=at(DECIDED),
         rules=("CMP-003", "CMP-008", "CMP-019", "CMP-030", "SYS-014"), params=(sent_on(_("告知日期")), *NOTICE_PARAMS))  # fmt: skip
def notify_outcome(unit: Unit, case: Complaint, sent_on: date, way: str, letter_no: str | None, recipient: str | None) -> Findings:
    """DECIDED → NOTIFIED: the outcome is told on the day of the decision or soon after (CMP-019)."""
    due = judged(unit, case, OUTCOME).due
    findings = in_time_order(unit, "sent_on", _("告知日期"), sent_on, _("决定日期"), case.decided_on)
    findings += give_notice(unit, case, "outcome", sent_on, way, letter_no, recipient, due)
    yield from findings
    yield from rules.late(OUTCOME, due, sent_on, unit.calendar, unit.rules)
    case.outcome_on, case.outcome_due, case.state = sent_on, due, NOTIFIED


# -- filing ---------------------------------------------------------------------------------------------------------


def _may_file(context: Context, case: Complaint) -> Findings:
    yield from at(NOT_INVESTIGATED, NOTIFIED, WITHDRAWN)(context, case)
    repeat = tainted(context, case)
    if repeat:
        yield from context.rules["CMP-010"].found("", list=_("{n} 个步骤").format(n=len(repeat)))


def lacking_to_close(case: Complaint) -> list[str]:
    """CMP-021: what keeps a case from being closed, without the archive number that closing itself brings."""
    kinds = {one.kind for one in case.notices}
    wanted = [] if case.ended_how else [("preliminary", _("初步决定通知"))] + ([("outcome", _("结果告知"))] if case.investigate else [])
    return ([_("处理决定或不予调查")] if not (case.ended_how or case.decision or case.investigate is False) else []) + [
        label for kind, label in wanted if kind not in kinds]  # fmt: skip


@command("complaints.file", _("归档办结"), subject=CASE, row=69, only=frozenset({GENERAL, ARCHIVE}), guard=_may_file,
         rules=("CMP-010", "CMP-020", "CMP-021", "CMP-028", "SYS-014"), params=(
    Param("archive_no", _("归档档号"), Code(40)), Param("pages", _("页数"), Whole(1, 100_000), required=False),
    Param("on", _("归档日期"), Day(), default=today),
))  # fmt: skip
def file(unit: Unit, case: Complaint, archive_no: str, pages: int | None, on: date) -> Findings:
    """→ CLOSED: the dossier gets its archive number and is handed to the archive as K19; from here on it is read-only."""
    stop = judged(unit, case, FILING)
    findings = rules.not_closable(lacking_to_close(case), unit.rules["CMP-021"])
    findings += in_time_order(unit, "on", _("归档日期"), on, _("办理完毕日期"), clock.finished_on(case))
    yield from findings
    yield from rules.late(FILING, stop.due, on, unit.calendar, unit.rules)
    kept = unit.rules["CMP-028"]
    unit.detail["handed_over"] = {"kind": kept.value("kind"), "years": kept.value("years"), "archive_no": archive_no}
    case.archive_no, case.pages, case.filed_on, case.filed_by, case.filing_due = read_upper(archive_no), pages, on, unit.actor.login, stop.due
    case.state = CLOSED
    stamp(unit, case)
    dossier = Dossier(archive_no, _("投诉举报 {number} 案卷").format(number=case.number), kept.value("kind"), on,
                      _("{n}页").format(n=pages) if pages else None, case.batch, identities(unit.db, case))  # fmt: skip
    yield from hand_in(unit, dossier)
