"""How many incidents there were, of which kind, class, month and batch, and what time they cost. Drills are counted apart (INC-066)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from models.core.centre import Context
from models.core.rulebook import Rule
from models.incidents import rules, terms
from models.incidents.queries import visible
from models.incidents.tables import Incident, MakeUp
from resources.texts import _

ALL, KIND, THEME, RANK, MONTH, BATCH = "all", "kind", "theme", "rank", "month", "batch"
GROUPS = {KIND: _("类别"), THEME: _("类型"), RANK: _("级别"), MONTH: _("月份"), BATCH: _("批次")}
Minutes = Mapping[int, tuple[int, int]]  # incident id → minutes lost, minutes granted


@dataclass
class Tally:
    """One group. incidents: real ones; of them major, late (first report), still open, and the minutes; drills stand beside."""

    key: str
    label: str
    incidents: int = 0
    major: int = 0
    late: int = 0
    open: int = 0
    lost: int = 0  # minutes, summed over rooms and candidates (MKT-002)
    granted: int = 0  # minutes made up
    drills: int = 0

    @property
    def general(self) -> int:
        return self.incidents - self.major


def minutes(context: Context) -> dict[int, tuple[int, int]]:
    """Minutes lost and granted of each incident this person may know of and that has any."""
    summed = select(MakeUp.incident_id, func.sum(MakeUp.lost), func.sum(MakeUp.granted)).join(Incident).where(visible(context))
    return {key: (int(lost), int(granted)) for key, lost, granted in context.db.execute(summed.group_by(MakeUp.incident_id))}


def tally(incidents: Iterable[Any], by: str, taken: Minutes, limit: Rule, now: datetime) -> list[Tally]:
    """The groups that occur, in the order of their keys. Pure: incidents are rows of the log, in any order.

    by: kind (an incident counts under each of its kinds), theme, rank, month of discovery, batch, all (one group, also when empty).
    taken: as `minutes` answers. limit: INC-021, whose minutes make a first report late; a report not made counts until `now`.
    Cancelled records are mistakes of entry and count nowhere.
    """
    found: dict[str, Tally] = {ALL: Tally(ALL, _("合计"))} if by == ALL else {}
    for one in incidents:
        if one.state == "cancelled":
            continue
        for key, label in _keys(one, by):
            _count(found.setdefault(key, Tally(key, label)), one, taken.get(one.id, (0, 0)), _is_late(one, limit, now))
    return [found[key] for key in sorted(found)]


def _count(group: Tally, one: Any, taken: tuple[int, int], late: bool) -> None:
    if one.is_drill:
        group.drills += 1
        return
    group.incidents += 1
    group.major += one.rank == terms.MAJOR
    group.late += late
    group.open += one.state not in terms.OVER
    group.lost += taken[0]
    group.granted += taken[1]


def _is_late(one: Any, limit: Rule, now: datetime) -> bool:
    """INC-020, INC-021: both hops within the same minutes. A record taken over without its hops is not called late."""
    told = (one.site_told_at, one.group_told_at)
    if not limit.active or (None in told and one.state not in terms.RUNNING):
        return False
    return any(rules.minutes_late(one.discovered_at, moment or now, limit) for moment in told)


def _keys(one: Any, by: str) -> list[tuple[str, str]]:
    if by == KIND:
        return [(code, terms.kind_names([code])) for code in dict.fromkeys(one.kinds)] or [("", _("未分类"))]
    if by == THEME:
        return [(one.theme, terms.themes().get(one.theme) or _("未分类"))]
    if by == RANK:
        return [("1" if one.rank == terms.MAJOR else "2", terms.CLASS.show(one.rank))]
    if by == BATCH:
        return [(one.batch, one.batch or _("未填批次"))]
    return [(ALL, _("合计"))] if by == ALL else [(f"{one.discovered_at:%Y-%m}", f"{one.discovered_at:%Y-%m}")]
