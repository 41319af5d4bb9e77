"""The date algebra: every worked example of the catalogue, both sides of each boundary, and a second opinion."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core import reckoning
from models.core.dates import (
    DAY,
    CalendarDay,
    WorkCalendar,
    days_plus,
    last_day_of_term,
    months_plus,
    published,
    years_before,
    years_plus,
)
from models.core.findings import Severity
from models.core.reckoning import CANDIDATE_RIGHT, DUTY, LOAN_RETURN, NoPeriod, count, last_day
from models.core.rulebook import OwnValue, Rulebook

CHINA = WorkCalendar(published())
BOOK = Rulebook("henan")


def day(text):
    return date.fromisoformat(text)


# Working days ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "works", "why"),
    [
        ("2025-09-26", True, "a Friday"),
        ("2025-09-27", False, "a Saturday"),
        ("2025-09-28", True, "a Sunday that is worked"),
        ("2025-10-01", False, "a Wednesday that is a holiday"),
        ("2025-10-09", True, "the day after the holiday"),
        ("2025-10-11", True, "a Saturday that is worked"),
        ("2005-12-31", True, "worked by the notice for 2006; public data sets differ on it"),
    ],
)
def test_cal_001_a_listed_day_decides_else_monday_to_friday(when, works, why):
    assert CHINA.is_working(day(when)) is works, why


def test_cal_001_every_day_of_the_published_years_agrees_with_a_second_source():
    import chinese_calendar

    years = range(2004, 2027)
    days = [date(year, 1, 1) + DAY * n for year in years for n in range(366) if (date(year, 1, 1) + DAY * n).year == year]
    differ = [one for one in days if CHINA.is_working(one) != chinese_calendar.is_workday(one)]
    assert differ == [date(2005, 12, 31)]  # 国办发明电〔2005〕35号: worked; the other source does not know it
    assert len(days) == 8401


def test_cal_001_a_year_without_calendar_is_monday_to_friday_and_provisional():
    new_year = CHINA.plus(day("2026-12-31"), 1)
    assert (new_year.day, new_year.provisional) == (day("2027-01-01"), True)  # a holiday for certain, but not published
    assert CHINA.plus(day("2026-12-30"), 1).provisional is False
    assert CHINA.minus(day("2027-01-04"), 2).provisional is True
    assert CHINA.roll(day("2027-01-02")).provisional is True
    assert CHINA.roll(day("2027-01-04")).provisional is True
    assert CHINA.roll(day("2026-11-20")).provisional is False


def test_cal_001_the_weekly_days_of_rest_are_a_parameter():
    six_days = WorkCalendar((), weekend=[7])
    assert six_days.is_working(day("2026-11-21"))
    assert not six_days.is_working(day("2026-11-22"))
    assert six_days.describe(day("2026-11-22")) == "周日"


def test_cal_001_the_calendar_says_what_a_day_is():
    told = [CHINA.describe(day(when)) for when in ("2025-09-28", "2025-10-02", "2025-10-12", "2025-10-13")]
    assert told == ["调休上班", "国庆节、中秋节", "周日", "工作日"]


def test_a_december_day_of_the_next_notice_makes_its_own_year_not_known():
    calendar = WorkCalendar([CalendarDay(date(2027, 12, 31), False, "元旦", version="2028 holiday-cn")])
    assert calendar.years == {2028}
    assert not calendar.is_working(date(2027, 12, 31))


# The examples of the catalogue ----------------------------------------------------------------------------------------

PLUS = [  # (start, n, n-th working day after it)
    ("CAL-T1", "2025-03-03", 3, "2025-03-06"),
    ("CAL-T2", "2025-09-26", 3, "2025-09-30"),
    ("CAL-T2", "2025-09-26", 7, "2025-10-13"),
    ("CAL-T3", "2025-03-08", 3, "2025-03-12"),
    ("CAL-T3", "2025-03-08", 7, "2025-03-18"),
    ("CAL-T4", "2025-09-28", 3, "2025-10-09"),
    ("CAL-T4", "2025-09-28", 7, "2025-10-14"),
    ("6", "2025-03-14", 2, "2025-03-18"),
    ("7", "2025-04-30", 2, "2025-05-07"),
    ("8", "2025-03-16", 3, "2025-03-19"),
    ("9", "2025-09-30", 3, "2025-10-11"),
    ("10", "2025-03-14", 15, "2025-04-07"),
    ("zero", "2025-10-01", 0, "2025-10-01"),
]
MINUS = [
    ("CAL-T5", "2025-03-17", 10, "2025-03-03"),
    ("CAL-T6", "2025-10-18", 10, "2025-09-29"),
    ("1", "2025-03-14", 10, "2025-02-28"),
    ("2", "2025-03-22", 10, "2025-03-10"),
    ("3", "2025-10-16", 10, "2025-09-26"),
    ("4", "2025-05-06", 1, "2025-04-30"),
    ("5", "2025-09-29", 1, "2025-09-28"),
]


@pytest.mark.parametrize(("_label", "start", "n", "expected"), PLUS, ids=lambda value: str(value))
def test_cal_002_the_nth_working_day_after(_label, start, n, expected):
    assert CHINA.plus(day(start), n).day == day(expected)


@pytest.mark.parametrize(("_label", "start", "n", "expected"), MINUS, ids=lambda value: str(value))
def test_cal_007_the_nth_working_day_before(_label, start, n, expected):
    assert CHINA.minus(day(start), n).day == day(expected)


def test_cal_002_the_day_of_the_event_is_not_counted_and_every_day_is_accounted_for():
    found = CHINA.plus(day("2025-09-26"), 7)
    assert found.counted[0] == day("2025-09-28")
    assert [one for one, _why in found.skipped] == [day("2025-09-27"), *(date(2025, 10, n) for n in range(1, 9)), day("2025-10-12")]
    assert len(found.counted) + len(found.skipped) == (found.day - day("2025-09-26")).days
    assert found.rules == ("CAL-001", "CAL-002")


def test_cal_003_an_event_on_a_day_of_rest_counts_from_the_first_working_day():
    assert CHINA.plus(day("2025-03-08"), 1).day == day("2025-03-10")
    assert "CAL-003" in CHINA.plus(day("2025-03-08"), 1).rules
    assert "CAL-003" not in CHINA.plus(day("2025-03-07"), 1).rules


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        ("2025-01-31", 1, "2025-02-28"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2025-04-30", -2, "2025-02-28"),
        ("2025-12-31", 1, "2026-01-31"),
        ("2025-01-15", -1, "2024-12-15"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-12-01", 0, "2025-12-01"),
    ],
)
def test_cal_006_months_end_on_the_same_day_number_or_the_last_of_the_month(start, n, expected):
    assert months_plus(day(start), n) == day(expected)


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [("2024-02-29", 2, "2026-02-28"), ("2024-02-29", 4, "2028-02-29"), ("2025-03-01", 3, "2028-03-01"), ("2024-02-29", -1, "2023-02-28")],
)
def test_cal_006_years_from_29_february(start, n, expected):
    assert years_plus(day(start), n) == day(expected)


@pytest.mark.parametrize(
    ("start", "years", "last"),
    [
        ("2024-03-15", 3, "2027-03-14"),
        ("2024-02-29", 3, "2027-02-28"),
        ("2025-03-01", 3, "2028-02-29"),
        ("2024-02-29", 4, "2028-02-28"),
        ("2025-02-28", 3, "2028-02-27"),
        ("2025-01-01", 1, "2025-12-31"),
    ],
)
def test_t_5_a_term_ends_on_the_eve_of_its_anniversary(start, years, last):
    assert last_day_of_term(day(start), years) == day(last)


@pytest.mark.parametrize(
    ("start", "reference", "met"),
    [
        ("2021-06-10", "2024-06-10", True),
        ("2021-06-10", "2024-06-09", False),
        ("2020-02-29", "2023-02-28", False),
        ("2020-02-29", "2023-03-01", True),
    ],
)
def test_t_3_three_years_of_work_are_complete_on_the_anniversary_itself(start, reference, met):
    assert (day(start) <= years_before(day(reference), 3)) is met


# Days that move, reminders, lateness ----------------------------------------------------------------------------------


def test_cal_004_calendar_days_count_from_the_next_day_and_include_the_last():
    assert days_plus(day("2025-04-05"), 30) == day("2025-05-05")
    assert days_plus(day("2025-03-01"), -1) == day("2025-02-28")


@pytest.mark.parametrize(
    ("kind", "end", "expected"),
    [
        (CANDIDATE_RIGHT, "2025-05-05", "2025-05-06"),  # CAL-T10, and 30 days after 1 April: 11
        (CANDIDATE_RIGHT, "2025-05-01", "2025-05-06"),
        (LOAN_RETURN, "2025-05-01", "2025-05-06"),
        (LOAN_RETURN, "2025-04-30", "2025-04-30"),  # a working day stays
        (DUTY, "2025-05-01", "2025-05-01"),  # a duty of the centre never moves
    ],
)
def test_cal_005_only_a_candidates_right_and_a_loans_return_move_off_a_day_of_rest(kind, end, expected):
    found = last_day(BOOK, CHINA, day(end), kind)
    assert found.day == day(expected)
    assert "CAL-005" in found.rules


def test_cal_005_what_moves_is_a_parameter():
    narrow = Rulebook("henan", [OwnValue("CAL-005", "roll_for", ["candidate_right"], day("2025-01-01"))])
    assert last_day(narrow, CHINA, day("2025-05-01"), LOAN_RETURN).day == day("2025-05-01")


def test_the_target_of_a_to_do_is_the_last_working_day_before_its_limit():
    assert CHINA.last_working_until(day("2025-10-05")) == day("2025-09-30")
    assert CHINA.last_working_until(day("2025-10-09")) == day("2025-10-09")


def test_cal_008_a_fixed_date_is_announced_five_and_one_working_days_before():
    assert reckoning.reminder_days(BOOK, CHINA, day("2025-10-09")) == [day("2025-09-25"), day("2025-09-30")]
    own = Rulebook("henan", [OwnValue("CAL-008", "remind_workdays", [2], day("2025-01-01"))])
    assert reckoning.reminder_days(own, CHINA, day("2025-10-09")) == [day("2025-09-29")]


@pytest.mark.parametrize(("seconds", "late"), [(599, False), (600, False), (601, True)])
def test_cal_009_the_exact_minute_is_in_time(seconds, late):
    event = datetime(2026, 11, 20, 9, 0)
    found = reckoning.late_minutes(BOOK, event, event + timedelta(seconds=seconds), 10)
    assert [(one.rule, one.severity) for one in found] == ([("CAL-009", Severity.WARN)] if late else [])


@pytest.mark.parametrize(("done", "late"), [("2026-11-19", False), ("2026-11-20", False), ("2026-11-21", True)])
def test_cal_010_a_late_act_of_the_centre_is_not_refused_but_wants_a_reason(done, late):
    found = reckoning.late(BOOK, day("2026-11-20"), day(done), "decided_on")
    assert [(one.rule, one.severity, one.about) for one in found] == ([("CAL-010", Severity.WARN, "decided_on")] if late else [])


@pytest.mark.parametrize(
    ("phrase", "expected", "rule"),
    [
        ("+7", "2025-10-13", "CAL-002"),
        ("-10", "2025-09-12", "CAL-007"),
        ("7个工作日", "2025-10-13", "CAL-002"),
        ("+30天", "2025-10-26", "CAL-004"),
        ("-1日", "2025-09-25", "CAL-004"),
        ("+1个月", "2025-10-26", "CAL-006"),
        ("+3年", "2028-09-26", "CAL-006"),
        ("+半年", "2026-03-26", "CAL-006"),
        ("- 2 m", "2025-07-26", "CAL-006"),
    ],
)
def test_a_period_is_counted_as_people_write_it(phrase, expected, rule):
    found = count(BOOK, CHINA, day("2025-09-26"), phrase)
    assert found.day == day(expected)
    assert rule in found.rules


@pytest.mark.parametrize("phrase", ["", "x", "半天", "+半个月", "3周", "12345", "+", "1.5天"])
def test_what_is_no_period_is_said(phrase):
    with pytest.raises(NoPeriod, match="半年"):
        count(BOOK, CHINA, day("2025-09-26"), phrase)


# Properties -----------------------------------------------------------------------------------------------------------

DAYS = st.dates(date(2004, 2, 1), date(2026, 10, 31))
FEW = st.integers(1, 40)


@given(DAYS, FEW)
def test_back_again_from_the_nth_working_day_is_the_working_day_we_began_on(start, n):
    back = CHINA.minus(CHINA.plus(start, n).day, n).day
    assert back == (start if CHINA.is_working(start) else CHINA.minus(start, 1).day)


@given(DAYS, FEW, FEW)
def test_working_days_add_up(start, n, m):
    assert CHINA.plus(CHINA.plus(start, n).day, m).day == CHINA.plus(start, n + m).day


@given(DAYS, FEW)
def test_the_nth_working_day_is_one_and_n_lie_between(start, n):
    end = CHINA.plus(start, n).day
    between = [start + DAY * step for step in range(1, (end - start).days + 1)]
    assert CHINA.is_working(end)
    assert sum(map(CHINA.is_working, between)) == n


@given(DAYS)
def test_rolling_twice_is_rolling_once_and_never_goes_back(start):
    rolled = CHINA.roll(start).day
    assert rolled >= start
    assert CHINA.is_working(rolled)
    assert CHINA.roll(rolled).day == rolled


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(-240, 240))
def test_months_keep_the_day_number_or_take_the_last_of_the_month(start, n):
    end = months_plus(start, n)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == n
    assert end.day == start.day or (end.day < start.day and (end + DAY).day == 1)


@given(st.dates(date(1990, 1, 1), date(2080, 1, 1)), st.integers(1, 30))
def test_a_term_of_n_years_and_the_next_one_neither_overlap_nor_leave_a_gap_of_more_than_a_day(start, years):
    last = last_day_of_term(start, years)
    assert timedelta(365 * years - 1) <= last - start <= timedelta(366 * years)
    assert years_plus(start, years) - last <= DAY
