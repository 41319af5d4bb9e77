"""How answers look: one JSON object for programs, aligned Chinese text for people."""

import argparse
import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop.cli import DONE, REFUSED
from models.core.centre import Context
from models.core.findings import Finding
from models.core.refusals import Refused
from resources.texts import _

PASSWORD, USER = "JIANTAI_PASSWORD", "JIANTAI_USER"
_SEVERITY = {"block": _("不能"), "warn": _("须说明理由"), "due": _("到期"), "record": _("须留存")}


class WrongUse(Exception):
    """The line cannot be understood; the message says what would be."""


@contextmanager
def opened(arguments: argparse.Namespace) -> Any:
    """The centre of a line, opened as its person and closed afterwards. Raises Refused."""
    from models.core.opening import open_centre, refuse_missing

    where = arguments.centre or os.environ.get("JIANTAI_CENTRE")
    if not where:
        raise WrongUse(_("请用 --centre 指明中心所在文件夹"))
    refuse_missing(where)
    login = arguments.login or os.environ.get(USER) or default_login(where)
    centre = open_centre(where, login, password(where, login), on=arguments.on)
    try:
        yield centre
    finally:
        centre.close()


def default_login(where: str) -> str:
    """A training centre is looked at as its director; a real one wants to know who is asking."""
    if is_training(where):
        return "director"
    raise WrongUse(_("请用 --as 指明账号"))


def is_training(where: str) -> bool:
    from models.core.opening import sign_in_choices

    return sign_in_choices(where)[1]


def password(where: str, login: str) -> str:
    """From the environment, a prompt or the OS keyring; a training centre's is public."""
    from models.core.opening import TRAINING_PASSWORD

    if PASSWORD in os.environ:
        return os.environ[PASSWORD]
    if is_training(where):
        return TRAINING_PASSWORD
    stored = _from_keyring(where, login)
    if stored:
        return stored
    return asked(_("{login} 的密码：").format(login=login), PASSWORD)


def asked(prompt: str, variable: str) -> str:
    """A secret typed at the terminal. Raises WrongUse where there is none: then it comes from the environment."""
    if not sys.stdin.isatty():
        raise WrongUse(_("需要密码：设置环境变量 {name}，或在终端里输入").format(name=variable))
    from getpass import getpass

    return getpass(prompt)


def _from_keyring(where: str, login: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(f"jiantai {Path(where).resolve()}", login)
    except KeyringError:
        return None


def say(arguments: argparse.Namespace, answer: Mapping[str, Any], lines: Iterable[str]) -> int:
    """Print an answer; the status follows from its `ok`."""
    if arguments.json:
        print(json.dumps(answer, ensure_ascii=False, indent=1, default=str))
    else:
        for line in lines:
            print(line)
    return DONE if answer.get("ok", True) else REFUSED


def refused(arguments: argparse.Namespace, refusal: Refused) -> None:
    if getattr(arguments, "json", False):
        print(json.dumps({"ok": False, "code": refusal.code, "text": refusal.sentence, "findings": []}, ensure_ascii=False))
    print(refusal.sentence, file=sys.stderr)


def described(context: Context, findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [context.rules.describe(finding) for finding in findings]


def finding_lines(described_findings: Iterable[Mapping[str, Any]]) -> list[str]:
    lines = []
    for one in described_findings:
        lines.append(f"{_SEVERITY[one['severity']]}：{one['text']}")
        lines.append("    " + _("依据 {clause} · 规则 {rule}").format(**one))
        if one["instead"]:
            lines.append("    " + _("可以：{instead}").format(**one))
    return lines


def width(text: str) -> int:
    """Columns a text takes in a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(width(row[column]) for row in [heads, *rows]) for column in range(len(heads))]
    return ["  ".join(cell + " " * (widths[at] - width(cell)) for at, cell in enumerate(row)).rstrip() for row in [heads, *rows]]


def progress(arguments: argparse.Namespace, work: Any) -> Any:
    """The result of long work, with its progress on stderr where a person watches."""
    watched = sys.stderr.isatty() and not arguments.json
    while True:
        try:
            step = next(work)
        except StopIteration as end:
            if watched:
                print("\r" + " " * 60 + "\r", end="", file=sys.stderr)
            return end.value
        if watched:
            share = f"{step.done}/{step.total}" if step.total else ""
            print(f"\r{step.text} {share}".ljust(60), end="", file=sys.stderr, flush=True)


def register_of(context: Context, key: str) -> Any:
    """A register by its key. Raises WrongUse for an unknown one."""
    from models.core.registers import REGISTERS

    if key not in REGISTERS:
        raise WrongUse(_("没有登记簿 {key}；可用：{keys}").format(key=key, keys="、".join(REGISTERS)))
    return REGISTERS[key]
