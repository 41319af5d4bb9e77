"""What must hold of misconduct cases: pure functions of values."""

from collections.abc import Collection, Sequence
from datetime import date

from models.complaints.rules import Who
from models.conduct.tables import OPEN
from models.conduct.terms import DISMISS, JUDICIAL, RECORDED, offences, sanctions
from models.core.findings import Finding
from models.core.rulebook import Rule
from resources.texts import _


def lacking(facts: str, evidence: bool, code: str, record: Rule) -> list[Finding]:
    """PPL-MIS-001: what a decision lacks: facts, evidence (named or attached), the coded item."""
    lacks = [word for word, there in ((_("违纪事实"), facts), (_("证明材料"), evidence), (_("适用条目"), code)) if not there]
    return record.found("facts", list="、".join(lacks)) if lacks else []


def decider_faults(decider: Who, concerned: Who, finders: Sequence[Who], rule: Rule) -> list[Finding]:
    """PPL-MIS-002: the decider is neither the person concerned nor who found or reported it."""
    if decider.is_same(concerned):
        return rule.found("", found=_("本人"))
    return rule.found("", found=_("发现人或登记人")) if any(decider.is_same(one) for one in finders) else []


def acts_at_once(codes: Collection[str], rule: Rule) -> bool:
    """PPL-MIS-003: whether one of the coded items ends the person's work at once."""
    if not rule.active:
        return False
    acts = set(rule.value("acts") or ())
    return any(acts & set(offences()[code]["consequence"]) for code in codes)


def outside(codes: Collection[str], chosen: Collection[str], rule: Rule) -> list[Finding]:
    """PPL-MIS-005: sanctions that none of the coded items lists; an item without a list leaves the sanction open."""
    lists = [offences()[code]["consequence"] for code in codes]
    if not all(lists):
        return []
    beyond = [one for one in chosen if not any(one in listed for listed in lists)]
    return rule.found("sanctions", found=sanctions().show(beyond)) if beyond else []


def is_suspended(state: str, suspended_on: date | None, again_on: date | None, day: date) -> bool:
    """PPL-MIS-006: whether a case keeps its person from assignments on a day: from the day it acted at once until the decision, then
    up to the day before `again_on` (OPEN: for ever)."""
    if suspended_on is None or day < suspended_on:
        return False
    return state == RECORDED or (again_on is not None and day < again_on)


def again_faults(suspended: bool, again_on: date | None, never: bool, rule: Rule) -> list[Finding]:
    """PPL-MIS-006: who was suspended is told from when he may be assigned again, or never; one of the two."""
    if suspended and (again_on is None) is not never:
        return rule.found("again_on", found=again_on or "", expected=_("可再派遣日期，或不再派遣"))
    return []


def follows(external: bool, codes: Collection[str], chosen: Collection[str], staff: Rule, grave: Rule) -> dict[str, str]:
    """Step → the rule that wants it after the decision (PPL-MIS-004, PPL-ASR-163)."""
    wanted: dict[str, str] = {}
    if grave.active and any(offences()[code].get("grave") for code in codes):
        wanted["employer"] = grave.id
    if grave.active and JUDICIAL in chosen:
        wanted["judicial"] = grave.id
    if staff.active and external:
        wanted |= {"employer": staff.id, "released": staff.id}
    elif staff.active and DISMISS in chosen:
        wanted["released"] = staff.id
    return wanted


__all__ = ["OPEN", "acts_at_once", "again_faults", "decider_faults", "follows", "is_suspended", "lacking", "outside"]
