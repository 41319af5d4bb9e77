"""Papers around the bag and the room before the exam: seal check, cover with strips, acceptance of a room, preparation notice."""

from collections.abc import Sequence
from functools import partial

from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.lib.units import mm

from models.assessment.exams.tables_day import PaperBag
from models.assessment.exams.terms import SUBJECT, THEORY, preparation
from reports.assessment.exams.cards import LEFT, Made
from reports.assessment.exams.facts import Exam, Hall, span
from reports.assessment.exams.pen import Pen
from reports.assessment.exams.sheets import form_rows
from reports.kit.fonts import HEI

_TOP = A4[1] - 16 * mm
_PLACES = ("考核设备", "工具", "材料", "场地", "工位设置", "考生自备")
_BLANK_LINES = 2  # of each kind in a preparation notice


def _bags(exam: Exam, hall: Hall) -> Sequence[PaperBag]:
    """The bags of a room, or those of the whole session."""
    mine = exam.bags.get(hall.session.id, ())
    return [bag for bag in mine if bag.room_id == hall.room.id] or [bag for bag in mine if bag.room_id is None]


def _what(hall: Hall) -> str:
    return f"{SUBJECT.show(hall.session.subject)} / {hall.papers} / {hall.levels}"


# -- seal check -----------------------------------------------------------------------------------------------------


def seal_checks(exam: Exam) -> Made:
    """试卷密封检查确认表, half a page a room: two candidates see the seal before it is opened."""
    return [(landscape(A5), partial(_seal_check, exam, hall)) for hall in exam.halls]


def _seal_check(exam: Exam, hall: Hall, pen: Pen) -> None:
    wide, high = landscape(A5)
    bags = _bags(exam, hall)
    pen.line(wide / 2, high - 16 * mm, "试卷密封检查确认表", 16, role=HEI, align="center")
    pen.line(LEFT, high - 23 * mm, exam.title, 10, room=170 * mm)
    sign = "姓名 __________ 准考证号 ______________\n签字 __________"
    pairs = (
        ("考场", f"{hall.session.site} {hall.room.code}", "科目/职业/等级", _what(hall)),
        ("试卷袋编号", "、".join(bag.number for bag in bags), "标称份数", str(sum(bag.copies + bag.spare for bag in bags) or "")),
        ("启封时间", "", "密封情况", "□完好  □异常 ________"),
        ("考生 1", sign, "考生 2", sign), ("清点份数", "", "监考人员", ""),
    )  # fmt: skip
    cells = [[(26, a, "center"), (59, b, "left"), (26, c, "center"), (59, d, "left")] for a, b, c, d in pairs]
    form_rows(pen, high - 26 * mm, [15 * mm, 15 * mm, 13 * mm, 24 * mm, 20 * mm], cells)


# -- cover of a bag -------------------------------------------------------------------------------------------------


def covers(exam: Exam) -> Made:
    """试卷袋封面 of each room, with two strips for the seal below."""
    return [(A4, partial(_cover, exam, hall)) for hall in exam.halls]


def _cover(exam: Exam, hall: Hall, pen: Pen) -> None:
    one, expected = hall.session, len(hall.seats)
    pen.line(A4[0] / 2, _TOP - 8 * mm, "试卷袋（答题卡密封袋）", 20, role=HEI, align="center")
    pairs = (
        ("省市名称", ""), ("鉴定站/评价机构", exam.centre), ("批次 / 项目", f"{exam.title}\n{hall.papers} {hall.levels}"),
        ("考场 / 科目 / 时间", f"{one.site} {hall.room.code} / {SUBJECT.show(one.subject)} / {span(one)}"),
        ("试卷袋编号", "、".join(bag.number for bag in _bags(exam, hall))), ("应到 / 实到 / 缺考", f"{expected} / ______ / ______"),
        ("试卷份数", "已答 ______  缺考 ______  空白备用 ______"), ("答题卡份数", ""), ("密封时间", "____ 年 __ 月 __ 日 __:__"),
        ("监考人员签字", ""),
    )  # fmt: skip
    form_rows(pen, _TOP - 16 * mm, [13 * mm] * (len(pairs) - 1) + [20 * mm], [[(40, a, "center"), (130, b, "left")] for a, b in pairs])
    for at in (64 * mm, 26 * mm):
        pen.box(5 * mm, at, 200 * mm, 30 * mm)
        pen.line(A4[0] / 2, at + 18 * mm, "封      条", 20, role=HEI, align="center")
        told = f"{exam.title}  {hall.room.code} 考场  {SUBJECT.show(one.subject)}    密封时间 ____________    签字 ____________"
        pen.line(A4[0] / 2, at + 6 * mm, told, 10, align="center", room=190 * mm)


# -- the room before the exam ---------------------------------------------------------------------------------------


def acceptances(exam: Exam) -> Made:
    """考场准备（验收）记录 of each room: what the region wants ready, with room for the finding."""
    return [(A4, partial(_acceptance, exam, hall)) for hall in exam.halls]


def _acceptance(exam: Exam, hall: Hall, pen: Pen) -> None:
    room = hall.room
    pen.line(A4[0] / 2, _TOP - 6 * mm, "考场准备（验收）记录", 18, role=HEI, align="center")
    pen.line(LEFT, _TOP - 14 * mm, f"{exam.title}    {hall.session.site} {room.code}    {_what(hall)}", 10, room=170 * mm)
    items = [(step.words, step.rule) for step in preparation(exam.batch.profile, hall.session.subject)]
    measured = f"实测 {room.spacing_cm} 厘米" if room.spacing_cm is not None else "实测 ______ 厘米"
    if exam.spacing and hall.session.subject == THEORY:
        items.insert(0, (f"座位间距{exam.spacing}，{measured}", "ASM-VEN-006"))
    items.append(("监控设备可用" if room.has_camera else "监控设备", "ASM-VEN-013"))
    cells = [[(12, "序号", "center"), (66, "检查项目", "center"), (38, "依据", "center"), (28, "合格/不合格", "center"), (26, "整改情况", "center")]]
    cells += [[(12, str(number), "center"), (66, words, "left"), (38, exam.rules[rule].clause, "center"), (28, "", "left"), (26, "", "left")]
              for number, (words, rule) in enumerate(items, 1)]  # fmt: skip
    high = min(12.0, 205 / len(cells)) * mm
    form_rows(pen, _TOP - 18 * mm, [high] * len(cells), cells)
    pen.line(LEFT, 22 * mm, "考评组长签字：__________    主考/考场负责人签字：__________    封场时间：____ 月 __ 日 __:__", 10.5, room=170 * mm)


def notices(exam: Exam) -> Made:
    """考核准备通知单 of each session: rooms of a theory session, a list to fill in for a practical one."""
    by_session: dict[int, list[Hall]] = {}
    for hall in exam.halls:
        by_session.setdefault(hall.session.id, []).append(hall)
    return [(A4, partial(_theory_notice if halls[0].session.subject == THEORY else _skill_notice, exam, halls)) for halls in by_session.values()]


def _theory_notice(exam: Exam, halls: Sequence[Hall], pen: Pen) -> None:
    one = halls[0].session
    layout = "\n".join(f"{hall.room.code} 考场 {len(hall.seats)} 人" for hall in halls)
    if exam.spacing:
        layout += f"\n座位间距{exam.spacing}"
    pen.line(A4[0] / 2, _TOP - 6 * mm, "考核准备通知单", 18, role=HEI, align="center")
    pairs = (("批次名称/职业/等级", f"{exam.title}\n{halls[0].papers} {halls[0].levels}"), ("考试时间", f"{one.site}  {span(one)}"), ("考场布置", layout),
             ("机考网络环境\n和保障要求", ""), ("接收人", "签字 ______________    日期 ____ 年 __ 月 __ 日"))  # fmt: skip
    heights = [16 * mm, 12 * mm, (8 * len(halls) + 12) * mm, 70 * mm, 14 * mm]
    form_rows(pen, _TOP - 14 * mm, heights, [[(36, a, "center"), (134, b, "left")] for a, b in pairs])


def _skill_notice(exam: Exam, halls: Sequence[Hall], pen: Pen) -> None:
    one, stations = halls[0].session, sum(hall.room.capacity for hall in halls)
    pen.line(A4[0] / 2, _TOP - 6 * mm, "技能考核准备通知单", 18, role=HEI, align="center")
    told = f"{exam.title}    {halls[0].papers} {halls[0].levels}    {one.site}  {span(one)}    工位数 {stations}"
    pen.line(LEFT, _TOP - 14 * mm, told, 10, room=170 * mm)
    widths = (10, 22, 34, 30, 14, 18, 26, 16)
    heads = ("序号", "类别", "名称", "规格/型号", "数量", "每工位/总计", "要求", "落实情况")
    lines = [kind for kind in _PLACES for _line in range(_BLANK_LINES)]
    cells = [[(wide, head, "center") for wide, head in zip(widths, heads, strict=True)]]
    cells += [[(wide, words, "center") for wide, words in zip(widths, (str(n), kind, "", "", "", "", "", "□"), strict=True)]
              for n, kind in enumerate(lines, 1)]  # fmt: skip
    form_rows(pen, _TOP - 18 * mm, [14 * mm] * len(cells), cells)
    pen.line(LEFT, 24 * mm, "考场（点）负责人签字：__________    考评组长签字：__________    日期：____ 年 __ 月 __ 日", 10.5, room=170 * mm)
