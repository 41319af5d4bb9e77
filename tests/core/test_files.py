"""Attachments: encrypted, kept once, checked again; what is too large or not what it claims is refused."""

import pytest
from sqlalchemy import select

from models.core.acts import call
from models.core.files import FileStore, digest_of, looks_like
from models.core.keys import new_data_key
from models.core.progress import to_the_end
from models.core.queries import attachments, content_of
from models.core.tables import Attachment, User
from models.core.verifying import verify
from tests.centres import seat

PDF = b"%PDF-1.7 \x00" + b"x" * 100
ON = "user_account:1"


@pytest.fixture
def store(tmp_path):
    return FileStore(tmp_path / "files", new_data_key())


def stored_files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("content", [b"", b"x", PDF, bytes(range(256)) * 5000], ids=len)
def test_what_is_put_in_comes_out(store, content):
    assert store.get(store.put(content)) == content


def test_the_same_content_is_kept_once_and_lies_encrypted(store):
    assert store.put(PDF) == store.put(PDF)
    [file] = stored_files(store.folder)
    assert PDF not in file.read_bytes()
    assert file.name != digest_of(PDF)  # the name alone does not tell what is inside


def test_another_centres_key_names_and_opens_nothing(store):
    other = FileStore(store.folder, new_data_key())
    assert other.put(b"x") != store.put(b"x")
    assert other.get(store.put(PDF)) is None


@pytest.mark.parametrize(
    "spoil",
    [lambda c: c[:-1] + bytes([c[-1] ^ 1]), lambda c: c[:5], lambda c: b"", lambda c: c + b"x"],
    ids=["flip", "cut", "empty", "longer"],
)
def test_a_file_changed_on_disk_is_never_given_out(store, spoil):
    name = store.put(PDF)
    [file] = stored_files(store.folder)
    file.write_bytes(spoil(file.read_bytes()))
    assert store.get(name) is None


def test_a_file_put_under_another_name_is_not_given_out(store):
    one, two = store.put(b"one"), store.put(b"two")
    places = {path.name: path for path in stored_files(store.folder)}
    places[two].write_bytes(places[one].read_bytes())
    assert store.get(two) is None


def test_a_missing_file_is_none(store):
    assert store.get("0" * 64) is None


@pytest.mark.parametrize(
    ("name", "content", "fits"),
    [
        ("a.pdf", PDF, True),
        ("a.PDF", PDF, True),
        ("a.pdf", b"MZ\x90", False),
        ("a.jpg", b"\xff\xd8\xff\xe0", True),
        ("a.jpg", PDF, False),
        ("a.png", b"\x89PNG\r\n", True),
        ("a.docx", b"PK\x03\x04", True),
        ("a.xlsx", b"\xd0\xcf\x11\xe0", False),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", True),
        ("a.txt", b"MZ", True),  # text has no beginning of its own
        ("a.pdf", b"", False),
    ],
)
def test_sys_004_a_file_begins_as_its_ending_says(name, content, fits):
    assert looks_like(name, content) is fits


# Attaching ------------------------------------------------------------------------------------------------------------


def attach(opened, path, **named):
    return call(opened, "core.attach", **{"subject": ON, "file": str(path)} | named)


def paper(tmp_path, name="聘书.pdf", content=PDF):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def rules_of(outcome):
    return [finding.rule for finding in outcome.findings]


def test_an_attachment_is_kept_with_its_digest_and_opens_again(any_centre, tmp_path):
    opened = any_centre()
    assert attach(opened, paper(tmp_path), kind="聘书").done
    with opened.reading() as context:
        [kept] = attachments(context, context.db.get_one(User, 1))
        assert (kept.name, kept.kind, kept.size, kept.digest) == ("聘书.pdf", "聘书", len(PDF), digest_of(PDF))
        assert content_of(context, kept) == PDF
        assert to_the_end(verify(context)) == []


@pytest.mark.parametrize(("size", "done"), [(1024 * 1024 - 1, True), (1024 * 1024, True), (1024 * 1024 + 1, False)])
def test_sys_003_an_attachment_up_to_the_limit_is_taken(any_centre, tmp_path, size, done):
    opened = any_centre()
    assert call(opened, "core.set_rule_value", rule="SYS-003", param="max_mb", value="1", why="试行").done
    outcome = attach(opened, paper(tmp_path, content=PDF.ljust(size, b"x")))
    assert outcome.done is done
    assert rules_of(outcome) == ([] if done else ["SYS-003"])


@pytest.mark.parametrize(
    ("name", "content"), [("a.exe", b"MZ"), ("a", b"x"), ("a.pdf", b"MZ\x90"), ("a.pdf.exe", PDF), ("a.svg", b"<svg/>")]
)
def test_sys_004_other_kinds_and_false_endings_are_refused(centre, tmp_path, name, content):
    opened = centre()
    assert rules_of(attach(opened, paper(tmp_path, name, content))) == ["SYS-004"]
    assert not (opened.folder / "files").exists()


def test_sys_002_a_file_that_is_not_there_is_said(centre, tmp_path):
    assert rules_of(attach(centre(), tmp_path / "nowhere.pdf")) == ["SYS-002"]
    assert rules_of(attach(centre(), tmp_path)) == ["SYS-002"]


@pytest.mark.parametrize("subject", ["user_account:999", "user_account:", "user_account:x"])
def test_sys_005_an_attachment_belongs_to_a_record_that_exists(centre, tmp_path, subject):
    assert rules_of(attach(centre(), paper(tmp_path), subject=subject)) == ["SYS-005"]


@pytest.mark.parametrize(("login", "subject"), [("exam", ON), ("director", "nothing:1"), ("director", "1")])
def test_ppl_org_010_an_attachment_needs_the_row_of_its_record(centre, tmp_path, login, subject):
    opened = seat(centre(), login)
    outcome = attach(opened, paper(tmp_path), subject=subject)
    assert rules_of(outcome) == ["PPL-ORG-010"]
    assert outcome.entry  # and the attempt is kept


def test_a_detached_file_stays_in_the_store(any_centre, tmp_path):
    opened = any_centre()
    assert attach(opened, paper(tmp_path)).done
    with opened.reading() as context:
        [kept] = context.db.scalars(select(Attachment))
        id_ = kept.id
    assert rules_of(call(seat(opened, "exam"), "core.detach", id_, why="误传")) == ["PPL-ORG-010"]
    assert call(opened, "core.detach", id_, why="误传").done
    with opened.reading() as context:
        assert attachments(context, context.db.get_one(User, 1)) == []
        kept = context.db.get_one(Attachment, id_)
        assert (kept.removed_on, kept.removed_why) == (context.today, "误传")
        assert content_of(context, kept) == PDF


def test_a_file_tampered_with_is_named(any_centre, tmp_path):
    opened = any_centre()
    assert attach(opened, paper(tmp_path)).done
    assert attach(opened, paper(tmp_path, "另一.pdf", PDF + b"2")).done
    with opened.reading() as context:
        first = context.db.get_one(Attachment, 1)
        opened.files.take(first.stored_as, opened.files.sealed(first.stored_as)[:-1] + b"\x00")
        [fault] = to_the_end(verify(context))
        assert (fault.part, "聘书.pdf" in fault.text) == ("file", True)
        assert content_of(context, first) is None
        opened.files.drop(first.stored_as)
        assert len(to_the_end(verify(context))) == 1
