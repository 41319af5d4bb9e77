"""The exam day itself: the exam clock, attendance, leaving, steps, papers and their counts. Pure functions of values.

Times are compared in whole minutes (seconds cut off): who arrives in the minute of the limit is too late, who leaves in
that minute may go.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from models.assessment.exams.terms import DOCUMENT, SKILL, THEORY, Step
from models.core.findings import Finding, Severity
from models.core.rulebook import Rule, Rulebook
from resources.texts import _


def minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def clock(moment: datetime) -> str:
    return moment.strftime("%H:%M")


# -- coming and going -----------------------------------------------------------------------------------------------


def gate(subject: str, starts: datetime, rule: Rule) -> datetime | None:
    """ASM-ATT-006: the minute from which nobody enters any more; None where the region is silent."""
    name = THEORY if subject == THEORY else SKILL
    limit = rule.value(name) if rule.active and subject in (THEORY, SKILL) else None
    return minute(starts) + timedelta(minutes=limit) if limit is not None else None


def entry_faults(arrived: datetime, subject: str, starts: datetime, rule: Rule) -> list[Finding]:
    """ASM-ATT-006: entry is possible while arrival < start + limit."""
    closed = gate(subject, starts, rule)
    if closed is None or minute(arrived) < closed:
        return []
    return rule.found("arrived_at", found=clock(arrived), expected=_("{time} 之前").format(time=clock(closed)))


def late_reason(subject: str, rule: Rule) -> str:
    """How the absence of who came too late is entered: where minutes cancel the practical, it says so (Hunan)."""
    short = rule.value(SKILL) is not None and rule.value(THEORY) is not None and rule.value(SKILL) < rule.value(THEORY)
    return "late_cancelled" if subject == SKILL and short else "late"


def presence_faults(document: str | None, ticket_seen: bool, signed: bool, rules: Rulebook) -> list[Finding]:
    """ASM-ATT-001, ASM-ATT-002: ticket and an accepted document were seen and the list was signed."""
    rule = rules["ASM-ATT-001"]
    lacking = [] if ticket_seen else [_("准考证")]
    lacking += [] if document in rule.value("documents") else ["、".join(DOCUMENT.show(one) for one in rule.value("documents"))]
    found = rules["ASM-ATT-002"].found("document", list="、".join(lacking)) if lacking else []
    lacking += [] if signed else [_("本人签到")]
    return found or (rule.found("document", list="、".join(lacking)) if lacking else [])


def face_faults(recognised: bool, verified_by: str | None, rule: Rule) -> list[Finding]:
    """ASM-ATT-004: who was not recognised needs the name of the person who verified."""
    return [] if recognised or verified_by else rule.found("verified_by")


def leaving_from(starts: datetime, ends: datetime, rule: Rule) -> datetime | None:
    """ASM-ATT-007: the first minute in which a candidate may leave; `ends` with all extensions."""
    if not rule.active:
        return None
    if rule.value("until_end"):
        return minute(ends)
    minutes = rule.value("minutes")
    return minute(starts) + timedelta(minutes=minutes) if minutes is not None else None


def leaving_faults(left: datetime, why: str, starts: datetime, ends: datetime, rule: Rule) -> list[Finding]:
    """ASM-ATT-007: handing in early; who is ill or removed leaves at any time."""
    earliest = leaving_from(starts, ends, rule)
    if why != "finished" or earliest is None or minute(left) >= earliest:
        return []
    return rule.found("left_at", found=clock(left), expected=_("{time} 起").format(time=clock(earliest)))


def escort_faults(escorts: Sequence[str], escort_sex: str | None, sex: str | None, rule: Rule) -> list[Finding]:
    """ASM-ATT-008: so many escorts; in Fujian of the candidate's sex."""
    wanted = rule.value("escorts") or 0
    if len(set(escorts)) < wanted:
        return rule.found("escorts", found=_("{n} 人").format(n=len(set(escorts))), expected=_("{n} 人").format(n=wanted))
    if rule.value("same_sex") and sex and escort_sex != sex:
        return rule.found("escort_sex", expected=_("同性陪同"))
    return []


# -- steps and times ------------------------------------------------------------------------------------------------


def step_faults(step: Step, done: datetime, starts: datetime, ends: datetime, note: str | None, rules: Rulebook) -> list[Finding]:
    """ASM-DAY-002, ASM-DAY-003: start, gate and end are never early; what is more than some minutes late needs a remark."""
    planned, rule = minute(step.planned(starts, ends)), rules["ASM-DAY-002"]
    told: dict[str, Any] = {"found": clock(done), "expected": clock(planned)}
    if step.marks and minute(done) < planned:
        early = rules["ASM-DAY-003"] if step.marks == "start" else rule
        return early.found("done_at", Severity.BLOCK, **told)
    late = step.mode in ("at", "by") and minute(done) > planned + timedelta(minutes=rule.value("minutes"))
    return rule.found("done_at", **told) if late and not note else []


def end_faults(ended: datetime, scheduled: datetime, granted: datetime, rules: Rulebook) -> list[Finding]:
    """ASM-DAY-003, MKT-006: ending after what was announced and granted. granted: the end with recorded delays and make-up time."""
    if minute(ended) <= minute(granted):
        return []
    told: dict[str, Any] = {"found": clock(ended), "expected": clock(granted)}
    return rules["MKT-006"].found("ended_at", Severity.WARN, **told) if granted == scheduled else rules["ASM-DAY-003"].found("ended_at", **told)


def delay_faults(minutes: int, lost_from: datetime, lost_to: datetime, rule: Rule) -> list[Finding]:
    """ASM-DAY-004: what is added is not more than the recorded delay (its seconds make a full minute)."""
    lost = -(-int((lost_to - lost_from).total_seconds()) // 60)
    if 0 < minutes <= lost:
        return []
    return rule.found("minutes", Severity.BLOCK, found=minutes, expected=_("1 至 {n} 分钟").format(n=max(lost, 0)))


# -- papers ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class HandOver:
    """A hand-over as the chain sees it: copies, who gave, who received."""

    copies: int
    giver: str
    receiver: str
    seal: str = "intact"


def chain_faults(holder: str | None, held: int, move: HandOver, rule: Rule) -> list[Finding]:
    """ASM-PAP-001: two people; the giver is who received last, and gives no other count. holder None: the first hand-over."""
    if move.giver == move.receiver:
        return rule.found("receiver", Severity.BLOCK, found=move.receiver, expected=_("另一人"))
    if holder is not None and move.giver != holder:
        return rule.found("giver", found=move.giver, expected=holder)
    if move.copies != held:
        return rule.found("copies", found=move.copies, expected=held)
    return []


def seal_faults(step: str, move: HandOver, held: int, incident: str | None, rules: Rulebook) -> list[Finding]:
    """ASM-PAP-003, ASM-PAP-008: a broken seal, or another count on receipt, goes no further without an incident."""
    if incident:
        return []
    if move.seal == "broken":
        return (rules["ASM-PAP-008"] if step in ("unseal", "sealcheck") else rules["ASM-PAP-003"]).found("incident", found=_("封条异常"))
    if step == "pickup" and move.copies != held:
        return rules["ASM-PAP-003"].found("copies", found=move.copies, expected=held)
    return []


def unseal_faults(at: datetime, starts: datetime, subject: str, witnesses: Sequence[str], present: Sequence[str], signed: bool,
                  rule: Rule) -> list[Finding]:  # fmt: skip
    """ASM-PAP-007: not before the region's minute, with its witnesses: different candidates present in the room, who sign where
    signatures are asked for. witnesses, present: ticket numbers."""
    before = rule.value(THEORY if subject == THEORY else SKILL) if subject in (THEORY, SKILL) else None
    found: list[Finding] = []
    if before is not None and minute(at) < minute(starts) - timedelta(minutes=before):
        found += rule.found("at", found=clock(at), expected=_("{time} 起").format(time=clock(starts - timedelta(minutes=before))))
    wanted = rule.value("witnesses") if subject == THEORY else 0
    there = set(witnesses) & set(present)
    if len(there) < wanted:
        found += rule.found("witnesses", found=_("{n} 名到考考生").format(n=len(there)), expected=_("{n} 名").format(n=wanted))
    elif wanted and rule.value("signed") and not signed:
        found += rule.found("signed", expected=_("见证考生签字"))
    return found


def print_faults(copies: int, candidates: int, rule: Rule) -> list[Finding]:
    """ASM-PAP-020: at least one copy for each candidate of the room."""
    return [] if copies >= candidates else rule.found("copies", found=copies, expected=_("不少于 {n}").format(n=candidates))


@dataclass(frozen=True)
class Counted:
    """The papers of one room at its end, in copies."""

    opened: int
    answered: int
    spare: int
    faulty: int = 0


def count_faults(papers: Counted, present: int, incident: str | None, rules: Rulebook) -> list[Finding]:
    """ASM-PAP-011: unsealed = answered + left over + faulty, answered = present; a missing copy needs an incident's number.
    `spare` counts the copies of absent candidates too."""
    if incident or papers.opened == 0:
        return []
    back = papers.answered + papers.spare + papers.faulty
    if papers.opened != back:
        return rules["ASM-PAP-011"].found("answered", found=_("收回 {n}").format(n=back), expected=_("启封 {n}").format(n=papers.opened))
    if papers.answered != present:
        told: dict[str, Any] = {"found": _("已答 {n}").format(n=papers.answered), "expected": _("到考 {n}").format(n=present)}
        return rules["ASM-PAP-011"].found("answered", **told)
    return []


def signature_faults(signers: Sequence[str], opened: int, rule: Rule) -> list[Finding]:
    """ASM-PAP-012: so many sign the bound and sealed papers; a room without papers (computer exam) has none."""
    count, least = len(set(signers)), rule.value("least") or 0
    if not opened or count >= least:
        return []
    return rule.found("signers", found=_("{n} 人签字").format(n=count), expected=_("{n} 人").format(n=least))


def record_faults(expected: int, present: int, absent: int, listed: int, signers: Sequence[str], rules: Rulebook) -> list[Finding]:
    """ASM-ATT-010, ASM-PAP-012: expected = present + absent, every absence listed, signatures complete."""
    rule, found = rules["ASM-ATT-010"], list[Finding]()
    if expected != present + absent or absent != listed:
        told = _("应到 {a}，实到 {b}，缺考 {c}，名单 {d}").format(a=expected, b=present, c=absent, d=listed)
        found += rule.found("present", found=told)
    count = len({one for one in signers if one.strip()})
    if count < rule.value("least"):
        found += rule.found("signers", found=_("{n} 人签字").format(n=count), expected=_("{n} 人").format(n=rule.value("least")))
    return found
