"""Lending, consulting and cataloguing: what must hold, as pure functions of values. No database, no clock.

Guarding, handing over and destroying: custody.py. Days are inclusive unless said otherwise.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.archives.terms import ELECTRONIC, SECRET, labels
from models.core.dates import DAY, Reckoning, WorkCalendar, days_plus
from models.core.findings import Finding, Severity
from models.core.rulebook import Rule, Rulebook
from resources.texts import _


@dataclass(frozen=True)
class Reader:
    """Who wants to see an item: name, identity number where known."""

    name: str
    id_no: str | None = None


@dataclass(frozen=True)
class Earlier:
    """An earlier loan of the same item by the same person or department: consecutive periods used at its end."""

    returned_on: date
    periods: int


def same_person(one: Reader, other: Reader) -> bool:
    """By identity number where both have one, else by name: a namesake is told apart only by the number."""
    if one.id_no and other.id_no:
        return one.id_no == other.id_no
    return bool(one.name) and one.name == other.name


def party_faults(reader: Reader, parties: Iterable[Reader], rule: Rule, about: str = "reader") -> list[Finding]:
    """ARC-030, ARC-047: a person whom the item documents neither consults nor borrows it; no approval lifts that."""
    named = [party for party in parties if same_person(reader, party)]
    return rule.found(about, found=named[0].name) if named else []


def latest_return(due_on: date, calendar: WorkCalendar) -> Reckoning:
    """ARC-042, CAL-005: the last day on which a return is in time: the due date, or the next working day."""
    return calendar.roll(due_on)


def is_overdue(due_on: date, day: date, calendar: WorkCalendar) -> bool:
    """Whether a loan not returned by `day` is overdue on it."""
    return latest_return(due_on, calendar).day < day


def due_date(lent_on: date, rule: Rule) -> date:
    """ARC-041: the last day of a full period; the lending day is not counted. rule: ARC-041."""
    return days_plus(lent_on, rule.value("max_days"))


def period_faults(starts_on: date, due_on: date, rule: Rule, about: str = "due_on") -> list[Finding]:
    """ARC-041: a period is at most max_days long; a shorter one may be chosen, one before its start is none."""
    longest = due_date(starts_on, rule)
    if due_on > longest or due_on < starts_on:
        return rule.found(about, found=due_on.isoformat(), expected=f"{starts_on} 至 {longest}")
    return []


def day_off_note(due_on: date, calendar: WorkCalendar, rule: Rule) -> list[Finding]:
    """ARC-042 as a note on a loan that ends on a day off: nobody chose that day, so no reason is asked."""
    until = latest_return(due_on, calendar).day
    return [] if until == due_on else rule.found("due_on", Severity.RECORD, due=due_on.isoformat(), until=until.isoformat())


def periods_used(renewals: int, periods_before: int) -> int:
    """Consecutive periods up to now: the first loan, its renewals, and those of the loans it follows directly."""
    return periods_before + 1 + renewals


def renewal_faults(
    due_on: date, renewals: int, periods_before: int, asked_on: date, calendar: WorkCalendar, rules: Rulebook
) -> list[Finding]:
    """ARC-043, ARC-044: a renewal from the day before to the due date (or the working day it rolls to), and only while
    fewer than max_periods periods are used. asked_on: the day the borrower asks."""
    window, count = rules["ARC-043"], rules["ARC-044"]
    last = latest_return(due_on, calendar)
    if asked_on > last.day:
        severity = Severity.WARN if last.provisional else Severity.BLOCK
        return (
            window.found("asked_on", severity, found=_("应于 {day} 前归还，已逾期，先归还").format(day=last.day)) if window.active else []
        )
    findings: list[Finding] = []
    first = due_on - DAY * window.value("days_before")
    if asked_on < first and window.active:
        findings += window.found("asked_on", found=_("{first} 起才能办理").format(first=first))
    used = periods_used(renewals, periods_before)
    if used >= count.value("max_periods"):
        findings += count.found("renewals", found=used)
    return findings


def renewed_due(old_due: date, rule: Rule) -> date:
    """ARC-043: the new period counts from the old due date. rule: ARC-041."""
    return due_date(old_due, rule)


def follows_directly(returned_on: date, begins_on: date, calendar: WorkCalendar) -> bool:
    """ARC-045: a loan that begins on the return date or until the next working day is consecutive."""
    return returned_on <= begins_on <= calendar.plus(returned_on, 1).day


def chain(earlier: Iterable[Earlier], begins_on: date, calendar: WorkCalendar, rule: Rule) -> int:
    """How many consecutive periods stand before a loan that begins on a day: those of the loans it follows directly."""
    if not rule.active:
        return 0
    return max((one.periods for one in earlier if follows_directly(one.returned_on, begins_on, calendar)), default=0)


def consecutive_faults(before: int, rules: Rulebook) -> list[Finding]:
    """ARC-045, ARC-044: a further loan of the same item is refused when it would be one period too many."""
    limit = rules["ARC-044"].value("max_periods")
    if before + 1 <= limit:
        return []
    return rules["ARC-045"].found("borrower", found=before, expected=_("不超过 {n} 次").format(n=limit))


def overdue_faults(borrower: str, overdue: Sequence[tuple[str, Reckoning]], rule: Rule) -> list[Finding]:
    """ARC-046: no further loan while one is overdue. overdue: number of the item and last day in time. A date that rests
    on a calendar not yet published refuses nothing."""
    if not overdue:
        return []
    certain = any(not last.provisional for _number, last in overdue)
    return rule.found(
        "borrower", Severity.BLOCK if certain else Severity.WARN, borrower=borrower, found="、".join(number for number, _last in overdue)
    )


def secret_loan_faults(secrecy: str, signature: str | None, carriers: Collection[str], rule: Rule, *, at_handover: bool) -> list[Finding]:
    """ARC-049: secret material wants the head's signed approval, and at the handover so many carriers."""
    if secrecy != SECRET:
        return []
    missing = [] if signature else [_("负责人签字批准件")]
    if at_handover and len(set(carriers)) < rule.value("carriers"):
        missing.append(_("{n} 名取送人").format(n=rule.value("carriers")))
    return rule.found("signature", list="、".join(missing)) if missing else []


def page_faults(pages: int | None, came_back: int | None, rule: Rule) -> list[Finding]:
    """ARC-011: fewer pages than filed refuse the return as intact; more are a matter for the stock check."""
    if pages is None or came_back is None or came_back >= pages:
        return []
    return rule.found("pages", found=came_back, expected=pages)


def consultation_faults(reader: str, reason: str | None, approved: bool, general: str | None, supervisor: str | None, task: str | None,
                        rule: Rule) -> list[Finding]:  # fmt: skip
    """ARC-031, ARC-032: reason, approval and two different attendants, neither of them the reader. A supervision task
    stands for reason, approval and supervising attendant: the supervisor is the reader."""
    missing = []
    if not (reason or task):
        missing.append(_("查阅理由"))
    if not (approved or task):
        missing.append(_("负责人批准"))
    if not general or general == reader:
        missing.append(_("综合管理岗在场人"))
    if not task and (not supervisor or supervisor in (general, reader)):
        missing.append(_("另一名内部质量督导员在场"))
    return rule.found("attendants", list="、".join(missing)) if missing else []


def catalogue_faults(values: Mapping[str, object], rule: Rule) -> list[Finding]:
    """ARC-010: what a catalogue line lacks. values: label → value; None and "" are missing."""
    missing = [label for label, value in values.items() if value in (None, "")]
    return rule.found("list", list="、".join(missing)) if missing else []


def keeping_faults(secrecy: str, cabinet: str | None, keeper: str | None, rule: Rule) -> list[Finding]:
    """SEC-002: a secret item has its cabinet and its keeper."""
    if secrecy != SECRET:
        return []
    missing = [label for label, value in ((_("保密柜"), cabinet), (_("保管人"), keeper)) if not value]
    return rule.found("cabinet", list="、".join(missing)) if missing else []


_PASSWORD_WORDS = ("密码:", "密码：", "口令:", "口令：", "password", "pwd", "passwd")
ACCOUNTS = "K23"


def password_faults(kind: str | None, texts: Iterable[str | None], envelope: str | None, rule: Rule) -> list[Finding]:
    """SEC-015: account material names its sealed envelope, and no text of it carries a password."""
    if kind != ACCOUNTS:
        return []
    if any(word in (text or "").lower() for text in texts for word in _PASSWORD_WORDS):
        return rule.found("note", found=_("备注中写有密码"))
    return [] if envelope else rule.found("envelope", found=_("缺密封袋编号"))


def signature_faults(kind: str | None, checked: Collection[str], rule: Rule) -> list[Finding]:
    """ARC-019: the kinds whose signatures are checked before they are filed. checked: kinds ticked already."""
    wanted = rule.value("kinds") or () if rule.active else ()
    if kind not in wanted or kind in checked:
        return []
    return rule.found("kind", list=labels("signature")[str(kind)])


def completeness_faults(must: Iterable[str], present: Collection[str], excused: Mapping[str, object], rule: Rule) -> list[Finding]:
    """ARC-004: required kinds that are neither in the file nor declared inapplicable with a reason."""
    names = labels("kind")
    missing = [f"{code} {names[code]}" for code in must if code not in present and not excused.get(code)]
    return rule.found("kinds", list="、".join(missing)) if missing else []


def may_open(medium: str | None, keeps_archive: bool, reading: bool, rule: Rule) -> list[Finding]:
    """ARC-034: a stored scan opens for the archive itself and within a consultation under way, for nobody else."""
    return [] if keeps_archive or reading else rule.found("file", found=_("电子") if medium == ELECTRONIC else "")
