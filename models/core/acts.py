"""The one way to write: a declared command, checked, carried out and audited in one transaction.

`call()` is the only place that opens a write transaction for people. What a person got wrong comes back as findings;
a warning is passed with a reason, which lands in the abnormal-operation records.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from models.core import audit, store
from models.core.centre import Actor, Centre, Context
from models.core.changes import Changes, name_of
from models.core.delegation import DelegatedAct, standing_in
from models.core.derived import Touched, bring_up
from models.core.findings import Finding, Severity, blocked, warnings, worst_first
from models.core.kinds import BadValue, Kind
from models.core.progress import Progress, Work, to_the_end
from models.core.roles import DIRECTOR, DOING, allowed, titles
from models.core.tables import AbnormalOperation, AuditEntry, Record, Setting
from resources.texts import _

_BEYOND = ("PPL-ORG-010", "GEN-003", "CRT-045")  # a refusal by these is itself audited

Default = Callable[[Context, Any], Any]


@dataclass(frozen=True)
class Param:
    """One thing a command asks for. `default` is a value, or a function of (context, record)."""

    name: str
    label: str
    kind: Kind
    required: bool = True
    default: Any = None
    help: str = ""
    secret: bool = False  # never written to the audit trail, never echoed
    options: Callable[[Context, Any], Mapping[str, str]] | None = None  # the choices, where the profile decides them

    def kind_for(self, context: Context, record: Any) -> Kind:
        """The kind with the choices of this centre; `kind` is then an empty Choice or Many."""
        return replace(self.kind, options=self.options(context, record)) if self.options else self.kind  # type: ignore[call-arg]

    def default_for(self, context: Context, record: Any) -> Any:
        return self.default(context, record) if callable(self.default) else self.default


@dataclass(frozen=True)
class Subject:
    """What kind of record a command acts on, and how a person names one (card number, ID number, name …)."""

    name: str
    label: str
    table: type[Record]
    find: Callable[[Session, str], Sequence[Record]]


@dataclass(frozen=True)
class Command:
    """A declared act: parameters, the row of the permission matrix, the rules it asks."""

    name: str
    title: str
    body: "Body"
    params: tuple[Param, ...] = ()
    subject: Subject | None = None
    row: int = 0
    letters: str = DOING
    rules: tuple[str, ...] = ()
    guard: Callable[[Context, Any], Iterable[Finding]] | None = None
    danger: bool = False
    only: frozenset[str] = frozenset()  # roles named outright, where the matrix has no row for the act
    also: frozenset[str] = frozenset()  # roles beside those of the row, with the reason in docs/decisions
    internal: bool = False  # called by the program itself, not offered to people in lists of actions

    @property
    def roles(self) -> frozenset[str]:
        return self.only or allowed(self.row, self.letters) | self.also

    def roles_in(self, profile: str) -> frozenset[str]:
        """Who may do it in a region: some cells of the matrix hold in one region only."""
        return self.only or allowed(self.row, self.letters, profile) | self.also

    @property
    def secrets(self) -> set[str]:
        return {param.name for param in self.params if param.secret}


@dataclass
class Outcome:
    """What became of a call. `done` is False when a rule refused, or a warning still wants its reason."""

    done: bool
    findings: list[Finding] = field(default_factory=list)
    record_id: int | None = None
    entry: int | None = None
    value: Any = None

    @property
    def needs_reason(self) -> bool:
        return not self.done and not blocked(self.findings) and bool(warnings(self.findings))


Body = Callable[..., Iterable[Finding | Progress] | None]
COMMANDS: dict[str, Command] = {}


def command(name: str, title: str, **declared: Any) -> Callable[[Body], Body]:
    """Declare a function of (unit, record?, **params) → findings as a command."""

    def declare(body: Body) -> Body:
        if name in COMMANDS:
            raise ValueError(f"{name} is declared twice")
        made = COMMANDS[name] = Command(name, title, body, **declared)
        taken = {"reason", made.subject.name if made.subject else ""}
        if any(param.name in taken for param in made.params):
            raise ValueError(f"{name}: `reason` passes warnings, the subject's name finds the record; a parameter needs another")
        return body

    return declare


class Unit(Context):
    """A context that may write. Whatever a command adds or changes is noted for the audit entry."""

    def __init__(self, context: Context, name: str, reason: str):
        super().__init__(**vars(context))
        self.command, self.reason = name, reason
        self.seq = audit.next_seq(self.db)
        self.changes = Changes(self.db, self.seq)
        self.touched = Touched(self.db)
        self.detail: dict[str, Any] = {}
        self.delegation: int | None = None  # by which this act is the director's
        self.value: Any = None
        self.last_steps: list[Callable[[], None]] = []
        self.later_steps: list[Callable[[], None]] = []

    def last(self, step: Callable[[], None]) -> None:
        """What a command changes outside the database (keys): done last before the commit, never for a refused act."""
        self.last_steps.append(step)

    def later(self, step: Callable[[], None]) -> None:
        """What cannot be taken back (erasing files): done once the act is committed."""
        self.later_steps.append(step)

    def add(self, record: Record) -> Record:
        """Store a new record; its id is known afterwards."""
        self.db.add(record)
        self.db.flush()
        return record

    def abnormal(self, findings: Iterable[Finding], subject: str) -> None:
        for finding in findings:
            sentence = self.rules[finding.rule].sentence(finding.params)
            self.db.add(AbnormalOperation(at=self.now, actor=self.actor.login, command=self.command, subject=subject,
                                          rule=finding.rule, sentence=sentence, reason=self.reason))  # fmt: skip

    def write_entry(self, subject: str, given: Mapping[str, Any], outcome: str, findings: Iterable[Finding]) -> None:
        detail = {"given": dict(given), "changes": self.changes.collected, "findings": [
            {"rule": finding.rule, "severity": finding.severity, "params": finding.params} for finding in findings
        ]} | self.detail  # fmt: skip
        entry = AuditEntry(seq=self.seq, at=self.now, actor=self.actor.login, command=self.command, subject=subject,
                           outcome=outcome, reason=self.reason, detail=audit.canonical(detail))  # fmt: skip
        audit.append(self.db, self.centre.audit_key, entry)


def permission(context: Context, declared: Command) -> list[Finding]:
    """PPL-ORG-010: the role is checked at the time of the act; a deputy has the director's in his field (PPL-ORG-002)."""
    roles = declared.roles_in(context.rules.profile)
    if context.actor.roles & roles or _delegation(context, declared):
        return []
    return [beyond(context, declared.title, declared.row, roles)]


def _delegation(context: Context, declared: Command) -> int | None:
    """By which delegation this person acts for the director; None where his own roles let him, or nothing does."""
    roles = declared.roles_in(context.rules.profile)
    return None if declared.only or context.actor.roles & roles else standing_in(context, declared.row, roles)


def _for_director(actor: Actor) -> Actor:
    return replace(actor, roles=actor.roles | {DIRECTOR})


def beyond(context: Context, action: str, row: int | None, roles: frozenset[str] = frozenset()) -> Finding:
    """The refusal of an act that is not this role's. Holds whatever the centre has switched off."""
    expected = _("{roles}（{action}，权限表第 {row} 行）").format(roles=titles(roles), action=action, row="—" if row is None else row)
    params = {"action": action, "row": row, "found": titles(context.actor.roles), "expected": expected}
    return Finding(_BEYOND[0], Severity.BLOCK, "", params)


def stands_against(context: Context, declared: Command, record: Any = None) -> list[Finding]:
    """What keeps this person from this act on this record, before any parameter is asked. For greyed actions."""
    findings = permission(context, declared)
    if not findings and declared.guard:
        if _delegation(context, declared):
            context = copy(context)
            context.actor = _for_director(context.actor)
        findings = list(declared.guard(context, record))
    return worst_first(findings)


def read_params(declared: Command, given: Mapping[str, Any], context: Context, record: Any) -> tuple[dict[str, Any], list[Finding]]:
    """Typed values of what was given, and a SYS-002 finding for each that is missing, unknown or does not read."""
    values, findings = {}, []
    for param in declared.params:
        kind = param.kind_for(context, record)
        try:
            value = kind.parse(given.get(param.name), context.today)
        except BadValue as bad:
            findings.append(_wrong(param.name, param.label, given[param.name], bad.expected))
            continue
        if value is None and not (param.name in given and not param.required):
            value = param.default_for(context, record)
        if value is None and param.required:
            findings.append(_wrong(param.name, param.label, "", kind.hint))
        values[param.name] = value
    known = {param.name for param in declared.params}
    findings += [_wrong(name, name, given[name], "、".join(known)) for name in given if name not in known]
    return values, findings


def _wrong(name: str, label: str, found: Any, expected: str) -> Finding:
    return Finding("SYS-002", Severity.BLOCK, name, {"label": label, "found": str(found), "expected": expected})


def call(centre: Centre, name: str, key: int | None = None, seen_version: int | None = None, /, *,
         reason: str = "", **given: Any) -> Outcome:  # fmt: skip
    """Carry out a command on a record (its id and the version the person saw), or refuse with findings.

    reason: passes warnings; each passed warning becomes an abnormal-operation record. Nothing is written unless all
    of it is; a refused permission is itself audited. Raises only for bugs and broken machines.
    """
    return to_the_end(calling(centre, name, key, seen_version, reason=reason, **given))


def calling(centre: Centre, name: str, key: int | None = None, seen_version: int | None = None, /, *,
            reason: str = "", **given: Any) -> Work[Outcome]:  # fmt: skip
    """`call` as long work: yields the Progress its body tells, and drops everything when it is closed before the end."""
    declared = COMMANDS[name]
    with store.writing(centre.engine) as db:
        audit.queue_for_head(db)
        unit = Unit(centre.context(db), name, reason.strip())
        subject = f"{declared.subject.table.__tablename__}:{key}" if declared.subject and key else ""
        gone = _moved_away(unit)
        if gone:
            return Outcome(False, gone, key)
        refused = permission(unit, declared)
        if refused:
            unit.write_entry(subject, {}, "refused", refused)
            db.commit()
            return Outcome(False, refused, key, unit.seq)
        unit.delegation = _delegation(unit, declared)
        if unit.delegation:
            unit.actor = _for_director(unit.actor)
        record = db.get(declared.subject.table, key) if declared.subject and key else None
        if _hidden(unit, declared, record):
            record = None
        findings = _unfit(declared, record, key, seen_version) or _clock_went_back(unit)
        if not blocked(findings):
            try:
                outcome = yield from _carry_out(unit, declared, record, given, findings)
            except StaleDataError:
                return Outcome(False, [Finding("SYS-001", Severity.BLOCK, "", {"when": "", "who": ""})], key)
            return outcome if outcome.done else _logged(centre, db, unit, subject, outcome)
        return Outcome(False, findings, key)


def _logged(centre: Centre, db: Session, tried: Unit, subject: str, outcome: Outcome) -> Outcome:
    """An act that went beyond the person's permission, or would issue without a pass, is dropped; the attempt is kept in
    the audit trail."""
    refused = [finding for finding in outcome.findings if finding.rule in _BEYOND and finding.severity is Severity.BLOCK]
    if refused:
        db.rollback()
        audit.queue_for_head(db)
        unit = Unit(centre.context(db), tried.command, tried.reason)
        unit.write_entry(subject, {}, "refused", refused)
        db.commit()
        outcome.entry = unit.seq
    return outcome


def _carry_out(unit: Unit, declared: Command, record: Any, given: Mapping[str, Any], findings: list[Finding]) -> Work[Outcome]:
    findings = findings + (list(declared.guard(unit, record)) if declared.guard else [])
    values: dict[str, Any] = {}
    if not blocked(findings):
        values, wrong = read_params(declared, given, unit, record)
        findings += wrong
    if not blocked(findings):
        arguments = (record,) if declared.subject else ()
        for told in declared.body(unit, *arguments, **values) or ():
            if isinstance(told, Progress):
                yield told
            else:
                findings.append(told)
    findings = worst_first(findings)
    waiting = warnings(findings) if not unit.reason else []
    if blocked(findings) or waiting:
        return Outcome(False, findings, record.id if record else None)
    unit.db.flush()
    acted_on = (name_of(record) if record else "") or ("" if "import" in unit.detail else _begun(unit, declared))
    unit.abnormal(warnings(findings), acted_on)
    if unit.delegation:
        unit.detail["delegation"] = unit.delegation
        unit.db.add(DelegatedAct(delegation_id=unit.delegation, at=unit.now, command=unit.command, subject=acted_on, seq=unit.seq))
    unit.db.flush()
    unit.changes.index()
    bring_up(unit, unit.touched, unit.seq)
    unit.write_entry(acted_on, {name: value for name, value in values.items() if name not in declared.secrets}, "done", findings)
    unit.db.flush()
    for step in unit.last_steps:
        step()
    unit.db.commit()
    for step in unit.later_steps:
        step()
    new_id = int(acted_on.rsplit(":", 1)[1]) if acted_on else None
    return Outcome(True, findings, new_id, unit.seq, unit.value)


def _begun(unit: Unit, declared: Command) -> str:
    """What a command without a subject acted upon: the record its register begins with, not a person that was made on the way."""
    from models.core.registers import REGISTERS

    tables = {one.table.__tablename__ for one in REGISTERS.values() if declared.name in one.create}
    begun = (change["record"] for change in unit.changes.collected if "before" not in change)
    return next((name for name in begun if name.partition(":")[0] in tables), unit.changes.subject)


def _hidden(unit: Unit, declared: Command, record: Any) -> bool:
    """A record its person may not know of is answered as one that does not exist."""
    from models.core.registers import known

    return record is not None and declared.subject is not None and not known(unit, declared.subject.table, [record])


def _unfit(declared: Command, record: Any, key: int | None, seen_version: int | None) -> list[Finding]:
    if declared.subject and record is None:
        return [Finding("SYS-005", Severity.BLOCK, "", {"label": declared.subject.label, "key": key or ""})]
    if record is not None and seen_version is not None and record.version != seen_version:
        return [Finding("SYS-001", Severity.BLOCK, "", {"seen": seen_version, "now": record.version, **_last_change(record)})]
    return []


def _last_change(record: Record) -> dict[str, str]:
    from sqlalchemy import inspect

    db = inspect(record).session
    entry = db.get(AuditEntry, record.entry) if db else None
    return {"when": entry.at.strftime("%m-%d %H:%M"), "who": entry.actor} if entry else {"when": "", "who": ""}


def _moved_away(unit: Unit) -> list[Finding]:
    """SYS-032: a window that was open when the centre was moved writes nothing more where nobody will look for it."""
    to = unit.db.scalar(select(Setting.value).where(Setting.name == "moved_to"))
    return [Finding("SYS-032", Severity.BLOCK, "", {"to": to})] if to else []


def _clock_went_back(unit: Unit) -> list[Finding]:
    """SYS-015: a real centre's clock that stands before the last entry is noticed, and wants a reason."""
    last = unit.db.get(AuditEntry, unit.seq - 1)
    if last is None or unit.centre.training or unit.now >= last.at:
        return []
    return [Finding("SYS-015", Severity.WARN, "", {"now": unit.now, "last": last.at})]
