"""Verbs about a centre as a whole: new, demo, verify, backup, restore, recover, shots."""

import argparse
import os
from datetime import date
from pathlib import Path
from typing import Any

from desktop.cli.answers import PASSWORD, USER, WrongUse, asked, described, finding_lines, opened, progress, say
from resources.texts import _


def new(arguments: argparse.Namespace) -> int:
    """An empty centre with one account a role; the recovery code is told once, and printed where --recovery says."""
    import models  # noqa: F401
    from models.core.opening import ACCOUNTS, TRAINING_PASSWORD, create_embedded, create_on_server, filing_no_fault
    from models.core.store import is_url

    fault = filing_no_fault(arguments.profile, arguments.filing_no)
    if fault:
        raise WrongUse(fault)
    settings = {"profile": arguments.profile, "filing_no": arguments.filing_no, "name": arguments.name, "training": "1" if arguments.training else "0"}
    password = TRAINING_PASSWORD if arguments.training else os.environ.get(PASSWORD) or _new_password()
    code = create_on_server(arguments.dir, settings, password) if is_url(arguments.dir) else create_embedded(Path(arguments.dir), settings, password)
    place = shown(arguments.dir)
    if arguments.recovery:
        from reports.core.recovery import recovery_sheet

        Path(arguments.recovery).write_bytes(recovery_sheet(arguments.name, arguments.filing_no, code, date.today()))
    answer = {"ok": True, "centre": place, "accounts": list(ACCOUNTS), "recovery_code": code, "findings": []}
    lines = [_("已建立“{name}”：{dir}").format(name=arguments.name, dir=place), _("账号：{accounts}").format(accounts=" ".join(ACCOUNTS))]
    lines.append(_("密码：{password}").format(password=TRAINING_PASSWORD) if arguments.training else _("密码：刚才设定的密码，请各人登录后修改"))
    lines.append(_("恢复码（只显示这一次，请打印后锁存）：{code}").format(code=code))
    return say(arguments, answer, lines)


def shown(where: str) -> str:
    """A place as it is told: a server's address without its password."""
    from models.core import server, store

    return server.place(where) if store.is_url(where) else where


def move(arguments: argparse.Namespace) -> int:
    """The whole centre to a server or back; the old place opens no more."""
    import models  # noqa: F401
    from models.core.acts import calling

    with opened(arguments) as centre:
        outcome = progress(arguments, calling(centre, "core.move_centre", to=arguments.to))
        with centre.reading() as context:
            findings = described(context, outcome.findings)
    lines = finding_lines(findings)
    if outcome.done:
        told = _("已迁到 {to}：{rows} 行、{files} 个附件，逐行核对一致，审计链完整")
        lines.insert(0, told.format(**{name: outcome.value[name] for name in ("to", "rows", "files")}))
    return say(arguments, {"ok": outcome.done, "value": outcome.value, "findings": findings}, lines)


def upgrade(arguments: argparse.Namespace) -> int:
    """Bring the tables of a centre on a server up to this program, after its administrator's backup."""
    import models  # noqa: F401
    from models.core.migrating import upgrade_server
    from models.core.store import is_url

    if not arguments.centre or not is_url(arguments.centre):
        raise WrongUse(_("请用 --centre postgresql://… 指明服务器上的中心；文件夹里的中心打开时自动升级"))
    login = arguments.login or os.environ.get(USER) or "admin"
    secret = os.environ.get(PASSWORD) or asked(_("{login} 的密码：").format(login=login), PASSWORD)
    before, after = upgrade_server(arguments.centre, login, secret)
    return say(arguments, {"ok": True, "from": before, "to": after, "findings": []}, [_("数据结构 {before} → {after}").format(before=before, after=after)])


def _new_password() -> str:
    first, second = asked(_("设定密码："), PASSWORD), asked(_("再输入一次："), PASSWORD)
    if first != second or len(first) < _shortest():
        raise WrongUse(_("两次不一致，或少于 {n} 个字符").format(n=_shortest()))
    return first


def _shortest() -> int:
    from models.core.rulebook import Rulebook

    return int(Rulebook("henan")["SYS-007"].value("min_length"))


def demo(arguments: argparse.Namespace) -> int:
    import models  # noqa: F401
    from models.core.opening import TRAINING_PASSWORD
    from models.demo import make_demo

    made = progress(arguments, make_demo(Path(arguments.dir), arguments.size, arguments.on or date.today()))
    answer = {"ok": True, "centre": arguments.dir, "password": TRAINING_PASSWORD, "findings": []} | made
    return say(arguments, answer, [_("已建立演示中心：{dir}，密码 {password}").format(dir=arguments.dir, password=TRAINING_PASSWORD)])


def verify(arguments: argparse.Namespace) -> int:
    from models.core.verifying import verify as work

    with opened(arguments) as centre, centre.reading() as context:
        faults = progress(arguments, work(context))
    found = [{"part": fault.part, "where": fault.where, "text": fault.text} for fault in faults]
    lines = [fault.text for fault in faults] or [_("核对一致：操作日志、附件、台账未被改动")]
    return say(arguments, {"ok": not faults, "faults": found, "findings": []}, lines)


def backup(arguments: argparse.Namespace) -> int:
    from models.core.backups import backing_up
    from models.core.keeping import daily_work

    with opened(arguments) as centre:
        if centre.folder is None:
            raise WrongUse(_("服务器上的中心由服务器备份（pg_dump），见 docs/several-seats.md"))
        if arguments.daily:
            faults = progress(arguments, daily_work(centre))
            lines = faults or [_("今天的备份已有，恢复演练正常")]
            return say(arguments, {"ok": not faults, "faults": faults, "findings": []}, lines)
        target = progress(arguments, backing_up(centre.engine, centre.folder, centre.data_key))
    return say(arguments, {"ok": True, "backup": str(target), "findings": []}, [_("已备份并核对：{target}").format(target=target)])


def restore(arguments: argparse.Namespace) -> int:
    from models.core.backups import restore as lay_out

    lay_out(Path(arguments.backup), Path(arguments.dir))
    return say(arguments, {"ok": True, "centre": arguments.dir, "findings": []}, [_("已恢复到 {dir}").format(dir=arguments.dir)])


def recover(arguments: argparse.Namespace) -> int:
    """Give an account a new password with the recovery code: JIANTAI_RECOVERY or a prompt; the new one likewise."""
    import models  # noqa: F401
    from models.core.acts import call
    from models.core.commands import find_user
    from models.core.keys import RECOVERY
    from models.core.opening import open_centre

    if not arguments.centre:
        raise WrongUse(_("请用 --centre 指明中心所在文件夹"))
    code = os.environ.get("JIANTAI_RECOVERY") or asked(_("恢复码："), "JIANTAI_RECOVERY")
    new_password = os.environ.get(PASSWORD) or _new_password()
    centre = open_centre(arguments.centre, RECOVERY, code)
    try:
        with centre.reading() as context:
            ids = [user.id for user in find_user(context.db, arguments.user)]
        outcome = call(centre, "core.set_password", ids[0] if ids else None, password=new_password)
        with centre.reading() as context:
            findings = [context.rules.describe(finding) for finding in outcome.findings]
    finally:
        centre.close()
    lines = [_("{user} 的密码已重设").format(user=arguments.user)] if outcome.done else finding_lines(findings)
    return say(arguments, {"ok": outcome.done, "findings": findings}, lines)


def update(arguments: argparse.Namespace) -> int:
    from desktop.updates import check, told

    release = check(Path(arguments.manifest), Path(arguments.key) if arguments.key else None)
    answer = {"ok": True, "findings": [], "version": release.version, "day": release.day, "newer": release.newer,
              "files": [str(path) for path in release.files], "missing": list(release.missing)}  # fmt: skip
    return say(arguments, answer, told(release))


def shots(arguments: argparse.Namespace) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.shots import shots as draw

    with opened(arguments) as centre:
        pictures: list[Any] = draw(Path(arguments.outdir), centre, arguments.size, arguments.theme, arguments.page)
    return say(arguments, {"ok": True, "pictures": [str(picture) for picture in pictures], "findings": []}, [str(picture) for picture in pictures])
