"""How requests for personal data are listed; each shows the records it is about."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from models.core.centre import Context
from models.core.identity import masked
from models.core.kinds import Day, IdNumber, PersonName, Text
from models.core.registers import Facet, Field, Register, declare
from models.core.roles import DIRECTOR, GENERAL
from models.core.search import SEARCHED, Line
from models.people.personal.commands import find_request
from models.people.personal.due import REGISTER, last_day
from models.people.personal.kept import kept_about
from models.people.personal.tables import PersonRequest
from models.people.personal.terms import ASKS, RESULT, STATE, TONES, WAY
from models.people.register import CLEAR
from resources.texts import _


def _state(context: Context, one: PersonRequest) -> str:
    if one.done_on is not None:
        return "done"
    return "late" if last_day(context, one.received_on) < context.today else "open"


def _related(context: Context, one: PersonRequest) -> list[tuple[str, str, int]]:
    """The records to look at, to copy, or to correct by their own commands."""
    held = kept_about(context, one.id_no).held
    return [(f"{register.title} {register.title_of(record)}", register.key, record.id)
            for register, records in held if register.key != REGISTER for record in records]  # fmt: skip


def _where(option: str, _day: date) -> ColumnElement[bool]:
    return PersonRequest.done_on.is_not(None) if option == "done" else PersonRequest.done_on.is_(None)


declare(Register(
    REGISTER, _("个人信息申请"), PersonRequest, row=1, order="received_on", descending=True, area="people", group=_("人员"),
    readers=frozenset({DIRECTOR, GENERAL}),
    fields=(
        Field("number", _("编号"), Text(), column=PersonRequest.number, sort=True, width=110),
        Field("received_on", _("收到日期"), Day(), column=PersonRequest.received_on, sort=True, width=100),
        Field("name", _("姓名"), PersonName(), column=PersonRequest.sort_name, sort=True, width=90),
        Field("id_no", _("身份证号"), IdNumber(), mask=masked, clear_to=CLEAR, width=160),
        Field("asks", _("申请事项"), ASKS, width=100), Field("state", _("状态"), STATE, compute=_state, width=96,
              tone=lambda context, one: TONES[_state(context, one)]),
        Field("answer_by", _("应答复"), Day(), compute=lambda context, one: last_day(context, one.received_on), width=100),
        Field("way", _("提出方式"), WAY, listed=False), Field("checked", _("身份核对"), Text(100), listed=False),
        Field("wish", _("具体要求"), Text(500), listed=False), Field("done_on", _("答复日期"), Day(), width=100),
        Field("result", _("办理结果"), RESULT, width=100), Field("answer", _("答复内容"), Text(500), listed=False),
    ),
    facets=(Facet("state", _("状态"), {"open": _("待答复"), "done": _("已答复")}, _where),
            Facet("asks", _("申请事项"), ASKS.options, lambda option, _day: PersonRequest.asks == option)),
    create=("people.take_request",), actions=("people.answer_request",), forms=("F-PERSON-DATA",),
    describe=lambda one: f"{one.number} {one.name}", subtitle=lambda _context, one: ASKS.show(one.asks),
    related=_related, find=find_request,
))  # fmt: skip


def _lines(_db: Session, one: PersonRequest) -> Iterator[Line]:
    yield Line(REGISTER, one.id, f"{one.number} {one.name}", [one.number, one.name, one.id_no])


SEARCHED[PersonRequest] = _lines
