"""What a person may do with people, qualifications and cards. Applications: applying.py; appointments: appointing.py."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.commands import add_attachment, file_faults
from models.core.findings import Finding, blocked
from models.core.kinds import Choice, Code, Day, File, Flag, PersonName, Phone, Text, Whole
from models.core.names import sort_key
from models.people import accounts as _accounts  # noqa: F401
from models.people import applying as _applying  # noqa: F401
from models.people import appointing as _appointing  # noqa: F401  (declares its commands)
from models.people import queries, rules
from models.people.cards import add_term, close_card, give_card, next_number
from models.people.guards import not_about_holder, not_about_oneself, not_listed
from models.people.queries import VALIDITY, current_card, find_any_qualified
from models.people.roster import split_occupations
from models.people.tables import Appointment, BlacklistEntry, Card, CardTerm, Qualification, QualifiedOccupation
from models.people.terms import ASSESSOR, EDUCATION, EXTERNAL, LIST_KIND, POLITICS, SEX, causes
from resources.texts import _

Findings = Iterator[Finding]
HOLDER = Subject("card", _("证卡或人员"), Qualification, find_any_qualified)
RENEWAL_BARS: list[Callable[[Context, int, str, date], list[Finding]]] = []  # (person, kind, day): continuing education adds its own
PHOTO_KINDS = (".jpg", ".jpeg", ".png")


def _today(context: Context, _record: Any) -> date:
    return context.today


# -- cards --------------------------------------------------------------------------------------------------------


def _may_renew(context: Context, holder: Qualification) -> Findings:
    yield from not_about_oneself(context, holder.person_id)
    yield from not_listed(context, holder.person_id, holder.kind)
    if holder.kind != ASSESSOR:
        yield from rules.own_cards_only(holder.grade, context.rules["PPL-SUP-011"])
    renewal = context.rules["PPL-ASR-066"]
    card = current_card(holder)
    if card is None:
        yield from rules.refused(context.rules["PPL-ASR-066"], "card", found=_("没有证卡"))
        return
    yield from rules.renewal_faults(card.ended_how, False, renewal)
    if renewal.active and "term_evaluation" in (renewal.value("conditions") or ()) and _unevaluated(holder, context.today):
        yield from renewal.found("evaluation", list=_("上一聘期的综合评估"))
    if renewal.active and "continuing_education" in (renewal.value("conditions") or ()):
        for bar in RENEWAL_BARS:
            yield from bar(context, holder.person_id, holder.kind, context.today)


def _unevaluated(holder: Qualification, day: date) -> bool:
    """Whether the last appointment has run out without a written evaluation; without an appointment nothing is asked."""
    last: Appointment | None = holder.appointments[-1] if holder.appointments else None
    return last is not None and last.ends_on < day and not last.evaluation


@command("people.renew_card", _("重新核发"), subject=HOLDER, row=7, guard=_may_renew,
         rules=("PPL-ASR-060", "PPL-ASR-064", "PPL-ASR-066", "PPL-SUP-011", "PPL-SUP-014", "PPL-ASR-022", "PPL-ORG-004"), params=(
    Param("decision", _("核发决定"), Text(200), help=_("文号或会议纪要")),
    Param("starts_on", _("新有效期起"), Day(), default=lambda context, holder: rules.renewal_start(holder.valid_to, context.today)),
    Param("ends_on", _("新有效期止"), Day(), required=False, help=_("留空则按规定年限")),
    Param("decided_on", _("决定日期"), Day(), default=_today),
))  # fmt: skip
def renew_card(unit: Unit, holder: Qualification, decision: str, starts_on: date, ends_on: date | None, decided_on: date) -> Findings:
    """Renew a card by a new decision: the number is kept, a validity is added (PPL-ASR-066).

    starts_on: first day of the new validity, after the last good day of the old one. ends_on: None follows from the rule;
    a region without a stated validity wants it.
    """
    validity, card = unit.rules[VALIDITY[holder.kind]], current_card(holder)
    assert card is not None
    latest = max((term.ends_on for term in card.terms), default=date.min)
    wrong = rules.renewal_start_faults(starts_on, latest, unit.rules["PPL-ASR-066"]) + rules.issue_day_faults(
        decided_on, unit.today, validity
    )
    ends_on = ends_on or rules.last_good_day(starts_on, validity)
    if ends_on is None:
        wrong += unit.rules["SYS-002"].found("ends_on", label=_("新有效期止"), found="", expected=_("本地区未规定，请填写"))
    else:
        wrong += rules.validity_faults(starts_on, ends_on, validity)
    yield from wrong
    if ends_on is not None and not blocked(wrong):
        add_term(unit, holder, card, starts_on, ends_on, decision, decided_on)


def _may_issue(context: Context, holder: Qualification) -> Findings:
    yield from not_about_oneself(context, holder.person_id)
    yield from not_listed(context, holder.person_id, holder.kind)
    if holder.card_number and holder.ended_on is None:
        yield from rules.refused(context.rules["PPL-ASR-062"], "card_number", found=holder.card_number, expected=_("没有在用证卡"))
    if holder.ended_cause:
        yield from rules.refused(context.rules["PPL-ASR-060"], "card_number", found=_("资格已取消"), expected=_("重新申报"))


def _own(context: Context, holder: Qualification) -> Findings:
    yield from _may_issue(context, holder)
    if holder.kind != ASSESSOR:
        yield from rules.own_cards_only(holder.grade, context.rules["PPL-SUP-011"])


@command("people.issue_card", _("补发编号"), subject=HOLDER, row=7, guard=_own,
         rules=("PPL-ASR-061", "PPL-ASR-062", "PPL-ASR-064", "PPL-SUP-011", "PPL-SUP-013", "PPL-SUP-014"), params=(
    Param("decision", _("核发决定"), Text(200)),
    Param("number", _("证卡编号"), Code(30), required=False, default=lambda context, holder: next_number(context, holder.kind,
        holder.grade),
          help=_("留空则取下一个编号")),
    Param("issued_on", _("核发时间"), Day(), default=_today),
))  # fmt: skip
def issue_card(unit: Unit, holder: Qualification, decision: str, number: str | None, issued_on: date) -> Findings:
    """Give a card to a qualification that has none (taken over from a roster without numbers)."""
    yield from give_card(unit, holder, number, issued_on, decision)


@command("people.record_card", _("登记上级所发证卡"), subject=HOLDER, row=7, guard=_may_issue,
         rules=("PPL-SUP-001", "PPL-SUP-013", "PPL-ASR-062"), params=(
    Param("number", _("证卡编号"), Code(30)), Param("issuing_body", _("发证机构"), Text(80)),
    Param("issued_on", _("核发时间"), Day()), Param("valid_to", _("有效期至"), Day()),
))  # fmt: skip
def record_card(unit: Unit, holder: Qualification, number: str, issuing_body: str, issued_on: date, valid_to: date) -> Findings:
    """Record a card that a higher body issued (external supervisors, PPL-SUP-001): its dates are taken as given."""
    holder.issuing_body = issuing_body
    yield from give_card(unit, holder, number, issued_on, issuing_body, valid_to)


REPLACE_WHY = Choice({"lost": _("遗失"), "damaged": _("损坏"), "wrong": _("信息有误")})


def _has_live_card(context: Context, holder: Qualification) -> Findings:
    yield from not_about_oneself(context, holder.person_id)
    card = current_card(holder)
    if card is None or card.ended_how is not None:
        yield from rules.refused(context.rules["PPL-ASR-066"], "card", found=_("没有在用证卡"))


def _may_replace(context: Context, holder: Qualification) -> Findings:
    yield from _has_live_card(context, holder)
    if queries.state_on(holder, context.today) == "expired":
        yield from rules.refused(context.rules[VALIDITY[holder.kind]], "valid_to", found=holder.valid_to, expected=_("先重新核发"))


@command("people.replace_card", _("补换证卡"), subject=HOLDER, row=7, guard=_may_replace,
         rules=("PPL-ASR-062", "PPL-ASR-064", "PPL-ASR-066", "PPL-SUP-014"), params=(
    Param("cause", _("原因"), REPLACE_WHY), Param("statement", _("情况说明"), Text(400, 3)),
    Param("new_number", _("换新编号"), Flag(), default=False, help=_("否：原编号重印；是：旧号作废不再使用")),
))  # fmt: skip
def replace_card(unit: Unit, holder: Qualification, cause: str, statement: str, new_number: bool) -> Findings:
    """A lost, damaged or wrong card is printed again, under its number or a new one; the validity stays as it is."""
    card = current_card(holder)
    assert card is not None
    if not new_number:
        card.reprints += 1
        unit.detail["replaced"] = {"cause": cause, "statement": statement}
        return
    ends_on, body = holder.valid_to, f"{REPLACE_WHY.show(cause)}：{statement}"
    close_card(unit, card, "replaced", body, unit.today)
    holder.card_number = ""
    yield from give_card(unit, holder, None, unit.today, body, ends_on)


def _may_withdraw(context: Context, holder: Qualification) -> Findings:
    yield from _has_live_card(context, holder)
    if holder.kind != ASSESSOR:
        yield from rules.decider_faults(holder.grade, context.rules["PPL-SUP-052"])


def _listing_is_usual(context: Context, holder: Qualification) -> bool:
    return bool(context.rules[queries.CANCELLED[holder.kind]].value("blacklist"))


@command("people.withdraw_card", _("撤回证卡"), subject=HOLDER, row=9, letters="A", guard=_may_withdraw, danger=True,
         rules=("PPL-ASR-160", "PPL-ASR-161", "PPL-ASR-162", "PPL-SUP-050", "PPL-SUP-051", "PPL-SUP-052"), params=(
    Param("cause", _("主要事由"), Choice(), options=lambda context, holder: causes(holder.kind if holder else ASSESSOR,
        context.centre.profile)),
    Param("facts", _("事实"), Text(1000, 4)), Param("document", _("决定文号"), Text(100)),
    Param("decided_on", _("决定日期"), Day(), default=_today),
    Param("blacklist", _("列入失信黑名单"), Flag(), default=_listing_is_usual),
    Param("file", _("决定文件"), File((".pdf", ".jpg", ".png", ".docx")), required=False),
))  # fmt: skip
def withdraw_card(unit: Unit, holder: Qualification, cause: str, facts: str, document: str, decided_on: date, blacklist: bool,
                  file: str | None) -> Findings:  # fmt: skip
    """Cancel a qualification: the card is withdrawn from `decided_on` on (that day included), its return and the platform
    become due, and the person may enter the blacklist (PPL-ASR-161, PPL-SUP-051)."""
    coded = unit.rules["PPL-ASR-160" if holder.kind == ASSESSOR else "PPL-SUP-050"]
    wrong = rules.cause_faults(cause, causes(holder.kind, unit.centre.profile), coded)
    wrong += rules.issue_day_faults(decided_on, unit.today, coded) + (file_faults(unit, Path(file)) if file else [])
    yield from wrong
    card = current_card(holder)
    if wrong or card is None:
        return
    close_card(unit, card, "withdrawn", f"{cause} {document}", decided_on)
    holder.ended_on, holder.ended_cause = decided_on, cause
    if file:
        add_attachment(unit, f"qualification:{holder.id}", Path(file), _("撤回决定"))
    if blacklist:
        unit.add(BlacklistEntry(person_id=holder.person_id, sort_name=holder.sort_name, list_kind=holder.kind, cause=cause, facts=facts,
                                decided_on=decided_on, decided_by=unit.actor.name))  # fmt: skip


def _is_out(context: Context, holder: Qualification) -> Findings:
    if not any(_still_out(card) for card in holder.cards):
        yield from rules.refused(context.rules[queries.CANCELLED[holder.kind]], "card", found=_("没有待收回的证卡"))


def _still_out(card: Card) -> bool:
    return card.ended_how == "withdrawn" and (card.returned_on is None or card.off_platform_on is None)


@command("people.take_back_card", _("登记收回"), subject=HOLDER, row=9, guard=_is_out, rules=("PPL-ASR-161", "PPL-SUP-051"), params=(
    Param("returned_on", _("收回日期"), Day(), default=_today),
    Param("off_platform_on", _("平台删除日期"), Day(), required=False),
))  # fmt: skip
def take_back_card(unit: Unit, holder: Qualification, returned_on: date, off_platform_on: date | None) -> Findings:
    """The withdrawn card came back, the person went from the platform; each may be noted on its own day (PPL-ASR-161)."""
    for card in filter(_still_out, holder.cards):
        card.returned_on = card.returned_on or returned_on
        card.off_platform_on = card.off_platform_on or off_platform_on
    yield from ()


def _has_open_entries(context: Context, holder: Qualification) -> Findings:
    if not any(term.entered_platform_on is None and term.decision for card in holder.cards for term in card.terms):
        yield from rules.refused(context.rules[queries.PLATFORM[holder.kind]], "card", found=_("没有待录入的变更"))


@command("people.note_platform", _("登记平台录入"), subject=HOLDER, row=7, letters="C", guard=_has_open_entries,
         rules=("PPL-ASR-067", "PPL-SUP-017"), params=(Param("entered_on", _("录入日期"), Day(), default=_today),))  # fmt: skip
def note_platform(unit: Unit, holder: Qualification, entered_on: date) -> Findings:
    """Issue, renewal or change was entered on the provincial platform that day."""
    open_terms = select(CardTerm).join(Card).where(Card.qualification_id == holder.id, CardTerm.entered_platform_on.is_(None))
    for term in unit.db.scalars(open_terms):
        term.entered_platform_on = entered_on
    yield from ()


# -- people -------------------------------------------------------------------------------------------------------


def _is_assessor(context: Context, holder: Qualification) -> Findings:
    if holder.kind != ASSESSOR:
        yield from rules.refused(context.rules["PPL-ASR-003"], "occupation", found=_("质量督导人员"), expected=_("考评人员"))


@command("people.add_occupation", _("增加考评职业"), subject=HOLDER, row=1, letters="C", guard=_is_assessor, rules=("PPL-ASR-003",
    "PPL-ASR-004"),
         params=(Param("occupation", _("考评职业"), Text(60)),))  # fmt: skip
def add_occupation(unit: Unit, holder: Qualification, occupation: str) -> Findings:
    """A further occupation on a qualification; in Henan only the same or a similar one, with a reason (PPL-ASR-004)."""
    held = [one.occupation for one in holder.occupations]
    added = [one for one in split_occupations(occupation) if one not in held]
    if not added:
        yield from rules.refused(unit.rules["PPL-ASR-003"], "occupation", found=occupation, expected=_("尚未列入的职业"))
    yield from rules.further_occupation(held, added, unit.rules["PPL-ASR-004"])
    for one in added:
        unit.db.add(QualifiedOccupation(qualification_id=holder.id, occupation=one, added_on=unit.today))


def _of_person(name: str) -> Any:
    return lambda _context, holder: getattr(holder.person, name)


@command("people.edit_person", _("修改人员资料"), subject=HOLDER, row=1, letters="C", rules=("GEN-002",), params=(
    Param("name", _("姓名"), PersonName(), default=_of_person("name")),
    Param("sex", _("性别"), SEX, required=False, default=_of_person("sex")),
    Param("employer", _("工作单位"), Text(80), required=False, default=_of_person("employer")),
    Param("phone", _("联系电话"), Phone(), required=False, default=_of_person("phone")),
    Param("post_title", _("职务/职称/技能等级"), Text(60), required=False, default=_of_person("post_title")),
    Param("education", _("文化程度"), EDUCATION, required=False, default=_of_person("education")),
    Param("politics", _("政治面貌"), POLITICS, required=False, default=_of_person("politics")),
    Param("ethnicity", _("族别"), Text(20), required=False, default=_of_person("ethnicity")),
    Param("major", _("专业"), Text(40), required=False, default=_of_person("major")),
    Param("work_years", _("工龄"), Whole(0, 60), required=False, default=_of_person("work_years")),
    Param("own_staff", _("是否本单位职工"), Flag(), required=False, default=_of_person("own_staff")),
    Param("note", _("备注"), Text(200), required=False, default=_of_person("note")),
))  # fmt: skip
def edit_person(unit: Unit, holder: Qualification, **values: Any) -> Findings:
    """Correct or complete a person's data; the identity number is corrected by a new import with its document."""
    for name, value in values.items():
        setattr(holder.person, name, value)
    if holder.person.name:
        holder.person.sort_name = sort_key(holder.person.name)
        for qualification in holder.person.qualifications:
            qualification.sort_name = holder.person.sort_name
    if holder.grade != EXTERNAL and holder.kind != ASSESSOR:
        yield from rules.kind_faults(holder.grade, values.get("own_staff"), unit.rules["PPL-SUP-001"], unit.rules["PPL-SUP-002"])


@command("people.set_photo", _("添加照片"), subject=HOLDER, row=1, letters="C", rules=("SYS-003", "SYS-004"),
         params=(Param("file", _("照片"), File(PHOTO_KINDS), help=_("白底免冠，JPG 或 PNG")),))  # fmt: skip
def set_photo(unit: Unit, holder: Qualification, file: str) -> Findings:
    findings = file_faults(unit, Path(file))
    if not findings and Path(file).suffix.lower() not in PHOTO_KINDS:
        findings = unit.rules["SYS-004"].found("file", name=Path(file).name, suffixes=list(PHOTO_KINDS))
    yield from findings
    if not findings:
        holder.person.photo = add_attachment(unit, f"qualification:{holder.id}", Path(file), _("照片")).stored_as


# -- blacklist ----------------------------------------------------------------------------------------------------


@command("people.list_black", _("列入黑名单"), subject=HOLDER, row=9, letters="A", guard=not_about_holder, danger=True,
         rules=("PPL-ASR-162", "PPL-ORG-004"), params=(
    Param("list_kind", _("名单类别"), LIST_KIND, default=lambda _context, holder: holder.kind),
    Param("cause", _("事由"), Choice(), options=lambda context, holder: causes(holder.kind if holder else ASSESSOR,
        context.centre.profile)),
    Param("facts", _("违纪事实"), Text(1000, 4)), Param("decided_on", _("决定日期"), Day(), default=_today),
))  # fmt: skip
def list_black(unit: Unit, holder: Qualification, list_kind: str, cause: str, facts: str, decided_on: date) -> Findings:
    """Person, list, cause, decision date, decider, evidence (PPL-ASR-162); one open entry a list."""
    if list_kind in queries.blacklists(unit.db, holder.person_id):
        yield from unit.rules["SYS-014"].found("list_kind", label=_("名单类别"), found=LIST_KIND.show(list_kind), other=_("现有名单"),
                                               expected=_("尚未列入的名单"))  # fmt: skip
        return
    unit.add(BlacklistEntry(person_id=holder.person_id, sort_name=holder.sort_name, list_kind=list_kind, cause=cause, facts=facts,
                            decided_on=decided_on, decided_by=unit.actor.name))  # fmt: skip


def _still_listed(context: Context, entry: BlacklistEntry) -> Findings:
    yield from not_about_oneself(context, entry.person_id)
    if entry.removed_on is not None:
        yield from rules.refused(context.rules["PPL-ASR-162"], "removed_on", found=entry.removed_on)


@command("people.remove_black", _("移出黑名单"), row=10, letters="A", guard=_still_listed, rules=("PPL-ASR-162",), danger=True,
         subject=Subject("entry", _("黑名单记录"), BlacklistEntry, queries.find_listed),
         params=(Param("why", _("移出理由"), Text(400, 3)),))  # fmt: skip
def remove_black(unit: Unit, entry: BlacklistEntry, why: str) -> Findings:
    """Only the director, with a reason; the entry itself stays for ever (PPL-ASR-162)."""
    entry.removed_on, entry.removed_by, entry.removed_why = unit.today, unit.actor.name, why
    yield from ()
