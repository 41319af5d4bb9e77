"""What a person may do that belongs to no single area: accounts, rule values, calendar, regulations, attachments."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from models.core.acts import Param, Subject, Unit, beyond, command
from models.core.centre import Context
from models.core.files import digest_of, looks_like
from models.core.findings import Finding, Severity
from models.core.kinds import Code, Day, File, Flag, Json, Many, Text, Whole
from models.core.opening import keyring_of
from models.core.progress import Progress
from models.core.roles import ADMIN, DIRECTOR, DOING, NAMES, ROLES, allowed, titles
from models.core.rulebook import SWITCH, rows
from models.core.tables import Attachment, Regulation, RuleValue, SavedView, Setting, User
from resources.texts import _

Findings = Iterator[Finding]


def find_user(db: Any, login: str) -> list[User]:
    return list(db.scalars(select(User).where((User.login == login) | (User.name == login))))


USER = Subject("user", _("账号"), User, find_user)


def _roles_here(context: Context, _user: User | None) -> dict[str, str]:
    """PPL-ORG-001: the business roles that are filled in this centre, and who keeps the accounts."""
    return {role: NAMES[role] for role in (*context.rules["PPL-ORG-001"].value("roles"), ADMIN)}


def _password_rule(unit: Unit, login: str, password: str) -> list[Finding]:
    rule = unit.rules["SYS-007"]
    weak = len(password) < rule.value("min_length") or password.lower() == login.lower()
    return rule.found("password") if weak else []


@command("core.add_user", _("新建账号"), row=84, only=frozenset({ADMIN}), rules=("SYS-007", "PPL-ORG-001", "PPL-ORG-003"), params=(
    Param("login", _("用户名"), Code(40), help=_("登录用，建立后不变")), Param("name", _("姓名"), Text(60)),
    Param("roles", _("角色"), Many(), options=_roles_here), Param("password", _("初始密码"), Text(200), secret=True),
))  # fmt: skip
def add_user(unit: Unit, login: str, name: str, roles: list[str], password: str) -> Findings:
    """A named account for one person (PPL-ORG-003: nobody shares one)."""
    login = login.lower()
    if find_user(unit.db, login):
        yield from unit.rules["PPL-ORG-003"].found("login", login=login)
        return
    weak = _password_rule(unit, login, password)
    yield from weak
    if not weak:
        unit.add(User(login=login, name=name, roles=roles))
        unit.last(lambda: keyring_of(unit.centre).put(login, password, unit.centre.data_key))


@command("core.change_roles", _("调整角色"), row=84, only=frozenset({ADMIN}), subject=USER, rules=("SYS-008", "PPL-ORG-001"),
         params=(Param("roles", _("角色"), Many(), options=_roles_here, default=lambda _context, user: user.roles),))  # fmt: skip
def change_roles(unit: Unit, user: User, roles: list[str]) -> Findings:
    user.roles = roles
    unit.db.flush()
    yield from _still_governed(unit)


@command("core.disable_user", _("停用账号"), row=84, only=frozenset({ADMIN}), subject=USER, rules=("SYS-008",), danger=True)
def disable_user(unit: Unit, user: User) -> Findings:
    """The account can no longer sign in; what it did stays its own."""
    user.disabled_on = unit.today
    unit.db.flush()
    findings = list(_still_governed(unit))
    yield from findings
    if not findings:
        unit.last(lambda: keyring_of(unit.centre).remove(user.login))


def _still_governed(unit: Unit) -> Findings:
    active = [set(roles) for roles in unit.db.scalars(select(User.roles).where(User.disabled_on.is_(None)))]
    if not (any(ADMIN in roles for roles in active) and any(DIRECTOR in roles for roles in active)):
        yield from unit.rules["SYS-008"].found("roles")


@command("core.set_password", _("重设密码"), row=84, only=frozenset({ADMIN}), subject=USER, rules=("SYS-007",),
         params=(Param("password", _("新密码"), Text(200), secret=True),))  # fmt: skip
def set_password(unit: Unit, user: User, password: str) -> Findings:
    """An administrator gives a person a new password; also opens a disabled account again."""
    weak = _password_rule(unit, user.login, password)
    yield from weak
    if not weak:
        user.disabled_on = None
        unit.detail["login"] = user.login
        unit.last(lambda: keyring_of(unit.centre).put(user.login, password, unit.centre.data_key))


@command("core.change_password", _("修改密码"), only=frozenset(ROLES), rules=("SYS-007",),
         params=(Param("password", _("新密码"), Text(200), secret=True),))  # fmt: skip
def change_password(unit: Unit, password: str) -> Findings:
    weak = _password_rule(unit, unit.actor.login, password)
    yield from weak
    if not weak:
        unit.detail["login"] = unit.actor.login
        unit.last(lambda: keyring_of(unit.centre).put(unit.actor.login, password, unit.centre.data_key))


@command("core.set_rule_value", _("设定规则参数"), row=86, rules=("GEN-002",), params=(
    Param("rule", _("规则编号"), Code(20)), Param("param", _("参数"), Text(40), help=_("填 on 表示启用或停用")),
    Param("value", _("取值"), Text(400)), Param("from_day", _("生效日期"), Day(), default=lambda context, _record: context.today),
    Param("why", _("理由"), Text(400)),
))  # fmt: skip
def set_rule_value(unit: Unit, rule: str, param: str, value: str, from_day: date, why: str) -> Findings:
    """The centre's own value of a rule parameter from a day on (inclusive), with who and why. Stated rules cannot be
    switched off; a value has the shape of the one it replaces."""
    expected = _own_value_fault(unit, rule, param, value)
    if expected:
        yield from unit.rules["SYS-002"].found("value", label=f"{rule} {param}", found=value, expected=expected)
        return
    unit.add(RuleValue(rule=rule, param=param, value=_own_value(unit, rule, param, value), from_day=from_day,
                       set_by=unit.actor.login, set_at=unit.now, reason=why))  # fmt: skip


def _own_value_fault(unit: Unit, rule_id: str, param: str, value: str) -> str:
    if rule_id not in rows():
        return _("已有的规则编号")
    rule = unit.rules[rule_id]
    if param == SWITCH:
        if not rule.switchable:
            return _("文件明文规定的规则不能停用")
        return "" if value.lower() in ("on", "off", "是", "否") else _("是、否")
    if param not in rule.params:
        return "、".join([*rule.params, SWITCH])
    try:
        _own_value(unit, rule_id, param, value)
    except ValueError:
        return _("与原值 {value} 同类的值").format(value=rule.value(param))
    return ""


def _own_value(unit: Unit, rule_id: str, param: str, value: str) -> Any:
    if param == SWITCH:
        return value.lower() in ("on", "是")
    rule = unit.rules[rule_id]
    current = rule.value(param)
    if current is None:
        current = next((given for name, given in rule.params[param].items() if name not in ("label", "unit", "proposed")), "")
    if isinstance(current, bool):
        return bool(Flag().read(value, unit.today))
    if isinstance(current, int):
        return int(value)
    if isinstance(current, float):
        return float(value)
    if isinstance(current, list):
        parts = [part.strip() for part in value.replace("，", ",").replace("、", ",").split(",") if part.strip()]
        return [int(part) for part in parts] if current and isinstance(current[0], int) else parts
    if isinstance(current, dict):
        raise ValueError(param)
    return value


@command("core.load_calendar", _("导入年度工作日历"), row=86, rules=("CAL-001", "CAL-011"),
         params=(Param("file", _("日历文件"), File((".json",)), help=_("holiday-cn 格式的年度 JSON")),))  # fmt: skip
def load_calendar(unit: Unit, file: str) -> Findings:
    """Take a year's official calendar. Open deadlines are derived, so they follow at once; the change is logged."""
    from models.core.calendars import WrongCalendar, read_holiday_cn, replace_year

    try:
        year, entries = read_holiday_cn(Path(file))
    except WrongCalendar as wrong:
        yield from unit.rules["SYS-012"].found("file", name=Path(file).name, why=str(wrong), advice=_("请取该年度官方日历文件"))
        return
    unit.detail["year"] = year
    unit.value = replace_year(unit, year, entries)


@command("core.load_regulation", _("载入法规文本"), row=86, params=(
    Param("file", _("文件"), File((".txt", ".docx"))), Param("title", _("名称"), Text(200)),
))  # fmt: skip
def load_regulation(unit: Unit, file: str, title: str) -> Findings:
    """A regulation's text, cut into clauses; citations on screen then open the clause."""
    from models.core.regulations import read_text, regulation_of

    text = read_text(Path(file))
    if not text:
        yield from unit.rules["SYS-012"].found("file", name=Path(file).name, why=_("读不出文字"), advice=_("请另存为 .txt 或 .docx"))
        return
    digest = digest_of(text.encode())
    if unit.db.scalar(select(Regulation.id).where(Regulation.digest == digest)):
        yield from unit.rules["SYS-012"].found("file", name=Path(file).name, why=_("这份文本已经载入"), advice=_("在法规库中查看"))
        return
    regulation = regulation_of(text, title, unit.centre.profile)
    regulation.file_name, regulation.digest, regulation.loaded_at = Path(file).name, digest, unit.now
    unit.add(regulation)
    unit.value = len(regulation.clauses)


def subject_row(unit: Unit, subject: str) -> int | None:
    """The row of the permission matrix that governs a record named table:id; None when no register holds it, or the
    person may not know of it."""
    from models.core.registers import REGISTERS, subject_known

    if not subject_known(unit, subject):
        return None

    table = subject.partition(":")[0]
    return next((register.row for register in REGISTERS.values() if register.table.__tablename__ == table), None)


@command("core.attach", _("添加附件"), rules=("SYS-003", "SYS-004"), params=(
    Param("subject", _("记录"), Text(80)), Param("file", _("文件"), File()), Param("kind", _("材料名称"), Text(40), required=False),
))  # fmt: skip
def attach(unit: Unit, subject: str, file: str, kind: str | None) -> Findings:
    row = subject_row(unit, subject)
    if row is None or not unit.actor.roles & allowed(row, DOING):
        yield beyond(unit, _("添加附件"), row, allowed(row, DOING) if row is not None else frozenset())
        return
    findings = _absent(unit, subject) or file_faults(unit, Path(file))
    yield from findings
    if not findings:
        add_attachment(unit, subject, Path(file), kind or "")


def _absent(unit: Unit, subject: str) -> list[Finding]:
    """SYS-005 when there is no record named table:id."""
    from models.core.registers import REGISTERS

    table, _colon, number = subject.partition(":")
    found = next((one.table for one in REGISTERS.values() if one.table.__tablename__ == table), None)
    if found is not None and number.isdecimal() and unit.db.get(found, int(number)):
        return []
    return unit.rules["SYS-005"].found("subject", label=_("记录"), key=subject)


def file_faults(unit: Unit, path: Path) -> list[Finding]:
    """What stands against keeping a file: it is not there, too large, of a kind not taken, or not what it claims."""
    if not path.is_file():
        return unit.rules["SYS-002"].found("file", label=_("文件"), found=str(path), expected=_("存在的文件"))
    limit, kinds = unit.rules["SYS-003"], unit.rules["SYS-004"]
    size = path.stat().st_size / 1024 / 1024
    if size > limit.value("max_mb"):
        return limit.found("file", name=path.name, size=f"{size:.1f}")
    if path.suffix.lower() not in kinds.value("suffixes") or not looks_like(path.name, path.read_bytes()[:16]):
        return kinds.found("file", name=path.name)
    return []


def add_attachment(unit: Unit, subject: str, path: Path, kind: str) -> Attachment:
    content = path.read_bytes()
    attachment = Attachment(subject=subject, kind=kind, name=path.name, size=len(content), digest=digest_of(content),
                            stored_as=unit.centre.files.put(content), added_at=unit.now)  # fmt: skip
    unit.add(attachment)
    return attachment


def find_attachment(db: Any, text: str) -> list[Attachment]:
    return list(db.scalars(select(Attachment).where(Attachment.name == text)))


@command("core.detach", _("移除附件"), subject=Subject("attachment", _("附件"), Attachment, find_attachment),
         params=(Param("why", _("理由"), Text(200)),), danger=True)  # fmt: skip
def detach(unit: Unit, attachment: Attachment, why: str) -> Findings:
    """Take an attachment off a record. The file stays in the store: nothing is destroyed by this act."""
    row = subject_row(unit, attachment.subject)
    if row is None or not unit.actor.roles & allowed(row, DOING):
        yield beyond(unit, _("移除附件"), row, allowed(row, DOING) if row is not None else frozenset())
        return
    attachment.removed_on, attachment.removed_why = unit.today, why


@command("core.reveal", _("查看完整证件号"), rules=("GEN-003",), internal=True,
         params=(Param("subject", _("记录"), Text(80)), Param("field", _("字段"), Text(40))))  # fmt: skip
def reveal(unit: Unit, subject: str, field: str) -> Findings:
    """Personal data shown whole: nothing changes but the audit trail, which says who looked at what."""
    from models.core.registers import may_see_whole

    if not may_see_whole(unit, subject, field):
        yield Finding("GEN-003", Severity.BLOCK, "field", {"found": f"{titles(unit.actor.roles)}：{subject} {field}"})
        return
    unit.detail["revealed"] = {"subject": subject, "field": field}


@command("core.record_export", _("导出记录"), internal=True, rules=("GEN-003", "SEC-012"), params=(
    Param("register", _("登记簿"), Text(60)), Param("rows", _("行数"), Whole()), Param("full", _("含完整证件号"), Flag()),
    Param("digest", _("内容摘要"), Text(64)), Param("purpose", _("用途"), Text(200), required=False),
))  # fmt: skip
def record_export(unit: Unit, register: str, rows: int, full: bool, digest: str, purpose: str | None) -> Findings:
    """An export left the program: kept in the audit trail only."""
    from models.core.registers import REGISTERS, not_readable

    if register not in REGISTERS:
        yield from unit.rules["SYS-005"].found("register", label=_("登记簿"), key=register)
        return
    yield from not_readable(unit, REGISTERS[register])


@command("core.record_document", _("登记打印件"), internal=True, params=(
    Param("form", _("表单"), Text(40)), Param("subject", _("记录"), Text(80)), Param("title", _("标题"), Text(200)),
    Param("digest", _("内容摘要"), Text(64), required=False),
))  # fmt: skip
def record_document(unit: Unit, form: str, subject: str, title: str, digest: str | None) -> Findings:
    """Number a printed document: year and running number. Answers the number."""
    from models.core.tables import PrintedDocument

    prefix = f"DY{unit.today.year}-"
    made = unit.db.scalar(select(func.count()).select_from(PrintedDocument).where(PrintedDocument.number.startswith(prefix)))
    unit.value = f"{prefix}{(made or 0) + 1:05d}"
    unit.add(PrintedDocument(number=unit.value, form=form, subject=subject, title=title, made_at=unit.now,
                             made_by=unit.actor.login, digest=digest or ""))  # fmt: skip
    if ":" in subject:
        unit.changes.subject = subject  # told with the record it shows, to those who may know of it
    yield from ()


@command("core.keep_copy", _("留存文书副本"), internal=True, params=(
    Param("subject", _("记录"), Text(80)), Param("kind", _("文书"), Text(40)), Param("name", _("文件名"), Text(200)),
    Param("stored_as", _("存放"), Text(64)), Param("digest", _("内容摘要"), Text(64)), Param("size", _("大小"), Whole()),
))  # fmt: skip
def keep_copy(unit: Unit, subject: str, kind: str, name: str, stored_as: str, digest: str, size: int) -> Findings:
    """What was printed and numbered stays with its record as it left the program."""
    unit.add(Attachment(subject=subject, kind=kind, name=name, size=size, digest=digest, stored_as=stored_as, added_at=unit.now))
    unit.changes.subject = subject
    yield from ()


@command("core.save_view", _("保存视图"), only=frozenset(ROLES), internal=True,
         params=(Param("register", _("登记簿"), Text(60)), Param("name", _("名称"), Text(60)),
                 Param("setup", _("内容"), Json(4000))))  # fmt: skip
def save_view(unit: Unit, register: str, name: str, setup: str) -> Findings:
    import json

    view = unit.db.scalar(select(SavedView).where(
        SavedView.owner == unit.actor.login, SavedView.register == register, SavedView.name == name))  # fmt: skip
    if view is None:
        unit.add(SavedView(owner=unit.actor.login, register=register, name=name, setup=json.loads(setup)))
    else:
        view.setup = json.loads(setup)
    yield from ()


@command("core.drop_view", _("删除视图"), only=frozenset(ROLES), internal=True,
         params=(Param("register", _("登记簿"), Text(60)), Param("name", _("名称"), Text(60))))  # fmt: skip
def drop_view(unit: Unit, register: str, name: str) -> Findings:
    """A saved view is no record of the centre's work: it may go."""
    from sqlalchemy import delete

    unit.db.execute(delete(SavedView).where(
        SavedView.owner == unit.actor.login, SavedView.register == register, SavedView.name == name))  # fmt: skip
    yield from ()


@command("core.undo_import", _("撤销导入"), row=1, letters="C", rules=("SYS-016", "GEN-002"), danger=True,
         params=(Param("entry", _("导入的审计序号"), Whole(1)),))  # fmt: skip
def undo_import(unit: Unit, entry: int) -> Findings:
    """Take back a whole import as one act, if nobody has changed its rows since. Their content stays in the audit trail."""
    from models.core.undo import undo

    yield from undo(unit, entry)


@command("core.move_centre", _("迁移中心"), row=87, only=frozenset({DIRECTOR, ADMIN}), rules=("SYS-032",), danger=True,
         params=(Param("to", _("迁到"), Text(300), secret=True, help=_("空文件夹，或空的 PostgreSQL 库：postgresql://用户@主机/库名")),))  # fmt: skip
def move_centre(unit: Unit, to: str) -> Iterator[Finding | Progress]:
    """To a server for several seats, or back into a folder. The old place is kept as it is and opens no more (SYS-032)."""
    from models.core import moving, server, store

    came_from = server.place(unit.centre.where) if store.is_url(unit.centre.where) else unit.centre.where
    goes_to = server.place(to) if store.is_url(to) else str(Path(to).absolute())
    with moving.target_at(to, unit.centre.data_key) as target:
        moved = yield from moving.copying(unit.db, unit.centre, target)
        moving.note_arrival(target, unit.centre, moved, unit.seq, came_from)
    unit.add(Setting(name="moved_to", value=goes_to))
    unit.value = {"to": goes_to, "rows": sum(moved.rows.values()), "files": moved.files, "digest": moved.digest}
    yield from unit.rules["SYS-032"].found(to=goes_to)
