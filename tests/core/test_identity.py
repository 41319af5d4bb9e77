"""Identity numbers: what people type is mended, what is wrong is named, who is real is not refused (rule SYS-018)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core import identity
from models.core.identity import HK_MACAU, OLD_RESIDENT, PASSPORT, RESIDENT, TAIWAN, WrongNumber, masked, read_identity
from models.core.kinds import BadValue, IdNumber
from tests.fictional import number_of

TODAY = date(2026, 11, 20)

residents = st.builds(
    number_of,
    st.sampled_from(["110101", "350203", "441900", "460400", "500101", "431224", "659001"]),
    st.dates(date(1920, 1, 1), TODAY),
    st.integers(0, 999),
)


@given(residents)
def test_sys_018_a_right_number_passes_as_it_is(number):
    found = read_identity(number, TODAY)
    assert (found.kind, found.number) == (RESIDENT, number)
    assert found.birth == date.fromisoformat(number[6:14])
    assert found.sex == ("male" if int(number[16]) % 2 else "female")


@given(residents, st.integers(0, 16), st.integers(1, 9))
def test_sys_018_one_changed_digit_fails(number, at, by):
    changed = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
    with pytest.raises(WrongNumber):
        read_identity(changed, TODAY)


@given(residents, st.integers(0, 15))
def test_sys_018_two_neighbours_exchanged_fail(number, at):
    changed = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    if changed != number:
        with pytest.raises(WrongNumber):
            read_identity(changed, TODAY)


@given(residents)
def test_full_width_digits_blanks_hyphens_and_a_small_x_are_mended(number):
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c.lower() for c in number)
    for typed in (wide, f" {number[:6]} {number[6:14]} {number[14:]} ", f"{number[:6]}-{number[6:14]}-{number[14:]}", number.lower()):
        assert read_identity(typed, TODAY).number == number


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (number_of("441900", date(1986, 5, 2)), RESIDENT),  # 东莞 before 1988: refused by common libraries
        ("110101900307001", OLD_RESIDENT),
        ("H12345678", HK_MACAU),
        ("M1234567801", HK_MACAU),
        ("12345678", TAIWAN),
        ("E12345678", PASSPORT),
        ("EA1234567", PASSPORT),
        ("ｈ１２３４５６７８", HK_MACAU),
    ],
)
def test_each_document_has_its_kind(number, kind):
    assert read_identity(number, TODAY).kind == kind


@pytest.mark.parametrize(
    ("region", "kind_of_people"),
    [("810000", "residence permit of Hong Kong"), ("820000", "of Macau"), ("830000", "of Taiwan")],
)
def test_sys_018_residence_permits_are_real_numbers(region, kind_of_people):
    assert read_identity(number_of(region), TODAY).kind == RESIDENT, kind_of_people


@pytest.mark.parametrize("number", [number_of("911156"), "CHN110123456789"])
def test_sys_018_the_card_of_foreign_residents_in_both_shapes(number):
    assert read_identity(number, TODAY).kind == identity.FOREIGN_RESIDENT


def test_an_old_number_tells_sex_and_birth_of_the_last_century():
    found = read_identity("110101900307001", TODAY)
    assert (found.sex, found.birth) == ("male", date(1990, 3, 7))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (number_of()[:-1] + ("0" if number_of()[-1] != "0" else "1"), "校验码"),
        (number_of(birth=TODAY + timedelta(1)), "晚于今天"),
        ("110101199002301234", "出生日期.*19900230"),
        ("110101990230123", "出生日期.*19990230"),
        (number_of("990101"), "省级"),
        ("1101011990030712345", "19 个字符"),
        ("11010119900307123", "17 个字符"),
        ("", "0 个字符"),
        ("张三", "2 个字符"),
        ("4.1E+17", "个字符"),
        ("A1234567890", "11 个字符"),
        ("١٢٣٤٥٦٧٨", "8 个字符"),  # digits of another script are no digits here
    ],
)
def test_sys_018_what_is_wrong_is_named(number, said):
    with pytest.raises(WrongNumber, match=said):
        read_identity(number, TODAY)


def test_sys_018_a_birth_today_is_no_future_birth():
    assert read_identity(number_of(birth=TODAY), TODAY).birth == TODAY


@given(st.text(max_size=24))
def test_whatever_is_typed_is_a_number_or_refused_in_words(text):
    try:
        found = read_identity(text, TODAY)
    except WrongNumber as wrong:
        assert str(wrong)
    else:
        assert read_identity(found.number, TODAY) == found


@pytest.mark.parametrize("cell", [4.10105199003071e17, 410105199003071234, 4.1e17, "4.10105E+17", "4.1e17"])
def test_a_number_cell_has_lost_its_last_digits_and_is_refused(cell):
    with pytest.raises(BadValue, match="末几位已丢失"):
        IdNumber().parse(cell, TODAY)


def test_a_short_document_kept_as_a_number_has_lost_nothing():
    assert IdNumber().parse(12345678.0, TODAY) == "12345678"
    assert IdNumber().parse(None, TODAY) is None
    assert IdNumber().parse("  ", TODAY) is None


@pytest.mark.parametrize(
    ("number", "shown"),
    [("110101199003070073", "110101********0073"), ("H12345678", "H12****78"), ("110101900307001", "110101*****7001"), ("", "")],
)
def test_a_number_is_masked_but_for_its_ends(number, shown):
    assert masked(number) == shown


@given(st.text("0123456789X", min_size=3, max_size=20))
def test_a_mask_always_hides_something(number):
    assert len(masked(number)) >= len(number)
    assert "*" in masked(number)


def test_every_kind_has_a_name():
    assert set(identity.NAMES) == {RESIDENT, OLD_RESIDENT, HK_MACAU, TAIWAN, PASSPORT, identity.FOREIGN_RESIDENT}
