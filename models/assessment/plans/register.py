"""The register of announcements."""

from collections.abc import Callable
from typing import Any

from models.assessment.plans.announcing import ITEMS
from models.assessment.plans.tables import Announcement
from models.assessment.register import READERS
from models.core.centre import Context
from models.core.kinds import Code, Day, Text
from models.core.registers import Field, Register, declare
from resources.texts import _


def _item(item: str) -> Callable[[Context, Any], str | None]:
    return lambda _context, one: one.content.get(item)


ANNOUNCEMENTS = declare(Register(
    "assessment.announcements", _("公告"), Announcement, row=33, order="published_on", descending=True, area="assessment", group=_("评价"), readers=READERS,
    joins=("batch",),
    fields=(
        Field("number", _("公告编号"), Code(30), width=120),
        Field("batch", _("批次编号"), Code(40), path="batch.code", width=120), Field("batch_name", _("批次名称"), Text(100), path="batch.name", width=220),
        Field("published_on", _("发布日期"), Day(), column=Announcement.published_on, sort=True, width=110), Field("channel", _("发布方式"), Text(60)),
        *(Field(item, label, Text(300), listed=False, compute=_item(item)) for item, label in ITEMS.items()),
    ),
    describe=lambda one: one.number, subtitle=lambda _context, one: one.batch.name or one.batch.code,
    related=lambda _context, one: [(one.batch.code, "assessment.batches", one.batch_id)],
))  # fmt: skip
