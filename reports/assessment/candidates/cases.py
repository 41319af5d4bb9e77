"""A correction with its explanation (F-CAND-CORRECT); a violation on paper (F-VIOLATION) and what the candidate is told (F-VIOLATION-NOTICE)."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from models.assessment.candidates import queries
from models.assessment.candidates.correcting import EXPLANATION
from models.assessment.candidates.tables import Correction, Enrolment, Violation
from models.assessment.candidates.terms import CERTIFICATE, CORRECTED, ONE_SUBJECT, PHASE, AnyLevel, rows
from models.core.centre import Context
from models.core.queries import attachments
from reports.kit.grid import Memo, grid
from reports.kit.marks import ticks
from reports.kit.page import Paper
from reports.kit.text import EMPTY, TICKED, Words, gap, heading

_WIDTHS = (34, 51, 34, 51)
_SIGN = "签字：      年  月  日"
_SEAL = "（盖章）    年  月  日"
_LEVEL = AnyLevel()

_CORRECTION = """
| 批次名称 | «batch» | 阶段 | «phase» |
| 姓名 | «name» | 证件号码 | «id_no» |
| 修改项目 | «field» | 证书编号 | «certificate» |
| 原信息 | «old» | 改为 | «new» |
| 情况说明 | «why» | → | → |
| 佐证材料 | «proof» | 错证寄回 | «sent» |
| 批次负责人 | «owner» | 鉴定站意见 | «centre» |
"""
_VIOLATION = """
| 姓名 | «name» | 准考证号 | «ticket» |
| 证件号码 | «id_no» | 批次/职业/等级 | «batch» |
| 考场/座位（工位） | «place» | 科目/时间 | «when» |
| 违纪事实 | «facts» | → | → |
| 物证 | «evidence» | 见证人 | «witnesses» |
| 适用条款 | «clause» | → | → |
| 考生陈述及签名 | «statement» | 监考人员签名 | «watching» |
| 处理意见 | «decision» | → | → |
| 现场考务负责人/主考 | «chief» | 评价机构 | «centre» |
| 证书处理（已发证） | «certificate» | → | → |
"""


def correction(context: Context, one: Correction) -> Paper:
    who = one.enrolment
    files = [each.name for each in attachments(context, one) if each.kind == EXPLANATION]
    sent = f"{TICKED}是　快递单号 {one.courier}" if one.wrong_sent_on else f"{EMPTY}是　快递单号 ____________"
    values: dict[str, str | Flowable] = {
        "batch": who.batch.name or who.batch.code, "phase": PHASE.show(one.phase), "name": who.name, "id_no": who.id_no,
        "field": CORRECTED.show(one.field), "certificate": one.certificate or "", "old": one.old, "new": one.new, "why": Memo(one.why),
        "proof": "、".join(files), "sent": sent, "owner": Memo("", _SIGN), "centre": Memo("", _SEAL),
    }  # fmt: skip
    return _paper("错误信息修改登记表及情况说明", who.name, _CORRECTION, values, {4: 60, 6: 30})


def record(context: Context, case: Violation) -> Paper:
    """With what is known; what the room writes stays blank."""
    one = case.enrolment
    values: dict[str, str | Flowable] = {
        "name": case.name, "id_no": case.id_no, "ticket": one.ticket or "" if one else "", "batch": _batch(case, one),
        "place": "/".join(part for part in (case.room, case.seat) if part), "when": f"{ONE_SUBJECT.show(case.subject)} {case.at:%Y-%m-%d %H:%M}",
        "facts": Memo(_facts(case)), "evidence": f"{TICKED if case.evidence else EMPTY}已收缴 {case.evidence or '____'} 件　{EMPTY}无法收集　{EMPTY}无",
        "witnesses": case.witnesses or "", "clause": _clause(case), "statement": Memo(case.statement or "", "签字：    （拒签注明）"),
        "watching": Memo("", "签字：      签字：      "), "decision": Memo(_decision(context, case)),
        "chief": Memo(case.decided_by or "", _day(case.decided_on)), "centre": Memo(case.confirmed_by or "", _SEAL),
        "certificate": ticks(CERTIFICATE.options, case.certificate),
    }  # fmt: skip
    return _paper("考生违纪违规行为登记表", f"{case.number} {case.name}", _VIOLATION, values, {3: 40, 6: 24, 7: 24, 8: 24}, case.number)


def notice(context: Context, case: Violation) -> Paper:
    """The decision as the candidate reads it; seal and receipt are done by hand."""
    when, subject = f"{case.at.year}年{case.at.month}月{case.at.day}日", ONE_SUBJECT.show(case.subject)
    told = [
        f"{case.name}：",
        f"　　你于{when}参加{_batch(case, case.enrolment)}{subject}考试时，{case.facts.rstrip('。')}。",
        f"　　依据违纪违规处理规定（{_clause(case)}），决定：{_decision(context, case)}。",
        "　　对处理决定有异议的，可向本机构投诉反映。",
    ]
    below = [Words(context.centre.name, 14, align="right"), gap(3), Words(_SEAL, 14, align="right"), gap(24),
             Words("送达签收：____________________　　　　年    月    日", 12)]  # fmt: skip
    title = "违纪违规处理告知书"
    body = [part for line in told for part in (Words(line, 14), gap(4))]
    return Paper(f"{title} {case.number} {case.name}", [heading(title, 20), gap(3), Words(f"编号：{case.number}", 10, align="right"), gap(8), *body, gap(20),
                                                        *below])  # fmt: skip


def _paper(title: str, about: str, layout: str, values: dict[str, str | Flowable], tall: dict[int, float], number: str = "") -> Paper:
    paper = Paper(f"{title} {about}", [])
    lines = "\n".join(line for line in layout.splitlines() if line.strip())
    head: list[Flowable] = [heading(title), gap(2), *([Words(f"编号：{number}", 9, align="right")] if number else []), gap(2)]
    paper.story = [*head, grid(lines, _WIDTHS, values, height=paper.height - 30 * mm, tall=tall)]
    return paper


def _batch(case: Violation, one: Enrolment | None) -> str:
    parts = (case.batch.name or case.batch.code if case.batch else "", one.occupation if one else "", _LEVEL.show(one.level) if one else "")
    return " ".join(part for part in parts if part)


def _facts(case: Violation) -> str:
    told = "、".join(at[11:16] for at in case.reminders)
    return case.facts + (f"\n提醒：{told}" if told else "")


def _clause(case: Violation) -> str:
    """The clause as the region's text names it, with its words."""
    row = rows("violation").get(case.code or "")
    return f"{row['clause']} {row['zh']}" if row else case.legal_basis or ""


def _decision(context: Context, case: Violation) -> str:
    ends = [ban.last_day for ban in queries.bans_of_case(context.db, case.id) if ban.last_day]
    until = f"（不得参加至 {max(ends)}）" if ends else ""
    return (case.decision or "") + until


def _day(day: object) -> str:
    return f"{day}" if day else _SIGN
