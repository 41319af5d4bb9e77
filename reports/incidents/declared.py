"""The forms about incidents, by their ids in the form catalogue."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from models.core.centre import Context
from models.core.registers import View
from reports.forms import form, list_form
from resources.texts import _

if TYPE_CHECKING:
    from reports.kit.page import Paper

LOG = ("incidents.log",)


def _without_stages(record: Any) -> str:
    """A staged report has something to report: measures, a decision or a stage."""
    return "" if any(one.kind in ("stage", "measures", "decision") for one in record.entries) else _("已有措施或阶段性报告的事件")


def _before_handled(record: Any) -> str:
    return "" if record.restored_at or record.closed_on else _("处置结束的事件")


@form("F-INCIDENT-FIRST", _("突发事件初次报告"), registers=LOG, row=81)
def first(context: Context, record: Any) -> "Paper":
    from reports.incidents.reports import first

    return first(context, record)


@form("F-INCIDENT-STAGE", _("突发事件阶段性报告"), registers=LOG, row=82, unfit=_without_stages)
def stage(context: Context, record: Any) -> "Paper":
    from reports.incidents.reports import stage

    return stage(context, record)


@form("F-INCIDENT-FINAL", _("突发事件报告"), registers=LOG, row=82, unfit=_before_handled)
def final(context: Context, record: Any) -> "Paper":
    from reports.incidents.reports import final

    return final(context, record)


@form("F-SECRET-LEAK", _("失泄密报告单"), registers=("incidents.leaks",), row=81)
def leak(context: Context, record: Any) -> "Paper":
    from reports.incidents.leak import leak

    return leak(context, record)


@list_form("W-INCIDENT", _("突发事件登记簿"), registers=LOG, row=82)
def log(context: Context, records: Iterable[Any], view: View) -> "Paper":
    from reports.incidents.log import log

    return log(context, records)


@list_form("W-INCIDENT-MONTH", _("突发事件月报表"), registers=LOG, row=82)
def monthly(context: Context, records: Iterable[Any], view: View) -> "Paper":
    from reports.incidents.monthly import monthly

    return monthly(context, list(records), view)
