"""How misconduct cases and reports of pressure are listed, filtered and found."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select

from models.complaints.tables import StaffAppeal
from models.conduct import queries, terms
from models.conduct.queries import CASES, PRESSURE, TOLD_OF_PRESSURE
from models.conduct.tables import OPEN, MisconductCase, PressureReport
from models.conduct.terms import DECIDED, DROPPED, NOTE, RECORDED, REVOKED
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Code, Day, Flag, Moment, PersonName, Text
from models.core.queries import user_names
from models.core.registers import Facet, Field, Register, declare
from resources.texts import _

M, P = MisconductCase, PressureReport
AREA, GROUP = "conduct", _("人员")


def _item(_context: Context, case: MisconductCase) -> str:
    return "；".join(f"{code} {terms.words(code)}" for code in queries.codes(case))


def _clause(_context: Context, case: MisconductCase) -> str:
    return "；".join(terms.clause(code) for code in queries.codes(case))


def _again(_context: Context, case: MisconductCase) -> str:
    if case.again_on == OPEN:
        return _("不再派遣")
    return case.again_on.isoformat() if case.again_on else _("待决定") if case.suspended_on and case.state == RECORDED else ""


def _said(_context: Context, case: MisconductCase) -> str:
    return "\n".join(f"{note.on} {NOTE.show(note.kind)} {note.who}：{note.text}" for note in case.notes)


def _by(name: str) -> Any:
    return lambda context, one: user_names(context).get(getattr(one, name), getattr(one, name))


CASE_FIELDS = (
    Field("number", _("案件编号"), Code(20), column=M.number, width=118),
    Field("name", _("姓名"), PersonName(), "person.name", column=M.sort_name, sort=True, width=80), Field("post", _("岗位"), Text(40), width=90),
    Field("item", _("适用条目"), Text(400), compute=_item, width=220),
    Field("discovered_on", _("发现日期"), Day(), column=M.discovered_on, sort=True, width=100),
    Field("state", _("状态"), terms.STATE, width=84, tone=lambda _c, one: terms.TONE.get(one.state, "plain")),
    Field("sanctions", _("处理"), terms.sanctions(), width=160), Field("again", _("可再派遣"), Text(20), compute=_again, width=100),
    Field("batch", _("批次或场次"), Code(60), listed=False), Field("facts", _("违纪事实"), Text(4000, 5), listed=False),
    Field("evidence", _("证明材料"), Text(1000, 3), listed=False), Field("clause", _("依据条款"), Text(400), compute=_clause, listed=False),
    Field("said", _("陈述和谈话"), Text(8000, 5), compute=_said, listed=False),
    Field("external", _("外聘"), Flag(), listed=False), Field("discovered_by", _("发现人"), Text(60), listed=False),
    Field("entered_by", _("登记人"), Text(60), compute=_by("entered_by"), listed=False),
    Field("suspended_on", _("停止派遣自"), Day(), listed=False), Field("decided_on", _("决定日期"), Day(), listed=False),
    Field("decided_by", _("决定人"), Text(60), compute=_by("decided_by"), listed=False), Field("decision", _("处理决定"), Text(4000, 4), listed=False),
    Field("document", _("决定文号"), Code(60), listed=False), Field("delivered_on", _("送达日期"), Day(), listed=False),
    Field("employer_told_on", _("通报单位日期"), Day(), listed=False), Field("employer_letter", _("通报文号"), Code(60), listed=False),
    Field("released_on", _("解聘日期"), Day(), listed=False), Field("judicial_on", _("移送日期"), Day(), listed=False),
    Field("criticism_on", _("书面检查日期"), Day(), listed=False), Field("reported_on", _("上报日期"), Day(), listed=False),
    Field("appeal", _("申诉"), Code(30), listed=False), Field("archive_no", _("归档档号"), Code(40), listed=False),
)  # fmt: skip

PRESSURE_FIELDS = (
    Field("happened_at", _("时间"), Moment(), column=P.happened_at, sort=True, width=140), Field("assessor", _("报告人"), Text(60), width=90),
    Field("demanded_by", _("提出要求的人"), Text(60), width=110), Field("content", _("要求的内容"), Text(4000, 5), width=280),
    Field("batch", _("批次或场次"), Code(60), width=110),
    Field("settled", _("处理日期"), Day(), "settled_on", width=100), Field("witness", _("在场人"), Text(60), listed=False),
    Field("entered_by", _("登记人"), Text(60), compute=_by("entered_by"), listed=False),
    Field("measure", _("处理情况"), Text(4000, 4), listed=False), Field("settled_by", _("处理人"), Text(60), compute=_by("settled_by"), listed=False),
)  # fmt: skip

_NEXT = {
    RECORDED: ("decide", "add_note", "amend", "drop"), DECIDED: ("note_step", "appeal", "change", "close"), DROPPED: ("close",), REVOKED: ("close",),
}  # fmt: skip


def _fits(_context: Context, case: MisconductCase) -> Sequence[str]:
    acts = [name for name in _NEXT.get(case.state, ()) if name != ("appeal" if case.appeal else "change")]
    return tuple(f"conduct.{name}" for name in acts)


def _notes(context: Context, case: MisconductCase) -> list[Finding]:
    """What is still missing for the decision, and whether the person is off duty now."""
    found: list[Finding] = []
    if case.state == RECORDED and not queries.has_evidence(context, case):
        found += context.rules["PPL-MIS-001"].found("", Severity.RECORD, list=_("证明材料"))
    if queries.suspended_now(context, case.person_id):
        found += context.rules["PPL-MIS-006"].found("", Severity.RECORD, found=_again(context, case))
    return found


def _related(context: Context, case: MisconductCase) -> list[tuple[str, str, int]]:
    from models.people.queries import REGISTER_OF

    found = [(held.card_number or held.person.name, REGISTER_OF[held.kind], held.id) for held in case.person.qualifications]
    appeal = context.db.scalar(select(StaffAppeal.id).where(StaffAppeal.number == case.appeal)) if case.appeal else None
    return found + ([(case.appeal, "complaints.appeals", appeal)] if appeal else [])


def _by_state(option: str, _today: date) -> ColumnElement[bool]:
    return M.state == option


declare(Register(
    columns=("number", "name", "state", "item", "discovered_on", "sanctions", "post", "again"),
    key=CASES, title=_("违纪案件"), table=M, fields=CASE_FIELDS, row=27, order="discovered_on", descending=True, area=AREA, group=GROUP,
    facets=(Facet("state", _("状态"), terms.STATE.options, _by_state),), joins=("person", "notes"),
    create=("conduct.record",), fits=_fits, visible=queries.visible, find=queries.find_case, notes=_notes, related=_related,
    actions=tuple(f"conduct.{name}" for name in ("decide", "add_note", "amend", "drop", "note_step", "appeal", "change", "close")),
    describe=lambda case: f"{case.number} {case.person.name}", subtitle=lambda context, case: _item(context, case),
    forms=("F-STAFF-DISCIPLINE", "F-STAFF-DECISION", "F-INTERVIEW"), list_forms=("W-DISCIPLINE",),
))  # fmt: skip
declare(Register(
    key=PRESSURE, title=_("干预考评报告"), table=P, fields=PRESSURE_FIELDS, row=27, order="happened_at", descending=True, area=AREA, group=GROUP,
    facets=(Facet("state", _("状态"), {"open": _("未处理"), "settled": _("已处理")},
                  lambda option, _day: P.settled_on.is_(None) if option == "open" else P.settled_on.is_not(None)),),
    readers=TOLD_OF_PRESSURE, visible=queries.pressure_visible, create=("conduct.report_pressure",), actions=("conduct.settle_pressure",),
    fits=lambda _c, one: () if one.settled_on else ("conduct.settle_pressure",), find=queries.find_pressure,
    describe=lambda one: f"{one.assessor} {one.happened_at:%Y-%m-%d}", subtitle=lambda _context, one: one.demanded_by,
))  # fmt: skip
