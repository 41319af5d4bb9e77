"""F-SCENE-RECORD 职业技能等级认定现场考评记录表: one sheet for each assessor. Source: 考评人员管理办法 第八条(二), the form after it."""

from collections import Counter
from datetime import date

from reportlab.platypus import Flowable

from models.assessment.exams.queries import rooms_of, seats_of
from models.assessment.terms import LEVELS
from models.assignment.scene import record_of
from models.assignment.tables import Assignment, SceneRecord
from models.core.centre import Context
from models.people.terms import ASSESSOR
from reports.kit.grid import Memo, grid
from reports.kit.page import Paper
from reports.kit.text import Words, gap, heading

_GRID = """
| 考评员<br>现场考评<br>工作记录 | 职业 | «occupation» | 考评时间 | «time» |
| ↑ | 鉴定等级及人数 | «count» | 考评地点 | «place» |
| ↑ | 考核场地设施设备检测工具准备情况<br>及考核情况 | «said» | → | → |
| 督导员<br>意见 | 对鉴定过程的<br>总体评价 | «opinion» | → | → |
""".strip()
_WIDTHS = (22, 34, 40, 30, 44)
_TALL = {2: 88.0, 3: 60.0}  # least heights in mm


def scene_record(context: Context, record: Assignment | SceneRecord) -> Paper:
    """The form of one assessor, as far as it was written; what is missing is left to be filled in by hand."""
    one = record if isinstance(record, Assignment) else record.assignment
    told = record_of(context.db, one.id)
    session, person = one.session, one.person
    card = next((held.card_number for held in person.qualifications if held.kind == ASSESSOR and held.card_number), "")
    levels = Counter(seat.enrolment.level for seat in seats_of(context.db, session.id))
    rooms = [one.room.code] if one.room else [room.code for room, _count in rooms_of(context.db, session.id)]
    values: dict[str, str | Flowable] = {
        "occupation": session.batch.occupation or "", "time": f"{session.starts_at:%Y-%m-%d %H:%M}\n至 {session.ends_at:%H:%M}",
        "count": "、".join(f"{LEVELS.get(level, '')} {count}人" for level, count in sorted(levels.items(), reverse=True)),
        "place": f"{session.site} {'、'.join(rooms)}",
        "said": _signed(told.said if told else "", "考评员签名", told.signed_on if told else None),
        "opinion": _signed((told.opinion or "") if told else "", "督导员签名", told.opinion_on if told else None),
    }  # fmt: skip
    head = Words(f"考评员姓名：{person.name}        考评员证卡编号：{card}", 11)
    notes = [Words("备注：1. 本表由每名考评员各自填写。2. 考试结束后由督导员交回评价机构，上传服务平台。", 9)]
    return Paper(f"现场考评记录表 {person.name}", [heading("职业技能等级认定现场考评记录表"), gap(4), head, gap(3),
                                           grid(_GRID, _WIDTHS, values, height=600, tall=_TALL), gap(3), *notes])  # fmt: skip


def _signed(words: str, who: str, day: date | None) -> Memo:
    return Memo(words, f"{who}：                    {day or '年    月    日'}")
