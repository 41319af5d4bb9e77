"""Importing, as far as it belongs to no area: files that are none, rows given twice, all or nothing, taking it back."""

import csv
import io

import pytest
from sqlalchemy import func, select

from models.core.acts import call
from models.core.intake import carry_out, plans_for, preview
from models.core.progress import to_the_end
from models.core.registers import REGISTERS, View, count, page
from models.core.search import search
from models.core.tables import AbnormalOperation, AuditEntry, SearchEntry
from models.core.verifying import verify
from models.core.workbooks import BadFile
from models.people.tables import Person, Qualification
from tests.centres import seat
from tests.fictional import number_of

REGISTER = REGISTERS["people.assessors"]
HEAD = ["姓名", "性别", "身份证号", "类别", "考评职业"]
LIN = ["林知远", "男", number_of(serial=11), "考评员", "电工"]
ZHOU = ["周一苇", "女", number_of(serial=12), "考评员", "焊工"]
WRONG = ["吴错位", "男", number_of(serial=13)[:-1] + ("1" if number_of(serial=13)[-1] != "1" else "2"), "考评员", "电工"]


@pytest.fixture
def sheet(tmp_path):
    def write(*rows, name="名册.csv", head=HEAD):
        out = io.StringIO()
        csv.writer(out).writerows([head, *rows])
        path = tmp_path / name
        path.write_text(out.getvalue(), encoding="utf-8-sig")
        return path

    return write


def people(opened):
    with opened.reading() as context:
        return sorted(context.db.scalars(select(Person.name)))


def rules_of(outcome):
    return [finding.rule for finding in outcome.findings]


def test_an_import_is_one_act_and_a_second_time_changes_nothing(any_centre, sheet):
    opened = any_centre()
    path = sheet(LIN, ZHOU)
    first = carry_out(opened, REGISTER, path)
    assert (first.done, first.value.new, first.value.rows) == (True, 2, 2)
    again = carry_out(opened, REGISTER, path)
    assert (again.value.new, again.value.changed, again.value.unchanged) == (0, 0, 2)
    assert people(opened) == sorted(["林知远", "周一苇"])
    with opened.reading() as context:
        assert context.db.scalar(select(func.count()).select_from(AuditEntry)) == 3
        assert [one.person.name for one in page(context, REGISTER, View(text="知远"))] == ["林知远"]
        assert to_the_end(verify(context)) == []


def test_a_preview_writes_nothing(any_centre, sheet):
    opened = any_centre()
    report = to_the_end(preview(opened, REGISTER, sheet(LIN, WRONG)))
    assert (report.new, report.bad_rows, report.written) == (1, 1, False)
    assert people(opened) == []


def test_sys_018_a_wrong_identity_number_is_rejected_by_its_row(any_centre, sheet):
    outcome = carry_out(any_centre(), REGISTER, sheet(LIN, WRONG))
    [fault] = outcome.value.rejected
    assert (fault.rule, fault.row, fault.column, fault.found) == ("SYS-018", 3, "身份证号", WRONG[2])
    assert "校验码" in fault.expected
    assert outcome.value.new == 1


def test_sys_013_a_row_given_twice_is_taken_once_and_said(any_centre, sheet):
    outcome = carry_out(any_centre(), REGISTER, sheet(LIN, ZHOU, LIN))
    [twin] = outcome.value.duplicates
    assert (twin.rule, twin.row, twin.found) == ("SYS-013", 4, "2")
    assert outcome.value.new == 2


def test_sys_014_a_row_that_contradicts_itself_is_rejected(any_centre, sheet):
    outcome = carry_out(any_centre(), REGISTER, sheet(["林知远", "女", *LIN[2:]], ZHOU))
    [fault] = outcome.value.rejected
    assert (fault.rule, fault.row, fault.column) == ("SYS-014", 2, "性别")
    assert outcome.value.new == 1


@pytest.mark.parametrize(("rows", "written"), [([LIN, ZHOU], 2), ([LIN, WRONG], 0)])
def test_sys_017_all_or_nothing(any_centre, sheet, rows, written):
    opened = any_centre()
    outcome = carry_out(opened, REGISTER, sheet(*rows), all_or_nothing=True)
    assert (outcome.done, rules_of(outcome)) == ((True, []) if written else (False, ["SYS-017"]))
    assert len(people(opened)) == written


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("空.csv", b"", "文件是空的"),
        ("a.xlsx", b"PK\x03\x04 broken", "不完整"),
        ("a.csv", b"\x00\x01\x02\xff" * 50, "不是工作簿"),
        ("a.csv", "颜色,大小\n红,大\n".encode(), "没有找到"),
    ],
)
def test_sys_012_a_file_that_is_none_is_refused_in_words(any_centre, tmp_path, name, raw, said):
    opened = any_centre()
    path = tmp_path / name
    path.write_bytes(raw)
    outcome = carry_out(opened, REGISTER, path)
    assert rules_of(outcome) == ["SYS-012"]
    assert said in outcome.findings[0].params["why"] and outcome.findings[0].params["advice"]


def test_sys_012_a_file_up_to_the_limit_is_read(any_centre, sheet):
    opened = any_centre()
    assert call(opened, "core.set_rule_value", rule="SYS-012", param="max_mb", value="1", why="试行").done
    path = sheet(LIN)
    fill = 1024 * 1024 - path.stat().st_size
    with path.open("ab") as file:
        file.write(b"\n" * fill)
    with opened.reading() as context:
        assert plans_for(context, REGISTER, path)
        with path.open("ab") as file:
            file.write(b"\n")
        with pytest.raises(BadFile, match="1 MB"):
            plans_for(context, REGISTER, path)


def test_sys_012_a_file_that_is_gone_is_refused(any_centre, tmp_path):
    assert rules_of(carry_out(any_centre(), REGISTER, tmp_path / "nowhere.xlsx")) == ["SYS-012"]


# Taking an import back --------------------------------------------------------------------------------------------------


def undo(opened, entry):
    return call(seat(opened, "general"), "core.undo_import", entry=entry)


def test_an_import_is_taken_back_as_one_act(any_centre, sheet):
    opened = any_centre()
    carry_out(opened, REGISTER, sheet(LIN))
    second = carry_out(opened, REGISTER, sheet([*LIN, "甲公司"], [*ZHOU, "乙公司"], head=[*HEAD, "工作单位"]))
    assert (second.value.new, second.value.changed) == (1, 1)
    assert undo(opened, second.entry).done
    assert people(opened) == ["林知远"]
    with opened.reading() as context:
        assert context.db.scalar(select(Person.employer)) is None  # what it changed has its value back
        assert context.db.scalar(select(func.count()).select_from(Qualification)) == 1
        assert search(context.db, "周一苇") == [] and search(context.db, "林知远")
        assert context.db.scalar(select(func.count()).select_from(SearchEntry)) >= 1
        assert to_the_end(verify(context)) == []
        assert context.db.scalar(select(func.count()).select_from(AuditEntry)) == 4  # nothing is forgotten
    assert carry_out(opened, REGISTER, sheet(ZHOU)).value.new == 1  # and it may come again


def test_sys_016_an_import_whose_rows_were_changed_since_stays(any_centre, sheet):
    opened = any_centre()
    first = carry_out(opened, REGISTER, sheet(LIN, ZHOU))
    carry_out(opened, REGISTER, sheet([*LIN, "甲公司"], head=[*HEAD, "工作单位"]))
    outcome = undo(opened, first.entry)
    assert rules_of(outcome) == ["SYS-016"]
    assert outcome.findings[0].params["count"] >= 1
    assert len(people(opened)) == 2


@pytest.mark.parametrize("entry", [1, 99])
def test_sys_005_only_an_import_is_taken_back(any_centre, entry):
    assert rules_of(undo(any_centre(), entry)) == ["SYS-005"]


def test_an_undone_import_is_not_undone_twice(any_centre, sheet):
    opened = any_centre()
    first = carry_out(opened, REGISTER, sheet(LIN))
    assert undo(opened, first.entry).done
    again = undo(opened, first.entry)
    assert rules_of(again) == ["SYS-005"]


def test_abnormal_operations_of_an_import_stay_when_it_is_taken_back(any_centre, sheet):
    opened = any_centre()
    second_occupation = [*LIN[:4], "焊工"]
    outcome = carry_out(opened, REGISTER, sheet(LIN, second_occupation), reason="两个职业均有证书")
    with opened.reading() as context:
        kept = context.db.scalar(select(func.count()).select_from(AbnormalOperation))
    assert kept
    assert undo(opened, outcome.entry).done
    with opened.reading() as context:
        assert context.db.scalar(select(func.count()).select_from(AbnormalOperation)) == kept
        assert count(context, REGISTER, View()) == 0
