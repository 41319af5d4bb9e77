"""F-CERT-LEVEL 职业技能等级证书: A4 landscape, two panels, for pre-printed stock (第三部分 六(二)).

Left: title, statement, issuer, date. Right: photo, own code, seven fields, query addresses, serial of the blank. Sizes,
photo, code and the offset of the printer are parameters of CRT-015; the addresses are of CRT-016. The code holds the
query address and the number. What was printed once is shown as it was printed.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select

from models.certificates.issuing import snapshot
from models.certificates.tables import Certificate
from models.core.centre import Context
from models.core.identity import NAMES
from models.people.tables import Person
from reports.kit import fonts, marks
from reports.kit.page import A4_LANDSCAPE, A4_PORTRAIT, Drawn
from reports.kit.text import Words, draw
from resources.texts import _

HALF = A4_LANDSCAPE[0] / 2
TOP = A4_LANDSCAPE[1]
EDGE = 20 * mm
LABELS = (
    ("name", "姓　　名", "Name"), ("id_kind", "证件类型", "ID Type"), ("id_no", "证件号码", "ID No."), ("occupation", "职业名称", "Occupation"),
    ("job", "工种/职业方向", "Job"), ("level", "职业技能等级", "Skill Level"), ("number", "证书编号", "Certificate No."),
)  # fmt: skip
STATEMENT = "本证书由{agency}颁发，表明持证人通过本机构组织的职业技能等级认定，具备该职业（工种）相应技能等级水平。"
STATEMENT_EN = ("This is to certify that the bearer has demonstrated corresponding competency in this occupation(job) for successful completion of "
                "the occupational skill level assessment organized by {agency}.")  # fmt: skip


def code_content(context: Context, number: str) -> str:
    return f"{context.rules['CRT-016'].value('certificate_address')}?{number}"


def certificates(context: Context, records: Iterable[Certificate]) -> Drawn:
    """One page a certificate, in the order given."""
    chosen = list(records)
    pages = [_page(context, certificate.printed_text or snapshot(certificate), _photo(context, certificate)) for certificate in chosen]
    title = chosen[0].name if len(chosen) == 1 else _("{n} 份").format(n=len(chosen))
    return Drawn(f"{_('职业技能等级证书')} {title}", pages, A4_LANDSCAPE)


def _photo(context: Context, certificate: Certificate) -> bytes | None:
    stored = context.db.scalar(select(Person.photo).where(Person.id_no == certificate.id_no, Person.photo.is_not(None)))
    return context.centre.files.get(stored) if stored else None


def _page(context: Context, told: Mapping[str, Any], picture: bytes | None) -> Any:
    layout = context.rules["CRT-015"]

    def draw_page(canvas: Canvas, _number: str) -> None:
        right, up = layout.value("offset_mm")
        canvas.translate(right * mm, up * mm)
        _left(canvas, context, told)
        _right(canvas, context, told, picture)
        canvas.translate(-right * mm, -up * mm)

    return draw_page


def _block(canvas: Canvas, text: str, x: float, top: float, wide: float, size: float, align: str = "left") -> float:
    """A text that wraps; answers where its lower edge is."""
    words = Words(text, size, fonts.KAI, align)
    _wide, high = words.wrap(wide, TOP)
    words.drawOn(canvas, x, top - high)
    return top - high


def _left(canvas: Canvas, context: Context, told: Mapping[str, Any]) -> None:
    layout = context.rules["CRT-015"]
    title, size = layout.value("title_pt"), layout.value("statement_pt")
    room, middle = HALF - 2 * EDGE, HALF / 2
    draw(canvas, middle, TOP - 42 * mm, "职业技能等级证书", title, role=fonts.KAI, align="center", room=room)
    draw(canvas, middle, TOP - 52 * mm, "Certificate of Occupational Skill Level", size, role=fonts.KAI, align="center", room=room)
    low = _block(canvas, "　　" + STATEMENT.format(agency=told["agency"]), EDGE, TOP - 66 * mm, room, size)
    _block(canvas, STATEMENT_EN.format(agency=context.centre.settings.get("name_en") or told["agency"]), EDGE, low - 6 * mm, room, size)
    day = date.fromisoformat(told["issued_on"])
    draw(canvas, middle, 52 * mm, told["agency"], size, role=fonts.KAI, align="center", room=room)
    draw(canvas, middle, 42 * mm, f"发证日期：{day.year}年{day.month}月{day.day}日", size, role=fonts.KAI, align="center")
    draw(canvas, middle, 36 * mm, f"Issue date: {day.isoformat()}", size, role=fonts.KAI, align="center")


def _right(canvas: Canvas, context: Context, told: Mapping[str, Any], picture: bytes | None) -> None:
    layout, addresses = context.rules["CRT-015"], context.rules["CRT-016"]
    size, small = layout.value("data_pt"), layout.value("query_pt")
    left, room = HALF + EDGE, HALF - 2 * EDGE
    wide, high = (side * mm for side in layout.value("photo_mm"))
    side = layout.value("code_mm") * mm
    marks.draw_photo(canvas, left, TOP - 25 * mm - high, wide, high, picture)
    marks.draw_qr(canvas, left + room - side, TOP - 25 * mm - side, side, code_content(context, told["number"]))
    low = TOP - 72 * mm
    for name, label, english in LABELS:
        value = NAMES.get(told[name], told[name]) if name == "id_kind" else str(told[name])
        draw(canvas, left, low, label, size, role=fonts.KAI, room=33 * mm)
        draw(canvas, left, low - 4.5 * mm, english, 9, role=fonts.KAI)
        _block(canvas, value, left + 36 * mm, low + size * 0.9, room - 36 * mm, size)
        low -= 12 * mm
    draw(canvas, left, 40 * mm, f"证书信息查询网址：{addresses.value('certificate_address')}", small, role=fonts.KAI, room=room)
    draw(canvas, left, 34 * mm, f"机构信息查询网址：{addresses.value('agency_address')}", small, role=fonts.KAI, room=room)
    if told.get("serial"):
        draw(canvas, left + room, 22 * mm, f"No.{told['serial']}", size, role=fonts.KAI, align="right")


def electronic(context: Context, certificate: Certificate) -> Drawn:
    """The electronic certificate (CRT-018): the same text and code, marked 电子证书, without the serial of a blank."""
    told = dict(certificate.printed_text or snapshot(certificate)) | {"serial": ""}
    page, size = _page(context, told, _photo(context, certificate)), context.rules["CRT-015"].value("data_pt")

    def draw_page(canvas: Canvas, number: str) -> None:
        page(canvas, number)
        draw(canvas, A4_LANDSCAPE[0] - EDGE, 22 * mm, _("电子证书"), size, role=fonts.KAI, align="right")

    return Drawn(f"{_('电子证书')} {certificate.name}", [draw_page], A4_LANDSCAPE)


_SPECIAL = (("name", "姓　　名"), ("id_no", "证件号码"), ("occupation", "专项职业能力名称"), ("grade_note", "成绩评定"), ("number", "证书编号"))


def special(context: Context, certificate: Certificate) -> Drawn:
    """F-CERT-SPECIAL 专项职业能力证书: what head office will print, to be checked; marked as a draft."""
    told, size = certificate.printed_text or snapshot(certificate), context.rules["CRT-015"].value("data_pt")
    picture = _photo(context, certificate)

    def draw_page(canvas: Canvas, _number: str) -> None:
        middle, (wide, high) = A4_PORTRAIT[0] / 2, (side * mm for side in context.rules["CRT-015"].value("photo_mm"))
        draw(canvas, middle, A4_PORTRAIT[1] - 50 * mm, "专项职业能力证书", context.rules["CRT-015"].value("title_pt"), role=fonts.KAI, align="center")
        draw(canvas, middle, A4_PORTRAIT[1] - 60 * mm, "（校对稿，不作证书使用）", size, align="center")
        marks.draw_photo(canvas, middle - wide / 2, A4_PORTRAIT[1] - 75 * mm - high, wide, high, picture)
        low = A4_PORTRAIT[1] - 135 * mm
        for name, label in _SPECIAL:
            draw(canvas, 40 * mm, low, label, size, role=fonts.KAI)
            draw(canvas, 82 * mm, low, str(told.get(name) or ""), size, role=fonts.KAI, room=A4_PORTRAIT[0] - 102 * mm)
            low -= 12 * mm
        day = date.fromisoformat(told["issued_on"])
        draw(canvas, middle, 60 * mm, told["agency"], size, role=fonts.KAI, align="center", room=A4_PORTRAIT[0] - 2 * EDGE)
        draw(canvas, middle, 50 * mm, f"发证日期：{day.year}年{day.month}月{day.day}日", size, role=fonts.KAI, align="center")

    return Drawn(f"{_('专项职业能力证书（校对稿）')} {certificate.name}", [draw_page], A4_PORTRAIT)


def calibration(context: Context) -> Drawn:
    """A test page for one printer: crosses 20 mm from each corner, to be measured; the difference goes into CRT-015."""

    def draw_page(canvas: Canvas, _number: str) -> None:
        right, up = (part * mm for part in context.rules["CRT-015"].value("offset_mm"))
        for x in (EDGE, A4_LANDSCAPE[0] - EDGE):
            for y in (EDGE, TOP - EDGE):
                canvas.line(x + right - 5 * mm, y + up, x + right + 5 * mm, y + up)
                canvas.line(x + right, y + up - 5 * mm, x + right, y + up + 5 * mm)
        told = _("十字中心应距纸边 20 毫米；量出的偏差（向右、向上为正，毫米）填入 CRT-015 的打印偏移。当前 {x}，{y}").format(
            x=f"{right / mm:g}", y=f"{up / mm:g}")  # fmt: skip
        draw(canvas, A4_LANDSCAPE[0] / 2, TOP / 2, told, 12, align="center", room=A4_LANDSCAPE[0] - 4 * EDGE)

    return Drawn(_("证书打印校准页"), [draw_page], A4_LANDSCAPE)
