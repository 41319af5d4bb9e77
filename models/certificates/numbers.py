"""The 22 positions of a certificate number: making one, reading one, and what stands against one. Pure functions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.core.findings import Finding
from models.core.rulebook import Rule

_SHAPE = re.compile(r"[A-Z][0-9]{21}")
_GROUPS = (1, 4, 2, 2, 4, 2, 1, 6)  # CRT-009: as the handbook writes its example
AGENCY, YEAR, LEVEL, SCOPE = 13, slice(13, 15), slice(15, 16), 16  # positions from 0


@dataclass(frozen=True)
class Parts:
    """What a well-formed number says. `scope`: positions 1–16, inside which `sequence` runs."""

    agency: str
    year: int  # last two digits
    level: int
    sequence: int

    @property
    def scope(self) -> str:
        return f"{self.agency}{self.year:02d}{self.level}"


def compose(filing_no: str, year: int, level: int, sequence: int) -> str:
    """The number of a certificate. year: of issue, four digits; sequence: from 1."""
    return f"{filing_no}{year % 100:02d}{level}{sequence:06d}"


def parts(number: str) -> Parts | None:
    """The parts of a number without spaces, or None where it has not the 22 positions."""
    if not _SHAPE.fullmatch(number):
        return None
    return Parts(number[:AGENCY], int(number[YEAR]), int(number[LEVEL]), int(number[SCOPE:]))


def grouped(number: str) -> str:
    """CRT-009: 1-4-2-2-4-2-1-6, with spaces; other layouts as they are."""
    if parts(number) is None:
        return number
    cut, pieces = 0, []
    for size in _GROUPS:
        pieces.append(number[cut : cut + size])
        cut += size
    return " ".join(pieces)


def outside_tables(number: str, tables: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a position of a well-formed number lies outside its table. tables: [profile.filing_no].parts, from 1."""
    read = parts(number)
    if read is None or not 1 <= read.level <= 5 or read.sequence == 0:
        return True
    for table in tables:
        piece = number[table["from"] - 1 : table["to"]]
        if "value" in table and piece != table["value"]:
            return True
        if "min" in table and not table["min"] <= piece <= table["max"]:
            return True
    return False


def number_faults(number: str, filing_no: str, issued_on: date, level: int, tables: Sequence[Mapping[str, Any]],
                  rules: Mapping[str, Rule]) -> list[Finding]:  # fmt: skip
    """What stands against a number on a certificate: CRT-001 layout and tables, 002 agency, 003 year, 004 level.

    issued_on: the date on the certificate, not of the exam. Where the profile gives no layout nothing is asked.
    Source: 第三部分 六(一).
    """
    layout = rules["CRT-001"]
    if not layout.active or layout.value("layout") == "free":
        return []
    read = parts(number)
    if read is None or outside_tables(number, tables if read.agency == filing_no else ()):
        return layout.found("number", found=number, expected="22 位")
    findings = []
    if read.agency != filing_no:
        findings += rules["CRT-002"].found("number", found=read.agency, expected=filing_no)
    if read.year != issued_on.year % 100:
        findings += rules["CRT-003"].found("number", found=f"{read.year:02d}", expected=f"{issued_on.year % 100:02d}")
    if read.level != level:
        findings += rules["CRT-004"].found("number", found=read.level, expected=level)
    return findings


def next_sequences(highest: int, count: int, limit: int) -> list[int]:
    """The next `count` sequence numbers after the highest used one; [] when they do not all fit below the limit (CRT-006)."""
    return list(range(highest + 1, highest + count + 1)) if highest + count <= limit else []
