"""What stands before several acts on experts alike: whose they are, nobody about himself, nothing on an ended status."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from models.core.acts import beyond
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.roles import BANK, EXAM, GENERAL
from models.people.experts.tables import Expert
from models.people.guards import not_about_oneself
from resources.texts import _

Findings = Iterator[Finding]
KEEPERS = frozenset({GENERAL, EXAM, BANK})  # row 1: supervisors keep files of their own kind, not those of experts
CHECKERS = frozenset({EXAM, BANK})  # rows 2 and 11: supervisors only those of supervisors


def today(context: Context, _record: Any) -> date:
    return context.today


def may_keep(context: Context, _record: Any = None) -> Findings:
    if not context.actor.roles & KEEPERS:
        yield beyond(context, _("登记专家"), 1, KEEPERS)


def may_check(row: int) -> Callable[[Context, Any], Findings]:
    """Row 2 (first check) or 11 (contracts): the letters of supervisors are for supervisors only."""

    def guard(context: Context, _record: Any = None) -> Findings:
        if not context.actor.roles & CHECKERS:
            yield beyond(context, _("办理专家申报和聘任"), row, CHECKERS)

    return guard


def wrong(label: str, found: object, expected: str, about: str = "") -> Finding:
    """SYS-002 in the words of the act: what was found, what would do."""
    return Finding("SYS-002", Severity.BLOCK, about, {"label": label, "found": str(found), "expected": expected})


def not_ended(context: Context, one: Expert | None) -> Findings:
    """Nothing is done with a status that was lost, and nobody acts about himself."""
    if one is not None:
        yield from not_about_oneself(context, one.person_id)
    if one is not None and one.ended_on is not None:
        yield wrong(_("专家"), one.ended_on, _("未取消资格的专家"))


def kept_and_live(context: Context, one: Expert | None) -> Findings:
    yield from may_keep(context)
    yield from not_ended(context, one)
