"""The button 打印…: the forms of a record or of a list, each with its preview first."""

from collections.abc import Sequence

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from models.core.centre import Context
from models.core.progress import Progress, Work
from models.core.registers import Register, View
from resources.texts import _
from views.kit.asking import Asker
from views.kit.findings import Described
from views.kit.print_preview import PreviewDialog
from views.kit.shell import Shell

Made = tuple[bytes, list[Described]]  # a PDF, or what stands against it


class PrintMenu(QPushButton):
    """Offers the forms that the program can print."""

    def __init__(self, shell: Shell, register: Register, forms: Sequence[str], record_id: int | None = None,
                 parent: QWidget | None = None):  # fmt: skip
        """record_id: whose forms these are; None for forms of the list, which print `view`."""
        super().__init__(_("打印…"), parent)
        self._shell, self._register, self._forms, self._record = shell, register, forms, record_id
        self._asker = Asker(self, shell)
        self.view = View()
        self.setAutoDefault(False)
        self.clicked.connect(self._offer)

    def print_record(self, record_id: int) -> None:
        """From now on these are the forms of this record."""
        self._record = record_id

    def menu_of_forms(self) -> QMenu:
        from reports.forms import load

        declared, menu = load(), QMenu(self)
        for form_id in self._forms:
            if form_id in declared:
                action = menu.addAction(declared[form_id].title)
                action.setData(form_id)
                action.triggered.connect(self._chosen)
        return menu

    def _offer(self) -> None:
        menu = self.menu_of_forms()
        if len(menu.actions()) == 1:
            self.preview(menu.actions()[0].data())
        else:
            menu.exec(self.mapToGlobal(self.rect().bottomLeft()))

    def _chosen(self) -> None:
        self.preview(self.sender().data())  # type: ignore[attr-defined]

    def preview(self, form_id: str) -> None:
        """Show a form. A record's form is a draft until it is saved or printed; a list is numbered at once."""
        work = self._drafted(form_id) if self._record is not None else self._listed(form_id)
        self._asker.run(work, lambda made: self._show(form_id, made), _("准备预览"))

    def _drafted(self, form_id: str) -> Work[Made]:
        from reports import forms

        yield Progress(0)
        with self._shell.centre.reading() as context:
            against = forms.stands_against(context, form_id, self._register)
            record = context.db.get(self._register.table, self._record)
            unfit = forms.load()[form_id].unfit(record)
            if against or unfit:
                return b"", _described(context, against) or [_misfit(unfit)]
            return forms.preview(context, form_id, record), []

    def _listed(self, form_id: str) -> Work[Made]:
        from reports import forms

        yield Progress(0)
        made = forms.render_list(self._shell.centre, form_id, self.view, self._register.key)
        with self._shell.centre.reading() as context:
            return made.pdf, _described(context, made.findings)

    def _final(self, form_id: str) -> Work[tuple[bytes, str]]:
        from reports import forms

        assert self._record is not None
        yield Progress(0)
        made = forms.render(self._shell.centre, form_id, self._record, self._register.key)
        with self._shell.centre.reading() as context:
            return made.pdf, _sentences(_described(context, made.findings))

    def _show(self, form_id: str, made: Made) -> None:
        from reports.forms import load

        pdf, against = made
        if not pdf:
            self._shell.say(_sentences(against), "danger")
            return
        final = (lambda: self._final(form_id)) if self._record is not None else None
        PreviewDialog(self._shell, load()[form_id].title, pdf, self.window(), final).open()


def _described(context: Context, findings: Sequence) -> list[Described]:
    return [context.rules.describe(one) for one in findings]


def _misfit(expected: str) -> Described:
    return {"text": _("这张表用于{expected}").format(expected=expected)}


def _sentences(against: Sequence[Described]) -> str:
    return "\n".join(one["text"] for one in against) or _("这里没有可打印的内容")
