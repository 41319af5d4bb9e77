"""What is due about people: cards, contracts, withdrawn cards, platform entries; exactly on the days of the rules."""

from datetime import date, timedelta

import pytest

from models.core.due import due_items
from models.people.tables import Appointment
from tests.centres import TODAY, seat
from tests.people.makers import SUPERVISORS, act, card, done, hired, person, stored

INTERNAL = {"类别": "内督", "证卡编号": "Y00004102900100001"}


def due(centre, login="director", today=None):
    with seat(centre, login, today).reading() as context:
        return [(item.kind, item.key, item.due, item.state(context.today)) for item in due_items(context)
                if item.area == "people"]  # fmt: skip


def entries(centre):
    """What is to be entered on the platform."""
    return [item for item in due(centre) if item[0] == "平台录入"]


def ending(n, days, **changes):
    """The n-th person, whose card ends so many days from today; three years long, so that it wants no reason."""
    end = TODAY + timedelta(days=days)
    start = end.replace(year=end.year - 3) + timedelta(days=1)
    return person(n, 发证日期=start.isoformat(), 有效期至=end.isoformat(), **changes)


def test_ppl_asr_064_exactly_the_cards_of_the_next_90_days_and_the_expired_ones(centre, tmp_path):
    here = centre("henan")
    days = (-400, -1, 0, 1, 7, 8, 30, 31, 89, 90, 91, 365)
    hired(here, tmp_path, *(ending(n, left) for n, left in enumerate(days, 1)))
    states = ["overdue", "overdue", "today", "soon", "soon", *["later"] * 5]
    expected = [("证卡到期", card(n), TODAY + timedelta(days=days[n - 1]), state) for n, state in enumerate(states, 1)]
    assert due(here) == expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2027, 1, 30), []),  # 91 days before
        (date(2027, 1, 31), ["later"]),  # 90
        (date(2027, 4, 23), ["soon"]),
        (date(2027, 4, 30), ["soon"]),
        (date(2027, 5, 1), ["today"]),
        (date(2027, 5, 2), ["overdue"]),
    ],
)
@pytest.mark.parametrize("register", ["people.assessors", "people.supervisors"])
def test_ppl_asr_064_and_ppl_sup_014_the_list_moves_with_the_day(centre, tmp_path, register, today, expected):
    from models.core.registers import REGISTERS

    here = centre("henan")
    changes = INTERNAL if register == SUPERVISORS.key else {}
    hired(here, tmp_path, person(1, 发证日期="2024-05-02", 有效期至="2027-05-01", **changes), register=REGISTERS[register])
    if today == date(2027, 4, 23):
        expected = ["later"]  # eight days
    assert [item[3] for item in due(here, today=today)] == expected


def test_ppl_asr_064_a_renewed_or_withdrawn_card_is_no_longer_due(centre, tmp_path):
    here = centre("henan")
    one, two = hired(here, tmp_path, ending(1, 10), ending(2, 10))
    done(act(here, "exam", "people.renew_card", one, decision="会议"))
    done(act(here, "director", "people.withdraw_card", two, cause="AC-N2", facts="x", document="y"))
    assert [item[0] for item in due(here)] == ["证卡收回", "平台删除"]


def test_ppl_asr_161_return_and_platform_within_five_working_days(centre, tmp_path):
    here = centre("henan")
    [key] = hired(here, tmp_path)
    done(act(here, "director", "people.withdraw_card", key, cause="AC-N2", facts="x", document="y"))
    end = date(2026, 11, 27)  # from Friday the 20th: five working days, no holiday between
    assert due(here) == [("证卡收回", card(1), end, "soon"), ("平台删除", card(1), end, "soon")]
    assert [item[3] for item in due(here, today=end)] == ["today", "today"]
    assert [item[3] for item in due(here, today=date(2026, 11, 28))] == ["overdue", "overdue"]
    done(act(here, "exam", "people.take_back_card", key))
    assert due(here) == [("平台删除", card(1), end, "soon")]
    done(act(here, "exam", "people.take_back_card", key, off_platform_on="2026-11-20"))
    assert due(here) == []


def test_ppl_sup_051_the_same_for_supervisors(centre, tmp_path):
    here = centre("hunan")
    [key] = hired(here, tmp_path, person(1, **INTERNAL), register=SUPERVISORS)
    done(act(here, "director", "people.withdraw_card", key, cause="SC-H3", facts="x", document="y"))
    assert [(item[0], item[2]) for item in due(here)] == [
        ("证卡收回", date(2026, 11, 27)), ("平台删除", date(2026, 11, 27))]  # fmt: skip


def test_ppl_asr_161_the_days_are_working_days(centre, tmp_path):
    here = centre("henan", on=date(2026, 9, 29))  # before the holidays of October, with their make-up days
    [key] = hired(here, tmp_path)
    done(act(here, "director", "people.withdraw_card", key, cause="AC-N2", facts="x", document="y"))
    with here.reading() as context:
        expected = context.calendar.plus(date(2026, 9, 29), 5)
    assert {item[2] for item in due(here)} == {expected.day}
    assert expected.day > date(2026, 10, 7)  # a week of calendar days would have ended in the holidays


@pytest.mark.parametrize(("profile", "wanted"), [("hunan", True), ("henan", False)])
def test_ppl_asr_067_hunan_enters_each_decision_on_the_platform(centre, tmp_path, profile, wanted):
    here = centre(profile)
    [key] = hired(here, tmp_path)
    assert entries(here) == []  # what a roster brings was entered long ago
    assert act(here, "exam", "people.note_platform", key).findings[0].rule == "PPL-ASR-067"
    done(act(here, "exam", "people.renew_card", key, decision="会议"))
    entry = [("平台录入", card(1), date(2026, 11, 27), "soon")]
    assert entries(here) == (entry if wanted else [])
    done(act(here, "exam", "people.note_platform", key))
    assert entries(here) == []


@pytest.mark.parametrize("profile", ["hunan", "henan"])
def test_ppl_sup_017_a_supervisors_change_is_entered_too(centre, tmp_path, profile):
    here = centre(profile)
    [key] = hired(here, tmp_path, person(1, **INTERNAL), register=SUPERVISORS)
    done(act(here, "exam", "people.renew_card", key, decision="会议"))
    assert [item[0] for item in entries(here)] == ["平台录入"]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2027, 10, 31), []),  # 31 days before
        (date(2027, 11, 1), [("聘期届满", "later")]),  # 30
        (date(2027, 12, 1), [("聘期届满", "today")]),
        (date(2027, 12, 2), [("聘期届满", "overdue")]),
    ],
)
@pytest.mark.parametrize("kind", ["assessor", "supervisor"])
def test_ppl_asr_083_and_ppl_sup_019_the_decision_is_due_30_days_before_the_end(centre, tmp_path, kind, today, expected):
    here = centre("henan")
    changes, how = (INTERNAL, {"register": SUPERVISORS}) if kind == "supervisor" else ({}, {})
    card_ = {"发证日期": "2026-01-01", "有效期至": "2028-12-31"}
    hired(here, tmp_path, person(1, **changes, **card_, 聘期起="2024-12-02", 聘期止="2027-12-01"), **how)
    assert [(item[0], item[3]) for item in due(here, today=today)] == expected
    [one] = stored(here, Appointment)
    done(act(here, "director", "people.decide_term", one.id, decision="续聘"))
    assert due(here, today=today) == []


def test_each_sees_what_his_registers_show(centre, tmp_path):
    here = centre("henan")
    hired(here, tmp_path, ending(1, 10))
    assert {login: len(due(here, login)) for login in ("director", "exam", "archive", "admin")} == {
        "director": 1, "exam": 1, "archive": 1, "admin": 0}  # fmt: skip


def test_an_ended_contract_wants_no_decision(centre, tmp_path):
    here = centre("henan")
    hired(here, tmp_path, person(1, 聘期起="2023-12-02", 聘期止="2026-12-01"))
    assert [item[0] for item in due(here)] == ["聘期届满"]
    [one] = stored(here, Appointment)
    done(act(here, "director", "people.end_appointment", one.id, why="本人申请"))
    assert due(here) == []
