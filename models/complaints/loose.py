"""Dates as people wrote them into an old book: what is clear is read, what is not is kept as written and named."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from models.core.kinds import BadValue, Day, Kind, Moment, plain
from resources.texts import _

_DIGITS = {**{character: str(n) for n, character in enumerate("〇一二三四五六七八九")}, "零": "0", "○": "0", "O": "0", "o": "0"}
_TENS = re.compile(r"([一二三四五六七八九])?十([一二三四五六七八九])?")
_SHAPE = re.compile(
    r"(?P<y>\d{4}|\d{2})\s*[年./\-、]\s*(?P<m>\d{1,2})\s*[月./\-、]\s*(?P<d>\d{1,2})\s*[日号]?\s*(?:[(（]?(?:周|星期|礼拜).[)）]?)?\s*"
    r"(?P<half>上午|下午|早上|早晨|晚上|中午|凌晨|傍晚)?\s*(?:(?P<h>\d{1,2})\s*(?:[:：时点]\s*(?P<mi>\d{1,2}|半)?\s*分?(?::\d{2})?))?\s*(?:左右接到|接到|受理|收到|来电)?"
)
_AFTERNOON = ("下午", "晚上", "傍晚")
_CENTURY = 2000  # a book of two-digit years is of this century


@dataclass(frozen=True)
class Unclear:
    """A date that does not say one day: 七月上旬, 7月6日 without a year, 国庆后."""

    text: str

    def __str__(self) -> str:
        return self.text


def read(text: str) -> datetime | None:
    """The one moment a text means, None when it is not clear. Without a time of day: midnight."""
    match = _SHAPE.fullmatch(_arabic(unicodedata.normalize("NFKC", text)).strip())
    if not match:
        return None
    year = int(match["y"]) if len(match["y"]) == 4 else _CENTURY + int(match["y"])
    hour = int(match["h"] or 0)
    minute = 30 if match["mi"] == "半" else int(match["mi"] or 0)
    hour += 12 if match["half"] in _AFTERNOON and match["h"] and hour < 12 else 0
    try:
        return datetime.combine(date(year, int(match["m"]), int(match["d"])), time(hour, minute))
    except ValueError:
        return None


def _arabic(text: str) -> str:
    """二〇二二年七月十四日 → 2022年7月14日."""
    text = _TENS.sub(lambda match: f"{_DIGITS.get(match[1] or '一')}{_DIGITS.get(match[2] or '〇')}", text)
    return re.sub(r"[〇零○一二三四五六七八九](?=[〇零○一二三四五六七八九\d年月日号点时])", lambda match: _DIGITS[match[0]], text)


@dataclass(frozen=True)
class OldMoment(Moment):
    """接到时间 of an old book: any notation of a day, with or without a time."""

    def parse(self, raw: Any, today: date) -> Any:
        if isinstance(raw, datetime):
            return raw
        try:
            day = Day().parse(raw, today)
        except BadValue:
            found = read(plain(raw))
            if found is None:
                raise BadValue(_("写明年月日，如 2026-11-20 09:30"), plain(raw)) from None
            return found
        return datetime.combine(day, time.min) if day else None


@dataclass(frozen=True)
class OldDay(Kind):
    """A further date of an old book; what is unclear comes back as `Unclear`, for the import to name. No `Day`: the import
    refuses such without a year."""

    def parse(self, raw: Any, today: date) -> Any:
        text = plain(raw)
        if not text:
            return None
        found = read(text)
        if found is not None:
            return found.date()
        if re.fullmatch(r"\d{1,2}\s*[月./\-]\s*\d{1,2}\s*[日号]?|\d{4}", unicodedata.normalize("NFKC", text)):
            return Unclear(text)  # without a year: an old book is not of this year
        try:
            return Day().parse(raw, today)
        except BadValue:
            return Unclear(text)

    def show(self, value: Any) -> str:
        return str(value) if isinstance(value, Unclear) else Day().show(value)

    @property
    def hint(self) -> str:
        return Day().hint
