"""How snapshots are listed, and what of them is due."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from models.core.centre import Context
from models.core.due import AREAS, DueItem
from models.core.findings import Finding, Severity
from models.core.kinds import Code, Day, Moment, Text, Whole
from models.core.registers import Facet, Field, Register, declare
from models.core.roles import GENERAL
from models.core.search import SEARCHED, Line
from models.core.verifying import LEDGERS, Fault
from models.statistics import queries
from models.statistics.commands import KIND, PART, STATISTICS, YEAR_KIND, digest, report_limit
from models.statistics.tables import Snapshot
from resources.texts import _

GROUP = _("分析")
KEY = "statistics.snapshots"
S = Snapshot
_CHUNK = 16  # characters of a digest that stand together


def _name(context: Context, one: Snapshot) -> str:
    from models.core.queries import user_names

    return user_names(context).get(one.taken_by, one.taken_by)


class Digest(Text):
    """A digest in groups, so that a narrow panel can break it."""

    def show(self, value: Any) -> str:
        return " ".join(value[at : at + _CHUNK] for at in range(0, len(value or ""), _CHUNK))


def _count(name: str) -> Any:
    return lambda _context, one: one.figures["headcount"][name]


def _rate(_context: Context, one: Snapshot) -> str:
    found = queries.Rate(**one.figures["rates"][queries.PRESENT])
    return f"{found.words()}（{found.interval()}）" if found.n else "–"


def _notes(context: Context, one: Snapshot) -> list[Finding]:
    """An annual snapshot that is not reported yet says until when."""
    limit = report_limit(context, one.last_day.year) if one.kind == YEAR_KIND else None
    if limit is None or (one.reported_on and one.summary_on):
        return []
    return [Finding("ASM-STA-001", Severity.DUE, "reported_on", {"expected": limit})]


SNAPSHOTS = declare(Register(
    KEY, _("统计快照"), S, row=33, order="taken_on", descending=True, area="statistics", group=GROUP, readers=queries.READERS,
    fields=(
        Field("number", _("快照编号"), Code(20), width=120), Field("title", _("名称"), Text(120), width=240),
        Field("kind", _("种类"), KIND, width=90),
        Field("first_day", _("起"), Day(), width=100), Field("last_day", _("止"), Day(), width=100),
        Field("present", _("实考人数"), Whole(), compute=_count("present"), width=90),
        Field("passed", _("合格人数"), Whole(), compute=_count("passed"), width=90),
        Field("rate", _("合格率（区间）"), Text(), compute=_rate, width=170),
        Field("taken_on", _("生成日期"), Day(), column=S.taken_on, sort=True, width=100),
        Field("taken_at", _("生成时间"), Moment(), listed=False), Field("taken", _("生成人"), Text(), compute=_name, width=90),
        Field("reported_on", _("统计表上报"), Day(), width=100), Field("summary_on", _("总结上报"), Day(), width=100),
        Field("report_way", _("方式或回执"), Text(120), listed=False),
        Field("sentences", _("需要核查"), Text(2000, 4), compute=lambda _context, one: "\n".join(one.figures["sentences"]), listed=False),
        Field("judged_by", _("规则版本"), Text(), compute=lambda _context, one: one.figures["judged_by"], listed=False),
        Field("digest", _("校验值"), Digest(64), listed=False),
    ),
    facets=(Facet("kind", _("种类"), KIND.options, lambda option, _day: S.kind == option),),
    describe=lambda one: f"{one.number} {one.title}", subtitle=lambda _context, one: f"{KIND.show(one.kind)} · {one.taken_on}", notes=_notes,
    find=queries.find_snapshot, create=("statistics.take_snapshot",), actions=("statistics.record_report",),
    forms=("F-STAT-YEAR", "F-STAT-BOARD"),
))  # fmt: skip


def due(context: Context) -> Iterator[DueItem]:
    """ASM-STA-001: last year's statistics and summary, from New Year on until both are reported."""
    year = context.today.year - 1
    limit = report_limit(context, year)
    if limit is None:
        return
    annual = context.db.scalars(select(S).where(S.kind == YEAR_KIND, S.last_day == limit.replace(year=year, month=12, day=31)).order_by(S.id.desc())).all()
    target = context.calendar.last_working_until(limit - timedelta(days=context.rules["ASM-STA-001"].value("days_before")))
    for part, label in PART.options.items():
        done = any(one.reported_on if part == STATISTICS else one.summary_on for one in annual)
        if not done:
            yield DueItem("statistics", KEY, annual[0].id if annual else 0, f"{year}", _("{year} 年度{part}").format(year=year, part=label), target,
                          "ASM-STA-001", _("{limit} 前报送").format(limit=limit), GENERAL, _("年度上报"),
                          provisional=not context.calendar.knows(target))  # fmt: skip


def lines_of_snapshot(_db: object, one: Snapshot) -> Iterator[Line]:
    yield Line(KEY, one.id, f"{one.number} {one.title}", [one.number, one.title])


def _changed(context: Context) -> list[Fault]:
    """Frozen figures that no longer are what they were."""
    told = _("统计快照 {number} 的数字被改动")
    return [Fault("statistics", one.number, told.format(number=one.number)) for one in context.db.scalars(select(S)) if digest(one.figures) != one.digest]


SEARCHED[Snapshot] = lines_of_snapshot
AREAS["statistics"] = due
LEDGERS[_("统计快照")] = _changed
