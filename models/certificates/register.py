"""The registers of certificates: the ledger, lots of blanks, the journal, rosters, reissues, sign-offs, findings, runs."""

from collections.abc import Callable
from typing import Any

from models.assessment.candidates.terms import AnyLevel
from models.assessment.register import (
    BATCH_WORDS,
    CLEAR,
    ID_WORDS,
    JOB_WORDS,
    LEVEL_WORDS,
    NAME_WORDS,
    OCCUPATION_WORDS,
    READERS,
    TAKES_OVER,
)
from models.certificates import closing, marks, queries, terms
from models.certificates.intake import LedgerIntake, StockIntake
from models.certificates.ledger import written
from models.certificates.numbers import grouped
from models.certificates.tables import BlankLot, Certificate, LockedMonth, Movement, ReconFinding, ReconRun, Reissue, Roster, SignOff
from models.core.centre import Context
from models.core.identity import NAMES, masked
from models.core.intake import Intake, declare_import
from models.core.kinds import Choice, Code, Day, Many, Moment, Text, Whole
from models.core.registers import Facet, Field, Register, declare
from models.core.rulebook import Rulebook, rows
from resources.texts import _

C, M, L = Certificate, Movement, BlankLot
GROUP = _("证书")
NUMBER_WORDS = ("证书号", "证书号码", "证书编码", "证书编号（22位）", "资格证书编号", "证号", "等级证书编号")
SERIAL_WORDS = ("流水码", "空白证书号", "空白证书编号", "印制流水码", "印刷流水号", "证书流水号", "流水号")
DATE_WORDS = ("核发日期", "发证时间", "颁证日期", "证书日期", "签发日期", "发放证书日期")
AGENCY_WORDS = ("机构名称", "发证机构", "评价机构名称", "认定机构", "发证单位")
TONES = {"planned": "plain", "valid": "good", "revoked": "danger", "void": "plain", "approved": "caution", "numbered": "caution"}
DIFFERENCES = Choice({key: f"{key}·{Rulebook('henan')[key].title}" for key in rows() if key.startswith("REC-")})


class _Job(Text):
    """工种 of an old row: kept as written, also where it is empty (REC-19)."""


def _serial_at(name: str) -> Callable[[Context, Any], str]:
    return lambda _context, record: written(getattr(record, name), record.digits)


CERTIFICATES = declare(Register(
    "certificates.register", _("证书台账"), C, row=50, order="issued_on", descending=True, area="certificates", group=GROUP, readers=READERS,
    columns=("number", "name", "occupation", "job", "level", "issued_on", "state", "serial", "handed_on", "batch_code"),
    fields=(
        Field("number", _("证书编号"), Code(30), column=C.number, sort=True, width=190, imported=True, needed=True, also=NUMBER_WORDS),
        Field("grouped", _("分组编号"), Text(), compute=lambda _context, c: grouped(c.number), listed=False, width=210, rule="CRT-009"),
        Field("name", _("姓名"), Text(60), column=C.sort_name, sort=True, width=90, imported=True, needed=True, also=NAME_WORDS),
        Field("id_kind", _("证件类型"), Text(20), compute=lambda _context, c: NAMES.get(c.id_kind, c.id_kind), listed=False, imported=True, also=("证件种类",)),
        Field("id_no", _("证件号码"), Code(20), width=170, mask=masked, clear_to=CLEAR, imported=True, needed=True, also=ID_WORDS),
        Field("occupation", _("职业名称"), Text(60), width=120, imported=True, needed=True, also=OCCUPATION_WORDS),
        Field("job", _("工种/职业方向"), _Job(60), width=110, imported=True, also=JOB_WORDS),
        Field("level", _("职业技能等级"), AnyLevel(), width=110, imported=True, needed=True, also=LEVEL_WORDS),
        Field("issued_on", _("发证日期"), Day(), column=C.issued_on, sort=True, width=100, imported=True, needed=True, also=DATE_WORDS),
        Field("state", _("状态"), terms.STATE, width=80, imported=True, also=("证书状态",), tone=lambda _context, c: TONES[c.state]),
        Field("serial", _("流水码"), Code(20), column=C.serial, sort=True, width=100, imported=True, also=SERIAL_WORDS),
        Field("batch_code", _("批次编号"), Code(40), column=C.batch_code, sort=True, width=110, imported=True, also=BATCH_WORDS),
        Field("agency", _("评价机构"), Text(80), listed=False, imported=True, also=AGENCY_WORDS),
        Field("handed_on", _("领取日期"), Day(), column=C.handed_on, width=100, imported=True, also=("发放日期", "领证日期")),
        Field("way", _("领取方式"), terms.WAY, compute=lambda _context, _c: None, listed=False, imported=True, also=("发放方式",)),
        Field("receiver", _("领取人/快递单号"), Text(40), compute=lambda _context, _c: None, listed=False, imported=True,
              also=("领取人", "快递单号", "签收人")),
        Field("form", _("形式"), terms.FORM, listed=False),
        Field("cover", _("封皮颜色"), Text(), compute=marks.cover, listed=False, rule="CRT-017"),
        Field("online", _("上网"), terms.ONLINE, width=90),
        Field("submitted_on", _("上报日期"), Day(), listed=False), Field("grade_note", _("成绩等次"), Text(10), listed=False, imported=True),
        Field("ended_on", _("撤回或作废日期"), Day(), listed=False), Field("ended_ground", _("无效情形"), terms.GROUND, listed=False),
        Field("ended_why", _("撤回理由"), Text(400, 3), listed=False),
    ),
    facets=(Facet("state", _("状态"), terms.STATE.options, lambda option, _day: C.state == option),
            Facet("form", _("形式"), terms.FORM.options, lambda option, _day: C.form == option),
            Facet("online", _("上网"), terms.ONLINE.options, lambda option, _day: C.online == option),
            Facet("origin", _("来源"), {"history": _("历史台账"), "own": _("本系统")}, lambda option, _day: C.history.is_(option == "history"))),
    describe=lambda c: f"{c.name} {c.number}", subtitle=lambda _context, c: f"{c.occupation} {c.job} · {terms.STATE.show(c.state)}",
    notes=marks.of_certificate, related=marks.related, find=queries.find_certificate,
    forms=("F-CERT-LEVEL", "F-CERT-ELECTRONIC", "F-CERT-SPECIAL", "F-CERT-VOID"),
    actions=("certificates.hand_out", "certificates.apply_reissue", "certificates.request_correction", "certificates.recover",
             "certificates.take_back_parcel", "certificates.add_electronic", "certificates.note_online", "certificates.revoke", "certificates.void"),
    intake=lambda: Intake("certificates.import_register", LedgerIntake, keeps_twins=True),
))  # fmt: skip

STOCK = declare(Register(
    "certificates.stock", _("空白证书"), L, row=50, order="first", area="certificates", group=GROUP, readers=READERS,
    columns=("name", "first", "last", "quantity", "received_on", "keeper", "box", "book"),
    fields=(
        Field("name", _("批号"), Text(40), width=150), Field("code", _("业务类型"), terms.BOOK_LINE, compute=lambda _context, _lot: "RCV", listed=False,
              imported=True, needed=True, also=("类别", "类型", "业务", "摘要", "收发类别", "出入库类别", "出入库")),
        Field("day", _("日期"), Day(), compute=lambda _context, lot: lot.received_on, listed=False, imported=True, needed=True,
              also=("业务日期", "出入库日期", "登记日期", "时间")),
        Field("first", _("流水码起"), Code(20), compute=_serial_at("first"), column=L.first, sort=True, width=100, imported=True, needed=True,
              also=("起号", "起始号", "起始流水码", "起始编号", "流水码起号", "开始号", "号码起")),
        Field("last", _("流水码止"), Code(20), compute=_serial_at("last"), width=100, imported=True,
              also=("止号", "终止号", "终止流水码", "终止编号", "流水码止号", "结束号", "号码止")),
        Field("quantity", _("数量"), Whole(), compute=lambda _context, lot: lot.last - lot.first + 1, width=70, imported=True, also=("份数", "本数", "张数")),
        Field("document", _("凭证号"), Text(60), compute=lambda _context, lot: lot.name, listed=False, imported=True, also=("单据号", "凭证编号")),
        Field("received_on", _("入库日期"), Day(), column=L.received_on, sort=True, width=100),
        Field("supplier", _("来源"), Text(80), listed=False), Field("keeper", _("保管人"), Text(60), width=90), Field("box", _("存放处"), Text(40), width=90),
        Field("by", _("经手人"), Text(60), compute=lambda _context, _lot: None, listed=False, imported=True, also=("经办人",)),
        Field("second", _("复核人"), Text(60), compute=lambda _context, lot: lot.counted_by, listed=False, imported=True),
        Field("note", _("备注"), Text(400), compute=lambda _context, lot: lot.supplier, listed=False, imported=True, also=("说明", "原因")),
        Field("book", _("账面"), Text(), compute=marks.book_words, width=260),
    ),
    describe=lambda lot: lot.name, subtitle=marks.book_words, notes=marks.of_lot, find=queries.find_lot,
    create=("certificates.receive_lot", "certificates.destroy"),
    actions=("certificates.count_lot", "certificates.spoil", "certificates.adjust", "certificates.transfer"),
    intake=lambda: Intake("certificates.import_stock", StockIntake),
))  # fmt: skip

JOURNAL = declare(Register(
    "certificates.journal", _("证书流水账"), M, row=50, order="day", descending=True, area="certificates", group=GROUP, readers=READERS,
    fields=(
        Field("day", _("日期"), Day(), column=M.day, sort=True, width=100), Field("code", _("业务"), terms.MOVEMENT, width=90),
        Field("first", _("流水码起"), Text(), compute=_serial_at("first"), column=M.first, sort=True, width=100),
        Field("last", _("流水码止"), Text(), compute=_serial_at("last"), width=100),
        Field("quantity", _("数量"), Whole(), width=70), Field("number", _("证书编号"), Text(30), width=190),
        Field("document", _("凭证"), Text(60), width=140), Field("old_serial", _("旧流水码"), Text(20), listed=False),
        Field("cause", _("事由"), terms.CAUSE, listed=False),
        Field("why", _("说明"), Text(400), width=180), Field("by", _("经手人"), Text(60), width=90), Field("second", _("复核人"), Text(60), width=90),
        Field("approved_by", _("批准人"), Text(60), listed=False), Field("courier", _("快递单号"), Text(40), listed=False),
    ),
    facets=(Facet("code", _("业务"), terms.MOVEMENT.options, lambda option, _day: M.code == option),),
    describe=lambda m: f"{terms.MOVEMENT.show(m.code)} {written(m.first, m.digits)}", subtitle=lambda _context, m: f"{m.day} · {m.quantity}",
    find=queries.find_movement, list_forms=("F-CERT-LEDGER", "F-CERT-DESTROY"), actions=("certificates.reverse",),
))  # fmt: skip

ROSTERS = declare(Register(
    "certificates.rosters", _("核发名册"), Roster, row=48, order="made_on", descending=True, area="certificates", group=GROUP, readers=READERS,
    fields=(
        Field("number", _("名册编号"), Text(40), width=150), Field("batch_code", _("批次编号"), Text(40), width=110),
        Field("made_on", _("编制日期"), Day(), column=Roster.made_on, sort=True, width=100), Field("made_by", _("编制人"), Text(60), width=90),
        Field("lines", _("人数"), Whole(), width=70), Field("approved_on", _("批准日期"), Day(), width=100),
        Field("approved_by", _("批准人"), Text(60), width=90),
    ),
    describe=lambda roster: roster.number, subtitle=lambda _context, roster: _("{n} 人").format(n=roster.lines), find=queries.find_roster,
    forms=("F-CERT-ROSTER", "F-CERT-PROOF", "F-CERT-ISSUE", "F-CERT-QUAL"), notes=marks.of_roster,
    actions=("certificates.approve_roster", "certificates.assign_numbers", "certificates.print_roster", "certificates.issue_electronic",
             "certificates.use_seal", "certificates.consign", "certificates.add_to_roster", "certificates.receive_finished"),
))  # fmt: skip

REISSUES = declare(Register(
    "certificates.reissues", _("证书补发"), Reissue, row=50, order="applied_on", descending=True, area="certificates", group=GROUP,
    readers=READERS, joins=("certificate",),
    fields=(
        Field("applied_on", _("申请日期"), Day(), column=Reissue.applied_on, sort=True, width=100),
        Field("name", _("姓名"), Text(60), "certificate.name", width=90), Field("number", _("证书编号"), Text(30), "certificate.number", width=190),
        Field("cause", _("事由"), terms.CAUSE, width=80), Field("state", _("进度"), terms.REISSUE_STATE, width=90),
        Field("old_serial", _("原流水码"), Text(20), width=100), Field("new_serial", _("新流水码"), Text(20), width=100),
        Field("recovered_on", _("旧证收回"), Day(), width=100), Field("handed_on", _("领取日期"), Day(), width=100),
        Field("checked_on", _("核实日期"), Day(), listed=False), Field("check_result", _("核实结果"), Text(200), listed=False),
        Field("approved_by", _("批准人"), Text(60), listed=False), Field("why", _("情况说明"), Text(1000, 4), listed=False),
        Field("documents", _("收到的材料"), Many(terms.PAPERS.options), listed=False), Field("fee", _("工本费（元）"), Whole(), listed=False),
        Field("receipt_number", _("回执编号"), Text(40), listed=False), Field("accepted_on", _("受理日期"), Day(), listed=False),
    ),
    facets=(Facet("state", _("进度"), terms.REISSUE_STATE.options, lambda option, _day: Reissue.state == option),
            Facet("cause", _("事由"), terms.CAUSE.options, lambda option, _day: Reissue.cause == option)),
    describe=lambda r: f"{r.certificate.name} {r.certificate.number}", subtitle=lambda _context, r: terms.REISSUE_STATE.show(r.state),
    find=queries.find_reissue, list_forms=("F-CERT-REISSUE",), forms=("F-CERT-LOST-APP", "F-CERT-LOST-RECEIPT"),
    actions=("certificates.check_reissue", "certificates.approve_reissue", "certificates.accept_reissue", "certificates.print_reissue",
             "certificates.seal_reissue"),
))  # fmt: skip

SIGN_OFFS = declare(Register(
    "certificates.sign_offs", _("证书签收"), SignOff, row=50, order="day", descending=True, area="certificates", group=GROUP, readers=READERS,
    fields=(
        Field("day", _("日期"), Day(), column=SignOff.day, sort=True, width=100), Field("number", _("证书编号"), Text(30), width=190),
        Field("serial", _("流水码"), Text(20), width=100),
        Field("way", _("领取方式"), terms.WAY, width=90), Field("signer", _("领取人"), Text(60), width=90),
        Field("courier", _("快递单号"), Text(40), width=130), Field("authorisation", _("委托书"), Text(100), listed=False),
        Field("receipt", _("回执"), Text(100), listed=False), Field("undone_on", _("退回日期"), Day(), width=100),
    ),
    describe=lambda s: s.number, subtitle=lambda _context, s: f"{s.day} {terms.WAY.show(s.way)}", find=queries.find_sign_off,
))  # fmt: skip

LIGHT = Choice({"locked": _("已锁定"), "reopened": _("已解锁"), "changed": _("锁定后被改动")})
MONTHS = declare(Register(
    "certificates.months", _("月结"), LockedMonth, row=49, order="month", descending=True, area="certificates", group=GROUP, readers=READERS,
    fields=(
        Field("month", _("月份"), Text(), compute=lambda _context, held: f"{held.month:%Y-%m}", column=LockedMonth.month, sort=True, width=90),
        Field("light", _("状态"), LIGHT, compute=closing.light, width=120, tone=lambda c, m: "good" if closing.light(c, m) == "locked" else "danger"),
        Field("balance", _("月末结存"), Text(), width=240,
              compute=lambda _context, held: "　".join(f"{terms.BUCKET.show(one)} {held.balance[one]}" for one in held.balance)),
        Field("closed_on", _("锁定日期"), Day(), width=100), Field("closed_by", _("锁定人"), Text(60), width=90),
        Field("reopened_on", _("解锁日期"), Day(), width=100), Field("reopened_why", _("解锁理由"), Text(400), width=180),
    ),
    describe=lambda held: f"{held.month:%Y-%m}", subtitle=lambda context, held: LIGHT.show(closing.light(context, held)), find=closing.find_month,
    create=("certificates.lock_month",), actions=("certificates.unlock_month",),
))  # fmt: skip

FINDINGS = declare(Register(
    "certificates.findings", _("核对差异"), ReconFinding, row=50, order="kind", area="certificates", group=GROUP, readers=READERS,
    columns=("kind", "key", "left", "right", "state", "first_seen"),
    fields=(
        Field("kind", _("差异"), DIFFERENCES, column=ReconFinding.kind, sort=True, width=170),
        Field("key", _("编号"), Text(60), column=ReconFinding.key, sort=True, width=190),
        Field("about", _("栏目"), Text(40), width=90), Field("left", _("台账"), Text(400, 2), width=130), Field("right", _("对方"), Text(400, 2), width=130),
        Field("hint", _("线索"), Text(400, 2), listed=False),
        Field("action", _("处理办法"), Text(), compute=lambda context, finding: context.rules[finding.kind].way_forward, listed=False, width=200),
        Field("state", _("处理"), terms.FINDING_STATE, width=90, tone=lambda _context, f: "danger" if f.state == "open" and f.severity == "block" else "plain"),
        Field("first_seen", _("首次发现"), Day(), width=100), Field("why", _("说明"), Text(400, 3), listed=False),
        Field("decided_by", _("处理人"), Text(60), listed=False), Field("decided_on", _("处理日期"), Day(), listed=False),
    ),
    facets=(Facet("state", _("处理"), terms.FINDING_STATE.options, lambda option, _day: ReconFinding.state == option),
            Facet("kind", _("差异"), DIFFERENCES.options, lambda option, _day: ReconFinding.kind == option)),
    describe=lambda f: f"{f.kind} {f.key}", subtitle=lambda context, f: context.rules[f.kind].title, related=marks.of_finding,
    find=queries.find_difference, actions=("certificates.answer_finding",),
))  # fmt: skip

RUNS = declare(Register(
    "certificates.runs", _("核对记录"), ReconRun, row=50, order="as_of", descending=True, area="certificates", group=GROUP, readers=READERS,
    fields=(
        Field("as_of", _("核对日期"), Day(), column=ReconRun.as_of, sort=True, width=100), Field("files", _("文件"), Text(400), width=260),
        Field("register_rows", _("台账行数"), Whole(), width=90), Field("online_rows", _("导出行数"), Whole(), width=90),
        Field("total", _("差异数"), Whole(), compute=lambda _context, run: sum(run.counts.values()), width=80),
        Field("made_by", _("经手人"), Text(60), width=90), Field("made_at", _("时间"), Moment(), width=140),
    ),
    describe=lambda run: _("{day} 核对").format(day=run.as_of), subtitle=lambda _context, run: run.files, find=queries.find_run, forms=("F-RECONCILIATION",),
    create=("certificates.reconcile",),
))  # fmt: skip

declare_import("certificates.import_register", _("导入证书台账"), "certificates.register", 50, ("CRT-005",), TAKES_OVER)
declare_import("certificates.import_stock", _("导入空白证书出入库"), "certificates.stock", 50, ("LDG-003", "SYS-014"), TAKES_OVER)
