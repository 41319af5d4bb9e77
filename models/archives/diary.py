"""档案日志: the keeper, the daily closing tick, spot checks, premises, ticks of picture sets, the archive's own rules."""

from datetime import date
from typing import Any

from sqlalchemy import select

from models.archives import queries
from models.archives.keeping import Findings
from models.archives.subjects import FILE, KEEPERS
from models.archives.tables import ArchiveFile
from models.archives.tables_work import DiaryEntry
from models.archives.terms import DOCUMENT, PLACE, labels
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding
from models.core.kinds import Day, Flag, PersonName, Text
from models.core.roles import DIRECTOR, EXAM
from resources.texts import _

ENTRY = Subject("entry", _("档案日志"), DiaryEntry, queries.find_diary)


def _today(context: Context, _record: Any) -> date:
    return context.today


def _write(unit: Unit, kind: str, on_day: date, **values: Any) -> None:
    entry = DiaryEntry(kind=kind, on_day=on_day, **{"by_name": unit.actor.name} | values)
    unit.add(entry)
    unit.value = entry.id


@command("archives.name_keeper", _("登记档案员"), row=53, only=frozenset({DIRECTOR}), rules=("ARC-002", "ARC-014"), params=(
    Param("name", _("姓名"), PersonName()), Param("from_day", _("任职日期"), Day(), default=_today),
    Param("full_time", _("专职"), Flag(), default=False),
))  # fmt: skip
def name_keeper(unit: Unit, name: str, from_day: date, full_time: bool) -> Findings:
    """The keeper of the archive by name (ARC-002); a change of keeper makes a stock check due (ARC-014)."""
    _write(unit, "keeper", from_day, by_name=name, text=_("专职") if full_time else _("兼职"))
    yield from ()


@command("archives.close_room", _("关门登记"), row=53, only=KEEPERS | {EXAM}, rules=("ARC-016",), params=(
    Param("place", _("场所"), PLACE, default="archive"), Param("on_day", _("日期"), Day(), default=_today),
    Param("locked", _("已锁门关灯"), Flag(), default=True), Param("note", _("情况"), Text(200), required=False),
))  # fmt: skip
def close_room(unit: Unit, place: str, on_day: date, locked: bool, note: str | None) -> Findings:
    """The daily tick on leaving: door locked, lights off, nobody left inside (ARC-016)."""
    _write(unit, "closing", on_day, code=place, ticked=locked, text=note or "")
    yield from ()


@command("archives.record_spot_check", _("登记抽查"), row=53, only=KEEPERS | {DIRECTOR}, rules=("ARC-015", "ARC-019"), params=(
    Param("kind", _("内容"), Text(20), default=_("档案")), Param("result", _("结果"), Text(400, 2)),
    Param("on_day", _("日期"), Day(), default=_today),
    Param("premises", _("场所检查"), Flag(), default=False, help=_("检查场所能否按年限存放纸质和电子材料")),
))  # fmt: skip
def record_spot_check(unit: Unit, kind: str, result: str, on_day: date, premises: bool) -> Findings:
    """An unannounced check of the files from outside (ARC-019), or of the premises (ARC-015)."""
    _write(unit, "premises" if premises else "spot_check", on_day, code=kind, text=result)
    yield from ()


@command("archives.tick_pictures", _("确认照片视频"), subject=FILE, row=53, letters="C", rules=("ARC-009",), params=(
    Param("no_questions", _("看不清试题内容"), Flag()), Param("not_shared", _("未对外传播"), Flag()),
))  # fmt: skip
def tick_pictures(unit: Unit, one: ArchiveFile, no_questions: bool, not_shared: bool) -> Findings:
    """A person looked at the picture set of a batch: no readable questions, not passed on (ARC-009)."""
    _write(unit, "pictures", unit.today, file_id=one.id, ticked=no_questions and not_shared, text=one.number)
    yield from ()


@command("archives.register_rules", _("登记档案制度"), row=53, only=KEEPERS | {DIRECTOR}, rules=("ARC-018",), params=(
    Param("document", _("制度"), DOCUMENT), Param("reference", _("文号或版本"), Text(100)),
    Param("on_day", _("生效日期"), Day(), default=_today),
))  # fmt: skip
def register_rules(unit: Unit, document: str, reference: str, on_day: date) -> Findings:
    """One of the four documents of the archive rules; the paper itself is attached to the entry (ARC-018)."""
    _write(unit, "rules", on_day, code=document, text=reference)
    yield from ()


@command(
    "archives.repaired",
    _("修复完成"),
    subject=ENTRY,
    row=53,
    only=KEEPERS,
    rules=("ARC-012",),
    params=(Param("how", _("修复情况"), Text(200)),),
)
def repaired(unit: Unit, entry: DiaryEntry, how: str) -> Findings:
    """What was done to a damaged item; it goes back by `archives.shelve` (ARC-012)."""
    entry.text = f"{entry.text}；{how}"
    yield from ()


def missing_rules(context: Context) -> list[Finding]:
    """ARC-018: which of the four documents are not registered."""
    rule = context.rules["ARC-018"]
    there = set(context.db.scalars(select(DiaryEntry.code).where(DiaryEntry.kind == "rules")))
    missing = [labels("document")[code] for code in rule.value("documents") or () if code not in there]
    return rule.found("documents", list="、".join(missing)) if missing else []
