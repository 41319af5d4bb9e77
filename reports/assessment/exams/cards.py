"""Tickets, door signs, seat labels, workstation numbers: one candidate, room or seat each (forms.md 2.D)."""

from collections.abc import Sequence
from functools import partial

from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.lib.units import mm

from models.assessment.exams.tables import Seat
from models.assessment.exams.terms import SUBJECT
from reports.assessment.exams.facts import Exam, Hall, job_of, level_of, moment, public_number, sex_of, span
from reports.assessment.exams.pen import Page, Pen, Size
from reports.kit import marks
from reports.kit.fonts import HEI

Made = list[tuple[Size, Page]]
LEFT, TOP = 20 * mm, A4[1] - 20 * mm
_TICKET = [28 * mm, 52 * mm, 28 * mm, 32 * mm, 30 * mm]
_ROW = 9 * mm
LABEL = 90 * mm, 50 * mm
_ACROSS, _DOWN = 2, 5


# -- ticket ---------------------------------------------------------------------------------------------------------


def tickets(exam: Exam) -> Made:
    """One page a candidate, in the order of the first session's seats: who, when and where in each subject, what to know."""
    mine: dict[int, list[tuple[Hall, Seat]]] = {}
    for hall in exam.halls:
        for seat in hall.seats:
            mine.setdefault(seat.enrolment_id, []).append((hall, seat))
    return [(A4, partial(_ticket, exam, places)) for places in mine.values()]


def _ticket(exam: Exam, places: Sequence[tuple[Hall, Seat]], pen: Pen) -> None:
    seat = places[0][1]
    who, rows = seat.enrolment, len(places)
    name = f"ticket-{'-'.join(str(hall.session.id) for hall, _seat in places)}"
    pen.once(name, partial(_ticket_frame, exam, places), A4)
    top, x = TOP - 16 * mm, LEFT
    values = ((who.name, sex_of(seat)), (who.id_no, ""), (who.ticket or "", ""), (job_of(who), level_of(who.level)))
    for number, (first, second) in enumerate(values):
        y = top - (number + 1) * _ROW
        wide = _TICKET[1] if second or number == 0 else sum(_TICKET[1:4])
        pen.cell(x + _TICKET[0], y, wide, _ROW, first, 11, align="left")
        if second:
            pen.cell(x + sum(_TICKET[:3]), y, _TICKET[3], _ROW, second, 11, align="left")
    photo = exam.photos(who.photo) if who.photo and exam.photos else None
    frame_left = x + sum(_TICKET[:4]) + (_TICKET[4] - 25 * mm) / 2
    if photo:
        marks.draw_photo(pen.canvas, frame_left, top - 4 * _ROW + 0.5 * mm, 25 * mm, 35 * mm, photo)
    for number, (hall, own) in enumerate(places):
        y = top - (number + 6) * _ROW
        number_told = "现场抽签" if exam.drawn(hall.session) else str(own.number)
        pen.cell(x + _TICKET[0] + _TICKET[1] + _TICKET[2], y, _TICKET[3], _ROW, hall.room.code, 10.5)
        pen.cell(x + sum(_TICKET[:4]), y, _TICKET[4], _ROW, number_told, 10.5, role=HEI)
    if who.ticket:
        marks.draw_qr(pen.canvas, x + sum(_TICKET) - 22 * mm, top - (rows + 5) * _ROW - 24 * mm, 22 * mm, who.ticket)


def _ticket_frame(exam: Exam, places: Sequence[tuple[Hall, Seat]], pen: Pen) -> None:
    """What all tickets of the same sessions share: title, labels, times and places, instructions."""
    x, wide = LEFT, sum(_TICKET)
    pen.line(A4[0] / 2, TOP - 5 * mm, exam.centre, 12, role=HEI, align="center", room=wide)
    pen.line(A4[0] / 2, TOP - 12 * mm, f"{exam.name}准考证", 16, role=HEI, align="center")
    top = TOP - 16 * mm
    labels = (("姓名", "性别"), ("证件号码", ""), ("准考证号", ""), ("职业（工种）", "等级"))
    for number, (first, second) in enumerate(labels):
        y = top - (number + 1) * _ROW
        pen.box(x, y, _TICKET[0], _ROW)
        pen.cell(x, y, _TICKET[0], _ROW, first)
        if second:
            pen.grid(x + _TICKET[0], y + _ROW, _TICKET[1:4], [_ROW])
            pen.cell(x + sum(_TICKET[:2]), y, _TICKET[2], _ROW, second)
        else:
            pen.box(x + _TICKET[0], y, sum(_TICKET[1:4]), _ROW)
    pen.box(x + sum(_TICKET[:4]), top - 4 * _ROW, _TICKET[4], 4 * _ROW)
    pen.cell(x + sum(_TICKET[:4]), top - 4 * _ROW, _TICKET[4], 4 * _ROW, "照片\n（盖章处）", 9)
    pen.grid(x, top - 4 * _ROW, _TICKET, [_ROW] * (len(places) + 1))
    for column, words in enumerate(("科目", "考试时间", "考点", "考场", "座位号/工位号")):
        pen.cell(x + sum(_TICKET[:column]), top - 5 * _ROW, _TICKET[column], _ROW, words, role=HEI)
    for number, (hall, _seat) in enumerate(places):
        y = top - (number + 6) * _ROW
        for column, words in enumerate((SUBJECT.show(hall.session.subject), span(hall.session), hall.session.site)):
            pen.cell(x + sum(_TICKET[:column]), y, _TICKET[column], _ROW, words)
    below = top - (len(places) + 5) * _ROW - 7 * mm
    pen.line(x, below, "考试须知", 12, role=HEI)
    told = list(dict.fromkeys(line for hall, _seat in places for line in exam.instructions(hall.session)))
    told.append("手机等通讯工具和与考试无关的物品存放在指定位置；违反考场规则的按规定处理。")
    for number, line in enumerate(told, 1):
        below = pen.paragraph(x, below - 1.5 * mm, wide - 26 * mm, f"{number}. {line}", 10)


# -- door sign ------------------------------------------------------------------------------------------------------


def doors(exam: Exam) -> Made:
    """A door sign for each room of each session: number large, what is examined there, the tickets, never a whole ID number."""
    return [(landscape(A4), partial(_door, exam, hall)) for hall in exam.halls]


def _door(exam: Exam, hall: Hall, pen: Pen) -> None:
    wide, high = landscape(A4)
    first, last = hall.tickets
    room = wide - 40 * mm
    pen.line(wide / 2, high - 62 * mm, f"第 {hall.room.code} 考场", 72, role=HEI, align="center", room=room)
    named = " ".join(filter(None, [hall.session.site, hall.room.name, hall.room.place]))
    pen.line(wide / 2, high - 84 * mm, named, 26, role=HEI, align="center", room=room)
    what = (
        ("科目", SUBJECT.show(hall.session.subject)), ("职业（工种）", hall.papers), ("等级", hall.levels), ("考试时间", span(hall.session)),
        ("准考证号", f"{first} — {last}" if first else ""), ("人数", f"{len(hall.seats)} 人"),
    )  # fmt: skip
    top = high - 100 * mm
    for label, words in what:
        top -= 14 * mm
        pen.line(40 * mm, top, label, 20, role=HEI)
        pen.line(95 * mm, top, words, 20, room=wide - 115 * mm)


# -- seat labels ----------------------------------------------------------------------------------------------------


def labels(exam: Exam) -> Made:
    """Sheets of ten labels for the theory desks: the seat's number large, whose it is; the ID number masked."""
    places = [(hall, seat) for hall in exam.halls if hall.session.subject == "theory" for seat in hall.seats]
    count = _ACROSS * _DOWN
    return [(A4, partial(_label_sheet, places[at : at + count])) for at in range(0, len(places), count)]


def _label_sheet(places: Sequence[tuple[Hall, Seat]], pen: Pen) -> None:
    left, low = (A4[0] - _ACROSS * LABEL[0]) / 2, (A4[1] - _DOWN * LABEL[1]) / 2
    for place, (hall, seat) in enumerate(places):
        row, column = divmod(place, _ACROSS)
        _label(pen, hall, seat, left + column * LABEL[0], low + (_DOWN - 1 - row) * LABEL[1])


def _label(pen: Pen, hall: Hall, seat: Seat, x: float, y: float) -> None:
    wide, high = LABEL
    pen.box(x, y, wide, high)
    pen.line(x + 17 * mm, y + high - 27 * mm, f"{seat.number or 0:02d}", 48, role=HEI, align="center")
    who, left = seat.enrolment, x + 36 * mm
    told = (who.name, who.ticket or "", public_number(seat), job_of(who), level_of(who.level))
    for number, words in enumerate(told):
        pen.line(left, y + high - (9 + 6.6 * number) * mm, words, 14 if number == 0 else 10, role=HEI if number == 0 else "song", room=wide - 39 * mm)
    pen.line(x + 4 * mm, y + 4 * mm, f"{hall.room.code} 考场" + f"  {moment(hall.session.starts_at)}", 9, room=wide - 8 * mm)


# -- workstations ---------------------------------------------------------------------------------------------------


def stations(exam: Exam) -> Made:
    """The number of each workstation, half a page each; where stations are drawn, a sheet of slips to draw from too."""
    found: Made = []
    for hall in exam.halls:
        if hall.session.subject == "skill":
            count = len(hall.seats)
            found += [(landscape(A5), partial(_station, hall, number)) for number in range(1, count + 1)]
            if exam.drawn(hall.session):
                found += [(A4, partial(_slips, range(at, min(at + 20, count + 1)))) for at in range(1, count + 1, 20)]
    return found


def _station(hall: Hall, number: int, pen: Pen) -> None:
    wide, high = landscape(A5)
    pen.line(wide / 2, high - 20 * mm, "工位", 28, role=HEI, align="center")
    pen.line(wide / 2, high / 2 - 20 * mm, f"{number:02d}", 150, role=HEI, align="center")
    pen.line(wide / 2, 14 * mm, f"{hall.papers}  {hall.room.code} 考场", 16, align="center", room=wide - 30 * mm)


def _slips(numbers: range, pen: Pen) -> None:
    for place, number in enumerate(numbers):
        row, column = divmod(place, 4)
        x, y = 5 * mm + column * 50 * mm, A4[1] - 20 * mm - (row + 1) * 30 * mm
        pen.box(x, y, 50 * mm, 30 * mm)
        pen.cell(x, y, 50 * mm, 30 * mm, f"{number:02d}", 36, role=HEI)
