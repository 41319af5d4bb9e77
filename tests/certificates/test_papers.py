"""The papers of certificates' later life say what the catalogue of forms asks of them."""

import pypdfium2
import pytest
import zxingcpp

from models.certificates.tables import Certificate, Roster
from models.core import store
from models.core.registers import REGISTERS
from reports.forms import load, render, render_list
from tests.centres import seat
from tests.certificates.desk import done, one, open_batch, printed, receive


@pytest.fixture
def work(centre):
    made = open_batch(centre())
    receive(made)
    printed(made)
    return made


def said(rendered):
    assert rendered.pdf, rendered.findings
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(rendered.pdf))


def in_order(text, *words):
    """Whether the words stand in the text, each behind the one before."""
    at = 0
    for word in words:
        at = text.find(word, at) + len(word)
        if at < len(word):
            return False
    return True


def test_f_cert_lost_app_and_receipt_of_a_reissue(work):
    done(work, "general", "certificates.hand_out", 1, way="self", signer=one(work, Certificate, Certificate.id == 1).name)
    done(work, "general", "certificates.apply_reissue", 1, cause="lost", why="搬家丢失", id_shown=True, declaration=True)
    held = one(work, Certificate, Certificate.id == 1)
    text = said(render(seat(work, "general"), "F-CERT-LOST-APP", 1))
    assert in_order(text, "职业资格证书遗失补办申请表", "姓名", held.name, held.id_no, "原证书编号", held.number, "补办原因", "搬家丢失")
    assert in_order(text, "提交材料", "机构意见")
    assert render(seat(work, "general"), "F-CERT-LOST-RECEIPT", 1).findings  # not accepted yet
    done(work, "general", "certificates.accept_reissue", 1, documents="form、card、copy、photo")
    text = said(render(seat(work, "general"), "F-CERT-LOST-RECEIPT", 1))
    assert in_order(text, "职业资格证书补办回执", held.name, "BF2026-0001", held.number, "2026年11月20日", "2026年12月11日", "存根", "BF2026-0001")


def test_f_cert_void_is_only_for_what_ended(work):
    assert render(seat(work, "director"), "F-CERT-VOID", 1).findings
    done(work, "director", "certificates.revoke", 1, ground="IV6", why="替考查实")
    text = said(render(seat(work, "director"), "F-CERT-VOID", 1))
    assert in_order(text, "证书注销通知", one(work, Certificate, Certificate.id == 1).number, "违纪致成绩无效", "替考查实", "宣布成绩无效", "送达")
    done(work, "director", "certificates.void", 2, why="赋码错误")
    assert "证书作废通知" in said(render(seat(work, "director"), "F-CERT-VOID", 2))


def test_f_cert_handover_names_range_count_and_both_sides(work):
    done(work, "general", "certificates.consign", one(work, Roster).id, receiver="某培训学校", received_by="王老师")
    text = said(render(seat(work, "general"), "F-CERT-HANDOVER", 1))
    assert in_order(text, "证书代发交接记录", "P2026001", "3 份", "2026年12月20日", "某培训学校", "00000001", "00000003")


def test_f_cert_electronic_has_its_code_and_no_serial(work):
    assert render(seat(work, "general"), "F-CERT-ELECTRONIC", 1).findings
    done(work, "general", "certificates.add_electronic", 1)
    rendered = render(seat(work, "general"), "F-CERT-ELECTRONIC", 1)
    number = one(work, Certificate, Certificate.id == 1).number
    text = said(rendered)
    assert number in text and "电子证书" in text and "No.0" not in text
    assert zxingcpp.read_barcodes(pypdfium2.PdfDocument(rendered.pdf)[0].render(scale=2).to_pil())[0].text.endswith(number)


def test_f_cert_special_notes_the_grade_and_is_a_draft(work):
    with store.writing(work.engine) as db:
        held = db.get(Certificate, 1)
        held.grade_note, held.printed_text = "良好", None
        db.commit()
    assert in_order(said(render(seat(work, "general"), "F-CERT-SPECIAL", 1)), "专项职业能力证书", "校对稿", "成绩评定", "良好")


def test_f_cert_qual_follows_every_certificate_of_a_roster(work):
    done(work, "general", "certificates.hand_out", 1, way="courier", courier="SF77")
    text = said(render(seat(work, "general"), "F-CERT-QUAL", one(work, Roster).id))
    assert in_order(text, "国家职业资格证书办理进度", one(work, Certificate, Certificate.id == 1).number, "已打印", "SF77")


def test_the_draw_slip_and_the_two_logs(work):
    done(work, "exam", "certificates.request_blanks", quantity=3, purpose="补发")
    assert in_order(said(render(seat(work, "general"), "F-CERT-DRAW", 1)), "空白证书申领单", "SL2026-0001", "补发", "待批准")
    done(work, "general", "certificates.use_seal", one(work, Roster).id, keeper="印章保管", second="监印")
    assert in_order(said(render_list(seat(work, "general"), "F-CERT-SEAL")), "证书用印登记", "合计 3 份", "P2026001-1", "机构印章", "印章保管", "监印")
    done(work, "exam", "certificates.request_correction", 1, field="name", value="新名", proof="身份证", why="错")
    assert in_order(said(render_list(seat(work, "general"), "F-CERT-CORRECT")), "证书信息更正登记", "姓名", "新名", "身份证", "待批准")


def test_every_form_a_certificate_register_names_is_declared():
    named = {name for key, one in REGISTERS.items() if key.startswith("certificates.") for name in (*one.forms, *one.list_forms)}
    assert named <= load().keys()
