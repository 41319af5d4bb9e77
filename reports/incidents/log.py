"""W-INCIDENT on paper: the log of incidents, drills marked, one line each."""

from collections.abc import Iterable

from models.core.centre import Context
from models.core.registers import REGISTERS
from models.incidents.tables import Incident
from reports.kit.grid import listing
from reports.kit.page import A4_LANDSCAPE, Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _

_COLUMNS = (("事件编号", "number", 25), ("发现时间", "discovered_at", 30), ("考点/考场", "place", 38), ("类别", "kinds", 38),
            ("级别", "rank", 12),
            ("情况简述", "summary", 52), ("初次报告", "first_report", 20), ("状态", "state", 20),
            ("归档号", "file_number", 22))  # fmt: skip


def log(context: Context, records: Iterable[Incident]) -> Paper:
    fields = [REGISTERS["incidents.log"].field(name) for _label, name, _width in _COLUMNS]
    shown = list(records)
    rows = [[str(number), *(field.shown(context, record) for field in fields)] for number, record in enumerate(shown, 1)]
    drills = sum(record.is_drill for record in shown)
    told = _("{centre}  事件 {n} 起，演练 {drills} 次  {day}").format(
        centre=context.centre.name, n=len(shown) - drills, drills=drills, day=context.today.isoformat())  # fmt: skip
    table = listing(("序号", *(label for label, _name, _width in _COLUMNS)), (10, *(width for _label, _name, width in _COLUMNS)), rows,
                    size=8.5)
    sign = Words("填表人：                    审核人：                    负责人：                    （盖章）", 10)
    return Paper("突发事件登记簿", [heading("突发事件登记簿"), gap(2), Words(told, 9, align="center"), gap(3), table, gap(6), sign],
                 A4_LANDSCAPE)
