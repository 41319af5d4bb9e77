"""The forms of candidates, by their ids in the form catalogue."""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from models.core.centre import Context
from models.core.registers import View
from reports.forms import Many, One, Sheet, form, list_form
from resources.texts import _

CANDIDATES = ("assessment.candidates",)
CORRECTIONS, CASES = ("assessment.enrolment_corrections",), ("assessment.violations",)


def _drawn(module: str, name: str) -> Callable[..., Sheet]:
    made: Callable[..., Sheet] = getattr(import_module(f"reports.assessment.candidates.{module}"), name)
    return made


def _one(module: str, name: str) -> One:
    """A form whose drawing module is imported when it is printed."""

    def make(context: Context, record: Any) -> Sheet:
        return _drawn(module, name)(context, record)

    return make


def _many(name: str) -> Many:
    def make(context: Context, records: Iterable[Any], _view: View) -> Any:
        return _drawn("lists", name)(context, records)

    return make


def _only(profile: str) -> Callable[[Any], str]:
    """Fits the applications of one region's batches."""

    def unfit(one: Any) -> str:
        from models.assessment.plans.course import lists

        return "" if one.batch.profile == profile else _("{regions}的批次").format(regions=lists()["region"][profile]["zh"])

    return unfit


def _of_candidate(case: Any) -> str:
    return "" if case.who == "candidate" else _("考生的违纪登记")


def _decided(case: Any) -> str:
    return _of_candidate(case) or ("" if case.state == "decided" else _("已决定的违纪登记"))


for _id, _title, _profile, _name in (("F-CAND-RECORD", _("职业技能等级认定备案表"), "henan", "henan"),
                                     ("F-CAND-SPECIAL", _("专项职业能力考核申报表"), "fujian", "fujian"),
                                     ("F-CAND-CQ", _("职业资格鉴定申报表"), "chongqing", "chongqing")):  # fmt: skip
    form(_id, _title, registers=CANDIDATES, row=34, unfit=_only(_profile))(_one("applications", _name))
form("F-CAND-CHECKLIST", _("申报材料一次性告知单"), registers=CANDIDATES, row=34)(_one("applications", "materials_told"))
form("F-CAND-WORKCERT", _("工作年限证明"), registers=CANDIDATES, row=34)(_one("applications", "working_years"))
list_form("F-CAND-ROSTER", _("参考花名册"), registers=CANDIDATES, row=34)(_many("roster"))
list_form("F-CAND-CONFIRM", _("考生信息核对确认表"), registers=CANDIDATES, row=34)(_many("confirmation"))
form("F-CAND-CORRECT", _("信息更正登记表"), registers=CORRECTIONS, row=34)(_one("cases", "correction"))
form("F-VIOLATION", _("考生违纪违规行为登记表"), registers=CASES, row=39, unfit=_of_candidate)(_one("cases", "record"))
form("F-VIOLATION-NOTICE", _("违纪违规处理告知书"), registers=CASES, row=39, unfit=_decided)(_one("cases", "notice"))
