"""W-CAND: rows in and refused, all ID kinds, photos in three ways, duplicates, bans, the second time."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.drawing.image import Image as Drawn
from PIL import Image
from sqlalchemy import func, select

from models.assessment.candidates.tables import Ban, Enrolment
from models.core import store
from models.core.intake import carry_out
from models.core.registers import REGISTERS
from models.core.tables import Attachment
from tests.assessment.candidates import batch, person
from tests.centres import seat
from tests.fictional import number_of

HEAD = (
    "批次名称",
    "姓名",
    "性别",
    "证件类型",
    "证件号码",
    "出生日期",
    "文化程度",
    "人员类别",
    "工作单位（院系）",
    "等级",
    "联系电话",
    "照片文件",
)
DAY = date(2025, 2, 10)


def picture(size=(90, 110), mode="RGB", form="JPEG"):
    out = io.BytesIO()
    Image.new(mode, size, 200).save(out, form)
    return out.getvalue()


def line(serial, name="林晓峰", batch="B1", **more):
    values = dict(
        zip(
            HEAD,
            (batch, name, "", "居民身份证", person(serial), "", "大专", "社会人员", "示例公司", "四级", "0371-00000031", ""),
            strict=True,
        )
    )
    return [(values | more)[head] for head in HEAD]


def sheet(path, *rows):
    book = Workbook()
    book.active.append(HEAD)
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def taken(centre, path, reason=""):
    outcome = carry_out(seat(centre, "exam", DAY), REGISTERS["assessment.candidates"], path, reason=reason)
    assert outcome.value is not None, outcome.findings
    return outcome.value


def enrolments(centre):
    with centre.reading() as context:
        found = list(context.db.scalars(select(Enrolment).order_by(Enrolment.id)))
        context.db.expunge_all()
        return found


def test_good_rows_come_in_and_a_second_time_nothing_changes(any_centre, tmp_path):
    centre = any_centre("sport")
    batch(centre)
    path = sheet(tmp_path / "考生.xlsx", line(7), line(9, "王小虎"), line(11, "赵一", batch="批次B1"))
    report = taken(centre, path)
    assert (report.new, report.rejected, report.held) == (3, [], [])
    made = enrolments(centre)
    assert [(one.name, one.state, one.occupation, one.sex) for one in made] == [
        ("林晓峰", "applied", "车工", "male"), ("王小虎", "applied", "车工", "male"), ("赵一", "applied", "车工", "male")]  # fmt: skip
    assert made[0].subjects == ["theory", "skill"] and made[0].education == "college"
    again = taken(centre, path)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 3)


def test_news_about_a_stored_application_is_taken_until_the_review(centre, tmp_path):
    made = centre("sport")
    batch(made)
    taken(made, sheet(tmp_path / "a.xlsx", line(7)))
    assert taken(made, sheet(tmp_path / "b.xlsx", line(7, 联系电话="0371-00000099"))).changed == 1
    with store.writing(made.engine) as db:
        db.scalars(select(Enrolment)).one().state = "reviewed"
        db.commit()
    report = taken(made, sheet(tmp_path / "c.xlsx", line(7, 联系电话="0371-00000077")))
    assert [fault.rule for fault in report.rejected] == ["ASM-STC-001"]
    assert enrolments(made)[0].phone == "0371-00000099"


@pytest.mark.parametrize(
    ("kind", "number", "stored"),
    [
        ("居民身份证", person(7), "resident"),
        ("护照", "E12345678", "passport"),
        ("护照", "AB12C9988", "passport"),  # of another country: only with its kind told
        ("港澳居民来往内地通行证", "H12345678", "hk_macau"),
        ("台湾居民来往大陆通行证", "12345678", "taiwan"),
        ("外国人永久居留身份证", "USA110123456789", "residence"),
        ("外国人永久居留身份证", number_of("911156"), "residence"),
    ],
)
def test_every_kind_of_identity_document_is_taken(centre, tmp_path, kind, number, stored):
    made = centre("sport")
    batch(made)
    assert taken(made, sheet(tmp_path / "a.xlsx", line(7, 证件类型=kind, 证件号码=number))).new == 1
    assert [(one.id_kind, one.id_no) for one in enrolments(made)] == [(stored, number)]


@pytest.mark.parametrize(
    ("more", "rule", "column"),
    [
        ({"批次名称": "没有的批次"}, "SYS-002", "批次名称"),
        ({"性别": "女"}, "SYS-014", "性别"),
        ({"出生日期": "2000-05-02"}, "SYS-014", "出生日期"),
        ({"证件类型": "护照"}, "SYS-002", "证件类型"),
        ({"证件号码": "41000020000501007X"}, "SYS-018", "证件号码"),
        ({"证件类型": "", "证件号码": "AB12C9988"}, "SYS-002", "证件类型"),
        ({"等级": "六级"}, "SYS-002", "等级"),
        ({"照片文件": "没有.jpg"}, "SYS-002", "照片文件"),
    ],
)
def test_a_faulty_row_is_rejected_with_its_cell(centre, tmp_path, more, rule, column):
    made = centre("sport")
    batch(made)
    report = taken(made, sheet(tmp_path / "a.xlsx", line(7, **more), line(9, "王小虎")))
    assert report.new == 1
    assert [(fault.rule, fault.column, fault.row) for fault in report.rejected] == [(rule, column, 2)]


def test_asm_reg_017_duplicates_within_the_file_and_across_batches(centre, tmp_path):
    made = centre("sport")
    batch(made)
    batch(made, "B2", date(2025, 4, 11))
    report = taken(
        made,
        sheet(
            tmp_path / "a.xlsx", line(7), line(7, **{"工作单位（院系）": "另一家"}), line(7, batch="B2"), line(7, batch="B2", 等级="三级")
        ),
    )
    assert report.new == 2
    assert [(fault.row, fault.rule) for fault in report.rejected] == [(3, "ASM-REG-017"), (4, "ASM-REG-017")]
    later = taken(made, sheet(tmp_path / "b.xlsx", line(7, batch="B2")))
    assert [fault.rule for fault in later.rejected] == ["ASM-REG-017"]  # across files too


def test_asm_reg_018_a_banned_person_is_rejected_by_the_import_on_the_last_day_only(centre, tmp_path):
    made = centre("sport")
    batch(made, "B1", date(2027, 3, 15))
    batch(made, "B2", date(2027, 3, 16))
    with store.writing(made.engine) as db:
        db.add(
            Ban(
                id_kind="resident", id_no=person(7), name="林晓峰", effect="BAN-2Y", first_day=date(2025, 3, 15), last_day=date(2027, 3, 15)
            )
        )
        db.commit()
    report = taken(made, sheet(tmp_path / "a.xlsx", line(7), line(9, "王小虎")))
    assert report.new == 1 and [fault.rule for fault in report.rejected] == ["ASM-REG-018"]
    assert taken(made, sheet(tmp_path / "b.xlsx", line(7, batch="B2"))).new == 1


def test_photos_come_from_a_folder_beside_the_workbook(centre, tmp_path):
    made = centre("fujian")
    batch(made)
    (tmp_path / "照片").mkdir()
    (tmp_path / "照片" / f"{person(7)}.jpg").write_bytes(picture())
    (tmp_path / "照片" / "big.jpg").write_bytes(picture((110, 90)))
    report = taken(made, sheet(tmp_path / "a.xlsx", line(7), line(9, "王小虎", 照片文件="big.jpg")))
    assert [fault.rule for fault in report.rejected] == ["ASM-PHO-001"]
    with made.reading() as context:
        one = context.db.scalars(select(Enrolment)).one()
        kept = context.db.scalars(select(Attachment)).one()
        assert kept.subject == f"enrolment:{one.id}" and kept.stored_as == one.photo
        assert made.files.get(one.photo) == picture()


def test_photos_lying_on_the_rows_of_the_workbook_are_found(centre, tmp_path):
    made = centre("sport")
    batch(made)
    path = sheet(tmp_path / "a.xlsx", line(7), line(9, "王小虎"))
    from openpyxl import load_workbook

    book = load_workbook(path)
    book.active.add_image(Drawn(io.BytesIO(picture((50, 60)))), "L3")
    book.save(path)
    taken(made, path)
    first, second = enrolments(made)
    assert first.photo is None and made.files.get(second.photo) is not None


def in_cells(path, identity, content):
    """The workbook as WPS writes it with a picture inside a cell."""
    space = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    draw = 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/cellimages.xml", f'<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" {space} {draw}><etc:cellImage>'
                         f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="{identity}"/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill>'
                         "</xdr:pic></etc:cellImage></etc:cellImages>")  # fmt: skip
        package.writestr("xl/_rels/cellimages.xml.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                         '<Relationship Id="rId1" Type="image" Target="media/image1.jpeg"/></Relationships>')  # fmt: skip
        package.writestr("xl/media/image1.jpeg", content)
    return path


def test_photos_inside_cells_as_wps_keeps_them_are_found(centre, tmp_path):
    made = centre("sport")
    batch(made)
    told = '=DISPIMG("ID_0A1B",1)'
    book = Workbook()
    book.active.append(HEAD)
    book.active.append(line(7))
    book.active["L2"].value, book.active["L2"].data_type = told, "s"  # the stored result of WPS's own formula
    book.save(tmp_path / "a.xlsx")
    taken(made, in_cells(tmp_path / "a.xlsx", "ID_0A1B", picture()))
    [one] = enrolments(made)
    assert made.files.get(one.photo) == picture()


def test_a_csv_in_gb18030_comes_in(centre, tmp_path):
    made = centre("sport")
    batch(made)
    text = "\n".join(",".join(row) for row in (list(HEAD), line(7), line(9, "王㐂")))
    (tmp_path / "a.csv").write_bytes(text.encode("gb18030"))
    assert taken(made, tmp_path / "a.csv").new == 2


def test_asm_reg_001_a_review_noted_in_the_list_wants_a_reason_where_materials_are_listed(centre, tmp_path):
    made = centre("hunan")
    batch(made)
    book = Workbook()
    book.active.append((*HEAD, "资格审核结果", "审核人", "审核日期"))
    book.active.append([*line(7), "合格", "马志强", "2025-02-01"])
    book.active.append([*line(9, "王小虎"), "合格", "", ""])
    book.active.append([*line(11, "赵一"), "待审", "", ""])
    book.save(tmp_path / "a.xlsx")
    report = taken(made, tmp_path / "a.xlsx")
    assert ([fault.rule for fault in report.held], [fault.rule for fault in report.rejected], report.new) == (
        ["ASM-REG-001"],
        ["SYS-002"],
        1,
    )
    assert taken(made, tmp_path / "a.xlsx", reason="纸质材料已审").new == 1
    assert {one.name: one.state for one in enrolments(made)} == {"赵一": "applied", "林晓峰": "reviewed"}


def test_asm_way_001_asm_way_002_conditions_are_judged_on_the_way_in(centre, tmp_path):
    made = centre("henan")
    batch(made)
    book = Workbook()
    head = ("批次名称", "姓名", "证件号码", "人员类别", "学校层次", "毕业日期", "等级", "评价方式")
    book.active.append(head)
    final = ("毕业学年学生", "中等职业学校", "2025-06-30")
    book.active.append(["B1", "林晓峰", person(7), *final, "五级", "考试考核"])
    book.active.append(["B1", "王小虎", person(9), *final, "四级", "考试考核"])
    book.save(tmp_path / "a.xlsx")
    report = taken(made, tmp_path / "a.xlsx")
    assert (report.new, [fault.rule for fault in report.rejected]) == (1, ["ASM-WAY-002"])
    other = centre("sport")
    batch(other)
    assert [fault.rule for fault in taken(other, tmp_path / "a.xlsx").rejected][:1] == []
    with other.reading() as context:
        assert context.db.scalar(select(func.count()).select_from(Enrolment)) == 2
