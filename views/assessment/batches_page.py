"""The page of batches: the register's own; a batch opens on a board of its own."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut

from models.core.registers import Register
from resources.texts import _
from views.assessment.batch_board import BatchBoard
from views.kit.parts import button
from views.kit.register_page import RegisterPage
from views.kit.shell import Shell


class BatchesPage(RegisterPage):
    """Enter or a double click in the list, or the button in the panel, opens the board over the page; Esc leads back."""

    def __init__(self, shell: Shell, register: Register):
        super().__init__(shell, register)
        self.board: BatchBoard | None = None
        self._open_button = button(_("打开批次页"), self._open_shown)
        self._open_button.hide()
        self.detail.put(self._open_button)
        self.detail.shown.connect(self._shown)
        self.table.opened.disconnect()
        self.table.opened.connect(self.open_board)

    def open_board(self, record_id: int) -> BatchBoard:
        """Show one batch on the whole page."""
        if self.board is None:
            self.board = BatchBoard(self._shell, self)
            self.board.left.connect(self.close_board)
            QShortcut(QKeySequence(Qt.Key.Key_Escape), self.board, self.close_board)
        self.board.setGeometry(self.rect())
        self.board.show_batch(record_id)
        self.board.show()
        self.board.raise_()
        self.board.back.setFocus()
        return self.board

    def close_board(self) -> None:
        if self.board is not None:
            self.board.hide()
        self.table.setFocus()

    def select(self, record_id: int) -> None:
        self.close_board()
        super().select(record_id)

    def refresh(self) -> None:
        super().refresh()
        if self.board is not None and self.board.isVisible():
            self.board.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.board is not None:
            self.board.setGeometry(self.rect())

    def _shown(self, record_id: int) -> None:
        self._open_button.setVisible(record_id > 0)

    def _open_shown(self) -> None:
        if self.detail.detail is not None:
            self.open_board(self.detail.detail.record_id)
