"""A year's official calendar comes in as a file; open due dates follow at once, and what is no calendar is refused."""

import json
from datetime import date

import pytest

from models.core import due
from models.core.acts import call
from models.core.calendars import WrongCalendar, read_holiday_cn
from models.core.due import DueItem, due_items, how_long
from models.core.tables import AuditEntry
from tests.centres import TODAY, seat

SPRING = [("2027-01-01", True, "元旦"), ("2027-02-05", True, "春节"), ("2027-02-06", False, "春节"), ("2027-02-20", False, "春节")]


def content(year=2027, days=SPRING, **more):
    return {"year": year, "papers": ["https://example.invalid/notice"], "days": [
        {"name": name, "date": day, "isOffDay": off} for day, off, name in days]} | more  # fmt: skip


@pytest.fixture
def file(tmp_path):
    def write(data, encoding="utf-8"):
        path = tmp_path / "2027.json"
        path.write_text(data if isinstance(data, str) else json.dumps(data, ensure_ascii=False), encoding=encoding)
        return path

    return write


def load(opened, path):
    return call(seat(opened, "director"), "core.load_calendar", file=str(path))


def waiting(context):
    """A duty within three working days of 30 December 2026, as an area would answer."""
    by = context.calendar.plus(date(2026, 12, 30), 3)
    yield DueItem("core", "core.users", 1, "k", "t", by.day, "CAL-002", "", "EXM", "", by.provisional)


def test_cal_011_open_due_dates_move_when_the_calendar_is_loaded(any_centre, file, monkeypatch):
    monkeypatch.setitem(due.AREAS, "core", waiting)
    opened = any_centre()

    def item():
        with opened.reading() as context:
            return next(one for one in due_items(context) if one.area == "core")

    assert (item().due, item().provisional) == (date(2027, 1, 4), True)
    outcome = load(opened, file(content()))
    assert (outcome.done, outcome.value) == (True, len(SPRING))
    assert (item().due, item().provisional) == (date(2027, 1, 5), False)
    with opened.reading() as context:
        told = json.loads(context.db.get_one(AuditEntry, outcome.entry).detail)
        assert told["year"] == 2027 and ["2027-01-01", False, "元旦"] in told["days"]
        assert context.calendar.versions[2027].endswith("2027 holiday-cn")
        assert context.calendar.entry(date(2027, 1, 1)).address == "https://example.invalid/notice"


def test_cal_011_a_corrected_calendar_takes_the_place_of_the_first(any_centre, file):
    opened = any_centre()
    assert load(opened, file(content())).done
    assert load(opened, file(content(days=[("2027-01-01", True, "元旦"), ("2027-02-08", True, "春节")]))).done
    with opened.reading() as context:
        assert context.calendar.is_working(date(2027, 2, 5))
        assert not context.calendar.is_working(date(2027, 2, 8))
        assert not context.calendar.is_working(date(2027, 2, 6))  # its make-up day went with the first notice


def test_cal_001_december_belongs_to_two_notices(any_centre, file):
    opened = any_centre()
    assert load(opened, file(content(2028, [("2027-12-31", True, "元旦"), ("2028-01-03", True, "元旦")]))).done
    with opened.reading() as context:
        assert not context.calendar.is_working(date(2027, 12, 31))
        assert context.calendar.knows(date(2028, 6, 1)) and not context.calendar.knows(date(2027, 6, 1))
    assert load(opened, file(content())).done  # 2027's own notice says nothing of that day
    with opened.reading() as context:
        assert not context.calendar.is_working(date(2027, 12, 31))
        assert context.calendar.knows(date(2027, 6, 1))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_file_is_read_with_and_without_its_mark(file, encoding):
    year, days = read_holiday_cn(file(content(), encoding))
    assert (year, len(days)) == (2027, len(SPRING))
    assert [day.works for day in days] == [False, False, True, True]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (content(days=[]), "尚未公布"),  # the stub that is published before the notice
        ("not json", "不是工作日历文件"),
        ("[]", "不是工作日历文件"),
        ({"year": 2027}, "不是工作日历文件"),
        (content(days=[("2027-02-30", True, "x")]), "不是工作日历文件"),
        (content(days=[("2025-05-01", True, "x")]), "2025-05-01 不属于 2027 年"),
        (content(days=[("2026-11-30", True, "x")]), "2026-11-30 不属于"),
        (content(days=[("2028-02-01", True, "x")]), "2028-02-01 不属于"),
        ({"year": "二", "days": []}, "不是工作日历文件"),
    ],
)
def test_what_is_no_calendar_is_refused_in_words(any_centre, file, data, said):
    with pytest.raises(WrongCalendar, match=said):
        read_holiday_cn(file(data))
    opened = any_centre()
    outcome = load(opened, file(data))
    assert [one.rule for one in outcome.findings] == ["SYS-012"]
    with opened.reading() as context:
        assert said in context.rules.describe(outcome.findings[0])["text"]
        assert not context.calendar.knows(date(2027, 1, 1))


def test_days_of_the_neighbouring_turns_of_year_belong(file):
    _year, days = read_holiday_cn(file(content(days=[("2026-12-31", True, "x"), ("2027-05-01", True, "x"), ("2028-01-01", True, "x")])))
    assert len(days) == 3


def test_a_file_that_is_gone_is_refused(centre, tmp_path):
    assert [one.rule for one in load(centre(), tmp_path / "nowhere.json").findings] == ["SYS-012"]


@pytest.mark.parametrize(("days", "said"), [(-3, "逾期 3 天"), (-1, "逾期 1 天"), (0, "今日到期"), (1, "剩 1 天"), (12, "剩 12 天")])
def test_how_long_an_item_has_is_said_in_calendar_days(days, said):
    item = DueItem("core", "core.users", 1, "k", "t", date.fromordinal(TODAY.toordinal() + days), "CAL-002", "", "EXM", "")
    assert how_long(item, TODAY) == said


@pytest.mark.parametrize(
    ("today", "announced"),
    [("2026-11-19", False), ("2026-11-20", True), ("2026-11-21", False), ("2026-11-26", True), ("2026-11-27", False)],
)
def test_cal_008_an_item_ahead_is_announced_on_the_set_days_only(any_centre, monkeypatch, today, announced):
    def answer(_context):  # due on a Friday: announced on the Friday before (5 working days) and on Thursday (1)
        yield DueItem("core", "core.users", 1, "k", "t", date(2026, 11, 27), "CAL-008", "", "EXM", "")

    monkeypatch.setitem(due.AREAS, "core", answer)
    with any_centre(on=date.fromisoformat(today)).reading() as context:
        [item] = [one for one in due_items(context) if one.area == "core"]
        assert item.announced is announced


def test_due_items_are_sorted_and_only_for_who_may_read_their_register(any_centre, monkeypatch):
    def answer(context):
        for number, day in ((1, date(2026, 12, 1)), (2, date(2026, 11, 1))):
            yield DueItem("core", "core.users", number, str(number), "t", day, "CAL-002", "", "EXM", "")

    monkeypatch.setitem(due.AREAS, "core", answer)
    opened = any_centre()
    with opened.reading() as context:
        assert [item.key for item in due_items(context) if item.area == "core"] == ["2", "1"]
    with seat(opened, "exam").reading() as context:
        assert [item for item in due_items(context) if item.area == "core"] == []
