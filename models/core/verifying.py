"""Proof that nothing was changed behind the program: the audit chain, its protection, attachments, derived data."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select, text

from models.core import audit
from models.core.centre import Context
from models.core.files import digest_of
from models.core.progress import Progress, Work
from models.core.tables import Attachment, AuditEntry, Base, SearchEntry
from resources.texts import _


@dataclass(frozen=True)
class Fault:
    """One broken thing: which part, where, and what is wrong in words."""

    part: str
    where: str
    text: str


Check = Callable[[Context], list[Fault]]
LEDGERS: dict[str, Check] = {}  # areas add the books that must balance


def verify(context: Context) -> Work[list[Fault]]:
    """Everything that can be proved of a centre; [] when all holds. The first fault of the chain is the first broken link."""
    faults: list[Fault] = []
    checks: list[tuple[str, Check]] = [
        (_("审计链"), _chain), (_("审计保护"), _protection), (_("附件"), _files), (_("检索"), _search), *LEDGERS.items(),
    ]  # fmt: skip
    for done, (name, check) in enumerate(checks):
        yield Progress(done, len(checks), name)
        faults += check(context)
    return faults


_WORDS = {"missing": _("缺少这一条"), "previous": _("与上一条不相连"), "content": _("内容与校验值不符，被改动过")}


def _chain(context: Context) -> list[Fault]:
    faults = [
        Fault("audit", str(seq), _("操作日志第 {seq} 条：{what}").format(seq=seq, what=_WORDS[what]))
        for seq, what in audit.broken_links(context.db, context.centre.audit_key)
    ]
    last = context.db.scalar(select(func.max(AuditEntry.seq))) or 0
    columns = [table.c.entry for table in Base.metadata.tables.values() if "entry" in table.c]
    newest = max(context.db.scalar(select(func.max(column))) or 0 for column in columns)
    if newest > last:
        words = _("操作日志到第 {last} 条为止，而记录指向第 {newest} 条：末尾被删去")
        faults.append(Fault("audit", str(last + 1), words.format(last=last, newest=newest)))
    return faults


def _protection(context: Context) -> list[Fault]:
    if context.db.get_bind().dialect.name == "sqlite":
        found = set(context.db.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'")))
        expected = {"audit_entry_no_update", "audit_entry_no_delete"}
    else:
        found = set(context.db.scalars(text("SELECT tgname FROM pg_trigger WHERE tgrelid = 'audit_entry'::regclass AND tgenabled <> 'D'")))
        expected = {"audit_entry_no_change"}
    return [Fault("protection", name, _("操作日志的保护 {name} 被移除").format(name=name)) for name in sorted(expected - found)]


def _files(context: Context) -> list[Fault]:
    faults = []
    for attachment in context.db.scalars(select(Attachment).where(Attachment.stored_as != "")):  # "": destroyed by the rules, its hash is kept
        content = context.centre.files.get(attachment.stored_as)
        if content is None or digest_of(content) != attachment.digest:
            faults.append(Fault("file", attachment.subject, _("附件“{name}”缺失或被改动").format(name=attachment.name)))
    return faults


def _search(context: Context) -> list[Fault]:
    entries = context.db.scalar(select(func.count()).select_from(SearchEntry))
    indexed = context.db.scalar(text("SELECT count(*) FROM search_grams"))
    words = _("检索索引 {indexed} 条，应为 {entries} 条").format(indexed=indexed, entries=entries)
    return [] if entries == indexed else [Fault("search", "", words)]

