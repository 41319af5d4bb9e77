"""Record sheet, decision, interview record and list of misconduct cases. Layouts are proposed: the sources name them without showing them
(福建 附件8; 湖南 工作人员违规违纪处理规定; 河南 考务人员违纪处理办法 第六条、第七条, 突发事件处理办法 十六)."""

from collections.abc import Sequence
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from models.conduct import queries, terms
from models.conduct.tables import OPEN, MisconductCase
from models.conduct.terms import NOTE
from models.core.centre import Context
from models.core.queries import attachments, user_names
from reports.kit.grid import grid, listing
from reports.kit.page import A4_LANDSCAPE, Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _

_RECORD = """
| 姓名 | «name» | 岗位 | «post» |
| 证卡编号 | «card» | 批次／场次 | «batch» |
| 发现人 | «found_by» | 发现日期 | «found_on» |
| 违规事实 | «facts» | → | → |
| 证明材料 | «evidence» | → | → |
| 适用条款 | «clause» | → | → |
| 本人陈述<br>和谈话 | «said» | → | → |
| 处理 | «sanction» | → | → |
| 撤回证卡 | «card_back» | 可再派遣 | «again» |
| 通报所在单位 | «employer» | 解聘／移送 | «released» |
| 申诉 | «appeal» | → | → |
| 决定人<br>（签字） | «blank» | 评价机构<br>（盖章） | «decided» |
"""
_INTERVIEW = """
| 谈话时间 | «on» | 谈话地点 | «place» |
| 谈话人 | «asked_by» | 记录员 | «blank» |
| 被谈话人 | «who» | 身份 | «post» |
| 事由 | «about» | 案件编号 | «number» |
| 谈话内容 | «text» | → | → |
| 被谈话人<br>签字 | «blank» | 谈话人<br>签字 | «blank» |
"""
_WIDTHS = (30, 57, 30, 57)
_LIST = (("序号", 12.0), ("案件编号", 30.0), ("姓名", 22.0), ("岗位", 26.0), ("适用条目", 66.0), ("发现日期", 24.0), ("处理", 52.0), ("决定日期", 24.0))


def _day(value: date | None) -> str:
    return value.isoformat() if value and value != OPEN else ""


def _items(case: MisconductCase) -> str:
    return "\n".join(f"{code} {terms.words(code)}（{terms.clause(code)}）" for code in queries.codes(case))


def _again(case: MisconductCase) -> str:
    return _("不再派遣") if case.again_on == OPEN else _day(case.again_on)


def record(context: Context, case: MisconductCase) -> Paper:
    """F-STAFF-DISCIPLINE 工作人员违规违纪处理登记表."""
    files = "、".join(one.name for one in attachments(context, case))
    values = {
        "name": case.person.name, "post": case.post, "card": "、".join(held.card_number for held in case.person.qualifications if held.card_number),
        "batch": case.batch, "found_by": case.discovered_by, "found_on": _day(case.discovered_on), "facts": case.facts,
        "evidence": "\n".join(filter(None, (case.evidence, files))), "clause": _items(case),
        "said": "\n".join(f"{note.on} {NOTE.show(note.kind)} {note.who}：{note.text}" for note in case.notes),
        "sanction": "\n".join(filter(None, (terms.sanctions().show(case.sanctions), case.decision))),
        "card_back": _("是") if "withdraw_card" in case.sanctions else _("否"), "again": _again(case),
        "employer": " ".join(filter(None, (_day(case.employer_told_on), case.employer_letter))),
        "released": "／".join(day or "—" for day in (_day(case.released_on), _day(case.judicial_on))), "appeal": case.appeal,
        "decided": _day(case.decided_on), "blank": "",
    }  # fmt: skip
    sheet = grid(_RECORD, _WIDTHS, values, height=215 * mm, tall={3: 30, 4: 16, 5: 14, 6: 30, 7: 28, 11: 20})
    return _paper("工作人员违规违纪处理登记表", case, sheet)


def _paper(title: str, case: MisconductCase, *story: Flowable) -> Paper:
    return Paper(f"{title} {case.number}", [heading(title), gap(2), Words(case.number, 9, align="center"), gap(3), *story])


def decision(context: Context, case: MisconductCase) -> Paper:
    """F-STAFF-DECISION 违规违纪处理决定书: facts, clause, sanction, and where and until when to appeal (PPL-APL-001, 002)."""
    told = _("{name}（{post}）：\n　　经查，{facts}\n　　上述行为属于：\n{items}\n　　决定：{sanction}。{decision}").format(
        name=case.person.name, post=case.post, facts=case.facts, items="　　" + _items(case).replace("\n", "\n　　"),
        sanction=terms.sanctions().show(case.sanctions) or _("不予处理"), decision=case.decision,
    )  # fmt: skip
    again = _again(case)
    story = [gap(5), Words(told, 12)]
    if again:
        story += [gap(4), Words(_("　　派遣：{again}").format(again=again if case.again_on == OPEN else _("{day} 起可再派遣").format(day=again)), 12)]
    story += [gap(4), Words(_appeal(context), 12), gap(16)]
    head = user_names(context).get(case.decided_by, case.decided_by)
    story += [Words(_("{centre}（盖章）    主任：{head}    {day}").format(centre=context.centre.name, head=head, day=_day(case.decided_on)), 11,
                    align="right"), gap(10), Words(_("本人签收：                    年    月    日"), 11)]  # fmt: skip
    number = Words(case.document or case.number, 10, align="center")
    return Paper(f"违规违纪处理决定书 {case.number}", [heading("违规违纪处理决定书"), gap(2), number, *story])


def _appeal(context: Context) -> str:
    late = context.rules["PPL-APL-002"]
    told = _("　　如不服本决定，可在送达之日起 {days} 日内向单位纪检监察部门申诉，申诉期间不停止执行。")
    return told.format(days=late.value("days")) if late.active else _("　　如不服本决定，可向单位纪检监察部门申诉，申诉期间不停止执行。")


def interview(_context: Context, case: MisconductCase) -> Paper:
    """F-INTERVIEW 谈话笔录: the last interview of the case; without one a sheet to write on."""
    said = next((note for note in reversed(case.notes) if note.kind == "interview"), None)
    values = {
        "on": _day(said.on) if said else "", "place": said.place if said else "", "asked_by": said.asked_by if said else "",
        "who": said.who if said else case.person.name, "post": case.post if not said or said.who == case.person.name else "",
        "about": "；".join(terms.words(code) for code in queries.codes(case)), "number": case.number, "text": said.text if said else "", "blank": "",
    }  # fmt: skip
    return _paper("谈话笔录", case, grid(_INTERVIEW, _WIDTHS, values, height=215 * mm, tall={4: 140, 5: 20}))


def listed(context: Context, cases: Sequence[MisconductCase]) -> Paper:
    """W-DISCIPLINE 违规违纪处理一览表 of the list as it stands."""
    rows = [
        [str(n), case.number, case.person.name, case.post, _items(case), _day(case.discovered_on),
         terms.sanctions().show(case.sanctions) or terms.STATE.show(case.state), _day(case.decided_on)]
        for n, case in enumerate(cases, 1)
    ]  # fmt: skip
    about = Words(_("{centre}    共 {n} 件    {day}").format(centre=context.centre.name, n=len(rows), day=context.today), 9, align="center")
    table = listing([head for head, _width in _LIST], [width for _head, width in _LIST], rows, size=9, centred=(0, 5, 7))
    return Paper("违规违纪处理一览表", [heading("违规违纪处理一览表"), gap(2), about, gap(3), table], A4_LANDSCAPE)
