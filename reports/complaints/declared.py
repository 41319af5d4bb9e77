"""The forms about complaints, by their ids in the form catalogue."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from models.core.centre import Context
from models.core.registers import View
from reports.forms import form, list_form
from resources.texts import _

if TYPE_CHECKING:
    from reports.complaints.dossier import Dossier
    from reports.kit.page import Paper

CASES = ("complaints.cases",)


@form("F-COMPLAINT-REG", _("投诉举报登记表"), registers=CASES, row=65)
def sheet(context: Context, record: Any) -> "Paper":
    from reports.complaints.sheet import sheet

    return sheet(context, record)


@form("F-COMPLAINT-NOTICE", _("初步决定书面通知"), registers=CASES, row=66, keep=True,
      unfit=lambda case: "" if case.screened_on else _("已作出初步决定的投诉"))  # fmt: skip
def preliminary(context: Context, record: Any) -> "Paper":
    from reports.complaints.notices import preliminary

    return preliminary(context, record)


@form(
    "F-COMPLAINT-EXT",
    _("延期通知"),
    registers=CASES,
    row=66,
    keep=True,
    unfit=lambda case: "" if case.extensions else _("已决定延长的投诉"),
)
def extension(context: Context, record: Any) -> "Paper":
    from reports.complaints.notices import extension

    return extension(context, record)


@form(
    "F-COMPLAINT-RESULT",
    _("处理结果告知书"),
    registers=CASES,
    row=68,
    keep=True,
    unfit=lambda case: "" if case.decision else _("已作出决定的投诉"),
)
def outcome(context: Context, record: Any) -> "Paper":
    from reports.complaints.notices import outcome

    return outcome(context, record)


@form("F-COMPLAINT-DOSSIER", _("投诉案卷"), registers=CASES, row=69)
def dossier(context: Context, record: Any) -> "Dossier":
    from reports.complaints.dossier import dossier

    return dossier(context, record)


@list_form("W-COMPLAINT", _("投诉举报登记簿"), registers=CASES, row=65)
def book(context: Context, records: Iterable[Any], view: View) -> "Paper":
    from reports.complaints.lists import book

    return book(context, records)


@form("F-SCORE-REVIEW", _("成绩复查（复核）申请表"), registers=("complaints.rechecks",), row=47,
      unfit=lambda case: "" if case.kind == "R" else _("成绩复核"))  # fmt: skip
def application(context: Context, record: Any) -> "Paper":
    from reports.complaints.recheck import application

    return application(context, record)
