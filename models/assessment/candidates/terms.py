"""Words of candidates, each once: stored code and label, and the coded lists of candidates_lists.toml."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from models.assessment.terms import NO_LEVEL, NO_LEVEL_WORDS, Level
from models.core.identity import FOREIGN_RESIDENT, HK_MACAU, NAMES, OLD_RESIDENT, PASSPORT, RESIDENT, TAIWAN, tidy
from models.core.kinds import BadValue, Choice, IdNumber, Kind, Many
from resources.texts import _

DRAFT, APPLIED, INCOMPLETE, REVIEWED, REJECTED = "draft", "applied", "incomplete", "reviewed", "rejected"
RECHECKED, ADMITTED, DOWNGRADED, WITHDRAWN, VOIDED = "rechecked", "admitted", "downgraded", "withdrawn", "voided"
OPEN = (DRAFT, APPLIED, INCOMPLETE, REVIEWED, RECHECKED, ADMITTED)  # on the way to the exam
SITTING = (REVIEWED, RECHECKED, ADMITTED)  # may sit, a ticket still to come for the first two
ENDED = (REJECTED, DOWNGRADED, WITHDRAWN, VOIDED)
EXAM, DIRECT, PROCESS, CONTEST = "exam", "direct", "process", "contest"
THEORY, SKILL, REVIEW = "theory", "skill", "review"
STUDENT, GRADUATING, STAFF, EMPLOYEE, SOCIETY = "student", "graduating", "staff", "employee", "society"

STATE = Choice({
    DRAFT: _("草稿"), APPLIED: _("已申报"), INCOMPLETE: _("材料待补"), REVIEWED: _("审核合格"), REJECTED: _("不予受理"),
    RECHECKED: _("复审通过"), ADMITTED: _("已发准考证"), DOWNGRADED: _("已降级申报"), WITHDRAWN: _("已撤回"), VOIDED: _("已作废"),
}, {"待审": APPLIED, "合格": REVIEWED, "不合格": REJECTED, "审核通过": REVIEWED, "通过": REVIEWED, "未审核": APPLIED})  # fmt: skip
RESULT = Choice({"passed": _("合格"), "partial": _("单科合格"), "failed": _("不合格"), "cancelled": _("成绩取消")})
WAY = Choice({EXAM: _("考试考核"), DIRECT: _("直接认定"), PROCESS: _("过程化考核"), CONTEST: _("竞赛取证")},
             {"考试": EXAM, "认定": DIRECT, "过程": PROCESS, "竞赛": CONTEST})  # fmt: skip
SUBJECT = Many({THEORY: _("理论"), SKILL: _("技能"), REVIEW: _("综合评审")})
ONE_SUBJECT = Choice(
    {**SUBJECT.options}, {"理论知识": THEORY, "实操": SKILL, "操作技能": SKILL, "技能操作": SKILL, "答辩": REVIEW, "理论考试": THEORY}
)
CATEGORY = Choice(
    {STUDENT: _("在校学生"), GRADUATING: _("毕业学年学生"), STAFF: _("在职教职工"), EMPLOYEE: _("企业职工"), SOCIETY: _("社会人员"),
     "graduate": _("毕业生")},
    {"学生": STUDENT, "在校生": STUDENT, "毕业学年": GRADUATING, "毕业年级学生": GRADUATING, "教职工": STAFF, "教师": STAFF,
     "职工": EMPLOYEE, "企业": EMPLOYEE, "社会": SOCIETY},
)  # fmt: skip
EDUCATION = Choice(
    {"junior": _("初中"), "high": _("高中"), "secondary": _("中专"), "technical": _("技校"), "college": _("大专"), "bachelor": _("本科"),
     "master": _("硕士"), "doctor": _("博士"), "other": _("其他")},
    {"大学": "bachelor", "大学本科": "bachelor", "专科": "college", "大学专科": "college", "高职": "college", "研究生": "master",
     "中技": "technical", "技工学校": "technical", "中职": "secondary", "职高": "secondary", "硕士研究生": "master", "博士研究生": "doctor"},
)  # fmt: skip
ID_KIND = Choice(
    {RESIDENT: _("居民身份证"), PASSPORT: _("护照"), HK_MACAU: _("港澳居民来往内地通行证"), TAIWAN: _("台湾居民来往大陆通行证"),
     FOREIGN_RESIDENT: _("外国人永久居留身份证"), OLD_RESIDENT: NAMES[OLD_RESIDENT]},
    {"身份证": RESIDENT, "二代身份证": RESIDENT, "港澳台居民居住证": RESIDENT, "港澳通行证": HK_MACAU, "回乡证": HK_MACAU,
     "台胞证": TAIWAN, "台湾通行证": TAIWAN, "永久居留证": FOREIGN_RESIDENT, "永居证": FOREIGN_RESIDENT, "外国护照": PASSPORT},
)  # fmt: skip
GROUP = Choice(
    {"secondary": _("中等职业学校"), "college": _("高职、专科"), "bachelor": _("本科"), "senior_class": _("技工院校高级工班、预备技师班"),
     "middle_class": _("技工院校中级工班")},
    {"中职": "secondary", "中专": "secondary", "高职": "college", "专科": "college", "大专": "college", "高级工班": "senior_class",
     "预备技师班": "senior_class", "中级工班": "middle_class"},
)  # fmt: skip
FORM_KIND = Choice(
    {"general": _("国家职业资格鉴定申报表"), "student": _("国家职业资格学生鉴定申报表"), "special": _("专项职业能力考核申报表")}
)
HOW = Choice({"paper": _("原件"), "online": _("网络核验")})
GRADE = Choice(
    {"senior": _("高级"), "middle": _("中级"), "junior": _("初级")}, {"助理级": "junior", "副高级": "senior", "正高级": "senior"}
)
FEE_ITEM = Choice(
    {THEORY: _("理论考试费"), SKILL: _("技能考试费"), REVIEW: _("综合评审费"), "certificate": _("取证费"), "other": _("其他")}
)
CORRECTED = Choice(
    {"name": _("姓名"), "id_no": _("证件号码"), "photo": _("照片"), "job": _("工种"), "level": _("等级"), "other": _("其他")}
)
PHASE = Choice({"before": _("证书打印申请前"), "after": _("证书下发后")})
WHO = Choice({"candidate": _("考生"), "staff": _("工作人员")})
CASE_STATE = Choice({"recorded": _("已登记"), "proposed": _("待主任确认"), "decided": _("已决定"), "lifted": _("已撤销")})
CERTIFICATE = Choice(
    {"none": _("无"), "invalid": _("宣布成绩无效"), "revoked": _("撤回并注销")}, {"撤销": "revoked", "宣布无效": "invalid"}
)


@dataclass(frozen=True)
class AnyLevel(Level):
    """职业技能等级, or none: a special-skill project has no level and is stored as 0."""

    def read(self, text: str, today: date) -> int:
        return NO_LEVEL if text in NO_LEVEL_WORDS else super().read(text, today)

    def show(self, value: Any) -> str:
        return _("不分等级") if value == NO_LEVEL else super().show(value)


_FOREIGN_PASSPORT = re.compile(r"[A-Z][A-Z0-9]{4,16}", re.ASCII)


@dataclass(frozen=True)
class DocumentNumber(IdNumber):
    """A number of any identity document; a passport of another country has a shape of its own and needs its kind told."""

    def read(self, text: str, today: date) -> str:
        try:
            return super().read(text, today)
        except BadValue:
            if _FOREIGN_PASSPORT.fullmatch(tidy(text)):
                return tidy(text)
            raise


@dataclass(frozen=True)
class Money(Kind):
    """An amount in yuan as people write it (“120”, “¥120.50”), kept in fen."""

    def read(self, text: str, today: date) -> int:
        match = re.fullmatch(r"[¥￥]?(\d{1,7})(?:\.(\d{1,2}))?元?", text.replace(",", ""), re.ASCII)
        if not match:
            raise BadValue(self.hint, text)
        return int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0"))

    def show(self, value: Any) -> str:
        return "" if value is None else f"{value / 100:.2f}"

    @property
    def hint(self) -> str:
        return _("金额，如 120 或 120.50")


@cache
def rows(what: str) -> dict[str, dict[str, Any]]:
    """A list of candidates_lists.toml: violation, effect, material, eligible."""
    import resources

    return dict(resources.toml("rules", "candidates_lists.toml")[what])


def violations(profile: str) -> dict[str, str]:
    """Code → words of the violations a region knows (ASM-DIS-011 … 014); {} where it has no list (Chongqing)."""
    from resources.texts import pick

    return {code: f"{code} {pick(row)}" for code, row in rows("violation").items() if row["profile"] == profile}


def effects() -> dict[str, str]:
    from resources.texts import pick

    return {code: pick(row) for code, row in rows("effect").items()}


def effect_words(codes: list[str] | None) -> str:
    return "、".join(effects().get(code, code) for code in codes or ())


def materials(profile: str) -> dict[str, str]:
    """Item code → words of the documents an application may bring here (ASM-REG-001, the evidence of the ways)."""
    from resources.texts import pick

    return {code: pick(row) for code, row in rows("material").items() if row["profile"] in (profile, "all")}
