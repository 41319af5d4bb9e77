"""What lies in the room: sign-in sheets, the draw of workstations, skill scores, the room's record and its summary (2.D, 2.F, 2.G)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from models.assessment.exams.rules import EXAMINERS, INVIGILATORS
from models.assessment.exams.tables import Seat
from models.assessment.exams.terms import REVIEW, SKILL, SUBJECT, THEORY
from reports.assessment.exams.cards import LEFT, Made
from reports.assessment.exams.facts import Exam, Hall, job_of, sex_of, short_level, span
from reports.assessment.exams.pen import Column, Page, Pen, Size, head_of_table, rows_of_table
from reports.kit import marks
from reports.kit.fonts import HEI

_TOP = A4[1] - 16 * mm
_WIDE = 170 * mm
_HEAD_ROW, _ROW = 8 * mm, 7.1 * mm
_PER_PAGE = 30
_PICTURED = 2  # a row with a photo is so many rows high: a face must be told on paper
_PHOTO = Column("照片", 11)
_THEORY = (
    Column("座位号", 11), _PHOTO, Column("准考证号", 25, size=8), Column("姓名", 16), Column("性别", 8), Column("证件号码", 31, size=8),
    Column("职业（工种）", 20, size=8), Column("等级", 12), Column("考生签字", 20), Column("备注", 16),
)  # fmt: skip
_SKILL = (Column("工位号", 11), *_THEORY[1:8], Column("检录时间", 15), Column("考生签字", 21))
_REVIEW = (
    Column("顺序", 10), Column("准考证号", 25, size=8), Column("姓名", 18), Column("职业（工种）", 27, size=8), Column("等级", 14),
    Column("签到时间", 17), Column("考生签字", 23), Column("进入答辩室", 18), Column("离开", 18),
)  # fmt: skip
_DRAW = (
    Column("序号", 12), Column("准考证号", 30), Column("姓名", 22), Column("证件检录", 20), Column("工具材料检查", 26), Column("抽取工位", 20),
    Column("考生签字", 25), Column("备注", 15),
)  # fmt: skip
_SCORES = (
    Column("序号", 11), Column("准考证号", 29), Column("姓名", 20), Column("工位号", 14), Column("考评员一", 17), Column("考评员二", 17),
    Column("考评员三", 17), Column("成绩", 17), Column("备注", 28),
)  # fmt: skip


@dataclass(frozen=True)
class _List:
    """One kind of list: its title, its columns, how a candidate's row reads, who signs below."""

    title: str
    columns: Sequence[Column]
    row: Callable[[int, Seat], list[str]]
    signs: Sequence[str] = ("监考人员", "监考人员")

    def high(self, hall: Hall) -> int:
        """How many plain rows one of its rows takes: more where photos of this room are stored."""
        return _PICTURED if _PHOTO in self.columns and any(seat.enrolment.photo for seat in hall.seats) else 1


# -- lists of a room ------------------------------------------------------------------------------------------------


def sign_in(exam: Exam) -> Made:
    """A sign-in sheet for each room of each session, thirty rows a page, fifteen with photos, in the form of its subject."""
    return [page for hall in exam.halls for page in _sign_in_of(exam, hall)]


def _sign_in_of(exam: Exam, hall: Hall) -> Made:
    if hall.session.subject == REVIEW:
        return _sheets(exam, hall, _List("综合评审签到表", _REVIEW, _review_row))
    if hall.session.subject == SKILL:
        row = partial(_sign_row, "" if exam.drawn(hall.session) else None)
        return _sheets(exam, hall, _List("技能签到表", _SKILL, row, ("考评人员", "监考人员", "现场负责人")))
    return _sheets(exam, hall, _List("理论签到表", _THEORY, partial(_sign_row, None)))


def draws(exam: Exam) -> Made:
    """Where workstations are drawn: who drew which, signed."""
    halls = [hall for hall in exam.halls if exam.drawn(hall.session)]
    return [page for hall in halls for page in _sheets(exam, hall, _List("工位抽签登记表", _DRAW, _draw_row, ("考评人员", "监考人员")))]


def skill_scores(exam: Exam) -> Made:
    """The sheet on which examiners enter practical scores by hand."""
    halls = [hall for hall in exam.halls if hall.session.subject in (SKILL, REVIEW)]
    kind = _List("技能成绩登录表", _SCORES, _score_row, ("考评员", "考评组长", "记分员"))
    return [page for hall in halls for page in _sheets(exam, hall, kind)]


def _sign_row(station: str | None, number: int, seat: Seat) -> list[str]:
    who = seat.enrolment
    place = str(seat.number) if station is None else station
    return [place, "", who.ticket or "", who.name, sex_of(seat), who.id_no, job_of(who), short_level(who.level), "", ""]


def _review_row(number: int, seat: Seat) -> list[str]:
    who = seat.enrolment
    return [str(number), who.ticket or "", who.name, job_of(who), short_level(who.level), "", "", "", ""]


def _draw_row(number: int, seat: Seat) -> list[str]:
    return [str(number), seat.enrolment.ticket or "", seat.enrolment.name, "□", "□", "", "", ""]


def _score_row(number: int, seat: Seat) -> list[str]:
    return [str(number), seat.enrolment.ticket or "", seat.enrolment.name, str(seat.station or ""), "", "", "", "", ""]


def _sheets(exam: Exam, hall: Hall, kind: _List) -> Made:
    pages: list[tuple[Size, Page]] = []
    per_page = _PER_PAGE // kind.high(hall)
    count = -(-len(hall.seats) // per_page)
    for at in range(count):
        seats = list(enumerate(hall.seats, 1))[at * per_page : (at + 1) * per_page]
        pages.append((A4, partial(_sheet, exam, hall, kind, seats, f"第 {at + 1} 页 共 {count} 页")))
    return pages


def _sheet(exam: Exam, hall: Hall, kind: _List, seats: Sequence[tuple[int, Seat]], told: str, pen: Pen) -> None:
    high = kind.high(hall)
    pen.once(f"sheet-{kind.title}-{hall.session.id}-{high}", partial(_sheet_frame, exam, hall, kind), A4)
    pen.line(LEFT + _WIDE, _TOP - 18.5 * mm, f"考场：{hall.room.code}", 10.5, align="right", role=HEI)
    top = _TOP - 21 * mm - _HEAD_ROW
    rows_of_table(pen, LEFT, top, kind.columns, _ROW * high, [kind.row(number, seat) for number, seat in seats])
    if high > 1:
        _photos(exam, kind, [seat for _number, seat in seats], top, _ROW * high, pen)
    pen.line(LEFT, 23 * mm, f"应到 {len(hall.seats)} 人    实到 ______ 人    缺考 ______ 人", 10.5)
    pen.line(LEFT + _WIDE, 9 * mm, told, 8, align="right")


def _photos(exam: Exam, kind: _List, seats: Sequence[Seat], top: float, row: float, pen: Pen) -> None:
    """The stored photo of each application in its row; who has none keeps an empty cell."""
    before = kind.columns.index(_PHOTO)
    high = row - 1.2 * mm
    wide = high * marks.PHOTO[0] / marks.PHOTO[1]
    left = LEFT + sum(column.width for column in kind.columns[:before]) * mm + (_PHOTO.width * mm - wide) / 2
    for number, seat in enumerate(seats, 1):
        picture = exam.photos(seat.enrolment.photo) if seat.enrolment.photo and exam.photos else None
        if picture:
            marks.draw_photo(pen.canvas, left, top - number * row + 0.6 * mm, wide, high, picture)


def _sheet_frame(exam: Exam, hall: Hall, kind: _List, pen: Pen) -> None:
    """What the sheets of one session share: title, batch, time, the empty table, signatures."""
    high = kind.high(hall)
    pen.line(A4[0] / 2, _TOP - 4 * mm, f"{exam.name}{kind.title}", 16, role=HEI, align="center", room=_WIDE)
    pen.line(LEFT, _TOP - 12 * mm, f"批次：{exam.title}", 10.5, room=_WIDE)
    told = f"考点：{hall.session.site}    科目：{SUBJECT.show(hall.session.subject)}    时间：{span(hall.session)}"
    pen.line(LEFT, _TOP - 18.5 * mm, told, 10.5, room=_WIDE - 32 * mm)
    pen.grid(LEFT, _TOP - 21 * mm, [column.width * mm for column in kind.columns], [_HEAD_ROW, *[_ROW * high] * (_PER_PAGE // high)])
    head_of_table(pen, LEFT, _TOP - 21 * mm, kind.columns, _HEAD_ROW)
    room = (_WIDE - 38 * mm) / len(kind.signs)
    for number, sign in enumerate(kind.signs):
        pen.line(LEFT + number * room, 15 * mm, f"{sign}：", 10.5)
    pen.line(LEFT + _WIDE, 15 * mm, "    年    月    日", 10.5, align="right")


# -- the room's record ----------------------------------------------------------------------------------------------


def records(exam: Exam) -> Made:
    """The record of each room, as the region has it: sport a short one for theory and practical, the others the long one."""
    draw = _sport_record if exam.batch.profile == "sport" else _record
    return [(A4, partial(draw, exam, hall)) for hall in exam.halls]


def form_rows(pen: Pen, top: float, heights: Sequence[float], cells: Sequence[Sequence[tuple[float, str, str]]]) -> None:
    """A form's grid: each row of cells (width in mm, words, how they stand)."""
    for high, row in zip(heights, cells, strict=True):
        x = LEFT
        top -= high
        for wide, words, align in row:
            pen.box(x, top, wide * mm, high)
            if align == "top":
                pen.paragraph(x + 2 * mm, top + high - 1 * mm, wide * mm - 4 * mm, words, 9)
            elif words:
                pen.cell(x, top, wide * mm, high, words, align=align)
            x += wide * mm


def _sport_record(exam: Exam, hall: Hall, pen: Pen) -> None:
    theory = hall.session.subject == THEORY
    pen.line(A4[0] / 2, _TOP - 6 * mm, "体育职业技能鉴定考场情况记录单", 18, role=HEI, align="center")
    hint = "（包括缺考考生信息，开卷份数，余卷份数，信息错误考生更正记录，违纪情况及违纪考生信息等。）"
    c, left, row = "center", "left", 11 * mm
    cells = [
        [(36, "批次名称", c), (134, exam.title, left)],
        [(36, "考场名称", c), (49, hall.room.name or hall.room.code, left), (36, "考试科目", c), (49, SUBJECT.show(hall.session.subject), left)],
        [(36, "应到人数", c), (49, str(len(hall.seats)), left), (36, "实到人数", c), (49, "", left)],
        [(36, "考场情况记录", c), (134, hint, "top")],
        [(36, "监考人员\n签字" if theory else "考评员签字", c), (49, "", left), (36, "日期", c), (49, "", left)],
    ]  # fmt: skip
    heights = [row, row, row, 150 * mm, 18 * mm]
    if not theory:
        cells.append([(36, "考务人员签字", c), (134, "", left)])
        heights = [row, row, row, 138 * mm, 18 * mm, 14 * mm]
    form_rows(pen, _TOP - 14 * mm, heights, cells)


def _record(exam: Exam, hall: Hall, pen: Pen) -> None:
    title = "考场情况记录单" if exam.batch.profile in ("fujian", "chongqing") else "考场情况记录表"
    pen.line(A4[0] / 2, _TOP - 6 * mm, f"{exam.name}{title}", 16, role=HEI, align="center", room=_WIDE)
    c, left, row = "center", "left", 9 * mm
    one = hall.session
    cells = [
        [(36, "批次名称", c), (49, exam.title, left), (36, "考点/考场", c), (49, f"{one.site} {hall.room.code}", left)],
        [(36, "职业（工种）", c), (49, hall.papers, left), (36, "等级", c), (49, hall.levels, left)],
        [(36, "考试科目", c), (49, SUBJECT.show(one.subject), left), (36, "考试时间", c), (49, span(one), left)],
        [(36, "应到人数", c), (49, str(len(hall.seats)), left), (36, "实到人数", c), (49, "", left)],
        [(36, "缺考考生", c), (134, "", left)],
        [(36, "试卷份数", c), (85, "开卷 ____ 已答 ____ 空白 ____ 合计 ____", left), (24, "答题卡", c), (25, "", left)],
        [(36, "信息更正", c), (134, "", left)],
        [(36, "违规违纪及\n处理结果", c), (134, "", left)],
        [(36, "突发情况及\n延误时间", c), (134, "起 ____:____  止 ____:____  顺延 ____ 分钟", left)],
        *([[(36, "安全文明生产、\n操作完成时间", c), (134, "", left)]] if one.subject != THEORY else []),
        [(36, "监考人员签字", c), (49, "", left), (36, "考评人员签字", c), (49, "", left)],
        [(36, "考场负责人签字", c), (49, "", left), (36, "内部质量督导员\n签字、日期", c), (49, "", left)],
    ]  # fmt: skip
    skill = one.subject != THEORY
    tall = [34, 12, 28, 52, 30 if skill else 42, *([28] if skill else [])]
    form_rows(pen, _TOP - 12 * mm, [row] * 4 + [high * mm for high in tall] + [16 * mm] * 2, cells)


# -- the room's summary ---------------------------------------------------------------------------------------------


def briefs(exam: Exam) -> Made:
    """One page a room in the invigilators' bag (Chongqing)."""
    return [(A4, partial(_brief, exam, hall)) for hall in exam.halls]


def _brief(exam: Exam, hall: Hall, pen: Pen) -> None:
    one, (first, last) = hall.session, hall.tickets
    pen.line(A4[0] / 2, _TOP - 6 * mm, f"{exam.name}考场简况表", 18, role=HEI, align="center")
    people = partial(exam.people, one.id)
    pairs = (
        ("考点", one.site, "考场编号/名称", f"{hall.room.code} {hall.room.name or ''}"),
        ("科目", SUBJECT.show(one.subject), "考试时间", span(one)),
        ("职业（工种）/等级", f"{hall.papers} {hall.levels}", "试卷代码/份数/备用", ""),
        ("应到人数", str(len(hall.seats)), "准考证号起止", f"{first} — {last}" if first else ""),
        ("监考人员", people(INVIGILATORS, hall.room.code), "考评人员", people(EXAMINERS, hall.room.code)),
        ("现场负责人", people(("chief",)), "应急联系电话", ""),
    )
    cells = [[(34, a, "center"), (51, b, "left"), (34, c, "center"), (51, d, "left")] for a, b, c, d in pairs]
    form_rows(pen, _TOP - 14 * mm, [14 * mm] * len(cells), cells)
