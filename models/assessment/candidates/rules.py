"""What must hold of applications, bans and fees: pure functions of values, no database, no clock."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from models.assessment.candidates.terms import CERTIFICATE, DIRECT, EXAM, GROUP, PROCESS, STAFF, STATE, WAY, rows
from models.assessment.terms import LEVELS
from models.core.dates import WorkCalendar, years_before, years_plus
from models.core.findings import Finding, Severity
from models.core.rulebook import Rule
from resources.texts import _

YEAR, TWO_YEARS, GRADUATION = "BAN-Y", "BAN-2Y", "BAN-G"
BANS = (YEAR, TWO_YEARS, GRADUATION)


def state_faults(state: str, allowed: Sequence[str], rule: Rule) -> list[Finding]:
    """What stands against an act that is for applications in these states. rule: ASM-STC-001."""
    if state in allowed:
        return []
    return rule.found("state", found=STATE.show(state), expected="、".join(map(STATE.show, allowed)))


# -- bans (ASM-DIS-004) --------------------------------------------------------------------------------------------------


def last_banned_day(effect: str, violated_on: date, graduates_on: date | None, rule: Rule) -> date | None:
    """The last covered day of a ban, inclusive; None is until it is lifted.

    BAN-Y: 31 December of the year (R13). BAN-2Y: the same day `years` later, from 29 February 28 February (R12). BAN-G: the
    day of graduation; staff have none (C-33). rule: ASM-DIS-004. Source: sport 四(二)2、3; henan 规定 四.
    """
    if effect == YEAR:
        return date(violated_on.year, 12, 31)
    if effect == TWO_YEARS:
        return years_plus(violated_on, rule.value("years"))
    return graduates_on


def touches(first_day: date, last_day: date | None, starts: date, ends: date) -> bool:
    """Whether a ban touches a batch's exam days; all four days inclusive, a ban without last day never ends."""
    return starts <= (last_day or date.max) and ends >= first_day


def ban_faults(name: str, bans: Iterable[tuple[date, date | None]], starts: date, ends: date, rule: Rule) -> list[Finding]:
    """ASM-REG-018: refused while a ban touches an exam day; applying during a ban for a later day is possible."""
    touching = [last for first, last in bans if touches(first, last, starts, ends)]
    if not touching:
        return []
    last = None if None in touching else max(day for day in touching if day)
    return rule.found("id_no", found=name, expected=last.isoformat() if last else _("解除之日"))


# -- conditions of a way (WAY) ----------------------------------------------------------------------------------------------


def way_faults(way: str, batch_way: str | None, rule: Rule) -> list[Finding]:
    """ASM-WAY-001: a way the region knows, and that of the batch where it is told."""
    ways = rule.value("ways") or ()
    if way in ways and batch_way in (None, way):
        return []
    return rule.found("way", found=WAY.show(way), expected="、".join(map(WAY.show, [batch_way] if batch_way else ways)))


def graduation_year(graduates_on: date | None, day: date) -> bool:
    """毕业学年: from 1 September of the year before graduation to the day of graduation, both inclusive (C-36)."""
    return graduates_on is not None and date(graduates_on.year - 1, 9, 1) <= day <= graduates_on


def graduate_faults(way: str, graduates_on: date | None, exam_day: date, rule: Rule) -> list[Finding]:
    """ASM-WAY-009: who has graduated applies in the calendar year of graduation, by the ways allowed, with a reason."""
    if graduates_on is None or exam_day <= graduates_on:
        return []
    if exam_day.year != graduates_on.year or way not in rule.value("ways"):
        return rule.found("graduates_on", Severity.BLOCK, found=graduates_on, expected=exam_day)
    return rule.found("graduates_on", Severity.WARN, found=graduates_on, expected=exam_day)


@dataclass(frozen=True)
class Evidence:
    """A proof as the conditions look at it: its grade, its day, whether both course results are passed."""

    grade: str | None = None
    issued_on: date | None = None
    both_passed: bool = False
    name: str | None = None
    number: str | None = None


def student_faults(way: str, group: str | None, level: int, graduates_on: date | None, exam_day: date,
                   proofs: Mapping[str, Evidence], rule: Rule) -> list[Finding]:  # fmt: skip
    """ASM-WAY-002: the table of the five school groups. proofs: by item (X1 1+X certificate, X2 courses, X5 excellent).

    The level is both lowest and highest for its line; the findings name what the nearest line still wants.
    """
    if group is None:
        return rule.found("student_group", why=_("未登记学校层次"), expected=GROUP.hint)
    lines = [one for one in rows("eligible").values() if one["way"] == way and group in one["groups"]]
    fitting = [one for one in lines if one["level"] == level]
    if not fitting:
        allowed = "、".join(LEVELS[level_] for level_ in sorted({one["level"] for one in lines}, reverse=True)) or _("无")
        why = _("{way}，{group}").format(way=WAY.show(way), group=GROUP.show(group))
        return rule.found("level", why=why, found=LEVELS.get(level, level), expected=allowed)
    lacking = [_lacking(one, graduates_on, exam_day, proofs) for one in fitting]
    return rule.found("level", why=min(lacking, key=len)) if all(lacking) else []


def _lacking(line: Mapping[str, object], graduates_on: date | None, exam_day: date, proofs: Mapping[str, Evidence]) -> str:
    """What one line of the table still wants, in words; "" when it is met."""
    study, item = line.get("study"), str(line.get("proof", ""))
    graduated = graduates_on is not None and exam_day > graduates_on
    if study and not graduation_year(graduates_on, exam_day) and not (study == "final_or_graduate" and graduated):
        return _("不在毕业学年")
    proof = proofs.get(item)
    if not item:
        return ""
    if proof is None:
        return _("缺少证明材料 {item}").format(item=item)
    if line.get("grade") and proof.grade != line["grade"]:
        return _("1+X 证书等级不符")
    if line["way"] == PROCESS and not proof.both_passed:
        return _("理论和实操课程未全部合格")
    return ""


def certificate_faults(occupation: str, proof: Evidence | None, rule: Rule) -> list[Finding]:
    """ASM-WAY-004: a 1+X certificate has name, level, number and day, and the published list maps it to the occupation."""
    parts = {_("1+X 证书"): proof, _("名称"): proof and proof.name, _("等级"): proof and proof.grade, _("编号"): proof and proof.number,
             _("日期"): proof and proof.issued_on}  # fmt: skip
    lacking = [label for label, value in parts.items() if not value]
    if not lacking and proof is not None and (rule.value("mapped") or {}).get(proof.name) != occupation:
        lacking = [_("对应职业“{occupation}”").format(occupation=occupation)]
    return rule.found("X1", list="、".join(lacking)) if lacking else []


def contest_faults(occupation: str, level: int, rule: Rule) -> list[Finding]:
    """ASM-WAY-006: the school's competition rules are kept with the occupation and the highest level they give."""
    highest = (rule.value("contests") or {}).get(occupation)
    if highest is None or level < int(highest):
        expected = LEVELS.get(int(highest), highest) if highest else _("已登记的竞赛办法")
        return rule.found("way", found=f"{occupation} {LEVELS.get(level, level)}", expected=expected)
    return []


def title_ceiling(title: Evidence | None, day: date, rule: Rule) -> int | None:
    """The highest level a professional title allows (ASM-WAY-007), None where it allows none. day: of the application.

    满 N 年: the title's day plus N years is not after the application. The level is a ceiling, lower ones may be chosen.
    """
    if title is None or title.issued_on is None or title.issued_on > day:
        return None
    long = title.issued_on <= years_before(day, rule.value("years")) or years_plus(title.issued_on, rule.value("years")) <= day
    if title.grade == "senior" or (title.grade == "middle" and long):
        return 1
    return 2 if title.grade == "middle" or (title.grade == "junior" and long) else None


def title_faults(level: int, ceiling: int | None, rule: Rule) -> list[Finding]:
    if ceiling is None or level < ceiling:
        return rule.found("level", found=LEVELS.get(level, level), expected=LEVELS.get(ceiling, _("无")) if ceiling else _("无"))
    return []


def needs_table(way: str, category: str | None) -> bool:
    """Whether the students' table applies: to students and graduates by exam, recognition or process."""
    return category != STAFF and way in (EXAM, DIRECT, PROCESS)


def work_years_faults(level: int, certified_on: date | None, applied_on: date, rule: Rule) -> list[Finding]:
    """ASM-REG-008: level 4 by years of work, N full years after the level 5 certificate: YR+(day, N) ≤ application."""
    if level != rule.value("level"):
        return []
    if certified_on is None or years_plus(certified_on, rule.value("years")) > applied_on:
        return rule.found("certified_on", found=certified_on or "", expected=_("满 {n} 年").format(n=rule.value("years")))
    return []


def delivery_faults(uploaded: date, sent: date, exam_day: date, calendar: WorkCalendar, rule: Rule) -> list[Finding]:
    """ASM-REG-011: first the upload, then the forms (the same day is possible), by WD-(exam day, N); later wants a reason."""
    if not rule.active:
        return []
    limit = calendar.minus(exam_day, rule.value("workdays")).day
    if sent < uploaded:
        return rule.found("sent_on", level="、".join(map(str, rule.value("levels"))), found=sent, expected=uploaded)
    return (
        rule.found("sent_on", Severity.WARN, level="、".join(map(str, rule.value("levels"))), found=sent, expected=limit)
        if sent > limit
        else []
    )


# -- materials (REG) --------------------------------------------------------------------------------------------------------


def wanted_materials(items: Iterable[str], level: int, condition: str | None, has_prior: bool, upper: Collection[int]) -> list[str]:
    """The items of the material list that this application must bring. upper: the levels that want a technical summary."""
    reasons = {"always": True, "way": True, "prior": has_prior, "years": condition == "years", "upper": level in upper, "if_any": False}
    kinds = rows("material")
    return [item for item in items if reasons[kinds[item]["when"]]]


# -- fees (FEE) and corrections -----------------------------------------------------------------------------------------------


def fee_faults(amount: int, standard: int | None, waived: bool, rule: Rule) -> list[Finding]:
    """ASM-FEE-002: the announced amount and no other, in fen; an item without an announced amount is not held to one."""
    if waived or standard is None or amount == standard:
        return []
    return rule.found("amount", found=f"{amount / 100:.2f}", expected=f"{standard / 100:.2f}")


def is_settled(subjects: Iterable[str], booked: Collection[str], announced: Collection[str]) -> bool:
    """Whether the fees before the exam are paid: each subject that has an announced fee, or anything where none is known."""
    asked = set(subjects) & set(announced)
    return asked <= set(booked) if asked else bool(booked)


def certificate_free(is_first: bool, valid_to: date | None, exam_day: date) -> bool:
    """ASM-FEE-004: the first resit, its exam not after the last day (inclusive) of the passed subject."""
    return is_first and valid_to is not None and exam_day <= valid_to


# -- violations (DIS) ---------------------------------------------------------------------------------------------------------


def violation_faults(code: str | None, known: Collection[str], basis: str | None, rule: Rule, no_list: Rule) -> list[Finding]:
    """Only codes of the region's list (ASM-DIS-011 … 014); where there is none, a written legal basis (ASM-DIS-010)."""
    if known:
        return [] if code in known else rule.found("code", found=code or "")
    return [] if basis else no_list.found("legal_basis", found="")


def reminder_faults(reminders: Sequence[str], at: datetime, wanted: bool, rule: Rule) -> list[Finding]:
    """ASM-DIS-002: a code that speaks of a reminder needs one at or before the act. reminders: ISO moments."""
    given = [one for one in reminders if datetime.fromisoformat(one) <= at]
    return rule.found("reminders", found="、".join(reminders), expected=at) if wanted and not given else []


CANCELLING = frozenset({"SUBJ", "ALL", "PROJ", "SESSION", "VOID", "QUAL", "CHEAT0", "ZERO"})  # effects a result does not survive


def certificate_fate_faults(passed: bool, effects: Iterable[str], fate: str, rule: Rule) -> list[Finding]:
    """ASM-DIS-005: found after the candidate had passed, the decision says what becomes of result and certificate."""
    if passed and fate == "none" and CANCELLING & set(effects):
        return rule.found("certificate", found=CERTIFICATE.show(fate), expected=_("宣布成绩无效，或撤回并注销"))
    return []
