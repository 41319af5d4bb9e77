"""What the dialog of a command begins with and how it is carried out: values only, no record leaves its session."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from models.core import acts, registers
from models.core.acts import Command, Outcome, Param
from models.core.centre import Centre, Context
from models.core.progress import Work
from models.core.registers import REGISTERS, Register, View, may_read
from models.core.tables import AuditEntry
from views.kit.findings import Described


@dataclass(frozen=True)
class Start:
    """The record as it stands now, the fields with the choices of this centre, and what stands against the act."""

    version: int | None
    title: str
    params: Sequence[Param]
    defaults: Mapping[str, Any]
    against: Sequence[Described]


@dataclass(frozen=True)
class Answer:
    """What became of a call. made: register and id of each record it made."""

    outcome: Outcome
    findings: Sequence[Described]
    made: Sequence[tuple[str, int]] = ()


def start_of(context: Context, command: Command, record_id: int | None) -> Start:
    """A command on a record that is not chosen yet has no fields: their defaults come from the record."""
    record: Any = context.db.get(command.subject.table, record_id) if command.subject and record_id else None
    if command.subject and record is None:
        return Start(None, "", (), {}, ())
    params = [replace(one, kind=one.kind_for(context, record), options=None) for one in command.params]
    return Start(
        record.version if record is not None else None,
        title_of(record),
        params,
        {one.name: one.default_for(context, record) for one in command.params},
        [context.rules.describe(finding) for finding in acts.stands_against(context, command, record)],
    )


def title_of(record: Any) -> str:
    """A record's line of title, by the register that holds its kind; "" where none does."""
    holder = next((one for one in REGISTERS.values() if isinstance(record, one.table)), None)
    return holder.title_of(record) if holder else ""


def carried_out(centre: Centre, name: str, key: int | None, version: int | None, reason: str, given: Mapping[str, Any]) -> Work[Answer]:
    """A command as long work, its findings put into words by the rules in force, and what it made."""
    outcome = yield from acts.calling(centre, name, key, version, reason=reason, **given)
    with centre.reading() as context:
        findings = [context.rules.describe(finding) for finding in outcome.findings]
        return Answer(outcome, findings, made_by(context, outcome) if outcome.done else ())


def made_by(context: Context, outcome: Outcome) -> list[tuple[str, int]]:
    """The records a call has made, as (register, id), each in the registers that hold it, in order of making."""
    entry = context.db.get(AuditEntry, outcome.entry)
    changes = json.loads(entry.detail)["changes"] if entry else []
    found = []
    for name, number in (one["record"].split(":") for one in changes if "before" not in one):
        holders = [one for one in REGISTERS.values() if one.table.__tablename__ == name]
        found += [(one.key, int(number)) for one in holders if holds(context, one, int(number))]
    return found


def holds(context: Context, register: Register, record_id: int) -> bool:
    """Whether a record stands in this register, for this person. Two registers may share a table."""
    return may_read(context, register) and registers.position(context, register, View(), record_id) is not None
