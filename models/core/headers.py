"""Finding the header of a sheet by itself: below titles, over one or two rows, under other names."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.core.registers import Field, Register
from models.core.workbooks import Sheet

SERIAL = "serial"
_SERIAL_WORDS = {"序号", "编号", "no", "no.", "顺序号", "行号", "序"}
_NOISE = re.compile(r"[\s*●○☆:：_\-—/\\|.．、（）()【】\[\]]+")
_PARENTHESIS = re.compile(r"[（(【\[].*?[)）】\]]")
_SHORTEST_PART = 3  # a header that merely contains a known word must share this many characters with it


@dataclass(frozen=True)
class Plan:
    """How one sheet will be read: header row(s), which column holds which field (both counted from 0)."""

    sheet: str
    header_rows: tuple[int, ...]  # row numbers in the sheet, from 1
    columns: Mapping[str, int]
    headers: Sequence[str]
    unknown: Sequence[str] = ()
    missing: Sequence[str] = ()  # labels of identifying fields without a column
    score: int = field(default=0, compare=False)

    def label(self, name: str, default: str = "") -> str:
        """The sheet's own header above a field."""
        column = self.columns.get(name)
        return self.headers[column] if column is not None else default


def fold(header: Any) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", str(header if header is not None else ""))).lower()


def _words(register: Register) -> dict[str, str]:
    """Every word a header may be, folded, to the field it means."""
    return {fold(word): one.name for one in register.imports for word in (one.label, *one.also, one.name)}


def _meaning(header: str, words: Mapping[str, str]) -> tuple[str, int]:
    """The field a header means and how sure that is: 3 exact, 2 without its parenthesis, 1 contained; ("", 0) none."""
    for text, surety in ((fold(header), 3), (fold(_PARENTHESIS.sub("", header)), 2)):
        if text in words:
            return words[text], surety
    folded = fold(header)
    inside = [word for word in words if len(word) >= _SHORTEST_PART and word in folded]
    return (words[max(inside, key=len)], 1) if inside else ("", 0)


def _assign(headers: Sequence[str], words: Mapping[str, str]) -> dict[str, int]:
    best: dict[str, tuple[int, int]] = {}
    for column, header in enumerate(headers):
        name, surety = _meaning(header, words) if header else ("", 0)
        if surety > best.get(name, (0, 0))[0] and name:
            best[name] = (surety, column)
        elif fold(header) in _SERIAL_WORDS:
            best.setdefault(SERIAL, (3, column))
    return {name: column for name, (_surety, column) in best.items()}


def plan(register: Register, sheet: Sheet, header_limit: int) -> Plan:
    """The best reading of a sheet. Compare `score`: fields recognised; `missing` names what identifies a row and lacks."""
    words = _words(register)
    candidates = [(number, row) for number, row in sheet.rows if number <= header_limit]
    best = _planned(register, sheet.name, (), [], words)
    for at, (number, row) in enumerate(candidates):
        single = [_text(cell) for cell in row]
        readings: list[tuple[tuple[int, ...], list[str]]] = [((number,), single)]
        if at + 1 < len(candidates) and candidates[at + 1][0] == number + 1:
            readings.append(((number, number + 1), _two_rows(single, [_text(cell) for cell in candidates[at + 1][1]])))
        for rows, headers in readings:
            found = _planned(register, sheet.name, rows, headers, words)
            if found.score > best.score:
                best = found
    return best


def _text(cell: Any) -> str:
    return " ".join(str(cell).split()) if isinstance(cell, str) else ""


def _two_rows(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """A two-row header: the lower word where there is one, joined to the upper one that spans it when it is too short."""
    width = max(len(upper), len(lower))
    joined, spanning = [], ""
    for column in range(width):
        above = upper[column] if column < len(upper) else ""
        below = lower[column] if column < len(lower) else ""
        spanning = above or (spanning if below else "")
        joined.append(f"{spanning}{below}" if below and spanning and spanning != below else below or above)
    return joined


def _planned(register: Register, sheet: str, rows: tuple[int, ...], headers: Sequence[str], words: Mapping[str, str]) -> Plan:
    columns = _assign(headers, words)
    used = set(columns.values())
    unknown = [header for column, header in enumerate(headers) if header and column not in used]
    missing = [one.label for one in register.imports if one.needed and one.name not in columns]
    needed = sum(one.needed for one in register.imports) - len(missing)
    recognised = len(columns) - (SERIAL in columns)
    score = recognised + 2 * needed - (len(rows) > 1) if recognised > 1 else 0
    return Plan(sheet, rows, columns, list(headers), unknown, missing, score)


def with_columns(register: Register, planned: Plan, columns: Mapping[str, int]) -> Plan:
    """The same sheet read as the person mapped it."""
    used = set(columns.values())
    unknown = [header for column, header in enumerate(planned.headers) if header and column not in used]
    missing = [one.label for one in register.imports if one.needed and one.name not in columns]
    return Plan(planned.sheet, planned.header_rows, dict(columns), planned.headers, unknown, missing, planned.score)


def fields_of(register: Register, planned: Plan) -> list[tuple[Field, int]]:
    return [(one, planned.columns[one.name]) for one in register.imports if one.name in planned.columns]
