"""The forms that can be printed, each declared once, and the one way to print one.

A declaration is light: the drawing modules (and reportlab with them) are imported when something is printed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from models.core.centre import Centre, Context
from models.core.findings import Finding, Severity, blocked
from models.core.registers import REGISTERS, Register, View, may_read, records
from models.core.roles import SEEING, allowed, matrix, titles
from resources.texts import _, pick

if TYPE_CHECKING:
    from reports.kit.page import Drawn, Paper

One = Callable[[Context, Any], "Paper | Drawn"]
Many = Callable[[Context, Iterable[Any], View], "Paper | Drawn"]
_AREAS = ("reports.people.declared", "reports.core.declared")


@dataclass
class Form:
    """A printable form. `one` makes it of a record, `many` of a list; `fits` tells for which records it is meant.

    row: the row of the permission matrix whose readers may print it. register: of the list, where `many` prints one.
    """

    id: str
    title: str
    registers: tuple[str, ...]
    row: int
    one: One | None = None
    many: Many | None = None
    fits: Callable[[Any], bool] = field(default=lambda record: True)

    @property
    def who_prints(self) -> frozenset[str]:
        return allowed(self.row, SEEING)


FORMS: dict[str, Form] = {}


@dataclass(frozen=True)
class Rendered:
    """What was printed; without `pdf` the findings say why not."""

    pdf: bytes = b""
    number: str = ""
    title: str = ""
    findings: tuple[Finding, ...] = ()


def form(form_id: str, title: str, *, registers: tuple[str, ...], row: int,
         fits: Callable[[Any], bool] = lambda record: True) -> Callable[[One], One]:  # fmt: skip
    """Declare a function of (context, record) → paper as the form of one record."""

    def declare(make: One) -> One:
        _declared(form_id, title, registers, row).one = make
        FORMS[form_id].fits = fits
        return make

    return declare


def list_form(form_id: str, title: str, *, registers: tuple[str, ...], row: int) -> Callable[[Many], Many]:
    """Declare a function of (context, records, view) → paper as a form of a whole list."""

    def declare(make: Many) -> Many:
        _declared(form_id, title, registers, row).many = make
        return make

    return declare


def _declared(form_id: str, title: str, registers: tuple[str, ...], row: int) -> Form:
    return FORMS.setdefault(form_id, Form(form_id, title, registers, row))


def load() -> dict[str, Form]:
    """Every form, declared by its area."""
    for name in _AREAS:
        import_module(name)
    return FORMS


def stands_against(context: Context, form_id: str, register: Register) -> list[Finding]:
    """PPL-ORG-010, GEN-003: who may neither read the register nor has the form's row may not print it."""
    declared, own = load()[form_id], context.actor.roles
    if own & declared.who_prints and may_read(context, register):
        return []
    action = _("打印{title}（{action}）").format(title=declared.title, action=pick(matrix()[declared.row]["action"]))
    return [Finding("PPL-ORG-010", Severity.BLOCK, "", {
        "action": action, "row": declared.row, "roles": titles(declared.who_prints & register.who_reads), "own": titles(own),
    })]  # fmt: skip


def render(centre: Centre, form_id: str, record_id: int, register: str = "") -> Rendered:
    """Print the form of one record: permission, number, PDF. register: where the id is one of several registers'."""
    declared = load()[form_id]
    shown = REGISTERS[register or declared.registers[0]]

    def make(context: Context) -> "tuple[Paper | Drawn, str] | None":
        record = context.db.get(shown.table, record_id)
        if record is None or declared.one is None or not declared.fits(record):
            return None
        return declared.one(context, record), f"{shown.table.__tablename__}:{record_id}"

    return _printed(centre, declared, shown, make, str(record_id))


def render_list(centre: Centre, form_id: str, view: View | None = None, register: str = "") -> Rendered:
    """Print a list form of what a view shows (default: the whole register)."""
    declared = load()[form_id]
    shown = REGISTERS[register or declared.registers[0]]
    looked_at = view or View()

    def make(context: Context) -> "tuple[Paper | Drawn, str] | None":
        if declared.many is None:
            return None
        return declared.many(context, records(context, shown, looked_at), looked_at), shown.key

    return _printed(centre, declared, shown, make, shown.title)


def preview(context: Context, form_id: str, record: Any) -> bytes:
    """The form of one record as it would be printed, without a number; nothing is recorded."""
    from reports.kit.page import Footer

    declared = load()[form_id]
    if declared.one is None:
        raise ValueError(f"{form_id} is the form of a list")
    return declared.one(context, record).pdf(Footer(form_id, "", context.now))


def _printed(centre: Centre, declared: Form, shown: Register,
             make: "Callable[[Context], tuple[Paper | Drawn, str] | None]", key: str) -> Rendered:  # fmt: skip
    from models.core.acts import call
    from models.core.files import digest_of
    from reports.kit.page import Footer

    with centre.reading() as context:
        findings = stands_against(context, declared.id, shown)
        if blocked(findings):
            return Rendered(findings=tuple(findings))
        made = make(context)
        if made is None:
            missing = Finding("SYS-005", Severity.BLOCK, "", {"label": shown.title, "key": key})
            return Rendered(findings=(missing,))
        paper, subject = made
        draft = paper.pdf(Footer(declared.id, "", context.now))
        title, printed_at = paper.title, context.now
    outcome = call(centre, "core.record_document", form=declared.id, subject=subject, title=title, digest=digest_of(draft))
    if not outcome.done:
        return Rendered(title=title, findings=tuple(outcome.findings))
    with centre.reading() as context:
        final, _subject = make(context) or (paper, subject)
        pdf = final.pdf(Footer(declared.id, outcome.value, printed_at))
    return Rendered(pdf, outcome.value, title, tuple(outcome.findings))
