"""Search as you type: any two characters of a word, initials, digits; on both databases the same answers."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from models.core import store
from models.core.names import initials
from models.core.search import Line, fold, grams, put_lines, query_terms, search

PEOPLE = {
    1: ("曾单丽", "410105199003071234", "Y000041029001-0007"),
    2: ("单曾丽", "110101198512310021", "13800138000"),
    3: ("John Smith", "E12345678", "第3中学A座"),
    4: ("欧阳𬱖", "440100199001010015", "ＡＢＣ公司"),
}


@pytest.fixture
def db(any_centre):
    """A session on a centre whose search knows four people; nothing of it is kept."""
    with store.writing(any_centre().engine) as session:
        lines = [Line("people.assessors", id_, words[0], [*words, *initials(words[0])]) for id_, words in PEOPLE.items()]
        put_lines(session.connection(), lines)
        yield session


def found(db, query, **named):
    return [hit.record_id for hit in search(db, query, **named)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("曾单", [1]),
        ("单丽", [1]),
        ("曾丽", [2]),
        ("丽", []),  # one character is too little
        ("zcl", [1]),  # 单 is chan too
        ("zdl", [1]),
        ("csl", [1]),  # 曾 ceng, 单 shan
        ("scl", [2]),
        ("dz", [2]),
        ("4101", [1]),
        ("41010519900307", [1]),
        ("1234", [1, 3]),
        ("21", [2]),
        ("0007", [1]),
        ("john smith", [3]),
        ("smith john", [3]),  # words in any order
        ("JOHN", [3]),
        ("oh", [3]),
        ("th", [3]),
        ("dl", [1]),  # the last two of three letters
        ("3中", [3]),  # where digits and Chinese touch
        ("学a", [3]),
        ("Ａ座", [3]),  # full width is mended
        ("abc公", [4]),
        ("欧阳", [4]),
        ("阳𬱖", [4]),
        ("曾丽 138", [2]),
        ("曾丽 139", []),
        ("", []),
        ("  ", []),
        ("%", []),
        ("__", []),
        ('"', []),
        ("' OR 1=1", []),
        ("曾*单", []),
    ],
)
def test_a_person_is_found_by_what_one_would_type(db, typed, expected):
    assert found(db, typed) == expected


def test_a_search_may_be_limited(db):
    assert found(db, "1990", limit=1) == [1]
    assert found(db, "曾单", registers=["people.assessors"]) == [1]
    assert found(db, "曾单", registers=["people.supervisors"]) == []
    assert [hit.title for hit in search(db, "曾单")] == ["曾单丽"]


def test_a_changed_line_takes_the_place_of_the_old_one(db):
    put_lines(db.connection(), [Line("people.assessors", 1, "林知远", ["林知远"])], replace=True)
    assert found(db, "曾单") == []
    assert found(db, "知远") == [1]
    assert db.scalar(text("SELECT count(*) FROM search_grams")) == len(PEOPLE)
    put_lines(db.connection(), [], replace=True)
    assert db.scalar(text("SELECT count(*) FROM search_entry")) == len(PEOPLE)


def test_the_same_record_may_stand_in_two_registers(db):
    put_lines(db.connection(), [Line("people.supervisors", 1, "曾单丽", ["曾单丽"])], replace=True)
    assert [hit.register for hit in search(db, "曾单")] == ["people.assessors", "people.supervisors"]


# Every part of every word -----------------------------------------------------------------------------------------------

LETTERS = st.one_of(
    st.sampled_from("abcxyz0189"),
    st.characters(min_codepoint=0x4E00, max_codepoint=0x4E20),
    st.sampled_from("曾单𬱖𠮷éЖ"),
)
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=9), min_size=1, max_size=4)


def keep(db, words):
    """The one line of these tests, in place of the one before."""
    put_lines(db.connection(), [Line("core.users", 77, "t", words)], replace=True)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=WORDS, data=st.data())
def test_every_part_of_two_characters_and_more_is_found(db, words, data):
    word = data.draw(st.sampled_from([fold(one) for one in words]))
    if len(word) < 2:
        return
    start = data.draw(st.integers(0, len(word) - 2))
    part = word[start : data.draw(st.integers(start + 2, len(word)))]
    keep(db, words)
    assert found(db, part, registers=["core.users"]) == [77]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=WORDS, typed=st.text(LETTERS, min_size=2, max_size=4))
def test_nothing_is_found_that_does_not_hold_what_was_typed(db, words, typed):
    keep(db, words)
    holds = fold(typed) in fold(" ".join(words))
    assert bool(found(db, typed, registers=["core.users"])) is holds


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=12).filter(lambda typed: "\x00" not in typed))
def test_whatever_is_typed_is_no_error(db, typed):
    for hit in search(db, typed):
        assert hit.record_id in PEOPLE


@given(st.text(LETTERS, max_size=12))
def test_the_terms_of_a_query_are_among_the_grams_of_its_text(typed):
    known = set(grams(fold(typed)))
    for term in query_terms(fold(typed)):
        assert term in known or (term.endswith("*") and any(gram.startswith(term[:-1]) for gram in known))
