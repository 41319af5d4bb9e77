"""What forms about people ask of the records, in the words that stand on paper."""

from datetime import date

from models.core.centre import Context
from models.people.tables import Application, Card, Person, Qualification
from models.people.terms import ANY_GRADE, ASSESSOR, LEVEL, TITLE_RANK
from resources.texts import _


def photo(context: Context, person: Person) -> bytes | None:
    """The stored photograph; None where there is none or its file is damaged."""
    return context.centre.files.get(person.photo) if person.photo else None


def day(value: date | None) -> str:
    """2026年11月20日; empty for no day, and for the day that stands for "no card yet"."""
    return _("{y}年{m}月{d}日").format(y=value.year, m=value.month, d=value.day) if value and value != date.max else ""


def span(first: date | None, last: date | None) -> str:
    return _("{first}至{last}").format(first=day(first), last=day(last)) if day(first) and day(last) else ""


def grade(record: Qualification | Application) -> str:
    return ANY_GRADE.show(record.grade)


def card_title(record: Qualification) -> str:
    return _("考评员证卡") if record.kind == ASSESSOR else _("质量督导员证卡")


def occupations(record: Qualification) -> str:
    return "、".join(row.occupation for row in record.occupations)


def card(record: Qualification) -> Card | None:
    """The card whose number the qualification carries."""
    return next((one for one in reversed(record.cards) if one.number == record.card_number), None)


def level(cert_level: int | None, title_rank: str | None) -> str:
    """证书等级 as a form says it: the certificate's level, else the professional title."""
    if cert_level:
        return LEVEL.show(str(cert_level))
    rank = TITLE_RANK.show(title_rank) if title_rank and title_rank != "none" else ""
    return _("{rank}职称").format(rank=rank) if rank else ""
