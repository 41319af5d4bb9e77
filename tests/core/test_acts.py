"""The one way to write: all or nothing, a reason for every warning, nobody overwritten, nothing secret kept."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select, text

from models.core import centre as centres
from models.core.acts import COMMANDS, Param, call, calling, command, read_params, stands_against
from models.core.commands import USER
from models.core.due import DueItem
from models.core.findings import Finding, Severity
from models.core.kinds import Day, Text, Whole
from models.core.progress import Progress, to_the_end
from models.core.queries import history
from models.core.refusals import Refused
from models.core.roles import ROLES
from models.core.tables import AbnormalOperation, AuditEntry, RuleValue, SavedView, User
from models.core.verifying import verify
from tests.centres import PASSWORD, TODAY, seat


@pytest.fixture
def declare():
    """Declares commands for one test."""
    made = []

    def make(body, **declared):
        name = f"test.{body.__name__}"
        command(name, "试", **{"only": frozenset(ROLES)} | declared)(body)
        made.append(name)
        return name

    yield make
    for name in made:
        del COMMANDS[name]


def rules_of(outcome):
    return [finding.rule for finding in outcome.findings]


def user(opened, login="exam"):
    with opened.reading() as context:
        found = context.db.scalar(select(User).where(User.login == login))
        context.db.expunge_all()  # what was read stays readable
        return found


def entries(opened):
    with opened.reading() as context:
        found = list(context.db.scalars(select(AuditEntry).order_by(AuditEntry.seq)))
        context.db.expunge_all()
        return found


def rename(unit, record, to):
    record.name = to
    yield from ()


RENAME = {"subject": USER, "params": (Param("to", "新名", Text(60)),)}


# All or nothing -------------------------------------------------------------------------------------------------------


def test_a_change_and_its_audit_entry_are_one(any_centre, declare):
    opened, name = any_centre(), declare(rename, **RENAME)
    before = user(opened)
    outcome = call(opened, name, before.id, before.version, to="考务甲")
    assert outcome.done and outcome.record_id == before.id
    after, entry = user(opened), entries(opened)[-1]
    assert (after.name, after.version, after.entry) == ("考务甲", before.version + 1, entry.seq)
    told = json.loads(entry.detail)
    assert told["changes"] == [{"record": f"user_account:{before.id}", "before": {"name": before.name}, "after": {"name": "考务甲"}}]
    assert (entry.actor, entry.command, entry.subject, entry.at.date()) == ("director", name, f"user_account:{before.id}", TODAY)


def test_an_error_half_way_leaves_nothing_not_even_an_entry(any_centre, declare):
    def half_way(unit, record, to):
        record.name = to
        unit.add(RuleValue(rule="SYS-011", param="minutes", value=1, from_day=TODAY, set_by="x", set_at=unit.now, reason="x"))
        raise ZeroDivisionError

    opened, name = any_centre(), declare(half_way, **RENAME)
    before = user(opened)
    with pytest.raises(ZeroDivisionError):
        call(opened, name, before.id, to="考务甲")
    assert user(opened).name == before.name
    assert len(entries(opened)) == 1
    with opened.reading() as context:
        assert context.db.scalar(select(func.count()).select_from(RuleValue)) == 0


def test_a_refusal_half_way_leaves_nothing(any_centre, declare):
    def refuse(unit, record, to):
        record.name = to
        unit.last(lambda: pytest.fail("keys were changed"))
        yield Finding("SYS-005", Severity.BLOCK)

    opened, name = any_centre(), declare(refuse, **RENAME)
    before = user(opened)
    assert not call(opened, name, before.id, to="考务甲").done
    assert user(opened).name == before.name
    assert len(entries(opened)) == 1


def test_a_last_step_that_fails_takes_the_change_with_it(any_centre, declare):
    def locked(unit, record, to):
        record.name = to
        unit.last(lambda: (_ for _ in ()).throw(PermissionError("keys are locked")))

    opened, name = any_centre(), declare(locked, **RENAME)
    before = user(opened)
    with pytest.raises(PermissionError):
        call(opened, name, before.id, to="考务甲")
    assert user(opened).name == before.name


def long_work(unit, to):
    for number in range(3):
        unit.add(SavedView(owner="x", register="core.users", name=f"{to}{number}", setup={}))
        yield Progress(number, 3)


def views(opened):
    with opened.reading() as context:
        return context.db.scalar(select(func.count()).select_from(SavedView))


def test_long_work_tells_its_progress_and_keeps_all_at_the_end(any_centre, declare):
    opened, name = any_centre(), declare(long_work, params=RENAME["params"])
    told = list(calling(opened, name, to="v"))
    assert [step.done for step in told] == [0, 1, 2]
    assert views(opened) == 3


def test_long_work_closed_before_the_end_drops_everything(any_centre, declare):
    opened, name = any_centre(), declare(long_work, params=RENAME["params"])
    work = calling(opened, name, to="v")
    next(work)
    next(work)
    work.close()
    assert views(opened) == 0
    assert len(entries(opened)) == 1
    assert call(opened, name, to="v").done  # and nothing stays locked


def test_gen_002_a_record_is_never_deleted(any_centre, declare):
    def delete(unit, record):
        unit.db.delete(record)
        unit.db.flush()

    opened = any_centre()
    with pytest.raises(RuntimeError, match="GEN-002"):
        call(opened, declare(delete, subject=USER), user(opened).id)
    assert user(opened)


# Warnings and their reason ---------------------------------------------------------------------------------------------


def warn(unit, record, to):
    record.name = to
    yield Finding("SYS-015", Severity.WARN, "to", {"now": "09:00", "last": "10:00"})
    yield Finding("SYS-013", Severity.RECORD, "to", {"other": 3})


def test_a_warning_waits_for_its_reason_and_then_is_an_abnormal_operation(any_centre, declare):
    opened, name = any_centre(), declare(warn, **RENAME)
    before = user(opened)
    waiting = call(opened, name, before.id, to="考务甲", reason="  ")
    assert (waiting.done, waiting.needs_reason, rules_of(waiting)) == (False, True, ["SYS-015", "SYS-013"])
    assert user(opened).name == before.name
    passed = call(opened, name, before.id, to="考务甲", reason="电脑时钟已校正")
    assert (passed.done, passed.needs_reason) == (True, False)
    with opened.reading() as context:
        [kept] = context.db.scalars(select(AbnormalOperation))
        assert (kept.actor, kept.command, kept.rule, kept.reason) == ("director", name, "SYS-015", "电脑时钟已校正")
        assert kept.subject == f"user_account:{before.id}"
        assert kept.sentence == context.rules["SYS-015"].sentence({"now": "09:00", "last": "10:00"})
        assert kept.first_entry == passed.entry


def test_a_block_is_not_passed_by_a_reason(any_centre, declare):
    def both(unit):
        yield Finding("SYS-015", Severity.WARN)
        yield Finding("SYS-005", Severity.BLOCK)

    outcome = call(any_centre(), declare(both), reason="有理由")
    assert (outcome.done, outcome.needs_reason, rules_of(outcome)) == (False, False, ["SYS-005", "SYS-015"])


# Two people on one row -------------------------------------------------------------------------------------------------


def test_sys_001_who_saw_an_older_version_is_told_who_changed_it(any_centre, declare):
    opened, name = any_centre(), declare(rename, **RENAME)
    seen = user(opened)
    assert call(opened, name, seen.id, seen.version, to="考务甲").done
    late = call(seat(opened, "general"), name, seen.id, seen.version, to="考务乙")
    assert rules_of(late) == ["SYS-001"]
    assert late.findings[0].params["who"] == "director"
    assert late.findings[0].params["when"].startswith("11-20 ")
    assert user(opened).name == "考务甲"
    assert call(seat(opened, "general"), name, seen.id, seen.version + 1, to="考务乙").done


def test_sys_001_of_many_at_once_exactly_one_gets_through(any_centre, declare):
    opened, name = any_centre(), declare(rename, **RENAME)
    seen = user(opened)
    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(lambda n: call(opened, name, seen.id, seen.version, to=f"考务{n}"), range(12)))
    assert sum(outcome.done for outcome in outcomes) == 1
    assert {rule for outcome in outcomes for rule in rules_of(outcome)} == {"SYS-001"}
    assert user(opened).version == seen.version + 1


def test_writers_queue_for_the_head_of_the_chain(any_centre, declare):
    opened, name = any_centre(), declare(long_work, params=RENAME["params"])
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda n: call(opened, name, to=f"v{n}-").done, range(8)))
    assert all(done)
    assert [entry.seq for entry in entries(opened)] == list(range(1, 10))
    with opened.reading() as context:
        assert to_the_end(verify(context)) == []


def test_sys_001_a_row_changed_behind_the_program_is_not_overwritten(any_centre, declare):
    def behind(unit, record, to):
        unit.db.connection().execute(text(f"UPDATE user_account SET version = 99 WHERE id = {record.id}"))
        record.name = to

    opened, name = any_centre(), declare(behind, **RENAME)
    before = user(opened)
    assert rules_of(call(opened, name, before.id, to="考务甲")) == ["SYS-001"]
    assert user(opened).name == before.name


# What is given ---------------------------------------------------------------------------------------------------------


def take(unit, day, n, note):
    unit.value = (day, n, note)


TAKE = (
    Param("day", "日期", Day(), default=lambda context, _record: context.today),
    Param("n", "次数", Whole(1, 5)),
    Param("note", "备注", Text(), required=False),
)


@pytest.mark.parametrize(
    ("given", "about"),
    [
        ({"n": "3", "colour": "红"}, ["colour"]),  # unknown
        ({}, ["n"]),  # missing
        ({"n": ""}, ["n"]),
        ({"n": "6"}, ["n"]),  # beyond its limit
        ({"n": "x", "day": "2026-02-30"}, ["day", "n"]),  # all of them, not the first only
    ],
)
def test_sys_002_what_is_missing_unknown_or_does_not_read_is_refused(any_centre, declare, given, about):
    outcome = call(any_centre(), declare(take, params=TAKE), **given)
    assert not outcome.done
    assert [(one.rule, one.about) for one in outcome.findings] == [("SYS-002", name) for name in about]


def test_typed_values_and_defaults_reach_the_command(any_centre, declare):
    opened, name = any_centre(), declare(take, params=TAKE)
    assert call(opened, name, n="3").value == (TODAY, 3, None)
    assert call(opened, name, n=5, day="1120", note="好").value == (date(2026, 11, 20), 5, "好")


def test_sys_005_a_record_that_is_not_there_is_said(any_centre, declare):
    opened, name = any_centre(), declare(rename, **RENAME)
    for key in (9999, None):
        outcome = call(opened, name, key, to="x")
        assert rules_of(outcome) == ["SYS-005"]
        assert outcome.findings[0].params["label"] == "账号"


def test_a_secret_never_reaches_the_audit_trail(centre):
    opened = seat(centre(), "admin")
    assert call(opened, "core.set_password", user(opened).id, password="绝密口令绝密口令绝密").done
    assert call(opened, "core.add_user", login="lin", name="林知远", roles="EXM", password="绝密口令绝密口令绝密").done
    assert call(opened, "core.change_password", password="绝密口令绝密口令绝密").done
    assert not any("绝密" in entry.detail for entry in entries(opened))
    assert {"password"} <= COMMANDS["core.add_user"].secrets


def test_a_name_is_declared_once_and_reason_is_taken(declare):
    name = declare(take, params=TAKE)
    with pytest.raises(ValueError, match="twice"):
        command(name, "again")(take)
    with pytest.raises(ValueError, match="reason"):
        declare(rename, params=(Param("reason", "理由", Text()),))
    COMMANDS.pop("test.rename")


def test_a_guard_stands_before_the_parameters(any_centre, declare):
    def guard(_context, record):
        if record and record.login == "exam":
            yield Finding("SYS-008", Severity.BLOCK)

    opened = any_centre()
    name = declare(rename, guard=guard, **RENAME)
    assert rules_of(call(opened, name, user(opened).id)) == ["SYS-008"]
    assert call(opened, name, user(opened, "bank").id, to="x").done
    with opened.reading() as context:
        assert [one.rule for one in stands_against(context, COMMANDS[name], user(opened))] == ["SYS-008"]


def test_choices_of_a_parameter_may_depend_on_the_centre(centre):
    with seat(centre(), "admin").reading() as context:
        given = {"login": "a", "name": "b", "roles": "考务", "password": PASSWORD}
        values, findings = read_params(COMMANDS["core.add_user"], given, context, None)
        assert (values["roles"], findings) == (["EXM"], [])


# The clock -------------------------------------------------------------------------------------------------------------


class Clock(datetime):
    moment = datetime(2099, 1, 1)

    @classmethod
    def now(cls, tz=None):
        return cls.moment.replace(tzinfo=tz)


@pytest.mark.parametrize(("seconds", "noticed"), [(0, False), (1, False), (-1, True), (-86_400, True)])
def test_sys_015_a_clock_that_went_back_is_noticed_in_a_real_centre(any_centre, declare, monkeypatch, seconds, noticed):
    monkeypatch.setattr(centres, "datetime", Clock)
    opened, name = any_centre(training=False), declare(rename, **RENAME)
    Clock.moment = datetime(2099, 1, 1)
    assert call(opened, name, user(opened).id, to="甲").done
    Clock.moment += timedelta(seconds=seconds)
    outcome = call(opened, name, user(opened).id, to="乙")
    assert rules_of(outcome) == (["SYS-015"] if noticed else [])
    assert outcome.done is not noticed
    assert call(opened, name, user(opened).id, to="乙", reason="电脑时间已校正").done


def test_sys_015_a_training_centre_moves_its_clock_freely(any_centre, declare):
    opened, name = any_centre(), declare(rename, **RENAME)
    assert call(seat(opened, "director", date(2026, 12, 1)), name, user(opened).id, to="甲").done
    assert call(seat(opened, "director", date(2026, 10, 1)), name, user(opened).id, to="乙").done


def test_keys_stay_when_the_act_waits_for_a_reason(centre, monkeypatch):
    monkeypatch.setattr(centres, "datetime", Clock)
    Clock.moment = datetime(2000, 1, 1)  # before the centre was made
    opened = seat(centre(training=False), "admin")
    assert call(opened, "core.disable_user", user(opened).id).needs_reason
    assert centre.open(opened.folder, "exam").actor.login == "exam"
    assert call(opened, "core.disable_user", user(opened).id, reason="离职").done
    with pytest.raises(Refused, match="用户名或密码"):
        centre.open(opened.folder, "exam")


# What is told afterwards -----------------------------------------------------------------------------------------------


def test_gen_002_the_history_of_a_record_says_who_when_what_and_why(any_centre, declare):
    opened, name = any_centre(), declare(warn, **RENAME)
    record = user(opened)
    assert call(opened, name, record.id, to="甲", reason="岗位调整").done
    with opened.reading() as context:
        told = history(context, context.db.get_one(User, record.id))
    assert [(who, what) for _when, who, what in told] == [("中心主任", "试 · 理由：岗位调整"), ("", "建立中心")]


def test_a_due_item_knows_its_state_on_both_sides_of_today():
    item = DueItem("core", "core.users", 1, "k", "t", TODAY, "SYS-011", "", "EXM", "")
    days = {-1: "later", 0: "today", 1: "overdue"}
    assert item.state(TODAY) == "today"
    assert item.state(TODAY + timedelta(1)) == days[1]
    assert item.state(TODAY - timedelta(7)) == "soon"
    assert item.state(TODAY - timedelta(8)) == "later"
