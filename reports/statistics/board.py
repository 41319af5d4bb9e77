"""合格率一页报告: the director's page of one snapshot: counts, four charts, and in sentences what wants a look."""

from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table, TableStyle

from models.core.centre import Context
from models.statistics import figures
from models.statistics.queries import PRESENT, Rate, percent
from models.statistics.tables import Snapshot
from reports.kit.page import Paper
from reports.kit.text import Words, gap, heading
from reports.statistics.charts import ACCENT, DANGER, INK, LINE, MUTED, Chart, Span, numbers, percents
from resources.texts import _

_MARGIN = 15 * mm
_HALF = (180 * mm - 6 * mm) / 2  # of the printed width
_SIZE = (_HALF, 74 * mm)
_ROWS, _NAMED = 10, 10  # bars and assessors a chart has room for; the sheet beside it has them all
Figures = Mapping[str, Any]


def page(context: Context, record: Snapshot) -> Paper:
    told = record.figures
    charts = [trend(told), funnel(told), kinds(told), severity(told)]
    grid = Table([charts[:2], charts[2:]], [_HALF + 3 * mm] * 2, [_SIZE[1] + 4 * mm] * 2)
    grid.setStyle(TableStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    about = _("{centre}    {first} 至 {last}    快照 {number}").format(
        centre=context.centre.name, first=record.first_day, last=record.last_day, number=record.number)  # fmt: skip
    story: list[Flowable] = [heading(_("合格率一页报告")), gap(1.5), Words(about, 9, align="center"), gap(3), _head(told), gap(3), grid]
    story.append(Words(_("需要核查"), 11, "hei"))
    for sentence in told["sentences"] or [_("没有超出控制限的批次、月份和考评员。")]:
        story += [gap(1), Words(f"· {sentence}", 9)]
    foot = _("比率附 Wilson 区间；漏斗图为反正弦尺度控制限；考评员偏离为同一考生的评分差，不据此更改成绩。规则版本 {versions}")
    story += [gap(2.5), Words(foot.format(versions=told["judged_by"]), 7, color=MUTED)]
    return Paper(_("合格率一页报告 {number}").format(number=record.number), story, margin=_MARGIN)


def _head(told: Figures) -> Flowable:
    rates = {base: Rate(**rate) for base, rate in told["rates"].items()}
    outside = sum(point["outside"] for point in told["funnel"]["points"])
    shown = [rates[base] for base in (PRESENT, "theory", "practical")]
    cells = [
        [_("综合合格率"), _("理论合格率"), _("实操合格率"), _("需要核查的批次")],
        [*(one.words() for one in shown), str(outside)],
        [*(_("{interval} · {n:,} 人").format(interval=one.interval(), n=one.n) for one in shown),
         _("超出 {outer} 控制限").format(outer=percent(told["funnel"]["outer"]))],
    ]  # fmt: skip
    sizes = (8, 15, 8)
    rows = [[Words(cell, size, "hei" if size > 10 else "song", color=MUTED if size < 10 else DANGER if column == 3 and outside else INK)
             for column, cell in enumerate(row)] for row, size in zip(cells, sizes, strict=True)]  # fmt: skip
    table = Table(rows, [45 * mm] * 4)
    style: list[Any] = [("BOX", (column, 0), (column, 2), 0.5, LINE) for column in range(len(cells[0]))]
    table.setStyle(TableStyle([*style, ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]))
    return table


def trend(told: Figures) -> Chart:
    months = [(Rate(**one["rate"]), one["outside"]) for one in told["months"]]
    low = min([rate.lower for rate, _out in months], default=0.0)
    high = max([rate.upper for rate, _out in months], default=1.0)
    up = Span(max(0.0, low - 0.05), min(1.0, high + 0.05))

    def draw(chart: Chart) -> None:
        if len(months) > 1:
            chart.band([(at, rate.lower) for at, (rate, _out) in enumerate(months)], [(at, rate.upper) for at, (rate, _out) in enumerate(months)])
            chart.line([(at, rate.rate or 0) for at, (rate, _out) in enumerate(months)])
        for at, (rate, outside) in enumerate(months):
            chart.dot(at, rate.rate or 0, color=DANGER if outside else ACCENT)

    every = max(1, -(-len(months) // 6))
    marks = [(float(at), rate.label) for at, (rate, _out) in enumerate(months) if at % every == 0]
    return Chart(_("按月合格率"), _("浅色带为区间；红点超出控制限"), _SIZE, Span(-0.5, max(len(months) - 0.5, 0.5)), up, draw, marks_x=marks,
                 marks_y=percents(up.low, up.high))  # fmt: skip


def funnel(told: Figures) -> Chart:
    chart_of, points = told["funnel"], told["funnel"]["points"]
    most = max([point["n"] for point in points], default=10)
    least = min([point["n"] for point in points], default=1)
    steps = [least + (most - least) * at / 60 for at in range(61)] if most > least else [max(1, least * 0.8), least * 1.2]
    limits = {name: [figures.funnel_limits(chart_of["target"], n, chart_of[name], chart_of["tau2"]) for n in steps] for name in ("inner", "outer")}
    low = min([point["rate"] for point in points] + [pair[0] for pair in limits["outer"]])
    up = Span(max(0.0, low - 0.05), 1.02)

    def draw(chart: Chart) -> None:
        for name, dash in (("inner", (2, 2)), ("outer", ())):
            for side in (0, 1):
                chart.line([(n, pair[side]) for n, pair in zip(steps, limits[name], strict=True)], MUTED, 0.7, dash)
        chart.line([(steps[0], chart_of["target"]), (steps[-1], chart_of["target"])], LINE, 0.7)
        for point in points:
            chart.dot(point["n"], point["rate"], 3 if point["outside"] else 2, DANGER if point["outside"] else ACCENT)
            if point["outside"]:
                _tag(chart, point)

    across = Span(steps[0], steps[-1]).widened(0.05)
    note = _("横轴人数；虚线 {inner}，实线 {outer}；红点需要核查").format(inner=percent(chart_of["inner"]), outer=percent(chart_of["outer"]))
    return Chart(_("批次漏斗图"), note, _SIZE, across, up, draw, marks_x=numbers(max(0, across.low), across.high), marks_y=percents(up.low, min(1.0, up.high)))


def _tag(chart: Chart, point: Mapping[str, Any]) -> None:
    from reports.kit import text

    chart.canv.setFillColor(DANGER)
    right = chart.x(point["n"]) > chart.width * 0.7
    text.draw(chart.canv, chart.x(point["n"]) + (-5 if right else 5), chart.y(point["rate"]) - 2.5, point["key"], 7, align="right" if right else "left")


def kinds(told: Figures) -> Chart:
    found = sorted((Rate(**one) for one in told["kinds"]), key=lambda one: -one.n)[:_ROWS]
    shown = [one for one in reversed(found) if not one.small]

    def draw(chart: Chart) -> None:
        for row, one in enumerate(shown):
            chart.across_bar(row, one.rate or 0)
            chart.whisker(row, one.lower, one.upper)

    marks = [(float(row), one.label) for row, one in enumerate(shown)]
    return Chart(_("按职业与等级"), _("人数最多的 {n} 项；细线为区间").format(n=_ROWS), _SIZE, Span(0, 1), Span(-0.7, max(len(shown), 1) - 0.3), draw,
                 marks_x=percents(0, 1), marks_y=marks, left=74)  # fmt: skip


def severity(told: Figures) -> Chart:
    found = _furthest(told["severity"])
    reach = max([abs(one[side]) for one in found for side in ("lower", "upper")], default=1.0) * 1.1

    def draw(chart: Chart) -> None:
        if found:
            chart.line([(0, chart.up.low), (0, chart.up.high)], MUTED, 0.6, (2, 2))
        for row, one in enumerate(found):
            color = DANGER if one["outside"] else ACCENT
            chart.whisker(row, one["lower"], one["upper"])
            chart.dot(one["mean"], row, 2.4, color)

    note = _("与同场其他考评员的评分差（分），细线为区间") if found else _("没有足够的共同评分")
    return Chart(_("考评员评分偏离"), note, _SIZE, Span(-reach, reach), Span(-0.7, max(len(found), 1) - 0.3), draw,
                 marks_x=numbers(-reach, reach) if found else (), marks_y=[(float(row), one["label"]) for row, one in enumerate(found)], left=50)  # fmt: skip


def _furthest(found: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    chosen = sorted(found, key=lambda one: -abs(one["mean"]))[:_NAMED]
    return sorted(chosen, key=lambda one: one["mean"])
