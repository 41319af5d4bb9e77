"""The certificate and its lists on paper: what they say can be read back, the code too."""

import io
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
import zxingcpp
from openpyxl import load_workbook
from sqlalchemy import select

from models.certificates.tables import Certificate, ReconRun, Roster
from models.core import store
from reports.certificates.reconciled import workbook
from reports.forms import render, render_list
from tests.centres import seat
from tests.certificates.desk import done, one, open_batch, printed, receive, some


@pytest.fixture
def work(centre):
    made = open_batch(centre())
    receive(made)
    printed(made)
    return made


def said(rendered):
    """The text of all pages of what was printed."""
    assert rendered.pdf, rendered.findings
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(rendered.pdf))


def test_crt_015_crt_016_the_certificate_says_all_and_its_code_is_its_own(work):
    """CRT-014, CRT-015, CRT-016: seven labels in order, addresses, serial; one code a certificate."""
    codes = set()
    for certificate in some(work, Certificate):
        rendered = render(seat(work, "general"), "F-CERT-LEVEL", certificate.id)
        text = said(rendered)
        at = [text.index(word) for word in ("ID Type", "ID No.", "Certificate No.")]
        assert at == sorted(at)
        for word in (certificate.name, certificate.id_no, "电工", "--", "四级/中级工", certificate.number, f"No.{certificate.serial}",
                     "http://jndj.osta.org.cn/", "http://pjig.osta.org.cn/", "2026年11月20日"):  # fmt: skip
            assert word in text
        picture = pypdfium2.PdfDocument(rendered.pdf)[0].render(scale=2).to_pil()
        read = zxingcpp.read_barcodes(picture)
        assert read[0].text.endswith(certificate.number)
        codes.add(read[0].text)
    assert len(codes) == 3


def test_a_certificate_is_shown_as_it_was_printed(work):
    certificate = one(work, Certificate)
    with store.writing(work.engine) as db:
        db.get(Certificate, certificate.id).name = "改了名"
        db.commit()
    text = said(render(seat(work, "general"), "F-CERT-LEVEL", certificate.id))
    assert certificate.name in text and "改了名" not in text


def test_no_blank_certificate_can_be_printed(centre):
    work = open_batch(centre())
    done(work, "exam", "certificates.make_roster", 1)
    assert render(seat(work, "general"), "F-CERT-LEVEL", one(work, Certificate).id).findings


@pytest.mark.parametrize("form", ["F-CERT-ROSTER", "F-CERT-ISSUE", "F-CERT-PROOF"])
def test_the_papers_of_a_roster_name_everyone(work, form):
    text = said(render(seat(work, "general"), form, one(work, Roster).id))
    assert all(certificate.number in text for certificate in some(work, Certificate))


def test_the_stock_book_runs_to_what_is_left(work):
    done(work, "general", "certificates.hand_out", 1, way="courier", courier="SF1")
    done(work, "general", "certificates.spoil", 1, first="00000050", why="卡纸")
    done(work, "director", "certificates.destroy", list_number="XH-1", executor="张三", witness="李四", way="粉碎")
    later = {"name": "RK-2", "first": "00000201", "last": "00000300", "keeper": "保管", "second": "第二人"}
    done(replace(work, moved_to=date(2026, 12, 1)), "general", "certificates.receive_lot", **later)
    lines = said(render_list(seat(work, "general"), "F-CERT-LEDGER"))
    assert "98" in lines and "198" in lines and "XH-1" in lines
    assert lines.index("XH-1") < lines.index("RK-2"), "a later lot stands after what was done before it"
    destroyed = said(render_list(seat(work, "general"), "F-CERT-DESTROY"))
    assert "00000050" in destroyed and "李四" in destroyed


def test_the_report_of_a_reconciliation_lists_both_values(work):
    done(work, "general", "certificates.reconcile")
    text = said(render(seat(work, "general"), "F-RECONCILIATION", one(work, ReconRun).id))
    assert "证书核对报告" in text and "2026-11-20" in text


def test_the_report_of_an_earlier_reconciliation_says_where_its_differences_went(work):
    with store.writing(work.engine) as db:
        db.scalars(select(Certificate)).all()[0].agency = "别处"
        db.commit()
    for _run in range(2):
        done(work, "general", "certificates.reconcile")
    earlier, newest = (said(render(seat(work, "general"), "F-RECONCILIATION", run.id)) for run in some(work, ReconRun))
    assert "1 项在以后的核对中又被查出" in earlier.replace("\r\n", "") and "别处" not in earlier
    assert "又被查出" not in newest and "别处" in newest


def test_the_workbook_of_a_reconciliation_keeps_numbers_as_text(work, tmp_path):
    told = {"findings": [{"class": "REC-10", "title": "编号重复", "key": "=1+1", "about": "", "left": "甲", "right": "乙", "hint": "", "severity": "block",
                          "action": "更正"}], "counts": {"REC-10": 1}, "register_rows": 1, "online_rows": 2, "as_of": "2026-11-20"}  # fmt: skip
    book = load_workbook(io.BytesIO(workbook("中心", told)))
    assert book["差异"]["C2"].value == "=1+1" and book["差异"]["C2"].data_type == "s"


def test_a_page_to_measure_the_printer(work):
    assert "20" in said(render_list(seat(work, "general"), "F-CERT-OFFSET"))
