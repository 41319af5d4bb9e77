"""Rows with something wrong: each named by rule, row, column, what was found and what is expected; the good rows go in."""

import pytest

from models.people.tables import Card, Person
from tests.people.makers import (
    SUPERVISORS,
    adds_up,
    an_id,
    card,
    faults,
    holder,
    ids,
    looked_at,
    person,
    stored,
    table,
    take,
    workbook,
)

CHECK = an_id(2)[:-1] + ("0" if an_id(2)[-1] != "0" else "1")


@pytest.fixture
def henan(centre):
    return centre("henan")


def three(tmp_path, **changes):
    """A workbook of three rows whose second one is changed."""
    return workbook(tmp_path / "a.xlsx", [["考评人员花名册"], *table([person(1), person(2, **changes), person(3)])])


REJECTED = [
    # changes of the second row, the rule, the column, what the answer shows as found
    ({"身份证号": CHECK}, "SYS-018", "身份证号", CHECK),
    ({"身份证号": an_id(2)[:-1]}, "SYS-018", "身份证号", an_id(2)[:-1]),
    ({"身份证号": float(an_id(2)[:-1] + "0")}, "SYS-018", "身份证号", "E+17"),
    ({"身份证号": "4.10102E+17"}, "SYS-018", "身份证号", "4.10102E+17"),
    ({"身份证号": an_id(2, birth="19850230")}, "SYS-018", "身份证号", an_id(2, birth="19850230")),
    ({"身份证号": an_id(2, birth="20991231")}, "SYS-018", "身份证号", an_id(2, birth="20991231")),
    ({"身份证号": an_id(2, area="990102")}, "SYS-018", "身份证号", an_id(2, area="990102")),
    ({"身份证号": ""}, "SYS-002", "身份证号", ""),
    ({"姓名": ""}, "SYS-002", "姓名", ""),
    ({"姓名": "赵2"}, "SYS-002", "姓名", "赵2"),
    ({"姓名": "长" * 10_000}, "SYS-002", "姓名", "长" * 60),
    ({"性别": "女"}, "SYS-014", "性别", "女"),
    ({"性别": "不详"}, "SYS-002", "性别", "不详"),
    ({"类别": ""}, "PPL-ASR-001", "类别", ""),
    ({"类别": "特级考评员"}, "PPL-ASR-001", "类别", "特级考评员"),
    ({"类别": "高级考评员"}, "PPL-ASR-061", "证卡编号", "等级位1"),
    ({"证卡编号": card(2)[:-1]}, "PPL-ASR-061", "证卡编号", "17位"),
    ({"证卡编号": card(2) + "1"}, "PPL-ASR-061", "证卡编号", "19位"),
    ({"证卡编号": "Y00004102900210002"}, "PPL-ASR-061", "证卡编号", "Y000041029002"),
    ({"证卡编号": card(0)}, "PPL-ASR-061", "证卡编号", card(0)),
    ({"证卡编号": card(2, grade=2)}, "PPL-ASR-061", "证卡编号", "等级位2"),
    ({"证卡编号": card(2, grade=3)}, "PPL-ASR-061", "证卡编号", "等级位3"),
    ({"证卡编号": card(1)}, "PPL-ASR-062", "证卡编号", card(1)),
    ({"证卡编号": 4.1029e17}, "PPL-ASR-061", "证卡编号", "E+17"),
    ({"发证日期": "2026-11-21", "有效期至": "2029-11-20"}, "PPL-ASR-064", "发证日期", "2026-11-21"),
    ({"发证日期": "2025-02-30"}, "PPL-ASR-064", "发证日期", "2025-02-30"),
    ({"有效期至": "2025-02-28"}, "PPL-ASR-064", "有效期至", "2025-02-28"),
    ({"有效期至": "长期"}, "PPL-ASR-064", "有效期至", "长期"),
    ({"考评职业": ""}, "PPL-ASR-003", "考评职业", ""),
    ({"联系电话": "1380000"}, None, "", ""),
    ({"联系电话": "无"}, "SYS-002", "联系电话", "无"),
    ({"学历": "很高"}, "SYS-002", "学历", "很高"),
    ({"工龄": "很久"}, "SYS-002", "工龄", "很久"),
    ({"聘期起": "2026-01-01", "聘期止": "2025-01-01"}, "PPL-ASR-082", "聘期止", "2025-01-01"),
]


@pytest.mark.parametrize(("changes", "rule", "column", "found"), REJECTED, ids=[str(n) for n in range(len(REJECTED))])
def test_a_faulty_row_stays_out_and_says_why(henan, tmp_path, changes, rule, column, found):
    path = three(tmp_path, **changes)
    for report in (looked_at(henan, path), take(henan, path)):
        if rule is None:  # a short number of the local exchange is one too
            assert report.new == 3
            return
        [fault] = report.rejected
        assert (fault.rule, fault.column, fault.row, fault.serial, fault.severity) == (rule, column, 4, "2", "block")
        assert found in fault.found
        assert fault.text and fault.clause
        assert fault.expected or rule == "PPL-ASR-064"
        assert (report.new, report.held, adds_up(report)) == (2, [], True)
    again = take(henan, path)
    assert (again.new, again.unchanged, len(again.rejected)) == (0, 2, 1)
    assert len(stored(henan, Person)) == 2


HELD = [
    ({"有效期至": "2030-02-28"}, "PPL-ASR-064", "有效期至"),  # five years
    ({"有效期至": "2028-03-01"}, "PPL-ASR-064", "有效期至"),  # a day too many
    ({"考评职业": "电工、车工"}, "PPL-ASR-004", "考评职业"),
    ({"聘期起": "2026-03-01", "聘期止": "2027-02-28"}, "PPL-ASR-082", "聘期止"),
    ({"聘期起": "2026-03-01", "聘期止": "2029-02-28"}, "PPL-ASR-082", "聘期止"),  # outlasts the card
]


@pytest.mark.parametrize(("changes", "rule", "column"), HELD)
def test_a_doubtful_row_waits_for_a_reason(henan, tmp_path, changes, rule, column):
    path = three(tmp_path, **changes)
    report = take(henan, path)
    [fault] = report.held
    assert (fault.rule, fault.column, fault.row, fault.serial, fault.severity) == (rule, column, 4, "2", "warn")
    assert (report.new, report.rejected, adds_up(report)) == (2, [], True)
    report = take(henan, path, reason="原件如此")
    assert (report.new, report.unchanged, report.faults) == (1, 2, [])
    again = take(henan, path)  # what stands in the books needs no further reason
    assert (again.new, again.changed, again.unchanged, again.faults) == (0, 0, 3, [])


def test_two_names_under_one_number(henan, tmp_path):
    path = workbook(tmp_path / "a.xlsx", table([person(1), person(2, 身份证号=an_id(1), 证卡编号=card(9))]))
    report = take(henan, path)
    [fault] = report.rejected
    assert (fault.rule, fault.column, fault.found, fault.expected) == ("SYS-014", "姓名", person(2)["姓名"], person(1)["姓名"])
    later = take(henan, workbook(tmp_path / "b.xlsx", table([person(1, 姓名="别人")])))
    assert faults(later) == [("1", "SYS-014")]  # and against what is stored


def test_one_card_for_two_people_also_against_what_is_stored(henan, tmp_path):
    take(henan, workbook(tmp_path / "a.xlsx", table([person(1)])))
    report = take(henan, workbook(tmp_path / "b.xlsx", table([person(2, 证卡编号=card(1))])))
    assert faults(report) == [("2", "PPL-ASR-062")]


@pytest.mark.parametrize("profile", ["sport", "fujian", "chongqing"])
def test_one_card_for_two_grades_or_people_where_no_layout_is_stated(centre, tmp_path, profile):
    here = centre(profile)
    rows = [person(1, 证卡编号="卡1", 考评职业="电工"), person(2, 证卡编号="卡1")]
    if profile == "chongqing":
        rows.append(person(1, 类别="高级考评员", 证卡编号="卡1"))
    report = take(here, workbook(tmp_path / "a.xlsx", table(rows)), reason="原件如此")
    assert [rule for _serial, rule in faults(report)] == ["PPL-ASR-062"] * (len(rows) - 1)
    assert [one.number for one in stored(here, Card)] == ["卡1"]


def test_a_row_given_twice_is_taken_once(henan, tmp_path):
    path = workbook(tmp_path / "a.xlsx", table([person(1), person(2), person(1, 序号=3)]))
    report = take(henan, path)
    [double] = report.duplicates
    assert (double.row, double.rule, double.found, double.severity) == (4, "SYS-013", "2", "record")
    assert (report.new, report.faults, adds_up(report)) == (2, [], True)


def test_a_faulty_row_given_twice_is_said_twice_or_counted_as_double(henan, tmp_path):
    path = workbook(tmp_path / "a.xlsx", table([person(1, 身份证号=CHECK), person(1, 序号=2, 身份证号=CHECK), person(3)]))
    report = take(henan, path)
    assert (report.new, len(report.rejected), adds_up(report)) == (1, 2, True)


def test_the_second_occupation_of_a_person_in_a_row_of_its_own(henan, tmp_path):
    path = workbook(tmp_path / "a.xlsx", table([person(1), person(1, 序号=2, 考评职业="车工")]))
    assert faults(take(henan, path)) == [("2", "PPL-ASR-004")]
    report = take(henan, path, reason="同属机电类")
    assert (report.changed, report.unchanged) == (1, 1)
    assert [one.occupation for one in holder(henan, 1).occupations] == ["电工", "车工"]
    assert take(henan, path).unchanged == 2


@pytest.mark.parametrize(("changes", "column"), [({"有效期至": "2029-02-28"}, "有效期至"), ({"证卡编号": card(9)}, "证卡编号")])
def test_two_rows_of_a_person_that_contradict(henan, tmp_path, changes, column):
    path = workbook(tmp_path / "a.xlsx", table([person(1), person(1, 序号=2, 考评职业="车工", **changes)]))
    report = take(henan, path, reason="原件如此")
    assert [(fault.rule, fault.column) for fault in report.rejected] == [("SYS-014", column)]


def test_a_senior_who_is_still_listed_as_assessor_has_two_qualifications(henan, tmp_path):
    path = workbook(tmp_path / "a.xlsx", table([person(1), person(1, 序号=2, 类别="高级考评员", 证卡编号=card(1, 2))]))
    assert take(henan, path).new == 2
    assert len(stored(henan, Person)) == 1
    assert [holder(henan, key).grade for key in ids(henan)] == ["assessor", "senior"]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [({"证卡编号": card(2)}, "SYS-014"), ({"有效期至": "2027-02-28", "发证日期": "2024-03-01"}, "SYS-014"),
     ({"有效期至": "2028-02-28"}, "SYS-014")],
)  # fmt: skip
def test_a_later_roster_does_not_overwrite_number_or_validity(henan, tmp_path, changes, rule):
    take(henan, workbook(tmp_path / "a.xlsx", table([person(1)])))
    report = take(henan, workbook(tmp_path / "b.xlsx", table([person(1, **changes)])), reason="新名册")
    assert faults(report) == [("1", rule)]
    assert (holder(henan, 1).card_number, len(holder(henan, 1).cards)) == (card(1), 1)


def test_ppl_asr_066_a_later_validity_is_a_renewal_and_wants_a_reason(henan, tmp_path):
    take(henan, workbook(tmp_path / "a.xlsx", table([person(1)])))
    path = workbook(tmp_path / "b.xlsx", table([person(1, 发证日期="2026-03-01", 有效期至="2029-02-28")]))
    assert faults(take(henan, path)) == [("1", "PPL-ASR-066")]
    assert take(henan, path, reason="2026年第2次会议").changed == 1
    one = holder(henan, 1)
    assert (one.card_number, one.valid_to.isoformat(), len(one.cards[0].terms)) == (card(1), "2029-02-28", 2)


def test_a_later_roster_completes_what_was_missing_and_never_erases(henan, tmp_path):
    bare = {"联系电话": "", "证卡编号": "", "发证日期": "", "有效期至": ""}
    take(henan, workbook(tmp_path / "a.xlsx", table([person(1, 工作单位="东校区", **bare)])))
    later = person(1, 工作单位="", 聘期起="2025-03-01", 聘期止="2028-02-29")
    report = take(henan, workbook(tmp_path / "b.xlsx", table([later])))
    assert (report.new, report.changed) == (0, 1)
    one = holder(henan, 1)
    assert (one.person.employer, one.person.phone, one.card_number, len(one.appointments)) == ("东校区", "13800000001", card(1), 1)
    assert one.cards[0].terms[0].ends_on == one.valid_to
    assert take(henan, workbook(tmp_path / "b.xlsx", table([later]))).unchanged == 1


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "<b>x</b>", "'; DROP TABLE person; --"])
def test_cells_that_look_like_programs_are_texts(henan, tmp_path, cell):
    path = workbook(tmp_path / "a.xlsx", table([person(1, 备注=cell, 工作单位=cell)]))
    assert take(henan, path).new == 1
    one = holder(henan, 1).person
    assert (one.note, one.employer) == (cell.lstrip("'"), cell.lstrip("'"))


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"类别": "巡考"}, "PPL-SUP-001"),
        ({"类别": ""}, "PPL-SUP-001"),
        ({"是否本单位职工": "否"}, "PPL-SUP-002"),
        ({"证卡编号": "Y00004102910000001"}, "PPL-SUP-013"),
        ({"证卡编号": "Y00004102900110002"}, "PPL-SUP-013"),
        ({"证卡编号": "Y0000410290010002"}, "PPL-SUP-013"),
        ({"证卡编号": "Y00004102800100002"}, "PPL-SUP-013"),  # another centre's, but internal
        ({"证卡编号": "Y00004102800100002", "类别": "外督"}, None),
        ({"证卡编号": "Y00004102900100001"}, "PPL-ASR-062"),
        ({"发证日期": "2027-01-01"}, "PPL-SUP-014"),
        ({"有效期至": "2030-02-28"}, "PPL-SUP-014"),
        ({"聘期起": "2026-03-01", "聘期止": "2027-02-28"}, "PPL-SUP-019"),
    ],
)
def test_supervisors_have_their_own_rules(henan, tmp_path, changes, rule):
    rows = [person(n, 类别="内督", 证卡编号=f"Y0000410290010000{n}") for n in (1, 2)]
    rows[1] |= changes
    report = take(henan, workbook(tmp_path / "a.xlsx", table(rows)), register=SUPERVISORS)
    assert faults(report) == ([("2", rule)] if rule else [])
    assert report.new == (1 if rule else 2)


def test_a_blacklisted_person_is_not_taken_again(centre, tmp_path):
    from tests.people.makers import act, done, hired

    here = centre("hunan")
    [key] = hired(here, tmp_path)
    done(act(here, "director", "people.list_black", key, cause="AC-H6", facts="x"))
    report = take(here, workbook(tmp_path / "b.xlsx", table([person(1), person(2)])))
    assert (faults(report), report.new) == ([("1", "PPL-ASR-022")], 1)
