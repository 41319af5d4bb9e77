"""Blanks asked for, approved, handed over, accounted for; who keeps what."""

from datetime import date

import pytest

from models.certificates.queries import custodian
from models.certificates.tables_life import BlankDraw, Custodian
from models.core.due import due_items
from tests.certificates.desk import done, numbered, one, open_batch, receive, refused, some


@pytest.fixture
def work(centre):
    made = open_batch(centre())
    receive(made)
    return made


def drawn(work, first="00000001", last="00000005", quantity=5):
    done(work, "exam", "certificates.request_blanks", quantity=quantity, purpose="P2026001-1")
    draw = one(work, BlankDraw)
    done(work, "director", "certificates.approve_draw", draw.id)
    done(work, "general", "certificates.hand_over_blanks", draw.id, first=first, last=last, received_by="打印员")
    return one(work, BlankDraw)


def test_crt_036_blanks_are_asked_for_approved_and_handed_over_by_two(work):
    done(work, "exam", "certificates.request_blanks", quantity=5, purpose="P2026001-1")
    draw = one(work, BlankDraw)
    span = {"first": "00000001", "last": "00000005"}
    assert draw.number == "SL2026-0001"
    assert refused(work, "exam", "certificates.request_blanks", number="SL2026-0001", quantity=1, purpose="x") == {"CRT-036"}
    assert refused(work, "general", "certificates.hand_over_blanks", draw.id, received_by="打印员", **span) == {"CRT-036"}
    assert refused(work, "general", "certificates.approve_draw", draw.id) == {"PPL-ORG-010"}
    done(work, "director", "certificates.approve_draw", draw.id)
    given = {"received_by": "打印员", "given_by": "保管"}
    for more in ({"first": "00000001", "last": "00000006"} | given, span | {"received_by": "保管", "given_by": "保管"}):
        assert refused(work, "general", "certificates.hand_over_blanks", draw.id, **more) == {"CRT-036"}
    assert refused(work, "general", "certificates.hand_over_blanks", draw.id, first="1", last="5", **given) == {"LDG-003"}
    assert refused(work, "general", "certificates.hand_over_blanks", draw.id, first="00000099", last="00000101", **given) == {"LDG-001"}
    done(work, "general", "certificates.hand_over_blanks", draw.id, **span, **given)
    assert one(work, BlankDraw).state == "drawn"


def test_crt_036_a_blank_is_in_one_draw_only(work):
    drawn(work)
    done(work, "exam", "certificates.request_blanks", quantity=5, purpose="x")
    done(work, "director", "certificates.approve_draw", 2)
    overlapping = {"first": "00000005", "last": "00000006", "received_by": "打印员"}
    assert refused(work, "general", "certificates.hand_over_blanks", 2, **overlapping) == {"CRT-036"}
    done(work, "general", "certificates.hand_over_blanks", 2, **overlapping | {"first": "00000006"})


def test_crt_036_drawn_is_printed_and_spoiled_and_returned(work):
    draw = drawn(work)
    roster = numbered(work)
    done(work, "general", "certificates.spoil", 1, first="00000001", why="卡纸")
    done(work, "general", "certificates.print_roster", roster.id, first_serial="00000002", second="第二人")
    for returned in (None, "00000004-00000005", "5，甲"):
        assert refused(work, "general", "certificates.settle_draw", draw.id, returned=returned, second="第二人") == {"CRT-036"}
    assert refused(work, "general", "certificates.settle_draw", draw.id, returned="00000005", second="综合管理") == {"LDG-001"}
    done(work, "general", "certificates.settle_draw", draw.id, second="第二人")  # what is left is proposed
    settled = one(work, BlankDraw)
    assert (settled.used, settled.spoiled, settled.returned, settled.state) == (3, 1, 1, "settled")


def test_crt_036_one_named_person_a_duty(work):
    done(work, "director", "certificates.name_custodian", duty="stock", name="甲", since=date(2026, 11, 1))
    assert refused(work, "general", "certificates.name_custodian", duty="stock", name="乙") == {"PPL-ORG-010"}
    assert refused(work, "director", "certificates.name_custodian", duty="stock", name="甲") == {"CRT-036"}
    assert refused(work, "director", "certificates.name_custodian", duty="stock", name="乙", since=date(2026, 11, 1)) == {"CRT-036"}
    done(work, "director", "certificates.name_custodian", duty="stock", name="乙", since=date(2026, 11, 20))
    assert [(row.name, row.until) for row in some(work, Custodian)] == [("甲", date(2026, 11, 19)), ("乙", None)]
    with work.reading() as context:
        assert (custodian(context, "stock"), custodian(context, "seal")) == ("乙", None)


def test_ldg_005_a_new_keeper_has_the_blanks_counted(work):
    def kept():
        with work.reading() as context:
            return [item.due for item in due_items(context) if item.rule == "LDG-005" and item.key == "乙"]

    done(work, "director", "certificates.name_custodian", duty="stock", name="甲", since=date(2026, 11, 1))
    assert kept() == []
    done(work, "director", "certificates.name_custodian", duty="stock", name="乙", since=date(2026, 11, 20))
    assert kept() == [date(2026, 11, 20)]
    done(work, "general", "certificates.count_lot", 1, blanks="00000001-00000100", second="第二人")
    assert kept() == []
