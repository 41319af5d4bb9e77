"""Consultation: request → approval → reading with two attendants → record. A supervision task needs no approval."""

from typing import Any

from models.archives import queries, rules
from models.archives.keeping import Findings, must_be, not_gone
from models.archives.queries import keeps_archive, next_number
from models.archives.rules import Reader
from models.archives.subjects import ITEM, KEEPERS, READING
from models.archives.tables import ArchiveConsultation, ArchiveItem
from models.archives.terms import ELECTRONIC, GONE, IN_ARCHIVE, IN_CONSULTATION, READING_STATE
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity, blocked
from models.core.kinds import Choice, IdNumber, PersonName, Text, Whole
from models.core.roles import BUSINESS, SUPERVISOR
from resources.texts import _


def _own_name(context: Context, _item: Any) -> str | None:
    return None if keeps_archive(context) else context.actor.name


@command("archives.request_consultation", _("申请查阅"), subject=ITEM, row=54, letters="CV", also=KEEPERS, guard=not_gone,
         rules=("ARC-030", "ARC-031", "ARC-032"), params=(
    Param("reader", _("查阅人"), PersonName(), default=_own_name),
    Param("reader_id_no", _("查阅人证件号码"), IdNumber(), required=False, help=_("与当事人同名时必须填写")),
    Param("unit_name", _("单位"), Text(60), required=False),
    Param("purpose", _("查阅理由"), Text(200)),
    Param("task", _("督导任务"), Text(80), required=False, help=_("质量督导员执行任务时填写任务名称或通知文号")),
))  # fmt: skip
def request_consultation(unit: Unit, item: ArchiveItem, reader: str, reader_id_no: str | None, unit_name: str | None, purpose: str,
                         task: str | None) -> Findings:  # fmt: skip
    """Ask to read an item. A supervisor on a task asks for himself and needs no approval (ARC-032)."""
    own = reader == unit.actor.name
    if task and not (own and SUPERVISOR in unit.actor.roles and unit.rules["ARC-032"].active):
        yield Finding("ARC-032", Severity.BLOCK, "task", {"found": reader, "expected": _("质量督导员本人申请")})
        return
    person = queries.own_identity(unit) if own else Reader(reader, reader_id_no)
    findings = rules.party_faults(Reader(reader, reader_id_no or person.id_no), queries.parties_of(unit.db, item), unit.rules["ARC-030"])
    yield from findings
    if not findings:
        made = ArchiveConsultation(
            number=next_number(unit.db, ArchiveConsultation, f"CY{unit.today.year}-"), item_id=item.id, reader=reader,
            reader_id_no=reader_id_no or person.id_no, reader_login=unit.actor.login if own else None, unit=unit_name, reason=purpose,
                task=task,
            state="approved" if task else "requested", requested_on=unit.today, requested_by=unit.actor.login,
        )  # fmt: skip
        unit.add(made)
        unit.value = made.number


def _in_state(*states: str) -> Any:
    def guard(context: Context, reading: ArchiveConsultation) -> Findings:
        if reading.state not in states:
            wanted = "、".join(READING_STATE.show(state) for state in states)
            yield Finding("ARC-031", Severity.BLOCK, "state", {"found": READING_STATE.show(reading.state), "list": wanted})

    return guard


def _may_decide(context: Context, reading: ArchiveConsultation) -> Findings:
    yield from _in_state("requested")(context, reading)
    if rules.same_person(queries.own_identity(context), Reader(reading.reader, reading.reader_id_no)):
        yield from context.rules["PPL-ORG-004"].found("", found=_("本人查阅"))


@command("archives.approve_consultation", _("批准查阅"), subject=READING, row=54, letters="A", guard=_may_decide,
         rules=("ARC-030", "ARC-031", "PPL-ORG-004"))  # fmt: skip
def approve_consultation(unit: Unit, reading: ArchiveConsultation) -> Findings:
    findings = _party(unit, reading)
    yield from findings
    if not findings:
        reading.state, reading.approver, reading.approved_by, reading.approved_on = (
            "approved",
            unit.actor.name,
            unit.actor.login,
            unit.today,
        )


def _party(context: Context, reading: ArchiveConsultation) -> list[Finding]:
    person = Reader(reading.reader, reading.reader_id_no)
    return rules.party_faults(person, queries.parties_of(context.db, reading.item), context.rules["ARC-030"])


@command("archives.refuse_consultation", _("不批准查阅"), subject=READING, row=54, letters="A", guard=_in_state("requested"),
        rules=("ARC-031",),
         params=(Param("why", _("理由"), Text(200)),))  # fmt: skip
def refuse_consultation(unit: Unit, reading: ArchiveConsultation, why: str) -> Findings:
    reading.state, reading.refused_why, reading.approver, reading.approved_on = "refused", why, unit.actor.name, unit.today
    yield from ()


def _may_begin(context: Context, reading: ArchiveConsultation) -> Findings:
    yield from _in_state("approved")(context, reading)
    if reading.state == "approved" and reading.item.state not in GONE and reading.item.medium != ELECTRONIC:
        yield from must_be(context, reading.item, (IN_ARCHIVE,), "ARC-031")
    if reading.approved_by == context.actor.login:
        yield from context.rules["PPL-ORG-004"].found("", found=_("批准人不能在场办理"))


@command("archives.begin_consultation", _("开始查阅"), subject=READING, row=54, letters="CV", only=KEEPERS, guard=_may_begin,
         rules=("ARC-030", "ARC-031", "ARC-032", "PPL-SUP-049", "PPL-ORG-004"), params=(
    Param("supervisor", _("在场督导员"), Choice(), required=False, options=queries.supervisors, help=_("督导任务查阅可不填")),
))  # fmt: skip
def begin_consultation(unit: Unit, reading: ArchiveConsultation, supervisor: str | None) -> Findings:
    """The general-affairs attendant opens the reading, together with the supervisor named (ARC-031). A task was asked for
    by the supervisor's own account, so that no single account opens secret material."""
    reader = reading.reader_login or ("" if reading.reader != unit.actor.name else unit.actor.login)
    findings = _party(unit, reading)
    findings += rules.consultation_faults(reader, reading.reason, reading.approved_by is not None, unit.actor.login, supervisor,
        reading.task,
                                          unit.rules["ARC-031"])  # fmt: skip
    if not reading.task and supervisor in (None, unit.actor.login):
        findings += unit.rules["PPL-SUP-049"].found("supervisor", found=queries.name_of_login(unit.db, supervisor) or _("未填"))
    yield from findings
    if not blocked(findings):
        reading.state, reading.began_at, reading.general_by, reading.supervisor_by = "reading", unit.now, unit.actor.login, supervisor
        if reading.item.medium != ELECTRONIC:
            reading.item.state = IN_CONSULTATION


@command("archives.end_consultation", _("结束查阅"), subject=READING, row=54, letters="C", only=KEEPERS, guard=_in_state("reading"),
         rules=("ARC-033", "SEC-004"), params=(
    Param("copies", _("复制份数"), Whole(0, 999), default=0), Param("condition_note", _("查后状况"), Text(200), default=_("完好")),
))  # fmt: skip
def end_consultation(unit: Unit, reading: ArchiveConsultation, copies: int, condition_note: str) -> Findings:
    """Close the record with copies and condition (ARC-033). Copies of secret material go through their own register."""
    if copies and reading.item.secrecy == "secret":
        yield from unit.rules["SEC-004"].found("copies", found=_("{n} 份，须另行审批登记").format(n=copies))
        return
    reading.state, reading.ended_at, reading.copies, reading.condition_note = "ended", unit.now, copies, condition_note
    if reading.item.state == IN_CONSULTATION:
        reading.item.state = IN_ARCHIVE


@command("archives.open_scan", _("打开电子档案"), subject=ITEM, only=frozenset(BUSINESS), guard=not_gone, rules=("ARC-034",), internal=True,
         params=(Param("attachment", _("附件"), Whole(1)),))  # fmt: skip
def open_scan(unit: Unit, item: ArchiveItem, attachment: int) -> Findings:
    """Opening a stored scan is a consultation: allowed to the archive, and to a reader with one under way; audited."""
    yield from rules.may_open(item.medium, opens_freely(unit, item), queries.reading_now(unit, item.id), unit.rules["ARC-034"])


def opens_freely(context: Context, item: ArchiveItem) -> bool:
    """The archive itself opens its scans; secret ones only within a consultation (no single account consults them)."""
    return keeps_archive(context) and item.secrecy != "secret"
