"""Experts on paper: application, agreement, confidentiality, group list, the database as a list, acceptance and review sheets.

Layout and wording are proposed but for F-ORG-SPEC's columns. Source: 专家管理办法; 题库管理办法 第十七条; 第三部分 二(二).
What is written by hand (opinions, signatures, stamps, dates) stays blank.
"""

from collections.abc import Iterable

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from models.core.centre import Context
from models.core.registers import REGISTERS
from models.people.experts import queries, terms
from models.people.experts.tables import Expert, ExpertApplication, ExpertGroup, ExpertPanel, ExpertTerm
from models.people.experts.terms import LEADER
from models.people.terms import EDUCATION, LEVEL, SEX, TITLE_RANK
from reports.kit.grid import Memo, grid, listing
from reports.kit.marks import Boxes, ticks
from reports.kit.page import A4_LANDSCAPE, Paper
from reports.kit.text import Words, gap, heading
from reports.people import facts
from resources.texts import _

_APPLY_WIDTHS = (28, 34, 24, 30, 26, 28)
_APPLY = """
| 姓 名 | «name» | 性 别 | «sex» | 学 历 | «education» |
| 身份证号 | «id_no» | → | → | 联系电话 | «phone» |
| 工作单位 | «employer» | → | → | 本单位职工 | «own_staff» |
| 专业（职业） | «occupation» | → | 产生途径 | «way» | → |
| 职务/职称/<br>技能等级 | «post_title» | → | 证书和职称 | «proved» | → |
| 从事本职业起 | «work_since» | 从事考评起 | «assessing_since» | 以往命题 | «past» |
| 荣誉称号 | «honour» | → | 拟聘期起 | «starts_on» | → |
| 本人声明 | «declared» | → | → | → | → |
| 业绩和<br>工作简历 | «resume» | → | → | → | → |
| 单位推荐或<br>机构遴选意见 | «recommendation» | → | → | → | → |
| 评价机构<br>审核意见 | «review» | → | → | → | → |
"""
_TALL = {8: 44, 9: 30, 10: 30}
_SIGN = "（盖 章）        年    月    日"
_MEMBERS = (("序号", 12), ("姓名", 24), ("组内职务", 20), ("工作单位", 38), ("职务/职称/技能等级", 38), ("聘期止", 24), ("备注", 14))
_ROSTER = (
    ("姓名", "name", 18), ("身份证号", "id_no", 33), ("职务/职称/技能等级", "post_title", 36), ("学历", "education", 13),
    ("专业（职业）", "occupation", 26), ("本单位职工", "own_staff", 15), ("专家组", "group_name", 39), ("组内职务", "group_post", 14),
    ("聘期起", "term_from", 20), ("聘期止", "term_to", 20), ("状态", "state", 14),
)  # fmt: skip


def application(context: Context, record: ExpertApplication) -> Paper:
    """F-EXPERT-APPLY: what the applicant states, his declarations, room for the two opinions."""
    title = "职业技能等级认定专家申报表"
    paper = Paper(f"{title} {record.person.name}", [])
    layout = "\n".join(line for line in _APPLY.splitlines() if line.strip())
    paper.story = [heading(title), gap(5), grid(layout, _APPLY_WIDTHS, _asked(context, record), height=paper.height - 16 * mm, tall=_TALL)]
    return paper


def _asked(context: Context, record: ExpertApplication) -> dict[str, str | Flowable]:
    person, names = record.person, terms.declarations(context.centre.profile)
    own = {None: "", True: "是", False: "否"}[person.own_staff]
    proved = "　".join(filter(None, [LEVEL.show(str(record.cert_level)) if record.cert_level else "", TITLE_RANK.show(record.title_rank)]))
    declared = [ticks({code: text}, code if code in (record.declared or ()) else None) for code, text in names.items()]
    return {
        "name": person.name, "sex": SEX.show(person.sex), "education": EDUCATION.show(person.education), "id_no": Boxes(person.id_no, side=4.6 * mm),
        "phone": person.phone or "", "employer": person.employer or "", "own_staff": own, "occupation": record.occupation,
        "way": terms.WAY.show(record.way), "post_title": person.post_title or "", "proved": proved, "work_since": str(record.work_since or ""),
        "assessing_since": str(record.assessing_since or ""), "past": terms.PAST.show(record.past), "honour": record.honour or "",
        "starts_on": facts.day(record.starts_on), "declared": Words("\n".join(declared), 9.5), "resume": Memo(record.resume or ""),
        "recommendation": Memo("", _SIGN), "review": Memo("", _SIGN),
    }  # fmt: skip


def agreement(context: Context, record: ExpertTerm) -> Paper:
    """F-EXPERT-AGREEMENT: parties, term, tasks of the region, duties in own short words; two copies are signed."""
    person, centre = record.expert.person, context.centre.name
    known = context.rules["PPL-EXP-002"].value("tasks") or ()
    tasks = "、".join(terms.TASK.show(code) for code in terms.TASK.options if code in known)
    span = facts.span(record.starts_on, record.ends_on)
    lines = (
        f"甲方：{centre}", f"乙方：{person.name}        身份证号：{person.id_no}",
        f"一、甲方聘请乙方为{record.expert.occupation}专家，聘期自{span}。",
        f"二、乙方承担的任务：{tasks}。具体任务由甲方逐次通知，乙方按时参加并提交成果。",
        "三、乙方对命题、题库等工作内容保密，廉洁公正，不以专家身份谋取利益。",
        "四、乙方与考生、案卷有利害关系的，主动申报并回避。",
        "五、违反保密、徇私舞弊或长期不参加工作的，甲方取消其专家资格。",
        "六、津贴：＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿",
        "七、其他约定：＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿",
        "八、本协议一式两份，双方各执一份，签字盖章后生效。",
    )  # fmt: skip
    signed = Words("甲方（盖章）：                            乙方（签字）：\n\n        年    月    日                            年    月    日", 12)
    story: list[Flowable] = [heading("专家聘用协议"), gap(4), Words(f"协议编号：{record.agreement_number or ''}", 10, align="right"), gap(4)]
    for line in lines:
        story += [Words(line, 12), gap(4)]
    return Paper(f"专家聘用协议 {person.name}", [*story, gap(14), signed])


def secrecy(context: Context, record: Expert) -> Paper:
    """F-EXPERT-SECRECY: the confidentiality agreement of one expert."""
    person = record.person
    lines = (
        f"甲方：{context.centre.name}", f"乙方：{person.name}        身份证号：{person.id_no}        专业（职业）：{record.occupation}",
        "一、乙方对参与的命题、组卷、题库开发和审核、规范评审的内容、进度和人员情况保密。",
        "二、涉密资料和载体不复制、不外带、不在联网设备上处理，任务结束即交还。",
        "三、不向考生、培训机构或其他无关人员透露，不参加与任务有关的考前辅导。",
        "四、发现泄密或可能泄密时，立即停止并报告甲方。",
        "五、保密责任在任务和聘期结束后仍然有效。",
        "六、违反本协议的，取消专家资格；触犯法律的，移送司法机关。",
    )  # fmt: skip
    story: list[Flowable] = [heading("专家保密协议"), gap(8)]
    for line in lines:
        story += [Words(line, 12), gap(4)]
    signed = Words("甲方（盖章）：                            乙方（签字）：\n\n        年    月    日                            年    月    日", 12)
    return Paper(f"专家保密协议 {person.name}", [*story, gap(14), signed])


def group(context: Context, record: ExpertGroup) -> Paper:
    """F-EXPERT-GROUP: the group with its leader first."""
    members = sorted((one for one in record.members if one.ended_on is None), key=lambda one: (one.group_post != LEADER, one.sort_name))
    rows = [[str(number), one.person.name, terms.POST.show(one.group_post), one.person.employer or "", one.person.post_title or "",
             str(one.term_to) if one.term_to != queries.NEVER else "", ""] for number, one in enumerate(members, 1)]  # fmt: skip
    told = f"职业：{record.occupation}    设立日期：{facts.day(record.formed_on)}    人数：{len(rows)}    {facts.day(context.today)}"
    table = listing([head for head, _w in _MEMBERS], [width for _h, width in _MEMBERS], rows, size=9.5, centred=(0, 2, 5))
    signed = Words("负责人（签字）：                        （盖章）        年    月    日", 11)
    return Paper(record.name, [heading(record.name, 14), gap(3), Words(told, 10, align="center"), gap(4), table, gap(10), signed])


def roster(context: Context, records: Iterable[Expert]) -> Paper:
    """F-EXPERT-ROSTER: the database of experts; the identity number stands whole for those whose role may see it."""
    fields = [REGISTERS["people.experts"].field(name) for _label, name, _width in _ROSTER]
    rows = [[str(number), *(field.shown(context, one, clear=True) for field in fields)] for number, one in enumerate(records, 1)]
    heads, widths = ["序号", *(label for label, _n, _w in _ROSTER)], [9, *(width for _l, _n, width in _ROSTER)]
    told = _("{centre}（{filing_no}）  共 {n} 条  {day}").format(centre=context.centre.name, filing_no=context.centre.filing_no, n=len(rows),
                                                           day=facts.day(context.today))  # fmt: skip
    table = listing(heads, widths, rows, size=8.5, centred=(0, 4, 6, 8, 9, 10, 11))
    signed = Words("填表人：                    审核人：                    负责人：                    （盖章）", 10)
    return Paper("专家信息库", [heading("专家信息库"), gap(2), Words(told, 9, align="center"), gap(3), table, gap(6), signed], A4_LANDSCAPE)


# -- panels ------------------------------------------------------------------------------------------------------------------

_SPEC = (("序号", 11), ("姓名", 21), ("单位", 36), ("职务/职称/技能等级", 30), ("专业", 20), ("意见", 27), ("签字", 25))
_ACCEPT = (("序号", 11), ("姓名", 24), ("单位", 46), ("职务/职称/技能等级", 36), ("熟悉的方面", 23), ("签字", 30))


def norm(_context: Context, record: ExpertPanel) -> Paper:
    """F-ORG-SPEC: the experts who reviewed an own norm, with room for vote and signature."""
    rows = [[str(number), one.name, one.employer, one.post_title or "", record.occupation, "\n".join(ticks({code: label}, one.vote)
             for code, label in terms.VOTE.options.items()), ""] for number, one in enumerate(record.members, 1)]  # fmt: skip
    table = listing([head for head, _w in _SPEC], [width for _h, width in _SPEC], rows, size=9.5, centred=(0,))
    return _panel("自主开发的评价规范评审专家签字表", "评价规范名称", record, table)


def acceptance(_context: Context, record: ExpertPanel) -> Paper:
    """F-QB-ACCEPT: the group that accepts a bank; the amounts of items and the format are written by hand."""
    rows = [[str(number), one.name, one.employer, one.post_title or "", terms.FIELD.show(one.field), ""] for number, one in enumerate(record.members, 1)]
    table = listing([head for head, _w in _ACCEPT], [width for _h, width in _ACCEPT], rows, size=9.5, centred=(0, 4))
    counted = f"题量：理论        题    实操        题    综合评审        题    格式：{ticks({'yes': '符合', 'no': '不符合'}, None)}"
    return _panel("题库技术验收表", "题库名称", record, table, counted)


def _panel(title: str, named: str, record: ExpertPanel, table: Flowable, more: str = "") -> Paper:
    head = f"{named}：{record.title}    版本：{record.edition or ''}"
    place = f"职业：{record.occupation}    日期：{facts.day(record.held_on)}    地点：{record.place or ''}"
    opinion = f"意见：{record.opinion}" if record.opinion else "意见：\n\n\n"
    conclusion = f"结论：{ticks(terms.CONCLUSION.options, record.conclusion)}"
    words: list[Flowable] = [Words(head, 11), gap(2), Words(place, 11), gap(3)]
    words += [Words(more, 11), gap(3)] if more else []
    signed = Words("组长（签字）：                        日期：      年    月    日", 11)
    return Paper(f"{title} {record.title}", [heading(title), gap(4), *words, table, gap(4), Words(opinion, 11), gap(3), Words(conclusion, 11), gap(10),
                                             signed])  # fmt: skip
