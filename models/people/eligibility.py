"""Who may apply to be an assessor or supervisor, and how an application goes on: pure functions of values."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from models.core.dates import years_before
from models.core.findings import Finding, Severity
from models.core.rulebook import Rule, Rulebook
from models.people.terms import SENIOR, TITLE_ORDER

STEPS = ("draft", "recommended", "reviewed", "trained", "passed", "carded")


@dataclass(frozen=True)
class Applicant:
    """What the predicates look at, on the day of application.

    cert_level: 1 = 高级技师 … 5 = 初级工, 0 or None = none. own_occupation: the certificate is of the occupation applied
    for. top_level: the highest level the occupation has (1 or 2). work_since, assessing_since: start of a period
    without a break.
    """

    grade: str
    applied_on: date
    cert_level: int | None = None
    own_occupation: bool = True
    title_rank: str | None = None
    work_since: date | None = None
    assessing_since: date | None = None
    holds_valid_card: bool = False
    top_level: int = 1


def _years_met(since: date | None, on: date, years: int | None) -> bool:
    """T-3: a single period is complete on its anniversary. No limit is always met."""
    return not years or (since is not None and since <= years_before(on, years))


def certificate_met(applicant: Applicant, rules: Rulebook) -> bool:
    """PPL-ASR-011 (assessor) and PPL-ASR-015 (senior): level at least as high, occupation own or related."""
    rule = rules["PPL-ASR-015" if applicant.grade == SENIOR else "PPL-ASR-011"]
    limit = rule.value("cert_level")
    if applicant.grade == SENIOR and applicant.top_level == 2:
        limit = rule.value("cert_level_top") or limit
    level_met = bool(applicant.cert_level) and limit is not None and applicant.cert_level <= limit
    return level_met and (applicant.own_occupation or rule.value("match") != "own")


def title_met(applicant: Applicant, rules: Rulebook) -> bool:
    """PPL-ASR-012 (assessor) and PPL-ASR-015 (senior): professional title of the rank or above."""
    rule = rules["PPL-ASR-015" if applicant.grade == SENIOR else "PPL-ASR-012"]
    needed = rule.value("title_rank")
    rank = applicant.title_rank or "none"
    return needed is not None and TITLE_ORDER.index(rank) >= TITLE_ORDER.index(needed)


def certificate_and_title(applicant: Applicant, rules: Rulebook) -> list[Finding]:
    """PPL-ASR-013: neither refuses; exactly one is enough for "any", wants a reason for "all" (CON-01)."""
    rule = rules["PPL-ASR-013"]
    met = certificate_met(applicant, rules) + title_met(applicant, rules)
    if met == 0:
        return rule.found("cert_level", Severity.BLOCK)
    if met == 1 and rule.value("combine") == "all":
        return rule.found("cert_level", Severity.WARN)
    return []


def experience(applicant: Applicant, rules: Rulebook) -> list[Finding]:
    """PPL-ASR-014, 016 (years of practical work) and 017 (valid card and years of assessing, senior)."""
    findings = []
    work = rules["PPL-ASR-016" if applicant.grade == SENIOR else "PPL-ASR-014"]
    if not _years_met(applicant.work_since, applicant.applied_on, work.value("work_years")):
        findings += work.found("work_since", found=applicant.work_since or "")
    if applicant.grade == SENIOR:
        rule = rules["PPL-ASR-017"]
        years_met = _years_met(applicant.assessing_since, applicant.applied_on, rule.value("assess_years"))
        if not (applicant.holds_valid_card and years_met):
            findings += rule.found("assessing_since", found=applicant.assessing_since or "")
    return findings


def eligibility(applicant: Applicant, exceptional: str | None, rules: Rulebook) -> list[Finding]:
    """All predicates of 011–017 together. An exceptional admission (PPL-ASR-019) replaces them, with a reason of its own."""
    failed = [*certificate_and_title(applicant, rules), *experience(applicant, rules)]
    exception = rules["PPL-ASR-019"]
    if not exceptional or not exception.active:
        return failed
    replaces = set(exception.value("replaces"))
    replaced = list(dict.fromkeys(finding.rule for finding in failed if finding.rule in replaces))
    left = [finding for finding in failed if finding.rule not in replaces]
    return left + (exception.found("exceptional", Severity.WARN, found="、".join(replaced)) if replaced else [])


def supervisor_background(branch: str | None, since: date | None, excellent: bool, on: date, rule: Rule) -> list[Finding]:
    """PPL-SUP-004: management or technique of assessment for N years, or assessing for N years (excellent, or a reason)."""
    if branch == "management":
        met = _years_met(since, on, rule.value("mgmt_years"))
        return [] if met else rule.found("branch", Severity.BLOCK, found=since or "")
    if not _years_met(since, on, rule.value("assess_years")) or since is None:
        return rule.found("branch", Severity.BLOCK, found=since or "")
    return rule.found("excellent", Severity.WARN) if rule.value("excellent") and not excellent else []


def declarations_ticked(ticked: Collection[str], wanted: Mapping[str, str], rule: Rule) -> list[Finding]:
    """PPL-ASR-010, PPL-SUP-003: every statement is ticked before submission."""
    open_ones = [text for code, text in wanted.items() if code not in ticked]
    return rule.found("declared", Severity.BLOCK, list="、".join(open_ones)) if open_ones else []


def evidence_complete(attached: Collection[str], required: Mapping[str, str], accepted_by: str, rule: Rule) -> list[Finding]:
    """PPL-ASR-032: copies before review; of skill certificate and title certificate one may lack, with a reason, when
    the other was accepted (accepted_by: certificate · title · both)."""
    excusable = {"certificate": "title_certificate", "title": "skill_certificate"}.get(accepted_by, "")
    missing = [code for code in required if code not in attached]
    blocking = [required[code] for code in missing if code != excusable]
    if blocking:
        return rule.found("evidence", Severity.BLOCK, list="、".join(blocking))
    return rule.found("evidence", Severity.WARN, list="、".join(required[code] for code in missing)) if missing else []


def step_in_order(state: str, wanted: str, rule: Rule) -> list[Finding]:
    """PPL-ASR-030, 033, PPL-SUP-005: a step only from the one before; `rejected` and `failed` end the way."""
    before = STEPS[STEPS.index(wanted) - 1]
    allowed = {before} | ({"failed"} if wanted == "passed" else set())
    return [] if state in allowed else rule.found("state", Severity.BLOCK)


def opinion_in_order(previous_on: date | None, this_on: date, rule: Rule) -> list[Finding]:
    """A step is not dated before the one it follows (PPL-ASR-031: the centre's date not before the employer's)."""
    if previous_on is None or this_on >= previous_on:
        return []
    return rule.found("on", Severity.BLOCK, found=this_on, expected=f"≥ {previous_on}")


def training_enough(hours: float | None, rule: Rule) -> list[Finding]:
    """PPL-ASR-040: theory and assessing lessons, without practice hours; the limit itself is enough."""
    needed = rule.value("training_hours")
    return rule.found("training_hours", found=hours or 0) if needed and (hours or 0) < needed else []


def exam_passed(theory: float | None, practical: float | None, rule: Rule) -> bool:
    """PPL-ASR-050 and PPL-SUP-012: every part reaches the pass mark; Henan and supervisors have one part."""
    mark = rule.value("pass_mark") or 0
    parts = rule.value("parts") if "parts" in rule.params else 1
    scores = [theory, practical][: parts or 1]
    return all(score is not None and score >= mark for score in scores)
