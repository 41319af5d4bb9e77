"""Worked examples of the catalogue of rules that this program keeps under another area's row: one obligation, one row, both names here."""

from datetime import date, datetime

import pytest

from models.archives import retention
from models.archives.custody import Duty, Shot, gap_faults, package_faults, shift_faults
from models.archives.terms import labels
from models.assessment.rules import Scope, scope_faults
from models.complaints import clock
from models.core.dates import WorkCalendar, published
from models.core.rulebook import Rulebook

F25 = WorkCalendar(published())
EVERYTHING = tuple(labels("shot"))


@pytest.mark.parametrize(("first", "last", "saved"), [
    (date(2025, 2, 28), date(2025, 2, 28), True), (date(2025, 3, 1), date(2025, 3, 1), False), (date(2025, 2, 27), date(2025, 3, 1), False),
    (date(2022, 3, 1), date(2022, 3, 1), True), (date(2022, 2, 28), date(2022, 2, 28), False),
])  # fmt: skip
def test_asm_sco_004_ex_every_exam_day_lies_within_the_receipt(first, last, saved):
    scope = Scope()
    scope.add(("车工", "--", 4), date(2022, 3, 1), date(2025, 2, 28))
    assert (scope_faults(scope, ("车工", "--", 4), [first, last], Rulebook("hunan")["ASM-SCO-001"]) == []) is saved


@pytest.mark.parametrize(("photos", "videos", "accepted"), [(10, 3, True), (11, 0, False), (9, 4, False)])
def test_asm_mat_001_ex_ten_photos_and_three_videos(photos, videos, accepted):
    shots = [Shot(f"{n}.jpg", None, True) for n in range(photos)] + [Shot(f"{n}.mp4", 10, True) for n in range(videos)]
    assert (package_faults(1, shots, EVERYTHING, Rulebook("sport")) == []) is accepted


@pytest.mark.parametrize(("size", "accepted"), [(20_971_520, True), (20_971_521, False)])
def test_asm_mat_004_ex_twenty_mebibytes(size, accepted):
    assert (package_faults(size, [], EVERYTHING, Rulebook("sport")) == []) is accepted


@pytest.mark.parametrize(("seconds", "accepted"), [(9, True), (10.0, True), (10.1, False)])
def test_asm_mat_002_ex_a_video_of_ten_seconds(seconds, accepted):
    assert (package_faults(1, [Shot("a.mp4", seconds, True)], EVERYTHING, Rulebook("sport")) == []) is accepted
    assert package_faults(1, [Shot("a.mp4", 9, True)], EVERYTHING[1:], Rulebook("sport"))  # a subject nobody took


@pytest.mark.parametrize(("profile", "rule", "published", "last"), [
    ("chongqing", "SRQ-002", date(2025, 3, 20), date(2025, 4, 21)), ("chongqing", "SRQ-002", date(2025, 4, 1), date(2025, 5, 6)),
    ("fujian", "SRQ-004", date(2025, 3, 13), date(2025, 3, 24)),
])  # fmt: skip
def test_asm_pub_005_ex_the_window_of_a_recheck(profile, rule, published, last):
    found = clock.window_end(published, Rulebook(profile)[rule], F25)
    assert found and found.day == last


@pytest.mark.parametrize(("accepted", "due"), [(date(2025, 3, 10), date(2025, 3, 17)), (date(2025, 4, 28), date(2025, 5, 8))])
def test_asm_pub_007_ex_the_answer_of_a_recheck(accepted, due):
    assert clock.reply_due(accepted, accepted, Rulebook("chongqing")["SRQ-003"], F25).day == due


def test_asm_pub_008_ex_notice_and_decision_of_a_complaint():
    received, book = date(2025, 3, 13), Rulebook("hunan")
    assert clock.notice_due(received, F25, book).day == date(2025, 3, 18)
    assert clock.decision_due(received, None, F25, book).day == date(2025, 3, 24)


@pytest.mark.parametrize("kind", ["K07", "K08"])
def test_asm_pap_015_ex_papers_are_destroyed_two_years_after_the_exam(kind):
    kept = retention.keeping((kind, None), "paper", date(2025, 3, 16), None, None, None, Rulebook("sport"))
    assert kept.destroy_from == date(2027, 3, 17)


@pytest.mark.parametrize(("shifts", "found"), [
    ([("08:00", "20:00", "甲乙"), ("20:00", "08:00", "丙丁")], set()), ([("08:00", "20:00", "甲甲"), ("20:00", "08:00", "丙丁")], {"VLT-001"}),
    ([("08:00", "20:00", "甲乙"), ("20:30", "08:00", "丙丁")], {"VLT-002"}),
])  # fmt: skip
def test_asm_pap_005_ex_the_vault_is_guarded_by_two_without_a_gap(shifts, found):
    start, end, book = datetime(2025, 3, 13, 8), datetime(2025, 3, 14, 8), Rulebook("henan")
    days = (date(2025, 3, 13), date(2025, 3, 14))
    duties = [Duty(datetime.fromisoformat(f"{days[0]} {begins}"), datetime.fromisoformat(f"{days[at]} {ends}"), tuple(people))
              for at, (begins, ends, people) in enumerate(shifts)]  # fmt: skip
    told = [one for duty in duties for one in shift_faults(duty, book)] + gap_faults(duties, start, end, book["VLT-002"])
    assert {one.rule for one in told} == found
