"""The on-site form: what lines say, what is lacking on either side, and what counts."""

import pytest

from models.core.rulebook import Rulebook
from models.supervision import terms
from models.supervision.rules import Answer, counted, form_faults, numbers_fault, read_answers, unrated
from tests.people.makers import rule

ALL_A = {number: Answer("A") for number in terms.graded()}


def faults(answers, *, has_theory=True, has_defence=False, profile="fujian"):
    return [one.params for one in form_faults(answers, terms.items(), has_theory, has_defence, rule("PPL-FRM-002", profile))]


def test_ppl_frm_001_thirty_eight_items_thirty_five_of_them_graded():
    items = terms.items()
    assert [item.number for item in items] == list(range(1, rule("PPL-FRM-001", "fujian").value("items") + 1))
    assert len(terms.graded()) == 35
    assert {item.number: item.kind for item in items if item.kind != terms.GRADED} == {29: "text", 34: "rate", 38: "text"}
    assert [item.number for item in items if item.needs == "theory"] == list(range(8, 19))
    assert [item.number for item in items if item.needs == "defence"] == [24]
    assert {item.section for item in items} == terms.sections().keys()


def test_lines_are_read_and_a_later_one_wins():
    read, wrong = read_answers("1-3 A\n2 B 标识不清；4c 未设通道\n40 A\n29 A\n5 D\n", terms.graded())
    assert read == {1: Answer("A"), 2: Answer("B", "标识不清"), 3: Answer("A"), 4: Answer("C", "未设通道")}
    assert wrong == ["40 A", "29 A", "5 D"]


def test_ppl_frm_002_every_applicable_item_is_graded():
    assert faults(ALL_A) == []
    assert faults({**ALL_A} | {}, has_defence=True) == []
    without = {number: one for number, one in ALL_A.items() if number not in (7, 24)}
    assert [one["list"] for one in faults(without)] == ["7"]  # 24 is asked only with a defence of level 1
    assert [one["list"] for one in faults(without, has_defence=True)] == ["7、24"]


def test_ppl_frm_002_theory_items_do_not_apply_without_theory():
    without = {number: one for number, one in ALL_A.items() if not 8 <= number <= 18}
    assert faults(without, has_theory=False) == []
    assert faults(without)[0]["list"] == "、".join(str(number) for number in range(8, 19))
    assert faults(ALL_A | {8: Answer("N")})[0]["list"] == "8"  # N is no way round an item that applies
    assert faults(ALL_A | {3: Answer("N")})[0]["list"] == "3"
    assert faults(ALL_A | {number: Answer("N") for number in (*range(19, 24), 25)}) == []  # nothing practical was held


@pytest.mark.parametrize(("grade", "remark", "refused"), [("A", "", False), ("B", "", True), ("C", "", True), ("B", "标识不清", False)])
def test_ppl_frm_002_b_and_c_need_a_remark(grade, remark, refused):
    assert bool(faults(ALL_A | {3: Answer(grade, remark)})) is refused


@pytest.mark.parametrize(("absent", "said"), [(2, False), (3, True), (1, True), (None, False)])
def test_ppl_frm_003_expected_is_present_plus_absent(absent, said):
    assert bool(numbers_fault(30, 28, absent, rule("PPL-FRM-003"))) is said


def test_ppl_frm_005_the_supervisors_own_items_are_not_counted():
    sums = counted(ALL_A | {3: Answer("B", "x")}, terms.items(), Rulebook("fujian"))
    assert sums["site"] == {"A": 6, "B": 1, "C": 0, "N": 0}
    assert "supervisors" not in sums
    assert sum(sum(row.values()) for row in sums.values()) == 35 - 3


def test_ppl_asr_134_an_assessor_without_grade_is_found():
    assert unrated({"甲": "good", "乙": "", "丙": "fair"}) == ["乙"]
    assert set(terms.RATING.options) == {"excellent", "good", "fair"}
