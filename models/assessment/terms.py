"""Words of the assessment area, once: code and label."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.core.kinds import BadValue, Choice, Kind, plain
from resources.texts import _, said

NO_JOB = "--"  # what stands where an occupation has no job
LEVELS = {1: _("一级/高级技师"), 2: _("二级/技师"), 3: _("三级/高级工"), 4: _("四级/中级工"), 5: _("五级/初级工")}
_NUMERALS = "一二三四五"
_ALONE = {"高级技师": 1, "技师": 2, "高级工": 3, "高级": 3, "中级工": 4, "中级": 4, "初级工": 5, "初级": 5}
NO_LEVEL = 0  # a special-skill project has no level
NO_LEVEL_WORDS = ("0", "无", "无等级", "--", "不分等级", "专项", "专项职业能力", "专项职业能力考核")
_EMPTY_JOBS = {"", "-", "--", "—", "——", "－", "无", "/"}
PASS_STATE = Choice({"approved": _("合格"), "cancelled": _("已取消")}, {"有效": "approved", "正常": "approved", "通过": "approved", "作废": "cancelled"})

WAY = Choice(
    {"exam": _("考试考核"), "direct": _("直接认定"), "process": _("过程化考核"), "contest": _("竞赛选拔")},
    {"考试": "exam", "考核": "exam", "过程考核": "process", "过程化评价": "process", "竞赛": "contest", "以赛代评": "contest"},
)

THEORY = Choice({"paper": _("纸笔考试"), "computer": _("机考")}, {"纸笔": "paper", "笔试": "paper", "无纸化": "computer", "计算机": "computer"})
PRACTICAL = Choice(
    {"real": _("实际操作"), "simulated": _("模拟操作"), "simulation": _("仿真系统"), "sheets": _("纸质评分"), "paperless": _("无纸化评分")},
    {"实操": "real", "仿真": "simulation"},
)


def level_of(text: str) -> int | None:
    """The level a word means (RCN-005): 1, 一级, 高级技师, 一级/高级技师 … None when it is none, or contradicts itself."""
    parts = [part for part in re.split(r"[/／（）()、\s]+", text.strip()) if part]
    found = {_level_word(part) for part in parts}
    return found.pop() if len(found) == 1 else None


def _level_word(word: str) -> int | None:
    bare = word.removesuffix("级")
    if bare in _NUMERALS and bare:
        return _NUMERALS.index(bare) + 1
    if bare.isascii() and bare.isdigit() and int(bare) in LEVELS:
        return int(bare)
    return _ALONE.get(word)


def job_of(text: Any) -> str:
    """A job as it is compared: empty, -, — and 无 are all `--` (RCN-004)."""
    word = plain(text)
    return NO_JOB if word in _EMPTY_JOBS else word


@dataclass(frozen=True)
class Level(Kind):
    """职业技能等级: stored as 1–5, shown as 一级/高级技师 … 五级/初级工."""

    def read(self, text: str, today: date) -> int:
        level = level_of(text)
        if level is None:
            raise BadValue(self.hint, text)
        return level

    def show(self, value: Any) -> str:
        return "" if value is None else said(LEVELS.get(value, str(value)))

    @property
    def hint(self) -> str:
        return "、".join(LEVELS.values())


@dataclass(frozen=True)
class LevelList(Kind):
    """级别 of a scope list: 4、3、2、1 or 5.4.3; a list of levels, highest number first. A project without levels is 0."""

    def parse(self, raw: Any, today: date) -> list[int] | None:
        if isinstance(raw, float) and not raw.is_integer():
            raw = str(raw)  # 5.4 read as a number
        parts = [part for part in re.split(r"[、,，.．;；\s]+", plain(raw)) if part]
        levels = [NO_LEVEL if part in NO_LEVEL_WORDS else level_of(part) for part in parts]
        if None in levels:
            raise BadValue(self.hint, plain(raw))
        return sorted({level for level in levels if level is not None}, reverse=True) or None

    def show(self, value: Any) -> str:
        if isinstance(value, int):  # a stored row has one level
            return _("不分等级") if value == NO_LEVEL else said(LEVELS.get(value, str(value)))
        return "、".join(map(str, value or ()))

    @property
    def hint(self) -> str:
        return _("1 至 5，用“、”分开，如 5、4、3")


@dataclass(frozen=True)
class Job(Kind):
    """工种/职业方向: `--` where there is none."""

    def parse(self, raw: Any, today: date) -> str:
        return job_of(raw)

    @property
    def hint(self) -> str:
        return _("工种名称；没有工种时为 --")
