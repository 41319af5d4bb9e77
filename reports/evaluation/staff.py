"""The yearly assessment of a member of staff, and the list of a year. Layouts are proposed (湖南 主任岗位职责 8、9 names the act alone)."""

from collections.abc import Sequence

from reportlab.lib.units import mm

from models.core.centre import Context
from models.core.queries import user_names
from models.evaluation.staff import OPINION
from models.evaluation.tables_staff import StaffReview
from models.evaluation.terms import GIVEN
from reports.kit.grid import grid, listing
from reports.kit.page import A4_LANDSCAPE, Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _

_SHEET = """
| 姓名 | «name» | 年度 | «year» |
| 岗位 | «posts» | 职务／职称 | «title» |
| 个人小结 | «summary» | → | → |
| 业绩评价 | «performance» | → | → |
| 考核等次 | «grade» | 部门负责人<br>聘任意见 | «opinion» |
| 主任<br>（签字） | «head» | 考核日期 | «day» |
| 本人意见<br>（签字） | «blank» | → | → |
"""
_LIST = (("序号", 12.0), ("姓名", 26.0), ("岗位", 50.0), ("年度", 18.0), ("等次", 22.0), ("聘任意见", 26.0), ("业绩评价", 78.0), ("考核日期", 26.0))


def sheet(context: Context, one: StaffReview) -> Paper:
    """F-STAFF-ANNUAL 工作人员年度考核表."""
    values = {
        "name": one.person.name, "year": str(one.year), "posts": one.posts, "title": one.person.post_title or "", "summary": one.summary,
        "performance": one.performance, "grade": GIVEN.show(one.grade), "opinion": OPINION.show(one.opinion) if one.leads else "—",
        "head": user_names(context).get(one.assessed_by, one.assessed_by), "day": one.assessed_on.isoformat(), "blank": "",
    }  # fmt: skip
    body = grid(_SHEET, (30, 62, 34, 44), values, height=215 * mm, tall={2: 60, 3: 60, 5: 16, 6: 30})
    return Paper(f"工作人员年度考核表 {one.person.name} {one.year}", [heading("工作人员年度考核表"), gap(4), body])


def listed(context: Context, reviews: Sequence[StaffReview]) -> Paper:
    """W-STAFF-ANNUAL 工作人员年度考核一览表 of the list as it stands."""
    rows = [
        [str(n), one.person.name, one.posts, str(one.year), GIVEN.show(one.grade), OPINION.show(one.opinion) if one.leads else "",
         one.performance, one.assessed_on.isoformat()]
        for n, one in enumerate(reviews, 1)
    ]  # fmt: skip
    about = Words(_("{centre}    共 {n} 人    {day}").format(centre=context.centre.name, n=len(rows), day=context.today), 9, align="center")
    table = listing([head for head, _width in _LIST], [width for _head, width in _LIST], rows, size=9, centred=(0, 3, 4, 5, 7))
    return Paper("工作人员年度考核一览表", [heading("工作人员年度考核一览表"), gap(2), about, gap(3), table], A4_LANDSCAPE)
