"""A whole import: once and again, all or nothing, with a reason, taken back; and the two rosters of the sample centre."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import select

from models.core.acts import call
from models.core.intake import carry_out
from models.core.progress import to_the_end
from models.core.search import search
from models.core.tables import AbnormalOperation, AuditEntry, Base
from models.core.verifying import verify
from models.people.tables import Person, Qualification
from tests.centres import seat
from tests.people.makers import (
    ASSESSORS,
    SUPERVISORS,
    act,
    adds_up,
    card,
    done,
    faults,
    hired,
    holder,
    ids,
    looked_at,
    people,
    person,
    refused_by,
    stored,
    table,
    take,
    workbook,
)

DATA = Path(__file__).parents[3] / "shared" / "data"
KEPT_BY_UNDO = {"audit_entry", "abnormal_operation", "printed_document", "attachment"}

STAMPS = {"search_entry": ("id",)}


@pytest.fixture
def henan(centre):
    return centre("henan")


def everything(centre):
    """All rows of all tables but the trail itself, without the stamps of the trail and the numbers of index lines."""
    with centre.reading() as context:
        return {
            table_.name: sorted(
                repr({name: value for name, value in row.items() if name not in STAMPS.get(table_.name, ("version", "entry"))})
                for row in context.db.execute(select(table_)).mappings()
            )
            for table_ in Base.metadata.sorted_tables
            if table_.name not in KEPT_BY_UNDO
        }


def mixed(tmp_path, name="a.xlsx"):
    """Four rows: two good, one rejected, one that wants a reason."""
    rows = [person(1), person(2, 证卡编号=card(2)[:-1]), person(3, 有效期至="2030-02-28"), person(4)]
    return workbook(tmp_path / name, table(rows))


def test_sys_017_all_or_nothing_writes_nothing(henan, tmp_path):
    before = everything(henan)
    outcome = carry_out(seat(henan, "exam"), ASSESSORS, mixed(tmp_path), all_or_nothing=True)
    assert refused_by(outcome) == {"SYS-017"}
    assert everything(henan) == before
    assert stored(henan, AuditEntry, command="people.import_assessors") == []
    good = workbook(tmp_path / "b.xlsx", table(people(3)))
    assert take(henan, good, all_or_nothing=True).new == 3


def test_a_look_writes_nothing_and_tells_the_same(henan, tmp_path):
    before = everything(henan)
    looked = looked_at(henan, mixed(tmp_path))
    assert everything(henan) == before
    assert (looked.new, faults(looked), looked.written) == (2, [("2", "PPL-ASR-061"), ("3", "PPL-ASR-064")], False)
    report = take(henan, mixed(tmp_path))
    assert (report.new, faults(report), report.written) == (looked.new, faults(looked), True)


def test_held_rows_go_in_with_a_reason_and_are_abnormal_operations(henan, tmp_path):
    report = take(henan, mixed(tmp_path), reason="发证机构当年如此填写")
    assert (report.new, faults(report)) == (3, [("2", "PPL-ASR-061")])
    [kept] = stored(henan, AbnormalOperation)
    assert (kept.rule, kept.reason, kept.actor) == ("PPL-ASR-064", "发证机构当年如此填写", "exam")
    assert kept.subject == "people.assessors 表1!4"
    assert "2030-02-28" in kept.sentence


def test_one_import_is_one_entry_with_the_hash_of_the_file(henan, tmp_path):
    path = mixed(tmp_path)
    take(henan, path)
    [entry] = stored(henan, AuditEntry, command="people.import_assessors")
    told = json.loads(entry.detail)["import"]
    assert told["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (told["file"], told["rows"], told["new"], len(told["rows_sha256"])) == ("a.xlsx", 4, 2, 64)
    assert {one.first_entry for one in stored(henan, Qualification)} == {entry.seq}
    assert [one.source_row for one in stored(henan, Qualification)] == ["表1!2", "表1!5"]
    with henan.reading() as context:
        assert [hit.title for hit in search(context.db, card(4), [ASSESSORS.key])] == [f"{person(4)['姓名']} 考评员"]


def test_the_same_file_from_a_preview_mapped_by_hand(henan, tmp_path):
    from models.core.headers import with_columns

    rows = table(people(2))
    rows[0] = ["序号", "甲", "乙", "丙", "类别", "考评职业", "证卡编号", "发证日期", "有效期至", "联系电话"]
    path = workbook(tmp_path / "a.xlsx", rows)
    [found] = looked_at(henan, path).plans
    assert found.missing == ["姓名", "身份证号"]
    mapped = with_columns(ASSESSORS, found, dict(found.columns) | {"name": 1, "sex": 2, "id_no": 3})
    assert take(henan, path, plans=[mapped]).new == 2


@pytest.mark.parametrize("register", ["people.assessors", "people.supervisors"])
def test_an_undone_import_leaves_the_centre_row_for_row_as_it_was(any_centre, tmp_path, register):
    from models.core.registers import REGISTERS

    here = any_centre("henan")
    kind = {} if register == ASSESSORS.key else {"类别": "内督", "发证日期": "", "有效期至": ""}

    def roster(n, **more):
        return person(n, **kind | ({} if not kind else {"证卡编号": f"Y00004102900100{n:03d}"}) | more)

    take(here, workbook(tmp_path / "a.xlsx", table([roster(1), roster(2)])), register=REGISTERS[register])
    before = everything(here)
    path = workbook(tmp_path / "b.xlsx", table([roster(1, 工作单位="东校区", 联系电话="13900000000"), roster(3), roster(4)]))
    report = take(here, path, register=REGISTERS[register])
    assert (report.new, report.changed) == (2, 1)
    assert everything(here) != before
    entry = stored(here, AuditEntry)[-1].seq
    done(act(here, "general", "core.undo_import", entry=entry))
    assert everything(here) == before
    report = take(here, path, register=REGISTERS[register])  # and it may come in again
    assert (report.new, report.changed) == (2, 1)


LATER = [
    ("people.renew_card", {"decision": "会议"}),
    ("people.edit_person", {"phone": "13900000000"}),
    ("people.add_occupation", {"occupation": "车工", "reason": "相近"}),
    ("people.appoint", {"starts_on": "2025-03-01", "ends_on": "2028-02-29"}),
    ("people.list_black", {"cause": "AC-N1", "facts": "x"}),
    ("core.attach", {}),
    ("another import", {}),
]


@pytest.mark.parametrize(("name", "given"), LATER, ids=[name for name, _given in LATER])
def test_sys_016_an_import_others_have_built_upon_is_not_undone(henan, tmp_path, name, given):
    hired(henan, tmp_path, person(1), person(2))
    entry = stored(henan, AuditEntry)[-1].seq
    if name == "another import":
        take(henan, workbook(tmp_path / "b.xlsx", table([person(1, 工作单位="东校区")])))
    elif name == "core.attach":
        paper = tmp_path / "合同.pdf"
        paper.write_bytes(b"%PDF-1.7 fictional")
        done(act(henan, "general", name, subject="qualification:2", file=str(paper)))
    else:
        login = "director" if name in ("people.appoint", "people.list_black") else "exam"
        done(act(henan, login, name, 1, **given))
    before = everything(henan)
    assert refused_by(act(henan, "general", "core.undo_import", entry=entry)) == {"SYS-016"}
    assert everything(henan) == before


def test_only_imports_are_undone(henan, tmp_path):
    hired(henan, tmp_path)
    done(act(henan, "exam", "people.renew_card", 1, decision="会议"))
    entry = stored(henan, AuditEntry)[-1].seq
    assert refused_by(act(henan, "general", "core.undo_import", entry=entry)) == {"SYS-005"}
    assert refused_by(act(henan, "general", "core.undo_import", entry=999)) == {"SYS-005"}


def test_the_chain_holds_over_imports_and_their_undoing(henan, tmp_path):
    hired(henan, tmp_path, *people(3))
    done(act(henan, "general", "core.undo_import", entry=stored(henan, AuditEntry)[-1].seq))
    take(henan, mixed(tmp_path), reason="原件如此")
    with henan.reading() as context:
        assert to_the_end(verify(context)) == []


@pytest.mark.parametrize("login", ["archive", "finance", "admin"])
def test_ppl_org_010_who_may_not_keep_people_may_not_import_them(henan, tmp_path, login):
    path = mixed(tmp_path)
    outcome = call(seat(henan, login), "people.import_assessors", file=str(path))
    assert refused_by(outcome) == {"PPL-ORG-010"}
    assert stored(henan, Person) == []


FAULTS: Mapping[str, str] = {
    "checksum": "SYS-018", "card_length": "PPL-ASR-061", "future_issue": "PPL-ASR-064", "grade_blank": "PPL-ASR-001",
    "validity": "PPL-ASR-064", "second_occupation": "PPL-ASR-004",
}  # fmt: skip


@pytest.mark.skipif(not (DATA / "expected.json").exists(), reason="the sample workbooks are not beside the project")
def test_the_sample_roster_of_assessors_is_read_as_its_key_says(henan):
    key = json.loads((DATA / "expected.json").read_text(encoding="utf-8"))["考评员花名册.xlsx"]
    report = take(henan, DATA / "考评员花名册.xlsx")
    assert (report.found["people"], report.found["cards"]) == (key["people"], key["cards"])
    assert [(int(one.serial), one.rule) for one in report.rejected] == [(one["序号"], FAULTS[one["fault"]]) for one in key["rejected"]]
    assert [(int(one.serial), one.rule) for one in report.held] == [(one["序号"], FAULTS[one["fault"]]) for one in key["warned"]]
    assert [int(one.serial) for one in report.held if one.rule == "PPL-ASR-004"] == [key["second_occupation"]]
    assert [int(one.serial) for one in report.duplicates] == [key["duplicate_row"]]
    assert (report.new, adds_up(report), len(ids(henan))) == (55, True, 55)
    report = take(henan, DATA / "考评员花名册.xlsx", reason="按证书原件登记")
    assert (report.new, report.changed, report.held, len(report.rejected)) == (1, 1, [], 4)
    again = take(henan, DATA / "考评员花名册.xlsx")
    assert (again.new, again.changed, again.held) == (0, 0, [])
    assert len(stored(henan, AbnormalOperation)) == 2


@pytest.mark.skipif(not (DATA / "expected.json").exists(), reason="the sample workbooks are not beside the project")
def test_the_sample_roster_of_supervisors_is_read_from_the_old_format(henan):
    key = json.loads((DATA / "expected.json").read_text(encoding="utf-8"))["督导员名册.xls"]
    report = take(henan, DATA / "督导员名册.xls", register=SUPERVISORS)
    assert (report.found["people"], report.new, report.faults) == (key["people"], key["people"], [])
    assert take(henan, DATA / "督导员名册.xls", register=SUPERVISORS).unchanged == key["people"]
    assert holder(henan, ids(henan)[0]).kind == "supervisor"
