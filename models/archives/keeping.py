"""What several commands do to an item alike: reckon its date, check its catalogue line, name it, take its files."""

from collections.abc import Iterator
from datetime import date

from models.archives import queries, retention, rules
from models.archives.queries import NO_DATE
from models.archives.tables import NEVER, ArchiveItem
from models.archives.terms import GONE, ITEM_STATE
from models.core.acts import Unit
from models.core.centre import Context
from models.core.findings import Finding, Severity
from resources.texts import _

Findings = Iterator[Finding]


def reckon(unit: Unit, item: ArchiveItem) -> None:
    """Set from when an item may be destroyed, by the rules as they stand; a reviewed item keeps the later date."""
    kept = queries.kept(item, unit)
    item.destroy_from = retention.after_review(kept.destroy_from, item.keep_until)
    item.judged_by = queries.judged_by(unit)


def catalogue_gaps(context: Context, item: ArchiveItem) -> list[Finding]:
    """What an item lacks to enter the archive: its catalogue line, keeper and cabinet, envelope, checked signatures."""
    quantity = item.pages if item.pages is not None else item.quantity
    line = {_("类别"): item.kind, _("题名"): item.title, _("形成日期"): None if item.made_on == NO_DATE else item.made_on,
            _("页数/份数"): quantity, _("载体"): item.medium, _("存放位置"): item.location}  # fmt: skip
    book = context.rules
    findings = rules.catalogue_faults(line, book["ARC-010"])
    findings += rules.keeping_faults(item.secrecy, item.cabinet, item.keeper, book["SEC-002"])
    findings += rules.password_faults(item.kind, (item.title, item.note), item.envelope, book["SEC-015"])
    checked = item.file.signatures if item.file else {}
    return findings + rules.signature_faults(item.kind, checked, book["ARC-019"])


def not_gone(context: Context, item: ArchiveItem) -> list[Finding]:
    """Nothing is done any more to what is destroyed or lost; its catalogue line stays (ARC-066)."""
    if item.state not in GONE:
        return []
    told = " ".join(filter(None, (ITEM_STATE.show(item.state), item.destroyed_by_list)))
    return [Finding("ARC-066", Severity.BLOCK, "state", {"found": told})]


def must_be(context: Context, item: ArchiveItem, states: tuple[str, ...], rule: str = "ARC-001") -> list[Finding]:
    """The states from which an act leads on; any other is answered in words."""
    if item.state in states:
        return []
    wanted = "、".join(ITEM_STATE.show(state) for state in states)
    return [Finding(rule, Severity.BLOCK, "state", {"found": ITEM_STATE.show(item.state), "expected": wanted})]


def pages_in(quantity: str | None) -> int | None:
    """The pages that a quantity tells: 12, 12页; None for 1块硬盘."""
    import re

    match = re.fullmatch(r"(\d{1,6})\s*(页|p|P)?", quantity or "")
    return int(match[1]) if match else None


def read_upper(number: str) -> str:
    return "".join(number.split()).upper()


def future(context: Context, day: date | None) -> bool:
    return day is not None and day > context.today


def gone(item: ArchiveItem) -> None:
    """A line whose thing is gone: no destruction date, no rules it was judged by."""
    item.destroy_from, item.judged_by = NEVER, ""


def video_seconds_of(content: bytes) -> float | None:
    """The length an MP4 or MOV file states of itself, in seconds; None when it cannot be read."""
    at = content.find(b"mvhd")
    if at < 0 or len(content) < at + 36:
        return None
    if content[at + 4] == 1:  # 64-bit times
        scale, length = int.from_bytes(content[at + 24 : at + 28], "big"), int.from_bytes(content[at + 28 : at + 36], "big")
    else:
        scale, length = int.from_bytes(content[at + 16 : at + 20], "big"), int.from_bytes(content[at + 20 : at + 24], "big")
    return length / scale if scale else None
