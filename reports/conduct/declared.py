"""The papers of misconduct cases, by their ids in the form catalogue."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from models.conduct.queries import CASES
from models.conduct.tables import MisconductCase
from models.conduct.terms import RECORDED
from models.core.centre import Context
from models.core.registers import View
from reports.forms import form, list_form
from resources.texts import _

if TYPE_CHECKING:
    from reports.kit.page import Paper


@form("F-STAFF-DISCIPLINE", _("工作人员违规违纪处理登记表"), registers=(CASES,), row=27)
def record(context: Context, case: MisconductCase) -> "Paper":
    from reports.conduct import papers

    return papers.record(context, case)


@form("F-STAFF-DECISION", _("违规违纪处理决定书"), registers=(CASES,), row=28,
      unfit=lambda case: _("已决定的案件") if case.state == RECORDED else "")  # fmt: skip
def decision(context: Context, case: MisconductCase) -> "Paper":
    from reports.conduct import papers

    return papers.decision(context, case)


@form("F-INTERVIEW", _("谈话笔录"), registers=(CASES,), row=27)
def interview(context: Context, case: MisconductCase) -> "Paper":
    from reports.conduct import papers

    return papers.interview(context, case)


@list_form("W-DISCIPLINE", _("违规违纪处理一览表"), registers=(CASES,), row=27)
def listed(context: Context, records: Iterable[MisconductCase], view: View) -> "Paper":
    from reports.conduct import papers

    return papers.listed(context, list(records))
