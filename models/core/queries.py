"""What can be asked of the core: history of a record, attachments, saved views, clauses, what an import did."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select

from models.core.acts import COMMANDS
from models.core.centre import Context
from models.core.changes import name_of
from models.core.regulations import matches
from models.core.tables import Attachment, AuditEntry, Clause, PrintedDocument, Record, Regulation, SavedView, User
from resources.texts import _

HISTORY = 200  # entries shown of one record; the audit register has them all
_OWN_ACTS = {"core.create_centre": _("建立中心"), "core.migrate": _("升级数据结构")}  # of the program itself, not of a person


def history(context: Context, record: Record) -> list[tuple[str, str, str]]:
    """What happened to a record, newest first: (when, who, sentence)."""
    named = AuditEntry.subject == name_of(record)
    touched = AuditEntry.seq.in_([record.first_entry, record.entry])
    entries = context.db.scalars(select(AuditEntry).where(or_(named, touched)).order_by(AuditEntry.seq.desc()).limit(HISTORY))
    people = user_names(context)
    return [(entry.at.strftime("%Y-%m-%d %H:%M"), people.get(entry.actor, entry.actor), sentence_of(entry)) for entry in entries]


def user_names(context: Context) -> dict[str, str]:
    return {login: name for login, name in context.db.execute(select(User.login, User.name))}


def sentence_of(entry: AuditEntry) -> str:
    """An audit entry in words: what was done, with its reason; refusals say so."""
    title = COMMANDS[entry.command].title if entry.command in COMMANDS else _OWN_ACTS.get(entry.command, entry.command)
    parts = [title if entry.outcome == "done" else _("被拒绝：{title}").format(title=title)]
    detail = json.loads(entry.detail)
    given, took = detail.get("given", {}), detail.get("import")
    if took:
        counts = _("{rows} 行，新增 {new}，变更 {changed}，未变 {unchanged}")
        parts.append(f"{took['file']}：{counts.format(**took)}")
    said = [str(given[name]) for name in ("decision", "why", "cause", "file_name") if given.get(name)]
    return " · ".join(parts + said + ([_("理由：{reason}").format(reason=entry.reason)] if entry.reason else []))


def attachments(context: Context, record: Record) -> list[Attachment]:
    statement = select(Attachment).where(Attachment.subject == name_of(record), Attachment.removed_on.is_(None))
    return list(context.db.scalars(statement.order_by(Attachment.id)))


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
    return {name: setup for name, setup in context.db.execute(statement.order_by(SavedView.name))}


def clauses_cited(context: Context, citation: str) -> Sequence[Clause]:
    """The clauses of the loaded regulations that a citation such as 考评人员管理办法 第十六条 names."""
    label = citation.replace("(", " (").split()[1:2]
    if not label:
        return []
    statement = select(Clause).join(Regulation).where(Regulation.withdrawn_on.is_(None))
    return [clause for clause in context.db.scalars(statement) if matches(citation, clause)]


def find_clauses(context: Context, words: str) -> Sequence[Clause]:
    statement = select(Clause).join(Regulation).where(Regulation.withdrawn_on.is_(None), Clause.text.contains(words))
    return list(context.db.scalars(statement.order_by(Clause.regulation_id, Clause.position).limit(HISTORY)))
