"""F-ORG-PEOPLE 备案人员条件核对表: each people condition of the filing assessment with value and clause. The layout is proposed.

Source: 评估评分表, 人员管理及建设 and 组织机构; PPL-ORG-013.
"""

from models.core.centre import Context
from models.people.filing import queries
from reports.kit.grid import listing
from reports.kit.marks import tick
from reports.kit.page import A4_LANDSCAPE, Paper
from reports.kit.text import Words, gap, heading
from reports.people import facts

_COLUMNS = (("序号", 12), ("条件", 66), ("依据", 50), ("要求", 32), ("实际", 80), ("符合", 17))


def check(context: Context) -> Paper:
    found = queries.conditions(context)
    rows = [[str(number), "：".join(filter(None, [one.subject, one.label])), one.clause, one.expected, one.found, tick(one.met)]
            for number, one in enumerate(found, 1)]  # fmt: skip
    told = f"{context.centre.name}（{context.centre.filing_no}）    {facts.day(context.today)}    符合 {sum(one.met for one in found)} 项，共 {len(found)} 项"
    table = listing([head for head, _w in _COLUMNS], [width for _h, width in _COLUMNS], rows, size=9, centred=(0,))
    signed = Words("核对人（签字）：                        负责人（签字）：                        （盖章）        年    月    日", 10)
    return Paper("备案人员条件核对表", [heading("备案人员条件核对表"), gap(2), Words(told, 9, align="center"), gap(3), table, gap(6), signed], A4_LANDSCAPE)
