"""The forms of supervision, by their ids in the form catalogue."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from models.core.centre import Context
from models.core.registers import View
from models.supervision.queries import VISITS
from models.supervision.tables import OPEN, Supervision
from reports.forms import form, list_form
from resources.texts import _

if TYPE_CHECKING:
    from reports.kit.page import Paper


def _before(name: str, said: str) -> Callable[[Supervision], str]:
    """Why a paper cannot be printed before its step, "" when it can."""
    return lambda visit: said if getattr(visit, name) == OPEN else ""


@form("F-SUPERVISION-FJ", _("现场质量督导情况表"), registers=(VISITS,), row=72)
def on_site(context: Context, record: Supervision) -> "Paper":
    from reports.supervision import form as drawn

    return drawn.on_site(context, record)


@form("F-SUPERVISION-NOTICE", _("督导工作通知"), registers=(VISITS,), row=71, unfit=_before("noticed_on", _("还没有发出通知")))
def notice(context: Context, record: Supervision) -> "Paper":
    from reports.supervision import letters

    return letters.notice(context, record)


@form("F-SUPERVISION-OPINION", _("督导意见书"), registers=(VISITS,), row=72, unfit=_before("inspected_on", _("情况表还没有签署")))
def opinion(context: Context, record: Supervision) -> "Paper":
    from reports.supervision import letters

    return letters.opinion(context, record)


@form("F-SUPERVISION-HEN", _("督导情况反馈表"), registers=(VISITS,), row=72, unfit=_before("inspected_on", _("情况表还没有签署")))
def feedback(context: Context, record: Supervision) -> "Paper":
    from reports.supervision import letters

    return letters.feedback(context, record)


@form("F-SUPERVISION-RECTIFY", _("整改情况报告"), registers=(VISITS,), row=72,
      unfit=lambda visit: "" if visit.findings else _("没有整改项"))  # fmt: skip
def rectification(context: Context, record: Supervision) -> "Paper":
    from reports.supervision import letters

    return letters.rectification(context, record)


@form("F-SUPERVISION-REPORT", _("质量督导报告"), registers=(VISITS,), row=72, unfit=_before("reported_on", _("还没有提交报告")))
def report(context: Context, record: Supervision) -> "Paper":
    from reports.supervision import letters

    return letters.report(context, record)


@list_form("F-SUPERVISION-PLAN", _("质量督导计划"), registers=(VISITS,), row=70)
def plan(context: Context, records: Iterable[Supervision], view: View) -> "Paper":
    from reports.supervision import letters

    return letters.plan(context, list(records))
