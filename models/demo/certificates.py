"""Certificates of the demo centre: a batch that went its whole way into a locked month, one with reissue, correction and
revocation, an electronic one, one numbered, one that waits for the director; blanks that add up; an export that differs.

Blanks of the first lot: 20003, 20018 spoiled · 20002 recovered · 20001–20009 and 20010–20017 printed but 20008, which lies
in stock with 20019 and all that follow.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from models.certificates.closing import last_day
from models.certificates.numbers import compose
from models.core.acts import COMMANDS
from models.core.dates import months_plus
from models.demo.inventing import Invented, person
from models.demo.stage import Act, Stage

_SEED = 20_263
_ELECTRICIAN, _MECHANIC = "电工", "汽车维修工"
# name: (last exam day before today, occupation, level, first of its people, how many)
_BATCHES = {
    "A": (95, _ELECTRICIAN, 4, 0, 6), "B": (33, _MECHANIC, 3, 10, 8), "E": (22, _ELECTRICIAN, 5, 20, 3), "D": (16, _ELECTRICIAN, 4, 30, 4),
    "C": (12, _MECHANIC, 4, 40, 5),
}  # fmt: skip
_LEVELS = {3: "三级/高级工", 4: "四级/中级工", 5: "五级/初级工"}
_KEEPER, _SECOND, _SEAL = "周志强", "郑晓燕", "冯晓兰"
_NETWORK = ("证书编号", "证件号码", "姓名", "职业名称", "工种/职业方向", "职业技能等级", "评价机构", "发证日期")


def acts(stage: Stage) -> list[Act]:
    """Everything about certificates, in the order of its days; on one day in the order told here."""
    told = [*_beginnings(stage), *_whole_way(stage), *_later_life(stage), *_others(stage), *_closing(stage), *_last_weeks(stage)]
    return sorted(told, key=lambda act: -act.ago)


def _people(batch: str) -> list[Invented]:
    _ago, _occupation, _level, first, count = _BATCHES[batch]
    return [person(_SEED, number) for number in range(first, first + count)]


def _code(stage: Stage, batch: str) -> str:
    return f"{stage.day(_BATCHES[batch][0]).year}{stage.day(_BATCHES[batch][0]):%m}{batch}"


def _roster(stage: Stage, batch: str) -> str:
    return f"{_code(stage, batch)}-1"


def _key(stage: Stage, command: str, words: str) -> Callable[[], int]:
    """The record a command acts on, found by its words when its day comes."""

    def find() -> int:
        subject = COMMANDS[command].subject
        assert subject is not None
        with stage.centre.reading() as context:
            return subject.find(context.db, words)[0].id

    return find


def _on(stage: Stage, ago: int, by: str, command: str, words: str, *, refused: bool = False, reason: str = "", **given: Any) -> Act:
    name = command if "." in command else f"certificates.{command}"
    return Act(ago, name, _key(stage, name, words), given, reason, by, refused)


def _new(ago: int, by: str, command: str, **given: Any) -> Act:
    return Act(ago, command if "." in command else f"certificates.{command}", None, given, "", by)


def _book(stage: Stage, name: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A workbook of these rows; answers its path."""
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    for row in (heads, *rows):
        sheet.append(list(row))
    path = stage.folder / name
    book.save(path)
    return str(path)


def _taken(stage: Stage, ago: int, command: str, name: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> Act:
    return Act(ago, command, None, {"file": _book(stage, name, heads, rows), "all_or_nothing": False, "history": False}, "以中心台账为准", "exam")


def _beginnings(stage: Stage) -> Iterator[Act]:
    """Scope, blanks, who keeps what; then each batch with its pass list some days after its exam."""
    scope = [(_ELECTRICIAN, "6-31-01-03", "--", "五级、四级"), (_MECHANIC, "4-12-01-01", "--", "四级、三级")]
    yield _taken(stage, 125, "assessment.import_scope", "备案范围.xlsx", ("职业名称", "职业编号", "工种", "级别"), scope)
    yield _new(120, "general", "receive_lot", name="RK-01", first="00020001", last="00020060", supplier="市职业技能鉴定指导中心", keeper=_KEEPER,
               box="证书柜-1", second=_SECOND)  # fmt: skip
    for duty, name in (("stock", _KEEPER), ("seal", _SEAL), ("print", "吴卫东"), ("hand_out", _SECOND)):
        yield _new(118, "director", "name_custodian", duty=duty, name=name)
    for batch, (ago, occupation, level, _first, count) in _BATCHES.items():
        code, day = _code(stage, batch), stage.day(ago)
        plan = [[code, f"{occupation}{_LEVELS[level]}认定", occupation, "--", _LEVELS[level], stage.day(ago + 1), day, count]]
        heads: tuple[str, ...] = ("批次编号", "批次名称", "职业", "工种/方向", "级别", "考试日期", "考试结束日期", "计划人数")
        yield _taken(stage, ago - 4, "assessment.import_batches", f"批次{batch}.xlsx", heads, plan)
        rows = [[code, one.name, one.sex, one.id_no, occupation, "--", _LEVELS[level], 72 + n, 80 + n, "合格", stage.day(ago - 4)]
                for n, one in enumerate(_people(batch))]  # fmt: skip
        heads = ("批次编号", "姓名", "性别", "证件号码", "职业名称", "工种/职业方向", "职业技能等级", "理论成绩", "技能成绩", "状态", "公布日期")
        yield _taken(stage, ago - 4, "assessment.import_pass_list", f"合格名单{batch}.xlsx", heads, rows)


def _numbered(stage: Stage, batch: str, ago: int) -> list[Act]:
    """A roster made, approved the day after, numbered at once."""
    roster = _roster(stage, batch)
    return [_on(stage, ago, "exam", "make_roster", _code(stage, batch)), _on(stage, ago - 1, "director", "approve_roster", roster),
            _on(stage, ago - 1, "exam", "assign_numbers", roster)]  # fmt: skip


def _drawn(stage: Stage, ago: int, serial: int, batch: str, quantity: int, first: str, last: str) -> list[Act]:
    number = f"SL{stage.day(ago).year}-{serial:04d}"
    return [_new(ago, "exam", "request_blanks", number=number, quantity=quantity, purpose=f"打印核发名册 {_roster(stage, batch)}"),
            _on(stage, ago, "director", "approve_draw", number),
            _on(stage, ago, "general", "hand_over_blanks", number, first=first, last=last, received_by="吴卫东")]  # fmt: skip


def _whole_way(stage: Stage) -> Iterator[Act]:
    """Batch A: printed with one blank spoiled, sealed, submitted, handed out, one not collected; a damaged one reissued."""
    people, roster = _people("A"), _roster(stage, "A")
    yield from _numbered(stage, "A", 88)
    yield from _drawn(stage, 86, 1, "A", 8, "00020001", "00020008")
    yield _on(stage, 86, "general", "print_roster", roster, first_serial="00020001", copies=2, second=_SECOND)
    yield _on(stage, 86, "general", "spoil", "RK-01", first="00020003", why="卡纸")
    yield _on(stage, 86, "general", "print_roster", roster, first_serial="00020004", second=_SECOND)
    yield _on(stage, 86, "general", "settle_draw", f"SL{stage.day(86).year}-0001", second=_SECOND)
    yield _on(stage, 85, "general", "use_seal", roster, second=_SECOND)
    yield from _delivered(stage, "A", 84, 63)
    proxy: dict[str, Any] = {"way": "proxy", "signer": "王芳", "signer_id": person(_SEED, 90).id_no, "authorisation": "委托书1号"}
    ways: list[dict[str, Any]] = [{"signer": people[0].name}, proxy, {"way": "courier", "courier": "SF3100000001"}, {"signer": people[3].name},
                                  {"signer": people[4].name}]  # fmt: skip
    for at, how in enumerate(ways):
        yield _on(stage, 80, "general", "hand_out", people[at].id_no, **how)
    yield _on(stage, 70, "general", "take_back_parcel", people[2].id_no)
    yield _on(stage, 66, "general", "hand_out", people[2].id_no, way="self", signer=people[2].name)
    damaged = people[1]
    yield _on(stage, 76, "general", "apply_reissue", damaged.id_no, cause="damaged", why="水浸，字迹不清", id_shown=True)
    yield _on(stage, 75, "general", "check_reissue", damaged.id_no, result="查询系统中有此信息")
    yield _on(stage, 74, "director", "approve_reissue", damaged.id_no)
    yield _on(stage, 73, "general", "print_reissue", damaged.id_no, serial="00020009", second=_SECOND)
    yield _on(stage, 73, "general", "seal_reissue", damaged.id_no, second=_SECOND)
    yield _on(stage, 72, "general", "recover", damaged.id_no, serial="00020002", why="补发收回")
    yield _on(stage, 72, "general", "hand_out", damaged.id_no, way="self", signer=damaged.name)
    yield _new(64, "director", "destroy", list_number=f"ZX{stage.day(64).year}-01", executor=_KEEPER, witness="赵一鸣", way="碎纸机粉碎")


def _delivered(stage: Stage, batch: str, ago: int, answered: int) -> Iterator[Act]:
    """A delivery to the platform: made, sent as a file, answered some weeks later, its data copied the day after."""
    number, rows = f"{stage.day(ago):%Y%m%d}-1", _rows(stage, batch)
    sent = _book(stage, f"上报数据{batch}.xlsx", _NETWORK, rows)
    answer = _book(stage, f"平台答复{batch}.xlsx", ("证书编号", "审核结果"), [(row[0], "通过") for row in rows])
    yield _new(ago, "general", "prepare_upload")
    yield _on(stage, ago, "general", "send_upload", number, file=sent)
    yield _on(stage, answered, "general", "take_answer", number, file=answer)
    yield _on(stage, answered - 1, "general", "note_backup", number, place="档案室移动硬盘")


def _later_life(stage: Stage) -> Iterator[Act]:
    """Batch B: six sealed of eight, two with an institution, one lost, one revoked, one corrected after hand-out, one asked for."""
    people, roster = _people("B"), _roster(stage, "B")
    yield from _numbered(stage, "B", 26)
    yield from _drawn(stage, 24, 1 + (stage.day(24).year == stage.day(86).year), "B", 10, "00020010", "00020019")
    yield _on(stage, 24, "general", "print_roster", roster, first_serial="00020010", second=_SECOND)
    yield _on(stage, 23, "general", "spoil", "RK-01", first="00020018", why="墨粉不匀")
    yield _on(stage, 23, "general", "use_seal", roster, count=6, second=_SECOND)
    for one in people[:4] + people[5:6]:
        yield _on(stage, 20, "general", "hand_out", one.id_no, way="self", signer=one.name)
    yield _on(stage, 20, "general", "hand_out", people[4].id_no, way="courier", courier="SF3100000002")
    yield _on(stage, 19, "general", "consign", roster, receiver="某市现代服务学校", received_by="何老师", receipts_due=stage.day(-5))
    yield _on(stage, 19, "general", "note_submitted", _code(stage, "B"))
    for one in people[:7]:
        yield _on(stage, 18, "general", "note_online", one.id_no, online="online")
    yield _on(stage, 15, "general", "apply_reissue", people[3].id_no, cause="lost", why="搬家时遗失", id_shown=True, declaration=True)
    yield _on(stage, 14, "general", "check_reissue", people[3].id_no, result="查询系统中有此信息")
    yield _on(stage, 13, "director", "approve_reissue", people[3].id_no)
    yield _on(stage, 10, "exam", "request_correction", people[2].id_no, field="name", value=people[2].name[0] + "玉" + people[2].name[-1],
              proof="身份证复印件、情况说明", why="报名时录入同音字")  # fmt: skip
    yield _on(stage, 9, "director", "approve_correction", people[2].id_no)
    yield _on(stage, 8, "director", "revoke", people[5].id_no, ground="IV6", why="经查证考试时由他人替考，成绩无效")
    yield _on(stage, 2, "exam", "request_correction", people[0].id_no, field="name", value=people[0].name + "之", proof="户口簿复印件", why="改名")


def _others(stage: Stage) -> Iterator[Act]:
    """E electronic · D numbered, one number voided, one correction waiting · C planned; an attempt without a pass."""
    yield from _numbered(stage, "E", 17)
    yield _on(stage, 15, "general", "issue_electronic", _roster(stage, "E"))
    yield _on(stage, 14, "general", "note_submitted", _code(stage, "E"))
    yield from _numbered(stage, "D", 10)
    people = _people("D")
    yield _on(stage, 8, "director", "void", people[3].id_no, why="赋码后查明证件号码登记为他人")
    yield _on(stage, 3, "exam", "request_correction", people[0].id_no, field="id_no", value=person(_SEED, 91).id_no, proof="身份证复印件", why="证件号码录错")
    yield _on(stage, 4, "exam", "make_roster", _code(stage, "C"))
    yield _on(stage, 3, "exam", "add_to_roster", _roster(stage, "C"), refused=True, id_no=person(_SEED, 92).id_no)


def closed_month(today: date) -> date:
    """The month that was counted, reconciled and locked: the one before the last, by its last day."""
    return last_day(months_plus(today.replace(day=1), -2))


def _closing(stage: Stage) -> Iterator[Act]:
    """All of batch A lies in it or before it, nothing of the others: its count is known."""
    ended = closed_month(stage.today)
    ago = (stage.today - ended).days
    yield _on(stage, ago, "general", "count_lot", "RK-01", blanks="00020008、00020010-00020060", finished="00020007", second=_SECOND)
    yield _new(ago - 1, "general", "reconcile", as_of=ended, files=_export(stage, "查询系统导出（上上月末）.xlsx", _rows(stage, "A")))
    yield Act(ago - 2, "certificates.lock_month", None, {"month": ended}, "月末新批次尚在办证期内", "director")


def _rows(stage: Stage, batch: str) -> list[list[Any]]:
    """What the query system has of a batch: its people in the order of their numbers."""
    issued = stage.day({"A": 88, "B": 26, "E": 17}[batch])
    _ago, occupation, level, _first, _count = _BATCHES[batch]
    return [[compose(stage.centre.filing_no, issued.year, level, n), one.id_no, one.name, occupation, "--", _LEVELS[level], stage.centre.name, issued]
            for n, one in enumerate(_people(batch), 1)]  # fmt: skip


def _export(stage: Stage, name: str, rows: Sequence[Sequence[Any]]) -> str:
    return _book(stage, name, _NETWORK, rows)


def _last_weeks(stage: Stage) -> Iterator[Act]:
    """A second lot, blanks asked for, and yesterday's reconciliation: one person is missing online, one stands there under
    another name, and the corrected and the revoked certificate are still as they were; the director explained one."""
    yield _new(6, "general", "receive_lot", name="RK-02", first="00030001", last="00030100", supplier="市职业技能鉴定指导中心", keeper=_KEEPER,
               box="证书柜-2", second=_SECOND)  # fmt: skip
    number = 1 + sum(stage.day(ago).year == stage.day(1).year for ago in (86, 24))
    yield _new(1, "exam", "request_blanks", number=f"SL{stage.day(1).year}-{number:04d}", quantity=3, purpose=f"打印核发名册 {_roster(stage, 'D')}")
    online = [*_rows(stage, "A"), *_rows(stage, "B")[:7], *_rows(stage, "E")]
    online[0] = [*online[0][:2], online[0][2] + "（曾用名）", *online[0][3:]]
    yield _new(1, "general", "reconcile", files=_export(stage, "查询系统导出.xlsx", online))
    yield _new(0, "general", "prepare_upload")
    corrected = compose(stage.centre.filing_no, stage.day(26).year, 3, 3)
    yield _on(stage, 0, "director", "answer_finding", f"REC-54 {corrected}", state="explained", why="更正已上报，查询系统尚未更新")
