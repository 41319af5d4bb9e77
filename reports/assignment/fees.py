"""F-FEE 考评人员劳务费发放表: who gets what for which session, with a line to sign. Layout proposed. Source: 考务工作手册 三(二)7(3)."""

from reportlab.platypus import Flowable, KeepTogether

from models.assessment.candidates.terms import Money
from models.assessment.exams.terms import DUTY
from models.assessment.tables import Batch
from models.assignment.paying import allowances_of
from models.assignment.tables import Allowance
from models.assignment.terms import SERVING
from models.core.centre import Context
from reports.kit.grid import listing
from reports.kit.page import A4_LANDSCAPE, Paper
from reports.kit.text import Words, gap, heading

_HEADS = (("序号", 10), ("姓名", 18), ("身份证号", 38), ("单位", 34), ("岗位", 20), ("日期", 22), ("场次", 12), ("标准（元）", 20), ("应发", 20),
          ("代扣税", 18), ("实发", 20), ("签字", 20))  # fmt: skip
_BLANK = " " * 16
_DIGITS, _PLACES, _GROUPS = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), ("", "万", "亿")


def payment_list(context: Context, batch: Batch) -> Paper:
    """The list of a batch: before the exam without amounts, afterwards as finance typed them; who did not come is not on it."""
    lines = [one for one in allowances_of(context.db, batch.id) if one.assignment.state in SERVING]
    total = sum((one.amount or 0) - one.tax for one in lines)
    table = listing([head for head, _w in _HEADS], [w for _head, w in _HEADS], [_row(at, one) for at, one in enumerate(lines, 1)], size=9,
                    centred=(0, 4, 5, 6))  # fmt: skip
    known = any(one.amount for one in lines)
    summed = f"合计实发：{Money().show(total) if known else _BLANK} 元（大写：{capitals(total) if known else 2 * _BLANK}）"
    signs = _BLANK.join(("制表：", "批次负责人：", "财务：", "单位负责人：", ""))
    foot = [gap(6), Words(summed, 11), gap(8), Words(signs, 11)]
    head = Words(f"批次：{batch.name or batch.code}        职业：{batch.occupation or ''}        单位：{context.centre.name}", 10.5)
    story: list[Flowable] = [heading("考评人员劳务费发放表"), gap(3), head, gap(3), table, KeepTogether(foot)]
    return Paper(f"考评人员劳务费发放表 {batch.code}", story, A4_LANDSCAPE)


def _row(at: int, one: Allowance) -> list[str]:
    person, money = one.assignment.person, Money()
    net = None if one.amount is None else one.amount - one.tax
    return [str(at), person.name, person.id_no, person.employer or "", DUTY.show(one.assignment.post), str(one.assignment.starts_on), "1",
            money.show(one.amount), money.show(one.amount), money.show(one.tax) if one.amount is not None else "", money.show(net), ""]  # fmt: skip


def capitals(fen: int) -> str:
    """An amount in fen as cheques write it: 120050 → 壹仟贰佰元伍角."""
    yuan, rest = divmod(fen, 100)
    words, group = "", 0
    while yuan:
        yuan, part = divmod(yuan, 10_000)
        text = "".join(f"{_DIGITS[digit]}{place if digit else ''}" for digit, place in zip(map(int, f"{part:04d}"), reversed(_PLACES), strict=True))
        words, group = (text + _GROUPS[group] if part else "零") + words, group + 1
    while "零零" in words:
        words = words.replace("零零", "零")
    for unit in ("万", "亿"):
        words = words.replace(f"零{unit}", unit)
    words = words.strip("零")
    jiao, cents = divmod(rest, 10)
    tail = (f"{_DIGITS[jiao]}角" if jiao else "") + (("" if jiao or not words else "零") + f"{_DIGITS[cents]}分" if cents else "")
    return (f"{words}元" if words else "" if tail else "零元") + (tail or "整")
