"""Lists about people: the two rosters, the register of barred persons, the contents of a personal file."""

from collections.abc import Iterable, Mapping, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether
from sqlalchemy import select

from models.core.centre import Context
from models.core.queries import attachments
from models.core.registers import REGISTERS
from models.people.staff.tables import StaffPost
from models.people.tables import Application, BlacklistEntry, Card, Qualification
from models.people.terms import ASSESSOR, LIST_KIND, listed
from reports.kit.grid import grid, listing
from reports.kit.marks import tick
from reports.kit.page import A4_LANDSCAPE, Paper
from reports.kit.text import Words, gap, heading
from reports.people import facts
from resources.texts import _

# heading on paper, field of the register, width in mm (sum 257 with the serial column of 9)
_ASSESSOR_COLUMNS = (
    ("姓名", "name", 17), ("性别", "sex", 11), ("身份证号", "id_no", 31), ("文化程度", "education", 15.5),
    ("工作单位", "employer", 34), ("联系电话", "phone", 24), ("考评职业", "occupations", 36),
    ("证书等级", "cert_level", 15.5), ("类别", "grade", 14), ("证卡编号", "card_number", 31),
    ("有效期至", "valid_to", 19),
)  # fmt: skip
_SUPERVISOR_COLUMNS = (
    ("姓名", "name", 20), ("性别", "sex", 10), ("身份证号", "id_no", 33), ("学历", "education", 13),
    ("工作单位", "employer", 43.5), ("联系电话", "phone", 27), ("督导类别", "grade", 15.5),
    ("主要职责", "duty", 32), ("证卡编号", "card_number", 33),
    ("有效期至", "valid_to", 21),
)  # fmt: skip
_STAFF_COLUMNS = (
    ("姓名", "name", 20), ("身份证号", "id_no", 33), ("职务/职称/技能等级", "post_title", 42), ("学历", "education", 14),
    ("岗位", "post", 24), ("专/兼职", "time", 16), ("主要职责", "duty", 54), ("联系电话", "phone", 28), ("状态", "state", 17),
)  # fmt: skip
_SERIAL = 9
_ROSTER_SIZE = 8.5


def assessors(context: Context, records: Iterable[Qualification]) -> Paper:
    return _roster(context, "people.assessors", "考评人员名册", _ASSESSOR_COLUMNS, records)


def supervisors(context: Context, records: Iterable[Qualification]) -> Paper:
    return _roster(context, "people.supervisors", "质量督导人员名册", _SUPERVISOR_COLUMNS, records)


def staff(context: Context, records: Iterable[StaffPost]) -> Paper:
    return _roster(context, "people.staff", "工作人员名册", _STAFF_COLUMNS, records)


def _roster(context: Context, register: str, title: str, columns: Sequence[tuple[str, str, float]],
            records: Iterable[Qualification] | Iterable[StaffPost]) -> Paper:  # fmt: skip
    """An internal list: the identity number stands whole for those whose role may see it, masked for all others."""
    fields = [REGISTERS[register].field(name) for _label, name, _width in columns]
    rows = [
        [str(number), *(field.shown(context, record, clear=True) for field in fields)]
        for number, record in enumerate(records, 1)
    ]
    heads, widths = (
        ["序号", *(label for label, _name, _width in columns)],
        [_SERIAL, *(width for _label, _name, width in columns)],
    )
    return _list_paper(context, title, heads, widths, rows, _ROSTER_SIZE)


def blacklist(context: Context, records: Iterable[BlacklistEntry]) -> Paper:
    """失信黑名单登记表: each entry with what became of the card and of the platform's record."""
    rows: list[list[str | Flowable]] = []
    for number, entry in enumerate(records, 1):
        card = _barred_card(context, entry)
        person = entry.person
        rows.append([
            str(number), LIST_KIND.show(entry.list_kind), person.name, person.id_no, card.number if card else "",
            entry.facts, entry.decided_on.isoformat(), tick(bool(card and card.ended_how == "withdrawn")),
            tick(bool(card and card.off_platform_on)), _removed(entry),
        ])  # fmt: skip
    heads = (
        "序号",
        "名单类别",
        "姓名",
        "证件号码",
        "证卡编号",
        "违纪事实",
        "决定日期",
        "证卡撤回",
        "平台信息删除",
        "备注",
    )
    return _list_paper(context, "失信黑名单登记表", heads, (9, 24, 16, 37, 37, 58, 20, 10, 13, 33), rows, _ROSTER_SIZE)


def _barred_card(context: Context, entry: BlacklistEntry) -> Card | None:
    statement = select(Qualification).where(
        Qualification.person_id == entry.person_id, Qualification.kind == entry.list_kind
    )
    held = [card for card in map(facts.card, context.db.scalars(statement)) if card]
    return held[-1] if held else None


def _removed(entry: BlacklistEntry) -> str:
    if not entry.removed_on:
        return ""
    return _("{day} 移出：{why}").format(day=entry.removed_on.isoformat(), why=entry.removed_why or "")


def _list_paper(context: Context, title: str, heads: Sequence[str], widths: Sequence[float],
                rows: Sequence[Sequence[str | Flowable]], size: float) -> Paper:  # fmt: skip
    total = _("{centre}（{filing_no}）  共 {n} 条  {day}").format(
        centre=context.centre.name, filing_no=context.centre.filing_no, n=len(rows), day=facts.day(context.today)
    )
    centred = [column for column, width in enumerate(widths) if width <= 16]
    table = listing(heads, widths, rows, size=size, centred=centred)
    signed = KeepTogether(
        [
            gap(6),
            Words("填表人：                    审核人：                    负责人：                    （盖章）", 10),
        ]
    )
    return Paper(title, [heading(title), gap(2), Words(total, 9, align="center"), gap(3), table, signed], A4_LANDSCAPE)


_FILE_HEAD = """
| 姓名 | «name» | 类别 | «grade» |
| 证卡编号 | «card_number» | 聘期 | «term» |
"""
_HEAD_WIDTHS = (22, 63, 22, 63)


def file_contents(context: Context, record: Qualification) -> Paper:
    """The contents list of a personal file: each document the profile wants, when, how many, there or not; then what
    else was attached. Source: PPL-ASR-087 (考评人员管理办法 十一)."""
    last = record.appointments[-1] if record.appointments else None
    values = {
        "name": record.person.name, "grade": facts.grade(record), "card_number": record.card_number,
        "term": facts.span(last.starts_on, last.ends_on) if last else "",
    }  # fmt: skip
    asked = _wanted(context)
    there, wanted = _material(context, record, asked), list(asked.values())
    rows: list[list[str | Flowable]] = []
    for number, name in enumerate([*wanted, *(name for name in there if name not in wanted)], 1):
        days = there.get(name, [])
        rows.append(
            [
                str(number),
                f"《{name}》" if name in wanted else name,
                "、".join(days),
                str(len(days) or ""),
                tick(bool(days)),
                "",
            ]
        )
    title = "考评员档案" if record.kind == ASSESSOR else "质量督导人员档案"
    table = listing(
        ("序号", "材料名称", "年度/日期", "份数", "有无", "备注"),
        (12, 68, 36, 14, 14, 26),
        rows,
        size=10,
        centred=(0, 3),
    )
    head = grid(_FILE_HEAD, _HEAD_WIDTHS, values, height=40 * mm)
    return Paper(f"{title} {record.person.name}", [heading(title), gap(4), head, gap(4), table])


def _wanted(context: Context) -> dict[str, str]:
    """Code → name of the documents the profile wants in a file."""
    names = listed("document", context.centre.profile)
    return {code: names[code] for code in context.rules["PPL-ASR-087"].value("documents") or () if code in names}


def _material(context: Context, record: Qualification, wanted: Mapping[str, str]) -> dict[str, list[str]]:
    """Days on which each material was filed: attached to the qualification, its application or its contracts."""
    applications = context.db.scalars(select(Application).where(Application.qualification_id == record.id))
    found: dict[str, list[str]] = {}
    for owner in (record, *applications, *record.appointments):
        for attachment in attachments(context, owner):
            name = wanted.get(attachment.kind) or attachment.kind or attachment.name
            found.setdefault(name, []).append(attachment.added_at.date().isoformat())
    return found
