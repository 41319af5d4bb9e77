"""The forms of scores, by their ids in the form catalogue."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from models.core.centre import Context
from reports.forms import One, form
from resources.texts import _

if TYPE_CHECKING:
    from reports.kit.page import Drawn, Paper

BATCHES, REPORTS = "assessment.batches", "assessment.score_reports"


def _one(name: str) -> One:
    """A form whose drawing module is imported when it is printed."""

    def make(context: Context, record: Any) -> "Paper | Drawn":
        drawn: Callable[[Context, Any], Paper | Drawn] = getattr(import_module("reports.assessment.scores.sheets"), name)
        return drawn(context, record)

    return make


def _scored(batch: Any) -> str:
    from models.assessment.plans.steps import reached

    return "" if reached(batch, "exam_done") else _("考试已结束的批次")


for _id, _title, _name in (("F-SCORE-SUM", _("成绩汇总表"), "summary"), ("F-SCORE-ZERO", _("0分考生成绩复核表"), "zero_review"),
                           ("F-SCORE-PUBLISH", _("认定结果公示"), "posting")):  # fmt: skip
    form(_id, _title, registers=(BATCHES,), row=43, unfit=_scored)(_one(_name))
form("F-SCORE-CONFIRM", _("成绩上报确认表"), registers=(REPORTS,), row=44)(_one("confirmation"))
