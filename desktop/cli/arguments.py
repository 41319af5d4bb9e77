"""What may be typed: verbs and their arguments. The acts themselves are imported only when they are called."""

import argparse
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any

from resources.texts import _

Act = Callable[[argparse.Namespace], int]


def _later(path: str) -> Act:
    module, _dot, name = path.rpartition(".")
    return lambda arguments: getattr(import_module(f"desktop.cli.{module}"), name)(arguments)


def _day(text: str) -> date:
    from models.core.kinds import BadValue, Day

    try:
        return Day().read(text, date.today())
    except BadValue as bad:
        raise argparse.ArgumentTypeError(bad.expected) from None


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="jiantai", description=_("鉴台：职业技能评价机构的后台管理"))
    verbs = top.add_subparsers(dest="verb", required=True, metavar=_("命令"))
    _centre_verbs(verbs)
    _work_verbs(verbs)
    _book_verbs(verbs)
    return top


def read(line: list[str]) -> argparse.Namespace:
    """What a line says; key=value may also stand after the options. Exits with status 2 where it says nothing known."""
    top = parser()
    arguments, rest = top.parse_known_args(line)
    late = [word for word in rest if "=" in word and not word.startswith("-")] if arguments.verb == "do" else []
    if len(late) < len(rest):
        top.error(_("不认识：{words}").format(words=" ".join(word for word in rest if word not in late)))
    if late:
        arguments.given = [*arguments.given, *late]
    return arguments


def _verb(verbs: Any, name: str, help_: str, act: str, *, centre: bool = True) -> argparse.ArgumentParser:
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=help_, description=help_)
    verb.set_defaults(act=_later(act))
    verb.add_argument("--json", action="store_true", help=_("以 JSON 回答"))
    if centre:
        verb.add_argument("--centre", metavar="DIR", help=_("中心所在文件夹"))
        verb.add_argument("--as", dest="login", metavar="USER", help=_("以哪个账号"))
        verb.add_argument("--on", type=_day, metavar="DATE", help=_("演练库：按这一天运行"))
    return verb


def _centre_verbs(verbs: Any) -> None:
    new = _verb(verbs, "new", _("建立一个空的中心，每个角色一个账号"), "centres.new", centre=False)
    new.add_argument("dir")
    new.add_argument("--profile", required=True, choices=("sport", "fujian", "hunan", "henan", "chongqing"))
    new.add_argument("--filing-no", required=True, dest="filing_no")
    new.add_argument("--name", required=True)
    new.add_argument("--training", action="store_true", help=_("演练库：公开密码，可移动日期"))
    new.add_argument("--recovery", metavar="PDF", help=_("恢复码打印到这个文件"))
    demo = _verb(verbs, "demo", _("建立虚构的演示中心"), "centres.demo", centre=False)
    demo.add_argument("dir")
    demo.add_argument("--size", choices=("s", "m", "l"), default="s")
    demo.add_argument("--on", type=_day, metavar="DATE")
    _verb(verbs, "verify", _("证明操作日志、附件和台账未被改动"), "centres.verify")
    backup = _verb(verbs, "backup", _("备份并核对"), "centres.backup")
    backup.add_argument("--daily", action="store_true", help=_("当天没有才备份，并清理过期备份、演练恢复（供计划任务使用）"))
    restore = _verb(verbs, "restore", _("把备份恢复到一个空文件夹"), "centres.restore", centre=False)
    restore.add_argument("backup")
    restore.add_argument("dir")
    move = _verb(verbs, "move", _("把中心迁到 PostgreSQL（多席位），或迁回文件夹"), "centres.move")
    move.add_argument("to", metavar="DIR|URL")
    _verb(verbs, "upgrade", _("升级服务器上中心的数据结构（先备份）"), "centres.upgrade")
    password = _verb(verbs, "recover", _("用恢复码给账号设新密码"), "centres.recover")
    password.add_argument("user")
    update = _verb(verbs, "update", _("核对别人带来的新版：是否发布方签发，文件是否完整（不联网）"), "centres.update", centre=False)
    update.add_argument("manifest", metavar="release.json")
    update.add_argument("--key", metavar="PEM", help=_("另一个公钥；不给则用程序自带的"))
    shots = _verb(verbs, "shots", _("把每个页面画成图片"), "centres.shots")
    shots.add_argument("outdir")
    shots.add_argument("--size", default="1280x760")
    shots.add_argument("--theme", choices=("light", "dark"), default="light")
    shots.add_argument("--page", action="append")


def _work_verbs(verbs: Any) -> None:
    _verb(verbs, "due", _("到期事项"), "work.due")
    _verb(verbs, "commands", _("全部命令：参数、角色、依据"), "work.commands", centre=False)
    do = _verb(verbs, "do", _("执行一个命令"), "work.do")
    do.add_argument("command")
    do.add_argument("given", nargs="*", metavar="key=value")
    do.add_argument("--reason", default="", help=_("通过提醒的书面理由"))
    workdays = _verb(verbs, "workdays", _("工作日推算，逐日说明"), "work.workdays", centre=False)
    workdays.add_argument("day", type=_day)
    workdays.add_argument("count", help=_("+7 为之后第7个工作日，-10 为之前第10个；也可写 +30天、+1个月、+3年、+半年"))
    workdays.add_argument("--centre", metavar="DIR")
    workdays.add_argument("--as", dest="login", metavar="USER")
    workdays.set_defaults(on=None)
    rules = _verb(verbs, "rules", _("本中心适用的规则、依据和参数"), "work.rules")
    rules.add_argument("rule", nargs="?")
    matrix = _verb(verbs, "matrix", _("权限表：谁可以做什么，依据哪一条"), "work.matrix")
    matrix.add_argument("words", nargs="*", metavar=_("词"), help=_("事项、条款或命令中的词"))
    matrix.add_argument("--role", choices=("DIR", "GEN", "ARC", "EXM", "SUP", "QBK", "FIN", "ADM"))


def _book_verbs(verbs: Any) -> None:
    show = _verb(verbs, "show", _("查看登记簿或一条记录"), "books.show")
    show.add_argument("register")
    show.add_argument("key", nargs="?")
    show.add_argument("--where", action="append", default=[], metavar=_("条件=值"), help=_("如 state=expired、valid_to=2026-11-20..2027-02-18、text=王"))
    show.add_argument("--limit", type=int, default=1000)
    take = _verb(verbs, "import", _("导入工作簿"), "books.take")
    take.add_argument("register")
    take.add_argument("files", nargs="+", metavar="FILE")
    take.add_argument("--dry-run", action="store_true", help=_("只核对，不写入"))
    take.add_argument("--all-or-nothing", action="store_true")
    take.add_argument("--reason", default="")
    take.add_argument("--history", action="store_true")
    take.add_argument("--faults", metavar="XLSX", help=_("有问题的行写回这个工作簿"))
    against = _verb(verbs, "reconcile", _("证书核对：合格名单、台账、空白证书、签收与查询系统导出"), "reconciling.reconcile")
    against.add_argument("files", nargs="*", metavar="FILE", help=_("全国查询系统的导出；不给则只核对本中心各账"))
    against.add_argument("--exported", type=_day, metavar="DATE", help=_("导出日期"))
    against.add_argument("--batch", action="append", metavar=_("批次"), help=_("只核对这些批次"))
    against.add_argument("--xlsx", metavar="OUT", help=_("差异写入这个工作簿"))
    against.add_argument("--reason", default="")
    upload = _verb(verbs, "upload", _("上报文件：与平台最近一次接受的数据之间的差异"), "reconciling.upload")
    upload.add_argument("file", metavar="XLSX")
    upload.add_argument("--number", metavar=_("编号"), help=_("重新写出已编制的一次上报"))
    _stats_verb(verbs)
    out = _verb(verbs, "export", _("导出登记簿"), "books.export")
    out.add_argument("register")
    out.add_argument("file")
    out.add_argument("--where", action="append", default=[], metavar=_("条件=值"))
    out.add_argument("--full", action="store_true", help=_("含完整证件号，须有权限并写明用途"))
    out.add_argument("--reason", default="")
    template = _verb(verbs, "template", _("导入模板"), "books.template")
    template.add_argument("register")
    template.add_argument("file")
    paper = _verb(verbs, "print", _("打印表单为 PDF"), "books.paper")
    paper.add_argument("form")
    paper.add_argument("key")
    paper.add_argument("out")
    paper.add_argument("--where", action="append", default=[], metavar=_("条件=值"), help=_("清单（all）只打印这些记录"))


def _stats_verb(verbs: Any) -> None:
    stats = _verb(verbs, "stats", _("合格率、漏斗图、考评员偏离、邻座成绩、时限：附区间和分母"), "figures.stats")
    stats.add_argument("what", choices=("pass-rate", "funnel", "severity", "agreement", "likeness", "timeliness", "sheet"))
    stats.add_argument("--by", choices=("month", "batch", "occupation", "level", "kind", "class", "assessor", "ground", "handler"))
    told = "present, applied, admitted, theory, practical, both, first_sit, resit, carried, direct"
    stats.add_argument("--base", default="present", metavar=_("分母"), help=told)
    stats.add_argument("--from", dest="first", type=_day, metavar="DATE")
    stats.add_argument("--to", dest="last", type=_day, metavar="DATE")
    stats.add_argument("--occupation", default="")
    stats.add_argument("--level", type=int)
    stats.add_argument("--class", dest="training_class", default="")
    stats.add_argument("--batch", default="")
    stats.add_argument("--xlsx", metavar="OUT", help=_("写入这个工作簿"))
