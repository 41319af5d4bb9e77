"""Making and opening a centre: who gets in, what is refused with a way forward, what lies on the disk."""

import json
from datetime import date

import pytest
from sqlalchemy import select, text

from models.core import keys, opening, store
from models.core.acts import call
from models.core.keys import RECOVERY, Keyring
from models.core.opening import ACCOUNTS, TRAINING_PASSWORD, create_embedded, open_centre
from models.core.refusals import Refused
from models.core.roles import ADMIN
from models.core.tables import AuditEntry, CalendarEntry, User
from tests.centres import CODES, PASSWORD, folder_of, seat, settings

LONG = "三只麻雀 停在 电线上"


def refused(code, *arguments, **named):
    with pytest.raises(Refused) as found:
        open_centre(*arguments, **named)
    assert found.value.code == code
    return found.value.sentence


def user_id(opened, login):
    with opened.reading() as context:
        return context.db.scalar(select(User.id).where(User.login == login))


# A new centre ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("login", ACCOUNTS)
def test_ppl_org_003_a_new_centre_has_one_account_a_role(centre, login):
    opened = centre(login=login)
    assert opened.actor.roles == set(ACCOUNTS[login])
    assert (opened.profile, opened.training, opened.today()) == ("henan", True, date(2026, 11, 20))


def test_a_new_centre_knows_itself_its_calendar_and_its_first_entry(any_centre):
    opened = any_centre("hunan")
    assert opened.name == settings()["name"] and opened.filing_no == settings()["filing_no"]
    with opened.reading() as context:
        assert context.db.get_one(AuditEntry, 1).command == "core.create_centre"
        assert context.db.scalars(select(CalendarEntry.day)).first()
        assert context.calendar.knows(date(2026, 1, 1)) and not context.calendar.knows(date(2027, 1, 1))


def test_a_folder_that_holds_a_centre_is_not_overwritten(centre):
    opened = centre()
    before = (folder_of(opened) / "centre.keys").read_bytes()
    with pytest.raises(Refused) as found:
        create_embedded(folder_of(opened), settings(), PASSWORD)
    assert found.value.code == "exists"
    assert (folder_of(opened) / "centre.keys").read_bytes() == before


def test_a_network_share_is_refused_with_the_way_to_postgresql(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "on_network", lambda _folder: True)
    with pytest.raises(Refused, match="PostgreSQL") as found:
        create_embedded(tmp_path / "c", settings(), PASSWORD)
    assert found.value.code == "network"
    assert list((tmp_path / "c").iterdir()) == []
    assert "PostgreSQL" in refused("network", str(tmp_path), "director", PASSWORD)


@pytest.mark.parametrize(("kind", "expected"), [("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("ext4", False), ("overlay", False)])
def test_a_share_is_known_by_what_is_mounted_there(tmp_path, monkeypatch, kind, expected):
    monkeypatch.setattr(store.sys, "platform", "linux")
    mounts = f"root / ext4 rw 0 0\nserver:/x {tmp_path.resolve()} {kind} rw 0 0\nother {tmp_path.resolve()}-else nfs rw 0 0\n"
    monkeypatch.setattr(store.Path, "read_text", lambda *_a, **_k: mounts)
    assert store.on_network(tmp_path / "centre") is expected


# Signing in -----------------------------------------------------------------------------------------------------------


def test_a_wrong_password_and_an_unknown_user_are_refused_alike(centre):
    where = str(centre().folder)
    assert refused("wrong_password", where, "director", "falsch") == refused("wrong_password", where, "nobody", PASSWORD)


@pytest.mark.parametrize("typed", ["Director", "director ", ""])
def test_a_login_is_taken_as_it_is(centre, typed):
    refused("wrong_password", str(centre().folder), typed, PASSWORD)


def keyring_at(folder, moment):
    return Keyring(folder / "centre.keys", now=lambda: moment[0])


def test_sys_010_each_further_wrong_password_waits_longer(centre):
    folder, moment = centre().folder, [1000.0]
    ring, limits = keyring_at(folder, moment), opening.try_limits()

    def attempt(secret):
        try:
            ring.open("director", secret, **limits)
        except Refused as found:
            return found.code
        return "open"

    for _ in range(limits["free_tries"] + 1):
        assert attempt("x") == "wrong_password"
    for delay in [*limits["delays"], limits["delays"][-1]]:  # the last one repeats
        assert attempt(PASSWORD) == "wait"  # even the right one waits
        moment[0] += delay - 0.5
        assert attempt("x") == "wait"
        moment[0] += 0.5
        assert attempt("x") == "wrong_password"
    moment[0] += limits["delays"][-1]
    assert attempt(PASSWORD) == "open"
    assert attempt("x") == "wrong_password"  # the count begins anew
    assert attempt(PASSWORD) == "open"


def test_sys_010_the_wait_is_told_in_seconds_and_is_each_users_own(centre):
    folder, moment = centre().folder, [1000.0]
    ring, limits = keyring_at(folder, moment), opening.try_limits()
    for _ in range(limits["free_tries"] + 1):
        with pytest.raises(Refused):
            ring.open("director", "x", **limits)
    with pytest.raises(Refused, match=f"{limits['delays'][0] + 1} 秒|{limits['delays'][0]} 秒"):
        ring.open("director", PASSWORD, **limits)
    assert ring.open("exam", PASSWORD, **limits)


@pytest.mark.parametrize(
    ("password", "accepted"), [("九个字符的密码呀呀", False), ("十个字符的密码呀呀呀", True), ("exam", False), ("EXAMEXAMEXAM", True)]
)
def test_sys_007_a_password_has_ten_characters_and_is_not_the_login(centre, password, accepted):
    opened = seat(centre(), "admin")
    outcome = call(opened, "core.set_password", user_id(opened, "exam"), password=password)
    assert outcome.done is accepted
    assert [one.rule for one in outcome.findings] == ([] if accepted else ["SYS-007"])


def test_sys_007_a_long_login_is_no_password_either(centre):
    opened = seat(centre(), "admin")
    outcome = call(opened, "core.add_user", login="examiner-one", name="林知远", roles="EXM", password="Examiner-One")
    assert [one.rule for one in outcome.findings] == ["SYS-007"]
    assert "examiner-one" not in keys.Keyring(folder_of(opened) / "centre.keys").logins()


def test_a_person_changes_the_own_password(centre):
    opened = centre()
    assert call(opened, "core.change_password", password=LONG).done
    assert centre.open(folder_of(opened), "director", secret=LONG).actor.login == "director"
    refused("wrong_password", str(folder_of(opened)), "director", PASSWORD)
    assert centre.open(folder_of(opened), "exam").actor.login == "exam"  # nobody else's changed


def test_an_administrator_disables_an_account_and_opens_it_again(centre):
    opened = seat(centre(), "admin")
    assert call(opened, "core.disable_user", user_id(opened, "exam")).done
    refused("wrong_password", str(folder_of(opened)), "exam", PASSWORD)
    assert call(opened, "core.set_password", user_id(opened, "exam"), password=LONG).done
    assert centre.open(folder_of(opened), "exam", secret=LONG).actor.login == "exam"


def test_a_slot_left_over_does_not_let_a_disabled_person_in(centre):
    opened = seat(centre(), "admin")
    kept = (folder_of(opened) / "centre.keys").read_bytes()
    assert call(opened, "core.disable_user", user_id(opened, "exam")).done
    (folder_of(opened) / "centre.keys").write_bytes(kept)
    refused("disabled", str(folder_of(opened)), "exam", PASSWORD)


@pytest.mark.parametrize("login", ["admin", "director"])
def test_sys_008_the_last_administrator_and_the_last_director_stay(centre, login):
    opened = seat(centre(), "admin")
    for outcome in (
        call(opened, "core.disable_user", user_id(opened, login)),
        call(opened, "core.change_roles", user_id(opened, login), roles="EXM"),
    ):
        assert [one.rule for one in outcome.findings] == ["SYS-008"]
    assert centre.open(folder_of(opened), login).actor.login == login
    other = "ADM" if login == "admin" else "DIR"
    assert call(opened, "core.add_user", login="second", name="林知远", roles=other, password=LONG).done
    assert call(opened, "core.disable_user", user_id(opened, login)).done


def test_the_recovery_code_opens_as_the_administrator_of_accounts_only(centre):
    folder = centre().folder
    code = CODES[folder]
    assert len(code) == 39 and not set(code) & set("01OI")
    for typed in (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} "):
        assert centre.open(folder, RECOVERY, secret=typed).actor.roles == {ADMIN}
    refused("wrong_password", str(folder), RECOVERY, code[:-1] + ("A" if code[-1] != "A" else "B"))
    rescued = centre.open(folder, RECOVERY, secret=code)
    assert call(rescued, "core.set_password", user_id(rescued, "director"), password=LONG).done
    assert centre.open(folder, "director", secret=LONG).actor.login == "director"
    assert RECOVERY not in Keyring(folder / "centre.keys").logins()


def test_sys_009_only_a_training_centre_moves_its_clock(centre):
    training, real = centre(), centre(training=False)
    assert centre.open(training.folder, on=date(2030, 1, 1)).today() == date(2030, 1, 1)
    assert "演练库" in refused("clock", str(real.folder), "director", PASSWORD, date(2030, 1, 1))
    assert centre.open(real.folder).moved_to is None


# What cannot be opened ------------------------------------------------------------------------------------------------


def test_a_folder_without_a_centre_is_said(tmp_path):
    refused("missing", str(tmp_path), "director", PASSWORD)
    refused("missing", str(tmp_path / "nowhere"), "director", PASSWORD)


def test_a_postgresql_address_is_not_opened_half(tmp_path):
    refused("server", "postgresql://nowhere/x", "director", PASSWORD)


def test_a_database_that_is_gone_is_missing(centre):
    opened = centre()
    opened.close()
    (folder_of(opened) / "centre.db").unlink()
    refused("missing", str(folder_of(opened)), "director", PASSWORD)


def spoil_start(content):
    return b"\x00" * 100 + content[100:]


def spoil_middle(content):
    return content[:4096] + bytes(byte ^ 1 for byte in content[4096:8192]) + content[8192:]


@pytest.mark.parametrize(
    "spoil",
    [spoil_start, lambda content: content[: len(content) // 2], lambda _content: b"", lambda _content: b"not a database" * 999],
    ids=["first page", "half", "empty", "text"],
)
def test_a_damaged_database_is_refused_with_the_way_to_a_backup(centre, spoil):
    opened = centre()
    opened.close()
    database = folder_of(opened) / "centre.db"
    database.write_bytes(spoil(database.read_bytes()))
    assert "备份" in refused("damaged", str(folder_of(opened)), "director", PASSWORD)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"slots": {}}', b"\xff\xfe\x00"], ids=repr)
def test_damaged_keys_are_refused_with_the_way_to_a_backup(centre, content):
    opened = centre()
    (folder_of(opened) / "centre.keys").write_bytes(content)
    assert "备份" in refused("damaged", str(folder_of(opened)), "director", PASSWORD)


def test_a_slot_with_missing_parts_is_damaged_keys(centre):
    opened = centre()
    file = folder_of(opened) / "centre.keys"
    content = json.loads(file.read_text(encoding="utf-8"))
    content["slots"]["director"].pop("salt")
    file.write_text(json.dumps(content), encoding="utf-8")
    refused("damaged", str(folder_of(opened)), "director", PASSWORD)


def test_a_centre_whose_file_was_spoiled_meanwhile_still_closes(centre):
    opened = centre()
    opened.engine.dispose()
    database = folder_of(opened) / "centre.db"
    database.write_bytes(b"not a database" * 999)
    opened.close()
    assert "备份" in refused("damaged", str(opened.folder), "director", PASSWORD)


def test_the_keys_of_another_centre_do_not_open_this_one(centre):
    one, other = centre("henan"), centre("hunan")
    one.close()
    (folder_of(one) / "centre.keys").write_bytes((folder_of(other) / "centre.keys").read_bytes())
    refused("damaged", str(folder_of(one)), "director", PASSWORD)


# On the disk ----------------------------------------------------------------------------------------------------------


def test_nothing_a_person_typed_lies_readable_in_the_folder(centre, tmp_path):
    opened = seat(centre(), "admin")
    assert call(opened, "core.add_user", login="lin", name="林知远甲乙", roles="EXM", password=LONG).done
    paper = tmp_path / "附件一.txt"
    paper.write_text("林知远甲乙的秘密", encoding="utf-8")
    director = seat(opened, "director")
    assert call(director, "core.attach", subject=f"user_account:{user_id(opened, 'lin')}", file=str(paper)).done
    words = [
        word.encode(encoding) for word in ("林知远甲乙", "秘密", settings()["name"], LONG) for encoding in ("utf-8", "utf-16-le", "gb18030")
    ]
    found = {path.name for path in folder_of(opened).rglob("*") if path.is_file()}
    assert {"centre.db", "centre.keys"} <= found and len(found) >= 3
    for path in folder_of(opened).rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [word for word in words if word in content], path.name
            assert opened.data_key not in content and opened.data_key.hex().encode() not in content
    assert not (folder_of(opened) / "centre.db").read_bytes().startswith(b"SQLite format 3")


def test_a_committed_act_survives_a_power_cut(centre):
    opened = centre()
    with opened.engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2  # FULL
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_real_centres_passwords_cost_what_guessing_should():
    assert keys.REAL.memory_kib >= 64 * 1024 and keys.REAL.passes >= 3
    assert keys.TRAINING.memory_kib < keys.REAL.memory_kib
    assert len(keys.new_data_key()) == 32
    assert keys.new_data_key() != keys.new_data_key()


def test_the_cost_of_a_centre_stays_with_its_keys(tmp_path):
    ring = Keyring(tmp_path / "centre.keys")
    key = keys.new_data_key()
    ring.create({"a": "x"}, key, keys.Cost(2, 2048))
    ring.put("b", "y", key)
    content = json.loads((tmp_path / "centre.keys").read_text(encoding="utf-8"))
    assert {(slot["passes"], slot["memory_kib"]) for slot in content["slots"].values()} == {(2, 2048)}
    assert ring.open("b", "y", free_tries=3, delays=[1]) == key
    assert ring.logins() == ["a", "b"]


def test_the_training_password_is_the_one_shown():
    assert TRAINING_PASSWORD == "jiantai-demo"
