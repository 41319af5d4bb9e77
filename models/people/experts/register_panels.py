"""How acceptances of the bank and reviews of own norms are listed."""

from models.core.centre import Context
from models.core.findings import Finding
from models.core.kinds import Code, Day, Text, Whole
from models.core.registers import Facet, Field, Register, declare
from models.core.roles import ARCHIVE, BANK, DIRECTOR, EXAM, GENERAL, SUPERVISOR
from models.people.experts import panels, queries, terms
from models.people.experts.queries import EXPERTS, PANELS
from models.people.experts.register import GROUP
from models.people.experts.tables import ExpertPanel, PanelMember
from resources.texts import _


def _members(_context: Context, one: ExpertPanel) -> str:
    return "\n".join(_told(member) for member in one.members)


def _told(member: PanelMember) -> str:
    signed = _("{day} 签字：{vote}").format(day=member.signed_on, vote=terms.VOTE.show(member.vote)) if member.signed_on else _("未签字")
    return "，".join(filter(None, [member.name, member.employer, member.post_title, terms.FIELD.show(member.field), signed]))


def _notes(context: Context, one: ExpertPanel) -> list[Finding]:
    return [] if one.concluded_on else panels.faults(context, one)


def _state(_context: Context, one: ExpertPanel) -> str:
    return one.conclusion or "open"


_STATES = {"open": _("未作结论"), **terms.CONCLUSION.options}
_OPEN = ("people.add_panel_member", "people.sign_panel", "people.conclude_panel", "people.drop_panel_member")


def _fits(_context: Context, one: ExpertPanel) -> tuple[str, ...]:
    if one.concluded_on is None:
        return _OPEN
    return ("people.file_norm",) if one.kind == terms.NORM and one.conclusion == "passed" else ()


declare(Register(
    PANELS, _("题库验收与规范评审"), ExpertPanel, row=63, order="held_on", descending=True, area="people", group=GROUP, joins=("entered",),
    readers=frozenset({DIRECTOR, GENERAL, ARCHIVE, EXAM, SUPERVISOR, BANK}),
    columns=("held_on", "kind", "title", "occupation", "count", "signed", "state", "filed_on"),
    fields=(
        Field("held_on", _("评审日期"), Day(), column=ExpertPanel.held_on, sort=True, width=100), Field("kind", _("类别"), terms.PANEL, width=110),
        Field("title", _("题库或评价规范名称"), Text(80), width=220), Field("occupation", _("专业（职业）"), Text(60), width=120),
        Field("edition", _("版本"), Text(40), listed=False), Field("place", _("地点"), Text(80), listed=False),
        Field("count", _("成员"), Whole(), compute=lambda _context, one: len(one.members), width=60),
        Field("signed", _("已签字"), Whole(), compute=lambda _context, one: panels.signed(one), width=70),
        Field("members", _("成员名单"), Text(4000, 8), compute=_members, listed=False),
        Field("state", _("结论"), terms.Choice(_STATES), compute=_state, width=90,
              tone=lambda _context, one: {"passed": "good", "failed": "danger"}.get(one.conclusion or "", "caution")),
        Field("opinion", _("评审意见"), Text(2000, 6), listed=False), Field("concluded_on", _("结论日期"), Day(), listed=False),
        Field("filed_on", _("备案日期"), Day(), width=100), Field("filed_number", _("备案文号"), Code(60), listed=False),
    ),
    facets=(Facet("kind", _("类别"), terms.PANEL.options, lambda option, _day: ExpertPanel.kind == option),
            Facet("state", _("结论"), _STATES,
                  lambda option, _day: ExpertPanel.conclusion.is_(None) if option == "open" else ExpertPanel.conclusion == option)),
    create=("people.form_panel",), actions=(*_OPEN, "people.file_norm"), fits=_fits, forms=("F-QB-ACCEPT", "F-ORG-SPEC"),
    describe=lambda one: one.title, subtitle=lambda _context, one: f"{terms.PANEL.show(one.kind)} · {one.occupation}", notes=_notes,
    related=lambda _context, one: [(member.name, EXPERTS, member.expert_id) for member in one.members if member.expert_id], find=queries.find_panel,
))  # fmt: skip
