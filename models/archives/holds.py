"""Holds: what other areas place on material while a matter is open. They call these functions in their own commands,
or a person calls `archives.place_hold`; both write the same record (ARC-025)."""

from sqlalchemy import select

from models.archives.tables import ArchiveHold
from models.core.acts import Unit


def place(unit: Unit, source: str, reference: str, *, item_id: int | None = None, batch: str | None = None, id_no: str | None = None,
          why: str = "") -> ArchiveHold:  # fmt: skip
    """Hold one item, all items of a batch, or all items that document a person. source: a code of HOLD_SOURCE; reference:
    the number of the open matter, by which it is released. The same hold twice is one."""
    same = select(ArchiveHold).where(
        ArchiveHold.reference == reference, ArchiveHold.released_on.is_(None), ArchiveHold.item_id == item_id,
        ArchiveHold.batch == batch, ArchiveHold.id_no == id_no,
    )  # fmt: skip
    found = unit.db.scalar(same)
    if found is not None:
        return found
    hold = ArchiveHold(source=source, reference=reference, item_id=item_id, batch=batch, id_no=id_no, why=why, placed_on=unit.today,
                       placed_by=unit.actor.name)  # fmt: skip
    unit.add(hold)
    return hold


def release(unit: Unit, reference: str, why: str) -> int:
    """Release every hold of a matter that was closed; answers how many."""
    open_ones = unit.db.scalars(select(ArchiveHold).where(ArchiveHold.reference == reference, ArchiveHold.released_on.is_(None))).all()
    for hold in open_ones:
        hold.released_on, hold.released_why = unit.today, why
    return len(open_ones)
