"""F-MEETING 考前准备会、考务会、考评工作会、考后总结会记录. Layout proposed. Source: 考务工作手册 三(三)1; 考务管理办法 第十九条."""

from reportlab.platypus import Flowable

from models.assessment.onsite import queries
from models.assessment.onsite.tables import Meeting
from models.assessment.onsite.terms import MEETING, agenda
from models.assessment.tables import Batch
from models.core.centre import Context
from reports.kit.grid import Memo, grid, listing
from reports.kit.marks import ticks
from reports.kit.page import Paper
from reports.kit.text import EMPTY, TICKED, Words, gap, heading

_GRID = """
| 会议类型 | «kind» | → | → |
| 批次 | «batch» | 时间 | «time» |
| 地点 | «place» | 主持人/记录人 | «chair» |
| 议程 | «agenda» | → | → |
| 会议内容、统一的评分标准 | «said» | → | → |
| 问题与建议<br>（考后） | «wishes» | → | → |
""".strip()
_WIDTHS = (34, 62, 26, 48)
_HEADS = (("序号", 12), ("姓名", 28), ("签字", 45), ("序号", 12), ("姓名", 28), ("签字", 45))
_TALL = {3: 42.0, 4: 36.0, 5: 22.0}  # least heights in mm


def minutes(context: Context, record: Meeting | Batch) -> Paper:
    """The minutes of one meeting; of a batch: the blank sheet for the meeting to come, with everybody expected."""
    batch = record if isinstance(record, Batch) else record.batch
    told = None if isinstance(record, Batch) else record
    words, done = agenda(batch.profile), set(told.agenda) if told else set[str]()
    people = told.present if told else queries.expected(context.db, batch.id)
    values: dict[str, str | Flowable] = {
        "kind": ticks(MEETING.options, told.kind if told else None), "batch": batch.name or batch.code,
        "time": f"{told.held_at:%Y-%m-%d %H:%M}" if told else "", "place": told.place if told else "",
        "chair": f"{told.chair} / {told.recorder or ''}" if told else "",
        "agenda": Memo("\n".join(f"{TICKED if code in done else EMPTY}{at}. {each}" for at, (code, each) in enumerate(words.items(), 1))),
        "said": Memo((told.said or "") if told else ""), "wishes": Memo((told.wishes or "") if told else ""),
    }  # fmt: skip
    cells = [[str(at), name, ""] for at, name in enumerate(people, 1)]
    half = -(-len(cells) // 2)
    rows = [left + right for left, right in zip(cells[:half], cells[half:] + [["", "", ""]] * half, strict=False)]
    table = listing([head for head, _w in _HEADS], [w for _head, w in _HEADS], rows or [[""] * 6] * 6, size=10, centred=(0, 3))
    story = [heading("会议记录"), gap(4), grid(_GRID, _WIDTHS, values, height=420, tall=_TALL), gap(5), Words("参会人员签到", 11), gap(2), table]
    return Paper(f"会议记录 {batch.code}", story)
