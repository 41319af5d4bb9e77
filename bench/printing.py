"""The papers of a batch of 500 in one pass, against a bare reportlab script that draws the very same pages.

The bare script is made from the pages themselves: every call on the canvas is noted once, without the frames that are
drawn once and referred to, and then repeated on a canvas of its own, QR codes made anew.
"""

import io
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bench import timing
from bench.places import DAY, Place
from bench.results import Result
from models.assessment.candidates.tables import Enrolment
from models.assessment.queries import find_batch
from models.assessment.tables import Batch
from models.core import store
from models.core.acts import call
from models.core.centre import Centre
from models.core.opening import TRAINING_PASSWORD, create_embedded, open_centre
from models.demo.inventing import person
from reports.kit import fonts

CANDIDATES, LIMIT, TIMES = 500, 1.5, 3
_SETTINGS = {"profile": "henan", "filing_no": "Y000041029001", "name": "考务演示中心", "training": "1"}
_EXAM = date(2026, 11, 28)


def measure(place: Place) -> Iterator[Result]:
    from reports.assessment.exams import whole

    with tempfile.TemporaryDirectory() as folder:
        create_embedded(Path(folder), _SETTINGS, TRAINING_PASSWORD, on=DAY)
        centre = open_centre(folder, "exam", TRAINING_PASSWORD, on=DAY)
        try:
            _fill(centre)
            with centre.reading() as context:
                one = find_batch(context.db, "B")[0]
                noted, counts = _noted(whole.whole_set(context, one)), whole.counted(context, one)
                _repeat(noted)  # both have met every glyph before they are timed
                ours, bare = [], []
                for _turn in range(TIMES):
                    ours.append(timing.cpu(lambda: whole.whole_set(context, one).pdf()))
                    bare.append(timing.cpu(lambda: _repeat(noted)))
        finally:
            centre.close()
    shown = f"{CANDIDATES} candidates, {sum(counts.values())} pages"
    yield Result("papers", "papers of a batch", shown, min(ours), LIMIT, min(bare), "bare reportlab", {"pages": counts})


def _fill(centre: Centre) -> None:
    with store.writing(centre.engine) as db:
        stamp = {"first_entry": 1, "entry": 1}
        one = Batch(code="B", name="2026-11 院校批次_车工_认定", occupation="车工", job="--", level=4, first_exam_day=_EXAM, last_exam_day=_EXAM,
                    profile="henan", state="approved", way="exam", **stamp)  # fmt: skip
        db.add(one)
        db.flush()
        for serial in range(CANDIDATES):
            who = person(7, serial)
            db.add(Enrolment(batch_id=one.id, id_kind="resident", id_no=who.id_no, name=who.name, sort_name=who.name, sex=who.sex, occupation="车工",
                             job="--", level=4, subjects=["theory", "skill"], way="exam", state="reviewed", **stamp))  # fmt: skip
        db.commit()
    for subject, kind, hour in (("theory", "theory", 9), ("skill", "practical", 14)):
        for number in range(1, 18):
            given: dict[str, Any] = {"site": "第一考点", "code": f"{kind[0].upper()}{number:02d}", "kind": kind, "capacity": 30}
            _done(call(centre, "assessment.add_room", **given))
        starts = datetime(2026, 11, 28, hour)
        made = call(centre, "assessment.plan_session", batch="B", subject=subject, site="第一考点", starts_at=str(starts),
                    ends_at=str(starts.replace(hour=hour + 2)))  # fmt: skip
        _done(made)
        _done(call(centre, "assessment.arrange_seats", made.record_id))
        _done(call(centre, "assessment.issue_tickets", made.record_id))


def _done(outcome: Any) -> None:
    if not outcome.done:
        raise RuntimeError(outcome.findings)


class _Noting:
    """A canvas that only notes what is asked of it."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Any:
        return lambda *given, **_named: self.calls.append((name, given))


def _noted(pages: Any) -> list[tuple[str, tuple[Any, ...]]]:
    from reports.assessment.exams import pen as drawing
    from reports.kit import marks

    class Whole(drawing.Pen):
        def once(self, name: str, draw: Any, size: Any) -> None:
            draw(self)

    canvas, made = _Noting(), marks.draw_qr
    marks.draw_qr = lambda _canvas, *given: canvas.calls.append(("qr", given))
    try:
        for size, page in pages.pages:
            canvas.setPageSize(size)
            page(Whole(canvas))
            canvas.showPage()
    finally:
        marks.draw_qr = made
    return canvas.calls


def _repeat(calls: list[tuple[str, tuple[Any, ...]]]) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    from reports.kit import marks

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1, initialFontName=fonts.face(fonts.SONG).chinese)
    for name, given in calls:
        if name == "qr":
            marks.draw_qr(canvas, *given)
        else:
            getattr(canvas, name)(*given)
    canvas.save()
    return out.getvalue()
