"""Kinds: a value is read the same way wherever it is typed, and what does not read is refused with what would."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.kinds import (
    BadValue,
    Choice,
    Code,
    Day,
    File,
    Flag,
    IdNumber,
    Kind,
    Many,
    Moment,
    PersonName,
    Phone,
    Score,
    Text,
    Whole,
    plain,
)

TODAY = date(2026, 11, 20)
SEX = Choice({"male": "男", "female": "女"}, {"先生": "male"})
ROLES = Many({"DIR": "主任", "GEN": "综合", "EXM": "考务"})
ALL = [Text(), PersonName(), Whole(), Score(), Day(), Moment(), SEX, ROLES, Flag(), IdNumber(), Code(), Phone(), File()]
NOVEMBER = date(2026, 11, 20)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-20",
        "2026.11.20",
        "2026/11/20",
        "2026年11月20日",
        "20261120",
        "2026 11 20",
        "２０２６-１１-２０",
        "2026-11-20 00:00:00",
        "2026年11月20",
        "1120",
        "11-20",
        "11.20",
        "11/20",
        "11月20日",
        "今天",
        "today",
        date(2026, 11, 20),
        datetime(2026, 11, 20, 9, 30),
        46346,
        46346.0,
    ],
)
def test_a_date_is_understood_in_every_notation(typed):
    assert Day().parse(typed, TODAY) == NOVEMBER


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("昨天", date(2026, 11, 19)),
        ("明天", date(2026, 11, 21)),
        ("0101", date(2026, 1, 1)),
        ("3月5日", date(2026, 3, 5)),
        ("2024.3.5", date(2024, 3, 5)),
        ("2024-2-29", date(2024, 2, 29)),
    ],
)
def test_a_date_without_year_is_of_this_year(typed, expected):
    assert Day().parse(typed, TODAY) == expected


@pytest.mark.parametrize("typed", ["2025-02-29", "2026-13-01", "2026-11-31", "0230", "11-31", "20261301", "2026"])
def test_a_day_that_is_not_in_the_calendar_is_said(typed):
    with pytest.raises(BadValue) as refused:
        Day().parse(typed, TODAY)
    assert refused.value.expected == "日历上没有这一天"


@pytest.mark.parametrize("typed", ["x", "2026-11", "20.11.2026", "112", "11-20-2026", "-", "2026-11-20 25:00", True, 5, "0"])
def test_what_is_no_date_is_refused_with_an_example(typed):
    with pytest.raises(BadValue) as refused:
        Day().parse(typed, TODAY)
    assert "2026-11-20" in refused.value.expected


@given(st.dates(date(1955, 1, 1), date(2110, 1, 1)))
def test_a_shown_date_reads_back_also_as_the_number_excel_keeps(when):
    assert Day().parse(Day().show(when), TODAY) == when
    assert Day().parse((when - date(1899, 12, 30)).days, TODAY) == when


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2026-11-20 09:30", datetime(2026, 11, 20, 9, 30)),
        ("2026/11/20 09:30", datetime(2026, 11, 20, 9, 30)),
        ("2026-11-20", datetime(2026, 11, 20)),
        (datetime(2026, 11, 20, 9, 30), datetime(2026, 11, 20, 9, 30)),
    ],
)
def test_a_moment_has_day_and_minute(typed, expected):
    assert Moment().parse(typed, TODAY) == expected
    assert Moment().show(expected) == f"{expected:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("typed", "code"), [("男", "male"), ("female", "female"), (" 女 ", "female"), ("先 生", "male"), ("", None), (None, None)]
)
def test_a_choice_takes_label_code_or_another_word(typed, code):
    assert SEX.parse(typed, TODAY) == code


def test_a_choice_refuses_with_its_labels():
    with pytest.raises(BadValue) as refused:
        SEX.parse("不详", TODAY)
    assert refused.value.expected == SEX.hint == "男、女"
    assert SEX.show("other") == "other"  # a code of an older program is shown as it is


@pytest.mark.parametrize("typed", ["考务、主任", "主任,考务", "EXM；DIR", "主任/考务", "主任 考务", ["EXM", "DIR"], ("主任", "EXM")])
def test_many_keeps_the_order_of_its_options(typed):
    assert ROLES.parse(typed, TODAY) == ["DIR", "EXM"]
    assert ROLES.show(["DIR", "EXM"]) == "主任、考务"


def test_many_refuses_an_unknown_word_among_known_ones():
    with pytest.raises(BadValue):
        ROLES.parse("主任、会计", TODAY)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("是", True),
        ("否", False),
        ("有", True),
        ("√", True),
        ("Yes", True),
        ("0", False),
        (1, True),
        (0.0, False),
        (True, True),
        ("", None),
    ],
)
def test_a_flag(typed, value):
    assert Flag().parse(typed, TODAY) is value


@pytest.mark.parametrize("typed", ["也许", "2", "maybe"])
def test_what_is_neither_yes_nor_no_is_refused(typed):
    with pytest.raises(BadValue):
        Flag().parse(typed, TODAY)


@pytest.mark.parametrize(("typed", "value"), [("12", 12), (12.0, 12), ("１２", 12), ("12年", 12), ("0", 0), ("100", 100), ("约", None)])
def test_a_whole_number_with_its_unit(typed, value):
    kind = Whole(0, 100)
    if value is None:
        with pytest.raises(BadValue):
            kind.parse(typed, TODAY)
    else:
        assert kind.parse(typed, TODAY) == value


@pytest.mark.parametrize(("value", "fits"), [(-1, False), (0, True), (100, True), (101, False)])
def test_limits_of_numbers_are_inside(value, fits):
    for kind in (Whole(0, 100), Score(0, 100)):
        if fits:
            assert kind.parse(str(value), TODAY) == value
        else:
            with pytest.raises(BadValue):
                kind.parse(str(value), TODAY)


@pytest.mark.parametrize("typed", ["nan", "inf", "-inf", "缺考", "59,5"])
def test_what_is_no_score_is_refused(typed):
    with pytest.raises(BadValue):
        Score().parse(typed, TODAY)


def test_a_score_is_shown_without_needless_digits():
    assert [Score().show(value) for value in (60.0, 59.5, None)] == ["60", "59.5", ""]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("姚  芳远", "姚芳远"),
        ("姚\u3000芳远", "姚芳远"),
        (" 阿依古丽·买买提 ", "阿依古丽·买买提"),
        ("John  Smith", "John Smith"),
        ("", None),
    ],
)
def test_a_name_loses_only_the_blanks_that_pad_it(typed, name):
    assert PersonName().parse(typed, TODAY) == name


def test_a_name_with_a_digit_is_refused():
    with pytest.raises(BadValue, match="数字"):
        PersonName().parse("张3", TODAY)


@pytest.mark.parametrize(("length", "fits"), [(59, True), (60, True), (61, False)])
def test_a_text_fits_its_column(length, fits):
    for kind in (Text(60), Code(60), PersonName()):
        if fits:
            assert kind.parse("甲" * length, TODAY) == "甲" * length
        else:
            with pytest.raises(BadValue, match="60"):
                kind.parse("甲" * length, TODAY)


def test_a_long_text_keeps_its_lines_and_a_short_one_does_not():
    assert Text(200, 3).parse(" 一\n二 ", TODAY) == "一\n二"
    assert Text().parse("一\n 二", TODAY) == "一 二"


@pytest.mark.parametrize(("typed", "code"), [("y00 0041", "Y000041"), ("Ｙ００１", "Y001"), (123.0, "123"), (20240001, "20240001")])
def test_a_code_is_mended(typed, code):
    assert Code().parse(typed, TODAY) == code


def test_a_code_that_excel_rounded_is_refused():
    with pytest.raises(BadValue, match="末几位"):
        Code().parse(4.10105199003071e17, TODAY)


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("13800138000", True),
        (13800138000.0, True),
        ("138 0013 8000", True),
        ("0591-87654321", True),
        ("87654321", True),
        ("12345", False),
        ("23800138000", False),
        ("138001380001", False),
    ],
)
def test_a_telephone(typed, fits):
    if fits:
        assert Phone().parse(typed, TODAY)
    else:
        with pytest.raises(BadValue):
            Phone().parse(typed, TODAY)


@pytest.mark.parametrize(
    ("cell", "text"),
    [(12.0, "12"), (12.5, "12.5"), (True, "是"), (None, ""), (datetime(2026, 11, 20), "2026-11-20"), ("a\u200b \u3000b", "a b")],
)
def test_a_cell_as_text(cell, text):
    assert plain(cell) == text


ODD = st.one_of(
    st.text(max_size=30),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
    st.sampled_from(["#DIV/0!", "=1+1", "-", "１９９０", "9" * 400, "0" * 8, "99999999", "2026-99-99", "²", "٣", "①"]),
)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: type(kind).__name__)
@given(cell=ODD)
def test_every_kind_reads_or_refuses_whatever_a_cell_holds(kind, cell):
    try:
        value = kind.parse(cell, TODAY)
    except BadValue as refused:
        assert refused.expected
    else:
        assert value is None or isinstance(kind.show(value), str)


@pytest.mark.parametrize("kind", [one for one in ALL if type(one) not in (Code,)], ids=lambda kind: type(kind).__name__)
def test_every_kind_says_what_it_takes(kind):
    assert kind.hint


def test_a_kind_must_say_how_it_reads():
    with pytest.raises(NotImplementedError):
        Kind().parse("x", TODAY)
