"""F-COMPLAINT-DOSSIER: the whole case as one PDF: contents, register sheet, notices, statements, history, attachments."""

import io
from dataclasses import dataclass
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Image, PageBreak

from models.complaints.queries import lateness
from models.complaints.tables import Complaint
from models.complaints.terms import ANSWER, LINK, NOTICE, STATE, WAY
from models.core.centre import Context
from models.core.queries import attachments, content_of, history
from models.core.tables import Attachment
from reports.complaints import facts, sheet
from reports.kit.grid import listing
from reports.kit.page import Footer, Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _

PDF, PICTURES = ".pdf", (".jpg", ".jpeg", ".png")


@dataclass
class Dossier:
    """A paper followed by the PDFs that were attached to the case, page by page."""

    title: str
    paper: Paper
    attached: list[bytes]

    def pdf(self, footer: Footer | None = None) -> bytes:
        front = self.paper.pdf(footer)
        if not self.attached:
            return front
        import pypdfium2

        whole = pypdfium2.PdfDocument(front)
        for content in self.attached:
            whole.import_pages(pypdfium2.PdfDocument(content))
        out = io.BytesIO()
        whole.save(out)
        return out.getvalue()


def dossier(context: Context, case: Complaint) -> Dossier:
    files = attachments(context, case)
    paper = Paper(_("投诉案卷 {number}").format(number=case.number), [])
    contents = {one.id: content_of(context, one) for one in files}
    story: list[Flowable] = [
        *_cover(context, case, files),
        PageBreak(),
        *sheet.story(context, case, paper.height),
        PageBreak(),
        *_record(context, case),
    ]
    for one in files:
        content = contents[one.id]
        if content and one.name.lower().endswith(PICTURES):
            story += [PageBreak(), Words(one.name, 10), gap(2), _picture(content, paper.width, paper.height - 40)]
    paper.story = story
    attached = [content for one in files if (content := contents[one.id]) and one.name.lower().endswith(PDF) and _opens(content)]
    return Dossier(paper.title, paper, attached)


def _cover(context: Context, case: Complaint, files: list[Attachment]) -> list[Flowable]:
    kept = context.rules["CMP-028"]
    rows = [
        (_("编号"), case.number), (_("投诉人"), facts.complainant(case)), (_("被投诉人"), facts.accused(case)),
        (_("事项"), facts.grounds(case)),
        (_("接到日期"), facts.day(case.received_on)), (_("办理情况"), STATE.show(case.state)),
        (_("超期"), "、".join(lateness(context, case)) or _("无")),
        (_("归档档号"), case.archive_no or ""),
        (_("档案类别和保管期限"), _("{kind}，{years} 年").format(kind=kept.value("kind"), years=kept.value("years"))),
    ]  # fmt: skip
    materials = [[str(number), one.kind, one.name, f"{one.added_at:%Y-%m-%d}", one.digest[:16]] for number, one in enumerate(files, 1)]
    table = listing((_("项目"), _("内容")), (45, 125), rows, size=10.5)
    story: list[Flowable] = [
        gap(16),
        heading(_("投诉举报案卷"), 24),
        gap(4),
        Words(context.centre.name, 12, align="center"),
        gap(10),
        table,
        gap(8),
    ]
    story += [Words(_("材料目录"), 12, "hei"), gap(2)]
    heads = (_("序号"), _("材料"), _("文件"), _("存入日期"), _("校验值"))
    story.append(listing(heads, (12, 28, 74, 26, 30), materials, centred=(0,)) if materials else Words(_("没有附件。"), 10.5))
    return story


def _record(context: Context, case: Complaint) -> list[Flowable]:
    """Notices, extensions, statements of the accused, links, and everything that was done."""
    story: list[Flowable] = [heading(_("办理记录")), gap(4)]
    notices = [
        [NOTICE.show(one.kind), str(one.sent_on), WAY.show(one.way), one.letter_no or "", facts.named(context, one.signed_by)]
        for one in case.notices
    ]
    story += _part(_("通知"), (_("类别"), _("日期"), _("方式"), _("文号"), _("经办")), (36, 28, 36, 40, 30), notices)
    extensions = [
        [str(one.decided_on), str(one.old_due), str(one.new_due), str(one.in_force_from or _("未通知")), one.reason]
        for one in case.extensions
    ]
    story += _part(_("延长"), (_("决定"), _("原期限"), _("延长至"), _("通知"), _("原因")), (26, 26, 26, 26, 66), extensions)
    asked = [[one.name, str(one.asked_on), one.question, ANSWER.show(one.outcome), one.answer or ""] for one in case.requests]
    story += _part(_("被投诉人说明"), (_("姓名"), _("日期"), _("要求"), _("情形"), _("答复")), (24, 24, 48, 20, 54), asked)
    links = [[LINK.show(one.kind), one.target, one.note or ""] for one in case.links]
    story += _part(_("后续处理"), (_("类别"), _("对象"), _("说明")), (36, 60, 74), links)
    done: list[list[str]] = [[when, who, what] for when, who, what in reversed(history(context, case))]
    return story + _part(_("经过"), (_("时间"), _("办理人"), _("事项")), (34, 30, 106), done)


def _part(title: str, heads: tuple[str, ...], widths: tuple[float, ...], rows: list[list[str]]) -> list[Flowable]:
    return [Words(title, 12, "hei"), gap(2), listing(heads, widths, rows), gap(6)] if rows else []


def _picture(content: bytes, wide: float, high: float) -> Flowable:
    """A picture as large as the page allows, never larger than it is at 150 dots an inch."""
    across, up = ImageReader(io.BytesIO(content)).getSize()
    scale = min(wide / across, high / up, 72 / 150)
    return Image(io.BytesIO(content), across * scale, up * scale)


def _opens(content: bytes) -> bool:
    """Whether an attached PDF can be read; a protected one is only named in the contents."""
    import pypdfium2

    try:
        document: Any = pypdfium2.PdfDocument(content)
        return len(document) > 0
    except pypdfium2.PdfiumError:
        return False
