"""Who is complained of neither handles nor sees the case; what he did before is repeated; the director is judged from above."""

from datetime import date
from pathlib import Path

import pytest

from models.core.acts import call
from models.core.due import due_items
from models.core.registers import REGISTERS, View, count, find_hits, may_know, page
from models.core.tables import User
from tests.centres import seat
from tests.complaints.conftest import FULL, rules_of

DAY = date(2025, 3, 3)
CASES = REGISTERS["complaints.cases"]


def sees(desk, login: str, case: int) -> bool:
    with seat(desk.centre, login, DAY).reading() as context:
        return may_know(context, CASES, case)


def test_cmp_t10_cmp_009_the_accused_is_not_appointed_and_does_not_see_the_case(desk):
    call(seat(desk.centre, "admin", DAY), "core.add_user", login="wang", name="王办事", roles="GEN", password="jiantai-demo-2")
    case = desk.receive("2025-03-03 10:00", on=DAY, accused="wang")
    refused = desk.do("director", "assign", case, on=DAY, handler="wang")
    assert not refused.done
    assert rules_of(refused) == ["CMP-009"]
    assert desk.do("director", "assign", case, on=DAY, handler="general").done
    accused = seat(desk.centre, "wang", DAY)
    assert (
        rules_of(call(accused, "complaints.assign", case, handler="wang")) == ["SYS-005"]
        or not call(accused, "complaints.assign", case).done
    )
    with accused.reading() as context:
        assert count(context, CASES, View()) == 0
        assert page(context, CASES, View()) == []
        assert [item for item in due_items(context) if item.area == "complaints"] == []
        assert find_hits(context, "林晓彤", [CASES]) == []
        assert count(context, CASES, View(text="林晓彤")) == 0


def test_cmp_010_no_door_betrays_the_case_to_the_accused(desk):
    """The same answers as for a case that does not exist: by key, by number, attachments, audit trail, documents."""
    case = desk.receive("2025-03-03 10:00", on=DAY, accused="supervisor")
    accused = seat(desk.centre, "supervisor", DAY)
    nobody = call(accused, "complaints.add_accused", 999, accused="某人").findings
    mine = call(accused, "complaints.add_accused", case, accused="某人").findings
    assert [(one.rule, {**one.params, "key": ""}) for one in mine] == [(one.rule, {**one.params, "key": ""}) for one in nobody]
    file = Path(desk.centre.where) / "x.pdf"
    file.write_bytes(b"%PDF-1.4 ")
    assert rules_of(call(accused, "core.attach", subject=f"complaint:{case}", file=str(file))) == rules_of(
        call(accused, "core.attach", subject="complaint:999", file=str(file))
    )
    with accused.reading() as context:
        trail = page(context, REGISTERS["core.audit"], View())
        assert not [entry for entry in trail if entry.subject == f"complaint:{case}"]
    with seat(desk.centre, "director", DAY).reading() as context:
        assert [entry for entry in page(context, REGISTERS["core.audit"], View()) if entry.subject == f"complaint:{case}"]


def test_cmp_009_nobody_registers_a_case_against_himself(desk):
    outcome = desk.do("general", "receive", on=DAY, received_at="2025-03-03 09:00", accused="general", **FULL)
    assert rules_of(outcome)[0] == "CMP-009"
    assert not outcome.done


def test_cmp_010_a_handler_who_becomes_accused_locks_the_case_until_another_is_appointed(desk):
    case = desk.investigated("2025-03-03 10:00", DAY)
    desk.done("director", "add_accused", case, on=DAY, accused="general")
    refused = desk.do("supervisor", "find_facts", case, on=DAY, facts="经查")
    assert rules_of(refused) == ["CMP-010"]
    desk.done("director", "assign", case, on=DAY, handler="exam", lead="supervisor")
    assert desk.do("supervisor", "find_facts", case, on=DAY, facts="经查").done
    assert not sees(desk, "general", case)


def test_cmp_010_steps_the_accused_did_are_repeated_before_the_case_goes_on(desk):
    case = desk.found("2025-03-03 10:00", DAY)
    desk.done("director", "add_accused", case, on=DAY, accused="supervisor")
    desk.done("director", "assign", case, on=DAY, handler="general", lead="")
    assert rules_of(desk.do("director", "decide", case, on=DAY, decision="成立")) == ["CMP-010"]
    desk.done("general", "find_facts", case, on=DAY, facts="另查属实")
    assert desk.do("director", "decide", case, on=DAY, decision="成立").done


def test_cmp_011_with_the_director_accused_somebody_named_above_decides(desk):
    case = desk.receive("2025-03-03 10:00", on=DAY, accused="director")
    assert not sees(desk, "director", case)
    unnamed = desk.do("general", "assign", case, on=DAY, handler="exam")
    assert rules_of(unnamed) == ["CMP-011"]
    by_himself = desk.do("general", "assign", case, on=DAY, handler="exam", signed_by="director")
    assert "CMP-011" in rules_of(by_himself)
    assert desk.do("general", "assign", case, on=DAY, handler="exam", signed_by="周副校长").done
    assert desk.case(case).assigned_by == "周副校长"


def test_ppl_org_010_general_affairs_does_not_decide_while_the_director_may(desk):
    case = desk.receive("2025-03-03 10:00", on=DAY)
    assert rules_of(desk.do("general", "assign", case, on=DAY, handler="exam")) == ["PPL-ORG-010"]


def test_ppl_apl_004_recusal_holds_by_the_people_rules_where_cmp_009_is_switched_off(desk_of):
    desk = desk_of("hunan")
    assert call(desk.centre, "core.set_rule_value", rule="CMP-009", param="on", value="off", from_day="2025-01-01", why="试验").done
    case = desk.receive("2025-03-03 10:00", on=DAY, accused="exam")
    assert rules_of(desk.do("director", "assign", case, on=DAY, handler="exam")) == ["PPL-APL-004"]


def test_the_accused_is_known_by_person_and_by_name_too(desk):
    with desk.centre.reading() as context:
        name = context.db.query(User).filter(User.login == "exam").one().name
    case = desk.receive("2025-03-03 10:00", on=DAY, accused=name)
    assert rules_of(desk.do("director", "assign", case, on=DAY, handler="exam")) == ["CMP-009"]
    stranger = desk.receive("2025-03-03 11:00", on=DAY, accused="某引导人员")
    assert desk.do("director", "assign", stranger, on=DAY, handler="exam").done


def test_an_accusation_by_mistake_is_dropped_by_the_director_with_its_reason(desk):
    case = desk.receive("2025-03-03 10:00", on=DAY, accused="exam")
    assert rules_of(desk.do("director", "drop_accused", case, on=DAY, name="某人", why="误记")) == ["SYS-002"]
    desk.done("director", "drop_accused", case, on=DAY, name="exam", why="误记")
    assert desk.do("director", "assign", case, on=DAY, handler="exam").done


@pytest.mark.parametrize(
    ("login", "seen"),
    [("director", True), ("general", True), ("supervisor", True), ("exam", False), ("archive", False), ("finance", False)],
)
def test_who_knows_of_a_case_that_somebody_else_took(desk, login, seen):
    case = desk.receive("2025-03-03 10:00", on=DAY)
    assert sees(desk, login, case) is seen


def test_exam_affairs_see_what_they_took_and_the_archive_what_is_to_be_filed(desk):
    own = desk.receive("2025-03-03 10:00", on=DAY, login="exam")
    assert sees(desk, "exam", own)
    closed = desk.closed("2025-03-03 10:00", DAY)
    assert sees(desk, "archive", closed)


def test_the_director_registers_where_general_affairs_is_complained_of_and_only_there(desk):
    other = desk.receive("2025-03-03 10:00", on=DAY, login="exam")
    assert rules_of(desk.do("director", "register", other, on=DAY)) == ["PPL-ORG-010"]
    case = desk.receive("2025-03-03 10:00", on=DAY, login="exam", accused="general")
    assert desk.do("director", "register", case, on=DAY).done
    assert rules_of(desk.do("director", "assign", case, on=DAY, handler="general")) == ["CMP-009"]
