"""Secret material on the move: transfers, trips, copies, visitors of key places, the check of what is on the net."""

from datetime import date
from typing import Any

from models.archives import custody, queries
from models.archives.handing import names
from models.archives.keeping import Findings
from models.archives.tables_work import SecretEvent
from models.archives.terms import COPY_WAY, PLACE, SECRET_STATE
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Code, Day, Flag, PersonName, Text, Whole
from models.core.roles import ARCHIVE, BANK, EXAM, GENERAL
from resources.texts import _

EVENT = Subject("event", _("涉密登记"), SecretEvent, queries.find_secret)
_KEEPERS = frozenset({GENERAL, ARCHIVE, BANK})
_ITEM = Param("item", _("档号"), Code(40), required=False)
_TITLE = Param("title", _("资料名称/编号"), Text(120))


def _today(context: Context, _record: Any) -> date:
    return context.today


def _item_id(unit: Unit, number: str | None) -> int | None:
    found = queries.find_item(unit.db, number) if number else []
    return found[0].id if found else None


def _add(unit: Unit, kind: str, title: str, persons: list[str], **values: Any) -> None:
    made = SecretEvent(kind=kind, title=title, persons=persons, asked_by=unit.actor.login, **values)
    unit.add(made)
    unit.value = made.id


@command("archives.record_transfer", _("登记涉密传递"), row=58, only=_KEEPERS | {EXAM}, rules=("SEC-001",), params=(
    _TITLE, _ITEM, Param("carrier", _("专人"), PersonName()), Param("on_day", _("日期"), Day(), default=_today),
    Param("destination", _("接收方"), Text(100)), Param("protected", _("未经无保密设施的设备传输"), Flag()),
))  # fmt: skip
def record_transfer(unit: Unit, title: str, item: str | None, carrier: str, on_day: date, destination: str, protected: bool) -> Findings:
    """Drafts, papers and disks pass by a named person; sending them unprotected is refused (SEC-001)."""
    if not protected:
        yield from unit.rules["SEC-001"].found("protected", Severity.BLOCK, found=_("未确认"))
        return
    _add(
        unit,
        "transfer",
        title,
        [carrier],
        item_id=_item_id(unit, item),
        state="done",
        on_day=on_day,
        done_on=on_day,
        destination=destination,
    )


@command("archives.request_trip", _("申请携带外出"), row=64, letters="C", also=frozenset({EXAM}), rules=("SEC-003",), params=(
    _TITLE, _ITEM, Param("persons", _("携带人"), Text(120), help=_("至少两人，用顿号分开")), Param("destination", _("目的地"), Text(100)),
    Param("on_day", _("起"), Day(), default=_today), Param("until", _("止"), Day()), Param("measures", _("安全措施"), Text(400, 2)),
))  # fmt: skip
def request_trip(
    unit: Unit, title: str, item: str | None, persons: str, destination: str, on_day: date, until: date, measures: str
) -> Findings:
    """Ask to take papers or media on a journey: two persons at least, safety measures, then the head's approval (SEC-003)."""
    findings = custody.trip_faults(names(persons), measures, unit.rules["SEC-003"])
    yield from findings
    if not findings:
        _add(unit, "trip", title, names(persons), item_id=_item_id(unit, item), state="asked", on_day=on_day, until=until,
            destination=destination,
             measures=measures)  # fmt: skip


@command("archives.request_copy", _("申请复印打印"), row=58, letters="C", rules=("SEC-004",), params=(
    _TITLE, _ITEM, Param("way", _("方式"), COPY_WAY), Param("copies", _("份数"), Whole(1, 999)),
    Param("pages", _("页数"), Whole(1), required=False),
    Param("destination", _("去向"), Text(100)), Param("on_day", _("日期"), Day(), default=_today),
))  # fmt: skip
def request_copy(
    unit: Unit, title: str, item: str | None, way: str, copies: int, pages: int | None, destination: str, on_day: date
) -> Findings:
    _add(unit, "copy", title, [unit.actor.name], item_id=_item_id(unit, item), state="asked", on_day=on_day, way=way, copies=copies,
        pages=pages,
         destination=destination)  # fmt: skip
    yield from ()


@command("archives.log_visit", _("登记来访"), row=64, letters="C", rules=("SEC-005",), params=(
    Param("place", _("场所"), PLACE), Param("visitors", _("来访人"), Text(120)), Param("purpose", _("事由"), Text(200)),
    Param("on_day", _("日期"), Day(), default=_today), Param("companion", _("陪同人"), PersonName()),
    Param("photographs", _("拍照或录像"), Flag(), default=False),
))  # fmt: skip
def log_visit(unit: Unit, place: str, visitors: str, purpose: str, on_day: date, companion: str, photographs: bool) -> Findings:
    """A visitor of a key place is logged; the bank, and any photographs, wait for the head's approval (SEC-005)."""
    asks = place in unit.rules["SEC-005"].value("approved_places") or photographs
    _add(unit, "visit", f"{PLACE.show(place)} {visitors}", names(visitors), state="asked" if asks else "done", on_day=on_day,
        destination=place,
         note=f"{purpose}；{_('陪同')}{companion}", photographs=photographs, done_on=None if asks else on_day)  # fmt: skip
    yield from ()


@command("archives.record_network_check", _("登记网上检查"), row=58, only=frozenset({GENERAL, ARCHIVE}), rules=("SEC-007",), params=(
    Param("result", _("检查情况"), Text(200)), Param("on_day", _("日期"), Day(), default=_today),
))  # fmt: skip
def record_network_check(unit: Unit, result: str, on_day: date) -> Findings:
    _add(unit, "network", _("网上信息保密检查"), [unit.actor.name], state="done", on_day=on_day, done_on=on_day, note=result)
    yield from ()


def _asked(context: Context, event: SecretEvent) -> Findings:
    if event.state != "asked":
        yield Finding(RULE_OF[event.kind], Severity.BLOCK, "", {"found": SECRET_STATE.show(event.state)})


RULE_OF = {"transfer": "SEC-001", "trip": "SEC-003", "copy": "SEC-004", "visit": "SEC-005", "network": "SEC-007"}


@command("archives.approve_secret", _("批准涉密事项"), subject=EVENT, row=58, letters="A", guard=_asked,
        rules=("SEC-003", "SEC-004", "SEC-005"),
         params=(Param("copies", _("批准份数"), Whole(0, 999), required=False, default=lambda _context,
             event: event.copies if event else None),))  # fmt: skip
def approve_secret(unit: Unit, event: SecretEvent, copies: int | None) -> Findings:
    """The head's approval of a trip, a number of copies or a visitor. Nobody approves what he asked for himself."""
    if event.asked_by == unit.actor.login:
        yield from unit.rules["PPL-ORG-004"].found("", found=_("本人申请"))
        return
    event.state, event.approved_by, event.approved_on, event.copies_allowed = "approved", unit.actor.login, unit.today, copies


def _approved(context: Context, event: SecretEvent) -> Findings:
    if event.state != "approved":
        yield Finding(RULE_OF[event.kind], Severity.BLOCK, "", {"found": SECRET_STATE.show(event.state)})


@command("archives.finish_secret", _("办结涉密事项"), subject=EVENT, row=58, letters="C", also=_KEEPERS, guard=_approved,
         rules=("SEC-003", "SEC-004", "SEC-005"), params=(
    Param("operator", _("经办人"), PersonName(), default=lambda context, _event: context.actor.name),
    Param("copies", _("实际份数"), Whole(0, 999), required=False, default=lambda _context, event: event.copies_allowed if event else None),
    Param("note", _("归还验收或说明"), Text(200), required=False),
))  # fmt: skip
def finish_secret(unit: Unit, event: SecretEvent, operator: str, copies: int | None, note: str | None) -> Findings:
    """Copies were made, the visitor left, the material came back: no more copies than approved (SEC-004)."""
    findings = custody.copy_faults(copies, event.copies_allowed, unit.rules["SEC-004"]) if event.kind == "copy" else []
    yield from findings
    if not findings:
        event.state, event.done_on, event.done_by, event.note = "done", unit.today, operator, note or event.note
        event.copies = copies if event.kind == "copy" else event.copies
