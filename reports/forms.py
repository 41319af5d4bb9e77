"""The forms that can be printed, each declared once, and the one way to print one.

A declaration is light: the drawing modules (and reportlab with them) are imported when something is printed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from models.core.centre import Centre, Context
from models.core.changes import name_of
from models.core.findings import Finding, Severity
from models.core.registers import REGISTERS, Register, View, known, may_know, may_read, records
from models.core.roles import SEEING, allowed, titles
from resources.texts import _, officially

if TYPE_CHECKING:
    from reports.kit.page import Drawn, Footer, Paper


class Sheet(Protocol):
    """What a form makes: a paper, drawn pages, or a paper with what is attached to it."""

    @property
    def title(self) -> str: ...

    def pdf(self, footer: "Footer | None" = None) -> bytes: ...


One = Callable[[Context, Any], Sheet]
Many = Callable[[Context, Iterable[Any], View], "Paper | Drawn"]
Made = tuple[Sheet, str]  # a paper and the record it shows, as documents name it
ALL, CENTRE = "all", "centre"  # the word for a whole list; what a form without register is about
_AREAS = (
    "reports.people.declared", "reports.people.declared_training", "reports.people.declared_custody", "reports.people.declared_personal",
    "reports.people.declared_experts",
    "reports.complaints.declared", "reports.incidents.declared",
    "reports.archives.declared", "reports.assessment.declared", "reports.assessment.candidates.declared",
    "reports.assessment.scores.declared", "reports.certificates.declared",
    "reports.assignment.declared", "reports.statistics.declared", "reports.core.declared", "reports.assessment.exams.declared",
    "reports.assessment.onsite.declared", "reports.evaluation.declared", "reports.supervision.declared",
    "reports.conduct.declared",
)  # fmt: skip


def _fits_any(record: Any) -> str:
    return ""


@dataclass
class Form:
    """A printable form. `one` makes it of a record, `many` of a list.

    registers: whose records it prints, the usual one first; none for a form about the centre itself. row: the row of
    the permission matrix whose readers may print it. unfit: for a record it is not meant for, what would be; else "".
    """

    id: str
    title: str
    registers: tuple[str, ...]
    row: int
    one: One | None = None
    many: Many | None = None
    unfit: Callable[[Any], str] = field(default=_fits_any)
    keep: bool = False  # each print is kept with its record as a fixed copy

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
         unfit: Callable[[Any], str] = _fits_any, keep: bool = False) -> Callable[[One], One]:  # fmt: skip
    """Declare a function of (context, record) → paper as the form of one record."""

    def declare(make: One) -> One:
        if form_id in FORMS and FORMS[form_id].one is not None:
            raise ValueError(f"{form_id} is declared twice")
        _declared(form_id, title, registers, row).one = make
        FORMS[form_id].unfit, FORMS[form_id].keep = unfit, keep
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


def forms_for(register: Register, record: Any) -> list[Form]:
    """The forms that this record has."""
    return [FORMS[name] for name in register.forms if name in load() and not FORMS[name].unfit(record)]


def stands_against(context: Context, form_id: str, register: Register | None) -> list[Finding]:
    """PPL-ORG-010, GEN-003: who may neither read the register nor has the form's row may not print it."""
    declared, own = load()[form_id], context.actor.roles
    readers = declared.who_prints & register.who_reads if register else declared.who_prints
    if own & declared.who_prints and (register is None or may_read(context, register)):
        return []
    return [refusal(context, _("打印{title}").format(title=declared.title), declared.row, readers)]


def refusal(context: Context, action: str, row: int, roles: frozenset[str]) -> Finding:
    """PPL-ORG-010 in the words of the command that refuses the same way."""
    expected = _("{roles}（{action}，权限表第 {row} 行）").format(roles=titles(roles), action=action, row=row)
    return Finding("PPL-ORG-010", Severity.BLOCK, "", {
        "action": action, "row": row, "found": titles(context.actor.roles), "expected": expected,
    })  # fmt: skip


def render(centre: Centre, form_id: str, record_id: int, register: str = "") -> Rendered:
    """Print the form of one record: permission, number, PDF. register: which one the id is of; "": the form's first."""
    declared = load()[form_id]
    shown = REGISTERS[register or declared.registers[0]]

    def make(context: Context) -> "Made | Finding":
        record = context.db.get(shown.table, record_id)
        if record is None or declared.one is None or not may_know(context, shown, record_id):
            return Finding("SYS-005", Severity.BLOCK, "", {"label": shown.title, "key": record_id})
        expected = declared.unfit(record)
        if expected:
            found = shown.title_of(record)
            return Finding(
                "SYS-002", Severity.BLOCK, "", {"label": declared.title, "found": found, "expected": expected}
            )
        return declared.one(context, record), name_of(record)

    return _printed(centre, declared, shown, make)


def render_list(centre: Centre, form_id: str, view: View | None = None, register: str = "") -> Rendered:
    """Print a list form of what a view shows; without one, of the whole register."""
    declared, looked_at = load()[form_id], view or View()
    names = [register] if register else declared.registers
    shown = REGISTERS[names[0]] if names else None

    def make(context: Context) -> "Made | Finding":
        if declared.many is None:
            return Finding(
                "SYS-002", Severity.BLOCK, "", {"label": declared.title, "found": _("清单"), "expected": _("一条记录")}
            )
        return declared.many(
            context, records(context, shown, looked_at) if shown else (), looked_at
        ), shown.key if shown else CENTRE

    return _printed(centre, declared, shown, make)


def render_named(centre: Centre, form_id: str, key: str) -> Rendered:
    """Print what a person names on the command line: "all" for the list, else a card number, ID number, name …

    A name that fits no record, or several, is answered with a finding. Raises KeyError for an unknown form.
    """
    declared = load()[form_id]
    if key == ALL or not declared.registers:
        return render_list(centre, form_id)
    with centre.reading() as context:
        named = [
            (register, record.id)
            for register in (REGISTERS[name] for name in declared.registers)
            for record in (known(context, register.table, register.find(context.db, key)) if register.find and may_read(context,
                                                                                                                        register) else ())
            if not declared.unfit(record)
        ]
        if not named:
            refused = stands_against(context, form_id, REGISTERS[declared.registers[0]])
            label = REGISTERS[declared.registers[0]].title
            return Rendered(
                findings=tuple(refused or [Finding("SYS-005", Severity.BLOCK, "", {"label": label, "key": key})])
            )
    register, record_id = named[0]
    if len([one for one in named if one[0] is register]) > 1:
        found = _("{key}（{n} 条）").format(key=key, n=len(named))
        params = {"label": register.title, "found": found, "expected": _("只对应一条记录的编号")}
        return Rendered(findings=(Finding("SYS-002", Severity.BLOCK, "", params),))
    return render(centre, form_id, record_id, register.key)


def preview(context: Context, form_id: str, record: Any) -> bytes:
    """The form of one record as it would be printed, without a number; nothing is recorded."""
    from reports.kit.page import Footer

    declared = load()[form_id]
    if declared.one is None:
        raise ValueError(f"{form_id} is the form of a list")
    with officially():
        return declared.one(context, record).pdf(Footer(form_id, "", context.now))


def _printed(
    centre: Centre, declared: Form, shown: Register | None, make: "Callable[[Context], Made | Finding]"
) -> Rendered:
    """The draft's digest is recorded, the number it gets is printed on the final paper."""
    from models.core.acts import call
    from models.core.files import digest_of
    from reports.kit.page import Footer

    with centre.reading() as context:
        findings = stands_against(context, declared.id, shown)
        if findings:
            return Rendered(findings=tuple(findings))
    with officially(), centre.reading() as context:
        made = make(context)
        if isinstance(made, Finding):
            return Rendered(findings=(made,))
        paper, subject = made
        digest, printed_at = digest_of(paper.pdf(Footer(declared.id, "", context.now))), context.now
    outcome = call(centre, "core.record_document", form=declared.id, subject=subject, title=paper.title, digest=digest)
    if not outcome.done:
        return Rendered(title=paper.title, findings=tuple(outcome.findings))
    with officially(), centre.reading() as context:
        made = make(context)
        if isinstance(made, Finding):
            return Rendered(findings=(made,))
        pdf = made[0].pdf(Footer(declared.id, outcome.value, printed_at))
    if declared.keep:
        name = f"{outcome.value} {paper.title}.pdf"
        call(centre, "core.keep_copy", subject=subject, kind=declared.title, name=name, stored_as=centre.files.put(pdf),
             digest=digest_of(pdf), size=len(pdf))
    return Rendered(pdf, outcome.value, paper.title, tuple(outcome.findings))
