"""Files, cells and words that nobody expects, from a seed."""

import io
import os
import random
import zipfile
from datetime import date, datetime
from typing import Any

TIMES = float(os.environ.get("JIANTAI_FUZZ", "1"))
MANY = 60_000  # characters of a long text: more than a cell of a workbook can hold
STRANGE: tuple[Any, ...] = (
    "", " ", "=1+1", "=cmd|' /C calc'!A0", "+SUM(A1:A9)", "@x", "../../../../etc/passwd", "C:\\Windows\\win.ini", "\\\\host\\share", "a\x00b",
    "\x1b[31m", "\ufeff", "\u202e反", "🙂" * 40, "１２３", "一二三", "2025-02-30", "2025-13-01", "0000-00-00", "9999-12-31", "31/12/9999", "1900-01-00",
    "99:99", "2025-05-17 25:61", "1e309", "-1", "0", "00", "9" * 400, "1" * 18, "11010519491231002X", "110105194912310021", "' OR 1=1 --",
    "\"; DROP TABLE person; --", "%s%n{0}{x}", "${jndi}", "<script>", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "null", "None", "NaN", "inf", "真", "全部",
    "四级/中级工", "第1条", "1,2；3、4", "-" * 300, "字" * 300, "甲" * MANY, "a\nb\r\nc\t", "0x1F", "1_000", "١٢٣", "é́", "\ud7ff", "{}", "[]", '{"a": 1}',
    "file:///etc/passwd", "|", "--", "#DIV/0!", "#REF!", "FALSE", "true",
)  # fmt: skip
IN_CELLS: tuple[Any, ...] = (
    0, -1, 1, 2.5, 1e15, 1e300, -1e-300, 45_000, 45_000.75, 10**18, 2**63, True, False, date(2025, 5, 17), datetime(1900, 1, 1), datetime(9999, 12, 31, 23, 59),
)  # fmt: skip


def cases(number: int) -> range:
    """So many cases, times JIANTAI_FUZZ."""
    return range(int(number * TIMES))


def broken(content: bytes, chance: random.Random) -> bytes:
    """The same bytes with one to four things wrong: flipped, cut out, doubled, blanked, cut off, put in the wrong place."""
    made = bytearray(content)
    for _turn in range(chance.randint(1, 4)):
        if len(made) < 4:
            made += bytes(chance.randrange(256) for _ in range(8))
        at = chance.randrange(len(made))
        to = min(len(made), at + chance.choice((1, 2, 8, 64, 512)))
        way = chance.randrange(7)
        if way == 0:
            made[at] ^= 1 << chance.randrange(8)
        elif way == 1:
            del made[at:to]
        elif way == 2:
            made[at:at] = made[at:to]
        elif way == 3:
            made[at:to] = bytes(to - at)
        elif way == 4:
            del made[max(at, 8) :]
        elif way == 5:
            made[at:to] = bytes(chance.randrange(256) for _ in range(to - at))
        else:
            made[at:to] = made[-(to - at) :]
    return bytes(made)


def broken_package(content: bytes, chance: random.Random) -> bytes:
    """A package whose envelope is whole and one part of which is broken, empty, missing, or there twice."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [(entry.filename, package.read(entry)) for entry in package.infolist()]
    at, way = chance.randrange(len(parts)), chance.randrange(6)
    name, part = parts[at]
    if way == 0:
        del parts[at]
    elif way == 1:
        parts[at] = (name, b"")
    else:
        parts[at] = (name, broken(part, chance))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts:
            package.writestr(name, part)
    return out.getvalue()


def word(chance: random.Random) -> str:
    """A text nobody expects."""
    return (
        str(chance.choice(STRANGE))
        if chance.random() < 0.9
        else "".join(chr(chance.randrange(1, 0xD7FF)) for _ in range(chance.randint(1, 30)))
    )


def cell(chance: random.Random) -> Any:
    """What may stand in a cell of a workbook."""
    return chance.choice(IN_CELLS) if chance.random() < 0.3 else word(chance)
