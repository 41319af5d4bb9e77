"""How corrections, violations and bans are listed, filtered, found and exported."""

from models.assessment.candidates import queries
from models.assessment.candidates.register import CLEAR
from models.assessment.candidates.tables import Correction
from models.assessment.candidates.terms import CORRECTED, PHASE
from models.core.identity import masked
from models.core.kinds import Code, Day, PersonName, Text
from models.core.registers import Facet, Field, Register, declare
from resources.texts import _

C = Correction
ROW_CASE = 39  # of the matrix: deciding on a candidate's violation


def _private(text: str) -> str:
    """A corrected value: of an identity number only its ends."""
    return masked(text) if any(sign.isdigit() for sign in text) and len(text) > 8 else text


def _open(option: str) -> object:
    return C.confirmed_on.is_(None) if option == "open" else C.confirmed_on.is_not(None)


CORRECTIONS = declare(Register(
    "assessment.enrolment_corrections", _("考生信息更正"), C, (
        Field("name", _("姓名"), PersonName(), path="enrolment.name", width=90),
        Field("batch", _("批次"), Text(80), compute=lambda _context, one: one.enrolment.batch.code, width=120),
        Field("field", _("更正项目"), CORRECTED, width=90), Field("phase", _("阶段"), PHASE, width=130),
        Field("old", _("原值"), Text(100), width=140, mask=_private, clear_to=CLEAR),
        Field("new", _("更正为"), Text(100), width=140, mask=_private, clear_to=CLEAR),
        Field("registered_on", _("登记日期"), Day(), column=C.registered_on, sort=True, width=100),
        Field("confirmed_on", _("确认日期"), Day(), width=100),
        Field("certificate", _("已发证书编号"), Code(30), listed=False), Field("wrong_sent_on", _("错证寄回日期"), Day(), listed=False),
        Field("courier", _("快递单号"), Code(30), listed=False), Field("why", _("情况说明"), Text(1000, 3), listed=False),
    ), row=34, order="registered_on", descending=True, area="assessment", group=_("评价"), joins=("enrolment.batch",),
    facets=(Facet("state", _("状态"), {"open": _("待确认"), "confirmed": _("已确认")}, lambda option, _day: _open(option)),),
    actions=("assessment.confirm_correction", "assessment.send_wrong_certificate"), find=queries.find_correction,
    fits=lambda _context, one: ["assessment.confirm_correction"] * (one.confirmed_on is None)
    + ["assessment.send_wrong_certificate"] * (one.phase == "after" and one.wrong_sent_on is None),
    describe=lambda one: one.enrolment.name, subtitle=lambda _context, one: f"{CORRECTED.show(one.field)} · {one.enrolment.batch.code}",
    related=lambda _context, one: [(one.enrolment.name, queries.REGISTER, one.enrolment_id)],
))  # fmt: skip
