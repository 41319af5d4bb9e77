"""F-SECRET-LEAK 失泄密报告单 (保密管理要求 11, 12): title named by the source, layout proposed."""

from reportlab.platypus import Flowable

from models.core.centre import Context
from models.incidents import terms
from models.incidents.tables import LeakReport
from reports.incidents.reports import when
from reports.kit.grid import Memo, grid
from reports.kit.marks import ticks
from reports.kit.page import Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _

_LAYOUT = """
| 泄密部门 | «department» | 报告时间 | «submitted» |
| 发现时间 | «discovered» | 发现人 | «discovered_by» |
| 失泄密资料名称/编号 | «material» | 密级/数量 | «secrecy» |
| 经过 | «course» | → | → |
| 可能的扩散范围 | «spread» | → | → |
| 已采取的措施 | «measures» | → | → |
| 责任人及书面检查 | «persons» | → | → |
| 部门负责人 | «head» | 评价机构负责人意见 | «opinion» |
""".strip()
_SIGN = "年    月    日"


def leak(context: Context, record: LeakReport) -> Paper:
    linked = _("　关联事件：{number}").format(number=record.incident.number) if record.incident else ""
    told = [(_("口头报告负责人"), record.oral_at), (_("报领导小组"), record.group_at)]
    values: dict[str, str | Flowable] = {
        "department": record.department, "submitted": when(record.submitted_at), "discovered": when(record.discovered_at),
        "discovered_by": record.discovered_by, "material": " ".join(filter(None, [record.material, record.occupation, record.medium])),
        "secrecy": record.secrecy, "course": Memo("\n".join(filter(None, [ticks(terms.LEAKED.options, record.leaked), record.course]))),
        "spread": Memo(record.spread),
        "measures": Memo("\n".join([record.measures, *(f"{label}：{when(moment)}" for label, moment in told if moment)]).strip()),
        "persons": Memo(_persons(record)), "head": Memo("", _SIGN), "opinion": Memo(record.decision or "", _SIGN),
    }  # fmt: skip
    paper = Paper(f"失泄密报告单 {record.number}", [])
    table = grid(_LAYOUT, (34, 51, 34, 51), values, height=205 * 72 / 25.4, tall={3: 46, 4: 26, 5: 30, 6: 22, 7: 30})
    head = Words(_("编号：{number}{linked}    填报人：{by}").format(number=record.number, linked=linked, by=record.filled_by), 10)
    paper.story = [heading("失泄密报告单"), gap(2), Words(context.centre.name, 9, align="center"), gap(3), head, gap(2), table]
    return paper


def _persons(record: LeakReport) -> str:
    if record.persons is None:
        return ""
    check = ticks({"yes": _("已交书面检查（附件）")}, "yes" if record.self_criticism else None)
    measure = _("处理：{measure}").format(measure=terms.MEASURE.show(record.measure)) + (_("（加重）") if record.aggravated else "")
    return f"{record.persons}　{check}　{measure}"
