"""The forms of rooms, sessions and papers, by their ids in the form catalogue."""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from models.assessment.exams.queries import PAPERS, SESSIONS
from models.core.centre import Context
from models.core.registers import View
from reports.forms import Many, One, Sheet, form, list_form
from resources.texts import _

BATCHES = "assessment.batches"


def _session(name: str) -> One:
    def make(context: Context, record: Any) -> Sheet:
        return import_module("reports.assessment.exams.whole").of_session(context, record, name)

    return make


def _set(context: Context, record: Any) -> Sheet:
    return import_module("reports.assessment.exams.whole").whole_set(context, record)


def _slip(context: Context, record: Any) -> Sheet:
    return import_module("reports.assessment.exams.lists").hand_over(context, record)


def _ledger() -> Many:
    def make(context: Context, records: Iterable[Any], view: View) -> Any:
        return import_module("reports.assessment.exams.lists").ledger(context, records)

    return make


def _unarranged(record: Any) -> str:
    return "" if record.arranged_on is not None else _("已编排座位的场次")


def _only(subject: str, words: str) -> Callable[[Any], str]:
    return lambda record: _unarranged(record) or ("" if (record.subject == "theory") is (subject == "theory") else words)


_ANY, _THEORY, _SKILL = _unarranged, _only("theory", _("理论场次")), _only("skill", _("技能或综合评审场次"))
SESSION_FORMS: tuple[tuple[str, str, str, Any], ...] = (
    ("F-TICKET", _("准考证"), "ticket", _ANY), ("F-ROOMDIST", _("考场分布表"), "distribution", _ANY), ("F-DOOR", _("门贴"), "door", _ANY),
    ("F-SEAT", _("座位签"), "seat", _THEORY), ("F-SIGN-THEORY", _("理论签到表"), "sign", _THEORY), ("F-SIGN-SKILL", _("技能签到表"), "sign", _SKILL),
    ("F-DRAW", _("工位抽签登记表"), "draw", _SKILL), ("F-STATION", _("实操考核工位号"), "station", _SKILL), ("F-ROOM-BRIEF", _("考场简况表"), "brief", _ANY),
    ("F-ROOM-RECORD", _("考场记录单"), "record", _ANY), ("F-SCORE-SKILL", _("技能成绩登录表"), "skill_sheet", _SKILL),
    ("F-STAFF-SIGN", _("现场工作人员签到表"), "staff", _ANY), ("F-SEATMAP", _("座位分布图"), "seat_map", _ANY),
    ("F-TIMETABLE", _("考试时间表"), "timetable", _ANY), ("F-BOARD", _("考场板书模板"), "board", _ANY),
    ("F-SIGNS", _("考场标识、指示牌"), "wall_sign", _ANY), ("F-STAFF-PLAN", _("考务人员安排表"), "staff_plan", _ANY),
    ("F-PAPER-SEAL", _("试卷密封检查确认表"), "seal_check", _ANY), ("F-PAPER-BAG", _("试卷袋封面、封条"), "cover", _ANY),
    ("F-SITE-ACCEPT", _("考场准备（验收）记录"), "acceptance", _ANY), ("F-PREP-NOTICE", _("考核准备通知单"), "notice", _ANY),
)  # fmt: skip

for _id, _title, _name, _fits in SESSION_FORMS:
    form(_id, _title, registers=(SESSIONS,), row=35, unfit=_fits)(_session(_name))
form("F-EXAM-SET", _("成套考务文件"), registers=(BATCHES,), row=35)(_set)
form("F-PAPER-HANDOVER", _("试卷交接单"), registers=(PAPERS,), row=38)(_slip)
list_form("F-PAPER-LEDGER", _("试卷发放、回收工作台账"), registers=(PAPERS,), row=38)(_ledger())
