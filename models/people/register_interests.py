"""How declared interests are listed."""

from models.core.centre import Context
from models.core.identity import masked
from models.core.kinds import Day, IdNumber, PersonName, Text
from models.core.registers import Facet, Field, Register, declare
from models.core.roles import DIRECTOR, EXAM, GENERAL, SUPERVISOR
from models.people.interests import INTEREST, SOURCE, find_interest
from models.people.register import CLEAR
from models.people.tables_interests import Interest
from resources.texts import _

STANDS = {"yes": _("有效"), "no": _("已撤销")}


def _other(_context: Context, one: Interest) -> str:
    return "、".join(filter(None, [one.other_name, one.class_name, one.matter]))


declare(Register(
    "people.interests", _("利益关系"), Interest, row=1, order="declared_on", descending=True, area="people", group=_("人员"),
    readers=frozenset({DIRECTOR, GENERAL, EXAM, SUPERVISOR}), joins=("person",),
    fields=(
        Field("declared_on", _("申报日期"), Day(), column=Interest.declared_on, sort=True, width=100),
        Field("name", _("姓名"), PersonName(), "person.name", column=Interest.sort_name, sort=True, width=90),
        Field("kind", _("关系"), INTEREST, width=90), Field("other", _("对方"), Text(), compute=_other, width=180),
        Field("other_id_no", _("对方身份证号"), IdNumber(), mask=masked, clear_to=CLEAR, listed=False),
        Field("from_on", _("起"), Day(), width=100), Field("to_on", _("止"), Day(), width=100),
        Field("source", _("来源"), SOURCE, width=100), Field("note", _("说明"), Text(200), listed=False),
        Field("ended_on", _("撤销日期"), Day(), width=100), Field("ended_why", _("撤销原因"), Text(200), listed=False),
    ),
    facets=(Facet("kind", _("关系"), INTEREST.options, lambda option, _day: Interest.kind == option),
            Facet("stands", _("状态"), STANDS, lambda option, _day: Interest.ended_on.is_(None) if option == "yes" else Interest.ended_on.is_not(None))),
    create=("people.declare_interest",), actions=("people.close_interest", "people.end_interest"), forms=("F-INTEREST",), list_forms=("F-INTEREST-LIST",),
    describe=lambda one: f"{one.person.name} {INTEREST.show(one.kind)}", subtitle=_other, find=find_interest,
))  # fmt: skip
