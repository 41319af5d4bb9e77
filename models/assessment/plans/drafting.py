"""Making a batch: within the filed scope, outside every suspension, named as its region names it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import func, select

from models.assessment.commands import BATCH
from models.assessment.plans import rules
from models.assessment.plans.queries import rules_of
from models.assessment.plans.tables import SiteLeader, Suspension
from models.assessment.queries import filed_scope, find_batch
from models.assessment.tables import Batch
from models.assessment.terms import NO_JOB, PRACTICAL, THEORY, WAY, Job, Level
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, blocked
from models.core.kinds import Code, Day, Text, Whole
from models.core.tables import User
from resources.texts import _

_AGAINST = ("ASM-GEN-001", "ASM-SCO-001", "ASM-SCO-012", "PPL-ORG-014", "ASM-BAT-001", "ASM-BAT-003", "ASM-BAT-004", "ASM-BAT-020", "SYS-014")


@command("assessment.create_batch", _("新建批次"), row=31, rules=_AGAINST, params=(
    Param("code", _("批次编号"), Code(40)),
    Param("name", _("批次名称"), Text(100), required=False, help=_("体育、福建由程序生成，留空")),
    Param("occupation", _("职业或项目"), Text(60)), Param("job", _("工种/方向"), Job(), default=NO_JOB),
    Param("level", _("级别"), Level(), required=False, help=_("专项职业能力没有级别，留空")),
    Param("first_exam_day", _("考试日期"), Day()), Param("last_exam_day", _("考试结束日期"), Day(), required=False),
    Param("planned", _("申报人数"), Whole(1), required=False), Param("way", _("评价方式"), WAY, default="exam"),
    Param("theory_mode", _("理论考试方式"), THEORY, required=False), Param("practical_mode", _("实操考核方式"), PRACTICAL, required=False),
    Param("region", _("地区"), Text(20), default=lambda context, _record: context.centre.name[:20], help=_("体育批次名称中的地区，如“北京”")),
    Param("remark", _("名称备注"), Text(60), required=False), Param("site", _("考试地点"), Text(80), required=False),
))  # fmt: skip
def create_batch(unit: Unit, first_exam_day: date, last_exam_day: date | None, region: str, **given: Any) -> Iterator[Finding]:
    """A draft under the region the centre works in now, which is then fixed (ASM-GEN-001); its maker is its owner (ASM-BAT-001)."""
    batch = Batch(profile=unit.centre.profile, state="draft", owner=unit.actor.login, first_exam_day=first_exam_day,
                  last_exam_day=last_exam_day or first_exam_day, **given)  # fmt: skip
    suspensions = [(one.starts_on, one.ends_on) for one in unit.db.scalars(select(Suspension))]
    found = [*_wrong(unit, batch), *rules.not_now(suspensions, unit.today, unit.rules["PPL-ORG-014"]), *fitting(unit, batch),
             *_named(unit, batch, region)]  # fmt: skip
    yield from found
    if not blocked(found):
        unit.add(batch)


def _wrong(unit: Unit, batch: Batch) -> Iterator[Finding]:
    if batch.last_exam_day < batch.first_exam_day:
        yield from unit.rules["SYS-014"].found("last_exam_day", label=_("考试结束日期"), found=batch.last_exam_day, other=_("考试日期"),
                                               expected=batch.first_exam_day)  # fmt: skip
    if find_batch(unit.db, batch.code):
        yield from unit.rules["SYS-014"].found(
            "code", label=_("批次编号"), found=batch.code, other=_("已有批次"), expected=_("另取一个编号")
        )


def fitting(context: Context, batch: Batch) -> list[Finding]:
    """Whether a batch lies within the filed scope and outside every suspension on each of its days."""
    book = rules_of(context, batch)
    days = sorted({batch.first_exam_day, batch.last_exam_day})
    key = (batch.occupation or "", batch.job or NO_JOB, batch.level or 0)
    periods = [(one.starts_on, one.ends_on) for one in context.db.scalars(select(Suspension))]
    spanned = [date.fromordinal(day) for day in range(days[0].toordinal(), days[-1].toordinal() + 1)]
    return [
        *rules.within_scope(filed_scope(context.db), key, days, book["ASM-SCO-001"]),
        *rules.suspended(periods, spanned, book["ASM-SCO-012"]),
    ]


def _named(unit: Unit, batch: Batch, region: str) -> list[Finding]:
    """Name the batch as its region does; typed names stand where the region leaves them to the centre."""
    sport, fujian = unit.rules["ASM-BAT-003"], unit.rules["ASM-BAT-004"]
    first = batch.first_exam_day
    if sport.active:
        front = f"{first:%Y-%m} {region}批次 "
        batch.serial = _next(unit, Batch.name.startswith(front))
        batch.name = rules.sport_name(first, region, batch.serial, batch.occupation or "", batch.remark)
        return rules.remark_faults(batch.remark, sport)
    if fujian.active:
        if batch.name:
            return fujian.found("name", found=batch.name)
        batch.serial = _next(unit, Batch.first_exam_day.between(date(first.year, 1, 1), date(first.year, 12, 31)))
        batch.name = rules.fujian_name(unit.centre.name, first.year, batch.serial, fujian)
    return []


def _next(unit: Unit, criterion: Any) -> int:
    """The next serial; that of a voided batch is not used again, for the batch stays."""
    return (unit.db.scalar(select(func.max(Batch.serial)).where(criterion)) or 0) + 1


@command("assessment.list_site_leader", _("登记现场负责人名单"), row=31, letters="C", rules=("ASM-BAT-016",), params=(
    Param("name", _("姓名"), Text(60)), Param("listed_from", _("列入日期"), Day(), default=lambda context, _record: context.today),
    Param("listed_to", _("截止日期"), Day(), required=False),
))  # fmt: skip
def list_site_leader(unit: Unit, name: str, listed_from: date, listed_to: date | None) -> Iterator[Finding]:
    """A line of the list the authority keeps of those who may be in charge on site."""
    unit.add(SiteLeader(name=name, listed_from=listed_from, listed_to=listed_to))
    yield from ()


@command("assessment.name_site_leader", _("指定现场负责人"), subject=BATCH, row=31, rules=("ASM-BAT-016",),
         params=(Param("leader", _("现场考务负责人"), Text(60)),))  # fmt: skip
def name_site_leader(unit: Unit, batch: Batch, leader: str) -> Iterator[Finding]:
    """Who is in charge on site of all sessions of the batch."""
    day = batch.first_exam_day
    listed = {one.name for one in unit.db.scalars(select(SiteLeader)) if one.listed_from <= day and (one.listed_to or day) >= day}
    owner = unit.db.scalar(select(User.name).where(User.login == batch.owner)) or ""
    found = rules.leader_faults(leader, listed, owner, rule) if (rule := rules_of(unit, batch)["ASM-BAT-016"]).active else []
    yield from found
    if not blocked(found):
        batch.leader = leader


@command("assessment.note_suspension", _("登记整顿或暂停"), row=31, letters="A", rules=("ASM-SCO-012",), params=(
    Param("starts_on", _("开始日期"), Day()), Param("ends_on", _("结束日期"), Day()), Param("document", _("通知书文号"), Text(60)),
    Param("note", _("说明"), Text(200), required=False),
))  # fmt: skip
def note_suspension(unit: Unit, starts_on: date, ends_on: date, document: str, note: str | None) -> Iterator[Finding]:
    """A rectification period as its notice says; where the region gives its length, the days must keep it."""
    from models.core.dates import DAY, months_plus

    rule = unit.rules["ASM-SCO-012"]
    low, high = rule.value("months_min"), rule.value("months_max")
    too_short = low and ends_on < months_plus(starts_on, low) - DAY
    if ends_on < starts_on or too_short or (high and ends_on > months_plus(starts_on, high) - DAY):
        expected = _("{low} 至 {high} 个月").format(low=low, high=high) if low else starts_on
        yield from unit.rules["SYS-014"].found("ends_on", label=_("结束日期"), found=ends_on, other=_("整顿期长度"), expected=expected)
        return
    unit.add(Suspension(kind="rectification", starts_on=starts_on, ends_on=ends_on, document=document, note=note))
