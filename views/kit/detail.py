"""What the detail panel shows of one record, gathered in one read: texts only, no record leaves its session."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from models.core import acts, queries
from models.core.acts import COMMANDS, Command
from models.core.centre import Context
from models.core.changes import name_of
from models.core.findings import Finding
from models.core.registers import REGISTERS, Field, Register, may_know, notes_of
from models.core.roles import DOING, allowed
from models.core.tables import Attachment, Record
from resources.texts import _
from views.kit.findings import Described

KB, MB = 1024, 1024 * 1024
PERMISSION = "PPL-ORG-010"


@dataclass(frozen=True)
class Act:
    """One thing that can be done with the record; `against` says why it cannot be done now."""

    name: str
    title: str
    danger: bool
    against: Sequence[Described] = ()

    @property
    def by_role(self) -> bool:
        """Whether it is the person's role, not the record, that stands against it."""
        return any(one["rule"] == PERMISSION for one in self.against)


@dataclass(frozen=True)
class Fact:
    name: str
    label: str
    text: str
    tone: str = ""
    hidden: bool = False  # shown masked, and this person may see it whole


@dataclass(frozen=True)
class Kept:
    """An attachment: what it is and whether its content is still what was put in."""

    id: int
    version: int
    name: str
    note: str
    intact: bool = True


@dataclass(frozen=True)
class Detail:
    record_id: int
    version: int | None
    subject: str  # table:id, the way attachments and the audit trail point to it; "" for what has neither
    title: str
    subtitle: str
    acts: Sequence[Act]
    notes: Sequence[Described]
    facts: Sequence[Fact]
    history: Sequence[tuple[str, str, str]]
    attachments: Sequence[Kept]
    related: Sequence[tuple[str, str, int]]
    may_attach: bool
    forms: Sequence[str] = field(default_factory=tuple)


def detail_of(context: Context, register: Register, record_id: int) -> Detail | None:
    """None when the record is not there any more, or this person may not know of it."""
    record: Any = context.db.get(register.table, record_id) if may_know(context, register, record_id) else None
    if record is None:
        return None
    keeps = isinstance(record, Record)
    return Detail(
        record_id,
        record.version if keeps else None,
        name_of(record) if keeps else "",
        register.title_of(record),
        register.subtitle(context, record) if register.subtitle else "",
        [act_of(context, COMMANDS[name], record) for name in (register.fits(context, record) if register.fits else register.actions)],
        _described(context, notes_of(context, register, record)),
        [fact_of(context, one, record) for one in register.fields],
        queries.history(context, record) if keeps else (),
        [_kept(one) for one in queries.attachments(context, record)] if keeps else (),
        related_of(context, register, record),
        keeps and bool(register.actions) and bool(context.actor.roles & allowed(register.row, DOING)),
        register.forms,
    )


def act_of(context: Context, command: Command, record: Any) -> Act:
    against = acts.stands_against(context, command, record)
    return Act(
        command.name,
        command.title,
        command.danger,
        _described(context, [one for one in against if one.severity == "block"]),
    )


def fact_of(context: Context, one: Field, record: Any) -> Fact:
    text = one.shown(context, record)
    whole = one.shown(context, record, clear=True)
    return Fact(one.name, one.label, text, one.tone(context, record) if one.tone else "", text != whole)


def whole_value(context: Context, register: Register, record_id: int, name: str) -> str:
    """A masked field in full, for those who may see it; masked for the others."""
    record = context.db.get(register.table, record_id)
    return register.field(name).shown(context, record, clear=True) if record is not None else ""


def related_of(context: Context, register: Register, record: Any) -> list[tuple[str, str, int]]:
    """Links to other records that this person may read."""
    found = register.related(context, record) if register.related else []
    return [link for link in found if link[1] in REGISTERS and may_know(context, REGISTERS[link[1]], link[2])]


def _described(context: Context, findings: Sequence[Finding]) -> list[Described]:
    return [context.rules.describe(one) for one in findings]


def _kept(one: Attachment) -> Kept:
    return Kept(one.id, one.version, one.name, " · ".join(part for part in (one.kind, size_of(one.size)) if part))


def size_of(size: int) -> str:
    """A file's size for people: 4.2 MB, 310 KB."""
    return f"{size / MB:.1f} MB" if size >= MB else _("{n} KB").format(n=max(1, round(size / KB)))


def checked(context: Context, record_id: int) -> bool:
    """Whether an attachment's content is still the one put in (fixity)."""
    one = context.db.get(Attachment, record_id)
    return one is not None and queries.content_of(context, one) is not None


def content_of(context: Context, record_id: int) -> tuple[str, bytes | None, str]:
    """Name and content of an attachment, and why it stays shut; no content and no reason where the stored file is
    missing or was changed."""
    one = context.db.get(Attachment, record_id)
    if one is None:
        return "", None, ""
    shut = queries.opening_faults(context, one)
    if shut:
        rule = context.rules[shut[0].rule]
        return one.name, None, f"{rule.sentence(shut[0].params)}{rule.way_forward}"
    return one.name, queries.content_of(context, one), ""
