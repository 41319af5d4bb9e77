"""What hangs on walls and stands on the board: seat map, timetable, words for the blackboard, signs (forms.md 2.D)."""

from functools import partial

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm

from models.assessment.exams.rules import room_limit
from models.assessment.exams.terms import SUBJECT, THEORY, signs
from reports.assessment.exams.cards import Made
from reports.assessment.exams.facts import Exam, Hall, span
from reports.assessment.exams.lists import pages
from reports.assessment.exams.pen import Column, Pen
from reports.kit.fonts import HEI

_WIDE, _HIGH = landscape(A4)
_LEFT = 20 * mm
_TIMES = (
    Column("日期", 26), Column("时间", 28), Column("科目", 22), Column("职业（工种）", 56), Column("等级", 34), Column("考场", 40), Column("人数", 16),
    Column("备注", 35),
)  # fmt: skip


def seat_maps(exam: Exam) -> Made:
    """座位分布图 of each room: numbers run down the columns from the lectern, as the lot counts them; empty seats are grey."""
    return [(landscape(A4), partial(_seat_map, exam, hall)) for hall in exam.halls]


def _seat_map(exam: Exam, hall: Hall, pen: Pen) -> None:
    room, sitting = hall.room, {seat.number: seat for seat in hall.seats}
    across = max(room.columns, 1)
    down = -(-room_limit(room.kind, room.capacity, exam.rules["ASM-ROM-001"]) // across)
    down = max(down, -(-max(number or 0 for number in sitting) // across))
    pen.line(_WIDE / 2, _HIGH - 17 * mm, f"{room.code} 考场座位分布图", 18, role=HEI, align="center")
    told = f"{exam.title}    {hall.session.site}    {SUBJECT.show(hall.session.subject)}    {span(hall.session)}"
    pen.line(_WIDE / 2, _HIGH - 25 * mm, told, 10.5, align="center", room=_WIDE - 2 * _LEFT)
    pen.box(_WIDE / 2 - 30 * mm, _HIGH - 39 * mm, 60 * mm, 9 * mm)
    pen.cell(_WIDE / 2 - 30 * mm, _HIGH - 39 * mm, 60 * mm, 9 * mm, "讲  台", 12, role=HEI)
    wide, high = (_WIDE - 2 * _LEFT) / across, min(24 * mm, 128 * mm / down)
    for number in range(1, across * down + 1):
        column, row = divmod(number - 1, down)
        x, y = _LEFT + column * wide + 1 * mm, _HIGH - 44 * mm - (row + 1) * high
        _place(pen, x, y, wide - 2 * mm, high - 1.5 * mm, number, sitting.get(number))
    pen.line(_WIDE / 2, 17 * mm, "后  门", 11, align="center")
    if hall.session.subject == THEORY and exam.spacing:
        pen.line(_LEFT, 11 * mm, f"考生同向就座，前后左右间距{exam.spacing}。", 9)


def _place(pen: Pen, x: float, y: float, wide: float, high: float, number: int, seat: object) -> None:
    if seat is None:
        pen.canvas.setFillGray(0.9)
        pen.canvas.rect(x, y, wide, high, stroke=0, fill=1)
        pen.canvas.setFillGray(0)
    pen.box(x, y, wide, high)
    who = getattr(seat, "enrolment", None)
    size = min(11.0, high / (1.5 * 2))
    label = f"{number:02d}" + (f"\n{who.name}  {(who.ticket or '')[-4:]}" if who else "")
    pen.cell(x, y, wide, high, label, size)


def timetable(exam: Exam) -> Made:
    """考试时间表, to be posted: each session with the occupations, levels and rooms in it; no names."""
    rows = []
    by_time = sorted(exam.halls, key=lambda hall: (hall.session.starts_at, hall.room.code))
    for hall in by_time:
        one = hall.session
        rows.append([f"{one.starts_at:%Y-%m-%d}", f"{one.starts_at:%H:%M}–{one.ends_at:%H:%M}", SUBJECT.show(one.subject), hall.papers, hall.levels,
                     " ".join(filter(None, (hall.room.code, hall.room.name))), str(len(hall.seats)), ""])  # fmt: skip
    return pages(exam, f"{exam.name}考试时间表", _TIMES, rows)


def boards(exam: Exam) -> Made:
    """考场板书模板 of each room: what the invigilator writes on the board."""
    return [(landscape(A4), partial(_board, hall)) for hall in exam.halls]


def _board(hall: Hall, pen: Pen) -> None:
    one = hall.session
    lines = (
        ("考试科目", SUBJECT.show(one.subject)), ("职业（工种）", hall.papers), ("等级", hall.levels), ("考试时间", span(one)),
        ("考场号", hall.room.code), ("人数", f"应到 {len(hall.seats)} 人    实到 ______ 人    缺考 ______ 人"), ("试卷更正", "________________________"),
    )  # fmt: skip
    top = _HIGH - 24 * mm
    for label, words in lines:
        top -= 22 * mm
        pen.line(28 * mm, top, f"{label}：", 28, role=HEI)
        pen.line(102 * mm, top, words, 28, room=_WIDE - 122 * mm)


def wall_signs(exam: Exam) -> Made:
    """标识、指示牌、横幅: one sign a page in the words of the region (`[sign]` of exams_lists.toml), then an arrow each way."""
    words = [text.replace("×××", exam.halls[0].session.site if exam.halls else "×××") for text in signs(exam.batch.profile)]
    found: Made = [(landscape(A4), partial(_sign, text, exam.centre)) for text in words]
    return found + [(landscape(A4), partial(_sign, f"考  场  {arrow}", exam.centre)) for arrow in ("←", "→")]


def _sign(words: str, under: str, pen: Pen) -> None:
    pen.line(_WIDE / 2, _HIGH / 2 - 12 * mm, words, 96, role=HEI, align="center", room=_WIDE - 2 * _LEFT)
    pen.line(_WIDE / 2, 16 * mm, under, 14, align="center", room=_WIDE - 2 * _LEFT)
