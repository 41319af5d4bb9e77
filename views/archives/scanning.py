"""What the scanning page asks and does: the open checks, one scan as the command, the findings so far. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.archives.stocktaking import Difference, findings_of, open_checks
from models.archives.tables_work import StockCheck
from models.archives.terms import STOCK_FINDING
from models.core.acts import Outcome, calling
from models.core.centre import Centre, Context
from models.core.progress import Work
from resources.texts import _


@dataclass(frozen=True)
class Open:
    """A stock check under way: its id, what to call it, how much was scanned and what differs."""

    id: int
    title: str
    scanned: int
    found: Sequence[tuple[str, str, str]]  # class, number, account → found


def checks(context: Context) -> list[Open]:
    """The checks under way, the newest first."""
    return [_open(context, one) for one in open_checks(context.db)]


def _open(context: Context, check: StockCheck) -> Open:
    title = f"{check.number}  {check.place or _('全部')}"
    return Open(check.id, title, len(check.scans), [_told(one) for one in findings_of(context, check)])


def _told(one: Difference) -> tuple[str, str, str]:
    account, found = one.account or _("无"), one.found or _("无")
    return STOCK_FINDING.show(one.kind), one.number, _("账 {account} · 物 {found}").format(account=account, found=found)


def scanning(centre: Centre, check: int, code: str, location: str) -> Work[Outcome]:
    """One scan; the outcome's value says which item it was and what is wrong with it."""
    return calling(centre, "archives.scan", check, code=code, location=location or None)
