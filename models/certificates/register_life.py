"""The registers of certificates' later life: seal log, corrections, blanks drawn, custodians, arrivals, consignments."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from models.assessment.candidates.terms import AnyLevel
from models.assessment.register import CLEAR, ID_WORDS, LEVEL_WORDS, OCCUPATION_WORDS, READERS
from models.certificates import correcting, queries, terms
from models.certificates.ledger import written
from models.certificates.receiving import NumbersIntake
from models.certificates.register import DATE_WORDS, GROUP, NUMBER_WORDS, SERIAL_WORDS
from models.certificates.tables_life import Arrival, BlankDraw, Consignment, Correction, Custodian, SealUse
from models.core.centre import Context
from models.core.findings import Finding
from models.core.identity import masked
from models.core.intake import Intake, declare_import
from models.core.kinds import Code, Day, Many, Text, Whole
from models.core.registers import Facet, Field, Register, declare
from resources.texts import _

A, B, C, S = Arrival, BlankDraw, Correction, SealUse
CORRECTION_TONES = {"requested": "caution", "approved": "good", "refused": "plain"}
DRAW_TONES = {"asked": "caution", "approved": "caution", "drawn": "caution", "settled": "good"}


def _digits(context: Context) -> int:
    return int(context.rules["LDG-003"].value("digits"))


def _serial(name: str) -> Any:
    def shown(context: Context, draw: BlankDraw) -> str:
        serial = getattr(draw, name)
        return "" if serial is None else written(serial, _digits(context))

    return shown


SEALS = declare(Register(
    "certificates.seals", _("用印登记"), S, row=49, order="day", descending=True, area="certificates", group=GROUP, readers=READERS,
    fields=(
        Field("day", _("日期"), Day(), column=S.day, sort=True, width=100), Field("document", _("名册或补发"), Text(60), width=150),
        Field("seals", _("印章"), Many(terms.SEAL.options), width=200), Field("count", _("份数"), Whole(), width=70),
        Field("keeper", _("印章保管人"), Text(60), width=100), Field("by", _("用印人"), Text(60), width=90),
        Field("second", _("监印人"), Text(60), width=90), Field("note", _("备注"), Text(200), width=160),
    ),
    describe=lambda use: use.document, subtitle=lambda _context, use: f"{use.day} · {use.count}", find=queries.find_seal_use,
    related=lambda _context, use: [(use.document, *(("certificates.rosters", use.roster_id) if use.roster_id else ("certificates.reissues", use.reissue_id)))],
    list_forms=("F-CERT-SEAL",),
))  # fmt: skip


def _copy_due(context: Context, correction: Correction) -> list[Finding]:
    """CRT-061: the wrong copy lies here and should go back to head office."""
    if not correcting.goes_back(context, correction):
        return []
    return context.rules["CRT-061"].found("old_serial", found=correction.old_serial, expected=_("寄回"))


CORRECTIONS = declare(Register(
    "certificates.corrections", _("证书更正"), C, row=50, order="requested_on", descending=True, area="certificates", group=GROUP, readers=READERS,
    joins=("certificate",),
    fields=(
        Field("requested_on", _("申请日期"), Day(), column=C.requested_on, sort=True, width=100),
        Field("name", _("姓名"), Text(60), "certificate.name", width=90), Field("number", _("证书编号"), Text(30), "certificate.number", width=190),
        Field("field", _("更正栏目"), terms.FIELD, width=100),
        Field("old", _("原值"), Text(60), width=110, mask=lambda text: masked(text) if text[:6].isdigit() else text, clear_to=CLEAR),
        Field("new", _("更正为"), Text(60), width=110, mask=lambda text: masked(text) if text[:6].isdigit() else text, clear_to=CLEAR),
        Field("stage", _("阶段"), terms.STAGE, width=120),
        Field("state", _("状态"), terms.CORRECTION_STATE, width=90, tone=lambda _context, one: CORRECTION_TONES[one.state]),
        Field("proof", _("依据材料"), Text(200), listed=False), Field("why", _("情况说明"), Text(1000, 3), listed=False),
        Field("requested_by", _("申请人"), Text(60), listed=False), Field("decided_by", _("批准人"), Text(60), width=90),
        Field("decided_on", _("批准日期"), Day(), listed=False), Field("decision", _("不予更正的理由"), Text(400), listed=False),
        Field("old_serial", _("错证流水码"), Text(20), width=100), Field("sent_on", _("寄回日期"), Day(), listed=False),
        Field("courier", _("快递单号"), Text(40), listed=False),
    ),
    facets=(Facet("state", _("状态"), terms.CORRECTION_STATE.options, lambda option, _day: C.state == option),
            Facet("stage", _("阶段"), terms.STAGE.options, lambda option, _day: C.stage == option)),
    describe=lambda one: f"{one.certificate.name} {terms.FIELD.show(one.field)}", subtitle=lambda _context, one: terms.CORRECTION_STATE.show(one.state),
    notes=_copy_due, related=lambda _context, one: [(f"{one.certificate.name} {one.certificate.number}".strip(), "certificates.register", one.certificate_id)],
    find=queries.find_correction, list_forms=("F-CERT-CORRECT",),
    actions=("certificates.approve_correction", "certificates.refuse_correction", "certificates.send_back"),
))  # fmt: skip

DRAWS = declare(Register(
    "certificates.draws", _("空白证书申领"), B, row=48, order="asked_on", descending=True, area="certificates", group=GROUP, readers=READERS,
    fields=(
        Field("number", _("申领单号"), Code(40), width=120), Field("asked_on", _("申领日期"), Day(), column=B.asked_on, sort=True, width=100),
        Field("asked_by", _("申领人"), Text(60), width=90), Field("purpose", _("用途"), Text(200), width=150),
        Field("quantity", _("份数"), Whole(), width=60), Field("approved_by", _("批准人"), Text(60), width=90),
        Field("approved_on", _("批准日期"), Day(), listed=False),
        Field("first", _("流水码起"), Text(), compute=_serial("first"), width=90), Field("last", _("流水码止"), Text(), compute=_serial("last"), width=90),
        Field("drawn_on", _("领出日期"), Day(), listed=False), Field("given_by", _("保管人"), Text(60), listed=False),
        Field("received_by", _("领用人"), Text(60), listed=False), Field("used", _("打印"), Whole(), width=60),
        Field("spoiled", _("废品"), Whole(), width=60), Field("returned", _("退回"), Whole(), width=60),
        Field("settled_on", _("结清日期"), Day(), listed=False), Field("settled_by", _("结清人"), Text(60), listed=False),
        Field("second", _("复核人"), Text(60), listed=False),
        Field("state", _("状态"), terms.DRAW_STATE, width=90, tone=lambda _context, draw: DRAW_TONES[draw.state]),
    ),
    facets=(Facet("state", _("状态"), terms.DRAW_STATE.options, lambda option, _day: B.state == option),),
    describe=lambda draw: draw.number, subtitle=lambda _context, draw: draw.purpose, find=queries.find_draw, forms=("F-CERT-DRAW",),
    create=("certificates.request_blanks",),
    actions=("certificates.approve_draw", "certificates.hand_over_blanks", "certificates.settle_draw"),
))  # fmt: skip


def _serving(day: date) -> ColumnElement[bool]:
    return and_(Custodian.since <= day, or_(Custodian.until.is_(None), Custodian.until >= day))


CUSTODIANS = declare(Register(
    "certificates.custodians", _("证书专人"), Custodian, row=50, order="since", descending=True, area="certificates", group=GROUP, readers=READERS,
    fields=(
        Field("duty", _("岗位"), terms.DUTY, width=140), Field("name", _("姓名"), Text(60), width=100),
        Field("since", _("起始日期"), Day(), column=Custodian.since, sort=True, width=110), Field("until", _("截止日期"), Day(), width=110),
        Field("named_by", _("指定人"), Text(60), width=100),
    ),
    facets=(Facet("now", _("现任"), {"yes": _("现任"), "no": _("已卸任")},
                  lambda option, day: _serving(day) if option == "yes" else Custodian.until < day),),
    describe=lambda one: one.name, subtitle=lambda _context, one: terms.DUTY.show(one.duty), find=queries.find_custodian,
    create=("certificates.name_custodian",),
))  # fmt: skip


def _arrival_state(_context: Context, arrival: Arrival) -> str:
    return "signed" if arrival.signed_on else "faulty" if arrival.checked_on else "arrived"


ARRIVAL_WHERE = {"signed": A.signed_on.is_not(None), "faulty": and_(A.checked_on.is_not(None), A.signed_on.is_(None)), "arrived": A.checked_on.is_(None)}
ARRIVALS = declare(Register(
    "certificates.arrivals", _("到证登记"), A, row=50, order="arrived_on", descending=True, area="certificates", group=GROUP, readers=READERS,
    joins=("roster",), columns=("arrived_on", "roster", "document", "count", "second", "state", "checked_on", "signed_on", "faults"),
    fields=(
        Field("arrived_on", _("到达日期"), Day(), column=A.arrived_on, sort=True, width=100), Field("roster", _("名册"), Text(40), "roster.number", width=130),
        Field("document", _("寄送单号"), Text(60), width=130), Field("count", _("份数"), Whole(), width=70),
        Field("courier", _("快递单号"), Text(40), listed=False), Field("counted_by", _("清点人"), Text(60), listed=False),
        Field("second", _("清点复核人"), Text(60), width=100), Field("checked_on", _("检查日期"), Day(), width=100),
        Field("state", _("状态"), terms.ARRIVAL_STATE, compute=_arrival_state, width=100,
              tone=lambda context, one: {"arrived": "caution", "signed": "good", "faulty": "danger"}[_arrival_state(context, one)]),
        Field("checked_by", _("检查人"), Text(60), listed=False), Field("signed_on", _("签收日期"), Day(), width=100),
        Field("faults", _("异常情况"), Text(1000, 3), width=180), Field("reported_on", _("报告日期"), Day(), listed=False),
        # what the platform's list of numbers has
        Field("id_no", _("证件号码"), Code(20), compute=lambda _context, _one: None, listed=False, imported=True, needed=True, also=ID_WORDS),
        Field("occupation", _("职业名称"), Text(60), compute=lambda _context, _one: None, listed=False, imported=True, needed=True, also=OCCUPATION_WORDS),
        Field("level", _("职业技能等级"), AnyLevel(), compute=lambda _context, _one: None, listed=False, imported=True, needed=True, also=LEVEL_WORDS),
        Field("number", _("证书编号"), Code(30), compute=lambda _context, _one: None, listed=False, imported=True, needed=True, also=NUMBER_WORDS),
        Field("serial", _("流水码"), Code(20), compute=lambda _context, _one: None, listed=False, imported=True, also=SERIAL_WORDS),
        Field("issued_on", _("发证日期"), Day(), compute=lambda _context, _one: None, listed=False, imported=True, also=DATE_WORDS),
    ),
    facets=(Facet("state", _("状态"), terms.ARRIVAL_STATE.options, lambda option, _day: ARRIVAL_WHERE[option]),),
    describe=lambda one: one.document, subtitle=lambda _context, one: one.roster.number, find=queries.find_arrival,
    actions=("certificates.check_arrival", "certificates.sign_arrival"), intake=lambda: Intake("certificates.import_numbers", NumbersIntake),
))  # fmt: skip

CONSIGNMENTS = declare(Register(
    "certificates.consignments", _("代发交接"), Consignment, row=50, order="day", descending=True, area="certificates", group=GROUP, readers=READERS,
    joins=("roster",),
    fields=(
        Field("day", _("交接日期"), Day(), column=Consignment.day, sort=True, width=100), Field("roster", _("名册"), Text(40), "roster.number", width=130),
        Field("receiver", _("接收单位"), Text(80), width=180), Field("received_by", _("接收人"), Text(60), width=90),
        Field("count", _("份数"), Whole(), compute=lambda _context, one: len(one.serials), width=70), Field("given_by", _("交出人"), Text(60), width=90),
        Field("receipts_due", _("返还期限"), Day(), width=100), Field("returned_on", _("返还日期"), Day(), width=100),
        Field("receipt", _("签收记录"), Text(100), width=140),
    ),
    facets=(Facet("state", _("签收记录"), {"out": _("未返还"), "back": _("已返还")},
                  lambda option, _day: Consignment.returned_on.is_(None) if option == "out" else Consignment.returned_on.is_not(None)),),
    describe=lambda one: one.receiver, subtitle=lambda _context, one: f"{one.roster.number} · {len(one.serials)}", find=queries.find_consignment,
    forms=("F-CERT-HANDOVER",), actions=("certificates.take_receipts",),
))  # fmt: skip

declare_import("certificates.import_numbers", _("导入平台赋码"), "certificates.arrivals", 48, ("CRT-005", "CRT-008", "CRT-033", "LDG-003"))
