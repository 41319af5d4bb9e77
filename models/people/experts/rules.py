"""What must hold of experts: pure functions of values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.core.dates import last_day_of_term, months_plus, years_before
from models.core.findings import Finding, Severity
from models.core.rulebook import Rule, Rulebook
from models.people.experts.terms import ATTENDED, MATCH, PAST
from models.people.terms import EDUCATION, LEVEL, TITLE_ORDER, TITLE_RANK
from resources.texts import _

_MATCHES = ("own", "related", "other")  # closest first
_DEGREES = ("secondary", "college", "bachelor", "master", "doctor")  # lowest first
_CLEAN = (None, "none", "clean")


@dataclass(frozen=True)
class Candidate:
    """What the conditions look at, on the day a term starts.

    cert_level: 1 = 高级技师 … 5 = 初级工, 0 or None = none. match: occupation of certificate and title. work_since,
    assessing_since: start of a period without a break. assess_years: whole years, where only these are known. past: earlier
    item work, None where nobody asked. senior: holds a valid card of a senior assessor.
    """

    starts_on: date
    cert_level: int | None = None
    match: str | None = "related"
    title_rank: str | None = None
    education: str | None = None
    work_since: date | None = None
    assessing_since: date | None = None
    assess_years: int | None = None
    past: str | None = None
    senior: bool = False


def conditions(one: Candidate, rules: Rulebook) -> list[Finding]:
    """PPL-EXP-003, or 010 where the centre has adopted its plan (CON-14); PPL-EXP-011 for item writers."""
    plan = rules["PPL-EXP-010"]
    found = plan_faults(one, plan) if plan.active else rule_faults(one, rules["PPL-EXP-003"])
    return found + writer_faults(one, rules["PPL-EXP-011"])


def rule_faults(one: Candidate, rule: Rule) -> list[Finding]:
    """PPL-EXP-003: title or certificate in a related occupation, and the years of assessing when the term starts."""
    found = _proved(one, rule)
    if rule.active and not _assessed(one, rule.value("assess_years")):
        found += rule.found("assessing_since", Severity.BLOCK, found=_since(one))
    return found


def plan_faults(one: Candidate, rule: Rule) -> list[Finding]:
    """PPL-EXP-010: degree, title or certificate, years in the occupation; no number of years asks for none."""
    if not rule.active:
        return []
    found = _proved(one, rule)
    if one.education not in _DEGREES or _DEGREES.index(one.education) < _DEGREES.index(rule.value("education")):
        found += rule.found("education", Severity.BLOCK, found=EDUCATION.show(one.education) or "—", expected=EDUCATION.show(rule.value("education")))
    if not _years_met(one.work_since, one.starts_on, rule.value("work_years")):
        found += rule.found("work_since", Severity.BLOCK, found=one.work_since or "—")
    return found


def writer_faults(one: Candidate, rule: Rule) -> list[Finding]:
    """PPL-EXP-011: years in the occupation, certificate of it or a title, no fault in earlier item work. Without earlier
    item work a reason is asked (CON-28)."""
    if not rule.active:
        return []
    found = _proved(one, rule)
    if not _years_met(one.work_since, one.starts_on, rule.value("work_years")):
        found += rule.found("work_since", Severity.BLOCK, found=one.work_since or "—")
    if one.past not in _CLEAN:
        found += rule.found("past", Severity.BLOCK, found=PAST.show(one.past))
    elif one.past != "clean":
        found += rule.found("past", Severity.WARN, found=PAST.show("none"))
    return found


def _proved(one: Candidate, rule: Rule) -> list[Finding]:
    """A certificate of the level or a title of the rank. A certificate counts in the occupations the rule's `match` allows;
    a title is of no occupation where only the own one counts for certificates (PPL-EXP-011)."""
    limit, needed, wanted = rule.value("cert_level"), rule.value("title_rank"), rule.value("match")
    if not rule.active or limit is None:
        return []
    close = _MATCHES.index(one.match or "other") <= _MATCHES.index(wanted)
    certified = bool(one.cert_level) and one.cert_level <= limit and close
    titled = TITLE_ORDER.index(one.title_rank or "none") >= TITLE_ORDER.index(needed) and (close or wanted == "own")
    if certified or titled:
        return []
    told = _("{level}、{rank}职称、{match}").format(level=LEVEL.show(str(one.cert_level or 0)), rank=TITLE_RANK.show(one.title_rank or "none"),
                                               match=MATCH.show(one.match or "other"))  # fmt: skip
    return rule.found("cert_level", Severity.BLOCK, found=told)


def _years_met(since: date | None, on: date, years: int | None) -> bool:
    """T-3: a single period is complete on its anniversary. No limit is always met."""
    return not years or (since is not None and since <= years_before(on, years))


def _assessed(one: Candidate, years: int) -> bool:
    if one.assessing_since is None:
        return (one.assess_years or 0) >= years
    return _years_met(one.assessing_since, one.starts_on, years)


def _since(one: Candidate) -> str:
    if one.assessing_since:
        return str(one.assessing_since)
    return _("{n} 年").format(n=one.assess_years or 0)


def leader_faults(one: Candidate, is_new: bool, rules: Rulebook) -> list[Finding]:
    """PPL-EXP-006: the expert conditions, and years as assessor (fewer in a new occupation) or a senior assessor."""
    rule = rules["PPL-EXP-006"]
    if not rule.active:
        return []
    found = [finding for finding in conditions(one, rules) if finding.severity is Severity.BLOCK]
    if not one.senior and not _assessed(one, rule.value("assess_years_new" if is_new else "assess_years")):
        found += rule.found("post", found=_since(one))
    return found


def age(birth: date, on: date) -> int:
    """Completed years (T-4)."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def age_faults(birth: date | None, sex: str | None, starts_on: date, approved: bool, rule: Rule) -> list[Finding]:
    """PPL-EXP-005: older than the limit when the term starts. approved: holder of an honour whom the director approved."""
    limit = rule.value("age_max_f" if sex == "female" else "age_max_m")
    if approved:
        limit = rule.value("age_max_honour") or limit
    if not limit or birth is None or age(birth, starts_on) <= limit:
        return []
    return rule.found("starts_on", found=age(birth, starts_on), expected=f"≤ {limit}")


def term_faults(starts_on: date, ends_on: date, rule: Rule, severity: Severity = Severity.BLOCK) -> list[Finding]:
    """PPL-EXP-008: the term is as long as the rule says, to the day (T-5). severity: an old roster's other length only warns."""
    if ends_on < starts_on:
        return [Finding(rule.id, Severity.BLOCK, "ends_on", {"found": str(ends_on), "expected": f"≥ {starts_on}"})]
    years = rule.value("term_years")
    expected = last_day_of_term(starts_on, years) if years else ends_on
    return rule.found("ends_on", severity, found=str(ends_on), expected=str(expected)) if ends_on != expected else []


def second_leader(leader: str | None, rule: Rule) -> list[Finding]:
    """PPL-EXP-001: a group has one leader. leader: the name of the present one."""
    return rule.found("post", found=leader, expected=_("先把现任组长改为成员")) if leader else []


def without_secrecy(task: str, signed_on: date | None, held_on: date, bank: Sequence[str], rule: Rule) -> list[Finding]:
    """PPL-EXP-009: a task on items or the bank only with an agreement signed by its day (inclusive)."""
    if task not in bank or (signed_on is not None and signed_on <= held_on):
        return []
    return rule.found("task", Severity.BLOCK, found=str(signed_on or _("未签订")), expected=_("保密协议"))


def silent_since(tasks: Sequence[tuple[date, str | None]], today: date, months: int, kept_on: date | None) -> date | None:
    """PPL-EXP-009: the day of the first call that went unanswered, where no part was taken within the months before today
    (both ends inclusive) although called; None else. tasks: day and attendance. kept_on: a decision to keep answers what
    came before it."""
    since = months_plus(today, -months)
    recent = [(day, attendance) for day, attendance in tasks if since <= day <= today]
    if any(attendance == ATTENDED for _day, attendance in recent):
        return None
    missed = [day for day, attendance in recent if (attendance or day < today) and (kept_on is None or day > kept_on)]
    return min(missed, default=None)


def panel_faults(members: int, signed: int, rule: Rule) -> list[Finding]:
    """PPL-EXP-014, 015: enough members, and all of them signed."""
    least = rule.value("members_min")
    if not rule.active or not least:
        return []
    if members < least:
        return rule.found("members", found=members, expected=f"≥ {least}")
    return rule.found("members", found=_("{n} 人签字").format(n=signed), expected=_("{n} 人签字").format(n=members)) if signed < members else []


