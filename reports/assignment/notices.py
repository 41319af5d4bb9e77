"""F-DISPATCH-ASSESSOR 考评人员派遣通知书 and F-AVOID 回避申报表. Layout and wording are proposed.

Source: 考评人员管理办法 第八、九条; 考评员回避制度; 考务管理通知 一(七).
"""

from models.assessment.exams.terms import DUTY, SUBJECT
from models.assignment.queries import team_of
from models.assignment.tables import Assignment
from models.core.centre import Context
from models.people.interests import INTEREST, ties_of
from reports.kit.grid import grid, listing
from reports.kit.page import Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _

_HEAD = """
| 批次 | «batch» | 场次 | «session» |
| 职业（工种） | «occupation» | 科目 | «subject» |
| 考点 | «site» | 时间 | «time» |
| 派遣文号 | «letter» | 派遣日期 | «sent» |
"""
_WIDTHS = (26, 59, 26, 59)
_TEAM = (("序号", 12), ("姓名", 26), ("岗位", 36), ("考场", 20), ("工作单位", 52), ("签字", 24))
_TIES = (("序号", 12), ("关系", 34), ("考生姓名/班级", 70), ("处理（回避/调整）", 54))
_BLANK = 5


def _facts(record: Assignment) -> dict[str, str]:
    session = record.session
    return {
        "batch": session.batch.name or session.batch.code, "session": session.code, "occupation": session.batch.occupation or "",
        "subject": SUBJECT.show(session.subject), "site": session.site, "letter": record.letter or "",
        "time": f"{session.starts_at:%Y-%m-%d %H:%M} – {session.ends_at:%H:%M}", "sent": str(record.dispatched_on or ""),
        "name": record.person.name, "post": DUTY.show(record.post),
    }  # fmt: skip


def notice(context: Context, record: Assignment) -> Paper:
    """Whom the centre sends where and when, with the whole team and a line for each signature."""
    values = _facts(record)
    rows = [[str(number), one.person.name, DUTY.show(one.post), one.room.code if one.room else "", one.person.employer or "", ""]
            for number, one in enumerate(team_of(context.db, record.session_id), 1)]  # fmt: skip
    told = Words(_("{name}：现派您担任下列场次的{post}，请按时到岗，佩戴证卡，答复时申报回避情形。").format(**values), 12)
    team = listing([head for head, _w in _TEAM], [w for _head, w in _TEAM], rows, size=10, centred=(0, 3))
    signed = Words(_("{centre}（盖章）          年    月    日").format(centre=context.centre.name), 11, align="right")
    head = grid(_HEAD, _WIDTHS, values, height=40)
    return Paper(f"派遣通知书 {record.person.name}", [heading("考评人员派遣通知书"), gap(5), told, gap(4), head, gap(4), team, gap(8), signed])


def avoidance(context: Context, record: Assignment) -> Paper:
    """The declaration of one person for one session: what is known already, and lines to add."""
    ties = ties_of(context.db, [record.person_id]).get(record.person_id, ())
    rows = [[str(number), INTEREST.show(tie.kind), tie.name or tie.class_name or tie.matter or "", ""] for number, tie in enumerate(ties, 1)]
    rows += [[""] * len(_TIES) for _line in range(_BLANK)]
    values = _facts(record)
    told = Words(_("姓名：{name}    岗位：{post}    场次：{session}    {time}").format(**values), 11)
    table = listing([head for head, _w in _TIES], [w for _head, w in _TIES], rows, size=10, centred=(0,))
    clear = Words(_("□ 本人与本场次考生无应当回避的关系。    □ 有上表所列关系，请予回避或调整。"), 11)
    signed = Words(_("本人（签字）：                负责人（签字）：                日期：      年    月    日"), 11)
    return Paper(f"回避申报表 {record.person.name}", [heading("回避申报表"), gap(4), told, gap(3), table, gap(4), clear, gap(10), signed])
