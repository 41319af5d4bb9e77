"""The legal calendar of a batch: counted from its exam days, what must be done by when, by whom, by which clause, and
what became of it. Pure: rules, calendar and facts in, steps out (assessment.md 0.4, 24)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from models.assessment.plans.course import lists
from models.core.dates import DAY, Reckoning, WorkCalendar, days_plus, months_plus
from models.core.findings import Finding, Severity
from models.core.rulebook import Rule, Rulebook
from models.core.rulebook import rows as declared
from resources.texts import _, pick

NOON = time(12)
DONE, LATE, OVERDUE, TODAY, AHEAD, WAITING = "done", "late", "overdue", "today", "ahead", "waiting"
UNITS = ("days", "workdays", "months")


@dataclass(frozen=True)
class Done:
    """That a step was done: the day, and whether it was late by the limit of then."""

    on: date
    late: bool = False


@dataclass(frozen=True)
class Facts:
    """What a calendar is drawn from. days: every exam day known, at least the first; starts: when the first session begins,
    None where nobody has fixed it; levels: those assessed, 0 for a project without level; done: steps and events."""

    first: date
    last: date
    days: tuple[date, ...] = ()
    starts: time | None = None
    levels: frozenset[int] = frozenset()
    done: Mapping[str, Done] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One step. opens: first day it may be done, None when any day will do; target: the day to aim at; limit: the last day in
    time, inclusive, None while the event it counts from has not come; both the same day where it must be exact."""

    name: str
    label: str
    rule: str
    clause: str
    role: str
    event: str
    limit: date | None
    target: date | None = None
    opens: date | None = None
    provisional: bool = False
    exact: bool = False
    right: bool = False
    done: Done | None = None

    def state(self, today: date) -> str:
        """done · late · overdue · today · ahead · waiting (its day is not known yet)."""
        if self.done:
            return LATE if self.done.late else DONE
        if self.limit is None:
            return WAITING
        if self.right:
            return DONE if self.limit < today else AHEAD
        return OVERDUE if self.limit < today else TODAY if self.limit == today else AHEAD


def legal_calendar(rules: Rulebook, calendar: WorkCalendar, facts: Facts) -> list[Step]:
    """Every step the region knows for such a batch, by its day; those without a day yet come last."""
    rows = lists()["step"]
    known = [_step(name, row, rules[row["rule"]], calendar, facts) for name, row in rows.items() if row["rule"] in declared()]
    steps = {step.name: step for step in known if step is not None}
    by_event = {step.event: step for step in steps.values() if step.event}

    def place(step: Step) -> date:
        """A step whose day is not known yet stands behind the one it waits for."""
        before = by_event.get(rows[step.name]["from"])
        return step.limit or (before.limit if before and before.limit else date.max)

    return sorted(steps.values(), key=place)


def step_named(steps: Collection[Step], name: str) -> Step | None:
    return next((step for step in steps if step.name == name), None)


def _step(name: str, row: Mapping[str, Any], rule: Rule, calendar: WorkCalendar, facts: Facts) -> Step | None:
    if not rule.active or not _concerns(row, rule, facts):
        return None
    period = _period(row, rule)
    if period is None and row["way"] != "window" and not _half_day(row, rule):
        return None
    start, done = _anchor(row, facts), facts.done.get(row.get("event", name))
    fixed = Step(name, pick(row["words"]), rule.id, rule.clause, row["role"], row.get("event", ""), limit=None,
                 exact=row.get("exact", False), right=row.get("right", False), done=done)  # fmt: skip
    if start is None:
        return fixed
    found = _limit(row, rule, calendar, facts, start, period)
    aimed = found.day - DAY if row["way"] == "window" else found.day
    target = found.day if fixed.exact else calendar.last_working_until(aimed)
    opens = days_plus(start, -rule.value(row["opens"])) if "opens" in row else None
    return replace(fixed, limit=found.day, target=target, opens=opens, provisional=found.provisional)


def _concerns(row: Mapping[str, Any], rule: Rule, facts: Facts) -> bool:
    """Whether the step exists for such a batch: special skills only, or the levels the rule names."""
    if row.get("special"):
        return 0 in facts.levels
    return "levels" not in row or bool(facts.levels & set(rule.value(row["levels"]) or ()))


def _half_day(row: Mapping[str, Any], rule: Rule) -> bool:
    return "half_day" in row and bool(rule.value(row["half_day"]))


def _period(row: Mapping[str, Any], rule: Rule) -> tuple[str, int] | None:
    """Unit and number of the rule's parameter that counts the step in this region."""
    names = row.get("by") or {unit: unit for unit in UNITS}
    for unit, param in names.items():
        if param in rule.params and rule.value(param) is not None:
            return unit, int(rule.value(param))
    return None


def _anchor(row: Mapping[str, Any], facts: Facts) -> date | None:
    if row["from"] in ("first", "last"):
        return facts.first if row["from"] == "first" else facts.last
    done = facts.done.get(row["from"])
    return done.on if done else None


def _limit(row: Mapping[str, Any], rule: Rule, calendar: WorkCalendar, facts: Facts, start: date, period: tuple[str, int] | None) -> Reckoning:  # fmt: skip
    if row["way"] == "window":
        return Reckoning(min(window_limit(day, rule) for day in facts.days or (facts.first,)))
    if _half_day(row, rule):
        return Reckoning(start if facts.starts and facts.starts >= NOON else start - DAY)
    assert period is not None
    unit, n = period
    after = row["way"] == "after"
    if unit == "workdays":
        return calendar.plus(start, n) if after else calendar.minus(start, n)
    day = days_plus(start, n if after else -n) if unit == "days" else months_plus(start, n if after else -n)
    return calendar.roll(day) if row.get("right") else Reckoning(day)


def window_limit(exam_day: date, rule: Rule) -> date:
    """The last day on which a batch may be applied for with an exam on this day, inclusive (rule: ASM-BAT-002).

    Day 15 stands in both windows: the later limit counts; day 31 in none: it counts as the 30th (C-01).
    Source: 考务工作手册 三(二)1(1).
    """
    if exam_day.day >= rule.value("late_from"):
        return exam_day.replace(day=rule.value("late_limit"))
    return months_plus(exam_day, -1).replace(day=rule.value("early_limit"))


def is_late(step: Step, on: date) -> bool:
    """Whether a step done on a day is after its limit, or off its exact day."""
    if step.limit is None or step.right:
        return False
    return on != step.limit if step.exact else on > step.limit


def lateness(step: Step, on: date, rules: Rulebook, about: str = "on") -> list[Finding]:
    """What is late wants a reason; it is refused where the region's mode says so (ASM-BAT-013). A provisional limit refuses
    nothing; a rule that only makes a to-do asks for no reason."""
    rule = rules[step.rule]
    if not is_late(step, on) or "warn" not in rule.row["severity"]:
        return []
    refuses = rules["ASM-BAT-013"].value("mode") == "block" and not step.provisional
    expected = _("{day} 当天").format(day=step.limit) if step.exact else str(step.limit)
    return rule.found(about, Severity.BLOCK if refuses else Severity.WARN, found=on, expected=expected)
