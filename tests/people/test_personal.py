"""Requests about personal data: what is kept about a person, over every register, told to him and to nobody else (SYS-036)."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from models.core.due import due_items
from models.core.queries import sentence_of
from models.core.registers import REGISTERS
from models.core.tables import AuditEntry, PrintedDocument
from models.people.personal.kept import about, facts, kept_about, of_people
from models.people.personal.tables import PersonRequest
from reports import forms
from reports.books import written
from tests.centres import TODAY, seat
from tests.people.makers import a_name, act, an_id, card, done, hired, person, refused_by, stored
from tests.reports.paper import in_order

REQUESTS = REGISTERS["people.requests"]


@pytest.fixture
def here(centre, tmp_path):
    """A centre with two assessors on its roster."""
    made = centre("henan")
    hired(made, tmp_path, person(1), person(2))
    return made


def ask(here, n=1, login="general", **changes):
    given = {"name": a_name(n), "id_no": an_id(n), "asks": "look", "checked": "身份证原件"} | changes
    return act(here, login, "people.take_request", **given)


def test_what_is_kept_is_found_along_the_keys_of_the_database(here):
    done(act(here, "exam", "people.declare_interest", person=an_id(2), kind="kin", other_name=a_name(1), other_id_no=an_id(1)))
    with seat(here, "general").reading() as context:
        kept = kept_about(context, an_id(1))
        found = {register.key: len(records) for register, records in kept.held}
        assert found == {"people.assessors": 1, "people.interests": 1}
        [(register, (record,))] = [one for one in kept.held if one[0].key == "people.interests"]
        words = dict(facts(context, register, record))
        assert an_id(1) not in words.values()  # in a record about somebody else the number stays masked
        assert kept_about(context, an_id(3)).count == 0


def test_his_own_number_is_shown_whole_to_who_may_see_it(here):
    with seat(here, "general").reading() as context:
        [(register, (record,)), *_rest] = kept_about(context, an_id(1)).held
        assert an_id(1) in dict(facts(context, register, record)).values()


def test_every_register_with_people_is_looked_at_and_none_that_is_confidential():
    looked_at = {one.key for one in of_people()}
    assert {"people.assessors", "people.trainees", "assessment.candidates", "assessment.scores", "certificates.register", "archives.loans"} <= looked_at
    assert not [one.key for one in REGISTERS.values() if one.confidential and one.key in looked_at]
    assert "archives.holds" not in looked_at and "complaints.cases" not in looked_at


def test_every_way_is_a_statement_the_database_takes(here):
    with seat(here, "director").reading() as context:
        for register in of_people():
            assert context.db.scalars(select(register.table).where(about(register.table.__table__, "X"))).all() == []


def test_who_may_not_open_a_register_is_told_of_it_by_name(here):
    with seat(here, "general").reading() as context:
        unread = kept_about(context, an_id(1)).unread
    with seat(here, "director").reading() as context:
        assert REGISTERS["assessment.candidates"].title not in kept_about(context, an_id(1)).unread
    assert REGISTERS["assessment.candidates"].title in unread


@pytest.mark.parametrize("login", ["exam", "archive", "supervisor", "finance"])
def test_only_general_affairs_takes_requests(here, login):
    assert refused_by(ask(here, login=login)) == {"PPL-ORG-010"}
    with seat(here, "general").reading() as context:
        assert context.db.scalars(select(PersonRequest)).all() == []


@pytest.mark.parametrize(("days", "state", "late"), [(14, "open", False), (15, "open", False), (16, "late", True)])
def test_sys_036_fifteen_days_after_the_day_it_came_in(here, days, state, late):
    came = TODAY - timedelta(days=days)
    done(ask(here, received_on=str(came)))
    with seat(here, "general").reading() as context:
        [item] = [one for one in due_items(context) if one.register == "people.requests"]
        assert (item.due, item.rule) == (came + timedelta(days=15), "SYS-036")
        assert (item.due < TODAY) is late
        assert REQUESTS.field("state").value(context, context.db.get(PersonRequest, item.record_id)) == state


def test_an_answer_ends_it_and_is_given_once(here):
    key = done(ask(here)).record_id
    told = {"result": "told", "answer": "当面告知"}
    assert refused_by(act(here, "general", "people.answer_request", key, **told, done_on=str(TODAY + timedelta(days=1)))) == {"SYS-014"}
    done(act(here, "general", "people.answer_request", key, **told))
    assert refused_by(act(here, "general", "people.answer_request", key, **told)) == {"SYS-031"}
    with seat(here, "general").reading() as context:
        assert [one for one in due_items(context) if one.register == "people.requests"] == []


def test_a_day_to_come_is_refused_and_numbers_run_by_year(here):
    assert refused_by(ask(here, received_on=str(TODAY + timedelta(days=1)))) == {"SYS-014"}
    assert [done(ask(here, n)).value for n in (1, 2)] == ["GX-2026-001", "GX-2026-002"]
    assert done(ask(here, received_on="2025-12-31")).value == "GX-2025-001"


def test_the_request_leads_to_the_records_to_correct(here):
    key = done(ask(here, asks="correct")).record_id
    with seat(here, "general").reading() as context:
        links = REQUESTS.related(context, context.db.get(PersonRequest, key))
    assert [(register, text) for text, register, _id in links if card(1) in text or a_name(1) in text]
    assert {register for _text, register, _id in links} == {"people.assessors"}


def test_the_statement_tells_each_fact_and_its_print_is_recorded(here):
    key = done(ask(here)).record_id
    rendered = forms.render(seat(here, "general"), "F-PERSON-DATA", key)
    in_order(rendered.pdf, ("个人信息告知单", an_id(1), "考评员", card(1), "投诉举报案卷", "15 日", "本人签收"))
    with seat(here, "director").reading() as context:
        assert context.db.scalar(select(PrintedDocument.form)) == "F-PERSON-DATA"
    assert forms.render(seat(here, "exam"), "F-PERSON-DATA", key).findings[0].rule == "PPL-ORG-010"


def test_the_copy_is_a_line_a_fact_and_is_recorded_too(here):
    key = done(ask(here, asks="copy")).record_id
    content, findings = written(seat(here, "general"), "W-PERSON-DATA", key)
    assert findings == []
    rows = list(load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("台账", "记录", "项目", "内容")
    assert ("身份证号", an_id(1)) in {row[2:] for row in rows}
    with seat(here, "director").reading() as context:
        assert context.db.scalar(select(PrintedDocument.form)) == "W-PERSON-DATA"
    assert written(seat(here, "exam"), "W-PERSON-DATA", key)[0] == b""


def test_what_the_audit_trail_shows_carries_no_whole_number(here):
    done(ask(here))
    with seat(here, "director").reading() as context:
        entry = context.db.scalars(select(AuditEntry).where(AuditEntry.command == "people.take_request")).one()
        assert entry.outcome == "done" and an_id(1) not in sentence_of(context, entry)
    assert stored(here, PersonRequest)[0].id_no == an_id(1)
