"""What forms of the archive ask of the records, in the words that stand on paper, and the shape their lists share."""

from collections.abc import Sequence
from datetime import date, datetime

from reportlab.platypus import Flowable, KeepTogether

from models.archives.queries import NEVER, NO_DATE, kept
from models.archives.retention import LONG
from models.archives.tables import ArchiveItem
from models.archives.terms import SECRECY, period_words
from models.core.centre import Context
from reports.kit.grid import listing
from reports.kit.page import A4_LANDSCAPE, Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _

SIZE = 8.5


def day(value: date | None) -> str:
    return "" if value in (None, NEVER, NO_DATE) else value.isoformat()


def moment(value: datetime | None) -> str:
    return value.strftime("%Y-%m-%d %H:%M") if value else ""


def words(value: date | None) -> str:
    """2026年11月20日; blank for a day that is not known yet."""
    return _("{y}年{m}月{d}日").format(y=value.year, m=value.month, d=value.day) if value else _("    年  月  日")


def period(item: ArchiveItem, context: Context) -> str:
    return period_words(kept(item, context).period)


def last_day(item: ArchiveItem, context: Context) -> str:
    """到期日: the last day of the period; 长期 for what never expires."""
    from models.core.dates import DAY

    found = kept(item, context)
    if found.period == LONG:
        return _("长期")
    return "" if found.destroy_from == NEVER else (found.destroy_from - DAY).isoformat()


def quantity(item: ArchiveItem) -> str:
    return item.quantity or (_("{n}页").format(n=item.pages) if item.pages else "")


def shelf(item: ArchiveItem) -> str:
    return " ".join(part for part in (item.location, item.box) if part)


def secrecy(item: ArchiveItem) -> str:
    return SECRECY.show(item.secrecy)


def list_paper(context: Context, title: str, columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[str | Flowable]], *,
               under: str = "", foot: Sequence[str] = (), size: tuple[float, float] = A4_LANDSCAPE,
                   text: float = SIZE) -> Paper:  # fmt: skip
    """A list form: title, the centre with its count (or `under`), the table with its head on every page, signature lines."""
    told = under or _("{centre}    共 {n} 条    {day}").format(centre=context.centre.name, n=len(rows), day=context.today)
    narrow = [column for column, (_head, width) in enumerate(columns) if width <= 17]
    table = listing([head for head, _width in columns], [width for _head, width in columns], rows, size=text, centred=narrow)
    story: list[Flowable] = [heading(title), gap(2), Words(told, 9, align="center"), gap(3), table]
    if foot:
        story.append(KeepTogether([part for line in foot for part in (gap(6), Words(line, 10))]))
    return Paper(title, story, size)
