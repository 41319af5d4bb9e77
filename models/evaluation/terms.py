"""The words of evaluation, each once."""

from models.core.kinds import Choice
from resources.texts import _

ATTENDED, NO_SHOW, EXCUSED = "attended", "no_show", "excused"
EXCELLENT, GOOD, QUALIFIED, UNQUALIFIED, NONE = "excellent", "good", "qualified", "unqualified", "none"
COMMEND, RETRAIN, DISMISS, DISMISS_CANCEL, CANCEL = "commend", "retrain", "dismiss", "dismiss_cancel", "cancel"
CASES = (DISMISS, DISMISS_CANCEL, CANCEL)  # a person decides them

ATTENDANCE = Choice(
    {ATTENDED: _("已参加"), NO_SHOW: _("未按要求参加"), EXCUSED: _("准假")}, {"参加": ATTENDED, "缺席": NO_SHOW, "请假": EXCUSED}
)
GRADE = Choice({EXCELLENT: _("优秀"), GOOD: _("良好"), QUALIFIED: _("合格"), UNQUALIFIED: _("不合格"), NONE: _("无")})
GIVEN = Choice({grade: GRADE.options[grade] for grade in (EXCELLENT, GOOD, QUALIFIED, UNQUALIFIED)})
PROPOSAL = Choice({COMMEND: _("表彰奖励"), RETRAIN: _("批评教育和培训"), DISMISS: _("解聘"),
                   DISMISS_CANCEL: _("解聘并取消资格"), CANCEL: _("取消资格")})  # fmt: skip
OUTCOME = Choice({"done": _("同意"), "declined": _("不同意")})
TONES = {EXCELLENT: "good", GOOD: "good", QUALIFIED: "plain", UNQUALIFIED: "danger", NONE: "plain"}
