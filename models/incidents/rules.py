"""What must hold of an incident: class and kind, reports and their clock, decisions, course and closing. Pure functions of
values, no database, no clock. Every function answers the findings that stand against an act; [] is nothing.

Times are datetimes without zone, in seconds; "within n minutes" includes the n-th minute to its last second (CAL-009).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from models.core.findings import Finding, Severity
from models.core.rulebook import Rule, Rulebook
from models.incidents.terms import GENERAL, GROUP, MAJOR, PATROL, SITE, STATE, kind_rows
from resources.texts import _

_STATES = tuple(STATE.options)  # in the order of the course


def clock(moment: datetime | None) -> str:
    """A moment as findings name it: 2025-09-26 09:12, with seconds where there are any."""
    return "" if moment is None else moment.strftime("%Y-%m-%d %H:%M:%S" if moment.second else "%Y-%m-%d %H:%M")


# -- times --------------------------------------------------------------------------------------------------------


def times_in_order(times: Sequence[tuple[str, str, datetime | None]], latest: datetime, event: Rule) -> list[Finding]:
    """INC-001: (field, label, moment) in the order they must follow each other; none after `latest` (inclusive)."""
    findings: list[Finding] = []
    before: tuple[str, datetime] | None = None
    for about, label, moment in times:
        if moment is None:
            continue
        if moment > latest:
            findings += event.found(about, Severity.BLOCK, found=clock(moment), expected=_("不晚于 {now}").format(now=clock(latest)))
        elif before and moment < before[1]:
            expected = _("不早于{label} {moment}").format(label=before[0], moment=clock(before[1]))
            findings += event.found(about, Severity.BLOCK, found=clock(moment), expected=expected)
        before = label, moment
    return findings


def deadline(discovered_at: datetime, limit: Rule) -> datetime:
    """The last second at which a report within the minutes of the rule is in time."""
    return discovered_at + timedelta(minutes=limit.value("minutes"))


def minutes_late(discovered_at: datetime, reported_at: datetime, limit: Rule) -> int:
    """By how many started minutes a report is late; 0 is in time: 600 s are within 10 minutes (INC-T1)."""
    over = (reported_at - deadline(discovered_at, limit)).total_seconds()
    return -int(-over // 60) if over > 0 else 0


def first_report_faults(addressee: str, discovered_at: datetime, reported_at: datetime, rules: Rulebook) -> list[Finding]:
    """INC-020 (hop 1, to the site head) and INC-021 (hop 2, to the leading group): both within the limit from discovery."""
    rule_id = {SITE: "INC-020", GROUP: "INC-021"}.get(addressee)
    if rule_id is None:
        return []
    late = minutes_late(discovered_at, reported_at, rules[rule_id])
    expected = _("{limit} 前").format(limit=clock(deadline(discovered_at, rules[rule_id])))
    found = _("{moment}，迟 {n} 分钟").format(moment=clock(reported_at), n=late)
    return rules[rule_id].found("at", Severity.WARN, found=found, expected=expected) if late else []


def chain_notes(rank: str, told: Collection[str], addressee: str, rules: Rulebook) -> list[Finding]:
    """INC-022: a major incident goes through the patrol; INC-023: what a general one still lacks. Both are only noted."""
    if addressee != GROUP:
        return []
    if rank == MAJOR and PATROL not in told:
        return rules["INC-022"].found("to", Severity.RECORD)
    return rules["INC-023"].found("to", Severity.RECORD) if rank == GENERAL else []


def stage_faults(last: datetime, at: datetime, interval: Rule) -> list[Finding]:
    """INC-026: more than the interval since the last staged report or decision."""
    late = minutes_late(last, at, interval)
    return interval.found("at", found=_("距上次 {n} 分钟").format(n=int((at - last).total_seconds() // 60))) if late else []


def admitted(start: datetime, arrival: datetime, limit: Rule) -> bool:
    """H02: whether a late candidate is still admitted; arriving a full limit late is too late (exam clock, whole minutes)."""
    return arrival < start + timedelta(minutes=limit.value("late_minutes"))


def lateness_faults(kinds: Collection[str], start: datetime | None, arrival: datetime, limit: Rule) -> list[Finding]:
    """INC-039: H02 is no incident while the candidate must still be admitted."""
    if "H02" not in kinds or start is None or not admitted(start, arrival, limit):
        return []
    return limit.found("kinds", Severity.BLOCK, found=clock(arrival), expected=_("准予入场"))


# -- class and kind -----------------------------------------------------------------------------------------------


def default_class(kinds: Sequence[str]) -> str | None:
    """The class that the kinds bring: major if one of them is."""
    classes = {kind_rows()[code]["class"] for code in kinds if code in kind_rows()}
    return MAJOR if MAJOR in classes else GENERAL if classes else None


def class_faults(rank: str | None, kinds: Sequence[str], known: Collection[str], rules: Rulebook) -> list[Finding]:
    """INC-002: a class; INC-003: at least one kind of this region, each fitting the class where it is fixed."""
    findings = [] if rank else rules["INC-002"].found("rank", found="", expected=_("重大、一般"))
    paired = rules["INC-003"]
    if not kinds:
        return findings + paired.found("kinds", found="", expected=_("至少一个类别"))
    unknown = [code for code in kinds if code not in known]
    if unknown:
        findings += paired.found("kinds", found="、".join(unknown), expected="、".join(known))
    wrong = [code for code in kinds if rank and kind_rows().get(code, {}).get("fixed") and kind_rows()[code]["class"] != rank]
    if wrong:
        fitting = [code for code in known if kind_rows()[code]["class"] == rank]
        findings += paired.found("kinds", found="、".join(wrong), expected=_("级别相符的类别：{codes}").format(codes="、".join(fitting)))
    return findings


def rooms_faults(kinds: Sequence[str], rooms: int, threshold: Rule) -> list[Finding]:
    """INC-005: M4 means at least so many rooms (inclusive) and large-scale cheating; fewer are noted."""
    few = "M4" in kinds and rooms < (threshold.value("rooms") or 0)
    return threshold.found("rooms", Severity.RECORD, found=rooms) if few else []


def reclass_faults(before: str, after: str, state: str, decided_by: str | None, change: Rule) -> list[Finding]:
    """INC-004: raised or lowered only before HANDLED, with a reason (a warning) and the name of the decider."""
    if before == after:
        return []
    if _STATES.index(state) >= _STATES.index("handled"):
        return change.found("rank", Severity.BLOCK, found=STATE.show(state), expected=_("处置结束前"))
    if not decided_by:
        return change.found("decided_by", Severity.BLOCK, found="", expected=_("决定人姓名"))
    return change.found("rank")


# -- decisions ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Decided:
    """A decision as entered. approved_at belongs to approved_by."""

    code: str
    at: datetime | None
    decided_by: str | None = None
    approved_by: str | None = None
    approved_at: datetime | None = None
    approved_how: str | None = None
    scope: str | None = None


def decision_faults(decided: Decided, kinds: Sequence[str], done: Collection[str], rules: Rulebook) -> list[Finding]:
    """INC-025 a time, INC-050 the head's approval, INC-051 a scope, INC-053 the station's consent, INC-003 the checklist.

    done: ids of the steps answered as done; some decisions only follow one (H18: cheating only after suspected use).
    """
    findings = [] if decided.at else rules["INC-025"].found("at", found="", expected=_("决定时间"))
    approved = decided.approved_by and decided.approved_at and decided.approved_how
    if decided.code in rules["INC-050"].value("codes") and not approved:
        lacking = {_("批准人"): decided.approved_by, _("批准时间"): decided.approved_at, _("批准形式"): decided.approved_how}
        findings += rules["INC-050"].found("approved_by", list="、".join(label for label, value in lacking.items() if not value))
    if decided.code in (rules["INC-051"].value("codes") or ()) and not decided.scope:
        findings += rules["INC-051"].found("scope", found="", expected=_("考场、考点或考生"))
    if decided.code in (rules["INC-053"].value("codes") or ()) and not decided.approved_by:
        findings += rules["INC-053"].found("approved_by", found="", expected=_("鉴定站同意人"))
    if decided.code in (rules["INC-054"].value("codes") or ()) and not decided.approved_by:
        findings += rules["INC-054"].found("approved_by", Severity.RECORD, found="", expected=_("答复人"))
    for code in kinds:
        needed = kind_rows().get(code, {}).get("needs", {}).get(decided.code)
        if needed and needed not in done:
            findings += rules["INC-003"].found("code", found=decided.code, expected=_("先办 {step}").format(step=needed))
    return findings


def resume_faults(decisions: Sequence[str], resumed_by: str | None, restart: Rule) -> list[Finding]:
    """INC-063: after a stop for danger the site head enters the restart.

    decisions: codes of decisions and of restarts ("resume") in their order."""
    stopped = [code for code in decisions if code in (restart.value("codes") or ()) or code == "resume"]
    if stopped and stopped[-1] != "resume" and not resumed_by:
        return restart.found("resumed_by", found="", expected=_("考点负责人"))
    return []


# -- the end ------------------------------------------------------------------------------------------------------


def report_faults(parts: Mapping[str, str | None], labels: Mapping[str, str], report: Rule) -> list[Finding]:
    """INC-028: none of the parts may be empty."""
    empty = [labels[name] for name in report.value("parts") if not (parts.get(name) or "").strip()]
    return report.found("parts", Severity.BLOCK, list="、".join(empty)) if empty else []


def late_faults(done_on: date, due_on: date, rule: Rule, about: str = "") -> list[Finding]:
    """A duty of the centre done after its day: allowed with a reason (CAL-010)."""
    expected = _("{day} 前").format(day=due_on)
    return rule.found(about, Severity.WARN, found=done_on, expected=expected) if done_on > due_on else []


def closing_faults(lacks: Mapping[str, Any], closing: Rule) -> list[Finding]:
    """INC-043: what still keeps an incident open. lacks: label → what is missing of it, falsy where nothing is."""
    missing = [f"{label}：{told}" if isinstance(told, str) else label for label, told in lacks.items() if told]
    return closing.found("", list="；".join(missing)) if missing else []


def leak_closing_faults(leaked: str, decisions: int, linked: bool, closing: Rule) -> list[Finding]:
    """INC-074: a report on papers waits for a decision of its incident."""
    if leaked != "papers" or (linked and decisions):
        return []
    return closing.found("incident", found=_("已关联，尚无决定") if linked else _("未关联事件"))
