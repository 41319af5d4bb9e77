"""Appeals of staff: registered, forwarded, answered by others; the sanction stands meanwhile (registers.md 1.7, people.md 7)."""

from datetime import date

import pytest

from models.core.registers import REGISTERS, notes_of
from models.people.tables import Person, Qualification
from tests.complaints.conftest import rules_of

DAY = date(2024, 7, 10)
APPEAL = {"kind": "A", "name": "王某某", "claim": "处分过重", "sanction": "违纪〔2024〕3号", "delivered_on": "2024-06-10"}


def filed(desk, **given) -> int:
    return desk.done("general", "file_appeal", on=DAY, **(APPEAL | given)).record_id


@pytest.mark.parametrize(("day", "late"), [(date(2024, 7, 10), False), (date(2024, 7, 11), True)])
def test_ppl_apl_002_an_appeal_comes_within_thirty_days_of_delivery(desk, day, late):
    outcome = desk.do("general", "file_appeal", on=day, **APPEAL)
    assert outcome.needs_reason is late
    assert rules_of(outcome)[0] == ("PPL-APL-002" if late else "APL-001")


def test_apl_001_the_centre_records_the_decision_appealed_against_and_forwards(desk):
    assert rules_of(desk.do("general", "file_appeal", on=DAY, **(APPEAL | {"sanction": ""})))[0] == "APL-001"
    record = filed(desk)
    desk.done("general", "forward_appeal", record, on=DAY)
    with desk.centre.reading() as context:
        from models.complaints.tables import StaffAppeal

        assert context.db.get_one(StaffAppeal, record).forwarded_to == "单位纪检监察部门"
    assert desk.due(date(2024, 7, 11)) == {"申诉跟进": date(2024, 8, 9)}


def test_ppl_apl_001_a_result_is_recorded_with_the_document_of_the_appeal_body(desk):
    record = filed(desk)
    desk.done("general", "forward_appeal", record, on=DAY)
    assert rules_of(desk.do("general", "record_appeal_result", record, on=DAY, result="维持")) == ["PPL-APL-001"]
    assert rules_of(desk.do("general", "record_appeal_result", record, on=DAY, result="不成立", letter="纪〔2024〕1号")) == ["SYS-002"]
    assert desk.do("general", "record_appeal_result", record, on=DAY, result="维持", letter="纪〔2024〕1号").done


def test_ppl_apl_003_a_revoked_sanction_makes_the_to_do_to_restore(desk):
    record = filed(desk)
    desk.done("general", "forward_appeal", record, on=DAY)
    desk.done("general", "record_appeal_result", record, on=DAY, result="撤销", letter="纪〔2024〕1号")
    assert desk.due(DAY) == {"申诉后恢复": date(2024, 7, 17)}
    desk.done("general", "note_restored", record, on=DAY)
    assert desk.due(DAY) == {}
    assert rules_of(desk.do("general", "note_restored", record, on=DAY)) == ["SYS-031"]


def test_apl_002_the_decision_and_its_evidence_are_archived_with_the_appeal(desk):
    record = filed(desk)
    desk.done("general", "forward_appeal", record, on=DAY)
    desk.done("general", "record_appeal_result", record, on=DAY, result="维持", letter="纪〔2024〕1号")
    asked = desk.do("archive", "close_appeal", record, on=DAY, archive_no="SS-1")
    assert asked.needs_reason and rules_of(asked) == ["APL-002"]
    assert desk.do("archive", "close_appeal", record, on=DAY, archive_no="SS-1", reason="材料另存人事档案").done


def test_apl_003_and_ppl_asr_164_an_assessors_claim_has_owner_measure_and_result(desk_of):
    desk = desk_of("hunan")
    claim = {"kind": "B", "name": "王某某", "claim": "考评时被威胁"}
    assert rules_of(desk.do("general", "file_appeal", on=DAY, owner="无此账号", **claim))[0] == "SYS-002"
    record = desk.done("general", "file_appeal", on=DAY, **claim).record_id
    desk.done("general", "forward_appeal", record, on=DAY)
    assert rules_of(desk.do("general", "record_appeal_result", record, on=DAY, result="已维权")) == ["APL-003"]
    assert desk.do("general", "record_appeal_result", record, on=DAY, result="已维权", measure="报警并调换考点").done


def test_apl_004_an_open_appeal_is_flagged_on_the_staff_record_until_it_is_closed(desk):
    from models.core import store
    from models.core.names import sort_key

    with store.writing(desk.centre.engine) as db:
        person = Person(id_kind="resident", id_no="410000197001010011", name="王某某", sort_name=sort_key("王某某"))
        db.add(Qualification(person=person, kind="assessor", grade="assessor", sort_name=person.sort_name))
        db.commit()
    record = filed(desk)

    def flags() -> list[str]:
        with desk.centre.reading() as context:
            held = context.db.query(Qualification).one()
            return [rule for rule in rules_of(notes_of(context, REGISTERS["people.assessors"], held)) if rule == "APL-004"]

    assert flags() == ["APL-004"]
    desk.done("general", "forward_appeal", record, on=DAY)
    desk.done("general", "record_appeal_result", record, on=DAY, result="维持", letter="纪〔2024〕1号")
    desk.done("archive", "close_appeal", record, on=DAY, archive_no="SS-1", reason="材料另存")
    assert flags() == []


def test_ppl_org_004_nobody_handles_his_own_appeal(desk):
    assert "PPL-ORG-004" in rules_of(desk.do("general", "file_appeal", on=DAY, **(APPEAL | {"name": "general"})))
