"""What the program says about a case, a recheck or an appeal now: findings in the detail panel, refusing nothing."""

from models.complaints import clock, queries, receiving, rules
from models.complaints.clock import RULE_OF
from models.complaints.later import unresolved
from models.complaints.tables import Complaint, Recheck, StaffAppeal
from models.complaints.terms import ACCEPTED, APPLIED, CHECKED, CLOSED, FORWARDED, OPEN, RECEIVED, RECHECK, SUBMITTED
from models.complaints.who import STEP_BY, locked, tainted
from models.core.centre import Context
from models.core.findings import Finding, Severity
from resources.texts import _


def about_case(context: Context, case: Complaint) -> list[Finding]:
    """Locked, steps to be repeated, what a registration lacks, what is due and why, what was late, no registrar."""
    found = _recusal(context, case)
    if case.state == RECEIVED:
        found += rules.missing_facts(case, receiving.FACTS, context.rules["CMP-002"])
        found += rules.ground_faults(case.kind, case.grounds, context.rules["CMP-005"])
        found += queries.no_registrar(context)
    for stop in clock.pending(case, context.calendar, context.rules):
        told = (
            clock.explained(case.received_on, stop.reckoning)
            if stop.reckoning and stop.step in clock.STEPS[:3]
            else clock.day_words(stop.due)
        )
        severity = Severity.WARN if stop.due < context.today else Severity.DUE
        found += context.rules[RULE_OF[stop.step]].found(stop.step, severity, expected=told)
    found += _not_in_force(context, case)
    late = queries.lateness(context, case)
    return found + (context.rules["CMP-014"].found("late", Severity.RECORD, found="、".join(late)) if late else [])


def _recusal(context: Context, case: Complaint) -> list[Finding]:
    if case.state == CLOSED:
        return []
    steps = tainted(context, case)
    names = [label for name, label in STEP_BY if name in steps]
    found = context.rules["CMP-010"].found("handler", list=_("承办人")) if locked(context, case) else []
    return found + (context.rules["CMP-010"].found("steps", Severity.WARN, list="、".join(names)) if names else [])


def _not_in_force(context: Context, case: Complaint) -> list[Finding]:
    """CMP-016: an extension nobody was told of changes nothing."""
    waiting = [one for one in case.extensions if one.in_force_from is None]
    if not waiting or case.state not in OPEN:
        return []
    told = _("延长至 {new} 尚未通知，仍以 {old} 为期限").format(new=waiting[-1].new_due, old=waiting[-1].old_due)
    return context.rules["CMP-016"].found("extension", Severity.WARN, found=told)


def about_recheck(context: Context, record: Recheck) -> list[Finding]:
    """The reply that is due; the station's window; an objection that holds publication back."""
    if record.kind != RECHECK:
        return context.rules["SRQ-006"].found("", Severity.WARN, found=_("异议未了结")) if unresolved(record) else []
    found: list[Finding] = []
    if record.state in (APPLIED, ACCEPTED, SUBMITTED, CHECKED):
        start = record.accepted_on or record.applied_on
        by = clock.reply_due(record.accepted_on, record.applied_on, context.rules["SRQ-003"], context.calendar)
        severity = Severity.WARN if by.day < context.today else Severity.DUE
        found += context.rules["SRQ-003"].found("reply", severity, expected=clock.explained(start, by))
    if record.state == APPLIED and record.wrong_identity:
        found += context.rules["SRQ-007"].found("wrong_identity")
    if record.replied_on and record.reply_due and record.replied_on > record.reply_due:
        told = clock.late_words(record.reply_due, record.replied_on, context.calendar)
        found += context.rules["SRQ-003"].found("late", Severity.RECORD, found=told)
    return found


def about_appeal(context: Context, record: StaffAppeal) -> list[Finding]:
    if record.result == "revoked" and record.restored_on is None:
        return context.rules["PPL-APL-003"].found("restore", Severity.DUE)
    return context.rules["PPL-APL-002"].found("follow", Severity.DUE) if record.state == FORWARDED else []
