"""The one-pass set of a batch: every paper its region wants, as one PDF, or as a ZIP with one PDF a part and the page counts."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.pagesizes import A4

from models.assessment.exams.tables import ExamSession
from models.assessment.tables import Batch
from models.core.centre import Centre, Context
from models.core.progress import Progress, Work
from reports.assessment.exams import bags, cards, lists, posted, sheets
from reports.assessment.exams.cards import Made
from reports.assessment.exams.facts import Exam, exam_of
from reports.assessment.exams.pen import Pages, Pen
from reports.forms import Rendered, render

# name in ASM-ROM-010 → what it is called, how it is made
PARTS: dict[str, tuple[str, Callable[[Exam], Made]]] = {
    "distribution": ("考场分布表", lists.distribution), "ticket": ("准考证", cards.tickets), "door": ("门贴", cards.doors),
    "seat": ("座位签", cards.labels), "sign": ("签到表", sheets.sign_in), "draw": ("工位抽签登记表", sheets.draws),
    "station": ("实操考核工位号", cards.stations), "brief": ("考场简况表", sheets.briefs), "record": ("考场记录单", sheets.records),
    "skill_sheet": ("技能成绩登录表", sheets.skill_scores), "staff": ("现场工作人员签到表", lists.staff),
    "seat_map": ("座位分布图", posted.seat_maps), "timetable": ("考试时间表", posted.timetable), "board": ("考场板书模板", posted.boards),
    "wall_sign": ("考场标识、指示牌", posted.wall_signs), "staff_plan": ("考务人员安排表", lists.staff_plan),
    "seal_check": ("试卷密封检查确认表", bags.seal_checks), "cover": ("试卷袋封面、封条", bags.covers),
    "acceptance": ("考场准备（验收）记录", bags.acceptances), "notice": ("考核准备通知单", bags.notices),
}  # fmt: skip
_NUMBERED = ("sign", "draw", "brief", "record", "skill_sheet", "staff", "staff_plan", "seal_check", "acceptance", "notice")


@dataclass(frozen=True)
class Part:
    title: str
    pages: Made


def parts(exam: Exam) -> list[Part]:
    """The papers that the region's print set names (ASM-ROM-010), without those that would have no page."""
    made = [Part(PARTS[name][0], PARTS[name][1](exam)) for name in exam.rules["ASM-ROM-010"].value("forms")]
    return [part for part in made if part.pages]


def whole_set(context: Context, batch: Batch) -> Pages:
    """Everything for one batch, in the order of the region's list."""
    exam = exam_of(context, batch)
    return Pages(f"{exam.title} 考务文件", [page for part in parts(exam) for page in part.pages] or _nothing("本批次尚未编排考场和座位"))


def _nothing(why: str) -> Made:
    """One page that says why there is nothing: a document without a page is none."""

    def told(pen: Pen) -> None:
        pen.line(A4[0] / 2, A4[1] / 2, why, 14, align="center")

    return [(A4, told)]


def of_session(context: Context, one: ExamSession, name: str) -> Pages:
    """One paper of one session."""
    title, make = PARTS[name]
    exam = exam_of(context, one.batch, [one])
    return Pages(f"{title} {one.code}", make(exam) or _nothing(f"本场次不用{title}"), name in _NUMBERED)


def counted(context: Context, batch: Batch) -> dict[str, int]:
    """Title of each part and how many pages it has."""
    return {part.title: len(part.pages) for part in parts(exam_of(context, batch))}


def zipped(context: Context, batch: Batch) -> Work[bytes]:
    """A ZIP with one PDF a part, numbered in their order, and 页数.txt with the page counts."""
    exam, out, told = exam_of(context, batch), io.BytesIO(), []
    chosen = parts(exam)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for number, part in enumerate(chosen, 1):
            yield Progress(number - 1, len(chosen), part.title)
            name = f"{number:02d} {part.title}.pdf"
            packed.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), Pages(part.title, part.pages).pdf())
            told.append(f"{name}\t{len(part.pages)}")
        told.append("合计" + f"\t{sum(len(part.pages) for part in chosen)}")
        packed.writestr(zipfile.ZipInfo("页数" + ".txt", (1980, 1, 1, 0, 0, 0)), "\ufeff" + "\r\n".join(told))
    return out.getvalue()


def saved(centre: Centre, batch_id: int, path: Path) -> Work[Rendered]:
    """The set of a batch written to a file: a ZIP where its name says so, else one PDF. It is printed as the form F-EXAM-SET:
    the same permission, the same entry among the documents; nothing is written when that is refused."""
    yield Progress(0, 2, path.name)
    rendered = render(centre, "F-EXAM-SET", batch_id)
    if rendered.findings:
        return rendered
    content = rendered.pdf
    if path.suffix.lower() == ".zip":
        with centre.reading() as context:
            content = yield from zipped(context, context.db.get_one(Batch, batch_id))
    path.write_bytes(content)
    return rendered
