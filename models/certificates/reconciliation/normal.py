"""How values are compared (RCN-001…006). The raw value stays visible; nothing is guessed: one other character is a
difference."""

import re
import unicodedata
from datetime import date
from typing import Any

from models.assessment.terms import job_of, level_of
from models.core.kinds import plain

_DOTS = str.maketrans({"•": "·", "・": "·", "‧": "·", "∙": "·"})
_DATE = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})日?(?:\s.*)?")


def code(text: Any) -> str:
    """A certificate or identity number: no blanks, half width, letters raised (RCN-001, RCN-002)."""
    word = text if isinstance(text, str) else plain(text)
    if word.isascii() and word.isalnum():
        return word.upper()
    return "".join(unicodedata.normalize("NFKC", word).split()).upper()


def name(text: Any) -> str:
    """A name: composed characters, no blanks, one kind of middle dot (RCN-003)."""
    word = text if isinstance(text, str) else plain(text)
    return "".join(unicodedata.normalize("NFC", word).split()).translate(_DOTS)


def job(text: Any) -> str:
    """RCN-004: an empty job is compared as `--`."""
    return job_of(text)


def level(text: Any) -> int | None:
    """RCN-005: the level a word means; None when it means none."""
    return level_of(plain(text))


def day(value: Any) -> str | None:
    """RCN-006: a date as ISO text; None when it is no date of the calendar."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", plain(value)))
    if not match:
        return None
    try:
        return date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        return None
