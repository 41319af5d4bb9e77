"""Lists of certificates' later life: seal log, corrections, and how far the certificates of a roster have come."""

from collections.abc import Iterable

from sqlalchemy import select

from models.assessment.terms import LEVELS
from models.certificates.tables import Certificate, Roster, SignOff
from models.certificates.tables_life import Arrival, Correction, SealUse
from models.certificates.terms import CORRECTION_STATE, FIELD, SEAL, STAGE, WAY
from models.core.centre import Context
from reports.certificates.lists import list_paper
from reports.kit.page import Paper
from resources.texts import _


def seal_log(context: Context, records: Iterable[SealUse]) -> Paper:
    """证书用印登记: day, seals, count, roster, keeper, and before whom (CRT-043)."""
    rows = [[str(n), use.day.isoformat(), use.document, "、".join(map(SEAL.show, use.seals)), str(use.count), use.keeper, use.by, use.second, "",
             use.note or ""] for n, use in enumerate(records, 1)]  # fmt: skip
    heads = ("序号", "日期", "名册/补发", "印章", "份数", "印章保管人", "用印人", "监印人", "签字", "备注")
    signed = _("登记人：　　　　　　　　审核人：　　　　　　　　日期：")
    total = _("合计 {n} 份").format(n=sum(int(row[4]) for row in rows))
    return list_paper(context, _("证书用印登记"), heads, (12, 22, 40, 55, 14, 24, 22, 22, 26, 20), rows, signed, total)


def corrections(context: Context, records: Iterable[Correction]) -> Paper:
    """证书信息更正登记: old and new value, proof, both persons, and the wrong copy that went back (CRT-063)."""
    rows = [[str(n), one.requested_on.isoformat(), one.certificate.name, one.certificate.number, FIELD.show(one.field), one.old, one.new,
             STAGE.show(one.stage), one.proof, one.requested_by, one.decided_by or "", CORRECTION_STATE.show(one.state),
             " ".join(filter(None, (one.old_serial, one.courier)))] for n, one in enumerate(records, 1)]  # fmt: skip
    heads = ("序号", "日期", "姓名", "证书编号", "栏目", "原值", "更正为", "阶段", "依据", "申请人", "批准人", "状态", "错证/寄回单号")
    return list_paper(context, _("证书信息更正登记"), heads, (9, 19, 15, 38, 16, 31, 31, 18, 22, 13, 13, 13, 19), rows,
                      _("经办人：　　　　　　　　负责人：　　　　　　　　日期："))  # fmt: skip


def progress(context: Context, roster: Roster) -> Paper:
    """F-CERT-QUAL: the certificates of a roster step by step; what head office prints is only followed here."""
    arrived = context.db.scalar(select(Arrival).where(Arrival.roster_id == roster.id).order_by(Arrival.id.desc()))
    rows = []
    for n, one in enumerate(context.db.scalars(select(Certificate).where(Certificate.roster_id == roster.id).order_by(Certificate.number, Certificate.id)), 1):
        signed = context.db.scalar(select(SignOff).where(SignOff.number == one.number, SignOff.undone_on.is_(None)).order_by(SignOff.id.desc()))
        here = _("{day} 到证").format(day=arrived.arrived_on) if arrived and one.serial else _("已打印") if one.serial else ""
        checked = arrived.signed_on.isoformat() if arrived and arrived.signed_on and one.serial else ""
        rows.append([str(n), one.name, one.id_no, f"{one.occupation} {LEVELS.get(one.level, '')}", roster.approved_on.isoformat() if roster.approved_on else "",
                     one.number, here, checked, f"{signed.day} {WAY.show(signed.way)} {signed.courier or signed.signer or ''}" if signed else ""])  # fmt: skip
    heads = ("序号", "姓名", "证件号码", "职业/等级", "名册批准", "证书号", "制发", "检查签收", "发放签收")
    total = _("名册 {number}　批次 {batch}　{people}").format(number=roster.number, batch=roster.batch_code, people=_("人数 {n}").format(n=len(rows)))
    return list_paper(context, _("国家职业资格证书办理进度"), heads, (10, 18, 36, 40, 22, 44, 26, 22, 39), rows, _("批次负责人：　　　　　　　　日期："), total)
