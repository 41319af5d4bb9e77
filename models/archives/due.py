"""What is due in the archive: loans to come back, requests to decide, files to complete, reviews, checks, vault, secrecy."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import extract, func, select
from sqlalchemy.orm import joinedload

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
    statement = select(ArchiveLoan).where(ArchiveLoan.state == "lent").options(joinedload(ArchiveLoan.item))
    for loan in context.db.scalars(statement):
        last = rules.latest_return(loan.due_on or loan.lent_on or loan.requested_on, context.calendar)
        title = f"{loan.borrower} {loan.item.number} {loan.item.title}"
        what = _("归还借出的档案，或到期日当天办理续借")
        yield DueItem("archives", LOANS, loan.id, loan.number, title, last.day, "ARC-042", what, ARCHIVE, _("借阅到期"), last.provisional)


def _to_decide(context: Context) -> Iterator[DueItem]:
    statement = select(ArchiveLoan).where(ArchiveLoan.state == "requested").options(joinedload(ArchiveLoan.item))
    for loan in context.db.scalars(statement):
        yield _decide(LOANS, loan, f"{loan.borrower} {loan.item.number}", loan.requested_on, "ARC-040", _("外借审批"))
    renewals = (
        select(ArchiveLoan).where(ArchiveLoan.state == "lent", ArchiveLoan.renewals.any(new_due=None)).options(joinedload(ArchiveLoan.item))
    )
    for loan in context.db.scalars(renewals):
        yield _decide(LOANS, loan, f"{loan.borrower} {loan.item.number}", loan.due_on or context.today, "ARC-043", _("续借审批"))
    readings = select(ArchiveConsultation).where(ArchiveConsultation.state == "requested").options(joinedload(ArchiveConsultation.item))
    for one in context.db.scalars(readings):
        if not one.task:
            yield _decide("archives.consultations", one, f"{one.reader} {one.item.number}", one.requested_on, "ARC-031", _("查阅审批"))


def _decide(register: str, record: Any, title: str, day: date, rule: str, kind: str) -> DueItem:
    return DueItem("archives", register, record.id, record.number, title, day, rule, _("主任批准或不批准"), DIRECTOR, kind)


def _files(context: Context) -> Iterator[DueItem]:
    """ARC-003, 005, 006: files of batches that ended and are not complete, scoring sheets and platform data."""
    order, sheets, platform = (context.rules[rule] for rule in ("ARC-003", "ARC-005", "ARC-006"))
    statement = select(ArchiveFile).where(ArchiveFile.batch.is_not(None), ArchiveFile.last_exam_on <= context.today)
    for one in context.db.scalars(statement.where(ArchiveFile.completed_on.is_(None))):
        if order.active:
            by = context.calendar.plus(one.last_exam_on, order.value("workdays"))
            yield _of_file(one, by.day, order.id, _("整理归档并标记完成"), ARCHIVE, _("批次归档"), by.provisional)
        if sheets.active and not context.db.scalar(
            select(ArchiveItem.id).where(ArchiveItem.file_id == one.id, ArchiveItem.kind == "K08").limit(1)
        ):
            yield _of_file(one, one.last_exam_on, sheets.id, _("收齐评分表和现场考评记录"), EXAM, _("交回评分表"))
    if platform.active:
        for one in context.db.scalars(statement.where(ArchiveFile.platform_on.is_(None))):
            by = context.calendar.plus(one.last_exam_on, platform.value("workdays"))
            yield _of_file(one, by.day, platform.id, _("在平台存档数据、考评记录和督导报告"), EXAM, _("平台存档"), by.provisional)


def _of_file(one: ArchiveFile, day: date, rule: str, what: str, role: str, kind: str, provisional: bool = False) -> DueItem:
    return DueItem("archives", FILES, one.id, one.number, one.title, day, rule, what, role, kind, provisional)


def _reviews(context: Context) -> Iterator[DueItem]:
    """ARC-024: one to-do for each year in which periods ran out, with how many items nothing holds; ARC-026: stale dates."""
    rule, item = context.rules["ARC-024"], ArchiveItem
    year = extract("year", item.destroy_from)
    expired = select(year, func.count(), func.min(item.destroy_from), func.min(item.id)).where(queries.may_go(context.today)).group_by(year)
    ran_out = item.state == IN_ARCHIVE, item.destroy_from <= context.today
    for passed, count, day, id_ in context.db.execute(expired) if rule.active and queries.any_of(context.db, item, *ran_out) else ():
        number = context.db.scalar(select(item.number).where(item.id == id_)) or ""
        title = _("{year} 年期满 {n} 件").format(year=int(passed), n=count)
        what = _("保管期满，列入销毁审查或决定继续保存")
        yield DueItem("archives", ITEMS, id_, number, title, day, rule.id, what, ARCHIVE, _("销毁审查"))
    stale = queries.stale_example(context)
    if stale is not None:
        title = _("规则或地区已变更，保管期限待重算")
        yield DueItem("archives", ITEMS, stale.id, stale.number, title, context.today, "ARC-026", _("重算保管期限"), ARCHIVE, _("保管期限"))


def _lists(context: Context) -> Iterator[DueItem]:
    """Destruction lists on their way, and handovers that were signed out and not in."""
    steps = {
        "drafted": ("ARC-060", _("组成审查小组"), DIRECTOR), "review": ("ARC-061", _("审查小组逐件表态"), DIRECTOR),
        "approved": ("ARC-062", _("两人执行销毁"), GENERAL), "executed": ("ARC-062", _("监销人确认"), SUPERVISOR),
    }  # fmt: skip
    for one in context.db.scalars(select(DestructionList).where(DestructionList.state.in_(steps))):
        rule, what, role = steps[one.state]
        yield DueItem(
            "archives",
            "archives.destruction",
            one.id,
            one.number,
            f"{one.number} {one.reason}",
            one.proposed_on,
            rule,
            what,
            role,
            _("档案销毁"),
        )
    for two in context.db.scalars(select(Handover).where(Handover.state.in_(("out", "disputed")))):
        yield DueItem("archives", "archives.handovers", two.id, two.number, two.title, two.planned_at.date(), "HND-001",
            _("接收人清点接收并办结"),
                      ARCHIVE, _("文件移交"))  # fmt: skip


def _checks(context: Context) -> Iterator[DueItem]:
    """ARC-014: a stock check each year in its month and after a change of officer; ARC-011: fixity at its interval."""
    rule = context.rules["ARC-014"]
    if not context.db.scalar(select(ArchiveItem.id).limit(1)):
        return
    if rule.active:
        yield from _stock_checks(context, rule.value("month"))
    fixity, last = context.rules["ARC-011"], _last(context, "fixity")
    if fixity.active and last is not None:
        day = months_plus(last, fixity.value("fixity_months"))
        yield _diary("fixity", day, fixity.id, _("校验电子档案"), ARCHIVE, _("电子档案校验"))


def _stock_checks(context: Context, month: int) -> Iterator[DueItem]:
    closed = context.db.scalar(select(func.max(StockCheck.closed_on)))
    began = context.db.scalar(select(func.max(StockCheck.began_on)).where(StockCheck.closed_on.is_not(None)))
    year = context.today.year if context.today.month == month else context.today.year - 1
    last_day = months_plus(date(year, month, 1), 1) - DAY
    first_filed = context.db.scalar(select(func.min(DiaryEntry.on_day)))
    wanted = closed is None or closed < date(year, month, 1)
    if wanted and (year == context.today.year or (first_filed is not None and first_filed <= last_day)):
        yield _check(last_day)
    changed = context.db.scalars(
        select(DiaryEntry.on_day).where(DiaryEntry.kind == "keeper").order_by(DiaryEntry.on_day.desc()).limit(2)
    ).all()
    if len(changed) == 2 and (began is None or began < changed[0]):
        yield _check(changed[0] + timedelta(days=7))


def _check(day: date) -> DueItem:
    return DueItem(
        "archives", "archives.checks", 0, day.isoformat(), _("账、物、卡盘点"), day, "ARC-014", _("盘点并处理差异"), ARCHIVE, _("档案盘点")
    )


def _diary(key: str, day: date, rule: str, what: str, role: str, kind: str) -> DueItem:
    return DueItem("archives", "archives.diary", 0, f"{key} {day}", what, day, rule, what, role, kind)


def _last(context: Context, kind: str) -> date | None:
    return context.db.scalar(select(func.max(DiaryEntry.on_day)).where(DiaryEntry.kind == kind))


def _secrecy(context: Context) -> Iterator[DueItem]:
    """SEC-007 network checks, approvals of copies, trips and visits, lost material to confirm, open vault logs."""
    rule, event = context.rules["SEC-007"], SecretEvent
    last = context.db.scalar(select(func.max(event.on_day)).where(event.kind == "network"))
    if rule.active and last is not None:
        day = months_plus(last, rule.value("months"))
        yield DueItem(
            "archives",
            "archives.secrets",
            0,
            f"network {day}",
            _("网上信息保密检查"),
            day,
            rule.id,
            _("检查网上信息"),
            GENERAL,
            _("保密检查"),
        )
    ruled = {"copy": "SEC-004", "trip": "SEC-003", "visit": "SEC-005"}
    for one in context.db.scalars(select(event).where(event.state == "asked", event.kind.in_(ruled))):
        yield DueItem(
            "archives",
            "archives.secrets",
            one.id,
            str(one.id),
            one.title,
            one.on_day,
            ruled[one.kind],
            _("主任批准"),
            DIRECTOR,
            _("涉密审批"),
        )
    lost = select(ArchiveItem).where(ArchiveItem.state == LOST, ArchiveItem.lost_confirmed_on.is_(None))
    for item in context.db.scalars(lost):
        what = _("确认遗失并填报失泄密报告单") if item.secrecy == SECRET else _("确认遗失")
        yield DueItem(
            "archives", ITEMS, item.id, item.number, item.title, item.lost_on or context.today, "ARC-011", what, DIRECTOR, _("档案遗失")
        )
    for stay in context.db.scalars(select(VaultStay).where(VaultStay.left_at.is_not(None), VaultStay.closed_on.is_(None))):
        yield DueItem("archives", "archives.vault", stay.id, stay.batch, f"{stay.vault} {stay.batch}", stay.left_at.date(), "VLT-002",  # type: ignore[union-attr]
                      _("核对班次并办结值班记录"), EXAM, _("保密室值班"))  # fmt: skip


AREAS["archives"] = due
