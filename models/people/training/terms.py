"""The words of training, each once: stored code and label."""

from models.core.kinds import Choice
from models.people.terms import ASSESSOR, EXPERT, SUPERVISOR, listed
from resources.texts import _

QUALIFICATION, UPGRADE, EDUCATION, STAFF, WRITING = "qualification", "upgrade", "education", "staff", "writing"
PRESENT, ABSENT = "present", "absent"
PASSED, FAILED = "passed", "failed"
KEPT, CANCELLED = "kept", "cancelled"
GRANTED = "granted"
POLICY = "policy"

KIND = Choice({QUALIFICATION: _("资格培训"), UPGRADE: _("业务提升培训"), EDUCATION: _("继续教育"), STAFF: _("考务人员培训"),
               WRITING: _("命题业务培训")})
AUDIENCE = Choice({ASSESSOR: _("考评人员"), SUPERVISOR: _("质量督导人员"), STAFF: _("考务人员"), EXPERT: _("专家")})
ATTENDANCE = Choice({PRESENT: _("到课"), ABSENT: _("缺席")}, {"出勤": PRESENT, "参加": PRESENT, "缺勤": ABSENT, "未参加": ABSENT})
EXAM_KIND = Choice({"written": _("笔试"), "practical": _("实际操作")}, {"实操": "practical"})
RESULT = Choice({PASSED: _("合格"), FAILED: _("不合格")}, {"通过": PASSED, "未通过": FAILED})
SETTLEMENT = Choice({KEPT: _("保留资格"), CANCELLED: _("取消资格")})
LEAVE = Choice({GRANTED: _("准假"), "denied": _("不准假")})
CHANGE = Choice({"technique": _("核心技术变化"), "standard": _("标准或规范修订"), POLICY: _("政策法规较大变化")})
STATE = Choice({"planned": _("未开始"), "running": _("进行中"), "to_close": _("待办结"), "closed": _("已办结"), "cancelled": _("已取消")})

TOPICS = {ASSESSOR: "PPL-ASR-041", SUPERVISOR: "PPL-SUP-010", STAFF: "PPL-EXM-026", EXPERT: "PPL-EXP-012"}  # the rule that lists what is taught
EDUCATED = {ASSESSOR: "PPL-ASR-090", SUPERVISOR: "PPL-SUP-018"}  # the rule of yearly continuing education


def topics(audience: str, profile: str) -> dict[str, str]:
    """Code → text of the prescribed topics of an audience in a profile; may be empty."""
    prefixes = {SUPERVISOR: "sup_", STAFF: "staff_", EXPERT: "exp_"}
    every = listed("topic", profile)
    if audience in prefixes:
        return {code: text for code, text in every.items() if code.startswith(prefixes[audience])}
    return {code: text for code, text in every.items() if not code.startswith(tuple(prefixes.values()))}


def methods(profile: str) -> dict[str, str]:
    return listed("method", profile)
