"""F-ARCH-TRANSFER 文件移交登记表 (shown by Henan: seven columns, its words) and F-PAPER-DUTY 值班记录."""

from collections.abc import Iterable

from models.archives.tables_work import Handover, VaultStay
from models.archives.terms import labels
from models.core.centre import Context
from reports.archives import facts
from reports.kit.page import Paper
from reports.kit.text import Words, gap
from resources.texts import _

_TRANSFER = (("文件名称", 60.0), ("移交时间", 32.0), ("移交地点", 36.0), ("保管员 签字", 32.0), ("接收人 签字", 32.0), ("领导 签字",
    32.0), ("备注", 33.0))
_BLANK_ROWS = 12


def transfer(context: Context, record: Handover) -> Paper:
    return transfers(context, [record])


def transfers(context: Context, records: Iterable[Handover]) -> Paper:
    """As the source prints it: signatures blank, at least twelve rows, the important files named below."""
    rows = []
    for one in records:
        titles = [f"{line.title}（{line.material}）" for line in one.lines] or [""]
        name = one.title if len(titles) == 1 and titles[0].startswith(one.title) else f"{one.title}：{'、'.join(titles)}"
        rows.append([name, facts.moment(one.planned_at), one.place, "", "", "", one.note or ""])
    rows += [[""] * len(_TRANSFER) for _row in range(_BLANK_ROWS - len(rows))]
    paper = facts.list_paper(context, "文件移交登记表", _TRANSFER, rows, under=" ", text=9.5)
    listed = "；".join(f"{code}）{label}" for code, label in labels("important").items())
    paper.story += [gap(3), Words(_("注：考务资料主要包括：{list}。").format(list=listed), 9)]
    return paper


_DUTY = (("日期", 21.0), ("班次", 14.0), ("起止时间", 33.0), ("值班人 1", 22.0), ("值班人 2", 22.0), ("试卷袋数", 15.0),
    ("门窗/封条/监控情况", 42.0),
         ("出入人员及事由", 46.0), ("交班签字", 21.0), ("接班签字", 21.0))  # fmt: skip
_DAY_BEGINS, _DAY_ENDS = 8, 20  # hours between which a shift is called a day shift


def duty_log(context: Context, record: VaultStay) -> Paper:
    """The shifts of one stay; a third and further person stands beside the second. Signatures stay blank."""
    rows = []
    for shift in record.shifts:
        first, *others = [*shift.persons, ""]
        kind = _("白班") if _DAY_BEGINS <= shift.begins_at.hour < _DAY_ENDS else _("夜班")
        times = f"{shift.begins_at:%m-%d %H:%M} 至 {shift.ends_at:%m-%d %H:%M}"
        told = "；".join(part for part in (shift.entries, shift.events) if part)
        rows.append([shift.begins_at.date().isoformat(), kind, times, first, "、".join(filter(None, others)),
            str(shift.bags or record.bags),
                     shift.seal or "", told, "", ""])  # fmt: skip
    rows += [[""] * len(_DUTY) for _row in range(max(0, 8 - len(rows)))]
    under = _("{vault}    {batch}    入室 {start}    出室 {end}    钥匙保管人 {key}").format(
        vault=record.vault, batch=record.batch, start=facts.moment(record.arrived_at), end=facts.moment(record.left_at),
            key=record.key_holder)  # fmt: skip
    guards = _("门岗：{gate}        流动保卫：{patrol}").format(gate=record.gate_guards or "", patrol=record.patrol_guards or "")
    return facts.list_paper(context, "试卷保密室值班记录", _DUTY, rows, under=under, foot=(guards,), text=9)
