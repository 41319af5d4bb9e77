"""What the books of the archive must agree on, for `verify`: where an item is said to be, and the loan that took it there."""

from sqlalchemy import exists, select

from models.archives.tables import ArchiveItem, ArchiveLoan
from models.archives.terms import DESTROYED, ITEM_STATE, ON_LOAN
from models.core.centre import Context
from models.core.verifying import LEDGERS, Fault
from resources.texts import _


def check(context: Context) -> list[Fault]:
    """Items out without a loan, loans of items that are not out, destroyed items without a list."""
    lent = exists().where(ArchiveLoan.item_id == ArchiveItem.id, ArchiveLoan.state == "lent")
    wrong = select(ArchiveItem.number, ArchiveItem.state)
    faults = [
        Fault("archive", number, _("档案 {number} 为“{state}”，没有对应的借阅").format(number=number, state=ITEM_STATE.show(state)))
        for number, state in context.db.execute(wrong.where(ArchiveItem.state == ON_LOAN, ~lent))
    ]
    faults += [
        Fault("archive", number, _("档案 {number} 有未还的借阅，却为“{state}”").format(number=number, state=ITEM_STATE.show(state)))
        for number, state in context.db.execute(wrong.where(ArchiveItem.state != ON_LOAN, lent))
    ]
    unlisted = wrong.where(ArchiveItem.state == DESTROYED, ArchiveItem.destroyed_on.is_not(None), ArchiveItem.destroyed_by_list.is_(None))
    return faults + [Fault("archive", row.number, _("档案 {number} 已销毁，没有清册").format(number=row.number)) for row in context.db.execute(unlisted)]


LEDGERS[_("档案台账")] = check
