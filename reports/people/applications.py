"""F-ASSESSOR-APPLY and F-SUPERVISOR-APPLY: the applications for a qualification, label for label in the source's order.

What is written by hand (opinions, stamps, dates) stays blank. Source: the form after 考评人员管理办法; 第十二条;
质量督导人员管理办法 第十三条. Cell borders are a reading, the source's text has lost them.
"""

from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from models.core.centre import Context
from models.core.dates import years_before
from models.people.tables import Application, Person, Qualification
from models.people.terms import EDUCATION, GRADE, POLITICS, SEX, SUPERVISOR, SUPERVISOR_KIND
from reports.kit.grid import Memo, grid
from reports.kit.marks import Boxes, Photo, ticks
from reports.kit.page import Paper
from reports.kit.text import gap, heading
from reports.people import facts
from resources.texts import _

_WIDTHS = (22, 28, 22, 28, 20, 22, 28)
_HEAD = """
| 姓 名 | «name» | 性 别 | «sex» | 族别 | «ethnicity» | «photo» |
| 文化程度 | «education» | 政治面貌 | «politics» | 专业 | «major» | ↑ |
"""
_ASSESSOR_ROW = "| 工龄 | «work_years» | 申报职业 | «occupation» | 证书等级 | «level» | ↑ |"
_SUPERVISOR_ROW = "| 工龄 | «work_years» | 从事管理、技术或考评工作年限 | → | → | «duty_years» | ↑ |"
_REST = """
| 工作单位 | «employer» | → | 联系电话 | «phone» | → | ↑ |
| 身份证号 | «id_no» | → | → | 类别 | «category» | → |
| 工作简历 | «resume» | → | → | → | → | → |
| 所在单位<br>推荐意见 | «recommendation» | → | → | → | → | → |
| 评价机构<br>审核意见 | «review» | → | → | → | → | → |
| 证卡编号 | «card_number» | → | 核发时间 | «issued_on» | → | → |
"""
_TALL = {5: 48, 6: 30, 7: 30}  # 工作简历 and the two opinions share the page, in mm
_SIGN = "（盖 章）        年    月    日"


@dataclass(frozen=True)
class _Asked:
    """What an application says, whether it is still one or became a qualification long ago."""

    person: Person
    grade: str
    occupation: str
    level: str
    duty_years: int | None
    resume: str
    card: Qualification | None


def assessor(context: Context, record: Application | Qualification) -> Paper:
    asked = _asked(context, record)
    layout = _HEAD + _ASSESSOR_ROW + _REST
    return _paper(context, asked, "职业技能等级认定考评人员资格申报表", layout, ticks(GRADE.options, asked.grade))


def supervisor(context: Context, record: Application | Qualification) -> Paper:
    asked = _asked(context, record)
    layout = _HEAD + _SUPERVISOR_ROW + _REST
    category = ticks(SUPERVISOR_KIND.options, asked.grade)
    return _paper(context, asked, "职业技能等级认定质量督导人员资格申报表", layout, category)


def is_supervisor(record: Application | Qualification) -> bool:
    return record.kind == SUPERVISOR


def _paper(context: Context, asked: _Asked, title: str, layout: str, category: str) -> Paper:
    paper = Paper(f"{title} {asked.person.name}", [])
    layout = "\n".join(line for line in layout.splitlines() if line.strip())
    above = 16 * mm
    values = _values(context, asked) | {"category": category}
    table = grid(layout, _WIDTHS, values, height=paper.height - above, tall=_TALL)
    paper.story = [heading(title), gap(5), table]
    return paper


def _values(context: Context, asked: _Asked) -> dict[str, str | Flowable]:
    person = asked.person
    card = facts.card(asked.card) if asked.card else None
    return {
        "name": person.name, "sex": SEX.show(person.sex), "ethnicity": person.ethnicity or "",
        "photo": Photo(facts.photo(context, person)),
        "education": EDUCATION.show(person.education), "politics": POLITICS.show(person.politics),
        "major": person.major or "", "work_years": _years(person.work_years), "occupation": asked.occupation,
        "level": asked.level, "duty_years": _years(asked.duty_years), "employer": person.employer or "",
        "phone": person.phone or "", "id_no": Boxes(person.id_no), "resume": Memo(asked.resume),
        "recommendation": Memo("", _SIGN), "review": Memo("", _SIGN),
        "card_number": card.number if card else "", "issued_on": facts.day(card.issued_on) if card else "",
    }  # fmt: skip


def _years(number: int | None) -> str:
    return "" if number is None else _("{n} 年").format(n=number)


def _asked(context: Context, record: Application | Qualification) -> _Asked:
    level = facts.level(record.cert_level, record.title_rank)
    if isinstance(record, Qualification):
        return _Asked(record.person, record.grade, facts.occupations(record), level, record.duty_years, "", record)
    since = record.assessing_since or record.work_since
    card = context.db.get(Qualification, record.qualification_id) if record.qualification_id else None
    years = _whole_years(since, record.applied_on) if since else None
    return _Asked(record.person, record.grade, record.occupation or "", level, years, record.resume or "", card)


def _whole_years(since: date, day: date) -> int:
    """Whole years from `since` to `day`; the anniversary itself counts (T-3)."""
    return max((n for n in range(day.year - since.year + 1) if since <= years_before(day, n)), default=0)
