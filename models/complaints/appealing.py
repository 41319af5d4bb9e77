"""Appeals of staff (A) and claims of assessors (B): the centre registers and forwards, it does not decide (registers.md 1.7)."""

from datetime import date
from pathlib import Path
from typing import Any

from models.archives.receiving import Dossier, hand_in
from models.complaints import queries, rules
from models.complaints.queries import next_number
from models.complaints.rules import Who
from models.complaints.steps import Findings, in_state, in_time_order, today
from models.complaints.tables import StaffAppeal
from models.complaints.terms import ANSWERED, APPEAL, APPEAL_KIND, APPEAL_RESULT, APPEAL_STATE, CLAIM, CLOSED, FILED, FORWARDED
from models.complaints.who import account, meant
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.commands import add_attachment, file_faults
from models.core.findings import Finding, Severity
from models.core.kinds import Code, Day, File, Text
from models.core.queries import attachments
from models.core.roles import ARCHIVE, GENERAL
from models.people.tables import Person
from resources.texts import _

RECORD = Subject("appeal", _("申诉"), StaffAppeal, queries.find_appeal)
_GENERAL = frozenset({GENERAL})
_UPHELD = ("upheld", "changed", "revoked")


def _at(*states: str) -> Any:
    def guard(context: Context, record: StaffAppeal) -> Findings:
        yield from in_state(context, record.state, states, APPEAL_STATE)
        yield from _not_his(context, Who(record.login or "", record.name, record.person_id))

    return guard


def _not_his(context: Context, appellant: Who) -> Findings:
    """PPL-ORG-004, SOD-9: nobody handles his own appeal."""
    me = Who(context.actor.login, context.actor.name, context.actor.person_id)
    if me.is_same(appellant):
        yield from context.rules["PPL-ORG-004"].found("", found=_("本人事项"))


@command("complaints.file_appeal", _("登记申诉"), row=29, only=_GENERAL,
         rules=("APL-001", "APL-003", "PPL-APL-002", "PPL-ASR-164", "SYS-014"), params=(
    Param("kind", _("类别"), APPEAL_KIND, default=APPEAL), Param("name", _("申诉人"), Text(60), help=_("姓名、账号或证卡编号")),
    Param("claim", _("申诉事由"), Text(4000, 4)), Param("sanction", _("所诉处分决定"), Text(1000, 2), required=False),
    Param("sanctioned_on", _("处分日期"), Day(), required=False), Param("delivered_on", _("处分送达日期"), Day(), required=False),
    Param("filed_on", _("提出日期"), Day(), default=today),
    Param("owner", _("承办人"), Text(60), default=lambda context, _record: context.actor.login),
))  # fmt: skip
def file_appeal(unit: Unit, kind: str, name: str, filed_on: date, delivered_on: date | None, owner: str, **facts: Any) -> Findings:
    """An appeal is filed: against a disciplinary decision, or because an assessor's rights were infringed on duty.

    An appeal later than the days after delivery is taken with a reason (PPL-APL-002). The decision stays in force.
    """
    person = meant(unit.db, name)
    if person is None:
        yield from unit.rules["SYS-002"].found("name", label=_("申诉人"), found=name, expected=_("证卡编号或身份证号（有同名人员）"))
        return
    yield from _not_his(unit, person)
    if kind == APPEAL and not facts["sanction"]:
        yield from unit.rules["APL-001"].found("sanction", Severity.BLOCK, found="", expected=_("所诉处分决定"))
    yield from in_time_order(unit, "filed_on", _("提出日期"), filed_on, _("处分日期"), facts["sanctioned_on"] or delivered_on)
    yield from rules.appeal_late(delivered_on, filed_on, unit.rules["PPL-APL-002"]) if kind == APPEAL else ()
    user = account(unit.db, owner)
    if user is None:
        yield from unit.rules["SYS-002"].found("owner", label=_("承办人"), found=owner, expected=_("账号"))
    number, serial = next_number(unit.db, StaffAppeal, filed_on.year)
    unit.add(StaffAppeal(number=number, year=filed_on.year, serial=serial, kind=kind, state=FILED, name=person.name,
                         login=person.login or None,
                         person_id=person.person_id, filed_on=filed_on, delivered_on=delivered_on, owner=user.login if user else owner,
                         entered_by=unit.actor.login, judged_by=unit.rules.versions("PPL-APL-002")[:400], **facts))  # fmt: skip
    unit.value = {"number": number}
    yield from unit.rules["APL-003" if kind == CLAIM else "APL-001"].found("", Severity.RECORD)


@command("complaints.forward_appeal", _("转送申诉"), subject=RECORD, row=29, only=_GENERAL, guard=_at(FILED),
         rules=("APL-001", "APL-003", "SYS-014"), params=(
    Param("to", _("转送"), Text(80), default=lambda _context, record: _("单位纪检监察部门") if record.kind == APPEAL else _("中心主任")),
    Param("on", _("转送日期"), Day(), default=today),
))  # fmt: skip
def forward_appeal(unit: Unit, record: StaffAppeal, to: str, on: date) -> Findings:
    """FILED → FORWARDED: an appeal to the discipline inspection, a claim to the director."""
    yield from in_time_order(unit, "on", _("转送日期"), on, _("提出日期"), record.filed_on)
    record.forwarded_to, record.forwarded_on, record.state = to, on, FORWARDED


@command("complaints.record_appeal_result", _("登记申诉结果"), subject=RECORD, row=29, only=_GENERAL, guard=_at(FORWARDED),
         rules=("PPL-APL-001", "PPL-APL-003", "APL-003", "PPL-ASR-164", "SYS-014"), params=(
    Param("result", _("结果"), APPEAL_RESULT), Param("letter", _("答复文书编号"), Code(60), required=False),
    Param("letter_file", _("答复文书"), File(), required=False),
    Param("measure", _("采取的措施"), Text(2000, 2), required=False), Param("on", _("答复日期"), Day(), default=today),
))  # fmt: skip
def record_appeal_result(
    unit: Unit, record: StaffAppeal, result: str, letter: str | None, letter_file: str | None, measure: str | None, on: date
) -> Findings:
    """FORWARDED → ANSWERED: what the appeal body decided, with its document (PPL-APL-001). Revoked makes the to-do to restore
    card, qualification and platform entry (PPL-APL-003)."""
    findings = file_faults(unit, Path(letter_file)) if letter_file else []
    findings += in_time_order(unit, "on", _("答复日期"), on, _("转送日期"), record.forwarded_on)
    if (result in _UPHELD) != (record.kind == APPEAL):
        fitting = _UPHELD if record.kind == APPEAL else ("protected", "rejected")
        findings += unit.rules["SYS-002"].found(
            "result", label=_("结果"), found=APPEAL_RESULT.show(result), expected="、".join(map(APPEAL_RESULT.show, fitting))
        )
    if record.kind == APPEAL and not (letter or letter_file):
        findings += unit.rules["PPL-APL-001"].found("letter", found="", expected=_("答复文书的编号或文件"))
    if record.kind == CLAIM and not measure:
        findings += (
            [Finding("APL-003", Severity.BLOCK, "measure", {"found": "", "expected": _("采取的措施")})]
            if unit.rules["APL-003"].active
            else []
        )
    yield from findings
    if findings:
        return
    if letter_file:
        add_attachment(unit, f"{StaffAppeal.__tablename__}:{record.id}", Path(letter_file), _("答复文书"))
    record.result, record.answer_letter, record.measure, record.answered_on, record.state = result, letter, measure, on, ANSWERED
    if result == "revoked":
        yield from unit.rules["PPL-APL-003"].found("", Severity.DUE)


def _to_restore(context: Context, record: StaffAppeal) -> Findings:
    yield from _at(ANSWERED, CLOSED)(context, record)
    if record.result != "revoked" or record.restored_on:
        yield Finding(
            "SYS-031", Severity.BLOCK, "", {"found": APPEAL_RESULT.show(record.result), "expected": APPEAL_RESULT.show("revoked")}
        )


@command("complaints.note_restored", _("登记已恢复"), subject=RECORD, row=29, only=_GENERAL, guard=_to_restore, rules=("PPL-APL-003",),
         params=(Param("on", _("恢复日期"), Day(), default=today),))  # fmt: skip
def note_restored(unit: Unit, record: StaffAppeal, on: date) -> Findings:
    """Card, qualification and platform entry stand again as before the revoked sanction."""
    yield from in_time_order(unit, "on", _("恢复日期"), on, _("答复日期"), record.answered_on)
    record.restored_on = on


@command("complaints.close_appeal", _("申诉归档办结"), subject=RECORD, row=69, only=frozenset({GENERAL, ARCHIVE}), guard=_at(ANSWERED),
         rules=("APL-002", "CMP-028"),
         params=(Param("archive_no", _("归档档号"), Code(40)), Param("on", _("归档日期"), Day(), default=today)))  # fmt: skip
def close_appeal(unit: Unit, record: StaffAppeal, archive_no: str, on: date) -> Findings:
    """ANSWERED → CLOSED; the disciplinary decision and its evidence are archived with it (APL-002)."""
    yield from in_time_order(unit, "on", _("归档日期"), on, _("答复日期"), record.answered_on)
    if record.kind == APPEAL and not attachments(unit, record):
        rule = unit.rules["APL-002"]
        yield from rule.found("", Severity.WARN, list=_("处分决定及证明材料"))
    person = unit.db.get(Person, record.person_id) if record.person_id else None
    dossier = Dossier(archive_no, _("{kind} {number} 案卷").format(kind=APPEAL_KIND.show(record.kind), number=record.number),
                      unit.rules["CMP-028"].value("kind"), on, parties=[(record.name, person.id_no if person else None)])  # fmt: skip
    yield from hand_in(unit, dossier)
    record.archive_no, record.closed_on, record.state = archive_no, on, CLOSED
