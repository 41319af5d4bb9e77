"""The registers of the core: accounts, audit trail, abnormal operations, printed documents."""

from typing import Any

from models.core.centre import Context
from models.core.commands import find_user
from models.core.kinds import Day, Many, Moment, Text, Whole
from models.core.queries import sentence_of, subject_title, user_names
from models.core.registers import Field, Register, declare, of_known_subjects
from models.core.roles import ADMIN, DIRECTOR, NAMES, SUPERVISOR
from models.core.tables import AbnormalOperation, AuditEntry, PrintedDocument, User
from resources.texts import _


def _actor_name(context: Context, record: Any) -> str:
    return user_names(context).get(record.actor, record.actor)


USERS = declare(Register(
    "core.users", _("账号与角色"), User, row=84, order="login", group=_("设置"), readers=frozenset({DIRECTOR, ADMIN}),
    fields=(
        Field("login", _("用户名"), Text(), column=User.login, sort=True, width=140),
        Field("name", _("姓名"), Text(), column=User.name),
        Field("roles", _("角色"), Many(NAMES), width=240),
        Field("disabled_on", _("停用日期"), Day()),
    ),
    create=("core.add_user",), actions=("core.set_password", "core.change_roles", "people.link_account", "core.disable_user"),
    describe=lambda user: user.name, subtitle=lambda _context, user: user.login, find=find_user,
))  # fmt: skip

AUDIT = declare(Register(
    "core.audit", _("操作日志"), AuditEntry, row=85, order="seq", descending=True, group=_("记录"),
    readers=frozenset({DIRECTOR, SUPERVISOR}),
    fields=(
        Field("seq", _("序号"), Whole(), column=AuditEntry.seq, sort=True, width=96),
        Field("at", _("时间"), Moment(), column=AuditEntry.at, width=140),
        Field("actor", _("操作人"), Text(), compute=_actor_name),
        Field("what", _("操作"), Text(), compute=sentence_of, width=320),
        Field("about", _("对象"), Text(), compute=lambda context, entry: subject_title(context, entry.subject), width=180),
        Field("hash", _("校验值"), Text(), compute=lambda _context, entry: entry.hash[:16], listed=False, width=160),
    ),
    visible=lambda context: of_known_subjects(context, AuditEntry.subject), points=True,
    list_forms=("AUDIT",), describe=lambda entry: _("第 {seq} 条").format(seq=entry.seq),
    subtitle=sentence_of,
))  # fmt: skip

ABNORMAL = declare(Register(
    "core.abnormal", _("异常操作记录"), AbnormalOperation, row=85, order="at", descending=True, group=_("记录"),
    readers=frozenset({DIRECTOR, SUPERVISOR}),
    fields=(
        Field("at", _("时间"), Moment(), column=AbnormalOperation.at, sort=True, width=140),
        Field("actor", _("操作人"), Text(), compute=_actor_name),
        Field("rule", _("规则"), Text(), width=120),
        Field("sentence", _("事项"), Text(), width=320),
        Field("reason", _("理由"), Text(), width=240),
        Field("about", _("对象"), Text(), compute=lambda context, entry: subject_title(context, entry.subject), width=180),
    ),
    visible=lambda context: of_known_subjects(context, AbnormalOperation.subject), points=True,
    list_forms=("ABNORMAL",), describe=lambda record: record.sentence, subtitle=lambda _context, record: record.reason,
))  # fmt: skip

DOCUMENTS = declare(Register(
    "core.documents", _("打印与文书"), PrintedDocument, row=0, order="number", descending=True, group=_("记录"),
    fields=(
        Field("number", _("文书编号"), Text(), column=PrintedDocument.number, sort=True, width=140),
        Field("form", _("表单"), Text()), Field("title", _("标题"), Text(), width=260),
        Field("made_at", _("时间"), Moment(), width=140), Field("made_by", _("经办"), Text()),
    ),
    visible=lambda context: of_known_subjects(context, PrintedDocument.subject), points=True,
    describe=lambda document: document.title, subtitle=lambda _context, document: document.number,
))  # fmt: skip

__all__ = ["ABNORMAL", "AUDIT", "DOCUMENTS", "USERS"]
