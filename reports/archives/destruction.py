"""F-ARCH-APPRAISAL 审查意见表, F-ARCH-DESTROY 销毁清册, F-SECRET-DESTROY, and the certificate that it was done."""

from reportlab.lib.units import mm

from models.archives.queries import name_of_login
from models.archives.tables_work import DestructionLine, DestructionList
from models.archives.terms import VOTE, WAY, WORTH
from models.core.centre import Context
from reports.archives import facts
from reports.kit.grid import Memo, grid
from reports.kit.marks import ticks
from reports.kit.page import Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _

_COLUMNS = (("序号", 11.0), ("档号", 34.0), ("题名", 64.0), ("形成日期", 22.0), ("保管期限", 17.0), ("到期日", 22.0), ("数量", 18.0),
            ("销毁原因", 38.0), ("备注", 31.0))  # fmt: skip


def archive_list(context: Context, record: DestructionList) -> Paper:
    return _list(context, record, "档案销毁清册", "")


def secret_list(context: Context, record: DestructionList) -> Paper:
    extra = _("护送人：{escort}（签字）            （签字）            指定地点：{place}").format(escort=record.escort or "",
        place=record.place or "")
    return _list(context, record, "保密资料销毁登记册", extra)


def _list(context: Context, record: DestructionList, title: str, extra: str) -> Paper:
    """The list as it is signed: approval, time, place and way, two supervisors and the person in charge."""
    lines = [line for line in record.lines if line.result != "keep"]
    rows = [[str(number), *_cells(context, line), record.reason, facts.secrecy(line.item)] for number, line in enumerate(lines, 1)]
    under = _("清册编号 {number}    审查意见表 {number}-SC    共 {n} 件    {centre}").format(number=record.number, n=len(rows),
        centre=context.centre.name)
    foot = (
        _("批准人（签字）：                    批准文号：{approval}          {day}").format(approval=record.approval or "",
            day=facts.words(record.approved_on)),
        _("销毁时间：{day}          销毁地点/方式：{place} {way}").format(
            day=facts.words(record.executed_on), place=record.place or "", way=WAY.show(record.way)),
        *([extra] if extra else []),
        _("监销人（签字）：                    （签字）：                    经办人（签字）："),
    )  # fmt: skip
    return facts.list_paper(context, title, _COLUMNS, rows, under=under, foot=foot)


def _cells(context: Context, line: DestructionLine) -> list[str]:
    item = line.item
    return [item.number, item.title, facts.day(item.made_on), facts.period(item, context), facts.last_day(item, context),
        facts.quantity(item)]


_APPRAISAL = """
| 清册编号 | «number» | 件数 | «count» |
| 档号范围 | «range» | → | → |
| 保管期限 | «periods» | 到期日 | «expiry» |
| 价值评估 | «worth» | → | → |
| 意见 | «opinion» | → | → |
| 审查小组<br>组长、成员 | «panel» | → | → |
| 评价机构<br>负责人 | «head» | → | → |
"""


def appraisal(context: Context, record: DestructionList) -> Paper:
    """The panel's opinion on a list: range, number, periods, value, result; signatures stay blank."""
    items = [line.item for line in record.lines]
    numbers = sorted(item.number for item in items)
    going, staying = ([line for line in record.lines if line.result == result] for result in ("destroy", "keep"))
    judged = len(going) + len(staying) == len(items)
    days = sorted(day for item in items if (day := facts.last_day(item, context)))
    chosen = ("destroy" if not staying else "") if judged else None
    values = {
        "number": f"{record.number}-SC", "count": str(len(items)), "range": f"{numbers[0]} 至 {numbers[-1]}" if numbers else "",
        "periods": "、".join(dict.fromkeys(facts.period(item, context) for item in items)),
        "expiry": f"{days[0]} 至 {days[-1]}" if days else "", "worth": Memo(_worths(record)),
        "opinion": ticks({"destroy": _("销毁"), "keep": _("延期至 ____")}, chosen) + (
            _("（同意销毁 {n} 件，继续保存 {m} 件）").format(n=len(going), m=len(staying)) if judged else ""),
        "panel": Memo("、".join(name_of_login(context.db, login) for login in record.panel), _("（签字）          年    月    日")),
        "head": Memo("", _("（签字）          年    月    日")),
    }  # fmt: skip
    table = grid(_APPRAISAL, (30, 55, 30, 55), values, height=190 * mm, tall={3: 40, 5: 40, 6: 30})
    story = [heading("到期档案审查意见表"), gap(2), Words(context.centre.name, 9, align="center"), gap(4), table]
    return Paper(f"到期档案审查意见表 {record.number}", story)


def _worths(record: DestructionList) -> str:
    """What the members said of value and demand, counted."""
    votes = [vote for line in record.lines for vote in line.votes]
    if not votes:
        return ""
    told = []
    for label, name in ((_("保存价值"), "worth"), (_("预测需求"), "demand")):
        counts = {word: sum(getattr(vote, name) == code for vote in votes) for code, word in WORTH.options.items()}
        told.append(f"{label}：" + "，".join(f"{word} {n}" for word, n in counts.items() if n))
    results = {word: sum(vote.result == code for vote in votes) for code, word in VOTE.options.items()}
    told.append(_("意见：") + "，".join(f"{word} {n}" for word, n in results.items() if n))
    return "\n".join(told)


_CERTIFICATE = """
| 清册编号 | «number» | 批准文号 | «approval» |
| 销毁件数 | «count» | 销毁日期 | «day» |
| 销毁地点 | «place» | 销毁方式 | «way» |
| 护送人 | «escort» | 电子文件 | «files» |
| 执行人 | «executor» | 监销人 | «witness» |
| 销毁原因 | «reason» | → | → |
"""


def certificate(context: Context, record: DestructionList) -> Paper:
    """档案销毁证明: that the list was carried out, by whom, under whose eyes; with the hashes of deleted files (ARC-066)."""
    gone = [line for line in record.lines if line.result == "destroy"]
    hashes = [(line.item.number, one) for line in gone for one in line.hashes]
    values = {
        "number": record.number, "approval": record.approval or "", "count": str(len(gone)), "day": facts.day(record.executed_on),
        "place": record.place or "", "way": WAY.show(record.way), "escort": record.escort or "", "files": _("{n} 个").format(n=len(hashes)),
        "executor": name_of_login(context.db, record.executor), "witness": name_of_login(context.db, record.witness),
            "reason": record.reason,
    }  # fmt: skip
    told = _("兹证明：{centre}按清册 {number} 所列 {n} 件档案，经审查小组逐件审查、负责人批准，于 {day} 由执行人销毁，监销人在场监督。目录予以保留。").format(
        centre=context.centre.name, number=record.number, n=len(gone), day=facts.words(record.executed_on))  # fmt: skip
    signed = Words(_("执行人（签字）：                    监销人（签字）：                    （盖章）"), 10.5)
    story = [heading("档案销毁证明"), gap(6), Words(told, 12), gap(6), grid(_CERTIFICATE, (28, 57, 28, 57), values, height=70 * mm),
        gap(10), signed]
    if hashes:
        story += [gap(8), Words(_("已删除电子文件的 SHA-256 校验值："), 9), *(Words(f"{number}  {one}", 7.5) for number, one in hashes)]
    return Paper(f"档案销毁证明 {record.number}", story)
