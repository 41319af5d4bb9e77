"""The page of supervisions: the register's own; the on-site form opens over it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut

from models.core.registers import Register
from resources.texts import _
from views.kit.parts import button
from views.kit.register_page import RegisterPage
from views.kit.shell import Shell
from views.supervision.form_board import FormBoard


class VisitsPage(RegisterPage):
    """Enter or a double click in the list, or the button in the panel, opens the form; Esc leads back."""

    def __init__(self, shell: Shell, register: Register):
        super().__init__(shell, register)
        self.board: FormBoard | None = None
        self._open_button = button(_("打开情况表"), self._open_shown)
        self._open_button.hide()
        self.detail.put(self._open_button)
        self.detail.shown.connect(lambda record_id: self._open_button.setVisible(record_id > 0))
        self.table.opened.disconnect()
        self.table.opened.connect(self.open_board)

    def open_board(self, record_id: int) -> FormBoard:
        """Show the form of one supervision on the whole page."""
        if self.board is None:
            self.board = FormBoard(self._shell, self)
            self.board.left.connect(self.close_board)
            QShortcut(QKeySequence(Qt.Key.Key_Escape), self.board, self.close_board)
        self.board.setGeometry(self.rect())
        self.board.show()
        self.board.raise_()
        self.board.show_form(record_id)
        self.board.back.setFocus()
        return self.board

    def close_board(self) -> None:
        if self.board is not None:
            self.board.hide()
        self.table.setFocus()

    def select(self, record_id: int) -> None:
        self.close_board()
        super().select(record_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.board is not None:
            self.board.setGeometry(self.rect())

    def _open_shown(self) -> None:
        if self.detail.detail is not None:
            self.open_board(self.detail.detail.record_id)
