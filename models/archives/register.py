"""How archives are listed, filtered, imported, exported: items, files, loans, consultations. The rest: register_work.py."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, not_, or_

from models.archives import advice, queries, terms
from models.archives.catalogue import Catalogue
from models.archives.loan_history import LoanHistory
from models.archives.queries import NEVER, NO_DATE
from models.archives.tables import ArchiveConsultation, ArchiveFile, ArchiveHold, ArchiveItem, ArchiveLoan
from models.archives.terms import EXPIRED, IN_ARCHIVE, KEPT
from models.core.centre import Context
from models.core.identity import masked
from models.core.intake import Intake, declare_import
from models.core.kinds import Code, Day, IdNumber, Moment, PersonName, Text, Whole
from models.core.registers import Facet, Field, Register, declare
from models.core.roles import ARCHIVE, DIRECTOR, GENERAL
from models.people import register as _people  # noqa: F401  (people come first in the navigation)
from resources.texts import _

I, L, C = ArchiveItem, ArchiveLoan, ArchiveConsultation  # noqa: E741
GROUP = _("档案")
CLEAR = frozenset({DIRECTOR, GENERAL, ARCHIVE})
_TONES = {EXPIRED: "caution", "on_loan": "caution", "lost": "danger", "destroyed": "", "in_archive": "good", "approved": "danger"}


def _state(context: Context, item: ArchiveItem) -> str:
    return queries.shown_state(item, context.today)


def _day_of(name: str) -> Any:
    """A day that stands for "none" at the ends of time is shown as none."""

    def value(_context: Context, item: ArchiveItem) -> date | None:
        day: date = getattr(item, name)
        return None if day in (NEVER, NO_DATE) else day

    return value


ITEM_FIELDS = (
    Field("number", _("档号"), Code(40), column=I.number, sort=True, width=130, imported=True, needed=True,
          also=("档案号", "档案编号", "案卷号", "卷号", "编号", "件号")),
    Field("title", _("题名"), Text(120), width=240, imported=True, needed=True,
          also=("文件题名", "案卷题名", "标题", "名称", "材料名称", "资料名称", "文件名称")),
    Field("kind", _("类别"), terms.KIND, width=150, complete=True),
    Field("category", _("原类别"), Text(40), listed=False, imported=True, also=("类别", "档案类别", "资料类别", "材料类别", "分类",
        "门类")),
    Field("medium", _("载体"), terms.MEDIUM, width=64, imported=True, complete=True, also=("载体类型", "介质", "载体形式", "形式")),
    Field("state", _("状态"), terms.SHOWN_STATE, compute=_state, width=84, tone=lambda context, item: _TONES.get(_state(context, item), ""),
          imported=True, also=("档案状态", "当前状态")),
    Field("destroy_from", _("最早可销毁日"), Day(), compute=_day_of("destroy_from"), column=I.destroy_from, sort=True, width=110),
    Field("period", _("保管期限"), terms.PERIOD, compute=lambda context, item: queries.kept(item, context).period, width=80),
    Field("location", _("存放位置"), Text(60), width=150, imported=True, complete=True,
          also=("位置", "柜/盒", "存放地点", "库位", "柜号", "存放处", "保管位置", "架位")),
    Field("box", _("盒号"), Code(40), width=90, imported=True, also=("盒", "档案盒号", "箱号")),
    Field("made_on", _("形成日期"), Day(), compute=_day_of("made_on"), column=I.made_on, sort=True, width=100, imported=True, complete=True,
          also=("日期", "形成时间", "文件日期", "成文日期", "归档日期", "考试日期")),
    Field("quantity", _("页数/份数"), Text(20), width=80, imported=True, complete=True, also=("页数", "份数", "份数/页数", "数量",
        "页数份数", "件数")),
    Field("batch", _("批次"), Text(80), width=150, imported=True, also=("批次名称", "批次号", "所属批次", "考核批次", "认定批次")),
    Field("author", _("责任者"), Text(40), listed=False, imported=True, also=("责任人", "立卷人", "归档人")),
    Field("secrecy", _("密级"), terms.SECRECY, listed=False, imported=True, also=("保密级别", "密级程度")),
    Field("why_kept", _("期限说明"), Text(400, 4), compute=lambda context, item: queries.explanation(item, context), listed=False),
    Field("own_period", _("本件期限"), terms.PERIOD, listed=False, imported=True, also=("保管期限", "保存期限", "期限", "保管年限",
        "保存年限")),
    Field("also_kind", _("兼属类别"), terms.KIND, listed=False),
    Field("cabinet", _("保密柜"), Text(40), listed=False), Field("keeper", _("保管人"), PersonName(), listed=False),
    Field("envelope", _("密封袋编号"), Code(40), listed=False),
    Field("starts_on", _("登记的起算日"), Day(), listed=False), Field("keep_until", _("审查决定保存至"), Day(), listed=False),
    Field("destroyed_on", _("销毁日期"), Day(), listed=False), Field("destroyed_by_list", _("销毁清册"), Text(30), listed=False),
    Field("lost_on", _("遗失日期"), Day(), listed=False), Field("lost_how", _("遗失经过"), Text(400, 3), listed=False),
    Field("note", _("备注"), Text(200), listed=False, imported=True, also=("说明", "注")),
)  # fmt: skip


def _item_state(option: str, day: date) -> ColumnElement[bool]:
    if option == EXPIRED:
        return and_(I.state == IN_ARCHIVE, I.destroy_from <= day)
    if option == KEPT:
        return and_(I.state == IN_ARCHIVE, I.destroy_from > day, I.keep_until.is_not(None))
    if option == IN_ARCHIVE:
        return and_(I.state == IN_ARCHIVE, I.destroy_from > day, I.keep_until.is_(None))
    return I.state == option


def _destruction(option: str, day: date) -> ColumnElement[bool]:
    year = date(day.year + (option == "next_year"), 12, 31)
    return {
        "now": queries.may_go(day), "held": queries.held(), "never": and_(I.destroy_from == NEVER, I.state != "destroyed"),
    }.get(option, and_(I.state == IN_ARCHIVE, I.destroy_from <= year, I.destroy_from >= date(year.year, 1, 1),
        not_(queries.held())))  # fmt: skip


def _lacking() -> ColumnElement[bool]:
    """Items in the archive that lack a part of a complete line (●)."""
    parts = (I.kind, I.medium, I.location, I.quantity)
    return and_(I.state != "destroyed", or_(*(part.is_(None) for part in parts), I.made_on == NO_DATE))


ITEMS = declare(Register(
    "archives.items", _("档案目录"), ArchiveItem, ITEM_FIELDS, row=53, order="number", area="archives", group=GROUP, joins=("file",),
    columns=("number", "title", "kind", "medium", "state", "destroy_from", "period", "location", "box", "made_on", "quantity", "batch"),
    facets=(
        Facet("state", _("状态"), terms.SHOWN_STATE.options, _item_state),
        Facet("destruction", _("销毁"), {"now": _("现可审查销毁"), "this_year": _("今年期满"), "next_year": _("明年期满"),
            "held": _("冻结中"),
                                       "never": _("长期或未起算")}, _destruction),
        Facet("kind", _("类别"), terms.KIND.options, lambda option, _day: or_(I.kind == option, I.also_kind == option)),
        Facet("medium", _("载体"), terms.MEDIUM.options, lambda option, _day: I.medium == option),
        Facet("secrecy", _("密级"), terms.SECRECY.options, lambda option, _day: I.secrecy == option),
        Facet("complete", _("目录"), {"no": _("不完整"), "yes": _("完整")}, lambda option,
            _day: _lacking() if option == "no" else not_(_lacking())),
    ),
    create=("archives.add_item", "archives.collect", "archives.propose_destruction", "archives.place_hold", "archives.recompute"),
    actions=("archives.request_loan", "archives.request_consultation", "archives.take_over", "archives.catalogue", "archives.shelve", "archives.move",
             "archives.add_party", "archives.set_start", "archives.repair", "archives.report_lost", "archives.confirm_lost"),
    forms=("F-ARCH-STICKER",), list_forms=("F-ARCH-CATALOG", "F-ARCH-LABEL", "F-ARCH-STICKERS"),
    describe=lambda item: item.title, subtitle=lambda context, item: f"{item.number} · {terms.SHOWN_STATE.show(_state(context, item))}",
    notes=advice.about_item, related=advice.related_of_item, find=queries.find_item, visible=queries.visible,
    intake=lambda: Intake("archives.import_items", Catalogue),
))  # fmt: skip


FILES = declare(Register(
    "archives.files", _("案卷"), ArchiveFile, row=53, order="last_exam_on", descending=True, area="archives", group=GROUP,
    fields=(
        Field("number", _("案卷号"), Code(40), column=ArchiveFile.number, sort=True, width=120),
        Field("title", _("卷名"), Text(120), width=260), Field("batch", _("批次"), Text(80), width=180),
        Field("last_exam_on", _("最后考试日"), Day(), column=ArchiveFile.last_exam_on, sort=True, width=100),
        Field("items", _("件数"), Whole(), compute=lambda _context, one: len(one.items), width=64),
        Field("state", _("归档"), Text(), compute=advice.file_state, width=120, tone=advice.file_tone),
        Field("completed_on", _("完成日期"), Day(), width=100), Field("completed_by", _("完成人"), Text()),
        Field("platform_on", _("平台存档"), Day(), listed=False), Field("first_exam_on", _("首个考试日"), Day(), listed=False),
        Field("excused", _("注明不适用"), Text(400, 4), compute=advice.excused_words, listed=False),
        Field("checked", _("已核对签字"), Text(400, 2), compute=advice.checked_words, listed=False),
    ),
    facets=(Facet("finished", _("归档"), {"no": _("未完成"), "yes": _("已完成")},
                  lambda option, _day: ArchiveFile.completed_on.is_(None) if option == "no" else ArchiveFile.completed_on.is_not(None)),),
    create=("archives.create_file",),
    actions=("archives.complete_file", "archives.excuse_kind", "archives.check_signatures", "archives.note_platform",
        "archives.tick_pictures",
             "archives.pack_upload", "archives.export_bag"),
    forms=("F-ARCH-VOLUME",), describe=lambda one: one.title, subtitle=lambda _context, one: one.number, notes=advice.about_file,
    related=lambda context, one: [(f"{item.number} {item.title}", "archives.items", item.id) for item in one.items[:50]],
        find=queries.find_file,
))  # fmt: skip


def _loan_state(context: Context, loan: ArchiveLoan) -> str:
    return queries.loan_state(loan, context)


_LOAN_TONES = {"overdue": "danger", "lent": "caution", "renewed": "caution", "returned": "good", "lost": "danger", "refused": "danger"}


def _loan_facet(option: str, day: date) -> ColumnElement[bool]:
    return {
        "open": L.state == "lent", "past": and_(L.state == "lent", L.due_on < day), "asked": L.state == "requested",
            "approved": L.state == "approved",
        "returned": L.state == "returned", "lost": L.state == "lost", "refused": L.state.in_(("refused", "cancelled")),
    }[option]  # fmt: skip


LOANS = declare(Register(
    "archives.loans", _("借阅登记"), ArchiveLoan, row=56, order="requested_on", descending=True, area="archives", group=GROUP,
        joins=("item",),
    readers=frozenset({DIRECTOR, GENERAL, ARCHIVE, "SUP", "EXM", "QBK", "FIN"}), visible=queries.knows_item(L.item_id),
    fields=(
        Field("number", _("借阅编号"), Code(30), column=L.number, sort=True, width=110),
        Field("item", _("档号"), Code(40), "item.number", width=130, imported=True, needed=True, also=("档案号", "档案编号", "卷号",
            "案卷号")),
        Field("title", _("题名"), Text(120), "item.title", width=200),
        Field("borrower", _("借阅人"), PersonName(), column=L.borrower, width=84, imported=True, needed=True, also=("借阅者", "借用人",
            "领用人", "借出人", "姓名")),
        Field("state", _("状态"), terms.LOAN_STATE, compute=_loan_state, width=76, tone=lambda context,
            loan: _LOAN_TONES.get(_loan_state(context, loan), "")),
        Field("lent_on", _("借出日期"), Day(), width=100, imported=True, needed=True, also=("借阅日期", "借出时间", "借阅时间", "借出日",
            "日期")),
        Field("due_on", _("应还日期"), Day(), column=L.due_on, width=100),
        Field("periods", _("第几次"), Whole(), compute=lambda _context, loan: queries.periods_of(loan), width=64),
        Field("returned_on", _("归还日期"), Day(), width=100, imported=True, also=("归还时间", "还回日期", "还档日期", "实际归还日期")),
        Field("overdue_days", _("逾期天数"), Whole(), compute=lambda context, loan: queries.overdue_days(loan, context), width=76),
        Field("approver", _("批准人"), PersonName(), width=84, imported=True, also=("审批人", "批准", "负责人", "批准领导")),
        Field("department", _("部门"), Text(60), width=110, imported=True, also=("单位/部门", "单位", "借阅部门", "所在部门")),
        Field("purpose", _("事由"), Text(200), listed=False, imported=True, also=("用途", "借阅事由", "借阅目的", "借阅原因")),
        Field("days", _("借期（天）"), Whole(0, 3650), compute=lambda _context,
            loan: (loan.due_on - loan.lent_on).days if loan.lent_on and loan.due_on else None,
              listed=False, imported=True, also=("借期", "借阅天数", "期限", "借阅期限", "借出天数")),
        Field("renewals", _("续借次数"), Whole(0, 99), compute=lambda _context, loan: queries.renewals_of(loan), listed=False,
            imported=True, also=("续借",)),
        Field("waiting", _("排队"), Whole(), compute=lambda context, loan: queries.place_in_queue(loan, context.db) or None, listed=False),
        Field("requested_on", _("申请日期"), Day(), column=L.requested_on, sort=True, listed=False),
        Field("approved_on", _("批准日期"), Day(), listed=False), Field("signature", _("签字批准件"), Text(100), listed=False),
        Field("carriers", _("取送人"), Text(120), listed=False), Field("pages_out", _("借出页数"), Whole(), listed=False),
        Field("pages_back", _("归还页数"), Whole(), listed=False), Field("condition", _("归还状况"), terms.CONDITION, listed=False),
        Field("condition_note", _("状况说明"), Text(200), listed=False), Field("refused_why", _("不批准理由"), Text(200), listed=False),
        Field("borrower_id_no", _("借阅人证件号码"), IdNumber(), listed=False, imported=True, mask=masked, clear_to=CLEAR,
            also=("证件号码", "身份证号")),
        Field("marks", _("标记"), Text(400, 3), compute=advice.marks_words, listed=False),
    ),
    facets=(Facet("state", _("状态"), {"open": _("借出未还"), "past": _("已过应还日"), "asked": _("待批准"), "approved": _("待借出"),
        "returned": _("已归还"),
                                     "lost": _("遗失"), "refused": _("未批准或取消")}, _loan_facet),),
    actions=("archives.lend", "archives.approve_loan", "archives.refuse_loan", "archives.renew", "archives.request_renewal",
        "archives.give_back",
             "archives.cancel_loan", "archives.lose_on_loan"),
    forms=("F-ARCH-SLIP",), list_forms=("F-ARCH-LOAN", "F-SECRET-LOAN"),
    describe=lambda loan: f"{loan.borrower} {loan.item.number}",
    subtitle=lambda context, loan: f"{loan.number} · {terms.LOAN_STATE.show(_loan_state(context, loan))}",
    notes=advice.about_loan, related=lambda _context, loan: [(f"{loan.item.number} {loan.item.title}", "archives.items", loan.item_id)],
    find=queries.find_loan, intake=lambda: Intake("archives.import_loans", LoanHistory),
))  # fmt: skip

CONSULTATIONS = declare(Register(
    "archives.consultations", _("查阅记录"), ArchiveConsultation, row=54, order="requested_on", descending=True, area="archives",
        group=GROUP,
    joins=("item",), visible=queries.knows_item(C.item_id),
    fields=(
        Field("number", _("查阅编号"), Code(30), column=C.number, sort=True, width=110),
        Field("item", _("档号"), Code(40), "item.number", width=130),
        Field("title", _("题名"), Text(120), "item.title", width=200), Field("reader", _("查阅人"), PersonName(), width=84),
        Field("unit", _("单位"), Text(60), width=110), Field("reason", _("理由"), Text(200), width=180),
        Field("task", _("督导任务"), Text(80), listed=False),
        Field("state", _("状态"), terms.READING_STATE, width=76, tone=lambda _context, one: {"ended": "good",
            "refused": "danger"}.get(one.state, "caution")),
        Field("requested_on", _("申请日期"), Day(), column=C.requested_on, sort=True, width=100),
        Field("approver", _("批准人"), PersonName(), width=84),
        Field("general", _("综合管理岗在场"), Text(), compute=lambda context, one: queries.name_of_login(context.db, one.general_by),
            listed=False),
        Field("supervisor", _("督导员在场"), Text(), compute=lambda context, one: queries.name_of_login(context.db, one.supervisor_by),
            listed=False),
        Field("began_at", _("起"), Moment(), width=130), Field("ended_at", _("止"), Moment(), width=130),
        Field("copies", _("复制份数"), Whole(), listed=False), Field("condition_note", _("查后状况"), Text(200), listed=False),
        Field("reader_id_no", _("查阅人证件号码"), IdNumber(), listed=False, mask=masked, clear_to=CLEAR),
        Field("refused_why", _("不批准理由"), Text(200), listed=False),
    ),
    facets=(Facet("state", _("状态"), terms.READING_STATE.options, lambda option, _day: C.state == option),),
    actions=("archives.begin_consultation", "archives.approve_consultation", "archives.refuse_consultation", "archives.end_consultation"),
    forms=("F-ARCH-READ",), describe=lambda one: f"{one.reader} {one.item.number}",
    subtitle=lambda _context, one: f"{one.number} · {terms.READING_STATE.show(one.state)}",
    related=lambda _context, one: [(f"{one.item.number} {one.item.title}", "archives.items", one.item_id)], find=queries.find_consultation,
))  # fmt: skip

HOLDS = declare(Register(
    "archives.holds", _("冻结"), ArchiveHold, row=53, order="placed_on", descending=True, area="archives", group=GROUP, joins=("item",),
    visible=queries.knows_item(ArchiveHold.item_id), confidential=True,
    fields=(
        Field("placed_on", _("冻结日期"), Day(), column=ArchiveHold.placed_on, sort=True, width=100),
        Field("source", _("事项"), terms.HOLD_SOURCE),
        Field("reference", _("事项编号"), Text(80), width=150), Field("item", _("档号"), Code(40), "item.number", width=130),
        Field("batch", _("批次"), Text(80), width=150),
        Field("id_no", _("当事人证件号码"), IdNumber(), width=150, mask=masked, clear_to=CLEAR),
        Field("placed_by", _("登记人"), Text()), Field("why", _("说明"), Text(400, 2), listed=False),
        Field("released_on", _("解除日期"), Day(), width=100), Field("released_why", _("解除事由"), Text(400, 2), listed=False),
    ),
    facets=(Facet("now", _("状态"), {"on": _("冻结中"), "off": _("已解除")},
                  lambda option, _day: ArchiveHold.released_on.is_(None) if option == "on" else ArchiveHold.released_on.is_not(None)),),
    create=("archives.place_hold",), actions=("archives.release_hold",), describe=lambda one: one.reference,
    subtitle=lambda _context, one: terms.HOLD_SOURCE.show(one.source), find=queries.find_hold,
))  # fmt: skip

declare_import("archives.import_items", _("导入档案目录"), "archives.items", 53, ("ARC-010", "ARC-020", "ARC-023"))
declare_import("archives.import_loans", _("导入借阅登记"), "archives.loans", 56, ("ARC-010", "ARC-040", "ARC-041", "ARC-044", "ARC-048"))

__all__ = ["CONSULTATIONS", "FILES", "HOLDS", "ITEMS", "LOANS"]
