"""What the rules page shows of one rule: its sentence, where it comes from, its values here and who set them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import resources
from models.core import acts
from models.core.acts import COMMANDS
from models.core.centre import Context, own_values
from models.core.queries import user_names
from models.core.roles import NAMES
from models.core.rulebook import SWITCH, OwnValue, Rule
from resources.texts import _, pick
from views.kit.findings import as_text

SET = "core.set_rule_value"
STANDINGS = {"stated": _("明文规定"), "proposed": _("拟定"), "offered": _("可启用"), "off": _("本地区不适用")}
SEVERITIES = {"block": _("禁止"), "warn": _("需写明理由"), "due": _("到期提醒"), "record": _("留存记录")}
AREAS = {
    "CAL": _("日期与期限"),
    "GEN": _("各登记簿通用"),
    "PPL": _("人员"),
    "PPL-ORG": _("组织与权限"),
    "PPL-ASR": _("考评人员"),
    "PPL-SUP": _("质量督导"),
    "PPL-APL": _("申诉"),
    "ASM": _("评价组织"),
    "CMP": _("投诉举报"),
    "SRQ": _("成绩复核"),
    "APL": _("申诉"),
    "INC": _("突发事件"),
    "MKT": _("补足时间"),
    "SPR": _("备用试卷"),
    "ARC": _("档案"),
    "SEC": _("保密"),
    "HND": _("交接"),
    "VLT": _("试卷保管"),
    "CRT": _("证书"),
    "LDG": _("台账"),
    "STA": _("统计"),
    "RCN": _("对账"),
    "REC": _("对账差异"),
    "EQP": _("设备设施"),
    "QBK": _("题库"),
    "FIN": _("财务"),
    "FIL": _("备案"),
    "DUT": _("年度事项"),
    "SYS": _("程序"),
}
_UNITS = {
    "year": _("{value} 年"),
    "month": _("{value} 个月"),
    "day": _("{value} 天"),
    "workday": _("{value} 个工作日"),
    "hour": _("{value} 小时"),
    "minute": _("{value} 分钟"),
    "score": _("{value} 分"),
}
NOTHING = "—"


@cache
def _codes(section: str) -> dict[str, dict[str, str]]:
    """code → its words: those of all lists, the words for codes without a list, and this list before any other."""
    found: dict[str, dict[str, str]] = {}
    lists: dict[str, Any] = {}
    for path in sorted(resources.path("rules").glob("*_lists.toml")):
        for name, table in resources.toml("rules", path.name).items():
            if isinstance(table, dict):  # a list of one name may stand in several areas (kind, document)
                lists[name] = lists.get(name, {}) | table
    for name in sorted(lists, key=lambda name: (name != section, name)):
        for code, row in lists[name].items():
            if "zh" in row:
                found.setdefault(code, row)
    return resources.toml("rules", "codes.toml") | found


def area_of(rule_id: str) -> str:
    """The longest known beginning of an id: PPL-ASR-064 → PPL-ASR."""
    return max((prefix for prefix in AREAS if rule_id.startswith(prefix + "-")), key=len, default=rule_id.split("-")[0])


def in_words(value: Any, unit: str = "", section: str = "") -> str:
    """A value as people say it: 30 天, 是, 考评员. section: the list a code is looked up in first."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Mapping):
        return "、".join(f"{in_words(key, section=section)}：{in_words(item, section=section)}" for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return "、".join(in_words(item, section=section) for item in value) or NOTHING
    if isinstance(value, str) and value.partition(":")[0] in _codes(section) and ":" in value:
        return "：".join(in_words(part, section=section) for part in value.split(":", 1))
    if isinstance(value, str) and "+" in value.strip("+"):
        return "+".join(in_words(item, section=section) for item in value.split("+"))
    if value in NAMES:
        return NAMES[value]
    if value in _codes(section):
        return pick(_codes(section)[value])
    return _UNITS.get(unit, "{value}").format(value=value)


@dataclass(frozen=True)
class Value:
    """One parameter of a rule. own: the centre's own value in force; since and why say when and for what it was set."""

    name: str
    label: str
    profile: str
    own: str
    who: str
    since: str
    why: str


@dataclass(frozen=True)
class Facts:
    id: str
    title: str
    sentence: str
    severity: str
    standing: str
    active: bool
    switchable: bool
    clause: str
    area: str
    values: tuple[Value, ...]
    history: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """All rules as they stand today; against: what keeps this person from setting values."""

    rules: tuple[Facts, ...]
    against: str


def read(context: Context) -> Reading:
    names = user_names(context)
    history: dict[str, list[OwnValue]] = {}
    for own in own_values(context.db):
        history.setdefault(own.rule, []).append(own)
    against = [context.rules.describe(finding) for finding in acts.stands_against(context, COMMANDS[SET])]
    return Reading(tuple(_facts(rule, history.get(rule.id, []), names) for rule in context.rules), as_text(against))


def _facts(rule: Rule, history: list[OwnValue], names: Mapping[str, str]) -> Facts:
    values = tuple(_value(rule, name, names) for name in rule.params)
    lines = tuple(_told(rule, own, names) for own in sorted(history, key=lambda own: (own.from_day, own.id), reverse=True))
    return Facts(rule.id, rule.title, rule.sentence(), SEVERITIES[rule.severity], STANDINGS[rule.standing], rule.active,
                 rule.switchable, rule.clause, area_of(rule.id), values, lines)  # fmt: skip


def _value(rule: Rule, name: str, names: Mapping[str, str]) -> Value:
    given = rule.row["params"][name]
    unit = given.get("unit", "")
    profile = in_words(given.get(rule.profile, given.get("default")), unit, name)
    if rule.is_proposed(name) and profile != NOTHING:
        profile += _("（拟定）")
    own = rule.own.get(name)
    if own is None:
        return Value(name, pick(given["label"]), profile, "", "", "", "")
    return Value(
        name,
        pick(given["label"]),
        profile,
        in_words(own.value, unit, name),
        names.get(own.by, own.by),
        own.from_day.isoformat(),
        own.reason,
    )


def _told(rule: Rule, own: OwnValue, names: Mapping[str, str]) -> str:
    switched = own.param == SWITCH
    given = rule.params.get(own.param, {})
    what = _("启用") if switched and own.value else _("停用") if switched else in_words(own.value, given.get("unit", ""), own.param)
    label = "" if switched else pick(given["label"]) + "："
    since, who = own.from_day.isoformat(), names.get(own.by, own.by)
    return _("自 {day} 起 {label}{what} · {who} · {why}").format(day=since, label=label, what=what, who=who, why=own.reason)
