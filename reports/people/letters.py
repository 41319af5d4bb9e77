"""What a person takes home: the letter of appointment (F-CONTRACT 聘书) and the qualification certificate
(F-ASSESSOR-CERT). Layout and wording are proposed; a stamp is never drawn, its place is left free.

Source: 聘任合同, 聘书: 考评人员管理办法 第十九条; 考评员资格证书: 考评人员管理办法 四.
"""

from reportlab.lib.colors import HexColor, black
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from models.core.centre import Context
from models.people.experts.tables import ExpertTerm
from models.people.tables import Appointment, Qualification
from models.people.terms import ASSESSOR
from reports.kit import fonts, marks
from reports.kit.page import A4_LANDSCAPE, A5_LANDSCAPE, Drawn
from reports.kit.text import Words, draw
from reports.people import facts
from resources.texts import _

_BORDER = HexColor("#b08d3c")


def contract(context: Context, record: Appointment | ExpertTerm) -> Drawn:
    """聘书: whom the centre appoints as what, for which term (both days inclusive)."""
    if isinstance(record, ExpertTerm):
        name, own_number = record.expert.person.name, record.agreement_number
    else:
        name, own_number = record.qualification.person.name, record.contract_number

    def draw_page(canvas: Canvas, number: str) -> None:
        wide, high = A4_LANDSCAPE
        _frame(canvas, wide, high, 12 * mm)
        draw(canvas, wide / 2, high - 52 * mm, _("聘  书"), 44, role=fonts.KAI, align="center")
        numbered = _("编号：{number}").format(number=own_number or number)
        draw(canvas, wide - 32 * mm, high - 66 * mm, numbered, 12, role=fonts.SONG, align="right")
        words = Words(_letter(context, record), 21, fonts.KAI, tall=72 * mm)
        words.wrap(wide - 76 * mm, high)
        words.drawOn(canvas, 38 * mm, high - 78 * mm - words.height)
        right = wide - 40 * mm
        draw(canvas, right, 45 * mm, context.centre.name, 16, room=wide - 90 * mm, role=fonts.KAI, align="right")
        draw(canvas, right, 36 * mm, _("（盖章）"), 12, role=fonts.KAI, align="right")
        draw(canvas, right, 26 * mm, _("年    月    日"), 16, role=fonts.KAI, align="right")

    return Drawn(f"{_('聘书')} {name}", [draw_page], A4_LANDSCAPE)


def _letter(context: Context, record: Appointment | ExpertTerm) -> str:
    if isinstance(record, ExpertTerm):
        return _("    兹聘请 {name} 同志为{centre}{occupation}专家，聘期自{first}起至{last}止。").format(
            name=record.expert.person.name, centre=context.centre.name, occupation=record.expert.occupation, first=facts.day(record.starts_on),
            last=facts.day(record.ends_on))  # fmt: skip
    qualification = record.qualification
    fields = {
        "name": qualification.person.name, "centre": context.centre.name, "first": facts.day(record.starts_on),
        "last": facts.day(record.ends_on), "occupations": facts.occupations(qualification),
        "grade": facts.grade(qualification),
    }  # fmt: skip
    if qualification.kind != ASSESSOR:
        return _("    兹聘请 {name} 同志为{centre}质量督导员（{grade}），聘期自{first}起至{last}止。").format(**fields)
    return _("    兹聘请 {name} 同志为{centre}{occupations}{grade}，聘期自{first}起至{last}止。").format(**fields)


def certificate(context: Context, record: Qualification) -> Drawn:
    """考评员资格证书, A5 landscape: photograph at the left, facts at the right."""
    card = facts.card(record)

    def draw_page(canvas: Canvas, number: str) -> None:
        wide, high = A5_LANDSCAPE
        _frame(canvas, wide, high, 8 * mm)
        draw(canvas, wide / 2, high - 30 * mm, _("考评员资格证书"), 24, role=fonts.HEI, align="center")
        photo_wide, photo_high = marks.PHOTO
        left, top = 24 * mm, high - 46 * mm
        marks.draw_photo(canvas, left, top - photo_high, photo_wide, photo_high, facts.photo(context, record.person))
        _facts(canvas, left + photo_wide + 10 * mm, top, wide - left - photo_wide - 34 * mm, [
            (_("姓名"), record.person.name), (_("身份证号"), record.person.id_no),
            (_("职业"), facts.occupations(record)),
            (_("类别"), facts.grade(record)), (_("证书编号"), record.card_number),
            (_("发证日期"), facts.day(card.issued_on) if card else ""),
            (_("有效期"), facts.span(record.valid_from, record.valid_to)),
        ])  # fmt: skip
        right = wide - 24 * mm
        issuer = _("发证机构：{name}（盖章）").format(name=context.centre.name)
        draw(canvas, right, 17 * mm, issuer, 11, room=wide - 48 * mm, align="right")

    return Drawn(f"{_('考评员资格证书')} {record.person.name}", [draw_page], A5_LANDSCAPE)


def _facts(canvas: Canvas, x: float, top: float, room: float, rows: list[tuple[str, str]]) -> None:
    label_wide = 22 * mm
    for label, value in rows:
        words = Words(value, 11, tall=18 * mm if label == _("职业") else 6 * mm)
        words.wrap(room - label_wide, 100 * mm)
        draw(canvas, x, top - 11, label, 11, role=fonts.HEI)
        words.drawOn(canvas, x + label_wide, top - words.height)
        top -= max(words.height, 11 * 1.35) + 2.2 * mm


def _frame(canvas: Canvas, wide: float, high: float, edge: float) -> None:
    canvas.saveState()
    canvas.setStrokeColor(_BORDER)
    canvas.setLineWidth(1.6)
    canvas.rect(edge, edge, wide - 2 * edge, high - 2 * edge)
    canvas.setLineWidth(0.5)
    canvas.rect(edge + 1.6 * mm, edge + 1.6 * mm, wide - 2 * edge - 3.2 * mm, high - 2 * edge - 3.2 * mm)
    canvas.restoreState()
    canvas.setFillColor(black)
