"""Taking a year's official working calendar in the form holiday-cn publishes it."""

import json
from datetime import date
from pathlib import Path

from sqlalchemy import delete, insert

from models.core.acts import Unit
from models.core.dates import CalendarDay
from models.core.tables import CalendarEntry
from resources.texts import _


class WrongCalendar(ValueError):
    """Why a file is not a year's calendar, as a sentence."""


def read_holiday_cn(path: Path) -> tuple[int, list[CalendarDay]]:
    """The year and the days of a holiday-cn JSON file; its notice may shape the December before, too.

    Raises WrongCalendar: unreadable, no days yet, days of other years.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        year, days, papers = int(content["year"]), content["days"], content.get("papers") or [""]
        entries = [
            CalendarDay(date.fromisoformat(row["date"]), not row["isOffDay"], str(row["name"]), "", str(papers[-1]), f"{year} holiday-cn")
            for row in days
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WrongCalendar(_("不是工作日历文件（需要 year、papers、days）")) from error
    if not entries:
        raise WrongCalendar(_("文件里没有 {year} 年的日期：该年度安排尚未公布").format(year=year))
    around = {year, (year - 1, 12), (year + 1, 1)}
    strange = [entry.day for entry in entries if not around & {entry.day.year, (entry.day.year, entry.day.month)}]
    if strange:
        raise WrongCalendar(_("{day} 不属于 {year} 年").format(day=strange[0], year=year))
    return year, entries


def replace_year(unit: Unit, year: int, entries: list[CalendarDay]) -> int:
    """Put the year's days in place of what stood there; the calendar is derived data, its versions are audited.

    December is shaped by two notices, its own year's and the next one's: its days are replaced, never dropped.
    """
    own = CalendarEntry.source.startswith(str(year)) & CalendarEntry.day.between(date(year, 1, 1), date(year, 11, 30))
    unit.db.execute(delete(CalendarEntry).where(own | CalendarEntry.day.in_([entry.day for entry in entries])))
    stamp = {"version": 1, "first_entry": unit.seq, "entry": unit.seq}
    unit.db.execute(insert(CalendarEntry), [
        {"day": entry.day, "works": entry.works, "name": entry.name, "decree": entry.decree, "address": entry.address,
         "source": entry.version} | stamp for entry in entries
    ])  # fmt: skip
    unit.detail["days"] = [(entry.day, entry.works, entry.name) for entry in entries]
    return len(entries)
