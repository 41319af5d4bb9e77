"""Make-up time and spare papers (MKT, SPR): pure functions of values."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.core.findings import Finding, Severity
from models.core.rulebook import Rule, Rulebook
from models.incidents.rules import clock
from models.incidents.terms import GENERAL, LEVEL, MAJOR
from resources.texts import _


def lost_minutes(start: datetime, end: datetime) -> int:
    """MKT-002: the interruption in full minutes, rounded up: 11 min 30 s are 12."""
    return -int(-(end - start).total_seconds() // 60)


def no_extra_time(kinds: Collection[str], rules: Rulebook) -> bool:
    """MKT-004, MKT-005: kinds for which nothing is made up."""
    return any(set(kinds) & set(rules[rule].value("kinds") or ()) for rule in ("MKT-004", "MKT-005") if rules[rule].active)


def usual_grant(kinds: Collection[str], lost: int, rules: Rulebook) -> int:
    """What is granted unless the decider says otherwise."""
    return 0 if no_extra_time(kinds, rules) else lost


@dataclass(frozen=True)
class Interruption:
    """One interruption of a room or a candidate, both ends in seconds; area_wide: a power cut of the whole area."""

    start: datetime
    end: datetime
    scheduled_end: datetime
    area_wide: bool = False


def grant_faults(kinds: Sequence[str], one: Interruption, granted: int, decisions: Collection[str], rules: Rulebook) -> list[Finding]:
    """MKT-001…005, 007 on minutes granted for an interruption. decisions: codes approved by the head so far.

    Exactly the limit of MKT-007 is still the officer's to grant (MKT-T2); a second more is the head's (MKT-T3).
    """
    if one.end < one.start or one.scheduled_end < one.start:
        label = _("中断止不早于中断起") if one.end < one.start else _("原结束时间不早于中断起")
        return rules["MKT-001"].found("ends_at", found=clock(one.end), expected=label)
    lost = lost_minutes(one.start, one.end)
    findings = []
    if granted > lost:
        findings += rules["MKT-002"].found("granted", Severity.BLOCK, found=granted, expected=_("不超过 {n}").format(n=lost))
    full, zero = rules["MKT-003"], no_extra_time(kinds, rules)
    if set(kinds) & set(full.value("kinds") or ()) and granted != lost:
        findings += full.found("granted", found=granted, expected=lost)
    elif granted < lost and not zero:
        findings += rules["MKT-002"].found("granted", Severity.WARN, found=granted, expected=lost)
    for rule in (rules["MKT-004"], rules["MKT-005"]):
        if granted and set(kinds) & set(rule.value("kinds") or ()):
            findings += rule.found("granted", found=granted, expected=0)
    return findings + _power_faults(kinds, one, granted, decisions, rules["MKT-007"])


def _power_faults(kinds: Sequence[str], one: Interruption, granted: int, decisions: Collection[str], limit: Rule) -> list[Finding]:
    if not granted or not set(kinds) & set(limit.value("kinds") or ()):
        return []
    long = one.end - one.start > timedelta(minutes=limit.value("minutes"))
    if not (long or one.area_wide) or set(decisions) & set(limit.value("codes")):
        return []
    found = _("区域性停电") if one.area_wide else _("{start} 至 {end}").format(start=clock(one.start), end=clock(one.end))
    return limit.found("granted", found=found)


@dataclass(frozen=True)
class Opening:
    """Spare papers taken into use. consent_by: patrol (hunan) or chief examiner; head_by: the head of the agency."""

    level: str
    count: int | None = None
    decided_by: str | None = None
    consent_by: str | None = None
    consent_at: datetime | None = None
    head_by: str | None = None
    exhausted: bool = False
    informed: bool = False
    secret: bool = False


def spare_faults(rank: str, one: Opening, rules: Rulebook) -> list[Finding]:
    """SPR-002…005 on opening spares: whose consent, in which order."""
    findings: list[Finding] = []
    if rank == GENERAL and one.level == "spare" and not (one.consent_by and one.consent_at):
        findings += rules["SPR-002"].found("consent_by", found=one.consent_by or "", expected=_("巡考人员和同意时间"))
    if rank == GENERAL and one.level in ("other_sites", "copy"):
        findings += _shortage_faults(one, rules["SPR-003"])
    if rank == MAJOR and one.level in ("spare", "leftover", "reprint", "copy") and not one.head_by:
        findings += rules["SPR-004"].found("head_by", found="", expected=_("评价机构负责人"))
    return findings + _order_faults(one, rules["SPR-005"])


def _shortage_faults(one: Opening, shortage: Rule) -> list[Finding]:
    lacking = {_("考务管理责任人"): one.decided_by, _("巡考人员"): one.consent_by, _("份数"): one.count}
    if one.level == "copy":
        lacking[_("保密措施")] = one.secret
    missing = [label for label, value in lacking.items() if not value]
    return shortage.found("consent_by", list="、".join(missing)) if missing else []


def _order_faults(one: Opening, order: Rule) -> list[Finding]:
    if one.level == "spare":
        return [] if one.decided_by else order.found("decided_by", found="", expected=_("主考"))
    if one.exhausted and one.informed and one.decided_by:
        return []
    lacking = {_("主考"): one.decided_by, _("前一种已用尽"): one.exhausted, _("已报领导小组"): one.informed}
    return order.found("level", found=LEVEL.show(one.level), list="、".join(label for label, value in lacking.items() if not value))


def balance_faults(came: int, went: int, balance: Rule) -> list[Finding]:
    """SPR-001: received and copied against used, returned, withdrawn and missing; a difference wants its reason."""
    return balance.found("received", Severity.WARN, found=came, expected=went) if came != went else []


def return_notes(returned: int, spares: int, returning: Rule) -> list[Finding]:
    """SPR-006: spares were there, none came back: noted."""
    return returning.found("returned", Severity.RECORD, found=returned) if spares and not returned else []


def ratio_notes(spares: int, received: int, ratio: Rule) -> list[Finding]:
    """SPR-007: fewer spares than the centre's own share of the exam papers; nothing is said where it set none."""
    percent = ratio.value("percent")
    if percent is None or spares * 100 >= percent * (received - spares):
        return []
    return ratio.found("spares", Severity.RECORD, found=spares)
