"""申领: blanks leave the cabinet for printing by application, approval and receipt, and are accounted for one by one;
who keeps what (CRT-036). A draw moves no bucket: a blank is a blank until it is printed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import func, select

from models.certificates.booking import misplaced, second_person, serial_faults
from models.certificates.ledger import BLANK, ranges, written
from models.certificates.queries import custodian, find_draw
from models.certificates.stock import read_ranges
from models.certificates.tables import Copy, Movement
from models.certificates.tables_life import BlankDraw, Custodian
from models.certificates.terms import BUCKET, DRAW_STATE, DUTY
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.dates import DAY
from models.core.findings import Finding, Severity
from models.core.kinds import Code, Day, Text, Whole
from resources.texts import _

Findings = Iterator[Finding]
DRAW = Subject("draw", _("申领单"), BlankDraw, find_draw)


def _today(context: Context, _record: Any) -> date:
    return context.today


def _next_number(context: Context, _record: Any) -> str:
    begin = f"SL{context.today.year}-"
    made = context.db.scalar(select(func.count()).select_from(BlankDraw).where(BlankDraw.number.startswith(begin)))
    return f"{begin}{(made or 0) + 1:04d}"


@command("certificates.request_blanks", _("申领空白证书"), row=48, letters="C", rules=("CRT-036",), params=(
    Param("number", _("申领单号"), Code(40), default=_next_number), Param("quantity", _("份数"), Whole(1, 100_000)),
    Param("purpose", _("用途（名册、补发）"), Text(200)), Param("day", _("申领日期"), Day(), default=_today),
))  # fmt: skip
def request_blanks(unit: Unit, number: str, quantity: int, purpose: str, day: date) -> Findings:
    """Whoever prints asks for so many blanks."""
    if find_draw(unit.db, number):
        yield from unit.rules["CRT-036"].found("number", Severity.BLOCK, found=number, expected=_("未用过的申领单号"))
        return
    unit.add(BlankDraw(number=number, quantity=quantity, purpose=purpose, asked_on=day, asked_by=unit.actor.name, state="asked"))


def _stands_at(state: str) -> Any:
    def guard(context: Context, draw: BlankDraw) -> Findings:
        if draw.state != state:
            yield from context.rules["CRT-036"].found("state", Severity.BLOCK, found=DRAW_STATE.show(draw.state), expected=DRAW_STATE.show(state))

    return guard


@command("certificates.approve_draw", _("批准申领"), subject=DRAW, row=48, letters="A", guard=_stands_at("asked"), rules=("CRT-036",))
def approve_draw(unit: Unit, draw: BlankDraw) -> Findings:
    draw.approved_on, draw.approved_by, draw.state = unit.today, unit.actor.name, "approved"
    yield from ()


@command("certificates.hand_over_blanks", _("发出空白证书"), subject=DRAW, row=50, letters="C", guard=_stands_at("approved"), params=(
    Param("first", _("流水码起"), Code(20)), Param("last", _("流水码止"), Code(20)),
    Param("received_by", _("领用人"), Text(60), default=lambda context, draw: draw.asked_by if draw else None),
    Param("given_by", _("保管人"), Text(60), default=lambda context, _draw: custodian(context, "stock") or context.actor.name),
    Param("day", _("领出日期"), Day(), default=_today),
), rules=("CRT-036", "LDG-001", "LDG-003"))  # fmt: skip
def hand_over_blanks(unit: Unit, draw: BlankDraw, first: str, last: str, received_by: str, given_by: str, day: date) -> Findings:
    """Blanks that lie in stock and in no other draw, not more than approved, from the keeper to another person."""
    wrong = serial_faults(unit, first, "first") + serial_faults(unit, last, "last")
    rule = unit.rules["CRT-036"]
    if not wrong:
        count = int(last) - int(first) + 1
        if not 1 <= count <= draw.quantity:
            wrong += rule.found("last", Severity.BLOCK, found=count, expected=f"1 – {draw.quantity}")
        wrong += _not_free(unit, int(first), int(last))
    if received_by.strip() == given_by.strip():
        wrong += rule.found("received_by", Severity.BLOCK, found=received_by, expected=_("保管人以外的领用人"))
    yield from wrong
    if not wrong:
        draw.first, draw.last, draw.drawn_on = int(first), int(last), day
        draw.received_by, draw.given_by, draw.state = received_by, given_by, "drawn"


def _not_free(context: Context, first: int, last: int) -> list[Finding]:
    wrong = misplaced(context, first, last, BLANK)
    if wrong is not None:
        return context.rules["LDG-001"].found("first", found=f"{wrong[0]} {BUCKET.show(wrong[1])}", expected=BUCKET.show(BLANK))
    taken = select(BlankDraw.number).where(BlankDraw.state == "drawn", BlankDraw.first <= last, BlankDraw.last >= first)
    other = context.db.scalar(taken)
    return context.rules["CRT-036"].found("first", Severity.BLOCK, found=other, expected=_("未领出的空白证书")) if other else []


def left_of(context: Context, draw: BlankDraw) -> list[int]:
    """The serials of a draw that are blanks still: what must come back."""
    if draw.first is None or draw.last is None:
        return []
    gone = set(context.db.scalars(select(Copy.serial).where(Copy.serial.between(draw.first, draw.last), Copy.bucket != BLANK)))
    return [serial for serial in range(draw.first, draw.last + 1) if serial not in gone]


def _left_words(context: Context, draw: Any) -> str | None:
    digits = int(context.rules["LDG-003"].value("digits"))
    spans = ranges(left_of(context, draw)) if draw else []
    return "、".join(f"{written(first, digits)}-{written(last, digits)}" for first, last in spans) or None


@command("certificates.settle_draw", _("退回结清"), subject=DRAW, row=50, letters="C", guard=_stands_at("drawn"), params=(
    Param("returned", _("退回的流水码"), Text(4000, 3), required=False, default=_left_words, help=_("如 00000115-00000116、00000120")),
    Param("second", _("复核人"), Text(60)), Param("day", _("结清日期"), Day(), default=_today),
), rules=("CRT-036", "LDG-001"))  # fmt: skip
def settle_draw(unit: Unit, draw: BlankDraw, returned: str | None, second: str, day: date) -> Findings:
    """Drawn = printed + spoiled + returned, serial by serial; counted by two."""
    wrong = second_person(unit, second)
    spans, left = read_ranges(returned), left_of(unit, draw)
    came_back = sorted({serial for low, high in spans or () for serial in range(low, high + 1)})
    if spans is None or came_back != left:
        wrong += unit.rules["CRT-036"].found("returned", Severity.BLOCK, found=returned or 0, expected=_left_words(unit, draw) or _("无"))
    yield from wrong
    if wrong:
        return
    assert draw.first is not None and draw.last is not None
    accidents = select(func.sum(Movement.last - Movement.first + 1)).where(Movement.code == "SPL", Movement.first >= draw.first, Movement.last <= draw.last)
    draw.spoiled, draw.returned = int(unit.db.scalar(accidents) or 0), len(left)
    draw.used = draw.last - draw.first + 1 - draw.spoiled - draw.returned
    draw.settled_on, draw.settled_by, draw.second, draw.state = day, unit.actor.name, second, "settled"


@command("certificates.name_custodian", _("指定专人"), row=48, letters="A", rules=("CRT-036",), params=(
    Param("duty", _("岗位"), DUTY), Param("name", _("姓名"), Text(60)), Param("since", _("起始日期"), Day(), default=_today),
))  # fmt: skip
def name_custodian(unit: Unit, duty: str, name: str, since: date) -> Findings:
    """The one named person of a duty from a day on; whoever had it until then ends on the day before. A new keeper of the
    blanks has them counted (LDG-005)."""
    former = unit.db.scalar(select(Custodian).where(Custodian.duty == duty, Custodian.until.is_(None)).order_by(Custodian.id.desc()))
    if former is not None and (former.name == name or since <= former.since):
        yield from unit.rules["CRT-036"].found("since", Severity.BLOCK, found=f"{name} {since}", expected=_("{name} {day} 以后的另一人").format(
            name=former.name, day=former.since))  # fmt: skip
        return
    if former is not None:
        former.until = since - DAY
    unit.add(Custodian(duty=duty, name=name, since=since, named_by=unit.actor.name))
