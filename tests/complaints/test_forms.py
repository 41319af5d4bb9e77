"""Papers about a complaint: each says what the catalogue asks, nothing is cut, notices are numbered and kept."""

import io
from datetime import date

import pytest

from models.core.acts import call
from models.core.queries import attachments, content_of
from reports import forms
from tests.centres import seat
from tests.complaints.conftest import rules_of
from tests.reports.paper import A4, fonts_not_embedded, in_order, outside, sizes, text

DAY = date(2025, 3, 3)
LONG = "考评员在实操考场多次打断考生操作并出言不逊，" * 40


@pytest.fixture
def told(desk):
    """A case that has everything: accused, extension, statements, decision, notices."""
    case = desk.investigated("2025-03-03 10:00", DAY, accused="某考评员", content=LONG)
    desk.done("director", "extend", case, on=DAY, new_due="2025-03-14", why="需向外地证人取证")
    desk.done("general", "notify_extension", case, on=DAY, way="post", letter_no="YQ-1")
    desk.done("supervisor", "ask_accused", case, on=DAY, name="某考评员", question="当日情况")
    desk.done("supervisor", "record_answer", case, on=DAY, answer="确有其事")
    desk.done("supervisor", "find_facts", case, on=DAY, facts="经查，反映情况属实")
    desk.done("director", "decide", case, on=DAY, decision="责令道歉并调离考评岗位", basis="考评人员守则", measures="全员培训")
    return case


def printed(desk, form: str, case: int, login: str = "general"):
    rendered = forms.render(seat(desk.centre, login, DAY), form, case)
    assert rendered.findings == ()
    assert fonts_not_embedded(rendered.pdf) == [] and outside(rendered.pdf) == []
    return rendered


@pytest.mark.parametrize(
    ("form", "labels"),
    [
        ("F-COMPLAINT-REG", ["投诉举报登记表", "登记编号", "TS-2025-0001", "受理时间", "考生姓名", "林晓彤", "单位", "联系方式",
                             "投诉方式", "电话",
                             "投诉事项类别", "被投诉人", "某考评员", "投诉内容", "相关证据", "初步了解情况", "是否调查", "2025年3月6日",
                             "承办人", "处理期限",
                             "2025年3月14日", "调查情况", "处理结果", "告知时间", "登记人", "负责人"]),
        ("F-COMPLAINT-NOTICE", ["投诉受理书面通知", "林晓彤：", "2025年3月3日", "TS-2025-0001", "决定", "予以调查", "不予调查", "预计",
                                "人力资源和社会保障", "（盖章）",
                                "年月日", "签收人"]),
        ("F-COMPLAINT-EXT", ["投诉处理延期通知", "TS-2025-0001", "2025年3月12日", "需向外地证人取证", "2025年3月14日",
                             "人力资源和社会保障", "（盖章）"]),
        ("F-COMPLAINT-RESULT", ["投诉处理结果告知书", "TS-2025-0001", "查明事实", "属实", "处理结果", "责令道歉", "依据", "措施",
                                "人力资源和社会保障", "签收人"]),
    ],
)  # fmt: skip
def test_cmp_026_and_cmp_030_each_paper_says_what_it_must(desk, told, form, labels):
    pdf = printed(desk, form, told).pdf
    assert in_order(pdf, labels) == ""
    assert len(sizes(pdf)) == 1
    assert (sizes(pdf)[0] == A4) is (form != "F-COMPLAINT-EXT")


def test_cmp_030_a_notice_is_numbered_and_kept_as_a_fixed_copy(desk, told):
    rendered = printed(desk, "F-COMPLAINT-RESULT", told)
    with desk.centre.reading() as context:
        kept = [one for one in attachments(context, desk.case(told)) if one.kind == "处理结果告知书"]
        assert [content_of(context, one) for one in kept] == [rendered.pdf]
    assert rendered.number in text(rendered.pdf)
    desk.done("general", "notify_outcome", told, on=DAY, way="handed")
    with desk.centre.reading() as context:
        from models.complaints.tables import Complaint

        assert context.db.get_one(Complaint, told).notices[-1].letter_no == rendered.number


def test_a_notice_of_what_is_not_decided_is_not_printed(desk):
    case = desk.receive("2025-03-03 10:00", on=DAY)
    for form in ("F-COMPLAINT-NOTICE", "F-COMPLAINT-EXT", "F-COMPLAINT-RESULT"):
        assert rules_of(list(forms.render(seat(desk.centre, "general", DAY), form, case).findings)) == ["SYS-002"]


def test_the_accused_prints_nothing_of_his_case(desk):
    case = desk.receive("2025-03-03 10:00", on=DAY, accused="supervisor")
    centre = seat(desk.centre, "supervisor", DAY)
    assert rules_of(list(forms.render(centre, "F-COMPLAINT-REG", case).findings)) == ["SYS-005"]
    assert rules_of(list(forms.render_named(centre, "F-COMPLAINT-REG", "TS-2025-0001").findings)) == ["SYS-005"]
    assert "TS-2025-0001" not in text(forms.render_list(centre, "W-COMPLAINT").pdf)
    assert "TS-2025-0001" in text(forms.render_list(seat(desk.centre, "general", DAY), "W-COMPLAINT").pdf)


def test_the_dossier_is_one_pdf_with_everything_and_its_attachments(desk, told, tmp_path):
    from PIL import Image

    Image.new("RGB", (800, 600), "white").save(tmp_path / "照片.png")
    scan = forms.render(seat(desk.centre, "general", DAY), "F-COMPLAINT-REG", told).pdf
    (tmp_path / "来信.pdf").write_bytes(scan)
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.4 broken")
    for name in ("照片.png", "来信.pdf", "坏.pdf"):
        assert call(
            seat(desk.centre, "general", DAY), "core.attach", subject=f"complaint:{told}", file=str(tmp_path / name), kind="证据"
        ).done
    pdf = printed(desk, "F-COMPLAINT-DOSSIER", told).pdf
    assert (
        in_order(
            pdf,
            [
                "投诉举报案卷",
                "K19，3年",
                "材料目录",
                "来信.pdf",
                "坏.pdf",
                "投诉举报登记表",
                "办理记录",
                "通知",
                "延长",
                "被投诉人说明",
                "经过",
                "照片.png",
            ],
        )
        == ""
    )
    assert text(pdf).count("投诉举报登记表") == 2  # its own page and the attached scan


def test_the_monthly_sheet_as_a_workbook(desk, told):
    import openpyxl

    from models.complaints.queries import timeliness
    from reports.complaints.lists import monthly_workbook

    with seat(desk.centre, "director", date(2025, 3, 20)).reading() as context:
        shares = timeliness(context, "ground", date(2025, 3, 1), date(2025, 3, 31))
    assert [(one.key, one.cases, one.in_time, one.late, one.overdue) for one in shares] == [("CG3", 1, 0, 0, 1)]  # the outcome was not told
    page = openpyxl.load_workbook(io.BytesIO(monthly_workbook(shares, "ground", date(2025, 3, 1), date(2025, 3, 31), "中心"))).active
    assert [cell.value for cell in page[4]] == ["3 工作不规范、态度恶劣", 1, 0, 0, 1, "0/1"]
