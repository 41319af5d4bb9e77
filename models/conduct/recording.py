"""A breach is recorded with its coded item; what acts at once acts now (PPL-MIS-001, 003, 006)."""

from collections.abc import Iterator
from datetime import date

from models.assignment.commands import withdraw_all
from models.conduct import queries, rules, terms
from models.conduct.tables import MisconductCase, MisconductNote
from models.conduct.terms import NOTE, RECORDED, STATE
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Choice, Code, Day, Many, Text
from models.people.declaring import people_named, person_faults
from models.people.guards import not_about_oneself
from resources.texts import _

Findings = Iterator[Finding]
CASE = Subject("case", _("违纪案件"), MisconductCase, queries.find_case)


def today(context: Context, _record: object) -> date:
    return context.today


def items(context: Context, _record: object) -> dict[str, str]:
    """The coded items of this region."""
    return terms.of_region(context.rules.profile)


def must_be(context: Context, case: MisconductCase, *states: str) -> Findings:
    """The case stands in one of these states, and is not about the person who acts."""
    if case is None:
        return
    yield from not_about_oneself(context, case.person_id)
    if case.state not in states:
        expected = "、".join(map(STATE.show, states))
        yield Finding("SYS-002", Severity.BLOCK, "", {"label": CASE.label, "found": STATE.show(case.state), "expected": expected})


def still_open(context: Context, case: MisconductCase) -> Findings:
    yield from must_be(context, case, RECORDED)


def day_faults(unit: Unit, name: str, label: str, day: date, first: date) -> Findings:
    if not first <= day <= unit.today:
        expected = _("{first} 至今天").format(first=first)
        yield from unit.rules["SYS-002"].found(name, label=label, found=day, expected=expected)


@command("conduct.record", _("登记违纪"), row=27, rules=("PPL-MIS-001", "PPL-MIS-003", "PPL-MIS-006", "PPL-ORG-004", "SYS-002", "SYS-005"), params=(
    Param("person", _("人员"), Text(60), help=_("姓名、身份证号或证卡编号")), Param("post", _("岗位"), Text(40)),
    Param("code", _("适用条目"), Choice(), options=items), Param("further", _("另适用"), Many(), options=items, required=False),
    Param("batch", _("批次或场次"), Code(60), required=False),
    Param("facts", _("违纪事实"), Text(4000, 5)), Param("evidence", _("证明材料"), Text(1000, 3), required=False, help=_("材料名称；文件另作附件")),
    Param("discovered_by", _("发现人"), Text(60), default=lambda context, _record: context.actor.name),
    Param("discovered_on", _("发现日期"), Day(), default=today),
))  # fmt: skip
def record(unit: Unit, person: str, code: str, further: list[str] | None, batch: str | None, evidence: str | None, discovered_on: date,
           **given: str) -> Findings:  # fmt: skip
    """A new case. Items that end or replace take the person out of every assignment from that day on, and suspend him."""
    found = people_named(unit.db, person)
    faults = [*person_faults(found, person), *day_faults(unit, "discovered_on", _("发现日期"), discovered_on, date.min)]
    yield from faults
    if faults:
        return
    one = found[0]
    yield from not_about_oneself(unit, one.id)
    number, serial = queries.next_number(unit.db, discovered_on.year)
    case = MisconductCase(
        number=number, year=discovered_on.year, serial=serial, person_id=one.id, sort_name=one.sort_name, external=one.own_staff is False, code=code,
        further=[other for other in further or [] if other != code], batch=batch or "", evidence=evidence or "", discovered_on=discovered_on,
        entered_by=unit.actor.login, state=RECORDED, sanctions=[], **given,
    )  # fmt: skip
    unit.add(case)
    unit.value = number
    yield from take_off(unit, case)


def take_off(unit: Unit, case: MisconductCase) -> Findings:
    """PPL-MIS-003: the person leaves what he is assigned to; the posts are free for a substitute."""
    if case.suspended_on is None and rules.acts_at_once(queries.codes(case), unit.rules["PPL-MIS-003"]):
        case.suspended_on = case.discovered_on
        freed = withdraw_all(unit, case.person_id, case.discovered_on, _("违纪 {number}").format(number=case.number))
        yield from unit.rules["PPL-MIS-003"].found("code", Severity.RECORD, found=_("撤回派遣 {n} 项").format(n=freed))


@command("conduct.amend", _("补充案件"), subject=CASE, row=27, guard=still_open, rules=("PPL-MIS-001", "PPL-MIS-003"), params=(
    Param("code", _("适用条目"), Choice(), options=items, default=lambda _c, case: case.code),
    Param("further", _("另适用"), Many(), options=items, required=False, default=lambda _c, case: case.further or None),
    Param("facts", _("违纪事实"), Text(4000, 5), default=lambda _c, case: case.facts),
    Param("evidence", _("证明材料"), Text(1000, 3), required=False, default=lambda _c, case: case.evidence or None),
))  # fmt: skip
def amend(unit: Unit, case: MisconductCase, code: str, further: list[str] | None, facts: str, evidence: str | None) -> Findings:
    """Facts, evidence or coded items become clearer before the decision."""
    case.code, case.facts, case.evidence = code, facts, evidence or ""
    case.further = [other for other in further or [] if other != code]
    yield from take_off(unit, case)


@command("conduct.add_note", _("登记陈述或谈话"), subject=CASE, row=27, guard=still_open, rules=("PPL-MIS-001",), params=(
    Param("kind", _("类别"), NOTE, default="statement"), Param("text", _("内容"), Text(8000, 6)),
    Param("who", _("陈述人或被谈话人"), Text(60), default=lambda _c, case: case.person.name),
    Param("asked_by", _("谈话人"), Text(60), required=False), Param("place", _("地点"), Text(60), required=False),
    Param("on", _("日期"), Day(), default=today),
))  # fmt: skip
def add_note(unit: Unit, case: MisconductCase, kind: str, text: str, who: str, asked_by: str | None, place: str | None, on: date) -> Findings:
    """What the person said, or an interview with him or a witness, as noted and signed."""
    if kind == "interview" and not asked_by:
        yield from unit.rules["SYS-002"].found("asked_by", label=_("谈话人"), found="", expected=_("谈话人姓名"))
    yield from day_faults(unit, "on", _("日期"), on, case.discovered_on)
    unit.add(MisconductNote(case_id=case.id, kind=kind, text=text, who=who, asked_by=asked_by or "", place=place or "", on=on))
