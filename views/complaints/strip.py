"""What the clock strip shows of a case, gathered in one read: texts and tones, no record leaves its session."""

from dataclasses import dataclass
from datetime import date

from models.complaints import clock
from models.complaints.clock import DECISION, FILING, NOTICE, OUTCOME, SCREENING, Stop
from models.complaints.tables import Complaint
from models.core.centre import Context
from models.core.registers import REGISTERS, may_know
from resources.texts import _

_SHORT = {SCREENING: _("初查"), NOTICE: _("通知"), DECISION: _("结果"), OUTCOME: _("告知"), FILING: _("归档")}
_NEAR = 1  # days before a date from which it is shown as pressing


@dataclass(frozen=True)
class Point:
    """One point of the strip: what, on which day, in which words; `done` is filled, `provisional` is dashed."""

    title: str
    day: str
    words: str
    tone: str
    done: bool
    provisional: bool = False
    why: str = ""


@dataclass(frozen=True)
class Strip:
    points: tuple[Point, ...]
    caption: str


def strip_of(context: Context, record_id: int) -> Strip | None:
    """The clocks of a case as they stand today; None where this person may not know of it."""
    case = context.db.get(Complaint, record_id) if may_know(context, REGISTERS["complaints.cases"], record_id) else None
    if case is None:
        return None
    first = Point(_("接到"), f"{case.received_on:%m-%d}", f"{case.received_at:%H:%M}", "plain", True, why=clock.day_words(case.received_on))
    stops = clock.stops(case, context.calendar, context.rules)
    waiting = list(clock.pending(case, context.calendar, context.rules))
    points = (first, *(_point(context, case, stop, stop in waiting) for stop in stops if stop.done or stop in waiting))
    return Strip(points, _caption(case, min(waiting, key=lambda stop: stop.due, default=None)))


def _point(context: Context, case: Complaint, stop: Stop, open_: bool) -> Point:
    day = stop.done or stop.due
    words, tone = _done_words(context, stop) if stop.done else _open_words(stop.due, context.today)
    why = (
        clock.explained(case.received_on, stop.reckoning) if stop.reckoning and stop.step in clock.STEPS[:3] else clock.day_words(stop.due)
    )
    return Point(_SHORT[stop.step], f"{day:%m-%d}", words, tone, not open_, stop.provisional and open_, _("{step}：{why}").format(
        step=clock.TITLES[stop.step], why=why))  # fmt: skip


def _done_words(context: Context, stop: Stop) -> tuple[str, str]:
    assert stop.done is not None
    if not stop.late:
        return _("按时"), "good"
    return _("迟 {n} 日").format(n=clock.days_late(stop.due, stop.done, context.calendar)), "danger"


def _open_words(due: date, today: date) -> tuple[str, str]:
    left = (due - today).days
    if left < 0:
        return _("逾期 {n} 天").format(n=-left), "danger"
    return (_("今日"), "caution") if left == 0 else (_("剩 {n} 天").format(n=left), "caution" if left <= _NEAR else "plain")


def _caption(case: Complaint, stop: Stop | None) -> str:
    """The next date in words, with the days it passed over, or from which date it was extended."""
    if stop is None:
        return ""
    if stop.extended and case.extensions:
        return _("{step}：最迟 {day}（原期限 {old}，已延长并通知）").format(
            step=clock.TITLES[stop.step], day=clock.day_words(stop.due), old=clock.day_words(case.extensions[0].old_due))  # fmt: skip
    if stop.reckoning and stop.step in clock.STEPS[:3]:
        return f"{clock.TITLES[stop.step]}：{clock.explained(case.received_on, stop.reckoning)}"
    return _("{step}：最迟 {day}").format(step=clock.TITLES[stop.step], day=clock.day_words(stop.due))
