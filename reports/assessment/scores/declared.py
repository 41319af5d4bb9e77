"""The forms of scores, by their ids in the form catalogue."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from models.core.centre import Context
from reports.forms import One, form
from resources.texts import _

if TYPE_CHECKING:
    from reports.kit.page import Drawn, Paper

BATCHES, CANDIDATES, REPORTS, DEFENCES = "assessment.batches", "assessment.candidates", "assessment.score_reports", "assessment.defences"


def _one(name: str, module: str = "sheets") -> One:
    """A form whose drawing module is imported when it is printed."""

    def make(context: Context, record: Any) -> "Paper | Drawn":
        drawn: Callable[[Context, Any], Paper | Drawn] = getattr(import_module(f"reports.assessment.scores.{module}"), name)
        return drawn(context, record)

    return make


def _scored(batch: Any) -> str:
    from models.assessment.plans.steps import reached

    return "" if reached(batch, "exam_done") else _("考试已结束的批次")


def _told(record: Any) -> str:
    """A batch whose results are open, or a candidate who has one."""
    from models.assessment.plans.steps import course_of, reached
    from models.assessment.tables import Batch

    if not isinstance(record, Batch):
        return "" if record.result else _("成绩已公布的考生")
    opened = "published" if course_of(record).knows("publish") else "confirmed"
    return "" if reached(record, opened) else _("成绩已公布的批次")


def _senior(record: Any) -> str:
    from models.assessment.scores.tables import Defence
    from models.core.rulebook import Rulebook

    batch: Any = record.batch if isinstance(record, Defence) else record
    rule = Rulebook(batch.profile)["ASM-PAS-003"]
    return "" if rule.active and batch.level in map(int, rule.value("levels")) else _("须综合评审的批次")


for _id, _title, _name in (("F-SCORE-SUM", _("成绩汇总表"), "summary"), ("F-SCORE-REG", _("成绩登记表"), "register_sheet"),
                           ("F-SCORE-ZERO", _("0分考生成绩复核表"), "zero_review"),
                           ("F-SCORE-PUBLISH", _("认定结果公示"), "posting")):  # fmt: skip
    form(_id, _title, registers=(BATCHES,), row=43, unfit=_scored)(_one(_name))
form("F-SCORE-SLIP", _("成绩通知单"), registers=(BATCHES, CANDIDATES), row=46, unfit=_told)(_one("slips", "slips"))
form("F-SCORE-DEFENCE", _("综合评审（答辩）记录及评分表"), registers=(BATCHES, DEFENCES), row=43, unfit=_senior)(_one("defence", "slips"))
form("F-SCORE-CONFIRM", _("成绩上报确认表"), registers=(REPORTS,), row=44)(_one("confirmation"))
