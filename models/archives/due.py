"""What is due in the archive: loans to come back, requests to decide, files to complete, reviews, checks, vault, secrecy."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import bindparam, case, extract, func, select

from models.archives import queries, receiving, rules
from models.archives.tables import ArchiveConsultation, ArchiveFile, ArchiveItem, ArchiveLoan
from models.archives.tables_work import DestructionList, DiaryEntry, Handover, SecretEvent, StockCheck, VaultStay
from models.archives.terms import IN_ARCHIVE, LOST, SECRET
from models.core.centre import Context
from models.core.dates import DAY, months_plus
from models.core.due import AREAS, DueItem
from models.core.roles import ARCHIVE, DIRECTOR, EXAM, GENERAL, SUPERVISOR
from resources.texts import _

LOANS, ITEMS, FILES = "archives.loans", "archives.items", "archives.files"

# What a look at the desk asks, put together once.
L, I, F = ArchiveLoan, ArchiveItem, ArchiveFile  # noqa: E741  (the tables, in long statements)
_LOAN = select(L.id, L.number, L.borrower, L.requested_on, L.lent_on, L.due_on, I.number.label("item"), I.title).join(L.item)
_LENT = _LOAN.where(L.state == "lent")
_REQUESTED = _LOAN.where(L.state == "requested")
_RENEWALS = _LENT.where(L.renewals.any(new_due=None))
_READINGS = select(
    ArchiveConsultation.id, ArchiveConsultation.number, ArchiveConsultation.reader, ArchiveConsultation.requested_on, ArchiveConsultation.task,
    I.number.label("item"),
).join(ArchiveConsultation.item).where(ArchiveConsultation.state == "requested")  # fmt: skip
_SHEETS = select(I.id).where(I.file_id == F.id, I.kind == "K08").exists()
_ENDED = select(F.id, F.number, F.title, F.last_exam_on, _SHEETS.label("sheets")).where(F.batch.is_not(None), F.last_exam_on <= bindparam("today"))
_UNFINISHED, _NOT_STORED = _ENDED.where(F.completed_on.is_(None)), _ENDED.where(F.platform_on.is_(None))
_LISTS = select(DestructionList.id, DestructionList.number, DestructionList.reason, DestructionList.state, DestructionList.proposed_on).where(
    DestructionList.state.in_(("drafted", "review", "approved", "executed")))  # fmt: skip
_HANDOVERS = select(Handover.id, Handover.number, Handover.title, Handover.planned_at).where(Handover.state.in_(("out", "disputed")))
_ANY_ITEM = select(I.id).limit(1)
_CHECKED = select(func.max(StockCheck.closed_on), func.max(case((StockCheck.closed_on.is_not(None), StockCheck.began_on))))
_FIRST_ENTRY = select(func.min(DiaryEntry.on_day))
_FIXITY = select(func.max(DiaryEntry.on_day)).where(DiaryEntry.kind == "fixity")
_KEEPERS = select(DiaryEntry.on_day).where(DiaryEntry.kind == "keeper").order_by(DiaryEntry.on_day.desc()).limit(2)
_NETWORK = select(func.max(SecretEvent.on_day)).where(SecretEvent.kind == "network")
_ASKED = {"copy": "SEC-004", "trip": "SEC-003", "visit": "SEC-005"}
_SECRETS = select(SecretEvent.id, SecretEvent.kind, SecretEvent.title, SecretEvent.on_day).where(
    SecretEvent.state == "asked", SecretEvent.kind.in_(_ASKED))  # fmt: skip
_LOST = select(I.id, I.number, I.title, I.secrecy, I.lost_on).where(I.state == LOST, I.lost_confirmed_on.is_(None))
_STAYS = select(VaultStay.id, VaultStay.batch, VaultStay.vault, VaultStay.left_at).where(VaultStay.left_at.is_not(None), VaultStay.closed_on.is_(None))


def due(context: Context) -> Iterator[DueItem]:
    """Loans and requests first; then batch files, reviews for destruction, checks, vault and secrecy."""
    yield from _loans(context)
    yield from _to_decide(context)
    yield from receiving.due(context)
    yield from _files(context)
    yield from _reviews(context)
    yield from _lists(context)
    yield from _checks(context)
    yield from _secrecy(context)


def _loans(context: Context) -> Iterator[DueItem]:
    """ARC-042: due on the last day a return is in time; in the list from the day it is lent."""
    for loan in context.rows(_LENT):
        last = rules.latest_return(loan.due_on or loan.lent_on or loan.requested_on, context.calendar)
        title = f"{loan.borrower} {loan.item} {loan.title}"
        what = _("归还借出的档案，或到期日当天办理续借")
        yield DueItem("archives", LOANS, loan.id, loan.number, title, last.day, "ARC-042", what, ARCHIVE, _("借阅到期"), last.provisional)


def _to_decide(context: Context) -> Iterator[DueItem]:
    for loan in context.rows(_REQUESTED):
        yield _decide(LOANS, loan, f"{loan.borrower} {loan.item}", loan.requested_on, "ARC-040", _("外借审批"))
    for loan in context.rows(_RENEWALS):
        yield _decide(LOANS, loan, f"{loan.borrower} {loan.item}", loan.due_on or context.today, "ARC-043", _("续借审批"))
    for one in context.rows(_READINGS):
        if not one.task:
            yield _decide("archives.consultations", one, f"{one.reader} {one.item}", one.requested_on, "ARC-031", _("查阅审批"))


def _decide(register: str, record: Any, title: str, day: date, rule: str, kind: str) -> DueItem:
    return DueItem("archives", register, record.id, record.number, title, day, rule, _("主任批准或不批准"), DIRECTOR, kind)


def _files(context: Context) -> Iterator[DueItem]:
    """ARC-003, 005, 006: files of batches that ended and are not complete, scoring sheets and platform data."""
    order, sheets, platform = (context.rules[rule] for rule in ("ARC-003", "ARC-005", "ARC-006"))
    for one in context.rows(_UNFINISHED, today=context.today) if order.active or sheets.active else ():
        if order.active:
            by = context.calendar.plus(one.last_exam_on, order.value("workdays"))
            yield _of_file(one, by.day, order.id, _("整理归档并标记完成"), ARCHIVE, _("批次归档"), by.provisional)
        if sheets.active and not one.sheets:
            yield _of_file(one, one.last_exam_on, sheets.id, _("收齐评分表和现场考评记录"), EXAM, _("交回评分表"))
    for one in context.rows(_NOT_STORED, today=context.today) if platform.active else ():
        by = context.calendar.plus(one.last_exam_on, platform.value("workdays"))
        yield _of_file(one, by.day, platform.id, _("在平台存档数据、考评记录和督导报告"), EXAM, _("平台存档"), by.provisional)


def _of_file(one: Any, day: date, rule: str, what: str, role: str, kind: str, provisional: bool = False) -> DueItem:
    return DueItem("archives", FILES, one.id, one.number, one.title, day, rule, what, role, kind, provisional)


@cache
def _expired() -> tuple[Any, Any]:
    """Whether a period has run out at all, and what nothing holds by year: put together once the areas above named their
    open matters."""
    year = extract("year", I.destroy_from)
    ran_out = select(I.id).where(I.state == IN_ARCHIVE, I.destroy_from <= bindparam("today")).limit(1)
    by_year = select(year, func.count(), func.min(I.destroy_from), func.min(I.id)).where(queries.may_go(bindparam("today"))).group_by(year)
    return ran_out, by_year


def _reviews(context: Context) -> Iterator[DueItem]:
    """ARC-024: one to-do for each year in which periods ran out, with how many items nothing holds; ARC-026: stale dates."""
    rule = context.rules["ARC-024"]
    ran_out, by_year = _expired()
    expired = rule.active and context.value(ran_out, today=context.today) is not None
    for passed, count, first, id_ in context.rows(by_year, today=context.today) if expired else ():
        number = context.db.scalar(select(I.number).where(I.id == id_)) or ""
        title = _("{year} 年期满 {n} 件").format(year=int(passed), n=count)
        what = _("保管期满，列入销毁审查或决定继续保存")
        yield DueItem("archives", ITEMS, id_, number, title, first, rule.id, what, ARCHIVE, _("销毁审查"))
    stale = queries.stale_example(context)
    if stale is not None:
        title = _("规则或地区已变更，保管期限待重算")
        yield DueItem("archives", ITEMS, *stale, title, context.today, "ARC-026", _("重算保管期限"), ARCHIVE, _("保管期限"))


def _lists(context: Context) -> Iterator[DueItem]:
    """Destruction lists on their way, and handovers that were signed out and not in."""
    steps = {
        "drafted": ("ARC-060", _("组成审查小组"), DIRECTOR), "review": ("ARC-061", _("审查小组逐件表态"), DIRECTOR),
        "approved": ("ARC-062", _("两人执行销毁"), GENERAL), "executed": ("ARC-062", _("监销人确认"), SUPERVISOR),
    }  # fmt: skip
    for one in context.rows(_LISTS):
        rule, what, role = steps[one.state]
        yield DueItem("archives", "archives.destruction", one.id, one.number, f"{one.number} {one.reason}", one.proposed_on, rule, what, role,
                      _("档案销毁"))  # fmt: skip
    for two in context.rows(_HANDOVERS):
        yield DueItem("archives", "archives.handovers", two.id, two.number, two.title, two.planned_at.date(), "HND-001",
                      _("接收人清点接收并办结"), ARCHIVE, _("文件移交"))  # fmt: skip


def _checks(context: Context) -> Iterator[DueItem]:
    """ARC-014: a stock check each year in its month and after a change of officer; ARC-011: fixity at its interval."""
    rule = context.rules["ARC-014"]
    if not context.value(_ANY_ITEM):
        return
    if rule.active:
        yield from _stock_checks(context, rule.value("month"))
    fixity = context.rules["ARC-011"]
    last = context.value(_FIXITY) if fixity.active else None
    if last is not None:
        day = months_plus(last, fixity.value("fixity_months"))
        what = _("校验电子档案")
        yield DueItem("archives", "archives.diary", 0, f"fixity {day}", what, day, fixity.id, what, ARCHIVE, _("电子档案校验"))


def _stock_checks(context: Context, month: int) -> Iterator[DueItem]:
    first_filed = context.value(_FIRST_ENTRY)
    closed, began = context.rows(_CHECKED)[0]
    year = context.today.year if context.today.month == month else context.today.year - 1
    last_day = months_plus(date(year, month, 1), 1) - DAY
    wanted = closed is None or closed < date(year, month, 1)
    if wanted and (year == context.today.year or (first_filed is not None and first_filed <= last_day)):
        yield _check(last_day)
    changed = [day for (day,) in context.rows(_KEEPERS)]
    if len(changed) == 2 and (began is None or began < changed[0]):
        yield _check(changed[0] + timedelta(days=7))


def _check(day: date) -> DueItem:
    return DueItem(
        "archives", "archives.checks", 0, day.isoformat(), _("账、物、卡盘点"), day, "ARC-014", _("盘点并处理差异"), ARCHIVE, _("档案盘点")
    )


def _secrecy(context: Context) -> Iterator[DueItem]:
    """SEC-007 network checks, approvals of copies, trips and visits, lost material to confirm, open vault logs."""
    rule = context.rules["SEC-007"]
    last = context.value(_NETWORK) if rule.active else None
    if last is not None:
        day = months_plus(last, rule.value("months"))
        yield DueItem("archives", "archives.secrets", 0, f"network {day}", _("网上信息保密检查"), day, rule.id, _("检查网上信息"), GENERAL,
                      _("保密检查"))  # fmt: skip
    for one in context.rows(_SECRETS):
        yield DueItem("archives", "archives.secrets", one.id, str(one.id), one.title, one.on_day, _ASKED[one.kind], _("主任批准"), DIRECTOR,
                      _("涉密审批"))  # fmt: skip
    for item in context.rows(_LOST):
        what = _("确认遗失并填报失泄密报告单") if item.secrecy == SECRET else _("确认遗失")
        day = item.lost_on or context.today
        yield DueItem("archives", ITEMS, item.id, item.number, item.title, day, "ARC-011", what, DIRECTOR, _("档案遗失"))
    for stay in context.rows(_STAYS):
        yield DueItem("archives", "archives.vault", stay.id, stay.batch, f"{stay.vault} {stay.batch}", stay.left_at.date(), "VLT-002",
                      _("核对班次并办结值班记录"), EXAM, _("保密室值班"))  # fmt: skip


AREAS["archives"] = due
