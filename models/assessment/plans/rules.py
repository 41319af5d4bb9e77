"""What must hold of a batch before it goes on its way: pure functions of values, no database, no clock."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from models.assessment.plans.course import lists
from models.assessment.rules import Key, Scope, scope_faults
from models.assessment.terms import NO_JOB
from models.core.findings import Finding, Severity
from models.core.rulebook import Rule
from resources.texts import _, pick

Period = tuple[date, date]


def within_scope(scope: Scope, key: Key, exam_days: Iterable[date], rule: Rule) -> list[Finding]:
    """Whether a batch stays within the filed scope on every exam day (ASM-SCO-001). The key is occupation, job and level; where
    the region files by level the job does not count, where it files projects the level does not either. A centre that has
    entered no scope yet is not held against it."""
    if not scope.rows:
        return []
    narrowness = rule.value("key")
    if narrowness == "job":
        return scope_faults(scope, key, exam_days, rule)
    alike = [row for row in scope.rows if row[0] == key[0] and (narrowness == "project" or row[2] == key[2])]
    found = [scope_faults(scope, row, exam_days, rule) for row in alike]
    if any(not faults for faults in found):
        return []
    return scope_faults(scope, key if key[2] else (key[0], NO_JOB, 0), exam_days, rule)


def suspended(periods: Iterable[Period], exam_days: Collection[date], rule: Rule) -> list[Finding]:
    """ASM-SCO-012: no exam day may fall into a rectification period; both its days are inclusive."""
    for starts, ends in periods:
        if any(starts <= day <= ends for day in exam_days):
            return rule.found("first_exam_day", starts=starts, ends=ends)
    return []


def not_now(periods: Iterable[Period], today: date, rule: Rule) -> list[Finding]:
    """PPL-ORG-014: while the centre itself is suspended or under rectification no batch is opened; both days are inclusive."""
    return next((rule.found("", starts=starts, ends=ends) for starts, ends in periods if starts <= today <= ends), [])


def not_connected(systems: Collection[str], rule: Rule) -> list[Finding]:
    """ASM-SCO-011: what of the centre is not yet marked as connected to the provincial platform."""
    lacking = [pick(lists()["system"][one]) for one in rule.value("systems") or () if one not in systems]
    return rule.found("", list=lacking) if lacking else []


def deviates(declared: int | None, actual: int, rule: Rule) -> list[Finding]:
    """ASM-BAT-011: more or fewer registered than the tolerance allows, in whole persons: |actual - declared| · 100 > declared · percent."""
    if not rule.active or not declared or abs(actual - declared) * 100 <= declared * rule.value("percent"):
        return []
    return rule.found("", found=actual, expected=declared)


def sport_name(first: date, region: str, serial: int, project: str, remark: str | None) -> str:
    """The name the platform makes (ASM-BAT-003): 2021-01 北京批次 1_滑雪_鉴定（备注）. Source: 考务工作手册 三(二)1(2)."""
    name = f"{first:%Y-%m} {region}批次 {serial}_{project}_鉴定"
    return f"{name}（{remark}）" if remark else name


def fujian_name(station: str, year: int, serial: int, rule: Rule) -> str:
    """The name of a Fujian batch (ASM-BAT-004): 某某鉴定站2025年第01批次专项职业能力考核."""
    return f"{station.removesuffix('鉴定站')}鉴定站{year}年第{serial:0{rule.value('digits')}d}批次专项职业能力考核"


def remark_faults(remark: str | None, rule: Rule) -> list[Finding]:
    """ASM-BAT-003: a remark without brackets, not longer than allowed."""
    if remark is None or not (set("（）()") & set(remark) or len(remark) > rule.value("remark_max")):
        return []
    return rule.found("remark", found=remark)


def lacks_content(content: Mapping[str, str], rule: Rule) -> list[Finding]:
    """ASM-PLN-007: which prescribed items an announcement leaves empty."""
    if not rule.active:
        return []
    lacking = [pick(lists()["item"][item]) for item in rule.value("items") or () if not content.get(item)]
    return rule.found("content", list=lacking) if lacking else []


def void_faults(postponed: bool, new_day: date | None, why: str | None, papers: str, rule: Rule) -> list[Finding]:
    """ASM-BAT-009: a postponement needs its new day, anything else a reason; papers received are returned or kept sealed."""
    if papers == "received":
        return rule.found("papers", found=_("试卷去向未登记"))
    if postponed and new_day is None:
        return rule.found("first_day", found=_("没有填新日期"))
    if not postponed and not why:
        return rule.found("why", found=_("没有填原因"))
    return []


def leader_faults(leader: str, listed: Collection[str], owner: str, rule: Rule) -> list[Finding]:
    """ASM-BAT-016: who is not on the authority's list is refused; who is not the batch owner wants a reason."""
    if leader not in listed:
        return rule.found("leader", Severity.BLOCK, found=_("{name} 不在名单上").format(name=leader))
    if leader != owner:
        return rule.found("leader", Severity.WARN, found=_("{name} 不是批次负责人").format(name=leader))
    return []


def abnormal_code(rule_id: str) -> str:
    """The code under which an overridden rule is entered among the abnormal operations of a batch (ASM-BAT-012)."""
    codes: Sequence[tuple[str, Mapping[str, Sequence[str]]]] = list(lists()["abnormal"].items())
    return next((code for code, row in codes if rule_id in row["rules"]), codes[-1][0])
