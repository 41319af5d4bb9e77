"""How destruction lists, stock checks, handovers, the vault, secret matters and the diary are listed."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement

from models.archives import advice, handing, queries, secrecy, stocktaking, terms, vault
from models.archives.tables_work import DestructionList, DiaryEntry, Handover, HandoverLine, SecretEvent, StockCheck, VaultStay
from models.core.centre import Context
from models.core.kinds import Code, Day, Flag, Moment, PersonName, Text, Whole
from models.core.registers import Facet, Field, Register, declare
from models.core.roles import BUSINESS
from resources.texts import _

GROUP = _("档案")
ALL = frozenset(BUSINESS)


def _login(name: str) -> Any:
    return lambda context, record: queries.name_of_login(context.db, getattr(record, name))


def _names(name: str) -> Any:
    return lambda _context, record: "、".join(getattr(record, name))


def _panel(context: Context, one: DestructionList) -> str:
    return "、".join(queries.name_of_login(context.db, login) for login in one.panel)


def _counts(line: HandoverLine) -> str:
    received = "" if line.received is None else line.received
    return f"{line.title} {line.account}/{line.material}/{line.card}/{received}"


def _state_facet(table: Any, kind: Any) -> Facet:
    def where(option: str, _day: date) -> ColumnElement[bool]:
        return table.state == option

    return Facet("state", _("状态"), kind.options, where)


DESTRUCTION = declare(Register(
    "archives.destruction", _("销毁清册"), DestructionList, row=59, order="proposed_on", descending=True, area="archives", group=GROUP,
    readers=frozenset({"DIR", "GEN", "ARC", "SUP", "QBK"}),
    fields=(
        Field("number", _("清册编号"), Code(30), column=DestructionList.number, sort=True, width=110),
        Field("reason", _("销毁原因"), Text(200), width=180),
        Field("state", _("状态"), terms.LIST_STATE, width=110,
              tone=lambda _context, one: {"destroyed": "good", "approved": "danger", "dropped": ""}.get(one.state, "caution")),
        Field("items", _("件数"), Whole(), compute=lambda _context, one: len(one.lines), width=64),
        Field("proposed_on", _("提出日期"), Day(), column=DestructionList.proposed_on, sort=True, width=100),
        Field("proposed", _("提出人"), Text(), compute=_login("proposed_by")),
        Field("panel", _("审查小组"), Text(), compute=_panel, width=180),
        Field("approved_on", _("批准日期"), Day(), width=100), Field("approval", _("批准文号"), Text(100), listed=False),
        Field("executor", _("执行人"), Text(), compute=_login("executor")),
        Field("witness", _("监销人"), Text(), compute=_login("witness")),
        Field("executed_on", _("执行日期"), Day(), listed=False), Field("witnessed_on", _("监销日期"), Day(), listed=False),
        Field("way", _("销毁方式"), terms.WAY, listed=False), Field("place", _("销毁地点"), Text(100), listed=False),
        Field("escort", _("护送人"), Text(60), listed=False),
        Field("contents", _("材料"), Text(2000, 6), listed=False,
              compute=lambda _context,
                  one: "；".join(f"{line.item.number} {terms.LINE_RESULT.show(line.result)}" for line in one.lines[:200])),
    ),
    facets=(_state_facet(DestructionList, terms.LIST_STATE),), create=("archives.propose_destruction",),
    actions=("archives.vote", "archives.form_panel", "archives.approve_destruction", "archives.execute_destruction",
             "archives.witness_destruction", "archives.drop_list"),
    forms=("F-ARCH-APPRAISAL", "F-ARCH-DESTROY", "F-SECRET-DESTROY", "F-ARCH-DESTROYED"),
    describe=lambda one: one.number, subtitle=lambda _context, one: f"{terms.LIST_STATE.show(one.state)} · {len(one.lines)} 件",
    notes=advice.about_list, find=queries.find_numbered(DestructionList),
    related=lambda _context, one: [(f"{line.item.number} {line.item.title}", "archives.items", line.item_id) for line in one.lines[:50]],
))  # fmt: skip

CHECKS = declare(Register(
    "archives.checks", _("档案盘点"), StockCheck, row=53, order="began_on", descending=True, area="archives", group=GROUP,
    fields=(
        Field("number", _("盘点编号"), Code(30), column=StockCheck.number, sort=True, width=110),
        Field("place", _("范围"), Text(60), width=160),
        Field("cause", _("缘由"), terms.CHECK_CAUSE),
        Field("began_on", _("开始日期"), Day(), column=StockCheck.began_on, sort=True, width=100),
        Field("scans", _("已扫描"), Whole(), compute=lambda _context, one: len(one.scans), width=76),
        Field("findings", _("差异"), Text(), compute=advice.check_words, width=240),
        Field("closed_on", _("结束日期"), Day(), width=100), Field("began", _("盘点人"), Text(), compute=_login("began_by")),
        Field("explanation", _("差异说明"), Text(2000, 4), listed=False),
    ),
    facets=(Facet("now", _("状态"), {"on": _("进行中"), "off": _("已结束")},
                  lambda option, _day: StockCheck.closed_on.is_(None) if option == "on" else StockCheck.closed_on.is_not(None)),),
    create=("archives.begin_check",), actions=("archives.scan", "archives.close_check"), forms=("F-ARCH-CHECK",),
    describe=lambda one: one.number, subtitle=lambda _context, one: one.place or _("全部"), notes=advice.about_check,
        find=stocktaking.CHECK.find,
))  # fmt: skip

HANDOVERS = declare(Register(
    "archives.handovers", _("文件移交"), Handover, row=61, order="planned_at", descending=True, area="archives", group=GROUP, readers=ALL,
    fields=(
        Field("number", _("移交编号"), Code(30), column=Handover.number, sort=True, width=110),
        Field("title", _("文件名称"), Text(120), width=220),
        Field("kind", _("移交类别"), terms.HANDOVER_KIND),
        Field("state", _("状态"), terms.HANDOVER_STATE, width=84,
              tone=lambda _context, one: {"closed": "good", "disputed": "danger"}.get(one.state, "caution")),
        Field("planned_at", _("移交时间"), Moment(), column=Handover.planned_at, sort=True, width=130),
        Field("place", _("移交地点"), Text(60), width=120),
        Field("custodian", _("保管员"), PersonName(), width=84), Field("recipient", _("接收人"), PersonName(), width=84),
        Field("important", _("重要文件"), terms.IMPORTANT, listed=False), Field("taken_out", _("带出机构"), Flag(), listed=False),
        Field("leader", _("领导"), Text(), compute=_login("approved_by")), Field("approved_on", _("批准日期"), Day(), listed=False),
        Field("counts", _("账/物/卡/收"), Text(), listed=False, compute=lambda _context, one: "；".join(
            _counts(line) for line in one.lines)),
        Field("out_at", _("移出时间"), Moment(), listed=False), Field("in_at", _("接收时间"), Moment(), listed=False),
        Field("archive_says", _("档案员说明"), Text(400, 3), listed=False),
        Field("deliverer_says", _("移交人说明"), Text(400, 3), listed=False),
        Field("subject", _("科目"), terms.SUBJECT, listed=False), Field("room", _("考场"), Text(40), listed=False),
        Field("vehicle", _("车辆"), Text(20), listed=False), Field("driver", _("司机"), PersonName(), listed=False),
        Field("escort", _("押运人"), Text(60), listed=False),
        Field("signers", _("签字人"), Text(), compute=_names("signers"), listed=False),
        Field("closed_on", _("办结日期"), Day(), width=100), Field("note", _("备注"), Text(200), listed=False),
    ),
    facets=(_state_facet(Handover, terms.HANDOVER_STATE),
            Facet("kind", _("移交类别"), terms.HANDOVER_KIND.options, lambda option, _day: Handover.kind == option)),
    create=("archives.draft_handover",),
    actions=("archives.add_handover_line", "archives.approve_handover", "archives.sign_out", "archives.sign_in",
        "archives.explain_difference",
             "archives.close_handover"),
    forms=("F-ARCH-TRANSFER",), list_forms=("F-ARCH-TRANSFERS",), describe=lambda one: one.title,
    subtitle=lambda _context, one: f"{one.number} · {terms.HANDOVER_STATE.show(one.state)}", find=handing.HANDOVER.find,
))  # fmt: skip

VAULT = declare(Register(
    "archives.vault", _("保密室值班"), VaultStay, row=61, order="arrived_at", descending=True, area="archives", group=GROUP,
    readers=frozenset({"DIR", "GEN", "ARC", "EXM", "SUP", "QBK"}),
    fields=(
        Field("batch", _("批次"), Text(80), width=180), Field("vault", _("保密室"), Text(40), width=120),
        Field("arrived_at", _("入室时间"), Moment(), column=VaultStay.arrived_at, sort=True, width=130),
        Field("left_at", _("出室时间"), Moment(), width=130),
        Field("bags", _("袋数"), Whole(), width=64), Field("bags_out", _("出室袋数"), Whole(), width=76),
        Field("shifts", _("班次"), Whole(), compute=lambda _context, one: len(one.shifts), width=64),
        Field("key_holder", _("钥匙保管人"), PersonName()),
        Field("received_by", _("接收人"), PersonName()), Field("issued_to", _("领取人"), Text(60)),
        Field("closed_on", _("办结日期"), Day(), width=100),
        Field("gate_guards", _("门岗"), Text(120), listed=False), Field("patrol_guards", _("流动保卫"), Text(120), listed=False),
        Field("subject", _("科目"), Text(60), listed=False), Field("sets", _("套数"), Whole(), listed=False),
        Field("log", _("值班"), Text(4000, 6), listed=False, compute=lambda _context, one: "；".join(
            f"{shift.begins_at:%m-%d %H:%M} 至 {shift.ends_at:%m-%d %H:%M} {'、'.join(shift.persons)}" for shift in one.shifts)),
    ),
    facets=(Facet("now", _("状态"), {"on": _("未办结"), "off": _("已办结")},
                  lambda option, _day: VaultStay.closed_on.is_(None) if option == "on" else VaultStay.closed_on.is_not(None)),),
    create=("archives.papers_in",), actions=("archives.add_shift", "archives.papers_out", "archives.close_vault"), forms=("F-PAPER-DUTY",),
    describe=lambda one: f"{one.vault} {one.batch}", subtitle=lambda _context, one: f"{one.arrived_at:%Y-%m-%d %H:%M}",
        notes=advice.about_stay,
    find=vault.STAY.find,
))  # fmt: skip

SECRETS = declare(Register(
    "archives.secrets", _("涉密登记"), SecretEvent, row=58, order="on_day", descending=True, area="archives", group=GROUP,
    readers=frozenset({"DIR", "GEN", "ARC", "EXM", "SUP", "QBK"}), joins=("item",),
    fields=(
        Field("on_day", _("日期"), Day(), column=SecretEvent.on_day, sort=True, width=100), Field("kind", _("事项"), terms.SECRET_KIND),
        Field("title", _("资料名称/编号"), Text(120), width=220), Field("state", _("状态"), terms.SECRET_STATE, width=76,
              tone=lambda _context, one: "good" if one.state == "done" else "caution"),
        Field("persons", _("人员"), Text(), compute=_names("persons"), width=130), Field("destination", _("去向"), Text(100), width=130),
        Field("copies", _("份数"), Whole(), width=64), Field("copies_allowed", _("批准份数"), Whole(), listed=False),
        Field("way", _("方式"), terms.COPY_WAY, listed=False), Field("pages", _("页数"), Whole(), listed=False),
        Field("asked", _("申请人"), Text(), compute=_login("asked_by")),
        Field("approved", _("批准人"), Text(), compute=_login("approved_by")),
        Field("approved_on", _("批准日期"), Day(), listed=False), Field("until", _("止"), Day(), listed=False),
        Field("measures", _("安全措施"), Text(400, 2), listed=False), Field("photographs", _("拍照或录像"), Flag(), listed=False),
        Field("done_on", _("办结日期"), Day(), width=100), Field("done_by", _("经办人"), Text(60), listed=False),
        Field("note", _("说明"), Text(200), listed=False),
    ),
    facets=(Facet("kind", _("事项"), terms.SECRET_KIND.options, lambda option, _day: SecretEvent.kind == option),
            _state_facet(SecretEvent, terms.SECRET_STATE)),
    create=("archives.record_transfer", "archives.request_copy", "archives.request_trip", "archives.log_visit",
        "archives.record_network_check"),
    actions=("archives.approve_secret", "archives.finish_secret"), forms=("F-SECRET-CARRY",), list_forms=("F-SECRET-COPY",),
    describe=lambda one: one.title, subtitle=lambda _context,
        one: f"{terms.SECRET_KIND.show(one.kind)} · {terms.SECRET_STATE.show(one.state)}",
    find=secrecy.EVENT.find,
))  # fmt: skip


def _code_words(_context: Context, entry: DiaryEntry) -> str:
    known = {**terms.PLACE.options, **terms.DOCUMENT.options}
    return known.get(entry.code or "", entry.code or "")


DIARY = declare(Register(
    "archives.diary", _("档案日志"), DiaryEntry, row=53, order="on_day", descending=True, area="archives", group=GROUP, joins=("item",
        "file"),
    fields=(
        Field("on_day", _("日期"), Day(), column=DiaryEntry.on_day, sort=True, width=100), Field("kind", _("事项"), terms.DIARY_KIND),
        Field("what", _("内容"), Text(), compute=_code_words, width=130), Field("text", _("情况"), Text(400, 3), width=260),
        Field("ticked", _("确认"), Flag(), width=64), Field("by_name", _("姓名"), PersonName(), width=84),
        Field("item", _("档号"), Text(), "item.number", width=130), Field("file", _("案卷"), Text(), "file.number", width=110),
    ),
    facets=(Facet("kind", _("事项"), terms.DIARY_KIND.options, lambda option, _day: DiaryEntry.kind == option),),
    create=("archives.close_room", "archives.record_spot_check", "archives.name_keeper", "archives.register_rules",
        "archives.check_fixity"),
    actions=("archives.repaired",), describe=lambda one: terms.DIARY_KIND.show(one.kind), subtitle=lambda _context,
        one: one.on_day.isoformat(),
    notes=lambda context, one: _missing_rules(context, one), find=queries.find_diary,
))  # fmt: skip


def _missing_rules(context: Context, entry: DiaryEntry) -> list[Any]:
    from models.archives.diary import missing_rules

    return missing_rules(context) if entry.kind == "rules" else []
