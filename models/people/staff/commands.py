"""Posts of the centre are given and ended; incompatible ones are refused (PPL-EXM-033, PPL-ORG-004)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from models.core.acts import Param, Subject, Unit, beyond, command
from models.core.centre import Context
from models.core.dates import DAY
from models.core.findings import Finding, blocked
from models.core.kinds import Choice, Day, Flag, IdNumber, PersonName, Phone, Text
from models.core.roles import EXAM, GENERAL
from models.people.applying import person_of
from models.people.guards import not_about_oneself
from models.people.organisation.custody import leaves_behind
from models.people.staff import queries, rules
from models.people.staff.tables import StaffPost
from models.people.staff.terms import POST, TIME
from models.people.tables import Person
from models.people.terms import EDUCATION, LEVEL
from resources.texts import _

Findings = Iterator[Finding]
POSTED = Subject("post", _("岗位"), StaffPost, queries.find_post)
KEEPERS = frozenset({GENERAL, EXAM})


def may_keep(context: Context, _record: Any = None) -> Findings:
    """Row 1 lets supervisors and the question bank keep files of their own kind: not those of the staff."""
    if not context.actor.roles & KEEPERS:
        yield beyond(context, _("登记工作人员"), 1, KEEPERS)


def faults(context: Context, person: Person, post: str, cert_level: int | None) -> list[Finding]:
    """All that stands against a person taking a post."""
    held = queries.posts_of(context.db, person.id, context.today)
    found = rules.incompatible(held - {post}, post, context.rules["PPL-ORG-004"])
    found += rules.trainer_faults(post, queries.trains(context.db, person.id), context.rules["PPL-EXM-011"])
    found += rules.keeper_faults(post, person.education, cert_level, context.rules["PPL-EXM-022"])
    if post in held:
        found += context.rules["SYS-002"].found("post", label=_("岗位"), found=POST.show(post), expected=_("尚未担任的岗位"))
    return found


@command("people.appoint_staff", _("登记工作人员"), row=1, letters="C", guard=may_keep,
         rules=("PPL-EXM-011", "PPL-EXM-022", "PPL-EXM-033", "PPL-ORG-004", "SYS-014"), params=(
    Param("name", _("姓名"), PersonName()), Param("id_no", _("身份证号"), IdNumber()),
    Param("post", _("岗位"), POST), Param("time", _("专/兼职"), TIME, default="full"),
    Param("duty", _("主要职责"), Text(80)), Param("post_title", _("职务/职称/技能等级"), Text(60)), Param("education", _("学历"), EDUCATION),
    Param("phone", _("联系电话"), Phone()), Param("own_staff", _("是否本单位职工"), Flag(), required=False, default=True),
    Param("cert_level", _("证书等级"), Choice(LEVEL.options, LEVEL.also), required=False, help=_("设备保管维护人员须填")),
    Param("starts_on", _("到岗日期"), Day(), default=lambda context, _record: context.today),
    Param("note", _("备注"), Text(100), required=False),
))  # fmt: skip
def appoint_staff(unit: Unit, post: str, time: str, duty: str, cert_level: str | None, starts_on: date, note: str | None, **given: Any) -> Findings:
    """A person takes a post from a day on. The person is made or completed by the identity number."""
    person, wrong = person_of(unit, given)
    yield from wrong
    if person is None:
        return
    person.post_title = given["post_title"]
    level = int(cert_level) if cert_level else None
    yield from not_about_oneself(unit, person.id)
    found = faults(unit, person, post, level)
    yield from found
    if not blocked(found):
        unit.add(StaffPost(person_id=person.id, sort_name=person.sort_name, post=post, time=time, duty=duty, cert_level=level, starts_on=starts_on,
                           note=note))  # fmt: skip


def _on_duty(context: Context, one: StaffPost) -> Findings:
    yield from may_keep(context)
    if one is not None:
        yield from not_about_oneself(context, one.person_id)
    if one is not None and one.ended_on is not None:
        yield from context.rules["SYS-002"].found("", label=_("岗位"), found=one.ended_on, expected=_("在岗的岗位"))


@command("people.end_staff_post", _("登记离岗"), subject=POSTED, row=1, letters="C", guard=_on_duty,
         rules=("PPL-EXM-024", "PPL-EXM-033", "PPL-ORG-004", "PPL-ORG-008", "SYS-014"), params=(
    Param("ended_on", _("离岗日期"), Day(), default=lambda context, _record: context.today, help=_("最后一个在岗日")),
    Param("why", _("原因"), Text(200)),
))  # fmt: skip
def end_post(unit: Unit, one: StaffPost, ended_on: date, why: str) -> Findings:
    """The last day of a post. Too few full-time staff afterwards wants a reason (PPL-EXM-024)."""
    if one.starts_on and ended_on < one.starts_on:
        yield from unit.rules["SYS-014"].found("ended_on", label=_("离岗日期"), found=ended_on, other=_("到岗日期"), expected=f"≥ {one.starts_on}")
        return
    if one.time == "full":
        yield from rules.too_few(queries.full_time(unit.db, max(ended_on, unit.today) + DAY, one.id), unit.rules["PPL-EXM-024"])
    if queries.posts_of(unit.db, one.person_id, ended_on + DAY) <= {one.post}:  # the last post: what is kept must not stay without a keeper
        yield from leaves_behind(unit, one.person_id)
    one.ended_on, one.ended_why = ended_on, why
