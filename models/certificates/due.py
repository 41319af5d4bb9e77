"""What is due of certificates: submission, hand-out, reissues, what a revocation leaves behind, counts, reconciliation."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload

from models.assessment.tables import Batch, PassRow
from models.certificates.closing import last_day
from models.certificates.correcting import goes_back, rule_of
from models.certificates.handing import FRAUD
from models.certificates.tables import BlankLot, Certificate, Copy, ReconRun, Reissue, Roster, StockCount
from models.certificates.tables_life import Arrival, Consignment, Correction, Custodian
from models.certificates.tables_uploads import Upload, UploadLine
from models.certificates.terms import FIELD
from models.core.centre import Context
from models.core.dates import DAY, months_plus
from models.core.due import AREAS, DueItem
from models.core.identity import masked
from models.core.roles import DIRECTOR, EXAM, GENERAL
from resources.texts import _

C = Certificate
REGISTER = "certificates.register"

# What a look at the desk asks, put together once.
_PASSED = select(PassRow.id).where(PassRow.batch_code == Batch.code, PassRow.state == "approved").exists()
_LISTED = select(Roster.id).where(Roster.batch_code == Batch.code).exists() | select(C.id).where(C.batch_code == Batch.code).exists()
_UNLISTED = select(Batch.id, Batch.code, Batch.last_exam_day).where(_PASSED, ~_LISTED)
_TO_BACK_UP = select(Upload.id, Upload.number, Upload.sent_on).where(Upload.sent_on.is_not(None), Upload.backed_up_on.is_(None))
_REJECTED = select(Upload.id, Upload.number, Upload.answered_on, func.count()).join(UploadLine).join(C, C.id == UploadLine.certificate_id).where(
    UploadLine.state == "rejected", C.online == "rejected").group_by(Upload.id, Upload.number, Upload.answered_on)  # fmt: skip
_UNSENT = select(Batch.id, Batch.code, Batch.last_exam_day, func.count()).join(C, C.batch_code == Batch.code).where(
    C.state == "valid", C.history.is_(False), C.submitted_on.is_(None)).group_by(Batch.id, Batch.code, Batch.last_exam_day)  # fmt: skip
_ON_HAND = select(func.min(C.id), C.batch_code, func.min(C.issued_on), func.count()).join(Copy, Copy.certificate_id == C.id).where(
    C.state == "valid", Copy.bucket == "F").group_by(C.batch_code)  # fmt: skip
_REISSUES = select(Reissue.id, Reissue.accepted_on, Reissue.applied_on, C.number, C.name).join(Reissue.certificate).where(Reissue.state != "closed")
_REVOKED = select(C.id, C.number, C.name, C.ended_ground, C.ended_on, C.online, Copy.bucket).outerjoin(
    Copy, (Copy.certificate_id == C.id) & (Copy.bucket == "O")).where(C.state == "revoked", C.history.is_(False))  # fmt: skip
_LOT = select(BlankLot.id).order_by(BlankLot.id.desc()).limit(1)
_COUNTS = select(StockCount.day).where(StockCount.day >= bindparam("since"))
_LAST_RUN = select(func.max(ReconRun.as_of))
_WRONG = (Correction.state == "approved") & Correction.old_serial.is_not(None) & Correction.sent_on.is_(None)
_CORRECTIONS = select(Correction).where((Correction.state == "requested") | _WRONG).options(joinedload(Correction.certificate)).order_by(Correction.id)
_ARRIVED = select(Arrival.id, Arrival.document, Arrival.arrived_on, Arrival.count.label("copies"), Roster.number).join(Arrival.roster).where(
    Arrival.checked_on.is_(None))  # fmt: skip
_CONSIGNED = select(Consignment.id, Consignment.receiver, Consignment.serials, Consignment.receipts_due, Roster.number).join(Consignment.roster).where(
    Consignment.returned_on.is_(None))  # fmt: skip
_KEEPERS = select(Custodian.name, Custodian.since).where(Custodian.duty == "stock", Custodian.since <= bindparam("today")).order_by(
    Custodian.since.desc())  # fmt: skip


def due(context: Context) -> Iterator[DueItem]:
    yield from _rosters(context)
    yield from _submissions(context)
    yield from _hand_outs(context)
    yield from _reissues(context)
    yield from _revoked(context)
    yield from _uploads(context)
    lot = context.value(_LOT)
    if lot is not None:
        yield from _monthly(context, lot)
        yield from _new_keeper(context, lot)
    yield from _corrections(context)
    yield from _arrivals(context)
    yield from _receipts(context)


def _rosters(context: Context) -> Iterator[DueItem]:
    """DUT-135: batches whose people passed and that have neither roster nor certificates."""
    rule = context.rules["DUT-135"]
    if not rule.active:
        return
    for id_, code, ended in context.rows(_UNLISTED):
        by = context.calendar.plus(ended, rule.value("workdays"))
        yield DueItem("certificates", "assessment.batches", id_, code, _("{code} 核发名册").format(code=code), by.day, rule.id,
                      _("编制核发名册"), EXAM, _("核发名册"), by.provisional)  # fmt: skip


def _uploads(context: Context) -> Iterator[DueItem]:
    """CRT-046: the backup after an upload, from the day of sending on. CRT-048: what came back is mended and sent again."""
    rule = context.rules["CRT-046"]
    if rule.active:
        for id_, number, sent in context.rows(_TO_BACK_UP):
            assert sent is not None
            yield DueItem("certificates", "certificates.uploads", id_, number, _("上报 {number} 的数据备份").format(number=number),
                          sent + timedelta(days=rule.value("days")), rule.id, _("备份证书数据"), GENERAL, _("数据备份"))  # fmt: skip
    for id_, number, answered, count in context.rows(_REJECTED):
        yield DueItem("certificates", "certificates.uploads", id_, number, _("上报 {number} 退回 {n} 行").format(number=number, n=count),
                      answered or context.today, "CRT-048", _("改正后重新上报"), GENERAL, _("证书上报"))  # fmt: skip


def _submissions(context: Context) -> Iterator[DueItem]:
    """CRT-035: batches with certificates of this program that were not submitted."""
    rule = context.rules["CRT-035"]
    if not rule.active:
        return
    for id_, code, ended, count in context.rows(_UNSENT):
        yield DueItem("certificates", "assessment.batches", id_, code, _("{code} {n} 份证书").format(code=code, n=count),
                      months_plus(ended, rule.value("months")), rule.id, _("上报评价结果"), GENERAL, _("证书上报"))  # fmt: skip


def _hand_outs(context: Context) -> Iterator[DueItem]:
    """CRT-038: one item a batch, due with its oldest certificate on hand."""
    rule = context.rules["CRT-038"]
    if not rule.active:
        return
    for id_, code, issued, count in context.rows(_ON_HAND):
        yield DueItem("certificates", REGISTER, id_, code, _("{code} {n} 份证书待发").format(code=code, n=count),
                      issued + timedelta(days=rule.value("days")), rule.id, _("发放证书并签收"), GENERAL, _("证书发放"))  # fmt: skip


def _reissues(context: Context) -> Iterator[DueItem]:
    rule = context.rules["CRT-056"]
    days = rule.value("workdays")
    if not rule.active or not days:
        return
    for reissue in context.rows(_REISSUES):
        by = context.calendar.plus(reissue.accepted_on or reissue.applied_on, days)
        yield DueItem("certificates", "certificates.reissues", reissue.id, reissue.number, f"{reissue.name} {_('补发')}",
                      by.day, rule.id, _("办结补发"), GENERAL, _("证书补发"), by.provisional)  # fmt: skip


def _revoked(context: Context) -> Iterator[DueItem]:
    """CRT-071, and CRT-072 for fraud: the paper of a revoked certificate that is out, and its data that may be online; due
    at once."""
    usual, fraud = context.rules["CRT-071"], context.rules["CRT-072"]
    if not usual.active:
        return
    for certificate in context.rows(_REVOKED):
        rule = fraud if certificate.ended_ground == FRAUD and fraud.active else usual
        wanted = [(certificate.bucket == "O", _("收回纸质证书")), (certificate.online in ("submitted", "online"), _("申请删除网上数据"))]
        for asked, requirement in wanted:
            if asked:
                yield DueItem("certificates", REGISTER, certificate.id, certificate.number, f"{certificate.name} {masked(certificate.number)}",
                              certificate.ended_on or context.today, rule.id, requirement, GENERAL, _("证书撤回"))  # fmt: skip


def _monthly(context: Context, lot: int) -> Iterator[DueItem]:
    """LDG-005 and RCN-018: on the last working day of the month, once there are blanks of this centre to count."""
    begin = context.today.replace(day=1)
    months = (months_plus(begin, -1), begin)
    counted, ran = [day for (day,) in context.rows(_COUNTS, since=months[0])], context.value(_LAST_RUN)
    for first in months:
        last, month = last_day(first), f"{first:%Y-%m}"
        by = context.calendar.minus(last + DAY, 1)
        if context.rules["LDG-005"].active and not any(first <= day <= last for day in counted):
            yield DueItem("certificates", "certificates.stock", lot, month, _("{month} 空白证书清点").format(month=month), by.day, "LDG-005",
                          _("两人清点空白证书"), GENERAL, _("证书清点"), by.provisional)  # fmt: skip
        if context.rules["RCN-018"].active and (ran is None or ran < first):
            yield DueItem("certificates", "certificates.stock", lot, month, _("{month} 证书核对").format(month=month), by.day, "RCN-018",
                          _("核对证书各账"), DIRECTOR, _("证书核对"), by.provisional)  # fmt: skip


def _corrections(context: Context) -> Iterator[DueItem]:
    """CRT-060, CRT-061: what waits for its decision, and the wrong copies that go back to head office; at once."""
    for one in context.db.scalars(_CORRECTIONS):
        rule = context.rules[rule_of(one.stage)]
        asked, since, role = (_("批准或退回更正"), one.requested_on, DIRECTOR) if one.state == "requested" else (
            _("寄回错证"), one.decided_on or one.requested_on, GENERAL)  # fmt: skip
        if rule.active and (one.state == "requested" or goes_back(context, one)):
            yield DueItem("certificates", "certificates.corrections", one.id, one.certificate.number or one.certificate.name,
                          f"{one.certificate.name} {FIELD.show(one.field)}", since, rule.id, asked, role, _("证书更正"))  # fmt: skip


def _arrivals(context: Context) -> Iterator[DueItem]:
    """CRT-037: checked on the day of arrival."""
    rule = context.rules["CRT-037"]
    if not rule.active:
        return
    for one in context.rows(_ARRIVED):
        yield DueItem("certificates", "certificates.arrivals", one.id, one.document, _("{roster} 到证 {n} 份").format(roster=one.number, n=one.copies),
                      one.arrived_on, rule.id, _("检查到证并签收"), GENERAL, _("到证检查"))  # fmt: skip


def _receipts(context: Context) -> Iterator[DueItem]:
    """CRT-039: the receipts of an institution, by the day agreed with it."""
    rule = context.rules["CRT-039"]
    if not rule.active:
        return
    for one in context.rows(_CONSIGNED):
        yield DueItem("certificates", "certificates.consignments", one.id, one.number, f"{one.receiver} {len(one.serials)}",
                      one.receipts_due, rule.id, _("收回考生签收记录"), GENERAL, _("代发签收"))  # fmt: skip


def _new_keeper(context: Context, lot: int) -> Iterator[DueItem]:
    """LDG-005: at a change of keeper the blanks are counted, on the day the new one begins."""
    rule = context.rules["LDG-005"]
    keepers = context.rows(_KEEPERS, today=context.today) if rule.active else ()
    if not any(former.since < keepers[0].since for former in keepers[1:]):
        return
    name, since = keepers[0]
    if context.value(_COUNTS, since=since) is None:
        yield DueItem("certificates", "certificates.stock", lot, name, _("{name} 接管空白证书").format(name=name), since, rule.id,
                      _("两人清点空白证书"), GENERAL, _("证书清点"))  # fmt: skip


AREAS["certificates"] = due
