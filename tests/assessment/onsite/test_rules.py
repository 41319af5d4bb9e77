"""What must hold of the people on site, both sides of each boundary."""

from datetime import datetime

import pytest

from models.assessment.onsite import rules
from models.core.findings import Severity
from models.core.rulebook import Rulebook


def at(clock: str, day: str = "2024-06-15") -> datetime:
    return datetime.fromisoformat(f"{day} {clock}")


@pytest.mark.parametrize(
    ("profile", "subject", "examiner", "clock"),
    [("sport", "theory", False, "08:00"), ("fujian", "theory", False, "08:15"), ("hunan", "theory", False, "08:20"), ("chongqing", "theory", False, "08:00"),
     ("sport", "skill", True, "08:30"), ("fujian", "skill", True, "08:30"), ("hunan", "skill", True, "08:20"), ("chongqing", "skill", True, "08:20"),
     ("henan", "theory", False, None), ("chongqing", "theory", True, "08:00"), ("chongqing", "review", False, None)],
)  # fmt: skip
def test_ppl_exm_015_when_people_have_to_be_there(profile, subject, examiner, clock):
    rule = Rulebook(profile)["PPL-EXM-015"]
    assert rules.arrival_by(subject, examiner, at("09:00"), rule) == (at(clock) if clock else None)


def test_ppl_exm_015_the_minute_itself_is_in_time():
    rule = Rulebook("sport")["PPL-EXM-015"]
    assert rules.late_faults(at("08:00:59"), at("08:00"), "王强", rule) == []
    [late] = rules.late_faults(at("08:01"), at("08:00"), "王强", rule)
    assert late.severity is not Severity.BLOCK and late.params["expected"] == "08:00"
    assert rules.late_faults(at("09:30"), None, "王强", rule) == []


def test_ppl_exm_003_ex_one_owner_two_batches():
    rule = Rulebook("sport")["PPL-EXM-003"]
    first = ("批次1", (at("08:00"), at("17:00")))
    assert rules.crossing((at("13:00"), at("18:00")), [first], rule)[0].severity is Severity.BLOCK
    assert rules.crossing((at("13:00", "2024-06-16"), at("18:00", "2024-06-16")), [first], rule) == []
    assert rules.crossing((at("17:00"), at("18:00")), [first], rule) == []
    assert rules.crossing((at("16:59"), at("18:00")), [first], rule)


def test_ppl_exm_003_ex_who_signs_out_at_11_was_not_there_throughout():
    day = (at("08:00"), at("17:00"))
    assert rules.gaps(day, [(at("07:50"), at("11:00"))]) == [(at("11:00"), at("17:00"))]
    assert rules.gaps(day, [(at("07:50"), at("11:00")), (at("11:00"), None)]) == []
    assert rules.gaps(day, [(at("08:10"), at("17:00"))]) == [(at("08:00"), at("08:10"))]
    assert rules.gaps(day, [(at("07:50"), at("11:00")), (at("12:00"), at("16:00"))]) == [(at("11:00"), at("12:00")), (at("16:00"), at("17:00"))]
    assert rules.gaps(day, [(at("17:00"), None)]) == [day]


def test_ppl_asr_116_an_open_deficiency_warns_a_grave_one_refuses():
    book = Rulebook("hunan")
    found = rules.defect_faults([("灯管不亮", False), ("砂轮无防护罩", True)], book["PPL-ASR-116"], book["ASM-VEN-011"])
    assert [(one.rule, one.severity) for one in found] == [("PPL-ASR-116", Severity.WARN), ("ASM-VEN-011", Severity.BLOCK)]


def test_ppl_exm_019_ex_twelve_men_three_women_two_male_invigilators():
    rule = Rulebook("fujian")["PPL-EXM-019"]
    both = {"male", "female"}
    [found] = rules.same_sex_faults(both, ["male", "male"], rule)
    assert found.severity is Severity.WARN and found.params["list"] == "女"
    assert rules.same_sex_faults(both, ["male", "female"], rule) == []
    assert rules.same_sex_faults(both, ["male", None], rule) == []  # nobody knows
    assert rules.same_sex_faults(both, ["male"], Rulebook("henan")["PPL-EXM-019"]) == []


def test_ppl_asr_115_ppl_exm_017_the_post_is_left_with_consent():
    book = Rulebook("henan")
    for rule in ("PPL-ASR-115", "PPL-EXM-017"):
        assert rules.leave_faults("周主任", book[rule]) == []
        assert [one.severity for one in rules.leave_faults(None, book[rule])] == [Severity.WARN]
    assert rules.leave_faults(None, Rulebook("chongqing")["PPL-EXM-017"]) == []
