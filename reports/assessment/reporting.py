"""What a centre writes to the office above about one batch: its report (F-BATCH-REPORT) and the application for papers (F-PAPER-APPLY)."""

from typing import Any

from sqlalchemy import func, or_, select

from models.assessment.candidates.tables import Enrolment, Violation
from models.assessment.candidates.terms import SITTING
from models.assessment.exams.tables import Duty, ExamSession, Room, Seat
from models.assessment.exams.terms import ROOM_KIND
from models.assessment.plans.queries import calendar_of
from models.assessment.scores.queries import denominators
from models.assessment.tables import Batch
from models.core.centre import Context
from models.incidents.tables import Incident
from reports.kit.grid import Memo, grid
from reports.kit.page import Paper
from reports.kit.text import gap, heading

MM = 72 / 25.4
_WIDTHS = (34, 51, 34, 51)
_SEAL = "（盖章）　　年　月　日"
_REPORT = """
| 批次名称 | «name» | 考试时间 | «times» |
| 应考/实考/缺考 | «people» | 合格人数/合格率 | «passed» |
| 考评小组成员 | «examiners» | → | → |
| 对考评小组工作的评价意见 | «opinion» | → | → |
| 组织实施情况 | «course» | → | → |
| 存在问题及建议 | «problems» | → | → |
| 违纪处理结果 | «violations» | → | → |
| 突发事件 | «incidents» | → | → |
| 单位负责人 | «head» | 日期 | «day» |
""".strip()
_APPLY = """
| 鉴定机构 | «centre» | 联系人/电话 | «contact» |
| 专项职业能力名称 | «project» | 考核日期 | «day» |
| 应考人数 | «people» | 申请试卷份数 | «copies» |
| 领卷人 | «fetcher» | 领卷日期 | «fetched» |
| 鉴定机构意见 | «own» | 市职鉴中心意见 | «above» |
""".strip()
_EQUIP = """
| 鉴定机构 | «centre» | → | → |
| 考核地点 | «site» | → | → |
| 考核项目 | «project» | 预估报考人数 | «people» |
| 联系人 | «contact» | 联系电话 | «phone» |
| 考核场地 | 场地名称 | 场地类型 | 面积 |
{rooms}
| 设施设备 | 名称 | 型号规格 | 数量 |
{things}
| 考评员意见 | «assessor» | → | → |
| 鉴定站意见 | «own» | → | → |
""".strip()
_THINGS = 6  # blank lines for equipment, as the annex has them


def _sitting(context: Context, batch: Batch) -> int:
    wanted = select(func.count()).select_from(Enrolment).where(Enrolment.batch_id == batch.id, Enrolment.state.in_(SITTING))
    return context.db.scalar(wanted) or 0


def _days(batch: Batch) -> str:
    return f"{batch.first_exam_day}" + (f" 至 {batch.last_exam_day}" if batch.last_exam_day != batch.first_exam_day else "")


def report(context: Context, batch: Batch) -> Paper:
    """F-BATCH-REPORT 等级认定报告 (河南 第四部分 七 三(一)2(1)12): counted from attendance and results; what a person thinks is
    written in by hand. Absent is who has seats and sat in none of them."""
    db, wanted = context.db, _sitting(context, batch)
    seats = select(func.count(func.distinct(Seat.enrolment_id))).join(ExamSession, Seat.session_id == ExamSession.id)
    there = db.scalar(seats.where(ExamSession.batch_id == batch.id, Seat.attendance == "present")) or 0
    counted = denominators(db, Enrolment.batch_id == batch.id)["present"]
    rate = f"{counted.rate:.1%}" if counted.rate is not None else "—"
    examiners = select(Duty.name).join(ExamSession, Duty.session_id == ExamSession.id).where(
        ExamSession.batch_id == batch.id, Duty.duty.in_(("leader", "assessor")), Duty.ended_on.is_(None))  # fmt: skip
    decided = db.scalars(select(Violation).where(Violation.batch_id == batch.id, Violation.state == "decided").order_by(Violation.id))
    happened = db.scalars(select(Incident).where(or_(Incident.batch == batch.code, Incident.batch == (batch.name or batch.code)),
                                                 Incident.is_drill.is_(False)).order_by(Incident.id))  # fmt: skip
    values = {
        "name": batch.name or batch.code, "times": _days(batch), "people": f"{wanted} / {there} / {wanted - there}",
        "passed": f"{counted.passed} / {rate}", "examiners": "、".join(sorted(set(db.scalars(examiners)))), "opinion": Memo(""),
        "course": Memo(""), "problems": Memo(""), "violations": Memo("\n".join(f"{one.name} {one.code or ''}".strip() for one in decided) or "无"),
        "incidents": Memo("\n".join(f"{one.number} {one.summary}" for one in happened) or "无"), "head": "", "day": "",
    }  # fmt: skip
    table = grid(_REPORT, _WIDTHS, values, height=235 * MM, tall={3: 34, 4: 42, 5: 34, 6: 30, 7: 30, 8: 16})
    return Paper(f"等级认定报告 {batch.code}", [heading("等级认定报告"), gap(4), table])


def papers(context: Context, batch: Batch) -> Paper:
    """F-PAPER-APPLY 考核试卷使用申请表 (重庆 考务工作规程 第九条(二)): a copy for everybody who may sit; papers are fetched on the
    day of the legal calendar."""
    people = _sitting(context, batch)
    fetched = next((step.limit for step in calendar_of(context, batch) if step.name == "papers"), None)
    values = {
        "centre": context.centre.name, "contact": "", "project": batch.occupation or "", "day": _days(batch), "people": str(people),
        "copies": str(people or batch.planned or ""), "fetcher": "", "fetched": str(fetched or ""), "own": Memo("", _SEAL), "above": Memo("", _SEAL),
    }  # fmt: skip
    table = grid(_APPLY, _WIDTHS, values, height=110 * MM, tall={4: 50})
    return Paper(f"试卷使用申请 {batch.code}", [heading("考核试卷使用申请表"), gap(4), table])


def equipment(context: Context, batch: Batch) -> Paper:
    """F-SITE-EQUIP 专项职业能力考核考场设施设备申报表 (福建 附件1): the rooms of the batch's site as they are registered; areas and
    equipment are written in by hand. Sent with photos of the rooms (001 一(一))."""
    places = [batch.site] if batch.site else []
    rooms = list(context.db.scalars(select(Room).where(Room.site.in_(places)).order_by(Room.code)))
    values: dict[str, Any] = {"centre": context.centre.name, "site": batch.site or "", "project": batch.occupation or "", "people": str(batch.planned or ""),
                              "contact": "", "phone": "", "assessor": Memo("", "（签字）　　年　月　日"), "own": Memo("", _SEAL)}  # fmt: skip
    for number, room in enumerate(rooms):
        values |= {f"name{number}": room.name or room.code, f"kind{number}": ROOM_KIND.show(room.kind), f"area{number}": ""}
    lines = "\n".join(f"| ↑ | «name{n}» | «kind{n}» | «area{n}» |" for n in range(len(rooms))) or "| ↑ | «none» | «none» | «none» |"
    values["none"] = ""
    things = "\n".join("| ↑ | «none» | «none» | «none» |" for _line in range(_THINGS))
    layout = _EQUIP.format(rooms=lines, things=things)
    last = layout.count("\n")
    table = grid(layout, (34, 52, 42, 42), values, height=235 * MM, tall={last - 1: 24, last: 24})
    return Paper(f"设施设备申报 {batch.code}", [heading("专项职业能力考核考场设施设备申报表"), gap(4), table])
