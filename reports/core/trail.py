"""For an inspector: who did what (the audit trail of a period or of one record), and which warnings were passed."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import inspect, or_, select

from models.core.centre import Context
from models.core.changes import name_of
from models.core.identity import masked
from models.core.queries import sentence_of, subject_title, user_names
from models.core.registers import REGISTERS, View
from models.core.tables import AbnormalOperation, AuditEntry, Record
from reports.kit.grid import listing
from reports.kit.page import A4_LANDSCAPE, Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _

_SIZE = 8.5
_NAMES = ("title", "name", "number", "occupation", "card_number", "contract_number", "rule")
_NAMED = 6  # new records named in one line
_HIDDEN = {"id_no", "phone"}  # personal data that an inspector's list need not carry whole


def audit(context: Context, entries: Iterable[AuditEntry], view: View) -> Paper:
    """The entries of a period, in the order given; each with the first 16 characters of its link in the chain."""
    return _trail(context, _("操作日志"), _period(view), entries)


def history(context: Context, record: Record) -> Paper:
    """Everything that was done to one record and to what belongs to it (person, cards, appointments), oldest first."""
    subject = name_of(record)
    names = [name_of(one) for one in _belonging(record)]
    mentioned = [AuditEntry.detail.contains(f'"record":"{name}"') for name in names]
    statement = select(AuditEntry).where(or_(AuditEntry.subject.in_(names), *mentioned)).order_by(AuditEntry.seq)
    title = next((one.title_of(record) for one in REGISTERS.values() if isinstance(record, one.table)), subject)
    return _trail(context, _("操作记录"), title, context.db.scalars(statement))


def _belonging(record: Any) -> list[Record]:
    """A record with the person it is about and the rows that are only parts of it."""
    owner = getattr(record, "person", None)
    parts = [part for name in ("cards", "appointments", "occupations") for part in getattr(record, name, ())]
    terms = [term for card in getattr(record, "cards", ()) for term in card.terms]
    return [record, *([owner] if owner else []), *parts, *terms]


def abnormal(context: Context, records: Iterable[AbnormalOperation], view: View) -> Paper:
    """异常操作记录: each warning that was passed, with the reason given (GEN-002)."""
    people = user_names(context)
    rows = [
        [
            str(number),
            one.at.strftime("%Y-%m-%d %H:%M"),
            people.get(one.actor, one.actor),
            one.rule,
            one.sentence,
            one.reason,
            subject_title(context, one.subject),
        ]
        for number, one in enumerate(records, 1)
    ]
    heads = ("序号", "时间", "操作人", "规则", "事项", "理由", "对象")
    table = listing(heads, (10, 29, 22, 27, 82, 52, 35), rows, size=_SIZE, centred=(0,))
    return Paper(
        "异常操作记录",
        [heading("异常操作记录"), gap(2), _about(context, _period(view), len(rows)), gap(3), table],
        A4_LANDSCAPE,
    )


def _trail(context: Context, title: str, about: str, entries: Iterable[AuditEntry]) -> Paper:
    people, labels = user_names(context), _labels()
    rows = [
        [str(entry.seq), entry.at.strftime("%Y-%m-%d %H:%M"), people.get(entry.actor, entry.actor) or _("程序"),
         sentence_of(context, entry), _changed(entry, labels), entry.hash[:16]]
        for entry in entries
    ]  # fmt: skip
    heads = ("序号", "时间", "操作人", "操作", "变更", "校验值")
    table = listing(heads, (14, 29, 24, 70, 84, 36), rows, size=_SIZE, centred=(0,))
    return Paper(title, [heading(title), gap(2), _about(context, about, len(rows)), gap(3), table], A4_LANDSCAPE)


def _about(context: Context, text: str, count: int) -> Words:
    facts = [context.centre.name, context.centre.filing_no, text, _("共 {n} 条").format(n=count)]
    return Words("    ".join(fact for fact in facts if fact), 9, align="center")


def _period(view: View) -> str:
    first, last = view.ranges.get("at", (None, None))
    if first is None and last is None:
        return _("全部")
    return _("{first} 至 {last}").format(first=str(first or "…")[:10], last=str(last or "…")[:10])


def _labels() -> dict[str, dict[str, str]]:
    """Label of a stored column by table and column, as far as a register names it."""
    found: dict[str, dict[str, str]] = {}
    for register in REGISTERS.values():
        for field in register.fields:
            *owners, name = (field.path or field.name).split(".")
            owner: Any = register.table
            for step in owners:
                owner = inspect(owner).relationships[step].mapper.class_
            found.setdefault(owner.__tablename__, {}).setdefault(name, field.label)
    return found


def _changed(entry: AuditEntry, labels: dict[str, dict[str, str]]) -> str:
    """工作单位：甲 → 乙；… of changed records; how many records were made."""
    changes = json.loads(entry.detail).get("changes", [])
    made = [_made(change["after"]) for change in changes if "before" not in change]
    lines = [
        f"{_label(labels, change['record'], name)}：{_value(name, old)} → {_value(name, change['after'][name])}"
        for change in changes
        if "before" in change
        for name, old in change["before"].items()
    ]
    return "；".join(([_added(made)] if made else []) + lines)


def _label(labels: dict[str, dict[str, str]], record: str, name: str) -> str:
    return labels.get(record.partition(":")[0], {}).get(name, name)


def _made(after: dict[str, Any]) -> str:
    """By which of its facts a new record is best known."""
    return next((str(after[name]) for name in _NAMES if after.get(name)), "")


def _added(made: list[str]) -> str:
    named = list(filter(None, made))
    if len(made) == 1 and named:
        return _("新增：{name}").format(name=named[0])
    return (
        _("新增 {n} 条记录：{names}").format(n=len(made), names="、".join(named[:_NAMED]))
        if named
        else _("新增 {n} 条记录").format(n=len(made))
    )


def _value(name: str, value: Any) -> str:
    if value is None or value == "":
        return _("空")
    return masked(str(value)) if name in _HIDDEN else str(value)
