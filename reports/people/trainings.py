"""Training on paper: record of a class (F-TRAINING), sign-in sheet, a person's hours, and the proof of a passed training.

Layout and wording are proposed. Source: 考评人员管理办法 第十三条至第十五条, 第十八条; 质量督导人员管理办法 第十四条至第十七条.
"""

from datetime import timedelta

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select

from models.core.centre import Context
from models.people.tables import Person
from models.people.training import queries, terms
from models.people.training.tables import Trainee, Training
from reports.kit import fonts
from reports.kit.grid import grid, listing
from reports.kit.page import A4_LANDSCAPE, A5_LANDSCAPE, Drawn, Paper
from reports.kit.text import Words, draw, gap, heading
from reports.people import facts

_RECORD = (("序号", 11), ("姓名", 20), ("证卡编号", 37), ("培训类型", 26), ("内容", 56), ("学时", 14), ("考核方式", 20), ("成绩", 15),
           ("结果", 17), ("签字", 41))  # fmt: skip
_HEAD = """
| 培训编号 | «number» | 培训名称 | «title» | 起止日期 | «days» |
| 组织单位 | «organiser» | 授课人 | «teachers» | 地点 | «place» |
| 培训大纲 | «syllabus» | 培训读本 | «reader» | 课件 | «courseware» |
"""
_HEAD_WIDTHS = (20, 66, 20, 66, 20, 65)
_SIGN = (("序号", 12), ("姓名", 26), ("工作单位", 52))
_SIGN_DAYS = 3  # columns for signatures that fit beside the name; a longer training takes further sheets
_HOURS = (("序号", 11), ("培训编号", 25), ("培训名称", 47), ("结束日期", 23), ("理论学时", 16), ("考评学时", 16), ("实习学时", 16), ("结果", 16))


def record(context: Context, training: Training) -> Paper:
    """F-TRAINING: the class, its material, and everybody in it."""
    content = training.content or "、".join(_topics(context, training)) or training.title
    rows = [[str(number), one.person.name, _card(one.person, training.audience), terms.KIND.show(training.kind), content, _number(queries.hours_of(one)),
             terms.EXAM_KIND.show(one.exam_kind), _number(one.score), _outcome(one), ""]
            for number, one in enumerate(training.trainees, 1)]  # fmt: skip
    title = "培训（继续教育）登记表" if training.audience == terms.STAFF else f"{terms.AUDIENCE.show(training.audience)}培训（继续教育）登记表"
    head = grid(_HEAD, _HEAD_WIDTHS, _head(training), height=34 * mm)
    table = listing([name for name, _w in _RECORD], [width for _n, width in _RECORD], rows, size=9, centred=(0, 3, 5, 6, 7, 8))
    signed = Words("填表人：                    审核人：                    负责人：                    （盖章）", 10)
    return Paper(f"{title} {training.number}", [heading(title), gap(3), head, gap(3), table, gap(6), signed], A4_LANDSCAPE)


def _head(training: Training) -> dict[str, str]:
    return {
        "number": training.number, "title": training.title, "days": f"{training.starts_on} 至 {training.ends_on}",
        "organiser": training.organiser, "teachers": training.teachers or "", "place": training.place or "", "syllabus": training.syllabus or "",
        "reader": training.reader or "", "courseware": training.courseware or "",
    }  # fmt: skip


def _topics(context: Context, training: Training) -> list[str]:
    names = terms.topics(training.audience, context.centre.profile)
    return [names.get(code, code) for code in training.topics or ()]


def _card(person: Person, kind: str) -> str:
    return next((one.card_number for one in person.qualifications if one.kind == kind and one.card_number), "")


def _number(value: float | None) -> str:
    return f"{value:g}" if value else ""


def _outcome(one: Trainee) -> str:
    return terms.RESULT.show(one.result) or terms.ATTENDANCE.show(one.attendance)


def sign_in(_context: Context, training: Training) -> Paper:
    """Who is called signs for each day; more than three days take a further block."""
    days = [training.starts_on + timedelta(days=at) for at in range((training.ends_on - training.starts_on).days + 1)]
    story: list[object] = [heading("培训签到表"), gap(3), Words(f"{training.number}    {training.title}    {training.place or ''}", 11), gap(3)]
    for first in range(0, len(days), _SIGN_DAYS):
        shown = days[first : first + _SIGN_DAYS]
        heads = [*(name for name, _w in _SIGN), *(f"{day}" for day in shown)]
        widths = [*(width for _n, width in _SIGN), *([80 / len(shown)] * len(shown))]
        rows = [[str(number), one.person.name, one.person.employer or "", *([""] * len(shown))] for number, one in enumerate(training.trainees, 1)]
        story += [listing(heads, widths, rows, size=10, centred=(0,)), gap(4)]
    story.append(Words("组织人（签字）：                        日期：      年    月    日", 11))
    return Paper(f"培训签到表 {training.number}", story)


def hours(context: Context, record: Trainee) -> Paper:
    """One person's trainings, with the lesson hours that count (theory and assessing) summed."""
    statement = select(Trainee).join(Training).where(Trainee.person_id == record.person_id, Training.cancelled_on.is_(None)).order_by(Training.starts_on)
    found = list(context.db.scalars(statement))
    rows = [[str(number), one.training.number, one.training.title, str(one.training.ends_on), *map(_number, (one.theory_hours, one.assessing_hours,
             one.practice_hours)), _outcome(one)] for number, one in enumerate(found, 1)]  # fmt: skip
    total = sum(queries.hours_of(one) for one in found)
    table = listing([name for name, _w in _HOURS], [width for _n, width in _HOURS], rows, size=10, centred=(0, 3, 4, 5, 6, 7))
    told = f"姓名：{record.person.name}    工作单位：{record.person.employer or ''}"
    summed = f"理论与考评学时合计：{total:g}（不含实习学时）"
    signed = Words("经办人（签字）：                        日期：      年    月    日", 11)
    story = [heading("培训学时登记表"), gap(4), Words(told, 11), gap(3), table, gap(4), Words(summed, 11), gap(10), signed]
    return Paper(f"培训学时登记表 {record.person.name}", story)


def proof(context: Context, record: Trainee) -> Drawn:
    """培训合格证明, A5 landscape: who passed which training, on which days and for how many hours. The stamp's place stays free."""
    training = record.training

    def draw_page(canvas: Canvas, number: str) -> None:
        wide, high = A5_LANDSCAPE
        draw(canvas, wide / 2, high - 34 * mm, "培训合格证明", 28, role=fonts.KAI, align="center")
        draw(canvas, wide - 18 * mm, high - 46 * mm, f"编号：{number}", 10, role=fonts.SONG, align="right")
        words = Words(_certified(record, training), 15, fonts.KAI, tall=58 * mm)
        words.wrap(wide - 48 * mm, high)
        words.drawOn(canvas, 24 * mm, high - 54 * mm - words.height)
        right = wide - 24 * mm
        draw(canvas, right, 28 * mm, context.centre.name, 13, room=wide - 60 * mm, role=fonts.KAI, align="right")
        draw(canvas, right, 20 * mm, "（盖章）      年    月    日", 12, role=fonts.KAI, align="right")

    return Drawn(f"培训合格证明 {record.person.name}", [draw_page], A5_LANDSCAPE)


def _certified(record: Trainee, training: Training) -> str:
    counted = queries.hours_of(record)
    spent = f"，共 {counted:g} 学时" if counted else ""
    days = facts.day(training.starts_on) if training.starts_on == training.ends_on else facts.span(training.starts_on, training.ends_on)
    named = f"“{training.title}”（{terms.KIND.show(training.kind)}）"
    return f"    {record.person.name} 同志于{days}参加{training.organiser}组织的{named}{spent}，考核合格。特此证明。"
