"""The forms of the people on site, by their ids in the form catalogue."""

from typing import TYPE_CHECKING, Any

from models.assessment.onsite.queries import MEETINGS
from models.core.centre import Context
from reports.forms import form
from resources.texts import _

if TYPE_CHECKING:
    from reports.kit.page import Paper


@form("F-MEETING", _("会议记录"), registers=(MEETINGS, "assessment.batches"), row=36)
def minutes(context: Context, record: Any) -> "Paper":
    from reports.assessment.onsite.meetings import minutes

    return minutes(context, record)
