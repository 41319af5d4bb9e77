"""Announcements of a batch, the platform's connections, and what they stand for on the way to registration."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from models.assessment.commands import BATCH
from models.assessment.plans import rules, steps
from models.assessment.plans.course import lists
from models.assessment.plans.drafting import fitting
from models.assessment.plans.legal import step_named
from models.assessment.plans.queries import calendar_of, rules_of
from models.assessment.plans.tables import Announcement, BatchStep, PlatformLink
from models.assessment.tables import Batch
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, blocked
from models.core.kinds import Choice, Day, Text
from resources.texts import _, pick

ITEMS = {item: pick(words) for item, words in lists()["item"].items()}
SYSTEMS = Choice({system: pick(words) for system, words in lists()["system"].items()})


def _suggested(item: str) -> Any:
    """What the batch itself already says of an item."""

    def answer(context: Context, batch: Any) -> str | None:
        from models.assessment.terms import LEVELS

        if batch is None:
            return None
        subject = " ".join(
            one for one in (batch.occupation, batch.job if batch.job != "--" else "", LEVELS.get(batch.level or 0, "")) if one
        )
        days = str(batch.first_exam_day) + (f" 至 {batch.last_exam_day}" if batch.last_exam_day != batch.first_exam_day else "")
        return {"subject": subject, "exam_time": days, "exam_place": batch.site, "method": batch.method}.get(item)

    return answer


@command("assessment.publish_announcement", _("发布公告"), subject=BATCH, row=31,
         rules=("ASM-PLN-006", "ASM-PLN-007", "ASM-PLN-010", "ASM-SCO-001", "ASM-VEN-001"), params=(
    Param("published_on", _("发布日期"), Day(), default=lambda context, _record: context.today),
    Param("channel", _("发布方式"), Text(60), default=_("网站")),
    *(Param(item, label, Text(300, 2), required=False, default=_suggested(item)) for item, label in ITEMS.items()),
))  # fmt: skip
def publish_announcement(unit: Unit, batch: Batch, published_on: date, channel: str | None, **content: str | None) -> Iterator[Finding]:
    """An announcement with all its region prescribes, within the scope; in Chongqing two months before the exam."""
    book = rules_of(unit, batch)
    stated = {item: text for item, text in content.items() if text}
    found = [*rules.lacks_content(stated, book["ASM-PLN-007"]), *fitting(unit, batch), *unseen(unit, batch), *_reported_first(unit, batch, published_on)]
    if not blocked(found):
        found += steps.mark(unit, batch, "announcement", published_on)
    yield from found
    if not blocked(found):
        number = f"GG-{published_on:%Y}-{_next(unit, published_on.year):03d}"
        unit.add(Announcement(number=number, batch_id=batch.id, content=stated, channel=channel, published_on=published_on))
        unit.value = number


def unseen(context: Context, batch: Batch) -> list[Finding]:
    """ASM-VEN-001: a project new to the station or to the venue is pre-reviewed; a batch held there before, or known from an old
    list without its place, has shown that the venue fits."""
    rule = rules_of(context, batch)["ASM-VEN-001"]
    if not rule.active:
        return []
    passed = select(BatchStep.id).where(BatchStep.batch_id == batch.id, BatchStep.name == "accept_prereview").limit(1)
    others = context.db.scalars(select(Batch).where(Batch.occupation == batch.occupation, Batch.id != batch.id))
    held = any(steps.reached(one, "exam_done") and one.site in (None, batch.site) for one in others)
    return [] if held or context.db.scalar(passed) else rule.found("", found=f"{batch.occupation} {batch.site or ''}".strip())


def _next(unit: Unit, year: int) -> int:
    taken = [
        re.sub(r"\D", "", one[8:])
        for one in unit.db.scalars(select(Announcement.number).where(Announcement.number.startswith(f"GG-{year}-")))
    ]
    return max((int(one) for one in taken if one), default=0) + 1


def _reported_first(context: Context, batch: Batch, published_on: date) -> list[Finding]:
    """ASM-PLN-010: the plan is reported to the centre before it is made public."""
    rule = rules_of(context, batch)["ASM-PLN-010"]
    if not rule.active:
        return []
    reported = context.db.scalar(
        select(BatchStep.done_on).where(BatchStep.batch_id == batch.id, BatchStep.name == "submit").order_by(BatchStep.id.desc())
    )
    if reported is None or published_on < reported:
        return rule.found("published_on", found=published_on, expected=reported or _("上报日期"))
    return []


@command("assessment.note_platform_link", _("登记平台对接"), row=31, rules=("ASM-SCO-011",), params=(
    Param("system", _("系统"), SYSTEMS), Param("connected_on", _("对接日期"), Day()), Param("document", _("依据"), Text(60), required=False),
))  # fmt: skip
def note_platform_link(unit: Unit, system: str, connected_on: date, document: str | None) -> Iterator[Finding]:
    """A system of the centre works on the provincial platform from that day on."""
    known = unit.db.scalar(select(PlatformLink).where(PlatformLink.system == system))
    if known:
        known.connected_on, known.document = connected_on, document
    else:
        unit.add(PlatformLink(system=system, connected_on=connected_on, document=document))
    yield from ()


# What the course asks -------------------------------------------------------------------------------------------------


def _connected(context: Context, batch: Batch) -> list[Finding]:
    rule = rules_of(context, batch)["ASM-SCO-011"]
    return rules.not_connected(set(context.db.scalars(select(PlatformLink.system))), rule) if rule.active else []


def _announced(context: Context, batch: Batch) -> list[Finding]:
    """Registration opens after an announcement with its prescribed content was published."""
    book = rules_of(context, batch)
    if context.db.scalar(select(Announcement.id).where(Announcement.batch_id == batch.id).limit(1)):
        return []
    early = book["ASM-PLN-006"]
    if early.active:
        step = step_named(calendar_of(context, batch), "announcement")
        return early.found("", expected=step.limit if step else "")
    return rules.lacks_content({}, book["ASM-PLN-007"])


def _no_objection(context: Context, batch: Batch) -> list[Finding]:
    """ASM-CER-001: an open objection keeps the batch from certificates; a correction is asked for by its own area."""
    if batch.objection_on is None or batch.objection_closed_on is not None:
        return []
    return rules_of(context, batch)["ASM-CER-001"].found("", found=_("{day} 收到的异议").format(day=batch.objection_on))


for _event in ("submit", "announce"):
    steps.require(_event, "scope", fitting)
steps.require("submit", "platform", _connected, profiles=("henan",))
steps.require("announce", "announcement", _announced)
steps.require("announce", "prereview", unseen, profiles=("fujian",))
steps.require("certify", "objections", _no_objection)
