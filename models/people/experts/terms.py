"""The words of experts, each once: stored code and label."""

import resources
from models.core.kinds import Choice
from models.people.terms import listed
from resources.texts import _, pick

LEADER, MEMBER = "leader", "member"
ATTENDED, ABSENT, EXCUSED = "attended", "absent", "excused"
DRAFT, AGREED, REJECTED, APPOINTED = "draft", "agreed", "rejected", "appointed"
ACCEPTANCE, NORM = "acceptance", "norm"
INACTIVE = "XC-N3"  # the cause that follows from the record of tasks

TASK = Choice({
    "writing": _("命题"), "building": _("题库开发或审核"), "advice": _("考务咨询"), "material": _("教材开发"), "guidance": _("技术指导"),
    "norm": _("评价规范评审"),
}, {"题库": "building", "考务": "advice", "教材": "material"})  # fmt: skip
ATTENDANCE = Choice({ATTENDED: _("已参加"), ABSENT: _("未参加"), EXCUSED: _("请假")}, {"参加": ATTENDED})
WAY = Choice({"recommended": _("单位推荐"), "chosen": _("机构遴选")}, {"推荐": "recommended", "遴选": "chosen"})
MATCH = Choice({"own": _("本职业"), "related": _("相关或相近职业"), "other": _("其他职业")}, {"相关职业": "related"})
PAST = Choice({
    "none": _("未承担过命题"), "clean": _("承担过，无问题"), "quality": _("出现过命题质量问题"), "secrecy": _("违反过保密规定"),
    "delay": _("擅自拖延或中止过"), "late": _("无故未按时完成过"),
})  # fmt: skip
POST = Choice({LEADER: _("组长"), MEMBER: _("成员")}, {"组员": MEMBER})
GROUP_POST = Choice({**POST.options, "none": _("不在组内")}, POST.also)
APPLICATION_STATE = Choice({DRAFT: _("已申报"), AGREED: _("审核同意"), REJECTED: _("审核不同意"), APPOINTED: _("已聘任")})
STATE = Choice({"none": _("未聘任"), "future": _("未到聘期"), "serving": _("在聘"), "over": _("聘期已满"), "ended": _("已取消资格")})
TERM_STATE = Choice({"future": _("未到聘期"), "running": _("在聘期内"), "over": _("已届满"), "ended": _("已终止")})
PANEL = Choice({ACCEPTANCE: _("题库技术验收"), NORM: _("评价规范评审")})
FIELD = Choice({"management": _("技术管理"), "training": _("培训"), "assessment": _("考核"), "occupation": _("专业技术")},
               {"管理": "management", "考评": "assessment"})  # fmt: skip
VOTE = Choice({"agree": _("同意"), "amend": _("修改后同意"), "against": _("不同意")})
CONCLUSION = Choice({"passed": _("通过"), "failed": _("不通过")})


def declarations(profile: str, post: str = MEMBER) -> dict[str, str]:
    """The statements an expert ticks (PPL-EXP-004), or those of a leader (PPL-EXP-006). Empty where the region has none."""
    return listed("expert_declaration", profile, "lead_" if post == LEADER else "exp_")


def evidence(profile: str) -> dict[str, str]:
    """The copies an application has (PPL-EXP-007)."""
    return listed("expert_evidence", profile)


def causes() -> dict[str, str]:
    """Code → text of the causes for which the status ends (PPL-EXP-009); a centre that switches the rule on uses the same."""
    rows = resources.toml("rules", "causes.toml")
    return {code: pick(row) for code, row in rows.items() if code.startswith("XC-")}
