"""The director assesses every member of staff yearly, heads of department with an opinion (PPL-EXM-029)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.dates import DAY
from models.core.due import AREAS, DueItem
from models.core.findings import Finding
from models.core.kinds import Choice, Flag, Text, Whole
from models.core.roles import DIRECTOR
from models.core.search import SEARCHED, Line
from models.evaluation.tables_staff import StaffReview
from models.evaluation.terms import GIVEN
from models.people.declaring import people_named, person_faults
from models.people.guards import not_about_oneself
from models.people.staff.queries import REGISTER as STAFF
from models.people.staff.tables import StaffPost
from models.people.staff.terms import DIRECTOR as HEAD
from models.people.staff.terms import POST
from models.people.tables import Person
from resources.texts import _

Findings = Iterator[Finding]
REVIEWS = "evaluation.staff"
OPINION = Choice({"appoint": _("聘任"), "release": _("解聘")})
_DECEMBER = 12


def find_review(db: Session, text: str) -> Sequence[StaffReview]:
    """By name, or by name and year (姓名 2026); the latest first."""
    name, _blank, year = text.strip().partition(" ")
    found = select(StaffReview).join(Person).where(or_(Person.name == name, Person.id_no == name.upper()))
    found = found.where(StaffReview.year == int(year)) if year.isdigit() else found
    return list(db.scalars(found.order_by(StaffReview.year.desc())))


REVIEW = Subject("review", _("工作人员年度考核"), StaffReview, find_review)


def _held_in(year: int) -> ColumnElement[bool]:
    """Posts held on some day of a year; one without a first day was held since ever."""
    first, last = date(year, 1, 1), date(year, _DECEMBER, 31)
    return and_(or_(StaffPost.starts_on.is_(None), StaffPost.starts_on <= last), or_(StaffPost.ended_on.is_(None), StaffPost.ended_on >= first))


def _year(context: Context, _record: Any) -> int:
    """The year that is assessed now: in December this one, else the last."""
    return context.today.year - (context.today.month < _DECEMBER)


def _opinion_faults(unit: Unit, leads: bool, opinion: str | None) -> Findings:
    if leads is not bool(opinion):
        expected = _("聘任或解聘") if leads else _("非部门负责人不填")
        yield from unit.rules["SYS-002"].found("opinion", label=_("聘任意见"), found=OPINION.show(opinion), expected=expected)


@command("evaluation.assess_staff", _("考核工作人员"), row=26, letters="A", rules=("PPL-EXM-029", "PPL-ORG-004", "SYS-002", "SYS-005"), params=(
    Param("person", _("人员"), Text(60), help=_("姓名或身份证号")), Param("year", _("年度"), Whole(2000, 2099), default=_year),
    Param("grade", _("等次"), GIVEN), Param("performance", _("业绩评价"), Text(4000, 4)),
    Param("leads", _("部门负责人"), Flag(), default=False), Param("opinion", _("聘任意见"), OPINION, required=False),
    Param("summary", _("个人小结"), Text(8000, 5), required=False),
))  # fmt: skip
def assess_staff(unit: Unit, person: str, year: int, grade: str, performance: str, leads: bool, opinion: str | None, summary: str | None) -> Findings:
    """One person's year, once; heads of department are appointed on or released (PPL-EXM-029)."""
    found = people_named(unit.db, person)
    faults = [*person_faults(found, person), *_opinion_faults(unit, leads, opinion)]
    if year > unit.today.year:
        faults += unit.rules["SYS-002"].found("year", label=_("年度"), found=year, expected=_("不晚于今年"))
    yield from faults
    if faults:
        return
    one = found[0]
    yield from not_about_oneself(unit, one.id)
    posts = unit.db.scalars(select(StaffPost.post).where(StaffPost.person_id == one.id, _held_in(year)).order_by(StaffPost.id)).all()
    if not posts:
        yield from unit.rules["SYS-002"].found("person", label=_("人员"), found=one.name, expected=_("{year} 年在岗的工作人员").format(year=year))
    if unit.db.scalar(select(StaffReview.id).where(StaffReview.person_id == one.id, StaffReview.year == year)) is not None:
        yield from unit.rules["SYS-002"].found("year", label=_("年度"), found=year, expected=_("尚未考核的年度，已考核的请更正"))
        return
    unit.add(StaffReview(person_id=one.id, sort_name=one.sort_name, year=year, posts="、".join(map(POST.show, dict.fromkeys(posts))), grade=grade,
                         performance=performance, leads=leads, opinion=opinion or "", summary=summary or "", assessed_on=unit.today,
                         assessed_by=unit.actor.login))  # fmt: skip


def _not_own(context: Context, review: StaffReview) -> Findings:
    if review is not None:
        yield from not_about_oneself(context, review.person_id)


@command("evaluation.correct_staff", _("更正考核"), subject=REVIEW, row=26, letters="A", guard=_not_own, rules=("PPL-EXM-029",), params=(
    Param("grade", _("等次"), GIVEN, default=lambda _c, one: one.grade),
    Param("performance", _("业绩评价"), Text(4000, 4), default=lambda _c, one: one.performance),
    Param("opinion", _("聘任意见"), OPINION, required=False, default=lambda _c, one: one.opinion or None),
))  # fmt: skip
def correct_staff(unit: Unit, review: StaffReview, grade: str, performance: str, opinion: str | None) -> Findings:
    """An error in an assessment is put right; the audit trail keeps what stood there."""
    yield from _opinion_faults(unit, review.leads, opinion)
    review.grade, review.performance, review.opinion = grade, performance, opinion or ""


def due(context: Context) -> Iterator[DueItem]:
    """Who is on duty, was so in the last year, and was not assessed for it; by the month set (PPL-EXM-029). The head is assessed above."""
    rule, year = context.rules["PPL-EXM-029"], context.today.year - 1
    if not rule.active:
        return
    assessed = exists().where(StaffReview.person_id == StaffPost.person_id, StaffReview.year == year)
    still = or_(StaffPost.ended_on.is_(None), StaffPost.ended_on >= context.today)
    heads = select(StaffPost.person_id).where(StaffPost.post == HEAD, still)
    waiting = select(func.min(StaffPost.id), Person.name).join(Person).where(_held_in(year), still, ~assessed, StaffPost.person_id.not_in(heads))
    month = rule.value("month")
    last = date(year + 1 + month // _DECEMBER, month % _DECEMBER + 1, 1) - DAY
    for post, name in context.db.execute(waiting.group_by(StaffPost.person_id, Person.name)):
        title = _("{name} {year} 年度").format(name=name, year=year)
        yield DueItem("evaluation", STAFF, post, name, title, last, rule.id, _("考核工作人员"), DIRECTOR, _("年度考核"))


def lines(_db: Session, one: StaffReview) -> list[Line]:
    from models.core.names import initials

    name = one.person.name
    return [Line(REVIEWS, one.id, f"{name} {one.year}", [name, *initials(name), str(one.year)])]


SEARCHED |= {StaffReview: lines}
AREAS["evaluation.staff"] = due
