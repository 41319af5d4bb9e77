"""How long an item must be kept and why (ARC-020…026): pure functions of its kind, medium and dates.

A period is written 2y, 6m, L (long-term), F (while in force, free afterwards) or - (not kept by the centre).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.archives.terms import ELECTRONIC, KIND, begins_with, kind_row, labels, period_words
from models.core.dates import DAY, months_plus
from models.core.rulebook import Rule, Rulebook
from resources.texts import _

LONG, IN_FORCE, NOT_KEPT = "L", "F", "-"
NEVER = date.max
_SHAPE = re.compile(r"(\d+)([ym])")


@dataclass(frozen=True)
class Kept:
    """The answer for one item. destroy_from: first day destruction is possible, NEVER where there is none (yet);
    why: the reckoning in words, step by step."""

    period: str
    destroy_from: date
    why: tuple[str, ...]

    @property
    def long_term(self) -> bool:
        return self.period == LONG


def months(period: str) -> int:
    """A period in months, for comparing: L is longer than any number; F and - are none. Raises ValueError for no period."""
    if period == LONG:
        return 10**6
    if period in (IN_FORCE, NOT_KEPT):
        return 0
    match = _SHAPE.fullmatch(period)
    if not match:
        raise ValueError(period)
    return int(match[1]) * (12 if match[2] == "y" else 1)


def longest(periods: Iterable[str]) -> str:
    """ARC-023: of several periods the longest counts."""
    return max(periods, key=months)


def period_of(kinds: Iterable[str | None], medium: str | None, rule: Rule, own: str | None = None) -> tuple[str, list[str]]:
    """The period of an item, and its reasons. kinds: one or two; medium: what it is stored on; rule: ARC-020.

    An electronic copy of a paper kind keeps at least the general period of electronic material; a period written on
    the item counts where it is longer.
    """
    found: list[tuple[str, str]] = []
    for kind in kinds:
        if kind:
            found.append((rule.value(kind), _("{kind}：{period}").format(kind=KIND.show(kind), period=period_words(rule.value(kind)))))
    own_medium = all(kind_row(kind)["medium"] == ELECTRONIC for kind in kinds if kind)
    if not found or (medium == ELECTRONIC and not own_medium):
        general = rule.value("electronic" if medium == ELECTRONIC else "paper")
        label = _("电子材料：{period}") if medium == ELECTRONIC else _("未列明的材料：{period}")
        found.append((general, label.format(period=period_words(general))))
    if own:
        found.append((own, _("本件注明：{period}").format(period=period_words(own))))
    chosen = longest(period for period, _why in found)
    reasons = [why for _period, why in found]
    return chosen, reasons if len(found) == 1 else [*reasons, _("从长计算：{period}").format(period=period_words(chosen))]


def keeping(kinds: tuple[str | None, ...], medium: str | None, exam_on: date | None, made_on: date | None, starts_on: date | None,
            own: str | None, rules: Rulebook) -> Kept:  # fmt: skip
    """From when an item may be destroyed. exam_on: last exam day of its batch; made_on: date of the material;
    starts_on: the day its own event fell on (end of term, replacement …), which goes before both.

    Source: ARC-020, ARC-021 (README 22: the last exam day), ARC-022, ARC-023.
    """
    period, reasons = period_of(kinds, medium, rules["ARC-020"], own)
    event = next((begins_with(kind) for kind in kinds if begins_with(kind)), "")
    if period == LONG:
        return Kept(period, NEVER, (*reasons, _("长期保存，不销毁")))
    if event and starts_on is None:
        return Kept(period, NEVER, (*reasons, _("自{event}起算，尚未登记").format(event=labels("start")[event])))
    start = starts_on or exam_on or made_on
    if start is None:
        return Kept(period, NEVER, (*reasons, _("缺起算日期")))
    from_what = labels("start")[event] if event else _("登记的起算日") if starts_on else _("最后考试日") if exam_on else _("形成日期")
    last = months_plus(start, months(period)) if months(period) else start
    reckoned = _("自{what} {start} 起算，期满 {last}，{first} 起可审查销毁").format(
        what=from_what, start=start, last=last, first=last + DAY
    )
    return Kept(period, last + DAY, (*reasons, reckoned))


def after_review(destroy_from: date, keep_until: date | None) -> date:
    """ARC-026: an item that was reviewed keeps the later of both dates. keep_until: inclusive; date.max for ever."""
    if keep_until is None:
        return destroy_from
    return NEVER if keep_until == date.max else max(destroy_from, keep_until + DAY)
