"""The forms of the core: audit trail, abnormal operations, rules in force, what is due."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from models.core.centre import Context
from models.core.due import LATER, due_items
from models.core.registers import View
from reports.forms import form, list_form
from resources.texts import _

if TYPE_CHECKING:
    from reports.kit.page import Paper

WITH_HISTORY = (
    "people.assessors",
    "people.supervisors",
    "people.applications",
    "people.appointments",
    "people.blacklist",
)


@list_form("AUDIT", _("操作日志"), registers=("core.audit",), row=85)
def audit(context: Context, records: Iterable[Any], view: View) -> "Paper":
    from reports.core.trail import audit

    return audit(context, records, view)


@form("HISTORY", _("操作记录"), registers=WITH_HISTORY, row=85)
def history(context: Context, record: Any) -> "Paper":
    from reports.core.trail import history

    return history(context, record)


@list_form("ABNORMAL", _("异常操作记录"), registers=("core.abnormal",), row=85)
def abnormal(context: Context, records: Iterable[Any], view: View) -> "Paper":
    from reports.core.trail import abnormal

    return abnormal(context, records, view)


@list_form("RULES", _("现行规则表"), registers=(), row=0)
def rules(context: Context, records: Iterable[Any], view: View) -> "Paper":
    from reports.core.rulesheet import rule_sheet

    return rule_sheet(context)


@list_form("MATRIX", _("权限表"), registers=(), row=0)
def matrix(context: Context, records: Iterable[Any], view: View) -> "Paper":
    from reports.core.rulesheet import matrix_sheet

    return matrix_sheet(context)


@list_form("DUE", _("近期到期事项"), registers=(), row=0)
def due(context: Context, records: Iterable[Any], view: View) -> "Paper":
    """What is late, due today or due within the week."""
    from reports.core.due import due_list

    return due_list(context, [item for item in due_items(context) if item.state(context.today) != LATER])
