"""Who may do what: the permission matrix (people.md 8.3) as rows of resources/rules/permissions.toml."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import resources
from resources.texts import _

DIRECTOR, GENERAL, ARCHIVE, EXAM = "DIR", "GEN", "ARC", "EXM"
SUPERVISOR, BANK, FINANCE, ADMIN = "SUP", "QBK", "FIN", "ADM"

NAMES: Mapping[str, str] = {
    DIRECTOR: _("中心主任"), GENERAL: _("综合管理"), ARCHIVE: _("档案员"), EXAM: _("考务"),
    SUPERVISOR: _("质量督导员"), BANK: _("题库管理"), FINANCE: _("财务"), ADMIN: _("账号管理员"),
}  # fmt: skip
ROLES = tuple(NAMES)
BUSINESS = tuple(role for role in ROLES if role != ADMIN)
DOING = "AC"  # approve/decide, or create/edit/execute
SEEING = "ACVRO"

# Notes of a cell that hold in some regions only: (where the letter stands, the letter elsewhere).
_REGIONAL: Mapping[str, tuple[tuple[str, ...], str]] = {
    "hunan_only": (("hunan",), ""), "henan_only": (("henan",), ""), "sport_henan_only": (("sport", "henan"), ""),
    "fujian_only": (("fujian",), ""), "fujian_only_else_read": (("fujian",), "R"),
}  # fmt: skip


@cache
def matrix() -> Mapping[int, Mapping[str, Any]]:
    return {int(number): row for number, row in resources.toml("rules", "permissions.toml")["row"].items()}


def letter(row: int, role: str, profile: str = "") -> str:
    """The letter of a cell in a region, "" for nothing; without a region the letter as it is written."""
    cells = matrix()[row]
    where, elsewhere = _REGIONAL.get(cells.get("note", {}).get(role, ""), ((), ""))
    written: str = cells.get(role, "")
    return elsewhere if profile and where and profile not in where else written


@cache
def allowed(row: int, letters: str = DOING, profile: str = "") -> frozenset[str]:
    """The roles with one of these letters in a row of the matrix; in one region, or (none given) in any.
    Row 0: every business role (its own desk)."""
    if row == 0:
        return frozenset(BUSINESS)
    held = {role: letter(row, role, profile) for role in ROLES}
    return frozenset(role for role in ROLES if held[role] and held[role] in letters)


def titles(roles: Iterable[str]) -> str:
    return "、".join(NAMES[role] for role in ROLES if role in set(roles))
