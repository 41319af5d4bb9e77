"""The file of a batch in the archive: opened from the batch, and complete before the batch is closed (ASM-MAT-006)."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select

from models.archives.commands import KEEPERS, create_file
from models.archives.tables import ArchiveFile
from models.assessment.commands import BATCH
from models.assessment.plans import steps
from models.assessment.plans.queries import rules_of
from models.assessment.tables import Batch
from models.core.acts import Unit, command
from models.core.centre import Context
from models.core.findings import Finding
from resources.texts import _


def file_of(context: Context, batch: Batch) -> ArchiveFile | None:
    """The archive file of a batch, if there is one."""
    return context.db.scalars(select(ArchiveFile).where(ArchiveFile.batch == batch.code).limit(1)).first()


def _not_filed(context: Context, batch: Any) -> Iterable[Finding]:
    found = file_of(context, batch)
    if found is not None:
        yield from context.rules["SYS-014"].found("", label=_("案卷"), found=found.number, other=_("批次"), expected=_("每批次一卷"))


@command(
    "assessment.file_batch",
    _("批次立卷"),
    subject=BATCH,
    row=53,
    letters="C",
    only=KEEPERS,
    guard=_not_filed,
    rules=("ASM-MAT-006", "ARC-003"),
)
def file_batch(unit: Unit, batch: Batch) -> Iterator[Finding]:
    """Set up the archive file of a batch by its number and days; items of the batch that are there already join it."""
    first, last = batch.first_exam_day, batch.last_exam_day
    yield from (
        create_file(unit, title=batch.name or batch.code, batch=batch.code, first_exam_on=first, last_exam_on=last, number=None) or ()
    )  # type: ignore[misc]


def _filed(context: Context, batch: Batch) -> list[Finding]:
    """What keeps a batch from being closed: no file, or one that is not marked complete."""
    found = file_of(context, batch)
    if found is not None and found.completed_on is not None:
        return []
    state = _("案卷 {number} 未归档完成").format(number=found.number) if found else _("尚未立卷")
    return rules_of(context, batch)["ASM-MAT-006"].found("", found=state)


steps.require("close", "file", _filed)
