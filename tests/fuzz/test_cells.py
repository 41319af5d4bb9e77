"""Every register that imports gets sheets full of strange cells: rows are taken, held or refused one by one, never half a file."""

import random

import pytest
from sqlalchemy import func, select

from models.core import intake
from models.core.acts import COMMANDS
from models.core.progress import to_the_end
from models.core.registers import REGISTERS
from models.core.verifying import verify
from tests.centres import seat
from tests.fuzz.mutants import cases, cell

IMPORTING = sorted(key for key, register in REGISTERS.items() if register.intake is not None)
LOGINS = ("exam", "general", "archive", "supervisor", "bank", "finance", "director")
_NOT_IN_XML = str.maketrans(dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]))


def _sheet(path, register, chance):
    """The register's own heads in any order, some missing, one perhaps twice; ten rows of anything."""
    from openpyxl import Workbook

    heads = [str(field.label) for field in register.fields if field.imported]
    chance.shuffle(heads)
    heads = heads[: chance.randint(1, len(heads))] if chance.random() < 0.3 else heads
    book = Workbook()
    sheet = book.active
    if chance.random() < 0.3:
        sheet.append([_storable(cell(chance))])
    sheet.append([*heads, *([chance.choice(heads)] if chance.random() < 0.2 else [])])
    for _row in range(10):
        sheet.append([_storable(cell(chance)) for _head in heads])
    book.save(path)


def _storable(value):
    return value.translate(_NOT_IN_XML)[:32_000] if isinstance(value, str) else value


def _desk(centre, command):
    """The seat of the first who may carry the import out."""
    for login in LOGINS:
        working = seat(centre, login)
        if working.actor.roles & COMMANDS[command].roles:
            return working
    raise AssertionError(command)


@pytest.mark.parametrize("key", IMPORTING)
def test_strange_cells_are_answered_row_by_row(centre, tmp_path, key):
    opened, register = centre("henan"), REGISTERS[key]
    entry, path = register.intake(), tmp_path / "怪表.xlsx"
    working = _desk(opened, entry.command)

    def count():
        with working.reading() as context:
            return context.db.scalar(select(func.count()).select_from(register.table))

    for number in cases(12):
        chance = random.Random(f"{key}{number}")
        _sheet(path, register, chance)
        before = count()
        outcome = intake.carry_out(working, register, path, reason="试", history=bool(number % 2) and entry.begin_history is not None)
        if outcome.done:
            assert all(fault.text and fault.row for fault in outcome.value.faults), number
        else:
            assert outcome.findings and count() == before, number
    with working.reading() as context:
        assert to_the_end(verify(context)) == []
