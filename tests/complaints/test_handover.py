"""CMP-028: the dossier of a closed case goes to the archive, is taken over there, and stays hidden from the accused."""

from datetime import date

import pytest

from models.archives.queries import find_item
from models.complaints.queries import pending_handovers
from models.core.acts import call
from models.core.due import due_items
from models.core.registers import REGISTERS, View, count, find_hits
from tests.centres import seat
from tests.complaints.conftest import rules_of

DAY = date(2025, 3, 12)
PLACE = {"location": "档案室-1柜-2层", "box": "03"}


def _item(centre, number="2025-TS-001"):
    with centre.reading() as context:
        item = find_item(context.db, number)[0]
        context.db.expunge(item)
        return item


def _waiting(centre, login="archive"):
    with seat(centre, login, DAY).reading() as context:
        return [(item.key, item.rule, item.role, item.due) for item in due_items(context) if item.kind == "案卷移交"]


def test_cmp_028_a_closed_dossier_waits_for_the_archive_officer_and_is_taken_over(desk):
    case = desk.closed("2025-03-03 10:00", DAY)
    item = _item(desk.centre)
    assert (item.state, item.kind, item.title, item.quantity) == ("collected", "K19", f"投诉举报 {desk.case(case).number} 案卷", "12页")
    assert _waiting(desk.centre) == [("2025-TS-001", "CMP-028", "ARC", DAY)]
    outcome = call(seat(desk.centre, "archive", DAY), "archives.take_over", item.id, **PLACE)
    assert outcome.done, outcome.findings
    taken = _item(desk.centre)
    assert (taken.state, taken.box, taken.destroy_from) == ("in_archive", "03", date(2028, 3, 13)), "three years, the last day included"
    assert desk.case(case).taken_over_on == DAY
    assert _waiting(desk.centre) == []
    with seat(desk.centre, "archive", DAY).reading() as context:
        assert pending_handovers(context) == []


def test_cmp_028_cataloguing_and_shelving_take_over_as_well(desk):
    case = desk.closed("2025-03-03 10:00", DAY)
    archive, item = seat(desk.centre, "archive", DAY), _item(desk.centre)
    assert call(archive, "archives.catalogue", item.id, location="档案室-1柜").done
    assert call(archive, "archives.shelve", item.id).done
    assert desk.case(case).taken_over_on == DAY


def test_cmp_028_a_dossier_may_join_a_volume_of_its_kind_but_no_other(desk):
    archive = seat(desk.centre, "archive", DAY)
    line = {"made_on": "2025-03-01", "quantity": "3页", "location": "档案室-1柜"}
    assert call(archive, "archives.add_item", number="2025-TS-001", title="投诉卷", kind="K19", **line).done
    assert call(archive, "archives.add_item", number="2025-PF-001", title="评分表", kind="K31", **line).done
    assert desk.case(desk.closed("2025-03-03 10:00", DAY)).taken_over_on == DAY, "the volume is there already"
    other = desk.found("2025-03-03 11:00", DAY)
    desk.done("director", "decide", other, on=DAY, decision="责令道歉", at=f"{DAY} 10:00", reason="说明")
    desk.done("general", "notify_outcome", other, on=DAY, way="handed", letter_no="GZ-2")
    refused = desk.do("archive", "file", other, on=DAY, archive_no="2025-PF-001")
    assert (refused.done, rules_of(refused)) == (False, ["SYS-014"])


@pytest.mark.parametrize(("login", "allowed"), [("archive", True), ("general", True), ("exam", False), ("director", False)])
def test_arc_001_only_the_keepers_take_over(desk, login, allowed):
    desk.closed("2025-03-03 10:00", DAY)
    outcome = call(seat(desk.centre, login, DAY), "archives.take_over", _item(desk.centre).id, **PLACE)
    assert (outcome.done, "PPL-ORG-010" in rules_of(outcome)) == (allowed, not allowed)


def test_arc_001_only_a_dossier_that_was_handed_in_is_taken_over(desk):
    archive = seat(desk.centre, "archive", DAY)
    assert call(archive, "archives.collect", number="X-1", title="签到表", kind="K06").done
    assert rules_of(call(archive, "archives.take_over", _item(desk.centre, "X-1").id, quantity="2页", **PLACE)) == ["ARC-001"]


def test_cmp_010_the_accused_archive_officer_does_not_find_his_dossier(desk):
    case = desk.found("2025-03-03 10:00", DAY)
    desk.done("general", "add_accused", case, on=DAY, accused="archive")
    desk.done("director", "decide", case, on=DAY, decision="责令道歉", at=f"{DAY} 10:00", reason="说明")
    desk.done("general", "notify_outcome", case, on=DAY, way="handed", letter_no="GZ-1")
    desk.done("general", "file", case, on=DAY, archive_no="2025-TS-001")
    item, register = _item(desk.centre), REGISTERS["archives.items"]
    assert _waiting(desk.centre, "general") and not _waiting(desk.centre, "archive")
    for login, known in (("general", 1), ("archive", 0)):
        with seat(desk.centre, login, DAY).reading() as context:
            assert count(context, register, View()) == known
            assert len(find_hits(context, "2025-TS-001", [register])) == known
    assert rules_of(call(seat(desk.centre, "archive", DAY), "archives.take_over", item.id, quantity="1页", **PLACE)) == ["SYS-005"]
