"""Single papers about certificates: reissue application and receipt, decision to void, hand-over to an institution, draw of
blanks. Signatures and stamps stay blank."""

from collections.abc import Mapping, Sequence
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable
from sqlalchemy import select

from models.assessment.tables import PassRow
from models.assessment.terms import LEVELS
from models.certificates.ledger import written
from models.certificates.tables import Certificate, Reissue
from models.certificates.tables_life import BlankDraw, Consignment
from models.certificates.terms import CAUSE, DRAW_STATE, GROUND, WAY
from models.core.centre import Context
from models.people.tables import Person
from models.people.terms import SEX
from reports.kit.grid import Memo, grid, listing
from reports.kit.marks import Photo, ticks
from reports.kit.page import A5_LANDSCAPE, Paper
from reports.kit.text import EMPTY, TICKED, Words, gap, heading
from resources.texts import _

SIGNED = "（签字）　年　月　日"
STAMPED = "（盖章）　年　月　日"
_SMALL = 14 * mm


def words(day: date | None) -> str:
    """2026年11月20日; the place for it where it is not known."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "　　　年　　月　　日"


def several(options: Mapping[str, str], chosen: Sequence[str]) -> str:
    """Boxes of which several may be ticked."""
    return " ".join(f"{TICKED if code in chosen else EMPTY}{label}" for code, label in options.items())


def _what(certificate: Certificate) -> str:
    return f"{certificate.occupation} {certificate.job} {LEVELS.get(certificate.level, '')}"


def _paper(context: Context, title: str, story: Sequence[Flowable], key: str) -> Paper:
    told = f"{context.centre.name}　备案号 {context.centre.filing_no}"
    return Paper(f"{title} {key}", [heading(title), gap(2), Words(told, 9, align="center"), gap(4), *story])


_LOST = """
| 姓名 | «name» | 性别 | «sex» | «photo» |
| 证件号码 | «id_no» | → | → | ↑ |
| 原证书名称/<br>职业/等级 | «what» | → | → | ↑ |
| 原证书编号 | «number» | 发证日期 | «issued_on» | ↑ |
| 补办原因 | «cause» | 联系电话 | «phone» | → |
| 情况说明 | «why» | → | → | → |
| 提交材料 | «papers» | 工本费 | «fee» | → |
| 申请人 | «applicant» | 经办人<br>核实数据库 | «checked» | → |
| 机构意见 | «opinion» | 新证书编号/<br>流水码 | «new» | → |
"""


def lost_application(context: Context, reissue: Reissue) -> Paper:
    """F-CERT-LOST-APP 职业资格证书遗失补办申请表."""
    held = reissue.certificate
    person = context.db.scalar(select(Person).where(Person.id_no == held.id_no))
    passed = context.db.get(PassRow, held.pass_id) if held.pass_id else None
    handed_in = [*(reissue.documents or ()), *(["old"] if reissue.recovered_on else [])]
    fee = context.rules["CRT-055"].value("fee") if reissue.fee is None else reissue.fee
    checked = f"{reissue.check_result}\n{reissue.checked_by}" if reissue.checked_on else ""
    values: dict[str, str | Flowable] = {
        "name": held.name, "sex": SEX.show(passed.sex) if passed else "", "id_no": held.id_no, "what": _what(held), "number": held.number,
        "photo": Photo(context.centre.files.get(person.photo) if person and person.photo else None), "issued_on": words(held.issued_on),
        "cause": ticks(CAUSE.options, reissue.cause), "phone": (person.phone or "") if person else "", "why": Memo(reissue.why),
        "papers": several({"card": "身份证原件", "copy": "复印件", "photo": "照片", "old": "原证书（收回）"}, handed_in), "fee": _("{n} 元").format(n=fee),
        "applicant": Memo("", SIGNED), "checked": Memo(checked, SIGNED), "opinion": Memo("", STAMPED),
        "new": f"{held.number}\n{reissue.new_serial}" if reissue.new_serial else "",
    }  # fmt: skip
    table = grid(_LOST, (30, 45, 30, 35, 30), values, height=205 * mm, tall={5: 34, 7: 26, 8: 30})
    return _paper(context, "职业资格证书遗失补办申请表", [table], held.number)


_RECEIPT = """
| 受理编号 | «receipt» | 原证书编号 | «number» |
| 补办原因 | «cause» | 收费 | «fee» |
| 受理日期 | «accepted» | 预计办结日期 | «ready» |
| 领取方式 | «way» | 受理人（签字盖章） | «by» |
"""


def lost_receipt(context: Context, reissue: Reissue) -> Paper:
    """F-CERT-LOST-RECEIPT 职业资格证书补办回执, A5: with a stub of the same data below the cut."""
    held, days = reissue.certificate, context.rules["CRT-056"].value("workdays")
    ready = context.calendar.plus(reissue.accepted_on or reissue.applied_on, days).day if days else None
    values = {"receipt": reissue.receipt_number or "", "number": held.number, "cause": CAUSE.show(reissue.cause),
              "fee": _("{n} 元").format(n=reissue.fee or 0), "accepted": words(reissue.accepted_on), "ready": words(ready),
              "way": ticks({code: WAY.show(code) for code in ("self", "proxy", "courier")}, None), "by": ""}  # fmt: skip
    told = f"今收到 {held.name}（证件号码 {held.id_no}）提交的证书补办申请，材料完备。"
    size = A5_LANDSCAPE[0] - 2 * _SMALL
    columns = [share * size / mm for share in (0.15, 0.36, 0.19, 0.30)]
    story: list[Flowable] = []
    for title, room in (("职业资格证书补办回执", 44), ("职业资格证书补办回执（存根）", 40)):
        story += [heading(title, 13), gap(1), Words(told, 10), gap(1.5), grid(_RECEIPT, columns, values, height=room * mm)]
        story += [gap(3), Words("- - - - - - - - - - - - - - - - - - - - - - - - - -　沿此线撕开　- - - - - - - - - - - - - - - - - - - - - - - - - -", 8,
                                align="center"), gap(2)] if len(story) < 6 else []  # fmt: skip
    return Paper(f"职业资格证书补办回执 {reissue.receipt_number or ''}", story, A5_LANDSCAPE, _SMALL)


_VOID = """
| 姓名 | «name» | 证件号码 | «id_no» |
| 证书编号 | «number» | 职业/等级 | «what» |
| 情形 | «ground» | 决定日期 | «day» |
| 事实与依据 | «why» | → | → |
| 处理 | «measures» | → | → |
| 已上网数据<br>处理日期 | «online» | 流水码 | «serial» |
| 送达 | «delivered» | 机构 | «stamp» |
"""


def void_notice(context: Context, certificate: Certificate) -> Paper:
    """F-CERT-VOID 证书作废（注销）通知: the decision, what it rests on, what is done."""
    revoked = certificate.state == "revoked"
    measures = {"result": "宣布成绩无效", "paper": "撤回证书", "online": "删除查询网数据"}
    online = revoked and certificate.online in ("submitted", "online", "deletion", "deleted")
    chosen = [*(["result", "paper"] if revoked else []), *(["online"] if online else [])]
    values = {"name": certificate.name, "id_no": certificate.id_no, "number": certificate.number, "what": _what(certificate), "serial": certificate.serial,
              "ground": GROUND.show(certificate.ended_ground) if revoked else _("作废编号"), "day": words(certificate.ended_on),
              "why": Memo(certificate.ended_why or ""), "measures": several(measures, chosen), "online": words(None),
              "delivered": Memo("", SIGNED), "stamp": Memo("", STAMPED)}  # fmt: skip
    title = "证书注销通知" if revoked else "证书作废通知"
    return _paper(context, title, [grid(_VOID, (30, 55, 30, 55), values, height=190 * mm, tall={3: 70, 6: 36})], certificate.number)


def consignment(context: Context, record: Consignment) -> Paper:
    """F-CERT-HANDOVER 证书代发交接记录: range, list and count, both sides, when the signatures come back."""
    held = {one.serial: one for one in context.db.scalars(select(Certificate).where(Certificate.roster_id == record.roster_id))}
    lines = [(serial, held.get(serial)) for serial in record.serials]
    numbers = sorted(one.number for _serial, one in lines if one)
    facts = grid(_HANDOVER, (32, 53, 32, 53), {
        "batch": record.roster.batch_code, "roster": record.roster.number, "numbers": f"{numbers[0]} 至 {numbers[-1]}" if numbers else "",
        "count": _("{n} 份").format(n=len(record.serials)), "day": words(record.day), "due": words(record.receipts_due),
        "returned": words(record.returned_on), "from": Memo(f"{context.centre.name}\n{record.given_by}", SIGNED),
        "to": Memo(f"{record.receiver}\n{record.received_by}", "（签字盖章）　年　月　日"),
    }, height=100 * mm, tall={4: 36})  # fmt: skip
    rows = [[str(n), one.name if one else "", one.number if one else "", serial, ""] for n, (serial, one) in enumerate(lines, 1)]
    table = listing(("序号", "姓名", "证书编号", "流水码", "备注"), (14, 32, 62, 32, 30), rows, centred=(0,))
    return _paper(context, "证书代发交接记录", [facts, gap(4), table], record.roster.number)


_HANDOVER = """
| 批次 | «batch» | 核发名册 | «roster» |
| 证书编号起止 | «numbers» | → | → |
| 数量 | «count» | 交接日期 | «day» |
| 签收记录<br>返还期限 | «due» | 返还日期 | «returned» |
| 交出单位 | «from» | 接收单位 | «to» |
"""

_DRAW = """
| 申领单号 | «number» | 申领日期 | «asked_on» |
| 申领人 | «asked_by» | 份数 | «quantity» |
| 用途 | «purpose» | → | → |
| 批准人 | «approved» | 状态 | «state» |
| 流水码起止 | «serials» | 领出日期 | «drawn_on» |
| 保管人 | «given» | 领用人 | «received» |
| 打印 | «used» | 废品 | «spoiled» |
| 退回 | «returned» | 结清日期 | «settled_on» |
| 退回人 | «giving_back» | 复核人 | «second» |
"""


def draw_slip(context: Context, record: BlankDraw) -> Paper:
    """空白证书申领单: asked, approved, handed over, settled; one line of signatures a step."""
    digits = int(context.rules["LDG-003"].value("digits"))
    serials = f"{written(record.first, digits)} 至 {written(record.last, digits)}" if record.first is not None and record.last is not None else ""
    numbers = {name: "" if (value := getattr(record, name)) is None else str(value) for name in ("used", "spoiled", "returned")}
    values = numbers | {
        "number": record.number, "asked_on": words(record.asked_on), "asked_by": Memo(record.asked_by, SIGNED), "quantity": str(record.quantity),
        "purpose": record.purpose, "approved": Memo(record.approved_by or "", SIGNED), "state": DRAW_STATE.show(record.state), "serials": serials,
        "drawn_on": words(record.drawn_on), "given": Memo(record.given_by or "", SIGNED), "received": Memo(record.received_by or "", SIGNED),
        "settled_on": words(record.settled_on), "giving_back": Memo(record.settled_by or "", SIGNED), "second": Memo(record.second or "", SIGNED),
    }  # fmt: skip
    return _paper(context, "空白证书申领单", [grid(_DRAW, (28, 57, 28, 57), values, height=190 * mm, tall={1: 22, 3: 22, 5: 22, 8: 22})], record.number)
