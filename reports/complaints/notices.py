"""The three written notices to a complainant (CMP-030): preliminary decision, extension, outcome.

Each says its case, what was decided and why, what comes next, and where else to turn (CMP-026). The seal, the signature
and the receipt are done by hand; the number of the document stands at the foot of the page.
"""

from collections.abc import Sequence

from reportlab.lib.pagesizes import A5, landscape
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from models.complaints.clock import DECISION
from models.complaints.tables import Complaint
from models.complaints.terms import KIND
from models.core.centre import Context
from reports.complaints import facts
from reports.kit import fonts
from reports.kit.page import A4_PORTRAIT, Paper
from reports.kit.text import EMPTY, TICKED, Words, gap, heading

_SIZE = 14
_SMALL = 12
_A5_MARGIN = 15 * mm


def preliminary(context: Context, case: Complaint) -> Paper:
    """F-COMPLAINT-NOTICE: whether the case is investigated, with the reason and the expected day of the decision."""
    title = "投诉受理书面通知" if case.investigate else "投诉不予调查书面通知"
    yes, no = (TICKED if case.investigate is answer else EMPTY for answer in (True, False))
    reason = case.screening_reason or case.screening or ""
    told = [
        f"你于{facts.day(case.received_on)}反映的“{_short(case.content)}”已登记（编号 {case.number}）。",
        f"经初步了解，决定  {yes}予以调查  {no}不予调查。",
        f"{'初步了解情况' if case.investigate else '理由'}：{reason}",
    ]
    if case.investigate:
        told.append(f"预计于{facts.day(facts.due(context, case, DECISION))}前作出处理结果。")
    return _letter(context, case, title, told)


def extension(context: Context, case: Complaint) -> Paper:
    """F-COMPLAINT-EXT, A5: why, and from which day to which."""
    last = case.extensions[-1]
    told = [
        f"你反映的事项（编号 {case.number}）原定于{facts.day(last.old_due)}前作出处理结果。",
        f"因{last.reason}，决定延长至{facts.day(last.new_due)}。",
    ]
    return _letter(context, case, "投诉处理延期通知", told, size=landscape(A5))


def outcome(context: Context, case: Complaint) -> Paper:
    """F-COMPLAINT-RESULT: the facts found, the decision, its basis, the measures."""
    about = facts.grounds(case) or KIND.show(case.kind)
    told = [f"你于{facts.day(case.received_on)}反映的事项（编号 {case.number}，{about}）已办理完毕，现将结果告知如下。"]
    parts = (("查明事实", case.facts), ("处理结果", case.decision), ("依据", case.basis), ("措施", case.measures))
    told += [f"{number}、{label}：{text}" for number, (label, text) in zip("一二三四", [one for one in parts if one[1]], strict=False)]
    return _letter(context, case, "投诉处理结果告知书", told)


def _letter(context: Context, case: Complaint, title: str, told: Sequence[str], size: tuple[float, float] = A4_PORTRAIT) -> Paper:
    small = size != A4_PORTRAIT
    points = _SMALL if small else _SIZE
    story: list[Flowable] = [heading(title, 16 if small else 20), gap(4 if small else 10)]
    story += [Words(f"{facts.complainant(case)}：", points), gap(1)]
    for line in (*told, f"如对本通知有异议，可向{facts.channel(context)}反映。"):
        story += [Words(f"\u3000\u3000{line}", points), gap(1 if small else 3)]
    story += [gap(4 if small else 14), Words(context.centre.name, points, fonts.KAI, "right"), gap(1),
              Words("（盖章）        ", points, align="right"), gap(1),
              Words("年    月    日", points, align="right"), gap(6 if small else 22),
              Words("送达方式：            签收人（签字）：            签收日期：    年    月    日", 10.5)]  # fmt: skip
    return Paper(f"{title} {case.number}", story, size, _A5_MARGIN if small else 25 * mm)


def _short(text: str | None, most: int = 120) -> str:
    """A letter quotes the beginning of a long complaint."""
    text = " ".join((text or "").split())
    return text if len(text) <= most else f"{text[:most]}……"
