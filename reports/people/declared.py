"""The forms about people, by their ids in the form catalogue."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from models.core.centre import Context
from models.core.registers import View
from models.people.terms import ASSESSOR, SUPERVISOR
from reports.forms import form, list_form
from resources.texts import _

if TYPE_CHECKING:
    from reports.kit.page import Drawn, Paper

ASSESSORS, SUPERVISORS = "people.assessors", "people.supervisors"
QUALIFIED = (ASSESSORS, SUPERVISORS)


def _without_card(record: Any) -> str:
    return "" if record.card_number else _("已核发证卡的人员")


def _of(kind: str, expected: str) -> Any:
    return lambda record: "" if record.kind == kind else expected


@form("F-BADGE", _("证卡"), registers=QUALIFIED, row=7, unfit=_without_card)
def badge(context: Context, record: Any) -> "Drawn":
    from reports.people.badges import sheet

    return sheet(context, [record])


@list_form("F-BADGE-SHEET", _("证卡（全部）"), registers=QUALIFIED, row=7)
def badges(context: Context, records: Iterable[Any], view: View) -> "Drawn":
    """The cards of all who have one."""
    from reports.people.badges import sheet

    return sheet(context, (record for record in records if record.card_number))


@form("F-ASSESSOR-APPLY", _("考评人员资格申报表"), registers=("people.applications", ASSESSORS), row=1,
      unfit=_of(ASSESSOR, _("考评人员的申报")))  # fmt: skip
def assessor_application(context: Context, record: Any) -> "Paper":
    from reports.people.applications import assessor

    return assessor(context, record)


@form("F-SUPERVISOR-APPLY", _("质量督导人员资格申报表"), registers=("people.applications", SUPERVISORS), row=1,
      unfit=_of(SUPERVISOR, _("质量督导人员的申报")))  # fmt: skip
def supervisor_application(context: Context, record: Any) -> "Paper":
    from reports.people.applications import supervisor

    return supervisor(context, record)


@form("F-ASSESSOR-FILE", _("考评员档案目录"), registers=QUALIFIED, row=1)
def file_contents(context: Context, record: Any) -> "Paper":
    from reports.people.lists import file_contents

    return file_contents(context, record)


@form("F-CONTRACT", _("聘书"), registers=("people.appointments", "people.expert_terms"), row=11)
def letter_of_appointment(context: Context, record: Any) -> "Drawn":
    from reports.people.letters import contract

    return contract(context, record)


@form("F-ASSESSOR-CERT", _("考评员资格证书"), registers=(ASSESSORS,), row=7, unfit=_without_card)
def certificate(context: Context, record: Any) -> "Drawn":
    from reports.people.letters import certificate

    return certificate(context, record)


@list_form("W-ASSESSOR", _("考评人员名册"), registers=(ASSESSORS,), row=1)
def assessor_roster(context: Context, records: Iterable[Any], view: View) -> "Paper":
    from reports.people.lists import assessors

    return assessors(context, records)


@list_form("W-SUPERVISOR", _("质量督导人员名册"), registers=(SUPERVISORS,), row=1)
def supervisor_roster(context: Context, records: Iterable[Any], view: View) -> "Paper":
    from reports.people.lists import supervisors

    return supervisors(context, records)


@list_form("F-BLACKLIST", _("失信黑名单登记表"), registers=("people.blacklist",), row=9)
def blacklist(context: Context, records: Iterable[Any], view: View) -> "Paper":
    from reports.people.lists import blacklist

    return blacklist(context, records)


@form("F-INTEREST", _("利益关系申报表"), registers=("people.interests",), row=1)
def interest(context: Context, record: Any) -> "Paper":
    from reports.people.interests import declaration

    return declaration(context, record)


@list_form("F-INTEREST-LIST", _("利益关系登记表"), registers=("people.interests",), row=1)
def interest_list(context: Context, records: Iterable[Any], view: View) -> "Paper":
    from reports.people.interests import register

    return register(context, records)
