"""The words of assignment, each once."""

from models.core.kinds import Choice
from resources.texts import _

PROPOSED, DISPATCHED, ACCEPTED, REFUSED, EXCUSED, ATTENDED, NO_SHOW, WITHDRAWN = (
    "proposed", "dispatched", "accepted", "refused", "excused", "attended", "no_show", "withdrawn",
)  # fmt: skip
STATE = Choice({
    PROPOSED: _("拟派"), DISPATCHED: _("已派遣"), ACCEPTED: _("已接受"), REFUSED: _("拒绝"), EXCUSED: _("准假或回避"), ATTENDED: _("已到岗"),
    NO_SHOW: _("缺席"), WITHDRAWN: _("已撤回"),
})  # fmt: skip
TONE = {ATTENDED: "good", ACCEPTED: "good", REFUSED: "danger", NO_SHOW: "danger", PROPOSED: "plain", DISPATCHED: "caution"}
OPEN = (PROPOSED, DISPATCHED, ACCEPTED)  # still expected
SERVING = (*OPEN, ATTENDED)  # belongs to the team
ASSESSING, SUPERVISING = ("assessor", "leader"), ("supervisor", "ext_supervisor")
YES, REASON, NO = "yes", "reason", "no"
VERDICT = Choice({YES: _("可以"), REASON: _("须说明理由"), NO: _("不可以")})
