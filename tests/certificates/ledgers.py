"""The workbooks of one fictional centre with planted faults, written in layouts as people keep them. The layout changes, what
is in them does not: every layout must give the same differences."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.people.makers import text_file, workbook
from tests.views.people import id_number, name_of

AGENCY, FILING = "演练职业技能评价中心", "Y000041029001"
LEVELS = {5: "五级/初级工", 4: "四级/中级工", 3: "三级/高级工", 2: "二级/技师"}
SCOPE = (("电工", "--", (5, 4, 3)), ("车工", "普通车床", (4, 3)), ("保育师", "--", (5, 4)))
EACH, FIRST_BLANK, LAST_BLANK = 12, 10000001, 10000100
# batch, occupation, job, level, first exam day; certificates are of 20 days later
BATCHES = (
    ("P2024001", "电工", "--", 4, date(2024, 3, 10)), ("P2025001", "车工", "普通车床", 4, date(2025, 2, 1)),
    ("P2025002", "电工", "--", 3, date(2025, 6, 7)), ("P2026001", "保育师", "--", 5, date(2026, 3, 14)),
    ("P2026002", "茶艺师", "--", 2, date(2026, 5, 9)),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    number: str
    name: str
    id_no: str
    occupation: str
    job: str
    level: int
    day: date
    batch: str
    serial: str
    state: str = "正常"


@dataclass
class Books:
    """What the workbooks say; `keys`: the differences planted into them, by class."""

    register: list[Row]
    passed: list[Row]
    online: list[Row]
    spoiled: tuple[int, int]
    keys: dict[str, list[str]] = field(default_factory=dict)


def _number(level: int, year: int, sequence: int) -> str:
    return f"{FILING}{year % 100:02d}{level}{sequence:06d}"


def _right() -> list[Row]:
    rows: list[Row] = []
    for batch, occupation, job, level, exam in BATCHES:
        day = exam + timedelta(days=20)
        for n in range(EACH if batch != "P2026002" else 1):
            person = len(rows) + 1
            rows.append(Row(_number(level, day.year, n + 1), name_of(person), id_number(person), occupation, job, level, day, batch,
                            str(FIRST_BLANK + len(rows))))  # fmt: skip
    return rows


def faulty() -> Books:
    """One or two faults of each class, each on people of its own. The fifth batch is of an occupation that was never filed."""
    rows = _right()
    at = {(row.batch, n % EACH + 1): n for n, row in enumerate(rows)}
    year_code = at["P2026001", EACH]  # numbered with the year before
    rows[year_code] = replace(rows[year_code], number=_number(5, 2025, 1))
    level_code = at["P2025002", EACH]  # numbered among those of level 4
    rows[level_code] = replace(rows[level_code], number=_number(4, 2025, EACH + 1))
    register, passed, online = list(rows), list(rows), list(rows)
    gap, short, twin = rows[at["P2024001", 5]], at["P2025001", 3], at["P2025002", 4]
    register[short] = replace(rows[short], number=rows[short].number[:-1])
    register[twin] = replace(rows[twin], serial=rows[twin - 1].serial)
    revoked, absent = at["P2024001", 8], rows[at["P2026001", 3]]
    register[revoked] = replace(rows[revoked], state="撤销")
    again, unpassed = rows[at["P2025001", 6]], rows[at["P2024001", 2]]
    name, person = at["P2025001", 9], at["P2026001", 6]
    online[name], online[person] = replace(rows[name], name=rows[name].name + "华"), replace(rows[person], id_no=id_number(901))
    foreign = replace(rows[0], number=_number(4, 2025, 900001), name="无名", id_no=id_number(902))
    waiting = replace(rows[0], name=name_of(903), id_no=id_number(903), number="", serial="")
    register = [row for row in register if row is not gap] + [again]
    online = [row for row in online if row not in (gap, absent)] + [foreign, rows[at["P2025002", 2]]]
    passed = [row for row in passed if row not in (gap, unpassed)] + [waiting]
    keys = {
        "REC-01": [waiting.id_no], "REC-02": [unpassed.number], "REC-10": [again.number], "REC-11": [gap.number, rows[short].number],
        "REC-12": [register[short - 1].number], "REC-14": [rows[year_code].number], "REC-15": [rows[level_code].number],
        "REC-17": [rows[-1].number], "REC-32": [gap.serial, rows[twin].serial], "REC-33": [rows[twin - 1].serial, again.serial],
        "REC-50": [absent.number, register[short - 1].number], "REC-51": [foreign.number, rows[short].number],
        "REC-52": [rows[at["P2025002", 2]].number], "REC-53": [rows[revoked].number], "REC-54": [rows[name].number],
        "REC-55": [rows[person].number],
    }  # fmt: skip
    used = FIRST_BLANK + len(rows)
    return Books(register, passed, online, (used, used + 4), {kind: sorted(found) for kind, found in keys.items()})


# -- how it is written ----------------------------------------------------------------------------------------------

Table = list[list[Any]]
Column = tuple[str, Callable[[Any], Any]]


@dataclass(frozen=True)
class Layout:
    """How a centre writes: the words above columns, their order, the days, what stands above and beside."""

    words: Mapping[str, str] = field(default_factory=dict)  # header of the sample → header here
    shift: int = 0  # columns are moved round by so many
    day: Callable[[date], Any] = lambda day: day
    titles: int = 0
    by_year: bool = True
    above: Mapping[str, str] = field(default_factory=dict)  # header here → the word of a first header row over it
    level: Callable[[int], Any] = lambda level: LEVELS[level]
    extra: bool = False  # a sheet with notes and an empty one
    csv: bool = False  # the export as text


def _table(layout: Layout, title: str, columns: Sequence[Column], rows: Sequence[Any]) -> Table:
    turned = [*columns[layout.shift :], *columns[: layout.shift]]
    heads = [layout.words.get(head, head) for head, _value in turned]
    above = [[title] + [""] * (len(heads) - 1), ["填报单位（盖章）：" + AGENCY, "", "2026年11月"]][: layout.titles]
    header = [heads] if not layout.above else _two_rows(layout, heads)
    return [*above, *header, *([value(row) for _head, value in turned] for row in rows)]


def _two_rows(layout: Layout, heads: list[str]) -> Table:
    upper = [layout.above.get(head, "") for head in heads]
    alone = [head if not over else "" for head, over in zip(heads, upper, strict=True)]
    first = [over if over and (n == 0 or upper[n - 1] != over) else own for n, (over, own) in enumerate(zip(upper, alone, strict=True))]
    return [first, [head if over else "" for head, over in zip(heads, upper, strict=True)]]


def _save(layout: Layout, path: Path, tables: Mapping[str, Table]) -> Path:
    notes = {"说明": [["本表由证书管理岗填写"], ["如有疑问请联系办公室"]], "Sheet3": []} if layout.extra else {}
    named = {**notes, **tables}
    return workbook(path, *named.values(), names=list(named))


def _register(layout: Layout) -> list[Column]:
    return [("证书编号", lambda row: row.number), ("姓名", lambda row: row.name), ("证件号码", lambda row: row.id_no),
            ("职业名称", lambda row: row.occupation), ("工种/职业方向", lambda row: row.job), ("职业技能等级", lambda row: layout.level(row.level)),
            ("发证日期", lambda row: layout.day(row.day)), ("批次编号", lambda row: row.batch), ("空白证书号", lambda row: row.serial),
            ("状态", lambda row: row.state)]  # fmt: skip


def _online(layout: Layout) -> list[Column]:
    return [("姓名", lambda row: row.name), ("证件号码", lambda row: row.id_no), ("证书编号", lambda row: row.number),
            ("职业名称", lambda row: row.occupation), ("工种/职业方向", lambda row: row.job), ("职业技能等级", lambda row: layout.level(row.level)),
            ("发证日期", lambda row: layout.day(row.day)), ("评价机构", lambda row: AGENCY)]  # fmt: skip


def _stock(layout: Layout, books: Books) -> tuple[list[Column], list[tuple[str, date, int, int, str]]]:
    lines = [("入库", date(2024, 1, 8), FIRST_BLANK, LAST_BLANK, "省中心领取"), ("作废", date(2026, 10, 8), *books.spoiled, "打印卡纸")]
    return [("类别", lambda line: line[0]), ("日期", lambda line: layout.day(line[1])), ("起号", lambda line: str(line[2])),
            ("止号", lambda line: str(line[3])), ("数量", lambda line: line[3] - line[2] + 1), ("说明", lambda line: line[4])], lines  # fmt: skip


def write(folder: Path, layout: Layout, books: Books) -> dict[str, Path]:
    """The six workbooks by what they hold."""

    def made(name: str, title: str, columns: Sequence[Column], rows: Sequence[Any]) -> Path:
        return _save(layout, folder / f"{name}.xlsx", {title: _table(layout, title, columns, rows)})

    stock_columns, stock_lines = _stock(layout, books)
    scope: list[Column] = [("职业名称", lambda row: row[0]), ("工种/职业方向", lambda row: row[1]), ("级别", lambda row: "、".join(map(str, row[2]))),
                           ("评价标准", lambda _row: "国标")]  # fmt: skip
    batches: list[Column] = [("批次编号", lambda row: row[0]), ("批次名称", lambda row: f"{row[1]}{LEVELS[row[3]]}"), ("职业", lambda row: row[1]),
                             ("工种/方向", lambda row: row[2]), ("级别", lambda row: layout.level(row[3])),
                             ("考试日期", lambda row: layout.day(row[4])), ("计划人数", lambda _row: EACH)]  # fmt: skip
    passed = [
        column for column in _register(layout) if column[0] in ("批次编号", "姓名", "证件号码", "职业名称", "工种/职业方向", "职业技能等级")
    ]
    years = sorted({row.day.year for row in books.register}) if layout.by_year else [0]
    ledger = {f"{year}年" if year else "总台账": _table(layout, f"{year or ''}证书台账", _register(layout),
                                                   [row for row in books.register if not year or row.day.year == year]) for year in years}  # fmt: skip
    return {"scope": made("备案", "备案范围", scope, SCOPE), "batches": made("批次", "批次", batches, BATCHES),
            "pass_list": made("合格", "合格人员花名册", passed, books.passed), "stock": made("空白", "出入库", stock_columns, stock_lines),
            "register": _save(layout, folder / "台账.xlsx", ledger), "online": export(folder, layout, books)}  # fmt: skip


def export(folder: Path, layout: Layout, books: Books) -> Path:
    """The export of the query system: rows in an order of its own."""
    rows = sorted(books.online, key=lambda row: row.id_no[::-1])
    table = _table(layout, "证书查询结果", _online(layout), rows)
    if layout.csv:
        plain = [[value.isoformat() if isinstance(value, date) else value for value in line] for line in table]
        return text_file(folder / "导出.csv", plain, "gb18030")
    return _save(layout, folder / "导出.xlsx", {"Sheet1": table})


LAYOUTS = {
    "as the sample": Layout(titles=2),
    "other words, moved, one sheet": Layout(
        words={
            "证书编号": "证书号码",
            "姓名": "持证人姓名",
            "证件号码": "身份证号码",
            "职业名称": "职业（工种）名称",
            "工种/职业方向": "工种方向",
            "职业技能等级": "技能等级",
            "发证日期": "核发日期",
            "批次编号": "认定批次",
            "空白证书号": "证书流水号",
            "状态": "证书状态",
            "类别": "收发类别",
            "日期": "登记日期",
            "起号": "起始号",
            "止号": "终止号",
            "数量": "份数",
            "说明": "备注",
            "级别": "等级",
            "评价机构": "发证机构",
            "考试日期": "考核日期",
        },
        shift=3,
        day=lambda day: f"{day.year}.{day.month}.{day.day}",
        by_year=False,
        extra=True,
        level=str,
    ),
    "two header rows": Layout(
        above={
            "证书编号": "证书信息",
            "发证日期": "证书信息",
            "空白证书号": "证书信息",
            "姓名": "持证人",
            "证件号码": "持证人",
            "起号": "流水码",
            "止号": "流水码",
        },
        day=lambda day: f"{day.year}年{day.month}月{day.day}日",
        titles=1,
    ),
    "days as digits, text export": Layout(
        day=lambda day: f"{day:%Y%m%d}", by_year=False, shift=1, csv=True, titles=2, level=lambda level: LEVELS[level][:2]
    ),
    "days with a time": Layout(
        day=lambda day: f"{day:%Y/%m/%d} 00:00:00", shift=4, titles=1, extra=True, level=lambda level: LEVELS[level][3:]
    ),
}
SECOND_EXPORT = Layout(
    words={
        "证书编号": "资格证书编号",
        "姓名": "名字",
        "证件号码": "公民身份号码",
        "职业名称": "职业",
        "工种/职业方向": "方向",
        "职业技能等级": "证书等级",
        "发证日期": "颁证日期",
        "评价机构": "认定机构",
    },
    shift=5,
    day=lambda day: f"{day:%Y/%m/%d}",
    titles=2,
    csv=True,
    level=lambda level: f"{level}级",
)
