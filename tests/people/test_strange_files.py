"""Files that are no rosters: each gets a clear answer, none a half import, none a traceback."""

import io
import random
import struct
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from models.people.tables import Person
from tests.people.makers import (
    Formula,
    adds_up,
    ids,
    people,
    person,
    refused_file,
    stored,
    table,
    take,
    text_file,
    workbook,
)


@pytest.fixture
def henan(centre):
    return centre("henan")


def file(path, content):
    path.write_bytes(content)
    return path


def packed(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def a_workbook(tmp_path):
    return workbook(tmp_path / "good.xlsx", table(people(3)))


def ole(*names):
    """The beginning of an OLE file with these entries in its directory, as an encrypted workbook has it."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\x00" * 478
    entries = b"".join(name.encode("utf-16-le").ljust(64, b"\x00") + b"\x00" * 64 for name in names)
    return head + entries


STRANGE = {
    "empty.xlsx": b"",
    "pdf.xlsx": b"%PDF-1.7\n1 0 obj\n",
    "photo.xlsx": b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 200,
    "picture.xls": b"\x89PNG\r\n\x1a\n" + b"\x00" * 50,
    "program.xlsx": b"MZ\x90\x00\x03" + b"\x00" * 100,
    "archive.xlsx": packed({"readme.txt": "不是工作簿"}),
    "word.xlsx": packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"}),
    "rar.xlsx": b"Rar!\x1a\x07\x00" + b"\x00" * 30,
    "html.xls": "<html><body><table><tr><td>姓名</td></tr></table></body></html>".encode(),
    "xml.xls": b'<?xml version="1.0"?><Workbook/>',
    "locked.xlsx": ole("Root Entry", "EncryptedPackage", "EncryptionInfo"),
    "locked_far.xlsx": ole("Root Entry") + b"\x00" * 6_000_000 + "EncryptedPackage".encode("utf-16-le"),
    "damaged.xls": ole("Root Entry", "Workbook"),
    "hollow.xlsx": packed({"xl/workbook.xml": "<workbook", "[Content_Types].xml": "<Types"}),
    "nothing.csv": b" \r\n\t\r\n",
    "zeros.csv": b"\x00" * 1000,
}


@pytest.mark.parametrize(("name", "said"), [
    ("empty.xlsx", "空"), ("pdf.xlsx", "PDF"), ("photo.xlsx", "JPG"), ("picture.xls", "PNG"), ("program.xlsx", "程序"),
    ("archive.xlsx", "不是 Excel"), ("word.xlsx", "不是 Excel"), ("rar.xlsx", "RAR"), ("html.xls", "网页"), ("xml.xls", "XML"),
    ("locked.xlsx", "密码"), ("locked_far.xlsx", "密码"), ("damaged.xls", "损坏"), ("hollow.xlsx", "损坏"), ("nothing.csv", "空"),
    ("zeros.csv", "不是工作簿"),
])  # fmt: skip
def test_sys_012_what_is_no_workbook_is_refused_by_name(henan, tmp_path, name, said):
    assert said in refused_file(henan, file(tmp_path / name, STRANGE[name]))
    assert stored(henan, Person) == []


def test_sys_012_a_file_that_is_not_there(henan, tmp_path):
    assert "打不开" in refused_file(henan, tmp_path / "没有.xlsx")


@pytest.mark.parametrize("part", [10, 200, 2000, -300, -22, -1])
def test_sys_012_a_truncated_workbook(henan, tmp_path, part):
    whole = a_workbook(tmp_path).read_bytes()
    assert refused_file(henan, file(tmp_path / "half.xlsx", whole[:part]))
    assert stored(henan, Person) == []


def test_sys_012_a_workbook_with_damaged_content(henan, tmp_path):
    whole = bytearray(a_workbook(tmp_path).read_bytes())
    where = whole.index(b"xl/worksheets/sheet1.xml") + 60
    whole[where : where + 40] = b"\x00" * 40
    assert refused_file(henan, file(tmp_path / "broken.xlsx", bytes(whole)))


def test_sys_012_a_bomb_of_zeros(henan, tmp_path):
    path = tmp_path / "bomb.xlsx"
    good = a_workbook(tmp_path)
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name in source.namelist():
            bomb.writestr(name, source.read(name))
        with bomb.open("xl/media/image1.bin", "w", force_zip64=True) as entry:
            for _n in range(200):
                entry.write(b"\x00" * 1024 * 1024)
    assert path.stat().st_size < 1024 * 1024
    assert "压缩炸弹" in refused_file(henan, path)


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_sys_012_a_bomb_of_entities(henan, tmp_path, part):
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    path = tmp_path / "lol.xlsx"
    with zipfile.ZipFile(a_workbook(tmp_path)) as source:
        parts = {name: source.read(name).decode() for name in source.namelist()}
    body = parts.get(part, "<sst/>").partition("?>")[2] or parts.get(part, "<sst/>")
    parts[part] = f'<?xml version="1.0"?><!DOCTYPE lolz [{lol}]>{body}'
    assert "实体" in refused_file(henan, file(path, packed(parts)))


@pytest.mark.parametrize("seed", range(8))
def test_sys_012_random_bytes_called_csv(henan, tmp_path, seed):
    content = random.Random(seed).randbytes(5000)
    assert refused_file(henan, file(tmp_path / "random.csv", content))


def test_sys_012_a_table_without_identity_numbers_says_which_column_lacks(henan, tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["姓名", "性别", "类别", "考评职业"], ["赵安平", "男", "考评员", "电工"]])
    assert "身份证号" in refused_file(henan, path)
    path = text_file(tmp_path / "a.csv", [["设备名称", "数量"], ["车床", "3"]])
    assert "姓名" in refused_file(henan, path)


def test_sys_012_a_csv_cell_of_two_hundred_thousand_characters(henan, tmp_path):
    path = text_file(tmp_path / "a.csv", table([person(1, 备注="长" * 200_000)]))
    assert "格式" in refused_file(henan, path)


def test_a_renamed_workbook_is_read_by_what_it_is(henan, tmp_path):
    good = a_workbook(tmp_path)
    assert take(henan, good.rename(tmp_path / "名册.xls")).new == 3
    text = text_file(tmp_path / "文本.xlsx", table(people(3, first=4)))
    assert take(henan, text).new == 3


def test_hidden_and_chart_sheets_do_no_harm(henan, tmp_path):
    book = load_workbook(a_workbook(tmp_path))
    book.create_chartsheet("图表")
    book.create_sheet("空表")
    book.save(tmp_path / "b.xlsx")
    assert take(henan, tmp_path / "b.xlsx").new == 3


@pytest.mark.parametrize("stray", [" ", "x", 7])
def test_a_stray_cell_in_the_last_corner_of_the_sheet(henan, tmp_path, stray):
    book = load_workbook(a_workbook(tmp_path))
    book.active["XFD1048576"] = stray
    book.save(tmp_path / "b.xlsx")
    assert take(henan, tmp_path / "b.xlsx").new == 3


@pytest.mark.parametrize("fault", ["sector size", "table", "circle", "nowhere"])
def test_sys_012_an_old_workbook_with_damaged_tables_is_refused_and_not_read_for_ever(henan, tmp_path, fault):
    content = bytearray(ole("Root Entry", "Workbook") + b"\x00" * 2048)
    where, value = {"sector size": (30, 3), "table": (44, 10**6), "circle": (44, 1), "nowhere": (48, 10**6)}[fault]
    struct.pack_into("<I" if where != 30 else "<H", content, where, value)
    assert "损坏" in refused_file(henan, file(tmp_path / "a.xls", bytes(content)))


def test_formulas_without_results_are_told_by_row_and_the_others_go_in(henan, tmp_path):
    rows = [person(1), person(2, 证卡编号=Formula('="Y0000410290011"&"0002"')), person(3, 身份证号=Formula("=D2"))]
    report = take(henan, workbook(tmp_path / "a.xlsx", table(rows)))
    assert report.new == 1
    assert [(fault.row, fault.column, fault.found[:2]) for fault in report.rejected] == [(3, "证卡编号", "公式"), (4, "身份证号", "公式")]
    assert adds_up(report)


def test_a_formula_in_a_column_that_does_not_matter_is_no_fault(henan, tmp_path):
    rows = [person(n, 序号=Formula("=ROW()-1"), 课时费=Formula("=1+1")) for n in range(1, 4)]
    assert take(henan, workbook(tmp_path / "a.xlsx", table(rows))).new == 3


@pytest.mark.parametrize("value", ["3", "赵安平"])
def test_a_formula_with_its_result_is_read_by_the_result(henan, tmp_path, value):
    path = workbook(tmp_path / "a.xlsx", table([person(1, 姓名=Formula('="赵"&"安平"'))]))
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name).decode() for name in source.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace('<c r="B2"><f>', '<c r="B2" t="str"><f>').replace(
        "</f><v></v>", f"</f><v>{value}</v>").replace("</f><v/>", f"</f><v>{value}</v>").replace("</f><v />",
        f"</f><v>{value}</v>")  # fmt: skip
    report = take(henan, file(tmp_path / "b.xlsx", packed(parts)))
    if value == "3":
        assert [(fault.column, fault.found) for fault in report.rejected] == [("姓名", "3")]
    else:
        assert [one.name for one in stored(henan, Person)] == ["赵安平"]


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#REF!", "#VALUE!"])
def test_error_cells_are_told_and_never_read_as_empty(henan, tmp_path, error):
    book = Workbook()
    for row in table(people(2)):
        book.active.append(row)
    book.active["H2"] = error  # the day of issue: empty it would be a card without day
    book.active["H2"].data_type = "e"
    book.save(tmp_path / "a.xlsx")
    report = take(henan, tmp_path / "a.xlsx")
    assert (report.new, [(fault.row, fault.column, fault.found) for fault in report.rejected]) == (1, [(2, "发证日期", error)])
    assert len(ids(henan)) == 1
