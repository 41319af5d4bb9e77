"""Identity documents: mending what people type, and telling a real number from a wrong one."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from resources.texts import _

RESIDENT, OLD_RESIDENT, HK_MACAU, TAIWAN, PASSPORT = "resident", "resident15", "hk_macau", "taiwan", "passport"
FOREIGN_RESIDENT = "residence"
NAMES = {
    RESIDENT: _("居民身份证"), OLD_RESIDENT: _("15位居民身份证"), HK_MACAU: _("港澳通行证"),
    TAIWAN: _("台胞证"), PASSPORT: _("护照"),
    FOREIGN_RESIDENT: _("外国人永久居留身份证"),
}  # fmt: skip
_SHAPES = (
    (FOREIGN_RESIDENT, re.compile(r"9[1-8]\d{15}[\dX]|[A-Z]{3}\d{12}", re.ASCII)),  # since 2023 · before
    (RESIDENT, re.compile(r"\d{17}[\dX]", re.ASCII)),
    (OLD_RESIDENT, re.compile(r"\d{15}", re.ASCII)),
    (HK_MACAU, re.compile(r"[HM]\d{8}(\d{2})?", re.ASCII)),
    (TAIWAN, re.compile(r"\d{8}", re.ASCII)),
    (PASSPORT, re.compile(r"[A-Z]{1,2}\d{7,8}", re.ASCII)),
)
_PROVINCES = frozenset(
    code
    for region, areas in {1: "12345", 2: "123", 3: "1234567", 4: "123456", 5: "01234", 6: "12345", 7: "1", 8: "123", 9: "1"}.items()
    for code in (f"{region}{area}" for area in areas)
)


@dataclass(frozen=True)
class Identity:
    """A number as stored: kind of document, number; sex and birth where the number tells them."""

    kind: str
    number: str
    sex: str = ""
    birth: date | None = None


class WrongNumber(ValueError):
    """The text is no identity number; the message says what is wrong and what is expected."""


def tidy(text: str) -> str:
    """Full-width digits, blanks inside and a small x are mended: they are how people type, not errors."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper().replace("-", "")


@lru_cache(maxsize=1_000)  # a row's number is asked for several times in a row
def read_identity(text: str, today: date) -> Identity:
    """The identity a text stands for. 18 digits are checked for province, birth (not after `today`) and GB 11643
    check character; the four other documents for their shape. Raises WrongNumber."""
    number = tidy(text)
    kind = next((name for name, shape in _SHAPES if shape.fullmatch(number)), None)
    if kind is None:
        raise WrongNumber(_("18位身份证号或其他证件号（现为 {n} 个字符）").format(n=len(number)))
    if kind == RESIDENT:
        return _resident(number, today)
    if kind == FOREIGN_RESIDENT and number[0] == "9":
        return _checked(number, today, kind)
    if kind == OLD_RESIDENT:
        birth = _birth("19" + number[6:12], today)
        return Identity(kind, number, _sex(number[14]), birth)
    return Identity(kind, number)


def _resident(number: str, today: date) -> Identity:
    if number[:2] not in _PROVINCES:
        raise WrongNumber(_("前两位为省级行政区划代码（现为 {code}）").format(code=number[:2]))
    return _checked(number, today, RESIDENT)


def _checked(number: str, today: date, kind: str) -> Identity:
    from stdnum.cn import ric

    birth = _birth(number[6:14], today)
    expected = ric.calc_check_digit(number)
    if number[17] != expected:
        raise WrongNumber(_("校验码为 {expected}（现为 {found}）").format(expected=expected, found=number[17]))
    return Identity(kind, number, _sex(number[16]), birth)


def _birth(digits: str, today: date) -> date:
    try:
        birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise WrongNumber(_("出生日期真实（现为 {digits}）").format(digits=digits)) from None
    if birth > today:
        raise WrongNumber(_("出生日期不晚于今天（现为 {digits}）").format(digits=digits))
    return birth


def _sex(digit: str) -> str:
    return "male" if int(digit) % 2 else "female"


def masked(number: str) -> str:
    """First 6 and last 4 characters (forms.md 0.6); a short number keeps its ends only."""
    return f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}" if len(number) > 10 else masked_middle(number)


def masked_middle(text: str) -> str:
    """The first third and the last two characters, for telephone numbers and short documents."""
    keep = max(1, len(text) // 3)
    return text[:keep] + "*" * max(1, len(text) - keep - 2) + text[-2:] if text else ""
