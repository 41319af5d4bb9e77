"""Words of scores, once: code and label; and how a score is written into a cell."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from models.core.kinds import BadValue, Choice, Kind, plain
from resources.texts import _

THEORY, SKILL, REVIEW = "theory", "skill", "review"
NORMAL, ABSENT, VIOLATION, CHEAT, DEFERRED, VOID = "normal", "absent", "violation", "cheat", "deferred", "void"
PASSED, PARTIAL, FAILED, CANCELLED = "passed", "partial", "failed", "cancelled"
FULL = 1000  # tenths: a hundred points

SUBJECT = Choice(
    {THEORY: _("理论"), SKILL: _("技能"), REVIEW: _("综合评审")},
    {"理论知识": THEORY, "理论考试": THEORY, "理论知识考试": THEORY, "技能考核": SKILL, "操作技能": SKILL, "实操": SKILL, "实际操作": SKILL,
     "操作技能考核": SKILL, "实操考核": SKILL, "答辩": REVIEW, "综合": REVIEW, "综合评审（答辩）": REVIEW},
)  # fmt: skip
STATUS = Choice(
    {NORMAL: _("正常"), ABSENT: _("缺考"), VIOLATION: _("违纪"), CHEAT: _("作弊"), DEFERRED: _("缓考"), VOID: _("试卷作废")},
    {"缺": ABSENT, "缺席": ABSENT, "未考": ABSENT, "旷考": ABSENT, "违规": VIOLATION, "违纪取消": VIOLATION, "取消": VIOLATION,
     "舞弊": CHEAT, "延考": DEFERRED, "作废": VOID, "无效": VOID},
)  # fmt: skip
ZERO_REASON = Choice(
    {"absent": _("缺考"), "violation": _("违纪取消"), "cheat": _("作弊"), "void": _("试卷作废"), "actual": _("实际得分为0"), "misfilled": _("信息填涂错误")},
    {"违纪": "violation", "实得0分": "actual", "实得零分": "actual", "实际得分": "actual"},
)  # fmt: skip
OUTCOME = Choice(
    {PASSED: _("合格"), PARTIAL: _("单科合格"), FAILED: _("不合格"), CANCELLED: _("成绩取消")},
    {"通过": PASSED, "及格": PASSED, "优秀": PASSED, "良好": PASSED, "未通过": FAILED, "不及格": FAILED, "未合格": FAILED, "取消": CANCELLED},
)
GROUND = Choice({"recheck": _("成绩复核"), "signed": _("评分人会签更正")})
MARKING = Choice({
    "marker": _("阅卷考评人员（保密协议）"), "method": _("阅卷方式"), "aligned": _("统一评分标准"), "dispute": _("争议裁定"),
    "irregular": _("装订或编号异常"), "in_paper": _("答题位置无效"), "sheets": _("评分表检查"), "approved": _("阅卷结束、同意登分"),
    "opened": _("启封对号"), "signed": _("评分汇总表签字"), "handed_in": _("评分表交回"), "failing": _("不合格成绩复查"),
    "rated": _("考评员评价已确认"),
})  # fmt: skip
GRADE = Choice({"good": _("合格"), "better": _("良好"), "best": _("优秀")})
_NOTHING = {"", "-", "--", "—", "——", "－", "/", "免", "免考"}


class Mark(NamedTuple):
    """What stands for one subject: tenths of a point (None: no number), its status, and why it fails whatever its points."""

    tenths: int | None
    status: str = NORMAL
    barred: str | None = None


def points(tenths: int | None) -> str:
    """685 → 68.5, 600 → 60; empty without a score."""
    return "" if tenths is None else f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)


def shown(mark: Mark | None) -> str:
    """A mark as lists and forms show it: the points, or the word of its status."""
    if mark is None:
        return ""
    return points(mark.tenths) if mark.status == NORMAL else STATUS.show(mark.status)


def tenths_of(text: str) -> int:
    """Tenths of points written with at most one decimal, 0 to 100. Raises ValueError."""
    try:
        value = Decimal(unicodedata.normalize("NFKC", text).removesuffix("分").strip()) * 10
    except InvalidOperation:
        raise ValueError(text) from None
    if not value.is_finite() or value != value.to_integral_value() or not 0 <= value <= FULL:
        raise ValueError(text)
    return int(value)


@dataclass(frozen=True)
class Points(Kind):
    """A score of 0 to 100 with at most one decimal, stored in tenths (ASM-PAS-001)."""

    def read(self, text: str, today: date) -> int:
        try:
            return tenths_of(text)
        except ValueError:
            raise BadValue(self.hint, text) from None

    def show(self, value: Any) -> str:
        return points(value)

    @property
    def hint(self) -> str:
        return _("0 至 100，最多一位小数")


@dataclass(frozen=True)
class ScoreCell(Kind):
    """What a cell of a score list says: points, or a word in their place (缺考, 违纪, 作弊 …), read as a Mark. A word that
    stands for absence or cheating counts as 0."""

    def parse(self, raw: Any, today: date) -> Mark | None:
        text = plain(raw)
        if text in _NOTHING:
            return None
        try:
            return Mark(tenths_of(text))
        except ValueError:
            pass
        word = re.sub(r"[（(].*[)）]$", "", text)
        try:
            status = STATUS.read(word, today)
        except BadValue:
            raise BadValue(self.hint, text) from None
        if status == NORMAL:
            raise BadValue(self.hint, text)
        return worded(status)

    def show(self, value: Any) -> str:
        return shown(value)

    @property
    def hint(self) -> str:
        return _("0 至 100，最多一位小数；或 缺考、违纪、作弊、缓考")


def worded(status: str) -> Mark:
    """The mark a status alone makes: absence and cheating are 0, what is put off or void has no number."""
    return Mark(None if status in (DEFERRED, VOID) else 0, status)
