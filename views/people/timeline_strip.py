"""A person's timeline: applied, examined, carded, appointed, assigned, evaluated, sanctioned, one line each."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from models.core.centre import Context
from models.core.registers import REGISTERS, may_know
from models.people.experts.queries import EXPERTS
from models.people.experts.tables import Expert
from models.people.queries import REGISTER_OF
from models.people.standing import Event, timeline
from models.people.tables import Qualification
from resources.texts import _
from views.kit import theme
from views.kit.asking import Asker
from views.kit.parts import label
from views.kit.shell import Shell

_ROW, _RADIUS, _DAY = 22, 4, 84
_SHOWN = 9  # the newest; the rest is in the history


def timeline_of(context: Context, record_id: int) -> tuple[Event, ...]:
    """The newest events of a qualification's person, oldest first; () where this person may not know of it."""
    record = context.db.get(Qualification, record_id)
    if record is None or not may_know(context, REGISTERS[REGISTER_OF[record.kind]], record_id):
        return ()
    return tuple(timeline(context, record.person)[-_SHOWN:])


def timeline_of_expert(context: Context, record_id: int) -> tuple[Event, ...]:
    """The same of an expert's person."""
    record = context.db.get(Expert, record_id)
    if record is None or not may_know(context, REGISTERS[EXPERTS], record_id):
        return ()
    return tuple(timeline(context, record.person)[-_SHOWN:])


class TimelineStrip(QWidget):
    ask = staticmethod(timeline_of)

    def __init__(self, shell: Shell, parent: QWidget | None = None):
        super().__init__(parent)
        self._reads = Asker(self, shell)
        self.line = _Line()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(_("资格历程"), "heading"))
        column.addWidget(self.line)

    def show_record(self, record_id: int) -> None:
        ask = self.ask
        self._reads.ask(lambda context: ask(context, record_id), self._heard)

    def _heard(self, events: tuple[Event, ...]) -> None:
        self.setVisible(bool(events))
        self.line.show_events(events)


class ExpertTimeline(TimelineStrip):
    ask = staticmethod(timeline_of_expert)


class _Line(QWidget):
    """Points below one another; the tone of a point is also in its words."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._events: tuple[Event, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("资格历程"))
        theme.watch.changed.connect(self.update)

    def show_events(self, events: tuple[Event, ...]) -> None:
        self._events = events
        self.setAccessibleDescription("；".join(f"{one.day} {one.words}" for one in events))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, _ROW * max(len(self._events), 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(12))
        at = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        for number, one in enumerate(self._events):
            middle = QPointF(_RADIUS + 2, number * _ROW + _ROW / 2)
            if number:
                painter.setPen(QPen(theme.color("edge"), 2))
                painter.drawLine(middle - QPointF(0, _ROW - _RADIUS), middle - QPointF(0, _RADIUS))
            ink = theme.pill(one.tone)[0]
            painter.setPen(QPen(ink, 2))
            painter.setBrush(ink)
            painter.drawEllipse(middle, _RADIUS, _RADIUS)
            painter.setPen(theme.color("muted"))
            painter.drawText(QRectF(20, number * _ROW, _DAY, _ROW), at, one.day.isoformat())
            painter.setPen(theme.color("ink") if one.tone == "plain" else ink)
            room = self.width() - 20 - _DAY
            words = painter.fontMetrics().elidedText(one.words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(20 + _DAY, number * _ROW, room, _ROW), at, words)
