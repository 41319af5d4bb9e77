"""What the figures say, in plain words: which batches, months and assessors want a look, and what to look at."""

from collections.abc import Iterator, Sequence

from models.core.centre import Context
from models.statistics.queries import BASES, Funnel, Month, Point, Rate, percent
from models.statistics.severity import Neighbours, Severity
from resources.texts import _


def of_funnel(chart: Funnel) -> Iterator[str]:
    """One sentence a batch outside the outer limits; one that says so where there is none."""
    for point in chart.outside:
        yield of_batch(point, chart)
    if chart.points and not chart.outside:
        yield _("{n} 个批次都在 {outer} 控制限以内。").format(n=len(chart.points), outer=percent(chart.outer))


def of_batch(point: Point, chart: Funnel) -> str:
    high = point.rate > point.upper
    told = _("{batch}：实考 {n} 人，合格 {passed} 人（{rate}），{side}同规模批次的 {outer} 控制限 {lower}–{upper}。{advice}")
    return told.format(
        batch=point.label, n=point.n, passed=point.passed, rate=percent(point.rate), side=_("高于") if high else _("低于"),
        outer=percent(chart.outer), lower=percent(point.lower), upper=percent(point.upper),
        advice=_("请核对评分记录、监控和试题是否泄露。") if high else _("请核对试题难度、设备和评分尺度。"),
    )  # fmt: skip


def of_months(found: Sequence[Month]) -> Iterator[str]:
    for one in found:
        if one.outside:
            told = _("{month} 的合格率 {rate} 超出控制限 {lower}–{upper}（{n} 人）。")
            yield told.format(month=one.rate.label, rate=one.rate.words(), lower=percent(one.lower), upper=percent(one.upper), n=one.rate.n)


def of_assessors(found: Sequence[Severity]) -> Iterator[str]:
    for one in found:
        if one.outside:
            told = _("考评员{name}的评分比同场其他考评员平均{side} {points:.1f} 分（区间 {low:+.1f} 至 {high:+.1f}，{n} 份共同评分）；只供了解，不改成绩。")
            side = _("高") if one.mean > 0 else _("低")
            yield told.format(name=one.label, side=side, points=abs(one.mean), low=one.lower, high=one.upper, n=one.n)


def of_rate(rate: Rate) -> str:
    """95% 区间 70.6–72.9% · 实考人数 5,846."""
    return _("区间 {interval} · {base} {n:,}").format(interval=rate.interval(), base=BASES.get(rate.key, rate.label), n=rate.n)


def of_rooms(context: Context, found: Sequence[Neighbours]) -> str:
    """STA-006 in words: which rooms to look at, always with what the figure can not prove."""
    rule = context.rules["STA-006"]
    hints = [one.label for one in found if one.hint]
    if not found:
        return _("没有可比的考场：理论考试须已编排座位、已有成绩，且同一考场不少于 {people} 人。").format(people=rule.value("people"))
    caution = _("同班同学相邻而坐、按成绩排座也会使分数相近；相似只是查看监控的线索，不是作弊的证据，不得据此更改成绩。")
    told = _("{rooms} 相邻座位的理论成绩比随机排座更相近，请先查看监控。").format(rooms="、".join(hints)) if hints else _("没有考场超出提示限。")
    return told + caution
