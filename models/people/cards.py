"""The parts of giving, prolonging and ending a card that several commands share."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select

from models.core.acts import Unit
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.people import rules
from models.people.queries import VALIDITY, current_card
from models.people.tables import Card, CardTerm, Qualification
from models.people.terms import ASSESSOR, EXTERNAL
from resources.texts import _

LAYOUT = {ASSESSOR: "PPL-ASR-061", "supervisor": "PPL-SUP-013"}


def next_number(context: Context, kind: str, grade: str) -> str | None:
    """The next card number of the centre's own: after the highest ever given, also to people who have left. A step
    down the index: a dialog that proposes it must not read a million numbers."""
    layout = context.rules[LAYOUT[kind]]
    if grade == EXTERNAL or not layout.active:
        return None
    digit = str(layout.value("grade_digit").get(grade, "")) if kind == ASSESSOR else ""
    prefix = context.centre.filing_no + digit
    digits = layout.value("serial_digits")
    alike = Card.number.between(prefix, prefix + "9" * digits), func.length(Card.number) == len(prefix) + digits
    highest = select(Card.number).where(Card.kind == kind, *alike).order_by(Card.number.desc()).limit(1)
    return rules.next_card_number(context.db.scalars(highest), prefix, layout)


def give_card(
    unit: Unit, holder: Qualification, number: str | None, issued_on: date, decision: str, valid_to: date | None = None
) -> Iterator[Finding]:
    """A new card with its first validity. number: None takes the next one. valid_to: None follows from the rule."""
    validity = unit.rules[VALIDITY[holder.kind]]
    number = number or next_number(unit, holder.kind, holder.grade)
    ends_on = valid_to or rules.last_good_day(issued_on, validity)
    if number is None or ends_on is None:
        missing = _("证卡编号") if number is None else _("有效期至")
        yield from unit.rules["SYS-002"].found("number", label=missing, found="", expected=_("本地区未规定，请登记发证机构给出的内容"))
        return
    wrong = _number_faults(unit, holder, number) + rules.issue_day_faults(issued_on, unit.today, validity)
    wrong += [one for one in rules.validity_faults(issued_on, ends_on, validity) if one.severity is Severity.BLOCK]
    yield from wrong
    if wrong:
        return
    card = Card(qualification_id=holder.id, kind=holder.kind, number=number, issued_on=issued_on)
    unit.add(card)
    holder.card_number, holder.ended_on, holder.ended_cause = number, None, None
    holder.valid_from = None
    add_term(unit, holder, card, issued_on, ends_on, decision, issued_on)


def _number_faults(unit: Unit, holder: Qualification, number: str) -> list[Finding]:
    filing_no, layout = unit.centre.filing_no, unit.rules[LAYOUT[holder.kind]]
    check = rules.card_number_faults if holder.kind == ASSESSOR else rules.supervisor_number_faults
    findings = check(number, holder.grade, filing_no, layout)
    if unit.db.scalar(select(Card.id).where(Card.kind == holder.kind, Card.number == number)) is not None:
        findings += rules.refused(unit.rules["PPL-ASR-062"], "number", found=number, expected=_("从未使用过的编号"))
    return findings


def add_term(unit: Unit, holder: Qualification, card: Card, starts_on: date, ends_on: date, decision: str, decided_on: date) -> None:
    """A validity on a card, judged by the rules of the day; the list's columns follow."""
    judged_by = unit.rules.versions(VALIDITY[holder.kind], "PPL-ASR-066")
    unit.add(CardTerm(card_id=card.id, starts_on=starts_on, ends_on=ends_on, decision=decision, decided_on=decided_on, judged_by=judged_by))
    holder.valid_from = min(holder.valid_from, starts_on) if holder.valid_from else starts_on
    holder.valid_to = ends_on


def prolong(unit: Unit, holder: Qualification, card: Card, starts_on: date, decision: str) -> Iterator[Finding]:
    """One more validity on a card that has run out, by a new decision of that day."""
    ends_on = rules.last_good_day(starts_on, unit.rules[VALIDITY[holder.kind]])
    if ends_on is None:
        yield from unit.rules["SYS-002"].found("number", label=_("有效期至"), found="", expected=_("本地区未规定，请用“重新核发”填写"))
        return
    add_term(unit, holder, card, starts_on, ends_on, decision, starts_on)


def live_card(holder: Qualification) -> Card | None:
    """The card in use: neither withdrawn nor replaced, though perhaps expired."""
    card = current_card(holder)
    return card if card is not None and card.ended_how is None else None


def close_card(unit: Unit, card: Card, how: str, why: str, day: date) -> None:
    """End a card from a day on (that day included): withdrawn, or replaced by another one."""
    card.ended_on, card.ended_how, card.ended_why = day, how, why
    unit.db.flush()
