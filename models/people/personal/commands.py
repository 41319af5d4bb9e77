"""A request is taken and answered (SYS-036)."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Day, IdNumber, PersonName, Text
from models.core.names import sort_key
from models.core.roles import GENERAL
from models.people.personal.tables import PersonRequest
from models.people.personal.terms import ASKS, RESULT, WAY
from resources.texts import _

Findings = Iterator[Finding]
KEEPERS = frozenset({GENERAL})
_PREFIX = "GX"


def find_request(db: Session, words: str) -> Sequence[PersonRequest]:
    """By its number, or by the name or identity number of who asked, the newest first."""
    words = words.strip()
    which = or_(PersonRequest.number == words, PersonRequest.name == words, PersonRequest.id_no == words.upper())
    return list(db.scalars(select(PersonRequest).where(which).order_by(PersonRequest.id.desc())))


REQUEST = Subject("request", _("个人信息申请"), PersonRequest, find_request)


def next_number(db: Session, year: int) -> str:
    """GX-2026-001: the next of a year."""
    start = f"{_PREFIX}-{year}-"
    taken = db.scalar(select(func.count()).where(PersonRequest.number.startswith(start))) or 0
    return f"{start}{taken + 1:03d}"


@command("people.take_request", _("登记个人信息申请"), row=1, letters="C", only=KEEPERS, rules=("SYS-014", "SYS-036"), params=(
    Param("name", _("姓名"), PersonName()), Param("id_no", _("身份证号"), IdNumber()), Param("asks", _("申请事项"), ASKS),
    Param("way", _("提出方式"), WAY, default="self"),
    Param("checked", _("身份核对"), Text(100), help=_("核对了什么：身份证原件、委托书……")),
    Param("wish", _("具体要求"), Text(500), required=False),
    Param("received_on", _("收到日期"), Day(), default=lambda context, _record: context.today),
))  # fmt: skip
def take_request(unit: Unit, received_on: date, wish: str | None, **given: str) -> Findings:
    """A person asks what is kept about him. The days of the answer run from received_on; a day to come is refused. value: its number."""
    if received_on > unit.today:
        yield from unit.rules["SYS-014"].found("received_on", label=_("收到日期"), found=received_on, other=_("今天"), expected=f"≤ {unit.today}")
        return
    number = next_number(unit.db, received_on.year)
    unit.add(PersonRequest(number=number, received_on=received_on, wish=wish or "", sort_name=sort_key(given["name"]), **given))
    unit.value = number


def open_(context: Context, request: PersonRequest | None) -> Findings:
    """Only a request that waits can be answered."""
    if request is not None and request.done_on is not None:
        yield Finding("SYS-031", Severity.BLOCK, "", {"expected": _("待答复"), "found": _("已答复")})


@command("people.answer_request", _("登记答复"), subject=REQUEST, row=1, letters="C", only=KEEPERS, guard=open_,
         rules=("SYS-014", "SYS-031", "SYS-036"), params=(
    Param("result", _("办理结果"), RESULT), Param("answer", _("答复内容"), Text(500), help=_("不予办理的写明理由")),
    Param("done_on", _("答复日期"), Day(), default=lambda context, _record: context.today),
))  # fmt: skip
def answer_request(unit: Unit, request: PersonRequest, result: str, answer: str, done_on: date) -> Findings:
    """What the person was told. done_on: from the day the request came in to today."""
    if not request.received_on <= done_on <= unit.today:
        yield from unit.rules["SYS-014"].found("done_on", label=_("答复日期"), found=done_on, other=_("收到日期"),
                                               expected=f"{request.received_on} – {unit.today}")  # fmt: skip
        return
    request.result, request.answer, request.done_on = result, answer, done_on
