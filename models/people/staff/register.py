"""How the staff of the centre are listed and imported (W-STAFF)."""

from typing import Any

from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.identity import masked, masked_middle
from models.core.intake import Intake, declare_import
from models.core.kinds import Day, IdNumber, PersonName, Phone, Text
from models.core.registers import Facet, Field, Register, declare
from models.core.roles import DIRECTOR, EXAM, GENERAL, SUPERVISOR
from models.people import terms as people_terms
from models.people.register import CLEAR
from models.people.staff import queries, rules, terms
from models.people.staff.roster import StaffRoster
from models.people.staff.tables import StaffPost
from resources.texts import _


def _state(context: Context, one: StaffPost) -> str:
    return "off" if one.ended_on and one.ended_on < context.today else "on"


def _notes(context: Context, one: StaffPost) -> list[Finding]:
    """Too few full-time staff, a keeper without papers, what the register lacks of this person."""
    if _state(context, one) == "off":
        return []
    lacks = [label for label, value in ((_("职务/职称/技能等级"), one.person.post_title), (_("学历"), one.person.education), (_("主要职责"), one.duty))
             if not value]  # fmt: skip
    found = context.rules["PPL-EXM-033"].found("", Severity.RECORD, list="、".join(lacks)) if lacks else []
    found += rules.too_few(queries.full_time(context.db, context.today), context.rules["PPL-EXM-024"])
    return found + rules.keeper_faults(one.post, one.person.education, one.cert_level, context.rules["PPL-EXM-022"])


def _related(_context: Context, one: StaffPost) -> list[tuple[str, str, int]]:
    from models.people.queries import REGISTER_OF

    return [(f"{people_terms.ANY_GRADE.show(held.grade)} {held.card_number}", REGISTER_OF[held.kind], held.id) for held in one.person.qualifications]


def _where(option: str, day: Any) -> Any:
    return queries.on_duty(day) if option == "on" else ~queries.on_duty(day)


declare(Register(
    queries.REGISTER, _("工作人员"), StaffPost, row=1, order="name", area="people", group=_("人员"), joins=("person",),
    columns=("name", "post", "time", "state", "duty", "id_no", "phone"),
    readers=frozenset({DIRECTOR, GENERAL, EXAM, SUPERVISOR}),
    fields=(
        Field("name", _("姓名"), PersonName(), "person.name", column=StaffPost.sort_name, sort=True, width=90, imported=True, needed=True, also=("人员姓名",)),
        Field("id_no", _("身份证号"), IdNumber(), "person.id_no", width=160, mask=masked, clear_to=CLEAR, imported=True, needed=True, rule="SYS-018",
              also=("证件号码", "身份证号码", "公民身份号码", "身份证")),
        Field("post_title", _("职务/职称/技能等级"), Text(60), "person.post_title", listed=False, imported=True, complete=True,
              also=("职务/职称", "职称", "职务")),
        Field("education", _("学历"), people_terms.EDUCATION, "person.education", listed=False, imported=True, complete=True, also=("文化程度",)),
        Field("post", _("岗位"), terms.POST, width=100, imported=True, complete=True, also=("工作岗位",)),
        Field("time", _("专/兼职"), terms.TIME, width=76, imported=True, complete=True, also=("专兼职", "专职/兼职")),
        Field("duty", _("主要职责"), Text(80), width=170, imported=True, complete=True, also=("职责",)),
        Field("phone", _("联系电话"), Phone(), "person.phone", mask=masked_middle, clear_to=CLEAR, width=120, imported=True, complete=True,
              also=("电话", "手机")),
        Field("state", _("状态"), terms.STATE, compute=_state, width=76, imported=True, also=("在岗情况",),
              tone=lambda context, one: "good" if _state(context, one) == "on" else "plain"),
        Field("note", _("备注"), Text(100), listed=False, imported=True),
        Field("starts_on", _("到岗日期"), Day(), listed=False), Field("ended_on", _("离岗日期"), Day(), listed=False),
        Field("ended_why", _("离岗原因"), Text(200), listed=False),
    ),
    facets=(Facet("state", _("状态"), terms.STATE.options, _where),
            Facet("post", _("岗位"), terms.POST.options, lambda option, _day: StaffPost.post == option),
            Facet("time", _("专/兼职"), terms.TIME.options, lambda option, _day: StaffPost.time == option)),
    create=("people.appoint_staff",), actions=("people.end_staff_post",), list_forms=("W-STAFF",),
    describe=lambda one: one.person.name, subtitle=lambda _context, one: f"{terms.POST.show(one.post)} · {terms.TIME.show(one.time)}",
    notes=_notes, related=_related, find=queries.find_post, intake=lambda: Intake("people.import_staff", StaffRoster),
))  # fmt: skip

declare_import("people.import_staff", _("导入工作人员名册"), queries.REGISTER, 1,
               ("PPL-EXM-011", "PPL-EXM-033", "PPL-ORG-004", "SYS-014", "SYS-018"))  # fmt: skip
