"""Kinds of values: how each is read from what a person typed, and shown. Registers, commands, imports and dialogs
share them, so that a date is understood everywhere in the same way."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from models.core import identity
from resources.texts import _, said, source_of


class BadValue(ValueError):
    """What was found does not read as its kind; `expected` says what would."""

    def __init__(self, expected: str, found: Any = ""):
        super().__init__(expected)
        self.expected, self.found = expected, found


@dataclass(frozen=True)
class Kind:
    """Base of all kinds. `parse` takes text or a cell's value and answers the stored value, None for empty."""

    def parse(self, raw: Any, today: date) -> Any:
        text = plain(raw)
        return self.read(text, today) if text else None

    def read(self, text: str, today: date) -> Any:
        raise NotImplementedError

    def show(self, value: Any) -> str:
        return "" if value is None else str(value)

    @property
    def hint(self) -> str:
        """What to write into such a field, for templates and refusals."""
        return ""


def plain(raw: Any) -> str:
    """A cell or typed value as text: trimmed, inner runs of blanks as one, 12.0 as 12, dates as ISO."""
    if isinstance(raw, str):
        return " ".join(raw.replace("\u200b", "").split())
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return _("是") if raw else _("否")
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == datetime.min.time() else raw.isoformat(sep=" ", timespec="minutes")
    return " ".join(str(raw).split())


@dataclass(frozen=True)
class Text(Kind):
    max_length: int = 200
    lines: int = 1

    def parse(self, raw: Any, today: date) -> str | None:
        text = str(raw).strip() if self.lines > 1 and raw is not None else plain(raw)
        if len(text) > self.max_length:
            raise BadValue(_("不超过 {n} 个字").format(n=self.max_length), text)
        return text or None

    @property
    def hint(self) -> str:
        return _("文字，不超过 {n} 字").format(n=self.max_length)


@dataclass(frozen=True)
class Json(Text):
    """What the program hands to itself as text: an object, or a list of objects that all have these keys."""

    keys: tuple[str, ...] = ()

    def parse(self, raw: Any, today: date) -> str | None:
        text = super().parse(raw, today)
        try:
            value = json.loads(text) if text else None
        except ValueError:
            raise BadValue(self.hint, text) from None
        rows = value if isinstance(value, list) else [value or {}]
        if text and not (isinstance(value, list) is bool(self.keys) and all(isinstance(row, dict) and {*self.keys} <= {*row} for row in rows)):
            raise BadValue(self.hint, text)
        return text

    @property
    def hint(self) -> str:
        return _("JSON 对象，由程序填写")


@dataclass(frozen=True)
class PersonName(Text):
    """A name; blanks that only pad Chinese characters (姚  芳远) are dropped, those of other scripts are kept."""

    max_length: int = 60

    def parse(self, raw: Any, today: date) -> str | None:
        name = super().parse(raw, today)
        if name is None:
            return None
        name = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", unicodedata.normalize("NFKC", name))
        if any(character.isdigit() for character in name):
            raise BadValue(_("姓名中不应有数字"), name)
        return name


@dataclass(frozen=True)
class Whole(Kind):
    low: int = 0
    high: int = 10**9
    unit: str = ""

    def read(self, text: str, today: date) -> int:
        match = re.fullmatch(r"(-?\d+)\D{0,3}", unicodedata.normalize("NFKC", text))
        if not match or not self.low <= int(match[1]) <= self.high:
            raise BadValue(self.hint, text)
        return int(match[1])

    @property
    def hint(self) -> str:
        return _("{low} 至 {high} 的整数").format(low=self.low, high=self.high)


@dataclass(frozen=True)
class Score(Kind):
    low: float = 0
    high: float = 100

    def read(self, text: str, today: date) -> float:
        try:
            value = float(unicodedata.normalize("NFKC", text))
        except ValueError:
            raise BadValue(self.hint, text) from None
        if not self.low <= value <= self.high:
            raise BadValue(self.hint, text)
        return value

    def show(self, value: Any) -> str:
        return "" if value is None else f"{value:g}"

    @property
    def hint(self) -> str:
        return _("{low:g} 至 {high:g} 的数").format(low=self.low, high=self.high)


_DATE_SHAPES = (
    (re.compile(r"(\d{4})(\d{2})(\d{2})"), True),
    (re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})[日号]?(?:[\sT]0?0:00(?::00(?:\.0+)?)?)?[.。]?"), True),
    (re.compile(r"(\d{1,2})\D(\d{1,2})日?"), False),
    (re.compile(r"(\d{2})(\d{2})"), False),
)
_BLANK_IN_DATE = re.compile(r"\s+(?!\d?\d:)")  # 2024 年 3 月 25 日; the blank before a time stays
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_SERIALS = (20000, 80000)  # 1954 to 2119: what an unformatted date cell holds


@dataclass(frozen=True)
class Day(Kind):
    """A calendar date. Takes 2026-11-20, 2026.11.20, 2026年11月20日, 20261120, and of this year 11-20 and 1120."""

    def parse(self, raw: Any, today: date) -> date | None:
        if isinstance(raw, datetime):
            return raw.date()
        if isinstance(raw, date):
            return raw
        if isinstance(raw, (int, float)) and not isinstance(raw, bool) and _EXCEL_SERIALS[0] <= raw <= _EXCEL_SERIALS[1]:
            return _EXCEL_EPOCH + timedelta(days=int(raw))
        return super().parse(raw, today)

    def read(self, text: str, today: date) -> date:
        text = _BLANK_IN_DATE.sub("", unicodedata.normalize("NFKC", text).strip())
        words = {"今天": 0, "today": 0, "昨天": -1, "明天": 1}
        if text in words:
            return today + timedelta(days=words[text])
        for shape, with_year in _DATE_SHAPES:
            match = shape.fullmatch(text)
            if match:
                numbers = [int(part) for part in match.groups()]
                try:
                    return date(*numbers) if with_year else date(today.year, *numbers)
                except ValueError:
                    raise BadValue(_("日历上没有这一天"), text) from None
        raise BadValue(self.hint, text)

    def show(self, value: Any) -> str:
        return value.isoformat() if value else ""

    @property
    def hint(self) -> str:
        return _("日期，如 2026-11-20")


@dataclass(frozen=True)
class Moment(Kind):
    """A day with its time. Takes 2026-11-20 09:30, and of today 09:30, 09:30:15, 0930. seconds: shown where there are any."""

    seconds: bool = False

    def read(self, text: str, today: date) -> datetime:
        text = unicodedata.normalize("NFKC", text).replace("/", "-").strip()
        try:
            if re.fullmatch(r"\d{4}|\d{1,2}:\d{2}(:\d{2})?", text):
                text = text if ":" in text else f"{text[:2]}:{text[2:]}"
                return datetime.combine(today, time.fromisoformat(text.zfill(8 if text.count(":") > 1 else 5)))
            return datetime.fromisoformat(text)
        except ValueError:
            raise BadValue(self.hint, text) from None

    def show(self, value: Any) -> str:
        exact = self.seconds and value and value.second
        return value.strftime("%Y-%m-%d %H:%M:%S" if exact else "%Y-%m-%d %H:%M") if value else ""

    @property
    def hint(self) -> str:
        return _("日期和时间，如 2026-11-20 09:30")


def _fold_choice(text: str) -> str:
    """How a typed word and a label are compared: width and blanks do not count."""
    return unicodedata.normalize("NFKC", text).replace(" ", "")


def _words(options: Mapping[str, str]) -> dict[str, str]:
    """Every word an option may be written with, in the language of the window and in Chinese, folded → its code."""
    return {_fold_choice(word): code for code, label in options.items() for word in (label, source_of(label))}


@dataclass(frozen=True)
class Choice(Kind):
    """One of a few coded values. `options` maps the stored code to its label; `also` maps further words to codes."""

    options: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)

    def read(self, text: str, today: date) -> str:
        folded = _fold_choice(text)
        by_label = {label: code for code, label in self.options.items()}
        code = folded if folded in self.options else by_label.get(folded) or self.also.get(folded) or _words(self.options).get(folded)
        if code is None:
            raise BadValue(self.hint, text)
        return code

    def show(self, value: Any) -> str:
        return "" if value is None else said(self.options.get(value, str(value)))

    @property
    def hint(self) -> str:
        return "、".join(self.options.values())


@dataclass(frozen=True)
class Many(Kind):
    """Several choices, separated by 、 or commas, or 全部; stored as a list of codes in the order of the options."""

    options: Mapping[str, str] = field(default_factory=dict)

    def parse(self, raw: Any, today: date) -> list[str] | None:
        if isinstance(raw, str) and raw.strip() in ("全部", "all"):
            return list(self.options)
        chosen, parts = set(), raw
        if not isinstance(raw, (list, tuple)):
            rest = plain(raw)
            words = {word: code for code, label in self.options.items() for word in (label, source_of(label))}
            for word in sorted(words, key=len, reverse=True):
                if word in rest:  # whole labels first: some hold the signs that separate choices
                    chosen.add(words[word])
                    rest = rest.replace(word, "、")
            parts = re.split(r"[、,，;；/\s]+", rest)
        one = Choice(self.options)
        chosen |= {one.read(part, today) for part in parts if part}
        return [code for code in self.options if code in chosen] or None

    def show(self, value: Any) -> str:
        return "、".join(said(self.options.get(code, code)) for code in value or ())

    @property
    def hint(self) -> str:
        return _("可多选：{options}").format(options="、".join(self.options.values()))


@dataclass(frozen=True)
class Flag(Kind):
    _WORDS: ClassVar[dict[str, bool]] = {"是": True, "否": False, "有": True, "无": False, "y": True, "n": False, "yes": True, "no": False,
              "true": True, "false": False, "1": True, "0": False, "√": True, "×": False}  # fmt: skip

    def parse(self, raw: Any, today: date) -> bool | None:
        return raw if isinstance(raw, bool) else super().parse(raw, today)

    def read(self, text: str, today: date) -> bool:
        if text.lower() not in self._WORDS:
            raise BadValue(self.hint, text)
        return self._WORDS[text.lower()]

    def show(self, value: Any) -> str:
        return "" if value is None else _("是") if value else _("否")

    @property
    def hint(self) -> str:
        return _("是、否")


@dataclass(frozen=True)
class IdNumber(Kind):
    """An identity number; a number cell that Excel has rounded is refused, because its last digits are lost."""

    def parse(self, raw: Any, today: date) -> str | None:
        if isinstance(raw, (int, float)) and not isinstance(raw, bool) and abs(raw) >= 1e15:
            raise BadValue(_("文本格式的证件号码：此格存成了数字，末几位已丢失，请照原件重新录入"), f"{raw:.6G}")
        return super().parse(raw, today)

    def read(self, text: str, today: date) -> str:
        if re.fullmatch(r"\d(\.\d+)?[eE]\+?\d+", text):
            raise BadValue(_("文本格式的证件号码：此格存成了数字，末几位已丢失，请照原件重新录入"), text)
        try:
            return identity.read_identity(text, today).number
        except identity.WrongNumber as wrong:
            raise BadValue(str(wrong), text) from None

    @property
    def hint(self) -> str:
        return _("18位身份证号，或港澳台、护照号码，以文本格式录入")


@dataclass(frozen=True)
class Code(Kind):
    """A number kept as text (card, serial, filing number): full width and blanks mended, letters raised."""

    max_length: int = 30

    def parse(self, raw: Any, today: date) -> str | None:
        if isinstance(raw, float) and abs(raw) >= 1e15:
            raise BadValue(_("文本格式的编号：此格存成了数字，末几位已丢失"), f"{raw:.6G}")
        return super().parse(raw, today)

    def read(self, text: str, today: date) -> str:
        code = "".join(unicodedata.normalize("NFKC", text).split()).upper()
        if len(code) > self.max_length:
            raise BadValue(_("不超过 {n} 个字符").format(n=self.max_length), text)
        return code


@dataclass(frozen=True)
class Phone(Kind):
    _SHAPE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(-\d{1,6})?|\d{7,8}")

    def read(self, text: str, today: date) -> str:
        number = "".join(unicodedata.normalize("NFKC", text).split())
        number = re.sub(r"^(\+|00)86-?|^86(?=1\d{10}$)", "", number)
        if re.fullmatch(r"1\d\d-\d{4}-\d{4}", number):
            number = number.replace("-", "")
        if not self._SHAPE.fullmatch(number):
            raise BadValue(self.hint, text)
        return number

    @property
    def hint(self) -> str:
        return _("手机号或区号-座机号")


@dataclass(frozen=True)
class File(Kind):
    """A file of the person's: typed as a path, stored as an attachment by the command that takes it."""

    suffixes: tuple[str, ...] = ()

    def read(self, text: str, today: date) -> str:
        return text

    @property
    def hint(self) -> str:
        return _("文件：{suffixes}").format(suffixes=" ".join(self.suffixes))
