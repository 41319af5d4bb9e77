"""What the program says about a record of the archive now: findings in the detail panel, refusing nothing."""

from models.archives import queries, rules
from models.archives.destroying import missing_votes
from models.archives.keeping import catalogue_gaps
from models.archives.stocktaking import counted, findings_of
from models.archives.tables import ArchiveFile, ArchiveItem, ArchiveLoan
from models.archives.tables_work import DestructionList, StockCheck, VaultStay
from models.archives.terms import DESTROYED, IN_ARCHIVE, LOST, SECRET, must_kinds
from models.archives.vault import log_gaps
from models.core.centre import Context
from models.core.findings import Finding, Severity
from resources.texts import _

_OF_PERSON = {"K26": "assessor", "K27": "supervisor"}


def about_item(context: Context, item: ArchiveItem) -> list[Finding]:
    """Holds, expiry, an incomplete line, stale dates, papers whose time has come, an assessor's incomplete file."""
    if item.state == DESTROYED:
        return context.rules["ARC-066"].found("state")
    findings: list[Finding] = []
    holds = queries.held_by(context.db, item)
    if holds:
        findings += context.rules["ARC-025"].found("state", Severity.WARN, found="、".join(holds))
    if item.state == IN_ARCHIVE and item.destroy_from <= context.today and not holds:
        papers = context.rules["ARC-064"]
        rule = papers if papers.active and item.kind == "K07" else context.rules["ARC-024"]
        findings += rule.found("destroy_from", Severity.DUE)
    if item.state == LOST and item.lost_confirmed_on is None:
        findings += context.rules["SEC-009" if item.secrecy == SECRET else "ARC-011"].found(
            "state", Severity.DUE, found=_("待主任确认遗失"), expected=""
        )
    findings += [Finding(one.rule, Severity.WARN, one.about, one.params) for one in catalogue_gaps(context, item)]
    if item.judged_by and item.judged_by != queries.judged_by(context):
        findings += context.rules["ARC-026"].found("destroy_from", Severity.DUE, count=1)
    if item.also_kind:
        findings += context.rules["ARC-023"].found("also_kind", Severity.RECORD)
    return findings + _person_file(context, item)


def _person_file(context: Context, item: ArchiveItem) -> list[Finding]:
    """ARC-017: what the file of an assessor lacks, where the item names its person."""
    from models.people.queries import file_gaps, find_qualified

    rule = context.rules["ARC-017"]
    if item.kind not in _OF_PERSON or not rule.active:
        return []
    persons = [party.id_no for party in queries.parties_of(context.db, item) if party.id_no]
    held = [one for id_no in persons for one in find_qualified(_OF_PERSON[item.kind], context.db, id_no)]
    gaps = [gap for one in held[:1] for gap in file_gaps(context, one)]
    return rule.found("title", Severity.WARN, list=gaps[0].params["list"]) if gaps else []


def related_of_item(context: Context, item: ArchiveItem) -> list[tuple[str, str, int]]:
    from sqlalchemy import select

    found = [(item.file.title, "archives.files", item.file.id)] if item.file else []
    loans = select(ArchiveLoan).where(ArchiveLoan.item_id == item.id).order_by(ArchiveLoan.id.desc()).limit(10)
    found += [
        (f"{loan.number} {loan.borrower} {loan.lent_on or loan.requested_on}", "archives.loans", loan.id)
        for loan in context.db.scalars(loans)
    ]
    return found + [(f"{_('冻结')} {hold.reference}", "archives.holds", hold.id) for hold in queries.holds_on(context.db, item)]


def missing_kinds(context: Context, one: ArchiveFile) -> list[Finding]:
    present = {kind for item in one.items for kind in (item.kind, item.also_kind) if kind}
    must = must_kinds(context.centre.profile) if one.batch else []
    return rules.completeness_faults(must, present, one.not_applicable, context.rules["ARC-004"])


def about_file(context: Context, one: ArchiveFile) -> list[Finding]:
    """What a batch file still lacks before it can be marked complete."""
    if one.completed_on is not None:
        return []
    return [Finding(found.rule, Severity.WARN, found.about, found.params) for found in missing_kinds(context, one)]


def file_state(context: Context, one: ArchiveFile) -> str:
    if one.completed_on:
        return _("已完成")
    return _("待补材料") if missing_kinds(context, one) else _("可标记完成")


def file_tone(context: Context, one: ArchiveFile) -> str:
    return "good" if one.completed_on else "caution"


def excused_words(_context: Context, one: ArchiveFile) -> str:
    return "；".join(f"{kind} {why}" for kind, why in one.not_applicable.items())


def checked_words(_context: Context, one: ArchiveFile) -> str:
    return "；".join(f"{kind} {who}" for kind, who in one.signatures.items())


def about_loan(context: Context, loan: ArchiveLoan) -> list[Finding]:
    """What was wrong with an old loan, a day off, being overdue, a renewal that waits, a place in the queue."""
    findings = [Finding(mark["rule"], Severity.WARN, mark["about"], mark["params"]) for mark in loan.marks]
    if loan.state != "lent" or loan.due_on is None:
        return findings
    last = rules.latest_return(loan.due_on, context.calendar)
    if last.day < context.today:
        findings += context.rules["ARC-046"].found("due_on", Severity.DUE, borrower=loan.borrower, found=loan.item.number)
    else:
        findings += rules.day_off_note(loan.due_on, context.calendar, context.rules["ARC-042"])
    return findings


def marks_words(context: Context, loan: ArchiveLoan) -> str:
    return "；".join(context.rules[mark["rule"]].sentence(mark["params"]) for mark in loan.marks)


def about_list(context: Context, one: DestructionList) -> list[Finding]:
    """Votes that are missing; items that were put on hold meanwhile."""
    if one.state == "review":
        missing = missing_votes(context, one)
        return [Finding("ARC-061", Severity.DUE, "votes", {"found": "、".join(missing)})] if missing else []
    if one.state not in ("drafted", "approved", "executed"):
        return []
    held = [f"{line.item.number}（{'、'.join(words)}）" for line in one.lines
            if (words := queries.held_by(context.db, line.item))]  # fmt: skip
    return context.rules["ARC-025"].found("items", Severity.WARN, found="、".join(held)) if held else []


def about_check(context: Context, check: StockCheck) -> list[Finding]:
    found = findings_of(context, check)
    return context.rules["ARC-014"].found("findings", Severity.WARN, found=counted(found)) if found else []


def check_words(context: Context, check: StockCheck) -> str:
    return counted(findings_of(context, check))


def about_stay(context: Context, stay: VaultStay) -> list[Finding]:
    """Gaps of the log and overlong duty, until it is closed."""
    if stay.closed_on is not None:
        return []
    return [Finding(one.rule, Severity.WARN, one.about, one.params) for one in log_gaps(context, stay)]
