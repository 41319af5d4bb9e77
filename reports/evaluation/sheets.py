"""F-ASSESSOR-EVAL 考评人员认定表, F-ASSESSOR-ANNUAL 年度考核评议表, and the annual book of all sheets with its list.

Layout and the split of the 100 points are proposed: the source names the forms without showing them (河南 考评人员管理办法 十至十三).
"""

from collections.abc import Sequence
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak

from models.core.centre import Context
from models.evaluation.queries import evaluations_of
from models.evaluation.rules import term_of
from models.evaluation.tables import OPEN, AnnualReview, RoundEvaluation
from models.evaluation.terms import ATTENDANCE, ATTENDED, GRADE, NO_SHOW, PROPOSAL
from models.people.terms import ANY_GRADE, ASSESSOR
from models.supervision.queries import said_of
from reports.kit.grid import grid, listing
from reports.kit.page import A4_PORTRAIT, Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _

_EVALUATION = """
| 姓名 | «name» | 证卡编号 | «card» |
| 类别 | «grade» | 批次 | «round» |
| 考评结束日 | «ended_on» | 参加情况 | «attendance» |
| 评价项目 | 内容（分值为建议） | 分值 | 得分 |
| 遵守纪律 | 按时到岗、持证上岗、不擅离职守 | 20 | «blank» |
| 业务能力 | 熟悉标准、准备充分、考前核查设备 | 20 | «blank» |
| 评分质量 | 独立评分、准确，记录完整，签名齐全 | 30 | «blank» |
| 公正廉洁 | 回避、保密、秉公办事 | 20 | «blank» |
| 协作与建议 | 服从安排，提出改进意见 | 10 | «blank» |
| 合计 | 考评 «candidates» 人 | 100 | «score» |
| 认定意见 | «opinion» | → | → |
| 考评组长<br>分析意见 | «analysis» | → | → |
| 评价人<br>（签字） | «blank» | 考评组长<br>（签字） | «blank» |
"""
_ANNUAL = """
| 姓名 | «name» | 年度 | «year» |
| 证卡编号 | «card» | 聘期 | «term» |
| 派遣次数 | «dispatched» | 参加／未参加 | «attended» |
| 各次认定得分 | «rounds» | → | → |
| 计算过程 | «derivation» | → | → |
| 督导记载 | «supervised» | → | → |
| 个人考评<br>工作小结 | «summary» | → | → |
| 管理人员<br>评议意见 | «manager» | → | → |
| 督导员<br>评议意见 | «supervisor» | → | → |
| 评定等次 | «result» | 处理 | «proposal» |
| 评价机构意见 | （盖章）    年  月  日 | → | → |
"""
_WIDTHS = (30, 62, 34, 44)
_BOOK = (("序号", 12.0), ("姓名", 22.0), ("证卡编号", 46.0), ("年度得分", 18.0), ("等次", 18.0), ("后续处理", 28.0), ("确认日期", 26.0))


def _day(value: date | None) -> str:
    return "" if value in (None, OPEN) else value.isoformat()


def evaluation(context: Context, record: RoundEvaluation) -> Paper:
    """One assessor's evaluation after one round; the five rows are scored by hand, the sum is what was entered."""
    holder = record.qualification
    values = {
        "name": record.name, "card": holder.card_number, "grade": ANY_GRADE.show(holder.grade), "round": record.round,
        "ended_on": _day(record.ended_on), "attendance": ATTENDANCE.show(record.attendance), "candidates": str(record.candidates),
        "score": "" if record.score is None else f"{record.score:g}", "opinion": record.opinion, "analysis": record.analysis, "blank": "",
    }  # fmt: skip
    told = Words(_("评价人不得为本人或同场考评组成员。填表日期 {day}").format(day=_day(record.evaluated_on)), 9)
    story: list[Flowable] = [
        heading("职业技能等级认定考评人员认定表"),
        gap(4),
        grid(_EVALUATION, _WIDTHS, values, height=205 * mm, tall={10: 25, 11: 25, 12: 18}),
        gap(3),
        told,
    ]
    return Paper(f"考评人员认定表 {record.name} {record.round}", story)


def _sheet(context: Context, record: AnnualReview) -> list[Flowable]:
    holder, year = record.qualification, record.year
    own = [one for one in evaluations_of(context.db, holder.id, date(year, 12, 31)) if one.ended_on.year == year]
    term = term_of(year, [(one.starts_on, one.ended_on or one.ends_on) for one in holder.appointments])
    rounds = "；".join(
        _("{round}：{score}（{n} 人）").format(round=one.round, score="—" if one.score is None else f"{one.score:g}", n=one.candidates)
        for one in own[:12]
    )
    if len(own) > 12:
        rounds += _("；等 {n} 次").format(n=len(own))
    score = "" if record.score is None else _("{score:.2f} 分，").format(score=record.score)
    count = {kind: sum(one.attendance == kind for one in own) for kind in (ATTENDED, NO_SHOW)}
    values = {
        "name": holder.person.name, "card": holder.card_number, "year": str(year),
        "term": _("{first} 至 {last}").format(first=term[0], last=term[1]) if term else "", "dispatched": str(len(own)),
        "attended": f"{count[ATTENDED]}／{count[NO_SHOW]}", "rounds": rounds, "derivation": record.derivation,
        "supervised": said_of(context.db, holder, year), "summary": record.summary,
        "manager": record.manager_opinion, "supervisor": record.supervisor_opinion, "result": score + GRADE.show(record.grade),
        "proposal": PROPOSAL.show(record.proposal),
    }  # fmt: skip
    title = "考评人员年度考核评议表" if record.kind == ASSESSOR else "质量督导人员年度考核评议表"
    return [heading(title), gap(4), grid(_ANNUAL, _WIDTHS, values, height=215 * mm, tall={6: 30, 7: 25, 8: 25, 10: 25})]


def annual(context: Context, record: AnnualReview) -> Paper:
    """One person's year with its derivation, both opinions and what follows."""
    return Paper(f"年度考核评议表 {record.qualification.person.name} {record.year}", _sheet(context, record))


def book(context: Context, records: Sequence[AnnualReview]) -> Paper:
    """The annual book: the list of all, then every sheet on its own page."""
    rows = [
        [str(number), one.qualification.person.name, one.qualification.card_number, "" if one.score is None else f"{one.score:.2f}",
         GRADE.show(one.grade), PROPOSAL.show(one.proposal), _day(one.confirmed_on)]
        for number, one in enumerate(records, 1)
    ]  # fmt: skip
    told = _("{centre}    共 {n} 人    {day}").format(centre=context.centre.name, n=len(rows), day=context.today)
    table = listing([head for head, _width in _BOOK], [width for _head, width in _BOOK], rows, size=9, centred=(0, 3, 4))
    story: list[Flowable] = [heading("年度考核册"), gap(2), Words(told, 9, align="center"), gap(3), table]
    for one in records:
        story += [PageBreak(), *_sheet(context, one)]
    return Paper("年度考核册", story, A4_PORTRAIT)
