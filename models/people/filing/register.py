"""How the centre's own documents are listed; the check prints from here."""

from datetime import date

from sqlalchemy import ColumnElement

from models.core.centre import Context
from models.core.kinds import Code, Day, Text
from models.core.registers import Facet, Field, Register, declare
from models.core.roles import ARCHIVE, DIRECTOR, EXAM, GENERAL, SUPERVISOR
from models.people.filing import queries, terms
from models.people.filing.tables import OrgDocument
from resources.texts import _


def _state(context: Context, one: OrgDocument) -> str:
    return "off" if one.ended_on and one.ended_on < context.today else "on"


def _where(option: str, day: date) -> ColumnElement[bool]:
    ended = OrgDocument.ended_on.is_not(None) & (OrgDocument.ended_on < day)
    return ended if option == "off" else ~ended


declare(Register(
    queries.REGISTER, _("制度文件"), OrgDocument, row=1, order="dated_on", descending=True, area="people", group=_("人员"),
    readers=frozenset({DIRECTOR, GENERAL, ARCHIVE, EXAM, SUPERVISOR}),
    fields=(
        Field("dated_on", _("制定日期"), Day(), column=OrgDocument.dated_on, sort=True, width=100),
        Field("kind", _("文件类别"), terms.DOCUMENT, width=170), Field("title", _("名称"), Text(120), width=240),
        Field("state", _("状态"), terms.STATE, compute=_state, width=80, tone=lambda context, one: "good" if _state(context, one) == "on" else "plain"),
        Field("number", _("文号"), Code(60), width=130), Field("issuer", _("发文部门"), Text(80), width=160),
        Field("ended_on", _("废止日期"), Day(), listed=False),
    ),
    facets=(Facet("state", _("状态"), terms.STATE.options, _where),
            Facet("kind", _("文件类别"), terms.DOCUMENT.options, lambda option, _day: OrgDocument.kind == option)),
    create=("people.register_document",), actions=("people.end_document",), list_forms=("F-ORG-PEOPLE",),
    describe=lambda one: one.title, subtitle=lambda _context, one: terms.DOCUMENT.show(one.kind), find=queries.find_document,
))  # fmt: skip
