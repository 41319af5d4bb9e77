"""What must hold of qualifications, cards and appointments: pure functions of values, no database, no clock.

Every function answers the findings that stand against an act; [] is nothing. Rules come in as they stand in the
centre's jurisdiction on the day (models.core.rulebook.Rule).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models.core.dates import DAY, last_day_of_term
from models.core.findings import Finding, Severity
from models.core.rulebook import Rule
from models.people.terms import EXTERNAL, INTERNAL
from resources.texts import _


@dataclass(frozen=True)
class Term:
    """One validity of a card: both days inclusive."""

    starts_on: date | None  # None: since before anything was recorded
    ends_on: date

    def covers(self, day: date) -> bool:
        return (self.starts_on or date.min) <= day <= self.ends_on


def card_state(terms: Sequence[Term], ended_on: date | None, ended_how: str | None, day: date) -> str:
    """How a card stands on any day, past or future: none · future · valid · expired · withdrawn · replaced.

    ended_on: the first day on which the card no longer counts. Source: PPL-ASR-064, 065 (valid on every day).
    """
    if not terms:
        return "none"
    if ended_on is not None and day >= ended_on:
        return ended_how or "withdrawn"
    if any(term.covers(day) for term in terms):
        return "valid"
    return "future" if day < min(term.starts_on or date.min for term in terms) else "expired"


def last_good_day(starts_on: date, validity: Rule) -> date | None:
    """The last day of a card that starts then (T-5: the day before the anniversary); None where no validity is stated.

    validity: PPL-ASR-064 or PPL-SUP-014.
    """
    years = validity.value("years") if "years" in validity.params else None
    return last_day_of_term(starts_on, years) if years else None


def refused(rule: Rule, about: str, **params: object) -> list[Finding]:
    """A refusal that stands whether or not the region states the rule, because the register could not be kept otherwise
    (one number on two cards, a deed on what is closed)."""
    return [Finding(rule.id, Severity.BLOCK, about, params)]


def card_number_faults(number: str, grade: str, filing_no: str, layout: Rule) -> list[Finding]:
    """What is wrong with an assessor's card number: length, own centre's code, grade digit, serial (PPL-ASR-061)."""
    length, centre, serial = (layout.value(name) for name in ("length", "centre_digits", "serial_digits"))
    if not layout.active or not length:
        return []
    if len(number) != length:
        return layout.found("card_number", found=f"{number}（{len(number)}位）", expected=f"{length}位")
    if number[:centre] != filing_no:
        return layout.found("card_number", found=number[:centre], expected=filing_no)
    digit = str(layout.value("grade_digit").get(grade, ""))
    if number[centre:-serial] != digit:
        return layout.found("card_number", found=f"{number}（等级位{number[centre:-serial]}）", expected=f"等级位{digit}")
    return _serial_faults(number, number[-serial:], layout)


def supervisor_number_faults(number: str, kind: str, filing_no: str, layout: Rule) -> list[Finding]:
    """What is wrong with a supervisor's card number (PPL-SUP-013). An external supervisor's begins with the issuing
    centre's code, of which only length and digits are known here."""
    length, centre, serial = (layout.value(name) for name in ("length", "centre_digits", "serial_digits"))
    if not layout.active or not length:
        return []
    if len(number) != length:
        return layout.found("card_number", found=f"{number}（{len(number)}位）", expected=f"{length}位")
    if kind == INTERNAL and number[:centre] != filing_no:
        return layout.found("card_number", found=number[:centre], expected=filing_no)
    if not re.fullmatch(layout.value("pattern"), number):
        return layout.found("card_number", found=number, expected=f"1位字母和{length - 1}位数字")
    return _serial_faults(number, number[-serial:], layout) if kind == INTERNAL else []


def _serial_faults(number: str, serial: str, layout: Rule) -> list[Finding]:
    low, high = layout.value("serial_min"), layout.value("serial_max")
    if serial.isdigit() and low <= int(serial) <= high:
        return []
    return layout.found("card_number", found=number, expected=f"序列号 {low:0{len(serial)}d}–{high:0{len(serial)}d}")


def next_card_number(used: Iterable[str], prefix: str, layout: Rule) -> str | None:
    """The number after the highest one ever given under a prefix; never one that was given before (PPL-ASR-062).
    None when the serials are used up."""
    digits = layout.value("serial_digits")
    serials = [int(number[-digits:]) for number in used if number.startswith(prefix) and number[-digits:].isdigit()]
    following = max([layout.value("serial_min") - 1, *serials]) + 1
    return f"{prefix}{following:0{digits}d}" if following <= layout.value("serial_max") else None


def issue_day_faults(issued_on: date, today: date, validity: Rule) -> list[Finding]:
    """An issue date after today is refused (README 7); the rule named is that of the validity it would start."""
    if issued_on <= today:
        return []
    return [Finding(validity.id, Severity.BLOCK, "issued_on", {"found": issued_on.isoformat(), "expected": f"≤ {today}"})]


def validity_faults(starts_on: date, ends_on: date, validity: Rule) -> list[Finding]:
    """A validity that ends before it starts is refused; one that differs from the stated years wants a reason."""
    if ends_on < starts_on:
        return [Finding(validity.id, Severity.BLOCK, "valid_to", {"found": ends_on.isoformat(), "expected": f"≥ {starts_on}"})]
    expected = last_good_day(starts_on, validity)
    if not validity.active or expected is None or ends_on == expected:
        return []
    return validity.found("valid_to", Severity.WARN, found=ends_on.isoformat(), expected=expected.isoformat())


def grade_faults(grade: str | None, grades: Rule) -> list[Finding]:
    """PPL-ASR-001: exactly one of the grades of the jurisdiction, no third value."""
    if not grades.active or grade in (grades.value("grades") or ()):
        return []
    return grades.found("grade", found=grade or "", expected="考评员、高级考评员")


def further_occupation(held: Sequence[str], added: Sequence[str], similar: Rule) -> list[Finding]:
    """PPL-ASR-004: a second or later occupation needs a person's word that it is the same or similar."""
    new = [occupation for occupation in added if occupation not in held]
    allowed_at_once = 0 if held else 1
    if len(new) <= allowed_at_once:
        return []
    return similar.found("occupation", found="、".join(new[allowed_at_once:]), expected="、".join([*held, *new[:allowed_at_once]]))


def kind_faults(kind: str | None, own_staff: bool | None, kinds: Rule, staff: Rule) -> list[Finding]:
    """PPL-SUP-001: internal or external, no third; PPL-SUP-002: an internal supervisor is the centre's own staff."""
    if kinds.active and kind not in (kinds.value("kinds") or ()):
        return kinds.found("grade", found=kind or "", expected="内督、外督")
    if kind == INTERNAL and own_staff is False:
        return staff.found("own_staff", found="否", expected="是")
    return []


def blacklisted(lists: Iterable[str], kind: str, rule: Rule) -> list[Finding]:
    """PPL-ASR-022: who stands on the blacklist of the kind may not apply, be carded or appointed."""
    return rule.found("person") if kind in set(lists) else []


def renewal_faults(ended_how: str | None, open_sanction: bool, renewal: Rule) -> list[Finding]:
    """PPL-ASR-066: a card goes on only by a new decision, and not while it is withdrawn or a sanction stands."""
    if ended_how is not None or open_sanction:
        return renewal.found("card", found="证卡已撤回或换发" if ended_how else "有未消除的处分")
    return []


def renewal_start(ends_on: date, today: date) -> date:
    """The day a renewed validity starts: the day after the old one while it still runs, else today.

    ends_on: last good day of the old one; date.max where none is known.
    """
    return today if ends_on == date.max else max(ends_on + DAY, today)


def renewal_start_faults(starts_on: date, latest_end: date, renewal: Rule) -> list[Finding]:
    """Two validities of one card do not overlap: a renewal starts after the last good day of the one before."""
    if starts_on > latest_end:
        return []
    return [Finding(renewal.id, Severity.BLOCK, "starts_on", {"found": starts_on.isoformat(), "expected": f"> {latest_end}"})]


def cause_faults(cause: str | None, causes: Iterable[str], rule: Rule) -> list[Finding]:
    """PPL-ASR-160, PPL-SUP-050: one main cause from the coded list of the jurisdiction."""
    known = list(causes)
    if not rule.active or not known or cause in known:
        return []
    return rule.found("cause", found=cause or "", expected="、".join(known))


def decider_faults(kind: str, decider: Rule) -> list[Finding]:
    """PPL-SUP-052: an external supervisor's qualification is cancelled by the centre that issued the card."""
    return decider.found("card", found="外督") if kind == EXTERNAL else []


def own_cards_only(kind: str, issuer: Rule) -> list[Finding]:
    """PPL-SUP-011: the centre does not examine or card external supervisors; it records the card issued above."""
    return issuer.found("grade", found="外督") if kind == EXTERNAL else []


def appointment_faults(starts_on: date, ends_on: date, card_ends_on: date | None, term: Rule) -> list[Finding]:
    """PPL-ASR-082, PPL-SUP-019: the usual term is some years; another length, or one beyond the card, wants a reason."""
    if ends_on < starts_on:
        return [Finding(term.id, Severity.BLOCK, "ends_on", {"found": ends_on.isoformat(), "expected": f"≥ {starts_on}"})]
    findings = []
    years = term.value("term_years")
    if years and ends_on != last_day_of_term(starts_on, years):
        findings += term.found("ends_on", Severity.WARN, found=ends_on.isoformat(), expected=last_day_of_term(starts_on, years).isoformat())
    if card_ends_on is not None and ends_on > card_ends_on:
        findings += term.found("ends_on", Severity.WARN, found=ends_on.isoformat(), expected=f"≤ {card_ends_on}（证卡有效期）")
    return findings


def qualified_faults(state: str, held: Sequence[str], occupation: str | None, qualified: Rule) -> list[Finding]:
    """PPL-ASR-081: a contract only for a person with a valid qualification for the occupation."""
    if state != "valid":
        return qualified.found("qualification", found={"none": "无证卡", "expired": "证卡过期"}.get(state, "证卡无效"))
    if occupation and occupation not in held:
        return qualified.found("occupation", found=occupation, expected="、".join(held))
    return []


def reappointment_faults(decision: str | None, evaluation: str | None, decided: Rule, evaluated: Rule) -> list[Finding]:
    """PPL-ASR-083: the director decided to renew; PPL-ASR-084: with the written evaluation where it is required."""
    findings = []
    if decision != "renew":
        findings += decided.found("decision", Severity.BLOCK, found="解聘" if decision == "release" else "未决定")
    required = evaluated.value("required") if "required" in evaluated.params else True
    if not evaluation and required:
        findings += evaluated.found("evaluation", Severity.BLOCK, list="聘期综合评估报告")
    return findings


def pool_faults(occupation: str, available: int, minimum: Rule) -> list[Finding]:
    """PPL-ASR-085: fewer assessors of an occupation than the minimum (the minimum itself is enough); a warning on lists."""
    needed = minimum.value("pool_min")
    if not needed or available >= needed:
        return []
    return minimum.found(
        "occupation", Severity.WARN, found=_("{occupation} {n} 名").format(occupation=occupation, n=available), expected=f"≥ {needed}"
    )


def pool_for_rotation(occupation: str, available: int, team: int, rotation: Rule) -> list[Finding]:
    """PPL-ASR-086: rotation needs team + ceil(team / divisor) people."""
    divisor = rotation.value("rotation_divisor")
    if not divisor or available >= team + -(-team // divisor):
        return []
    return rotation.found(
        "occupation", found=_("{occupation} {n} 名").format(occupation=occupation, n=available), expected=f"≥ {team + -(-team // divisor)}"
    )


def filing_points_lost(unmet: int, points: Rule) -> int:
    """PPL-ASR-021: points lost at the filing assessment for assessors who fail a condition without an exception."""
    return min(unmet * (points.value("points_each") or 0), points.value("points_max") or 0) if points.active else 0
