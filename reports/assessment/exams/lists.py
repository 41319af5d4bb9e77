"""Lists of the exam: rooms as they are posted, staff with their sign-in, hand-over slip of a bag, ledger of papers."""

from collections.abc import Iterable
from functools import partial

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm

from models.assessment.exams import papers
from models.assessment.exams.tables_day import PaperBag
from models.assessment.exams.terms import DUTY, MOVE, SEAL, SUBJECT
from models.core.centre import Context
from reports.archives.facts import list_paper
from reports.assessment.exams.cards import Made
from reports.assessment.exams.facts import Exam, job_of, level_of, moment, span
from reports.assessment.exams.pen import Column, Pen, head_of_table, rows_of_table
from reports.kit.fonts import HEI
from reports.kit.page import Paper

_LIST = landscape(A4)
_ROWS = 15
_ROOMS = (
    Column("考场编号", 22, size=11), Column("位置（楼/层/室）", 45), Column("科目", 20), Column("考试职业（工种）", 42), Column("等级", 28),
    Column("考试时间", 44), Column("人数", 14), Column("准考证号起止", 42, size=8),
)  # fmt: skip
_STAFF = (
    Column("序号", 14), Column("姓名", 26, size=10.5), Column("单位", 52), Column("岗位", 36), Column("场次", 34, size=8), Column("考场", 18),
    Column("签到时间", 24), Column("签字", 28), Column("备注", 25),
)  # fmt: skip
_STAFF_PLAN = (
    Column("序号", 11), Column("岗位", 30), Column("姓名", 20, size=10.5), Column("单位", 42), Column("职务/职称", 22), Column("证卡编号", 28),
    Column("考场/分组", 18), Column("时间", 33, size=8), Column("联系电话", 25, size=8), Column("回避核查", 15), Column("备注", 13),
)  # fmt: skip


def distribution(exam: Exam) -> Made:
    """考场分布: the rooms of every session, to be posted; no names, no ID numbers."""
    rows = []
    for hall in exam.halls:
        first, last = hall.tickets
        where = " ".join(filter(None, [hall.session.site, hall.room.place or hall.room.name]))
        ends = f"{first}\n{last}" if first else ""
        rows.append([hall.room.code, where, SUBJECT.show(hall.session.subject), hall.papers, hall.levels, span(hall.session), str(len(hall.seats)), ends])
    return pages(exam, "考场分布表", _ROOMS, rows)


def staff_plan(exam: Exam) -> Made:
    """考务人员安排表: who does what, where and when. Title, card and the recusal check are written in by hand."""
    sessions = {hall.session.id: hall.session for hall in exam.halls}
    people = [(sessions.get(session), one) for session, found in exam.staff.items() for one in found]
    rows = [
        [str(number), DUTY.show(one.duty), one.name, one.employer or "", "", "", one.room.code if one.room else "全场",
         f"{at.starts_at:%m-%d %H:%M}–{at.ends_at:%H:%M}" if at else "", one.phone or "", "", ""]
        for number, (at, one) in enumerate(people, 1)
    ]  # fmt: skip
    return pages(exam, "考务人员安排表", _STAFF_PLAN, rows) if rows else []


def staff(exam: Exam) -> Made:
    """现场工作人员签到表, ordered as people were named."""
    codes = {hall.session.id: hall.session.code for hall in exam.halls}
    people = [(session, one) for session, found in exam.staff.items() for one in found]
    rows = [
        [str(number), one.name, one.employer or "", DUTY.show(one.duty), codes.get(session, ""), one.room.code if one.room else "", "", "", ""]
        for number, (session, one) in enumerate(people, 1)
    ]
    return pages(exam, "现场工作人员签到表", _STAFF, rows) if rows else []


def pages(exam: Exam, title: str, columns: tuple[Column, ...], rows: list[list[str]]) -> Made:
    parts = [rows[at : at + _ROWS] for at in range(0, len(rows), _ROWS)]
    return [(_LIST, partial(_list, exam, title, columns, part, f"{number}/{len(parts)}")) for number, part in enumerate(parts, 1)]


def _list(exam: Exam, title: str, columns: tuple[Column, ...], rows: list[list[str]], page: str, pen: Pen) -> None:
    wide, high = _LIST
    left, top = 20 * mm, high - 18 * mm
    pen.line(wide / 2, top - 4 * mm, title, 18, role=HEI, align="center")
    pen.line(left, top - 12 * mm, f"{exam.centre}    {exam.title}", 10.5, room=200 * mm)
    pen.line(wide - left, top - 12 * mm, page, 9, align="right")
    heights = [9 * mm, *[9.5 * mm] * len(rows)]
    pen.grid(left, top - 15 * mm, [column.width * mm for column in columns], heights)
    head_of_table(pen, left, top - 15 * mm, columns, heights[0])
    rows_of_table(pen, left, top - 15 * mm - heights[0], columns, 9.5 * mm, rows)


def hand_over(context: Context, bag: PaperBag) -> Paper:
    """试卷交接单: the chain of one bag, with room for the signatures of the next hand-overs."""
    one = bag.session
    what = f"{job_of(one.batch)} {level_of(bag.level or one.batch.level)} {SUBJECT.show(one.subject)}"
    rows = [
        [str(number), MOVE.show(move.step), moment(move.at), bag.number, what, str(move.copies), str(bag.spare), SEAL.show(move.seal), move.giver,
         move.receiver, move.note or ""]
        for number, move in enumerate(bag.moves, 1)
    ]  # fmt: skip
    rows += [[str(number), "", "", bag.number, what, "", str(bag.spare), "□完好 □异常", "", "", ""] for number in range(len(rows) + 1, len(rows) + 5)]
    heads = ("序号", "环节", "日期时间", "试卷袋编号", "职业（工种）/等级/科目", "份数", "备用份数", "密封完好", "交出人签字",
             "接收人签字", "备注")  # fmt: skip
    widths = (10, 20, 30, 28, 42, 13, 13, 28, 25, 25, 23)
    return list_paper(context, "试卷交接单", list(zip(heads, widths, strict=True)), rows, under=f"{context.centre.name}    {one.batch.name or one.batch.code}")


def ledger(context: Context, records: Iterable[PaperBag]) -> Paper:
    """试卷发放、回收工作台账: each bag with what went out, came back, is missing."""
    rows = []
    for number, bag in enumerate(records, 1):
        out = next((move for move in bag.moves if move.step == "to_inv"), None)
        back = next((str(move.copies) for move in reversed(bag.moves) if move.step == "return"), "")
        rows.append([str(number), bag.session.batch.name or bag.session.batch.code, bag.number, SUBJECT.show(bag.session.subject), str(bag.copies + bag.spare),
                     bag.printed_under or "", str(bag.sealed_on or ""), str(out.copies) if out else "", out.receiver if out else "", back,
                     str(papers.missing(bag) or ""), MOVE.show(bag.moves[-1].step) if bag.moves else ""])  # fmt: skip
    heads = ("序号", "批次", "试卷代码", "科目", "印制份数", "监印人", "封装日期", "发放份数", "领取人", "收回", "缺失", "现环节")
    widths = (10, 52, 32, 16, 16, 22, 24, 16, 22, 14, 13, 20)
    return list_paper(context, "试卷发放、回收工作台账", list(zip(heads, widths, strict=True)), rows)
