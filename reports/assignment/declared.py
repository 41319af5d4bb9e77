"""The forms of assignment, by their ids in the form catalogue."""

from typing import TYPE_CHECKING, Any

from models.core.centre import Context
from reports.forms import form
from resources.texts import _

if TYPE_CHECKING:
    from reports.kit.page import Paper

TEAMS = "assignment.teams"


@form("F-DISPATCH-ASSESSOR", _("考评人员派遣通知书"), registers=(TEAMS,), row=14)
def notice(context: Context, record: Any) -> "Paper":
    from reports.assignment.notices import notice

    return notice(context, record)


@form("F-AVOID", _("回避申报表"), registers=(TEAMS,), row=14)
def avoidance(context: Context, record: Any) -> "Paper":
    from reports.assignment.notices import avoidance

    return avoidance(context, record)


@form("F-SCENE-RECORD", _("现场考评记录表"), registers=(TEAMS, "assignment.records"), row=14)
def scene_record(context: Context, record: Any) -> "Paper":
    from reports.assignment.scene import scene_record

    return scene_record(context, record)


@form("F-FEE", _("考评人员劳务费发放表"), registers=("assessment.batches",), row=76)
def fees(context: Context, record: Any) -> "Paper":
    from reports.assignment.fees import payment_list

    return payment_list(context, record)
