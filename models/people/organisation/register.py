"""How custodians and their hand-overs are listed."""

from models.core.centre import Context
from models.core.kinds import Day, PersonName, Text
from models.core.registers import Facet, Field, Register, declare
from models.core.roles import ARCHIVE, DIRECTOR, GENERAL, SUPERVISOR
from models.people.organisation.custody import KIND, REGISTER, find_custody, leaves_behind
from models.people.organisation.tables import OPEN, Custody
from models.people.staff.queries import posts_of
from resources.texts import _

C = Custody


def _left(context: Context, one: Custody) -> bool:
    return one.ended_on == OPEN and not posts_of(context.db, one.person_id, context.today)


declare(Register(
    REGISTER, _("专人保管"), Custody, row=0, order="starts_on", descending=True, area="people", group=_("人员"), joins=("person", "before.person"),
    readers=frozenset({DIRECTOR, GENERAL, ARCHIVE, SUPERVISOR}),
    fields=(
        Field("kind", _("类别"), KIND, width=130), Field("thing", _("保管物"), Text(80), width=170),
        Field("name", _("保管人"), PersonName(), "person.name", column=C.sort_name, sort=True, width=80),
        Field("starts_on", _("开始日期"), Day(), column=C.starts_on, sort=True, width=105),
        Field("ended_on", _("结束日期"), Day(), compute=lambda _c, one: None if one.ended_on == OPEN else one.ended_on, width=105),
        Field("before", _("移交人"), PersonName(), "before.person.name", width=80), Field("witness", _("监交人"), Text(60), listed=False),
        Field("listed", _("移交清单"), Text(400, 3), listed=False), Field("document", _("文号"), Text(60), listed=False),
    ),
    facets=(Facet("now", _("状态"), {"on": _("在任"), "off": _("已交接")}, lambda option, _day: C.ended_on == OPEN if option == "on" else C.ended_on < OPEN),
            Facet("kind", _("类别"), KIND.options, lambda option, _day: C.kind == option)),
    create=("people.name_custodian",), actions=("people.hand_over_custody",),
    fits=lambda _context, one: ("people.hand_over_custody",) if one.ended_on == OPEN else (),
    forms=("F-CUSTODY",), list_forms=("W-CUSTODY",), describe=lambda one: one.thing, subtitle=lambda _context, one: one.person.name,
    notes=lambda context, one: leaves_behind(context, one.person_id) if _left(context, one) else [], find=find_custody,
))  # fmt: skip
