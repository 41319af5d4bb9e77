"""Chinese names: every reading is searchable, and a list sorts as people look names up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.names import initials, readings, sort_key

SURNAMES = {"曾": "zeng", "单": "shan", "仇": "qiu", "查": "zha", "翟": "zhai", "解": "xie", "区": "ou", "朴": "piao", "盖": "ge"}


@pytest.mark.parametrize(("surname", "reading"), SURNAMES.items())
def test_a_surname_sorts_by_its_reading_as_a_surname(surname, reading):
    assert sort_key(surname + "芳").startswith(reading + " ")


@pytest.mark.parametrize(
    ("surname", "letters"),
    [("曾", "zc"), ("单", "dsc"), ("仇", "cq"), ("查", "cz"), ("翟", "dz"), ("解", "jx"), ("区", "qo"), ("朴", "p"), ("盖", "g")],
)
def test_a_surname_is_found_by_every_reading(surname, letters):
    found = {spelling[0] for spelling in initials(surname + "丽")}
    assert set(letters) <= found
    assert all(spelling.endswith("l") for spelling in initials(surname + "丽"))


def test_a_list_of_names_is_in_the_order_of_their_pinyin():
    names = ["朱一", "曾二", "单三", "安四", "翟五", "区六", "解七"]
    assert sorted(names, key=sort_key) == ["安四", "区六", "单三", "解七", "曾二", "翟五", "朱一"]


def test_the_name_itself_breaks_ties():
    assert sort_key("张伟") != sort_key("章伟")
    assert sorted(["章伟", "张伟"], key=sort_key) == sorted(["张伟", "章伟"], key=sort_key)


def test_letters_of_other_scripts_stand_for_themselves():
    assert initials("Anna Li") == ("annali",)
    assert readings("é") == ("é",)
    assert initials("") == ("",)


def test_spellings_of_one_name_are_few():
    assert len(initials("单解曾查盖翟")) <= 8


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=5))
def test_every_spelling_has_a_letter_for_each_character(name):
    for spelling in initials(name):
        assert len(spelling) == len(name)
    assert sort_key(name).endswith(name)
