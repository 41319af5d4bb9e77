"""The rows of a sheet before they are typed: notes and repeated headers, what was read before, letting rows go."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from models.core.kinds import Code, File, IdNumber, Moment, Phone, plain
from models.core.registers import Field
from models.core.workbooks import is_blank

_FOOTER = re.compile(r"^\s*(制表|审核|填表|填报|单位负责人|负责人|合计|总计|小计|备注|注|说明|经办|联系人|日期|第\s*\d+\s*页)")
_FOOTER_CELLS = 4  # a row of notes has fewer cells than this
_DIGIT = re.compile(r"\d")


def content_of(values: dict[str, Any]) -> frozenset[Any]:
    try:
        return frozenset(values.items())
    except TypeError:  # a field with several choices holds a list
        return frozenset([(name, tuple(value) if value.__class__ is list else value) for name, value in values.items()])


class Column:
    """Where a field stands in a sheet, and what its texts that come again and again read as."""

    def __init__(self, field: Field, at: int):
        self.field, self.at = field, at
        self.repeats = not isinstance(field.kind, (IdNumber, Code, Phone, File, Moment))
        self.known: dict[str, Any] = {}


def released(rows: list[tuple[int, list[Any]]]) -> Iterator[tuple[int, list[Any]]]:
    """The rows of a sheet, each let go once it was read: a long list is in memory once, not twice."""
    rows.reverse()
    while rows:
        yield rows.pop()


def is_note(cells: list[Any], heads: Sequence[frozenset[str]], needed: list[int]) -> bool:
    """A line below the table, or the header again as on every printed page (of a two-row header, either row)."""
    told = [(column, plain(cells[column])) for column in needed if column < len(cells)]
    if any(_DIGIT.search(word) for _column, word in told) and any(
        word and (at >= len(heads) or word not in heads[at]) for at, word in told
    ):
        return False  # it is identified by something with a digit: neither a note nor the header
    filled = [column for column, cell in enumerate(cells) if not is_blank(cell)]
    if len(filled) > 1 and all(column < len(heads) and plain(cells[column]) in heads[column] for column in filled):
        return True
    identity = [word for _column, word in told]
    if _FOOTER.match(plain(cells[filled[0]])) and not any(map(_DIGIT.search, identity)):
        return True
    return len(filled) < _FOOTER_CELLS and not any(identity)
