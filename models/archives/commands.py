"""What a person may do with items and files of the archive. Loans: lending.py; consultation: consulting.py; destruction:
destroying.py; stock checks, handovers, vault, secrecy and diary have modules of their own."""

from datetime import date
from typing import Any

from sqlalchemy import select

from models.archives import (
    consulting as _consulting,  # noqa: F401  (declares its commands, as the next ones)
)
from models.archives import destroying as _destroying  # noqa: F401
from models.archives import diary as _diary  # noqa: F401
from models.archives import handing as _handing  # noqa: F401
from models.archives import holds, queries, receiving, rules
from models.archives import lending as _lending  # noqa: F401
from models.archives import secrecy as _secrecy  # noqa: F401
from models.archives import stocktaking as _stocktaking  # noqa: F401
from models.archives import storing as _storing  # noqa: F401
from models.archives import vault as _vault  # noqa: F401
from models.archives.keeping import Findings, catalogue_gaps, future, must_be, not_gone, pages_in, read_upper, reckon
from models.archives.queries import NO_DATE
from models.archives.subjects import FILE, HOLD, HOLDERS, ITEM, KEEPERS
from models.archives.tables import ArchiveFile, ArchiveHold, ArchiveItem, ArchiveParty
from models.archives.terms import (
    CATALOGUED,
    COLLECTED,
    HOLD_SOURCE,
    IN_ARCHIVE,
    IN_REPAIR,
    KIND,
    LOST,
    MEDIUM,
    ON_LOAN,
    PERIOD,
    SECRECY,
    SECRET,
    must_kinds,
)
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity, blocked
from models.core.kinds import Code, Day, Flag, IdNumber, PersonName, Text
from models.core.roles import DIRECTOR
from resources.texts import _

_KEPT = ("title", "kind", "also_kind", "medium", "secrecy", "batch", "author", "quantity", "originals", "location", "box", "cabinet",
    "keeper",
         "envelope", "own_period", "note")  # fmt: skip


def _of(name: str) -> Any:
    return lambda _context, item: getattr(item, name) if item is not None else None


def _made_on(_context: Context, item: Any) -> date | None:
    return item.made_on if item is not None and item.made_on != NO_DATE else None


def _params(*, editing: bool) -> tuple[Param, ...]:
    """The catalogue line as parameters; when editing, what stands there is offered."""

    def given(name: str, label: str, kind: Any, **more: Any) -> Param:
        return Param(name, label, kind, required=False, default=_of(name) if editing else None, **more)

    return (
        Param("title", _("题名"), Text(120), default=_of("title") if editing else None),
        Param("kind", _("类别"), KIND, default=_of("kind") if editing else None),
        given("also_kind", _("兼属类别"), KIND, help=_("同属两类时按较长期限保管")),
        Param("medium", _("载体"), MEDIUM, default=_of("medium") if editing else "paper"),
        Param("made_on", _("形成日期"), Day(), required=False, default=_made_on if editing else None),
        given("quantity", _("页数/份数"), Text(20), help=_("如 12页")),
        given("batch", _("批次"), Text(80)), given("author", _("责任者"), Text(40)),
        given("location", _("存放位置"), Text(60), help=_("室-柜-层，如 档案室-1柜-2层")), given("box", _("盒号"), Code(40)),
        Param("secrecy", _("密级"), SECRECY, default=_of("secrecy") if editing else "internal"),
        given("cabinet", _("保密柜"), Text(40)), given("keeper", _("保管人"), PersonName()),
        given("envelope", _("密封袋编号"), Code(40), help=_("账号密码类必填，不要写密码")),
        given("originals", _("原件"), Flag()), given("own_period", _("本件期限"), PERIOD, help=_("长于规定期限时填写")),
        given("note", _("备注"), Text(200)),
    )  # fmt: skip


def _take(unit: Unit, item: ArchiveItem, made_on: date | None, values: dict[str, Any]) -> Findings:
    """Write the catalogue line into an item and reckon its date; a material of the future is refused."""
    if future(unit, made_on):
        yield Finding("ARC-010", Severity.BLOCK, "made_on", {"list": _("形成日期"), "found": made_on, "expected": f"≤ {unit.today}"})
        return
    wrong = rules.password_faults(
        values.get("kind"), (values.get("title"), values.get("note")), values.get("envelope"), unit.rules["SEC-015"]
    )
    yield from wrong
    if wrong:
        return
    for name in _KEPT:
        if name in values:
            setattr(item, name, values[name])
    item.made_on = made_on or NO_DATE
    item.pages = pages_in(item.quantity)
    if item.batch and item.file_id is None:
        item.file = unit.db.scalar(select(ArchiveFile).where(ArchiveFile.batch == item.batch))
    reckon(unit, item)


def _new(unit: Unit, number: str | None, state: str, made_on: date | None, values: dict[str, Any]) -> Findings:
    code = read_upper(number) if number else queries.next_number(unit.db, ArchiveItem, f"DA-{unit.today.year}-")
    if queries.find_item(unit.db, code):
        yield from unit.rules["SYS-014"].found("number", label=_("档号"), found=code, other=_("已有目录"), expected=_("未用过的档号"))
        return
    item = ArchiveItem(number=code, title=values["title"], state=state, batch=values.get("batch"), secrecy="internal")
    findings = list(_take(unit, item, made_on, values))
    if not blocked(findings) and state == IN_ARCHIVE:
        findings += catalogue_gaps(unit, item)
    yield from findings
    if not blocked(findings):
        unit.add(item)
        unit.value = code


_NUMBER = Param("number", _("档号"), Code(40), required=False, help=_("留空则取下一个号"))


@command(
    "archives.collect",
    _("交来材料"),
    row=53,
    letters="C",
    rules=("ARC-001", "ARC-010", "SEC-015"),
    params=(_NUMBER, *_params(editing=False)),
)
def collect(unit: Unit, number: str | None, made_on: date | None, **values: Any) -> Findings:
    """Material handed in by whoever made it; the archive catalogues it next (COLLECTED)."""
    yield from _new(unit, number, COLLECTED, made_on, values)


@command("archives.add_item", _("编目入库"), row=53, letters="C", only=KEEPERS, params=(_NUMBER, *_params(editing=False)),
         rules=("ARC-001", "ARC-010", "ARC-019", "ARC-020", "SEC-002", "SEC-015"))  # fmt: skip
def add_item(unit: Unit, number: str | None, made_on: date | None, **values: Any) -> Findings:
    """Catalogue an item and put it on the shelf in one act; the line must be complete (ARC-010)."""
    yield from _new(unit, number, IN_ARCHIVE, made_on, values)


@command("archives.catalogue", _("编目"), subject=ITEM, row=53, letters="C", only=KEEPERS, guard=not_gone, params=_params(editing=True),
         rules=("ARC-001", "ARC-010", "ARC-020", "ARC-023", "SEC-002", "SEC-015"))  # fmt: skip
def catalogue(unit: Unit, item: ArchiveItem, made_on: date | None, **values: Any) -> Findings:
    """Write or correct the catalogue line; the destruction date follows. What is on the shelf stays complete."""
    yield from _take(unit, item, made_on, values)
    if item.state == COLLECTED:
        item.state = CATALOGUED
    elif item.state == IN_ARCHIVE:
        yield from (one for one in catalogue_gaps(unit, item) if one.rule in ("ARC-010", "SEC-002", "SEC-015"))


def _may_shelve(context: Context, item: ArchiveItem) -> Findings:
    yield from must_be(context, item, (CATALOGUED, IN_REPAIR))


@command("archives.shelve", _("入库"), subject=ITEM, row=53, letters="C", only=KEEPERS, guard=_may_shelve,
         rules=("ARC-001", "ARC-010", "ARC-019", "SEC-002", "SEC-015"))  # fmt: skip
def shelve(unit: Unit, item: ArchiveItem) -> Findings:
    """Put a catalogued (or repaired) item on its shelf, if its line is complete and its signatures are checked."""
    findings = catalogue_gaps(unit, item)
    yield from findings
    if not findings:
        item.state = IN_ARCHIVE
        receiving.taken(unit, item)


def _on_shelf(context: Context, item: ArchiveItem) -> Findings:
    yield from must_be(context, item, (IN_ARCHIVE,))


@command("archives.move", _("移位"), subject=ITEM, row=53, letters="C", only=KEEPERS, guard=_on_shelf, rules=("ARC-001", "SEC-002"),
        params=(
    Param("location", _("存放位置"), Text(60), default=_of("location")),
    Param("box", _("盒号"), Code(40), required=False, default=_of("box")),
    Param("cabinet", _("保密柜"), Text(40), required=False, default=_of("cabinet")),
))  # fmt: skip
def move(unit: Unit, item: ArchiveItem, location: str, box: str | None, cabinet: str | None) -> Findings:
    item.location, item.box, item.cabinet = location, box, cabinet
    yield from rules.keeping_faults(item.secrecy, cabinet, item.keeper, unit.rules["SEC-002"])


@command("archives.repair", _("送修"), subject=ITEM, row=53, letters="C", only=KEEPERS, guard=_on_shelf, rules=("ARC-012",),
         params=(Param("damage", _("破损情况"), Text(200)),))  # fmt: skip
def repair(unit: Unit, item: ArchiveItem, damage: str) -> Findings:
    """A damaged, faded or blurred item leaves the shelf for repair, with an entry in the diary (ARC-012)."""
    from models.archives.tables_work import DiaryEntry

    item.state = IN_REPAIR
    unit.db.add(DiaryEntry(kind="repair", on_day=unit.today, by_name=unit.actor.name, text=damage, item_id=item.id))
    yield from ()


@command("archives.report_lost", _("报失"), subject=ITEM, row=53, letters="C", only=KEEPERS, guard=_on_shelf, danger=True,
        rules=("ARC-011",),
         params=(Param("how", _("经过"), Text(1000, 4)),))  # fmt: skip
def report_lost(unit: Unit, item: ArchiveItem, how: str) -> Findings:
    item.state, item.lost_on, item.lost_how = LOST, unit.today, how
    if item.secrecy == SECRET:
        unit.detail["leak_report"] = item.number
    yield from ()


def _is_lost(context: Context, item: ArchiveItem) -> Findings:
    if item.state != LOST or item.lost_confirmed_on is not None:
        yield from must_be(context, item, (LOST,)) if item.state != LOST else not_gone(context, item)


@command("archives.confirm_lost", _("确认遗失"), subject=ITEM, row=59, letters="A", only=frozenset({DIRECTOR}), guard=_is_lost, danger=True,
         rules=("ARC-011",), params=(Param("found_again", _("已找回"), Flag(), default=False),))  # fmt: skip
def confirm_lost(unit: Unit, item: ArchiveItem, found_again: bool) -> Findings:
    """The director confirms a loss; what turned up again goes back on the shelf."""
    if found_again:
        item.state, item.lost_on, item.lost_how = IN_ARCHIVE, None, None
    else:
        item.lost_confirmed_on = unit.today
    yield from ()


@command("archives.set_start", _("登记起算日"), subject=ITEM, row=53, letters="C", only=KEEPERS, guard=not_gone,
        rules=("ARC-020", "ARC-021"),
         params=(Param("starts_on", _("起算日"), Day(), default=lambda context, _item: context.today,
                       help=_("聘期结束、题库更换、设备报废、备案届满或失效之日")),))  # fmt: skip
def set_start(unit: Unit, item: ArchiveItem, starts_on: date) -> Findings:
    """The day from which the period of an item counts, where it is not the exam day: end of term, replacement …"""
    item.starts_on = starts_on
    reckon(unit, item)
    yield from ()


@command("archives.add_party", _("登记当事人"), subject=ITEM, row=53, letters="C", only=KEEPERS, guard=not_gone, rules=("ARC-030",),
        params=(
    Param("name", _("姓名"), PersonName()), Param("id_no", _("证件号码"), IdNumber(), required=False),
    Param("whole_file", _("整个案卷"), Flag(), default=False),
))  # fmt: skip
def add_party(unit: Unit, item: ArchiveItem, name: str, id_no: str | None, whole_file: bool) -> Findings:
    """A person whom the item (or its whole file) documents: he neither sees, borrows nor consults it."""
    of_file = whole_file and item.file_id is not None
    unit.db.add(ArchiveParty(item_id=None if of_file else item.id, file_id=item.file_id if of_file else None, name=name, id_no=id_no))
    yield from ()


# -- holds --------------------------------------------------------------------------------------------------------


@command("archives.place_hold", _("冻结"), row=53, letters="C", only=HOLDERS, rules=("ARC-025",), params=(
    Param("source", _("事项"), HOLD_SOURCE), Param("reference", _("事项编号"), Text(80)),
    Param("item", _("档号"), Code(40), required=False), Param("batch", _("批次"), Text(80), required=False),
    Param("id_no", _("当事人证件号码"), IdNumber(), required=False), Param("why", _("说明"), Text(400, 2), required=False),
))  # fmt: skip
def place_hold(
    unit: Unit, source: str, reference: str, item: str | None, batch: str | None, id_no: str | None, why: str | None
) -> Findings:
    """Keep from destruction one item, all of a batch, or all that documents a person, while a matter is open."""
    found = queries.find_item(unit.db, item) if item else []
    if item and not found:
        yield from unit.rules["SYS-005"].found("item", label=_("档案"), key=item)
        return
    if not (item or batch or id_no):
        yield from unit.rules["SYS-002"].found("item", label=_("档号"), found="", expected=_("档号、批次或证件号码之一"))
        return
    hold = holds.place(unit, source, reference, item_id=found[0].id if found else None, batch=batch, id_no=id_no, why=why or "")
    unit.value = hold.id


def _still_held(context: Context, hold: ArchiveHold) -> Findings:
    if hold.released_on is not None:
        yield Finding("ARC-025", Severity.BLOCK, "", {"found": _("已于 {day} 解除").format(day=hold.released_on)})


@command("archives.release_hold", _("解除冻结"), subject=HOLD, row=53, letters="C", only=HOLDERS, guard=_still_held,
         rules=("ARC-025",), params=(Param("why", _("事由"), Text(400, 2)),))  # fmt: skip
def release_hold(unit: Unit, hold: ArchiveHold, why: str) -> Findings:
    hold.released_on, hold.released_why = unit.today, why
    yield from ()


# -- files of batches ---------------------------------------------------------------------------------------------


@command("archives.create_file", _("立卷"), row=53, letters="C", only=KEEPERS, rules=("ARC-003", "ARC-021"), params=(
    Param("title", _("卷名"), Text(120)), Param("batch", _("批次"), Text(80), required=False, help=_("非批次案卷留空")),
    Param("first_exam_on", _("首个考试日"), Day(), required=False),
    Param("last_exam_on", _("最后考试日"), Day(), help=_("非批次案卷填截止日期")),
    Param("number", _("案卷号"), Code(40), required=False),
))  # fmt: skip
def create_file(unit: Unit, title: str, batch: str | None, first_exam_on: date | None, last_exam_on: date, number: str | None) -> Findings:
    """Set up the file of a batch; items of the batch that are there already join it, and count from its last exam day."""
    code = read_upper(number) if number else queries.next_number(unit.db, ArchiveFile, f"AJ-{last_exam_on.year}-")
    same = [ArchiveFile.number == code, *([ArchiveFile.batch == batch] if batch else [])]
    if any(unit.db.scalar(select(ArchiveFile.id).where(criterion)) for criterion in same):
        yield from unit.rules["SYS-014"].found(
            "number", label=_("案卷号"), found=code, other=_("已有案卷"), expected=_("未用过的案卷号和批次")
        )
        return
    made = ArchiveFile(number=code, title=title, batch=batch, first_exam_on=first_exam_on, last_exam_on=last_exam_on)
    unit.add(made)
    unit.value = code
    for item in unit.db.scalars(select(ArchiveItem).where(ArchiveItem.batch == batch, ArchiveItem.file_id.is_(None))) if batch else ():
        item.file = made
        reckon(unit, item)


def _not_complete(context: Context, one: ArchiveFile) -> Findings:
    if one.completed_on is not None:
        yield Finding("ARC-004", Severity.BLOCK, "", {"list": "", "found": _("已于 {day} 归档完成").format(day=one.completed_on)})


@command("archives.excuse_kind", _("注明不适用"), subject=FILE, row=53, letters="C", only=KEEPERS, guard=_not_complete, rules=("ARC-004",),
         params=(Param("kind", _("类别"), KIND), Param("why", _("理由"), Text(200))))  # fmt: skip
def excuse_kind(unit: Unit, one: ArchiveFile, kind: str, why: str) -> Findings:
    one.not_applicable = {**one.not_applicable, kind: why}
    yield from ()


@command("archives.check_signatures", _("核对签字"), subject=FILE, row=53, letters="C", only=KEEPERS, rules=("ARC-019",),
         params=(Param("kind", _("类别"), KIND),))  # fmt: skip
def check_signatures(unit: Unit, one: ArchiveFile, kind: str) -> Findings:
    """Tick that the signatures of a kind were looked at (ARC-019): by whom and when."""
    one.signatures = {**one.signatures, kind: f"{unit.actor.name} {unit.today}"}
    yield from ()


@command("archives.complete_file", _("归档完成"), subject=FILE, row=53, letters="C", only=KEEPERS, guard=_not_complete,
         rules=("ARC-003", "ARC-004"))  # fmt: skip
def complete_file(unit: Unit, one: ArchiveFile) -> Findings:
    """Mark a batch file complete: every kind the profile requires is on the shelf or declared inapplicable (ARC-004)."""
    present = {kind for item in one.items if item.state in (IN_ARCHIVE, ON_LOAN) for kind in (item.kind, item.also_kind) if kind}
    must = must_kinds(unit.centre.profile) if one.batch else []
    findings = rules.completeness_faults(must, present, one.not_applicable, unit.rules["ARC-004"])
    late = unit.calendar.plus(one.last_exam_on, unit.rules["ARC-003"].value("workdays"))
    if unit.today > late.day and unit.rules["ARC-003"].active and not late.provisional:
        findings += unit.rules["ARC-003"].found("", Severity.WARN, found=unit.today, expected=late.day)
    yield from findings
    if not blocked(findings):
        one.completed_on, one.completed_by = unit.today, unit.actor.name


@command("archives.note_platform", _("登记平台存档"), subject=FILE, row=53, letters="C", rules=("ARC-006",), params=(
    Param("stored_on", _("存档日期"), Day(), default=lambda context, _file: context.today),
))  # fmt: skip
def note_platform(unit: Unit, one: ArchiveFile, stored_on: date) -> Findings:
    """Data, appraisal records and supervision report of the batch are on the platform since that day (ARC-006)."""
    one.platform_on = stored_on
    yield from ()


@command("archives.recompute", _("重算保管期限"), row=59, letters="AC", rules=("ARC-020", "ARC-026"))
def recompute(unit: Unit) -> Any:
    """Find all destruction dates anew after rules or profile changed; a reviewed item keeps the later date (ARC-026)."""
    from models.archives.bulk import recompute_all

    yield from recompute_all(unit)
