"""Figures as pictures and as the tables beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.statistics.queries import Funnel, Month, Rate, percent
from models.statistics.severity import Severity
from resources.texts import _
from views.kit.charts.picture import ROWS, Axis, Line, Mark, Picture
from views.kit.charts.picture import percent as plain

_STEPS = 60  # of a limit's curve
_MOST = 10  # rows a card has room for; the table has them all
RATE_HEADS = (_("分组"), _("人数"), _("合格"), _("合格率"), _("区间"))


@dataclass(frozen=True)
class Shown:
    picture: Picture
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def _cells(rate: Rate) -> tuple[str, ...]:
    return rate.label, f"{rate.n:,}", f"{rate.passed:,}", rate.words(), rate.interval()


def tip(rate: Rate) -> str:
    return _("{label}：{passed}/{n} 人，{rate}（{interval}）").format(
        label=rate.label, passed=rate.passed, n=rate.n, rate=rate.words(), interval=rate.interval())  # fmt: skip


def _share(low: float, high: float) -> Axis:
    room = max(0.02, (high - low) * 0.06)
    return Axis(max(0.0, low - room), min(1.05, high + room), form=plain)


def trend(months: Sequence[Month]) -> Shown:
    rates = [one.rate for one in months]
    up = _share(min((one.lower for one in rates), default=0), max((one.upper for one in rates), default=1))
    marks = [Mark(one.rate.key, one.rate.label, at, one.rate.rate or 0, hot=one.outside, tip=_month_tip(one)) for at, one in enumerate(months)]
    across = Axis(-0.4, max(len(months) - 0.6, 0.4), [(at, one.label) for at, one in enumerate(rates)])
    picture = Picture(marks, across, up, lines=[Line([(mark.x, mark.y) for mark in marks])],
                      band=[(at, one.lower, one.upper) for at, one in enumerate(rates)] if len(rates) > 1 else ())  # fmt: skip
    rows = [(*_cells(one.rate), f"{percent(one.lower)}–{percent(one.upper)}", _("超出") if one.outside else "") for one in months]
    return Shown(picture, (*RATE_HEADS, _("控制限"), _("判定")), rows)


def _month_tip(one: Month) -> str:
    return tip(one.rate) + (_("，超出控制限") if one.outside else "")


def funnel(chart: Funnel) -> Shown:
    points = chart.points
    least, most = min((one.n for one in points), default=1), max((one.n for one in points), default=10)
    room = max(1.0, (most - least) * 0.06)
    first, last = max(1.0, least - room), most + room
    sizes = [first + (last - first) * at / _STEPS for at in range(_STEPS + 1)]
    lines = [Line([(first, chart.target), (last, chart.target)], faint=True)]
    lowest = min((one.rate for one in points), default=0.0)
    for share, dashed in ((chart.inner, True), (chart.outer, False)):
        pairs = [chart.limits(size, share) for size in sizes]
        lines += [Line([(size, pair[side]) for size, pair in zip(sizes, pairs, strict=True)], dashed, not dashed) for side in (0, 1)]
        lowest = min(lowest, min(pair[0] for pair in pairs))
    marks = [Mark(one.key, one.label, one.n, one.rate, hot=one.outside, tip=_batch_tip(one.label, one.passed, one.n, one.rate, one.outside))
             for one in points]  # fmt: skip
    heads = (_("批次"), _("人数"), _("合格率"), _("下限"), _("上限"), _("判定"))
    rows = [(one.label, f"{one.n:,}", f"{one.passed}/{one.n}" if one.small else percent(one.rate), percent(one.lower), percent(one.upper),
             _verdict(one.small, one.outside, one.beyond)) for one in points]  # fmt: skip
    return Shown(Picture(marks, Axis(first, last, whole=True), _share(lowest, 1.0), lines=lines), heads, rows)


def _batch_tip(label: str, passed: int, n: int, rate: float, outside: bool) -> str:
    told = _("{label}：{passed}/{n} 人，{rate}").format(label=label, passed=passed, n=n, rate=percent(rate))
    return told + (_("，需要核查") if outside else "")


def _verdict(small: bool, outside: bool, beyond: bool) -> str:
    if small:
        return _("人数少")
    return _("需要核查") if outside else _("接近") if beyond else ""


def groups(rates: Sequence[Rate]) -> Shown:
    """Bars of the largest groups that are not too small to compare; the table has all."""
    ranked = [one for one in rates if not one.small]
    shown = sorted(ranked, key=lambda one: -one.n)[:_MOST]
    kept = [one for one in ranked if one in shown]
    marks = [Mark(one.key, one.label, one.rate or 0, len(kept) - 1 - at, one.lower, one.upper, tip=tip(one)) for at, one in enumerate(kept)]
    others = [one for one in rates if one not in kept]
    picture = Picture(marks, Axis(0, 1.02, form=plain), _rows_axis(marks), ROWS, bars=True)
    return Shown(picture, RATE_HEADS, [_cells(one) for one in [*kept, *others]])


def _rows_axis(marks: Sequence[Mark]) -> Axis:
    return Axis(-0.7, max(len(marks), 1) - 0.3, [(mark.y, _short(mark.label)) for mark in marks])


def _short(label: str) -> str:
    return label if len(label) <= 11 else label[:10] + "…"


def severities(found: Sequence[Severity]) -> Shown:
    furthest = set(sorted((one.key for one in found), key=lambda key: -abs(_mean(found, key)))[:_MOST])
    kept = [one for one in found if one.key in furthest]
    reach = max((max(abs(one.lower), abs(one.upper)) for one in kept), default=1.0) * 1.1
    told = _("{name}：{mean:+.1f} 分（{low:+.1f} 至 {high:+.1f}），{n} 份共同评分")
    marks = [Mark(one.key, one.label, one.mean, len(kept) - 1 - at, one.lower, one.upper, one.outside,
                  told.format(name=one.label, mean=one.mean, low=one.lower, high=one.upper, n=one.n)) for at, one in enumerate(kept)]  # fmt: skip
    up = _rows_axis(marks)
    picture = Picture(marks, Axis(-reach, reach), up, ROWS, [Line([(0, up.low), (0, up.high)], dashed=True)])
    rest = [one for one in found if one not in kept]
    rows = [(one.label, f"{one.n}", f"{one.mean:+.2f}", f"{one.lower:+.2f} – {one.upper:+.2f}", _("需要核查") if one.outside else "")
            for one in [*kept, *rest]]  # fmt: skip
    return Shown(picture, (_("考评员"), _("共同评分"), _("偏离（分）"), _("区间"), _("判定")), rows)


def _mean(found: Sequence[Severity], key: str) -> float:
    return next(one.mean for one in found if one.key == key)


