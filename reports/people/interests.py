"""F-INTEREST 利益关系申报表: a person's declared interests with lines left to write on; and the register as a list.

Layout and wording are proposed. Source: 考评员回避制度; 考评人员管理办法 第八条(七); 考评人员工作守则 五.
"""

from collections.abc import Iterable

from sqlalchemy import select

from models.core.centre import Context
from models.people.interests import INTEREST, SOURCE
from models.people.tables_interests import Interest
from reports.kit.grid import listing
from reports.kit.page import A4_LANDSCAPE, Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _, said

_COLUMNS = (("序号", 12), ("关系", 24), ("对方姓名/班级/案卷", 58), ("起", 24), ("止", 24), ("说明", 28))
_BLANK = 6  # empty lines to write on
_LIST = (("序号", 12), ("申报日期", 24), ("姓名", 24), ("关系", 26), ("对方", 70), ("起", 24), ("止", 24), ("来源", 26), ("撤销日期", 27))


def declaration(context: Context, record: Interest) -> Paper:
    """All interests of the person that stand, as he signs them."""
    statement = select(Interest).where(Interest.person_id == record.person_id, Interest.ended_on.is_(None)).order_by(Interest.id)
    rows = [[str(number), INTEREST.show(one.kind), other(one), _day(one.from_on), _day(one.to_on), one.note or ""]
            for number, one in enumerate(context.db.scalars(statement), 1)]  # fmt: skip
    rows += [[""] * len(_COLUMNS) for _line in range(_BLANK)]
    told = _("申报人：{name}    {centre}").format(name=record.person.name, centre=context.centre.name)
    kinds = _("关系填写：{kinds}。已终止的关系填写“止”日期。").format(kinds="、".join(map(said, INTEREST.options.values())))
    promise = Words(_("本人承诺以上申报属实、完整；有变化时及时补报，执行考评任务时主动提出回避。"), 11)
    table = listing([head for head, _w in _COLUMNS], [w for _head, w in _COLUMNS], rows, size=10, centred=(0, 3, 4))
    signed = Words(_("申报人（签字）：                        日期：      年    月    日"), 11)
    story = [heading("利益关系申报表"), gap(3), Words(told, 11), gap(3), table, gap(3), Words(kinds, 9), gap(4), promise, gap(10), signed]
    return Paper(f"利益关系申报表 {record.person.name}", story)


def register(context: Context, records: Iterable[Interest]) -> Paper:
    rows = [[str(number), _day(one.declared_on), one.person.name, INTEREST.show(one.kind), other(one), _day(one.from_on), _day(one.to_on),
             SOURCE.show(one.source), _day(one.ended_on)] for number, one in enumerate(records, 1)]  # fmt: skip
    table = listing([head for head, _w in _LIST], [w for _head, w in _LIST], rows, size=9, centred=(0, 1, 5, 6, 8))
    told = _("{centre}    共 {n} 条    {day}").format(centre=context.centre.name, n=len(rows), day=context.today)
    return Paper("利益关系登记表", [heading("利益关系登记表"), gap(2), Words(told, 9, align="center"), gap(3), table], A4_LANDSCAPE)


def other(one: Interest) -> str:
    return "、".join(filter(None, [one.other_name, one.class_name, one.matter]))


def _day(value: object) -> str:
    return str(value) if value else ""
