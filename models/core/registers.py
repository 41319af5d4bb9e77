"""A register is declared once: its fields give list, form, filters, search, template, import and export."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, literal, not_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Load

from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Choice, Day, Flag, Kind, Many
from models.core.paging import Page, after_key, marks
from models.core.roles import ADMIN, SEEING, allowed, titles
from models.core.search import Hit, fold, query_terms, search

if TYPE_CHECKING:
    from models.core.intake import Intake

Compute = Callable[[Context, Any], Any]
FILTER_HITS = 5_000  # ids a text filter may match; beyond it the person is asked to type more


@dataclass(frozen=True)
class Field:
    """One fact of a record. `path` leads from the record to the value ("person.name"); or `compute` makes it.

    column: the mapped column behind it, when it may be sorted or filtered by. listed: shown in the list at first.
    mask: how those outside `clear_to` see it. also: further header words an import understands.
    """

    name: str
    label: str
    kind: Kind
    path: str = ""
    compute: Compute | None = None
    column: InstrumentedAttribute[Any] | None = None
    listed: bool = True
    sort: bool = False
    width: int = 110
    tone: Callable[[Context, Any], str] | None = None  # danger · caution · good · plain: pills in lists
    mask: Callable[[str], str] | None = None
    clear_to: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()
    imported: bool = False
    needed: bool = False  # an import row cannot be identified without it
    complete: bool = False  # a record without it is incomplete
    rule: str = ""  # the rule named when an imported value does not read
    begins: str = ""  # the field that takes the first day where one cell holds two (2024.3.25-2027.3.24)
    note: str = ""  # for the template's page of explanations

    def value(self, context: Context, record: Any) -> Any:
        if self.compute:
            return self.compute(context, record)
        value = record
        for part in (self.path or self.name).split("."):
            value = getattr(value, part) if value is not None else None
        return value

    def shown(self, context: Context, record: Any, *, clear: bool = False) -> str:
        """The value as text; masked unless `clear` is asked for and the person's role may see it whole."""
        text = self.kind.show(self.value(context, record))
        open_to_all = self.mask is None or (clear and context.actor.roles & self.clear_to)
        return text if open_to_all or not text else self.mask(text)  # type: ignore[misc]


@dataclass(frozen=True)
class Facet:
    """A filter with a few named answers: status, kind, year. `where(option, day)` is its criterion."""

    name: str
    label: str
    options: Mapping[str, str]
    where: Callable[[str, date], ColumnElement[bool]]


@dataclass(frozen=True)
class Register:
    """The declaration of one register. `order` names the sortable field the list opens with."""

    key: str
    title: str
    table: type[Any]  # a mapped class of records, or the audit entries
    fields: tuple[Field, ...]
    row: int  # the row of the permission matrix that lets a role read it
    order: str
    descending: bool = False  # the order the list opens with: newest first
    columns: tuple[str, ...] = ()  # names of the fields a list shows, in its order; empty: those that are `listed`
    area: str = ""
    group: str = ""
    within: Callable[[], ColumnElement[bool]] | None = None
    joins: tuple[str, ...] = ()  # what a page loads besides its rows: paths over relationships, may end in the one column wanted
    facets: tuple[Facet, ...] = ()
    create: tuple[str, ...] = ()  # commands that start a new record
    actions: tuple[str, ...] = ()  # commands on one record, the most usual first
    fits: Callable[[Context, Any], Sequence[str]] | None = None  # which of the actions make sense for a record, where not all do; its order
    forms: tuple[str, ...] = ()  # printable forms of one record
    list_forms: tuple[str, ...] = ()  # printable forms of the whole list
    describe: Callable[[Any], str] | None = None  # a record's title in one line
    subtitle: Callable[[Context, Any], str] | None = None
    notes: Callable[[Context, Any], list[Any]] | None = None  # findings that concern a record now
    related: Callable[[Context, Any], list[tuple[str, str, int]]] | None = None  # (text, register, id)
    find: Callable[[Any, str], Sequence[Any]] | None = None
    intake: "Callable[[], Intake] | None" = None
    searched_as: tuple[str, Any] | None = None  # found by the text of another register's records: (its key, the column that points there)
    visible: Callable[[Context], ColumnElement[bool]] | None = None  # the rows this person may know of (recusal)
    confidential: bool = False  # not told to the person it names: whoever he is, he learns of it by its own procedure (CMP-009)
    points: bool = False  # its rows only point to records of other registers; `visible` follows from theirs
    readers: frozenset[str] = field(default_factory=frozenset)

    @property
    def who_reads(self) -> frozenset[str]:
        return self.readers or allowed(self.row, SEEING)

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    @property
    def shown(self) -> tuple[Field, ...]:
        """The fields a list shows at first, in order."""
        if self.columns:
            return tuple(self.field(name) for name in self.columns)
        return tuple(field for field in self.fields if field.listed)

    @property
    def imports(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.imported)

    @property
    def sortable(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.sort)

    def title_of(self, record: Any) -> str:
        return self.describe(record) if self.describe else f"{self.title} {record.id}"


REGISTERS: dict[str, Register] = {}


def declare(register: Register) -> Register:
    if register.key in REGISTERS:
        raise ValueError(f"{register.key} is declared twice")
    REGISTERS[register.key] = register
    return register


@dataclass(frozen=True)
class View:
    """What a person looks at: text typed into the filter, facet answers, ranges by field, order.

    exact: by field, the value its column has and the words a person reads for it.
    order: a sortable field; empty is the order the register opens with, and `descending` then does not count.
    """

    text: str = ""
    facets: Mapping[str, str] = field(default_factory=dict)
    ranges: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)  # inclusive; None is open
    order: str = ""
    descending: bool = False
    exact: Mapping[str, tuple[Any, str]] = field(default_factory=dict)


def may_read(context: Context, register: Register) -> bool:
    return bool(context.actor.roles & register.who_reads)


def not_readable(context: Context, register: Register) -> list[Finding]:
    """Why this person may not open a register: GEN-001 for who only administers accounts, else GEN-003. [] when he may.

    Holds whatever the centre has switched off: a switch is no permission.
    """
    if may_read(context, register):
        return []
    rule = "GEN-001" if context.actor.roles == {ADMIN} else "GEN-003"
    params = {"found": titles(context.actor.roles), "expected": titles(register.who_reads)}
    return [Finding(rule, Severity.BLOCK, "", params)]


def may_see_whole(context: Context, subject: str, field: str) -> bool:
    """Whether the person's role may see a masked field of the record named table:id unmasked."""
    table = subject.partition(":")[0]
    registers = [one for one in REGISTERS.values() if one.table.__tablename__ == table and may_read(context, one)]
    masked = [one for register in registers for one in register.fields if one.name == field and one.mask]
    return any(context.actor.roles & one.clear_to for one in masked)


def sort_keys(register: Register, view: View) -> list[ColumnElement[Any]]:
    """The sort column and the id: NOT NULL, unique, indexed together."""
    chosen = register.field(view.order or register.order)
    return [chosen.column, register.table.id]


def runs_down(register: Register, view: View) -> bool:
    """Whether the list of a view runs from large to small."""
    return view.descending if view.order else register.descending


def query(context: Context, register: Register, view: View) -> Select[Any]:
    """The records of a view, without order."""
    statement = select(register.table)
    if register.within:
        statement = statement.where(register.within())
    if register.visible:
        statement = statement.where(register.visible(context))
    for facet in register.facets:
        if view.facets.get(facet.name):
            statement = statement.where(facet.where(view.facets[facet.name], context.today))
    for name, (low, high) in view.ranges.items():
        column = register.field(name).column
        statement = statement.where(and_(*([column >= low] if low is not None else []), *([column <= high] if high is not None else [])))
    for name, (value, _words) in view.exact.items():
        statement = statement.where(register.field(name).column == value)
    if view.text.strip():
        statement = statement.where(_text_criterion(context, register, view.text))
    return statement


def _text_criterion(context: Context, register: Register, typed: str) -> ColumnElement[bool]:
    if not query_terms(fold(typed)):  # one character: too little for the index, plenty for a sorted name
        names = [field.column for field in register.fields if field.column is not None and field.name == "name"]
        return names[0].contains(typed) if names else register.table.id > 0
    key, column = register.searched_as or (register.key, register.table.id)
    hits = search(context.db, typed, [key], FILTER_HITS)
    return column.in_([hit.record_id for hit in hits])


def _loading(table: Any, path: str) -> Any:
    """person · qualification.person · occupations.occupation (of these only the name: an index of its own has it)."""
    option: Any = Load(table)
    for name in path.split("."):
        attribute = getattr(table, name)
        if not hasattr(attribute.property, "mapper"):
            return option.load_only(attribute)
        option, table = option.joinedload(attribute), attribute.property.mapper.class_
    return option


def page(context: Context, register: Register, view: View, after: Page | None = None, size: int = 100) -> list[Any]:
    """Up to `size` records after a page's key (None: from the top), with what the list shows of them loaded."""
    statement = query(context, register, view).options(*(_loading(register.table, path) for path in register.joins))
    keys = sort_keys(register, view)
    if after is not None:
        statement = statement.where(after_key(keys, after, runs_down(register, view)))
    order = [key.desc() if runs_down(register, view) else key for key in keys]
    return list(context.db.scalars(statement.order_by(*order).limit(size)).unique())


def page_marks(context: Context, register: Register, view: View, every: int = 100) -> list[Page | None]:
    """The key before each page, in one scan: any page is then one jump away."""
    return marks(context.db, query(context, register, view), sort_keys(register, view), runs_down(register, view), every)


def count(context: Context, register: Register, view: View) -> int:
    inner = query(context, register, view).with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
    return int(context.db.scalar(inner) or 0)


def position(context: Context, register: Register, view: View, record_id: int) -> int | None:
    """How many records of a view stand before this one; None when the view does not hold it."""
    key = context.db.execute(query(context, register, view).where(register.table.id == record_id)
                             .with_only_columns(*sort_keys(register, view))).first()  # fmt: skip
    if key is None:
        return None
    (first, last), (first_value, last_value) = sort_keys(register, view), key
    down = runs_down(register, view)
    earlier = first > first_value if down else first < first_value
    tied = (first == first_value) & (last > last_value if down else last < last_value)
    before = query(context, register, view).where(earlier | tied).with_only_columns(func.count())
    return int(context.db.scalar(before) or 0)


def records(context: Context, register: Register, view: View) -> Iterable[Any]:
    """All records of a view, page by page: for exports and lists on paper."""
    key: Page | None = None
    while chunk := page(context, register, view, key, 1000):
        yield from chunk
        key = key_of(register, view, chunk[-1])


def key_of(register: Register, view: View, record: Any) -> Page:
    return tuple(getattr(record, str(column.key)) for column in sort_keys(register, view))


def default_filters(register: Register) -> list[Field]:
    """Fields that the filter bar offers as ranges (dates)."""
    return [field for field in register.fields if field.column is not None and isinstance(field.kind, Day)]


def find_hits(context: Context, typed: str, registers: Sequence[Register], limit: int = 50) -> list[Hit]:
    """Search hits in these registers, without the rows this person may not know of."""
    readable = {register.key: register for register in registers if may_read(context, register)}
    hits = search(context.db, typed, list(readable), limit) if readable else []
    hidden: set[tuple[str, int]] = set()
    for register in readable.values():
        ids = [hit.record_id for hit in hits if hit.register == register.key]
        if register.visible and ids:
            seen = set(context.db.scalars(select(register.table.id).where(register.table.id.in_(ids), register.visible(context))))
            hidden |= {(register.key, id_) for id_ in ids if id_ not in seen}
    return [hit for hit in hits if (hit.register, hit.record_id) not in hidden]


def may_know(context: Context, register: Register, record_id: int) -> bool:
    """Whether this person may know that a record exists: the register is readable and the row is visible."""
    if not may_read(context, register):
        return False
    if register.visible is None:
        return True
    return context.db.scalar(select(register.table.id).where(register.table.id == record_id, register.visible(context))) is not None


def known(context: Context, table: type[Any], found: Sequence[Any]) -> list[Any]:
    """Of these records of a table those this person may know of. A register with `visible` hides its rows everywhere."""
    hiding = [one.visible for one in REGISTERS.values() if one.table is table and one.visible]
    if not hiding or not found:
        return list(found)
    ids = [record.id for record in found]
    seen = set(context.db.scalars(select(table.id).where(table.id.in_(ids), *(visible(context) for visible in hiding))))
    return [record for record in found if record.id in seen]


def subject_known(context: Context, subject: str) -> bool:
    """Whether this person may know of the record named table:id; names without a register hide nothing."""
    name, _colon, id_ = subject.partition(":")
    table = next((one.table for one in REGISTERS.values() if one.table.__tablename__ == name and one.visible), None)
    if table is None or not id_.isdigit():
        return True
    return bool(known(context, table, [record] if (record := context.db.get(table, int(id_))) else []))


def of_known_subjects(context: Context, column: InstrumentedAttribute[str], tables: Container[str] | None = None) -> ColumnElement[bool]:
    """Rows that point by name (table:id) to records this person may know of: audit trail, printed documents. tables: the
    only ones that the rows asked about point to, where the asker has seen that."""
    hidden = [
        column.not_in(select(literal(f"{one.table.__tablename__}:") + cast(one.table.id, String)).where(not_(one.visible(context))))
        for one in REGISTERS.values()
        if one.visible and not one.points and (tables is None or one.table.__tablename__ in tables)
    ]  # fmt: skip
    return and_(true(), *hidden)


Noted = Callable[[Context, Any], list[Any]]
FLAGS: dict[type[Any], list[Noted]] = {}  # what areas above say of a lower area's records (an open appeal …)


def notes_of(context: Context, register: Register, record: Any) -> list[Any]:
    """The findings that concern a record now: its own area's and the flags of others."""
    own = register.notes(context, record) if register.notes else []
    return [*own, *(one for flag in FLAGS.get(register.table, ()) for one in flag(context, record))]


def allowed_values(kind: Kind) -> list[str]:
    """The labels a template offers as a drop-down."""
    if isinstance(kind, (Choice, Many)):
        return list(kind.options.values())
    if isinstance(kind, Flag):
        return [kind.show(True), kind.show(False)]
    return []
