"""W-INCIDENT-MONTH: the sheet of a month, or of whatever the list shows: incidents by kind, class, month and batch, drills apart."""

from collections.abc import Sequence
from datetime import date

from reportlab.platypus import Flowable

from models.core.centre import Context
from models.core.registers import REGISTERS, View
from models.incidents import sums
from models.incidents.queries import LOG, drills_in
from models.incidents.sums import Tally
from models.incidents.tables import Incident
from reports.kit.grid import listing
from reports.kit.page import A4_PORTRAIT, Paper
from reports.kit.text import Words, gap, heading

_HEADS = ("起数", "重大", "一般", "迟报", "未办结", "损失分钟", "补足分钟", "演练")
_WIDTHS = (58, 13, 13, 13, 13, 15, 17, 17, 13)
_SIZE = 8.5
_TITLE = "突发事件月报表"


def monthly(context: Context, shown: Sequence[Incident], view: View) -> Paper:
    """shown: the incidents of the view, as the register hands them out (INC-034 has left out what this person may not know)."""
    counted = [one for one in shown if one.state != "cancelled"]
    taken, limit = sums.minutes(context), context.rules["INC-021"]

    def by(group: str) -> list[Tally]:
        return sums.tally(counted, group, taken, limit, context.now)

    about = f"{context.centre.name}    {_span(view, counted, context.today)}    制表 {context.today}"
    story: list[Flowable] = [heading(_TITLE), gap(2), Words(about, 9, align="center"), gap(3), _table("总计", by(sums.ALL))]
    for group, title in sums.GROUPS.items():
        if counted:
            story += [gap(4), _table(title, by(group))]
    sign = Words("填表人：                    审核人：                    负责人：                    （盖章）", 10)
    story += [gap(4), Words(_notes(context), 8.5), gap(6), sign]
    return Paper(_TITLE, story, A4_PORTRAIT)


def _table(title: str, groups: Sequence[Tally]) -> Flowable:
    rows = [[one.label, *map(str, (one.incidents, one.major, one.general, one.late, one.open, one.lost, one.granted, one.drills))]
            for one in groups]  # fmt: skip
    return listing((title, *_HEADS), _WIDTHS, rows, size=_SIZE, centred=range(1, len(_WIDTHS)))


def _span(view: View, counted: Sequence[Incident], today: date) -> str:
    """Which days the sheet is about: the filter's words, else the first and last discovery."""
    chosen = view.facets.get("when")
    if chosen:
        facet = next(one for one in REGISTERS[LOG].facets if one.name == "when")
        return f"{facet.options[chosen]}（{_days(counted, today)}）"
    return _days(counted, today)


def _days(counted: Sequence[Incident], today: date) -> str:
    days = [one.discovered_at.date() for one in counted]
    return f"{min(days)} 至 {max(days)}" if days else f"至 {today} 没有事件"


def _notes(context: Context) -> str:
    told = ["起数不含演练；已撤销的记录不计。一起事件属多类时在每类各计一次，总计只计一次。损失和补足分钟按考场、考生分别累计。"]
    drills = context.rules["INC-066"]
    if drills.active:
        told.append(f"{context.today.year} 年已演练 {drills_in(context, context.today.year)} 次，每年至少 {drills.value('per_year')} 次。")
    return "".join(told)
