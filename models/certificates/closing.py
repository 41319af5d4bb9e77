"""Closing a month: the journal balances, the counts agree, a reconciliation leaves nothing open that must be corrected;
then no line can be dated in it. If its past ever changes nevertheless, the light of the month turns red (LDG-002, RCN-017)."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import func, select

from models.assessment.tables import Batch, PassRow
from models.certificates.ledger import BLANK, BOOKED, EQUATION_RULES, FINISHED, OUT, WAITING, balance, replay
from models.certificates.queries import moves
from models.certificates.tables import BlankLot, Certificate, Copy, LockedMonth, Movement, ReconFinding, ReconRun, SignOff, StockCount
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.dates import DAY, months_plus
from models.core.findings import Finding
from models.core.kinds import Day, Text
from models.core.verifying import LEDGERS, Fault
from resources.texts import _

Findings = Iterator[Finding]


def find_month(db: Any, text: str) -> list[LockedMonth]:
    words = text.strip()
    return [one for one in db.scalars(select(LockedMonth)) if f"{one.month:%Y-%m}" == words[:7]]


MONTH = Subject("month", _("月份"), LockedMonth, find_month)


def last_day(month: date) -> date:
    return months_plus(month.replace(day=1), 1) - DAY


def digest(context: Context, until: date) -> str:
    """One value over every line of the journal up to a day: any change of the past changes it."""
    columns = (Movement.id, Movement.day, Movement.code, Movement.first, Movement.last, Movement.number, Movement.bucket_from, Movement.bucket_to)
    total = hashlib.sha256()
    for row in context.db.execute(select(*columns).where(Movement.day <= until).order_by(Movement.id)):
        total.update("|".join(map(str, row)).encode() + b"\n")
    return total.hexdigest()


def month_faults(context: Context, month: date) -> Findings:
    """E1–E8 at the end of a month: what keeps it from being closed."""
    begin, end = month.replace(day=1), last_day(month)
    journal = moves(context.db)
    where, _wrong = replay(journal, end)
    for lot in context.db.scalars(select(BlankLot).where(BlankLot.received_on <= end).order_by(BlankLot.first)):
        inside = Counter(bucket for serial, bucket in where.items() if lot.first <= serial <= lot.last)
        for name, (left, right) in balance(journal, lot.first, lot.last, begin, end, inside).equations().items():
            if left != right:
                yield from context.rules[EQUATION_RULES[name]].found("month", found=f"{lot.name} {name} {left}", expected=right)
        yield from _count_faults(context, lot, where, begin, end)
    yield from _register_faults(context)


def _count_faults(context: Context, lot: BlankLot, where: dict[int, str], begin: date, end: date) -> Findings:
    """E6: a lot that still has paper here was counted this month or on its last days' heels, and the count is the book."""
    booked = {bucket: {s for s, b in where.items() if b == bucket and lot.first <= s <= lot.last} for bucket in (BLANK, FINISHED, WAITING)}
    if not any(booked.values()):
        return
    rule = context.rules["LDG-015"]
    count = context.db.scalar(select(StockCount).where(StockCount.lot_id == lot.id, StockCount.day.between(begin, end)).order_by(StockCount.id.desc()))
    if count is None:
        yield from rule.found("month", found=_("{lot} 本月未清点").format(lot=lot.name), expected=_("本月的清点单"))
        return
    journal, _wrong = replay(moves(context.db), count.day)
    for bucket in booked:
        book = {serial for serial, place in journal.items() if place == bucket and lot.first <= serial <= lot.last}
        found = {serial for first, last in count.found.get(bucket, ()) for serial in range(first, last + 1)}
        if book != found:
            yield from rule.found("month", found=f"{lot.name} {bucket} {len(found)}", expected=len(book))


def _register_faults(context: Context) -> Findings:
    """E7: rows = numbers; E8: a valid paper certificate of this program has its copy on hand or out. Old rows are the
    reconciliation's to find."""
    c = Certificate
    rows, numbers = context.db.execute(select(func.count(), func.count(c.number.distinct())).where(c.number != "", c.history.is_(False))).one()
    if rows != numbers:
        yield from context.rules["LDG-016"].found("month", found=rows, expected=numbers)
    without = select(func.count()).select_from(c).outerjoin(Copy, (Copy.certificate_id == c.id) & Copy.bucket.in_((FINISHED, OUT)) & Copy.lost_on.is_(None))
    missing = context.db.scalar(without.where(c.state == "valid", c.history.is_(False), c.form != "electronic", Copy.id.is_(None)))
    if missing:
        yield from context.rules["LDG-017"].found("month", found=missing, expected=0)


def _open_findings(context: Context, end: date) -> Findings:
    run = context.db.scalar(select(ReconRun).where(ReconRun.as_of >= end).order_by(ReconRun.id.desc()))
    rule = context.rules["RCN-017"]
    if run is None:
        yield from rule.found("month", found=_("月末以后没有核对"), expected=_("月末以后的一次核对"))
    still = context.db.scalar(select(func.count()).select_from(ReconFinding).where(ReconFinding.state == "open", ReconFinding.severity == "block"))
    if still:
        yield from rule.found("month", found=_("{n} 项待处理").format(n=still), expected=0)


def _leftovers(context: Context, end: date) -> Findings:
    """E9, E10, E11 as warnings: passes without certificate or reason, copies out without sign-off, numbers not online."""
    has_one = select(Certificate.id).where(Certificate.id_no == PassRow.id_no, Certificate.occupation == PassRow.occupation,
                                           Certificate.level == PassRow.level, Certificate.state.in_(("valid", "revoked"))).exists()  # fmt: skip
    passes = select(func.count()).select_from(PassRow).join(Batch, Batch.code == PassRow.batch_code)
    unanswered = context.db.scalar(passes.where(Batch.last_exam_day <= end, PassRow.state == "approved", PassRow.why.is_(None), ~has_one))
    if unanswered:
        yield from context.rules["LDG-018"].found("month", found=unanswered, expected=0)
    signed = select(SignOff.id).where(SignOff.number == Certificate.number, SignOff.serial == Certificate.serial, SignOff.undone_on.is_(None)).exists()
    out = select(func.count()).select_from(Certificate).where(Certificate.handed_on <= end, Certificate.history.is_(False), ~signed)
    unsigned = context.db.scalar(out)
    if unsigned:
        yield from context.rules["LDG-019"].found("month", found=unsigned, expected=0)
    run = context.db.scalar(select(ReconRun).where(ReconRun.as_of >= end).order_by(ReconRun.id.desc()))
    if run is not None and run.counts.get("REC-50"):
        yield from context.rules["LDG-020"].found("month", found=run.counts["REC-50"], expected=0)


@command("certificates.lock_month", _("锁定月份"), row=49, letters="A", rules=("LDG-002", "LDG-010", "LDG-011", "LDG-012", "LDG-013", "LDG-014", "LDG-015",
         "LDG-016", "LDG-017", "LDG-018", "LDG-019", "LDG-020", "RCN-017"), params=(Param("month", _("月份（其中任一天）"), Day()),))  # fmt: skip
def lock_month(unit: Unit, month: date) -> Findings:
    """Close a month that balances, was counted and reconciled. Only past months; a reopened one may be closed again."""
    first = month.replace(day=1)
    held = unit.db.scalar(select(LockedMonth).where(LockedMonth.month == first))
    wrong = list(month_faults(unit, first)) + list(_open_findings(unit, last_day(first)))
    if last_day(first) >= unit.today:
        wrong += unit.rules["LDG-002"].found("month", found=f"{first:%Y-%m}", expected=_("已结束的月份"))
    if held is not None and held.reopened_on is None:
        wrong += unit.rules["LDG-002"].found("month", found=_("已锁定"), expected=_("未锁定的月份"))
    yield from wrong
    if wrong:
        return
    yield from _leftovers(unit, last_day(first))
    where, _misfits = replay(moves(unit.db), last_day(first))
    counts = Counter(where.values())
    facts = {"digest": digest(unit, last_day(first)), "balance": {bucket: counts[bucket] for bucket in BOOKED}, "closed_on": unit.today,
             "closed_by": unit.actor.name, "reopened_on": None, "reopened_by": None, "reopened_why": None}  # fmt: skip
    if held is None:
        unit.add(LockedMonth(month=first, **facts))
        return
    for name, value in facts.items():
        setattr(held, name, value)


def _is_locked(context: Context, held: LockedMonth) -> Findings:
    if held.reopened_on is not None:
        yield from context.rules["LDG-002"].found("month", found=_("未锁定"), expected=_("已锁定的月份"))


@command("certificates.unlock_month", _("解锁月份"), subject=MONTH, row=49, letters="A", guard=_is_locked, danger=True, rules=("LDG-002",),
         params=(Param("why", _("解锁理由"), Text(400, 3)),))  # fmt: skip
def unlock_month(unit: Unit, held: LockedMonth, why: str) -> Findings:
    """The director opens a closed month deliberately; its light is red until it is reconciled and closed again."""
    held.reopened_on, held.reopened_by, held.reopened_why = unit.today, unit.actor.name, why
    yield from ()


def light(context: Context, held: LockedMonth) -> str:
    """locked · reopened · changed: its journal is no longer the one that was closed."""
    if held.reopened_on is not None:
        return "reopened"
    return "locked" if held.digest == digest(context, last_day(held.month)) else "changed"


def _months(context: Context) -> list[Fault]:
    return [Fault("certificates", f"{held.month:%Y-%m}", _("{month} 锁定后，流水账被改动过").format(month=f"{held.month:%Y-%m}"))
            for held in context.db.scalars(select(LockedMonth)) if light(context, held) == "changed"]  # fmt: skip


LEDGERS[_("证书台账")] = _months
