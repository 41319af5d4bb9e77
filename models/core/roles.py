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


@cache
def matrix() -> Mapping[int, Mapping[str, Any]]:
    return {int(number): row for number, row in resources.toml("rules", "permissions.toml")["row"].items()}


@cache
def allowed(row: int, letters: str = DOING) -> frozenset[str]:
    """The roles with one of these letters in a row of the matrix. Row 0: every business role (its own desk)."""
    if row == 0:
        return frozenset(BUSINESS)
    cells = matrix()[row]
    return frozenset(role for role in ROLES if cells.get(role) and cells[role] in letters)


def titles(roles: Iterable[str]) -> str:
    return "、".join(NAMES[role] for role in ROLES if role in set(roles))
