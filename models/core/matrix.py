"""谁可以做什么，依据哪一条: the permission matrix of one region as people read it, with the commands and registers that ask it."""

from collections.abc import Iterable
from dataclasses import dataclass

import resources
from models.core.acts import COMMANDS
from models.core.registers import REGISTERS
from models.core.roles import NAMES, ROLES, letter, matrix
from models.core.search import fold
from resources.texts import _, pick

LETTERS = {"A": _("审批"), "C": _("办理"), "V": _("参与"), "R": _("查看"), "O": _("本人"), "": _("无")}


@dataclass(frozen=True)
class Cell:
    """What one role may do: its letter here, in words, what narrows it and the clause; clause is "" where nothing is written."""

    role: str
    name: str
    letter: str
    words: str
    note: str
    clause: str


@dataclass(frozen=True)
class Line:
    """One row of the matrix. commands: (name, title) of the acts that ask it; registers: titles of those read by it."""

    row: int
    action: str
    group: str
    cells: tuple[Cell, ...]
    commands: tuple[tuple[str, str], ...]
    registers: tuple[str, ...]

    def letter(self, role: str) -> str:
        return next(cell.letter for cell in self.cells if cell.role == role)


def lines(profile: str) -> list[Line]:
    """All rows as they hold in a region, by number. Source: PPL-ORG-010, people.md 8.3."""
    words = resources.toml("rules", "permissions.toml")
    asked: dict[int, list[tuple[str, str]]] = {}
    read: dict[int, list[str]] = {}
    for command in COMMANDS.values():
        asked.setdefault(command.row, []).append((command.name, command.title))
    for register in REGISTERS.values():
        read.setdefault(register.row, []).append(register.title)
    return [
        Line(row, pick(cells["action"]), pick({"zh": cells["group"], "en": words["group"][cells["group"]]}),
             tuple(_cell(row, role, profile, words["note"]) for role in ROLES),
             tuple(sorted(asked.get(row, ()))), tuple(read.get(row, ())))
        for row, cells in sorted(matrix().items())
    ]  # fmt: skip


def _cell(row: int, role: str, profile: str, notes: dict[str, dict[str, str]]) -> Cell:
    cells, held = matrix()[row], letter(row, role, profile)
    note = cells.get("note", {}).get(role)
    return Cell(role, NAMES[role], held, LETTERS[held], pick(notes[note]) if note else "", cells.get("clause", {}).get(role, ""))


def matching(all_lines: Iterable[Line], typed: str = "", role: str = "", group: str = "") -> list[Line]:
    """The rows that say all the words typed (in action, clause or command) and give the role something."""
    terms = fold(typed).split()
    return [
        line for line in all_lines
        if (not role or line.letter(role)) and (not group or line.group == group)
        and all(term in _text(line) for term in terms)
    ]  # fmt: skip


def _text(line: Line) -> str:
    clauses = [f"{cell.name} {cell.clause} {cell.note}" for cell in line.cells if cell.letter]
    return fold(
        " ".join([str(line.row), line.action, line.group, *clauses, *(f"{name} {title}" for name, title in line.commands), *line.registers])
    )
