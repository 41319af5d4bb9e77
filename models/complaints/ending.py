"""How a case ends before its time, goes on, begins again, and what follows from it."""

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from models.complaints import rules
from models.complaints.steps import CASE, SIGNERS, Findings, at, in_time_order, now, signs, stamp, today, told_dates
from models.complaints.tables import Accused, Complaint, ComplaintLink
from models.complaints.terms import CLOSED, ENDING, LINK, OPEN, REGISTERED, WITHDRAWABLE, WITHDRAWN
from models.complaints.who import roles_of, stored
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.commands import add_attachment, file_faults
from models.core.findings import Finding, Severity
from models.core.kinds import Code, Day, File, Moment, Text
from models.core.roles import DIRECTOR, GENERAL, SUPERVISOR
from resources.texts import _


@command("complaints.withdraw", _("撤回或撤销"), subject=CASE, row=65, only=frozenset({GENERAL}), guard=at(*WITHDRAWABLE), danger=True,
         rules=("CMP-025", "SYS-014"), params=(
    Param("how", _("情形"), ENDING, default="withdrawn"), Param("why", _("原因"), Text(1000, 2)),
    Param("letter", _("撤回书编号或文件名"), Code(60), required=False), Param("letter_file", _("书面撤回"), File(), required=False),
    Param("consent", _("同意的督导员"), Text(60), required=False, help=_("群众举报须经督导员具名同意，理由写明其意见")),
    Param("on", _("日期"), Day(), default=today),
))  # fmt: skip
def withdraw(
    unit: Unit, case: Complaint, how: str, why: str, letter: str | None, letter_file: str | None, consent: str | None, on: date
) -> Findings:
    """The complainant takes it back in writing, or it was entered in error. A public report needs a supervisor's named
    consent, which is the reason of the act (CMP-025)."""
    findings = file_faults(unit, Path(letter_file)) if letter_file else []
    findings += in_time_order(unit, "on", _("日期"), on, _("接到日期"), case.received_on)
    if how == "withdrawn" and not (letter or letter_file):
        findings += unit.rules["SYS-002"].found("letter", label=_("书面撤回"), found="", expected=_("撤回书编号或文件"))
    yield from findings
    yield from rules.consent_faults(case.kind, roles_of(unit.db, consent) if consent else None, unit.rules["CMP-025"])
    if findings:
        return
    if letter_file:
        add_attachment(unit, f"{Complaint.__tablename__}:{case.id}", Path(letter_file), _("书面撤回"))
    case.ended_at_state, case.state, case.ended_how, case.ended_on = case.state, WITHDRAWN, how, on
    case.ended_why, case.consent_by = why + (f"（{letter}）" if letter else ""), stored(unit.db, consent) if consent else None


@command("complaints.go_on", _("依职权继续办理"), subject=CASE, row=66, only=frozenset({DIRECTOR}), guard=at(WITHDRAWN),
         rules=("CMP-014",), params=(Param("why", _("理由"), Text(400, 2)),))  # fmt: skip
def go_on(unit: Unit, case: Complaint, why: str) -> Findings:
    """The director goes on ex officio: the case stands where it stood, its clocks never stopped."""
    case.state, case.ended_at_state, case.ended_how, case.ended_on = case.ended_at_state or REGISTERED, None, None, None
    case.ended_why = None
    yield from ()


def _may_reopen(context: Context, case: Complaint) -> Findings:
    yield from at(CLOSED)(context, case)
    later = context.db.scalar(select(Complaint.number).where(Complaint.reopened_from_id == case.id))
    if later:
        yield Finding("SYS-031", Severity.BLOCK, "", {"found": later, "expected": _("最近一次办理")})


@command("complaints.reopen", _("重新办理"), subject=CASE, row=66, only=SIGNERS, guard=signs(_may_reopen),
         rules=("CMP-021", "CMP-006", "CMP-014", "SYS-014"),
         params=(Param("why", _("理由"), Text(1000, 2)), Param("received_at", _("重新接到时间"), Moment(), default=now)))  # fmt: skip
def reopen(unit: Unit, case: Complaint, why: str, received_at: datetime) -> Findings:
    """CLOSED → a new cycle, REGISTERED, with a new day of receipt (CMP-021). The closed case stays as it is."""
    wrong = rules.out_of_order("received_at", _("重新接到时间"), received_at, _("归档日期"),
                               datetime.combine(case.filed_on, datetime.min.time()) if case.filed_on else None, unit.now,
                               unit.rules["SYS-014"])  # fmt: skip
    yield from wrong
    if wrong:
        return
    kept = ("year", "serial", "kind", "channel", "anonymous", "complainant", "employer", "contact", "content", "evidence", "grounds",
            "batch",
            "certificate")  # fmt: skip
    first = case.number.partition("/")[0]
    again = Complaint(number=f"{first}/{case.cycle + 1}", cycle=case.cycle + 1, reopened_from_id=case.id, state=REGISTERED,
                      received_at=received_at,
                      received_on=received_at.date(), entered_by=unit.actor.login, registered_by=unit.actor.login, registered_at=unit.now,
                      note=why, **{name: getattr(case, name) for name in kept})  # fmt: skip
    unit.add(again)
    for one in case.accused:
        if one.removed_on is None:
            unit.add(Accused(complaint=again, name=one.name, login=one.login, person_id=one.person_id, added_on=unit.today))
    stamp(unit, again)
    unit.value = {"number": again.number}
    yield from told_dates(unit, again)


@command("complaints.link", _("关联后续处理"), subject=CASE, row=68, only=frozenset({GENERAL, DIRECTOR, SUPERVISOR}), guard=at(*OPEN),
         rules=("CMP-027",), params=(
    Param("kind", _("处理类别"), LINK), Param("target", _("对象编号"), Code(80), help=_("证书编号、事件编号、证卡编号等")),
    Param("note", _("说明"), Text(400, 2), required=False),
))  # fmt: skip
def link(unit: Unit, case: Complaint, kind: str, target: str, note: str | None) -> Findings:
    """An action that follows from the case (CMP-027), by the key of what it acts on; found from both sides."""
    if any(one.kind == kind and one.target == target for one in case.links):
        yield from unit.rules["SYS-002"].found("target", label=_("对象编号"), found=target, expected=_("尚未关联的编号"))
        return
    unit.add(ComplaintLink(complaint=case, kind=kind, target=target, note=note, added_on=unit.today))
