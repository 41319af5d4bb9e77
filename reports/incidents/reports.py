"""F-INCIDENT-FIRST, -STAGE, -FINAL: layouts proposed after 突发事件应急预案 二(二) and 四(二). What is signed stays blank."""

from collections.abc import Sequence
from datetime import datetime

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from models.core.centre import Context
from models.incidents import queries, rules, terms
from models.incidents.closing import course_so_far
from models.incidents.tables import Incident, IncidentEntry
from reports.kit.grid import Memo, grid, listing
from reports.kit.marks import ticks
from reports.kit.page import Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _

_SIGN = "年    月    日"
_WIDTHS = (30, 60, 28, 52)
_FIRST = """
| 事件编号 | «number» | 事件类别 | «kinds» |
| 发生时间 | «occurred» | 报告时间 | «told» |
| 考点/考场 | «place» | 批次/科目 | «batch» |
| 报告人/电话 | «reporter» | 接报人 | «receiver» |
| 报告方式 | «means» | 级别 | «rank» |
| 情况简述 | «summary» | → | → |
| 已采取措施 | «measures» | → | → |
| 需协助事项 | «help» | 签字 | «sign» |
"""
_FINAL = """
| 事件编号/类别/级别 | «what» |
| 发生时间、地点 | «where» |
| 原因 | «cause» |
| 处理经过 | «course» |
| 处理结果 | «result» |
| 社会影响 | «social_effect» |
| 经验教训及整改 | «lessons» |
| 责任认定/表扬 | «responsibility» |
| 报告人 / 评价机构负责人 | «sign» |
"""
_LONG = 420  # characters of the course beyond which it stands on an annex
_ABOVE = 34 * mm


def when(moment: datetime | None) -> str:
    return _("{y}年{m}月{d}日 {t}").format(y=moment.year, m=moment.month, d=moment.day, t=f"{moment:%H:%M}") if moment else ""


def place(record: Incident) -> str:
    return f"{record.site} {record.rooms}".strip()


def principles(context: Context, record: Incident) -> str:
    """INC-036, INC-060: the principles that head the form, where they hold."""
    asked = context.rules["INC-060" if "A1" in record.kinds else "INC-036"]
    return asked.sentence() if asked.active else ""


def _head(context: Context, record: Incident, title: str) -> list[Flowable]:
    drill = [Words(_("（演练）"), 12, "hei", "center")] if record.is_drill else []
    told = principles(context, record)
    return [heading(title), *drill, gap(2), Words(context.centre.name, 9, align="center"),
            *([Words(told, 9, align="center")] if told else []), gap(3)]


def _report_of(record: Incident) -> IncidentEntry | None:
    """The first report: to the site head, else to whoever was told first."""
    reports = [one for one in record.entries if one.kind == "report"]
    return next((one for one in reports if one.code == terms.SITE), reports[0] if reports else None)


def first(context: Context, record: Incident) -> Paper:
    """初次报告: when and to whom, with the lateness said where there is any."""
    told, rule = _report_of(record), context.rules["INC-020"]
    late = rules.minutes_late(record.discovered_at, told.at, rule) if told else 0
    chief = rule_title(context)
    values: dict[str, str | Flowable] = {
        "number": record.number, "kinds": terms.kind_names(record.kinds), "occurred": when(record.occurred_at or record.discovered_at),
        "told": (when(told.at) + (_("（迟 {n} 分钟）").format(n=late) if late else "")) if told else "",
        "place": place(record), "batch": " / ".join(filter(None, [record.batch, terms.SUBJECT.show(record.subject)])),
        "reporter": record.discovered_by, "receiver": told.to_whom if told else chief,
        "means": ticks(terms.MEANS.options, told.means if told else None), "rank": ticks(terms.CLASS.options, record.rank),
        "summary": Memo(record.summary), "measures": Memo(_measures(record)), "help": Memo(_help(record)), "sign": Memo("", _SIGN),
    }  # fmt: skip
    paper = Paper(f"突发事件初次报告 {record.number}", [])
    table = grid(_lines(_FIRST), _WIDTHS, values, height=170 * mm, tall={5: 40, 6: 34, 7: 24})
    chain = [Words(_("报告经过：") + _chain(record), 9)] if _chain(record) else []
    paper.story = [*_head(context, record, "突发事件初次报告"), table, gap(3), *chain]
    return paper


def rule_title(context: Context) -> str:
    """INC-006: in Fujian the chief examiner handles incidents; elsewhere the site head is told first."""
    return _("主考") if context.rules["INC-006"].active else terms.ADDRESSEE.show(terms.SITE)


def _chain(record: Incident) -> str:
    hops = [_("{time} {who}→{whom}（{means}）").format(time=f"{one.at:%H:%M:%S}", who=one.who, whom=one.to_whom,
                                                       means=terms.MEANS.show(one.means or None))
            for one in record.entries if one.kind == "report"]  # fmt: skip
    return "；".join(hops)


def _measures(record: Incident) -> str:
    return "\n".join(one.text for one in record.entries if one.kind in ("measures", "spare", "makeup"))


def _help(record: Incident) -> str:
    return "\n".join(_("{time} 拨打 {number}：{text}").format(time=f"{one.at:%H:%M}", number=one.code, text=one.text)
                     for one in record.entries if one.kind == "call")  # fmt: skip


def stage(context: Context, record: Incident) -> Paper:
    """阶段性报告: decisions and measures so far, who decided, who carried out, what came of it."""
    steps = [one for one in record.entries if one.kind in ("measures", "stage", "decision", "resume", "makeup", "spare", "restored")]
    number = sum(one.kind == "stage" for one in record.entries)
    rows: list[list[str | Flowable]] = [[f"{one.at:%m-%d %H:%M}", _told(one), one.approved_by or one.who, record.tracker,
                                         one.scope] for one in steps]
    head = _("事件编号：{number}    第 {n} 次    {kinds}    {place}").format(
        number=record.number, n=max(number, 1), kinds=terms.kind_names(record.kinds), place=place(record))  # fmt: skip
    table = listing(("时间", "决定/措施", "决定人", "执行人", "结果"), (26, 70, 24, 22, 28), rows)
    sign = KeepTogether([gap(4), Words(_("当前状态：{state}").format(state=terms.STATE.show(record.state)), 10.5), gap(8),
                         Words(_("报告人：                         ") + _SIGN, 10.5, align="right")])  # fmt: skip
    return Paper(f"突发事件阶段性报告 {record.number}", [*_head(context, record, "突发事件阶段性报告"), Words(head, 10), gap(2), table,
                                                         sign])


def _told(one: IncidentEntry) -> str:
    return f"{terms.ENTRY.show(one.kind)}：{one.text}" if one.kind != "decision" else one.text


def final(context: Context, record: Incident) -> Paper:
    """突发事件报告: the four parts with lessons and responsibility; a long course follows as an annex of its own."""
    course = course_so_far(context, record)
    annex = len(course) > _LONG
    values: dict[str, str | Flowable] = {
        "what": f"{record.number}　{terms.kind_names(record.kinds)}　{terms.CLASS.show(record.rank)}",
        "where": f"{when(record.occurred_at or record.discovered_at)}　{place(record)}",
        "cause": Memo(record.cause or ""), "course": Memo(_("见附页。") if annex else course), "result": Memo(_result(record)),
        "social_effect": Memo(record.social_effect or ""), "lessons": Memo("\n".join(filter(None, [record.lessons, record.plan_changes]))),
        "responsibility": Memo(_responsibility(record)), "sign": Memo("", _("签字：              （盖章）        ") + _SIGN),
    }  # fmt: skip
    paper = Paper(f"突发事件报告 {record.number}", [])
    tall = {2: 24, 3: 50 if not annex else 10, 4: 26, 5: 16, 6: 26, 7: 18, 8: 20}
    paper.story = [*_head(context, record, "突发事件报告"), grid(_lines(_FINAL), (34, 136), values, height=paper.height - _ABOVE,
                                                                 tall=tall)]
    if annex:
        paper.story += [Words(_("附页：处理经过"), 12, "hei"), gap(2), *_annex(course)]
    return paper


def _annex(course: str) -> Sequence[Flowable]:
    return [Words(line, 10.5) for line in course.splitlines()]


def _result(record: Incident) -> str:
    minutes = [_("{place} 补足 {n} 分钟，{end} 结束").format(place=one.place, n=one.granted,
                                                             end=f"{one.new_end:%H:%M}") for one in record.makeups]
    decisions = [terms.decision_name(code) for code in queries.decided(record) if code not in ("resume", "D17")]
    return "\n".join(filter(None, [record.result, "；".join(decisions), "；".join(minutes)]))


def _responsibility(record: Incident) -> str:
    parts = ((_("责任追究"), record.accountability), (_("表扬"), record.commendation))
    return "\n".join(f"{label}：{text}" for label, text in parts if text)


def _lines(layout: str) -> str:
    return "\n".join(line for line in layout.splitlines() if line.strip())
