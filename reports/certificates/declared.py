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
