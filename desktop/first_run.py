"""Making a centre: a fictional one to try the program, or the real one with its profile, name, number and password."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop import settings
from desktop.jobs import Jobs
from desktop.new_centre import NewCentre, NewCentreForm
from desktop.recovery import RecoveryStep
from models.core.opening import create_embedded
from models.core.progress import Progress, Work
from models.core.refusals import Refused
from resources.texts import _
from views.kit.parts import button, clear, label
from views.kit.theme import mark

_WIDTH = 560


def making(new: NewCentre) -> Work[str]:
    """A new embedded centre; answers its recovery code."""
    yield Progress(0)
    return create_embedded(Path(new.folder), new.settings, new.password)


def making_demo(folder: Path) -> Work[Path]:
    """The fictional centre, small: a minute's look, not a load test."""
    from datetime import date

    from models.demo import make_demo

    yield from make_demo(folder, "s", date.today())
    return folder


def demo_folder() -> Path:
    return settings.folder() / "demo"


class FirstRun(QWidget):
    """`made` carries the folder of a centre that is ready to be opened; `left` when the person goes back."""

    made = Signal(str)
    left = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None):
        super().__init__(parent)
        mark(self, kind="page")
        self._jobs = jobs
        self._new: NewCentre | None = None
        self.message = label("", tone="danger", wrap=True)
        self._place = QWidget()
        self._place.setFixedWidth(_WIDTH)
        self._steps = QVBoxLayout(self._place)
        self._steps.setContentsMargins(0, 24, 0, 24)
        self._steps.setSpacing(12)
        grid = QGridLayout(self)
        grid.addWidget(self._place, 1, 1)
        for edge in (0, 2):
            grid.setRowStretch(edge, 1)
            grid.setColumnStretch(edge, 1)

    def ask(self, *, may_go_back: bool) -> None:
        """The first question: try, or begin for real. may_go_back: there is a sign-in page to return to."""
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(_("欢迎使用鉴台"), "title"))
        column.addWidget(label(_("数据只保存在这台电脑的一个加密文件夹里。"), "muted"))
        for title, words, chosen in (
            (_("先看看演练库"), _("虚构的机构、人员和记录，可随意操作，也可移动日期"), self.make_demo),
            (_("建立本机构的中心"), _("选择适用的文件，设定名称、备案号和密码"), self.show_form),
        ):
            choice = button(f"{title}\n{words}", chosen, "choice")
            choice.setMinimumHeight(72)
            column.addWidget(choice)
        if may_go_back:
            column.addWidget(button(_("返回登录"), self.left.emit, "link"))
        self.show_step(step)

    def show_form(self) -> None:
        form = NewCentreForm()
        form.given.connect(self.make)
        form.left.connect(self._back)
        self.show_step(form)

    def _back(self) -> None:
        self.ask(may_go_back=False)

    def make(self, new: NewCentre) -> None:
        self._new = new
        self._place.setEnabled(False)
        self._jobs.start(making(new), self._show_recovery, "", self._refused)

    def make_demo(self) -> None:
        """The fictional centre beside the settings; one that is there already is opened as it stands."""
        folder = demo_folder()
        if (folder / "centre.db").exists():
            self.made.emit(str(folder))
            return
        self._place.setEnabled(False)
        self.message.setText("")
        self._jobs.start(making_demo(folder), self._demo_made, _("准备演练库"), self._refused)

    def _demo_made(self, folder: Path) -> None:
        self._place.setEnabled(True)
        self.made.emit(str(folder))

    def _show_recovery(self, code: str) -> None:
        assert self._new is not None
        self._place.setEnabled(True)
        self.recovery = RecoveryStep(self._jobs, self._new.settings["name"], self._new.settings["filing_no"], code)
        self.recovery.finished.connect(self._finish)
        self.show_step(self.recovery)

    def _finish(self) -> None:
        assert self._new is not None
        self.made.emit(self._new.folder)

    def _refused(self, error: Exception) -> None:
        self._place.setEnabled(True)
        if not isinstance(error, (Refused, OSError)):
            raise error
        self.message.setText(error.sentence if isinstance(error, Refused) else _("不能写入：{why}").format(why=error))

    def show_step(self, step: QWidget) -> None:
        self.message = label("", tone="danger", wrap=True)
        clear(self._steps)
        self._steps.addWidget(step)
        self._steps.addWidget(self.message)
