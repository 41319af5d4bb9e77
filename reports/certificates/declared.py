"""The forms about certificates, by their ids in the form catalogue."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from models.core.centre import Context
from models.core.registers import View
from reports.forms import form, list_form
from resources.texts import _

if TYPE_CHECKING:
    from reports.kit.page import Drawn, Paper

REGISTER, ROSTERS, JOURNAL = "certificates.register", "certificates.rosters", "certificates.journal"


def _unnumbered(record: Any) -> str:
    """CRT-013: no blank form can be printed."""
    return "" if record.number else _("已赋码的证书")


@form("F-CERT-LEVEL", _("职业技能等级证书"), registers=(REGISTER,), row=48, unfit=_unnumbered)
def certificate(context: Context, record: Any) -> "Drawn":
    from reports.certificates.certificate import certificates

    return certificates(context, [record])


@form("F-CERT-PROOF", _("证书（名册全部，打印前校样）"), registers=(ROSTERS,), row=48)
def proofs(context: Context, record: Any) -> "Drawn":
    from reports.certificates.certificate import certificates

    return certificates(context, (one for one in record.certificates if one.number))


@list_form("F-CERT-OFFSET", _("证书打印校准页"), registers=(), row=48)
def calibration(context: Context, records: Iterable[Any], view: View) -> "Drawn":
    from reports.certificates.certificate import calibration

    return calibration(context)


@form("F-CERT-ROSTER", _("职业技能等级证书核发名册"), registers=(ROSTERS,), row=48)
def roster(context: Context, record: Any) -> "Paper":
    from reports.certificates.lists import roster

    return roster(context, record)


@form("F-CERT-ISSUE", _("证书发放花名册"), registers=(ROSTERS,), row=50)
def hand_out(context: Context, record: Any) -> "Paper":
    from reports.certificates.lists import hand_out

    return hand_out(context, record)


@list_form("F-PASS-ROSTER", _("合格人员花名册"), registers=("assessment.pass_list",), row=33)
def pass_roster(context: Context, records: Iterable[Any], view: View) -> "Paper":
    from reports.certificates.lists import pass_roster

    return pass_roster(context, records)


@list_form("F-CERT-LEDGER", _("证书申领、印制、核发、销毁、补发和余存台账"), registers=(JOURNAL,), row=50)
def stock_book(context: Context, records: Iterable[Any], view: View) -> "Paper":
    from reports.certificates.lists import stock_book

    return stock_book(context, records)


@list_form("F-CERT-DESTROY", _("废证销毁清册"), registers=(JOURNAL,), row=50)
def destruction(context: Context, records: Iterable[Any], view: View) -> "Paper":
    from reports.certificates.lists import destruction

    return destruction(context, records)


@list_form("F-CERT-REISSUE", _("证书补发登记"), registers=("certificates.reissues",), row=50)
def reissues(context: Context, records: Iterable[Any], view: View) -> "Paper":
    from reports.certificates.lists import reissues

    return reissues(context, records)


@form("F-RECONCILIATION", _("证书核对报告"), registers=("certificates.runs",), row=50)
def reconciliation(context: Context, record: Any) -> "Paper":
    from reports.certificates.lists import reconciliation

    return reconciliation(context, record)


# -- later life -----------------------------------------------------------------------------------------------------


def _not_electronic(record: Any) -> str:
    return _unnumbered(record) or ("" if record.form in ("electronic", "both") and record.printed_text else _("电子证书"))


@form("F-CERT-ELECTRONIC", _("电子证书"), registers=(REGISTER,), row=48, unfit=_not_electronic, keep=True)
def electronic(context: Context, record: Any) -> "Drawn":
    from reports.certificates.certificate import electronic

    return electronic(context, record)


@form("F-CERT-SPECIAL", _("专项职业能力证书（校对稿）"), registers=(REGISTER,), row=48, unfit=_unnumbered)
def special(context: Context, record: Any) -> "Drawn":
    from reports.certificates.certificate import special

    return special(context, record)


def _in_force(record: Any) -> str:
    return "" if record.state in ("revoked", "void") else _("已撤回或作废的证书")


@form("F-CERT-VOID", _("证书作废（注销）通知"), registers=(REGISTER,), row=52, unfit=_in_force, keep=True)
def void_notice(context: Context, record: Any) -> "Paper":
    from reports.certificates.papers import void_notice

    return void_notice(context, record)


@form("F-CERT-QUAL", _("国家职业资格证书办理进度"), registers=(ROSTERS,), row=50)
def progress(context: Context, record: Any) -> "Paper":
    from reports.certificates.lists_life import progress

    return progress(context, record)


@form("F-CERT-HANDOVER", _("证书代发交接记录"), registers=("certificates.consignments",), row=50)
def consignment(context: Context, record: Any) -> "Paper":
    from reports.certificates.papers import consignment

    return consignment(context, record)


@form("F-CERT-LOST-APP", _("职业资格证书遗失补办申请表"), registers=("certificates.reissues",), row=50)
def lost_application(context: Context, record: Any) -> "Paper":
    from reports.certificates.papers import lost_application

    return lost_application(context, record)


def _not_accepted(record: Any) -> str:
    return "" if record.accepted_on else _("已受理的补发")


@form("F-CERT-LOST-RECEIPT", _("职业资格证书补办回执"), registers=("certificates.reissues",), row=50, unfit=_not_accepted, keep=True)
def lost_receipt(context: Context, record: Any) -> "Paper":
    from reports.certificates.papers import lost_receipt

    return lost_receipt(context, record)


@form("F-CERT-DRAW", _("空白证书申领单"), registers=("certificates.draws",), row=48)
def draw_slip(context: Context, record: Any) -> "Paper":
    from reports.certificates.papers import draw_slip

    return draw_slip(context, record)


@list_form("F-CERT-SEAL", _("证书用印登记"), registers=("certificates.seals",), row=49)
def seal_log(context: Context, records: Iterable[Any], view: View) -> "Paper":
    from reports.certificates.lists_life import seal_log

    return seal_log(context, records)


@list_form("F-CERT-CORRECT", _("证书信息更正登记"), registers=("certificates.corrections",), row=50)
def corrections(context: Context, records: Iterable[Any], view: View) -> "Paper":
    from reports.certificates.lists_life import corrections

    return corrections(context, records)
