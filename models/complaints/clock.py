"""The two clocks of a complaint and of a recheck: which day each step is due, why, and how late it was. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from models.complaints.terms import (
    DECIDED,
    FINDINGS,
    INVESTIGATING,
    NOT_INVESTIGATED,
    NOTIFIED,
    PRELIMINARY,
    RECEIVED,
    REGISTERED,
    WITHDRAWN,
)
from models.core.dates import DAY, WEEKDAYS, Reckoning, WorkCalendar, days_plus
from models.core.rulebook import Rule, Rulebook
from resources.texts import _

SCREENING, NOTICE, DECISION, OUTCOME, FILING = "screening", "notice", "decision", "outcome", "filing"
STEPS = (SCREENING, NOTICE, DECISION, OUTCOME, FILING)
RULE_OF = {SCREENING: "CMP-006", NOTICE: "CMP-007", DECISION: "CMP-014", OUTCOME: "CMP-019", FILING: "CMP-020"}
TITLES = {SCREENING: _("初步了解"), NOTICE: _("书面通知"), DECISION: _("作出处理结果"), OUTCOME: _("告知结果"), FILING: _("整理归档")}
_DUE = {SCREENING: "screening_due", NOTICE: "notice_due", DECISION: "decision_due", OUTCOME: "outcome_due", FILING: "filing_due"}
_DONE = {SCREENING: "screened_on", NOTICE: "notified_on", DECISION: "decided_on", OUTCOME: "outcome_on", FILING: "filed_on"}
_EARLY = (RECEIVED, REGISTERED, PRELIMINARY)


@dataclass(frozen=True)
class Stop:
    """One dated step: the last day it is in time (inclusive), and when it was done."""

    step: str
    due: date
    done: date | None
    provisional: bool = False
    reckoning: Reckoning | None = None  # None where the date is kept, not derived
    extended: bool = False

    @property
    def late(self) -> bool:
        return self.done is not None and self.done > self.due


def screening_due(received_on: date, calendar: WorkCalendar, rules: Rulebook) -> Reckoning:
    """CMP-006: the last day of the preliminary check. The day of receipt is never counted (CAL-002, CAL-003)."""
    return calendar.plus(received_on, rules["CMP-006"].value("workdays"))


def notice_due(received_on: date, calendar: WorkCalendar, rules: Rulebook) -> Reckoning:
    """CMP-007: the written notice belongs to the same days as the preliminary check."""
    return calendar.plus(received_on, rules["CMP-007"].value("workdays"))


def decision_due(received_on: date, screened_on: date | None, calendar: WorkCalendar, rules: Rulebook) -> Reckoning:
    """CMP-014: seven working days, read as running from receipt beside the three days (X-01). A centre may count from
    the preliminary decision instead; without one yet, from receipt."""
    rule = rules["CMP-014"]
    start = screened_on if rule.value("start") == "preliminary" and screened_on else received_on
    return calendar.plus(start, rule.value("workdays"))


def stops(case: Any, calendar: WorkCalendar, rules: Rulebook) -> list[Stop]:
    """The dated steps of a complaint, those that are done and those that are still to come, in order.

    case: a row with the columns of Complaint. A step that is done keeps the date it was judged by.
    """
    found = [
        _stop(case, SCREENING, lambda: screening_due(case.received_on, calendar, rules)),
        _stop(case, NOTICE, lambda: notice_due(case.received_on, calendar, rules)),
    ]
    if case.investigate is not False:
        found.append(_decision(case, calendar, rules))
    if case.decided_on:
        found.append(_stop(case, OUTCOME, lambda: calendar.plus(case.decided_on, rules["CMP-019"].value("workdays"))))
    finished = finished_on(case)
    if finished:
        found.append(_stop(case, FILING, lambda: calendar.plus(finished, rules["CMP-020"].value("workdays"))))
    return found


def finished_on(case: Any) -> date | None:
    """The day from which the filing period runs (CMP-020): the decision, the notice of non-investigation, the withdrawal."""
    if case.ended_on:
        return case.ended_on
    return case.notified_on if case.investigate is False else case.decided_on


def _stop(case: Any, step: str, reckon: Any) -> Stop:
    kept, done = getattr(case, _DUE[step]), getattr(case, _DONE[step])
    if kept is not None and done is not None:
        return Stop(step, kept, done)
    reckoning: Reckoning = reckon()
    return Stop(step, reckoning.day, done, reckoning.provisional, reckoning)


def _decision(case: Any, calendar: WorkCalendar, rules: Rulebook) -> Stop:
    if case.decision_due and case.decided_on:
        return Stop(DECISION, case.decision_due, case.decided_on, extended=case.extended_to is not None)
    if case.extended_to:
        return Stop(DECISION, case.extended_to, case.decided_on, extended=True)
    return _stop(case, DECISION, lambda: decision_due(case.received_on, case.screened_on, calendar, rules))


def expected(case: Any) -> tuple[str, ...]:
    """The steps that are to be done next, by the state of the case; their dates are what is due now."""
    return {
        **dict.fromkeys(_EARLY, (NOTICE, DECISION) if case.screened_on else (SCREENING, NOTICE, DECISION)),
        NOT_INVESTIGATED: (FILING,), INVESTIGATING: (DECISION,), FINDINGS: (DECISION,), DECIDED: (OUTCOME, FILING),
        NOTIFIED: (FILING,), WITHDRAWN: (FILING,),
    }.get(case.state, ())  # fmt: skip


def pending(case: Any, calendar: WorkCalendar, rules: Rulebook) -> Iterator[Stop]:
    """What is due now: the open steps the case expects, of rules that hold in this centre."""
    wanted = expected(case)
    if case.investigate is False:
        wanted = tuple(step for step in wanted if step != DECISION)
    for stop in stops(case, calendar, rules):
        if stop.step in wanted and stop.done is None and rules[RULE_OF[stop.step]].active:
            yield stop


def days_late(due: date, done: date, calendar: WorkCalendar) -> int:
    """Working days after the due date up to the day it was done; at least one where it was late at all."""
    if done <= due:
        return 0
    counted = sum(calendar.is_working(due + timedelta(days=n)) for n in range(1, (done - due).days + 1))
    return max(1, counted)


def late_words(due: date, done: date, calendar: WorkCalendar) -> str:
    return _("{done}，迟 {n} 个工作日").format(done=done, n=days_late(due, done, calendar))


def explained(start: date, reckoning: Reckoning) -> str:
    """A due date with its reason: 最迟 2025-10-13 周一（自 09-26 起，不计 09-27 周六、10-01 至 10-08 国庆节…）."""
    words = _("最迟 {day}").format(day=day_words(reckoning.day))
    reasons = [*_runs(reckoning.skipped)]
    told = _("自 {start} 次日起算").format(start=start) + (_("，不计 {days}").format(days="、".join(reasons)) if reasons else "")
    return f"{words}（{told}{_('，暂定：该年度日历尚未公布') if reckoning.provisional else ''}）"


def day_words(day: date) -> str:
    return _("{day} 周{weekday}").format(day=day, weekday=WEEKDAYS[day.weekday()])


def _runs(skipped: Iterable[tuple[date, str]]) -> Iterator[str]:
    """Days passed over, neighbours with the same reason as one stretch."""
    run: list[tuple[date, str]] = []
    for day, why in [*skipped, (date.max, "")]:
        if run and (why != run[-1][1] or day != run[-1][0] + DAY):
            first, last = run[0][0], run[-1][0]
            yield f"{first:%m-%d} {run[0][1]}" if first == last else _("{first} 至 {last} {why}").format(
                first=f"{first:%m-%d}", last=f"{last:%m-%d}", why=run[0][1])  # fmt: skip
            run = []
        run.append((day, why))


# -- rechecks -----------------------------------------------------------------------------------------------------


def window_end(published_on: date, rule: Rule, calendar: WorkCalendar) -> Reckoning | None:
    """SRQ-002, SRQ-004, SRQ-009: the last day on which a recheck is applied for; a last day off moves on (CAL-005).

    None where the jurisdiction gives no window. Counted in calendar days, the day of publication not counted.
    """
    days = rule.value("window_days")
    return calendar.roll(days_plus(published_on, days)) if rule.active and days else None


def reply_due(accepted_on: date | None, applied_on: date, rule: Rule, calendar: WorkCalendar) -> Reckoning:
    """SRQ-003: working days after acceptance; without an acceptance date, after the application."""
    return calendar.plus(accepted_on or applied_on, rule.value("workdays"))


def notice_end(posted_on: date, rule: Rule, calendar: WorkCalendar) -> Reckoning | None:
    """SRQ-006: the last of the full working days of public notice; results may be published from the next day on."""
    days = rule.value("workdays")
    return calendar.plus(posted_on, days) if rule.active and days else None
