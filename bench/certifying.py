"""Numbers for a large roster; certificates as PDF, each with its code, against a bare reportlab script that draws the same."""

import io
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bench import networks, timing
from bench.places import DAY, Place
from bench.results import Result
from models.assessment.tables import Batch, PassRow, ScopeRow
from models.certificates.tables import Certificate, Roster
from models.core import store
from models.core.acts import call
from models.core.centre import Centre
from models.core.opening import TRAINING_PASSWORD, create_embedded, open_centre

NUMBERS, PAGES = {"s": 500, "m": 10_000, "l": 10_000}, {"s": 50, "m": 1_000, "l": 1_000}
_SECOND, _TIMES = 1_000, 1.5
_STAMP = {"first_entry": 1, "entry": 1}


def measure(place: Place) -> Iterator[Result]:
    people, pages = NUMBERS[place.size], PAGES[place.size]
    with tempfile.TemporaryDirectory() as folder:
        create_embedded(Path(folder) / "c", networks.SETTINGS, TRAINING_PASSWORD, on=DAY)
        roster = _roster(Path(folder) / "c", people)
        exam = open_centre(str(Path(folder) / "c"), "exam", TRAINING_PASSWORD, on=DAY)
        try:
            spent = timing.cpu(lambda: _done(exam, "certificates.assign_numbers", roster))
            yield Result("certify", "allocation of numbers, with audit and search", f"{people:,} numbers", spent, _SECOND)
            own, bare = _papers(exam, pages)
        finally:
            exam.close()
    limit = None if place.size == "s" else _TIMES
    yield Result("certify", "certificates with code as PDF", f"{pages:,} certificates", own, limit, bare, "a bare reportlab script")


def _papers(centre: Centre, pages: int) -> tuple[float, float]:
    from reports.certificates.certificate import certificates

    with centre.reading() as context:
        rows = list(context.db.scalars(select(Certificate).order_by(Certificate.id).limit(pages)))
        certificates(context, rows[:1]).pdf()  # fonts are read once
        own = timing.cpu(lambda: certificates(context, rows).pdf())
        told = [[str(getattr(row, name)) for name in ("name", "id_no", "occupation", "job", "level", "number", "agency", "issued_on")] for row in rows]
    return own, timing.cpu(lambda: _bare(told))


def _bare(told: list[list[str]]) -> bytes:
    """What anybody would write: text in the same font, a frame, and the code from reportlab's own widget."""
    from reportlab.graphics import renderPDF
    from reportlab.graphics.barcode.qr import QrCodeWidget
    from reportlab.graphics.shapes import Drawing
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfgen.canvas import Canvas

    from reports.kit.fonts import SONG, face

    font = face(SONG).chinese
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=landscape(A4))
    for words in told:
        canvas.rect(40, 40, 760, 500)
        canvas.setFont(font, 12)
        for line, text in enumerate(words * 2):
            canvas.drawString(60, 500 - 20 * line, text)
        drawing = Drawing(85, 85)
        drawing.add(QrCodeWidget(words[5], barWidth=85, barHeight=85))
        renderPDF.draw(drawing, canvas, 600, 60)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _roster(folder: Path, people: int) -> int:
    """An approved roster of one batch."""
    director = open_centre(str(folder), "director", TRAINING_PASSWORD, on=DAY)
    with store.writing(director.engine) as db:
        db.add(ScopeRow(occupation="电工", job="--", level=4, **_STAMP))
        db.add(Batch(code="B1", first_exam_day=date(2026, 10, 10), last_exam_day=date(2026, 10, 11), profile="henan", **_STAMP))
        rows: list[dict[str, Any]] = [
            {"id": n + 1, "version": 1, **_STAMP, "batch_code": "B1", "id_no": f"4101{n:014d}", "name": "张三", "sort_name": str(n), "occupation": "电工",
             "job": "--", "level": 4, "skill": 80.0, "state": "approved", "approved_on": date(2026, 10, 15)} for n in range(people)
        ]  # fmt: skip
        store.insert_many(db.connection(), PassRow.__table__, rows)
        db.commit()
    exam = open_centre(str(folder), "exam", TRAINING_PASSWORD, on=DAY)
    with director.reading() as context:
        batch = context.db.scalar(select(Batch.id))
    _done(exam, "certificates.make_roster", batch)
    with director.reading() as context:
        roster = context.db.scalar(select(Roster.id)) or 0
    _done(director, "certificates.approve_roster", roster)
    for centre in (exam, director):
        centre.close()
    return roster


def _done(centre: Centre, command: str, key: int | None) -> None:
    outcome = call(centre, command, key)
    assert outcome.done, outcome.findings
