"""Files of batches (ARC-003…010, 017, 019), electronic files: fixity, bags that the public tool validates, upload packages."""

import hashlib
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from models.archives import bags
from models.archives.keeping import video_seconds_of
from models.core.due import due_items
from tests.archives.makers import do, done, id_number, item, item_of, refused
from tests.centres import seat

L, DAY = date(2025, 5, 11), date(2025, 5, 12)
MUST = ("K01", "K02", "K05", "K07", "K08", "K10", "K17", "K18")


@pytest.fixture
def hunan(centre):
    made = centre("hunan", on=DAY)
    done(made, "archive", DAY, "archives.create_file", title="第一批", batch="B1", first_exam_on=date(2025, 5, 10), last_exam_on=L)
    return made


def pdf(folder, name="scan.pdf", content=b"%PDF-1.4 scan"):
    path = folder / name
    path.write_bytes(content)
    return str(path)


def attach(centre, number, path):
    done(centre, "archive", DAY, "core.attach", subject=f"archive_item:{item_of(centre, number).id}", file=path)


def due(centre, day, who="archive"):
    with seat(centre, who, day).reading() as context:
        return {one.rule: one.due for one in due_items(context) if one.register == "archives.files"}


def questions(centre):
    """How many statements a look at what is due takes."""
    asked = []
    event.listen(centre.engine, "before_cursor_execute", lambda *_given: asked.append(1))
    with centre.reading() as context:
        due_items(context)
    return len(asked)


def test_more_batch_files_take_no_more_questions(hunan):
    questions(hunan)  # the first look also reads the working calendar
    one = questions(hunan)
    for batch in ("B2", "B3", "B4"):
        done(hunan, "archive", DAY, "archives.create_file", title=batch, batch=batch, first_exam_on=L, last_exam_on=L)
    with hunan.reading() as context:
        assert len([one for one in due_items(context) if one.rule == "ARC-005"]) == 4
    assert questions(hunan) == one


def test_arc_003_arc_005_arc_006_a_batch_file_falls_due(hunan):
    found = due(hunan, DAY)
    assert found == {"ARC-003": date(2025, 5, 23), "ARC-005": L, "ARC-006": date(2025, 5, 23)}
    item(hunan, DAY, batch="B1")
    done(hunan, "archive", DAY, "archives.note_platform", "B1")
    assert due(hunan, DAY) == {"ARC-003": date(2025, 5, 23)}


def test_arc_005_is_hunans_own(centre):
    henan = centre("henan", on=DAY)
    done(henan, "archive", DAY, "archives.create_file", title="第一批", batch="B1", last_exam_on=L)
    assert set(due(henan, DAY)) == {"ARC-003"}


def test_arc_004_a_file_lacking_a_required_kind_is_not_complete(hunan):
    for number, kind in enumerate(MUST[:-1]):
        item(hunan, DAY, f"DA-{number}", kind=kind, batch="B1")
    outcome = do(hunan, "archive", DAY, "archives.complete_file", "B1")
    assert refused(outcome) == {"ARC-004"} and outcome.findings[0].params["list"] == "K18 电子成绩和数据"
    done(hunan, "archive", DAY, "archives.excuse_kind", "B1", kind="K18", why="全部纸笔考试")
    assert do(hunan, "archive", DAY, "archives.complete_file", "B1").done
    assert "ARC-003" not in due(hunan, DAY)


def test_arc_003_a_late_file_is_completed_with_a_reason(hunan):
    for number, kind in enumerate(MUST):
        item(hunan, DAY, f"DA-{number}", kind=kind, batch="B1")
    assert do(hunan, "archive", date(2025, 5, 24), "archives.complete_file", "B1").needs_reason
    assert do(hunan, "archive", date(2025, 5, 23), "archives.complete_file", "B1").done


@pytest.mark.parametrize("missing", ["kind", "made_on", "quantity", "location"])
def test_arc_010_nothing_enters_without_a_complete_line(hunan, missing):
    values: dict[str, Any] = {"title": "评分表", "kind": "K08", "made_on": L, "quantity": "12页", "location": "1柜"}
    del values[missing]
    outcome = do(hunan, "archive", DAY, "archives.add_item", **values)
    assert refused(outcome) == ({"SYS-002"} if missing == "kind" else {"ARC-010"})


@pytest.mark.parametrize(("written", "following"), [
    ("DA-2025-0007", ["DA-2025-0008", "DA-2025-0009"]),
    ("DA-2025-9999", ["DA-2025-10000", "DA-2025-10001"]),
    ("DA-2025-A1", ["DA-2025-0001", "DA-2025-0002"]),
    ("DA-2025-0007-2", ["DA-2025-0001", "DA-2025-0002"]),
])  # fmt: skip
def test_a_number_left_empty_follows_whatever_was_written_before(any_centre, written, following):
    hunan = any_centre("hunan", on=DAY)
    item(hunan, DAY, written)
    values: dict[str, Any] = {"title": "评分表", "kind": "K08", "made_on": L, "quantity": "12页", "location": "1柜"}
    assert [done(hunan, "archive", DAY, "archives.add_item", **values) for _ in following] == following


def test_arc_001_arc_010_what_is_handed_in_is_catalogued_then_shelved(hunan):
    number = done(hunan, "exam", DAY, "archives.collect", title="评分表", kind="K08", batch="B1")
    assert item_of(hunan, number).state == "collected"
    assert refused(do(hunan, "exam", DAY, "archives.shelve", number)) == {"PPL-ORG-010"}
    assert refused(do(hunan, "archive", DAY, "archives.shelve", number)) == {"ARC-001"}  # not catalogued yet
    done(hunan, "archive", DAY, "archives.catalogue", number, made_on=L)
    assert refused(do(hunan, "archive", DAY, "archives.shelve", number)) == {"ARC-010"}
    done(hunan, "archive", DAY, "archives.catalogue", number, made_on=L, quantity="12页", location="1柜")
    done(hunan, "archive", DAY, "archives.shelve", number)
    kept = item_of(hunan, number)
    assert (kept.state, kept.pages, kept.destroy_from) == ("in_archive", 12, date(2028, 5, 12))


def test_arc_009_arc_019_pictures_and_signatures_are_ticked(centre):
    sport = centre("sport", on=DAY)
    done(sport, "archive", DAY, "archives.create_file", title="第一批", batch="B1", last_exam_on=L)
    sheet: dict[str, Any] = {"title": "签到表", "kind": "K06", "made_on": L, "quantity": "2页", "location": "1柜", "batch": "B1"}
    assert refused(do(sport, "archive", DAY, "archives.add_item", **sheet)) == {"ARC-019"}
    done(sport, "archive", DAY, "archives.check_signatures", "B1", kind="K06")
    assert do(sport, "archive", DAY, "archives.add_item", **sheet).done
    done(sport, "exam", DAY, "archives.tick_pictures", "B1", no_questions=True, not_shared=True)
    with sport.reading() as context:
        from sqlalchemy import select

        from models.archives.tables_work import DiaryEntry

        entry = context.db.scalar(select(DiaryEntry).where(DiaryEntry.kind == "pictures"))
        assert entry.ticked and context.rules["ARC-009"].active


def test_arc_017_an_assessors_file_names_what_it_lacks(centre):
    from models.archives.advice import about_item
    from models.archives.queries import find_item
    from models.core.names import sort_key
    from models.core.store import writing
    from models.people.tables import Person, Qualification

    henan = centre("henan", on=DAY)
    with writing(henan.engine) as db:
        person = Person(id_kind="resident", id_no=id_number(5), name="周明", sort_name=sort_key("周明"))
        db.add(Qualification(person=person, kind="assessor", grade="assessor", sort_name=person.sort_name))
        db.commit()
    item(henan, DAY, kind="K26", title="周明档案")
    done(henan, "archive", DAY, "archives.add_party", "DA-1", name="周明", id_no=id_number(5))
    with henan.reading() as context:
        found = [one for one in about_item(context, find_item(context.db, "DA-1")[0]) if one.rule == "ARC-017"]
        assert found and "聘任合同" in found[0].params["list"]


# -- electronic files ---------------------------------------------------------------------------------------------


def test_one_changed_byte_is_named_by_verify_and_by_the_fixity_check(hunan, tmp_path):
    from models.core.progress import to_the_end
    from models.core.verifying import verify

    item(hunan, DAY, kind="K18", medium="electronic")
    attach(hunan, "DA-1", pdf(tmp_path))
    assert done(hunan, "archive", DAY, "archives.check_fixity") == {"files": 1, "broken": []}
    stored = next(path for path in (hunan.folder / "files").rglob("*") if path.is_file())
    content = bytearray(stored.read_bytes())
    content[-1] ^= 1
    stored.write_bytes(content)
    with hunan.reading() as context:
        assert ["scan.pdf" in one.text for one in to_the_end(verify(context))] == [True]
    assert done(hunan, "archive", DAY, "archives.check_fixity")["broken"] == [f"archive_item:{item_of(hunan, 'DA-1').id} scan.pdf"]


def test_arc_011_fixity_is_due_again_after_its_interval(hunan):
    item(hunan, DAY)
    done(hunan, "archive", DAY, "archives.check_fixity")
    with seat(hunan, "archive", DAY).reading() as context:
        assert [one.due for one in due_items(context) if one.kind == "电子档案校验"] == [date(2025, 8, 12)]


def proven(folder):
    """Whether a bag proves itself: by the public tool where it is installed, and by its manifests."""
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        for line in (folder / manifest).read_text(encoding="utf-8").splitlines():
            digest, name = line.split("  ", 1)
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
                return False
    listed = {line.split("  ", 1)[1] for line in (folder / "manifest-sha256.txt").read_text(encoding="utf-8").splitlines()}
    return listed == {path.relative_to(folder).as_posix() for path in (folder / "data").rglob("*") if path.is_file()}


def public_tool(folder):
    """The answer of `bagit.py --validate`; None where the tool is not installed."""
    found = subprocess.run([sys.executable, "-m", "bagit", "--validate", str(folder)], capture_output=True, text=True, check=False)
    return None if "No module named" in found.stderr else found.returncode == 0


def test_a_bag_validates_and_a_changed_one_does_not(hunan, tmp_path):
    item(hunan, DAY, batch="B1", kind="K18", medium="electronic")
    item(hunan, DAY, "DA-2", batch="B1", secrecy="secret", cabinet="保密柜1", keeper="李红")
    for number in ("DA-1", "DA-2"):
        attach(hunan, number, pdf(tmp_path))
    value = done(hunan, "archive", DAY, "archives.export_bag", "B1", folder=str(tmp_path / "bag"))
    assert (value["files"], value["left_out"]) == (2, ["DA-2"])  # one scan and the catalogue; secret material stays
    assert proven(tmp_path / "bag") and public_tool(tmp_path / "bag") in (True, None)
    (tmp_path / "bag" / "data" / "DA-1" / "scan.pdf").write_bytes(b"%PDF-1.4 scam")
    assert not proven(tmp_path / "bag") and public_tool(tmp_path / "bag") in (False, None)


def test_a_bag_is_not_written_over_something(hunan, tmp_path):
    item(hunan, DAY, batch="B1")
    pdf(tmp_path)
    assert refused(do(hunan, "archive", DAY, "archives.export_bag", "B1", folder=str(tmp_path))) == {"SYS-002"}
    assert refused(do(hunan, "exam", DAY, "archives.export_bag", "B1", folder=str(tmp_path / "bag"))) == {"PPL-ORG-010"}


def test_names_in_a_bag_lead_nowhere_else():
    assert bags.safe("../../etc/passwd") == "_.._etc_passwd"
    assert bags.safe("成绩?.pdf") == "成绩_.pdf" and bags.safe(" . ") == "_"
    assert bags.unused({"a/x.pdf": b""}, "a/X.pdf") == "a/X-2.pdf"


def mp4(seconds):
    body = b"\0" * 8 + b"\0\0\0\0mvhd" + b"\0" * 4 + b"\0" * 8 + (1000).to_bytes(4, "big") + (seconds * 1000).to_bytes(4, "big")
    return b"\0\0\0\x18ftypmp42" + body + b"\0" * 80


def test_a_video_tells_its_length():
    assert (video_seconds_of(mp4(9)), video_seconds_of(b"nothing")) == (9.0, None)


SUBJECTS = "site、leader、assessors、group、exam"


def test_arc_007_arc_008_an_upload_package_is_made_and_kept(centre, tmp_path):
    sport = centre("sport", on=DAY)
    done(sport, "archive", DAY, "archives.create_file", title="第一批", batch="B1", last_exam_on=L)
    item(sport, DAY, kind="K17", medium="electronic", batch="B1")
    attach(sport, "DA-1", pdf(tmp_path, "现场.mp4", mp4(9)))
    assert refused(do(sport, "exam", DAY, "archives.pack_upload", "B1", subjects="site", stamped=True)) == {"ARC-008"}
    assert do(sport, "exam", DAY, "archives.pack_upload", "B1", subjects=SUBJECTS, stamped=True).done
    attach(sport, "DA-1", pdf(tmp_path, "太长.mp4", mp4(11)))
    assert refused(do(sport, "exam", DAY, "archives.pack_upload", "B1", subjects=SUBJECTS, stamped=True)) == {"ARC-008"}
    assert refused(do(sport, "exam", DAY, "archives.pack_upload", "B1", subjects=SUBJECTS)) == {"ARC-008"}  # place and time not recorded
