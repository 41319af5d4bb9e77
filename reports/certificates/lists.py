"""Lists about certificates on paper: rosters, hand-out list, stock book, destruction list, reissues, reconciliation."""

from collections.abc import Iterable, Sequence
from typing import Any

from reportlab.platypus import Flowable, KeepTogether
from sqlalchemy import select

from models.assessment.tables import PassRow
from models.assessment.terms import LEVELS
from models.certificates.ledger import BOOKED, FLOWS, written
from models.certificates.tables import Certificate, Movement, ReconRun, Reissue, Roster
from models.certificates.terms import CAUSE, FINDING_STATE, MOVEMENT
from models.core.centre import Context
from models.core.identity import NAMES
from models.people.terms import SEX
from reports.kit.grid import listing
from reports.kit.marks import tick
from reports.kit.page import A4_LANDSCAPE, Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _

Rows = Sequence[Sequence[str | Flowable]]


def list_paper(context: Context, title: str, heads: Sequence[str], widths: Sequence[float], rows: Rows, signed: str, total: str = "") -> Paper:
    told = _("{centre}　备案号 {filing_no}　{total}").format(centre=context.centre.name, filing_no=context.centre.filing_no, total=total)
    foot = KeepTogether([gap(6), Words(signed, 10)])
    table = listing(heads, widths, rows, size=8.5, centred=(0,))
    return Paper(title, [heading(title), gap(2), Words(told, 9, align="center"), gap(3), table, foot], A4_LANDSCAPE)


def _people(n: int) -> str:
    return _("人数 {n}").format(n=n)


def _job(record: Any) -> str:
    return f"{record.occupation} {record.job}"


def _score(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def pass_roster(context: Context, records: Iterable[PassRow]) -> Paper:
    """F-PASS-ROSTER 合格人员花名册, with the number of the certificate where there is one."""
    chosen = list(records)
    issued: dict[int, Certificate] = {}
    if chosen:
        for one in context.db.scalars(select(Certificate).where(Certificate.pass_id.is_not(None), Certificate.state != "void")):
            issued[one.pass_id or 0] = one
    rows = []
    for n, row in enumerate(chosen, 1):
        certificate = issued.get(row.id)
        rows.append([str(n), row.name, SEX.show(row.sex), row.id_no, _job(row), LEVELS.get(row.level, ""), _score(row.theory), _score(row.skill),
                     (certificate.grade_note or "") if certificate else "", certificate.number if certificate else "",
                     certificate.issued_on.isoformat() if certificate else "", ""])  # fmt: skip
    heads = ("序号", "姓名", "性别", "证件号码", "职业（工种）", "等级", "理论", "技能", "评定", "证书编号", "发证日期", "备注")
    return list_paper(context, _("合格人员花名册"), heads, (10, 18, 11, 36, 38, 26, 13, 13, 13, 43, 21, 15), rows,
                  _("制表人：　　　　　　　　审核人：　　　　　　　　负责人：　　　　　　　　（盖章）　　　　　　日期："), _people(len(rows)))  # fmt: skip


def _lines(context: Context, roster: Roster) -> list[tuple[Certificate, PassRow | None]]:
    found = context.db.execute(
        select(Certificate, PassRow).outerjoin(PassRow, PassRow.id == Certificate.pass_id)
        .where(Certificate.roster_id == roster.id).order_by(Certificate.number, Certificate.id)
    )  # fmt: skip
    return [(certificate, passed) for certificate, passed in found]


def roster(context: Context, record: Roster) -> Paper:
    """F-CERT-ROSTER 职业技能等级证书核发名册: signed and sealed before anything is printed (CRT-033)."""
    rows = [[str(n), c.name, SEX.show(p.sex) if p else "", NAMES.get(c.id_kind, c.id_kind), c.id_no, _job(c), LEVELS.get(c.level, ""),
             _score(p.theory) if p else "", _score(p.skill) if p else "", _score(p.review) if p else "", c.number, c.issued_on.isoformat(), ""]
            for n, (c, p) in enumerate(_lines(context, record), 1)]  # fmt: skip
    heads = ("序号", "姓名", "性别", "证件类型", "证件号码", "职业（工种）", "等级", "理论", "技能", "综合评审", "证书编号", "发证日期", "备注")
    total = _("名册 {number}　批次 {batch}　{people}").format(number=record.number, batch=record.batch_code, people=_people(len(rows)))
    return list_paper(context, _("职业技能等级证书核发名册"), heads, (10, 17, 10, 20, 35, 34, 25, 12, 12, 12, 42, 20, 8), rows,
                  _("制表：　　　　　　　　审核：　　　　　　　　负责人签字：　　　　　　　　（单位公章）　　　　　　日期："), total)  # fmt: skip


def hand_out(context: Context, record: Roster) -> Paper:
    """F-CERT-ISSUE 证书发放花名册: signed by who receives, or with the courier number."""
    rows = [[str(n), c.name, c.id_no, _job(c), LEVELS.get(c.level, ""), c.number, c.serial, "□本人 □代领 □邮寄 □代发", "", "", "", ""]
            for n, (c, _p) in enumerate(_lines(context, record), 1) if c.state == "valid"]  # fmt: skip
    heads = ("序号", "姓名", "证件号码", "职业（工种）", "等级", "证书编号", "流水码", "领取方式", "签字/快递单号", "领取日期", "代领人及证件号", "备注")
    return list_paper(context, _("证书发放花名册"), heads, (10, 17, 34, 31, 24, 41, 17, 22, 20, 16, 17, 8), rows,
                      _("发放人：　　　　　　　　　　日期："),
                      _("名册 {number}　{people}").format(number=record.number, people=_people(len(rows))))  # fmt: skip


def stock_book(context: Context, records: Iterable[Movement]) -> Paper:
    """F-CERT-LEDGER: every line with what came in and went out, and what the centre has left (blanks, on hand, waiting)."""
    here = set(BOOKED) - {"O"}
    left, rows = 0, []
    for line in sorted(records, key=lambda one: (one.day, one.code != "RCV", one.id)):  # what came in that day could be used that day
        came_from, went_to = _flow(line)
        entered, gone = (line.quantity if bucket in here else 0 for bucket in (went_to, came_from))
        moved_in, moved_out = max(entered - gone, 0), max(gone - entered, 0)
        left += moved_in - moved_out
        rows.append([line.day.isoformat(), line.document or "", MOVEMENT.show(line.code), written(line.first, line.digits), written(line.last, line.digits),
                     str(moved_in or ""), str(moved_out or ""), str(left), line.number or "", line.by or "", line.second or ""])  # fmt: skip
    heads = ("日期", "凭证号", "摘要", "流水码起", "流水码止", "入", "出", "结存", "证书编号", "经手人", "复核人")
    return list_paper(context, _("证书申领、印制、核发、销毁、补发和余存台账"), heads, (22, 36, 24, 22, 22, 15, 15, 18, 43, 20, 20), rows,
                  _("保管人：　　　　　　　　复核人：　　　　　　　　日期："))


def _flow(line: Movement) -> tuple[str, str]:
    return (line.bucket_from or "", line.bucket_to or "") if line.bucket_from else FLOWS[line.code]


def destruction(context: Context, records: Iterable[Movement]) -> Paper:
    """F-CERT-DESTROY 废证销毁清册: the destroyed serials of the shown lines, each with its certificate."""
    lines = [line for line in records if line.code == "DST"]
    rows: list[list[str]] = []
    for line in lines:
        for serial in range(line.first, line.last + 1):
            earlier = context.db.scalar(select(Movement).where(Movement.first <= serial, Movement.last >= serial, Movement.id < line.id)
                                        .order_by(Movement.id.desc()))  # fmt: skip
            holder = context.db.scalar(select(Certificate.name).where(Certificate.number == earlier.number)) if earlier and earlier.number else ""
            rows.append([str(len(rows) + 1), written(serial, line.digits), (earlier.number or "") if earlier else "", holder or "",
                         MOVEMENT.show(earlier.code) if earlier else "", line.day.isoformat(), line.document or ""])  # fmt: skip
    told = lines[0] if lines else None
    signed = _("销毁方式：{way}　　批准人：{approved}　　销毁人：{by}　　监销人：{second}　　日期：").format(
        way=told.why if told else "", approved=told.approved_by if told else "", by=told.by if told else "", second=told.second if told else "")  # fmt: skip
    return list_paper(context, _("废证销毁清册"), ("序号", "流水码", "证书编号", "姓名", "类别", "日期", "清册编号"), (14, 36, 62, 36, 36, 32, 41), rows,
                      signed, _("数量 {n}").format(n=len(rows)))  # fmt: skip


def reissues(context: Context, records: Iterable[Reissue]) -> Paper:
    """F-CERT-REISSUE 证书补发登记: which copy was taken back for which new one."""
    rows: list[list[str | Flowable]] = [
        [str(n), r.applied_on.isoformat(), r.certificate.name, r.certificate.id_no, r.certificate.number, r.old_serial, CAUSE.show(r.cause),
         tick(r.recovered_on is not None), r.certificate.number if r.new_serial else "", r.new_serial or "", "", ""]
        for n, r in enumerate(records, 1)
    ]  # fmt: skip
    heads = ("序号", "日期", "姓名", "证件号码", "原证书编号", "原流水码", "原因", "旧证收回", "新证书编号", "新流水码", "经办人", "领取签字")
    return list_paper(context, _("证书补发登记"), heads, (10, 20, 17, 34, 41, 19, 17, 13, 41, 19, 13, 13), rows, _("经办人：　　　　　　　　日期："))


def reconciliation(context: Context, record: ReconRun) -> Paper:
    """核对报告: how many of each class, then every finding with both values; signed by the director."""
    counts = "　".join(f"{kind} {context.rules[kind].title} {record.counts[kind]}" for kind in sorted(record.counts)) or _("没有差异")
    rows = [[str(n), f"{f.kind} {context.rules[f.kind].title}", " ".join(filter(None, (f.key, f.about))), f.left, f.right,
             context.rules[f.kind].way_forward, FINDING_STATE.show(f.state)] for n, f in enumerate(record.findings, 1)]  # fmt: skip
    total = _("核对日期 {day}　台账 {register} 行　导出 {online} 行　文件 {files}").format(
        day=record.as_of, register=record.register_rows, online=record.online_rows, files=record.files or _("无"))  # fmt: skip
    paper = list_paper(context, _("证书核对报告"), ("序号", "差异", "编号", "台账", "对方", "处理办法", "处理"), (10, 44, 46, 54, 54, 36, 13), rows,
                   _("核对人：　　　　　　　　质量督导员：　　　　　　　　主任：　　　　　　　　日期："), total)  # fmt: skip
    gone = sum(record.counts.values()) > len(rows)  # a difference that is found again belongs to the later run
    later = [Words(_("其中 {n} 项在以后的核对中又被查出，见最近一次报告").format(n=sum(record.counts.values()) - len(rows)), 9)] if gone else []
    paper.story[3:3] = [Words(counts, 9), *later, gap(2)]
    return paper
