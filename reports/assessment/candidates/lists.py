"""Lists of candidates as the register shows them: the roster (F-CAND-ROSTER) and the data each confirms (F-CAND-CONFIRM)."""

from collections.abc import Iterable, Mapping

from reportlab.platypus import Flowable
from sqlalchemy import select

from models.assessment.candidates.tables import Enrolment
from models.assessment.candidates.terms import EDUCATION, SUBJECT, AnyLevel
from models.assessment.exams.tables import ExamSession, Seat
from models.core.centre import Context
from models.people.terms import SEX
from reports.kit.grid import listing
from reports.kit.page import A4_LANDSCAPE, Paper
from reports.kit.text import Words, gap, heading

_ROSTER = {"序号": 10, "姓名": 17, "性别": 10, "证件号码": 34, "文化程度": 17, "职业（工种）": 24, "等级": 21, "考核科目": 22, "准考证号": 26, "理论座位": 18,
           "技能座位": 18, "联系电话": 24, "备注": 16}  # fmt: skip
_CONFIRM = {"序号": 10, "姓名": 18, "性别": 10, "证件号码": 36, "职业（工种）": 30, "等级": 22, "工作单位": 43, "照片": 12, "更正内容": 48, "考生签字": 28}
_LEVEL = AnyLevel()
_PART = 900  # identifiers in one question


def roster(context: Context, records: Iterable[Enrolment]) -> Paper:
    people = list(records)
    places = _places(context, [one.id for one in people])
    rows = [[str(number), one.name, SEX.show(one.sex), one.id_no, EDUCATION.show(one.education), _job(one), _LEVEL.show(one.level),
             SUBJECT.show(one.subjects), one.ticket or "", places.get((one.id, "theory"), ""), places.get((one.id, "skill"), ""), one.phone or "",
             one.note or ""] for number, one in enumerate(people, 1)]  # fmt: skip
    return _paper(context, "参考花名册", _ROSTER, people, rows, "制表人：                    单位负责人：                    （盖 章）          年    月    日")


def confirmation(context: Context, records: Iterable[Enrolment]) -> Paper:
    people = list(records)
    rows = [[str(number), one.name, SEX.show(one.sex), one.id_no, _job(one), _LEVEL.show(one.level), one.employer or "", "有" if one.photo else "", "", ""]
            for number, one in enumerate(people, 1)]  # fmt: skip
    return _paper(context, "考生信息核对确认表", _CONFIRM, people, rows, "本人核对以上信息无误；有误的写入“更正内容”。")


def _paper(context: Context, title: str, heads: Mapping[str, float], people: list[Enrolment], rows: list[list[str]], foot: str) -> Paper:
    batches = sorted({one.batch.name or one.batch.code for one in people})
    named = batches[0] if len(batches) == 1 else f"{len(batches)} 个批次" if batches else ""
    about = "    ".join(part for part in (context.centre.name, named, f"共 {len(people)} 人") if part)
    scale = 257 / sum(heads.values())
    table = listing(tuple(heads), [width * scale for width in heads.values()], rows, size=8, centred=(0, 2))
    story: list[Flowable] = [heading(title), gap(2), Words(about, 9, align="center"), gap(3), table, gap(4), Words(foot, 10)]
    return Paper(title, story, A4_LANDSCAPE)


def _job(one: Enrolment) -> str:
    return one.occupation if one.job in ("", "--") else f"{one.occupation}（{one.job}）"


def _places(context: Context, ids: list[int]) -> dict[tuple[int, str], str]:
    """Enrolment and subject → room and seat."""
    found: dict[tuple[int, str], str] = {}
    for start in range(0, len(ids), _PART):
        statement = select(Seat.enrolment_id, ExamSession.subject, Seat.place).join(ExamSession, Seat.session_id == ExamSession.id)
        wanted = statement.where(Seat.enrolment_id.in_(ids[start : start + _PART]), Seat.number.is_not(None))
        found |= {(enrolment, subject): place for enrolment, subject, place in context.db.execute(wanted)}
    return found
