"""How allowances of assessors are listed."""

from models.assessment.candidates.terms import Money
from models.assessment.exams import queries as exams
from models.assessment.exams.register import GROUP
from models.assessment.exams.terms import DUTY
from models.assignment import paying
from models.assignment.tables import Allowance
from models.assignment.terms import STATE, TONE
from models.core.kinds import Code, Day, Flag, PersonName, Text
from models.core.registers import Facet, Field, Register, declare
from models.core.roles import DIRECTOR, EXAM, FINANCE
from resources.texts import _

declare(Register(
    paying.ALLOWANCES, _("劳务费"), Allowance, row=76, order="name", area="assignment", group=GROUP, joins=("session", "assignment.person"),
    readers=frozenset({DIRECTOR, EXAM, FINANCE}),
    fields=(
        Field("name", _("姓名"), PersonName(), "assignment.person.name", column=Allowance.sort_name, sort=True, width=90),
        Field("session", _("场次"), Code(48), path="session.code", width=120), Field("on", _("日期"), Day(), path="assignment.starts_on", width=100),
        Field("post", _("岗位"), DUTY, path="assignment.post", width=100),
        Field("state", _("状态"), STATE, path="assignment.state", width=90, tone=lambda _context, one: TONE.get(one.assignment.state, "plain")),
        Field("amount", _("应发（元）"), Money(), width=90), Field("tax", _("代扣税（元）"), Money(), width=90),
        Field("net", _("实发（元）"), Money(), compute=lambda _context, one: None if one.amount is None else one.amount - one.tax, width=90),
        Field("paid_on", _("发放日期"), Day(), column=Allowance.paid_on, width=100), Field("signed", _("本人已签字"), Flag(), listed=False),
        Field("account", _("银行卡号、开户行"), Text(60), listed=False),
    ),
    facets=(Facet("state", _("状态"), {"open": _("未发放"), "paid": _("已发放")},
                  lambda option, _day: Allowance.paid_on.is_(None) if option == "open" else Allowance.paid_on.is_not(None)),),
    actions=("assignment.set_allowance", "assignment.pay_allowance"),
    describe=lambda one: f"{one.assignment.person.name} {_('劳务费')}", subtitle=lambda _context, one: one.session.code,
    related=lambda _context, one: [(one.session.code, exams.SESSIONS, one.session_id)], find=paying.find_allowance,
))  # fmt: skip
