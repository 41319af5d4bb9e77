"""Damaged and strange files: read as far as they go, or refused with a sentence and a way forward."""

import io
import json
import random
import zipfile

import pytest

from models.assessment.candidates.photos import photo_faults
from models.core import workbooks
from models.core.calendars import WrongCalendar, read_holiday_cn
from models.core.regulations import read_text, regulation_of
from models.core.rulebook import Rulebook
from models.core.workbooks import BadFile
from tests.fuzz.mutants import broken, broken_package, cases, word

LARGEST = 1_500_000  # kilobytes the process may ever have taken: no case makes it grow without end


def _workbook():
    from openpyxl import Workbook

    book, chance = Workbook(), random.Random(1)
    sheet = book.active
    sheet.append(["序号", "姓名", "证件号码", "职业", "级别", "发证日期"])
    for number in range(30):
        sheet.append([number, f"人{number}", "11010519491231002X", "电工", "四级", chance.choice(["2025-05-17", 45_000, "=A1+1"])])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


TEXT = "序号,姓名,证件号码\r\n" + "\r\n".join(f'{n},"人,{n}",11010519491231002X' for n in range(20))
SEEDS = {"xlsx": _workbook(), "csv": TEXT.encode("gb18030"), "utf8": TEXT.encode("utf-8-sig")}


def _kilobytes():
    """The most this process ever took; 0 where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.parametrize(("kind", "many"), [("xlsx", 1_500), ("csv", 1_000), ("utf8", 500), ("package", 600)])
def test_a_damaged_workbook_is_read_or_refused_with_a_sentence(tmp_path, kind, many):
    limits, read, refused = Rulebook("henan")["SYS-012"], 0, 0
    path = tmp_path / f"账册.{'csv' if kind in ('csv', 'utf8') else 'xlsx'}"
    for number in cases(many):
        chance = random.Random(f"{kind}{number}")
        path.write_bytes(broken_package(SEEDS["xlsx"], chance) if kind == "package" else broken(SEEDS[kind], chance))
        try:
            assert all(sheet.rows for sheet in workbooks.read(path, limits)), number
            read += 1
        except BadFile as bad:
            assert bad.why and bad.advice, number
            refused += 1
    assert read and refused
    assert _kilobytes() < LARGEST


def test_a_strange_calendar_is_taken_or_refused_with_a_sentence(tmp_path):
    whole = {"year": 2027, "papers": ["x"], "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": True}]}
    path, taken = tmp_path / "2027.json", 0
    for number in cases(1_000):
        chance = random.Random(number)
        if number % 2:
            path.write_bytes(broken(json.dumps(whole).encode(), chance))
        else:
            strange = json.loads(json.dumps(whole))
            at = chance.choice([strange, strange["days"][0]])
            at[chance.choice(list(at))] = chance.choice([None, [], {}, -1, 10**30, True, word(chance), [None], [{}], {"a": [1]}])
            path.write_text(json.dumps(strange), encoding="utf-8")
        try:
            year, days = read_holiday_cn(path)
            assert days and 1 <= year <= 9999, number
            taken += 1
        except WrongCalendar as wrong:
            assert str(wrong), number
    assert taken


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_damaged_picture_is_no_picture_or_has_its_measures_told(form):
    from PIL import Image

    rule, out = Rulebook("hunan")["ASM-PHO-001"], io.BytesIO()
    Image.new("RGB", (295, 413), "white").save(out, form)
    for number in cases(750):
        for finding in photo_faults("张.jpg", broken(out.getvalue(), random.Random(number)), rule):
            assert finding.params["found"], number


def test_a_strange_regulation_gives_clauses_or_nothing(tmp_path):
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in ("试行办法", "第一条 总则", "第二条 一、范围"))
    xml = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{paragraphs}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", xml)
    docx, txt, read = tmp_path / "办法.docx", tmp_path / "办法.txt", 0
    for number in cases(500):
        chance = random.Random(number)
        docx.write_bytes((broken_package if number % 2 else broken)(out.getvalue(), chance))
        txt.write_bytes(broken("试行办法\n第一条 总则\n第二条 范围".encode("gb18030"), chance))
        for path in (docx, txt):
            text = read_text(path)
            read += bool(regulation_of(text, "办法", "henan").clauses)
    assert read
