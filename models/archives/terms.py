"""The words of archives, each once: stored code and label, and the coded lists of archives_lists.toml."""

from functools import cache
from typing import Any

from models.core.kinds import Choice, Many
from resources.texts import _

PAPER, ELECTRONIC, OBJECT = "paper", "electronic", "object"
OPEN, INTERNAL, SECRET = "open", "internal", "secret"
COLLECTED, CATALOGUED, IN_ARCHIVE = "collected", "catalogued", "in_archive"
ON_LOAN, IN_CONSULTATION, IN_REPAIR = "on_loan", "in_consultation", "in_repair"
UNDER_REVIEW, APPROVED, DESTROYED, LOST = "under_review", "approved", "destroyed", "lost"
GONE = (DESTROYED, LOST)

MEDIUM = Choice(
    {PAPER: _("纸质"), ELECTRONIC: _("电子"), OBJECT: _("实物")},
    {"纸": PAPER, "纸介质": PAPER, "纸质版": PAPER, "电子版": ELECTRONIC, "光盘": ELECTRONIC, "硬盘": ELECTRONIC, "电子文件": ELECTRONIC,
     "电子档案": ELECTRONIC, "数字": ELECTRONIC, "物": OBJECT, "实物档案": OBJECT},
)  # fmt: skip
SECRECY = Choice({OPEN: _("公开"), INTERNAL: _("内部"), SECRET: _("秘密")}, {"涉密": SECRET, "机密": SECRET, "一般": INTERNAL})
ITEM_STATE = Choice(
    {COLLECTED: _("已收集"), CATALOGUED: _("已编目"), IN_ARCHIVE: _("在库"), ON_LOAN: _("外借中"), IN_CONSULTATION: _("查阅中"),
     UNDER_REVIEW: _("审查中"), APPROVED: _("准予销毁"), DESTROYED: _("已销毁"), LOST: _("遗失"), IN_REPAIR: _("修复中")},
    {"外借": ON_LOAN, "待审查": IN_ARCHIVE, "销毁": DESTROYED, "丢失": LOST},
)  # fmt: skip
EXPIRED, KEPT = "expired", "kept"
SHOWN_STATE = Choice({**ITEM_STATE.options, EXPIRED: _("已到期"), KEPT: _("继续保存")}, ITEM_STATE.also)
PERIOD = Choice(
    {"6m": _("半年"), "1y": _("1年"), "2y": _("2年"), "3y": _("3年"), "5y": _("5年"), "10y": _("10年"), "30y": _("30年"), "L": _("长期"),
     "F": _("有效期内")},
    {"永久": "L", "6个月": "6m", "一年": "1y", "二年": "2y", "两年": "2y", "三年": "3y", "五年": "5y", "十年": "10y", "三十年": "30y"},
)  # fmt: skip
LOAN_STATE = Choice({
    "requested": _("申请"), "approved": _("已批准"), "refused": _("未批准"), "lent": _("已借出"), "renewed": _("已续借"),
    "overdue": _("逾期"), "returned": _("已归还"), "lost": _("遗失"), "cancelled": _("已取消"),
})  # fmt: skip
READING_STATE = Choice({
    "requested": _("申请"), "approved": _("已批准"), "refused": _("未批准"), "reading": _("查阅中"), "ended": _("已结束"),
})  # fmt: skip
CONDITION = Choice({"intact": _("完好"), "damaged": _("破损")})
HOLD_SOURCE = Choice({
    "complaint": _("投诉举报"), "recheck": _("成绩复核"), "appeal": _("申诉"), "incident": _("突发事件"), "leak": _("失泄密"),
    "violation": _("违规案件"), "finding": _("证书核对差异"), "other": _("其他"),
})  # fmt: skip
LIST_STATE = Choice({
    "drafted": _("已提出"), "review": _("审查中"), "approved": _("准予销毁"), "executed": _("待监销确认"), "destroyed": _("已销毁"),
    "dropped": _("已撤销"),
})  # fmt: skip
WORTH = Choice({"none": _("无"), "low": _("低"), "high": _("高")})
VOTE = Choice({"destroy": _("销毁"), "keep": _("延期保存"), "long": _("长期保存")}, {"延期": "keep", "同意销毁": "destroy"})
LINE_RESULT = Choice({"destroy": _("销毁"), "keep": _("继续保存")})
WAY = Choice({"shred": _("粉碎"), "burn": _("焚毁"), "pulp": _("化浆"), "erase": _("清除数据"), "break": _("物理毁坏")})
CHECK_CAUSE = Choice({"yearly": _("年度盘点"), "officer": _("更换档案员"), "other": _("其他")})
STOCK_FINDING = Choice({
    "missing": _("缺失"), "surplus": _("多出"), "wrong_place": _("位置不符"), "pages": _("页数不符"), "card": _("缺卡"),
})  # fmt: skip
HANDOVER_KIND = Choice({
    "file": _("文件资料移交"), "print": _("试卷印刷分装"), "papers_out": _("试卷领取"), "transport": _("试卷运送"),
        "opening": _("启封见证"),
    "papers_back": _("试卷收回"), "workpiece": _("试件转交"),
})  # fmt: skip
HANDOVER_STATE = Choice({
    "drafted": _("草拟"), "approved": _("已批准"), "out": _("已移出"), "in": _("已接收"), "disputed": _("数量不符"), "closed": _("已完成"),
})  # fmt: skip
SUBJECT = Choice({"theory": _("理论"), "practical": _("技能"), "defence": _("综合评审")})
SECRET_KIND = Choice({
    "transfer": _("传递"), "trip": _("携带外出"), "copy": _("复印打印"), "visit": _("重点场所来访"), "network": _("网上信息检查"),
})  # fmt: skip
SECRET_STATE = Choice({"asked": _("已申请"), "approved": _("已批准"), "done": _("已办结")})
COPY_WAY = Choice({"copy": _("复印"), "print": _("打印")})
DIARY_KIND = Choice({
    "keeper": _("档案员"), "closing": _("关门登记"), "spot_check": _("抽查"), "repair": _("修复"), "premises": _("场所检查"),
    "pictures": _("照片确认"), "rules": _("档案制度"), "fixity": _("电子档案校验"), "guard": _("试卷看护"),
})  # fmt: skip


@cache
def _lists() -> Any:
    import resources

    return resources.toml("rules", "archives_lists.toml")


def labels(what: str) -> dict[str, str]:
    """Code → label of a list: kind, start, important, place, shot, signature, document."""
    from resources.texts import pick

    return {code: pick(row) for code, row in _lists()[what].items()}


def kind_row(code: str) -> Any:
    return _lists()["kind"][code]


def kind_codes() -> tuple[str, ...]:
    return tuple(_lists()["kind"])


def begins_with(code: str | None) -> str:
    """The event a kind's period begins with, where it is not the exam day; "" otherwise."""
    return str(kind_row(code).get("start", "")) if code else ""


def must_kinds(profile: str) -> list[str]:
    """Kinds that the file of a batch must hold in a profile (table 3.2 "must"); those of the centre are not per batch."""
    return [code for code, row in _lists()["kind"].items() if profile in row["must"] and row["scope"] == "batch"]


def kinds_named(words: str) -> list[str]:
    """The kinds that a title or category names, the longest word first: 理论签到表、考场记录 → K06, K09."""
    if words[:3] in _lists()["kind"]:  # our own label: K07 理论试卷、答卷
        return [words[:3]]
    found: dict[str, int] = {}
    for code, row in _lists()["kind"].items():
        lengths = [len(word) for word in row["words"] if word in words]
        if lengths:
            found[code] = max(lengths)
    swallowed = {code for code in found if _inside(code, found, words)}
    return sorted((code for code in found if code not in swallowed), key=lambda code: (-found[code], code))


def _inside(code: str, found: dict[str, int], words: str) -> bool:
    """Whether every word of a kind stands only within a longer word of another one (签到表 in 阅卷签到表)."""
    own = [word for word in kind_row(code)["words"] if word in words]
    others = [word for other in found if other != code for word in kind_row(other)["words"] if word in words]
    return all(any(word in other and len(other) > len(word) for other in others) for word in own)


def period_words(period: str) -> str:
    """2y → 2年, 6m → 6个月; L and F by their labels."""
    if period in PERIOD.options:
        return PERIOD.show(period)
    return _("{n} 年").format(n=period[:-1]) if period.endswith("y") else _("{n} 个月").format(n=period[:-1])


KIND = Choice({code: f"{code} {label}" for code, label in labels("kind").items()}, {label: code for code, label in labels("kind").items()})
IMPORTANT = Many(labels("important"))
PLACE = Choice(labels("place"))
SHOTS = Many(labels("shot"))
DOCUMENT = Choice(labels("document"))
