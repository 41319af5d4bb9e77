"""The deputy acts for the director in the delegated field and period, nowhere else, and the director is told (PPL-ORG-002)."""

import json
from datetime import date, timedelta

import pytest

import models
from models.core.acts import COMMANDS, call, stands_against
from models.core.delegation import DelegatedAct, standing_in
from models.core.due import due_items
from models.core.registers import REGISTERS, may_read
from models.core.roles import ROLES, matrix
from models.core.tables import AuditEntry
from tests.centres import TODAY, seat
from tests.people.makers import act, done, refused_by, stored

assert models
ONE = timedelta(days=1)
FIELD = "评价与处分"  # rows 22–29
DEED = "evaluation.draw_up"  # row 25: director, exam affairs


def given(here, fields=FIELD, first=TODAY, last=TODAY + 7 * ONE, **more):
    return act(here, "director", "core.delegate", account="general", fields=fields, starts_on=first, ends_on=last, **more)


def tried(here, on=TODAY, login="general"):
    return call(seat(here, login, on), DEED, year=2026)


def open_notices(here, login="director"):
    with seat(here, login).reading() as context:
        return [item.title for item in due_items(context) if item.rule == "PPL-ORG-002"]


def test_ppl_org_002_the_deputy_decides_in_his_field_and_the_director_is_told(centre):
    here = centre()
    assert refused_by(tried(here)) == {"PPL-ORG-010"}
    done(given(here))
    outcome = done(tried(here))
    with here.reading() as context:
        entry = context.db.get_one(AuditEntry, outcome.entry)
        assert (entry.actor, json.loads(entry.detail)["delegation"]) == ("general", 1)
    [told] = stored(here, DelegatedAct)
    assert (told.command, told.seq, told.noted_on) == (DEED, outcome.entry, None)
    assert open_notices(here) == [COMMANDS[DEED].title]
    assert open_notices(here, "general") == []
    done(act(here, "director", "core.note_delegated", told.id))
    assert open_notices(here) == []
    assert refused_by(act(here, "director", "core.note_delegated", told.id)) == {"SYS-002"}


@pytest.mark.parametrize(("day", "may"), [(TODAY - ONE, False), (TODAY, True), (TODAY + 7 * ONE, True), (TODAY + 8 * ONE, False)])
def test_ppl_org_002_only_from_the_first_to_the_last_day(centre, day, may):
    here = centre()
    done(given(here))
    assert tried(here, day).done is may


def test_ppl_org_002_only_in_the_field_and_only_he(centre):
    here = centre()
    done(given(here, fields="证书"))
    assert refused_by(tried(here)) == {"PPL-ORG-010"}
    done(given(here))
    assert refused_by(tried(here, login="finance")) == {"PPL-ORG-010"}
    done(tried(here))


def test_ppl_org_002_what_his_own_role_lets_him_is_no_decision_for_the_director(centre):
    here = centre()
    done(given(here))
    done(act(here, "general", "conduct.report_pressure", assessor="林知远", demanded_by="某人", content="改分"))
    assert stored(here, DelegatedAct) == []


def test_ppl_org_002_taken_back_it_ends_at_once(centre):
    here = centre()
    key = done(given(here)).record_id
    done(act(here, "director", "core.end_delegation", key))
    assert refused_by(tried(here)) == {"PPL-ORG-010"}
    assert refused_by(act(here, "director", "core.end_delegation", key)) == {"SYS-002"}


def test_ppl_org_002_reserved_rows_and_the_settings_are_not_delegated(centre):
    here = centre()
    done(given(here, fields="、".join(dict.fromkeys(row["group"] for row in matrix().values()))))
    with seat(here, "general").reading() as context:
        rule = context.rules["PPL-ORG-002"]
        everybody = frozenset(ROLES)
        for row, cells in matrix().items():
            may = cells["DIR"] in ("A", "C") and row not in rule.value("reserved")
            assert (standing_in(context, row, everybody) is not None) is may, row
        assert standing_in(context, 28, frozenset({"EXM"})) is None  # an act the director himself may not do
    assert refused_by(act(here, "general", "core.delegate", account="exam", fields=FIELD, ends_on=TODAY)) == {"PPL-ORG-010"}


def test_ppl_org_002_a_button_is_open_to_the_deputy_and_its_guard_sees_the_director(centre):
    here = centre()
    with seat(here, "general").reading() as context:
        assert [one.rule for one in stands_against(context, COMMANDS["conduct.decide"])] == ["PPL-ORG-010"]
    done(given(here))
    with seat(here, "general").reading() as context:
        assert stands_against(context, COMMANDS["conduct.decide"]) == []
        assert "DIR" not in context.actor.roles


def test_ppl_org_002_the_delegation_gives_no_right_to_read(centre):
    here = centre()
    done(given(here))
    with seat(here, "general").reading() as context:
        assert not may_read(context, REGISTERS["conduct.pressure"])


@pytest.mark.parametrize(("account", "rules"), [("director", {"SYS-002"}), ("admin", {"SYS-002"}), ("nobody", {"SYS-005"})])
def test_ppl_org_002_only_to_somebody_else_with_a_post(centre, account, rules):
    outcome = act(centre(), "director", "core.delegate", account=account, fields=FIELD, ends_on=TODAY)
    assert refused_by(outcome) == rules


def test_ppl_org_002_a_period_does_not_end_before_it_begins(centre):
    here = centre()
    assert refused_by(given(here, last=TODAY - ONE)) == {"SYS-014"}
    done(given(here, last=TODAY))


def test_ppl_org_002_switched_off_it_neither_is_given_nor_holds(centre):
    here = centre()
    done(given(here))
    done(act(here, "director", "core.set_rule_value", rule="PPL-ORG-002", param="on", value="否", why="不设副主任"))
    assert refused_by(tried(here)) == {"PPL-ORG-010"}
    assert refused_by(given(here, last=date(2026, 12, 1))) == {"SYS-002"}
