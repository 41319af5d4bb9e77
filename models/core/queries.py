"""What can be asked of the core: history of a record, attachments, saved views, clauses, what an import did."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import or_, select

from models.core.acts import COMMANDS
from models.core.centre import Context
from models.core.changes import name_of
from models.core.findings import Finding
from models.core.regulations import matches
from models.core.tables import Attachment, AuditEntry, Clause, PrintedDocument, Record, Regulation, SavedView, User
from resources.texts import _, said

_TELLING = ("decision", "why", "cause", "rule", "param", "value", "occupation", "grade", "agree")  # parameters worth a word in a line
HISTORY = 200  # entries shown of one record; the audit register has them all
_OWN_ACTS = {"core.create_centre": _("建立中心"), "core.migrate": _("升级数据结构")}  # of the program itself, not of a person


def history(context: Context, record: Record) -> list[tuple[str, str, str]]:
    """What happened to a record, newest first: (when, who, sentence)."""
    named = AuditEntry.subject == name_of(record)
    touched = AuditEntry.seq.in_([record.first_entry, record.entry])
    entries = context.db.scalars(select(AuditEntry).where(or_(named, touched)).order_by(AuditEntry.seq.desc()).limit(HISTORY))
    people = user_names(context)
    return [(entry.at.strftime("%Y-%m-%d %H:%M"), people.get(entry.actor, entry.actor), sentence_of(context, entry)) for entry in entries]


def user_names(context: Context) -> dict[str, str]:
    return {row.login: row.name for row in context.db.execute(select(User.login, User.name))}


def sentence_of(context: Context, entry: AuditEntry) -> str:
    """An audit entry in words: what was done, with its reason; refusals say so."""
    command = COMMANDS.get(entry.command)
    title = said(command.title) if command else _("建立中心")
    parts = [title if entry.outcome == "done" else _("被拒绝：{title}").format(title=title)]
    detail = json.loads(entry.detail)
    took = detail.get("import")
    if took:
        counts = _("{rows} 行，新增 {new}，变更 {changed}，未变 {unchanged}")
        parts.append(f"{took['file']}：{counts.format(**took)}")
    elif command:
        given = detail.get("given", {})
        told = [param for param in command.params if param.name in _TELLING and given.get(param.name)]
        parts += [param.kind_for(context, None).show(given[param.name]) for param in told]
    return " · ".join(parts + ([_("理由：{reason}").format(reason=entry.reason)] if entry.reason else []))


def subject_title(context: Context, subject: str) -> str:
    """What an entry or attachment is about, by the title its register gives the record: 罗兰静（考评人员）."""
    from models.core.registers import REGISTERS, may_know

    table, _colon, id_ = subject.partition(":")
    if table == Attachment.__tablename__ and id_.isdigit():
        attachment = context.db.get(Attachment, int(id_))
        return f"{attachment.name} · {subject_title(context, attachment.subject)}" if attachment else subject
    for register in REGISTERS.values():
        if register.table.__tablename__ == table and id_.isdigit() and may_know(context, register, int(id_)):
            row = select(register.table.id).where(register.table.id == int(id_))
            fits = register.within is None or context.db.scalar(row.where(register.within()))
            record = context.db.get(register.table, int(id_)) if fits else None
            if record is not None:
                return f"{register.title_of(record)}（{register.title}）"
    return subject


def attachments(context: Context, record: Record) -> list[Attachment]:
    statement = select(Attachment).where(Attachment.subject == name_of(record), Attachment.removed_on.is_(None))
    return list(context.db.scalars(statement.order_by(Attachment.id)))


Gate = Callable[[Context, Attachment], list[Finding]]
GATES: dict[str, Gate] = {}  # table → what stands against opening a file kept with its records (consultation of archives)


def opening_faults(context: Context, attachment: Attachment) -> list[Finding]:
    """What stands against this person opening an attachment; [] where its record asks nothing."""
    gate = GATES.get(attachment.subject.partition(":")[0])
    return gate(context, attachment) if gate else []


def content_of(context: Context, attachment: Attachment) -> bytes | None:
    """The bytes of an attachment; None when the stored file is missing or damaged."""
    from models.core.files import digest_of

    content = context.centre.files.get(attachment.stored_as)
    return content if content is not None and digest_of(content) == attachment.digest else None


def documents(context: Context, record: Record) -> list[PrintedDocument]:
    statement = select(PrintedDocument).where(PrintedDocument.subject == name_of(record))
    return list(context.db.scalars(statement.order_by(PrintedDocument.id.desc())))


def saved_views(context: Context, register: str) -> dict[str, dict[str, Any]]:
    statement = select(SavedView.name, SavedView.setup).where(SavedView.owner == context.actor.login, SavedView.register == register)
    return {row.name: row.setup for row in context.db.execute(statement.order_by(SavedView.name))}


def clauses_cited(context: Context, citation: str) -> Sequence[Clause]:
    """The clauses of the loaded regulations that a citation such as 考评人员管理办法 第十六条 names."""
    label = citation.replace("(", " (").split()[1:2]
    if not label:
        return []
    statement = select(Clause).join(Regulation).where(Regulation.withdrawn_on.is_(None))
    return [clause for clause in context.db.scalars(statement) if matches(citation, clause)]


def library(context: Context) -> Sequence[Regulation]:
    """The regulations the centre has loaded and not withdrawn, in the order of loading."""
    return list(context.db.scalars(select(Regulation).where(Regulation.withdrawn_on.is_(None)).order_by(Regulation.id)))


def clauses_of(context: Context, regulation_id: int) -> Sequence[Clause]:
    """All clauses of one regulation, in the order of its text."""
    return list(context.db.scalars(select(Clause).where(Clause.regulation_id == regulation_id).order_by(Clause.position)))


def find_clauses(context: Context, words: str) -> Sequence[Clause]:
    statement = select(Clause).join(Regulation).where(Regulation.withdrawn_on.is_(None), Clause.text.contains(words))
    return list(context.db.scalars(statement.order_by(Clause.regulation_id, Clause.position).limit(HISTORY)))
