"""The forms of training and staff, by their ids. Those not in the form catalogue are proposed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from models.core.centre import Context
from models.core.registers import View
from models.people.training.terms import PASSED
from reports.forms import form, list_form
from resources.texts import _

if TYPE_CHECKING:
    from reports.kit.page import Drawn, Paper

TRAININGS, TRAINEES = "people.trainings", "people.trainees"


def _not_passed(record: Any) -> str:
    return "" if record.result == PASSED else _("考核合格的人员")


@form("F-TRAINING", _("培训（继续教育）登记表"), registers=(TRAININGS,), row=5)
def record(context: Context, record: Any) -> "Paper":
    from reports.people.trainings import record as draw

    return draw(context, record)


@form("F-TRAINING-SIGN", _("培训签到表"), registers=(TRAININGS,), row=5)
def sign_in(context: Context, record: Any) -> "Paper":
    from reports.people.trainings import sign_in

    return sign_in(context, record)


@form("F-TRAINING-HOURS", _("培训学时登记表"), registers=(TRAINEES,), row=5)
def hours(context: Context, record: Any) -> "Paper":
    from reports.people.trainings import hours

    return hours(context, record)


@form("F-TRAINING-PROOF", _("培训合格证明"), registers=(TRAINEES,), row=5, unfit=_not_passed)
def proof(context: Context, record: Any) -> "Drawn":
    from reports.people.trainings import proof

    return proof(context, record)


@list_form("W-STAFF", _("工作人员名册"), registers=("people.staff",), row=1)
def staff_roster(context: Context, records: Iterable[Any], view: View) -> "Paper":
    from reports.people.lists import staff

    return staff(context, records)
