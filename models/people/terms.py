"""The words of the people area, each once: stored code and label."""

from models.core.kinds import Choice
from resources.texts import _

ASSESSOR, SUPERVISOR, EXPERT = "assessor", "supervisor", "expert"
SENIOR = "senior"
INTERNAL, EXTERNAL = "internal", "external"

KIND = Choice({ASSESSOR: _("考评人员"), SUPERVISOR: _("质量督导人员")})
GRADE = Choice(
    {ASSESSOR: _("考评员"), SENIOR: _("高级考评员")},
    {"高级": SENIOR, "高级考评": SENIOR, "考评": ASSESSOR, "普通考评员": ASSESSOR, "一般考评员": ASSESSOR, "初级考评员": ASSESSOR},
)
SUPERVISOR_KIND = Choice(
    {INTERNAL: _("内督"), EXTERNAL: _("外督")},
    {"内部": INTERNAL, "外部": EXTERNAL, "内部督导": INTERNAL, "外部督导": EXTERNAL, "内部督导员": INTERNAL,
     "外部督导员": EXTERNAL, "内部质量督导员": INTERNAL, "外部质量督导员": EXTERNAL, "内部督导人员": INTERNAL, "外部督导人员": EXTERNAL,
     "内": INTERNAL, "外": EXTERNAL, "校内": INTERNAL, "校外": EXTERNAL},
)  # fmt: skip
ANY_GRADE = Choice({**GRADE.options, **SUPERVISOR_KIND.options}, {**GRADE.also, **SUPERVISOR_KIND.also})
SEX = Choice({"male": _("男"), "female": _("女")}, {"男性": "male", "女性": "female"})
EDUCATION = Choice(
    {"secondary": _("中专"), "college": _("大专"), "bachelor": _("本科"), "master": _("硕士"), "doctor": _("博士"), "other": _("其他")},
    {"大学": "bachelor", "大学本科": "bachelor", "专科": "college", "大学专科": "college", "研究生": "master", "硕士研究生": "master",
     "博士研究生": "doctor", "高中": "other", "中技": "secondary", "技校": "secondary", "学士": "bachelor"},
)  # fmt: skip
POLITICS = Choice(
    {"party": _("中共党员"), "league": _("共青团员"), "masses": _("群众"), "other": _("其他")}, {"党员": "party", "团员": "league"}
)
LEVEL = Choice(
    {"5": _("五级"), "4": _("四级"), "3": _("三级"), "2": _("二级"), "1": _("一级"), "0": _("无")},
    {"初级工": "5", "初级": "5", "中级工": "4", "中级": "4", "高级工": "3", "高级": "3", "技师": "2", "高级技师": "1",
     "五级/初级工": "5", "四级/中级工": "4", "三级/高级工": "3", "二级/技师": "2", "一级/高级技师": "1"},
)  # fmt: skip
TOP_LEVEL = Choice({"1": _("一级/高级技师"), "2": _("二级/技师")}, {"一级": "1", "二级": "2", "高级技师": "1", "技师": "2"})
TITLE_RANK = Choice(
    {"none": _("无"), "clerical": _("员级"), "assistant": _("助理级"), "intermediate": _("中级"), "deputy_senior": _("副高级"),
     "senior": _("正高级")},
    {"初级": "assistant", "副高": "deputy_senior", "高级": "deputy_senior", "正高": "senior"},
)  # fmt: skip
TITLE_ORDER = tuple(TITLE_RANK.options)  # lowest first
CARD_STATE = Choice({
    "none": _("无证卡"), "future": _("未生效"), "valid": _("有效"), "expired": _("过期"), "unknown": _("日期待补"),
    "withdrawn": _("已撤回"), "replaced": _("已换发"),
})  # fmt: skip
APPLICATION_STATE = Choice({
    "draft": _("已申请"), "recommended": _("单位已推荐"), "reviewed": _("审核同意"), "rejected": _("审核不同意"),
    "trained": _("已培训"), "passed": _("考核合格"), "failed": _("考核不合格"), "carded": _("已发证卡"),
})  # fmt: skip
DECISION = Choice({"renew": _("续聘"), "release": _("解聘")})
BRANCH = Choice({"management": _("从事管理或技术工作"), "assessing": _("从事考评工作")})
LIST_KIND = Choice({ASSESSOR: _("考评失信黑名单"), SUPERVISOR: _("质量督导失信黑名单")})


def listed(what: str, profile: str, prefix: str = "") -> dict[str, str]:
    """Code → text of a list in resources/rules/people_lists.toml as it holds in a profile: evidence, declaration, document."""
    import resources
    from resources.texts import pick

    rows = resources.toml("rules", "people_lists.toml")[what]
    return {code: pick(row) for code, row in rows.items() if profile in row.get("profiles", ()) and code.startswith(prefix)}


def declarations(kind: str, profile: str) -> dict[str, str]:
    """The statements an applicant ticks (PPL-ASR-010, 018, 020; PPL-SUP-003)."""
    return listed("declaration", profile, "asr_" if kind == ASSESSOR else "sup_")


def causes(kind: str, profile: str) -> dict[str, str]:
    """Code → text of the causes for ending a qualification (PPL-ASR-160, PPL-SUP-050) in a profile."""
    import resources
    from resources.texts import pick

    rows = resources.toml("rules", "causes.toml")
    prefix = "AC-" if kind == ASSESSOR else "SC-"
    return {code: pick(row) for code, row in rows.items() if code.startswith(prefix) and row["profile"] == profile}
