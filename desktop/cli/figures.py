"""Verb of statistics: stats pass-rate | funnel | severity | agreement | likeness | timeliness | sheet."""

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from desktop.cli.answers import WrongUse, described, finding_lines, opened, say, table
from resources.texts import _

Answer = dict[str, Any]
Table = tuple[Sequence[str], Sequence[Sequence[str]]]


def stats(arguments: argparse.Namespace) -> int:
    """The figures of the dashboard as rows; refused to whom the dashboard is not shown."""
    import models  # noqa: F401
    from models.statistics.queries import BASES, READERS, Chosen
    from reports.forms import refusal

    if arguments.base not in BASES:
        raise WrongUse(_("没有分母 {base}；可用：{bases}").format(base=arguments.base, bases="、".join(BASES)))
    chosen = Chosen(arguments.first, arguments.last, arguments.occupation, arguments.level, arguments.training_class, arguments.batch)
    with opened(arguments) as centre, centre.reading() as context:
        if not context.actor.roles & READERS:
            refused = described(context, [refusal(context, _("查看统计"), 46, READERS)])
            return say(arguments, {"ok": False, "findings": refused, "rows": []}, finding_lines(refused))
        answer, (heads, rows) = _WHAT[arguments.what](context, chosen, arguments)
    if arguments.xlsx:
        from reports.statistics.sheets import book

        Path(arguments.xlsx).write_bytes(book(arguments.what, heads, rows, about=str(chosen.told())))
    lines = [*answer.get("sentences", ()), *(table(heads, rows) if rows else [_("没有数据")])]
    return say(arguments, {"ok": True, "findings": [], "chosen": chosen.told()} | answer, lines)


def _pass_rate(context: Any, chosen: Any, arguments: argparse.Namespace) -> tuple[Answer, Table]:
    from models.statistics import queries

    whole = queries.overall(context, chosen)[arguments.base]
    found = queries.rates(context, chosen, arguments.by, arguments.base) if arguments.by in queries.GROUPS else [whole]
    rows = [asdict(one) | {"rate": one.rate} for one in found]
    answer = {"rows": rows, "base": arguments.base, "rate": whole.rate, "n": whole.n, "passed": whole.passed, "lower": whole.lower,
              "upper": whole.upper, "counts": queries.headcount(context, chosen)}  # fmt: skip
    shown = [(one.label, str(one.n), str(one.passed), one.words(), one.interval()) for one in [*found, *([whole] if found != [whole] else [])]]
    return answer, ((_("分组"), queries.BASES[arguments.base], _("合格"), _("合格率"), _("区间")), shown)


def _funnel(context: Any, chosen: Any, arguments: argparse.Namespace) -> tuple[Answer, Table]:
    from models.statistics import queries, sentences
    from models.statistics.queries import percent

    chart = queries.funnel(context, chosen, arguments.base)
    answer = {"rows": [asdict(one) for one in chart.points], "target": chart.target, "inner": chart.inner, "outer": chart.outer, "tau2": chart.tau2,
              "phi": chart.dispersion.phi, "outside": [one.key for one in chart.outside], "sentences": list(sentences.of_funnel(chart))}  # fmt: skip
    rows = [(one.label, str(one.n), percent(one.rate), percent(one.lower), percent(one.upper), _("需要核查") if one.outside else "") for one in chart.points]
    return answer, ((_("批次"), queries.BASES[arguments.base], _("合格率"), _("下限"), _("上限"), _("判定")), rows)


def _severity(context: Any, chosen: Any, _arguments: argparse.Namespace) -> tuple[Answer, Table]:
    from models.statistics import sentences, severity

    found = severity.severities(context, chosen)
    rows = [(one.label, str(one.n), f"{one.mean:+.2f}", f"{one.lower:+.2f} – {one.upper:+.2f}", _("需要核查") if one.outside else "") for one in found]
    answer = {"rows": [asdict(one) for one in found], "sentences": list(sentences.of_assessors(found))}
    return answer, ((_("考评员"), _("共同评分"), _("偏离（分）"), _("区间"), _("判定")), rows)


def _agreement(context: Any, chosen: Any, _arguments: argparse.Namespace) -> tuple[Answer, Table]:
    from models.statistics import severity

    found = severity.agreements(context, chosen)
    rows = [(one.label, str(one.n), "–" if one.value is None else f"{one.value:.3f}", "–" if one.same is None else f"{one.same:.1%}") for one in found]
    return {"rows": [asdict(one) for one in found]}, ((_("对象"), _("份数"), _("一致系数"), _("完全相同")), rows)


def _likeness(context: Any, chosen: Any, _arguments: argparse.Namespace) -> tuple[Answer, Table]:
    from models.statistics import sentences, severity

    if not chosen.batch:
        raise WrongUse(_("请用 --batch 写明批次"))
    found = severity.rooms_of(context, chosen.batch)
    rows = [severity.room_cells(one) for one in found]
    answer = {"rows": [asdict(one) for one in found], "sentences": [sentences.of_rooms(context, found)]}
    return answer, (severity.ROOM_HEADS, rows)


def _timeliness(context: Any, chosen: Any, arguments: argparse.Namespace) -> tuple[Answer, Table]:
    from models.complaints.queries import GROUPS, timeliness

    by = arguments.by if arguments.by in GROUPS else "month"
    shares = timeliness(context, by, chosen.first or date(context.today.year, 1, 1), chosen.last or context.today)
    rows = [(one.label, str(one.cases), str(one.in_time), str(one.late), str(one.overdue)) for one in shares]
    return {"rows": [asdict(one) for one in shares]}, ((GROUPS[by], _("件数"), _("按时"), _("有超期"), _("逾期未办")), rows)


def _sheet(context: Any, chosen: Any, _arguments: argparse.Namespace) -> tuple[Answer, Table]:
    from models.statistics import sheets

    first, last = chosen.first or date(context.today.year, 1, 1), chosen.last or context.today
    found = sheets.lines(context, first, last)
    whole = [*found, sheets.total(found)]
    rows = [(one.occupation, one.level_name, *map(str, (one.batches, one.applied, one.present, one.passed)), "–" if one.rate is None else f"{one.rate:.2f}",
             str(one.certificates), str(one.struck), one.note) for one in whole]  # fmt: skip
    heads = (_("职业（工种）"), _("等级"), _("批次数"), _("报名人数"), _("实考人数"), _("合格人数"), _("合格率"), _("发证数"), _("违纪人数"), _("备注"))
    return {"rows": [asdict(one) | {"rate": one.rate} for one in whole]}, (heads, rows)


_WHAT = {"pass-rate": _pass_rate, "funnel": _funnel, "severity": _severity, "agreement": _agreement, "likeness": _likeness,
         "timeliness": _timeliness, "sheet": _sheet}  # fmt: skip
