"""The words of the incidents area, each once: stored code and label. Kinds, steps and decisions come from resources/rules."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import resources
from models.core.kinds import Choice
from models.core.rulebook import Rulebook
from resources.texts import _
from resources.texts import pick as _pick

MAJOR, GENERAL = "major", "general"
SITE, PATROL, GROUP, HEAD, OFFICE, SUPERIOR, SUPERVISOR = "site", "patrol", "group", "head", "office", "superior", "supervisor"

CLASS = Choice({MAJOR: _("重大"), GENERAL: _("一般")}, {"重大事件": MAJOR, "一般事件": GENERAL})
STATE = Choice({
    "discovered": _("已发现"), "reported_site": _("已报考点负责人"), "reported_group": _("已报领导小组"), "classified": _("已定级"),
    "in_handling": _("处置中"), "handled": _("处置结束"), "report_submitted": _("已提交处置报告"), "evaluation": _("评估中"),
    "follow_up": _("后续跟进"), "closed": _("已归档"), "cancelled": _("已撤销"),
})  # fmt: skip
OVER = ("closed", "cancelled")
NOT_OVER = tuple(state for state in STATE.options if state not in OVER)  # asked for by name: an index finds them
RUNNING = ("discovered", "reported_site", "reported_group", "classified", "in_handling")  # before HANDLED, in this order
MEANS = Choice(
    {"oral": _("口头"), "telephone": _("电话"), "fax": _("传真"), "written": _("文字")},
    {"口头报告": "oral", "电话报告": "telephone", "传真报告": "fax", "文字报告": "written", "书面": "written"},
)
APPROVAL_FORM = Choice({"oral": _("口头"), "written": _("书面")})
ADDRESSEE = Choice({
    SITE: _("考点负责人"), PATROL: _("巡考人员"), GROUP: _("应急处理领导小组"), HEAD: _("评价机构负责人"), OFFICE: _("考务办公室"),
    SUPERIOR: _("上级部门"), SUPERVISOR: _("督导员上报中心领导"),
})  # fmt: skip
CONTENT = {"handover": _("试卷运送交接"), "custody": _("试卷保管"), "room": _("考场"), "other": _("其他")}
ENTRY = Choice({
    "found": _("发现"), "fact": _("事实"), "judgement": _("判断"), "report": _("报告"), "received": _("收到确认"), "class": _("定级"),
    "measures": _("处置措施"), "stage": _("阶段性报告"), "decision": _("决定"), "resume": _("恢复进行"), "makeup": _("补足时间"),
    "spare": _("备用试卷"), "papers": _("试卷清点"), "step": _("清单"), "call": _("求助"), "press": _("信息发布"),
    "restored": _("恢复秩序"),
    "handup": _("上报上交"), "final": _("事件报告"), "evaluation": _("评估"), "link": _("关联"), "correction": _("更正"),
    "filed": _("归档"),
})  # fmt: skip
NOTE = Choice({"fact": _("事实"), "judgement": _("判断")})
ANSWER = Choice({"done": _("已办"), "na": _("不适用")})
HANDUP = Choice({"summary": _("领导小组总结"), "account": _("书面材料"), "form": _("督导情况表")})
LEVEL = Choice({
    "spare": _("备用卷"), "leftover": _("尾数考场余卷"), "copy": _("复印、速印或板书"), "other_sites": _("其他考点备用卷"),
    "reprint": _("重新印制"),
})  # fmt: skip
SPARE_CODE = {"spare": "D06", "leftover": "D06", "copy": "D19", "other_sites": "D18", "reprint": "D07"}
SUBJECT = Choice({"theory": _("理论"), "skill": _("技能"), "review": _("综合评审")},
                 {"理论知识": "theory", "实操": "skill", "技能操作": "skill"})
LINK = Choice({"violation": _("考生违纪"), "discipline": _("人员处理"), "leak": _("失泄密报告"), "waiver": _("收费减免"),
               "certificate": _("暂缓发证")})
OUTCOME = Choice({"done": _("已办结"), "transferred": _("已移交")})
PARTS = {"cause": _("原因"), "course": _("处理经过"), "result": _("处理结果"), "social_effect": _("社会影响")}

LEAK_STATE = Choice({
    "draft": _("草稿"), "submitted": _("已上报"), "linked": _("已关联事件"), "decided": _("已决定"), "persons_handled": _("人员已处理"),
    "closed": _("已归档"),
})  # fmt: skip
LEAKED = Choice({"papers": _("试卷"), "bank": _("题库"), "results": _("成绩"), "personal": _("个人信息"), "account": _("账号")})
MEASURE = Choice({"warning": _("行政警告"), "demerit": _("记过"), "serious": _("记大过"), "dismissal": _("除名"), "other": _("其他"),
                  "none": _("不予处分")})
LEAK_KINDS = ("M1", "F5")


def named(row: Mapping[str, Any]) -> str:
    """A row's own words in the language of the moment."""
    return _pick(dict(row))


def lists() -> Mapping[str, Any]:
    return resources.toml("rules", "incidents_lists.toml")


def kind_rows() -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = lists()["kind"]
    return found


def kinds(profile: str, more: list[str] | None = None) -> dict[str, str]:
    """Code → name of the kinds of a region, and of those the centre takes over from others (INC-003)."""
    wanted = set(more or ())
    return {code: named(row) for code, row in kind_rows().items() if row["profile"] == profile or code in wanted}


def kinds_of(rules: Rulebook) -> dict[str, str]:
    return kinds(rules.profile, rules["INC-003"].value("more_kinds"))


def labelled(options: Mapping[str, str]) -> dict[str, str]:
    """The same with the code before the name: G3 断电、停电、设备故障."""
    return {code: f"{code} {name}" for code, name in options.items()}


def kind_words() -> dict[str, str]:
    """What a workbook may write for a kind → its code: the code in any case, its name, "一般 3 …", further words."""
    words: dict[str, str] = {}
    for code, row in kind_rows().items():
        names = [named(row), *row.get("also", ())]
        words |= {_folded(name): code for name in (code, code.upper(), *names, *(f"{code}{name}" for name in names))}
        if row.get("fixed"):
            number = "".join(character for character in code if character.isdigit())
            words |= {_folded(f"{CLASS.show(row['class'])}{number}{name}"): code for name in names}
    return words


def _folded(text: str) -> str:
    return text.replace(" ", "")


def kind_names(codes: list[str]) -> str:
    rows = kind_rows()
    return "、".join(f"{code} {named(rows[code])}" if code in rows else code for code in codes)


def steps(codes: list[str]) -> dict[str, Mapping[str, Any]]:
    """Step id → step of the checklist that these kinds open, the common first steps first, each once."""
    found: dict[str, Mapping[str, Any]] = {}
    for code in codes:
        row = kind_rows().get(code, {})
        rows = [*(lists()["common"][row["common"]]["steps"] if "common" in row else ()), *row.get("steps", ())]
        found |= {step["id"]: step for step in rows}
    return found


@cache
def with_day_steps() -> frozenset[str]:
    """Kinds whose checklist has a step that falls on the exam day itself."""
    return frozenset(code for code in kind_rows() if any(step.get("day") for step in steps([code]).values()))


def decisions(profile: str) -> dict[str, str]:
    """Code → name of the decisions of a region that are entered as such; make-up time and spares have their own commands."""
    rows = lists()["decision"]
    return {code: named(row) for code, row in rows.items() if profile in row["profiles"] and not row.get("own")}


def decision_name(code: str) -> str:
    rows = lists()["decision"]
    return f"{code} {named(rows[code])}" if code in rows else code


def theme_of(codes: list[str]) -> str:
    """The theme of the first kind, "" without one: what statistics count across regions."""
    return str(kind_rows()[codes[0]]["theme"]) if codes else ""


def themes() -> dict[str, str]:
    return {code: named(row) for code, row in lists()["theme"].items()}


def quick_entries(profile: str) -> dict[str, Mapping[str, Any]]:
    """Common situations with their prescribed addressee (INC-039)."""
    return {code: row for code, row in lists()["quick"].items() if row["profile"] == profile}


def preparations() -> dict[str, str]:
    return {code: named(row) for code, row in lists()["preparation"].items()}


def preparation_row(code: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = lists()["preparation"][code]
    return found


def all_ticks() -> dict[str, str]:
    return {tick["id"]: named(tick) for row in lists()["preparation"].values() for tick in row["ticks"]}


