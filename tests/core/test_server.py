"""A centre on a PostgreSQL server: made, opened, refused in words; moved there and back without losing a row."""

import json
from datetime import date

import pytest
from sqlalchemy import func, select, text

from models.core import opening, server, store
from models.core.acts import call
from models.core.migrating import upgrade_server
from models.core.progress import to_the_end
from models.core.refusals import Refused
from models.core.search import search
from models.core.server import ServerKeyring
from models.core.tables import Attachment, AuditEntry, Base, Setting, StoredFile
from models.core.verifying import verify
from models.demo import make_demo
from tests.centres import PASSWORD, OnServer, folder_of, seat, settings

PDF = b"%PDF-1.7\n%%EOF\n"
DAY = date(2026, 11, 20)


@pytest.fixture
def servers(server):
    """Makes centres on the server of this run."""
    make = OnServer(server)
    yield make
    make.close()


@pytest.fixture
def used(centre, tmp_path):
    """A folder centre with something of everything: an attachment, a rule value, archive items that are found."""
    opened = centre("hunan")
    paper = tmp_path / "聘书.pdf"
    paper.write_bytes(PDF)
    assert call(opened, "core.attach", subject="user_account:1", file=str(paper)).done
    assert call(seat(opened, "archive"), "archives.add_item", number="DA-1", title="评分表甲", kind="K08", made_on="2024-05-10",
                quantity="12页", location="档案室-1柜").done  # fmt: skip
    return opened


def counts(centre):
    with store.reading(centre.engine) as db:
        tables = [table for table in Base.metadata.sorted_tables if table.name not in ("key_slot", "stored_file")]
        return {table.name: db.scalar(select(func.count()).select_from(table)) for table in tables}


def test_a_centre_on_a_server_opens_with_its_password_and_no_other(servers):
    opened = servers("hunan", "exam")
    assert (opened.actor.login, opened.folder, opened.profile) == ("exam", None, "hunan")
    with pytest.raises(Refused) as refused:
        opening.open_centre(opened.where, "exam", "wrong")
    assert refused.value.code == "wrong_password"
    assert "exam" in opening.sign_in_choices(opened.where)[0]


def test_two_people_change_their_passwords_at_once(servers):
    opened = servers()
    first, second = ServerKeyring(opened.engine), ServerKeyring(opened.engine)
    first._read()
    second._read()
    first.put("exam", "examiner-one", opened.data_key)
    second.put("finance", "finance-one", opened.data_key)
    for login, secret in (("exam", "examiner-one"), ("finance", "finance-one"), ("archive", PASSWORD)):
        assert servers.open(opened.where, login, secret=secret).actor.login == login


def test_a_database_in_use_is_never_written_over(servers):
    url = servers().where
    with pytest.raises(Refused) as refused:
        opening.create_on_server(url, settings(), PASSWORD)
    assert refused.value.code == "exists"


def test_an_empty_database_a_silent_server_and_an_older_centre_are_told_apart(servers):
    for url, code in ((servers.empty(), "missing"), ("postgresql://u:geheim@127.0.0.1:1/none", "server")):
        with pytest.raises(Refused) as refused:
            opening.sign_in_choices(url)
        assert refused.value.code == code
        assert "geheim" not in refused.value.sentence
    opened = servers()
    with opened.engine.begin() as connection:
        connection.execute(text("UPDATE setting SET value = '1' WHERE name = 'schema'"))
    with pytest.raises(Refused) as refused:
        opening.open_centre(opened.where, "director", PASSWORD)
    assert refused.value.code == "older"


def test_a_centre_of_this_program_needs_no_upgrade(servers):
    url = servers().where
    assert upgrade_server(url, "admin", PASSWORD) == (store.SCHEMA, store.SCHEMA)


def test_files_lie_encrypted_on_the_server(servers, tmp_path):
    opened = servers()
    paper = tmp_path / "聘书.pdf"
    paper.write_bytes(PDF)
    assert call(opened, "core.attach", subject="user_account:1", file=str(paper)).done
    with opened.reading() as context:
        [kept] = context.db.scalars(select(Attachment))
        [stored] = context.db.scalars(select(StoredFile))
        assert opened.files.get(kept.stored_as) == PDF
        assert PDF not in stored.content
        assert list(opened.files.names()) == [kept.stored_as]
        opened.files.drop(kept.stored_as)
        assert opened.files.get(kept.stored_as) is None


def test_sys_032_a_centre_moves_to_a_server_and_back_without_losing_a_row(used, servers, tmp_path):
    before, folder = counts(used), folder_of(used)
    url = servers.empty()
    outcome = call(used, "core.move_centre", to=url)
    assert outcome.done, outcome.findings
    assert [one.rule for one in outcome.findings] == ["SYS-032"]
    there = servers.open(url, "director", DAY)
    assert counts(there) == before | {"audit_entry": before["audit_entry"] + 1}
    with there.reading() as context:
        assert to_the_end(verify(context)) == []
        assert [hit.register for hit in search(context.db, "评分表甲")] == ["archives.items"]
        [kept] = context.db.scalars(select(Attachment))
        assert there.files.get(kept.stored_as) == PDF
    assert call(seat(there, "archive"), "archives.add_item", number="DA-2", title="评分表乙", kind="K08", made_on="2024-05-10",
                quantity="1页", location="档案室-1柜").done  # fmt: skip

    with pytest.raises(Refused) as refused:
        opening.open_centre(str(folder), "director", PASSWORD)
    assert refused.value.code == "moved"

    back = tmp_path / "back"
    assert call(there, "core.move_centre", to=str(back)).done
    home = opening.open_centre(str(back), "director", PASSWORD, DAY)
    with home.reading() as context:
        assert to_the_end(verify(context)) == []
        assert len(search(context.db, "评分表")) == 2
        assert context.db.scalars(select(AuditEntry.command).order_by(AuditEntry.seq.desc())).first() == "core.move_centre"
    home.close()


def test_the_target_of_a_move_must_be_empty_and_the_centre_stays_when_it_is_not(used, servers, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("x")
    for target in (str(tmp_path / "full"), servers().where):
        with pytest.raises(Refused):
            call(used, "core.move_centre", to=target)
    with used.reading() as context:
        assert context.db.scalar(select(Setting).where(Setting.name == "moved_to")) is None


def test_a_failed_move_leaves_no_half_centre_behind(used, servers, monkeypatch, tmp_path):
    from models.core import moving

    monkeypatch.setattr(moving, "_digest", lambda connection, table: connection.dialect.name.encode())
    url = servers.empty()
    with pytest.raises(Refused) as refused:
        call(used, "core.move_centre", to=url)
    assert refused.value.code == "move"
    with pytest.raises(Refused) as refused:
        opening.sign_in_choices(url)
    assert refused.value.code == "missing"
    assert call(used, "core.attach", subject="user_account:1", file=str(tmp_path / "聘书.pdf")).done


def test_only_director_and_administrator_move_a_centre_and_the_log_has_no_password(used, servers):
    url = servers.empty()
    outcome = call(seat(used, "general"), "core.move_centre", to=url)
    assert [one.rule for one in outcome.findings] == ["PPL-ORG-010"]
    assert call(seat(used, "admin"), "core.move_centre", to=url).done
    with store.reading(used.engine) as db:
        last = db.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
        assert "to" not in json.loads(last.detail)["given"]
        assert db.scalar(select(Setting.value).where(Setting.name == "moved_to")) == server.place(url)


def test_the_demo_with_records_of_every_area_fits_on_a_server(servers, tmp_path):
    to_the_end(make_demo(tmp_path / "demo", "s", DAY))
    demo = opening.open_centre(str(tmp_path / "demo"), "director", PASSWORD, DAY)
    outcome = call(demo, "core.move_centre", to=servers.empty())
    demo.close()
    assert outcome.done, outcome.findings


def test_sys_032_a_window_that_was_open_while_the_centre_moved_writes_nothing_more(centre, tmp_path):
    used = centre("henan", "director")
    window = seat(used, "archive")
    item = {"title": "评分表", "kind": "K08", "made_on": "2024-05-10", "quantity": "12页", "location": "档案室-1柜"}
    assert call(window, "archives.add_item", number="DA-1", **item).done
    assert call(used, "core.move_centre", to=str(tmp_path / "新处")).done
    refused = call(window, "archives.add_item", number="DA-2", **item)
    assert [finding.rule for finding in refused.findings] == ["SYS-032"]
    assert call(used, "core.move_centre", to=str(tmp_path / "别处")).findings[0].rule == "SYS-032"
