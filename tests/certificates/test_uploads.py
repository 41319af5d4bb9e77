"""Delivering to the platform: the difference against what it accepted, the file that was sent, what came back (CRT-035, 046, 048)."""

from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import text

from models.certificates.tables import Certificate
from models.certificates.tables_uploads import Upload, UploadLine
from models.core import store
from models.core.due import due_items
from models.core.files import digest_of
from models.core.tables import Attachment
from reports.certificates.national import written
from tests.centres import seat
from tests.certificates.desk import act, done, one, open_batch, printed, receive, refused, some


@pytest.fixture
def work(any_centre):
    centre = open_batch(any_centre())
    receive(centre)
    printed(centre)
    return centre


def prepared(centre, folder):
    """The next delivery and its workbook."""
    done(centre, "general", "certificates.prepare_upload")
    upload = one(centre, Upload)
    content, outcome = written(seat(centre, "general"), upload.id)
    assert outcome.done
    path = folder / f"{upload.number}.xlsx"
    path.write_bytes(content)
    return upload, path


def sent(centre, folder):
    upload, path = prepared(centre, folder)
    done(centre, "general", "certificates.send_upload", upload.id, file=str(path), day="2026-11-11")
    return upload


def answer(folder, rows, heads=("证书编号", "审核结果", "退回原因")):
    book = Workbook()
    for row in (heads, *rows):
        book.active.append(row)
    path = folder / "答复.xlsx"
    book.save(path)
    return str(path)


def rows(path):
    return [tuple(row) for row in load_workbook(path).active.iter_rows(min_row=2, values_only=True)]


def test_the_first_delivery_holds_every_printed_certificate_once_and_is_kept_with_its_hash(work, tmp_path):
    upload, path = prepared(work, tmp_path)
    certificates = some(work, Certificate)
    assert (upload.new, upload.changed, upload.withdrawn) == (3, 0, 0)
    assert [(row[7], row[3], row[10]) for row in rows(path)] == [(one.number, one.id_no, "新增") for one in certificates]
    done(work, "general", "certificates.send_upload", upload.id, file=str(path), day="2026-11-11")
    kept = one(work, Attachment, Attachment.subject == f"upload:{upload.id}")
    assert one(work, Upload).digest == kept.digest == digest_of(path.read_bytes())
    assert {(one.online, one.submitted_on) for one in some(work, Certificate)} == {("submitted", date(2026, 11, 11))}
    assert refused(work, "general", "certificates.prepare_upload") == {"CRT-048"}  # nothing the platform does not know


def test_crt_048_another_file_than_the_prepared_one_is_not_noted_as_sent(work, tmp_path):
    upload, path = prepared(work, tmp_path)
    book = load_workbook(path)
    book.active.delete_rows(3)
    book.save(path)
    assert refused(work, "general", "certificates.send_upload", upload.id, file=str(path), day="2026-11-11") == {"CRT-048"}
    assert refused(work, "general", "certificates.prepare_upload") == {"CRT-048"}  # one at a time
    done(work, "general", "certificates.drop_upload", upload.id)
    done(work, "general", "certificates.prepare_upload")


def test_crt_048_returned_rows_are_matched_back_and_told_again(work, tmp_path):
    upload = sent(work, tmp_path)
    first, second, third = some(work, Certificate)
    spaced = f"{second.number[:5]} {second.number[5:]}"
    file = answer(tmp_path, [(first.number, "校验通过", ""), (spaced, "校验不通过", "身份信息不一致")])
    done(work, "general", "certificates.take_answer", upload.id, file=file)
    assert [one.online for one in some(work, Certificate)] == ["online", "rejected", "online"]
    assert (one(work, Upload).state, one(work, Upload).rejected) == ("answered", 1)
    back = one(work, UploadLine, UploadLine.state == "rejected")
    assert (back.certificate_id, back.why) == (second.id, "身份信息不一致")
    with work.reading() as context:
        assert [item.title for item in due_items(context) if item.rule == "CRT-048"] == [f"上报 {upload.number} 退回 1 行"]
    again, path = prepared(work, tmp_path)
    assert [(row[7], row[10]) for row in rows(path)] == [(second.number, "新增")]
    assert again.new == 1 and third.number not in {row[7] for row in rows(path)}


def test_rows_the_answer_does_not_name_may_go_on_waiting(work, tmp_path):
    upload = sent(work, tmp_path)
    first = some(work, Certificate)[0]
    file = answer(tmp_path, [("甲", "x", ""), (first.number, "", "编号已存在")], ("编码", "备注", "原因"))
    assert refused(work, "general", "certificates.take_answer", upload.id, file=file) == {"SYS-012"}  # no column of numbers
    file = answer(tmp_path, [(first.number, "", "编号已存在")])
    done(work, "general", "certificates.take_answer", upload.id, file=file, others="waiting")
    assert one(work, Upload).state == "sent"
    assert [line.state for line in some(work, UploadLine)] == ["rejected", "sent", "sent"]
    stranger = answer(tmp_path, [("Y000041029001269900001", "通过", "")])
    assert not act(work, "general", "certificates.take_answer", upload.id, file=stranger).done  # wants a reason
    done(work, "general", "certificates.take_answer", upload.id, reason="平台多给一行", file=stranger)
    assert [line.state for line in some(work, UploadLine)] == ["rejected", "accepted", "accepted"]


def test_the_next_delivery_tells_only_what_changed_and_what_ended(work, tmp_path):
    upload = sent(work, tmp_path)
    first, second, _third = some(work, Certificate)
    done(work, "general", "certificates.take_answer", upload.id, file=answer(tmp_path, [(first.number, "通过", "")]))
    with store.writing(work.engine) as db:
        db.execute(text("UPDATE certificate SET name = '改名' WHERE id = :id"), {"id": first.id})
        db.commit()
    done(work, "director", "certificates.revoke", second.id, ground="IV4", why="超出备案范围")
    later, path = prepared(work, tmp_path)
    assert (later.new, later.changed, later.withdrawn) == (0, 1, 1)
    assert {(row[7], row[1], row[10]) for row in rows(path)} == {(first.number, "改名", "修改"), (second.number, second.name, "注销")}
    done(work, "general", "certificates.send_upload", later.id, file=str(path))
    done(work, "general", "certificates.take_answer", later.id, file=answer(tmp_path, [(first.number, "通过", "")]))
    assert [one.online for one in some(work, Certificate)] == ["online", "deleted", "online"]


def test_crt_035_a_late_delivery_wants_its_reason(work, tmp_path):
    """Last exam day 2026-10-11: the last day in time is 2026-11-11."""
    upload, path = prepared(work, tmp_path)
    assert not act(work, "general", "certificates.send_upload", upload.id, file=str(path), day="2026-11-12").done
    done(work, "general", "certificates.send_upload", upload.id, file=str(path), day="2026-11-11")


def test_crt_046_one_named_officer_and_a_backup_after_each_delivery(any_centre, tmp_path):
    centre = open_batch(any_centre("hunan"))
    receive(centre)
    with store.writing(centre.engine) as db:
        db.execute(text("UPDATE batch SET notice_from = '2026-10-15'"))
        db.commit()
    printed(centre)
    assert "CRT-046" in refused(centre, "general", "certificates.prepare_upload")  # nobody is named yet
    name = seat(centre, "general").actor.name
    done(centre, "director", "core.set_rule_value", rule="CRT-046", param="officer", value=name, why="分工")
    upload = sent(centre, tmp_path)
    done(centre, "director", "core.set_rule_value", rule="CRT-046", param="officer", value="另一人", why="分工")
    assert refused(centre, "general", "certificates.note_backup", upload.id, place="保险柜") == {"CRT-046"}
    done(centre, "director", "core.set_rule_value", rule="CRT-046", param="officer", value=name, why="分工")

    def waiting():
        with centre.reading() as context:
            return [item.due for item in due_items(context) if item.rule == "CRT-046"]

    assert waiting() == [date(2026, 11, 12)]
    done(centre, "general", "certificates.note_backup", upload.id, place="保险柜")
    assert waiting() == []
    assert refused(centre, "general", "certificates.note_backup", upload.id, place="保险柜") == {"CRT-046"}


def test_who_may_not_deliver_gets_no_file(work, tmp_path):
    upload, _path = prepared(work, tmp_path)
    content, outcome = written(seat(work, "supervisor"), upload.id)
    assert content == b"" and [one.rule for one in outcome.findings] == ["PPL-ORG-010"]
    assert refused(work, "supervisor", "certificates.prepare_upload") == {"PPL-ORG-010"}
