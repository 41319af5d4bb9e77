"""The forms of evaluation, by their ids in the form catalogue."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from models.core.centre import Context
from models.core.registers import View
from models.evaluation.queries import REVIEWS, ROUNDS
from models.evaluation.staff import REVIEWS as STAFF_REVIEWS
from models.evaluation.tables import AnnualReview, RoundEvaluation
from models.evaluation.tables_staff import StaffReview
from reports.forms import form, list_form
from resources.texts import _

if TYPE_CHECKING:
    from reports.kit.page import Paper


@form("F-ASSESSOR-EVAL", _("考评人员认定表"), registers=(ROUNDS,), row=22)
def evaluation(context: Context, record: RoundEvaluation) -> "Paper":
    from reports.evaluation import sheets

    return sheets.evaluation(context, record)


@form("F-ASSESSOR-ANNUAL", _("年度考核评议表"), registers=(REVIEWS,), row=25)
def annual(context: Context, record: AnnualReview) -> "Paper":
    from reports.evaluation import sheets

    return sheets.annual(context, record)


@list_form("F-ASSESSOR-ANNUALS", _("年度考核册"), registers=(REVIEWS,), row=25)
def book(context: Context, records: Iterable[AnnualReview], view: View) -> "Paper":
    from reports.evaluation import sheets

    return sheets.book(context, list(records))


@form("F-STAFF-ANNUAL", _("工作人员年度考核表"), registers=(STAFF_REVIEWS,), row=26)
def staff(context: Context, record: StaffReview) -> "Paper":
    from reports.evaluation import staff

    return staff.sheet(context, record)


@list_form("W-STAFF-ANNUAL", _("工作人员年度考核一览表"), registers=(STAFF_REVIEWS,), row=26)
def staff_list(context: Context, records: Iterable[StaffReview], view: View) -> "Paper":
    from reports.evaluation import staff

    return staff.listed(context, list(records))
