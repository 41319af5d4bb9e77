"""Closed dossiers of other areas come to the archive: handed in by the command that closes them, taken over by the keeper.

Handed in, a dossier is an item that was collected (ARC-001) and waits on the archive officer's due list; taken over, it
stands on its shelf and its period runs. The areas above fill `HANDED` and `TAKEN`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from models.archives import queries
from models.archives.keeping import Findings, catalogue_gaps, must_be, pages_in, read_upper, reckon
from models.archives.subjects import ITEM, KEEPERS
from models.archives.tables import ArchiveFile, ArchiveItem, ArchiveParty
from models.archives.terms import CATALOGUED, COLLECTED, GONE, IN_ARCHIVE
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.due import DueItem
from models.core.findings import Finding
from models.core.kinds import Code, Text
from models.core.roles import ARCHIVE
from resources.texts import _

HANDED: dict[str, str] = {}  # kind of material → the rule by which its area hands it over
TAKEN: dict[str, Callable[[Unit, str], None]] = {}  # kind → what its area notes once the archive has the item of a number


@dataclass(frozen=True)
class Dossier:
    """A closed dossier. closed_on: from here its period runs. parties: (name, identity number) of those it documents."""

    number: str
    title: str
    kind: str
    closed_on: date
    quantity: str | None = None
    batch: str | None = None
    parties: list[tuple[str, str | None]] = field(default_factory=list)


def hand_in(unit: Unit, dossier: Dossier) -> list[Finding]:
    """Hand a dossier to the archive, in the transaction of the command that closes it.

    A number the archive has already is the same volume, if it holds the same kind and is still there; else it is refused.
    """
    number = read_upper(dossier.number)
    there = next(iter(queries.find_item(unit.db, number)), None)
    if there is None:
        item = ArchiveItem(
            number=number, title=dossier.title[:120], kind=dossier.kind, medium="paper", state=COLLECTED, batch=dossier.batch or None,
            made_on=dossier.closed_on, starts_on=dossier.closed_on, quantity=dossier.quantity, secrecy="internal",
            pages=pages_in(dossier.quantity), author=unit.actor.name)  # fmt: skip
        item.file = unit.db.scalar(select(ArchiveFile).where(ArchiveFile.batch == item.batch)) if item.batch else None
        reckon(unit, item)
        unit.add(item)
    elif dossier.kind not in (there.kind, there.also_kind) or there.state in GONE:
        return unit.rules["SYS-014"].found(
            "number", label=_("归档档号"), found=number, other=_("已有目录"), expected=_("未用过的档号，或同类案卷的档号")
        )
    else:
        item = there
        if item.state == IN_ARCHIVE:
            taken(unit, item)
    for name, id_no in dossier.parties:
        unit.db.add(ArchiveParty(item_id=item.id, name=name, id_no=id_no))
    return []


def taken(unit: Unit, item: ArchiveItem) -> None:
    """Tell the area whose dossier this is that the archive has it."""
    for kind in (item.kind, item.also_kind):
        if kind in TAKEN:
            TAKEN[kind](unit, item.number)


def _may_take(context: Context, item: ArchiveItem) -> Findings:
    yield from must_be(context, item, (COLLECTED, CATALOGUED))
    if item.kind not in HANDED:
        yield from context.rules["ARC-001"].found("kind", found=item.kind or "", expected="、".join(HANDED))


def _kept(name: str) -> Any:
    return lambda _context, item: getattr(item, name) if item is not None else None


@command("archives.take_over", _("接收案卷"), subject=ITEM, row=53, letters="C", only=KEEPERS, guard=_may_take,
         rules=("ARC-001", "ARC-010", "ARC-020", "CMP-028", "INC-043"), params=(
    Param("location", _("存放位置"), Text(60), default=_kept("location"), help=_("室-柜-层，如 档案室-1柜-2层")),
    Param("quantity", _("页数/份数"), Text(20), default=_kept("quantity"), help=_("如 12页")),
    Param("box", _("盒号"), Code(40), required=False, default=_kept("box")),
))  # fmt: skip
def take_over(unit: Unit, item: ArchiveItem, location: str, quantity: str, box: str | None) -> Findings:
    """The keeper counts a handed-in dossier, gives it its place and puts it on the shelf; its period runs from its closing."""
    item.location, item.quantity, item.pages, item.box = location, quantity, pages_in(quantity), box
    findings = catalogue_gaps(unit, item)
    yield from findings
    if not findings:
        item.state = IN_ARCHIVE
        reckon(unit, item)
        taken(unit, item)


def due(context: Context) -> Iterator[DueItem]:
    """Dossiers that were handed in and not taken over; due on the day they came."""
    if not HANDED:
        return
    item = ArchiveItem
    waiting = select(item.id, item.number, item.title, item.kind, item.made_on).where(
        item.state.in_((COLLECTED, CATALOGUED)), item.kind.in_(HANDED), queries.visible(context))  # fmt: skip
    for id_, number, title, kind, day in context.db.execute(waiting):
        yield DueItem("archives", "archives.items", id_, number, f"{number} {title}", day, HANDED[kind or ""], _("清点接收，定位入库"), ARCHIVE,
                      _("案卷移交"))  # fmt: skip
