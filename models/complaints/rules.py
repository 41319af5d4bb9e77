"""What must hold of complaints, rechecks and appeals: pure functions of values, no database, no clock.

Every function answers the findings that stand against an act; [] is nothing. Rules come in as they stand in the
centre's jurisdiction on the day.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.complaints import clock
from models.complaints.terms import NONE, PUBLIC
from models.core.dates import WorkCalendar, days_plus
from models.core.findings import Finding, Severity
from models.core.roles import SUPERVISOR
from models.core.rulebook import Rule, Rulebook
from resources.texts import _


@dataclass(frozen=True)
class Who:
    """Somebody as far as he is known: account, name, person. Any of them may be missing."""

    login: str = ""
    name: str = ""
    person_id: int | None = None

    def is_same(self, other: "Who") -> bool:
        """By account, by person, or by name where one of the two has no account."""
        if self.login and other.login:
            return self.login == other.login or (self.person_id is not None and self.person_id == other.person_id)
        if self.person_id is not None and other.person_id is not None:
            return self.person_id == other.person_id
        return bool(self.name) and self.name == other.name


# -- registering ----------------------------------------------------------------------------------------------------


def missing_facts(facts: Any, labels: dict[str, str], rule: Rule) -> list[Finding]:
    """CMP-002: what a registration lacks; an anonymous one needs no name, unit and contact (CMP-003)."""
    excused = {"complainant", "employer", "contact"} if facts.anonymous else set()
    lacking = [label for name, label in labels.items() if name not in excused and not getattr(facts, name)]
    return rule.found(next(name for name, label in labels.items() if label == lacking[0]), list="、".join(lacking)) if lacking else []


def ground_faults(kind: str, grounds: Sequence[str], rule: Rule) -> list[Finding]:
    """CMP-005: a complaint or report of a candidate has at least one of the five grounds."""
    return rule.found("grounds") if kind != PUBLIC and not grounds else []


def channel_faults(channel: str | None, rule: Rule) -> list[Finding]:
    """CMP-004: one of the listed channels."""
    known = rule.value("channels")
    return [Finding(rule.id, Severity.BLOCK, "channel", {"found": channel})] if rule.active and channel and channel not in known else []


def anonymous_warning(anonymous: bool, rule: Rule) -> list[Finding]:
    """CMP-003: an anonymous case is taken, with the reason written down."""
    return rule.found("anonymous") if anonymous else []


def evidence_words(evidence: str | None, attached: int) -> str | None:
    """What stands in the field of evidence: the word 无 is the explicit value "none"."""
    return evidence or (_("附件 {n} 份").format(n=attached) if attached else None)


def says_none(evidence: str | None) -> bool:
    return (evidence or "").strip() == NONE


# -- recusal --------------------------------------------------------------------------------------------------------


def recused(who: Who, accused: Iterable[Who], rule: Rule, about: str = "") -> list[Finding]:
    """CMP-009, PPL-APL-004: a person complained of takes no part in the case."""
    return rule.found(about, who=who.name or who.login) if any(who.is_same(one) for one in accused) else []


def director_may_not(signer: Who, directors: Iterable[Who], accused: Sequence[Who], named_above: str | None, rule: Rule) -> list[Finding]:
    """CMP-011: with the director among the accused, somebody named of the level above decides, never the director."""
    heads = list(directors)
    if not any(head.is_same(one) for head in heads for one in accused):
        return []
    if not named_above:
        return rule.found("signed_by", found=_("未填上级决定人"), expected=_("上级决定人姓名"))
    return rule.found("signed_by", found=named_above) if any(signer.is_same(head) for head in heads) else []


def lead_faults(kind: str, grounds: Collection[str], roles: Collection[str], public: Rule, grounded: Rule) -> list[Finding]:
    """CMP-022: a public report is led by a supervisor. CMP-023: so are the grounds of fraud, scope and falsification, where
    anybody else wants a reason. roles: those of the lead, empty for somebody without an account."""
    if kind == PUBLIC and public.value("lead") == SUPERVISOR and SUPERVISOR not in roles:
        return public.found("lead", expected=_("质量督导员"))
    ours = set(grounds) & set(grounded.value("grounds"))
    return grounded.found("lead", Severity.WARN) if kind != PUBLIC and ours and SUPERVISOR not in roles else []


def relation_faults(relation: str, rule: Rule) -> list[Finding]:
    """CMP-024: a supervisor who is related to a person concerned, or assessed that session, does not investigate."""
    return rule.found("relation", found=relation) if relation != "none" else []


# -- dates ----------------------------------------------------------------------------------------------------------


def out_of_order(about: str, label: str, day: Any, other: str, first: Any, last: Any, rule: Rule) -> list[Finding]:
    """SYS-014: a day or moment before what it follows, or in the future. first, last: inclusive; None is open."""
    if first is not None and day < first:
        return rule.found(about, label=label, found=str(day), other=other, expected=_("不早于 {day}").format(day=first))
    if last is not None and day > last:
        return rule.found(about, label=label, found=str(day), other=_("今天"), expected=_("不晚于 {day}").format(day=last))
    return []


def late(step: str, due: date, done: date, calendar: WorkCalendar, rules: Rulebook) -> list[Finding]:
    """CAL-010: a late act of the centre is taken with a reason; the lateness is kept."""
    if done <= due:
        return []
    told = clock.late_words(due, done, calendar)
    return rules[clock.RULE_OF[step]].found("", Severity.WARN, found=told, expected=_("最迟 {due}").format(due=due))


def extension_faults(old_due: date, new_due: date, decided_on: date, reason: str, earlier: int,
                     calendar: WorkCalendar, rules: Rulebook) -> list[Finding]:  # fmt: skip
    """CMP-015 (later than the old date), CMP-017 (decided in time), CMP-018 (long or again: a reason of some length).

    The length is measured from the old due date. earlier: extensions this case has already.
    """
    if new_due <= old_due:
        return rules["CMP-015"].found("new_due", Severity.BLOCK, found=new_due.isoformat(), expected=_("晚于 {day}").format(day=old_due))
    findings: list[Finding] = []
    limit = rules["CMP-018"]
    longest = calendar.plus(old_due, limit.value("workdays")).day
    if new_due > longest or earlier >= limit.value("extensions"):
        short = len("".join(reason.split())) < limit.value("min_reason")
        told = _("延长至 {new}，第 {n} 次").format(new=new_due, n=earlier + 1)
        findings += limit.found("why" if short else "new_due", Severity.BLOCK if short else Severity.WARN, found=told)
    return findings + extended_late(old_due, decided_on, rules["CMP-017"])


def extended_late(old_due: date, day: date, rule: Rule) -> list[Finding]:
    """CMP-017: decision and notice of an extension are not later than the date being extended."""
    return rule.found("", found=day.isoformat(), expected=_("不晚于 {due}").format(due=old_due)) if day > old_due else []


# -- closing --------------------------------------------------------------------------------------------------------


def notice_faults(way: str, letter_no: str | None, attached: bool, anonymous: bool, rule: Rule) -> list[Finding]:
    """CMP-008: a notice has a letter number or a kept file; only an anonymous case has the memo instead."""
    if way == "none":
        return [] if anonymous else rule.found("way", found=_("匿名无法送达"), expected=_("实际送达方式"))
    return [] if letter_no or attached else rule.found("letter_no", found="", expected=_("文号或留存的通知书"))


def not_closable(lacking: Sequence[str], rule: Rule) -> list[Finding]:
    """CMP-021: what a case lacks before it can be closed."""
    return rule.found("archive_no" if lacking and lacking[0] == _("归档档号") else "", list="、".join(lacking)) if lacking else []


def consent_faults(kind: str, consenting_roles: Collection[str] | None, rule: Rule) -> list[Finding]:
    """CMP-025: a public report ends with a supervisor's named consent, and with the reason written down.

    consenting_roles: roles of the person named; None where nobody is named.
    """
    if kind != PUBLIC or not rule.active:
        return []
    if consenting_roles is None or SUPERVISOR not in consenting_roles:
        return [
            Finding(
                rule.id,
                Severity.BLOCK,
                "consent",
                {"found": "" if consenting_roles is None else _("不是质量督导员"), "expected": _("质量督导员")},
            )
        ]
    return rule.found("consent")


# -- rechecks and appeals -------------------------------------------------------------------------------------------


def window_faults(published_on: date, applied_on: date, windows: Iterable[Rule], calendar: WorkCalendar) -> list[Finding]:
    """SRQ-002, SRQ-009: an application after the last day of the window is refused."""
    for rule in windows:
        end = clock.window_end(published_on, rule, calendar)
        if end is not None and applied_on > end.day:
            return rule.found("applied_on", found=applied_on.isoformat(), expected=_("不晚于 {day}").format(day=end.day))
    return []


def submission_faults(published_on: date, submitted_on: date, rule: Rule, calendar: WorkCalendar) -> list[Finding]:
    """SRQ-004: the day that counts is the day the station submits it."""
    end = clock.window_end(published_on, rule, calendar)
    if end is None or submitted_on <= end.day:
        return []
    return rule.found("submitted_on", found=submitted_on.isoformat(), expected=_("不晚于 {day}").format(day=end.day))


def little_in_hand(published_on: date, applied_on: date, rule: Rule, calendar: WorkCalendar) -> list[Finding]:
    """SRQ-004: the candidate's own application leaves the station some working days (a warning)."""
    end = clock.window_end(published_on, rule, calendar)
    if end is None or calendar.plus(applied_on, rule.value("in_hand")).day <= end.day:
        return []
    return rule.found("applied_on", Severity.WARN, found=applied_on.isoformat(), expected=_("报送截止 {day}").format(day=end.day))


def cause_faults(items: Sequence[str], rule: Rule) -> list[Finding]:
    """SRQ-005: only missing entry, wrong entry and wrong sum are checked, where the text says so."""
    allowed = rule.value("causes") if rule.active else None
    wrong = [one for one in items if allowed and one not in allowed]
    return rule.found("items", found="、".join(wrong)) if wrong else []


def checker_faults(first: str, second: str, scorer: str | None, rule: Rule) -> list[Finding]:
    """SRQ-001: two different people check; the original scorer is not one of them."""
    if first == second:
        return [Finding(rule.id, Severity.BLOCK, "second_by", {"found": second, "expected": _("另一人")})]
    if scorer and scorer in (first, second):
        return [
            Finding(
                rule.id, Severity.BLOCK, "second_by" if scorer == second else "checked_by", {"found": scorer, "expected": _("非原评分人")}
            )
        ]
    return []


def not_publishable(posted_on: date, day: date, open_objections: int, rule: Rule, calendar: WorkCalendar) -> list[Finding]:
    """SRQ-006: results are published, and certificates made, after the full days of notice and without open objection."""
    end = clock.notice_end(posted_on, rule, calendar)
    if end is None:
        return []
    if day <= end.day:
        return rule.found("", found=day.isoformat(), expected=_("{day} 之后").format(day=end.day))
    return rule.found("", found=_("未了结异议 {n} 件").format(n=open_objections)) if open_objections else []


def appeal_late(delivered_on: date | None, filed_on: date, rule: Rule) -> list[Finding]:
    """PPL-APL-002: an appeal within the days after delivery of the decision, the last day included."""
    if delivered_on is None or filed_on <= days_plus(delivered_on, rule.value("days")):
        return []
    last = days_plus(delivered_on, rule.value("days"))
    return rule.found("filed_on", found=filed_on.isoformat(), expected=_("不晚于 {day}").format(day=last))
