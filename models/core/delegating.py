"""The director delegates, ends a delegation, takes note of what was decided meanwhile (PPL-ORG-002)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import resources
from models.core.acts import COMMANDS, Param, Subject, Unit, command
from models.core.centre import Context
from models.core.commands import find_user
from models.core.dates import DAY
from models.core.delegation import DelegatedAct, Delegation
from models.core.due import AREAS, DueItem
from models.core.findings import Finding
from models.core.kinds import Day, Many, Moment, Text
from models.core.queries import subject_title, user_names
from models.core.registers import Facet, Field, Register, declare, of_known_subjects
from models.core.roles import BUSINESS, DIRECTOR
from resources.texts import _, pick

Findings = Iterator[Finding]
GIVEN, DONE = "core.delegations", "core.delegated"
_HEAD = frozenset({DIRECTOR})
D, A = Delegation, DelegatedAct


def fields() -> Many:
    """The fields that can be delegated: the groups of the matrix."""
    groups = resources.toml("rules", "permissions.toml")["group"]
    return Many({zh: str(pick({"zh": zh, "en": en})) for zh, en in groups.items()})


def find_delegation(db: Session, text: str) -> Sequence[Delegation]:
    words = text.strip()
    return list(db.scalars(select(D).where((D.login == words.lower()) | (D.name == words)).order_by(D.id.desc())))


DELEGATION = Subject("delegation", _("授权"), Delegation, find_delegation)
NOTED = Subject("act", _("代行决定"), DelegatedAct, lambda _db, _text: [])


@command("core.delegate", _("授权副主任"), only=_HEAD, rules=("PPL-ORG-002", "SYS-002", "SYS-005", "SYS-014"), params=(
    Param("account", _("账号"), Text(60), help=_("副主任的用户名或姓名")), Param("fields", _("分管范围"), fields()),
    Param("starts_on", _("开始日期"), Day(), default=lambda context, _record: context.today), Param("ends_on", _("截止日期"), Day()),
    Param("document", _("授权文号"), Text(60), required=False),
))  # fmt: skip
def delegate(unit: Unit, account: str, fields: list[str], starts_on: date, ends_on: date, document: str | None) -> Findings:
    """From the first to the last day, both inclusive, the account decides in these fields what the director decides."""
    rule = unit.rules["PPL-ORG-002"]
    if not rule.active:
        yield from unit.rules["SYS-002"].found("", label=_("授权"), found=_("已停用"), expected=rule.title)
    users = [user for user in find_user(unit.db, account) if user.disabled_on is None]
    if len(users) != 1:
        yield from unit.rules["SYS-005"].found("account", label=_("账号"), key=account)
        return
    user = users[0]
    if DIRECTOR in user.roles or not set(user.roles) & set(BUSINESS):
        yield from unit.rules["SYS-002"].found("account", label=_("账号"), found=user.name, expected=_("主任以外有业务岗位的账号"))
    if ends_on < starts_on:
        yield from unit.rules["SYS-014"].found("ends_on", label=_("截止日期"), found=ends_on, other=_("开始日期"), expected=f"≥ {starts_on}")
    unit.add(Delegation(login=user.login, name=user.name, fields=fields, starts_on=starts_on, ends_on=ends_on, document=document or "",
                        given_by=unit.actor.login))  # fmt: skip


def _running(context: Context, one: Delegation) -> Findings:
    if one is not None and one.ends_on < context.today:
        yield from context.rules["SYS-002"].found("", label=DELEGATION.label, found=one.ends_on, expected=_("未到期的授权"))


@command("core.end_delegation", _("收回授权"), subject=DELEGATION, only=_HEAD, guard=_running, rules=("PPL-ORG-002",))
def end_delegation(unit: Unit, one: Delegation) -> Findings:
    """From now on the account decides nothing more; what it decided stands."""
    one.ends_on = min(one.ends_on, unit.today - DAY)
    yield from ()


def _unnoted(context: Context, one: DelegatedAct) -> Findings:
    if one is not None and one.noted_on is not None:
        yield from context.rules["SYS-002"].found("", label=NOTED.label, found=one.noted_on, expected=_("尚未阅知"))


@command("core.note_delegated", _("已阅知"), subject=NOTED, only=_HEAD, guard=_unnoted, rules=("PPL-ORG-002",))
def note_delegated(unit: Unit, one: DelegatedAct) -> Findings:
    """The director has read what was decided for him."""
    one.noted_on, one.noted_by = unit.today, unit.actor.login
    yield from ()


_UNREAD = select(A.id, A.at, A.command, A.subject, D.name).join(D, D.id == A.delegation_id).where(A.noted_on.is_(None))


def due(context: Context) -> Iterator[DueItem]:
    """Each decision of a deputy, until the director has read it (the notice of PPL-ORG-002), from its index."""
    waiting = context.db.execute(_UNREAD).all()
    known = of_known_subjects(context, A.subject, {one.subject.partition(":")[0] for one in waiting})
    seen = set(context.db.scalars(select(A.id).where(A.noted_on.is_(None), known))) if waiting else ()
    for key, at, name, subject, who in waiting:
        if key not in seen:
            continue
        title = f"{COMMANDS[name].title} {subject_title(context, subject)}".strip()
        yield DueItem("core", DONE, key, who, title, at.date(), "PPL-ORG-002", _("阅知副主任的决定"), DIRECTOR, _("代行决定"))


def _named(login: str) -> Any:
    return lambda context, one: user_names(context).get(getattr(one, login), getattr(one, login))


declare(Register(
    GIVEN, _("授权"), Delegation, row=0, order="starts_on", descending=True, group=_("设置"), readers=frozenset(BUSINESS),
    fields=(
        Field("name", _("姓名"), Text(60), width=100), Field("fields", _("分管范围"), fields(), width=320),
        Field("starts_on", _("开始日期"), Day(), column=D.starts_on, sort=True, width=110), Field("ends_on", _("截止日期"), Day(), width=110),
        Field("document", _("授权文号"), Text(60), width=140), Field("given_by", _("授权人"), Text(), compute=_named("given_by"), listed=False),
    ),
    facets=(Facet("now", _("效力"), {"on": _("有效"), "off": _("已止")},
                  lambda option, day: D.ends_on >= day if option == "on" else D.ends_on < day),),
    create=("core.delegate",), actions=("core.end_delegation",), describe=lambda one: one.name,
    fits=lambda context, one: ("core.end_delegation",) if one.ends_on >= context.today else (), find=find_delegation,
    subtitle=lambda _context, one: f"{one.starts_on} – {one.ends_on}",
))  # fmt: skip
declare(Register(
    DONE, _("代行决定"), DelegatedAct, row=85, order="at", descending=True, group=_("记录"), readers=_HEAD,
    fields=(
        Field("at", _("时间"), Moment(), column=A.at, sort=True, width=140), Field("name", _("代行人"), Text(), "delegation.name", width=90),
        Field("what", _("操作"), Text(), compute=lambda _context, one: COMMANDS[one.command].title, width=180),
        Field("about", _("对象"), Text(), compute=lambda context, one: subject_title(context, one.subject), width=220),
        Field("noted_on", _("阅知日期"), Day(), width=110),
    ),
    joins=("delegation",), visible=lambda context: of_known_subjects(context, A.subject), points=True, actions=("core.note_delegated",),
    fits=lambda _context, one: () if one.noted_on else ("core.note_delegated",),
    facets=(Facet("state", _("状态"), {"open": _("未阅"), "noted": _("已阅")},
                  lambda option, _day: A.noted_on.is_(None) if option == "open" else A.noted_on.is_not(None)),),
    describe=lambda one: COMMANDS[one.command].title, subtitle=lambda _context, one: one.delegation.name,
))  # fmt: skip
AREAS["core.delegated"] = due
