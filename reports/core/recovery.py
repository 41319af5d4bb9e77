"""The recovery sheet: the code that opens a centre when every password is lost, on paper only."""

from datetime import date

from reportlab.lib.colors import black, white
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table, TableStyle

from reports.kit import fonts
from reports.kit.grid import cells_style, grid
from reports.kit.page import Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _

_GROUPS_A_LINE = 4
_HEAD = """
| 机构名称 | «name» |
| 备案号 | «filing_no» |
| 生成日期 | «made_on» |
"""
_SIGNED = """
| 交付人（签字） | | 日 期 | |
| 保管人（签字） | | 日 期 | |
"""


def recovery_sheet(centre_name: str, filing_no: str, code: str, made_on: date) -> bytes:
    """A4 page with the code in groups as `code` has them (separated by hyphens). The program keeps no copy of it."""
    paper = Paper(_("恢复码"), [])
    head = grid(
        _HEAD, (35, 135), {"name": centre_name, "filing_no": filing_no, "made_on": made_on.isoformat()}, height=24 * mm
    )
    signed = grid(_SIGNED, (40, 60, 20, 50), {}, height=40 * mm, tall={0: 16, 1: 16})
    steps = (
        _("1. 忘记密码、账号管理员也无法登录时，在登录页选“用恢复码打开”，输入此码。"),
        _("2. 用恢复码打开后只能重设账号密码，不能查看业务数据；每次使用都会记入操作日志。"),
        _("3. 恢复码丢失又忘记全部密码时，数据无法找回：程序不保存恢复码，软件提供者也没有。"),
        _("4. 请把本页装入信封密封，由两人签字后存入保险柜；不要拍照，不要存入电脑。"),
    )
    paper.story = [
        heading(_("恢 复 码"), 18), gap(6), head, gap(10), _code(code, paper.width), gap(10),
        *(part for step in steps for part in (Words(step, 11.5), gap(2.5))), gap(8), signed,
    ]  # fmt: skip
    return paper.pdf()


def _code(code: str, width: float) -> Flowable:
    groups: list[str] = code.split("-")
    while len(groups) % _GROUPS_A_LINE and len(groups) > _GROUPS_A_LINE:
        groups.append("")
    lines = [groups[first : first + _GROUPS_A_LINE] for first in range(0, len(groups), _GROUPS_A_LINE)]
    cells = [[Words(group, 26, fonts.HEI, "center") for group in line] for line in lines]
    table = Table(cells, [width / len(lines[0])] * len(lines[0]), [18 * mm] * len(lines))
    outline = [("GRID", (0, 0), (-1, -1), 0, white), ("BOX", (0, 0), (-1, -1), 1.2, black)]
    table.setStyle(TableStyle([*cells_style(), *outline]))
    return table
