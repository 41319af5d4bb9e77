"""Finding the header of a sheet by itself: below titles, over one or two rows, under other names."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from models.core.registers import Field, Register
from models.core.workbooks import Sheet
from resources.texts import source_of

SERIAL = "serial"
_SERIAL_WORDS = {"序号", "编号", "no", "no.", "顺序号", "行号", "序"}
_NOISE = re.compile(r"[\s*●○☆:：_\-—/\\|.．、（）()【】\[\]]+")
_PARENTHESIS = re.compile(r"[（(【\[].*?[)）】\]]")
_NEEDED_WEIGHT = 6  # a column that identifies a row counts as much as two that are merely known exactly
_SHORTEST_PART = 3  # a header that merely contains a known word must share this many characters with it

_Head = tuple[str, ...]  # the words that may name one column, the fullest first


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
    written: Sequence[frozenset[str]] = field(default=(), compare=False)  # all words above each column

    def label(self, name: str, default: str = "") -> str:
        """The sheet's own header above a field."""
        column = self.columns.get(name)
        return self.headers[column] if column is not None else default


def fold(header: Any) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", str(header if header is not None else ""))).lower()


def _words(register: Register) -> dict[str, str]:
    """Every word a header may be, folded, to the field it means."""
    return {fold(word): one.name for one in register.imports for word in (one.label, source_of(one.label), *one.also, one.name)}


def _meaning(header: str, words: Mapping[str, str]) -> tuple[str, int]:
    """The field a header means and how sure that is: 3 exact, 2 without its parenthesis, 1 contained; ("", 0) none."""
    for text, surety in ((fold(header), 3), (fold(_PARENTHESIS.sub("", header)), 2)):
        if text in words:
            return words[text], surety
    folded = fold(header)
    inside = [word for word in words if len(word) >= _SHORTEST_PART and word in folded]
    return (words[max(inside, key=len)], 1) if inside else ("", 0)


def _assign(heads: Sequence[_Head], words: Mapping[str, str]) -> tuple[dict[str, int], list[str], int]:
    """Field → column, the word each column is known by, and how sure all of it is."""
    best: dict[str, tuple[int, int]] = {}
    shown = []
    for column, head in enumerate(heads):
        name, surety, text = max(((*_meaning(one, words), one) for one in head if one), key=lambda found: found[1], default=("", 0, ""))
        shown.append(text if name else next(filter(None, head), ""))
        if name and surety > best.get(name, (0, 0))[0]:
            best[name] = (surety, column)
        elif any(fold(one) in _SERIAL_WORDS for one in head):
            best.setdefault(SERIAL, (0, column))
    return {name: column for name, (_surety, column) in best.items()}, shown, sum(surety for surety, _column in best.values())


def plan(register: Register, sheet: Sheet, header_limit: int) -> Plan:
    """The best reading of a sheet. Compare `score`: fields recognised; `missing` names what identifies a row and lacks."""
    words = _words(register)
    candidates = [(number, row) for number, row in sheet.rows if number <= header_limit]
    best = _planned(register, sheet.name, (), [], words)
    for at, (number, row) in enumerate(candidates):
        single = [_text(cell) for cell in row]
        readings: list[tuple[tuple[int, ...], list[_Head]]] = [((number,), [(text,) for text in single])]
        if at + 1 < len(candidates) and candidates[at + 1][0] == number + 1:
            readings.append(((number, number + 1), _two_rows(single, [_text(cell) for cell in candidates[at + 1][1]])))
        for rows, heads in readings:
            found = _planned(register, sheet.name, rows, heads, words)
            if found.score > best.score:
                best = found
    return best


def _text(cell: Any) -> str:
    return " ".join(str(cell).split()) if isinstance(cell, str) else ""


def _two_rows(upper: Sequence[str], lower: Sequence[str]) -> list[_Head]:
    """A two-row header: both words joined (有效期 over 起), the lower one alone (姓名 under 基本情况), the upper one where it
    spans both rows."""
    heads: list[_Head] = []
    spanning = ""
    for column in range(max(len(upper), len(lower))):
        above = upper[column] if column < len(upper) else ""
        below = lower[column] if column < len(lower) else ""
        spanning = above or (spanning if below else "")
        heads.append((f"{spanning}{below}", below, spanning) if below and spanning != below else (below or above, spanning))
    return heads


def _planned(register: Register, sheet: str, rows: tuple[int, ...], heads: Sequence[_Head], words: Mapping[str, str]) -> Plan:
    two = len(rows) > 1
    # under a lower word the upper one alone says nothing about the column
    columns, headers, surety = _assign([head[:2] if two and len(head) > 2 else head[:1] for head in heads], words)
    used = set(columns.values())
    unknown = [header for column, header in enumerate(headers) if header and column not in used]
    missing = [one.label for one in register.imports if one.needed and one.name not in columns]
    needed = sum(one.needed for one in register.imports) - len(missing)
    recognised = len(columns) - (SERIAL in columns)
    score = surety + _NEEDED_WEIGHT * needed - two if recognised > 1 else 0
    return Plan(sheet, rows, columns, headers, unknown, missing, score, [frozenset(filter(None, head)) for head in heads])


def with_columns(register: Register, planned: Plan, columns: Mapping[str, int]) -> Plan:
    """The same sheet read as the person mapped it."""
    used = set(columns.values())
    unknown = [header for column, header in enumerate(planned.headers) if header and column not in used]
    missing = [one.label for one in register.imports if one.needed and one.name not in columns]
    return replace(planned, columns=dict(columns), unknown=unknown, missing=missing)


def fields_of(register: Register, planned: Plan) -> list[tuple[Field, int]]:
    return [(one, planned.columns[one.name]) for one in register.imports if one.name in planned.columns]
