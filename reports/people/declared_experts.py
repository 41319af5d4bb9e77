"""The forms of experts, by their ids. F-EXPERT-ROSTER, F-QB-ACCEPT and F-ORG-SPEC are of the form catalogue, the others proposed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from models.core.centre import Context
from models.core.registers import View
from models.people.experts.queries import APPLICATIONS, EXPERTS, GROUPS, PANELS, TERMS
from models.people.experts.terms import ACCEPTANCE, NORM, PANEL
from reports.forms import form, list_form
from resources.texts import _

if TYPE_CHECKING:
    from reports.kit.page import Paper


def _only(kind: str) -> Any:
    return lambda record: "" if record.kind == kind else PANEL.show(kind)


@form("F-EXPERT-APPLY", _("专家申报表"), registers=(APPLICATIONS,), row=2)
def application(context: Context, record: Any) -> "Paper":
    from reports.people.experts import application

    return application(context, record)


@form("F-EXPERT-AGREEMENT", _("专家聘用协议"), registers=(TERMS,), row=11)
def agreement(context: Context, record: Any) -> "Paper":
    from reports.people.experts import agreement

    return agreement(context, record)


@form("F-EXPERT-SECRECY", _("专家保密协议"), registers=(EXPERTS,), row=11)
def secrecy(context: Context, record: Any) -> "Paper":
    from reports.people.experts import secrecy

    return secrecy(context, record)


@form("F-EXPERT-GROUP", _("专家组名单"), registers=(GROUPS,), row=1)
def group(context: Context, record: Any) -> "Paper":
    from reports.people.experts import group

    return group(context, record)


@list_form("F-EXPERT-ROSTER", _("专家信息库"), registers=(EXPERTS,), row=1)
def roster(context: Context, records: Iterable[Any], view: View) -> "Paper":
    from reports.people.experts import roster

    return roster(context, records)


@list_form("F-ORG-PEOPLE", _("备案人员条件核对表"), registers=("people.org_documents",), row=1)
def people_check(context: Context, records: Iterable[Any], view: View) -> "Paper":
    """The check as it stands today, whatever the list shows."""
    from reports.people.filing import check

    return check(context)


@form("F-QB-ACCEPT", _("题库技术验收表"), registers=(PANELS,), row=63, unfit=_only(ACCEPTANCE))
def acceptance(context: Context, record: Any) -> "Paper":
    from reports.people.experts import acceptance

    return acceptance(context, record)


@form("F-ORG-SPEC", _("自主开发的评价规范（专家签字）"), registers=(PANELS,), row=63, unfit=_only(NORM))
def norm(context: Context, record: Any) -> "Paper":
    from reports.people.experts import norm

    return norm(context, record)
