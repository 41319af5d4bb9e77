"""The forms of plans and batches, by their ids in the form catalogue."""

from typing import TYPE_CHECKING, Any

from models.core.centre import Context
from reports.forms import form
from resources.texts import _

if TYPE_CHECKING:
    from reports.kit.page import Paper

BATCHES = ("assessment.batches",)


def _only(*profiles: str) -> Any:
    from models.assessment.plans.course import lists

    def unfit(record: Any) -> str:
        return (
            ""
            if record.profile in profiles
            else _("{regions}的批次").format(regions="、".join(lists()["region"][one]["zh"] for one in profiles))
        )

    return unfit


@form("F-BATCH-CALENDAR", _("批次法定日程"), registers=BATCHES, row=33)
def calendar(context: Context, record: Any) -> "Paper":
    from reports.assessment.batches import calendar

    return calendar(context, record)


@form("F-BATCH-PLAN", _("批次计划申请表"), registers=BATCHES, row=33, unfit=_only("sport"))
def plan(context: Context, record: Any) -> "Paper":
    from reports.assessment.batches import plan

    return plan(context, record)


@form("F-BATCH-CANCEL", _("批次作废申请表"), registers=BATCHES, row=33, unfit=_only("sport"))
def cancel(context: Context, record: Any) -> "Paper":
    from reports.assessment.batches import cancel

    return cancel(context, record)


@form("F-BATCH-IMPL", _("认定实施计划"), registers=BATCHES, row=33, unfit=_only("henan"))
def implementation(context: Context, record: Any) -> "Paper":
    from reports.assessment.batches import implementation

    return implementation(context, record)


@form("F-NOTICE", _("公告"), registers=("assessment.announcements",), row=33)
def notice(context: Context, record: Any) -> "Paper":
    from reports.assessment.batches import notice

    return notice(context, record)


@form("F-PLAN-YEAR", _("年度计划"), registers=("assessment.plans",), row=30)
def year_plan(context: Context, record: Any) -> "Paper":
    from reports.assessment.batches import year_plan

    return year_plan(context, record)


@form("F-BATCH-REPORT", _("等级认定报告"), registers=BATCHES, row=46, unfit=_only("henan"))
def report(context: Context, record: Any) -> "Paper":
    from reports.assessment.reporting import report

    return report(context, record)


@form("F-PAPER-APPLY", _("试卷使用申请表"), registers=BATCHES, row=33, unfit=_only("chongqing"))
def papers(context: Context, record: Any) -> "Paper":
    from reports.assessment.reporting import papers

    return papers(context, record)


@form("F-SITE-EQUIP", _("考场设施设备申报表"), registers=BATCHES, row=33, unfit=_only("fujian"))
def equipment(context: Context, record: Any) -> "Paper":
    from reports.assessment.reporting import equipment

    return equipment(context, record)
